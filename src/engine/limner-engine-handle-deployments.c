/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-engine-handlers.h"

#include "base/limner-json.h"

#include "limner-engine-page.h"

#define PAGE_SIZE 25

static char *
get_key (gpointer item)
{
  JsonObject *release = limner_json_get_object (item, "current_release");

  return g_strdup_printf ("%s %s", limner_json_get_string (release, "created_at", ""),
                          limner_json_get_string (item, "name", ""));
}

static JsonObject *
get_json (gpointer    item,
          const char *origin)
{
  return json_object_ref (item);
}

static int
compare_newest_first (gconstpointer a,
                      gconstpointer b)
{
  g_autofree char *left = get_key (*(gpointer *) a);
  g_autofree char *right = get_key (*(gpointer *) b);

  return g_strcmp0 (right, left);
}

static JsonObject *
find_deployment (LimnerEngineContext *context,
                 LimnerEngineRequest *request)
{
  JsonObject *deployment =
    limner_engine_deployments_find (context->deployments,
                                    limner_engine_request_get_parameter (request, 0),
                                    limner_engine_request_get_parameter (request, 1));

  if (deployment == NULL)
    limner_engine_request_answer_not_found (request);
  return deployment;
}

static gboolean
check_version (LimnerEngineContext *context,
               LimnerEngineRequest *request,
               const char          *model_name,
               const char          *version)
{
  g_auto(GStrv) names = g_strsplit (model_name, "/", 2);
  LimnerEngineModel *model = limner_engine_catalog_find (context->catalog, names[0], names[1]);

  if (model != NULL && limner_engine_model_find_version (model, version) != NULL)
    return TRUE;

  limner_engine_request_answer_problem (request, SOUP_STATUS_UNPROCESSABLE_ENTITY,
                                        "Invalid version or not permitted",
                                        "The specified version does not exist (or perhaps you "
                                        "don't have permission to use it?)");
  return FALSE;
}

/**
 * limner_engine_handle_deployments_list:
 * @context: what to work on
 * @request: the request
 *
 * Lists deployments, the last changed first.
 */
void
limner_engine_handle_deployments_list (LimnerEngineContext *context,
                                       LimnerEngineRequest *request)
{
  static const LimnerEnginePageSource source = {
    .size = PAGE_SIZE, .get_key = get_key, .get_json = get_json,
  };
  GPtrArray *all = limner_engine_deployments_get_all (context->deployments);
  g_autoptr(GPtrArray) sorted = g_ptr_array_new ();

  for (guint i = 0; i < all->len; i++)
    g_ptr_array_add (sorted, g_ptr_array_index (all, i));
  g_ptr_array_sort (sorted, compare_newest_first);
  limner_engine_page_answer (context, request, sorted, &source);
}

/**
 * limner_engine_handle_deployments_create:
 * @context: what to work on
 * @request: the request
 *
 * Makes a deployment.
 */
void
limner_engine_handle_deployments_create (LimnerEngineContext *context,
                                         LimnerEngineRequest *request)
{
  g_autoptr(JsonObject) body = limner_engine_request_read_json (request);
  const char *model;
  const char *name;

  if (body == NULL)
    return;

  model = limner_json_get_string (body, "model", "");
  name = limner_json_get_string (body, "name", "");
  if (!check_version (context, request, model, limner_json_get_string (body, "version", "")))
    return;
  if (limner_engine_deployments_find (context->deployments, LIMNER_ENGINE_ACCOUNT, name) != NULL ||
      limner_engine_deployments_get_all (context->deployments)->len >=
      LIMNER_ENGINE_MAX_DEPLOYMENTS)
    {
      limner_engine_request_answer_problem (request, SOUP_STATUS_CONFLICT, NULL,
                                            "A deployment with that name already exists, or there "
                                            "are too many");
      return;
    }

  limner_engine_request_answer_object (
    request, SOUP_STATUS_OK,
    json_object_ref (limner_engine_deployments_create (context->deployments, name, model, body)));
}

/**
 * limner_engine_handle_deployments_get:
 * @context: what to work on
 * @request: the request
 *
 * Shows a deployment.
 */
void
limner_engine_handle_deployments_get (LimnerEngineContext *context,
                                      LimnerEngineRequest *request)
{
  JsonObject *deployment = find_deployment (context, request);

  if (deployment != NULL)
    limner_engine_request_answer_object (request, SOUP_STATUS_OK, json_object_ref (deployment));
}

/**
 * limner_engine_handle_deployments_update:
 * @context: what to work on
 * @request: the request
 *
 * Changes a deployment.
 */
void
limner_engine_handle_deployments_update (LimnerEngineContext *context,
                                         LimnerEngineRequest *request)
{
  JsonObject *deployment = find_deployment (context, request);
  g_autoptr(JsonObject) body = deployment != NULL ? limner_engine_request_read_json (request)
                                                  : NULL;
  const char *version;

  if (body == NULL)
    return;

  version = limner_json_get_string (body, "version", NULL);
  if (version != NULL &&
      !check_version (context, request, limner_engine_deployment_get_model (deployment), version))
    return;

  limner_engine_deployments_update (context->deployments, deployment, body);
  limner_engine_request_answer_object (request, SOUP_STATUS_OK, json_object_ref (deployment));
}

/**
 * limner_engine_handle_deployments_delete:
 * @context: what to work on
 * @request: the request
 *
 * Removes a deployment whose version is not at work.
 */
void
limner_engine_handle_deployments_delete (LimnerEngineContext *context,
                                         LimnerEngineRequest *request)
{
  JsonObject *deployment = find_deployment (context, request);

  if (deployment == NULL)
    return;

  if (limner_engine_queue_uses_version (context->queue,
                                        limner_engine_deployment_get_version (deployment)))
    {
      limner_engine_request_answer_problem (request, SOUP_STATUS_BAD_REQUEST, NULL,
                                            "Only deployments that are offline can be deleted.");
      return;
    }

  limner_engine_deployments_remove (context->deployments, deployment);
  limner_engine_request_answer (request, SOUP_STATUS_NO_CONTENT, NULL, NULL);
}
