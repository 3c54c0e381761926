/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/limner-error.h"

#include "limner-store-changes.h"
#include "limner-store-rows.h"

/**
 * limner_store_changes_free:
 * @self: (transfer full): changes
 *
 * Frees changes.
 */
void
limner_store_changes_free (LimnerStoreChanges *self)
{
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->deleted, g_array_unref);
  g_free (self);
}

/**
 * limner_store_changes_get_revision:
 * @database: the connection
 *
 * Tells how often the gallery was changed so far.
 *
 * Returns: the number
 */
gint64
limner_store_changes_get_revision (LimnerDatabase *database)
{
  g_autoptr(LimnerStatement) statement = NULL;

  statement = limner_database_query (database, NULL, "SELECT revision FROM counter", NULL);
  if (statement == NULL || !limner_statement_step (statement, NULL))
    return 0;
  return limner_statement_get_int (statement, 0);
}

static void
collect_items (LimnerDatabase     *database,
               gint64              seen_revision,
               LimnerStoreChanges *changes)
{
  g_autoptr(LimnerStatement) items = NULL;
  g_autoptr(LimnerStatement) deleted = NULL;

  items = limner_database_query (database, NULL,
                                 "SELECT " LIMNER_STORE_ITEM_COLUMNS
                                 " FROM items WHERE revision > ? ORDER BY revision LIMIT ?",
                                 "ii", seen_revision, (gint64) LIMNER_STORE_MAX_CHANGES + 1);
  while (items != NULL && limner_statement_step (items, NULL))
    g_ptr_array_add (changes->items, limner_store_rows_read (database, items));

  deleted = limner_database_query (database, NULL,
                                   "SELECT id FROM deleted WHERE revision > ? LIMIT ?",
                                   "ii", seen_revision, (gint64) LIMNER_STORE_MAX_CHANGES + 1);
  while (deleted != NULL && limner_statement_step (deleted, NULL))
    {
      gint64 id = limner_statement_get_int (deleted, 0);

      g_array_append_val (changes->deleted, id);
    }
}

/**
 * limner_store_changes_collect:
 * @database: the connection, outside of a transaction
 * @seen_revision: (inout): up to where changes are known
 *
 * Finds out what happened since the last time, by whomever. A transaction makes the counter and the
 * rows belong together.
 *
 * Returns: (transfer full) (nullable): the changes, %NULL if there are none
 */
LimnerStoreChanges *
limner_store_changes_collect (LimnerDatabase *database,
                              gint64         *seen_revision)
{
  LimnerStoreChanges *changes;
  gint64 revision;

  if (!limner_database_run (database, NULL, "BEGIN", NULL))
    return NULL;

  changes = g_new0 (LimnerStoreChanges, 1);
  changes->items = g_ptr_array_new_with_free_func ((GDestroyNotify) limner_item_details_unref);
  changes->deleted = g_array_new (FALSE, FALSE, sizeof (gint64));
  revision = limner_store_changes_get_revision (database);
  if (revision != *seen_revision)
    collect_items (database, *seen_revision, changes);
  limner_database_run (database, NULL, "COMMIT", NULL);

  *seen_revision = revision;
  if (changes->items->len + changes->deleted->len > LIMNER_STORE_MAX_CHANGES)
    {
      changes->all = TRUE;
      g_ptr_array_set_size (changes->items, 0);
      g_array_set_size (changes->deleted, 0);
    }
  else if (changes->items->len + changes->deleted->len == 0)
    {
      g_clear_pointer (&changes, limner_store_changes_free);
    }
  return changes;
}

gint64
_limner_store_next_revision (LimnerDatabase  *database,
                             GError         **error)
{
  g_autoptr(LimnerStatement) statement = NULL;
  gint64 revision = 0;

  statement = limner_database_query (database, error,
                                     "UPDATE counter SET revision = revision + 1"
                                     " RETURNING revision", NULL);
  if (statement == NULL)
    return 0;
  if (limner_statement_step (statement, error))
    revision = limner_statement_get_int (statement, 0);
  else if (limner_statement_get_ok (statement))
    g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_CORRUPT,
                 "The library's database has lost its counter");

  /* The update takes effect only once all rows were read. */
  while (limner_statement_step (statement, NULL))
    ;
  return revision;
}
