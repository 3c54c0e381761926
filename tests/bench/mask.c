/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Painting a mask: a fixed path of 200 points, a soft round brush, a dab every 10 % of its
 * diameter. Beside ours, in the same run and in turn: the limit, which is the same loops over one
 * flat plane without tiles, undo and reports; and, where they were found, cairo and libmypaint. One
 * line of JSON for each case; ratios are medians of the rounds.
 */

#include "config.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "paint/limner-document.h"
#include "paint/limner-loops.h"
#include "paint/limner-stamp.h"
#include "paint/limner-stroke.h"
#include "paint/limner-tile-codec.h"

#ifdef HAVE_CAIRO
#include <cairo.h>
#endif
#ifdef HAVE_MYPAINT
#include <mypaint-fixed-tiled-surface.h>
#endif

#define N_POINTS 200
#define N_ROUNDS 5
#define SPACING 0.1

typedef struct
{
  int                size;
  LimnerBrush        brush;
  LimnerStrokePoint  points[N_POINTS];
  GArray            *dabs;          /* LimnerStrokePoint, for those that stamp only */
  guint8            *plane;         /* size² bytes */
} Case;

typedef double (* PaintFunc) (Case *work);

static double
now_ms (void)
{
  struct timespec time;

  /* Time on the processor: other programs that run at the same time do not count. */
  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return time.tv_sec * 1000.0 + time.tv_nsec / 1e6;
}

static void
make_path (Case *work)
{
  for (int i = 0; i < N_POINTS; i++)
    {
      double t = 2 * G_PI * i / (N_POINTS - 1);

      work->points[i].x = (float) (work->size * (0.5 + 0.4 * sin (3 * t + 0.3)));
      work->points[i].y = (float) (work->size * (0.5 + 0.4 * sin (2 * t)));
      work->points[i].pressure = 1;
    }
}

static void
make_dabs (Case *work)
{
  double step = work->brush.size * SPACING;
  double rest = 0;

  work->dabs = g_array_new (FALSE, FALSE, sizeof (LimnerStrokePoint));
  for (int i = 1; i < N_POINTS; i++)
    {
      const LimnerStrokePoint *a = &work->points[i - 1];
      const LimnerStrokePoint *b = &work->points[i];
      double length = hypot (b->x - a->x, b->y - a->y);

      for (; rest < length; rest += step)
        {
          LimnerStrokePoint dab = { (float) (a->x + (b->x - a->x) * rest / length),
                                    (float) (a->y + (b->y - a->y) * rest / length), 1 };

          g_array_append_val (work->dabs, dab);
        }
      rest -= length;
    }
}

/* Ours, with everything that a stroke in the program does: undo, changed rectangles, recording */
static double
paint_stroke (Case *work)
{
  g_autoptr(LimnerMask) mask = limner_mask_new (work->size, work->size);
  g_autoptr(LimnerStroke) stroke = NULL;
  g_autoptr(GArray) changes = NULL;
  LimnerRect changed;
  double begin = now_ms ();

  stroke = limner_stroke_new (mask, &work->brush, FALSE);
  for (int i = 0; i < N_POINTS; i++)
    limner_stroke_add (stroke, &work->points[i], &changed);
  limner_stroke_finish (stroke, &changed);
  changes = limner_stroke_take_changes (stroke);
  return now_ms () - begin;
}

/* The same over a mask that is half covered everywhere, so that every tile has to be kept */
static double
paint_over (Case *work)
{
  g_autoptr(LimnerMask) mask = limner_mask_new (work->size, work->size);
  g_autoptr(LimnerStroke) stroke = NULL;
  g_autoptr(GArray) changes = NULL;
  g_autoptr(LimnerTile) half = limner_tile_new (1);
  LimnerRect changed;
  double begin;

  memset (limner_tile_get_pixels (half), 100, LIMNER_TILE_PIXELS);
  for (int i = 0; i < limner_tiles_get_n_tiles (mask); i++)
    limner_tiles_take_tile (mask, i, limner_tile_ref (half));
  begin = now_ms ();
  stroke = limner_stroke_new (mask, &work->brush, FALSE);
  for (int i = 0; i < N_POINTS; i++)
    limner_stroke_add (stroke, &work->points[i], &changed);
  limner_stroke_finish (stroke, &changed);
  changes = limner_stroke_take_changes (stroke);
  return now_ms () - begin;
}

static double
paint_limit_stamp (Case *work)
{
  const LimnerLoops *loops = limner_loops_get ();
  g_autoptr(LimnerStamp) stamp = NULL;
  g_autofree int *firsts = NULL;
  LimnerDab dab;
  double begin;
  int reach;

  limner_dab_init (&dab, &work->brush, 1);
  stamp = limner_stamp_new (&dab);
  reach = limner_stamp_get_reach (stamp);
  firsts = g_new (int, 2 * reach + 1);
  for (int row = -reach; row <= reach; row++)
    firsts[row + reach] = (reach - (int) sqrt ((double) reach * reach - row * row)) & ~15;
  memset (work->plane, 0, (gsize) work->size * work->size);
  begin = now_ms ();
  for (guint i = 0; i < work->dabs->len; i++)
    {
      const LimnerStrokePoint *at = &g_array_index (work->dabs, LimnerStrokePoint, i);
      int x = (int) floorf (at->x);
      int y = (int) floorf (at->y);
      gsize stride;
      const guint8 *pixels = limner_stamp_get_pixels (stamp, at->x - x, at->y - y, &stride);

      for (int row = -reach; row <= reach; row++)
        {
          int from = firsts[row + reach];
          int n = (2 * reach + 1 - 2 * from + 15) & ~15;

          loops->maximum (work->plane + (gsize) (y + row) * work->size + x - reach + from,
                          pixels + (gsize) (row + reach) * stride + from, n);
        }
    }
  return now_ms () - begin;
}

/* Where a sweep meets a row, as narrow as is easily found: the limit does not clip either. */
static double
paint_limit_sweep (Case *work)
{
  const LimnerLoops *loops = limner_loops_get ();
  LimnerCone cone = { 0 };
  LimnerDab dab;
  double begin;

  limner_dab_init (&dab, &work->brush, 1);
  limner_dab_to_cone (&dab, &dab, &cone);
  memset (work->plane, 0, (gsize) work->size * work->size);
  begin = now_ms ();
  for (int i = 1; i < N_POINTS; i++)
    {
      const LimnerStrokePoint *a = &work->points[i - 1];
      const LimnerStrokePoint *b = &work->points[i];
      double r = dab.outer;
      int top = (int) floor (MIN (a->y, b->y) - r);
      int bottom = (int) ceil (MAX (a->y, b->y) + r);
      double slope = (b->x - a->x) / (fabs (b->y - a->y) > 1e-3 ? b->y - a->y : 1e-3);
      double wide = r * sqrt (1 + slope * slope);

      cone.vx = b->x - a->x;
      cone.vy = b->y - a->y;
      cone.inverse_length2 = 1 / (cone.vx * cone.vx + cone.vy * cone.vy);
      for (int y = top; y <= bottom; y++)
        {
          double middle = a->x + (y - a->y) * slope;
          int from = (int) MAX (middle - wide, MIN (a->x, b->x) - r);
          int to = (int) MIN (middle + wide, MAX (a->x, b->x) + r);
          int n = (to - from + 16) & ~15;

          if (n <= 0)
            continue;
          cone.ax = (float) (a->x - from - 0.5);
          cone.ay = (float) (a->y - y - 0.5);
          loops->capsule (work->plane + (gsize) y * work->size + from, n, &cone);
        }
    }
  return now_ms () - begin;
}

#ifdef HAVE_CAIRO
/* Whole-pixel stamps, cairo's quickest way */
static double
paint_cairo (Case *work)
{
  double radius = work->brush.size / 2;
  int side = 2 * (int) ceil (radius) + 2;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, work->size, work->size);
  cairo_surface_t *dab = cairo_image_surface_create (CAIRO_FORMAT_A8, side, side);
  cairo_pattern_t *gradient = cairo_pattern_create_radial (side / 2.0, side / 2.0, 0, side / 2.0,
                                                           side / 2.0, radius);
  cairo_t *cr = cairo_create (dab);
  double begin, time;

  for (int i = 0; i <= 16; i++)
    cairo_pattern_add_color_stop_rgba (gradient, i / 16.0, 0, 0, 0,
                                       pow (1 - i * i / 256.0, 2));
  cairo_set_source (cr, gradient);
  cairo_paint (cr);
  cairo_destroy (cr);
  cairo_pattern_destroy (gradient);

  cr = cairo_create (surface);
  cairo_set_source_rgba (cr, 0, 0, 0, 1);
  begin = now_ms ();
  for (guint i = 0; i < work->dabs->len; i++)
    {
      const LimnerStrokePoint *at = &g_array_index (work->dabs, LimnerStrokePoint, i);

      cairo_mask_surface (cr, dab, floor (at->x) - side / 2, floor (at->y) - side / 2);
    }
  time = now_ms () - begin;
  cairo_destroy (cr);
  cairo_surface_destroy (dab);
  cairo_surface_destroy (surface);
  return time;
}
#endif

#ifdef HAVE_MYPAINT
static double
paint_mypaint (Case *work)
{
  MyPaintFixedTiledSurface *fixed = mypaint_fixed_tiled_surface_new (work->size, work->size);
  MyPaintSurface *surface = mypaint_fixed_tiled_surface_interface (fixed);
  double begin = now_ms ();
  double time;

  mypaint_surface_begin_atomic (surface);
  for (guint i = 0; i < work->dabs->len; i++)
    {
      const LimnerStrokePoint *at = &g_array_index (work->dabs, LimnerStrokePoint, i);

      mypaint_surface_draw_dab (surface, at->x, at->y, (float) work->brush.size / 2, 0, 0, 0, 1,
                                0.1f, 1, 1, 0, 0, 0);
    }
  mypaint_surface_end_atomic (surface, NULL);
  time = now_ms () - begin;
  mypaint_surface_unref (surface);
  return time;
}
#endif

static const struct
{
  const char *name;
  PaintFunc   paint;
} painters[] = {
  { "limner", paint_stroke },
  { "limner over a covered mask", paint_over },
  { "limit: stamps", paint_limit_stamp },
  { "limit: sweeps", paint_limit_sweep },
#ifdef HAVE_CAIRO
  { "cairo", paint_cairo },
#endif
#ifdef HAVE_MYPAINT
  { "libmypaint", paint_mypaint },
#endif
};

#define N_PAINTERS G_N_ELEMENTS (painters)

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double left = *(const double *) a;
  double right = *(const double *) b;

  return left < right ? -1 : left > right;
}

static double
median (const double *values)
{
  double sorted[N_ROUNDS];

  memcpy (sorted, values, sizeof sorted);
  qsort (sorted, N_ROUNDS, sizeof *sorted, compare_doubles);
  return sorted[N_ROUNDS / 2];
}

static double
count_pixels (Case *work)
{
  double radius = work->brush.size / 2;

  return work->dabs->len * G_PI * radius * radius;
}

/* Undo of that stroke: what the history keeps of it, fresh and packed, and the same once it has
 * been undone, when the step holds what was painted. */
static void
report_undo (Case *work)
{
  g_autoptr(LimnerDocument) document = limner_document_new ();
  g_autoptr(LimnerPicture) picture = limner_picture_new (work->size, work->size);
  LimnerHistory *history = limner_document_get_history (document);
  gsize fresh, undone, packed;
  double begin, time;

  limner_document_set_picture (document, picture);
  limner_document_begin_stroke (document, LIMNER_LAYER_MASK, &work->brush, FALSE);
  for (int i = 0; i < N_POINTS; i++)
    limner_document_add_to_stroke (document, &work->points[i]);
  limner_document_end_stroke (document);
  fresh = limner_history_get_bytes (history);
  begin = now_ms ();
  limner_document_undo (document);
  time = now_ms () - begin;
  undone = limner_history_get_bytes (history);
  limner_history_pack_all (history);
  packed = limner_history_get_bytes (history);
  g_print ("{\"bench\":\"mask\",\"case\":\"undo\",\"size\":%d,\"radius\":%g,"
           "\"bytes\":%" G_GSIZE_FORMAT ",\"bytes_undone\":%" G_GSIZE_FORMAT
           ",\"bytes_packed\":%" G_GSIZE_FORMAT ",\"undo_ms\":%.3f}\n",
           work->size, work->brush.size / 2, fresh, undone, packed, time);
}

static void
run_case (int    size,
          double radius)
{
  double times[N_PAINTERS][N_ROUNDS];
  double limit[N_ROUNDS];
  Case work = { .size = size };

  limner_brush_init (&work.brush);
  work.brush.size = 2 * radius;
  work.brush.hardness = 0;
  work.brush.spacing = SPACING;
  work.plane = g_malloc ((gsize) size * size + 64);
  make_path (&work);
  make_dabs (&work);

  /* In turn, so that a busy moment of the machine meets all alike; the first round warms up. */
  for (int round = -1; round < N_ROUNDS; round++)
    for (guint i = 0; i < N_PAINTERS; i++)
      {
        double time = painters[i].paint (&work);

        if (round >= 0)
          times[i][round] = time;
      }

  for (int round = 0; round < N_ROUNDS; round++)
    limit[round] = MIN (times[2][round], times[3][round]);
  for (guint i = 0; i < N_PAINTERS; i++)
    {
      double ratios[N_ROUNDS], shares[N_ROUNDS];
      double ms = median (times[i]);

      for (int round = 0; round < N_ROUNDS; round++)
        {
          ratios[round] = times[i][round] / limit[round];
          shares[round] = times[i][round] / times[0][round];
        }
      g_print ("{\"bench\":\"mask\",\"case\":\"%s\",\"size\":%d,\"radius\":%g,\"ms\":%.3f,"
               "\"dabs_per_s\":%.0f,\"ns_per_px\":%.4f,\"ratio\":%.2f,\"times_ours\":%.1f}\n",
               painters[i].name, size, radius, ms, work.dabs->len / ms * 1000,
               ms * 1e6 / count_pixels (&work), median (ratios), median (shares));
    }
  report_undo (&work);
  g_array_unref (work.dabs);
  g_free (work.plane);
}

int
main (void)
{
  static const int sizes[] = { 4096, 8192 };
  static const double radii[] = { 8, 64, 256 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (guint k = 0; k < G_N_ELEMENTS (radii); k++)
      run_case (sizes[i], radii[k]);
  return 0;
}
