/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-engine-fetch.h"

#include <string.h>

#include <libsoup/soup.h>

#include "base/limner-error.h"
#include "image/limner-data-uri.h"

#define FILES_PATH      "/v1/files/"
#define TIMEOUT_SECONDS 30
#define CHUNK_BYTES     (256u * 1024)

static GBytes *
fail_to_fetch (GError     **error,
               int          code,
               const char  *why)
{
  g_set_error (error, LIMNER_ERROR, code, "An input file could not be fetched: %s", why);
  return NULL;
}

static GBytes *
read_all (GInputStream  *stream,
          GCancellable  *cancellable,
          GError       **error)
{
  g_autoptr(GByteArray) bytes = g_byte_array_new ();
  g_autofree guint8 *chunk = g_malloc (CHUNK_BYTES);

  for (;;)
    {
      gssize n = g_input_stream_read (stream, chunk, CHUNK_BYTES, cancellable, error);

      if (n < 0)
        return NULL;
      if (n == 0)
        return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
      if (bytes->len + (gsize) n > LIMNER_ENGINE_MAX_BYTES)
        return fail_to_fetch (error, LIMNER_ERROR_TOO_LARGE, "it is larger than 100 MB");
      g_byte_array_append (bytes, chunk, (guint) n);
    }
}

static GBytes *
fetch_http (GUri          *uri,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autoptr(SoupSession) session = NULL;
  g_autoptr(SoupMessage) message = soup_message_new_from_uri (SOUP_METHOD_GET, uri);
  g_autoptr(GInputStream) stream = NULL;
  guint status;

  /* A redirect could lead away from this machine. */
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  session = soup_session_new_with_options ("timeout", TIMEOUT_SECONDS,
                                           "proxy-resolver", NULL,
                                           "user-agent", "limner-engine/" PACKAGE_VERSION, NULL);
  stream = soup_session_send (session, message, cancellable, error);
  if (stream == NULL)
    return NULL;

  status = soup_message_get_status (message);
  if (status != SOUP_STATUS_OK)
    {
      g_autofree char *why = g_strdup_printf ("its server answered %u", status);

      return fail_to_fetch (error, LIMNER_ERROR_NOT_FOUND, why);
    }

  return read_all (stream, cancellable, error);
}

static gboolean
is_loopback_uri (GUri *uri)
{
  const char *host = g_uri_get_host (uri);
  const char *scheme = g_uri_get_scheme (uri);

  return host != NULL && g_str_equal (scheme, "http") &&
         (g_str_equal (host, "127.0.0.1") || g_str_equal (host, "::1") ||
          g_str_equal (host, "localhost"));
}

/**
 * limner_engine_is_loopback:
 * @url: an address
 *
 * Returns: whether it is served by this machine, over HTTP
 */
gboolean
limner_engine_is_loopback (const char *url)
{
  g_autoptr(GUri) uri = g_uri_parse (url, SOUP_HTTP_URI_FLAGS, NULL);

  return uri != NULL && is_loopback_uri (uri);
}

/**
 * limner_engine_fetch:
 * @files: the files that were uploaded
 * @url: a `data:` URL, the address of an uploaded file, or an address on this machine
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Reads a file that an input names. Blocks: call it on a thread. The engine works without a
 * network, so any other address is refused.
 *
 * Returns: (transfer full) (nullable): the file's bytes, or %NULL with an error
 */
GBytes *
limner_engine_fetch (LimnerEngineFiles  *files,
                     const char         *url,
                     GCancellable       *cancellable,
                     GError            **error)
{
  g_autoptr(GUri) uri = NULL;
  const char *path;

  if (limner_data_uri_is (url))
    return limner_data_uri_parse (url, NULL, error);

  uri = g_uri_parse (url, SOUP_HTTP_URI_FLAGS, NULL);
  if (uri == NULL || !is_loopback_uri (uri))
    return fail_to_fetch (error, LIMNER_ERROR_UNSUPPORTED,
                          "the built-in engine reads data: URLs, its own files and addresses on "
                          "this machine only");

  /* The port may be another since a restart; the ids of files cannot be guessed. */
  path = g_uri_get_path (uri);
  if (g_str_has_prefix (path, FILES_PATH))
    {
      g_autoptr(JsonObject) file = limner_engine_files_find (files, path + strlen (FILES_PATH));

      if (file != NULL)
        return limner_engine_files_read (files, path + strlen (FILES_PATH), error);
    }

  return fetch_http (uri, cancellable, error);
}
