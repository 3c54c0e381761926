/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-live-button.h"

#include <glib/gi18n.h>

#include "base/limner-error.h"
#include "studio/limner-live.h"
#include "widgets/limner-error-text.h"

#include "limner-window.h"

/**
 * LimnerLiveButton:
 *
 * The switch beside Generate that lets the picture follow what is typed and drawn. It hides itself
 * while the model writes instead of painting.
 */
struct _LimnerLiveButton
{
  GtkWidget        parent_instance;

  /* Owned */
  LimnerWorkspace *workspace;
  LimnerLive      *live;
  GSettings       *settings;
  GtkWidget       *button;
};

G_DEFINE_FINAL_TYPE (LimnerLiveButton, limner_live_button, GTK_TYPE_WIDGET)

static void
ceiling_cb (LimnerLiveButton *self)
{
  limner_live_set_ceiling (self->live, g_settings_get_double (self->settings, "live-ceiling"));
}

static void
error_cb (LimnerLiveButton *self)
{
  const GError *error = limner_live_get_error (self->live);
  g_autofree char *text = NULL;

  if (error == NULL)
    return;
  if (g_error_matches (error, LIMNER_ERROR, LIMNER_ERROR_PAYMENT))
    text = limner_live_needs_price (self->live)
             ? g_strdup (_("The price of this model is unknown. Enter it under Money in the "
                           "queue’s menu to paint live with it."))
             : g_strdup (_("Live painting has reached its ceiling; Money in the queue’s menu "
                           "raises it"));
  else
    text = limner_error_to_text (error);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", text);
}

/* What writes has no picture that could follow. */
static void
values_cb (LimnerLiveButton *self)
{
  LimnerValues *values = limner_workspace_get_values (self->workspace);
  g_autofree char *kind = NULL;
  gboolean paints;

  if (values == NULL)
    return;

  kind = limner_schema_get_output_kind_name (limner_values_get_schema (values));
  paints = !limner_schema_kind_is_text (kind);
  if (!paints)
    limner_live_set_active (self->live, FALSE);
  gtk_widget_set_visible (self->button, paints);
}

static void
limner_live_button_root (GtkWidget *widget)
{
  LimnerLiveButton *self = LIMNER_LIVE_BUTTON (widget);
  GtkRoot *root;

  GTK_WIDGET_CLASS (limner_live_button_parent_class)->root (widget);

  root = gtk_widget_get_root (widget);
  if (self->live != NULL || !LIMNER_IS_WINDOW (root))
    return;
  g_object_get (root, "workspace", &self->workspace, NULL);
  self->live = limner_live_new (self->workspace);
  g_signal_connect_object (self->workspace, "notify::values", G_CALLBACK (values_cb), self,
                           G_CONNECT_SWAPPED);
  values_cb (self);
  g_object_bind_property (self->live, "active", self->button, "active",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  g_signal_connect_object (self->live, "notify::error", G_CALLBACK (error_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::live-ceiling", G_CALLBACK (ceiling_cb), self,
                           G_CONNECT_SWAPPED);
  ceiling_cb (self);
}

static void
limner_live_button_dispose (GObject *object)
{
  LimnerLiveButton *self = LIMNER_LIVE_BUTTON (object);

  g_clear_pointer (&self->button, gtk_widget_unparent);
  if (self->live != NULL)
    limner_live_set_active (self->live, FALSE);
  g_clear_object (&self->live);
  g_clear_object (&self->workspace);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (limner_live_button_parent_class)->dispose (object);
}

static void
limner_live_button_class_init (LimnerLiveButtonClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = limner_live_button_dispose;
  GTK_WIDGET_CLASS (klass)->root = limner_live_button_root;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
limner_live_button_init (LimnerLiveButton *self)
{
  self->settings = g_settings_new ("io.github.limner.Limner");
  self->button = gtk_toggle_button_new_with_mnemonic (_("_Live"));
  gtk_widget_set_tooltip_text (self->button,
                               _("Paint anew whenever prompt, strokes or settings rest"));
  gtk_widget_add_css_class (self->button, "pill");
  gtk_widget_add_css_class (self->button, "limner-live");
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
}

/**
 * limner_live_button_new:
 *
 * Makes the button. It follows the workspace of the window that it comes to stand in.
 *
 * Returns: (transfer floating): the button
 */
GtkWidget *
limner_live_button_new (void)
{
  return g_object_new (LIMNER_TYPE_LIVE_BUTTON, NULL);
}

/**
 * limner_live_button_get_active:
 * @self: the button
 *
 * Tells whether the picture follows what is typed and drawn.
 *
 * Returns: %TRUE if it does
 */
gboolean
limner_live_button_get_active (LimnerLiveButton *self)
{
  g_return_val_if_fail (LIMNER_IS_LIVE_BUTTON (self), FALSE);

  return gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->button));
}
