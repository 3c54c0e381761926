/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-mask.h"

G_BEGIN_DECLS

/** The largest distance by which a mask can be grown, shrunk, feathered or smoothed, in pixels. */
#define LIMNER_MASK_MAX_DISTANCE 512

/**
 * LimnerMaskOperation:
 * @LIMNER_MASK_CLEAR: nothing is masked
 * @LIMNER_MASK_ALL: everything is masked
 * @LIMNER_MASK_INVERT: 255 minus each value
 * @LIMNER_MASK_GROW: each value spreads as a disc of so many pixels
 * @LIMNER_MASK_SHRINK: the same for what is not masked
 * @LIMNER_MASK_FEATHER: a soft edge of about so many pixels to both sides
 * @LIMNER_MASK_SMOOTH: corners and gaps smaller than so many pixels are rounded off
 * @LIMNER_MASK_FILL_HOLES: holes of up to so many pixels of area are masked too; 0 for all holes
 * @LIMNER_MASK_REMOVE_SPECKS: islands of up to so many pixels of area go
 *
 * What can be done to a mask as a whole, with an amount in pixels where it has one.
 */
typedef enum
{
  LIMNER_MASK_CLEAR,
  LIMNER_MASK_ALL,
  LIMNER_MASK_INVERT,
  LIMNER_MASK_GROW,
  LIMNER_MASK_SHRINK,
  LIMNER_MASK_FEATHER,
  LIMNER_MASK_SMOOTH,
  LIMNER_MASK_FILL_HOLES,
  LIMNER_MASK_REMOVE_SPECKS,
} LimnerMaskOperation;

LimnerMask *limner_mask_operate (const LimnerMask    *self,
                                 LimnerMaskOperation  operation,
                                 int                  amount) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
