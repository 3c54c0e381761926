/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Hands on the canvas: palms beside a pen, a pen's buttons, the box that moves, scales and turns,
 * and the keys that go with them. */

#include <math.h>

#include "canvas/limner-canvas-private.h"
#include "canvas/limner-tool-options.h"
#include "canvas/limner-transform-options.h"
#include "limner-test-widget.h"

#include "canvas-fixtures.h"

typedef CanvasWorld World;

static void
setup (World         *world,
       gconstpointer  data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  world->document = canvas_test_new_document (400, 300);
  world->widget = limner_canvas_new ();
  world->canvas = LIMNER_CANVAS (world->widget);
  world->options = limner_tool_options_new ();
  gtk_box_append (GTK_BOX (box), world->options);
  gtk_box_append (GTK_BOX (box), world->widget);
  limner_tool_options_set_canvas (LIMNER_TOOL_OPTIONS (world->options), world->canvas);
  world->window = canvas_test_show (box, 700, 500);
  canvas_test_wait_until (canvas_test_is_mapped, world->widget);
  limner_canvas_set_document (world->canvas, world->document);
  gtk_widget_activate_action (world->widget, "canvas.zoom-percent", "i", 100);
  g_object_set (limner_canvas_get_settings (world->canvas), "size", 20.0, NULL);
}

static LimnerPenPoint
at (World  *world,
    double  x,
    double  y)
{
  LimnerPenPoint point = { 0, 0, 1 };

  limner_viewport_from_picture (&world->canvas->viewport, x, y, &point.x, &point.y);
  return point;
}

static gboolean
press (World               *world,
       double               x,
       double               y,
       guint                button,
       LimnerCanvasPointer  pointer,
       GdkModifierType      state)
{
  LimnerPenPoint point = at (world, x, y);

  return _limner_canvas_press (world->canvas, point.x, point.y, button, pointer, state);
}

static void
move_and_release (World  *world,
                  double  dx,
                  double  dy)
{
  gpointer drag = canvas_test_find_controller (world->widget, GTK_TYPE_GESTURE_DRAG);

  g_signal_emit_by_name (drag, "drag-update", dx, dy);
  g_signal_emit_by_name (drag, "drag-end", dx, dy);
}

/* Does what a key of the class does; tells whether it had anything to do. */
static gboolean
strike (World           *world,
        guint            key,
        GdkModifierType  state)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (world->widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GObject) controller = g_list_model_get_item (controllers, i);

      for (guint k = 0; GTK_IS_SHORTCUT_CONTROLLER (controller) &&
                        k < g_list_model_get_n_items (G_LIST_MODEL (controller)); k++)
        {
          g_autoptr(GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), k);
          GtkShortcutTrigger *trigger = gtk_shortcut_get_trigger (shortcut);

          if (GTK_IS_KEYVAL_TRIGGER (trigger) &&
              gtk_keyval_trigger_get_keyval (GTK_KEYVAL_TRIGGER (trigger)) == key &&
              gtk_keyval_trigger_get_modifiers (GTK_KEYVAL_TRIGGER (trigger)) == state)
            return gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0,
                                                 world->widget,
                                                 gtk_shortcut_get_arguments (shortcut));
        }
    }
  return FALSE;
}

/* Fingers */

static void
test_touch (World         *world,
            gconstpointer  data)
{
  LimnerViewport before, after;

  g_assert_true (press (world, 100, 100, GDK_BUTTON_PRIMARY, LIMNER_CANVAS_TOUCH, 0));
  move_and_release (world, 60, 0);
  g_assert_cmpint (canvas_test_get_value (world, 130, 100), ==, 255);
  gtk_widget_activate_action (world->widget, "canvas.undo", NULL);

  /* By setting they move the view. */
  limner_canvas_set_touch_draws (world->canvas, FALSE);
  limner_canvas_get_viewport (world->canvas, &before);
  g_assert_true (press (world, 100, 100, GDK_BUTTON_PRIMARY, LIMNER_CANVAS_TOUCH, 0));
  move_and_release (world, 30, 10);
  limner_canvas_get_viewport (world->canvas, &after);
  g_assert_cmpfloat_with_epsilon (after.centre_x, before.centre_x - 30, 0.01);
  g_assert_cmpfloat (limner_document_get_mask_coverage (world->document), ==, 0);
}

/* The hand that holds a pen rests on the screen. */
static void
test_palm (World         *world,
           gconstpointer  data)
{
  LimnerPenPoint near = at (world, 200, 150);
  LimnerPenPoint end = at (world, 260, 150);
  LimnerViewport before, after;

  g_assert_false (_limner_canvas_is_palm (world->canvas));
  _limner_canvas_pen_near (world->canvas, near.x, near.y);
  g_assert_true (_limner_canvas_is_palm (world->canvas));
  g_assert_false (press (world, 300, 250, GDK_BUTTON_PRIMARY, LIMNER_CANVAS_TOUCH, 0));
  move_and_release (world, 20, 0);
  g_assert_cmpfloat (limner_document_get_mask_coverage (world->document), ==, 0);

  /* Neither does it end the stroke, nor move the view, with however many points it touches. */
  limner_canvas_get_viewport (world->canvas, &before);
  _limner_canvas_pen_down (world->canvas, &near, FALSE, 0);
  g_assert_false (press (world, 300, 250, GDK_BUTTON_PRIMARY, LIMNER_CANVAS_TOUCH, 0));
  g_signal_emit_by_name (canvas_test_find_controller (world->widget, GTK_TYPE_GESTURE_ZOOM),
                         "begin", NULL);
  _limner_canvas_pinch (world->canvas, 3, 1, 100, 100);
  g_assert_true (limner_document_is_painting (world->document));
  limner_canvas_get_viewport (world->canvas, &after);
  g_assert_cmpfloat (after.zoom, ==, before.zoom);
  _limner_canvas_pen_move (world->canvas, &end, 1, FALSE, 0);
  _limner_canvas_pen_up (world->canvas, &end, 0);
  g_assert_cmpint (canvas_test_get_value (world, 230, 150), ==, 255);
  g_assert_cmpint (canvas_test_get_value (world, 300, 250), ==, 0);
  g_assert_true (_limner_canvas_is_palm (world->canvas));

  /* When the pen has been away for a while fingers count again; a mouse always does. */
  g_assert_true (press (world, 40, 40, GDK_BUTTON_PRIMARY, LIMNER_CANVAS_MOUSE, 0));
  move_and_release (world, 20, 0);
  g_assert_cmpint (canvas_test_get_value (world, 50, 40), ==, 255);
  world->canvas->pen_seen -= 2 * G_USEC_PER_SEC;
  g_assert_false (_limner_canvas_is_palm (world->canvas));
  g_assert_true (press (world, 300, 250, GDK_BUTTON_PRIMARY, LIMNER_CANVAS_TOUCH, 0));
  move_and_release (world, 20, 0);
  g_assert_cmpint (canvas_test_get_value (world, 310, 250), ==, 255);
}

/* The palm is often there before the pen: what it began is no stroke. */
static void
test_palm_first (World         *world,
                 gconstpointer  data)
{
  LimnerPenPoint from = at (world, 100, 100);
  LimnerPenPoint to = at (world, 160, 100);

  g_assert_true (press (world, 300, 250, GDK_BUTTON_PRIMARY, LIMNER_CANVAS_TOUCH, 0));
  g_assert_cmpint (canvas_test_get_value (world, 300, 250), ==, 255);
  _limner_canvas_pen_down (world->canvas, &from, FALSE, 0);
  g_assert_cmpint (canvas_test_get_value (world, 300, 250), ==, 0);
  _limner_canvas_pen_move (world->canvas, &to, 1, FALSE, 0);
  _limner_canvas_pen_up (world->canvas, &to, 0);
  g_assert_cmpint (canvas_test_get_value (world, 130, 100), ==, 255);
  gtk_widget_activate_action (world->widget, "canvas.undo", NULL);
  g_assert_cmpfloat (limner_document_get_mask_coverage (world->document), ==, 0);
  g_assert_false (limner_document_get_can_undo (world->document));
}

static void
test_pen_buttons (World         *world,
                  gconstpointer  data)
{
  LimnerPenPoint from = at (world, 100, 100);
  LimnerPenPoint to = at (world, 200, 100);
  LimnerViewport before, after;

  _limner_canvas_pen_down (world->canvas, &from, FALSE, 0);
  _limner_canvas_pen_move (world->canvas, &to, 1, FALSE, 0);
  _limner_canvas_pen_up (world->canvas, &to, 0);
  g_assert_cmpint (canvas_test_get_value (world, 150, 100), ==, 255);

  /* The second one erases as long as it is held; with the eraser's tool it paints. */
  _limner_canvas_pen_down (world->canvas, &from, FALSE, GDK_BUTTON3_MASK);
  _limner_canvas_pen_move (world->canvas, &to, 1, FALSE, GDK_BUTTON3_MASK);
  _limner_canvas_pen_up (world->canvas, &to, GDK_BUTTON3_MASK);
  g_assert_cmpint (canvas_test_get_value (world, 150, 100), ==, 0);
  limner_canvas_set_tool (world->canvas, LIMNER_TOOL_KIND_ERASER);
  _limner_canvas_pen_down (world->canvas, &from, FALSE, GDK_BUTTON3_MASK);
  _limner_canvas_pen_up (world->canvas, &from, GDK_BUTTON3_MASK);
  g_assert_cmpint (canvas_test_get_value (world, 100, 100), ==, 255);

  /* The first one moves the view: with the tip down, and with the pen in the air. */
  limner_canvas_get_viewport (world->canvas, &before);
  _limner_canvas_pen_down (world->canvas, &from, FALSE, GDK_BUTTON2_MASK);
  _limner_canvas_pen_move (world->canvas, &to, 1, FALSE, GDK_BUTTON2_MASK);
  _limner_canvas_pen_up (world->canvas, &to, GDK_BUTTON2_MASK);
  limner_canvas_get_viewport (world->canvas, &after);
  g_assert_cmpfloat_with_epsilon (after.centre_x, before.centre_x - 100, 0.01);
  g_assert_true (press (world, 100, 100, GDK_BUTTON_MIDDLE, LIMNER_CANVAS_PEN, 0));
  move_and_release (world, -100, 0);
  limner_canvas_get_viewport (world->canvas, &after);
  g_assert_cmpfloat_with_epsilon (after.centre_x, before.centre_x, 0.01);
  g_assert_cmpint (canvas_test_get_value (world, 100, 100), ==, 255);

  /* Its tip is left to the gesture that knows of pressure. */
  g_assert_false (press (world, 100, 200, GDK_BUTTON_PRIMARY, LIMNER_CANVAS_PEN, 0));
  g_assert_false (limner_document_is_painting (world->document));
}

/* Keys that come and go during a stroke do not hand it to another tool. */
static void
test_alt_during_stroke (World         *world,
                        gconstpointer  data)
{
  LimnerPenPoint from = at (world, 100, 100);
  LimnerPenPoint to = at (world, 200, 100);
  LimnerBrush brush;
  guint colour, later;

  limner_canvas_set_tool (world->canvas, LIMNER_TOOL_KIND_COLOUR);
  g_object_get (limner_canvas_get_settings (world->canvas), "colour", &colour, NULL);
  _limner_canvas_pen_down (world->canvas, &from, FALSE, 0);
  _limner_canvas_pen_move (world->canvas, &to, 1, FALSE, GDK_ALT_MASK);
  _limner_canvas_pen_up (world->canvas, &to, GDK_ALT_MASK);
  g_assert_false (limner_document_is_painting (world->document));
  g_assert_true (limner_document_has_guide (world->document));

  /* With Alt from the start it picks a colour, and goes on with it when Alt is let go; with the
   * right button it changes the brush. */
  gtk_widget_activate_action (world->widget, "canvas.clear-guide", NULL);
  _limner_canvas_pen_down (world->canvas, &from, FALSE, GDK_ALT_MASK);
  g_object_get (limner_canvas_get_settings (world->canvas), "colour", &colour, NULL);
  _limner_canvas_pen_move (world->canvas, &to, 1, FALSE, 0);
  g_object_get (limner_canvas_get_settings (world->canvas), "colour", &later, NULL);
  g_assert_cmphex (later, !=, colour);
  _limner_canvas_pen_up (world->canvas, &to, 0);
  g_assert_false (limner_document_has_guide (world->document));
  g_object_set (limner_canvas_get_settings (world->canvas), "colour", 0x123456, NULL);
  g_assert_true (press (world, 100, 200, GDK_BUTTON_SECONDARY, LIMNER_CANVAS_MOUSE, GDK_ALT_MASK));
  move_and_release (world, 30, 0);
  limner_tool_settings_get_brush (limner_canvas_get_settings (world->canvas),
                                  LIMNER_TOOL_KIND_COLOUR, &brush);
  g_assert_cmpfloat (brush.size, ==, 24 + 60);
  g_object_get (limner_canvas_get_settings (world->canvas), "colour", &colour, NULL);
  g_assert_cmphex (colour, ==, 0x123456);
  g_assert_false (press (world, 10, 10, GDK_BUTTON_SECONDARY, LIMNER_CANVAS_MOUSE, 0));
}

/* While one is at it, a result that comes should stay in the strip. */
static void
test_is_drawing (World         *world,
                 gconstpointer  data)
{
  g_assert_false (limner_canvas_is_drawing (world->canvas));
  g_assert_true (press (world, 100, 100, GDK_BUTTON_PRIMARY, LIMNER_CANVAS_MOUSE, 0));
  g_assert_true (limner_canvas_is_drawing (world->canvas));
  move_and_release (world, 10, 10);
  g_assert_false (limner_canvas_is_drawing (world->canvas));

  /* Between the corners of a polygon the button is up. */
  limner_canvas_set_tool (world->canvas, LIMNER_TOOL_KIND_POLYGON);
  g_assert_true (press (world, 100, 100, GDK_BUTTON_PRIMARY, LIMNER_CANVAS_MOUSE, 0));
  move_and_release (world, 0, 0);
  g_assert_true (limner_canvas_is_drawing (world->canvas));
  g_assert_true (strike (world, GDK_KEY_Escape, 0));
  g_assert_false (limner_canvas_is_drawing (world->canvas));
  g_assert_false (strike (world, GDK_KEY_Escape, 0));
}

/* The box */

static void
mask_rectangle (World *world)
{
  g_assert_true (gtk_widget_activate_action (world->widget, "canvas.rectangle", "(iiiii)", 100,
                                             100, 80, 60, (int) LIMNER_COMBINE_REPLACE));
}

static void
assert_bounds (World *world,
               int    x,
               int    y,
               int    width,
               int    height)
{
  LimnerRect bounds;

  g_assert_true (limner_document_get_mask_bounds (world->document, &bounds));
  g_assert_cmpint (bounds.x, ==, x);
  g_assert_cmpint (bounds.y, ==, y);
  g_assert_cmpint (bounds.width, ==, width);
  g_assert_cmpint (bounds.height, ==, height);
}

/* What was scaled has a soft edge of a pixel. */
static void
assert_near (World *world,
             int    x,
             int    y,
             int    width,
             int    height)
{
  LimnerRect bounds;

  g_assert_true (limner_document_get_mask_bounds (world->document, &bounds));
  g_assert_cmpint (ABS (bounds.x - x), <=, 1);
  g_assert_cmpint (ABS (bounds.y - y), <=, 1);
  g_assert_cmpint (ABS (bounds.width - width), <=, 2);
  g_assert_cmpint (ABS (bounds.height - height), <=, 2);
}

static void
drag (World  *world,
      double  x,
      double  y,
      double  dx,
      double  dy)
{
  LimnerPenPoint from = at (world, x, y);

  canvas_test_drag (world->widget, from.x, from.y, dx, dy);
}

static const char *
cursor_at (World  *world,
           double  x,
           double  y)
{
  gpointer motion = canvas_test_find_controller (world->widget, GTK_TYPE_EVENT_CONTROLLER_MOTION);
  LimnerPenPoint point = at (world, x, y);

  g_signal_emit_by_name (motion, "motion", point.x, point.y);
  return gdk_cursor_get_name (gtk_widget_get_cursor (world->widget));
}

static void
test_transform (World         *world,
                gconstpointer  data)
{
  g_assert_true (strike (world, GDK_KEY_t, GDK_CONTROL_MASK));
  g_assert_cmpint (limner_canvas_get_tool (world->canvas), ==, LIMNER_TOOL_KIND_TRANSFORM);

  /* With nothing there, nothing happens. */
  g_assert_cmpstr (cursor_at (world, 120, 120), ==, "default");
  drag (world, 120, 120, 50, 50);
  g_assert_false (strike (world, GDK_KEY_Left, 0));
  g_assert_false (limner_document_get_can_undo (world->document));

  mask_rectangle (world);
  g_assert_cmpstr (cursor_at (world, 140, 130), ==, "move");
  g_assert_cmpstr (cursor_at (world, 180, 130), ==, "ew-resize");
  g_assert_cmpstr (cursor_at (world, 140, 100), ==, "ns-resize");
  g_assert_cmpstr (cursor_at (world, 100, 100), ==, "nwse-resize");
  g_assert_cmpstr (cursor_at (world, 180, 100), ==, "nesw-resize");
  g_assert_cmpstr (cursor_at (world, 300, 200), ==, "alias");

  drag (world, 140, 130, 40, 20);
  assert_bounds (world, 140, 120, 80, 60);
  drag (world, 220, 180, 40, 30);
  assert_near (world, 140, 120, 120, 90);

  /* The arrow keys go by pixels, and as one sees them. */
  g_assert_true (strike (world, GDK_KEY_Left, 0));
  g_assert_true (strike (world, GDK_KEY_Down, GDK_SHIFT_MASK));
  assert_near (world, 139, 130, 120, 90);
  gtk_widget_activate_action (world->widget, "canvas.mirror", NULL);
  g_assert_true (strike (world, GDK_KEY_Right, GDK_SHIFT_MASK));
  assert_near (world, 129, 130, 120, 90);
  gtk_widget_activate_action (world->widget, "canvas.mirror", NULL);

  /* All of it is one step. */
  gtk_widget_activate_action (world->widget, "canvas.undo", NULL);
  assert_bounds (world, 100, 100, 80, 60);

  /* Escape in the middle of a drag; Enter makes what comes next a step of its own. */
  g_assert_true (press (world, 140, 130, GDK_BUTTON_PRIMARY, LIMNER_CANVAS_MOUSE, 0));
  g_signal_emit_by_name (canvas_test_find_controller (world->widget, GTK_TYPE_GESTURE_DRAG),
                         "drag-update", 30., 0.);
  assert_bounds (world, 130, 100, 80, 60);
  g_assert_true (strike (world, GDK_KEY_Escape, 0));
  assert_bounds (world, 100, 100, 80, 60);
  g_assert_false (strike (world, GDK_KEY_Return, 0));
  drag (world, 140, 130, 20, 0);
  g_assert_true (strike (world, GDK_KEY_Return, 0));
  g_assert_false (strike (world, GDK_KEY_Return, 0));
  drag (world, 160, 130, 20, 0);
  gtk_widget_activate_action (world->widget, "canvas.undo", NULL);
  assert_bounds (world, 120, 100, 80, 60);
}

static GtkSpinButton *
find_number (GtkWidget  *widget,
             const char *tooltip)
{
  const char *text = gtk_widget_get_tooltip_text (widget);

  if (GTK_IS_SPIN_BUTTON (widget) && text != NULL && g_str_has_prefix (text, tooltip))
    return GTK_SPIN_BUTTON (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkSpinButton *found = find_number (child, tooltip);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
find_named (GtkWidget  *widget,
            const char *name)
{
  if (strcmp (gtk_widget_get_name (widget), name) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_named (child, name);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
test_transform_numbers (World         *world,
                        gconstpointer  data)
{
  GtkWidget *options = limner_test_find_child (world->options, LIMNER_TYPE_TRANSFORM_OPTIONS);
  GtkSpinButton *right = find_number (options, "How far it is moved to the right");
  GtkSpinButton *width = find_number (options, "In percent");
  GtkSpinButton *angle = find_number (options, "Clockwise");

  limner_canvas_set_tool (world->canvas, LIMNER_TOOL_KIND_TRANSFORM);
  g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (right)));
  mask_rectangle (world);
  g_assert_true (gtk_widget_get_visible (gtk_widget_get_parent (GTK_WIDGET (right))));

  /* They show what is dragged, and do what is typed. */
  drag (world, 140, 130, 25, 0);
  g_assert_cmpfloat (gtk_spin_button_get_value (right), ==, 25);
  gtk_spin_button_set_value (right, -40);
  assert_bounds (world, 60, 100, 80, 60);
  gtk_spin_button_set_value (width, 50);
  assert_near (world, 80, 115, 40, 30);

  /* Unlinked, one side alone */
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (limner_test_find_child (
                                  options, GTK_TYPE_TOGGLE_BUTTON)), TRUE);
  for (GtkWidget *child = gtk_widget_get_first_child (gtk_widget_get_first_child (options));
       child != NULL; child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_TOGGLE_BUTTON (child))
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (child), FALSE);
  gtk_spin_button_set_value (width, 100);
  assert_near (world, 60, 115, 80, 30);

  gtk_spin_button_set_value (angle, 90);
  assert_near (world, 85, 90, 30, 80);
  g_signal_emit_by_name (find_named (options, "left"), "clicked");
  g_assert_cmpfloat (gtk_spin_button_get_value (angle), ==, 0);
  g_signal_emit_by_name (find_named (options, "mirror"), "clicked");
  g_assert_cmpfloat (gtk_spin_button_get_value (width), ==, -100);
  g_signal_emit_by_name (find_named (options, "reset"), "clicked");
  assert_bounds (world, 100, 100, 80, 60);
  g_assert_cmpfloat (gtk_spin_button_get_value (right), ==, 0);

  /* Of colours there are none. */
  gtk_drop_down_set_selected (GTK_DROP_DOWN (limner_test_find_child (options, GTK_TYPE_DROP_DOWN)),
                              1);
  g_assert_cmpint (limner_tool_settings_get_layer (limner_canvas_get_settings (world->canvas)), ==,
                   LIMNER_LAYER_GUIDE);
  g_assert_false (gtk_widget_get_visible (gtk_widget_get_parent (GTK_WIDGET (right))));
}

/* The box is drawn over its picture, also when that is turned. */
static void
test_transform_drawn (World         *world,
                      gconstpointer  data)
{
  LimnerPenPoint corner;
  g_autoptr(GdkTexture) texture = NULL;
  g_autoptr(GdkTexture) other = NULL;

  mask_rectangle (world);
  limner_canvas_set_tool (world->canvas, LIMNER_TOOL_KIND_TRANSFORM);
  gtk_widget_activate_action (world->widget, "canvas.rotate-right", NULL);
  corner = at (world, 180, 160);
  texture = canvas_test_draw (world->window, world->widget);
  g_assert_cmphex (canvas_test_read_pixel (texture, (int) corner.x, (int) corner.y), ==,
                   0xffffffff);
  limner_canvas_set_tool (world->canvas, LIMNER_TOOL_KIND_MOVE);
  other = canvas_test_draw (world->window, world->widget);
  g_assert_cmphex (canvas_test_read_pixel (other, (int) corner.x, (int) corner.y), !=,
                   0xffffffff);
}

/* Keys */

static void
test_tab (World         *world,
          gconstpointer  data)
{
  LimnerPenPoint point = at (world, 50, 50);

  /* Who comes by the keyboard goes on by it. */
  world->canvas->focused_by_pointer = FALSE;
  g_assert_false (strike (world, GDK_KEY_Tab, 0));
  g_assert_false (limner_canvas_get_alone (world->canvas));

  canvas_test_drag (world->widget, point.x, point.y, 10, 10);
  g_assert_true (strike (world, GDK_KEY_Tab, 0));
  g_assert_true (limner_canvas_get_alone (world->canvas));
  g_assert_true (strike (world, GDK_KEY_Tab, 0));
  g_assert_false (limner_canvas_get_alone (world->canvas));

  /* It is always a way back. */
  limner_canvas_set_alone (world->canvas, TRUE);
  g_signal_emit_by_name (canvas_test_find_controller (world->widget,
                                                      GTK_TYPE_EVENT_CONTROLLER_FOCUS), "leave");
  g_assert_true (strike (world, GDK_KEY_Tab, 0));
  g_assert_false (limner_canvas_get_alone (world->canvas));
  g_assert_false (strike (world, GDK_KEY_Tab, 0));
}

static void
test_opacity_keys (World         *world,
                   gconstpointer  data)
{
  GObject *settings = G_OBJECT (limner_canvas_get_settings (world->canvas));
  double opacity;

  canvas_test_press_key (world->widget, GDK_KEY_KP_3, 0);
  g_object_get (settings, "opacity", &opacity, NULL);
  g_assert_cmpfloat_with_epsilon (opacity, 0.3, 1e-9);
  strike (world, GDK_KEY_o, GDK_SHIFT_MASK);
  g_object_get (settings, "opacity", &opacity, NULL);
  g_assert_cmpfloat_with_epsilon (opacity, 0.4, 1e-9);
  for (int i = 0; i < 9; i++)
    strike (world, GDK_KEY_o, 0);
  g_object_get (settings, "opacity", &opacity, NULL);
  g_assert_cmpfloat_with_epsilon (opacity, 0.1, 1e-9);
  canvas_test_press_key (world->widget, GDK_KEY_KP_0, 0);
  g_object_get (settings, "opacity", &opacity, NULL);
  g_assert_cmpfloat (opacity, ==, 1);

  /* Each tool has its own, and tools without a brush have none. */
  canvas_test_press_key (world->widget, GDK_KEY_KP_5, 0);
  limner_canvas_set_tool (world->canvas, LIMNER_TOOL_KIND_ERASER);
  g_object_get (settings, "opacity", &opacity, NULL);
  g_assert_cmpfloat (opacity, ==, 1);
  limner_canvas_set_tool (world->canvas, LIMNER_TOOL_KIND_LASSO);
  canvas_test_press_key (world->widget, GDK_KEY_KP_5, 0);
  limner_canvas_set_tool (world->canvas, LIMNER_TOOL_KIND_ERASER);
  g_object_get (settings, "opacity", &opacity, NULL);
  g_assert_cmpfloat (opacity, ==, 1);
}

/* Shift shows where a straight line would go from the end of the last stroke. */
static void
test_line_preview (World         *world,
                   gconstpointer  data)
{
  const LimnerPoint *line;
  gboolean closed;
  guint n;

  cursor_at (world, 300, 50);
  canvas_test_press_key (world->widget, GDK_KEY_Shift_L, 0);
  g_assert_null (limner_tool_get_outline (world->canvas->tool, &n, &closed));
  canvas_test_release_key (world->widget, GDK_KEY_Shift_L);

  drag (world, 50, 50, 100, 0);
  cursor_at (world, 300, 200);
  g_assert_null (limner_tool_get_outline (world->canvas->tool, &n, &closed));
  canvas_test_press_key (world->widget, GDK_KEY_Shift_L, 0);
  line = limner_tool_get_outline (world->canvas->tool, &n, &closed);
  g_assert_nonnull (line);
  g_assert_cmpuint (n, ==, 2);
  g_assert_false (closed);
  g_assert_cmpfloat_with_epsilon (line[0].x, 150, 0.6);
  g_assert_cmpfloat_with_epsilon (line[0].y, 50, 0.6);
  g_assert_cmpfloat_with_epsilon (line[1].x, 300, 0.6);
  canvas_test_release_key (world->widget, GDK_KEY_Shift_L);
  g_assert_null (limner_tool_get_outline (world->canvas->tool, &n, &closed));
}

int
main (int   argc,
      char *argv[])
{
  static const CanvasTest tests[] = {
    { "/canvas-hands/touch", test_touch },
    { "/canvas-hands/palm", test_palm },
    { "/canvas-hands/palm-first", test_palm_first },
    { "/canvas-hands/pen-buttons", test_pen_buttons },
    { "/canvas-hands/alt-during-stroke", test_alt_during_stroke },
    { "/canvas-hands/is-drawing", test_is_drawing },
    { "/canvas-hands/transform", test_transform },
    { "/canvas-hands/transform-numbers", test_transform_numbers },
    { "/canvas-hands/transform-drawn", test_transform_drawn },
    { "/canvas-hands/tab", test_tab },
    { "/canvas-hands/opacity-keys", test_opacity_keys },
    { "/canvas-hands/line-preview", test_line_preview },
  };

  gtk_test_init (&argc, &argv);
  adw_init ();
  canvas_test_add (tests, G_N_ELEMENTS (tests), NULL, setup);
  return g_test_run ();
}
