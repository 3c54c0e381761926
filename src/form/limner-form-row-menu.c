/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "base/limner-json.h"

#include "limner-form-meaning.h"
#include "limner-form-row-menu.h"

/* What can be done with any row: a pop-up menu by the other mouse button, by a long press, by the
 * Menu key and by Shift+F10.
 */

static gboolean
remove_cb (gpointer popover)
{
  if (gtk_widget_get_parent (popover) != NULL)
    gtk_widget_unparent (popover);
  return G_SOURCE_REMOVE;
}

/* Not at once: the action that closed it is still to come. */
static void
closed_cb (GtkWidget *popover)
{
  g_idle_add_full (G_PRIORITY_LOW, remove_cb, g_object_ref (popover), g_object_unref);
}

/* The form may be built anew below an open pop-up. */
static void
row_destroy_cb (GtkWidget *popover)
{
  gtk_widget_unparent (popover);
}

static void
pop_up (GtkWidget *row,
        GtkWidget *popover,
        double     x,
        double     y)
{
  GdkRectangle place = { (int) x, (int) y, 1, 1 };

  gtk_widget_set_parent (popover, row);
  g_signal_connect_object (row, "destroy", G_CALLBACK (row_destroy_cb), popover,
                           G_CONNECT_SWAPPED);
  g_signal_connect (popover, "closed", G_CALLBACK (closed_cb), NULL);
  gtk_popover_set_pointing_to (GTK_POPOVER (popover), &place);
  gtk_popover_popup (GTK_POPOVER (popover));
}

static GMenuModel *
make_menu (LimnerFormRow *row)
{
  GMenu *menu = g_menu_new ();
  g_autoptr(GMenu) values = g_menu_new ();
  g_autoptr(GMenu) more = g_menu_new ();
  /* The window's: the form does not know what becomes of it. */
  g_autofree char *sweep = g_strconcat ("win.sweep::", limner_form_row_get_name (row), NULL);

  g_menu_append (values, _("Reset"), "row.reset");
  g_menu_append (values, _("Copy value"), "row.copy");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (values));
  g_menu_append (more, _("Sweep…"), sweep);
  g_menu_append (more, _("Meaning…"), "row.meaning");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (more));
  return G_MENU_MODEL (menu);
}

static void
show_menu (LimnerFormRow *row,
           double         x,
           double         y)
{
  g_autoptr(GMenuModel) menu = make_menu (row);
  GtkWidget *popover = gtk_popover_menu_new_from_model (menu);

  gtk_widget_action_set_enabled (GTK_WIDGET (row), "row.reset",
                                 limner_form_row_is_changed (row));
  gtk_popover_set_has_arrow (GTK_POPOVER (popover), FALSE);
  gtk_widget_set_halign (popover, GTK_ALIGN_START);
  pop_up (GTK_WIDGET (row), popover, x, y);
}

static void
menu_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  show_menu (LIMNER_FORM_ROW (widget), 24, 24);
}

static void
reset_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  limner_form_row_reset (LIMNER_FORM_ROW (widget));
}

static void
copy_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  LimnerFormRow *row = LIMNER_FORM_ROW (widget);
  g_autofree char *text = NULL;

  if (limner_field_is_secret (limner_form_row_get_field (row)))
    return;

  text = limner_values_get_text (limner_form_row_get_values (row), limner_form_row_get_name (row));
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
}

static void
meaning_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  LimnerFormRow *row = LIMNER_FORM_ROW (widget);
  GtkWidget *popover = limner_form_meaning_new (limner_form_row_get_field (row),
                                                limner_form_row_get_values (row),
                                                limner_form_row_get_context (row));

  gtk_popover_set_position (GTK_POPOVER (popover), GTK_POS_BOTTOM);
  pop_up (widget, popover, 60, 30);
}

/**
 * limner_form_row_menu_install:
 * @row_class: the class of the rows
 *
 * Gives rows the actions of their menu, and the keys that open it.
 */
void
limner_form_row_menu_install (GtkWidgetClass *row_class)
{
  gtk_widget_class_install_action (row_class, "row.menu", NULL, menu_action);
  gtk_widget_class_install_action (row_class, "row.reset", NULL, reset_action);
  gtk_widget_class_install_action (row_class, "row.copy", NULL, copy_action);
  gtk_widget_class_install_action (row_class, "row.meaning", NULL, meaning_action);
  gtk_widget_class_add_binding_action (row_class, GDK_KEY_Menu, 0, "row.menu", NULL);
  gtk_widget_class_add_binding_action (row_class, GDK_KEY_F10, GDK_SHIFT_MASK, "row.menu", NULL);
}

static void
show_menu_at (GtkGesture *gesture,
              double      x,
              double      y)
{
  GtkWidget *form = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));
  GtkWidget *target = gtk_widget_pick (form, x, y, GTK_PICK_DEFAULT);
  GtkWidget *row = target != NULL ? gtk_widget_get_ancestor (target, LIMNER_TYPE_FORM_ROW) : NULL;
  double row_x, row_y;

  if (row == NULL || !gtk_widget_translate_coordinates (form, row, x, y, &row_x, &row_y))
    return;

  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  show_menu (LIMNER_FORM_ROW (row), row_x, row_y);
}

static void
pressed_cb (GtkGesture *gesture,
            int         n_press,
            double      x,
            double      y)
{
  show_menu_at (gesture, x, y);
}

/**
 * limner_form_row_menu_attach:
 * @form: what the rows are in
 *
 * Opens the menu of the row that is clicked with the other mouse button or pressed long. One
 * gesture serves all rows; entries have menus of their own, which come first.
 */
void
limner_form_row_menu_attach (GtkWidget *form)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *press = gtk_gesture_long_press_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), NULL);
  gtk_widget_add_controller (form, GTK_EVENT_CONTROLLER (click));
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (press), TRUE);
  g_signal_connect (press, "pressed", G_CALLBACK (show_menu_at), NULL);
  gtk_widget_add_controller (form, GTK_EVENT_CONTROLLER (press));
}

/**
 * limner_form_row_menu_make_reset:
 * @row: a row
 *
 * Makes the button that goes back to the model's default, for it is wanted too often for a menu.
 *
 * Returns: (transfer floating): the button
 */
GtkWidget *
limner_form_row_menu_make_reset (LimnerFormRow *row)
{
  LimnerField *field = limner_form_row_get_field (row);
  gboolean is_pair = limner_form_row_get_partner (row) != NULL;
  JsonNode *fallback = is_pair ? NULL : limner_field_get_default (field);
  g_autofree char *value = fallback != NULL ? limner_json_to_string (fallback, FALSE) : NULL;
  g_autofree char *tip = NULL;
  g_autofree char *label = g_strdup_printf (_("Reset %s"), limner_field_get_title (field));
  GtkWidget *button = gtk_button_new_from_icon_name ("edit-undo-symbolic");

  if (value != NULL && g_utf8_strlen (value, -1) <= 60)
    tip = g_strdup_printf (_("Reset to %s"), value);
  else
    tip = g_strdup (value != NULL || is_pair ? _("Reset to the model’s default") : _("Clear"));

  gtk_widget_set_tooltip_text (button, tip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "limner-reset");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (limner_form_row_reset), row);
  return button;
}
