/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "base/limner-json.h"

#define LIMIT (1 << 20)

int LLVMFuzzerTestOneInput (const guint8 *data,
                            gsize         size);

/* Whatever a server sends: it is parsed or refused with a reason, and what was parsed can be
 * written again. */
int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) node = limner_json_parse ((const char *) data, size, LIMIT, &error);

  g_assert_true ((node == NULL) == (error != NULL));
  if (node != NULL)
    {
      g_autofree char *text = limner_json_to_string (node, FALSE);

      g_assert_nonnull (text);
    }

  return 0;
}
