/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where the page's lists come from: collections and what is in them, kept from last time and then
 * from the server, the newest models, those of the account. */

#include "config.h"

#include <glib/gi18n.h>

#include "base/limner-error.h"
#include "client/limner-client-models.h"
#include "widgets/limner-error-text.h"

#include "limner-browser-private.h"
#include "limner-collection-row.h"
#include "limner-list-cache.h"
#include "limner-own-models.h"

/* Says how old is what is shown where the server cannot be asked. */
static void
tell_age (LimnerBrowser *self,
          gint64         saved)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_local (saved / G_USEC_PER_SEC);
  g_autofree char *date = g_date_time_format (time, "%x %R");
  /* Translators: %s is a date and a time */
  g_autofree char *text =
    g_strdup_printf (_("The server cannot be reached. This is what it said on %s."), date);

  limner_banner_set_title (self->banner, text);
  limner_banner_set_revealed (self->banner, TRUE);
}

static void
row_opened_cb (LimnerBrowser       *self,
               LimnerCollectionRow *row)
{
  _limner_browser_open_collection (self, limner_collection_row_get_collection (row));
}

static void
row_model_cb (LimnerBrowser       *self,
              LimnerModel         *model,
              LimnerCollectionRow *row)
{
  _limner_browser_open_model (self, limner_model_get_reference (model), model);
}

static GtkWidget *
make_row (gpointer item,
          gpointer user_data)
{
  LimnerBrowser *self = LIMNER_BROWSER (user_data);
  GtkWidget *row = limner_collection_row_new (self->studio, self->finder, self->hints,
                                              self->selection, item);
  GtkWidget *child = gtk_list_box_row_new ();

  g_signal_connect_object (row, "opened", G_CALLBACK (row_opened_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "model-activated", G_CALLBACK (row_model_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (child), row);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (child), FALSE);
  gtk_widget_set_focusable (child, FALSE);
  return child;
}

/* Asks for the models of the collections that are in sight, or nearly. */
void
_limner_browser_load_rows (LimnerBrowser *self)
{
  float height = gtk_widget_get_height (GTK_WIDGET (self->front));

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->collection_rows));
       child != NULL && height > 0; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *row = gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (child));
      graphene_rect_t bounds;

      if (gtk_widget_get_mapped (child) &&
          gtk_widget_compute_bounds (child, GTK_WIDGET (self->front), &bounds) &&
          graphene_rect_get_height (&bounds) > 0 &&
          graphene_rect_get_y (&bounds) < height * 1.5f &&
          graphene_rect_get_y (&bounds) + graphene_rect_get_height (&bounds) > -height / 2)
        limner_collection_row_load (LIMNER_COLLECTION_ROW (row));
    }
}

/* The rows have no place before they were laid out. */
static gboolean
laid_out_cb (GtkWidget     *widget,
             GdkFrameClock *clock,
             gpointer       user_data)
{
  GtkWidget *first = gtk_widget_get_first_child (widget);

  if (first != NULL && gtk_widget_get_height (first) == 0)
    return G_SOURCE_CONTINUE;

  _limner_browser_load_rows (LIMNER_BROWSER (user_data));
  return G_SOURCE_REMOVE;
}

/* Collections are rows of models; a server with one model has none. */
void
_limner_browser_show_collections (LimnerBrowser *self,
                                  GListModel    *list)
{
  gboolean has_rows = _limner_browser_get_kind (self) != LIMNER_SERVER_COG;

  gtk_flow_box_bind_model (self->collections, has_rows ? NULL : list, _limner_browser_make_card,
                           self, NULL);
  gtk_list_box_bind_model (self->collection_rows, has_rows ? list : NULL, make_row, self, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->collections), !has_rows);
  gtk_widget_set_visible (GTK_WIDGET (self->collection_rows), has_rows);
  if (has_rows && list != NULL)
    gtk_widget_add_tick_callback (GTK_WIDGET (self->collection_rows), laid_out_cb, self, NULL);
}

static void
kept_collections_cb (GObject      *object,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr(LimnerBrowser) self = user_data;
  g_autoptr(GListModel) list =
    limner_list_cache_load_finish (LIMNER_STORE (object), result, &self->kept_at, NULL);

  if (list == NULL || (self->collection_list != NULL &&
                       g_list_model_get_n_items (G_LIST_MODEL (self->collection_list)) > 0))
    return;

  g_set_object (&self->kept_collections, list);
  _limner_browser_show_collections (self, list);
  _limner_browser_update (self);
}

void
_limner_browser_load_kept (LimnerBrowser *self)
{
  LimnerStore *store = limner_studio_get_store (self->studio);

  g_clear_object (&self->kept_collections);
  limner_list_cache_load_async (store, limner_model_finder_get_server (self->finder),
                                "collections", LIMNER_TYPE_COLLECTION, self->cancellable,
                                kept_collections_cb, g_object_ref (self));
}

void
_limner_browser_collections_loaded (GObject      *object,
                                    GAsyncResult *result,
                                    gpointer      user_data)
{
  g_autoptr(LimnerBrowser) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!limner_page_list_load_finish (LIMNER_PAGE_LIST (object), result, &error))
    g_debug ("There are no collections: %s", error->message);
  if (LIMNER_PAGE_LIST (object) != self->collection_list)
    return;

  if (error == NULL)
    {
      g_clear_object (&self->kept_collections);
      _limner_browser_show_collections (self, G_LIST_MODEL (object));
      limner_list_cache_save (limner_studio_get_store (self->studio),
                              limner_model_finder_get_server (self->finder), "collections",
                              G_LIST_MODEL (object));
    }
  _limner_browser_update (self);
  if (error != NULL && self->kept_collections != NULL && _limner_browser_is_at (self, "front"))
    tell_age (self, self->kept_at);
}

void
_limner_browser_stop_opening (LimnerBrowser *self)
{
  if (self->opening != NULL)
    g_cancellable_cancel (self->opening);
  g_clear_object (&self->opening);
  self->is_opening = FALSE;
}

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(LimnerBrowser) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(LimnerCollection) collection =
    limner_client_get_collection_finish (LIMNER_CLIENT (object), result, &error);
  g_autofree char *text = NULL;

  if (limner_error_is_cancelled (error))
    return;

  self->is_opening = FALSE;
  gtk_spinner_set_spinning (self->spinner, FALSE);
  if (collection == NULL)
    {
      /* What was kept of it is on the screen, or there is nothing. */
      text = limner_error_to_text (error);
      limner_banner_set_title (self->banner, text);
      limner_banner_set_revealed (self->banner, TRUE);
      if (_limner_browser_is_at (self, "list") && self->list_kept_at != 0)
        tell_age (self, self->list_kept_at);
      return;
    }

  limner_model_finder_learn (self->finder, limner_collection_get_models (collection));
  limner_list_cache_save (limner_studio_get_store (self->studio),
                          limner_model_finder_get_server (self->finder),
                          limner_collection_get_slug (collection),
                          limner_collection_get_models (collection));
  _limner_browser_set_list (self, limner_collection_get_name (collection),
            limner_collection_get_models (collection));
  _limner_browser_show_page (self, "list");
}

static void
kept_models_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(LimnerBrowser) self = user_data;
  gint64 saved;
  g_autoptr(GListModel) list =
    limner_list_cache_load_finish (LIMNER_STORE (object), result, &saved, NULL);

  if (list == NULL || self->opened == NULL)
    return;

  limner_model_finder_learn (self->finder, list);
  self->list_kept_at = saved;
  _limner_browser_set_list (self, limner_collection_get_name (self->opened), list);
  _limner_browser_show_page (self, "list");
  if (limner_model_finder_get_client (self->finder) == NULL)
    tell_age (self, saved);
}

void
_limner_browser_open_collection (LimnerBrowser    *self,
                                 LimnerCollection *collection)
{
  LimnerClient *client = limner_model_finder_get_client (self->finder);

  _limner_browser_stop_opening (self);
  self->opening = g_cancellable_new ();
  self->list_kept_at = 0;
  g_set_object (&self->opened, collection);
  limner_list_cache_load_async (limner_studio_get_store (self->studio),
                                limner_model_finder_get_server (self->finder),
                                limner_collection_get_slug (collection), LIMNER_TYPE_MODEL,
                                self->opening, kept_models_cb, g_object_ref (self));
  if (client == NULL)
    return;

  self->is_opening = TRUE;
  gtk_spinner_set_spinning (self->spinner, TRUE);
  limner_client_get_collection_async (client, limner_collection_get_slug (collection),
                                      self->opening, opened_cb, g_object_ref (self));
}

void
_limner_browser_newest_clicked (LimnerBrowser *self)
{
  LimnerClient *client = limner_model_finder_get_client (self->finder);
  g_autoptr(LimnerPageList) list = NULL;

  if (client == NULL)
    return;

  list = limner_client_list_models (client, NULL, FALSE);
  limner_page_list_load_async (list, 1, self->cancellable, NULL, NULL);
  _limner_browser_set_list (self, _("Newest models"), G_LIST_MODEL (list));
  _limner_browser_show_page (self, "list");
}

static void
yours_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(LimnerBrowser) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GListModel) list =
    limner_own_models_load_finish (LIMNER_CLIENT (object), result, &error);

  if (limner_error_is_cancelled (error))
    return;

  self->is_opening = FALSE;
  gtk_spinner_set_spinning (self->spinner, FALSE);
  if (list == NULL)
    {
      g_autofree char *text = limner_error_to_text (error);

      limner_banner_set_title (self->banner, text);
      limner_banner_set_revealed (self->banner, TRUE);
      return;
    }

  _limner_browser_set_list (self, g_list_model_get_n_items (list) > 0 ? _("Your models")
                                                      : _("You have no models here yet"), list);
  _limner_browser_show_page (self, "list");
}

void
_limner_browser_yours_clicked (LimnerBrowser *self)
{
  LimnerClient *client = limner_model_finder_get_client (self->finder);

  if (client == NULL)
    return;

  _limner_browser_stop_opening (self);
  self->opening = g_cancellable_new ();
  self->is_opening = TRUE;
  gtk_spinner_set_spinning (self->spinner, TRUE);
  limner_own_models_load_async (client, self->opening, yours_cb, g_object_ref (self));
}
