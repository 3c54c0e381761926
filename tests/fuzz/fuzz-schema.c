/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "schema/limner-schema-change.h"
#include "schema/limner-schema.h"

int LLVMFuzzerTestOneInput (const guint8 *data,
                            gsize         size);

/* Whatever a server calls a schema: it is read or refused, and what was read can be written down,
 * compared and asked for its tasks. */
int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr(GError) error = NULL;
  g_autoptr(LimnerSchema) schema = limner_schema_new_from_bytes (bytes, &error);
  g_autoptr(GPtrArray) changes = NULL;
  g_autofree char *text = NULL;

  g_assert_true ((schema == NULL) == (error != NULL));
  if (schema == NULL)
    return 0;

  text = limner_schema_to_string (schema);
  g_assert_nonnull (text);
  g_assert_true (g_utf8_validate (text, -1, NULL));
  limner_schema_get_tasks (schema);
  changes = limner_schema_compare (schema, schema);
  g_assert_cmpuint (changes->len, ==, 0);
  return 0;
}
