/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-form-row.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_FORM_ROW_FILES (limner_form_row_files_get_type ())
G_DECLARE_FINAL_TYPE (LimnerFormRowFiles, limner_form_row_files, LIMNER, FORM_ROW_FILES,
                      LimnerFormRow)

G_END_DECLS
