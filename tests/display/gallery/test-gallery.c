/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "gallery-fixture.h"
#include "gallery/limner-gallery-grid-private.h"
#include "gallery/limner-gallery-cell.h"

static void
test_empty (GalleryFixture *fixture,
            gconstpointer   data)
{
  g_assert_cmpstr (gtk_stack_get_visible_child_name (fixture->gallery->empty_stack), ==, "empty");
  gtk_test_accessible_assert_role (fixture->gallery->grid, GTK_ACCESSIBLE_ROLE_GRID);
  gtk_test_accessible_assert_property (fixture->gallery->grid, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Pictures");
  gtk_test_accessible_assert_property (fixture->gallery->search_entry,
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Search the pictures");
}

static void
count_cb (int *count)
{
  (*count)++;
}

static void
test_selection (GalleryFixture *fixture,
                gconstpointer   data)
{
  LimnerGalleryGrid *grid = fixture->gallery->grid;
  g_auto(GStrv) ids = NULL;
  int n_notified = 0;

  g_signal_connect_swapped (grid, "notify::n-selected", G_CALLBACK (count_cb), &n_notified);
  limner_gallery_grid_select (grid, 2, FALSE, FALSE);
  g_assert_cmpuint (limner_gallery_grid_get_n_selected (grid), ==, 1);
  limner_gallery_grid_select (grid, 5, FALSE, TRUE);
  g_assert_cmpuint (limner_gallery_grid_get_n_selected (grid), ==, 4);
  limner_gallery_grid_select (grid, 3, TRUE, FALSE);
  g_assert_cmpuint (limner_gallery_grid_get_n_selected (grid), ==, 3);
  g_assert_cmpuint (limner_gallery_grid_get_cursor (grid), ==, 3);
  ids = limner_gallery_grid_dup_selected_ids (grid);
  g_assert_cmpuint (g_strv_length (ids), ==, 3);
  g_assert_cmpint (n_notified, ==, 3);
  g_signal_handlers_disconnect_by_func (grid, count_cb, &n_notified);

  limner_gallery_grid_select_all (grid);
  g_assert_cmpuint (limner_gallery_grid_get_n_selected (grid), ==, 8);
  limner_gallery_grid_unselect_all (grid);
  g_assert_cmpuint (limner_gallery_grid_get_n_selected (grid), ==, 0);
}

static guint
count_visible (GtkWidget *grid)
{
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (grid); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += LIMNER_IS_GALLERY_CELL (child) && gtk_widget_get_child_visible (child);
  return n;
}

/* Between two frames the grid may lose room that its cells were made for; those that got none are
 * not drawn, and nothing is warned of.
 */
static void
test_less_room (GalleryFixture *fixture,
                gconstpointer   data)
{
  GtkWidget *grid = GTK_WIDGET (fixture->gallery->grid);
  g_autoptr(GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr(GskRenderNode) node = NULL;
  int width = gtk_widget_get_width (grid);
  guint n_visible;

  limner_test_wait_until (count_visible (grid) > 0);
  limner_gallery_grid_set_row_height (fixture->gallery->grid, LIMNER_GALLERY_MAX_ROW_HEIGHT);
  limner_test_settle ();
  for (GtkWidget *child = gtk_widget_get_first_child (grid); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    gtk_widget_queue_resize (child);
  gtk_widget_measure (grid, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
  gtk_widget_allocate (grid, width, 60, -1, NULL);
  n_visible = count_visible (grid);
  g_assert_cmpuint (n_visible, >, 0);
  g_assert_cmpuint (n_visible, <, 8);
  GTK_WIDGET_GET_CLASS (grid)->snapshot (grid, snapshot);
  node = gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
  g_assert_nonnull (node);

  /* With its room they are back. */
  gtk_widget_queue_resize (fixture->window);
  limner_test_wait_until (count_visible (grid) > n_visible);
}

static void
test_delete_and_undo (GalleryFixture *fixture,
                      gconstpointer   data)
{
  LimnerGalleryGrid *grid = fixture->gallery->grid;
  g_autoptr(LimnerGalleryItem) next = NULL;
  g_autoptr(LimnerGalleryItem) selected = NULL;
  GtkWidget *overlay = gtk_widget_get_parent (GTK_WIDGET (fixture->gallery));
  GtkWidget *button;

  next = g_list_model_get_item (G_LIST_MODEL (fixture->gallery->list), 4);
  limner_gallery_grid_select (grid, 3, FALSE, FALSE);
  gallery_act (fixture, "gallery.delete", NULL);
  limner_test_wait_until (gallery_count (fixture) == 7);

  /* The selection goes to the neighbour, not to the beginning. */
  g_assert_cmpuint (limner_gallery_grid_get_cursor (grid), ==, 3);
  selected = _limner_gallery_dup_current (fixture->gallery);
  g_assert_cmpstr (limner_gallery_item_get_id (selected), ==, limner_gallery_item_get_id (next));

  /* The toast's first button is Undo. */
  button = limner_test_find_child (gtk_widget_get_last_child (overlay), GTK_TYPE_BUTTON);
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  limner_test_wait_until (gallery_count (fixture) == 8);
}

/* What was deleted and came back is selected again, and nothing more is offered to be undone. */
static void
test_undo_by_key (GalleryFixture *fixture,
                  gconstpointer   data)
{
  LimnerGallery *gallery = fixture->gallery;
  GtkWidget *overlay = gtk_widget_get_parent (GTK_WIDGET (gallery));

  limner_gallery_grid_select (gallery->grid, 3, FALSE, FALSE);
  limner_gallery_grid_select (gallery->grid, 5, TRUE, FALSE);
  gallery_act (fixture, "gallery.delete", NULL);
  limner_test_wait_until (gallery_count (fixture) == 6);
  limner_test_wait_until (gallery_says (overlay, "2 pictures deleted"));

  gallery_act (fixture, "gallery.undo", NULL);
  limner_test_wait_until (gallery_count (fixture) == 8);
  limner_test_wait_until (limner_gallery_grid_get_n_selected (gallery->grid) == 2);
  g_assert_true (gtk_bitset_contains (limner_gallery_grid_get_selection (gallery->grid), 3));
  g_assert_true (gtk_bitset_contains (limner_gallery_grid_get_selection (gallery->grid), 5));
  limner_test_wait_until (gallery_says (overlay, "Deleting undone"));
  limner_test_wait_until (!gallery_says (overlay, "2 pictures deleted"));
}

/* The button of a toast takes back what it tells of, whatever was done since. */
static void
test_undo_by_toast (GalleryFixture *fixture,
                    gconstpointer   data)
{
  LimnerGallery *gallery = fixture->gallery;
  GtkWidget *overlay = gtk_widget_get_parent (GTK_WIDGET (gallery));
  g_autoptr(LimnerGalleryItem) item = NULL;
  GtkWidget *button;

  limner_gallery_grid_select (gallery->grid, 3, FALSE, FALSE);
  gallery_act (fixture, "gallery.delete", NULL);
  limner_test_wait_until (gallery_count (fixture) == 7);
  limner_gallery_grid_select (gallery->grid, 0, FALSE, FALSE);
  item = _limner_gallery_dup_current (gallery);
  limner_test_wait_until (limner_gallery_item_get_loaded (item));
  gallery_act (fixture, "gallery.rate", g_variant_new_int32 (4));
  limner_test_wait_until (limner_gallery_item_get_rating (item) == 4);

  button = limner_test_find_child (gtk_widget_get_last_child (overlay), GTK_TYPE_BUTTON);
  g_signal_emit_by_name (button, "clicked");
  limner_test_wait_until (gallery_count (fixture) == 8);
  g_assert_cmpint (limner_gallery_item_get_rating (item), ==, 4);

  /* What is left to undo by the key is the rating. */
  gallery_act (fixture, "gallery.undo", NULL);
  limner_test_wait_until (limner_gallery_item_get_rating (item) == 0);
  g_assert_cmpuint (gallery_count (fixture), ==, 8);
}

static void
test_search (GalleryFixture *fixture,
             gconstpointer   data)
{
  GtkEditable *entry = GTK_EDITABLE (fixture->gallery->search_entry);

  gtk_editable_set_text (entry, "even");
  limner_test_wait_until (gallery_count (fixture) == 4);
  gtk_editable_set_text (entry, "seed:103");
  limner_test_wait_until (gallery_count (fixture) == 1);
  gtk_editable_set_text (entry, "giraffe");
  limner_test_wait_until (gallery_count (fixture) == 0);
  limner_test_wait_until (g_str_equal (
    gtk_stack_get_visible_child_name (fixture->gallery->empty_stack), "nothing-found"));
  g_signal_emit_by_name (entry, "stop-search");
  limner_test_wait_until (gallery_count (fixture) == 8);
}

static void
test_viewer (GalleryFixture *fixture,
             gconstpointer   data)
{
  LimnerGallery *gallery = fixture->gallery;

  limner_gallery_grid_select (gallery->grid, 1, FALSE, FALSE);
  gallery_act (fixture, "gallery.open", NULL);
  g_assert_cmpstr (gallery_page (fixture), ==, "viewer");
  g_assert_cmpuint (limner_gallery_viewer_get_position (gallery->viewer), ==, 1);
  limner_test_wait_until (limner_gallery_viewer_get_texture (gallery->viewer) != NULL);

  gtk_widget_activate_action (GTK_WIDGET (gallery->viewer), "gallery.next", NULL);
  g_assert_cmpuint (limner_gallery_viewer_get_position (gallery->viewer), ==, 2);
  limner_gallery_viewer_move (gallery->viewer, 100);
  g_assert_cmpuint (limner_gallery_viewer_get_position (gallery->viewer), ==, 7);
  limner_gallery_viewer_move (gallery->viewer, -100);
  g_assert_cmpuint (limner_gallery_viewer_get_position (gallery->viewer), ==, 0);
  limner_gallery_viewer_move (gallery->viewer, 3);

  /* Deleting what is shown goes on to the neighbour. */
  gallery_act (fixture, "gallery.delete", NULL);
  limner_test_wait_until (gallery_count (fixture) == 7);
  g_assert_cmpstr (gallery_page (fixture), ==, "viewer");
  g_assert_cmpuint (limner_gallery_viewer_get_position (gallery->viewer), ==, 3);

  gallery_act (fixture, "gallery.back", NULL);
  g_assert_cmpstr (gallery_page (fixture), ==, "grid");
  g_assert_cmpuint (limner_gallery_grid_get_cursor (gallery->grid), ==, 3);
}

static void
test_rating (GalleryFixture *fixture,
             gconstpointer   data)
{
  g_autoptr(LimnerGalleryItem) item = NULL;

  limner_gallery_grid_select (fixture->gallery->grid, 0, FALSE, FALSE);
  item = _limner_gallery_dup_current (fixture->gallery);
  limner_test_wait_until (limner_gallery_item_get_loaded (item));
  gallery_act (fixture, "gallery.rate", g_variant_new_int32 (4));
  limner_test_wait_until (limner_gallery_item_get_rating (item) == 4);
  gallery_act (fixture, "gallery.rate", g_variant_new_int32 (4));
  limner_test_wait_until (limner_gallery_item_get_rating (item) == 0);
  gallery_act (fixture, "gallery.favourite", NULL);
  limner_test_wait_until (limner_gallery_item_get_favourite (item));
}

static void
test_details (GalleryFixture *fixture,
              gconstpointer   data)
{
  LimnerGalleryDetails *details = fixture->gallery->details;
  LimnerGalleryItem *item;

  g_assert_null (limner_gallery_details_get_item (details));
  limner_gallery_grid_select (fixture->gallery->grid, 6, FALSE, FALSE);
  item = limner_gallery_details_get_item (details);
  g_assert_nonnull (item);
  limner_test_wait_until (limner_gallery_item_get_loaded (item));
  g_assert_cmpstr (limner_gallery_item_get_seed (item), ==, "101");
  limner_gallery_grid_unselect_all (fixture->gallery->grid);
  g_assert_null (limner_gallery_details_get_item (details));
}

static void
test_show_item (GalleryFixture *fixture,
                gconstpointer   data)
{
  g_autoptr(LimnerGalleryItem) item = NULL;
  g_autofree char *id = NULL;

  item = g_list_model_get_item (G_LIST_MODEL (fixture->gallery->list), 5);
  id = g_strdup (limner_gallery_item_get_id (item));
  gtk_editable_set_text (GTK_EDITABLE (fixture->gallery->search_entry), "giraffe");
  limner_test_wait_until (gallery_count (fixture) == 0);

  /* The search that hides it gives way. */
  limner_gallery_show_item (fixture->gallery, id);
  limner_test_wait_until (g_str_equal (gallery_page (fixture), "viewer"));
  g_assert_cmpstr (limner_gallery_item_get_id (
                     limner_gallery_viewer_get_item (fixture->gallery->viewer)), ==, id);
}

static void
add_output (GalleryFixture *fixture,
            const char     *job,
            int             index,
            int             n_outputs)
{
  g_autoptr(LimnerItemDetails) details = limner_item_details_new ();
  g_autoptr(GBytes) bytes = fixture_make_png (8, 6, 200 + index);
  g_autoptr(LimnerGalleryItem) item = NULL;

  details->prompt = g_strdup ("a heron");
  details->model = g_strdup ("limner/painter");
  details->seed = g_strdup ("77");
  details->job = g_strdup (job);
  details->output_index = index;
  details->n_outputs = n_outputs;
  item = fixture_save (&fixture->library, details, bytes);
}

/* Two pictures of one prediction with one seed were not made in the same way; two that were made
 * alone with the same seed were. */
static void
test_compare_outputs (GalleryFixture *fixture,
                      gconstpointer   data)
{
  GtkWidget *compare = GTK_WIDGET (fixture->gallery->compare);

  gallery_fixture_open_store (fixture);
  add_output (fixture, "job", 0, 4);
  add_output (fixture, "job", 1, 4);
  limner_test_wait_until (gallery_count (fixture) == 2);
  limner_gallery_grid_select_all (fixture->gallery->grid);
  gallery_act (fixture, "gallery.compare", NULL);
  limner_test_wait_until (gallery_says (compare, "1 of 4") && gallery_says (compare, "2 of 4"));
  g_assert_false (gallery_says (compare, "in the same way"));
  gallery_act (fixture, "gallery.back", NULL);

  gtk_editable_set_text (GTK_EDITABLE (fixture->gallery->search_entry), "job:one OR job:two");
  add_output (fixture, "one", 0, 1);
  add_output (fixture, "two", 0, 1);
  limner_test_wait_until (limner_gallery_list_get_filter (fixture->gallery->list) != NULL &&
                          gallery_count (fixture) == 2 &&
                          !limner_gallery_list_get_loading (fixture->gallery->list));
  limner_gallery_grid_select_all (fixture->gallery->grid);
  gallery_act (fixture, "gallery.compare", NULL);
  limner_test_wait_until (gallery_says (compare, "in the same way"));
}

/* The details say which of several a picture is. */
static void
test_details_output (GalleryFixture *fixture,
                     gconstpointer   data)
{
  gallery_fixture_open_store (fixture);
  add_output (fixture, "job", 2, 3);
  limner_test_wait_until (gallery_count (fixture) == 1);
  limner_gallery_grid_select (fixture->gallery->grid, 0, FALSE, FALSE);
  limner_test_wait_until (gallery_says (GTK_WIDGET (fixture->gallery->details), "3 of 3"));
}

static void
test_compare (GalleryFixture *fixture,
              gconstpointer   data)
{
  static const char *const modes[] = { "slider", "blink", "difference", "side" };

  limner_gallery_grid_select (fixture->gallery->grid, 0, FALSE, FALSE);
  limner_gallery_grid_select (fixture->gallery->grid, 1, FALSE, TRUE);
  gallery_act (fixture, "gallery.compare", NULL);
  g_assert_cmpstr (gallery_page (fixture), ==, "compare");
  g_assert_cmpuint (limner_gallery_compare_get_n_items (fixture->gallery->compare), ==, 2);
  for (gsize i = 0; i < G_N_ELEMENTS (modes); i++)
    {
      g_autofree char *mode = NULL;

      gtk_widget_activate_action (GTK_WIDGET (fixture->gallery->compare), "compare.mode", "s",
                                  modes[i]);
      g_object_get (fixture->gallery->compare, "mode", &mode, NULL);
      g_assert_cmpstr (mode, ==, modes[i]);
      limner_test_settle ();
    }
  gallery_act (fixture, "gallery.back", NULL);
  g_assert_cmpstr (gallery_page (fixture), ==, "grid");
}

/* Why more than four cannot be compared is told where one would click. */
static void
test_compare_limit (GalleryFixture *fixture,
                    gconstpointer   data)
{
  GtkWidget *button = fixture->gallery->compare_button;

  limner_gallery_grid_select_all (fixture->gallery->grid);
  limner_test_wait_until (!gtk_widget_is_sensitive (button));
  g_assert_nonnull (gtk_widget_get_tooltip_text (button));
  g_assert_nonnull (strstr (gtk_widget_get_tooltip_text (button), "two to four pictures"));
}

static GtkWidget *
find_popover (GtkWidget *widget)
{
  GtkWidget *found = GTK_IS_MENU_BUTTON (widget)
                       ? GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (widget))) : NULL;

  if (found != NULL && GTK_IS_POPOVER_MENU (found))
    return found;
  found = NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_popover (child);
  return found;
}

/* After the menu and the order the keys are for the pictures again. */
static void
test_keyboard_stays (GalleryFixture *fixture,
                     gconstpointer   data)
{
  LimnerGallery *gallery = fixture->gallery;
  GtkWidget *popover = find_popover (gallery->tool_bar);

  gtk_popover_popup (GTK_POPOVER (popover));
  limner_test_wait_until (gtk_widget_get_mapped (popover));
  limner_test_wait_until (!gtk_widget_is_focus (GTK_WIDGET (gallery->grid)));
  gtk_popover_popdown (GTK_POPOVER (popover));
  limner_test_wait_until (gtk_widget_is_focus (GTK_WIDGET (gallery->grid)));

  gtk_widget_grab_focus (GTK_WIDGET (gallery->sort_drop_down));
  gtk_drop_down_set_selected (gallery->sort_drop_down, 1);
  limner_test_wait_until (gtk_widget_is_focus (GTK_WIDGET (gallery->grid)));
}

/* The menu tells the first of several keys, and no other. */
static void
test_menu_keys (GalleryFixture *fixture,
                gconstpointer   data)
{
  GtkWidget *grid = GTK_WIDGET (fixture->gallery->grid);
  GtkWidget *popover = NULL;

  limner_gallery_grid_select (fixture->gallery->grid, 0, FALSE, FALSE);
  for (GtkWidget *child = gtk_widget_get_first_child (grid); child != NULL && popover == NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_POPOVER_MENU (child))
      popover = child;
  g_assert_nonnull (popover);
  gtk_popover_popup (GTK_POPOVER (popover));
  limner_test_wait_until (gallery_says (popover, "Favourite"));
  g_assert_false (gallery_says (popover, "KP"));
  g_assert_true (gallery_says (popover, "Ctrl+E"));
  gtk_popover_popdown (GTK_POPOVER (popover));
  limner_test_wait_until (!gtk_widget_get_mapped (popover));
}

static void
add_at (GalleryFixture *fixture,
        GDateTime      *time,
        int             shade)
{
  g_autoptr(LimnerItemDetails) details = limner_item_details_new ();
  g_autoptr(GBytes) bytes = fixture_make_png (8, 6, shade);
  g_autoptr(LimnerGalleryItem) item = NULL;

  details->prompt = g_strdup ("a heron");
  details->created = g_date_time_to_unix (time) * G_USEC_PER_SEC;
  item = fixture_save (&fixture->library, details, bytes);
}

static guint
count_headings (GalleryFixture *fixture)
{
  LimnerJustifiedLayout *layout = fixture->gallery->grid->layout;
  guint n = 0;

  for (guint i = 0; i < limner_justified_layout_get_n_rows (layout); i++)
    n += limner_justified_layout_get_row (layout, i)->n == 0;
  return n;
}

/* A day that fills a row has a heading of its own, and so has today; the few pictures of other days
 * share one for their month, and with other months of their year, so that rows are full.
 */
static void
test_sparse_days (GalleryFixture *fixture,
                  gconstpointer   data)
{
  static const struct { int year, month, day, n; } days[] = {
    { 2024, 12, 3, 1 }, { 2024, 12, 17, 1 }, { 2025, 2, 14, 1 }, { 2025, 3, 3, 1 },
    { 2025, 3, 9, 2 }, { 2025, 3, 17, 1 }, { 2025, 3, 20, 24 }, { 2025, 3, 28, 1 },
    { 2025, 4, 2, 1 },
  };
  static const char * const expected[] = {
    "Today", "28 March – 2 April 2025", "Thursday, 20 March 2025", "14 February – 17 March 2025",
    "3 – 17 December 2024",
  };
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  int shade = 300;

  gallery_fixture_open_store (fixture);
  add_at (fixture, now, shade++);
  for (gsize i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autoptr(GDateTime) time =
        g_date_time_new_local (days[i].year, days[i].month, days[i].day, 12, 0, 0);

      for (int j = 0; j < days[i].n; j++)
        add_at (fixture, time, shade++);
    }
  limner_test_wait_until (gallery_count (fixture) == 34);
  limner_gallery_grid_set_row_height (fixture->gallery->grid, LIMNER_GALLERY_MIN_ROW_HEIGHT);
  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      if (i == 3)
        limner_gallery_grid_scroll_to (fixture->gallery->grid, 33);
      /* Midnight may pass. */
      limner_test_wait_until (gallery_says (GTK_WIDGET (fixture->gallery->grid), expected[i]) ||
                              (i == 0 && gallery_says (GTK_WIDGET (fixture->gallery->grid),
                                                       "Yesterday")));
    }
  g_assert_cmpuint (count_headings (fixture), ==, G_N_ELEMENTS (expected));

  /* The other way round, the same days stand together. */
  gtk_drop_down_set_selected (fixture->gallery->sort_drop_down, LIMNER_GALLERY_SORT_OLDEST);
  limner_test_wait_until (gallery_says (GTK_WIDGET (fixture->gallery->grid),
                                        "3 – 17 December 2024"));
  limner_test_wait_until (count_headings (fixture) == G_N_ELEMENTS (expected));
  gtk_drop_down_set_selected (fixture->gallery->sort_drop_down, LIMNER_GALLERY_SORT_RATING);
  limner_test_wait_until (count_headings (fixture) == 0);
}

static void
test_trash (GalleryFixture *fixture,
            gconstpointer   data)
{
  limner_gallery_grid_select_all (fixture->gallery->grid);
  gallery_act (fixture, "gallery.delete", NULL);
  limner_test_wait_until (gallery_count (fixture) == 0);
  gallery_act (fixture, "gallery.trash", NULL);
  limner_test_wait_until (gallery_count (fixture) == 8);
  limner_gallery_grid_select (fixture->gallery->grid, 0, FALSE, FALSE);
  gallery_act (fixture, "gallery.restore", NULL);
  limner_test_wait_until (gallery_count (fixture) == 7);
}

#define ADD(name, n, func) \
  g_test_add (name, GalleryFixture, GUINT_TO_POINTER (n), gallery_fixture_set_up, func, \
              gallery_fixture_tear_down)

static void
add_tests (void)
{
  ADD ("/gallery/empty", 0, test_empty);
  ADD ("/gallery/selection", 8, test_selection);
  ADD ("/gallery/less-room", 8, test_less_room);
  ADD ("/gallery/delete-and-undo", 8, test_delete_and_undo);
  ADD ("/gallery/undo-by-key", 8, test_undo_by_key);
  ADD ("/gallery/undo-by-toast", 8, test_undo_by_toast);
  ADD ("/gallery/search", 8, test_search);
  ADD ("/gallery/viewer", 8, test_viewer);
  ADD ("/gallery/rating", 8, test_rating);
  ADD ("/gallery/details", 8, test_details);
  ADD ("/gallery/show-item", 8, test_show_item);
  ADD ("/gallery/compare", 8, test_compare);
  ADD ("/gallery/compare/outputs", 0, test_compare_outputs);
  ADD ("/gallery/details/output", 0, test_details_output);
  ADD ("/gallery/sparse-days", 0, test_sparse_days);
  ADD ("/gallery/compare-limit", 8, test_compare_limit);
  ADD ("/gallery/keyboard-stays", 8, test_keyboard_stays);
  ADD ("/gallery/menu-keys", 8, test_menu_keys);
  ADD ("/gallery/trash", 8, test_trash);
}

int
main (int   argc,
      char *argv[])
{
  return gallery_fixture_run (argc, argv, add_tests);
}
