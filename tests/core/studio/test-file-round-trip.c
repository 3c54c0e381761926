/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a form asks goes into a picture's file, and from the file alone the form is filled in again:
 * the same values, of every kind of input that models have.
 */

#include "config.h"

#include <string.h>

#include "base/limner-file.h"
#include "base/limner-json.h"
#include "image/limner-metadata.h"
#include "image/limner-picture-io.h"
#include "limner-test.h"
#include "schema/limner-values.h"
#include "store/limner-record.h"

#define SCHEMA \
  "{\"components\":{\"schemas\":{" \
  "\"ratio\":{\"type\":\"string\",\"enum\":[\"1:1\",\"16:9\"],\"title\":\"ratio\"}," \
  "\"count\":{\"type\":\"integer\",\"enum\":[1,2,4],\"title\":\"count\"}," \
  "\"Input\":{\"properties\":{" \
  "\"prompt\":{\"type\":\"string\",\"x-order\":0}," \
  "\"negative_prompt\":{\"type\":\"string\",\"x-order\":1}," \
  "\"seed\":{\"type\":\"integer\",\"x-order\":2}," \
  "\"aspect_ratio\":{\"allOf\":[{\"$ref\":\"#/components/schemas/ratio\"}],\"default\":\"1:1\"," \
  "\"x-order\":3}," \
  "\"num_outputs\":{\"allOf\":[{\"$ref\":\"#/components/schemas/count\"}],\"default\":1," \
  "\"x-order\":4}," \
  "\"image\":{\"type\":\"string\",\"format\":\"uri\",\"x-order\":5}," \
  "\"references\":{\"type\":\"array\",\"items\":{\"type\":\"string\",\"format\":\"uri\"}," \
  "\"x-order\":6}," \
  "\"weights\":{\"type\":\"array\",\"items\":{\"type\":\"number\"},\"x-order\":7}," \
  "\"go_fast\":{\"type\":\"boolean\",\"default\":true,\"x-order\":8}," \
  "\"guidance\":{\"type\":\"number\",\"minimum\":0,\"maximum\":20,\"x-order\":9}}}}}}"

#define HASH "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

/* Files that are gone are told all the same: whoever looks sees which ones. */
static const char * const inputs[] = {
  "{\"prompt\":\"a tower, \\\"tall\\\": 塔\\nby night\",\"negative_prompt\":\"fog, rain\","
  "\"seed\":18446744073709551615,\"aspect_ratio\":\"16:9\",\"num_outputs\":4,"
  "\"image\":\"blob:" HASH "\",\"references\":[\"blob:" HASH "\",\"https://h/b.png\"],"
  "\"weights\":[0.1,1,-2.5],\"go_fast\":false,\"guidance\":3.5}",
  "{\"prompt\":\"\",\"weights\":[],\"go_fast\":true,\"guidance\":0}",
  "{\"prompt\":\"Steps: 20, Sampler: Euler, Seed: 5\",\"seed\":0}",
  "{}",
};

static char *
dup_member (JsonObject *input,
            const char *name)
{
  JsonNode *node = json_object_get_member (input, name);
  char *digits = node != NULL ? limner_json_integer_text (node) : NULL;

  if (digits != NULL)
    return digits;
  return g_strdup (limner_json_get_string (input, name, NULL));
}

/* The file that a picture with these inputs is saved as */
static GBytes *
make_file (JsonObject          *input,
           LimnerPictureFormat  format)
{
  g_autoptr(LimnerItemDetails) details = limner_item_details_new ();
  g_autoptr(LimnerPicture) picture = limner_picture_new (16, 12);
  g_autoptr(GBytes) plain = limner_picture_encode (picture, format, 90, NULL);
  g_autoptr(LimnerMetadata) metadata = NULL;
  g_autoptr(GError) error = NULL;
  GBytes *file;

  details->id = 77;
  details->model = g_strdup ("owner/name");
  details->prompt = dup_member (input, "prompt");
  details->negative_prompt = dup_member (input, "negative_prompt");
  details->seed = dup_member (input, "seed");
  details->input = limner_json_object_to_string (input, FALSE);
  metadata = limner_record_make (details, NULL);
  file = limner_metadata_write (plain, metadata, LIMNER_METADATA_ALL, &error);
  g_assert_no_error (error);
  return file;
}

static char *
to_text (LimnerValues *values)
{
  g_autoptr(JsonObject) input = limner_values_to_preset (values);

  return limner_json_object_to_string (input, FALSE);
}

static void
assert_comes_back (const char   *name,
                   LimnerSchema *schema,
                   JsonObject   *asked)
{
  g_autoptr(LimnerValues) values = limner_values_new (schema);
  g_autoptr(GPtrArray) carried = limner_values_adopt (values, asked);
  g_autoptr(JsonObject) sent = limner_values_to_preset (values);
  g_autofree char *before = to_text (values);

  for (LimnerPictureFormat format = LIMNER_PICTURE_PNG; format <= LIMNER_PICTURE_WEBP; format++)
    {
      g_autoptr(GBytes) file = make_file (sent, format);
      g_autoptr(LimnerMetadata) metadata = limner_metadata_read (file);
      g_autoptr(LimnerItemDetails) details = limner_item_details_new ();
      g_autoptr(LimnerValues) again = limner_values_new (schema);
      g_autoptr(JsonObject) input = NULL;
      g_autoptr(GPtrArray) lines = NULL;
      g_autofree char *after = NULL;

      g_assert_cmpint (metadata->dialect, ==, LIMNER_DIALECT_LIMNER);
      limner_record_read (metadata, details);
      input = limner_json_parse_object (details->input != NULL ? details->input : "{}",
                                        (gsize) -1, LIMNER_STORE_MAX_JSON, NULL);
      g_assert_nonnull (input);
      lines = limner_values_adopt (again, input);
      after = to_text (again);
      if (strcmp (before, after) != 0)
        g_error ("%s: %s became %s", name, before, after);
    }
}

static void
test_kinds (void)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static (SCHEMA, strlen (SCHEMA));
  g_autoptr(GError) error = NULL;
  g_autoptr(LimnerSchema) schema = limner_schema_new_from_bytes (bytes, &error);

  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (inputs); i++)
    {
      g_autoptr(JsonObject) input = limner_json_parse_object (inputs[i], (gsize) -1, 10000, &error);
      g_autoptr(LimnerValues) values = limner_values_new (schema);
      g_autoptr(GPtrArray) lines = NULL;

      g_assert_no_error (error);
      lines = limner_values_adopt (values, input);
      if (i == 0)
        {
          g_autoptr(JsonObject) kept = limner_values_to_preset (values);

          g_assert_cmpuint (json_object_get_size (kept), ==, json_object_get_size (input));
        }
      assert_comes_back (inputs[i], schema, input);
    }
}

/* The examples of real models */
static void
test_corpus (void)
{
  g_autofree char *folder = NULL;
  g_autoptr(GDir) dir = NULL;
  const char *name;
  guint n = 0;

  if (limner_test_corpus () == NULL)
    {
      g_test_skip ("there is no corpus of schemas");
      return;
    }

  folder = g_build_filename (limner_test_corpus (), "schemas", NULL);
  dir = g_dir_open (folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autoptr(GBytes) bytes = limner_file_read (path, LIMNER_SCHEMA_MAX_BYTES, NULL);
      g_autoptr(JsonObject) root = NULL;
      g_autoptr(LimnerSchema) schema = NULL;
      JsonObject *document;
      JsonObject *example;

      if (bytes == NULL || !g_str_has_suffix (name, ".json"))
        continue;
      root = limner_json_parse_object (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                                       LIMNER_SCHEMA_MAX_BYTES, NULL);
      document = limner_json_get_object (limner_json_get_object (root, "latest_version"),
                                         "openapi_schema");
      example = limner_json_get_object (limner_json_get_object (root, "default_example"), "input");
      if (document == NULL || example == NULL)
        continue;
      schema = limner_schema_new (document);
      assert_comes_back (name, schema, example);
      n++;
    }
  g_test_message ("%u models", n);
  g_assert_cmpuint (n, >, 50);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/file-round-trip/kinds", test_kinds);
  g_test_add_func ("/file-round-trip/corpus", test_corpus);
  return g_test_run ();
}
