/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-error.h"
#include "base/limner-task.h"

#include "limner-client-predictions.h"
#include "limner-client-private.h"
#include "limner-prediction-match.h"
#include "limner-readiness.h"

/* A POST whose answer was lost may have started a prediction, which may show up in the list a
 * little later. It is looked for several times before it counts as absent.
 */
static const double looks[] = { 0.0, 1.5, 4.0 };

/** How far clocks may be apart where the server's is known, and where it is not, in seconds. */
#define KNOWN_CLOCK_MARGIN 5
#define UNKNOWN_CLOCK_MARGIN 600

/** How many predictions are looked through at most. */
#define MAX_CANDIDATES 2000

typedef struct
{
  LimnerPredictionSearch *search;
  LimnerPageList         *list;
  guint                   n_looks;
  gboolean                is_certain;
} Find;

static void
find_free (Find *find)
{
  limner_prediction_search_free (find->search);
  g_clear_object (&find->list);
  g_free (find);
}

/**
 * limner_prediction_search_new:
 * @request: what was asked to run; files may stand in it as `blob:` and their SHA-256
 * @since: when it was sent, by our own clock
 *
 * Begins to say what is looked for.
 *
 * Returns: (transfer full): the search
 */
LimnerPredictionSearch *
limner_prediction_search_new (LimnerPredictionRequest *request,
                              GDateTime               *since)
{
  LimnerPredictionSearch *self;

  g_return_val_if_fail (request != NULL, NULL);
  g_return_val_if_fail (since != NULL, NULL);

  self = g_new0 (LimnerPredictionSearch, 1);
  self->request = limner_prediction_request_copy (request);
  self->since = g_date_time_ref (since);
  self->uploads = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->rivals = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  return self;
}

/**
 * limner_prediction_search_free:
 * @self: (transfer full): a search
 *
 * Frees a search.
 */
void
limner_prediction_search_free (LimnerPredictionSearch *self)
{
  g_return_if_fail (self != NULL);

  limner_prediction_request_free (self->request);
  g_date_time_unref (self->since);
  g_strfreev (self->known_ids);
  g_hash_table_unref (self->uploads);
  g_ptr_array_unref (self->rivals);
  g_free (self);
}

static gboolean
is_candidate (LimnerPredictionSearch *search,
              LimnerPrediction       *prediction)
{
  LimnerPredictionRequest *request = search->request;
  const char *model = limner_prediction_get_model (prediction);
  const char *version = limner_prediction_get_version (prediction);
  const char *id = limner_prediction_get_id (prediction);
  g_autoptr(GDateTime) created = limner_prediction_get_created_at (prediction);

  if (created != NULL && g_date_time_compare (created, search->since) < 0)
    return FALSE;
  if (search->known_ids != NULL && g_strv_contains ((const char * const *) search->known_ids, id))
    return FALSE;
  if (request->version != NULL && version != NULL && strlen (version) == 64 &&
      !g_str_has_suffix (request->version, version))
    return FALSE;
  return request->version != NULL || request->model == NULL || model == NULL ||
         strcmp (request->model, model) == 0;
}

static LimnerMatch
match (LimnerPredictionSearch *search,
       JsonObject             *input,
       LimnerPrediction       *prediction)
{
  return limner_prediction_match_inputs (input, limner_prediction_get_input (prediction),
                                         search->uploads);
}

/* Another request takes what is certainly its own. Where it has nothing of its own it may be the
 * one to which any of @likely belongs.
 */
static gboolean
let_rival_choose (LimnerPredictionSearch *search,
                  JsonObject             *rival,
                  GPtrArray              *predictions,
                  GPtrArray              *likely)
{
  gboolean wants = FALSE;

  for (guint i = 0; i < predictions->len; i++)
    {
      if (match (search, rival, predictions->pdata[i]) != LIMNER_MATCH_YES)
        continue;
      g_ptr_array_remove (likely, predictions->pdata[i]);
      return FALSE;
    }
  for (guint i = 0; i < likely->len && !wants; i++)
    wants = match (search, rival, likely->pdata[i]) == LIMNER_MATCH_PERHAPS;
  return wants;
}

/* What has all of the inputs is taken, and it is as good as any other that has them. What only may
 * be ours is taken where nothing else may be, and where it cannot be somebody else's.
 */
static LimnerPrediction *
pick (LimnerPredictionSearch *search,
      GPtrArray              *predictions,
      LimnerMatch            *how_well)
{
  g_autoptr(GPtrArray) likely = g_ptr_array_new ();
  gboolean is_open = FALSE;

  for (guint i = 0; i < predictions->len; i++)
    {
      LimnerMatch best = match (search, search->request->input, predictions->pdata[i]);

      *how_well = best;
      if (best == LIMNER_MATCH_YES)
        return predictions->pdata[i];
      if (best == LIMNER_MATCH_PERHAPS)
        g_ptr_array_add (likely, predictions->pdata[i]);
      /* What it was made of is known no more. */
      else if (limner_prediction_is_data_removed (predictions->pdata[i]))
        is_open = TRUE;
    }

  for (guint i = 0; i < search->rivals->len && likely->len > 0; i++)
    is_open |= let_rival_choose (search, search->rivals->pdata[i], predictions, likely);
  is_open |= likely->len > 1;
  *how_well = is_open || likely->len > 0 ? LIMNER_MATCH_PERHAPS : LIMNER_MATCH_NO;
  return likely->len > 0 && !is_open ? likely->pdata[0] : NULL;
}

typedef struct
{
  LimnerPredictionSearch *search;        /* of the task that waits */
  GPtrArray              *predictions;
  LimnerPrediction       *found;
  LimnerMatch             how_well;
} Pick;

static void
pick_free (Pick *picking)
{
  g_ptr_array_unref (picking->predictions);
  g_free (picking);
}

static void
run_pick (GTask        *inner,
          gpointer      source,
          gpointer      data,
          GCancellable *cancellable)
{
  Pick *picking = data;

  picking->found = pick (picking->search, picking->predictions, &picking->how_well);
  g_task_return_boolean (inner, TRUE);
}

static gboolean look_cb (gpointer user_data);

static void
look_later (GTask *task)
{
  Find *find = g_task_get_task_data (task);
  g_autoptr(GSource) source = NULL;

  source = g_timeout_source_new (_limner_client_scale (g_task_get_source_object (task),
                                                       looks[find->n_looks]));
  g_source_set_callback (source, look_cb, g_object_ref (task), g_object_unref);
  g_source_attach (source, g_task_get_context (task));
}

static void
picked_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Find *find = g_task_get_task_data (task);
  Pick *picking = g_task_get_task_data (G_TASK (result));

  find->is_certain = picking->how_well != LIMNER_MATCH_PERHAPS;
  if (picking->how_well == LIMNER_MATCH_YES)
    g_task_return_pointer (task, g_object_ref (picking->found), g_object_unref);
  else if (++find->n_looks < G_N_ELEMENTS (looks))
    look_later (task);
  else if (picking->found != NULL)
    g_task_return_pointer (task, g_object_ref (picking->found), g_object_unref);
  else if (picking->how_well == LIMNER_MATCH_NO)
    g_task_return_pointer (task, NULL, NULL);
  else
    g_task_return_new_error (task, LIMNER_ERROR, LIMNER_ERROR_AMBIGUOUS,
                             "The server has predictions of which it cannot be told whether they "
                             "are this one");
}

static void
listed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Find *find = g_task_get_task_data (task);
  g_autoptr(GTask) inner = NULL;
  GError *error = NULL;
  Pick *picking;

  if (!limner_page_list_load_finish (LIMNER_PAGE_LIST (object), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  picking = g_new0 (Pick, 1);
  picking->search = find->search;
  picking->predictions = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (object)); i++)
    {
      g_autoptr(LimnerPrediction) prediction = g_list_model_get_item (G_LIST_MODEL (object), i);

      if (is_candidate (find->search, prediction))
        g_ptr_array_add (picking->predictions, g_steal_pointer (&prediction));
    }
  inner = g_task_new (NULL, NULL, picked_cb, g_object_ref (task));
  g_task_set_source_tag (inner, listed_cb);
  g_task_set_task_data (inner, picking, (GDestroyNotify) pick_free);
  limner_task_run_in_thread (inner, run_pick);
}

static gboolean
look_cb (gpointer user_data)
{
  GTask *task = user_data;
  Find *find = g_task_get_task_data (task);

  g_clear_object (&find->list);
  find->list = limner_client_list_predictions (g_task_get_source_object (task),
                                               find->search->since, NULL, NULL);
  limner_page_list_load_async (find->list, MAX_CANDIDATES, g_task_get_cancellable (task),
                               listed_cb, g_object_ref (task));
  return G_SOURCE_REMOVE;
}

static void
idle_server_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  LimnerReadiness readiness;

  if (!limner_client_check_finish (LIMNER_CLIENT (object), result, &readiness, NULL, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (readiness == LIMNER_READINESS_BUSY)
    g_task_return_new_error (task, LIMNER_ERROR, LIMNER_ERROR_BUSY, "The server still works");
  else
    g_task_return_pointer (task, NULL, NULL);
}

/**
 * limner_client_find_prediction_async:
 * @self: a client
 * @search: (transfer full): what is looked for
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: data for @callback
 *
 * Finds out what became of a request whose answer was lost: the predictions since then are looked
 * through for one of the same model with the same inputs, several times within some seconds. A Cog
 * server does not remember: there, nothing is found once it works no more.
 */
void
limner_client_find_prediction_async (LimnerClient           *self,
                                     LimnerPredictionSearch *search,
                                     GCancellable           *cancellable,
                                     GAsyncReadyCallback     callback,
                                     gpointer                user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(GDateTime) since = NULL;
  Find *find;
  gboolean is_known;
  gint64 offset;

  g_return_if_fail (LIMNER_IS_CLIENT (self));
  g_return_if_fail (search != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, limner_client_find_prediction_async);
  find = g_new0 (Find, 1);
  find->search = search;
  g_task_set_task_data (task, find, (GDestroyNotify) find_free);
  if (_limner_client_is_cog (self))
    {
      limner_client_check_async (self, cancellable, idle_server_cb, g_steal_pointer (&task));
      return;
    }

  offset = _limner_client_get_clock_offset (self, &is_known);
  offset -= is_known ? KNOWN_CLOCK_MARGIN : UNKNOWN_CLOCK_MARGIN;
  since = g_steal_pointer (&search->since);
  search->since = g_date_time_add_seconds (since, (double) offset);
  look_cb (task);
}

/**
 * limner_client_find_prediction_finish:
 * @self: a client
 * @result: what the callback was given
 * @found: (out) (nullable) (transfer full): the prediction, or %NULL where it is certain that there
 *   is none
 * @is_certain: (out): %FALSE where it is only the one of which nothing says that it is another's
 * @error: return location for an error
 *
 * Returns: %TRUE where it is known; %FALSE with an error where it is not: %LIMNER_ERROR_AMBIGUOUS
 *   where nobody can tell which prediction it is, else because the server did not answer
 */
gboolean
limner_client_find_prediction_finish (LimnerClient      *self,
                                      GAsyncResult      *result,
                                      LimnerPrediction **found,
                                      gboolean          *is_certain,
                                      GError           **error)
{
  const Find *find = g_task_get_task_data (G_TASK (result));
  g_autoptr(GError) local_error = NULL;

  *found = _limner_client_run_finish (self, result, limner_client_find_prediction_async,
                                      &local_error);
  *is_certain = find->is_certain;
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}
