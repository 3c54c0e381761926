/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/limner-error.h"
#include "base/limner-json.h"
#include "wire/limner-page.h"

#include "limner-client-models.h"
#include "limner-client-private.h"
#include "limner-cog.h"
#include "limner-page-list-private.h"

typedef struct
{
  char  *query;
  guint  limit;
} Search;

static void
search_free (Search *search)
{
  g_free (search->query);
  g_free (search);
}

static char *
dup_version_path (const char *model,
                  const char *version)
{
  g_autofree char *suffix = _limner_client_id_path ("/versions/", version, "");

  return _limner_client_model_path (model, "/models/", suffix);
}

/**
 * limner_client_list_models:
 * @self: a client
 * @sort_by: (nullable): `model_created_at` or `latest_version_created_at`
 * @ascending: whether the oldest come first
 *
 * Lists all public models, newest first. A Cog server has one.
 *
 * Returns: (transfer full): a list of #LimnerModel that loads as it is scrolled
 */
LimnerPageList *
limner_client_list_models (LimnerClient *self,
                           const char   *sort_by,
                           gboolean      ascending)
{
  g_autofree char *path = NULL;

  g_return_val_if_fail (LIMNER_IS_CLIENT (self), NULL);

  if (sort_by == NULL)
    path = g_strdup (ascending ? "/models?sort_direction=asc" : "/models");
  else
    path = g_strdup_printf ("/models?sort_by=%s&sort_direction=%s", sort_by,
                            ascending ? "asc" : "desc");
  return _limner_page_list_new (self, LIMNER_TYPE_MODEL, path);
}

/**
 * limner_client_query_models:
 * @self: a client
 * @query: what to look for
 *
 * Lists the models that fit some words, with the older of the two searches.
 *
 * Returns: (transfer full): a list of #LimnerModel that loads as it is scrolled
 */
LimnerPageList *
limner_client_query_models (LimnerClient *self,
                            const char   *query)
{
  g_return_val_if_fail (LIMNER_IS_CLIENT (self), NULL);
  g_return_val_if_fail (query != NULL, NULL);

  return _limner_page_list_new_query (self, LIMNER_TYPE_MODEL, "/models", query);
}

static void
query_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(LimnerPage) page =
    _limner_client_run_finish (LIMNER_CLIENT (object), result, query_cb, &error);
  Search *search = g_task_get_task_data (task);

  if (page != NULL)
    g_task_return_pointer (task, limner_search_result_new (search->query,
                                                           limner_page_get_items (page)),
                           g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static gboolean
knows_models (LimnerSearchResult *found)
{
  JsonObject *json = limner_resource_get_json (LIMNER_RESOURCE (found));

  return limner_json_get_array (json, "models") != NULL;
}

static void
search_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  LimnerClient *self = LIMNER_CLIENT (object);
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(LimnerSearchResult) found =
    _limner_client_run_finish (self, result, search_cb, &error);
  Search *search = g_task_get_task_data (task);
  LimnerCall *call;

  if (found != NULL && knows_models (found))
    {
      g_task_return_pointer (task, g_steal_pointer (&found), g_object_unref);
      return;
    }
  if (error != NULL &&
      (limner_error_is_cancelled (error) ||
       g_error_matches (error, LIMNER_ERROR, LIMNER_ERROR_UNAUTHORIZED) ||
       g_error_matches (error, LIMNER_ERROR, LIMNER_ERROR_NETWORK) ||
       g_error_matches (error, LIMNER_ERROR, LIMNER_ERROR_RATE_LIMITED)))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  /* The newer search is a trial of the service: it may go, or fail for words the older knows. */
  call = _limner_client_new_query (self, LIMNER_TYPE_MODEL, "/models", search->query);
  _limner_client_run (self, call, query_cb, g_task_get_cancellable (task), query_cb,
                      g_object_ref (task));
}

/**
 * limner_client_search_async:
 * @self: a client
 * @query: what to look for
 * @limit: how many models are wanted, 1–50
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: data for @callback
 *
 * Looks for models and collections with GET /search, and where the server does not know that, with
 * QUERY /models. The models found may lack their version: limner_client_get_model_async() has it.
 */
void
limner_client_search_async (LimnerClient        *self,
                            const char          *query,
                            guint                limit,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  GTask *task;
  Search *search;
  LimnerCall *call;
  g_autofree char *escaped = NULL;
  g_autofree char *path = NULL;

  g_return_if_fail (LIMNER_IS_CLIENT (self));
  g_return_if_fail (query != NULL);

  search = g_new0 (Search, 1);
  search->query = g_strdup (query);
  search->limit = CLAMP (limit, 1, 50);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, limner_client_search_async);
  g_task_set_task_data (task, search, (GDestroyNotify) search_free);

  escaped = g_uri_escape_string (query, NULL, FALSE);
  path = g_strdup_printf ("/search?query=%s&limit=%u", escaped, search->limit);
  call = _limner_call_new (self, SOUP_METHOD_GET, LIMNER_REPLY_RESOURCE, LIMNER_TYPE_SEARCH_RESULT,
                           path);
  _limner_client_run (self, call, search_cb, cancellable, search_cb, task);
}

/**
 * limner_client_search_finish:
 * @self: a client
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): what was found, or %NULL with an error
 */
LIMNER_CLIENT_FINISH (LimnerSearchResult *, limner_client_search)

/**
 * limner_client_get_model_async:
 * @self: a client
 * @model: `owner/name`; a Cog server has one model, and its name does not matter
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: data for @callback
 *
 * Reads a model with its latest version.
 */
void
limner_client_get_model_async (LimnerClient        *self,
                               const char          *model,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_return_if_fail (LIMNER_IS_CLIENT (self));
  g_return_if_fail (model != NULL);

  if (_limner_client_is_cog (self))
    _limner_cog_get_model (self, limner_client_get_model_async, cancellable, callback, user_data);
  else
    _limner_client_run_path (self, SOUP_METHOD_GET, LIMNER_REPLY_RESOURCE, LIMNER_TYPE_MODEL,
                             _limner_client_model_path (model, "/models/", ""), NULL,
                             limner_client_get_model_async, cancellable, callback, user_data);
}

/**
 * limner_client_get_model_finish:
 * @self: a client
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the model, or %NULL with an error
 */
LIMNER_CLIENT_FINISH (LimnerModel *, limner_client_get_model)

/**
 * limner_client_create_model_async:
 * @self: a client
 * @properties: the model's members, as the HTTP API names them
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: data for @callback
 *
 * Makes a model: `owner`, `name`, `visibility` and `hardware` are required.
 */
void
limner_client_create_model_async (LimnerClient        *self,
                                  JsonObject          *properties,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_return_if_fail (LIMNER_IS_CLIENT (self));
  g_return_if_fail (properties != NULL);

  _limner_client_run_create (self, LIMNER_TYPE_MODEL, g_strdup ("/models"), properties,
                             limner_client_create_model_async, cancellable, callback, user_data);
}

/**
 * limner_client_create_model_finish:
 * @self: a client
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the model, or %NULL with an error
 */
LIMNER_CLIENT_FINISH (LimnerModel *, limner_client_create_model)

/**
 * limner_client_update_model_async:
 * @self: a client
 * @model: `owner/name`
 * @properties: the model's members, as the HTTP API names them
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: data for @callback
 *
 * Changes what is told about a model.
 */
void
limner_client_update_model_async (LimnerClient        *self,
                                  const char          *model,
                                  JsonObject          *properties,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_return_if_fail (LIMNER_IS_CLIENT (self));
  g_return_if_fail (model != NULL);
  g_return_if_fail (properties != NULL);

  _limner_client_run_path (self, "PATCH", LIMNER_REPLY_RESOURCE, LIMNER_TYPE_MODEL,
                           _limner_client_model_path (model, "/models/", ""), properties,
                           limner_client_update_model_async, cancellable, callback, user_data);
}

/**
 * limner_client_update_model_finish:
 * @self: a client
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the model, or %NULL with an error
 */
LIMNER_CLIENT_FINISH (LimnerModel *, limner_client_update_model)

/**
 * limner_client_delete_model_async:
 * @self: a client
 * @model: `owner/name`
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: data for @callback
 *
 * Deletes a private model of the account that has no versions.
 */
void
limner_client_delete_model_async (LimnerClient        *self,
                                  const char          *model,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_return_if_fail (LIMNER_IS_CLIENT (self));
  g_return_if_fail (model != NULL);

  _limner_client_run_path (self, SOUP_METHOD_DELETE, LIMNER_REPLY_NOTHING, G_TYPE_NONE,
                           _limner_client_model_path (model, "/models/", ""), NULL,
                           limner_client_delete_model_async, cancellable, callback, user_data);
}

/**
 * limner_client_delete_model_finish:
 * @self: a client
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Returns: %TRUE where it is gone
 */
LIMNER_CLIENT_FINISH_BOOLEAN (limner_client_delete_model)

/**
 * limner_client_list_examples:
 * @self: a client
 * @model: `owner/name`
 *
 * Lists predictions that the owner chose to show what the model does.
 *
 * Returns: (transfer full): a list of #LimnerPrediction that loads as it is scrolled
 */
LimnerPageList *
limner_client_list_examples (LimnerClient *self,
                             const char   *model)
{
  g_autofree char *path = NULL;

  g_return_val_if_fail (LIMNER_IS_CLIENT (self), NULL);

  path = _limner_client_model_path (model, "/models/", "/examples");
  if (path == NULL)
    return _limner_page_list_new_misnamed (self, LIMNER_TYPE_PREDICTION);
  return _limner_page_list_new (self, LIMNER_TYPE_PREDICTION, path);
}

/**
 * limner_client_get_readme_async:
 * @self: a client
 * @model: `owner/name`
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: data for @callback
 *
 * Reads a model's description in Markdown.
 */
void
limner_client_get_readme_async (LimnerClient        *self,
                                const char          *model,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_return_if_fail (LIMNER_IS_CLIENT (self));
  g_return_if_fail (model != NULL);

  _limner_client_run_path (self, SOUP_METHOD_GET, LIMNER_REPLY_TEXT, G_TYPE_NONE,
                           _limner_client_model_path (model, "/models/", "/readme"), NULL,
                           limner_client_get_readme_async, cancellable, callback, user_data);
}

/**
 * limner_client_get_readme_finish:
 * @self: a client
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): Markdown, or %NULL with an error: %LIMNER_ERROR_NOT_FOUND
 *   where there is none
 */
LIMNER_CLIENT_FINISH (char *, limner_client_get_readme)

/**
 * limner_client_list_versions:
 * @self: a client
 * @model: `owner/name`
 *
 * Lists a model's versions, newest first. Official models have none.
 *
 * Returns: (transfer full): a list of #LimnerModelVersion that loads as it is scrolled
 */
LimnerPageList *
limner_client_list_versions (LimnerClient *self,
                             const char   *model)
{
  g_autofree char *path = NULL;

  g_return_val_if_fail (LIMNER_IS_CLIENT (self), NULL);

  path = _limner_client_model_path (model, "/models/", "/versions");
  if (path == NULL)
    return _limner_page_list_new_misnamed (self, LIMNER_TYPE_MODEL_VERSION);
  return _limner_page_list_new (self, LIMNER_TYPE_MODEL_VERSION, path);
}

/**
 * limner_client_get_version_async:
 * @self: a client
 * @model: `owner/name`
 * @version: the version's id
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: data for @callback
 *
 * Reads one version.
 */
void
limner_client_get_version_async (LimnerClient        *self,
                                 const char          *model,
                                 const char          *version,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_return_if_fail (LIMNER_IS_CLIENT (self));
  g_return_if_fail (model != NULL);
  g_return_if_fail (version != NULL);

  _limner_client_run_path (self, SOUP_METHOD_GET, LIMNER_REPLY_RESOURCE, LIMNER_TYPE_MODEL_VERSION,
                           dup_version_path (model, version), NULL, limner_client_get_version_async,
                           cancellable, callback, user_data);
}

/**
 * limner_client_get_version_finish:
 * @self: a client
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the version, or %NULL with an error
 */
LIMNER_CLIENT_FINISH (LimnerModelVersion *, limner_client_get_version)

/**
 * limner_client_delete_version_async:
 * @self: a client
 * @model: `owner/name`
 * @version: the version's id
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: data for @callback
 *
 * Deletes a version with all its predictions.
 */
void
limner_client_delete_version_async (LimnerClient        *self,
                                    const char          *model,
                                    const char          *version,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  g_return_if_fail (LIMNER_IS_CLIENT (self));
  g_return_if_fail (model != NULL);
  g_return_if_fail (version != NULL);

  _limner_client_run_path (self, SOUP_METHOD_DELETE, LIMNER_REPLY_NOTHING, G_TYPE_NONE,
                           dup_version_path (model, version), NULL,
                           limner_client_delete_version_async, cancellable, callback, user_data);
}

/**
 * limner_client_delete_version_finish:
 * @self: a client
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Returns: %TRUE where the server took the order
 */
LIMNER_CLIENT_FINISH_BOOLEAN (limner_client_delete_version)

/**
 * limner_client_list_collections:
 * @self: a client
 *
 * Lists the collections, without their models.
 *
 * Returns: (transfer full): a list of #LimnerCollection that loads as it is scrolled
 */
LimnerPageList *
limner_client_list_collections (LimnerClient *self)
{
  g_return_val_if_fail (LIMNER_IS_CLIENT (self), NULL);

  return _limner_page_list_new (self, LIMNER_TYPE_COLLECTION, "/collections");
}

/**
 * limner_client_get_collection_async:
 * @self: a client
 * @slug: the collection's name in addresses
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: data for @callback
 *
 * Reads a collection with its models.
 */
void
limner_client_get_collection_async (LimnerClient        *self,
                                    const char          *slug,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  g_return_if_fail (LIMNER_IS_CLIENT (self));
  g_return_if_fail (slug != NULL);

  _limner_client_run_path (self, SOUP_METHOD_GET, LIMNER_REPLY_RESOURCE, LIMNER_TYPE_COLLECTION,
                           _limner_client_id_path ("/collections/", slug, ""), NULL,
                           limner_client_get_collection_async, cancellable, callback, user_data);
}

/**
 * limner_client_get_collection_finish:
 * @self: a client
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the collection, or %NULL with an error
 */
LIMNER_CLIENT_FINISH (LimnerCollection *, limner_client_get_collection)
