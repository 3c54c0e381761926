/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "studio/limner-studio.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_GALLERY (limner_gallery_get_type ())
G_DECLARE_FINAL_TYPE (LimnerGallery, limner_gallery, LIMNER, GALLERY, GtkWidget)

GtkWidget *limner_gallery_new       (LimnerStudio  *studio) G_GNUC_WARN_UNUSED_RESULT;
void       limner_gallery_remember  (LimnerGallery *self,
                                     GSettings     *settings);
void       limner_gallery_show_item (LimnerGallery *self,
                                     const char    *item_id);

G_END_DECLS
