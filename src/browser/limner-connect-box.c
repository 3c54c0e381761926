/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "base/limner-error.h"
#include "widgets/limner-error-text.h"

#include "limner-connect-box.h"

/** Where the hosted service hands out tokens. */
#define TOKEN_PAGE "https://replicate.com/account/api-tokens"
#define WIDTH 420

/**
 * LimnerConnectBox:
 * @connected: the token was taken and is kept
 *
 * A field for the token of a server, where nothing can be shown without one. What is pasted is
 * tried at once, and what is wrong with it is told below.
 */
struct _LimnerConnectBox
{
  GtkWidget     parent_instance;

  GtkWidget    *box;
  GtkEditable  *token;
  GtkWidget    *button;
  GtkSpinner   *spinner;
  GtkLabel     *problem;

  /* Owned */
  LimnerStudio *studio;
  char         *server_id;
  GCancellable *cancellable;   /* of the token that is tried */
};

enum {
  CONNECTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LimnerConnectBox, limner_connect_box, GTK_TYPE_WIDGET)

static void
set_busy (LimnerConnectBox *self,
          gboolean          is_busy)
{
  gtk_spinner_set_spinning (self->spinner, is_busy);
  gtk_widget_set_sensitive (self->button,
                            !is_busy && *gtk_editable_get_text (self->token) != '\0');
}

static void
tell (LimnerConnectBox *self,
      const char       *text)
{
  gtk_label_set_label (self->problem, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), text != NULL);
}

static void
stop (LimnerConnectBox *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
connected_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(LimnerConnectBox) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;

  if (limner_studio_connect_finish (LIMNER_STUDIO (object), result, &error))
    {
      gtk_editable_set_text (self->token, "");
      set_busy (self, FALSE);
      g_signal_emit (self, signals[CONNECTED], 0);
      return;
    }
  if (limner_error_is_cancelled (error))
    return;

  set_busy (self, FALSE);
  if (g_error_matches (error, LIMNER_ERROR, LIMNER_ERROR_UNAUTHORIZED))
    text = g_strdup (_("Replicate refused this token. Copy it again, all of it."));
  else
    text = limner_error_to_text (error);
  tell (self, text);
}

static void
try_token (LimnerConnectBox *self)
{
  const char *token = gtk_editable_get_text (self->token);

  if (self->server_id == NULL || *token == '\0')
    return;

  stop (self);
  self->cancellable = g_cancellable_new ();
  tell (self, NULL);
  set_busy (self, TRUE);
  limner_studio_connect_async (self->studio, self->server_id, token, self->cancellable,
                               connected_cb, g_object_ref (self));
}

static void
changed_cb (LimnerConnectBox *self)
{
  stop (self);
  tell (self, NULL);
  set_busy (self, FALSE);
}

static void
limner_connect_box_dispose (GObject *object)
{
  LimnerConnectBox *self = LIMNER_CONNECT_BOX (object);

  stop (self);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->server_id, g_free);
  g_clear_object (&self->studio);

  G_OBJECT_CLASS (limner_connect_box_parent_class)->dispose (object);
}

static void
limner_connect_box_class_init (LimnerConnectBoxClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = limner_connect_box_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  signals[CONNECTED] = g_signal_new ("connected", LIMNER_TYPE_CONNECT_BOX, G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
make_field (LimnerConnectBox *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *token = gtk_password_entry_new ();
  GtkWidget *spinner = gtk_spinner_new ();

  g_object_set (token, "placeholder-text", _("API token"), "show-peek-icon", TRUE, "hexpand", TRUE,
                NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (token), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("API token"), -1);
  g_signal_connect_swapped (token, "activate", G_CALLBACK (try_token), self);
  g_signal_connect_swapped (token, "changed", G_CALLBACK (changed_cb), self);
  self->token = GTK_EDITABLE (token);
  self->button = gtk_button_new_with_mnemonic (_("_Connect"));
  gtk_widget_add_css_class (self->button, "suggested-action");
  gtk_widget_set_sensitive (self->button, FALSE);
  g_signal_connect_swapped (self->button, "clicked", G_CALLBACK (try_token), self);
  self->spinner = GTK_SPINNER (spinner);
  gtk_box_append (GTK_BOX (line), token);
  gtk_box_append (GTK_BOX (line), spinner);
  gtk_box_append (GTK_BOX (line), self->button);
  return line;
}

static void
limner_connect_box_init (LimnerConnectBox *self)
{
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *link = gtk_link_button_new_with_label (TOKEN_PAGE, _("Get a token on replicate.com"));
  GtkWidget *problem = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (problem), TRUE);
  gtk_label_set_justify (GTK_LABEL (problem), GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (problem, "error");
  gtk_widget_set_visible (problem, FALSE);
  self->problem = GTK_LABEL (problem);
  gtk_widget_set_halign (link, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), make_field (self));
  gtk_box_append (GTK_BOX (box), problem);
  gtk_box_append (GTK_BOX (box), link);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), WIDTH);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  self->box = clamp;
  gtk_widget_set_parent (clamp, GTK_WIDGET (self));
}

/**
 * limner_connect_box_new:
 * @studio: the studio
 *
 * Returns: (transfer floating): a field for a token
 */
GtkWidget *
limner_connect_box_new (LimnerStudio *studio)
{
  LimnerConnectBox *self;

  g_return_val_if_fail (LIMNER_IS_STUDIO (studio), NULL);

  self = g_object_new (LIMNER_TYPE_CONNECT_BOX, NULL);
  self->studio = g_object_ref (studio);
  return GTK_WIDGET (self);
}

/**
 * limner_connect_box_set_server:
 * @self: a field for a token
 * @server_id: the server whose token is asked for
 *
 * Asks for another server's token; what was typed for one never goes to the other.
 */
void
limner_connect_box_set_server (LimnerConnectBox *self,
                               const char       *server_id)
{
  g_return_if_fail (LIMNER_IS_CONNECT_BOX (self));
  g_return_if_fail (server_id != NULL);

  if (g_strcmp0 (server_id, self->server_id) == 0)
    return;

  g_free (self->server_id);
  self->server_id = g_strdup (server_id);
  gtk_editable_set_text (self->token, "");
  changed_cb (self);
}
