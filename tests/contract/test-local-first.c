/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One act: what is done to a photograph on this computer, and a model elsewhere that is given it,
 * over HTTP and through the same objects as the window.
 */

#include "config.h"

#include "base/limner-file.h"
#include "image/limner-picture-io.h"

#include "studio-fixture.h"

#define SIDE 96

typedef StudioFixture Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture_set_up (fixture);
  fixture_open_workspace (fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  fixture_tear_down (fixture);
}

/* A grey square on a lighter ground. */
static GBytes *
make_photo (void)
{
  g_autoptr(LimnerPicture) picture = limner_picture_new (SIDE, SIDE);
  guint8 *pixel = limner_picture_get_pixels (picture);
  g_autoptr(GError) error = NULL;
  GBytes *bytes;

  for (int i = 0; i < SIDE * SIDE; i++, pixel += 4)
    {
      int x = i % SIDE, y = i / SIDE;
      gboolean inside = x > SIDE / 4 && x < SIDE * 3 / 4 && y > SIDE / 4 && y < SIDE * 3 / 4;

      pixel[0] = pixel[1] = pixel[2] = inside ? 60 : 190;
      pixel[3] = 255;
    }
  bytes = limner_picture_encode (picture, LIMNER_PICTURE_PNG, 1, &error);
  g_assert_no_error (error);
  return bytes;
}

static void
open_photo (Fixture    *fixture,
            const char *model)
{
  g_autoptr(GBytes) photo = make_photo ();
  g_autoptr(GError) error = NULL;

  limner_workspace_load_model_async (fixture->workspace, fixture->server, model, NULL,
                                     fixture_cb, fixture);
  g_assert_true (limner_workspace_load_model_finish (fixture->workspace, fixture_wait (fixture),
                                                     &error));
  g_assert_no_error (error);
  g_clear_object (&fixture->result);
  limner_workspace_open_bytes_async (fixture->workspace, photo, NULL, fixture_cb, fixture);
  g_assert_true (limner_workspace_open_finish (fixture->workspace, fixture_wait (fixture), &error));
  g_assert_no_error (error);
  g_clear_object (&fixture->result);

}

static void
use_task (Fixture     *fixture,
          LimnerTasks  task)
{
  limner_workspace_set_task (fixture->workspace, task);
  limner_test_wait_until (!limner_workspace_get_loading (fixture->workspace));
}

static void
prepare (Fixture *fixture)
{
  open_photo (fixture, "limner/controlnet");
  use_task (fixture, LIMNER_TASK_CONTROL);
  limner_values_set_text (limner_workspace_get_values (fixture->workspace), "prompt", "a house");
}

static LimnerPicture *
load (LimnerGalleryItem *item)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = limner_file_read (limner_gallery_item_get_path (item), 1 << 24, &error);
  LimnerPicture *picture;

  g_assert_no_error (error);
  picture = limner_picture_decode (bytes, &error);
  g_assert_no_error (error);
  return picture;
}

static gboolean
has_grey (LimnerPicture *picture)
{
  for (int y = 0; y < limner_picture_get_height (picture); y++)
    {
      const guint8 *row = limner_picture_read_row (picture, y);

      for (int x = 0; x < limner_picture_get_width (picture); x++)
        {
          if (row[4 * x] > 48 && row[4 * x] < 207)
            return TRUE;
        }
    }
  return FALSE;
}

static void
submit (Fixture *fixture,
        guint    n_jobs)
{
  GListModel *queue = G_LIST_MODEL (limner_studio_get_queue (fixture->studio));
  g_autofree char *reason = limner_workspace_check (fixture->workspace);
  g_autoptr(LimnerJob) first = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_cmpstr (reason, ==, NULL);
  limner_workspace_submit_async (fixture->workspace, NULL, fixture_cb, fixture);
  first = limner_workspace_submit_finish (fixture->workspace, fixture_wait (fixture), &error);
  g_assert_no_error (error);
  g_clear_object (&fixture->result);

  limner_test_wait_until (g_list_model_get_n_items (queue) == n_jobs);
  for (guint i = 0; i < n_jobs; i++)
    {
      g_autoptr(LimnerJob) job = g_list_model_get_item (queue, i);

      limner_test_wait_until (limner_job_get_state (job) == LIMNER_JOB_DONE);
    }
}

static LimnerJob *
find_job (Fixture    *fixture,
          const char *model)
{
  GListModel *queue = G_LIST_MODEL (limner_studio_get_queue (fixture->studio));

  for (guint i = 0; i < g_list_model_get_n_items (queue); i++)
    {
      g_autoptr(LimnerJob) job = g_list_model_get_item (queue, i);

      if (g_strcmp0 (limner_job_spec_get_model (limner_job_get_spec (job)), model) == 0)
        return g_steal_pointer (&job);
    }
  return NULL;
}

/* The first job makes the map, the second gets it, and the result descends from it. */
static void
test_joined (Fixture       *fixture,
             gconstpointer  data)
{
  LimnerEditOptions options;
  g_autoptr(LimnerJob) map_job = NULL;
  g_autoptr(LimnerJob) paint_job = NULL;
  g_autoptr(LimnerGalleryItem) map = NULL;
  g_autoptr(LimnerGalleryItem) painting = NULL;
  g_autoptr(LimnerPicture) edges = NULL;
  g_autoptr(LimnerPicture) painted = NULL;
  const char * const *parents;

  prepare (fixture);
  options = *limner_workspace_get_options (fixture->workspace);
  g_assert_cmpint (options.control, ==, LIMNER_EDIT_CONTROL_NONE);
  options.control = LIMNER_EDIT_CONTROL_CANNY;
  limner_workspace_set_options (fixture->workspace, &options);
  submit (fixture, 2);

  map_job = find_job (fixture, "limner/control");
  paint_job = find_job (fixture, "limner/controlnet");
  g_assert_nonnull (map_job);
  g_assert_nonnull (paint_job);
  g_assert_cmpstr (limner_job_spec_get_server (limner_job_get_spec (map_job)), ==,
                   LIMNER_SERVER_THIS_COMPUTER);
  g_assert_cmpstr (limner_job_spec_get_server (limner_job_get_spec (paint_job)), ==,
                   fixture->server);
  g_assert_cmpstr (json_object_get_string_member (
    limner_job_spec_get_input (limner_job_get_spec (map_job)), "method"), ==, "canny");
  g_assert_cmpstr (limner_job_spec_get_prompt (limner_job_get_spec (paint_job)), ==, "a house");

  map = g_list_model_get_item (limner_job_get_outputs (map_job), 0);
  painting = g_list_model_get_item (limner_job_get_outputs (paint_job), 0);
  parents = limner_job_spec_get_parents (limner_job_get_spec (paint_job));
  g_assert_cmpstr (parents[0], ==, limner_gallery_item_get_id (map));
  edges = load (map);
  painted = load (painting);
  g_assert_cmpint (limner_picture_get_width (edges), ==, SIDE);
  g_assert_false (has_grey (edges));
  g_assert_false (has_grey (painted));
}

/* A deployment that was chosen runs the model's part of it, too, and nothing that is done here. */
static void
test_deployment (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autofree char *wanted = NULL;
  g_autoptr(LimnerTestAnswer) model = NULL;
  g_autoptr(LimnerTestAnswer) made = NULL;
  g_autoptr(LimnerJob) map_job = NULL;
  g_autoptr(LimnerJob) paint_job = NULL;
  LimnerEditOptions options;

  model = limner_test_engine_send (fixture->engine, "GET", "/models/limner/controlnet", NULL);
  wanted = g_strdup_printf ("{\"name\":\"mine\",\"model\":\"limner/controlnet\","
                            "\"version\":\"%s\",\"hardware\":\"cpu\",\"min_instances\":0,"
                            "\"max_instances\":1}",
                            limner_test_answer_get (model, "latest_version.id"));
  made = limner_test_engine_send (fixture->engine, "POST", "/deployments", wanted);
  g_assert_cmpstr (limner_test_answer_get (made, "name"), ==, "mine");
  prepare (fixture);
  open_photo (fixture, LIMNER_STUDIO_DEPLOYMENT "local/mine");
  limner_values_set_text (limner_workspace_get_values (fixture->workspace), "prompt", "a house");
  g_assert_cmpstr (limner_workspace_get_deployment (fixture->workspace), ==, "local/mine");
  options = *limner_workspace_get_options (fixture->workspace);
  options.control = LIMNER_EDIT_CONTROL_CANNY;
  limner_workspace_set_options (fixture->workspace, &options);
  submit (fixture, 2);

  map_job = find_job (fixture, "limner/control");
  paint_job = find_job (fixture, "limner/controlnet");
  g_assert_null (limner_job_spec_get_deployment (limner_job_get_spec (map_job)));
  g_assert_cmpstr (limner_job_spec_get_deployment (limner_job_get_spec (paint_job)), ==,
                   "local/mine");
}

/* Without a method the model is sent the picture itself. */
static void
test_as_it_is (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(LimnerJob) job = NULL;
  g_autoptr(LimnerGalleryItem) item = NULL;
  g_autoptr(LimnerPicture) painted = NULL;

  prepare (fixture);
  submit (fixture, 1);
  job = find_job (fixture, "limner/controlnet");
  item = g_list_model_get_item (limner_job_get_outputs (job), 0);
  painted = load (item);
  g_assert_true (has_grey (painted));
}

/* Fetches what a job's input names. */
static GBytes *
read_input (Fixture    *fixture,
            LimnerJob  *job,
            const char *name)
{
  JsonObject *input = limner_job_spec_get_input (limner_job_get_spec (job));
  g_autoptr(GError) error = NULL;
  GBytes *bytes = limner_store_read_blob (limner_studio_get_store (fixture->studio),
                                          json_object_get_string_member (input, name), &error);

  g_assert_no_error (error);
  return bytes;
}

static void
prepare_extension (Fixture *fixture)
{
  LimnerDocument *document = limner_workspace_get_document (fixture->workspace);
  const LimnerRect area = { 0, 0, 2 * SIDE, SIDE };
  LimnerEditOptions options;
  LimnerFrame frame;

  open_photo (fixture, "limner/inpainter");
  use_task (fixture, LIMNER_TASK_EXTEND);
  limner_values_set_text (limner_workspace_get_values (fixture->workspace), "prompt", "a house");
  limner_frame_init (&frame, SIDE, SIDE);
  limner_frame_set_area (&frame, &area);
  limner_document_set_frame (document, &frame);
  options = *limner_workspace_get_options (fixture->workspace);
  options.fill_first = TRUE;
  limner_workspace_set_options (fixture->workspace, &options);
}

/* The difference of two pictures over what is new, on the average of all channels */
static double
compare_new (LimnerPicture *one,
             LimnerPicture *other)
{
  double sum = 0;

  for (int y = 0; y < SIDE; y++)
    {
      const guint8 *a = limner_picture_read_row (one, y) + 4 * SIDE;
      const guint8 *b = limner_picture_read_row (other, y) + 4 * SIDE;

      for (int i = 0; i < 4 * SIDE; i++)
        sum += ABS (a[i] - b[i]);
    }
  return sum / (4 * SIDE * SIDE);
}

/* The new half is filled here, the model is shown that and paints it anew, and what was there
 * stays but for a seam. */
static void
test_filled (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(LimnerJob) fill_job = NULL;
  g_autoptr(LimnerJob) paint_job = NULL;
  g_autoptr(LimnerGalleryItem) filled_item = NULL;
  g_autoptr(LimnerGalleryItem) painted_item = NULL;
  g_autoptr(LimnerPicture) filled = NULL;
  g_autoptr(LimnerPicture) painted = NULL;
  g_autoptr(LimnerPicture) photo = NULL;
  g_autoptr(GBytes) photo_file = make_photo ();
  g_autoptr(GBytes) mask_file = NULL;
  g_autoptr(LimnerPlane) mask = NULL;
  const guint8 *row;

  prepare_extension (fixture);
  submit (fixture, 2);
  fill_job = find_job (fixture, "limner/extend");
  paint_job = find_job (fixture, "limner/inpainter");
  g_assert_nonnull (fill_job);
  g_assert_nonnull (paint_job);
  filled_item = g_list_model_get_item (limner_job_get_outputs (fill_job), 0);
  painted_item = g_list_model_get_item (limner_job_get_outputs (paint_job), 0);
  filled = load (filled_item);
  painted = load (painted_item);
  g_assert_cmpint (limner_picture_get_width (painted), ==, 2 * SIDE);
  g_assert_cmpint (limner_picture_get_height (painted), ==, SIDE);
  g_assert_cmpfloat (compare_new (filled, painted), <, 4.0);

  photo = limner_picture_decode (photo_file, NULL);
  for (int y = 0; y < SIDE; y++)
    g_assert_cmpmem (limner_picture_read_row (painted, y), 4 * SIDE / 4,
                     limner_picture_read_row (photo, y), 4 * SIDE / 4);

  mask_file = read_input (fixture, paint_job, "mask");
  mask = limner_plane_decode (mask_file, LIMNER_PLANE_LUMINANCE, NULL);
  row = limner_plane_read_row (mask, limner_plane_get_height (mask) / 2);
  g_assert_cmpint (row[0], ==, 0);
  g_assert_cmpint (row[limner_plane_get_width (mask) - 1], ==, 255);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add ("/local-first/control", Fixture, NULL, set_up, test_joined, tear_down);
  g_test_add ("/local-first/deployment", Fixture, NULL, set_up, test_deployment, tear_down);
  g_test_add ("/local-first/as-it-is", Fixture, NULL, set_up, test_as_it_is, tear_down);
  g_test_add ("/local-first/filled", Fixture, NULL, set_up, test_filled, tear_down);
  return g_test_run ();
}
