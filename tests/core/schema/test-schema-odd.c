/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Inputs written in every way that Cog from 0.1 to 0.22 and hand-made documents write them: how
 * each is read, what it begins with, and in which type what a person types is sent.
 */

#include "config.h"

#include <string.h>

#include "base/limner-json.h"
#include "schema/limner-schema.h"
#include "schema/limner-values.h"

typedef struct
{
  const char *input;      /* what stands at the input “x” */
  const char *kind;
  const char *fallback;   /* the default, NULL for none */
  const char *typed;      /* or, where a person writes JSON or chooses, the value; or NULL */
  const char *sent;       /* the value of “x”; NULL where it is wrong */
} OddCase;

#define SHARED \
  "\"Word\":{\"title\":\"Word\",\"description\":\"An enumeration.\",\"type\":\"string\"," \
  "\"enum\":[\"one\",\"two three\",\"\"]}," \
  "\"Side\":{\"title\":\"Side\",\"description\":\"An enumeration.\",\"type\":\"integer\"," \
  "\"enum\":[256,512,1024]}," \
  "\"Part\":{\"type\":\"number\",\"enum\":[0.25,0.5,1]}," \
  "\"Deep\":{\"allOf\":[{\"$ref\":\"#/components/schemas/Deeper\"}]}," \
  "\"Deeper\":{\"$ref\":\"#/components/schemas/Word\"}," \
  "\"Slash/Til~de\":{\"type\":\"integer\"}," \
  "\"Message\":{\"type\":\"object\",\"properties\":{\"role\":{\"type\":\"string\"}}}," \
  "\"Loop\":{\"type\":\"array\",\"items\":{\"$ref\":\"#/components/schemas/Loop\"}}"

#define REF(name) "\"$ref\":\"#/components/schemas/" name "\""

static const OddCase choices[] = {
  { "{\"allOf\":[{" REF ("Word") "}],\"default\":\"two three\",\"x-order\":4}", "choice",
    "\"two three\"", "one", "\"one\"" },
  { "{\"allOf\":[{" REF ("Side") "}],\"default\":512}", "choice", "512", "1024", "1024" },
  { "{\"allOf\":[{" REF ("Side") "}]}", "choice", NULL, "300", NULL },
  { "{\"allOf\":[{" REF ("Part") "}],\"default\":1}", "choice", "1", "0.25", "0.25" },
  { "{" REF ("Deep") ",\"default\":\"one\"}", "choice", "\"one\"", "two three", "\"two three\"" },
  { "{\"allOf\":[{" REF ("Deep") "}],\"nullable\":true,\"default\":null}", "choice", NULL, "one",
    "\"one\"" },
  { "{\"anyOf\":[{" REF ("Side") "},{\"type\":\"null\"}],\"default\":null}", "choice", NULL, "256",
    "256" },
  { "{\"type\":\"integer\",\"enum\":[\"512\",\"256\"],\"default\":512}", "choice", "512", "256",
    "256" },
  { "{\"type\":\"string\",\"enum\":[1,2],\"default\":2}", "choice", "\"2\"", "1", "\"1\"" },
  { "{\"type\":\"boolean\",\"enum\":[true]}", "choice", NULL, "true", "true" },
  { "{\"enum\":[\"a\",\"a\",\"b\"]}", "choice", NULL, "b", "\"b\"" },
  { "{\"type\":\"string\",\"const\":\"fixed\"}", "choice", NULL, "fixed", "\"fixed\"" },
  { "{\"type\":[\"string\",\"null\"],\"enum\":[\"a\",null]}", "choice", NULL, "a", "\"a\"" },
  { "{\"oneOf\":[{\"enum\":[\"a\"]},{\"enum\":[\"b\"]}]}", "choice", NULL, "b", "\"b\"" },
  { "{\"type\":\"integer\",\"enum\":[0,18446744073709551615]}", "choice", NULL,
    "18446744073709551615", "18446744073709551615" },
  { "{\"type\":\"string\",\"enum\":[]}", "string", NULL, "free", "\"free\"" },
  { "{\"type\":\"string\",\"enum\":{\"a\":1}}", "string", NULL, "free", "\"free\"" },
};

static const OddCase numbers[] = {
  { "{\"type\":\"integer\",\"default\":13.5}", "integer", "13.5", "14", "14" },
  { "{\"type\":\"integer\",\"minimum\":1.0,\"maximum\":4.0,\"default\":1}", "integer", "1", "5",
    NULL },
  { "{\"type\":\"integer\",\"ge\":1,\"le\":4}", "integer", NULL, "0", NULL },
  { "{\"type\":\"integer\",\"gt\":1,\"lt\":4}", "integer", NULL, "3", "3" },
  { "{\"type\":\"integer\",\"maximum\":\"4\"}", "integer", NULL, "4", "4" },
  { "{\"type\":\"integer\",\"minimum\":9,\"maximum\":3}", "integer", NULL, "x", NULL },
  { "{\"type\":\"integer\",\"multipleOf\":8}", "integer", NULL, "16", "16" },
  { "{\"type\":\"integer\",\"multipleOf\":0}", "integer", NULL, "12", "12" },
  { "{\"type\":\"integer\"}", "integer", NULL, "9007199254740993", "9007199254740993" },
  { "{\"type\":\"integer\"}", "integer", NULL, "18446744073709551615", "18446744073709551615" },
  { "{\"type\":\"integer\",\"default\":4294967295}", "integer", "4294967295", "-1", "-1" },
  { "{\"type\":\"integer\"}", "integer", NULL, "1.5", NULL },
  { "{\"type\":\"number\",\"default\":1}", "number", "1", "0.123456789012345",
    "0.123456789012345" },
  { "{\"type\":\"number\",\"exclusiveMinimum\":0}", "number", NULL, "0", NULL },
  { "{\"type\":\"number\",\"exclusiveMinimum\":true,\"minimum\":0}", "number", NULL, "0", NULL },
  { "{\"type\":\"number\",\"minimum\":0,\"maximum\":1e300}", "number", NULL, "1e-4", "0.0001" },
  { "{\"type\":\"number\",\"minimum\":-1e400,\"maximum\":1e400}", "number", NULL, "7.5", "7.5" },
  { "{\"type\":\"number\",\"minimum\":1,\"maximum\":1e400}", "number", NULL, "0.5", NULL },
  { "{\"type\":\"number\",\"default\":1e400}", "number", NULL, "2", "2" },
  { "{\"type\":\"number\",\"exclusiveMinimum\":-1e400}", "number", NULL, "-3", "-3" },
  { "{\"type\":\"number\",\"multipleOf\":1e400}", "number", NULL, "3.25", "3.25" },
  { "{\"type\":\"number\",\"enum\":[1e400,0.5]}", "choice", NULL, "0.5", "0.5" },
  { "{\"type\":\"integer\",\"default\":-1e400,\"maximum\":1e400}", "integer", NULL, "9", "9" },
  { "{\"type\":\"string\",\"maxLength\":1e400}", "string", NULL, "long", "\"long\"" },
  { "{\"anyOf\":[{\"type\":\"number\",\"minimum\":0},{\"type\":\"null\"}]}", "number", NULL, "-1",
    NULL },
  { "{\"anyOf\":[{\"type\":\"integer\"},{\"type\":\"number\"}]}", "number", NULL, "2.5", "2.5" },
  { "{" REF ("Slash~1Til~0de") "}", "integer", NULL, "7", "7" },
  { "{\"type\":\"integer\",\"format\":\"uint64\",\"nullable\":true}", "integer", NULL, "7", "7" },
};

static const OddCase texts[] = {
  { "{\"type\":\"string\",\"default\":\"\"}", "string", "\"\"", "a", "\"a\"" },
  { "{\"type\":\"string\",\"default\":5}", "string", "\"5\"", "6", "\"6\"" },
  { "{\"type\":\"string\",\"minLength\":2,\"maxLength\":3}", "string", NULL, "a", NULL },
  { "{\"type\":\"string\",\"maxLength\":3}", "string", NULL, "\303\244\303\266\303\274",
    "\"\303\244\303\266\303\274\"" },
  { "{\"type\":\"string\",\"pattern\":\"^[a-z]+$\"}", "string", NULL, "A1", NULL },
  { "{\"type\":\"string\",\"pattern\":\"((((\"}", "string", NULL, "A1", "\"A1\"" },
  { "{\"type\":\"string\",\"format\":\"password\",\"writeOnly\":true,\"x-cog-secret\":true,"
    "\"default\":\"**********\"}", "secret", "\"**********\"", "hush",
    "\"hush\"" },
  { "{\"type\":\"string\",\"format\":\"uri\",\"default\":null}", "file", NULL,
    "https://example.org/a.png", "\"https://example.org/a.png\"" },
  { "{\"type\":\"string\",\"format\":\"uri\",\"x-cog-accept\":\"image/*\"}", "file", NULL,
    "data:image/png;base64,AA==", "\"data:image/png;base64,AA==\"" },
  { "{\"type\":\"string\",\"format\":\"date-time\"}", "string", NULL, "today", "\"today\"" },
  { "{\"anyOf\":[{\"type\":\"string\",\"format\":\"uri\"},{\"type\":\"null\"}],\"default\":null}",
    "file", NULL, "https://example.org/a", "\"https://example.org/a\"" },
  { "{\"type\":\"boolean\",\"default\":\"false\"}", "boolean", "false", "true", "true" },
  { "{\"type\":\"boolean\",\"nullable\":true}", "boolean", NULL, "false", "false" },
  { "{\"type\":\"string\",\"title\":7,\"description\":[1],\"x-order\":\"2\"}", "string", NULL, "a",
    "\"a\"" },
};

static const OddCase lists[] = {
  { "{\"type\":\"array\",\"items\":{\"type\":\"integer\"},\"default\":[1,\"2\"]}",
    "list-of-integer", "[1,2]", "[3,4]", "[3,4]" },
  { "{\"type\":\"array\",\"items\":{\"type\":\"boolean\"}}", "list-of-boolean", NULL,
    "[true,false]", "[true,false]" },
  { "{\"type\":\"array\",\"items\":{\"type\":\"number\"},\"maxItems\":1}", "list-of-number", NULL,
    "[1,2]", NULL },
  { "{\"type\":\"array\",\"items\":{" REF ("Side") "}}", "list-of-integer", NULL, "[256]",
    "[256]" },
  { "{\"type\":\"array\",\"items\":{" REF ("Word") "},\"default\":[\"one\"]}", "list-of-string",
    "[\"one\"]", "[\"one\",\"two three\"]", "[\"one\",\"two three\"]" },
  { "{\"type\":\"array\",\"items\":{" REF ("Message") "},\"default\":[]}", "list-of-object", "[]",
    "[{\"role\":\"user\"}]", "[{\"role\":\"user\"}]" },
  { "{\"type\":\"array\",\"items\":{\"type\":\"string\",\"format\":\"uri\"},\"default\":[]}",
    "list-of-file", "[]", "[\"https://a.org/1\",\"https://a.org/2\"]",
    "[\"https://a.org/1\",\"https://a.org/2\"]" },
  { "{\"anyOf\":[{\"type\":\"array\",\"items\":{\"type\":\"string\"}},{\"type\":\"null\"}]}",
    "list-of-string", NULL, "[\"a\"]", "[\"a\"]" },
  { "{" REF ("Loop") "}", "list-of-any", NULL, "[[],[[]]]", "[[],[[]]]" },
  { "{\"type\":\"array\",\"items\":false}", "list-of-any", NULL, "[1]", "[1]" },
  { "{\"type\":\"array\",\"items\":[{\"type\":\"string\"}]}", "list-of-any", NULL, "[1,\"a\"]",
    "[1,\"a\"]" },
};

static const OddCase others[] = {
  { "{" REF ("Message") "}", "object", NULL, "{\"role\":\"a\"}", "{\"role\":\"a\"}" },
  { "{\"type\":\"object\",\"default\":{\"a\":[1]}}", "object", "{\"a\":[1]}", "{}", "{}" },
  { "{\"type\":\"object\"}", "object", NULL, "[1]", NULL },
  { "{\"title\":\"Anything\"}", "any", NULL, "{\"a\":1}", "{\"a\":1}" },
  { "{\"anyOf\":[{\"type\":\"integer\"},{\"type\":\"string\"}]}", "any", NULL, "7", "7" },
  { "{\"anyOf\":[{\"type\":\"object\"},{\"type\":\"string\"}]}", "any", NULL, "{}", "{}" },
  { "{\"type\":null}", "any", NULL, "true", "true" },
  { "{\"$ref\":7,\"type\":\"string\"}", "string", NULL, "\"a\"", "\"a\"" },
  { "{\"$ref\":\"#/components/schemas/Nowhere\",\"type\":\"integer\"}", "integer", NULL, "3", "3" },
  { "{\"allOf\":{\"type\":\"string\"}}", "any", NULL, NULL, NULL },
  { "{\"not\":{},\"type\":\"string\"}", "string", NULL, "\"a\"", "\"a\"" },
};

static LimnerSchema *
parse (const char *input)
{
  g_autofree char *json = g_strdup_printf (
    "{\"components\":{\"schemas\":{\"Input\":{\"properties\":{\"x\":%s}}," SHARED "}}}", input);
  g_autoptr(GBytes) bytes = g_bytes_new (json, strlen (json));
  g_autoptr(GError) error = NULL;
  LimnerSchema *schema = limner_schema_new_from_bytes (bytes, &error);

  g_assert_no_error (error);
  return schema;
}

static void
complain (const OddCase *odd,
          const char    *what,
          const char    *found,
          const char    *expected)
{
  g_test_fail ();
  g_test_message ("%s: %s is %s, not %s", odd->input, what, found, expected);
}

static void
check_sent (const OddCase *odd,
            LimnerSchema  *schema,
            gboolean       is_json)
{
  g_autoptr(LimnerValues) values = limner_values_new (schema);
  g_autoptr(LimnerValues) again = limner_values_new (schema);
  g_autoptr(GPtrArray) report = NULL;
  g_autoptr(JsonObject) input = NULL;
  g_autofree char *sent = NULL;
  g_autofree char *resent = NULL;
  g_autoptr(JsonNode) node = NULL;
  LimnerFault fault;
  gboolean is_wrong;

  if (is_json)
    limner_values_set (values, "x", node = json_from_string (odd->typed, NULL));
  else
    limner_values_set_text (values, "x", odd->typed);
  is_wrong = limner_values_find_fault (values, "x", &fault);
  input = limner_values_to_input (values);
  if (json_object_has_member (input, "x"))
    sent = limner_json_to_string (json_object_get_member (input, "x"), FALSE);
  if (is_wrong != (odd->sent == NULL))
    complain (odd, odd->typed, is_wrong ? "refused" : "accepted", odd->sent);
  if (odd->sent == NULL)
    return;
  if (g_strcmp0 (sent, odd->sent) != 0)
    complain (odd, odd->typed, sent, odd->sent);

  /* What is sent can be read again, as an example or a preset would be. */
  report = limner_values_load (again, input);
  g_clear_pointer (&input, json_object_unref);
  input = limner_values_to_input (again);
  if (json_object_has_member (input, "x"))
    resent = limner_json_to_string (json_object_get_member (input, "x"), FALSE);
  if (g_strcmp0 (resent, odd->sent) != 0)
    complain (odd, "what was read again", resent, odd->sent);
}

static void
check_case (const OddCase *odd,
            gboolean       is_json)
{
  g_autoptr(LimnerSchema) schema = parse (odd->input);
  LimnerField *field = limner_schema_find_field (schema, "x");
  g_autofree char *kind = NULL;
  g_autofree char *fallback = NULL;

  g_assert_nonnull (field);
  kind = limner_field_get_kind_name (field);
  if (!g_str_equal (kind, odd->kind))
    complain (odd, "the kind", kind, odd->kind);
  if (limner_field_get_default (field) != NULL)
    fallback = limner_json_to_string (limner_field_get_default (field), FALSE);
  if (g_strcmp0 (fallback, odd->fallback) != 0)
    complain (odd, "the default", fallback, odd->fallback);
  if (odd->typed != NULL)
    check_sent (odd, schema, is_json);
}

static void
test_choices (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (choices); i++)
    check_case (&choices[i], FALSE);
}

static void
test_numbers (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    check_case (&numbers[i], FALSE);
}

static void
test_texts (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    check_case (&texts[i], FALSE);
}

static void
test_lists (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    check_case (&lists[i], TRUE);
}

static void
test_others (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    check_case (&others[i], TRUE);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/schema/odd/choices", test_choices);
  g_test_add_func ("/schema/odd/numbers", test_numbers);
  g_test_add_func ("/schema/odd/texts", test_texts);
  g_test_add_func ("/schema/odd/lists", test_lists);
  g_test_add_func ("/schema/odd/others", test_others);
  return g_test_run ();
}
