/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "base/limner-error.h"
#include "client/limner-readiness.h"
#include "jobs/limner-client-source.h"
#include "widgets/limner-error-text.h"
#include "widgets/limner-wrap-layout.h"

#include "limner-engine-row.h"
#include "limner-server-row.h"

/** Where the hosted service hands out tokens. */
#define TOKEN_PAGE "https://replicate.com/account/api-tokens"

/**
 * LimnerServerRow:
 *
 * One server in the preferences: its state in a sentence, and what can be changed. A token is asked
 * for by the server's own account before it is kept.
 */
struct _LimnerServerRow
{
  AdwExpanderRow  parent_instance;

  /* Template widgets */
  GtkSpinner     *spinner;
  GtkImage       *light;
  GtkEditable    *token;
  GtkWidget      *get_token;
  GtkWidget      *forget;
  GtkEditable    *name;
  AdwActionRow   *hint;
  GtkEditable    *webhook;
  GtkWidget      *events_row;
  GtkWidget      *events;
  GtkCheckButton *hears[LIMNER_N_WEBHOOK_EVENTS];
  GtkWidget      *max_jobs_row;
  GtkSpinButton  *max_jobs;
  GtkWidget      *check;
  GtkWidget      *remove;

  /* Owned */
  LimnerStudio   *studio;
  LimnerServer   *server;
  GCancellable   *cancellable;
};

G_DEFINE_FINAL_TYPE (LimnerServerRow, limner_server_row, ADW_TYPE_EXPANDER_ROW)

typedef enum
{
  STATE_NONE,
  STATE_GOOD,
  STATE_BAD,
} State;

static void
set_state (LimnerServerRow *self,
           State            state,
           const char      *text)
{
  gtk_spinner_stop (self->spinner);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), text);
  gtk_image_set_from_icon_name (self->light, state == STATE_GOOD ? "emblem-ok-symbolic"
                                                                 : "dialog-warning-symbolic");
  gtk_widget_set_visible (GTK_WIDGET (self->light), state != STATE_NONE);
}

static void
set_error (LimnerServerRow *self,
           const GError    *error)
{
  g_autofree char *text = limner_error_to_text (error);

  set_state (self, STATE_BAD, text);
}

static void
begin (LimnerServerRow *self,
       const char      *text)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  set_state (self, STATE_NONE, text);
  gtk_spinner_start (self->spinner);
}

static void
show_readiness (LimnerServerRow *self,
                LimnerReadiness  readiness,
                const char      *detail)
{
  g_autofree char *text = NULL;

  switch (readiness)
    {
    case LIMNER_READINESS_READY:
      if (limner_server_get_kind (self->server) == LIMNER_SERVER_REPLICATE)
        /* Translators: %s is the name of an account */
        text = g_strdup_printf (_("Connected as %s"), detail);
      set_state (self, STATE_GOOD, text != NULL ? text : _("Ready"));
      break;

    case LIMNER_READINESS_BUSY:
      set_state (self, STATE_GOOD, _("Busy: it works on something just now"));
      break;

    case LIMNER_READINESS_STARTING:
      set_state (self, STATE_NONE, _("Starting: the model is being loaded"));
      break;

    case LIMNER_READINESS_SETUP_FAILED:
      set_state (self, STATE_BAD, _("The model could not be loaded; the container’s log says why"));
      break;

    case LIMNER_READINESS_DEFUNCT:
    case LIMNER_READINESS_UNHEALTHY:
      set_state (self, STATE_BAD, _("The server is not well and has to be started again"));
      break;

    case LIMNER_READINESS_UNKNOWN:
    default:
      set_state (self, STATE_BAD, _("The server answers in a way that is not known here"));
    }
}

static void
update_rows (LimnerServerRow *self)
{
  LimnerServerKind kind = limner_server_get_kind (self->server);
  const char *id = limner_server_get_id (self->server);
  gboolean is_replicate = kind == LIMNER_SERVER_REPLICATE;
  gboolean is_from_outside =
    limner_vault_is_from_environment (limner_studio_get_vault (self->studio), id);
  gboolean is_added = strcmp (id, LIMNER_SERVER_THIS_COMPUTER) != 0 &&
                      strcmp (id, LIMNER_SERVER_REPLICATE_ID) != 0;

  gtk_widget_set_visible (GTK_WIDGET (self->token), is_replicate && !is_from_outside);
  gtk_widget_set_visible (self->get_token, is_replicate && !is_from_outside);
  gtk_widget_set_visible (GTK_WIDGET (self->hint), kind == LIMNER_SERVER_COG);
  gtk_widget_set_visible (GTK_WIDGET (self->webhook), is_replicate);
  gtk_widget_set_visible (self->events_row, is_replicate);
  gtk_widget_set_visible (self->max_jobs_row, is_replicate);
  gtk_widget_set_visible (GTK_WIDGET (self->name), is_added);
  gtk_widget_set_visible (self->remove, is_added);
  if (!is_replicate || is_from_outside)
    gtk_widget_set_visible (self->forget, FALSE);
}

static void
show_name (LimnerServerRow *self)
{
  gboolean is_here = limner_server_get_kind (self->server) == LIMNER_SERVER_ENGINE;

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self),
                                 is_here ? _("This computer")
                                         : limner_server_get_name (self->server));
}

static void
checked_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(LimnerServerRow) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *detail = NULL;
  LimnerReadiness readiness;
  gboolean is_there =
    limner_client_check_finish (LIMNER_CLIENT (object), result, &readiness, &detail, &error);

  if (limner_error_is_cancelled (error))
    return;
  if (is_there)
    show_readiness (self, readiness, detail);
  else
    set_error (self, error);
}

static void
client_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(LimnerServerRow) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(LimnerClient) client =
    limner_client_source_get_client_finish (LIMNER_CLIENT_SOURCE (object), result, &error);
  gboolean is_replicate = limner_server_get_kind (self->server) == LIMNER_SERVER_REPLICATE;

  if (limner_error_is_cancelled (error))
    return;
  if (client == NULL)
    {
      set_error (self, error);
      return;
    }

  gtk_widget_set_visible (self->forget, is_replicate && limner_client_has_token (client));
  update_rows (self);
  if (is_replicate && !limner_client_has_token (client))
    set_state (self, STATE_NONE, _("Not connected: paste an API token"));
  else
    limner_client_probe_async (client, self->cancellable, checked_cb, g_object_ref (self));
}

static void
token_kept_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(LimnerServerRow) self = user_data;
  g_autoptr(GError) error = NULL;

  if (limner_studio_set_token_finish (LIMNER_STUDIO (object), result, &error))
    {
      gtk_editable_set_text (self->token, "");
      limner_server_row_check (self);
    }
  else if (!limner_error_is_cancelled (error))
    {
      set_error (self, error);
    }
}

static void
connected_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(LimnerServerRow) self = user_data;
  g_autoptr(GError) error = NULL;

  if (limner_studio_connect_finish (LIMNER_STUDIO (object), result, &error))
    {
      gtk_editable_set_text (self->token, "");
      limner_server_row_check (self);
    }
  else if (g_error_matches (error, LIMNER_ERROR, LIMNER_ERROR_UNAUTHORIZED))
    {
      set_state (self, STATE_BAD, _("Replicate refused this token. Copy it again, all of it."));
    }
  else if (!limner_error_is_cancelled (error))
    {
      set_error (self, error);
    }
}

static void
token_apply_cb (LimnerServerRow *self)
{
  const char *token = gtk_editable_get_text (self->token);

  if (*token == '\0')
    return;

  begin (self, _("Checking the token…"));
  limner_studio_connect_async (self->studio, limner_server_get_id (self->server), token,
                               self->cancellable, connected_cb, g_object_ref (self));
}

static void
forget_clicked_cb (LimnerServerRow *self)
{
  begin (self, _("Forgetting the token…"));
  limner_studio_set_token_async (self->studio, limner_server_get_id (self->server), NULL,
                                 self->cancellable, token_kept_cb, g_object_ref (self));
}

static void
get_token_cb (LimnerServerRow *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  gtk_show_uri (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, TOKEN_PAGE, GDK_CURRENT_TIME);
}

static void
name_apply_cb (LimnerServerRow *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (self->name)));
  g_autoptr(GError) error = NULL;

  if (*name == '\0')
    return;

  limner_server_set_name (self->server, name);
  if (!limner_server_list_save (limner_studio_get_servers (self->studio), &error))
    set_error (self, error);
  show_name (self);
}

/* How a server at this address is started; the model's name is left to the person. */
static char *
make_hint (LimnerServerRow *self)
{
  g_autoptr(GUri) uri = g_uri_parse (limner_server_get_base_url (self->server), G_URI_FLAGS_NONE,
                                     NULL);
  int port = uri != NULL && g_uri_get_port (uri) > 0 ? g_uri_get_port (uri) : 5000;

  return g_strdup_printf ("docker run -p %d:5000 --gpus=all r8.im/OWNER/NAME", port);
}

static void
hint_clicked_cb (LimnerServerRow *self)
{
  g_autofree char *hint = make_hint (self);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), hint);
}

/* It has to hear of something: the last event that is left stays. */
static LimnerWebhookEvents
get_events (LimnerServerRow *self)
{
  LimnerWebhookEvents events = 0;

  for (guint i = 0; i < LIMNER_N_WEBHOOK_EVENTS; i++)
    {
      if (gtk_check_button_get_active (self->hears[i]))
        events |= 1u << i;
    }
  for (guint i = 0; i < LIMNER_N_WEBHOOK_EVENTS; i++)
    gtk_widget_set_sensitive (GTK_WIDGET (self->hears[i]), events != (1u << i));
  return events;
}

static void
webhook_apply_cb (LimnerServerRow *self)
{
  g_autofree char *address = NULL;
  g_autoptr(GError) error = NULL;
  LimnerWebhookEvents events;

  if (self->server == NULL)
    return;

  events = get_events (self);
  address = g_strstrip (g_strdup (gtk_editable_get_text (self->webhook)));
  if (!limner_server_set_webhook (self->server, address, events))
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->webhook), "error");
      set_state (self, STATE_BAD, _("A webhook is an address that begins with https://"));
      return;
    }

  /* What was said of the address stood in place of how the server is. */
  if (gtk_widget_has_css_class (GTK_WIDGET (self->webhook), "error"))
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self->webhook), "error");
      limner_server_row_check (self);
    }
  if (!limner_server_list_save (limner_studio_get_servers (self->studio), &error))
    set_error (self, error);
}

static void
show_webhook (LimnerServerRow *self,
              LimnerServer    *server)
{
  LimnerWebhookEvents events;
  const char *address = limner_server_get_webhook (server, &events);

  gtk_editable_set_text (self->webhook, address != NULL ? address : "");
  for (guint i = 0; i < LIMNER_N_WEBHOOK_EVENTS; i++)
    gtk_check_button_set_active (self->hears[i], (events & (1u << i)) != 0);
  get_events (self);
}

static void
max_jobs_cb (LimnerServerRow *self)
{
  g_autoptr(GError) error = NULL;

  if (self->server == NULL)
    return;

  limner_server_set_max_jobs (self->server,
                              (guint) gtk_spin_button_get_value_as_int (self->max_jobs));
  if (!limner_server_list_save (limner_studio_get_servers (self->studio), &error))
    set_error (self, error);
}

static void
remove_clicked_cb (LimnerServerRow *self)
{
  g_autoptr(LimnerServer) server = g_object_ref (self->server);

  limner_studio_remove_server (self->studio, limner_server_get_id (server));
}

static void
limner_server_row_dispose (GObject *object)
{
  LimnerServerRow *self = LIMNER_SERVER_ROW (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->studio);
  g_clear_object (&self->server);

  G_OBJECT_CLASS (limner_server_row_parent_class)->dispose (object);
}

static void
limner_server_row_class_init (LimnerServerRowClass *klass)
{
  static const char * const hears[LIMNER_N_WEBHOOK_EVENTS] = {
    "hears_start", "hears_output", "hears_logs", "hears_completed"
  };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = limner_server_row_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/limner/Limner/preferences/limner-server-row.ui");
  gtk_widget_class_bind_template_child (widget_class, LimnerServerRow, spinner);
  gtk_widget_class_bind_template_child (widget_class, LimnerServerRow, light);
  gtk_widget_class_bind_template_child (widget_class, LimnerServerRow, token);
  gtk_widget_class_bind_template_child (widget_class, LimnerServerRow, get_token);
  gtk_widget_class_bind_template_child (widget_class, LimnerServerRow, forget);
  gtk_widget_class_bind_template_child (widget_class, LimnerServerRow, name);
  gtk_widget_class_bind_template_child (widget_class, LimnerServerRow, hint);
  gtk_widget_class_bind_template_child (widget_class, LimnerServerRow, webhook);
  gtk_widget_class_bind_template_child (widget_class, LimnerServerRow, events_row);
  gtk_widget_class_bind_template_child (widget_class, LimnerServerRow, events);
  for (gsize i = 0; i < LIMNER_N_WEBHOOK_EVENTS; i++)
    gtk_widget_class_bind_template_child_full (
      widget_class, hears[i], FALSE,
      G_STRUCT_OFFSET (LimnerServerRow, hears) + (gssize) (i * sizeof (GtkCheckButton *)));
  gtk_widget_class_bind_template_child (widget_class, LimnerServerRow, max_jobs_row);
  gtk_widget_class_bind_template_child (widget_class, LimnerServerRow, max_jobs);
  gtk_widget_class_bind_template_child (widget_class, LimnerServerRow, check);
  gtk_widget_class_bind_template_child (widget_class, LimnerServerRow, remove);
  gtk_widget_class_bind_template_callback (widget_class, token_apply_cb);
  gtk_widget_class_bind_template_callback (widget_class, get_token_cb);
  gtk_widget_class_bind_template_callback (widget_class, forget_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, name_apply_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, hint_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, webhook_apply_cb);
  gtk_widget_class_bind_template_callback (widget_class, max_jobs_cb);
  gtk_widget_class_bind_template_callback_full (widget_class, "limner_server_row_check",
                                                G_CALLBACK (limner_server_row_check));
}

static void
limner_server_row_init (LimnerServerRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (self->events, limner_wrap_layout_new (12, 6));
}

/**
 * limner_server_row_new:
 * @studio: the studio
 * @server: one of its servers
 *
 * Returns: (transfer floating): a row for the server, which is asked at once how it is
 */
GtkWidget *
limner_server_row_new (LimnerStudio *studio,
                       LimnerServer *server)
{
  LimnerServerRow *self;
  g_autofree char *hint = NULL;

  g_return_val_if_fail (LIMNER_IS_STUDIO (studio), NULL);
  g_return_val_if_fail (LIMNER_IS_SERVER (server), NULL);

  self = g_object_new (LIMNER_TYPE_SERVER_ROW, NULL);
  self->studio = g_object_ref (studio);
  show_webhook (self, server);
  gtk_spin_button_set_value (self->max_jobs, limner_server_get_max_jobs (server));
  self->server = g_object_ref (server);
  hint = make_hint (self);
  adw_action_row_set_subtitle (self->hint, hint);
  show_name (self);
  gtk_editable_set_text (self->name, limner_server_get_name (server));
  gtk_widget_set_visible (self->forget, FALSE);
  update_rows (self);
  if (limner_server_get_kind (server) == LIMNER_SERVER_ENGINE)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (self), limner_engine_row_new (studio));
  limner_server_row_check (self);
  return GTK_WIDGET (self);
}

/**
 * limner_server_row_get_server:
 * @self: a row
 *
 * Returns: (transfer none): its server
 */
LimnerServer *
limner_server_row_get_server (LimnerServerRow *self)
{
  g_return_val_if_fail (LIMNER_IS_SERVER_ROW (self), NULL);

  return self->server;
}

/**
 * limner_server_row_check:
 * @self: a row
 *
 * Asks the server how it is. This computer is not asked, since that would start the engine.
 */
void
limner_server_row_check (LimnerServerRow *self)
{
  g_return_if_fail (LIMNER_IS_SERVER_ROW (self));

  if (limner_server_get_kind (self->server) == LIMNER_SERVER_ENGINE)
    {
      gtk_widget_set_visible (self->check, FALSE);
      set_state (self, STATE_GOOD, _("Always there, without an account or a network"));
      return;
    }

  begin (self, _("Asking the server…"));
  limner_client_source_get_client_async (LIMNER_CLIENT_SOURCE (self->studio),
                                         limner_server_get_id (self->server), self->cancellable,
                                         client_cb, g_object_ref (self));
}
