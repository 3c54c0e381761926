/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-error.h"
#include "base/limner-json.h"

#define ALL ((gsize) -1)

static JsonNode *
parse (const char *text)
{
  g_autoptr(GError) error = NULL;
  JsonNode *node = limner_json_parse (text, ALL, 1024, &error);

  g_assert_no_error (error);
  return node;
}

static void
test_big_integers (void)
{
  const char *text = "{\"a\":14398808075592566791,\"b\":-9223372036854775808,\"c\":7,"
                     "\"d\":\"14398808075592566791\",\"e\":1.5e300,\"f\":[18446744073709551615]}";
  g_autoptr(JsonNode) node = parse (text);
  g_autofree char *written = limner_json_to_string (node, FALSE);
  g_autofree char *seed =
    limner_json_integer_text (json_object_get_member (json_node_get_object (node), "a"));

  g_assert_cmpstr (seed, ==, "14398808075592566791");
  g_assert_nonnull (strstr (written, "\"a\":14398808075592566791,"));
  g_assert_nonnull (strstr (written, "\"b\":-9223372036854775808,"));
  g_assert_nonnull (strstr (written, "\"d\":\"14398808075592566791\""));
  g_assert_nonnull (strstr (written, "[18446744073709551615]"));
}

static void
test_integer_nodes (void)
{
  const char *digits[] = { "0", "-5", "9223372036854775807", "18446744073709551615" };

  for (gsize i = 0; i < G_N_ELEMENTS (digits); i++)
    {
      g_autoptr(JsonNode) node = limner_json_integer_node (digits[i]);
      g_autofree char *text = limner_json_integer_text (node);
      g_autofree char *written = limner_json_to_string (node, FALSE);

      g_assert_cmpstr (text, ==, digits[i]);
      g_assert_cmpstr (written, ==, digits[i]);
    }
}

static void
test_writer (void)
{
  const char *line = "{\"a\":[0.8,7.1,5.0,1e+300,-3],\"b\":\"x\\\"\\n\\u0001é\","
                     "\"c\":{},\"d\":null}";
  g_autoptr(JsonNode) node = parse (line);
  g_autoptr(JsonNode) small = parse ("{\"a\":[1,true],\"b\":[]}");
  g_autofree char *written = limner_json_to_string (node, FALSE);
  g_autofree char *pretty = limner_json_to_string (small, TRUE);

  g_assert_cmpstr (written, ==, line);
  g_assert_cmpstr (pretty, ==, "{\n  \"a\": [\n    1,\n    true\n  ],\n  \"b\": []\n}");
}

/* The mark of a large integer is nothing that a stranger could write to get text out unquoted. */
static void
test_marks (void)
{
  const char *text = "[\"\\u0001nc\",\"\\u0001n\",\"\\u0001n-\",\"\\u0001n1,2\"]";
  g_autoptr(JsonNode) node = parse (text);
  g_autofree char *written = limner_json_to_string (node, FALSE);

  g_assert_cmpstr (written, ==, text);
}

/* Escapes that json-glib would make invalid UTF-8 of. */
static void
test_escapes (void)
{
  const char *bad[] = { "\"\\377\"", "\"\\x41\"", "\"\\u12\"", "{\"\\33\":1}" };
  g_autoptr(JsonNode) node =
    parse ("[\"\\ud83e\\udd8a\",\"cut \\ud83e\",\"\\udd8a \\u0000.\",\"\\\\\\/\\b\"]");
  JsonArray *array = json_node_get_array (node);

  g_assert_cmpstr (json_array_get_string_element (array, 0), ==, "🦊");
  g_assert_cmpstr (json_array_get_string_element (array, 1), ==, "cut \xef\xbf\xbd");
  g_assert_cmpstr (json_array_get_string_element (array, 2), ==,
                   "\xef\xbf\xbd \xef\xbf\xbd.");
  g_assert_cmpstr (json_array_get_string_element (array, 3), ==, "\\/\b");

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (limner_json_parse (bad[i], ALL, 1000, &error));
      g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_BAD_REPLY);
    }
}

static void
test_hostile (void)
{
  g_autofree char *deep = g_strnfill (1000, '[');
  const char *bad[] = { "", "{", "nul", "\xff\xfe", "{\"a\":}", "[1,]x", "\"open",
                        "1e999", "{\"a\":[-1e999]}" };
  g_autoptr(GError) error = NULL;

  g_assert_null (limner_json_parse (deep, ALL, 2000, &error));
  g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_TOO_LARGE);
  g_clear_error (&error);
  g_assert_null (limner_json_parse ("[1,2,3]", ALL, 4, &error));
  g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_TOO_LARGE);

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_clear_error (&error);
      g_assert_null (limner_json_parse (bad[i], ALL, 2000, &error));
      g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_BAD_REPLY);
    }
}

/* What a server wrote is not refused for one number that no double holds. */
static void
test_lenient (void)
{
  g_autofree char *digits = g_strnfill (309, '9');
  g_autofree char *text = g_strdup_printf ("{\"a\":[1e400,-1E+309,2e308,%s,-%s],\"b\":\"1e400\","
                                           "\"c\":1e308,\"d\":[1.5,1e400],\"e\":1e-400}",
                                           digits, digits);
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) node = limner_json_parse_lenient (text, ALL, 4000, &error);
  g_autofree char *written = NULL;

  g_assert_no_error (error);
  written = limner_json_to_string (node, FALSE);
  g_assert_cmpstr (written, ==, "{\"a\":[null,null,null,null,null],\"b\":\"1e400\",\"c\":1e+308,"
                                "\"d\":[1.5,null],\"e\":0.0}");

  g_assert_null (limner_json_parse (text, ALL, 4000, &error));
  g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_BAD_REPLY);
  g_clear_error (&error);
  g_assert_null (limner_json_parse_lenient (text, ALL, 100, &error));
  g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_TOO_LARGE);
  g_clear_error (&error);
  g_assert_null (limner_json_parse_lenient ("[1e400,]x", ALL, 100, &error));
  g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_BAD_REPLY);
}

static void
test_readers (void)
{
  g_autoptr(JsonNode) node = parse ("{\"s\":\"x\",\"i\":3,\"d\":2.75,\"t\":true,\"n\":null,"
                                    "\"o\":{},\"a\":[]}");
  JsonObject *object = json_node_get_object (node);
  g_autoptr(GError) error = NULL;
  const char *text;
  JsonObject *child;

  g_assert_cmpstr (limner_json_get_string (object, "s", NULL), ==, "x");
  g_assert_cmpstr (limner_json_get_string (object, "n", "none"), ==, "none");
  g_assert_cmpstr (limner_json_get_string (object, "i", "none"), ==, "none");
  g_assert_cmpint (limner_json_get_int (object, "d", 0), ==, 2);
  g_assert_cmpint (limner_json_get_int (object, "s", 9), ==, 9);
  g_assert_cmpfloat (limner_json_get_double (object, "i", 0), ==, 3);
  g_assert_true (limner_json_get_boolean (object, "t", FALSE));
  g_assert_nonnull (limner_json_get_object (object, "o"));
  g_assert_null (limner_json_get_object (object, "a"));
  g_assert_nonnull (limner_json_get_array (object, "a"));
  g_assert_null (limner_json_get_array (NULL, "a"));

  g_assert_true (limner_json_require_string (object, "s", &text, &error));
  g_assert_false (limner_json_require_object (object, "a", &child, &error));
  g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_BAD_REPLY);
  g_assert_nonnull (strstr (error->message, "“a”"));
}

static void
test_times (void)
{
  const char *texts[] = { "2024-10-04T18:07:37Z", "2024-10-04T18:07:37.245Z",
                          "2024-10-04T18:07:37.765994Z", "2023-11-27T13:35:45.99397566Z",
                          "2025-09-04T14:37:55.901984+00:00", "2025-09-04T14:37:55" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GDateTime) time = limner_json_parse_time (texts[i]);

      g_assert_nonnull (time);
    }
  g_assert_null (limner_json_parse_time ("yesterday"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/json/big-integers", test_big_integers);
  g_test_add_func ("/json/integer-nodes", test_integer_nodes);
  g_test_add_func ("/json/writer", test_writer);
  g_test_add_func ("/json/marks", test_marks);
  g_test_add_func ("/json/escapes", test_escapes);
  g_test_add_func ("/json/hostile", test_hostile);
  g_test_add_func ("/json/lenient", test_lenient);
  g_test_add_func ("/json/readers", test_readers);
  g_test_add_func ("/json/times", test_times);

  return g_test_run ();
}
