/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "base/limner-error.h"
#include "client/limner-readiness.h"
#include "widgets/limner-dialogs.h"
#include "widgets/limner-error-text.h"

#include "limner-keys-page.h"
#include "limner-preferences.h"
#include "limner-server-row.h"

/** The values of the setting, in the order of the list. */
static const char * const color_schemes[] = { "system", "light", "dark" };

/**
 * LimnerPreferences:
 *
 * The preferences window: the servers with their tokens, and what is left of general matters. What
 * is changed counts at once; what goes wrong is told where it was entered.
 */
struct _LimnerPreferences
{
  AdwPreferencesWindow  parent_instance;

  /* Template widgets */
  AdwPreferencesGroup  *servers;
  GtkEditable          *cog;
  GtkSpinner           *spinner;
  GtkLabel             *problem;
  AdwComboRow          *color_scheme;
  AdwActionRow         *pictures;
  GtkWidget            *usual_folder;
  GtkWidget            *name_template;
  AdwComboRow          *saved_metadata;
  AdwActionRow         *library;

  /* Owned */
  LimnerStudio         *studio;
  GSettings            *settings;
  GPtrArray            *rows;         /* of LimnerServerRow, borrowed */
  GCancellable         *cancellable;
  char                 *cog_url;      /* being checked */
};

G_DEFINE_FINAL_TYPE (LimnerPreferences, limner_preferences, ADW_TYPE_PREFERENCES_WINDOW)

static void
set_problem (LimnerPreferences *self,
             const char        *text)
{
  gtk_spinner_stop (self->spinner);
  gtk_label_set_label (self->problem, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), text != NULL);
  if (text != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->cog), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->cog), "error");
}

static void
set_problem_from_error (LimnerPreferences *self,
                        const GError      *error)
{
  g_autofree char *text = limner_error_to_text (error);

  set_problem (self, text);
}

/* The rows are those of the list of servers, in its order. */
static void
servers_changed_cb (LimnerPreferences *self,
                    guint              position,
                    guint              n_removed,
                    guint              n_added,
                    GListModel        *servers)
{
  guint n = g_list_model_get_n_items (servers);

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->servers, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(LimnerServer) server = g_list_model_get_item (servers, i);
      GtkWidget *row = limner_server_row_new (self->studio, server);

      adw_preferences_group_add (self->servers, row);
      g_ptr_array_add (self->rows, row);
    }
}

static gboolean
add_server (LimnerPreferences *self,
            LimnerServerKind   kind,
            const char        *name,
            const char        *base_url)
{
  LimnerServerList *servers = limner_studio_get_servers (self->studio);
  g_autoptr(GError) error = NULL;

  limner_server_list_add (servers, kind, name, base_url);
  if (limner_server_list_save (servers, &error))
    return TRUE;

  set_problem_from_error (self, error);
  return FALSE;
}

static gboolean
is_known (LimnerPreferences *self,
          const char        *url)
{
  GListModel *servers = G_LIST_MODEL (limner_studio_get_servers (self->studio));
  guint n = g_list_model_get_n_items (servers);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(LimnerServer) server = g_list_model_get_item (servers, i);

      if (limner_server_get_kind (server) == LIMNER_SERVER_COG &&
          g_strcmp0 (limner_server_get_base_url (server), url) == 0)
        return TRUE;
    }
  return FALSE;
}

static char *
dup_cog_name (const char *url)
{
  g_autoptr(GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : url;
  int port = uri != NULL ? g_uri_get_port (uri) : -1;

  if (port > 0)
    /* Translators: a Cog server; host and port */
    return g_strdup_printf (_("Cog on %s:%d"), host, port);
  /* Translators: a Cog server; host */
  return g_strdup_printf (_("Cog on %s"), host);
}

/* A server that is still starting, or whose model is broken, is added too: its row tells more. */
static void
cog_checked_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(LimnerPreferences) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *url = NULL;
  g_autofree char *name = NULL;
  LimnerReadiness readiness;
  gboolean is_there =
    limner_client_check_finish (LIMNER_CLIENT (object), result, &readiness, NULL, &error);

  if (limner_error_is_cancelled (error))
    return;

  url = g_steal_pointer (&self->cog_url);
  if (!is_there)
    {
      set_problem_from_error (self, error);
      return;
    }

  set_problem (self, NULL);
  name = dup_cog_name (url);
  if (add_server (self, LIMNER_SERVER_COG, name, url))
    {
      /* An empty row has nothing to be applied. */
      adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (self->cog), FALSE);
      gtk_editable_set_text (self->cog, "");
      adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (self->cog), TRUE);
    }
}

static void
cog_apply_cb (LimnerPreferences *self)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(LimnerServer) server = NULL;
  g_autoptr(LimnerClient) client = NULL;
  g_autofree char *url = limner_server_normalize_url (LIMNER_SERVER_COG,
                                                      gtk_editable_get_text (self->cog), &error);

  if (url == NULL)
    {
      set_problem_from_error (self, error);
      return;
    }
  if (is_known (self, url))
    {
      set_problem (self, _("This server is in the list already."));
      return;
    }

  set_problem (self, NULL);
  gtk_spinner_start (self->spinner);
  server = limner_server_new ("candidate", LIMNER_SERVER_COG, url, url);
  client = limner_client_new (server);
  g_free (self->cog_url);
  self->cog_url = g_steal_pointer (&url);
  limner_client_probe_async (client, self->cancellable, cog_checked_cb, g_object_ref (self));
}

static void
cog_changed_cb (LimnerPreferences *self)
{
  set_problem (self, NULL);
}

static void
account_clicked_cb (LimnerPreferences *self)
{
  GListModel *servers = G_LIST_MODEL (limner_studio_get_servers (self->studio));
  guint n_accounts = 0;
  g_autofree char *name = NULL;
  GtkWidget *row;

  for (guint i = 0; i < g_list_model_get_n_items (servers); i++)
    {
      g_autoptr(LimnerServer) server = g_list_model_get_item (servers, i);

      n_accounts += limner_server_get_kind (server) == LIMNER_SERVER_REPLICATE;
    }

  name = g_strdup_printf ("Replicate %u", n_accounts + 1);
  if (!add_server (self, LIMNER_SERVER_REPLICATE, name, LIMNER_REPLICATE_BASE_URL))
    return;

  row = g_ptr_array_index (self->rows, self->rows->len - 1);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
}

static void
color_scheme_cb (LimnerPreferences *self)
{
  guint selected = adw_combo_row_get_selected (self->color_scheme);

  if (self->settings != NULL && selected < G_N_ELEMENTS (color_schemes))
    g_settings_set_string (self->settings, "color-scheme", color_schemes[selected]);
}

static void
open_folder (LimnerPreferences *self,
             const char        *path)
{
  g_autoptr(GFile) folder = g_file_new_for_path (path);
  g_autofree char *uri = g_file_get_uri (folder);

  gtk_show_uri (GTK_WINDOW (self), uri, GDK_CURRENT_TIME);
}

static void
open_pictures_cb (LimnerPreferences *self)
{
  open_folder (self,
               limner_store_get_pictures_directory (limner_studio_get_store (self->studio)));
}

static void
show_folder (AdwActionRow *row,
             const char   *path)
{
  g_autofree char *escaped = g_markup_escape_text (path != NULL ? path : "", -1);

  adw_action_row_set_subtitle (row, escaped);
}

static gboolean
has_own_folder (LimnerPreferences *self)
{
  g_autofree char *path = g_settings_get_string (self->settings, "pictures-folder");

  return *path != '\0';
}

/* Whoever shows the window, the library goes by it before the row says so. */
static void
pictures_folder_cb (LimnerPreferences *self)
{
  LimnerStore *store = limner_studio_get_store (self->studio);
  g_autofree char *path = g_settings_get_string (self->settings, "pictures-folder");

  limner_store_set_pictures_directory (store, path);
  show_folder (self->pictures, limner_store_get_pictures_directory (store));
  gtk_widget_set_visible (self->usual_folder, has_own_folder (self));
}

static void
folder_chosen_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(LimnerPreferences) self = user_data;
  g_autoptr(GFile) folder = limner_dialogs_choose_folder_finish (result, NULL);
  const char *path = folder != NULL ? g_file_peek_path (folder) : NULL;

  if (path != NULL && self->settings != NULL)
    g_settings_set_string (self->settings, "pictures-folder", path);
}

static void
choose_folder_cb (LimnerPreferences *self)
{
  limner_dialogs_choose_folder_async (GTK_WIDGET (self), _("Folder of new pictures"),
                                      self->cancellable, folder_chosen_cb, g_object_ref (self));
}

static void
usual_folder_cb (LimnerPreferences *self)
{
  g_settings_reset (self->settings, "pictures-folder");
}

/* The list stands in the order of the setting. */
static void
saved_metadata_cb (LimnerPreferences *self)
{
  guint selected = adw_combo_row_get_selected (self->saved_metadata);

  if (self->settings != NULL && selected <= LIMNER_EXPORT_NOTHING)
    g_settings_set_enum (self->settings, "saved-metadata", (int) selected);
}

static void
open_library_cb (LimnerPreferences *self)
{
  open_folder (self, limner_studio_get_data_directory (self->studio));
}

static void
limner_preferences_dispose (GObject *object)
{
  LimnerPreferences *self = LIMNER_PREFERENCES (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->studio);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->cog_url, g_free);

  G_OBJECT_CLASS (limner_preferences_parent_class)->dispose (object);
}

static void
limner_preferences_finalize (GObject *object)
{
  LimnerPreferences *self = LIMNER_PREFERENCES (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (limner_preferences_parent_class)->finalize (object);
}

static void
limner_preferences_class_init (LimnerPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = limner_preferences_dispose;
  G_OBJECT_CLASS (klass)->finalize = limner_preferences_finalize;

  g_type_ensure (LIMNER_TYPE_KEYS_PAGE);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/limner/Limner/preferences/limner-preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, LimnerPreferences, servers);
  gtk_widget_class_bind_template_child (widget_class, LimnerPreferences, cog);
  gtk_widget_class_bind_template_child (widget_class, LimnerPreferences, spinner);
  gtk_widget_class_bind_template_child (widget_class, LimnerPreferences, problem);
  gtk_widget_class_bind_template_child (widget_class, LimnerPreferences, color_scheme);
  gtk_widget_class_bind_template_child (widget_class, LimnerPreferences, pictures);
  gtk_widget_class_bind_template_child (widget_class, LimnerPreferences, usual_folder);
  gtk_widget_class_bind_template_child (widget_class, LimnerPreferences, name_template);
  gtk_widget_class_bind_template_child (widget_class, LimnerPreferences, saved_metadata);
  gtk_widget_class_bind_template_child (widget_class, LimnerPreferences, library);
  gtk_widget_class_bind_template_callback (widget_class, cog_apply_cb);
  gtk_widget_class_bind_template_callback (widget_class, cog_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, account_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, color_scheme_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_pictures_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_folder_cb);
  gtk_widget_class_bind_template_callback (widget_class, usual_folder_cb);
  gtk_widget_class_bind_template_callback (widget_class, saved_metadata_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_library_cb);
}

static void
limner_preferences_init (LimnerPreferences *self)
{
  self->rows = g_ptr_array_new ();
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_settings (LimnerPreferences *self)
{
  g_autofree char *scheme = NULL;

  g_settings_bind (self->settings, "name-template", self->name_template, "text",
                   G_SETTINGS_BIND_DEFAULT);
  adw_combo_row_set_selected (self->saved_metadata,
                              (guint) g_settings_get_enum (self->settings, "saved-metadata"));
  g_signal_connect_object (self->settings, "changed::pictures-folder",
                           G_CALLBACK (pictures_folder_cb), self, G_CONNECT_SWAPPED);
  scheme = g_settings_get_string (self->settings, "color-scheme");
  for (guint i = 0; i < G_N_ELEMENTS (color_schemes); i++)
    {
      if (g_strcmp0 (scheme, color_schemes[i]) == 0)
        adw_combo_row_set_selected (self->color_scheme, i);
    }
}

/**
 * limner_preferences_new:
 * @studio: the studio
 *
 * Returns: (transfer floating): the preferences window
 */
GtkWidget *
limner_preferences_new (LimnerStudio *studio)
{
  LimnerPreferences *self;
  LimnerServerList *servers;

  g_return_val_if_fail (LIMNER_IS_STUDIO (studio), NULL);

  self = g_object_new (LIMNER_TYPE_PREFERENCES, NULL);
  self->studio = g_object_ref (studio);
  show_folder (self->pictures,
               limner_store_get_pictures_directory (limner_studio_get_store (studio)));
  show_folder (self->library, limner_studio_get_data_directory (studio));

  self->settings = g_settings_new ("io.github.limner.Limner");
  show_settings (self);
  gtk_widget_set_visible (self->usual_folder, has_own_folder (self));

  servers = limner_studio_get_servers (studio);
  g_signal_connect_object (servers, "items-changed", G_CALLBACK (servers_changed_cb), self,
                           G_CONNECT_SWAPPED);
  servers_changed_cb (self, 0, 0, 0, G_LIST_MODEL (servers));
  return GTK_WIDGET (self);
}
