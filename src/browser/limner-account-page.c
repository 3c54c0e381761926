/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "base/limner-error.h"
#include "base/limner-json.h"
#include "client/limner-client-account.h"
#include "client/limner-client-deployments.h"
#include "client/limner-client-files.h"
#include "client/limner-client-predictions.h"
#include "widgets/limner-dialogs.h"
#include "widgets/limner-error-text.h"

#include "limner-account-page.h"
#include "limner-account-run.h"
#include "limner-deployment-dialog.h"
#include "limner-hardware-row.h"
#include "limner-secret-row.h"

/** How many rows a section shows. */
#define MAX_ROWS 25
/* So many lines of what is said of a run, with the reason of a failure. */
#define MAX_RUN_LINES 5

/** How often what runs is looked after while the page is looked at, in seconds. */
#define REFRESH_INTERVAL 30

typedef enum
{
  SECTION_PREDICTIONS,
  SECTION_TRAININGS,
  SECTION_DEPLOYMENTS,
  SECTION_FILES,
  SECTION_HARDWARE,
  N_SECTIONS
} SectionKind;

typedef struct
{
  AdwPreferencesGroup *group;   /* a template widget */
  GPtrArray           *rows;    /* of GtkWidget, borrowed */
  char                *shown;   /* what the rows tell of; NULL before they are there */
  gboolean             is_loading;
} Section;

/* Something that was asked to be stopped or deleted, by its button. */
typedef struct
{
  LimnerAccountPage *page;
  SectionKind        kind;
  char              *id;
} Order;

/**
 * LimnerAccountPage:
 *
 * What an account has at its server: predictions and trainings under way, deployments, uploaded
 * files, and the machines there are. What runs can be stopped, what lies there can be deleted.
 */
struct _LimnerAccountPage
{
  GtkWidget            parent_instance;

  /* Template widgets */
  AdwPreferencesGroup *account;
  Section              sections[N_SECTIONS];

  /* Owned */
  LimnerStudio        *studio;
  LimnerClient        *client;
  GListModel          *hardware;         /* the machines, once they are known */
  GCancellable        *cancellable;
  GtkWidget           *account_row;      /* borrowed */
  GtkWidget           *secret_row;       /* borrowed */
  GtkWindow           *window;           /* borrowed, while the page is on the screen */
  guint                refresh_id;
};

G_DEFINE_FINAL_TYPE (LimnerAccountPage, limner_account_page, GTK_TYPE_WIDGET)

static void load_section (LimnerAccountPage *self,
                          SectionKind        kind);

static void
reload_deployments (LimnerAccountPage *self)
{
  load_section (self, SECTION_DEPLOYMENTS);
}

static void
order_free (Order *order)
{
  g_object_unref (order->page);
  g_free (order->id);
  g_free (order);
}

static GtkWidget *
add_row (AdwPreferencesGroup *group,
         const char          *title,
         const char          *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle != NULL ? subtitle : "");
  adw_preferences_group_add (group, row);
  return row;
}

static void
set_rows_to (Section    *section,
             const char *sentence)
{
  g_clear_pointer (&section->shown, g_free);
  for (guint i = 0; i < section->rows->len; i++)
    adw_preferences_group_remove (section->group, g_ptr_array_index (section->rows, i));
  g_ptr_array_set_size (section->rows, 0);
  if (sentence != NULL)
    g_ptr_array_add (section->rows, add_row (section->group, sentence, NULL));
}

/* Gives whether the order was carried out or only let go of by the page. */
static gboolean
finish_order (Order        *order,
              LimnerClient *client,
              GAsyncResult *result,
              GError      **error)
{
  g_autoptr(GObject) changed = NULL;

  switch (order->kind)
    {
    case SECTION_PREDICTIONS:
      changed = G_OBJECT (limner_client_cancel_prediction_finish (client, result, error));
      return changed != NULL;

    case SECTION_TRAININGS:
      changed = G_OBJECT (limner_client_cancel_training_finish (client, result, error));
      return changed != NULL;

    case SECTION_DEPLOYMENTS:
      return limner_client_delete_deployment_finish (client, result, error);

    case SECTION_FILES:
      return limner_client_delete_file_finish (client, result, error);

    case SECTION_HARDWARE:
    case N_SECTIONS:
    default:
      g_return_val_if_reached (FALSE);
    }
}

static void
ordered_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  Order *order = user_data;
  g_autoptr(GError) error = NULL;

  if (!finish_order (order, LIMNER_CLIENT (object), result, &error) &&
      !limner_error_is_cancelled (error))
    {
      g_autofree char *text = limner_error_to_text (error);

      limner_dialogs_alert (GTK_WIDGET (order->page), _("That did not work"), text);
    }
  if (!limner_error_is_cancelled (error))
    load_section (order->page, order->kind);
  order_free (order);
}

static void
carry_out (Order *order)
{
  LimnerClient *client = order->page->client;
  GCancellable *cancellable = order->page->cancellable;

  switch (order->kind)
    {
    case SECTION_PREDICTIONS:
      limner_client_cancel_prediction_async (client, order->id, cancellable, ordered_cb, order);
      break;

    case SECTION_TRAININGS:
      limner_client_cancel_training_async (client, order->id, cancellable, ordered_cb, order);
      break;

    case SECTION_DEPLOYMENTS:
      limner_client_delete_deployment_async (client, order->id, cancellable, ordered_cb, order);
      break;

    case SECTION_FILES:
      limner_client_delete_file_async (client, order->id, cancellable, ordered_cb, order);
      break;

    case SECTION_HARDWARE:
    case N_SECTIONS:
    default:
      g_return_if_reached ();
    }
}

static void
confirmed_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  Order *order = user_data;

  if (limner_dialogs_confirm_finish (result, NULL) && order->page->client != NULL)
    carry_out (order);
  else
    order_free (order);
}

static void
order_clicked_cb (GtkButton *button,
                  gpointer   user_data)
{
  LimnerAccountPage *self = LIMNER_ACCOUNT_PAGE (user_data);
  Order *order = g_new0 (Order, 1);
  g_autofree char *question = NULL;
  gboolean stops;

  order->page = g_object_ref (self);
  order->kind = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "kind"));
  order->id = g_strdup (g_object_get_data (G_OBJECT (button), "id"));
  stops = order->kind == SECTION_PREDICTIONS || order->kind == SECTION_TRAININGS;
  /* Translators: the name of a model, a deployment or a file */
  question = g_strdup_printf (stops ? _("Stop “%s”?") : _("Delete “%s”?"),
                              (const char *) g_object_get_data (G_OBJECT (button), "title"));
  limner_dialogs_confirm_async (GTK_WIDGET (self), question,
                                stops ? _("What it has done so far is lost, and may have to be "
                                          "paid for.")
                                      : _("It cannot be brought back."),
                                stops ? _("_Stop") : _("_Delete"), TRUE, self->cancellable,
                                confirmed_cb, order);
}

static void
use_clicked_cb (GtkButton *button,
                gpointer   user_data)
{
  const char *target = g_object_get_data (G_OBJECT (button), "id");

  gtk_widget_activate_action (GTK_WIDGET (user_data), "win.use-model", "s", target);
}

static void
keep_clicked_cb (GtkButton *button,
                 gpointer   user_data)
{
  LimnerAccountPage *self = LIMNER_ACCOUNT_PAGE (user_data);
  LimnerPrediction *run = g_object_get_data (G_OBJECT (button), "run");
  JsonObject *input = limner_prediction_get_input (run);
  g_autoptr(JsonObject) empty = json_object_new ();
  g_autoptr(LimnerJobSpec) spec =
    limner_job_spec_new (limner_server_get_id (limner_client_get_server (self->client)),
                         limner_prediction_get_model (run), limner_prediction_get_version (run),
                         input != NULL ? input : empty);

  limner_job_spec_set_prompt (spec, limner_json_get_string (input, "prompt", NULL));
  limner_job_queue_adopt (limner_studio_get_queue (self->studio), spec,
                          limner_prediction_get_id (run));
  gtk_widget_set_sensitive (GTK_WIDGET (button), FALSE);
  gtk_button_set_label (button, _("Being kept"));
}

static void
open_dialog (LimnerAccountPage *self,
             LimnerDeployment  *deployment)
{
  GtkWidget *dialog = limner_deployment_dialog_new (self->studio, self->client, deployment,
                                                    self->hardware);

  gtk_window_set_transient_for (GTK_WINDOW (dialog),
                                GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))));
  g_signal_connect_object (dialog, "saved", G_CALLBACK (reload_deployments), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
edit_clicked_cb (GtkButton *button,
                 gpointer   user_data)
{
  open_dialog (LIMNER_ACCOUNT_PAGE (user_data), g_object_get_data (G_OBJECT (button), "run"));
}

static void
new_clicked_cb (LimnerAccountPage *self)
{
  if (self->client != NULL)
    open_dialog (self, NULL);
}

/* What is done most has words; what stands beside it an icon, so that there is room for a name. */
static GtkWidget *
add_suffix (GtkWidget  *row,
            const char *label,
            const char *icon)
{
  GtkWidget *button = icon != NULL ? gtk_button_new_from_icon_name (icon)
                                   : gtk_button_new_with_mnemonic (label);

  if (icon != NULL)
    {
      gtk_widget_set_tooltip_text (button, label);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      label, -1);
      gtk_widget_add_css_class (button, "flat");
    }
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return button;
}

static void
connect_id (LimnerAccountPage *self,
            GtkWidget         *button,
            GtkWidget         *row,
            SectionKind        kind,
            const char        *id,
            GCallback          callback)
{
  const char *title = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row));

  g_object_set_data_full (G_OBJECT (button), "id", g_strdup (id), g_free);
  g_object_set_data_full (G_OBJECT (button), "title", g_strdup (title), g_free);
  g_object_set_data (G_OBJECT (button), "kind", GUINT_TO_POINTER (kind));
  g_signal_connect_object (button, "clicked", callback, self, 0);
}

static void
add_button (LimnerAccountPage *self,
            GtkWidget         *row,
            SectionKind        kind,
            const char        *label,
            const char        *id,
            GCallback          callback)
{
  connect_id (self, add_suffix (row, label, NULL), row, kind, id, callback);
}

static void
add_delete_button (LimnerAccountPage *self,
                   GtkWidget         *row,
                   SectionKind        kind,
                   const char        *id)
{
  connect_id (self, add_suffix (row, _("Delete"), "user-trash-symbolic"), row, kind, id,
              G_CALLBACK (order_clicked_cb));
}

/* A button that needs the thing itself, not only its name. */
static void
add_object_button (LimnerAccountPage *self,
                   GtkWidget         *button,
                   gpointer           subject,
                   GCallback          callback)
{
  g_object_set_data_full (G_OBJECT (button), "run", g_object_ref (subject), g_object_unref);
  g_signal_connect_object (button, "clicked", callback, self, 0);
}

static GtkWidget *
make_run_row (LimnerAccountPage *self,
              SectionKind        kind,
              LimnerPrediction  *run)
{
  LimnerStatus status = limner_prediction_get_status (run);
  const char *model = kind == SECTION_TRAININGS
                      ? limner_training_get_destination (LIMNER_TRAINING (run))
                      : limner_prediction_get_model (run);
  g_autofree char *text = limner_account_run_dup_text (run);
  GtkWidget *row = add_row (self->sections[kind].group,
                            model != NULL ? model : limner_prediction_get_id (run), text);

  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), MAX_RUN_LINES);
  if (kind == SECTION_PREDICTIONS && limner_account_run_can_be_kept (self->studio, run))
    add_object_button (self, add_suffix (row, _("_Keep in the gallery"), NULL), run,
                       G_CALLBACK (keep_clicked_cb));
  if (!limner_status_is_final (status))
    add_button (self, row, kind, _("_Stop"), limner_prediction_get_id (run),
                G_CALLBACK (order_clicked_cb));
  if (kind == SECTION_TRAININGS &&
      limner_training_get_output_version (LIMNER_TRAINING (run)) != NULL)
    {
      g_autofree char *target =
        g_strdup_printf ("%s %s", limner_server_get_id (limner_client_get_server (self->client)),
                         limner_training_get_output_version (LIMNER_TRAINING (run)));

      add_button (self, row, kind, _("_Use it"), target, G_CALLBACK (use_clicked_cb));
    }
  return row;
}

static GtkWidget *
make_deployment_row (LimnerAccountPage *self,
                     LimnerDeployment  *deployment)
{
  g_autofree char *name = g_strdup_printf ("%s/%s", limner_deployment_get_owner (deployment),
                                           limner_deployment_get_name (deployment));
  g_autofree char *target =
    g_strdup_printf ("%s " LIMNER_STUDIO_DEPLOYMENT "%s",
                     limner_server_get_id (limner_client_get_server (self->client)), name);
  const char *model = limner_deployment_get_model (deployment);
  const char *hardware = limner_deployment_get_hardware (deployment);
  g_autofree char *text =
    /* Translators: a model, a kind of machine, and how many of them at least and at most */
    g_strdup_printf (_("%s · %s · %d to %d machines"), model != NULL ? model : "?",
                     hardware != NULL ? hardware : "?",
                     (int) limner_deployment_get_min_instances (deployment),
                     (int) limner_deployment_get_max_instances (deployment));
  GtkWidget *row = add_row (self->sections[SECTION_DEPLOYMENTS].group, name, text);

  add_button (self, row, SECTION_DEPLOYMENTS, _("_Use"), target, G_CALLBACK (use_clicked_cb));
  add_object_button (self, add_suffix (row, _("Change"), "document-edit-symbolic"), deployment,
                     G_CALLBACK (edit_clicked_cb));
  add_delete_button (self, row, SECTION_DEPLOYMENTS, name);
  return row;
}

static GtkWidget *
make_file_row (LimnerAccountPage *self,
               LimnerRemoteFile  *file)
{
  const char *name = limner_remote_file_get_name (file);
  g_autofree char *size = g_format_size ((guint64) MAX (limner_remote_file_get_size (file), 0));
  g_autoptr(GDateTime) expires = limner_remote_file_get_expires_at (file);
  g_autoptr(GDateTime) local = expires != NULL ? g_date_time_to_local (expires) : NULL;
  g_autofree char *time = local != NULL ? g_date_time_format (local, "%x %R") : NULL;
  /* Translators: a size, and until when a file is kept */
  g_autofree char *text = time != NULL ? g_strdup_printf (_("%s · until %s"), size, time)
                                       : g_strdup (size);
  GtkWidget *row = add_row (self->sections[SECTION_FILES].group,
                            name != NULL ? name : limner_remote_file_get_id (file), text);

  add_delete_button (self, row, SECTION_FILES, limner_remote_file_get_id (file));
  return row;
}

/* What costs nothing has no price. */
static GtkWidget *
make_hardware_row (LimnerAccountPage *self,
                   LimnerHardware    *hardware)
{
  AdwPreferencesGroup *group = self->sections[SECTION_HARDWARE].group;
  const char *server = limner_server_get_id (limner_client_get_server (self->client));
  const char *name = limner_hardware_get_name (hardware);
  const char *sku = limner_hardware_get_sku (hardware);
  GtkWidget *row;

  if (g_str_equal (server, LIMNER_SERVER_THIS_COMPUTER))
    return add_row (group, name != NULL ? name : sku, sku);

  row = limner_hardware_row_new (hardware, limner_studio_get_store (self->studio),
                                 self->cancellable);
  adw_preferences_group_add (group, row);
  return row;
}

static GtkWidget *
make_row (LimnerAccountPage *self,
          SectionKind        kind,
          gpointer           item)
{
  if (LIMNER_IS_PREDICTION (item))
    return make_run_row (self, kind, item);
  if (LIMNER_IS_DEPLOYMENT (item))
    return make_deployment_row (self, item);
  if (LIMNER_IS_REMOTE_FILE (item))
    return make_file_row (self, item);

  return make_hardware_row (self, item);
}

/* Who was at one of the rows with the keyboard stays in their section. */
static gboolean
has_focus_in (Section *section)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (section->group));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (section->group));
}

static void
show_list (LimnerAccountPage *self,
           SectionKind        kind,
           GListModel        *list)
{
  Section *section = &self->sections[kind];
  guint n = MIN (g_list_model_get_n_items (list), MAX_ROWS);
  g_autofree char *state = limner_account_run_dup_state (self->studio, list, n);
  gboolean had_focus = has_focus_in (section);

  if (g_strcmp0 (section->shown, state) == 0)
    return;

  set_rows_to (section, n == 0 ? _("None") : NULL);
  section->shown = g_steal_pointer (&state);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(GObject) item = g_list_model_get_item (list, i);

      g_ptr_array_add (section->rows, make_row (self, kind, item));
    }
  if (had_focus)
    gtk_widget_child_focus (GTK_WIDGET (section->group), GTK_DIR_TAB_FORWARD);
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(LimnerAccountPage) self = user_data;
  GListModel *list = G_LIST_MODEL (object);
  SectionKind kind = GPOINTER_TO_UINT (g_object_get_data (object, "kind"));
  Section *section = &self->sections[kind];
  g_autoptr(GError) error = NULL;

  limner_page_list_load_finish (LIMNER_PAGE_LIST (object), result, &error);
  if (limner_error_is_cancelled (error))
    return;

  section->is_loading = FALSE;
  if (error != NULL)
    {
      g_autofree char *text = limner_error_to_text (error);

      /* What was there a moment ago is better than nothing. */
      if (section->shown == NULL)
        set_rows_to (section, text);
      return;
    }

  if (kind == SECTION_HARDWARE)
    g_set_object (&self->hardware, list);
  show_list (self, kind, list);
}

static LimnerPageList *
make_list (LimnerAccountPage *self,
           SectionKind        kind)
{
  switch (kind)
    {
    case SECTION_PREDICTIONS:
      return limner_client_list_predictions (self->client, NULL, NULL, NULL);
    case SECTION_TRAININGS:
      return limner_client_list_trainings (self->client);
    case SECTION_DEPLOYMENTS:
      return limner_client_list_deployments (self->client);
    case SECTION_FILES:
      return limner_client_list_files (self->client);
    case SECTION_HARDWARE:
    case N_SECTIONS:
    default:
      return limner_client_list_hardware (self->client);
    }
}

static void
load_section (LimnerAccountPage *self,
              SectionKind        kind)
{
  g_autoptr(LimnerPageList) list = make_list (self, kind);

  self->sections[kind].is_loading = TRUE;
  g_object_set_data (G_OBJECT (list), "kind", GUINT_TO_POINTER (kind));
  limner_page_list_load_async (list, 1, self->cancellable, loaded_cb, g_object_ref (self));
}

static void
account_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(LimnerAccountPage) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  g_autoptr(LimnerAccount) account =
    limner_client_get_account_finish (LIMNER_CLIENT (object), result, &error);

  if (limner_error_is_cancelled (error))
    return;

  if (account == NULL)
    text = limner_error_to_text (error);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->account_row),
                                 account != NULL ? limner_account_get_name (account) : text);
  if (account != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (self->account_row),
                                 limner_account_is_organization (account) ? _("Organization")
                                                                          : _("Personal account"));
}

/* What runs changes by itself, and others start something elsewhere. */
static void
refresh (LimnerAccountPage *self)
{
  static const SectionKind kinds[] = { SECTION_PREDICTIONS, SECTION_TRAININGS };

  for (gsize i = 0; self->client != NULL && i < G_N_ELEMENTS (kinds); i++)
    {
      if (!self->sections[kinds[i]].is_loading)
        load_section (self, kinds[i]);
    }
}

static void
refresh_if_active (LimnerAccountPage *self)
{
  if (self->window != NULL && gtk_window_is_active (self->window))
    refresh (self);
}

static gboolean
refresh_cb (gpointer user_data)
{
  refresh_if_active (LIMNER_ACCOUNT_PAGE (user_data));
  return G_SOURCE_CONTINUE;
}

static void
limner_account_page_map (GtkWidget *widget)
{
  LimnerAccountPage *self = LIMNER_ACCOUNT_PAGE (widget);
  GtkRoot *root = gtk_widget_get_root (widget);

  GTK_WIDGET_CLASS (limner_account_page_parent_class)->map (widget);
  refresh (self);
  self->refresh_id = g_timeout_add_seconds (REFRESH_INTERVAL, refresh_cb, self);
  self->window = GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
  if (self->window != NULL)
    g_signal_connect_object (self->window, "notify::is-active", G_CALLBACK (refresh_if_active),
                             self, G_CONNECT_SWAPPED);
}

static void
limner_account_page_unmap (GtkWidget *widget)
{
  LimnerAccountPage *self = LIMNER_ACCOUNT_PAGE (widget);

  g_clear_handle_id (&self->refresh_id, g_source_remove);
  if (self->window != NULL)
    g_signal_handlers_disconnect_by_func (self->window, refresh_if_active, self);
  self->window = NULL;
  GTK_WIDGET_CLASS (limner_account_page_parent_class)->unmap (widget);
}

static void
limner_account_page_dispose (GObject *object)
{
  LimnerAccountPage *self = LIMNER_ACCOUNT_PAGE (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->client);
  g_clear_object (&self->hardware);
  g_clear_object (&self->studio);
  gtk_widget_dispose_template (GTK_WIDGET (self), LIMNER_TYPE_ACCOUNT_PAGE);

  G_OBJECT_CLASS (limner_account_page_parent_class)->dispose (object);
}

static void
limner_account_page_finalize (GObject *object)
{
  LimnerAccountPage *self = LIMNER_ACCOUNT_PAGE (object);

  for (guint i = 0; i < N_SECTIONS; i++)
    {
      g_clear_pointer (&self->sections[i].rows, g_ptr_array_unref);
      g_clear_pointer (&self->sections[i].shown, g_free);
    }

  G_OBJECT_CLASS (limner_account_page_parent_class)->finalize (object);
}

static void
limner_account_page_class_init (LimnerAccountPageClass *klass)
{
  static const char * const names[] = {
    [SECTION_PREDICTIONS] = "predictions",
    [SECTION_TRAININGS]   = "trainings",
    [SECTION_DEPLOYMENTS] = "deployments",
    [SECTION_FILES]       = "files",
    [SECTION_HARDWARE]    = "hardware",
  };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = limner_account_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = limner_account_page_finalize;
  widget_class->map = limner_account_page_map;
  widget_class->unmap = limner_account_page_unmap;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/limner/Limner/browser/limner-account-page.ui");
  /* Bound only to be let go with the template. */
  gtk_widget_class_bind_template_child_full (widget_class, "content", FALSE, 0);
  gtk_widget_class_bind_template_child (widget_class, LimnerAccountPage, account);
  gtk_widget_class_bind_template_callback (widget_class, new_clicked_cb);
  for (guint i = 0; i < N_SECTIONS; i++)
    gtk_widget_class_bind_template_child_full (
      widget_class, names[i], FALSE,
      G_STRUCT_OFFSET (LimnerAccountPage, sections) + (gssize) (i * sizeof (Section)) +
      G_STRUCT_OFFSET (Section, group));
}

static void
limner_account_page_init (LimnerAccountPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->account_row = add_row (self->account, "…", NULL);
  self->secret_row = limner_secret_row_new ();
  adw_preferences_group_add (self->account, self->secret_row);
  for (guint i = 0; i < N_SECTIONS; i++)
    self->sections[i].rows = g_ptr_array_new ();
}

/**
 * limner_account_page_new:
 *
 * Returns: (transfer floating): an empty page
 */
GtkWidget *
limner_account_page_new (void)
{
  return g_object_new (LIMNER_TYPE_ACCOUNT_PAGE, NULL);
}

/**
 * limner_account_page_show:
 * @self: a page
 * @studio: the studio
 * @client: whose account is shown
 *
 * Shows an account, as it is now.
 */
void
limner_account_page_show (LimnerAccountPage *self,
                          LimnerStudio      *studio,
                          LimnerClient      *client)
{
  g_return_if_fail (LIMNER_IS_ACCOUNT_PAGE (self));
  g_return_if_fail (LIMNER_IS_CLIENT (client));

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_set_object (&self->studio, studio);
  g_set_object (&self->client, client);
  limner_secret_row_set_client (LIMNER_SECRET_ROW (self->secret_row), client);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->account_row), "…");
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->account_row), "");
  limner_client_get_account_async (client, self->cancellable, account_cb, g_object_ref (self));
  for (guint i = 0; i < N_SECTIONS; i++)
    {
      set_rows_to (&self->sections[i], "…");
      load_section (self, (SectionKind) i);
    }
}
