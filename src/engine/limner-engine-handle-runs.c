/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-engine-handlers.h"

#include <string.h>

#include "base/limner-json.h"

#include "limner-engine-create.h"
#include "limner-engine-id.h"
#include "limner-engine-page.h"
#include "limner-engine-stream.h"

#define PAGE_SIZE 100

/* Predictions and trainings: creating, listing, reading, cancelling, and what they made. */

static char *
get_key (gpointer item)
{
  const LimnerEnginePredictionParts *parts = limner_engine_prediction_get_parts (item);
  g_autofree char *time = limner_engine_time_text (parts->created_at);

  return g_strdup_printf ("%s %s", time, parts->id);
}

static JsonObject *
get_json (gpointer    item,
          const char *origin)
{
  return limner_engine_prediction_to_json (item, origin);
}

static int
compare_newest_first (gconstpointer a,
                      gconstpointer b)
{
  g_autofree char *left = get_key (*(gpointer *) a);
  g_autofree char *right = get_key (*(gpointer *) b);

  return g_strcmp0 (right, left);
}

static const LimnerEnginePageSource page_source = {
  .size = PAGE_SIZE, .get_key = get_key, .get_json = get_json,
};

static void
answer_bad_version (LimnerEngineRequest *request)
{
  limner_engine_request_answer_problem (request, SOUP_STATUS_UNPROCESSABLE_ENTITY,
                                        "Invalid version or not permitted",
                                        "The specified version does not exist (or perhaps you "
                                        "don't have permission to use it?)");
}

/* A version is given as its id, as `owner/name:id`, or for official models as `owner/name`. */
static LimnerEngineVersion *
resolve_version (LimnerEngineContext  *context,
                 const char           *text,
                 LimnerEngineModel   **model)
{
  g_auto(GStrv) halves = g_strsplit (text, ":", 2);
  g_auto(GStrv) names = NULL;

  if (halves[0] == NULL || strchr (halves[0], '/') == NULL)
    return limner_engine_catalog_find_version (context->catalog, text, model);

  names = g_strsplit (halves[0], "/", 2);
  *model = limner_engine_catalog_find (context->catalog, names[0], names[1]);
  if (*model == NULL)
    return NULL;
  if (halves[1] != NULL)
    return limner_engine_model_find_version (*model, halves[1]);
  return (*model)->is_official ? limner_engine_model_get_latest (*model) : NULL;
}

/**
 * limner_engine_handle_predictions_create:
 * @context: what to work on
 * @request: the request
 *
 * Runs a version.
 */
void
limner_engine_handle_predictions_create (LimnerEngineContext *context,
                                         LimnerEngineRequest *request)
{
  g_autoptr(JsonObject) body = limner_engine_request_read_json (request);
  LimnerEngineTarget target = { NULL };

  if (body == NULL)
    return;

  target.version = resolve_version (context, limner_json_get_string (body, "version", ""),
                                    &target.model);
  if (target.version == NULL)
    answer_bad_version (request);
  else
    limner_engine_create (context, request, body, &target);
}

/**
 * limner_engine_handle_models_predictions_create:
 * @context: what to work on
 * @request: the request
 *
 * Runs an official model.
 */
void
limner_engine_handle_models_predictions_create (LimnerEngineContext *context,
                                                LimnerEngineRequest *request)
{
  g_autoptr(JsonObject) body = NULL;
  LimnerEngineTarget target = { NULL };

  target.model = limner_engine_catalog_find (context->catalog,
                                             limner_engine_request_get_parameter (request, 0),
                                             limner_engine_request_get_parameter (request, 1));
  if (target.model == NULL || !target.model->is_official)
    {
      limner_engine_request_answer_not_found (request);
      return;
    }

  body = limner_engine_request_read_json (request);
  if (body == NULL)
    return;
  target.version = limner_engine_model_get_latest (target.model);
  limner_engine_create (context, request, body, &target);
}

/**
 * limner_engine_handle_deployments_predictions_create:
 * @context: what to work on
 * @request: the request
 *
 * Runs the version that a deployment names.
 */
void
limner_engine_handle_deployments_predictions_create (LimnerEngineContext *context,
                                                     LimnerEngineRequest *request)
{
  const char *owner = limner_engine_request_get_parameter (request, 0);
  const char *name = limner_engine_request_get_parameter (request, 1);
  JsonObject *deployment = limner_engine_deployments_find (context->deployments, owner, name);
  g_autofree char *full_name = g_strdup_printf ("%s/%s", owner, name);
  g_autoptr(JsonObject) body = NULL;
  LimnerEngineTarget target = { .deployment = full_name };

  if (deployment == NULL)
    {
      limner_engine_request_answer_not_found (request);
      return;
    }

  body = limner_engine_request_read_json (request);
  if (body == NULL)
    return;

  target.is_warm = limner_engine_deployment_is_warm (deployment);
  target.version = limner_engine_catalog_find_version (
    context->catalog, limner_engine_deployment_get_version (deployment), &target.model);
  if (target.version == NULL)
    answer_bad_version (request);
  else
    limner_engine_create (context, request, body, &target);
}

/**
 * limner_engine_handle_trainings_create:
 * @context: what to work on
 * @request: the request
 *
 * Trains: the version in the path makes a new version of the model that the body names.
 */
void
limner_engine_handle_trainings_create (LimnerEngineContext *context,
                                       LimnerEngineRequest *request)
{
  g_autoptr(JsonObject) body = NULL;
  g_auto(GStrv) names = NULL;
  LimnerEngineModel *destination;
  LimnerEngineTarget target = { NULL };

  target.model = limner_engine_catalog_find (context->catalog,
                                             limner_engine_request_get_parameter (request, 0),
                                             limner_engine_request_get_parameter (request, 1));
  if (target.model != NULL)
    target.version =
      limner_engine_model_find_version (target.model,
                                        limner_engine_request_get_parameter (request, 2));
  if (target.version == NULL ||
      !g_str_has_suffix (target.model->name, LIMNER_ENGINE_TRAINER_SUFFIX))
    {
      limner_engine_request_answer_not_found (request);
      return;
    }

  body = limner_engine_request_read_json (request);
  if (body == NULL)
    return;

  target.destination = limner_json_get_string (body, "destination", "");
  names = g_strsplit (target.destination, "/", 2);
  destination = limner_engine_catalog_find (context->catalog, names[0], names[1]);
  if (destination == NULL || destination->is_official)
    limner_engine_request_answer_problem (request, SOUP_STATUS_NOT_FOUND, NULL,
                                          "The specified training destination does not exist");
  else
    limner_engine_create (context, request, body, &target);
}

static gboolean
read_time (LimnerEngineRequest *request,
           const char          *name,
           gint64               fallback,
           gint64              *time)
{
  const char *text = limner_engine_request_get_query (request, name);
  g_autofree char *detail = NULL;

  *time = text != NULL ? limner_engine_time_parse (text) : fallback;
  if (*time >= 0)
    return TRUE;

  detail = g_strdup_printf ("%s must be an ISO 8601 date-time", name);
  limner_engine_request_answer_problem (request, SOUP_STATUS_BAD_REQUEST, NULL, detail);
  return FALSE;
}

/**
 * limner_engine_handle_predictions_list:
 * @context: what to work on
 * @request: the request
 *
 * Lists predictions, newest first, within the times that the query names. None was made on a web
 * page, so `source=web` finds none.
 */
void
limner_engine_handle_predictions_list (LimnerEngineContext *context,
                                       LimnerEngineRequest *request)
{
  g_autoptr(GPtrArray) all = limner_engine_queue_list (context->queue, FALSE);
  g_autoptr(GPtrArray) found = g_ptr_array_new ();
  const char *source = limner_engine_request_get_query (request, "source");
  gint64 after;
  gint64 before;

  if (!read_time (request, "created_after", 0, &after) ||
      !read_time (request, "created_before", G_MAXINT64, &before))
    return;

  for (guint i = 0; i < all->len && g_strcmp0 (source, "web") != 0; i++)
    {
      LimnerEnginePrediction *prediction = g_ptr_array_index (all, i);
      gint64 created = limner_engine_prediction_get_parts (prediction)->created_at;

      if (created >= after && created < before)
        g_ptr_array_add (found, prediction);
    }

  g_ptr_array_sort (found, compare_newest_first);
  limner_engine_page_answer (context, request, found, &page_source);
}

/**
 * limner_engine_handle_trainings_list:
 * @context: what to work on
 * @request: the request
 *
 * Lists trainings, newest first.
 */
void
limner_engine_handle_trainings_list (LimnerEngineContext *context,
                                     LimnerEngineRequest *request)
{
  g_autoptr(GPtrArray) found = limner_engine_queue_list (context->queue, TRUE);

  g_ptr_array_sort (found, compare_newest_first);
  limner_engine_page_answer (context, request, found, &page_source);
}

static LimnerEnginePrediction *
find_run (LimnerEngineContext *context,
          LimnerEngineRequest *request,
          gboolean             is_training)
{
  const char *id = limner_engine_request_get_parameter (request, 0);
  LimnerEnginePrediction *run = limner_engine_queue_find (context->queue, id);

  if (run == NULL)
    run = limner_engine_examples_find (context->examples, id);
  if (run != NULL &&
      (limner_engine_prediction_get_parts (run)->destination != NULL) == is_training)
    return run;

  limner_engine_request_answer_not_found (request);
  return NULL;
}

static void
answer_run (LimnerEngineContext *context,
            LimnerEngineRequest *request,
            gboolean             is_training)
{
  LimnerEnginePrediction *run = find_run (context, request, is_training);

  if (run != NULL)
    limner_engine_request_answer_object (request, SOUP_STATUS_OK,
                                         limner_engine_prediction_to_json (run, context->origin));
}

static void
cancel_run (LimnerEngineContext *context,
            LimnerEngineRequest *request,
            gboolean             is_training)
{
  LimnerEnginePrediction *run = find_run (context, request, is_training);

  if (run == NULL)
    return;

  limner_engine_prediction_finish (run, LIMNER_STATUS_CANCELED, NULL);
  limner_engine_request_answer_object (request, SOUP_STATUS_OK,
                                       limner_engine_prediction_to_json (run, context->origin));
}

/**
 * limner_engine_handle_predictions_get:
 * @context: what to work on
 * @request: the request
 *
 * Shows a prediction.
 */
void
limner_engine_handle_predictions_get (LimnerEngineContext *context,
                                      LimnerEngineRequest *request)
{
  answer_run (context, request, FALSE);
}

/**
 * limner_engine_handle_predictions_cancel:
 * @context: what to work on
 * @request: the request
 *
 * Cancels a prediction; one that has ended is shown as it is.
 */
void
limner_engine_handle_predictions_cancel (LimnerEngineContext *context,
                                         LimnerEngineRequest *request)
{
  cancel_run (context, request, FALSE);
}

/**
 * limner_engine_handle_trainings_get:
 * @context: what to work on
 * @request: the request
 *
 * Shows a training.
 */
void
limner_engine_handle_trainings_get (LimnerEngineContext *context,
                                    LimnerEngineRequest *request)
{
  answer_run (context, request, TRUE);
}

/**
 * limner_engine_handle_trainings_cancel:
 * @context: what to work on
 * @request: the request
 *
 * Cancels a training; one that has ended is shown as it is.
 */
void
limner_engine_handle_trainings_cancel (LimnerEngineContext *context,
                                       LimnerEngineRequest *request)
{
  cancel_run (context, request, TRUE);
}

/**
 * limner_engine_handle_streams_get:
 * @context: what to work on
 * @request: the request
 *
 * Streams a prediction's events. The address is the capability: it needs no token.
 */
void
limner_engine_handle_streams_get (LimnerEngineContext *context,
                                  LimnerEngineRequest *request)
{
  LimnerEnginePrediction *prediction =
    limner_engine_queue_find_stream (context->queue,
                                     limner_engine_request_get_parameter (request, 0));

  if (prediction == NULL)
    limner_engine_request_answer_not_found (request);
  else
    limner_engine_stream_answer (context, request, prediction);
}
