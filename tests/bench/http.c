/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include <libsoup/soup.h>

#include "base/limner-json.h"
#include "client/limner-client-files.h"
#include "client/limner-client-predictions.h"
#include "client/limner-poller.h"

/* How long it takes to carry out predictions: create, ask twice, fetch a result of 1 MB. Ours and
 * a plain loop on libsoup's asynchronous calls, and the service's own JavaScript client where node
 * is there, in turn and in the same run, against a server in a process of its own.
 */
#define N_PREDICTIONS 500
#define N_ROUNDS 3
#define RESULT_SIZE 1000000

static const guint widths[] = { 1, 8, 32 };

/* The server: a child process that writes its address to a pipe. */

static void
answer_cb (SoupServer        *server,
           SoupServerMessage *message,
           const char        *path,
           GHashTable        *query,
           gpointer           user_data)
{
  static guint n = 0;
  GBytes *result = user_data;
  SoupMessageBody *body = soup_server_message_get_response_body (message);
  g_autofree char *base = NULL;
  g_autofree char *text = NULL;
  GUri *uri = soup_server_message_get_uri (message);
  gboolean is_result = g_str_has_prefix (path, "/out/");
  gboolean is_new = strcmp (soup_server_message_get_method (message), "POST") == 0;

  soup_server_message_set_status (message, is_new ? 201 : 200, NULL);
  if (is_result)
    {
      soup_message_headers_set_content_type (soup_server_message_get_response_headers (message),
                                             "image/png", NULL);
      soup_message_body_append_bytes (body, result);
      return;
    }

  base = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uri));
  text = is_new ? g_strdup_printf ("{\"id\":\"p%u\",\"status\":\"starting\",\"input\":{},\"urls\":"
                                   "{\"get\":\"%s/predictions/p%u\"}}", n, base, n)
                : g_strdup_printf ("{\"id\":\"%s\",\"status\":\"%s\",\"logs\":\"\",\"output\":"
                                   "[\"%s/out/0.png\"]}", path + strlen ("/predictions/"),
                                   n % 2 == 0 ? "succeeded" : "processing", base);
  n++;
  soup_message_headers_set_content_type (soup_server_message_get_response_headers (message),
                                         "application/json", NULL);
  soup_message_body_append (body, SOUP_MEMORY_COPY, text, strlen (text));
}

/* libsoup's own sockets keep ten connections waiting; more than these at once are reset. */
static gboolean
listen_to_many (SoupServer *server)
{
  g_autoptr(GSocketAddress) address = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr(GSocket) socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM,
                                            G_SOCKET_PROTOCOL_TCP, NULL);

  g_socket_set_listen_backlog (socket, 128);
  return g_socket_bind (socket, address, TRUE, NULL) && g_socket_listen (socket, NULL) &&
         soup_server_listen_socket (server, socket, 0, NULL);
}

static int
serve (void)
{
  g_autoptr(SoupServer) server = soup_server_new (NULL, NULL);
  g_autoptr(GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr(GBytes) result = g_bytes_new_take (g_malloc0 (RESULT_SIZE), RESULT_SIZE);
  g_autofree char *address = NULL;
  GSList *uris;

  soup_server_add_handler (server, NULL, answer_cb, result, NULL);
  if (!listen_to_many (server))
    return 1;
  uris = soup_server_get_uris (server);
  address = g_uri_to_string (uris->data);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  g_print ("%s\n", address);
  g_main_loop_run (loop);
  return 0;
}

/* One way of doing it: starts the next prediction whenever one is done. */
typedef struct _Race Race;
struct _Race
{
  const char   *base_url;
  LimnerClient *client;
  SoupSession  *session;
  void        (*start) (Race *race);
  guint         n_started;
  guint         n_done;
  gint64        n_bytes;
  double        longest_turn;   /* of the main loop, seconds of its thread */
};

static void
next (Race *race)
{
  if (race->n_started < N_PREDICTIONS)
    {
      race->n_started++;
      race->start (race);
    }
}

static void
done (Race  *race,
      gsize  size)
{
  race->n_done++;
  race->n_bytes += (gint64) size;
  next (race);
}

/* Ours */

static void
downloaded_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GBytes) bytes =
    limner_client_download_finish (LIMNER_CLIENT (object), result, NULL, NULL);

  g_assert_nonnull (bytes);
  done (user_data, g_bytes_get_size (bytes));
}

static void
asked_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  LimnerClient *client = LIMNER_CLIENT (object);
  g_autoptr(LimnerPrediction) prediction =
    limner_client_get_prediction_finish (client, result, NULL);
  g_auto(GStrv) files = NULL;

  g_assert_nonnull (prediction);
  if (limner_prediction_get_status (prediction) != LIMNER_STATUS_SUCCEEDED)
    {
      limner_client_get_prediction_async (client, limner_prediction_get_id (prediction), NULL,
                                          asked_cb, user_data);
      return;
    }

  files = limner_prediction_dup_output_files (prediction);
  limner_client_download_async (client, files[0], NULL, 0, NULL, NULL, NULL, downloaded_cb,
                                user_data);
}

static void
created_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  LimnerClient *client = LIMNER_CLIENT (object);
  g_autoptr(GError) error = NULL;
  g_autoptr(LimnerPrediction) prediction =
    limner_client_create_prediction_finish (client, result, &error);

  g_assert_no_error (error);
  limner_client_get_prediction_async (client, limner_prediction_get_id (prediction), NULL, asked_cb,
                                      user_data);
}

static void
start_ours (Race *race)
{
  g_autoptr(JsonObject) input = json_object_new ();
  g_autoptr(LimnerPredictionRequest) request = limner_prediction_request_new ("a/b", NULL, input);

  limner_client_create_prediction_async (race->client, request, NULL, created_cb, race);
}

/* The plain loop */

static void plain_get (Race       *race,
                       const char *url);

static void
plain_body_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GBytes) bytes =
    soup_session_send_and_read_finish (SOUP_SESSION (object), result, NULL);

  g_assert_nonnull (bytes);
  done (user_data, g_bytes_get_size (bytes));
}

static void
plain_read (Race                *race,
            const char          *method,
            const char          *url,
            GAsyncReadyCallback  callback)
{
  g_autoptr(SoupMessage) message = soup_message_new (method, url);

  if (strcmp (method, "POST") == 0)
    {
      g_autoptr(GBytes) body = g_bytes_new_static ("{\"input\":{}}", 12);

      soup_message_set_request_body_from_bytes (message, "application/json", body);
    }
  soup_session_send_and_read_async (race->session, message, G_PRIORITY_DEFAULT, NULL, callback,
                                    race);
}

static void
plain_json_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  Race *race = user_data;
  g_autoptr(GBytes) bytes =
    soup_session_send_and_read_finish (SOUP_SESSION (object), result, NULL);
  g_autoptr(JsonObject) answer =
    limner_json_parse_object (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), 65536,
                              NULL);
  JsonArray *output = limner_json_get_array (answer, "output");
  g_autofree char *url = NULL;

  if (strcmp (json_object_get_string_member (answer, "status"), "succeeded") == 0)
    {
      plain_read (race, "GET", json_array_get_string_element (output, 0), plain_body_cb);
      return;
    }

  url = g_strconcat (race->base_url, "/predictions/", json_object_get_string_member (answer, "id"),
                     NULL);
  plain_get (race, url);
}

static void
plain_get (Race       *race,
           const char *url)
{
  plain_read (race, "GET", url, plain_json_cb);
}

static void
start_plain (Race *race)
{
  g_autofree char *url = g_strconcat (race->base_url, "/models/a/b/predictions", NULL);

  plain_read (race, "POST", url, plain_json_cb);
}

/* Measuring */

static double
get_cpu (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

/* The work of this thread alone: what others do on the machine is not the loop's fault. */
static double
get_thread_time (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (double) time.tv_sec + (double) time.tv_nsec / 1e9;
}

typedef struct
{
  double wall;      /* milliseconds for one prediction */
  double cpu;
  double stall;     /* the work in the longest turn of the main loop, milliseconds */
} Figures;

/* The JavaScript client: a process that is told what to do line by line. */
typedef struct
{
  GSubprocess      *process;
  GDataInputStream *answers;
} Peer;

static gboolean
peer_start (Peer       *peer,
            const char *base_url)
{
  g_autofree char *node = g_find_program_in_path ("node");
  const char *install[] = { "python3", INSTALLER, "--install", PEER_FOLDER, NULL };
  const char *argv[] = { "node", PEER, PEER_FOLDER, base_url, NULL };
  int status = 1;

  if (node == NULL ||
      !g_spawn_sync (NULL, (char **) install, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL,
                     &status, NULL) ||
      !g_file_test (PEER_FOLDER "/node_modules/replicate", G_FILE_TEST_IS_DIR))
    return FALSE;

  peer->process = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDIN_PIPE |
                                     G_SUBPROCESS_FLAGS_STDOUT_PIPE, NULL);
  if (peer->process == NULL)
    return FALSE;
  peer->answers = g_data_input_stream_new (g_subprocess_get_stdout_pipe (peer->process));
  return TRUE;
}

static Figures
peer_run (Peer  *peer,
          guint  width)
{
  g_autofree char *order = g_strdup_printf ("%u %u\n", width, N_PREDICTIONS);
  GOutputStream *input = g_subprocess_get_stdin_pipe (peer->process);
  g_autofree char *answer = NULL;
  g_auto(GStrv) figures = NULL;

  g_assert_true (g_output_stream_write_all (input, order, strlen (order), NULL, NULL, NULL));
  g_assert_true (g_output_stream_flush (input, NULL, NULL));
  answer = g_data_input_stream_read_line (peer->answers, NULL, NULL, NULL);
  g_assert_nonnull (answer);
  figures = g_strsplit (answer, " ", -1);
  g_assert_cmpuint (g_strv_length (figures), ==, 4);
  g_assert_cmpfloat (g_ascii_strtod (figures[3], NULL), ==, RESULT_SIZE);
  return (Figures) { g_ascii_strtod (figures[0], NULL), g_ascii_strtod (figures[1], NULL),
                     g_ascii_strtod (figures[2], NULL) };
}

static Figures
run (const char *base_url,
     gboolean    is_ours,
     guint       width)
{
  g_autoptr(LimnerServer) server =
    limner_server_new ("bench", LIMNER_SERVER_ENGINE, "Bench", base_url);
  g_autoptr(LimnerClient) client = limner_client_new (server);
  g_autoptr(SoupSession) session =
    soup_session_new_with_options ("max-conns", 64, "max-conns-per-host", 64, NULL);
  Race race = {
    .base_url = base_url,
    .client = client,
    .session = session,
    .start = is_ours ? start_ours : start_plain,
  };
  gint64 began = g_get_monotonic_time ();
  double cpu = get_cpu ();

  for (guint i = 0; i < width; i++)
    next (&race);
  while (race.n_done < N_PREDICTIONS)
    {
      double before = get_thread_time ();

      g_main_context_iteration (NULL, TRUE);
      race.longest_turn = MAX (race.longest_turn, get_thread_time () - before);
    }

  g_assert_cmpint (race.n_bytes, ==, (gint64) N_PREDICTIONS * RESULT_SIZE);
  return (Figures) {
    (double) (g_get_monotonic_time () - began) / 1000.0 / N_PREDICTIONS,
    (get_cpu () - cpu) * 1000.0 / N_PREDICTIONS,
    race.longest_turn * 1000.0,
  };
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  double first = *(const double *) a;
  double second = *(const double *) b;

  return first < second ? -1 : first > second;
}

static double
median (const Figures *rounds,
        gsize          offset)
{
  double values[N_ROUNDS];

  for (guint i = 0; i < N_ROUNDS; i++)
    values[i] = *(const double *) ((const char *) &rounds[i] + offset);
  qsort (values, N_ROUNDS, sizeof *values, compare);
  return values[N_ROUNDS / 2];
}

static Figures
get_medians (const Figures *rounds)
{
  return (Figures) { median (rounds, G_STRUCT_OFFSET (Figures, wall)),
                     median (rounds, G_STRUCT_OFFSET (Figures, cpu)),
                     median (rounds, G_STRUCT_OFFSET (Figures, stall)) };
}

static void
measure (const char *base_url,
         Peer       *peer,
         guint       width)
{
  Figures ours[N_ROUNDS];
  Figures plain[N_ROUNDS];
  Figures theirs[N_ROUNDS] = { 0 };
  Figures our, loop, their;

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      ours[i] = run (base_url, TRUE, width);
      plain[i] = run (base_url, FALSE, width);
      if (peer->process != NULL)
        theirs[i] = peer_run (peer, width);
    }

  our = get_medians (ours);
  loop = get_medians (plain);
  their = get_medians (theirs);
  g_print ("{\"bench\":\"http\",\"case\":\"%u at once\",\"wall_ms\":%.3f,\"cpu_ms\":%.3f,"
           "\"plain_wall_ms\":%.3f,\"plain_cpu_ms\":%.3f,\"stall_ms\":%.2f,"
           "\"plain_stall_ms\":%.2f,\"ratio\":%.3f,\"cpu_ratio\":%.3f,", width, our.wall, our.cpu,
           loop.wall, loop.cpu, our.stall, loop.stall, our.wall / loop.wall, our.cpu / loop.cpu);
  if (peer->process != NULL)
    g_print ("\"js_wall_ms\":%.3f,\"js_cpu_ms\":%.3f,\"js_stall_ms\":%.2f,\"js_ratio\":%.3f,"
             "\"js_cpu_ratio\":%.3f}\n", their.wall, their.cpu, their.stall,
             our.wall / their.wall, our.cpu / their.cpu);
  else
    g_print ("\"js\":\"skipped\"}\n");
}

int
main (int   argc,
      char *argv[])
{
  const char *child_argv[] = { argv[0], "--serve", NULL };
  g_autoptr(GSubprocess) child = NULL;
  g_autoptr(GDataInputStream) lines = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *base_url = NULL;
  Peer peer = { NULL, NULL };

  if (argc > 1 && strcmp (argv[1], "--serve") == 0)
    return serve ();

  child = g_subprocess_newv (child_argv, G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  g_assert_no_error (error);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (child));
  base_url = g_data_input_stream_read_line (lines, NULL, NULL, &error);
  g_assert_no_error (error);
  if (g_str_has_suffix (base_url, "/"))
    base_url[strlen (base_url) - 1] = '\0';

  if (peer_start (&peer, base_url))
    peer_run (&peer, 8);   /* until its code is compiled */
  for (gsize i = 0; i < G_N_ELEMENTS (widths); i++)
    measure (base_url, &peer, widths[i]);
  g_subprocess_force_exit (child);
  if (peer.process != NULL)
    g_subprocess_force_exit (peer.process);
  g_clear_object (&peer.answers);
  g_clear_object (&peer.process);
  return 0;
}
