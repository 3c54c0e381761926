/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include "limner-noise.h"

static const float gradients[16][2] = {
  { 1.0f, 0.0f }, { 0.924f, 0.383f }, { 0.707f, 0.707f }, { 0.383f, 0.924f },
  { 0.0f, 1.0f }, { -0.383f, 0.924f }, { -0.707f, 0.707f }, { -0.924f, 0.383f },
  { -1.0f, 0.0f }, { -0.924f, -0.383f }, { -0.707f, -0.707f }, { -0.383f, -0.924f },
  { 0.0f, -1.0f }, { 0.383f, -0.924f }, { 0.707f, -0.707f }, { 0.924f, -0.383f },
};

static inline float
corner (guint32 seed,
        int     x,
        int     y,
        float   dx,
        float   dy)
{
  guint32 hash = (guint32) x * 0x8da6b343u ^ (guint32) y * 0xd8163841u ^ seed * 0xcb1ab31fu;
  const float *gradient;

  hash = (hash ^ (hash >> 15)) * 0x2c1b3c6du;
  gradient = gradients[hash >> 28];
  return gradient[0] * dx + gradient[1] * dy;
}

/**
 * limner_noise_gradient:
 * @seed: which of many fields
 * @x: where; a bump is about one unit wide
 * @y: where
 *
 * Smooth random hills (Perlin's gradient noise, 2002).
 *
 * Returns: about -1 to 1
 */
float
limner_noise_gradient (guint32 seed,
                       float   x,
                       float   y)
{
  float floor_x = floorf (x);
  float floor_y = floorf (y);
  int cell_x = (int) floor_x;
  int cell_y = (int) floor_y;
  float dx = x - floor_x;
  float dy = y - floor_y;
  float u = dx * dx * dx * (dx * (dx * 6 - 15) + 10);
  float v = dy * dy * dy * (dy * (dy * 6 - 15) + 10);
  float a = corner (seed, cell_x, cell_y, dx, dy);
  float b = corner (seed, cell_x + 1, cell_y, dx - 1, dy);
  float c = corner (seed, cell_x, cell_y + 1, dx, dy - 1);
  float d = corner (seed, cell_x + 1, cell_y + 1, dx - 1, dy - 1);
  float top = a + (b - a) * u;
  float bottom = c + (d - c) * u;

  return (top + (bottom - top) * v) * 1.5f;
}

/**
 * limner_noise_fractal:
 * @seed: which of many fields
 * @x: where
 * @y: where
 * @n_octaves: how many sizes of bumps are laid on each other, each half of the one before
 *
 * Returns: about -1 to 1
 */
float
limner_noise_fractal (guint32 seed,
                      float   x,
                      float   y,
                      int     n_octaves)
{
  float sum = 0;
  float weight = 0.5f;

  for (int octave = 0; octave < n_octaves; octave++)
    {
      float turned = 0.8f * x - 0.6f * y;

      sum += weight * limner_noise_gradient (seed + (guint32) octave, x, y);
      y = 2.03f * (0.6f * x + 0.8f * y);
      x = 2.03f * turned;
      weight *= 0.5f;
    }

  return sum * 1.15f;
}

/**
 * limner_noise_ridged:
 * @seed: which of many fields
 * @x: where
 * @y: where
 * @n_octaves: how many sizes are laid on each other
 *
 * Sharp crests between rounded valleys (Musgrave's ridged multifractal).
 *
 * Returns: 0 to about 1
 */
float
limner_noise_ridged (guint32 seed,
                     float   x,
                     float   y,
                     int     n_octaves)
{
  float sum = 0;
  float weight = 0.5f;
  float gate = 1;

  for (int octave = 0; octave < n_octaves; octave++)
    {
      float ridge = 1 - fabsf (limner_noise_gradient (seed + (guint32) octave, x, y));

      ridge *= ridge * gate;
      sum += weight * ridge;
      gate = CLAMP (ridge * 1.6f, 0.0f, 1.0f);
      x = x * 2.07f + 13.7f;
      y = y * 2.07f - 7.3f;
      weight *= 0.5f;
    }

  return sum;
}
