/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "store/limner-gallery-item.h"
#include "widgets/limner-picture-view.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_COMPARE_TILE (limner_compare_tile_get_type ())
G_DECLARE_FINAL_TYPE (LimnerCompareTile, limner_compare_tile, LIMNER, COMPARE_TILE, GtkWidget)

GtkWidget         *limner_compare_tile_new         (LimnerGalleryItem *item,
                                                    const char        *letter)
                                                    G_GNUC_WARN_UNUSED_RESULT;
LimnerPictureView *limner_compare_tile_get_view    (LimnerCompareTile *self);
void               limner_compare_tile_set_current (LimnerCompareTile *self,
                                                    gboolean           current);

G_END_DECLS
