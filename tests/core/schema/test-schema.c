/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>
#include <time.h>

#include "base/limner-error.h"
#include "base/limner-json.h"
#include "schema/limner-plain-text.h"
#include "schema/limner-schema-change.h"
#include "schema/limner-schema.h"

static LimnerSchema *
parse_document (const char *json)
{
  g_autoptr(GBytes) bytes = g_bytes_new (json, strlen (json));
  g_autoptr(GError) error = NULL;
  LimnerSchema *schema = limner_schema_new_from_bytes (bytes, &error);

  g_assert_no_error (error);
  return schema;
}

static LimnerSchema *
parse (const char *properties,
       const char *more)
{
  g_autofree char *json = g_strdup_printf (
    "{\"components\":{\"schemas\":{\"Input\":{\"type\":\"object\",\"properties\":{%s}%s}}}",
    properties, more);

  return parse_document (json);
}

static void
test_kinds (void)
{
  static const struct
  {
    const char *schema;
    const char *kind;
  } cases[] = {
    { "{\"type\":\"string\"}", "string" },
    { "{\"type\":\"string\",\"default\":\"a\\nb\"}", "text" },
    { "{\"type\":\"integer\"}", "integer" },
    { "{\"type\":\"number\"}", "number" },
    { "{\"type\":\"boolean\"}", "boolean" },
    { "{\"type\":\"string\",\"format\":\"uri\"}", "file" },
    { "{\"type\":\"string\",\"format\":\"password\",\"x-cog-secret\":true}", "secret" },
    { "{\"type\":\"string\",\"x-cog-secret\":true,\"writeOnly\":true}", "secret" },
    { "{\"type\":\"string\",\"enum\":[\"a\"]}", "choice" },
    { "{\"allOf\":[{\"$ref\":\"#/components/schemas/E\"}]}", "choice" },
    { "{\"$ref\":\"#/components/schemas/E\"}", "choice" },
    { "{\"type\":\"object\"}", "object" },
    { "{}", "any" },
    { "{\"type\":7}", "any" },
    { "{\"type\":\"nonsense\"}", "any" },
    { "{\"type\":\"array\"}", "list-of-any" },
    { "{\"type\":\"array\",\"items\":{\"type\":\"string\"}}", "list-of-string" },
    { "{\"type\":\"array\",\"items\":{\"type\":\"integer\"}}", "list-of-integer" },
    { "{\"type\":\"array\",\"items\":{\"type\":\"number\"}}", "list-of-number" },
    { "{\"type\":\"array\",\"items\":{\"type\":\"boolean\"}}", "list-of-boolean" },
    { "{\"type\":\"array\",\"items\":{\"type\":\"object\"}}", "list-of-object" },
    { "{\"type\":\"array\",\"items\":{\"type\":\"string\",\"format\":\"uri\"}}", "list-of-file" },
    { "{\"type\":\"array\",\"items\":{\"$ref\":\"#/components/schemas/E\"}}", "list-of-string" },
    { "{\"anyOf\":[{\"type\":\"integer\"},{\"type\":\"null\"}]}", "integer" },
    { "{\"oneOf\":[{\"type\":\"null\"},{\"$ref\":\"#/components/schemas/E\"}]}", "choice" },
    { "{\"type\":[\"string\",\"null\"]}", "string" },
    { "{\"anyOf\":[{\"type\":\"integer\"},{\"type\":\"number\"}]}", "number" },
    { "{\"anyOf\":[{\"type\":\"integer\"},{\"type\":\"string\"}]}", "any" },
    { "{\"anyOf\":[{\"type\":\"string\",\"format\":\"uri\"},"
      "{\"type\":\"array\",\"items\":{\"type\":\"string\",\"format\":\"uri\"}}]}", "list-of-file" },
    { "{\"anyOf\":[{\"type\":\"array\",\"items\":{\"type\":\"string\"}},{\"type\":\"string\"}]}",
      "list-of-string" },
    { "{\"oneOf\":[{\"const\":\"a\",\"title\":\"A\"},{\"const\":\"b\"}]}", "choice" },
    { "{\"const\":\"only\"}", "choice" },
    { "{\"enum\":[\"auto\",1,2,null]}", "choice" },
    { "{\"anyOf\":[{\"$ref\":\"#/components/schemas/E\"},{\"type\":\"string\"}]}", "string" },
    { "{\"anyOf\":[{\"type\":\"null\"}]}", "any" },
    { "{\"allOf\":[{\"$ref\":\"#/components/schemas/E\"}],\"nullable\":true}", "choice" },
    { "{\"allOf\":[]}", "any" },
    { "{\"properties\":{\"a\":{\"type\":\"string\"}}}", "object" },
    { "{\"type\":\"object\",\"additionalProperties\":{\"type\":\"string\"}}", "object" },
    { "{\"items\":{\"type\":\"number\"}}", "list-of-number" },
    { "{\"type\":\"array\",\"prefixItems\":[{\"type\":\"string\"}]}", "list-of-any" },
    { "{\"type\":\"array\",\"items\":{\"type\":\"array\",\"items\":{\"type\":\"string\"}}}",
      "list-of-any" },
    { "{\"type\":\"string\",\"contentMediaType\":\"image/png\","
      "\"contentEncoding\":\"base64\"}", "file" },
    { "{\"type\":\"string\",\"format\":\"binary\"}", "file" },
    { "{\"anyOf\":[{\"type\":\"string\",\"format\":\"uri\"},{\"type\":\"null\"}]}", "file" },
    { "{\"type\":\"string\",\"format\":\"password\"}", "secret" },
    { "{\"type\":\"boolean\",\"enum\":[true,false]}", "choice" },
    { "{\"$ref\":\"#/components/schemas/Missing\"}", "any" },
    { "{\"$ref\":\"https://example.org/elsewhere.json\"}", "any" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *property = g_strdup_printf ("\"x\":%s", cases[i].schema);
      g_autoptr(LimnerSchema) schema =
        parse (property, "},\"E\":{\"type\":\"string\",\"enum\":[\"u\",\"v\"]}");
      LimnerField *field = limner_schema_find_field (schema, "x");
      g_autofree char *kind = NULL;

      g_assert_nonnull (field);
      kind = limner_field_get_kind_name (field);
      if (!g_str_equal (kind, cases[i].kind))
        g_error ("%s was read as %s", cases[i].schema, kind);
    }
}

static void
test_facets (void)
{
  g_autoptr(LimnerSchema) schema = parse (
    "\"count\":{\"type\":\"integer\",\"title\":\"How many\",\"ge\":1,\"le\":4,\"default\":1,"
    "\"description\":\"See [here](https://example.org/a) **now**.\"},"
    "\"size\":{\"allOf\":[{\"$ref\":\"#/components/schemas/size\"}],\"default\":512},"
    "\"fraction\":{\"type\":\"number\",\"exclusiveMinimum\":0,\"maximum\":1,\"nullable\":true},"
    "\"seed\":{\"type\":\"integer\",\"maximum\":18446744073709551615},"
    "\"inputs\":{\"type\":\"array\",\"items\":{\"type\":\"string\",\"format\":\"uri\"},"
    "\"description\":\"Maximum 8 images.\"},"
    "\"archive\":{\"type\":\"string\",\"format\":\"uri\",\"description\":\"A zip file of images\"},"
    "\"sound\":{\"type\":\"string\",\"format\":\"uri\",\"x-cog-accept\":[\"audio/wav\"]},"
    "\"old\":{\"type\":\"string\",\"deprecated\":true},"
    "\"code\":{\"type\":\"string\",\"minLength\":2,\"maxLength\":5,\"pattern\":\"^[a-z]+$\"}",
    ",\"required\":[\"count\",7]},\"size\":{\"title\":\"size\",\"type\":\"integer\","
    "\"description\":\"An enumeration.\",\"enum\":[512,\"256\",512]}");
  LimnerField *field = limner_schema_find_field (schema, "count");
  double bound;
  guint count;

  g_assert_cmpstr (limner_field_get_title (field), ==, "How many");
  g_assert_cmpstr (limner_field_get_help (field), ==, "See here (https://example.org/a) now.");
  g_assert_true (limner_field_get_minimum (field, &bound));
  g_assert_cmpfloat (bound, ==, 1);
  g_assert_true (limner_field_get_maximum (field, &bound));
  g_assert_cmpfloat (bound, ==, 4);
  g_assert_true (limner_field_is_required (field));

  field = limner_schema_find_field (schema, "size");
  g_assert_cmpstr (limner_field_get_title (field), ==, "Size");
  g_assert_null (limner_field_get_help (field));
  g_assert_cmpuint (json_array_get_length (limner_field_get_choices (field)), ==, 2);
  g_assert_cmpint (json_array_get_int_element (limner_field_get_choices (field), 1), ==, 256);
  g_assert_false (limner_field_is_required (field));

  field = limner_schema_find_field (schema, "fraction");
  g_assert_true (limner_field_is_nullable (field));
  g_assert_true (limner_field_get_minimum (field, NULL));

  field = limner_schema_find_field (schema, "inputs");
  g_assert_true (limner_field_get_max_items (field, &count));
  g_assert_cmpuint (count, ==, 8);
  g_assert_true (limner_field_is_picture (field));
  field = limner_schema_find_field (schema, "archive");
  g_assert_cmpstr (limner_field_get_accept (field)[0], ==, "application/zip");
  g_assert_false (limner_field_is_picture (field));
  field = limner_schema_find_field (schema, "sound");
  g_assert_cmpstr (limner_field_get_accept (field)[0], ==, "audio/wav");
  g_assert_true (limner_field_is_deprecated (limner_schema_find_field (schema, "old")));
  field = limner_schema_find_field (schema, "code");
  g_assert_cmpstr (limner_field_get_pattern (field), ==, "^[a-z]+$");
  g_assert_true (limner_field_get_max_length (field, &count));
  g_assert_cmpuint (count, ==, 5);
}

static void
test_accept (void)
{
  static const struct
  {
    const char *schema;
    const char *accept;   /* the first type, NULL for any */
  } cases[] = {
    { "\"x-cog-accept\":\"image/png, image/jpeg\"", "image/png" },
    { "\"x-cog-accept\":[\".png\",\".jpg\"]", "image/*" },
    { "\"x-cog-accept\":\"*/*\"", NULL },
    { "\"x-cog-accept\":7", NULL },
    { "\"contentMediaType\":\"audio/flac\"", "audio/flac" },
    { "\"description\":\"A photo of a house\"", "image/*" },
    { "\"description\":\"A film in mp4\"", "video/*" },
    { "\"description\":\"Anything\"", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *property =
        g_strdup_printf ("\"thing\":{\"type\":\"string\",\"format\":\"uri\",%s}",
                         cases[i].schema);
      g_autoptr(LimnerSchema) schema = parse (property, "}");
      const char *const *accept =
        limner_field_get_accept (limner_schema_find_field (schema, "thing"));

      g_assert_cmpstr (accept != NULL ? accept[0] : NULL, ==, cases[i].accept);
    }
}

/* Nothing checks an author's defaults. */
static void
test_odd_defaults (void)
{
  g_autoptr(LimnerSchema) schema = parse (
    "\"text_for_whole\":{\"type\":\"integer\",\"default\":\"7\"},"
    "\"number_for_text\":{\"type\":\"string\",\"default\":5},"
    "\"text_for_flag\":{\"type\":\"boolean\",\"default\":\"true\"},"
    "\"one_for_list\":{\"type\":\"array\",\"items\":{\"type\":\"string\"},"
    "\"default\":\"a\"},"
    "\"beyond\":{\"type\":\"integer\",\"maximum\":4.0,\"default\":9},"
    "\"half\":{\"type\":\"integer\",\"default\":13.5},"
    "\"hopeless\":{\"type\":\"number\",\"default\":{\"a\":[]}},"
    "\"capital\":{\"type\":\"string\",\"enum\":[\"png\"],\"default\":\"PNG\"},"
    "\"no_choice\":{\"type\":\"string\",\"enum\":[\"png\"],\"default\":\"jpg\"},"
    "\"nothing\":{\"type\":\"string\",\"default\":null}", "}");
  static const char *const expected[][2] = {
    { "text_for_whole", "7" }, { "number_for_text", "\"5\"" }, { "text_for_flag", "true" },
    { "one_for_list", "[\"a\"]" }, { "beyond", "9" }, { "half", "13.5" },
    { "hopeless", "{\"a\":[]}" }, { "capital", "\"png\"" }, { "no_choice", "\"jpg\"" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      LimnerField *field = limner_schema_find_field (schema, expected[i][0]);
      JsonNode *value = limner_field_get_default (field);
      g_autofree char *text = limner_json_to_string (value, FALSE);

      g_assert_cmpstr (text, ==, expected[i][1]);
      g_assert_null (limner_field_check (field, value));
    }
  g_assert_null (limner_field_get_default (limner_schema_find_field (schema, "nothing")));
}

/* Where the inputs stand, when it is not in the properties of `Input`. */
static void
test_inputs_elsewhere (void)
{
  static const char *const documents[] = {
    /* inherited */
    "{\"components\":{\"schemas\":{\"Input\":{\"allOf\":["
    "{\"$ref\":\"#/components/schemas/Base\"},"
    "{\"properties\":{\"a\":{\"type\":\"string\"}},\"required\":[\"a\"]}]},"
    "\"Base\":{\"properties\":{\"b\":{\"type\":\"integer\"}}}}}}",
    /* another name */
    "{\"components\":{\"schemas\":{\"Wishes\":{\"properties\":{\"b\":{\"type\":\"integer\"},"
    "\"a\":{\"type\":\"string\"}},\"required\":[\"a\"]},\"PredictionRequest\":{\"properties\":"
    "{\"input\":{\"$ref\":\"#/components/schemas/Wishes\"}}}}}}",
    /* a reference that turns in circles */
    "{\"components\":{\"schemas\":{\"Input\":{\"$ref\":\"#/components/schemas/Other\"},"
    "\"Other\":{\"$ref\":\"#/components/schemas/Input\",\"properties\":{\"a\":{\"type\":"
    "\"string\"},\"b\":{\"type\":\"integer\"}},\"required\":[\"a\"]}}}}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (documents); i++)
    {
      g_autoptr(LimnerSchema) schema = parse_document (documents[i]);

      g_assert_cmpuint (limner_schema_get_n_fields (schema), ==, 2);
      g_assert_true (limner_field_is_required (limner_schema_find_field (schema, "a")));
      g_assert_false (limner_field_is_required (limner_schema_find_field (schema, "b")));
    }
}

static void
test_training (void)
{
  const char *json = "{\"components\":{\"schemas\":{\"Input\":{\"properties\":{"
                     "\"prompt\":{\"type\":\"string\"}}},\"TrainingInput\":{\"properties\":{"
                     "\"input_images\":{\"type\":\"string\",\"format\":\"uri\","
                     "\"description\":\"A zip of pictures\"},\"steps\":{\"type\":\"integer\"}},"
                     "\"required\":[\"input_images\"]}}}}";
  g_autoptr(JsonObject) document = limner_json_parse_object (json, strlen (json), 4096, NULL);
  g_autoptr(LimnerSchema) schema = limner_schema_new_for_training (document);
  LimnerField *archive = limner_schema_find_field (schema, "input_images");

  g_assert_cmpuint (limner_schema_get_n_fields (schema), ==, 2);
  g_assert_true (limner_field_is_required (archive));
  g_assert_cmpint (limner_field_get_role (archive), ==, LIMNER_ROLE_NONE);
  g_assert_cmpstr (limner_field_get_accept (archive)[0], ==, "application/zip");
}

static char *
join_names (LimnerSchema *schema)
{
  g_autoptr(GString) names = g_string_new (NULL);

  for (guint i = 0; i < limner_schema_get_n_fields (schema); i++)
    g_string_append_printf (names, "%s ",
                            limner_field_get_name (limner_schema_get_field (schema, i)));
  return g_strdup (names->str);
}

static void
test_order (void)
{
  g_autoptr(LimnerSchema) ordered = parse (
    "\"b\":{\"type\":\"string\",\"x-order\":2},\"z\":{\"type\":\"string\"},"
    "\"must\":{\"type\":\"string\"},\"prompt\":{\"type\":\"string\"},"
    "\"a\":{\"type\":\"string\",\"x-order\":0}", ",\"required\":[\"must\"]}");
  g_autofree char *names = join_names (ordered);

  g_assert_cmpstr (names, ==, "a b prompt must z ");
}

static void
test_groups (void)
{
  g_autoptr(LimnerSchema) schema = parse (
    "\"prompt\":{\"type\":\"string\"},\"width\":{\"type\":\"integer\"},"
    "\"net_a\":{\"type\":\"string\"},\"net_b\":{\"type\":\"string\"},"
    "\"net_c\":{\"type\":\"string\"},"
    "\"one_a\":{\"type\":\"string\"},\"seed\":{\"type\":\"integer\"}", "}");

  g_assert_cmpint (limner_field_get_group (limner_schema_find_field (schema, "prompt")), ==,
                   LIMNER_FIELD_GROUP_PROMPT);
  g_assert_cmpint (limner_field_get_group (limner_schema_find_field (schema, "width")), ==,
                   LIMNER_FIELD_GROUP_SIZE);
  g_assert_cmpint (limner_field_get_group (limner_schema_find_field (schema, "seed")), ==,
                   LIMNER_FIELD_GROUP_SAMPLING);
  g_assert_cmpstr (limner_field_get_subgroup (limner_schema_find_field (schema, "net_b")), ==,
                   "net");
  g_assert_null (limner_field_get_subgroup (limner_schema_find_field (schema, "one_a")));
}

static void
test_outputs (void)
{
  static const struct
  {
    const char *schema;
    const char *kind;
  } cases[] = {
    { "{\"type\":\"string\",\"format\":\"uri\"}", "file" },
    { "{\"type\":\"array\",\"items\":{\"type\":\"string\",\"format\":\"uri\"}}", "list-of-file" },
    { "{\"type\":\"array\",\"items\":{\"type\":\"array\",\"items\":{\"type\":\"string\","
      "\"format\":\"uri\"}},\"x-cog-array-type\":\"iterator\"}", "list-of-file" },
    { "{\"type\":\"array\",\"items\":{\"type\":\"string\"},\"x-cog-array-type\":\"iterator\","
      "\"x-cog-array-display\":\"concatenate\"}", "text" },
    { "{\"title\":\"Output\"}", "any" },
    { "{\"type\":\"object\"}", "object" },
    { "{\"$ref\":\"#/components/schemas/M\"}", "object" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *more = g_strdup_printf ("},\"M\":{\"type\":\"object\"},\"Output\":%s",
                                               cases[i].schema);
      g_autoptr(LimnerSchema) schema = parse ("", more);
      g_autofree char *kind = limner_schema_get_output_kind_name (schema);

      g_assert_cmpstr (kind, ==, cases[i].kind);
    }
}

static LimnerTasks
tasks_of (const char *properties)
{
  g_autoptr(LimnerSchema) schema =
    parse (properties, "},\"Output\":{\"type\":\"string\",\"format\":\"uri\"}");

  return limner_schema_get_tasks (schema);
}

#define FILE_INPUT "{\"type\":\"string\",\"format\":\"uri\"}"

static void
test_tasks (void)
{
  g_assert_cmpint (tasks_of ("\"prompt\":{\"type\":\"string\"}"), ==, LIMNER_TASK_GENERATE);
  g_assert_cmpint (tasks_of ("\"image\":" FILE_INPUT ",\"mask\":" FILE_INPUT), ==,
                   LIMNER_TASK_EDIT | LIMNER_TASK_ERASE | LIMNER_TASK_EXTEND);
  g_assert_cmpint (tasks_of ("\"image\":" FILE_INPUT ",\"scale\":{\"type\":\"number\"}"), ==,
                   LIMNER_TASK_UPSCALE);
  g_assert_cmpint (tasks_of ("\"prompt\":{\"type\":\"string\"},\"control_image\":" FILE_INPUT), ==,
                   LIMNER_TASK_GENERATE | LIMNER_TASK_SKETCH | LIMNER_TASK_CONTROL);
  g_assert_cmpint (tasks_of (""), ==, LIMNER_TASK_NONE);
}

static void
test_empty (void)
{
  static const char *const documents[] = {
    "{}", "{\"components\":null}", "{\"components\":{\"schemas\":[]}}",
    "{\"components\":{\"schemas\":{\"Input\":{}}}}", "{\"latest_version\":null}",
    "{\"latest_version\":{\"openapi_schema\":{}}}", "{\"openapi_schema\":null}",
    "{\"components\":{\"schemas\":{\"Input\":{\"properties\":{\"x\":7}}}}}",
  };
  g_autoptr(LimnerSchema) none = limner_schema_new (NULL);
  g_autoptr(LimnerSchema) training = limner_schema_new_for_training (NULL);
  g_autoptr(GBytes) bad = g_bytes_new_static ("[1]", 3);
  g_autoptr(GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (documents); i++)
    {
      g_autoptr(LimnerSchema) schema = parse_document (documents[i]);

      g_assert_cmpuint (limner_schema_get_n_fields (schema), ==, 0);
      g_assert_cmpint (limner_schema_get_tasks (schema), ==, LIMNER_TASK_NONE);
    }
  g_assert_cmpuint (limner_schema_get_n_fields (none), ==, 0);
  g_assert_cmpuint (limner_schema_get_n_fields (training), ==, 0);
  g_assert_null (limner_schema_new_from_bytes (bad, &error));
  g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_BAD_REPLY);
}

static void
test_cycles (void)
{
  g_autoptr(LimnerSchema) schema = parse (
    "\"x\":{\"$ref\":\"#/components/schemas/A\"},"
    "\"y\":{\"allOf\":[{\"$ref\":\"#/components/schemas/A\"},{"
    "\"$ref\":\"#/components/schemas/B\"}]},"
    "\"z\":{\"$ref\":\"#/nowhere\"},\"w\":{\"$ref\":\"https://example.org/x\"}",
    "},"
    "\"A\":{\"anyOf\":[{\"$ref\":\"#/components/schemas/B\"},"
    "{\"$ref\":\"#/components/schemas/A\"}],"
    "\"items\":{\"$ref\":\"#/components/schemas/A\"}},"
    "\"B\":{\"allOf\":[{\"$ref\":\"#/components/schemas/A\"},{"
    "\"$ref\":\"#/components/schemas/A\"}]},"
    "\"Output\":{\"$ref\":\"#/components/schemas/A\"}");

  g_assert_cmpuint (limner_schema_get_n_fields (schema), ==, 4);
}

static void
test_hostile_size (void)
{
  g_autoptr(GString) properties = g_string_new (NULL);
  g_autofree char *words = g_strnfill (1024 * 1024, 'w');
  g_autoptr(LimnerSchema) many = NULL;
  g_autoptr(LimnerSchema) wordy = NULL;
  g_autofree char *property = g_strdup_printf ("\"x\":{\"type\":\"string\",\"title\":\"%s\","
                                               "\"description\":\"%s\"}", words, words);
  LimnerField *field;
  clock_t start = clock ();

  for (guint i = 0; i < 10000; i++)
    g_string_append_printf (properties, "%s\"p%u\":{\"type\":\"string\",\"x-order\":%u}",
                            i > 0 ? "," : "", i, 10000 - i);
  many = parse (properties->str, "}");
  g_assert_cmpuint (limner_schema_get_n_fields (many), ==, LIMNER_SCHEMA_MAX_FIELDS);
  g_assert_cmpuint (limner_schema_get_n_omitted (many), ==, 10000 - LIMNER_SCHEMA_MAX_FIELDS);
  g_assert_cmpstr (limner_field_get_name (limner_schema_get_field (many, 0)), ==, "p9999");

  wordy = parse (property, "}");
  field = limner_schema_find_field (wordy, "x");
  g_assert_cmpuint (strlen (limner_field_get_help (field)), <, 10000);
  g_assert_cmpuint (strlen (limner_field_get_title (field)), <, 300);
  g_assert_cmpint ((clock () - start) / CLOCKS_PER_SEC, <, 60);
}

static void
test_json (void)
{
  g_autoptr(LimnerSchema) schema = parse (
    "\"amount\":{\"type\":\"integer\",\"minimum\":1.0,\"maximum\":18446744073709551615,"
    "\"default\":3,"
    "\"x-order\":0},\"mask\":{\"type\":\"string\",\"format\":\"uri\",\"x-order\":1}", "}");
  g_autoptr(JsonNode) node = limner_schema_to_json (schema);
  g_autofree char *text = limner_schema_to_string (schema);
  JsonArray *fields = json_object_get_array_member (json_node_get_object (node), "fields");
  JsonObject *first = json_array_get_object_element (fields, 0);
  JsonObject *second = json_array_get_object_element (fields, 1);

  g_assert_cmpstr (limner_json_get_string (first, "kind", NULL), ==, "integer");
  g_assert_cmpint (limner_json_get_int (first, "minimum", 0), ==, 1);
  g_assert_cmpint (limner_json_get_int (first, "default", 0), ==, 3);
  g_assert_nonnull (strstr (text, "18446744073709551615"));
  g_assert_true (json_object_get_null_member (first, "role"));
  g_assert_cmpstr (limner_json_get_string (second, "role", NULL), ==, "mask");
  g_assert_cmpstr (limner_json_get_string (second, "polarity", NULL), ==, "white-repaints");
  g_assert_true (json_object_get_null_member (second, "default"));
}

static void
test_changes (void)
{
  g_autoptr(LimnerSchema) before = parse (
    "\"a\":{\"type\":\"integer\",\"default\":1,\"maximum\":4},\"gone\":{\"type\":\"string\"},"
    "\"c\":{\"type\":\"string\",\"enum\":[\"x\"]}", "}");
  g_autoptr(LimnerSchema) after = parse (
    "\"a\":{\"type\":\"integer\",\"default\":2,\"maximum\":8},\"new\":{\"type\":\"string\"},"
    "\"c\":{\"type\":\"string\",\"enum\":[\"x\",\"y\"]}", ",\"required\":[\"a\"]}");
  g_autoptr(GPtrArray) changes = limner_schema_compare (before, after);
  g_autoptr(GPtrArray) none = limner_schema_compare (after, after);
  g_autoptr(GString) kinds = g_string_new (NULL);

  for (guint i = 0; i < changes->len; i++)
    {
      LimnerSchemaChange *change = g_ptr_array_index (changes, i);

      g_string_append_printf (kinds, "%s:%d ", change->name, change->kind);
      g_assert_cmpstr (change->text, !=, "");
    }
  g_assert_cmpstr (kinds->str, ==, "a:3 a:5 a:6 new:0 c:7 gone:1 ");
  g_assert_cmpuint (none->len, ==, 0);
}

static void
test_plain_text (void)
{
  static const struct
  {
    const char *markdown;
    const char *plain;
  } cases[] = {
    { "plain", "plain" },
    { "**bold** and *thin*", "bold and thin" },
    { "2 * 3 * 4", "2 * 3 * 4" },
    { "# Head\nbody", "Head\nbody" },
    { "`code` <b>x</b><br>y", "code x\ny" },
    { "<owner>/<name>", "<owner>/<name>" },
    { "[a](https://b.c/d)", "a (https://b.c/d)" },
    { "[https://b.c](https://b.c)", "https://b.c" },
    { "[open", "[open" },
    { "a\001b\tc", "ab c" },
    { "x\n\n\n\n\ny", "x\n\ny" },
    { "&lt;script&gt;", "&lt;script&gt;" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *plain = limner_plain_text_from_markdown (cases[i].markdown, 1000);

      g_assert_cmpstr (plain, ==, cases[i].plain);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/schema/kinds", test_kinds);
  g_test_add_func ("/schema/facets", test_facets);
  g_test_add_func ("/schema/accept", test_accept);
  g_test_add_func ("/schema/odd-defaults", test_odd_defaults);
  g_test_add_func ("/schema/inputs-elsewhere", test_inputs_elsewhere);
  g_test_add_func ("/schema/training", test_training);
  g_test_add_func ("/schema/order", test_order);
  g_test_add_func ("/schema/groups", test_groups);
  g_test_add_func ("/schema/outputs", test_outputs);
  g_test_add_func ("/schema/tasks", test_tasks);
  g_test_add_func ("/schema/empty", test_empty);
  g_test_add_func ("/schema/cycles", test_cycles);
  g_test_add_func ("/schema/hostile-size", test_hostile_size);
  g_test_add_func ("/schema/json", test_json);
  g_test_add_func ("/schema/changes", test_changes);
  g_test_add_func ("/schema/plain-text", test_plain_text);
  return g_test_run ();
}
