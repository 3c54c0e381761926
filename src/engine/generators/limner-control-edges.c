/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include "limner-blur.h"
#include "limner-control.h"
#include "limner-control-gradient.h"
#include "limner-control-size.h"

/* Shortest side of the picture that soft edges and scribbles are tuned for, in pixels. */
#define USUAL_SIDE 512.0f

/* How much of a square has to be marked where a scribble goes, of 255; and how finely a map tells
 * how far it is from that. */
#define THICK_LIMIT 40.8f
#define THICK_STEPS 4
#define THICK_ZERO  128

/* Sizes of what is looked for are told in this unit, so that they grow with the picture. */
static float
get_unit (const LimnerControlSize *size)
{
  return MAX ((float) MIN (size->width, size->height) / USUAL_SIDE, 0.5f);
}

/* Makes a plane of what was found. */
static LimnerPlane *
draw_plane (const LimnerControlSize *size,
            const guint8            *map,
            GCancellable            *cancellable)
{
  LimnerPlane *plane = limner_plane_new (size->full_width, size->full_height);

  limner_control_size_enlarge (size, map, 1, limner_plane_get_pixels (plane), cancellable);

  return plane;
}

/* Edges on several scales; the broad ones weigh more the less detail is wanted. */
static float *
measure_soft_edges (const float  *luma,
                    int           width,
                    int           height,
                    float         unit,
                    float         detail,
                    GCancellable *cancellable)
{
  gsize n = (gsize) width * height;
  float *edges = g_new0 (float, n);

  for (int scale = 0; scale < 3; scale++)
    {
      float sigma = unit * (float) (1 << scale);
      float weight = scale == 0 ? detail : scale == 1 ? 0.6f : 1 - 0.7f * detail;
      g_autofree float *smooth = limner_blur_smooth (luma, width, height, sigma, cancellable);

      for (int y = 0; y < height && !g_cancellable_is_cancelled (cancellable); y++)
        for (int x = 0; x < width; x++)
          {
            const float *rows[3];
            float dx;
            float dy;

            limner_control_rows (smooth, width, height, y, rows);
            limner_control_gradient (rows, width, x, &dx, &dy);
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
  LimnerControlSize size = limner_control_size_new (picture, options->max_pixels);
  gsize n = (gsize) size.width * size.height;
  g_autofree float *luma = limner_control_size_read_luma (&size, picture, cancellable);
  g_autofree float *edges = measure_soft_edges (luma, size.width, size.height, get_unit (&size),
                                                options->detail, cancellable);
  g_autofree float *around =
    limner_blur_smooth (edges, size.width, size.height,
                        MAX ((float) MIN (size.width, size.height) / 40, 2.0f), cancellable);
  g_autofree guint8 *map = g_malloc0 (n);

  /* Texture is strong everywhere: what counts is how far an edge stands out from what is round
   * it. */
  for (int y = 0; y < size.height && !g_cancellable_is_cancelled (cancellable); y++)
    for (gsize i = (gsize) y * size.width; i < (gsize) (y + 1) * size.width; i++)
      {
        float out = MAX (edges[i] - around[i] * (1.1f - 0.5f * options->detail) - 12, 0.0f);

        map[i] = (guint8) MIN (255 * out / (out + 90 + 0.4f * around[i]) * 1.5f, 255.0f);
      }

  return draw_plane (&size, map, cancellable);
}

/* Where the crests of a picture are that stand out from what is round them. */
static float *
mark_crests (const LimnerControlSize *size,
             const float             *calm,
             float                    detail,
             GCancellable            *cancellable)
{
  int width = size->width;
  int height = size->height;
  gsize n = (gsize) width * height;
  g_autofree float *strengths = g_new0 (float, n);
  g_autofree float *around = NULL;
  float *marks = g_new0 (float, n);
  const float *rows[3];
  const float *strong[3];
  float dx;
  float dy;

  for (int y = 0; y < height && !g_cancellable_is_cancelled (cancellable); y++)
    {
      limner_control_rows (calm, width, height, y, rows);
      for (int x = 0; x < width; x++)
        {
          limner_control_gradient (rows, width, x, &dx, &dy);
          strengths[(gsize) y * width + x] = sqrtf (dx * dx + dy * dy);
        }
    }
  around = limner_blur_smooth (strengths, width, height, get_unit (size) * 14, cancellable);
  for (int y = 0; y < height && !g_cancellable_is_cancelled (cancellable); y++)
    {
      limner_control_rows (calm, width, height, y, rows);
      limner_control_rows (strengths, width, height, y, strong);
      for (int x = 0; x < width; x++)
        {
          gsize at = (gsize) y * width + x;

          limner_control_gradient (rows, width, x, &dx, &dy);
          if (limner_control_crest (strong, width, x, dx, dy) >
              34 - 16 * detail + (1.5f - detail) * around[at])
            marks[at] = 255;
        }
    }

  return marks;
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
  LimnerControlSize size = limner_control_size_new (picture, options->max_pixels);
  float unit = get_unit (&size);
  g_autofree float *luma = limner_control_size_read_luma (&size, picture, cancellable);
  g_autofree float *calm = limner_blur_smooth (luma, size.width, size.height,
                                               unit * (4.5f - 3 * options->detail), cancellable);
  g_autofree float *marks = mark_crests (&size, calm, options->detail, cancellable);
  g_autofree float *thick = limner_blur_box (marks, size.width, size.height,
                                             MAX ((int) (unit * 1.6f), 1), cancellable);
  g_autofree guint8 *map = g_malloc0 ((gsize) size.width * size.height);
  LimnerPlane *plane;
  guint8 *to;

  for (int y = 0; y < size.height && !g_cancellable_is_cancelled (cancellable); y++)
    for (gsize i = (gsize) y * size.width; i < (gsize) (y + 1) * size.width; i++)
      map[i] = (guint8) CLAMP (THICK_ZERO + THICK_STEPS * (thick[i] - THICK_LIMIT), 0.0f, 255.0f);
  plane = draw_plane (&size, map, cancellable);
  to = limner_plane_get_pixels (plane);
  for (int y = 0; y < size.full_height && !g_cancellable_is_cancelled (cancellable); y++)
    for (gsize i = (gsize) y * size.full_width; i < (gsize) (y + 1) * size.full_width; i++)
      to[i] = to[i] > THICK_ZERO ? 255 : 0;

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
  LimnerControlSize size = limner_control_size_new (picture, options->max_pixels);
  int width = size.width;
  int height = size.height;
  float unit = get_unit (&size);
  g_autofree float *luma = limner_control_size_read_luma (&size, picture, cancellable);
  g_autofree float *broad = limner_blur_smooth (luma, width, height, unit * 10, cancellable);
  g_autofree float *fine = limner_blur_smooth (luma, width, height, unit * 1.5f, cancellable);
  g_autofree guint8 *map = g_malloc0 ((gsize) width * height * 4);
  LimnerPicture *normals = limner_picture_new (size.full_width, size.full_height);
  guint8 *to = map;

  for (int y = 0; y < height && !g_cancellable_is_cancelled (cancellable); y++)
    {
      const float *broad_rows[3];
      const float *fine_rows[3];

      limner_control_rows (broad, width, height, y, broad_rows);
      limner_control_rows (fine, width, height, y, fine_rows);
      for (int x = 0; x < width; x++, to += 4)
        {
          float broad_x;
          float broad_y;
          float fine_x;
          float fine_y;
          float nx;
          float ny;
          float length;

          limner_control_gradient (broad_rows, width, x, &broad_x, &broad_y);
          limner_control_gradient (fine_rows, width, x, &fine_x, &fine_y);
          nx = -(broad_x * 3 + fine_x * options->detail) * unit / 90;
          ny = (broad_y * 3 + fine_y * options->detail) * unit / 90;
          length = sqrtf (nx * nx + ny * ny + 1);
          to[0] = (guint8) (127.5f + 127.5f * nx / length);
          to[1] = (guint8) (127.5f + 127.5f * ny / length);
          to[2] = (guint8) (127.5f + 127.5f / length);
          to[3] = 255;
        }
    }
  limner_control_size_enlarge (&size, map, 4, limner_picture_get_pixels (normals), cancellable);

  return normals;
}
