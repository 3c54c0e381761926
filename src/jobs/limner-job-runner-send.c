/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-error.h"
#include "client/limner-client-predictions.h"

#include "limner-job-error.h"
#include "limner-job-inputs.h"
#include "limner-job-runner-private.h"
#include "limner-job-search.h"

/* Sending, and finding out what became of what was sent; the picture of all states is in
 * limner-job-runner.c.
 */

/** How often the server may name a prediction that is not this job's before the job fails. */
#define MAX_WRONG_NAMES 3

/** What a server may call a prediction, in bytes. */
#define MAX_NAME 255

static LimnerJobRecord *
get_record (LimnerJobRunner *self)
{
  return _limner_job_get_record (self->job);
}

/* The server's name for it is on the disk, and is nobody else's. */
static void
adopted (LimnerJobRunner *self)
{
  g_autoptr(LimnerPrediction) prediction = g_steal_pointer (&self->found);

  _limner_job_take_prediction (self->job, prediction);
  if (limner_status_is_final (limner_prediction_get_status (prediction)))
    {
      _limner_job_runner_conclude (self, prediction);
      return;
    }
  _limner_job_runner_follow (self, prediction);
  _limner_job_runner_watch (self);
}

/* What can stand in an address and in the journal. */
static gboolean
is_name (const char *id)
{
  gsize length = id != NULL ? strspn (id, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "._~:-") : 0;

  return length > 0 && id[length] == '\0' && length <= MAX_NAME && id[0] != '.';
}

/* The server has it: that is written down before anything else. A Cog server is told the name. */
static void
adopt (LimnerJobRunner  *self,
       LimnerPrediction *prediction)
{
  LimnerJobRecord *record = get_record (self);

  if (!_limner_job_runner_is_kind (self, LIMNER_SERVER_COG))
    {
      if (!is_name (limner_prediction_get_id (prediction)))
        {
          _limner_job_runner_disown (self);
          return;
        }
      g_free (record->prediction);
      record->prediction = g_strdup (limner_prediction_get_id (prediction));
    }
  g_set_object (&self->found, prediction);
  _limner_job_set_error (self->job, NULL);
  _limner_job_set_state (self->job,
                         limner_prediction_get_status (prediction) == LIMNER_STATUS_STARTING
                           ? LIMNER_JOB_STARTING : LIMNER_JOB_PROCESSING);
  _limner_job_runner_journal (self, adopted);
}

/* What the server named is another job's, or no name at all: that is as good as no answer. */
void
_limner_job_runner_disown (LimnerJobRunner *self)
{
  g_autoptr(GError) error = NULL;

  g_clear_object (&self->found);
  g_clear_pointer (&get_record (self)->prediction, g_free);
  if (++self->n_wrong_names <= MAX_WRONG_NAMES)
    {
      _limner_job_runner_search (self);
      return;
    }
  error = g_error_new_literal (LIMNER_ERROR, LIMNER_ERROR_EXISTS,
                               "The server named predictions of other jobs only");
  _limner_job_runner_finish (self, LIMNER_JOB_FAILED, error);
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
    _limner_job_runner_search (self);
  else if (_limner_job_get_cancelling (self->job))
    _limner_job_runner_finish (self, LIMNER_JOB_CANCELED, NULL);
  else if (limner_job_error_passes (error) || limner_job_error_is_general (error))
    _limner_job_runner_give_back (self, error);
  else
    _limner_job_runner_finish (self, LIMNER_JOB_FAILED, error);
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
  if (_limner_job_runner_is_kind (self, LIMNER_SERVER_COG))
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
  LimnerJobRecord *record;

  input = limner_job_inputs_resolve_finish (LIMNER_STORE (object), result, &error);
  if (self->ended)
    return;
  if (_limner_job_get_cancelling (self->job) || limner_error_is_cancelled (error))
    {
      _limner_job_runner_finish (self, LIMNER_JOB_CANCELED, NULL);
      return;
    }
  if (input == NULL)
    {
      if (limner_job_error_passes (error) || limner_job_error_is_general (error))
        _limner_job_runner_give_back (self, error);
      else
        _limner_job_runner_finish (self, LIMNER_JOB_FAILED, error);
      return;
    }

  record = get_record (self);
  record->sent = g_get_real_time ();
  if (_limner_job_runner_is_kind (self, LIMNER_SERVER_COG))
    {
      g_free (record->prediction);
      record->prediction = g_uuid_string_random ();
    }
  self->input = g_steal_pointer (&input);
  _limner_job_runner_journal (self, post);
}

static void
resolve (LimnerJobRunner *self)
{
  limner_job_inputs_resolve_async (self->context->store, self->context->uploads, self->client,
                                   limner_job_spec_get_input (limner_job_get_spec (self->job)),
                                   _limner_job_take_upload, self->job, self->cancellable,
                                   inputs_resolved_cb, g_object_ref (self));
}

void
_limner_job_runner_prepare (LimnerJobRunner *self)
{
  get_record (self)->sent = 0;
  _limner_job_set_error (self->job, NULL);
  _limner_job_set_state (self->job, LIMNER_JOB_SENDING);
  _limner_job_runner_journal (self, resolve);
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
  if (g_error_matches (error, LIMNER_ERROR, LIMNER_ERROR_AMBIGUOUS))
    _limner_job_runner_finish (self, LIMNER_JOB_LOST, error);
  else if (!known)
    _limner_job_runner_hold (self, error);
  else if (found != NULL)
    adopt (self, found);
  else if (_limner_job_runner_is_kind (self, LIMNER_SERVER_COG))
    _limner_job_runner_lose (self, "The connection broke while the model worked, and this server "
                                   "keeps no results");
  else
    _limner_job_runner_lose (self, "The answer was lost, and the server certainly did not take the "
                                   "job");
}

static void
look (LimnerJobRunner *self)
{
  limner_job_search_async (self->job, self->context, self->client, self->cancellable,
                           found_cb, g_object_ref (self));
}

void
_limner_job_runner_search (LimnerJobRunner *self)
{
  _limner_job_set_state (self->job, LIMNER_JOB_SEARCHING);
  _limner_job_runner_journal (self, look);
}
