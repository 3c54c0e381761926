/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-error.h"
#include "base/limner-file.h"
#include "image/limner-contact-sheet.h"
#include "image/limner-export.h"
#include "image/limner-metadata.h"
#include "lib/limner-test.h"

static GBytes *
make_file (void)
{
  g_autoptr(LimnerPicture) picture = limner_picture_new (120, 60);
  g_autoptr(LimnerMetadata) metadata = limner_metadata_new ();
  g_autoptr(GBytes) plain = NULL;

  memset (limner_picture_get_pixels (picture), 200, 120 * 60 * 4);
  plain = limner_picture_encode (picture, LIMNER_PICTURE_PNG, 1, NULL);
  metadata->prompt = g_strdup ("secret fox");
  metadata->model = g_strdup ("owner/name");
  metadata->seed = g_strdup ("5");
  metadata->record = g_strdup ("{\"prompt\":\"secret fox\"}");
  metadata->source_type = LIMNER_SOURCE_GENERATED;
  return limner_metadata_write (plain, metadata, LIMNER_METADATA_ALL, NULL);
}

static gboolean
contains (GBytes     *bytes,
          const char *text)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  return memmem (data, size, text, strlen (text)) != NULL;
}

static void
test_privacy (void)
{
  g_autoptr(GBytes) file = make_file ();

  for (int convert = 0; convert < 2; convert++)
    for (LimnerPictureFormat format = LIMNER_PICTURE_PNG; format <= LIMNER_PICTURE_WEBP; format++)
      for (LimnerExportPrivacy privacy = LIMNER_EXPORT_EVERYTHING; privacy <= LIMNER_EXPORT_NOTHING;
           privacy++)
        {
          const LimnerExportOptions options = { convert, format, 90, convert ? 60 : 0, privacy };
          g_autoptr(LimnerMetadata) metadata = NULL;
          g_autoptr(GBytes) exported = NULL;
          g_autoptr(GError) error = NULL;
          int width;

          exported = limner_export_make (file, &options, &error);
          g_assert_no_error (error);
          g_assert_true (limner_picture_peek (exported, &width, NULL, NULL, NULL));
          g_assert_cmpint (width, ==, convert ? 60 : 120);
          g_assert_cmpstr (limner_export_get_extension (exported), ==,
                           convert ? limner_picture_format_get_extension (format) : "png");

          metadata = limner_metadata_read (exported);
          g_assert_true ((privacy == LIMNER_EXPORT_EVERYTHING) == contains (exported, "secret"));
          g_assert_cmpint (metadata->source_type, ==,
                           privacy == LIMNER_EXPORT_NOTHING ? LIMNER_SOURCE_UNKNOWN
                                                            : LIMNER_SOURCE_GENERATED);
          if (privacy == LIMNER_EXPORT_NOTHING)
            {
              g_auto(GStrv) names = limner_metadata_list (exported, NULL);

              g_assert_cmpuint (g_strv_length (names), ==, 0);
            }
          if (privacy == LIMNER_EXPORT_EVERYTHING && !convert)
            g_assert_true (g_bytes_equal (exported, file));
        }
}

static void
test_save (void)
{
  g_autofree char *folder = limner_test_make_folder ();
  g_autoptr(GBytes) file = make_file ();

  for (int i = 1; i <= 3; i++)
    {
      g_autofree char *path = limner_export_save (file, folder, "fox", NULL);
      g_autofree char *name = g_path_get_basename (path);
      g_autofree char *expected = i == 1 ? g_strdup ("fox.png") : g_strdup_printf ("fox-%d.png", i);
      g_autoptr(GBytes) saved = limner_file_read (path, G_MAXINT32, NULL);

      g_assert_cmpstr (name, ==, expected);
      g_assert_true (g_bytes_equal (saved, file));
    }
  limner_test_remove_folder (folder);
}

static void
test_contact_sheet (void)
{
  g_autofree char *folder = limner_test_make_folder ();
  g_autoptr(GBytes) file = make_file ();
  g_autoptr(LimnerPicture) sheet = NULL;
  g_autofree char *path = limner_export_save (file, folder, "fox", NULL);
  const char *paths[] = { path, "/nowhere/gone.png", path, NULL };
  g_autoptr(GPtrArray) many = g_ptr_array_new ();
  g_autoptr(GError) error = NULL;
  const guint8 *pixel;

  sheet = limner_contact_sheet_make (paths, 2, 60, &error);
  g_assert_no_error (error);
  g_assert_cmpint (limner_picture_get_width (sheet), ==, 12 + 2 * 72);
  g_assert_cmpint (limner_picture_get_height (sheet), ==, 12 + 2 * 72);
  /* The picture is twice as wide as high: white above it, itself in the middle. */
  g_assert_cmpint (limner_picture_read_row (sheet, 14)[42 * 4], ==, 255);
  pixel = limner_picture_read_row (sheet, 42) + 42 * 4;
  g_assert_cmpint (ABS (pixel[0] - (200 * 200 + 255 * 55) / 255), <=, 1);
  /* What is gone leaves its place empty. */
  g_assert_cmpint (limner_picture_read_row (sheet, 42)[114 * 4], ==, 255);

  for (int i = 0; i < 2000; i++)
    g_ptr_array_add (many, (gpointer) "/nowhere/gone.png");
  g_ptr_array_add (many, NULL);
  g_assert_null (limner_contact_sheet_make ((const char *const *) many->pdata, 1, 60, &error));
  g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_TOO_LARGE);
  limner_test_remove_folder (folder);
}

/* A format without a codec here is refused with a reason; with one the file is what it says. */
static void
test_avif (void)
{
  const LimnerExportOptions options = { TRUE, LIMNER_PICTURE_AVIF, 80, 0,
                                        LIMNER_EXPORT_EVERYTHING };
  g_autoptr(GBytes) file = make_file ();
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) exported = limner_export_make (file, &options, &error);

  g_assert_true (limner_picture_can_encode (LIMNER_PICTURE_PNG));
  if (!limner_picture_can_encode (LIMNER_PICTURE_AVIF))
    {
      g_assert_null (exported);
      g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_UNSUPPORTED);
      return;
    }
  g_assert_no_error (error);
  g_assert_cmpstr (limner_image_sniff_mime (exported), ==, "image/avif");
  g_assert_cmpstr (limner_export_get_extension (exported), ==, "avif");
  g_assert_false (contains (exported, "secret fox"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/export/privacy", test_privacy);
  g_test_add_func ("/export/avif", test_avif);
  g_test_add_func ("/export/save", test_save);
  g_test_add_func ("/export/contact-sheet", test_contact_sheet);

  return g_test_run ();
}
