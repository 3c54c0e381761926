/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-mask-filter.h"
#include "limner-mask-operation.h"

/**
 * limner_mask_operate:
 * @self: a mask
 * @operation: what to do
 * @amount: in pixels, for operations that have one: at most %LIMNER_MASK_MAX_DISTANCE for
 *   distances; 0 changes nothing, except that it fills holes of any size
 *
 * Changes a mask as a whole. May be called on any thread.
 *
 * Returns: (transfer full): the result; it shares with @self the tiles that are the same
 */
LimnerMask *
limner_mask_operate (const LimnerMask    *self,
                     LimnerMaskOperation  operation,
                     int                  amount)
{
  int distance = CLAMP (amount, 0, LIMNER_MASK_MAX_DISTANCE);
  LimnerMask *result;

  g_return_val_if_fail (self != NULL, NULL);

  switch (operation)
    {
    case LIMNER_MASK_CLEAR:
      return limner_mask_new (limner_tiles_get_width (self), limner_tiles_get_height (self));

    case LIMNER_MASK_ALL:
      result = limner_mask_new (limner_tiles_get_width (self), limner_tiles_get_height (self));
      limner_mask_fill (result);
      return result;

    case LIMNER_MASK_INVERT:
      result = limner_tiles_copy (self);
      limner_mask_invert (result);
      return result;

    case LIMNER_MASK_GROW:
    case LIMNER_MASK_SHRINK:
      if (distance == 0)
        return limner_tiles_copy (self);
      return limner_mask_filter_grow (self, distance, operation == LIMNER_MASK_SHRINK);

    case LIMNER_MASK_FEATHER:
    case LIMNER_MASK_SMOOTH:
      if (distance == 0)
        return limner_tiles_copy (self);
      return limner_mask_filter_blur (self, distance, operation == LIMNER_MASK_SMOOTH);

    case LIMNER_MASK_FILL_HOLES:
      return limner_mask_filter_basins (self, MAX (amount, 0), FALSE);

    case LIMNER_MASK_REMOVE_SPECKS:
      if (amount <= 0)
        return limner_tiles_copy (self);
      return limner_mask_filter_basins (self, amount, TRUE);

    default:
      g_assert_not_reached ();
    }
}
