/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/limner-error.h"
#include "edit/limner-edit-recipe.h"

static void
test_round_trip (void)
{
  g_autoptr(LimnerEditRecipe) recipe = limner_edit_recipe_new ();
  g_autoptr(LimnerEditRecipe) back = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *json = NULL;
  g_autofree char *again = NULL;

  recipe->source = g_strdup ("blob:aa");
  recipe->mask = g_strdup ("blob:bb");
  recipe->frame = (LimnerRect) { -20, 0, 300, 200 };
  recipe->box = (LimnerRect) { -20, 10, 100, 100 };
  recipe->sent_width = 1024;
  recipe->sent_height = 768;
  recipe->grow = 4;
  recipe->feather = 12;
  recipe->reach = 20;
  recipe->overlap = 16;
  recipe->tone = LIMNER_EDIT_TONE_STRONG;
  recipe->prefill = LIMNER_EDIT_PREFILL_NOISE;
  recipe->align = FALSE;

  json = limner_edit_recipe_to_json (recipe);
  back = limner_edit_recipe_from_json (json, &error);
  g_assert_no_error (error);
  again = limner_edit_recipe_to_json (back);
  g_assert_cmpstr (json, ==, again);
  g_assert_cmpstr (back->mask, ==, "blob:bb");
  g_assert_null (back->answer);
  g_assert_true (limner_rect_equal (&back->box, &recipe->box));
}

static void
test_hostile (void)
{
  const char *bad[] = {
    "", "[]", "{}", "{\"frame\":[0,0,1,1]}", "{\"frame\":[0,0,0,5],\"box\":[0,0,1,1]}",
    "{\"frame\":[0,0,99999999,5],\"box\":[0,0,1,1]}", "{\"frame\":\"x\",\"box\":[0,0,1,1]}",
    "{\"frame\":[{},[],null,1],\"box\":[0,0,1,1]}", "{\"frame\":[-99999,0,5,5],\"box\":[0,0,1,1]}",
  };
  g_autoptr(LimnerEditRecipe) odd = NULL;
  g_autoptr(GError) none = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (limner_edit_recipe_from_json (bad[i], &error));
      g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_BAD_REPLY);
    }

  odd = limner_edit_recipe_from_json ("{\"frame\":[0,0,5,5],\"box\":[0,0,1,1],\"feather\":-7,"
                                      "\"tone\":\"purple\",\"sent_width\":1e30}", &none);
  g_assert_no_error (none);
  g_assert_cmpint (odd->feather, ==, 0);
  g_assert_cmpint (odd->tone, ==, LIMNER_EDIT_TONE_OFF);
  g_assert_cmpint (odd->sent_width, >=, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/edit/recipe/round-trip", test_round_trip);
  g_test_add_func ("/edit/recipe/hostile", test_hostile);

  return g_test_run ();
}
