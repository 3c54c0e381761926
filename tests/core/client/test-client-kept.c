/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Connections that are kept, and that the server closes at the worst of all moments: while the next
 * request is being written.
 */

#include "config.h"

#include <string.h>

#include "client/limner-client-account.h"
#include "client/limner-client-private.h"
#include "limner-test.h"

#define N_WARM 2
#define N_REQUESTS (N_WARM + 2)
#define PATIENCE (LIMNER_TEST_PATIENCE * (gint64) 1000)

static const char answer[] =
  "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 16\r\n\r\n"
  "{\"username\":\"u\"}";

/* A server that hangs up on its third request, and answers the others. */
typedef struct
{
  GSocketService *service;
  LimnerClient   *client;
  guint           n_tries;      /* of the request that is watched */

  GMutex          lock;
  GCond           changed;
  guint           n_requests;   /* that came */
  guint           n_handled;    /* that were answered, or hung up on */
} Fixture;

static void
wait_for (Fixture     *fixture,
          const guint *counter,
          guint        wanted)
{
  gint64 end = g_get_monotonic_time () + PATIENCE;

  g_mutex_lock (&fixture->lock);
  while (*counter < wanted)
    g_assert_true (g_cond_wait_until (&fixture->changed, &fixture->lock, end));
  g_mutex_unlock (&fixture->lock);
}

static gboolean
is_all_handled (Fixture *fixture)
{
  gboolean is_all;

  g_mutex_lock (&fixture->lock);
  is_all = fixture->n_handled == N_REQUESTS + 1;
  g_mutex_unlock (&fixture->lock);
  return is_all;
}

static guint
count (Fixture *fixture,
       guint   *counter)
{
  guint n;

  g_mutex_lock (&fixture->lock);
  n = ++*counter;
  g_cond_broadcast (&fixture->changed);
  g_mutex_unlock (&fixture->lock);
  return n;
}

/* The first requests are answered when all of them are there, so that each has its connection. */
static gboolean
run_cb (GThreadedSocketService *service,
        GSocketConnection      *connection,
        GObject                *source_object,
        Fixture                *fixture)
{
  GInputStream *input = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  GOutputStream *output = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  char request[8192];

  /* They are short enough to come in one piece. */
  while (g_input_stream_read (input, request, sizeof request, NULL, NULL) > 0)
    {
      guint n = count (fixture, &fixture->n_requests);

      if (n <= N_WARM)
        wait_for (fixture, &fixture->n_requests, N_WARM);
      if (n == N_WARM + 1)
        break;
      g_output_stream_write_all (output, answer, strlen (answer), NULL, NULL, NULL);
      count (fixture, &fixture->n_handled);
    }
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
  count (fixture, &fixture->n_handled);
  return TRUE;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(GSocketAddress) wanted = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr(GSocketAddress) got = NULL;
  g_autoptr(LimnerServer) server = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *uri = NULL;

  g_mutex_init (&fixture->lock);
  g_cond_init (&fixture->changed);
  fixture->service = g_threaded_socket_service_new (8);
  g_socket_listener_add_address (G_SOCKET_LISTENER (fixture->service), wanted,
                                 G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL, &got, &error);
  g_assert_no_error (error);
  g_signal_connect (fixture->service, "run", G_CALLBACK (run_cb), fixture);
  g_socket_service_start (fixture->service);

  uri = g_strdup_printf ("http://127.0.0.1:%u",
                         g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (got)));
  server = limner_server_new ("test", LIMNER_SERVER_REPLICATE, "Test", uri);
  fixture->client = limner_client_new (server);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  /* Its connections end with it, and so do the threads. */
  limner_test_assert_freed (fixture->client);
  limner_test_wait_until (is_all_handled (fixture));
  g_socket_service_stop (fixture->service);
  g_socket_listener_close (G_SOCKET_LISTENER (fixture->service));
  limner_test_assert_freed (fixture->service);
  g_cond_clear (&fixture->changed);
  g_mutex_clear (&fixture->lock);
}

/* The request is written, and nothing is read yet: wait until the server has done its worst. */
static void
wrote_headers_cb (SoupMessage *message,
                  Fixture     *fixture)
{
  fixture->n_tries++;
  wait_for (fixture, &fixture->n_handled, N_WARM + fixture->n_tries);
}

static void
queued_cb (SoupSession *session,
           SoupMessage *message,
           Fixture     *fixture)
{
  g_signal_connect (message, "wrote-headers", G_CALLBACK (wrote_headers_cb), fixture);
}

static void
check_account (Fixture       *fixture,
               GAsyncResult **result)
{
  g_autoptr(GAsyncResult) done = limner_test_wait_result (result);
  g_autoptr(LimnerAccount) account = NULL;
  g_autoptr(GError) error = NULL;

  account = limner_client_get_account_finish (fixture->client, done, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (limner_account_get_username (account), ==, "u");
}

/* The second try goes over the other connection and has its answer before the failure of the first
 * one is told; it is sent once, and its answer counts.
 */
static void
test_closed_while_written (Fixture       *fixture,
                           gconstpointer  data)
{
  GAsyncResult *results[N_WARM] = { NULL };
  GAsyncResult *result = NULL;
  SoupSession *session = _limner_client_get_session (fixture->client);

  for (guint i = 0; i < N_WARM; i++)
    limner_client_get_account_async (fixture->client, NULL, limner_test_result_cb, &results[i]);
  for (guint i = 0; i < N_WARM; i++)
    check_account (fixture, &results[i]);
  limner_test_settle ();

  g_signal_connect (session, "request-queued", G_CALLBACK (queued_cb), fixture);
  limner_client_get_account_async (fixture->client, NULL, limner_test_result_cb, &result);
  check_account (fixture, &result);
  g_assert_cmpuint (fixture->n_tries, ==, 2);
  g_assert_cmpuint (fixture->n_requests, ==, N_REQUESTS);
  g_signal_handlers_disconnect_by_data (session, fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/client/kept/closed-while-written", Fixture, NULL, set_up,
              test_closed_while_written, tear_down);
  return g_test_run ();
}
