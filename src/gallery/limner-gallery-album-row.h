/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LIMNER_TYPE_GALLERY_ALBUM_ROW (limner_gallery_album_row_get_type ())
G_DECLARE_FINAL_TYPE (LimnerGalleryAlbumRow, limner_gallery_album_row, LIMNER, GALLERY_ALBUM_ROW,
                      GtkWidget)

GtkWidget  *limner_gallery_album_row_new         (const char            *name,
                                                  guint                  n_items)
    G_GNUC_WARN_UNUSED_RESULT;
const char *limner_gallery_album_row_get_name    (LimnerGalleryAlbumRow *self);
void        limner_gallery_album_row_set_n_items (LimnerGalleryAlbumRow *self,
                                                  guint                  n_items);

G_END_DECLS
