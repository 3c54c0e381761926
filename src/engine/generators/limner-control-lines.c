/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include "limner-blur.h"
#include "limner-control.h"
#include "limner-control-size.h"

/* How far directions within a line may differ, as a part of half a turn, and the shortest line, as
 * a part of the shorter side. */
#define TOLERANCE (1.0f / 8)
#define SHORTEST  0.035f

/* How much of a line's box has to be edge, and how thick the box may be in pixels. */
#define MIN_DENSITY 0.45f
#define MAX_THICK   6.0f

/* Strengths are told apart this finely when lines are begun at the strongest pixels. */
#define N_STRENGTHS 2048

/* Pixels between two looks at the cancellable where work does not go by rows. */
#define PIXELS_PER_LOOK 16384

typedef struct
{
  const LimnerControlSize *size;
  int           width;       /* as that of the size worked at */
  int           height;
  float        *angles;      /* of the edge, -pi to pi; 10 where there is none */
  float        *strengths;
  guint8       *used;
  LimnerPlane  *plane;
  GCancellable *cancellable;   /* (nullable) */
} Lines;

static float
angle_between (float a,
               float b)
{
  float turns = (a - b) / (2 * (float) G_PI);

  return fabsf (turns - roundf (turns)) * 2 * (float) G_PI;
}

/* Edges and their directions, from differences over 2 × 2 pixels. */
static void
measure_angles (Lines       *lines,
                const float *luma,
                float        threshold)
{
  for (int y = 0; y < lines->height && !g_cancellable_is_cancelled (lines->cancellable); y++)
    for (int x = 0; x < lines->width; x++)
      {
        gsize at = (gsize) y * lines->width + x;
        float a;
        float b;
        float dx;
        float dy;

        lines->angles[at] = 10;
        if (x + 1 >= lines->width || y + 1 >= lines->height)
          continue;
        a = luma[at + lines->width + 1] - luma[at];
        b = luma[at + 1] - luma[at + lines->width];
        dx = (a + b) / 2;
        dy = (a - b) / 2;
        lines->strengths[at] = sqrtf (dx * dx + dy * dy);
        if (lines->strengths[at] > threshold)
          lines->angles[at] = atan2f (dx, -dy);
      }
}

/* Gathers the neighbours of a pixel, and theirs, whose direction fits. */
static void
grow_region (Lines  *lines,
             guint   start,
             GArray *region)
{
  float angle = lines->angles[start];
  float sine = sinf (lines->angles[start]);
  float cosine = cosf (lines->angles[start]);

  g_array_set_size (region, 0);
  g_array_append_val (region, start);
  lines->used[start] = 1;
  for (guint i = 0; i < region->len; i++)
    {
      guint at = g_array_index (region, guint, i);
      int x = (int) (at % lines->width);
      int y = (int) (at / lines->width);

      if (i % PIXELS_PER_LOOK == PIXELS_PER_LOOK - 1 &&
          g_cancellable_is_cancelled (lines->cancellable))
        return;
      for (int v = MAX (y - 1, 0); v <= MIN (y + 1, lines->height - 1); v++)
        for (int u = MAX (x - 1, 0); u <= MIN (x + 1, lines->width - 1); u++)
          {
            guint next = (guint) (v * lines->width + u);

            if (lines->used[next] || lines->angles[next] > 9 ||
                angle_between (lines->angles[next], angle) > TOLERANCE * (float) G_PI)
              continue;
            lines->used[next] = 1;
            g_array_append_val (region, next);
            sine += sinf (lines->angles[next]);
            cosine += cosf (lines->angles[next]);
            angle = atan2f (sine, cosine);
          }
    }
}

/* Draws a line, which is told in pixels worked on, at the size of the picture. */
static void
draw_line (const Lines *lines,
           float        x0,
           float        y0,
           float        x1,
           float        y1)
{
  const LimnerControlSize *size = lines->size;
  guint8 *to = limner_plane_get_pixels (lines->plane);
  float scale = (float) size->scale;
  float length = MAX (hypotf (x1 - x0, y1 - y0) * scale, 1.0f);
  float reach = MAX ((float) MIN (size->full_width, size->full_height) / 512, 1.0f);

  for (float along = 0; along <= length; along += 0.5f)
    {
      float x = (x0 + (x1 - x0) * along / length + 0.5f) * scale - 0.5f;
      float y = (y0 + (y1 - y0) * along / length + 0.5f) * scale - 0.5f;

      for (int v = (int) floorf (y - reach); v <= (int) ceilf (y + reach); v++)
        for (int u = (int) floorf (x - reach); u <= (int) ceilf (x + reach); u++)
          {
            float apart = hypotf ((float) u - x, (float) v - y);
            int light = (int) (255 * CLAMP (reach + 0.3f - apart, 0.0f, 1.0f));
            guint8 *pixel;

            if (u < 0 || v < 0 || u >= size->full_width || v >= size->full_height)
              continue;
            pixel = to + (gsize) v * size->full_width + u;
            *pixel = (guint8) MAX (*pixel, light);
          }
    }
}

/* The middle of a region and the direction in which it is longest, both by the strength of its
 * pixels: the directions of single pixels on a staircase are too far off to lead a long line. */
static void
measure_axis (const Lines  *lines,
              const GArray *region,
              float        *middle_x,
              float        *middle_y,
              float        *angle)
{
  double sum = 0;
  double x = 0;
  double y = 0;
  double xx = 0;
  double yy = 0;
  double xy = 0;

  for (guint i = 0; i < region->len; i++)
    {
      guint at = g_array_index (region, guint, i);
      double weight = lines->strengths[at];
      double u = at % lines->width;
      double v = at / lines->width;

      sum += weight;
      x += weight * u;
      y += weight * v;
      xx += weight * u * u;
      yy += weight * v * v;
      xy += weight * u * v;
    }
  x /= sum;
  y /= sum;
  *middle_x = (float) x;
  *middle_y = (float) y;
  *angle = (float) (atan2 (2 * (xy / sum - x * y), xx / sum - x * x - yy / sum + y * y) / 2);
}

/* Draws the middle line of a region's box if the box is long, thin and full. */
static void
fit_line (Lines        *lines,
          const GArray *region)
{
  float middle_x;
  float middle_y;
  float angle;
  float cosine;
  float sine;
  float along0 = G_MAXFLOAT;
  float along1 = -G_MAXFLOAT;
  float across0 = G_MAXFLOAT;
  float across1 = -G_MAXFLOAT;
  float length;
  float thick;

  measure_axis (lines, region, &middle_x, &middle_y, &angle);
  cosine = cosf (angle);
  sine = sinf (angle);
  for (guint i = 0; i < region->len; i++)
    {
      guint at = g_array_index (region, guint, i);
      float dx = (float) (at % lines->width) - middle_x;
      float dy = (float) (at / lines->width) - middle_y;
      float along = dx * cosine + dy * sine;
      float across = dy * cosine - dx * sine;

      along0 = MIN (along0, along);
      along1 = MAX (along1, along);
      across0 = MIN (across0, across);
      across1 = MAX (across1, across);
    }
  length = along1 - along0 + 1;
  thick = across1 - across0 + 1;
  if (length < SHORTEST * (float) MIN (lines->width, lines->height) || length < 8 ||
      thick > MAX (MAX_THICK, length * 0.12f) ||
      (float) region->len < MIN_DENSITY * length * MIN (thick, 3.0f))
    return;

  draw_line (lines, middle_x + along0 * cosine + 0.5f, middle_y + along0 * sine + 0.5f,
             middle_x + along1 * cosine + 0.5f, middle_y + along1 * sine + 0.5f);
}

/* The pixels that are stronger than a threshold, the strongest first (to a part in N_STRENGTHS;
 * those alike by rows). */
static guint *
sort_by_strength (const Lines *lines,
                  float        threshold,
                  guint       *n_sorted)
{
  const float *strengths = lines->strengths;
  g_autofree guint *ends = g_new0 (guint, N_STRENGTHS + 1);
  guint *sorted = NULL;

  /* First they are counted, then put in their places. */
  for (int pass = 0; pass < 2; pass++)
    {
      for (int y = 0; y < lines->height && !g_cancellable_is_cancelled (lines->cancellable); y++)
        for (int x = 0; x < lines->width; x++)
          {
            gsize at = (gsize) y * lines->width + x;
            int bin;

            if (lines->angles[at] > 9 || strengths[at] <= threshold)
              continue;
            bin = N_STRENGTHS - 1 - MIN ((int) (strengths[at] * (N_STRENGTHS / 256)),
                                         N_STRENGTHS - 1);
            if (pass == 0)
              ends[bin + 1]++;
            else
              sorted[ends[bin]++] = (guint) at;
          }
      if (pass == 0)
        {
          for (int bin = 0; bin < N_STRENGTHS; bin++)
            ends[bin + 1] += ends[bin];
          *n_sorted = ends[N_STRENGTHS];
          sorted = g_new0 (guint, MAX (*n_sorted, 1));
        }
    }

  return sorted;
}

/**
 * limner_control_lines:
 * @picture: a picture
 * @options: its thresholds, as for canny
 * @cancellable: (nullable): ends it early
 *
 * Draws straight lines, white on black: pixels of one direction are gathered, beginning with the
 * strongest, and a line is put through them if they lie in a long thin box (after Grompone von Gioi
 * et al., "LSD", 2012).
 *
 * Returns: (transfer full): the lines
 */
LimnerPlane *
limner_control_lines (const LimnerPicture        *picture,
                      const LimnerControlOptions *options,
                      GCancellable               *cancellable)
{
  LimnerControlSize size = limner_control_size_new (picture, options->max_pixels);
  int width = size.width;
  int height = size.height;
  gsize n = (gsize) width * height;
  g_autofree float *luma = limner_control_size_read_luma (&size, picture, cancellable);
  g_autofree float *smooth = limner_blur_box (luma, width, height, 1, cancellable);
  g_autofree float *angles = g_new (float, n);
  g_autofree float *strengths = g_new0 (float, n);
  g_autofree guint8 *used = g_malloc0 (n);
  g_autofree guint *order = NULL;
  g_autoptr(GArray) region = g_array_new (FALSE, FALSE, sizeof (guint));
  Lines lines = { &size, width, height, angles, strengths, used,
                  limner_plane_new (size.full_width, size.full_height), cancellable };
  guint n_order = 0;

  measure_angles (&lines, smooth, (float) options->low / 16);
  if (g_cancellable_is_cancelled (cancellable))
    return lines.plane;

  order = sort_by_strength (&lines, (float) options->high / 16, &n_order);
  for (guint i = 0; i < n_order && !g_cancellable_is_cancelled (cancellable); i++)
    {
      guint at = order[i];

      if (used[at])
        continue;
      grow_region (&lines, at, region);
      fit_line (&lines, region);
    }

  return lines.plane;
}
