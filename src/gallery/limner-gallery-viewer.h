/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "store/limner-gallery-item.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_GALLERY_VIEWER (limner_gallery_viewer_get_type ())
G_DECLARE_FINAL_TYPE (LimnerGalleryViewer, limner_gallery_viewer, LIMNER, GALLERY_VIEWER, GtkWidget)

GListModel        *limner_gallery_viewer_get_list     (LimnerGalleryViewer *self);
void               limner_gallery_viewer_set_list     (LimnerGalleryViewer *self,
                                                       GListModel          *list);
guint              limner_gallery_viewer_get_position (LimnerGalleryViewer *self);
void               limner_gallery_viewer_set_position (LimnerGalleryViewer *self,
                                                       guint                position);
LimnerGalleryItem *limner_gallery_viewer_get_item     (LimnerGalleryViewer *self);
GdkTexture        *limner_gallery_viewer_get_texture  (LimnerGalleryViewer *self);
void               limner_gallery_viewer_move         (LimnerGalleryViewer *self,
                                                       int                  step);

G_END_DECLS
