/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-error.h"
#include "base/limner-json.h"
#include "store/limner-gallery-item-private.h"
#include "studio/limner-factor.h"
#include "studio/limner-recipe.h"
#include "studio/limner-variation.h"

#define SERVER "this-computer"

static LimnerValues *
make_values (const char *properties)
{
  g_autofree char *text = g_strdup_printf (
    "{\"components\":{\"schemas\":{\"Input\":{\"type\":\"object\",\"properties\":{%s}},"
    "\"Output\":{\"type\":\"string\",\"format\":\"uri\"}}}}", properties);
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr(GError) error = NULL;
  g_autoptr(LimnerSchema) schema = limner_schema_new_from_bytes (bytes, &error);

  g_assert_no_error (error);
  return limner_values_new (schema);
}

static void
test_round_trip (void)
{
  const LimnerExportOptions export = { TRUE, LIMNER_PICTURE_WEBP, 80, 2048,
                                       LIMNER_EXPORT_CREDIT };
  g_autoptr(LimnerRecipe) recipe = limner_recipe_new ("Poster");
  g_autoptr(LimnerRecipe) again = NULL;
  LimnerRecipeStep *step = limner_recipe_step_new (LIMNER_TASK_EXTEND, SERVER, "a/b:c");
  const LimnerRecipeStep *read;
  g_autofree char *json = NULL;
  g_autoptr(GError) error = NULL;

  step->values = json_object_new ();
  json_object_set_string_member (step->values, "prompt", "a “fox”");
  step->sides[2] = 0.25;
  step->options.feather = 12;
  step->options.tone = LIMNER_EDIT_TONE_STRONG;
  limner_recipe_add_step (recipe, step);
  limner_recipe_add_step (recipe, limner_recipe_step_new_export (&export, "/tmp/out"));

  json = limner_recipe_to_json (recipe);
  again = limner_recipe_new_from_json (json, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (limner_recipe_get_name (again), ==, "Poster");
  g_assert_cmpuint (limner_recipe_get_n_steps (again), ==, 2);

  read = limner_recipe_get_step (again, 0);
  g_assert_cmpuint (read->task, ==, LIMNER_TASK_EXTEND);
  g_assert_cmpstr (read->server, ==, SERVER);
  g_assert_cmpstr (read->model, ==, "a/b:c");
  g_assert_cmpstr (limner_json_get_string (read->values, "prompt", ""), ==, "a “fox”");
  g_assert_cmpfloat (read->sides[2], ==, 0.25);
  g_assert_cmpfloat (read->sides[0], ==, 0.0);
  g_assert_cmpint (read->options.feather, ==, 12);
  g_assert_cmpint (read->options.grow, ==, LIMNER_EDIT_AUTO);
  g_assert_cmpint (read->options.tone, ==, LIMNER_EDIT_TONE_STRONG);

  read = limner_recipe_get_step (again, 1);
  g_assert_cmpuint (read->task, ==, LIMNER_TASK_NONE);
  g_assert_true (read->export.convert);
  g_assert_cmpint (read->export.format, ==, LIMNER_PICTURE_WEBP);
  g_assert_cmpint (read->export.quality, ==, 80);
  g_assert_cmpint (read->export.max_side, ==, 2048);
  g_assert_cmpint (read->export.privacy, ==, LIMNER_EXPORT_CREDIT);
  g_assert_cmpstr (read->folder, ==, "/tmp/out");
}

static void
test_hostile (void)
{
  static const char * const refused[] = {
    "", "[]", "{}", "{\"steps\":[]}", "{\"steps\":[1]}", "{\"steps\":[{\"task\":\"fly\"}]}",
    "{\"steps\":[{\"task\":\"vary\",\"server\":\"s\"}]}", "{\"steps\":{\"task\":\"export\"}}",
  };
  g_autoptr(GString) many = g_string_new ("{\"steps\":[");
  g_autoptr(LimnerRecipe) bent = NULL;
  const LimnerRecipeStep *step;
  g_autoptr(GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_assert_null (limner_recipe_new_from_json (refused[i], &error));
      g_assert_nonnull (error);
      g_clear_error (&error);
    }

  for (int i = 0; i <= LIMNER_RECIPE_MAX_STEPS; i++)
    g_string_append_printf (many, "%s{\"task\":\"export\"}", i > 0 ? "," : "");
  g_string_append (many, "]}");
  g_assert_null (limner_recipe_new_from_json (many->str, &error));
  g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_BAD_REPLY);
  g_clear_error (&error);

  /* numbers out of all reason are brought back, a path that is none is not followed */
  bent = limner_recipe_new_from_json (
    "{\"steps\":[{\"task\":\"extend\",\"server\":\"s\",\"model\":\"a/b\","
    "\"extend\":{\"left\":-3,\"right\":1e300},\"options\":{\"grow\":99999,\"tone\":77,"
    "\"box\":{\"width\":-5}}},"
    "{\"task\":\"export\",\"quality\":900,\"folder\":\"../etc\",\"format\":\"exe\"}]}", &error);
  g_assert_no_error (error);
  step = limner_recipe_get_step (bent, 0);
  g_assert_cmpfloat (step->sides[0], ==, 0.0);
  g_assert_cmpfloat (step->sides[2], <=, 8.0);
  g_assert_cmpint (step->options.grow, ==, LIMNER_EDIT_AUTO);
  g_assert_cmpint (step->options.tone, ==, LIMNER_EDIT_TONE_GENTLE);
  g_assert_true (limner_rect_is_empty (&step->options.box));
  step = limner_recipe_get_step (bent, 1);
  g_assert_cmpint (step->export.quality, ==, 100);
  g_assert_false (step->export.convert);
  g_assert_null (step->folder);
}

static void
test_first_step (void)
{
  g_autoptr(LimnerRecipe) whole = limner_recipe_new ("whole");
  g_autoptr(LimnerRecipe) words = limner_recipe_new ("words");

  limner_recipe_add_step (whole, limner_recipe_step_new (LIMNER_TASK_GENERATE, SERVER, "a/b"));
  limner_recipe_add_step (whole, limner_recipe_step_new (LIMNER_TASK_UPSCALE, SERVER, "a/c"));
  limner_recipe_add_step (words, limner_recipe_step_new (LIMNER_TASK_GENERATE, SERVER, "a/b"));

  g_assert_cmpuint (limner_recipe_find_first_step (whole, FALSE), ==, 0);
  g_assert_cmpuint (limner_recipe_find_first_step (whole, TRUE), ==, 1);
  g_assert_cmpuint (limner_recipe_find_first_step (words, TRUE), ==, 1);
}

static LimnerGalleryItem *
make_item (gint64      id,
           const char *operation,
           const char *model,
           const char *input,
           const char *parent)
{
  const char *parents[] = { parent, NULL };
  g_autoptr(LimnerItemDetails) details = limner_item_details_new ();
  LimnerGalleryItem *item;

  details->id = id;
  details->operation = g_strdup (operation);
  details->model = g_strdup (model);
  details->server = g_strdup (SERVER);
  details->input = g_strdup (input);
  details->parents = parent != NULL ? g_strdupv ((char **) parents) : NULL;
  item = _limner_gallery_item_new (id);
  _limner_gallery_item_set_details (item, details);
  return item;
}

static void
test_lineage (void)
{
  g_autoptr(GListStore) lineage = g_list_store_new (LIMNER_TYPE_GALLERY_ITEM);
  g_autoptr(LimnerGalleryItem) imported = make_item (1, "import", NULL, NULL, NULL);
  g_autoptr(LimnerGalleryItem) varied =
    make_item (2, "vary", "limner/painter",
               "{\"prompt\":\"a hill\",\"image\":\"blob:00\",\"seed\":7}", "1");
  g_autoptr(LimnerGalleryItem) larger =
    make_item (3, "upscale", "limner/upscale", "{\"images\":[\"blob:11\"],\"scale\":4}", "2");
  g_autoptr(LimnerGalleryItem) painted = make_item (4, "edit", "limner/fill", "{}", "3");
  g_autoptr(LimnerRecipe) recipe = NULL;
  g_autoptr(GError) error = NULL;

  g_list_store_append (lineage, larger);
  g_list_store_append (lineage, imported);
  g_list_store_append (lineage, varied);
  g_list_store_append (lineage, painted);

  recipe = limner_recipe_new_from_lineage (larger, G_LIST_MODEL (lineage), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (limner_recipe_get_n_steps (recipe), ==, 2);
  g_assert_cmpuint (limner_recipe_get_step (recipe, 0)->task, ==, LIMNER_TASK_VARY);
  g_assert_cmpuint (limner_recipe_get_step (recipe, 1)->task, ==, LIMNER_TASK_UPSCALE);
  g_assert_false (json_object_has_member (limner_recipe_get_step (recipe, 0)->values, "image"));
  g_assert_false (json_object_has_member (limner_recipe_get_step (recipe, 0)->values, "seed"));
  g_assert_false (json_object_has_member (limner_recipe_get_step (recipe, 1)->values, "images"));
  g_assert_cmpint (limner_json_get_int (limner_recipe_get_step (recipe, 1)->values, "scale", 0),
                   ==, 4);

  g_assert_null (limner_recipe_new_from_lineage (painted, G_LIST_MODEL (lineage), &error));
  g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_UNSUPPORTED);
  g_clear_error (&error);
  g_assert_null (limner_recipe_new_from_lineage (imported, G_LIST_MODEL (lineage), &error));
  g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_UNSUPPORTED);
}

typedef struct
{
  const char *properties;
  double      factor;
  const char *text;       /* NULL where it cannot be asked for */
} FactorCase;

static void
test_factor (void)
{
  static const FactorCase cases[] = {
    { "\"scale\":{\"type\":\"number\",\"default\":2,\"minimum\":0,\"maximum\":10}", 4, "4" },
    { "\"scale\":{\"type\":\"number\",\"default\":2,\"maximum\":3}", 4, NULL },
    { "\"scale_factor\":{\"type\":\"integer\",\"enum\":[2,4],\"default\":2}", 4, "4" },
    { "\"scale_factor\":{\"type\":\"integer\",\"enum\":[2,4],\"default\":2}", 3, NULL },
    { "\"upscale_factor\":{\"type\":\"string\",\"enum\":[\"None\",\"2x\",\"4x\"]}", 2, "2x" },
    { "\"upscale_factor\":{\"type\":\"string\",\"enum\":[\"None\",\"2x\",\"4x\"]}", 6, NULL },
    { "\"sharpen\":{\"type\":\"number\"}", 2, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const FactorCase *test = &cases[i];
      g_autoptr(LimnerValues) values = make_values (test->properties);
      LimnerSchema *schema = limner_values_get_schema (values);
      LimnerField *field = limner_schema_find_factor (schema);

      g_assert_true (limner_factor_is_possible (schema, test->factor) == (test->text != NULL));
      g_assert_true (limner_factor_set (values, test->factor) == (test->text != NULL));
      if (test->text != NULL)
        {
          g_autofree char *text = limner_values_get_text (values, limner_field_get_name (field));

          g_assert_cmpstr (text, ==, test->text);
          g_assert_cmpfloat (limner_factor_get (values), ==, test->factor);
        }
    }
}

/* Each way of asking for a factor that has a button; a long list has none, and is asked for as
 * any other input. */
static void
test_factor_list (void)
{
  static const struct
  {
    const char *properties;
    const char *texts;
  } cases[] = {
    { "\"scale\":{\"type\":\"number\",\"default\":2,\"minimum\":0,\"maximum\":10}", "2 4 8" },
    { "\"scale\":{\"type\":\"number\",\"default\":2,\"maximum\":4}", "2 4" },
    { "\"scale_factor\":{\"type\":\"integer\",\"enum\":[2,3],\"default\":2}", "2 3" },
    { "\"upscale_factor\":{\"type\":\"string\",\"enum\":[\"None\",\"2x\",\"6x\"]}", "None 2x 6x" },
    { "\"scale\":{\"type\":\"integer\",\"enum\":[1,2,3,4,5,6]}", "" },
    { "\"sharpen\":{\"type\":\"number\"}", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(LimnerValues) values = make_values (cases[i].properties);
      g_auto(GStrv) texts = limner_factor_list (limner_values_get_schema (values));
      g_autofree char *all = g_strjoinv (" ", texts);

      g_assert_cmpstr (all, ==, cases[i].texts);
    }
  g_assert_cmpfloat (limner_factor_read ("x4"), ==, 4);
  g_assert_cmpfloat (limner_factor_read ("None"), ==, 0);
}

static void
test_variation (void)
{
  g_autoptr(LimnerValues) plain = make_values (
    "\"image\":{\"type\":\"string\",\"format\":\"uri\"},\"seed\":{\"type\":\"integer\"},"
    "\"prompt_strength\":{\"type\":\"number\",\"minimum\":0,\"maximum\":1,\"default\":0.8}");
  g_autoptr(LimnerValues) inverse = make_values (
    "\"image\":{\"type\":\"string\",\"format\":\"uri\"},"
    "\"image_prompt_strength\":{\"type\":\"number\",\"minimum\":0,\"maximum\":1}");
  g_autoptr(LimnerValues) none = make_values (
    "\"image\":{\"type\":\"string\",\"format\":\"uri\"}");
  g_autofree char *subtle = NULL;
  g_autofree char *strong = NULL;
  g_autofree char *turned = NULL;
  LimnerVariation variation;

  limner_values_set_role_text (plain, LIMNER_ROLE_SEED, "7");
  g_assert_false (limner_variation_get (plain, &variation));
  g_assert_true (limner_variation_apply (plain, LIMNER_VARIATION_SUBTLE));
  subtle = limner_values_get_role_text (plain, LIMNER_ROLE_STRENGTH);
  g_assert_true (limner_variation_get (plain, &variation));
  g_assert_cmpint (variation, ==, LIMNER_VARIATION_SUBTLE);
  g_assert_false (limner_values_is_set (plain, "seed"));
  g_assert_true (limner_variation_apply (plain, LIMNER_VARIATION_STRONG));
  strong = limner_values_get_role_text (plain, LIMNER_ROLE_STRENGTH);
  g_assert_cmpfloat (g_ascii_strtod (subtle, NULL), <, g_ascii_strtod (strong, NULL));

  g_assert_true (limner_variation_apply (inverse, LIMNER_VARIATION_STRONG));
  turned = limner_values_get_role_text (inverse, LIMNER_ROLE_STRENGTH);
  g_assert_cmpfloat (g_ascii_strtod (turned, NULL), <, 0.5);

  g_assert_false (limner_variation_is_possible (limner_values_get_schema (none)));
  g_assert_false (limner_variation_apply (none, LIMNER_VARIATION_STRONG));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/studio/recipe/round-trip", test_round_trip);
  g_test_add_func ("/studio/recipe/hostile", test_hostile);
  g_test_add_func ("/studio/recipe/first-step", test_first_step);
  g_test_add_func ("/studio/recipe/lineage", test_lineage);
  g_test_add_func ("/studio/factor", test_factor);
  g_test_add_func ("/studio/factor-list", test_factor_list);
  g_test_add_func ("/studio/variation", test_variation);

  return g_test_run ();
}
