/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include <libsoup/soup.h>

#include "base/limner-json.h"
#include "wire/limner-webhook.h"

#include "lib/limner-test-engine.h"
#include "lib/limner-test.h"

#define PAINTER "/models/limner/painter/predictions"

typedef LimnerTestEngineFixture Fixture;

static LimnerTestAnswer *
paint (Fixture    *fixture,
       const char *prompt,
       const char *prefer)
{
  g_autofree char *body = g_strdup_printf ("{\"input\":{\"prompt\":\"%s\"}}", prompt);

  return limner_test_engine_send_with (fixture->engine, "POST", PAINTER, body, "Prefer",
                                       prefer != NULL ? prefer : "respond-async");
}

/* The members that the service's own description requires, and the addresses. */
static void
test_shape (Fixture       *fixture,
            gconstpointer  data)
{
  static const char * const required[] = {
    "id", "model", "version", "input", "output", "data_removed", "error", "status", "created_at",
    "urls",
  };
  g_autoptr(LimnerTestAnswer) answer = paint (fixture, "a fox", NULL);
  g_autoptr(LimnerTestAnswer) done = NULL;
  g_autofree char *expected = NULL;

  g_assert_cmpuint (answer->status, ==, 201);
  for (gsize i = 0; i < G_N_ELEMENTS (required); i++)
    g_assert_true (json_object_has_member (answer->json, required[i]));
  g_assert_cmpstr (limner_test_answer_get (answer, "status"), ==, "starting");
  g_assert_cmpstr (limner_test_answer_get (answer, "model"), ==, "limner/painter");
  g_assert_cmpuint (strlen (limner_test_answer_get (answer, "version")), ==, 64);
  g_assert_cmpuint (strlen (limner_test_answer_get (answer, "id")), ==, 26);
  expected = g_strdup_printf ("%s/predictions/%s", limner_test_engine_get_url (fixture->engine),
                              limner_test_answer_get (answer, "id"));
  g_assert_cmpstr (limner_test_answer_get (answer, "urls.get"), ==, expected);
  g_assert_cmpstr (soup_message_headers_get_one (answer->headers, "Location"), ==, expected);

  done = limner_test_engine_wait_for (fixture->engine, limner_test_answer_get (answer, "id"),
                                      "succeeded");
  g_assert_nonnull (strstr (limner_test_answer_get (done, "logs"), "Using seed: 7"));
  g_assert_nonnull (strstr (limner_test_answer_get (done, "logs"), "100%|██████████| 1/1 ["));
  g_assert_cmpfloat (limner_json_get_double (limner_json_get_object (done->json, "metrics"),
                                             "predict_time", -1.0), >=, 0.0);
  /* what was passed comes back, without the defaults */
  g_assert_cmpuint (json_object_get_size (json_object_get_object_member (done->json, "input")),
                    ==, 1);
}

static void
test_wait_and_output (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr(LimnerTestAnswer) answer = paint (fixture, "a fox", "wait");
  g_autoptr(LimnerTestAnswer) file = NULL;
  g_autoptr(LimnerTestAnswer) part = NULL;
  g_autoptr(LimnerTestAnswer) missing = NULL;
  JsonArray *output;

  g_assert_cmpuint (answer->status, ==, 201);
  g_assert_cmpstr (limner_test_answer_get (answer, "status"), ==, "succeeded");
  g_assert_cmpstr (soup_message_headers_get_one (answer->headers, "Preference-Applied"), ==,
                   "wait=60");
  output = limner_json_get_array (answer->json, "output");
  g_assert_cmpuint (json_array_get_length (output), ==, 1);

  /* the address of an output is enough: no token is sent with it, nor wanted */
  file = limner_test_engine_send_with (fixture->engine, "GET",
                                       json_array_get_string_element (output, 0), NULL,
                                       "Authorization", NULL);
  g_assert_cmpuint (file->status, ==, 200);
  g_assert_cmpstr (soup_message_headers_get_content_type (file->headers, NULL), ==, "image/png");
  g_assert_cmpmem (g_bytes_get_data (file->body, NULL), 4, "\211PNG", 4);

  part = limner_test_engine_send_with (fixture->engine, "GET",
                                       json_array_get_string_element (output, 0), NULL,
                                       "Range", "bytes=1-3");
  g_assert_cmpuint (part->status, ==, 206);
  g_assert_cmpmem (g_bytes_get_data (part->body, NULL), g_bytes_get_size (part->body), "PNG", 3);

  missing = limner_test_engine_send (fixture->engine, "GET", "/../outputs/x/out-0.png", NULL);
  g_assert_cmpuint (missing->status, ==, 404);
}

static void
test_wait_runs_out (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr(LimnerTestAnswer) answer = NULL;
  g_autoptr(LimnerTestAnswer) working = NULL;
  g_autoptr(LimnerTestAnswer) done = NULL;

  limner_test_engine_set_gate (FALSE);
  answer = paint (fixture, "wait", "wait=1");
  g_assert_cmpuint (answer->status, ==, 202);
  g_assert_true (json_object_get_null_member (answer->json, "output"));

  /* On a busy machine its thread may begin later than that. */
  working = limner_test_engine_wait_for (fixture->engine, limner_test_answer_get (answer, "id"),
                                         "processing");

  limner_test_engine_set_gate (TRUE);
  done = limner_test_engine_wait_for (fixture->engine, limner_test_answer_get (answer, "id"),
                                      "succeeded");
}

static void
test_failure (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(LimnerTestAnswer) answer = paint (fixture, "fail", "wait");

  g_assert_cmpuint (answer->status, ==, 201);
  g_assert_cmpstr (limner_test_answer_get (answer, "status"), ==, "failed");
  g_assert_cmpstr (limner_test_answer_get (answer, "error"), ==, "The prompt says so");
  g_assert_true (json_object_get_null_member (answer->json, "output"));
}

static void
test_invalid_input (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr(LimnerTestAnswer) answer = NULL;
  g_autoptr(LimnerTestAnswer) no_json = NULL;
  JsonObject *field;

  answer = limner_test_engine_send (fixture->engine, "POST", PAINTER,
                                    "{\"input\":{\"prompt\":\"a\",\"num_outputs\":\"x\"}}");
  g_assert_cmpuint (answer->status, ==, 422);
  g_assert_cmpstr (limner_test_answer_get (answer, "title"), ==, "Input validation failed");
  field = json_array_get_object_element (json_object_get_array_member (answer->json,
                                                                       "invalid_fields"), 0);
  g_assert_cmpstr (json_object_get_string_member (field, "field"), ==, "input.num_outputs");
  g_assert_cmpstr (json_object_get_string_member (field, "type"), ==, "invalid_type");
  g_assert_cmpuint (limner_engine_server_get_n_created (
                      limner_test_engine_get_server (fixture->engine)), ==, 0);

  no_json = limner_test_engine_send (fixture->engine, "POST", PAINTER, "{\"input\":");
  g_assert_cmpuint (no_json->status, ==, 400);
}

/* The three ways to name a version, and the ways that are none. */
static void
test_versions (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(LimnerTestAnswer) model = limner_test_engine_send (fixture->engine, "GET",
                                                               "/models/limner/prompts", NULL);
  const char *id = limner_test_answer_get (model, "latest_version.id");
  const struct { char *version; guint status; } cases[] = {
    { g_strdup (id), 201 },
    { g_strconcat ("limner/prompts:", id, NULL), 201 },
    { g_strdup ("limner/prompts"), 201 },
    { g_strdup ("limner/nothing"), 422 },
    { g_strdup ("limner/fill:") , 422 },
    { g_strconcat ("limner/fill:", id, NULL), 422 },
    { g_strdup ("0123"), 422 },
    { g_strdup (""), 422 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *body = g_strdup_printf ("{\"version\":\"%s\",\"input\":{\"prompt\":\"a\"}}",
                                               cases[i].version);
      g_autoptr(LimnerTestAnswer) answer = limner_test_engine_send (fixture->engine, "POST",
                                                                    "/predictions", body);

      g_test_message ("“%s”", cases[i].version);
      g_assert_cmpuint (answer->status, ==, cases[i].status);
      g_free (cases[i].version);
    }
}

static void
test_cancel (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(LimnerTestAnswer) answer = NULL;
  g_autoptr(LimnerTestAnswer) canceled = NULL;
  g_autoptr(LimnerTestAnswer) again = NULL;
  g_autoptr(LimnerTestAnswer) unknown = NULL;

  limner_test_engine_set_gate (FALSE);
  answer = paint (fixture, "wait", NULL);
  canceled = limner_test_engine_send (fixture->engine, "POST",
                                      limner_test_answer_get (answer, "urls.cancel"), NULL);
  g_assert_cmpuint (canceled->status, ==, 200);
  g_assert_cmpstr (limner_test_answer_get (canceled, "status"), ==, "canceled");
  g_assert_true (json_object_get_null_member (canceled->json, "output"));

  again = limner_test_engine_send (fixture->engine, "POST",
                                   limner_test_answer_get (answer, "urls.cancel"), NULL);
  g_assert_cmpuint (again->status, ==, 200);
  unknown = limner_test_engine_send (fixture->engine, "POST", "/predictions/x/cancel", NULL);
  g_assert_cmpuint (unknown->status, ==, 404);
}

/* Two threads: two run, the third waits, and each is done when the gate opens. */
static void
test_several_at_once (Fixture       *fixture,
                      gconstpointer  data)
{
  static const char * const expected[] = { "processing", "processing", "starting" };
  g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(LimnerTestAnswer) list = NULL;

  limner_test_engine_set_gate (FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autoptr(LimnerTestAnswer) answer = paint (fixture, "wait", NULL);

      g_ptr_array_add (ids, g_strdup (limner_test_answer_get (answer, "id")));
    }
  for (guint i = 0; i < ids->len; i++)
    limner_test_answer_free (limner_test_engine_wait_for (fixture->engine,
                                                          g_ptr_array_index (ids, i),
                                                          expected[i]));

  limner_test_engine_set_gate (TRUE);
  for (guint i = 0; i < ids->len; i++)
    limner_test_answer_free (limner_test_engine_wait_for (fixture->engine,
                                                          g_ptr_array_index (ids, i),
                                                          "succeeded"));
  list = limner_test_engine_send (fixture->engine, "GET", "/predictions", NULL);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (list->json, "results")),
                    ==, 3);
}

static void
test_filters_and_pages (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autoptr(LimnerTestAnswer) early = NULL;
  g_autoptr(LimnerTestAnswer) web = NULL;
  g_autoptr(LimnerTestAnswer) wrong = NULL;
  g_autoptr(LimnerTestAnswer) page = NULL;
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n_pages = 0;

  limner_test_engine_set_gate (FALSE);
  for (int i = 0; i < 205; i++)
    limner_test_answer_free (paint (fixture, "wait", NULL));

  page = limner_test_engine_send (fixture->engine, "GET",
                                  "/predictions?created_after=2020-01-01T00:00:00Z", NULL);
  for (;;)
    {
      JsonArray *results = json_object_get_array_member (page->json, "results");
      const char *next = limner_test_answer_get (page, "next");
      LimnerTestAnswer *following;

      n_pages++;
      for (guint i = 0; i < json_array_get_length (results); i++)
        g_assert_true (g_hash_table_add (seen, g_strdup (limner_json_get_string (
                         json_array_get_object_element (results, i), "id", ""))));
      if (next == NULL)
        break;
      g_assert_true (g_str_has_prefix (next, limner_test_engine_get_url (fixture->engine)));
      g_assert_nonnull (strstr (next, "created_after="));
      following = limner_test_engine_send (fixture->engine, "GET", next, NULL);
      limner_test_answer_free (page);
      page = following;
    }
  g_assert_cmpuint (n_pages, ==, 3);
  g_assert_cmpuint (g_hash_table_size (seen), ==, 205);

  early = limner_test_engine_send (fixture->engine, "GET",
                                   "/predictions?created_before=2020-01-01T00:00:00Z", NULL);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (early->json, "results")),
                    ==, 0);
  web = limner_test_engine_send (fixture->engine, "GET", "/predictions?source=web", NULL);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (web->json, "results")),
                    ==, 0);
  wrong = limner_test_engine_send (fixture->engine, "GET", "/predictions?created_after=now", NULL);
  g_assert_cmpuint (wrong->status, ==, 400);
}

static void
test_input_files (Fixture       *fixture,
                  gconstpointer  data)
{
  static const struct { const char *image; const char *status; } cases[] = {
    { "data:text/plain,hello", "succeeded" },
    { "data:image/png;base64,aGVsbG8=", "succeeded" },
    { "https://example.com/picture.png", "failed" },
    { "file:///etc/passwd", "failed" },
    { "http://192.0.2.1/picture.png", "failed" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *body = g_strdup_printf ("{\"input\":{\"image\":\"%s\",\"mask\":\"%s\"}}",
                                               cases[i].image, cases[i].image);
      g_autoptr(LimnerTestAnswer) answer = NULL;
      g_autoptr(LimnerTestAnswer) output = NULL;

      g_test_message ("%s", cases[i].image);
      answer = limner_test_engine_send_with (fixture->engine, "POST",
                                             "/models/limner/fill/predictions", body,
                                             "Prefer", "wait");
      g_assert_cmpstr (limner_test_answer_get (answer, "status"), ==, cases[i].status);
      if (g_str_equal (cases[i].status, "failed"))
        continue;
      output = limner_test_engine_send (fixture->engine, "GET",
                                        limner_test_answer_get (answer, "output"), NULL);
      g_assert_cmpmem (g_bytes_get_data (output->body, NULL), g_bytes_get_size (output->body),
                       "hello", 5);
    }
}

static void
test_stream (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(LimnerTestAnswer) answer =
    limner_test_engine_send (fixture->engine, "POST", "/models/limner/prompts/predictions",
                             "{\"input\":{\"prompt\":\"a wait\"}}");
  const char *address = limner_test_answer_get (answer, "urls.stream");
  g_autoptr(LimnerTestAnswer) whole = NULL;
  g_autoptr(LimnerTestAnswer) rest = NULL;
  g_autofree char *text = NULL;
  g_autofree char *rest_text = NULL;

  whole = limner_test_engine_send_with (fixture->engine, "GET", address, NULL,
                                        "Authorization", NULL);
  g_assert_cmpuint (whole->status, ==, 200);
  g_assert_cmpstr (soup_message_headers_get_content_type (whole->headers, NULL), ==,
                   "text/event-stream");
  text = g_strndup (g_bytes_get_data (whole->body, NULL), g_bytes_get_size (whole->body));
  g_assert_cmpstr (text, ==,
                   ": hi\n\n"
                   "event: output\nid: 1:0\ndata: a\n\n"
                   "event: output\nid: 2:0\ndata:  wait\n\n"
                   "event: done\nid: 3:0\ndata: {}\n\n");

  rest = limner_test_engine_send_with (fixture->engine, "GET", address, NULL,
                                       "Last-Event-ID", "2:0");
  rest_text = g_strndup (g_bytes_get_data (rest->body, NULL), g_bytes_get_size (rest->body));
  g_assert_cmpstr (rest_text, ==, ": hi\n\nevent: done\nid: 3:0\ndata: {}\n\n");
}

/* The stream of a model that makes files has an address like a file's, and needs no token either */
static void
test_file_stream (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr(LimnerTestAnswer) answer = paint (fixture, "fail", NULL);
  const char *address = limner_test_answer_get (answer, "urls.stream");
  g_autoptr(LimnerTestAnswer) stream = NULL;
  g_autofree char *text = NULL;

  g_assert_nonnull (strstr (address, "/v1/files/"));
  stream = limner_test_engine_send_with (fixture->engine, "GET", address, NULL,
                                         "Authorization", NULL);
  text = g_strndup (g_bytes_get_data (stream->body, NULL), g_bytes_get_size (stream->body));
  g_assert_nonnull (strstr (text, "event: error\nid: 2:0\n"
                                  "data: {\"detail\":\"The prompt says so\"}\n\n"));
  g_assert_nonnull (strstr (text, "data: {\"reason\":\"error\"}\n\n"));
}

static void
test_deadline (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(LimnerTestAnswer) answer = NULL;
  g_autoptr(LimnerTestAnswer) refused = NULL;
  const char *body = "{\"input\":{\"prompt\":\"a\"}}";

  answer = limner_test_engine_send_with (fixture->engine, "POST", PAINTER, body,
                                         "Cancel-After", "1m");
  g_assert_cmpuint (answer->status, ==, 201);
  g_assert_nonnull (limner_test_answer_get (answer, "deadline"));
  refused = limner_test_engine_send_with (fixture->engine, "POST", PAINTER, body,
                                          "Cancel-After", "1s");
  g_assert_cmpuint (refused->status, ==, 422);
}

static void
test_data_is_removed (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr(LimnerTestAnswer) answer = paint (fixture, "a fox", "wait");
  g_autofree char *address =
    g_strdup (json_array_get_string_element (json_object_get_array_member (answer->json, "output"),
                                             0));
  g_autoptr(LimnerTestAnswer) after = NULL;
  g_autoptr(LimnerTestAnswer) file = NULL;

  limner_engine_server_sweep (limner_test_engine_get_server (fixture->engine),
                              g_get_real_time () + 59 * 60 * (gint64) G_USEC_PER_SEC);
  file = limner_test_engine_send (fixture->engine, "GET", address, NULL);
  g_assert_cmpuint (file->status, ==, 200);
  g_clear_pointer (&file, limner_test_answer_free);

  limner_engine_server_sweep (limner_test_engine_get_server (fixture->engine),
                              g_get_real_time () + 61 * 60 * (gint64) G_USEC_PER_SEC);
  after = limner_test_engine_send (fixture->engine, "GET",
                                   limner_test_answer_get (answer, "urls.get"), NULL);
  g_assert_true (json_object_get_boolean_member (after->json, "data_removed"));
  g_assert_true (json_object_get_null_member (after->json, "output"));
  g_assert_cmpuint (json_object_get_size (json_object_get_object_member (after->json, "input")),
                    ==, 0);
  file = limner_test_engine_send (fixture->engine, "GET", address, NULL);
  g_assert_cmpuint (file->status, ==, 404);
}

/* What a webhook was told. */
typedef struct
{
  char      *secret;
  guint      n;
  char      *last_status;
} Hook;

static void
hook_cb (SoupServer        *server,
         SoupServerMessage *message,
         const char        *path,
         GHashTable        *query,
         gpointer           user_data)
{
  Hook *hook = user_data;
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  g_autoptr(GBytes) body =
    soup_message_body_flatten (soup_server_message_get_request_body (message));
  g_autoptr(JsonObject) json = NULL;
  g_autoptr(GError) error = NULL;

  limner_webhook_verify (hook->secret,
                         soup_message_headers_get_one (headers, "webhook-id"),
                         soup_message_headers_get_one (headers, "webhook-timestamp"),
                         soup_message_headers_get_one (headers, "webhook-signature"),
                         body, 60, &error);
  g_assert_no_error (error);
  json = limner_json_parse_object (g_bytes_get_data (body, NULL), g_bytes_get_size (body),
                                   100000, &error);
  g_assert_no_error (error);

  hook->n++;
  g_free (hook->last_status);
  hook->last_status = g_strdup (limner_json_get_string (json, "status", NULL));
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
}

static void
test_webhook (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(SoupServer) server = soup_server_new (NULL, NULL);
  g_autoptr(LimnerTestAnswer) secret =
    limner_test_engine_send (fixture->engine, "GET", "/webhooks/default/secret", NULL);
  g_autoptr(LimnerTestAnswer) answer = NULL;
  g_autoptr(LimnerTestAnswer) refused = NULL;
  g_autofree char *body = NULL;
  Hook hook = { .secret = (char *) limner_test_answer_get (secret, "key") };
  GSList *uris;

  soup_server_add_handler (server, NULL, hook_cb, &hook, NULL);
  g_assert_true (soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, NULL));
  uris = soup_server_get_uris (server);
  body = g_strdup_printf ("{\"input\":{\"prompt\":\"a\"},\"webhook\":\"http://127.0.0.1:%d/hook\","
                          "\"webhook_events_filter\":[\"completed\"]}",
                          g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  answer = limner_test_engine_send (fixture->engine, "POST", PAINTER, body);
  g_assert_cmpuint (answer->status, ==, 201);
  limner_test_wait_until (hook.n == 1);
  g_assert_cmpstr (hook.last_status, ==, "succeeded");

  refused = limner_test_engine_send (fixture->engine, "POST", PAINTER,
                                     "{\"input\":{\"prompt\":\"a\"},"
                                     "\"webhook\":\"https://example.com/hook\"}");
  g_assert_cmpuint (refused->status, ==, 422);
  g_free (hook.last_status);
}

static void
test_cold_boot (void)
{
  g_autoptr(LimnerTestEngine) engine = limner_test_engine_new (NULL, 300);
  g_autoptr(LimnerTestAnswer) first = NULL;
  g_autoptr(LimnerTestAnswer) cold = NULL;
  g_autoptr(LimnerTestAnswer) warm = NULL;
  gint64 start = g_get_monotonic_time ();

  first = limner_test_engine_send (engine, "POST", PAINTER, "{\"input\":{\"prompt\":\"a\"}}");
  g_assert_cmpstr (limner_test_answer_get (first, "status"), ==, "starting");
  cold = limner_test_engine_wait_for (engine, limner_test_answer_get (first, "id"), "succeeded");
  g_assert_cmpint (g_get_monotonic_time () - start, >=, 290000);
  warm = limner_test_engine_send_with (engine, "POST", PAINTER, "{\"input\":{\"prompt\":\"a\"}}",
                                       "Prefer", "wait");
  g_assert_cmpstr (limner_test_answer_get (warm, "status"), ==, "succeeded");
}

/* What was not finished when the engine ended runs again; what was finished is still there. */
static void
test_restart (void)
{
  g_autofree char *folder = limner_test_make_folder ();
  LimnerTestEngine *engine = limner_test_engine_new (folder, 0);
  g_autoptr(LimnerTestAnswer) done = NULL;
  g_autoptr(LimnerTestAnswer) waiting = NULL;
  g_autoptr(LimnerTestAnswer) done_after = NULL;
  g_autoptr(LimnerTestAnswer) waiting_after = NULL;
  g_autoptr(LimnerTestAnswer) file = NULL;
  g_autofree char *path = NULL;

  limner_test_engine_set_gate (FALSE);
  done = limner_test_engine_send_with (engine, "POST", PAINTER, "{\"input\":{\"prompt\":\"a\"}}",
                                       "Prefer", "wait");
  waiting = limner_test_engine_send (engine, "POST", PAINTER, "{\"input\":{\"prompt\":\"wait\"}}");
  limner_test_engine_free (engine);

  engine = limner_test_engine_new (folder, 0);
  waiting_after = limner_test_engine_wait_for (engine, limner_test_answer_get (waiting, "id"),
                                               "succeeded");
  path = g_strconcat ("/predictions/", limner_test_answer_get (done, "id"), NULL);
  done_after = limner_test_engine_send (engine, "GET", path, NULL);
  g_assert_cmpstr (limner_test_answer_get (done_after, "status"), ==, "succeeded");
  g_assert_cmpstr (limner_test_answer_get (done_after, "created_at"), ==,
                   limner_test_answer_get (done, "created_at"));
  file = limner_test_engine_send (engine, "GET", json_array_get_string_element (
                                    json_object_get_array_member (done_after->json, "output"), 0),
                                  NULL);
  g_assert_cmpuint (file->status, ==, 200);
  g_assert_cmpuint (limner_engine_server_get_n_created (limner_test_engine_get_server (engine)),
                    ==, 0);
  limner_test_engine_free (engine);
  limner_test_remove_folder (folder);
}

int
main (int   argc,
      char *argv[])
{
  static const struct
  {
    const char *path;
    void (*run) (Fixture       *fixture,
                 gconstpointer  data);
  } tests[] = {
    { "shape", test_shape },
    { "wait-and-output", test_wait_and_output },
    { "wait-runs-out", test_wait_runs_out },
    { "failure", test_failure },
    { "invalid-input", test_invalid_input },
    { "versions", test_versions },
    { "cancel", test_cancel },
    { "several-at-once", test_several_at_once },
    { "filters-and-pages", test_filters_and_pages },
    { "input-files", test_input_files },
    { "stream", test_stream },
    { "file-stream", test_file_stream },
    { "deadline", test_deadline },
    { "data-is-removed", test_data_is_removed },
    { "webhook", test_webhook },
  };

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strconcat ("/engine-predictions/", tests[i].path, NULL);

      limner_test_engine_add (path, NULL, tests[i].run);
    }
  g_test_add_func ("/engine-predictions/cold-boot", test_cold_boot);
  g_test_add_func ("/engine-predictions/restart", test_restart);

  return g_test_run ();
}
