/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-form-row.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_FORM_ROW_FILE (limner_form_row_file_get_type ())
G_DECLARE_FINAL_TYPE (LimnerFormRowFile, limner_form_row_file, LIMNER, FORM_ROW_FILE,
                      LimnerFormRow)

G_END_DECLS
