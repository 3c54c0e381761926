/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gstdio.h>

#include "base/limner-error.h"
#include "paint/limner-layers.h"

#include "limner-test.h"
#include "paint-fixtures.h"

typedef struct
{
  GError   *error;
  gboolean  done;
  gboolean  ok;
} Outcome;

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  Outcome *outcome = data;

  outcome->ok = limner_document_save_finish (LIMNER_DOCUMENT (source), result, &outcome->error);
  outcome->done = TRUE;
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  Outcome *outcome = data;

  outcome->ok = limner_document_load_finish (LIMNER_DOCUMENT (source), result, &outcome->error);
  outcome->done = TRUE;
}

static void
save (LimnerDocument *document,
      const char     *folder)
{
  Outcome outcome = { 0 };

  limner_document_save_async (document, folder, NULL, saved_cb, &outcome);
  limner_test_wait_until (outcome.done);
  g_assert_no_error (outcome.error);
  g_assert_true (outcome.ok);
}

static GError *
load (LimnerDocument *document,
      const char     *folder)
{
  Outcome outcome = { 0 };

  limner_document_load_async (document, folder, NULL, loaded_cb, &outcome);
  limner_test_wait_until (outcome.done);
  g_assert_cmpint (outcome.ok, ==, outcome.error == NULL);
  return outcome.error;
}

static void
remove_folder (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

static void
paint (LimnerDocument *document,
       GRand          *rand,
       LimnerLayer     layer)
{
  int n = g_rand_int_range (rand, 1, 6);
  LimnerStrokePoint point;
  LimnerBrush brush;

  paint_random_brush (rand, &brush);
  g_assert_true (limner_document_begin_stroke (document, layer, &brush,
                                               g_rand_int_range (rand, 0, 4) == 0));
  for (int i = 0; i < n; i++)
    {
      paint_random_point (rand, limner_document_get_width (document),
                          limner_document_get_height (document), &point);
      limner_document_add_to_stroke (document, &point);
    }
  limner_document_end_stroke (document);
}

/* Does one random thing that can be undone. */
static void
do_something (LimnerDocument *document,
              GRand          *rand)
{
  int width = limner_document_get_width (document);
  int height = limner_document_get_height (document);
  g_autoptr(LimnerMask) selection = NULL;
  g_autoptr(LimnerPicture) picture = NULL;
  LimnerFrame frame;

  switch (g_rand_int_range (rand, 0, 12))
    {
    case 0:
      selection = paint_random_mask (rand, width, height);
      limner_document_select (document, selection, g_rand_int_range (rand, 0, 4));
      break;

    case 1:
      limner_document_operate (document, g_rand_int_range (rand, 0, 9),
                               g_rand_int_range (rand, 0, 6));
      break;

    case 2:
      limner_document_get_frame (document, &frame);
      limner_frame_zoom_out (&frame, g_rand_double_range (rand, 0.8, 1.6));
      limner_document_set_frame (document, &frame);
      break;

    case 3:
      picture = paint_random_picture (rand, g_rand_int_range (rand, 60, 150),
                                      g_rand_int_range (rand, 60, 150));
      limner_document_replace_picture (document, picture, g_rand_int_range (rand, -9, 20),
                                       g_rand_int_range (rand, -9, 20), g_rand_boolean (rand));
      break;

    case 4:
      limner_document_clear_guide (document);
      break;

    case 5:
    case 6:
      paint (document, rand, LIMNER_LAYER_GUIDE);
      break;

    default:
      paint (document, rand, LIMNER_LAYER_MASK);
    }
}

/* A number that stands for all that can be seen. */
static guint64
fingerprint (LimnerDocument *document)
{
  LimnerFrame frame;

  limner_document_get_frame (document, &frame);
  return paint_checksum (limner_document_get_mask (document)) * G_GUINT64_CONSTANT (2654435761) +
         paint_checksum (limner_document_get_guide (document)) * G_GUINT64_CONSTANT (40503) +
         (guint64) limner_document_get_width (document) * 31 +
         (guint64) frame.area.width * 1009 + (guint64) (frame.area.x + 5000) * 7;
}

static LimnerDocument *
new_document (GRand *rand)
{
  LimnerDocument *document = limner_document_new ();
  g_autoptr(LimnerPicture) picture = paint_random_picture (rand, 130, 100);

  limner_document_set_picture (document, picture);
  return document;
}

/* Random walks through undo and redo: every state is what it was when it was first there. */
static void
test_walks (void)
{
  for (guint32 seed = 1; seed <= 1000; seed++)
    {
      g_autoptr(GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr(LimnerDocument) document = new_document (rand);
      g_autoptr(GArray) states = g_array_new (FALSE, FALSE, sizeof (guint64));
      int n_steps = g_rand_int_range (rand, 1, 9);
      guint64 state = fingerprint (document);
      guint at = 0;

      g_array_append_val (states, state);
      for (int i = 0; i < n_steps; i++)
        {
          int act = g_rand_int_range (rand, 0, 5);

          if (act == 0 && limner_document_get_can_undo (document))
            {
              limner_document_undo (document);
              at--;
            }
          else if (act == 1 && limner_document_get_can_redo (document))
            {
              limner_document_redo (document);
              at++;
            }
          else
            {
              guint before = limner_history_get_n_undo (limner_document_get_history (document));

              if (seed % 5 == 0)
                limner_history_pack_all (limner_document_get_history (document));
              do_something (document, rand);
              if (limner_history_get_n_undo (limner_document_get_history (document)) > before)
                g_array_set_size (states, ++at + 1);
              g_array_index (states, guint64, at) = fingerprint (document);
            }
          g_assert_cmpuint (fingerprint (document), ==, g_array_index (states, guint64, at));
        }

      while (limner_document_get_can_undo (document))
        {
          limner_document_undo (document);
          g_assert_cmpuint (fingerprint (document), ==, g_array_index (states, guint64, --at));
        }
      g_assert_cmpuint (at, ==, 0);
      while (limner_document_get_can_redo (document))
        {
          limner_document_redo (document);
          g_assert_cmpuint (fingerprint (document), ==, g_array_index (states, guint64, ++at));
        }
      g_assert_cmpuint (at, ==, states->len - 1);
    }
}

static void
wait_for_work (LimnerDocument *document)
{
  limner_test_wait_until (!limner_document_is_working (document));
}

static void
test_adjust (void)
{
  static const int amounts[] = { 9, 0, 5 };
  g_autoptr(GRand) rand = g_rand_new_with_seed (5);
  g_autoptr(LimnerDocument) document = new_document (rand);
  g_autoptr(LimnerMask) before = NULL;
  g_autoptr(LimnerMask) expected = NULL;
  LimnerMaskOperation operation;
  int amount;

  while (limner_document_get_mask_coverage (document) == 0)
    paint (document, rand, LIMNER_LAYER_MASK);
  before = limner_tiles_copy (limner_document_get_mask (document));
  g_assert_false (limner_document_get_adjustable (document, NULL, NULL));

  limner_document_operate (document, LIMNER_MASK_GROW, 3);
  g_assert_true (limner_document_get_adjustable (document, &operation, &amount));
  g_assert_cmpint (operation, ==, LIMNER_MASK_GROW);
  g_assert_cmpint (amount, ==, 3);

  /* As often as one likes, and it stays one step from the mask before. */
  for (guint i = 0; i < G_N_ELEMENTS (amounts); i++)
    {
      limner_document_operate_async (document, LIMNER_MASK_GROW, amounts[i], NULL, NULL, NULL);
      wait_for_work (document);
    }
  expected = limner_mask_operate (before, LIMNER_MASK_GROW, 5);
  paint_assert_equal (limner_document_get_mask (document), expected, 0);
  limner_document_undo (document);
  paint_assert_equal (limner_document_get_mask (document), before, 0);
  g_assert_false (limner_document_get_adjustable (document, NULL, NULL));
  limner_document_redo (document);
  paint_assert_equal (limner_document_get_mask (document), expected, 0);

  limner_document_operate (document, LIMNER_MASK_FEATHER, 4);
  paint (document, rand, LIMNER_LAYER_MASK);
  g_assert_false (limner_document_get_adjustable (document, NULL, NULL));
}

static void
operated_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  Outcome *outcome = data;

  outcome->ok = limner_document_operate_finish (LIMNER_DOCUMENT (source), result, &outcome->error);
  outcome->done = TRUE;
}

/* On another thread the same comes out, and a stroke in the meantime is not lost. */
static void
test_operate_async (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (12);
  g_autoptr(LimnerDocument) document = new_document (rand);
  g_autoptr(LimnerMask) before = NULL;
  g_autoptr(LimnerMask) expected = NULL;
  Outcome outcomes[3] = { { 0 } };
  guint n_steps;

  while (limner_document_get_mask_coverage (document) == 0)
    paint (document, rand, LIMNER_LAYER_MASK);
  before = limner_tiles_copy (limner_document_get_mask (document));
  n_steps = limner_history_get_n_undo (limner_document_get_history (document));
  for (int i = 0; i < 2; i++)
    {
      limner_document_operate_async (document, LIMNER_MASK_GROW, 3 + 4 * i, NULL, operated_cb,
                                     &outcomes[i]);
      limner_test_wait_until (outcomes[i].done);
      g_assert_true (outcomes[i].ok);
    }
  expected = limner_mask_operate (before, LIMNER_MASK_GROW, 7);
  paint_assert_equal (limner_document_get_mask (document), expected, 0);
  g_assert_cmpuint (limner_history_get_n_undo (limner_document_get_history (document)), ==,
                    n_steps + 1);

  limner_document_operate_async (document, LIMNER_MASK_FEATHER, 9, NULL, operated_cb,
                                 &outcomes[2]);
  limner_document_operate (document, LIMNER_MASK_INVERT, 0);
  limner_test_wait_until (outcomes[2].done);
  g_assert_error (outcomes[2].error, LIMNER_ERROR, LIMNER_ERROR_BUSY);
  g_clear_error (&outcomes[2].error);
  limner_document_undo (document);
  paint_assert_equal (limner_document_get_mask (document), expected, 0);
}

static void
test_cancel (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (6);
  g_autoptr(LimnerDocument) document = new_document (rand);
  LimnerStrokePoint point = { 50, 50, 1 };
  LimnerBrush brush;
  guint64 before;
  guint n_steps;

  while (limner_document_get_mask_coverage (document) == 0)
    paint (document, rand, LIMNER_LAYER_MASK);
  n_steps = limner_history_get_n_undo (limner_document_get_history (document));
  before = fingerprint (document);
  limner_brush_init (&brush);
  g_assert_true (limner_document_begin_stroke (document, LIMNER_LAYER_MASK, &brush, FALSE));
  limner_document_add_to_stroke (document, &point);
  g_assert_true (limner_document_is_painting (document));
  g_assert_cmpuint (fingerprint (document), !=, before);
  limner_document_cancel_stroke (document);
  g_assert_cmpuint (fingerprint (document), ==, before);
  g_assert_cmpuint (limner_history_get_n_undo (limner_document_get_history (document)), ==,
                    n_steps);
}

static void
test_budget (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (7);
  g_autoptr(LimnerDocument) document = new_document (rand);

  limner_document_set_history_budget (document, 60000);
  for (int i = 0; i < 40; i++)
    {
      paint (document, rand, LIMNER_LAYER_MASK);
      g_assert_true (limner_document_get_can_undo (document));
      g_assert_true (limner_document_get_history_bytes (document) <= 60000 ||
                     limner_history_get_n_undo (limner_document_get_history (document)) == 1);
    }
  g_assert_cmpuint (limner_history_get_n_undo (limner_document_get_history (document)), <, 40);
}

static LimnerPicture *
flatten (LimnerDocument *document)
{
  g_autoptr(LimnerLayers) layers = limner_layers_new (document);

  return limner_layers_flatten (layers);
}

static void
test_flatten (void)
{
  g_autoptr(LimnerDocument) document = limner_document_new ();
  g_autoptr(LimnerPicture) picture = limner_picture_new (100, 80);
  g_autoptr(LimnerPicture) same = NULL;
  g_autoptr(LimnerPicture) flat = NULL;
  LimnerStrokePoint point = { 40.5, 40.5, 1 };
  LimnerBrush brush;
  const guint8 *row;

  for (int i = 0; i < 100 * 80 * 4; i++)
    limner_picture_get_pixels (picture)[i] = i % 4 == 3 ? 255 : 100;
  limner_document_set_picture (document, picture);
  same = flatten (document);
  g_assert_true (same == picture);

  limner_brush_init (&brush);
  brush.size = 20;
  brush.hardness = 1;
  brush.opacity = 0.5;
  brush.colour[0] = 200;
  brush.colour[1] = 0;
  brush.colour[2] = 100;
  g_assert_true (limner_document_begin_stroke (document, LIMNER_LAYER_GUIDE, &brush, FALSE));
  limner_document_add_to_stroke (document, &point);
  limner_document_end_stroke (document);
  g_assert_true (limner_document_has_guide (document));

  flat = flatten (document);
  row = limner_picture_read_row (flat, 40) + 40 * 4;
  g_assert_cmpint (ABS (row[0] - 150), <=, 1);
  g_assert_cmpint (ABS (row[1] - 50), <=, 1);
  g_assert_cmpint (ABS (row[2] - 100), <=, 1);
  g_assert_cmpint (row[3], ==, 255);
  g_assert_cmpint (limner_picture_read_row (flat, 5)[0], ==, 100);

  limner_document_set_guide_visible (document, FALSE);
  g_clear_pointer (&same, limner_picture_unref);
  same = flatten (document);
  g_assert_true (same == picture);
}

static void
test_export (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (8);
  g_autoptr(LimnerDocument) document = new_document (rand);
  g_autoptr(LimnerLayers) layers = NULL;
  g_autoptr(LimnerMask) kept = NULL;
  g_autoptr(LimnerPlane) plane = NULL;
  LimnerRect area = { -10, 20, 160, 100 };
  LimnerRect bounds;

  g_assert_false (limner_document_get_mask_bounds (document, &bounds));
  paint (document, rand, LIMNER_LAYER_MASK);
  paint (document, rand, LIMNER_LAYER_MASK);
  layers = limner_layers_new (document);
  g_assert_true (limner_layers_is_masked (layers));
  kept = limner_tiles_copy (limner_document_get_mask (document));

  /* What happens afterwards does not change what was taken. */
  paint (document, rand, LIMNER_LAYER_MASK);
  limner_document_operate (document, LIMNER_MASK_INVERT, 0);
  plane = limner_layers_export_mask (layers, &area, 77);
  g_assert_cmpint (limner_plane_get_width (plane), ==, 160);
  for (int y = 0; y < 100; y++)
    for (int x = 0; x < 160; x++)
      {
        int px = x - 10;
        int py = y + 20;
        gboolean inside = px >= 0 && px < 130 && py < 100;

        g_assert_cmpint (limner_plane_read_row (plane, y)[x], ==,
                         inside ? limner_mask_get_value (kept, px, py) : 77);
      }
}

static void
test_replace_moves_mask (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (9);
  g_autoptr(LimnerDocument) document = new_document (rand);
  g_autoptr(LimnerPicture) larger = paint_random_picture (rand, 200, 150);
  g_autoptr(LimnerMask) before = NULL;
  LimnerFrame frame;

  paint (document, rand, LIMNER_LAYER_MASK);
  before = limner_tiles_copy (limner_document_get_mask (document));
  limner_document_replace_picture (document, larger, 30, 20, TRUE);
  limner_document_get_frame (document, &frame);
  g_assert_true (limner_frame_is_picture (&frame));
  g_assert_cmpint (frame.area.width, ==, 200);
  for (int y = 0; y < 100; y++)
    for (int x = 0; x < 130; x++)
      g_assert_cmpint (limner_mask_get_value (limner_document_get_mask (document), x + 30, y + 20),
                       ==, limner_mask_get_value (before, x, y));
  limner_document_undo (document);
  paint_assert_equal (limner_document_get_mask (document), before, 0);
  g_assert_cmpint (limner_document_get_width (document), ==, 130);
}

static void
test_save_and_load (void)
{
  g_autofree char *folder = g_dir_make_tmp ("limner-document-XXXXXX", NULL);

  for (guint32 seed = 1; seed < 12; seed++)
    {
      g_autoptr(GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr(LimnerDocument) document = new_document (rand);
      g_autoptr(LimnerDocument) other = limner_document_new ();
      guint64 state;

      for (int i = 0; i < 8; i++)
        {
          do_something (document, rand);
          if (i % 3 == 0)
            save (document, folder);
        }
      limner_document_undo (document);
      limner_document_undo (document);
      save (document, folder);
      state = fingerprint (document);

      g_assert_no_error (load (other, folder));
      g_assert_cmpuint (fingerprint (other), ==, state);

      /* The whole history is there, both ways. */
      while (limner_document_get_can_undo (document))
        {
          g_assert_true (limner_document_get_can_undo (other));
          limner_document_undo (document);
          limner_document_undo (other);
          g_assert_cmpuint (fingerprint (other), ==, fingerprint (document));
        }
      g_assert_false (limner_document_get_can_undo (other));
      while (limner_document_get_can_redo (document))
        {
          limner_document_redo (document);
          limner_document_redo (other);
          g_assert_cmpuint (fingerprint (other), ==, fingerprint (document));
        }

      /* What was loaded can be changed and saved again. */
      do_something (other, rand);
      save (other, folder);
      state = fingerprint (other);
      g_assert_no_error (load (document, folder));
      g_assert_cmpuint (fingerprint (document), ==, state);
      remove_folder (folder);
    }
}

/* However a file is broken, the answer is an error and the document stays. */
static void
test_broken_files (void)
{
  g_autofree char *folder = g_dir_make_tmp ("limner-document-XXXXXX", NULL);
  g_autoptr(GRand) rand = g_rand_new_with_seed (10);
  g_autoptr(LimnerDocument) document = new_document (rand);
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GDir) dir = NULL;
  const char *name;
  guint64 state;
  GError *error;

  error = load (document, folder);
  g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_NOT_FOUND);
  g_clear_error (&error);

  for (int i = 0; i < 6; i++)
    do_something (document, rand);
  save (document, folder);
  state = fingerprint (document);
  dir = g_dir_open (folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_strdup (name));

  for (int i = 0; i < 50; i++)
    {
      g_autofree char *path = g_build_filename (folder, g_ptr_array_index (names, i % names->len),
                                                NULL);
      g_autofree char *contents = NULL;
      g_autofree char *broken = NULL;
      gsize length;

      g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
      broken = g_memdup2 (contents, length);
      for (int k = 0; k < 4 && length > 0; k++)
        broken[g_rand_int_range (rand, 0, length)] = (char) g_rand_int_range (rand, 0, 256);
      g_assert_true (g_file_set_contents (path, broken, length - i % 2 * (length / 2), NULL));

      /* Some damage cannot be noticed, such as another number in the frame. */
      error = load (document, folder);
      if (error != NULL)
        {
          g_assert_cmpint (error->domain, ==, LIMNER_ERROR);
          g_assert_cmpuint (fingerprint (document), ==, state);
        }
      g_clear_error (&error);
      g_assert_true (g_file_set_contents (path, contents, length, NULL));
      error = load (document, folder);
      g_assert_no_error (error);
      g_assert_cmpuint (fingerprint (document), ==, state);
    }
  remove_folder (folder);
}

static void
test_autosave (void)
{
  g_autofree char *folder = g_dir_make_tmp ("limner-document-XXXXXX", NULL);
  g_autofree char *index = g_build_filename (folder, "document.json", NULL);
  g_autoptr(GRand) rand = g_rand_new_with_seed (11);
  g_autoptr(LimnerDocument) document = new_document (rand);
  g_autoptr(LimnerDocument) other = limner_document_new ();
  gint64 end = g_get_monotonic_time () + LIMNER_TEST_PATIENCE * (gint64) 1000;
  gint64 begin;

  limner_document_set_autosave (document, folder);
  begin = g_get_monotonic_time ();
  paint (document, rand, LIMNER_LAYER_MASK);
  while (!g_file_test (index, G_FILE_TEST_EXISTS))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_main_context_iteration (NULL, FALSE);
    }
  g_assert_cmpint (g_get_monotonic_time () - begin, >, G_USEC_PER_SEC);
  limner_document_set_autosave (document, NULL);
  g_assert_no_error (load (other, folder));
  g_assert_cmpuint (fingerprint (other), ==, fingerprint (document));
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  remove_folder (folder);
}

static void
count_cb (GObject *object,
          guint   *count)
{
  (*count)++;
}

/* What comes next is shown without a change of the document, and ends with the picture itself. */
static void
test_incoming (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (31);
  g_autoptr(LimnerPicture) preview = paint_random_picture (rand, 20, 10);
  g_autoptr(LimnerPicture) picture = paint_random_picture (rand, 200, 100);
  g_autoptr(LimnerDocument) document = limner_document_new ();
  guint n = 0;
  int width, height;

  g_signal_connect (document, "incoming-changed", G_CALLBACK (count_cb), &n);
  limner_document_set_incoming (document, NULL, 0, 0);
  g_assert_cmpuint (n, ==, 0);
  limner_document_set_incoming (document, preview, 200, 100);
  limner_document_set_incoming (document, preview, 200, 100);
  g_assert_cmpuint (n, ==, 2);
  g_assert_true (limner_document_get_incoming (document, &width, &height) == preview);
  g_assert_cmpint (width, ==, 200);
  g_assert_cmpint (height, ==, 100);
  g_assert_null (limner_document_get_picture (document));

  limner_document_set_picture (document, picture);
  g_assert_null (limner_document_get_incoming (document, NULL, NULL));
  limner_document_set_incoming (document, preview, 200, 100);
  limner_document_replace_picture (document, picture, 0, 0, TRUE);
  g_assert_null (limner_document_get_incoming (document, NULL, NULL));

  limner_document_set_incoming (document, preview, 200, 100);
  n = 0;
  limner_document_set_incoming (document, NULL, 0, 0);
  g_assert_cmpuint (n, ==, 1);
  g_assert_true (limner_document_get_picture (document) == picture);
}

static LimnerMask *
make_half (gpointer data)
{
  const int *size = data;
  LimnerMask *mask = limner_mask_new (size[0], size[1]);
  g_autofree guint8 *row = g_malloc (size[0]);

  memset (row, 255, size[0]);
  for (int y = 0; y < size[1] / 2; y++)
    limner_tiles_write_span (mask, 0, y, size[0], row);
  return mask;
}

static void
select_half (LimnerDocument *document,
             LimnerCombine   how)
{
  int *size = g_new (int, 2);

  size[0] = limner_document_get_width (document);
  size[1] = limner_document_get_height (document);
  limner_document_select_async (document, make_half, size, g_free, how, NULL, NULL, NULL);
}

/* A selection that a thread makes: one step, beside whatever is painted meanwhile. */
static void
test_select_async (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (8);
  g_autoptr(LimnerDocument) document = new_document (rand);
  g_autoptr(LimnerMask) painted = NULL;
  int size[2] = { limner_document_get_width (document), limner_document_get_height (document) };
  g_autoptr(LimnerMask) half = make_half (size);
  g_autoptr(LimnerPicture) other = paint_random_picture (rand, 40, 30);

  select_half (document, LIMNER_COMBINE_ADD);
  g_assert_true (limner_document_is_working (document));
  wait_for_work (document);
  paint_assert_equal (limner_document_get_mask (document), half, 0);
  limner_document_undo (document);
  g_assert_cmpfloat (limner_document_get_mask_coverage (document), ==, 0);

  /* Painted while it is made, and two at once */
  select_half (document, LIMNER_COMBINE_ADD);
  paint (document, rand, LIMNER_LAYER_MASK);
  painted = limner_tiles_copy (limner_document_get_mask (document));
  wait_for_work (document);
  limner_mask_combine (painted, half, LIMNER_COMBINE_ADD, NULL);
  paint_assert_equal (limner_document_get_mask (document), painted, 0);
  limner_document_undo (document);
  select_half (document, LIMNER_COMBINE_ADD);
  select_half (document, LIMNER_COMBINE_ADD);
  wait_for_work (document);
  paint_assert_equal (limner_document_get_mask (document), painted, 0);

  /* Given up, and too late */
  limner_document_operate (document, LIMNER_MASK_CLEAR, 0);
  select_half (document, LIMNER_COMBINE_ADD);
  limner_document_operate_async (document, LIMNER_MASK_INVERT, 0, NULL, NULL, NULL);
  limner_document_cancel_work (document);
  wait_for_work (document);
  g_assert_cmpfloat (limner_document_get_mask_coverage (document), ==, 0);
  select_half (document, LIMNER_COMBINE_ADD);
  limner_document_set_picture (document, other);
  wait_for_work (document);
  g_assert_cmpfloat (limner_document_get_mask_coverage (document), ==, 0);
  select_half (document, LIMNER_COMBINE_ADD);
  limner_document_set_picture (document, NULL);
  wait_for_work (document);
  g_assert_null (limner_document_get_mask (document));
}

/* The history is unpacked only when it is wanted: a step that is damaged is lost, and no other. */
static void
test_broken_step (void)
{
  g_autofree char *folder = g_dir_make_tmp ("limner-document-XXXXXX", NULL);
  g_autoptr(GRand) rand = g_rand_new_with_seed (12);
  g_autoptr(LimnerDocument) document = new_document (rand);
  g_autoptr(LimnerDocument) again = limner_document_new ();
  g_autoptr(GDir) dir = NULL;
  guint n_steps = 0;
  const char *name;
  GError *error;

  for (int i = 0; i < 4; i++)
    paint (document, rand, LIMNER_LAYER_MASK);
  save (document, folder);
  dir = g_dir_open (folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_str_has_prefix (name, "step-") && n_steps++ == 0)
        g_assert_true (g_file_set_contents (path, "broken", 6, NULL));
    }

  error = load (again, folder);
  g_assert_no_error (error);
  paint_assert_equal (limner_document_get_mask (again), limner_document_get_mask (document), 0);
  for (guint i = 0; i < n_steps; i++)
    {
      g_assert_true (limner_document_get_can_undo (again));
      limner_document_undo (again);
    }
  g_assert_false (limner_document_get_can_undo (again));
  while (limner_document_get_can_redo (again))
    limner_document_redo (again);
  paint_assert_equal (limner_document_get_mask (again), limner_document_get_mask (document), 0);
  remove_folder (folder);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/paint/document/walks", test_walks);
  g_test_add_func ("/paint/document/adjust", test_adjust);
  g_test_add_func ("/paint/document/operate-async", test_operate_async);
  g_test_add_func ("/paint/document/cancel", test_cancel);
  g_test_add_func ("/paint/document/budget", test_budget);
  g_test_add_func ("/paint/document/flatten", test_flatten);
  g_test_add_func ("/paint/document/export", test_export);
  g_test_add_func ("/paint/document/replace-moves-mask", test_replace_moves_mask);
  g_test_add_func ("/paint/document/save-and-load", test_save_and_load);
  g_test_add_func ("/paint/document/broken-files", test_broken_files);
  g_test_add_func ("/paint/document/autosave", test_autosave);

  g_test_add_func ("/document/incoming", test_incoming);
  g_test_add_func ("/document/select-async", test_select_async);
  g_test_add_func ("/document/broken-step", test_broken_step);
  return g_test_run ();
}
