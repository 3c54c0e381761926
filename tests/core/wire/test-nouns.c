/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What small nouns tell: where the server says it, where it says nothing, and where what it says is
 * of another type than it should be.
 */

#include "config.h"

#include "base/limner-error.h"
#include "wire/limner-account.h"
#include "wire/limner-collection.h"
#include "wire/limner-deployment.h"
#include "wire/limner-hardware.h"
#include "wire/limner-remote-file.h"
#include "wire/limner-search-result.h"
#include "wire/limner-training.h"

#define ALL ((gsize) -1)

static gpointer
read_noun (GType       type,
           const char *text)
{
  g_autoptr(GError) error = NULL;
  gpointer noun = limner_resource_parse_text (type, text, ALL, &error);

  g_assert_no_error (error);
  g_assert_true (G_TYPE_CHECK_INSTANCE_TYPE (noun, type));
  return noun;
}

static void
assert_refused (GType       type,
                const char *text)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (limner_resource_parse_text (type, text, ALL, &error));
  g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_BAD_REPLY);
}

static void
assert_time (GDateTime  *time,
             const char *expected)
{
  g_autoptr(GDateTime) owned = time;
  g_autofree char *text = owned != NULL ? g_date_time_format_iso8601 (owned) : NULL;

  g_assert_cmpstr (text, ==, expected);
}

static void
test_deployment (void)
{
  g_autoptr(LimnerDeployment) full =
    read_noun (LIMNER_TYPE_DEPLOYMENT,
          "{\"owner\":\"acme\",\"name\":\"press\",\"current_release\":{\"number\":7,"
          "\"model\":\"acme/paint\",\"version\":\"5c7d\",\"created_at\":\"2026-02-15T16:32:57Z\","
          "\"configuration\":{\"hardware\":\"gpu-t4\",\"min_instances\":1,\"max_instances\":5}}}");
  const char *poor[] = {
    "{\"owner\":\"acme\",\"name\":\"press\"}",
    "{\"owner\":\"acme\",\"name\":\"press\",\"current_release\":[]}",
    "{\"owner\":\"acme\",\"name\":\"press\",\"current_release\":{\"configuration\":\"none\","
    "\"number\":\"seven\",\"model\":7,\"version\":null,\"created_at\":\"soon\"}}",
  };

  g_assert_cmpstr (limner_deployment_get_owner (full), ==, "acme");
  g_assert_cmpstr (limner_deployment_get_name (full), ==, "press");
  g_assert_cmpstr (limner_deployment_get_model (full), ==, "acme/paint");
  g_assert_cmpstr (limner_deployment_get_version (full), ==, "5c7d");
  g_assert_cmpint (limner_deployment_get_number (full), ==, 7);
  g_assert_cmpstr (limner_deployment_get_hardware (full), ==, "gpu-t4");
  g_assert_cmpint (limner_deployment_get_min_instances (full), ==, 1);
  g_assert_cmpint (limner_deployment_get_max_instances (full), ==, 5);
  assert_time (limner_deployment_get_created_at (full), "2026-02-15T16:32:57Z");

  for (gsize i = 0; i < G_N_ELEMENTS (poor); i++)
    {
      g_autoptr(LimnerDeployment) empty = read_noun (LIMNER_TYPE_DEPLOYMENT, poor[i]);

      g_assert_cmpstr (limner_deployment_get_name (empty), ==, "press");
      g_assert_null (limner_deployment_get_model (empty));
      g_assert_null (limner_deployment_get_version (empty));
      g_assert_cmpint (limner_deployment_get_number (empty), ==, 0);
      g_assert_null (limner_deployment_get_hardware (empty));
      g_assert_cmpint (limner_deployment_get_min_instances (empty), ==, 0);
      g_assert_cmpint (limner_deployment_get_max_instances (empty), ==, 0);
      assert_time (limner_deployment_get_created_at (empty), NULL);
    }
  assert_refused (LIMNER_TYPE_DEPLOYMENT, "{\"name\":\"press\"}");
  assert_refused (LIMNER_TYPE_DEPLOYMENT, "{\"owner\":\"acme\",\"name\":7}");
}

static void
test_account (void)
{
  g_autoptr(LimnerAccount) full =
    read_noun (LIMNER_TYPE_ACCOUNT, "{\"type\":\"organization\",\"username\":\"acme\",\"name\":"
                               "\"Acme Corp\",\"avatar_url\":\"https://a.example/x.png\","
                               "\"github_url\":\"https://github.com/acme\"}");
  g_autoptr(LimnerAccount) poor =
    read_noun (LIMNER_TYPE_ACCOUNT, "{\"type\":\"user\",\"username\":\"ann\",\"name\":null}");

  g_assert_cmpstr (limner_account_get_username (full), ==, "acme");
  g_assert_cmpstr (limner_account_get_name (full), ==, "Acme Corp");
  g_assert_cmpstr (limner_account_get_avatar_url (full), ==, "https://a.example/x.png");
  g_assert_cmpstr (limner_account_get_github_url (full), ==, "https://github.com/acme");
  g_assert_true (limner_account_is_organization (full));

  g_assert_cmpstr (limner_account_get_name (poor), ==, "ann");
  g_assert_null (limner_account_get_avatar_url (poor));
  g_assert_null (limner_account_get_github_url (poor));
  g_assert_false (limner_account_is_organization (poor));
  assert_refused (LIMNER_TYPE_ACCOUNT, "{\"type\":\"user\"}");
}

static void
test_training (void)
{
  g_autoptr(LimnerTraining) ended =
    read_noun (LIMNER_TYPE_TRAINING,
          "{\"id\":\"t1\",\"status\":\"succeeded\",\"model\":\"acme/trainer\",\"destination\":"
          "\"ann/style\",\"output\":{\"version\":\"ann/style:5c7d\",\"weights\":\"https://w/x\"}}");
  const char *outputs[] = { "null", "\"https://w/x\"", "[\"https://w/x\"]", "{\"version\":7}" };
  g_autoptr(LimnerTraining) fresh = limner_training_new ("t3");

  g_assert_cmpstr (limner_training_get_destination (ended), ==, "ann/style");
  g_assert_cmpstr (limner_training_get_output_version (ended), ==, "ann/style:5c7d");
  g_assert_cmpstr (limner_training_get_weights (ended), ==, "https://w/x");

  for (gsize i = 0; i < G_N_ELEMENTS (outputs); i++)
    {
      g_autofree char *text = g_strdup_printf (
        "{\"id\":\"t2\",\"status\":\"processing\",\"model\":\"acme/trainer\",\"output\":%s}",
        outputs[i]);
      g_autoptr(LimnerTraining) training = read_noun (LIMNER_TYPE_TRAINING, text);

      /* Where nothing else is said, the new version is the trained model's own. */
      g_assert_cmpstr (limner_training_get_destination (training), ==, "acme/trainer");
      g_assert_null (limner_training_get_output_version (training));
      g_assert_null (limner_training_get_weights (training));
    }

  g_assert_cmpint (limner_prediction_get_status (LIMNER_PREDICTION (fresh)), ==,
                   LIMNER_STATUS_STARTING);
  g_assert_cmpstr (limner_prediction_get_id (LIMNER_PREDICTION (fresh)), ==, "t3");
  g_assert_null (limner_training_get_destination (fresh));
}

static void
test_collection (void)
{
  g_autoptr(LimnerCollection) full =
    read_noun (LIMNER_TYPE_COLLECTION,
          "{\"slug\":\"upscale\",\"name\":\"Upscale\",\"description\":\"Larger.\","
          "\"full_description\":\"# Larger\",\"models\":[{\"owner\":\"acme\",\"name\":\"big\"},"
          "\"not a model\",{\"owner\":\"acme\"}]}");
  g_autoptr(LimnerCollection) made = limner_collection_new ("own", "Own", NULL);

  g_assert_cmpstr (limner_collection_get_slug (full), ==, "upscale");
  g_assert_cmpstr (limner_collection_get_description (full), ==, "Larger.");
  g_assert_cmpstr (limner_collection_get_full_description (full), ==, "# Larger");
  g_assert_cmpuint (g_list_model_get_n_items (limner_collection_get_models (full)), ==, 1);

  g_assert_cmpstr (limner_collection_get_name (made), ==, "Own");
  g_assert_null (limner_collection_get_description (made));
  g_assert_null (limner_collection_get_full_description (made));
  g_assert_cmpuint (g_list_model_get_n_items (limner_collection_get_models (made)), ==, 0);
  assert_refused (LIMNER_TYPE_COLLECTION, "{\"name\":\"Upscale\"}");
}

static void
test_search_result (void)
{
  g_autoptr(LimnerSearchResult) full =
    read_noun (LIMNER_TYPE_SEARCH_RESULT,
          "{\"query\":\"fox\",\"models\":[{\"model\":{\"owner\":\"a\",\"name\":\"b\"},"
          "\"metadata\":{\"score\":0.5}},{\"model\":7},5],\"collections\":[{\"slug\":\"c\"},{}]}");
  g_autoptr(LimnerSearchResult) empty = read_noun (LIMNER_TYPE_SEARCH_RESULT, "{\"query\":7}");

  g_assert_cmpstr (limner_search_result_get_query (full), ==, "fox");
  g_assert_cmpuint (g_list_model_get_n_items (limner_search_result_get_models (full)), ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (limner_search_result_get_collections (full)), ==, 1);

  g_assert_null (limner_search_result_get_query (empty));
  g_assert_cmpuint (g_list_model_get_n_items (limner_search_result_get_models (empty)), ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (limner_search_result_get_collections (empty)), ==, 0);
}

static void
test_hardware (void)
{
  g_autoptr(LimnerHardware) made = limner_hardware_new ("gpu-t4", "Nvidia T4");
  g_autoptr(LimnerHardware) nameless = read_noun (LIMNER_TYPE_HARDWARE, "{\"sku\":\"cpu\"}");

  g_assert_cmpstr (limner_hardware_get_sku (made), ==, "gpu-t4");
  g_assert_cmpstr (limner_hardware_get_name (made), ==, "Nvidia T4");
  g_assert_cmpstr (limner_hardware_get_sku (nameless), ==, "cpu");
  g_assert_null (limner_hardware_get_name (nameless));
  assert_refused (LIMNER_TYPE_HARDWARE, "{\"name\":\"CPU\"}");
}

static void
test_remote_file (void)
{
  g_autoptr(LimnerRemoteFile) full =
    read_noun (LIMNER_TYPE_REMOTE_FILE,
          "{\"id\":\"f1\",\"name\":\"a.png\",\"content_type\":\"image/png\",\"size\":4294967296,"
          "\"checksums\":{\"sha256\":\"00ff\"},\"urls\":{\"get\":\"https://h/f1\"},"
          "\"created_at\":\"2026-02-15T16:32:57Z\",\"expires_at\":\"2026-02-16T16:32:57Z\"}");
  g_autoptr(LimnerRemoteFile) poor =
    read_noun (LIMNER_TYPE_REMOTE_FILE, "{\"id\":\"f2\",\"size\":\"much\",\"checksums\":[],"
                                   "\"urls\":\"none\",\"expires_at\":null}");

  g_assert_cmpstr (limner_remote_file_get_id (full), ==, "f1");
  g_assert_cmpstr (limner_remote_file_get_name (full), ==, "a.png");
  g_assert_cmpstr (limner_remote_file_get_content_type (full), ==, "image/png");
  g_assert_cmpint (limner_remote_file_get_size (full), ==, G_GINT64_CONSTANT (4294967296));
  g_assert_cmpstr (limner_remote_file_get_sha256 (full), ==, "00ff");
  g_assert_cmpstr (limner_remote_file_get_url (full), ==, "https://h/f1");
  assert_time (limner_remote_file_get_created_at (full), "2026-02-15T16:32:57Z");
  assert_time (limner_remote_file_get_expires_at (full), "2026-02-16T16:32:57Z");

  g_assert_null (limner_remote_file_get_name (poor));
  g_assert_null (limner_remote_file_get_content_type (poor));
  g_assert_cmpint (limner_remote_file_get_size (poor), <=, 0);
  g_assert_null (limner_remote_file_get_sha256 (poor));
  g_assert_null (limner_remote_file_get_url (poor));
  assert_time (limner_remote_file_get_created_at (poor), NULL);
  assert_time (limner_remote_file_get_expires_at (poor), NULL);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/nouns/deployment", test_deployment);
  g_test_add_func ("/nouns/account", test_account);
  g_test_add_func ("/nouns/training", test_training);
  g_test_add_func ("/nouns/collection", test_collection);
  g_test_add_func ("/nouns/search-result", test_search_result);
  g_test_add_func ("/nouns/hardware", test_hardware);
  g_test_add_func ("/nouns/remote-file", test_remote_file);

  return g_test_run ();
}
