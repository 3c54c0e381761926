/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "store/limner-store-gallery.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_GALLERY_PLACES (limner_gallery_places_get_type ())
G_DECLARE_FINAL_TYPE (LimnerGalleryPlaces, limner_gallery_places, LIMNER, GALLERY_PLACES, GtkWidget)

void limner_gallery_places_set_store  (LimnerGalleryPlaces *self,
                                       LimnerStore         *store);
void limner_gallery_places_set_search (LimnerGalleryPlaces *self,
                                       const char          *text);

G_END_DECLS
