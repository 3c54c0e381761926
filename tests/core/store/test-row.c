/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include "base/limner-error.h"
#include "limner-test.h"
#include "store/limner-row.h"
#include "store/limner-store-jobs.h"
#include "store/limner-store-models.h"

typedef struct
{
  char     *name;
  char     *text;
  char    **lines;
  char    **elsewhere;
  gint64    time;
  int       rating;
  guint     count;
  double    cost;
  double    place;
  gboolean  plain;   /* not kept */
} Thing;

static void free_thing (gpointer data);

static const LimnerColumn columns[] = {
  LIMNER_ROW_NEEDED (Thing, name, 16),
  LIMNER_ROW_TEXT (Thing, text, 8),
  LIMNER_ROW_LINES (Thing, lines, 64),
  LIMNER_ROW_LOOSE (Thing, elsewhere),
  LIMNER_ROW_INT64 (Thing, time),
  LIMNER_ROW_INT (Thing, rating, -1, 5),
  LIMNER_ROW_COUNT (Thing, count),
  LIMNER_ROW_DOUBLE (Thing, cost),
  LIMNER_ROW_NUMBER (Thing, place),
};
static const LimnerRowType type = LIMNER_ROW_TYPE (Thing, columns, free_thing);

static void
free_thing (gpointer data)
{
  _limner_row_clear (&type, data);
  g_free (data);
}

typedef struct
{
  char           *folder;
  LimnerDatabase *database;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *path = NULL;

  fixture->folder = limner_test_make_folder ();
  path = g_build_filename (fixture->folder, "rows.db", NULL);
  fixture->database = limner_database_open (path, &error);
  g_assert_no_error (error);
  limner_database_execute (fixture->database, "CREATE TABLE things (name, text, lines, time,"
                                              " rating, count, cost, place)", &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_clear_pointer (&fixture->database, limner_database_close);
  limner_test_remove_folder (fixture->folder);
  g_clear_pointer (&fixture->folder, g_free);
}

static Thing *
read_thing (Fixture    *fixture,
            const char *sql)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(LimnerStatement) statement = limner_database_query (fixture->database, &error, sql,
                                                                NULL);

  g_assert_no_error (error);
  g_assert_true (limner_statement_step (statement, &error));
  return _limner_row_read (&type, statement);
}

static void
write_thing (Fixture     *fixture,
             const Thing *thing)
{
  g_autofree char *names = _limner_row_list_columns (&type, "%");
  g_autofree char *places = _limner_row_list_columns (&type, "?");
  g_autofree char *sql = g_strdup_printf ("INSERT INTO things (%s) VALUES (%s)", names, places);
  g_autoptr(LimnerStatement) statement = NULL;

  statement = limner_database_query (fixture->database, NULL, sql, NULL);
  g_assert_nonnull (statement);
  _limner_row_bind (&type, statement, thing);
  limner_statement_step (statement, NULL);
  g_assert_true (limner_statement_get_ok (statement));
}

static void
test_round_trip (Fixture       *fixture,
                 gconstpointer  data)
{
  const char *lines[] = { "one", "", "three", NULL };
  const char *elsewhere[] = { "parent", NULL };
  const Thing thing = {
    (char *) "name", (char *) "", (char **) lines, (char **) elsewhere, G_MAXINT64, -1, 7, NAN,
    -0.5, TRUE,
  };
  Thing *copy = _limner_row_copy (&type, &thing);
  Thing *read;

  write_thing (fixture, copy);
  g_assert_true (copy->plain);
  g_assert_true (copy->elsewhere[0] != elsewhere[0]);
  g_assert_cmpstrv (copy->elsewhere, elsewhere);
  free_thing (copy);

  read = read_thing (fixture, "SELECT * FROM things");
  g_assert_cmpstr (read->name, ==, "name");
  g_assert_cmpstr (read->text, ==, "");
  g_assert_cmpstrv (read->lines, lines);
  g_assert_null (read->elsewhere);
  g_assert_cmpint (read->time, ==, G_MAXINT64);
  g_assert_cmpint (read->rating, ==, -1);
  g_assert_cmpuint (read->count, ==, 7);
  g_assert_true (isnan (read->cost));
  g_assert_cmpfloat (read->place, ==, -0.5);
  g_assert_false (read->plain);
  free_thing (read);
}

static void
test_names (void)
{
  g_autofree char *names = _limner_row_list_columns (&type, "%");
  g_autofree char *updates = _limner_row_list_columns (&type, "% = excluded.%");

  g_assert_cmpstr (names, ==, "name, text, lines, time, rating, count, cost, place");
  g_assert_true (g_str_has_prefix (updates, "name = excluded.name, text = excluded.text, "));
}

/* A database is outside input: another program may have put anything into it. */
static void
test_strange_rows (Fixture       *fixture,
                   gconstpointer  data)
{
  Thing *thing;

  thing = read_thing (fixture, "SELECT 'a', 'longer than eight', '', 'soon', 99, -3, 'much', NULL");
  g_assert_cmpstr (thing->name, ==, "a");
  g_assert_null (thing->text);
  g_assert_null (thing->lines);
  g_assert_cmpint (thing->time, ==, 0);
  g_assert_cmpint (thing->rating, ==, 5);
  g_assert_cmpuint (thing->count, ==, 0);
  g_assert_true (isnan (thing->cost));
  g_assert_cmpfloat (thing->place, ==, 0);
  free_thing (thing);

  thing = read_thing (fixture, "SELECT 'a', CAST (x'ff41' AS TEXT), 12, 1e300, 1e300, 1e300");
  g_assert_null (thing->text);
  g_assert_null (thing->lines);
  g_assert_cmpint (thing->rating, ==, 5);
  g_assert_cmpuint (thing->count, ==, G_MAXINT);
  free_thing (thing);

  /* A row that lacks what it cannot be without is none, whatever else is in it. */
  g_assert_null (read_thing (fixture, "SELECT NULL, 'text', 'some' || char (10) || 'lines'"));
  g_assert_null (read_thing (fixture, "SELECT 42, 'text'"));
  g_assert_null (read_thing (fixture, "SELECT 'seventeen letters'"));
}

static void
test_fewer_columns (Fixture       *fixture,
                    gconstpointer  data)
{
  Thing *thing = read_thing (fixture, "SELECT 'a', 'b'");

  g_assert_cmpstr (thing->text, ==, "b");
  g_assert_cmpint (thing->time, ==, 0);
  g_assert_cmpfloat (thing->cost, ==, 0);
  free_thing (thing);
}

static GPtrArray *
list_jobs (LimnerStore *store,
           GError     **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  limner_store_list_jobs_async (store, 0, 100, NULL, limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  return limner_store_list_jobs_finish (store, result, error);
}

static gboolean
save_job (LimnerStore     *store,
          LimnerJobRecord *record,
          GError         **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  limner_store_save_job_async (store, record, NULL, limner_test_result_cb, &result);
  /* What is written is what was handed over, not what became of it since. */
  g_free (record->prompt);
  record->prompt = g_strdup ("later");
  limner_test_wait_until (result != NULL);
  return limner_store_write_finish (store, result, error);
}

/* Every member of the largest kind of row survives, and saving again changes the row in place. */
static void
test_jobs (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(LimnerStore) store = limner_store_new (fixture->folder, fixture->folder);
  g_autoptr(LimnerJobRecord) record = limner_job_record_new ();
  g_autoptr(GPtrArray) found = NULL;
  g_autoptr(GError) error = NULL;
  LimnerJobRecord *read;

  record->id = g_strdup ("job");
  record->state = g_strdup ("waiting");
  record->server = g_strdup ("home");
  record->model = g_strdup ("owner/name");
  record->input = g_strdup ("{}");
  record->prompt = g_strdup ("now");
  record->position = 1.5;
  record->parents = g_strsplit ("12,13", ",", -1);
  g_assert_true (save_job (store, record, &error));
  g_assert_no_error (error);

  found = list_jobs (store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 1);
  read = g_ptr_array_index (found, 0);
  g_assert_cmpstr (read->prompt, ==, "now");
  g_assert_cmpfloat (read->position, ==, 1.5);
  g_assert_cmpstr (read->parents[1], ==, "13");
  g_assert_cmpint (read->error_code, ==, -1);
  g_assert_true (isnan (read->cost));

  record->deployment = g_strdup ("owner/fast");
  record->attempts = 2;
  g_assert_true (save_job (store, record, &error));
  g_clear_pointer (&found, g_ptr_array_unref);
  found = list_jobs (store, &error);
  g_assert_cmpuint (found->len, ==, 1);
  read = g_ptr_array_index (found, 0);
  g_assert_cmpstr (read->deployment, ==, "owner/fast");
  g_assert_cmpint (read->attempts, ==, 2);

  /* What the database refuses is said, and nothing is written. */
  g_clear_pointer (&record->model, g_free);
  g_assert_false (save_job (store, record, &error));
  g_assert_nonnull (error);
}

static void
test_missing_row (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr(LimnerStore) store = limner_store_new (fixture->folder, fixture->folder);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  limner_store_load_job_async (store, "nobody", NULL, limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  g_assert_null (limner_store_load_job_finish (store, result, &error));
  g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_NOT_FOUND);

  g_clear_object (&result);
  g_clear_error (&error);
  limner_store_load_model_async (store, "home", "owner/name", NULL, limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  g_assert_null (limner_store_load_model_finish (store, result, &error));
  g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_NOT_FOUND);
}

/* Saving a preset, a memo or a role again replaces it; without text it is gone. */
static void
test_replace (Fixture       *fixture,
              gconstpointer  data)
{
  static const char *const texts[] = { "{\"a\":1}", "{\"a\":2}", NULL };
  g_autoptr(LimnerStore) store = limner_store_new (fixture->folder, fixture->folder);

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr(GAsyncResult) written = NULL;
      g_autoptr(GAsyncResult) listed = NULL;
      g_autoptr(GPtrArray) found = NULL;

      limner_store_save_preset_async (store, "m", "p", texts[i], NULL, NULL, NULL);
      limner_store_set_memo_async (store, "note", "s", "n", texts[i], NULL, NULL, NULL);
      limner_store_save_recipe_async (store, "r", texts[i], NULL, NULL, NULL);
      limner_store_save_chain_async (store, "c", texts[i], NULL, limner_test_result_cb, &written);
      limner_test_wait_until (written != NULL);
      g_assert_true (limner_store_write_finish (store, written, NULL));

      limner_store_list_presets_async (store, "m", NULL, limner_test_result_cb, &listed);
      limner_test_wait_until (listed != NULL);
      found = limner_store_list_texts_finish (store, listed, NULL);
      g_assert_cmpuint (found->len, ==, texts[i] != NULL);
      if (texts[i] != NULL)
        g_assert_cmpstr (((LimnerNamedText *) found->pdata[0])->text, ==, texts[i]);

      g_clear_object (&listed);
      g_clear_pointer (&found, g_ptr_array_unref);
      limner_store_list_memos_async (store, "note", NULL, NULL, NULL, limner_test_result_cb,
                                     &listed);
      limner_test_wait_until (listed != NULL);
      found = limner_store_list_texts_finish (store, listed, NULL);
      g_assert_cmpuint (found->len, ==, texts[i] != NULL);
      if (texts[i] != NULL)
        g_assert_cmpstr (((LimnerNamedText *) found->pdata[0])->text, ==, texts[i]);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define add(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  add ("/store/row/round-trip", test_round_trip);
  g_test_add_func ("/store/row/names", test_names);
  add ("/store/row/strange-rows", test_strange_rows);
  add ("/store/row/fewer-columns", test_fewer_columns);
  add ("/store/row/jobs", test_jobs);
  add ("/store/row/missing-row", test_missing_row);
  add ("/store/row/replace", test_replace);
#undef add

  return g_test_run ();
}
