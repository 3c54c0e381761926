/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "widgets/limner-picture-view.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_COMPARE_SPLIT (limner_compare_split_get_type ())
G_DECLARE_FINAL_TYPE (LimnerCompareSplit, limner_compare_split, LIMNER, COMPARE_SPLIT, GtkWidget)

LimnerPictureView *limner_compare_split_get_view     (LimnerCompareSplit *self,
                                                      guint               index);
double             limner_compare_split_get_fraction (LimnerCompareSplit *self);
void               limner_compare_split_set_fraction (LimnerCompareSplit *self,
                                                      double              fraction);

G_END_DECLS
