/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <sqlite3.h>
#include <utime.h>

#include <glib/gstdio.h>

#include "base/limner-error.h"
#include "base/limner-file.h"
#include "store/limner-database.h"
#include "store/limner-migrations.h"
#include "store/limner-store-care.h"
#include "store/limner-store-models.h"
#include "store-fixture.h"

#define LONG_AGO 1000000000

static gboolean
finish_write (Fixture       *fixture,
              GAsyncResult **result)
{
  gboolean done;

  limner_test_wait_until (*result != NULL);
  done = limner_store_write_finish (fixture->store, *result, NULL);
  g_clear_object (result);
  return done;
}

static char *
put_old_blob (Fixture    *fixture,
              const char *contents)
{
  g_autoptr(GBytes) bytes = g_bytes_new (contents, strlen (contents));
  g_autoptr(GAsyncResult) result = NULL;
  g_autofree char *path = NULL;
  struct utimbuf times = { LONG_AGO, LONG_AGO };
  char *sha256;

  limner_store_put_blob_async (fixture->store, bytes, NULL, limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  sha256 = limner_store_put_blob_finish (fixture->store, result, NULL);
  path = limner_store_dup_blob_path (fixture->store, sha256);
  g_assert_cmpint (utime (path, &times), ==, 0);
  return sha256;
}

static gboolean
has_blob (Fixture    *fixture,
          const char *sha256)
{
  g_autofree char *path = limner_store_dup_blob_path (fixture->store, sha256);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static guint
collect (Fixture *fixture)
{
  g_autoptr(GAsyncResult) result = NULL;

  limner_store_collect_blobs_async (fixture->store, LONG_AGO + 10, NULL, limner_test_result_cb,
                                    &result);
  return fixture_change (fixture, &result);
}

/* Whatever has a place in the library keeps its files; nothing else does, if it is old. */
static void
test_collect (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *unused = put_old_blob (fixture, "unused");
  g_autofree char *input = put_old_blob (fixture, "input");
  g_autofree char *raw = put_old_blob (fixture, "raw");
  g_autofree char *preset = put_old_blob (fixture, "preset");
  g_autofree char *state = put_old_blob (fixture, "state");
  g_autofree char *again = put_old_blob (fixture, "again");
  g_autofree char *text = g_strdup_printf ("{\"image\":\"blob:%s\"}", preset);
  g_autofree char *file = g_build_filename (fixture->folder, "workspace", "state.json", NULL);
  g_autoptr(LimnerItemDetails) details = limner_item_details_new ();
  g_autoptr(LimnerGalleryItem) item = NULL;
  g_autoptr(GBytes) png = fixture_make_png (8, 6, 77);
  g_autoptr(GBytes) bytes = g_bytes_new_static ("again", 5);
  g_autoptr(GBytes) kept = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  Fixture other = *fixture;

  details->input = g_strdup_printf ("{\"image\":\"blob:%s\"}", input);
  details->raw = g_strdup (raw);
  item = fixture_save (fixture, details, png);
  limner_store_set_memo_async (fixture->store, "preset", "", "x", text, NULL,
                               limner_test_result_cb, &result);
  g_assert_true (finish_write (fixture, &result));
  kept = g_bytes_new_take (g_strdup_printf ("[\"%s\"]", state), 68);
  g_assert_true (limner_file_write (file, kept, NULL));

  /* Kept once more: somebody is about to use it. */
  limner_store_put_blob_async (fixture->store, bytes, NULL, limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  g_free (limner_store_put_blob_finish (fixture->store, result, NULL));
  g_clear_object (&result);

  /* What another program is about to use cannot be known. */
  fixture_open (&other);
  g_assert_cmpuint (fixture_count (&other, NULL), ==, 1);
  g_assert_cmpuint (collect (fixture), ==, 0);
  g_assert_true (has_blob (fixture, unused));
  fixture_close (&other);

  g_assert_cmpuint (collect (fixture), ==, 1);
  g_assert_false (has_blob (fixture, unused));
  g_assert_true (has_blob (fixture, input));
  g_assert_true (has_blob (fixture, raw));
  g_assert_true (has_blob (fixture, preset));
  g_assert_true (has_blob (fixture, state));
  g_assert_true (has_blob (fixture, again));

  /* A program can open the library again afterwards. */
  fixture_open (&other);
  g_assert_cmpuint (fixture_count (&other, NULL), ==, 1);
  fixture_close (&other);
}

static void
test_backup (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(LimnerGalleryItem) item = fixture_add (fixture, "a fox", "a/b", "1");
  g_autofree char *folder = g_build_filename (fixture->folder, "copy", NULL);
  g_autofree char *path = g_build_filename (folder, "library.db", NULL);
  g_autoptr(GAsyncResult) result = NULL;
  Fixture copy = *fixture;

  g_assert_true (limner_file_ensure_directory (folder, NULL));
  limner_store_check_async (fixture->store, NULL, limner_test_result_cb, &result);
  g_assert_true (finish_write (fixture, &result));
  limner_store_backup_async (fixture->store, path, NULL, limner_test_result_cb, &result);
  g_assert_true (finish_write (fixture, &result));

  /* The copy is a library by itself. */
  copy.folder = folder;
  fixture_open (&copy);
  g_assert_cmpuint (fixture_count (&copy, "fox"), ==, 1);
  fixture_close (&copy);

  limner_store_backup_async (fixture->store, "/nowhere/at/all.db", NULL, limner_test_result_cb,
                             &result);
  g_assert_false (finish_write (fixture, &result));
}

/* Words that the index lost, or never had, are damage. */
static void
test_check (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(LimnerGalleryItem) item = fixture_add (fixture, "a fox", "a/b", "1");
  g_autofree char *path = g_build_filename (fixture->folder, "library.db", NULL);
  g_autoptr(GAsyncResult) result = NULL;
  sqlite3 *other = NULL;

  limner_store_check_async (fixture->store, NULL, limner_test_result_cb, &result);
  g_assert_true (finish_write (fixture, &result));
  g_assert_cmpint (sqlite3_open (path, &other), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (other, "DELETE FROM items_fts_data WHERE id > 10", NULL, NULL,
                                 NULL), ==, SQLITE_OK);
  sqlite3_close (other);
  limner_store_check_async (fixture->store, NULL, limner_test_result_cb, &result);
  g_assert_false (finish_write (fixture, &result));
}

/* A library from an older program is copied as it was before it is changed. */
static void
test_copy_before_steps (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "library.db", NULL);
  g_autofree char *folder = g_build_filename (fixture->folder, "backups", NULL);
  g_autoptr(LimnerDatabase) old = limner_database_open (path, NULL);
  g_autoptr(LimnerDatabase) copy = NULL;
  g_autoptr(GDir) dir = NULL;
  g_autofree char *found = NULL;
  guint version = 0;

  g_assert_true (limner_migrations_run (old, 4, NULL));
  g_assert_true (limner_database_execute (old, "INSERT INTO items (id, revision, created, prompt)"
                                               " VALUES (5, 1, 77, 'kept')", NULL));
  g_clear_pointer (&old, limner_database_close);
  g_assert_cmpuint (fixture_count (fixture, NULL), ==, 1);

  dir = g_dir_open (folder, 0, NULL);
  g_assert_nonnull (dir);
  found = g_build_filename (folder, g_dir_read_name (dir), NULL);
  g_assert_true (g_str_has_suffix (found, "-v4.db"));
  g_assert_null (g_dir_read_name (dir));
  copy = limner_database_open (found, NULL);
  g_assert_true (limner_migrations_get_version (copy, &version, NULL));
  g_assert_cmpuint (version, ==, 4);
}

static char *
save_in (Fixture    *fixture,
         const char *folder,
         const char *prompt)
{
  g_autoptr(LimnerGalleryItem) item = NULL;

  limner_store_set_pictures_directory (fixture->store, folder);
  item = fixture_add (fixture, prompt, "a/b", "1");
  g_assert_true (folder == NULL || g_str_has_prefix (limner_gallery_item_get_path (item), folder));
  return g_strdup (limner_gallery_item_get_id (item));
}

/* Pictures are found again wherever they were saved, also when the database is lost. */
static void
test_folders (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *second = g_build_filename (fixture->folder, "second", NULL);
  g_autofree char *third = g_build_filename (fixture->folder, "third", NULL);
  g_autofree char *database = g_build_filename (fixture->folder, "library.db", NULL);
  g_autofree char *log = g_strconcat (database, "-wal", NULL);
  g_autofree char *first_id = save_in (fixture, NULL, "a fox");
  g_autofree char *second_id = save_in (fixture, second, "a hare");
  g_autofree char *third_id = save_in (fixture, third, "a crow");
  g_autoptr(GAsyncResult) result = NULL;
  g_auto(GStrv) folders = NULL;

  limner_store_list_folders_async (fixture->store, NULL, limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  folders = limner_store_list_folders_finish (fixture->store, result, NULL);
  g_assert_cmpuint (g_strv_length (folders), ==, 3);
  g_assert_cmpstr (folders[0], ==, fixture->pictures);
  g_assert_cmpstr (folders[1], ==, second);
  g_assert_cmpstr (folders[2], ==, third);
  g_clear_object (&result);

  fixture_close (fixture);
  g_assert_cmpint (g_unlink (database), ==, 0);
  g_unlink (log);
  fixture_open (fixture);
  g_assert_cmpuint (fixture_count (fixture, NULL), ==, 0);
  limner_store_rebuild_async (fixture->store, NULL, limner_test_result_cb, &result);
  g_assert_cmpuint (fixture_change (fixture, &result), ==, 3);
  g_assert_cmpuint (fixture_count (fixture, "hare"), ==, 1);

  /* A damaged one is made anew from all of them by itself. */
  fixture_close (fixture);
  g_assert_true (g_file_set_contents (database, "no database at all, nothing like it", -1, NULL));
  g_unlink (log);
  fixture_open (fixture);
  g_assert_cmpuint (fixture_count (fixture, NULL), ==, 3);
  g_assert_cmpuint (fixture_count (fixture, "crow"), ==, 1);
}

static void
count_cb (LimnerStore *store,
          guint       *n)
{
  ++*n;
}

/* Others learn of another folder once, and not when it is the same one. */
static void
test_folder_changed (Fixture       *fixture,
                     gconstpointer  data)
{
  guint n = 0;

  g_signal_connect (fixture->store, "folder-changed", G_CALLBACK (count_cb), &n);
  limner_store_set_pictures_directory (fixture->store, "/somewhere/else");
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpstr (limner_store_get_pictures_directory (fixture->store), ==, "/somewhere/else");
  limner_store_set_pictures_directory (fixture->store, "/somewhere/../somewhere/else/");
  g_assert_cmpuint (n, ==, 1);
  limner_store_set_pictures_directory (fixture->store, "not absolute");
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpstr (limner_store_get_pictures_directory (fixture->store), ==, fixture->pictures);
  limner_store_set_pictures_directory (fixture->store, "");
  g_assert_cmpuint (n, ==, 2);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, function) \
  g_test_add (path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("/store/care/collect", test_collect);
  ADD ("/store/care/backup", test_backup);
  ADD ("/store/care/check", test_check);
  ADD ("/store/care/copy-before-steps", test_copy_before_steps);
  ADD ("/store/care/folders", test_folders);
  ADD ("/store/care/folder-changed", test_folder_changed);
#undef ADD

  return g_test_run ();
}
