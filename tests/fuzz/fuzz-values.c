/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "base/limner-json.h"
#include "schema/limner-values.h"
#include "wire/limner-output.h"

#define LIMIT (1 << 20)

int LLVMFuzzerTestOneInput (const guint8 *data,
                            gsize         size);

/* A schema with inputs of every kind. */
static const char document[] =
  "{\"components\":{\"schemas\":{\"Input\":{\"properties\":{"
  "\"s\":{\"type\":\"string\",\"maxLength\":9,\"pattern\":\"^(a+)+$\"},"
  "\"prompt\":{\"type\":\"string\",\"default\":\"x\"},"
  "\"i\":{\"type\":\"integer\",\"minimum\":-5,\"maximum\":18446744073709551615},"
  "\"n\":{\"type\":\"number\",\"exclusiveMinimum\":0},"
  "\"b\":{\"type\":\"boolean\"},\"e\":{\"type\":\"integer\",\"enum\":[1,2,\"3\"]},"
  "\"f\":{\"type\":\"string\",\"format\":\"uri\"},\"o\":{\"type\":\"object\"},"
  "\"k\":{\"type\":\"string\",\"x-cog-secret\":true},\"any\":{},"
  "\"seed\":{\"type\":\"integer\",\"nullable\":true,\"default\":3},"
  "\"l\":{\"type\":\"array\",\"items\":{\"type\":\"number\"},\"maxItems\":4}}},"
  "\"Output\":{\"type\":\"array\",\"items\":{\"type\":\"string\",\"format\":\"uri\"}}}}}";

static void
use_values (LimnerSchema *schema,
            JsonObject   *input)
{
  g_autoptr(LimnerValues) values = limner_values_new (schema);
  g_autoptr(LimnerValues) again = limner_values_new (schema);
  g_autoptr(GPtrArray) report = limner_values_load (values, input);
  g_autoptr(GPtrArray) carried = limner_values_carry_over (again, values);
  g_autoptr(JsonObject) request = limner_values_to_input (values);
  g_autoptr(JsonObject) record = limner_values_to_record (values);
  g_autofree char *text = limner_json_object_to_string (request, TRUE);
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonObject) parsed = limner_json_parse_object (text, strlen (text), 64 * LIMIT, &error);

  /* What is sent can be read again, and undo brings everything back. */
  g_assert_no_error (error);
  g_assert_false (json_object_has_member (record, "k"));
  limner_values_validate (values, NULL);
  while (limner_values_can_undo (values))
    limner_values_undo (values);
  for (guint i = 0; i < limner_schema_get_n_fields (schema); i++)
    g_assert_false (limner_values_is_set (values, limner_field_get_name (
      limner_schema_get_field (schema, i))));
}

/* Whatever a file or a server calls an input or an output. */
int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  static LimnerSchema *schema = NULL;
  g_autoptr(JsonNode) node = limner_json_parse ((const char *) data, size, LIMIT, NULL);
  g_auto(GStrv) files = NULL;
  g_autofree char *text = NULL;

  if (schema == NULL)
    {
      g_autoptr(GBytes) bytes = g_bytes_new_static (document, strlen (document));

      schema = limner_schema_new_from_bytes (bytes, NULL);
    }
  if (node == NULL)
    return 0;

  files = limner_output_dup_files (node);
  g_assert_cmpuint (g_strv_length (files), <=, LIMNER_OUTPUT_MAX_FILES);
  text = limner_output_dup_text (node);
  g_assert_true (text == NULL || files[0] == NULL);
  if (JSON_NODE_HOLDS_OBJECT (node))
    use_values (schema, json_node_get_object (node));
  return 0;
}
