/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include <glib.h>

#include "base/limner-json.h"
#include "engine/limner-engine-validate.h"

/* What the service would say about an input, from its recorded answers. */
typedef struct
{
  const char *name;
  const char *schema;
  const char *value;
  const char *detail;
} Case;

static const Case cases[] = {
  { "good", "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}}}",
    "{\"a\":\"x\",\"unknown\":1}", "" },
  { "required",
    "{\"type\":\"object\",\"required\":[\"prompt\"]}",
    "{}", "- input: prompt is required\n" },
  { "maximum",
    "{\"type\":\"object\",\"properties\":{\"num_inference_steps\":{\"type\":\"integer\","
    "\"maximum\":4}}}",
    "{\"num_inference_steps\":50}",
    "- input.num_inference_steps: Must be less than or equal to 4\n" },
  { "minimum-float",
    "{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"number\",\"minimum\":0.5}}}",
    "{\"n\":0}", "- input.n: Must be greater than or equal to 0.5\n" },
  { "raw-le", "{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\",\"le\":4}}}",
    "{\"n\":5}", "- input.n: Must be less than or equal to 4\n" },
  { "choices",
    "{\"type\":\"object\",\"properties\":{\"output_format\":{\"allOf\":"
    "[{\"$ref\":\"#/components/schemas/output_format\"}]}}}",
    "{\"output_format\":\"gif\"}",
    "- input.output_format: output_format must be one of the following: \"jpg\", \"png\"\n" },
  { "type", "{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\"}}}",
    "{\"n\":\"5\"}", "- input.n: Invalid type. Expected: integer, given: string\n" },
  { "whole-float", "{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\"}}}",
    "{\"n\":5.0}", "" },
  { "fraction", "{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\"}}}",
    "{\"n\":5.5}", "- input.n: Invalid type. Expected: integer, given: number\n" },
  { "big-seed", "{\"type\":\"object\",\"properties\":{\"seed\":{\"type\":\"integer\"}}}",
    "{\"seed\":18446744073709551615}", "" },
  { "null", "{\"type\":\"object\",\"properties\":{\"seed\":{\"type\":\"integer\"}}}",
    "{\"seed\":null}", "- input.seed: Invalid type. Expected: integer, given: null\n" },
  { "nullable",
    "{\"type\":\"object\",\"properties\":{\"seed\":{\"type\":\"integer\",\"nullable\":true}}}",
    "{\"seed\":null}", "" },
  { "length", "{\"type\":\"object\",\"properties\":{\"s\":{\"type\":\"string\",\"maxLength\":2}}}",
    "{\"s\":\"äöü\"}", "- input.s: String length must be less than or equal to 2\n" },
  { "short", "{\"type\":\"object\",\"properties\":{\"s\":{\"type\":\"string\",\"minLength\":2}}}",
    "{\"s\":\"ä\"}", "- input.s: String length must be greater than or equal to 2\n" },
  { "pattern",
    "{\"type\":\"object\",\"properties\":{\"s\":{\"type\":\"string\",\"pattern\":\"^[a-z]+$\"}}}",
    "{\"s\":\"A\"}", "- input.s: Does not match pattern '^[a-z]+$'\n" },
  { "uri", "{\"type\":\"object\",\"properties\":{\"s\":{\"type\":\"string\",\"format\":\"uri\"}}}",
    "{\"s\":\"no address\"}", "- input.s: Does not match format 'uri'\n" },
  { "list",
    "{\"type\":\"object\",\"properties\":{\"l\":{\"type\":\"array\",\"maxItems\":2,"
    "\"items\":{\"type\":\"string\"}}}}",
    "{\"l\":[\"a\",1,\"c\"]}",
    "- input.l: Array must have at most 2 items\n"
    "- input.l.1: Invalid type. Expected: string, given: integer\n" },
};

static const char document_text[] =
  "{\"components\":{\"schemas\":{\"output_format\":{\"type\":\"string\","
  "\"enum\":[\"jpg\",\"png\"]},\"Loop\":{\"$ref\":\"#/components/schemas/Loop\"}}}}";

static JsonObject *
parse (const char *text)
{
  g_autoptr(GError) error = NULL;
  JsonObject *object = limner_json_parse_object (text, (gsize) -1, 100000, &error);

  g_assert_no_error (error);
  return object;
}

static void
test_detail (gconstpointer data)
{
  const Case *test = data;
  g_autoptr(JsonObject) document = parse (document_text);
  g_autoptr(JsonObject) schema = parse (test->schema);
  g_autoptr(JsonNode) value = limner_json_parse (test->value, (gsize) -1, 100000, NULL);
  g_autoptr(JsonArray) faults = limner_engine_validate (document, schema, value, "input");
  g_autofree char *detail = limner_engine_validate_detail (faults);

  g_assert_cmpstr (detail, ==, test->detail);
}

static void
test_closed_body (void)
{
  g_autoptr(JsonObject) schema =
    parse ("{\"type\":\"object\",\"additionalProperties\":false,\"required\":[\"version\"]}");
  g_autoptr(JsonNode) value = limner_json_parse ("{\"model\":\"x\"}", (gsize) -1, 100, NULL);
  g_autoptr(JsonArray) faults = limner_engine_validate (NULL, schema, value, "");
  g_autofree char *detail = limner_engine_validate_detail (faults);
  JsonObject *first = json_array_get_object_element (faults, 0);
  JsonObject *second = json_array_get_object_element (faults, 1);

  g_assert_cmpstr (detail, ==,
                   "- version is required\n- Additional property model is not allowed\n");
  g_assert_cmpstr (json_object_get_string_member (first, "type"), ==, "required");
  g_assert_cmpstr (json_object_get_string_member (first, "field"), ==, "");
  g_assert_cmpstr (json_object_get_string_member (second, "type"), ==,
                   "additional_property_not_allowed");
}

static void
test_defaults (void)
{
  g_autoptr(JsonObject) schema =
    parse ("{\"properties\":{\"prompt\":{\"type\":\"string\",\"default\":\"a\"},"
           "\"steps\":{\"type\":\"integer\",\"default\":20},"
           "\"seed\":{\"type\":\"integer\"},\"image\":{\"type\":\"string\",\"default\":null}}}");
  g_autoptr(JsonObject) input = parse ("{\"prompt\":\"b\",\"unknown\":1,\"image\":null}");
  g_autoptr(JsonObject) filled = limner_engine_fill_defaults (NULL, schema, input);

  g_assert_cmpstr (json_object_get_string_member (filled, "prompt"), ==, "b");
  g_assert_cmpint (json_object_get_int_member (filled, "steps"), ==, 20);
  g_assert_false (json_object_has_member (filled, "seed"));
  g_assert_false (json_object_has_member (filled, "image"));
  g_assert_false (json_object_has_member (filled, "unknown"));
}

/* A schema that refers to itself must not hang, nor one that is nested without end. */
static void
test_hostile_schemas (void)
{
  g_autoptr(JsonObject) document = parse (document_text);
  g_autoptr(JsonObject) loop = parse ("{\"$ref\":\"#/components/schemas/Loop\"}");
  g_autoptr(JsonObject) odd = parse ("{\"type\":\"object\",\"required\":[1,null,\"x\"],"
                                     "\"properties\":{\"x\":5}}");
  g_autoptr(JsonNode) value = limner_json_parse ("{\"x\":{}}", (gsize) -1, 100, NULL);
  g_autoptr(JsonArray) none = limner_engine_validate (document, loop, value, "input");
  g_autoptr(JsonArray) also_none = limner_engine_validate (document, odd, value, "input");

  g_assert_cmpuint (json_array_get_length (none), ==, 0);
  g_assert_cmpuint (json_array_get_length (also_none), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/engine-validate/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_detail);
    }
  g_test_add_func ("/engine-validate/closed-body", test_closed_body);
  g_test_add_func ("/engine-validate/defaults", test_defaults);
  g_test_add_func ("/engine-validate/hostile-schemas", test_hostile_schemas);

  return g_test_run ();
}
