/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "limner-document-private.h"

/* A pause of so many milliseconds, and the document is written to the disk. */
#define AUTOSAVE_DELAY 1500

/**
 * LimnerDocument:
 *
 * What is on the canvas: a picture, the mask over it, a guide layer of drawn colours, the frame to
 * which the picture is to be extended, and the history of all that.
 *
 * ```
 *   guide     colours, premultiplied; sent with the picture when visible
 *   mask      255 = repaint
 *   picture   never changed, only replaced
 *   frame     in picture coordinates, may reach beyond
 * ```
 *
 * A document belongs to the main thread. What it hands out as #LimnerPicture or #LimnerPlane can go
 * anywhere.
 */
enum {
  PROP_0,
  PROP_PICTURE,
  PROP_CAN_UNDO,
  PROP_CAN_REDO,
  PROP_GUIDE_VISIBLE,
  PROP_WORKING,
  N_PROPS
};

enum {
  MASK_CHANGED,
  GUIDE_CHANGED,
  PICTURE_CHANGED,
  FRAME_CHANGED,
  INCOMING_CHANGED,
  TRANSFORM_CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LimnerDocument, limner_document, G_TYPE_OBJECT)

static gboolean autosave_cb (gpointer data);

void
_limner_document_schedule_autosave (LimnerDocument *self)
{
  if (self->autosave_folder == NULL)
    return;

  /* Each change begins the pause anew. */
  g_clear_handle_id (&self->autosave_source, g_source_remove);
  self->autosave_source = g_timeout_add (AUTOSAVE_DELAY, autosave_cb, self);
}

static void
autosaved_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  LimnerDocument *self = LIMNER_DOCUMENT (source);
  g_autoptr(GError) error = NULL;

  self->is_saving = FALSE;
  if (!limner_document_save_finish (self, result, &error))
    g_message ("The document could not be kept: %s", error->message);
}

static gboolean
autosave_cb (gpointer data)
{
  LimnerDocument *self = data;

  /* A stroke shares its tiles with the mask, so that no snapshot can be taken. */
  if (self->stroke != NULL || self->is_saving)
    return G_SOURCE_CONTINUE;

  self->autosave_source = 0;
  self->is_saving = TRUE;
  limner_document_save_async (self, self->autosave_folder, NULL, autosaved_cb, NULL);
  return G_SOURCE_REMOVE;
}

void
_limner_document_begin_work (LimnerDocument *self)
{
  if (self->n_working++ == 0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WORKING]);
}

void
_limner_document_end_work (LimnerDocument *self)
{
  if (--self->n_working == 0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WORKING]);
}

void
_limner_document_emit_incoming (LimnerDocument *self)
{
  g_signal_emit (self, signals[INCOMING_CHANGED], 0);
}

void
_limner_document_emit_transform (LimnerDocument *self)
{
  g_signal_emit (self, signals[TRANSFORM_CHANGED], 0);
}

void
_limner_document_emit_layer (LimnerDocument   *self,
                    LimnerLayer       layer,
                    const LimnerRect *changed)
{
  if (!limner_rect_is_empty (changed))
    g_signal_emit (self, signals[layer == LIMNER_LAYER_MASK ? MASK_CHANGED : GUIDE_CHANGED], 0,
                   changed);
}

static void
notify_history (LimnerDocument *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_UNDO]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_REDO]);
  _limner_document_schedule_autosave (self);
}

void
_limner_document_forget_operation (LimnerDocument *self)
{
  g_clear_pointer (&self->operand, limner_tiles_unref);
  _limner_document_forget_transform (self);
}

void
_limner_document_push_step (LimnerDocument *self,
           LimnerStep     *step)
{
  _limner_document_forget_operation (self);
  limner_history_push (self->history, step);
  notify_history (self);
}

void
_limner_document_touch (LimnerDocument *self,
             LimnerLayer     layer)
{
  self->state.layer_ids[layer] = limner_history_next_id (self->history);
}

/* Puts other tiles in the place of a layer's, as one undo step. FALSE if all are the same. */
gboolean
_limner_document_apply (LimnerDocument    *self,
             LimnerLayer        layer,
             const LimnerTiles *tiles)
{
  LimnerTiles *target = self->state.layers[layer];
  g_autoptr(GArray) changes = limner_tile_changes_new ();
  LimnerRect changed = { 0 };
  int n = limner_tiles_get_n_tiles (target);

  for (int i = 0; i < n; i++)
    {
      LimnerTile *tile = limner_tiles_peek_tile (tiles, i);
      LimnerTileChange change = { i, limner_tiles_peek_tile (target, i) };
      LimnerRect extent;

      if (tile == change.tile ||
          (tile != NULL && change.tile != NULL &&
           memcmp (limner_tile_get_pixels (tile), limner_tile_get_pixels (change.tile),
                   limner_tile_get_bytes (tile)) == 0))
        continue;
      limner_tile_ref (change.tile);
      limner_tiles_take_tile (target, i, limner_tile_ref (tile));
      g_array_append_val (changes, change);
      limner_tiles_get_extent (target, i, &extent);
      limner_rect_union (&changed, &extent, &changed);
    }

  if (changes->len == 0)
    return FALSE;
  _limner_document_touch (self, layer);
  _limner_document_push_step (self, limner_step_new_tiles (layer, g_steal_pointer (&changes)));
  _limner_document_emit_layer (self, layer, &changed);
  return TRUE;
}

static void
get_all (LimnerDocument *self,
         LimnerRect     *all)
{
  *all = (LimnerRect) { 0, 0, limner_document_get_width (self), limner_document_get_height (self) };
}

void
_limner_document_emit_everything (LimnerDocument *self)
{
  LimnerRect all;

  get_all (self, &all);
  if (limner_document_get_levels (self) == NULL)
    g_clear_object (&self->levels);
  g_signal_emit (self, signals[PICTURE_CHANGED], 0);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PICTURE]);
  g_signal_emit (self, signals[FRAME_CHANGED], 0);
  _limner_document_emit_layer (self, LIMNER_LAYER_MASK, &all);
  _limner_document_emit_layer (self, LIMNER_LAYER_GUIDE, &all);
  notify_history (self);
}

static void
limner_document_dispose (GObject *object)
{
  LimnerDocument *self = LIMNER_DOCUMENT (object);

  g_clear_handle_id (&self->autosave_source, g_source_remove);
  g_clear_pointer (&self->stroke, limner_stroke_free);
  g_clear_pointer (&self->incoming, limner_picture_unref);
  g_clear_object (&self->levels);
  limner_state_clear (&self->state);
  g_clear_object (&self->history);

  G_OBJECT_CLASS (limner_document_parent_class)->dispose (object);
}

static void
limner_document_finalize (GObject *object)
{
  LimnerDocument *self = LIMNER_DOCUMENT (object);

  _limner_document_forget_operation (self);
  g_clear_object (&self->work);
  g_clear_pointer (&self->autosave_folder, g_free);
  g_clear_pointer (&self->files_folder, g_free);
  g_clear_pointer (&self->files, g_hash_table_unref);

  G_OBJECT_CLASS (limner_document_parent_class)->finalize (object);
}

static void
limner_document_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  LimnerDocument *self = LIMNER_DOCUMENT (object);

  switch (prop_id)
    {
    case PROP_PICTURE:
      g_value_set_boxed (value, self->state.picture);
      break;

    case PROP_CAN_UNDO:
      g_value_set_boolean (value, limner_document_get_can_undo (self));
      break;

    case PROP_CAN_REDO:
      g_value_set_boolean (value, limner_document_get_can_redo (self));
      break;

    case PROP_GUIDE_VISIBLE:
      g_value_set_boolean (value, self->guide_visible);
      break;

    case PROP_WORKING:
      g_value_set_boolean (value, limner_document_is_working (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
limner_document_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  LimnerDocument *self = LIMNER_DOCUMENT (object);

  switch (prop_id)
    {
    case PROP_GUIDE_VISIBLE:
      limner_document_set_guide_visible (self, g_value_get_boolean (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
install_signals (GType type)
{
  /**
   * LimnerDocument::mask-changed:
   * @self: a document
   * @area: (type gpointer): a #LimnerRect round all pixels that may have changed
   *
   * The mask is no longer what it was.
   */
  signals[MASK_CHANGED] = g_signal_new ("mask-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                        NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);

  /**
   * LimnerDocument::guide-changed:
   * @self: a document
   * @area: (type gpointer): a #LimnerRect round all pixels that may have changed
   *
   * The guide layer is no longer what it was, or no longer as visible.
   */
  signals[GUIDE_CHANGED] = g_signal_new ("guide-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);

  /**
   * LimnerDocument::picture-changed:
   * @self: a document
   *
   * Another picture is there. Mask, guide and frame have changed with it; their signals follow.
   */
  signals[PICTURE_CHANGED] = g_signal_new ("picture-changed", type, G_SIGNAL_RUN_LAST, 0, NULL,
                                           NULL, NULL, G_TYPE_NONE, 0);

  /**
   * LimnerDocument::frame-changed:
   * @self: a document
   *
   * The frame is no longer what it was.
   */
  signals[FRAME_CHANGED] = g_signal_new ("frame-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 0);

  /**
   * LimnerDocument::incoming-changed:
   * @self: a document
   *
   * There is more to see of the picture that is being read, or it does not come after all.
   */
  signals[INCOMING_CHANGED] = g_signal_new ("incoming-changed", type, G_SIGNAL_RUN_LAST, 0, NULL,
                                            NULL, NULL, G_TYPE_NONE, 0);

  /**
   * LimnerDocument::transform-changed:
   * @self: a document
   *
   * A layer is to be transformed otherwise, or that has come to an end. What else ends it changes
   * the layer, which has its own signal.
   */
  signals[TRANSFORM_CHANGED] = g_signal_new ("transform-changed", type, G_SIGNAL_RUN_LAST, 0, NULL,
                                             NULL, NULL, G_TYPE_NONE, 0);
}

static void
limner_document_class_init (LimnerDocumentClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = limner_document_dispose;
  object_class->finalize = limner_document_finalize;
  object_class->get_property = limner_document_get_property;
  object_class->set_property = limner_document_set_property;

  properties[PROP_PICTURE] =
    g_param_spec_boxed ("picture", NULL, NULL, LIMNER_TYPE_PICTURE,
                        G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_CAN_UNDO] =
    g_param_spec_boolean ("can-undo", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_CAN_REDO] =
    g_param_spec_boolean ("can-redo", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_GUIDE_VISIBLE] =
    g_param_spec_boolean ("guide-visible", NULL, NULL, TRUE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_WORKING] =
    g_param_spec_boolean ("working", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  install_signals (G_TYPE_FROM_CLASS (klass));
}

static void
limner_document_init (LimnerDocument *self)
{
  self->history = limner_history_new ();
  self->work = g_cancellable_new ();
  self->guide_visible = TRUE;
}

/**
 * limner_document_new:
 *
 * Returns: (transfer full): a document without a picture
 */
LimnerDocument *
limner_document_new (void)
{
  return g_object_new (LIMNER_TYPE_DOCUMENT, NULL);
}

/* Takes over what was read from the disk. */
void
_limner_document_install (LimnerDocument *self,
                          LimnerState    *state,
                          LimnerHistory  *history,
                          gboolean        guide_visible)
{
  limner_document_cancel_stroke (self);
  _limner_document_forget_operation (self);
  g_clear_pointer (&self->incoming, limner_picture_unref);
  limner_state_clear (&self->state);
  self->state = *state;
  *state = (LimnerState) { 0 };
  limner_history_set_budget (history, limner_history_get_budget (self->history));
  g_set_object (&self->history, history);
  limner_document_set_guide_visible (self, guide_visible);
  _limner_document_emit_everything (self);
}

/* Gets the set of names of the files that are in a folder, to which the caller adds. */
GHashTable *
_limner_document_get_files (LimnerDocument *self,
                            const char     *folder)
{
  if (g_strcmp0 (folder, self->files_folder) != 0)
    {
      g_clear_pointer (&self->files, g_hash_table_unref);
      g_free (self->files_folder);
      self->files_folder = g_strdup (folder);
    }
  if (self->files == NULL)
    self->files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self->files;
}

/**
 * limner_document_is_working:
 * @self: a document
 *
 * Tells whether a change of the mask is being worked out on another thread.
 *
 * Returns: %TRUE if so
 */
gboolean
limner_document_is_working (LimnerDocument *self)
{
  g_return_val_if_fail (LIMNER_IS_DOCUMENT (self), FALSE);

  return self->n_working > 0;
}

/**
 * limner_document_cancel_work:
 * @self: a document
 *
 * Gives up what is being worked out on other threads; the mask stays as it is.
 */
void
limner_document_cancel_work (LimnerDocument *self)
{
  g_return_if_fail (LIMNER_IS_DOCUMENT (self));

  g_cancellable_cancel (self->work);
  g_object_unref (self->work);
  self->work = g_cancellable_new ();
}

/**
 * limner_document_get_guide_visible:
 * @self: a document
 *
 * Tells whether the guide is shown, and flattened into what is sent.
 *
 * Returns: %TRUE if it is
 */
gboolean
limner_document_get_guide_visible (LimnerDocument *self)
{
  g_return_val_if_fail (LIMNER_IS_DOCUMENT (self), FALSE);

  return self->guide_visible;
}

/**
 * limner_document_set_guide_visible:
 * @self: a document
 * @visible: whether the guide is shown, and flattened into what is sent
 *
 * Shows or hides the guide.
 */
void
limner_document_set_guide_visible (LimnerDocument *self,
                                   gboolean        visible)
{
  LimnerRect all;

  g_return_if_fail (LIMNER_IS_DOCUMENT (self));

  visible = !!visible;
  if (visible == self->guide_visible)
    return;

  self->guide_visible = visible;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_GUIDE_VISIBLE]);
  get_all (self, &all);
  _limner_document_emit_layer (self, LIMNER_LAYER_GUIDE, &all);
  _limner_document_schedule_autosave (self);
}

/**
 * limner_document_get_frame:
 * @self: a document
 * @frame: (out caller-allocates): the frame
 *
 * Gets the frame.
 */
void
limner_document_get_frame (LimnerDocument *self,
                           LimnerFrame    *frame)
{
  g_return_if_fail (LIMNER_IS_DOCUMENT (self));
  g_return_if_fail (frame != NULL);

  *frame = self->state.frame;
}

/**
 * limner_document_set_frame:
 * @self: a document with a picture
 * @frame: a frame of this picture
 *
 * Changes the frame, as one undo step.
 */
void
limner_document_set_frame (LimnerDocument    *self,
                           const LimnerFrame *frame)
{
  limner_document_drag_frame (self, frame, TRUE);
}

/**
 * limner_document_drag_frame:
 * @self: a document with a picture
 * @frame: a frame of this picture
 * @first: whether this begins an undo step; else it goes on with the last one
 *
 * Changes the frame in many small steps which are one step to undo.
 */
void
limner_document_drag_frame (LimnerDocument    *self,
                            const LimnerFrame *frame,
                            gboolean           first)
{
  LimnerStep *last;

  g_return_if_fail (LIMNER_IS_DOCUMENT (self));
  g_return_if_fail (frame != NULL);
  g_return_if_fail (frame->picture_width == limner_document_get_width (self));
  g_return_if_fail (frame->picture_height == limner_document_get_height (self));

  if (limner_frame_equal (frame, &self->state.frame))
    return;

  last = limner_history_peek_undo (self->history, 0);
  if (first || last == NULL || last->kind != LIMNER_STEP_FRAME ||
      limner_history_get_n_redo (self->history) > 0)
    _limner_document_push_step (self, limner_step_new_frame (&self->state.frame));
  self->state.frame = *frame;
  _limner_document_schedule_autosave (self);
  g_signal_emit (self, signals[FRAME_CHANGED], 0);
}

/**
 * limner_document_get_loss:
 * @self: a document
 *
 * Tells what was missing when the document was last read from a folder. A step whose tiles turn out
 * to be damaged only when it is undone is not known of by then.
 *
 * Returns: what was lost
 */
LimnerDocumentLoss
limner_document_get_loss (LimnerDocument *self)
{
  g_return_val_if_fail (LIMNER_IS_DOCUMENT (self), LIMNER_DOCUMENT_LOSS_NONE);

  return self->loss;
}

/**
 * limner_document_get_can_undo:
 * @self: a document
 *
 * Tells whether there is anything to undo.
 *
 * Returns: %TRUE if there is
 */
gboolean
limner_document_get_can_undo (LimnerDocument *self)
{
  g_return_val_if_fail (LIMNER_IS_DOCUMENT (self), FALSE);

  return self->history != NULL && limner_history_get_n_undo (self->history) > 0;
}

/**
 * limner_document_get_can_redo:
 * @self: a document
 *
 * Tells whether there is anything to redo.
 *
 * Returns: %TRUE if there is
 */
gboolean
limner_document_get_can_redo (LimnerDocument *self)
{
  g_return_val_if_fail (LIMNER_IS_DOCUMENT (self), FALSE);

  return self->history != NULL && limner_history_get_n_redo (self->history) > 0;
}

static void
emit_swapped (LimnerDocument      *self,
              const LimnerSwapped *swapped)
{
  _limner_document_forget_operation (self);
  if (swapped->picture)
    {
      _limner_document_emit_everything (self);
      return;
    }

  for (int i = 0; i < LIMNER_N_LAYERS; i++)
    _limner_document_emit_layer (self, i, &swapped->layers[i]);
  if (swapped->frame)
    g_signal_emit (self, signals[FRAME_CHANGED], 0);
  notify_history (self);
}

/**
 * limner_document_undo:
 * @self: a document
 *
 * Takes back the last change; a stroke that is being painted is what is taken back first.
 */
void
limner_document_undo (LimnerDocument *self)
{
  LimnerSwapped swapped;

  g_return_if_fail (LIMNER_IS_DOCUMENT (self));

  if (self->stroke != NULL)
    limner_document_cancel_stroke (self);
  else if (limner_history_undo (self->history, &self->state, &swapped))
    emit_swapped (self, &swapped);
}

/**
 * limner_document_redo:
 * @self: a document
 *
 * Makes the change again that was taken back last.
 */
void
limner_document_redo (LimnerDocument *self)
{
  LimnerSwapped swapped;

  g_return_if_fail (LIMNER_IS_DOCUMENT (self));

  limner_document_end_stroke (self);
  if (limner_history_redo (self->history, &self->state, &swapped))
    emit_swapped (self, &swapped);
}

/**
 * limner_document_get_history_bytes:
 * @self: a document
 *
 * Tells how much memory undo and redo take.
 *
 * Returns: bytes
 */
gsize
limner_document_get_history_bytes (LimnerDocument *self)
{
  g_return_val_if_fail (LIMNER_IS_DOCUMENT (self), 0);

  return limner_history_get_bytes (self->history);
}

/**
 * limner_document_set_history_budget:
 * @self: a document
 * @bytes: how much memory undo and redo may take
 *
 * Sets the budget; the oldest steps leave when it is passed.
 */
void
limner_document_set_history_budget (LimnerDocument *self,
                                    gsize           bytes)
{
  g_return_if_fail (LIMNER_IS_DOCUMENT (self));

  limner_history_set_budget (self->history, bytes);
  notify_history (self);
}

/**
 * limner_document_get_history:
 * @self: a document
 *
 * Gets the history, to look at.
 *
 * Returns: (transfer none): the history
 */
LimnerHistory *
limner_document_get_history (LimnerDocument *self)
{
  g_return_val_if_fail (LIMNER_IS_DOCUMENT (self), NULL);

  return self->history;
}

/**
 * limner_document_set_autosave:
 * @self: a document
 * @folder: (nullable): where the document is kept, or %NULL to stop
 *
 * Writes the document, with all that can be undone, within two seconds of a pause.
 */
void
limner_document_set_autosave (LimnerDocument *self,
                              const char     *folder)
{
  g_return_if_fail (LIMNER_IS_DOCUMENT (self));

  if (g_strcmp0 (folder, self->autosave_folder) == 0)
    return;

  g_clear_handle_id (&self->autosave_source, g_source_remove);
  g_free (self->autosave_folder);
  self->autosave_folder = g_strdup (folder);
  _limner_document_schedule_autosave (self);
}
