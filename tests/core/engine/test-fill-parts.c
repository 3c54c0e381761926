/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The parts of filling, each against a slow one that is plainly right. */

#include "config.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/generators/limner-fill-private.h"
#include "engine/generators/limner-membrane.h"
#include "engine/generators/limner-parallel.h"

#define WIDTH  45
#define HEIGHT 38

/* A texture with a hole in its middle; odd seeds reach a side. */
static LimnerFillLevel *
make_level (guint64 seed)
{
  g_autofree guint8 *pixels = g_malloc (WIDTH * HEIGHT * 4);
  g_autofree guint8 *hole = g_malloc0 (WIDTH * HEIGHT);
  g_autoptr(GRand) rand = g_rand_new_with_seed ((guint32) seed);
  LimnerFillLevel *level;

  for (int i = 0; i < WIDTH * HEIGHT; i++)
    {
      int stripe = (i % WIDTH + i / WIDTH) / 4 % 2 * 90;

      for (int c = 0; c < 3; c++)
        pixels[i * 4 + c] = (guint8) (60 + stripe + c * 20 + g_rand_int_range (rand, 0, 40));
      pixels[i * 4 + 3] = 255;
    }
  for (int y = 12; y < 24; y++)
    for (int x = seed % 2 == 1 ? 0 : 14; x < 28; x++)
      hole[y * WIDTH + x] = 1;
  level = _limner_fill_level_new (pixels, hole, WIDTH, HEIGHT, NULL);
  _limner_fill_level_prepare (level, WIDTH);

  return level;
}

static void
test_distance (void)
{
  for (guint64 seed = 0; seed < 2; seed++)
    for (guint8 value = 0; value < 2; value++)
      {
        g_autoptr(LimnerFillLevel) level = make_level (seed);
        g_autofree guint16 *distance = _limner_fill_level_distance (level, value);

        for (int at = 0; at < WIDTH * HEIGHT; at++)
          {
            int best = G_MAXINT;

            for (int other = 0; other < WIDTH * HEIGHT; other++)
              if (level->hole[other] == value)
                best = MIN (best, MAX (abs (at % WIDTH - other % WIDTH),
                                       abs (at / WIDTH - other / WIDTH)));
            g_assert_cmpint (distance[at], ==, best);
          }
      }
}

static gboolean
touches (const LimnerFillLevel *level,
         int                    at,
         int                    reach)
{
  for (int y = at / WIDTH - reach; y <= at / WIDTH + reach; y++)
    for (int x = at % WIDTH - reach; x <= at % WIDTH + reach; x++)
      if (x >= 0 && y >= 0 && x < WIDTH && y < HEIGHT && level->hole[y * WIDTH + x])
        return TRUE;

  return FALSE;
}

/* Sources hold nothing of the hole, targets something, and both lie within the picture. */
static void
test_sources_and_targets (void)
{
  g_autoptr(LimnerFillLevel) level = make_level (1);
  guint n_sources = 0;

  for (int at = 0; at < WIDTH * HEIGHT; at++)
    {
      gboolean whole = at % WIDTH >= 3 && at % WIDTH < WIDTH - 3 && at / WIDTH >= 3 &&
                       at / WIDTH < HEIGHT - 3;

      g_assert_cmpint (level->source[at], ==, whole && !touches (level, at, 3));
      g_assert_cmpint (level->target[at], ==, whole && touches (level, at, 3));
      n_sources += level->source[at];
    }
  g_assert_cmpuint (level->n_sources, ==, n_sources);
}

static guint32
slow_cost (const LimnerFillLevel *level,
           guint32                target,
           guint32                source)
{
  guint32 cost = 0;

  for (int y = -3; y <= 3; y++)
    for (int x = -3; x <= 3; x++)
      for (int c = 0; c < LIMNER_FILL_CHANNELS; c++)
        {
          int at = y * WIDTH + x;
          int apart = level->pixels[((int) target + at) * LIMNER_FILL_CHANNELS + c] -
                      level->pixels[((int) source + at) * LIMNER_FILL_CHANNELS + c];

          cost += (guint32) (apart * apart);
        }

  return cost;
}

/* Each round of the search finds sources that cost what they are said to, none dearer than
 * before, and in the end hardly dearer than the best there is. */
static void
test_search (void)
{
  g_autoptr(LimnerFillLevel) level = make_level (2);
  LimnerFillSearch search = { .seed = 5, .reach = WIDTH, .n_looks = 6 };
  g_autofree guint32 *before = g_new (guint32, WIDTH * HEIGHT);
  double found = 0;
  double best = 0;

  _limner_fill_begin (level, &search);
  for (int at = 0; at < WIDTH * HEIGHT; at++)
    before[at] = level->target[at] ? slow_cost (level, (guint32) at, level->match[at]) : 0;
  for (int round = 0; round < 8; round++)
    {
      _limner_fill_search (level, &search, round);
      for (int at = 0; at < WIDTH * HEIGHT; at++)
        {
          if (!level->target[at])
            continue;
          g_assert_true (level->source[level->match[at]]);
          g_assert_cmpuint (level->cost[at], ==,
                            slow_cost (level, (guint32) at, level->match[at]));
          g_assert_cmpuint (level->cost[at], <=, before[at]);
          before[at] = level->cost[at];
        }
    }

  for (int at = 0; at < WIDTH * HEIGHT; at++)
    if (level->target[at])
      {
        guint32 least = G_MAXUINT32;

        for (guint i = 0; i < level->n_sources; i++)
          least = MIN (least, slow_cost (level, (guint32) at, level->sources[i]));
        g_assert_cmpuint (level->cost[at], >=, least);
        found += level->cost[at];
        best += least;
      }
  g_test_message ("found %.0f, best %.0f", found, best);
  g_assert_cmpfloat (found, <, 1.1 * best);
}

/* What a source above or below costs more, in an extension. */
static void
test_search_is_pulled (void)
{
  g_autoptr(LimnerFillLevel) level = make_level (2);
  LimnerFillSearch search = { .seed = 5, .reach = WIDTH, .n_looks = 6 };

  level->pull = 10000000;
  _limner_fill_begin (level, &search);
  for (int round = 0; round < 4; round++)
    _limner_fill_search (level, &search, round);
  for (int at = 0; at < WIDTH * HEIGHT; at++)
    if (level->target[at])
      g_assert_cmpint ((int) level->match[at] / WIDTH, ==, at / WIDTH);
}

/* The vote in doubles, by the words of the literature. */
static void
slow_vote (const LimnerFillLevel *level,
           int                    at,
           double                 typical,
           double                 sharpness,
           double                 result[LIMNER_FILL_CHANNELS])
{
  double total = 0;

  memset (result, 0, LIMNER_FILL_CHANNELS * sizeof *result);
  for (int y = -3; y <= 3; y++)
    for (int x = -3; x <= 3; x++)
      {
        int u = at % WIDTH + x;
        int v = at / WIDTH + y;
        int target = v * WIDTH + u;
        double weight;

        if (u < 0 || v < 0 || u >= WIDTH || v >= HEIGHT || !level->target[target])
          continue;
        weight = exp (-sharpness * level->cost[target] / (2 * typical)) *
                 pow (3, level->depth[at] - level->depth[target]);
        for (int c = 0; c < LIMNER_FILL_CHANNELS; c++)
          result[c] += weight * level->pixels[((int) level->match[target] + at - target) *
                                              LIMNER_FILL_CHANNELS + c];
        total += weight;
      }
  for (int c = 0; c < LIMNER_FILL_CHANNELS; c++)
    result[c] /= total;
}

static int
compare_costs (gconstpointer a,
               gconstpointer b)
{
  guint32 first = *(const guint32 *) a;
  guint32 second = *(const guint32 *) b;

  return first < second ? -1 : first > second;
}

static double
slow_typical_cost (const LimnerFillLevel *level)
{
  g_autofree guint32 *costs = g_new (guint32, WIDTH * HEIGHT);
  int n = 0;

  for (int at = 0; at < WIDTH * HEIGHT; at++)
    if (level->target[at])
      costs[n++] = level->cost[at];
  qsort (costs, n, sizeof *costs, compare_costs);

  return costs[(n * 3 + 3) / 4 - 1];
}

/* Pixels become the weighted mean of what the patches over them say; known ones stay. */
static void
test_vote (void)
{
  for (guint64 seed = 0; seed < 4; seed++)
    {
      g_autoptr(LimnerFillLevel) level = make_level (seed);
      g_autofree guint8 *before = g_memdup2 (level->pixels, WIDTH * HEIGHT * LIMNER_FILL_CHANNELS);
      g_autofree double *wanted = g_new0 (double, WIDTH * HEIGHT * LIMNER_FILL_CHANNELS);
      LimnerFillSearch search = { .seed = seed, .reach = WIDTH, .n_looks = 4 };
      double typical;

      _limner_fill_begin (level, &search);
      _limner_fill_search (level, &search, 0);
      typical = slow_typical_cost (level);
      for (int at = 0; at < WIDTH * HEIGHT; at++)
        if (level->hole[at])
          slow_vote (level, at, typical, 1, wanted + at * LIMNER_FILL_CHANNELS);
      _limner_fill_vote (level, 1, NULL);
      for (int i = 0; i < WIDTH * HEIGHT * LIMNER_FILL_CHANNELS; i++)
        if (!level->hole[i / LIMNER_FILL_CHANNELS])
          g_assert_cmpuint (level->pixels[i], ==, before[i]);
        else
          g_assert_cmpfloat (fabs (level->pixels[i] - wanted[i]), <, 2.5);
    }
}

/* A membrane between values that lie on a plane is that plane; what is given stays; nothing goes
 * beyond what is given. */
static void
test_membrane (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (3);

  for (int round = 0; round < 12; round++)
    {
      int width = g_rand_int_range (rand, 1, 70);
      int height = g_rand_int_range (rand, 1, 70);
      g_autofree float *values = g_new0 (float, width * height);
      g_autofree float *given = g_new0 (float, width * height);
      g_autofree guint8 *known = g_malloc0 (width * height);
      float low = G_MAXFLOAT;
      float high = -G_MAXFLOAT;

      for (int i = 0; i < width * height; i++)
        {
          int x = i % width;
          int y = i / width;

          known[i] = x == 0 || y == 0 || x == width - 1 || y == height - 1 ||
                     g_rand_int_range (rand, 0, 50) == 0;
          given[i] = round % 2 == 0 ? 3 * (float) x - 2 * (float) y + 7
                                    : (float) g_rand_double_range (rand, -80, 90);
          values[i] = known[i] ? given[i] : 1e6f;
          low = known[i] ? MIN (low, given[i]) : low;
          high = known[i] ? MAX (high, given[i]) : high;
        }
      limner_membrane_fill (values, known, width, height, 1, NULL);
      for (int i = 0; i < width * height; i++)
        {
          if (known[i])
            g_assert_cmpfloat (values[i], ==, given[i]);
          else if (round % 2 == 0)
            g_assert_cmpfloat (fabsf (values[i] - given[i]), <, 0.02f * (high - low) + 0.5f);
          g_assert_cmpfloat (values[i], >=, low - 1e-3f);
          g_assert_cmpfloat (values[i], <=, high + 1e-3f);
        }
    }
}

/* Against the same equation relaxed until nothing moves. */
static void
test_membrane_converges (void)
{
  enum { N = 40 };
  g_autofree float *values = g_new0 (float, N * N);
  g_autofree guint8 *known = g_malloc0 (N * N);
  g_autofree double *slow = g_new0 (double, N * N);
  g_autoptr(GRand) rand = g_rand_new_with_seed (4);

  for (int i = 0; i < N * N; i++)
    {
      known[i] = i % N == 0 || i % N == N - 1 || i / N == 0 || i / N == N - 1;
      values[i] = known[i] ? (float) (i % N * 2 + 40 * sin (i / N / 4.0)) : 0;
      slow[i] = values[i];
    }
  for (int round = 0; round < 4000; round++)
    for (int i = 0; i < N * N; i++)
      if (!known[i])
        slow[i] = (slow[i - 1] + slow[i + 1] + slow[i - N] + slow[i + N]) / 4;
  limner_membrane_fill (values, known, N, N, 1, NULL);
  for (int i = 0; i < N * N; i++)
    g_assert_cmpfloat (fabs (values[i] - slow[i]), <, 4);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/fill-parts/distance", test_distance);
  g_test_add_func ("/fill-parts/sources-and-targets", test_sources_and_targets);
  g_test_add_func ("/fill-parts/search", test_search);
  g_test_add_func ("/fill-parts/search-is-pulled", test_search_is_pulled);
  g_test_add_func ("/fill-parts/vote", test_vote);
  g_test_add_func ("/fill-parts/membrane", test_membrane);
  g_test_add_func ("/fill-parts/membrane-converges", test_membrane_converges);

  return g_test_run ();
}
