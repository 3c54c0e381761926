/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-error.h"

#include "limner-data-uri.h"

/**
 * limner_data_uri_is:
 * @text: any text
 *
 * Tells whether a text is a data: URL (RFC 2397), by its beginning.
 *
 * Returns: %TRUE if it is
 */
gboolean
limner_data_uri_is (const char *text)
{
  g_return_val_if_fail (text != NULL, FALSE);

  return g_ascii_strncasecmp (text, "data:", 5) == 0;
}

static GBytes *
decode_base64 (const char *text)
{
  g_autofree guint8 *data = g_try_malloc (strlen (text) / 4 * 3 + 3);
  gsize length;
  guint save = 0;
  int state = 0;

  if (data == NULL)
    return NULL;
  for (const char *p = text; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && strchr ("+/=\r\n \t", *p) == NULL)
      return NULL;

  length = g_base64_decode_step (text, strlen (text), data, &state, &save);
  /* Some servers leave the padding out; what is missing for the last bytes is put there. */
  if (state > 1)
    length += g_base64_decode_step ("==", (gsize) (4 - state), data + length, &state, &save);
  return g_bytes_new_take (g_steal_pointer (&data), length);
}

/**
 * limner_data_uri_parse:
 * @uri: a data: URL of at most %LIMNER_DATA_URI_MAX_LENGTH bytes
 * @mime_type: (out) (optional): the type it names, lower case and without parameters;
 *   `text/plain` if none
 * @error: return location for an error
 *
 * Unpacks a data: URL, base64 or percent-encoded.
 *
 * Returns: (transfer full) (nullable): the data, or %NULL with %LIMNER_ERROR_INVALID_INPUT or
 *   %LIMNER_ERROR_TOO_LARGE
 */
GBytes *
limner_data_uri_parse (const char  *uri,
                       char       **mime_type,
                       GError     **error)
{
  g_autofree char *head = NULL;
  g_auto(GStrv) parts = NULL;
  GBytes *bytes = NULL;
  const char *comma;
  guint n_parts;

  g_return_val_if_fail (uri != NULL, NULL);

  if (strnlen (uri, LIMNER_DATA_URI_MAX_LENGTH + 1) > LIMNER_DATA_URI_MAX_LENGTH)
    {
      g_set_error_literal (error, LIMNER_ERROR, LIMNER_ERROR_TOO_LARGE,
                           "The data: URL is too long");
      return NULL;
    }

  comma = limner_data_uri_is (uri) ? strchr (uri, ',') : NULL;
  if (comma != NULL)
    {
      head = g_strndup (uri + 5, (gsize) (comma - uri) - 5);
      parts = g_strsplit (head, ";", -1);
      n_parts = g_strv_length (parts);
      if (n_parts > 0 && g_ascii_strcasecmp (parts[n_parts - 1], "base64") == 0)
        bytes = decode_base64 (comma + 1);
      else
        bytes = g_uri_unescape_bytes (comma + 1, -1, NULL, NULL);
    }
  if (bytes == NULL)
    {
      g_set_error_literal (error, LIMNER_ERROR, LIMNER_ERROR_INVALID_INPUT,
                           "This is not a valid data: URL");
      return NULL;
    }

  if (mime_type != NULL)
    *mime_type = parts[0] != NULL && strchr (parts[0], '/') != NULL
                   ? g_ascii_strdown (parts[0], -1)
                   : g_strdup ("text/plain");
  return bytes;
}

/**
 * limner_data_uri_make:
 * @bytes: data
 * @mime_type: its type
 *
 * Packs data into a data: URL, base64.
 *
 * Returns: (transfer full): the URL
 */
char *
limner_data_uri_make (GBytes     *bytes,
                      const char *mime_type)
{
  const guint8 *data;
  GString *uri;
  gsize size;
  gsize length;
  int state = 0;
  int save = 0;

  g_return_val_if_fail (bytes != NULL, NULL);
  g_return_val_if_fail (mime_type != NULL, NULL);

  data = g_bytes_get_data (bytes, &size);
  uri = g_string_sized_new (size / 3 * 4 + strlen (mime_type) + 24);
  g_string_append_printf (uri, "data:%s;base64,", mime_type);
  length = uri->len;
  g_string_set_size (uri, length + size / 3 * 4 + 8);
  length += g_base64_encode_step (data, size, FALSE, uri->str + length, &state, &save);
  length += g_base64_encode_close (FALSE, uri->str + length, &state, &save);
  g_string_truncate (uri, length);
  return g_string_free (uri, FALSE);
}
