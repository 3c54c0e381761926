/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LIMNER_TYPE_SPLIT (limner_split_get_type ())
G_DECLARE_FINAL_TYPE (LimnerSplit, limner_split, LIMNER, SPLIT, GtkWidget)

gboolean limner_split_get_narrow       (LimnerSplit *self);
gboolean limner_split_get_show_sidebar (LimnerSplit *self);
void     limner_split_set_show_sidebar (LimnerSplit *self,
                                        gboolean     show_sidebar);
void     limner_split_set_wide_sidebar (LimnerSplit *self,
                                        gboolean     wide_sidebar);

G_END_DECLS
