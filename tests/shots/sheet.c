/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "sheet.h"

#define GAP 24

static gboolean
stop_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

/* Lets the main loop do what it has to do. */
void
shots_run_for (guint milliseconds)
{
  gboolean is_over = FALSE;

  g_timeout_add (milliseconds, stop_cb, &is_over);
  while (!is_over)
    g_main_context_iteration (NULL, TRUE);
}

/* What a window shows, down to @max_height pixels. */
GdkTexture *
shots_draw_window (GtkWidget *window,
                   int        max_height)
{
  g_autoptr(GdkPaintable) paintable = gtk_widget_paintable_new (window);
  g_autoptr(GskRenderNode) node = NULL;
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  int width = gtk_widget_get_width (window);
  int height = gtk_widget_get_height (window);
  graphene_rect_t bounds;

  graphene_rect_init (&bounds, 0, 0, (float) width, (float) MIN (height, max_height));
  gdk_paintable_snapshot (paintable, GDK_SNAPSHOT (snapshot), width, height);
  node = gtk_snapshot_free_to_node (snapshot);
  return gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node,
                                      &bounds);
}

/* Draws textures side by side, @count of them from @first, in columns of @column pixels. */
void
shots_save_sheet (GPtrArray  *textures,
                  guint       first,
                  guint       count,
                  int         column,
                  const char *path)
{
  cairo_surface_t *surface;
  cairo_t *context;
  int height = 0;

  for (guint i = first; i < first + count; i++)
    height = MAX (height, gdk_texture_get_height (g_ptr_array_index (textures, i)));

  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32,
                                        (int) count * (column + GAP) + GAP, height + 2 * GAP);
  context = cairo_create (surface);
  cairo_set_source_rgb (context, 0.5, 0.5, 0.5);
  cairo_paint (context);
  for (guint i = 0; i < count; i++)
    {
      GdkTexture *texture = g_ptr_array_index (textures, first + i);
      int width = gdk_texture_get_width (texture);
      cairo_surface_t *one = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width,
                                                          gdk_texture_get_height (texture));

      gdk_texture_download (texture, cairo_image_surface_get_data (one),
                            (gsize) cairo_image_surface_get_stride (one));
      cairo_surface_mark_dirty (one);
      cairo_set_source_surface (context, one, GAP + (int) i * (column + GAP), GAP);
      cairo_paint (context);
      cairo_surface_destroy (one);
    }
  cairo_surface_write_to_png (surface, path);
  g_print ("%s\n", path);
  cairo_destroy (context);
  cairo_surface_destroy (surface);
}

/* Icons are only found, and coloured, as a part of a theme. */
static void
load_icons (void)
{
  g_autofree char *folder = g_dir_make_tmp ("limner-icons-XXXXXX", NULL);
  g_autofree char *theme = g_build_filename (folder, "hicolor", NULL);
  g_autoptr(GFile) link = g_file_new_for_path (theme);

  if (g_file_make_symbolic_link (link, ICONS, NULL, NULL))
    gtk_icon_theme_add_search_path (gtk_icon_theme_get_for_display (gdk_display_get_default ()),
                                    folder);
}

/* The style sheet and the icons of the program. */
void
shots_load_style (void)
{
  g_autoptr(GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_path (provider, STYLE_SHEET);
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  load_icons ();
}
