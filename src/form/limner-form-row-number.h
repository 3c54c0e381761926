/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-form-row.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_FORM_ROW_NUMBER (limner_form_row_number_get_type ())
G_DECLARE_FINAL_TYPE (LimnerFormRowNumber, limner_form_row_number, LIMNER, FORM_ROW_NUMBER,
                      LimnerFormRow)

G_END_DECLS
