/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "limner-engine-handlers.h"

#include "base/limner-json.h"

#include "limner-engine-page.h"

#define PAGE_SIZE    25
#define SEARCH_LIMIT 20
#define SEARCH_MAX   50

/* The account, and the lists that are no lists of the account's own. */

static char *
get_key (gpointer item)
{
  return g_strdup (((const LimnerEngineCollection *) item)->slug);
}

static JsonObject *
collection_to_json (gpointer    item,
                    const char *origin)
{
  const LimnerEngineCollection *collection = item;
  JsonObject *json = json_object_new ();

  json_object_set_string_member (json, "name", collection->name);
  json_object_set_string_member (json, "slug", collection->slug);
  json_object_set_string_member (json, "description", collection->description);
  return json;
}

static gboolean
has_models (LimnerEngineContext          *context,
            const LimnerEngineCollection *collection)
{
  GPtrArray *models = limner_engine_catalog_get_models (context->catalog);

  for (guint i = 0; i < models->len; i++)
    {
      if (limner_engine_collection_has (collection, g_ptr_array_index (models, i)))
        return TRUE;
    }

  return FALSE;
}

static int
compare_slugs (gconstpointer a,
               gconstpointer b)
{
  return g_strcmp0 ((*(const LimnerEngineCollection **) a)->slug,
                    (*(const LimnerEngineCollection **) b)->slug);
}

/* Those with models in them, by their slugs. */
static GPtrArray *
list_collections (LimnerEngineContext *context)
{
  GPtrArray *list = g_ptr_array_new ();
  gsize n;
  const LimnerEngineCollection *all = limner_engine_collections_get_all (&n);

  for (gsize i = 0; i < n; i++)
    {
      if (has_models (context, &all[i]))
        g_ptr_array_add (list, (gpointer) &all[i]);
    }

  g_ptr_array_sort (list, compare_slugs);
  return list;
}

/**
 * limner_engine_handle_account_get:
 * @context: what to work on
 * @request: the request
 *
 * Shows the account that everybody has who holds the token.
 */
void
limner_engine_handle_account_get (LimnerEngineContext *context,
                                  LimnerEngineRequest *request)
{
  JsonObject *json = json_object_new ();

  json_object_set_string_member (json, "type", "user");
  json_object_set_string_member (json, "username", LIMNER_ENGINE_ACCOUNT);
  json_object_set_string_member (json, "name", "This computer");
  limner_engine_request_answer_object (request, SOUP_STATUS_OK, json);
}

/**
 * limner_engine_handle_collections_list:
 * @context: what to work on
 * @request: the request
 *
 * Lists the groups of models.
 */
void
limner_engine_handle_collections_list (LimnerEngineContext *context,
                                       LimnerEngineRequest *request)
{
  static const LimnerEnginePageSource source = {
    .size = PAGE_SIZE, .ascending = TRUE, .get_key = get_key, .get_json = collection_to_json,
  };
  g_autoptr(GPtrArray) list = list_collections (context);

  limner_engine_page_answer (context, request, list, &source);
}

/**
 * limner_engine_handle_collections_get:
 * @context: what to work on
 * @request: the request
 *
 * Shows a group with its models.
 */
void
limner_engine_handle_collections_get (LimnerEngineContext *context,
                                      LimnerEngineRequest *request)
{
  const char *slug = limner_engine_request_get_parameter (request, 0);
  GPtrArray *models = limner_engine_catalog_get_models (context->catalog);
  g_autoptr(GPtrArray) list = list_collections (context);

  for (guint i = 0; i < list->len; i++)
    {
      const LimnerEngineCollection *collection = g_ptr_array_index (list, i);
      JsonObject *json;
      JsonArray *array;

      if (!g_str_equal (collection->slug, slug))
        continue;

      json = collection_to_json ((gpointer) collection, context->origin);
      array = json_array_new ();
      for (guint j = 0; j < models->len; j++)
        {
          LimnerEngineModel *model = g_ptr_array_index (models, j);

          if (limner_engine_collection_has (collection, model))
            json_array_add_object_element (array,
                                           limner_engine_model_to_json (model, context->origin));
        }
      json_object_set_null_member (json, "full_description");
      json_object_set_array_member (json, "models", array);
      limner_engine_request_answer_object (request, SOUP_STATUS_OK, json);
      return;
    }

  limner_engine_request_answer_not_found (request);
}

/**
 * limner_engine_handle_hardware_list:
 * @context: what to work on
 * @request: the request
 *
 * Lists the hardware: the processor of this computer.
 */
void
limner_engine_handle_hardware_list (LimnerEngineContext *context,
                                    LimnerEngineRequest *request)
{
  JsonArray *array = json_array_new ();
  JsonObject *cpu = json_object_new ();
  JsonNode *node = json_node_alloc ();

  json_object_set_string_member (cpu, "sku", "cpu");
  json_object_set_string_member (cpu, "name", "CPU");
  json_array_add_object_element (array, cpu);
  json_node_init_array (node, array);
  json_array_unref (array);
  limner_engine_request_answer_node (request, SOUP_STATUS_OK, node);
}

static JsonObject *
search_hit_to_json (LimnerEngineModel *model,
                    guint              position,
                    const char        *origin)
{
  gsize n;
  const LimnerEngineCollection *all = limner_engine_collections_get_all (&n);
  JsonObject *hit = json_object_new ();
  JsonObject *metadata = json_object_new ();
  JsonArray *tags = json_array_new ();

  for (gsize i = 0; i < n; i++)
    {
      if (limner_engine_collection_has (&all[i], model))
        json_array_add_string_element (tags, all[i].slug);
    }

  json_object_set_string_member (metadata, "generated_description",
                                 limner_json_get_string (model->links, "description", ""));
  json_object_set_array_member (metadata, "tags", tags);
  json_object_set_double_member (metadata, "score", 1.0 / (1.0 + position));
  json_object_set_object_member (hit, "model", limner_engine_model_to_json (model, origin));
  json_object_set_object_member (hit, "metadata", metadata);
  return hit;
}

static JsonArray *
search_collections (LimnerEngineContext *context,
                    GPtrArray           *models)
{
  g_autoptr(GPtrArray) list = list_collections (context);
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < list->len; i++)
    {
      const LimnerEngineCollection *collection = g_ptr_array_index (list, i);
      JsonArray *names = json_array_new ();
      JsonObject *json;

      for (guint j = 0; j < models->len; j++)
        {
          LimnerEngineModel *model = g_ptr_array_index (models, j);
          g_autofree char *name = g_strdup_printf ("%s/%s", model->owner, model->name);

          if (limner_engine_collection_has (collection, model))
            json_array_add_string_element (names, name);
        }

      if (json_array_get_length (names) == 0)
        {
          json_array_unref (names);
          continue;
        }
      json = collection_to_json ((gpointer) collection, context->origin);
      json_object_set_array_member (json, "models", names);
      json_array_add_object_element (array, json);
    }

  return array;
}

/**
 * limner_engine_handle_search:
 * @context: what to work on
 * @request: the request
 *
 * Searches models and collections.
 */
void
limner_engine_handle_search (LimnerEngineContext *context,
                             LimnerEngineRequest *request)
{
  const char *query = limner_engine_request_get_query (request, "query");
  const char *limit_text = limner_engine_request_get_query (request, "limit");
  guint64 limit = SEARCH_LIMIT;
  g_autoptr(GPtrArray) found = NULL;
  JsonArray *models = json_array_new ();
  JsonObject *json;

  if (query == NULL || *query == '\0')
    {
      static const char detail[] = "{\"detail\": \"Query parameter \\\"query\\\" is required\"}";
      g_autoptr(GBytes) body = g_bytes_new_static (detail, strlen (detail));

      /* This one operation has errors of its own kind. */
      json_array_unref (models);
      limner_engine_request_answer (request, SOUP_STATUS_BAD_REQUEST, "application/json", body);
      return;
    }
  if (limit_text != NULL)
    limit = CLAMP (g_ascii_strtoull (limit_text, NULL, 10), 1, SEARCH_MAX);

  json = json_object_new ();
  found = limner_engine_catalog_search (context->catalog, query);
  if (found->len > limit)
    g_ptr_array_set_size (found, (int) limit);
  for (guint i = 0; i < found->len; i++)
    json_array_add_object_element (models, search_hit_to_json (g_ptr_array_index (found, i), i,
                                                               context->origin));

  json_object_set_string_member (json, "query", query);
  json_object_set_array_member (json, "models", models);
  json_object_set_array_member (json, "collections", search_collections (context, found));
  json_object_set_array_member (json, "pages", json_array_new ());
  limner_engine_request_answer_object (request, SOUP_STATUS_OK, json);
}

/**
 * limner_engine_handle_webhooks_secret_get:
 * @context: what to work on
 * @request: the request
 *
 * Shows what signs webhooks.
 */
void
limner_engine_handle_webhooks_secret_get (LimnerEngineContext *context,
                                          LimnerEngineRequest *request)
{
  JsonObject *json = json_object_new ();

  json_object_set_string_member (json, "key", context->webhook_secret);
  limner_engine_request_answer_object (request, SOUP_STATUS_OK, json);
}

/**
 * limner_engine_handle_counters_get:
 * @context: what to work on
 * @request: the request
 *
 * Shows how many predictions and trainings were created since the start, which on the service would
 * have been paid for, and how many of them ran. The service has no such thing; tests of clients do.
 */
void
limner_engine_handle_counters_get (LimnerEngineContext *context,
                                   LimnerEngineRequest *request)
{
  JsonObject *json = json_object_new ();

  json_object_set_int_member (json, "created", limner_engine_queue_get_n_created (context->queue));
  json_object_set_int_member (json, "run", limner_engine_queue_get_n_run (context->queue));
  limner_engine_request_answer_object (request, SOUP_STATUS_OK, json);
}
