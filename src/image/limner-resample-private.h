/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-picture-ops.h"

G_BEGIN_DECLS

/**
 * LimnerRaster:
 * @pixels: rows without padding
 * @width: pixels
 * @height: pixels
 * @n_channels: 1 or 4
 * @has_alpha: whether the fourth channel weighs the others
 *
 * Pixels to resize.
 */
typedef struct
{
  const guint8 *pixels;
  int           width;
  int           height;
  int           n_channels;
  gboolean      has_alpha;
} LimnerRaster;

void _limner_resample (const LimnerRaster *in,
                       guint8             *out,
                       int                 width,
                       int                 height,
                       LimnerFilter        filter);

G_END_DECLS
