/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/limner-error.h"
#include "base/limner-task.h"

#include "limner-document-private.h"
#include "limner-mask-filter.h"

/* The part of the document that changes its layers: mask, guide and strokes. */

/**
 * limner_document_get_mask:
 * @self: a document
 *
 * Gets the mask for reading. To change it, use the document's functions.
 *
 * Returns: (transfer none) (nullable): the mask, %NULL without a picture
 */
LimnerMask *
limner_document_get_mask (LimnerDocument *self)
{
  g_return_val_if_fail (LIMNER_IS_DOCUMENT (self), NULL);

  return self->state.layers[LIMNER_LAYER_MASK];
}

/**
 * limner_document_get_mask_bounds:
 * @self: a document
 * @bounds: (out caller-allocates): the smallest rectangle round all that is masked at all
 *
 * Finds what is masked.
 *
 * Returns: %FALSE if nothing is
 */
gboolean
limner_document_get_mask_bounds (LimnerDocument *self,
                                 LimnerRect     *bounds)
{
  guint64 id;

  g_return_val_if_fail (LIMNER_IS_DOCUMENT (self), FALSE);
  g_return_val_if_fail (bounds != NULL, FALSE);

  id = self->state.layer_ids[LIMNER_LAYER_MASK];
  if (self->state.picture == NULL)
    self->bounds = (LimnerRect) { 0 };
  else if (self->bounds_id != id || self->stroke != NULL)
    limner_tiles_get_bounds (self->state.layers[LIMNER_LAYER_MASK], &self->bounds);
  self->bounds_id = id;
  *bounds = self->bounds;
  return !limner_rect_is_empty (bounds);
}

/**
 * limner_document_get_mask_coverage:
 * @self: a document
 *
 * Tells how much of the picture is masked.
 *
 * Returns: 0 to 1
 */
double
limner_document_get_mask_coverage (LimnerDocument *self)
{
  guint64 id;

  g_return_val_if_fail (LIMNER_IS_DOCUMENT (self), 0);

  id = self->state.layer_ids[LIMNER_LAYER_MASK];
  if (self->state.picture == NULL)
    return 0;
  if (self->coverage_id != id || self->stroke != NULL)
    self->coverage = limner_mask_get_coverage (self->state.layers[LIMNER_LAYER_MASK]);
  self->coverage_id = id;
  return self->coverage;
}

/**
 * limner_document_select:
 * @self: a document with a picture
 * @selection: a mask as large as the picture
 * @how: how it changes the mask that is there
 *
 * Changes the mask by a selection, as one undo step.
 */
void
limner_document_select (LimnerDocument   *self,
                        const LimnerMask *selection,
                        LimnerCombine     how)
{
  g_autoptr(LimnerMask) mask = NULL;

  g_return_if_fail (LIMNER_IS_DOCUMENT (self));
  g_return_if_fail (self->state.picture != NULL);

  limner_document_end_stroke (self);
  mask = limner_tiles_copy (self->state.layers[LIMNER_LAYER_MASK]);
  limner_mask_combine (mask, selection, how, NULL);
  _limner_document_apply (self, LIMNER_LAYER_MASK, mask);
}

static gboolean
is_adjustable (LimnerMaskOperation operation)
{
  return operation != LIMNER_MASK_CLEAR && operation != LIMNER_MASK_ALL &&
         operation != LIMNER_MASK_INVERT;
}

/* Puts the result of an operation in the place of the mask. What the last operation did is taken
 * back first where this one replaces it, so that both are one step. */
static void
take_result (LimnerDocument      *self,
             LimnerMask          *operand,
             LimnerMask          *result,
             LimnerMaskOperation  operation,
             int                  amount)
{
  g_autoptr(LimnerMask) before = limner_tiles_ref (operand);
  LimnerSwapped swapped;

  if (operand == self->operand &&
      !limner_tiles_equal (operand, self->state.layers[LIMNER_LAYER_MASK]) &&
      limner_history_undo (self->history, &self->state, &swapped))
    {
      limner_history_drop_last (self->history);
      _limner_document_emit_layer (self, LIMNER_LAYER_MASK, &swapped.layers[LIMNER_LAYER_MASK]);
    }
  _limner_document_forget_operation (self);
  _limner_document_apply (self, LIMNER_LAYER_MASK, result);

  /* An operation that changes nothing at this amount may do so at another. */
  if (!is_adjustable (operation))
    return;
  self->operand = g_steal_pointer (&before);
  self->operation = operation;
  self->amount = amount;
}

/**
 * limner_document_operate:
 * @self: a document with a picture
 * @operation: what to do to the mask
 * @amount: in pixels, for operations that have one
 *
 * Changes the mask as a whole, as one undo step. Until something else happens its amount can be
 * changed by limner_document_operate_async(), which also does all this on another thread: with
 * large pictures it may take a while.
 */
void
limner_document_operate (LimnerDocument      *self,
                         LimnerMaskOperation  operation,
                         int                  amount)
{
  g_autoptr(LimnerMask) before = NULL;
  g_autoptr(LimnerMask) after = NULL;

  g_return_if_fail (LIMNER_IS_DOCUMENT (self));
  g_return_if_fail (self->state.picture != NULL);

  limner_document_end_stroke (self);
  before = limner_tiles_copy (self->state.layers[LIMNER_LAYER_MASK]);
  after = limner_mask_operate (before, operation, amount);
  take_result (self, before, after, operation, amount);
}

typedef struct
{
  LimnerMask          *operand;
  LimnerMaskOperation  operation;
  int                  amount;
  guint64              mask_id;   /* of the mask that was there when it began */
} OperateJob;

static void
operate_job_free (gpointer data)
{
  OperateJob *job = data;

  g_clear_pointer (&job->operand, limner_tiles_unref);
  g_free (job);
}

static void
operate_thread (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  OperateJob *job = task_data;

  g_task_return_pointer (task, limner_mask_operate (job->operand, job->operation, job->amount),
                         (GDestroyNotify) limner_tiles_unref);
}

static void
operated_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  LimnerDocument *self = LIMNER_DOCUMENT (source);
  g_autoptr(GTask) task = user_data;
  OperateJob *job = g_task_get_task_data (G_TASK (result));
  g_autoptr(LimnerMask) after = NULL;
  GError *error = NULL;

  _limner_document_end_work (self);
  after = g_task_propagate_pointer (G_TASK (result), &error);
  if (after == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  /* Whoever paints in the meantime must not lose what was painted. */
  if (self->stroke != NULL || job->mask_id != self->state.layer_ids[LIMNER_LAYER_MASK])
    {
      g_task_return_new_error (task, LIMNER_ERROR, LIMNER_ERROR_BUSY,
                               "The mask was changed in the meantime");
      return;
    }
  take_result (self, job->operand, after, job->operation, job->amount);
  g_task_return_boolean (task, TRUE);
}

/* Works for @task, which @done ends, on another thread; the document knows that it is at work. */
static void
run_work (GTask               *task,
          GTaskThreadFunc      thread,
          GAsyncReadyCallback  done,
          gpointer             job,
          GDestroyNotify       job_free)
{
  LimnerDocument *self = g_task_get_source_object (task);
  g_autoptr(GTask) work = g_task_new (self, g_task_get_cancellable (task), done, task);

  g_task_set_source_tag (work, done);
  g_task_set_task_data (work, job, job_free);
  _limner_document_begin_work (self);
  limner_task_run_in_thread (work, thread);
}

/**
 * limner_document_operate_async:
 * @self: a document with a picture
 * @operation: what to do to the mask
 * @amount: in pixels, for operations that have one
 * @cancellable: (nullable): to stop it; else limner_document_cancel_work() does
 * @callback: (nullable): called when the mask has been changed
 * @user_data: for @callback
 *
 * Changes the mask as a whole, on another thread. Where the last thing that happened was the same
 * operation, its amount is changed: the mask is worked out anew from what it was before. If someone
 * changes the mask before the result is there, the result is dropped.
 */
void
limner_document_operate_async (LimnerDocument      *self,
                               LimnerMaskOperation  operation,
                               int                  amount,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  GTask *task;
  OperateJob *job;

  g_return_if_fail (LIMNER_IS_DOCUMENT (self));
  g_return_if_fail (self->state.picture != NULL);

  limner_document_end_stroke (self);
  if (cancellable == NULL)
    cancellable = self->work;
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, limner_document_operate_async);

  job = g_new0 (OperateJob, 1);
  if (self->operand != NULL && self->operation == operation)
    job->operand = limner_tiles_ref (self->operand);
  else
    job->operand = limner_tiles_copy (self->state.layers[LIMNER_LAYER_MASK]);
  job->operation = operation;
  job->amount = amount;
  job->mask_id = self->state.layer_ids[LIMNER_LAYER_MASK];
  run_work (task, operate_thread, operated_cb, job, operate_job_free);
}

/**
 * limner_document_operate_finish:
 * @self: a document
 * @result: as passed to the callback
 * @error: return location for an error
 *
 * Ends what limner_document_operate_async() began.
 *
 * Returns: %TRUE if the mask has been changed; else %LIMNER_ERROR_BUSY if someone else did so in
 *   the meantime
 */
gboolean
limner_document_operate_finish (LimnerDocument  *self,
                                GAsyncResult    *result,
                                GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

typedef struct
{
  LimnerSelectFunc  make;
  gpointer          data;
  GDestroyNotify    data_free;
  LimnerCombine     how;
  LimnerMask       *before;      /* the mask when it began */
  guint64           mask_id;     /* of that mask */
  LimnerMask       *selection;   /* made by the thread */
} SelectJob;

static void
select_job_free (gpointer data)
{
  SelectJob *job = data;

  if (job->data_free != NULL)
    job->data_free (job->data);
  g_clear_pointer (&job->before, limner_tiles_unref);
  g_clear_pointer (&job->selection, limner_tiles_unref);
  g_free (job);
}

static void
select_thread (GTask        *task,
               gpointer      source,
               gpointer      task_data,
               GCancellable *cancellable)
{
  SelectJob *job = task_data;
  LimnerMask *after = limner_tiles_copy (job->before);

  job->selection = job->make (job->data);
  limner_mask_combine (after, job->selection, job->how, NULL);
  g_task_return_pointer (task, after, (GDestroyNotify) limner_tiles_unref);
}

static void
selected_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  LimnerDocument *self = LIMNER_DOCUMENT (source);
  g_autoptr(GTask) task = user_data;
  SelectJob *job = g_task_get_task_data (G_TASK (result));
  g_autoptr(LimnerMask) after = NULL;
  GError *error = NULL;

  _limner_document_end_work (self);
  after = g_task_propagate_pointer (G_TASK (result), &error);
  if (after == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  /* What was painted in the meantime stays, and another picture has no use for the selection. */
  if (self->state.picture == NULL ||
      limner_tiles_get_width (after) != limner_document_get_width (self) ||
      limner_tiles_get_height (after) != limner_document_get_height (self))
    g_task_return_new_error (task, LIMNER_ERROR, LIMNER_ERROR_BUSY,
                             "The picture was changed in the meantime");
  else if (self->stroke != NULL || job->mask_id != self->state.layer_ids[LIMNER_LAYER_MASK])
    limner_document_select (self, job->selection, job->how);
  else
    _limner_document_apply (self, LIMNER_LAYER_MASK, after);
  if (!g_task_had_error (task))
    g_task_return_boolean (task, TRUE);
}

/**
 * limner_document_select_async:
 * @self: a document with a picture
 * @make: makes the selection, on another thread
 * @data: for @make
 * @data_free: (nullable): frees @data
 * @how: how the selection changes the mask that is there
 * @cancellable: (nullable): to stop it; else limner_document_cancel_work() does
 * @callback: (nullable): called when the mask has been changed
 * @user_data: for @callback
 *
 * Changes the mask by a selection that takes a while to be made, as one undo step. What is painted
 * meanwhile counts too.
 */
void
limner_document_select_async (LimnerDocument      *self,
                              LimnerSelectFunc     make,
                              gpointer             data,
                              GDestroyNotify       data_free,
                              LimnerCombine        how,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  GTask *task;
  SelectJob *job;

  g_return_if_fail (LIMNER_IS_DOCUMENT (self));
  g_return_if_fail (self->state.picture != NULL);
  g_return_if_fail (make != NULL);

  limner_document_end_stroke (self);
  if (cancellable == NULL)
    cancellable = self->work;
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, limner_document_select_async);

  job = g_new0 (SelectJob, 1);
  job->make = make;
  job->data = data;
  job->data_free = data_free;
  job->how = how;
  job->before = limner_tiles_copy (self->state.layers[LIMNER_LAYER_MASK]);
  job->mask_id = self->state.layer_ids[LIMNER_LAYER_MASK];
  run_work (task, select_thread, selected_cb, job, select_job_free);
}

/**
 * limner_document_select_finish:
 * @self: a document
 * @result: as passed to the callback
 * @error: return location for an error
 *
 * Ends what limner_document_select_async() began.
 *
 * Returns: %TRUE if the mask has been changed; else %LIMNER_ERROR_BUSY if there is another picture
 */
gboolean
limner_document_select_finish (LimnerDocument  *self,
                               GAsyncResult    *result,
                               GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * limner_document_get_adjustable:
 * @self: a document
 * @operation: (out) (optional): the operation
 * @amount: (out) (optional): its amount now
 *
 * Tells whether the last thing that happened was an operation whose amount can be changed.
 *
 * Returns: %TRUE if there is one
 */
gboolean
limner_document_get_adjustable (LimnerDocument      *self,
                                LimnerMaskOperation *operation,
                                int                 *amount)
{
  g_return_val_if_fail (LIMNER_IS_DOCUMENT (self), FALSE);

  if (operation != NULL)
    *operation = self->operation;
  if (amount != NULL)
    *amount = self->amount;
  return self->operand != NULL;
}

/**
 * limner_document_has_guide:
 * @self: a document
 *
 * Tells whether anything is drawn on the guide layer.
 *
 * Returns: %TRUE if there is
 */
gboolean
limner_document_has_guide (LimnerDocument *self)
{
  LimnerRect bounds;

  g_return_val_if_fail (LIMNER_IS_DOCUMENT (self), FALSE);

  return self->state.picture != NULL &&
         limner_tiles_get_bounds (self->state.layers[LIMNER_LAYER_GUIDE], &bounds);
}

/**
 * limner_document_get_guide:
 * @self: a document
 *
 * Gets the guide layer for reading: colours premultiplied by alpha.
 *
 * Returns: (transfer none) (nullable): the guide, %NULL without a picture
 */
LimnerTiles *
limner_document_get_guide (LimnerDocument *self)
{
  g_return_val_if_fail (LIMNER_IS_DOCUMENT (self), NULL);

  return self->state.layers[LIMNER_LAYER_GUIDE];
}

/**
 * limner_document_clear_guide:
 * @self: a document with a picture
 *
 * Wipes the guide layer, as one undo step.
 */
void
limner_document_clear_guide (LimnerDocument *self)
{
  g_autoptr(LimnerTiles) blank = NULL;

  g_return_if_fail (LIMNER_IS_DOCUMENT (self));
  g_return_if_fail (self->state.picture != NULL);

  limner_document_end_stroke (self);
  blank = limner_tiles_new (limner_document_get_width (self), limner_document_get_height (self), 4);
  _limner_document_apply (self, LIMNER_LAYER_GUIDE, blank);
}

/**
 * limner_document_begin_stroke:
 * @self: a document
 * @layer: what to paint on
 * @brush: with what
 * @subtract: whether to take away instead
 *
 * Begins a stroke.
 *
 * Returns: %FALSE if there is nothing to paint on
 */
gboolean
limner_document_begin_stroke (LimnerDocument    *self,
                              LimnerLayer        layer,
                              const LimnerBrush *brush,
                              gboolean           subtract)
{
  g_return_val_if_fail (LIMNER_IS_DOCUMENT (self), FALSE);
  g_return_val_if_fail (brush != NULL, FALSE);

  if (self->state.picture == NULL)
    return FALSE;

  limner_document_end_stroke (self);
  _limner_document_forget_operation (self);
  self->stroke = limner_stroke_new (self->state.layers[layer], brush, subtract);
  self->stroke_layer = layer;
  return TRUE;
}

/**
 * limner_document_add_to_stroke:
 * @self: a document
 * @point: where the pointer is now
 *
 * Goes on with the stroke; without one nothing happens.
 */
void
limner_document_add_to_stroke (LimnerDocument          *self,
                               const LimnerStrokePoint *point)
{
  LimnerRect changed;

  g_return_if_fail (LIMNER_IS_DOCUMENT (self));
  g_return_if_fail (point != NULL);

  if (self->stroke == NULL)
    return;

  limner_stroke_add (self->stroke, point, &changed);
  _limner_document_emit_layer (self, self->stroke_layer, &changed);
}

/**
 * limner_document_end_stroke:
 * @self: a document
 *
 * Ends the stroke, which is then one undo step; without one nothing happens.
 */
void
limner_document_end_stroke (LimnerDocument *self)
{
  g_autoptr(GArray) changes = NULL;
  LimnerRect changed;

  g_return_if_fail (LIMNER_IS_DOCUMENT (self));

  if (self->stroke == NULL)
    return;

  limner_stroke_finish (self->stroke, &changed);
  changes = limner_stroke_take_changes (self->stroke);
  g_clear_pointer (&self->stroke, limner_stroke_free);
  for (guint i = 0; i < changes->len && self->stroke_layer == LIMNER_LAYER_MASK; i++)
    limner_mask_filter_tidy_tile (self->state.layers[LIMNER_LAYER_MASK],
                                  g_array_index (changes, LimnerTileChange, i).index);
  _limner_document_touch (self, self->stroke_layer);
  if (changes->len > 0)
    _limner_document_push_step (self, limner_step_new_tiles (self->stroke_layer,
                                                             g_steal_pointer (&changes)));
  _limner_document_emit_layer (self, self->stroke_layer, &changed);
}

/**
 * limner_document_cancel_stroke:
 * @self: a document
 *
 * Takes back the stroke that is being painted; without one nothing happens.
 */
void
limner_document_cancel_stroke (LimnerDocument *self)
{
  LimnerRect changed;

  g_return_if_fail (LIMNER_IS_DOCUMENT (self));

  if (self->stroke == NULL)
    return;

  limner_stroke_cancel (self->stroke, &changed);
  g_clear_pointer (&self->stroke, limner_stroke_free);
  _limner_document_touch (self, self->stroke_layer);
  _limner_document_emit_layer (self, self->stroke_layer, &changed);
}

/**
 * limner_document_is_painting:
 * @self: a document
 *
 * Tells whether a stroke is being painted.
 *
 * Returns: %TRUE between begin and end
 */
gboolean
limner_document_is_painting (LimnerDocument *self)
{
  g_return_val_if_fail (LIMNER_IS_DOCUMENT (self), FALSE);

  return self->stroke != NULL;
}
