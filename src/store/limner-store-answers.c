/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-item-details.h"
#include "limner-store-answers.h"
#include "limner-store-private.h"

/** The longest name of a server or model that is read, in bytes. */
#define MAX_NAME 1024

/**
 * limner_answer_record_free:
 * @self: (transfer full): an answer
 */
void
limner_answer_record_free (LimnerAnswerRecord *self)
{
  g_clear_pointer (&self->job, g_free);
  g_clear_pointer (&self->server, g_free);
  g_clear_pointer (&self->model, g_free);
  g_clear_pointer (&self->prompt, g_free);
  g_clear_pointer (&self->text, g_free);
  g_free (self);
}

typedef struct
{
  gint64 before;
  guint  max_answers;
} Range;

static gpointer
run_list (LimnerStore     *self,
          LimnerDatabase  *database,
          gpointer         data,
          GError         **error)
{
  const Range *range = data;
  g_autoptr(LimnerStatement) statement = NULL;
  GPtrArray *answers;

  statement = limner_database_query (database, error,
                                     "SELECT job, created, server, model, prompt, text FROM answers"
                                     " WHERE created < ? ORDER BY created DESC LIMIT ?", "ii",
                                     range->before, (gint64) range->max_answers);
  if (statement == NULL)
    return NULL;

  answers = g_ptr_array_new_with_free_func ((GDestroyNotify) limner_answer_record_free);
  while (limner_statement_step (statement, NULL))
    {
      LimnerAnswerRecord *answer = g_new0 (LimnerAnswerRecord, 1);

      answer->job = limner_statement_dup_text (statement, 0, MAX_NAME);
      answer->created = limner_statement_get_int (statement, 1);
      answer->server = limner_statement_dup_text (statement, 2, MAX_NAME);
      answer->model = limner_statement_dup_text (statement, 3, MAX_NAME);
      answer->prompt = limner_statement_dup_text (statement, 4, LIMNER_STORE_MAX_TEXT);
      answer->text = limner_statement_dup_text (statement, 5, LIMNER_STORE_MAX_JSON);
      if (answer->job != NULL && answer->model != NULL && answer->text != NULL)
        g_ptr_array_add (answers, answer);
      else
        limner_answer_record_free (answer);
    }
  return answers;
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
  Range range = { before, max_answers };

  g_return_if_fail (LIMNER_IS_STORE (self));

  _limner_store_push (self, LIMNER_STORE_READ, limner_store_list_answers_async, run_list,
                      g_memdup2 (&range, sizeof range), g_free,
                      (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
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

static gpointer
run_put (LimnerStore     *self,
         LimnerDatabase  *database,
         gpointer         data,
         GError         **error)
{
  const LimnerAnswerRecord *answer = data;

  return limner_database_run (database, error,
                              "INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?, ?)", "sissss",
                              answer->job, answer->created, answer->server, answer->model,
                              answer->prompt, answer->text)
         ? LIMNER_STORE_OK : NULL;
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
  LimnerAnswerRecord *copy;

  g_return_if_fail (LIMNER_IS_STORE (self));
  g_return_if_fail (answer != NULL && answer->job != NULL && answer->text != NULL);

  copy = g_new0 (LimnerAnswerRecord, 1);
  copy->job = g_strdup (answer->job);
  copy->created = answer->created;
  copy->server = g_strdup (answer->server);
  copy->model = g_strdup (answer->model);
  copy->prompt = g_strdup (answer->prompt);
  copy->text = g_strdup (answer->text);
  _limner_store_push (self, LIMNER_STORE_WRITE, limner_store_put_answer_async, run_put, copy,
                      (GDestroyNotify) limner_answer_record_free, NULL, cancellable, callback,
                      user_data);
}

static gpointer
run_remove (LimnerStore     *self,
            LimnerDatabase  *database,
            gpointer         data,
            GError         **error)
{
  return limner_database_run (database, error, "DELETE FROM answers WHERE job = ?", "s", data)
         ? LIMNER_STORE_OK : NULL;
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

  _limner_store_push (self, LIMNER_STORE_WRITE, limner_store_remove_answer_async, run_remove,
                      g_strdup (job), g_free, NULL, cancellable, callback, user_data);
}
