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
#include "limner-store-call.h"
#include "limner-store-jobs.h"
#include "limner-store-private.h"
#include "limner-store-rows.h"

/* The journal of jobs. A record is written whole, and is on the disk when the call returns.
 *
 * A job is run by one queue only, even when several programs have the library open. Its owner is
 * the name of a lock file that the queue's process holds for as long as it lives; the kernel lets
 * go of it however the process ends. A queue claims the jobs whose owner's lock can be had. */

#define MAX_SHORT_TEXT 4096

/** Of how many jobs without an answer one is told apart. */
#define MAX_UNANSWERED 1000

static const LimnerColumn columns[] = {
  LIMNER_ROW_NEEDED (LimnerJobRecord, id, 255),
  LIMNER_ROW_TEXT (LimnerJobRecord, owner, 255),
  LIMNER_ROW_NEEDED (LimnerJobRecord, state, 255),
  LIMNER_ROW_NUMBER (LimnerJobRecord, position),
  LIMNER_ROW_INT64 (LimnerJobRecord, created),
  LIMNER_ROW_INT64 (LimnerJobRecord, sent),
  LIMNER_ROW_INT64 (LimnerJobRecord, started),
  LIMNER_ROW_INT64 (LimnerJobRecord, finished),
  LIMNER_ROW_NEEDED (LimnerJobRecord, server, MAX_SHORT_TEXT),
  LIMNER_ROW_NEEDED (LimnerJobRecord, model, MAX_SHORT_TEXT),
  LIMNER_ROW_TEXT (LimnerJobRecord, version, MAX_SHORT_TEXT),
  LIMNER_ROW_TEXT (LimnerJobRecord, operation, 255),
  LIMNER_ROW_NEEDED (LimnerJobRecord, input, LIMNER_STORE_MAX_JSON),
  LIMNER_ROW_TEXT (LimnerJobRecord, prompt, LIMNER_STORE_MAX_TEXT),
  LIMNER_ROW_TEXT (LimnerJobRecord, prompt_typed, LIMNER_STORE_MAX_TEXT),
  LIMNER_ROW_TEXT (LimnerJobRecord, negative_prompt, LIMNER_STORE_MAX_TEXT),
  LIMNER_ROW_TEXT (LimnerJobRecord, seed, 255),
  LIMNER_ROW_TEXT (LimnerJobRecord, output_kind, 255),
  LIMNER_ROW_TEXT (LimnerJobRecord, recipe, LIMNER_STORE_MAX_TEXT),
  LIMNER_ROW_LINES (LimnerJobRecord, parents, LIMNER_STORE_MAX_TEXT),
  LIMNER_ROW_TEXT (LimnerJobRecord, batch, 255),
  LIMNER_ROW_TEXT (LimnerJobRecord, prediction, 255),
  LIMNER_ROW_TEXT (LimnerJobRecord, answer, LIMNER_STORE_MAX_JSON),
  LIMNER_ROW_TEXT (LimnerJobRecord, text_output, LIMNER_STORE_MAX_JSON),
  LIMNER_ROW_TEXT (LimnerJobRecord, log, LIMNER_STORE_MAX_TEXT),
  LIMNER_ROW_INT (LimnerJobRecord, attempts, 0, 1000000),
  LIMNER_ROW_INT (LimnerJobRecord, error_code, -1, 1000),
  LIMNER_ROW_TEXT (LimnerJobRecord, error_message, LIMNER_STORE_MAX_TEXT),
  LIMNER_ROW_DOUBLE (LimnerJobRecord, predict_time),
  LIMNER_ROW_DOUBLE (LimnerJobRecord, total_time),
  LIMNER_ROW_DOUBLE (LimnerJobRecord, cost),
  LIMNER_ROW_TEXT (LimnerJobRecord, cost_source, 255),
  LIMNER_ROW_TEXT (LimnerJobRecord, deployment, MAX_SHORT_TEXT),
};
static const LimnerRowType job_row =
  LIMNER_ROW_TYPE (LimnerJobRecord, columns, (GDestroyNotify) limner_job_record_free);

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
  g_return_val_if_fail (self != NULL, NULL);

  return _limner_row_copy (&job_row, self);
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

  _limner_row_clear (&job_row, self);
  g_free (self);
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

  _limner_store_put (self, limner_store_save_job_async, &job_row, "jobs", record, cancellable,
                     callback, user_data);
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
  g_return_if_fail (LIMNER_IS_STORE (self));

  _limner_store_list (self, limner_store_list_jobs_async, &job_row, cancellable, callback,
                      user_data,
                      "FROM jobs WHERE (finished = 0 OR finished > ?) AND state != 'removed'"
                      " ORDER BY finished != 0, finished DESC, position LIMIT ?", "ii",
                      finished_after, (gint64) max_jobs);
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

  _limner_store_list (self, limner_store_list_batch_async, &job_row, cancellable, callback,
                      user_data, "FROM jobs WHERE batch = ? ORDER BY position", "s", batch);
}

/**
 * limner_store_list_unanswered_async:
 * @self: a library
 * @like: a job that was sent
 * @span: how long before and after it, in microseconds
 * @cancellable: (nullable): to stop waiting
 * @callback: called when it is done; ends with limner_store_list_jobs_finish()
 * @user_data: for @callback
 *
 * Lists the other jobs, of any program, that were sent to the same model about then and of which
 * it is not known what the server made of them.
 */
void
limner_store_list_unanswered_async (LimnerStore           *self,
                                    const LimnerJobRecord *like,
                                    gint64                 span,
                                    GCancellable          *cancellable,
                                    GAsyncReadyCallback    callback,
                                    gpointer               user_data)
{
  g_return_if_fail (LIMNER_IS_STORE (self));
  g_return_if_fail (like != NULL);

  _limner_store_list (self, limner_store_list_unanswered_async, &job_row, cancellable, callback,
                      user_data,
                      "FROM jobs WHERE id != ? AND server = ? AND model = ?"
                      " AND prediction IS NULL AND sent BETWEEN ? AND ?"
                      " AND state IN ('sending', 'searching', 'lost', 'removed') LIMIT ?",
                      "sssiii", like->id, like->server, like->model, like->sent - span,
                      like->sent + span, (gint64) MAX_UNANSWERED);
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

  _limner_store_list (self, limner_store_load_job_async, &job_row, cancellable, callback, user_data,
                      "FROM jobs WHERE id = ?", "s", id);
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
  return _limner_store_finish_first (self, result, error);
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
run_remove_done (LimnerStore     *self,
                 LimnerDatabase  *database,
                 gpointer         data,
                 GError         **error)
{
  if (!limner_database_run (database, error,
                            "UPDATE jobs SET state = 'removed', input = '{}', prompt = NULL,"
                            " log = NULL WHERE state = 'done' AND finished > ?", "i",
                            *(const gint64 *) data))
    return NULL;
  return LIMNER_STORE_OK;
}

/**
 * limner_store_remove_done_jobs_async:
 * @self: a library
 * @finished_after: microseconds since 1970
 * @cancellable: (nullable): to stop waiting
 * @callback: called when it is done; ends with limner_store_write_finish()
 * @user_data: for @callback
 *
 * Takes all jobs out of the journal that were done since then, as limner_store_remove_jobs_async()
 * does with some.
 */
void
limner_store_remove_done_jobs_async (LimnerStore         *self,
                                     gint64               finished_after,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data)
{
  g_return_if_fail (LIMNER_IS_STORE (self));

  _limner_store_push (self, LIMNER_STORE_WRITE, limner_store_remove_done_jobs_async,
                      run_remove_done, g_memdup2 (&finished_after, sizeof finished_after), g_free,
                      NULL, cancellable, callback, user_data);
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

  _limner_store_list (self, limner_store_list_predictions_async, &_limner_named_text_row,
                      cancellable, callback, user_data,
                      "SELECT prediction FROM jobs WHERE server = ?1"
                      " AND prediction IS NOT NULL AND created > ?2"
                      " UNION SELECT prediction FROM items WHERE server = ?1"
                      " AND prediction IS NOT NULL AND created > ?2", "si", server,
                      g_get_real_time () - 2 * G_TIME_SPAN_DAY);
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
  g_autoptr(GPtrArray) texts = _limner_store_finish (self, result, error);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  if (texts == NULL)
    return NULL;
  for (guint i = 0; i < texts->len; i++)
    g_strv_builder_add (builder, ((LimnerNamedText *) g_ptr_array_index (texts, i))->name);
  return g_strv_builder_end (builder);
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
