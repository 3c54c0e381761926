/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "base/limner-error.h"
#include "client/limner-client-models.h"
#include "widgets/limner-error-text.h"
#include "widgets/limner-keys-bind.h"
#include "widgets/limner-status.h"
#include "widgets/limner-wrap-layout.h"

#include "limner-browser-private.h"
#include "limner-connect-box.h"
#include "limner-model-card.h"
#include "limner-server-drop-down.h"

/* The pages of the stack, and how one gets from one to another:
 *
 *     front ──card──→ model            front: models at hand, collections
 *       ├─account                      account: what runs and lies at the server
 *       │ └─collection, search─→ list  list: a collection, what was found, the newest
 *       │                         └─card─→ model
 *     status: instead of front or list where there is nothing to show
 */

/** How many collections are shown. */
#define MAX_COLLECTIONS 200

/**
 * LimnerBrowser:
 *
 * The Models page: what a server offers, to look through, to search and to use.
 */
G_DEFINE_FINAL_TYPE (LimnerBrowser, limner_browser, GTK_TYPE_WIDGET)

static void show_front (LimnerBrowser *self);

LimnerServerKind
_limner_browser_get_kind (LimnerBrowser *self)
{
  LimnerServer *server =
    limner_server_list_find (limner_studio_get_servers (self->studio),
                             limner_model_finder_get_server (self->finder));

  return server != NULL ? limner_server_get_kind (server) : LIMNER_SERVER_ENGINE;
}

gboolean
_limner_browser_is_at (LimnerBrowser *self,
                       const char    *page)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), page) == 0;
}

void
_limner_browser_show_page (LimnerBrowser *self,
                           const char    *page)
{
  gboolean is_front = g_strcmp0 (page, "front") == 0 ||
                      (g_strcmp0 (page, "status") == 0 &&
                       *limner_model_finder_get_query (self->finder) == '\0');

  gtk_stack_set_visible_child_name (self->stack, page);
  _limner_browser_update_selection (self);
  gtk_widget_set_visible (self->back, !is_front);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "browser.back", !is_front);
}

GtkWidget *
_limner_browser_make_card (gpointer item,
                           gpointer user_data)
{
  LimnerBrowser *self = LIMNER_BROWSER (user_data);
  GtkWidget *card = limner_model_card_new ();

  limner_model_card_set_hints (LIMNER_MODEL_CARD (card), self->hints);
  limner_model_card_set_selection (LIMNER_MODEL_CARD (card), self->selection,
                                   limner_model_finder_get_server (self->finder));
  if (LIMNER_IS_MODEL (item))
    limner_model_card_set_model (LIMNER_MODEL_CARD (card), item,
                                 limner_model_finder_get_client (self->finder));
  else
    limner_model_card_set_collection (LIMNER_MODEL_CARD (card), item);
  return card;
}

/* The cards of the front page exist while it is looked at. */
static void
bind_front (LimnerBrowser *self,
            gboolean       is_bound)
{
  if (self->front_is_bound == is_bound)
    return;

  self->front_is_bound = is_bound;
  gtk_flow_box_bind_model (self->models, is_bound ? limner_model_shelf_get_list (self->front_shelf)
                                                  : NULL,
                           _limner_browser_make_card, self, NULL);
}

void
_limner_browser_set_list (LimnerBrowser *self,
                          const char    *title,
                          GListModel    *list)
{
  gtk_label_set_label (self->list_title, title);
  g_set_object (&self->list, list);
  limner_model_shelf_set_source (self->shelf, list);
}

/* The first choice is all of them, in the order in which they came. */
static void
arrange (LimnerModelShelf *shelf,
         GtkDropDown      *kinds,
         GtkDropDown      *orders)
{
  guint kind = gtk_drop_down_get_selected (kinds);
  guint order = gtk_drop_down_get_selected (orders);

  if (shelf == NULL)
    return;

  limner_model_shelf_set_kind (shelf, kind == 0 || kind > LIMNER_N_MODEL_KINDS
                               ? 0 : (LimnerModelKinds) (1u << (kind - 1)));
  limner_model_shelf_set_order (shelf, order <= LIMNER_MODEL_ORDER_NEWEST
                                ? (LimnerModelOrder) order : LIMNER_MODEL_ORDER_GIVEN);
}

static void
shelf_changed_cb (LimnerBrowser *self)
{
  arrange (self->shelf, self->kinds, self->order);
}

static void
front_changed_cb (LimnerBrowser *self)
{
  arrange (self->front_shelf, self->front_kinds, self->front_order);
}

/* Of what is at hand nothing may do what is wanted. */
static void
front_filtered_cb (LimnerBrowser *self)
{
  /* The shelf is emptied while the page goes. */
  if (self->front_shelf != NULL)
    gtk_widget_set_visible (self->no_models,
                            g_list_model_get_n_items (
                              limner_model_shelf_get_list (self->front_shelf)) == 0);
}

static void
fill_kinds (GtkDropDown *kinds)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);

  gtk_string_list_append (names, _("All kinds"));
  for (guint i = 0; i < LIMNER_N_MODEL_KINDS; i++)
    gtk_string_list_append (names, limner_model_kind_get_label ((LimnerModelKinds) (1u << i)));
  gtk_drop_down_set_model (kinds, G_LIST_MODEL (names));
}

void
_limner_browser_open_model (LimnerBrowser *self,
                            const char    *reference,
                            LimnerModel   *known)
{
  self->from_list = _limner_browser_is_at (self, "list");
  limner_model_page_show (self->model_page, reference, known);
  _limner_browser_show_page (self, "model");
  /* Else the first text that can be selected gets the focus, and is selected whole. */
  gtk_widget_child_focus (GTK_WIDGET (self->model_page), GTK_DIR_TAB_FORWARD);
}

static void
update_status (LimnerBrowser *self)
{
  const GError *error = limner_model_finder_get_error (self->finder);
  gboolean needs_token = g_error_matches (error, LIMNER_ERROR, LIMNER_ERROR_UNAUTHORIZED);
  g_autofree char *text = error != NULL ? limner_error_to_text (error) : NULL;

  if (needs_token)
    {
      limner_status_set_text (self->status, _("Connect Replicate"),
                              _("Paste an API token to look through the models of Replicate. It is "
                                "kept in the keyring of this desktop. Until then the models of "
                                "this computer are there."));
      limner_connect_box_set_server (LIMNER_CONNECT_BOX (self->connect),
                                     limner_model_finder_get_server (self->finder));
      adw_status_page_set_child (ADW_STATUS_PAGE (self->status), self->connect);
    }
  else if (error != NULL)
    {
      limner_status_set_text (self->status, _("Nothing to show"), text);
      limner_status_set_action (self->status, _("Try _again"), "browser.reload");
    }
  else if (*limner_model_finder_get_query (self->finder) != '\0')
    {
      limner_status_set_text (self->status, _("No model found"),
                              _("Try other words, or type a model’s owner and name."));
      limner_status_set_action (self->status, NULL, NULL);
    }
  else
    {
      limner_status_set_text (self->status, _("No models yet"),
                              _("Models that you use or mark are listed here."));
      limner_status_set_action (self->status, NULL, NULL);
    }
}

static gboolean
has_collections (LimnerBrowser *self)
{
  return (self->collection_list != NULL &&
          g_list_model_get_n_items (G_LIST_MODEL (self->collection_list)) > 0) ||
         self->kept_collections != NULL;
}

static gboolean
has_account (LimnerBrowser *self)
{
  LimnerClient *client = limner_model_finder_get_client (self->finder);

  return client != NULL && limner_client_has_token (client) &&
         _limner_browser_get_kind (self) != LIMNER_SERVER_COG;
}

/* Brings everything in line with what the finder and the lists have. */
void
_limner_browser_update (LimnerBrowser *self)
{
  const GError *error = limner_model_finder_get_error (self->finder);
  gboolean is_searching = *limner_model_finder_get_query (self->finder) != '\0';
  gboolean is_loading = limner_model_finder_is_loading (self->finder) || self->is_opening ||
                        (self->collection_list != NULL &&
                         limner_page_list_is_loading (self->collection_list));
  gboolean has_models = g_list_model_get_n_items (G_LIST_MODEL (self->finder)) > 0;
  gboolean has_anything = has_models || (!is_searching && has_collections (self));
  g_autofree char *text = error != NULL ? limner_error_to_text (error) : NULL;

  gtk_spinner_set_spinning (self->spinner, is_loading);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "browser.account", has_account (self));
  gtk_widget_set_visible (self->models_section, has_models);
  gtk_widget_set_visible (self->collections_section, has_collections (self));
  limner_banner_set_title (self->banner, text != NULL ? text : "");
  limner_banner_set_revealed (self->banner, text != NULL && has_anything &&
                              !_limner_browser_is_at (self, "model"));

  if (_limner_browser_is_at (self, "model") || _limner_browser_is_at (self, "account") ||
      (_limner_browser_is_at (self, "list") && !is_searching))
    return;

  update_status (self);
  if (!has_anything && !is_loading)
    _limner_browser_show_page (self, "status");
  else if (is_searching)
    _limner_browser_show_page (self, "list");
  else
    show_front (self);
}

static void
show_front (LimnerBrowser *self)
{
  gboolean is_hosted = _limner_browser_get_kind (self) == LIMNER_SERVER_REPLICATE;

  gtk_label_set_label (self->models_title, is_hosted ? _("Favourites and recent")
                                                     : _("Models on this server"));
  bind_front (self, TRUE);
  if (!_limner_browser_is_at (self, "front"))
    _limner_browser_show_page (self, "front");
}

static void
client_changed_cb (LimnerBrowser *self)
{
  LimnerClient *client = limner_model_finder_get_client (self->finder);

  g_clear_object (&self->collection_list);
  /* Cards that were made before the client was known have no covers. */
  _limner_browser_show_collections (self, self->kept_collections);
  if (self->front_is_bound)
    {
      bind_front (self, FALSE);
      bind_front (self, TRUE);
    }
  if (client == NULL || _limner_browser_get_kind (self) == LIMNER_SERVER_COG ||
      limner_model_finder_get_error (self->finder) != NULL || !limner_client_has_token (client))
    return;

  self->collection_list = limner_client_list_collections (client);
  gtk_widget_set_visible (self->newest, _limner_browser_get_kind (self) == LIMNER_SERVER_REPLICATE);
  limner_page_list_load_async (self->collection_list, MAX_COLLECTIONS, self->cancellable,
                               _limner_browser_collections_loaded, g_object_ref (self));
}

static void
card_activated_cb (LimnerBrowser   *self,
                   GtkFlowBoxChild *child)
{
  GObject *subject =
    limner_model_card_get_subject (LIMNER_MODEL_CARD (gtk_flow_box_child_get_child (child)));

  if (LIMNER_IS_MODEL (subject))
    _limner_browser_open_model (self, limner_model_get_reference (LIMNER_MODEL (subject)),
                                LIMNER_MODEL (subject));
  else if (LIMNER_IS_COLLECTION (subject))
    _limner_browser_open_collection (self, LIMNER_COLLECTION (subject));
}

static void
grid_activate_cb (LimnerBrowser *self,
                  guint          position)
{
  g_autoptr(LimnerModel) model =
    g_list_model_get_item (limner_model_shelf_get_list (self->shelf), position);

  if (model != NULL)
    _limner_browser_open_model (self, limner_model_get_reference (model), model);
}

static void
search_changed_cb (LimnerBrowser *self)
{
  g_autofree char *text =
    g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->search))));

  /* The signal comes a little after the typing; Enter may have been quicker. */
  if (g_strcmp0 (text, limner_model_finder_get_query (self->finder)) == 0)
    return;

  _limner_browser_stop_opening (self);
  limner_model_finder_set_query (self->finder, text);
  if (*limner_model_finder_get_query (self->finder) != '\0')
    {
      bind_front (self, FALSE);
      _limner_browser_set_list (self, _("Found"), G_LIST_MODEL (self->finder));
      _limner_browser_show_page (self, "list");
    }
  else
    {
      _limner_browser_show_page (self, "front");
    }
  _limner_browser_update (self);
}

/* The address of a page is one of the hosted service, wherever one is looking. */
static void
follow_address (LimnerBrowser *self)
{
  GListModel *servers = G_LIST_MODEL (limner_studio_get_servers (self->studio));

  if (_limner_browser_get_kind (self) == LIMNER_SERVER_REPLICATE)
    return;

  for (guint i = 0; i < g_list_model_get_n_items (servers); i++)
    {
      g_autoptr(LimnerServer) server = g_list_model_get_item (servers, i);

      if (limner_server_get_kind (server) == LIMNER_SERVER_REPLICATE)
        {
          limner_browser_show_server (self, limner_server_get_id (server));
          return;
        }
    }
}

static void
search_activate_cb (LimnerBrowser *self)
{
  g_autofree char *text =
    g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->search))));
  g_autofree char *reference = NULL;
  g_autofree char *version = NULL;
  g_autofree char *full = NULL;

  if (!limner_model_reference_parse (text, &reference, &version))
    return;

  if (!g_str_has_prefix (text, reference))
    follow_address (self);
  full = version != NULL ? g_strconcat (reference, ":", version, NULL) : g_strdup (reference);
  gtk_editable_set_text (GTK_EDITABLE (self->search), text);
  limner_model_finder_set_query (self->finder, text);
  limner_browser_show_model (self, full);
}

static void
server_changed_cb (LimnerBrowser *self)
{
  const char *id = limner_server_drop_down_get_id (self->servers);

  if (self->finder == NULL || id == NULL || gtk_widget_in_destruction (GTK_WIDGET (self)) ||
      g_strcmp0 (id, limner_model_finder_get_server (self->finder)) == 0)
    return;

  _limner_browser_stop_opening (self);
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  _limner_browser_show_page (self, "front");
  limner_model_finder_set_server (self->finder, id);
  _limner_browser_load_kept (self);
  _limner_browser_update (self);
}

static void
retry_cb (LimnerBrowser *self)
{
  limner_banner_set_revealed (self->banner, FALSE);
  limner_model_finder_reload (self->finder);
}

static void
account_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  LimnerBrowser *self = LIMNER_BROWSER (widget);
  LimnerClient *client = limner_model_finder_get_client (self->finder);

  if (client == NULL)
    return;

  limner_account_page_show (self->account_page, self->studio, client);
  _limner_browser_show_page (self, "account");
}

static void
reload_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  LimnerBrowser *self = LIMNER_BROWSER (widget);

  if (_limner_browser_is_at (self, "model"))
    limner_model_page_reload (self->model_page);
  else if (_limner_browser_is_at (self, "account"))
    account_action (widget, name, NULL);
  else
    retry_cb (self);
}

static void
back_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  LimnerBrowser *self = LIMNER_BROWSER (widget);

  _limner_browser_stop_opening (self);
  if (_limner_browser_is_at (self, "model") && self->from_list)
    {
      _limner_browser_show_page (self, "list");
    }
  else
    {
      gtk_editable_set_text (GTK_EDITABLE (self->search), "");
      limner_model_finder_set_query (self->finder, "");
      _limner_browser_show_page (self, "front");
    }
  _limner_browser_update (self);
}

static void
search_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  gtk_widget_grab_focus (GTK_WIDGET (LIMNER_BROWSER (widget)->search));
}

static void
setup_cell_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *item,
               gpointer                  user_data)
{
  gtk_list_item_set_child (item, limner_model_card_new ());
}

static void
bind_cell_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *item,
              gpointer                  user_data)
{
  LimnerBrowser *self = LIMNER_BROWSER (user_data);

  LimnerModelCard *card = LIMNER_MODEL_CARD (gtk_list_item_get_child (item));

  limner_model_card_set_hints (card, self->hints);
  limner_model_card_set_selection (card, self->selection,
                                   limner_model_finder_get_server (self->finder));
  limner_model_card_set_model (card, gtk_list_item_get_item (item),
                               limner_model_finder_get_client (self->finder));
}

static void
unbind_cell_cb (GtkSignalListItemFactory *factory,
                GtkListItem              *item,
                gpointer                  user_data)
{
  limner_model_card_set_model (LIMNER_MODEL_CARD (gtk_list_item_get_child (item)), NULL, NULL);
}

/* A token or a server may have come since the page was left. */
static void
limner_browser_map (GtkWidget *widget)
{
  LimnerBrowser *self = LIMNER_BROWSER (widget);

  GTK_WIDGET_CLASS (limner_browser_parent_class)->map (widget);
  limner_model_hints_reload (self->hints);
  if (limner_model_finder_get_server (self->finder) == NULL)
    server_changed_cb (self);
  else if (!_limner_browser_is_at (self, "model") &&
           *limner_model_finder_get_query (self->finder) == '\0')
    limner_model_finder_reload (self->finder);
}

static void
limner_browser_dispose (GObject *object)
{
  LimnerBrowser *self = LIMNER_BROWSER (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  _limner_browser_stop_opening (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), LIMNER_TYPE_BROWSER);
  g_clear_object (&self->collection_list);
  g_clear_object (&self->kept_collections);
  g_clear_object (&self->opened);
  g_clear_object (&self->shelf);
  g_clear_object (&self->front_shelf);
  g_clear_object (&self->list);
  g_clear_object (&self->finder);
  g_clear_object (&self->hints);
  g_clear_object (&self->selection);
  g_clear_object (&self->connect);
  g_clear_object (&self->studio);

  G_OBJECT_CLASS (limner_browser_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/limner/Limner/browser/limner-browser.ui");
  gtk_widget_class_bind_template_child (widget_class, LimnerBrowser, content);
  gtk_widget_class_bind_template_child (widget_class, LimnerBrowser, back);
  gtk_widget_class_bind_template_child (widget_class, LimnerBrowser, servers);
  gtk_widget_class_bind_template_child (widget_class, LimnerBrowser, search);
  gtk_widget_class_bind_template_child (widget_class, LimnerBrowser, spinner);
  gtk_widget_class_bind_template_child (widget_class, LimnerBrowser, banner);
  gtk_widget_class_bind_template_child (widget_class, LimnerBrowser, stack);
  gtk_widget_class_bind_template_child (widget_class, LimnerBrowser, models_section);
  gtk_widget_class_bind_template_child (widget_class, LimnerBrowser, models_title);
  gtk_widget_class_bind_template_child (widget_class, LimnerBrowser, front_kinds);
  gtk_widget_class_bind_template_child (widget_class, LimnerBrowser, front_order);
  gtk_widget_class_bind_template_child (widget_class, LimnerBrowser, no_models);
  gtk_widget_class_bind_template_child (widget_class, LimnerBrowser, models);
  gtk_widget_class_bind_template_child (widget_class, LimnerBrowser, collections_section);
  gtk_widget_class_bind_template_child (widget_class, LimnerBrowser, newest);
  gtk_widget_class_bind_template_child (widget_class, LimnerBrowser, collections);
  gtk_widget_class_bind_template_child (widget_class, LimnerBrowser, collection_rows);
  gtk_widget_class_bind_template_child (widget_class, LimnerBrowser, front);
  gtk_widget_class_bind_template_child (widget_class, LimnerBrowser, list_title);
  gtk_widget_class_bind_template_child (widget_class, LimnerBrowser, kinds);
  gtk_widget_class_bind_template_child (widget_class, LimnerBrowser, order);
  gtk_widget_class_bind_template_child (widget_class, LimnerBrowser, grid);
  gtk_widget_class_bind_template_child (widget_class, LimnerBrowser, account_page);
  gtk_widget_class_bind_template_child (widget_class, LimnerBrowser, model_bin);
  gtk_widget_class_bind_template_child (widget_class, LimnerBrowser, status_bin);
  gtk_widget_class_bind_template_child (widget_class, LimnerBrowser, select_bar);
  gtk_widget_class_bind_template_child (widget_class, LimnerBrowser, n_selected);
  gtk_widget_class_bind_template_child (widget_class, LimnerBrowser, selected);
  gtk_widget_class_bind_template_callback (widget_class, server_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, card_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, grid_activate_cb);
  gtk_widget_class_bind_template_callback_full (widget_class, "newest_clicked_cb",
                                                G_CALLBACK (_limner_browser_newest_clicked));
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);
  gtk_widget_class_bind_template_callback (widget_class, shelf_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, front_changed_cb);
  gtk_widget_class_bind_template_callback_full (widget_class, "yours_clicked_cb",
                                                G_CALLBACK (_limner_browser_yours_clicked));
}

static void
limner_browser_class_init (LimnerBrowserClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = limner_browser_dispose;
  widget_class->map = limner_browser_map;

  g_type_ensure (LIMNER_TYPE_ACCOUNT_PAGE);
  g_type_ensure (LIMNER_TYPE_BANNER);
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "browser.reload", NULL, reload_action);
  gtk_widget_class_install_action (widget_class, "browser.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "browser.search", NULL, search_action);
  gtk_widget_class_install_action (widget_class, "browser.account", NULL, account_action);
  _limner_browser_install_selection (widget_class);
  limner_keys_bind (widget_class, "browser.back");
  limner_keys_bind (widget_class, "browser.reload");
  limner_keys_bind (widget_class, "browser.try-together");
}

static void
limner_browser_init (LimnerBrowser *self)
{
  g_autoptr(GtkNoSelection) selection = NULL;
  GtkAdjustment *adjustment;

  gtk_widget_init_template (GTK_WIDGET (self));
  /* In a narrow window the search has a line of its own. */
  gtk_widget_set_layout_manager (self->content, limner_wrap_layout_new (6, 6));
  self->shelf = limner_model_shelf_new ();
  selection = gtk_no_selection_new (g_object_ref (limner_model_shelf_get_list (self->shelf)));
  gtk_grid_view_set_model (self->grid, GTK_SELECTION_MODEL (selection));
  self->front_shelf = limner_model_shelf_new ();
  fill_kinds (self->kinds);
  fill_kinds (self->front_kinds);
  _limner_browser_add_selection (self);
  self->cancellable = g_cancellable_new ();
  /* Both change when there is something else in sight. */
  adjustment = gtk_scrolled_window_get_vadjustment (self->front);
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (_limner_browser_load_rows),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment, "changed", G_CALLBACK (_limner_browser_load_rows), self,
                           G_CONNECT_SWAPPED);
}

/**
 * limner_browser_new:
 * @studio: the studio
 *
 * Returns: (transfer floating): the page of models; it asks nothing before it is seen
 */
GtkWidget *
limner_browser_new (LimnerStudio *studio)
{
  LimnerBrowser *self;
  g_autoptr(GtkListItemFactory) factory = NULL;

  g_return_val_if_fail (LIMNER_IS_STUDIO (studio), NULL);

  self = g_object_new (LIMNER_TYPE_BROWSER, NULL);
  self->studio = g_object_ref (studio);
  self->finder = limner_model_finder_new (studio);
  self->hints = limner_model_hints_new (limner_studio_get_store (studio));
  limner_model_shelf_set_source (self->front_shelf, G_LIST_MODEL (self->finder));
  g_signal_connect_object (limner_model_shelf_get_list (self->front_shelf), "items-changed",
                           G_CALLBACK (front_filtered_cb), self, G_CONNECT_SWAPPED);
  _limner_browser_follow_sweeps (self);
  g_signal_connect_object (self->finder, "notify::client", G_CALLBACK (client_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->finder, "notify", G_CALLBACK (_limner_browser_update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->finder, "items-changed", G_CALLBACK (_limner_browser_update),
                           self, G_CONNECT_SWAPPED);

  self->model_page = LIMNER_MODEL_PAGE (limner_model_page_new (studio, self->finder));
  adw_bin_set_child (self->model_bin, GTK_WIDGET (self->model_page));
  self->connect = g_object_ref_sink (limner_connect_box_new (studio));
  g_signal_connect_object (self->connect, "connected", G_CALLBACK (retry_cb), self,
                           G_CONNECT_SWAPPED);
  self->status = limner_status_new ("system-search-symbolic", _("No models yet"), NULL);
  adw_bin_set_child (self->status_bin, self->status);

  factory = gtk_signal_list_item_factory_new ();
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cell_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cell_cb), self, 0);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cell_cb), self, 0);
  gtk_grid_view_set_factory (self->grid, factory);
  limner_server_drop_down_fill (self->servers, studio);
  return GTK_WIDGET (self);
}

/**
 * limner_browser_show_server:
 * @self: a browser
 * @server_id: a server
 *
 * Shows what another server offers.
 */
void
limner_browser_show_server (LimnerBrowser *self,
                            const char    *server_id)
{
  g_return_if_fail (LIMNER_IS_BROWSER (self));
  g_return_if_fail (server_id != NULL);

  limner_server_drop_down_select (self->servers, server_id);
  server_changed_cb (self);
}

/**
 * limner_browser_show_model:
 * @self: a browser
 * @reference: `owner/name`, or `owner/name:version`
 *
 * Shows one model of the server.
 */
void
limner_browser_show_model (LimnerBrowser *self,
                           const char    *reference)
{
  g_return_if_fail (LIMNER_IS_BROWSER (self));
  g_return_if_fail (reference != NULL);

  if (limner_model_finder_get_server (self->finder) == NULL)
    server_changed_cb (self);
  _limner_browser_open_model (self, reference, NULL);
}
