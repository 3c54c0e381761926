/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Control pictures, against slow ones that are plainly right. */

#include "config.h"

#include <math.h>
#include <string.h>

#include "engine/generators/limner-blur.h"
#include "engine/generators/limner-control.h"
#include "engine/generators/limner-control-size.h"
#include "engine/generators/limner-parallel.h"

static LimnerPicture *
make_noise (int     width,
            int     height,
            guint32 seed)
{
  LimnerPicture *picture = limner_picture_new (width, height);
  guint8 *to = limner_picture_get_pixels (picture);
  g_autoptr(GRand) rand = g_rand_new_with_seed (seed);

  for (int i = 0; i < width * height; i++, to += 4)
    {
      int light = (i % width / 11 + i / width / 7) % 3 * 70;

      for (int c = 0; c < 3; c++)
        to[c] = (guint8) (light + g_rand_int_range (rand, 0, 60));
      to[3] = g_rand_int_range (rand, 0, 9) == 0 ? 120 : 255;
    }

  return picture;
}

/* Four areas with straight and round borders, without noise. */
static LimnerPicture *
make_scene (int width,
            int height)
{
  LimnerPicture *picture = limner_picture_new (width, height);
  guint8 *to = limner_picture_get_pixels (picture);

  for (int i = 0; i < width * height; i++, to += 4)
    {
      double x = (double) (i % width) / width;
      double y = (double) (i / width) / height;
      int light = y > 0.6 + 0.1 * x ? 90 : 210;

      if (hypot (x - 0.3, y - 0.3) < 0.15)
        light = 40;
      else if (x > 0.6 && x < 0.8 && y > 0.2 && y < 0.5)
        light = 130;
      memset (to, light, 3);
      to[3] = 255;
    }

  return picture;
}

static float
slow_luma (const LimnerPicture *picture,
           int                  x,
           int                  y)
{
  const guint8 *pixel;

  x = CLAMP (x, 0, limner_picture_get_width (picture) - 1);
  y = CLAMP (y, 0, limner_picture_get_height (picture) - 1);
  pixel = limner_picture_read_row (picture, y) + x * 4;

  return 255 + (0.299f * pixel[0] + 0.587f * pixel[1] + 0.114f * pixel[2] - 255) *
         (pixel[3] / 255.0f);
}

static float
slow_strength (const LimnerPicture *picture,
               int                  x,
               int                  y,
               float               *dx,
               float               *dy)
{
  float l[3][3];

  x = CLAMP (x, 0, limner_picture_get_width (picture) - 1);
  y = CLAMP (y, 0, limner_picture_get_height (picture) - 1);
  for (int j = 0; j < 3; j++)
    for (int i = 0; i < 3; i++)
      l[j][i] = slow_luma (picture, x + i - 1, y + j - 1);
  *dx = l[0][2] - l[0][0] + 2 * (l[1][2] - l[1][0]) + l[2][2] - l[2][0];
  *dy = l[2][0] - l[0][0] + 2 * (l[2][1] - l[0][1]) + l[2][2] - l[0][2];

  return fabsf (*dx) + fabsf (*dy);
}

/* 255 for an edge, 1 for what may go on, 0 for nothing. */
static guint8
slow_mark (const LimnerPicture *picture,
           int                  x,
           int                  y,
           float                low,
           float                high)
{
  float dx;
  float dy;
  float strength = slow_strength (picture, x, y, &dx, &dy);
  int step_x = fabsf (dx) > 0.4142f * fabsf (dy) ? (dx > 0 ? 1 : -1) : 0;
  int step_y = fabsf (dy) > 0.4142f * fabsf (dx) ? (dy > 0 ? 1 : -1) : 0;
  float other_x;
  float other_y;

  if (strength <= slow_strength (picture, x - step_x, y - step_y, &other_x, &other_y) ||
      strength < slow_strength (picture, x + step_x, y + step_y, &other_x, &other_y))
    return 0;

  return strength > high ? 255 : strength > low ? 1 : 0;
}

/* Marks what may go on beside an edge until nothing changes. */
static void
slow_follow (guint8 *marks,
             int     width,
             int     height)
{
  gboolean changed = TRUE;

  while (changed)
    {
      changed = FALSE;
      for (int at = 0; at < width * height; at++)
        for (int k = 0; k < 9 && marks[at] == 1; k++)
          {
            int x = at % width + k % 3 - 1;
            int y = at / width + k / 3 - 1;

            if (x < 0 || y < 0 || x >= width || y >= height || marks[y * width + x] != 255)
              continue;
            marks[at] = 255;
            changed = TRUE;
          }
    }
}

/* Bands show nowhere: every pixel is as in a picture worked on as a whole. */
static void
test_canny (void)
{
  static const int sizes[][2] = { { 1, 1 }, { 5, 2 }, { 40, 63 }, { 33, 64 }, { 50, 65 },
                                  { 37, 150 } };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      int width = sizes[i][0];
      int height = sizes[i][1];
      LimnerControlOptions options = { .low = 150, .high = 420 };
      g_autoptr(LimnerPicture) picture = make_noise (width, height, (guint32) i);
      g_autoptr(LimnerPlane) edges = limner_control_canny (picture, &options, NULL);
      g_autofree guint8 *marks = g_malloc (width * height);

      for (int at = 0; at < width * height; at++)
        marks[at] = slow_mark (picture, at % width, at / width, 150, 420);
      slow_follow (marks, width, height);
      for (int at = 0; at < width * height; at++)
        g_assert_cmpint (limner_plane_read_row (edges, at / width)[at % width], ==,
                         marks[at] == 255 ? 255 : 0);
    }
}

static void
test_box (void)
{
  enum { W = 31, H = 23 };
  g_autoptr(GRand) rand = g_rand_new_with_seed (5);
  float values[W * H];

  for (int i = 0; i < W * H; i++)
    values[i] = (float) g_rand_double_range (rand, -100, 200);
  for (int radius = 1; radius < 40; radius += 6)
    {
      g_autofree float *means = limner_blur_box (values, W, H, radius, NULL);

      for (int at = 0; at < W * H; at++)
        {
          double sum = 0;

          for (int y = -radius; y <= radius; y++)
            for (int x = -radius; x <= radius; x++)
              sum += values[CLAMP (at / W + y, 0, H - 1) * W + CLAMP (at % W + x, 0, W - 1)];
          g_assert_cmpfloat (fabs (means[at] - sum / ((2 * radius + 1) * (2 * radius + 1))), <,
                             0.01);
        }
    }
}

/* A reduced picture has the mean light of its squares, also of those cut off at the sides. */
static void
test_reduced (void)
{
  g_autoptr(LimnerPicture) picture = make_noise (67, 41, 2);

  for (gsize limit = 40; limit < 4000; limit *= 3)
    {
      LimnerControlSize size = limner_control_size_new (picture, limit);
      g_autofree float *luma = limner_control_size_read_luma (&size, picture, NULL);

      g_assert_cmpuint ((guint) (size.width * size.height), <=, limit);
      g_assert_cmpint ((size.width - 1) * size.scale, <, 67);
      g_assert_cmpint (size.width * size.scale, >=, 67);
      for (int at = 0; at < size.width * size.height; at++)
        {
          double sum = 0;
          int n = 0;

          for (int y = at / size.width * size.scale; y < (at / size.width + 1) * size.scale; y++)
            for (int x = at % size.width * size.scale; x < (at % size.width + 1) * size.scale; x++)
              if (x < 67 && y < 41)
                {
                  sum += slow_luma (picture, x, y);
                  n++;
                }
          g_assert_cmpfloat (fabs (luma[at] - sum / n), <, 0.01);
        }
    }
}

/* What is enlarged stays within the values round it, and at its own size it is what it was. */
static void
test_enlarged (void)
{
  g_autoptr(LimnerPicture) picture = limner_picture_new (53, 38);
  g_autoptr(GRand) rand = g_rand_new_with_seed (6);

  for (gsize limit = 20; limit <= 53 * 38; limit = limit * 10 + 14)
    {
      LimnerControlSize size = limner_control_size_new (picture, limit);
      g_autofree guint8 *map = g_malloc (size.width * size.height * 2);
      g_autofree guint8 *large = g_malloc0 (53 * 38 * 2);

      for (int i = 0; i < size.width * size.height * 2; i++)
        map[i] = (guint8) g_rand_int_range (rand, 0, 256);
      limner_control_size_enlarge (&size, map, 2, large, NULL);
      for (int at = 0; at < 53 * 38; at++)
        for (int c = 0; c < 2; c++)
          {
            int x0;
            int x1;
            int y0;
            int y1;
            int low = 255;
            int high = 0;

            limner_control_size_find (&size, at % 53, size.width, &x0, &x1);
            limner_control_size_find (&size, at / 53, size.height, &y0, &y1);
            for (int k = 0; k < 4; k++)
              {
                int value = map[((k / 2 ? y1 : y0) * size.width + (k % 2 ? x1 : x0)) * 2 + c];

                low = MIN (low, value);
                high = MAX (high, value);
              }
            g_assert_cmpint (large[at * 2 + c], >=, low);
            g_assert_cmpint (large[at * 2 + c], <=, high);
            if (size.scale == 1)
              g_assert_cmpint (large[at * 2 + c], ==, map[at * 2 + c]);
          }
    }
}

/* The same is found in a reduced picture as in the whole one, at the same places. */
static void
test_reduced_shows_the_same (void)
{
  LimnerPlane * (* const methods[]) (const LimnerPicture *, const LimnerControlOptions *,
                                     GCancellable *) = {
    limner_control_soft_edge, limner_control_lines, limner_control_scribble,
  };
  enum { W = 900, H = 720 };
  g_autoptr(LimnerPicture) scene = make_scene (W, H);
  LimnerControlOptions whole = { .low = 100, .high = 200, .detail = 0.5f, .max_pixels = W * H };
  LimnerControlOptions reduced = { .low = 100, .high = 200, .detail = 0.5f,
                                   .max_pixels = W * H / 4 };

  for (gsize i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      g_autoptr(LimnerPlane) first = methods[i] (scene, &whole, NULL);
      g_autoptr(LimnerPlane) second = methods[i] (scene, &reduced, NULL);
      g_autofree float *a = g_new (float, W * H);
      g_autofree float *b = g_new (float, W * H);
      g_autofree float *near = NULL;
      g_autofree float *other = NULL;
      double difference = 0;
      double total = 0;

      for (int at = 0; at < W * H; at++)
        {
          a[at] = limner_plane_read_row (first, at / W)[at % W];
          b[at] = limner_plane_read_row (second, at / W)[at % W];
        }
      near = limner_blur_box (a, W, H, 6, NULL);
      other = limner_blur_box (b, W, H, 6, NULL);
      for (int at = 0; at < W * H; at++)
        {
          difference += fabs (near[at] - other[at]);
          total += near[at] + other[at];
        }
      g_test_message ("method %" G_GSIZE_FORMAT ": %.3f", i, difference / total);
      g_assert_cmpfloat (total, >, 0);
      g_assert_cmpfloat (difference / total, <, 0.25);
    }
}

static void
test_reduced_normals (void)
{
  enum { W = 600, H = 480 };
  g_autoptr(LimnerPicture) scene = make_scene (W, H);
  LimnerControlOptions whole = { .detail = 0.5f, .max_pixels = W * H };
  LimnerControlOptions reduced = { .detail = 0.5f, .max_pixels = W * H / 4 };
  g_autoptr(LimnerPicture) first = limner_control_normals (scene, &whole, NULL);
  g_autoptr(LimnerPicture) second = limner_control_normals (scene, &reduced, NULL);
  double difference = 0;

  for (int at = 0; at < W * H * 4; at++)
    difference += abs (limner_picture_get_pixels (first)[at] -
                       limner_picture_get_pixels (second)[at]);
  difference /= W * H * 4;
  g_test_message ("%.3f", difference);
  g_assert_cmpfloat (difference, <, 4);
  g_assert_cmpint (limner_picture_get_pixels (second)[3], ==, 255);
}

/* A straight border gives a line along it, and none elsewhere. */
static void
test_lines (void)
{
  enum { W = 400, H = 400 };
  LimnerControlOptions options = { .low = 100, .high = 200, .detail = 0.5f };
  g_autoptr(LimnerPicture) picture = limner_picture_new (W, H);

  for (int degrees = 0; degrees < 180; degrees += 17)
    {
      double angle = degrees * G_PI / 180;
      g_autoptr(LimnerPlane) lines = NULL;
      int n_on = 0;
      int n_off = 0;
      int n = 0;

      for (int at = 0; at < W * H; at++)
        {
          double apart = (at % W - W / 2) * sin (angle) - (at / W - H / 2) * cos (angle);

          memset (limner_picture_get_pixels (picture) + at * 4, apart > 0 ? 200 : 60, 3);
          limner_picture_get_pixels (picture)[at * 4 + 3] = 255;
        }
      lines = limner_control_lines (picture, &options, NULL);
      for (int at = 0; at < W * H; at++)
        {
          double apart = fabs ((at % W - W / 2) * sin (angle) - (at / W - H / 2) * cos (angle));
          gboolean lit = limner_plane_read_row (lines, at / W)[at % W] > 60;

          n += apart < 0.6;
          n_on += apart < 0.6 && lit;
          n_off += apart > 4 && lit;
        }
      g_test_message ("%d degrees: %d of %d, %d elsewhere", degrees, n_on, n, n_off);
      g_assert_cmpint (n_on * 10, >, n * 8);
      g_assert_cmpint (n_off, ==, 0);
    }
}

/* No piece of the segments lies on both sides of a strong border. */
static void
test_segments (void)
{
  enum { W = 320, H = 240 };
  LimnerControlOptions options = { .detail = 0.5f };
  g_autoptr(LimnerPicture) scene = make_scene (W, H);
  g_autoptr(LimnerPicture) drawn = limner_control_segments (scene, &options, NULL);
  g_autoptr(GHashTable) first = g_hash_table_new (NULL, NULL);
  int n_wrong = 0;

  for (int at = 0; at < W * H; at++)
    {
      const guint8 *pixel = limner_picture_get_pixels (drawn) + at * 4;
      gpointer colour = GINT_TO_POINTER (pixel[0] << 16 | pixel[1] << 8 | pixel[2]);
      gpointer light = GINT_TO_POINTER (limner_picture_get_pixels (scene)[at * 4]);

      if (!g_hash_table_contains (first, colour))
        g_hash_table_insert (first, colour, light);
      n_wrong += g_hash_table_lookup (first, colour) != light;
    }
  g_test_message ("%u pieces, %d pixels across a border", g_hash_table_size (first), n_wrong);
  g_assert_cmpuint (g_hash_table_size (first), >=, 4);
  g_assert_cmpint (n_wrong * 100, <, W * H * 3);
}

static void
test_same_with_any_threads (void)
{
  LimnerPlane * (* const methods[]) (const LimnerPicture *, const LimnerControlOptions *,
                                     GCancellable *) = {
    limner_control_canny, limner_control_soft_edge, limner_control_lines, limner_control_scribble,
  };
  LimnerPicture * (* const painted[]) (const LimnerPicture *, const LimnerControlOptions *,
                                       GCancellable *) = {
    limner_control_normals, limner_control_segments,
  };
  enum { W = 211, H = 170 };
  g_autoptr(LimnerPicture) picture = make_noise (W, H, 12);
  LimnerControlOptions options = { .low = 100, .high = 200, .detail = 0.6f,
                                   .max_pixels = W * H / 3 };
  g_autoptr(GPtrArray) seen =
    g_ptr_array_new_with_free_func ((GDestroyNotify) limner_picture_unref);
  g_autoptr(GPtrArray) planes =
    g_ptr_array_new_with_free_func ((GDestroyNotify) limner_plane_unref);

  for (guint threads = 1; threads <= 4; threads *= 2)
    {
      limner_parallel_set_threads (threads);
      for (gsize i = 0; i < G_N_ELEMENTS (methods); i++)
        {
          LimnerPlane *plane = methods[i] (picture, &options, NULL);

          g_ptr_array_add (planes, plane);
          g_assert_cmpmem (limner_plane_read_row (plane, 0), W * H,
                           limner_plane_read_row (g_ptr_array_index (planes, i), 0), W * H);
        }
      for (gsize i = 0; i < G_N_ELEMENTS (painted); i++)
        {
          LimnerPicture *drawn = painted[i] (picture, &options, NULL);

          g_ptr_array_add (seen, drawn);
          g_assert_cmpmem (limner_picture_get_pixels (drawn), W * H * 4,
                           limner_picture_get_pixels (g_ptr_array_index (seen, i)), W * H * 4);
        }
    }
  limner_parallel_set_threads (0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/control/canny", test_canny);
  g_test_add_func ("/control/box", test_box);
  g_test_add_func ("/control/reduced", test_reduced);
  g_test_add_func ("/control/enlarged", test_enlarged);
  g_test_add_func ("/control/reduced-shows-the-same", test_reduced_shows_the_same);
  g_test_add_func ("/control/reduced-normals", test_reduced_normals);
  g_test_add_func ("/control/lines", test_lines);
  g_test_add_func ("/control/segments", test_segments);
  g_test_add_func ("/control/same-with-any-threads", test_same_with_any_threads);

  return g_test_run ();
}
