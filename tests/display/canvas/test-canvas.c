/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "canvas/limner-canvas-memory.h"
#include "canvas/limner-canvas-toolbar.h"
#include "canvas/limner-curve-editor.h"
#include "canvas/limner-number.h"
#include "canvas/limner-tool-options.h"
#include "lib/limner-test.h"
#include "limner-test-widget.h"

#include "canvas-fixtures.h"

typedef CanvasWorld World;

static void
count_notify_cb (GObject    *object,
                 GParamSpec *pspec,
                 guint      *count)
{
  (*count)++;
}

static void
test_properties (void)
{
  GtkWidget *widget = g_object_ref_sink (limner_canvas_new ());
  LimnerCanvas *canvas = LIMNER_CANVAS (widget);
  g_autoptr(LimnerDocument) document = canvas_test_new_document (200, 100);
  guint count = 0;

  g_assert_null (limner_canvas_get_document (canvas));
  g_signal_connect (canvas, "notify::document", G_CALLBACK (count_notify_cb), &count);
  limner_canvas_set_document (canvas, document);
  limner_canvas_set_document (canvas, document);
  g_assert_cmpuint (count, ==, 1);

  count = 0;
  g_signal_connect (canvas, "notify::tool", G_CALLBACK (count_notify_cb), &count);
  limner_canvas_set_tool (canvas, LIMNER_TOOL_KIND_LASSO);
  g_object_set (canvas, "tool", (int) LIMNER_TOOL_KIND_LASSO, NULL);
  g_assert_cmpuint (count, ==, 1);
  g_assert_cmpint (limner_canvas_get_tool (canvas), ==, LIMNER_TOOL_KIND_LASSO);

  count = 0;
  g_signal_connect (canvas, "notify::mask-only", G_CALLBACK (count_notify_cb), &count);
  g_assert_true (gtk_widget_activate_action (widget, "canvas.mask-only", NULL));
  g_assert_true (limner_canvas_get_mask_only (canvas));
  limner_canvas_set_mask_only (canvas, TRUE);
  g_assert_cmpuint (count, ==, 1);

  g_object_set (canvas, "overlay-opacity", 0.25, "touch-draws", FALSE, NULL);
  g_assert_cmpfloat (limner_canvas_get_overlay_opacity (canvas), ==, 0.25);
  g_assert_false (limner_canvas_get_touch_draws (canvas));

  limner_canvas_set_document (canvas, NULL);
  limner_test_assert_freed (widget);
}

static void
test_actions (void)
{
  GtkWidget *widget = g_object_ref_sink (limner_canvas_new ());
  g_autoptr(LimnerDocument) document = canvas_test_new_document (200, 100);
  LimnerRect bounds;

  /* Without a picture nothing happens, and nothing breaks. */
  gtk_widget_activate_action (widget, "canvas.undo", NULL);
  gtk_widget_activate_action (widget, "canvas.invert-mask", NULL);
  gtk_widget_activate_action (widget, "canvas.zoom-in", NULL);

  limner_canvas_set_document (LIMNER_CANVAS (widget), document);
  g_assert_true (gtk_widget_activate_action (widget, "canvas.rectangle", "(iiiii)", 20, 10, 50, 40,
                                             (int) LIMNER_COMBINE_ADD));
  g_assert_true (limner_document_get_mask_bounds (document, &bounds));
  g_assert_true (limner_rect_equal (&bounds, &(LimnerRect) { 20, 10, 50, 40 }));
  g_assert_true (gtk_widget_activate_action (widget, "canvas.operate", "(ii)",
                                             (int) LIMNER_MASK_GROW, 5));
  limner_document_get_mask_bounds (document, &bounds);
  g_assert_true (limner_rect_equal (&bounds, &(LimnerRect) { 15, 5, 60, 50 }));
  g_assert_true (gtk_widget_activate_action (widget, "canvas.undo", NULL));
  g_assert_true (gtk_widget_activate_action (widget, "canvas.undo", NULL));
  g_assert_false (limner_document_get_mask_bounds (document, &bounds));
  g_assert_true (gtk_widget_activate_action (widget, "canvas.redo", NULL));
  g_assert_true (gtk_widget_activate_action (widget, "canvas.invert-mask", NULL));
  g_assert_cmpfloat (limner_document_get_mask_coverage (document), ==, 0.9);
  g_assert_true (gtk_widget_activate_action (widget, "canvas.clear-mask", NULL));
  g_assert_cmpfloat (limner_document_get_mask_coverage (document), ==, 0);
  g_assert_true (gtk_widget_activate_action (widget, "canvas.tool", "i",
                                             (int) LIMNER_TOOL_KIND_ERASER));
  g_assert_true (gtk_widget_activate_action (widget, "canvas.swap", NULL));
  g_assert_cmpint (limner_canvas_get_tool (LIMNER_CANVAS (widget)), ==, LIMNER_TOOL_KIND_BRUSH);
  gtk_widget_activate_action (widget, "canvas.tool", "i", 4711);
  gtk_widget_activate_action (widget, "canvas.operate", "(ii)", -1, 3);
  limner_test_assert_freed (widget);
}

static void
test_view_actions (void)
{
  GtkWidget *widget = g_object_ref_sink (limner_canvas_new ());
  g_autoptr(LimnerDocument) document = canvas_test_new_document (200, 100);
  double angle;

  limner_canvas_set_document (LIMNER_CANVAS (widget), document);
  gtk_widget_activate_action (widget, "canvas.zoom-percent", "i", 100);
  g_assert_cmpfloat (limner_canvas_get_zoom (LIMNER_CANVAS (widget)), ==, 1);
  gtk_widget_activate_action (widget, "canvas.zoom-in", NULL);
  g_assert_cmpfloat (limner_canvas_get_zoom (LIMNER_CANVAS (widget)), ==, 1.5);
  gtk_widget_activate_action (widget, "canvas.zoom-out", NULL);
  g_assert_cmpfloat (limner_canvas_get_zoom (LIMNER_CANVAS (widget)), ==, 1);
  gtk_widget_activate_action (widget, "canvas.rotate-right", NULL);
  gtk_widget_activate_action (widget, "canvas.rotate-right", NULL);
  g_object_get (widget, "angle", &angle, NULL);
  g_assert_cmpfloat_with_epsilon (angle, G_PI / 6, 1e-9);
  gtk_widget_activate_action (widget, "canvas.rotate-reset", NULL);
  g_object_get (widget, "angle", &angle, NULL);
  g_assert_cmpfloat (angle, ==, 0);
  gtk_widget_activate_action (widget, "canvas.zoom-fit", NULL);
  limner_test_assert_freed (widget);
}

/* A document that outlives the canvas, or is outlived by it, is let go. */
static void
test_no_leak (void)
{
  GtkWidget *widget = g_object_ref_sink (limner_canvas_new ());
  LimnerDocument *document = canvas_test_new_document (100, 100);

  limner_canvas_set_document (LIMNER_CANVAS (widget), document);
  g_object_unref (document);
  limner_test_assert_freed (widget);

  widget = g_object_ref_sink (limner_canvas_new ());
  document = canvas_test_new_document (100, 100);
  limner_canvas_set_document (LIMNER_CANVAS (widget), document);
  limner_canvas_set_document (LIMNER_CANVAS (widget), NULL);
  limner_test_assert_freed (document);
  limner_test_assert_freed (widget);
}

/* The picture at 100 % in the middle, the mask over it, and only what changed is uploaded. */
static void
test_draws (void)
{
  GtkWidget *widget = limner_canvas_new ();
  LimnerCanvas *canvas = LIMNER_CANVAS (widget);
  g_autoptr(LimnerDocument) document = canvas_test_new_document (200, 100);
  GtkWidget *window = canvas_test_show (widget, 600, 400);
  g_autoptr(GdkTexture) before = NULL;
  g_autoptr(GdkTexture) after = NULL;
  g_autoptr(GdkTexture) original = NULL;
  guint64 uploaded;
  LimnerViewport viewport;
  double x, y;

  limner_canvas_set_document (canvas, document);
  before = canvas_test_draw (window, widget);
  limner_canvas_get_viewport (canvas, &viewport);
  g_assert_cmpfloat (viewport.zoom, ==, 1);
  limner_viewport_from_picture (&viewport, 100, 50, &x, &y);
  g_assert_cmphex (canvas_test_read_pixel (before, (int) x, (int) y), ==, 0xff326eaau);

  uploaded = limner_canvas_get_uploaded (canvas);
  gtk_widget_activate_action (widget, "canvas.rectangle", "(iiiii)", 95, 45, 10, 10,
                              (int) LIMNER_COMBINE_ADD);
  after = canvas_test_draw (window, widget);
  g_assert_cmphex (canvas_test_read_pixel (after, (int) x, (int) y), !=,
                   canvas_test_read_pixel (before, (int) x, (int) y));
  g_assert_cmphex (canvas_test_read_pixel (after, (int) x - 40, (int) y), ==,
                   canvas_test_read_pixel (before, (int) x - 40, (int) y));
  g_assert_cmpuint (limner_canvas_get_uploaded (canvas) - uploaded, <=, 4 * 128 * 128 * 4);
  g_assert_cmpuint (limner_canvas_get_uploaded (canvas) - uploaded, >, 0);

  /* Moving the view uploads nothing that was seen before. */
  uploaded = limner_canvas_get_uploaded (canvas);
  original = canvas_test_draw (window, widget);
  g_assert_cmpuint (limner_canvas_get_uploaded (canvas), ==, uploaded);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_overlays_draw (World         *world,
                    gconstpointer  data)
{
  g_autoptr(GdkTexture) small = NULL;
  LimnerRect box = { 20, 20, 100, 90 };
  LimnerFrame frame;

  small = canvas_test_draw (world->window, world->widget);
  limner_canvas_set_preview (world->canvas, small, NULL);
  limner_canvas_set_split (world->canvas, 0.5);
  limner_canvas_set_context_box (world->canvas, &box, 512, 512);
  limner_document_get_frame (world->document, &frame);
  limner_frame_zoom_out (&frame, 1.5);
  limner_document_set_frame (world->document, &frame);
  for (int kind = 0; kind < LIMNER_N_TOOL_KINDS; kind++)
    {
      g_autoptr(GdkTexture) texture = NULL;

      limner_canvas_set_tool (world->canvas, (LimnerToolKind) kind);
      g_object_set (world->canvas, "angle", kind * 0.3, "mirror", kind % 2, NULL);
      texture = canvas_test_draw (world->window, world->widget);
      g_assert_nonnull (texture);
    }
  limner_canvas_set_preview (world->canvas, NULL, NULL);
  limner_canvas_set_context_box (world->canvas, NULL, 0, 0);
}

/* The preview shows without a picture too, as when nothing has been opened yet. */
static void
test_preview_alone (void)
{
  GtkWidget *widget = limner_canvas_new ();
  g_autoptr(LimnerDocument) document = limner_document_new ();
  GtkWidget *window = canvas_test_show (widget, 300, 300);
  static const guint8 red[4] = { 255, 0, 0, 255 };
  g_autoptr(GBytes) bytes = g_bytes_new_static (red, 4);
  g_autoptr(GdkTexture) dot = gdk_memory_texture_new (1, 1, GDK_MEMORY_R8G8B8A8, bytes, 4);
  g_autoptr(GdkTexture) drawn = NULL;

  limner_canvas_set_document (LIMNER_CANVAS (widget), document);
  limner_canvas_set_preview (LIMNER_CANVAS (widget), dot, NULL);
  drawn = canvas_test_draw (window, widget);
  g_assert_nonnull (drawn);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Left of the slider is what was, right of it what came. */
static void
test_split (World         *world,
            gconstpointer  data)
{
  static const guint8 red[4] = { 255, 0, 0, 255 };
  g_autoptr(GBytes) bytes = g_bytes_new_static (red, 4);
  g_autoptr(GdkTexture) dot = gdk_memory_texture_new (1, 1, GDK_MEMORY_R8G8B8A8, bytes, 4);
  g_autoptr(GdkTexture) before = NULL;
  g_autoptr(GdkTexture) half = NULL;
  g_autoptr(GdkTexture) after = NULL;

  before = canvas_test_draw (world->window, world->widget);
  limner_canvas_set_preview (world->canvas, dot, NULL);
  after = canvas_test_draw (world->window, world->widget);
  limner_canvas_set_split (world->canvas, 0.5);
  half = canvas_test_draw (world->window, world->widget);

  g_assert_cmphex (canvas_test_read_pixel (half, 220, 200), ==,
                   canvas_test_read_pixel (before, 220, 200));
  g_assert_cmphex (canvas_test_read_pixel (half, 380, 200), ==,
                   canvas_test_read_pixel (after, 380, 200));
  g_assert_cmphex (canvas_test_read_pixel (after, 220, 200), !=,
                   canvas_test_read_pixel (before, 220, 200));
}

/* Gestures as they come from a mouse: a stroke, a pan while Space is held, a zoom by the wheel. */
static void
test_gestures (World         *world,
               gconstpointer  data)
{
  LimnerViewport viewport, moved;
  double x, y, picture_x, picture_y;

  g_object_set (limner_canvas_get_settings (world->canvas), "size", 20.0, NULL);
  limner_canvas_get_viewport (world->canvas, &viewport);
  limner_viewport_from_picture (&viewport, 50, 60, &x, &y);
  canvas_test_drag (world->widget, x, y, 100, 20);
  g_assert_cmpint (canvas_test_get_value (world, 50, 60), ==, 255);
  g_assert_cmpint (canvas_test_get_value (world, 149, 79), ==, 255);
  g_assert_cmpint (canvas_test_get_value (world, 100, 40), ==, 0);
  gtk_widget_activate_action (world->widget, "canvas.undo", NULL);
  g_assert_cmpfloat (limner_document_get_mask_coverage (world->document), ==, 0);

  canvas_test_press_key (world->widget, GDK_KEY_space, 0);
  gtk_widget_activate_action (world->widget, "canvas.zoom-percent", "i", 200);
  limner_canvas_get_viewport (world->canvas, &viewport);
  canvas_test_drag (world->widget, 300, 200, 40, -30);
  canvas_test_release_key (world->widget, GDK_KEY_space);
  limner_canvas_get_viewport (world->canvas, &moved);
  g_assert_cmpfloat_with_epsilon (moved.centre_x, viewport.centre_x - 20, 0.01);
  g_assert_cmpfloat_with_epsilon (moved.centre_y, viewport.centre_y + 15, 0.01);
  g_assert_cmpfloat (limner_document_get_mask_coverage (world->document), ==, 0);

  /* A result that arrives in the middle of a stroke does not end it. */
  g_signal_emit_by_name (canvas_test_find_controller (world->widget, GTK_TYPE_GESTURE_DRAG),
                         "drag-begin", 300., 200.);
  limner_canvas_set_preview (world->canvas, NULL, NULL);
  g_assert_true (limner_document_is_painting (world->document));
  g_signal_emit_by_name (canvas_test_find_controller (world->widget, GTK_TYPE_GESTURE_DRAG),
                         "drag-end", 10., 0.);
  g_assert_false (limner_document_is_painting (world->document));
  limner_viewport_to_picture (&moved, 300, 200, &picture_x, &picture_y);
  g_assert_cmpint (canvas_test_get_value (world, (int) picture_x, (int) picture_y), ==, 255);
  canvas_test_press_key (world->widget, GDK_KEY_backslash, 0);
  canvas_test_release_key (world->widget, GDK_KEY_backslash);
}

/* The view stays while the frame is dragged, and fits it afterwards. */
static void
test_frame_drag (World         *world,
                 gconstpointer  data)
{
  LimnerViewport viewport;
  LimnerFrame frame;
  double x, y;

  limner_canvas_set_tool (world->canvas, LIMNER_TOOL_KIND_FRAME);
  limner_canvas_get_viewport (world->canvas, &viewport);
  limner_viewport_from_picture (&viewport, 300, 100, &x, &y);
  canvas_test_drag (world->widget, x, y, 140 * viewport.zoom, 0);
  limner_document_get_frame (world->document, &frame);
  g_assert_cmpint (frame.area.width, ==, 440);
  canvas_test_drag (world->widget, x - 150 * viewport.zoom, y, 3, 2);
  limner_document_undo (world->document);
  limner_document_undo (world->document);
  limner_document_get_frame (world->document, &frame);
  g_assert_true (limner_frame_is_picture (&frame));
}

/* A frame that is hidden leaves no stripes, and shows again for the tool that drags it. */
static void
test_frame_hidden (World         *world,
                   gconstpointer  data)
{
  g_autoptr(GdkTexture) plain = NULL;
  g_autoptr(GdkTexture) hidden = NULL;
  g_autoptr(GdkTexture) shown = NULL;
  LimnerFrame frame;

  limner_canvas_set_tool (world->canvas, LIMNER_TOOL_KIND_MOVE);
  plain = canvas_test_draw (world->window, world->widget);
  limner_document_get_frame (world->document, &frame);
  limner_frame_zoom_out (&frame, 1.5);
  limner_document_set_frame (world->document, &frame);

  limner_canvas_set_frame_visible (world->canvas, FALSE);
  hidden = canvas_test_draw (world->window, world->widget);
  for (int x = 4; x < 600; x += 9)
    g_assert_cmphex (canvas_test_read_pixel (hidden, x, 60), ==,
                     canvas_test_read_pixel (plain, x, 60));

  limner_canvas_set_tool (world->canvas, LIMNER_TOOL_KIND_FRAME);
  shown = canvas_test_draw (world->window, world->widget);
  g_assert_cmphex (canvas_test_read_pixel (shown, 300, 60), !=,
                   canvas_test_read_pixel (plain, 300, 60));
}

/* A result that fills the frame is seen as it is, without the stripes that stood for it. */
static void
test_frame_filled (World         *world,
                   gconstpointer  data)
{
  static const guint8 red[4] = { 255, 0, 0, 255 };
  g_autoptr(GBytes) bytes = g_bytes_new_static (red, 4);
  g_autoptr(GdkTexture) dot = gdk_memory_texture_new (1, 1, GDK_MEMORY_R8G8B8A8, bytes, 4);
  g_autoptr(GdkTexture) striped = NULL;
  g_autoptr(GdkTexture) filled = NULL;
  g_autoptr(GdkTexture) half = NULL;
  LimnerFrame frame;

  limner_canvas_set_tool (world->canvas, LIMNER_TOOL_KIND_MOVE);
  limner_document_get_frame (world->document, &frame);
  limner_frame_zoom_out (&frame, 1.5);
  limner_document_set_frame (world->document, &frame);
  striped = canvas_test_draw (world->window, world->widget);

  limner_canvas_set_preview (world->canvas, dot, &frame.area);
  filled = canvas_test_draw (world->window, world->widget);
  for (int x = 90; x < 510; x += 7)
    g_assert_cmphex (canvas_test_read_pixel (filled, x, 80), ==, 0xffff0000u);

  /* What was before still has them. */
  limner_canvas_set_split (world->canvas, 0.5);
  half = canvas_test_draw (world->window, world->widget);
  g_assert_cmphex (canvas_test_read_pixel (half, 120, 80), ==,
                   canvas_test_read_pixel (striped, 120, 80));
  g_assert_cmphex (canvas_test_read_pixel (half, 480, 80), ==, 0xffff0000u);
}

static void
assert_labelled (GtkWidget *widget)
{
  if (GTK_IS_BUTTON (widget) && gtk_button_get_label (GTK_BUTTON (widget)) == NULL &&
      gtk_widget_get_tooltip_text (widget) == NULL &&
      !GTK_IS_MENU_BUTTON (gtk_widget_get_parent (widget)) &&
      !GTK_IS_SPIN_BUTTON (gtk_widget_get_parent (widget)) &&
      !GTK_IS_DROP_DOWN (gtk_widget_get_parent (widget)))
    g_error ("A button has neither a label nor a tooltip");
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    assert_labelled (child);
}

static GtkWidget *
find_by_tooltip (GtkWidget  *widget,
                 const char *prefix)
{
  const char *tooltip = gtk_widget_get_tooltip_text (widget);

  if (tooltip != NULL && g_str_has_prefix (tooltip, prefix))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_by_tooltip (child, prefix);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
test_toolbar (void)
{
  GtkWidget *box = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  GtkWidget *canvas = limner_canvas_new ();
  GtkWidget *toolbar = limner_canvas_toolbar_new ();
  GtkWidget *options = limner_tool_options_new ();
  g_autoptr(LimnerDocument) document = canvas_test_new_document (200, 100);
  GtkWidget *lasso, *undo, *size;
  double value;

  gtk_box_append (GTK_BOX (box), canvas);
  gtk_box_append (GTK_BOX (box), toolbar);
  gtk_box_append (GTK_BOX (box), options);
  limner_canvas_toolbar_set_canvas (LIMNER_CANVAS_TOOLBAR (toolbar), LIMNER_CANVAS (canvas));
  limner_tool_options_set_canvas (LIMNER_TOOL_OPTIONS (options), LIMNER_CANVAS (canvas));
  limner_canvas_set_document (LIMNER_CANVAS (canvas), document);
  assert_labelled (toolbar);
  assert_labelled (options);

  lasso = find_by_tooltip (toolbar, "Lasso");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (lasso), TRUE);
  g_assert_cmpint (limner_canvas_get_tool (LIMNER_CANVAS (canvas)), ==, LIMNER_TOOL_KIND_LASSO);
  limner_canvas_set_tool (LIMNER_CANVAS (canvas), LIMNER_TOOL_KIND_BRUSH);
  g_assert_false (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (lasso)));

  undo = find_by_tooltip (toolbar, "Undo");
  g_assert_false (gtk_widget_get_sensitive (undo));
  gtk_widget_activate_action (canvas, "canvas.mask-all", NULL);
  g_assert_true (gtk_widget_get_sensitive (undo));
  g_signal_emit_by_name (undo, "clicked");
  g_assert_cmpfloat (limner_document_get_mask_coverage (document), ==, 0);

  size = limner_test_find_child (options, LIMNER_TYPE_NUMBER);
  limner_number_set_value (LIMNER_NUMBER (size), 123);
  g_object_get (limner_canvas_get_settings (LIMNER_CANVAS (canvas)), "size", &value, NULL);
  g_assert_cmpfloat (value, ==, 123);
  gtk_widget_activate_action (canvas, "canvas.size-up", NULL);
  g_assert_cmpfloat (limner_number_get_value (LIMNER_NUMBER (size)), ==, 135);
  gtk_test_accessible_assert_role (toolbar, GTK_ACCESSIBLE_ROLE_TOOLBAR);
  g_object_unref (box);
}

static gboolean
says_half (gpointer canvas)
{
  g_autofree char *wrong =
    gtk_test_accessible_check_property (canvas, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                        "The mask covers 50 % of the picture");

  return wrong == NULL;
}

static void
test_accessible (void)
{
  GtkWidget *widget = g_object_ref_sink (limner_canvas_new ());
  g_autoptr(LimnerDocument) document = canvas_test_new_document (200, 100);

  gtk_test_accessible_assert_property (widget, GTK_ACCESSIBLE_PROPERTY_LABEL, "Canvas");
  limner_canvas_set_document (LIMNER_CANVAS (widget), document);
  gtk_widget_activate_action (widget, "canvas.rectangle", "(iiiii)", 0, 0, 100, 100,
                              (int) LIMNER_COMBINE_ADD);
  canvas_test_wait_until (says_half, widget);
  limner_test_assert_freed (widget);
}

static void
test_remembers (void)
{
  g_autoptr(GSettings) settings = g_settings_new ("io.github.limner.Limner");
  GtkWidget *first = g_object_ref_sink (limner_canvas_new ());
  GtkWidget *second = g_object_ref_sink (limner_canvas_new ());
  const GdkRGBA blue = { 0, 0, 1, 1 };
  GdkRGBA colour;
  double size;

  limner_canvas_remember (LIMNER_CANVAS (first), settings);
  g_object_set (limner_canvas_get_settings (LIMNER_CANVAS (first)), "size", 77.0, NULL);
  limner_canvas_set_overlay_colour (LIMNER_CANVAS (first), &blue);
  limner_canvas_set_overlay_opacity (LIMNER_CANVAS (first), 0.75);
  g_signal_emit_by_name (first, "unmap");
  limner_test_assert_freed (first);

  limner_canvas_remember (LIMNER_CANVAS (second), settings);
  g_object_get (limner_canvas_get_settings (LIMNER_CANVAS (second)), "size", &size, NULL);
  g_assert_cmpfloat (size, ==, 77);
  limner_canvas_get_overlay_colour (LIMNER_CANVAS (second), &colour);
  g_assert_true (gdk_rgba_equal (&colour, &blue));
  g_assert_cmpfloat (limner_canvas_get_overlay_opacity (LIMNER_CANVAS (second)), ==, 0.75);
  limner_test_assert_freed (second);
}

static void
test_number (void)
{
  GtkWidget *widget = g_object_ref_sink (limner_number_new ("Size", "How large", 1, 2000,
                                                            LIMNER_NUMBER_PLAIN));
  LimnerNumber *number = LIMNER_NUMBER (widget);
  GtkWidget *slider = limner_test_find_child (widget, GTK_TYPE_SCALE);
  GtkWidget *spin = limner_test_find_child (widget, GTK_TYPE_SPIN_BUTTON);
  guint count = 0;

  limner_number_set_bend (number, 3);
  g_signal_connect (number, "notify::value", G_CALLBACK (count_notify_cb), &count);
  limner_number_set_value (number, 64);
  limner_number_set_value (number, 64);
  g_assert_cmpuint (count, ==, 1);
  g_assert_cmpfloat (gtk_spin_button_get_value (GTK_SPIN_BUTTON (spin)), ==, 64);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), 700);
  g_assert_cmpfloat (limner_number_get_value (number), ==, 700);
  gtk_range_set_value (GTK_RANGE (slider), 1);
  g_assert_cmpfloat (limner_number_get_value (number), ==, 2000);
  limner_number_set_value (number, 1e9);
  g_assert_cmpfloat (limner_number_get_value (number), ==, 2000);
  limner_test_assert_freed (widget);
}

static gboolean
step (GtkWidget     *slider,
      GtkScrollType  scroll)
{
  gboolean is_taken = FALSE;

  g_signal_emit_by_name (slider, "change-value", scroll, 0.0, &is_taken);
  return is_taken;
}

/* Keys leave 0 at once, a slider between two numbers goes back to the one that counts when it is
 * told of it, and a short drag of the mask's amounts is one pixel at least. */
static void
test_number_steps (void)
{
  GtkWidget *widget = g_object_ref_sink (limner_number_new ("Grow", "By so many", 0, 200,
                                                            LIMNER_NUMBER_PLAIN));
  LimnerNumber *number = LIMNER_NUMBER (widget);
  GtkWidget *slider = limner_test_find_child (widget, GTK_TYPE_SCALE);

  limner_number_set_bend (number, 2);
  for (int i = 1; i <= 5; i++)
    {
      g_assert_true (step (slider, GTK_SCROLL_STEP_FORWARD));
      g_assert_cmpfloat (limner_number_get_value (number), ==, i);
    }
  g_assert_cmpfloat (gtk_range_get_value (GTK_RANGE (slider)), >, 0.15);
  g_assert_true (step (slider, GTK_SCROLL_STEP_BACKWARD));
  g_assert_cmpfloat (limner_number_get_value (number), ==, 4);
  g_assert_false (step (slider, GTK_SCROLL_JUMP));

  gtk_range_set_value (GTK_RANGE (slider), 0.04);
  g_assert_cmpfloat (limner_number_get_value (number), ==, 0);
  gtk_range_set_value (GTK_RANGE (slider), 0.03);
  g_assert_cmpfloat (gtk_range_get_value (GTK_RANGE (slider)), ==, 0.03);
  limner_number_set_value (number, 0);
  g_assert_cmpfloat (gtk_range_get_value (GTK_RANGE (slider)), ==, 0);
  gtk_range_set_value (GTK_RANGE (slider), 0.07);
  g_assert_cmpfloat (limner_number_get_value (number), ==, 1);
  limner_test_assert_freed (widget);
}

int
main (int   argc,
      char *argv[])
{
  static const int size[] = { 300, 200 };
  static const CanvasTest tests[] = {
    { "/canvas/overlays-draw", test_overlays_draw },
    { "/canvas/split", test_split },
    { "/canvas/gestures", test_gestures },
    { "/canvas/frame-drag", test_frame_drag },
    { "/canvas/frame-hidden", test_frame_hidden },
    { "/canvas/frame-filled", test_frame_filled },
  };

  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  canvas_test_add (tests, G_N_ELEMENTS (tests), size, canvas_test_set_up);
  g_test_add_func ("/canvas/properties", test_properties);
  g_test_add_func ("/canvas/actions", test_actions);
  g_test_add_func ("/canvas/view-actions", test_view_actions);
  g_test_add_func ("/canvas/no-leak", test_no_leak);
  g_test_add_func ("/canvas/draws", test_draws);
  g_test_add_func ("/canvas/preview-alone", test_preview_alone);
  g_test_add_func ("/canvas/toolbar", test_toolbar);
  g_test_add_func ("/canvas/accessible", test_accessible);
  g_test_add_func ("/canvas/remembers", test_remembers);
  g_test_add_func ("/canvas/number", test_number);
  g_test_add_func ("/canvas/number-steps", test_number_steps);

  return g_test_run ();
}
