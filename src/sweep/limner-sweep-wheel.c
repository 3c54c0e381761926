/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-sweep-wheel.h"

/* What has turned since the last step; a touchpad tells in small parts. */
static gboolean
scroll_cb (GtkEventController *controller,
           double              dx,
           double              dy,
           double             *turned)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (controller);

  if ((state & GDK_CONTROL_MASK) == 0)
    return GDK_EVENT_PROPAGATE;

  *turned += dy;
  while (ABS (*turned) >= 1)
    {
      int step = *turned > 0 ? -1 : 1;

      gtk_widget_activate_action (gtk_event_controller_get_widget (controller), "sweep.zoom", "i",
                                  step);
      *turned += step;
    }
  return GDK_EVENT_STOP;
}

/**
 * limner_sweep_wheel_add:
 * @page: a widget with the action `sweep.zoom`
 *
 * Lets Ctrl and the wheel zoom, wherever on the page the pointer is. It comes before what scrolls.
 */
void
limner_sweep_wheel_add (GtkWidget *page)
{
  GtkEventController *controller =
    gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);
  double *turned = g_new0 (double, 1);

  g_return_if_fail (GTK_IS_WIDGET (page));

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect_data (controller, "scroll", G_CALLBACK (scroll_cb), turned,
                         (GClosureNotify) G_CALLBACK (g_free), 0);
  gtk_widget_add_controller (page, controller);
}
