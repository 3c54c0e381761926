/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-error.h"
#include "client/limner-client-account.h"
#include "client/limner-client-private.h"
#include "client/limner-client-predictions.h"
#include "limner-test.h"
#include "raw-server.h"

#define ACCOUNT "{\"username\":\"u\"}"
#define PREDICTION "{\"id\":\"p1\",\"status\":\"starting\"}"

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
  server = limner_server_new ("test", LIMNER_SERVER_REPLICATE, "Test",
                              raw_server_get_uri (fixture->server));
  fixture->client = limner_client_new (server);
  _limner_client_set_time_scale (fixture->client, 0.004);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  limner_test_assert_freed (fixture->client);
  raw_server_free (fixture->server);
}

static LimnerAccount *
get_account (Fixture  *fixture,
             GError  **error)
{
  g_autoptr(GAsyncResult) done = NULL;
  GAsyncResult *result = NULL;

  limner_client_get_account_async (fixture->client, NULL, limner_test_result_cb, &result);
  done = limner_test_wait_result (&result);
  return limner_client_get_account_finish (fixture->client, done, error);
}

static LimnerPrediction *
create (Fixture  *fixture,
        GError  **error)
{
  g_autoptr(JsonObject) input = json_object_new ();
  g_autoptr(LimnerPredictionRequest) request = limner_prediction_request_new ("a/b", NULL, input);
  g_autoptr(GAsyncResult) done = NULL;
  GAsyncResult *result = NULL;

  request->wait_seconds = 5;
  limner_client_create_prediction_async (fixture->client, request, NULL, limner_test_result_cb,
                                         &result);
  done = limner_test_wait_result (&result);
  return limner_client_create_prediction_finish (fixture->client, done, error);
}

/* What goes wrong first, and how often; then a good answer comes. */
typedef struct
{
  const char *name;
  const char *answer;        /* NULL: closed without an answer */
  guint       n;
  int         get_code;      /* what a GET ends with, -1: it works */
  int         create_code;   /* what a creation ends with, -1: it works */
  guint       n_creates;     /* how often the creation is sent */
} Fault;

#define PAGE "HTTP/1.1 502 Bad\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>"
#define SHORT "HTTP/1.1 201 Created\r\nContent-Length: 900\r\n\r\n{\"id"
#define GARBAGE "HTTP/1.1 201 Created\r\nContent-Length: 4\r\n\r\n{x:y"
#define NO_HTTP "SSH-2.0-OpenSSH_9.2\r\n\r\n"
#define THROTTLED "HTTP/1.1 429 Slow\r\nContent-Length: 17\r\n\r\n{\"retry_after\":1}"
#define LATER "HTTP/1.1 429 Slow\r\nContent-Length: 0\r\nRetry-After: 1\r\n\r\n"
#define BARE_429 "HTTP/1.1 429 Slow\r\nContent-Length: 0\r\n\r\n"
#define LONG_429 "HTTP/1.1 429 Slow\r\nContent-Length: 19\r\n\r\n{\"retry_after\":900}"
#define POOR "HTTP/1.1 402 Pay\r\nContent-Length: 15\r\n\r\n{\"detail\":\"no\"}"
#define BROKEN "HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n"
#define FULL "HTTP/1.1 503 Full\r\nContent-Length: 0\r\n\r\n"
#define MOVED "HTTP/1.1 307 Moved\r\nLocation: http://127.0.0.2:1/\r\nContent-Length: 0\r\n\r\n"
#define LOOP "HTTP/1.1 302 Moved\r\nLocation: /account\r\nContent-Length: 0\r\n\r\n"

static const Fault faults[] = {
  { "drop", NULL, 1, -1, LIMNER_ERROR_LOST, 1 },
  { "drop-always", NULL, 9, LIMNER_ERROR_NETWORK, LIMNER_ERROR_LOST, 1 },
  { "html", PAGE, 1, -1, LIMNER_ERROR_LOST, 1 },
  { "cut", SHORT, 1, -1, LIMNER_ERROR_LOST, 1 },
  { "garbage", GARBAGE, 1, LIMNER_ERROR_BAD_REPLY, LIMNER_ERROR_LOST, 1 },
  { "no-http", NO_HTTP, 1, -1, LIMNER_ERROR_LOST, 1 },
  { "429", THROTTLED, 2, -1, -1, 3 },
  { "429-header", LATER, 2, -1, -1, 3 },
  { "429-bare", BARE_429, 2, -1, -1, 3 },
  { "429-long", LONG_429, 1, LIMNER_ERROR_RATE_LIMITED, LIMNER_ERROR_RATE_LIMITED, 1 },
  { "402", POOR, 1, LIMNER_ERROR_PAYMENT, LIMNER_ERROR_PAYMENT, 1 },
  { "500", BROKEN, 2, -1, LIMNER_ERROR_LOST, 1 },
  { "500-always", BROKEN, 9, LIMNER_ERROR_SERVER, LIMNER_ERROR_LOST, 1 },
  { "503", FULL, 1, -1, LIMNER_ERROR_BUSY, 1 },
  { "elsewhere", MOVED, 1, LIMNER_ERROR_BAD_REPLY, LIMNER_ERROR_BAD_REPLY, 1 },
  { "loop", LOOP, 9, LIMNER_ERROR_BAD_REPLY, LIMNER_ERROR_BAD_REPLY, 1 },
};

static void
script (Fixture     *fixture,
        const Fault *fault,
        guint        status,
        const char  *good)
{
  for (guint i = 0; i < fault->n; i++)
    raw_server_push (fixture->server, fault->answer);
  raw_server_push_json (fixture->server, status, "", good);
}

static void
check (int           code,
       gpointer      value,
       const GError *error)
{
  if (code < 0)
    {
      g_assert_no_error (error);
      g_assert_nonnull (value);
    }
  else
    {
      g_assert_error (error, LIMNER_ERROR, code);
      g_assert_null (value);
      g_assert_cmpuint (strlen (error->message), >, 1);
    }
}

static void
test_get (Fixture       *fixture,
          gconstpointer  data)
{
  const Fault *fault = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(LimnerAccount) account = NULL;

  script (fixture, fault, 200, ACCOUNT);
  account = get_account (fixture, &error);
  check (fault->get_code, account, error);
}

static void
test_create (Fixture       *fixture,
             gconstpointer  data)
{
  const Fault *fault = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(LimnerPrediction) prediction = NULL;

  script (fixture, fault, 201, PREDICTION);
  prediction = create (fixture, &error);
  check (fault->create_code, prediction, error);
  g_assert_cmpuint (raw_server_get_n (fixture->server), ==, fault->n_creates);
}

static void
test_create_headers (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(LimnerPrediction) prediction = NULL;
  g_autofree char *request = NULL;

  raw_server_push_json (fixture->server, 201, "", PREDICTION);
  prediction = create (fixture, &error);
  g_assert_no_error (error);
  request = raw_server_dup_request (fixture->server, 0);
  g_assert_true (g_str_has_prefix (request, "POST /models/a/b/predictions HTTP/1.1\r\n"));
  g_assert_nonnull (strstr (request, "\r\nPrefer: wait=5\r\n"));
  g_assert_nonnull (strstr (request, "\r\n\r\n{\"input\":{}}"));
}

/* The server never saw the request: it may be sent again, and is. */
static void
test_refused_connection (Fixture       *fixture,
                         gconstpointer  data)
{
  g_autoptr(LimnerServer) server = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(LimnerPrediction) prediction = NULL;
  g_autofree char *uri = g_strdup (raw_server_get_uri (fixture->server));

  raw_server_free (fixture->server);
  fixture->server = raw_server_new ();
  limner_server_set_base_url (limner_client_get_server (fixture->client), uri);
  prediction = create (fixture, &error);
  g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_NETWORK);
}

/* An answer that trickles in must not hold a call for ever. */
static void
test_silence (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(GBytes) start = g_bytes_new_static ("HTTP/1.1 200 OK\r\nContent-", 25);
  g_autoptr(GError) error = NULL;
  g_autoptr(LimnerAccount) account = NULL;

  _limner_client_set_deadline_scale (fixture->client, 0.001);
  for (guint i = 0; i < 6; i++)
    raw_server_push_full (fixture->server, start, RAW_STAY_OPEN);
  account = get_account (fixture, &error);
  g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_TIMEOUT);
  g_assert_cmpuint (raw_server_get_n (fixture->server), ==, 6);
}

static void
test_cancel (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(GBytes) start = g_bytes_new_static ("HTTP/1.1 200 OK\r\n", 17);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) done = NULL;
  g_autoptr(GError) error = NULL;
  GAsyncResult *result = NULL;

  raw_server_push_full (fixture->server, start, RAW_STAY_OPEN);
  limner_client_get_account_async (fixture->client, cancellable, limner_test_result_cb, &result);
  limner_test_wait_until (raw_server_get_n (fixture->server) == 1);
  g_cancellable_cancel (cancellable);
  done = limner_test_wait_result (&result);
  g_assert_null (limner_client_get_account_finish (fixture->client, done, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Cancelling wakes a call that waits to be sent again. */
static void
test_cancel_while_waiting (Fixture       *fixture,
                           gconstpointer  data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) done = NULL;
  g_autoptr(GError) error = NULL;
  GAsyncResult *result = NULL;

  _limner_client_set_time_scale (fixture->client, 1000.0);
  raw_server_push (fixture->server, THROTTLED);
  limner_client_get_account_async (fixture->client, cancellable, limner_test_result_cb, &result);
  limner_test_wait_until (raw_server_get_n (fixture->server) == 1);
  limner_test_settle ();
  g_cancellable_cancel (cancellable);
  done = limner_test_wait_result (&result);
  g_assert_null (limner_client_get_account_finish (fixture->client, done, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* What the server says about one input reaches the caller. */
static void
test_invalid_fields (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(LimnerPrediction) prediction = NULL;
  LimnerProblem *problem;

  raw_server_push_json (fixture->server, 422, "",
                        "{\"detail\":\"- input.width: too wide\",\"status\":422,\"invalid_fields\":"
                        "[{\"type\":\"number_lte\",\"field\":\"input.width\","
                        "\"description\":\"too wide\"}]}");
  prediction = create (fixture, &error);
  g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_INVALID_INPUT);
  problem = limner_problem_from_error (error);
  g_assert_nonnull (problem);
  g_assert_cmpstr (limner_problem_get_field (problem, 0)->name, ==, "width");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *get = g_strconcat ("/client-faults/get/", faults[i].name, NULL);
      g_autofree char *post = g_strconcat ("/client-faults/create/", faults[i].name, NULL);

      g_test_add (get, Fixture, &faults[i], set_up, test_get, tear_down);
      g_test_add (post, Fixture, &faults[i], set_up, test_create, tear_down);
    }
  g_test_add ("/client-faults/create-headers", Fixture, NULL, set_up, test_create_headers,
              tear_down);
  g_test_add ("/client-faults/refused-connection", Fixture, NULL, set_up, test_refused_connection,
              tear_down);
  g_test_add ("/client-faults/silence", Fixture, NULL, set_up, test_silence, tear_down);
  g_test_add ("/client-faults/cancel", Fixture, NULL, set_up, test_cancel, tear_down);
  g_test_add ("/client-faults/cancel-while-waiting", Fixture, NULL, set_up,
              test_cancel_while_waiting, tear_down);
  g_test_add ("/client-faults/invalid-fields", Fixture, NULL, set_up, test_invalid_fields,
              tear_down);

  return g_test_run ();
}
