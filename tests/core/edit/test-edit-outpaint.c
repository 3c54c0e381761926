/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "edit/limner-edit-outpaint.h"
#include "edit/limner-edit-recipe.h"

/* Schemas of our own, in the manners in which models ask how far to extend. */
#define INPUT(members) \
  "{\"components\":{\"schemas\":{\"Input\":{\"type\":\"object\",\"required\":[\"image\"]," \
  "\"properties\":{\"image\":{\"type\":\"string\",\"format\":\"uri\"}," members "}}," \
  "\"Output\":{\"type\":\"string\",\"format\":\"uri\"}}}}"
#define NUMBER(name, type, bounds, words) \
  "\"" name "\":{\"type\":\"" type "\",\"default\":0," bounds "\"description\":\"" words "\"}"

static const char *const pixels =
  INPUT (NUMBER ("left", "integer", "\"minimum\":0,\"maximum\":2000,", "Pixels to outpaint") ","
         NUMBER ("right", "integer", "\"minimum\":0,\"maximum\":2000,", "Pixels to outpaint") ","
         NUMBER ("up", "integer", "\"minimum\":0,\"maximum\":2000,", "Pixels to outpaint") ","
         NUMBER ("down", "integer", "\"minimum\":0,\"maximum\":2000,", "Pixels to outpaint"));
static const char *const small_pixels =
  INPUT (NUMBER ("outpaint_left", "integer", "\"minimum\":0,\"maximum\":100,", "How far") ","
         NUMBER ("outpaint_right", "integer", "\"minimum\":0,\"maximum\":100,", "How far"));
static const char *const percents =
  INPUT (NUMBER ("expandLeft", "integer", "\"minimum\":0,\"maximum\":100,", "In percent") ","
         NUMBER ("expandRight", "integer", "\"minimum\":0,\"maximum\":100,", "In percent") ","
         NUMBER ("expandTop", "integer", "\"minimum\":0,\"maximum\":100,", "In percent") ","
         NUMBER ("expandBottom", "integer", "\"minimum\":0,\"maximum\":100,", "In percent"));
static const char *const shares =
  INPUT (NUMBER ("left_expansion", "number", "\"maximum\":1,", "How much to extend") ","
         NUMBER ("right_expansion", "number", "\"maximum\":1,", "How much to extend"));
static const char *const ways =
  INPUT ("\"outpaint\":{\"type\":\"string\",\"default\":\"None\","
         "\"description\":\"Outpaint option\","
         "\"enum\":[\"None\",\"Zoom out 1.5x\",\"Zoom out 2x\",\"Make square\",\"Left outpaint\","
         "\"Right outpaint\",\"Top outpaint\",\"Bottom outpaint\"]}");
static const char *const axes =
  INPUT ("\"outpaint_direction\":{\"type\":\"string\",\"default\":\"only width\","
         "\"description\":\"outpaint width or height or both\","
         "\"enum\":[\"both\",\"only width\",\"only height\"]}");
static const char *const list =
  INPUT ("\"outpaint_selections\":{\"type\":\"string\",\"default\":\"\",\"description\":"
         "\"Sides to outpaint: Left, Right, Top and Bottom, separated by commas\"}");
static const char *const amount =
  INPUT ("\"outpaint_direction\":{\"type\":\"string\",\"default\":\"left\",\"description\":"
         "\"Direction\",\"enum\":[\"left\",\"right\",\"up\",\"down\"]},"
         NUMBER ("outpaint_size", "integer", "\"minimum\":0,\"maximum\":512,", "In pixels"));

static const LimnerEditLimits any = { 0, 1, 8192, 0.0 };

static LimnerSchema *
make_schema (const char *json)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static (json, strlen (json));
  g_autoptr(GError) error = NULL;
  LimnerSchema *schema = limner_schema_new_from_bytes (bytes, &error);

  g_assert_no_error (error);
  return schema;
}

typedef struct
{
  const char             *name;
  const char *const      *schema;
  LimnerRect              drawn;       /* round a picture of 400 × 300 */
  LimnerRect              made;
  const char             *values;      /* what is sent, as JSON without the picture */
} Case;

static const Case cases[] = {
  { "pixels", &pixels, { -100, 0, 700, 300 }, { -100, 0, 700, 300 },
    "{\"left\":100,\"right\":200,\"up\":0,\"down\":0}" },
  { "pixels-all", &pixels, { -10, -20, 440, 360 }, { -10, -20, 440, 360 },
    "{\"left\":10,\"right\":30,\"up\":20,\"down\":40}" },
  { "bounded", &small_pixels, { -200, 0, 600, 300 }, { -200, 0, 600, 300 },
    "{\"outpaint_left\":100,\"outpaint_right\":0}" },
  { "missing-side", &small_pixels, { -50, -50, 450, 350 }, { -50, 0, 450, 300 },
    "{\"outpaint_left\":50,\"outpaint_right\":0}" },
  { "percent", &percents, { -100, -30, 500, 330 }, { -100, -30, 500, 330 },
    "{\"expandLeft\":25,\"expandRight\":0,\"expandTop\":10,\"expandBottom\":0}" },
  { "percent-rounds", &percents, { -101, 0, 501, 300 }, { -100, 0, 500, 300 },
    "{\"expandLeft\":25,\"expandRight\":0,\"expandTop\":0,\"expandBottom\":0}" },
  { "share", &shares, { -100, 0, 700, 300 }, { -100, 0, 700, 300 },
    "{\"left_expansion\":0.25,\"right_expansion\":0.5}" },
  { "zoom", &ways, { -90, -70, 580, 440 }, { -100, -75, 600, 450 },
    "{\"outpaint\":\"Zoom out 1.5x\"}" },
  { "zoom-twice", &ways, { -200, -140, 800, 600 }, { -200, -150, 800, 600 },
    "{\"outpaint\":\"Zoom out 2x\"}" },
  { "square", &ways, { 0, -45, 400, 390 }, { 0, -50, 400, 400 },
    "{\"outpaint\":\"Make square\"}" },
  { "one-side", &ways, { 0, 0, 520, 300 }, { 0, 0, 520, 300 },
    "{\"outpaint\":\"Right outpaint\"}" },
  { "axis", &axes, { 0, -60, 400, 420 }, { 0, -60, 400, 420 },
    "{\"outpaint_direction\":\"only height\"}" },
  { "list", &list, { -80, 0, 560, 300 }, { -80, 0, 560, 300 },
    "{\"outpaint_selections\":\"Left,Right\"}" },
  { "amount", &amount, { 0, 0, 400, 428 }, { 0, 0, 400, 428 },
    "{\"outpaint_direction\":\"down\",\"outpaint_size\":128}" },
};

static LimnerEditRecipe *
make_recipe (const LimnerRect *frame)
{
  LimnerEditRecipe *recipe = limner_edit_recipe_new ();

  recipe->frame = *frame;
  recipe->source_width = 400;
  recipe->source_height = 300;
  return recipe;
}

static void
assert_sent (LimnerValues *values,
             const char   *expected)
{
  g_autoptr(JsonNode) sent = json_from_string (expected, NULL);
  g_autoptr(JsonObject) input = limner_values_to_input (values);
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, json_node_get_object (sent));
  while (json_object_iter_next (&iter, &name, &node))
    {
      g_autofree char *text = limner_values_get_text (values, name);
      g_autofree char *reason = limner_values_check (values, name);

      g_assert_null (reason);
      if (json_node_get_value_type (node) == G_TYPE_STRING)
        g_assert_cmpstr (text, ==, json_node_get_string (node));
      else
        g_assert_cmpfloat_with_epsilon (g_ascii_strtod (text, NULL), json_node_get_double (node),
                                        1e-9);
    }
}

static void
test_case (gconstpointer data)
{
  const Case *test = data;
  g_autoptr(LimnerSchema) schema = make_schema (*test->schema);
  g_autoptr(LimnerValues) values = limner_values_new (schema);
  g_autoptr(LimnerEditRecipe) recipe = make_recipe (&test->drawn);
  g_auto(LimnerEditOutpaint) outpaint = { 0 };
  LimnerOutpaint inputs;

  g_assert_true (limner_schema_get_tasks (schema) & LIMNER_TASK_EXTEND);
  g_assert_true (limner_outpaint_find (schema, &inputs));
  g_assert_true (limner_edit_outpaint_plan (&inputs, &any, recipe, &outpaint));
  if (!limner_rect_equal (&recipe->frame, &test->made))
    g_error ("%s: made %d, %d, %d × %d", test->name, recipe->frame.x, recipe->frame.y,
             recipe->frame.width, recipe->frame.height);
  g_assert_true (limner_rect_equal (&recipe->box, &recipe->frame));

  limner_edit_outpaint_fill (&outpaint, &inputs, values);
  assert_sent (values, test->values);
}

/* What the model makes of the picture that is sent has the size in which its answer is expected. */
static void
test_bounds_make_smaller (void)
{
  g_autoptr(LimnerSchema) schema = make_schema (small_pixels);
  g_autoptr(LimnerEditRecipe) recipe = make_recipe (&(LimnerRect) { -200, 0, 600, 300 });
  g_auto(LimnerEditOutpaint) outpaint = { 0 };
  g_autoptr(LimnerPicture) source = limner_picture_new (400, 300);
  g_autoptr(LimnerPicture) sent = NULL;
  LimnerOutpaint inputs;

  g_assert_true (limner_outpaint_find (schema, &inputs));
  g_assert_true (limner_edit_outpaint_plan (&inputs, &any, recipe, &outpaint));
  sent = limner_edit_outpaint_prepare (&outpaint, source);
  g_assert_cmpint (limner_picture_get_width (sent), ==, 200);
  g_assert_cmpint (limner_picture_get_height (sent), ==, 150);
  g_assert_cmpint (recipe->sent_width, ==, 300);
  g_assert_cmpint (recipe->sent_height, ==, 150);
}

static void
test_nothing_to_do (void)
{
  g_autoptr(LimnerSchema) schema = make_schema (small_pixels);
  g_autoptr(LimnerSchema) crops = make_schema (
    INPUT (NUMBER ("crop_left", "integer", "", "Pixels to crop on the left") ","
           NUMBER ("left", "integer", "", "Left edge of the box") ","
           NUMBER ("top", "integer", "", "Top edge of the box")));
  g_autoptr(LimnerEditRecipe) recipe = make_recipe (&(LimnerRect) { 0, -80, 400, 380 });
  g_auto(LimnerEditOutpaint) outpaint = { 0 };
  LimnerOutpaint inputs;

  g_assert_true (limner_outpaint_find (schema, &inputs));
  g_assert_false (limner_edit_outpaint_plan (&inputs, &any, recipe, &outpaint));
  g_assert_false (limner_outpaint_find (crops, &inputs));
  g_assert_cmpint (limner_schema_get_tasks (crops) & LIMNER_TASK_EXTEND, ==, 0);
}

/* With a mask the frame is exact, and an own way would make the model look past the mask. */
static void
test_left_to_mask (void)
{
  g_autoptr(LimnerSchema) schema = make_schema (ways);
  g_autoptr(LimnerValues) values = limner_values_new (schema);
  LimnerOutpaint inputs;

  limner_values_set_text (values, "outpaint", "Make square");
  g_assert_true (limner_outpaint_find (schema, &inputs));
  limner_edit_outpaint_fill (NULL, &inputs, values);
  g_assert_false (limner_values_is_set (values, "outpaint"));
}

static void
test_follows_answer (void)
{
  static const struct
  {
    LimnerRect guess;
    int        width;
    int        height;
    LimnerRect settled;
  } answers[] = {
    { { 0, 0, 500, 300 }, 1200, 600, { 0, 0, 600, 300 } },
    { { -100, 0, 500, 300 }, 600, 300, { -200, 0, 600, 300 } },
    { { -40, 0, 480, 300 }, 2048, 1024, { -100, 0, 600, 300 } },
    { { 0, -100, 400, 400 }, 400, 600, { 0, -300, 400, 600 } },
    { { -100, -100, 600, 500 }, 999, 333, { -100, -100, 600, 500 } },
    { { 0, 0, 500, 300 }, 300, 300, { 0, 0, 400, 300 } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr(LimnerEditRecipe) recipe = make_recipe (&answers[i].guess);
      g_autoptr(LimnerEditRecipe) read = NULL;
      g_autofree char *json = NULL;

      recipe->follows = TRUE;
      recipe->box = recipe->frame;
      json = limner_edit_recipe_to_json (recipe);
      read = limner_edit_recipe_from_json (json, NULL);
      g_assert_true (read->follows);
      limner_edit_recipe_follow (read, answers[i].width, answers[i].height);
      g_assert_true (limner_rect_equal (&read->frame, &answers[i].settled));
      g_assert_true (limner_rect_equal (&read->box, &answers[i].settled));

      /* Once settled, it stays, whatever comes. */
      limner_edit_recipe_follow (read, 1, 1000);
      g_assert_true (limner_rect_equal (&read->frame, &answers[i].settled));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/edit/outpaint/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/edit/outpaint/bounds-make-smaller", test_bounds_make_smaller);
  g_test_add_func ("/edit/outpaint/nothing-to-do", test_nothing_to_do);
  g_test_add_func ("/edit/outpaint/left-to-mask", test_left_to_mask);
  g_test_add_func ("/edit/outpaint/follows-answer", test_follows_answer);

  return g_test_run ();
}
