/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-json.h"
#include "edit/limner-model-limits.h"

static LimnerSchema *
make_schema (const char *properties)
{
  g_autofree char *text = g_strdup_printf (
    "{\"components\":{\"schemas\":{\"Input\":{\"type\":\"object\",\"properties\":{%s}}}}}",
    properties);
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr(GError) error = NULL;
  LimnerSchema *schema = limner_schema_new_from_bytes (bytes, &error);

  g_assert_no_error (error);
  return schema;
}

static void
test_families (void)
{
  static const struct
  {
    const char *reference;
    gint64      best_area;
    int         multiple;
  } expected[] = {
    { "limner/fill", 0, 1 },
    { "black-forest-labs/flux-fill-pro", 1024 * 1024, 32 },
    { "black-forest-labs/FLUX-schnell", 1024 * 1024, 16 },
    { "stability-ai/stable-diffusion-inpainting", 512 * 512, 64 },
    { "stability-ai/sdxl", 1024 * 1024, 8 },
    { "somebody/unheard-of", 1024 * 1024, 8 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      LimnerEditLimits limits;

      limner_model_limits_find (expected[i].reference, NULL, NULL, &limits);
      g_assert_cmpint (limits.best_area, ==, expected[i].best_area);
      g_assert_cmpint (limits.multiple, ==, expected[i].multiple);
      g_assert_cmpint (limits.max_side, >=, 256);
    }
}

static void
test_schema (void)
{
  g_autoptr(LimnerSchema) sized = make_schema (
    "\"width\":{\"type\":\"integer\",\"default\":640,\"maximum\":800},"
    "\"height\":{\"type\":\"integer\",\"default\":512}");
  g_autoptr(LimnerSchema) silly = make_schema (
    "\"width\":{\"type\":\"integer\",\"default\":1000000},"
    "\"height\":{\"type\":\"integer\",\"default\":-4}");
  LimnerEditLimits limits;

  limner_model_limits_find ("somebody/sized", sized, NULL, &limits);
  g_assert_cmpint (limits.best_area, ==, 640 * 512);
  g_assert_cmpint (limits.max_side, <=, 800);

  limner_model_limits_find ("somebody/silly", silly, NULL, &limits);
  g_assert_cmpint (limits.best_area, ==, 1024 * 1024);
}

/* Only where neither the family nor the schema tells a size does the example. */
static void
test_example (void)
{
  static const struct
  {
    const char *example;
    gint64      best_area;
  } expected[] = {
    { "{\"width\":512,\"height\":768}", 512 * 768 },
    { "{\"width\":\"512\",\"height\":-768}", 1024 * 1024 },
    { "{\"width\":1e300,\"height\":1e300}", 1024 * 1024 },
    { "{\"prompt\":\"2x4\",\"size\":\"768x512\"}", 768 * 512 },
    { "{\"resolution\":\"640 \u00d7 640\"}", 640 * 640 },
    { "{\"size\":\"640*480\"}", 640 * 480 },
    { "{\"prompt\":\"768x512 px\",\"seed\":null,\"list\":[1]}", 1024 * 1024 },
    { "{\"aspect_ratio\":\"16:9\"}", 1024 * 1024 },
    { "{\"resolution\":\"0.25 MP\",\"aspect_ratio\":\"16:9\"}", 512 * 512 },
    { "{\"size\":\"2K\"}", 2048 * 2048 },
    { "{\"size\":\"400K\"}", 1024 * 1024 },
    { "{\"size\":\"-1 MP\"}", 1024 * 1024 },
    { "{\"size\":\"nan mp\"}", 1024 * 1024 },
    { "{}", 1024 * 1024 },
  };
  g_autoptr(LimnerSchema) plain = make_schema ("\"prompt\":{\"type\":\"string\"}");
  g_autoptr(LimnerSchema) sized = make_schema (
    "\"width\":{\"type\":\"integer\",\"default\":640},"
    "\"height\":{\"type\":\"integer\",\"default\":512}");

  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autoptr(JsonNode) node = json_from_string (expected[i].example, NULL);
      JsonObject *example = json_node_get_object (node);
      LimnerEditLimits limits;

      limner_model_limits_find ("somebody/plain", plain, example, &limits);
      g_assert_cmpint (limits.best_area, ==, expected[i].best_area);
      limner_model_limits_find ("somebody/sized", sized, example, &limits);
      g_assert_cmpint (limits.best_area, ==, 640 * 512);
      limner_model_limits_find ("stability-ai/sdxl", plain, example, &limits);
      g_assert_cmpint (limits.best_area, ==, 1024 * 1024);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/edit/model-limits/families", test_families);
  g_test_add_func ("/edit/model-limits/schema", test_schema);

  g_test_add_func ("/edit/model-limits/example", test_example);

  return g_test_run ();
}
