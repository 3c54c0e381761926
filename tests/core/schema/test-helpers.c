/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-json.h"
#include "schema/limner-prompt.h"
#include "schema/limner-scale.h"
#include "schema/limner-size.h"
#include "schema/limner-snippet.h"

static LimnerValues *
values_for (const char *properties)
{
  g_autofree char *json = g_strdup_printf (
    "{\"components\":{\"schemas\":{\"Input\":{\"properties\":{%s}}}}}", properties);
  g_autoptr(GBytes) bytes = g_bytes_new (json, strlen (json));
  g_autoptr(GError) error = NULL;
  g_autoptr(LimnerSchema) schema = limner_schema_new_from_bytes (bytes, &error);

  g_assert_no_error (error);
  return limner_values_new (schema);
}

static gboolean
scale_for (const char  *facets,
           LimnerScale *scale)
{
  g_autofree char *property = g_strdup_printf ("\"x\":{%s}", facets);
  g_autoptr(LimnerValues) values = values_for (property);

  return limner_scale_init (scale, limner_schema_get_field (limner_values_get_schema (values), 0));
}

static void
test_scale (void)
{
  LimnerScale scale;

  g_assert_false (scale_for ("\"type\":\"integer\",\"minimum\":1", &scale));
  g_assert_false (scale_for ("\"type\":\"integer\",\"minimum\":1,\"maximum\":1", &scale));
  g_assert_false (scale_for ("\"type\":\"integer\",\"minimum\":0,\"maximum\":4294967295", &scale));

  g_assert_true (scale_for ("\"type\":\"integer\",\"minimum\":1,\"maximum\":50", &scale));
  g_assert_cmpfloat (scale.step, ==, 1);
  g_assert_cmpfloat (limner_scale_get_value (&scale, 0.5), ==, 26);
  g_assert_cmpfloat (limner_scale_move (&scale, 50, 1), ==, 50);
  g_assert_cmpfloat (limner_scale_move (&scale, 7, -1), ==, 6);

  g_assert_true (scale_for ("\"type\":\"number\",\"minimum\":0,\"maximum\":1", &scale));
  g_assert_cmpfloat (scale.step, ==, 0.01);
  g_assert_cmpfloat (limner_scale_get_value (&scale, 0.3), ==, 0.3);
  g_assert_cmpfloat (limner_scale_move (&scale, 0.1, 2), ==, 0.12);

  g_assert_true (scale_for ("\"type\":\"integer\",\"minimum\":0,\"maximum\":1024,"
                            "\"description\":\"A multiple of 64.\"", &scale));
  g_assert_cmpfloat (limner_scale_get_value (&scale, 0.52), ==, 512);
}

/* Where the schema asks for multiples a slider and the keys give nothing else. */
static void
test_scale_of_multiples (void)
{
  static const char *const facets[] = {
    "\"type\":\"integer\",\"minimum\":1,\"maximum\":1000,\"multipleOf\":64",
    "\"type\":\"integer\",\"minimum\":0,\"maximum\":1000003,\"multipleOf\":7",
    "\"type\":\"number\",\"minimum\":-1.1,\"maximum\":20,\"multipleOf\":0.25",
    "\"type\":\"number\",\"minimum\":0.01,\"maximum\":99.99,\"multipleOf\":0.3",
    "\"type\":\"integer\",\"minimum\":1,\"maximum\":5,\"multipleOf\":64",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (facets); i++)
    {
      g_autofree char *property = g_strdup_printf ("\"x\":{%s}", facets[i]);
      g_autoptr(LimnerValues) values = values_for (property);
      LimnerField *field = limner_schema_get_field (limner_values_get_schema (values), 0);
      gboolean has_multiples = i + 1 < G_N_ELEMENTS (facets);
      LimnerScale scale;

      g_assert_true (limner_scale_init (&scale, field));
      for (guint k = 0; k <= 200; k++)
        {
          double value = limner_scale_get_value (&scale, k / 200.0);
          g_autoptr(JsonNode) node = json_node_init_double (json_node_alloc (), value);
          g_autoptr(JsonNode) next =
            json_node_init_double (json_node_alloc (), limner_scale_move (&scale, value + 0.1, 1));
          g_autofree char *reason = limner_field_check (field, node);
          g_autofree char *next_reason = limner_field_check (field, next);

          g_assert_true ((reason == NULL && next_reason == NULL) || !has_multiples);
          g_assert_cmpfloat (value, >=, scale.minimum);
          g_assert_cmpfloat (value, <=, scale.maximum);
        }
    }
}

/* A wide range gives small values more room, and every place leads back to itself. */
static void
test_wide_scale (void)
{
  LimnerScale scale;
  double previous = -1;

  g_assert_true (scale_for ("\"type\":\"integer\",\"minimum\":0,\"maximum\":100000", &scale));
  g_assert_cmpfloat (limner_scale_get_value (&scale, 0.5), <, 20000);
  for (guint i = 0; i <= 100; i++)
    {
      double value = limner_scale_get_value (&scale, i / 100.0);

      g_assert_cmpfloat (value, >=, previous);
      g_assert_cmpfloat_with_epsilon (limner_scale_get_position (&scale, value), i / 100.0, 0.02);
      previous = value;
    }
  g_assert_cmpfloat (previous, ==, 100000);
  g_assert_cmpfloat (limner_scale_get_position (&scale, -5), ==, 0);
}

/* A learning rate: what counts is how many times more, all along the slider. */
static void
test_logarithmic_scale (void)
{
  LimnerScale scale;
  double previous = 0;

  g_assert_true (scale_for ("\"type\":\"number\",\"minimum\":0.000001,\"maximum\":1", &scale));
  g_assert_cmpfloat_with_epsilon (limner_scale_get_value (&scale, 0.5), 0.001, 1e-12);
  g_assert_cmpfloat (limner_scale_get_value (&scale, 0), ==, 0.000001);
  g_assert_cmpfloat (limner_scale_get_value (&scale, 1), ==, 1);
  for (guint i = 0; i <= 100; i++)
    {
      double value = limner_scale_get_value (&scale, i / 100.0);

      g_assert_cmpfloat (value, >, previous);
      g_assert_cmpfloat_with_epsilon (limner_scale_get_position (&scale, value), i / 100.0, 0.01);
      previous = value;
    }
  g_assert_cmpfloat (limner_scale_move (&scale, 0.0004, 1), ==, 0.00041);
  g_assert_cmpfloat (limner_scale_move (&scale, 0.001, -1), ==, 0.0009);
  g_assert_cmpfloat (limner_scale_move (&scale, 0.000001, -3), ==, 0.000001);
  g_assert_cmpfloat (limner_scale_get_position (&scale, 0), ==, 0);
  g_assert_cmpfloat (limner_scale_get_position (&scale, 5), ==, 1);

  /* From zero, or to ten, there is no need. */
  g_assert_true (scale_for ("\"type\":\"number\",\"minimum\":0,\"maximum\":1", &scale));
  g_assert_cmpfloat_with_epsilon (limner_scale_get_value (&scale, 0.5), 0.5, 1e-12);
  g_assert_true (scale_for ("\"type\":\"number\",\"minimum\":0.1,\"maximum\":10", &scale));
  g_assert_cmpfloat (limner_scale_get_value (&scale, 0.5), >, 4);
}

static void
test_size_parse (void)
{
  static const struct
  {
    const char *text;
    int         width;
    int         height;
  } cases[] = {
    { "16:9", 16, 9 },        { "1024x768", 1024, 768 },      { "1152×896", 1152, 896 },
    { " 4 : 5 ", 4, 5 },      { "512*640 | 4:5", 512, 640 },  { "3/2", 3, 2 },
    { "custom", 0, 0 },       { "16:", 0, 0 },                { "0:1", 0, 0 },
    { "99999999:1", 0, 0 },   { "", 0, 0 },                   { NULL, 0, 0 },
    { "1 MP", 0, 0 },         { "4xUltra", 0, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      LimnerSize size = { 0, 0 };
      gboolean found = limner_size_parse (cases[i].text, &size);

      g_assert_cmpint (found, ==, cases[i].width > 0);
      g_assert_cmpint (size.width, ==, cases[i].width);
      g_assert_cmpint (size.height, ==, cases[i].height);
    }
}

static void
test_size_names (void)
{
  static const struct
  {
    LimnerSize  size;
    const char *name;
  } cases[] = {
    { { 1024, 1024 }, "1:1" }, { { 1216, 832 }, "3:2" },  { { 832, 1216 }, "2:3" },
    { { 1152, 896 }, "5:4" },  { { 1344, 768 }, "7:4" },  { { 1920, 1080 }, "16:9" },
    { { 1000, 100 }, "10:1" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = limner_size_to_ratio (cases[i].size);

      g_assert_cmpstr (name, ==, cases[i].name);
    }
}

static void
test_size_fit (void)
{
  g_autoptr(LimnerValues) values = values_for (
    "\"width\":{\"type\":\"integer\",\"minimum\":256,\"maximum\":1440,\"default\":1024,"
    "\"multipleOf\":32},\"height\":{\"type\":\"integer\",\"enum\":[512,768,1024]}");
  LimnerSchema *schema = limner_values_get_schema (values);
  LimnerField *width = limner_schema_find_field (schema, "width");
  LimnerField *height = limner_schema_find_field (schema, "height");
  LimnerSize fitted = limner_size_fit ((LimnerSize) { 1000, 700 }, width, height);
  guint n_sizes;

  g_assert_cmpint (fitted.width, ==, 992);
  g_assert_cmpint (fitted.height, ==, 768);
  fitted = limner_size_fit ((LimnerSize) { 9000, 1 }, width, height);
  g_assert_cmpint (fitted.width, ==, 1440);
  g_assert_cmpint (fitted.height, ==, 512);
  fitted = limner_size_with_ratio ((LimnerSize) { 16, 9 }, (LimnerSize) { 1024, 1024 }, width,
                                   width);
  g_assert_cmpint (fitted.width, ==, 1376);
  g_assert_cmpint (fitted.height, ==, 768);
  g_assert_cmpint (limner_size_get_table (width, height, &n_sizes)[0].width, ==, 1024);
  g_assert_true (limner_size_is_free (values));
}

static void
test_size_is_free (void)
{
  g_autoptr(LimnerValues) values = values_for (
    "\"aspect_ratio\":{\"type\":\"string\",\"enum\":[\"1:1\",\"custom\"],\"default\":\"1:1\"}");

  g_assert_false (limner_size_is_free (values));
  limner_values_set_text (values, "aspect_ratio", "custom");
  g_assert_true (limner_size_is_free (values));
}

static void
test_weights (void)
{
  static const struct
  {
    const char *prompt;
    int         start;
    int         end;
    int         direction;
    const char *result;
  } cases[] = {
    { "a red fox", 3, 3, 1, "a (red:1.1) fox" },
    { "a red fox", 2, 9, -1, "a (red fox:0.9)" },
    { "a (red:1.1) fox", 4, 4, 1, "a (red:1.2) fox" },
    { "a (red:1.1) fox", 4, 4, -1, "a red fox" },
    { "a (red:1.1) fox", 2, 11, -1, "a red fox" },
    { "a (red fox:1.9)", 3, 10, 1, "a (red fox:2)" },
    { "a (red fox:2)", 3, 10, 1, "a (red fox:2)" },
    { "(alone)", 2, 2, 1, "((alone:1.1))" },
    { "  ", 1, 1, 1, "  " },
    { "", 0, 0, 1, "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      int start = cases[i].start;
      int end = cases[i].end;
      g_autofree char *result =
        limner_prompt_change_weight (cases[i].prompt, &start, &end, cases[i].direction);

      g_assert_cmpstr (result, ==, cases[i].result);
      g_assert_cmpint (start, <=, end);
      g_assert_cmpint (end, <=, (int) strlen (result));
    }
}

static void
test_wildcards (void)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (7);
  g_autofree char *plain = limner_prompt_expand ("a {red} fox", random);
  g_autofree char *nested = limner_prompt_expand ("a {b{c|c}|b{c|c}} {x|x|x}", random);
  g_autofree char *open = limner_prompt_expand ("a {b|c", random);

  g_assert_cmpstr (plain, ==, "a {red} fox");
  g_assert_cmpstr (nested, ==, "a bc x");
  g_assert_cmpstr (open, ==, "a {b|c");
  g_assert_cmpuint (limner_prompt_count_variants ("none"), ==, 1);
  g_assert_cmpuint (limner_prompt_count_variants ("{a|b} {c|d|e}"), ==, 6);
  g_assert_cmpuint (limner_prompt_count_variants ("{a|b}{a|b}{a|b}{a|b}{a|b}{a|b}{a|b}{a|b}{a|b}"
                                                  "{a|b}{a|b}{a|b}{a|b}{a|b}{a|b}{a|b}{a|b}{a|b}"
                                                  "{a|b}{a|b}{a|b}{a|b}"), ==, 1000000);
}

static void
test_tokens (void)
{
  g_assert_cmpuint (limner_prompt_estimate_tokens (""), ==, 0);
  g_assert_cmpuint (limner_prompt_estimate_tokens ("a red fox, in snow"), ==, 6);
  g_assert_cmpuint (limner_prompt_estimate_tokens ("photorealistic"), ==, 2);
}

static void
test_snippets (void)
{
  const char *text = "{\"prompt\":\"it's a fox\",\"seed\":18446744073709551615,\"fast\":true,"
                     "\"image\":\"blob:abc\",\"images\":[\"blob:d\",\"https://example.org/e\"]}";
  g_autoptr(JsonObject) input = limner_json_parse_object (text, strlen (text), 1000, NULL);
  g_autofree char *curl = limner_snippet_build (LIMNER_SNIPPET_CURL, "https://api.example/v1",
                                                "owner/name", input);
  g_autofree char *javascript = limner_snippet_build (LIMNER_SNIPPET_JAVASCRIPT,
                                                      "https://api.example/v1",
                                                      "owner/name:abc", input);
  g_autofree char *python = limner_snippet_build (LIMNER_SNIPPET_PYTHON, "https://api.example/v1",
                                                  "owner/name", input);
  const char *all[] = { curl, javascript, python };

  g_assert_nonnull (strstr (curl, "https://api.example/v1/models/owner/name/predictions"));
  g_assert_nonnull (strstr (curl, "it'\\''s a fox"));
  g_assert_nonnull (strstr (javascript, "https://api.example/v1/predictions"));
  g_assert_nonnull (strstr (javascript, "\\\"version\\\":\\\"abc\\\""));
  g_assert_nonnull (strstr (python, "\"fast\": True"));
  for (gsize i = 0; i < G_N_ELEMENTS (all); i++)
    {
      g_assert_nonnull (strstr (all[i], "18446744073709551615"));
      g_assert_null (strstr (all[i], "blob:"));
      g_assert_nonnull (strstr (all[i], "REPLICATE_API_TOKEN"));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/scale/even", test_scale);
  g_test_add_func ("/scale/multiples", test_scale_of_multiples);
  g_test_add_func ("/scale/wide", test_wide_scale);
  g_test_add_func ("/scale/logarithmic", test_logarithmic_scale);
  g_test_add_func ("/size/parse", test_size_parse);
  g_test_add_func ("/size/names", test_size_names);
  g_test_add_func ("/size/fit", test_size_fit);
  g_test_add_func ("/size/is-free", test_size_is_free);
  g_test_add_func ("/prompt/weights", test_weights);
  g_test_add_func ("/prompt/wildcards", test_wildcards);
  g_test_add_func ("/prompt/tokens", test_tokens);
  g_test_add_func ("/snippet", test_snippets);
  return g_test_run ();
}
