/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "limner-chunk-text-private.h"

/**
 * _limner_chunk_text_from_bytes:
 * @data: bytes from a file
 * @length: their number
 *
 * Makes text of what a stranger wrote: UTF-8 if it is that, else Latin-1; it ends at the first
 * zero.
 *
 * Returns: (transfer full): valid UTF-8, possibly empty
 */
char *
_limner_chunk_text_from_bytes (const guint8 *data,
                               gsize         length)
{
  const guint8 *end = length > 0 ? memchr (data, 0, length) : NULL;

  if (end != NULL)
    length = (gsize) (end - data);
  if (g_utf8_validate_len ((const char *) data, length, NULL))
    return g_strndup ((const char *) data, length);

  return g_convert ((const char *) data, (gssize) length, "UTF-8", "ISO-8859-1", NULL, NULL, NULL);
}
