/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-engine-routes.h"

#include <string.h>

#include "limner-engine-handlers.h"

#define MODEL      "/v1/models/*/*"
#define VERSION    MODEL "/versions/*"
#define DEPLOYMENT "/v1/deployments/*/*"

static const LimnerEngineRoute routes[] = {
  { "GET", "/v1/account", "account.get", FALSE, limner_engine_handle_account_get },
  { "GET", "/v1/collections", "collections.list", FALSE, limner_engine_handle_collections_list },
  { "GET", "/v1/collections/*", "collections.get", FALSE, limner_engine_handle_collections_get },
  { "GET", "/v1/hardware", "hardware.list", FALSE, limner_engine_handle_hardware_list },
  { "GET", "/v1/search", "search", FALSE, limner_engine_handle_search },
  { "GET", "/v1/webhooks/default/secret", "webhooks.default.secret.get", FALSE,
    limner_engine_handle_webhooks_secret_get },

  { "GET", "/v1/models", "models.list", FALSE, limner_engine_handle_models_list },
  { "QUERY", "/v1/models", "models.search", FALSE, limner_engine_handle_models_search },
  { "POST", "/v1/models", "models.create", FALSE, limner_engine_handle_models_create },
  { "GET", MODEL, "models.get", FALSE, limner_engine_handle_models_get },
  { "PATCH", MODEL, "models.update", FALSE, limner_engine_handle_models_update },
  { "DELETE", MODEL, "models.delete", FALSE, limner_engine_handle_models_delete },
  { "GET", MODEL "/examples", "models.examples.list", FALSE,
    limner_engine_handle_models_examples_list },
  { "GET", MODEL "/readme", "models.readme.get", FALSE, limner_engine_handle_models_readme_get },
  { "GET", MODEL "/versions", "models.versions.list", FALSE,
    limner_engine_handle_models_versions_list },
  { "GET", VERSION, "models.versions.get", FALSE, limner_engine_handle_models_versions_get },
  { "DELETE", VERSION, "models.versions.delete", FALSE,
    limner_engine_handle_models_versions_delete },

  { "POST", "/v1/predictions", "predictions.create", FALSE,
    limner_engine_handle_predictions_create },
  { "POST", MODEL "/predictions", "models.predictions.create", FALSE,
    limner_engine_handle_models_predictions_create },
  { "POST", DEPLOYMENT "/predictions", "deployments.predictions.create", FALSE,
    limner_engine_handle_deployments_predictions_create },
  { "GET", "/v1/predictions", "predictions.list", FALSE, limner_engine_handle_predictions_list },
  { "GET", "/v1/predictions/*", "predictions.get", FALSE, limner_engine_handle_predictions_get },
  { "POST", "/v1/predictions/*/cancel", "predictions.cancel", FALSE,
    limner_engine_handle_predictions_cancel },

  { "POST", VERSION "/trainings", "trainings.create", FALSE,
    limner_engine_handle_trainings_create },
  { "GET", "/v1/trainings", "trainings.list", FALSE, limner_engine_handle_trainings_list },
  { "GET", "/v1/trainings/*", "trainings.get", FALSE, limner_engine_handle_trainings_get },
  { "POST", "/v1/trainings/*/cancel", "trainings.cancel", FALSE,
    limner_engine_handle_trainings_cancel },

  { "GET", "/v1/deployments", "deployments.list", FALSE, limner_engine_handle_deployments_list },
  { "POST", "/v1/deployments", "deployments.create", FALSE,
    limner_engine_handle_deployments_create },
  { "GET", DEPLOYMENT, "deployments.get", FALSE, limner_engine_handle_deployments_get },
  { "PATCH", DEPLOYMENT, "deployments.update", FALSE, limner_engine_handle_deployments_update },
  { "DELETE", DEPLOYMENT, "deployments.delete", FALSE, limner_engine_handle_deployments_delete },

  { "GET", "/v1/files", "files.list", FALSE, limner_engine_handle_files_list },
  { "POST", "/v1/files", "files.create", FALSE, limner_engine_handle_files_create },
  { "GET", "/v1/files/*", "files.get", FALSE, limner_engine_handle_files_get },
  { "DELETE", "/v1/files/*", "files.delete", FALSE, limner_engine_handle_files_delete },
  { "GET", "/v1/files/*/download", "files.download", TRUE, limner_engine_handle_files_download },

  { "GET", "/v1/streams/*", "streams.get", TRUE, limner_engine_handle_streams_get },
  { "GET", "/outputs/*/*", "outputs.get", TRUE, limner_engine_handle_outputs_get },
  { "GET", "/limner/counters", "limner.counters", FALSE, limner_engine_handle_counters_get },
};

/* Compares part by part; gives the parts that vary. */
static gboolean
match (const char  *pattern,
       const char  *path,
       char       **parameters)
{
  g_auto(GStrv) expected = g_strsplit (pattern, "/", -1);
  g_auto(GStrv) given = g_strsplit (path, "/", -1);
  guint n = 0;

  if (g_strv_length (expected) != g_strv_length (given))
    return FALSE;

  for (guint i = 0; given[i] != NULL; i++)
    {
      gboolean varies = g_str_equal (expected[i], "*");

      if (varies ? *given[i] == '\0' : !g_str_equal (expected[i], given[i]))
        return FALSE;
      if (varies && n < LIMNER_ENGINE_MAX_PARAMETERS)
        {
          g_free (parameters[n]);
          parameters[n++] = g_strdup (given[i]);
        }
    }

  return TRUE;
}

/**
 * limner_engine_routes_find:
 * @method: an HTTP method
 * @path: a path
 * @parameters: (array fixed-size=3): filled with the parts that vary; may be filled for nothing
 * @path_exists: (out): whether there is such a path, if only for other methods
 *
 * Returns: (transfer none) (nullable): who answers
 */
const LimnerEngineRoute *
limner_engine_routes_find (const char  *method,
                           const char  *path,
                           char       **parameters,
                           gboolean    *path_exists)
{
  *path_exists = FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      if (!match (routes[i].path, path, parameters))
        continue;

      *path_exists = TRUE;
      if (g_str_equal (routes[i].method, method) ||
          (g_str_equal (method, "HEAD") && g_str_equal (routes[i].method, "GET")))
        return &routes[i];
    }

  return NULL;
}

/**
 * limner_engine_routes_get_all:
 * @n_routes: (out): how many there are
 *
 * Returns: (transfer none) (array length=n_routes): all that the engine answers
 */
const LimnerEngineRoute *
limner_engine_routes_get_all (gsize *n_routes)
{
  *n_routes = G_N_ELEMENTS (routes);
  return routes;
}
