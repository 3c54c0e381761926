/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-sweep-cell.h"

/**
 * LimnerSweepCell:
 *
 * One place in the grid of a sweep: first a wish, then a job, then pictures of the library.
 * `changed` tells when there is something new to show.
 */
struct _LimnerSweepCell
{
  GObject               parent_instance;

  guint                 index;
  LimnerSweepCellState  state;

  /* Owned */
  LimnerJob            *job;
  LimnerChain          *chain;    /* whose present step @job is, where the cell is a run */
  GListModel           *items;
  GError               *error;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LimnerSweepCell, limner_sweep_cell, G_TYPE_OBJECT)

static void
emit_changed (LimnerSweepCell *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
job_cb (LimnerSweepCell *self)
{
  if (self->chain == NULL)
    self->state = _limner_sweep_cell_state_of (limner_job_get_state (self->job));
  emit_changed (self);
}

static void
forget_job (LimnerSweepCell *self)
{
  if (self->job == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->job, self);
  g_signal_handlers_disconnect_by_data (limner_job_get_outputs (self->job), self);
  g_clear_object (&self->job);
}

static void
forget_chain (LimnerSweepCell *self)
{
  if (self->chain != NULL)
    g_signal_handlers_disconnect_by_data (self->chain, self);
  g_clear_object (&self->chain);
}

static void
limner_sweep_cell_dispose (GObject *object)
{
  LimnerSweepCell *self = LIMNER_SWEEP_CELL (object);

  forget_job (self);
  forget_chain (self);
  g_clear_object (&self->items);

  G_OBJECT_CLASS (limner_sweep_cell_parent_class)->dispose (object);
}

static void
limner_sweep_cell_finalize (GObject *object)
{
  g_clear_error (&LIMNER_SWEEP_CELL (object)->error);

  G_OBJECT_CLASS (limner_sweep_cell_parent_class)->finalize (object);
}

static void
limner_sweep_cell_class_init (LimnerSweepCellClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = limner_sweep_cell_dispose;
  G_OBJECT_CLASS (klass)->finalize = limner_sweep_cell_finalize;

  /**
   * LimnerSweepCell::changed:
   * @self: the cell
   *
   * State, progress, pictures or error are different from before.
   */
  signals[CHANGED] = g_signal_new ("changed", LIMNER_TYPE_SWEEP_CELL, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
limner_sweep_cell_init (LimnerSweepCell *self)
{
}

LimnerSweepCell *
_limner_sweep_cell_new (guint index)
{
  LimnerSweepCell *self = g_object_new (LIMNER_TYPE_SWEEP_CELL, NULL);

  self->index = index;
  return self;
}

/* What a job is at, as far as its cell is concerned. */
LimnerSweepCellState
_limner_sweep_cell_state_of (LimnerJobState state)
{
  switch (state)
    {
    case LIMNER_JOB_DONE:
      return LIMNER_SWEEP_CELL_DONE;

    case LIMNER_JOB_FAILED:
    case LIMNER_JOB_ABORTED:
    case LIMNER_JOB_LOST:
      return LIMNER_SWEEP_CELL_FAILED;

    case LIMNER_JOB_CANCELED:
      return LIMNER_SWEEP_CELL_CANCELED;

    case LIMNER_JOB_QUEUED:
      return LIMNER_SWEEP_CELL_WAITING;

    case LIMNER_JOB_SENDING:
    case LIMNER_JOB_SEARCHING:
    case LIMNER_JOB_STARTING:
    case LIMNER_JOB_PROCESSING:
    case LIMNER_JOB_DOWNLOADING:
    default:
      return LIMNER_SWEEP_CELL_RUNNING;
    }
}

static void
follow_job (LimnerSweepCell *self,
            LimnerJob       *job)
{
  if (job == self->job)
    return;
  forget_job (self);
  if (job == NULL)
    return;
  self->job = g_object_ref (job);
  g_signal_connect_object (job, "notify::state", G_CALLBACK (job_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (job, "notify::progress", G_CALLBACK (emit_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (job, "notify::preview", G_CALLBACK (emit_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (limner_job_get_outputs (job), "items-changed",
                           G_CALLBACK (emit_changed), self, G_CONNECT_SWAPPED);
}

/* Follows a job from now on. */
void
_limner_sweep_cell_set_job (LimnerSweepCell *self,
                            LimnerJob       *job)
{
  forget_chain (self);
  g_clear_object (&self->items);
  g_clear_error (&self->error);
  follow_job (self, job);
  if (job != NULL)
    job_cb (self);
}

/* What was made last is what the cell shows; the steps before it are in the gallery. */
static void
chain_cb (LimnerSweepCell *self)
{
  static const LimnerSweepCellState states[] = {
    [LIMNER_CHAIN_RUNNING] = LIMNER_SWEEP_CELL_RUNNING,
    [LIMNER_CHAIN_DONE] = LIMNER_SWEEP_CELL_DONE,
    [LIMNER_CHAIN_FAILED] = LIMNER_SWEEP_CELL_FAILED,
    [LIMNER_CHAIN_CANCELED] = LIMNER_SWEEP_CELL_CANCELED,
  };
  LimnerGalleryItem *item = limner_chain_get_item (self->chain);
  const GError *error = limner_chain_get_error (self->chain);

  follow_job (self, limner_chain_get_job (self->chain));
  self->state = states[limner_chain_get_state (self->chain)];
  g_clear_error (&self->error);
  self->error = error != NULL ? g_error_copy (error) : NULL;
  g_clear_object (&self->items);
  if (item != NULL && self->state == LIMNER_SWEEP_CELL_DONE)
    {
      self->items = G_LIST_MODEL (g_list_store_new (LIMNER_TYPE_GALLERY_ITEM));
      g_list_store_append (G_LIST_STORE (self->items), item);
    }
  emit_changed (self);
}

/* Follows the run of a recipe from now on. */
void
_limner_sweep_cell_set_chain (LimnerSweepCell *self,
                              LimnerChain     *chain)
{
  forget_chain (self);
  self->chain = g_object_ref (chain);
  g_signal_connect_object (chain, "notify::job", G_CALLBACK (chain_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (chain, "notify::state", G_CALLBACK (chain_cb), self,
                           G_CONNECT_SWAPPED);
  chain_cb (self);
}

LimnerChain *
_limner_sweep_cell_get_chain (LimnerSweepCell *self)
{
  return self->chain;
}

void
_limner_sweep_cell_set_state (LimnerSweepCell      *self,
                              LimnerSweepCellState  state,
                              const GError         *error)
{
  self->state = state;
  g_clear_error (&self->error);
  self->error = error != NULL ? g_error_copy (error) : NULL;
  emit_changed (self);
}

/* The pictures of a job that ended in an earlier run. */
void
_limner_sweep_cell_set_items (LimnerSweepCell *self,
                              GListModel      *items)
{
  g_set_object (&self->items, items);
  emit_changed (self);
}

/**
 * limner_sweep_cell_get_index:
 * @self: a cell
 *
 * Gets its number; where it is in the grid the plan knows.
 *
 * Returns: from 0 on
 */
guint
limner_sweep_cell_get_index (LimnerSweepCell *self)
{
  g_return_val_if_fail (LIMNER_IS_SWEEP_CELL (self), 0);

  return self->index;
}

/**
 * limner_sweep_cell_get_state:
 * @self: a cell
 *
 * Gets what it is at.
 *
 * Returns: the state
 */
LimnerSweepCellState
limner_sweep_cell_get_state (LimnerSweepCell *self)
{
  g_return_val_if_fail (LIMNER_IS_SWEEP_CELL (self), LIMNER_SWEEP_CELL_WAITING);

  return self->state;
}

/**
 * limner_sweep_cell_get_job:
 * @self: a cell
 *
 * Gets the job that makes it.
 *
 * Returns: (transfer none) (nullable): the job, if it is in the queue
 */
LimnerJob *
limner_sweep_cell_get_job (LimnerSweepCell *self)
{
  g_return_val_if_fail (LIMNER_IS_SWEEP_CELL (self), NULL);

  return self->job;
}

/**
 * limner_sweep_cell_get_items:
 * @self: a cell
 *
 * Gets its pictures.
 *
 * Returns: (transfer none) (nullable): a list of #LimnerGalleryItem
 */
GListModel *
limner_sweep_cell_get_items (LimnerSweepCell *self)
{
  g_return_val_if_fail (LIMNER_IS_SWEEP_CELL (self), NULL);

  if (self->items != NULL)
    return self->items;
  return self->job != NULL ? limner_job_get_outputs (self->job) : NULL;
}

/**
 * limner_sweep_cell_get_error:
 * @self: a cell
 *
 * Gets why it failed.
 *
 * Returns: (transfer none) (nullable): the error
 */
const GError *
limner_sweep_cell_get_error (LimnerSweepCell *self)
{
  g_return_val_if_fail (LIMNER_IS_SWEEP_CELL (self), NULL);

  if (self->error != NULL)
    return self->error;
  return self->job != NULL ? limner_job_get_error (self->job) : NULL;
}
