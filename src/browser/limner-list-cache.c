/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-error.h"
#include "base/limner-json.h"
#include "store/limner-item-details.h"
#include "store/limner-store-models.h"
#include "wire/limner-resource.h"

#include "limner-list-cache.h"

/* Lists of models and collections as the server gave them last, so that they are there at once and
 * without a network. Only what cards show is kept: schemas are megabytes. */

#define KIND     "list"
#define MAX_KEPT 500

static const char * const members[] = {
  "owner", "name", "slug", "description", "full_description", "cover_image_url", "visibility",
  "is_official", "run_count", "url", "github_url", "paper_url", "license_url"
};

static JsonNode *
take_members (LimnerResource *resource)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonObject *json = limner_resource_get_json (resource);

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    {
      JsonNode *value = json_object_get_member (json, members[i]);

      if (value != NULL)
        json_object_set_member (object, members[i], json_node_copy (value));
    }
  json_node_take_object (node, object);
  return node;
}

/**
 * limner_list_cache_save:
 * @store: the library
 * @server: a server's id
 * @name: the list's own name
 * @list: (element-type LimnerResource): what it holds
 *
 * Keeps a list in place of what was kept by the same name.
 */
void
limner_list_cache_save (LimnerStore *store,
                        const char  *server,
                        const char  *name,
                        GListModel  *list)
{
  g_autoptr(JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  g_autofree char *text = NULL;
  JsonArray *array = json_array_new ();

  g_return_if_fail (LIMNER_IS_STORE (store));
  g_return_if_fail (G_IS_LIST_MODEL (list));

  for (guint i = 0; i < MIN (g_list_model_get_n_items (list), MAX_KEPT); i++)
    {
      g_autoptr(LimnerResource) resource = g_list_model_get_item (list, i);

      json_array_add_element (array, take_members (resource));
    }
  json_node_take_array (node, array);
  text = limner_json_to_string (node, FALSE);
  limner_store_set_memo_async (store, KIND, server, name, text, NULL, NULL, NULL);
}

static void
listed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GType type = (GType) g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(GPtrArray) rows =
    limner_store_list_texts_finish (LIMNER_STORE (object), result, &error);
  LimnerNamedText *row = rows != NULL && rows->len > 0 ? g_ptr_array_index (rows, 0) : NULL;
  g_autoptr(JsonNode) node = NULL;
  g_autoptr(GListStore) list = NULL;
  JsonArray *array;

  if (row != NULL && row->text != NULL)
    node = limner_json_parse (row->text, strlen (row->text), LIMNER_STORE_MAX_JSON, &error);
  if (error == NULL && (node == NULL || !JSON_NODE_HOLDS_ARRAY (node)))
    error = g_error_new (LIMNER_ERROR, LIMNER_ERROR_NOT_FOUND, "The list was not kept");
  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  list = g_list_store_new (type);
  array = json_node_get_array (node);
  for (guint i = 0; i < MIN (json_array_get_length (array), MAX_KEPT); i++)
    {
      g_autoptr(LimnerResource) resource =
        limner_resource_parse (type, json_array_get_element (array, i), NULL);

      if (resource != NULL)
        g_list_store_append (list, resource);
    }
  g_object_set_data (G_OBJECT (task), "saved", GSIZE_TO_POINTER ((gsize) row->time));
  g_task_return_pointer (task, g_steal_pointer (&list), g_object_unref);
}

/**
 * limner_list_cache_load_async:
 * @store: the library
 * @server: a server's id
 * @name: the list's own name
 * @type: what it holds, such as %LIMNER_TYPE_MODEL
 * @cancellable: (nullable): to stop waiting
 * @callback: called when it is there
 * @user_data: for @callback
 *
 * Looks up a list that was kept.
 */
void
limner_list_cache_load_async (LimnerStore         *store,
                              const char          *server,
                              const char          *name,
                              GType                type,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (LIMNER_IS_STORE (store));

  task = g_task_new (store, cancellable, callback, user_data);
  g_task_set_source_tag (task, limner_list_cache_load_async);
  g_task_set_task_data (task, (gpointer) type, NULL);
  limner_store_list_memos_async (store, KIND, server, name, cancellable, listed_cb,
                                 g_steal_pointer (&task));
}

/**
 * limner_list_cache_load_finish:
 * @store: the library
 * @result: the result
 * @saved: (out) (optional): when it was kept, in microseconds since 1970
 * @error: return location for an error
 *
 * Ends limner_list_cache_load_async().
 *
 * Returns: (transfer full) (nullable): the list; %NULL with %LIMNER_ERROR_NOT_FOUND
 */
GListModel *
limner_list_cache_load_finish (LimnerStore   *store,
                               GAsyncResult  *result,
                               gint64        *saved,
                               GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), NULL);

  if (saved != NULL)
    *saved = (gint64) GPOINTER_TO_SIZE (g_object_get_data (G_OBJECT (result), "saved"));
  return g_task_propagate_pointer (G_TASK (result), error);
}
