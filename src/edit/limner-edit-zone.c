/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include "image/limner-picture.h"

#include "limner-edit-zone.h"

/* A mask value from here on counts as painted when distances are measured. */
#define PAINTED 128

/* Distances along the columns, cut off at @limit: two sweeps over whole rows. */
static guint16 *
column_distances (const LimnerPlane *mask,
                  guint16            limit)
{
  int width = limner_plane_get_width (mask);
  int height = limner_plane_get_height (mask);
  guint16 *distances = g_new (guint16, (gsize) width * height);

  for (int y = 0; y < height; y++)
    {
      const guint8 *row = limner_plane_read_row (mask, y);
      guint16 *out = distances + (gsize) y * width;

      for (int x = 0; x < width; x++)
        {
          guint16 above = y > 0 ? out[x - width] : limit;

          out[x] = row[x] >= PAINTED ? 0 : MIN (above + 1, limit);
        }
    }

  for (int y = height - 2; y >= 0; y--)
    {
      guint16 *out = distances + (gsize) y * width;

      for (int x = 0; x < width; x++)
        out[x] = MIN (out[x], MIN (out[x + width] + 1, limit));
    }

  return distances;
}

/* The lower envelope of one row's parabolas (Felzenszwalb and Huttenlocher, "Distance transforms of
 * sampled functions", 2012, §2.1): squared distances along the row from those along the columns. */
static void
row_distances (const guint16 *column,
               int            width,
               int           *vertex,
               double        *border,
               guint32       *squared)
{
  int n = 0;

  vertex[0] = 0;
  border[0] = -G_MAXDOUBLE;
  border[1] = G_MAXDOUBLE;
  for (int x = 1; x < width; x++)
    {
      double height = (double) column[x] * column[x] + (double) x * x;
      double crossing;

      for (;;)
        {
          int v = vertex[n];

          crossing = (height - ((double) column[v] * column[v] + (double) v * v)) / (2.0 * (x - v));
          if (crossing > border[n])
            break;
          n--;
        }
      n++;
      vertex[n] = x;
      border[n] = crossing;
      border[n + 1] = G_MAXDOUBLE;
    }

  n = 0;
  for (int x = 0; x < width; x++)
    {
      int v;

      while (border[n + 1] < x)
        n++;
      v = vertex[n];
      squared[x] = (guint32) ((x - v) * (x - v)) + (guint32) column[v] * column[v];
    }
}

/* The weight at each squared distance: whole up to @grow, then a smooth step to nothing. */
static guint8 *
make_weights (int grow,
              int feather)
{
  int reach = grow + feather;
  guint8 *weights = g_new0 (guint8, (gsize) reach * reach + 1);

  for (int squared = 0; squared <= reach * reach; squared++)
    {
      double distance = sqrt (squared);
      double t = distance <= grow ? 1.0 : 1.0 - (distance - grow) / (feather + 1.0);

      weights[squared] = (guint8) (255.0 * t * t * (3.0 - 2.0 * t) + 0.5);
    }
  return weights;
}

/**
 * limner_edit_zone_new:
 * @mask: the mask as painted, 0–255
 * @grow: pixels by which it is grown, 0 or more
 * @feather: pixels over which it fades out beyond that, 0 or more
 *
 * Makes the blend zone of an edit: how much of the answer each pixel takes, 0–255. What was painted
 * keeps at least its own weight, and all of it from half on where the mask is grown or feathered;
 * beyond @grow + @feather pixels from that the weight is what was painted, so zero where nothing
 * was, which is what keeps the rest of the picture untouched.
 *
 * Returns: (transfer full) (nullable): a plane of the mask's size, or %NULL without memory
 */
LimnerPlane *
limner_edit_zone_new (const LimnerPlane *mask,
                      int                grow,
                      int                feather)
{
  int width = limner_plane_get_width (mask);
  int height = limner_plane_get_height (mask);
  int reach = MIN (grow + feather, LIMNER_PICTURE_MAX_SIDE);
  g_autofree guint16 *columns = NULL;
  g_autofree guint8 *weights = NULL;
  g_autofree int *vertex = NULL;
  g_autofree double *border = NULL;
  g_autofree guint32 *squared = NULL;
  LimnerPlane *zone;

  g_return_val_if_fail (mask != NULL, NULL);
  g_return_val_if_fail (grow >= 0 && feather >= 0, NULL);

  zone = limner_plane_copy (mask);
  if (zone == NULL || reach == 0)
    return zone;

  columns = column_distances (mask, (guint16) (reach + 1));
  weights = make_weights (grow, reach - MIN (grow, reach));
  vertex = g_new (int, width);
  border = g_new (double, width + 1);
  squared = g_new (guint32, width);

  for (int y = 0; y < height; y++)
    {
      guint8 *row = limner_plane_get_pixels (zone) + (gsize) y * width;

      row_distances (columns + (gsize) y * width, width, vertex, border, squared);
      for (int x = 0; x < width; x++)
        {
          if (squared[x] <= (guint32) (reach * reach))
            row[x] = MAX (row[x], weights[squared[x]]);
        }
    }

  return zone;
}
