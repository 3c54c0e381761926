/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>
#include <utime.h>

#include <glib/gstdio.h>

#include "base/limner-error.h"
#include "base/limner-file.h"
#include "image/limner-container-private.h"
#include "image/limner-picture-io.h"
#include "image/limner-png-text-private.h"
#include "image/limner-thumbnailer.h"
#include "lib/limner-test.h"

typedef struct
{
  char              *folder;
  char              *path;
  char              *cache;
  LimnerThumbnailer *thumbnailer;
} Fixture;

static void
write_picture (const char          *path,
               int                  width,
               int                  height,
               LimnerPictureFormat  format)
{
  g_autoptr(LimnerPicture) picture = limner_picture_new (width, height);
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GError) error = NULL;

  memset (limner_picture_get_pixels (picture), 255, (gsize) width * height * 4);
  bytes = limner_picture_encode (picture, format, 90, &error);
  g_assert_no_error (error);
  g_assert_true (limner_file_write (path, bytes, &error));
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = limner_test_make_folder ();
  fixture->path = g_build_filename (fixture->folder, "a picture.png", NULL);
  fixture->cache = g_build_filename (fixture->folder, "cache", NULL);
  fixture->thumbnailer = limner_thumbnailer_new (fixture->cache);
  write_picture (fixture->path, 600, 300, LIMNER_PICTURE_PNG);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  /* A job on its thread may still hold it for a moment. */
  g_clear_object (&fixture->thumbnailer);
  limner_test_remove_folder (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
  g_free (fixture->cache);
}

static char *
thumbnail_path (Fixture    *fixture,
                const char *size)
{
  g_autofree char *uri = g_filename_to_uri (fixture->path, NULL, NULL);
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_MD5, uri, -1);
  g_autofree char *name = g_strconcat (digest, ".png", NULL);

  return g_build_filename (fixture->cache, size, name, NULL);
}

static void
assert_size (LimnerPicture *picture,
             int            width,
             int            height)
{
  g_assert_nonnull (picture);
  g_assert_cmpint (limner_picture_get_width (picture), ==, width);
  g_assert_cmpint (limner_picture_get_height (picture), ==, height);
}

static void
assert_text (const char *path,
             const char *keyword,
             const char *expected)
{
  g_autoptr(GBytes) bytes = limner_file_read (path, G_MAXINT32, NULL);
  g_autoptr(LimnerContainer) container = _limner_container_parse (bytes, NULL);
  g_autofree char *text = _limner_png_get_text (container, keyword);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_specification (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autofree char *path = thumbnail_path (fixture, "large");
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *uri = g_filename_to_uri (fixture->path, NULL, NULL);
  g_autoptr(LimnerPicture) made = NULL;
  g_autoptr(LimnerPicture) loaded = NULL;
  g_autoptr(GError) error = NULL;
  GStatBuf status;

  made = limner_thumbnailer_load_sync (fixture->thumbnailer, fixture->path, LIMNER_THUMBNAIL_LARGE,
                                       &error);
  g_assert_no_error (error);
  assert_size (made, 256, 128);
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  g_assert_cmpint (g_stat (folder, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0700);
  assert_text (path, "Thumb::URI", uri);
  assert_text (path, "Thumb::Mimetype", "image/png");
  assert_text (path, "Thumb::Image::Width", "600");

  /* From the cache now: the same, without the original being read */
  loaded = limner_thumbnailer_load_sync (fixture->thumbnailer, fixture->path,
                                         LIMNER_THUMBNAIL_LARGE, &error);
  assert_size (loaded, 256, 128);
  limner_thumbnailer_forget (fixture->thumbnailer, fixture->path);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_outdated (Fixture       *fixture,
               gconstpointer  data)
{
  const struct utimbuf later = { 2000000000, 2000000000 };
  g_autoptr(LimnerPicture) before = NULL;
  g_autoptr(LimnerPicture) after = NULL;

  before = limner_thumbnailer_load_sync (fixture->thumbnailer, fixture->path,
                                         LIMNER_THUMBNAIL_NORMAL, NULL);
  assert_size (before, 128, 64);
  write_picture (fixture->path, 100, 100, LIMNER_PICTURE_JPEG);
  g_assert_cmpint (utime (fixture->path, &later), ==, 0);
  after = limner_thumbnailer_load_sync (fixture->thumbnailer, fixture->path,
                                        LIMNER_THUMBNAIL_NORMAL, NULL);
  assert_size (after, 100, 100);
}

static void
test_failure (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *note = thumbnail_path (fixture, "fail/limner-" PACKAGE_VERSION);
  g_autoptr(GError) error = NULL;

  g_assert_true (g_file_set_contents (fixture->path, "no picture", -1, NULL));
  for (int round = 0; round < 2; round++)
    {
      g_assert_null (limner_thumbnailer_load_sync (fixture->thumbnailer, fixture->path,
                                                   LIMNER_THUMBNAIL_LARGE, &error));
      g_assert_cmpuint (error->domain, ==, LIMNER_ERROR);
      g_clear_error (&error);
      g_assert_true (g_file_test (note, G_FILE_TEST_EXISTS));
    }

  g_unlink (fixture->path);
  g_assert_null (limner_thumbnailer_load_sync (fixture->thumbnailer, fixture->path,
                                               LIMNER_THUMBNAIL_LARGE, &error));
  g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_NOT_FOUND);
}

static void
count_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(LimnerPicture) picture = NULL;
  g_autoptr(GError) error = NULL;
  int *counts = user_data;

  picture = limner_thumbnailer_load_finish (LIMNER_THUMBNAILER (source), result, &error);
  if (picture != NULL)
    counts[0]++;
  else
    {
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      counts[1]++;
    }
}

static void
test_async (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  int counts[2] = { 0, 0 };

  g_cancellable_cancel (cancellable);
  for (int i = 0; i < 6; i++)
    limner_thumbnailer_load_async (fixture->thumbnailer, fixture->path, LIMNER_THUMBNAIL_LARGE,
                                   i % 3 == 0 ? cancellable : NULL, count_cb, counts);
  limner_test_wait_until (counts[0] + counts[1] == 6);
  g_assert_cmpint (counts[0], ==, 4);
  g_assert_cmpint (counts[1], ==, 2);
}

static void
test_formats (Fixture       *fixture,
              gconstpointer  data)
{
  for (LimnerPictureFormat format = LIMNER_PICTURE_PNG; format <= LIMNER_PICTURE_WEBP; format++)
    {
      g_autoptr(GBytes) bytes = NULL;
      g_autoptr(LimnerPicture) thumbnail = NULL;
      g_autoptr(LimnerPicture) small = NULL;

      write_picture (fixture->path, 1000, 1500, format);
      bytes = limner_file_read (fixture->path, G_MAXINT32, NULL);
      thumbnail = limner_thumbnail_make (bytes, LIMNER_THUMBNAIL_LARGE, NULL);
      assert_size (thumbnail, 171, 256);
      small = limner_thumbnail_make (bytes, LIMNER_THUMBNAIL_XX_LARGE, NULL);
      assert_size (small, 683, 1024);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)
  ADD ("/thumbnailer/specification", test_specification);
  ADD ("/thumbnailer/outdated", test_outdated);
  ADD ("/thumbnailer/failure", test_failure);
  ADD ("/thumbnailer/async", test_async);
  ADD ("/thumbnailer/formats", test_formats);

  return g_test_run ();
}
