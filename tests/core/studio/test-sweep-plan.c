/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-error.h"
#include "studio/limner-sweep-plan.h"

#include "limner-test.h"

/* A model with every kind of input that can be varied, and another that calls them otherwise. */
#define FIRST \
  "\"prompt\":{\"type\":\"string\",\"title\":\"Prompt\",\"x-order\":0," \
  "\"default\":\"a harbour\"}," \
  "\"seed\":{\"type\":\"integer\",\"title\":\"Seed\"}," \
  "\"guidance_scale\":{\"type\":\"number\",\"minimum\":1,\"maximum\":20,\"title\":\"Guidance\"}," \
  "\"num_inference_steps\":{\"type\":\"integer\",\"minimum\":1,\"maximum\":50,\"default\":20}," \
  "\"tiled\":{\"type\":\"boolean\",\"default\":false}," \
  "\"scheduler\":{\"type\":\"string\",\"enum\":[\"DDIM\",\"PNDM\",\"K_EULER\"]," \
  "\"default\":\"DDIM\",\"title\":\"Scheduler\"}"
#define SECOND \
  "\"text_prompt\":{\"type\":\"string\",\"description\":\"Prompt\",\"x-order\":0}," \
  "\"random_seed\":{\"type\":\"integer\",\"description\":\"Random seed\"}," \
  "\"cfg_scale\":{\"type\":\"number\",\"minimum\":1,\"maximum\":10," \
  "\"description\":\"Guidance scale\"}"

static LimnerSchema *
make_schema (const char *properties)
{
  g_autofree char *text = g_strdup_printf (
    "{\"components\":{\"schemas\":{\"Input\":{\"type\":\"object\",\"properties\":{%s}},"
    "\"Output\":{\"type\":\"string\",\"format\":\"uri\"}}}}", properties);
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr(GError) error = NULL;
  LimnerSchema *schema = limner_schema_new_from_bytes (bytes, &error);

  g_assert_no_error (error);
  return schema;
}

static char *
join_labels (const LimnerSweepAxis *axis)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < axis->values->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "/" : "", limner_sweep_axis_get (axis, i)->label);
  return g_string_free (text, FALSE);
}

static void
test_typed (void)
{
  static const struct
  {
    const char *field;
    const char *typed;
    const char *labels;   /* NULL where it is refused */
  } cases[] = {
    { "seed", "1, 2; 5\n8", "1/2/5/8" },
    { "seed", "7..10", "7/8/9/10" },
    { "seed", "3..1", "3/2/1" },
    { "seed", "0..100 step 25", "0/25/50/75/100" },
    { "seed", "9223372036854775806..9223372036854775807",
      "9223372036854775806/9223372036854775807" },
    { "seed", "1, 1, 2, 1", "1/2" },
    { "guidance_scale", "1..2 step 0.25", "1/1.25/1.5/1.75/2" },
    { "guidance_scale", "7.5", "7.5" },
    { "num_inference_steps", "10..30 step 10, 50", "10/20/30/50" },
    { "scheduler", "PNDM, K_EULER", "PNDM/K_EULER" },
    { "scheduler", "all", "DDIM/PNDM/K_EULER" },
    { "tiled", "all", "true/false" },
    { "prompt", "a {red|blue} house", "a red house/a blue house" },
    { "prompt", "a fox, sitting | a {hare|owl}", "a fox, sitting/a hare/a owl" },
    { "prompt", "one\ntwo", "one/two" },
    { "prompt", "a harbour | a {calm|wild} harbour", "a harbour/a calm harbour/a wild harbour" },
    { "num_inference_steps", "20, 30", "20/30" },   /* one of them the default */
    { "prompt", "{a|b} {c|d}", "a c/a d/b c/b d" },
    { "prompt", "{a|{b|c}}", "a/b/c" },
    { "prompt", "red \\| blue | a \\{b\\|c\\} {d|e\\|f}", "red | blue/a {b|c} d/a {b|c} e|f" },
    { "prompt", "one\\two | three\\\\", "one\\two/three\\" },
    { "guidance_scale", "0..4", NULL },           /* below the minimum */
    { "guidance_scale", "1..2 step 0", NULL },
    { "guidance_scale", "1..nan", NULL },
    { "guidance_scale", "1..", NULL },
    { "seed", "x", NULL },
    { "seed", "1..100000", NULL },
    { "seed", "-9223372036854775808..9223372036854775807", NULL },
    { "seed", "random 0", NULL },
    { "seed", "random many", NULL },
    { "scheduler", "DDIM, NONE", NULL },
    { "seed", " , ;", NULL },
    { "nothing", "1", NULL },
  };
  g_autoptr(LimnerSchema) schema = make_schema (FIRST);
  g_autoptr(LimnerValues) values = limner_values_new (schema);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(LimnerSweepAxis) axis = limner_sweep_axis_parse (values, cases[i].field,
                                                                 cases[i].typed, &error);
      g_autofree char *labels = axis != NULL ? join_labels (axis) : NULL;

      g_test_message ("%s: %s", cases[i].field, cases[i].typed);
      g_assert_cmpstr (labels, ==, cases[i].labels);
      g_assert_true ((axis == NULL) == (error != NULL));
    }
  g_assert_false (limner_values_is_set (values, "seed"));
}

/* Whatever somebody else wrote is one value. */
static void
test_quote (void)
{
  static const char * const texts[] = {
    "a fox", "red | blue", "{a|b} in {braces}", "back\\slash \\| \\\\", "}{|", "ein „Fuchs“",
  };
  g_autoptr(LimnerSchema) schema = make_schema (FIRST);
  g_autoptr(LimnerValues) values = limner_values_new (schema);
  g_autofree char *lines = limner_sweep_axis_quote ("two\nlines");
  g_autoptr(GString) typed = g_string_new (NULL);
  g_autoptr(LimnerSweepAxis) axis = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *quoted = limner_sweep_axis_quote (texts[i]);

      g_string_append_printf (typed, "%s%s", i > 0 ? " | " : "", quoted);
    }
  axis = limner_sweep_axis_parse (values, "prompt", typed->str, NULL);
  g_assert_nonnull (axis);
  g_assert_cmpuint (axis->values->len, ==, G_N_ELEMENTS (texts));
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_cmpstr (json_node_get_string (limner_sweep_axis_get (axis, i)->node), ==, texts[i]);
  g_assert_cmpstr (lines, ==, "two lines");
}

static void
test_random_seeds (void)
{
  g_autoptr(LimnerSchema) schema = make_schema (FIRST);
  g_autoptr(LimnerValues) values = limner_values_new (schema);
  g_autoptr(LimnerSweepAxis) axis = limner_sweep_axis_parse (values, "seed", "random 4", NULL);

  g_assert_cmpuint (axis->values->len, ==, 4);
  for (guint i = 0; i < 4; i++)
    g_assert_cmpint (json_node_get_int (limner_sweep_axis_get (axis, i)->node), >=, 0);
}

static LimnerSweepPlan *
make_plan (LimnerSchema *schema,
           gboolean      with_models)
{
  LimnerSpecRequest *base = limner_spec_request_new ();
  GPtrArray *axes = g_ptr_array_new_with_free_func ((GDestroyNotify) limner_sweep_axis_free);

  base->server = g_strdup ("replicate");
  base->model = g_strdup ("owner/first");
  base->version = g_strdup ("v1");
  base->values = limner_values_new (schema);
  limner_values_set_text (base->values, "prompt", "a {calm|wild} sea");
  g_ptr_array_add (axes, limner_sweep_axis_parse (base->values, "scheduler", "all", NULL));
  g_ptr_array_add (axes, limner_sweep_axis_parse (base->values, "guidance_scale", "2, 4", NULL));
  if (with_models)
    {
      LimnerSweepAxis *models = limner_sweep_axis_new (LIMNER_SWEEP_MODEL, "Model");

      limner_sweep_axis_add_text (models, "first", "replicate owner/first:v1");
      limner_sweep_axis_add_text (models, "second", "other owner/second");
      g_ptr_array_add (axes, models);
    }
  return limner_sweep_plan_new (base, axes);
}

/* Every combination comes once, and only what is on the axes differs. */
static void
test_cells (void)
{
  g_autoptr(LimnerSchema) schema = make_schema (FIRST);
  g_autoptr(LimnerSweepPlan) plan = make_plan (schema, FALSE);
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *seed = NULL;
  g_autofree char *prompt = NULL;

  g_assert_cmpuint (plan->n_cells, ==, 6);
  for (guint i = 0; i < plan->n_cells; i++)
    {
      g_autoptr(LimnerValues) values = limner_sweep_plan_make_values (plan, i, schema, schema);
      g_autofree char *its_seed = limner_values_get_role_text (values, LIMNER_ROLE_SEED);
      g_autofree char *its_prompt = limner_values_get_role_text (values, LIMNER_ROLE_PROMPT);
      char *label = limner_sweep_plan_dup_label (plan, i);

      g_assert_true (g_hash_table_add (seen, label));
      g_assert_nonnull (its_seed);
      g_assert_null (strchr (its_prompt, '{'));
      if (i == 0)
        {
          seed = g_strdup (its_seed);
          prompt = g_strdup (its_prompt);
        }
      g_assert_cmpstr (its_seed, ==, seed);
      g_assert_cmpstr (its_prompt, ==, prompt);
    }
  g_assert_true (g_hash_table_contains (seen, "Scheduler PNDM · Guidance 4"));
}

/* Another model's inputs are found by what they mean. */
static void
test_models (void)
{
  g_autoptr(LimnerSchema) first = make_schema (FIRST);
  g_autoptr(LimnerSchema) second = make_schema (SECOND);
  g_autoptr(LimnerSweepPlan) plan = make_plan (first, TRUE);
  guint n_second = 0;

  g_assert_cmpuint (plan->n_cells, ==, 12);
  for (guint i = 0; i < plan->n_cells; i++)
    {
      g_autoptr(LimnerValues) values = NULL;
      g_autofree char *server = NULL;
      g_autofree char *reference = NULL;
      g_autofree char *guidance = NULL;
      g_autofree char *prompt = NULL;

      limner_sweep_plan_dup_model (plan, i, &server, &reference);
      if (g_str_equal (reference, "owner/first:v1"))
        continue;
      n_second++;
      g_assert_cmpstr (reference, ==, "owner/second");
      g_assert_cmpstr (server, ==, "other");
      values = limner_sweep_plan_make_values (plan, i, first, second);
      guidance = limner_values_get_text (values, "cfg_scale");
      prompt = limner_values_get_text (values, "text_prompt");
      g_assert_cmpstr (guidance, ==, limner_sweep_plan_get_place (plan, i, 1) == 0 ? "2" : "4");
      g_assert_nonnull (strstr (prompt, "sea"));
      g_assert_true (limner_values_is_set (values, "random_seed"));
    }
  g_assert_cmpuint (n_second, ==, 6);
}

static void
test_kept (void)
{
  g_autoptr(LimnerSchema) schema = make_schema (FIRST);
  g_autoptr(LimnerSweepPlan) plan = make_plan (schema, TRUE);
  g_autoptr(LimnerSweepPlan) read = NULL;
  g_autofree char *text = NULL;
  g_autofree char *again = NULL;

  plan->attempts[3] = 2;
  plan->dropped[5] = TRUE;
  plan->paused = TRUE;
  plan->mask = g_strdup ("blob:00");
  plan->folder = g_strdup ("/somewhere");
  plan->base->task = LIMNER_TASK_EDIT;
  plan->base->frame = (LimnerRect) { -5, 0, 640, 480 };
  text = limner_sweep_plan_to_text (plan);
  read = limner_sweep_plan_from_text (text);
  g_assert_nonnull (read);
  g_assert_cmpuint (read->n_cells, ==, 12);
  g_assert_cmpuint (read->attempts[3], ==, 2);
  g_assert_true (read->dropped[5]);
  g_assert_true (read->paused);
  g_assert_cmpint (read->base->frame.x, ==, -5);
  g_assert_cmpint (read->base->task, ==, LIMNER_TASK_EDIT);
  again = limner_sweep_plan_to_text (read);
  g_assert_cmpstr (again, ==, text);
}

/* The library is outside input. */
static void
test_damaged (void)
{
  g_autoptr(LimnerSchema) schema = make_schema (FIRST);
  g_autoptr(LimnerSweepPlan) plan = make_plan (schema, FALSE);
  g_autofree char *text = limner_sweep_plan_to_text (plan);
  static const char * const bad[] = {
    "", "[]", "{}", "{\"base\":{}}", "{\"base\":{\"values\":{}},\"axes\":[]}",
    "{\"base\":{\"values\":{},\"server\":1,\"model\":[]},\"axes\":[1,{\"values\":7}]}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_null (limner_sweep_plan_from_text (bad[i]));
  for (gsize i = 0; i < strlen (text); i += 7)
    {
      g_autofree char *cut = g_strndup (text, i);

      g_assert_null (limner_sweep_plan_from_text (cut));
    }
  for (gsize i = 0; i < strlen (text); i++)
    {
      g_autofree char *changed = g_strdup (text);
      LimnerSweepPlan *read;

      changed[i] = changed[i] == '[' ? '{' : '0';
      read = limner_sweep_plan_from_text (changed);
      g_clear_pointer (&read, limner_sweep_plan_free);
    }
}

static void
test_job_ids (void)
{
  g_autoptr(LimnerSchema) schema = make_schema (FIRST);
  g_autoptr(LimnerSweepPlan) plan = make_plan (schema, FALSE);
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint cell = 0; cell < plan->n_cells; cell++)
    for (guint attempt = 1; attempt < 4; attempt++)
      {
        char *id = limner_sweep_plan_dup_job_id (plan, "sweep", cell, attempt);
        g_autofree char *same = limner_sweep_plan_dup_job_id (plan, "sweep", cell, attempt);
        g_autofree char *other = limner_sweep_plan_dup_job_id (plan, "other", cell, attempt);

        g_assert_true (g_uuid_string_is_valid (id));
        g_assert_cmpstr (id, ==, same);
        g_assert_cmpstr (id, !=, other);
        g_assert_true (g_hash_table_add (seen, id));
      }
}

static void
test_bounds (void)
{
  g_autoptr(LimnerSchema) schema = make_schema (FIRST);
  g_autoptr(LimnerValues) values = limner_values_new (schema);
  g_autoptr(GPtrArray) axes =
    g_ptr_array_new_with_free_func ((GDestroyNotify) limner_sweep_axis_free);
  g_autoptr(GError) error = NULL;
  guint n;

  g_assert_false (limner_sweep_plan_check_axes (axes, &n, NULL));
  g_ptr_array_add (axes, limner_sweep_axis_parse (values, "seed", "1..500", NULL));
  g_assert_true (limner_sweep_plan_check_axes (axes, &n, NULL));
  g_assert_cmpuint (n, ==, 500);
  g_ptr_array_add (axes, limner_sweep_axis_parse (values, "num_inference_steps", "1..5", NULL));
  g_assert_false (limner_sweep_plan_check_axes (axes, &n, &error));
  g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_TOO_LARGE);
  g_clear_error (&error);
  g_ptr_array_set_size (axes, 1);
  g_ptr_array_add (axes, limner_sweep_axis_parse (values, "seed", "1, 2", NULL));
  g_assert_false (limner_sweep_plan_check_axes (axes, &n, &error));
  g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_INVALID_INPUT);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/sweep/typed", test_typed);
  g_test_add_func ("/sweep/quote", test_quote);
  g_test_add_func ("/sweep/random-seeds", test_random_seeds);
  g_test_add_func ("/sweep/cells", test_cells);
  g_test_add_func ("/sweep/models", test_models);
  g_test_add_func ("/sweep/kept", test_kept);
  g_test_add_func ("/sweep/damaged", test_damaged);
  g_test_add_func ("/sweep/job-ids", test_job_ids);
  g_test_add_func ("/sweep/bounds", test_bounds);

  return g_test_run ();
}
