/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/limner-error.h"
#include "client/limner-client-predictions.h"
#include "store/limner-store-costs.h"
#include "store/limner-store-models.h"

#include "limner-job-answer.h"
#include "limner-job-error.h"
#include "limner-job-preview.h"
#include "limner-job-results.h"
#include "limner-job-runner-private.h"
#include "limner-job-stream.h"

/* The life of a job. A line with a J is written into the journal, and is on the disk, before what
 * follows it is done. Which state may follow which is in limner-job-state.c.
 *
 *                        ┌──────────────── no network, busy, 429 ────────────────┐
 *                        ▼                                                       │
 *   submit ─J─→ QUEUED ─J─→ SENDING ── files uploaded ─J─→ (sent) ── POST ──┬── refused ──→ FAILED
 *                 ▲         │                                               │
 *                 │         │ killed here: nothing was sent                 ├── 402 ──→ QUEUED, and
 *                 └─────────┘                                               │           all pause
 *                                                                           │
 *                   answer lost, or killed after (sent)                     │ answered
 *                     │                                                     │
 *                     ▼                                                     ▼
 *                 SEARCHING ── in the server's list ─────────────J─→ STARTING → PROCESSING
 *                     │                                                     │
 *                     ├── certainly not there ─J─→ LOST                     │ final status
 *                     └── nobody can tell ─────J─→ LOST                     ▼
 *                                                   │        ─J─→ DOWNLOADING ─J─→ DONE
 *                          the user sends it again  │                       │      FAILED
 *                                     QUEUED ←──────┘                       │      CANCELED
 *                                                                           │      ABORTED
 *                       the server knows it no more: LOST                   │
 *                       results cannot be fetched: FAILED, and a retry fetches them again
 *
 * What gives no files is DONE without DOWNLOADING. What waits and is cancelled, or whose server is
 * gone, ends at once; what is SENDING ends when it is certain that nothing was sent. FAILED,
 * CANCELED and ABORTED go back to QUEUED like LOST, and only by the user's wish. DONE is for good.
 *
 * A name that the server gave to another job before is no answer: it counts as lost, and what was
 * sent is searched for.
 *
 * A second POST is sent only when it is certain that there was no first one: in QUEUED, and in
 * SENDING before (sent). Every other state is picked up with what the journal knows. The built-in
 * engine forgets everything when it ends and costs nothing; what it lost is queued again.
 *
 * While the model works its stream is followed where it has one (limner-job-stream.c), for show.
 *
 * A Cog server answers when the model is done: its jobs are in PROCESSING while the answer is
 * awaited, and are searched for after a restart.
 */

/** How often fetching results is tried before the job fails; pauses grow to a minute. */
#define MAX_FETCHES 40

enum
{
  ENDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LimnerJobRunner, limner_job_runner, G_TYPE_OBJECT)

typedef struct
{
  LimnerJobRunner     *runner;
  LimnerJobRunnerStep  next;
} Saved;

static LimnerJobRecord *
get_record (LimnerJobRunner *self)
{
  return _limner_job_get_record (self->job);
}

gboolean
_limner_job_runner_is_kind (LimnerJobRunner  *self,
                            LimnerServerKind  kind)
{
  return limner_server_get_kind (limner_client_get_server (self->client)) == kind;
}

static void
unwatch (LimnerJobRunner *self)
{
  if (self->watch != 0 && self->client != NULL)
    limner_poller_unwatch (limner_job_context_get_poller (self->context, self->client),
                           self->watch);
  self->watch = 0;
  g_cancellable_cancel (self->following);
}

static void
end (LimnerJobRunner *self,
     LimnerRunnerEnd  how,
     const GError    *error)
{
  if (self->ended)
    return;

  self->ended = TRUE;
  unwatch (self);
  g_signal_emit (self, signals[ENDED], 0, (guint) how, error);
}

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autofree Saved *saved = user_data;
  g_autoptr(LimnerJobRunner) self = saved->runner;
  g_autoptr(GError) error = NULL;
  gboolean ok;

  ok = limner_store_write_finish (LIMNER_STORE (object), result, &error);
  if (self->ended)
    return;
  if (ok)
    saved->next (self);
  else if (g_error_matches (error, LIMNER_ERROR, LIMNER_ERROR_EXISTS))
    _limner_job_runner_disown (self);
  else
    end (self, LIMNER_RUNNER_PAUSE, error);
}

/* Writes the job into the journal; what comes next comes when it is on the disk. */
void
_limner_job_runner_journal (LimnerJobRunner     *self,
                            LimnerJobRunnerStep  next)
{
  Saved *saved = g_new0 (Saved, 1);

  saved->runner = g_object_ref (self);
  saved->next = next;
  limner_store_save_job_async (self->context->store, get_record (self), NULL, saved_cb, saved);
}

static void
finished (LimnerJobRunner *self)
{
  _limner_job_finish (self->job, self->last_state);
  end (self, LIMNER_RUNNER_DONE, limner_job_get_error (self->job));
}

/* The end is told when it is written down: a program that waits for it may leave at once. */
void
_limner_job_runner_finish (LimnerJobRunner *self,
                           LimnerJobState   state,
                           const GError    *error)
{
  LimnerJobRecord *record = get_record (self);

  if (error != NULL || state == LIMNER_JOB_DONE)
    _limner_job_set_error (self->job, error);
  if (record->prediction != NULL)
    limner_job_answer_account (self->job, self->context->store, state);

  self->last_state = state;
  record->finished = g_get_real_time ();
  g_free (record->state);
  record->state = g_strdup (limner_job_state_to_string (state));
  _limner_job_runner_journal (self, finished);
}

static void
wait_again (LimnerJobRunner *self)
{
  end (self, LIMNER_RUNNER_LATER, NULL);
}

/* Nothing was sent: the job waits again. What stops all jobs may last beyond this program, which
 * must not look for a job that was refused; the pause does not wait for the disk.
 */
void
_limner_job_runner_give_back (LimnerJobRunner *self,
                              const GError    *error)
{
  get_record (self)->sent = 0;
  _limner_job_set_error (self->job, error);
  _limner_job_set_state (self->job, LIMNER_JOB_QUEUED);
  if (limner_job_error_is_general (error))
    {
      limner_store_save_job_async (self->context->store, get_record (self), NULL, NULL, NULL);
      end (self, LIMNER_RUNNER_PAUSE, error);
    }
  else
    {
      _limner_job_runner_journal (self, wait_again);
    }
}

/* What a model said of its failure stays, whatever happens to what it made all the same. */
static void
tell_trouble (LimnerJobRunner *self,
              const GError    *error)
{
  if (limner_job_get_state (self->job) != LIMNER_JOB_DOWNLOADING ||
      limner_job_answer_get_state (self->job) == LIMNER_JOB_DONE)
    _limner_job_set_error (self->job, error);
}

/* Something may have been sent: the state stays, and is picked up later. */
void
_limner_job_runner_hold (LimnerJobRunner *self,
                         const GError    *error)
{
  tell_trouble (self, error);
  end (self, limner_job_error_is_general (error) ? LIMNER_RUNNER_PAUSE : LIMNER_RUNNER_LATER,
       error);
}

void
_limner_job_runner_lose (LimnerJobRunner *self,
                         const char      *message)
{
  g_autoptr(GError) error = g_error_new_literal (LIMNER_ERROR, LIMNER_ERROR_LOST, message);

  if (_limner_job_get_cancelling (self->job))
    {
      _limner_job_runner_finish (self, LIMNER_JOB_CANCELED, NULL);
      return;
    }
  if (_limner_job_runner_is_kind (self, LIMNER_SERVER_ENGINE) && get_record (self)->attempts < 3)
    {
      get_record (self)->attempts++;
      _limner_job_reset (self->job);
      _limner_job_runner_journal (self, wait_again);
      return;
    }
  _limner_job_runner_finish (self, LIMNER_JOB_LOST, error);
}

static void
results_saved_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(LimnerJobRunner) self = user_data;
  g_autoptr(GError) error = NULL;
  gboolean ok = limner_job_results_save_finish (LIMNER_JOB (object), result, &error);

  if (self->ended)
    return;
  if (ok)
    _limner_job_runner_finish (self, limner_job_answer_get_state (self->job), NULL);
  else if (g_error_matches (error, LIMNER_ERROR, LIMNER_ERROR_NOT_FOUND))
    _limner_job_runner_finish (self, LIMNER_JOB_LOST, error);
  else if (limner_job_error_is_general (error) ||
           (limner_job_error_passes (error) && _limner_job_count_fetch (self->job) < MAX_FETCHES))
    _limner_job_runner_hold (self, error);
  else
    _limner_job_runner_finish (self, LIMNER_JOB_FAILED, error);
}

static void
fetch (LimnerJobRunner *self)
{
  limner_job_results_save_async (self->job, self->context->store, self->client, self->cancellable,
                                 results_saved_cb, g_object_ref (self));
}

static void
begin_fetch (LimnerJobRunner *self)
{
  _limner_job_set_state (self->job, LIMNER_JOB_DOWNLOADING);
  _limner_job_runner_journal (self, fetch);
}

static void
outputs_kept_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(LimnerJobRunner) self = user_data;
  g_auto(GStrv) outputs = NULL;
  g_autoptr(GError) error = NULL;

  outputs = limner_job_results_keep_finish (LIMNER_STORE (object), result, &error);
  if (self->ended)
    return;
  if (outputs == NULL)
    {
      if (limner_job_error_is_general (error))
        _limner_job_runner_hold (self, error);
      else
        _limner_job_runner_finish (self, LIMNER_JOB_FAILED, error);
      return;
    }
  limner_job_answer_set_outputs (self->job, (const char * const *) outputs);
  begin_fetch (self);
}

static void
price_found_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(LimnerJobRunner) self = user_data;
  g_autofree char *unit = NULL;
  g_autofree char *sku = NULL;
  double price;

  if (self->ended)
    return;
  if (limner_store_get_price_finish (LIMNER_STORE (object), result, &unit, &price, &sku, NULL))
    limner_job_answer_set_price (self->job, sku != NULL ? "hardware" : unit, price,
                                 g_strv_length (self->outputs));
  if (self->outputs[0] != NULL)
    limner_job_results_keep_async (self->context->store, (const char * const *) self->outputs,
                                   NULL, outputs_kept_cb, g_object_ref (self));
  else
    _limner_job_runner_finish (self, limner_job_answer_get_state (self->job), NULL);
}

/* The model is done, well or badly. Whatever it gave is saved in any case. */
void
_limner_job_runner_conclude (LimnerJobRunner  *self,
                             LimnerPrediction *prediction)
{
  unwatch (self);
  if (limner_prediction_get_status (prediction) == LIMNER_STATUS_SUCCEEDED &&
      limner_prediction_is_data_removed (prediction))
    {
      _limner_job_runner_lose (self, "The server has already deleted the results");
      return;
    }

  g_clear_pointer (&self->outputs, g_strfreev);
  self->outputs = limner_job_answer_take (self->job, prediction, self->client);
  limner_store_get_price_async (self->context->store, get_record (self)->model, NULL,
                                price_found_cb, g_object_ref (self));
}

/* Watching */

static void
do_nothing (LimnerJobRunner *self)
{
}

static void
stream_ended_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(LimnerJobRunner) self = user_data;

  /* When it broke, polling goes on as if it had never been there. */
  if (limner_job_stream_follow_finish (LIMNER_JOB (object), result, NULL) && self->watch != 0)
    limner_poller_poke (limner_job_context_get_poller (self->context, self->client), self->watch);
}

/* Where the server has a stream, the job shows what comes on it. */
void
_limner_job_runner_follow (LimnerJobRunner  *self,
                           LimnerPrediction *prediction)
{
  const char *url = limner_prediction_get_url (prediction, "stream");

  if (url == NULL || self->following != NULL)
    return;

  self->following = g_cancellable_new ();
  limner_job_stream_follow_async (self->job, self->client, url, self->following, stream_ended_cb,
                                  g_object_ref (self));
}

static void
take_prediction (LimnerJobRunner  *self,
                 LimnerPrediction *prediction)
{
  LimnerStatus status = limner_prediction_get_status (prediction);
  LimnerJobState state = status == LIMNER_STATUS_STARTING ? LIMNER_JOB_STARTING
                                                          : LIMNER_JOB_PROCESSING;

  if (limner_job_get_error (self->job) != NULL)
    _limner_job_set_error (self->job, NULL);
  _limner_job_take_prediction (self->job, prediction);
  if (limner_status_is_final (status))
    {
      _limner_job_runner_conclude (self, prediction);
      return;
    }
  if (limner_job_get_state (self->job) != state)
    {
      _limner_job_set_state (self->job, state);
      _limner_job_runner_journal (self, do_nothing);
    }
  _limner_job_runner_follow (self, prediction);
  if (state == LIMNER_JOB_PROCESSING)
    limner_job_preview_look (self->job, self->client, prediction, self->cancellable);
  if (_limner_job_get_cancelling (self->job))
    limner_job_runner_cancel (self);
}

static void
polled_cb (LimnerPrediction *prediction,
           const GError     *error,
           gpointer          data)
{
  g_autoptr(LimnerJobRunner) self = g_object_ref (data);

  if (self->ended)
    return;
  if (prediction != NULL)
    take_prediction (self, prediction);
  else if (g_error_matches (error, LIMNER_ERROR, LIMNER_ERROR_NOT_FOUND))
    _limner_job_runner_lose (self, "The server does not know this job any more");
  else if (limner_job_error_passes (error) ||
           g_error_matches (error, LIMNER_ERROR, LIMNER_ERROR_BAD_REPLY))
    tell_trouble (self, error);
  else
    _limner_job_runner_hold (self, error);
}

void
_limner_job_runner_watch (LimnerJobRunner *self)
{
  LimnerPoller *poller = limner_job_context_get_poller (self->context, self->client);

  if (self->watch != 0)
    return;
  self->watch = limner_poller_watch (poller, LIMNER_TYPE_PREDICTION,
                                     get_record (self)->prediction, polled_cb, self, NULL);
  if (_limner_job_get_cancelling (self->job))
    limner_job_runner_cancel (self);
}

/* Beginning */

static void
begin (LimnerJobRunner *self)
{
  LimnerJobRecord *record = get_record (self);

  switch (limner_job_get_state (self->job))
    {
    case LIMNER_JOB_QUEUED:
      _limner_job_runner_prepare (self);
      break;

    case LIMNER_JOB_SENDING:
      if (record->sent == 0)
        _limner_job_runner_prepare (self);
      else
        _limner_job_runner_search (self);
      break;

    case LIMNER_JOB_SEARCHING:
      _limner_job_runner_search (self);
      break;

    case LIMNER_JOB_STARTING:
    case LIMNER_JOB_PROCESSING:
      if (record->prediction == NULL || _limner_job_runner_is_kind (self, LIMNER_SERVER_COG))
        _limner_job_runner_search (self);
      else
        _limner_job_runner_watch (self);
      break;

    case LIMNER_JOB_DOWNLOADING:
      /* The built-in engine has another address each time: it tells where its files are now. */
      if (record->answer != NULL && !_limner_job_runner_is_kind (self, LIMNER_SERVER_ENGINE))
        fetch (self);
      else if (record->prediction != NULL)
        _limner_job_runner_watch (self);
      else
        _limner_job_runner_search (self);
      break;

    case LIMNER_JOB_DONE:
    case LIMNER_JOB_FAILED:
    case LIMNER_JOB_CANCELED:
    case LIMNER_JOB_ABORTED:
    case LIMNER_JOB_LOST:
    default:
      end (self, LIMNER_RUNNER_DONE, NULL);
    }
}

static void
client_found_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(LimnerJobRunner) self = user_data;
  g_autoptr(LimnerClient) client = NULL;
  g_autoptr(GError) error = NULL;

  client = limner_client_source_get_client_finish (LIMNER_CLIENT_SOURCE (object), result, &error);
  if (self->ended)
    return;
  if (client != NULL)
    {
      self->client = g_steal_pointer (&client);
      begin (self);
    }
  else if (limner_job_get_state (self->job) == LIMNER_JOB_QUEUED &&
           !limner_job_error_passes (error))
    {
      _limner_job_runner_finish (self, LIMNER_JOB_FAILED, error);
    }
  else
    {
      _limner_job_set_error (self->job, error);
      _limner_job_runner_hold (self, error);
    }
}

static void
limner_job_runner_dispose (GObject *object)
{
  LimnerJobRunner *self = LIMNER_JOB_RUNNER (object);

  self->ended = TRUE;
  unwatch (self);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->following);
  g_clear_object (&self->found);
  g_clear_pointer (&self->input, json_object_unref);
  g_clear_pointer (&self->outputs, g_strfreev);
  g_clear_object (&self->client);
  g_clear_object (&self->job);
  g_clear_pointer (&self->context, limner_job_context_unref);

  G_OBJECT_CLASS (limner_job_runner_parent_class)->dispose (object);
}

static void
limner_job_runner_class_init (LimnerJobRunnerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = limner_job_runner_dispose;

  /* ::ended (LimnerRunnerEnd, const GError*): the runner does no more. */
  signals[ENDED] = g_signal_new ("ended", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_POINTER);
}

static void
limner_job_runner_init (LimnerJobRunner *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * limner_job_runner_new:
 * @context: what the runners of a queue share
 * @job: a job in any state
 *
 * Makes what moves one job along.
 *
 * Returns: (transfer full): the runner
 */
LimnerJobRunner *
limner_job_runner_new (LimnerJobContext *context,
                       LimnerJob        *job)
{
  LimnerJobRunner *self = g_object_new (LIMNER_TYPE_JOB_RUNNER, NULL);

  self->context = g_rc_box_acquire (context);
  self->job = g_object_ref (job);
  return self;
}

/**
 * limner_job_runner_start:
 * @self: a runner
 *
 * Begins, or goes on from where the job is. Ends with the signal `ended`.
 */
void
limner_job_runner_start (LimnerJobRunner *self)
{
  limner_client_source_get_client_async (self->context->clients, get_record (self)->server,
                                         self->cancellable, client_found_cb, g_object_ref (self));
}

static void
cancel_answered_cb (GObject      *object,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr(LimnerJobRunner) self = user_data;
  g_autoptr(LimnerPrediction) prediction = NULL;

  /* Whatever the answer was, the prediction itself tells what happened. */
  prediction = limner_client_cancel_prediction_finish (LIMNER_CLIENT (object), result, NULL);
  self->cancel_sent = prediction != NULL;
  if (!self->ended && self->watch != 0)
    limner_poller_poke (limner_job_context_get_poller (self->context, self->client), self->watch);
}

/**
 * limner_job_runner_cancel:
 * @self: a runner
 *
 * Cancels the job as soon as that is possible without losing sight of something that is paid: what
 * may have been sent is looked for first.
 */
void
limner_job_runner_cancel (LimnerJobRunner *self)
{
  LimnerJobState state = limner_job_get_state (self->job);

  if (self->ended || state == LIMNER_JOB_DOWNLOADING)
    return;

  _limner_job_set_cancelling (self->job, TRUE);
  if (state == LIMNER_JOB_SENDING && get_record (self)->sent == 0)
    {
      g_cancellable_cancel (self->cancellable);
    }
  else if ((state == LIMNER_JOB_STARTING || state == LIMNER_JOB_PROCESSING) &&
           self->client != NULL && get_record (self)->prediction != NULL && !self->cancel_sent)
    {
      self->cancel_sent = TRUE;
      limner_client_cancel_prediction_async (self->client, get_record (self)->prediction, NULL,
                                             cancel_answered_cb, g_object_ref (self));
    }
}

/**
 * limner_job_runner_get_job:
 * @self: a runner
 *
 * Returns: (transfer none): the job
 */
LimnerJob *
limner_job_runner_get_job (LimnerJobRunner *self)
{
  return self->job;
}
