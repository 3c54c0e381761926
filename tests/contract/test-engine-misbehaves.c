/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "base/limner-json.h"

#include "lib/limner-test-engine.h"
#include "lib/limner-test.h"

#define PAINTER "/models/limner/painter/predictions"

typedef LimnerTestEngineFixture Fixture;

/* What a client sees of each fault when it creates a prediction, and whether it was taken. */
typedef struct
{
  const char *rule;
  guint       status;       /* 0 where there is no answer */
  gboolean    is_json;
  guint       n_created;
} Case;

static const Case cases[] = {
  { "\"fault\":\"drop-before\"", 0, FALSE, 0 },
  { "\"fault\":\"drop-after\"", 0, FALSE, 1 },
  { "\"fault\":\"cut-body\"", 0, FALSE, 1 },
  { "\"fault\":\"wrong-length\"", 0, FALSE, 1 },
  { "\"fault\":\"garbage-json\"", 200, FALSE, 0 },
  { "\"fault\":\"garbage-json\",\"taken\":true", 200, FALSE, 1 },
  { "\"fault\":\"html\",\"status\":502", 502, FALSE, 0 },
  { "\"fault\":\"html\",\"status\":502,\"taken\":true", 502, FALSE, 1 },
  { "\"fault\":\"status\",\"status\":402", 402, TRUE, 0 },
  { "\"fault\":\"status\",\"status\":429,\"retry_after\":2", 429, TRUE, 0 },
  { "\"fault\":\"status\",\"status\":500,\"taken\":true", 500, TRUE, 1 },
  { "\"fault\":\"redirect\",\"location\":\"http://127.0.0.1:9/x\"", 307, FALSE, 0 },
  { "\"fault\":\"slow-drip\",\"milliseconds\":5", 201, TRUE, 1 },
  { "\"fault\":\"delay\",\"milliseconds\":30", 201, TRUE, 1 },
  { "\"fault\":\"endless-starting\"", 201, TRUE, 1 },
  { "\"fault\":\"fail\"", 201, TRUE, 1 },
  { "\"fault\":\"abort\"", 201, TRUE, 1 },
};

static void
test_create (Fixture       *fixture,
             gconstpointer  data)
{
  const Case *test = data;
  g_autofree char *rules = g_strdup_printf ("[{\"operation\":\"models.predictions.create\",%s}]",
                                            test->rule);
  g_autoptr(LimnerTestAnswer) answer = NULL;
  g_autoptr(LimnerTestAnswer) next = NULL;

  limner_test_engine_set_faults (fixture->engine, rules);
  answer = limner_test_engine_send (fixture->engine, "POST", PAINTER,
                                    "{\"input\":{\"prompt\":\"a\"}}");
  if (test->status == 0)
    {
      /* libsoup does not tell a body that ends too early: the length does */
      g_assert_true (answer->error != NULL ||
                     (goffset) g_bytes_get_size (answer->body) <
                     soup_message_headers_get_content_length (answer->headers));
    }
  else
    {
      g_assert_no_error (answer->error);
      g_assert_cmpuint (answer->status, ==, test->status);
      g_assert_true ((answer->json != NULL) == test->is_json);
    }
  g_assert_cmpuint (limner_engine_server_get_n_created (
                      limner_test_engine_get_server (fixture->engine)), ==, test->n_created);

  /* the engine is well afterwards */
  next = limner_test_engine_send_with (fixture->engine, "POST", PAINTER,
                                       "{\"input\":{\"prompt\":\"a\"}}", "Prefer", "wait");
  g_assert_cmpuint (next->status, ==, 201);
  g_assert_cmpstr (limner_test_answer_get (next, "status"), ==, "succeeded");
}

static void
test_throttled (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(LimnerTestAnswer) answer = NULL;

  limner_test_engine_set_faults (fixture->engine,
                                 "[{\"operation\":\"account.get\",\"fault\":\"status\","
                                 "\"status\":429,\"retry_after\":7,\"header\":true}]");
  answer = limner_test_engine_send (fixture->engine, "GET", "/account", NULL);
  g_assert_cmpuint (answer->status, ==, 429);
  g_assert_cmpstr (limner_test_answer_get (answer, "detail"), ==,
                   "Request was throttled. Your rate limit resets in ~7s.");
  g_assert_cmpint (limner_json_get_int (answer->json, "retry_after", 0), ==, 7);
  g_assert_cmpstr (soup_message_headers_get_one (answer->headers, "Retry-After"), ==, "7");
}

static void
test_endless_starting (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autoptr(LimnerTestAnswer) answer = NULL;
  g_autoptr(LimnerTestAnswer) canceled = NULL;

  limner_test_engine_set_faults (fixture->engine,
                                 "[{\"operation\":\"models.predictions.create\","
                                 "\"fault\":\"endless-starting\"}]");
  answer = limner_test_engine_send_with (fixture->engine, "POST", PAINTER,
                                         "{\"input\":{\"prompt\":\"a\"}}", "Prefer", "wait=1");
  g_assert_cmpuint (answer->status, ==, 202);
  g_assert_cmpstr (limner_test_answer_get (answer, "status"), ==, "starting");
  canceled = limner_test_engine_send (fixture->engine, "POST",
                                      limner_test_answer_get (answer, "urls.cancel"), NULL);
  g_assert_cmpstr (limner_test_answer_get (canceled, "status"), ==, "canceled");
}

/* A stream that breaks goes on where it broke, for a client that tells what it has. */
static void
test_cut_stream (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(LimnerTestAnswer) answer =
    limner_test_engine_send (fixture->engine, "POST", "/models/limner/prompts/predictions",
                             "{\"input\":{\"prompt\":\"a fox\"}}");
  g_autoptr(LimnerTestAnswer) first = NULL;
  g_autoptr(LimnerTestAnswer) second = NULL;
  const char *address = limner_test_answer_get (answer, "urls.stream");

  limner_test_answer_free (limner_test_engine_wait_for (fixture->engine,
                                                        limner_test_answer_get (answer, "id"),
                                                        "succeeded"));
  limner_test_engine_set_faults (fixture->engine, "[{\"operation\":\"streams.get\","
                                                  "\"fault\":\"cut-body\"}]");
  first = limner_test_engine_send (fixture->engine, "GET", address, NULL);
  g_assert_nonnull (g_strstr_len (g_bytes_get_data (first->body, NULL),
                                  (gssize) g_bytes_get_size (first->body), "id: 1:0"));
  g_assert_null (g_strstr_len (g_bytes_get_data (first->body, NULL),
                               (gssize) g_bytes_get_size (first->body), "id: 2:0"));
  second = limner_test_engine_send_with (fixture->engine, "GET", address, NULL,
                                         "Last-Event-ID", "1:0");
  g_assert_nonnull (g_strstr_len (g_bytes_get_data (second->body, NULL),
                                  (gssize) g_bytes_get_size (second->body), "event: done"));
}

/* A client that goes away while the engine answers must not hurt it. */
static void
test_client_leaves (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr(SoupSession) session = soup_session_new ();
  g_autofree char *url = g_strconcat (limner_test_engine_get_url (fixture->engine), PAINTER, NULL);
  g_autofree char *token = g_strconcat ("Bearer ", limner_test_engine_get_token (fixture->engine),
                                        NULL);
  g_autoptr(SoupMessage) message = soup_message_new ("POST", url);
  g_autoptr(GBytes) body = g_bytes_new_static ("{\"input\":{\"prompt\":\"wait\"}}", 27);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(LimnerTestAnswer) account = NULL;

  limner_test_engine_set_gate (FALSE);
  soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization", token);
  soup_message_headers_replace (soup_message_get_request_headers (message), "Prefer", "wait");
  soup_message_set_request_body_from_bytes (message, "application/json", body);
  soup_session_send_and_read_async (session, message, G_PRIORITY_DEFAULT, cancellable,
                                    limner_test_result_cb, &result);
  limner_test_wait_until (limner_engine_server_get_n_created (
                            limner_test_engine_get_server (fixture->engine)) == 1);
  g_cancellable_cancel (cancellable);
  limner_test_wait_until (result != NULL);
  soup_session_abort (session);

  limner_test_engine_set_gate (TRUE);
  account = limner_test_engine_send (fixture->engine, "GET", "/account", NULL);
  g_assert_cmpuint (account->status, ==, 200);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/engine-misbehaves/create/%u", (guint) i);

      limner_test_engine_add (path, &cases[i], test_create);
    }
  limner_test_engine_add ("/engine-misbehaves/throttled", NULL, test_throttled);
  limner_test_engine_add ("/engine-misbehaves/endless-starting", NULL, test_endless_starting);
  limner_test_engine_add ("/engine-misbehaves/cut-stream", NULL, test_cut_stream);
  limner_test_engine_add ("/engine-misbehaves/client-leaves", NULL, test_client_leaves);

  return g_test_run ();
}
