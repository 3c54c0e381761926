/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Albums beside the pictures, help for typing a search, and what is said of one that is wrong. */

#include "config.h"

#include <string.h>

#include "gallery-fixture.h"
#include "gallery/limner-gallery-album-row.h"
#include "gallery/limner-gallery-albums.h"

static guint
count_in (GalleryFixture *fixture,
          const char     *album)
{
  g_autofree char *filter = g_strdup_printf ("album:\"%s\"", album);

  return fixture_count (&fixture->library, filter);
}

static GtkWidget *
find_row (GtkWidget  *widget,
          const char *name)
{
  GtkWidget *found = NULL;

  if (LIMNER_IS_GALLERY_ALBUM_ROW (widget))
    return g_strcmp0 (limner_gallery_album_row_get_name (LIMNER_GALLERY_ALBUM_ROW (widget)),
                      name) == 0 ? widget : NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_row (child, name);
  return found;
}

static GtkWidget *
get_places (GalleryFixture *fixture)
{
  return GTK_WIDGET (fixture->gallery->places);
}

/* Makes an album with the first @n pictures and waits until it is listed. */
static void
make_album (GalleryFixture *fixture,
            const char     *name,
            guint           n)
{
  GtkWidget *row;
  g_auto(GStrv) ids = NULL;

  gtk_toggle_button_set_active (fixture->gallery->places_button, TRUE);
  limner_test_wait_until (gtk_widget_get_mapped (get_places (fixture)));
  if (find_row (get_places (fixture), name) == NULL)
    {
      GtkWidget *albums = limner_test_find_child (get_places (fixture),
                                                  LIMNER_TYPE_GALLERY_ALBUMS);
      GtkWidget *entry = gtk_widget_get_last_child (gtk_widget_get_first_child (albums));

      gtk_editable_set_text (GTK_EDITABLE (entry), name);
      g_signal_emit_by_name (entry, "activate");
      g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
    }
  limner_test_wait_until (find_row (get_places (fixture), name) != NULL);

  /* As if they were dropped there */
  limner_gallery_grid_select (fixture->gallery->grid, 0, FALSE, FALSE);
  limner_gallery_grid_select (fixture->gallery->grid, n - 1, FALSE, TRUE);
  ids = limner_gallery_grid_dup_selected_ids (fixture->gallery->grid);
  row = find_row (get_places (fixture), name);
  g_signal_emit_by_name (row, "dropped", ids);
  limner_test_wait_until (count_in (fixture, name) == n);
}

/* An album is made by its name, takes in what is dropped on it, and is shown by a click. */
static void
test_make (GalleryFixture *fixture,
           gconstpointer   data)
{
  const char *text;

  make_album (fixture, "Book one", 3);
  limner_test_wait_until (gallery_says (find_row (get_places (fixture), "Book one"), "3"));
  g_signal_emit_by_name (find_row (get_places (fixture), "Book one"), "chosen");
  text = gtk_editable_get_text (GTK_EDITABLE (fixture->gallery->search_entry));
  /* What is typed behind it is a word of its own. */
  g_assert_cmpstr (text, ==, "album:\"Book one\" ");
  limner_test_wait_until (gallery_count (fixture) == 3);
}

/* What happens to pictures elsewhere is seen beside them at once: in the bar below, by another
 * program. The rows of albums that stay are not made anew. */
static void
test_seen_at_once (GalleryFixture *fixture,
                   gconstpointer   data)
{
  static const char *const tags[] = { "dusk", NULL };
  LimnerStore *store = fixture->library.store;
  g_autofree char *first = limner_gallery_list_dup_id_at (fixture->gallery->list, 0);
  g_autofree char *second = limner_gallery_list_dup_id_at (fixture->gallery->list, 1);
  const char *one[] = { first, NULL };
  const char *other[] = { second, NULL };
  GtkWidget *row;

  gtk_toggle_button_set_active (fixture->gallery->places_button, TRUE);
  limner_test_wait_until (gtk_widget_get_mapped (get_places (fixture)));
  limner_test_settle ();

  limner_store_add_to_album_async (store, "Book", one, NULL, NULL, NULL);
  limner_test_wait_until ((row = find_row (get_places (fixture), "Book")) != NULL);
  limner_test_wait_until (gallery_says (row, "1"));
  limner_store_add_to_album_async (store, "Book", other, NULL, NULL, NULL);
  limner_test_wait_until (gallery_says (row, "2"));
  g_assert_true (find_row (get_places (fixture), "Book") == row);

  limner_store_change_tags_async (store, one, tags, NULL, NULL, NULL, NULL);
  limner_test_wait_until (gallery_says (get_places (fixture), "dusk"));
}

static char *
spell_albums (GalleryFixture *fixture)
{
  GtkWidget *albums = limner_test_find_child (get_places (fixture), LIMNER_TYPE_GALLERY_ALBUMS);
  GtkWidget *rows = gtk_widget_get_first_child (gtk_widget_get_first_child (albums));
  g_autoptr(GString) text = g_string_new (NULL);

  for (GtkWidget *row = gtk_widget_get_first_child (rows); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    g_string_append (text, limner_gallery_album_row_get_name (LIMNER_GALLERY_ALBUM_ROW (row)));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
albums_are (GalleryFixture *fixture,
            const char     *names)
{
  g_autofree char *text = spell_albums (fixture);

  return g_str_equal (text, names);
}

/* Albums lie as one likes: by their menu and its keys, and by dragging one to another. */
static void
test_order_albums (GalleryFixture *fixture,
                   gconstpointer   data)
{
  GtkWidget *row;

  make_album (fixture, "Z", 1);
  make_album (fixture, "M", 1);
  make_album (fixture, "A", 1);
  limner_test_wait_until (albums_are (fixture, "ZMA"));
  /* Who moves it with keys goes on with it, also when a list from before arrives meanwhile. */
  limner_gallery_albums_load (LIMNER_GALLERY_ALBUMS (
    limner_test_find_child (get_places (fixture), LIMNER_TYPE_GALLERY_ALBUMS)));
  gtk_widget_activate_action (find_row (get_places (fixture), "A"), "album.move-up", NULL);
  limner_test_wait_until (albums_are (fixture, "ZAM"));
  row = find_row (get_places (fixture), "A");
  limner_test_wait_until (gtk_widget_get_focus_child (row) != NULL);
  gtk_widget_activate_action (row, "album.move-up", NULL);
  limner_test_wait_until (albums_are (fixture, "AZM"));
  gtk_widget_activate_action (find_row (get_places (fixture), "Z"), "album.move-down", NULL);
  limner_test_wait_until (albums_are (fixture, "AMZ"));
  g_signal_emit_by_name (find_row (get_places (fixture), "A"), "arranged", "Z", FALSE);
  limner_test_wait_until (albums_are (fixture, "ZAM"));
  g_signal_emit_by_name (find_row (get_places (fixture), "M"), "arranged", "Z", TRUE);
  limner_test_wait_until (albums_are (fixture, "AMZ"));
}

static char *
spell_seeds (GalleryFixture *fixture)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < gallery_count (fixture); i++)
    {
      g_autoptr(LimnerGalleryItem) item =
        g_list_model_get_item (G_LIST_MODEL (fixture->gallery->list), i);
      const char *seed = limner_gallery_item_get_seed (item);

      g_string_append (text, seed != NULL ? seed + strlen (seed) - 1 : "?");
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
pictures_are (GalleryFixture *fixture,
              const char     *digits)
{
  g_autofree char *text = spell_seeds (fixture);

  return g_str_equal (text, digits);
}

/* In an album pictures lie as one likes, and stay selected while they move; outside of it, the
 * order is the one from before.
 */
static void
test_order_pictures (GalleryFixture *fixture,
                     gconstpointer   data)
{
  GtkDropDown *orders = fixture->gallery->sort_drop_down;
  g_auto(GStrv) ids = NULL;

  g_assert_true (pictures_are (fixture, "76543210"));
  gtk_drop_down_set_selected (orders, LIMNER_GALLERY_SORT_OLDEST);
  limner_test_wait_until (pictures_are (fixture, "01234567"));
  make_album (fixture, "Book", 4);
  g_signal_emit_by_name (find_row (get_places (fixture), "Book"), "chosen");
  limner_test_wait_until (pictures_are (fixture, "0123"));
  g_assert_cmpuint (gtk_drop_down_get_selected (orders), ==, LIMNER_GALLERY_SORT_ALBUM);

  limner_gallery_grid_select (fixture->gallery->grid, 3, FALSE, FALSE);
  gallery_act (fixture, "gallery.move-earlier", NULL);
  limner_test_wait_until (pictures_are (fixture, "0132"));
  limner_test_wait_until (limner_gallery_grid_get_n_selected (fixture->gallery->grid) == 1);
  gallery_act (fixture, "gallery.move-earlier", NULL);
  limner_test_wait_until (pictures_are (fixture, "0312"));

  /* As if two were dropped before the first one, and once more where they are */
  limner_gallery_grid_select (fixture->gallery->grid, 2, FALSE, FALSE);
  limner_gallery_grid_select (fixture->gallery->grid, 3, FALSE, TRUE);
  ids = limner_gallery_grid_dup_selected_ids (fixture->gallery->grid);
  g_signal_emit_by_name (fixture->gallery->grid, "arranged", ids, 0);
  limner_test_wait_until (pictures_are (fixture, "1203"));
  limner_test_wait_until (limner_gallery_grid_get_n_selected (fixture->gallery->grid) == 2);
  g_signal_emit_by_name (fixture->gallery->grid, "arranged", ids, 1);
  g_assert_null (fixture->gallery->moved_ids);
  gallery_act (fixture, "gallery.move-later", NULL);
  limner_test_wait_until (pictures_are (fixture, "0123"));

  /* Another order there moves nothing. */
  gtk_drop_down_set_selected (orders, LIMNER_GALLERY_SORT_NEWEST);
  limner_test_wait_until (pictures_are (fixture, "3210"));
  limner_gallery_grid_select (fixture->gallery->grid, 0, FALSE, FALSE);
  gallery_act (fixture, "gallery.move-later", NULL);
  g_assert_null (fixture->gallery->moved_ids);
  gtk_drop_down_set_selected (orders, LIMNER_GALLERY_SORT_ALBUM);
  gtk_editable_set_text (GTK_EDITABLE (fixture->gallery->search_entry), "");
  limner_test_wait_until (pictures_are (fixture, "01234567"));
  g_assert_cmpuint (g_list_model_get_n_items (gtk_drop_down_get_model (orders)), ==,
                    LIMNER_GALLERY_SORT_ALBUM);
}

/* The name is changed in place; an empty one and Escape change nothing; the pictures come along. */
static void
test_rename (GalleryFixture *fixture,
             gconstpointer   data)
{
  GtkWidget *row;
  GtkWidget *entry;

  make_album (fixture, "Old", 2);
  row = find_row (get_places (fixture), "Old");
  g_assert_true (gtk_widget_activate_action (row, "album.rename", NULL));
  entry = limner_test_find_child (row, GTK_TYPE_ENTRY);
  g_assert_true (gtk_widget_get_mapped (entry));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "Old");
  gtk_editable_set_text (GTK_EDITABLE (entry), "   ");
  g_signal_emit_by_name (entry, "activate");
  g_assert_false (gtk_widget_get_mapped (entry));
  g_assert_cmpuint (count_in (fixture, "Old"), ==, 2);

  g_assert_true (gtk_widget_activate_action (row, "album.rename", NULL));
  gtk_editable_set_text (GTK_EDITABLE (entry), " New & better ");
  g_signal_emit_by_name (entry, "activate");
  limner_test_wait_until (find_row (get_places (fixture), "New & better") != NULL);
  g_assert_null (find_row (get_places (fixture), "Old"));
  g_assert_cmpuint (count_in (fixture, "New & better"), ==, 2);
  g_assert_cmpuint (count_in (fixture, "Old"), ==, 0);
}

/* An album that is given the name of another joins it. */
static void
test_join (GalleryFixture *fixture,
           gconstpointer   data)
{
  g_autoptr(GAsyncResult) result = NULL;

  make_album (fixture, "One", 2);
  make_album (fixture, "Two", 4);
  limner_store_rename_album_async (fixture->library.store, "One", "Two", NULL,
                                   limner_test_result_cb, &result);
  fixture_change (&fixture->library, &result);
  g_assert_cmpuint (count_in (fixture, "One"), ==, 0);
  g_assert_cmpuint (count_in (fixture, "Two"), ==, 4);

  /* The same name is nothing to do. */
  limner_store_rename_album_async (fixture->library.store, "Two", "Two", NULL,
                                   limner_test_result_cb, &result);
  fixture_change (&fixture->library, &result);
  g_assert_cmpuint (count_in (fixture, "Two"), ==, 4);
}

/* An album goes without its pictures, and comes back with them. */
static void
test_delete (GalleryFixture *fixture,
             gconstpointer   data)
{
  GtkWidget *overlay = gtk_widget_get_parent (GTK_WIDGET (fixture->gallery));
  GtkWidget *button = NULL;

  make_album (fixture, "Gone", 3);
  make_album (fixture, "Next", 1);
  limner_test_wait_until (albums_are (fixture, "GoneNext"));
  /* The toasts that tell of the drops go first. */
  g_assert_true (gtk_widget_activate_action (find_row (get_places (fixture), "Gone"),
                                             "album.delete", NULL));
  limner_test_wait_until (find_row (get_places (fixture), "Gone") == NULL);
  g_assert_cmpuint (count_in (fixture, "Gone"), ==, 0);
  g_assert_cmpuint (gallery_count (fixture), ==, 8);

  for (guint i = 0; i < 6 && !gallery_says (overlay, "“Gone” is deleted"); i++)
    {
      GtkWidget *toast = gtk_widget_get_last_child (overlay);
      GtkWidget *close = limner_test_find_child (toast, GTK_TYPE_BUTTON);

      while (gtk_widget_get_next_sibling (close) != NULL)
        close = gtk_widget_get_next_sibling (close);
      g_signal_emit_by_name (close, "clicked");
      limner_test_settle ();
    }
  limner_test_wait_until (gallery_says (overlay, "“Gone” is deleted"));
  button = limner_test_find_child (gtk_widget_get_last_child (overlay), GTK_TYPE_BUTTON);
  g_signal_emit_by_name (button, "clicked");
  limner_test_wait_until (find_row (get_places (fixture), "Gone") != NULL);
  limner_test_wait_until (count_in (fixture, "Gone") == 3);
  limner_test_wait_until (albums_are (fixture, "GoneNext"));
}

static void
test_narrow (GalleryFixture *fixture,
             gconstpointer   data)
{
  gtk_toggle_button_set_active (fixture->gallery->places_button, TRUE);
  limner_test_wait_until (gtk_widget_get_mapped (get_places (fixture)));
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (fixture->gallery->grid)));

  /* In a narrow window places take the room of the pictures and give it back. */
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 600, 700);
  limner_test_wait_until (fixture->gallery->narrow);
  g_assert_false (gtk_toggle_button_get_active (fixture->gallery->places_button));
  gtk_toggle_button_set_active (fixture->gallery->places_button, TRUE);
  limner_test_wait_until (!gtk_widget_get_mapped (GTK_WIDGET (fixture->gallery->grid)));
  g_signal_emit_by_name (fixture->gallery->places, "term", "is:favourite");
  limner_test_wait_until (gtk_widget_get_mapped (GTK_WIDGET (fixture->gallery->stack)));
  g_assert_false (gtk_toggle_button_get_active (fixture->gallery->places_button));
}

/* The key that goes back takes away what stands in front of the pictures, and leaves them
 * selected. */
static void
test_narrow_back (GalleryFixture *fixture,
                  gconstpointer   data)
{
  LimnerGallery *gallery = fixture->gallery;
  GtkToggleButton *buttons[] = { gallery->details_button, gallery->places_button };

  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 600, 700);
  limner_test_wait_until (gallery->narrow);
  limner_gallery_grid_select (gallery->grid, 1, FALSE, FALSE);
  for (gsize i = 0; i < G_N_ELEMENTS (buttons); i++)
    {
      gtk_toggle_button_set_active (buttons[i], TRUE);
      limner_test_wait_until (!gtk_widget_get_visible (gallery->main_box));
      gallery_act (fixture, "gallery.back", NULL);
      g_assert_true (gtk_widget_get_visible (gallery->main_box));
      g_assert_false (gtk_toggle_button_get_active (buttons[i]));
      g_assert_cmpuint (limner_gallery_grid_get_n_selected (gallery->grid), ==, 1);
    }
  gallery_act (fixture, "gallery.back", NULL);
  g_assert_cmpuint (limner_gallery_grid_get_n_selected (gallery->grid), ==, 0);
}

/* Nothing is wider than a narrow window, also while pictures are selected. */
static void
test_very_narrow (GalleryFixture *fixture,
                  gconstpointer   data)
{
  int least;

  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 400, 700);
  limner_test_wait_until (gtk_widget_get_width (GTK_WIDGET (fixture->gallery)) <= 400);
  limner_gallery_grid_select_all (fixture->gallery->grid);
  limner_test_wait_until (!gtk_widget_get_visible (fixture->gallery->compare_button));
  limner_test_settle ();
  gtk_widget_measure (fixture->gallery->box, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL,
                      NULL);
  g_assert_cmpint (least, <=, 400);
  limner_test_wait_until (gtk_widget_get_width (GTK_WIDGET (fixture->gallery->grid)) <= 400);
}

/* Pictures that are compared get by with as little. */
static void
test_compare_narrow (GalleryFixture *fixture,
                     gconstpointer   data)
{
  static const char * const modes[] = { "slider", "blink", "difference", "side" };

  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 400, 700);
  limner_gallery_grid_select_all (fixture->gallery->grid);
  gallery_act (fixture, "gallery.compare", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (modes); i++)
    {
      int least;

      gtk_widget_activate_action (GTK_WIDGET (fixture->gallery->compare), "compare.mode", "s",
                                  modes[i]);
      limner_test_settle ();
      gtk_widget_measure (GTK_WIDGET (fixture->gallery->compare), GTK_ORIENTATION_HORIZONTAL, -1,
                          &least, NULL, NULL, NULL);
      g_assert_cmpint (least, <=, 400);
    }
}

static guint
count_suggested (GalleryFixture *fixture)
{
  GtkWidget *list = limner_gallery_suggest_get_list (fixture->gallery->suggest);
  guint n = 0;

  for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    n++;
  return n;
}

static const char *
get_text (GalleryFixture *fixture)
{
  return gtk_editable_get_text (GTK_EDITABLE (fixture->gallery->search_entry));
}

static void
type (GalleryFixture *fixture,
      const char     *text)
{
  gtk_widget_grab_focus (fixture->gallery->search_entry);
  gtk_editable_set_text (GTK_EDITABLE (fixture->gallery->search_entry), text);
  gtk_editable_set_position (GTK_EDITABLE (fixture->gallery->search_entry), -1);
  limner_gallery_suggest_changed (fixture->gallery->suggest);
}

static void
take_first (GalleryFixture *fixture)
{
  GtkWidget *list = limner_gallery_suggest_get_list (fixture->gallery->suggest);

  g_signal_emit_by_name (list, "row-activated", gtk_widget_get_first_child (list));
}

/* Fields are suggested by their beginnings, then what they can be; words are left alone. */
static void
test_suggest (GalleryFixture *fixture,
              gconstpointer   data)
{
  type (fixture, "fox rat");
  g_assert_cmpuint (count_suggested (fixture), ==, 2);
  take_first (fixture);
  g_assert_cmpstr (get_text (fixture), ==, "fox ratio:");
  g_assert_cmpuint (count_suggested (fixture), ==, 5);
  take_first (fixture);
  g_assert_cmpstr (get_text (fixture), ==, "fox ratio:1:1 ");
  g_assert_cmpuint (count_suggested (fixture), ==, 0);

  type (fixture, "-IS:fav");
  g_assert_cmpuint (count_suggested (fixture), ==, 1);
  take_first (fixture);
  g_assert_cmpstr (get_text (fixture), ==, "-is:favourite ");

  type (fixture, "forest");
  g_assert_cmpuint (count_suggested (fixture), ==, 0);
  type (fixture, "\"a phrase ra");
  g_assert_cmpuint (count_suggested (fixture), ==, 0);
  type (fixture, "");
  g_assert_cmpuint (count_suggested (fixture), ==, 0);
}

/* Models are suggested by any part of their names, those with the most pictures first. */
static void
test_suggest_models (GalleryFixture *fixture,
                     gconstpointer   data)
{
  g_autoptr(LimnerGalleryItem) one = fixture_add (&fixture->library, "a", "someone/etcher", "1");
  g_autoptr(LimnerGalleryItem) two = fixture_add (&fixture->library, "b", "someone/etcher", "2");

  type (fixture, "fox model:");
  limner_test_wait_until (count_suggested (fixture) == 2);
  type (fixture, "fox model:PAINT");
  limner_test_wait_until (count_suggested (fixture) == 1);
  take_first (fixture);
  g_assert_cmpstr (get_text (fixture), ==, "fox model:\"limner/painter\" ");

  type (fixture, "model:");
  limner_test_wait_until (count_suggested (fixture) == 2);
  take_first (fixture);
  g_assert_cmpstr (get_text (fixture), ==, "model:\"someone/etcher\" ");
  limner_test_wait_until (gallery_count (fixture) == 2);

  type (fixture, "model:nobody");
  limner_test_settle ();
  g_assert_cmpuint (count_suggested (fixture), ==, 0);
}

/* A field without its value hides nothing yet. */
static void
test_unfinished (GalleryFixture *fixture,
                 gconstpointer   data)
{
  LimnerGalleryList *list = fixture->gallery->list;

  gtk_editable_set_text (GTK_EDITABLE (fixture->gallery->search_entry), "even ratio:");
  limner_test_wait_until (g_strcmp0 (limner_gallery_list_get_filter (list), "even ") == 0 &&
                          !limner_gallery_list_get_loading (list));
  g_assert_cmpuint (gallery_count (fixture), ==, 4);
  gtk_editable_set_text (GTK_EDITABLE (fixture->gallery->search_entry), "even ratio:4:3");
  limner_test_wait_until (g_strcmp0 (limner_gallery_list_get_filter (list),
                                     "even ratio:4:3") == 0);
}

/* Albums and tags are suggested by their names. */
static void
test_suggest_names (GalleryFixture *fixture,
                    gconstpointer   data)
{
  make_album (fixture, "Clients & friends", 2);
  make_album (fixture, "Book", 1);
  type (fixture, "album:");
  limner_test_wait_until (count_suggested (fixture) == 2);
  type (fixture, "album:CLI");
  limner_test_wait_until (count_suggested (fixture) == 1);
  take_first (fixture);
  g_assert_cmpstr (get_text (fixture), ==, "album:\"Clients & friends\" ");
  limner_test_wait_until (gallery_count (fixture) == 2);
}

/* What is not understood is said in a sentence, and one click shows all again. */
static void
test_faults (GalleryFixture *fixture,
             gconstpointer   data)
{
  static const struct { const char *text, *says; } faults[] = {
    { "fox rating:many", "“rating:many” needs a number" },
    { "date:soon", "“date:soon” needs a date" },
    { "ratio:wide", "“ratio:wide” needs a shape" },
    { "is:beautiful", "“is:beautiful” is no mark" },
    { "nothinglikethis", "Try other words, or fewer." },
  };
  GtkWidget *page = GTK_WIDGET (fixture->gallery->nothing_page);

  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      gtk_editable_set_text (GTK_EDITABLE (fixture->gallery->search_entry), faults[i].text);
      limner_test_wait_until (gallery_says (page, faults[i].says));
    }
  gallery_act (fixture, "gallery.show-all", NULL);
  limner_test_wait_until (gallery_count (fixture) == 8);
}

static void
test_describe (void)
{
  static const char *const fine[] = {
    "", "fox", "rating:>=4", "rating:-1", "size:768x512", "size:>1000", "date:2026-11",
    "date:>2026-01-15", "date:today", "ratio:16:9", "is:favourite", "is:trashed", "has:mask",
    "-rating:5", "http://example.org", "12:30", "steps:many", "rating:", "is:", "\"rating:x\"",
    "model:sdxl", "tag:x", "seed:abc",
  };
  static const char *const wrong[] = {
    "rating:x", "-cost:much", "size:12x", "date:2026-13", "date:2026-02-30",
    "ratio:0:1", "has:legs", "IS:nice", "time:\xff",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (fine); i++)
    {
      g_autofree char *text = limner_gallery_describe_fault (fine[i]);

      g_assert_cmpstr (text, ==, NULL);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autofree char *text = limner_gallery_describe_fault (wrong[i]);

      g_assert_nonnull (text);
      g_assert_true (g_utf8_validate (text, -1, NULL));
    }
}

#define ADD(path, n, function) \
  g_test_add (path, GalleryFixture, GUINT_TO_POINTER (n), gallery_fixture_set_up, function, \
              gallery_fixture_tear_down)

static void
add_tests (void)
{
  g_test_add_func ("/gallery/search/describe", test_describe);
  ADD ("/gallery/albums/make", 8, test_make);
  ADD ("/gallery/albums/seen-at-once", 8, test_seen_at_once);
  ADD ("/gallery/albums/order", 8, test_order_albums);
  ADD ("/gallery/albums/order-pictures", 8, test_order_pictures);
  ADD ("/gallery/albums/rename", 8, test_rename);
  ADD ("/gallery/albums/join", 8, test_join);
  ADD ("/gallery/albums/delete", 8, test_delete);
  ADD ("/gallery/albums/narrow", 4, test_narrow);
  ADD ("/gallery/albums/very-narrow", 4, test_very_narrow);
  ADD ("/gallery/narrow-back", 4, test_narrow_back);
  ADD ("/gallery/compare/narrow", 2, test_compare_narrow);
  ADD ("/gallery/search/suggest", 2, test_suggest);
  ADD ("/gallery/search/suggest-models", 1, test_suggest_models);
  ADD ("/gallery/search/unfinished", 8, test_unfinished);
  ADD ("/gallery/search/suggest-names", 4, test_suggest_names);
  ADD ("/gallery/search/faults", 8, test_faults);
}

int
main (int   argc,
      char *argv[])
{
  return gallery_fixture_run (argc, argv, add_tests);
}
