/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-values.h"

G_BEGIN_DECLS

/**
 * LimnerSize:
 * @width: in pixels, or the first number of a ratio
 * @height: in pixels, or the second number of a ratio
 *
 * A size or a ratio of sides.
 */
typedef struct
{
  int width;
  int height;
} LimnerSize;

gboolean          limner_size_parse      (const char       *text,
                                          LimnerSize       *size);
char             *limner_size_to_ratio   (LimnerSize        size) G_GNUC_WARN_UNUSED_RESULT;
LimnerSize        limner_size_fit        (LimnerSize        size,
                                          LimnerField      *width,
                                          LimnerField      *height);
LimnerSize        limner_size_with_ratio (LimnerSize        ratio,
                                          LimnerSize        current,
                                          LimnerField      *width,
                                          LimnerField      *height);
const LimnerSize *limner_size_get_table  (LimnerField      *width,
                                          LimnerField      *height,
                                          guint            *n_sizes);
gboolean          limner_size_is_side    (LimnerField      *field);
gboolean          limner_size_is_free    (LimnerValues     *values);

G_END_DECLS
