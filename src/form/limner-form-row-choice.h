/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-form-row.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_FORM_ROW_CHOICE (limner_form_row_choice_get_type ())
G_DECLARE_FINAL_TYPE (LimnerFormRowChoice, limner_form_row_choice, LIMNER, FORM_ROW_CHOICE,
                      LimnerFormRow)

G_END_DECLS
