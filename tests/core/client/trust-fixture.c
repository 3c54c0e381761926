/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "client/limner-client-private.h"

#include "trust-fixture.h"

static GString *logs;
static GMutex log_lock;      /* downloads have threads of their own */

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
        g_string_append_printf (logs, "%s\n", (const char *) fields[i].value);
      else
        g_string_append_len (logs, fields[i].value, fields[i].length);
    }
  return G_LOG_WRITER_HANDLED;
}

/* Keeps every line at every level, whatever the environment wants to be shown: before anything asks
 * for it. */
void
trust_fixture_start_logs (void)
{
  g_setenv ("G_MESSAGES_DEBUG", "all", TRUE);
  logs = g_string_new (NULL);
  g_log_set_writer_func (log_cb, NULL, NULL);
}

const char *
trust_fixture_get_logs (void)
{
  return logs->str;
}

void
trust_fixture_end_logs (void)
{
  g_string_free (logs, TRUE);
}

/* Without a certificate both servers speak http. */
void
trust_fixture_set_up (TrustFixture    *fixture,
                      GTlsCertificate *certificate,
                      double           time_scale)
{
  g_autoptr(LimnerServer) server = NULL;

  /* From GLib 2.80 on g_test_init() prints what comes by g_log() past the writer. */
  g_log_set_default_handler (g_log_default_handler, NULL);
  g_string_truncate (logs, 0);
  fixture->home = certificate != NULL ? limner_test_server_new_secure (certificate)
                                      : limner_test_server_new ();
  fixture->stranger = certificate != NULL ? limner_test_server_new_secure (certificate)
                                          : limner_test_server_new ();
  server = limner_server_new ("test", LIMNER_SERVER_REPLICATE, "Test",
                              limner_test_server_get_uri (fixture->home));
  fixture->client = limner_client_new (server);
  limner_client_set_token (fixture->client, CANARY);
  _limner_client_set_time_scale (fixture->client, time_scale);
}

/* Whatever was tested: the stranger saw no token, and no log holds it. */
void
trust_fixture_tear_down (TrustFixture *fixture)
{
  for (guint i = 0; i < limner_test_server_get_n (fixture->stranger); i++)
    {
      const LimnerTestRequest *request = limner_test_server_get_request (fixture->stranger, i);

      g_assert_null (request->authorization);
      g_assert_null (strstr (request->path, CANARY));
      g_assert_null (strstr (request->body, CANARY));
    }
  g_assert_null (strstr (logs->str, CANARY));

  limner_test_assert_freed (fixture->client);
  limner_test_server_free (fixture->home);
  limner_test_server_free (fixture->stranger);
}

char *
trust_fixture_dup_stranger_url (TrustFixture *fixture,
                                const char   *path)
{
  return g_strconcat (limner_test_server_get_uri (fixture->stranger), path, NULL);
}

/* The server at home sends whoever asks for this on to the stranger. */
void
trust_fixture_lead_away (TrustFixture *fixture,
                         const char   *method,
                         const char   *path,
                         guint         status)
{
  g_autofree char *url = trust_fixture_dup_stranger_url (fixture, path);
  g_autoptr(GBytes) nothing = g_bytes_new_static ("", 0);

  limner_test_server_answer_full (fixture->home, method, path, status, "text/plain", "Location",
                                  url, nothing);
}

void
trust_fixture_assert_token_home (TrustFixture *fixture)
{
  g_assert_cmpuint (limner_test_server_get_n (fixture->home), >, 0);
  g_assert_cmpstr (limner_test_server_get_request (fixture->home, 0)->authorization, ==,
                   "Bearer " CANARY);
}
