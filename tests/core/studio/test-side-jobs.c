/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Jobs that are made beside the form: captions, ideas for prompts, pictures of a new version. */

#include "config.h"

#include <string.h>

#include "base/limner-error.h"
#include "base/limner-json.h"
#include "image/limner-picture-io.h"
#include "limner-test-server.h"
#include "limner-test-studio.h"
#include "limner-test.h"
#include "studio/limner-captioner.h"
#include "studio/limner-ideas.h"
#include "studio/limner-test-grid.h"

typedef struct
{
  LimnerTestStudio   base;
  LimnerStudio      *studio;      /* of @base */
  const char        *folder;      /* of @base */
  const char        *server_id;   /* of @base */
  LimnerTestServer  *server;
  LimnerTrainingSet *set;
} Fixture;

static void
add_pictures (Fixture *fixture,
              guint    n)
{
  g_autoptr(GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_autoptr(GAsyncResult) done = NULL;
  GAsyncResult *result = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u.png", i);
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
      g_autoptr(LimnerPicture) picture = limner_picture_new (16, 16);
      g_autoptr(GFile) file = g_file_new_for_path (path);
      g_autoptr(GBytes) bytes = NULL;

      memset (limner_picture_get_pixels (picture), (int) (i + 1) * 40, 16 * 16 * 4);
      bytes = limner_picture_encode (picture, LIMNER_PICTURE_PNG, 1, NULL);
      g_assert_true (g_file_set_contents (path, g_bytes_get_data (bytes, NULL),
                                          (gssize) g_bytes_get_size (bytes), NULL));
      g_list_store_append (files, file);
    }
  limner_training_set_add_async (fixture->set, G_LIST_MODEL (files), NULL, limner_test_result_cb,
                                 &result);
  done = limner_test_wait_result (&result);
  g_assert_true (limner_training_set_add_finish (fixture->set, done, NULL, NULL));
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->server = limner_test_server_new ();
  limner_test_studio_open (&fixture->base, limner_test_server_get_uri (fixture->server), "token");
  fixture->studio = fixture->base.studio;
  fixture->folder = fixture->base.folder;
  fixture->server_id = fixture->base.server;
  fixture->set = limner_training_set_new (limner_studio_get_store (fixture->studio));
  add_pictures (fixture, 3);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_clear_object (&fixture->set);
  limner_test_settle ();
  g_object_run_dispose (G_OBJECT (fixture->studio));
  limner_test_assert_freed (g_steal_pointer (&fixture->base.studio));
  limner_test_studio_close (&fixture->base);
  limner_test_server_free (fixture->server);
}

/* A model with some inputs that gives something. */
static void
answer_model (Fixture    *fixture,
              const char *inputs,
              const char *output)
{
  g_autofree char *text = g_strdup_printf (
    "{\"owner\":\"o\",\"name\":\"seer\",\"latest_version\":{\"id\":\"v1\",\"openapi_schema\":"
    "{\"components\":{\"schemas\":{\"Input\":{\"type\":\"object\",\"properties\":{%s}},"
    "\"Output\":%s}}}}}", inputs, output);

  limner_test_server_answer (fixture->server, "GET", "/models/o/seer", 200, text);
}

#define IMAGE "\"image\":{\"type\":\"string\",\"format\":\"uri\"}"
#define TRIGGER "\"prompt\":{\"type\":\"string\"," \
  "\"description\":\"Must contain the trigger word 'img'.\"}"
#define PROMPT "\"prompt\":{\"type\":\"string\"}"
#define WORDS "{\"type\":\"array\",\"items\":{\"type\":\"string\"}," \
  "\"x-cog-array-type\":\"iterator\",\"x-cog-array-display\":\"concatenate\"}"
#define PICTURE "{\"type\":\"string\",\"format\":\"uri\"}"

static gboolean
run (Fixture  *fixture,
     guint    *n_written,
     GError  **error)
{
  g_autoptr(LimnerCaptioner) captioner =
    limner_captioner_new (fixture->studio, fixture->set, "ZIKI");
  g_autoptr(GAsyncResult) done = NULL;
  GAsyncResult *result = NULL;

  limner_captioner_run_async (captioner, fixture->server_id, "o/seer", NULL, limner_test_result_cb,
                              &result);
  done = limner_test_wait_result (&result);
  return limner_captioner_run_finish (captioner, done, n_written, error);
}

static LimnerTrainingPicture *
get_picture (Fixture *fixture,
             guint    position)
{
  g_autoptr(LimnerTrainingPicture) picture =
    g_list_model_get_item (G_LIST_MODEL (fixture->set), position);

  return picture;
}

static guint
count_posts (Fixture *fixture)
{
  guint n = 0;

  for (guint i = 0; i < limner_test_server_get_n (fixture->server); i++)
    {
      const LimnerTestRequest *request = limner_test_server_get_request (fixture->server, i);

      n += g_str_equal (request->method, "POST") &&
           strstr (request->path, "predictions") != NULL;
    }
  return n;
}

/* What a person wrote stays; the rest is described, begins with the trigger word, and is marked as
 * not yet looked at. */
static void
test_captions (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  guint n_written = 0;

  answer_model (fixture, IMAGE "," PROMPT, WORDS);
  limner_test_server_answer (fixture->server, "POST", "/predictions", 201,
                             "{\"id\":\"p1\",\"status\":\"succeeded\",\"version\":\"v1\","
                             "\"input\":{},\"output\":[\"a  small\\n\",\"boat\"]}");
  limner_test_server_answer (fixture->server, "POST", "/predictions", 201,
                             "{\"id\":\"p2\",\"status\":\"succeeded\",\"version\":\"v1\","
                             "\"input\":{},\"output\":[\"ziki in a boat\"]}");
  limner_training_picture_set_caption (get_picture (fixture, 1), "my own words");

  g_assert_true (run (fixture, &n_written, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_written, ==, 2);
  g_assert_cmpuint (count_posts (fixture), ==, 2);
  g_assert_cmpstr (limner_training_picture_get_caption (get_picture (fixture, 1)), ==,
                   "my own words");
  g_assert_false (limner_training_picture_get_unreviewed (get_picture (fixture, 1)));
  for (guint i = 0; i < 3; i += 2)
    {
      const char *caption = limner_training_picture_get_caption (get_picture (fixture, i));

      g_assert_true (g_str_equal (caption, "ZIKI, a small boat") ||
                     g_str_equal (caption, "ziki in a boat"));
      g_assert_true (limner_training_picture_get_unreviewed (get_picture (fixture, i)));
    }
}

/* A model that does not see, or does not speak, is not paid for. */
static void
test_wrong_models (Fixture       *fixture,
                   gconstpointer  data)
{
  const struct { const char *inputs, *output; } models[] = {
    { PROMPT, WORDS }, { IMAGE "," PROMPT, PICTURE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (models); i++)
    {
      g_autoptr(GError) error = NULL;

      answer_model (fixture, models[i].inputs, models[i].output);
      g_assert_false (run (fixture, NULL, &error));
      g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_UNSUPPORTED);
    }
  g_assert_cmpuint (count_posts (fixture), ==, 0);
  g_assert_cmpstr (limner_training_picture_get_caption (get_picture (fixture, 0)), ==, "");
}

/* Where every run fails the first reason is told, and no caption is made up. */
static void
test_failures (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  answer_model (fixture, IMAGE, WORDS);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"id\":\"p%u\",\"status\":\"failed\","
                                               "\"version\":\"v1\",\"input\":{},"
                                               "\"error\":\"it broke\"}", i);

      limner_test_server_answer (fixture->server, "POST", "/predictions", 201, text);
    }
  g_assert_false (run (fixture, NULL, &error));
  g_assert_nonnull (error);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpstr (limner_training_picture_get_caption (get_picture (fixture, i)), ==, "");
}

/* A model that looks for a word is not paid for a question without it. */
static void
test_captions_without_word (Fixture       *fixture,
                            gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  answer_model (fixture, IMAGE "," TRIGGER, WORDS);
  g_assert_false (run (fixture, NULL, &error));
  g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_INVALID_INPUT);
  g_assert_nonnull (strstr (error->message, "“img”"));
  g_assert_cmpuint (count_posts (fixture), ==, 0);
}

/* What the model needs besides the picture and the question is missed before it is sent. */
static void
test_captions_without_input (Fixture       *fixture,
                             gconstpointer  data)
{
  g_autofree char *text = g_strdup (
    "{\"owner\":\"o\",\"name\":\"seer\",\"latest_version\":{\"id\":\"v1\",\"openapi_schema\":"
    "{\"components\":{\"schemas\":{\"Input\":{\"type\":\"object\",\"required\":[\"task\"],"
    "\"properties\":{" IMAGE ",\"task\":{\"type\":\"string\"}}},\"Output\":" WORDS "}}}}}");
  g_autoptr(GError) error = NULL;

  limner_test_server_answer (fixture->server, "GET", "/models/o/seer", 200, text);
  g_assert_false (run (fixture, NULL, &error));
  g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_INVALID_INPUT);
  g_assert_cmpuint (count_posts (fixture), ==, 0);
}

static void
test_ideas (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(LimnerIdeas) ideas = limner_ideas_new (fixture->studio);

  answer_model (fixture, PROMPT, WORDS);
  limner_test_server_answer (fixture->server, "POST", "/predictions", 201,
                             "{\"id\":\"p1\",\"status\":\"succeeded\",\"version\":\"v1\","
                             "\"input\":{},\"output\":[\"1. A fox\\n\",\"2. An owl\\n\"]}");
  limner_ideas_start (ideas, fixture->server_id, "o/seer", "animals");
  g_assert_true (limner_ideas_get_running (ideas));
  limner_test_wait_until (!limner_ideas_get_running (ideas));
  g_assert_no_error (limner_ideas_get_error (ideas));
  g_assert_cmpuint (g_strv_length ((char **) limner_ideas_get_ideas (ideas)), ==, 2);
  g_assert_cmpstr (limner_ideas_get_ideas (ideas)[1], ==, "An owl");
  g_assert_cmpuint (count_posts (fixture), ==, 1);
}

static void
test_ideas_without_word (Fixture       *fixture,
                         gconstpointer  data)
{
  g_autoptr(LimnerIdeas) ideas = limner_ideas_new (fixture->studio);

  answer_model (fixture, TRIGGER, WORDS);
  limner_ideas_start (ideas, fixture->server_id, "o/seer", "animals");
  limner_test_wait_until (!limner_ideas_get_running (ideas));
  g_assert_error (limner_ideas_get_error (ideas), LIMNER_ERROR, LIMNER_ERROR_INVALID_INPUT);
  g_assert_cmpuint (count_posts (fixture), ==, 0);
}

/* Four pictures of a new version: with the word they are ordered, without it none is. */
static void
test_grid (Fixture       *fixture,
           gconstpointer  data)
{
  const struct { const char *prompt; guint n; } cases[] = {
    { "an img boat by the sea", 4 }, { "a boat by the sea", 0 },
  };
  g_autoptr(JsonObject) record = json_object_new ();
  LimnerTrainingRun *training;

  answer_model (fixture, TRIGGER, PICTURE);
  json_object_set_string_member (record, "id", "one");
  json_object_set_string_member (record, "state", "done");
  json_object_set_string_member (record, "server", fixture->server_id);
  json_object_set_string_member (record, "output_version", "o/seer");
  training = limner_training_list_start (limner_studio_get_trainings (fixture->studio), record);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GAsyncResult *result = NULL;
      g_autoptr(GAsyncResult) done = NULL;
      g_autoptr(GPtrArray) jobs = NULL;
      g_autoptr(GError) error = NULL;

      limner_test_grid_async (fixture->studio, training, cases[i].prompt, 4, NULL,
                              limner_test_result_cb, &result);
      done = limner_test_wait_result (&result);
      jobs = limner_test_grid_finish (fixture->studio, done, &error);
      g_assert_cmpuint (jobs != NULL ? jobs->len : 0, ==, cases[i].n);
      if (jobs == NULL)
        g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_INVALID_INPUT);
      for (guint j = 0; jobs != NULL && j < jobs->len; j++)
        limner_job_queue_cancel (limner_studio_get_queue (fixture->studio),
                                 g_ptr_array_index (jobs, j));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add ("/captioner/captions", Fixture, NULL, set_up, test_captions, tear_down);
  g_test_add ("/captioner/wrong-models", Fixture, NULL, set_up, test_wrong_models, tear_down);
  g_test_add ("/captioner/failures", Fixture, NULL, set_up, test_failures, tear_down);
  g_test_add ("/captioner/without-word", Fixture, NULL, set_up, test_captions_without_word,
              tear_down);
  g_test_add ("/captioner/without-input", Fixture, NULL, set_up, test_captions_without_input,
              tear_down);
  g_test_add ("/ideas/run", Fixture, NULL, set_up, test_ideas, tear_down);
  g_test_add ("/ideas/without-word", Fixture, NULL, set_up, test_ideas_without_word, tear_down);
  g_test_add ("/test-grid/word", Fixture, NULL, set_up, test_grid, tear_down);

  return g_test_run ();
}
