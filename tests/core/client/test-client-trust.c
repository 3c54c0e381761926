/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-error.h"
#include "client/limner-client-account.h"
#include "client/limner-client-files.h"
#include "client/limner-client-models.h"
#include "client/limner-client-private.h"
#include "client/limner-event-stream.h"

#include "trust-fixture.h"

static void
set_up (TrustFixture  *fixture,
        gconstpointer  data)
{
  trust_fixture_set_up (fixture, NULL, 0.001);
}

static void
tear_down (TrustFixture  *fixture,
           gconstpointer  data)
{
  trust_fixture_tear_down (fixture);
}

static void
test_home (TrustFixture  *fixture,
           gconstpointer  data)
{
  g_autoptr(GAsyncResult) done = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(LimnerAccount) account = NULL;
  GAsyncResult *result = NULL;

  limner_test_server_answer (fixture->home, "GET", "/account", 200, "{\"username\":\"u\"}");
  limner_client_get_account_async (fixture->client, NULL, limner_test_result_cb, &result);
  done = limner_test_wait_result (&result);
  account = limner_client_get_account_finish (fixture->client, done, &error);
  g_assert_no_error (error);
  trust_fixture_assert_token_home (fixture);
}

static void
test_redirect (TrustFixture  *fixture,
               gconstpointer  data)
{
  g_autoptr(GAsyncResult) done = NULL;
  g_autoptr(GError) error = NULL;
  GAsyncResult *result = NULL;

  limner_test_server_answer (fixture->stranger, "GET", "/account", 200, "{\"username\":\"evil\"}");
  trust_fixture_lead_away (fixture, "GET", "/account", 302);
  limner_client_get_account_async (fixture->client, NULL, limner_test_result_cb, &result);
  done = limner_test_wait_result (&result);
  g_assert_null (limner_client_get_account_finish (fixture->client, done, &error));
  g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_BAD_REPLY);
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
  limner_test_server_answer (fixture->stranger, "GET", "/models", 200, "{\"results\":[]}");
  list = limner_client_list_models (fixture->client, NULL, FALSE);
  limner_page_list_load_async (list, 100, NULL, limner_test_result_cb, &result);
  done = limner_test_wait_result (&result);
  g_assert_false (limner_page_list_load_finish (list, done, &error));
  g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_BAD_REPLY);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 1);
}

static void
check_download (TrustFixture *fixture,
                const char   *url,
                int           code)
{
  g_autoptr(GAsyncResult) done = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = NULL;
  GAsyncResult *result = NULL;

  limner_client_download_async (fixture->client, url, NULL, 0, NULL, NULL, NULL,
                                limner_test_result_cb, &result);
  done = limner_test_wait_result (&result);
  bytes = limner_client_download_finish (fixture->client, done, NULL, &error);
  if (code < 0)
    g_assert_no_error (error);
  else
    g_assert_error (error, LIMNER_ERROR, code);
}

static void
test_output (TrustFixture  *fixture,
             gconstpointer  data)
{
  g_autofree char *foreign = trust_fixture_dup_stranger_url (fixture, "/out.png");
  g_autofree char *own = g_strconcat (limner_test_server_get_uri (fixture->home), "/out.png", NULL);
  g_autofree char *led_away = g_strconcat (limner_test_server_get_uri (fixture->home), "/away",
                                           NULL);
  g_autoptr(GBytes) nothing = g_bytes_new_static ("", 0);

  limner_test_server_answer (fixture->home, "GET", "/out.png", 200, "x");
  limner_test_server_answer (fixture->stranger, "GET", "/out.png", 200, "x");
  limner_test_server_answer_full (fixture->home, "GET", "/away", 302, "text/plain", "Location",
                                  foreign, nothing);
  check_download (fixture, foreign, LIMNER_ERROR_BAD_REPLY);
  check_download (fixture, led_away, LIMNER_ERROR_BAD_REPLY);
  check_download (fixture, "file:///etc/passwd", LIMNER_ERROR_BAD_REPLY);
  check_download (fixture, "https://", LIMNER_ERROR_BAD_REPLY);
  check_download (fixture, own, -1);
}

static void
event_cb (const char *type,
          const char *text,
          gsize       length,
          gpointer    data)
{
}

static void
test_stream (TrustFixture  *fixture,
             gconstpointer  data)
{
  g_autofree char *url = trust_fixture_dup_stranger_url (fixture, "/stream");
  g_autoptr(GAsyncResult) done = NULL;
  g_autoptr(GError) error = NULL;
  GAsyncResult *result = NULL;

  limner_test_server_answer (fixture->stranger, "GET", "/stream", 200, "event: done\ndata: {}\n\n");
  limner_client_follow_stream_async (fixture->client, url, event_cb, NULL, NULL,
                                     limner_test_result_cb, &result);
  done = limner_test_wait_result (&result);
  g_assert_false (limner_client_follow_stream_finish (fixture->client, done, &error));
  g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_BAD_REPLY);
}

/* Another origin over https would be followed, but without the token. */
static void
test_origins (TrustFixture  *fixture,
              gconstpointer  data)
{
  const char *home = limner_test_server_get_uri (fixture->home);
  g_autofree char *deep = g_strconcat (home, "/v1/x", NULL);
  g_autofree char *lookalike = g_strconcat (home, "0/x", NULL);
  const struct
  {
    const char *url;
    gboolean    is_own;
  } cases[] = {
    { deep, TRUE },
    { lookalike, FALSE },
    { "https://127.0.0.1/", FALSE },
    { "https://replicate.delivery/x", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(SoupMessage) message = soup_message_new ("GET", cases[i].url);

      if (message == NULL)
        continue;
      _limner_client_authorize (fixture->client, message);
      g_assert_cmpint (soup_message_headers_get_one (soup_message_get_request_headers (message),
                                                     "Authorization") != NULL, ==,
                       cases[i].is_own);
    }
}

static const struct
{
  LimnerServerKind  kind;
  const char       *text;
  const char       *url;     /* NULL: refused */
} addresses[] = {
  { LIMNER_SERVER_REPLICATE, "https://api.replicate.com/v1/", "https://api.replicate.com/v1" },
  { LIMNER_SERVER_REPLICATE, "api.replicate.com/v1", "https://api.replicate.com/v1" },
  { LIMNER_SERVER_REPLICATE, "http://127.0.0.1:8000", "http://127.0.0.1:8000" },
  { LIMNER_SERVER_REPLICATE, "http://localhost:8000/v1", "http://localhost:8000/v1" },
  { LIMNER_SERVER_REPLICATE, "http://example.org/v1", NULL },
  { LIMNER_SERVER_COG, " localhost:8393 ", "http://localhost:8393" },
  { LIMNER_SERVER_COG, "http://192.168.1.7:5000/", "http://192.168.1.7:5000" },
  { LIMNER_SERVER_COG, "ftp://x", NULL },
  { LIMNER_SERVER_COG, "http://user:pass@x", NULL },
  { LIMNER_SERVER_COG, "http://x/?token=1", NULL },
  { LIMNER_SERVER_COG, "", NULL },
  { LIMNER_SERVER_COG, "http://", NULL },
};

static void
test_addresses (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *url =
        limner_server_normalize_url (addresses[i].kind, addresses[i].text, &error);

      g_assert_cmpstr (url, ==, addresses[i].url);
      if (url == NULL)
        g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_INVALID_INPUT);
    }
}

static void
count_notify_cb (GObject    *object,
                 GParamSpec *pspec,
                 gpointer    user_data)
{
  (*(guint *) user_data)++;
}

static void
test_server_properties (void)
{
  g_autoptr(LimnerServer) server = limner_server_new ("id", LIMNER_SERVER_COG, "Name", "http://x");
  g_autofree char *id = NULL;
  LimnerServerKind kind;
  guint n = 0;

  g_signal_connect (server, "notify", G_CALLBACK (count_notify_cb), &n);
  limner_server_set_name (server, "Name");
  limner_server_set_base_url (server, "http://x");
  g_assert_cmpuint (n, ==, 0);
  g_object_set (server, "name", "Other", "base-url", "http://y", NULL);
  g_assert_cmpuint (n, ==, 2);
  g_object_get (server, "id", &id, NULL);
  g_assert_cmpstr (id, ==, "id");
  g_assert_false (limner_server_needs_token (server));
  g_assert_true (limner_server_kind_from_string ("cog", &kind));
  g_assert_cmpint (kind, ==, LIMNER_SERVER_COG);
  g_assert_false (limner_server_kind_from_string ("x", &kind));
}

int
main (int   argc,
      char *argv[])
{
  int status;

  trust_fixture_start_logs ();
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add ("/client-trust/home", TrustFixture, NULL, set_up, test_home, tear_down);
  g_test_add ("/client-trust/redirect", TrustFixture, NULL, set_up, test_redirect, tear_down);
  g_test_add ("/client-trust/next-link", TrustFixture, NULL, set_up, test_next_link, tear_down);
  g_test_add ("/client-trust/output", TrustFixture, NULL, set_up, test_output, tear_down);
  g_test_add ("/client-trust/stream", TrustFixture, NULL, set_up, test_stream, tear_down);
  g_test_add ("/client-trust/origins", TrustFixture, NULL, set_up, test_origins, tear_down);
  g_test_add_func ("/client-trust/addresses", test_addresses);
  g_test_add_func ("/client-trust/server-properties", test_server_properties);

  status = g_test_run ();
  trust_fixture_end_logs ();
  return status;
}
