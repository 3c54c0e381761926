/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "limner-key-row.h"

#define MODIFIERS (GDK_SHIFT_MASK | GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)

/**
 * LimnerKeyRow:
 *
 * Something that can be done by keys, and which they are. Activated, it listens: the next keys are
 * its new ones. What something else has needs to be pressed twice.
 */
struct _LimnerKeyRow
{
  AdwActionRow         parent_instance;

  const LimnerKeyInfo *info;        /* borrowed, of the table */

  GtkWidget           *keys;
  GtkWidget           *none;
  GtkWidget           *reset;

  GtkEventController  *listener;    /* owned by the window while it listens, else NULL */
  guint                asked_key;   /* taken by something else, told and not yet confirmed */
  GdkModifierType      asked_modifiers;
};

G_DEFINE_FINAL_TYPE (LimnerKeyRow, limner_key_row, ADW_TYPE_ACTION_ROW)

static void
set_subtitle (LimnerKeyRow *self,
              const char   *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), escaped);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  text, -1);
}

static void
stop_listening (LimnerKeyRow *self)
{
  GtkWidget *window;

  if (self->listener == NULL)
    return;

  window = gtk_event_controller_get_widget (self->listener);
  if (window != NULL)
    gtk_widget_remove_controller (window, self->listener);
  self->listener = NULL;
  self->asked_key = 0;
  set_subtitle (self, "");
}

static void
show_keys (LimnerKeyRow *self)
{
  LimnerKeys *keys = limner_keys_get_default ();
  g_autofree char *accels = limner_keys_dup_accels (keys, self->info->id);
  g_auto(GStrv) words = g_strsplit (accels, " ", 2);

  gtk_shortcut_label_set_accelerator (GTK_SHORTCUT_LABEL (self->keys),
                                      words[0] != NULL ? words[0] : "");
  gtk_widget_set_visible (self->keys, words[0] != NULL);
  gtk_widget_set_visible (self->none, words[0] == NULL);
  gtk_widget_set_visible (self->reset, limner_keys_is_changed (keys, self->info->id));
}

static void
tell_of_other (LimnerKeyRow        *self,
               LimnerKeyCheck       check,
               const LimnerKeyInfo *other,
               guint                key,
               GdkModifierType      modifiers)
{
  g_autofree char *label = gtk_accelerator_get_label (key, modifiers);
  g_autofree char *text = NULL;

  if (check == LIMNER_KEY_KEPT)
    /* Translators: keys such as Ctrl+B, and what they do */
    text = g_strdup_printf (_("%s always does “%s”. Press others."), label, _(other->title));
  else
    /* Translators: keys such as Ctrl+B, and what they do */
    text = g_strdup_printf (_("%s does “%s” (%s). Press it again to take it from there."), label,
                            _(other->title), limner_key_place_get_title (other->place));
  set_subtitle (self, text);
}

/* Takes keys, or tells why not and goes on listening. */
static void
take (LimnerKeyRow    *self,
      guint            key,
      GdkModifierType  modifiers)
{
  LimnerKeys *keys = limner_keys_get_default ();
  const LimnerKeyInfo *other;
  LimnerKeyCheck check = limner_keys_check (keys, self->info->id, key, modifiers, &other);

  if (check == LIMNER_KEY_FREE ||
      (check == LIMNER_KEY_TAKEN && key == self->asked_key && modifiers == self->asked_modifiers))
    {
      limner_keys_set (keys, self->info->id, key, modifiers);
      stop_listening (self);
      return;
    }

  self->asked_key = key;
  self->asked_modifiers = modifiers;
  if (other != NULL)
    tell_of_other (self, check, other, key, modifiers);
  else if (check == LIMNER_KEY_WRITES)
    set_subtitle (self, _("This key writes or edits text. Hold Ctrl or Alt with another one, or "
                          "press F1 to F12."));
  else
    set_subtitle (self, _("This key moves about or works buttons. Press others."));
}

static gboolean
key_pressed_cb (LimnerKeyRow    *self,
                guint            key,
                guint            code,
                GdkModifierType  state)
{
  GdkModifierType modifiers = state & MODIFIERS;

  if (key == GDK_KEY_Escape && modifiers == 0)
    {
      stop_listening (self);
      return GDK_EVENT_STOP;
    }
  if (key == GDK_KEY_BackSpace && modifiers == 0)
    {
      limner_keys_set (limner_keys_get_default (), self->info->id, 0, 0);
      stop_listening (self);
      return GDK_EVENT_STOP;
    }
  /* Ctrl, Shift and the like are waited through. */
  if ((key >= GDK_KEY_Shift_L && key <= GDK_KEY_Hyper_R) || key == GDK_KEY_ISO_Level3_Shift ||
      key == GDK_KEY_Multi_key || (key >= GDK_KEY_dead_grave && key <= GDK_KEY_dead_greek))
    return GDK_EVENT_STOP;

  /* Letters are told apart by what is held, signs by themselves. */
  if (gdk_keyval_to_lower (key) != gdk_keyval_to_upper (key))
    key = gdk_keyval_to_lower (key);
  else if (key != GDK_KEY_ISO_Left_Tab && g_unichar_isgraph (gdk_keyval_to_unicode (key)) &&
           !g_unichar_isdigit (gdk_keyval_to_unicode (key)) &&
           key != GDK_KEY_braceleft && key != GDK_KEY_braceright)
    modifiers &= ~(GdkModifierType) GDK_SHIFT_MASK;
  take (self, key, modifiers);
  return GDK_EVENT_STOP;
}

static void
activated_cb (LimnerKeyRow *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (root == NULL || self->listener != NULL)
    return;

  /* The window's own controllers were there before, and this one is asked first. */
  self->listener = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (self->listener, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (self->listener, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (root), self->listener);
  set_subtitle (self, _("Press the new keys. Backspace for none, Escape to leave them."));
}

static void
reset_clicked_cb (LimnerKeyRow *self)
{
  stop_listening (self);
  limner_keys_reset (limner_keys_get_default (), self->info->id);
}

/* Who goes elsewhere has thought better of it. */
static void
focus_left_cb (LimnerKeyRow *self)
{
  stop_listening (self);
}

static void
limner_key_row_unroot (GtkWidget *widget)
{
  stop_listening (LIMNER_KEY_ROW (widget));

  GTK_WIDGET_CLASS (limner_key_row_parent_class)->unroot (widget);
}

static void
limner_key_row_class_init (LimnerKeyRowClass *klass)
{
  GTK_WIDGET_CLASS (klass)->unroot = limner_key_row_unroot;
}

static void
limner_key_row_init (LimnerKeyRow *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->keys = gtk_shortcut_label_new ("");
  gtk_widget_set_valign (self->keys, GTK_ALIGN_CENTER);
  self->none = gtk_label_new (_("None"));
  gtk_widget_add_css_class (self->none, "dim-label");
  self->reset = gtk_button_new_from_icon_name ("edit-undo-symbolic");
  gtk_widget_set_tooltip_text (self->reset, _("Back to the usual keys"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->reset), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Back to the usual keys"), -1);
  gtk_widget_set_valign (self->reset, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->reset, "flat");
  g_signal_connect_swapped (self->reset, "clicked", G_CALLBACK (reset_clicked_cb), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->keys);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->none);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->reset);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self), 0);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), TRUE);
  g_signal_connect (self, "activated", G_CALLBACK (activated_cb), NULL);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (focus_left_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}

/**
 * limner_key_row_new:
 * @info: a row of the table of keys that is not fixed
 *
 * Returns: (transfer floating): a row of preferences for it
 */
GtkWidget *
limner_key_row_new (const LimnerKeyInfo *info)
{
  LimnerKeyRow *self;
  g_autofree char *signal = NULL;

  g_return_val_if_fail (info != NULL && !info->is_fixed, NULL);

  self = g_object_new (LIMNER_TYPE_KEY_ROW, "title", _(info->title), NULL);
  self->info = info;
  signal = g_strconcat ("changed::", info->id, NULL);
  g_signal_connect_object (limner_keys_get_default (), signal, G_CALLBACK (show_keys), self,
                           G_CONNECT_SWAPPED);
  show_keys (self);
  return GTK_WIDGET (self);
}

/**
 * limner_key_row_get_info:
 * @self: a row
 *
 * Returns: (transfer none): what its keys do
 */
const LimnerKeyInfo *
limner_key_row_get_info (LimnerKeyRow *self)
{
  g_return_val_if_fail (LIMNER_IS_KEY_ROW (self), NULL);

  return self->info;
}

/**
 * limner_key_row_is_listening:
 * @self: a row
 *
 * Returns: whether the next keys are its new ones
 */
gboolean
limner_key_row_is_listening (LimnerKeyRow *self)
{
  g_return_val_if_fail (LIMNER_IS_KEY_ROW (self), FALSE);

  return self->listener != NULL;
}
