/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A model that gives everything back changed, over HTTP and through the whole of the program: what
 * was not painted over is the same to the byte, however often it is done.
 */

#include "config.h"

#include <string.h>

#include "base/limner-file.h"
#include "edit/limner-edit-zone.h"
#include "image/limner-picture-io.h"
#include "image/limner-picture-ops.h"
#include "studio/limner-spec-builder.h"

#include "studio-fixture.h"

#define N_PASSES 5
#define MAX_BYTES (32 * 1024 * 1024)

typedef struct
{
  StudioFixture  studio;
  LimnerSchema  *schema;
} Fixture;

static void
load_schema (Fixture *fixture)
{
  g_autoptr(LimnerTestAnswer) answer = NULL;
  JsonObject *version;

  answer = limner_test_engine_send (fixture->studio.engine, "GET", "/models/limner/careless", NULL);
  g_assert_cmpuint (answer->status, ==, 200);
  version = json_object_get_object_member (answer->json, "latest_version");
  fixture->schema =
    limner_schema_new (json_object_get_object_member (version, "openapi_schema"));
  g_assert_true (limner_schema_get_tasks (fixture->schema) & LIMNER_TASK_ERASE);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture_set_up (&fixture->studio);
  load_schema (fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_clear_object (&fixture->schema);
  fixture_tear_down (&fixture->studio);
}

static GBytes *
read_file (const char *name)
{
  g_autofree char *path = g_build_filename (limner_test_corpus (), "fill", name, NULL);
  g_autoptr(GError) error = NULL;
  GBytes *bytes = limner_file_read (path, MAX_BYTES, &error);

  g_assert_no_error (error);
  return bytes;
}

/* One edit, from the request to the file in the gallery; gives the picture and its recipe. */
static LimnerPicture *
run_pass (Fixture           *fixture,
          LimnerPicture     *picture,
          LimnerPlane       *mask,
          LimnerEditRecipe **recipe)
{
  StudioFixture *base = &fixture->studio;
  LimnerSpecRequest *request = limner_spec_request_new ();
  g_autoptr(LimnerJobSpec) spec = NULL;
  g_autoptr(LimnerJob) job = NULL;
  g_autoptr(LimnerGalleryItem) item = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GError) error = NULL;
  LimnerPicture *made;

  request->server = g_strdup (base->server);
  request->model = g_strdup ("limner/careless");
  request->values = limner_values_new (fixture->schema);
  request->task = LIMNER_TASK_ERASE;
  request->picture = limner_picture_ref (picture);
  request->mask = limner_plane_ref (mask);
  request->frame = (LimnerRect) { 0, 0, limner_picture_get_width (picture),
                                  limner_picture_get_height (picture) };
  limner_spec_build_async (limner_studio_get_store (base->studio), request, NULL, fixture_cb,
                           base);
  spec = limner_spec_build_finish (limner_studio_get_store (base->studio), fixture_wait (base),
                                   &error);
  g_assert_no_error (error);
  g_clear_object (&base->result);

  job = g_object_ref (limner_job_queue_submit (limner_studio_get_queue (base->studio), spec));
  limner_job_wait_async (job, NULL, fixture_cb, base);
  g_assert_true (limner_job_wait_finish (job, fixture_wait (base), &error));
  g_assert_no_error (error);
  g_clear_object (&base->result);
  g_assert_cmpint (limner_job_get_state (job), ==, LIMNER_JOB_DONE);

  item = g_list_model_get_item (limner_job_get_outputs (job), 0);
  bytes = limner_file_read (limner_gallery_item_get_path (item), MAX_BYTES, &error);
  g_assert_no_error (error);
  made = limner_picture_decode (bytes, &error);
  g_assert_no_error (error);
  *recipe = limner_edit_recipe_from_json (limner_gallery_item_get_details (item)->recipe, &error);
  g_assert_no_error (error);
  return made;
}

static guint
assert_untouched (const LimnerEditRecipe *recipe,
                  const LimnerPicture    *source,
                  const LimnerPlane      *mask,
                  const LimnerPicture    *result)
{
  g_autoptr(LimnerPlane) zone = limner_edit_zone_new (mask, recipe->grow, recipe->feather);
  guint n_changed = 0;

  for (int y = 0; y < limner_picture_get_height (source); y++)
    {
      const guint8 *was = limner_picture_read_row (source, y);
      const guint8 *is = limner_picture_read_row (result, y);
      const guint8 *weight = limner_plane_read_row (zone, y);

      for (int x = 0; x < limner_picture_get_width (source); x++)
        {
          gboolean changed = memcmp (was + 4 * x, is + 4 * x, 4) != 0;

          if (changed && weight[x] == 0)
            g_error ("the pixel at %d, %d was touched", x, y);
          n_changed += changed;
        }
    }
  return n_changed;
}

static void
test_untouched (Fixture       *fixture,
                gconstpointer  mask_name)
{
  g_auto(GStrv) parts = g_strsplit (mask_name, ".", 2);
  g_autofree char *picture_name = g_strconcat (parts[0], ".png", NULL);
  g_autoptr(GBytes) picture_file = NULL;
  g_autoptr(GBytes) mask_file = NULL;
  g_autoptr(LimnerPicture) whole = NULL;
  g_autoptr(LimnerPicture) source = NULL;
  g_autoptr(LimnerPicture) picture = NULL;
  g_autoptr(LimnerPlane) whole_mask = NULL;
  g_autoptr(LimnerPlane) mask = NULL;
  int width, height;

  if (limner_test_corpus () == NULL)
    {
      g_test_skip ("the corpus is not here");
      return;
    }

  picture_file = read_file (picture_name);
  mask_file = read_file (mask_name);
  whole = limner_picture_decode (picture_file, NULL);
  whole_mask = limner_plane_decode (mask_file, LIMNER_PLANE_LUMINANCE, NULL);
  width = limner_picture_get_width (whole) / 2;
  height = limner_picture_get_height (whole) / 2;
  source = limner_picture_scale (whole, width, height, LIMNER_FILTER_AUTO);
  mask = limner_plane_scale (whole_mask, width, height, LIMNER_FILTER_NEAREST);
  picture = limner_picture_ref (source);

  for (int pass = 0; pass < N_PASSES; pass++)
    {
      g_autoptr(LimnerEditRecipe) recipe = NULL;
      LimnerPicture *made = run_pass (fixture, picture, mask, &recipe);

      g_assert_cmpuint (assert_untouched (recipe, source, mask, made), >, 0);
      limner_picture_unref (picture);
      picture = made;
    }
}

int
main (int   argc,
      char *argv[])
{
  static const char *const masks[] = {
    "01_mountain.big.mask.png", "04_boats.blob.mask.png", "06_bark.scratch.mask.png",
  };

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (masks); i++)
    {
      g_autofree char *path = g_strconcat ("/careless-model/", masks[i], NULL);

      g_test_add (path, Fixture, masks[i], set_up, test_untouched, tear_down);
    }
  return g_test_run ();
}
