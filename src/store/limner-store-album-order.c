/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-store-changes.h"
#include "limner-store-gallery.h"
#include "limner-store-private.h"

/* The order of albums, and of the pictures in each. Albums are few and are numbered anew whenever
 * one moves. The pictures of an album have gaps between their numbers: whatever moves is numbered
 * within a gap, and all of them anew only where there is no room left.
 */

#define MAX_ALBUMS 5000

typedef struct
{
  char   *album;
  char   *next;     /* (nullable) the album before which another one comes */
  GArray *ids;      /* (nullable) gint64, pictures that move */
  gint64  before;   /* the picture before which they come, 0 for the end */
} Move;

static void
free_move (gpointer data)
{
  Move *move = data;

  g_clear_pointer (&move->album, g_free);
  g_clear_pointer (&move->next, g_free);
  g_clear_pointer (&move->ids, g_array_unref);
  g_free (move);
}

static gint64
query_number (LimnerDatabase *database,
              const char     *sql,
              gint64          album,
              gint64          number,
              gint64          fallback)
{
  g_autoptr(LimnerStatement) statement = limner_database_query (database, NULL, sql, "ii", album,
                                                                number);

  return statement != NULL && limner_statement_step (statement, NULL)
           ? limner_statement_get_int (statement, 0) : fallback;
}

static gint64
find_album (LimnerDatabase *database,
            const char     *name)
{
  g_autoptr(LimnerStatement) statement =
    limner_database_query (database, NULL, "SELECT id FROM albums WHERE name = ?", "s", name);

  return statement != NULL && limner_statement_step (statement, NULL)
           ? limner_statement_get_int (statement, 0) : 0;
}

/* Numbers the pictures of an album anew, in the order they have, with gaps. */
static gboolean
spread (LimnerDatabase  *database,
        gint64           album,
        gint64           revision,
        GError         **error)
{
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(LimnerStatement) statement = NULL;

  statement = limner_database_query (database, error,
                                     "SELECT item FROM album_items JOIN items ON items.id = item"
                                     " WHERE album = ? ORDER BY position, created, id", "i", album);
  while (statement != NULL && limner_statement_step (statement, error))
    {
      gint64 id = limner_statement_get_int (statement, 0);

      g_array_append_val (ids, id);
    }
  if (statement == NULL || !limner_statement_get_ok (statement))
    return FALSE;

  for (guint i = 0; i < ids->len; i++)
    {
      if (!limner_database_run (database, error,
                                "UPDATE album_items SET position = ? WHERE album = ? AND item = ?",
                                "iii", (gint64) (i + 1) * LIMNER_STORE_ALBUM_GAP, album,
                                g_array_index (ids, gint64, i)))
        return FALSE;
    }
  return limner_database_run (database, error,
                              "UPDATE items SET revision = ? WHERE id IN"
                              " (SELECT item FROM album_items WHERE album = ?)", "ii", revision,
                              album);
}

/* Puts what moves out of the way, so that the gap is one between pictures that stay. */
static gboolean
set_aside (LimnerDatabase  *database,
           const Move      *move,
           gint64           album,
           GError         **error)
{
  for (guint i = 0; i < move->ids->len; i++)
    {
      if (!limner_database_run (database, error,
                                "UPDATE album_items SET position = ? WHERE album = ? AND item = ?",
                                "iii", G_MAXINT64, album, g_array_index (move->ids, gint64, i)))
        return FALSE;
    }
  return TRUE;
}

/* Finds the first of @n numbers for pictures before another one, and how far they are apart. Gives
 * %FALSE where there is no room. */
static gboolean
find_gap (LimnerDatabase *database,
          gint64          album,
          gint64          before,
          gint64          n,
          gint64         *first,
          gint64         *step)
{
  const char *own = "SELECT position FROM album_items WHERE album = ? AND item = ?";
  const char *last = "SELECT position FROM album_items WHERE album = ? AND position < ?"
                     " ORDER BY position DESC LIMIT 1";
  const char *same = "SELECT count (*) FROM album_items WHERE album = ? AND position = ?";
  gint64 next = before != 0 ? query_number (database, own, album, before, G_MAXINT64) : G_MAXINT64;
  gint64 previous = query_number (database, last, album, next, G_MININT64);

  *step = LIMNER_STORE_ALBUM_GAP;
  if (next == G_MAXINT64)
    {
      *first = MAX (previous, 0) + *step;
      return TRUE;
    }
  if (query_number (database, same, album, next, 0) > 1)
    return FALSE;
  if (previous == G_MININT64)
    {
      *first = next - n * *step;
      return TRUE;
    }
  *step = (next - previous) / (n + 1);
  *first = previous + *step;
  return *step > 0;
}

static gboolean
place (LimnerDatabase  *database,
       const Move      *move,
       gint64           album,
       gint64           revision,
       GError         **error)
{
  gint64 n = move->ids->len;
  gint64 first = 0;
  gint64 step = 0;

  if (!find_gap (database, album, move->before, n, &first, &step) &&
      (!spread (database, album, revision, error) || !set_aside (database, move, album, error) ||
       !find_gap (database, album, move->before, n, &first, &step)))
    return FALSE;

  for (guint i = 0; i < move->ids->len; i++)
    {
      gint64 id = g_array_index (move->ids, gint64, i);

      if (!limner_database_run (database, error,
                                "UPDATE album_items SET position = ? WHERE album = ? AND item = ?",
                                "iii", first + (gint64) i * step, album, id) ||
          !limner_database_run (database, error, "UPDATE items SET revision = ? WHERE id = ?",
                                "ii", revision, id))
        return FALSE;
    }
  return TRUE;
}

static gpointer
run_move_in_album (LimnerStore     *self,
                   LimnerDatabase  *database,
                   gpointer         data,
                   GError         **error)
{
  const Move *move = data;
  gint64 album = find_album (database, move->album);
  gint64 revision;

  for (guint i = 0; i < move->ids->len; i++)
    {
      if (g_array_index (move->ids, gint64, i) == move->before)
        return GUINT_TO_POINTER (1);
    }
  if (album == 0 || move->ids->len == 0)
    return GUINT_TO_POINTER (1);

  revision = _limner_store_next_revision (database, error);
  if (revision == 0 || !set_aside (database, move, album, error) ||
      !place (database, move, album, revision, error))
    return NULL;
  return GUINT_TO_POINTER (move->ids->len + 1);
}

/**
 * limner_store_move_in_album_async:
 * @self: a library
 * @album: the album's name
 * @ids: pictures in it, in the order they shall have
 * @before: (nullable): the picture before which they shall come; %NULL for the end
 * @cancellable: (nullable): to stop waiting
 * @callback: called when it is done; ends with limner_store_change_finish()
 * @user_data: for @callback
 *
 * Changes the order of the pictures of an album. Nothing changes where @before is one of @ids.
 */
void
limner_store_move_in_album_async (LimnerStore         *self,
                                  const char          *album,
                                  const char * const  *ids,
                                  const char          *before,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  Move *move;

  g_return_if_fail (LIMNER_IS_STORE (self));
  g_return_if_fail (album != NULL);
  g_return_if_fail (ids != NULL);

  move = g_new0 (Move, 1);
  move->album = g_strdup (album);
  move->before = _limner_store_parse_id (before);
  move->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; ids[i] != NULL; i++)
    {
      gint64 id = _limner_store_parse_id (ids[i]);

      if (id > 0)
        g_array_append_val (move->ids, id);
    }
  _limner_store_push (self, LIMNER_STORE_WRITE, limner_store_move_in_album_async,
                      run_move_in_album, move, free_move, NULL, cancellable, callback, user_data);
}

static gpointer
run_move_album (LimnerStore     *self,
                LimnerDatabase  *database,
                gpointer         data,
                GError         **error)
{
  const Move *move = data;
  g_autoptr(LimnerStatement) statement = NULL;
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  guint at;

  statement = limner_database_query (database, error,
                                     "SELECT name FROM albums WHERE name != ?"
                                     " ORDER BY position, name LIMIT ?", "si", move->album,
                                     (gint64) MAX_ALBUMS);
  while (statement != NULL && limner_statement_step (statement, error))
    g_ptr_array_add (names, limner_statement_dup_text (statement, 0, 4096));
  if (statement == NULL || !limner_statement_get_ok (statement))
    return NULL;

  if (move->next == NULL ||
      !g_ptr_array_find_with_equal_func (names, move->next, g_str_equal, &at))
    at = names->len;
  g_ptr_array_insert (names, (int) at, g_strdup (move->album));
  for (guint i = 0; i < names->len; i++)
    {
      if (!limner_database_run (database, error, "UPDATE albums SET position = ? WHERE name = ?",
                                "is", (gint64) i, g_ptr_array_index (names, i)))
        return NULL;
    }
  return GUINT_TO_POINTER (1);
}

/**
 * limner_store_move_album_async:
 * @self: a library
 * @album: the album's name
 * @before: (nullable): the album before which it shall come; %NULL for the end
 * @cancellable: (nullable): to stop waiting
 * @callback: called when it is done; ends with limner_store_change_finish()
 * @user_data: for @callback
 *
 * Changes the order of albums.
 */
void
limner_store_move_album_async (LimnerStore         *self,
                               const char          *album,
                               const char          *before,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  Move *move;

  g_return_if_fail (LIMNER_IS_STORE (self));
  g_return_if_fail (album != NULL);

  if (g_strcmp0 (album, before) == 0)
    before = NULL;
  move = g_new0 (Move, 1);
  move->album = g_strdup (album);
  move->next = g_strdup (before);
  _limner_store_push (self, LIMNER_STORE_WRITE, limner_store_move_album_async, run_move_album, move,
                      free_move, NULL, cancellable, callback, user_data);
}

static gpointer
run_list_album (LimnerStore     *self,
                LimnerDatabase  *database,
                gpointer         data,
                GError         **error)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr(LimnerStatement) statement = NULL;

  statement = limner_database_query (database, error,
                                     "SELECT item FROM album_items JOIN items ON items.id = item"
                                     " WHERE album = (SELECT id FROM albums WHERE name = ?)"
                                     " ORDER BY position, items.created, items.id", "s",
                                     (const char *) data);
  while (statement != NULL && limner_statement_step (statement, error))
    {
      g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT,
                                             limner_statement_get_int (statement, 0));

      g_strv_builder_add (builder, id);
    }
  if (statement == NULL || !limner_statement_get_ok (statement))
    return NULL;
  return g_strv_builder_end (builder);
}

/**
 * limner_store_list_album_async:
 * @self: a library
 * @album: the album's name
 * @cancellable: (nullable): to stop waiting
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Lists what is in an album, in its order, also what is in the trash.
 */
void
limner_store_list_album_async (LimnerStore         *self,
                               const char          *album,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_return_if_fail (LIMNER_IS_STORE (self));
  g_return_if_fail (album != NULL);

  _limner_store_push (self, LIMNER_STORE_READ, limner_store_list_album_async, run_list_album,
                      g_strdup (album), g_free, (GDestroyNotify) g_strfreev, cancellable, callback,
                      user_data);
}

/**
 * limner_store_list_album_finish:
 * @self: a library
 * @result: the result
 * @error: return location for an error
 *
 * Ends limner_store_list_album_async().
 *
 * Returns: (transfer full) (nullable): ids of the pictures
 */
char **
limner_store_list_album_finish (LimnerStore   *self,
                                GAsyncResult  *result,
                                GError       **error)
{
  return _limner_store_finish (self, result, error);
}
