/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-gallery-item.h"
#include "limner-store.h"

G_BEGIN_DECLS

/**
 * LimnerTagCount:
 * @name: the tag or the album
 * @n_items: how many items have it
 *
 * A tag or an album and how often it is used.
 */
typedef struct
{
  char  *name;
  guint  n_items;
} LimnerTagCount;

/**
 * LimnerStoreProgress:
 * @store: the library
 * @n_done: how many are done
 * @n_all: of how many
 * @user_data: what was given with the function
 *
 * Tells on the main thread how far a long work is.
 */
typedef void (*LimnerStoreProgress) (LimnerStore *store,
                                     guint        n_done,
                                     guint        n_all,
                                     gpointer     user_data);

/* Adding */
void               limner_store_save_picture_async    (LimnerStore          *self,
                                                       LimnerItemDetails    *details,
                                                       GBytes               *bytes,
                                                       GCancellable         *cancellable,
                                                       GAsyncReadyCallback   callback,
                                                       gpointer              user_data);
LimnerGalleryItem *limner_store_save_picture_finish   (LimnerStore          *self,
                                                       GAsyncResult         *result,
                                                       GError              **error)
                                                       G_GNUC_WARN_UNUSED_RESULT;
void               limner_store_import_async          (LimnerStore          *self,
                                                       const char           *path,
                                                       GCancellable         *cancellable,
                                                       GAsyncReadyCallback   callback,
                                                       gpointer              user_data);
LimnerGalleryItem *limner_store_import_finish         (LimnerStore          *self,
                                                       GAsyncResult         *result,
                                                       GError              **error)
                                                       G_GNUC_WARN_UNUSED_RESULT;

gboolean           limner_store_is_picture_name       (const char           *name);
void               limner_store_import_files_async    (LimnerStore          *self,
                                                       const char * const   *paths,
                                                       LimnerStoreProgress   progress,
                                                       gpointer              progress_data,
                                                       GCancellable         *cancellable,
                                                       GAsyncReadyCallback   callback,
                                                       gpointer              user_data);
char             **limner_store_import_files_finish   (LimnerStore          *self,
                                                       GAsyncResult         *result,
                                                       guint                *n_refused,
                                                       GError              **error)
                                                       G_GNUC_WARN_UNUSED_RESULT;

/* Looking up */
void               limner_store_get_item_async        (LimnerStore          *self,
                                                       const char           *id,
                                                       GCancellable         *cancellable,
                                                       GAsyncReadyCallback   callback,
                                                       gpointer              user_data);
LimnerGalleryItem *limner_store_get_item_finish       (LimnerStore          *self,
                                                       GAsyncResult         *result,
                                                       GError              **error)
                                                       G_GNUC_WARN_UNUSED_RESULT;
void               limner_store_find_file_async       (LimnerStore          *self,
                                                       const char           *path,
                                                       const char           *sha256,
                                                       GCancellable         *cancellable,
                                                       GAsyncReadyCallback   callback,
                                                       gpointer              user_data);
char              *limner_store_find_file_finish      (LimnerStore          *self,
                                                       GAsyncResult         *result,
                                                       GError              **error);
void               limner_store_search_async          (LimnerStore          *self,
                                                       const char           *filter,
                                                       guint                 max_items,
                                                       GCancellable         *cancellable,
                                                       GAsyncReadyCallback   callback,
                                                       gpointer              user_data);
GListModel        *limner_store_search_finish         (LimnerStore          *self,
                                                       GAsyncResult         *result,
                                                       GError              **error)
                                                       G_GNUC_WARN_UNUSED_RESULT;
void               limner_store_get_lineage_async     (LimnerStore          *self,
                                                       const char           *id,
                                                       GCancellable         *cancellable,
                                                       GAsyncReadyCallback   callback,
                                                       gpointer              user_data);
GListModel        *limner_store_get_lineage_finish    (LimnerStore          *self,
                                                       GAsyncResult         *result,
                                                       GError              **error)
                                                       G_GNUC_WARN_UNUSED_RESULT;

/* Changing; @ids is a NULL-terminated list of item ids */
void               limner_store_set_favourite_async   (LimnerStore          *self,
                                                       const char * const   *ids,
                                                       gboolean              favourite,
                                                       GCancellable         *cancellable,
                                                       GAsyncReadyCallback   callback,
                                                       gpointer              user_data);
void               limner_store_set_rating_async      (LimnerStore          *self,
                                                       const char * const   *ids,
                                                       int                   rating,
                                                       GCancellable         *cancellable,
                                                       GAsyncReadyCallback   callback,
                                                       gpointer              user_data);
void               limner_store_set_notes_async       (LimnerStore          *self,
                                                       const char           *id,
                                                       const char           *notes,
                                                       GCancellable         *cancellable,
                                                       GAsyncReadyCallback   callback,
                                                       gpointer              user_data);
void               limner_store_change_tags_async     (LimnerStore          *self,
                                                       const char * const   *ids,
                                                       const char * const   *add,
                                                       const char * const   *remove,
                                                       GCancellable         *cancellable,
                                                       GAsyncReadyCallback   callback,
                                                       gpointer              user_data);
void               limner_store_trash_async           (LimnerStore          *self,
                                                       const char * const   *ids,
                                                       GCancellable         *cancellable,
                                                       GAsyncReadyCallback   callback,
                                                       gpointer              user_data);
void               limner_store_restore_async         (LimnerStore          *self,
                                                       const char * const   *ids,
                                                       GCancellable         *cancellable,
                                                       GAsyncReadyCallback   callback,
                                                       gpointer              user_data);
void               limner_store_empty_trash_async     (LimnerStore          *self,
                                                       gint64                trashed_before,
                                                       GCancellable         *cancellable,
                                                       GAsyncReadyCallback   callback,
                                                       gpointer              user_data);
void               limner_store_check_files_async     (LimnerStore          *self,
                                                       GCancellable         *cancellable,
                                                       GAsyncReadyCallback   callback,
                                                       gpointer              user_data);
void               limner_store_rebuild_async         (LimnerStore          *self,
                                                       GCancellable         *cancellable,
                                                       GAsyncReadyCallback   callback,
                                                       gpointer              user_data);
gboolean           limner_store_change_finish         (LimnerStore          *self,
                                                       GAsyncResult         *result,
                                                       guint                *n_changed,
                                                       GError              **error);

/* Tags and albums */
void               limner_store_list_tags_async       (LimnerStore          *self,
                                                       const char           *prefix,
                                                       GCancellable         *cancellable,
                                                       GAsyncReadyCallback   callback,
                                                       gpointer              user_data);
void               limner_store_list_albums_async     (LimnerStore          *self,
                                                       GCancellable         *cancellable,
                                                       GAsyncReadyCallback   callback,
                                                       gpointer              user_data);
void               limner_store_list_used_models_async (LimnerStore         *self,
                                                       GCancellable        *cancellable,
                                                       GAsyncReadyCallback  callback,
                                                       gpointer             user_data);
GPtrArray         *limner_store_list_tags_finish      (LimnerStore          *self,
                                                       GAsyncResult         *result,
                                                       GError              **error)
                                                       G_GNUC_WARN_UNUSED_RESULT;
void               limner_store_add_to_album_async    (LimnerStore          *self,
                                                       const char           *album,
                                                       const char * const   *ids,
                                                       GCancellable         *cancellable,
                                                       GAsyncReadyCallback   callback,
                                                       gpointer              user_data);
void               limner_store_rename_album_async    (LimnerStore          *self,
                                                       const char           *album,
                                                       const char           *name,
                                                       GCancellable         *cancellable,
                                                       GAsyncReadyCallback   callback,
                                                       gpointer              user_data);
void               limner_store_delete_album_async    (LimnerStore          *self,
                                                       const char           *album,
                                                       GCancellable         *cancellable,
                                                       GAsyncReadyCallback   callback,
                                                       gpointer              user_data);
void               limner_store_remove_from_album_async (LimnerStore        *self,
                                                       const char           *album,
                                                       const char * const   *ids,
                                                       GCancellable         *cancellable,
                                                       GAsyncReadyCallback   callback,
                                                       gpointer              user_data);
void               limner_store_move_in_album_async   (LimnerStore          *self,
                                                       const char           *album,
                                                       const char * const   *ids,
                                                       const char           *before,
                                                       GCancellable         *cancellable,
                                                       GAsyncReadyCallback   callback,
                                                       gpointer              user_data);
void               limner_store_move_album_async      (LimnerStore          *self,
                                                       const char           *album,
                                                       const char           *before,
                                                       GCancellable         *cancellable,
                                                       GAsyncReadyCallback   callback,
                                                       gpointer              user_data);
void               limner_store_list_album_async      (LimnerStore          *self,
                                                       const char           *album,
                                                       GCancellable         *cancellable,
                                                       GAsyncReadyCallback   callback,
                                                       gpointer              user_data);
char             **limner_store_list_album_finish     (LimnerStore          *self,
                                                       GAsyncResult         *result,
                                                       GError              **error)
                                                       G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
