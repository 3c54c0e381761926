/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "paint/limner-tool.h"

#include "paint-fixtures.h"

typedef struct
{
  LimnerDocument     *document;
  LimnerToolSettings *settings;
} Desk;

static void
desk_init (Desk *desk)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (1);
  g_autoptr(LimnerPicture) picture = paint_random_picture (rand, 300, 200);

  desk->document = limner_document_new ();
  desk->settings = limner_tool_settings_new ();
  limner_document_set_picture (desk->document, picture);
}

static void
desk_clear (Desk *desk)
{
  g_clear_object (&desk->document);
  g_clear_object (&desk->settings);
}

static LimnerToolEvent
at (double              x,
    double              y,
    LimnerToolModifiers modifiers)
{
  return (LimnerToolEvent) { x, y, 1, modifiers, 1, 1 };
}

static void
drag (Desk                *desk,
      LimnerTool          *tool,
      double               x0,
      double               y0,
      double               x1,
      double               y1,
      LimnerToolModifiers  modifiers)
{
  LimnerToolEvent event = at (x0, y0, modifiers);

  limner_tool_press (tool, desk->document, &event);
  for (int i = 1; i <= 10; i++)
    {
      event = at (x0 + (x1 - x0) * i / 10, y0 + (y1 - y0) * i / 10, modifiers);
      limner_tool_motion (tool, desk->document, &event);
    }
  limner_tool_release (tool, desk->document, &event);
}

static int
value (Desk *desk,
       int   x,
       int   y)
{
  return limner_mask_get_value (limner_document_get_mask (desk->document), x, y);
}

static void
test_brush (void)
{
  Desk desk;
  g_autoptr(LimnerTool) brush = NULL;
  g_autoptr(LimnerTool) eraser = NULL;

  desk_init (&desk);
  brush = limner_tool_new (LIMNER_TOOL_KIND_BRUSH, desk.settings);
  eraser = limner_tool_new (LIMNER_TOOL_KIND_ERASER, desk.settings);
  drag (&desk, brush, 50, 50, 250, 50, 0);
  g_assert_cmpint (value (&desk, 150, 50), ==, 255);
  drag (&desk, eraser, 150, 10, 150, 90, 0);
  g_assert_cmpint (value (&desk, 150, 50), ==, 0);
  g_assert_cmpint (value (&desk, 60, 50), ==, 255);

  /* Ctrl does the opposite, a pen upside down always erases. */
  drag (&desk, brush, 60, 50, 61, 50, LIMNER_TOOL_CONTROL);
  g_assert_cmpint (value (&desk, 60, 50), ==, 0);
  drag (&desk, eraser, 60, 50, 61, 50, LIMNER_TOOL_CONTROL);
  g_assert_cmpint (value (&desk, 60, 50), ==, 255);
  drag (&desk, brush, 60, 50, 61, 50, LIMNER_TOOL_ERASER);
  g_assert_cmpint (value (&desk, 60, 50), ==, 0);
  for (int i = 0; i < 5; i++)
    limner_document_undo (desk.document);
  g_assert_false (limner_document_get_can_undo (desk.document));
  desk_clear (&desk);
}

static void
test_straight_line (void)
{
  LimnerToolEvent event = at (280, 180, LIMNER_TOOL_SHIFT);
  Desk desk;
  g_autoptr(LimnerTool) brush = NULL;

  desk_init (&desk);
  brush = limner_tool_new (LIMNER_TOOL_KIND_BRUSH, desk.settings);
  drag (&desk, brush, 20, 20, 20, 20, 0);
  limner_tool_press (brush, desk.document, &event);
  limner_tool_release (brush, desk.document, &event);
  g_assert_cmpint (value (&desk, 150, 100), ==, 255);
  g_assert_cmpint (value (&desk, 280, 180), ==, 255);
  g_assert_cmpint (value (&desk, 280, 30), ==, 0);
  desk_clear (&desk);
}

static void
test_resize_by_drag (void)
{
  LimnerBrush brush;
  Desk desk;
  g_autoptr(LimnerTool) tool = NULL;

  desk_init (&desk);
  tool = limner_tool_new (LIMNER_TOOL_KIND_BRUSH, desk.settings);
  drag (&desk, tool, 100, 100, 120, 140, LIMNER_TOOL_SHIFT);
  limner_tool_settings_get_brush (desk.settings, LIMNER_TOOL_KIND_BRUSH, &brush);
  g_assert_cmpfloat (brush.size, ==, 104);
  g_assert_cmpfloat_with_epsilon (brush.hardness, 0.6, 1e-9);
  g_assert_false (limner_document_get_can_undo (desk.document));
  desk_clear (&desk);
}

static void
test_selections (void)
{
  Desk desk;
  g_autoptr(LimnerTool) rectangle = NULL;
  g_autoptr(LimnerTool) lasso = NULL;
  gboolean closed;
  guint n;

  desk_init (&desk);
  rectangle = limner_tool_new (LIMNER_TOOL_KIND_RECTANGLE, desk.settings);
  drag (&desk, rectangle, 10.3, 10.3, 100.4, 90.2, 0);
  g_assert_cmpint (value (&desk, 10, 10), ==, 255);
  g_assert_cmpint (value (&desk, 9, 10), ==, 0);
  g_assert_cmpint (value (&desk, 99, 89), ==, 255);
  drag (&desk, rectangle, 20, 20, 60, 70, LIMNER_TOOL_CONTROL);
  g_assert_cmpint (value (&desk, 40, 40), ==, 0);
  drag (&desk, rectangle, 200, 20, 260, 90, LIMNER_TOOL_SHIFT);
  g_assert_cmpint (value (&desk, 269, 89), ==, 255);
  g_assert_null (limner_tool_get_outline (rectangle, &n, &closed));

  lasso = limner_tool_new (LIMNER_TOOL_KIND_LASSO, desk.settings);
  g_object_set (desk.settings, "combine", (int) LIMNER_COMBINE_REPLACE, NULL);
  drag (&desk, lasso, 20, 20, 20, 20, 0);
  g_assert_cmpint (value (&desk, 80, 80), ==, 0);
  desk_clear (&desk);
}

static void
click (Desk       *desk,
       LimnerTool *tool,
       double      x,
       double      y)
{
  LimnerToolEvent event = at (x, y, 0);

  limner_tool_press (tool, desk->document, &event);
  limner_tool_release (tool, desk->document, &event);
  limner_tool_hover (tool, desk->document, &event);
}

static void
test_polygon (void)
{
  Desk desk;
  g_autoptr(LimnerTool) polygon = NULL;
  gboolean closed;
  guint n;

  desk_init (&desk);
  polygon = limner_tool_new (LIMNER_TOOL_KIND_POLYGON, desk.settings);
  click (&desk, polygon, 20, 20);
  click (&desk, polygon, 120, 20);
  click (&desk, polygon, 120, 120);
  g_assert_nonnull (limner_tool_get_outline (polygon, &n, &closed));
  click (&desk, polygon, 23, 22);
  g_assert_null (limner_tool_get_outline (polygon, &n, &closed));
  g_assert_cmpint (value (&desk, 100, 40), ==, 255);
  g_assert_cmpint (value (&desk, 30, 100), ==, 0);

  /* Enter ends one too, Escape forgets it. */
  click (&desk, polygon, 200, 100);
  click (&desk, polygon, 260, 100);
  click (&desk, polygon, 230, 180);
  limner_tool_finish (polygon, desk.document);
  g_assert_cmpint (value (&desk, 230, 130), ==, 255);
  click (&desk, polygon, 10, 190);
  limner_tool_cancel (polygon, desk.document);
  g_assert_null (limner_tool_get_outline (polygon, &n, &closed));
  desk_clear (&desk);
}

static void
test_frame_and_picker (void)
{
  Desk desk;
  g_autoptr(LimnerTool) frame_tool = NULL;
  g_autoptr(LimnerTool) picker = NULL;
  const guint8 *pixel;
  guint8 colour[3];
  LimnerFrame frame;

  desk_init (&desk);
  frame_tool = limner_tool_new (LIMNER_TOOL_KIND_FRAME, desk.settings);
  drag (&desk, frame_tool, 300, 100, 380, 100, 0);
  limner_document_get_frame (desk.document, &frame);
  g_assert_cmpint (frame.area.width, ==, 380);
  drag (&desk, frame_tool, 0, 0, -20, -30, 0);
  limner_document_get_frame (desk.document, &frame);
  g_assert_cmpint (frame.area.x, ==, -20);
  g_assert_cmpint (frame.area.height, ==, 230);

  /* One drag is one step. */
  limner_document_undo (desk.document);
  limner_document_get_frame (desk.document, &frame);
  g_assert_cmpint (frame.area.width, ==, 380);
  limner_document_undo (desk.document);
  limner_document_get_frame (desk.document, &frame);
  g_assert_true (limner_frame_is_picture (&frame));

  picker = limner_tool_new (LIMNER_TOOL_KIND_PICKER, desk.settings);
  click (&desk, picker, 30.5, 40.5);
  limner_tool_settings_get_colour (desk.settings, colour);
  pixel = limner_picture_read_row (limner_document_get_picture (desk.document), 40) + 4 * 30;
  g_assert_cmpmem (colour, 3, pixel, 3);
  click (&desk, picker, -5, 900);
  desk_clear (&desk);
}

static void
count_notify_cb (GObject    *object,
                 GParamSpec *pspec,
                 guint      *count)
{
  (*count)++;
}

static void
test_settings (void)
{
  g_autoptr(LimnerToolSettings) settings = limner_tool_settings_new ();
  g_autoptr(LimnerToolSettings) other = limner_tool_settings_new ();
  g_autofree char *text = NULL;
  guint count = 0;
  double size;
  int kind;

  g_signal_connect (settings, "notify::size", G_CALLBACK (count_notify_cb), &count);
  g_object_set (settings, "size", 30.0, NULL);
  g_object_set (settings, "size", 30.0, NULL);
  g_assert_cmpuint (count, ==, 1);
  limner_tool_settings_set_kind (settings, LIMNER_TOOL_KIND_ERASER);
  g_object_get (settings, "size", &size, NULL);
  g_assert_cmpfloat (size, ==, 64);
  g_object_set (settings, "size", 99.0, "tolerance", 77, "colour", 0x123456, NULL);

  text = limner_tool_settings_save (settings);
  limner_tool_settings_restore (other, text);
  g_object_get (other, "size", &size, "kind", &kind, NULL);
  g_assert_cmpfloat (size, ==, 99);
  g_assert_cmpint (kind, ==, LIMNER_TOOL_KIND_ERASER);
  g_assert_cmpint (limner_tool_settings_get_tolerance (other), ==, 77);
  limner_tool_settings_set_kind (other, LIMNER_TOOL_KIND_BRUSH);
  g_object_get (other, "size", &size, NULL);
  g_assert_cmpfloat (size, ==, 30);

  /* What cannot be read changes nothing. */
  limner_tool_settings_restore (other, "{\"brushes\": [1, {\"size\": \"x\"}], \"kind\": 9999");
  limner_tool_settings_restore (other, "{\"brushes\": [1, {\"size\": 1e99}], \"kind\": -4}");
  g_object_get (other, "size", &size, "kind", &kind, NULL);
  g_assert_cmpfloat (size, ==, 30);
  g_assert_cmpint (kind, ==, LIMNER_TOOL_KIND_BRUSH);
}

static void
count_cb (guint *count)
{
  (*count)++;
}

/* Brushes at hand: none twice, no more than there is room, in their order, and after a restart. */
static void
test_favourites (void)
{
  g_autoptr(LimnerToolSettings) settings = limner_tool_settings_new ();
  g_autoptr(LimnerToolSettings) other = limner_tool_settings_new ();
  g_autofree char *text = NULL;
  LimnerBrush brush, found;
  guint count = 0;
  guint n;

  g_signal_connect_swapped (settings, "notify::n-favourites", G_CALLBACK (count_cb), &count);
  g_assert_cmpuint (limner_tool_settings_get_n_favourites (settings), ==, 4);
  limner_tool_settings_get_favourite (settings, 2, &brush);
  g_assert_false (limner_tool_settings_add_favourite (settings, &brush));
  brush.size_curve.y[2] = 0.9;
  brush.colour[0] = 1;
  g_assert_true (limner_tool_settings_add_favourite (settings, &brush));
  g_assert_cmpuint (count, ==, 1);

  /* Numbers out of their range are brought into it. */
  limner_brush_init (&brush);
  brush.size = 1e9;
  g_assert_true (limner_tool_settings_add_favourite (settings, &brush));
  limner_tool_settings_get_favourite (settings, 5, &found);
  g_assert_cmpfloat (found.size, ==, LIMNER_BRUSH_MAX_SIZE);
  for (n = 6; n < LIMNER_MAX_FAVOURITES; n++)
    {
      brush.size = n;
      g_assert_true (limner_tool_settings_add_favourite (settings, &brush));
    }
  brush.size = 99;
  g_assert_false (limner_tool_settings_add_favourite (settings, &brush));

  /* The colour is that which is chosen, not that of long ago. */
  g_object_set (settings, "colour", 0x102030, NULL);
  limner_tool_settings_get_favourite (settings, 4, &found);
  g_assert_cmpint (found.colour[0], ==, 0x10);
  g_assert_cmpfloat (found.size_curve.y[2], ==, 0.9);

  limner_tool_settings_remove_favourite (settings, 0);
  limner_tool_settings_get_favourite (settings, 3, &found);
  g_assert_cmpfloat (found.size_curve.y[2], ==, 0.9);
  text = limner_tool_settings_save (settings);
  limner_tool_settings_restore (other, text);
  n = limner_tool_settings_get_n_favourites (settings);
  g_assert_cmpuint (limner_tool_settings_get_n_favourites (other), ==, n);
  for (guint i = 0; i < n; i++)
    {
      limner_tool_settings_get_favourite (settings, i, &brush);
      limner_tool_settings_get_favourite (other, i, &found);
      g_assert_cmpfloat (found.size, ==, brush.size);
      g_assert_cmpfloat (found.hardness, ==, brush.hardness);
      g_assert_cmpfloat (found.size_curve.y[2], ==, brush.size_curve.y[2]);
    }
}

/* Somebody who has put all away finds none; who never had any finds the usual ones; and what is no
 * brush is none. */
static void
test_favourites_restored (void)
{
  g_autoptr(LimnerToolSettings) settings = limner_tool_settings_new ();
  g_autoptr(LimnerToolSettings) other = limner_tool_settings_new ();
  g_autofree char *text = NULL;
  LimnerBrush found;

  limner_tool_settings_restore (other, "{\"kind\": 1}");
  g_assert_cmpuint (limner_tool_settings_get_n_favourites (other), ==, 4);
  while (limner_tool_settings_get_n_favourites (settings) > 0)
    limner_tool_settings_remove_favourite (settings, 0);
  text = limner_tool_settings_save (settings);
  limner_tool_settings_restore (other, text);
  g_assert_cmpuint (limner_tool_settings_get_n_favourites (other), ==, 0);

  limner_tool_settings_restore (other, "{\"favourites\": [1, {\"size\": 7}, null,"
                                       " {\"size\": -3}]}");
  g_assert_cmpuint (limner_tool_settings_get_n_favourites (other), ==, 2);
  limner_tool_settings_get_favourite (other, 0, &found);
  g_assert_cmpfloat (found.size, ==, 7);
  limner_tool_settings_get_favourite (other, 1, &found);
  g_assert_cmpfloat (found.size, ==, LIMNER_BRUSH_MIN_SIZE);
  limner_tool_settings_restore (other, "{\"favourites\": 7}");
  g_assert_cmpuint (limner_tool_settings_get_n_favourites (other), ==, 2);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/paint/tool/brush", test_brush);
  g_test_add_func ("/paint/tool/straight-line", test_straight_line);
  g_test_add_func ("/paint/tool/resize-by-drag", test_resize_by_drag);
  g_test_add_func ("/paint/tool/selections", test_selections);
  g_test_add_func ("/paint/tool/polygon", test_polygon);
  g_test_add_func ("/paint/tool/frame-and-picker", test_frame_and_picker);
  g_test_add_func ("/paint/tool/settings", test_settings);
  g_test_add_func ("/paint/tool/favourites", test_favourites);
  g_test_add_func ("/paint/tool/favourites-restored", test_favourites_restored);

  return g_test_run ();
}
