/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a person does at the first start, through the same objects as the window, against the
 * built-in engine as a separate process: words to a picture, a part of it erased, the whole
 * extended, blended anew, its settings used again, and the program ended in between.
 */

#include "config.h"

#include "base/limner-error.h"
#include "base/limner-file.h"
#include "edit/limner-edit-zone.h"
#include "image/limner-picture-io.h"
#include "schema/limner-schema-change.h"
#include "store/limner-store-models.h"
#include "studio/limner-default-model.h"
#include "studio/limner-ideas.h"
#include "studio/limner-reblend.h"
#include "studio/limner-workspace.h"

#include "lib/limner-test.h"

typedef struct
{
  char            *folder;
  LimnerStudio    *studio;
  LimnerWorkspace *workspace;
  GAsyncResult    *result;
  GAsyncResult    *last;
} Fixture;

static void
result_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  Fixture *fixture = data;

  g_set_object (&fixture->result, result);
}

/* The result that came; it lives until the next one is waited for. */
static GAsyncResult *
wait_for (Fixture *fixture)
{
  limner_test_wait_until (fixture->result != NULL);
  g_clear_object (&fixture->last);
  fixture->last = g_steal_pointer (&fixture->result);
  return fixture->last;
}

static void
open_studio (Fixture *fixture)
{
  g_autofree char *data = g_build_filename (fixture->folder, "data", NULL);
  g_autofree char *pictures = g_build_filename (fixture->folder, "pictures", NULL);
  g_autoptr(LimnerVault) vault = limner_vault_new_in_memory ();
  g_autoptr(GError) error = NULL;

  fixture->studio = limner_studio_new_for (data, pictures, vault);
  limner_studio_open_async (fixture->studio, NULL, result_cb, fixture);
  g_assert_true (limner_studio_open_finish (fixture->studio, wait_for (fixture), &error));
  g_assert_no_error (error);

  fixture->workspace = limner_workspace_new (fixture->studio);
  limner_workspace_restore_async (fixture->workspace, NULL, result_cb, fixture);
  g_assert_true (limner_workspace_restore_finish (fixture->workspace, wait_for (fixture), &error));
  g_assert_no_error (error);
}

static void
close_studio (Fixture *fixture)
{
  limner_workspace_save (fixture->workspace);
  g_clear_object (&fixture->last);
  g_clear_object (&fixture->workspace);
  g_clear_object (&fixture->studio);
  limner_test_settle ();
}

static void
setup (Fixture       *fixture,
       gconstpointer  data)
{
  fixture->folder = limner_test_make_folder ();
  open_studio (fixture);
}

static void
teardown (Fixture       *fixture,
          gconstpointer  data)
{
  close_studio (fixture);
  limner_test_remove_folder (fixture->folder);
  g_clear_pointer (&fixture->folder, g_free);
}

static void
use_task (Fixture     *fixture,
          LimnerTasks  task)
{
  limner_workspace_set_task (fixture->workspace, task);
  limner_test_wait_until (!limner_workspace_get_loading (fixture->workspace));
  g_assert_null (limner_workspace_get_error (fixture->workspace));
  g_assert_cmpuint (limner_workspace_get_tasks (fixture->workspace) & task, !=, 0);
}

static void
set (Fixture    *fixture,
     const char *name,
     const char *text)
{
  limner_values_set_text (limner_workspace_get_values (fixture->workspace), name, text);
}

/* Presses Generate and waits for the first result. */
static LimnerGalleryItem *
generate (Fixture *fixture)
{
  g_autoptr(LimnerJob) job = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *reason = limner_workspace_check (fixture->workspace);
  LimnerGalleryItem *item;

  g_assert_cmpstr (reason, ==, NULL);
  limner_workspace_submit_async (fixture->workspace, NULL, result_cb, fixture);
  job = limner_workspace_submit_finish (fixture->workspace, wait_for (fixture), &error);
  g_assert_no_error (error);

  limner_job_wait_async (job, NULL, result_cb, fixture);
  g_assert_true (limner_job_wait_finish (job, wait_for (fixture), &error));
  g_assert_no_error (error);
  g_assert_cmpint (limner_job_get_state (job), ==, LIMNER_JOB_DONE);

  item = g_list_model_get_item (limner_job_get_outputs (job), 0);
  g_assert_nonnull (item);
  g_assert_true (g_file_test (limner_gallery_item_get_path (item), G_FILE_TEST_IS_REGULAR));
  return item;
}

static LimnerPicture *
load (LimnerGalleryItem *item)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = limner_file_read (limner_gallery_item_get_path (item), 1 << 26, &error);
  LimnerPicture *picture;

  g_assert_no_error (error);
  picture = limner_picture_decode (bytes, &error);
  g_assert_no_error (error);
  return picture;
}

static void
keep (Fixture           *fixture,
      LimnerGalleryItem *item)
{
  g_autoptr(GError) error = NULL;

  limner_workspace_open_item_async (fixture->workspace, item, FALSE, NULL, result_cb, fixture);
  g_assert_true (limner_workspace_open_finish (fixture->workspace, wait_for (fixture), &error));
  g_assert_no_error (error);
}

static LimnerGalleryItem *
paint_first (Fixture *fixture)
{
  use_task (fixture, LIMNER_TASK_GENERATE);
  set (fixture, "prompt", "a lighthouse at dusk, oil");
  set (fixture, "width", "256");
  set (fixture, "height", "192");
  set (fixture, "seed", "7");
  return generate (fixture);
}

static void
paint_at (Fixture *fixture,
          double   x,
          double   y)
{
  LimnerDocument *document = limner_workspace_get_document (fixture->workspace);
  LimnerBrush brush;

  limner_brush_init (&brush);
  brush.size = 30;
  g_assert_true (limner_document_begin_stroke (document, LIMNER_LAYER_MASK, &brush, FALSE));
  limner_document_add_to_stroke (document, &(LimnerStrokePoint) { x, y, 1 });
  limner_document_add_to_stroke (document, &(LimnerStrokePoint) { x + 30, y + 10, 1 });
  limner_document_end_stroke (document);
}

/* Counts the pixels that differ, and asserts that all of them lie in the blend zone. */
static int
count_changes (LimnerGalleryItem *item,
               LimnerPicture     *before,
               LimnerPlane       *mask)
{
  g_autoptr(LimnerPicture) after = load (item);
  g_autoptr(LimnerEditRecipe) recipe =
    limner_edit_recipe_from_json (limner_gallery_item_get_details (item)->recipe, NULL);
  g_autoptr(LimnerPlane) zone = limner_edit_zone_new (mask, recipe->grow, recipe->feather);
  int n = 0;

  for (int y = 0; y < limner_picture_get_height (before); y++)
    {
      const guint32 *a = (const guint32 *) (gconstpointer) limner_picture_read_row (before, y);
      const guint32 *b = (const guint32 *) (gconstpointer) limner_picture_read_row (after, y);

      for (int x = 0; x < limner_picture_get_width (before); x++)
        {
          if (a[x] == b[x])
            continue;
          g_assert_cmpint (limner_plane_read_row (zone, y)[x], >, 0);
          n++;
        }
    }
  return n;
}

static void
test_first_picture (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr(LimnerGalleryItem) item = paint_first (fixture);
  g_autoptr(LimnerGalleryItem) again = NULL;
  g_autoptr(LimnerPicture) picture = load (item);
  g_autoptr(GError) error = NULL;
  g_autofree char *seed = NULL;

  g_assert_cmpint (limner_picture_get_width (picture), ==, 256);
  g_assert_cmpint (limner_picture_get_height (picture), ==, 192);
  g_assert_cmpstr (limner_gallery_item_get_prompt (item), ==, "a lighthouse at dusk, oil");
  g_assert_cmpstr (limner_gallery_item_get_seed (item), ==, "7");
  g_assert_cmpstr (limner_gallery_item_get_model (item), ==, "limner/painter");

  set (fixture, "prompt", "something else");
  set (fixture, "seed", "");
  limner_workspace_use_settings_async (fixture->workspace, item, FALSE, NULL, result_cb, fixture);
  g_assert_true (limner_workspace_use_settings_finish (fixture->workspace, wait_for (fixture),
                                                       &error));
  g_assert_no_error (error);
  seed = limner_values_get_role_text (limner_workspace_get_values (fixture->workspace),
                                      LIMNER_ROLE_SEED);
  g_assert_cmpstr (seed, ==, "7");
  again = generate (fixture);
  g_assert_cmpstr (limner_gallery_item_get_prompt (again), ==, "a lighthouse at dusk, oil");
}

static void
test_erase (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(LimnerGalleryItem) first = paint_first (fixture);
  g_autoptr(LimnerPicture) before = load (first);
  g_autoptr(LimnerGalleryItem) erased = NULL;
  g_autoptr(LimnerPlane) mask = NULL;
  LimnerDocument *document = limner_workspace_get_document (fixture->workspace);
  LimnerRect box;
  int width, height;
  g_autofree char *reason = NULL;

  keep (fixture, first);
  use_task (fixture, LIMNER_TASK_ERASE);
  reason = limner_workspace_check (fixture->workspace);
  g_assert_nonnull (reason);
  paint_at (fixture, 110, 90);
  g_assert_true (limner_workspace_get_context_box (fixture->workspace, &box, &width, &height));
  mask = limner_mask_to_plane (limner_document_get_mask (document), NULL, 0);

  erased = generate (fixture);
  g_assert_cmpint (count_changes (erased, before, mask), >, 500);
  g_assert_cmpstr (limner_gallery_item_get_parents (erased)[0], ==,
                   limner_gallery_item_get_id (first));
}

static void
test_reblend (Fixture       *fixture,
              gconstpointer  data)
{
  LimnerEditOptions options = LIMNER_EDIT_OPTIONS_INIT;
  g_autoptr(LimnerGalleryItem) first = paint_first (fixture);
  g_autoptr(LimnerPicture) before = load (first);
  g_autoptr(LimnerGalleryItem) erased = NULL, saved = NULL;
  g_autoptr(LimnerReblend) reblend = NULL;
  g_autoptr(LimnerPicture) blended = NULL, whole = NULL;
  g_autoptr(LimnerPlane) mask = NULL;
  g_autoptr(GError) error = NULL;
  LimnerRect area;

  keep (fixture, first);
  use_task (fixture, LIMNER_TASK_ERASE);
  paint_at (fixture, 110, 90);
  mask = limner_mask_to_plane (
    limner_document_get_mask (limner_workspace_get_document (fixture->workspace)), NULL, 0);
  erased = generate (fixture);

  g_assert_false (limner_reblend_is_possible (first));
  g_assert_true (limner_reblend_is_possible (erased));
  reblend = limner_reblend_new (limner_studio_get_store (fixture->studio), erased);
  options.feather = options.grow = options.tone = 0;
  limner_reblend_compose_async (reblend, &options, NULL, result_cb, fixture);
  blended = limner_reblend_compose_finish (reblend, wait_for (fixture), &area, &error);
  g_assert_no_error (error);
  g_assert_cmpint (limner_picture_get_width (blended), ==, area.width);

  limner_reblend_save_async (reblend, &options, NULL, result_cb, fixture);
  saved = limner_reblend_save_finish (reblend, wait_for (fixture), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (limner_gallery_item_get_id (saved), !=, limner_gallery_item_get_id (erased));
  g_assert_cmpint (count_changes (saved, before, mask), <,
                   count_changes (erased, before, mask));
  whole = load (saved);
  for (int y = 0; y < area.height; y++)
    g_assert_cmpmem (limner_picture_read_row (whole, area.y + y) + 4 * area.x, area.width * 4,
                     limner_picture_read_row (blended, y), area.width * 4);
}

static void
test_extend (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(LimnerGalleryItem) first = paint_first (fixture);
  g_autoptr(LimnerPicture) before = load (first);
  g_autoptr(LimnerGalleryItem) wide = NULL;
  g_autoptr(LimnerPicture) after = NULL;
  g_autoptr(LimnerEditRecipe) recipe = NULL;
  LimnerDocument *document = limner_workspace_get_document (fixture->workspace);
  LimnerFrame frame;
  int margin;

  keep (fixture, first);
  use_task (fixture, LIMNER_TASK_EXTEND);
  limner_frame_init (&frame, 256, 192);
  limner_frame_set_ratio (&frame, 16.0 / 9.0, 0.5, 0.5);
  limner_document_set_frame (document, &frame);

  wide = generate (fixture);
  after = load (wide);
  recipe = limner_edit_recipe_from_json (limner_gallery_item_get_details (wide)->recipe, NULL);
  g_assert_cmpint (limner_picture_get_width (after), ==, frame.area.width);
  g_assert_cmpint (limner_picture_get_height (after), ==, 192);

  /* What lies deeper in the old picture than overlap and blend is the same to the byte. */
  margin = recipe->overlap + recipe->grow + recipe->feather;
  g_assert_cmpint (margin, <, 120);
  for (int y = 0; y < 192; y++)
    g_assert_cmpmem (limner_picture_read_row (after, y) + (margin - frame.area.x) * 4,
                     (gsize) (256 - 2 * margin) * 4,
                     limner_picture_read_row (before, y) + margin * 4,
                     (gsize) (256 - 2 * margin) * 4);
}

/* To twice the size in steps: the picture is in the middle, to the byte, and one result is all
 * of it. */
static void
test_extend_in_steps (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr(LimnerGalleryItem) first = paint_first (fixture);
  g_autoptr(LimnerPicture) before = load (first);
  g_autoptr(LimnerPicture) after = NULL;
  g_autoptr(LimnerJob) job = NULL;
  g_autoptr(LimnerEditRecipe) recipe = NULL;
  g_autoptr(GError) error = NULL;
  LimnerDocument *document = limner_workspace_get_document (fixture->workspace);
  LimnerChainList *chains = limner_studio_get_chains (fixture->studio);
  LimnerChain *chain;
  LimnerFrame frame;
  LimnerRect box;
  int width, height;

  keep (fixture, first);
  use_task (fixture, LIMNER_TASK_EXTEND);
  g_assert_cmpuint (limner_workspace_get_n_steps (fixture->workspace), ==, 1);
  limner_frame_init (&frame, 256, 192);
  limner_frame_zoom_out (&frame, 2.0);
  limner_document_set_frame (document, &frame);
  g_assert_cmpuint (limner_workspace_get_n_steps (fixture->workspace), ==, 4);
  g_assert_true (limner_workspace_get_context_box (fixture->workspace, &box, &width, &height));
  g_assert_cmpint (box.height, <=, 192);

  limner_workspace_submit_async (fixture->workspace, NULL, result_cb, fixture);
  job = limner_workspace_submit_finish (fixture->workspace, wait_for (fixture), &error);
  g_assert_no_error (error);
  chain = limner_chain_list_find_by_job (chains, job);
  g_assert_nonnull (chain);
  /* each step has the patience of a test for itself */
  for (guint step = 1; step <= 4; step++)
    limner_test_wait_until (limner_chain_get_step (chain) >= step);
  g_assert_cmpint (limner_chain_get_state (chain), ==, LIMNER_CHAIN_DONE);

  after = load (limner_chain_get_item (chain));
  g_assert_cmpint (limner_picture_get_width (after), ==, frame.area.width);
  g_assert_cmpint (limner_picture_get_height (after), ==, frame.area.height);
  recipe = limner_edit_recipe_from_json (
    limner_gallery_item_get_details (limner_chain_get_item (chain))->recipe, NULL);
  g_assert_cmpint (recipe->origin_x + recipe->frame.x, ==, frame.area.x);
  g_assert_cmpint (recipe->origin_y + recipe->frame.y, ==, frame.area.y);
  for (int y = 60; y < 132; y++)
    g_assert_cmpmem (limner_picture_read_row (after, y - frame.area.y) + (80 - frame.area.x) * 4,
                     96 * 4, limner_picture_read_row (before, y) + 80 * 4, 96 * 4);
}

/* A stroke begins an edit, a frame drawn outward an extension. */
static void
test_task_follows_hand (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autoptr(LimnerGalleryItem) first = paint_first (fixture);
  LimnerDocument *document = limner_workspace_get_document (fixture->workspace);
  LimnerFrame frame;

  keep (fixture, first);
  g_assert_cmpint (limner_workspace_get_task (fixture->workspace), ==, LIMNER_TASK_GENERATE);
  paint_at (fixture, 110, 90);
  g_assert_cmpint (limner_workspace_get_task (fixture->workspace), ==, LIMNER_TASK_EDIT);

  limner_frame_init (&frame, 256, 192);
  limner_frame_zoom_out (&frame, 1.5);
  limner_document_set_frame (document, &frame);
  g_assert_cmpint (limner_workspace_get_task (fixture->workspace), ==, LIMNER_TASK_EXTEND);
  limner_test_wait_until (!limner_workspace_get_loading (fixture->workspace));
}

static void
save_document (Fixture *fixture)
{
  g_autofree char *folder = g_build_filename (fixture->folder, "data", "workspace", "document",
                                              NULL);
  LimnerDocument *document = limner_workspace_get_document (fixture->workspace);

  limner_document_save_async (document, folder, NULL, result_cb, fixture);
  g_assert_true (limner_document_save_finish (document, wait_for (fixture), NULL));
}

/* Ends the program and begins it again. */
static void
restart (Fixture *fixture)
{
  save_document (fixture);
  close_studio (fixture);
  open_studio (fixture);
}

/* The program ends; at the next start all is as it was. */
static void
test_restart (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(LimnerGalleryItem) first = paint_first (fixture);
  g_autofree char *prompt = NULL;
  LimnerRect bounds, again;

  keep (fixture, first);
  use_task (fixture, LIMNER_TASK_EDIT);
  set (fixture, "prompt", "a red boat");
  use_task (fixture, LIMNER_TASK_ERASE);
  paint_at (fixture, 110, 90);
  g_assert_true (limner_document_get_mask_bounds (
    limner_workspace_get_document (fixture->workspace), &bounds));
  restart (fixture);

  g_assert_cmpint (limner_workspace_get_task (fixture->workspace), ==, LIMNER_TASK_ERASE);
  use_task (fixture, LIMNER_TASK_EDIT);
  prompt = limner_values_get_role_text (limner_workspace_get_values (fixture->workspace),
                                        LIMNER_ROLE_PROMPT);
  g_assert_cmpstr (prompt, ==, "a red boat");
  g_assert_cmpint (limner_document_get_width (limner_workspace_get_document (fixture->workspace)),
                   ==, 256);
  g_assert_true (limner_document_get_mask_bounds (
    limner_workspace_get_document (fixture->workspace), &again));
  g_assert_true (limner_rect_equal (&bounds, &again));
}

/* What the user says of an input is known at the next start, and taken back for good. */
static void
test_meaning_is_kept (Fixture       *fixture,
                      gconstpointer  data)
{
  LimnerSchema *schema;

  limner_values_override_role (limner_workspace_get_values (fixture->workspace), "image",
                               "style-image");
  g_assert_cmpuint (limner_workspace_get_tasks (fixture->workspace) & LIMNER_TASK_ERASE, ==, 0);
  close_studio (fixture);
  open_studio (fixture);

  schema = limner_values_get_schema (limner_workspace_get_values (fixture->workspace));
  g_assert_cmpint (limner_field_get_role (limner_schema_find_field (schema, "image")), ==,
                   LIMNER_ROLE_STYLE_IMAGE);
  limner_values_override_role (limner_workspace_get_values (fixture->workspace), "image", NULL);
  close_studio (fixture);
  open_studio (fixture);

  schema = limner_values_get_schema (limner_workspace_get_values (fixture->workspace));
  g_assert_cmpint (limner_field_get_role (limner_schema_find_field (schema, "image")), ==,
                   LIMNER_ROLE_IMAGE);
}

static void
count_cb (guint *count)
{
  (*count)++;
}

/* Ideas come while they are written; a model that gives pictures writes none. */
static void
test_ideas (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(LimnerIdeas) ideas = limner_ideas_new (fixture->studio);
  const char *const *written;
  guint n_changes = 0;

  g_signal_connect_swapped (ideas, "changed", G_CALLBACK (count_cb), &n_changes);
  limner_ideas_start (ideas, LIMNER_SERVER_THIS_COMPUTER, LIMNER_IDEAS_BUILT_IN, " a fox ");
  g_assert_true (limner_ideas_get_running (ideas));
  limner_test_wait_until (!limner_ideas_get_running (ideas));
  g_assert_null (limner_ideas_get_error (ideas));
  written = limner_ideas_get_ideas (ideas);
  g_assert_cmpuint (g_strv_length ((char **) written), ==, 5);
  g_assert_true (g_str_has_prefix (written[0], "a fox"));
  g_assert_cmpuint (n_changes, >, 3);

  limner_ideas_start (ideas, LIMNER_SERVER_THIS_COMPUTER, "limner/painter", "a fox");
  limner_test_wait_until (!limner_ideas_get_running (ideas));
  g_assert_error (limner_ideas_get_error (ideas), LIMNER_ERROR, LIMNER_ERROR_UNSUPPORTED);
  g_assert_cmpuint (g_strv_length ((char **) limner_ideas_get_ideas (ideas)), ==, 0);

  limner_ideas_start (ideas, LIMNER_SERVER_THIS_COMPUTER, LIMNER_IDEAS_BUILT_IN, "an owl");
  limner_ideas_stop (ideas);
  limner_test_wait_until (!limner_ideas_get_running (ideas));
  g_assert_null (limner_ideas_get_error (ideas));
}

static LimnerSchemaChange *
find_change (GPtrArray  *changes,
             const char *name)
{
  for (guint i = 0; i < changes->len; i++)
    {
      LimnerSchemaChange *change = g_ptr_array_index (changes, i);

      if (g_str_equal (change->name, name))
        return change;
    }
  return NULL;
}

/* The copy of last time is of an older version: what is new is told, once. */
static void
test_model_was_updated (Fixture       *fixture,
                        gconstpointer  data)
{
  static const char *const old =
    "{\"owner\":\"limner\",\"name\":\"painter\",\"latest_version\":{\"id\":\"older\","
    "\"openapi_schema\":{\"components\":{\"schemas\":{\"Input\":{\"properties\":{"
    "\"prompt\":{\"type\":\"string\"},\"brush\":{\"type\":\"string\"}}}}}}}}";
  LimnerWorkspace *workspace = fixture->workspace;
  g_autofree char *server = g_strdup (limner_workspace_get_server (workspace));
  GPtrArray *changes;

  limner_store_save_model_async (limner_studio_get_store (fixture->studio), server,
                                 "limner/painter", old, NULL, result_cb, fixture);
  g_assert_true (limner_store_write_finish (limner_studio_get_store (fixture->studio),
                                            wait_for (fixture), NULL));
  limner_workspace_load_model_async (workspace, server, "limner/painter", NULL, result_cb,
                                     fixture);
  g_assert_true (limner_workspace_load_model_finish (workspace, wait_for (fixture), NULL));

  changes = limner_workspace_get_changes (workspace);
  g_assert_nonnull (changes);
  g_assert_cmpint (find_change (changes, "brush")->kind, ==, LIMNER_SCHEMA_CHANGE_REMOVED);
  g_assert_cmpint (find_change (changes, "seed")->kind, ==, LIMNER_SCHEMA_CHANGE_ADDED);

  limner_workspace_load_model_async (workspace, server, "limner/painter", NULL, result_cb,
                                     fixture);
  g_assert_true (limner_workspace_load_model_finish (workspace, wait_for (fixture), NULL));
  g_assert_null (limner_workspace_get_changes (workspace));
}

static GFile *
write_picture (Fixture             *fixture,
               int                  side,
               LimnerPictureFormat  format)
{
  g_autoptr(LimnerPicture) picture = limner_picture_new (side, side);
  g_autofree char *path = g_strdup_printf ("%s/%d.%s", fixture->folder, side,
                                           limner_picture_format_get_extension (format));
  g_autoptr(GBytes) bytes = limner_picture_encode (picture, format, 50, NULL);

  g_assert_true (limner_file_write (path, bytes, NULL));
  return g_file_new_for_path (path);
}

static void
count_incoming_cb (LimnerDocument *document,
                   guint          *count)
{
  if (limner_document_get_incoming (document, NULL, NULL) != NULL)
    (*count)++;
}

/* Something of a large picture is there before the picture; what cannot be read leaves nothing. */
static void
test_open_large (Fixture       *fixture,
                 gconstpointer  data)
{
  LimnerDocument *document = limner_workspace_get_document (fixture->workspace);
  g_autoptr(GFile) large = write_picture (fixture, 3000, LIMNER_PICTURE_JPEG);
  g_autoptr(GFile) small = write_picture (fixture, 100, LIMNER_PICTURE_PNG);
  g_autoptr(GFile) broken = NULL;
  g_autofree char *path = NULL;
  g_autofree char *start = NULL;
  g_autoptr(GError) error = NULL;
  gsize length;
  guint n = 0;

  g_signal_connect (document, "incoming-changed", G_CALLBACK (count_incoming_cb), &n);
  limner_workspace_open_file_async (fixture->workspace, large, NULL, result_cb, fixture);
  g_assert_true (limner_workspace_open_finish (fixture->workspace, wait_for (fixture), &error));
  g_assert_no_error (error);
  if (g_get_num_processors () > 1)
    g_test_message ("%u previews came before the picture", n);
  g_assert_null (limner_document_get_incoming (document, NULL, NULL));
  g_assert_cmpint (limner_document_get_width (document), ==, 3000);

  n = 0;
  limner_workspace_open_file_async (fixture->workspace, small, NULL, result_cb, fixture);
  g_assert_true (limner_workspace_open_finish (fixture->workspace, wait_for (fixture), &error));
  g_assert_cmpuint (n, ==, 0);
  g_assert_cmpint (limner_document_get_width (document), ==, 100);

  g_assert_true (g_file_load_contents (large, NULL, &start, &length, NULL, NULL));
  path = g_build_filename (fixture->folder, "broken.jpg", NULL);
  g_assert_true (g_file_set_contents (path, start, (gssize) length / 2, NULL));
  broken = g_file_new_for_path (path);
  limner_workspace_open_file_async (fixture->workspace, broken, NULL, result_cb, fixture);
  g_assert_false (limner_workspace_open_finish (fixture->workspace, wait_for (fixture), &error));
  g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_BAD_FILE);
  g_assert_null (limner_document_get_incoming (document, NULL, NULL));
  g_assert_cmpint (limner_document_get_width (document), ==, 100);
}

/* Who opens a picture while the last one is being brought back wants the new one. */
static void
test_open_early (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(GFile) old = write_picture (fixture, 300, LIMNER_PICTURE_PNG);
  g_autoptr(GFile) new = write_picture (fixture, 100, LIMNER_PICTURE_PNG);

  limner_workspace_open_file_async (fixture->workspace, old, NULL, result_cb, fixture);
  g_assert_true (limner_workspace_open_finish (fixture->workspace, wait_for (fixture), NULL));
  save_document (fixture);

  g_clear_object (&fixture->last);
  g_clear_object (&fixture->workspace);
  fixture->workspace = limner_workspace_new (fixture->studio);
  limner_workspace_open_file_async (fixture->workspace, new, NULL, result_cb, fixture);
  g_assert_true (limner_workspace_open_finish (fixture->workspace, wait_for (fixture), NULL));
  limner_workspace_restore_async (fixture->workspace, NULL, result_cb, fixture);
  g_assert_true (limner_workspace_restore_finish (fixture->workspace, wait_for (fixture), NULL));
  g_assert_cmpint (limner_document_get_width (limner_workspace_get_document (fixture->workspace)),
                   ==, 100);
}

static const char *
get_model (Fixture *fixture)
{
  return limner_model_get_reference (limner_workspace_get_model (fixture->workspace));
}

/* What the user set for a task stands above what did it last, and outlives the program. */
static void
test_default_model (Fixture       *fixture,
                    gconstpointer  data)
{
  const char *here = LIMNER_SERVER_THIS_COMPUTER;

  use_task (fixture, LIMNER_TASK_ERASE);
  g_assert_cmpstr (get_model (fixture), ==, "limner/fill");
  use_task (fixture, LIMNER_TASK_GENERATE);

  limner_default_model_set (fixture->studio, here, LIMNER_TASK_ERASE, "limner/painter");
  use_task (fixture, LIMNER_TASK_ERASE);
  g_assert_cmpstr (get_model (fixture), ==, "limner/painter");
  g_assert_cmpuint (limner_workspace_get_task (fixture->workspace), ==, LIMNER_TASK_ERASE);

  restart (fixture);
  g_assert_cmpstr (limner_default_model_find_for (fixture->studio, here, LIMNER_TASK_ERASE), ==,
                   "limner/painter");
  g_assert_null (limner_default_model_get_chosen (fixture->studio, here, LIMNER_TASK_EDIT));

  limner_default_model_set (fixture->studio, here, LIMNER_TASK_ERASE, NULL);
  g_assert_cmpstr (limner_default_model_find_for (fixture->studio, here, LIMNER_TASK_ERASE), ==,
                   "limner/fill");
  restart (fixture);
  g_assert_null (limner_default_model_get_chosen (fixture->studio, here, LIMNER_TASK_ERASE));
}

/* A server takes its choices with it: the next one may get its id. */
static void
test_default_model_of_server (Fixture       *fixture,
                              gconstpointer  data)
{
  LimnerServer *server = limner_server_list_add (limner_studio_get_servers (fixture->studio),
                                                 LIMNER_SERVER_REPLICATE, "Work",
                                                 LIMNER_REPLICATE_BASE_URL);
  g_autofree char *id = g_strdup (limner_server_get_id (server));

  limner_default_model_set (fixture->studio, id, LIMNER_TASK_VARY, "a/b:c");
  g_assert_cmpstr (limner_default_model_find_for (fixture->studio, id, LIMNER_TASK_VARY), ==,
                   "a/b:c");
  g_assert_cmpstr (limner_default_model_find_for (fixture->studio, LIMNER_SERVER_THIS_COMPUTER,
                                                  LIMNER_TASK_VARY), ==, "limner/painter");

  limner_studio_remove_server (fixture->studio, id);
  g_assert_null (limner_default_model_find_for (fixture->studio, id, LIMNER_TASK_VARY));
}

static void
set_box (Fixture    *fixture,
         LimnerRect  box)
{
  LimnerEditOptions options = *limner_workspace_get_options (fixture->workspace);

  options.box = box;
  limner_workspace_set_options (fixture->workspace, &options);
}

static void
assert_box (Fixture    *fixture,
            LimnerRect  wanted)
{
  LimnerRect box;
  int width, height;

  g_assert_true (limner_workspace_get_context_box (fixture->workspace, &box, &width, &height));
  g_assert_true (limner_rect_equal (&box, &wanted));
}

/* A box chosen by hand counts, grows with the mask, outlives the program and goes with the
 * picture. */
static void
test_box_by_hand (Fixture       *fixture,
                  gconstpointer  data)
{
  const LimnerRect chosen = { 60, 40, 130, 120 }, none = { 0 };
  g_autoptr(LimnerGalleryItem) first = paint_first (fixture);
  LimnerRect automatic;
  int width, height;

  keep (fixture, first);
  use_task (fixture, LIMNER_TASK_ERASE);
  paint_at (fixture, 110, 90);
  limner_workspace_get_context_box (fixture->workspace, &automatic, &width, &height);
  set_box (fixture, chosen);
  assert_box (fixture, chosen);
  restart (fixture);
  assert_box (fixture, chosen);

  /* With what is painted, its rim and all, up to the picture's edge */
  paint_at (fixture, 20, 20);
  assert_box (fixture, (LimnerRect) { 0, 0, 190, 160 });
  limner_document_undo (limner_workspace_get_document (fixture->workspace));
  set_box (fixture, none);
  assert_box (fixture, automatic);
  set_box (fixture, chosen);
  keep (fixture, first);
  g_assert_true (limner_rect_is_empty (&limner_workspace_get_options (fixture->workspace)->box));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add ("/workspace/first-picture", Fixture, NULL, setup, test_first_picture, teardown);
  g_test_add ("/workspace/erase", Fixture, NULL, setup, test_erase, teardown);
  g_test_add ("/workspace/reblend", Fixture, NULL, setup, test_reblend, teardown);
  g_test_add ("/workspace/extend", Fixture, NULL, setup, test_extend, teardown);
  g_test_add ("/workspace/extend-in-steps", Fixture, NULL, setup, test_extend_in_steps, teardown);
  g_test_add ("/workspace/task-follows-hand", Fixture, NULL, setup, test_task_follows_hand,
              teardown);
  g_test_add ("/workspace/ideas", Fixture, NULL, setup, test_ideas, teardown);
  g_test_add ("/workspace/meaning-is-kept", Fixture, NULL, setup, test_meaning_is_kept, teardown);
  g_test_add ("/workspace/model-was-updated", Fixture, NULL, setup, test_model_was_updated,
              teardown);
  g_test_add ("/workspace/restart", Fixture, NULL, setup, test_restart, teardown);
  g_test_add ("/workspace/open-large", Fixture, NULL, setup, test_open_large, teardown);
  g_test_add ("/workspace/default-model", Fixture, NULL, setup, test_default_model, teardown);
  g_test_add ("/workspace/default-model-of-server", Fixture, NULL, setup,
              test_default_model_of_server, teardown);
  g_test_add ("/workspace/open-early", Fixture, NULL, setup, test_open_early, teardown);
  g_test_add ("/workspace/box-by-hand", Fixture, NULL, setup, test_box_by_hand, teardown);

  return g_test_run ();
}
