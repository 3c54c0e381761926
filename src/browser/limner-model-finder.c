/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-error.h"
#include "client/limner-client-models.h"
#include "jobs/limner-client-source.h"
#include "store/limner-store-models.h"

#include "limner-model-finder.h"
#include "limner-model-index.h"

/* What a server offers, for the words that were typed:
 *
 *     set_server ─→ client ─→ all models (engine, Cog)
 *         └─→ store: favourites and those used last, as they were described then
 *     set_query ─→ what is known, at once ─→ GET /search after a pause (Replicate)
 */

/** How long to wait for the next letter before the server is asked, in milliseconds. */
#define TYPING_PAUSE 250

/** How many hits are wanted from what is known, and from the server. */
#define MAX_KNOWN 60
#define MAX_HITS 50

/** How many of the marked and used models are described in full. */
#define MAX_REMEMBERED 36

/**
 * LimnerModelFinder:
 *
 * A list of models of one server: those that fit some words, or without words the favourites, those
 * that were used last and, where the server has few, all of them.
 */
struct _LimnerModelFinder
{
  GObject           parent_instance;

  /* Owned */
  LimnerStudio     *studio;
  char             *server;
  char             *query;
  LimnerClient     *client;
  LimnerModelIndex *index;
  GPtrArray        *items;          /* of LimnerModel: what is shown */
  GPtrArray        *remembered;     /* of LimnerModel: favourites, then the last used */
  GPtrArray        *all;            /* of LimnerModel: what the server lists */
  LimnerPageList   *list;
  GHashTable       *favourites;     /* a set of references */
  GCancellable     *cancellable;    /* of what belongs to the server */
  GCancellable     *search;         /* of what belongs to the query */
  GError           *error;

  guint             typing_id;
  gboolean          is_loading;
};

enum
{
  PROP_0,
  PROP_LOADING,
  PROP_ERROR,
  PROP_CLIENT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void limner_model_finder_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (LimnerModelFinder, limner_model_finder, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      limner_model_finder_list_model_init))

static GPtrArray *
new_models (void)
{
  return g_ptr_array_new_with_free_func (g_object_unref);
}

static void
set_loading (LimnerModelFinder *self,
             gboolean           is_loading)
{
  if (self->is_loading == is_loading)
    return;

  self->is_loading = is_loading;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

/* Takes the error. */
static void
set_error (LimnerModelFinder *self,
           GError            *error)
{
  if (error == NULL && self->error == NULL)
    return;

  g_clear_error (&self->error);
  self->error = error;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

static void
set_client (LimnerModelFinder *self,
            LimnerClient      *client)
{
  if (g_set_object (&self->client, client))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CLIENT]);
}

static gboolean
contains (GPtrArray   *models,
          LimnerModel *model)
{
  for (guint i = 0; i < models->len; i++)
    {
      if (strcmp (limner_model_get_reference (g_ptr_array_index (models, i)),
                  limner_model_get_reference (model)) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
add_missing (GPtrArray *models,
             GPtrArray *more)
{
  for (guint i = 0; i < more->len; i++)
    {
      LimnerModel *model = g_ptr_array_index (more, i);

      if (!contains (models, model))
        g_ptr_array_add (models, g_object_ref (model));
    }
}

/* Takes the array. */
static void
set_items (LimnerModelFinder *self,
           GPtrArray         *items)
{
  guint n_old = self->items->len;
  gboolean is_same = n_old == items->len;

  for (guint i = 0; is_same && i < n_old; i++)
    is_same = g_ptr_array_index (self->items, i) == g_ptr_array_index (items, i);

  g_ptr_array_unref (self->items);
  self->items = items;
  if (!is_same)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, n_old, items->len);
}

static void
show_known (LimnerModelFinder *self)
{
  GPtrArray *items;

  if (*self->query != '\0')
    {
      items = limner_model_index_search (self->index, self->query, MAX_KNOWN);
    }
  else
    {
      items = new_models ();
      add_missing (items, self->remembered);
      add_missing (items, self->all);
    }
  set_items (self, items);
}

static void
searched_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(LimnerModelFinder) self = user_data;
  GError *error = NULL;
  g_autoptr(LimnerSearchResult) found =
    limner_client_search_finish (LIMNER_CLIENT (object), result, &error);
  GPtrArray *items;
  GListModel *models;

  if (limner_error_is_cancelled (error))
    {
      g_error_free (error);
      return;
    }

  set_loading (self, FALSE);
  set_error (self, error);
  if (found == NULL)
    return;

  models = limner_search_result_get_models (found);
  items = new_models ();
  for (guint i = 0; i < g_list_model_get_n_items (models); i++)
    g_ptr_array_add (items, g_list_model_get_item (models, i));
  limner_model_finder_learn (self, models);
  add_missing (items, self->items);
  set_items (self, items);
}

static GError *
check_token (LimnerClient *client)
{
  if (!limner_server_needs_token (limner_client_get_server (client)) ||
      limner_client_has_token (client))
    return NULL;

  return g_error_new (LIMNER_ERROR, LIMNER_ERROR_UNAUTHORIZED, "This server needs a token");
}

static gboolean
typing_cb (gpointer user_data)
{
  LimnerModelFinder *self = LIMNER_MODEL_FINDER (user_data);

  self->typing_id = 0;
  if (self->client == NULL)
    return G_SOURCE_REMOVE;

  set_error (self, NULL);
  set_loading (self, TRUE);
  limner_client_search_async (self->client, self->query, MAX_HITS, self->search, searched_cb,
                              g_object_ref (self));
  return G_SOURCE_REMOVE;
}

/* One model needs no search, and without a token there is no answer. */
static gboolean
has_search (LimnerModelFinder *self)
{
  g_autoptr(GError) error = self->client != NULL ? check_token (self->client) : NULL;

  return self->client != NULL && error == NULL &&
         limner_server_get_kind (limner_client_get_server (self->client)) !=
         LIMNER_SERVER_COG;
}

static void
stop_search (LimnerModelFinder *self)
{
  g_clear_handle_id (&self->typing_id, g_source_remove);
  if (self->search != NULL)
    g_cancellable_cancel (self->search);
  g_clear_object (&self->search);
}

static void
listed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(LimnerModelFinder) self = user_data;
  LimnerPageList *list = LIMNER_PAGE_LIST (object);
  GError *error = NULL;
  gboolean is_there = limner_page_list_load_finish (list, result, &error);

  if (limner_error_is_cancelled (error) || list != self->list)
    {
      g_clear_error (&error);
      return;
    }

  set_loading (self, FALSE);
  set_error (self, error);
  if (!is_there)
    return;

  g_ptr_array_set_size (self->all, 0);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
    g_ptr_array_add (self->all, g_list_model_get_item (G_LIST_MODEL (list), i));
  limner_model_finder_learn (self, G_LIST_MODEL (list));
  show_known (self);
}

static void
client_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(LimnerModelFinder) self = user_data;
  GError *error = NULL;
  g_autoptr(LimnerClient) client =
    limner_client_source_get_client_finish (LIMNER_CLIENT_SOURCE (object), result, &error);

  if (limner_error_is_cancelled (error))
    {
      g_error_free (error);
      return;
    }

  if (client != NULL)
    error = check_token (client);
  set_client (self, client);
  if (error != NULL)
    {
      set_loading (self, FALSE);
      set_error (self, error);
      return;
    }

  /* The service has too many models for a list; what it offers are its collections. */
  if (limner_server_get_kind (limner_client_get_server (client)) == LIMNER_SERVER_REPLICATE)
    {
      set_loading (self, FALSE);
      if (*self->query != '\0')
        typing_cb (self);
      return;
    }

  g_set_object (&self->list, NULL);
  self->list = limner_client_list_models (client, NULL, FALSE);
  limner_page_list_load_async (self->list, 200, self->cancellable, listed_cb, g_object_ref (self));
}

static void
described_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(LimnerModelFinder) self = user_data;
  g_autoptr(LimnerNamedText) row =
    limner_store_load_model_finish (LIMNER_STORE (object), result, NULL);
  g_autoptr(LimnerModel) model = NULL;

  if (row == NULL || row->text == NULL)
    return;

  model = limner_resource_parse_text (LIMNER_TYPE_MODEL, row->text, strlen (row->text), NULL);
  for (guint i = 0; model != NULL && i < self->remembered->len; i++)
    {
      LimnerModel *stub = g_ptr_array_index (self->remembered, i);

      if (strcmp (limner_model_get_reference (stub), limner_model_get_reference (model)) == 0)
        {
          g_ptr_array_index (self->remembered, i) = g_object_ref (model);
          g_object_unref (stub);
          limner_model_index_add (self->index, model);
          show_known (self);
          return;
        }
    }
}

static void
remember (LimnerModelFinder *self,
          LimnerNamedText   *row)
{
  g_autofree char *owner = NULL;
  g_autofree char *name = NULL;
  LimnerModel *known;

  if (!limner_model_reference_split (row->name, &owner, &name))
    return;

  if (row->flag)
    g_hash_table_add (self->favourites, g_strdup (row->name));
  known = limner_model_index_lookup (self->index, row->name);
  if (known != NULL)
    {
      g_ptr_array_add (self->remembered, g_object_ref (known));
      return;
    }

  g_ptr_array_add (self->remembered, limner_model_new (owner, name));
  if (self->remembered->len <= MAX_REMEMBERED)
    limner_store_load_model_async (limner_studio_get_store (self->studio), self->server, row->name,
                                   self->cancellable, described_cb, g_object_ref (self));
}

static void
remembered_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(LimnerModelFinder) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) rows = limner_store_list_texts_finish (LIMNER_STORE (object), result,
                                                              &error);

  if (rows == NULL)
    {
      g_debug ("No models are remembered: %s", error->message);
      return;
    }

  g_ptr_array_set_size (self->remembered, 0);
  g_hash_table_remove_all (self->favourites);
  for (guint i = 0; i < rows->len; i++)
    remember (self, g_ptr_array_index (rows, i));
  if (*self->query == '\0')
    show_known (self);
}

static GType
limner_model_finder_get_item_type (GListModel *model)
{
  return LIMNER_TYPE_MODEL;
}

static guint
limner_model_finder_get_n_items (GListModel *model)
{
  return LIMNER_MODEL_FINDER (model)->items->len;
}

static gpointer
limner_model_finder_get_item (GListModel *model,
                              guint       position)
{
  LimnerModelFinder *self = LIMNER_MODEL_FINDER (model);

  return position < self->items->len ? g_object_ref (g_ptr_array_index (self->items, position))
                                     : NULL;
}

static void
limner_model_finder_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = limner_model_finder_get_item_type;
  iface->get_n_items = limner_model_finder_get_n_items;
  iface->get_item = limner_model_finder_get_item;
}

static void
limner_model_finder_dispose (GObject *object)
{
  LimnerModelFinder *self = LIMNER_MODEL_FINDER (object);

  stop_search (self);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->list);
  g_clear_object (&self->client);
  g_clear_object (&self->studio);

  G_OBJECT_CLASS (limner_model_finder_parent_class)->dispose (object);
}

static void
limner_model_finder_finalize (GObject *object)
{
  LimnerModelFinder *self = LIMNER_MODEL_FINDER (object);

  g_clear_pointer (&self->server, g_free);
  g_clear_pointer (&self->query, g_free);
  g_clear_pointer (&self->index, limner_model_index_free);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->remembered, g_ptr_array_unref);
  g_clear_pointer (&self->all, g_ptr_array_unref);
  g_clear_pointer (&self->favourites, g_hash_table_unref);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (limner_model_finder_parent_class)->finalize (object);
}

static void
limner_model_finder_get_property (GObject    *object,
                                  guint       prop_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  LimnerModelFinder *self = LIMNER_MODEL_FINDER (object);

  switch (prop_id)
    {
    case PROP_LOADING:
      g_value_set_boolean (value, self->is_loading);
      break;

    case PROP_ERROR:
      g_value_set_boxed (value, self->error);
      break;

    case PROP_CLIENT:
      g_value_set_object (value, self->client);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
limner_model_finder_class_init (LimnerModelFinderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = limner_model_finder_dispose;
  object_class->finalize = limner_model_finder_finalize;
  object_class->get_property = limner_model_finder_get_property;

  properties[PROP_LOADING] =
    g_param_spec_boolean ("loading", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_ERROR] =
    g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR,
                        G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_CLIENT] =
    g_param_spec_object ("client", NULL, NULL, LIMNER_TYPE_CLIENT,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
limner_model_finder_init (LimnerModelFinder *self)
{
  self->query = g_strdup ("");
  self->index = limner_model_index_new ();
  self->items = new_models ();
  self->remembered = new_models ();
  self->all = new_models ();
  self->favourites = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/**
 * limner_model_finder_new:
 * @studio: the studio
 *
 * Returns: (transfer full): a finder that looks nowhere yet
 */
LimnerModelFinder *
limner_model_finder_new (LimnerStudio *studio)
{
  LimnerModelFinder *self;

  g_return_val_if_fail (LIMNER_IS_STUDIO (studio), NULL);

  self = g_object_new (LIMNER_TYPE_MODEL_FINDER, NULL);
  self->studio = g_object_ref (studio);
  return self;
}

/**
 * limner_model_finder_get_server:
 * @self: a finder
 *
 * Returns: (transfer none) (nullable): the id of the server it looks at
 */
const char *
limner_model_finder_get_server (LimnerModelFinder *self)
{
  g_return_val_if_fail (LIMNER_IS_MODEL_FINDER (self), NULL);

  return self->server;
}

/**
 * limner_model_finder_set_server:
 * @self: a finder
 * @server_id: a server
 *
 * Looks at another server.
 */
void
limner_model_finder_set_server (LimnerModelFinder *self,
                                const char        *server_id)
{
  g_return_if_fail (LIMNER_IS_MODEL_FINDER (self));
  g_return_if_fail (server_id != NULL);

  if (g_strcmp0 (self->server, server_id) == 0)
    return;

  g_free (self->server);
  self->server = g_strdup (server_id);
  g_clear_pointer (&self->index, limner_model_index_free);
  self->index = limner_model_index_new ();
  g_ptr_array_set_size (self->remembered, 0);
  g_ptr_array_set_size (self->all, 0);
  g_hash_table_remove_all (self->favourites);
  show_known (self);
  limner_model_finder_reload (self);
}

/**
 * limner_model_finder_reload:
 * @self: a finder
 *
 * Asks the server and the library again, as after an error or when a token was set.
 */
void
limner_model_finder_reload (LimnerModelFinder *self)
{
  g_return_if_fail (LIMNER_IS_MODEL_FINDER (self));

  if (self->server == NULL)
    return;

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  set_error (self, NULL);
  set_loading (self, TRUE);
  set_client (self, NULL);
  limner_client_source_get_client_async (LIMNER_CLIENT_SOURCE (self->studio), self->server,
                                         self->cancellable, client_cb, g_object_ref (self));
  if (limner_studio_get_store (self->studio) != NULL)
    limner_store_list_models_async (limner_studio_get_store (self->studio), self->server,
                                    self->cancellable, remembered_cb, g_object_ref (self));
}

/**
 * limner_model_finder_get_query:
 * @self: a finder
 *
 * Returns: (transfer none): what is looked for; empty for nothing in particular
 */
const char *
limner_model_finder_get_query (LimnerModelFinder *self)
{
  g_return_val_if_fail (LIMNER_IS_MODEL_FINDER (self), NULL);

  return self->query;
}

/**
 * limner_model_finder_set_query:
 * @self: a finder
 * @query: (nullable): what to look for
 *
 * Looks for something else: at once in what is known, and at the server when the typing pauses.
 */
void
limner_model_finder_set_query (LimnerModelFinder *self,
                               const char        *query)
{
  g_autofree char *stripped = g_strstrip (g_strdup (query != NULL ? query : ""));

  g_return_if_fail (LIMNER_IS_MODEL_FINDER (self));

  if (strcmp (self->query, stripped) == 0)
    return;

  stop_search (self);
  g_free (self->query);
  self->query = g_steal_pointer (&stripped);
  show_known (self);
  if (*self->query != '\0' && has_search (self))
    {
      self->search = g_cancellable_new ();
      self->typing_id = g_timeout_add (TYPING_PAUSE, typing_cb, self);
    }
}

/**
 * limner_model_finder_get_client:
 * @self: a finder
 *
 * Returns: (transfer none) (nullable): who speaks to the server, once that is known
 */
LimnerClient *
limner_model_finder_get_client (LimnerModelFinder *self)
{
  g_return_val_if_fail (LIMNER_IS_MODEL_FINDER (self), NULL);

  return self->client;
}

/**
 * limner_model_finder_is_loading:
 * @self: a finder
 *
 * Returns: %TRUE while the server is asked
 */
gboolean
limner_model_finder_is_loading (LimnerModelFinder *self)
{
  g_return_val_if_fail (LIMNER_IS_MODEL_FINDER (self), FALSE);

  return self->is_loading;
}

/**
 * limner_model_finder_get_error:
 * @self: a finder
 *
 * Returns: (transfer none) (nullable): why the server could not be asked
 */
const GError *
limner_model_finder_get_error (LimnerModelFinder *self)
{
  g_return_val_if_fail (LIMNER_IS_MODEL_FINDER (self), NULL);

  return self->error;
}

/**
 * limner_model_finder_is_favourite:
 * @self: a finder
 * @reference: `owner/name`
 *
 * Returns: %TRUE where the model is marked
 */
gboolean
limner_model_finder_is_favourite (LimnerModelFinder *self,
                                  const char        *reference)
{
  g_return_val_if_fail (LIMNER_IS_MODEL_FINDER (self), FALSE);

  return g_hash_table_contains (self->favourites, reference);
}

/**
 * limner_model_finder_set_favourite:
 * @self: a finder
 * @reference: `owner/name`
 * @favourite: whether it is marked
 *
 * Marks a model, or takes the mark away.
 */
void
limner_model_finder_set_favourite (LimnerModelFinder *self,
                                   const char        *reference,
                                   gboolean           favourite)
{
  LimnerStore *store;

  g_return_if_fail (LIMNER_IS_MODEL_FINDER (self));
  g_return_if_fail (reference != NULL);

  if (favourite)
    g_hash_table_add (self->favourites, g_strdup (reference));
  else
    g_hash_table_remove (self->favourites, reference);

  store = limner_studio_get_store (self->studio);
  if (store == NULL)
    return;
  limner_store_mark_model_async (store, self->server, reference, favourite, NULL, NULL, NULL);
  limner_store_list_models_async (store, self->server, self->cancellable, remembered_cb,
                                  g_object_ref (self));
}

/**
 * limner_model_finder_learn:
 * @self: a finder
 * @models: a list of #LimnerModel that a server gave
 *
 * Remembers models, so that they are found at once from now on.
 */
void
limner_model_finder_learn (LimnerModelFinder *self,
                           GListModel        *models)
{
  guint n = g_list_model_get_n_items (models);

  g_return_if_fail (LIMNER_IS_MODEL_FINDER (self));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(LimnerModel) model = g_list_model_get_item (models, i);

      limner_model_index_add (self->index, model);
    }
}
