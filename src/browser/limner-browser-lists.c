/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where the page's lists come from: collections and what is in them, kept from last time and then
 * from the server, the newest models, those of the account. */

#include "config.h"

#include <glib/gi18n.h>

#include "base/limner-error.h"
#include "client/limner-client-models.h"
#include "widgets/limner-error-text.h"

#include "limner-browser-private.h"
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
show_collections (LimnerBrowser *self,
                  GListModel    *list)
{
  gtk_flow_box_bind_model (self->collections, list, _limner_browser_make_card, self, NULL);
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
  show_collections (self, list);
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
      show_collections (self, G_LIST_MODEL (object));
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
