/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include "limner-blur.h"
#include "limner-control.h"

/* Shortest side of the picture that soft edges and scribbles are tuned for, in pixels. */
#define USUAL_SIDE 512.0f

/*
 * _limner_control_luma:
 * @picture: a picture
 *
 * Returns: (transfer full): the lightness of each pixel over white, 0 to 255
 */
float *
_limner_control_luma (const LimnerPicture *picture)
{
  gsize n = (gsize) limner_picture_get_width (picture) * limner_picture_get_height (picture);
  const guint8 *pixel = limner_picture_read_row (picture, 0);
  float *luma = g_new (float, n);

  for (gsize i = 0; i < n; i++, pixel += 4)
    {
      float light = 0.299f * pixel[0] + 0.587f * pixel[1] + 0.114f * pixel[2];

      luma[i] = 255 + (light - 255) * (pixel[3] / 255.0f);
    }

  return luma;
}

/* Sobel's gradient. */
static void
measure_gradient (const float *luma,
                  int          width,
                  int          height,
                  int          x,
                  int          y,
                  float       *dx,
                  float       *dy)
{
  const float *rows[3] = {
    luma + (gsize) MAX (y - 1, 0) * width,
    luma + (gsize) y * width,
    luma + (gsize) MIN (y + 1, height - 1) * width,
  };
  int left = MAX (x - 1, 0);
  int right = MIN (x + 1, width - 1);

  *dx = rows[0][right] - rows[0][left] + 2 * (rows[1][right] - rows[1][left]) +
        rows[2][right] - rows[2][left];
  *dy = rows[2][left] - rows[0][left] + 2 * (rows[2][x] - rows[0][x]) +
        rows[2][right] - rows[0][right];
}

/* The strength of a pixel's gradient if it is the strongest across the edge, else 0. */
static float
crest_strength (const float *strengths,
                int          width,
                int          height,
                int          x,
                int          y,
                float        dx,
                float        dy)
{
  float strength = strengths[(gsize) y * width + x];
  int step_x = fabsf (dx) > 0.4142f * fabsf (dy) ? (dx > 0 ? 1 : -1) : 0;
  int step_y = fabsf (dy) > 0.4142f * fabsf (dx) ? (dy > 0 ? 1 : -1) : 0;
  int x0 = CLAMP (x - step_x, 0, width - 1);
  int x1 = CLAMP (x + step_x, 0, width - 1);
  int y0 = CLAMP (y - step_y, 0, height - 1);
  int y1 = CLAMP (y + step_y, 0, height - 1);

  if (strength > strengths[(gsize) y0 * width + x0] &&
      strength >= strengths[(gsize) y1 * width + x1])
    return strength;

  return 0;
}

/* Keeps what hangs together with something strong. */
static void
follow_edges (guint8 *marks,
              int     width,
              int     height)
{
  gsize n = (gsize) width * height;
  g_autoptr(GArray) stack = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < n; i++)
    if (marks[i] == 255)
      g_array_append_val (stack, i);
  while (stack->len > 0)
    {
      guint at = g_array_index (stack, guint, stack->len - 1);
      int x = (int) (at % width);
      int y = (int) (at / width);

      g_array_set_size (stack, stack->len - 1);
      for (int j = MAX (y - 1, 0); j <= MIN (y + 1, height - 1); j++)
        for (int i = MAX (x - 1, 0); i <= MIN (x + 1, width - 1); i++)
          {
            guint next = (guint) (j * width + i);

            if (marks[next] != 1)
              continue;
            marks[next] = 255;
            g_array_append_val (stack, next);
          }
    }
  for (gsize i = 0; i < n; i++)
    if (marks[i] == 1)
      marks[i] = 0;
}

/**
 * limner_control_canny:
 * @picture: a picture
 * @options: its thresholds are those that ControlNet's users know
 * @cancellable: (nullable): ends it early
 *
 * Draws edges of one pixel, white on black (Canny, 1986).
 *
 * Returns: (transfer full): the edges
 */
LimnerPlane *
limner_control_canny (const LimnerPicture        *picture,
                      const LimnerControlOptions *options,
                      GCancellable               *cancellable)
{
  int width = limner_picture_get_width (picture);
  int height = limner_picture_get_height (picture);
  g_autofree float *luma = _limner_control_luma (picture);
  g_autofree float *strengths = g_new (float, (gsize) width * height);
  LimnerPlane *plane = limner_plane_new (width, height);
  guint8 *marks = limner_plane_get_pixels (plane);
  float low = (float) MIN (options->low, options->high);
  float high = (float) MAX (options->low, options->high);
  float dx;
  float dy;

  for (int y = 0; y < height && !g_cancellable_is_cancelled (cancellable); y++)
    for (int x = 0; x < width; x++)
      {
        measure_gradient (luma, width, height, x, y, &dx, &dy);
        strengths[(gsize) y * width + x] = fabsf (dx) + fabsf (dy);
      }
  for (int y = 0; y < height && !g_cancellable_is_cancelled (cancellable); y++)
    for (int x = 0; x < width; x++)
      {
        float strength;

        measure_gradient (luma, width, height, x, y, &dx, &dy);
        strength = crest_strength (strengths, width, height, x, y, dx, dy);
        marks[(gsize) y * width + x] = strength > high ? 255 : strength > low ? 1 : 0;
      }
  if (!g_cancellable_is_cancelled (cancellable))
    follow_edges (marks, width, height);

  return plane;
}

/* Edges on several scales; the broad ones weigh more the less detail is wanted. */
static float *
measure_soft_edges (const float  *luma,
                    int           width,
                    int           height,
                    float         detail,
                    GCancellable *cancellable)
{
  gsize n = (gsize) width * height;
  float unit = MAX ((float) MIN (width, height) / USUAL_SIDE, 0.5f);
  float *edges = g_new0 (float, n);

  for (int scale = 0; scale < 3; scale++)
    {
      float sigma = unit * (float) (1 << scale);
      float weight = scale == 0 ? detail : scale == 1 ? 0.6f : 1 - 0.7f * detail;
      g_autofree float *smooth = limner_blur_smooth (luma, width, height, sigma, cancellable);

      for (int y = 0; y < height && !g_cancellable_is_cancelled (cancellable); y++)
        for (int x = 0; x < width; x++)
          {
            float dx;
            float dy;

            measure_gradient (smooth, width, height, x, y, &dx, &dy);
            edges[(gsize) y * width + x] += weight * sqrtf (dx * dx + dy * dy) * sqrtf (sigma);
          }
    }

  return edges;
}

/**
 * limner_control_soft_edge:
 * @picture: a picture
 * @options: how much detail
 * @cancellable: (nullable): ends it early
 *
 * Draws soft edges, white on black, the brighter the stronger, as learned edge finders do.
 *
 * Returns: (transfer full): the edges
 */
LimnerPlane *
limner_control_soft_edge (const LimnerPicture        *picture,
                          const LimnerControlOptions *options,
                          GCancellable               *cancellable)
{
  int width = limner_picture_get_width (picture);
  int height = limner_picture_get_height (picture);
  gsize n = (gsize) width * height;
  g_autofree float *luma = _limner_control_luma (picture);
  g_autofree float *edges = measure_soft_edges (luma, width, height, options->detail, cancellable);
  g_autofree float *around = limner_blur_smooth (edges, width, height,
                                                 MAX ((float) MIN (width, height) / 40, 2.0f),
                                                 cancellable);
  LimnerPlane *plane = limner_plane_new (width, height);
  guint8 *to = limner_plane_get_pixels (plane);

  /* Texture is strong everywhere: what counts is how far an edge stands out from what is round
   * it. */
  for (gsize i = 0; i < n; i++)
    {
      float out = MAX (edges[i] - around[i] * (1.1f - 0.5f * options->detail) - 12, 0.0f);

      to[i] = (guint8) MIN (255 * out / (out + 90 + 0.4f * around[i]) * 1.5f, 255.0f);
    }

  return plane;
}

/**
 * limner_control_scribble:
 * @picture: a picture
 * @options: how much detail
 * @cancellable: (nullable): ends it early
 *
 * Draws what a hand would scribble: a few thick lines, white on black.
 *
 * Returns: (transfer full): the scribble
 */
LimnerPlane *
limner_control_scribble (const LimnerPicture        *picture,
                         const LimnerControlOptions *options,
                         GCancellable               *cancellable)
{
  int width = limner_picture_get_width (picture);
  int height = limner_picture_get_height (picture);
  gsize n = (gsize) width * height;
  float unit = MAX ((float) MIN (width, height) / USUAL_SIDE, 0.5f);
  g_autofree float *luma = _limner_control_luma (picture);
  g_autofree float *calm = limner_blur_smooth (luma, width, height,
                                               unit * (4.5f - 3 * options->detail), cancellable);
  g_autofree float *marks = g_new0 (float, n);
  g_autofree float *thick = NULL;
  g_autofree float *strengths = g_new0 (float, n);
  g_autofree float *around = NULL;
  LimnerPlane *plane = limner_plane_new (width, height);
  guint8 *to = limner_plane_get_pixels (plane);
  float dx;
  float dy;

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        measure_gradient (calm, width, height, x, y, &dx, &dy);
        strengths[(gsize) y * width + x] = sqrtf (dx * dx + dy * dy);
      }
  around = limner_blur_smooth (strengths, width, height, unit * 14, cancellable);
  for (int y = 0; y < height && !g_cancellable_is_cancelled (cancellable); y++)
    for (int x = 0; x < width; x++)
      {
        measure_gradient (calm, width, height, x, y, &dx, &dy);
        marks[(gsize) y * width + x] =
          crest_strength (strengths, width, height, x, y, dx, dy) >
          34 - 16 * options->detail + (1.5f - options->detail) * around[(gsize) y * width + x]
          ? 255 : 0;
      }
  thick = limner_blur_box (marks, width, height, MAX ((int) (unit * 1.6f), 1), cancellable);
  for (gsize i = 0; i < n; i++)
    to[i] = thick[i] > 255.0f * 0.16f ? 255 : 0;

  return plane;
}

/**
 * limner_control_normals:
 * @picture: a picture
 * @options: how much detail
 * @cancellable: (nullable): ends it early
 *
 * Takes light for height and draws which way the surface looks: red to the right, green upwards,
 * blue towards us.
 *
 * Returns: (transfer full): the normals as colours
 */
LimnerPicture *
limner_control_normals (const LimnerPicture        *picture,
                        const LimnerControlOptions *options,
                        GCancellable               *cancellable)
{
  int width = limner_picture_get_width (picture);
  int height = limner_picture_get_height (picture);
  float unit = MAX ((float) MIN (width, height) / USUAL_SIDE, 0.5f);
  g_autofree float *luma = _limner_control_luma (picture);
  g_autofree float *broad = limner_blur_smooth (luma, width, height, unit * 10, cancellable);
  g_autofree float *fine = limner_blur_smooth (luma, width, height, unit * 1.5f, cancellable);
  LimnerPicture *normals = limner_picture_new (width, height);
  guint8 *to = limner_picture_get_pixels (normals);

  for (int y = 0; y < height && !g_cancellable_is_cancelled (cancellable); y++)
    for (int x = 0; x < width; x++, to += 4)
      {
        float broad_x;
        float broad_y;
        float fine_x;
        float fine_y;
        float nx;
        float ny;
        float length;

        measure_gradient (broad, width, height, x, y, &broad_x, &broad_y);
        measure_gradient (fine, width, height, x, y, &fine_x, &fine_y);
        nx = -(broad_x * 3 + fine_x * options->detail) * unit / 90;
        ny = (broad_y * 3 + fine_y * options->detail) * unit / 90;
        length = sqrtf (nx * nx + ny * ny + 1);
        to[0] = (guint8) (127.5f + 127.5f * nx / length);
        to[1] = (guint8) (127.5f + 127.5f * ny / length);
        to[2] = (guint8) (127.5f + 127.5f / length);
        to[3] = 255;
      }

  return normals;
}
