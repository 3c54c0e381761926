/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "limner-store-private.h"
#include "limner-store-sweeps.h"

static void
free_record (gpointer data)
{
  limner_sweep_record_free (data);
}

static LimnerSweepRecord *
copy_record (const LimnerSweepRecord *record)
{
  LimnerSweepRecord *copy = g_memdup2 (record, sizeof *record);

  copy->id = g_strdup (record->id);
  copy->owner = g_strdup (record->owner);
  copy->title = g_strdup (record->title);
  copy->plan = g_strdup (record->plan);
  return copy;
}

/**
 * limner_sweep_record_free:
 * @self: (transfer full): a record
 *
 * Frees a record.
 */
void
limner_sweep_record_free (LimnerSweepRecord *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->owner, g_free);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->plan, g_free);
  g_free (self);
}

static gpointer
run_save (LimnerStore     *self,
          LimnerDatabase  *database,
          gpointer         data,
          GError         **error)
{
  const LimnerSweepRecord *record = data;

  if (!limner_database_run (database, error,
                            "INSERT OR REPLACE INTO sweeps (id, owner, created, finished, title,"
                            " plan) VALUES (?, ?, ?, ?, ?, ?)", "ssiiss", record->id,
                            record->owner, record->created, record->finished, record->title,
                            record->plan))
    return NULL;
  return LIMNER_STORE_OK;
}

/**
 * limner_store_save_sweep_async:
 * @self: a library
 * @record: the plan as it is now
 * @cancellable: (nullable): to stop waiting
 * @callback: called when it is on the disk; ends with limner_store_write_finish()
 * @user_data: for @callback
 *
 * Keeps a plan. Calls are carried out in the order in which they come, together with those of
 * limner_store_save_job_async().
 */
void
limner_store_save_sweep_async (LimnerStore             *self,
                               const LimnerSweepRecord *record,
                               GCancellable            *cancellable,
                               GAsyncReadyCallback      callback,
                               gpointer                 user_data)
{
  g_return_if_fail (LIMNER_IS_STORE (self));
  g_return_if_fail (record != NULL && record->id != NULL && record->plan != NULL);
  g_return_if_fail (strlen (record->plan) <= LIMNER_STORE_MAX_JSON);

  _limner_store_push (self, LIMNER_STORE_READ, limner_store_save_sweep_async, run_save,
                      copy_record (record), free_record, NULL, cancellable, callback, user_data);
}

static gpointer
run_remove (LimnerStore     *self,
            LimnerDatabase  *database,
            gpointer         data,
            GError         **error)
{
  if (!limner_database_run (database, error, "DELETE FROM sweeps WHERE id = ?", "s", data))
    return NULL;
  return LIMNER_STORE_OK;
}

/**
 * limner_store_remove_sweep_async:
 * @self: a library
 * @id: a plan's id
 * @cancellable: (nullable): to stop waiting
 * @callback: called when it is done; ends with limner_store_write_finish()
 * @user_data: for @callback
 *
 * Forgets a plan. The jobs that it made, and their pictures, stay.
 */
void
limner_store_remove_sweep_async (LimnerStore         *self,
                                 const char          *id,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_return_if_fail (LIMNER_IS_STORE (self));
  g_return_if_fail (id != NULL);

  _limner_store_push (self, LIMNER_STORE_READ, limner_store_remove_sweep_async, run_remove,
                      g_strdup (id), g_free, NULL, cancellable, callback, user_data);
}

static gpointer
run_list (LimnerStore     *self,
          LimnerDatabase  *database,
          gpointer         data,
          GError         **error)
{
  g_autoptr(LimnerStatement) statement = NULL;
  GPtrArray *records;

  statement = limner_database_query (database, error,
                                     "SELECT id, owner, created, finished, title, plan FROM sweeps"
                                     " ORDER BY finished != 0, created DESC LIMIT ?", "i",
                                     (gint64) GPOINTER_TO_UINT (data));
  if (statement == NULL)
    return NULL;

  records = g_ptr_array_new_with_free_func (free_record);
  while (limner_statement_step (statement, NULL))
    {
      g_autoptr(LimnerSweepRecord) record = g_new0 (LimnerSweepRecord, 1);

      record->id = limner_statement_dup_text (statement, 0, 255);
      record->owner = limner_statement_dup_text (statement, 1, 255);
      record->created = limner_statement_get_int (statement, 2);
      record->finished = limner_statement_get_int (statement, 3);
      record->title = limner_statement_dup_text (statement, 4, 4096);
      record->plan = limner_statement_dup_text (statement, 5, LIMNER_STORE_MAX_JSON);
      if (record->id != NULL && record->plan != NULL)
        g_ptr_array_add (records, g_steal_pointer (&record));
    }
  return records;
}

/**
 * limner_store_list_sweeps_async:
 * @self: a library
 * @max_sweeps: how many are enough
 * @cancellable: (nullable): to stop waiting
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Lists plans: those that are not finished, then the others, the newest first.
 */
void
limner_store_list_sweeps_async (LimnerStore         *self,
                                guint                max_sweeps,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_return_if_fail (LIMNER_IS_STORE (self));

  _limner_store_push (self, LIMNER_STORE_READ, limner_store_list_sweeps_async, run_list,
                      GUINT_TO_POINTER (max_sweeps), NULL, (GDestroyNotify) g_ptr_array_unref,
                      cancellable, callback, user_data);
}

/**
 * limner_store_list_sweeps_finish:
 * @self: a library
 * @result: the result
 * @error: return location for an error
 *
 * Ends limner_store_list_sweeps_async().
 *
 * Returns: (transfer full) (element-type LimnerSweepRecord) (nullable): the plans
 */
GPtrArray *
limner_store_list_sweeps_finish (LimnerStore   *self,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  return _limner_store_finish (self, result, error);
}
