/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-error.h"
#include "base/limner-json.h"
#include "client/limner-client-account.h"
#include "client/limner-client-deployments.h"
#include "client/limner-client-files.h"
#include "client/limner-client-models.h"
#include "client/limner-client-predictions.h"
#include "limner-test-server.h"
#include "limner-test.h"
#include "wire/limner-problem.h"

#define TOKEN "r8_test"
#define VERSION "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"

typedef struct
{
  LimnerTestServer *server;
  LimnerClient     *client;
  GAsyncResult     *result;    /* what the callback gave */
  GAsyncResult     *done;      /* the newest that was awaited */
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(LimnerServer) server = NULL;
  g_autofree char *base_url = NULL;

  fixture->server = limner_test_server_new ();
  base_url = g_strconcat (limner_test_server_get_uri (fixture->server), "/v1", NULL);
  server = limner_server_new ("test", LIMNER_SERVER_ENGINE, "Test", base_url);
  fixture->client = limner_client_new (server);
  limner_client_set_token (fixture->client, TOKEN);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_clear_object (&fixture->done);
  limner_test_assert_freed (fixture->client);
  limner_test_server_free (fixture->server);
}

static GAsyncResult *
wait (Fixture *fixture)
{
  g_clear_object (&fixture->done);
  fixture->done = limner_test_wait_result (&fixture->result);
  return fixture->done;
}

static void
answer (Fixture    *fixture,
        const char *method,
        const char *path,
        guint       status,
        const char *body)
{
  g_autofree char *full = g_strconcat ("/v1", path, NULL);

  limner_test_server_answer (fixture->server, method, full, status, body);
}

/* Checks the newest request. */
static void
check (Fixture    *fixture,
       const char *method,
       const char *path,
       const char *body)
{
  guint n = limner_test_server_get_n (fixture->server);
  const LimnerTestRequest *request = limner_test_server_get_request (fixture->server, n - 1);
  g_autofree char *full = g_strconcat ("/v1", path, NULL);

  g_assert_cmpstr (request->method, ==, method);
  g_assert_cmpstr (request->path, ==, full);
  g_assert_cmpstr (request->authorization, ==, "Bearer " TOKEN);
  if (body != NULL)
    g_assert_cmpstr (request->body, ==, body);
}

#define CALL(function, ...) \
  limner_client_ ## function ## _async (fixture->client, __VA_ARGS__, NULL, \
                                        limner_test_result_cb, &fixture->result)
#define CALL0(function) \
  limner_client_ ## function ## _async (fixture->client, NULL, limner_test_result_cb, \
                                        &fixture->result)
#define FINISH(function) \
  limner_client_ ## function ## _finish (fixture->client, wait (fixture), &error)

static void
load (Fixture        *fixture,
      LimnerPageList *list,
      guint           n)
{
  g_autoptr(GError) error = NULL;

  limner_page_list_load_async (list, 1, NULL, limner_test_result_cb, &fixture->result);
  g_assert_true (limner_page_list_load_finish (list, wait (fixture), &error));
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, n);
}

static void
test_account (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(LimnerAccount) account = NULL;
  g_autoptr(LimnerPageList) hardware = NULL;
  g_autofree char *secret = NULL;

  answer (fixture, "GET", "/account", 200, "{\"username\":\"u\",\"type\":\"organization\"}");
  CALL0 (get_account);
  account = FINISH (get_account);
  g_assert_no_error (error);
  g_assert_cmpstr (limner_account_get_name (account), ==, "u");
  g_assert_true (limner_account_is_organization (account));
  check (fixture, "GET", "/account", NULL);

  answer (fixture, "GET", "/hardware", 200, "[{\"sku\":\"cpu\",\"name\":\"CPU\"}]");
  hardware = limner_client_list_hardware (fixture->client);
  load (fixture, hardware, 1);
  check (fixture, "GET", "/hardware", NULL);

  answer (fixture, "GET", "/webhooks/default/secret", 200, "{\"key\":\"whsec_x\"}");
  CALL0 (get_webhook_secret);
  secret = FINISH (get_webhook_secret);
  g_assert_cmpstr (secret, ==, "whsec_x");
  check (fixture, "GET", "/webhooks/default/secret", NULL);
}

static void
test_models (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(LimnerModel) got = NULL;
  g_autoptr(LimnerModel) created = NULL;
  g_autoptr(LimnerModel) updated = NULL;
  g_autoptr(JsonObject) properties = json_object_new ();
  g_autofree char *readme = NULL;

  answer (fixture, "GET", "/models/a/b", 200, "{\"owner\":\"a\",\"name\":\"b\"}");
  CALL (get_model, "a/b");
  got = FINISH (get_model);
  g_assert_cmpstr (limner_model_get_reference (got), ==, "a/b");
  check (fixture, "GET", "/models/a/b", NULL);

  json_object_set_string_member (properties, "description", "d");
  answer (fixture, "POST", "/models", 201, "{\"owner\":\"a\",\"name\":\"c\"}");
  CALL (create_model, properties);
  created = FINISH (create_model);
  g_assert_nonnull (created);
  check (fixture, "POST", "/models", "{\"description\":\"d\"}");

  answer (fixture, "PATCH", "/models/a/b", 200, "{\"owner\":\"a\",\"name\":\"b\"}");
  CALL (update_model, "a/b", properties);
  updated = FINISH (update_model);
  g_assert_nonnull (updated);
  check (fixture, "PATCH", "/models/a/b", "{\"description\":\"d\"}");

  answer (fixture, "DELETE", "/models/a/b", 204, "");
  CALL (delete_model, "a/b");
  g_assert_true (FINISH (delete_model));
  check (fixture, "DELETE", "/models/a/b", NULL);

  answer (fixture, "GET", "/models/a/b/readme", 200, "# Hello");
  CALL (get_readme, "a/b");
  readme = FINISH (get_readme);
  g_assert_cmpstr (readme, ==, "# Hello");
  check (fixture, "GET", "/models/a/b/readme", NULL);
}

/* Bodies end at any place of the reads that are made in a row, also just behind the last. */
static void
test_long_bodies (Fixture       *fixture,
                  gconstpointer  data)
{
  for (gsize size = 32 * 1024; size <= 512 * 1024; size += 16 * 1024)
    {
      g_autofree char *model = g_strdup_printf ("a/b%" G_GSIZE_FORMAT, size);
      g_autofree char *path = g_strconcat ("/models/", model, "/readme", NULL);
      g_autofree char *body = g_strnfill (size, 'x');
      g_autofree char *readme = NULL;
      g_autoptr(GError) error = NULL;

      answer (fixture, "GET", path, 200, body);
      CALL (get_readme, model);
      readme = FINISH (get_readme);
      g_assert_no_error (error);
      g_assert_true (g_str_equal (readme, body));
    }
}

static void
test_model_lists (Fixture       *fixture,
                  gconstpointer  data)
{
  const char *page = "{\"next\":null,\"results\":[{\"owner\":\"a\",\"name\":\"b\",\"id\":\"x\","
                     "\"slug\":\"s\"}]}";
  g_autoptr(GError) error = NULL;
  g_autoptr(LimnerPageList) models = NULL;
  g_autoptr(LimnerPageList) queried = NULL;
  g_autoptr(LimnerPageList) examples = NULL;
  g_autoptr(LimnerPageList) versions = NULL;
  g_autoptr(LimnerPageList) collections = NULL;
  g_autoptr(LimnerCollection) collection = NULL;

  answer (fixture, "GET", "/models", 200, page);
  models = limner_client_list_models (fixture->client, "model_created_at", TRUE);
  load (fixture, models, 1);
  check (fixture, "GET", "/models?sort_by=model_created_at&sort_direction=asc", NULL);

  answer (fixture, "QUERY", "/models", 200, page);
  queried = limner_client_query_models (fixture->client, "up scale");
  load (fixture, queried, 1);
  check (fixture, "QUERY", "/models", "up scale");

  answer (fixture, "GET", "/models/a/b/examples", 200, page);
  examples = limner_client_list_examples (fixture->client, "a/b");
  load (fixture, examples, 1);
  check (fixture, "GET", "/models/a/b/examples", NULL);

  answer (fixture, "GET", "/models/a/b/versions", 200, page);
  versions = limner_client_list_versions (fixture->client, "a/b");
  load (fixture, versions, 1);
  check (fixture, "GET", "/models/a/b/versions", NULL);

  answer (fixture, "GET", "/collections", 200, page);
  collections = limner_client_list_collections (fixture->client);
  load (fixture, collections, 1);
  check (fixture, "GET", "/collections", NULL);

  answer (fixture, "GET", "/collections/s%2Ft", 200, "{\"slug\":\"s/t\",\"models\":[]}");
  answer (fixture, "GET", "/collections/s/t", 200, "{\"slug\":\"s/t\",\"models\":[]}");
  CALL (get_collection, "s/t");
  collection = FINISH (get_collection);
  g_assert_no_error (error);
}

static void
test_versions (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(LimnerModelVersion) version = NULL;

  answer (fixture, "GET", "/models/a/b/versions/" VERSION, 200,
          "{\"id\":\"" VERSION "\",\"openapi_schema\":null}");
  CALL (get_version, "a/b", VERSION);
  version = FINISH (get_version);
  g_assert_no_error (error);
  g_assert_null (limner_model_version_get_schema (version));
  g_assert_false (limner_model_version_is_hidden (version));
  check (fixture, "GET", "/models/a/b/versions/" VERSION, NULL);

  answer (fixture, "DELETE", "/models/a/b/versions/" VERSION, 202, "");
  CALL (delete_version, "a/b", VERSION);
  g_assert_true (FINISH (delete_version));
  check (fixture, "DELETE", "/models/a/b/versions/" VERSION, NULL);
}

static void
test_search (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(LimnerSearchResult) found = NULL;
  g_autoptr(LimnerSearchResult) older = NULL;

  answer (fixture, "GET", "/search", 200,
          "{\"query\":\"x y\",\"models\":[{\"model\":{\"owner\":\"a\",\"name\":\"b\"},"
          "\"metadata\":{}}],\"collections\":[],\"pages\":[]}");
  CALL (search, "x y", 500);
  found = FINISH (search);
  g_assert_cmpuint (g_list_model_get_n_items (limner_search_result_get_models (found)), ==, 1);
  check (fixture, "GET", "/search?query=x%20y&limit=50", NULL);

  /* A server that does not know the newer search */
  limner_test_server_free (fixture->server);
  fixture->server = limner_test_server_new ();
  {
    g_autofree char *base_url =
      g_strconcat (limner_test_server_get_uri (fixture->server), "/v1", NULL);

    limner_server_set_base_url (limner_client_get_server (fixture->client), base_url);
  }
  answer (fixture, "QUERY", "/models", 200,
          "{\"results\":[{\"owner\":\"a\",\"name\":\"b\"},{\"owner\":\"c\",\"name\":\"d\"}]}");
  CALL (search, "x", 5);
  older = FINISH (search);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (limner_search_result_get_models (older)), ==, 2);
  check (fixture, "QUERY", "/models", "x");
}

static void
test_predictions (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(LimnerPrediction) got = NULL;
  g_autoptr(LimnerPrediction) canceled = NULL;
  g_autoptr(LimnerPageList) list = NULL;
  g_autoptr(GDateTime) after = g_date_time_new_utc (2026, 11, 20, 10, 0, 0);

  answer (fixture, "GET", "/predictions/p1", 200, "{\"id\":\"p1\",\"status\":\"aborted\"}");
  CALL (get_prediction, "p1");
  got = FINISH (get_prediction);
  g_assert_cmpint (limner_prediction_get_status (got), ==, LIMNER_STATUS_ABORTED);
  check (fixture, "GET", "/predictions/p1", NULL);

  answer (fixture, "POST", "/predictions/p1/cancel", 200,
          "{\"id\":\"p1\",\"status\":\"canceled\",\"output\":null,\"logs\":null}");
  CALL (cancel_prediction, "p1");
  canceled = FINISH (cancel_prediction);
  g_assert_cmpint (limner_prediction_get_status (canceled), ==, LIMNER_STATUS_CANCELED);
  check (fixture, "POST", "/predictions/p1/cancel", "");

  answer (fixture, "GET", "/predictions", 200, "{\"results\":[{\"id\":\"p1\"}]}");
  list = limner_client_list_predictions (fixture->client, after, NULL, "web");
  load (fixture, list, 1);
  check (fixture, "GET", "/predictions?created_after=2026-11-20T10%3A00%3A00Z&source=web", NULL);
}

static void
test_trainings (Fixture       *fixture,
                gconstpointer  data)
{
  const char *body = "{\"id\":\"t1\",\"status\":\"starting\"}";
  g_autoptr(GError) error = NULL;
  g_autoptr(LimnerTraining) created = NULL;
  g_autoptr(LimnerTraining) got = NULL;
  g_autoptr(LimnerTraining) canceled = NULL;
  g_autoptr(LimnerPageList) list = NULL;
  g_autoptr(JsonObject) input = json_object_new ();

  answer (fixture, "POST", "/models/a/b/versions/" VERSION "/trainings", 201, body);
  CALL (create_training, "a/b", VERSION, "c/d", input);
  created = FINISH (create_training);
  g_assert_no_error (error);
  check (fixture, "POST", "/models/a/b/versions/" VERSION "/trainings",
         "{\"destination\":\"c/d\",\"input\":{}}");

  answer (fixture, "GET", "/trainings/t1", 200, body);
  CALL (get_training, "t1");
  got = FINISH (get_training);
  check (fixture, "GET", "/trainings/t1", NULL);

  answer (fixture, "POST", "/trainings/t1/cancel", 200, body);
  CALL (cancel_training, "t1");
  canceled = FINISH (cancel_training);
  check (fixture, "POST", "/trainings/t1/cancel", NULL);

  answer (fixture, "GET", "/trainings", 200, "{\"results\":[{\"id\":\"t1\"}]}");
  list = limner_client_list_trainings (fixture->client);
  load (fixture, list, 1);
  check (fixture, "GET", "/trainings", NULL);
}

static void
test_deployments (Fixture       *fixture,
                  gconstpointer  data)
{
  const char *body =
    "{\"owner\":\"a\",\"name\":\"d\",\"current_release\":{\"number\":2,\"model\":\"m/n\","
    "\"configuration\":{\"hardware\":\"cpu\",\"min_instances\":0,\"max_instances\":3}}}";
  g_autoptr(GError) error = NULL;
  g_autoptr(LimnerDeployment) created = NULL;
  g_autoptr(LimnerDeployment) got = NULL;
  g_autoptr(LimnerDeployment) updated = NULL;
  g_autoptr(LimnerPageList) list = NULL;
  g_autoptr(JsonObject) properties = json_object_new ();

  answer (fixture, "POST", "/deployments", 200, body);
  CALL (create_deployment, properties);
  created = FINISH (create_deployment);
  g_assert_no_error (error);
  g_assert_cmpstr (limner_deployment_get_hardware (created), ==, "cpu");
  g_assert_cmpint (limner_deployment_get_max_instances (created), ==, 3);
  g_assert_cmpstr (limner_deployment_get_model (created), ==, "m/n");
  check (fixture, "POST", "/deployments", "{}");

  answer (fixture, "GET", "/deployments/a/d", 200, body);
  CALL (get_deployment, "a/d");
  got = FINISH (get_deployment);
  check (fixture, "GET", "/deployments/a/d", NULL);

  answer (fixture, "PATCH", "/deployments/a/d", 200, body);
  CALL (update_deployment, "a/d", properties);
  updated = FINISH (update_deployment);
  check (fixture, "PATCH", "/deployments/a/d", "{}");

  answer (fixture, "DELETE", "/deployments/a/d", 204, "");
  CALL (delete_deployment, "a/d");
  g_assert_true (FINISH (delete_deployment));
  check (fixture, "DELETE", "/deployments/a/d", NULL);

  answer (fixture, "GET", "/deployments", 200, "{\"results\":[]}");
  list = limner_client_list_deployments (fixture->client);
  load (fixture, list, 0);
  check (fixture, "GET", "/deployments", NULL);
}

static void
progress_cb (gint64   done,
             gint64   total,
             gpointer data)
{
  *(double *) data = (double) done / (double) total;
}

static void
test_files (Fixture       *fixture,
            gconstpointer  data)
{
  const char *body = "{\"id\":\"f1\",\"size\":3,\"checksums\":{\"sha256\":\"ab\"},"
                     "\"urls\":{\"get\":\"http://h/f1\"}}";
  g_autoptr(GError) error = NULL;
  g_autoptr(LimnerRemoteFile) uploaded = NULL;
  g_autoptr(LimnerRemoteFile) got = NULL;
  g_autoptr(LimnerPageList) list = NULL;
  g_autoptr(GBytes) bytes = g_bytes_new_static ("abc", 3);
  g_autoptr(GBytes) downloaded = NULL;
  g_autoptr(JsonObject) metadata = json_object_new ();
  const LimnerTestRequest *request;
  double progress = 0.0;

  answer (fixture, "POST", "/files", 201, body);
  CALL (upload_file, bytes, "a \"b\"\r\n.png", "image/png", metadata, progress_cb, &progress);
  uploaded = FINISH (upload_file);
  g_assert_no_error (error);
  g_assert_cmpstr (limner_remote_file_get_url (uploaded), ==, "http://h/f1");
  g_assert_cmpstr (limner_remote_file_get_sha256 (uploaded), ==, "ab");
  g_assert_cmpfloat (progress, ==, 1.0);
  request = limner_test_server_get_request (fixture->server, 0);
  g_assert_nonnull (strstr (request->body, "name=\"content\"; filename=\"a _b___.png\"\r\n"
                                           "Content-Type: image/png\r\n\r\nabc\r\n--"));
  g_assert_nonnull (strstr (request->body, "name=\"metadata\""));
  check (fixture, "POST", "/files", NULL);

  answer (fixture, "GET", "/files/f1", 200, body);
  CALL (get_file, "f1");
  got = FINISH (get_file);
  check (fixture, "GET", "/files/f1", NULL);

  answer (fixture, "GET", "/files", 200, "{\"results\":[{\"id\":\"f1\"}]}");
  list = limner_client_list_files (fixture->client);
  load (fixture, list, 1);
  check (fixture, "GET", "/files", NULL);

  answer (fixture, "GET", "/files/f1/download", 200, "abc");
  CALL (download_file, "f1", "me", 17, "a+b=");
  downloaded = FINISH (download_file);
  g_assert_true (g_bytes_equal (bytes, downloaded));
  check (fixture, "GET", "/files/f1/download?owner=me&expiry=17&signature=a%2Bb%3D", NULL);

  answer (fixture, "DELETE", "/files/f1", 204, "");
  CALL (delete_file, "f1");
  g_assert_true (FINISH (delete_file));
  check (fixture, "DELETE", "/files/f1", NULL);
}

static void
test_bad_names (Fixture       *fixture,
                gconstpointer  data)
{
  const char *bad[] = { "", "a", "a/", "/b", "../..", "a/.." };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(LimnerPageList) list = limner_client_list_versions (fixture->client, bad[i]);

      CALL (get_model, bad[i]);
      g_assert_null (FINISH (get_model));
      g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_INVALID_INPUT);
      g_assert_error (limner_page_list_get_error (list), LIMNER_ERROR, LIMNER_ERROR_INVALID_INPUT);
    }
  g_assert_cmpuint (limner_test_server_get_n (fixture->server), ==, 0);
}

/* A large answer goes through another thread and comes out the same. */
static void
test_large (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GString) body = g_string_new ("{\"results\":[");
  g_autoptr(LimnerPageList) list = NULL;

  for (guint i = 0; i < 5000; i++)
    g_string_append_printf (body, "%s{\"id\":\"p%u\",\"logs\":\"%0100u\"}", i > 0 ? "," : "", i, i);
  g_string_append (body, "]}");
  answer (fixture, "GET", "/predictions", 200, body->str);
  list = limner_client_list_predictions (fixture->client, NULL, NULL, NULL);
  load (fixture, list, 5000);
}

int
main (int   argc,
      char *argv[])
{
  static const struct
  {
    const char *path;
    void      (*func) (Fixture *, gconstpointer);
  } tests[] = {
    { "/client-calls/account", test_account },
    { "/client-calls/long-bodies", test_long_bodies },
    { "/client-calls/models", test_models },
    { "/client-calls/model-lists", test_model_lists },
    { "/client-calls/versions", test_versions },
    { "/client-calls/search", test_search },
    { "/client-calls/predictions", test_predictions },
    { "/client-calls/trainings", test_trainings },
    { "/client-calls/deployments", test_deployments },
    { "/client-calls/files", test_files },
    { "/client-calls/bad-names", test_bad_names },
    { "/client-calls/large", test_large },
  };

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].func, tear_down);

  return g_test_run ();
}
