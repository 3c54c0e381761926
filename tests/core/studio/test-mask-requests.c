/* SPDX-License-Identifier: GPL-3.0-or-later */

/* For every real model with a picture and a mask: what is prepared for it is valid by its own
 * schema, and the mask says what is to be painted anew in the model's own way. What that way is was
 * written down by reading the descriptions (tests/data/model-roles.tsv).
 */

#include "config.h"

#include <string.h>

#include "base/limner-file.h"
#include "base/limner-json.h"
#include "image/limner-picture-io.h"
#include "studio/limner-spec-builder.h"

#include "lib/limner-test.h"

#define SIDE 160

static LimnerStore *store;

static JsonObject *
read_model (const char *name)
{
  g_autofree char *base = g_strconcat (name, ".json", NULL);
  g_autofree char *path = g_build_filename (limner_test_corpus (), "schemas", base, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = limner_file_read (path, LIMNER_SCHEMA_MAX_BYTES, &error);
  JsonObject *root;
  gconstpointer data;
  gsize length;

  g_assert_no_error (error);
  data = g_bytes_get_data (bytes, &length);
  root = limner_json_parse_object (data, length, LIMNER_SCHEMA_MAX_BYTES, &error);
  g_assert_no_error (error);
  return root;
}

/* The model's own example, so that what it requires beside the pictures is there. */
static LimnerValues *
make_values (JsonObject *root)
{
  JsonObject *document = limner_json_get_object (limner_json_get_object (root, "latest_version"),
                                                 "openapi_schema");
  JsonObject *example = limner_json_get_object (limner_json_get_object (root, "default_example"),
                                                "input");
  g_autoptr(LimnerSchema) schema = NULL;
  LimnerValues *values;

  if (document == NULL)
    document = limner_json_get_object (root, "openapi_schema");
  schema = limner_schema_new (document != NULL ? document : root);
  values = limner_values_new (schema);
  if (example != NULL)
    {
      g_autoptr(GPtrArray) report = limner_values_load (values, example);
    }

  for (guint i = 0; i < limner_schema_get_n_fields (schema); i++)
    {
      LimnerField *field = limner_schema_get_field (schema, i);
      const char *name = limner_field_get_name (field);

      if (limner_field_is_required (field) && !limner_values_is_set (values, name))
        limner_values_set_text (values, name, "https://example.com/x.png");
    }
  return values;
}

static LimnerSpecRequest *
make_request (JsonObject *root)
{
  LimnerSpecRequest *request = limner_spec_request_new ();

  request->server = g_strdup ("this-computer");
  request->model = g_strdup_printf ("%s/%s", limner_json_get_string (root, "owner", "somebody"),
                                    limner_json_get_string (root, "name", "model"));
  request->values = make_values (root);
  request->task = LIMNER_TASK_EDIT;
  request->picture = limner_picture_new (SIDE, SIDE);
  memset (limner_picture_get_pixels (request->picture), 180, SIDE * SIDE * 4);
  request->frame = (LimnerRect) { 0, 0, SIDE, SIDE };
  request->mask = limner_plane_new (SIDE, SIDE);
  for (int y = 60; y < 100; y++)
    memset (limner_plane_get_pixels (request->mask) + y * SIDE + 60, 255, 40);
  return request;
}

static GBytes *
load_input (LimnerJobSpec *spec,
            const char    *name)
{
  JsonNode *node = json_object_get_member (limner_job_spec_get_input (spec), name);
  const char *reference;
  GBytes *bytes;

  g_assert_nonnull (node);
  if (JSON_NODE_HOLDS_ARRAY (node))
    node = json_array_get_element (json_node_get_array (node), 0);
  reference = json_node_get_string (node);
  bytes = limner_store_read_blob (store, reference, NULL);
  g_assert_nonnull (bytes);
  return bytes;
}

static const char *
find_name (LimnerSchema *schema,
           LimnerRole    role)
{
  LimnerField *field = limner_schema_find_role (schema, role);

  return field != NULL ? limner_field_get_name (field) : NULL;
}

static void
check_model (const char *name,
             gboolean    white_repaints)
{
  g_autoptr(JsonObject) root = read_model (name);
  LimnerSpecRequest *request = make_request (root);
  g_autoptr(LimnerSchema) schema = g_object_ref (limner_values_get_schema (request->values));
  const char *image_name = find_name (schema, LIMNER_ROLE_IMAGE);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(LimnerJobSpec) spec = NULL;
  g_autoptr(GBytes) image_file = NULL;
  g_autoptr(GBytes) mask_file = NULL;
  g_autoptr(LimnerPicture) image = NULL;
  g_autoptr(LimnerPlane) mask = NULL;
  g_autoptr(LimnerValues) sent = limner_values_new (schema);
  g_autoptr(GPtrArray) unknown = NULL;
  g_autoptr(GError) error = NULL;
  int width, height;

  if (image_name == NULL)
    image_name = find_name (schema, LIMNER_ROLE_IMAGE_LIST);
  g_test_message ("%s: %s", name, image_name);
  g_assert_nonnull (image_name);

  limner_spec_build_async (store, request, NULL, limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  spec = limner_spec_build_finish (store, result, &error);
  g_assert_no_error (error);

  /* what goes out is valid once more, read back by the schema itself, and names nothing unknown */
  unknown = limner_values_load (sent, limner_job_spec_get_input (spec));
  g_assert_cmpuint (unknown->len, ==, 0);
  g_assert_true (limner_values_validate (sent, &error));
  g_assert_no_error (error);

  image_file = load_input (spec, image_name);
  mask_file = load_input (spec, find_name (schema, LIMNER_ROLE_MASK));
  image = limner_picture_decode (image_file, NULL);
  mask = limner_plane_decode (mask_file, LIMNER_PLANE_LUMINANCE, NULL);
  width = limner_plane_get_width (mask);
  height = limner_plane_get_height (mask);
  g_assert_cmpint (limner_picture_get_width (image), ==, width);
  g_assert_cmpint (limner_picture_get_height (image), ==, height);
  g_assert_cmpint (limner_plane_read_row (mask, height / 2)[width / 2], ==,
                   white_repaints ? 255 : 0);
  g_assert_cmpint (limner_plane_read_row (mask, 0)[0], ==, white_repaints ? 0 : 255);
}

/* Every line of the table that names a mask: “model input=role input=mask:polarity …”. */
static void
check_models (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "model-roles.tsv", NULL);
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;
  int n = 0;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    {
      char *tab = strchr (*line, '\t');

      if (**line == '#' || tab == NULL || strstr (tab, "=mask:") == NULL ||
          (strstr (tab, "=image ") == NULL && strstr (tab, "=image-list ") == NULL &&
           !g_str_has_suffix (tab, "=image")))
        continue;

      *tab = '\0';
      check_model (*line, strstr (tab + 1, "=mask:white-repaints") != NULL);
      n++;
    }
  g_test_message ("%d models", n);
  g_assert_cmpint (n, >=, 15);
}

/* Within the test: the folders of a test case are its own. */
static void
test_all (void)
{
  g_autofree char *library = NULL;
  g_autofree char *pictures = NULL;
  g_autoptr(GAsyncResult) opened = NULL;

  if (limner_test_corpus () == NULL)
    {
      g_test_skip ("the corpus is not here");
      return;
    }

  library = limner_test_make_folder ();
  pictures = g_build_filename (library, "pictures", NULL);
  store = limner_store_new (library, pictures);
  limner_store_open_async (store, NULL, limner_test_result_cb, &opened);
  limner_test_wait_until (opened != NULL);
  g_assert_true (limner_store_open_finish (store, opened, NULL));

  check_models ();

  g_clear_object (&opened);
  limner_test_assert_freed (g_steal_pointer (&store));
  limner_test_remove_folder (library);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/studio/mask-requests", test_all);
  return g_test_run ();
}
