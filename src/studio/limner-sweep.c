/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include "store/limner-store-jobs.h"

#include "limner-sweep-export.h"
#include "limner-sweep-private.h"

#define SAVE_DELAY 300

enum
{
  COPY_NONE,
  COPY_LOOKED_UP,   /* its pictures were asked for */
  COPY_BEGUN,
  COPY_FAILED,
};

typedef struct
{
  LimnerSweep *sweep;
  guint        cell;
} Copying;

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/**
 * LimnerSweep:
 *
 * Many pictures that differ along one to three axes, made by the queue, kept in the library and
 * gone on with after a restart.
 */
G_DEFINE_FINAL_TYPE (LimnerSweep, limner_sweep, G_TYPE_OBJECT)

static void
emit_changed (LimnerSweep *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
save_cb (gpointer data)
{
  LimnerSweep *self = data;

  self->save_source = 0;
  _limner_sweep_save (self);
  return G_SOURCE_REMOVE;
}

void
_limner_sweep_schedule_save (LimnerSweep *self)
{
  if (self->save_source == 0)
    self->save_source = g_timeout_add (SAVE_DELAY, save_cb, self);
}

/* Does not go on by itself, for a reason. */
void
_limner_sweep_hold (LimnerSweep  *self,
                    const GError *error)
{
  g_clear_error (&self->error);
  self->error = error != NULL ? g_error_copy (error) : NULL;
  emit_changed (self);
}

static LimnerSweepCell *
get_cell (LimnerSweep *self,
          guint        index)
{
  return g_ptr_array_index (self->cells, index);
}

gboolean
_limner_sweep_is_over (LimnerSweepCell *cell)
{
  return limner_sweep_cell_get_state (cell) > LIMNER_SWEEP_CELL_RUNNING;
}

/* The end is written down at once: after it nobody takes the sweep over any more. */
static void
update_finished (LimnerSweep *self)
{
  gboolean finished = self->loaded;

  for (guint i = 0; finished && i < self->cells->len; i++)
    finished = _limner_sweep_is_over (get_cell (self, i)) && !self->building[i];

  if (finished != (self->record->finished != 0))
    {
      self->record->finished = finished ? g_get_real_time () : 0;
      if (self->active)
        _limner_sweep_save (self);
    }
}

static void
exported_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      data)
{
  g_autofree Copying *copying = data;
  g_autoptr(LimnerSweep) self = copying->sweep;
  g_autoptr(GError) error = NULL;

  self->n_exporting--;
  if (!limner_sweep_export_finish (result, &error) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      self->exported[copying->cell] = COPY_FAILED;
      _limner_sweep_hold (self, error);
    }
  emit_changed (self);
}

/* Copies what a cell made, once for each time that it is made or the program is started: a copy
 * that was not finished when it ended is made good.
 */
static void
export_cell (LimnerSweep     *self,
             LimnerSweepCell *cell)
{
  guint index = limner_sweep_cell_get_index (cell);
  GListModel *items = limner_sweep_cell_get_items (cell);
  Copying *copying;

  if (self->plan->folder == NULL || self->exported[index] >= COPY_BEGUN ||
      limner_sweep_plan_exports (self->plan) ||
      limner_sweep_cell_get_state (cell) != LIMNER_SWEEP_CELL_DONE)
    return;
  if (items == NULL || g_list_model_get_n_items (items) == 0)
    {
      if (self->exported[index] == COPY_NONE)
        limner_sweep_load_items (self, index);
      self->exported[index] = COPY_LOOKED_UP;
      return;
    }
  self->exported[index] = COPY_BEGUN;
  self->n_exporting++;
  copying = g_new (Copying, 1);
  *copying = (Copying) { g_object_ref (self), index };
  limner_sweep_export_async (self->plan, index, items, self->cancellable, exported_cb, copying);
}

/* The disk may have room again, or the folder be there. */
static void
copy_again (LimnerSweep *self)
{
  for (guint i = 0; i < self->cells->len; i++)
    {
      if (self->exported[i] != COPY_FAILED)
        continue;
      self->exported[i] = COPY_NONE;
      export_cell (self, get_cell (self, i));
    }
}

static void
cell_changed_cb (LimnerSweepCell *cell,
                 LimnerSweep     *self)
{
  if (_limner_sweep_is_over (cell))
    {
      export_cell (self, cell);
      update_finished (self);
      _limner_sweep_schedule (self);
    }
  emit_changed (self);
}

static void
batch_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(LimnerSweep) self = data;
  g_autoptr(GPtrArray) records = NULL;
  g_autoptr(GHashTable) by_id = NULL;
  g_autoptr(GError) error = NULL;

  self->loading = FALSE;
  records = limner_store_list_jobs_finish (LIMNER_STORE (object), result, &error);
  if (records == NULL)
    {
      _limner_sweep_hold (self, error);
      return;
    }

  by_id = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < records->len; i++)
    {
      LimnerJobRecord *record = g_ptr_array_index (records, i);

      g_hash_table_insert (by_id, record->id, record);
    }
  _limner_sweep_restore (self, by_id);
  self->loaded = TRUE;
  update_finished (self);
  _limner_sweep_schedule (self);
  emit_changed (self);
}

/**
 * limner_sweep_load:
 * @self: a sweep
 *
 * Looks up in the journal what became of its cells, if that was not done yet; #LimnerSweep::changed
 * tells when it is known. A sweep that ended in an earlier run does not do that by itself.
 */
void
limner_sweep_load (LimnerSweep *self)
{
  g_return_if_fail (LIMNER_IS_SWEEP (self));

  if (self->loaded || self->loading)
    return;
  self->loading = TRUE;
  limner_store_list_batch_async (self->store, self->record->id, self->cancellable, batch_cb,
                                 g_object_ref (self));
}

static void
items_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(LimnerSweepCell) cell = data;
  g_autoptr(GListModel) items = limner_store_list_job_items_finish (LIMNER_STORE (object), result,
                                                                    NULL);

  if (items != NULL)
    _limner_sweep_cell_set_items (cell, items);
}

/**
 * limner_sweep_load_items:
 * @self: a sweep
 * @cell: a cell's number
 *
 * Looks up the pictures of a cell whose job ended in an earlier run; #LimnerSweepCell::changed
 * tells when they are there.
 */
void
limner_sweep_load_items (LimnerSweep *self,
                         guint        cell)
{
  LimnerSweepCell *found;
  GListModel *items;
  g_autofree char *id = NULL;

  g_return_if_fail (LIMNER_IS_SWEEP (self) && cell < self->cells->len);

  found = get_cell (self, cell);
  items = limner_sweep_cell_get_items (found);
  if (limner_sweep_cell_get_state (found) != LIMNER_SWEEP_CELL_DONE ||
      (items != NULL && g_list_model_get_n_items (items) > 0))
    return;

  id = limner_sweep_plan_dup_step_id (self->plan, self->record->id, cell,
                                      self->plan->attempts[cell],
                                      limner_sweep_plan_get_last_step (self->plan));
  limner_store_list_job_items_async (self->store, id, self->cancellable, items_cb,
                                     g_object_ref (found));
}

static void
limner_sweep_dispose (GObject *object)
{
  LimnerSweep *self = LIMNER_SWEEP (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->save_source, g_source_remove);
  g_clear_handle_id (&self->pump_source, g_source_remove);
  for (guint i = 0; self->cells != NULL && i < self->cells->len; i++)
    g_signal_handlers_disconnect_by_data (get_cell (self, i), self);

  G_OBJECT_CLASS (limner_sweep_parent_class)->dispose (object);
}

static void
limner_sweep_finalize (GObject *object)
{
  LimnerSweep *self = LIMNER_SWEEP (object);

  g_clear_object (&self->store);
  g_clear_object (&self->queue);
  g_clear_pointer (&self->record, limner_sweep_record_free);
  g_clear_pointer (&self->cells, g_ptr_array_unref);
  g_clear_pointer (&self->plan, limner_sweep_plan_free);
  g_clear_pointer (&self->forms, g_hash_table_unref);
  g_clear_pointer (&self->picture, limner_picture_unref);
  g_clear_pointer (&self->mask, limner_plane_unref);
  g_clear_pointer (&self->building, g_free);
  g_clear_pointer (&self->exported, g_free);
  g_clear_object (&self->cancellable);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (limner_sweep_parent_class)->finalize (object);
}

static void
limner_sweep_class_init (LimnerSweepClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = limner_sweep_dispose;
  G_OBJECT_CLASS (klass)->finalize = limner_sweep_finalize;

  /**
   * LimnerSweep::changed:
   * @self: the sweep
   *
   * A cell, or the whole, is different from before.
   */
  signals[CHANGED] = g_signal_new ("changed", LIMNER_TYPE_SWEEP, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
limner_sweep_init (LimnerSweep *self)
{
  self->cancellable = g_cancellable_new ();
  self->cells = g_ptr_array_new_with_free_func (g_object_unref);
  self->forms = _limner_sweep_new_forms ();
}

/* Takes the record, whose plan is not looked at, and the plan. */
LimnerSweep *
_limner_sweep_new (LimnerStore       *store,
                   LimnerJobQueue    *queue,
                   LimnerStudio      *studio,
                   LimnerSweepRecord *record,
                   LimnerSweepPlan   *plan)
{
  LimnerSweep *self = g_object_new (LIMNER_TYPE_SWEEP, NULL);

  self->store = g_object_ref (store);
  self->queue = g_object_ref (queue);
  self->studio = studio;
  self->record = record;
  self->plan = plan;
  self->building = g_new0 (gboolean, plan->n_cells);
  self->exported = g_new0 (guint8, plan->n_cells);
  self->usual_time = NAN;
  for (guint i = 0; i < plan->n_cells; i++)
    {
      LimnerSweepCell *cell = _limner_sweep_cell_new (i);

      g_signal_connect (cell, "changed", G_CALLBACK (cell_changed_cb), self);
      g_ptr_array_add (self->cells, cell);
    }
  return self;
}

/* Whether this program drives it; only one does, the one whose queue owns it. */
void
_limner_sweep_set_active (LimnerSweep *self,
                          gboolean     active)
{
  self->active = active && g_strcmp0 (self->record->owner,
                                      limner_job_queue_get_owner (self->queue)) == 0;
  if (!self->active || self->record->finished != 0)
    return;
  limner_sweep_load (self);
  _limner_sweep_schedule (self);
}

void
_limner_sweep_save (LimnerSweep *self)
{
  g_clear_handle_id (&self->save_source, g_source_remove);
  g_free (self->record->plan);
  self->record->plan = limner_sweep_plan_to_text (self->plan);
  limner_store_save_sweep_async (self->store, self->record, NULL, NULL, NULL);
}

/**
 * limner_sweep_get_id:
 * @self: a sweep
 *
 * Gets its id; its jobs have it as their batch.
 *
 * Returns: (transfer none): a UUID
 */
const char *
limner_sweep_get_id (LimnerSweep *self)
{
  g_return_val_if_fail (LIMNER_IS_SWEEP (self), NULL);

  return self->record->id;
}

/**
 * limner_sweep_get_title:
 * @self: a sweep
 *
 * Gets what it is called.
 *
 * Returns: (transfer none): such as “Scheduler × Seed”
 */
const char *
limner_sweep_get_title (LimnerSweep *self)
{
  g_return_val_if_fail (LIMNER_IS_SWEEP (self), NULL);

  return self->record->title != NULL ? self->record->title : "";
}

/**
 * limner_sweep_get_created:
 * @self: a sweep
 *
 * Gets when it was begun.
 *
 * Returns: microseconds since 1970
 */
gint64
limner_sweep_get_created (LimnerSweep *self)
{
  g_return_val_if_fail (LIMNER_IS_SWEEP (self), 0);

  return self->record->created;
}

/**
 * limner_sweep_get_plan:
 * @self: a sweep
 *
 * Gets what it is to do.
 *
 * Returns: (transfer none): the plan
 */
const LimnerSweepPlan *
limner_sweep_get_plan (LimnerSweep *self)
{
  g_return_val_if_fail (LIMNER_IS_SWEEP (self), NULL);

  return self->plan;
}

/**
 * limner_sweep_get_cell:
 * @self: a sweep
 * @index: a cell's number
 *
 * Gets a cell.
 *
 * Returns: (transfer none): the cell
 */
LimnerSweepCell *
limner_sweep_get_cell (LimnerSweep *self,
                       guint        index)
{
  g_return_val_if_fail (LIMNER_IS_SWEEP (self) && index < self->cells->len, NULL);

  return get_cell (self, index);
}

/**
 * limner_sweep_count:
 * @self: a sweep
 * @n_done: (out): how many cells have their pictures
 * @n_failed: (out): how many failed or were cancelled
 * @n_left: (out): how many are still to come
 *
 * Counts its cells; those that were dropped are none.
 */
void
limner_sweep_count (LimnerSweep *self,
                    guint       *n_done,
                    guint       *n_failed,
                    guint       *n_left)
{
  g_return_if_fail (LIMNER_IS_SWEEP (self));

  *n_done = *n_failed = *n_left = 0;
  for (guint i = 0; i < self->cells->len; i++)
    {
      LimnerSweepCellState state = limner_sweep_cell_get_state (get_cell (self, i));

      *n_done += state == LIMNER_SWEEP_CELL_DONE;
      *n_failed += state == LIMNER_SWEEP_CELL_FAILED || state == LIMNER_SWEEP_CELL_CANCELED;
      *n_left += state <= LIMNER_SWEEP_CELL_RUNNING;
    }
}

/**
 * limner_sweep_get_finished:
 * @self: a sweep
 *
 * Tells whether nothing is left to be done.
 *
 * Returns: %TRUE if all its cells have ended, and what they made was copied where it was wanted
 */
gboolean
limner_sweep_get_finished (LimnerSweep *self)
{
  g_return_val_if_fail (LIMNER_IS_SWEEP (self), FALSE);

  return self->record->finished != 0 && self->n_exporting == 0;
}

/**
 * limner_sweep_get_active:
 * @self: a sweep
 *
 * Tells whether this program drives it.
 *
 * Returns: %FALSE if another one does, or none
 */
gboolean
limner_sweep_get_active (LimnerSweep *self)
{
  g_return_val_if_fail (LIMNER_IS_SWEEP (self), FALSE);

  return self->active;
}

/**
 * limner_sweep_get_paused:
 * @self: a sweep
 *
 * Tells whether nothing new is submitted.
 *
 * Returns: %TRUE if somebody paused it, or if it holds because of an error
 */
gboolean
limner_sweep_get_paused (LimnerSweep *self)
{
  g_return_val_if_fail (LIMNER_IS_SWEEP (self), FALSE);

  return self->plan->paused || self->error != NULL;
}

/**
 * limner_sweep_set_paused:
 * @self: a sweep
 * @paused: whether nothing new is submitted
 *
 * Pauses, or goes on. The few jobs that are in the queue already go on in any case.
 */
void
limner_sweep_set_paused (LimnerSweep *self,
                         gboolean     paused)
{
  g_return_if_fail (LIMNER_IS_SWEEP (self));

  if (limner_sweep_get_paused (self) == !!paused)
    return;
  self->plan->paused = !!paused;
  g_clear_error (&self->error);
  if (!paused)
    copy_again (self);
  _limner_sweep_save (self);
  _limner_sweep_schedule (self);
  emit_changed (self);
}

/**
 * limner_sweep_get_copied:
 * @self: a sweep
 * @cell: a cell's number
 *
 * Tells whether what a cell made is where copies of it were wanted, or will be.
 *
 * Returns: %FALSE if the copy could not be made
 */
gboolean
limner_sweep_get_copied (LimnerSweep *self,
                         guint        cell)
{
  g_return_val_if_fail (LIMNER_IS_SWEEP (self) && cell < self->cells->len, FALSE);

  return self->exported[cell] != COPY_FAILED;
}

/**
 * limner_sweep_get_error:
 * @self: a sweep
 *
 * Gets why it holds by itself: its model or its picture could not be had, or a copy not be made.
 *
 * Returns: (transfer none) (nullable): the error
 */
const GError *
limner_sweep_get_error (LimnerSweep *self)
{
  g_return_val_if_fail (LIMNER_IS_SWEEP (self), NULL);

  return self->error;
}

static void
begin_again (LimnerSweep *self,
             guint        cell)
{
  LimnerChain *chain = _limner_sweep_cell_get_chain (get_cell (self, cell));

  self->plan->dropped[cell] = FALSE;
  self->exported[cell] = COPY_NONE;
  /* What the steps before made is paid for: the one that failed is sent again. */
  if (chain != NULL && limner_chain_get_state (chain) == LIMNER_CHAIN_FAILED &&
      limner_chain_get_job (chain) != NULL)
    {
      limner_job_queue_retry (self->queue, limner_chain_get_job (chain));
      return;
    }
  _limner_sweep_cell_set_job (get_cell (self, cell), NULL);
  _limner_sweep_cell_set_state (get_cell (self, cell), LIMNER_SWEEP_CELL_WAITING, NULL);
}

static void
go_on (LimnerSweep *self)
{
  self->record->finished = 0;
  g_free (self->record->owner);
  self->record->owner = g_strdup (limner_job_queue_get_owner (self->queue));
  self->active = TRUE;
  _limner_sweep_save (self);
  _limner_sweep_schedule (self);
}

/**
 * limner_sweep_redo:
 * @self: a sweep that was loaded
 * @cell: a cell's number
 *
 * Makes a cell once more. Pictures that it made before stay in the gallery.
 */
void
limner_sweep_redo (LimnerSweep *self,
                   guint        cell)
{
  g_return_if_fail (LIMNER_IS_SWEEP (self) && cell < self->cells->len);

  if (!self->loaded || !_limner_sweep_is_over (get_cell (self, cell)) || self->building[cell])
    return;
  begin_again (self, cell);
  go_on (self);
}

/**
 * limner_sweep_redo_failed:
 * @self: a sweep that was loaded
 *
 * Makes all cells once more that failed or were cancelled, and copies that could not be made.
 */
void
limner_sweep_redo_failed (LimnerSweep *self)
{
  gboolean any = FALSE;

  g_return_if_fail (LIMNER_IS_SWEEP (self));

  if (!self->loaded)
    return;
  for (guint i = 0; i < self->cells->len; i++)
    {
      LimnerSweepCellState state = limner_sweep_cell_get_state (get_cell (self, i));

      if (state != LIMNER_SWEEP_CELL_FAILED && state != LIMNER_SWEEP_CELL_CANCELED)
        continue;
      begin_again (self, i);
      any = TRUE;
    }
  g_clear_error (&self->error);
  copy_again (self);
  if (any)
    go_on (self);
  emit_changed (self);
}

/* A cell that is left out and was made already keeps its pictures. */
static void
drop_cell (LimnerSweep *self,
           guint        index)
{
  LimnerSweepCell *cell = get_cell (self, index);
  LimnerJob *job = limner_sweep_cell_get_job (cell);

  self->plan->dropped[index] = TRUE;
  if (job != NULL && !limner_job_state_is_final (limner_job_get_state (job)))
    limner_job_queue_cancel (self->queue, job);
  _limner_sweep_cell_set_job (cell, NULL);
  _limner_sweep_cell_set_state (cell, LIMNER_SWEEP_CELL_DROPPED, NULL);
}

/**
 * limner_sweep_set_dropped:
 * @self: a sweep that was loaded
 * @axis: an axis
 * @place: one of its values
 * @dropped: whether its row or column is left out
 *
 * Leaves out all cells of a value: what waits is not made, what runs is cancelled, and pictures
 * that are there already stay in the gallery. Or takes them in again.
 */
void
limner_sweep_set_dropped (LimnerSweep *self,
                          guint        axis,
                          guint        place,
                          gboolean     dropped)
{
  g_return_if_fail (LIMNER_IS_SWEEP (self) && axis < self->plan->axes->len);

  if (!self->loaded && dropped)
    return;
  for (guint i = 0; i < self->cells->len; i++)
    {
      if (limner_sweep_plan_get_place (self->plan, i, axis) != place ||
          self->plan->dropped[i] == !!dropped)
        continue;
      if (dropped)
        drop_cell (self, i);
      else
        begin_again (self, i);
    }
  if (!dropped)
    {
      /* What was made before is found again, and not made once more. */
      self->loaded = FALSE;
      go_on (self);
      limner_sweep_load (self);
      return;
    }
  _limner_sweep_schedule_save (self);
  update_finished (self);
  _limner_sweep_schedule (self);
}

/**
 * limner_sweep_get_dropped:
 * @self: a sweep
 * @axis: an axis
 * @place: one of its values
 *
 * Tells whether all cells of a value are left out.
 *
 * Returns: %TRUE if there is nothing to show for it
 */
gboolean
limner_sweep_get_dropped (LimnerSweep *self,
                          guint        axis,
                          guint        place)
{
  g_return_val_if_fail (LIMNER_IS_SWEEP (self) && axis < self->plan->axes->len, FALSE);

  for (guint i = 0; i < self->cells->len; i++)
    {
      if (limner_sweep_plan_get_place (self->plan, i, axis) == place && !self->plan->dropped[i])
        return FALSE;
    }
  return TRUE;
}

/**
 * limner_sweep_cancel:
 * @self: a sweep
 *
 * Pauses, and cancels what is in the queue.
 */
void
limner_sweep_cancel (LimnerSweep *self)
{
  g_return_if_fail (LIMNER_IS_SWEEP (self));

  limner_sweep_set_paused (self, TRUE);
  for (guint i = 0; i < self->cells->len; i++)
    {
      LimnerJob *job = limner_sweep_cell_get_job (get_cell (self, i));

      if (job != NULL)
        limner_job_queue_cancel (self->queue, job);
    }
}
