/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "base/limner-error.h"
#include "client/limner-client-account.h"
#include "widgets/limner-error-text.h"

#include "limner-secret-row.h"

/**
 * LimnerSecretRow:
 *
 * The secret with which an account's webhooks are signed: fetched when somebody wants it, hidden
 * until somebody wants to see it, forgotten when the page shows another account.
 */
struct _LimnerSecretRow
{
  AdwActionRow   parent_instance;

  GtkWidget     *reveal;

  /* Owned */
  LimnerClient  *client;
  char          *secret;
  GCancellable  *cancellable;
  gboolean       is_copying;
};

G_DEFINE_FINAL_TYPE (LimnerSecretRow, limner_secret_row, ADW_TYPE_ACTION_ROW)

static void
show_secret (LimnerSecretRow *self)
{
  gboolean is_shown = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->reveal));
  g_autofree char *escaped =
    g_markup_escape_text (self->secret != NULL && is_shown ? self->secret : "••••••••", -1);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), escaped);
}

static void
copy (LimnerSecretRow *self)
{
  self->is_copying = FALSE;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->secret);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", _("Copied"));
}

static void
secret_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(LimnerSecretRow) self = user_data;
  g_autoptr(GError) error = NULL;
  char *secret = limner_client_get_webhook_secret_finish (LIMNER_CLIENT (object), result, &error);

  if (limner_error_is_cancelled (error))
    return;

  if (secret == NULL)
    {
      g_autofree char *text = limner_error_to_text (error);
      g_autofree char *escaped = g_markup_escape_text (text, -1);

      adw_action_row_set_subtitle (ADW_ACTION_ROW (self), escaped);
      return;
    }

  g_free (self->secret);
  self->secret = secret;
  show_secret (self);
  if (self->is_copying)
    copy (self);
}

static void
fetch (LimnerSecretRow *self)
{
  if (self->client != NULL && self->secret == NULL)
    limner_client_get_webhook_secret_async (self->client, self->cancellable, secret_cb,
                                            g_object_ref (self));
}

static void
reveal_toggled_cb (LimnerSecretRow *self)
{
  if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->reveal)))
    fetch (self);
  show_secret (self);
}

static void
copy_clicked_cb (LimnerSecretRow *self)
{
  self->is_copying = TRUE;
  if (self->secret != NULL)
    copy (self);
  else
    fetch (self);
}

static void
forget (LimnerSecretRow *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->client);
  g_clear_pointer (&self->secret, g_free);
}

static void
limner_secret_row_dispose (GObject *object)
{
  forget (LIMNER_SECRET_ROW (object));

  G_OBJECT_CLASS (limner_secret_row_parent_class)->dispose (object);
}

static void
limner_secret_row_class_init (LimnerSecretRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = limner_secret_row_dispose;
}

static void
add_button (LimnerSecretRow *self,
            GtkWidget       *button,
            const char      *icon,
            const char      *label)
{
  gtk_button_set_icon_name (GTK_BUTTON (button), icon);
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), button);
}

static void
limner_secret_row_init (LimnerSecretRow *self)
{
  GtkWidget *copy_button = gtk_button_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _("Webhook secret"));
  self->reveal = gtk_toggle_button_new ();
  add_button (self, self->reveal, "view-reveal-symbolic", _("Show the secret"));
  add_button (self, copy_button, "edit-copy-symbolic", _("Copy the secret"));
  g_signal_connect_object (self->reveal, "toggled", G_CALLBACK (reveal_toggled_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (copy_button, "clicked", G_CALLBACK (copy_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  show_secret (self);
}

/**
 * limner_secret_row_new:
 *
 * Returns: (transfer floating): a row without an account
 */
GtkWidget *
limner_secret_row_new (void)
{
  return g_object_new (LIMNER_TYPE_SECRET_ROW, NULL);
}

/**
 * limner_secret_row_set_client:
 * @self: a row
 * @client: whose account it is
 *
 * Hides and forgets what was shown, and is about another account from now on.
 */
void
limner_secret_row_set_client (LimnerSecretRow *self,
                              LimnerClient    *client)
{
  g_return_if_fail (LIMNER_IS_SECRET_ROW (self));
  g_return_if_fail (LIMNER_IS_CLIENT (client));

  forget (self);
  self->cancellable = g_cancellable_new ();
  self->client = g_object_ref (client);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->reveal), FALSE);
  show_secret (self);
}
