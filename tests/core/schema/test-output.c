/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-json.h"
#include "schema/limner-output.h"

static JsonNode *
json (const char *text)
{
  g_autoptr(GError) error = NULL;
  JsonNode *node = limner_json_parse (text, strlen (text), 10000, &error);

  g_assert_no_error (error);
  return node;
}

static LimnerSchema *
schema_with_output (const char *output)
{
  g_autofree char *text =
    g_strdup_printf ("{\"components\":{\"schemas\":{\"Output\":%s}}}", output);
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));

  return limner_schema_new_from_bytes (bytes, NULL);
}

/* F marks a file, T a text; the path follows. */
static void
test_shapes (void)
{
  static const char *const files = "{\"type\":\"string\",\"format\":\"uri\"}";
  static const char *const words = "{\"type\":\"array\",\"items\":{\"type\":\"string\"},"
                                   "\"x-cog-array-display\":\"concatenate\"}";
  static const char *const any = "{}";
  const struct
  {
    const char *schema;
    const char *output;
    const char *parts;
  } cases[] = {
    { files, "\"https://example.org/a.png\"", "F" },
    { files, "\"https://example.org/a\"", "F" },
    { files, "[\"https://example.org/a\",\"data:image/png;base64,AA==\"]", "F/0 F/1" },
    { files, "[[\"http://127.0.0.1/a\"],[\"http://127.0.0.1/b\",null]]", "F/0/0 F/1/0" },
    { files, "null", "" },
    { files, "[]", "" },
    { any, "\"https://example.org/a.png?x=1\"", "F" },
    { any, "\"https://example.org/page\"", "T" },
    { any, "\"see https://example.org/a.png\"", "T" },
    { any, "\"https://example.org/a.png is it\"", "T" },
    { any, "{\"a/b\":\"https://example.org/a.jpg\",\"n\":7,\"t\":true}", "F/a~1b T/n T/t" },
    { any, "[{\"file\":\"https://example.org/a.webp\",\"text\":\"fox\"}]", "F/0/file T/0/text" },
    { words, "[\"a \",\"fox\",\"\"]", "T" },
    { words, "null", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(LimnerSchema) schema = schema_with_output (cases[i].schema);
      g_autoptr(JsonNode) output = json (cases[i].output);
      g_autoptr(GPtrArray) parts = limner_output_list_parts (output, schema);
      g_autoptr(GString) text = g_string_new (NULL);

      for (guint j = 0; j < parts->len; j++)
        {
          LimnerOutputPart *part = g_ptr_array_index (parts, j);

          g_string_append_printf (text, "%s%c%s", j > 0 ? " " : "", part->is_file ? 'F' : 'T',
                                  part->path);
        }
      g_assert_cmpstr (text->str, ==, cases[i].parts);
    }
}

static void
test_texts (void)
{
  g_autoptr(LimnerSchema) words = schema_with_output (
    "{\"type\":\"array\",\"items\":{\"type\":\"string\"},\"x-cog-array-type\":\"iterator\","
    "\"x-cog-array-display\":\"concatenate\"}");
  g_autoptr(JsonNode) pieces = json ("[\"A \",\"red\",\" fox\"]");
  g_autofree char *joined = limner_output_get_text (pieces, words);
  g_autofree char *lines = limner_output_get_text (pieces, NULL);
  g_auto(GStrv) files = limner_output_list_files (pieces, words);

  g_assert_cmpstr (joined, ==, "A red fox");
  g_assert_cmpstr (lines, ==, "A \nred\n fox");
  g_assert_cmpuint (g_strv_length (files), ==, 0);
}

static void
test_hostile (void)
{
  g_autoptr(GString) text = g_string_new ("[");
  g_autoptr(JsonNode) node = NULL;
  g_autoptr(GPtrArray) parts = NULL;
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < 2 * LIMNER_OUTPUT_MAX_PARTS; i++)
    g_string_append (text, i > 0 ? ",1" : "1");
  g_string_append_c (text, ']');
  node = limner_json_parse (text->str, text->len, text->len, &error);
  g_assert_no_error (error);
  parts = limner_output_list_parts (node, NULL);
  g_assert_cmpuint (parts->len, ==, LIMNER_OUTPUT_MAX_PARTS);

  g_ptr_array_unref (parts);
  parts = limner_output_list_parts (NULL, NULL);
  g_assert_cmpuint (parts->len, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/output/shapes", test_shapes);
  g_test_add_func ("/output/texts", test_texts);
  g_test_add_func ("/output/hostile", test_hostile);
  return g_test_run ();
}
