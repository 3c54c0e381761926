/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-item-details.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_GALLERY_ITEM (limner_gallery_item_get_type ())
G_DECLARE_FINAL_TYPE (LimnerGalleryItem, limner_gallery_item, LIMNER, GALLERY_ITEM, GObject)

const char        *limner_gallery_item_get_id              (LimnerGalleryItem *self);
gboolean           limner_gallery_item_get_loaded          (LimnerGalleryItem *self);
LimnerItemDetails *limner_gallery_item_get_details         (LimnerGalleryItem *self);
const char        *limner_gallery_item_get_path            (LimnerGalleryItem *self);
GFile             *limner_gallery_item_dup_file            (LimnerGalleryItem *self)
                                                            G_GNUC_WARN_UNUSED_RESULT;
const char        *limner_gallery_item_get_mime            (LimnerGalleryItem *self);
int                limner_gallery_item_get_width           (LimnerGalleryItem *self);
int                limner_gallery_item_get_height          (LimnerGalleryItem *self);
gint64             limner_gallery_item_get_created         (LimnerGalleryItem *self);
const char        *limner_gallery_item_get_prompt          (LimnerGalleryItem *self);
const char        *limner_gallery_item_get_negative_prompt (LimnerGalleryItem *self);
const char        *limner_gallery_item_get_seed            (LimnerGalleryItem *self);
guint              limner_gallery_item_get_output          (LimnerGalleryItem *self,
                                                            guint             *n_outputs);
const char        *limner_gallery_item_get_model           (LimnerGalleryItem *self);
const char        *limner_gallery_item_get_version         (LimnerGalleryItem *self);
const char        *limner_gallery_item_get_server          (LimnerGalleryItem *self);
const char        *limner_gallery_item_get_job             (LimnerGalleryItem *self);
const char        *limner_gallery_item_get_operation       (LimnerGalleryItem *self);
const char        *limner_gallery_item_get_input           (LimnerGalleryItem *self);
const char * const *limner_gallery_item_get_parents        (LimnerGalleryItem *self);
const char * const *limner_gallery_item_get_tags           (LimnerGalleryItem *self);
const char        *limner_gallery_item_get_notes           (LimnerGalleryItem *self);
double             limner_gallery_item_get_cost            (LimnerGalleryItem *self);
double             limner_gallery_item_get_predict_time    (LimnerGalleryItem *self);
gboolean           limner_gallery_item_get_favourite       (LimnerGalleryItem *self);
int                limner_gallery_item_get_rating          (LimnerGalleryItem *self);
gboolean           limner_gallery_item_get_trashed         (LimnerGalleryItem *self);
gboolean           limner_gallery_item_get_missing         (LimnerGalleryItem *self);

G_END_DECLS
