/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "schema/limner-schema.h"
#include "store/limner-gallery-item.h"
#include "store/limner-store-jobs.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_GALLERY_ORIGIN (limner_gallery_origin_get_type ())
G_DECLARE_FINAL_TYPE (LimnerGalleryOrigin, limner_gallery_origin, LIMNER, GALLERY_ORIGIN, GtkWidget)

void limner_gallery_origin_set_item  (LimnerGalleryOrigin   *self,
                                      LimnerGalleryItem     *item);
void limner_gallery_origin_set_model (LimnerGalleryOrigin   *self,
                                      const char            *version,
                                      LimnerSchema          *schema);
void limner_gallery_origin_set_job   (LimnerGalleryOrigin   *self,
                                      const LimnerJobRecord *job);

G_END_DECLS
