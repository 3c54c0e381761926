/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Models that extend a picture by inputs of their own, over HTTP and through the same objects as
 * the window: what was drawn becomes the model's numbers or its way, and its answer the canvas.
 */

#include "config.h"

#include <string.h>

#include "base/limner-file.h"
#include "image/limner-picture-io.h"

#include "studio-fixture.h"

#define WIDTH 128
#define HEIGHT 96

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

/* No two pixels near each other are alike. */
static LimnerPicture *
make_photo (void)
{
  LimnerPicture *picture = limner_picture_new (WIDTH, HEIGHT);
  guint8 *pixel = limner_picture_get_pixels (picture);

  for (int i = 0; i < WIDTH * HEIGHT; i++, pixel += 4)
    {
      int x = i % WIDTH, y = i / WIDTH;

      pixel[0] = (guint8) (60 + x);
      pixel[1] = (guint8) (40 + 2 * y);
      pixel[2] = (guint8) (30 + (x * 7 + y * 11) % 24);
      pixel[3] = 255;
    }
  return picture;
}

static void
load_model (Fixture    *fixture,
            const char *model)
{
  g_autoptr(GError) error = NULL;

  limner_workspace_load_model_async (fixture->workspace, fixture->server, model, NULL, fixture_cb,
                                     fixture);
  g_assert_true (limner_workspace_load_model_finish (fixture->workspace, fixture_wait (fixture),
                                                     &error));
  g_assert_no_error (error);
  g_clear_object (&fixture->result);
}

/* Opens the photograph and draws the frame round it. */
static LimnerPicture *
draw (Fixture          *fixture,
      const LimnerRect *area)
{
  LimnerDocument *document = limner_workspace_get_document (fixture->workspace);
  LimnerPicture *photo = make_photo ();
  g_autoptr(GBytes) file = NULL;
  g_autoptr(GError) error = NULL;
  LimnerFrame frame;

  file = limner_picture_encode (photo, LIMNER_PICTURE_PNG, 1, &error);
  g_assert_no_error (error);
  limner_workspace_open_bytes_async (fixture->workspace, file, NULL, fixture_cb, fixture);
  g_assert_true (limner_workspace_open_finish (fixture->workspace, fixture_wait (fixture), &error));
  g_assert_no_error (error);
  g_clear_object (&fixture->result);

  limner_workspace_set_task (fixture->workspace, LIMNER_TASK_EXTEND);
  limner_test_wait_until (!limner_workspace_get_loading (fixture->workspace));
  limner_frame_init (&frame, WIDTH, HEIGHT);
  limner_frame_set_area (&frame, area);
  limner_document_set_frame (document, &frame);
  return photo;
}

static LimnerJob *
generate (Fixture *fixture)
{
  g_autofree char *reason = limner_workspace_check (fixture->workspace);
  g_autoptr(LimnerJob) job = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_cmpstr (reason, ==, NULL);
  limner_workspace_submit_async (fixture->workspace, NULL, fixture_cb, fixture);
  job = limner_workspace_submit_finish (fixture->workspace, fixture_wait (fixture), &error);
  g_assert_no_error (error);
  g_clear_object (&fixture->result);
  limner_job_wait_async (job, NULL, fixture_cb, fixture);
  g_assert_true (limner_job_wait_finish (job, fixture_wait (fixture), &error));
  g_assert_no_error (error);
  g_clear_object (&fixture->result);
  return g_steal_pointer (&job);
}

/* Goes on with the answer: it is the canvas, the photograph lies in it where it was drawn, and one
 * undo leads back. */
static void
keep (Fixture          *fixture,
      LimnerJob        *job,
      LimnerPicture    *photo,
      const LimnerRect *area)
{
  LimnerDocument *document = limner_workspace_get_document (fixture->workspace);
  g_autoptr(LimnerGalleryItem) item = g_list_model_get_item (limner_job_get_outputs (job), 0);
  g_autoptr(GError) error = NULL;
  LimnerPicture *canvas;
  const guint8 *corner;
  guint n_same = 0;

  limner_workspace_open_item_async (fixture->workspace, item, FALSE, NULL, fixture_cb, fixture);
  g_assert_true (limner_workspace_open_finish (fixture->workspace, fixture_wait (fixture), &error));
  g_assert_no_error (error);
  g_clear_object (&fixture->result);

  canvas = limner_document_get_picture (document);
  g_assert_cmpint (limner_picture_get_width (canvas), ==, area->width);
  g_assert_cmpint (limner_picture_get_height (canvas), ==, area->height);
  for (int y = 0; y < HEIGHT; y++)
    n_same += memcmp (limner_picture_read_row (canvas, y - area->y) - 4 * area->x,
                      limner_picture_read_row (photo, y), 4 * WIDTH) == 0;
  g_assert_cmpuint (n_same, >, HEIGHT / 3);
  corner = limner_picture_read_row (canvas, area->height - 1) + 4 * (area->width - 1);
  g_assert_cmpint (corner[2], >, corner[0]);

  limner_document_undo (document);
  g_assert_cmpint (limner_document_get_width (document), ==, WIDTH);
  g_assert_cmpint (limner_document_get_height (document), ==, HEIGHT);
}

static JsonObject *
get_input (LimnerJob *job)
{
  return limner_job_spec_get_input (limner_job_get_spec (job));
}

/* The numbers are of the picture as it is sent. */
static void
test_sides (Fixture       *fixture,
            gconstpointer  data)
{
  const LimnerRect area = { -64, 0, WIDTH + 64 + 32, HEIGHT };
  g_autoptr(LimnerPicture) photo = NULL;
  g_autoptr(LimnerJob) job = NULL;
  gint64 left, right;

  load_model (fixture, "limner/sides");
  photo = draw (fixture, &area);
  job = generate (fixture);
  left = json_object_get_int_member (get_input (job), "left");
  right = json_object_get_int_member (get_input (job), "right");
  g_assert_cmpint (right, >, 0);
  g_assert_cmpint (ABS (left - 2 * right), <=, 1);
  g_assert_cmpint (json_object_get_int_member (get_input (job), "up"), ==, 0);
  g_assert_cmpint (json_object_get_int_member (get_input (job), "down"), ==, 0);
  keep (fixture, job, photo, &area);
}

/* The way that comes nearest to the frame is taken. */
static void
test_ways (Fixture       *fixture,
           gconstpointer  data)
{
  const LimnerRect drawn = { -60, -44, WIDTH + 120, HEIGHT + 88 };
  const LimnerRect made = { -WIDTH / 2, -HEIGHT / 2, 2 * WIDTH, 2 * HEIGHT };
  g_autoptr(LimnerPicture) photo = NULL;
  g_autoptr(LimnerJob) job = NULL;

  load_model (fixture, "limner/ways");
  photo = draw (fixture, &drawn);
  job = generate (fixture);
  g_assert_cmpstr (json_object_get_string_member (get_input (job), "outpaint"), ==,
                   "Zoom out 2x");
  keep (fixture, job, photo, &made);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add ("/own-outpaint/sides", Fixture, NULL, set_up, test_sides, tear_down);
  g_test_add ("/own-outpaint/ways", Fixture, NULL, set_up, test_ways, tear_down);
  return g_test_run ();
}
