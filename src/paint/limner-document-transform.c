/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/limner-task.h"

#include "limner-document-private.h"
#include "limner-mask-filter.h"

/* The part of the document that moves, scales and turns a layer. All of it is worked out from the
 * layer as it was before, however often the numbers change, so that nothing gets blurred by being
 * dragged about, and all of it is one undo step. It ends when anything else changes the layer. */

/* So many pixels are transformed within a frame; more of them on a thread. */
#define SMALL_AREA (256 * 1024)

static void begin_next (LimnerDocument *self);

static gboolean
is_current (LimnerDocument *self,
            LimnerLayer     layer)
{
  const LimnerTransformation *now = &self->transformation;

  return now->layer == layer &&
         (now->is_taking || (now->id != 0 && now->id == self->state.layer_ids[layer]));
}

/* Looks at the layer as it is now, and is ready to transform that. */
static void
begin_anew (LimnerDocument *self,
            LimnerLayer     layer)
{
  LimnerTransformation *now = &self->transformation;

  g_clear_pointer (&now->before, limner_tiles_unref);
  now->layer = layer;
  now->id = self->state.layer_ids[layer];
  now->has_step = FALSE;
  limner_transform_init (&now->wanted);
  limner_transform_init (&now->taken);
  if (layer == LIMNER_LAYER_MASK)
    limner_document_get_mask_bounds (self, &now->bounds);
  else
    limner_tiles_get_bounds (self->state.layers[layer], &now->bounds);
}

/**
 * limner_document_get_transform:
 * @self: a document
 * @layer: mask or guide
 * @transform: (out caller-allocates): what is being done to it
 * @bounds: (out caller-allocates): what there was in the layer before
 *
 * Tells how a layer has been transformed since anything else happened to it.
 *
 * Returns: %FALSE if there is nothing in the layer
 */
gboolean
limner_document_get_transform (LimnerDocument  *self,
                               LimnerLayer      layer,
                               LimnerTransform *transform,
                               LimnerRect      *bounds)
{
  LimnerTransformation *now;

  g_return_val_if_fail (LIMNER_IS_DOCUMENT (self), FALSE);

  now = &self->transformation;
  limner_transform_init (transform);
  *bounds = (LimnerRect) { 0 };
  if (self->state.picture == NULL || self->stroke != NULL)
    return FALSE;

  if (!is_current (self, layer))
    begin_anew (self, layer);
  *transform = now->wanted;
  *bounds = now->bounds;
  return !limner_rect_is_empty (bounds);
}

typedef struct
{
  LimnerTiles     *before;
  LimnerLayer      layer;
  LimnerRect       bounds;
  LimnerTransform  transform;
  guint64          id;          /* of the layer when it began */
} TransformJob;

static void
transform_job_free (gpointer data)
{
  TransformJob *job = data;

  g_clear_pointer (&job->before, limner_tiles_unref);
  g_free (job);
}

static LimnerTiles *
run_job (const TransformJob *job)
{
  LimnerTiles *result = limner_transform_apply (&job->transform, job->before, &job->bounds);

  if (job->layer == LIMNER_LAYER_MASK)
    limner_mask_filter_tidy (result);
  return result;
}

/* The step of the last result goes, and this one's takes its place. */
static void
take_result (LimnerDocument     *self,
             const LimnerTiles  *result,
             const TransformJob *job)
{
  LimnerTransformation *now = &self->transformation;
  LimnerSwapped swapped;

  now->is_taking = TRUE;
  if (now->has_step && limner_history_undo (self->history, &self->state, &swapped))
    {
      limner_history_drop_last (self->history);
      _limner_document_emit_layer (self, job->layer, &swapped.layers[job->layer]);
    }
  now->has_step = _limner_document_apply (self, job->layer, result);
  now->taken = job->transform;
  now->id = self->state.layer_ids[job->layer];
  now->is_taking = FALSE;
}

static void
transform_thread (GTask        *task,
                  gpointer      source,
                  gpointer      task_data,
                  GCancellable *cancellable)
{
  g_task_return_pointer (task, run_job (task_data), (GDestroyNotify) limner_tiles_unref);
}

static void
transformed_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  LimnerDocument *self = LIMNER_DOCUMENT (source);
  LimnerTransformation *now = &self->transformation;
  const TransformJob *job = g_task_get_task_data (G_TASK (result));
  g_autoptr(LimnerTiles) after = g_task_propagate_pointer (G_TASK (result), NULL);

  now->is_running = FALSE;

  /* Whoever paints in the meantime must not lose what was painted. */
  if (is_current (self, job->layer) && now->id == job->id && self->stroke == NULL)
    {
      if (after != NULL)
        take_result (self, after, job);
      else
        now->wanted = now->taken;
    }
  begin_next (self);
  _limner_document_emit_transform (self);
  _limner_document_end_work (self);
}

static gsize
count_pixels (const LimnerRect *rect)
{
  return (gsize) rect->width * rect->height;
}

/* Works at what is wanted now. While a thread works only the last wish is remembered. */
static void
begin_next (LimnerDocument *self)
{
  LimnerTransformation *now = &self->transformation;
  TransformJob *job;
  LimnerRect area, all;

  if (now->is_running || now->before == NULL || limner_transform_equal (&now->wanted, &now->taken))
    return;

  job = g_new0 (TransformJob, 1);
  job->before = limner_tiles_ref (now->before);
  job->layer = now->layer;
  job->bounds = now->bounds;
  job->transform = now->wanted;
  job->id = now->id;

  all = (LimnerRect) { 0, 0, limner_document_get_width (self), limner_document_get_height (self) };
  limner_transform_get_area (&job->transform, &job->bounds, &area);
  limner_rect_intersect (&area, &all, &area);
  if (count_pixels (&area) + count_pixels (&job->bounds) <= SMALL_AREA)
    {
      g_autoptr(LimnerTiles) after = run_job (job);

      take_result (self, after, job);
      transform_job_free (job);
    }
  else
    {
      g_autoptr(GTask) task = g_task_new (self, self->work, transformed_cb, NULL);

      g_task_set_source_tag (task, begin_next);
      g_task_set_task_data (task, job, transform_job_free);
      now->is_running = TRUE;
      _limner_document_begin_work (self);
      limner_task_run_in_thread (task, transform_thread);
    }
}

/**
 * limner_document_transform:
 * @self: a document
 * @layer: mask or guide
 * @transform: what is to be done to what was there before
 *
 * Moves, scales and turns a layer. Until anything else happens to it, the numbers can be changed as
 * often as one likes: all of that is one undo step. Large areas are worked at on another thread,
 * and only the last of many wishes is certain to be seen. Where nothing is, nothing happens.
 */
void
limner_document_transform (LimnerDocument        *self,
                           LimnerLayer            layer,
                           const LimnerTransform *transform)
{
  LimnerTransformation *now;
  LimnerTransform wanted, old;
  LimnerRect bounds;

  g_return_if_fail (LIMNER_IS_DOCUMENT (self));
  g_return_if_fail (transform != NULL);

  now = &self->transformation;
  if (!limner_document_get_transform (self, layer, &old, &bounds))
    return;

  wanted = *transform;
  limner_transform_clamp (&wanted, &bounds);
  if (limner_transform_equal (&wanted, &old))
    return;

  if (now->before == NULL)
    now->before = limner_tiles_copy (self->state.layers[layer]);
  now->wanted = wanted;
  begin_next (self);
  _limner_document_emit_transform (self);
}

/**
 * limner_document_end_transform:
 * @self: a document
 *
 * Leaves it at what has been transformed: the box stands upright round it, and what is changed next
 * is a step of its own. While a thread still works at it nothing happens.
 */
void
limner_document_end_transform (LimnerDocument *self)
{
  g_return_if_fail (LIMNER_IS_DOCUMENT (self));

  if (self->transformation.is_running)
    return;
  _limner_document_forget_transform (self);
  _limner_document_emit_transform (self);
}

/* What comes next is another transformation. */
void
_limner_document_forget_transform (LimnerDocument *self)
{
  LimnerTransformation *now = &self->transformation;

  if (now->is_taking)
    return;
  g_clear_pointer (&now->before, limner_tiles_unref);
  now->id = 0;
}
