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
    { "The white area is painted anew, the black area stays unchanged",
      LIMNER_MASK_WHITE_REPAINTS },
    { "White pixels are edited while black pixels are kept", LIMNER_MASK_WHITE_REPAINTS },
    { "Areas to keep are white", LIMNER_MASK_BLACK_REPAINTS },
    { "White stands for the part to be removed", LIMNER_MASK_WHITE_REPAINTS },
    { "The region to be replaced should be painted white", LIMNER_MASK_WHITE_REPAINTS },
    { "Black pixels will be filled in", LIMNER_MASK_BLACK_REPAINTS },
    { "Paint black where you want changes", LIMNER_MASK_BLACK_REPAINTS },
    { "The white region stays the same", LIMNER_MASK_BLACK_REPAINTS },
    { "Protect areas with white", LIMNER_MASK_BLACK_REPAINTS },
    { "Everything black stays as it is", LIMNER_MASK_WHITE_REPAINTS },
    { "Mask for inpainting (white: inpaint, black: keep)", LIMNER_MASK_WHITE_REPAINTS },
    { "white -> regenerate; black -> preserve", LIMNER_MASK_WHITE_REPAINTS },
    { "In white the parts which should not be changed", LIMNER_MASK_BLACK_REPAINTS },
    { "White for the background to keep, black for the object to remove",
      LIMNER_MASK_BLACK_REPAINTS },
    { "Non-black areas are painted anew", LIMNER_MASK_WHITE_REPAINTS },
    { "Only non-white areas are changed", LIMNER_MASK_BLACK_REPAINTS },
    { "WHITE = REPAINT", LIMNER_MASK_WHITE_REPAINTS },
    { "The model fills what is black.", LIMNER_MASK_BLACK_REPAINTS },
    { "Mask of the part to edit. Make sure that it is white on black.",
      LIMNER_MASK_WHITE_REPAINTS },
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
describe_role (LimnerField *field)
{
  LimnerRole role = limner_field_get_role (field);

  if (role == LIMNER_ROLE_MASK)
    return g_strconcat ("mask:",
                        limner_mask_polarity_get_name (limner_field_get_polarity (field)), NULL);
  return role != LIMNER_ROLE_NONE ? g_strdup (limner_role_get_name (role)) : NULL;
}

static char *
describe_roles (LimnerSchema *schema)
{
  g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < limner_schema_get_n_fields (schema); i++)
    {
      LimnerField *field = limner_schema_get_field (schema, i);
      g_autofree char *role = describe_role (field);

      if (role != NULL)
        g_ptr_array_add (parts, g_strdup_printf ("%s=%s", limner_field_get_name (field), role));
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

static JsonObject *
make_choice (const char *list)
{
  g_auto(GStrv) words = g_strsplit (list, ",", -1);
  JsonObject *schema = json_object_new ();
  JsonArray *choices = json_array_new ();

  for (guint i = 0; words[i] != NULL; i++)
    json_array_add_string_element (choices, words[i]);
  json_object_set_array_member (schema, "enum", choices);
  json_object_set_string_member (schema, "type", "string");
  return schema;
}

/* A property of an invented model: its name, the letter of its type, and its description. */
static void
add_property (JsonObject *properties,
              char      **columns,
              guint       order)
{
  static const struct
  {
    char        letter;
    const char *schema;
  } types[] = {
    { 's', "{\"type\":\"string\"}" },
    { 'i', "{\"type\":\"integer\"}" },
    { 'n', "{\"type\":\"number\"}" },
    { 'b', "{\"type\":\"boolean\"}" },
    { 'c', "{\"type\":\"string\",\"enum\":[\"1:1 jpg\",\"2:1 png\"]}" },
    { 'f', "{\"type\":\"string\",\"format\":\"uri\"}" },
    { 'p', "{\"type\":\"string\",\"format\":\"password\"}" },
    { 'o', "{\"type\":\"object\"}" },
    { 'F', "{\"type\":\"array\",\"items\":{\"type\":\"string\",\"format\":\"uri\"}}" },
    { 'S', "{\"type\":\"array\",\"items\":{\"type\":\"string\"}}" },
  };
  JsonObject *schema = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (types) && schema == NULL; i++)
    {
      if (types[i].letter == columns[1][0])
        schema = limner_json_parse_object (types[i].schema, strlen (types[i].schema), 1024, NULL);
    }

  if (g_str_has_prefix (columns[1], "k:"))
    schema = make_choice (columns[1] + 2);
  g_assert_nonnull (schema);
  json_object_set_int_member (schema, "x-order", order);
  json_object_set_string_member (schema, "description", columns[3]);
  json_object_set_object_member (properties, columns[0], schema);
}

static LimnerSchema *
wrap_properties (JsonObject *properties)
{
  g_autoptr(JsonObject) document = json_object_new ();
  JsonObject *components = json_object_new ();
  JsonObject *schemas = json_object_new ();
  JsonObject *input = json_object_new ();

  json_object_set_object_member (document, "components", components);
  json_object_set_object_member (components, "schemas", schemas);
  json_object_set_object_member (schemas, "Input", input);
  json_object_set_object_member (input, "properties", json_object_ref (properties));
  return limner_schema_new (document);
}

static guint
compare_invented_model (const char *text)
{
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr(JsonObject) properties = json_object_new ();
  g_autoptr(LimnerSchema) schema = NULL;
  guint n_inputs = 0;

  for (guint i = 1; lines[i] != NULL; i++)
    {
      g_auto(GStrv) columns = g_strsplit (lines[i], "|", 4);

      if (g_strv_length (columns) == 4)
        add_property (properties, columns, n_inputs++);
    }

  schema = wrap_properties (properties);
  for (guint i = 1; lines[i] != NULL; i++)
    {
      g_auto(GStrv) columns = g_strsplit (lines[i], "|", 4);
      LimnerField *field = NULL;
      g_autofree char *found = NULL;

      if (g_strv_length (columns) != 4)
        continue;
      field = limner_schema_find_field (schema, columns[0]);
      found = describe_role (field);
      if (!g_str_equal (columns[2], found != NULL ? found : "-"))
        {
          g_test_fail ();
          g_test_message ("%s: %s is %s, expected %s", lines[0], columns[0], found, columns[2]);
        }
    }

  return n_inputs;
}

/* Inputs of models that do not exist, named and described as people do. */
static void
test_invented_models (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "invented-inputs.txt", NULL);
  g_autofree char *text = NULL;
  g_auto(GStrv) models = NULL;
  g_autoptr(GError) error = NULL;
  guint n_inputs = 0;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  models = g_strsplit (text, "\n= ", -1);
  for (guint i = 1; models[i] != NULL; i++)
    n_inputs += compare_invented_model (models[i]);
  g_assert_cmpuint (n_inputs, >=, 250);
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
  g_test_add_func ("/roles/invented-models", test_invented_models);
  return g_test_run ();
}
