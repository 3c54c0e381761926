/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LIMNER_TYPE_PROGRESS_RING (limner_progress_ring_get_type ())
G_DECLARE_FINAL_TYPE (LimnerProgressRing, limner_progress_ring, LIMNER, PROGRESS_RING, GtkWidget)

GtkWidget *limner_progress_ring_new          (void) G_GNUC_WARN_UNUSED_RESULT;
double     limner_progress_ring_get_fraction (LimnerProgressRing *self);
void       limner_progress_ring_set_fraction (LimnerProgressRing *self,
                                              double              fraction);

G_END_DECLS
