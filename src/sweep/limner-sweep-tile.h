/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "studio/limner-sweep.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_SWEEP_TILE (limner_sweep_tile_get_type ())
G_DECLARE_FINAL_TYPE (LimnerSweepTile, limner_sweep_tile, LIMNER, SWEEP_TILE, GtkWidget)

GtkWidget *limner_sweep_tile_new      (LimnerSweep     *sweep,
                                       LimnerStore     *store,
                                       guint            cell) G_GNUC_WARN_UNUSED_RESULT;
void       limner_sweep_tile_set_side (LimnerSweepTile *self,
                                       int              side);

G_END_DECLS
