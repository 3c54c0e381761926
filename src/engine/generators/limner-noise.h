/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

float limner_noise_gradient (guint32 seed,
                             float   x,
                             float   y);
float limner_noise_fractal  (guint32 seed,
                             float   x,
                             float   y,
                             int     n_octaves);
float limner_noise_ridged   (guint32 seed,
                             float   x,
                             float   y,
                             int     n_octaves);

/** A number from 0 to just below 1 for a cell of a grid. */
static inline float
limner_noise_cell (guint32 seed,
                   int     x,
                   int     y)
{
  guint32 hash = (guint32) x * 0x8da6b343u ^ (guint32) y * 0xd8163841u ^ seed * 0xcb1ab31fu;

  hash ^= hash >> 15;
  hash *= 0x2c1b3c6du;
  hash ^= hash >> 12;
  hash *= 0x297a2d39u;
  hash ^= hash >> 15;
  return (float) (hash >> 8) * (1.0f / 16777216.0f);
}

/** 0 below @low, 1 above @high, a smooth step between. */
static inline float
limner_smoothstep (float low,
                   float high,
                   float value)
{
  float t = CLAMP ((value - low) / (high - low), 0.0f, 1.0f);

  return t * t * (3 - 2 * t);
}

G_END_DECLS
