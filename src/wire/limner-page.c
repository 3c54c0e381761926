/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-error.h"
#include "base/limner-json.h"

#include "limner-page.h"

/**
 * LimnerPage:
 *
 * One page of a long list: its items, and the addresses of the pages beside it. Some answers are
 * plain arrays: they read as a page without neighbours. An item that cannot be read is left out
 * and counted; one bad model does not hide the others.
 */
struct _LimnerPage
{
  GObject     parent_instance;

  /* Owned */
  GListStore *items;
  char       *next;
  char       *previous;

  guint       n_unreadable;
};

G_DEFINE_FINAL_TYPE (LimnerPage, limner_page, G_TYPE_OBJECT)

static void
limner_page_finalize (GObject *object)
{
  LimnerPage *self = LIMNER_PAGE (object);

  g_clear_object (&self->items);
  g_clear_pointer (&self->next, g_free);
  g_clear_pointer (&self->previous, g_free);

  G_OBJECT_CLASS (limner_page_parent_class)->finalize (object);
}

static void
limner_page_class_init (LimnerPageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = limner_page_finalize;
}

static void
limner_page_init (LimnerPage *self)
{
}

/* Gives how many elements could not be read */
static guint
append_array (GListStore *items,
              JsonArray  *array)
{
  g_autoptr(GPtrArray) readable = g_ptr_array_new_with_free_func (g_object_unref);
  guint n = array != NULL ? json_array_get_length (array) : 0;

  for (guint i = 0; i < n; i++)
    {
      gpointer item = limner_resource_parse (g_list_model_get_item_type (G_LIST_MODEL (items)),
                                             json_array_get_element (array, i), NULL);

      if (item != NULL)
        g_ptr_array_add (readable, item);
    }

  g_list_store_splice (items, 0, 0, readable->pdata, readable->len);
  return n - readable->len;
}

/**
 * limner_resource_list_parse:
 * @item_type: a type derived from #LimnerResource
 * @object: what a server sent
 * @member: the name of a member that should be an array
 *
 * Reads the nouns in an array and leaves out those that cannot be read.
 *
 * Returns: (transfer full): a list of @item_type, maybe empty
 */
GListModel *
limner_resource_list_parse (GType       item_type,
                            JsonObject *object,
                            const char *member)
{
  GListStore *items = g_list_store_new (item_type);

  append_array (items, limner_json_get_array (object, member));
  return G_LIST_MODEL (items);
}

/**
 * limner_page_new:
 * @item_type: a type derived from #LimnerResource
 *
 * Returns: (transfer full): a page without items
 */
LimnerPage *
limner_page_new (GType item_type)
{
  LimnerPage *self = g_object_new (LIMNER_TYPE_PAGE, NULL);

  self->items = g_list_store_new (item_type);
  return self;
}

/**
 * limner_page_parse:
 * @item_type: a type derived from #LimnerResource
 * @node: what a server sent: `{"next", "previous", "results"}`, or an array
 * @error: return location for an error
 *
 * Reads a page.
 *
 * Returns: (transfer full) (nullable): the page, or %NULL with %LIMNER_ERROR_BAD_REPLY
 */
LimnerPage *
limner_page_parse (GType      item_type,
                   JsonNode  *node,
                   GError   **error)
{
  g_autoptr(LimnerPage) self = limner_page_new (item_type);
  JsonArray *results;
  JsonObject *object;

  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node))
    {
      self->n_unreadable = append_array (self->items, json_node_get_array (node));
      return g_steal_pointer (&self);
    }
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_BAD_REPLY,
                   "The server sent something else than a list");
      return NULL;
    }

  object = json_node_get_object (node);
  if (!limner_json_require_array (object, "results", &results, error))
    return NULL;

  self->n_unreadable = append_array (self->items, results);
  limner_page_set_next (self, limner_json_get_string (object, "next", NULL));
  limner_page_set_previous (self, limner_json_get_string (object, "previous", NULL));
  return g_steal_pointer (&self);
}

/**
 * limner_page_get_items:
 * @self: a page
 *
 * Returns: (transfer none): a list of what the page holds
 */
GListModel *
limner_page_get_items (LimnerPage *self)
{
  g_return_val_if_fail (LIMNER_IS_PAGE (self), NULL);

  return G_LIST_MODEL (self->items);
}

/**
 * limner_page_append:
 * @self: a page
 * @item: a noun of the page's item type
 *
 * Adds an item at the end.
 */
void
limner_page_append (LimnerPage     *self,
                    LimnerResource *item)
{
  g_return_if_fail (LIMNER_IS_PAGE (self));

  g_list_store_append (self->items, item);
}

/* The service's own examples hold the text "null" where null is meant */
static void
set_address (char       **field,
             const char  *url)
{
  g_free (*field);
  *field = url != NULL && *url != '\0' && strcmp (url, "null") != 0 ? g_strdup (url) : NULL;
}

/**
 * limner_page_get_next:
 * @self: a page
 *
 * Returns: (transfer none) (nullable): the address of the next page, to be followed as it is
 */
const char *
limner_page_get_next (LimnerPage *self)
{
  g_return_val_if_fail (LIMNER_IS_PAGE (self), NULL);

  return self->next;
}

/**
 * limner_page_set_next:
 * @self: a page
 * @url: (nullable): an address
 *
 * Sets the address of the next page.
 */
void
limner_page_set_next (LimnerPage *self,
                      const char *url)
{
  g_return_if_fail (LIMNER_IS_PAGE (self));

  set_address (&self->next, url);
}

/**
 * limner_page_get_previous:
 * @self: a page
 *
 * Returns: (transfer none) (nullable): the address of the page before
 */
const char *
limner_page_get_previous (LimnerPage *self)
{
  g_return_val_if_fail (LIMNER_IS_PAGE (self), NULL);

  return self->previous;
}

/**
 * limner_page_set_previous:
 * @self: a page
 * @url: (nullable): an address
 *
 * Sets the address of the page before.
 */
void
limner_page_set_previous (LimnerPage *self,
                          const char *url)
{
  g_return_if_fail (LIMNER_IS_PAGE (self));

  set_address (&self->previous, url);
}

/**
 * limner_page_get_n_unreadable:
 * @self: a page
 *
 * Returns: how many items were left out because they could not be read
 */
guint
limner_page_get_n_unreadable (LimnerPage *self)
{
  g_return_val_if_fail (LIMNER_IS_PAGE (self), 0);

  return self->n_unreadable;
}

static void
set_address_member (JsonObject *object,
                    const char *member,
                    const char *url)
{
  if (url != NULL)
    json_object_set_string_member (object, member, url);
  else
    json_object_set_null_member (object, member);
}

/**
 * limner_page_to_node:
 * @self: a page
 *
 * Writes a page as JSON, `{"next", "previous", "results"}`.
 *
 * Returns: (transfer full): an object node
 */
JsonNode *
limner_page_to_node (LimnerPage *self)
{
  g_autoptr(JsonObject) object = json_object_new ();
  JsonArray *results = json_array_new ();
  guint n;

  g_return_val_if_fail (LIMNER_IS_PAGE (self), NULL);

  n = g_list_model_get_n_items (G_LIST_MODEL (self->items));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(LimnerResource) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      json_array_add_element (results, limner_resource_to_node (item));
    }

  set_address_member (object, "next", self->next);
  set_address_member (object, "previous", self->previous);
  json_object_set_array_member (object, "results", results);
  return json_node_init_object (json_node_alloc (), object);
}
