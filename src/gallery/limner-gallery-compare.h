/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "store/limner-gallery-item.h"
#include "store/limner-store.h"

G_BEGIN_DECLS

/** The most pictures that are compared at a time. */
#define LIMNER_GALLERY_COMPARE_MAX 4

#define LIMNER_TYPE_GALLERY_COMPARE (limner_gallery_compare_get_type ())
G_DECLARE_FINAL_TYPE (LimnerGalleryCompare, limner_gallery_compare, LIMNER, GALLERY_COMPARE,
                      GtkWidget)

void               limner_gallery_compare_set_store   (LimnerGalleryCompare *self,
                                                       LimnerStore          *store);
void               limner_gallery_compare_set_items   (LimnerGalleryCompare *self,
                                                       GPtrArray            *items);
guint              limner_gallery_compare_get_n_items (LimnerGalleryCompare *self);
LimnerGalleryItem *limner_gallery_compare_get_item    (LimnerGalleryCompare *self,
                                                       guint                 index);
LimnerGalleryItem *limner_gallery_compare_get_current (LimnerGalleryCompare *self);
void               limner_gallery_compare_set_current (LimnerGalleryCompare *self,
                                                       guint                 index);
void               limner_gallery_compare_set_progress (LimnerGalleryCompare *self,
                                                       guint                 first,
                                                       guint                 n_all);
void               limner_gallery_compare_stop        (LimnerGalleryCompare *self);

G_END_DECLS
