/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "base/limner-error.h"
#include "base/limner-file.h"
#include "base/limner-json.h"
#include "client/limner-client-files.h"
#include "image/limner-picture-io.h"
#include "studio/limner-spec-builder.h"

#include "limner-test.h"

#define WHITE "white areas will be inpainted"
#define BLACK "Black pixels are inpainted, white pixels are preserved"

typedef struct
{
  LimnerStore   *store;
  GAsyncResult  *result;
} Fixture;

static void
result_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  Fixture *fixture = data;

  g_set_object (&fixture->result, result);
}

static GAsyncResult *
wait_for_result (Fixture *fixture)
{
  limner_test_wait_until (fixture->result != NULL);
  return fixture->result;
}

static void
setup (Fixture       *fixture,
       gconstpointer  data)
{
  g_autofree char *library = g_build_filename (g_get_user_data_dir (), "library", NULL);
  g_autofree char *pictures = g_build_filename (g_get_user_data_dir (), "pictures", NULL);
  g_autoptr(GError) error = NULL;

  fixture->store = limner_store_new (library, pictures);
  limner_store_open_async (fixture->store, NULL, result_cb, fixture);
  g_assert_true (limner_store_open_finish (fixture->store, wait_for_result (fixture), &error));
  g_assert_no_error (error);
  g_clear_object (&fixture->result);
}

static void
teardown (Fixture       *fixture,
          gconstpointer  data)
{
  g_clear_object (&fixture->result);
  limner_test_assert_freed (fixture->store);
}

static LimnerValues *
make_values (const char *mask_help)
{
  g_autofree char *text = g_strdup_printf (
    "{\"components\":{\"schemas\":{\"Input\":{\"type\":\"object\","
    "\"required\":[\"image\",\"mask\"],\"properties\":{"
    "\"prompt\":{\"type\":\"string\",\"default\":\"\",\"x-order\":0},"
    "\"image\":{\"type\":\"string\",\"format\":\"uri\",\"x-order\":1},"
    "\"mask\":{\"type\":\"string\",\"format\":\"uri\",\"description\":\"%s\",\"x-order\":2},"
    "\"width\":{\"type\":\"integer\",\"minimum\":64,\"maximum\":2048,\"default\":512},"
    "\"height\":{\"type\":\"integer\",\"minimum\":64,\"maximum\":2048,\"default\":512},"
    "\"seed\":{\"type\":\"integer\"}}},"
    "\"Output\":{\"type\":\"string\",\"format\":\"uri\"}}}}", mask_help);
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr(GError) error = NULL;
  g_autoptr(LimnerSchema) schema = limner_schema_new_from_bytes (bytes, &error);

  g_assert_no_error (error);
  return limner_values_new (schema);
}

static LimnerSpecRequest *
make_request (const char  *mask_help,
              LimnerTasks  task)
{
  LimnerSpecRequest *request = limner_spec_request_new ();

  request->server = g_strdup ("this-computer");
  request->model = g_strdup ("somebody/inpainter");
  request->values = make_values (mask_help);
  request->task = task;
  request->picture = limner_picture_new (400, 300);
  request->frame = (LimnerRect) { 0, 0, 400, 300 };
  memset (limner_picture_get_pixels (request->picture), 200, 400 * 300 * 4);
  limner_values_set_role_text (request->values, LIMNER_ROLE_PROMPT, "a boat");
  return request;
}

static void
paint_square (LimnerSpecRequest *request)
{
  request->mask = limner_plane_new (400, 300);
  for (int y = 130; y < 170; y++)
    memset (limner_plane_get_pixels (request->mask) + y * 400 + 180, 255, 40);
}

static LimnerJobSpec *
build (Fixture            *fixture,
       LimnerSpecRequest  *request,
       GError            **error)
{
  LimnerJobSpec *spec;

  limner_spec_build_async (fixture->store, request, NULL, result_cb, fixture);
  spec = limner_spec_build_finish (fixture->store, wait_for_result (fixture), error);
  g_clear_object (&fixture->result);
  return spec;
}

static GBytes *
load_input (Fixture       *fixture,
            LimnerJobSpec *spec,
            const char    *name)
{
  const char *reference = limner_json_get_string (limner_job_spec_get_input (spec), name, "");
  const char *sha256;
  g_autoptr(GError) error = NULL;
  GBytes *bytes;

  g_assert_true (limner_store_parse_blob (reference, &sha256));
  limner_store_get_blob_async (fixture->store, sha256, NULL, result_cb, fixture);
  bytes = limner_store_get_blob_finish (fixture->store, wait_for_result (fixture), &error);
  g_assert_no_error (error);
  g_clear_object (&fixture->result);
  return bytes;
}

static void
test_edit (Fixture       *fixture,
           gconstpointer  mask_help)
{
  LimnerSpecRequest *request = make_request (mask_help, LIMNER_TASK_EDIT);
  g_autoptr(LimnerJobSpec) spec = NULL;
  g_autoptr(LimnerEditRecipe) recipe = NULL;
  g_autoptr(GBytes) image_file = NULL;
  g_autoptr(GBytes) mask_file = NULL;
  g_autoptr(LimnerPicture) image = NULL;
  g_autoptr(LimnerPlane) mask = NULL;
  g_autoptr(GError) error = NULL;
  int inside = strcmp (mask_help, BLACK) == 0 ? 0 : 255;

  paint_square (request);
  spec = build (fixture, request, &error);
  g_assert_no_error (error);
  recipe = limner_edit_recipe_from_json (limner_job_spec_get_recipe (spec), &error);
  g_assert_no_error (error);

  image_file = load_input (fixture, spec, "image");
  mask_file = load_input (fixture, spec, "mask");
  image = limner_picture_decode (image_file, &error);
  g_assert_no_error (error);
  mask = limner_plane_decode (mask_file, LIMNER_PLANE_LUMINANCE, &error);
  g_assert_no_error (error);

  g_assert_cmpint (limner_picture_get_width (image), ==, recipe->sent_width);
  g_assert_cmpint (limner_plane_get_height (mask), ==, recipe->sent_height);
  g_assert_cmpint (limner_plane_read_row (mask, 0)[0], ==, 255 - inside);
  g_assert_cmpint (limner_plane_read_row (mask, recipe->sent_height *
                                                  (150 - recipe->box.y) / recipe->box.height)
                     [recipe->sent_width * (200 - recipe->box.x) / recipe->box.width], ==, inside);
  g_assert_cmpint (limner_json_get_int (limner_job_spec_get_input (spec), "width", 0), ==,
                   recipe->sent_width);
  g_assert_cmpstr (limner_job_spec_get_prompt (spec), ==, "a boat");
  g_assert_cmpstr (limner_job_spec_get_operation (spec), ==, "edit");
  g_assert_nonnull (recipe->source);
  g_assert_nonnull (recipe->mask);
}

static void
test_extend (Fixture       *fixture,
             gconstpointer  data)
{
  LimnerSpecRequest *request = make_request (WHITE, LIMNER_TASK_EXTEND);
  g_autoptr(LimnerJobSpec) spec = NULL;
  g_autoptr(LimnerEditRecipe) recipe = NULL;
  g_autoptr(GError) error = NULL;

  request->frame = (LimnerRect) { -100, 0, 600, 300 };
  spec = build (fixture, request, &error);
  g_assert_no_error (error);
  recipe = limner_edit_recipe_from_json (limner_job_spec_get_recipe (spec), &error);
  g_assert_no_error (error);
  g_assert_true (limner_rect_equal (&recipe->box, &recipe->frame));
  g_assert_cmpint (recipe->overlap, >, 0);
  g_assert_null (recipe->mask);
}

/* The user says what the model sees; what is painted anew is in it all the same. */
static void
test_chosen_box (Fixture       *fixture,
                 gconstpointer  data)
{
  LimnerSpecRequest *request = make_request (WHITE, LIMNER_TASK_EDIT);
  const LimnerRect chosen = { 20, 10, 170, 150 };
  const LimnerRect painted = { 180, 130, 40, 40 };
  g_autoptr(LimnerJobSpec) spec = NULL;
  g_autoptr(LimnerEditRecipe) recipe = NULL;
  g_autoptr(GError) error = NULL;

  paint_square (request);
  request->options.box = chosen;
  spec = build (fixture, request, &error);
  g_assert_no_error (error);
  recipe = limner_edit_recipe_from_json (limner_job_spec_get_recipe (spec), &error);
  g_assert_no_error (error);
  g_assert_cmpint (recipe->box.x, ==, 20);
  g_assert_cmpint (recipe->box.y, ==, 10);
  g_assert_true (limner_rect_contains (&recipe->box, &chosen));
  g_assert_true (limner_rect_contains (&recipe->box, &painted));
  g_assert_true (limner_rect_contains (&recipe->frame, &recipe->box));
}

static void
test_refusals (Fixture       *fixture,
               gconstpointer  data)
{
  LimnerSpecRequest *nothing_painted = make_request (WHITE, LIMNER_TASK_EDIT);
  LimnerSpecRequest *no_picture = make_request (WHITE, LIMNER_TASK_EDIT);
  LimnerSpecRequest *missing_image = make_request (WHITE, LIMNER_TASK_GENERATE);
  g_autoptr(GError) error = NULL;

  g_assert_null (build (fixture, nothing_painted, &error));
  g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_INVALID_INPUT);
  g_clear_error (&error);

  g_clear_pointer (&no_picture->picture, limner_picture_unref);
  g_assert_null (build (fixture, no_picture, &error));
  g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_INVALID_INPUT);
  g_clear_error (&error);

  g_assert_null (build (fixture, missing_image, &error));
  g_assert_nonnull (error);
}

/* What no server takes never becomes a job. */
static void
test_too_large (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static ("a film", 6);
  g_autofree char *sha256 = limner_file_sha256 (bytes);
  g_autofree char *reference = g_strconcat ("blob:", sha256, NULL);
  g_autofree char *path = limner_store_dup_blob_path (fixture->store, sha256);

  for (int grown = 0; grown < 2; grown++)
    {
      LimnerSpecRequest *request = make_request (WHITE, LIMNER_TASK_GENERATE);
      g_autoptr(LimnerJobSpec) spec = NULL;
      g_autoptr(GError) error = NULL;

      if (grown == 0)
        {
          limner_store_put_blob_async (fixture->store, bytes, NULL, result_cb, fixture);
          wait_for_result (fixture);
          g_clear_object (&fixture->result);
        }
      g_assert_true (g_chmod (path, 0600) == 0);
      g_assert_true (truncate (path, LIMNER_MAX_UPLOAD + grown) == 0);
      limner_values_set_text (request->values, "image", reference);
      limner_values_set_text (request->values, "mask", reference);
      spec = build (fixture, request, &error);
      if (grown == 0)
        g_assert_no_error (error);
      else
        g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_TOO_LARGE);
    }
}

#define PERSON "{\"components\":{\"schemas\":{\"Input\":{\"type\":\"object\"," \
  "\"required\":[\"input_image\"],\"properties\":{\"input_image\":{\"type\":\"string\"," \
  "\"format\":\"uri\"},\"input_image2\":{\"type\":\"string\",\"format\":\"uri\"}," \
  "\"prompt\":{\"type\":\"string\",\"description\":\"The phrase 'img' is the trigger word.\"}}}," \
  "\"Output\":{\"type\":\"string\",\"format\":\"uri\"}}}}"

static LimnerSpecRequest *
make_person_request (const char *picture,
                     const char *prompt)
{
  LimnerSpecRequest *request = limner_spec_request_new ();
  g_autoptr(GBytes) bytes = g_bytes_new_static (PERSON, strlen (PERSON));
  g_autoptr(LimnerSchema) schema = limner_schema_new_from_bytes (bytes, NULL);
  g_autoptr(JsonNode) node = json_node_init_string (json_node_alloc (), picture);

  request->server = g_strdup ("replicate");
  request->model = g_strdup ("somebody/person-maker");
  request->values = limner_values_new (schema);
  if (picture != NULL)
    limner_values_set (request->values, "input_image", node);
  limner_values_set_role_text (request->values, LIMNER_ROLE_PROMPT, prompt);
  return request;
}

/* What puts a person into a picture is not sent without the person, nor without the word that
 * stands for it; wildcards are drawn before one looks. */
static void
test_person (Fixture       *fixture,
             gconstpointer  data)
{
  const char *picture = "data:image/png;base64,AAAA";
  g_autoptr(LimnerJobSpec) good = NULL;
  g_autoptr(LimnerJobSpec) drawn = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_null (build (fixture, make_person_request (picture, "a man at sea"), &error));
  g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_INVALID_INPUT);
  g_assert_nonnull (strstr (error->message, "“img”"));
  g_clear_error (&error);

  g_assert_null (build (fixture, make_person_request (NULL, "a man img at sea"), &error));
  g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_INVALID_INPUT);
  g_clear_error (&error);

  good = build (fixture, make_person_request (picture, "a man IMG at sea"), &error);
  g_assert_no_error (error);
  drawn = build (fixture, make_person_request (picture, "a {man img|woman img} at sea"), &error);
  g_assert_no_error (error);
}

static void
test_canvas_fields (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr(LimnerValues) values = make_values (WHITE);
  LimnerSchema *schema = limner_values_get_schema (values);
  g_auto(GStrv) edit = limner_spec_list_canvas_fields (schema, LIMNER_TASK_EDIT);
  g_auto(GStrv) vary = limner_spec_list_canvas_fields (schema, LIMNER_TASK_VARY);
  g_auto(GStrv) generate = limner_spec_list_canvas_fields (schema, LIMNER_TASK_GENERATE);

  g_assert_cmpuint (g_strv_length (edit), ==, 2);
  g_assert_true (g_strv_contains ((const char * const *) edit, "image"));
  g_assert_true (g_strv_contains ((const char * const *) edit, "mask"));
  g_assert_cmpuint (g_strv_length (vary), ==, 1);
  g_assert_cmpuint (g_strv_length (generate), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add ("/studio/spec/edit-white", Fixture, WHITE, setup, test_edit, teardown);
  g_test_add ("/studio/spec/edit-black", Fixture, BLACK, setup, test_edit, teardown);
  g_test_add ("/studio/spec/extend", Fixture, NULL, setup, test_extend, teardown);
  g_test_add ("/studio/spec/chosen-box", Fixture, NULL, setup, test_chosen_box, teardown);
  g_test_add ("/studio/spec/refusals", Fixture, NULL, setup, test_refusals, teardown);
  g_test_add ("/studio/spec/too-large", Fixture, NULL, setup, test_too_large, teardown);
  g_test_add ("/studio/spec/person", Fixture, NULL, setup, test_person, teardown);
  g_test_add ("/studio/spec/canvas-fields", Fixture, NULL, setup, test_canvas_fields, teardown);

  return g_test_run ();
}
