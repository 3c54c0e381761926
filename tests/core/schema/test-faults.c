/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which value is wrong for which input, and what is said of it. */

#include "config.h"

#include <string.h>

#include "base/limner-json.h"
#include "schema/limner-fault.h"
#include "schema/limner-schema.h"

typedef struct
{
  const char *input;   /* what stands at the input “x” */
  const char *value;   /* JSON */
  const char *words;   /* what is wrong; NULL where nothing is */
} FaultCase;

#define STRING "{\"type\":\"string\"}"
#define NUMBER(rest) "{\"type\":\"number\"," rest "}"
#define LIST(rest) "{\"type\":\"array\",\"items\":" rest "}"

static const FaultCase cases[] = {
  { STRING, "\"a\"", NULL },
  { STRING, "7", "This is not text." },
  { STRING, "null", "This input cannot be null." },
  { "{\"type\":\"string\",\"nullable\":true}", "null", NULL },
  { "{\"type\":\"string\",\"minLength\":1}", "\"\"", "It needs at least 1 character." },
  { "{\"type\":\"string\",\"minLength\":2}", "\"\303\244\"", "It needs at least 2 characters." },
  { "{\"type\":\"string\",\"maxLength\":1}", "\"\303\244\"", NULL },
  { "{\"type\":\"string\",\"maxLength\":1}", "\"ab\"",
    "It can have at most 1 character, but has 2." },
  { "{\"type\":\"string\",\"maxLength\":2}", "\"abc\"",
    "It can have at most 2 characters, but has 3." },
  { "{\"type\":\"string\",\"pattern\":\"^[a-z]+$\"}", "\"A\"",
    "It does not fit the pattern ^[a-z]+$" },
  { "{\"type\":\"string\",\"pattern\":\"^[a-z]+$\"}", "\"a\"", NULL },
  { "{\"type\":\"string\",\"pattern\":\"(a+)+$\"}", "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab\"",
    NULL },
  { "{\"type\":\"string\",\"default\":7,\"minLength\":3}", "\"7\"", NULL },

  { NUMBER ("\"minimum\":0.5"), "0.25", "It has to be at least 0.5." },
  { NUMBER ("\"minimum\":0.5"), "0.5", NULL },
  { NUMBER ("\"exclusiveMinimum\":0.5"), "0.5", "It has to be more than 0.5." },
  { NUMBER ("\"maximum\":1"), "1.5", "It can be at most 1." },
  { NUMBER ("\"exclusiveMaximum\":1"), "1", "It has to be less than 1." },
  { NUMBER ("\"multipleOf\":0.1"), "0.3", NULL },
  { NUMBER ("\"multipleOf\":0.1"), "0.35", "It has to be a multiple of 0.1." },
  { NUMBER ("\"minimum\":0"), "\"1\"", "This is not a number." },
  { NUMBER ("\"minimum\":0"), "true", "This is not a number." },
  { "{\"type\":\"integer\"}", "7", NULL },
  { "{\"type\":\"integer\"}", "7.0", NULL },
  { "{\"type\":\"integer\"}", "7.5", "This is not a whole number." },
  { "{\"type\":\"integer\",\"maximum\":18446744073709551615}", "18446744073709551616",
    "It can be at most 18446744073709551615." },
  { "{\"type\":\"integer\",\"maximum\":18446744073709551615}", "18446744073709551615", NULL },

  { "{\"type\":\"boolean\"}", "false", NULL },
  { "{\"type\":\"boolean\"}", "0", "This is neither yes nor no." },
  { "{\"type\":\"boolean\"}", "\"true\"", "This is neither yes nor no." },
  { "{\"type\":\"string\",\"format\":\"uri\"}", "\"https://a.org/x\"", NULL },
  { "{\"type\":\"string\",\"format\":\"uri\"}", "\"DATA:,x\"", NULL },
  { "{\"type\":\"string\",\"format\":\"uri\"}", "\"https://\"",
    "This is neither a file nor a web address." },
  { "{\"type\":\"string\",\"format\":\"uri\"}", "\"/etc/passwd\"",
    "This is neither a file nor a web address." },
  { "{\"type\":\"string\",\"format\":\"uri\"}", "\"file:///etc/passwd\"",
    "This is neither a file nor a web address." },
  { "{\"type\":\"object\"}", "{\"a\":1}", NULL },
  { "{\"type\":\"object\"}", "[]", "This is not a JSON object." },
  { "{\"enum\":[\"a\",\"b\"]}", "\"b\"", NULL },
  { "{\"enum\":[\"a\",\"b\"]}", "\"c\"", "This is none of the values to choose from." },

  { LIST (STRING), "[\"a\",\"b\"]", NULL },
  { LIST (STRING), "\"a\"", "This is not a list." },
  { LIST (STRING), "[\"a\",7]", "Item 2: This is not text." },
  { LIST (NUMBER ("\"minimum\":1")), "[1,\"x\"]", "Item 2: This is not a number." },
  { LIST (STRING ",\"minItems\":1"), "[]", "It needs at least 1 item." },
  { LIST (STRING ",\"minItems\":2"), "[\"a\"]", "It needs at least 2 items." },
  { LIST (STRING ",\"maxItems\":1"), "[\"a\",\"b\"]", "It can hold at most 1 item." },
  { LIST (STRING ",\"maxItems\":2"), "[\"a\",\"b\",\"c\"]", "It can hold at most 2 items." },
  { "{}", "[{\"any\":null}]", NULL },
  { "{}", "null", NULL },
};

static LimnerSchema *
make_schema (const char *input)
{
  g_autofree char *text = g_strdup_printf (
    "{\"components\":{\"schemas\":{\"Input\":{\"properties\":{\"x\":%s}}}}}", input);
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr(GError) error = NULL;
  LimnerSchema *schema = limner_schema_new_from_bytes (bytes, &error);

  g_assert_no_error (error);
  return schema;
}

static void
test_cases (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(LimnerSchema) schema = make_schema (cases[i].input);
      g_autoptr(JsonNode) value = limner_json_parse (cases[i].value, (gsize) -1, 1000, NULL);
      LimnerField *field = limner_schema_get_field (schema, 0);
      g_autofree char *words = limner_field_check (field, value);
      LimnerFault fault;

      g_test_message ("%s: %s", cases[i].input, cases[i].value);
      g_assert_cmpstr (words, ==, cases[i].words);
      g_assert_true (limner_field_find_fault (field, value, &fault) == (words != NULL));
    }
}

/* What is said where nothing is filled in, and of a kind that a newer program may know. */
static void
test_other_words (void)
{
  g_autoptr(LimnerSchema) schema = make_schema (STRING);
  LimnerField *field = limner_schema_get_field (schema, 0);
  LimnerFault missing = { .kind = LIMNER_FAULT_MISSING };
  LimnerFault unknown = { .kind = (LimnerFaultKind) 99, .item = 3 };
  g_autofree char *missing_words = limner_fault_to_string (&missing, field);
  g_autofree char *unknown_words = limner_fault_to_string (&unknown, field);

  g_assert_cmpstr (missing_words, ==, "This input is required.");
  g_assert_cmpstr (unknown_words, ==, "Item 3: This value is not good.");
}

/* A stranger's pattern takes neither the program nor much time, whatever it is matched with. */
static void
test_costly_patterns (void)
{
  const char *patterns[] = { "(a|aa)+$", "(a|a?)+$", "((a*)*)*$", "(.*)*\\\\1x", "(?R)?", "[" };
  g_autofree char *many = g_strnfill (5000, 'a');
  g_autofree char *text = g_strdup_printf ("\"%sb\"", many);
  g_autoptr(JsonNode) value = limner_json_parse (text, (gsize) -1, 10000, NULL);
  gint64 start = g_get_monotonic_time ();

  for (gsize i = 0; i < G_N_ELEMENTS (patterns); i++)
    {
      g_autofree char *input = g_strdup_printf ("{\"type\":\"string\",\"pattern\":\"%s\"}",
                                                patterns[i]);
      g_autoptr(LimnerSchema) schema = make_schema (input);
      g_autofree char *words = limner_field_check (limner_schema_get_field (schema, 0), value);

      /* What could not be decided is the server's business. */
      g_assert_true (words == NULL || strstr (words, "pattern") != NULL);
    }
  g_assert_cmpint (g_get_monotonic_time () - start, <, 200 * G_USEC_PER_SEC);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/faults/cases", test_cases);
  g_test_add_func ("/faults/other-words", test_other_words);
  g_test_add_func ("/faults/costly-patterns", test_costly_patterns);

  return g_test_run ();
}
