/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * LimnerCone:
 * @ax: where the segment begins, relative to the first pixel's middle
 * @ay: the same downwards, relative to the row's middle
 * @vx: from its beginning to its end
 * @vy: from its beginning to its end
 * @inverse_length2: 1 / (vx² + vy²), 0 for a point
 * @outer0: where the brush fades to nothing, at the beginning, in pixels
 * @outer_change: how much that grows towards the end
 * @inner0: up to where the brush is at its full strength
 * @inner_change: how much that grows towards the end
 * @strength0: opacity × 255 at the beginning
 * @strength_change: how much that grows towards the end
 * @bend: how round the fall from inner to outer is, 0 to 2
 *
 * A swept dab. In the frequent case in which nothing grows, the scale of squared distances is
 * constant: then @scale = 1 / (outer² - inner²) and @offset = inner² × @scale.
 */
typedef struct
{
  float ax;
  float ay;
  float vx;
  float vy;
  float inverse_length2;
  float outer0;
  float outer_change;
  float inner0;
  float inner_change;
  float strength0;
  float strength_change;
  float bend;
  float scale;
  float offset;
} LimnerCone;

/**
 * LimnerLoops:
 *
 * The loops in which painting spends its time, for rows of @n bytes where @n is a multiple of 16,
 * in the widest vectors that the processor has. All variants give the same bytes.
 */
typedef struct
{
  const char *name;

  /* Blocks of 64 columns; the source's stride is free */
  void (* stamp)        (guint8       *pixels,
                         const guint8 *stamp,
                         gsize         stride,
                         int           rows);
  void (* stamp_flow)   (guint8       *pixels,
                         const guint8 *stamp,
                         gsize         stride,
                         int           rows,
                         int           flow);

  /* Rows */
  void (* capsule)      (guint8           *pixels,
                         int               n,
                         const LimnerCone *cone);
  void (* cone)         (guint8           *pixels,
                         int               n,
                         const LimnerCone *cone);
  void (* add)          (guint8       *pixels,
                         const guint8 *before,
                         const guint8 *coverage,
                         int           n);
  void (* subtract)     (guint8       *pixels,
                         const guint8 *before,
                         const guint8 *coverage,
                         int           n);
  void (* add_colour)   (guint8       *pixels,
                         const guint8 *before,
                         const guint8 *coverage,
                         const guint8 *colour,
                         int           n);
  void (* fade_colour)  (guint8       *pixels,
                         const guint8 *before,
                         const guint8 *coverage,
                         int           n);
  void (* maximum)      (guint8       *pixels,
                         const guint8 *other,
                         int           n);
  void (* blend)        (guint8       *pixels,
                         const guint8 *upper,
                         const guint8 *lower,
                         int           part,
                         int           n);
} LimnerLoops;

const LimnerLoops *limner_loops_get         (void);
const LimnerLoops *limner_loops_get_variant (int index);

G_END_DECLS
