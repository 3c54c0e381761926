/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-gallery-list.h"
#include "limner-gallery-query.h"

G_BEGIN_DECLS

/**
 * LimnerGalleryRow:
 * @id: the item's number
 * @key: what a sort order other than by age goes by
 * @created: microseconds since 1970
 * @stack: what variants share
 * @width: in pixels
 * @height: in pixels
 * @n_variants: for how many of its stack it stands, 0 behind another one
 * @expanded: whether the others are shown
 *
 * What a list knows of each of its items: where it belongs and how large it is.
 */
typedef struct
{
  gint64 id;
  gint64 key;
  gint64 created;
  gint64 stack;
  int    width;
  int    height;
  guint  n_variants;
  gboolean expanded;
} LimnerGalleryRow;

/**
 * LimnerGalleryRequest:
 * @query: (nullable): what is looked for
 * @sort: in which order
 * @first: whether it is the first page, which comes with details
 * @after: the last row of the page before, with an id of 0 on the first
 * @max_rows: how long a page is
 * @ids: numbers of the items that are asked about
 *
 * What a list asks the database thread.
 */
typedef struct
{
  LimnerGalleryQuery *query;
  LimnerGallerySort   sort;
  gboolean            first;
  LimnerGalleryRow    after;
  guint               max_rows;
  GArray             *ids;
} LimnerGalleryRequest;

/**
 * LimnerGalleryPage:
 * @rows: (element-type LimnerGalleryRow): rows in order
 * @details: (element-type LimnerItemDetails) (nullable): details that were read with them
 * @asked: the set of numbers that were asked about
 * @first: whether it is the first page
 * @last: whether it is the last page
 *
 * What the database thread answers.
 */
typedef struct
{
  GArray     *rows;
  GPtrArray  *details;
  GHashTable *asked;
  gboolean    first;
  gboolean    last;
} LimnerGalleryPage;

LimnerGalleryRequest *limner_gallery_request_new    (void) G_GNUC_WARN_UNUSED_RESULT;
void                  limner_gallery_request_free   (LimnerGalleryRequest   *self);
void                  limner_gallery_request_add_id (LimnerGalleryRequest   *self,
                                                     gint64                  id);
void                  limner_gallery_page_free      (LimnerGalleryPage      *self);
int                   limner_gallery_row_compare    (const LimnerGalleryRow *a,
                                                     const LimnerGalleryRow *b,
                                                     LimnerGallerySort       sort);

/* LimnerStoreRun functions: their data is a request, their result a page */
gpointer              limner_gallery_rows_read_page (LimnerStore            *store,
                                                     LimnerDatabase         *database,
                                                     gpointer                data,
                                                     GError                **error);
gpointer              limner_gallery_rows_find      (LimnerStore            *store,
                                                     LimnerDatabase         *database,
                                                     gpointer                data,
                                                     GError                **error);
gpointer              limner_gallery_rows_load      (LimnerStore            *store,
                                                     LimnerDatabase         *database,
                                                     gpointer                data,
                                                     GError                **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimnerGalleryPage, limner_gallery_page_free)

G_END_DECLS
