/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-side-scroll.h"

/* How far one turn of the wheel goes, in pixels, as data of the scrolled window. */
#define STEP_KEY "limner-side-step"

static gboolean
scroll_cb (GtkEventControllerScroll *controller,
           double                    dx,
           double                    dy,
           GtkScrolledWindow        *scroller)
{
  GdkModifierType state =
    gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));
  GtkAdjustment *adjustment = gtk_scrolled_window_get_hadjustment (scroller);
  int step = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (scroller), STEP_KEY));

  if (!(state & GDK_SHIFT_MASK))
    return GDK_EVENT_PROPAGATE;

  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + dy * step);
  return GDK_EVENT_STOP;
}

/**
 * limner_side_scroll_set_up:
 * @scroller: what scrolls sideways only, on a page that scrolls downwards
 * @step: how far one turn of the wheel goes, in pixels
 *
 * Leaves the wheel to the page. A scrolled window keeps it to itself in a direction too in which it
 * cannot be scrolled, and the page would stand still below the pointer. What goes sideways stays,
 * with Shift too.
 */
void
limner_side_scroll_set_up (GtkScrolledWindow *scroller,
                           double             step)
{
  g_autoptr(GListModel) controllers = NULL;
  GtkEventController *own;

  g_return_if_fail (GTK_IS_SCROLLED_WINDOW (scroller));

  controllers = gtk_widget_observe_controllers (GTK_WIDGET (scroller));
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_SCROLL (controller))
        gtk_event_controller_scroll_set_flags (GTK_EVENT_CONTROLLER_SCROLL (controller),
                                               GTK_EVENT_CONTROLLER_SCROLL_HORIZONTAL |
                                               GTK_EVENT_CONTROLLER_SCROLL_KINETIC);
    }
  g_object_set_data (G_OBJECT (scroller), STEP_KEY, GINT_TO_POINTER ((int) step));
  own = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);
  g_signal_connect_object (own, "scroll", G_CALLBACK (scroll_cb), scroller, 0);
  gtk_widget_add_controller (GTK_WIDGET (scroller), own);
}
