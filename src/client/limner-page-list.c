/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-error.h"
#include "wire/limner-model.h"
#include "wire/limner-page.h"

#include "limner-client-private.h"
#include "limner-cog.h"
#include "limner-page-list-private.h"

/** When an item this near to the end is asked for, the next page is loaded. */
#define LOOK_AHEAD 12

/** Where an endless list ends, in items. */
#define MAX_ITEMS 200000

/**
 * LimnerPageList:
 *
 * A long list of a server, page by page. Nothing is loaded until limner_page_list_load_async() is
 * called once; then the next page comes when an item near the end is looked at, that is, as the
 * list is scrolled. An error ends this until limner_page_list_retry().
 */
struct _LimnerPageList
{
  GObject       parent_instance;

  LimnerClient *client;        /* owned */
  GType         item_type;
  GPtrArray    *items;
  char         *next;          /* owned; the next page's address, NULL at the end */
  char         *query;         /* owned; what the first page is asked for with QUERY, or NULL */
  GCancellable *cancellable;
  GQueue        waiting;       /* of GTask: load_async() calls */
  GError       *error;
  gboolean      is_loading;
  gboolean      was_started;
};

enum
{
  PROP_0,
  PROP_LOADING,
  PROP_HAS_MORE,
  PROP_ERROR,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void limner_page_list_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (LimnerPageList, limner_page_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      limner_page_list_list_model_init))

static void load_next (LimnerPageList *self);
static void serve_waiting (LimnerPageList *self);

static void
set_error (LimnerPageList *self,
           const GError   *error)
{
  if (error == NULL && self->error == NULL)
    return;

  g_clear_error (&self->error);
  if (error != NULL)
    self->error = g_error_copy (error);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

static void
set_loading (LimnerPageList *self,
             gboolean        is_loading)
{
  if (self->is_loading == is_loading)
    return;

  self->is_loading = is_loading;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

static void
append_items (LimnerPageList *self,
              GListModel     *items)
{
  guint old = self->items->len;
  guint n = g_list_model_get_n_items (items);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (self->items, g_list_model_get_item (items, i));
  if (n > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), old, 0, n);
}

/* Ends the load_async() calls that have what they wanted, or cannot get it. */
static void
serve_waiting (LimnerPageList *self)
{
  guint n = g_queue_get_length (&self->waiting);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(GTask) task = g_queue_pop_head (&self->waiting);
      guint wanted = GPOINTER_TO_UINT (g_task_get_task_data (task));

      if (g_task_return_error_if_cancelled (task))
        continue;
      if (self->error != NULL)
        g_task_return_error (task, g_error_copy (self->error));
      else if (self->next == NULL || self->items->len >= wanted)
        g_task_return_boolean (task, TRUE);
      else
        g_queue_push_tail (&self->waiting, g_steal_pointer (&task));
    }

  if (!g_queue_is_empty (&self->waiting) && self->error == NULL)
    load_next (self);
}

static void
take_page (LimnerPageList *self,
           LimnerPage     *page,
           const GError   *error)
{
  set_loading (self, FALSE);
  if (page != NULL)
    {
      const char *next = limner_page_get_next (page);

      if (g_strcmp0 (next, self->next) == 0 || self->items->len > MAX_ITEMS)
        next = NULL;   /* a page that names itself as the next one would never end */
      g_free (self->next);
      self->next = g_strdup (next);
      append_items (self, limner_page_get_items (page));
      if (next == NULL)
        g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HAS_MORE]);
    }
  else if (!limner_error_is_cancelled (error))
    {
      set_error (self, error);
    }

  serve_waiting (self);
}

static void
page_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(LimnerPageList) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(LimnerPage) page =
    _limner_client_run_finish (LIMNER_CLIENT (object), result, load_next, &error);

  take_page (self, page, error);
}

/* The one list that a Cog server has: its model. */
static void
cog_model_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(LimnerPageList) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(LimnerModel) model =
    _limner_client_run_finish (LIMNER_CLIENT (object), result, load_next, &error);
  g_autoptr(LimnerPage) page = NULL;

  if (model != NULL)
    {
      page = limner_page_new (LIMNER_TYPE_MODEL);
      limner_page_append (page, LIMNER_RESOURCE (model));
    }
  take_page (self, page, error);
}

static void
load_next (LimnerPageList *self)
{
  LimnerCall *call;
  g_autoptr(GUri) uri = NULL;
  g_autoptr(GError) error = NULL;

  if (self->is_loading || self->next == NULL || self->error != NULL)
    return;

  if (*self->next != '/')
    {
      uri = _limner_client_check_url (self->client, self->next, &error);
      if (uri == NULL)
        {
          set_error (self, error);
          serve_waiting (self);
          return;
        }
    }

  set_loading (self, TRUE);
  if (_limner_client_is_cog (self->client))
    {
      _limner_cog_get_model (self->client, load_next, self->cancellable, cog_model_cb,
                             g_object_ref (self));
      return;
    }

  if (self->query != NULL && *self->next == '/')
    call = _limner_client_new_query (self->client, self->item_type, self->next, self->query);
  else
    call = _limner_call_new (self->client, SOUP_METHOD_GET, LIMNER_REPLY_PAGE, self->item_type,
                             self->next);
  _limner_client_run (self->client, call, load_next, self->cancellable, page_cb,
                      g_object_ref (self));
}

static GType
limner_page_list_get_item_type (GListModel *model)
{
  return LIMNER_PAGE_LIST (model)->item_type;
}

static guint
limner_page_list_get_n_items (GListModel *model)
{
  return LIMNER_PAGE_LIST (model)->items->len;
}

static gpointer
limner_page_list_get_item (GListModel *model,
                           guint       position)
{
  LimnerPageList *self = LIMNER_PAGE_LIST (model);

  if (position >= self->items->len)
    return NULL;

  if (self->was_started && position + LOOK_AHEAD >= self->items->len)
    load_next (self);
  return g_object_ref (g_ptr_array_index (self->items, position));
}

static void
limner_page_list_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = limner_page_list_get_item_type;
  iface->get_n_items = limner_page_list_get_n_items;
  iface->get_item = limner_page_list_get_item;
}

static void
limner_page_list_dispose (GObject *object)
{
  LimnerPageList *self = LIMNER_PAGE_LIST (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (limner_page_list_parent_class)->dispose (object);
}

static void
limner_page_list_finalize (GObject *object)
{
  LimnerPageList *self = LIMNER_PAGE_LIST (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->next, g_free);
  g_clear_pointer (&self->query, g_free);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (limner_page_list_parent_class)->finalize (object);
}

static void
limner_page_list_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  LimnerPageList *self = LIMNER_PAGE_LIST (object);

  switch (prop_id)
    {
    case PROP_LOADING:
      g_value_set_boolean (value, self->is_loading);
      break;

    case PROP_HAS_MORE:
      g_value_set_boolean (value, self->next != NULL);
      break;

    case PROP_ERROR:
      g_value_set_boxed (value, self->error);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
limner_page_list_class_init (LimnerPageListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = limner_page_list_dispose;
  object_class->finalize = limner_page_list_finalize;
  object_class->get_property = limner_page_list_get_property;

  properties[PROP_LOADING] =
    g_param_spec_boolean ("loading", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_HAS_MORE] =
    g_param_spec_boolean ("has-more", NULL, NULL, TRUE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_ERROR] =
    g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR,
                        G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
limner_page_list_init (LimnerPageList *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->cancellable = g_cancellable_new ();
  g_queue_init (&self->waiting);
}

/*
 * _limner_page_list_new:
 * @path: the first page, below the base URL
 */
LimnerPageList *
_limner_page_list_new (LimnerClient *client,
                       GType         item_type,
                       const char   *path)
{
  LimnerPageList *self = g_object_new (LIMNER_TYPE_PAGE_LIST, NULL);

  self->client = g_object_ref (client);
  self->item_type = item_type;
  self->next = g_strdup (path);
  if (_limner_client_is_cog (client) && item_type != LIMNER_TYPE_MODEL)
    self->error = g_error_new (LIMNER_ERROR, LIMNER_ERROR_UNSUPPORTED,
                               "A Cog server keeps no such list");
  return self;
}

/*
 * _limner_page_list_new_query:
 * @path: the first page, below the base URL
 * @query: what it is asked for
 */
LimnerPageList *
_limner_page_list_new_query (LimnerClient *client,
                             GType         item_type,
                             const char   *path,
                             const char   *query)
{
  LimnerPageList *self = _limner_page_list_new (client, item_type, path);

  self->query = g_strdup (query);
  return self;
}

/* A list of something that is not named owner/name. */
LimnerPageList *
_limner_page_list_new_misnamed (LimnerClient *client,
                                GType         item_type)
{
  LimnerPageList *self = _limner_page_list_new (client, item_type, NULL);

  g_clear_error (&self->error);
  self->error = g_error_new (LIMNER_ERROR, LIMNER_ERROR_INVALID_INPUT, LIMNER_NOT_A_NAME);
  return self;
}

/**
 * limner_page_list_is_loading:
 * @self: a list
 *
 * Returns: %TRUE while a page is on its way
 */
gboolean
limner_page_list_is_loading (LimnerPageList *self)
{
  g_return_val_if_fail (LIMNER_IS_PAGE_LIST (self), FALSE);

  return self->is_loading;
}

/**
 * limner_page_list_has_more:
 * @self: a list
 *
 * Returns: %TRUE where the server has more than is loaded
 */
gboolean
limner_page_list_has_more (LimnerPageList *self)
{
  g_return_val_if_fail (LIMNER_IS_PAGE_LIST (self), FALSE);

  return self->next != NULL;
}

/**
 * limner_page_list_get_error:
 * @self: a list
 *
 * Returns: (transfer none) (nullable): why the last page could not be loaded
 */
const GError *
limner_page_list_get_error (LimnerPageList *self)
{
  g_return_val_if_fail (LIMNER_IS_PAGE_LIST (self), NULL);

  return self->error;
}

/**
 * limner_page_list_retry:
 * @self: a list
 *
 * Forgets the error and loads the page that failed once more.
 */
void
limner_page_list_retry (LimnerPageList *self)
{
  g_return_if_fail (LIMNER_IS_PAGE_LIST (self));

  set_error (self, NULL);
  load_next (self);
}

/**
 * limner_page_list_load_async:
 * @self: a list
 * @n_items: how many items are wanted in all; at least one page is loaded
 * @cancellable: (nullable): a cancellable
 * @callback: called when so many are there, or all there are
 * @user_data: data for @callback
 *
 * Loads pages.
 */
void
limner_page_list_load_async (LimnerPageList      *self,
                             guint                n_items,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (LIMNER_IS_PAGE_LIST (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, limner_page_list_load_async);
  g_task_set_task_data (task, GUINT_TO_POINTER (MAX (n_items, 1)), NULL);
  self->was_started = TRUE;
  g_queue_push_tail (&self->waiting, task);
  if (!self->is_loading)
    serve_waiting (self);
}

/**
 * limner_page_list_load_finish:
 * @self: a list
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Returns: %TRUE where the items are there
 */
gboolean
limner_page_list_load_finish (LimnerPageList  *self,
                              GAsyncResult    *result,
                              GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
