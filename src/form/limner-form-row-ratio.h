/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-form-row.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_FORM_ROW_RATIO (limner_form_row_ratio_get_type ())
G_DECLARE_FINAL_TYPE (LimnerFormRowRatio, limner_form_row_ratio, LIMNER, FORM_ROW_RATIO,
                      LimnerFormRow)

G_END_DECLS
