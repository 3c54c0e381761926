/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "store/limner-gallery-item.h"
#include "store/limner-store.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_GALLERY_LINEAGE (limner_gallery_lineage_get_type ())
G_DECLARE_FINAL_TYPE (LimnerGalleryLineage, limner_gallery_lineage, LIMNER, GALLERY_LINEAGE,
                      GtkWidget)

void limner_gallery_lineage_set_item (LimnerGalleryLineage *self,
                                      LimnerStore          *store,
                                      LimnerGalleryItem    *item);

G_END_DECLS
