/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-json.h"
#include "wire/limner-output.h"

static void
test_shapes (void)
{
  static const struct
  {
    const char *output;
    const char *files;    /* with a space between */
    const char *text;
  } cases[] = {
    { "null", "", NULL },
    { "[]", "", NULL },
    { "\"https://h/a.png\"", "https://h/a.png", NULL },
    { "\"HTTPS://h/a\"", "HTTPS://h/a", NULL },
    { "[\"https://h/a.png\",\"data:image/png;base64,AA==\"]",
      "https://h/a.png data:image/png;base64,AA==", NULL },
    { "[[\"http://h/a\"],[\"http://h/b\",null]]", "http://h/a http://h/b", NULL },
    { "{\"image\":\"https://h/a.png\",\"score\":3}", "https://h/a.png", NULL },
    { "[{\"file\":\"https://h/a.webp\",\"text\":\"fox\"}]", "https://h/a.webp", NULL },
    { "\"see https://h/a.png\"", "", "see https://h/a.png" },
    { "\"https://h/a.png is it\"", "", "https://h/a.png is it" },
    { "\"data: what is measured, for instance\"", "", "data: what is measured, for instance" },
    { "\"a poem\"", "", "a poem" },
    { "[\"a \",\"poem\",\"\"]", "", "a poem" },
    { "42", "", "42" },
    { "9007199254740993", "", "9007199254740993" },
    { "true", "", "true" },
    { "[[1,2],[3]]", "", "[\n  [\n    1,\n    2\n  ],\n  [\n    3\n  ]\n]" },
    { "{\"label\":\"fox\"}", "", "{\n  \"label\": \"fox\"\n}" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(JsonNode) output = limner_json_parse (cases[i].output, strlen (cases[i].output),
                                                      10000, &error);
      g_auto(GStrv) files = limner_output_dup_files (output);
      g_autofree char *joined = g_strjoinv (" ", files);
      g_autofree char *text = limner_output_dup_text (output);

      g_assert_no_error (error);
      g_assert_cmpstr (joined, ==, cases[i].files);
      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_hostile (void)
{
  g_autoptr(GString) text = g_string_new ("[");
  g_autoptr(JsonNode) node = NULL;
  g_auto(GStrv) files = NULL;
  g_auto(GStrv) none = limner_output_dup_files (NULL);
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < 2 * LIMNER_OUTPUT_MAX_FILES; i++)
    g_string_append (text, i > 0 ? ",\"http://h\"" : "\"http://h\"");
  g_string_append_c (text, ']');
  node = limner_json_parse (text->str, text->len, text->len, &error);
  g_assert_no_error (error);
  files = limner_output_dup_files (node);
  g_assert_cmpuint (g_strv_length (files), ==, LIMNER_OUTPUT_MAX_FILES);

  g_assert_null (none[0]);
  g_assert_null (limner_output_dup_text (NULL));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/output/shapes", test_shapes);
  g_test_add_func ("/output/hostile", test_hostile);
  return g_test_run ();
}
