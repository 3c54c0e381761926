/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-form-row.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_FORM_ROW_LINES (limner_form_row_lines_get_type ())
G_DECLARE_FINAL_TYPE (LimnerFormRowLines, limner_form_row_lines, LIMNER, FORM_ROW_LINES,
                      LimnerFormRow)

G_END_DECLS
