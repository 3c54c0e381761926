/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-menu-tip.h"

/* The toolkit leaves the tool tip of a button over the popover that the button has opened. */
static void
visible_cb (GtkWidget  *button,
            GParamSpec *pspec,
            GtkWidget  *popover)
{
  gtk_widget_set_has_tooltip (button, !gtk_widget_get_visible (popover));
  gtk_widget_trigger_tooltip_query (button);
}

/**
 * limner_menu_tip_hide_while_open:
 * @button: a button with a tool tip, which has its popover or menu already
 *
 * Takes the tool tip away while the popover is open, which it would cover.
 */
void
limner_menu_tip_hide_while_open (GtkMenuButton *button)
{
  GtkPopover *popover;

  g_return_if_fail (GTK_IS_MENU_BUTTON (button));

  popover = gtk_menu_button_get_popover (button);
  g_return_if_fail (popover != NULL);
  g_signal_connect_object (popover, "notify::visible", G_CALLBACK (visible_cb), button,
                           G_CONNECT_SWAPPED);
}
