/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "store/limner-store-gallery.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_GALLERY_ORIGIN (limner_gallery_origin_get_type ())
G_DECLARE_FINAL_TYPE (LimnerGalleryOrigin, limner_gallery_origin, LIMNER, GALLERY_ORIGIN, GtkWidget)

void limner_gallery_origin_set_item (LimnerGalleryOrigin *self,
                                     LimnerStore         *store,
                                     LimnerGalleryItem   *item);

G_END_DECLS
