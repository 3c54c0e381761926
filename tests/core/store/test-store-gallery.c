/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <glib/gstdio.h>

#include "base/limner-error.h"
#include "base/limner-file.h"
#include "base/limner-json.h"
#include "image/limner-metadata.h"
#include "store-fixture.h"

static void
count_cb (GObject    *object,
          GParamSpec *pspec,
          guint      *count)
{
  ++*count;
}

static void
test_save (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(LimnerItemDetails) details = limner_item_details_new ();
  g_autoptr(GBytes) bytes = fixture_make_png (12, 7, 1);
  g_autoptr(LimnerGalleryItem) item = NULL;
  g_autoptr(LimnerGalleryItem) twin = NULL;
  g_autoptr(LimnerMetadata) metadata = NULL;
  g_autoptr(GBytes) file = NULL;
  g_autofree char *folder = NULL;

  details->prompt = g_strdup ("A harbour / at dawn: ../../etc");
  details->seed = g_strdup ("14398808075592566791");
  details->model = g_strdup ("limner/painter");
  details->input = g_strdup ("{\"prompt\":\"A harbour\",\"num_inference_steps\":30}");
  details->created = 1795500000 * (gint64) G_USEC_PER_SEC;
  item = fixture_save (fixture, details, bytes);

  g_assert_true (limner_gallery_item_get_loaded (item));
  g_assert_cmpint (limner_gallery_item_get_width (item), ==, 12);
  g_assert_cmpint (limner_gallery_item_get_height (item), ==, 7);
  g_assert_cmpstr (limner_gallery_item_get_mime (item), ==, "image/png");
  g_assert_true (g_str_has_prefix (limner_gallery_item_get_path (item), fixture->pictures));
  folder = g_path_get_dirname (limner_gallery_item_get_path (item));
  g_assert_true (strstr (limner_gallery_item_get_path (item), "-a-harbour-at-dawn-etc-") != NULL);
  g_assert_nonnull (strstr (folder, "2026-11-"));

  /* The file says it all by itself. */
  file = limner_file_read (limner_gallery_item_get_path (item), 1 << 20, NULL);
  g_assert_nonnull (file);
  metadata = limner_metadata_read (file);
  g_assert_nonnull (metadata);
  g_assert_cmpstr (metadata->seed, ==, "14398808075592566791");
  g_assert_cmpint (metadata->steps, ==, 30);
  g_assert_nonnull (strstr (metadata->record, limner_gallery_item_get_id (item)));

  /* The same name again never overwrites. */
  twin = fixture_save (fixture, details, bytes);
  g_assert_cmpstr (limner_gallery_item_get_path (twin), !=, limner_gallery_item_get_path (item));
  g_assert_cmpstr (limner_gallery_item_get_id (twin), !=, limner_gallery_item_get_id (item));
}

static void
test_save_twice (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(LimnerItemDetails) details = limner_item_details_new ();
  g_autoptr(GBytes) bytes = fixture_make_png (4, 4, 2);
  g_autoptr(LimnerGalleryItem) first = NULL;
  g_autoptr(LimnerGalleryItem) second = NULL;

  details->job = g_strdup ("job-1");
  details->output_index = 3;
  first = fixture_save (fixture, details, bytes);
  second = fixture_save (fixture, details, bytes);

  g_assert_true (first == second);
  g_assert_cmpuint (fixture_count (fixture, NULL), ==, 1);
}

static LimnerMetadata *
read_back (LimnerGalleryItem *item,
           GBytes           **bytes)
{
  *bytes = limner_file_read (limner_gallery_item_get_path (item), LIMNER_STORE_MAX_BLOB, NULL);
  g_assert_nonnull (*bytes);
  return limner_metadata_read (*bytes);
}

/* What a file tells is the user's choice; the library knows all of it in any case. */
static void
test_privacy (Fixture       *fixture,
              gconstpointer  data)
{
  static const LimnerExportPrivacy choices[] = { LIMNER_EXPORT_EVERYTHING, LIMNER_EXPORT_CREDIT,
                                                 LIMNER_EXPORT_NOTHING };

  for (gsize i = 0; i < G_N_ELEMENTS (choices); i++)
    {
      g_autoptr(LimnerGalleryItem) item = NULL;
      g_autoptr(LimnerMetadata) metadata = NULL;
      g_autoptr(GBytes) bytes = NULL;
      const char *text;
      gsize length;
      gboolean tells;

      limner_store_set_privacy (fixture->store, choices[i]);
      item = fixture_add (fixture, "a zebra in snow", "limner/painter", "7");
      metadata = read_back (item, &bytes);
      text = g_bytes_get_data (bytes, &length);
      tells = memmem (text, length, "zebra", 5) != NULL;
      g_assert_cmpint (tells, ==, choices[i] == LIMNER_EXPORT_EVERYTHING);
      g_assert_cmpstr (limner_gallery_item_get_prompt (item), ==, "a zebra in snow");
      if (choices[i] == LIMNER_EXPORT_CREDIT)
        g_assert_cmpint (metadata->dialect, ==, LIMNER_DIALECT_XMP);
      if (choices[i] == LIMNER_EXPORT_NOTHING)
        {
          g_auto(GStrv) names = limner_metadata_list (bytes, NULL);

          g_assert_cmpuint (g_strv_length (names), ==, 0);
        }
    }
}

/* A server that writes its settings into the picture does not tell them for us. */
static void
test_privacy_of_server (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autoptr(LimnerItemDetails) details = limner_item_details_new ();
  g_autoptr(GBytes) plain = fixture_make_png (4, 4, 9);
  g_autoptr(LimnerMetadata) theirs = limner_metadata_new ();
  g_autoptr(GBytes) telling = NULL;
  g_autoptr(LimnerGalleryItem) item = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(LimnerMetadata) metadata = NULL;

  theirs->prompt = g_strdup ("their words");
  telling = limner_metadata_write (plain, theirs, LIMNER_METADATA_ALL, NULL);
  limner_store_set_privacy (fixture->store, LIMNER_EXPORT_NOTHING);
  item = fixture_save (fixture, details, telling);
  metadata = read_back (item, &bytes);
  g_assert_true (g_bytes_equal (bytes, plain));
}

/* A new folder is for what comes; what is there stays and is still the library's own. */
static void
test_pictures_directory (Fixture       *fixture,
                         gconstpointer  data)
{
  g_autofree char *elsewhere = g_build_filename (fixture->folder, "elsewhere", NULL);
  g_autoptr(LimnerGalleryItem) old = fixture_add (fixture, "old", "a/b", "1");
  g_autofree char *path = g_strdup (limner_gallery_item_get_path (old));
  g_autoptr(LimnerGalleryItem) new = NULL;

  limner_store_set_pictures_directory (fixture->store, elsewhere);
  new = fixture_add (fixture, "new", "a/b", "2");
  g_assert_true (g_str_has_prefix (limner_gallery_item_get_path (new), elsewhere));
  g_assert_cmpstr (limner_gallery_item_get_path (old), ==, path);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_cmpuint (fixture_count (fixture, NULL), ==, 2);

  limner_store_set_pictures_directory (fixture->store, "");
  g_assert_cmpstr (limner_store_get_pictures_directory (fixture->store), ==, fixture->pictures);
  limner_store_set_pictures_directory (fixture->store, "not/absolute");
  g_assert_cmpstr (limner_store_get_pictures_directory (fixture->store), ==, fixture->pictures);
}

static void
test_no_space (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(LimnerItemDetails) details = limner_item_details_new ();
  g_autoptr(GBytes) bytes = fixture_make_png (4, 4, 2);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  /* A file where the folder should be stands in for every way in which writing fails. */
  g_assert_true (g_file_set_contents (fixture->pictures, "", 0, NULL));
  limner_store_save_picture_async (fixture->store, details, bytes, NULL, limner_test_result_cb,
                                   &result);
  limner_test_wait_until (result != NULL);
  g_assert_null (limner_store_save_picture_finish (fixture->store, result, &error));
  g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_FAILED);
  g_assert_cmpuint (fixture_count (fixture, NULL), ==, 0);
}

static void
test_change (Fixture       *fixture,
             gconstpointer  data)
{
  static const char * const add[] = { "sea", "Morning light", "sea", "", NULL };
  static const char * const remove[] = { "SEA", NULL };
  g_autoptr(LimnerGalleryItem) item = fixture_add (fixture, "a boat", "limner/painter", "7");
  g_autoptr(GAsyncResult) result = NULL;
  const char *ids[] = { limner_gallery_item_get_id (item), "12", "nonsense", NULL };
  guint n_favourite = 0;
  guint n_rating = 0;

  g_signal_connect (item, "notify::favourite", G_CALLBACK (count_cb), &n_favourite);
  g_signal_connect (item, "notify::rating", G_CALLBACK (count_cb), &n_rating);

  limner_store_set_favourite_async (fixture->store, ids, TRUE, NULL, limner_test_result_cb,
                                    &result);
  g_assert_cmpuint (fixture_change (fixture, &result), ==, 1);
  g_assert_true (limner_gallery_item_get_favourite (item));
  g_assert_cmpuint (n_favourite, ==, 1);
  g_assert_cmpuint (n_rating, ==, 0);

  limner_store_set_favourite_async (fixture->store, ids, TRUE, NULL, limner_test_result_cb,
                                    &result);
  g_assert_cmpuint (fixture_change (fixture, &result), ==, 0);

  limner_store_set_rating_async (fixture->store, ids, 99, NULL, limner_test_result_cb, &result);
  g_assert_cmpuint (fixture_change (fixture, &result), ==, 1);
  g_assert_cmpint (limner_gallery_item_get_rating (item), ==, 5);

  ids[1] = NULL;
  limner_store_change_tags_async (fixture->store, ids, add, NULL, NULL, limner_test_result_cb,
                                  &result);
  fixture_change (fixture, &result);
  g_assert_cmpuint (g_strv_length ((char **) limner_gallery_item_get_tags (item)), ==, 2);
  g_assert_cmpuint (fixture_count (fixture, "tag:sea"), ==, 1);
  g_assert_cmpuint (fixture_count (fixture, "tag:\"morning light\""), ==, 1);
  g_assert_cmpuint (fixture_count (fixture, "morning"), ==, 1);

  limner_store_change_tags_async (fixture->store, ids, NULL, remove, NULL, limner_test_result_cb,
                                  &result);
  fixture_change (fixture, &result);
  g_assert_cmpuint (fixture_count (fixture, "tag:sea"), ==, 0);
  g_assert_cmpuint (fixture_count (fixture, "sea"), ==, 0);

  limner_store_set_notes_async (fixture->store, ids[0], "print this", NULL, limner_test_result_cb,
                                &result);
  fixture_change (fixture, &result);
  g_assert_cmpuint (fixture_count (fixture, "notes:print has:notes"), ==, 1);
  limner_store_set_notes_async (fixture->store, ids[0], NULL, NULL, limner_test_result_cb, &result);
  fixture_change (fixture, &result);
  g_assert_cmpuint (fixture_count (fixture, "print"), ==, 0);
}

static void
test_trash (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(LimnerGalleryItem) item = fixture_add (fixture, "a boat", "limner/painter", "7");
  g_autoptr(GAsyncResult) result = NULL;
  const char *ids[] = { limner_gallery_item_get_id (item), NULL };

  limner_store_trash_async (fixture->store, ids, NULL, limner_test_result_cb, &result);
  g_assert_cmpuint (fixture_change (fixture, &result), ==, 1);
  g_assert_true (limner_gallery_item_get_trashed (item));
  g_assert_cmpuint (fixture_count (fixture, NULL), ==, 0);
  g_assert_cmpuint (fixture_count (fixture, "is:trashed"), ==, 1);
  g_assert_true (g_file_test (limner_gallery_item_get_path (item), G_FILE_TEST_EXISTS));

  limner_store_restore_async (fixture->store, ids, NULL, limner_test_result_cb, &result);
  g_assert_cmpuint (fixture_change (fixture, &result), ==, 1);
  g_assert_cmpuint (fixture_count (fixture, "boat"), ==, 1);

  /* What was deleted just now is not old enough; the file that is gone needs no Trash. */
  limner_store_trash_async (fixture->store, ids, NULL, limner_test_result_cb, &result);
  fixture_change (fixture, &result);
  g_assert_cmpint (g_unlink (limner_gallery_item_get_path (item)), ==, 0);
  limner_store_empty_trash_async (fixture->store, 1, NULL, limner_test_result_cb, &result);
  g_assert_cmpuint (fixture_change (fixture, &result), ==, 0);
  limner_store_empty_trash_async (fixture->store, G_MAXINT64, NULL, limner_test_result_cb,
                                  &result);
  g_assert_cmpuint (fixture_change (fixture, &result), ==, 1);
  g_assert_cmpuint (fixture_count (fixture, "is:trashed"), ==, 0);
}

static void
test_albums (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(LimnerGalleryItem) item = fixture_add (fixture, "a boat", "limner/painter", "7");
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GPtrArray) names = NULL;
  const char *ids[] = { limner_gallery_item_get_id (item), "99", NULL };

  limner_store_add_to_album_async (fixture->store, "Book \"one\"", ids, NULL,
                                   limner_test_result_cb, &result);
  g_assert_cmpuint (fixture_change (fixture, &result), ==, 1);

  limner_store_list_albums_async (fixture->store, NULL, limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  names = limner_store_list_tags_finish (fixture->store, result, NULL);
  g_clear_object (&result);
  g_assert_cmpuint (names->len, ==, 1);
  g_assert_cmpuint (((LimnerTagCount *) names->pdata[0])->n_items, ==, 1);

  limner_store_add_to_album_async (fixture->store, "Two", ids, NULL, limner_test_result_cb,
                                   &result);
  fixture_change (fixture, &result);
  g_assert_cmpuint (fixture_count (fixture, "album:Two"), ==, 1);
  limner_store_remove_from_album_async (fixture->store, "Two", ids, NULL, limner_test_result_cb,
                                        &result);
  g_assert_cmpuint (fixture_change (fixture, &result), ==, 1);
  g_assert_cmpuint (fixture_count (fixture, "album:Two"), ==, 0);
  g_assert_cmpuint (fixture_count (fixture, NULL), ==, 1);
}

static char *
find_file (Fixture    *fixture,
           const char *path,
           const char *sha256)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  char *id;

  limner_store_find_file_async (fixture->store, path, sha256, NULL, limner_test_result_cb,
                                &result);
  limner_test_wait_until (result != NULL);
  id = limner_store_find_file_finish (fixture->store, result, &error);
  if (id == NULL)
    g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_NOT_FOUND);
  return id;
}

/* What a file holds says more than where it lies; what is thrown away is not found. */
static void
test_find_file (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(LimnerGalleryItem) boat = fixture_add (fixture, "a boat", "a/b", "7");
  g_autoptr(LimnerGalleryItem) house = fixture_add (fixture, "a house", "a/b", "8");
  g_autofree char *nothing = g_strnfill (64, '0');
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autofree char *sha256 = NULL;
  g_autofree char *by_contents = NULL;
  g_autofree char *by_both = NULL;
  g_autofree char *by_path = NULL;
  g_autofree char *in_vain = NULL;
  g_autofree char *trashed = NULL;
  g_autofree char *boat_path = g_strdup (limner_gallery_item_get_path (boat));
  const char *ids[] = { limner_gallery_item_get_id (boat), NULL };

  bytes = limner_file_read (boat_path, 1 << 20, NULL);
  sha256 = limner_file_sha256 (bytes);
  by_contents = find_file (fixture, "/elsewhere.png", sha256);
  g_assert_cmpstr (by_contents, ==, ids[0]);
  by_both = find_file (fixture, limner_gallery_item_get_path (house), sha256);
  g_assert_cmpstr (by_both, ==, ids[0]);
  by_path = find_file (fixture, limner_gallery_item_get_path (house), nothing);
  g_assert_cmpstr (by_path, ==, limner_gallery_item_get_id (house));
  in_vain = find_file (fixture, "/elsewhere.png", nothing);
  g_assert_null (in_vain);

  limner_store_trash_async (fixture->store, ids, NULL, limner_test_result_cb, &result);
  fixture_change (fixture, &result);
  trashed = find_file (fixture, boat_path, sha256);
  g_assert_null (trashed);
}

static void
test_lineage (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(LimnerGalleryItem) source = fixture_add (fixture, "source", "a/b", "1");
  g_autoptr(LimnerItemDetails) details = limner_item_details_new ();
  g_autoptr(GBytes) bytes = fixture_make_png (9, 9, 9);
  g_autoptr(LimnerGalleryItem) child = NULL;
  g_autoptr(LimnerGalleryItem) unrelated = fixture_add (fixture, "other", "a/b", "2");
  g_autoptr(LimnerGalleryItem) first = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GListModel) lineage = NULL;

  details->parents = g_new0 (char *, 2);
  details->parents[0] = g_strdup (limner_gallery_item_get_id (source));
  details->operation = g_strdup ("edit");
  child = fixture_save (fixture, details, bytes);
  g_assert_cmpstr (limner_gallery_item_get_parents (child)[0], ==,
                   limner_gallery_item_get_id (source));

  limner_store_get_lineage_async (fixture->store, limner_gallery_item_get_id (child), NULL,
                                  limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  lineage = limner_store_get_lineage_finish (fixture->store, result, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (lineage), ==, 2);
  first = g_list_model_get_item (lineage, 0);
  g_assert_true (first == source);
  g_assert_cmpuint (fixture_count (fixture, "has:source is:edited"), ==, 1);
}

/* What has no words of its own keeps those of the picture it comes from, and its file tells how
 * that one was made.
 */
static void
test_history (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(LimnerGalleryItem) source = fixture_add (fixture, "a red fox", "a/b", "1");
  g_autoptr(LimnerItemDetails) details = limner_item_details_new ();
  g_autoptr(GBytes) bytes = fixture_make_png (9, 9, 9);
  g_autoptr(LimnerGalleryItem) child = NULL;
  g_autoptr(GBytes) file = NULL;
  g_autoptr(LimnerMetadata) metadata = NULL;
  g_autoptr(JsonObject) record = NULL;
  JsonArray *history;

  details->parents = g_new0 (char *, 2);
  details->parents[0] = g_strdup (limner_gallery_item_get_id (source));
  details->operation = g_strdup ("upscale");
  child = fixture_save (fixture, details, bytes);
  g_assert_cmpstr (limner_gallery_item_get_prompt (child), ==, "a red fox");

  file = limner_file_read (limner_gallery_item_get_path (child), G_MAXUINT32, NULL);
  metadata = limner_metadata_read (file);
  g_assert_cmpstr (metadata->prompt, ==, "a red fox");
  record = limner_json_parse_object (metadata->record, (gsize) -1, LIMNER_STORE_MAX_JSON, NULL);
  history = limner_json_get_array (record, "history");
  g_assert_cmpuint (json_array_get_length (history), ==, 1);
  g_assert_cmpstr (limner_json_get_string (json_array_get_object_element (history, 0), "item",
                                           NULL), ==, limner_gallery_item_get_id (source));
  g_assert_cmpstr (limner_json_get_string (json_array_get_object_element (history, 0), "prompt",
                                           NULL), ==, "a red fox");
}

static void
test_import (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(LimnerGalleryItem) saved = fixture_add (fixture, "a red fox", "limner/painter", "47");
  g_autofree char *copy = g_build_filename (fixture->folder, "copy.png", NULL);
  g_autofree char *moved = g_build_filename (fixture->folder, "moved.png", NULL);
  g_autoptr(LimnerGalleryItem) imported = NULL;
  g_autoptr(LimnerGalleryItem) again = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  bytes = limner_file_read (limner_gallery_item_get_path (saved), 1 << 20, NULL);
  g_assert_true (limner_file_write (copy, bytes, NULL));
  limner_store_import_async (fixture->store, copy, NULL, limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  imported = limner_store_import_finish (fixture->store, result, &error);
  g_assert_no_error (error);
  g_clear_object (&result);
  g_assert_true (imported != saved);
  g_assert_cmpstr (limner_gallery_item_get_prompt (imported), ==, "a red fox");
  g_assert_cmpstr (limner_gallery_item_get_seed (imported), ==, "47");

  /* Moved while nobody looked: found again by its contents. */
  g_assert_cmpint (g_rename (copy, moved), ==, 0);
  limner_store_check_files_async (fixture->store, NULL, limner_test_result_cb, &result);
  g_assert_cmpuint (fixture_change (fixture, &result), ==, 1);
  g_assert_true (limner_gallery_item_get_missing (imported));
  limner_store_import_async (fixture->store, moved, NULL, limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  again = limner_store_import_finish (fixture->store, result, &error);
  g_clear_object (&result);
  g_assert_true (again == imported);
  g_assert_false (limner_gallery_item_get_missing (imported));
  g_assert_cmpstr (limner_gallery_item_get_path (imported), ==, moved);

  /* What is no picture is refused. */
  g_assert_true (g_file_set_contents (copy, "not a picture", -1, NULL));
  limner_store_import_async (fixture->store, copy, NULL, limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  g_assert_null (limner_store_import_finish (fixture->store, result, &error));
  g_assert_nonnull (error);
}

static void
count_progress (LimnerStore *store,
                guint        n_done,
                guint        n_all,
                gpointer     user_data)
{
  guint *last = user_data;

  g_assert_cmpuint (n_done, >=, *last);
  g_assert_cmpuint (n_done, <=, n_all);
  *last = n_done;
}

static char **
make_files (Fixture *fixture,
            guint    n)
{
  char **paths = g_new0 (char *, n + 1);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("file-%03u.png", i);
      g_autoptr(GBytes) png = fixture_make_png (8, 6, 4000 + (int) i);

      paths[i] = g_build_filename (fixture->folder, name, NULL);
      g_assert_true (limner_file_write (paths[i], png, NULL));
    }
  return paths;
}

static guint
import_all (Fixture            *fixture,
            const char * const *paths,
            GCancellable       *cancellable,
            guint              *n_refused)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) ids = NULL;
  guint n_done = 0;

  limner_store_import_files_async (fixture->store, paths, count_progress, &n_done, cancellable,
                                   limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  ids = limner_store_import_files_finish (fixture->store, result, n_refused, &error);
  if (ids == NULL)
    return G_MAXUINT;
  if (cancellable == NULL)
    g_assert_cmpuint (n_done, ==, g_strv_length ((char **) paths));
  return g_strv_length (ids);
}

static void
test_import_files (Fixture       *fixture,
                   gconstpointer  data)
{
  const guint n = 120;
  g_auto(GStrv) paths = make_files (fixture, n);
  g_autofree char *cache = g_build_filename (fixture->folder, "cache", NULL);
  g_autoptr(LimnerThumbnailer) thumbnailer = limner_thumbnailer_new (cache);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(LimnerPicture) thumbnail = NULL;
  g_autoptr(GListModel) found = NULL;
  g_autoptr(LimnerGalleryItem) item = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autofree char *moved = g_build_filename (fixture->folder, "elsewhere.png", NULL);
  const char *trashed[] = { NULL, NULL };
  guint n_refused;

  limner_store_set_thumbnailer (fixture->store, thumbnailer);
  g_assert_true (g_file_set_contents (paths[7], "no picture", -1, NULL));
  g_assert_cmpuint (import_all (fixture, (const char * const *) paths, NULL, &n_refused), ==,
                    n - 1);
  g_assert_cmpuint (n_refused, ==, 1);
  g_assert_cmpuint (fixture_count (fixture, "is:imported"), ==, n - 1);

  /* The thumbnail was made on the way: it is there although the file is no picture any more. */
  found = fixture_search (fixture, "is:imported");
  item = g_list_model_get_item (found, 0);
  thumbnail = limner_thumbnailer_load_sync (thumbnailer, limner_gallery_item_get_path (item),
                                            LIMNER_THUMBNAIL_LARGE, NULL);
  g_assert_nonnull (thumbnail);

  /* A second time nothing is added, but what was thrown away is back. */
  trashed[0] = limner_gallery_item_get_id (item);
  limner_store_trash_async (fixture->store, trashed, NULL, limner_test_result_cb, &result);
  fixture_change (fixture, &result);
  g_assert_cmpuint (fixture_count (fixture, "is:imported"), ==, n - 2);
  g_assert_cmpuint (import_all (fixture, (const char * const *) paths, NULL, &n_refused), ==,
                    n - 1);
  g_assert_cmpuint (fixture_count (fixture, "is:imported"), ==, n - 1);

  /* A file that was moved is known by its contents before anybody saw that it was gone. */
  g_assert_cmpint (g_rename (paths[0], moved), ==, 0);
  g_assert_cmpuint (import_all (fixture, (const char *[]) { moved, NULL }, NULL, NULL), ==, 1);
  g_assert_cmpuint (fixture_count (fixture, "is:imported"), ==, n - 1);

  g_cancellable_cancel (cancellable);
  g_assert_cmpuint (import_all (fixture, (const char * const *) paths, cancellable, NULL), ==, 0);
  g_assert_cmpuint (import_all (fixture, (const char *[]) { "/nowhere.png", NULL }, NULL, NULL),
                    ==, G_MAXUINT);
}

static int
read_rating (const char *path)
{
  g_autoptr(GBytes) bytes = limner_file_read (path, 1 << 20, NULL);
  g_autoptr(LimnerMetadata) metadata = limner_metadata_read (bytes);

  return metadata->rating;
}

/* Other programs find ratings and tags in the file; nothing else in it is another. */
static void
test_marks (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(LimnerGalleryItem) item = fixture_add (fixture, "a red fox", "limner/painter", "47");
  g_autofree char *path = g_strdup (limner_gallery_item_get_path (item));
  g_autofree char *foreign = g_build_filename (fixture->folder, "foreign.png", NULL);
  g_autoptr(GBytes) before = limner_file_read (path, 1 << 20, NULL);
  g_autoptr(LimnerPicture) pixels_before = limner_picture_decode (before, NULL);
  g_autoptr(LimnerPicture) pixels_after = NULL;
  g_autoptr(LimnerMetadata) metadata = NULL;
  g_autoptr(LimnerGalleryItem) guest = NULL;
  g_autoptr(GBytes) after = NULL;
  g_autoptr(GBytes) png = fixture_make_png (8, 6, 500);
  g_autoptr(GBytes) untouched = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  const char *ids[] = { limner_gallery_item_get_id (item), NULL };
  const char *tags[] = { "cover", "night & day", NULL };

  limner_store_set_rating_async (fixture->store, ids, 2, NULL, limner_test_result_cb, &result);
  fixture_change (fixture, &result);
  limner_store_set_rating_async (fixture->store, ids, 4, NULL, limner_test_result_cb, &result);
  fixture_change (fixture, &result);
  limner_store_change_tags_async (fixture->store, ids, tags, NULL, NULL, limner_test_result_cb,
                                  &result);
  fixture_change (fixture, &result);
  limner_test_wait_until (read_rating (path) == 4);
  limner_test_settle ();

  after = limner_file_read (path, 1 << 20, NULL);
  metadata = limner_metadata_read (after);
  g_assert_cmpint (metadata->rating, ==, 4);
  g_assert_cmpstr (metadata->prompt, ==, "a red fox");
  g_assert_cmpstr (metadata->seed, ==, "47");
  g_assert_nonnull (metadata->record);
  pixels_after = limner_picture_decode (after, NULL);
  g_assert_cmpmem (limner_picture_get_pixels (pixels_before), 8 * 6 * 4,
                   limner_picture_get_pixels (pixels_after), 8 * 6 * 4);

  /* No rating is no property. */
  limner_store_set_rating_async (fixture->store, ids, 0, NULL, limner_test_result_cb, &result);
  fixture_change (fixture, &result);
  limner_test_wait_until (read_rating (path) == LIMNER_METADATA_NO_RATING);

  /* A picture that lies elsewhere is somebody else's. */
  g_assert_true (limner_file_write (foreign, png, NULL));
  limner_store_import_async (fixture->store, foreign, NULL, limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  guest = limner_store_import_finish (fixture->store, result, NULL);
  g_clear_object (&result);
  ids[0] = limner_gallery_item_get_id (guest);
  limner_store_set_rating_async (fixture->store, ids, 5, NULL, limner_test_result_cb, &result);
  fixture_change (fixture, &result);
  limner_test_settle ();
  untouched = limner_file_read (foreign, 1 << 20, NULL);
  g_assert_true (g_bytes_equal (untouched, png));
}

static void
test_blobs (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static ("mask", 4);
  g_autoptr(GBytes) found = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *sha256 = NULL;
  g_autofree char *again = NULL;
  g_autofree char *path = NULL;
  g_autofree char *reference = NULL;
  const char *parsed = NULL;

  limner_store_put_blob_async (fixture->store, bytes, NULL, limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  sha256 = limner_store_put_blob_finish (fixture->store, result, NULL);
  g_clear_object (&result);
  limner_store_put_blob_async (fixture->store, bytes, NULL, limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  again = limner_store_put_blob_finish (fixture->store, result, NULL);
  g_clear_object (&result);
  g_assert_cmpstr (sha256, ==, again);

  path = limner_store_dup_blob_path (fixture->store, sha256);
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
  limner_store_get_blob_async (fixture->store, sha256, NULL, limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  found = limner_store_get_blob_finish (fixture->store, result, NULL);
  g_clear_object (&result);
  g_assert_true (g_bytes_equal (found, bytes));

  reference = g_strconcat ("blob:", sha256, NULL);
  g_assert_true (limner_store_parse_blob (reference, &parsed));
  g_assert_cmpstr (parsed, ==, sha256);
  g_assert_false (limner_store_parse_blob ("blob:../../etc/passwd", &parsed));
  g_assert_null (limner_store_dup_blob_path (fixture->store, "../x"));

  /* A file that was tampered with is not given out. */
  g_assert_true (g_file_set_contents (path, "ruin", 4, NULL));
  limner_store_get_blob_async (fixture->store, sha256, NULL, limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  g_assert_null (limner_store_get_blob_finish (fixture->store, result, &error));
  g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_BAD_FILE);
}

/* Pictures of every program come in with their words, also those that lie beside them or are hidden
 * in the pixels; tests/data/make-metadata.py tells what was written.
 */
static void
test_import_dialects (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "data", "metadata", NULL);
  g_autofree char *list = g_build_filename (folder, "expected.ini", NULL);
  g_autoptr(GKeyFile) expected = g_key_file_new ();
  g_auto(GStrv) names = NULL;
  guint n_compared = 0;

  g_assert_true (g_key_file_load_from_file (expected, list, G_KEY_FILE_NONE, NULL));
  names = g_key_file_get_groups (expected, NULL);
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);
      g_autofree char *prompt = g_key_file_get_string (expected, names[i], "prompt", NULL);
      g_autofree char *model = g_key_file_get_string (expected, names[i], "model", NULL);
      g_autofree char *seed = g_key_file_get_string (expected, names[i], "seed", NULL);
      g_autoptr(LimnerGalleryItem) item = NULL;
      g_autoptr(GAsyncResult) result = NULL;
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", names[i]);
      limner_store_import_async (fixture->store, path, NULL, limner_test_result_cb, &result);
      limner_test_wait_until (result != NULL);
      item = limner_store_import_finish (fixture->store, result, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (limner_gallery_item_get_prompt (item), ==, prompt);
      g_assert_cmpstr (limner_gallery_item_get_seed (item), ==, seed);
      g_assert_cmpstr (limner_gallery_item_get_model (item), ==, model);
      n_compared++;
    }
  g_assert_cmpuint (fixture_count (fixture, "is:imported"), ==, n_compared);
  g_assert_cmpuint (fixture_count (fixture, "seed:3141592653 steps:24 cfg:6.5"), >, 8);
  g_assert_cmpuint (fixture_count (fixture, "灯台"), >, 2);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, function) \
  g_test_add (path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("/store/gallery/save", test_save);
  ADD ("/store/gallery/save-twice", test_save_twice);
  ADD ("/store/gallery/pictures-directory", test_pictures_directory);
  ADD ("/store/gallery/privacy-of-server", test_privacy_of_server);
  ADD ("/store/gallery/privacy", test_privacy);
  ADD ("/store/gallery/no-space", test_no_space);
  ADD ("/store/gallery/change", test_change);
  ADD ("/store/gallery/trash", test_trash);
  ADD ("/store/gallery/albums", test_albums);
  ADD ("/store/gallery/lineage", test_lineage);
  ADD ("/store/gallery/find-file", test_find_file);
  ADD ("/store/gallery/history", test_history);
  ADD ("/store/gallery/import", test_import);
  ADD ("/store/gallery/marks", test_marks);
  ADD ("/store/gallery/import-files", test_import_files);
  ADD ("/store/gallery/import-dialects", test_import_dialects);
  ADD ("/store/gallery/blobs", test_blobs);
#undef ADD

  return g_test_run ();
}
