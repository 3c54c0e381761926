/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Mouse and keyboard of the grid: what is clicked is selected, Ctrl adds, Shift selects a range,
 * and dragging over empty space draws a rubber band. */

#include "config.h"

#include <math.h>

#include "limner-gallery-files.h"
#include "limner-gallery-grid-private.h"

#define WHEEL_STEP       1.12
#define AUTOSCROLL_EDGE  48.0
#define AUTOSCROLL_SPEED 0.6

static gboolean
hit (LimnerGalleryGrid *self,
     double             x,
     double             y,
     guint             *position)
{
  return limner_justified_layout_hit (self->layout, (int) x,
                                    (int) (y + _limner_gallery_grid_get_offset (self)), position);
}

/* Whether a place is the sign of a stack on the picture that lies there. */
static gboolean
hits_stack (LimnerGalleryGrid *self,
            guint              position,
            double             x,
            double             y)
{
  GtkWidget *cell = g_hash_table_lookup (self->cells, GUINT_TO_POINTER (position));
  LimnerRect box;

  return cell != NULL && limner_justified_layout_get_box (self->layout, position, &box) &&
         limner_gallery_cell_hits_stack (LIMNER_GALLERY_CELL (cell), x - box.x,
                                         y + _limner_gallery_grid_get_offset (self) - box.y);
}

static void
pressed_cb (LimnerGalleryGrid *self,
            int                n_press,
            double             x,
            double             y,
            GtkGesture        *gesture)
{
  GdkModifierType state =
    gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  gboolean modify = (state & GDK_CONTROL_MASK) != 0;
  gboolean extend = (state & GDK_SHIFT_MASK) != 0;
  guint position;

  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (!hit (self, x, y, &position))
    {
      if (!modify && !extend)
        limner_gallery_grid_unselect_all (self);
      return;
    }

  if (hits_stack (self, position, x, y))
    limner_gallery_list_toggle_stack (self->list, position);
  else if (n_press == 2 && !modify && !extend)
    _limner_gallery_grid_activate (self, position);
  /* A click within the selection may begin dragging all of it; it is settled when released. */
  else if (modify || extend || !gtk_bitset_contains (self->selected, position))
    limner_gallery_grid_select (self, position, modify, extend);
}

static void
released_cb (LimnerGalleryGrid *self,
             int                n_press,
             double             x,
             double             y,
             GtkGesture        *gesture)
{
  GdkModifierType state =
    gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  guint position;

  if ((state & (GDK_CONTROL_MASK | GDK_SHIFT_MASK)) == 0 && !self->rubber_band &&
      hit (self, x, y, &position) && gtk_bitset_get_size (self->selected) > 1)
    limner_gallery_grid_select (self, position, FALSE, FALSE);
}

static void
show_menu (LimnerGalleryGrid *self,
           double             x,
           double             y)
{
  if (self->popover == NULL)
    return;

  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover),
                               &(GdkRectangle) { (int) x, (int) y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->popover));
}

static void
menu_pressed_cb (LimnerGalleryGrid *self,
                 int                n_press,
                 double             x,
                 double             y)
{
  guint position;

  if (!hit (self, x, y, &position))
    return;

  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (!gtk_bitset_contains (self->selected, position))
    limner_gallery_grid_select (self, position, FALSE, FALSE);
  show_menu (self, x, y);
}

static void
update_band (LimnerGalleryGrid *self)
{
  const LimnerRect band = {
    (int) MIN (self->band_x, self->band_end_x), (int) MIN (self->band_y, self->band_end_y),
    (int) fabs (self->band_end_x - self->band_x) + 1,
    (int) fabs (self->band_end_y - self->band_y) + 1,
  };
  guint n_rows = limner_justified_layout_get_n_rows (self->layout);

  gtk_bitset_remove_all (self->selected);
  gtk_bitset_union (self->selected, self->base);
  for (guint i = limner_justified_layout_find_row (self->layout, band.y); i < n_rows; i++)
    {
      const LimnerJustifiedRow *row = limner_justified_layout_get_row (self->layout, i);

      if (row->y > band.y + band.height)
        break;
      for (guint j = row->first; j < row->first + row->n; j++)
        {
          LimnerRect box;
          LimnerRect common;

          if (limner_justified_layout_get_box (self->layout, j, &box) &&
              limner_rect_intersect (&box, &band, &common))
            gtk_bitset_add (self->selected, j);
        }
    }
  _limner_gallery_grid_selection_changed (self);
}

static gboolean
autoscroll_cb (GtkWidget     *widget,
               GdkFrameClock *clock,
               gpointer       user_data)
{
  LimnerGalleryGrid *self = LIMNER_GALLERY_GRID (widget);
  GtkAdjustment *adjustment = self->adjustments[GTK_ORIENTATION_VERTICAL];

  if (adjustment != NULL && self->autoscroll_speed != 0)
    {
      double before = gtk_adjustment_get_value (adjustment);

      gtk_adjustment_set_value (adjustment, before + self->autoscroll_speed);
      self->band_end_y += gtk_adjustment_get_value (adjustment) - before;
      update_band (self);
    }
  return G_SOURCE_CONTINUE;
}

static void
drag_begin_cb (LimnerGalleryGrid *self,
               double             x,
               double             y,
               GtkGesture        *gesture)
{
  GdkModifierType state =
    gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  guint position;

  if (hit (self, x, y, &position))
    {
      gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_DENIED);
      return;
    }

  g_clear_pointer (&self->base, gtk_bitset_unref);
  self->base = (state & (GDK_CONTROL_MASK | GDK_SHIFT_MASK)) != 0 ? gtk_bitset_copy (self->selected)
                                                                  : gtk_bitset_new_empty ();
  self->band_x = self->band_end_x = x;
  self->band_y = self->band_end_y = y + _limner_gallery_grid_get_offset (self);
}

static void
drag_update_cb (LimnerGalleryGrid *self,
                double             dx,
                double             dy,
                GtkGestureDrag    *gesture)
{
  int height = gtk_widget_get_height (GTK_WIDGET (self));
  double x;
  double y;

  if (self->base == NULL || !gtk_gesture_drag_get_start_point (gesture, &x, &y))
    return;

  if (!self->rubber_band)
    {
      if (!gtk_drag_check_threshold (GTK_WIDGET (self), 0, 0, (int) dx, (int) dy))
        return;
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
      self->rubber_band = TRUE;
      self->autoscroll_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), autoscroll_cb, NULL,
                                                          NULL);
    }
  y += dy;
  self->autoscroll_speed = y < AUTOSCROLL_EDGE ? (y - AUTOSCROLL_EDGE) * AUTOSCROLL_SPEED
                           : y > height - AUTOSCROLL_EDGE
                             ? (y - height + AUTOSCROLL_EDGE) * AUTOSCROLL_SPEED : 0;
  self->band_end_x = x + dx;
  self->band_end_y = y + _limner_gallery_grid_get_offset (self);
  update_band (self);
}

static void
end_band (LimnerGalleryGrid *self)
{
  self->rubber_band = FALSE;
  self->autoscroll_speed = 0;
  g_clear_pointer (&self->base, gtk_bitset_unref);
  if (self->autoscroll_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->autoscroll_id);
  self->autoscroll_id = 0;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
scroll_cb (LimnerGalleryGrid        *self,
           double                    dx,
           double                    dy,
           GtkEventControllerScroll *controller)
{
  GdkModifierType state =
    gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));

  if ((state & GDK_CONTROL_MASK) == 0)
    return GDK_EVENT_PROPAGATE;

  limner_gallery_grid_set_row_height (self,
                                      (int) lround (self->row_height * pow (WHEEL_STEP, -dy)));
  return GDK_EVENT_STOP;
}

static GdkContentProvider *
drag_prepare_cb (LimnerGalleryGrid *self,
                 double             x,
                 double             y,
                 GtkDragSource     *source)
{
  g_auto(GStrv) ids = NULL;
  GdkContentProvider *providers[2];
  guint pressed;

  if (!hit (self, x, y, &pressed) ||
      !gtk_bitset_contains (self->selected, pressed))
    return NULL;

  /* Other programs take the files, our own albums the pictures. */
  ids = limner_gallery_grid_dup_selected_ids (self);
  providers[0] = gdk_content_provider_new_typed (G_TYPE_STRV, ids);
  providers[1] = limner_gallery_files_new (self->list, limner_gallery_grid_list_selected (self));
  return gdk_content_provider_new_union (providers, G_N_ELEMENTS (providers));
}

static void
dragging_cb (LimnerGalleryGrid *self,
             GdkDrag           *drag,
             GtkDragSource     *source)
{
  GtkWidget *cell = g_hash_table_lookup (self->cells, GUINT_TO_POINTER (self->cursor));
  GdkPaintable *paintable = NULL;

  if (cell != NULL)
    paintable = limner_gallery_cell_get_paintable (LIMNER_GALLERY_CELL (cell));
  if (paintable != NULL)
    {
      double factor = 128.0 / MAX (gdk_paintable_get_intrinsic_width (paintable),
                                   gdk_paintable_get_intrinsic_height (paintable));
      g_autoptr(GtkSnapshot) snapshot = gtk_snapshot_new ();
      g_autoptr(GdkPaintable) icon = NULL;

      gdk_paintable_snapshot (paintable, snapshot,
                              gdk_paintable_get_intrinsic_width (paintable) * factor,
                              gdk_paintable_get_intrinsic_height (paintable) * factor);
      icon = gtk_snapshot_free_to_paintable (g_steal_pointer (&snapshot), NULL);
      gtk_drag_source_set_icon (source, icon, 0, 0);
    }
}

static void
move_to (LimnerGalleryGrid *self,
         guint              position,
         gboolean           modify,
         gboolean           extend)
{
  if (modify && !extend)
    {
      _limner_gallery_grid_set_cursor (self, position);
      _limner_gallery_grid_selection_changed (self);
    }
  else
    limner_gallery_grid_select (self, position, FALSE, extend);
  limner_gallery_grid_scroll_to (self, position);
}

static guint
target_of (LimnerGalleryGrid *self,
           guint              keyval,
           guint              n_items)
{
  int page = MAX (gtk_widget_get_height (GTK_WIDGET (self)) / (self->row_height + 8), 1);
  guint cursor = self->cursor;

  if (cursor >= n_items)
    return keyval == GDK_KEY_End ? n_items - 1 : 0;
  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    keyval = keyval == GDK_KEY_Left ? GDK_KEY_Right
             : keyval == GDK_KEY_Right ? GDK_KEY_Left : keyval;

  switch (keyval)
    {
    case GDK_KEY_Left:
      return cursor > 0 ? cursor - 1 : 0;
    case GDK_KEY_Right:
      return MIN (cursor + 1, n_items - 1);
    case GDK_KEY_Up:
      return limner_justified_layout_move (self->layout, cursor, -1);
    case GDK_KEY_Down:
      return limner_justified_layout_move (self->layout, cursor, 1);
    case GDK_KEY_Page_Up:
      return limner_justified_layout_move (self->layout, cursor, -page);
    case GDK_KEY_Page_Down:
      return limner_justified_layout_move (self->layout, cursor, page);
    case GDK_KEY_Home:
      return 0;
    case GDK_KEY_End:
    default:
      return n_items - 1;
    }
}

static gboolean
move_shortcut (GtkWidget *widget,
               GVariant  *args,
               gpointer   user_data)
{
  LimnerGalleryGrid *self = LIMNER_GALLERY_GRID (widget);
  guint n_items = _limner_gallery_grid_get_n_items (self);
  guint keyval;
  gboolean modify;
  gboolean extend;

  if (n_items == 0)
    return GDK_EVENT_PROPAGATE;

  g_variant_get (args, "(ubb)", &keyval, &modify, &extend);
  move_to (self, target_of (self, keyval, n_items), modify, extend);
  return GDK_EVENT_STOP;
}

static gboolean
activate_shortcut (GtkWidget *widget,
                   GVariant  *args,
                   gpointer   user_data)
{
  LimnerGalleryGrid *self = LIMNER_GALLERY_GRID (widget);

  if (self->cursor == GTK_INVALID_LIST_POSITION)
    return GDK_EVENT_PROPAGATE;

  _limner_gallery_grid_activate (self, self->cursor);
  return GDK_EVENT_STOP;
}

static gboolean
toggle_shortcut (GtkWidget *widget,
                 GVariant  *args,
                 gpointer   user_data)
{
  LimnerGalleryGrid *self = LIMNER_GALLERY_GRID (widget);

  if (self->cursor == GTK_INVALID_LIST_POSITION)
    return GDK_EVENT_PROPAGATE;

  limner_gallery_grid_select (self, self->cursor, TRUE, FALSE);
  return GDK_EVENT_STOP;
}

static gboolean
select_all_shortcut (GtkWidget *widget,
                     GVariant  *args,
                     gpointer   user_data)
{
  if (g_variant_get_boolean (args))
    limner_gallery_grid_select_all (LIMNER_GALLERY_GRID (widget));
  else
    limner_gallery_grid_unselect_all (LIMNER_GALLERY_GRID (widget));
  return GDK_EVENT_STOP;
}

static gboolean
zoom_shortcut (GtkWidget *widget,
               GVariant  *args,
               gpointer   user_data)
{
  LimnerGalleryGrid *self = LIMNER_GALLERY_GRID (widget);

  limner_gallery_grid_set_row_height (self, (int) (self->row_height * g_variant_get_double (args)));
  return GDK_EVENT_STOP;
}

static gboolean
menu_shortcut (GtkWidget *widget,
               GVariant  *args,
               gpointer   user_data)
{
  LimnerGalleryGrid *self = LIMNER_GALLERY_GRID (widget);
  LimnerRect box;

  if (!limner_justified_layout_get_box (self->layout, self->cursor, &box))
    return GDK_EVENT_PROPAGATE;

  show_menu (self, box.x + box.width / 2.0,
             box.y + box.height / 2.0 - _limner_gallery_grid_get_offset (self));
  return GDK_EVENT_STOP;
}

static void
add_move_bindings (GtkWidgetClass *widget_class)
{
  static const guint keys[][2] = {
    { GDK_KEY_Left, GDK_KEY_KP_Left }, { GDK_KEY_Right, GDK_KEY_KP_Right },
    { GDK_KEY_Up, GDK_KEY_KP_Up }, { GDK_KEY_Down, GDK_KEY_KP_Down },
    { GDK_KEY_Page_Up, GDK_KEY_KP_Page_Up }, { GDK_KEY_Page_Down, GDK_KEY_KP_Page_Down },
    { GDK_KEY_Home, GDK_KEY_KP_Home }, { GDK_KEY_End, GDK_KEY_KP_End },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (keys) * 2; i++)
    for (int modifiers = 0; modifiers < 4; modifiers++)
      gtk_widget_class_add_binding (widget_class, keys[i / 2][i % 2],
                                    (GdkModifierType) ((modifiers & 1 ? GDK_CONTROL_MASK : 0) |
                                                       (modifiers & 2 ? GDK_SHIFT_MASK : 0)),
                                    move_shortcut, "(ubb)", keys[i / 2][0], (modifiers & 1) != 0,
                                    (modifiers & 2) != 0);
}

void
_limner_gallery_grid_class_input (GtkWidgetClass *widget_class)
{
  add_move_bindings (widget_class);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, 0, activate_shortcut, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Enter, 0, activate_shortcut, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_space, 0, activate_shortcut, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_space, GDK_CONTROL_MASK, toggle_shortcut,
                                NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_a, GDK_CONTROL_MASK, select_all_shortcut, "b",
                                TRUE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_a, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                select_all_shortcut, "b", FALSE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_plus, GDK_CONTROL_MASK, zoom_shortcut, "d",
                                1.2);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_equal, GDK_CONTROL_MASK, zoom_shortcut, "d",
                                1.2);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Add, GDK_CONTROL_MASK, zoom_shortcut, "d",
                                1.2);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_minus, GDK_CONTROL_MASK, zoom_shortcut, "d",
                                1 / 1.2);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Subtract, GDK_CONTROL_MASK, zoom_shortcut,
                                "d", 1 / 1.2);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, menu_shortcut, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Menu, 0, menu_shortcut, NULL);
}

void
_limner_gallery_grid_init_input (LimnerGalleryGrid *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *menu = gtk_gesture_click_new ();
  GtkGesture *band = gtk_gesture_drag_new ();
  GtkDragSource *source = gtk_drag_source_new ();
  GtkEventController *scroll =
    gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);

  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect_swapped (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (menu), GDK_BUTTON_SECONDARY);
  g_signal_connect_swapped (menu, "pressed", G_CALLBACK (menu_pressed_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (menu));
  g_signal_connect_swapped (band, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (band, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect_swapped (band, "drag-end", G_CALLBACK (end_band), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (band));
  g_signal_connect_swapped (source, "prepare", G_CALLBACK (drag_prepare_cb), self);
  g_signal_connect_swapped (source, "drag-begin", G_CALLBACK (dragging_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (source));
  g_signal_connect_swapped (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  gtk_widget_add_controller (widget, scroll);
  _limner_gallery_grid_init_arrange (self);
}

void
_limner_gallery_grid_stop_input (LimnerGalleryGrid *self)
{
  if (self->autoscroll_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->autoscroll_id);
  self->autoscroll_id = 0;
}

/**
 * limner_gallery_grid_set_menu:
 * @self: a grid
 * @menu: what a click with the second button offers
 *
 * Sets the context menu.
 */
void
limner_gallery_grid_set_menu (LimnerGalleryGrid *self,
                              GMenuModel        *menu)
{
  g_return_if_fail (LIMNER_IS_GALLERY_GRID (self));

  g_clear_pointer (&self->popover, gtk_widget_unparent);
  self->popover = gtk_popover_menu_new_from_model (menu);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
  gtk_widget_set_halign (self->popover, GTK_ALIGN_START);
  gtk_widget_set_parent (self->popover, GTK_WIDGET (self));
}
