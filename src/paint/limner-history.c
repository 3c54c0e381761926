/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/limner-task.h"

#include "limner-history.h"
#include "limner-tile-codec.h"

#define DEFAULT_BUDGET ((gsize) 512 * 1024 * 1024)

/* So many of the newest steps are kept unpacked, because they are the likeliest to be undone. */
#define N_UNPACKED 4

/**
 * LimnerHistory:
 *
 * Undo and redo steps, newest first, within a budget of bytes. Older steps are packed on another
 * thread; the oldest leave when the budget is passed.
 */
struct _LimnerHistory
{
  GObject   parent_instance;

  GQueue    undo;        /* owned LimnerStep, newest first */
  GQueue    redo;        /* owned LimnerStep, the next first */
  gsize     budget;
  guint64   last_id;
  gboolean  is_packing;
};

G_DEFINE_FINAL_TYPE (LimnerHistory, limner_history, G_TYPE_OBJECT)

static void pack_next (LimnerHistory *self);

/**
 * limner_state_clear:
 * @self: a state
 *
 * Drops all that a state holds.
 */
void
limner_state_clear (LimnerState *self)
{
  g_clear_pointer (&self->picture, limner_picture_unref);
  for (int i = 0; i < LIMNER_N_LAYERS; i++)
    g_clear_pointer (&self->layers[i], limner_tiles_unref);
  *self = (LimnerState) { 0 };
}

/**
 * limner_state_copy:
 * @self: a state
 * @copy: (out caller-allocates): a state that shares the pixels
 *
 * Takes a snapshot, which later changes of @self do not touch.
 */
void
limner_state_copy (const LimnerState *self,
                   LimnerState       *copy)
{
  *copy = *self;
  if (self->picture != NULL)
    limner_picture_ref (copy->picture);
  for (int i = 0; i < LIMNER_N_LAYERS; i++)
    {
      if (self->layers[i] != NULL)
        copy->layers[i] = limner_tiles_copy (self->layers[i]);
    }
}

/**
 * limner_step_new_tiles:
 * @layer: which layer the tiles are of
 * @changes: (transfer full) (element-type LimnerTileChange): what was there before
 *
 * Makes a step of changed tiles.
 *
 * Returns: (transfer full): the step
 */
LimnerStep *
limner_step_new_tiles (LimnerLayer  layer,
                       GArray      *changes)
{
  LimnerStep *self = g_new0 (LimnerStep, 1);

  self->kind = LIMNER_STEP_TILES;
  self->layer = layer;
  self->changes = changes;
  return self;
}

/**
 * limner_step_new_packed:
 * @layer: which layer the tiles are of
 * @packed: what was there before, packed
 *
 * Makes a step of changed tiles that were read from the disk.
 *
 * Returns: (transfer full): the step
 */
LimnerStep *
limner_step_new_packed (LimnerLayer  layer,
                        GBytes      *packed)
{
  LimnerStep *self = limner_step_new_tiles (layer, NULL);

  self->packed = g_bytes_ref (packed);
  return self;
}

/**
 * limner_step_new_frame:
 * @frame: the frame as it was
 *
 * Makes a step of a changed frame.
 *
 * Returns: (transfer full): the step
 */
LimnerStep *
limner_step_new_frame (const LimnerFrame *frame)
{
  LimnerStep *self = g_new0 (LimnerStep, 1);

  self->kind = LIMNER_STEP_FRAME;
  self->state.frame = *frame;
  return self;
}

/**
 * limner_step_new_whole:
 * @state: the state as it was; a snapshot of it is taken
 *
 * Makes a step that brings everything back.
 *
 * Returns: (transfer full): the step
 */
LimnerStep *
limner_step_new_whole (const LimnerState *state)
{
  LimnerStep *self = g_new0 (LimnerStep, 1);

  self->kind = LIMNER_STEP_WHOLE;
  limner_state_copy (state, &self->state);
  return self;
}

/**
 * limner_step_free:
 * @self: (transfer full): a step
 *
 * Frees a step.
 */
void
limner_step_free (LimnerStep *self)
{
  g_clear_pointer (&self->changes, g_array_unref);
  g_clear_pointer (&self->packed, g_bytes_unref);
  limner_state_clear (&self->state);
  g_free (self);
}

/**
 * limner_step_get_bytes:
 * @self: a step
 *
 * Tells how much memory a step takes.
 *
 * Returns: bytes
 */
gsize
limner_step_get_bytes (const LimnerStep *self)
{
  gsize bytes = sizeof *self;
  const LimnerTile *last = NULL;

  if (self->packed != NULL)
    bytes += g_bytes_get_size (self->packed);
  for (guint i = 0; self->changes != NULL && i < self->changes->len; i++)
    {
      const LimnerTileChange *change = &g_array_index (self->changes, LimnerTileChange, i);

      bytes += sizeof *change + (change->tile != last ? limner_tile_get_bytes (change->tile) : 0);
      last = change->tile;
    }
  if (self->state.picture != NULL)
    bytes += limner_picture_get_stride (self->state.picture) *
             limner_picture_get_height (self->state.picture);
  for (int i = 0; i < LIMNER_N_LAYERS; i++)
    bytes += self->state.layers[i] != NULL ? limner_tiles_get_bytes (self->state.layers[i]) : 0;
  return bytes;
}

static void
unpack (LimnerStep        *step,
        const LimnerTiles *layer)
{
  g_autoptr(GError) error = NULL;

  if (step->packed == NULL)
    return;

  /* This fails only for what came from the disk and is damaged; other steps can be undone. */
  step->changes = limner_tile_codec_unpack (step->packed, limner_tiles_get_n_tiles (layer),
                                            limner_tiles_get_bytes_per_pixel (layer), &error);
  if (step->changes == NULL)
    {
      g_message ("An undo step is lost: %s", error->message);
      step->changes = limner_tile_changes_new ();
    }
  g_clear_pointer (&step->packed, g_bytes_unref);
}

static void
swap_tiles (LimnerStep    *step,
            LimnerState   *state,
            LimnerSwapped *swapped)
{
  LimnerTiles *layer = state->layers[step->layer];
  LimnerRect *changed = &swapped->layers[step->layer];

  unpack (step, layer);
  for (guint i = 0; i < step->changes->len; i++)
    {
      LimnerTileChange *change = &g_array_index (step->changes, LimnerTileChange, i);
      LimnerTile *current = limner_tile_ref (limner_tiles_peek_tile (layer, change->index));
      LimnerRect extent;

      limner_tiles_take_tile (layer, change->index, change->tile);
      change->tile = current;
      limner_tiles_get_extent (layer, change->index, &extent);
      limner_rect_union (changed, &extent, changed);
    }
}

/* Exchanges a step with the present: one function for both directions. */
static void
swap_step (LimnerHistory *self,
           LimnerStep    *step,
           LimnerState   *state,
           LimnerSwapped *swapped)
{
  *swapped = (LimnerSwapped) { 0 };
  step->id = limner_history_next_id (self);

  if (step->kind == LIMNER_STEP_TILES)
    {
      swap_tiles (step, state, swapped);
      state->layer_ids[step->layer] = limner_history_next_id (self);
    }
  else if (step->kind == LIMNER_STEP_FRAME)
    {
      LimnerFrame frame = state->frame;

      state->frame = step->state.frame;
      step->state.frame = frame;
      swapped->frame = TRUE;
    }
  else
    {
      LimnerState other = step->state;

      step->state = *state;
      *state = other;
      swapped->picture = swapped->frame = TRUE;
    }
}

static void
keep_budget (LimnerHistory *self)
{
  gsize bytes = limner_history_get_bytes (self);

  while (bytes > self->budget && self->undo.length > 1)
    {
      LimnerStep *oldest = g_queue_pop_tail (&self->undo);

      bytes -= limner_step_get_bytes (oldest);
      limner_step_free (oldest);
    }
  while (bytes > self->budget && self->redo.length > 1)
    {
      LimnerStep *farthest = g_queue_pop_tail (&self->redo);

      bytes -= limner_step_get_bytes (farthest);
      limner_step_free (farthest);
    }
}

static LimnerStep *
find_step (LimnerHistory *self,
           guint64        id)
{
  for (GList *l = self->undo.head; l != NULL; l = l->next)
    {
      if (((LimnerStep *) l->data)->id == id)
        return l->data;
    }
  return NULL;
}

typedef struct
{
  guint64  id;
  GArray  *changes;   /* shares the step's tiles, which nobody writes */
} PackJob;

static void
pack_job_free (PackJob *job)
{
  g_clear_pointer (&job->changes, g_array_unref);
  g_free (job);
}

static void
pack_thread (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  PackJob *job = task_data;

  g_task_return_pointer (task, limner_tile_codec_pack (job->changes),
                         (GDestroyNotify) g_bytes_unref);
}

static void
pack_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  LimnerHistory *self = LIMNER_HISTORY (source);
  PackJob *job = g_task_get_task_data (G_TASK (result));
  g_autoptr(GBytes) packed = g_task_propagate_pointer (G_TASK (result), NULL);
  LimnerStep *step = find_step (self, job->id);

  self->is_packing = FALSE;
  if (step != NULL && step->changes != NULL)
    {
      step->packed = g_steal_pointer (&packed);
      g_clear_pointer (&step->changes, g_array_unref);
    }
  pack_next (self);
}

/* Packs the newest of the old steps that are not packed yet, one after the other. */
static void
pack_next (LimnerHistory *self)
{
  guint n = 0;

  if (self->is_packing)
    return;

  for (GList *l = self->undo.head; l != NULL; l = l->next, n++)
    {
      LimnerStep *step = l->data;
      g_autoptr(GTask) task = NULL;
      PackJob *job;

      if (n < N_UNPACKED || step->kind != LIMNER_STEP_TILES || step->changes == NULL)
        continue;

      job = g_new0 (PackJob, 1);
      job->id = step->id;
      job->changes = limner_tile_changes_copy (step->changes);
      task = g_task_new (self, NULL, pack_cb, NULL);
      g_task_set_source_tag (task, pack_next);
      g_task_set_task_data (task, job, (GDestroyNotify) pack_job_free);
      self->is_packing = TRUE;
      limner_task_run_in_thread (task, pack_thread);
      return;
    }
}

static void
limner_history_finalize (GObject *object)
{
  LimnerHistory *self = LIMNER_HISTORY (object);

  limner_history_clear (self);

  G_OBJECT_CLASS (limner_history_parent_class)->finalize (object);
}

static void
limner_history_class_init (LimnerHistoryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = limner_history_finalize;
}

static void
limner_history_init (LimnerHistory *self)
{
  self->budget = DEFAULT_BUDGET;
  g_queue_init (&self->undo);
  g_queue_init (&self->redo);
}

/**
 * limner_history_new:
 *
 * Makes an empty history.
 *
 * Returns: (transfer full): the history
 */
LimnerHistory *
limner_history_new (void)
{
  return g_object_new (LIMNER_TYPE_HISTORY, NULL);
}

/**
 * limner_history_push:
 * @self: a history
 * @step: (transfer full): what was there before the newest change
 *
 * Adds a step. What was undone before can no longer be redone.
 */
void
limner_history_push (LimnerHistory *self,
                     LimnerStep    *step)
{
  g_return_if_fail (LIMNER_IS_HISTORY (self));

  g_queue_clear_full (&self->redo, (GDestroyNotify) limner_step_free);
  step->id = limner_history_next_id (self);
  g_queue_push_head (&self->undo, step);
  keep_budget (self);
  pack_next (self);
}

/**
 * limner_history_drop_last:
 * @self: a history
 *
 * Forgets what can be redone first: for a change that takes the place of one that was just undone.
 */
void
limner_history_drop_last (LimnerHistory *self)
{
  LimnerStep *step;

  g_return_if_fail (LIMNER_IS_HISTORY (self));

  step = g_queue_pop_head (&self->redo);
  g_clear_pointer (&step, limner_step_free);
}

/**
 * limner_history_clear:
 * @self: a history
 *
 * Forgets all steps.
 */
void
limner_history_clear (LimnerHistory *self)
{
  g_return_if_fail (LIMNER_IS_HISTORY (self));

  g_queue_clear_full (&self->undo, (GDestroyNotify) limner_step_free);
  g_queue_clear_full (&self->redo, (GDestroyNotify) limner_step_free);
}

/**
 * limner_history_undo:
 * @self: a history
 * @state: the present
 * @swapped: (out caller-allocates): what has changed
 *
 * Goes back one step.
 *
 * Returns: %FALSE if there is none
 */
gboolean
limner_history_undo (LimnerHistory *self,
                     LimnerState   *state,
                     LimnerSwapped *swapped)
{
  LimnerStep *step;

  g_return_val_if_fail (LIMNER_IS_HISTORY (self), FALSE);

  step = g_queue_pop_head (&self->undo);
  if (step == NULL)
    return FALSE;

  swap_step (self, step, state, swapped);
  g_queue_push_head (&self->redo, step);
  return TRUE;
}

/**
 * limner_history_redo:
 * @self: a history
 * @state: the present
 * @swapped: (out caller-allocates): what has changed
 *
 * Goes forward one step.
 *
 * Returns: %FALSE if there is none
 */
gboolean
limner_history_redo (LimnerHistory *self,
                     LimnerState   *state,
                     LimnerSwapped *swapped)
{
  LimnerStep *step;

  g_return_val_if_fail (LIMNER_IS_HISTORY (self), FALSE);

  step = g_queue_pop_head (&self->redo);
  if (step == NULL)
    return FALSE;

  swap_step (self, step, state, swapped);
  g_queue_push_head (&self->undo, step);
  pack_next (self);
  return TRUE;
}

/**
 * limner_history_get_n_undo:
 * @self: a history
 *
 * Tells how many steps can be undone.
 *
 * Returns: a number of steps
 */
guint
limner_history_get_n_undo (LimnerHistory *self)
{
  g_return_val_if_fail (LIMNER_IS_HISTORY (self), 0);

  return self->undo.length;
}

/**
 * limner_history_get_n_redo:
 * @self: a history
 *
 * Tells how many steps can be redone.
 *
 * Returns: a number of steps
 */
guint
limner_history_get_n_redo (LimnerHistory *self)
{
  g_return_val_if_fail (LIMNER_IS_HISTORY (self), 0);

  return self->redo.length;
}

/**
 * limner_history_peek_undo:
 * @self: a history
 * @n: from 0, the newest
 *
 * Looks at a step.
 *
 * Returns: (transfer none) (nullable): the step
 */
LimnerStep *
limner_history_peek_undo (LimnerHistory *self,
                          guint          n)
{
  g_return_val_if_fail (LIMNER_IS_HISTORY (self), NULL);

  return g_queue_peek_nth (&self->undo, n);
}

/**
 * limner_history_peek_redo:
 * @self: a history
 * @n: from 0, the next
 *
 * Looks at a step that was undone.
 *
 * Returns: (transfer none) (nullable): the step
 */
LimnerStep *
limner_history_peek_redo (LimnerHistory *self,
                          guint          n)
{
  g_return_val_if_fail (LIMNER_IS_HISTORY (self), NULL);

  return g_queue_peek_nth (&self->redo, n);
}

/**
 * limner_history_append_undo:
 * @self: a history
 * @step: (transfer full): a step older than all others, with its id
 *
 * Adds a step that was read from the disk.
 */
void
limner_history_append_undo (LimnerHistory *self,
                            LimnerStep    *step)
{
  g_return_if_fail (LIMNER_IS_HISTORY (self));

  g_queue_push_tail (&self->undo, step);
}

/**
 * limner_history_append_redo:
 * @self: a history
 * @step: (transfer full): a step farther than all others, with its id
 *
 * Adds a step that was read from the disk.
 */
void
limner_history_append_redo (LimnerHistory *self,
                            LimnerStep    *step)
{
  g_return_if_fail (LIMNER_IS_HISTORY (self));

  g_queue_push_tail (&self->redo, step);
}

/**
 * limner_history_get_bytes:
 * @self: a history
 *
 * Tells how much memory all steps take.
 *
 * Returns: bytes
 */
gsize
limner_history_get_bytes (LimnerHistory *self)
{
  gsize bytes = 0;

  g_return_val_if_fail (LIMNER_IS_HISTORY (self), 0);

  for (GList *l = self->undo.head; l != NULL; l = l->next)
    bytes += limner_step_get_bytes (l->data);
  for (GList *l = self->redo.head; l != NULL; l = l->next)
    bytes += limner_step_get_bytes (l->data);
  return bytes;
}

/**
 * limner_history_get_budget:
 * @self: a history
 *
 * Tells how much memory the steps may take.
 *
 * Returns: bytes
 */
gsize
limner_history_get_budget (LimnerHistory *self)
{
  g_return_val_if_fail (LIMNER_IS_HISTORY (self), 0);

  return self->budget;
}

/**
 * limner_history_set_budget:
 * @self: a history
 * @bytes: how much memory the steps may take; the newest one is kept in any case
 *
 * Sets the budget.
 */
void
limner_history_set_budget (LimnerHistory *self,
                           gsize          bytes)
{
  g_return_if_fail (LIMNER_IS_HISTORY (self));

  self->budget = bytes;
  keep_budget (self);
}

/**
 * limner_history_pack_all:
 * @self: a history
 *
 * Packs all steps at once: for tests and for when memory is short. Blocks.
 */
void
limner_history_pack_all (LimnerHistory *self)
{
  GQueue *queues[] = { &self->undo, &self->redo };

  g_return_if_fail (LIMNER_IS_HISTORY (self));

  for (guint i = 0; i < G_N_ELEMENTS (queues); i++)
    for (GList *l = queues[i]->head; l != NULL; l = l->next)
      {
        LimnerStep *step = l->data;

        if (step->changes == NULL)
          continue;
        step->packed = limner_tile_codec_pack (step->changes);
        g_clear_pointer (&step->changes, g_array_unref);
      }
}

/**
 * limner_history_next_id:
 * @self: a history
 *
 * Makes a number that was never used before in this document, also not before it was last loaded.
 *
 * Returns: from 1
 */
guint64
limner_history_next_id (LimnerHistory *self)
{
  g_return_val_if_fail (LIMNER_IS_HISTORY (self), 0);

  return ++self->last_id;
}

/**
 * limner_history_reserve_ids:
 * @self: a history
 * @used: the largest number that was used before
 *
 * Makes sure that no number is used twice.
 */
void
limner_history_reserve_ids (LimnerHistory *self,
                            guint64        used)
{
  g_return_if_fail (LIMNER_IS_HISTORY (self));

  self->last_id = MAX (self->last_id, used);
}
