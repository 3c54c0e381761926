/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "base/limner-error.h"
#include "client/limner-client-deployments.h"
#include "widgets/limner-error-text.h"
#include "wire/limner-hardware.h"
#include "wire/limner-model.h"

#include "limner-deployment-dialog.h"
#include "limner-model-chooser.h"

/** How many machines the service lets run at least and at most. */
#define MAX_MIN_INSTANCES 5
#define MAX_INSTANCES     20

/**
 * LimnerDeploymentDialog:
 * @saved: the deployment was made or changed
 *
 * Asks for what a deployment needs: a model with its version, a kind of machine, and how many of
 * them run at least and at most.
 */
struct _LimnerDeploymentDialog
{
  AdwWindow         parent_instance;

  GtkEditable      *name;
  GtkEditable      *model;
  GtkEditable      *version;
  AdwComboRow      *hardware;
  GtkSpinButton    *min;
  GtkSpinButton    *max;
  GtkLabel         *message;
  GtkWidget        *save;

  /* Owned */
  LimnerStudio     *studio;
  LimnerClient     *client;
  LimnerDeployment *deployment;     /* NULL for a new one */
  GPtrArray        *skus;
  GCancellable     *cancellable;
};

enum
{
  SIGNAL_SAVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LimnerDeploymentDialog, limner_deployment_dialog, ADW_TYPE_WINDOW)

static void
tell (LimnerDeploymentDialog *self,
      const char             *text)
{
  gtk_label_set_label (self->message, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->message), text != NULL);
  gtk_widget_set_sensitive (self->save, TRUE);
}

/* Takes the error. */
static void
end (LimnerDeploymentDialog *self,
     GError                 *error)
{
  g_autoptr(GError) owned = error;
  g_autofree char *text = NULL;

  if (limner_error_is_cancelled (error))
    return;

  if (error != NULL)
    {
      text = limner_error_to_text (error);
      tell (self, text);
      return;
    }
  g_signal_emit (self, signals[SIGNAL_SAVED], 0);
  gtk_window_close (GTK_WINDOW (self));
}

static void
created_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(LimnerDeploymentDialog) self = user_data;
  GError *error = NULL;
  g_autoptr(LimnerDeployment) deployment =
    limner_client_create_deployment_finish (LIMNER_CLIENT (object), result, &error);

  end (self, error);
}

static void
updated_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(LimnerDeploymentDialog) self = user_data;
  GError *error = NULL;
  g_autoptr(LimnerDeployment) deployment =
    limner_client_update_deployment_finish (LIMNER_CLIENT (object), result, &error);

  end (self, error);
}

static void
send (LimnerDeploymentDialog *self,
      const char             *version)
{
  g_autoptr(JsonObject) properties = json_object_new ();
  guint selected = adw_combo_row_get_selected (self->hardware);

  json_object_set_string_member (properties, "version", version);
  if (selected < self->skus->len)
    json_object_set_string_member (properties, "hardware",
                                   g_ptr_array_index (self->skus, selected));
  json_object_set_int_member (properties, "min_instances",
                              gtk_spin_button_get_value_as_int (self->min));
  json_object_set_int_member (properties, "max_instances",
                              gtk_spin_button_get_value_as_int (self->max));
  if (self->deployment != NULL)
    {
      g_autofree char *id = g_strdup_printf ("%s/%s",
                                             limner_deployment_get_owner (self->deployment),
                                             limner_deployment_get_name (self->deployment));

      limner_client_update_deployment_async (self->client, id, properties, self->cancellable,
                                             updated_cb, g_object_ref (self));
      return;
    }

  json_object_set_string_member (properties, "name", gtk_editable_get_text (self->name));
  json_object_set_string_member (properties, "model", gtk_editable_get_text (self->model));
  limner_client_create_deployment_async (self->client, properties, self->cancellable, created_cb,
                                         g_object_ref (self));
}

/* Without a version it is the latest. */
static void
model_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(LimnerDeploymentDialog) self = user_data;
  g_autoptr(LimnerModelVersion) version = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(LimnerModel) model =
    limner_studio_load_model_finish (LIMNER_STUDIO (object), result, &version, NULL, &error);

  if (model != NULL && version == NULL)
    tell (self, _("This model has no version that could be deployed."));
  else if (model == NULL)
    end (self, g_steal_pointer (&error));
  else
    send (self, limner_model_version_get_id (version));
}

/* Whatever names a model is written out; a version that is named with it is the one. */
static gboolean
read_model (LimnerDeploymentDialog *self)
{
  g_autofree char *reference = NULL;
  g_autofree char *version = NULL;

  if (!limner_model_reference_parse (gtk_editable_get_text (self->model), &reference, &version))
    return FALSE;

  gtk_editable_set_text (self->model, reference);
  if (version != NULL)
    gtk_editable_set_text (self->version, version);
  return TRUE;
}

static void
save_clicked_cb (LimnerDeploymentDialog *self)
{
  const char *server = limner_server_get_id (limner_client_get_server (self->client));
  const char *version;

  tell (self, NULL);
  if (self->deployment == NULL && *gtk_editable_get_text (self->name) == '\0')
    {
      tell (self, _("The deployment needs a name, such as my-fast-model."));
      return;
    }
  if (self->deployment == NULL && !read_model (self))
    {
      tell (self, _("Write the model as owner/name."));
      return;
    }

  version = gtk_editable_get_text (self->version);
  gtk_widget_set_sensitive (self->save, FALSE);
  if (gtk_spin_button_get_value_as_int (self->min) > gtk_spin_button_get_value_as_int (self->max))
    tell (self, _("There cannot be more machines at least than at most."));
  else if (*version != '\0')
    send (self, version);
  else
    limner_studio_load_model_async (self->studio, server, gtk_editable_get_text (self->model),
                                    self->cancellable, model_cb, g_object_ref (self));
}

static void
limner_deployment_dialog_dispose (GObject *object)
{
  LimnerDeploymentDialog *self = LIMNER_DEPLOYMENT_DIALOG (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->studio);
  g_clear_object (&self->client);
  g_clear_object (&self->deployment);
  g_clear_pointer (&self->skus, g_ptr_array_unref);

  G_OBJECT_CLASS (limner_deployment_dialog_parent_class)->dispose (object);
}

static void
limner_deployment_dialog_class_init (LimnerDeploymentDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = limner_deployment_dialog_dispose;
  signals[SIGNAL_SAVED] =
    g_signal_new ("saved", LIMNER_TYPE_DEPLOYMENT_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

/* Enter is as good as Save. */
static GtkEditable *
add_entry (AdwPreferencesGroup *group,
           const char          *title)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (row), TRUE);
  adw_preferences_group_add (group, row);
  return GTK_EDITABLE (row);
}

static GtkSpinButton *
add_spin (AdwPreferencesGroup *group,
          const char          *title,
          int                  largest)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *spin = gtk_spin_button_new_with_range (0, largest, 1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_widget_set_valign (spin, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (spin), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), spin);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), spin);
  adw_preferences_group_add (group, row);
  return GTK_SPIN_BUTTON (spin);
}

static GtkWidget *
make_header (LimnerDeploymentDialog *self)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_("_Cancel"));

  self->save = gtk_button_new_with_mnemonic (_("_Save"));
  gtk_widget_add_css_class (self->save, "suggested-action");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (cancel), "window.close");
  g_signal_connect_object (self->save, "clicked", G_CALLBACK (save_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->save);
  return header;
}

/* A deployment runs a model of the server it is made at. */
static void
model_chosen_cb (LimnerDeploymentDialog *self,
                 const char             *server,
                 const char             *reference)
{
  if (!g_str_equal (server, limner_server_get_id (limner_client_get_server (self->client))))
    {
      tell (self, _("That model is on another server."));
      return;
    }

  tell (self, NULL);
  gtk_editable_set_text (self->version, "");
  gtk_editable_set_text (self->model, reference);
  read_model (self);
}

/* The chooser is made when it is first wanted: it lists models, which takes a request. */
static void
make_chooser_cb (GtkMenuButton *button,
                 gpointer       user_data)
{
  LimnerDeploymentDialog *self = LIMNER_DEPLOYMENT_DIALOG (user_data);
  GtkPopover *chooser = gtk_menu_button_get_popover (button);

  if (chooser == NULL)
    {
      chooser = GTK_POPOVER (limner_model_chooser_new (self->studio));
      g_signal_connect_object (chooser, "model-chosen", G_CALLBACK (model_chosen_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_menu_button_set_popover (button, GTK_WIDGET (chooser));
    }
  limner_model_chooser_set_current (LIMNER_MODEL_CHOOSER (chooser),
                                    limner_server_get_id (limner_client_get_server (self->client)),
                                    gtk_editable_get_text (self->model));
}

static void
add_chooser (LimnerDeploymentDialog *self)
{
  GtkWidget *button = gtk_menu_button_new ();

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "system-search-symbolic");
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (button), make_chooser_cb, self, NULL);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _("Choose a model"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Choose a model"), -1);
  gtk_widget_add_css_class (button, "flat");
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (self->model), button);
}

static void
limner_deployment_dialog_init (LimnerDeploymentDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *hardware = adw_combo_row_new ();
  GtkWidget *message = gtk_label_new (NULL);

  self->cancellable = g_cancellable_new ();
  self->skus = g_ptr_array_new_with_free_func (g_free);
  self->name = add_entry (ADW_PREFERENCES_GROUP (group), _("Name"));
  self->model = add_entry (ADW_PREFERENCES_GROUP (group), _("Model (owner/name)"));
  add_chooser (self);
  self->version = add_entry (ADW_PREFERENCES_GROUP (group), _("Version (empty for the latest)"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (hardware), _("Runs on"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), hardware);
  self->hardware = ADW_COMBO_ROW (hardware);
  self->min = add_spin (ADW_PREFERENCES_GROUP (group), _("Machines at least"), MAX_MIN_INSTANCES);
  self->max = add_spin (ADW_PREFERENCES_GROUP (group), _("Machines at most"), MAX_INSTANCES);
  gtk_spin_button_set_value (self->max, 1);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group),
                                         _("Machines of your own for a model. Those that run at "
                                           "least are paid for all the time."));
  gtk_label_set_wrap (GTK_LABEL (message), TRUE);
  gtk_widget_add_css_class (message, "error");
  gtk_widget_set_visible (message, FALSE);
  gtk_widget_set_margin_top (message, 6);
  self->message = GTK_LABEL (message);
  gtk_box_append (GTK_BOX (box), make_header (self));
  gtk_box_append (GTK_BOX (box), message);
  gtk_widget_set_vexpand (page, TRUE);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  gtk_box_append (GTK_BOX (box), page);
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
  gtk_window_set_default_size (GTK_WINDOW (self), 460, 560);
  gtk_window_set_default_widget (GTK_WINDOW (self), self->save);
  gtk_widget_grab_focus (GTK_WIDGET (self->name));
}

static void
fill_hardware (LimnerDeploymentDialog *self,
               GListModel             *hardware)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  const char *wanted =
    self->deployment != NULL ? limner_deployment_get_hardware (self->deployment) : NULL;
  guint selected = GTK_INVALID_LIST_POSITION;

  for (guint i = 0; hardware != NULL && i < g_list_model_get_n_items (hardware); i++)
    {
      g_autoptr(LimnerHardware) machine = g_list_model_get_item (hardware, i);
      const char *sku = limner_hardware_get_sku (machine);

      if (sku == NULL)
        continue;
      if (g_strcmp0 (sku, wanted) == 0)
        selected = self->skus->len;
      gtk_string_list_append (names, limner_hardware_get_name (machine) != NULL
                              ? limner_hardware_get_name (machine) : sku);
      g_ptr_array_add (self->skus, g_strdup (sku));
    }
  /* A machine that is no longer listed stays, or saving would choose another one. */
  if (wanted != NULL && selected == GTK_INVALID_LIST_POSITION)
    {
      selected = self->skus->len;
      gtk_string_list_append (names, wanted);
      g_ptr_array_add (self->skus, g_strdup (wanted));
    }
  adw_combo_row_set_model (self->hardware, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->hardware,
                              selected != GTK_INVALID_LIST_POSITION ? selected : 0);
}

static void
set_text (GtkEditable *entry,
          const char  *text)
{
  gtk_editable_set_text (entry, text != NULL ? text : "");
}

/**
 * limner_deployment_dialog_new:
 * @studio: the studio
 * @client: the account's server
 * @deployment: (nullable): what is changed; %NULL for a new one
 * @hardware: (nullable) (element-type LimnerHardware): the machines there are
 *
 * Returns: (transfer none): a window that is not shown yet
 */
GtkWidget *
limner_deployment_dialog_new (LimnerStudio     *studio,
                              LimnerClient     *client,
                              LimnerDeployment *deployment,
                              GListModel       *hardware)
{
  LimnerDeploymentDialog *self;

  g_return_val_if_fail (LIMNER_IS_STUDIO (studio), NULL);
  g_return_val_if_fail (LIMNER_IS_CLIENT (client), NULL);

  self = g_object_new (LIMNER_TYPE_DEPLOYMENT_DIALOG, "title",
                       deployment != NULL ? _("Deployment") : _("New deployment"), NULL);
  self->studio = g_object_ref (studio);
  self->client = g_object_ref (client);
  g_set_object (&self->deployment, deployment);
  fill_hardware (self, hardware);
  if (deployment != NULL)
    {
      set_text (self->name, limner_deployment_get_name (deployment));
      set_text (self->model, limner_deployment_get_model (deployment));
      set_text (self->version, limner_deployment_get_version (deployment));
      gtk_widget_grab_focus (GTK_WIDGET (self->version));
      gtk_widget_set_sensitive (GTK_WIDGET (self->name), FALSE);
      gtk_widget_set_sensitive (GTK_WIDGET (self->model), FALSE);
      gtk_spin_button_set_value (self->min,
                                 (double) limner_deployment_get_min_instances (deployment));
      gtk_spin_button_set_value (self->max,
                                 (double) limner_deployment_get_max_instances (deployment));
    }
  return GTK_WIDGET (self);
}
