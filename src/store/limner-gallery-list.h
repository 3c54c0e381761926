/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-gallery-item.h"
#include "limner-store.h"

G_BEGIN_DECLS

/**
 * LimnerGallerySort:
 * @LIMNER_GALLERY_SORT_NEWEST: newest first
 * @LIMNER_GALLERY_SORT_OLDEST: oldest first
 * @LIMNER_GALLERY_SORT_RATING: best rated first, then newest
 * @LIMNER_GALLERY_SORT_SIZE: most pixels first, then newest
 * @LIMNER_GALLERY_SORT_ALBUM: as they lie in the album that is looked for; oldest first where none
 *   is
 *
 * The order of a #LimnerGalleryList.
 */
typedef enum
{
  LIMNER_GALLERY_SORT_NEWEST,
  LIMNER_GALLERY_SORT_OLDEST,
  LIMNER_GALLERY_SORT_RATING,
  LIMNER_GALLERY_SORT_SIZE,
  LIMNER_GALLERY_SORT_ALBUM,
} LimnerGallerySort;

#define LIMNER_TYPE_GALLERY_LIST (limner_gallery_list_get_type ())
G_DECLARE_FINAL_TYPE (LimnerGalleryList, limner_gallery_list, LIMNER, GALLERY_LIST, GObject)

LimnerGalleryList *limner_gallery_list_new         (LimnerStore        *store)
                                                    G_GNUC_WARN_UNUSED_RESULT;
const char        *limner_gallery_list_get_filter  (LimnerGalleryList  *self);
void               limner_gallery_list_set_filter  (LimnerGalleryList  *self,
                                                    const char         *text);
LimnerGallerySort  limner_gallery_list_get_sort    (LimnerGalleryList  *self);
void               limner_gallery_list_set_sort    (LimnerGalleryList  *self,
                                                    LimnerGallerySort   sort);
const char        *limner_gallery_list_get_album   (LimnerGalleryList  *self);
void               limner_gallery_list_set_album   (LimnerGalleryList  *self,
                                                    const char         *album);
gboolean           limner_gallery_list_get_trash   (LimnerGalleryList  *self);
void               limner_gallery_list_set_trash   (LimnerGalleryList  *self,
                                                    gboolean            trash);
gboolean           limner_gallery_list_get_loading (LimnerGalleryList  *self);
const GError      *limner_gallery_list_get_error   (LimnerGalleryList  *self);

/* Stacks of variants */
gboolean           limner_gallery_list_get_stacked (LimnerGalleryList  *self);
void               limner_gallery_list_set_stacked (LimnerGalleryList  *self,
                                                    gboolean            stacked);
guint              limner_gallery_list_get_variants_at (LimnerGalleryList *self,
                                                    guint               position,
                                                    gboolean           *expanded);
void               limner_gallery_list_toggle_stack (LimnerGalleryList *self,
                                                    guint               position);
gboolean           limner_gallery_list_reveal      (LimnerGalleryList  *self,
                                                    const char         *id);

/* What is known of a position without loading its item: for layout, headings and scrubbers */
char              *limner_gallery_list_dup_id_at   (LimnerGalleryList  *self,
                                                    guint               position)
                                                    G_GNUC_WARN_UNUSED_RESULT;
gint64             limner_gallery_list_get_created_at (LimnerGalleryList *self,
                                                    guint               position);
void               limner_gallery_list_get_size_at (LimnerGalleryList  *self,
                                                    guint               position,
                                                    int                *width,
                                                    int                *height);
gboolean           limner_gallery_list_find        (LimnerGalleryList  *self,
                                                    const char         *id,
                                                    guint              *position);

G_END_DECLS
