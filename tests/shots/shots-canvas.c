/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Draws the canvas with every tool in use, for people to look at: shots-canvas FOLDER. */

#include <adwaita.h>
#include <math.h>

#include "canvas/limner-canvas-toolbar.h"
#include "canvas/limner-canvas.h"
#include "canvas/limner-tool-options.h"
#include "image/limner-picture-io.h"
#include "paint/limner-tool.h"

typedef struct
{
  const char      *folder;
  GtkWidget       *window;
  LimnerCanvas    *canvas;
  LimnerDocument  *document;
} Stage;

/* Hills under a sky, where the corpus has no photograph. */
static LimnerPicture *
make_landscape (int width,
                int height)
{
  LimnerPicture *picture = limner_picture_new (width, height);
  guint8 *pixels = limner_picture_get_pixels (picture);

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++, pixels += 4)
      {
        double hill = height * (0.62 + 0.08 * sin (x * 0.011) + 0.05 * sin (x * 0.027));
        double near = height * (0.80 + 0.05 * sin (x * 0.017 + 2));
        double sky = (double) y / height;

        pixels[0] = (guint8) (y > near ? 52 : y > hill ? 92 : 120 + 110 * sky);
        pixels[1] = (guint8) (y > near ? 84 : y > hill ? 126 : 168 + 50 * sky);
        pixels[2] = (guint8) (y > near ? 46 : y > hill ? 104 : 222 - 30 * sky);
        pixels[3] = 255;
      }
  return picture;
}

static LimnerPicture *
load_picture (void)
{
  const char *corpus = g_getenv ("LIMNER_CORPUS");
  g_autofree char *folder = g_build_filename (corpus != NULL ? corpus : ".", "fill", NULL);
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  LimnerPicture *picture = NULL;
  const char *name;

  while (dir != NULL && picture == NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *contents = NULL;
      g_autoptr(GBytes) bytes = NULL;
      gsize length;

      if (!g_str_has_suffix (name, ".png") || strstr (name, "mask") != NULL ||
          !g_file_get_contents (path, &contents, &length, NULL))
        continue;
      bytes = g_bytes_new_take (g_steal_pointer (&contents), length);
      picture = limner_picture_decode (bytes, NULL);
    }
  return picture != NULL ? picture : make_landscape (900, 600);
}

static void
settle (GtkWidget *window)
{
  gint64 end = g_get_monotonic_time () + G_USEC_PER_SEC / 2;

  gtk_widget_queue_draw (window);
  while (g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, FALSE);
}

static void
save (Stage      *stage,
      const char *name)
{
  g_autofree char *path = g_strdup_printf ("%s/canvas-%s.png", stage->folder, name);
  GskRenderer *renderer = gtk_native_get_renderer (GTK_NATIVE (stage->window));
  g_autoptr(GdkPaintable) paintable = gtk_widget_paintable_new (stage->window);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr(GskRenderNode) node = NULL;
  g_autoptr(GdkTexture) texture = NULL;
  int width, height;

  settle (stage->window);
  width = gtk_widget_get_width (stage->window);
  height = gtk_widget_get_height (stage->window);
  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_free_to_node (snapshot);
  texture = gsk_renderer_render_texture (renderer, node,
                                         &GRAPHENE_RECT_INIT (0, 0, width, height));
  if (!gdk_texture_save_to_png (texture, path))
    g_printerr ("%s could not be written\n", path);
}

static LimnerToolEvent
at (Stage  *stage,
    double  x,
    double  y)
{
  LimnerToolEvent event = { 0 };

  event.x = x * limner_document_get_width (stage->document);
  event.y = y * limner_document_get_height (stage->document);
  event.pressure = 1;
  event.pixel = 1 / limner_canvas_get_zoom (stage->canvas);
  event.n_clicks = 1;
  return event;
}

/* Goes along a curve with a tool of its own, which shares the canvas's settings. */
static LimnerTool *
drag (Stage          *stage,
      LimnerToolKind  kind,
      double          x0,
      double          y0,
      double          x1,
      double          y1,
      double          bend,
      gboolean        release)
{
  LimnerTool *tool = limner_tool_new (kind, limner_canvas_get_settings (stage->canvas));
  LimnerToolEvent event = at (stage, x0, y0);

  limner_canvas_set_tool (stage->canvas, kind);
  limner_tool_press (tool, stage->document, &event);
  for (int i = 1; i <= 40; i++)
    {
      double part = i / 40.0;

      event = at (stage, x0 + (x1 - x0) * part, y0 + (y1 - y0) * part + bend * sin (part * G_PI));
      event.pressure = 0.4 + 0.6 * sin (part * G_PI);
      limner_tool_motion (tool, stage->document, &event);
    }
  if (release)
    limner_tool_release (tool, stage->document, &event);
  return tool;
}

static void
shoot_painting (Stage *stage)
{
  LimnerToolSettings *settings = limner_canvas_get_settings (stage->canvas);
  g_autoptr(LimnerTool) brush = NULL;
  g_autoptr(LimnerTool) soft = NULL;
  g_autoptr(LimnerTool) eraser = NULL;
  g_autoptr(LimnerTool) colour = NULL;

  brush = drag (stage, LIMNER_TOOL_KIND_BRUSH, 0.2, 0.4, 0.6, 0.35, -0.12, TRUE);
  g_object_set (settings, "hardness", 0.0, "size", 140.0, NULL);
  soft = drag (stage, LIMNER_TOOL_KIND_BRUSH, 0.3, 0.75, 0.75, 0.7, 0.1, TRUE);
  save (stage, "brush");
  g_object_set (settings, "hardness", 0.8, "size", 64.0, NULL);

  limner_canvas_set_mask_only (stage->canvas, TRUE);
  save (stage, "mask-only");
  limner_canvas_set_mask_only (stage->canvas, FALSE);

  eraser = drag (stage, LIMNER_TOOL_KIND_ERASER, 0.35, 0.2, 0.5, 0.95, 0, TRUE);
  save (stage, "eraser");

  g_object_set (settings, "colour", 0x1a5fb4, NULL);
  colour = drag (stage, LIMNER_TOOL_KIND_COLOUR, 0.65, 0.2, 0.9, 0.3, 0.1, TRUE);
  save (stage, "colour");
}

/* The outline of a selection is the canvas's own tool's, so that tool has to be used: through keys
 * and pointer only. A rectangle, a lasso and a wand leave their selections instead. */
static void
shoot_selections (Stage *stage)
{
  g_autoptr(LimnerTool) rectangle = NULL;
  g_autoptr(LimnerTool) ellipse = NULL;
  g_autoptr(LimnerTool) lasso = NULL;
  g_autoptr(LimnerTool) wand = NULL;

  limner_document_operate (stage->document, LIMNER_MASK_CLEAR, 0);
  rectangle = drag (stage, LIMNER_TOOL_KIND_RECTANGLE, 0.1, 0.1, 0.4, 0.5, 0, TRUE);
  ellipse = drag (stage, LIMNER_TOOL_KIND_ELLIPSE, 0.5, 0.15, 0.9, 0.5, 0, TRUE);
  lasso = drag (stage, LIMNER_TOOL_KIND_LASSO, 0.2, 0.7, 0.7, 0.7, 0.25, TRUE);
  save (stage, "selections");
  limner_document_operate (stage->document, LIMNER_MASK_FEATHER, 24);
  save (stage, "feather");

  limner_document_operate (stage->document, LIMNER_MASK_CLEAR, 0);
  g_object_set (limner_canvas_get_settings (stage->canvas), "tolerance", 40, NULL);
  wand = drag (stage, LIMNER_TOOL_KIND_WAND, 0.5, 0.1, 0.5, 0.1, 0, TRUE);
  save (stage, "wand");
}

static void
shoot_frame (Stage *stage)
{
  LimnerRect box = { 180, 120, 400, 300 };
  LimnerFrame frame;

  limner_document_operate (stage->document, LIMNER_MASK_CLEAR, 0);
  limner_document_get_frame (stage->document, &frame);
  limner_frame_set_ratio (&frame, 21.0 / 9, 0.5, 0.5);
  limner_document_set_frame (stage->document, &frame);
  limner_canvas_set_tool (stage->canvas, LIMNER_TOOL_KIND_FRAME);
  save (stage, "frame");

  limner_document_undo (stage->document);
  limner_canvas_set_tool (stage->canvas, LIMNER_TOOL_KIND_MOVE);
  limner_canvas_set_context_box (stage->canvas, &box, 1024, 768);
  save (stage, "context-box");
  limner_canvas_set_context_box (stage->canvas, NULL, 0, 0);
}

static void
shoot_views (Stage *stage)
{
  g_autoptr(LimnerTool) brush = drag (stage, LIMNER_TOOL_KIND_BRUSH, 0.4, 0.45, 0.6, 0.5, 0.1,
                                      TRUE);

  limner_canvas_set_zoom (stage->canvas, 6);
  save (stage, "pixels");
  gtk_widget_activate_action (GTK_WIDGET (stage->canvas), "canvas.zoom-fit", NULL);
  g_object_set (stage->canvas, "angle", G_PI / 9, NULL);
  save (stage, "rotated");
  g_object_set (stage->canvas, "angle", 0.0, "mirror", TRUE, NULL);
  save (stage, "mirrored");
  g_object_set (stage->canvas, "mirror", FALSE, NULL);
}

static void
shoot_popovers (Stage     *stage,
                GtkWidget *toolbar,
                GtkWidget *options)
{
  GtkWidget *bars[] = { toolbar, options };
  int n = 0;

  limner_canvas_set_tool (stage->canvas, LIMNER_TOOL_KIND_COLOUR);
  settle (stage->window);
  for (guint i = 0; i < G_N_ELEMENTS (bars); i++)
    {
      GQueue queue = G_QUEUE_INIT;

      g_queue_push_tail (&queue, bars[i]);
      while (!g_queue_is_empty (&queue))
        {
          GtkWidget *widget = g_queue_pop_head (&queue);

          if (GTK_IS_MENU_BUTTON (widget) && gtk_widget_get_mapped (widget))
            {
              GtkPopover *popover = gtk_menu_button_get_popover (GTK_MENU_BUTTON (widget));
              Stage inner = *stage;
              g_autofree char *name = g_strdup_printf ("popover-%d", n++);

              gtk_popover_set_autohide (popover, FALSE);
              gtk_menu_button_popup (GTK_MENU_BUTTON (widget));
              settle (stage->window);
              inner.window = GTK_WIDGET (popover);
              save (&inner, name);
              gtk_menu_button_popdown (GTK_MENU_BUTTON (widget));
              continue;
            }
          for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
               child = gtk_widget_get_next_sibling (child))
            g_queue_push_tail (&queue, child);
        }
    }
}

static GtkWidget *
make_window (Stage      *stage,
             GtkWidget **toolbar,
             GtkWidget **options)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *canvas = limner_canvas_new ();

  stage->canvas = LIMNER_CANVAS (canvas);
  *toolbar = limner_canvas_toolbar_new ();
  *options = limner_tool_options_new ();
  limner_canvas_toolbar_set_canvas (LIMNER_CANVAS_TOOLBAR (*toolbar), stage->canvas);
  limner_tool_options_set_canvas (LIMNER_TOOL_OPTIONS (*options), stage->canvas);
  gtk_box_append (GTK_BOX (box), *options);
  gtk_box_append (GTK_BOX (box), canvas);
  gtk_box_append (GTK_BOX (box), *toolbar);
  gtk_window_set_child (GTK_WINDOW (window), box);
  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  return window;
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(LimnerPicture) picture = NULL;
  GtkWidget *toolbar, *options;
  Stage stage = { 0 };

  stage.folder = argc > 1 ? argv[1] : ".";
  adw_init ();
  picture = load_picture ();
  stage.document = limner_document_new ();
  limner_document_set_picture (stage.document, picture);
  stage.window = make_window (&stage, &toolbar, &options);
  limner_canvas_set_document (stage.canvas, stage.document);
  gtk_window_set_default_size (GTK_WINDOW (stage.window), 1000, 720);
  gtk_window_present (GTK_WINDOW (stage.window));

  save (&stage, "empty-mask");
  shoot_painting (&stage);
  shoot_selections (&stage);
  shoot_frame (&stage);
  shoot_views (&stage);
  shoot_popovers (&stage, toolbar, options);

  gtk_window_set_default_size (GTK_WINDOW (stage.window), 700, 560);
  limner_canvas_set_tool (stage.canvas, LIMNER_TOOL_KIND_BRUSH);
  save (&stage, "narrow");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      ADW_COLOR_SCHEME_FORCE_DARK);
  gtk_window_set_default_size (GTK_WINDOW (stage.window), 1000, 720);
  save (&stage, "dark");

  gtk_window_destroy (GTK_WINDOW (stage.window));
  g_object_unref (stage.document);
  return 0;
}
