/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "limner-store-call.h"
#include "limner-store-changes.h"
#include "limner-store-gallery.h"
#include "limner-store-private.h"

#define MAX_NAMES 5000
#define MAX_NAME_BYTES 200

typedef struct
{
  char   *name;
  char   *new_name;   /* of an album that is renamed */
  GArray *ids;        /* gint64 */
} Request;

static void
free_request (gpointer data)
{
  Request *request = data;

  g_clear_pointer (&request->name, g_free);
  g_clear_pointer (&request->new_name, g_free);
  g_clear_pointer (&request->ids, g_array_unref);
  g_free (request);
}

static Request *
make_request (const char         *name,
              const char * const *ids)
{
  Request *request = g_new0 (Request, 1);

  request->name = g_strndup (name != NULL ? name : "", MAX_NAME_BYTES);
  request->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    {
      gint64 id = _limner_store_parse_id (ids[i]);

      if (id > 0)
        g_array_append_val (request->ids, id);
    }
  return request;
}

static void free_count (gpointer data);

static const LimnerColumn columns[] = {
  LIMNER_ROW_NEEDED (LimnerTagCount, name, 4096),
  LIMNER_ROW_COUNT (LimnerTagCount, n_items),
};
static const LimnerRowType count_row = LIMNER_ROW_TYPE (LimnerTagCount, columns, free_count);

static void
free_count (gpointer data)
{
  _limner_row_clear (&count_row, data);
  g_free (data);
}

static char *
make_prefix_pattern (const char *prefix)
{
  g_autoptr(GString) pattern = g_string_new (NULL);

  for (const char *p = prefix; p != NULL && *p != '\0'; p++)
    {
      if (strchr ("%_\\", *p) != NULL)
        g_string_append_c (pattern, '\\');
      g_string_append_c (pattern, *p);
    }
  g_string_append_c (pattern, '%');
  return g_string_free (g_steal_pointer (&pattern), FALSE);
}

/**
 * limner_store_list_tags_async:
 * @self: a library
 * @prefix: (nullable): with what they begin
 * @cancellable: (nullable): to stop waiting
 * @callback: called when it is done; ends with limner_store_list_tags_finish()
 * @user_data: for @callback
 *
 * Lists tags, the most used ones first; pictures in the trash do not count.
 */
void
limner_store_list_tags_async (LimnerStore         *self,
                              const char          *prefix,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autofree char *pattern = NULL;

  g_return_if_fail (LIMNER_IS_STORE (self));

  pattern = make_prefix_pattern (prefix);
  _limner_store_list (self, limner_store_list_tags_async, &count_row, cancellable, callback,
                      user_data,
                      "SELECT tag, count (*) - (SELECT count (*) FROM items AS gone"
                      "   JOIN item_tags AS other ON other.item = gone.id"
                      "   WHERE gone.trashed != 0 AND other.tag = item_tags.tag) AS n"
                      " FROM item_tags WHERE tag LIKE ? ESCAPE '\\'"
                      " GROUP BY tag HAVING n > 0 ORDER BY n DESC, tag LIMIT ?", "si", pattern,
                      (gint64) MAX_NAMES);
}

/**
 * limner_store_list_albums_async:
 * @self: a library
 * @cancellable: (nullable): to stop waiting
 * @callback: called when it is done; ends with limner_store_list_tags_finish()
 * @user_data: for @callback
 *
 * Lists albums in their order.
 */
void
limner_store_list_albums_async (LimnerStore         *self,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_return_if_fail (LIMNER_IS_STORE (self));

  _limner_store_list (self, limner_store_list_albums_async, &count_row, cancellable, callback,
                      user_data,
                      "SELECT name, (SELECT count (*) FROM album_items"
                      "   JOIN items ON items.id = item WHERE album = albums.id AND trashed = 0)"
                      " FROM albums ORDER BY position, name COLLATE NOCASE LIMIT ?", "i",
                      (gint64) MAX_NAMES);
}

/**
 * limner_store_list_used_models_async:
 * @self: a library
 * @cancellable: (nullable): to stop waiting
 * @callback: called when it is done; ends with limner_store_list_tags_finish()
 * @user_data: for @callback
 *
 * Lists the models that made the pictures, those with the most pictures first.
 */
void
limner_store_list_used_models_async (LimnerStore         *self,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data)
{
  g_return_if_fail (LIMNER_IS_STORE (self));

  /* The few in the trash are taken off, so that the index of models is all that is read. */
  _limner_store_list (self, limner_store_list_used_models_async, &count_row, cancellable, callback,
                      user_data,
                      "SELECT model, count (*) - (SELECT count (*) FROM items AS gone"
                      "   WHERE gone.trashed != 0 AND gone.model = items.model) AS n"
                      " FROM items WHERE model != '' GROUP BY model HAVING n > 0"
                      " ORDER BY n DESC, model LIMIT ?", "i", (gint64) MAX_NAMES);
}

/**
 * limner_store_list_tags_finish:
 * @self: a library
 * @result: the result
 * @error: return location for an error
 *
 * Ends limner_store_list_tags_async(), limner_store_list_albums_async() and
 * limner_store_list_used_models_async().
 *
 * Returns: (transfer full) (element-type LimnerTagCount) (nullable): the names
 */
GPtrArray *
limner_store_list_tags_finish (LimnerStore   *self,
                               GAsyncResult  *result,
                               GError       **error)
{
  return _limner_store_finish (self, result, error);
}

static gboolean
touch_item (LimnerDatabase  *database,
            const char      *sql,
            const char      *album,
            gint64           item,
            gint64           revision,
            guint           *n,
            GError         **error)
{
  if (!limner_database_run (database, error, sql, "si", album, item))
    return FALSE;
  *n += limner_database_n_changes (database);
  return limner_database_run (database, error, "UPDATE items SET revision = ? WHERE id = ?", "ii",
                              revision, item);
}

static gpointer
change_album (LimnerDatabase  *database,
              Request         *request,
              const char      *sql,
              GError         **error)
{
  gint64 revision = _limner_store_next_revision (database, error);
  guint n = 0;

  if (revision == 0)
    return NULL;
  for (guint i = 0; i < request->ids->len; i++)
    {
      if (!touch_item (database, sql, request->name, g_array_index (request->ids, gint64, i),
                       revision, &n, error))
        return NULL;
    }
  return GUINT_TO_POINTER (n + 1);
}

static gpointer
run_add_to_album (LimnerStore     *self,
                  LimnerDatabase  *database,
                  gpointer         data,
                  GError         **error)
{
  Request *request = data;

  if (!limner_database_run (database, error,
                            "INSERT OR IGNORE INTO albums (name, created, position)"
                            " SELECT ?, ?, coalesce (max (position), 0) + 1 FROM albums", "si",
                            request->name, g_get_real_time ()))
    return NULL;
  return change_album (database, request,
                       "INSERT OR IGNORE INTO album_items (album, item, position)"
                       " SELECT albums.id, items.id, " G_STRINGIFY (LIMNER_STORE_ALBUM_GAP)
                       "   + coalesce ((SELECT max (position) FROM album_items"
                       "     WHERE album = albums.id), 0)"
                       " FROM albums, items WHERE albums.name = ? AND items.id = ?", error);
}

/**
 * limner_store_add_to_album_async:
 * @self: a library
 * @album: the album's name; it is made if need be
 * @ids: items
 * @cancellable: (nullable): to stop waiting
 * @callback: called when it is done; ends with limner_store_change_finish()
 * @user_data: for @callback
 *
 * Puts items into an album, at its end; a new album comes after all others.
 */
void
limner_store_add_to_album_async (LimnerStore         *self,
                                 const char          *album,
                                 const char * const  *ids,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_return_if_fail (LIMNER_IS_STORE (self));
  g_return_if_fail (album != NULL && *album != '\0');

  _limner_store_push (self, LIMNER_STORE_WRITE, limner_store_add_to_album_async, run_add_to_album,
                      make_request (album, ids), free_request, NULL, cancellable, callback,
                      user_data);
}

static gpointer
run_remove_from_album (LimnerStore     *self,
                       LimnerDatabase  *database,
                       gpointer         data,
                       GError         **error)
{
  Request *request = data;
  gpointer result;

  result = change_album (database, request,
                         "DELETE FROM album_items WHERE album ="
                         " (SELECT id FROM albums WHERE name = ?) AND item = ?", error);
  if (result == NULL ||
      !limner_database_run (database, error,
                            "DELETE FROM albums WHERE name = ? AND id NOT IN"
                            " (SELECT album FROM album_items)", "s", request->name))
    return NULL;
  return result;
}

/**
 * limner_store_remove_from_album_async:
 * @self: a library
 * @album: the album's name
 * @ids: items
 * @cancellable: (nullable): to stop waiting
 * @callback: called when it is done; ends with limner_store_change_finish()
 * @user_data: for @callback
 *
 * Takes items out of an album; an album with nothing in it is gone. The items stay in the gallery.
 */
void
limner_store_remove_from_album_async (LimnerStore         *self,
                                      const char          *album,
                                      const char * const  *ids,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data)
{
  g_return_if_fail (LIMNER_IS_STORE (self));
  g_return_if_fail (album != NULL);

  _limner_store_push (self, LIMNER_STORE_WRITE, limner_store_remove_from_album_async,
                      run_remove_from_album, make_request (album, ids), free_request, NULL,
                      cancellable, callback, user_data);
}

/* Lists that show the album learn of its change by its pictures. */
static gboolean
touch_album (LimnerDatabase  *database,
             const char      *album,
             guint           *n,
             GError         **error)
{
  gint64 revision = _limner_store_next_revision (database, error);

  if (revision == 0 ||
      !limner_database_run (database, error,
                            "UPDATE items SET revision = ? WHERE id IN (SELECT item FROM"
                            " album_items JOIN albums ON albums.id = album WHERE name = ?)", "is",
                            revision, album))
    return FALSE;
  *n = limner_database_n_changes (database);
  return TRUE;
}

static gpointer
run_delete_album (LimnerStore     *self,
                  LimnerDatabase  *database,
                  gpointer         data,
                  GError         **error)
{
  Request *request = data;
  guint n;

  if (!touch_album (database, request->name, &n, error) ||
      !limner_database_run (database, error,
                            "DELETE FROM album_items WHERE album ="
                            " (SELECT id FROM albums WHERE name = ?)", "s", request->name) ||
      !limner_database_run (database, error, "DELETE FROM albums WHERE name = ?", "s",
                            request->name))
    return NULL;
  return GUINT_TO_POINTER (n + 1);
}

/* Where there is an album of the new name already, it takes in the pictures at its end. */
static gboolean
merge_album (LimnerDatabase  *database,
             Request         *request,
             GError         **error)
{
  return limner_database_run (database, error,
                              "INSERT OR IGNORE INTO album_items (album, item, position)"
                              " SELECT new.id, item, album_items.position"
                              "   - (SELECT min (position) FROM album_items WHERE album = old.id)"
                              "   + (SELECT coalesce (max (position), 0) FROM album_items"
                              "      WHERE album = new.id) + " G_STRINGIFY (LIMNER_STORE_ALBUM_GAP)
                              " FROM albums AS old, albums AS new, album_items"
                              " WHERE old.name = ? AND new.name = ? AND album = old.id", "ss",
                              request->name, request->new_name);
}

static gpointer
run_rename_album (LimnerStore     *self,
                  LimnerDatabase  *database,
                  gpointer         data,
                  GError         **error)
{
  Request *request = data;
  guint n;

  if (g_str_equal (request->name, request->new_name))
    return GUINT_TO_POINTER (1);
  if (!touch_album (database, request->name, &n, error) ||
      !limner_database_run (database, error,
                            "UPDATE OR IGNORE albums SET name = ? WHERE name = ?", "ss",
                            request->new_name, request->name))
    return NULL;
  if (limner_database_n_changes (database) > 0)
    return GUINT_TO_POINTER (n + 1);
  if (!merge_album (database, request, error))
    return NULL;
  return run_delete_album (self, database, request, error);
}

/**
 * limner_store_rename_album_async:
 * @self: a library
 * @album: the album's name
 * @name: the new one; an album that has it already takes in the pictures
 * @cancellable: (nullable): to stop waiting
 * @callback: called when it is done; ends with limner_store_change_finish()
 * @user_data: for @callback
 *
 * Gives an album another name.
 */
void
limner_store_rename_album_async (LimnerStore         *self,
                                 const char          *album,
                                 const char          *name,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  Request *request;

  g_return_if_fail (LIMNER_IS_STORE (self));
  g_return_if_fail (album != NULL);
  g_return_if_fail (name != NULL && *name != '\0');

  request = make_request (album, NULL);
  request->new_name = g_strndup (name, MAX_NAME_BYTES);
  _limner_store_push (self, LIMNER_STORE_WRITE, limner_store_rename_album_async, run_rename_album,
                      request, free_request, NULL, cancellable, callback, user_data);
}

/**
 * limner_store_delete_album_async:
 * @self: a library
 * @album: the album's name
 * @cancellable: (nullable): to stop waiting
 * @callback: called when it is done; ends with limner_store_change_finish()
 * @user_data: for @callback
 *
 * Removes an album. Its pictures stay in the gallery.
 */
void
limner_store_delete_album_async (LimnerStore         *self,
                                 const char          *album,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_return_if_fail (LIMNER_IS_STORE (self));
  g_return_if_fail (album != NULL);

  _limner_store_push (self, LIMNER_STORE_WRITE, limner_store_delete_album_async, run_delete_album,
                      make_request (album, NULL), free_request, NULL, cancellable, callback,
                      user_data);
}
