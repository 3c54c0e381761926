/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-error.h"

#include "limner-gallery-query.h"
#include "limner-store-gallery.h"
#include "limner-store-changes.h"
#include "limner-store-marks.h"
#include "limner-store-private.h"
#include "limner-store-rows.h"

#define MAX_TAG_BYTES 200
#define MAX_LINEAGE 200

/* What a change or a question is about. */
typedef struct
{
  GArray  *ids;       /* gint64 */
  gint64   number;
  char    *text;
  char   **add;
  char   **remove;
} Request;

static void
free_request (gpointer data)
{
  Request *request = data;

  g_clear_pointer (&request->ids, g_array_unref);
  g_clear_pointer (&request->text, g_free);
  g_clear_pointer (&request->add, g_strfreev);
  g_clear_pointer (&request->remove, g_strfreev);
  g_free (request);
}

static Request *
make_request (const char * const *ids)
{
  Request *request = g_new0 (Request, 1);

  request->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    {
      gint64 id = _limner_store_parse_id (ids[i]);

      if (id > 0)
        g_array_append_val (request->ids, id);
    }
  return request;
}

/* Changes are counted from 1, so that a change of nothing is not taken for a failure. */
static gpointer
count_result (guint n)
{
  return GUINT_TO_POINTER (n + 1);
}

static void
push_change (LimnerStore         *self,
             gpointer             source_tag,
             LimnerStoreRun       run,
             Request             *request,
             GCancellable        *cancellable,
             GAsyncReadyCallback  callback,
             gpointer             user_data)
{
  _limner_store_push (self, LIMNER_STORE_WRITE, source_tag, run, request, free_request, NULL,
                      cancellable, callback, user_data);
}

static void
marked_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  gpointer count = _limner_store_finish (LIMNER_STORE (object), result, &error);

  if (count == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  _limner_store_mark_files (LIMNER_STORE (object), g_task_get_task_data (task));
  g_task_return_pointer (task, count, NULL);
}

/* The same for what other programs should find in the files as well. */
static void
push_mark (LimnerStore         *self,
           gpointer             source_tag,
           LimnerStoreRun       run,
           Request             *request,
           GCancellable        *cancellable,
           GAsyncReadyCallback  callback,
           gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, source_tag);
  g_task_set_task_data (task, g_array_ref (request->ids), (GDestroyNotify) g_array_unref);
  push_change (self, source_tag, run, request, cancellable, marked_cb, task);
}

/* Runs "UPDATE items SET revision = ?1, … = ?2 WHERE id = ?3 …" for each item. */
static gpointer
update_each (LimnerDatabase  *database,
             Request         *request,
             const char      *sql,
             gint64           value,
             GError         **error)
{
  gint64 revision = _limner_store_next_revision (database, error);
  guint n = 0;

  if (revision == 0)
    return NULL;
  for (guint i = 0; i < request->ids->len; i++)
    {
      if (!limner_database_run (database, error, sql, "iii", revision, value,
                                g_array_index (request->ids, gint64, i)))
        return NULL;
      n += limner_database_n_changes (database);
    }
  return count_result (n);
}

static gpointer
run_set_favourite (LimnerStore     *self,
                   LimnerDatabase  *database,
                   gpointer         data,
                   GError         **error)
{
  Request *request = data;

  return update_each (database, request,
                      "UPDATE items SET revision = ?1, favourite = ?2 WHERE id = ?3"
                      " AND favourite != ?2", request->number, error);
}

/**
 * limner_store_set_favourite_async:
 * @self: a library
 * @ids: items
 * @favourite: whether they have the star
 * @cancellable: (nullable): to stop waiting
 * @callback: called when it is done; ends with limner_store_change_finish()
 * @user_data: for @callback
 *
 * Gives or takes the star.
 */
void
limner_store_set_favourite_async (LimnerStore         *self,
                                  const char * const  *ids,
                                  gboolean             favourite,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  Request *request;

  g_return_if_fail (LIMNER_IS_STORE (self));

  request = make_request (ids);
  request->number = favourite != FALSE;
  push_change (self, limner_store_set_favourite_async, run_set_favourite, request, cancellable,
               callback, user_data);
}

static gpointer
run_set_rating (LimnerStore     *self,
                LimnerDatabase  *database,
                gpointer         data,
                GError         **error)
{
  Request *request = data;

  if (!_limner_store_note_marks (database, request->ids, error))
    return NULL;
  return update_each (database, request,
                      "UPDATE items SET revision = ?1, rating = ?2 WHERE id = ?3 AND rating != ?2",
                      request->number, error);
}

/**
 * limner_store_set_rating_async:
 * @self: a library
 * @ids: items
 * @rating: -1 rejected, 0 none, 1 to 5
 * @cancellable: (nullable): to stop waiting
 * @callback: called when it is done; ends with limner_store_change_finish()
 * @user_data: for @callback
 *
 * Rates items. Files in the library's own folder get the rating as XMP a moment later.
 */
void
limner_store_set_rating_async (LimnerStore         *self,
                               const char * const  *ids,
                               int                  rating,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  Request *request;

  g_return_if_fail (LIMNER_IS_STORE (self));

  request = make_request (ids);
  request->number = CLAMP (rating, -1, 5);
  push_mark (self, limner_store_set_rating_async, run_set_rating, request, cancellable, callback,
             user_data);
}

static gpointer
run_set_notes (LimnerStore     *self,
               LimnerDatabase  *database,
               gpointer         data,
               GError         **error)
{
  Request *request = data;
  gint64 revision = _limner_store_next_revision (database, error);
  gint64 id = request->ids->len > 0 ? g_array_index (request->ids, gint64, 0) : 0;
  g_autoptr(LimnerItemDetails) details = NULL;

  if (revision == 0)
    return NULL;
  details = limner_store_rows_get (database, id, error);
  if (details == NULL ||
      !limner_store_rows_drop_words (database, id, error) ||
      !limner_database_run (database, error,
                            "UPDATE items SET revision = ?, notes = ? WHERE id = ?", "isi",
                            revision, request->text, id) ||
      !limner_store_rows_add_words (database, id, error))
    return NULL;
  return count_result (1);
}

/**
 * limner_store_set_notes_async:
 * @self: a library
 * @id: an item
 * @notes: (nullable): free text
 * @cancellable: (nullable): to stop waiting
 * @callback: called when it is done; ends with limner_store_change_finish()
 * @user_data: for @callback
 *
 * Replaces an item's notes.
 */
void
limner_store_set_notes_async (LimnerStore         *self,
                              const char          *id,
                              const char          *notes,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  const char *ids[] = { id, NULL };
  Request *request;

  g_return_if_fail (LIMNER_IS_STORE (self));

  request = make_request (ids);
  if (notes != NULL && *notes != '\0' && strlen (notes) <= LIMNER_STORE_MAX_TEXT)
    request->text = g_strdup (notes);
  push_change (self, limner_store_set_notes_async, run_set_notes, request, cancellable, callback,
               user_data);
}

static int
compare_tags (gconstpointer a,
              gconstpointer b)
{
  return g_utf8_collate (*(const char * const *) a, *(const char * const *) b);
}

static gboolean
has_tag (GPtrArray  *tags,
         const char *tag,
         guint      *position)
{
  g_autofree char *folded = g_utf8_casefold (tag, -1);

  for (guint i = 0; i < tags->len; i++)
    {
      g_autofree char *other = g_utf8_casefold (g_ptr_array_index (tags, i), -1);

      if (g_str_equal (folded, other))
        {
          *position = i;
          return TRUE;
        }
    }
  return FALSE;
}

static char *
clean_tag (const char *tag)
{
  g_autofree char *copy = g_strdelimit (g_strdup (tag), "\n\r\t", ' ');

  g_strstrip (copy);
  if (*copy == '\0' || strlen (copy) > MAX_TAG_BYTES || !g_utf8_validate (copy, -1, NULL))
    return NULL;
  return g_steal_pointer (&copy);
}

static char **
merge_tags (char    **old,
            Request  *request)
{
  g_autoptr(GPtrArray) tags = g_ptr_array_new_with_free_func (g_free);
  guint position;

  for (guint i = 0; old != NULL && old[i] != NULL; i++)
    g_ptr_array_add (tags, g_strdup (old[i]));
  for (guint i = 0; request->remove != NULL && request->remove[i] != NULL; i++)
    {
      if (has_tag (tags, request->remove[i], &position))
        g_ptr_array_remove_index (tags, position);
    }
  for (guint i = 0; request->add != NULL && request->add[i] != NULL; i++)
    {
      char *tag = clean_tag (request->add[i]);

      if (tag != NULL && !has_tag (tags, tag, &position))
        g_ptr_array_add (tags, tag);
      else
        g_free (tag);
    }
  g_ptr_array_sort (tags, compare_tags);
  g_ptr_array_add (tags, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&tags), FALSE);
}

static gboolean
change_tags_of (LimnerDatabase  *database,
                gint64           id,
                Request         *request,
                gint64           revision,
                GError         **error)
{
  g_autoptr(LimnerItemDetails) details = limner_store_rows_get (database, id, error);
  g_auto(GStrv) tags = NULL;

  if (details == NULL)
    return FALSE;
  tags = merge_tags (details->tags, request);
  return limner_store_rows_drop_words (database, id, error) &&
         limner_database_run (database, error, "UPDATE items SET revision = ? WHERE id = ?", "ii",
                              revision, id) &&
         limner_store_rows_set_tags (database, id, (const char * const *) tags, error) &&
         limner_store_rows_add_words (database, id, error);
}

static gpointer
run_change_tags (LimnerStore     *self,
                 LimnerDatabase  *database,
                 gpointer         data,
                 GError         **error)
{
  Request *request = data;
  gint64 revision = _limner_store_next_revision (database, error);

  if (revision == 0 || !_limner_store_note_marks (database, request->ids, error))
    return NULL;
  for (guint i = 0; i < request->ids->len; i++)
    {
      if (!change_tags_of (database, g_array_index (request->ids, gint64, i), request, revision,
                           error))
        return NULL;
    }
  return count_result (request->ids->len);
}

/**
 * limner_store_change_tags_async:
 * @self: a library
 * @ids: items
 * @add: (nullable): tags they get
 * @remove: (nullable): tags they lose
 * @cancellable: (nullable): to stop waiting
 * @callback: called when it is done; ends with limner_store_change_finish()
 * @user_data: for @callback
 *
 * Changes the tags of items. Upper and lower case do not make two tags.
 */
void
limner_store_change_tags_async (LimnerStore         *self,
                                const char * const  *ids,
                                const char * const  *add,
                                const char * const  *remove,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  Request *request;

  g_return_if_fail (LIMNER_IS_STORE (self));

  request = make_request (ids);
  request->add = g_strdupv ((char **) add);
  request->remove = g_strdupv ((char **) remove);
  push_mark (self, limner_store_change_tags_async, run_change_tags, request, cancellable, callback,
             user_data);
}

static gpointer
run_trash (LimnerStore     *self,
           LimnerDatabase  *database,
           gpointer         data,
           GError         **error)
{
  return update_each (database, data,
                      "UPDATE items SET revision = ?1, trashed = ?2 WHERE id = ?3 AND trashed = 0",
                      g_get_real_time (), error);
}

/**
 * limner_store_trash_async:
 * @self: a library
 * @ids: items
 * @cancellable: (nullable): to stop waiting
 * @callback: called when it is done; ends with limner_store_change_finish()
 * @user_data: for @callback
 *
 * Deletes items in a way that limner_store_restore_async() undoes: their files stay where they are
 * until limner_store_empty_trash_async().
 */
void
limner_store_trash_async (LimnerStore         *self,
                          const char * const  *ids,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_return_if_fail (LIMNER_IS_STORE (self));

  push_change (self, limner_store_trash_async, run_trash, make_request (ids), cancellable, callback,
               user_data);
}

static gpointer
run_restore (LimnerStore     *self,
             LimnerDatabase  *database,
             gpointer         data,
             GError         **error)
{
  return update_each (database, data,
                      "UPDATE items SET revision = ?1, trashed = ?2 WHERE id = ?3 AND trashed != 0",
                      0, error);
}

/**
 * limner_store_restore_async:
 * @self: a library
 * @ids: items
 * @cancellable: (nullable): to stop waiting
 * @callback: called when it is done; ends with limner_store_change_finish()
 * @user_data: for @callback
 *
 * Undoes limner_store_trash_async().
 */
void
limner_store_restore_async (LimnerStore         *self,
                            const char * const  *ids,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_return_if_fail (LIMNER_IS_STORE (self));

  push_change (self, limner_store_restore_async, run_restore, make_request (ids), cancellable,
               callback, user_data);
}

/**
 * limner_store_change_finish:
 * @self: a library
 * @result: the result
 * @n_changed: (out) (optional): how many items were changed
 * @error: return location for an error
 *
 * Ends a change of items.
 *
 * Returns: %TRUE on success
 */
gboolean
limner_store_change_finish (LimnerStore   *self,
                            GAsyncResult  *result,
                            guint         *n_changed,
                            GError       **error)
{
  gpointer value = _limner_store_finish (self, result, error);

  if (value == NULL)
    return FALSE;
  if (n_changed != NULL)
    *n_changed = GPOINTER_TO_UINT (value) - 1;
  return TRUE;
}

static gpointer
run_get_item (LimnerStore     *self,
              LimnerDatabase  *database,
              gpointer         data,
              GError         **error)
{
  Request *request = data;

  return limner_store_rows_get (database,
                                request->ids->len > 0 ? g_array_index (request->ids, gint64, 0) : 0,
                                error);
}

/**
 * limner_store_get_item_async:
 * @self: a library
 * @id: an item
 * @cancellable: (nullable): to stop waiting
 * @callback: called when it is there
 * @user_data: for @callback
 *
 * Looks up an item.
 */
void
limner_store_get_item_async (LimnerStore         *self,
                             const char          *id,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  const char *ids[] = { id, NULL };

  g_return_if_fail (LIMNER_IS_STORE (self));

  _limner_store_push (self, LIMNER_STORE_READ, limner_store_get_item_async, run_get_item,
                      make_request (ids), free_request,
                      (GDestroyNotify) limner_item_details_unref, cancellable, callback, user_data);
}

/**
 * limner_store_get_item_finish:
 * @self: a library
 * @result: the result
 * @error: return location for an error
 *
 * Ends limner_store_get_item_async().
 *
 * Returns: (transfer full) (nullable): the item; or %NULL with %LIMNER_ERROR_NOT_FOUND
 */
LimnerGalleryItem *
limner_store_get_item_finish (LimnerStore   *self,
                              GAsyncResult  *result,
                              GError       **error)
{
  g_autoptr(LimnerItemDetails) details = _limner_store_finish (self, result, error);

  return details != NULL ? _limner_store_take_details (self, details) : NULL;
}

static void
add_rows (LimnerDatabase  *database,
          LimnerStatement *statement,
          GPtrArray       *rows)
{
  while (statement != NULL && limner_statement_step (statement, NULL))
    g_ptr_array_add (rows, limner_store_rows_read (database, statement));
}

static gpointer
run_search (LimnerStore     *self,
            LimnerDatabase  *database,
            gpointer         data,
            GError         **error)
{
  Request *request = data;
  g_autoptr(LimnerGalleryQuery) query = limner_gallery_query_parse (request->text);
  g_autoptr(LimnerStatement) statement = NULL;
  g_autoptr(GPtrArray) rows = NULL;
  g_autofree char *sql = NULL;

  rows = g_ptr_array_new_with_free_func ((GDestroyNotify) limner_item_details_unref);
  sql = g_strdup_printf ("SELECT " LIMNER_STORE_ITEM_COLUMNS " FROM items WHERE %s"
                         " ORDER BY created DESC, id DESC LIMIT %" G_GINT64_FORMAT,
                         limner_gallery_query_get_where (query), request->number);
  statement = limner_database_query (database, error, sql, NULL);
  if (statement == NULL)
    return NULL;
  limner_gallery_query_bind (query, statement, 1);
  add_rows (database, statement, rows);
  return g_steal_pointer (&rows);
}

/**
 * limner_store_search_async:
 * @self: a library
 * @filter: (nullable): what to look for, see limner_gallery_query_parse()
 * @max_items: how many items are enough, at most 10,000
 * @cancellable: (nullable): to stop waiting
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Finds items, newest first: for programs without a window. A window shows a #LimnerGalleryList.
 */
void
limner_store_search_async (LimnerStore         *self,
                           const char          *filter,
                           guint                max_items,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  Request *request;

  g_return_if_fail (LIMNER_IS_STORE (self));

  request = make_request (NULL);
  request->text = g_strdup (filter);
  request->number = MIN (max_items, 10000);
  _limner_store_push (self, LIMNER_STORE_READ, limner_store_search_async, run_search, request,
                      free_request, (GDestroyNotify) g_ptr_array_unref, cancellable, callback,
                      user_data);
}

/* Rows that another thread read become items on the main one. */
GListModel *
_limner_store_finish_items (LimnerStore   *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_autoptr(GPtrArray) rows = _limner_store_finish (self, result, error);
  GListStore *list;

  if (rows == NULL)
    return NULL;

  list = g_list_store_new (LIMNER_TYPE_GALLERY_ITEM);
  for (guint i = 0; i < rows->len; i++)
    {
      g_autoptr(LimnerGalleryItem) item = NULL;

      item = _limner_store_take_details (self, g_ptr_array_index (rows, i));
      g_list_store_append (list, item);
    }
  return G_LIST_MODEL (list);
}

/**
 * limner_store_search_finish:
 * @self: a library
 * @result: the result
 * @error: return location for an error
 *
 * Ends limner_store_search_async().
 *
 * Returns: (transfer full) (nullable): a list of #LimnerGalleryItem, all of them loaded
 */
GListModel *
limner_store_search_finish (LimnerStore   *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  return _limner_store_finish_items (self, result, error);
}

static gpointer
run_lineage (LimnerStore     *self,
             LimnerDatabase  *database,
             gpointer         data,
             GError         **error)
{
  Request *request = data;
  g_autoptr(LimnerStatement) statement = NULL;
  GPtrArray *rows;

  statement = limner_database_query (database, error,
    "WITH RECURSIVE up (id) AS (SELECT ?1 UNION"
    "   SELECT parent FROM item_parents JOIN up ON item = up.id LIMIT 500),"
    " down (id) AS (SELECT ?1 UNION"
    "   SELECT item FROM item_parents JOIN down ON parent = down.id LIMIT 500)"
    " SELECT " LIMNER_STORE_ITEM_COLUMNS " FROM items"
    " WHERE id IN (SELECT id FROM up UNION SELECT id FROM down)"
    " ORDER BY created, id LIMIT ?2",
    "ii", request->ids->len > 0 ? g_array_index (request->ids, gint64, 0) : 0,
    (gint64) MAX_LINEAGE);
  if (statement == NULL)
    return NULL;

  rows = g_ptr_array_new_with_free_func ((GDestroyNotify) limner_item_details_unref);
  add_rows (database, statement, rows);
  return rows;
}

/**
 * limner_store_get_lineage_async:
 * @self: a library
 * @id: an item
 * @cancellable: (nullable): to stop waiting
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Finds what an item was made from, and what was made from it, over any number of steps.
 */
void
limner_store_get_lineage_async (LimnerStore         *self,
                                const char          *id,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  const char *ids[] = { id, NULL };

  g_return_if_fail (LIMNER_IS_STORE (self));

  _limner_store_push (self, LIMNER_STORE_READ, limner_store_get_lineage_async, run_lineage,
                      make_request (ids), free_request, (GDestroyNotify) g_ptr_array_unref,
                      cancellable, callback, user_data);
}

/**
 * limner_store_get_lineage_finish:
 * @self: a library
 * @result: the result
 * @error: return location for an error
 *
 * Ends limner_store_get_lineage_async().
 *
 * Returns: (transfer full) (nullable): a list of #LimnerGalleryItem, oldest first, with the item
 */
GListModel *
limner_store_get_lineage_finish (LimnerStore   *self,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  return _limner_store_finish_items (self, result, error);
}
