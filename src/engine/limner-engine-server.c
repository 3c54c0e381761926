/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-engine-server.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "base/limner-error.h"
#include "base/limner-file.h"
#include "base/limner-json.h"

#include "limner-engine-context.h"
#include "limner-engine-id.h"
#include "limner-engine-journal.h"
#include "limner-engine-misbehave.h"
#include "limner-engine-record.h"
#include "limner-engine-routes.h"
#include "limner-engine-webhook.h"

/** How many connections may wait to be taken. */
#define BACKLOG 128

#define DEFAULT_RETENTION (60 * 60)
#define MAX_SECRET_BYTES  4096
#define SWEEP_SECONDS     30
#define LOCK_TRIES        25
#define LOCK_PAUSE        (20 * G_TIME_SPAN_MILLISECOND)

/* A form around a file of the largest size still passes. */
#define MAX_BODY_BYTES (LIMNER_ENGINE_MAX_BYTES + 64u * 1024)

#define RECEIVED_KEY "limner-engine-received"

/**
 * LimnerEngineServer:
 *
 * The built-in engine: a server of Replicate's HTTP API on 127.0.0.1. It routes requests to their
 * handlers, keeps whoever has no token out, bounds bodies, and lets go wrong what its faults say.
 */
struct _LimnerEngineServer
{
  GObject               parent_instance;

  /* Owned */
  SoupServer           *server;
  LimnerEngineContext   context;
  LimnerEngineFaults   *faults;
  LimnerEngineJournal  *journal;
  char                 *folder;
  int                   lock;           /* file descriptor; -1 for none */
  guint                 sweep_id;

  double                room[2];        /* for requests that create, and for others */
  gint64                room_time;      /* when that was, monotonic microseconds */
  gint64                retention;      /* microseconds */
  gsize                 max_body_bytes;
  gboolean              is_temporary;   /* whether @folder goes with the server */
};

G_DEFINE_FINAL_TYPE (LimnerEngineServer, limner_engine_server, G_TYPE_OBJECT)

static gboolean
is_authorized (LimnerEngineServer  *self,
               LimnerEngineRequest *request)
{
  const char *header = limner_engine_request_get_header (request, "Authorization");
  const char *token = NULL;

  if (header == NULL)
    {
      limner_engine_request_answer_problem (request, SOUP_STATUS_UNAUTHORIZED, "Unauthenticated",
                                            "You did not pass an authentication token");
      return FALSE;
    }

  if (g_ascii_strncasecmp (header, "Bearer ", 7) == 0)
    token = header + 7;
  else if (g_ascii_strncasecmp (header, "Token ", 6) == 0)
    token = header + 6;
  if (limner_engine_secret_equal (token, self->context.token))
    return TRUE;

  limner_engine_request_answer_problem (request, SOUP_STATUS_UNAUTHORIZED, "Unauthenticated",
                                        "You did not pass a valid authentication token");
  return FALSE;
}

/* A stream of files has an address that looks like a file's, and needs no token. */
static gboolean
is_open (LimnerEngineServer      *self,
         const LimnerEngineRoute *route,
         LimnerEngineRequest     *request)
{
  return route->is_open ||
         (g_str_equal (route->operation, "files.get") &&
          limner_engine_queue_find_stream (self->context.queue,
                                           limner_engine_request_get_parameter (request, 0)));
}

static void
answer_no_route (LimnerEngineRequest *request,
                 const char          *method,
                 gboolean             path_exists)
{
  static const char no_such_path[] =
    "response 404 (backend NotFound), service rules for the path non-existent \n";
  const char *path = limner_engine_request_get_path (request);
  g_autofree char *detail = NULL;
  g_autoptr(GBytes) bytes = NULL;

  if (path_exists)
    {
      detail = g_strdup_printf ("Method \"%s\" not allowed.", method);
      limner_engine_request_answer_problem (request, SOUP_STATUS_METHOD_NOT_ALLOWED, NULL, detail);
    }
  else if (g_str_has_prefix (path, "/v1/"))
    {
      limner_engine_request_answer_not_found (request);
    }
  else
    {
      bytes = g_bytes_new_static (no_such_path, strlen (no_such_path));
      limner_engine_request_answer (request, SOUP_STATUS_NOT_FOUND, "text/plain; charset=utf-8",
                                    bytes);
    }
}

/* A request that a fault has delayed. */
typedef struct
{
  LimnerEngineServer      *self;
  LimnerEngineRequest     *request;
  const LimnerEngineRoute *route;
} Delayed;

static void
delayed_free (gpointer data)
{
  Delayed *delayed = data;

  g_object_unref (delayed->self);
  g_object_unref (delayed->request);
  g_free (delayed);
}

static gboolean
delayed_cb (gpointer data)
{
  Delayed *delayed = data;

  if (delayed->self->context.queue != NULL)
    delayed->route->handler (&delayed->self->context, delayed->request);
  return G_SOURCE_REMOVE;
}

static void
carry_out (LimnerEngineServer      *self,
           LimnerEngineRequest     *request,
           const LimnerEngineRoute *route)
{
  const LimnerEngineFault *fault = NULL;

  if (self->faults != NULL)
    fault = limner_engine_faults_next (self->faults, route->operation);
  limner_engine_request_set_fault (request, fault);

  if (fault != NULL && fault->kind == LIMNER_ENGINE_FAULT_DELAY)
    {
      Delayed *delayed = g_new0 (Delayed, 1);

      delayed->self = g_object_ref (self);
      delayed->request = g_object_ref (request);
      delayed->route = route;
      g_timeout_add_full (G_PRIORITY_DEFAULT, fault->milliseconds, delayed_cb, delayed,
                          delayed_free);
    }
  else if (fault != NULL &&
           limner_engine_misbehave_early (fault, limner_engine_request_get_message (request)))
    {
      limner_engine_request_set_answered (request);
    }
  else
    {
      route->handler (&self->context, request);
    }
}

/* Says how much room there would be under the service's limits, which fills again evenly. The
 * engine itself has no limits, so there is always some.
 */
static void
tell_rate_limit (LimnerEngineServer  *self,
                 SoupServerMessage   *message,
                 const char          *operation)
{
  static const double limits[] = { 600, 3000 };
  guint kind = operation != NULL && g_str_has_suffix (operation, "predictions.create") ? 0 : 1;
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  gint64 now = g_get_monotonic_time ();
  g_autofree char *remaining = NULL;
  g_autofree char *reset = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    self->room[i] = self->room_time == 0
                    ? limits[i] : MIN (limits[i], self->room[i] + (double) (now - self->room_time) /
                                                  G_USEC_PER_SEC * limits[i] / 60);
  self->room_time = now;
  self->room[kind] = MAX (self->room[kind] - 1, 1);
  remaining = g_strdup_printf ("%d", (int) self->room[kind]);
  reset = g_strdup_printf ("%d", 1 + (int) ((limits[kind] - self->room[kind]) / limits[kind] * 60));
  soup_message_headers_replace (headers, "ratelimit-remaining", remaining);
  soup_message_headers_replace (headers, "ratelimit-reset", reset);
}

static void
request_cb (SoupServer        *server,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           user_data)
{
  LimnerEngineServer *self = user_data;
  g_autoptr(LimnerEngineRequest) request = limner_engine_request_new (message, path, query);
  const char *method = soup_server_message_get_method (message);
  char *parameters[LIMNER_ENGINE_MAX_PARAMETERS] = { NULL };
  const LimnerEngineRoute *route;
  gboolean path_exists;

  route = limner_engine_routes_find (method, path, parameters, &path_exists);
  limner_engine_request_set_route (request, route != NULL ? route->operation : NULL,
                                   (const char * const *) parameters);
  for (guint i = 0; i < LIMNER_ENGINE_MAX_PARAMETERS; i++)
    g_free (parameters[i]);
  if (g_str_has_prefix (path, "/v1/"))
    tell_rate_limit (self, message, route != NULL ? route->operation : NULL);

  if (GPOINTER_TO_SIZE (g_object_get_data (G_OBJECT (message), RECEIVED_KEY)) >
      self->max_body_bytes)
    limner_engine_request_answer_problem (request, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE, NULL,
                                          "Files must be less than 100MB in size");
  else if ((route == NULL || !is_open (self, route, request)) && g_str_has_prefix (path, "/v1/") &&
           !is_authorized (self, request))
    return;
  else if (route == NULL)
    answer_no_route (request, method, path_exists);
  else if (is_open (self, route, request) || g_str_has_prefix (path, "/v1/") ||
           is_authorized (self, request))
    carry_out (self, request, route);

  if (!limner_engine_request_is_answered (request))
    limner_engine_request_wait (request);
}

/* What is too large is read and forgotten, so that the client gets its answer. */
static void
stop_keeping (LimnerEngineServer *self,
              SoupServerMessage  *message,
              gsize               received)
{
  SoupMessageBody *body = soup_server_message_get_request_body (message);

  g_object_set_data (G_OBJECT (message), RECEIVED_KEY, GSIZE_TO_POINTER (received));
  if (received > self->max_body_bytes)
    {
      soup_message_body_set_accumulate (body, FALSE);
      soup_message_body_truncate (body);
    }
}

static void
got_chunk_cb (SoupServerMessage *message,
              GBytes            *chunk,
              gpointer           user_data)
{
  gsize received = GPOINTER_TO_SIZE (g_object_get_data (G_OBJECT (message), RECEIVED_KEY));

  stop_keeping (user_data, message, received + g_bytes_get_size (chunk));
}

static void
early_cb (SoupServer        *server,
          SoupServerMessage *message,
          const char        *path,
          GHashTable        *query,
          gpointer           user_data)
{
  LimnerEngineServer *self = user_data;
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);

  if (soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH &&
      (gsize) soup_message_headers_get_content_length (headers) > self->max_body_bytes)
    stop_keeping (self, message, self->max_body_bytes + 1);
  else
    g_signal_connect_object (message, "got-chunk", G_CALLBACK (got_chunk_cb), self,
                             G_CONNECT_DEFAULT);
}

/* A training has made its weights: they become a version of the model that it was for. */
static void
run_finished_cb (LimnerEngineQueue       *queue,
                 LimnerEnginePrediction  *prediction,
                 GError                 **error,
                 LimnerEngineServer      *self)
{
  const LimnerEnginePredictionParts *parts = limner_engine_prediction_get_parts (prediction);
  const GPtrArray *outputs = limner_engine_prediction_get_outputs (prediction);
  const LimnerEngineOutput *weights = outputs->len > 0 ? g_ptr_array_index (outputs, 0) : NULL;
  g_auto(GStrv) names = NULL;
  g_autofree char *path = NULL;
  g_autofree char *full_name = NULL;
  LimnerEngineModel *model;
  LimnerEngineVersion *version;

  if (parts->destination == NULL)
    return;

  names = g_strsplit (parts->destination, "/", 2);
  model = limner_engine_catalog_find (self->context.catalog, names[0], names[1]);
  if (model == NULL || weights == NULL || weights->file == NULL)
    {
      g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_NOT_FOUND,
                   "The model %s does not exist any more, or nothing was learnt",
                   parts->destination);
      return;
    }

  path = g_build_filename (self->context.outputs_folder, weights->file, NULL);
  version = limner_engine_catalog_add_trained (self->context.catalog, model, path, error);
  if (version == NULL)
    return;

  full_name = g_strdup_printf ("%s:%s", parts->destination, version->id);
  limner_engine_prediction_set_trained (prediction, full_name);
}

static void
run_changed_cb (LimnerEngineQueue      *queue,
                LimnerEnginePrediction *prediction,
                LimnerEngineServer     *self)
{
  if (self->journal != NULL)
    limner_engine_journal_save (self->journal, prediction);
}

static gboolean
sweep_cb (gpointer data)
{
  limner_engine_server_sweep (data, g_get_real_time ());
  return G_SOURCE_CONTINUE;
}

static void
remove_folder (const char *path)
{
  g_autoptr(GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *inner = g_build_filename (path, name, NULL);

      if (!g_file_test (inner, G_FILE_TEST_IS_SYMLINK) && g_file_test (inner, G_FILE_TEST_IS_DIR))
        remove_folder (inner);
      else
        g_unlink (inner);
    }
  g_rmdir (path);
}

/* One engine at a time works in a folder; another one that is started meanwhile keeps nothing. One
 * that is just ending gets a moment for it.
 */
static gboolean
lock_folder (LimnerEngineServer *self,
             const char         *data_dir)
{
  g_autofree char *path = g_build_filename (data_dir, "lock", NULL);

  if (!limner_file_ensure_directory (data_dir, NULL))
    return FALSE;

  self->lock = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (self->lock < 0)
    return FALSE;
  for (int i = 0; i < LOCK_TRIES; i++)
    {
      if (flock (self->lock, LOCK_EX | LOCK_NB) == 0)
        return TRUE;
      g_usleep (LOCK_PAUSE);
    }

  close (self->lock);
  self->lock = -1;
  return FALSE;
}

static gboolean
choose_folder (LimnerEngineServer  *self,
               const char          *data_dir,
               GError             **error)
{
  if (data_dir != NULL && lock_folder (self, data_dir))
    {
      self->folder = g_strdup (data_dir);
      return TRUE;
    }

  self->is_temporary = TRUE;
  self->folder = g_dir_make_tmp ("limner-engine-XXXXXX", error);
  return self->folder != NULL;
}

/* libsoup's own sockets keep ten connections waiting, and more than these at once are reset. */
static gboolean
listen (LimnerEngineServer  *self,
        guint16              port,
        GError             **error)
{
  g_autoptr(GSocketAddress) address = g_inet_socket_address_new_from_string ("127.0.0.1", port);
  g_autoptr(GSocket) socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM,
                                            G_SOCKET_PROTOCOL_TCP, error);
  GSList *uris;

  if (socket == NULL)
    return FALSE;
  g_socket_set_listen_backlog (socket, BACKLOG);
  if (!g_socket_bind (socket, address, TRUE, error) || !g_socket_listen (socket, error))
    return FALSE;

  self->server = soup_server_new ("server-header", "limner-engine ", NULL);
  soup_server_add_early_handler (self->server, NULL, early_cb, self, NULL);
  soup_server_add_handler (self->server, NULL, request_cb, self, NULL);
  if (!soup_server_listen_socket (self->server, socket, 0, error))
    return FALSE;

  uris = soup_server_get_uris (self->server);
  self->context.origin = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return TRUE;
}

/* Files that uploads and predictions made are readable for their user only. */
static gboolean
make_folders (LimnerEngineServer  *self,
              GError             **error)
{
  g_autofree char *files = g_build_filename (self->folder, "files", NULL);
  g_autofree char *journal = g_build_filename (self->folder, "predictions", NULL);

  self->context.outputs_folder = g_build_filename (self->folder, "outputs", NULL);
  if (!limner_file_ensure_directory (files, error) ||
      !limner_file_ensure_directory (journal, error) ||
      !limner_file_ensure_directory (self->context.outputs_folder, error))
    return FALSE;

  g_chmod (self->folder, 0700);
  self->context.files = limner_engine_files_new (files);
  self->context.deployments = limner_engine_deployments_new (self->folder);
  self->journal = self->is_temporary ? NULL : limner_engine_journal_new (journal);
  return TRUE;
}

static void
restore (LimnerEngineServer *self)
{
  g_autoptr(GPtrArray) predictions = NULL;

  if (self->journal == NULL)
    return;

  predictions = limner_engine_journal_load (self->journal, self->context.catalog);
  for (guint i = 0; i < predictions->len; i++)
    {
      LimnerEnginePrediction *prediction = g_ptr_array_index (predictions, i);

      if (limner_engine_prediction_get_parts (prediction)->webhook != NULL)
        limner_engine_webhook_attach (prediction, self->context.origin,
                                      self->context.webhook_secret);
      limner_engine_queue_restore (self->context.queue, prediction);
    }
}

/* Those who check webhooks keep the secret: it stays the same from start to start. */
static char *
load_webhook_secret (LimnerEngineServer *self)
{
  g_autofree char *path = g_build_filename (self->folder, "webhooks.json", NULL);
  g_autoptr(JsonObject) record = limner_engine_record_load (path, MAX_SECRET_BYTES);
  const char *known = limner_json_get_string (record, "key", NULL);
  g_autoptr(JsonObject) made = NULL;
  g_autofree char *secret = NULL;
  char *key;

  if (known != NULL && g_str_has_prefix (known, "whsec_"))
    return g_strdup (known);

  secret = limner_engine_secret_new ();
  key = g_strconcat ("whsec_", secret, NULL);
  made = json_object_new ();
  json_object_set_string_member (made, "key", key);
  limner_engine_record_save (path, made);
  return key;
}

static gboolean
set_up (LimnerEngineServer         *self,
        const LimnerEngineOptions  *options,
        GError                    **error)
{
  guint n_threads = options->n_threads != 0 ? options->n_threads : g_get_num_processors ();

  self->context.token = limner_engine_secret_new ();
  self->retention = (options->retention != 0 ? options->retention : DEFAULT_RETENTION) *
                    (gint64) G_USEC_PER_SEC;

  self->max_body_bytes = options->max_body_bytes != 0 ? options->max_body_bytes : MAX_BODY_BYTES;

  if (!choose_folder (self, options->data_dir, error) || !make_folders (self, error))
    return FALSE;
  self->context.webhook_secret = load_webhook_secret (self);

  self->context.catalog = limner_engine_catalog_new (options->generators, options->n_generators,
                                                     self->folder, error);
  if (self->context.catalog == NULL)
    return FALSE;

  self->context.queue = limner_engine_queue_new (self->context.files,
                                                 self->context.outputs_folder, n_threads,
                                                 options->cold_boot_ms,
                                                 self->max_body_bytes);
  g_signal_connect_object (self->context.queue, "finished", G_CALLBACK (run_finished_cb), self,
                           G_CONNECT_DEFAULT);
  g_signal_connect_object (self->context.queue, "changed", G_CALLBACK (run_changed_cb), self,
                           G_CONNECT_DEFAULT);
  if (!listen (self, options->port, error))
    return FALSE;

  self->context.examples = limner_engine_examples_new (self->context.catalog, self->context.files,
                                                       self->context.outputs_folder,
                                                       self->context.origin);
  restore (self);
  self->sweep_id = g_timeout_add_seconds (SWEEP_SECONDS, sweep_cb, self);
  return TRUE;
}

static void
limner_engine_server_dispose (GObject *object)
{
  LimnerEngineServer *self = LIMNER_ENGINE_SERVER (object);

  limner_engine_server_stop (self);

  G_OBJECT_CLASS (limner_engine_server_parent_class)->dispose (object);
}

static void
limner_engine_server_finalize (GObject *object)
{
  LimnerEngineServer *self = LIMNER_ENGINE_SERVER (object);

  g_clear_pointer (&self->context.origin, g_free);
  g_clear_pointer (&self->context.token, g_free);
  g_clear_pointer (&self->context.webhook_secret, g_free);
  g_clear_pointer (&self->context.outputs_folder, g_free);
  g_clear_pointer (&self->context.catalog, limner_engine_catalog_free);
  g_clear_pointer (&self->context.deployments, limner_engine_deployments_free);
  g_clear_pointer (&self->faults, limner_engine_faults_free);
  g_clear_pointer (&self->folder, g_free);

  G_OBJECT_CLASS (limner_engine_server_parent_class)->finalize (object);
}

static void
limner_engine_server_class_init (LimnerEngineServerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = limner_engine_server_dispose;
  object_class->finalize = limner_engine_server_finalize;
}

static void
limner_engine_server_init (LimnerEngineServer *self)
{
  self->lock = -1;
}

/**
 * limner_engine_server_new:
 * @options: how it is set up
 * @error: return location for an error
 *
 * Starts a server in the default main context.
 *
 * Returns: (transfer full) (nullable): the server; %NULL if it cannot listen or has no folder
 */
LimnerEngineServer *
limner_engine_server_new (const LimnerEngineOptions  *options,
                          GError                    **error)
{
  g_autoptr(LimnerEngineServer) self = NULL;

  g_return_val_if_fail (options != NULL, NULL);

  self = g_object_new (LIMNER_TYPE_ENGINE_SERVER, NULL);
  return set_up (self, options, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * limner_engine_server_dup_base_url:
 * @self: a server
 *
 * Returns: (transfer full): the address of the API, such as `http://127.0.0.1:40123/v1`
 */
char *
limner_engine_server_dup_base_url (LimnerEngineServer *self)
{
  g_return_val_if_fail (LIMNER_IS_ENGINE_SERVER (self), NULL);

  return g_strconcat (self->context.origin, "/v1", NULL);
}

/**
 * limner_engine_server_get_token:
 * @self: a server
 *
 * Returns: (transfer none): what a client has to show
 */
const char *
limner_engine_server_get_token (LimnerEngineServer *self)
{
  g_return_val_if_fail (LIMNER_IS_ENGINE_SERVER (self), NULL);

  return self->context.token;
}

/**
 * limner_engine_server_set_faults:
 * @self: a server without requests under way
 * @faults: (transfer full) (nullable): what shall go wrong
 */
void
limner_engine_server_set_faults (LimnerEngineServer *self,
                                 LimnerEngineFaults *faults)
{
  g_return_if_fail (LIMNER_IS_ENGINE_SERVER (self));

  g_clear_pointer (&self->faults, limner_engine_faults_free);
  self->faults = faults;
}

/**
 * limner_engine_server_get_n_created:
 * @self: a server
 *
 * Returns: how many predictions and trainings were created: on the service each would cost money
 */
guint
limner_engine_server_get_n_created (LimnerEngineServer *self)
{
  g_return_val_if_fail (LIMNER_IS_ENGINE_SERVER (self), 0);

  return limner_engine_queue_get_n_created (self->context.queue);
}

/**
 * limner_engine_server_get_n_run:
 * @self: a server
 *
 * Returns: how many predictions and trainings were handed to a generator
 */
guint
limner_engine_server_get_n_run (LimnerEngineServer *self)
{
  g_return_val_if_fail (LIMNER_IS_ENGINE_SERVER (self), 0);

  return limner_engine_queue_get_n_run (self->context.queue);
}

/**
 * limner_engine_server_sweep:
 * @self: a server
 * @now: the time, in microseconds since 1970
 *
 * Removes what has been kept long enough. The server does so by itself now and then.
 */
void
limner_engine_server_sweep (LimnerEngineServer *self,
                            gint64              now)
{
  g_return_if_fail (LIMNER_IS_ENGINE_SERVER (self));

  limner_engine_queue_sweep (self->context.queue, now, self->retention);
  limner_engine_files_sweep (self->context.files, now);
}

/**
 * limner_engine_server_stop:
 * @self: a server
 *
 * Answers nobody any more, stops all work and waits for the threads. What was under way goes on
 * when another server is started with the same folder.
 */
void
limner_engine_server_stop (LimnerEngineServer *self)
{
  g_return_if_fail (LIMNER_IS_ENGINE_SERVER (self));

  g_clear_handle_id (&self->sweep_id, g_source_remove);
  if (self->context.queue != NULL)
    limner_engine_queue_shutdown (self->context.queue);
  if (self->context.examples != NULL)
    limner_engine_examples_shutdown (self->context.examples);
  if (self->server != NULL)
    soup_server_disconnect (self->server);
  g_clear_object (&self->server);
  g_clear_object (&self->context.queue);
  g_clear_object (&self->context.examples);
  g_clear_pointer (&self->journal, limner_engine_journal_free);
  g_clear_pointer (&self->context.files, limner_engine_files_unref);
  if (self->is_temporary && self->folder != NULL)
    remove_folder (self->folder);
  self->is_temporary = FALSE;
  if (self->lock >= 0)
    close (self->lock);
  self->lock = -1;
}
