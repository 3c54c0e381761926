/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-colour.h"

G_BEGIN_DECLS

/** The most colours of a palette. */
#define LIMNER_PALETTE_MAX 32

void limner_palette_choose  (const LimnerLab *samples,
                             int              n_samples,
                             LimnerLab       *colours,
                             float           *shares,
                             int              n_colours);
int  limner_palette_nearest (const LimnerLab *colours,
                             int              n_colours,
                             LimnerLab        lab,
                             float           *apart);

G_END_DECLS
