/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "base/limner-error.h"
#include "base/limner-file.h"

#include "limner-client-files.h"
#include "limner-client-private.h"
#include "limner-data-url.h"
#include "limner-retry.h"

/* Large bodies are read on threads with blocking calls and large reads: libsoup's asynchronous
 * reads of 8 kB cost twice the time and the CPU, and they cost it on the main loop.
 */

/** How many downloads go on at once. */
#define MAX_THREADS 8

/** How much is read at once, in bytes. */
#define READ_SIZE (256 * 1024)

/** What a body of unknown length is given room for at first, in bytes. */
#define FIRST_ROOM (256 * 1024)

typedef struct
{
  char               *url;
  char               *path;            /* NULL: into memory */
  guint64             max_bytes;
  LimnerProgressFunc  progress;
  gpointer            progress_data;

  /* The thread's */
  GByteArray         *buffer;          /* into memory */
  int                 fd;              /* into a file, else -1 */
  guint64             n_done;
  gint64              n_total;         /* -1 where it is not known */
  char               *part_path;
  char               *validator;       /* the entity tag or date that a rest must belong to */
  char               *content_type;
  gint64              last_told;

  /* The result */
  GBytes             *bytes;
  GError             *error;
} Download;

typedef struct
{
  GTask  *task;
  gint64  done;
  gint64  total;
} Report;

static void
download_free (Download *download)
{
  g_free (download->url);
  g_free (download->path);
  g_clear_pointer (&download->buffer, g_byte_array_unref);
  if (download->fd >= 0)
    close (download->fd);
  g_free (download->part_path);
  g_free (download->validator);
  g_free (download->content_type);
  g_clear_pointer (&download->bytes, g_bytes_unref);
  g_clear_error (&download->error);
  g_free (download);
}

static gboolean
report_cb (gpointer user_data)
{
  Report *report = user_data;
  Download *download = g_task_get_task_data (report->task);

  if (!g_task_get_completed (report->task))
    download->progress (report->done, report->total, download->progress_data);
  return G_SOURCE_REMOVE;
}

static void
report_free (gpointer data)
{
  Report *report = data;

  g_object_unref (report->task);
  g_free (report);
}

static void
tell (GTask *task)
{
  Download *download = g_task_get_task_data (task);
  g_autoptr(GSource) source = NULL;
  gint64 now = g_get_monotonic_time ();
  Report *report;

  if (download->progress == NULL || now - download->last_told < G_USEC_PER_SEC / 10)
    return;

  download->last_told = now;
  report = g_new (Report, 1);
  *report = (Report) { g_object_ref (task), (gint64) download->n_done, download->n_total };
  /* Not g_main_context_invoke(): it would call on this thread when the main loop is between two
   * rounds. */
  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, report_cb, report, report_free);
  g_source_attach (source, g_task_get_context (task));
}

static gboolean
fail_with_errno (const char  *what,
                 GError     **error)
{
  int saved_errno = errno;

  g_set_error (error, LIMNER_ERROR,
               saved_errno == ENOSPC || saved_errno == EDQUOT ? LIMNER_ERROR_NO_SPACE
                                                              : LIMNER_ERROR_FAILED,
               "%s: %s", what, g_strerror (saved_errno));
  return FALSE;
}

static gboolean
check_size (Download  *download,
            guint64    size,
            GError   **error)
{
  if (size <= download->max_bytes)
    return TRUE;

  g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_TOO_LARGE,
               "The file is larger than the %" G_GUINT64_FORMAT " bytes that are allowed",
               download->max_bytes);
  return FALSE;
}

/* Throws away what a broken attempt left. */
static gboolean
start_over (Download  *download,
            GError   **error)
{
  download->n_done = 0;
  if (download->buffer != NULL)
    g_byte_array_set_size (download->buffer, 0);
  if (download->fd >= 0 &&
      (ftruncate (download->fd, 0) != 0 || lseek (download->fd, 0, SEEK_SET) < 0))
    return fail_with_errno ("The file could not be written", error);
  return TRUE;
}

static gboolean
write_all (int            fd,
           const guint8  *data,
           gsize          length,
           GError       **error)
{
  while (length > 0)
    {
      gssize n = write (fd, data, length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return fail_with_errno ("The file could not be written", error);
      data += n;
      length -= (gsize) n;
    }
  return TRUE;
}

/* Gives where the next piece goes; the memory grows by doubling. */
static guint8 *
get_room (Download *download,
          guint8   *piece)
{
  gsize wanted;

  if (download->fd >= 0)
    return piece;

  wanted = download->n_done + READ_SIZE;
  if (download->n_total >= 0)
    wanted = MAX ((gsize) download->n_total + 1, download->n_done + 1);
  if (wanted > download->buffer->len)
    g_byte_array_set_size (download->buffer,
                           (guint) (download->n_total >= 0
                                    ? wanted
                                    : MAX (wanted, MIN (2 * download->n_done,
                                                        download->max_bytes + READ_SIZE))));
  return download->buffer->data + download->n_done;
}

static gboolean
read_body (GTask         *task,
           GInputStream  *stream,
           GError       **error)
{
  Download *download = g_task_get_task_data (task);
  g_autofree guint8 *piece = download->fd >= 0 ? g_malloc (READ_SIZE) : NULL;

  for (;;)
    {
      guint8 *room = get_room (download, piece);
      gsize size = download->fd >= 0 ? READ_SIZE : download->buffer->len - download->n_done;
      gssize n = g_input_stream_read (stream, room, MIN (size, (gsize) 8 * READ_SIZE),
                                      g_task_get_cancellable (task), error);

      if (n < 0)
        return FALSE;
      if (n == 0)
        return TRUE;
      if (!check_size (download, download->n_done + (guint64) n, error))
        return FALSE;
      if (download->fd >= 0 && !write_all (download->fd, room, (gsize) n, error))
        return FALSE;

      download->n_done += (guint64) n;
      tell (task);
    }
}

/* `bytes 100-199/200`: whether the rest begins where we stopped */
static gboolean
is_our_rest (Download           *download,
             SoupMessageHeaders *headers)
{
  goffset start, end, total;

  return soup_message_headers_get_content_range (headers, &start, &end, &total) &&
         (guint64) start == download->n_done;
}

/* An address that a browser may show as a page is no result of a model. */
static gboolean
check_type (Download    *download,
            const char  *type,
            GError     **error)
{
  g_autofree char *lower = g_ascii_strdown (download->url, -1);

  if (g_strcmp0 (type, "text/html") != 0 || strstr (lower, ".htm") != NULL)
    return TRUE;

  g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_BAD_REPLY,
               "A page of the web came instead of a file");
  return FALSE;
}

static gboolean
take_headers (Download     *download,
              SoupMessage  *message,
              GError      **error)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  guint status = soup_message_get_status (message);
  const char *tag = soup_message_headers_get_one (headers, "ETag");
  const char *type = soup_message_headers_get_content_type (headers, NULL);
  goffset length = soup_message_headers_get_content_length (headers);
  gboolean has_length =
    soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH &&
    soup_message_headers_get_one (headers, "Content-Encoding") == NULL;

  if (status != SOUP_STATUS_PARTIAL_CONTENT || !is_our_rest (download, headers))
    {
      if (status == SOUP_STATUS_PARTIAL_CONTENT)
        {
          g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_NETWORK,
                       "The server sent another part of the file than was asked for");
          g_clear_pointer (&download->validator, g_free);
          return FALSE;
        }
      if (!start_over (download, error))
        return FALSE;
    }

  download->n_total = has_length ? (gint64) download->n_done + length : -1;
  if (download->n_total >= 0 && !check_size (download, (guint64) download->n_total, error))
    return FALSE;
  if (!check_type (download, type, error))
    return FALSE;

  g_free (download->validator);
  download->validator = NULL;
  if (tag != NULL && !g_str_has_prefix (tag, "W/"))
    download->validator = g_strdup (tag);
  else if (tag == NULL)
    download->validator = g_strdup (soup_message_headers_get_one (headers, "Last-Modified"));
  g_free (download->content_type);
  download->content_type = g_strdup (type);
  return TRUE;
}

static SoupMessage *
make_message (LimnerClient *self,
              Download     *download,
              GUri         *uri)
{
  SoupMessage *message = soup_message_new_from_uri (SOUP_METHOD_GET, uri);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  /* A compressed body has no length to check and no parts to go on with. */
  soup_message_headers_replace (headers, "Accept-Encoding", "identity");
  if (download->n_done > 0 && download->validator != NULL)
    {
      soup_message_headers_set_range (headers, (goffset) download->n_done, -1);
      soup_message_headers_replace (headers, "If-Range", download->validator);
    }
  _limner_client_authorize (self, message);
  return message;
}

static GError *
read_problem (SoupMessage  *message,
              GInputStream *stream,
              GCancellable *cancellable,
              double       *retry_after)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  guint status = soup_message_get_status (message);
  char body[4096];
  gsize length = 0;
  g_autoptr(LimnerProblem) problem = NULL;

  if (!g_input_stream_read_all (stream, body, sizeof body, &length, cancellable, NULL))
    length = 0;
  problem = limner_problem_parse (status, body, length);
  *retry_after = limner_problem_get_retry_after (problem);
  if (*retry_after < 0.0)
    *retry_after = limner_retry_parse_header (soup_message_headers_get_one (headers, "Retry-After"),
                                              g_get_real_time () / G_USEC_PER_SEC);
  return limner_problem_to_error (problem, limner_error_from_status (status));
}

/* One attempt, redirects included. Gives the status, or 0 where the connection broke. */
static guint
attempt (GTask   *task,
         double  *retry_after,
         GError **error)
{
  LimnerClient *self = g_task_get_source_object (task);
  Download *download = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr(GUri) uri = _limner_client_check_url (self, download->url, error);
  guint status = 400;

  for (guint n_redirects = 0; uri != NULL; n_redirects++)
    {
      g_autoptr(SoupMessage) message = make_message (self, download, uri);
      g_autoptr(GInputStream) stream = NULL;

      stream = soup_session_send (_limner_client_get_download_session (self), message, cancellable,
                                  error);
      if (stream == NULL)
        return 0;

      status = soup_message_get_status (message);
      if (status >= 300 && status < 400 && status != SOUP_STATUS_NOT_MODIFIED)
        {
          GUri *target = _limner_client_get_redirect (self, message, n_redirects, error);

          g_uri_unref (uri);
          uri = target;
          continue;
        }
      if (!SOUP_STATUS_IS_SUCCESSFUL (status))
        {
          g_propagate_error (error, read_problem (message, stream, cancellable, retry_after));
          return status;
        }

      if (!take_headers (download, message, error) || !read_body (task, stream, error))
        return (*error)->domain == LIMNER_ERROR && (*error)->code != LIMNER_ERROR_NETWORK ? status
                                                                                          : 0;
      return SOUP_STATUS_OK;
    }

  return status;
}

/* Sleeps, but wakes when the download is cancelled. */
static void
pause_thread (LimnerClient *self,
              GCancellable *cancellable,
              double        seconds)
{
  GPollFD fd;
  gint milliseconds = (gint) _limner_client_scale (self, seconds);

  if (cancellable != NULL && g_cancellable_make_pollfd (cancellable, &fd))
    {
      g_poll (&fd, 1, milliseconds);
      g_cancellable_release_fd (cancellable);
    }
  else
    {
      g_usleep ((gulong) milliseconds * 1000);
    }
}

static gboolean
fetch (GTask   *task,
       GError **error)
{
  LimnerClient *self = g_task_get_source_object (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  for (guint n = 1;; n++)
    {
      g_autoptr(GError) reason = NULL;
      double retry_after = -1.0;
      double pause;
      guint status = attempt (task, &retry_after, &reason);

      if (reason == NULL)
        return TRUE;

      pause = limner_retry_get_pause (n, retry_after, g_random_double ());
      if (limner_error_is_cancelled (reason) || n >= LIMNER_RETRY_MAX_ATTEMPTS || pause < 0.0 ||
          reason->domain == G_TLS_ERROR || !limner_retry_is_worthwhile (status, TRUE))
        {
          g_propagate_error (error, _limner_client_to_error (reason));
          return FALSE;
        }
      pause_thread (self, cancellable, pause);
    }
}

static gboolean
open_part (Download  *download,
           GError   **error)
{
  g_autofree char *parent = g_path_get_dirname (download->path);

  if (!limner_file_ensure_directory (parent, error))
    return FALSE;

  download->part_path = g_strconcat (download->path, ".part", NULL);
  download->fd = g_open (download->part_path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  return download->fd >= 0 || fail_with_errno ("The file could not be made", error);
}

static gboolean
keep_part (Download  *download,
           GError   **error)
{
  int fd = download->fd;

  download->fd = -1;
  if (fsync (fd) != 0)
    {
      fail_with_errno ("The file could not be written", error);
      close (fd);
      return FALSE;
    }
  if (close (fd) != 0 || g_rename (download->part_path, download->path) != 0)
    return fail_with_errno ("The file could not be put in its place", error);
  return TRUE;
}

static gboolean
save_data_url (Download  *download,
               GError   **error)
{
  download->bytes = _limner_data_url_decode (download->url, (gsize) download->max_bytes,
                                             &download->content_type, error);
  if (download->bytes == NULL)
    return FALSE;
  if (download->path == NULL)
    return TRUE;

  return limner_file_write (download->path, download->bytes, error);
}

static gboolean
run_download (GTask   *task,
              GError **error)
{
  Download *download = g_task_get_task_data (task);

  if (g_ascii_strncasecmp (download->url, "data:", 5) == 0)
    return save_data_url (download, error);

  if (download->path != NULL)
    {
      if (!open_part (download, error))
        return FALSE;
      if (!fetch (task, error) || !keep_part (download, error))
        {
          g_unlink (download->part_path);
          return FALSE;
        }
      return TRUE;
    }

  download->buffer = g_byte_array_sized_new (FIRST_ROOM);
  if (!fetch (task, error))
    return FALSE;

  g_byte_array_set_size (download->buffer, (guint) download->n_done);
  download->bytes = g_byte_array_free_to_bytes (g_steal_pointer (&download->buffer));
  return TRUE;
}

/* Back on the thread of the caller, where the client may be let go of too. */
static gboolean
finish_cb (gpointer user_data)
{
  GTask *task = user_data;
  Download *download = g_task_get_task_data (task);

  if (download->error != NULL)
    g_task_return_error (task, g_steal_pointer (&download->error));
  else if (download->path != NULL)
    g_task_return_pointer (task, g_bytes_new_static ("", 0), (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_pointer (task, g_steal_pointer (&download->bytes),
                           (GDestroyNotify) g_bytes_unref);
  return G_SOURCE_REMOVE;
}

static void
thread_func (gpointer data,
             gpointer user_data)
{
  GTask *task = data;
  Download *download = g_task_get_task_data (task);
  g_autoptr(GSource) source = g_idle_source_new ();

  if (!g_cancellable_set_error_if_cancelled (g_task_get_cancellable (task), &download->error))
    run_download (task, &download->error);

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, finish_cb, task, g_object_unref);
  g_source_attach (source, g_task_get_context (task));
}

static GThreadPool *
get_pool (void)
{
  static GThreadPool *pool = NULL;

  if (g_once_init_enter (&pool))
    g_once_init_leave (&pool, g_thread_pool_new (thread_func, NULL, MAX_THREADS, FALSE, NULL));
  return pool;
}

/**
 * limner_client_download_async:
 * @self: a client
 * @url: an address that a server gave: https, one on the server's own origin, or a data URL
 * @path: (nullable): where the file goes; %NULL keeps it in memory
 * @max_bytes: the most that is accepted, or 0 for %LIMNER_MAX_DOWNLOAD
 * @progress: (nullable): told how far it is
 * @progress_data: data for @progress
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: data for @callback
 *
 * Fetches a file on a worker thread. The token goes along to the server's own origin only. A broken
 * download goes on where it stopped if the server can do that, else from the start; a file is
 * renamed into place when it is whole.
 */
void
limner_client_download_async (LimnerClient        *self,
                              const char          *url,
                              const char          *path,
                              guint64              max_bytes,
                              LimnerProgressFunc   progress,
                              gpointer             progress_data,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  GTask *task;
  Download *download;

  g_return_if_fail (LIMNER_IS_CLIENT (self));
  g_return_if_fail (url != NULL);

  download = g_new0 (Download, 1);
  download->url = g_strdup (url);
  download->path = g_strdup (path);
  download->max_bytes = MIN (max_bytes > 0 ? max_bytes : LIMNER_MAX_DOWNLOAD, G_MAXINT32);
  download->progress = progress;
  download->progress_data = progress_data;
  download->fd = -1;
  download->n_total = -1;

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, limner_client_download_async);
  g_task_set_task_data (task, download, (GDestroyNotify) download_free);
  g_thread_pool_push (get_pool (), task, NULL);
}

/**
 * limner_client_download_finish:
 * @self: a client
 * @result: what the callback was given
 * @content_type: (out) (optional) (nullable) (transfer full): what the server calls it
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the file, or no bytes where it went to a path; %NULL with an
 *   error: %LIMNER_ERROR_TOO_LARGE, %LIMNER_ERROR_NO_SPACE, %LIMNER_ERROR_NOT_FOUND and others
 */
GBytes *
limner_client_download_finish (LimnerClient  *self,
                               GAsyncResult  *result,
                               char         **content_type,
                               GError       **error)
{
  GBytes *bytes;
  Download *download;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  download = g_task_get_task_data (G_TASK (result));
  bytes = _limner_client_run_finish (self, result, limner_client_download_async, error);
  if (bytes != NULL && content_type != NULL)
    *content_type = g_strdup (download->content_type);
  return bytes;
}
