/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-item-details.h"
#include "limner-store-answers.h"
#include "limner-store-call.h"
#include "limner-store-private.h"

/** The longest name of a server or model that is read, in bytes. */
#define MAX_NAME 1024

static const LimnerColumn columns[] = {
  LIMNER_ROW_NEEDED (LimnerAnswerRecord, job, MAX_NAME),
  LIMNER_ROW_INT64 (LimnerAnswerRecord, created),
  LIMNER_ROW_TEXT (LimnerAnswerRecord, server, MAX_NAME),
  LIMNER_ROW_NEEDED (LimnerAnswerRecord, model, MAX_NAME),
  LIMNER_ROW_TEXT (LimnerAnswerRecord, prompt, LIMNER_STORE_MAX_TEXT),
  LIMNER_ROW_NEEDED (LimnerAnswerRecord, text, LIMNER_STORE_MAX_JSON),
};
static const LimnerRowType answer_row =
  LIMNER_ROW_TYPE (LimnerAnswerRecord, columns, (GDestroyNotify) limner_answer_record_free);

/**
 * limner_answer_record_free:
 * @self: (transfer full): an answer
 */
void
limner_answer_record_free (LimnerAnswerRecord *self)
{
  _limner_row_clear (&answer_row, self);
  g_free (self);
}

/**
 * limner_store_list_answers_async:
 * @self: a library
 * @before: only what was asked before this, microseconds since 1970; %G_MAXINT64 for the last ones
 * @max_answers: how many are enough
 * @cancellable: (nullable): to stop waiting
 * @callback: called when they are read
 * @user_data: for @callback
 *
 * Lists texts that models gave, the last first. What is still being written is not among them.
 */
void
limner_store_list_answers_async (LimnerStore         *self,
                                 gint64               before,
                                 guint                max_answers,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_return_if_fail (LIMNER_IS_STORE (self));

  _limner_store_list (self, limner_store_list_answers_async, &answer_row, cancellable, callback,
                      user_data, "FROM answers WHERE created < ? ORDER BY created DESC LIMIT ?",
                      "ii", before, (gint64) max_answers);
}

/**
 * limner_store_list_answers_finish:
 * @self: a library
 * @result: the result
 * @error: return location for an error
 *
 * Ends limner_store_list_answers_async().
 *
 * Returns: (transfer full) (element-type LimnerAnswerRecord) (nullable): the answers
 */
GPtrArray *
limner_store_list_answers_finish (LimnerStore   *self,
                                  GAsyncResult  *result,
                                  GError       **error)
{
  return _limner_store_finish (self, result, error);
}

/**
 * limner_store_put_answer_async:
 * @self: a library
 * @answer: a text that a model gave
 * @cancellable: (nullable): to stop waiting
 * @callback: (nullable): called when it is done; ends with limner_store_write_finish()
 * @user_data: for @callback
 *
 * Keeps an answer, as a rule one that was removed by mistake: what jobs give is kept by itself.
 */
void
limner_store_put_answer_async (LimnerStore              *self,
                               const LimnerAnswerRecord *answer,
                               GCancellable             *cancellable,
                               GAsyncReadyCallback       callback,
                               gpointer                  user_data)
{
  g_return_if_fail (LIMNER_IS_STORE (self));
  g_return_if_fail (answer != NULL && answer->job != NULL && answer->text != NULL);

  _limner_store_put (self, limner_store_put_answer_async, &answer_row, "answers", answer,
                     cancellable, callback, user_data);
}

/**
 * limner_store_remove_answer_async:
 * @self: a library
 * @job: the id of the job that asked
 * @cancellable: (nullable): to stop waiting
 * @callback: (nullable): called when it is done; ends with limner_store_write_finish()
 * @user_data: for @callback
 *
 * Forgets a text that a model gave.
 */
void
limner_store_remove_answer_async (LimnerStore         *self,
                                  const char          *job,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_return_if_fail (LIMNER_IS_STORE (self));
  g_return_if_fail (job != NULL);

  _limner_store_run (self, limner_store_remove_answer_async, cancellable, callback, user_data,
                     "DELETE FROM answers WHERE job = ?", "s", job);
}
