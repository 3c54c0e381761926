/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "store/limner-store.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_GALLERY_ALBUMS (limner_gallery_albums_get_type ())
G_DECLARE_FINAL_TYPE (LimnerGalleryAlbums, limner_gallery_albums, LIMNER, GALLERY_ALBUMS,
                      GtkWidget)

void limner_gallery_albums_set_store (LimnerGalleryAlbums *self,
                                      LimnerStore         *store);
void limner_gallery_albums_load      (LimnerGalleryAlbums *self);

G_END_DECLS
