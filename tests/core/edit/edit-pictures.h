/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <math.h>

#include "image/limner-picture.h"
#include "image/limner-plane.h"

/* A smooth picture with some texture, so that shifts and seams can be measured. */
static inline LimnerPicture *
make_scene (int    width,
            int    height,
            double shift_x,
            double shift_y)
{
  LimnerPicture *picture = limner_picture_new (width, height);
  guint8 *pixel = limner_picture_get_pixels (picture);

  for (int y = 0; y < height; y++)
    {
      for (int x = 0; x < width; x++, pixel += 4)
        {
          double u = x - shift_x, v = y - shift_y;

          pixel[0] = (guint8) (128 + 60 * sin (u / 7.0) * cos (v / 11.0) + 30 * sin (v / 5.0));
          pixel[1] = (guint8) (120 + 70 * sin ((u + v) / 13.0));
          pixel[2] = (guint8) (110 + 50 * cos (u / 9.0) + 40 * sin (v / 17.0));
          pixel[3] = 255;
        }
    }
  return picture;
}

static inline LimnerPlane *
make_disc (int width,
           int height,
           int centre_x,
           int centre_y,
           int radius)
{
  LimnerPlane *plane = limner_plane_new (width, height);
  guint8 *value = limner_plane_get_pixels (plane);

  for (int y = 0; y < height; y++)
    {
      for (int x = 0; x < width; x++)
        *value++ = hypot (x - centre_x, y - centre_y) <= radius ? 255 : 0;
    }
  return plane;
}

static inline int
largest_difference (const LimnerPicture *a,
                    const LimnerPicture *b)
{
  int largest = 0;

  g_assert_cmpint (limner_picture_get_width (a), ==, limner_picture_get_width (b));
  g_assert_cmpint (limner_picture_get_height (a), ==, limner_picture_get_height (b));
  for (int y = 0; y < limner_picture_get_height (a); y++)
    {
      const guint8 *p = limner_picture_read_row (a, y);
      const guint8 *q = limner_picture_read_row (b, y);

      for (int i = 0; i < 4 * limner_picture_get_width (a); i++)
        largest = MAX (largest, ABS (p[i] - q[i]));
    }
  return largest;
}
