/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "store/limner-gallery-item.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_GALLERY_CELL (limner_gallery_cell_get_type ())
G_DECLARE_FINAL_TYPE (LimnerGalleryCell, limner_gallery_cell, LIMNER, GALLERY_CELL, GtkWidget)

GtkWidget         *limner_gallery_cell_new          (void) G_GNUC_WARN_UNUSED_RESULT;
void               limner_gallery_cell_bind         (LimnerGalleryCell *self,
                                                     LimnerGalleryItem *item,
                                                     guint              position);
LimnerGalleryItem *limner_gallery_cell_get_item     (LimnerGalleryCell *self);
guint              limner_gallery_cell_get_position (LimnerGalleryCell *self);
void               limner_gallery_cell_set_state    (LimnerGalleryCell *self,
                                                     gboolean           selected,
                                                     gboolean           cursor);
void               limner_gallery_cell_set_variants  (LimnerGalleryCell *self,
                                                      guint              n_variants,
                                                      gboolean           expanded);
gboolean           limner_gallery_cell_hits_stack    (LimnerGalleryCell *self,
                                                      double             x,
                                                      double             y);
GdkPaintable      *limner_gallery_cell_get_paintable (LimnerGalleryCell *self);

G_END_DECLS
