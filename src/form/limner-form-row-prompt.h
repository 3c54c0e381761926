/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-form-row.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_FORM_ROW_PROMPT (limner_form_row_prompt_get_type ())
G_DECLARE_FINAL_TYPE (LimnerFormRowPrompt, limner_form_row_prompt, LIMNER, FORM_ROW_PROMPT,
                      LimnerFormRow)

G_END_DECLS
