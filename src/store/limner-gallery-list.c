/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-gallery-item-private.h"
#include "limner-gallery-list-private.h"
#include "limner-gallery-query.h"
#include "limner-store-changes.h"
#include "limner-store-private.h"

/* The first page comes with its details, so that something is seen at once; the rest follows. */
#define FIRST_PAGE 200
#define KEY_PAGE 20000

/* Details are read for whole blocks of neighbours. */
#define BLOCK 128

/* So many items are kept alive although nobody may hold them, for scrolling back and forth. */
#define MAX_RECENT 1024

/**
 * LimnerGalleryList:
 *
 * The items that a query finds, as a #GListModel of #LimnerGalleryItem. It knows the keys of all of
 * them (48 bytes each) and reads details when they are asked for, so a hundred thousand pictures
 * are no more than four megabytes. It is alive: what is added, changed or deleted, by this program
 * or another, comes and goes while it is shown.
 */

enum
{
  PROP_0,
  PROP_ALBUM,
  PROP_FILTER,
  PROP_LOADING,
  PROP_N_ITEMS,
  PROP_SORT,
  PROP_STACKED,
  PROP_TRASH,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void limner_gallery_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (LimnerGalleryList, limner_gallery_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      limner_gallery_list_model_init))

typedef struct
{
  LimnerGalleryList *list;
  guint              generation;
} Answer;

static Answer *
make_answer (LimnerGalleryList *self)
{
  Answer *answer = g_new0 (Answer, 1);

  answer->list = g_object_ref (self);
  answer->generation = self->generation;
  return answer;
}

static void
free_answer (Answer *answer)
{
  g_clear_object (&answer->list);
  g_free (answer);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Answer, free_answer)

/* The one place that tells of changes. */
void
_limner_gallery_list_items_changed (LimnerGalleryList *self,
                                    guint              position,
                                    guint              n_removed,
                                    guint              n_added)
{
  g_list_model_items_changed (G_LIST_MODEL (self), position, n_removed, n_added);
  if (n_removed != n_added)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ITEMS]);
}

static void
set_loading (LimnerGalleryList *self,
             gboolean           loading)
{
  if (self->loading == loading)
    return;
  self->loading = loading;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

static LimnerGalleryRequest *
make_request (LimnerGalleryList *self)
{
  LimnerGalleryRequest *request = limner_gallery_request_new ();
  g_autoptr(GString) text = g_string_new (self->trash ? "is:trashed " : "");

  if (self->album != NULL)
    g_string_append_printf (text, "album:\"%s\" ", self->album);
  if (self->filter != NULL)
    g_string_append (text, self->filter);
  request->query = limner_gallery_query_parse (text->str);
  request->sort = self->sort;
  return request;
}

static void read_page (LimnerGalleryList *self);

/* Keeps an item alive for a while. */
static void
keep_recent (LimnerGalleryList *self,
             LimnerGalleryItem *item)
{
  if (self->recent->len < MAX_RECENT)
    {
      g_ptr_array_add (self->recent, g_object_ref (item));
      return;
    }
  g_object_unref (self->recent->pdata[self->next_recent]);
  self->recent->pdata[self->next_recent] = g_object_ref (item);
  self->next_recent = (self->next_recent + 1) % MAX_RECENT;
}

static void
take_details (LimnerGalleryList *self,
              GPtrArray         *details)
{
  for (guint i = 0; details != NULL && i < details->len; i++)
    {
      g_autoptr(LimnerGalleryItem) item = NULL;

      item = _limner_store_take_details (self->store, g_ptr_array_index (details, i));
      keep_recent (self, item);
    }
}

static void
page_read_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(Answer) answer = user_data;
  g_autoptr(LimnerGalleryPage) page = NULL;
  g_autoptr(GError) error = NULL;
  LimnerGalleryList *self = answer->list;
  guint n_before;

  page = _limner_store_finish (LIMNER_STORE (object), result, &error);
  if (answer->generation != self->generation)
    return;
  if (page == NULL)
    {
      g_clear_error (&self->error);
      self->error = g_steal_pointer (&error);
      set_loading (self, FALSE);
      return;
    }

  take_details (self, page->details);
  n_before = page->first ? self->all->len : 0;
  if (page->first)
    g_array_set_size (self->all, 0);
  g_array_append_vals (self->all, page->rows->data, page->rows->len);
  if (self->expanded != NULL)
    _limner_gallery_list_show_stacks (self);
  else if (n_before + page->rows->len > 0)
    _limner_gallery_list_items_changed (self, self->all->len - page->rows->len, n_before,
                                        page->rows->len);

  if (page->last)
    set_loading (self, FALSE);
  else
    read_page (self);
}

static void
read_page (LimnerGalleryList *self)
{
  LimnerGalleryRequest *request = make_request (self);

  request->first = self->cancellable == NULL;
  request->max_rows = request->first ? FIRST_PAGE : KEY_PAGE;
  if (request->first)
    self->cancellable = g_cancellable_new ();
  else if (self->all->len > 0)
    request->after = g_array_index (self->all, LimnerGalleryRow, self->all->len - 1);

  _limner_store_push (self->store, LIMNER_STORE_READ, read_page, limner_gallery_rows_read_page,
                      request, (GDestroyNotify) limner_gallery_request_free,
                      (GDestroyNotify) limner_gallery_page_free, self->cancellable, page_read_cb,
                      make_answer (self));
}

static void
reload (LimnerGalleryList *self)
{
  self->generation++;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_error (&self->error);
  set_loading (self, TRUE);
  read_page (self);
}

static void
rows_found_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(Answer) answer = user_data;
  g_autoptr(LimnerGalleryPage) page = NULL;

  page = _limner_store_finish (LIMNER_STORE (object), result, NULL);
  if (page == NULL || answer->generation != answer->list->generation)
    return;

  _limner_gallery_list_apply (answer->list, page->asked, page->rows);
}

static void
store_changed_cb (LimnerStore       *store,
                  gpointer           data,
                  LimnerGalleryList *self)
{
  const LimnerStoreChanges *changes = data;
  LimnerGalleryRequest *request;

  if (changes->all)
    {
      reload (self);
      return;
    }

  request = make_request (self);
  for (guint i = 0; i < changes->items->len; i++)
    {
      const LimnerItemDetails *details = g_ptr_array_index (changes->items, i);

      limner_gallery_request_add_id (request, details->id);
    }
  for (guint i = 0; i < changes->deleted->len; i++)
    limner_gallery_request_add_id (request, g_array_index (changes->deleted, gint64, i));

  _limner_store_push (self->store, LIMNER_STORE_READ, store_changed_cb,
                      limner_gallery_rows_find, request,
                      (GDestroyNotify) limner_gallery_request_free,
                      (GDestroyNotify) limner_gallery_page_free, NULL, rows_found_cb,
                      make_answer (self));
}

typedef struct
{
  LimnerGalleryList *list;
  GPtrArray         *items;
} Loading;

static void
details_read_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  Loading *loading = user_data;
  g_autoptr(LimnerGalleryPage) page = NULL;

  page = _limner_store_finish (LIMNER_STORE (object), result, NULL);
  if (page != NULL)
    take_details (loading->list, page->details);
  for (guint i = 0; i < loading->items->len; i++)
    {
      gint64 id = _limner_gallery_item_get_number (g_ptr_array_index (loading->items, i));

      g_hash_table_remove (loading->list->wanted, &id);
    }
  g_clear_pointer (&loading->items, g_ptr_array_unref);
  g_clear_object (&loading->list);
  g_free (loading);
}

static void
want_block (LimnerGalleryList *self,
            guint              position)
{
  guint begin = position - position % BLOCK;
  guint end = MIN (begin + BLOCK, self->rows->len);
  LimnerGalleryRequest *request = limner_gallery_request_new ();
  Loading *loading = g_new0 (Loading, 1);

  loading->list = g_object_ref (self);
  loading->items = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = begin; i < end; i++)
    {
      gint64 id = g_array_index (self->rows, LimnerGalleryRow, i).id;
      LimnerGalleryItem *item;

      if (g_hash_table_contains (self->wanted, &id))
        continue;
      item = _limner_store_ref_item (self->store, id);
      g_ptr_array_add (loading->items, item);
      if (limner_gallery_item_get_loaded (item))
        continue;
      g_hash_table_add (self->wanted, g_memdup2 (&id, sizeof id));
      limner_gallery_request_add_id (request, id);
    }

  _limner_store_push (self->store, LIMNER_STORE_READ, want_block, limner_gallery_rows_load, request,
                      (GDestroyNotify) limner_gallery_request_free,
                      (GDestroyNotify) limner_gallery_page_free, NULL, details_read_cb, loading);
}

static GType
limner_gallery_list_get_item_type (GListModel *model)
{
  return LIMNER_TYPE_GALLERY_ITEM;
}

static guint
limner_gallery_list_get_n_items (GListModel *model)
{
  return LIMNER_GALLERY_LIST (model)->rows->len;
}

static gpointer
limner_gallery_list_get_item (GListModel *model,
                              guint       position)
{
  LimnerGalleryList *self = LIMNER_GALLERY_LIST (model);
  LimnerGalleryItem *item;
  gint64 id;

  if (position >= self->rows->len)
    return NULL;
  id = g_array_index (self->rows, LimnerGalleryRow, position).id;
  item = _limner_store_ref_item (self->store, id);
  if (!limner_gallery_item_get_loaded (item) && !g_hash_table_contains (self->wanted, &id))
    want_block (self, position);
  return item;
}

static void
limner_gallery_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = limner_gallery_list_get_item_type;
  iface->get_n_items = limner_gallery_list_get_n_items;
  iface->get_item = limner_gallery_list_get_item;
}

static void
limner_gallery_list_get_property (GObject    *object,
                                  guint       prop_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  LimnerGalleryList *self = LIMNER_GALLERY_LIST (object);

  switch (prop_id)
    {
    case PROP_ALBUM:
      g_value_set_string (value, self->album);
      break;

    case PROP_FILTER:
      g_value_set_string (value, self->filter);
      break;

    case PROP_LOADING:
      g_value_set_boolean (value, self->loading);
      break;

    case PROP_N_ITEMS:
      g_value_set_uint (value, self->rows->len);
      break;

    case PROP_SORT:
      g_value_set_int (value, (int) self->sort);
      break;

    case PROP_STACKED:
      g_value_set_boolean (value, self->expanded != NULL);
      break;

    case PROP_TRASH:
      g_value_set_boolean (value, self->trash);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
limner_gallery_list_set_property (GObject      *object,
                                  guint         prop_id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  LimnerGalleryList *self = LIMNER_GALLERY_LIST (object);

  switch (prop_id)
    {
    case PROP_ALBUM:
      limner_gallery_list_set_album (self, g_value_get_string (value));
      break;

    case PROP_FILTER:
      limner_gallery_list_set_filter (self, g_value_get_string (value));
      break;

    case PROP_SORT:
      limner_gallery_list_set_sort (self, (LimnerGallerySort) g_value_get_int (value));
      break;

    case PROP_STACKED:
      limner_gallery_list_set_stacked (self, g_value_get_boolean (value));
      break;

    case PROP_TRASH:
      limner_gallery_list_set_trash (self, g_value_get_boolean (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
limner_gallery_list_dispose (GObject *object)
{
  LimnerGalleryList *self = LIMNER_GALLERY_LIST (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->recent, g_ptr_array_unref);
  if (self->store != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->store, self);
      _limner_store_unwatch (self->store);
    }
  g_clear_object (&self->store);

  G_OBJECT_CLASS (limner_gallery_list_parent_class)->dispose (object);
}

static void
limner_gallery_list_finalize (GObject *object)
{
  LimnerGalleryList *self = LIMNER_GALLERY_LIST (object);

  g_clear_pointer (&self->filter, g_free);
  g_clear_pointer (&self->album, g_free);
  g_clear_error (&self->error);
  g_clear_pointer (&self->rows, g_array_unref);
  g_clear_pointer (&self->all, g_array_unref);
  g_clear_pointer (&self->expanded, g_hash_table_unref);
  g_clear_pointer (&self->wanted, g_hash_table_unref);

  G_OBJECT_CLASS (limner_gallery_list_parent_class)->finalize (object);
}

static void
limner_gallery_list_class_init (LimnerGalleryListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = limner_gallery_list_get_property;
  object_class->set_property = limner_gallery_list_set_property;
  object_class->dispose = limner_gallery_list_dispose;
  object_class->finalize = limner_gallery_list_finalize;

  properties[PROP_ALBUM] =
    g_param_spec_string ("album", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_FILTER] =
    g_param_spec_string ("filter", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_LOADING] =
    g_param_spec_boolean ("loading", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_N_ITEMS] =
    g_param_spec_uint ("n-items", NULL, NULL, 0, G_MAXUINT, 0,
                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SORT] =
    g_param_spec_int ("sort", NULL, NULL, LIMNER_GALLERY_SORT_NEWEST, LIMNER_GALLERY_SORT_ALBUM,
                      LIMNER_GALLERY_SORT_NEWEST,
                      G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_STACKED] =
    g_param_spec_boolean ("stacked", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_TRASH] =
    g_param_spec_boolean ("trash", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
limner_gallery_list_init (LimnerGalleryList *self)
{
  self->all = g_array_new (FALSE, FALSE, sizeof (LimnerGalleryRow));
  self->rows = g_array_ref (self->all);
  self->wanted = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->recent = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * limner_gallery_list_new:
 * @store: a library
 *
 * Makes a list of all items, newest first, and begins to fill it.
 *
 * Returns: (transfer full): the list
 */
LimnerGalleryList *
limner_gallery_list_new (LimnerStore *store)
{
  LimnerGalleryList *self;

  g_return_val_if_fail (LIMNER_IS_STORE (store), NULL);

  self = g_object_new (LIMNER_TYPE_GALLERY_LIST, NULL);
  self->store = g_object_ref (store);
  g_signal_connect (store, "changed", G_CALLBACK (store_changed_cb), self);
  _limner_store_watch (store);
  reload (self);
  return self;
}

/**
 * limner_gallery_list_get_filter:
 * @self: a list
 *
 * Gets what is looked for.
 *
 * Returns: (transfer none) (nullable): the text as it was set
 */
const char *
limner_gallery_list_get_filter (LimnerGalleryList *self)
{
  g_return_val_if_fail (LIMNER_IS_GALLERY_LIST (self), NULL);

  return self->filter;
}

/**
 * limner_gallery_list_set_filter:
 * @self: a list
 * @text: (nullable): what is looked for, see limner_gallery_query_parse()
 *
 * Sets what is looked for. The old items stay until the first of the new ones are there.
 */
void
limner_gallery_list_set_filter (LimnerGalleryList *self,
                                const char        *text)
{
  g_return_if_fail (LIMNER_IS_GALLERY_LIST (self));

  if (text != NULL && *text == '\0')
    text = NULL;
  if (g_strcmp0 (self->filter, text) == 0)
    return;

  g_free (self->filter);
  self->filter = g_strdup (text);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FILTER]);
  reload (self);
}

/**
 * limner_gallery_list_get_sort:
 * @self: a list
 *
 * Gets the order.
 *
 * Returns: the order
 */
LimnerGallerySort
limner_gallery_list_get_sort (LimnerGalleryList *self)
{
  g_return_val_if_fail (LIMNER_IS_GALLERY_LIST (self), LIMNER_GALLERY_SORT_NEWEST);

  return self->sort;
}

/**
 * limner_gallery_list_set_sort:
 * @self: a list
 * @sort: the order
 *
 * Sets the order.
 */
void
limner_gallery_list_set_sort (LimnerGalleryList *self,
                              LimnerGallerySort  sort)
{
  g_return_if_fail (LIMNER_IS_GALLERY_LIST (self));

  if (self->sort == sort)
    return;

  self->sort = sort;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SORT]);
  reload (self);
}

/**
 * limner_gallery_list_get_album:
 * @self: a list
 *
 * Gets the album whose items are shown.
 *
 * Returns: (transfer none) (nullable): its name, %NULL for the whole gallery
 */
const char *
limner_gallery_list_get_album (LimnerGalleryList *self)
{
  g_return_val_if_fail (LIMNER_IS_GALLERY_LIST (self), NULL);

  return self->album;
}

/**
 * limner_gallery_list_set_album:
 * @self: a list
 * @album: (nullable): an album's name, %NULL for the whole gallery
 *
 * Shows one album only.
 */
void
limner_gallery_list_set_album (LimnerGalleryList *self,
                               const char        *album)
{
  g_return_if_fail (LIMNER_IS_GALLERY_LIST (self));

  if (g_strcmp0 (self->album, album) == 0)
    return;

  g_free (self->album);
  self->album = g_strdup (album);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ALBUM]);
  reload (self);
}

/**
 * limner_gallery_list_get_trash:
 * @self: a list
 *
 * Tells whether deleted items are shown.
 *
 * Returns: %TRUE for deleted items, %FALSE for all others
 */
gboolean
limner_gallery_list_get_trash (LimnerGalleryList *self)
{
  g_return_val_if_fail (LIMNER_IS_GALLERY_LIST (self), FALSE);

  return self->trash;
}

/**
 * limner_gallery_list_set_trash:
 * @self: a list
 * @trash: whether deleted items are shown instead of the others
 *
 * Chooses between the gallery and its trash.
 */
void
limner_gallery_list_set_trash (LimnerGalleryList *self,
                               gboolean           trash)
{
  g_return_if_fail (LIMNER_IS_GALLERY_LIST (self));

  if (self->trash == !!trash)
    return;

  self->trash = !!trash;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TRASH]);
  reload (self);
}

/**
 * limner_gallery_list_get_loading:
 * @self: a list
 *
 * Tells whether there are items still to come.
 *
 * Returns: %TRUE while the query is being answered
 */
gboolean
limner_gallery_list_get_loading (LimnerGalleryList *self)
{
  g_return_val_if_fail (LIMNER_IS_GALLERY_LIST (self), FALSE);

  return self->loading;
}

/**
 * limner_gallery_list_get_error:
 * @self: a list
 *
 * Gets why the query could not be answered.
 *
 * Returns: (transfer none) (nullable): the error, %NULL if all is well
 */
const GError *
limner_gallery_list_get_error (LimnerGalleryList *self)
{
  g_return_val_if_fail (LIMNER_IS_GALLERY_LIST (self), NULL);

  return self->error;
}
