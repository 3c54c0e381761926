/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-error.h"
#include "base/limner-json.h"
#include "schema/limner-values.h"

#define PICTURE "{\"type\":\"string\",\"format\":\"uri\",\"title\":\"Picture\""

static const char *const painter =
  "\"prompt\":{\"type\":\"string\",\"x-order\":0},"
  "\"style\":{\"type\":\"string\",\"default\":\"oil\",\"x-order\":1},"
  "\"width\":{\"type\":\"integer\",\"enum\":[256,512,1024],\"default\":512,\"x-order\":2},"
  "\"steps\":{\"type\":\"integer\",\"minimum\":1,\"maximum\":50,\"default\":20,\"x-order\":3},"
  "\"guidance\":{\"type\":\"number\",\"minimum\":0,\"maximum\":20,\"default\":7.5,\"x-order\":4},"
  "\"seed\":{\"type\":\"integer\",\"x-order\":5},"
  "\"safe\":{\"type\":\"boolean\",\"default\":true,\"x-order\":6},"
  "\"images\":{\"type\":\"array\",\"maxItems\":2,\"items\":" PICTURE "},\"x-order\":7},"
  "\"mask\":" PICTURE ",\"x-order\":8},"
  "\"key\":{\"type\":\"string\",\"x-cog-secret\":true,\"x-order\":9},"
  "\"extra\":{\"type\":\"object\",\"x-order\":10},"
  "\"limit\":{\"type\":\"integer\",\"nullable\":true,\"default\":4,\"x-order\":11}";

static LimnerValues *
values_for (const char *properties,
            const char *required)
{
  g_autofree char *json = g_strdup_printf (
    "{\"components\":{\"schemas\":{\"Input\":{\"properties\":{%s},\"required\":[%s]}}}}",
    properties, required);
  g_autoptr(GBytes) bytes = g_bytes_new (json, strlen (json));
  g_autoptr(GError) error = NULL;
  g_autoptr(LimnerSchema) schema = limner_schema_new_from_bytes (bytes, &error);

  g_assert_no_error (error);
  return limner_values_new (schema);
}

static JsonNode *
json (const char *text)
{
  g_autoptr(GError) error = NULL;
  JsonNode *node = limner_json_parse (text, strlen (text), 10000, &error);

  g_assert_no_error (error);
  return node;
}

static void
set_json (LimnerValues *values,
          const char   *name,
          const char   *text)
{
  g_autoptr(JsonNode) node = json (text);

  limner_values_set (values, name, node);
}

static void
assert_input (LimnerValues *values,
              const char   *expected)
{
  g_autoptr(JsonObject) input = limner_values_to_input (values);
  g_autofree char *text = limner_json_object_to_string (input, FALSE);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_unset (void)
{
  g_autoptr(LimnerValues) values = values_for (painter, "");
  g_autofree char *steps = limner_values_get_text (values, "steps");
  g_autofree char *seed = limner_values_get_text (values, "seed");
  g_autoptr(JsonObject) record = limner_values_to_record (values);
  g_autoptr(GError) error = NULL;

  assert_input (values, "{}");
  g_assert_true (limner_values_validate (values, &error));
  g_assert_cmpstr (steps, ==, "20");
  g_assert_cmpstr (seed, ==, "");
  g_assert_false (limner_values_is_set (values, "steps"));
  g_assert_cmpuint (json_object_get_size (record), ==, 6);
}

static void
test_types (void)
{
  g_autoptr(LimnerValues) values = values_for (painter, "");

  limner_values_set_text (values, "width", "1024");
  limner_values_set_text (values, "steps", "7");
  limner_values_set_text (values, "guidance", "2.5");
  limner_values_set_text (values, "seed", "18446744073709551615");
  set_json (values, "safe", "\"false\"");
  set_json (values, "images", "\"https://example.org/a.png\"");
  assert_input (values, "{\"width\":1024,\"steps\":7,\"guidance\":2.5,"
                        "\"seed\":18446744073709551615,\"safe\":false,"
                        "\"images\":[\"https://example.org/a.png\"]}");
}

static void
test_empty_text (void)
{
  g_autoptr(LimnerValues) values = values_for (painter, "");

  limner_values_set_text (values, "prompt", "a fox");
  limner_values_set_text (values, "prompt", "");
  limner_values_set_text (values, "style", "");
  assert_input (values, "{\"style\":\"\"}");
  limner_values_set_text (values, "style", "oil");
  assert_input (values, "{}");
}

static void
test_null (void)
{
  g_autoptr(LimnerValues) values = values_for (painter, "");

  set_json (values, "limit", "null");
  set_json (values, "steps", "null");
  assert_input (values, "{\"limit\":null}");
}

static void
assert_reason (LimnerValues *values,
               const char   *name,
               const char   *text,
               const char   *reason)
{
  g_autofree char *found = NULL;

  set_json (values, name, text);
  found = limner_values_check (values, name);
  g_assert_cmpstr (found, ==, reason);
}

static void
test_reasons (void)
{
  g_autoptr(LimnerValues) values = values_for (painter, "\"prompt\",\"seed\"");
  g_autofree char *required = limner_values_check (values, "prompt");
  g_autofree char *seed = limner_values_check (values, "seed");
  g_autoptr(GError) error = NULL;

  g_assert_cmpstr (required, ==, "This input is required.");
  g_assert_null (seed);
  assert_reason (values, "prompt", "\"x\"", NULL);
  assert_reason (values, "steps", "0", "It has to be at least 1.");
  assert_reason (values, "steps", "51", "It can be at most 50.");
  assert_reason (values, "steps", "2.5", "This is not a whole number.");
  assert_reason (values, "steps", "\"many\"", "This is not a whole number.");
  assert_reason (values, "guidance", "\"x\"", "This is not a number.");
  assert_reason (values, "width", "300", "This is none of the values to choose from.");
  assert_reason (values, "safe", "3", "This is neither yes nor no.");
  assert_reason (values, "mask", "\"picture.png\"",
                 "This is neither a file nor a web address.");
  assert_reason (values, "images", "[\"blob:a\",\"nowhere\"]",
                 "Item 2: This is neither a file nor a web address.");
  assert_reason (values, "images", "[\"blob:a\",\"blob:b\",\"blob:c\"]",
                 "It can hold at most 2 items.");
  assert_reason (values, "extra", "[]", "This is not a JSON object.");

  g_assert_false (limner_values_validate (values, &error));
  g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_INVALID_INPUT);
  g_assert_true (g_str_has_prefix (error->message, "Width: "));
}

/* A multiple is asked for by the schema; numbers that are none in binary only are good. */
static void
test_multiples (void)
{
  g_autoptr(LimnerValues) values = values_for (
    "\"side\":{\"type\":\"integer\",\"multipleOf\":8,\"maximum\":1000,\"default\":300},"
    "\"part\":{\"type\":\"number\",\"multipleOf\":0.1},"
    "\"huge\":{\"type\":\"integer\",\"multipleOf\":2},"
    "\"odd\":{\"type\":\"integer\",\"multipleOf\":0},"
    "\"less\":{\"type\":\"integer\",\"multipleOf\":-8},"
    "\"words\":{\"type\":\"integer\",\"description\":\"A multiple of 8\"}", "");

  assert_reason (values, "side", "512", NULL);
  assert_reason (values, "side", "0", NULL);
  assert_reason (values, "side", "-16", NULL);
  assert_reason (values, "side", "300", NULL);   /* the model's own default */
  assert_reason (values, "side", "513", "It has to be a multiple of 8.");
  assert_reason (values, "side", "1001", "It can be at most 1000.");
  assert_reason (values, "part", "0.3", NULL);
  assert_reason (values, "part", "123456.7", NULL);
  assert_reason (values, "part", "-7", NULL);
  assert_reason (values, "part", "1e300", NULL);
  assert_reason (values, "part", "0.35", "It has to be a multiple of 0.1.");
  assert_reason (values, "huge", "18446744073709551614", NULL);
  assert_reason (values, "huge", "18446744073709551615", "It has to be a multiple of 2.");
  assert_reason (values, "odd", "7", NULL);
  assert_reason (values, "less", "7", NULL);
  assert_reason (values, "words", "7", NULL);
}

static void
test_text_limits (void)
{
  g_autoptr(LimnerValues) values = values_for (
    "\"a\":{\"type\":\"string\",\"minLength\":2,\"maxLength\":3},"
    "\"b\":{\"type\":\"string\",\"pattern\":\"^(x+)+$\"},"
    "\"c\":{\"type\":\"string\",\"pattern\":\"(((\"}", "");
  g_autofree char *evil = g_strdup_printf ("\"%s!\"", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx");

  assert_reason (values, "a", "\"é\"", "It needs at least 2 characters.");
  assert_reason (values, "a", "\"éé\"", NULL);
  assert_reason (values, "a", "\"abcd\"", "It can have at most 3 characters, but has 4.");
  assert_reason (values, "b", "\"xx\"", NULL);
  assert_reason (values, "b", "\"y\"", "It does not fit the pattern ^(x+)+$");
  set_json (values, "b", evil);
  g_free (limner_values_check (values, "b"));
  assert_reason (values, "c", "\"anything\"", NULL);
}

typedef struct
{
  guint    n_changes;
  GString *names;
} Watch;

static void
changed_cb (LimnerValues *values,
            const char   *name,
            Watch        *watch)
{
  watch->n_changes++;
  g_string_append_printf (watch->names, "%s ", name);
}

static void
count_cb (LimnerValues *values,
          GParamSpec   *pspec,
          guint        *count)
{
  (*count)++;
}

static void
test_signals (void)
{
  g_autoptr(LimnerValues) values = values_for (painter, "");
  g_autoptr(GString) names = g_string_new (NULL);
  Watch all = { 0, names };
  guint n_undo = 0;

  g_signal_connect (values, "changed", G_CALLBACK (changed_cb), &all);
  g_signal_connect (values, "notify::can-undo", G_CALLBACK (count_cb), &n_undo);
  limner_values_set_text (values, "steps", "7");
  limner_values_set_text (values, "steps", "7");
  limner_values_set_text (values, "prompt", "x");
  limner_values_reset (values, "steps");
  limner_values_reset (values, "steps");
  g_assert_cmpstr (names->str, ==, "steps prompt steps ");
  g_assert_cmpuint (n_undo, ==, 1);
}

static void
test_changed (void)
{
  g_autoptr(LimnerValues) values = values_for (painter, "");
  g_auto(GStrv) names = NULL;

  limner_values_set_text (values, "seed", "1");
  limner_values_set_text (values, "steps", "20");
  limner_values_set_text (values, "prompt", "x");
  names = limner_values_list_changed (values);
  g_assert_cmpuint (g_strv_length (names), ==, 2);
  g_assert_cmpstr (names[0], ==, "prompt");
  g_assert_cmpstr (names[1], ==, "seed");
  g_assert_true (limner_values_is_set (values, "steps"));
}

static void
test_undo (void)
{
  g_autoptr(LimnerValues) values = values_for (painter, "");

  /* What is typed into one row at a time is one step. */
  limner_values_set_text (values, "prompt", "a");
  limner_values_set_text (values, "prompt", "a f");
  limner_values_set_text (values, "prompt", "a fox");
  limner_values_set_text (values, "steps", "9");
  limner_values_begin_change (values);
  limner_values_set_text (values, "steps", "10");
  limner_values_set_text (values, "guidance", "3");
  limner_values_end_change (values);
  assert_input (values, "{\"prompt\":\"a fox\",\"steps\":10,\"guidance\":3}");

  limner_values_undo (values);
  assert_input (values, "{\"prompt\":\"a fox\",\"steps\":9}");
  limner_values_undo (values);
  limner_values_undo (values);
  assert_input (values, "{}");
  g_assert_false (limner_values_can_undo (values));
  limner_values_undo (values);

  limner_values_redo (values);
  limner_values_redo (values);
  assert_input (values, "{\"prompt\":\"a fox\",\"steps\":9}");
  limner_values_reset_all (values);
  g_assert_false (limner_values_can_redo (values));
  limner_values_undo (values);
  assert_input (values, "{\"prompt\":\"a fox\",\"steps\":9}");
}

static void
test_load (void)
{
  g_autoptr(LimnerValues) values = values_for (painter, "");
  g_autoptr(JsonNode) input = json ("{\"prompt\":\"p\",\"steps\":99,\"strange\":1,\"none\":null,"
                                    "\"seed\":\"14398808075592566791\"}");
  g_autoptr(GPtrArray) report = NULL;
  LimnerCarry *line;

  limner_values_set_text (values, "guidance", "3");
  report = limner_values_load (values, json_node_get_object (input));
  assert_input (values, "{\"prompt\":\"p\",\"steps\":99,\"seed\":14398808075592566791}");
  g_assert_cmpuint (report->len, ==, 1);
  line = g_ptr_array_index (report, 0);
  g_assert_cmpint (line->kind, ==, LIMNER_CARRY_DROPPED);
  g_assert_cmpstr (line->from, ==, "strange");

  limner_values_undo (values);
  assert_input (values, "{\"guidance\":3}");
}

static void
test_secrets (void)
{
  g_autoptr(LimnerValues) values = values_for (painter, "");
  g_autoptr(JsonObject) record = NULL;
  g_autoptr(JsonObject) preset = NULL;

  limner_values_set_text (values, "key", "hush");
  record = limner_values_to_record (values);
  assert_input (values, "{\"key\":\"hush\"}");
  g_assert_false (json_object_has_member (record, "key"));
  limner_values_set_text (values, "steps", "9");
  preset = limner_values_to_preset (values);
  g_assert_cmpuint (json_object_get_size (preset), ==, 1);
}

static void
test_roles (void)
{
  g_autoptr(LimnerValues) values = values_for (painter, "");
  g_autofree char *none = limner_values_get_role_text (values, LIMNER_ROLE_PROMPT);
  g_autofree char *seed = NULL;

  g_assert_null (none);
  g_assert_true (limner_values_set_role_text (values, LIMNER_ROLE_SEED, "12345678901234567890"));
  seed = limner_values_get_role_text (values, LIMNER_ROLE_SEED);
  g_assert_cmpstr (seed, ==, "12345678901234567890");
  g_assert_true (limner_values_set_role_text (values, LIMNER_ROLE_SEED, NULL));
  assert_input (values, "{}");
  g_assert_false (limner_values_set_role_text (values, LIMNER_ROLE_LORA, "x"));
}

/* A seed that the model insists on is drawn, so that “random” means the same with every model. */
static void
test_required_seed (void)
{
  g_autoptr(LimnerValues) values = values_for (painter, "\"seed\"");
  g_autoptr(JsonObject) input = limner_values_to_input (values);

  g_assert_cmpint (limner_json_get_int (input, "seed", -1), >, 0);
  g_assert_false (limner_values_is_set (values, "seed"));
}

static const char *
find_line (GPtrArray       *report,
           const char      *from,
           LimnerCarryKind  kind)
{
  for (guint i = 0; i < report->len; i++)
    {
      LimnerCarry *line = g_ptr_array_index (report, i);

      if (g_str_equal (line->from, from) && line->kind == kind)
        return line->to != NULL ? line->to : "";
    }

  return NULL;
}

static void
test_carry_over (void)
{
  g_autoptr(LimnerValues) from = values_for (painter, "");
  g_autoptr(LimnerValues) to = values_for (
    "\"text_prompt\":{\"type\":\"string\"},"
    "\"num_inference_steps\":{\"type\":\"integer\",\"maximum\":4},"
    "\"width\":{\"type\":\"integer\",\"enum\":[640,1152]},"
    "\"image\":" PICTURE "},"
    "\"mask\":" PICTURE ",\"description\":\"Black is painted anew\"},"
    "\"key\":{\"type\":\"string\",\"x-cog-secret\":true}", "");
  g_autoptr(GPtrArray) report = NULL;

  limner_values_set_text (from, "prompt", "a fox");
  limner_values_set_text (from, "steps", "30");
  limner_values_set_text (from, "width", "1024");
  limner_values_set_text (from, "guidance", "3");
  limner_values_set_text (from, "mask", "blob:m");
  limner_values_set_text (from, "key", "hush");
  set_json (from, "images", "[\"blob:a\",\"blob:b\"]");
  report = limner_values_carry_over (to, from);

  assert_input (to, "{\"text_prompt\":\"a fox\",\"num_inference_steps\":4,\"width\":1152,"
                    "\"image\":\"blob:a\",\"mask\":\"blob:m\"}");
  g_assert_cmpstr (find_line (report, "prompt", LIMNER_CARRY_MOVED), ==, "text_prompt");
  g_assert_cmpstr (find_line (report, "steps", LIMNER_CARRY_ADJUSTED), ==, "num_inference_steps");
  g_assert_cmpstr (find_line (report, "guidance", LIMNER_CARRY_DROPPED), ==, "");
  g_assert_cmpstr (find_line (report, "mask", LIMNER_CARRY_TURNED), ==, "mask");
  limner_values_undo (to);
  assert_input (to, "{}");
}

static void
count_one (guint *count)
{
  (*count)++;
}

/* What an input means is changed and taken back like a value, and never joined with one. */
static void
test_override_undo (void)
{
  const char *json = "{\"components\":{\"schemas\":{\"Input\":{\"properties\":{"
                     "\"prompt\":{\"type\":\"string\"},\"words\":{\"type\":\"string\"}}}}}}";
  g_autoptr(GBytes) bytes = g_bytes_new_static (json, strlen (json));
  g_autoptr(LimnerSchema) schema = limner_schema_new_from_bytes (bytes, NULL);
  g_autoptr(LimnerValues) values = limner_values_new (schema);
  g_autofree char *prompt = NULL;
  LimnerField *words;
  guint n_schemas = 0;

  g_signal_connect_swapped (values, "notify::schema", G_CALLBACK (count_one), &n_schemas);
  limner_values_set_text (values, "words", "a");
  limner_values_override_role (values, "words", "prompt");
  limner_values_override_role (values, "words", "prompt");
  g_assert_cmpuint (n_schemas, ==, 1);
  limner_values_set_text (values, "words", "ab");
  prompt = limner_values_get_role_text (values, LIMNER_ROLE_PROMPT);
  g_assert_cmpstr (prompt, ==, "ab");

  limner_values_undo (values);
  g_assert_cmpuint (n_schemas, ==, 1);
  limner_values_undo (values);
  g_assert_cmpuint (n_schemas, ==, 2);
  g_assert_true (limner_values_get_schema (values) == schema);
  g_assert_true (limner_values_is_set (values, "words"));
  limner_values_redo (values);
  g_assert_cmpuint (n_schemas, ==, 3);

  /* From the second override on, the roles that the table finds are still known. */
  limner_values_override_role (values, "prompt", "negative-prompt");
  limner_values_override_role (values, "words", NULL);
  limner_values_override_role (values, "prompt", NULL);
  words = limner_schema_find_field (limner_values_get_schema (values), "words");
  g_assert_cmpint (limner_field_get_role (words), ==, LIMNER_ROLE_NONE);
  g_assert_nonnull (limner_schema_find_role (limner_values_get_schema (values),
                                             LIMNER_ROLE_PROMPT));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/values/unset", test_unset);
  g_test_add_func ("/values/types", test_types);
  g_test_add_func ("/values/empty-text", test_empty_text);
  g_test_add_func ("/values/null", test_null);
  g_test_add_func ("/values/reasons", test_reasons);
  g_test_add_func ("/values/multiples", test_multiples);
  g_test_add_func ("/values/text-limits", test_text_limits);
  g_test_add_func ("/values/signals", test_signals);
  g_test_add_func ("/values/changed", test_changed);
  g_test_add_func ("/values/undo", test_undo);
  g_test_add_func ("/values/load", test_load);
  g_test_add_func ("/values/secrets", test_secrets);
  g_test_add_func ("/values/roles", test_roles);
  g_test_add_func ("/values/required-seed", test_required_seed);
  g_test_add_func ("/values/carry-over", test_carry_over);
  g_test_add_func ("/values/override-undo", test_override_undo);
  return g_test_run ();
}
