/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-form-row.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_FORM_ROW_SIZE (limner_form_row_size_get_type ())
G_DECLARE_FINAL_TYPE (LimnerFormRowSize, limner_form_row_size, LIMNER, FORM_ROW_SIZE,
                      LimnerFormRow)

G_END_DECLS
