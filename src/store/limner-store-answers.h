/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-store.h"

G_BEGIN_DECLS

/**
 * LimnerAnswerRecord:
 * @job: the id of the job that asked
 * @created: when it was asked, microseconds since 1970
 * @server: the id of the server
 * @model: which model answered, `owner/name`
 * @prompt: (nullable): what was asked
 * @text: what the model said
 *
 * A text that a model gave. It is kept when its job has left the journal.
 */
typedef struct
{
  char   *job;
  gint64  created;
  char   *server;
  char   *model;
  char   *prompt;
  char   *text;
} LimnerAnswerRecord;

void       limner_answer_record_free         (LimnerAnswerRecord  *self);
void       limner_store_list_answers_async   (LimnerStore         *self,
                                              gint64               before,
                                              guint                max_answers,
                                              GCancellable        *cancellable,
                                              GAsyncReadyCallback  callback,
                                              gpointer             user_data);
GPtrArray *limner_store_list_answers_finish  (LimnerStore         *self,
                                              GAsyncResult        *result,
                                              GError             **error)
                                              G_GNUC_WARN_UNUSED_RESULT;
void       limner_store_put_answer_async     (LimnerStore         *self,
                                              const LimnerAnswerRecord *answer,
                                              GCancellable        *cancellable,
                                              GAsyncReadyCallback  callback,
                                              gpointer             user_data);
void       limner_store_remove_answer_async  (LimnerStore         *self,
                                              const char          *job,
                                              GCancellable        *cancellable,
                                              GAsyncReadyCallback  callback,
                                              gpointer             user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimnerAnswerRecord, limner_answer_record_free)

G_END_DECLS
