/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "store/limner-gallery-query.h"
#include "store/limner-migrations.h"
#include "store/limner-store-rows.h"

int LLVMFuzzerTestOneInput (const guint8 *data,
                            gsize         size);

/* A library in memory with a few pictures */
static LimnerDatabase *
get_library (void)
{
  static LimnerDatabase *database = NULL;
  static const char *const prompts[] = { "a red fox", "o'clock \"now\"", "狐の絵", "Straße é 🦊" };

  if (database != NULL)
    return database;

  database = limner_database_open (":memory:", NULL);
  g_assert_true (limner_migrations_run (database, limner_migrations_get_latest (), NULL));
  for (guint i = 0; i < G_N_ELEMENTS (prompts); i++)
    {
      g_autoptr(LimnerItemDetails) details = limner_item_details_new ();

      details->id = i + 1;
      details->prompt = g_strdup (prompts[i]);
      details->model = g_strdup ("limner/painter");
      details->seed = g_strdup ("7");
      details->input = g_strdup ("{\"num_inference_steps\":20,\"detail\":2}");
      details->width = details->height = 512;
      details->tags = g_strsplit ("cover,Sea", ",", -1);
      g_assert_true (limner_store_rows_insert (database, details, NULL));
    }
  return database;
}

/* What a person may type: there is no wrong search, so whatever it is, it is SQL that runs. */
int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  LimnerDatabase *database = get_library ();
  g_autofree char *text = g_strndup ((const char *) data, size);
  LimnerGalleryQuery *query = limner_gallery_query_parse (text);
  g_autofree char *sql = NULL;

  for (guint tuned = 0; tuned < 2; tuned++)
    {
      g_autoptr(LimnerStatement) statement = NULL;

      if (tuned == 1)
        limner_gallery_query_tune (query, database);
      g_clear_pointer (&sql, g_free);
      sql = g_strconcat ("SELECT id FROM items WHERE ", limner_gallery_query_get_where (query),
                         NULL);
      statement = limner_database_query (database, NULL, sql, NULL);
      g_assert_nonnull (statement);
      limner_gallery_query_bind (query, statement, 1);
      while (limner_statement_step (statement, NULL))
        g_assert_cmpint (limner_statement_get_int (statement, 0), >, 0);
      g_assert_true (limner_statement_get_ok (statement));
    }
  limner_gallery_query_free (query);
  return 0;
}
