/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gstdio.h>

#include "base/limner-file.h"
#include "gallery-fixture.h"
#include "gallery/limner-gallery-picker.h"
#include "store/limner-store-models.h"

static guint
count_children (GtkWidget *widget)
{
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n++;
  return n;
}

/* The entry waits for the typing to end; what is found is what was asked for last. */
static void
search (GalleryFixture *fixture,
        const char     *text)
{
  LimnerGalleryList *list = fixture->gallery->list;

  gtk_editable_set_text (GTK_EDITABLE (fixture->gallery->search_entry), text);
  limner_test_wait_until (g_strcmp0 (limner_gallery_list_get_filter (list), text) == 0 &&
                          !limner_gallery_list_get_loading (list));
}

/* Text and chips say the same; taking a chip away takes its words out of the text. */
static void
test_chips (GalleryFixture *fixture,
            gconstpointer   data)
{
  LimnerGallery *gallery = fixture->gallery;
  GtkWidget *chips = GTK_WIDGET (gallery->chips_box);

  search (fixture, "even fox");
  limner_test_wait_until (gallery_count (fixture) == 4);
  g_assert_false (gtk_widget_get_visible (gallery->chips_window));

  search (fixture, "even seed:102 -snow");
  limner_test_wait_until (gallery_count (fixture) == 1);
  g_assert_true (gtk_widget_get_visible (gallery->chips_window));
  g_assert_cmpuint (count_children (chips), ==, 3);
  gtk_test_accessible_assert_property (
    gtk_widget_get_next_sibling (gtk_widget_get_first_child (chips)),
    GTK_ACCESSIBLE_PROPERTY_LABEL, "Take “seed:102” out of the search");

  g_signal_emit_by_name (gtk_widget_get_next_sibling (gtk_widget_get_first_child (chips)),
                         "clicked");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (gallery->search_entry)), ==,
                   "even -snow ");
  limner_test_wait_until (gallery_count (fixture) == 4);
}

/* What is still being typed is no chip yet. */
static void
test_typing (GalleryFixture *fixture,
             gconstpointer   data)
{
  LimnerGallery *gallery = fixture->gallery;
  GtkEditable *entry = GTK_EDITABLE (gallery->search_entry);
  GtkWidget *chips = GTK_WIDGET (gallery->chips_box);
  GtkWidget *first;
  int position;

  gallery_act (fixture, "gallery.find", NULL);
  limner_test_wait_until (gtk_widget_is_focus (GTK_WIDGET (gtk_editable_get_delegate (entry))));
  for (const char *letter = "seed:102"; *letter != '\0'; letter++)
    {
      gtk_editable_set_position (entry, -1);
      position = gtk_editable_get_position (entry);
      gtk_editable_insert_text (entry, letter, 1, &position);
      gtk_editable_set_position (entry, position);
      limner_test_settle ();
      g_assert_false (gtk_widget_get_visible (gallery->chips_window));
    }
  limner_test_wait_until (gallery_count (fixture) == 1);
  g_assert_false (gtk_widget_get_visible (gallery->chips_window));

  /* On the way to the pictures it has become one. */
  g_signal_emit_by_name (entry, "activate");
  limner_test_wait_until (gtk_widget_get_visible (gallery->chips_window));
  g_assert_cmpuint (count_children (chips), ==, 1);

  /* A chip stays the same while others come, so that it can be clicked. */
  first = gtk_widget_get_first_child (chips);
  position = (int) strlen ("seed:102");
  gtk_editable_insert_text (entry, " is:imported", -1, &position);
  limner_test_wait_until (count_children (chips) == 2);
  g_assert_true (first == gtk_widget_get_first_child (chips));
}

static char *
find_text (GtkWidget *widget)
{
  char *text = GTK_IS_LABEL (widget) ? g_strdup (gtk_label_get_label (GTK_LABEL (widget))) : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && text == NULL;
       child = gtk_widget_get_next_sibling (child))
    text = find_text (child);
  return text;
}

/* What is written in the language of the search is said in words. */
static void
test_words (GalleryFixture *fixture,
            gconstpointer   data)
{
  static const struct { const char *term, *text; } terms[] = {
    { "is:rated", "Rated" }, { "is:unrated", "Not rated" }, { "is:favourite", "Favourites" },
    { "has:mask", "With a mask" }, { "album:\"Book one\"", "Album “Book one”" },
    { "seed:102", "seed:102" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (terms); i++)
    {
      g_autofree char *text = NULL;

      search (fixture, terms[i].term);
      text = find_text (GTK_WIDGET (fixture->gallery->chips_box));
      g_assert_cmpstr (text, ==, terms[i].text);
    }
}

/* Marks are added to the search, once; albums take its place. */
static void
test_places (GalleryFixture *fixture,
             gconstpointer   data)
{
  LimnerGallery *gallery = fixture->gallery;
  GtkEditable *entry = GTK_EDITABLE (gallery->search_entry);

  search (fixture, "fox");
  g_signal_emit_by_name (gallery->places, "term", "is:favourite");
  g_signal_emit_by_name (gallery->places, "term", "is:favourite");
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "fox is:favourite ");
  limner_test_wait_until (gallery_count (fixture) == 0);

  g_signal_emit_by_name (gallery->places, "chosen", "seed:101");
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "seed:101 ");
  limner_test_wait_until (gallery_count (fixture) == 1);

  /* Terms are one space apart, also behind the one that is kept free for typing. */
  g_signal_emit_by_name (gallery->places, "term", "is:imported");
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "seed:101 is:imported ");
}

static void
pick (GtkMenuButton *button,
      const char    *name)
{
  GtkWidget *picker = gtk_popover_get_child (gtk_menu_button_get_popover (button));
  GtkWidget *entry = limner_test_find_child (picker, GTK_TYPE_ENTRY);

  g_assert_true (LIMNER_IS_GALLERY_PICKER (picker));
  gtk_editable_set_text (GTK_EDITABLE (entry), name);
  g_signal_emit_by_name (entry, "activate");
}

static void
test_tags_and_albums (GalleryFixture *fixture,
                      gconstpointer   data)
{
  LimnerGallery *gallery = fixture->gallery;
  g_autoptr(LimnerGalleryItem) item = NULL;

  limner_gallery_grid_select (gallery->grid, 1, FALSE, FALSE);
  limner_gallery_grid_select (gallery->grid, 3, FALSE, TRUE);
  item = g_list_model_get_item (G_LIST_MODEL (gallery->list), 2);
  pick (gallery->tag_button, "  night  ");
  limner_test_wait_until (limner_gallery_item_get_tags (item) != NULL);
  g_assert_cmpstr (limner_gallery_item_get_tags (item)[0], ==, "night");
  pick (gallery->album_button, "Book one");
  search (fixture, "album:\"Book one\"");
  limner_test_wait_until (gallery_count (fixture) == 3);
  search (fixture, "tag:night");
  limner_test_wait_until (gallery_count (fixture) == 3);

  /* Where one album is shown, pictures can be taken out of it. */
  search (fixture, "album:\"Book one\"");
  limner_test_wait_until (g_strcmp0 (limner_gallery_list_get_filter (gallery->list),
                                     "album:\"Book one\"") == 0 &&
                          !limner_gallery_list_get_loading (gallery->list));
  limner_gallery_grid_select (gallery->grid, 0, FALSE, FALSE);
  gallery_act (fixture, "gallery.remove-from-album", NULL);
  limner_test_wait_until (gallery_count (fixture) == 2);

  /* Nothing is picked where nothing was typed. */
  pick (gallery->tag_button, "   ");
}

/* The entry for the name of a search stands below those of albums. */
static GtkWidget *
find_last_entry (GtkWidget *widget)
{
  GtkWidget *found = GTK_IS_ENTRY (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_last_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_prev_sibling (child))
    found = find_last_entry (child);
  return found;
}

/* A search is kept under its name, and forgotten. */
static void
test_saved_search (GalleryFixture *fixture,
                   gconstpointer   data)
{
  LimnerStore *store = fixture->library.store;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GPtrArray) texts = NULL;
  const LimnerNamedText *text;
  GtkWidget *entry;

  search (fixture, "seed:101");
  limner_test_wait_until (gallery_count (fixture) == 1);
  entry = find_last_entry (GTK_WIDGET (fixture->gallery->places));
  gtk_editable_set_text (GTK_EDITABLE (entry), "My seed");
  g_signal_emit_by_name (entry, "activate");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");

  limner_store_list_memos_async (store, "gallery-search", "", NULL, NULL, limner_test_result_cb,
                                 &result);
  limner_test_wait_until (result != NULL);
  texts = limner_store_list_texts_finish (store, result, NULL);
  g_assert_cmpuint (texts->len, ==, 1);
  text = texts->pdata[0];
  g_assert_cmpstr (text->name, ==, "My seed");
  g_assert_cmpstr (text->text, ==, "seed:101");
}

/* A file that turns up in the folder comes in, one that is renamed is the same picture, one that
 * goes is marked. */
static void
test_watch (GalleryFixture *fixture,
            gconstpointer   data)
{
  const char *pictures = limner_store_get_pictures_directory (fixture->library.store);
  g_autofree char *path = g_build_filename (pictures, "new", "from outside.png", NULL);
  g_autofree char *moved = g_build_filename (pictures, "new", "other name.png", NULL);
  g_autoptr(GBytes) png = fixture_make_png (20, 10, 4711);
  g_autoptr(LimnerGalleryItem) item = NULL;

  search (fixture, "is:imported");
  limner_test_wait_until (gallery_count (fixture) == 0);
  g_assert_true (limner_file_write (path, png, NULL));
  limner_test_wait_until (gallery_count (fixture) == 1);
  item = g_list_model_get_item (G_LIST_MODEL (fixture->gallery->list), 0);
  limner_test_wait_until (limner_gallery_item_get_loaded (item));
  g_assert_cmpstr (limner_gallery_item_get_path (item), ==, path);

  g_assert_cmpint (g_rename (path, moved), ==, 0);
  limner_test_wait_until (g_strcmp0 (limner_gallery_item_get_path (item), moved) == 0);
  g_assert_cmpuint (gallery_count (fixture), ==, 1);

  g_assert_cmpint (g_unlink (moved), ==, 0);
  limner_test_wait_until (limner_gallery_item_get_missing (item));
}

static gboolean
has_label (GtkWidget  *widget,
           const char *text)
{
  if (GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_label (GTK_LABEL (widget)), text))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (has_label (child, text))
      return TRUE;
  return FALSE;
}

/* Looking for pictures says what came of it, also when nothing did. */
static void
test_look_for_new (GalleryFixture *fixture,
                   gconstpointer   data)
{
  GtkWidget *overlay = gtk_widget_get_parent (GTK_WIDGET (fixture->gallery));

  gallery_act (fixture, "gallery.look-for-new", NULL);
  limner_test_wait_until (has_label (overlay, "No new pictures"));
  g_assert_cmpuint (gallery_count (fixture), ==, 1);
}

/* A folder that is chosen for new pictures is watched from then on, and so is the one before. */
static void
test_watch_new_folder (GalleryFixture *fixture,
                       gconstpointer   data)
{
  LimnerStore *store = fixture->library.store;
  g_autofree char *before = g_build_filename (limner_store_get_pictures_directory (store),
                                              "before.png", NULL);
  g_autofree char *folder = g_build_filename (fixture->library.folder, "other", NULL);
  g_autofree char *path = g_build_filename (folder, "from outside.png", NULL);
  g_autoptr(GBytes) first = fixture_make_png (20, 10, 4712);
  g_autoptr(GBytes) second = fixture_make_png (20, 10, 4713);

  g_assert_true (limner_file_ensure_directory (folder, NULL));
  limner_store_set_pictures_directory (store, folder);
  search (fixture, "is:imported");
  limner_test_wait_until (gallery_count (fixture) == 0);

  g_assert_true (limner_file_write (path, first, NULL));
  limner_test_wait_until (gallery_count (fixture) == 1);
  g_assert_true (limner_file_write (before, second, NULL));
  limner_test_wait_until (gallery_count (fixture) == 2);
}

/* The bar is as long as what is scrolled, and says so. */
static void
test_scrubber (GalleryFixture *fixture,
               gconstpointer   data)
{
  LimnerGallery *gallery = fixture->gallery;
  GtkWidget *scrubber = GTK_WIDGET (gallery->scrubber);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (gallery->scrolled_window);
  int width = gtk_widget_get_width (scrubber);

  gtk_test_accessible_assert_role (scrubber, GTK_ACCESSIBLE_ROLE_SCROLLBAR);
  gtk_test_accessible_assert_property (scrubber, GTK_ACCESSIBLE_PROPERTY_LABEL, "Dates");
  g_assert_cmpint ((int) (limner_gallery_grid_get_time_at (gallery->grid, 0) != 0), ==, 1);

  /* With nothing to scroll it lets every click through; else only the edge is its own. */
  g_assert_false (gtk_widget_contains (scrubber, width - 4, 100));
  limner_gallery_grid_set_row_height (gallery->grid, LIMNER_GALLERY_MAX_ROW_HEIGHT);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 800, 300);
  limner_test_wait_until (gtk_adjustment_get_upper (adjustment) >
                          gtk_adjustment_get_page_size (adjustment) + 1);
  limner_test_settle ();
  g_assert_true (gtk_widget_contains (scrubber, width - 4, 100));
  g_assert_false (gtk_widget_contains (scrubber, 10, 100));

  /* In another order than time's there are no dates to tell. */
  limner_gallery_list_set_sort (gallery->list, LIMNER_GALLERY_SORT_RATING);
  limner_test_wait_until (!limner_gallery_list_get_loading (gallery->list));
  limner_test_settle ();
  g_assert_cmpint ((int) (limner_gallery_grid_get_time_at (gallery->grid, 0) != 0), ==, 0);
}

static void
test_stacks (GalleryFixture *fixture,
             gconstpointer   data)
{
  LimnerGallery *gallery = fixture->gallery;

  /* These were made without inputs, so none is the variant of another. */
  gallery_act (fixture, "gallery.stacked", NULL);
  g_assert_true (limner_gallery_list_get_stacked (gallery->list));
  g_assert_cmpuint (gallery_count (fixture), ==, 8);
  limner_gallery_grid_select (gallery->grid, 2, FALSE, FALSE);
  gallery_act (fixture, "gallery.toggle-stack", NULL);
  g_assert_cmpuint (limner_gallery_grid_get_n_selected (gallery->grid), ==, 1);
  gallery_act (fixture, "gallery.select-all", NULL);
  g_assert_cmpuint (limner_gallery_grid_get_n_selected (gallery->grid), ==, 8);
}

#define ADD(path, n, function) \
  g_test_add (path, GalleryFixture, GUINT_TO_POINTER (n), gallery_fixture_set_up, function, \
              gallery_fixture_tear_down)

static void
add_tests (void)
{
  ADD ("/gallery/find/chips", 8, test_chips);
  ADD ("/gallery/find/typing", 8, test_typing);
  ADD ("/gallery/find/words", 8, test_words);
  ADD ("/gallery/find/places", 8, test_places);
  ADD ("/gallery/find/tags-and-albums", 8, test_tags_and_albums);
  ADD ("/gallery/find/saved-search", 8, test_saved_search);
  ADD ("/gallery/find/watch", 1, test_watch);
  ADD ("/gallery/find/look-for-new", 1, test_look_for_new);
  ADD ("/gallery/find/watch-new-folder", 1, test_watch_new_folder);
  ADD ("/gallery/find/scrubber", 8, test_scrubber);
  ADD ("/gallery/find/stacks", 8, test_stacks);
}

int
main (int   argc,
      char *argv[])
{
  return gallery_fixture_run (argc, argv, add_tests);
}
