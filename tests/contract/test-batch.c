/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/limner-error.h"
#include "image/limner-picture-io.h"
#include "studio/limner-sweep-list.h"

#include "studio-fixture.h"

/* A batch over files with the task that the form is at: each file is the picture of its cell,
 * whether another one stands on the canvas or none.
 */

#define N_FILES 3

static GBytes *
make_picture (guint32 colour)
{
  g_autoptr(LimnerPicture) picture = limner_picture_new (8 + (int) (colour & 7), 8);
  g_autoptr(GError) error = NULL;
  GBytes *bytes;

  for (int y = 0; y < 8; y++)
    {
      guint32 *row = (guint32 *) (limner_picture_get_pixels (picture) +
                                  (gsize) y * limner_picture_get_stride (picture));

      for (int x = 0; x < limner_picture_get_width (picture); x++)
        row[x] = 0xff000000u | colour * 0x1f3b57u;
    }
  bytes = limner_picture_encode (picture, LIMNER_PICTURE_PNG, 1, &error);
  g_assert_no_error (error);
  return bytes;
}

static char *
keep (StudioFixture *fixture,
      GBytes        *bytes)
{
  LimnerStore *store = limner_studio_get_store (fixture->studio);
  g_autofree char *sha256 = NULL;

  limner_store_put_blob_async (store, bytes, NULL, fixture_cb, fixture);
  sha256 = limner_store_put_blob_finish (store, fixture_wait (fixture), NULL);
  g_clear_object (&fixture->result);
  g_assert_nonnull (sha256);
  return g_strconcat ("blob:", sha256, NULL);
}

static LimnerSchema *
load_schema (StudioFixture *fixture)
{
  g_autoptr(LimnerTestAnswer) answer = NULL;
  JsonObject *version;

  answer = limner_test_engine_send (fixture->engine, "GET", "/models/limner/fill", NULL);
  g_assert_cmpuint (answer->status, ==, 200);
  version = json_object_get_object_member (answer->json, "latest_version");
  return limner_schema_new (json_object_get_object_member (version, "openapi_schema"));
}

static LimnerSweep *
start (StudioFixture *fixture,
       char         **files,
       const char    *canvas)
{
  LimnerSweepList *list = limner_studio_get_sweeps (fixture->studio);
  g_autoptr(LimnerSchema) schema = load_schema (fixture);
  LimnerSpecRequest *base = limner_spec_request_new ();
  GPtrArray *axes = g_ptr_array_new_with_free_func ((GDestroyNotify) limner_sweep_axis_free);
  LimnerField *field = limner_schema_find_role (schema, LIMNER_ROLE_IMAGE);
  LimnerSweepAxis *axis = limner_sweep_axis_new_field (field);
  g_autoptr(GError) error = NULL;
  LimnerSweep *sweep;

  for (guint i = 0; files[i] != NULL; i++)
    {
      g_autofree char *label = g_strdup_printf ("file %u", i);

      limner_sweep_axis_add_text (axis, label, files[i]);
    }
  g_ptr_array_add (axes, axis);
  base->server = g_strdup (fixture->server);
  base->model = g_strdup ("limner/fill");
  base->task = LIMNER_TASK_UPSCALE;
  base->values = limner_values_new (schema);
  base->picture_blob = g_strdup (canvas);
  limner_sweep_list_create_async (list, base, axes, NULL, NULL, NULL, NULL, fixture_cb, fixture);
  sweep = limner_sweep_list_create_finish (list, fixture_wait (fixture), &error);
  g_clear_object (&fixture->result);
  g_assert_no_error (error);
  limner_test_wait_until (limner_sweep_get_finished (sweep));
  return sweep;
}

/* What the model was given for a cell. */
static char *
dup_sent (LimnerSweep *sweep,
          guint        cell)
{
  LimnerJob *job = limner_sweep_cell_get_job (limner_sweep_get_cell (sweep, cell));
  JsonObject *input = limner_job_spec_get_input (limner_job_get_spec (job));

  return g_strdup (json_object_get_string_member (input, "image"));
}

static void
check (StudioFixture *fixture,
       gboolean       has_canvas)
{
  g_auto(GStrv) files = g_new0 (char *, N_FILES + 1);
  g_autoptr(GBytes) other = make_picture (100);
  g_autofree char *canvas = has_canvas ? keep (fixture, other) : NULL;
  g_autoptr(LimnerSweep) sweep = NULL;
  guint n_done, n_failed, n_left;

  for (guint i = 0; i < N_FILES; i++)
    {
      g_autoptr(GBytes) bytes = make_picture (i);

      files[i] = keep (fixture, bytes);
    }
  sweep = start (fixture, files, canvas);
  limner_sweep_count (sweep, &n_done, &n_failed, &n_left);
  g_assert_cmpuint (n_done, ==, N_FILES);
  g_assert_cmpuint (n_failed + n_left, ==, 0);
  for (guint i = 0; i < N_FILES; i++)
    {
      LimnerJob *job = limner_sweep_cell_get_job (limner_sweep_get_cell (sweep, i));
      g_autofree char *sent = dup_sent (sweep, i);

      g_assert_cmpstr (sent, ==, files[i]);
      g_assert_cmpstr (limner_job_spec_get_operation (limner_job_get_spec (job)), ==, "upscale");
    }
}

static void
test_empty_canvas (void)
{
  StudioFixture fixture = { 0 };

  fixture_set_up (&fixture);
  check (&fixture, FALSE);
  fixture_tear_down (&fixture);
}

static void
test_other_on_canvas (void)
{
  StudioFixture fixture = { 0 };

  fixture_set_up (&fixture);
  check (&fixture, TRUE);
  fixture_tear_down (&fixture);
}

/* One that is broken fails before anything is sent; the others go on. */
static void
test_broken (void)
{
  StudioFixture fixture = { 0 };
  g_auto(GStrv) files = g_new0 (char *, 3);
  g_autoptr(GBytes) good = make_picture (1);
  g_autoptr(GBytes) cut = g_bytes_new_from_bytes (good, 0, 40);
  g_autoptr(LimnerSweep) sweep = NULL;
  guint n_done, n_failed, n_left;

  fixture_set_up (&fixture);
  files[0] = keep (&fixture, cut);
  files[1] = keep (&fixture, good);
  sweep = start (&fixture, files, NULL);
  limner_sweep_count (sweep, &n_done, &n_failed, &n_left);
  g_assert_cmpuint (n_done, ==, 1);
  g_assert_cmpuint (n_failed, ==, 1);
  g_assert_error (limner_sweep_cell_get_error (limner_sweep_get_cell (sweep, 0)), LIMNER_ERROR,
                  LIMNER_ERROR_BAD_FILE);
  g_assert_null (limner_sweep_cell_get_job (limner_sweep_get_cell (sweep, 0)));
  g_clear_object (&sweep);
  fixture_tear_down (&fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/batch/empty-canvas", test_empty_canvas);
  g_test_add_func ("/batch/other-on-canvas", test_other_on_canvas);
  g_test_add_func ("/batch/broken", test_broken);

  return g_test_run ();
}
