/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-form-row.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_FORM_ROW_TEXT (limner_form_row_text_get_type ())
G_DECLARE_FINAL_TYPE (LimnerFormRowText, limner_form_row_text, LIMNER, FORM_ROW_TEXT,
                      LimnerFormRow)

G_END_DECLS
