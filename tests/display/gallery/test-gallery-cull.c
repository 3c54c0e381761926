/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Comparing, looking through, undoing, and what is done with pictures in a few steps, by real keys
 * and counted as docs of workflows count them. */

#include "config.h"

#include <string.h>

#include <glib/gstdio.h>

#include "base/limner-file.h"
#include "display/app/test-person.h"
#include "gallery-fixture.h"
#include "gallery/limner-gallery-export.h"
#include "gallery/limner-gallery-sheet.h"
#include "image/limner-contact-sheet.h"
#include "image/limner-export.h"

static LimnerGalleryItem *
dup_item (GalleryFixture *fixture,
          guint           position)
{
  return g_list_model_get_item (G_LIST_MODEL (fixture->gallery->list), position);
}

static int
get_rating (GalleryFixture *fixture,
            guint           position)
{
  g_autoptr(LimnerGalleryItem) item = dup_item (fixture, position);

  return limner_gallery_item_get_rating (item);
}

static void
select_range (GalleryFixture *fixture,
              guint           first,
              guint           last)
{
  limner_gallery_grid_select (fixture->gallery->grid, first, FALSE, FALSE);
  limner_gallery_grid_select (fixture->gallery->grid, last, FALSE, TRUE);
}

/* Digits are for the picture in the frame, not for all that are compared. */
static void
test_compare_rates_one (GalleryFixture *fixture,
                        gconstpointer   data)
{
  LimnerGalleryCompare *compare = fixture->gallery->compare;
  g_autoptr(LimnerGalleryItem) current = NULL;

  select_range (fixture, 1, 4);
  gallery_act (fixture, "gallery.compare", NULL);
  g_assert_cmpstr (gallery_page (fixture), ==, "compare");
  limner_gallery_compare_set_current (compare, 2);
  current = _limner_gallery_dup_current (fixture->gallery);
  g_assert_true (current == limner_gallery_compare_get_item (compare, 2));

  gallery_act (fixture, "gallery.rate", g_variant_new_int32 (4));
  limner_test_wait_until (get_rating (fixture, 3) == 4);
  for (guint i = 0; i < 8; i++)
    g_assert_cmpint (get_rating (fixture, i), ==, i == 3 ? 4 : 0);

  /* There is no fifth. */
  limner_gallery_compare_set_current (compare, 4);
  g_assert_true (limner_gallery_compare_get_current (compare) == current);
}

/* What is deleted while it is compared goes; one alone is not compared. */
static void
test_compare_delete (GalleryFixture *fixture,
                     gconstpointer   data)
{
  LimnerGalleryCompare *compare = fixture->gallery->compare;
  g_autoptr(LimnerGalleryItem) kept = dup_item (fixture, 1);

  select_range (fixture, 0, 2);
  gallery_act (fixture, "gallery.compare", NULL);
  gallery_act (fixture, "gallery.delete", NULL);
  limner_test_wait_until (limner_gallery_compare_get_n_items (compare) == 2);
  g_assert_cmpuint (gallery_count (fixture), ==, 7);
  g_assert_true (limner_gallery_compare_get_item (compare, 0) == kept);
  gallery_act (fixture, "gallery.delete", NULL);
  limner_test_wait_until (g_str_equal (gallery_page (fixture), "grid"));
  g_assert_cmpuint (gallery_count (fixture), ==, 6);
}

/* Ratings, stars and deletions are taken back in the reverse order; each picture gets its own. */
static void
test_undo (GalleryFixture *fixture,
           gconstpointer   data)
{
  g_autoptr(LimnerGalleryItem) first = dup_item (fixture, 0);

  limner_test_wait_until (limner_gallery_item_get_loaded (first));
  limner_gallery_grid_select (fixture->gallery->grid, 0, FALSE, FALSE);
  gallery_act (fixture, "gallery.rate", g_variant_new_int32 (2));
  limner_test_wait_until (get_rating (fixture, 0) == 2);
  select_range (fixture, 0, 2);
  gallery_act (fixture, "gallery.rate", g_variant_new_int32 (-1));
  limner_test_wait_until (get_rating (fixture, 0) == -1 && get_rating (fixture, 2) == -1);
  gallery_act (fixture, "gallery.favourite", NULL);
  limner_test_wait_until (limner_gallery_item_get_favourite (first));
  gallery_act (fixture, "gallery.delete", NULL);
  limner_test_wait_until (gallery_count (fixture) == 5);

  gallery_act (fixture, "gallery.undo", NULL);
  limner_test_wait_until (gallery_count (fixture) == 8);
  g_clear_object (&first);
  first = dup_item (fixture, 0);
  limner_test_wait_until (limner_gallery_item_get_favourite (first));
  gallery_act (fixture, "gallery.undo", NULL);
  limner_test_wait_until (!limner_gallery_item_get_favourite (first));
  gallery_act (fixture, "gallery.undo", NULL);
  limner_test_wait_until (get_rating (fixture, 0) == 2);
  limner_test_wait_until (get_rating (fixture, 1) == 0 && get_rating (fixture, 2) == 0);
  gallery_act (fixture, "gallery.undo", NULL);
  limner_test_wait_until (get_rating (fixture, 0) == 0);
  g_assert_cmpuint (fixture->gallery->steps->len, ==, 0);
}

/* Each page has four others; going back shows those before; what was deleted makes room. */
static void
test_pages (GalleryFixture *fixture,
            gconstpointer   data)
{
  LimnerGalleryCompare *compare = fixture->gallery->compare;
  GtkWidget *widget = GTK_WIDGET (compare);
  g_autoptr(LimnerGalleryItem) fifth = dup_item (fixture, 4);
  g_autoptr(LimnerGalleryItem) sixth = dup_item (fixture, 5);

  gallery_act (fixture, "gallery.cull", NULL);
  limner_test_wait_until (gallery_says (widget, "1–4 of 8"));
  gallery_act (fixture, "gallery.cull-next", NULL);
  limner_test_wait_until (gallery_says (widget, "5–8 of 8"));
  g_assert_true (limner_gallery_compare_get_item (compare, 0) == fifth);
  gallery_act (fixture, "gallery.cull-previous", NULL);
  limner_test_wait_until (gallery_says (widget, "1–4 of 8"));
  gallery_act (fixture, "gallery.cull-previous", NULL);
  g_assert_true (gallery_says (widget, "1–4 of 8"));

  gallery_act (fixture, "gallery.cull-next", NULL);
  gallery_act (fixture, "gallery.delete", NULL);
  limner_test_wait_until (limner_gallery_compare_get_n_items (compare) == 3);
  g_assert_true (limner_gallery_compare_get_item (compare, 0) == sixth);

  /* After the last ones one is back; none is good. */
  gallery_act (fixture, "gallery.cull-next", NULL);
  g_assert_cmpstr (gallery_page (fixture), ==, "grid");
  limner_test_wait_until (gallery_says (fixture->window, "0 pictures are rated 4 or 5"));
  g_assert_cmpuint (limner_gallery_grid_get_n_selected (fixture->gallery->grid), ==, 0);
}

static GtkWindow *
find_window (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWindow) window = g_list_model_get_item (windows, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (window, type) && gtk_widget_get_mapped (GTK_WIDGET (window)))
        return window;
    }
  return NULL;
}

/* The picture in a folder, once it can be read. */
static LimnerPicture *
read_picture (const char *folder,
              GBytes    **file)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autoptr(GBytes) bytes = limner_file_read (path, LIMNER_PICTURE_MAX_BYTES, NULL);
      LimnerPicture *picture = bytes != NULL ? limner_picture_decode (bytes, NULL) : NULL;

      if (picture != NULL && file != NULL)
        *file = g_bytes_ref (bytes);
      if (picture != NULL)
        return picture;
    }
  return NULL;
}

static gboolean
has_picture (const char *folder)
{
  g_autoptr(LimnerPicture) picture = read_picture (folder, NULL);

  return picture != NULL;
}

static char *
make_export_folder (GalleryFixture *fixture)
{
  g_autoptr(GSettings) settings = g_settings_new ("io.github.limner.Limner");
  char *folder = g_build_filename (fixture->library.folder, "out", NULL);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0755), ==, 0);
  g_settings_set_string (settings, "export-folder", folder);
  return folder;
}

static gboolean
shows_from (GalleryFixture *fixture,
            guint           number)
{
  g_autofree char *text = g_strdup_printf ("%u–", number);

  return gallery_says (GTK_WIDGET (fixture->gallery->compare), text);
}

/* Sixty pictures become the best three and a contact sheet, in about 25 keys. */
static void
test_sixty_to_three (GalleryFixture *fixture,
                     gconstpointer   data)
{
  static const guint best[] = { 2, 21, 47 };
  g_autoptr(TestPerson) person = test_person_new ();
  g_autofree char *folder = NULL;
  g_autoptr(LimnerPicture) sheet = NULL;
  GtkWindow *dialog = NULL;
  int width, height;

  if (person == NULL)
    {
      g_test_skip ("the display has no test extension");
      return;
    }

  folder = make_export_folder (fixture);
  test_person_look_at (person, GTK_WINDOW (fixture->window));
  gtk_widget_grab_focus (GTK_WIDGET (fixture->gallery->grid));
  test_person_begin (person);
  test_person_press_key (person, GDK_KEY_l, 0);
  for (guint page = 0; page < 15; page++)
    {
      limner_test_wait_until (shows_from (fixture, page * 4 + 1));
      for (gsize i = 0; i < G_N_ELEMENTS (best); i++)
        {
          if (best[i] / 4 != page)
            continue;
          if (best[i] % 4 >= 2)
            test_person_press_key (person, GDK_KEY_Down, 0);
          if (best[i] % 2 == 1)
            test_person_press_key (person, GDK_KEY_Right, 0);
          test_person_press_key (person, GDK_KEY_5, 0);
          limner_test_wait_until (get_rating (fixture, best[i]) == 5);
        }
      test_person_press_key (person, GDK_KEY_space, 0);
    }
  limner_test_wait_until (limner_gallery_grid_get_n_selected (fixture->gallery->grid) == 3);
  test_person_press_key (person, GDK_KEY_p, GDK_CONTROL_MASK);
  limner_test_wait_until ((dialog = find_window (LIMNER_TYPE_GALLERY_SHEET)) != NULL);
  test_person_look_at (person, dialog);
  test_person_press_key (person, GDK_KEY_Return, 0);
  limner_test_wait_until (has_picture (folder));
  sheet = read_picture (folder, NULL);
  g_assert_cmpuint (test_person_get_steps (person), <=, 26);

  limner_contact_sheet_get_size (3, 2, 384, &width, &height);
  g_assert_cmpint (limner_picture_get_width (sheet), ==, width);
  g_assert_cmpint (limner_picture_get_height (sheet), ==, height);
}

/* Given away without its prompt: three steps at most, and nothing is left in the file. */
static void
test_clean_copy (GalleryFixture *fixture,
                 gconstpointer   data)
{
  g_autoptr(TestPerson) person = test_person_new ();
  g_autofree char *folder = NULL;
  g_autoptr(LimnerPicture) picture = NULL;
  g_autoptr(GBytes) file = NULL;
  g_auto(GStrv) parts = NULL;
  GtkWindow *dialog = NULL;

  if (person == NULL)
    {
      g_test_skip ("the display has no test extension");
      return;
    }

  folder = make_export_folder (fixture);
  test_person_look_at (person, GTK_WINDOW (fixture->window));
  limner_gallery_grid_select (fixture->gallery->grid, 1, FALSE, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (fixture->gallery->grid));
  test_person_begin (person);
  test_person_press_key (person, GDK_KEY_e, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  limner_test_wait_until ((dialog = find_window (LIMNER_TYPE_GALLERY_EXPORT)) != NULL);
  limner_test_wait_until (gallery_says (GTK_WIDGET (dialog), "nothing but the picture"));
  test_person_look_at (person, dialog);
  test_person_press_key (person, GDK_KEY_Return, 0);
  limner_test_wait_until (has_picture (folder));
  picture = read_picture (folder, &file);
  g_assert_cmpuint (test_person_get_steps (person), <=, 3);

  parts = limner_export_list (file, NULL);
  g_assert_nonnull (parts);
  g_assert_cmpstr (parts[0], ==, NULL);
}

/* What the list says is what the file will hold: the marks of the library go in, and where a format
 * takes nothing, that is said.
 */
static void
test_export_list (GalleryFixture *fixture,
                  gconstpointer   data)
{
  g_autofree char *folder = make_export_folder (fixture);
  GtkWindow *dialog = NULL;
  AdwComboRow *format;

  limner_gallery_grid_select (fixture->gallery->grid, 0, FALSE, FALSE);
  gallery_act (fixture, "gallery.export", NULL);
  limner_test_wait_until ((dialog = find_window (LIMNER_TYPE_GALLERY_EXPORT)) != NULL);
  limner_test_wait_until (gallery_says (GTK_WIDGET (dialog), "full record"));
  format = ADW_COMBO_ROW (limner_test_find_child (GTK_WIDGET (dialog), ADW_TYPE_COMBO_ROW));
  if (limner_picture_can_encode (LIMNER_PICTURE_AVIF))
    {
      adw_combo_row_set_selected (format, LIMNER_PICTURE_AVIF + 1);
      limner_test_wait_until (gallery_says (GTK_WIDGET (dialog), "settings into AVIF"));
    }
  adw_combo_row_set_selected (format, LIMNER_PICTURE_WEBP + 1);
  limner_test_wait_until (gallery_says (GTK_WIDGET (dialog), "(XMP)") &&
                          !gallery_says (GTK_WIDGET (dialog), "AVIF files"));
  gtk_window_destroy (dialog);
  limner_test_settle ();
}

static void
used_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  char **used = user_data;

  g_free (*used);
  *used = g_variant_dup_string (parameter, NULL);
}

/* Found again by words and made once more: the words, Enter, one key. */
static void
test_find_and_reuse (GalleryFixture *fixture,
                     gconstpointer   data)
{
  g_autoptr(TestPerson) person = test_person_new ();
  g_autoptr(GSimpleActionGroup) actions = g_simple_action_group_new ();
  g_autoptr(GSimpleAction) action = NULL;
  g_autoptr(LimnerGalleryItem) item = NULL;
  g_autofree char *used = NULL;

  if (person == NULL)
    {
      g_test_skip ("the display has no test extension");
      return;
    }

  action = g_simple_action_new ("use-settings", G_VARIANT_TYPE_STRING);
  g_signal_connect (action, "activate", G_CALLBACK (used_cb), &used);
  g_action_map_add_action (G_ACTION_MAP (actions), G_ACTION (action));
  gtk_widget_insert_action_group (fixture->window, "win", G_ACTION_GROUP (actions));
  test_person_look_at (person, GTK_WINDOW (fixture->window));
  test_person_begin (person);
  test_person_write (person, fixture->gallery->search_entry, "odd fox");
  limner_test_wait_until (gallery_count (fixture) == 1);
  test_person_press_key (person, GDK_KEY_Return, 0);
  limner_test_wait_until (limner_gallery_grid_get_n_selected (fixture->gallery->grid) == 1);
  test_person_press_key (person, GDK_KEY_a, 0);
  limner_test_wait_until (used != NULL);
  g_assert_cmpuint (test_person_get_steps (person), <=, 3);
  item = dup_item (fixture, 0);
  g_assert_cmpstr (used, ==, limner_gallery_item_get_id (item));
  g_assert_cmpstr (limner_gallery_item_get_seed (item), ==, "101");
}

#define ADD(path, n, function) \
  g_test_add (path, GalleryFixture, GUINT_TO_POINTER (n), gallery_fixture_set_up, function, \
              gallery_fixture_tear_down)

static void
add_tests (void)
{
  ADD ("/gallery/cull/compare-rates-one", 8, test_compare_rates_one);
  ADD ("/gallery/cull/compare-delete", 8, test_compare_delete);
  ADD ("/gallery/export-list", 2, test_export_list);
  ADD ("/gallery/cull/undo", 8, test_undo);
  ADD ("/gallery/cull/pages", 8, test_pages);
  ADD ("/gallery/workflows/sixty-to-three", 60, test_sixty_to_three);
  ADD ("/gallery/workflows/clean-copy", 3, test_clean_copy);
  ADD ("/gallery/workflows/find-and-reuse", 2, test_find_and_reuse);
}

int
main (int   argc,
      char *argv[])
{
  return gallery_fixture_run (argc, argv, add_tests);
}
