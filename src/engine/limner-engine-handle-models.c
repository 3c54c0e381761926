/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-engine-handlers.h"

#include <string.h>

#include "base/limner-json.h"

#include "limner-engine-id.h"
#include "limner-engine-page.h"

#define PAGE_SIZE 25

/* Models and their versions. */

static JsonObject *
model_to_json (gpointer    item,
               const char *origin)
{
  return limner_engine_model_to_json (item, origin);
}

static char *
get_model_key (gpointer item)
{
  LimnerEngineModel *model = item;
  g_autofree char *time = limner_engine_time_text (model->created_at);

  return g_strdup_printf ("%s %s/%s", time, model->owner, model->name);
}

static char *
get_version_time_key (gpointer item)
{
  LimnerEngineModel *model = item;
  LimnerEngineVersion *latest = limner_engine_model_get_latest (model);
  g_autofree char *time = limner_engine_time_text (latest != NULL ? latest->created_at : 0);

  return g_strdup_printf ("%s %s/%s", time, model->owner, model->name);
}

static char *
get_version_key (gpointer item)
{
  LimnerEngineVersion *version = item;
  g_autofree char *time = limner_engine_time_text (version->created_at);

  return g_strdup_printf ("%s %s", time, version->id);
}

static JsonObject *
version_to_json (gpointer    item,
                 const char *origin)
{
  return limner_engine_version_to_json (item);
}

static int
compare_by_key (gconstpointer a,
                gconstpointer b,
                gpointer      data)
{
  const LimnerEnginePageSource *source = data;
  g_autofree char *left = source->get_key (*(gpointer *) a);
  g_autofree char *right = source->get_key (*(gpointer *) b);

  return g_strcmp0 (left, right) * (source->ascending ? 1 : -1);
}

static LimnerEngineModel *
find_model (LimnerEngineContext *context,
            LimnerEngineRequest *request)
{
  LimnerEngineModel *model =
    limner_engine_catalog_find (context->catalog,
                                limner_engine_request_get_parameter (request, 0),
                                limner_engine_request_get_parameter (request, 1));

  if (model == NULL)
    limner_engine_request_answer_not_found (request);
  return model;
}

/* The engine's own models belong to nobody who could change them. */
static LimnerEngineModel *
find_own_model (LimnerEngineContext *context,
                LimnerEngineRequest *request)
{
  LimnerEngineModel *model = find_model (context, request);

  if (model == NULL || !model->is_official)
    return model;

  limner_engine_request_answer_problem (request, SOUP_STATUS_FORBIDDEN, NULL,
                                        "You do not have permission to perform this action.");
  return NULL;
}

static LimnerEngineVersion *
find_version (LimnerEngineModel   *model,
              LimnerEngineRequest *request)
{
  LimnerEngineVersion *version =
    limner_engine_model_find_version (model, limner_engine_request_get_parameter (request, 2));

  if (version == NULL)
    limner_engine_request_answer_not_found (request);
  return version;
}

/**
 * limner_engine_handle_models_list:
 * @context: what to work on
 * @request: the request
 *
 * Lists models, in the order that the query names.
 */
void
limner_engine_handle_models_list (LimnerEngineContext *context,
                                  LimnerEngineRequest *request)
{
  GPtrArray *models = limner_engine_catalog_get_models (context->catalog);
  g_autoptr(GPtrArray) sorted = g_ptr_array_new ();
  const char *sort_by = limner_engine_request_get_query (request, "sort_by");
  const char *direction = limner_engine_request_get_query (request, "sort_direction");
  LimnerEnginePageSource source = {
    .size = PAGE_SIZE,
    .ascending = g_strcmp0 (direction, "asc") == 0,
    .get_key = g_strcmp0 (sort_by, "model_created_at") == 0 ? get_model_key : get_version_time_key,
    .get_json = model_to_json,
  };

  for (guint i = 0; i < models->len; i++)
    g_ptr_array_add (sorted, g_ptr_array_index (models, i));
  g_ptr_array_sort_with_data (sorted, compare_by_key, &source);
  limner_engine_page_answer (context, request, sorted, &source);
}

/**
 * limner_engine_handle_models_search:
 * @context: what to work on
 * @request: the request, whose body is the text to look for
 *
 * Searches models (the method QUERY).
 */
void
limner_engine_handle_models_search (LimnerEngineContext *context,
                                    LimnerEngineRequest *request)
{
  g_autoptr(GBytes) body = limner_engine_request_get_body (request);
  g_autofree char *words = g_utf8_make_valid (g_bytes_get_data (body, NULL),
                                              (gssize) MIN (g_bytes_get_size (body), 1000));
  g_autoptr(GPtrArray) found = limner_engine_catalog_search (context->catalog, words);
  JsonObject *page = json_object_new ();
  JsonArray *results = json_array_new ();

  for (guint i = 0; i < MIN (found->len, PAGE_SIZE); i++)
    json_array_add_object_element (results, model_to_json (g_ptr_array_index (found, i),
                                                           context->origin));
  json_object_set_null_member (page, "next");
  json_object_set_null_member (page, "previous");
  json_object_set_array_member (page, "results", results);
  limner_engine_request_answer_object (request, SOUP_STATUS_OK, page);
}

static void
set_links (LimnerEngineModel *model,
           JsonObject        *body)
{
  static const char * const names[] = {
    "description", "readme", "github_url", "paper_url", "license_url", "weights_url",
    "cover_image_url",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *text = limner_json_get_string (body, names[i], NULL);

      if (text != NULL)
        json_object_set_string_member (model->links, names[i], text);
    }
}

/**
 * limner_engine_handle_models_create:
 * @context: what to work on
 * @request: the request
 *
 * Makes a model of the account's, without versions: the destination of a training.
 */
void
limner_engine_handle_models_create (LimnerEngineContext *context,
                                    LimnerEngineRequest *request)
{
  g_autoptr(JsonObject) body = limner_engine_request_read_json (request);
  g_autoptr(GError) error = NULL;
  LimnerEngineModel *model;
  const char *name;

  if (body == NULL)
    return;

  name = limner_json_get_string (body, "name", "");
  if (!g_str_equal (limner_json_get_string (body, "owner", ""), LIMNER_ENGINE_ACCOUNT))
    {
      limner_engine_request_answer_problem (request, SOUP_STATUS_FORBIDDEN, NULL,
                                            "You can only create models for the owner “"
                                            LIMNER_ENGINE_ACCOUNT "”.");
      return;
    }
  if (limner_engine_catalog_find (context->catalog, LIMNER_ENGINE_ACCOUNT, name) != NULL)
    {
      limner_engine_request_answer_problem (request, SOUP_STATUS_CONFLICT, NULL,
                                            "A model with that name and owner already exists");
      return;
    }

  model = limner_engine_catalog_create (context->catalog, name, &error);
  if (model == NULL)
    {
      limner_engine_request_answer_problem (request, SOUP_STATUS_CONFLICT, NULL, error->message);
      return;
    }

  g_free (model->visibility);
  model->visibility = g_strdup (limner_json_get_string (body, "visibility", "private"));
  g_free (model->hardware);
  model->hardware = g_strdup (limner_json_get_string (body, "hardware", "cpu"));
  set_links (model, body);
  limner_engine_catalog_save (context->catalog);
  limner_engine_request_answer_object (request, SOUP_STATUS_CREATED,
                                       model_to_json (model, context->origin));
}

/**
 * limner_engine_handle_models_get:
 * @context: what to work on
 * @request: the request
 *
 * Shows a model.
 */
void
limner_engine_handle_models_get (LimnerEngineContext *context,
                                 LimnerEngineRequest *request)
{
  LimnerEngineModel *model = find_model (context, request);

  if (model != NULL)
    limner_engine_request_answer_object (request, SOUP_STATUS_OK,
                                         model_to_json (model, context->origin));
}

/**
 * limner_engine_handle_models_update:
 * @context: what to work on
 * @request: the request
 *
 * Changes what is told about a model of the account's.
 */
void
limner_engine_handle_models_update (LimnerEngineContext *context,
                                    LimnerEngineRequest *request)
{
  LimnerEngineModel *model = find_own_model (context, request);
  g_autoptr(JsonObject) body = model != NULL ? limner_engine_request_read_json (request) : NULL;

  if (body == NULL)
    return;

  set_links (model, body);
  limner_engine_catalog_save (context->catalog);
  limner_engine_request_answer_object (request, SOUP_STATUS_OK,
                                       model_to_json (model, context->origin));
}

/**
 * limner_engine_handle_models_delete:
 * @context: what to work on
 * @request: the request
 *
 * Removes a private model of the account's that has no versions.
 */
void
limner_engine_handle_models_delete (LimnerEngineContext *context,
                                    LimnerEngineRequest *request)
{
  LimnerEngineModel *model = find_own_model (context, request);

  if (model == NULL)
    return;

  if (model->versions->len > 0 || !g_str_equal (model->visibility, "private"))
    {
      limner_engine_request_answer_problem (request, SOUP_STATUS_BAD_REQUEST, NULL,
                                            "Only private models without versions can be deleted.");
      return;
    }

  limner_engine_catalog_remove (context->catalog, model);
  limner_engine_request_answer (request, SOUP_STATUS_NO_CONTENT, NULL, NULL);
}

static char *
get_example_key (gpointer item)
{
  return g_strdup (limner_engine_prediction_get_parts (item)->id);
}

static JsonObject *
example_to_json (gpointer    item,
                 const char *origin)
{
  return limner_engine_prediction_to_json (item, origin);
}

/**
 * limner_engine_handle_models_examples_list:
 * @context: what to work on
 * @request: the request
 *
 * Lists examples: those that the engine brings, and what was made with the model in the last hour.
 */
void
limner_engine_handle_models_examples_list (LimnerEngineContext *context,
                                           LimnerEngineRequest *request)
{
  static const LimnerEnginePageSource source = {
    .size = PAGE_SIZE, .get_key = get_example_key, .get_json = example_to_json,
  };
  LimnerEngineModel *model = find_model (context, request);
  g_autoptr(GPtrArray) all = NULL;
  g_autoptr(GPtrArray) examples = NULL;
  g_autofree char *name = NULL;

  if (model == NULL)
    return;

  name = g_strdup_printf ("%s/%s", model->owner, model->name);
  examples = limner_engine_examples_list (context->examples, name);
  all = limner_engine_queue_list (context->queue, FALSE);
  for (guint i = 0; i < all->len && examples->len < PAGE_SIZE; i++)
    {
      LimnerEnginePrediction *prediction = g_ptr_array_index (all, i);

      if (limner_engine_prediction_get_status (prediction) == LIMNER_STATUS_SUCCEEDED &&
          !limner_engine_prediction_get_data_removed (prediction) &&
          g_str_equal (limner_engine_prediction_get_parts (prediction)->model, name))
        g_ptr_array_add (examples, prediction);
    }
  limner_engine_page_answer (context, request, examples, &source);
}

static char *
make_readme (LimnerEngineModel *model)
{
  return g_strdup_printf ("# %s/%s\n\n%s\n\n"
                          "This model runs on this computer, in the engine that comes with Limner. "
                          "It does classical image work: there is no neural network in it, and "
                          "nothing leaves this computer.\n",
                          model->owner, model->name,
                          limner_json_get_string (model->links, "description", ""));
}

/**
 * limner_engine_handle_models_readme_get:
 * @context: what to work on
 * @request: the request
 *
 * Sends a model's README.
 */
void
limner_engine_handle_models_readme_get (LimnerEngineContext *context,
                                        LimnerEngineRequest *request)
{
  LimnerEngineModel *model = find_model (context, request);
  const char *kept = model != NULL ? limner_json_get_string (model->links, "readme", NULL) : NULL;
  g_autoptr(GBytes) bytes = NULL;
  char *text;

  if (model == NULL)
    return;

  if (kept == NULL && !model->is_official)
    {
      limner_engine_request_answer_not_found (request);
      return;
    }

  text = kept != NULL ? g_strdup (kept) : make_readme (model);
  bytes = g_bytes_new_take (text, strlen (text));
  limner_engine_request_answer (request, SOUP_STATUS_OK, "text/plain; charset=utf-8", bytes);
}

/**
 * limner_engine_handle_models_versions_list:
 * @context: what to work on
 * @request: the request
 *
 * Lists a model's versions, newest first.
 */
void
limner_engine_handle_models_versions_list (LimnerEngineContext *context,
                                           LimnerEngineRequest *request)
{
  static const LimnerEnginePageSource source = {
    .size = PAGE_SIZE, .get_key = get_version_key, .get_json = version_to_json,
  };
  LimnerEngineModel *model = find_model (context, request);
  g_autoptr(GPtrArray) versions = g_ptr_array_new ();

  if (model == NULL)
    return;

  for (guint i = model->versions->len; i > 0; i--)
    g_ptr_array_add (versions, g_ptr_array_index (model->versions, i - 1));
  limner_engine_page_answer (context, request, versions, &source);
}

/**
 * limner_engine_handle_models_versions_get:
 * @context: what to work on
 * @request: the request
 *
 * Shows a version.
 */
void
limner_engine_handle_models_versions_get (LimnerEngineContext *context,
                                          LimnerEngineRequest *request)
{
  LimnerEngineModel *model = find_model (context, request);
  LimnerEngineVersion *version = model != NULL ? find_version (model, request) : NULL;

  if (version != NULL)
    limner_engine_request_answer_object (request, SOUP_STATUS_OK,
                                         limner_engine_version_to_json (version));
}

/**
 * limner_engine_handle_models_versions_delete:
 * @context: what to work on
 * @request: the request
 *
 * Removes a version of a private model of the account's that nothing uses.
 */
void
limner_engine_handle_models_versions_delete (LimnerEngineContext *context,
                                             LimnerEngineRequest *request)
{
  LimnerEngineModel *model = find_own_model (context, request);
  LimnerEngineVersion *version = model != NULL ? find_version (model, request) : NULL;

  if (version == NULL)
    return;

  if (!g_str_equal (model->visibility, "private") ||
      limner_engine_deployments_use_version (context->deployments, version->id) ||
      limner_engine_queue_uses_version (context->queue, version->id))
    {
      limner_engine_request_answer_problem (request, SOUP_STATUS_BAD_REQUEST, NULL,
                                            "Only versions of private models that no deployment "
                                            "and no prediction uses can be deleted.");
      return;
    }

  g_ptr_array_remove (model->versions, version);
  limner_engine_catalog_save (context->catalog);
  limner_engine_request_answer (request, SOUP_STATUS_ACCEPTED, NULL, NULL);
}
