/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is there after the program was started again: long histories, and files that were damaged
 * meanwhile. */

#include <glib/gstdio.h>

#include "base/limner-error.h"
#include "base/limner-json.h"
#include "lib/limner-test.h"

#include "paint-fixtures.h"

static void
save (LimnerDocument *document,
      const char     *folder)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GAsyncResult) done = NULL;
  g_autoptr(GError) error = NULL;

  limner_document_save_async (document, folder, NULL, limner_test_result_cb, &result);
  done = limner_test_wait_result (&result);
  g_assert_true (limner_document_save_finish (document, done, &error));
  g_assert_no_error (error);
}

static GError *
load (LimnerDocument *document,
      const char     *folder)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GAsyncResult) done = NULL;
  GError *error = NULL;

  limner_document_load_async (document, folder, NULL, limner_test_result_cb, &result);
  done = limner_test_wait_result (&result);
  g_assert_cmpint (limner_document_load_finish (document, done, &error), ==, error == NULL);
  return error;
}

static void
paint (LimnerDocument *document,
       GRand          *rand)
{
  LimnerBrush brush;

  paint_random_brush (rand, &brush);
  g_assert_true (limner_document_begin_stroke (document,
                                               g_rand_int_range (rand, 0, 4) == 0
                                                 ? LIMNER_LAYER_GUIDE : LIMNER_LAYER_MASK,
                                               &brush, g_rand_int_range (rand, 0, 4) == 0));
  for (int i = 0; i < 3; i++)
    {
      LimnerStrokePoint point;

      paint_random_point (rand, 200, 150, &point);
      limner_document_add_to_stroke (document, &point);
    }
  limner_document_end_stroke (document);
}

static LimnerDocument *
new_document (GRand *rand)
{
  LimnerDocument *document = limner_document_new ();
  g_autoptr(LimnerPicture) picture = paint_random_picture (rand, 200, 150);

  limner_document_set_picture (document, picture);
  return document;
}

static guint64
fingerprint (LimnerDocument *document)
{
  return paint_checksum (limner_document_get_mask (document)) * G_GUINT64_CONSTANT (2654435761) +
         paint_checksum (limner_document_get_guide (document));
}

static guint
count_undo (LimnerDocument *document)
{
  return limner_history_get_n_undo (limner_document_get_history (document));
}

/* Hundreds of steps under a budget: as many as there were, and each of them right both ways. */
static void
test_many_steps (void)
{
  g_autofree char *folder = limner_test_make_folder ();
  g_autoptr(GRand) rand = g_rand_new_with_seed (21);
  g_autoptr(LimnerDocument) document = new_document (rand);
  g_autoptr(LimnerDocument) other = limner_document_new ();
  guint64 now;
  guint n;

  limner_document_set_history_budget (document, 2000 * 1000);
  limner_document_set_history_budget (other, 2000 * 1000);
  for (int i = 0; i < 400; i++)
    {
      /* Else a thread packs them between the strokes. */
      paint (document, rand);
      limner_history_pack_all (limner_document_get_history (document));
    }
  now = fingerprint (document);
  g_assert_cmpuint (limner_document_get_history_bytes (document), <=, 2000 * 1000);
  n = count_undo (document);
  g_assert_cmpuint (n, >, 50);
  g_assert_cmpuint (n, <, 400);

  save (document, folder);
  g_assert_no_error (load (other, folder));
  g_assert_cmpuint (count_undo (other), ==, n);
  g_assert_cmpint (limner_document_get_loss (other), ==, LIMNER_DOCUMENT_LOSS_NONE);
  g_assert_cmpuint (fingerprint (other), ==, now);
  for (guint i = 0; i < n; i++)
    {
      limner_document_undo (document);
      limner_document_undo (other);
      g_assert_cmpuint (fingerprint (other), ==, fingerprint (document));
    }
  g_assert_false (limner_document_get_can_undo (other));
  for (guint i = 0; i < n; i++)
    limner_document_redo (other);
  g_assert_cmpuint (fingerprint (other), ==, now);
  limner_test_remove_folder (folder);
}

/* The name of the file in which a step is, 0 for the last one; or of a layer */
static char *
find_file (const char *folder,
           const char *member,
           int         step)
{
  g_autofree char *path = g_build_filename (folder, "document.json", NULL);
  g_autofree char *text = NULL;
  g_autoptr(JsonObject) index = NULL;
  JsonObject *object;
  gsize length;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  index = limner_json_parse_object (text, length, 1 << 20, NULL);
  g_assert_nonnull (index);
  object = index;
  if (step >= 0)
    object = json_array_get_object_element (limner_json_get_array (index, "undo"), (guint) step);
  return g_build_filename (folder, limner_json_get_string (object, member, ""), NULL);
}

/* A step that is lost takes those before it along, and nothing of what is there now. */
static void
test_lost_step (void)
{
  for (int lost = 0; lost < 12; lost += 4)
    {
      g_autofree char *folder = limner_test_make_folder ();
      g_autoptr(GRand) rand = g_rand_new_with_seed ((guint32) lost + 31);
      g_autoptr(LimnerDocument) document = new_document (rand);
      g_autoptr(LimnerDocument) other = limner_document_new ();
      g_autofree char *path = NULL;

      for (int i = 0; i < 20; i++)
        paint (document, rand);
      save (document, folder);
      g_assert_cmpuint (count_undo (document), >, 14);
      path = find_file (folder, "file", lost);
      g_assert_cmpint (g_unlink (path), ==, 0);

      g_assert_no_error (load (other, folder));
      g_assert_cmpuint (fingerprint (other), ==, fingerprint (document));
      g_assert_cmpuint (count_undo (other), ==, (guint) lost);
      g_assert_cmpint (limner_document_get_loss (other), ==, LIMNER_DOCUMENT_LOSS_STEPS);
      for (int i = 0; i < lost; i++)
        {
          limner_document_undo (document);
          limner_document_undo (other);
          g_assert_cmpuint (fingerprint (other), ==, fingerprint (document));
        }

      /* It can be saved and read again. */
      save (other, folder);
      g_assert_no_error (load (document, folder));
      g_assert_cmpuint (fingerprint (other), ==, fingerprint (document));
      limner_test_remove_folder (folder);
    }
}

/* With the mask lost there is still the picture, and what is drawn on it; what is painted then is
 * kept, although a file of the mask was there. */
static void
test_lost_layer (void)
{
  static const char *damages[] = { "", "no tiles at all" };

  for (guint i = 0; i < G_N_ELEMENTS (damages); i++)
    {
      g_autofree char *folder = limner_test_make_folder ();
      g_autoptr(GRand) rand = g_rand_new_with_seed (41);
      g_autoptr(LimnerDocument) document = new_document (rand);
      g_autoptr(LimnerDocument) other = limner_document_new ();
      g_autofree char *path = NULL;

      for (int k = 0; k < 10; k++)
        paint (document, rand);
      save (document, folder);
      path = find_file (folder, "mask", -1);
      g_assert_true (g_file_set_contents (path, damages[i], -1, NULL));

      g_assert_no_error (load (other, folder));
      g_assert_cmpint (limner_document_get_width (other), ==, 200);
      g_assert_cmpmem (limner_picture_get_pixels (limner_document_get_picture (other)),
                       200 * 150 * 4,
                       limner_picture_get_pixels (limner_document_get_picture (document)),
                       200 * 150 * 4);
      g_assert_cmpuint (paint_checksum (limner_document_get_guide (other)), ==,
                        paint_checksum (limner_document_get_guide (document)));
      g_assert_cmpfloat (limner_document_get_mask_coverage (other), ==, 0);
      g_assert_false (limner_document_get_can_undo (other));
      g_assert_cmpint (limner_document_get_loss (other), ==, LIMNER_DOCUMENT_LOSS_LAYER);

      save (other, folder);
      g_assert_no_error (load (document, folder));
      g_assert_cmpuint (fingerprint (document), ==, fingerprint (other));
      g_assert_cmpint (limner_document_get_loss (document), ==, LIMNER_DOCUMENT_LOSS_NONE);

      /* The broken file is not taken for the blank mask: what follows can be undone after that. */
      limner_document_clear_guide (other);
      save (other, folder);
      g_assert_no_error (load (document, folder));
      g_assert_true (limner_document_get_can_undo (document));
      limner_document_operate (other, LIMNER_MASK_ALL, 0);
      save (other, folder);
      g_assert_no_error (load (document, folder));
      g_assert_cmpfloat (limner_document_get_mask_coverage (document), ==, 1);
      limner_document_undo (document);
      g_assert_cmpfloat (limner_document_get_mask_coverage (document), ==, 0);
      limner_test_remove_folder (folder);
    }
}

/* Without the picture there is nothing, and a document that is open stays. */
static void
test_lost_picture (void)
{
  static const char *const widths[] = { "\"width\":199", "\"width\":0", "\"width\":-7",
                                        "\"width\":99999999", "\"width\":null" };
  g_autofree char *folder = limner_test_make_folder ();
  g_autofree char *index = g_build_filename (folder, "document.json", NULL);
  g_autoptr(GRand) rand = g_rand_new_with_seed (51);
  g_autoptr(LimnerDocument) document = new_document (rand);
  g_autoptr(GRegex) regex = g_regex_new ("\"width\"\\s*:\\s*200", 0, 0, NULL);
  g_autofree char *text = NULL;
  g_autofree char *path = NULL;
  GError *error = NULL;
  guint64 state;
  gsize length;

  paint (document, rand);
  save (document, folder);
  paint (document, rand);
  state = fingerprint (document);
  g_assert_true (g_file_get_contents (index, &text, &length, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      g_autofree char *other = g_regex_replace_literal (regex, text, -1, 0, widths[i], 0, NULL);

      g_assert_cmpstr (other, !=, text);
      g_assert_true (g_file_set_contents (index, other, -1, NULL));
      error = load (document, folder);
      g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_BAD_FILE);
      g_clear_error (&error);
      g_assert_cmpuint (fingerprint (document), ==, state);
    }

  g_assert_true (g_file_set_contents (index, text, (gssize) length, NULL));
  path = find_file (folder, "picture", -1);
  g_assert_cmpint (g_unlink (path), ==, 0);
  error = load (document, folder);
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_cmpuint (fingerprint (document), ==, state);
  limner_test_remove_folder (folder);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/paint/restart/many-steps", test_many_steps);
  g_test_add_func ("/paint/restart/lost-step", test_lost_step);
  g_test_add_func ("/paint/restart/lost-layer", test_lost_layer);
  g_test_add_func ("/paint/restart/lost-picture", test_lost_picture);

  return g_test_run ();
}
