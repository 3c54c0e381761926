/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>
#include <string.h>

#include <archive.h>
#include <archive_entry.h>

#include "base/limner-json.h"
#include "client/limner-client-files.h"
#include "image/limner-picture-io.h"
#include "studio/limner-studio.h"
#include "studio/limner-trainer.h"
#include "studio/limner-training-set.h"

#include "limner-test-engine.h"
#include "limner-test.h"

typedef struct
{
  char             *folder;
  LimnerStudio     *studio;
  LimnerTestEngine *engine;
  char             *server;
} Fixture;

static void
open_studio (Fixture *fixture)
{
  g_autoptr(LimnerVault) vault = limner_vault_new_in_memory ();
  g_autofree char *data = g_build_filename (fixture->folder, "data", NULL);
  g_autofree char *pictures = g_build_filename (fixture->folder, "pictures", NULL);
  g_autoptr(GAsyncResult) done = NULL;
  g_autoptr(GAsyncResult) stored = NULL;
  g_autoptr(GError) error = NULL;
  GAsyncResult *result = NULL;
  LimnerServerList *servers;

  fixture->studio = limner_studio_new_for (data, pictures, vault);
  servers = limner_studio_get_servers (fixture->studio);
  if (fixture->server == NULL)
    {
      LimnerServer *server = limner_server_list_add (servers, LIMNER_SERVER_REPLICATE, "Test",
                                                     limner_test_engine_get_url (fixture->engine));

      g_assert_true (limner_server_list_save (servers, &error));
      fixture->server = g_strdup (limner_server_get_id (server));
    }
  limner_studio_set_token_async (fixture->studio, fixture->server,
                                 limner_test_engine_get_token (fixture->engine), NULL,
                                 limner_test_result_cb, &result);
  stored = limner_test_wait_result (&result);
  g_assert_true (limner_studio_set_token_finish (fixture->studio, stored, &error));
  limner_studio_open_async (fixture->studio, NULL, limner_test_result_cb, &result);
  done = limner_test_wait_result (&result);
  g_assert_true (limner_studio_open_finish (fixture->studio, done, &error));
  g_assert_no_error (error);
}

/* As at the end of the program: the queue lets go of the studio when the studio says so. */
static void
close_studio (Fixture *fixture)
{
  limner_test_settle ();
  g_object_run_dispose (G_OBJECT (fixture->studio));
  limner_test_assert_freed (g_steal_pointer (&fixture->studio));
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = limner_test_make_folder ();
  fixture->engine = limner_test_engine_new (NULL, 0);
  open_studio (fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  limner_test_engine_set_gate (TRUE);
  close_studio (fixture);
  limner_test_engine_free (fixture->engine);
  limner_test_remove_folder (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->server);
}

/* A picture that no other is like: stripes of a width of its own. */
static GFile *
make_file (Fixture             *fixture,
           int                  index,
           int                  width,
           int                  height,
           LimnerPictureFormat  format)
{
  g_autofree char *name = g_strdup_printf ("%d.%s", index,
                                           limner_picture_format_get_extension (format));
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr(LimnerPicture) picture = limner_picture_new (width, height);
  g_autoptr(GBytes) bytes = NULL;
  guint8 *pixels = limner_picture_get_pixels (picture);

  for (int i = 0; i < width * height; i++)
    {
      int x = i % width * 18 / width;
      int y = i / width * 16 / height;
      guint8 shade = (guint8) ((x * (index * 7 + 3) + y * (index * 5 + 1) + x * y * index) * 37);

      memset (pixels + (gsize) i * 4, shade, 3);
      pixels[(gsize) i * 4 + 3] = 255;
    }
  bytes = limner_picture_encode (picture, format, 90, NULL);
  g_assert_true (g_file_set_contents (path, g_bytes_get_data (bytes, NULL),
                                      (gssize) g_bytes_get_size (bytes), NULL));
  return g_file_new_for_path (path);
}

/* Adds files, and returns what was left out. */
static GPtrArray *
add_some (LimnerTrainingSet *set,
          GListModel        *files)
{
  GAsyncResult *result = NULL;
  g_autoptr(GAsyncResult) done = NULL;
  g_autoptr(GError) error = NULL;
  GPtrArray *refused = NULL;

  limner_training_set_add_async (set, files, NULL, limner_test_result_cb, &result);
  done = limner_test_wait_result (&result);
  g_assert_true (limner_training_set_add_finish (set, done, &refused, &error));
  g_assert_no_error (error);
  return refused;
}

static guint
add (LimnerTrainingSet *set,
     GListModel        *files)
{
  g_autoptr(GPtrArray) refused = add_some (set, files);

  return refused->len;
}

static void
check_refused (GPtrArray             *refused,
               guint                  position,
               GFile                 *file,
               LimnerTrainingRefusal  why)
{
  const LimnerTrainingRefused *one = g_ptr_array_index (refused, position);
  g_autofree char *name = g_file_get_basename (file);

  g_assert_cmpstr (one->name, ==, name);
  g_assert_cmpint (one->why, ==, why);
}

static LimnerTrainingSet *
make_set (Fixture *fixture,
          int      n)
{
  LimnerTrainingSet *set =
    limner_training_set_new (limner_studio_get_store (fixture->studio));
  g_autoptr(GListStore) files = g_list_store_new (G_TYPE_FILE);

  for (int i = 0; i < n; i++)
    {
      g_autoptr(GFile) file = make_file (fixture, i, 96, 64, LIMNER_PICTURE_PNG);

      g_list_store_append (files, file);
    }
  g_assert_cmpuint (add (set, G_LIST_MODEL (files)), ==,
                    MAX (n, LIMNER_TRAINING_MAX_PICTURES) - LIMNER_TRAINING_MAX_PICTURES);
  return set;
}

/* Fifty pictures are the most; what is more is left out, and nothing waits for all of them. */
static void
test_many (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(LimnerTrainingSet) set = make_set (fixture, 53);
  LimnerTrainingRemarks remarks;

  limner_training_set_get_remarks (set, &remarks);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (set)), ==,
                    LIMNER_TRAINING_MAX_PICTURES);
  g_assert_cmpuint (remarks.n_pictures, ==, LIMNER_TRAINING_MAX_PICTURES);
  limner_training_set_clear (set);
  limner_training_set_get_remarks (set, &remarks);
  g_assert_cmpuint (remarks.n_pictures, ==, 0);
}

static void
test_set (Fixture       *fixture,
          gconstpointer  data)
{
  g_autoptr(LimnerTrainingSet) set = make_set (fixture, 3);
  g_autoptr(LimnerTrainingSet) copy = NULL;
  g_autoptr(GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_autofree char *broken_path = g_build_filename (fixture->folder, "broken.png", NULL);
  g_autoptr(GFile) broken = g_file_new_for_path (broken_path);
  g_autoptr(GFile) gone = g_file_new_for_path ("/nowhere/at/all.png");
  g_autoptr(GFile) again = make_file (fixture, 1, 96, 64, LIMNER_PICTURE_PNG);
  g_autoptr(GFile) alike = make_file (fixture, 2, 192, 128, LIMNER_PICTURE_JPEG);
  g_autoptr(GFile) large = make_file (fixture, 9, 1100, 1024, LIMNER_PICTURE_JPEG);
  g_autoptr(LimnerTrainingPicture) first = NULL;
  g_autoptr(LimnerTrainingPicture) loaded = NULL;
  g_autoptr(GPtrArray) refused = NULL;
  g_autoptr(JsonArray) array = NULL;
  LimnerTrainingRemarks remarks;

  g_assert_true (g_file_set_contents (broken_path, "\x89PNG\r\n\x1a\nnothing", -1, NULL));
  g_list_store_append (files, broken);
  g_list_store_append (files, gone);
  g_list_store_append (files, again);
  g_list_store_append (files, alike);
  g_list_store_append (files, large);
  refused = add_some (set, G_LIST_MODEL (files));
  g_assert_cmpuint (refused->len, ==, 3);
  check_refused (refused, 0, broken, LIMNER_TRAINING_REFUSAL_NO_PICTURE);
  check_refused (refused, 1, gone, LIMNER_TRAINING_REFUSAL_NO_PICTURE);
  check_refused (refused, 2, again, LIMNER_TRAINING_REFUSAL_THERE);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (set)), ==, 5);

  first = g_list_model_get_item (G_LIST_MODEL (set), 0);
  limner_training_picture_set_caption (first, "a striped flag, ZIKI");
  limner_training_picture_set_square (first, TRUE);
  limner_training_picture_set_unreviewed (first, TRUE);
  limner_training_set_get_remarks (set, &remarks);
  g_assert_cmpuint (remarks.n_pictures, ==, 5);
  g_assert_cmpuint (remarks.n_small, ==, 4);
  g_assert_cmpuint (remarks.n_alike, ==, 1);
  g_assert_cmpuint (remarks.n_captions, ==, 1);
  g_assert_cmpuint (remarks.n_unreviewed, ==, 1);
  g_assert_cmpuint (remarks.n_bytes, >, 1000);

  array = limner_training_set_to_json (set);
  copy = limner_training_set_new (limner_studio_get_store (fixture->studio));
  json_array_add_string_element (array, "rubbish");
  limner_training_set_load (copy, array);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (copy)), ==, 5);
  loaded = g_list_model_get_item (G_LIST_MODEL (copy), 0);
  g_assert_cmpstr (limner_training_picture_get_caption (loaded), ==, "a striped flag, ZIKI");
  g_assert_true (limner_training_picture_get_square (loaded));
  g_assert_cmpuint (limner_training_picture_get_print (loaded), ==,
                    limner_training_picture_get_print (first));

  limner_training_set_remove (copy, loaded);
  limner_training_set_remove (copy, first);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (copy)), ==, 4);
  limner_training_set_clear (copy);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (copy)), ==, 0);
}

static GBytes *
pack (Fixture   *fixture,
      JsonArray *array)
{
  GAsyncResult *result = NULL;
  g_autoptr(GAsyncResult) done = NULL;
  g_autoptr(GError) error = NULL;
  GBytes *bytes;

  limner_training_pack_async (limner_studio_get_store (fixture->studio), array, NULL,
                              limner_test_result_cb, &result);
  done = limner_test_wait_result (&result);
  bytes = limner_training_pack_finish (done, &error);
  g_assert_no_error (error);
  return bytes;
}

/* What is in a zip file: names, and sizes of pictures or contents of texts. */
static char *
list_archive (GBytes *bytes)
{
  struct archive *archive = archive_read_new ();
  struct archive_entry *entry;
  GString *list = g_string_new (NULL);

  archive_read_support_format_zip (archive);
  g_assert_cmpint (archive_read_open_memory (archive, g_bytes_get_data (bytes, NULL),
                                             g_bytes_get_size (bytes)), ==, ARCHIVE_OK);
  while (archive_read_next_header (archive, &entry) == ARCHIVE_OK)
    {
      gsize size = (gsize) archive_entry_size (entry);
      g_autofree char *data = g_malloc0 (size + 1);
      g_autoptr(GBytes) contents = NULL;
      int width, height;

      g_assert_cmpint (archive_read_data (archive, data, size), ==, size);
      contents = g_bytes_new (data, size);
      if (limner_picture_peek (contents, &width, &height, NULL, NULL))
        g_string_append_printf (list, "%s %d×%d\n", archive_entry_pathname (entry), width, height);
      else
        g_string_append_printf (list, "%s “%s”\n", archive_entry_pathname (entry), data);
    }
  archive_read_free (archive);
  return g_string_free (list, FALSE);
}

static void
test_pack (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(LimnerTrainingSet) set = make_set (fixture, 2);
  g_autoptr(GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_autoptr(GFile) photo = make_file (fixture, 5, 40, 90, LIMNER_PICTURE_JPEG);
  g_autoptr(LimnerTrainingPicture) second = g_list_model_get_item (G_LIST_MODEL (set), 1);
  g_autoptr(JsonArray) array = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GBytes) again = NULL;
  g_autofree char *list = NULL;
  g_autofree char *unlike = NULL;

  g_list_store_append (files, photo);
  add (set, G_LIST_MODEL (files));
  limner_training_picture_set_square (second, TRUE);
  limner_training_picture_set_caption (second, "ZIKI in the rain");
  array = limner_training_set_to_json (set);
  bytes = pack (fixture, array);
  list = list_archive (bytes);
  g_assert_cmpstr (list, ==, "01.png 96×64\n02.png 64×64\n02.txt “ZIKI in the rain”\n"
                   "03.jpg 40×90\n");

  again = pack (fixture, array);
  g_assert_true (g_bytes_equal (bytes, again));
}

/* A picture that no packing makes small. */
static GFile *
make_noise (Fixture *fixture,
            int      index)
{
  g_autofree char *name = g_strdup_printf ("noise-%d.png", index);
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr(LimnerPicture) picture = limner_picture_new (300, 300);
  g_autoptr(GRand) rand = g_rand_new_with_seed ((guint32) index + 1);
  g_autoptr(GBytes) bytes = NULL;
  guint8 *pixels = limner_picture_get_pixels (picture);

  for (int i = 0; i < 300 * 300 * 4; i++)
    pixels[i] = i % 4 == 3 ? 255 : (guint8) g_rand_int_range (rand, 0, 256);
  bytes = limner_picture_encode (picture, LIMNER_PICTURE_PNG, 90, NULL);
  g_assert_true (g_file_set_contents (path, g_bytes_get_data (bytes, NULL),
                                      (gssize) g_bytes_get_size (bytes), NULL));
  return g_file_new_for_path (path);
}

/* Whether the bytes are a file that is mapped, and none that is seen in its folder. */
static gboolean
is_mapped_file (GBytes     *bytes,
                const char *folder)
{
  g_autofree char *maps = NULL;
  g_auto(GStrv) lines = NULL;
  guint64 address = (guint64) (guintptr) g_bytes_get_data (bytes, NULL);

  g_assert_true (g_file_get_contents ("/proc/self/maps", &maps, NULL, NULL));
  lines = g_strsplit (maps, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    {
      if (address >= g_ascii_strtoull (*line, NULL, 16) && strchr (*line, '-') != NULL &&
          address < g_ascii_strtoull (strchr (*line, '-') + 1, NULL, 16))
        return strstr (*line, folder) != NULL && g_str_has_suffix (*line, " (deleted)");
    }
  return FALSE;
}

static void
assert_no_leftover (Fixture *fixture)
{
  g_autofree char *folder = g_build_filename (fixture->folder, "data", NULL);
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    g_assert_false (g_str_has_prefix (name, ".pack"));
}

static LimnerClient *
find_client (Fixture *fixture)
{
  LimnerClientSource *source = LIMNER_CLIENT_SOURCE (fixture->studio);
  GAsyncResult *result = NULL;
  g_autoptr(GAsyncResult) done = NULL;
  g_autoptr(GError) error = NULL;
  LimnerClient *client;

  limner_client_source_get_client_async (source, fixture->server, NULL, limner_test_result_cb,
                                         &result);
  done = limner_test_wait_result (&result);
  client = limner_client_source_get_client_finish (source, done, &error);
  g_assert_no_error (error);
  return client;
}

static void
upload_progress_cb (gint64   done,
                    gint64   total,
                    gpointer data)
{
  gint64 *last = data;

  g_assert_cmpint (done, >=, *last);
  g_assert_cmpint (done, <=, total);
  *last = done;
}

/* The zip file of a large set is never in memory as a whole, and the server has every byte. */
static void
test_pack_is_streamed (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autoptr(LimnerTrainingSet) set = make_set (fixture, 0);
  g_autoptr(GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_autoptr(LimnerClient) client = NULL;
  g_autoptr(LimnerRemoteFile) file = NULL;
  g_autoptr(JsonArray) array = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GAsyncResult) done = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *sum = NULL;
  GAsyncResult *result = NULL;
  gint64 sent = 0;

  for (int i = 0; i < 5; i++)
    {
      g_autoptr(GFile) noise = make_noise (fixture, i);

      g_list_store_append (files, noise);
    }
  add (set, G_LIST_MODEL (files));
  array = limner_training_set_to_json (set);
  bytes = pack (fixture, array);
  g_assert_cmpuint (g_bytes_get_size (bytes), >, 1000 * 1000);
  g_assert_true (is_mapped_file (bytes, fixture->folder));
  assert_no_leftover (fixture);

  client = find_client (fixture);
  limner_client_upload_file_async (client, bytes, "pictures.zip", "application/zip", NULL,
                                   upload_progress_cb, &sent, NULL, limner_test_result_cb, &result);
  done = limner_test_wait_result (&result);
  file = limner_client_upload_file_finish (client, done, &error);
  g_assert_no_error (error);
  sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  g_assert_cmpstr (limner_remote_file_get_sha256 (file), ==, sum);
  g_assert_cmpint (limner_remote_file_get_size (file), ==, g_bytes_get_size (bytes));
  g_assert_cmpint (sent, >, g_bytes_get_size (bytes));
}

static void
test_pack_stopped (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr(LimnerTrainingSet) set = make_set (fixture, 2);
  g_autoptr(JsonArray) array = limner_training_set_to_json (set);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  GAsyncResult *result = NULL;
  g_autoptr(GAsyncResult) done = NULL;
  g_autoptr(GError) error = NULL;

  g_cancellable_cancel (cancellable);
  limner_training_pack_async (limner_studio_get_store (fixture->studio), array, cancellable,
                              limner_test_result_cb, &result);
  done = limner_test_wait_result (&result);
  g_assert_null (limner_training_pack_finish (done, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_no_leftover (fixture);
}

static void
test_pack_without_file (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autoptr(JsonArray) array = json_array_new ();
  JsonObject *object = json_object_new ();
  GAsyncResult *result = NULL;
  g_autoptr(GAsyncResult) done = NULL;
  g_autoptr(GError) error = NULL;

  json_object_set_string_member (object, "file", "blob:0000000000000000000000000000000000000000"
                                                 "000000000000000000000000");
  json_array_add_object_element (array, object);
  limner_training_pack_async (limner_studio_get_store (fixture->studio), array, NULL,
                              limner_test_result_cb, &result);
  done = limner_test_wait_result (&result);
  g_assert_null (limner_training_pack_finish (done, &error));
  g_assert_nonnull (error);
  assert_no_leftover (fixture);
}

static void
check_trainer (const char *file,
               const char *images,
               const char *trigger,
               const char *steps)
{
  g_autofree char *path = g_build_filename (limner_test_corpus (), "schemas", file, NULL);
  g_autofree char *text = NULL;
  g_autoptr(JsonObject) root = NULL;
  g_autoptr(LimnerTrainer) trainer = NULL;
  JsonObject *document;
  JsonObject *version;
  gsize length;

  g_test_message ("%s", file);
  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  root = limner_json_parse_object (text, length, length + 1, NULL);
  version = limner_json_get_object (root, "latest_version");
  document = limner_json_get_object (version != NULL ? version : root, "openapi_schema");
  trainer = limner_trainer_new (document != NULL ? document : root);
  if (images == NULL)
    {
      g_assert_null (trainer);
      return;
    }

  g_assert_cmpstr (trainer->images_field, ==, images);
  g_assert_cmpstr (trainer->trigger_field, ==, trigger);
  g_assert_cmpstr (trainer->steps_field, ==, steps);
  g_assert_null (limner_schema_find_field (trainer->schema, images));
  g_assert_null (limner_schema_find_field (trainer->schema, trigger));
  g_assert_nonnull (limner_schema_find_field (trainer->schema, steps));
}

/* Real trainers, one that learns from text, and a model that does not learn at all. */
static void
test_trainer (void)
{
  if (limner_test_corpus () == NULL)
    return;

  check_trainer ("ostris__flux-dev-lora-trainer.cog-generated.json", "input_images",
                 "trigger_word", "steps");
  check_trainer ("stability-ai__sdxl.json", "input_images", "token_string", "max_train_steps");
  check_trainer ("yorickvp__llava-13b@b5f6212d.json", NULL, NULL, NULL);
  check_trainer ("tencentarc__photomaker.cog-generated.json", NULL, NULL, NULL);
}

static JsonObject *
make_record (Fixture    *fixture,
             const char *trigger)
{
  g_autoptr(LimnerTrainingSet) set = make_set (fixture, 3);
  JsonObject *record = json_object_new ();
  JsonObject *input = json_object_new ();
  JsonObject *create = json_object_new ();
  LimnerTestAnswer *answer = limner_test_engine_send (fixture->engine, "GET",
                                                      "/models/limner/style-trainer", NULL);
  JsonObject *version = limner_json_get_object (answer->json, "latest_version");

  json_object_set_string_member (record, "server", fixture->server);
  json_object_set_string_member (record, "trainer", "limner/style-trainer");
  json_object_set_string_member (record, "version", limner_json_get_string (version, "id", NULL));
  json_object_set_string_member (record, "destination", "local/stripes");
  json_object_set_string_member (record, "trigger", trigger);
  json_object_set_string_member (record, "images_field", "input_images");
  json_object_set_string_member (record, "trigger_field", "trigger_word");
  json_object_set_double_member (record, "work", 10);
  json_object_set_int_member (input, "steps", 10);
  json_object_set_object_member (record, "input", input);
  json_object_set_string_member (create, "visibility", "private");
  json_object_set_string_member (create, "hardware", "cpu");
  json_object_set_object_member (record, "create", create);
  json_object_set_array_member (record, "pictures", limner_training_set_to_json (set));
  limner_test_answer_free (answer);
  return record;
}

static LimnerTrainingRun *
start (Fixture    *fixture,
       const char *trigger)
{
  g_autoptr(JsonObject) record = make_record (fixture, trigger);

  return g_object_ref (limner_training_list_start (limner_studio_get_trainings (fixture->studio),
                                                   record));
}

static void
count_cb (LimnerTrainingList *list,
          LimnerTrainingRun  *run,
          guint              *n_ended)
{
  (*n_ended)++;
}

static guint
count_trainings (Fixture *fixture)
{
  g_autoptr(LimnerTestAnswer) answer =
    limner_test_engine_send (fixture->engine, "GET", "/trainings", NULL);

  return json_array_get_length (limner_json_get_array (answer->json, "results"));
}

static void
test_run (Fixture       *fixture,
          gconstpointer  data)
{
  LimnerTrainingList *list = limner_studio_get_trainings (fixture->studio);
  g_autoptr(LimnerTrainingRun) run = NULL;
  g_autoptr(GArray) losses = NULL;
  g_autoptr(LimnerTestAnswer) answer = NULL;
  g_autofree char *path = NULL;
  const char *version;
  guint n_ended = 0;

  g_signal_connect (list, "ended", G_CALLBACK (count_cb), &n_ended);
  g_assert_true (isnan (limner_training_list_estimate (list, fixture->server,
                                                       "limner/style-trainer", 10)));
  run = start (fixture, "STRP77");
  g_assert_cmpuint (limner_training_list_get_n_active (list), ==, 1);
  limner_test_wait_until (limner_training_state_is_final (limner_training_run_get_state (run)));
  g_assert_no_error (limner_training_run_get_error (run));
  g_assert_cmpint (limner_training_run_get_state (run), ==, LIMNER_TRAINING_DONE);
  g_assert_cmpuint (n_ended, ==, 1);
  g_assert_cmpfloat (limner_training_run_get_progress (run), ==, 1);
  g_assert_nonnull (strstr (limner_training_run_get_log (run), "Looked at the pictures"));
  losses = limner_training_run_list_losses (run);
  g_assert_cmpuint (losses->len, ==, 2);
  g_assert_cmpfloat (g_array_index (losses, double, 1), ==, 0.25);

  version = limner_training_run_get_text (run, "output_version");
  g_assert_true (g_str_has_prefix (version, "local/stripes:"));
  answer = limner_test_engine_send (fixture->engine, "GET", "/models/local/stripes", NULL);
  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_cmpstr (limner_test_answer_get (answer, "visibility"), ==, "private");

  limner_training_run_go_on (run);
  g_assert_cmpint (limner_training_run_get_state (run), ==, LIMNER_TRAINING_DONE);
  limner_training_list_remove (list, run);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 0);
}

/* The program ends while the server trains; it is found again and followed to its end. */
static void
test_resume (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(LimnerTrainingRun) run = NULL;
  g_autoptr(LimnerTrainingRun) again = NULL;
  g_autofree char *id = NULL;
  GListModel *list;

  limner_test_engine_set_gate (FALSE);
  run = start (fixture, "WAIT77");
  limner_test_wait_until (limner_training_run_get_state (run) == LIMNER_TRAINING_RUNNING);
  id = g_strdup (limner_training_run_get_text (run, "training"));
  g_clear_object (&run);
  close_studio (fixture);

  open_studio (fixture);
  list = G_LIST_MODEL (limner_studio_get_trainings (fixture->studio));
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 1);
  again = g_list_model_get_item (list, 0);
  g_assert_cmpstr (limner_training_run_get_text (again, "training"), ==, id);
  limner_test_engine_set_gate (TRUE);
  limner_test_wait_until (limner_training_run_get_state (again) == LIMNER_TRAINING_DONE);
  g_assert_cmpuint (count_trainings (fixture), ==, 1);
}

static void
test_cancel (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(LimnerTrainingRun) early = NULL;
  g_autoptr(LimnerTrainingRun) late = NULL;

  early = start (fixture, "WAIT78");
  limner_training_run_cancel (early);
  limner_test_wait_until (limner_training_run_get_state (early) == LIMNER_TRAINING_CANCELED);
  g_assert_cmpuint (count_trainings (fixture), ==, 0);

  limner_test_engine_set_gate (FALSE);
  late = start (fixture, "WAIT79");
  limner_test_wait_until (limner_training_run_get_state (late) == LIMNER_TRAINING_RUNNING);
  limner_training_run_cancel (late);
  limner_test_wait_until (limner_training_run_get_state (late) == LIMNER_TRAINING_CANCELED);
  g_assert_cmpuint (count_trainings (fixture), ==, 1);
}

/* The answer to the order is lost, though the server took it: it is found, never sent twice. */
static void
test_lost_answer (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr(LimnerTrainingRun) run = NULL;

  limner_test_engine_set_faults (fixture->engine,
                                 "[{\"operation\":\"trainings.create\","
                                 "\"fault\":\"drop-after\"}]");
  run = start (fixture, "STRP80");
  limner_test_wait_until (limner_training_state_is_final (limner_training_run_get_state (run)));
  g_assert_cmpint (limner_training_run_get_state (run), ==, LIMNER_TRAINING_DONE);
  g_assert_cmpuint (count_trainings (fixture), ==, 1);
}

/* The order never arrived: that is told, and it may be sent again. */
static void
test_lost_order (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(JsonObject) record = make_record (fixture, "STRP81");
  g_autoptr(LimnerTrainingRun) run = NULL;

  json_object_set_string_member (record, "id", "one");
  json_object_set_string_member (record, "state", "sending");
  json_object_set_string_member (record, "url", "https://nowhere.example/pictures.zip");
  run = g_object_ref (limner_training_list_start (limner_studio_get_trainings (fixture->studio),
                                                  record));
  limner_test_wait_until (limner_training_state_is_final (limner_training_run_get_state (run)));
  g_assert_cmpint (limner_training_run_get_state (run), ==, LIMNER_TRAINING_LOST);
  g_assert_nonnull (limner_training_run_get_error (run));
  g_assert_cmpuint (count_trainings (fixture), ==, 0);

  limner_training_run_go_on (run);
  limner_test_wait_until (limner_training_state_is_final (limner_training_run_get_state (run)));
  g_assert_cmpint (limner_training_run_get_state (run), ==, LIMNER_TRAINING_DONE);
  g_assert_null (limner_training_run_get_error (run));
}

static void
test_failure (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(LimnerTrainingRun) run = NULL;

  limner_test_engine_set_faults (fixture->engine,
                                 "[{\"operation\":\"trainings.create\","
                                 "\"fault\":\"fail\"}]");
  run = start (fixture, "STRP82");
  limner_test_wait_until (limner_training_state_is_final (limner_training_run_get_state (run)));
  g_assert_cmpint (limner_training_run_get_state (run), ==, LIMNER_TRAINING_FAILED);
  g_assert_nonnull (strstr (limner_training_run_get_error (run)->message, "out of memory"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, run) g_test_add (path, Fixture, NULL, set_up, run, tear_down)
  ADD ("/training/many", test_many);
  ADD ("/training/set", test_set);
  ADD ("/training/pack", test_pack);
  ADD ("/training/pack-is-streamed", test_pack_is_streamed);
  ADD ("/training/pack-stopped", test_pack_stopped);
  ADD ("/training/pack-without-file", test_pack_without_file);
  g_test_add_func ("/training/trainer", test_trainer);
  ADD ("/training/run", test_run);
  ADD ("/training/resume", test_resume);
  ADD ("/training/cancel", test_cancel);
  ADD ("/training/lost-answer", test_lost_answer);
  ADD ("/training/lost-order", test_lost_order);
  ADD ("/training/failure", test_failure);
#undef ADD

  return g_test_run ();
}
