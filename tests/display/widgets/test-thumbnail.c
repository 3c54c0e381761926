/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <gtk/gtk.h>

#include "base/limner-file.h"
#include "image/limner-picture-io.h"
#include "lib/limner-test.h"
#include "widgets/limner-picture-view.h"
#include "widgets/limner-thumbnail.h"

static void
count_cb (int *count)
{
  (*count)++;
}

static char *
write_picture (const char *folder,
               const char *name,
               int         width,
               int         height)
{
  g_autoptr(LimnerPicture) picture = limner_picture_new (width, height);
  g_autoptr(GBytes) bytes = NULL;
  char *path = g_build_filename (folder, name, NULL);

  memset (limner_picture_get_pixels (picture), 255, (gsize) width * height * 4);
  bytes = limner_picture_encode (picture, LIMNER_PICTURE_PNG, 1, NULL);
  g_assert_true (limner_file_write (path, bytes, NULL));
  return path;
}

static GtkWidget *
show (GtkWidget *child,
      int        width,
      int        height)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  gtk_window_set_child (GTK_WINDOW (window), child);
  gtk_window_present (GTK_WINDOW (window));
  limner_test_wait_until (gtk_widget_get_width (child) > 0);
  return window;
}

static void
test_thumbnail_properties (void)
{
  GtkWidget *widget = g_object_ref_sink (limner_thumbnail_new ());
  LimnerThumbnail *thumbnail = LIMNER_THUMBNAIL (widget);
  g_autofree char *path = NULL;
  gboolean cover;
  int n_path = 0;
  int n_cover = 0;

  gtk_test_accessible_assert_role (widget, GTK_ACCESSIBLE_ROLE_IMG);
  g_signal_connect_swapped (widget, "notify::path", G_CALLBACK (count_cb), &n_path);
  g_signal_connect_swapped (widget, "notify::cover", G_CALLBACK (count_cb), &n_cover);
  limner_thumbnail_set_path (thumbnail, "/nowhere");
  limner_thumbnail_set_path (thumbnail, "/nowhere");
  limner_thumbnail_set_cover (thumbnail, TRUE);
  limner_thumbnail_set_cover (thumbnail, TRUE);
  g_object_get (widget, "path", &path, "cover", &cover, NULL);
  g_assert_cmpstr (path, ==, "/nowhere");
  g_assert_true (cover);
  g_object_set (widget, "path", NULL, "cover", FALSE, NULL);
  g_assert_null (limner_thumbnail_get_path (thumbnail));
  g_assert_cmpint (n_path, ==, 2);
  g_assert_cmpint (n_cover, ==, 2);
  limner_test_assert_freed (thumbnail);
}

static void
test_thumbnail_loads (void)
{
  g_autofree char *folder = limner_test_make_folder ();
  g_autofree char *path = write_picture (folder, "a.png", 900, 600);
  GtkWidget *widget = limner_thumbnail_new ();
  LimnerThumbnail *thumbnail = LIMNER_THUMBNAIL (widget);
  GtkWidget *window = show (widget, 200, 200);

  limner_thumbnail_set_path (thumbnail, path);
  limner_test_wait_until (limner_thumbnail_get_paintable (thumbnail) != NULL);
  g_assert_cmpint (gdk_paintable_get_intrinsic_width (limner_thumbnail_get_paintable (thumbnail)),
                   ==,
                   256);

  limner_thumbnail_set_path (thumbnail, NULL);
  g_assert_null (limner_thumbnail_get_paintable (thumbnail));
  /* The second time it is in memory and there at once. */
  limner_thumbnail_set_path (thumbnail, path);
  g_assert_nonnull (limner_thumbnail_get_paintable (thumbnail));
  gtk_window_destroy (GTK_WINDOW (window));
  limner_test_remove_folder (folder);
}

static void
test_view_zoom (void)
{
  g_autofree char *folder = limner_test_make_folder ();
  g_autofree char *path = write_picture (folder, "b.png", 1000, 500);
  GtkWidget *widget = limner_picture_view_new ();
  LimnerPictureView *view = LIMNER_PICTURE_VIEW (widget);
  GtkWidget *window = show (widget, 400, 400);
  double fitted;
  int n_changed = 0;

  gtk_test_accessible_assert_role (widget, GTK_ACCESSIBLE_ROLE_IMG);
  limner_picture_view_set_path (view, path);
  limner_test_wait_until (limner_picture_view_get_texture (view) != NULL);
  fitted = limner_picture_view_get_zoom (view);
  g_assert_true (limner_picture_view_get_fits (view));
  g_assert_cmpfloat_with_epsilon (fitted, gtk_widget_get_width (widget) / 1000.0, 0.001);

  g_signal_connect_swapped (view, "view-changed", G_CALLBACK (count_cb), &n_changed);
  limner_picture_view_set_zoom (view, 2.0);
  g_assert_cmpfloat_with_epsilon (limner_picture_view_get_zoom (view), 2.0, 0.001);
  g_assert_false (limner_picture_view_get_fits (view));
  limner_picture_view_pan (view, 1e9, 1e9);
  limner_picture_view_zoom_at (view, 1e9, 3, 3);
  g_assert_cmpfloat (limner_picture_view_get_zoom (view), <=, 32.0);
  limner_picture_view_zoom_at (view, 1e-9, 3, 3);
  g_assert_true (limner_picture_view_get_fits (view));
  g_assert_cmpint (n_changed, ==, 4);
  gtk_window_destroy (GTK_WINDOW (window));
  limner_test_remove_folder (folder);
}

static void
test_view_follows (void)
{
  g_autofree char *folder = limner_test_make_folder ();
  g_autofree char *large = write_picture (folder, "large.png", 800, 800);
  g_autofree char *small = write_picture (folder, "small.png", 80, 80);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  LimnerPictureView *views[2];
  GtkWidget *window;

  gtk_box_set_homogeneous (GTK_BOX (box), TRUE);
  for (int i = 0; i < 2; i++)
    {
      GtkWidget *view = limner_picture_view_new ();

      gtk_widget_set_hexpand (view, TRUE);
      gtk_box_append (GTK_BOX (box), view);
      views[i] = LIMNER_PICTURE_VIEW (view);
      limner_picture_view_set_path (views[i], i == 0 ? large : small);
    }
  window = show (box, 600, 300);
  limner_test_wait_until (limner_picture_view_get_texture (views[0]) != NULL &&
                          limner_picture_view_get_texture (views[1]) != NULL);
  limner_picture_view_follow (views[0], views[1]);
  limner_picture_view_follow (views[1], views[0]);

  limner_picture_view_set_zoom (views[0], 1.0);
  g_assert_cmpfloat_with_epsilon (limner_picture_view_get_zoom (views[1]), 10.0, 0.001);
  limner_picture_view_fit (views[1]);
  g_assert_true (limner_picture_view_get_fits (views[0]));

  /* Fitted, a picture and its enlargement are as large. */
  g_assert_cmpfloat_with_epsilon (limner_picture_view_get_zoom (views[1]),
                                  10 * limner_picture_view_get_zoom (views[0]), 0.001);
  gtk_window_destroy (GTK_WINDOW (window));
  limner_test_remove_folder (folder);
}

/* A fitted picture has another zoom in another room, and tells of it. */
static void
test_view_resized (void)
{
  g_autofree char *folder = limner_test_make_folder ();
  g_autofree char *path = write_picture (folder, "c.png", 1000, 500);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *beside = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *view = limner_picture_view_new ();
  GtkWidget *window;
  int n_told = 0;
  double before;

  gtk_widget_set_hexpand (view, TRUE);
  gtk_box_append (GTK_BOX (box), view);
  gtk_box_append (GTK_BOX (box), beside);
  limner_picture_view_set_path (LIMNER_PICTURE_VIEW (view), path);
  window = show (box, 600, 300);
  limner_test_wait_until (limner_picture_view_get_texture (LIMNER_PICTURE_VIEW (view)) != NULL);
  limner_test_settle ();

  before = limner_picture_view_get_zoom (LIMNER_PICTURE_VIEW (view));
  g_signal_connect_swapped (view, "notify::zoom", G_CALLBACK (count_cb), &n_told);
  gtk_widget_set_size_request (beside, 200, -1);
  limner_test_wait_until (n_told > 0);
  g_assert_cmpfloat (limner_picture_view_get_zoom (LIMNER_PICTURE_VIEW (view)), <, before - 0.1);
  gtk_window_destroy (GTK_WINDOW (window));
  limner_test_remove_folder (folder);
}

static void
test_view_broken_file (void)
{
  g_autofree char *folder = limner_test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "broken.png", NULL);
  GtkWidget *widget = limner_picture_view_new ();
  GtkWidget *window = show (widget, 200, 200);
  gboolean loading = TRUE;

  g_assert_true (g_file_set_contents (path, "\x89PNG\r\n\x1a\n cut", 12, NULL));
  limner_picture_view_set_path (LIMNER_PICTURE_VIEW (widget), path);
  while (loading)
    {
      g_main_context_iteration (NULL, TRUE);
      g_object_get (widget, "loading", &loading, NULL);
    }
  g_assert_null (limner_picture_view_get_texture (LIMNER_PICTURE_VIEW (widget)));
  gtk_window_destroy (GTK_WINDOW (window));
  limner_test_remove_folder (folder);
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *cache = limner_test_make_folder ();
  int status;

  g_setenv ("XDG_CACHE_HOME", cache, TRUE);
  gtk_test_init (&argc, &argv, NULL);

  g_test_add_func ("/thumbnail/properties", test_thumbnail_properties);
  g_test_add_func ("/thumbnail/loads", test_thumbnail_loads);
  g_test_add_func ("/picture-view/zoom", test_view_zoom);
  g_test_add_func ("/picture-view/follows", test_view_follows);
  g_test_add_func ("/picture-view/resized", test_view_resized);
  g_test_add_func ("/picture-view/broken-file", test_view_broken_file);

  status = g_test_run ();
  limner_test_remove_folder (cache);
  return status;
}
