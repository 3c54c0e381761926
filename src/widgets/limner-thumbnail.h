/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LIMNER_TYPE_THUMBNAIL (limner_thumbnail_get_type ())
G_DECLARE_FINAL_TYPE (LimnerThumbnail, limner_thumbnail, LIMNER, THUMBNAIL, GtkWidget)

GtkWidget    *limner_thumbnail_new         (void) G_GNUC_WARN_UNUSED_RESULT;
const char   *limner_thumbnail_get_path    (LimnerThumbnail *self);
void          limner_thumbnail_set_path    (LimnerThumbnail *self,
                                            const char      *path);
gboolean      limner_thumbnail_get_cover   (LimnerThumbnail *self);
void          limner_thumbnail_set_cover   (LimnerThumbnail *self,
                                            gboolean         cover);
GdkPaintable *limner_thumbnail_get_paintable (LimnerThumbnail *self);

G_END_DECLS
