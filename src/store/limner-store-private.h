/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-database.h"
#include "limner-gallery-item.h"
#include "limner-store.h"

G_BEGIN_DECLS

/* Where and how pictures are saved. The worker asks, too: paths are interned, all is atomic. */
typedef struct
{
  const char *directory;
  const char *usual_directory;
  const char *noted_directory; /* the worker's: the last one that was remembered */
  int         privacy;         /* LimnerExportPrivacy */
} LimnerStoreSaving;

LimnerStoreSaving *_limner_store_get_saving (LimnerStore *self);

/**
 * LimnerStoreRun:
 * @self: the library; only what is said to be safe on other threads may be called
 * @database: the connection, open; %NULL on a thread of the pool
 * @data: the task's data
 * @error: return location for an error
 *
 * A piece of work on another thread.
 *
 * Returns: (transfer full) (nullable): what the task returns; %NULL with an error on failure
 */
typedef gpointer (*LimnerStoreRun) (LimnerStore     *self,
                                    LimnerDatabase  *database,
                                    gpointer         data,
                                    GError         **error);

/**
 * LimnerStoreWhere:
 * @LIMNER_STORE_READ: on the database thread
 * @LIMNER_STORE_WRITE: on the database thread in a transaction; lists learn what it changed
 * @LIMNER_STORE_POOL: on any thread, without the database
 *
 * Where a piece of work is done.
 */
typedef enum
{
  LIMNER_STORE_READ,
  LIMNER_STORE_WRITE,
  LIMNER_STORE_POOL,
} LimnerStoreWhere;

/** What a piece of work returns that has nothing to return but that it went well. */
#define LIMNER_STORE_OK GINT_TO_POINTER (1)

/** What lies between the numbers of two neighbours in an album, for others to come between. */
#define LIMNER_STORE_ALBUM_GAP 1048576

void               _limner_store_push           (LimnerStore         *self,
                                                 LimnerStoreWhere     where,
                                                 gpointer             source_tag,
                                                 LimnerStoreRun       run,
                                                 gpointer             data,
                                                 GDestroyNotify       free_data,
                                                 GDestroyNotify       free_result,
                                                 GCancellable        *cancellable,
                                                 GAsyncReadyCallback  callback,
                                                 gpointer             user_data);
gpointer           _limner_store_finish         (LimnerStore         *self,
                                                 GAsyncResult        *result,
                                                 GError             **error);

/* On the main thread */
LimnerGalleryItem *_limner_store_ref_item       (LimnerStore         *self,
                                                 gint64               id);
LimnerGalleryItem *_limner_store_take_details   (LimnerStore         *self,
                                                 LimnerItemDetails   *details);
GListModel        *_limner_store_finish_items   (LimnerStore         *self,
                                                 GAsyncResult        *result,
                                                 GError             **error);
void               _limner_store_watch          (LimnerStore         *self);
void               _limner_store_unwatch        (LimnerStore         *self);

/* From any thread */
struct _LimnerLibrary *_limner_store_get_library (LimnerStore        *self);
LimnerThumbnailer *_limner_store_get_thumbnailer (LimnerStore        *self);
const char        *_limner_store_get_blob_folder (LimnerStore        *self);
gint64             _limner_store_parse_id       (const char          *id);

G_END_DECLS
