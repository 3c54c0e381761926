/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-json.h"

#include "limner-extend.h"
#include "limner-fill.h"
#include "limner-generator-io.h"
#include "limner-generators.h"

static int
read_side (JsonObject *input,
           const char *name)
{
  return (int) CLAMP (limner_json_get_int (input, name, 0), 0, LIMNER_PICTURE_MAX_SIDE);
}

/**
 * limner_extend_place:
 * @picture: a picture
 * @sides: how much to add
 * @mask: (out) (transfer full): 255 in the added area
 * @error: return location for an error
 *
 * Lays a picture on a larger one that is transparent elsewhere.
 *
 * Returns: (transfer full) (nullable): the larger picture, or %NULL if it would be too large
 */
LimnerPicture *
limner_extend_place (const LimnerPicture      *picture,
                     const LimnerExtendSides  *sides,
                     LimnerPlane             **mask,
                     GError                  **error)
{
  int width = limner_picture_get_width (picture);
  int height = limner_picture_get_height (picture);
  gint64 new_width = (gint64) sides->left + width + sides->right;
  gint64 new_height = (gint64) sides->top + height + sides->bottom;
  LimnerPicture *placed;
  guint8 *pixels;
  guint8 *hole;

  if (!limner_generator_check_size (new_width, new_height, error))
    return NULL;

  placed = limner_picture_new ((int) new_width, (int) new_height);
  *mask = limner_plane_new ((int) new_width, (int) new_height);
  pixels = limner_picture_get_pixels (placed);
  hole = limner_plane_get_pixels (*mask);
  memset (hole, 255, (gsize) new_width * new_height);
  for (int y = 0; y < height; y++)
    {
      gsize at = (gsize) (sides->top + y) * new_width + sides->left;

      memcpy (pixels + at * 4, limner_picture_read_row (picture, y), (gsize) width * 4);
      memset (hole + at, 0, width);
    }

  return placed;
}

/**
 * limner_extend_run:
 * @task: a run of `limner/extend`
 * @error: return location for an error
 *
 * Returns: %TRUE when it is done
 */
gboolean
limner_extend_run (LimnerGeneratorTask  *task,
                   GError              **error)
{
  JsonObject *input = limner_generator_task_get_input (task);
  g_autoptr(LimnerPicture) picture = limner_generator_read_required (task, "image", error);
  g_autoptr(LimnerPicture) placed = NULL;
  g_autoptr(LimnerPlane) mask = NULL;
  g_autoptr(GError) mask_error = NULL;
  LimnerExtendSides sides = {
    read_side (input, "left"), read_side (input, "right"),
    read_side (input, "top"), read_side (input, "bottom"),
  };

  if (picture == NULL)
    return FALSE;
  mask = limner_generator_read_mask (task, "mask", limner_picture_get_width (picture),
                                     limner_picture_get_height (picture), &mask_error);
  if (mask_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&mask_error));
      return FALSE;
    }

  placed = mask != NULL ? g_steal_pointer (&picture)
                        : limner_extend_place (picture, &sides, &mask, error);

  return placed != NULL && !limner_generator_set_cancelled (task, error) &&
         limner_fill_for_task (task, placed, mask, TRUE, error);
}
