/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "store/limner-name-template.h"
#include "store/limner-record.h"

int LLVMFuzzerTestOneInput (const guint8 *data,
                            gsize         size);

/* A record that claims to be ours: what it tells the library is bounded and can be told again, and
 * gives the file a name that is one. */
int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree char *text = g_utf8_make_valid ((const char *) data, (gssize) MIN (size, 65536));
  g_autoptr(LimnerMetadata) metadata = limner_metadata_parse_text (text);
  g_autoptr(LimnerItemDetails) details = limner_item_details_new ();
  g_autoptr(LimnerItemDetails) again = limner_item_details_new ();
  g_autoptr(LimnerMetadata) told = NULL;
  g_autofree char *name = NULL;

  g_free (metadata->record);
  metadata->record = g_strdup (text);
  limner_record_read (metadata, details);
  told = limner_record_make (details, NULL);
  limner_record_read (told, again);
  g_assert_cmpstr (again->prompt, ==, details->prompt);
  g_assert_cmpstr (again->seed, ==, details->seed);
  g_assert_cmpstr (again->model, ==, details->model);
  g_assert_cmpint (again->id, ==, details->id);

  name = limner_name_template_expand (text, details);
  g_assert_cmpuint (strlen (name), >, 0);
  g_assert_cmpuint (strlen (name), <=, 160);
  g_assert_true (name[0] != '.' && strchr (name, '/') == NULL);
  g_assert_true (g_utf8_validate (name, -1, NULL));
  return 0;
}
