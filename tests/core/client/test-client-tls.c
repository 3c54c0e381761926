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

#include "trust-fixture.h"

/* The same over https, where other origins are really followed. Both servers prove themselves with
 * a certificate that only this test trusts. */

/* TLS of the system leaves threads behind that the leak checker cannot stop; the same calls are
 * checked for leaks in test-client-trust. */
const char *__asan_default_options (void);

const char *
__asan_default_options (void)
{
  return "detect_leaks=0";
}

static char *
dup_certificate_path (void)
{
  return g_test_build_filename (G_TEST_DIST, "data", "loopback.pem", NULL);
}

static void
set_up (TrustFixture  *fixture,
        gconstpointer  data)
{
  g_autofree char *path = dup_certificate_path ();
  g_autoptr(GTlsCertificate) certificate = NULL;
  g_autoptr(GTlsDatabase) trusted = NULL;
  g_autoptr(GError) error = NULL;

  certificate = g_tls_certificate_new_from_file (path, &error);
  g_assert_no_error (error);
  trusted = g_tls_file_database_new (path, &error);
  g_assert_no_error (error);

  trust_fixture_set_up (fixture, certificate, 0.1);
  if (data == NULL)
    {
      soup_session_set_tls_database (_limner_client_get_session (fixture->client), trusted);
      soup_session_set_tls_database (_limner_client_get_download_session (fixture->client),
                                     trusted);
    }
}

static void
tear_down (TrustFixture  *fixture,
           gconstpointer  data)
{
  soup_session_abort (_limner_client_get_session (fixture->client));
  soup_session_abort (_limner_client_get_download_session (fixture->client));
  trust_fixture_tear_down (fixture);
}

static void
test_redirect (TrustFixture  *fixture,
               gconstpointer  data)
{
  g_autoptr(GAsyncResult) done = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(LimnerAccount) account = NULL;
  GAsyncResult *result = NULL;

  limner_test_server_answer (fixture->stranger, "GET", "/account", 200, "{\"username\":\"evil\"}");
  trust_fixture_lead_away (fixture, "GET", "/account", 307);
  limner_client_get_account_async (fixture->client, NULL, limner_test_result_cb, &result);
  done = limner_test_wait_result (&result);
  account = limner_client_get_account_finish (fixture->client, done, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (trust_fixture_get_logs (), "GSocketClient"));   /* others' lines */
  trust_fixture_assert_token_home (fixture);
  g_assert_cmpuint (limner_test_server_get_n (fixture->stranger), ==, 1);
}

/* What creates something is never led elsewhere: prompt and pictures stay at home as well. */
static void
test_redirected_post (TrustFixture  *fixture,
                      gconstpointer  data)
{
  g_autoptr(JsonObject) input = json_object_new ();
  g_autoptr(LimnerPredictionRequest) request =
    limner_prediction_request_new ("somebody/painter", NULL, input);
  g_autoptr(GAsyncResult) done = NULL;
  g_autoptr(GError) error = NULL;
  GAsyncResult *result = NULL;

  trust_fixture_lead_away (fixture, "POST", "/models/somebody/painter/predictions", 307);
  trust_fixture_lead_away (fixture, "POST", "/predictions", 307);
  limner_client_create_prediction_async (fixture->client, request, NULL, limner_test_result_cb,
                                         &result);
  done = limner_test_wait_result (&result);
  g_assert_null (limner_client_create_prediction_finish (fixture->client, done, &error));
  g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_BAD_REPLY);
  trust_fixture_assert_token_home (fixture);
  g_assert_cmpuint (limner_test_server_get_n (fixture->stranger), ==, 0);
}

static void
test_next_link (TrustFixture  *fixture,
                gconstpointer  data)
{
  g_autofree char *url = trust_fixture_dup_stranger_url (fixture, "/models?cursor=1");
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
  trust_fixture_assert_token_home (fixture);
  g_assert_cmpuint (limner_test_server_get_n (fixture->stranger), ==, 1);
}

static void
download (TrustFixture *fixture,
          const char   *url)
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
test_output (TrustFixture  *fixture,
             gconstpointer  data)
{
  g_autofree char *foreign = trust_fixture_dup_stranger_url (fixture, "/out.png");
  g_autofree char *led_away = g_strconcat (limner_test_server_get_uri (fixture->home), "/out.png",
                                           NULL);

  limner_test_server_answer (fixture->stranger, "GET", "/out.png", 200, "x");
  trust_fixture_lead_away (fixture, "GET", "/out.png", 307);
  download (fixture, led_away);
  download (fixture, foreign);
  trust_fixture_assert_token_home (fixture);
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
test_stream (TrustFixture  *fixture,
             gconstpointer  data)
{
  g_autofree char *url = trust_fixture_dup_stranger_url (fixture, "/stream");
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
test_untrusted (TrustFixture  *fixture,
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
  g_setenv ("LIMNER_DEBUG", "canvas-tiles,stalls,sql", TRUE);
  trust_fixture_start_logs ();
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  if (!g_tls_backend_supports_tls (g_tls_backend_get_default ()))
    {
      g_test_skip ("GIO knows no TLS here");
      return g_test_run ();
    }

#define ADD(path, function) g_test_add (path, TrustFixture, NULL, set_up, function, tear_down)
  ADD ("/client-tls/redirect", test_redirect);
  ADD ("/client-tls/redirected-post", test_redirected_post);
  ADD ("/client-tls/next-link", test_next_link);
  ADD ("/client-tls/output", test_output);
  ADD ("/client-tls/stream", test_stream);
#undef ADD
  g_test_add ("/client-tls/untrusted", TrustFixture, "untrusted", set_up, test_untrusted,
              tear_down);

  status = g_test_run ();
  trust_fixture_end_logs ();
  return status;
}
