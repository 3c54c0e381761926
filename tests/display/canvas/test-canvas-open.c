/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the canvas shows of a picture while it is being read, and until it can be drawn well. */

#include "canvas-fixtures.h"

static LimnerPicture *
flat_picture (int     width,
              int     height,
              guint32 colour)
{
  LimnerPicture *picture = limner_picture_new (width, height);
  guint32 *pixels = (guint32 *) (gpointer) limner_picture_get_pixels (picture);

  for (int i = 0; i < width * height; i++)
    pixels[i] = GUINT32_TO_LE (colour);
  return picture;
}

static guint32
middle_pixel (GtkWidget *window,
              GtkWidget *widget)
{
  g_autoptr(GdkTexture) texture = canvas_test_draw (window, widget);

  return canvas_test_read_pixel (texture, gtk_widget_get_width (widget) / 2,
                                 gtk_widget_get_height (widget) / 2);
}

/* The preview fills the place of the whole picture; nothing can be painted that is not seen. */
static void
test_incoming (void)
{
  GtkWidget *widget = limner_canvas_new ();
  LimnerCanvas *canvas = LIMNER_CANVAS (widget);
  g_autoptr(LimnerDocument) document = canvas_test_new_document (300, 200);
  GtkWidget *window = canvas_test_show (widget, 600, 400);
  g_autoptr(LimnerPicture) preview = flat_picture (80, 40, 0xff3060f0);
  LimnerViewport viewport;
  guint32 before;

  limner_canvas_set_document (canvas, document);
  before = middle_pixel (window, widget);
  gtk_widget_activate_action (widget, "canvas.zoom-percent", "i", 200);

  limner_document_set_incoming (document, preview, 8000, 4000);
  g_assert_cmphex (middle_pixel (window, widget), ==, 0xfff06030);
  limner_canvas_get_viewport (canvas, &viewport);
  g_assert_cmpint (viewport.area.width, ==, 8000);
  g_assert_cmpfloat (viewport.zoom, <, 0.1);
  canvas_test_drag (widget, 250, 200, 100, 0);
  g_assert_cmpfloat (limner_document_get_mask_coverage (document), ==, 0);

  /* It does not come after all. */
  limner_document_set_incoming (document, NULL, 0, 0);
  g_assert_cmphex (middle_pixel (window, widget), ==, before);
  canvas_test_drag (widget, 250, 200, 100, 0);
  g_assert_cmpfloat (limner_document_get_mask_coverage (document), >, 0);
  gtk_window_destroy (GTK_WINDOW (window));
}

static gboolean
has_levels (gpointer canvas)
{
  return limner_canvas_get_bytes (canvas) > 3000 * 1000;
}

/* The preview of a large picture stays until its levels are made: nothing jagged, nothing empty. */
static void
test_large (void)
{
  GtkWidget *widget = limner_canvas_new ();
  LimnerCanvas *canvas = LIMNER_CANVAS (widget);
  g_autoptr(LimnerDocument) document = limner_document_new ();
  GtkWidget *window = canvas_test_show (widget, 600, 400);
  g_autoptr(LimnerPicture) preview = flat_picture (90, 60, 0xff3060f0);
  g_autoptr(LimnerPicture) picture = flat_picture (3000, 2000, 0xff00ff00);

  limner_canvas_set_document (canvas, document);
  limner_document_set_incoming (document, preview, 3000, 2000);
  limner_document_set_picture (document, picture);
  g_assert_cmphex (middle_pixel (window, widget), ==, 0xfff06030);
  canvas_test_wait_until (has_levels, canvas);
  g_assert_cmphex (middle_pixel (window, widget), ==, 0xff00ff00);

  /* A document that is put aside takes its preview along. */
  limner_document_set_incoming (document, preview, 3000, 2000);
  limner_canvas_set_document (canvas, NULL);
  g_assert_cmphex (middle_pixel (window, widget), !=, 0xfff06030);
  limner_canvas_set_document (canvas, document);
  g_assert_cmphex (middle_pixel (window, widget), ==, 0xfff06030);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* A small picture needs no levels from elsewhere: it is there at once. */
static void
test_small (void)
{
  GtkWidget *widget = limner_canvas_new ();
  g_autoptr(LimnerDocument) document = limner_document_new ();
  GtkWidget *window = canvas_test_show (widget, 600, 400);
  g_autoptr(LimnerPicture) preview = flat_picture (30, 20, 0xff3060f0);
  g_autoptr(LimnerPicture) picture = flat_picture (300, 200, 0xff00ff00);

  limner_canvas_set_document (LIMNER_CANVAS (widget), document);
  limner_document_set_incoming (document, preview, 300, 200);
  limner_document_set_picture (document, picture);
  g_assert_cmphex (middle_pixel (window, widget), ==, 0xff00ff00);
  gtk_window_destroy (GTK_WINDOW (window));
}

static gboolean
draws_no_more (gpointer data)
{
  static guint64 uploaded;
  static gint64 since;
  LimnerCanvas *canvas = data;
  gint64 now = g_get_monotonic_time ();

  if (limner_canvas_get_uploaded (canvas) != uploaded)
    since = now;
  uploaded = limner_canvas_get_uploaded (canvas);
  return now - since > G_USEC_PER_SEC / 2;
}

static void
assert_same_texture (GdkTexture *a,
                     GdkTexture *b)
{
  gsize stride = (gsize) gdk_texture_get_width (a) * 4;
  gsize size = stride * gdk_texture_get_height (a);
  g_autofree guchar *left = g_malloc (size);
  g_autofree guchar *right = g_malloc (size);

  gdk_texture_download (a, left, stride);
  gdk_texture_download (b, right, stride);
  g_assert_cmpmem (left, size, right, size);
}

/* Zooming on and on draws drafts; a moment later it looks as if it had been drawn well at once. */
static void
test_drafts (void)
{
  GtkWidget *widget = limner_canvas_new ();
  LimnerCanvas *canvas = LIMNER_CANVAS (widget);
  g_autoptr(LimnerDocument) document = canvas_test_new_document (1200, 800);
  GtkWidget *window = canvas_test_show (widget, 600, 400);
  g_autoptr(GdkTexture) good = NULL;
  g_autoptr(GdkTexture) draft = NULL;
  g_autoptr(GdkTexture) refined = NULL;
  LimnerBrush brush;

  limner_canvas_set_document (canvas, document);
  limner_canvas_set_zoom (canvas, 0.77);
  canvas_test_wait_until (draws_no_more, canvas);
  good = canvas_test_draw (window, widget);

  limner_canvas_set_zoom (canvas, 0.5);
  draft = canvas_test_draw (window, widget);
  limner_canvas_set_zoom (canvas, 0.77);
  g_clear_object (&draft);
  draft = canvas_test_draw (window, widget);

  /* In the middle of it a stroke is painted and taken back. */
  limner_brush_init (&brush);
  limner_document_begin_stroke (document, LIMNER_LAYER_MASK, &brush, FALSE);
  limner_document_add_to_stroke (document, &(LimnerStrokePoint) { 500, 400, 1 });
  limner_document_add_to_stroke (document, &(LimnerStrokePoint) { 700, 430, 1 });
  g_object_unref (canvas_test_draw (window, widget));
  limner_document_cancel_stroke (document);
  canvas_test_wait_until (draws_no_more, canvas);
  refined = canvas_test_draw (window, widget);
  assert_same_texture (good, refined);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv);
  adw_init ();
  g_test_add_func ("/canvas-open/incoming", test_incoming);
  g_test_add_func ("/canvas-open/large", test_large);
  g_test_add_func ("/canvas-open/small", test_small);
  g_test_add_func ("/canvas-open/drafts", test_drafts);
  return g_test_run ();
}
