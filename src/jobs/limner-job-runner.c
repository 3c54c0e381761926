/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/limner-error.h"
#include "client/limner-client-predictions.h"
#include "store/limner-store-costs.h"
#include "store/limner-store-models.h"

#include "limner-job-answer.h"
#include "limner-job-error.h"
#include "limner-job-inputs.h"
#include "limner-job-preview.h"
#include "limner-job-private.h"
#include "limner-job-results.h"
#include "limner-job-runner.h"
#include "limner-job-search.h"
#include "limner-job-stream.h"

/* The life of a job. A line with a J is written into the journal, and is on the disk, before what
 * follows it is done.
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
 *                     └── certainly not there ─J─→ LOST                     │ final status
 *                             │                                             ▼
 *                             └── the user sends it again         ─J─→ DOWNLOADING ─J─→ DONE
 *                                                                           │          FAILED
 *                       the server knows it no more: LOST                   │          CANCELED
 *                                                                           │          ABORTED
 *                       results cannot be fetched: FAILED, and a retry fetches them again
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

struct _LimnerJobRunner
{
  GObject           parent_instance;

  guint             watch;         /* of the poller, 0 when it does not watch */
  gboolean          ended;
  gboolean          cancel_sent;
  LimnerJobState    last_state;    /* that is being written down */

  /* Owned */
  LimnerJobContext *context;
  LimnerJob        *job;
  LimnerClient     *client;
  char            **outputs;       /* of the final answer, as the server gave them */
  JsonObject       *input;         /* as it is sent, while it is being journalled */
  GCancellable     *cancellable;   /* of all that can be stopped without losing anything */
  GCancellable     *following;     /* of the stream, NULL when none was followed */
};

enum
{
  ENDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LimnerJobRunner, limner_job_runner, G_TYPE_OBJECT)

static void search (LimnerJobRunner *self);

typedef void (*Step) (LimnerJobRunner *self);

typedef struct
{
  LimnerJobRunner *runner;
  Step             next;
} Saved;

static LimnerJobRecord *
get_record (LimnerJobRunner *self)
{
  return _limner_job_get_record (self->job);
}

static gboolean
is_kind (LimnerJobRunner  *self,
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
  else
    end (self, LIMNER_RUNNER_PAUSE, error);
}

/* Writes the job into the journal; what comes next comes when it is on the disk. */
static void
journal (LimnerJobRunner *self,
         Step             next)
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
static void
finish (LimnerJobRunner *self,
        LimnerJobState   state,
        const GError    *error)
{
  LimnerJobRecord *record = get_record (self);

  if (error != NULL)
    _limner_job_set_error (self->job, error);
  if (record->prediction != NULL)
    limner_job_answer_account (self->job, self->context->store, state);

  self->last_state = state;
  record->finished = g_get_real_time ();
  g_free (record->state);
  record->state = g_strdup (limner_job_state_to_string (state));
  journal (self, finished);
}

static void
wait_again (LimnerJobRunner *self)
{
  end (self, LIMNER_RUNNER_LATER, NULL);
}

/* Nothing was sent: the job waits again. */
static void
give_back (LimnerJobRunner *self,
           const GError    *error)
{
  get_record (self)->sent = 0;
  _limner_job_set_error (self->job, error);
  _limner_job_set_state (self->job, LIMNER_JOB_QUEUED);
  if (limner_job_error_is_general (error))
    end (self, LIMNER_RUNNER_PAUSE, error);
  else
    journal (self, wait_again);
}

/* Something may have been sent: the state stays, and is picked up later. */
static void
hold (LimnerJobRunner *self,
      const GError    *error)
{
  end (self, limner_job_error_is_general (error) ? LIMNER_RUNNER_PAUSE : LIMNER_RUNNER_LATER,
       error);
}

static void
lose (LimnerJobRunner *self,
      const char      *message)
{
  g_autoptr(GError) error = g_error_new_literal (LIMNER_ERROR, LIMNER_ERROR_LOST, message);

  if (_limner_job_get_cancelling (self->job))
    {
      finish (self, LIMNER_JOB_CANCELED, NULL);
      return;
    }
  if (is_kind (self, LIMNER_SERVER_ENGINE) && get_record (self)->attempts < 3)
    {
      get_record (self)->attempts++;
      _limner_job_reset (self->job);
      journal (self, wait_again);
      return;
    }
  finish (self, LIMNER_JOB_LOST, error);
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
    finish (self, limner_job_answer_get_state (self->job), NULL);
  else if (g_error_matches (error, LIMNER_ERROR, LIMNER_ERROR_NOT_FOUND))
    finish (self, LIMNER_JOB_LOST, error);
  else if (limner_job_error_is_general (error) ||
           (limner_job_error_passes (error) && _limner_job_count_fetch (self->job) < MAX_FETCHES))
    hold (self, error);
  else
    finish (self, LIMNER_JOB_FAILED, error);
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
  journal (self, fetch);
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
        hold (self, error);
      else
        finish (self, LIMNER_JOB_FAILED, error);
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
    finish (self, limner_job_answer_get_state (self->job), NULL);
}

/* The model is done, well or badly. Whatever it gave is saved in any case. */
static void
conclude (LimnerJobRunner  *self,
          LimnerPrediction *prediction)
{
  unwatch (self);
  if (limner_prediction_get_status (prediction) == LIMNER_STATUS_SUCCEEDED &&
      limner_prediction_is_data_removed (prediction))
    {
      lose (self, "The server has already deleted the results");
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
static void
follow (LimnerJobRunner  *self,
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

  _limner_job_take_prediction (self->job, prediction);
  if (limner_status_is_final (status))
    {
      conclude (self, prediction);
      return;
    }
  if (limner_job_get_state (self->job) != state)
    {
      _limner_job_set_state (self->job, state);
      journal (self, do_nothing);
    }
  follow (self, prediction);
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
    lose (self, "The server does not know this job any more");
  else if (!limner_job_error_passes (error) &&
           !g_error_matches (error, LIMNER_ERROR, LIMNER_ERROR_BAD_REPLY))
    hold (self, error);
}

static void
watch (LimnerJobRunner *self)
{
  LimnerPoller *poller = limner_job_context_get_poller (self->context, self->client);

  if (self->watch != 0)
    return;
  self->watch = limner_poller_watch (poller, LIMNER_TYPE_PREDICTION,
                                     get_record (self)->prediction, polled_cb, self, NULL);
  if (_limner_job_get_cancelling (self->job))
    limner_job_runner_cancel (self);
}

/* Sending */

/* The server has it: that is written down before anything else. */
static void
adopt (LimnerJobRunner  *self,
       LimnerPrediction *prediction)
{
  LimnerJobRecord *record = get_record (self);

  g_free (record->prediction);
  record->prediction = g_strdup (limner_prediction_get_id (prediction));
  _limner_job_set_error (self->job, NULL);
  _limner_job_take_prediction (self->job, prediction);
  if (limner_status_is_final (limner_prediction_get_status (prediction)))
    {
      conclude (self, prediction);
      return;
    }
  _limner_job_set_state (self->job,
                         limner_prediction_get_status (prediction) == LIMNER_STATUS_STARTING
                           ? LIMNER_JOB_STARTING : LIMNER_JOB_PROCESSING);
  follow (self, prediction);
  journal (self, watch);
}

static void
created_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(LimnerJobRunner) self = user_data;
  g_autoptr(LimnerPrediction) prediction = NULL;
  g_autoptr(GError) error = NULL;

  prediction = limner_client_create_prediction_finish (LIMNER_CLIENT (object), result, &error);
  if (self->ended)
    return;
  if (prediction != NULL)
    adopt (self, prediction);
  else if (g_error_matches (error, LIMNER_ERROR, LIMNER_ERROR_LOST))
    search (self);
  else if (_limner_job_get_cancelling (self->job))
    finish (self, LIMNER_JOB_CANCELED, NULL);
  else if (limner_job_error_passes (error) || limner_job_error_is_general (error))
    give_back (self, error);
  else
    finish (self, LIMNER_JOB_FAILED, error);
}

static void
post (LimnerJobRunner *self)
{
  LimnerJobSpec *spec = limner_job_get_spec (self->job);
  g_autoptr(JsonObject) input = g_steal_pointer (&self->input);
  g_autoptr(LimnerPredictionRequest) request =
    limner_prediction_request_new (limner_job_spec_get_model (spec),
                                   limner_job_spec_get_version (spec), input);

  request->deployment = g_strdup (limner_job_spec_get_deployment (spec));
  if (is_kind (self, LIMNER_SERVER_COG))
    {
      request->id = g_strdup (get_record (self)->prediction);
      _limner_job_set_state (self->job, LIMNER_JOB_PROCESSING);
    }
  /* Not to be cancelled: the server may have taken it, and then its answer is wanted. */
  limner_client_create_prediction_async (self->client, request, NULL, created_cb,
                                         g_object_ref (self));
}

static void
inputs_resolved_cb (GObject      *object,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr(LimnerJobRunner) self = user_data;
  g_autoptr(JsonObject) input = NULL;
  g_autoptr(GError) error = NULL;
  LimnerJobRecord *record = get_record (self);

  input = limner_job_inputs_resolve_finish (LIMNER_STORE (object), result, &error);
  if (self->ended)
    return;
  if (_limner_job_get_cancelling (self->job) || limner_error_is_cancelled (error))
    {
      finish (self, LIMNER_JOB_CANCELED, NULL);
      return;
    }
  if (input == NULL)
    {
      if (limner_job_error_passes (error) || limner_job_error_is_general (error))
        give_back (self, error);
      else
        finish (self, LIMNER_JOB_FAILED, error);
      return;
    }

  record->sent = g_get_real_time ();
  if (is_kind (self, LIMNER_SERVER_COG))
    {
      g_free (record->prediction);
      record->prediction = g_uuid_string_random ();
    }
  self->input = g_steal_pointer (&input);
  journal (self, post);
}

static void
resolve (LimnerJobRunner *self)
{
  limner_job_inputs_resolve_async (self->context->store, self->context->uploads, self->client,
                                   limner_job_spec_get_input (limner_job_get_spec (self->job)),
                                   _limner_job_take_upload, self->job, self->cancellable,
                                   inputs_resolved_cb, g_object_ref (self));
}

static void
prepare (LimnerJobRunner *self)
{
  get_record (self)->sent = 0;
  _limner_job_set_error (self->job, NULL);
  _limner_job_set_state (self->job, LIMNER_JOB_SENDING);
  journal (self, resolve);
}

/* Searching */

static void
found_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(LimnerJobRunner) self = user_data;
  g_autoptr(LimnerPrediction) found = NULL;
  g_autoptr(GError) error = NULL;
  gboolean known;

  known = limner_job_search_finish (LIMNER_JOB (object), result, &found, &error);
  if (self->ended)
    return;
  if (!known)
    hold (self, error);
  else if (found != NULL)
    adopt (self, found);
  else if (is_kind (self, LIMNER_SERVER_COG))
    lose (self, "The connection broke while the model worked, and this server keeps no results");
  else
    lose (self, "The answer was lost, and the server certainly did not take the job");
}

static void
look (LimnerJobRunner *self)
{
  limner_job_search_async (self->job, self->context->store, self->client, self->cancellable,
                           found_cb, g_object_ref (self));
}

static void
search (LimnerJobRunner *self)
{
  _limner_job_set_state (self->job, LIMNER_JOB_SEARCHING);
  journal (self, look);
}

/* Beginning */

static void
begin (LimnerJobRunner *self)
{
  LimnerJobRecord *record = get_record (self);

  switch (limner_job_get_state (self->job))
    {
    case LIMNER_JOB_QUEUED:
      prepare (self);
      break;

    case LIMNER_JOB_SENDING:
      if (record->sent == 0)
        prepare (self);
      else
        search (self);
      break;

    case LIMNER_JOB_SEARCHING:
      search (self);
      break;

    case LIMNER_JOB_STARTING:
    case LIMNER_JOB_PROCESSING:
      if (record->prediction == NULL || is_kind (self, LIMNER_SERVER_COG))
        search (self);
      else
        watch (self);
      break;

    case LIMNER_JOB_DOWNLOADING:
      /* The built-in engine has another address each time: it tells where its files are now. */
      if (record->answer != NULL && !is_kind (self, LIMNER_SERVER_ENGINE))
        fetch (self);
      else if (record->prediction != NULL)
        watch (self);
      else
        search (self);
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
      finish (self, LIMNER_JOB_FAILED, error);
    }
  else
    {
      _limner_job_set_error (self->job, error);
      hold (self, error);
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
