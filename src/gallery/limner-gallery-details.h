/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "store/limner-gallery-item.h"
#include "store/limner-gallery-list.h"
#include "store/limner-store.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_GALLERY_DETAILS (limner_gallery_details_get_type ())
G_DECLARE_FINAL_TYPE (LimnerGalleryDetails, limner_gallery_details, LIMNER, GALLERY_DETAILS,
                      GtkWidget)

void               limner_gallery_details_set_store (LimnerGalleryDetails *self,
                                                     LimnerStore          *store);
void               limner_gallery_details_set_menu  (LimnerGalleryDetails *self,
                                                     GMenuModel           *menu);
LimnerGalleryItem *limner_gallery_details_get_item  (LimnerGalleryDetails *self);
void               limner_gallery_details_set_item  (LimnerGalleryDetails *self,
                                                     LimnerGalleryItem    *item);
void               limner_gallery_details_set_several (LimnerGalleryDetails *self,
                                                     LimnerGalleryList    *list,
                                                     GtkBitset            *positions);

G_END_DECLS
