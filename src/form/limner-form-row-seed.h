/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-form-row.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_FORM_ROW_SEED (limner_form_row_seed_get_type ())
G_DECLARE_FINAL_TYPE (LimnerFormRowSeed, limner_form_row_seed, LIMNER, FORM_ROW_SEED,
                      LimnerFormRow)

G_END_DECLS
