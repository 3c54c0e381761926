/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <glib/gstdio.h>
#include <sqlite3.h>

#include "base/limner-error.h"
#include "base/limner-file.h"
#include "store/limner-migrations.h"
#include "store/limner-salvage.h"
#include "store/limner-store-jobs.h"
#include "store/limner-store-models.h"
#include "store-fixture.h"

static char *
get_database_path (Fixture *fixture)
{
  return g_build_filename (fixture->folder, "library.db", NULL);
}

/* As another program would: without any of our own code. */
static void
run_sql (Fixture    *fixture,
         const char *sql)
{
  g_autofree char *path = get_database_path (fixture);
  sqlite3 *database = NULL;
  char *message = NULL;

  g_assert_cmpint (sqlite3_open (path, &database), ==, SQLITE_OK);
  sqlite3_exec (database, sql, NULL, NULL, &message);
  g_assert_cmpstr (message, ==, NULL);
  sqlite3_close (database);
}

static gboolean
open_store (Fixture  *fixture,
            GError  **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  limner_store_open_async (fixture->store, NULL, limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  return limner_store_open_finish (fixture->store, result, error);
}

static void
reopen (Fixture *fixture)
{
  fixture_close (fixture);
  fixture_open (fixture);
}

static void
assert_true (LimnerDatabase *database,
             const char     *question)
{
  g_autoptr(LimnerStatement) statement = limner_database_query (database, NULL, question, NULL);

  g_assert_true (limner_statement_step (statement, NULL));
  g_assert_cmpint (limner_statement_get_int (statement, 0), ==, 1);
}

static void
test_migrations (Fixture       *fixture,
                 gconstpointer  data)
{
  /* What each step must leave behind so that the next one finds its data: a row put in after step
   * N is there, unchanged, after the last one.
   */
  static const char * const rows[] = {
    NULL,
    "INSERT INTO items (id, revision, created, prompt, input) VALUES (5, 1, 77, 'kept',"
    " '{\"steps\":12,\"guidance\":2.5,\"scheduler\":\"K\",\"mask\":\"blob:\"}');"
    "INSERT INTO items (id, revision, created, input) VALUES (6, 1, 78, 'broken');"
    "INSERT INTO items (id, revision, created, job, output_index) VALUES (8, 1, 82, 'o', 0),"
    " (9, 1, 81, 'o', 2);"
    "INSERT INTO albums (id, name) VALUES (1, 'b'), (2, 'A'), (3, 'C');"
    "INSERT INTO album_items (album, item) VALUES (1, 8), (1, 9)",
    "INSERT INTO jobs (id, state, position, created, server, model, input)"
    " VALUES ('j', 'queued', 1, 5, 's', 'm', '{}')",
    "INSERT INTO usage (job, server, model, outcome, finished) VALUES ('j', 's', 'm', 'x', 9)",
    "INSERT INTO presets (model, name, json, saved) VALUES ('m', 'n', '{}', 1)",
    "INSERT INTO memos (kind, server, name, text, saved) VALUES ('k', 's', 'n', 't', 1)",
    "INSERT INTO items (id, revision, created, steps) VALUES (7, 1, 79, 3)",
    "INSERT INTO sweeps (id, created, plan) VALUES ('s', 3, '{}')",
    "INSERT INTO recipes (name, json, saved) VALUES ('r', '{}', 1)",
    "INSERT INTO answers VALUES ('a', 5, 's', 'm', 'p', 'said')",
    "UPDATE jobs SET deployment = 'o/d' WHERE id = 'j'",
    "INSERT INTO agreements VALUES ('j', 1, 5)",
    "UPDATE jobs SET log = 'written' WHERE id = 'j'",
    "UPDATE items SET n_outputs = 4 WHERE id = 5",
  };
  static const char * const checks[] = {
    NULL,
    "SELECT prompt = 'kept' AND created = 77 FROM items WHERE id = 5",
    "SELECT state = 'queued' FROM jobs WHERE id = 'j'",
    "SELECT finished = 9 FROM usage WHERE job = 'j'",
    "SELECT json = '{}' FROM presets WHERE name = 'n'",
    "SELECT text = 't' FROM memos WHERE kind = 'k'",
    "SELECT (SELECT steps = 3 FROM items WHERE id = 7)",
    "SELECT plan = '{}' FROM sweeps WHERE id = 's'",
    "SELECT json = '{}' FROM recipes WHERE name = 'r'",
    "SELECT text = 'said' FROM answers WHERE job = 'a'",
    "SELECT deployment = 'o/d' FROM jobs WHERE id = 'j'",
    "SELECT agreed = 1 FROM agreements WHERE subject = 'j'",
    "SELECT log = 'written' FROM jobs WHERE id = 'j'",
    "SELECT n_outputs = 4 FROM items WHERE id = 5",
  };
  const char *dropped = "SELECT count(*) = 0 FROM pragma_table_info ('jobs')"
                        " WHERE name = 'uploads'";
  /* A step that fills columns fills them for what was there before. */
  const char *filled = "SELECT steps = 12 AND guidance = 2.5 AND sampler = 'K' AND masked = 1"
                       " AND (SELECT steps IS NULL FROM items WHERE id = 6)"
                       " FROM items WHERE id = 5";
  static const char * const ordered[] = {
    "SELECT n_outputs = 3 FROM items WHERE id = 8",
    "SELECT n_outputs = 0 FROM items WHERE id = 6",
    "SELECT group_concat (name, '') = 'AbC' FROM (SELECT name FROM albums ORDER BY position)",
    "SELECT group_concat (item, '') = '98' FROM"
    " (SELECT item FROM album_items WHERE album = 1 ORDER BY position)",
  };

  g_assert_cmpuint (limner_migrations_get_latest () + 1, ==, G_N_ELEMENTS (rows));
  for (guint from = 1; from <= limner_migrations_get_latest (); from++)
    {
      g_autofree char *name = g_strdup_printf ("migration-%u.db", from);
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
      g_autoptr(LimnerDatabase) database = limner_database_open (path, NULL);
      g_autoptr(GError) error = NULL;

      g_assert_true (limner_migrations_run (database, from, &error));
      g_assert_no_error (error);
      for (guint i = 1; i <= from; i++)
        g_assert_true (limner_database_execute (database, rows[i], NULL));
      g_assert_true (limner_migrations_run (database, limner_migrations_get_latest (), &error));
      g_assert_no_error (error);
      g_assert_true (limner_migrations_run (database, limner_migrations_get_latest (), &error));
      for (guint i = 1; i <= from; i++)
        assert_true (database, checks[i]);
      assert_true (database, dropped);
      if (from < 6)
        assert_true (database, filled);
      for (guint i = 0; from < 13 && i < G_N_ELEMENTS (ordered); i++)
        assert_true (database, ordered[i]);
      g_assert_true (limner_database_check (database, NULL));
    }
}

static void
test_newer (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *path = get_database_path (fixture);

  run_sql (fixture, "CREATE TABLE future (x); PRAGMA user_version = 99;");
  g_assert_false (open_store (fixture, &error));
  g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_UNSUPPORTED);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
save_job (Fixture    *fixture,
          const char *id)
{
  g_autoptr(LimnerJobRecord) record = limner_job_record_new ();
  g_autoptr(GAsyncResult) result = NULL;

  record->id = g_strdup (id);
  record->state = g_strdup ("processing");
  record->server = g_strdup ("replicate");
  record->model = g_strdup ("a/b");
  record->input = g_strdup ("{}");
  record->prediction = g_strdup ("p1");
  record->attempts = 2;
  record->error_code = LIMNER_ERROR_TIMEOUT;
  record->error_message = g_strdup ("too slow");
  record->predict_time = 1.5;
  record->cost = 0.25;
  record->cost_source = g_strdup ("user");
  limner_store_save_job_async (fixture->store, record, NULL, limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  g_assert_true (limner_store_write_finish (fixture->store, result, NULL));
}

/* Overwrites a piece of the database file. */
static void
damage (Fixture *fixture,
        gsize    offset,
        gsize    length)
{
  g_autofree char *path = get_database_path (fixture);
  g_autofree char *text = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (path, &text, &size, NULL));
  g_assert_cmpuint (offset, <, size);
  memset (text + offset, 0x5a, MIN (length, size - offset));
  g_assert_true (g_file_set_contents (path, text, (gssize) size, NULL));
}

static gsize
find_root_page (Fixture    *fixture,
                const char *name)
{
  g_autofree char *path = get_database_path (fixture);
  g_autoptr(LimnerDatabase) database = limner_database_open (path, NULL);
  g_autoptr(LimnerStatement) statement = NULL;

  statement = limner_database_query (database, NULL,
                                     "SELECT rootpage FROM sqlite_schema WHERE name = ?", "s",
                                     name);
  g_assert_true (limner_statement_step (statement, NULL));
  return (gsize) limner_statement_get_int (statement, 0);
}

static void
check_recovered (Fixture *fixture,
                 guint    n_items)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (open_store (fixture, &error));
  g_assert_no_error (error);
  g_assert_nonnull (limner_store_get_recovered_path (fixture->store));
  g_assert_true (g_file_test (limner_store_get_recovered_path (fixture->store),
                              G_FILE_TEST_EXISTS));
  g_assert_nonnull (strstr (limner_store_get_recovered_path (fixture->store), "damaged-20"));
  g_assert_cmpuint (limner_store_get_recovered_items (fixture->store), ==, n_items);
}

static void
test_rebuild_from_files (Fixture       *fixture,
                         gconstpointer  data)
{
  g_autofree char *id = NULL;

  for (guint i = 0; i < 5; i++)
    {
      g_autoptr(LimnerGalleryItem) item = fixture_add (fixture, "a red fox", "a/b", "47363");

      if (i == 0)
        id = g_strdup (limner_gallery_item_get_id (item));
    }
  fixture_close (fixture);
  damage (fixture, 0, 4096);
  fixture_open (fixture);
  check_recovered (fixture, 5);
  g_assert_cmpuint (fixture_count (fixture, "fox seed:47363 model:a/b"), ==, 5);

  /* Items keep their numbers, for others refer to them. */
  {
    g_autoptr(GAsyncResult) result = NULL;
    g_autoptr(LimnerGalleryItem) item = NULL;

    limner_store_get_item_async (fixture->store, id, NULL, limner_test_result_cb, &result);
    limner_test_wait_until (result != NULL);
    item = limner_store_get_item_finish (fixture->store, result, NULL);
    g_assert_nonnull (item);
  }

  /* The second start finds nothing wrong. */
  reopen (fixture);
  g_assert_true (open_store (fixture, NULL));
  g_assert_null (limner_store_get_recovered_path (fixture->store));
  g_assert_cmpuint (fixture_count (fixture, NULL), ==, 5);
}

static void
test_salvage (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(LimnerJobRecord) record = NULL;

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr(LimnerGalleryItem) item = fixture_add (fixture, "a red fox", "a/b", "47363");
      const char *ids[] = { limner_gallery_item_get_id (item), NULL };

      limner_store_set_rating_async (fixture->store, ids, 4, NULL, limner_test_result_cb, &result);
      fixture_change (fixture, &result);
    }
  save_job (fixture, "job-1");
  fixture_close (fixture);

  /* One page of an index is ruined, the rest is not: ratings and the journal survive. */
  damage (fixture, (find_root_page (fixture, "items_by_seed") - 1) * 4096, 4096);
  fixture_open (fixture);
  check_recovered (fixture, 3);
  g_assert_cmpuint (fixture_count (fixture, "fox rating:4"), ==, 3);

  limner_store_load_job_async (fixture->store, "job-1", NULL, limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  record = limner_store_load_job_finish (fixture->store, result, NULL);
  g_assert_nonnull (record);
  g_assert_cmpstr (record->prediction, ==, "p1");
  g_assert_cmpint (record->attempts, ==, 2);
  g_assert_cmpint (record->error_code, ==, LIMNER_ERROR_TIMEOUT);
  g_assert_cmpstr (record->error_message, ==, "too slow");
  g_assert_cmpfloat (record->predict_time, ==, 1.5);
  g_assert_cmpfloat (record->cost, ==, 0.25);
  g_assert_cmpstr (record->cost_source, ==, "user");
}

/* What an older library does not have stays as it is in a new row. */
static void
test_salvage_older (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autofree char *old_path = g_build_filename (fixture->folder, "older.db", NULL);
  g_autofree char *new_path = g_build_filename (fixture->folder, "newer.db", NULL);
  g_autoptr(LimnerDatabase) old = limner_database_open (old_path, NULL);
  g_autoptr(LimnerDatabase) new = limner_database_open (new_path, NULL);

  g_assert_true (limner_migrations_run (old, 12, NULL));
  g_assert_true (limner_database_execute (old,
    "INSERT INTO items (id, revision, created, prompt) VALUES (5, 1, 77, 'kept');"
    "INSERT INTO albums (id, name) VALUES (1, 'b');"
    "INSERT INTO album_items (album, item) VALUES (1, 5)", NULL));
  g_clear_pointer (&old, limner_database_close);
  g_assert_true (limner_migrations_run (new, limner_migrations_get_latest (), NULL));
  g_assert_true (limner_salvage_run (new, old_path, NULL));
  assert_true (new, "SELECT prompt = 'kept' AND typeof (n_outputs) = 'integer' FROM items");
  assert_true (new, "SELECT item = 5 AND typeof (position) = 'integer' FROM album_items");
}

static void
test_truncated (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *path = get_database_path (fixture);
  g_autofree char *text = NULL;
  gsize size;

  g_object_unref (fixture_add (fixture, "x", "a/b", "1"));
  fixture_close (fixture);
  g_assert_true (g_file_get_contents (path, &text, &size, NULL));
  g_assert_true (g_file_set_contents (path, text, (gssize) size / 2, NULL));
  fixture_open (fixture);
  check_recovered (fixture, 1);
}

static void
test_in_use (Fixture       *fixture,
             gconstpointer  data)
{
  Fixture other = *fixture;
  g_autofree char *log = g_build_filename (fixture->folder, "library.db-wal", NULL);
  g_autoptr(GError) error = NULL;

  /* A program that has the library open keeps it from being replaced under it. */
  g_assert_true (open_store (fixture, NULL));
  g_assert_true (g_file_set_contents (log, "", 0, NULL));
  damage (fixture, 0, 100);
  other.store = NULL;
  fixture_open (&other);
  g_assert_false (open_store (&other, &error));
  g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_CORRUPT);
  fixture_close (&other);
}

static void
test_scan (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(LimnerGalleryItem) item = fixture_add (fixture, "a red fox", "a/b", "47363");
  g_autofree char *copy = g_build_filename (fixture->pictures, "by-hand.png", NULL);
  g_autofree char *junk = g_build_filename (fixture->pictures, "junk.png", NULL);
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GAsyncResult) result = NULL;

  bytes = limner_file_read (limner_gallery_item_get_path (item), 1 << 20, NULL);
  g_assert_true (limner_file_write (copy, bytes, NULL));
  g_assert_true (g_file_set_contents (junk, "\x89PNG junk", -1, NULL));
  limner_store_rebuild_async (fixture->store, NULL, limner_test_result_cb, &result);
  g_assert_cmpuint (fixture_change (fixture, &result), ==, 1);
  g_assert_cmpuint (fixture_count (fixture, "fox"), ==, 2);
  limner_store_rebuild_async (fixture->store, NULL, limner_test_result_cb, &result);
  g_assert_cmpuint (fixture_change (fixture, &result), ==, 0);
}

static void
test_hostile_rows (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr(LimnerGalleryList) list = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GPtrArray) records = NULL;

  g_assert_true (open_store (fixture, NULL));
  run_sql (fixture,
           "INSERT INTO items (id, revision, created, prompt, width, height, rating, tags, input,"
           "  seed, favourite, output_index)"
           " VALUES (1, 1, 'yesterday', x'ff00fe', -5, 99999999999999, 77, x'00', '{{{{', 12, 'x',"
           "  -9),"
           " (2, 1, 5, CAST (x'c328' AS TEXT), 'wide', 1e300, -77, 'a', 7, NULL, 2, 1e18),"
           " (-3, 1, 9, zeroblob (3000000), 0, 0, 0, NULL, NULL, NULL, 0, 0);"
           "INSERT INTO jobs (id, state, position, created, server, model, input)"
           " VALUES ('a', x'00', 'first', 'x', 's', 'm', '{}'),"
           " ('b', 'no such state', 1, 1, 's', 'm', 'not json'),"
           " (NULL, 'queued', 1, 1, 's', 'm', '{}');");

  list = limner_gallery_list_new (fixture->store);
  limner_test_wait_until (!limner_gallery_list_get_loading (list));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr(LimnerGalleryItem) item = g_list_model_get_item (G_LIST_MODEL (list), i);

      limner_test_wait_until (limner_gallery_item_get_loaded (item));
      g_assert_cmpint (limner_gallery_item_get_rating (item), >=, -1);
      g_assert_cmpint (limner_gallery_item_get_rating (item), <=, 5);
      g_assert_cmpint (limner_gallery_item_get_width (item), >=, 0);
      g_assert_null (limner_gallery_item_get_prompt (item));
    }
  fixture_count (fixture, "steps:>1 rating:>0 ratio:1:1 date:2026 has:mask");

  limner_store_list_jobs_async (fixture->store, 0, 100, NULL, limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  records = limner_store_list_jobs_finish (fixture->store, result, NULL);
  g_assert_cmpuint (records->len, ==, 1);
  g_clear_object (&list);
}

static void
test_small_tables (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(LimnerNamedText) model = NULL;
  g_autoptr(GPtrArray) texts = NULL;
  g_autoptr(GError) error = NULL;
  LimnerNamedText *text;

#define WRITE(call) \
  G_STMT_START { \
    call; \
    limner_test_wait_until (result != NULL); \
    g_assert_true (limner_store_write_finish (fixture->store, result, NULL)); \
    g_clear_object (&result); \
  } G_STMT_END
#define LIST(call) \
  G_STMT_START { \
    g_clear_pointer (&texts, g_ptr_array_unref); \
    call; \
    limner_test_wait_until (result != NULL); \
    texts = limner_store_list_texts_finish (fixture->store, result, NULL); \
    g_clear_object (&result); \
  } G_STMT_END

  WRITE (limner_store_save_model_async (fixture->store, "s", "a/b", "{\"x\":1}", NULL,
                                        limner_test_result_cb, &result));
  WRITE (limner_store_mark_model_async (fixture->store, "s", "c/d", TRUE, NULL,
                                        limner_test_result_cb, &result));
  WRITE (limner_store_touch_model_async (fixture->store, "s", "a/b", NULL, limner_test_result_cb,
                                         &result));
  limner_store_load_model_async (fixture->store, "s", "a/b", NULL, limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  model = limner_store_load_model_finish (fixture->store, result, NULL);
  g_clear_object (&result);
  g_assert_cmpstr (model->text, ==, "{\"x\":1}");
  g_assert_cmpint (model->time, >, 0);
  limner_store_load_model_async (fixture->store, "s", "no/such", NULL, limner_test_result_cb,
                                 &result);
  limner_test_wait_until (result != NULL);
  g_assert_null (limner_store_load_model_finish (fixture->store, result, &error));
  g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_NOT_FOUND);
  g_clear_object (&result);

  LIST (limner_store_list_models_async (fixture->store, "s", NULL, limner_test_result_cb,
                                        &result));
  g_assert_cmpuint (texts->len, ==, 2);
  text = texts->pdata[0];
  g_assert_true (text->flag);
  g_assert_cmpstr (text->name, ==, "c/d");

  WRITE (limner_store_save_preset_async (fixture->store, "a/b", "Soft", "{}", NULL,
                                         limner_test_result_cb, &result));
  LIST (limner_store_list_presets_async (fixture->store, "a/b", NULL, limner_test_result_cb,
                                         &result));
  g_assert_cmpuint (texts->len, ==, 1);
  WRITE (limner_store_save_preset_async (fixture->store, "a/b", "Soft", NULL, NULL,
                                         limner_test_result_cb, &result));
  LIST (limner_store_list_presets_async (fixture->store, "a/b", NULL, limner_test_result_cb,
                                         &result));
  g_assert_cmpuint (texts->len, ==, 0);

  WRITE (limner_store_save_recipe_async (fixture->store, "Poster", "{}", NULL,
                                         limner_test_result_cb, &result));
  WRITE (limner_store_save_recipe_async (fixture->store, "Poster", "{\"a\":1}", NULL,
                                         limner_test_result_cb, &result));
  LIST (limner_store_list_recipes_async (fixture->store, NULL, limner_test_result_cb, &result));
  g_assert_cmpuint (texts->len, ==, 1);
  text = texts->pdata[0];
  g_assert_cmpstr (text->text, ==, "{\"a\":1}");
  WRITE (limner_store_save_recipe_async (fixture->store, "Poster", NULL, NULL,
                                         limner_test_result_cb, &result));
  LIST (limner_store_list_recipes_async (fixture->store, NULL, limner_test_result_cb, &result));
  g_assert_cmpuint (texts->len, ==, 0);

  WRITE (limner_store_add_prompt_async (fixture->store, "one", NULL, limner_test_result_cb,
                                        &result));
  WRITE (limner_store_add_prompt_async (fixture->store, "two", NULL, limner_test_result_cb,
                                        &result));
  WRITE (limner_store_add_prompt_async (fixture->store, "one", NULL, limner_test_result_cb,
                                        &result));
  LIST (limner_store_list_prompts_async (fixture->store, 10, NULL, limner_test_result_cb,
                                         &result));
  g_assert_cmpuint (texts->len, ==, 2);
  text = texts->pdata[0];
  g_assert_cmpstr (text->name, ==, "one");

  WRITE (limner_store_set_role_async (fixture->store, "a/b", "img", "image", NULL,
                                      limner_test_result_cb, &result));
  LIST (limner_store_list_roles_async (fixture->store, "a/b", NULL, limner_test_result_cb,
                                       &result));
  g_assert_cmpuint (texts->len, ==, 1);
  WRITE (limner_store_set_role_async (fixture->store, "a/b", "img", NULL, NULL,
                                      limner_test_result_cb, &result));
  LIST (limner_store_list_roles_async (fixture->store, "a/b", NULL, limner_test_result_cb,
                                       &result));
  g_assert_cmpuint (texts->len, ==, 0);

  WRITE (limner_store_set_memo_async (fixture->store, "note", "s", "a/b", "old", NULL,
                                      limner_test_result_cb, &result));
  WRITE (limner_store_set_memo_async (fixture->store, "note", "s", "a/b", "new", NULL,
                                      limner_test_result_cb, &result));
  WRITE (limner_store_set_memo_async (fixture->store, "note", "t", "a/b", "other", NULL,
                                      limner_test_result_cb, &result));
  WRITE (limner_store_set_memo_async (fixture->store, "list", "s", "a/b", "else", NULL,
                                      limner_test_result_cb, &result));
  LIST (limner_store_list_memos_async (fixture->store, "note", NULL, NULL, NULL,
                                       limner_test_result_cb, &result));
  g_assert_cmpuint (texts->len, ==, 2);
  LIST (limner_store_list_memos_async (fixture->store, "note", "s", "a/b", NULL,
                                       limner_test_result_cb, &result));
  g_assert_cmpuint (texts->len, ==, 1);
  text = texts->pdata[0];
  g_assert_cmpstr (text->text, ==, "new");
  WRITE (limner_store_set_memo_async (fixture->store, "note", "s", "a/b", NULL, NULL,
                                      limner_test_result_cb, &result));
  LIST (limner_store_list_memos_async (fixture->store, "note", "s", NULL, NULL,
                                       limner_test_result_cb, &result));
  g_assert_cmpuint (texts->len, ==, 0);
#undef WRITE
#undef LIST
}

static guint
claim (Fixture    *fixture,
       const char *owner)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GPtrArray) records = NULL;
  guint n = 0;

  limner_store_claim_jobs_async (fixture->store, owner, NULL, limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  g_assert_true (limner_store_write_finish (fixture->store, result, NULL));
  g_clear_object (&result);

  limner_store_list_jobs_async (fixture->store, 0, 100, NULL, limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  records = limner_store_list_jobs_finish (fixture->store, result, NULL);
  for (guint i = 0; i < records->len; i++)
    n += g_strcmp0 (((LimnerJobRecord *) records->pdata[i])->owner, owner) == 0;
  return n;
}

static void
test_claims (Fixture       *fixture,
             gconstpointer  data)
{
  int first;
  int second;

  save_job (fixture, "job-1");
  first = limner_store_lock_queue (fixture->store, "one");
  g_assert_cmpint (first, >=, 0);
  g_assert_cmpint (limner_store_lock_queue (fixture->store, "one"), <, 0);
  g_assert_cmpuint (claim (fixture, "one"), ==, 1);

  /* While the first one lives, the second gets nothing; when it is gone, all. */
  second = limner_store_lock_queue (fixture->store, "two");
  g_assert_cmpuint (claim (fixture, "two"), ==, 0);
  g_close (first, NULL);
  g_assert_cmpuint (claim (fixture, "two"), ==, 1);
  limner_store_unlock_queue (fixture->store, "two", second);
  g_assert_cmpint (limner_store_lock_queue (fixture->store, "../x"), <, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, function) \
  g_test_add (path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("/store/library/migrations", test_migrations);
  ADD ("/store/library/newer", test_newer);
  ADD ("/store/library/rebuild-from-files", test_rebuild_from_files);
  ADD ("/store/library/salvage", test_salvage);
  ADD ("/store/library/salvage-older", test_salvage_older);
  ADD ("/store/library/truncated", test_truncated);
  ADD ("/store/library/in-use", test_in_use);
  ADD ("/store/library/scan", test_scan);
  ADD ("/store/library/hostile-rows", test_hostile_rows);
  ADD ("/store/library/small-tables", test_small_tables);
  ADD ("/store/library/claims", test_claims);
#undef ADD

  return g_test_run ();
}
