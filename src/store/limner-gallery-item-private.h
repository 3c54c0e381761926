/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-gallery-item.h"

G_BEGIN_DECLS

LimnerGalleryItem *_limner_gallery_item_new         (gint64             id)
                                                     G_GNUC_WARN_UNUSED_RESULT;
gint64             _limner_gallery_item_get_number  (LimnerGalleryItem *self);
void               _limner_gallery_item_set_details (LimnerGalleryItem *self,
                                                     LimnerItemDetails *details);

G_END_DECLS
