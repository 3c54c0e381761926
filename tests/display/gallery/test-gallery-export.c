/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Giving many pictures away. */

#include "config.h"

#include "base/limner-file.h"
#include "gallery-fixture.h"
#include "gallery/limner-gallery-export.h"
#include "gallery/limner-gallery-grid-private.h"

#define N_MANY 240   /* more than the library reads when it is opened */

static void
import (GalleryFixture     *fixture,
        const char * const *paths)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_auto(GStrv) ids = NULL;

  limner_store_import_files_async (fixture->library.store, paths, NULL, NULL, NULL,
                                   limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  ids = limner_store_import_files_finish (fixture->library.store, result, NULL, NULL);
  g_assert_cmpuint (g_strv_length (ids), ==, g_strv_length ((char **) paths));
}

/* The last, which is the first in the list, tells nothing; one of the others has a prompt. */
static void
set_up_many (GalleryFixture *fixture,
             gconstpointer   data)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr(LimnerGalleryItem) made = NULL;
  g_auto(GStrv) paths = NULL;

  fixture_set_up (&fixture->library, NULL);
  gallery_fixture_open_store (fixture);
  made = fixture_add (&fixture->library, "a fox", "owner/brush", "5");
  for (int i = 0; i < N_MANY; i++)
    {
      g_autofree char *path = g_strdup_printf ("%s/elsewhere/%d.png", fixture->library.folder, i);
      g_autoptr(GBytes) png = fixture_make_png (8, 6, 1000 + i);

      g_assert_true (limner_file_write (path, png, NULL));
      g_strv_builder_add (builder, path);
    }
  paths = g_strv_builder_end (builder);
  import (fixture, (const char * const *) paths);
  gallery_fixture_present (fixture, N_MANY + 1);
}

static GtkWindow *
find_window (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWindow) window = g_list_model_get_item (windows, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (window, type))
        return window;
    }
  return NULL;
}

static void
await_close (GtkWindow *window)
{
  GType type = G_OBJECT_TYPE (window);

  gtk_window_close (window);
  limner_test_wait_until (find_window (type) == NULL);
}

/* All that are selected are exported, also those that were never in sight. */
static void
test_all (GalleryFixture *fixture,
          gconstpointer   data)
{
  g_autofree char *title = g_strdup_printf ("Export %d pictures", N_MANY + 1);
  GtkWindow *window;

  limner_gallery_grid_select_all (fixture->gallery->grid);
  gallery_act (fixture, "gallery.export", NULL);
  limner_test_wait_until ((window = find_window (LIMNER_TYPE_GALLERY_EXPORT)) != NULL);
  g_assert_cmpstr (gtk_window_get_title (window), ==, title);
  await_close (window);
}

/* What a drag that begins at the first picture takes along */
static GdkContentProvider *
begin_drag (LimnerGalleryGrid *grid)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (grid));
  GdkContentProvider *provider = NULL;
  LimnerRect box;

  g_assert_true (limner_justified_layout_get_box (grid->layout, 0, &box));
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GObject) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_DRAG_SOURCE (controller))
        g_signal_emit_by_name (controller, "prepare", box.x + box.width / 2.0,
                               box.y + box.height / 2.0, &provider);
    }
  g_assert_nonnull (provider);
  return provider;
}

/* All that are selected are dragged away, also those that were never in sight: who takes them at
 * once waits for where they are. */
static void
test_drag (GalleryFixture *fixture,
           gconstpointer   data)
{
  g_autoptr(GdkContentProvider) provider = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_auto(GStrv) uris = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autofree char *text = NULL;

  limner_gallery_grid_select_all (fixture->gallery->grid);
  provider = begin_drag (fixture->gallery->grid);
  gdk_content_provider_write_mime_type_async (provider, "text/uri-list", stream, G_PRIORITY_DEFAULT,
                                              NULL, limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  g_assert_true (gdk_content_provider_write_mime_type_finish (provider, result, NULL));
  g_assert_true (g_output_stream_close (stream, NULL, NULL));
  bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  uris = g_uri_list_extract_uris (text);
  g_assert_cmpuint (g_strv_length (uris), ==, N_MANY + 1);
}

static GtkWidget *
find_row (GtkWidget  *widget,
          const char *title)
{
  GtkWidget *found = NULL;

  if (ADW_IS_COMBO_ROW (widget) &&
      g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_row (child, title);
  return found;
}

/* What only one of them tells is told as well. */
static void
test_contents (GalleryFixture *fixture,
               gconstpointer   data)
{
  LimnerGallery *gallery = fixture->gallery;
  GtkWindow *window;
  GtkWidget *row;
  guint position = 0;

  for (guint i = 0; i <= N_MANY; i++)
    {
      g_autoptr(LimnerGalleryItem) item = g_list_model_get_item (G_LIST_MODEL (gallery->list), i);

      limner_test_wait_until (limner_gallery_item_get_loaded (item));
      if (limner_gallery_item_get_prompt (item) != NULL)
        position = i;
    }
  limner_gallery_grid_select (gallery->grid, position == 0 ? 1 : 0, FALSE, FALSE);
  limner_gallery_grid_select (gallery->grid, position, TRUE, FALSE);
  gallery_act (fixture, "gallery.export", NULL);
  limner_test_wait_until ((window = find_window (LIMNER_TYPE_GALLERY_EXPORT)) != NULL);
  limner_test_wait_until (gallery_says (GTK_WIDGET (window), "prompt and settings (parameters)"));
  g_assert_true (gallery_says (GTK_WIDGET (window), "The files will hold"));
  g_assert_false (gallery_says (GTK_WIDGET (window), "nothing but the picture"));
  g_assert_true (gallery_says (GTK_WIDGET (window), "prompt, rating, tags, origin (XMP)"));

  /* What only tells where it comes from is not said to hold the prompt. */
  limner_test_wait_until ((row = find_row (GTK_WIDGET (window), "Contents")) != NULL);
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), LIMNER_EXPORT_CREDIT);
  limner_test_wait_until (gallery_says (GTK_WIDGET (window),
                                        "rating, tags, model, origin (XMP)"));
  g_assert_false (gallery_says (GTK_WIDGET (window), "prompt and settings"));
  await_close (window);
}

#define ADD(path, function) \
  g_test_add (path, GalleryFixture, NULL, set_up_many, function, gallery_fixture_tear_down)

static void
add_tests (void)
{
  ADD ("/gallery/export/all", test_all);
  ADD ("/gallery/export/contents", test_contents);
  ADD ("/gallery/export/drag", test_drag);
}

int
main (int   argc,
      char *argv[])
{
  return gallery_fixture_run (argc, argv, add_tests);
}
