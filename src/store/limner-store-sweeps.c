/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "limner-item-details.h"
#include "limner-store-call.h"
#include "limner-store-private.h"
#include "limner-store-sweeps.h"

static const LimnerColumn columns[] = {
  LIMNER_ROW_NEEDED (LimnerSweepRecord, id, 255),
  LIMNER_ROW_TEXT (LimnerSweepRecord, owner, 255),
  LIMNER_ROW_INT64 (LimnerSweepRecord, created),
  LIMNER_ROW_INT64 (LimnerSweepRecord, finished),
  LIMNER_ROW_TEXT (LimnerSweepRecord, title, 4096),
  LIMNER_ROW_NEEDED (LimnerSweepRecord, plan, LIMNER_STORE_MAX_JSON),
};
static const LimnerRowType sweep_row =
  LIMNER_ROW_TYPE (LimnerSweepRecord, columns, (GDestroyNotify) limner_sweep_record_free);

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

  _limner_row_clear (&sweep_row, self);
  g_free (self);
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

  _limner_store_put (self, limner_store_save_sweep_async, &sweep_row, "sweeps", record, cancellable,
                     callback, user_data);
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

  _limner_store_run (self, limner_store_remove_sweep_async, cancellable, callback, user_data,
                     "DELETE FROM sweeps WHERE id = ?", "s", id);
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

  _limner_store_list (self, limner_store_list_sweeps_async, &sweep_row, cancellable, callback,
                      user_data, "FROM sweeps ORDER BY finished != 0, created DESC LIMIT ?", "i",
                      (gint64) max_sweeps);
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
