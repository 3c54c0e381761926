/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-form-row.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_FORM_ROW_JSON (limner_form_row_json_get_type ())
G_DECLARE_FINAL_TYPE (LimnerFormRowJson, limner_form_row_json, LIMNER, FORM_ROW_JSON,
                      LimnerFormRow)

G_END_DECLS
