/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>
#include <string.h>

#include <archive.h>
#include <archive_entry.h>

#include "base/limner-error.h"
#include "base/limner-json.h"
#include "engine/generators/limner-control.h"
#include "engine/generators/limner-generator-io.h"
#include "engine/generators/limner-parallel.h"
#include "engine/generators/limner-style.h"
#include "engine/generators/limner-upscale.h"
#include "lib/memory-task.h"
#include "wire/limner-prediction.h"

/* A bright square on a dark ground, with an alpha of its own. */
static LimnerPicture *
make_square (int    size,
             guint8 alpha)
{
  LimnerPicture *picture = limner_picture_new (size, size);
  guint8 *to = limner_picture_get_pixels (picture);

  for (int y = 0; y < size; y++)
    for (int x = 0; x < size; x++, to += 4)
      {
        gboolean in = x >= size / 4 && x < 3 * size / 4 && y >= size / 4 && y < 3 * size / 4;

        to[0] = in ? 240 : 30;
        to[1] = in ? 200 : 40;
        to[2] = in ? 90 : 60;
        to[3] = in ? 255 : alpha;
      }

  return picture;
}

static int
mean_of (LimnerPicture *picture,
         int            channel)
{
  gsize n = (gsize) limner_picture_get_width (picture) * limner_picture_get_height (picture);
  const guint8 *pixels = limner_picture_get_pixels (picture);
  guint64 sum = 0;

  for (gsize i = 0; i < n; i++)
    sum += pixels[i * 4 + channel];

  return (int) (sum / n);
}

static void
test_upscale (void)
{
  const int sizes[] = { 1, 2, 3, 5, 40 };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (int scale = 2; scale <= 4; scale += 2)
      {
        g_autoptr(LimnerPicture) small = make_square (sizes[i], 255);
        g_autoptr(LimnerPicture) first = NULL;

        for (guint threads = 1; threads <= 4; threads *= 2)
          {
            g_autoptr(LimnerPicture) large = NULL;

            limner_parallel_set_threads (threads);
            large = limner_upscale_picture (small, scale, 0.5f, NULL, NULL);
            g_assert_cmpint (limner_picture_get_width (large), ==, sizes[i] * scale);
            g_assert_cmpint (limner_picture_get_height (large), ==, sizes[i] * scale);
            for (int c = 0; c < 4 && sizes[i] > 3; c++)
              g_assert_cmpint (ABS (mean_of (large, c) - mean_of (small, c)), <=, c < 3 ? 8 : 0);
            if (first == NULL)
              first = limner_picture_ref (large);
            g_assert_cmpmem (limner_picture_get_pixels (first),
                             limner_picture_get_stride (first) * limner_picture_get_height (first),
                             limner_picture_get_pixels (large),
                             limner_picture_get_stride (large) * limner_picture_get_height (large));
          }
      }
  limner_parallel_set_threads (0);
}

/* The light that a picture sends, 0 to 1. */
static double
light_of (LimnerPicture *picture)
{
  gsize n = (gsize) limner_picture_get_width (picture) * limner_picture_get_height (picture);
  const guint8 *pixels = limner_picture_get_pixels (picture);
  double sum = 0;

  for (gsize i = 0; i < n; i++)
    for (int c = 0; c < 3; c++)
      sum += pow ((pixels[i * 4 + c] / 255.0 + 0.055) / 1.055, 2.4);

  return sum / (3.0 * (double) n);
}

/* Stars on a night sky and single dark leaves are as bright together as they were. */
static void
test_upscale_keeps_light (void)
{
  static const struct { int ground; int grain; } cases[] = { { 40, 150 }, { 190, 90 }, { 20, 60 } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    for (int scale = 2; scale <= 4; scale += 2)
      {
        g_autoptr(LimnerPicture) small = make_square (48, 255);
        g_autoptr(LimnerPicture) large = NULL;
        guint32 noise = 3;

        for (int k = 0; k < 48 * 48; k++)
          {
            noise = noise * 1664525 + 1013904223;
            memset (limner_picture_get_pixels (small) + k * 4,
                    noise >> 30 == 0 ? cases[i].grain : cases[i].ground, 3);
          }
        large = limner_upscale_picture (small, scale, 0.5f, NULL, NULL);
        g_test_message ("%d on %d, %d times: %.5f of %.5f", cases[i].grain, cases[i].ground, scale,
                        light_of (large), light_of (small));
        g_assert_cmpfloat (fabs (light_of (large) / light_of (small) - 1), <, 0.05);
      }
}

static void
test_upscale_alpha (void)
{
  g_autoptr(LimnerPicture) small = make_square (32, 0);
  g_autoptr(LimnerPicture) large = limner_upscale_picture (small, 4, 0.5f, NULL, NULL);

  /* The dark colour that nobody sees must not bleed into the square's edge. */
  for (int y = 0; y < 128; y++)
    for (int x = 0; x < 128; x++)
      {
        const guint8 *pixel = limner_picture_read_row (large, y) + x * 4;

        if (pixel[3] > 8)
          g_assert_cmpint (pixel[0], >=, 235);
      }
}

/* A thing that was cut out keeps its one colour up to its edge. */
static void
test_upscale_cut_out (void)
{
  static const guint8 flat[] = { 150, 64, 32 };
  g_autoptr(LimnerPicture) small = limner_picture_new (40, 40);

  for (int at = 0; at < 40 * 40; at++)
    {
      double apart = hypot (at % 40 - 19.5, at / 40 - 19.5);

      memcpy (limner_picture_get_pixels (small) + at * 4, flat, 3);
      limner_picture_get_pixels (small)[at * 4 + 3] = (guint8) CLAMP ((15.5 - apart) * 255, 0, 255);
    }
  for (int scale = 2; scale <= 4; scale += 2)
    for (int sharpen = 0; sharpen <= 2; sharpen++)
      {
        g_autoptr(LimnerPicture) large =
          limner_upscale_picture (small, scale, (float) sharpen / 2, NULL, NULL);

        for (int at = 0; at < 1600 * scale * scale; at++)
          {
            const guint8 *pixel = limner_picture_get_pixels (large) + at * 4;

            for (int c = 0; c < 3 && pixel[3] > 40; c++)
              g_assert_cmpint (ABS (pixel[c] - flat[c]), <=, 4);
          }
      }
}

static void
test_upscale_limits (void)
{
  g_autoptr(LimnerPicture) wide = limner_picture_new (5000, 2);
  g_autoptr(GError) error = NULL;
  g_autoptr(GError) size_error = NULL;

  g_assert_null (limner_upscale_picture (wide, 4, 0.5f, NULL, &error));
  g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_TOO_LARGE);
  g_assert_false (limner_generator_check_size (11000, 11000, &size_error));
  g_assert_error (size_error, LIMNER_ERROR, LIMNER_ERROR_TOO_LARGE);
  g_assert_true (limner_generator_check_size (10000, 10000, NULL));
}

static guint
count_white (LimnerPlane *plane)
{
  guint n = 0;

  for (int y = 0; y < limner_plane_get_height (plane); y++)
    for (int x = 0; x < limner_plane_get_width (plane); x++)
      n += limner_plane_read_row (plane, y)[x] > 127;

  return n;
}

static void
test_control_edges (void)
{
  LimnerControlOptions options = { 100, 200, 0.5f };
  LimnerPlane *(* const methods[]) (const LimnerPicture *, const LimnerControlOptions *,
                                    GCancellable *) = {
    limner_control_canny, limner_control_soft_edge, limner_control_lines, limner_control_scribble,
  };
  g_autoptr(LimnerPicture) square = make_square (96, 255);
  g_autoptr(LimnerPicture) plain = make_square (3, 255);

  for (gsize i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      g_autoptr(LimnerPlane) edges = methods[i] (square, &options, NULL);
      g_autoptr(LimnerPlane) tiny = methods[i] (plain, &options, NULL);
      guint n = count_white (edges);

      g_assert_cmpint (limner_plane_get_width (edges), ==, 96);
      g_assert_cmpint (limner_plane_get_width (tiny), ==, 3);
      /* The outline is there, the areas are black. */
      g_assert_cmpuint (n, >, 120);
      g_assert_cmpuint (n, <, 2400);
      g_assert_cmpint (limner_plane_read_row (edges, 48)[48], ==, 0);
      g_assert_cmpint (limner_plane_read_row (edges, 5)[5], ==, 0);
    }
}

static void
test_control_canny_thresholds (void)
{
  LimnerControlOptions all = { 1, 2, 0.5f };
  LimnerControlOptions none = { 2000, 2000, 0.5f };
  g_autoptr(LimnerPicture) square = make_square (48, 255);
  g_autoptr(LimnerPlane) edges = limner_control_canny (square, &all, NULL);
  g_autoptr(LimnerPlane) nothing = limner_control_canny (square, &none, NULL);

  g_assert_cmpuint (count_white (edges), >=, 80);
  g_assert_cmpuint (count_white (nothing), ==, 0);
}

static void
test_control_pictures (void)
{
  LimnerControlOptions options = { 100, 200, 0.5f };
  g_autoptr(LimnerPicture) square = make_square (96, 255);
  g_autoptr(LimnerPicture) normals = limner_control_normals (square, &options, NULL);
  g_autoptr(LimnerPicture) segments = limner_control_segments (square, &options, NULL);
  const guint8 *flat = limner_picture_read_row (normals, 48) + 48 * 4;

  g_assert_cmpint (flat[2], >, 240);
  g_assert_cmpint (ABS (flat[0] - 127), <, 12);
  /* Two areas: inside and outside have one colour each. */
  g_assert_cmpmem (limner_picture_read_row (segments, 48) + 48 * 4, 4,
                   limner_picture_read_row (segments, 40) + 60 * 4, 4);
  g_assert_cmpmem (limner_picture_read_row (segments, 4) + 4 * 4, 4,
                   limner_picture_read_row (segments, 90) + 90 * 4, 4);
  g_assert_true (memcmp (limner_picture_read_row (segments, 4) + 4 * 4,
                         limner_picture_read_row (segments, 48) + 48 * 4, 3) != 0);
}

/* A large picture is worked on at a smaller size: the areas are the same but for a few pixels at
 * their borders. */
static void
test_control_segments_reduced (void)
{
  const int side = 600;
  LimnerControlOptions full = { .detail = 0.5f };
  LimnerControlOptions reduced = { .detail = 0.5f, .max_pixels = 200 * 200 };
  g_autoptr(LimnerPicture) disc = limner_picture_new (side, side);
  int n_wrong[2] = { 0 };

  for (int y = 0; y < side; y++)
    for (int x = 0; x < side; x++)
      {
        int apart = (x - side / 2) * (x - side / 2) + (y - side / 2) * (y - side / 2);
        const guint8 colours[2][4] = { { 40, 60, 200, 255 }, { 230, 190, 60, 255 } };

        memcpy (limner_picture_get_pixels (disc) + (gsize) (y * side + x) * 4,
                colours[apart < 180 * 180], 4);
      }
  for (int round = 0; round < 2; round++)
    {
      g_autoptr(LimnerPicture) drawn = limner_control_segments (disc, round == 0 ? &full : &reduced,
                                                                NULL);
      const guint8 *inside = limner_picture_read_row (drawn, side / 2) + side / 2 * 4;

      g_assert_cmpint (limner_picture_get_width (drawn), ==, side);
      g_assert_cmpint (limner_picture_get_height (drawn), ==, side);
      for (int y = 0; y < side; y++)
        for (int x = 0; x < side; x++)
          {
            double apart = hypot (x - side / 2, y - side / 2);
            gboolean same = memcmp (limner_picture_read_row (drawn, y) + x * 4, inside, 4) == 0;

            n_wrong[round] += same != (apart < 180);
            if (fabs (apart - 180) > 60)
              g_assert_true (same == (apart < 180));
          }
      g_test_message ("%d pixels of %d on the wrong side", n_wrong[round], side * side);
    }
  g_assert_cmpint (n_wrong[1], <, 2 * n_wrong[0]);
}

/* Nothing at all is drawn after a cancellation, and no part of the work is begun. */
static void
test_control_cancelled (void)
{
  LimnerPlane * (* const methods[]) (const LimnerPicture *, const LimnerControlOptions *,
                                     GCancellable *) = {
    limner_control_canny, limner_control_soft_edge, limner_control_lines, limner_control_scribble,
  };
  LimnerPicture * (* const painted[]) (const LimnerPicture *, const LimnerControlOptions *,
                                       GCancellable *) = {
    limner_control_normals, limner_control_segments,
  };
  LimnerControlOptions options = { 100, 200, 0.5f };
  g_autoptr(LimnerPicture) square = make_square (96, 255);
  g_autoptr(GCancellable) cancelled = g_cancellable_new ();
  guint before = limner_parallel_get_n_done ();

  g_cancellable_cancel (cancelled);
  for (gsize i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      g_autoptr(LimnerPlane) drawn = methods[i] (square, &options, cancelled);

      for (int at = 0; at < 96 * 96; at++)
        g_assert_cmpint (limner_plane_read_row (drawn, 0)[at], ==, 0);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (painted); i++)
    {
      g_autoptr(LimnerPicture) drawn = painted[i] (square, &options, cancelled);

      for (int at = 0; at < 96 * 96 * 4; at++)
        g_assert_cmpint (limner_picture_read_row (drawn, 0)[at], ==, 0);
    }
  g_assert_cmpuint (limner_parallel_get_n_done (), ==, before);
}

/* Whatever the picture, every method gives one of its size; edges and lines are white or grey on
 * black and opaque, and flat areas are black. */
static void
test_control_any_size (void)
{
  static const char * const methods[] = { "canny", "soft_edge", "lines", "normals", "segments",
                                          "scribble" };
  static const int sizes[][2] = { { 1, 1 }, { 1, 40 }, { 40, 1 }, { 2, 3 }, { 9, 9 }, { 61, 33 } };

  for (gsize i = 0; i < G_N_ELEMENTS (methods); i++)
    for (gsize k = 0; k < G_N_ELEMENTS (sizes); k++)
      {
        g_autofree char *input = g_strdup_printf ("{\"method\":\"%s\"}", methods[i]);
        g_autoptr(LimnerPicture) picture = limner_picture_new (sizes[k][0], sizes[k][1]);
        g_autoptr(MemoryTask) task = memory_task_new (input);
        g_autoptr(LimnerPicture) drawn = NULL;
        gboolean edges = !g_str_equal (methods[i], "normals") &&
                         !g_str_equal (methods[i], "segments");
        guint n_black = 0;

        for (int at = 0; at < sizes[k][0] * sizes[k][1]; at++)
          memset (limner_picture_get_pixels (picture) + at * 4, at % sizes[k][0] > 30 ? 220 : 40,
                  4);
        memory_task_set_picture (task, "image", picture);
        g_assert_true (limner_generators_find ("control")->run (LIMNER_GENERATOR_TASK (task),
                                                                NULL));
        drawn = memory_decode (memory_task_get_output (task, 0, NULL));
        g_assert_cmpint (limner_picture_get_width (drawn), ==, sizes[k][0]);
        g_assert_cmpint (limner_picture_get_height (drawn), ==, sizes[k][1]);
        for (int at = 0; at < sizes[k][0] * sizes[k][1]; at++)
          {
            const guint8 *pixel = limner_picture_get_pixels (drawn) + at * 4;

            g_assert_cmpint (pixel[3], ==, 255);
            if (edges)
              g_assert_true (pixel[0] == pixel[1] && pixel[1] == pixel[2]);
            n_black += pixel[0] == 0;
          }
        if (edges)
          g_assert_cmpuint (n_black * 2, >=, (guint) (sizes[k][0] * sizes[k][1]));
      }
}

static void
add_entry (struct archive *archive,
           const char     *name,
           const void     *data,
           gsize           size)
{
  struct archive_entry *entry = archive_entry_new ();

  archive_entry_set_pathname (entry, name);
  archive_entry_set_size (entry, (gint64) size);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0644);
  g_assert_cmpint (archive_write_header (archive, entry), ==, ARCHIVE_OK);
  g_assert_cmpint (archive_write_data (archive, data, size), ==, (gssize) size);
  archive_entry_free (entry);
}

/* A zip file of n_pictures pictures, a caption and, if wanted, a file of zeros. */
static GBytes *
make_zip (int   n_pictures,
          gsize n_zeros)
{
  const gsize room = 8 * 1024 * 1024;
  g_autofree guint8 *buffer = g_malloc (room);
  g_autofree guint8 *zeros = g_malloc0 (MAX (n_zeros, 1));
  g_autoptr(LimnerPicture) picture = make_square (60, 255);
  g_autoptr(GBytes) png = memory_encode_png (picture);
  struct archive *archive = archive_write_new ();
  size_t used = 0;

  archive_write_set_format_zip (archive);
  archive_write_open_memory (archive, buffer, room, &used);
  add_entry (archive, "caption.txt", "a square", 8);
  for (int i = 0; i < n_pictures; i++)
    {
      g_autofree char *name = g_strdup_printf ("folder/%d.png", i);

      add_entry (archive, name, g_bytes_get_data (png, NULL), g_bytes_get_size (png));
    }
  if (n_zeros > 0)
    add_entry (archive, "zeros.png", zeros, n_zeros);
  archive_write_close (archive);
  archive_write_free (archive);

  return g_bytes_new (buffer, used);
}

static MemoryTask *
new_training (GBytes *zip)
{
  MemoryTask *task = memory_task_new ("{\"seed\":3,\"trigger_word\":\"SQR\",\"steps\":3}");

  memory_task_set_file (task, "input_images", zip);
  return task;
}

static void
test_style (void)
{
  const LimnerGenerator *trainer = limner_generators_find ("style-trainer");
  const LimnerGenerator *painter = limner_generators_find ("painter");
  g_autoptr(GBytes) zip = make_zip (3, 0);
  g_autoptr(MemoryTask) training = new_training (zip);
  g_autoptr(MemoryTask) painting = memory_task_new ("{\"prompt\":\"sea\",\"seed\":1,\"width\":64,"
                                                    "\"height\":64}");
  g_autoptr(LimnerStyle) style = NULL;
  g_autoptr(LimnerPicture) picture = NULL;
  g_autoptr(GError) error = NULL;
  const char *mime_type;
  GBytes *weights;

  g_assert_true (trainer->run (LIMNER_GENERATOR_TASK (training), &error));
  g_assert_no_error (error);
  g_assert_cmpuint (memory_task_get_n_files (training), ==, 1);
  weights = memory_task_get_output (training, 0, &mime_type);
  g_assert_cmpstr (mime_type, ==, "application/json");
  style = limner_style_from_bytes (weights, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (style->trigger_word, ==, "SQR");
  g_assert_cmpfloat (style->shares[0], >, 0.4);
  g_assert_cmpfloat (style->shares[0] + style->shares[1], >, 0.85);

  memory_task_set_file (painting, "replicate_weights", weights);
  g_assert_true (painter->run (LIMNER_GENERATOR_TASK (painting), &error));
  g_assert_no_error (error);
}

static void
test_hostile_zips (void)
{
  const LimnerGenerator *trainer = limner_generators_find ("style-trainer");
  g_autoptr(GBytes) good = make_zip (3, 0);
  g_autoptr(GBytes) no_zip = g_bytes_new_static ("this is no zip file at all", 26);
  g_autoptr(GBytes) empty = g_bytes_new_static ("", 0);
  g_autoptr(GBytes) truncated = g_bytes_new_from_bytes (good, 0, g_bytes_get_size (good) / 2);
  g_autoptr(GBytes) single = make_zip (1, 0);
  g_autoptr(GBytes) many = make_zip (51, 0);
  g_autoptr(GBytes) bomb = make_zip (2, 60 * 1024 * 1024);
  const struct { GBytes *zip; int code; } cases[] = {
    { no_zip, LIMNER_ERROR_BAD_FILE }, { empty, LIMNER_ERROR_BAD_FILE },
    { truncated, LIMNER_ERROR_BAD_FILE }, { single, LIMNER_ERROR_BAD_FILE },
    { many, LIMNER_ERROR_TOO_LARGE }, { bomb, LIMNER_ERROR_TOO_LARGE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(MemoryTask) training = new_training (cases[i].zip);
      g_autoptr(GError) error = NULL;

      g_test_message ("case %" G_GSIZE_FORMAT, i);
      g_assert_false (trainer->run (LIMNER_GENERATOR_TASK (training), &error));
      g_assert_error (error, LIMNER_ERROR, cases[i].code);
      g_assert_cmpuint (memory_task_get_n_files (training), ==, 0);
    }
}

typedef struct
{
  const char *name;
  const void *data;
  gsize       size;
} Entry;

static GBytes *
zip_entries (const Entry *entries,
             gsize        n)
{
  const gsize room = 1024 * 1024;
  g_autofree guint8 *buffer = g_malloc (room);
  struct archive *archive = archive_write_new ();
  size_t used = 0;

  archive_write_set_format_zip (archive);
  archive_write_open_memory (archive, buffer, room, &used);
  for (gsize i = 0; i < n; i++)
    add_entry (archive, entries[i].name, entries[i].data, entries[i].size);
  archive_write_close (archive);
  archive_write_free (archive);

  return g_bytes_new (buffer, used);
}

/* What lies beside the pictures does no harm: captions, notes of the system, names that lead out
 * of the folder. Nothing is written anywhere. */
static void
test_littered_zip (void)
{
  g_autoptr(LimnerPicture) picture = make_square (40, 255);
  g_autoptr(GBytes) png = memory_encode_png (picture);
  const void *data = g_bytes_get_data (png, NULL);
  gsize size = g_bytes_get_size (png);
  const Entry entries[] = {
    { "../../outside-1.png", data, size }, { "deep/er/2.PNG", data, size },
    { "__MACOSX/._2.png", "resource fork", 13 }, { ".DS_Store", "x", 1 },
    { "deep/.hidden.png", data, size }, { "2.txt", "a caption", 9 }, { "notes.md", "# notes", 7 },
    { "metadata.jsonl", "{}", 2 }, { "empty.png", "", 0 },
  };
  g_autoptr(GBytes) zip = zip_entries (entries, G_N_ELEMENTS (entries));
  g_autoptr(MemoryTask) training = new_training (zip);
  g_autoptr(GError) error = NULL;

  limner_generators_find ("style-trainer")->run (LIMNER_GENERATOR_TASK (training), &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (memory_task_get_log (training), "Learned from 2 pictures."));
  g_assert_nonnull (strstr (memory_task_get_log (training), "“empty.png” is not a picture"));
  g_assert_null (strstr (memory_task_get_log (training), "hidden"));
  g_assert_false (g_file_test ("../../outside-1.png", G_FILE_TEST_EXISTS));
}

/* The log has a loss for each step; it falls while the pictures become known, and stays low. */
static void
test_losses (void)
{
  g_autoptr(LimnerPicture) empty = make_square (40, 0);
  g_autoptr(LimnerPicture) square = make_square (40, 255);
  g_autoptr(GBytes) first = memory_encode_png (empty);
  g_autoptr(GBytes) second = memory_encode_png (square);
  const Entry entries[] = {
    { "1.png", g_bytes_get_data (first, NULL), g_bytes_get_size (first) },
    { "2.png", g_bytes_get_data (second, NULL), g_bytes_get_size (second) },
  };
  g_autoptr(GBytes) zip = zip_entries (entries, G_N_ELEMENTS (entries));
  g_autoptr(MemoryTask) training = new_training (zip);
  g_autoptr(GArray) losses = NULL;
  g_autoptr(GError) error = NULL;
  double at_first, at_last;

  g_assert_true (limner_generators_find ("style-trainer")->run (LIMNER_GENERATOR_TASK (training),
                                                                &error));
  g_assert_no_error (error);
  losses = limner_logs_list_losses (memory_task_get_log (training));
  g_assert_cmpuint (losses->len, ==, 3);
  at_first = g_array_index (losses, double, 0);
  at_last = g_array_index (losses, double, losses->len - 1);
  g_assert_cmpfloat (at_first, >, 0.02);
  g_assert_cmpfloat (at_last, <, 0.2 * at_first);
  g_assert_cmpfloat (at_last, >=, 0);
}

/* Each refusal is one sentence that names what is wrong, and the file if it is one of many. */
static void
test_refusals (void)
{
  g_autoptr(LimnerPicture) picture = make_square (40, 255);
  g_autoptr(GBytes) png = memory_encode_png (picture);
  gsize size = g_bytes_get_size (png);
  const void *data = g_bytes_get_data (png, NULL);
  const Entry good = { "good.png", data, size };
  struct { Entry entries[3]; gsize n; const char *says; } cases[] = {
    { { good }, 1, "at least two pictures" },
    { { { "a.txt", "x", 1 }, { "b.md", "y", 1 } }, 2, "at least two pictures" },
    { { good, { "sub/cut.png", data, size / 2 }, good }, 3, "“cut.png”" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GBytes) zip = zip_entries (cases[i].entries, cases[i].n);
      g_autoptr(MemoryTask) training = new_training (zip);
      g_autoptr(GError) error = NULL;

      g_assert_false (limner_generators_find ("style-trainer")->run
                        (LIMNER_GENERATOR_TASK (training), &error));
      g_assert_nonnull (error);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, cases[i].says));
      g_assert_null (strchr (error->message, '\n'));
      g_assert_cmpuint (memory_task_get_n_files (training), ==, 0);
    }
}

static void
test_fifty_pictures (void)
{
  g_autoptr(GBytes) zip = make_zip (50, 0);
  g_autoptr(MemoryTask) training = new_training (zip);
  g_autoptr(MemoryTask) late = new_training (zip);
  g_autoptr(GError) error = NULL;

  g_assert_true (limner_generators_find ("style-trainer")->run (LIMNER_GENERATOR_TASK (training),
                                                                &error));
  g_assert_no_error (error);
  g_assert_nonnull (strstr (memory_task_get_log (training), "Learned from 50 pictures."));

  g_cancellable_cancel (memory_task_get_cancellable (late));
  g_assert_false (limner_generators_find ("style-trainer")->run (LIMNER_GENERATOR_TASK (late),
                                                                 &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* The same pictures and seed give the same weights, whatever else runs. */
static void
test_training_repeats (void)
{
  g_autoptr(GBytes) zip = make_zip (4, 0);
  g_autoptr(GBytes) first = NULL;

  for (guint threads = 1; threads <= 4; threads *= 2)
    {
      g_autoptr(MemoryTask) training = new_training (zip);

      limner_parallel_set_threads (threads);
      g_assert_true (limner_generators_find ("style-trainer")->run
                       (LIMNER_GENERATOR_TASK (training), NULL));
      if (first == NULL)
        first = g_bytes_ref (memory_task_get_output (training, 0, NULL));
      g_assert_true (g_bytes_equal (first, memory_task_get_output (training, 0, NULL)));
    }
  limner_parallel_set_threads (0);
}

static void
test_hostile_weights (void)
{
  const char *texts[] = {
    "", "{}", "[]", "{\"format\":\"limner-style\",\"version\":1}",
    "{\"format\":\"limner-style\",\"version\":1,\"mean\":[0,0,0],\"spread\":[1,\"x\"],"
    "\"colours\":[]}",
    "{\"format\":\"limner-style\",\"version\":1,\"mean\":[0,[],0],\"spread\":[1,1,1],"
    "\"colours\":[]}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GBytes) bytes = g_bytes_new_static (texts[i], strlen (texts[i]));
      g_autoptr(GError) error = NULL;

      g_assert_null (limner_style_from_bytes (bytes, &error));
      g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_BAD_FILE);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/upscale/sizes", test_upscale);
  g_test_add_func ("/upscale/keeps-light", test_upscale_keeps_light);
  g_test_add_func ("/upscale/alpha", test_upscale_alpha);
  g_test_add_func ("/upscale/cut-out", test_upscale_cut_out);
  g_test_add_func ("/upscale/limits", test_upscale_limits);
  g_test_add_func ("/control/edges", test_control_edges);
  g_test_add_func ("/control/canny-thresholds", test_control_canny_thresholds);
  g_test_add_func ("/control/any-size", test_control_any_size);
  g_test_add_func ("/control/cancelled", test_control_cancelled);
  g_test_add_func ("/control/segments-reduced", test_control_segments_reduced);
  g_test_add_func ("/control/pictures", test_control_pictures);
  g_test_add_func ("/style/learned", test_style);
  g_test_add_func ("/style/losses", test_losses);
  g_test_add_func ("/style/hostile-zips", test_hostile_zips);
  g_test_add_func ("/style/littered-zip", test_littered_zip);
  g_test_add_func ("/style/refusals", test_refusals);
  g_test_add_func ("/style/fifty-pictures", test_fifty_pictures);
  g_test_add_func ("/style/training-repeats", test_training_repeats);
  g_test_add_func ("/style/hostile-weights", test_hostile_weights);

  return g_test_run ();
}
