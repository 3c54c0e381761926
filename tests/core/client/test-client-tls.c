/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-error.h"
#include "client/limner-client-account.h"
#include "client/limner-client-files.h"
#include "client/limner-client-models.h"
#include "client/limner-client-predictions.h"
#include "client/limner-client-private.h"
#include "client/limner-event-stream.h"
#include "limner-test-server.h"
#include "limner-test.h"

/* The canary over https, where other origins are really followed: whatever the server at home says,
 * the stranger must not see the token, and no line of any log may hold it. Both servers prove
 * themselves with a certificate that only this test trusts. */
#define CANARY "r8_canary_0123456789"

typedef struct
{
  LimnerTestServer *home;
  LimnerTestServer *stranger;
  LimnerClient     *client;
} Fixture;

/* TLS of the system leaves threads behind that the leak checker cannot stop; the same calls are
 * checked for leaks in test-client-trust. */
const char *__asan_default_options (void);

const char *
__asan_default_options (void)
{
  return "detect_leaks=0";
}

static GString *all_logs;
static GMutex log_lock;      /* downloads have threads of their own */

/* Every line at every level, whatever the environment wants to be shown. */
static GLogWriterOutput
log_cb (GLogLevelFlags   log_level,
        const GLogField *fields,
        gsize            n_fields,
        gpointer         user_data)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&log_lock);

  for (gsize i = 0; i < n_fields; i++)
    {
      if (fields[i].length < 0)
        g_string_append_printf (all_logs, "%s\n", (const char *) fields[i].value);
      else
        g_string_append_len (all_logs, fields[i].value, fields[i].length);
    }
  return G_LOG_WRITER_HANDLED;
}

static char *
dup_certificate_path (void)
{
  return g_test_build_filename (G_TEST_DIST, "data", "loopback.pem", NULL);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autofree char *path = dup_certificate_path ();
  g_autoptr(GTlsCertificate) certificate = NULL;
  g_autoptr(GTlsDatabase) trusted = NULL;
  g_autoptr(LimnerServer) server = NULL;
  g_autoptr(GError) error = NULL;

  certificate = g_tls_certificate_new_from_file (path, &error);
  g_assert_no_error (error);
  trusted = g_tls_file_database_new (path, &error);
  g_assert_no_error (error);

  g_string_truncate (all_logs, 0);
  fixture->home = limner_test_server_new_secure (certificate);
  fixture->stranger = limner_test_server_new_secure (certificate);
  server = limner_server_new ("test", LIMNER_SERVER_REPLICATE, "Test",
                              limner_test_server_get_uri (fixture->home));
  fixture->client = limner_client_new (server);
  limner_client_set_token (fixture->client, CANARY);
  _limner_client_set_time_scale (fixture->client, 0.1);
  if (data == NULL)
    {
      soup_session_set_tls_database (_limner_client_get_session (fixture->client), trusted);
      soup_session_set_tls_database (_limner_client_get_download_session (fixture->client),
                                     trusted);
    }
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  for (guint i = 0; i < limner_test_server_get_n (fixture->stranger); i++)
    {
      const LimnerTestRequest *request = limner_test_server_get_request (fixture->stranger, i);

      g_assert_null (request->authorization);
      g_assert_null (strstr (request->path, CANARY));
      g_assert_null (strstr (request->body, CANARY));
    }
  g_assert_null (strstr (all_logs->str, CANARY));

  soup_session_abort (_limner_client_get_session (fixture->client));
  soup_session_abort (_limner_client_get_download_session (fixture->client));
  limner_test_assert_freed (fixture->client);
  limner_test_server_free (fixture->home);
  limner_test_server_free (fixture->stranger);
}

static char *
dup_stranger_url (Fixture    *fixture,
                  const char *path)
{
  return g_strconcat (limner_test_server_get_uri (fixture->stranger), path, NULL);
}

static void
lead_away (Fixture    *fixture,
           const char *method,
           const char *path)
{
  g_autofree char *url = dup_stranger_url (fixture, path);
  g_autoptr(GBytes) nothing = g_bytes_new_static ("", 0);

  limner_test_server_answer_full (fixture->home, method, path, 307, "text/plain", "Location", url,
                                  nothing);
}

static void
assert_home_saw_token (Fixture *fixture)
{
  g_assert_cmpuint (limner_test_server_get_n (fixture->home), >, 0);
  g_assert_cmpstr (limner_test_server_get_request (fixture->home, 0)->authorization, ==,
                   "Bearer " CANARY);
}

static void
test_redirect (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(GAsyncResult) done = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(LimnerAccount) account = NULL;
  GAsyncResult *result = NULL;

  limner_test_server_answer (fixture->stranger, "GET", "/account", 200, "{\"username\":\"evil\"}");
  lead_away (fixture, "GET", "/account");
  limner_client_get_account_async (fixture->client, NULL, limner_test_result_cb, &result);
  done = limner_test_wait_result (&result);
  account = limner_client_get_account_finish (fixture->client, done, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (all_logs->str, "GSocketClient"));    /* others' lines are there too */
  assert_home_saw_token (fixture);
  g_assert_cmpuint (limner_test_server_get_n (fixture->stranger), ==, 1);
}

/* What creates something is never led elsewhere: prompt and pictures stay at home as well. */
static void
test_redirected_post (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr(JsonObject) input = json_object_new ();
  g_autoptr(LimnerPredictionRequest) request =
    limner_prediction_request_new ("somebody/painter", NULL, input);
  g_autoptr(GAsyncResult) done = NULL;
  g_autoptr(GError) error = NULL;
  GAsyncResult *result = NULL;

  lead_away (fixture, "POST", "/models/somebody/painter/predictions");
  lead_away (fixture, "POST", "/predictions");
  limner_client_create_prediction_async (fixture->client, request, NULL, limner_test_result_cb,
                                         &result);
  done = limner_test_wait_result (&result);
  g_assert_null (limner_client_create_prediction_finish (fixture->client, done, &error));
  g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_BAD_REPLY);
  assert_home_saw_token (fixture);
  g_assert_cmpuint (limner_test_server_get_n (fixture->stranger), ==, 0);
}

static void
test_next_link (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *url = dup_stranger_url (fixture, "/models?cursor=1");
  g_autofree char *page =
    g_strdup_printf ("{\"next\":\"%s\",\"results\":[{\"owner\":\"a\",\"name\":\"b\"}]}", url);
  g_autoptr(LimnerPageList) list = NULL;
  g_autoptr(GAsyncResult) done = NULL;
  g_autoptr(GError) error = NULL;
  GAsyncResult *result = NULL;

  limner_test_server_answer (fixture->home, "GET", "/models", 200, page);
  limner_test_server_answer (fixture->stranger, "GET", "/models", 200,
                             "{\"results\":[{\"owner\":\"a\",\"name\":\"c\"}]}");
  list = limner_client_list_models (fixture->client, NULL, FALSE);
  limner_page_list_load_async (list, 100, NULL, limner_test_result_cb, &result);
  done = limner_test_wait_result (&result);
  limner_page_list_load_finish (list, done, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 2);
  assert_home_saw_token (fixture);
  g_assert_cmpuint (limner_test_server_get_n (fixture->stranger), ==, 1);
}

static void
download (Fixture    *fixture,
          const char *url)
{
  g_autoptr(GAsyncResult) done = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = NULL;
  GAsyncResult *result = NULL;

  limner_client_download_async (fixture->client, url, NULL, 0, NULL, NULL, NULL,
                                limner_test_result_cb, &result);
  done = limner_test_wait_result (&result);
  bytes = limner_client_download_finish (fixture->client, done, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (bytes), ==, 1);
}

/* At a stranger's, and at home with a redirect to one. */
static void
test_output (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *foreign = dup_stranger_url (fixture, "/out.png");
  g_autofree char *led_away = g_strconcat (limner_test_server_get_uri (fixture->home), "/out.png",
                                           NULL);

  limner_test_server_answer (fixture->stranger, "GET", "/out.png", 200, "x");
  lead_away (fixture, "GET", "/out.png");
  download (fixture, led_away);
  download (fixture, foreign);
  assert_home_saw_token (fixture);
  g_assert_cmpuint (limner_test_server_get_n (fixture->stranger), ==, 2);
}

static void
event_cb (const char *type,
          const char *text,
          gsize       length,
          gpointer    data)
{
  *(guint *) data += 1;
}

static void
test_stream (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *url = dup_stranger_url (fixture, "/stream");
  g_autoptr(GBytes) events = g_bytes_new_static ("event: done\ndata: {}\n\n", 22);
  g_autoptr(GAsyncResult) done = NULL;
  g_autoptr(GError) error = NULL;
  GAsyncResult *result = NULL;
  guint n = 0;

  limner_test_server_answer_full (fixture->stranger, "GET", "/stream", 200, "text/event-stream",
                                  NULL, NULL, events);
  limner_client_follow_stream_async (fixture->client, url, event_cb, &n, NULL,
                                     limner_test_result_cb, &result);
  done = limner_test_wait_result (&result);
  limner_client_follow_stream_finish (fixture->client, done, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpuint (limner_test_server_get_n (fixture->stranger), ==, 1);
}

/* Nobody vouches for the server: nothing is sent, not even the path. */
static void
test_untrusted (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(GAsyncResult) done = NULL;
  g_autoptr(GError) error = NULL;
  GAsyncResult *result = NULL;

  limner_test_server_answer (fixture->home, "GET", "/account", 200, "{\"username\":\"u\"}");
  limner_client_get_account_async (fixture->client, NULL, limner_test_result_cb, &result);
  done = limner_test_wait_result (&result);
  g_assert_null (limner_client_get_account_finish (fixture->client, done, &error));
  g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_INSECURE);
  g_assert_cmpuint (limner_test_server_get_n (fixture->home), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  int status;

  /* Before anything asks for them. */
  g_setenv ("G_MESSAGES_DEBUG", "all", TRUE);
  g_setenv ("LIMNER_DEBUG", "canvas-tiles,stalls,sql", TRUE);
  all_logs = g_string_new (NULL);
  g_log_set_writer_func (log_cb, NULL, NULL);
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  if (!g_tls_backend_supports_tls (g_tls_backend_get_default ()))
    {
      g_test_skip ("GIO knows no TLS here");
      return g_test_run ();
    }

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/client-tls/redirect", test_redirect);
  ADD ("/client-tls/redirected-post", test_redirected_post);
  ADD ("/client-tls/next-link", test_next_link);
  ADD ("/client-tls/output", test_output);
  ADD ("/client-tls/stream", test_stream);
#undef ADD
  g_test_add ("/client-tls/untrusted", Fixture, "untrusted", set_up, test_untrusted, tear_down);

  status = g_test_run ();
  g_string_free (all_logs, TRUE);
  return status;
}
