/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-error.h"
#include "base/limner-json.h"
#include "client/limner-client-predictions.h"
#include "client/limner-client-private.h"
#include "client/limner-event-stream.h"
#include "client/limner-poller.h"
#include "client/limner-prediction-match.h"
#include "limner-test-server.h"
#include "limner-test.h"
#include "raw-server.h"
#include "wire/limner-training.h"

#define VERSION "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"
#define STARTED "{\"id\":\"p1\",\"status\":\"starting\"}"
#define NO_SUCH "{\"title\":\"Invalid version or not permitted\",\"status\":422," \
                "\"detail\":\"The specified version does not exist\"}"

typedef struct
{
  LimnerTestServer *server;
  LimnerClient     *client;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(LimnerServer) server = NULL;

  fixture->server = limner_test_server_new ();
  server = limner_server_new ("test", LIMNER_SERVER_ENGINE, "Test",
                              limner_test_server_get_uri (fixture->server));
  fixture->client = limner_client_new (server);
  _limner_client_set_time_scale (fixture->client, 0.005);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  limner_test_assert_freed (fixture->client);
  limner_test_server_free (fixture->server);
}

static LimnerPredictionRequest *
make_request (const char *version)
{
  g_autoptr(JsonObject) input = json_object_new ();

  json_object_set_string_member (input, "prompt", "fox");
  json_object_set_int_member (input, "steps", 4);
  json_object_set_string_member (input, "image", "data:image/png;base64,AA==");
  return limner_prediction_request_new ("a/b", version, input);
}

static LimnerPrediction *
create (Fixture                  *fixture,
        LimnerPredictionRequest  *request,
        GError                  **error)
{
  g_autoptr(GAsyncResult) done = NULL;
  GAsyncResult *result = NULL;

  limner_client_create_prediction_async (fixture->client, request, NULL, limner_test_result_cb,
                                         &result);
  done = limner_test_wait_result (&result);
  return limner_client_create_prediction_finish (fixture->client, done, error);
}

static void
check_path (Fixture    *fixture,
            guint       position,
            const char *path)
{
  g_assert_cmpstr (limner_test_server_get_request (fixture->server, position)->path, ==, path);
}

static void
test_by_version (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(LimnerPredictionRequest) request = make_request (VERSION);
  g_autoptr(LimnerPrediction) prediction = NULL;
  g_autoptr(GError) error = NULL;
  const LimnerTestRequest *sent;

  request->webhook = g_strdup ("https://h/hook");
  request->webhook_events = g_strsplit ("start,completed", ",", 0);
  limner_test_server_answer (fixture->server, "POST", "/predictions", 201, STARTED);
  prediction = create (fixture, request, &error);
  g_assert_no_error (error);
  sent = limner_test_server_get_request (fixture->server, 0);
  g_assert_true (g_str_has_prefix (sent->body, "{\"version\":\"" VERSION "\",\"input\":{"));
  g_assert_nonnull (strstr (sent->body, "\"webhook_events_filter\":[\"start\",\"completed\"]"));
}

/* The server's own webhook is called where the request names no other. */
static void
test_server_webhook (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr(LimnerPredictionRequest) request = make_request (VERSION);
  LimnerServer *server = limner_client_get_server (fixture->client);
  const char *events = "\"webhook_events_filter\":[\"start\",\"logs\"]";
  const char *bodies[] = { "\"webhook\":\"https://me.example/hook\"",
                           "\"webhook\":\"https://other.example/\"" };

  g_assert_true (limner_server_set_webhook (server, "https://me.example/hook",
                                            LIMNER_WEBHOOK_START | LIMNER_WEBHOOK_LOGS));
  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr(LimnerPrediction) prediction = NULL;
      g_autoptr(GError) error = NULL;
      const LimnerTestRequest *sent;

      limner_test_server_answer (fixture->server, "POST", "/predictions", 201, STARTED);
      prediction = create (fixture, request, &error);
      g_assert_no_error (error);
      sent = limner_test_server_get_request (fixture->server, i);
      g_assert_nonnull (strstr (sent->body, bodies[i]));
      g_assert_true ((strstr (sent->body, events) != NULL) == (i == 0));
      g_assert_null (i == 0 ? request->webhook : NULL);
      request->webhook = request->webhook == NULL ? g_strdup ("https://other.example/")
                                                  : request->webhook;
    }
}

static void
test_by_deployment (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr(LimnerPredictionRequest) request = make_request (NULL);
  g_autoptr(LimnerPrediction) prediction = NULL;
  g_autoptr(GError) error = NULL;

  request->deployment = g_strdup ("me/fast");
  limner_test_server_answer (fixture->server, "POST", "/deployments/me/fast/predictions", 201,
                             STARTED);
  prediction = create (fixture, request, &error);
  g_assert_no_error (error);
}

/* A community model has no endpoint of its own name. */
static void
test_name_to_version (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr(LimnerPredictionRequest) request = make_request (NULL);
  g_autoptr(LimnerPrediction) prediction = NULL;
  g_autoptr(GError) error = NULL;

  limner_test_server_answer (fixture->server, "POST", "/models/a/b/predictions", 404,
                             "{\"detail\":\"Not found\"}");
  limner_test_server_answer (fixture->server, "GET", "/models/a/b", 200,
                             "{\"owner\":\"a\",\"name\":\"b\",\"latest_version\":{\"id\":\""
                             VERSION "\"}}");
  limner_test_server_answer (fixture->server, "POST", "/predictions", 201, STARTED);
  prediction = create (fixture, request, &error);
  g_assert_no_error (error);
  check_path (fixture, 2, "/predictions");
}

/* An official model refuses every version. */
static void
test_version_to_name (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr(LimnerPredictionRequest) request = make_request (VERSION);
  g_autoptr(LimnerPrediction) prediction = NULL;
  g_autoptr(GError) error = NULL;

  limner_test_server_answer (fixture->server, "POST", "/predictions", 422, NO_SUCH);
  limner_test_server_answer (fixture->server, "POST", "/models/a/b/predictions", 201, STARTED);
  prediction = create (fixture, request, &error);
  g_assert_no_error (error);
}

static void
test_neither_way (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr(LimnerPredictionRequest) request = make_request (VERSION);
  g_autoptr(GError) error = NULL;

  limner_test_server_answer (fixture->server, "POST", "/predictions", 422, NO_SUCH);
  g_assert_null (create (fixture, request, &error));
  g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_INVALID_INPUT);
  g_assert_cmpstr (error->message, ==, "The specified version does not exist");
  g_assert_cmpuint (limner_test_server_get_n (fixture->server), ==, 2);
}

/* Faults of the inputs are not a reason to try another endpoint. */
static void
test_bad_input (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(LimnerPredictionRequest) request = make_request (VERSION);
  g_autoptr(GError) error = NULL;

  limner_test_server_answer (fixture->server, "POST", "/predictions", 422,
                             "{\"detail\":\"version\",\"invalid_fields\":[{\"field\":\"input.x\","
                             "\"type\":\"enum\",\"description\":\"no\"}]}");
  g_assert_null (create (fixture, request, &error));
  g_assert_cmpuint (limner_test_server_get_n (fixture->server), ==, 1);
}

#define FOUND(id, input) "{\"id\":\"" id "\",\"model\":\"a/b\",\"version\":\"hidden\"," \
  "\"created_at\":\"2026-11-20T10:00:01.5Z\",\"status\":\"starting\",\"input\":" input "}"
#define FOX(file) "{\"prompt\":\"fox\",\"steps\":4.0,\"image\":\"" file "\",\"more\":1}"
#define REMOVED "{\"id\":\"p1\",\"model\":\"a/b\",\"created_at\":\"2026-11-20T10:00:01Z\"," \
  "\"status\":\"succeeded\",\"input\":{},\"data_removed\":true}"

/* The image is one byte, zero: `data:image/png;base64,AA==`, or its hash. */
#define ZERO "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"

static const struct
{
  const char *name;
  const char *list;
  const char *id;        /* NULL: certainly absent; "?" where it cannot be told */
  guint       n_looks;
  const char *rival;     /* the file of another request that is looked for */
} finds[] = {
  { "same", FOUND ("p1", FOX ("data:image/png;base64,AA==")), "p1", 1, NULL },
  { "packed-otherwise", FOUND ("p1", FOX ("data:;base64,AA==")), "p1", 1, NULL },
  { "other-file", FOUND ("p1", FOX ("data:image/png;base64,AQ==")), NULL, 3, NULL },
  { "upload", FOUND ("p2", FOX ("https://h/v1/files/f1?x=1")) ","
              FOUND ("p1", FOX ("https://h/v1/files/f0?x=1")), "p1", 1, NULL },
  { "other-upload", FOUND ("p1", FOX ("https://h/files/f1")), NULL, 3, NULL },
  { "own-before-unknown", FOUND ("p2", FOX ("https://h/f")) ","
                          FOUND ("p1", FOX ("data:image/png;base64,AA==")), "p1", 1, NULL },
  { "unknown", FOUND ("p1", FOX ("https://h/f")), "p1", 3, NULL },
  { "unknown-twice", FOUND ("p2", FOX ("https://h/g")) "," FOUND ("p1", FOX ("https://h/f")),
    "?", 3, NULL },
  { "unknown-with-rival", FOUND ("p1", FOX ("https://h/f")), "?", 3, "data:,a" },
  { "a-rival's", FOUND ("p2", FOX ("https://h/g")) "," FOUND ("p1", FOX ("https://h/f")), "p1", 3,
    "https://h/g" },
  { "removed", REMOVED, "?", 3, NULL },
  { "own-before-removed", REMOVED "," FOUND ("p2", FOX ("data:,%00")), "p2", 1, NULL },
  { "other-prompt", FOUND ("p1", "{\"prompt\":\"ox\",\"steps\":4,\"image\":\"https://h/f\"}"),
    NULL, 3, NULL },
  { "missing-input", FOUND ("p1", "{\"prompt\":\"fox\"}"), NULL, 3, NULL },
  { "known", FOUND ("known", FOX ("data:image/png;base64,AA==")), NULL, 3, NULL },
  { "nothing", "", NULL, 3, NULL },
};

/* One of another request about the same time. */
static void
add_rival (LimnerPredictionSearch *search,
           const char             *file)
{
  JsonObject *input = json_object_new ();

  json_object_set_string_member (input, "prompt", "fox");
  json_object_set_string_member (input, "image", file);
  g_ptr_array_add (search->rivals, input);
}

static void
test_find (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(LimnerPredictionRequest) request = make_request (NULL);
  g_autoptr(GDateTime) since = g_date_time_new_utc (2026, 11, 20, 10, 0, 0);
  gsize i = GPOINTER_TO_SIZE (data);
  g_autofree char *page = g_strdup_printf ("{\"results\":[%s]}", finds[i].list);
  LimnerPredictionSearch *search = limner_prediction_search_new (request, since);
  g_autoptr(LimnerPrediction) found = NULL;
  g_autoptr(GAsyncResult) done = NULL;
  g_autoptr(GError) error = NULL;
  GAsyncResult *result = NULL;
  gboolean is_certain;
  gboolean is_known;

  search->known_ids = g_strsplit ("known", ",", 0);
  g_hash_table_insert (search->uploads, g_strdup ("f0"), g_strdup (ZERO));
  g_hash_table_insert (search->uploads, g_strdup ("f1"), g_strdup ("another"));
  if (finds[i].rival != NULL)
    add_rival (search, finds[i].rival);
  limner_test_server_answer (fixture->server, "GET", "/predictions", 200, page);
  limner_client_find_prediction_async (fixture->client, search, NULL, limner_test_result_cb,
                                       &result);
  done = limner_test_wait_result (&result);
  is_known = limner_client_find_prediction_finish (fixture->client, done, &found, &is_certain,
                                                   &error);
  g_assert_cmpuint (limner_test_server_get_n (fixture->server), ==, finds[i].n_looks);
  if (g_strcmp0 (finds[i].id, "?") == 0)
    {
      g_assert_false (is_known);
      g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_AMBIGUOUS);
      return;
    }
  g_assert_no_error (error);
  g_assert_true (is_known);
  g_assert_cmpint (is_certain, ==, finds[i].n_looks == 1 || finds[i].id == NULL);
  g_assert_cmpstr (found != NULL ? limner_prediction_get_id (found) : NULL, ==, finds[i].id);
}

#define BLOB "\"blob:" ZERO "\""

/* Inputs that are compared without a server. */
static const struct
{
  const char  *ours;
  const char  *theirs;
  LimnerMatch  match;
} matches[] = {
  { "{}", "{\"a\":1}", LIMNER_MATCH_YES },
  { "{\"a\":1}", "{\"a\":1.0}", LIMNER_MATCH_YES },
  { "{\"a\":null}", "{\"a\":0}", LIMNER_MATCH_NO },
  { "{\"a\":true}", "{\"a\":true}", LIMNER_MATCH_YES },
  { "{\"a\":true}", "{\"a\":false}", LIMNER_MATCH_NO },
  /* As doubles they would be one number. */
  { "{\"a\":9007199254740993}", "{\"a\":9007199254740992}", LIMNER_MATCH_NO },
  { "{\"a\":9007199254740993}", "{\"a\":9007199254740993}", LIMNER_MATCH_YES },
  { "{\"a\":" BLOB "}", "{\"a\":\"data:;base64,AA==\"}", LIMNER_MATCH_YES },
  { "{\"a\":" BLOB "}", "{\"a\":\"data:;base64,AQ==\"}", LIMNER_MATCH_NO },
  { "{\"a\":" BLOB "}", "{\"a\":\"data:broken\"}", LIMNER_MATCH_PERHAPS },
  { "{\"a\":" BLOB "}", "{\"a\":\"https://h/f0/x.png\"}", LIMNER_MATCH_YES },
  { "{\"a\":" BLOB "}", "{\"a\":\"https://h/f1\"}", LIMNER_MATCH_NO },
  { "{\"a\":" BLOB "}", "{\"a\":\"a fox\"}", LIMNER_MATCH_NO },
  { "{\"a\":[" BLOB "," BLOB "]}", "{\"a\":[\"data:,%00\",\"https://h/?\"]}",
    LIMNER_MATCH_PERHAPS },
  { "{\"a\":[" BLOB "]}", "{\"a\":[]}", LIMNER_MATCH_NO },
  { "{\"a\":{\"b\":" BLOB "}}", "{\"a\":{\"b\":\"data:,%00\",\"c\":1}}", LIMNER_MATCH_YES },
  { "{\"a\":\"https://h/1\"}", "{\"a\":\"https://h/1\"}", LIMNER_MATCH_YES },
  { "{\"a\":\"https://h/1\"}", "{\"a\":\"https://h/2\"}", LIMNER_MATCH_PERHAPS },
  /* An address in a sentence is not a file. */
  { "{\"a\":\"as in https://h/1\"}", "{\"a\":\"as in https://h/2\"}", LIMNER_MATCH_NO },
};

static JsonObject *
parse (const char *text)
{
  g_autoptr(GError) error = NULL;
  JsonObject *object = limner_json_parse_object (text, (gsize) -1, 1 << 16, &error);

  g_assert_no_error (error);
  return object;
}

static void
test_match (void)
{
  g_autoptr(GHashTable) uploads = g_hash_table_new (g_str_hash, g_str_equal);

  g_hash_table_insert (uploads, (gpointer) "f0", (gpointer) ZERO);
  g_hash_table_insert (uploads, (gpointer) "f1", (gpointer) "another");
  for (gsize i = 0; i < G_N_ELEMENTS (matches); i++)
    {
      g_autoptr(JsonObject) ours = parse (matches[i].ours);
      g_autoptr(JsonObject) theirs = parse (matches[i].theirs);

      g_test_message ("%s and %s", matches[i].ours, matches[i].theirs);
      g_assert_cmpint (limner_prediction_match_inputs (ours, theirs, uploads), ==,
                       matches[i].match);
    }
}

/* As long as the list cannot be read, nothing is certain. */
static void
test_find_unreachable (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autoptr(LimnerPredictionRequest) request = make_request (NULL);
  g_autoptr(GDateTime) since = g_date_time_new_now_utc ();
  g_autoptr(LimnerPrediction) found = NULL;
  g_autoptr(GAsyncResult) done = NULL;
  g_autoptr(GError) error = NULL;
  GAsyncResult *result = NULL;
  gboolean is_certain;

  limner_test_server_answer (fixture->server, "GET", "/predictions", 500, "{}");
  limner_client_find_prediction_async (fixture->client,
                                       limner_prediction_search_new (request, since), NULL,
                                       limner_test_result_cb, &result);
  done = limner_test_wait_result (&result);
  g_assert_false (limner_client_find_prediction_finish (fixture->client, done, &found, &is_certain,
                                                        &error));
  g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_SERVER);
}

typedef struct
{
  GString  *told;
  gboolean  is_gone;
} Watched;

static void
poll_cb (LimnerPrediction *prediction,
         const GError     *error,
         gpointer          data)
{
  Watched *watched = data;

  g_string_append (watched->told, prediction != NULL
                   ? limner_status_to_string (limner_prediction_get_status (prediction)) : "error");
  g_string_append_c (watched->told, ' ');
}

static void
gone_cb (gpointer data)
{
  ((Watched *) data)->is_gone = TRUE;
}

static void
test_poller (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(LimnerPoller) poller = limner_poller_new (fixture->client);
  g_autoptr(GString) first_told = g_string_new (NULL);
  g_autoptr(GString) second_told = g_string_new (NULL);
  g_autoptr(GString) third_told = g_string_new (NULL);
  Watched first = { first_told, FALSE };
  Watched second = { second_told, FALSE };
  Watched third = { third_told, FALSE };
  guint forgotten;

  limner_test_server_answer (fixture->server, "GET", "/predictions/p1", 200, STARTED);
  limner_test_server_answer (fixture->server, "GET", "/predictions/p1", 500, "{}");
  limner_test_server_answer (fixture->server, "GET", "/predictions/p1", 200,
                             "{\"id\":\"p1\",\"status\":\"aborted\"}");
  limner_test_server_answer (fixture->server, "GET", "/trainings/t1", 200,
                             "{\"id\":\"t1\",\"status\":\"running\"}");
  limner_test_server_answer (fixture->server, "GET", "/trainings/t1", 200,
                             "{\"id\":\"t1\",\"status\":\"succeeded\"}");

  limner_poller_watch (poller, LIMNER_TYPE_PREDICTION, "p1", poll_cb, &first, gone_cb);
  limner_poller_watch (poller, LIMNER_TYPE_TRAINING, "t1", poll_cb, &second, gone_cb);
  limner_poller_watch (poller, LIMNER_TYPE_PREDICTION, "nowhere", poll_cb, &third, gone_cb);
  forgotten = limner_poller_watch (poller, LIMNER_TYPE_PREDICTION, "p2", poll_cb, &third, NULL);
  limner_poller_unwatch (poller, forgotten);
  limner_poller_poke (poller, forgotten);

  limner_test_wait_until (first.is_gone && second.is_gone && third.is_gone);
  g_assert_cmpstr (first_told->str, ==, "starting aborted ");
  g_assert_cmpstr (second_told->str, ==, "processing succeeded ");
  g_assert_cmpstr (third_told->str, ==, "error ");
  g_assert_cmpuint (limner_poller_get_n_watches (poller), ==, 0);
  limner_test_settle ();
}

/* A poller that goes while it asks leaves nothing behind. */
static void
test_poller_goes (Fixture       *fixture,
                  gconstpointer  data)
{
  LimnerPoller *poller = limner_poller_new (fixture->client);
  g_autoptr(GString) told = g_string_new (NULL);
  Watched watched = { told, FALSE };

  limner_test_server_answer (fixture->server, "GET", "/predictions/p1", 200, STARTED);
  limner_poller_watch (poller, LIMNER_TYPE_PREDICTION, "p1", poll_cb, &watched, gone_cb);
  limner_test_wait_until (told->len > 0);
  g_object_run_dispose (G_OBJECT (poller));
  g_assert_true (watched.is_gone);
  limner_test_settle ();
  g_object_unref (poller);
  limner_test_settle ();
}

static void
event_cb (const char *type,
          const char *text,
          gsize       length,
          gpointer    data)
{
  g_string_append_printf (data, "%s=%s;", type, text);
}

/* The stream breaks in the middle of an event and goes on where it stopped. */
static void
test_stream (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(RawServer) raw = raw_server_new ();
  g_autoptr(LimnerServer) server =
    limner_server_new ("raw", LIMNER_SERVER_ENGINE, "Raw", raw_server_get_uri (raw));
  g_autoptr(LimnerClient) client = limner_client_new (server);
  g_autofree char *url = g_strconcat (raw_server_get_uri (raw), "/stream", NULL);
  g_autoptr(GString) told = g_string_new (NULL);
  g_autoptr(GAsyncResult) done = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *second = NULL;
  GAsyncResult *result = NULL;

  _limner_client_set_time_scale (client, 0.001);
  raw_server_push (raw, "HTTP/1.1 200 OK\r\n\r\n: hi\n\nid: 5\nevent: output\ndata: a\n\n"
                        "id: 6\nda");
  raw_server_push (raw, NULL);
  raw_server_push (raw, "HTTP/1.1 200 OK\r\n\r\nid: 6\nevent: output\ndata: b\n\n"
                        "event: done\ndata: {}\n\nevent: output\ndata: late\n\n");
  limner_client_follow_stream_async (client, url, event_cb, told, NULL, limner_test_result_cb,
                                     &result);
  done = limner_test_wait_result (&result);
  g_assert_true (limner_client_follow_stream_finish (client, done, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (told->str, ==, "output=a;output=b;done={};");
  second = raw_server_dup_request (raw, 1);
  g_assert_nonnull (strstr (second, "Last-Event-ID: 5\r\n"));
}

static void
test_stream_gone (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autofree char *url = g_strconcat (limner_test_server_get_uri (fixture->server), "/s", NULL);
  g_autoptr(GString) told = g_string_new (NULL);
  g_autoptr(GAsyncResult) done = NULL;
  g_autoptr(GError) error = NULL;
  GAsyncResult *result = NULL;

  limner_client_follow_stream_async (fixture->client, url, event_cb, told, NULL,
                                     limner_test_result_cb, &result);
  done = limner_test_wait_result (&result);
  g_assert_false (limner_client_follow_stream_finish (fixture->client, done, &error));
  g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_NOT_FOUND);
}

/* Pages come as the list is looked at, and a page that fails can be asked for again. */
static void
test_paging (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *uri = g_strdup (limner_test_server_get_uri (fixture->server));
  g_autofree char *page = g_strdup_printf ("{\"next\":\"%s/more\",\"results\":[{\"id\":\"1\"}]}",
                                           uri);
  g_autofree char *again = g_strdup_printf ("{\"next\":\"%s/more\",\"results\":[{\"id\":\"2\"}]}",
                                            uri);
  g_autoptr(LimnerPageList) list = NULL;
  g_autoptr(GAsyncResult) done = NULL;
  g_autoptr(LimnerPrediction) item = NULL;
  GAsyncResult *result = NULL;

  limner_test_server_answer (fixture->server, "GET", "/predictions", 200, page);
  limner_test_server_answer (fixture->server, "GET", "/more", 404, "{}");
  limner_test_server_answer (fixture->server, "GET", "/more", 200, again);
  list = limner_client_list_predictions (fixture->client, NULL, NULL, NULL);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (list), 0));
  limner_page_list_load_async (list, 1, NULL, limner_test_result_cb, &result);
  done = limner_test_wait_result (&result);
  g_assert_true (limner_page_list_load_finish (list, done, NULL));
  g_assert_true (limner_page_list_has_more (list));

  item = g_list_model_get_item (G_LIST_MODEL (list), 0);
  g_assert_true (limner_page_list_is_loading (list));
  limner_test_wait_until (limner_page_list_get_error (list) != NULL);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 1);
  limner_page_list_retry (list);
  limner_test_wait_until (g_list_model_get_n_items (G_LIST_MODEL (list)) == 2);
  g_assert_false (limner_page_list_has_more (list));
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
    { "/client-predictions/by-version", test_by_version },
    { "/client-predictions/server-webhook", test_server_webhook },
    { "/client-predictions/by-deployment", test_by_deployment },
    { "/client-predictions/name-to-version", test_name_to_version },
    { "/client-predictions/version-to-name", test_version_to_name },
    { "/client-predictions/neither-way", test_neither_way },
    { "/client-predictions/bad-input", test_bad_input },
    { "/client-predictions/find-unreachable", test_find_unreachable },
    { "/client-predictions/poller", test_poller },
    { "/client-predictions/poller-goes", test_poller_goes },
    { "/client-predictions/stream", test_stream },
    { "/client-predictions/stream-gone", test_stream_gone },
    { "/client-predictions/paging", test_paging },
  };

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].func, tear_down);
  for (gsize i = 0; i < G_N_ELEMENTS (finds); i++)
    {
      g_autofree char *path = g_strconcat ("/client-predictions/find/", finds[i].name, NULL);

      g_test_add (path, Fixture, GSIZE_TO_POINTER (i), set_up, test_find, tear_down);
    }
  g_test_add_func ("/client-predictions/match", test_match);

  return g_test_run ();
}
