/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Pens and fingers, right behind the toolkit's gestures, whose events cannot be made up. */

#include <math.h>

#include <glib/gstdio.h>

#include "canvas/limner-canvas-private.h"
#include "canvas/limner-canvas-toolbar.h"
#include "image/limner-picture-io.h"
#include "limner-test-widget.h"
#include "limner-test.h"

#include "canvas-fixtures.h"

typedef CanvasWorld World;

static void
setup (World         *world,
       gconstpointer  data)
{
  static const int size[] = { 400, 300 };

  canvas_test_set_up (world, size);
  gtk_widget_activate_action (world->widget, "canvas.zoom-percent", "i", 100);
}

/* The widget's point over one of the picture */
static LimnerPenPoint
at (World  *world,
    double  x,
    double  y,
    double  pressure)
{
  LimnerPenPoint point = { 0, 0, pressure };

  limner_viewport_from_picture (&world->canvas->viewport, x, y, &point.x, &point.y);
  return point;
}

static void
draw_line (World    *world,
           double    y,
           double    pressure,
           gboolean  eraser)
{
  LimnerPenPoint from = at (world, 50, y, pressure);
  LimnerPenPoint to = at (world, 350, y, pressure);

  _limner_canvas_pen_down (world->canvas, &from, eraser, 0);
  _limner_canvas_pen_move (world->canvas, &to, 1, eraser, 0);
  _limner_canvas_pen_up (world->canvas, &to, 0);
}

/* How many rows of a column are masked */
static int
measure_column (World *world,
                int    x)
{
  int n = 0;

  for (int y = 0; y < 300; y++)
    n += canvas_test_get_value (world, x, y) > 127;
  return n;
}

static void
test_pressure (World         *world,
               gconstpointer  data)
{
  LimnerToolSettings *settings = limner_canvas_get_settings (world->canvas);
  LimnerBrush brush;

  limner_tool_settings_get_brush (settings, LIMNER_TOOL_KIND_BRUSH, &brush);
  brush.size = 80;
  brush.hardness = 1;
  brush.pressure_size = TRUE;
  brush.pressure_opacity = FALSE;
  brush.size_curve = (LimnerCurve) { { 0, 0.25, 0.5, 0.75, 1 } };
  limner_tool_settings_set_brush (settings, LIMNER_TOOL_KIND_BRUSH, &brush);

  draw_line (world, 150, 0.25, FALSE);
  g_assert_cmpint (measure_column (world, 200), >=, 18);
  g_assert_cmpint (measure_column (world, 200), <=, 22);
  gtk_widget_activate_action (world->widget, "canvas.undo", NULL);
  draw_line (world, 150, 1, FALSE);
  g_assert_cmpint (measure_column (world, 200), >=, 78);
  g_assert_cmpint (measure_column (world, 200), <=, 82);

  /* The curve is what counts, not the pressure itself. */
  gtk_widget_activate_action (world->widget, "canvas.undo", NULL);
  brush.size_curve = (LimnerCurve) { { 1, 1, 1, 1, 1 } };
  limner_tool_settings_set_brush (settings, LIMNER_TOOL_KIND_BRUSH, &brush);
  draw_line (world, 150, 0.25, FALSE);
  g_assert_cmpint (measure_column (world, 200), >=, 78);

  gtk_widget_activate_action (world->widget, "canvas.undo", NULL);
  brush.pressure_size = FALSE;
  brush.pressure_opacity = TRUE;
  brush.opacity_curve = (LimnerCurve) { { 0, 0.25, 0.5, 0.75, 1 } };
  limner_tool_settings_set_brush (settings, LIMNER_TOOL_KIND_BRUSH, &brush);
  draw_line (world, 150, 0.5, FALSE);
  g_assert_cmpint (ABS (canvas_test_get_value (world, 200, 150) - 128), <=, 2);
}

/* The other end of the pen takes away, whatever tool is in hand. */
static void
test_eraser (World         *world,
             gconstpointer  data)
{
  draw_line (world, 100, 1, FALSE);
  draw_line (world, 200, 1, FALSE);
  g_assert_cmpint (canvas_test_get_value (world, 200, 100), ==, 255);
  draw_line (world, 100, 1, TRUE);
  g_assert_cmpint (canvas_test_get_value (world, 200, 100), ==, 0);
  g_assert_cmpint (canvas_test_get_value (world, 200, 200), ==, 255);
  g_assert_cmpint (limner_canvas_get_tool (world->canvas), ==, LIMNER_TOOL_KIND_BRUSH);
  gtk_widget_activate_action (world->widget, "canvas.undo", NULL);
  g_assert_cmpint (canvas_test_get_value (world, 200, 100), ==, 255);
}

/* A fast circle that comes as one event is a circle all the same. */
static void
test_backlog (World         *world,
              gconstpointer  data)
{
  GdkTimeCoord backlog[40] = { 0 };
  LimnerPenPoint start = at (world, 280, 150, 0.5);
  g_autoptr(GArray) points = NULL;

  g_object_set (limner_canvas_get_settings (world->canvas), "size", 12.0, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (backlog); i++)
    {
      double angle = 2 * G_PI * i / (G_N_ELEMENTS (backlog) - 1);
      LimnerPenPoint point = at (world, 200 + 80 * cos (angle), 150 + 80 * sin (angle), 0);

      backlog[i].flags = GDK_AXIS_FLAG_X | GDK_AXIS_FLAG_Y | GDK_AXIS_FLAG_PRESSURE;
      backlog[i].axes[GDK_AXIS_X] = point.x;
      backlog[i].axes[GDK_AXIS_Y] = point.y;
      backlog[i].axes[GDK_AXIS_PRESSURE] = i == 3 ? 7 : 0.5;
    }
  backlog[7].flags = GDK_AXIS_FLAG_PRESSURE;
  backlog[9].flags = GDK_AXIS_FLAG_X | GDK_AXIS_FLAG_Y;

  points = _limner_canvas_read_backlog (backlog, G_N_ELEMENTS (backlog));
  g_assert_cmpuint (points->len, ==, G_N_ELEMENTS (backlog) - 1);
  g_assert_cmpfloat (g_array_index (points, LimnerPenPoint, 0).pressure, ==, 0.5);
  g_assert_cmpfloat (g_array_index (points, LimnerPenPoint, 3).pressure, ==, 1);
  g_assert_cmpfloat (g_array_index (points, LimnerPenPoint, 8).pressure, ==, 1);

  _limner_canvas_pen_down (world->canvas, &start, FALSE, 0);
  _limner_canvas_pen_move (world->canvas, (gpointer) points->data, points->len, FALSE, 0);
  _limner_canvas_pen_up (world->canvas, &start, 0);
  for (int i = 0; i < 72; i++)
    g_assert_cmpint (canvas_test_get_value (world, (int) (200 + 80 * cos (i * G_PI / 36)),
                               (int) (150 + 80 * sin (i * G_PI / 36))), >, 0);
  g_assert_cmpint (canvas_test_get_value (world, 200, 150), ==, 0);
}

/* The pointer that the pen moves along, too, does not draw a second time. */
static void
test_pen_alone (World         *world,
                gconstpointer  data)
{
  LimnerPenPoint from = at (world, 100, 100, 1);
  LimnerPenPoint to = at (world, 150, 100, 1);
  gpointer pen = canvas_test_find_controller (world->widget, GTK_TYPE_GESTURE_STYLUS);

  _limner_canvas_pen_down (world->canvas, &from, FALSE, 0);
  canvas_test_drag (world->widget, 300, 300, 50, 50);
  g_assert_true (limner_document_is_painting (world->document));
  _limner_canvas_pen_move (world->canvas, &to, 1, FALSE, 0);

  /* It vanishes: nothing is left of the stroke, and others can draw again. */
  g_signal_emit_by_name (pen, "cancel", NULL);
  g_assert_false (limner_document_is_painting (world->document));
  g_assert_cmpfloat (limner_document_get_mask_coverage (world->document), ==, 0);
  canvas_test_drag (world->widget, 300, 200, 50, 50);
  g_assert_cmpfloat (limner_document_get_mask_coverage (world->document), >, 0);
}

static void
test_pen_pans (World         *world,
               gconstpointer  data)
{
  LimnerPenPoint from = at (world, 100, 100, 1);
  LimnerPenPoint to = { from.x - 30, from.y + 20, 1 };
  LimnerViewport before, after;

  limner_canvas_get_viewport (world->canvas, &before);
  canvas_test_press_key (world->widget, GDK_KEY_space, 0);
  _limner_canvas_pen_down (world->canvas, &from, FALSE, 0);
  _limner_canvas_pen_move (world->canvas, &to, 1, FALSE, 0);
  _limner_canvas_pen_up (world->canvas, &to, 0);
  canvas_test_release_key (world->widget, GDK_KEY_space);
  limner_canvas_get_viewport (world->canvas, &after);
  g_assert_cmpfloat_with_epsilon (after.centre_x, before.centre_x + 30, 0.01);
  g_assert_cmpfloat_with_epsilon (after.centre_y, before.centre_y - 20, 0.01);
  g_assert_cmpfloat (limner_document_get_mask_coverage (world->document), ==, 0);
}

static void
assert_holds (World  *world,
              double  x,
              double  y,
              double  picture_x,
              double  picture_y)
{
  double px, py;

  _limner_canvas_to_picture (world->canvas, x, y, &px, &py);

  /* The picture stands on whole pixels of the screen. */
  g_assert_cmpfloat_with_epsilon (px, picture_x, 0.5);
  g_assert_cmpfloat_with_epsilon (py, picture_y, 0.5);
}

/* What is between the fingers stays between them, however they move. */
static void
test_pinch (World         *world,
            gconstpointer  data)
{
  LimnerPenPoint begun = at (world, 180, 120, 1);
  LimnerViewport view;

  _limner_canvas_begin_pinch (world->canvas, begun.x, begun.y);
  _limner_canvas_pinch (world->canvas, 2, 0, begun.x, begun.y);
  g_assert_cmpfloat (limner_canvas_get_zoom (world->canvas), ==, 2);
  assert_holds (world, begun.x, begun.y, 180, 120);
  _limner_canvas_pinch (world->canvas, 3, 0.1, begun.x + 25, begun.y - 10);
  g_assert_cmpfloat (limner_canvas_get_zoom (world->canvas), ==, 3);
  assert_holds (world, begun.x + 25, begun.y - 10, 180, 120);
  limner_canvas_get_viewport (world->canvas, &view);
  g_assert_cmpfloat (view.angle, ==, 0);

  /* A turn that is meant, and back through small angles without a jump */
  _limner_canvas_pinch (world->canvas, 3, 0.5, begun.x, begun.y);
  limner_canvas_get_viewport (world->canvas, &view);
  g_assert_cmpfloat_with_epsilon (view.angle, 0.5, 1e-9);
  assert_holds (world, begun.x, begun.y, 180, 120);
  _limner_canvas_pinch (world->canvas, 2.5, 0.1, begun.x, begun.y);
  limner_canvas_get_viewport (world->canvas, &view);
  g_assert_cmpfloat_with_epsilon (view.angle, 0.1, 1e-9);
  assert_holds (world, begun.x, begun.y, 180, 120);

  /* The next one begins where this one ended. */
  _limner_canvas_begin_pinch (world->canvas, begun.x, begun.y);
  _limner_canvas_pinch (world->canvas, 2, -0.5, begun.x, begun.y);
  limner_canvas_get_viewport (world->canvas, &view);
  g_assert_cmpfloat_with_epsilon (view.angle, -0.4, 1e-9);
  g_assert_cmpfloat (view.zoom, ==, 5);
  assert_holds (world, begun.x, begun.y, 180, 120);
}

/* The stroke that the first finger began is none. */
static void
test_second_finger (World         *world,
                    gconstpointer  data)
{
  gpointer drag = canvas_test_find_controller (world->widget, GTK_TYPE_GESTURE_DRAG);

  g_signal_emit_by_name (drag, "drag-begin", 300., 200.);
  g_signal_emit_by_name (drag, "drag-update", 40., 0.);
  g_assert_true (limner_document_is_painting (world->document));
  _limner_canvas_begin_pinch (world->canvas, 300, 200);
  g_assert_false (limner_document_is_painting (world->document));
  g_assert_cmpfloat (limner_document_get_mask_coverage (world->document), ==, 0);
  g_assert_false (limner_document_get_can_undo (world->document));
}

static gboolean
is_described (gpointer widget)
{
  g_autofree char *text = NULL;

  g_object_get (widget, "mask-description", &text, NULL);
  return text != NULL && strstr (text, "25") != NULL;
}

/* All that is needed to mask without a pointer, and it is told. */
static void
test_keyboard_only (World         *world,
                    gconstpointer  data)
{
  g_assert_true (gtk_widget_activate_action (world->widget, "canvas.rectangle", "(iiiii)", 0, 0,
                                             200, 150, (int) LIMNER_COMBINE_ADD));
  canvas_test_wait_until (is_described, world->canvas);
  g_assert_true (gtk_widget_activate_action (world->widget, "canvas.rectangle", "(iiiii)", 0, 0,
                                             200, 75, (int) LIMNER_COMBINE_SUBTRACT));
  g_assert_cmpfloat (limner_document_get_mask_coverage (world->document), ==, 0.125);
}

/* A large mask is worked at by a thread; Escape gives it up. */
static void
test_large_operation (World         *world,
                      gconstpointer  data)
{
  g_autoptr(LimnerDocument) large = canvas_test_new_document (1500, 1000);

  limner_canvas_set_document (world->canvas, large);
  gtk_widget_activate_action (world->widget, "canvas.invert-mask", NULL);
  g_assert_true (limner_document_is_working (large));
  gtk_widget_activate_action (world->widget, "canvas.cancel", NULL);
  limner_test_wait_until (!limner_document_is_working (large));
  g_assert_cmpfloat (limner_document_get_mask_coverage (large), ==, 0);

  gtk_widget_activate_action (world->widget, "canvas.mask-from-luminance", "i",
                              LIMNER_COMBINE_REPLACE);
  limner_test_wait_until (!limner_document_is_working (large));
  g_assert_cmpfloat (limner_document_get_mask_coverage (large), >, 0.05);
}

static gboolean
has_mask (gpointer document)
{
  return limner_document_get_mask_coverage (document) > 0;
}

/* A picture that is dropped on the button for refining becomes the mask, stretched to its size. */
static void
test_dropped_mask (World         *world,
                   gconstpointer  data)
{
  GtkWidget *toolbar = g_object_ref_sink (limner_canvas_toolbar_new ());
  GtkWidget *button = limner_test_find_child (toolbar, GTK_TYPE_MENU_BUTTON);
  gpointer target = canvas_test_find_controller (button, GTK_TYPE_DROP_TARGET);
  g_autofree char *folder = g_dir_make_tmp ("limner-mask-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "mask.png", NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(LimnerPicture) picture = limner_picture_new (40, 30);
  g_autoptr(GBytes) bytes = NULL;
  g_auto(GValue) value = G_VALUE_INIT;
  GSList files = { file, NULL };
  gboolean taken = FALSE;

  for (int i = 0; i < 40 * 30 * 4; i++)
    limner_picture_get_pixels (picture)[i] = i % 4 == 3 || i / 4 % 40 < 20 ? 255 : 0;
  bytes = limner_picture_encode (picture, LIMNER_PICTURE_PNG, 50, NULL);
  g_assert_true (g_file_set_contents (path, g_bytes_get_data (bytes, NULL),
                                      (gssize) g_bytes_get_size (bytes), NULL));
  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_set_boxed (&value, &files);

  g_signal_emit_by_name (target, "drop", &value, 0., 0., &taken);
  g_assert_false (taken);
  limner_canvas_toolbar_set_canvas (LIMNER_CANVAS_TOOLBAR (toolbar), world->canvas);
  g_signal_emit_by_name (target, "drop", &value, 0., 0., &taken);
  g_assert_true (taken);
  canvas_test_wait_until (has_mask, world->document);
  g_assert_cmpint (canvas_test_get_value (world, 100, 150), ==, 255);
  g_assert_cmpint (canvas_test_get_value (world, 300, 150), ==, 0);

  g_file_delete (file, NULL, NULL);
  g_rmdir (folder);
  limner_canvas_toolbar_set_canvas (LIMNER_CANVAS_TOOLBAR (toolbar), NULL);
  g_object_unref (toolbar);
}

typedef struct
{
  LimnerRect box;
  guint      n;
} Dragged;

/* What a plan would answer: the box as it was dragged */
static void
dragged_cb (LimnerCanvas     *canvas,
            const LimnerRect *box,
            Dragged          *dragged)
{
  dragged->box = *box;
  dragged->n++;
  limner_canvas_set_context_box (canvas, box, 512, 512);
}

static void
assert_box (const Dragged *dragged,
            int            x,
            int            y,
            int            width,
            int            height)
{
  g_assert_cmpint (dragged->box.x, ==, x);
  g_assert_cmpint (dragged->box.y, ==, y);
  g_assert_cmpint (dragged->box.width, ==, width);
  g_assert_cmpint (dragged->box.height, ==, height);
}

static void
drag_from (World  *world,
           double  x,
           double  y,
           double  dx,
           double  dy)
{
  LimnerPenPoint from = at (world, x, y, 1);

  canvas_test_drag (world->widget, from.x, from.y, dx, dy);
}

static const char *
cursor_at (World  *world,
           double  x,
           double  y)
{
  gpointer motion = canvas_test_find_controller (world->widget, GTK_TYPE_EVENT_CONTROLLER_MOTION);
  LimnerPenPoint point = at (world, x, y, 1);

  g_signal_emit_by_name (motion, "motion", point.x, point.y);
  return gdk_cursor_get_name (gtk_widget_get_cursor (world->widget));
}

/* The border of what the model sees is taken, all else is painted. */
static void
test_context_box (World         *world,
                  gconstpointer  data)
{
  const LimnerRect box = { 100, 80, 200, 120 };
  LimnerPenPoint corner = at (world, 360, 240, 1);
  LimnerPenPoint end = at (world, 330, 200, 1);
  Dragged dragged = { 0 };

  g_object_set (limner_canvas_get_settings (world->canvas), "size", 10.0, NULL);
  g_signal_connect (world->canvas, "context-box-dragged", G_CALLBACK (dragged_cb), &dragged);
  limner_canvas_set_context_box (world->canvas, &box, 512, 512);

  /* Only shown, as for an extension */
  g_assert_cmpstr (cursor_at (world, 300, 140), ==, "none");
  drag_from (world, 300, 140, 30, 0);
  g_assert_cmpuint (dragged.n, ==, 0);
  g_assert_cmpint (canvas_test_get_value (world, 315, 140), ==, 255);
  gtk_widget_activate_action (world->widget, "canvas.undo", NULL);

  limner_canvas_set_context_draggable (world->canvas, TRUE);
  g_assert_cmpstr (cursor_at (world, 304, 140), ==, "ew-resize");
  g_assert_cmpstr (cursor_at (world, 101, 79), ==, "nwse-resize");
  g_assert_cmpstr (cursor_at (world, 200, 203), ==, "ns-resize");
  g_assert_cmpstr (cursor_at (world, 309, 140), ==, "none");
  g_assert_cmpstr (cursor_at (world, 200, 140), ==, "none");
  drag_from (world, 300, 140, 60, 20);
  assert_box (&dragged, 100, 80, 260, 120);
  drag_from (world, 360, 200, 900, 40);
  assert_box (&dragged, 100, 80, 300, 160);
  g_assert_cmpfloat (limner_document_get_mask_coverage (world->document), ==, 0);

  /* Inside and outside one paints, and what is painted stays in the box. */
  dragged.n = 0;
  drag_from (world, 200, 140, 40, 0);
  drag_from (world, 40, 40, 40, 0);
  g_assert_cmpuint (dragged.n, ==, 0);
  g_assert_cmpint (canvas_test_get_value (world, 220, 140), ==, 255);
  g_assert_cmpint (canvas_test_get_value (world, 60, 40), ==, 255);
  gtk_widget_activate_action (world->widget, "canvas.undo", NULL);
  drag_from (world, 100, 120, 900, 0);
  g_assert_cmpint (dragged.box.x, >, 180);
  g_assert_cmpint (dragged.box.x, <, 200);
  g_assert_cmpint (dragged.box.x + dragged.box.width, ==, 400);

  /* With the pen, and back when that vanishes */
  limner_canvas_set_context_box (world->canvas, &(LimnerRect) { 160, 90, 200, 150 }, 512, 512);
  _limner_canvas_pen_down (world->canvas, &corner, FALSE, 0);
  _limner_canvas_pen_move (world->canvas, &end, 1, FALSE, 0);
  assert_box (&dragged, 160, 90, 170, 110);
  g_signal_emit_by_name (canvas_test_find_controller (world->widget, GTK_TYPE_GESTURE_STYLUS),
                         "cancel", NULL);
  assert_box (&dragged, 160, 90, 200, 150);

  /* The hand takes it, too; the frame has handles of its own. */
  limner_canvas_set_tool (world->canvas, LIMNER_TOOL_KIND_MOVE);
  g_assert_cmpstr (cursor_at (world, 360, 140), ==, "ew-resize");
  limner_canvas_set_tool (world->canvas, LIMNER_TOOL_KIND_FRAME);
  g_assert_cmpstr (cursor_at (world, 360, 140), ==, "move");
}

int
main (int   argc,
      char *argv[])
{
  static const CanvasTest tests[] = {
    { "/canvas-input/pressure", test_pressure },
    { "/canvas-input/eraser", test_eraser },
    { "/canvas-input/backlog", test_backlog },
    { "/canvas-input/pen-alone", test_pen_alone },
    { "/canvas-input/pen-pans", test_pen_pans },
    { "/canvas-input/pinch", test_pinch },
    { "/canvas-input/second-finger", test_second_finger },
    { "/canvas-input/keyboard-only", test_keyboard_only },
    { "/canvas-input/large-operation", test_large_operation },
    { "/canvas-input/dropped-mask", test_dropped_mask },
    { "/canvas-input/context-box", test_context_box },
  };

  gtk_test_init (&argc, &argv);
  adw_init ();
  canvas_test_add (tests, G_N_ELEMENTS (tests), NULL, setup);
  return g_test_run ();
}
