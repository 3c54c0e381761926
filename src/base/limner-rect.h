/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * LimnerRect:
 * @x: left edge
 * @y: top edge
 * @width: extent to the right; 0 or less is empty
 * @height: extent downwards; 0 or less is empty
 *
 * A rectangle of whole pixels in picture coordinates: (0, 0) is the picture's top left corner, and
 * the rectangle may reach beyond the picture.
 */
typedef struct
{
  int x;
  int y;
  int width;
  int height;
} LimnerRect;

gboolean limner_rect_is_empty  (const LimnerRect *rect);
gboolean limner_rect_equal     (const LimnerRect *a,
                                const LimnerRect *b);
gboolean limner_rect_contains  (const LimnerRect *outer,
                                const LimnerRect *inner);
gboolean limner_rect_intersect (const LimnerRect *a,
                                const LimnerRect *b,
                                LimnerRect       *result);
void     limner_rect_union     (const LimnerRect *a,
                                const LimnerRect *b,
                                LimnerRect       *result);
void     limner_rect_grow      (LimnerRect       *rect,
                                int               by);

G_END_DECLS
