/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "base/limner-json.h"
#include "engine/limner-engine-faults.h"
#include "engine/limner-engine-validate.h"

#define LIMIT (1 << 20)

int LLVMFuzzerTestOneInput (const guint8 *data,
                            gsize         size);

/* Whatever a client sends, against whatever schema (the two stand one after the other, with a zero
 * between): it is said what is wrong. Rules for faults are read or refused with a reason. */
int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  const guint8 *zero = size > 0 ? memchr (data, 0, size) : NULL;
  gsize split = zero != NULL ? (gsize) (zero - data) : size;
  g_autoptr(GError) error = NULL;
  g_autoptr(LimnerEngineFaults) faults =
    limner_engine_faults_parse ((const char *) data, size, &error);
  g_autoptr(JsonObject) schema =
    limner_json_parse_object ((const char *) data, split, LIMIT, NULL);
  g_autoptr(JsonNode) value = NULL;
  g_autoptr(JsonArray) found = NULL;
  g_autofree char *detail = NULL;

  g_assert_true ((faults == NULL) == (error != NULL));
  if (zero != NULL)
    value = limner_json_parse ((const char *) zero + 1, size - split - 1, LIMIT, NULL);
  if (schema == NULL || value == NULL)
    return 0;

  found = limner_engine_validate (schema, schema, value, "input");
  detail = limner_engine_validate_detail (found);
  if (JSON_NODE_HOLDS_OBJECT (value))
    json_object_unref (limner_engine_fill_defaults (schema, schema, json_node_get_object (value)));
  return 0;
}
