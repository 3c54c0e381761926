/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "image/limner-picture-ops.h"

#include "limner-edit-canvas.h"
#include "limner-edit-prepare.h"
#include "limner-edit-zone.h"

/**
 * limner_edit_prepare_image:
 * @recipe: a recipe whose box and sent size are set
 * @source: the picture
 *
 * Makes the picture that the model is shown: the box, with what is unknown made up, without
 * transparency, in the size that is sent.
 *
 * Returns: (transfer full) (nullable): a picture of the sent size, or %NULL without memory
 */
LimnerPicture *
limner_edit_prepare_image (const LimnerEditRecipe *recipe,
                           const LimnerPicture    *source)
{
  g_autoptr(LimnerPicture) box = NULL;
  g_autoptr(LimnerPicture) flat = NULL;
  LimnerRect known;

  g_return_val_if_fail (recipe != NULL && source != NULL, NULL);

  box = limner_picture_crop (source, recipe->box.x, recipe->box.y, recipe->box.width,
                              recipe->box.height, 0);
  if (box == NULL)
    return NULL;

  known = (LimnerRect) { -recipe->box.x, -recipe->box.y, limner_picture_get_width (source),
                         limner_picture_get_height (source) };
  limner_edit_prefill (box, &known, recipe->prefill);
  flat = limner_picture_flatten (box, 0xffffffff);
  if (flat == NULL)
    return NULL;

  return limner_picture_scale (flat, recipe->sent_width, recipe->sent_height, LIMNER_FILTER_AUTO);
}

static void
harden (LimnerPlane *mask)
{
  guint8 *values = limner_plane_get_pixels (mask);
  gsize n = (gsize) limner_plane_get_width (mask) * limner_plane_get_height (mask);

  for (gsize i = 0; i < n; i++)
    values[i] = values[i] >= 128 ? 255 : 0;
}

static void
invert (LimnerPlane *mask)
{
  guint8 *values = limner_plane_get_pixels (mask);
  gsize n = (gsize) limner_plane_get_width (mask) * limner_plane_get_height (mask);

  for (gsize i = 0; i < n; i++)
    values[i] = 255 - values[i];
}

/**
 * limner_edit_prepare_mask:
 * @recipe: a recipe whose box and sent size are set
 * @source: the picture
 * @mask: (nullable): what was painted, of the frame's size
 * @black_repaints: whether the model repaints what is black; most repaint what is white
 * @hard: whether it wants nothing between black and white
 *
 * Makes the mask that goes with limner_edit_prepare_image(): what was painted, grown by the
 * recipe's reach, or by its growth where that is more.
 *
 * Returns: (transfer full) (nullable): a plane of the sent size, or %NULL without memory
 */
LimnerPlane *
limner_edit_prepare_mask (const LimnerEditRecipe *recipe,
                          const LimnerPicture    *source,
                          const LimnerPlane      *mask,
                          gboolean                black_repaints,
                          gboolean                hard)
{
  g_autoptr(LimnerPlane) painted = NULL;
  g_autoptr(LimnerPlane) grown = NULL;
  g_autoptr(LimnerPlane) scaled = NULL;

  g_return_val_if_fail (recipe != NULL && source != NULL, NULL);

  painted = limner_edit_box_mask (recipe, mask, limner_picture_get_width (source),
                                  limner_picture_get_height (source));
  if (painted == NULL)
    return NULL;
  grown = limner_edit_zone_new (painted, MAX (recipe->grow, recipe->reach), 0);
  if (grown == NULL)
    return NULL;
  scaled = limner_plane_scale (grown, recipe->sent_width, recipe->sent_height, LIMNER_FILTER_AUTO);
  if (scaled == NULL)
    return NULL;

  if (hard)
    harden (scaled);
  if (black_repaints)
    invert (scaled);
  return g_steal_pointer (&scaled);
}
