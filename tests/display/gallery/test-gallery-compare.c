/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-file.h"
#include "gallery-fixture.h"
#include "gallery/limner-gallery-input.h"
#include "widgets/limner-picture-view.h"

static char *
keep_file (GalleryFixture *fixture,
           GBytes         *bytes)
{
  g_autoptr(GAsyncResult) result = NULL;
  char *blob;

  limner_store_put_blob_async (fixture->library.store, bytes, NULL, limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  blob = limner_store_put_blob_finish (fixture->library.store, result, NULL);
  g_assert_nonnull (blob);
  return blob;
}

static LimnerGalleryItem *
add (GalleryFixture *fixture,
     int             scale,
     const char     *seed,
     const char     *image)
{
  g_autoptr(LimnerItemDetails) details = limner_item_details_new ();
  g_autoptr(GBytes) bytes = fixture_make_png (8 * scale, 6 * scale, 77);

  details->prompt = g_strdup ("a fox");
  details->model = g_strdup ("owner/brush");
  details->seed = g_strdup (seed);
  details->input = image != NULL ? g_strdup_printf ("{\"image\":\"blob:%s\"}", image)
                                 : g_strdup ("{}");
  return fixture_save (&fixture->library, details, bytes);
}

/* A picture, its enlargement, and a mask that is no picture of the library */
static char *mask;

static void
set_up (GalleryFixture *fixture,
        gconstpointer   data)
{
  g_autoptr(LimnerGalleryItem) small = NULL;
  g_autoptr(LimnerGalleryItem) large = NULL;
  g_autoptr(GBytes) file = NULL;
  g_autoptr(GBytes) drawn = fixture_make_png (8, 6, 3);
  g_autofree char *image = NULL;

  fixture_set_up (&fixture->library, NULL);
  gallery_fixture_open_store (fixture);
  small = add (fixture, 1, "5", NULL);
  file = limner_file_read (limner_gallery_item_get_path (small), 1 << 20, NULL);
  image = keep_file (fixture, file);
  mask = keep_file (fixture, drawn);
  large = add (fixture, 2, NULL, image);
  gallery_fixture_present (fixture, 2);
}

static void
tear_down (GalleryFixture *fixture,
           gconstpointer   data)
{
  g_clear_pointer (&mask, g_free);
  gallery_fixture_tear_down (fixture, data);
}

static GtkWidget *
compare_both (GalleryFixture *fixture)
{
  limner_gallery_grid_select_all (fixture->gallery->grid);
  gallery_act (fixture, "gallery.compare", NULL);
  limner_test_wait_until (gtk_widget_get_mapped (GTK_WIDGET (fixture->gallery->compare)));
  limner_test_settle ();
  return GTK_WIDGET (fixture->gallery->compare);
}

static GtkWidget *
find_label (GtkWidget  *widget,
            const char *text)
{
  GtkWidget *found = NULL;

  if (GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), text))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_label (child, text);
  return found;
}

/* Files among what differs are seen, not spelled out, and no column is wider than another. */
static void
test_table (GalleryFixture *fixture,
            gconstpointer   data)
{
  GtkWidget *compare = compare_both (fixture);
  GtkWidget *table;
  GtkWidget *first, *second;
  int seed_row, size_row;

  limner_test_wait_until (gallery_says (compare, "16 × 12"));
  table = gtk_widget_get_parent (find_label (compare, "16 × 12"));
  g_assert_nonnull (limner_test_find_child (table, LIMNER_TYPE_GALLERY_INPUT));
  for (GtkWidget *cell = gtk_widget_get_first_child (table); cell != NULL;
       cell = gtk_widget_get_next_sibling (cell))
    if (GTK_IS_LABEL (cell))
      g_assert_cmpuint (strlen (gtk_label_get_text (GTK_LABEL (cell))), <, 64);

  first = gtk_grid_get_child_at (GTK_GRID (table), 1, 0);
  second = gtk_grid_get_child_at (GTK_GRID (table), 2, 0);
  g_assert_cmpint (ABS (gtk_widget_get_width (first) - gtk_widget_get_width (second)), <=, 1);

  /* What only the second has stands in its usual place. */
  gtk_grid_query_child (GTK_GRID (table), find_label (table, "Seed"), NULL, &seed_row, NULL, NULL);
  gtk_grid_query_child (GTK_GRID (table), find_label (table, "Size"), NULL, &size_row, NULL, NULL);
  g_assert_cmpint (seed_row, <, size_row);
}

/* A picture and its enlargement are compared part by part. */
static void
test_difference (GalleryFixture *fixture,
                 gconstpointer   data)
{
  GtkWidget *compare = compare_both (fixture);
  LimnerPictureView *view = NULL;
  guint32 pixels[16 * 12];
  GdkTexture *texture;
  GtkWidget *stack = limner_test_find_child (compare, GTK_TYPE_STACK);

  gtk_widget_activate_action (compare, "compare.mode", "s", "difference");
  view = LIMNER_PICTURE_VIEW (gtk_stack_get_visible_child (GTK_STACK (stack)));
  limner_test_wait_until ((texture = limner_picture_view_get_texture (view)) != NULL);
  g_assert_cmpint (gdk_texture_get_width (texture), ==, 16);
  g_assert_cmpint (gdk_texture_get_height (texture), ==, 12);
  gdk_texture_download (texture, (guchar *) pixels, 16 * 4);
  for (int i = 0; i < 16 * 12; i++)
    g_assert_cmphex (pixels[i] & 0xffffff, ==, 0);
}

static char *shown_id;

static void
show_item_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  g_free (shown_id);
  shown_id = g_variant_dup_string (parameter, NULL);
}

static GtkWindow *
find_window (GtkWidget *but)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWindow) window = g_list_model_get_item (windows, i);

      if (GTK_WIDGET (window) != but)
        return window;
    }
  return NULL;
}

/* A click on an input goes to the picture that it is. */
static void
test_input_in_library (GalleryFixture *fixture,
                       gconstpointer   data)
{
  static const GActionEntry entries[] = {
    { .name = "show-item", .activate = show_item_cb, .parameter_type = "s" },
  };
  g_autoptr(GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr(LimnerGalleryItem) source = NULL;
  GtkWidget *details = GTK_WIDGET (fixture->gallery->details);
  GtkWidget *input;

  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), NULL);
  gtk_widget_insert_action_group (fixture->window, "win", G_ACTION_GROUP (group));
  source = g_list_model_get_item (G_LIST_MODEL (fixture->gallery->list), 1);
  limner_gallery_grid_select (fixture->gallery->grid, 0, FALSE, FALSE);
  limner_test_wait_until ((input = limner_test_find_child (details, LIMNER_TYPE_GALLERY_INPUT)) !=
                          NULL);
  gtk_test_accessible_assert_property (input, GTK_ACCESSIBLE_PROPERTY_LABEL, "Show “Image”");
  g_signal_emit_by_name (input, "clicked");
  limner_test_wait_until (shown_id != NULL);
  g_assert_cmpstr (shown_id, ==, limner_gallery_item_get_id (source));
  g_assert_null (find_window (fixture->window));
  g_clear_pointer (&shown_id, g_free);
}

/* What is no picture of the library is shown large, and the window goes again. */
static void
test_input_alone (GalleryFixture *fixture,
                  gconstpointer   data)
{
  GtkWidget *input = limner_gallery_input_new (fixture->library.store, mask, "Mask", 40);
  GtkWidget *overlay = gtk_window_get_child (GTK_WINDOW (fixture->window));
  GtkWindow *window;
  GtkWidget *view;

  g_object_ref (overlay);
  gtk_window_set_child (GTK_WINDOW (fixture->window), input);
  limner_test_settle ();
  g_signal_emit_by_name (input, "clicked");
  limner_test_wait_until ((window = find_window (fixture->window)) != NULL);
  g_assert_cmpstr (gtk_window_get_title (window), ==, "Mask");
  view = limner_test_find_child (GTK_WIDGET (window), LIMNER_TYPE_PICTURE_VIEW);
  limner_test_wait_until (limner_picture_view_get_texture (LIMNER_PICTURE_VIEW (view)) != NULL);
  g_assert_null (shown_id);
  gtk_window_close (window);
  limner_test_wait_until (find_window (fixture->window) == NULL);

  gtk_window_set_child (GTK_WINDOW (fixture->window), overlay);
  g_object_unref (overlay);
}

#define ADD(path, function) \
  g_test_add (path, GalleryFixture, NULL, set_up, function, tear_down)

static void
add_tests (void)
{
  ADD ("/gallery/compare/table", test_table);
  ADD ("/gallery/compare/difference", test_difference);
  ADD ("/gallery/compare/input-in-library", test_input_in_library);
  ADD ("/gallery/compare/input-alone", test_input_alone);
}

int
main (int   argc,
      char *argv[])
{
  return gallery_fixture_run (argc, argv, add_tests);
}
