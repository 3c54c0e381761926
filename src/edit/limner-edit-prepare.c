/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/limner-error.h"
#include "image/limner-picture-io.h"
#include "image/limner-picture-ops.h"

#include "limner-edit-canvas.h"
#include "limner-edit-prepare.h"
#include "limner-edit-zone.h"

/* What is only sent is packed quickly rather than tightly. */
#define QUICK_PNG 1

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
  flat = limner_picture_is_opaque (box) ? limner_picture_ref (box)
                                        : limner_picture_flatten (box, 0xffffff);
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

/* What is done of the mask while the picture is prepared. */
typedef struct
{
  const LimnerEditRecipe *recipe;
  const LimnerPicture    *source;
  const LimnerPlane      *mask;      /* NULL if nothing was painted */
  LimnerEditMaskForm      form;
  LimnerEditFiles        *files;
  GError                 *error;
} MaskWork;

/* A large picture's mask is empty but for a small part. */
static void
pack_painted (MaskWork *work)
{
  g_autoptr(LimnerPlane) part = NULL;
  LimnerRect bounds;

  if (!limner_plane_find_bounds (work->mask, &bounds))
    return;

  part = limner_plane_crop (work->mask, bounds.x, bounds.y, bounds.width, bounds.height, 0);
  if (part == NULL)
    {
      g_set_error (&work->error, LIMNER_ERROR, LIMNER_ERROR_TOO_LARGE,
                   "There is not enough memory to prepare this picture");
      return;
    }
  work->files->painted = limner_plane_encode (part, &work->error);
  work->files->painted_x = bounds.x;
  work->files->painted_y = bounds.y;
}

static gpointer
prepare_mask_files (gpointer data)
{
  MaskWork *work = data;

  if (work->form != LIMNER_EDIT_MASK_NONE)
    {
      g_autoptr(LimnerPlane) sent =
        limner_edit_prepare_mask (work->recipe, work->source, work->mask,
                                  work->form == LIMNER_EDIT_MASK_BLACK_REPAINTS, FALSE);

      if (sent == NULL)
        g_set_error (&work->error, LIMNER_ERROR, LIMNER_ERROR_TOO_LARGE,
                     "There is not enough memory to prepare this picture");
      else
        work->files->mask = limner_plane_encode (sent, &work->error);
    }
  if (work->error == NULL && work->mask != NULL)
    pack_painted (work);
  return NULL;
}

/**
 * limner_edit_files_clear:
 * @files: files, of limner_edit_prepare_files()
 *
 * Frees the files, not the struct.
 */
void
limner_edit_files_clear (LimnerEditFiles *files)
{
  g_return_if_fail (files != NULL);

  g_clear_pointer (&files->image, g_bytes_unref);
  g_clear_pointer (&files->mask, g_bytes_unref);
  g_clear_pointer (&files->painted, g_bytes_unref);
}

/**
 * limner_edit_prepare_files:
 * @recipe: a recipe whose box and sent size are set
 * @source: the picture
 * @mask: (nullable): what was painted, of the frame's size
 * @form: which mask the model is sent, if any
 * @files: (out caller-allocates): what is sent, and what is kept of the mask; freed with
 *   limner_edit_files_clear()
 * @error: return location for an error
 *
 * Makes the files of a request: limner_edit_prepare_image() and, meanwhile on another thread,
 * limner_edit_prepare_mask() and the mask as it was painted, all packed quickly.
 *
 * Returns: %FALSE with %LIMNER_ERROR_TOO_LARGE without memory; @files is empty then
 */
gboolean
limner_edit_prepare_files (const LimnerEditRecipe *recipe,
                           const LimnerPicture    *source,
                           const LimnerPlane      *mask,
                           LimnerEditMaskForm      form,
                           LimnerEditFiles        *files,
                           GError                **error)
{
  MaskWork work = { recipe, source, mask, form, files, NULL };
  g_autoptr(LimnerPicture) image = NULL;
  GError *image_error = NULL;
  GThread *thread;

  g_return_val_if_fail (recipe != NULL && source != NULL && files != NULL, FALSE);

  *files = (LimnerEditFiles) { 0 };
  thread = g_thread_try_new ("limner-mask", prepare_mask_files, &work, NULL);
  if (thread == NULL)
    prepare_mask_files (&work);

  image = limner_edit_prepare_image (recipe, source);
  if (image != NULL)
    files->image = limner_picture_encode (image, LIMNER_PICTURE_PNG, QUICK_PNG, &image_error);
  else
    g_set_error (&image_error, LIMNER_ERROR, LIMNER_ERROR_TOO_LARGE,
                 "There is not enough memory to prepare this picture");

  if (thread != NULL)
    g_thread_join (thread);
  if (image_error == NULL && work.error == NULL)
    return TRUE;

  limner_edit_files_clear (files);
  if (image_error != NULL)
    {
      g_clear_error (&work.error);
      work.error = image_error;
    }
  g_propagate_error (error, work.error);
  return FALSE;
}
