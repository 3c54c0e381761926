/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-error.h"

#include "limner-data-url.h"

static GBytes *
decode_base64 (const char  *text,
               gsize        max_bytes,
               GError     **error)
{
  gsize length = strlen (text);
  guint8 *data;
  gsize n;
  int state = 0;
  guint save = 0;

  if (length / 4 * 3 > max_bytes + 3)
    {
      g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_TOO_LARGE,
                   "The file is larger than %" G_GSIZE_FORMAT " bytes", max_bytes);
      return NULL;
    }

  data = g_malloc (length / 4 * 3 + 4);
  n = g_base64_decode_step (text, length, data, &state, &save);
  return g_bytes_new_take (data, n);
}

/*
 * _limner_data_url_decode:
 * @url: `data:image/png;base64,…` or `data:text/plain,…` (RFC 2397)
 * @content_type: (out) (optional) (transfer full): the media type
 *
 * Reads what a data URL holds. Takes long for long ones: call it on a thread.
 *
 * Returns: (transfer full) (nullable): the bytes; or %NULL with %LIMNER_ERROR_BAD_REPLY or
 *   %LIMNER_ERROR_TOO_LARGE
 */
GBytes *
_limner_data_url_decode (const char  *url,
                         gsize        max_bytes,
                         char       **content_type,
                         GError     **error)
{
  const char *comma = g_ascii_strncasecmp (url, "data:", 5) == 0 ? strchr (url, ',') : NULL;
  g_autofree char *head = NULL;
  g_autoptr(GBytes) bytes = NULL;
  gboolean is_base64;

  if (comma == NULL || comma - url > 1024)
    {
      g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_BAD_REPLY, "This is not a data address");
      return NULL;
    }

  head = g_strndup (url + 5, (gsize) (comma - url - 5));
  is_base64 = g_str_has_suffix (head, ";base64");
  if (is_base64)
    bytes = decode_base64 (comma + 1, max_bytes, error);
  else
    bytes = g_uri_unescape_bytes (comma + 1, -1, NULL, NULL);
  if (bytes == NULL)
    {
      if (error != NULL && *error == NULL)
        g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_BAD_REPLY, "A data address is broken");
      return NULL;
    }
  if (g_bytes_get_size (bytes) > max_bytes)
    {
      g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_TOO_LARGE,
                   "The file is larger than %" G_GSIZE_FORMAT " bytes", max_bytes);
      return NULL;
    }

  if (content_type != NULL)
    {
      head[strcspn (head, ";")] = '\0';
      *content_type = g_strdup (*head != '\0' ? head : "text/plain");
    }
  return g_steal_pointer (&bytes);
}
