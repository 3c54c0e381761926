/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-engine-queue.h"

#include <glib/gstdio.h>

#include "base/limner-error.h"

/* How often the largest request may be in memory, as files within the inputs of what waits or runs
 * when another prediction comes. What has ended gets once as much in all. */
#define MAX_WAITING_BODIES 4

/**
 * LimnerEngineQueue:
 *
 * All predictions and trainings that the engine knows, and the threads that work on them: first
 * come, first served, as many at once as there are threads. A model that was not used before boots
 * first, which takes as long as the engine was told to pretend.
 *
 *      submit ──> booting (timer) ──> pool ──> finished ──> data removed ──> forgotten
 *
 * #LimnerEngineQueue::finished is emitted when a run has ended well or badly, before its status
 * changes, so that what it made can be put to use; #LimnerEngineQueue::changed when a prediction
 * should be written down.
 */
struct _LimnerEngineQueue
{
  GObject            parent_instance;

  /* Owned */
  char              *outputs_folder;
  GThreadPool       *pool;
  GPtrArray         *predictions;      /* oldest first */
  GHashTable        *by_id;            /* borrowed id → borrowed prediction */
  GHashTable        *warm;             /* set of ids of versions that have booted */
  GHashTable        *timers;           /* prediction → GSource id of its boot */
  GHashTable        *deadlines;        /* prediction → GSource id of its deadline */

  /* Borrowed */
  LimnerEngineFiles *files;

  guint              cold_boot_ms;
  gsize              max_body_bytes;
  guint              n_created;
  guint              n_run;
  guint              n_unfinished;
};

enum {
  FINISHED,
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LimnerEngineQueue, limner_engine_queue, G_TYPE_OBJECT)

/* What a timer needs; the queue removes its timers before it goes. */
typedef struct
{
  LimnerEngineQueue      *queue;        /* borrowed */
  LimnerEnginePrediction *prediction;   /* owned */
} Timer;

static void
timer_free (gpointer data)
{
  Timer *timer = data;

  g_clear_object (&timer->prediction);
  g_free (timer);
}

static void
done_cb (LimnerEnginePrediction *prediction,
         const GError           *error,
         gpointer                user_data)
{
  g_autoptr(LimnerEngineQueue) self = user_data;
  g_autoptr(GError) late_error = NULL;

  /* What a shutdown interrupts is not cancelled: it runs again at the next start. */
  if (self->pool == NULL || limner_engine_prediction_is_finished (prediction))
    return;

  if (error == NULL)
    g_signal_emit (self, signals[FINISHED], 0, prediction, &late_error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    limner_engine_prediction_finish (prediction, LIMNER_STATUS_CANCELED, NULL);
  else if (error != NULL || late_error != NULL)
    limner_engine_prediction_finish (prediction, LIMNER_STATUS_FAILED,
                                     error != NULL ? error->message : late_error->message);
  else
    limner_engine_prediction_finish (prediction, LIMNER_STATUS_SUCCEEDED, NULL);
}

static void
push (LimnerEngineQueue      *self,
      LimnerEnginePrediction *prediction)
{
  LimnerEngineTask *task;

  if (limner_engine_prediction_is_finished (prediction))
    return;

  g_hash_table_add (self->warm,
                    g_strdup (limner_engine_prediction_get_parts (prediction)->version->id));
  self->n_run++;
  task = limner_engine_task_new (prediction, self->files, self->outputs_folder, done_cb,
                                 g_object_ref (self));
  g_thread_pool_push (self->pool, task, NULL);
}

static gboolean
booted_cb (gpointer data)
{
  Timer *timer = data;

  g_hash_table_steal (timer->queue->timers, timer->prediction);
  push (timer->queue, timer->prediction);
  return G_SOURCE_REMOVE;
}

static gboolean
deadline_cb (gpointer data)
{
  Timer *timer = data;
  gboolean has_run =
    limner_engine_prediction_get_status (timer->prediction) == LIMNER_STATUS_PROCESSING;

  g_hash_table_steal (timer->queue->deadlines, timer->prediction);
  limner_engine_prediction_finish (timer->prediction, has_run ? LIMNER_STATUS_CANCELED
                                                              : LIMNER_STATUS_ABORTED, NULL);
  return G_SOURCE_REMOVE;
}

static void
start_timer (LimnerEngineQueue      *self,
             GHashTable             *timers,
             LimnerEnginePrediction *prediction,
             guint                   milliseconds,
             GSourceFunc             callback)
{
  Timer *timer = g_new0 (Timer, 1);
  guint id;

  timer->queue = self;
  timer->prediction = g_object_ref (prediction);
  id = g_timeout_add_full (G_PRIORITY_DEFAULT, milliseconds, callback, timer, timer_free);
  g_hash_table_insert (timers, prediction, GUINT_TO_POINTER (id));
}

static void
remove_timer (gpointer id)
{
  g_source_remove (GPOINTER_TO_UINT (id));
}

/* Files that came within inputs are kept while there is room: those of the newest. */
static void
bound_files (LimnerEngineQueue *self)
{
  gsize sum = 0;

  for (guint i = self->predictions->len; i > 0; i--)
    {
      LimnerEnginePrediction *prediction = g_ptr_array_index (self->predictions, i - 1);
      gsize size = limner_engine_prediction_get_file_bytes (prediction);

      if (size == 0 || !limner_engine_prediction_is_finished (prediction))
        continue;
      sum += size;
      if (sum > self->max_body_bytes)
        limner_engine_prediction_drop_files (prediction);
    }
}

static gsize
count_waiting_bytes (LimnerEngineQueue *self)
{
  gsize sum = 0;

  for (guint i = 0; i < self->predictions->len; i++)
    {
      LimnerEnginePrediction *prediction = g_ptr_array_index (self->predictions, i);

      if (!limner_engine_prediction_is_finished (prediction))
        sum += limner_engine_prediction_get_file_bytes (prediction);
    }
  return sum;
}

static void
prediction_changed_cb (LimnerEnginePrediction *prediction,
                       LimnerEngineQueue      *self)
{
  self->n_unfinished--;
  g_hash_table_remove (self->timers, prediction);
  g_hash_table_remove (self->deadlines, prediction);
  bound_files (self);
  g_signal_emit (self, signals[CHANGED], 0, prediction);
}

static void
remove_outputs (LimnerEngineQueue      *self,
                LimnerEnginePrediction *prediction)
{
  const GPtrArray *outputs = limner_engine_prediction_get_outputs (prediction);
  const char *id = limner_engine_prediction_get_parts (prediction)->id;
  g_autofree char *folder = g_build_filename (self->outputs_folder, id, NULL);

  for (guint i = 0; i < outputs->len; i++)
    {
      const LimnerEngineOutput *output = g_ptr_array_index (outputs, i);
      g_autofree char *path = NULL;

      if (output->file == NULL)
        continue;
      path = g_build_filename (self->outputs_folder, output->file, NULL);
      g_unlink (path);
    }
  g_rmdir (folder);
}

/* There is room for so many only: the oldest that has ended goes. What trainings made is in use. */
static void
keep (LimnerEngineQueue      *self,
      LimnerEnginePrediction *prediction)
{
  if (self->predictions->len >= LIMNER_ENGINE_MAX_PREDICTIONS)
    {
      for (guint i = 0; i < self->predictions->len; i++)
        {
          LimnerEnginePrediction *oldest = g_ptr_array_index (self->predictions, i);

          if (!limner_engine_prediction_is_finished (oldest) ||
              limner_engine_prediction_get_parts (oldest)->destination != NULL)
            continue;
          remove_outputs (self, oldest);
          g_hash_table_remove (self->by_id, limner_engine_prediction_get_parts (oldest)->id);
          g_ptr_array_remove_index (self->predictions, i);
          break;
        }
    }

  g_ptr_array_add (self->predictions, g_object_ref (prediction));
  g_hash_table_insert (self->by_id,
                       (gpointer) limner_engine_prediction_get_parts (prediction)->id, prediction);
}

static void
limner_engine_queue_dispose (GObject *object)
{
  LimnerEngineQueue *self = LIMNER_ENGINE_QUEUE (object);

  limner_engine_queue_shutdown (self);

  G_OBJECT_CLASS (limner_engine_queue_parent_class)->dispose (object);
}

static void
limner_engine_queue_finalize (GObject *object)
{
  LimnerEngineQueue *self = LIMNER_ENGINE_QUEUE (object);

  g_clear_pointer (&self->timers, g_hash_table_unref);
  g_clear_pointer (&self->deadlines, g_hash_table_unref);
  g_clear_pointer (&self->by_id, g_hash_table_unref);
  g_clear_pointer (&self->warm, g_hash_table_unref);
  g_clear_pointer (&self->predictions, g_ptr_array_unref);
  g_clear_pointer (&self->outputs_folder, g_free);

  G_OBJECT_CLASS (limner_engine_queue_parent_class)->finalize (object);
}

static void
limner_engine_queue_class_init (LimnerEngineQueueClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = limner_engine_queue_dispose;
  object_class->finalize = limner_engine_queue_finalize;

  signals[FINISHED] = g_signal_new ("finished", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                    0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                    LIMNER_TYPE_ENGINE_PREDICTION, G_TYPE_POINTER);
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                   LIMNER_TYPE_ENGINE_PREDICTION);
}

static void
limner_engine_queue_init (LimnerEngineQueue *self)
{
  self->predictions = g_ptr_array_new_with_free_func (g_object_unref);
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->warm = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->timers = g_hash_table_new_full (NULL, NULL, NULL, remove_timer);
  self->deadlines = g_hash_table_new_full (NULL, NULL, NULL, remove_timer);
}

/**
 * limner_engine_queue_new:
 * @files: the files that were uploaded; must outlive the queue
 * @outputs_folder: where the files go that predictions make
 * @n_threads: how many predictions run at once
 * @cold_boot_ms: how long a model boots before its first run, in milliseconds
 * @max_body_bytes: how long a request may be; a few times as much is kept of files within inputs
 *
 * Returns: (transfer full): an empty queue
 */
LimnerEngineQueue *
limner_engine_queue_new (LimnerEngineFiles *files,
                         const char        *outputs_folder,
                         guint              n_threads,
                         guint              cold_boot_ms,
                         gsize              max_body_bytes)
{
  LimnerEngineQueue *self = g_object_new (LIMNER_TYPE_ENGINE_QUEUE, NULL);

  self->files = files;
  self->outputs_folder = g_strdup (outputs_folder);
  self->cold_boot_ms = cold_boot_ms;
  self->max_body_bytes = max_body_bytes;
  self->pool = g_thread_pool_new (limner_engine_task_run, NULL, (int) MAX (n_threads, 1), FALSE,
                                  NULL);
  return self;
}

/**
 * limner_engine_queue_hold:
 * @self: a queue
 * @prediction: a prediction
 *
 * Takes a prediction and never runs it: it stays in `starting` until it is cancelled, or its time
 * is up.
 */
void
limner_engine_queue_hold (LimnerEngineQueue      *self,
                          LimnerEnginePrediction *prediction)
{
  gint64 deadline = limner_engine_prediction_get_parts (prediction)->deadline;

  self->n_created++;
  self->n_unfinished++;
  keep (self, prediction);
  g_signal_connect_object (prediction, "changed::completed",
                           G_CALLBACK (prediction_changed_cb), self, G_CONNECT_DEFAULT);
  if (deadline != 0)
    {
      gint64 left = MAX (deadline - g_get_real_time (), 0) / 1000;

      start_timer (self, self->deadlines, prediction, (guint) MIN (left, G_MAXINT), deadline_cb);
    }
  g_signal_emit (self, signals[CHANGED], 0, prediction);
}

/**
 * limner_engine_queue_submit:
 * @self: a queue
 * @prediction: a prediction that is starting
 * @is_warm: whether its model is kept ready, so that it needs no boot
 * @error: return location for an error
 *
 * Takes a prediction and runs it when its turn comes.
 *
 * Returns: %TRUE if it was taken; else %LIMNER_ERROR_BUSY
 */
gboolean
limner_engine_queue_submit (LimnerEngineQueue       *self,
                            LimnerEnginePrediction  *prediction,
                            gboolean                 is_warm,
                            GError                 **error)
{
  const char *version = limner_engine_prediction_get_parts (prediction)->version->id;

  if (self->n_unfinished >= LIMNER_ENGINE_MAX_WAITING)
    {
      g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_BUSY,
                   "There are %d predictions in the queue already", LIMNER_ENGINE_MAX_WAITING);
      return FALSE;
    }
  if (limner_engine_prediction_get_file_bytes (prediction) > 0 &&
      count_waiting_bytes (self) > MAX_WAITING_BODIES * self->max_body_bytes)
    {
      g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_BUSY,
                   "The predictions in the queue hold too many files already: upload them");
      return FALSE;
    }

  limner_engine_queue_hold (self, prediction);
  if (self->cold_boot_ms > 0 && !is_warm && !g_hash_table_contains (self->warm, version))
    start_timer (self, self->timers, prediction, self->cold_boot_ms, booted_cb);
  else
    push (self, prediction);
  return TRUE;
}

/**
 * limner_engine_queue_restore:
 * @self: a queue
 * @prediction: a prediction that was known before the engine was started
 *
 * Takes a prediction back: it is remembered if it has ended, else it runs again.
 */
void
limner_engine_queue_restore (LimnerEngineQueue      *self,
                             LimnerEnginePrediction *prediction)
{
  if (limner_engine_prediction_is_finished (prediction))
    {
      keep (self, prediction);
      bound_files (self);
      return;
    }

  if (limner_engine_queue_submit (self, prediction, FALSE, NULL))
    self->n_created--;
}

/**
 * limner_engine_queue_find:
 * @self: a queue
 * @id: the id of a prediction or training
 *
 * Returns: (transfer none) (nullable): the prediction or training
 */
LimnerEnginePrediction *
limner_engine_queue_find (LimnerEngineQueue *self,
                          const char        *id)
{
  return g_hash_table_lookup (self->by_id, id);
}

/**
 * limner_engine_queue_find_stream:
 * @self: a queue
 * @stream_id: the last part of a stream's address
 *
 * Returns: (transfer none) (nullable): the prediction whose stream it is
 */
LimnerEnginePrediction *
limner_engine_queue_find_stream (LimnerEngineQueue *self,
                                 const char        *stream_id)
{
  for (guint i = self->predictions->len; i > 0; i--)
    {
      LimnerEnginePrediction *prediction = g_ptr_array_index (self->predictions, i - 1);

      if (g_str_equal (limner_engine_prediction_get_stream_id (prediction), stream_id))
        return prediction;
    }

  return NULL;
}

/**
 * limner_engine_queue_list:
 * @self: a queue
 * @trainings: whether trainings are wanted, or predictions
 *
 * Returns: (transfer container) (element-type LimnerEnginePrediction): all of them, newest first
 */
GPtrArray *
limner_engine_queue_list (LimnerEngineQueue *self,
                          gboolean           trainings)
{
  GPtrArray *list = g_ptr_array_new ();

  for (guint i = self->predictions->len; i > 0; i--)
    {
      LimnerEnginePrediction *prediction = g_ptr_array_index (self->predictions, i - 1);

      if ((limner_engine_prediction_get_parts (prediction)->destination != NULL) == trainings)
        g_ptr_array_add (list, prediction);
    }

  return list;
}

/**
 * limner_engine_queue_uses_version:
 * @self: a queue
 * @version: the id of a version
 *
 * Returns: whether a prediction of that version is not finished yet
 */
gboolean
limner_engine_queue_uses_version (LimnerEngineQueue *self,
                                  const char        *version)
{
  for (guint i = 0; i < self->predictions->len; i++)
    {
      LimnerEnginePrediction *prediction = g_ptr_array_index (self->predictions, i);

      if (!limner_engine_prediction_is_finished (prediction) &&
          g_str_equal (limner_engine_prediction_get_parts (prediction)->version->id, version))
        return TRUE;
    }

  return FALSE;
}

/**
 * limner_engine_queue_get_n_created:
 * @self: a queue
 *
 * Returns: how many predictions and trainings were created since the engine was started: on the
 *   service each would cost money
 */
guint
limner_engine_queue_get_n_created (LimnerEngineQueue *self)
{
  return self->n_created;
}

/**
 * limner_engine_queue_get_n_run:
 * @self: a queue
 *
 * Returns: how many of them were handed to a generator
 */
guint
limner_engine_queue_get_n_run (LimnerEngineQueue *self)
{
  return self->n_run;
}

/**
 * limner_engine_queue_sweep:
 * @self: a queue
 * @now: the time, in microseconds since 1970
 * @retention: how long data is kept after the end, in microseconds
 *
 * Removes the inputs, outputs and logs of predictions that ended long ago. Trainings keep theirs.
 */
void
limner_engine_queue_sweep (LimnerEngineQueue *self,
                           gint64             now,
                           gint64             retention)
{
  for (guint i = 0; i < self->predictions->len; i++)
    {
      LimnerEnginePrediction *prediction = g_ptr_array_index (self->predictions, i);

      if (!limner_engine_prediction_is_finished (prediction) ||
          limner_engine_prediction_get_data_removed (prediction) ||
          limner_engine_prediction_get_parts (prediction)->destination != NULL ||
          limner_engine_prediction_get_completed_at (prediction) + retention > now)
        continue;

      remove_outputs (self, prediction);
      limner_engine_prediction_remove_data (prediction);
      g_signal_emit (self, signals[CHANGED], 0, prediction);
    }
}

/**
 * limner_engine_queue_shutdown:
 * @self: a queue
 *
 * Stops all work and waits for the threads. What was not finished stays so.
 */
void
limner_engine_queue_shutdown (LimnerEngineQueue *self)
{
  if (self->pool == NULL)
    return;

  g_hash_table_remove_all (self->timers);
  g_hash_table_remove_all (self->deadlines);
  for (guint i = 0; i < self->predictions->len; i++)
    g_cancellable_cancel (limner_engine_prediction_get_cancellable (
                            g_ptr_array_index (self->predictions, i)));

  g_thread_pool_free (g_steal_pointer (&self->pool), FALSE, TRUE);
}
