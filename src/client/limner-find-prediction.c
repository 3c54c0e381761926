/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-error.h"
#include "base/limner-json.h"

#include "limner-client-predictions.h"
#include "limner-client-private.h"
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
  LimnerPredictionRequest *request;
  GDateTime               *since;
  GStrv                    known_ids;
  LimnerPageList          *list;
  guint                    n_looks;
} Find;

static void
find_free (Find *find)
{
  limner_prediction_request_free (find->request);
  g_clear_pointer (&find->since, g_date_time_unref);
  g_strfreev (find->known_ids);
  g_clear_object (&find->list);
  g_free (find);
}

static const char *
get_text (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
         ? json_node_get_string (node) : NULL;
}

static gboolean
is_file (const char *text)
{
  return text != NULL && (g_str_has_prefix (text, "data:") || strstr (text, "://") != NULL);
}

/* A file may come back under another address than it was sent. */
static gboolean
are_equal (JsonNode *ours,
           JsonNode *theirs)
{
  g_autofree char *our_text = NULL;
  g_autofree char *their_text = NULL;

  if (is_file (get_text (ours)) && is_file (get_text (theirs)))
    return TRUE;
  if (JSON_NODE_HOLDS_ARRAY (ours) && JSON_NODE_HOLDS_ARRAY (theirs))
    {
      JsonArray *a = json_node_get_array (ours);
      JsonArray *b = json_node_get_array (theirs);

      if (json_array_get_length (a) != json_array_get_length (b))
        return FALSE;
      for (guint i = 0; i < json_array_get_length (a); i++)
        {
          if (!are_equal (json_array_get_element (a, i), json_array_get_element (b, i)))
            return FALSE;
        }
      return TRUE;
    }
  if (JSON_NODE_HOLDS_VALUE (ours) && JSON_NODE_HOLDS_VALUE (theirs) &&
      json_node_get_value_type (ours) != G_TYPE_STRING &&
      json_node_get_value_type (theirs) != G_TYPE_STRING)
    return json_node_get_double (ours) == json_node_get_double (theirs);

  our_text = limner_json_to_string (ours, FALSE);
  their_text = limner_json_to_string (theirs, FALSE);
  return strcmp (our_text, their_text) == 0;
}

static gboolean
has_same_input (JsonObject *ours,
                JsonObject *theirs)
{
  JsonObjectIter iter;
  const char *member;
  JsonNode *value;

  if (theirs == NULL)
    return FALSE;

  json_object_iter_init (&iter, ours);
  while (json_object_iter_next (&iter, &member, &value))
    {
      if (!json_object_has_member (theirs, member) ||
          !are_equal (value, json_object_get_member (theirs, member)))
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_wanted (Find             *find,
           LimnerPrediction *prediction)
{
  LimnerPredictionRequest *request = find->request;
  const char *model = limner_prediction_get_model (prediction);
  const char *version = limner_prediction_get_version (prediction);
  const char *id = limner_prediction_get_id (prediction);

  if (find->known_ids != NULL && g_strv_contains ((const char * const *) find->known_ids, id))
    return FALSE;
  if (request->version != NULL && version != NULL && strlen (version) == 64 &&
      !g_str_has_suffix (request->version, version))
    return FALSE;
  if (request->version == NULL && request->model != NULL && model != NULL &&
      strcmp (request->model, model) != 0)
    return FALSE;

  return has_same_input (request->input, limner_prediction_get_input (prediction));
}

static LimnerPrediction *
pick (Find *find)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (find->list));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(LimnerPrediction) candidate =
        g_list_model_get_item (G_LIST_MODEL (find->list), i);
      g_autoptr(GDateTime) created = limner_prediction_get_created_at (candidate);

      if ((created == NULL || g_date_time_compare (created, find->since) >= 0) &&
          is_wanted (find, candidate))
        return g_steal_pointer (&candidate);
    }
  return NULL;
}

static gboolean look_cb (gpointer user_data);

static void
listed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  LimnerClient *self = g_task_get_source_object (task);
  Find *find = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  LimnerPrediction *found;

  if (!limner_page_list_load_finish (LIMNER_PAGE_LIST (object), result, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  found = pick (find);
  if (found != NULL)
    {
      g_task_return_pointer (task, found, g_object_unref);
    }
  else if (++find->n_looks < G_N_ELEMENTS (looks))
    {
      g_autoptr(GSource) source =
        g_timeout_source_new (_limner_client_scale (self, looks[find->n_looks]));

      g_source_set_callback (source, look_cb, g_object_ref (task), g_object_unref);
      g_source_attach (source, g_task_get_context (task));
    }
  else
    {
      g_task_return_pointer (task, NULL, NULL);
    }
}

static gboolean
look_cb (gpointer user_data)
{
  GTask *task = user_data;
  Find *find = g_task_get_task_data (task);

  g_clear_object (&find->list);
  find->list = limner_client_list_predictions (g_task_get_source_object (task), find->since, NULL,
                                               NULL);
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
 * @request: what was asked to run
 * @since: when it was sent, by our own clock
 * @known_ids: (nullable): ids of predictions that belong to somebody, %NULL-terminated
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: data for @callback
 *
 * Finds out what became of a request whose answer was lost: the predictions since then are looked
 * through for one of the same model with the same inputs, several times within some seconds. A Cog
 * server does not remember: there, nothing is found once it works no more.
 */
void
limner_client_find_prediction_async (LimnerClient            *self,
                                     LimnerPredictionRequest *request,
                                     GDateTime               *since,
                                     const char * const      *known_ids,
                                     GCancellable            *cancellable,
                                     GAsyncReadyCallback      callback,
                                     gpointer                 user_data)
{
  g_autoptr(GTask) task = NULL;
  Find *find;
  gboolean is_known;
  gint64 offset;

  g_return_if_fail (LIMNER_IS_CLIENT (self));
  g_return_if_fail (request != NULL);
  g_return_if_fail (since != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, limner_client_find_prediction_async);
  if (_limner_client_is_cog (self))
    {
      limner_client_check_async (self, cancellable, idle_server_cb, g_steal_pointer (&task));
      return;
    }

  offset = _limner_client_get_clock_offset (self, &is_known);
  offset -= is_known ? KNOWN_CLOCK_MARGIN : UNKNOWN_CLOCK_MARGIN;
  find = g_new0 (Find, 1);
  find->request = limner_prediction_request_copy (request);
  find->since = g_date_time_add_seconds (since, (double) offset);
  find->known_ids = g_strdupv ((GStrv) known_ids);
  g_task_set_task_data (task, find, (GDestroyNotify) find_free);
  look_cb (task);
}

/**
 * limner_client_find_prediction_finish:
 * @self: a client
 * @result: what the callback was given
 * @found: (out) (nullable) (transfer full): the prediction, or %NULL where it is certain that there
 *   is none
 * @error: return location for an error
 *
 * Returns: %TRUE where it is known; %FALSE with an error where it is not
 */
gboolean
limner_client_find_prediction_finish (LimnerClient      *self,
                                      GAsyncResult      *result,
                                      LimnerPrediction **found,
                                      GError           **error)
{
  g_autoptr(GError) local_error = NULL;

  *found = _limner_client_run_finish (self, result, limner_client_find_prediction_async,
                                      &local_error);
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}
