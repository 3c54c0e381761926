/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-document-private.h"

/* The part of the document that is about its picture, and about the one that comes next. */

/* Makes the state of a picture without mask, guide and extension. */
static void
init_state (LimnerDocument *self,
            LimnerState    *state,
            LimnerPicture  *picture)
{
  *state = (LimnerState) { 0 };
  if (picture == NULL)
    return;

  state->picture = limner_picture_ref (picture);
  state->picture_id = limner_history_next_id (self->history);
  limner_frame_init (&state->frame, limner_picture_get_width (picture),
                     limner_picture_get_height (picture));
  for (int i = 0; i < LIMNER_N_LAYERS; i++)
    {
      state->layers[i] = limner_tiles_new (limner_picture_get_width (picture),
                                           limner_picture_get_height (picture),
                                           i == LIMNER_LAYER_MASK ? 1 : 4);
      state->layer_ids[i] = limner_history_next_id (self->history);
    }
}

/* Copies a layer to another place in a picture of another size. */
static void
move_layer (const LimnerTiles *from,
            LimnerTiles       *to,
            int                offset_x,
            int                offset_y)
{
  LimnerRect source = { offset_x, offset_y,
                        limner_tiles_get_width (from), limner_tiles_get_height (from) };
  LimnerRect target = { 0, 0, limner_tiles_get_width (to), limner_tiles_get_height (to) };
  g_autofree guint8 *row = NULL;

  if (!limner_rect_intersect (&source, &target, &target))
    return;

  row = g_malloc ((gsize) target.width * limner_tiles_get_bytes_per_pixel (to));
  for (int y = target.y; y < target.y + target.height; y++)
    {
      limner_tiles_read_span (from, target.x - offset_x, y - offset_y, target.width, row);
      limner_tiles_write_span (to, target.x, y, target.width, row);
    }
}

/**
 * limner_document_get_picture:
 * @self: a document
 *
 * Gets the picture.
 *
 * Returns: (transfer none) (nullable): the picture, %NULL if there is none yet
 */
LimnerPicture *
limner_document_get_picture (LimnerDocument *self)
{
  g_return_val_if_fail (LIMNER_IS_DOCUMENT (self), NULL);

  return self->state.picture;
}

/**
 * limner_document_set_picture:
 * @self: a document
 * @picture: (nullable): a picture
 *
 * Begins anew with another picture: mask, guide and frame are empty and nothing can be undone.
 */
void
limner_document_set_picture (LimnerDocument *self,
                             LimnerPicture  *picture)
{
  g_return_if_fail (LIMNER_IS_DOCUMENT (self));

  g_clear_pointer (&self->stroke, limner_stroke_free);
  g_clear_pointer (&self->incoming, limner_picture_unref);
  _limner_document_forget_operation (self);
  limner_history_clear (self->history);
  limner_state_clear (&self->state);
  init_state (self, &self->state, picture);
  _limner_document_emit_everything (self);
}

/**
 * limner_document_set_levels:
 * @self: a document
 * @levels: a picture that is about to be set, in all its sizes
 *
 * Gives what was made along with a picture, so that whoever shows it need not make it again.
 */
void
limner_document_set_levels (LimnerDocument *self,
                            LimnerMipmap   *levels)
{
  g_return_if_fail (LIMNER_IS_DOCUMENT (self));
  g_return_if_fail (LIMNER_IS_MIPMAP (levels));

  g_set_object (&self->levels, levels);
}

/**
 * limner_document_get_levels:
 * @self: a document
 *
 * Gets the picture in all its sizes.
 *
 * Returns: (transfer none) (nullable): those given for this picture, %NULL if there were none
 */
LimnerMipmap *
limner_document_get_levels (LimnerDocument *self)
{
  g_return_val_if_fail (LIMNER_IS_DOCUMENT (self), NULL);

  if (self->levels == NULL || limner_mipmap_get_level (self->levels, 0) != self->state.picture)
    return NULL;
  return self->levels;
}

/**
 * limner_document_replace_picture:
 * @self: a document with a picture
 * @picture: what takes its place
 * @offset_x: the column of @picture at which the old picture's left edge is, 0 unless extended
 * @offset_y: the row at which its top edge is
 * @keep_mask: whether mask and guide move along; else they are empty afterwards
 *
 * Puts a result in the place of the picture, as one undo step. The frame is then just the picture.
 */
void
limner_document_replace_picture (LimnerDocument *self,
                                 LimnerPicture  *picture,
                                 int             offset_x,
                                 int             offset_y,
                                 gboolean        keep_mask)
{
  LimnerState next;

  g_return_if_fail (LIMNER_IS_DOCUMENT (self));
  g_return_if_fail (picture != NULL);

  if (self->state.picture == NULL)
    {
      limner_document_set_picture (self, picture);
      return;
    }

  limner_document_end_stroke (self);
  g_clear_pointer (&self->incoming, limner_picture_unref);
  init_state (self, &next, picture);
  for (int i = 0; i < LIMNER_N_LAYERS && keep_mask; i++)
    move_layer (self->state.layers[i], next.layers[i], offset_x, offset_y);
  _limner_document_push_step (self, limner_step_new_whole (&self->state));
  limner_state_clear (&self->state);
  self->state = next;
  _limner_document_emit_everything (self);
}

/**
 * limner_document_get_width:
 * @self: a document
 *
 * Gets the width of the picture.
 *
 * Returns: pixels, 0 without a picture
 */
int
limner_document_get_width (LimnerDocument *self)
{
  g_return_val_if_fail (LIMNER_IS_DOCUMENT (self), 0);

  return self->state.picture != NULL ? limner_picture_get_width (self->state.picture) : 0;
}

/**
 * limner_document_get_height:
 * @self: a document
 *
 * Gets the height of the picture.
 *
 * Returns: pixels, 0 without a picture
 */
int
limner_document_get_height (LimnerDocument *self)
{
  g_return_val_if_fail (LIMNER_IS_DOCUMENT (self), 0);

  return self->state.picture != NULL ? limner_picture_get_height (self->state.picture) : 0;
}

/**
 * limner_document_set_incoming:
 * @self: a document
 * @preview: (nullable): what is known so far of a picture that is being read, made smaller; %NULL
 *   if it does not come after all
 * @width: of the picture itself, in pixels
 * @height: of the picture itself, in pixels
 *
 * Shows something of a picture before all of it is there. The document itself does not change until
 * limner_document_set_picture() or limner_document_replace_picture(), which ends this too.
 */
void
limner_document_set_incoming (LimnerDocument *self,
                              LimnerPicture  *preview,
                              int             width,
                              int             height)
{
  g_return_if_fail (LIMNER_IS_DOCUMENT (self));
  g_return_if_fail (preview == NULL || (width > 0 && height > 0));

  if (preview == NULL && self->incoming == NULL)
    return;

  g_clear_pointer (&self->incoming, limner_picture_unref);
  self->incoming = preview != NULL ? limner_picture_ref (preview) : NULL;
  self->incoming_width = width;
  self->incoming_height = height;
  _limner_document_emit_incoming (self);
}

/**
 * limner_document_get_incoming:
 * @self: a document
 * @width: (out) (optional): of the picture itself, in pixels
 * @height: (out) (optional): of the picture itself, in pixels
 *
 * Gets what is known of a picture that is being read.
 *
 * Returns: (transfer none) (nullable): a smaller picture, or %NULL if none is being read
 */
LimnerPicture *
limner_document_get_incoming (LimnerDocument *self,
                              int            *width,
                              int            *height)
{
  g_return_val_if_fail (LIMNER_IS_DOCUMENT (self), NULL);

  if (width != NULL)
    *width = self->incoming_width;
  if (height != NULL)
    *height = self->incoming_height;
  return self->incoming;
}
