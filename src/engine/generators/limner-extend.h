/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "image/limner-picture.h"
#include "image/limner-plane.h"

G_BEGIN_DECLS

/**
 * LimnerExtendSides:
 * @left: pixels to add on the left
 * @right: pixels to add on the right
 * @top: pixels to add at the top
 * @bottom: pixels to add at the bottom
 */
typedef struct
{
  int left;
  int right;
  int top;
  int bottom;
} LimnerExtendSides;

LimnerPicture *limner_extend_place (const LimnerPicture      *picture,
                                    const LimnerExtendSides  *sides,
                                    LimnerPlane             **mask,
                                    GError                  **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
