/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-file.h"
#include "base/limner-json.h"
#include "schema/limner-schema-change.h"
#include "schema/limner-values.h"

/* Real models, read from outside of the project; each case runs over all of them. */

typedef struct
{
  char         *name;
  LimnerSchema *schema;
  JsonObject   *example_input;   /* or NULL */
  JsonNode     *example_output;  /* or NULL */
} Model;

static GPtrArray *models = NULL;

static void
model_free (gpointer data)
{
  Model *model = data;

  g_clear_pointer (&model->name, g_free);
  g_clear_object (&model->schema);
  g_clear_pointer (&model->example_input, json_object_unref);
  g_clear_pointer (&model->example_output, json_node_unref);
  g_free (model);
}

static void
load_model (const char *folder,
            const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = limner_file_read (path, LIMNER_SCHEMA_MAX_BYTES, &error);
  g_autoptr(JsonObject) root = NULL;
  JsonObject *example;
  JsonObject *document;
  Model *model = g_new0 (Model, 1);
  gconstpointer data;
  gsize length;

  g_assert_no_error (error);
  model->name = g_strdup (name);

  data = g_bytes_get_data (bytes, &length);
  root = limner_json_parse_object (data, length, LIMNER_SCHEMA_MAX_BYTES, &error);
  g_assert_no_error (error);
  document = limner_json_get_object (limner_json_get_object (root, "latest_version"),
                                     "openapi_schema");
  if (document == NULL)
    document = limner_json_get_object (root, "openapi_schema");
  model->schema = limner_schema_new (document != NULL ? document : root);

  example = limner_json_get_object (root, "default_example");
  if (example != NULL && limner_json_get_object (example, "input") != NULL)
    model->example_input = json_object_ref (limner_json_get_object (example, "input"));
  if (example != NULL && json_object_has_member (example, "output"))
    model->example_output = json_node_copy (json_object_get_member (example, "output"));
  g_ptr_array_add (models, model);
}

static void
load_models (const char *corpus,
             const char *subfolder)
{
  g_autofree char *folder = g_build_filename (corpus, "schemas", subfolder, NULL);
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      if (g_str_has_suffix (name, ".json"))
        load_model (folder, name);
    }
}

static gboolean
skip_without_corpus (void)
{
  if (models->len > 0)
    return FALSE;
  g_test_skip ("there is no corpus of schemas");
  return TRUE;
}

static void
test_parses (void)
{
  guint n_fields = 0;

  if (skip_without_corpus ())
    return;

  for (guint i = 0; i < models->len; i++)
    {
      Model *model = g_ptr_array_index (models, i);
      guint taken[LIMNER_N_ROLES] = { 0 };

      for (guint j = 0; j < limner_schema_get_n_fields (model->schema); j++)
        {
          LimnerField *field = limner_schema_get_field (model->schema, j);
          LimnerRole role = limner_field_get_role (field);

          n_fields++;
          g_assert_cmpint (limner_field_get_order (field), ==, (int) j);
          g_assert_cmpstr (limner_field_get_title (field), !=, "");
          g_assert_true (limner_schema_find_field (model->schema,
                                                   limner_field_get_name (field)) == field);
          taken[role]++;
          if (limner_role_is_single (role) && taken[role] > 1)
            g_error ("%s: several inputs are “%s”", model->name, limner_role_get_name (role));
        }
    }

  g_test_message ("%u models, %u inputs", models->len, n_fields);
  g_assert_cmpuint (models->len, >, 200);
  g_assert_cmpuint (n_fields, >, 2000);
}

static void
test_defaults_validate (void)
{
  if (skip_without_corpus ())
    return;

  for (guint i = 0; i < models->len; i++)
    {
      Model *model = g_ptr_array_index (models, i);
      g_autoptr(LimnerValues) values = limner_values_new (model->schema);

      for (guint j = 0; j < limner_schema_get_n_fields (model->schema); j++)
        {
          LimnerField *field = limner_schema_get_field (model->schema, j);
          const char *name = limner_field_get_name (field);
          JsonNode *fallback = limner_field_get_default (field);
          g_autofree char *reason = limner_values_check (values, name);

          if (reason != NULL && !limner_field_is_required (field))
            g_error ("%s: %s: %s", model->name, name, reason);
          if (fallback == NULL)
            continue;
          limner_values_set (values, name, fallback);
          g_free (g_steal_pointer (&reason));
          reason = limner_values_check (values, name);
          if (reason != NULL)
            g_error ("%s: the default of %s: %s", model->name, name, reason);
          g_assert_false (limner_values_is_changed (values, name));
        }
    }
}

static char *
write_member (JsonObject *object,
              const char *name)
{
  return limner_json_to_string (json_object_get_member (object, name), FALSE);
}

/* Some old examples write numbers as strings; the request writes what the schema asks for. */
static void
assert_only_typed (Model      *model,
                   const char *name,
                   const char *expected,
                   const char *made)
{
  g_autofree char *quoted = g_strdup_printf ("\"%s\"", made);
  LimnerFieldKind kind =
    limner_field_get_kind (limner_schema_find_field (model->schema, name));

  if (!g_str_equal (expected, quoted))
    g_error ("%s: %s: %s became %s", model->name, name, expected, made);
  g_assert_true (kind == LIMNER_FIELD_INTEGER || kind == LIMNER_FIELD_NUMBER ||
                 kind == LIMNER_FIELD_CHOICE);
}

static void
test_examples (void)
{
  guint n_examples = 0;

  if (skip_without_corpus ())
    return;

  for (guint i = 0; i < models->len; i++)
    {
      Model *model = g_ptr_array_index (models, i);
      g_autoptr(LimnerValues) values = limner_values_new (model->schema);
      g_autoptr(GPtrArray) report = NULL;
      g_autoptr(JsonObject) input = NULL;
      JsonObjectIter iter;
      const char *name;
      JsonNode *node;

      if (model->example_input == NULL)
        continue;
      n_examples++;
      report = limner_values_load (values, model->example_input);
      input = limner_values_to_input (values);
      json_object_iter_init (&iter, model->example_input);
      while (json_object_iter_next (&iter, &name, &node))
        {
          g_autofree char *expected = NULL;
          g_autofree char *made = NULL;

          if (JSON_NODE_HOLDS_NULL (node) || limner_schema_find_field (model->schema, name) == NULL)
            continue;
          g_assert_true (json_object_has_member (input, name));
          expected = write_member (model->example_input, name);
          made = write_member (input, name);
          if (!g_str_equal (expected, made))
            assert_only_typed (model, name, expected, made);
        }
    }

  g_test_message ("%u examples", n_examples);
}

/* A seed that a model insists on is drawn anew for each request. */
static char *
write_input (LimnerValues *values)
{
  g_autoptr(JsonObject) input = limner_values_to_input (values);
  LimnerField *seed =
    limner_schema_find_role (limner_values_get_schema (values), LIMNER_ROLE_SEED);

  if (seed != NULL && !limner_values_is_set (values, limner_field_get_name (seed)))
    json_object_remove_member (input, limner_field_get_name (seed));
  return limner_json_object_to_string (input, FALSE);
}

static void
assert_carried (LimnerValues *values)
{
  g_autoptr(LimnerValues) other = limner_values_new (limner_values_get_schema (values));
  g_autoptr(GPtrArray) report = limner_values_carry_over (other, values);

  for (guint i = 0; i < report->len; i++)
    {
      LimnerCarry *line = g_ptr_array_index (report, i);

      g_assert_cmpint (line->kind, ==, LIMNER_CARRY_KEPT);
    }
}

static JsonNode *
random_text (void)
{
  static const char *const texts[] = {
    "fox", "a \"quoted\" fox\n", "Füchse", "{a|b}", "0", "null",
  };

  return json_node_init_string (json_node_alloc (),
                                texts[g_test_rand_int_range (0, G_N_ELEMENTS (texts))]);
}

static JsonNode *
random_number (LimnerField *field)
{
  gboolean is_integer = limner_field_get_kind (field) == LIMNER_FIELD_INTEGER;
  double minimum = -1000;
  double maximum = 1e6;

  if (limner_field_get_minimum (field, &minimum))
    maximum = MAX (maximum, minimum);
  if (limner_field_get_maximum (field, &maximum))
    minimum = MIN (minimum, maximum);
  if (is_integer)
    return json_node_init_int (json_node_alloc (),
                               (gint64) g_test_rand_double_range (minimum, maximum));
  return json_node_init_double (json_node_alloc (), g_test_rand_double_range (minimum, maximum));
}

static JsonNode *
random_value (LimnerField *field)
{
  JsonArray *choices = limner_field_get_choices (field);
  JsonNode *node;
  JsonArray *list;

  switch (limner_field_get_kind (field))
    {
    case LIMNER_FIELD_INTEGER:
    case LIMNER_FIELD_NUMBER:
      return random_number (field);
    case LIMNER_FIELD_BOOLEAN:
      return json_node_init_boolean (json_node_alloc (), g_test_rand_bit ());
    case LIMNER_FIELD_CHOICE:
      return json_node_copy (json_array_get_element (choices, (guint) g_test_rand_int_range (
        0, (gint32) json_array_get_length (choices))));
    case LIMNER_FIELD_FILE:
      return json_node_init_string (json_node_alloc (), "https://example.org/fox.png");
    case LIMNER_FIELD_LIST:
      list = json_array_new ();
      node = json_node_init_array (json_node_alloc (), list);
      json_array_unref (list);
      return node;
    case LIMNER_FIELD_STRING:
    case LIMNER_FIELD_TEXT:
    case LIMNER_FIELD_SECRET:
    case LIMNER_FIELD_OBJECT:
    case LIMNER_FIELD_ANY:
    default:
      return random_text ();
    }
}

/* Whatever was changed: values → text → values is the same request, and a good value stays good. */
static void
assert_round_trip (LimnerSchema *schema)
{
  g_autoptr(LimnerValues) values = limner_values_new (schema);
  g_autoptr(LimnerValues) again = limner_values_new (schema);
  g_autoptr(GPtrArray) report = NULL;
  g_autoptr(JsonObject) parsed = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  for (guint i = 0; i < limner_schema_get_n_fields (schema); i++)
    {
      LimnerField *field = limner_schema_get_field (schema, i);
      g_autoptr(JsonNode) value = g_test_rand_bit () ? random_value (field) : NULL;
      g_autofree char *reason = value != NULL ? limner_field_check (field, value) : NULL;

      if (value == NULL || reason != NULL)
        continue;
      limner_values_set (values, limner_field_get_name (field), value);
      reason = limner_values_check (values, limner_field_get_name (field));
      g_assert_null (reason);
    }

  first = write_input (values);
  parsed = limner_json_parse_object (first, strlen (first), 1 << 20, &error);
  g_assert_no_error (error);
  report = limner_values_load (again, parsed);
  g_assert_cmpuint (report->len, ==, 0);
  second = write_input (again);
  g_assert_cmpstr (first, ==, second);

  /* To the same model everything comes along. */
  assert_carried (values);
}

static void
test_round_trip (void)
{
  if (skip_without_corpus ())
    return;

  for (guint i = 0; i < models->len; i++)
    assert_round_trip (((Model *) g_ptr_array_index (models, i))->schema);
}

/* Pieces from which schemas are put together that nobody wrote. */
static const char *const types[] = {
  "\"type\":\"string\"", "\"type\":\"integer\"", "\"type\":\"number\"", "\"type\":\"boolean\"",
  "\"type\":\"string\",\"format\":\"uri\"", "\"type\":\"string\",\"enum\":[\"a\",\"B b\",\"\"]",
  "\"type\":\"integer\",\"enum\":[1,2,4]", "\"allOf\":[{\"$ref\":\"#/components/schemas/E\"}]",
  "\"type\":\"array\",\"items\":{\"type\":\"string\"}", "\"type\":\"object\"",
  "\"anyOf\":[{\"type\":\"integer\"},{\"type\":\"null\"}]", "\"type\":[\"number\",\"null\"]",
  "\"oneOf\":[{\"const\":\"x\"},{\"const\":\"y\"}]", "\"type\":\"string\",\"minLength\":2",
};

static const char *const facets[] = {
  "", "", ",\"default\":1", ",\"default\":\"a\"", ",\"default\":null", ",\"nullable\":true",
  ",\"minimum\":-3,\"maximum\":7.0", ",\"exclusiveMinimum\":0", ",\"maximum\":4294967295",
  ",\"description\":\"a *mask* https://example.org\"", ",\"deprecated\":true", ",\"x-order\":2",
  ",\"default\":[]", ",\"multipleOf\":8",
};

static const char *const names[] = {
  "prompt", "image", "mask", "seed", "width", "height", "steps", "guidance_scale", "num_outputs",
  "aspect_ratio", "Ünïcode key", "a.b", "scale", "controlnet_1_image", "strength", "_",
};

static LimnerSchema *
generate_schema (void)
{
  g_autoptr(GString) json = g_string_new (
    "{\"components\":{\"schemas\":{\"E\":{\"type\":\"string\",\"enum\":[\"one\",\"two\"]},"
    "\"Input\":{\"properties\":{");
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GError) error = NULL;
  LimnerSchema *schema;
  gboolean has_any = FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (g_test_rand_bit ())
        continue;
      g_string_append_printf (json, "%s\"%s\":{%s%s}", has_any ? "," : "", names[i],
                              types[g_test_rand_int_range (0, G_N_ELEMENTS (types))],
                              facets[g_test_rand_int_range (0, G_N_ELEMENTS (facets))]);
      has_any = TRUE;
    }
  g_string_append (json, "}}}}}");
  bytes = g_bytes_new (json->str, json->len);
  schema = limner_schema_new_from_bytes (bytes, &error);
  g_assert_no_error (error);
  return schema;
}

/* The same with schemas that no model has; g_test_init() prints the seed of their chance. */
static void
test_generated (void)
{
  for (guint i = 0; i < 400; i++)
    {
      g_autoptr(LimnerSchema) schema = generate_schema ();

      assert_round_trip (schema);
    }
}

int
main (int   argc,
      char *argv[])
{
  const char *corpus = g_getenv ("LIMNER_CORPUS");
  int result;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  models = g_ptr_array_new_with_free_func (model_free);
  if (corpus != NULL)
    {
      load_models (corpus, NULL);
      load_models (corpus, "cog-runtime-tests");
    }

  g_test_add_func ("/schema/corpus/parses", test_parses);
  g_test_add_func ("/schema/corpus/defaults-validate", test_defaults_validate);
  g_test_add_func ("/schema/corpus/examples", test_examples);
  g_test_add_func ("/schema/corpus/round-trip", test_round_trip);
  g_test_add_func ("/schema/generated/round-trip", test_generated);
  result = g_test_run ();

  g_clear_pointer (&models, g_ptr_array_unref);
  return result;
}
