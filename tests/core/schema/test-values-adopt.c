/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a picture of any program says of itself goes to the inputs of a model. */

#include "config.h"

#include <string.h>

#include "base/limner-json.h"
#include "schema/limner-sampler.h"
#include "schema/limner-values.h"

static const char model[] =
  "{\"components\":{\"schemas\":{\"Input\":{\"properties\":{"
  "\"text_prompt\":{\"type\":\"string\",\"x-order\":0},"
  "\"steps\":{\"type\":\"integer\",\"minimum\":1,\"maximum\":50,\"x-order\":1},"
  "\"guidance\":{\"type\":\"number\",\"minimum\":0,\"maximum\":20,\"x-order\":2},"
  "\"random_seed\":{\"type\":\"integer\",\"maximum\":4294967295,\"x-order\":3},"
  "\"scheduler\":{\"type\":\"string\",\"enum\":[\"DDIM\",\"DPMSolverMultistep\",\"K_EULER\","
  "\"K_EULER_ANCESTRAL\",\"KarrasDPM\"],\"default\":\"DDIM\",\"x-order\":4},"
  "\"output_format\":{\"type\":\"string\",\"enum\":[\"png\",\"webp\"],\"x-order\":5},"
  "\"mask\":{\"type\":\"string\",\"format\":\"uri\",\"title\":\"Mask\","
  "\"description\":\"Black is painted anew\",\"x-order\":6},"
  "\"api_key\":{\"type\":\"string\",\"x-cog-secret\":true,\"x-order\":7}}}}}}";

static LimnerValues *
make_values (void)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static (model, strlen (model));
  g_autoptr(GError) error = NULL;
  g_autoptr(LimnerSchema) schema = limner_schema_new_from_bytes (bytes, &error);

  g_assert_no_error (error);
  return limner_values_new (schema);
}

static GPtrArray *
adopt (LimnerValues *values,
       const char   *text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonObject) input = limner_json_parse_object (text, (gsize) -1, 10000, &error);

  g_assert_no_error (error);
  return limner_values_adopt (values, input);
}

static void
assert_values (LimnerValues *values,
               const char   *expected)
{
  g_autoptr(JsonObject) input = limner_values_to_preset (values);
  g_autofree char *text = limner_json_object_to_string (input, FALSE);
  g_autoptr(GError) error = NULL;

  g_assert_cmpstr (text, ==, expected);
  g_assert_true (limner_values_validate (values, &error));
  g_assert_no_error (error);
}

static const LimnerCarry *
find_line (GPtrArray  *report,
           const char *from)
{
  for (guint i = 0; i < report->len; i++)
    {
      const LimnerCarry *line = g_ptr_array_index (report, i);

      if (g_str_equal (line->from, from))
        return line;
    }
  g_assert_not_reached ();
}

static void
test_stranger (void)
{
  g_autoptr(LimnerValues) values = make_values ();
  g_autoptr(GPtrArray) report = NULL;
  const LimnerCarry *line;

  limner_values_set_text (values, "output_format", "png");
  report = adopt (values, "{\"prompt\":\"a mill\",\"num_inference_steps\":80,"
                          "\"guidance_scale\":6.5,\"seed\":77,\"scheduler\":\"Euler a\","
                          "\"VAE hash\":\"abc\",\"loras\":[],\"Hashes\":{},\"VAE\":\"\"}");
  assert_values (values, "{\"text_prompt\":\"a mill\",\"steps\":50,\"guidance\":6.5,"
                         "\"random_seed\":77,\"scheduler\":\"K_EULER_ANCESTRAL\"}");
  g_assert_cmpuint (report->len, ==, 6);
  g_assert_cmpint (find_line (report, "prompt")->kind, ==, LIMNER_CARRY_MOVED);
  g_assert_cmpint (find_line (report, "scheduler")->kind, ==, LIMNER_CARRY_KEPT);
  line = find_line (report, "num_inference_steps");
  g_assert_cmpint (line->kind, ==, LIMNER_CARRY_ADJUSTED);
  g_assert_cmpstr (line->before, ==, "80");
  g_assert_cmpstr (line->after, ==, "50");
  g_assert_cmpint (find_line (report, "VAE hash")->kind, ==, LIMNER_CARRY_DROPPED);

  limner_values_undo (values);
  assert_values (values, "{\"output_format\":\"png\"}");
}

/* What has no place is left out: the form never holds a value that it would have to refuse. */
static void
test_refused (void)
{
  g_autoptr(LimnerValues) values = make_values ();
  g_autoptr(GPtrArray) report = NULL;
  const LimnerCarry *line;

  report = adopt (values, "{\"scheduler\":\"DPM adaptive\",\"seed\":987654321012345,"
                          "\"steps\":\"many\",\"output_format\":\"WEBP\",\"api_key\":\"x\","
                          "\"none\":null}");
  assert_values (values, "{\"output_format\":\"webp\"}");
  line = find_line (report, "scheduler");
  g_assert_cmpint (line->kind, ==, LIMNER_CARRY_NO_CHOICE);
  g_assert_cmpstr (line->before, ==, "DPM adaptive");
  g_assert_cmpstr (line->title, ==, "Scheduler");
  g_assert_null (line->to);
  line = find_line (report, "seed");
  g_assert_cmpint (line->kind, ==, LIMNER_CARRY_REFUSED);
  g_assert_cmpstr (line->before, ==, "987654321012345");
  g_assert_cmpint (find_line (report, "steps")->kind, ==, LIMNER_CARRY_REFUSED);
  g_assert_cmpint (find_line (report, "api_key")->kind, ==, LIMNER_CARRY_DROPPED);
}

/* An input of the same name is the one, whatever else would mean the same. */
static void
test_own (void)
{
  g_autoptr(LimnerValues) values = make_values ();
  g_autoptr(GPtrArray) report = NULL;

  report = adopt (values, "{\"num_inference_steps\":9,\"steps\":12,\"mask\":\"blob:m\","
                          "\"scheduler\":\"DDIM\"}");
  assert_values (values, "{\"steps\":12,\"scheduler\":\"DDIM\",\"mask\":\"blob:m\"}");
  g_assert_cmpint (find_line (report, "steps")->kind, ==, LIMNER_CARRY_KEPT);
  g_assert_cmpint (find_line (report, "mask")->kind, ==, LIMNER_CARRY_KEPT);
  g_assert_cmpint (find_line (report, "num_inference_steps")->kind, ==, LIMNER_CARRY_DROPPED);
}

static void
test_long_value (void)
{
  g_autoptr(LimnerValues) values = make_values ();
  g_autofree char *word = g_strnfill (200, 'w');
  g_autofree char *text = g_strdup_printf ("{\"nowhere\":\"ä%s\"}", word);
  g_autoptr(GPtrArray) report = adopt (values, text);
  const LimnerCarry *line = find_line (report, "nowhere");

  g_assert_cmpint (g_utf8_strlen (line->before, -1), ==, 61);
  g_assert_true (g_str_has_suffix (line->before, "w…"));
}

static void
test_samplers (void)
{
  static const struct { const char *name; const char *choice; gboolean is_same; } cases[] = {
    { "Euler a", "EulerAncestralDiscrete", TRUE },
    { "euler_a", "K_EULER_ANCESTRAL", TRUE },
    { "euler_ancestral", "K_EULER_ANCESTRAL", TRUE },
    { "k_euler_ancestral", "Euler a", TRUE },
    { "Euler A Trailing", "Euler a", FALSE },
    { "k_euler", "EulerDiscreteScheduler", TRUE },
    { "DPM++ 2M", "DPMSolverMultistep", TRUE },
    { "DPM++ 2M Karras", "KarrasDPM", TRUE },
    { "DPM++ 2M Karras", "DPMSolverMultistep", FALSE },
    { "dpmpp_2m_k", "DPM++ 2M Karras", TRUE },
    { "k_dpmpp_2m", "dpmpp_2m", TRUE },
    { "dpmpp_2m_sde_gpu", "DPM++2MSDE", TRUE },
    { "DPM++ 2S a", "k_dpmpp_2s_ancestral", TRUE },
    { "DPM2 a", "KDPM2AncestralDiscrete", TRUE },
    { "kdpm_2_a", "dpm_2_ancestral", TRUE },
    { "uni_pc", "UniPCMultistepScheduler", TRUE },
    { "PLMS", "PNDM", TRUE },
    { "LMS", "K-LMS", TRUE },
    { "Heun", "HeunDiscrete", TRUE },
    { "ddim", "DDIMScheduler", TRUE },
    { "Euler", "K_EULER_ANCESTRAL", -1 },
    { "DPM++ 2M SDE", "DPM++ 2M", -1 },
    { "DPM++ SDE", "DPM++ 2M SDE", -1 },
    { "", "Euler", -1 },
    { "k", "lms", -1 },
    { "karras", "simple", -1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(JsonArray) choices = json_array_new ();
      gboolean is_same = FALSE;
      JsonNode *found;

      json_array_add_string_element (choices, "something else");
      json_array_add_int_element (choices, 4);
      json_array_add_string_element (choices, cases[i].choice);
      found = limner_sampler_find (choices, cases[i].name, &is_same);
      g_test_message ("%s, %s", cases[i].name, cases[i].choice);
      g_assert_cmpstr (found != NULL ? json_node_get_string (found) : NULL, ==,
                       cases[i].is_same < 0 ? NULL : cases[i].choice);
      g_assert_true (is_same == (cases[i].is_same == TRUE));
    }
}

/* The same spacing before none, none before another. */
static void
test_spacing (void)
{
  g_autoptr(JsonArray) choices = json_array_new ();
  gboolean is_same = FALSE;

  json_array_add_string_element (choices, "DPM++ 2M Exponential");
  json_array_add_string_element (choices, "DPM++ 2M");
  json_array_add_string_element (choices, "DPM++ 2M Karras");
  g_assert_cmpstr (json_node_get_string (limner_sampler_find (choices, "dpmpp_2m_k", &is_same)), ==,
                   "DPM++ 2M Karras");
  g_assert_true (is_same);
  g_assert_cmpstr (json_node_get_string (limner_sampler_find (choices, "dpmpp_2m_beta", &is_same)),
                   ==, "DPM++ 2M");
  g_assert_false (is_same);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/values/adopt/stranger", test_stranger);
  g_test_add_func ("/values/adopt/refused", test_refused);
  g_test_add_func ("/values/adopt/own", test_own);
  g_test_add_func ("/values/adopt/long-value", test_long_value);
  g_test_add_func ("/values/adopt/samplers", test_samplers);
  g_test_add_func ("/values/adopt/spacing", test_spacing);
  return g_test_run ();
}
