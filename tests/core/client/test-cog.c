/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-error.h"
#include "client/limner-client-models.h"
#include "client/limner-client-predictions.h"
#include "client/limner-client-private.h"
#include "client/limner-readiness.h"
#include "limner-test.h"
#include "raw-server.h"
#include "wire/limner-problem.h"

#define DONE "{\"input\":{},\"output\":\"data:image/png;base64,AA==\",\"id\":\"job-1\"," \
             "\"version\":null,\"created_at\":null,\"logs\":\"\",\"error\":null," \
             "\"status\":\"succeeded\",\"metrics\":{\"predict_time\":0.2}}"
#define BUSY "{\"detail\":\"Already running a prediction\"}"
#define HEALTH(status) "{\"status\":\"" status "\",\"setup\":{\"logs\":\"setup log\\n\"}}"

typedef struct
{
  RawServer    *server;
  LimnerClient *client;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(LimnerServer) server = NULL;

  fixture->server = raw_server_new ();
  server = limner_server_new ("c0g", LIMNER_SERVER_COG, "Workshop",
                              raw_server_get_uri (fixture->server));
  fixture->client = limner_client_new (server);
  limner_client_set_token (fixture->client, "never-sent");
  _limner_client_set_time_scale (fixture->client, 0.002);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  guint n = raw_server_get_n (fixture->server);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *request = raw_server_dup_request (fixture->server, i);

      g_assert_null (strstr (request, "never-sent"));
    }
  limner_test_wait_until (G_OBJECT (fixture->client)->ref_count == 1);
  limner_test_assert_freed (fixture->client);
  raw_server_free (fixture->server);
}

static void
start (Fixture       *fixture,
       const char    *id,
       GAsyncResult **result)
{
  g_autoptr(JsonObject) input = json_object_new ();
  g_autoptr(LimnerPredictionRequest) request = limner_prediction_request_new (NULL, NULL, input);

  request->id = g_strdup (id);
  limner_client_create_prediction_async (fixture->client, request, NULL, limner_test_result_cb,
                                         result);
}

static LimnerPrediction *
finish (Fixture       *fixture,
        GAsyncResult **result,
        GError       **error)
{
  g_autoptr(GAsyncResult) done = limner_test_wait_result (result);

  return limner_client_create_prediction_finish (fixture->client, done, error);
}

static void
check_request (Fixture    *fixture,
               guint       position,
               const char *start_of_it)
{
  g_autofree char *request = raw_server_dup_request (fixture->server, position);

  g_assert_true (g_str_has_prefix (request, start_of_it));
}

static void
test_run (Fixture       *fixture,
          gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(LimnerPrediction) prediction = NULL;
  g_autoptr(GDateTime) created = NULL;
  g_autofree char *request = NULL;
  GAsyncResult *result = NULL;

  raw_server_push_json (fixture->server, 200, "", DONE);
  start (fixture, "job-1", &result);
  prediction = finish (fixture, &result, &error);
  g_assert_no_error (error);
  g_assert_cmpint (limner_prediction_get_status (prediction), ==, LIMNER_STATUS_SUCCEEDED);
  g_assert_true (g_str_has_prefix (limner_prediction_get_model (prediction), "cog/127.0.0.1-"));
  created = limner_prediction_get_created_at (prediction);
  g_assert_nonnull (created);
  request = raw_server_dup_request (fixture->server, 0);
  g_assert_true (g_str_has_prefix (request, "PUT /predictions/job-1 HTTP/1.1\r\n"));
  g_assert_null (strstr (request, "respond-async"));
  g_assert_nonnull (strstr (request, "\r\n\r\n{\"id\":\"job-1\",\"input\":{}}"));
}

/* Somebody else's prediction runs: ours waits and is sent when the server is ready. */
static void
test_busy (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(LimnerPrediction) prediction = NULL;
  GAsyncResult *result = NULL;

  raw_server_push_json (fixture->server, 409, "", BUSY);
  raw_server_push_json (fixture->server, 200, "", HEALTH ("BUSY"));
  raw_server_push_json (fixture->server, 200, "", HEALTH ("BUSY"));
  raw_server_push_json (fixture->server, 200, "", HEALTH ("READY"));
  raw_server_push_json (fixture->server, 503, "", "{\"error\":\"not ready\"}");
  raw_server_push_json (fixture->server, 200, "", HEALTH ("STARTING"));
  raw_server_push_json (fixture->server, 200, "", HEALTH ("READY"));
  raw_server_push_json (fixture->server, 200, "", DONE);
  start (fixture, "job-1", &result);
  prediction = finish (fixture, &result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (raw_server_get_n (fixture->server), ==, 8);
  check_request (fixture, 1, "GET /health-check ");
  check_request (fixture, 4, "PUT /predictions/job-1 ");
  check_request (fixture, 7, "PUT /predictions/job-1 ");
}

/* One at a time, in their order; who waits can be taken out. */
static void
test_line (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(LimnerPrediction) first = NULL;
  g_autoptr(LimnerPrediction) second = NULL;
  g_autoptr(LimnerPrediction) third = NULL;
  g_autoptr(LimnerPrediction) canceled = NULL;
  g_autoptr(GAsyncResult) done = NULL;
  GAsyncResult *results[4] = { NULL };

  raw_server_push_json (fixture->server, 200, "", DONE);
  raw_server_push_json (fixture->server, 200, "", DONE);
  start (fixture, "job-1", &results[0]);
  start (fixture, "job-2", &results[1]);
  start (fixture, "job-3", &results[2]);
  limner_client_cancel_prediction_async (fixture->client, "job-2", NULL, limner_test_result_cb,
                                         &results[3]);
  done = limner_test_wait_result (&results[3]);
  canceled = limner_client_cancel_prediction_finish (fixture->client, done, &error);
  g_assert_no_error (error);
  g_assert_cmpint (limner_prediction_get_status (canceled), ==, LIMNER_STATUS_CANCELED);

  second = finish (fixture, &results[1], &error);
  g_assert_cmpint (limner_prediction_get_status (second), ==, LIMNER_STATUS_CANCELED);
  first = finish (fixture, &results[0], &error);
  third = finish (fixture, &results[2], &error);
  g_assert_no_error (error);
  check_request (fixture, 0, "PUT /predictions/job-1 ");
  check_request (fixture, 1, "PUT /predictions/job-3 ");
  g_assert_cmpuint (raw_server_get_n (fixture->server), ==, 2);
}

static void
test_ask (Fixture       *fixture,
          gconstpointer  data)
{
  g_autoptr(GBytes) nothing = g_bytes_new_static ("HTTP/1.1 200 OK\r\n", 17);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(JsonObject) input = json_object_new ();
  g_autoptr(LimnerPredictionRequest) request = limner_prediction_request_new (NULL, NULL, input);
  g_autoptr(LimnerPrediction) known = NULL;
  g_autoptr(LimnerPrediction) stopped = NULL;
  g_autoptr(GAsyncResult) asked = NULL;
  g_autoptr(GAsyncResult) cancelled = NULL;
  g_autoptr(GAsyncResult) unknown = NULL;
  g_autoptr(GError) error = NULL;
  GAsyncResult *results[4] = { NULL };

  raw_server_push_full (fixture->server, nothing, RAW_STAY_OPEN);
  raw_server_push_json (fixture->server, 404, "", "{}");
  raw_server_push_json (fixture->server, 200, "", "{}");
  request->id = g_strdup ("job-1");
  limner_client_create_prediction_async (fixture->client, request, cancellable,
                                         limner_test_result_cb, &results[0]);
  limner_test_wait_until (raw_server_get_n (fixture->server) == 1);

  limner_client_get_prediction_async (fixture->client, "job-1", NULL, limner_test_result_cb,
                                      &results[1]);
  asked = limner_test_wait_result (&results[1]);
  known = limner_client_get_prediction_finish (fixture->client, asked, &error);
  g_assert_cmpint (limner_prediction_get_status (known), ==, LIMNER_STATUS_PROCESSING);

  /* The older servers do not hear of it before the model is done: that is no error. */
  limner_client_cancel_prediction_async (fixture->client, "job-1", NULL, limner_test_result_cb,
                                         &results[2]);
  cancelled = limner_test_wait_result (&results[2]);
  stopped = limner_client_cancel_prediction_finish (fixture->client, cancelled, &error);
  g_assert_no_error (error);
  check_request (fixture, 1, "POST /predictions/job-1/cancel ");

  limner_client_get_prediction_async (fixture->client, "job-9", NULL, limner_test_result_cb,
                                      &results[3]);
  unknown = limner_test_wait_result (&results[3]);
  g_assert_null (limner_client_get_prediction_finish (fixture->client, unknown, &error));
  g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_NOT_FOUND);
  g_clear_error (&error);

  g_cancellable_cancel (cancellable);
  g_assert_null (finish (fixture, &results[0], &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  limner_test_wait_until (raw_server_get_n (fixture->server) == 3);
}

static const struct
{
  const char *name;
  guint       status;
  const char *body;     /* NULL: closed without an answer */
  int         code;
} endings[] = {
  { "lost", 0, NULL, LIMNER_ERROR_LOST },
  { "half", 202, "{\"id\":\"job-1\",\"status\":\"starting\"}", LIMNER_ERROR_LOST },
  { "invalid", 422, "{\"detail\":[{\"loc\":[\"body\",\"input\",\"width\"],\"msg\":\"too small\","
                    "\"type\":\"value_error\"}]}", LIMNER_ERROR_INVALID_INPUT },
  { "refused", 422, "{\"id\":\"job-1\",\"error\":\"no such input\",\"status\":\"failed\"}",
    LIMNER_ERROR_INVALID_INPUT },
};

static void
test_ending (Fixture       *fixture,
             gconstpointer  data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr(GError) error = NULL;
  GAsyncResult *result = NULL;

  if (endings[i].body == NULL)
    raw_server_push (fixture->server, NULL);
  else
    raw_server_push_json (fixture->server, endings[i].status, "", endings[i].body);
  start (fixture, "job-1", &result);
  g_assert_null (finish (fixture, &result, &error));
  g_assert_error (error, LIMNER_ERROR, endings[i].code);
  g_assert_cmpuint (raw_server_get_n (fixture->server), ==, 1);
}

static void
test_setup_failed (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  GAsyncResult *result = NULL;

  raw_server_push_json (fixture->server, 503, "", "{\"error\":\"not ready\"}");
  raw_server_push_json (fixture->server, 200, "", HEALTH ("SETUP_FAILED"));
  start (fixture, "job-1", &result);
  g_assert_null (finish (fixture, &result, &error));
  g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_SERVER);
  g_assert_nonnull (strstr (error->message, "setup log"));
}

/* A run whose answer was lost is over when the server is ready, and not known before. */
static void
test_find (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(JsonObject) input = json_object_new ();
  g_autoptr(LimnerPredictionRequest) request = limner_prediction_request_new (NULL, NULL, input);
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  const char *health[] = { HEALTH ("BUSY"), HEALTH ("READY") };

  for (gsize i = 0; i < G_N_ELEMENTS (health); i++)
    {
      g_autoptr(GAsyncResult) done = NULL;
      g_autoptr(GError) error = NULL;
      g_autoptr(LimnerPrediction) found = NULL;
      GAsyncResult *result = NULL;
      gboolean is_certain;
      gboolean is_known;

      raw_server_push_json (fixture->server, 200, "", health[i]);
      limner_client_find_prediction_async (fixture->client,
                                           limner_prediction_search_new (request, now), NULL,
                                           limner_test_result_cb, &result);
      done = limner_test_wait_result (&result);
      is_known = limner_client_find_prediction_finish (fixture->client, done, &found,
                                                       &is_certain, &error);
      g_assert_cmpint (is_known, ==, i == 1);
      g_assert_null (found);
    }
}

static const struct
{
  const char      *body;
  LimnerReadiness  readiness;
} healths[] = {
  { HEALTH ("READY"), LIMNER_READINESS_READY },
  { HEALTH ("STARTING"), LIMNER_READINESS_STARTING },
  { HEALTH ("BUSY"), LIMNER_READINESS_BUSY },
  { HEALTH ("SETUP_FAILED"), LIMNER_READINESS_SETUP_FAILED },
  { HEALTH ("DEFUNCT"), LIMNER_READINESS_DEFUNCT },
  { "{\"status\":\"UNHEALTHY\",\"user_healthcheck_error\":\"hot\"}", LIMNER_READINESS_UNHEALTHY },
  { "{\"status\":\"DREAMING\"}", LIMNER_READINESS_UNKNOWN },
};

static void
test_readiness (Fixture       *fixture,
                gconstpointer  data)
{
  for (gsize i = 0; i <= G_N_ELEMENTS (healths); i++)
    {
      g_autoptr(GAsyncResult) done = NULL;
      g_autoptr(GError) error = NULL;
      g_autofree char *detail = NULL;
      GAsyncResult *result = NULL;
      LimnerReadiness readiness;

      raw_server_push_json (fixture->server, 200, "",
                            i < G_N_ELEMENTS (healths) ? healths[i].body : "{\"hello\":1}");
      limner_client_check_async (fixture->client, NULL, limner_test_result_cb, &result);
      done = limner_test_wait_result (&result);
      if (i == G_N_ELEMENTS (healths))
        {
          g_assert_false (limner_client_check_finish (fixture->client, done, &readiness, &detail,
                                                      &error));
          g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_BAD_REPLY);
          continue;
        }
      g_assert_true (limner_client_check_finish (fixture->client, done, &readiness, &detail,
                                                 &error));
      g_assert_cmpint (readiness, ==, healths[i].readiness);
    }
}

/* Who waits for a run asks again; who looks on is told at once that nothing answers. */
static void
test_probe (Fixture       *fixture,
            gconstpointer  data)
{
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(GAsyncResult) done = NULL;
      g_autoptr(GError) error = NULL;
      GAsyncResult *result = NULL;
      LimnerReadiness readiness;
      gboolean is_patient = i == 1;

      raw_server_push_json (fixture->server, 503, "", "{}");
      if (is_patient)
        raw_server_push_json (fixture->server, 200, "", HEALTH ("READY"));
      (is_patient ? limner_client_check_async : limner_client_probe_async)
        (fixture->client, NULL, limner_test_result_cb, &result);
      done = limner_test_wait_result (&result);
      g_assert_cmpint (limner_client_check_finish (fixture->client, done, &readiness, NULL, &error),
                       ==, is_patient);
      g_assert_cmpuint (raw_server_get_n (fixture->server), ==, is_patient ? 3 : 1);
    }
}

/* Says what a server of a generation really said; its length is counted again, since some records
 * leave out names of folders.
 */
static void
push_recorded (Fixture    *fixture,
               const char *generation,
               const char *name)
{
  g_autofree char *path =
    g_build_filename (limner_test_corpus (), "cog-responses", generation, name, NULL);
  g_autofree char *text = NULL;
  const char *answer;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  answer = strstr (text, "HTTP/1.1 ") + strlen ("HTTP/1.1 ");
  raw_server_push_json (fixture->server, (guint) g_ascii_strtoull (answer, NULL, 10), "",
                        strstr (answer, "\r\n\r\n") + 4);
}

static void
check_recorded (Fixture    *fixture,
                const char *generation)
{
  const struct
  {
    const char   *name;
    LimnerStatus  status;
  } runs[] = {
    { "put_sync.txt", LIMNER_STATUS_SUCCEEDED },
    { "predict_sync_two.txt", LIMNER_STATUS_SUCCEEDED },
    { "predict_fail.txt", LIMNER_STATUS_FAILED },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (runs); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(LimnerPrediction) prediction = NULL;
      g_auto(GStrv) files = NULL;
      g_autofree char *reason = NULL;
      GAsyncResult *result = NULL;

      push_recorded (fixture, generation, runs[i].name);
      start (fixture, "job-1", &result);
      prediction = finish (fixture, &result, &error);
      g_assert_no_error (error);
      g_assert_cmpint (limner_prediction_get_status (prediction), ==, runs[i].status);
      files = limner_prediction_dup_output_files (prediction);
      reason = limner_prediction_dup_error (prediction);
      g_assert_cmpint (reason != NULL, ==, runs[i].status == LIMNER_STATUS_FAILED);
      g_assert_cmpint (files[0] != NULL, ==, runs[i].status == LIMNER_STATUS_SUCCEEDED);
    }
}

static void
check_invalid (Fixture    *fixture,
               const char *generation)
{
  g_autoptr(GError) error = NULL;
  GAsyncResult *result = NULL;

  push_recorded (fixture, generation, "predict_invalid_range.txt");
  start (fixture, "job-1", &result);
  g_assert_null (finish (fixture, &result, &error));
  g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_INVALID_INPUT);
  g_assert_cmpuint (limner_problem_get_n_fields (limner_problem_from_error (error)), ==, 3);
  g_assert_cmpstr (limner_problem_get_field (limner_problem_from_error (error), 0)->name, ==,
                   "width");
}

static void
check_schema (Fixture    *fixture,
              const char *generation)
{
  g_autoptr(LimnerPageList) list = limner_client_list_models (fixture->client, NULL, FALSE);
  g_autoptr(GAsyncResult) done = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(LimnerModel) model = NULL;
  GAsyncResult *result = NULL;

  push_recorded (fixture, generation, "openapi.txt");
  limner_page_list_load_async (list, 1, NULL, limner_test_result_cb, &result);
  done = limner_test_wait_result (&result);
  g_assert_true (limner_page_list_load_finish (list, done, &error));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 1);
  model = g_list_model_get_item (G_LIST_MODEL (list), 0);
  g_assert_nonnull (limner_model_version_get_schema (limner_model_get_latest_version (model)));
  g_assert_false (limner_model_version_is_hidden (limner_model_get_latest_version (model)));
  g_assert_cmpstr (limner_model_get_description (model), ==, "Workshop");
}

static void
test_recorded (Fixture       *fixture,
               gconstpointer  data)
{
  if (limner_test_corpus () == NULL)
    {
      g_test_skip ("The corpus is not there");
      return;
    }

  check_recorded (fixture, data);
  check_invalid (fixture, data);
  check_schema (fixture, data);
}

static void
test_unsupported (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr(LimnerPageList) list = limner_client_list_trainings (fixture->client);

  g_assert_error (limner_page_list_get_error (list), LIMNER_ERROR, LIMNER_ERROR_UNSUPPORTED);
}

int
main (int   argc,
      char *argv[])
{
  static const struct
  {
    const char *path;
    void      (*func) (Fixture *, gconstpointer);
    const char *data;
  } tests[] = {
    { "/cog/run", test_run, NULL },
    { "/cog/busy", test_busy, NULL },
    { "/cog/line", test_line, NULL },
    { "/cog/ask", test_ask, NULL },
    { "/cog/setup-failed", test_setup_failed, NULL },
    { "/cog/find", test_find, NULL },
    { "/cog/readiness", test_readiness, NULL },
    { "/cog/probe", test_probe, NULL },
    { "/cog/unsupported", test_unsupported, NULL },
    { "/cog/recorded/0.9", test_recorded, "0.9.26" },
    { "/cog/recorded/0.16", test_recorded, "0.16.12" },
  };

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, tests[i].data, set_up, tests[i].func, tear_down);
  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *path = g_strconcat ("/cog/ending/", endings[i].name, NULL);

      g_test_add (path, Fixture, GSIZE_TO_POINTER (i), set_up, test_ending, tear_down);
    }

  return g_test_run ();
}
