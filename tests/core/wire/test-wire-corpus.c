/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-json.h"
#include "limner-test.h"
#include "wire/limner-collection.h"
#include "wire/limner-hardware.h"
#include "wire/limner-model.h"
#include "wire/limner-page.h"
#include "wire/limner-problem.h"
#include "wire/limner-remote-file.h"
#include "wire/limner-training.h"

/* What the file's name says it holds; the first fit counts. */
static const struct
{
  const char *part;
  GType     (*get_type) (void);
  gboolean    is_page;
} kinds[] = {
  { "trainings", limner_training_get_type, FALSE },
  { "predictions", limner_prediction_get_type, FALSE },
  { "versions-by-id", limner_model_version_get_type, FALSE },
  { "-versions_", limner_model_version_get_type, TRUE },
  { "collections-by-slug", limner_collection_get_type, FALSE },
  { "get_collections", limner_collection_get_type, TRUE },
  { "files-by-id", limner_remote_file_get_type, FALSE },
  { "get_files", limner_remote_file_get_type, TRUE },
  { "post_files", limner_remote_file_get_type, FALSE },
  { "get_hardware", limner_hardware_get_type, TRUE },
  { "models-by", limner_model_get_type, FALSE },
  { "get_model_", limner_model_get_type, FALSE },
  { "post_models", limner_model_get_type, FALSE },
  { "models", limner_model_get_type, TRUE },
};

static JsonObject *
load (const char *path)
{
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;
  JsonObject *object;
  gsize length;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  object = limner_json_parse_object (text, length, 64 * 1024 * 1024, &error);
  g_assert_no_error (error);
  return object;
}

static void
same_text (JsonObject *json,
           const char *member,
           const char *text)
{
  g_assert_cmpstr (text, ==, limner_json_get_string (json, member, NULL));
}

static void
same_time (JsonObject *json,
           const char *member,
           GDateTime  *time)
{
  const char *text = limner_json_get_string (json, member, NULL);
  g_autoptr(GDateTime) expected =
    text != NULL ? g_date_time_new_from_iso8601 (text, NULL) : NULL;

  g_assert_cmpint (time != NULL, ==, expected != NULL);
  if (time != NULL)
    {
      g_assert_cmpint (ABS (g_date_time_difference (time, expected)), <, 1000);
      g_date_time_unref (time);
    }
}

static void
check_prediction_getters (LimnerPrediction *prediction,
                          JsonObject       *json)
{
  JsonObject *metrics = limner_json_get_object (json, "metrics");
  JsonObject *urls = limner_json_get_object (json, "urls");

  same_text (json, "id", limner_prediction_get_id (prediction));
  same_text (json, "model", limner_prediction_get_model (prediction));
  same_text (json, "version", limner_prediction_get_version (prediction));
  same_text (json, "deployment", limner_prediction_get_deployment (prediction));
  same_text (json, "logs", limner_prediction_get_logs (prediction));
  same_text (urls, "get", limner_prediction_get_url (prediction, "get"));
  same_text (urls, "stream", limner_prediction_get_url (prediction, "stream"));
  same_time (json, "created_at", limner_prediction_get_created_at (prediction));
  same_time (json, "started_at", limner_prediction_get_started_at (prediction));
  same_time (json, "completed_at", limner_prediction_get_completed_at (prediction));
  g_assert_true (limner_prediction_get_input (prediction) ==
                 limner_json_get_object (json, "input"));
  g_assert_cmpfloat (limner_prediction_get_metric (prediction, "predict_time", -1), ==,
                     limner_json_get_double (metrics, "predict_time", -1));
}

/* What the typed getters give is what the JSON holds. */
static void
check_getters (LimnerResource *item)
{
  JsonObject *json = limner_resource_get_json (item);

  if (LIMNER_IS_PREDICTION (item))
    {
      check_prediction_getters (LIMNER_PREDICTION (item), json);
    }
  else if (LIMNER_IS_MODEL (item))
    {
      LimnerModel *model = LIMNER_MODEL (item);
      JsonObject *version = limner_json_get_object (json, "latest_version");

      same_text (json, "owner", limner_model_get_owner (model));
      same_text (json, "name", limner_model_get_name (model));
      same_text (json, "description", limner_model_get_description (model));
      same_text (json, "cover_image_url", limner_model_get_cover_url (model));
      g_assert_cmpint (limner_model_get_run_count (model), ==,
                       limner_json_get_int (json, "run_count", 0));
      g_assert_cmpint (limner_model_get_latest_version (model) != NULL, ==, version != NULL);
      if (version != NULL)
        check_getters (LIMNER_RESOURCE (limner_model_get_latest_version (model)));
    }
  else if (LIMNER_IS_MODEL_VERSION (item))
    {
      LimnerModelVersion *version = LIMNER_MODEL_VERSION (item);

      same_text (json, "id", limner_model_version_get_id (version));
      same_text (json, "cog_version", limner_model_version_get_cog_version (version));
      same_time (json, "created_at", limner_model_version_get_created_at (version));
      g_assert_true (limner_model_version_get_schema (version) ==
                     limner_json_get_object (json, "openapi_schema"));
    }
  else if (LIMNER_IS_COLLECTION (item))
    {
      same_text (json, "slug", limner_collection_get_slug (LIMNER_COLLECTION (item)));
      same_text (json, "name", limner_collection_get_name (LIMNER_COLLECTION (item)));
      same_text (json, "description", limner_collection_get_description (LIMNER_COLLECTION (item)));
    }
  else if (LIMNER_IS_HARDWARE (item))
    {
      same_text (json, "sku", limner_hardware_get_sku (LIMNER_HARDWARE (item)));
      same_text (json, "name", limner_hardware_get_name (LIMNER_HARDWARE (item)));
    }
  else
    {
      LimnerRemoteFile *file = LIMNER_REMOTE_FILE (item);

      same_text (json, "id", limner_remote_file_get_id (file));
      same_text (json, "content_type", limner_remote_file_get_content_type (file));
      same_text (limner_json_get_object (json, "checksums"), "sha256",
                 limner_remote_file_get_sha256 (file));
      same_text (limner_json_get_object (json, "urls"), "get", limner_remote_file_get_url (file));
      g_assert_cmpint (limner_remote_file_get_size (file), ==,
                       limner_json_get_int (json, "size", -1));
      same_time (json, "created_at", limner_remote_file_get_created_at (file));
      same_time (json, "expires_at", limner_remote_file_get_expires_at (file));
    }
}

static void
check_items (LimnerPage *page,
             JsonNode   *body)
{
  JsonArray *results = JSON_NODE_HOLDS_ARRAY (body)
                       ? json_node_get_array (body)
                       : json_object_get_array_member (json_node_get_object (body), "results");
  guint n = g_list_model_get_n_items (limner_page_get_items (page));

  g_assert_cmpuint (n, ==, json_array_get_length (results));
  g_assert_cmpuint (limner_page_get_n_unreadable (page), ==, 0);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(LimnerResource) item = g_list_model_get_item (limner_page_get_items (page), i);
      g_autoptr(JsonNode) node = limner_resource_to_node (item);

      g_assert_true (json_node_equal (node, json_array_get_element (results, i)));
      check_getters (item);
    }
}

static void
check_good (const char *name,
            JsonNode   *body)
{
  g_autoptr(GError) error = NULL;
  gsize i = 0;

  while (strstr (name, kinds[i].part) == NULL)
    g_assert_cmpuint (++i, <, G_N_ELEMENTS (kinds));

  if (kinds[i].is_page)
    {
      g_autoptr(LimnerPage) page = limner_page_parse (kinds[i].get_type (), body, &error);

      g_assert_no_error (error);
      check_items (page, body);
    }
  else
    {
      g_autoptr(LimnerResource) one = limner_resource_parse (kinds[i].get_type (), body, &error);
      g_autoptr(LimnerResource) again = NULL;
      g_autoptr(JsonNode) written = NULL;
      g_autofree char *text = NULL;

      g_assert_no_error (error);
      text = limner_resource_to_text (one);
      again = limner_resource_parse_text (kinds[i].get_type (), text, (gsize) -1, &error);
      g_assert_no_error (error);
      written = limner_resource_to_node (again);
      g_assert_true (json_node_equal (written, body));
      check_getters (again);
    }
}

/* What is particular about some answers. */
static void
check_prediction (const char *name,
                  JsonNode   *body)
{
  g_autoptr(LimnerPrediction) prediction =
    limner_resource_parse (LIMNER_TYPE_PREDICTION, body, NULL);
  g_autoptr(GDateTime) created = NULL;
  g_auto(GStrv) files = NULL;

  g_assert_nonnull (prediction);
  created = limner_prediction_get_created_at (prediction);
  g_assert_nonnull (created);
  g_assert_cmpint (limner_prediction_get_status (prediction), !=, LIMNER_STATUS_UNKNOWN);
  g_assert_nonnull (limner_prediction_get_url (prediction, "cancel"));
  files = limner_prediction_dup_output_files (prediction);
  if (strstr (name, "post_predictions_201_processing_wait.") != NULL)
    {
      g_assert_cmpint (limner_prediction_get_status (prediction), ==, LIMNER_STATUS_PROCESSING);
      g_assert_true (g_str_has_prefix (files[0], "data:image/"));
    }
  if (strstr (name, "processing_with_logs") != NULL)
    g_assert_cmpfloat (limner_prediction_get_progress (prediction), >=, 0);
}

static void
check_file (const char *path,
            const char *name)
{
  g_autoptr(JsonObject) recorded = load (path);
  JsonObject *response = json_object_get_object_member (recorded, "response");
  guint status = (guint) json_object_get_int_member (response, "status");
  JsonNode *body = json_object_get_member (response, "body");

  g_test_message ("%s", name);
  if (status >= 400)
    {
      g_autofree char *text = limner_json_to_string (body, FALSE);
      g_autoptr(LimnerProblem) problem = limner_problem_parse (status, text, strlen (text));
      g_autofree char *message = limner_problem_dup_message (problem);

      g_assert_cmpuint (strlen (message), >, 10);
      g_assert_cmpint (limner_problem_get_n_fields (problem) > 0, ==,
                       strstr (text, "invalid_fields") != NULL);
      if (status == 429)
        g_assert_cmpfloat (limner_problem_get_retry_after (problem), >, 0);
    }
  else if (status != 204)
    {
      check_good (name, body);
      if (strstr (name, "predictions-by-id") != NULL || strstr (name, "post_predictions") != NULL)
        check_prediction (name, body);
    }
}

static void
test_responses (void)
{
  g_autofree char *folder = NULL;
  g_autoptr(GDir) dir = NULL;
  const char *name;
  guint n = 0;

  if (limner_test_corpus () == NULL)
    {
      g_test_skip ("The corpus is not there");
      return;
    }

  folder = g_build_filename (limner_test_corpus (), "responses", NULL);
  dir = g_dir_open (folder, 0, NULL);
  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (!g_str_has_suffix (name, ".json"))
        continue;
      check_file (path, name);
      n++;
    }
  g_assert_cmpuint (n, >=, 40);
}

/* Every answer of the recorded Cog servers: predictions read, errors give a sentence. */
static void
check_cog_file (const char *path)
{
  g_autofree char *text = NULL;
  g_autoptr(JsonNode) root = NULL;
  char *body;
  guint status;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "HTTP/1.1 "));
  status = (guint) g_ascii_strtoull (strstr (text, "HTTP/1.1 ") + 9, NULL, 10);
  body = strstr (text, "\r\n\r\n");
  g_assert_nonnull (body);
  body += 4;

  if (status >= 400)
    {
      g_autoptr(LimnerProblem) problem = limner_problem_parse (status, body, strlen (body));
      g_autofree char *message = limner_problem_dup_message (problem);

      g_assert_cmpuint (strlen (message), >, 5);
      return;
    }

  root = limner_json_parse (body, strlen (body), 1 << 24, NULL);
  g_assert_nonnull (root);
  if (limner_json_get_string (json_node_get_object (root), "id", NULL) != NULL)
    {
      g_autoptr(LimnerPrediction) prediction =
        limner_resource_parse (LIMNER_TYPE_PREDICTION, root, NULL);
      g_autoptr(JsonNode) written = limner_resource_to_node (LIMNER_RESOURCE (prediction));

      g_assert_cmpint (limner_prediction_get_status (prediction), !=, LIMNER_STATUS_UNKNOWN);
      g_assert_true (json_node_equal (written, root));
      check_getters (LIMNER_RESOURCE (prediction));
    }
}

static void
test_cog_responses (void)
{
  const char *generations[] = { "0.9.26", "0.16.12" };

  if (limner_test_corpus () == NULL)
    {
      g_test_skip ("The corpus is not there");
      return;
    }

  for (gsize i = 0; i < G_N_ELEMENTS (generations); i++)
    {
      g_autofree char *folder =
        g_build_filename (limner_test_corpus (), "cog-responses", generations[i], NULL);
      g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
      const char *name;

      g_assert_nonnull (dir);
      while ((name = g_dir_read_name (dir)) != NULL)
        {
          g_autofree char *path = g_build_filename (folder, name, NULL);

          g_test_message ("%s", path);
          if (g_str_has_suffix (name, ".txt"))
            check_cog_file (path);
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/wire-corpus/responses", test_responses);
  g_test_add_func ("/wire-corpus/cog-responses", test_cog_responses);

  return g_test_run ();
}
