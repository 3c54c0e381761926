/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "raw-server.h"

struct _RawServer
{
  GSocketService *service;
  char           *uri;

  /* Guarded by lock */
  GMutex          lock;
  GQueue          steps;       /* of Step */
  GPtrArray      *requests;    /* of char* */
  GPtrArray      *open;        /* of GSocketConnection */
};

typedef struct
{
  GBytes   *answer;            /* NULL: close without one */
  RawFlags  flags;
} Step;

static void
step_free (Step *step)
{
  g_clear_pointer (&step->answer, g_bytes_unref);
  g_free (step);
}

static gboolean
is_whole (GString *request)
{
  const char *end = strstr (request->str, "\r\n\r\n");
  g_autofree char *lower = g_ascii_strdown (request->str, -1);
  const char *length = strstr (lower, "\r\ncontent-length: ");

  if (end == NULL)
    return FALSE;
  if (length == NULL)
    return TRUE;
  return request->len >= (gsize) (end + 4 - request->str) +
                         g_ascii_strtoull (length + strlen ("\r\ncontent-length: "), NULL, 10);
}

static char *
read_request (GInputStream *stream)
{
  GString *request = g_string_new (NULL);
  char piece[4096];

  while (!is_whole (request))
    {
      gssize n = g_input_stream_read (stream, piece, sizeof piece, NULL, NULL);

      if (n <= 0)
        break;
      g_string_append_len (request, piece, n);
    }
  return g_string_free (request, FALSE);
}

static gboolean
run_cb (GThreadedSocketService *service,
        GSocketConnection      *connection,
        GObject                *source_object,
        gpointer                user_data)
{
  RawServer *self = user_data;
  Step *step;

  g_mutex_lock (&self->lock);
  step = g_queue_pop_head (&self->steps);
  g_mutex_unlock (&self->lock);

  if (step == NULL || (step->flags & RAW_DROP_AT_ONCE) == 0)
    {
      char *request = read_request (g_io_stream_get_input_stream (G_IO_STREAM (connection)));

      g_mutex_lock (&self->lock);
      g_ptr_array_add (self->requests, request);
      g_mutex_unlock (&self->lock);
    }

  if (step != NULL && step->answer != NULL)
    g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)),
                               g_bytes_get_data (step->answer, NULL),
                               g_bytes_get_size (step->answer), NULL, NULL, NULL);
  if (step != NULL && (step->flags & RAW_STAY_OPEN) != 0)
    {
      g_mutex_lock (&self->lock);
      g_ptr_array_add (self->open, g_object_ref (connection));
      g_mutex_unlock (&self->lock);
    }
  else
    {
      g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
    }

  g_clear_pointer (&step, step_free);
  return TRUE;
}

RawServer *
raw_server_new (void)
{
  RawServer *self = g_new0 (RawServer, 1);
  g_autoptr(GSocketAddress) wanted = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr(GSocketAddress) got = NULL;
  g_autoptr(GError) error = NULL;

  g_mutex_init (&self->lock);
  self->requests = g_ptr_array_new_with_free_func (g_free);
  self->open = g_ptr_array_new_with_free_func (g_object_unref);
  self->service = g_threaded_socket_service_new (16);
  g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), wanted, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, NULL, &got, &error);
  g_assert_no_error (error);
  self->uri = g_strdup_printf ("http://127.0.0.1:%u",
                               g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (got)));
  g_signal_connect (self->service, "run", G_CALLBACK (run_cb), self);
  g_socket_service_start (self->service);
  return self;
}

void
raw_server_free (RawServer *self)
{
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_clear_object (&self->service);
  g_clear_pointer (&self->requests, g_ptr_array_unref);
  g_clear_pointer (&self->open, g_ptr_array_unref);
  g_queue_clear_full (&self->steps, (GDestroyNotify) step_free);
  g_mutex_clear (&self->lock);
  g_free (self->uri);
  g_free (self);
}

const char *
raw_server_get_uri (RawServer *self)
{
  return self->uri;
}

/* @answer: bytes to write before closing; NULL closes without an answer */
void
raw_server_push (RawServer  *self,
                 const char *answer)
{
  g_autoptr(GBytes) bytes = answer != NULL ? g_bytes_new (answer, strlen (answer)) : NULL;

  raw_server_push_full (self, bytes, 0);
}

void
raw_server_push_full (RawServer *self,
                      GBytes    *answer,
                      RawFlags   flags)
{
  Step *step = g_new0 (Step, 1);

  step->answer = answer != NULL ? g_bytes_ref (answer) : NULL;
  step->flags = flags;
  g_mutex_lock (&self->lock);
  g_queue_push_tail (&self->steps, step);
  g_mutex_unlock (&self->lock);
}

/* @headers: lines that end in CR LF, or empty */
void
raw_server_push_json (RawServer  *self,
                      guint       status,
                      const char *headers,
                      const char *body)
{
  g_autofree char *answer =
    g_strdup_printf ("HTTP/1.1 %u X\r\nContent-Type: application/json\r\n%sContent-Length: %zu\r\n"
                     "Connection: close\r\n\r\n%s", status, headers, strlen (body), body);

  raw_server_push (self, answer);
}

guint
raw_server_get_n (RawServer *self)
{
  guint n;

  g_mutex_lock (&self->lock);
  n = self->requests->len;
  g_mutex_unlock (&self->lock);
  return n;
}

char *
raw_server_dup_request (RawServer *self,
                        guint      position)
{
  char *request;

  g_mutex_lock (&self->lock);
  g_assert_cmpuint (position, <, self->requests->len);
  request = g_strdup (g_ptr_array_index (self->requests, position));
  g_mutex_unlock (&self->lock);
  return request;
}
