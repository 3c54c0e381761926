/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/limner-error.h"
#include "base/limner-file.h"

static char *
temporary_path (const char *name)
{
  return g_build_filename (g_get_user_data_dir (), "limner-test", "deep", name, NULL);
}

static void
test_round_trip (void)
{
  g_autofree char *path = temporary_path ("data");
  g_autoptr(GBytes) bytes = g_bytes_new_static ("harbour", 7);
  g_autoptr(GBytes) empty = g_bytes_new_static ("", 0);
  g_autoptr(GBytes) read = NULL;
  g_autoptr(GBytes) read_empty = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (limner_file_write (path, bytes, &error));
  read = limner_file_read (path, 7, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (bytes, read));

  g_assert_true (limner_file_write (path, empty, &error));
  read_empty = limner_file_read (path, 7, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (read_empty), ==, 0);
}

static void
test_refusals (void)
{
  g_autofree char *path = temporary_path ("large");
  g_autofree char *missing = temporary_path ("missing");
  g_autoptr(GBytes) bytes = g_bytes_new_static ("harbour", 7);
  g_autoptr(GError) error = NULL;

  g_assert_true (limner_file_write (path, bytes, &error));
  g_assert_null (limner_file_read (path, 6, &error));
  g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_TOO_LARGE);
  g_clear_error (&error);
  g_assert_null (limner_file_read (missing, 6, &error));
  g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (limner_file_read (g_get_user_data_dir (), 6, &error));
  g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_BAD_FILE);
  g_clear_error (&error);
  g_assert_false (limner_file_write ("/proc/limner/data", bytes, &error));
  g_assert_nonnull (error);
}

static void
test_full_disk (void)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static ("harbour", 7);
  g_autoptr(GError) error = NULL;

  /* Writing next to /dev/full cannot work, whatever the reason: the error must be a sentence. */
  g_assert_false (limner_file_write ("/dev/full/data", bytes, &error));
  g_assert_cmpuint (error->domain, ==, LIMNER_ERROR);
}

static void
test_sha256 (void)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static ("abc", 3);
  g_autofree char *name = limner_file_sha256 (bytes);

  g_assert_cmpstr (name, ==, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

/* All lengths round the blocks, at odd places in memory, and a long one, against GLib. */
static void
test_sha256_of_all_lengths (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (4);
  g_autofree guint8 *data = g_malloc (300000);

  for (guint i = 0; i < 300000; i++)
    data[i] = (guint8) g_rand_int (rand);
  for (gsize size = 0; size < 300000; size = size < 300 ? size + 1 : size * 7)
    {
      g_autoptr(GBytes) bytes = g_bytes_new (data + size % 16, MIN (size, 300000 - 16));
      g_autofree char *right = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
      g_autofree char *name = limner_file_sha256 (bytes);

      g_assert_cmpstr (name, ==, right);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/file/round-trip", test_round_trip);
  g_test_add_func ("/file/refusals", test_refusals);
  g_test_add_func ("/file/full-disk", test_full_disk);
  g_test_add_func ("/file/sha256", test_sha256);
  g_test_add_func ("/file/sha256-of-all-lengths", test_sha256_of_all_lengths);

  return g_test_run ();
}
