/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include "limner-blur.h"
#include "limner-control.h"
#include "limner-parallel.h"

/* Shortest side of the picture that soft edges and scribbles are tuned for, in pixels. */
#define USUAL_SIDE 512.0f

/* Pixels between two looks at the cancellable where work does not go by rows. */
#define PIXELS_PER_LOOK 16384

typedef struct
{
  const LimnerPicture *picture;
  float               *luma;
} Luma;

static void
luma_row (int      y,
          gpointer data)
{
  const Luma *work = data;
  int width = limner_picture_get_width (work->picture);
  const guint8 *pixel = limner_picture_read_row (work->picture, y);
  float *luma = work->luma + (gsize) y * width;

  for (int x = 0; x < width; x++, pixel += 4)
    {
      float light = 0.299f * pixel[0] + 0.587f * pixel[1] + 0.114f * pixel[2];

      luma[x] = 255 + (light - 255) * (pixel[3] / 255.0f);
    }
}

/*
 * _limner_control_luma:
 * @picture: a picture
 * @cancellable: (nullable): ends it early, with values that mean nothing
 *
 * Returns: (transfer full): the lightness of each pixel over white, 0 to 255
 */
float *
_limner_control_luma (const LimnerPicture *picture,
                      GCancellable        *cancellable)
{
  int height = limner_picture_get_height (picture);
  float *luma = g_new0 (float, (gsize) limner_picture_get_width (picture) * height);
  Luma work = { picture, luma };

  limner_parallel_for (height, luma_row, &work, cancellable);

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

/* The edges that are drawn. */
typedef struct
{
  int           width;
  int           height;
  const float  *luma;
  float        *strengths;
  guint8       *marks;       /* 255 where an edge is, 1 where one may go on */
  float         low;
  float         high;
} Canny;

static void
strength_row (int      y,
              gpointer data)
{
  const Canny *canny = data;
  float dx;
  float dy;

  for (int x = 0; x < canny->width; x++)
    {
      measure_gradient (canny->luma, canny->width, canny->height, x, y, &dx, &dy);
      canny->strengths[(gsize) y * canny->width + x] = fabsf (dx) + fabsf (dy);
    }
}

static void
mark_row (int      y,
          gpointer data)
{
  const Canny *canny = data;
  float dx;
  float dy;

  for (int x = 0; x < canny->width; x++)
    {
      float strength;

      measure_gradient (canny->luma, canny->width, canny->height, x, y, &dx, &dy);
      strength = crest_strength (canny->strengths, canny->width, canny->height, x, y, dx, dy);
      canny->marks[(gsize) y * canny->width + x] =
        strength > canny->high ? 255 : strength > canny->low ? 1 : 0;
    }
}

/* Makes strong what hangs together with the pixels on the stack, and empties it. */
static void
follow_from (const Canny  *canny,
             GArray       *stack,
             GCancellable *cancellable)
{
  for (guint n = 1; stack->len > 0; n++)
    {
      guint at = g_array_index (stack, guint, stack->len - 1);
      int x = (int) (at % canny->width);
      int y = (int) (at / canny->width);

      if (n % PIXELS_PER_LOOK == 0 && g_cancellable_is_cancelled (cancellable))
        return;
      g_array_set_size (stack, stack->len - 1);
      for (int j = MAX (y - 1, 0); j <= MIN (y + 1, canny->height - 1); j++)
        for (int i = MAX (x - 1, 0); i <= MIN (x + 1, canny->width - 1); i++)
          {
            guint next = (guint) (j * canny->width + i);

            if (canny->marks[next] != 1)
              continue;
            canny->marks[next] = 255;
            g_array_append_val (stack, next);
          }
    }
}

/* Keeps what hangs together with something strong. A row at a time, so that few pixels wait. */
static void
follow_edges (const Canny  *canny,
              GCancellable *cancellable)
{
  g_autoptr(GArray) stack = g_array_new (FALSE, FALSE, sizeof (guint));

  for (int y = 0; y < canny->height && !g_cancellable_is_cancelled (cancellable); y++)
    {
      for (int x = 0; x < canny->width; x++)
        {
          guint at = (guint) (y * canny->width + x);

          if (canny->marks[at] == 255)
            g_array_append_val (stack, at);
        }
      follow_from (canny, stack, cancellable);
    }
}

static void
clear_weak_row (int      y,
                gpointer data)
{
  const Canny *canny = data;
  guint8 *marks = canny->marks + (gsize) y * canny->width;

  for (int x = 0; x < canny->width; x++)
    marks[x] = marks[x] == 255 ? 255 : 0;
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
  g_autofree float *luma = _limner_control_luma (picture, cancellable);
  g_autofree float *strengths = g_new (float, (gsize) width * height);
  LimnerPlane *plane = limner_plane_new (width, height);
  Canny canny = {
    width, height, luma, strengths, limner_plane_get_pixels (plane),
    (float) MIN (options->low, options->high), (float) MAX (options->low, options->high),
  };

  if (!limner_parallel_for (height, strength_row, &canny, cancellable) ||
      !limner_parallel_for (height, mark_row, &canny, cancellable))
    return plane;

  follow_edges (&canny, cancellable);
  limner_parallel_for (height, clear_weak_row, &canny, cancellable);

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
  g_autofree float *luma = _limner_control_luma (picture, cancellable);
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
      float out;

      if (i % PIXELS_PER_LOOK == 0 && g_cancellable_is_cancelled (cancellable))
        break;
      out = MAX (edges[i] - around[i] * (1.1f - 0.5f * options->detail) - 12, 0.0f);

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
  g_autofree float *luma = _limner_control_luma (picture, cancellable);
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

  for (int y = 0; y < height && !g_cancellable_is_cancelled (cancellable); y++)
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
  for (int y = 0; y < height && !g_cancellable_is_cancelled (cancellable); y++)
    for (gsize i = (gsize) y * width; i < (gsize) (y + 1) * width; i++)
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
  g_autofree float *luma = _limner_control_luma (picture, cancellable);
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
