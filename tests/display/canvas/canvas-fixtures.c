/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "canvas-fixtures.h"

#include "limner-test.h"

LimnerDocument *
canvas_test_new_document (int width,
                          int height)
{
  LimnerDocument *document = limner_document_new ();
  g_autoptr(LimnerPicture) picture = limner_picture_new (width, height);
  guint8 *pixels = limner_picture_get_pixels (picture);

  for (int i = 0; i < width * height * 4; i++)
    pixels[i] = i % 4 == 3 ? 255 : (guint8) (i / 4 % width / 2 + 60 * (i % 4));
  limner_document_set_picture (document, picture);
  return document;
}

void
canvas_test_wait_until (gboolean (*is_done) (gpointer),
                        gpointer   data)
{
  gint64 end = g_get_monotonic_time () + LIMNER_TEST_PATIENCE * (gint64) 1000;

  while (!is_done (data))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_main_context_iteration (NULL, FALSE);
    }
}

GdkTexture *
canvas_test_draw (GtkWidget *window,
                  GtkWidget *widget)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr(GskRenderNode) node = NULL;
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);

  /* At once, rather than with the next frame */
  GTK_WIDGET_GET_CLASS (widget)->snapshot (widget, snapshot);
  node = gtk_snapshot_free_to_node (snapshot);
  return gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node,
                                      &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
}

guint32
canvas_test_read_pixel (GdkTexture *texture,
                        int         x,
                        int         y)
{
  int width = gdk_texture_get_width (texture);
  g_autofree guchar *pixels = g_malloc ((gsize) width * gdk_texture_get_height (texture) * 4);
  guint32 pixel;

  gdk_texture_download (texture, pixels, (gsize) width * 4);
  memcpy (&pixel, pixels + ((gsize) y * width + x) * 4, 4);
  return pixel;
}

gboolean
canvas_test_is_mapped (gpointer widget)
{
  return gtk_widget_get_mapped (widget) && gtk_widget_get_width (widget) > 100;
}

GtkWidget *
canvas_test_show (GtkWidget *child,
                  int        width,
                  int        height)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  gtk_window_set_child (GTK_WINDOW (window), child);
  gtk_window_present (GTK_WINDOW (window));
  canvas_test_wait_until (canvas_test_is_mapped, child);
  return window;
}

gpointer
canvas_test_find_controller (GtkWidget *widget,
                             GType      type)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GObject) controller = g_list_model_get_item (controllers, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (controller, type))
        return controller;
    }
  g_assert_not_reached ();
}

void
canvas_test_drag (GtkWidget *widget,
                  double     x,
                  double     y,
                  double     dx,
                  double     dy)
{
  GtkGesture *gesture = canvas_test_find_controller (widget, GTK_TYPE_GESTURE_DRAG);

  g_signal_emit_by_name (gesture, "drag-begin", x, y);
  for (int i = 1; i <= 5; i++)
    g_signal_emit_by_name (gesture, "drag-update", dx * i / 5, dy * i / 5);
  g_signal_emit_by_name (gesture, "drag-end", dx, dy);
}

void
canvas_test_press_key (GtkWidget       *widget,
                       guint            key,
                       GdkModifierType  state)
{
  gpointer controller = canvas_test_find_controller (widget, GTK_TYPE_EVENT_CONTROLLER_KEY);
  gboolean handled;

  g_signal_emit_by_name (controller, "key-pressed", key, 0, state, &handled);
}

void
canvas_test_release_key (GtkWidget *widget,
                         guint      key)
{
  g_signal_emit_by_name (canvas_test_find_controller (widget, GTK_TYPE_EVENT_CONTROLLER_KEY),
                         "key-released", key, 0, 0);
}

/* A window of 600 by 400; the data is the size of the picture: two numbers. */
void
canvas_test_set_up (CanvasWorld   *world,
                    gconstpointer  data)
{
  const int *size = data;

  world->document = canvas_test_new_document (size[0], size[1]);
  world->widget = limner_canvas_new ();
  world->canvas = LIMNER_CANVAS (world->widget);
  world->window = canvas_test_show (world->widget, 600, 400);
  limner_canvas_set_document (world->canvas, world->document);
}

void
canvas_test_tear_down (CanvasWorld   *world,
                       gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (world->window));
  g_object_unref (world->document);
}

void
canvas_test_add (const CanvasTest *tests,
                 gsize             n_tests,
                 gconstpointer     data,
                 void            (*set_up) (CanvasWorld   *world,
                                            gconstpointer  data))
{
  for (gsize i = 0; i < n_tests; i++)
    g_test_add (tests[i].name, CanvasWorld, data, set_up, tests[i].run, canvas_test_tear_down);
}

/* How much of a pixel of the picture is masked. */
int
canvas_test_get_value (CanvasWorld *world,
                       int          x,
                       int          y)
{
  return limner_mask_get_value (limner_document_get_mask (world->document), x, y);
}
