/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LIMNER_TYPE_COLOUR_GRID (limner_colour_grid_get_type ())

G_DECLARE_FINAL_TYPE (LimnerColourGrid, limner_colour_grid, LIMNER, COLOUR_GRID, GtkWidget)

GtkWidget *limner_colour_grid_new        (const guint      *colours,
                                          guint             n_colours,
                                          gboolean          with_entry) G_GNUC_WARN_UNUSED_RESULT;
void       limner_colour_grid_set_colour (LimnerColourGrid *self,
                                          guint             colour);
GtkWidget *limner_colour_swatch_new      (guint             colour) G_GNUC_WARN_UNUSED_RESULT;
void       limner_colour_swatch_set_colour (GtkWidget      *swatch,
                                            guint           colour);

G_END_DECLS
