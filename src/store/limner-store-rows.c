/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-error.h"

#include "limner-store-changes.h"
#include "limner-store-private.h"
#include "limner-store-rows.h"

/* How rows of pictures become descriptions and back; all of it runs on the database thread. */

static char **
read_parents (LimnerDatabase *database,
              gint64          id)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr(LimnerStatement) statement = NULL;
  guint n = 0;

  statement = limner_database_query (database, NULL,
                                     "SELECT parent FROM item_parents WHERE item = ? LIMIT 64",
                                     "i", id);
  while (statement != NULL && limner_statement_step (statement, NULL))
    {
      g_autofree char *parent = g_strdup_printf ("%" G_GINT64_FORMAT,
                                                 limner_statement_get_int (statement, 0));

      g_strv_builder_add (builder, parent);
      n++;
    }
  return n > 0 ? g_strv_builder_end (builder) : NULL;
}

/**
 * limner_store_rows_read:
 * @database: the connection
 * @statement: a statement at a row of %LIMNER_STORE_ITEM_COLUMNS
 *
 * Reads a picture's row. Values out of range are brought into it.
 *
 * Returns: (transfer full): the description
 */
LimnerItemDetails *
limner_store_rows_read (LimnerDatabase  *database,
                        LimnerStatement *statement)
{
  LimnerItemDetails *details = limner_item_details_new ();

  _limner_row_read_into (&_limner_item_row, statement, details);
  details->parents = read_parents (database, details->id);
  return details;
}

/**
 * limner_store_rows_get:
 * @database: the connection
 * @id: an item's number
 * @error: return location for an error
 *
 * Reads one picture's row.
 *
 * Returns: (transfer full) (nullable): the description, or %NULL with %LIMNER_ERROR_NOT_FOUND
 */
LimnerItemDetails *
limner_store_rows_get (LimnerDatabase  *database,
                       gint64           id,
                       GError         **error)
{
  g_autoptr(LimnerStatement) statement = NULL;

  statement = limner_database_query (database, error,
                                     "SELECT " LIMNER_STORE_ITEM_COLUMNS
                                     " FROM items WHERE id = ?", "i", id);
  if (statement == NULL)
    return NULL;
  if (limner_statement_step (statement, error))
    return limner_store_rows_read (database, statement);

  if (limner_statement_get_ok (statement))
    g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_NOT_FOUND,
                 "There is no item %" G_GINT64_FORMAT " in the gallery", id);
  return NULL;
}

static gboolean
is_unspaced_script (gunichar c)
{
  static const GUnicodeScript unspaced[] = {
    G_UNICODE_SCRIPT_HAN, G_UNICODE_SCRIPT_HIRAGANA, G_UNICODE_SCRIPT_KATAKANA,
    G_UNICODE_SCRIPT_THAI, G_UNICODE_SCRIPT_LAO, G_UNICODE_SCRIPT_KHMER,
    G_UNICODE_SCRIPT_MYANMAR,
  };
  GUnicodeScript script = g_unichar_get_script (c);

  for (guint i = 0; i < G_N_ELEMENTS (unspaced); i++)
    {
      if (script == unspaced[i])
        return TRUE;
    }
  return FALSE;
}

/**
 * limner_store_rows_split_script:
 * @text: (nullable): UTF-8 text
 *
 * Puts spaces round each character of a script that is written without spaces, so that the index
 * of words, which knows words by what separates them, finds parts of such a sentence. What is
 * searched for goes through the same.
 *
 * Returns: (transfer full): the text, empty for %NULL
 */
char *
limner_store_rows_split_script (const char *text)
{
  g_autoptr(GString) result = NULL;
  gboolean plain = TRUE;

  if (text == NULL)
    return g_strdup ("");

  for (const char *p = text; *p != '\0' && plain; p++)
    plain = (guchar) *p < 0xe0;
  if (plain)
    return g_strdup (text);

  result = g_string_sized_new (strlen (text) * 2);
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gboolean apart = is_unspaced_script (c);

      if (apart)
        g_string_append_c (result, ' ');
      g_string_append_unichar (result, c);
      if (apart)
        g_string_append_c (result, ' ');
    }
  return g_string_free (g_steal_pointer (&result), FALSE);
}

/* The index keeps no copy of the words: they have to be told again, exactly, to be taken out. */
static gboolean
write_words (LimnerDatabase  *database,
             const char      *sql,
             gint64           id,
             GError         **error)
{
  g_autoptr(LimnerStatement) statement = NULL;
  g_auto(GStrv) texts = g_new0 (char *, 5);

  statement = limner_database_query (database, error,
                                     "SELECT prompt, model, tags, notes FROM items WHERE id = ?",
                                     "i", id);
  if (statement == NULL || !limner_statement_step (statement, error))
    return FALSE;

  for (int i = 0; i < 4; i++)
    {
      g_autofree char *text = limner_statement_dup_text (statement, i, LIMNER_STORE_MAX_TEXT);

      texts[i] = limner_store_rows_split_script (text);
    }
  return limner_database_run (database, error, sql, "issss", id, texts[0], texts[1], texts[2],
                              texts[3]);
}

/**
 * limner_store_rows_add_words:
 * @database: the connection
 * @id: an item's number
 * @error: return location for an error
 *
 * Puts an item's words into the full-text index.
 *
 * Returns: %TRUE on success
 */
gboolean
limner_store_rows_add_words (LimnerDatabase  *database,
                             gint64           id,
                             GError         **error)
{
  return write_words (database,
                      "INSERT INTO items_fts (rowid, prompt, model, tags, notes)"
                      " VALUES (?, ?, ?, ?, ?)", id, error);
}

/**
 * limner_store_rows_drop_words:
 * @database: the connection
 * @id: an item's number
 * @error: return location for an error
 *
 * Takes an item's words out of the full-text index; to be called before they change.
 *
 * Returns: %TRUE on success
 */
gboolean
limner_store_rows_drop_words (LimnerDatabase  *database,
                              gint64           id,
                              GError         **error)
{
  return write_words (database,
                      "INSERT INTO items_fts (items_fts, rowid, prompt, model, tags, notes)"
                      " VALUES ('delete', ?, ?, ?, ?, ?)", id, error);
}

static gboolean
insert_tags (LimnerDatabase      *database,
             gint64               id,
             const char * const  *tags,
             GError             **error)
{
  for (guint i = 0; tags != NULL && tags[i] != NULL; i++)
    {
      if (!limner_database_run (database, error,
                                "INSERT OR IGNORE INTO item_tags (tag, item) VALUES (?, ?)",
                                "si", tags[i], id))
        return FALSE;
    }
  return TRUE;
}

/**
 * limner_store_rows_set_tags:
 * @database: the connection
 * @id: an item's number
 * @tags: (nullable): all its tags
 * @error: return location for an error
 *
 * Replaces an item's tags; the full-text index is the caller's business.
 *
 * Returns: %TRUE on success
 */
gboolean
limner_store_rows_set_tags (LimnerDatabase      *database,
                            gint64               id,
                            const char * const  *tags,
                            GError             **error)
{
  g_autofree char *joined = NULL;

  if (tags != NULL && tags[0] != NULL)
    joined = g_strjoinv ("\n", (char **) tags);

  return limner_database_run (database, error, "UPDATE items SET tags = ? WHERE id = ?", "si",
                              joined, id) &&
         limner_database_run (database, error, "DELETE FROM item_tags WHERE item = ?", "i", id) &&
         insert_tags (database, id, tags, error);
}

/* A number that grows with time, so that the newest lie together on the disk, and that no other
 * program on any computer gives at the same moment; it fits into the 53 bits that JSON carries.
 */
static gint64
make_id (void)
{
  return (g_get_real_time () / 1000) << 12 | (g_random_int () & 0xfff);
}

static gboolean
id_is_free (LimnerDatabase *database,
            gint64          id)
{
  g_autoptr(LimnerStatement) statement = NULL;

  statement = limner_database_query (database, NULL,
                                     "SELECT 1 FROM items WHERE id = ?1"
                                     " UNION ALL SELECT 1 FROM deleted WHERE id = ?1", "i", id);
  return statement != NULL && !limner_statement_step (statement, NULL);
}

/**
 * limner_store_rows_choose_id:
 * @database: the connection
 * @wish: a number that would be welcome, or 0
 *
 * Finds a number for a new item.
 *
 * Returns: @wish if it is free, else another one
 */
gint64
limner_store_rows_choose_id (LimnerDatabase *database,
                             gint64          wish)
{
  gint64 id = wish > 0 ? wish : make_id ();

  while (!id_is_free (database, id))
    id++;
  return id;
}

static gboolean
insert_row (LimnerDatabase     *database,
            LimnerItemDetails  *details,
            gint64              revision,
            GError            **error)
{
  g_auto(LimnerItemNumbers) numbers = { 0 };

  limner_item_details_get_numbers (details, &numbers);
  return limner_database_run (database, error,
    "INSERT INTO items (id, revision, path, sha256, mime, size, width, height, created,"
    " prompt, prompt_typed, negative_prompt, seed, model, version, server, operation,"
    " input, recipe, raw, stack, job, output_index, n_outputs, prediction, cost, cost_source,"
    " predict_time, favourite, rating, notes, trashed, missing,"
    " steps, guidance, strength, sampler, masked)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
    " ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    "iisssiiii" "ssssssss" "sssisiisds" "diisii" "dddsi",
    details->id, revision, details->path, details->sha256, details->mime, details->size,
    (gint64) details->width, (gint64) details->height, details->created,
    details->prompt, details->prompt_typed, details->negative_prompt, details->seed,
    details->model, details->version, details->server, details->operation,
    details->input, details->recipe, details->raw, limner_item_details_get_stack (details),
    details->job, (gint64) details->output_index, (gint64) details->n_outputs, details->prediction,
    details->cost, details->cost_source,
    details->predict_time, (gint64) details->favourite, (gint64) details->rating, details->notes,
    details->trashed, (gint64) details->missing, numbers.steps, numbers.guidance,
    numbers.strength, numbers.sampler, (gint64) numbers.masked);
}

/**
 * limner_store_rows_insert:
 * @database: the connection, in a transaction
 * @details: the item; it is given its number unless it has one that is free
 * @error: return location for an error
 *
 * Adds an item with its tags, its parents and its words.
 *
 * Returns: %TRUE on success
 */
gboolean
limner_store_rows_insert (LimnerDatabase     *database,
                          LimnerItemDetails  *details,
                          GError            **error)
{
  gint64 revision = _limner_store_next_revision (database, error);

  if (revision == 0)
    return FALSE;

  details->id = limner_store_rows_choose_id (database, details->id);
  if (!insert_row (database, details, revision, error))
    return FALSE;
  for (guint i = 0; details->parents != NULL && details->parents[i] != NULL; i++)
    {
      gint64 parent = _limner_store_parse_id (details->parents[i]);

      if (parent > 0 &&
          !limner_database_run (database, error,
                                "INSERT OR IGNORE INTO item_parents (item, parent) VALUES (?, ?)",
                                "ii", details->id, parent))
        return FALSE;
    }
  return (details->tags == NULL ||
          limner_store_rows_set_tags (database, details->id,
                                      (const char * const *) details->tags, error)) &&
         limner_store_rows_add_words (database, details->id, error);
}
