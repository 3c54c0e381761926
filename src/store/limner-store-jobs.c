/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <string.h>
#include <sys/file.h>

#include <glib/gstdio.h>

#include "base/limner-error.h"

#include "limner-item-details.h"
#include "limner-store-jobs.h"
#include "limner-store-private.h"
#include "limner-store-rows.h"

/* The journal of jobs. A record is written whole, and is on the disk when the call returns.
 *
 * A job is run by one queue only, even when several programs have the library open. Its owner is
 * the name of a lock file that the queue's process holds for as long as it lives; the kernel lets
 * go of it however the process ends. A queue claims the jobs whose owner's lock can be had. */

#define MAX_SHORT_TEXT 4096

#define JOB_COLUMNS \
  "id, owner, state, position, created, sent, started, finished, server, model, version," \
  " operation, input, prompt, prompt_typed, negative_prompt, seed, output_kind, recipe, parents," \
  " batch, prediction, answer, uploads, text_output, log, attempts, error_code, error_message," \
  " predict_time, total_time, cost, cost_source, deployment"

#define JOB_UPDATES \
  " owner = excluded.owner, state = excluded.state, position = excluded.position," \
  " created = excluded.created, sent = excluded.sent, started = excluded.started," \
  " finished = excluded.finished, server = excluded.server, model = excluded.model," \
  " version = excluded.version, operation = excluded.operation, input = excluded.input," \
  " prompt = excluded.prompt, prompt_typed = excluded.prompt_typed," \
  " negative_prompt = excluded.negative_prompt, seed = excluded.seed," \
  " output_kind = excluded.output_kind, recipe = excluded.recipe, parents = excluded.parents," \
  " batch = excluded.batch, prediction = excluded.prediction, answer = excluded.answer," \
  " uploads = excluded.uploads, text_output = excluded.text_output, log = excluded.log," \
  " attempts = excluded.attempts, error_code = excluded.error_code," \
  " error_message = excluded.error_message, predict_time = excluded.predict_time," \
  " total_time = excluded.total_time, cost = excluded.cost, cost_source = excluded.cost_source," \
  " deployment = excluded.deployment"

G_DEFINE_BOXED_TYPE (LimnerJobRecord, limner_job_record, limner_job_record_copy,
                     limner_job_record_free)

/**
 * limner_job_record_new:
 *
 * Makes an empty record.
 *
 * Returns: (transfer full): the record
 */
LimnerJobRecord *
limner_job_record_new (void)
{
  LimnerJobRecord *self = g_new0 (LimnerJobRecord, 1);

  self->error_code = -1;
  self->predict_time = NAN;
  self->total_time = NAN;
  self->cost = NAN;
  return self;
}

/**
 * limner_job_record_copy:
 * @self: a record
 *
 * Copies a record.
 *
 * Returns: (transfer full): the copy
 */
LimnerJobRecord *
limner_job_record_copy (const LimnerJobRecord *self)
{
  LimnerJobRecord *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->id = g_strdup (self->id);
  copy->owner = g_strdup (self->owner);
  copy->state = g_strdup (self->state);
  copy->server = g_strdup (self->server);
  copy->model = g_strdup (self->model);
  copy->version = g_strdup (self->version);
  copy->operation = g_strdup (self->operation);
  copy->input = g_strdup (self->input);
  copy->prompt = g_strdup (self->prompt);
  copy->prompt_typed = g_strdup (self->prompt_typed);
  copy->negative_prompt = g_strdup (self->negative_prompt);
  copy->seed = g_strdup (self->seed);
  copy->output_kind = g_strdup (self->output_kind);
  copy->recipe = g_strdup (self->recipe);
  copy->parents = g_strdupv (self->parents);
  copy->batch = g_strdup (self->batch);
  copy->prediction = g_strdup (self->prediction);
  copy->answer = g_strdup (self->answer);
  copy->uploads = g_strdup (self->uploads);
  copy->text_output = g_strdup (self->text_output);
  copy->log = g_strdup (self->log);
  copy->error_message = g_strdup (self->error_message);
  copy->cost_source = g_strdup (self->cost_source);
  copy->deployment = g_strdup (self->deployment);
  return copy;
}

/**
 * limner_job_record_free:
 * @self: (transfer full): a record
 *
 * Frees a record.
 */
void
limner_job_record_free (LimnerJobRecord *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->owner, g_free);
  g_clear_pointer (&self->state, g_free);
  g_clear_pointer (&self->server, g_free);
  g_clear_pointer (&self->model, g_free);
  g_clear_pointer (&self->version, g_free);
  g_clear_pointer (&self->operation, g_free);
  g_clear_pointer (&self->input, g_free);
  g_clear_pointer (&self->prompt, g_free);
  g_clear_pointer (&self->prompt_typed, g_free);
  g_clear_pointer (&self->negative_prompt, g_free);
  g_clear_pointer (&self->seed, g_free);
  g_clear_pointer (&self->output_kind, g_free);
  g_clear_pointer (&self->recipe, g_free);
  g_clear_pointer (&self->parents, g_strfreev);
  g_clear_pointer (&self->batch, g_free);
  g_clear_pointer (&self->deployment, g_free);
  g_clear_pointer (&self->prediction, g_free);
  g_clear_pointer (&self->answer, g_free);
  g_clear_pointer (&self->uploads, g_free);
  g_clear_pointer (&self->text_output, g_free);
  g_clear_pointer (&self->log, g_free);
  g_clear_pointer (&self->error_message, g_free);
  g_clear_pointer (&self->cost_source, g_free);
  g_free (self);
}

static LimnerJobRecord *
read_record (LimnerStatement *statement)
{
  g_autoptr(LimnerJobRecord) self = limner_job_record_new ();
  g_autofree char *parents = NULL;
  gint64 attempts;
  gint64 error_code;
  int column = 0;

#define TEXT(max) limner_statement_dup_text (statement, column++, max)
#define INT() limner_statement_get_int (statement, column++)
#define DOUBLE() limner_statement_get_double (statement, column++)
  self->id = TEXT (255);
  self->owner = TEXT (255);
  self->state = TEXT (255);
  self->position = DOUBLE ();
  self->created = INT ();
  self->sent = INT ();
  self->started = INT ();
  self->finished = INT ();
  self->server = TEXT (MAX_SHORT_TEXT);
  self->model = TEXT (MAX_SHORT_TEXT);
  self->version = TEXT (MAX_SHORT_TEXT);
  self->operation = TEXT (255);
  self->input = TEXT (LIMNER_STORE_MAX_JSON);
  self->prompt = TEXT (LIMNER_STORE_MAX_TEXT);
  self->prompt_typed = TEXT (LIMNER_STORE_MAX_TEXT);
  self->negative_prompt = TEXT (LIMNER_STORE_MAX_TEXT);
  self->seed = TEXT (255);
  self->output_kind = TEXT (255);
  self->recipe = TEXT (LIMNER_STORE_MAX_TEXT);
  parents = TEXT (LIMNER_STORE_MAX_TEXT);
  self->batch = TEXT (255);
  self->prediction = TEXT (255);
  self->answer = TEXT (LIMNER_STORE_MAX_JSON);
  self->uploads = TEXT (LIMNER_STORE_MAX_TEXT);
  self->text_output = TEXT (LIMNER_STORE_MAX_JSON);
  self->log = TEXT (LIMNER_STORE_MAX_TEXT);
  attempts = INT ();
  error_code = INT ();
  self->error_message = TEXT (LIMNER_STORE_MAX_TEXT);
  self->predict_time = DOUBLE ();
  self->total_time = DOUBLE ();
  self->cost = DOUBLE ();
  self->cost_source = TEXT (255);
  self->deployment = TEXT (MAX_SHORT_TEXT);
#undef TEXT
#undef INT
#undef DOUBLE
  self->attempts = (int) CLAMP (attempts, 0, 1000000);
  self->error_code = (int) CLAMP (error_code, -1, 1000);
  if (parents != NULL && *parents != '\0')
    self->parents = g_strsplit (parents, "\n", 64);
  if (isnan (self->position))
    self->position = 0;

  /* A row without what a job cannot be without is none. */
  if (self->id == NULL || self->state == NULL || self->server == NULL || self->model == NULL ||
      self->input == NULL)
    return NULL;
  return g_steal_pointer (&self);
}

static void
free_record (gpointer data)
{
  limner_job_record_free (data);
}

static gpointer
run_save (LimnerStore     *self,
          LimnerDatabase  *database,
          gpointer         data,
          GError         **error)
{
  const LimnerJobRecord *record = data;
  g_autofree char *parents = NULL;

  if (record->parents != NULL)
    parents = g_strjoinv ("\n", record->parents);

  if (!limner_database_run (database, error,
        "INSERT INTO jobs (" JOB_COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
        " ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET" JOB_UPDATES,
        "sssd" "iiii" "sssss" "sssssss" "sssss" "sii" "sdddss",
        record->id, record->owner, record->state, record->position,
        record->created, record->sent, record->started, record->finished,
        record->server, record->model, record->version, record->operation, record->input,
        record->prompt, record->prompt_typed, record->negative_prompt, record->seed,
        record->output_kind, record->recipe, parents,
        record->batch, record->prediction, record->answer, record->uploads, record->text_output,
        record->log, (gint64) record->attempts, (gint64) record->error_code,
        record->error_message, record->predict_time, record->total_time, record->cost,
        record->cost_source, record->deployment))
    return NULL;
  return LIMNER_STORE_OK;
}

/**
 * limner_store_save_job_async:
 * @self: a library
 * @record: the job as it is now
 * @cancellable: (nullable): to stop waiting
 * @callback: called when it is on the disk; ends with limner_store_write_finish()
 * @user_data: for @callback
 *
 * Writes a job into the journal. Calls are carried out in the order in which they come.
 */
void
limner_store_save_job_async (LimnerStore           *self,
                             const LimnerJobRecord *record,
                             GCancellable          *cancellable,
                             GAsyncReadyCallback    callback,
                             gpointer               user_data)
{
  g_return_if_fail (LIMNER_IS_STORE (self));
  g_return_if_fail (record != NULL && record->id != NULL && record->state != NULL);

  _limner_store_push (self, LIMNER_STORE_READ, limner_store_save_job_async, run_save,
                      limner_job_record_copy (record), free_record, NULL, cancellable, callback,
                      user_data);
}

static int
open_lock (LimnerStore *self,
           const char  *owner)
{
  g_autofree char *name = g_strdup_printf ("queue-%s.lock", owner);
  g_autofree char *path = NULL;

  if (strchr (owner, '/') != NULL)
    return -1;
  path = g_build_filename (limner_store_get_data_directory (self), name, NULL);
  return g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
}

static void
remove_lock (LimnerStore *self,
             const char  *owner)
{
  g_autofree char *name = g_strdup_printf ("queue-%s.lock", owner);
  g_autofree char *path = g_build_filename (limner_store_get_data_directory (self), name, NULL);

  g_unlink (path);
}

static gboolean
is_alive (LimnerStore *self,
          const char  *owner)
{
  int lock = open_lock (self, owner);
  gboolean alive;

  if (lock < 0)
    return FALSE;
  alive = flock (lock, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
  g_close (lock, NULL);
  if (!alive)
    remove_lock (self, owner);
  return alive;
}

static gpointer
run_claim (LimnerStore     *self,
           LimnerDatabase  *database,
           gpointer         data,
           GError         **error)
{
  const char *owner = data;
  g_autoptr(GPtrArray) dead = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(LimnerStatement) owners = NULL;

  owners = limner_database_query (database, error,
                                  "SELECT owner FROM jobs WHERE finished = 0"
                                  " AND owner IS NOT NULL AND owner != ?1 UNION"
                                  " SELECT owner FROM sweeps WHERE finished = 0"
                                  " AND owner IS NOT NULL AND owner != ?1", "s", owner);
  if (owners == NULL)
    return NULL;
  while (limner_statement_step (owners, NULL))
    {
      char *other = limner_statement_dup_text (owners, 0, 255);

      if (other != NULL && !is_alive (self, other))
        g_ptr_array_add (dead, other);
      else
        g_free (other);
    }
  g_clear_pointer (&owners, limner_statement_free);

  for (guint i = 0; i < dead->len; i++)
    {
      if (!limner_database_run (database, error,
                                "UPDATE jobs SET owner = ? WHERE finished = 0 AND owner = ?", "ss",
                                owner, g_ptr_array_index (dead, i)) ||
          !limner_database_run (database, error,
                                "UPDATE sweeps SET owner = ? WHERE finished = 0 AND owner = ?",
                                "ss", owner, g_ptr_array_index (dead, i)))
        return NULL;
    }
  if (!limner_database_run (database, error,
                            "UPDATE jobs SET owner = ? WHERE finished = 0 AND owner IS NULL", "s",
                            owner))
    return NULL;
  return LIMNER_STORE_OK;
}

/**
 * limner_store_lock_queue:
 * @self: a library
 * @owner: the name of a queue, a UUID
 *
 * Takes the lock that says that a queue is alive; it is let go by g_close() or with the process. A
 * file is made, which takes no time worth a thread.
 *
 * Returns: a file descriptor, or -1 when it cannot be had
 */
int
limner_store_lock_queue (LimnerStore *self,
                         const char  *owner)
{
  int lock;

  g_return_val_if_fail (LIMNER_IS_STORE (self), -1);
  g_return_val_if_fail (owner != NULL, -1);

  if (g_mkdir_with_parents (limner_store_get_data_directory (self), 0700) != 0)
    return -1;
  lock = open_lock (self, owner);
  if (lock >= 0 && flock (lock, LOCK_EX | LOCK_NB) != 0)
    {
      g_close (lock, NULL);
      return -1;
    }
  return lock;
}

/**
 * limner_store_unlock_queue:
 * @self: a library
 * @owner: the name of a queue
 * @lock: what limner_store_lock_queue() gave
 *
 * Lets go of a queue's lock: its jobs may be claimed by another.
 */
void
limner_store_unlock_queue (LimnerStore *self,
                           const char  *owner,
                           int          lock)
{
  g_return_if_fail (LIMNER_IS_STORE (self));

  if (lock < 0)
    return;
  remove_lock (self, owner);
  g_close (lock, NULL);
}

/**
 * limner_store_claim_jobs_async:
 * @self: a library
 * @owner: the name of the queue that will run them and whose lock is held
 * @cancellable: (nullable): to stop waiting
 * @callback: called when it is done; ends with limner_store_write_finish()
 * @user_data: for @callback
 *
 * Takes over all unfinished jobs, and plans of many jobs, that no living queue runs.
 */
void
limner_store_claim_jobs_async (LimnerStore         *self,
                               const char          *owner,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_return_if_fail (LIMNER_IS_STORE (self));
  g_return_if_fail (owner != NULL);

  _limner_store_push (self, LIMNER_STORE_WRITE, limner_store_claim_jobs_async, run_claim,
                      g_strdup (owner), g_free, NULL, cancellable, callback, user_data);
}

static GPtrArray *
read_records (LimnerStatement *statement)
{
  GPtrArray *records = g_ptr_array_new_with_free_func (free_record);

  while (limner_statement_step (statement, NULL))
    {
      LimnerJobRecord *record = read_record (statement);

      if (record != NULL)
        g_ptr_array_add (records, record);
    }
  return records;
}

typedef struct
{
  gint64 finished_after;
  guint  max_jobs;
} Range;

static gpointer
run_list (LimnerStore     *self,
          LimnerDatabase  *database,
          gpointer         data,
          GError         **error)
{
  const Range *range = data;
  g_autoptr(LimnerStatement) statement = NULL;

  statement = limner_database_query (database, error,
                                     "SELECT " JOB_COLUMNS " FROM jobs"
                                     " WHERE (finished = 0 OR finished > ?) AND state != 'removed'"
                                     " ORDER BY finished != 0, finished DESC, position LIMIT ?",
                                     "ii", range->finished_after, (gint64) range->max_jobs);
  return statement != NULL ? read_records (statement) : NULL;
}

/**
 * limner_store_list_jobs_async:
 * @self: a library
 * @finished_after: microseconds since 1970: finished jobs are listed from here on
 * @max_jobs: how many are enough
 * @cancellable: (nullable): to stop waiting
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Lists unfinished jobs in their order, then finished ones, the last first.
 */
void
limner_store_list_jobs_async (LimnerStore         *self,
                              gint64               finished_after,
                              guint                max_jobs,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  Range range = { finished_after, max_jobs };

  g_return_if_fail (LIMNER_IS_STORE (self));

  _limner_store_push (self, LIMNER_STORE_READ, limner_store_list_jobs_async, run_list,
                      g_memdup2 (&range, sizeof range), g_free,
                      (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

/**
 * limner_store_list_jobs_finish:
 * @self: a library
 * @result: the result
 * @error: return location for an error
 *
 * Ends limner_store_list_jobs_async().
 *
 * Returns: (transfer full) (element-type LimnerJobRecord) (nullable): the jobs
 */
GPtrArray *
limner_store_list_jobs_finish (LimnerStore   *self,
                               GAsyncResult  *result,
                               GError       **error)
{
  return _limner_store_finish (self, result, error);
}

static gpointer
run_list_batch (LimnerStore     *self,
                LimnerDatabase  *database,
                gpointer         data,
                GError         **error)
{
  g_autoptr(LimnerStatement) statement =
    limner_database_query (database, error,
                           "SELECT " JOB_COLUMNS " FROM jobs WHERE batch = ? ORDER BY position",
                           "s", data);

  return statement != NULL ? read_records (statement) : NULL;
}

/**
 * limner_store_list_batch_async:
 * @self: a library
 * @batch: what jobs that were asked for together share
 * @cancellable: (nullable): to stop waiting
 * @callback: called when it is done; ends with limner_store_list_jobs_finish()
 * @user_data: for @callback
 *
 * Lists all jobs of a batch, also those that were taken off the list.
 */
void
limner_store_list_batch_async (LimnerStore         *self,
                               const char          *batch,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_return_if_fail (LIMNER_IS_STORE (self));
  g_return_if_fail (batch != NULL);

  _limner_store_push (self, LIMNER_STORE_READ, limner_store_list_batch_async, run_list_batch,
                      g_strdup (batch), g_free, (GDestroyNotify) g_ptr_array_unref, cancellable,
                      callback, user_data);
}

static gpointer
run_load (LimnerStore     *self,
          LimnerDatabase  *database,
          gpointer         data,
          GError         **error)
{
  g_autoptr(LimnerStatement) statement = NULL;
  LimnerJobRecord *record = NULL;

  statement = limner_database_query (database, error,
                                     "SELECT " JOB_COLUMNS " FROM jobs WHERE id = ?", "s", data);
  if (statement == NULL)
    return NULL;
  if (limner_statement_step (statement, error))
    record = read_record (statement);
  if (record == NULL && limner_statement_get_ok (statement))
    g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_NOT_FOUND, "There is no such job");
  return record;
}

/**
 * limner_store_load_job_async:
 * @self: a library
 * @id: a job's id
 * @cancellable: (nullable): to stop waiting
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Looks up a job in the journal, for instance for its log.
 */
void
limner_store_load_job_async (LimnerStore         *self,
                             const char          *id,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_return_if_fail (LIMNER_IS_STORE (self));

  _limner_store_push (self, LIMNER_STORE_READ, limner_store_load_job_async, run_load,
                      g_strdup (id), g_free, free_record, cancellable, callback, user_data);
}

/**
 * limner_store_load_job_finish:
 * @self: a library
 * @result: the result
 * @error: return location for an error
 *
 * Ends limner_store_load_job_async().
 *
 * Returns: (transfer full) (nullable): the job, or %NULL with %LIMNER_ERROR_NOT_FOUND
 */
LimnerJobRecord *
limner_store_load_job_finish (LimnerStore   *self,
                              GAsyncResult  *result,
                              GError       **error)
{
  return _limner_store_finish (self, result, error);
}

/* What was sent lately stays known, though it is not shown any more: a search for a lost answer
 * must not take an old prediction for its own.
 */
static gpointer
run_remove (LimnerStore     *self,
            LimnerDatabase  *database,
            gpointer         data,
            GError         **error)
{
  char **ids = data;

  for (guint i = 0; ids[i] != NULL; i++)
    {
      if (!limner_database_run (database, error,
                                "UPDATE jobs SET state = 'removed', finished = max (finished, ?),"
                                " input = '{}', prompt = NULL, log = NULL WHERE id = ?", "is",
                                g_get_real_time (), ids[i]))
        return NULL;
    }
  if (!limner_database_run (database, error,
                            "DELETE FROM jobs WHERE state = 'removed'"
                            " AND (prediction IS NULL OR finished < ?)", "i",
                            g_get_real_time () - 2 * G_TIME_SPAN_DAY))
    return NULL;
  return LIMNER_STORE_OK;
}

/**
 * limner_store_remove_jobs_async:
 * @self: a library
 * @ids: ids of jobs
 * @cancellable: (nullable): to stop waiting
 * @callback: called when it is done; ends with limner_store_write_finish()
 * @user_data: for @callback
 *
 * Takes jobs out of the journal. What they made and what they cost stays.
 */
void
limner_store_remove_jobs_async (LimnerStore         *self,
                                const char * const  *ids,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_return_if_fail (LIMNER_IS_STORE (self));
  g_return_if_fail (ids != NULL);

  _limner_store_push (self, LIMNER_STORE_WRITE, limner_store_remove_jobs_async, run_remove,
                      g_strdupv ((char **) ids), (GDestroyNotify) g_strfreev, NULL, cancellable,
                      callback, user_data);
}

static gpointer
run_list_predictions (LimnerStore     *self,
                      LimnerDatabase  *database,
                      gpointer         data,
                      GError         **error)
{
  g_autoptr(LimnerStatement) statement = NULL;
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  statement = limner_database_query (database, error,
                                     "SELECT prediction FROM jobs WHERE server = ?1"
                                     " AND prediction IS NOT NULL AND created > ?2"
                                     " UNION SELECT prediction FROM items WHERE server = ?1"
                                     " AND prediction IS NOT NULL AND created > ?2", "si", data,
                                     g_get_real_time () - 2 * G_TIME_SPAN_DAY);
  if (statement == NULL)
    return NULL;
  while (limner_statement_step (statement, NULL))
    {
      g_autofree char *prediction = limner_statement_dup_text (statement, 0, 255);

      if (prediction != NULL)
        g_strv_builder_add (builder, prediction);
    }
  return g_strv_builder_end (builder);
}

/**
 * limner_store_list_predictions_async:
 * @self: a library
 * @server: a server's id
 * @cancellable: (nullable): to stop waiting
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Lists the predictions of the last two days that belong to some job, of any program.
 */
void
limner_store_list_predictions_async (LimnerStore         *self,
                                     const char          *server,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data)
{
  g_return_if_fail (LIMNER_IS_STORE (self));

  _limner_store_push (self, LIMNER_STORE_READ, limner_store_list_predictions_async,
                      run_list_predictions, g_strdup (server), g_free,
                      (GDestroyNotify) g_strfreev, cancellable, callback, user_data);
}

/**
 * limner_store_list_predictions_finish:
 * @self: a library
 * @result: the result
 * @error: return location for an error
 *
 * Ends limner_store_list_predictions_async().
 *
 * Returns: (transfer full) (nullable): ids of predictions
 */
char **
limner_store_list_predictions_finish (LimnerStore   *self,
                                      GAsyncResult  *result,
                                      GError       **error)
{
  return _limner_store_finish (self, result, error);
}

static gpointer
run_list_items (LimnerStore     *self,
                LimnerDatabase  *database,
                gpointer         data,
                GError         **error)
{
  g_autoptr(LimnerStatement) statement = NULL;
  GPtrArray *rows;

  statement = limner_database_query (database, error,
                                     "SELECT " LIMNER_STORE_ITEM_COLUMNS " FROM items"
                                     " WHERE job = ? ORDER BY output_index LIMIT 1000", "s", data);
  if (statement == NULL)
    return NULL;
  rows = g_ptr_array_new_with_free_func ((GDestroyNotify) limner_item_details_unref);
  while (limner_statement_step (statement, NULL))
    g_ptr_array_add (rows, limner_store_rows_read (database, statement));
  return rows;
}

/**
 * limner_store_list_job_items_async:
 * @self: a library
 * @job: a job's id
 * @cancellable: (nullable): to stop waiting
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Lists the pictures that a job made and that are in the gallery, in the order of its outputs.
 */
void
limner_store_list_job_items_async (LimnerStore         *self,
                                   const char          *job,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  g_return_if_fail (LIMNER_IS_STORE (self));

  _limner_store_push (self, LIMNER_STORE_READ, limner_store_list_job_items_async, run_list_items,
                      g_strdup (job), g_free, (GDestroyNotify) g_ptr_array_unref, cancellable,
                      callback, user_data);
}

/**
 * limner_store_list_job_items_finish:
 * @self: a library
 * @result: the result
 * @error: return location for an error
 *
 * Ends limner_store_list_job_items_async().
 *
 * Returns: (transfer full) (nullable): a list of #LimnerGalleryItem
 */
GListModel *
limner_store_list_job_items_finish (LimnerStore   *self,
                                    GAsyncResult  *result,
                                    GError       **error)
{
  return _limner_store_finish_items (self, result, error);
}
