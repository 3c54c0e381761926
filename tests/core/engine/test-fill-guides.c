/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Straight lines go on behind a hole, and nothing else is taken for one. */

#include "config.h"

#include <math.h>
#include <string.h>

#include "engine/generators/limner-fill-private.h"
#include "engine/generators/limner-parallel.h"

#define WIDTH  240
#define HEIGHT 200

typedef enum
{
  STEP,      /* two tones with grain */
  WIRE,      /* three pixels of dark on a sky that gets lighter */
  TEXTURE,   /* grain alone */
  DISC,      /* a curve */
  BOARDS,    /* many lines side by side */
  WIRES,     /* a few of them */
} Kind;

/* How far a place is from the line through the middle. */
static double
measure_apart (int    x,
               int    y,
               double angle)
{
  return (x - WIDTH / 2.0) * sin (angle) - (y - HEIGHT / 2.0) * cos (angle);
}

static LimnerPicture *
draw (Kind    kind,
      double  angle,
      guint32 seed)
{
  LimnerPicture *picture = limner_picture_new (WIDTH, HEIGHT);
  g_autoptr(GRand) rand = g_rand_new_with_seed (seed);
  guint8 *to = limner_picture_get_pixels (picture);

  for (int i = 0; i < WIDTH * HEIGHT; i++, to += 4)
    {
      int x = i % WIDTH;
      int y = i / WIDTH;
      double apart = measure_apart (x, y, angle);
      int grain = g_rand_int_range (rand, -12, 13);
      int light = 110 + 4 * grain;

      if (kind == STEP)
        light = (apart > 0 ? 190 : 90) + grain;
      else if (kind == WIRE)
        light = fabs (apart) < 2 ? 30 : 150 + x / 6 + y / 8;
      else if (kind == BOARDS)
        light = (fmod (apart + 1000, 9) < 2 ? 200 : 100) + grain / 2;
      else if (kind == WIRES)
        light = (fmod (apart + 1000, 32) < 3 ? 30 : 160) + grain / 4;
      else if (kind == DISC)
        light = (hypot (x - WIDTH / 2, y - HEIGHT / 2) < 62 ? 200 : 70) + grain;
      to[0] = (guint8) CLAMP (light, 0, 255);
      to[1] = (guint8) CLAMP (light - 10, 0, 255);
      to[2] = (guint8) CLAMP (light / 2 + 40, 0, 255);
      to[3] = 255;
    }

  return picture;
}

static gboolean
is_hole (int at)
{
  return hypot ((at % WIDTH - WIDTH / 2) / 1.1, at / WIDTH - HEIGHT / 2) < 55;
}

static guint
find (Kind             kind,
      double           angle,
      guint32          seed,
      LimnerFillGuide  guides[LIMNER_FILL_MAX_GUIDES])
{
  g_autoptr(LimnerPicture) picture = draw (kind, angle, seed);
  g_autofree guint8 *hole = g_malloc (WIDTH * HEIGHT);
  g_autoptr(LimnerFillLevel) level = NULL;

  for (int i = 0; i < WIDTH * HEIGHT; i++)
    hole[i] = is_hole (i);
  level = _limner_fill_level_new (limner_picture_get_pixels (picture), hole, WIDTH, HEIGHT, NULL);
  _limner_fill_level_prepare (level, WIDTH);

  return _limner_fill_find_guides (level, guides);
}

/* Where the line is, to two pixels and one degree, whatever its angle. */
static void
test_lines_are_found (void)
{
  for (int kind = STEP; kind <= WIRE; kind++)
    for (int degrees = 0; degrees < 180; degrees += 13)
      {
        LimnerFillGuide guides[LIMNER_FILL_MAX_GUIDES];
        double angle = degrees * G_PI / 180;
        guint n = find (kind, angle, (guint32) degrees, guides);

        g_test_message ("kind %d, %d degrees: %u lines", kind, degrees, n);
        g_assert_cmpuint (n, >=, 1);
        g_assert_cmpuint (n, <=, 3);
        for (guint i = 0; i < n; i++)
          {
            double apart = (guides[i].x - WIDTH / 2.0) * sin (angle) -
                           (guides[i].y - HEIGHT / 2.0) * cos (angle);

            g_assert_cmpfloat (fabs (apart), <, kind == WIRE ? 4.0 : 2.0);
            g_assert_cmpfloat (fabs (guides[i].along_x * sin (angle) -
                                     guides[i].along_y * cos (angle)), <, 0.035);
            g_assert_cmpfloat (guides[i].reach, >, 45);
            g_assert_cmpfloat (fabs (hypot (guides[i].along_x, guides[i].along_y) - 1), <, 1e-4);
          }
      }
}

static void
test_nothing_else_is_found (void)
{
  for (guint32 seed = 0; seed < 6; seed++)
    {
      LimnerFillGuide guides[LIMNER_FILL_MAX_GUIDES];

      g_assert_cmpuint (find (TEXTURE, 0, seed, guides), ==, 0);
      g_assert_cmpuint (find (DISC, 0, seed, guides), ==, 0);
    }
}

/* Many lines side by side are a texture, which goes on without being led; a few are not. */
static void
test_many_lines (void)
{
  for (int degrees = 0; degrees < 180; degrees += 19)
    {
      LimnerFillGuide guides[LIMNER_FILL_MAX_GUIDES];
      guint n_boards = find (BOARDS, degrees * G_PI / 180, (guint32) degrees, guides);
      guint n_wires = find (WIRES, degrees * G_PI / 180, (guint32) degrees, guides);

      g_test_message ("%d degrees: %u and %u lines", degrees, n_boards, n_wires);
      g_assert_cmpuint (n_boards, ==, 0);
      g_assert_cmpuint (n_wires, >=, 3);
    }
}

/* A line keeps its place from level to level: the middle of a pixel is the middle of its four. */
static void
test_scaled (void)
{
  LimnerFillGuide guide = { 10.5f, 20.5f, 0.6f, 0.8f, 12, 1 };
  LimnerFillGuide half = _limner_fill_scale_guide (&guide, 0.5f);
  LimnerFillGuide back = _limner_fill_scale_guide (&half, 2);

  g_assert_cmpfloat (half.x, ==, 5);
  g_assert_cmpfloat (half.y, ==, 10);
  g_assert_cmpfloat (half.reach, ==, 6);
  g_assert_cmpfloat (half.along_x, ==, guide.along_x);
  g_assert_cmpfloat (back.x, ==, guide.x);
  g_assert_cmpfloat (back.y, ==, guide.y);
}

static LimnerPicture *
fill (const LimnerPicture *picture)
{
  g_autoptr(LimnerPlane) mask = limner_plane_new (WIDTH, HEIGHT);
  LimnerFillOptions options = { .quality = LIMNER_FILL_NORMAL, .seed = 3 };
  LimnerPicture *answer;

  for (int i = 0; i < WIDTH * HEIGHT; i++)
    limner_plane_get_pixels (mask)[i] = is_hole (i) ? 255 : 0;
  answer = limner_fill_picture (picture, mask, &options, NULL, NULL);
  g_assert_nonnull (answer);

  return answer;
}

/* A wire comes out of the hole where it went in, without a break: along it, it is dark at nine of
 * ten places, and nowhere else in the hole. */
static void
test_wire_goes_on (void)
{
  static const int degrees[] = { 8, 30, 61, 100, 137 };

  for (gsize k = 0; k < G_N_ELEMENTS (degrees); k++)
    {
      double angle = degrees[k] * G_PI / 180;
      g_autoptr(LimnerPicture) picture = draw (WIRE, angle, 1);
      g_autoptr(LimnerPicture) filled = fill (picture);
      const guint8 *pixels = limner_picture_get_pixels (filled);
      int n = 0;
      int n_dark = 0;
      int n_astray = 0;

      for (int i = 0; i < WIDTH * HEIGHT; i++)
        {
          double apart = fabs (measure_apart (i % WIDTH, i / WIDTH, angle));

          if (!is_hole (i))
            continue;
          n += apart < 1;
          n_dark += apart < 1 && pixels[i * 4] < 110;
          n_astray += apart > 5 && pixels[i * 4] < 90;
        }
      g_test_message ("%d degrees: %d of %d dark, %d astray", degrees[k], n_dark, n, n_astray);
      g_assert_cmpint (n_dark * 10, >=, n * 9);
      g_assert_cmpint (n_astray, <=, 5);
    }
}

static void
test_same_with_any_threads (void)
{
  g_autoptr(LimnerPicture) picture = draw (STEP, 0.4, 1);
  g_autoptr(LimnerPicture) first = NULL;

  for (guint threads = 1; threads <= 4; threads *= 2)
    {
      g_autoptr(LimnerPicture) filled = NULL;

      limner_parallel_set_threads (threads);
      filled = fill (picture);
      if (first == NULL)
        first = limner_picture_ref (filled);
      g_assert_cmpmem (limner_picture_get_pixels (first), WIDTH * HEIGHT * 4,
                       limner_picture_get_pixels (filled), WIDTH * HEIGHT * 4);
    }
  limner_parallel_set_threads (0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/fill-guides/lines-are-found", test_lines_are_found);
  g_test_add_func ("/fill-guides/nothing-else-is-found", test_nothing_else_is_found);
  g_test_add_func ("/fill-guides/many-lines", test_many_lines);
  g_test_add_func ("/fill-guides/scaled", test_scaled);
  g_test_add_func ("/fill-guides/wire-goes-on", test_wire_goes_on);
  g_test_add_func ("/fill-guides/same-with-any-threads", test_same_with_any_threads);

  return g_test_run ();
}
