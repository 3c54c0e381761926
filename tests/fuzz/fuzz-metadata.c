/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "image/limner-data-uri.h"
#include "image/limner-exif-private.h"
#include "image/limner-metadata.h"
#include "image/limner-xmp-private.h"

int LLVMFuzzerTestOneInput (const guint8 *data,
                            gsize         size);

static void
property_cb (const char *name,
             const char *value,
             gpointer    user_data)
{
  g_assert_true (g_utf8_validate (value, -1, NULL));
}

/* Whatever stands in a picture's texts: settings of any dialect, Exif, XMP. All that comes out is
 * valid UTF-8, and what we would write about it can be read again. */
int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree char *text = g_utf8_make_valid ((const char *) data, (gssize) MIN (size, 65536));
  g_autoptr(LimnerMetadata) metadata = limner_metadata_parse_text (text);
  g_autoptr(GBytes) exif = g_bytes_new (data, size);
  g_autofree char *parameters = limner_metadata_to_parameters (metadata);
  g_autofree char *comment = _limner_exif_get_user_comment (exif);
  g_autofree char *description = _limner_exif_get_text (exif, LIMNER_EXIF_DESCRIPTION);
  g_autofree char *packet = _limner_xmp_merge (text, metadata, TRUE, TRUE);
  g_autoptr(LimnerMetadata) again = limner_metadata_parse_text (parameters);
  g_autoptr(GBytes) changed = _limner_exif_set_user_comment (exif, parameters);
  g_autofree char *changed_comment = _limner_exif_get_user_comment (changed);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) decoded = limner_data_uri_parse (text, NULL, &error);

  g_assert_true ((decoded == NULL) == (error != NULL));
  g_assert_true (again->raw != NULL);
  g_assert_true (metadata->prompt == NULL || g_utf8_validate (metadata->prompt, -1, NULL));
  g_assert_true (comment == NULL || g_utf8_validate (comment, -1, NULL));
  g_assert_true (description == NULL || g_utf8_validate (description, -1, NULL));
  g_assert_cmpstr (changed_comment, ==, parameters);
  g_assert_cmpint (_limner_exif_get_orientation (exif), <=, 8);
  _limner_xmp_foreach (packet, strlen (packet), property_cb, NULL);
  return 0;
}
