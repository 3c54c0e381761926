/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One model is chosen while another is still on its way. */

#include "config.h"

#include "base/limner-error.h"
#include "base/limner-file.h"
#include "image/limner-metadata.h"
#include "image/limner-picture-io.h"
#include "store/limner-store-gallery.h"
#include "studio/limner-workspace.h"

#include "lib/limner-test.h"

typedef struct
{
  char              *folder;
  LimnerStudio      *studio;
  LimnerWorkspace   *workspace;
  GAsyncResult      *result;
  LimnerGalleryItem *item;        /* the last one that was imported */
} Fixture;

static void
result_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_set_object (&((Fixture *) data)->result, result);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(LimnerVault) vault = limner_vault_new_in_memory ();
  g_autofree char *library = NULL;
  g_autofree char *pictures = NULL;
  g_autoptr(GError) error = NULL;

  fixture->folder = limner_test_make_folder ();
  library = g_build_filename (fixture->folder, "data", NULL);
  pictures = g_build_filename (fixture->folder, "pictures", NULL);
  fixture->studio = limner_studio_new_for (library, pictures, vault);
  limner_studio_open_async (fixture->studio, NULL, result_cb, fixture);
  limner_test_wait_until (fixture->result != NULL);
  g_assert_true (limner_studio_open_finish (fixture->studio, fixture->result, &error));
  g_assert_no_error (error);
  g_clear_object (&fixture->result);
  fixture->workspace = limner_workspace_new (fixture->studio);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  limner_workspace_save (fixture->workspace);
  g_clear_object (&fixture->item);
  g_clear_object (&fixture->result);
  g_clear_object (&fixture->workspace);
  g_clear_object (&fixture->studio);
  limner_test_settle ();
  limner_test_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

static void
load (Fixture      *fixture,
      const char   *model,
      GCancellable *cancellable)
{
  limner_workspace_load_model_async (fixture->workspace, LIMNER_SERVER_THIS_COMPUTER, model,
                                     cancellable, result_cb, fixture);
}

static void
assert_loads (Fixture    *fixture,
              const char *model)
{
  limner_test_wait_until (!limner_workspace_get_loading (fixture->workspace));
  g_assert_no_error (limner_workspace_get_error (fixture->workspace));
  g_assert_cmpstr (limner_model_get_reference (limner_workspace_get_model (fixture->workspace)),
                   ==, model);
}

/* The last choice counts, and the caller's cancellable, which it has for more than one choice, is
 * left alone.
 */
static void
test_overtaken (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();

  load (fixture, "limner/painter", cancellable);
  load (fixture, "limner/upscale", cancellable);
  g_assert_false (g_cancellable_is_cancelled (cancellable));
  assert_loads (fixture, "limner/upscale");
  load (fixture, "limner/painter", cancellable);
  assert_loads (fixture, "limner/painter");
}

/* Who gives up gets the old model back, and nothing seems to load for ever. */
static void
test_given_up (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  load (fixture, "limner/painter", NULL);
  assert_loads (fixture, "limner/painter");
  limner_test_settle ();
  g_clear_object (&fixture->result);
  load (fixture, "limner/upscale", cancellable);
  g_cancellable_cancel (cancellable);
  limner_test_wait_until (fixture->result != NULL);
  g_assert_false (limner_workspace_load_model_finish (fixture->workspace, fixture->result,
                                                      &error));
  g_assert_true (limner_error_is_cancelled (error));
  assert_loads (fixture, "limner/painter");

  g_clear_error (&error);
  g_clear_object (&fixture->result);
  load (fixture, "limner/upscale", cancellable);
  limner_test_wait_until (fixture->result != NULL);
  g_assert_false (limner_workspace_load_model_finish (fixture->workspace, fixture->result,
                                                      &error));
  assert_loads (fixture, "limner/painter");
}

static void
finish_restore (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;

  limner_test_wait_until (fixture->result != NULL);
  g_assert_true (limner_workspace_restore_finish (fixture->workspace, fixture->result, &error));
  g_assert_no_error (error);
  g_clear_object (&fixture->result);
}

/* Ends the workspace with a prompt in the painter's form and makes the next one. */
static void
write_and_restart (Fixture    *fixture,
                   const char *prompt)
{
  LimnerStudio *studio = fixture->studio;

  load (fixture, "limner/painter", NULL);
  assert_loads (fixture, "limner/painter");
  limner_values_set_text (limner_workspace_get_values (fixture->workspace), "prompt", prompt);
  limner_workspace_save (fixture->workspace);
  limner_test_settle ();
  g_clear_object (&fixture->result);
  g_clear_object (&fixture->workspace);
  fixture->workspace = limner_workspace_new (studio);
}

static void
assert_prompt (Fixture    *fixture,
               const char *prompt)
{
  g_autofree char *text = limner_values_get_text (limner_workspace_get_values (fixture->workspace),
                                                  "prompt");

  g_assert_cmpstr (text, ==, prompt);
}

/* What is chosen while the program brings back the last model counts, at whatever moment it is
 * chosen, and what was filled in for the last one is there when that is chosen again.
 */
static void
test_chosen_while_restoring (Fixture       *fixture,
                             gconstpointer  data)
{
  const guint turns[] = { 0, 1, 3, 10 };

  for (gsize i = 0; i < G_N_ELEMENTS (turns); i++)
    {
      g_autofree char *prompt = g_strdup_printf ("a house of %" G_GSIZE_FORMAT " floors", i + 2);
      g_autoptr(GError) error = NULL;

      write_and_restart (fixture, prompt);
      limner_workspace_restore_async (fixture->workspace, NULL, result_cb, fixture);
      for (guint turn = 0; turn < turns[i]; turn++)
        g_main_context_iteration (NULL, TRUE);
      limner_workspace_load_model_async (fixture->workspace, LIMNER_SERVER_THIS_COMPUTER,
                                         "limner/upscale", NULL, NULL, NULL);
      limner_test_wait_until (fixture->result != NULL);
      limner_workspace_restore_finish (fixture->workspace, fixture->result, &error);
      g_assert_true (error == NULL || limner_error_is_cancelled (error));
      g_clear_object (&fixture->result);
      assert_loads (fixture, "limner/upscale");

      load (fixture, "limner/painter", NULL);
      assert_loads (fixture, "limner/painter");
      assert_prompt (fixture, prompt);
      limner_test_settle ();
      g_clear_object (&fixture->result);
    }
}

/* A choice from before the restoring counts as well. */
static void
test_chosen_before_restoring (Fixture       *fixture,
                              gconstpointer  data)
{
  write_and_restart (fixture, "a mill");
  limner_workspace_load_model_async (fixture->workspace, LIMNER_SERVER_THIS_COMPUTER,
                                     "limner/upscale", NULL, NULL, NULL);
  limner_workspace_restore_async (fixture->workspace, NULL, result_cb, fixture);
  finish_restore (fixture);
  assert_loads (fixture, "limner/upscale");
}

/* Until a model is there, and when it cannot be had, form, model and server are those of before: a
 * form is never sent to a server that does not know it.
 */
static void
test_server_stays (Fixture       *fixture,
                   gconstpointer  data)
{
  LimnerServer *other = limner_server_list_add (limner_studio_get_servers (fixture->studio),
                                                LIMNER_SERVER_REPLICATE, "Nobody",
                                                "http://127.0.0.1:1/v1");
  g_autofree char *id = g_strdup (limner_server_get_id (other));

  load (fixture, "limner/painter", NULL);
  assert_loads (fixture, "limner/painter");
  limner_workspace_load_model_async (fixture->workspace, id, "someone/else", NULL, NULL, NULL);
  g_assert_cmpstr (limner_workspace_get_server (fixture->workspace), ==,
                   LIMNER_SERVER_THIS_COMPUTER);
  limner_test_wait_until (!limner_workspace_get_loading (fixture->workspace));
  g_assert_nonnull (limner_workspace_get_error (fixture->workspace));
  g_assert_cmpstr (limner_workspace_get_server (fixture->workspace), ==,
                   LIMNER_SERVER_THIS_COMPUTER);
  g_assert_cmpstr (limner_model_get_reference (limner_workspace_get_model (fixture->workspace)),
                   ==, "limner/painter");

  /* Trying again tries what failed. */
  limner_workspace_reload (fixture->workspace);
  g_assert_true (limner_workspace_get_loading (fixture->workspace));
  g_assert_null (limner_workspace_get_error (fixture->workspace));
  limner_test_wait_until (!limner_workspace_get_loading (fixture->workspace));
  g_assert_nonnull (limner_workspace_get_error (fixture->workspace));
}

static void
set_flag_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr(LimnerModel) model = NULL;

  model = limner_studio_load_model_finish (LIMNER_STUDIO (object), result, NULL, NULL, NULL);
  *(gboolean *) data = TRUE;
}

/* The program ends while a model is on its way: nothing is complained of. */
static void
test_ended (Fixture       *fixture,
            gconstpointer  data)
{
  gboolean is_done = FALSE;

  load (fixture, "limner/painter", NULL);
  assert_loads (fixture, "limner/painter");   /* the engine runs */
  limner_studio_load_model_async (fixture->studio, LIMNER_SERVER_THIS_COMPUTER, "limner/upscale",
                                  NULL, set_flag_cb, &is_done);
  g_main_context_iteration (NULL, FALSE);
  g_object_run_dispose (G_OBJECT (fixture->studio));
  limner_test_wait_until (is_done);
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

/* A picture of another program that was asked of a model of this name. */
static LimnerGalleryItem *
import (Fixture    *fixture,
        const char *model)
{
  LimnerStore *store = limner_studio_get_store (fixture->studio);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "metadata", "a1111.png",
                                                 NULL);
  LimnerGalleryItem *item;
  LimnerItemDetails *details;
  g_autoptr(GError) error = NULL;

  limner_store_import_async (store, path, NULL, result_cb, fixture);
  limner_test_wait_until (fixture->result != NULL);
  item = limner_store_import_finish (store, fixture->result, &error);
  g_assert_no_error (error);
  g_clear_object (&fixture->result);

  details = limner_gallery_item_get_details (item);
  g_free (details->model);
  details->model = g_strdup (model);
  if (model == NULL)
    g_clear_pointer (&details->version, g_free);
  return item;
}

static void
open_model (Fixture    *fixture,
            const char *model)
{
  load (fixture, model, NULL);
  assert_loads (fixture, model);
  limner_test_wait_until (fixture->result != NULL);
  g_clear_object (&fixture->result);
  limner_test_settle ();
}

static void
use_settings (Fixture           *fixture,
              LimnerGalleryItem *item)
{
  g_autoptr(GError) error = NULL;

  limner_workspace_use_settings_async (fixture->workspace, item, FALSE, NULL, result_cb, fixture);
  limner_test_wait_until (fixture->result != NULL);
  g_assert_true (limner_workspace_use_settings_finish (fixture->workspace, fixture->result,
                                                       &error));
  g_assert_no_error (error);
  g_clear_object (&fixture->result);
}

static void
assert_filled_in (Fixture *fixture)
{
  LimnerValues *values = limner_workspace_get_values (fixture->workspace);
  g_autofree char *prompt = limner_values_get_role_text (values, LIMNER_ROLE_PROMPT);
  g_autofree char *seed = limner_values_get_role_text (values, LIMNER_ROLE_SEED);

  g_assert_cmpstr (prompt, ==, "a lighthouse on a cliff,\nstorm");
  g_assert_cmpstr (seed, ==, "3141592653");
}

static gboolean
was_dropped (Fixture    *fixture,
             const char *name)
{
  GPtrArray *carried = limner_workspace_get_carried (fixture->workspace);

  for (guint i = 0; i < carried->len; i++)
    {
      const LimnerCarry *line = g_ptr_array_index (carried, i);

      if (g_str_equal (line->from, name))
        return line->kind == LIMNER_CARRY_DROPPED;
    }
  return FALSE;
}

/* A picture of another program, whose model has a name that is none here: its settings go to the
 * inputs of the open model that mean the same, and what has no place there is told.
 */
static void
test_stranger (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(LimnerGalleryItem) item = import (fixture, "shoreline_v2");

  open_model (fixture, "limner/painter");
  use_settings (fixture, item);
  assert_loads (fixture, "limner/painter");
  assert_filled_in (fixture);
  g_assert_cmpstr (limner_workspace_get_missing_model (fixture->workspace), ==, "shoreline_v2");
  g_assert_true (was_dropped (fixture, "Schedule type"));
  g_assert_false (was_dropped (fixture, "prompt"));

  open_model (fixture, "limner/upscale");
  g_assert_null (limner_workspace_get_missing_model (fixture->workspace));
}

/* The name of a checkpoint may be that of a model that was used before. */
static void
test_known (Fixture       *fixture,
            gconstpointer  data)
{
  static const char * const names[] = { "painter", "Painter.safetensors", "models/PAINTER.ckpt" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr(LimnerGalleryItem) item = import (fixture, names[i]);

      open_model (fixture, "limner/painter");
      open_model (fixture, "limner/upscale");
      use_settings (fixture, item);
      assert_loads (fixture, "limner/painter");
      assert_filled_in (fixture);
      g_assert_null (limner_workspace_get_missing_model (fixture->workspace));
    }
}

/* A file that holds nothing but A1111's text */
static void
import_text (Fixture    *fixture,
             const char *name,
             const char *text)
{
  LimnerStore *store = limner_studio_get_store (fixture->studio);
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr(LimnerPicture) picture = limner_picture_new (8, 8);
  g_autoptr(GBytes) plain = limner_picture_encode (picture, LIMNER_PICTURE_PNG, 9, NULL);
  g_autoptr(LimnerMetadata) metadata = limner_metadata_parse_text (text);
  g_autoptr(GBytes) file = limner_metadata_write (plain, metadata, LIMNER_METADATA_PARAMETERS,
                                                  NULL);
  g_autoptr(GError) error = NULL;

  g_assert_true (limner_file_write (path, file, &error));
  limner_store_import_async (store, path, NULL, result_cb, fixture);
  limner_test_wait_until (fixture->result != NULL);
  g_clear_object (&fixture->item);
  fixture->item = limner_store_import_finish (store, fixture->result, &error);
  g_assert_no_error (error);
  g_clear_object (&fixture->result);
}

/* Of some files nothing but a checksum is known; what other files call the same one counts. */
static void
test_checksum (Fixture       *fixture,
               gconstpointer  data)
{
  static const char bare[] = "a mill\nSteps: 7, Seed: 12, Size: 8x8, Model hash: ";
  g_autofree char *known = g_strconcat (bare, "0A1B2C3D4E, Model: painter.safetensors", NULL);
  g_autofree char *other = g_strconcat (bare, "ffffffffff, Model: upscale", NULL);
  g_autofree char *nameless = g_strconcat (bare, "0x0a1b2c3d4e5f60718293", NULL);
  g_autofree char *unseen = g_strconcat (bare, "1a1b2c3d4e", NULL);

  import_text (fixture, "known.png", known);
  import_text (fixture, "other.png", other);
  open_model (fixture, "limner/painter");
  open_model (fixture, "limner/upscale");

  import_text (fixture, "nameless.png", nameless);
  g_assert_null (limner_gallery_item_get_model (fixture->item));
  use_settings (fixture, fixture->item);
  assert_loads (fixture, "limner/painter");
  g_assert_null (limner_workspace_get_missing_model (fixture->workspace));

  import_text (fixture, "unseen.png", unseen);
  open_model (fixture, "limner/upscale");
  use_settings (fixture, fixture->item);
  assert_loads (fixture, "limner/upscale");
  g_assert_cmpstr (limner_workspace_get_missing_model (fixture->workspace), ==, "");
}

/* The name that others have for a checkpoint is told where there is no such model. */
static void
test_checksum_of_stranger (Fixture       *fixture,
                           gconstpointer  data)
{
  import_text (fixture, "named.png", "a mill\nSteps: 7, Seed: 12, Size: 8x8, Model hash: "
               "0a1b2c3d4e, Model: shoreline_v2");
  import_text (fixture, "nameless.png", "a mill\nSteps: 7, Seed: 12, Size: 8x8, Model hash: "
               "0a1b2c3d4e");
  open_model (fixture, "limner/painter");
  use_settings (fixture, fixture->item);
  assert_loads (fixture, "limner/painter");
  g_assert_cmpstr (limner_workspace_get_missing_model (fixture->workspace), ==, "shoreline_v2");
}

/* A model that does not exist any more: what was open stays open, and is filled in. */
static void
test_gone (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(LimnerGalleryItem) item = import (fixture, "somebody/shoreline");

  open_model (fixture, "limner/painter");
  use_settings (fixture, item);
  assert_loads (fixture, "limner/painter");
  assert_filled_in (fixture);
  g_assert_cmpstr (limner_workspace_get_missing_model (fixture->workspace), ==,
                   "somebody/shoreline");
  g_assert_no_error (limner_workspace_get_error (fixture->workspace));
  g_assert_false (limner_workspace_get_loading (fixture->workspace));

  limner_workspace_reload (fixture->workspace);
  limner_test_wait_until (!limner_workspace_get_loading (fixture->workspace));
  g_assert_no_error (limner_workspace_get_error (fixture->workspace));
  assert_loads (fixture, "limner/painter");
}

/* An example of an older version: its words go to the inputs that mean the same now, and what the
 * model does not have any more is told instead of being sent.
 */
static void
test_example (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(JsonObject) input = json_object_new ();
  g_autofree char *prompt = NULL;
  g_autofree char *seed = NULL;
  LimnerValues *values;

  limner_workspace_adopt (fixture->workspace, input);
  open_model (fixture, "limner/painter");
  values = limner_workspace_get_values (fixture->workspace);
  json_object_set_string_member (input, "prompt", "a mill");
  json_object_set_int_member (input, "seed", 99);
  json_object_set_string_member (input, "num_inference_steps", "many");
  json_object_set_string_member (input, "refine", "expert_ensemble");
  limner_workspace_adopt (fixture->workspace, input);
  prompt = limner_values_get_role_text (values, LIMNER_ROLE_PROMPT);
  seed = limner_values_get_role_text (values, LIMNER_ROLE_SEED);
  g_assert_cmpstr (prompt, ==, "a mill");
  g_assert_cmpstr (seed, ==, "99");
  g_assert_true (was_dropped (fixture, "refine"));
  g_assert_false (limner_values_is_set (values, "num_inference_steps"));
  g_assert_false (was_dropped (fixture, "seed"));
  g_assert_null (limner_workspace_get_missing_model (fixture->workspace));
}

/* No model at all is told, too, and that there is nothing to fill in. */
static void
test_nameless (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(LimnerGalleryItem) item = import (fixture, NULL);
  g_autoptr(GError) error = NULL;

  limner_workspace_use_settings_async (fixture->workspace, item, FALSE, NULL, result_cb, fixture);
  limner_test_wait_until (fixture->result != NULL);
  g_assert_false (limner_workspace_use_settings_finish (fixture->workspace, fixture->result,
                                                        &error));
  g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_NOT_FOUND);
  g_clear_object (&fixture->result);

  open_model (fixture, "limner/painter");
  use_settings (fixture, item);
  assert_filled_in (fixture);
  g_assert_cmpstr (limner_workspace_get_missing_model (fixture->workspace), ==, "");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("/workspace/loading/chosen-while-restoring", test_chosen_while_restoring);
  ADD ("/workspace/loading/chosen-before-restoring", test_chosen_before_restoring);
  ADD ("/workspace/loading/server-stays", test_server_stays);
  ADD ("/workspace/loading/ended", test_ended);
  ADD ("/workspace/loading/overtaken", test_overtaken);
  ADD ("/workspace/loading/given-up", test_given_up);
  ADD ("/workspace/loading/stranger", test_stranger);
  ADD ("/workspace/loading/known", test_known);
  ADD ("/workspace/loading/checksum", test_checksum);
  ADD ("/workspace/loading/checksum-of-stranger", test_checksum_of_stranger);
  ADD ("/workspace/loading/gone", test_gone);
  ADD ("/workspace/loading/example", test_example);
  ADD ("/workspace/loading/nameless", test_nameless);
  return g_test_run ();
}
