/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-store.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_JOB_RECORD (limner_job_record_get_type ())

typedef struct _LimnerJobRecord LimnerJobRecord;

/**
 * LimnerJobRecord:
 * @id: the job's own id, a UUID
 * @owner: (nullable): the queue that runs it, see limner_store_claim_jobs_async()
 * @state: the state's nick as in `jobs/limner-job.h`
 * @position: its place in the queue
 * @created: microseconds since 1970 at which it was submitted
 * @sent: microseconds since 1970 just before the last request that creates, 0 before
 * @started: microseconds since 1970 at which the model began, 0 before
 * @finished: microseconds since 1970 at which it ended, 0 before
 * @server: id of the server
 * @model: `owner/name`
 * @version: (nullable): version id
 * @operation: (nullable): generate, edit, …
 * @input: JSON object, files as `blob:<sha256>`
 * @prompt: (nullable): for display
 * @prompt_typed: (nullable): the prompt as typed
 * @negative_prompt: (nullable): for display
 * @seed: (nullable): the seed asked for, then the seed used
 * @output_kind: (nullable): the schema's kind of output
 * @recipe: (nullable): how to take the answer back, JSON
 * @parents: (nullable): ids of gallery items it was made from
 * @batch: (nullable): what jobs that were asked for together share
 * @deployment: (nullable): `owner/name` of the deployment that runs it
 * @prediction: (nullable): the server's id
 * @answer: (nullable): the last prediction object of the server, JSON, without `data:` output
 * @text_output: (nullable): what a text model said
 * @log: (nullable): the last part of the log
 * @attempts: how many times it was sent by the user's wish
 * @error_code: a #LimnerError, -1 for none
 * @error_message: (nullable): what went wrong
 * @predict_time: seconds, NaN when unknown
 * @total_time: seconds from creation to completion, NaN when unknown
 * @cost: US dollars, NaN when unknown
 * @cost_source: (nullable): `measured`, `user`, `estimate`
 *
 * What the journal keeps of one job: enough to go on after a crash at any moment.
 */
struct _LimnerJobRecord
{
  char    *id;
  char    *owner;
  char    *state;
  double   position;
  gint64   created;
  gint64   sent;
  gint64   started;
  gint64   finished;
  char    *server;
  char    *model;
  char    *version;
  char    *operation;
  char    *input;
  char    *prompt;
  char    *prompt_typed;
  char    *negative_prompt;
  char    *seed;
  char    *output_kind;
  char    *recipe;
  char   **parents;
  char    *batch;
  char    *deployment;
  char    *prediction;
  char    *answer;
  char    *text_output;
  char    *log;
  int      attempts;
  int      error_code;
  char    *error_message;
  double   predict_time;
  double   total_time;
  double   cost;
  char    *cost_source;
};

GType            limner_job_record_get_type       (void) G_GNUC_CONST;
LimnerJobRecord *limner_job_record_new            (void) G_GNUC_WARN_UNUSED_RESULT;
LimnerJobRecord *limner_job_record_copy           (const LimnerJobRecord *self)
                                                   G_GNUC_WARN_UNUSED_RESULT;
void             limner_job_record_free           (LimnerJobRecord      *self);

/* The journal; ends with limner_store_write_finish() where nothing is returned */
void             limner_store_save_job_async      (LimnerStore          *self,
                                                   const LimnerJobRecord *record,
                                                   GCancellable         *cancellable,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);
int              limner_store_lock_queue          (LimnerStore          *self,
                                                   const char           *owner);
void             limner_store_unlock_queue        (LimnerStore          *self,
                                                   const char           *owner,
                                                   int                   lock);
void             limner_store_claim_jobs_async    (LimnerStore          *self,
                                                   const char           *owner,
                                                   GCancellable         *cancellable,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);
void             limner_store_list_jobs_async     (LimnerStore          *self,
                                                   gint64                finished_after,
                                                   guint                 max_jobs,
                                                   GCancellable         *cancellable,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);
void             limner_store_list_batch_async    (LimnerStore          *self,
                                                   const char           *batch,
                                                   GCancellable         *cancellable,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);
void             limner_store_list_unanswered_async (LimnerStore        *self,
                                                   const LimnerJobRecord *like,
                                                   gint64                span,
                                                   GCancellable         *cancellable,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);
GPtrArray       *limner_store_list_jobs_finish    (LimnerStore          *self,
                                                   GAsyncResult         *result,
                                                   GError              **error)
                                                   G_GNUC_WARN_UNUSED_RESULT;
void             limner_store_load_job_async      (LimnerStore          *self,
                                                   const char           *id,
                                                   GCancellable         *cancellable,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);
LimnerJobRecord *limner_store_load_job_finish     (LimnerStore          *self,
                                                   GAsyncResult         *result,
                                                   GError              **error)
                                                   G_GNUC_WARN_UNUSED_RESULT;
void             limner_store_remove_jobs_async   (LimnerStore          *self,
                                                   const char * const   *ids,
                                                   GCancellable         *cancellable,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);
void             limner_store_remove_done_jobs_async (LimnerStore       *self,
                                                   gint64                finished_after,
                                                   GCancellable         *cancellable,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);
void             limner_store_list_predictions_async (LimnerStore       *self,
                                                   const char           *server,
                                                   GCancellable         *cancellable,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);
char           **limner_store_list_predictions_finish (LimnerStore      *self,
                                                   GAsyncResult         *result,
                                                   GError              **error)
                                                   G_GNUC_WARN_UNUSED_RESULT;
void             limner_store_list_job_items_async (LimnerStore         *self,
                                                   const char           *job,
                                                   GCancellable         *cancellable,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);
GListModel      *limner_store_list_job_items_finish (LimnerStore        *self,
                                                   GAsyncResult         *result,
                                                   GError              **error)
                                                   G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimnerJobRecord, limner_job_record_free)

G_END_DECLS
