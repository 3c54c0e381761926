/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "gallery-fixture.h"
#include "gallery/limner-gallery-sheet.h"
#include "widgets/limner-picture-view.h"

/* What is done with pictures: copying, handing them to other pages, looking closely, marking. */

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  GValue *value = user_data;
  g_autoptr(GError) error = NULL;
  const GValue *read = gdk_clipboard_read_value_finish (GDK_CLIPBOARD (source), result, &error);

  g_assert_no_error (error);
  g_value_init (value, G_VALUE_TYPE (read));
  g_value_copy (read, value);
}

static void
read_clipboard (GalleryFixture *fixture,
                GType           type,
                GValue         *value)
{
  gdk_clipboard_read_value_async (gtk_widget_get_clipboard (fixture->window), type,
                                  G_PRIORITY_DEFAULT, NULL, read_cb, value);
  limner_test_wait_until (G_IS_VALUE (value));
}

static gboolean
has_type (GalleryFixture *fixture,
          GType           type)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (fixture->window);

  return gdk_content_formats_contain_gtype (gdk_clipboard_get_formats (clipboard), type);
}

static guint
count_files (GalleryFixture *fixture)
{
  g_auto(GValue) value = G_VALUE_INIT;
  GSList *files;
  guint n;

  read_clipboard (fixture, GDK_TYPE_FILE_LIST, &value);
  files = gdk_file_list_get_files (g_value_get_boxed (&value));
  n = g_slist_length (files);
  g_slist_free (files);
  return n;
}

static void
assert_text (GalleryFixture *fixture,
             const char     *text)
{
  g_auto(GValue) value = G_VALUE_INIT;

  read_clipboard (fixture, G_TYPE_STRING, &value);
  g_assert_cmpstr (g_value_get_string (&value), ==, text);
}

/* A picture is copied as a file, as pixels and as its words, from the grid, too; several are copied
 * as files. */
static void
test_copy (GalleryFixture *fixture,
           gconstpointer   data)
{
  g_auto(GValue) value = G_VALUE_INIT;

  limner_gallery_grid_select (fixture->gallery->grid, 0, FALSE, FALSE);
  gallery_act (fixture, "gallery.copy-picture", NULL);
  limner_test_wait_until (has_type (fixture, GDK_TYPE_TEXTURE));
  read_clipboard (fixture, GDK_TYPE_TEXTURE, &value);
  g_assert_cmpint (gdk_texture_get_width (g_value_get_object (&value)), ==, 8);
  g_assert_cmpint (gdk_texture_get_height (g_value_get_object (&value)), ==, 6);
  g_assert_cmpuint (count_files (fixture), ==, 1);
  assert_text (fixture, "picture odd of a fox");

  limner_gallery_grid_select_all (fixture->gallery->grid);
  gallery_act (fixture, "gallery.copy-picture", NULL);
  g_assert_cmpuint (count_files (fixture), ==, 4);
  g_assert_false (has_type (fixture, GDK_TYPE_TEXTURE));

  limner_gallery_grid_select (fixture->gallery->grid, 1, FALSE, FALSE);
  gallery_act (fixture, "gallery.copy-prompt", NULL);
  assert_text (fixture, "picture even of a fox");
  gallery_act (fixture, "gallery.copy-seed", NULL);
  assert_text (fixture, "102");
}

/* What was copied in the meantime is not put out by pixels that come late. */
static void
test_copy_twice (GalleryFixture *fixture,
                 gconstpointer   data)
{
  limner_gallery_grid_select (fixture->gallery->grid, 0, FALSE, FALSE);
  gallery_act (fixture, "gallery.copy-picture", NULL);
  gallery_act (fixture, "gallery.copy-seed", NULL);
  limner_test_settle ();
  assert_text (fixture, "103");
  g_assert_false (has_type (fixture, GDK_TYPE_FILE_LIST));
}

static void
asked_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  GString *asked = user_data;
  g_autofree char *text = g_variant_print (parameter, FALSE);

  g_string_append_printf (asked, "%s %s;", g_action_get_name (G_ACTION (action)), text);
}

/* The window is told which picture it is about. */
static void
test_window_actions (GalleryFixture *fixture,
                     gconstpointer   data)
{
  static const struct { const char *ours, *theirs; } actions[] = {
    { "gallery.use-settings", "use-settings" }, { "gallery.new-seed", "new-seed" },
    { "gallery.remix", "remix" }, { "gallery.edit", "edit-item" },
    { "gallery.use-prompt", "use-prompt" }, { "gallery.use-seed", "use-seed" },
    { "gallery.upscale", "upscale-item" }, { "gallery.vary", "vary-item" },
    { "gallery.control", "control-item" }, { "gallery.save-recipe", "save-recipe" },
    { "gallery.show-in-files", "show-in-files" },
  };
  g_autoptr(GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr(GSimpleAction) batch = g_simple_action_new ("batch", G_VARIANT_TYPE_STRING_ARRAY);
  g_autoptr(GString) asked = g_string_new (NULL);
  g_autoptr(LimnerGalleryItem) item = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      g_autoptr(GSimpleAction) action = g_simple_action_new (actions[i].theirs,
                                                             G_VARIANT_TYPE_STRING);

      g_signal_connect (action, "activate", G_CALLBACK (asked_cb), asked);
      g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
    }
  g_signal_connect (batch, "activate", G_CALLBACK (asked_cb), asked);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (batch));
  gtk_widget_insert_action_group (fixture->window, "win", G_ACTION_GROUP (group));
  limner_gallery_grid_select (fixture->gallery->grid, 1, FALSE, FALSE);
  item = _limner_gallery_dup_current (fixture->gallery);

  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      g_autofree char *expected = g_strdup_printf ("%s '%s';", actions[i].theirs,
                                                   limner_gallery_item_get_id (item));

      g_string_truncate (asked, 0);
      gallery_act (fixture, actions[i].ours, NULL);
      g_assert_cmpstr (asked->str, ==, expected);
    }

  g_string_truncate (asked, 0);
  limner_gallery_grid_select_all (fixture->gallery->grid);
  gallery_act (fixture, "gallery.batch", NULL);
  g_assert_true (g_str_has_prefix (asked->str, "batch ['file:///"));
  g_assert_cmpuint (strlen (asked->str) - strlen (g_strrstr (asked->str, "', '")), >, 0);
}

static double
get_zoom (GalleryFixture *fixture)
{
  GtkWidget *view = limner_test_find_child (GTK_WIDGET (fixture->gallery->viewer),
                                            LIMNER_TYPE_PICTURE_VIEW);

  return limner_picture_view_get_zoom (LIMNER_PICTURE_VIEW (view));
}

/* One picture large: nearer, farther, as large as it is, whole; and on to its neighbours. */
static void
test_viewer (GalleryFixture *fixture,
             gconstpointer   data)
{
  LimnerGalleryViewer *viewer = fixture->gallery->viewer;
  GtkWidget *widget = GTK_WIDGET (viewer);
  double before;

  _limner_gallery_open (fixture->gallery, 1);
  limner_test_wait_until (limner_gallery_viewer_get_texture (viewer) != NULL);
  gtk_widget_activate_action (widget, "gallery.zoom-actual", NULL);
  g_assert_cmpfloat (get_zoom (fixture), ==, 1);
  gtk_widget_activate_action (widget, "gallery.zoom-in", NULL);
  before = get_zoom (fixture);
  g_assert_cmpfloat (before, >, 1);
  gtk_widget_activate_action (widget, "gallery.zoom-out", NULL);
  g_assert_cmpfloat_with_epsilon (get_zoom (fixture), 1, 0.001);
  gtk_widget_activate_action (widget, "gallery.zoom-fit", NULL);
  limner_test_settle ();

  gtk_widget_activate_action (widget, "gallery.next", NULL);
  g_assert_cmpuint (limner_gallery_viewer_get_position (viewer), ==, 2);
  gtk_widget_activate_action (widget, "gallery.previous", NULL);
  gtk_widget_activate_action (widget, "gallery.previous", NULL);
  g_assert_cmpuint (limner_gallery_viewer_get_position (viewer), ==, 0);
  gtk_widget_activate_action (widget, "gallery.previous", NULL);
  g_assert_cmpuint (limner_gallery_viewer_get_position (viewer), ==, 0);
}

/* A tag and an album are given where the buttons are, to all that is selected. */
static void
test_pickers (GalleryFixture *fixture,
              gconstpointer   data)
{
  static const struct { const char *action, *name, *filter; } cases[] = {
    { "gallery.add-tag", "heron", "tag:heron" }, { "gallery.add-to-album", "Birds", "album:Birds" },
  };
  GtkMenuButton *buttons[] = { fixture->gallery->tag_button, fixture->gallery->album_button };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GtkWidget *popover = GTK_WIDGET (gtk_menu_button_get_popover (buttons[i]));

      limner_gallery_grid_select_all (fixture->gallery->grid);
      gallery_act (fixture, cases[i].action, NULL);
      limner_test_wait_until (gtk_widget_get_mapped (popover));
      g_signal_emit_by_name (gtk_popover_get_child (GTK_POPOVER (popover)), "picked",
                             cases[i].name);
      gtk_popover_popdown (GTK_POPOVER (popover));
      limner_test_wait_until (fixture_count (&fixture->library, cases[i].filter) == 4);
    }
}

/* Keys that show and hide, and one that begins a search */
static void
test_panes (GalleryFixture *fixture,
            gconstpointer   data)
{
  gboolean shown = gtk_toggle_button_get_active (fixture->gallery->details_button);
  GtkWidget *focus;

  gallery_act (fixture, "gallery.details", NULL);
  g_assert_cmpint (gtk_toggle_button_get_active (fixture->gallery->details_button), !=, shown);
  gallery_act (fixture, "gallery.details", NULL);
  g_assert_cmpint (gtk_toggle_button_get_active (fixture->gallery->details_button), ==, shown);

  gallery_act (fixture, "gallery.find", NULL);
  focus = gtk_window_get_focus (GTK_WINDOW (fixture->window));
  g_assert_true (gtk_widget_is_ancestor (focus, fixture->gallery->search_entry));
}

static GtkWindow *
find_sheet (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWindow) window = g_list_model_get_item (windows, i);

      if (LIMNER_IS_GALLERY_SHEET (window) && gtk_widget_get_mapped (GTK_WIDGET (window)))
        return window;
    }
  return NULL;
}

/* Nothing selected, nothing asked: the sheet comes for what is selected only. */
static void
test_sheet (GalleryFixture *fixture,
            gconstpointer   data)
{
  GtkWindow *sheet = NULL;

  gallery_act (fixture, "gallery.contact-sheet", NULL);
  limner_test_settle ();
  g_assert_null (find_sheet ());
  limner_gallery_grid_select_all (fixture->gallery->grid);
  gallery_act (fixture, "gallery.contact-sheet", NULL);
  limner_test_wait_until ((sheet = find_sheet ()) != NULL);
  gtk_window_destroy (sheet);
  limner_test_settle ();
}

/* Size, order and stacks are those of last time. */
static void
test_remember (GalleryFixture *fixture,
               gconstpointer   data)
{
  g_autoptr(GSettings) settings = g_settings_new ("io.github.limner.Limner");
  LimnerGallery *first = fixture->gallery;
  g_autoptr(LimnerGallery) second = NULL;

  limner_gallery_remember (first, settings);
  limner_gallery_grid_set_row_height (first->grid, 240);
  gtk_drop_down_set_selected (first->sort_drop_down, LIMNER_GALLERY_SORT_SIZE);
  g_object_set (first, "stacked", TRUE, NULL);

  second = g_object_ref_sink (g_object_new (LIMNER_TYPE_GALLERY, "store", fixture->library.store,
                                            NULL));
  limner_gallery_remember (second, settings);
  g_assert_cmpint (limner_gallery_grid_get_row_height (second->grid), ==, 240);
  g_assert_cmpint (limner_gallery_list_get_sort (second->list), ==, LIMNER_GALLERY_SORT_SIZE);
  g_assert_true (limner_gallery_list_get_stacked (second->list));
  limner_test_settle ();
  g_settings_reset (settings, "gallery-row-height");
  g_settings_reset (settings, "gallery-order");
  g_settings_reset (settings, "gallery-stacked");
}

#define ADD(path, function) \
  g_test_add (path, GalleryFixture, GUINT_TO_POINTER (4), gallery_fixture_set_up, function, \
              gallery_fixture_tear_down)

static void
add_tests (void)
{
  ADD ("/gallery/acts/copy", test_copy);
  ADD ("/gallery/acts/copy-twice", test_copy_twice);
  ADD ("/gallery/acts/window-actions", test_window_actions);
  ADD ("/gallery/acts/viewer", test_viewer);
  ADD ("/gallery/acts/pickers", test_pickers);
  ADD ("/gallery/acts/panes", test_panes);
  ADD ("/gallery/acts/sheet", test_sheet);
  ADD ("/gallery/acts/remember", test_remember);
}

int
main (int   argc,
      char *argv[])
{
  return gallery_fixture_run (argc, argv, add_tests);
}
