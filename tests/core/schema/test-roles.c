/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-file.h"
#include "base/limner-json.h"
#include "schema/limner-schema.h"

static void
test_names (void)
{
  for (guint i = 0; i < LIMNER_N_ROLES; i++)
    g_assert_cmpint (limner_role_from_name (limner_role_get_name ((LimnerRole) i)), ==, (int) i);

  g_assert_cmpint (limner_role_from_name ("nonsense"), ==, LIMNER_ROLE_NONE);
  g_assert_cmpint (limner_role_from_name (NULL), ==, LIMNER_ROLE_NONE);
  g_assert_true (limner_role_is_single (LIMNER_ROLE_PROMPT));
  g_assert_false (limner_role_is_single (LIMNER_ROLE_STYLE_IMAGE));

  for (guint i = 0; i < LIMNER_N_TASKS; i++)
    {
      LimnerTasks task = (LimnerTasks) (1u << i);

      g_assert_cmpint (limner_task_from_name (limner_task_get_name (task)), ==, task);
    }
  g_assert_null (limner_task_get_name (LIMNER_TASK_EDIT | LIMNER_TASK_VARY));
  g_assert_cmpint (limner_task_from_name ("dance"), ==, LIMNER_TASK_NONE);
}

static LimnerSchema *
schema_with_mask (const char *description)
{
  g_autoptr(JsonNode) text = json_node_init_string (json_node_alloc (), description);
  g_autofree char *quoted = limner_json_to_string (text, FALSE);
  g_autofree char *json = g_strdup_printf (
    "{\"components\":{\"schemas\":{\"Input\":{\"properties\":{\"mask\":{\"type\":\"string\","
    "\"format\":\"uri\",\"description\":%s}}}}}}", quoted);
  g_autoptr(GBytes) bytes = g_bytes_new (json, strlen (json));
  g_autoptr(GError) error = NULL;
  LimnerSchema *schema = limner_schema_new_from_bytes (bytes, &error);

  g_assert_no_error (error);
  return schema;
}

static void
test_polarity (void)
{
  static const struct
  {
    const char         *words;
    LimnerMaskPolarity  polarity;
  } cases[] = {
    { "A mask.", LIMNER_MASK_WHITE_REPAINTS },
    { "Black parts stay, white parts get painted", LIMNER_MASK_WHITE_REPAINTS },
    { "White is kept and black is changed", LIMNER_MASK_BLACK_REPAINTS },
    { "Black: these pixels are filled", LIMNER_MASK_BLACK_REPAINTS },
    { "white pixels = keep", LIMNER_MASK_BLACK_REPAINTS },
    { "A black and white picture. White shows where to inpaint.", LIMNER_MASK_WHITE_REPAINTS },
    { "A black and white picture. Black is not touched.", LIMNER_MASK_WHITE_REPAINTS },
    { "255 means filled", LIMNER_MASK_WHITE_REPAINTS },
    { "Marks what has to be preserved", LIMNER_MASK_PRESERVE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(LimnerSchema) schema = schema_with_mask (cases[i].words);
      LimnerField *mask = limner_schema_find_role (schema, LIMNER_ROLE_MASK);

      g_assert_nonnull (mask);
      if (limner_field_get_polarity (mask) != cases[i].polarity)
        g_error ("“%s” was read as %s", cases[i].words,
                 limner_mask_polarity_get_name (limner_field_get_polarity (mask)));
    }
}

static void
test_overrides (void)
{
  const char *json = "{\"components\":{\"schemas\":{\"Input\":{\"properties\":{"
                     "\"prompt\":{\"type\":\"string\",\"x-order\":0},"
                     "\"words\":{\"type\":\"string\",\"x-order\":1},"
                     "\"mask\":{\"type\":\"string\",\"format\":\"uri\",\"x-order\":2}}}}}}";
  g_autoptr(GBytes) bytes = g_bytes_new_static (json, strlen (json));
  g_autoptr(LimnerSchema) schema = limner_schema_new_from_bytes (bytes, NULL);
  g_autoptr(LimnerSchema) other = NULL;
  g_autoptr(JsonObject) roles = json_object_new ();
  LimnerField *field;

  json_object_set_string_member (roles, "words", "prompt");
  json_object_set_string_member (roles, "mask", "mask:black-repaints");
  json_object_set_string_member (roles, "absent", "seed");
  other = limner_schema_override_roles (schema, roles);

  field = limner_schema_find_role (other, LIMNER_ROLE_PROMPT);
  g_assert_cmpstr (limner_field_get_name (field), ==, "words");
  g_assert_cmpint (limner_field_get_kind (field), ==, LIMNER_FIELD_TEXT);
  g_assert_cmpint (limner_field_get_group (field), ==, LIMNER_FIELD_GROUP_PROMPT);
  field = limner_schema_find_role (other, LIMNER_ROLE_MASK);
  g_assert_cmpint (limner_field_get_polarity (field), ==, LIMNER_MASK_BLACK_REPAINTS);
  g_assert_null (limner_schema_find_role (other, LIMNER_ROLE_SEED));
  g_assert_true (limner_schema_get_role_overrides (other) == roles);

  /* The schema it was made from is as it was. */
  field = limner_schema_find_role (schema, LIMNER_ROLE_PROMPT);
  g_assert_cmpstr (limner_field_get_name (field), ==, "prompt");
}

static char *
describe_roles (LimnerSchema *schema)
{
  g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < limner_schema_get_n_fields (schema); i++)
    {
      LimnerField *field = limner_schema_get_field (schema, i);
      LimnerRole role = limner_field_get_role (field);
      const char *polarity = limner_mask_polarity_get_name (limner_field_get_polarity (field));

      if (role == LIMNER_ROLE_MASK)
        g_ptr_array_add (parts, g_strdup_printf ("%s=mask:%s", limner_field_get_name (field),
                                                 polarity));
      else if (role != LIMNER_ROLE_NONE)
        g_ptr_array_add (parts, g_strdup_printf ("%s=%s", limner_field_get_name (field),
                                                 limner_role_get_name (role)));
    }
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" ", (char **) parts->pdata);
}

/* What was written down by reading the descriptions, against what the table finds. */
static void
test_real_models (void)
{
  const char *corpus = g_getenv ("LIMNER_CORPUS");
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "model-roles.tsv", NULL);
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;
  g_autoptr(GError) error = NULL;
  guint n_models = 0;

  if (corpus == NULL || !g_file_test (corpus, G_FILE_TEST_IS_DIR))
    {
      g_test_skip ("there is no corpus of schemas");
      return;
    }

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto(GStrv) columns = g_strsplit (lines[i], "\t", 2);
      g_autofree char *name = g_strconcat (columns[0] != NULL ? columns[0] : "", ".json", NULL);
      g_autofree char *file = g_build_filename (corpus, "schemas", name, NULL);
      g_autoptr(GBytes) bytes = NULL;
      g_autoptr(LimnerSchema) schema = NULL;
      g_autofree char *found = NULL;

      if (lines[i][0] == '#' || lines[i][0] == '\0')
        continue;
      bytes = limner_file_read (file, LIMNER_SCHEMA_MAX_BYTES, &error);
      g_assert_no_error (error);
      schema = limner_schema_new_from_bytes (bytes, &error);
      g_assert_no_error (error);
      found = describe_roles (schema);
      if (g_strcmp0 (columns[1], found) != 0)
        {
          g_test_fail ();
          g_test_message ("%s:\n expected %s\n found    %s", columns[0], columns[1], found);
        }
      n_models++;
    }
  g_assert_cmpuint (n_models, >=, 60);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/roles/names", test_names);
  g_test_add_func ("/roles/polarity", test_polarity);
  g_test_add_func ("/roles/overrides", test_overrides);
  g_test_add_func ("/roles/real-models", test_real_models);
  return g_test_run ();
}
