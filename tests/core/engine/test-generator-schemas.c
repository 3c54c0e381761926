/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/limner-generator.h"
#include "schema/limner-schema.h"
#include "schema/limner-values.h"

static LimnerSchema *
load_schema (const LimnerGenerator *generator)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes =
    g_resources_lookup_data (generator->schema_resource, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
  LimnerSchema *schema;

  g_assert_no_error (error);
  schema = limner_schema_new_from_bytes (bytes, &error);
  g_assert_no_error (error);
  return schema;
}

/* Each schema is read whole, and what it says of itself is good input. */
static void
test_defaults (void)
{
  gsize n;
  const LimnerGenerator *generators = limner_generators_get_all (&n);

  g_assert_cmpuint (n, ==, 7);
  for (gsize i = 0; i < n; i++)
    {
      g_autoptr(LimnerSchema) schema = load_schema (&generators[i]);
      g_autoptr(LimnerValues) values = limner_values_new (schema);
      g_autoptr(GError) error = NULL;

      g_assert_cmpuint (limner_schema_get_n_fields (schema), >=, 4);
      g_assert_cmpuint (limner_schema_get_n_omitted (schema), ==, 0);
      for (guint k = 0; k < limner_schema_get_n_fields (schema); k++)
        {
          LimnerField *field = limner_schema_get_field (schema, k);

          g_assert_nonnull (limner_field_get_help (field));
          if (limner_field_is_required (field))
            limner_values_set_text (values, limner_field_get_name (field),
                                    "https://example.com/file");
        }
      limner_values_validate (values, &error);
      g_assert_no_error (error);
    }
}

/* What the window binds to the canvas and to its own controls is understood. */
static void
test_roles (void)
{
  static const struct { const char *name; LimnerRole role; const char *field; } cases[] = {
    { "extend", LIMNER_ROLE_IMAGE, "image" },
    { "fill", LIMNER_ROLE_IMAGE, "image" },
    { "fill", LIMNER_ROLE_MASK, "mask" },
    { "fill", LIMNER_ROLE_SEED, "seed" },
    { "painter", LIMNER_ROLE_PROMPT, "prompt" },
    { "painter", LIMNER_ROLE_NEGATIVE_PROMPT, "negative_prompt" },
    { "painter", LIMNER_ROLE_MASK, "mask" },
    { "painter", LIMNER_ROLE_STRENGTH, "prompt_strength" },
    { "painter", LIMNER_ROLE_COUNT, "num_outputs" },
    { "painter", LIMNER_ROLE_STEPS, "num_inference_steps" },
    { "painter", LIMNER_ROLE_GUIDANCE, "guidance_scale" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(LimnerSchema) schema = load_schema (limner_generators_find (cases[i].name));
      LimnerField *field = limner_schema_find_role (schema, cases[i].role);

      g_test_message ("%s %s", cases[i].name, cases[i].field);
      g_assert_nonnull (field);
      g_assert_cmpstr (limner_field_get_name (field), ==, cases[i].field);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/generator-schemas/defaults", test_defaults);
  g_test_add_func ("/generator-schemas/roles", test_roles);

  return g_test_run ();
}
