/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/limner-task.h"

#include "limner-model-shelf.h"

/* source → GtkFilterListModel (what a model does) → GtkSortListModel → the grid
 *
 * What a model does is read from its schema on a thread, once for each model. */

/**
 * LimnerModelShelf:
 *
 * Some of a list of models, in an order.
 */
struct _LimnerModelShelf
{
  GObject             parent_instance;

  /* Owned */
  GListModel         *source;
  GtkFilterListModel *filtered;
  GtkSortListModel   *sorted;
  GHashTable         *kinds;        /* LimnerModel → its kinds and a bit that says they are known */
  GCancellable       *cancellable;

  LimnerModelKinds    kind;
  LimnerModelOrder    order;
};

#define KNOWN (1u << 31)

G_DEFINE_FINAL_TYPE (LimnerModelShelf, limner_model_shelf, G_TYPE_OBJECT)

static gboolean
matches (gpointer item,
         gpointer user_data)
{
  LimnerModelShelf *self = user_data;
  guint kinds = GPOINTER_TO_UINT (g_hash_table_lookup (self->kinds, item));

  return self->kind == 0 || (kinds & self->kind) != 0;
}

static int
compare (gconstpointer a,
         gconstpointer b,
         gpointer      user_data)
{
  LimnerModelShelf *self = user_data;
  LimnerModel *first = (LimnerModel *) a;
  LimnerModel *second = (LimnerModel *) b;

  switch (self->order)
    {
    case LIMNER_MODEL_ORDER_RUNS:
      return limner_model_get_run_count (first) > limner_model_get_run_count (second) ? -1
             : limner_model_get_run_count (first) < limner_model_get_run_count (second);

    case LIMNER_MODEL_ORDER_NAME:
      return g_utf8_collate (limner_model_get_name (first), limner_model_get_name (second));

    case LIMNER_MODEL_ORDER_NEWEST:
      {
        LimnerModelVersion *one = limner_model_get_latest_version (first);
        LimnerModelVersion *two = limner_model_get_latest_version (second);
        g_autoptr(GDateTime) when =
          one != NULL ? limner_model_version_get_created_at (one) : NULL;
        g_autoptr(GDateTime) other =
          two != NULL ? limner_model_version_get_created_at (two) : NULL;

        if (when == NULL || other == NULL)
          return (when == NULL) - (other == NULL);
        return -g_date_time_compare (when, other);
      }

    case LIMNER_MODEL_ORDER_GIVEN:
    default:
      return 0;
    }
}

static void
kinds_thread (GTask        *task,
              gpointer      source,
              gpointer      data,
              GCancellable *cancellable)
{
  GPtrArray *models = data;
  GArray *kinds = g_array_sized_new (FALSE, FALSE, sizeof (guint), models->len);

  for (guint i = 0; i < models->len && !g_cancellable_is_cancelled (cancellable); i++)
    {
      guint kind = limner_model_kinds_of_model (g_ptr_array_index (models, i)) | KNOWN;

      g_array_append_val (kinds, kind);
    }
  g_task_return_pointer (task, kinds, (GDestroyNotify) g_array_unref);
}

static void
kinds_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  LimnerModelShelf *self = LIMNER_MODEL_SHELF (object);
  GPtrArray *models = g_task_get_task_data (G_TASK (result));
  g_autoptr(GArray) kinds = g_task_propagate_pointer (G_TASK (result), NULL);

  if (kinds == NULL)
    return;

  for (guint i = 0; i < kinds->len; i++)
    g_hash_table_insert (self->kinds, g_object_ref (g_ptr_array_index (models, i)),
                         GUINT_TO_POINTER (g_array_index (kinds, guint, i)));
  gtk_filter_changed (gtk_filter_list_model_get_filter (self->filtered),
                      GTK_FILTER_CHANGE_DIFFERENT);
}

/* Only when somebody filters: most lists are only looked through. */
static void
find_kinds (LimnerModelShelf *self)
{
  g_autoptr(GPtrArray) models = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GTask) task = NULL;
  guint n = self->source != NULL ? g_list_model_get_n_items (self->source) : 0;

  if (self->kind == 0)
    return;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(LimnerModel) model = g_list_model_get_item (self->source, i);

      if (!g_hash_table_contains (self->kinds, model))
        g_ptr_array_add (models, g_steal_pointer (&model));
    }
  if (models->len == 0)
    return;

  task = g_task_new (self, self->cancellable, kinds_cb, NULL);
  g_task_set_source_tag (task, find_kinds);
  g_task_set_task_data (task, g_steal_pointer (&models), (GDestroyNotify) g_ptr_array_unref);
  limner_task_run_in_thread (task, kinds_thread);
}

static void
limner_model_shelf_dispose (GObject *object)
{
  LimnerModelShelf *self = LIMNER_MODEL_SHELF (object);

  g_cancellable_cancel (self->cancellable);
  limner_model_shelf_set_source (self, NULL);
  g_clear_object (&self->sorted);
  g_clear_object (&self->filtered);

  G_OBJECT_CLASS (limner_model_shelf_parent_class)->dispose (object);
}

static void
limner_model_shelf_finalize (GObject *object)
{
  LimnerModelShelf *self = LIMNER_MODEL_SHELF (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->kinds, g_hash_table_unref);

  G_OBJECT_CLASS (limner_model_shelf_parent_class)->finalize (object);
}

static void
limner_model_shelf_class_init (LimnerModelShelfClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = limner_model_shelf_dispose;
  G_OBJECT_CLASS (klass)->finalize = limner_model_shelf_finalize;
}

static void
limner_model_shelf_init (LimnerModelShelf *self)
{
  GtkFilter *filter = GTK_FILTER (gtk_custom_filter_new (matches, self, NULL));
  GtkSorter *sorter = GTK_SORTER (gtk_custom_sorter_new (compare, self, NULL));

  self->cancellable = g_cancellable_new ();
  self->kinds = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  self->filtered = gtk_filter_list_model_new (NULL, filter);
  self->sorted = gtk_sort_list_model_new (G_LIST_MODEL (g_object_ref (self->filtered)), sorter);
}

/**
 * limner_model_shelf_new:
 *
 * Returns: (transfer full): a shelf without models
 */
LimnerModelShelf *
limner_model_shelf_new (void)
{
  return g_object_new (LIMNER_TYPE_MODEL_SHELF, NULL);
}

/**
 * limner_model_shelf_get_list:
 * @self: a shelf
 *
 * Returns: (transfer none): the models that are wanted, in their order; always the same list
 */
GListModel *
limner_model_shelf_get_list (LimnerModelShelf *self)
{
  g_return_val_if_fail (LIMNER_IS_MODEL_SHELF (self), NULL);

  return G_LIST_MODEL (self->sorted);
}

/**
 * limner_model_shelf_set_source:
 * @self: a shelf
 * @source: (nullable): a list of #LimnerModel
 *
 * Takes other models.
 */
void
limner_model_shelf_set_source (LimnerModelShelf *self,
                               GListModel       *source)
{
  g_return_if_fail (LIMNER_IS_MODEL_SHELF (self));

  if (self->source == source)
    return;

  if (self->source != NULL)
    g_signal_handlers_disconnect_by_func (self->source, find_kinds, self);
  g_set_object (&self->source, source);
  g_hash_table_remove_all (self->kinds);
  if (source != NULL)
    g_signal_connect_object (source, "items-changed", G_CALLBACK (find_kinds), self,
                             G_CONNECT_SWAPPED);
  gtk_filter_list_model_set_model (self->filtered, source);
  find_kinds (self);
}

/**
 * limner_model_shelf_set_kind:
 * @self: a shelf
 * @kind: what models have to do, or 0 for all of them
 *
 * Shows only models that do something.
 */
void
limner_model_shelf_set_kind (LimnerModelShelf *self,
                             LimnerModelKinds  kind)
{
  g_return_if_fail (LIMNER_IS_MODEL_SHELF (self));

  if (self->kind == kind)
    return;

  self->kind = kind;
  find_kinds (self);
  gtk_filter_changed (gtk_filter_list_model_get_filter (self->filtered),
                      GTK_FILTER_CHANGE_DIFFERENT);
}

/**
 * limner_model_shelf_set_order:
 * @self: a shelf
 * @order: an order
 *
 * Orders the models anew.
 */
void
limner_model_shelf_set_order (LimnerModelShelf *self,
                              LimnerModelOrder  order)
{
  g_return_if_fail (LIMNER_IS_MODEL_SHELF (self));

  if (self->order == order)
    return;

  self->order = order;
  gtk_sorter_changed (gtk_sort_list_model_get_sorter (self->sorted), GTK_SORTER_CHANGE_DIFFERENT);
}
