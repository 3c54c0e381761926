/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-form-row.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_FORM_ROW_SWITCH (limner_form_row_switch_get_type ())
G_DECLARE_FINAL_TYPE (LimnerFormRowSwitch, limner_form_row_switch, LIMNER, FORM_ROW_SWITCH,
                      LimnerFormRow)

G_END_DECLS
