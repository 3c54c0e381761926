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

/* Room for one row's work. */
typedef struct
{
  int     *vertex;
  double  *border;
  guint32 *squared;
} Envelope;

/* The lower envelope of one row's parabolas (Felzenszwalb and Huttenlocher, "Distance transforms of
 * sampled functions", 2012, §2.1): squared distances along the row from those along the columns,
 * from column @first to @last. */
static void
row_distances (const guint16 *column,
               int            first,
               int            last,
               Envelope      *room)
{
  int *vertex = room->vertex;
  double *border = room->border;
  int n = 0;

  vertex[0] = first;
  border[0] = -G_MAXDOUBLE;
  border[1] = G_MAXDOUBLE;
  for (int x = first + 1; x <= last; x++)
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
  for (int x = first; x <= last; x++)
    {
      int v;

      while (border[n + 1] < x)
        n++;
      v = vertex[n];
      room->squared[x] = (guint32) ((x - v) * (x - v)) + (guint32) column[v] * column[v];
    }
}

/* The columns that something painted may reach; most rows of a picture have none. */
static gboolean
find_reached (const guint16 *column,
              int            width,
              int            reach,
              int           *first,
              int           *last)
{
  int from = 0, to = width - 1;

  while (from < width && column[from] > reach)
    from++;
  if (from == width)
    return FALSE;
  while (column[to] > reach)
    to--;

  *first = MAX (0, from - reach);
  *last = MIN (width - 1, to + reach);
  return TRUE;
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
  Envelope room;
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

  room = (Envelope) { vertex, border, squared };

  for (int y = 0; y < height; y++)
    {
      guint8 *row = limner_plane_get_pixels (zone) + (gsize) y * width;
      const guint16 *column = columns + (gsize) y * width;
      int first, last;

      if (!find_reached (column, width, reach, &first, &last))
        continue;
      row_distances (column, first, last, &room);
      for (int x = first; x <= last; x++)
        {
          if (squared[x] <= (guint32) (reach * reach))
            row[x] = MAX (row[x], weights[squared[x]]);
        }
    }

  return zone;
}

static gboolean
invert_plane (LimnerPlane *plane)
{
  guint8 *values = limner_plane_get_pixels (plane);
  gsize n = (gsize) limner_plane_get_width (plane) * limner_plane_get_height (plane);
  guint8 largest = 0;

  for (gsize i = 0; i < n; i++)
    {
      values[i] = 255 - values[i];
      largest = MAX (largest, values[i]);
    }
  return largest >= PAINTED;
}

/* What lies further inside the mask than @by pixels: half as far, and so on, where that is nothing,
 * so that the middle of what was painted is new in any case. @by becomes what was taken. */
static LimnerPlane *
shrink (const LimnerPlane *mask,
        int               *by)
{
  g_autoptr(LimnerPlane) outside = limner_plane_copy (mask);

  if (outside == NULL || !invert_plane (outside))
    *by = 0;
  for (; *by > 0; *by /= 2)
    {
      LimnerPlane *inside = limner_edit_zone_new (outside, *by, 0);

      if (inside == NULL || invert_plane (inside))
        return inside;
      limner_plane_unref (inside);
    }
  return limner_plane_copy (mask);
}

/**
 * limner_edit_zone_within:
 * @mask: the mask as painted, 0–255
 * @grow: pixels by which it is grown, 0 or more
 * @feather: pixels over which it fades out, 0 or more
 * @reach: pixels beyond what was painted at which it has to have faded out
 *
 * Makes a blend zone as limner_edit_zone_new() does, but where the answer is new only as far as
 * @reach. A feather that is wider than the room for it fades towards the inside instead: first over
 * what the mask was grown by, then over the border of what was painted, never over all of it.
 *
 * Returns: (transfer full) (nullable): a plane of the mask's size, or %NULL without memory
 */
LimnerPlane *
limner_edit_zone_within (const LimnerPlane *mask,
                         int                grow,
                         int                feather,
                         int                reach)
{
  g_autoptr(LimnerPlane) core = NULL;
  int start = reach - feather;
  int inward;

  g_return_val_if_fail (mask != NULL, NULL);
  g_return_val_if_fail (grow >= 0 && feather >= 0 && reach >= 0, NULL);

  if (grow <= start)
    return limner_edit_zone_new (mask, grow, feather);
  if (start >= 0)
    return limner_edit_zone_new (mask, start, feather);

  inward = -start;
  core = shrink (mask, &inward);
  return core != NULL ? limner_edit_zone_new (core, 0, inward + reach) : NULL;
}
