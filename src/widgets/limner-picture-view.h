/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LIMNER_TYPE_PICTURE_VIEW (limner_picture_view_get_type ())
G_DECLARE_FINAL_TYPE (LimnerPictureView, limner_picture_view, LIMNER, PICTURE_VIEW, GtkWidget)

GtkWidget  *limner_picture_view_new       (void) G_GNUC_WARN_UNUSED_RESULT;
const char *limner_picture_view_get_path  (LimnerPictureView *self);
void        limner_picture_view_set_path  (LimnerPictureView *self,
                                           const char        *path);
GdkTexture *limner_picture_view_get_texture (LimnerPictureView *self);
void        limner_picture_view_set_texture (LimnerPictureView *self,
                                           GdkTexture        *texture);
double      limner_picture_view_get_zoom  (LimnerPictureView *self);
gboolean    limner_picture_view_get_fits  (LimnerPictureView *self);
void        limner_picture_view_set_zoom  (LimnerPictureView *self,
                                           double             zoom);
void        limner_picture_view_zoom_at   (LimnerPictureView *self,
                                           double             factor,
                                           double             x,
                                           double             y);
void        limner_picture_view_fit       (LimnerPictureView *self);
void        limner_picture_view_pan       (LimnerPictureView *self,
                                           double             dx,
                                           double             dy);
void        limner_picture_view_follow    (LimnerPictureView *self,
                                           LimnerPictureView *leader);

G_END_DECLS
