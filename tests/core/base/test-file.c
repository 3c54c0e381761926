/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

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

/* What the disk does not take leaves the old contents whole, and nothing beside them. */
static void
test_cut_off (void)
{
  g_autofree char *path = temporary_path ("kept");
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *long_text = g_strnfill (100000, 'x');
  g_autoptr(GBytes) old = g_bytes_new_static ("harbour", 7);
  g_autoptr(GBytes) new = g_bytes_new (long_text, 100000);
  g_autoptr(GBytes) read = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GDir) listing = NULL;
  struct rlimit before, limit;
  const char *name;

  g_assert_true (limner_file_write (path, old, &error));
  g_assert_no_error (error);
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  limit = before;
  limit.rlim_cur = 4096;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  g_assert_false (limner_file_write (path, new, &error));
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
  g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_FAILED);

  g_clear_error (&error);
  read = limner_file_read (path, 100000, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (old, read));
  listing = g_dir_open (folder, 0, NULL);
  while ((name = g_dir_read_name (listing)) != NULL)
    g_assert_false (g_str_has_prefix (name, "kept."));
}

/* What is written is the user's alone, the folders on the way as well. */
static void
test_modes (void)
{
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "limner-modes", "a", "b", NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr(GBytes) bytes = g_bytes_new_static ("harbour", 7);
  g_autoptr(GError) error = NULL;
  mode_t mask = umask (0);
  struct stat status;

  g_assert_true (limner_file_write (path, bytes, &error));
  umask (mask);
  g_assert_cmpint (stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  g_assert_cmpint (stat (folder, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0700);
  g_assert_true (limner_file_ensure_directory (folder, &error));
  g_assert_false (limner_file_ensure_directory (path, &error));
  g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_FAILED);
}

/* A file that says it is empty and is not, one that cannot be read, and one that never ends. */
static void
test_strange_files (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = limner_file_read ("/proc/self/status", 1 << 20, &error);
  g_autofree char *fifo = temporary_path ("fifo");
  g_autofree char *folder = g_path_get_dirname (fifo);

  g_assert_no_error (error);
  g_assert_nonnull (g_strstr_len (g_bytes_get_data (bytes, NULL),
                                  (gssize) g_bytes_get_size (bytes), "Pid:"));
  g_assert_null (limner_file_read ("/proc/self/status", 10, &error));
  g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_TOO_LARGE);
  g_clear_error (&error);

  /* Its first page belongs to nobody. */
  g_assert_null (limner_file_read ("/proc/self/mem", 1000, &error));
  g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_FAILED);
  g_clear_error (&error);

  g_assert_null (limner_file_read ("/dev/zero", 1000, &error));
  g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_BAD_FILE);
  g_clear_error (&error);

  /* Nobody writes to it: opening it must not wait. */
  g_assert_true (limner_file_ensure_directory (folder, NULL));
  g_assert_cmpint (mkfifo (fifo, 0600), ==, 0);
  g_assert_null (limner_file_read (fifo, 1000, &error));
  g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_BAD_FILE);
}

/* RFC 9110 §15: what is not told apart by name belongs to its hundred. */
static void
test_statuses (void)
{
  static const struct { guint status; LimnerError code; } rows[] = {
    { 400, LIMNER_ERROR_INVALID_INPUT }, { 401, LIMNER_ERROR_UNAUTHORIZED },
    { 402, LIMNER_ERROR_PAYMENT }, { 403, LIMNER_ERROR_UNAUTHORIZED },
    { 404, LIMNER_ERROR_NOT_FOUND }, { 408, LIMNER_ERROR_TIMEOUT }, { 409, LIMNER_ERROR_BUSY },
    { 410, LIMNER_ERROR_NOT_FOUND }, { 413, LIMNER_ERROR_TOO_LARGE },
    { 418, LIMNER_ERROR_FAILED }, { 422, LIMNER_ERROR_INVALID_INPUT },
    { 429, LIMNER_ERROR_RATE_LIMITED }, { 500, LIMNER_ERROR_SERVER },
    { 502, LIMNER_ERROR_SERVER }, { 503, LIMNER_ERROR_BUSY }, { 504, LIMNER_ERROR_TIMEOUT },
    { 599, LIMNER_ERROR_SERVER }, { 304, LIMNER_ERROR_FAILED },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpint (limner_error_from_status (rows[i].status), ==, rows[i].code);
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
  g_test_add_func ("/file/cut-off", test_cut_off);
  g_test_add_func ("/file/modes", test_modes);
  g_test_add_func ("/file/strange-files", test_strange_files);
  g_test_add_func ("/error/statuses", test_statuses);
  g_test_add_func ("/file/sha256", test_sha256);
  g_test_add_func ("/file/sha256-of-all-lengths", test_sha256_of_all_lengths);

  return g_test_run ();
}
