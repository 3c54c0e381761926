/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-form-scroll.h"

static void
update_controllers (GtkWidget *widget)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (widget);
  gboolean has_focus = gtk_widget_has_focus (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_SCROLL (controller))
        gtk_event_controller_set_propagation_phase (controller, has_focus ? GTK_PHASE_BUBBLE
                                                                          : GTK_PHASE_NONE);
    }
}

/**
 * limner_form_scroll_only_with_focus:
 * @widget: a slider or the like
 *
 * Lets the mouse wheel change a control only while it has the focus, so that scrolling through the
 * form changes nothing by accident.
 */
void
limner_form_scroll_only_with_focus (GtkWidget *widget)
{
  g_signal_connect (widget, "notify::has-focus", G_CALLBACK (update_controllers), NULL);
  update_controllers (widget);
}
