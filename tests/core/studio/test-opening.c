/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Pictures that are being read, alone and for a workspace. */

#include "config.h"

#include <string.h>

#include "base/limner-error.h"
#include "base/limner-file.h"
#include "image/limner-picture-io.h"
#include "studio/limner-workspace.h"

#include "lib/limner-test.h"

#define WIDTH  2600
#define HEIGHT 1700

static char *folder;

static char *
make_file (const char          *name,
           LimnerPictureFormat  format,
           int                  width,
           int                  height)
{
  g_autoptr(LimnerPicture) picture = limner_picture_new (width, height);
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GError) error = NULL;
  char *path = g_build_filename (folder, name, NULL);
  guint32 *pixels = (guint32 *) (gpointer) limner_picture_get_pixels (picture);

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      *pixels++ = GUINT32_TO_LE (0xff000000u | (guint32) ((x / 40 * 23 + y / 30 * 71) & 255) << 8 |
                                 (guint32) (x & 63));
  bytes = limner_picture_encode (picture, format, 50, &error);
  g_assert_no_error (error);
  g_assert_true (limner_file_write (path, bytes, &error));
  g_assert_no_error (error);
  return path;
}

typedef struct
{
  LimnerOpening *opening;
  guint          n_previews;
  guint          n_ends;
} Seen;

static void
changed_cb (LimnerOpening *opening,
            Seen          *seen)
{
  int width, height;

  if (limner_opening_is_done (opening))
    {
      seen->n_ends++;
      return;
    }

  seen->n_previews++;
  g_assert_null (limner_opening_get_levels (opening));
  g_assert_nonnull (limner_opening_get_preview (opening, &width, &height));
  g_assert_cmpint (width, ==, WIDTH);
  g_assert_cmpint (height, ==, HEIGHT);
}

/* Whatever was shown before, in the end the picture and its levels are what decoding gives. */
static void
test_formats (void)
{
  static const struct
  {
    const char          *name;
    LimnerPictureFormat  format;
  } cases[] = {
    { "a.png", LIMNER_PICTURE_PNG }, { "a.jpg", LIMNER_PICTURE_JPEG },
    { "a.webp", LIMNER_PICTURE_WEBP },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = make_file (cases[i].name, cases[i].format, WIDTH, HEIGHT);
      g_autoptr(GBytes) bytes = limner_file_read (path, LIMNER_PICTURE_MAX_BYTES, NULL);
      g_autoptr(LimnerPicture) expected = limner_picture_decode (bytes, NULL);
      g_autoptr(LimnerOpening) opening = limner_opening_new_for_path (path);
      g_autoptr(LimnerOpening) second = limner_opening_new_for_bytes (bytes);
      g_autoptr(LimnerOpening) early = limner_opening_new_at_start (path);
      Seen seen = { 0 }, seen_early = { 0 };
      LimnerPicture *picture;

      g_signal_connect (opening, "changed", G_CALLBACK (changed_cb), &seen);
      g_signal_connect (early, "changed", G_CALLBACK (changed_cb), &seen_early);
      g_assert_cmpstr (limner_opening_get_path (opening), ==, path);
      g_assert_null (limner_opening_get_path (second));
      limner_test_wait_until (limner_opening_is_done (opening));
      g_assert_cmpuint (seen.n_ends, ==, 1);
      g_assert_no_error (limner_opening_get_error (opening));
      picture = limner_mipmap_get_level (limner_opening_get_levels (opening), 0);
      g_assert_cmpmem (limner_picture_read_row (picture, 0), WIDTH * HEIGHT * 4,
                       limner_picture_read_row (expected, 0), WIDTH * HEIGHT * 4);
      g_assert_cmpint (limner_mipmap_get_n_levels (limner_opening_get_levels (opening)), >, 5);
      g_assert_true (g_bytes_equal (limner_opening_get_bytes (opening), bytes));
      limner_test_wait_until (limner_opening_is_done (second));

      /* Of a JPEG something is seen for certain before all is there. */
      limner_test_wait_until (limner_opening_is_done (early));
      g_assert_no_error (limner_opening_get_error (early));
      if (cases[i].format == LIMNER_PICTURE_JPEG)
        g_assert_cmpuint (seen_early.n_previews, ==, 1);

      /* What is late tells nothing any more. */
      limner_test_settle ();
      g_assert_cmpuint (seen.n_ends, ==, 1);
    }
}

static void
test_broken (void)
{
  g_autofree char *missing = g_build_filename (folder, "missing.png", NULL);
  g_autofree char *path = make_file ("b.jpg", LIMNER_PICTURE_JPEG, WIDTH, HEIGHT);
  g_autoptr(GBytes) bytes = limner_file_read (path, LIMNER_PICTURE_MAX_BYTES, NULL);
  g_autoptr(GBytes) cut = g_bytes_new_from_bytes (bytes, 0, g_bytes_get_size (bytes) / 2);
  LimnerOpening *openings[3];
  g_autoptr(GBytes) text = g_bytes_new_static ("no picture", 10);

  openings[0] = limner_opening_new_for_path (missing);
  openings[1] = limner_opening_new_for_bytes (cut);
  openings[2] = limner_opening_new_for_bytes (text);
  for (gsize i = 0; i < G_N_ELEMENTS (openings); i++)
    {
      limner_test_wait_until (limner_opening_is_done (openings[i]));
      g_assert_nonnull (limner_opening_get_error (openings[i]));
      g_assert_null (limner_opening_get_levels (openings[i]));
      g_clear_object (&openings[i]);
    }
}

typedef struct
{
  LimnerStudio    *studio;
  LimnerWorkspace *workspace;
  GAsyncResult    *result;
} Fixture;

static void
result_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  Fixture *fixture = data;

  g_set_object (&fixture->result, result);
}

static void
setup (Fixture       *fixture,
       gconstpointer  data)
{
  g_autoptr(LimnerVault) vault = limner_vault_new_in_memory ();
  g_autofree char *library = g_build_filename (folder, "library", NULL);

  fixture->studio = limner_studio_new_for (library, library, vault);
  limner_studio_open_async (fixture->studio, NULL, result_cb, fixture);
  limner_test_wait_until (fixture->result != NULL);
  g_assert_true (limner_studio_open_finish (fixture->studio, fixture->result, NULL));
  g_clear_object (&fixture->result);
  fixture->workspace = limner_workspace_new (fixture->studio);
}

static void
teardown (Fixture       *fixture,
          gconstpointer  data)
{
  g_clear_object (&fixture->result);
  g_clear_object (&fixture->workspace);
  g_clear_object (&fixture->studio);
  limner_test_settle ();
}

static gboolean
open_file (Fixture      *fixture,
           const char   *path,
           GCancellable *cancellable,
           GError      **error)
{
  g_autoptr(GFile) file = g_file_new_for_path (path);
  gboolean opened;

  limner_workspace_open_file_async (fixture->workspace, file, cancellable, result_cb, fixture);
  g_cancellable_cancel (cancellable);
  limner_test_wait_until (fixture->result != NULL);
  opened = limner_workspace_open_finish (fixture->workspace, fixture->result, error);
  g_clear_object (&fixture->result);
  return opened;
}

/* A file that is already being read, or was, is not read again; another one is. */
static void
test_expected (Fixture       *fixture,
               gconstpointer  data)
{
  LimnerDocument *document = limner_workspace_get_document (fixture->workspace);
  g_autofree char *path = make_file ("c.png", LIMNER_PICTURE_PNG, 90, 60);
  g_autofree char *other = make_file ("d.png", LIMNER_PICTURE_PNG, 70, 40);

  for (int late = 0; late < 2; late++)
    {
      g_autoptr(LimnerOpening) opening = limner_opening_new_for_path (path);

      if (late)
        limner_test_wait_until (limner_opening_is_done (opening));
      limner_workspace_expect (fixture->workspace, opening);
      g_assert_true (open_file (fixture, path, NULL, NULL));
      g_assert_true (limner_document_get_picture (document) ==
                     limner_mipmap_get_level (limner_opening_get_levels (opening), 0));
      g_assert_true (limner_document_get_levels (document) ==
                     limner_opening_get_levels (opening));

      /* It was for the first time only. */
      g_assert_true (open_file (fixture, path, NULL, NULL));
      g_assert_true (limner_document_get_levels (document) !=
                     limner_opening_get_levels (opening));

      limner_workspace_expect (fixture->workspace, opening);
      g_assert_true (open_file (fixture, other, NULL, NULL));
      g_assert_cmpint (limner_document_get_width (document), ==, 70);
    }
}

/* What is given up, or cannot be read, leaves the picture that is there. */
static void
test_given_up (Fixture       *fixture,
               gconstpointer  data)
{
  LimnerDocument *document = limner_workspace_get_document (fixture->workspace);
  g_autofree char *path = make_file ("e.jpg", LIMNER_PICTURE_JPEG, WIDTH, HEIGHT);
  g_autofree char *small = make_file ("f.png", LIMNER_PICTURE_PNG, 90, 60);
  g_autofree char *missing = g_build_filename (folder, "missing.png", NULL);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  g_assert_true (open_file (fixture, small, NULL, NULL));
  g_assert_false (open_file (fixture, path, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_false (open_file (fixture, missing, NULL, &error));
  g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_NOT_FOUND);
  g_assert_cmpint (limner_document_get_width (document), ==, 90);
  g_assert_null (limner_document_get_incoming (document, NULL, NULL));
}

int
main (int   argc,
      char *argv[])
{
  int code;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  folder = limner_test_make_folder ();
  g_test_add_func ("/opening/formats", test_formats);
  g_test_add_func ("/opening/broken", test_broken);
  g_test_add ("/opening/expected", Fixture, NULL, setup, test_expected, teardown);
  g_test_add ("/opening/given-up", Fixture, NULL, setup, test_given_up, teardown);
  code = g_test_run ();
  limner_test_remove_folder (folder);
  g_free (folder);
  return code;
}
