/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Pictures from elsewhere, dropped on the page. */

#include "config.h"

#include <string.h>

#include <glib/gstdio.h>

#include "base/limner-file.h"
#include "gallery-fixture.h"

/* As a file manager drops them. */
static void
drop (GalleryFixture     *fixture,
      const char * const *paths)
{
  g_autoptr(GListModel) controllers =
    gtk_widget_observe_controllers (GTK_WIDGET (fixture->gallery));
  g_auto(GValue) value = G_VALUE_INIT;
  GSList *files = NULL;
  gboolean taken = FALSE;

  for (guint i = 0; paths[i] != NULL; i++)
    files = g_slist_append (files, g_file_new_for_path (paths[i]));
  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_take_boxed (&value, gdk_file_list_new_from_list (files));
  g_slist_free_full (files, g_object_unref);
  for (guint i = 0; i < g_list_model_get_n_items (controllers) && !taken; i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_DROP_TARGET (controller))
        g_signal_emit_by_name (controller, "drop", &value, 10.0, 10.0, &taken);
    }
  g_assert_true (taken);
}

static char *
write_png (GalleryFixture *fixture,
           const char     *name,
           int             shade)
{
  char *path = g_build_filename (fixture->library.folder, "elsewhere", name, NULL);
  g_autoptr(GBytes) png = fixture_make_png (40, 30, shade);

  g_assert_true (limner_file_write (path, png, NULL));
  return path;
}

/* A picture that tells how it was made is opened, and its settings are one click away. */
static void
test_one (GalleryFixture *fixture,
          gconstpointer   data)
{
  Fixture other = { 0 };
  g_autoptr(LimnerGalleryItem) made = NULL;
  g_autoptr(LimnerGalleryItem) shown = NULL;
  const char *paths[] = { NULL, NULL };
  g_autofree char *path = NULL;

  fixture_set_up (&other, NULL);
  {
    g_autoptr(GAsyncResult) result = NULL;

    limner_store_open_async (other.store, NULL, limner_test_result_cb, &result);
    limner_test_wait_until (result != NULL);
    g_assert_true (limner_store_open_finish (other.store, result, NULL));
  }
  made = fixture_add (&other, "a fox from a friend", "owner/brush", "4711");
  path = g_build_filename (fixture->library.folder, "friend.png", NULL);
  g_assert_cmpint (g_rename (limner_gallery_item_get_path (made), path), ==, 0);

  paths[0] = path;
  drop (fixture, paths);
  limner_test_wait_until (gallery_count (fixture) == 2);
  limner_test_wait_until (g_str_equal (gallery_page (fixture), "viewer"));
  limner_test_wait_until (gallery_says (fixture->window, "This picture tells how it was made"));
  g_assert_true (gallery_says (fixture->window, "Use its settings"));
  shown = _limner_gallery_dup_current (fixture->gallery);
  limner_test_wait_until (limner_gallery_item_get_loaded (shown));
  g_assert_cmpstr (limner_gallery_item_get_prompt (shown), ==, "a fox from a friend");
  g_assert_cmpstr (limner_gallery_item_get_seed (shown), ==, "4711");
  g_clear_object (&made);
  fixture_tear_down (&other, NULL);
}

/* Several, with one that cannot be read: the others come, and it is said. */
static void
test_several (GalleryFixture *fixture,
              gconstpointer   data)
{
  g_autofree char *first = write_png (fixture, "first.png", 5001);
  g_autofree char *second = write_png (fixture, "second.png", 5002);
  g_autofree char *broken = g_build_filename (fixture->library.folder, "elsewhere", "broken.png",
                                              NULL);
  const char *paths[] = { first, broken, second, NULL };

  g_assert_true (g_file_set_contents (broken, "no picture at all", -1, NULL));
  drop (fixture, paths);
  limner_test_wait_until (gallery_says (fixture->window,
                                        "2 pictures imported, 1 could not be read"));
  limner_test_wait_until (gallery_count (fixture) == 3);
  g_assert_cmpstr (gallery_page (fixture), ==, "grid");

  /* The bar that told how far it was is gone, and nothing is left to cancel. */
  limner_test_wait_until (!gtk_revealer_get_reveal_child (fixture->gallery->import_revealer));
  g_assert_null (fixture->gallery->import_cancellable);
  gallery_act (fixture, "gallery.cancel-import", NULL);
}

/* A folder brings all that is in it, hidden files and what is no picture left out. */
static void
test_folder (GalleryFixture *fixture,
             gconstpointer   data)
{
  g_autofree char *deep = write_png (fixture, "a/b/c/deep.png", 5003);
  g_autofree char *shallow = write_png (fixture, "shallow.png", 5004);
  g_autofree char *hidden = write_png (fixture, ".hidden.png", 5005);
  g_autofree char *folder = g_build_filename (fixture->library.folder, "elsewhere", NULL);
  g_autofree char *text = g_build_filename (folder, "text.txt", NULL);
  g_autofree char *none = g_build_filename (fixture->library.folder, "none", NULL);
  const char *paths[] = { folder, NULL };

  g_assert_true (g_file_set_contents (text, "words", -1, NULL));
  drop (fixture, paths);
  limner_test_wait_until (gallery_says (fixture->window, "2 pictures imported"));
  limner_test_wait_until (gallery_count (fixture) == 3);

  g_assert_true (limner_file_ensure_directory (none, NULL));
  paths[0] = none;
  drop (fixture, paths);
  limner_test_wait_until (gallery_says (fixture->window, "There are no pictures there") ||
                          gallery_says (fixture->window, "2 pictures imported"));
  g_assert_cmpuint (gallery_count (fixture), ==, 3);
}

/* As soon as some are in, whoever waits has had enough. */
static void
label_cb (GalleryFixture *fixture)
{
  const char *text = gtk_label_get_text (fixture->gallery->import_label);

  if (g_str_has_prefix (text, "Importing ") && !g_str_has_prefix (text, "Importing 0 "))
    gallery_act (fixture, "gallery.cancel-import", NULL);
}

/* What was imported before it was cancelled stays, and how many these are is said. */
static void
test_cancel (GalleryFixture *fixture,
             gconstpointer   data)
{
  const guint n = 400;
  g_autofree char *folder = g_build_filename (fixture->library.folder, "elsewhere", NULL);
  const char *paths[] = { folder, NULL };
  g_autofree char *text = NULL;
  guint n_new;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("%03u.png", i);
      g_autofree char *path = write_png (fixture, name, 6000 + (int) i);
    }
  g_signal_connect_swapped (fixture->gallery->import_label, "notify::label",
                            G_CALLBACK (label_cb), fixture);
  drop (fixture, paths);
  limner_test_wait_until (gallery_says (fixture->window, ", the rest was left out"));
  limner_test_wait_until (!gtk_revealer_get_reveal_child (fixture->gallery->import_revealer));
  g_assert_null (fixture->gallery->import_cancellable);

  n_new = fixture_count (&fixture->library, "is:imported");
  g_assert_cmpuint (n_new, >, 0);
  g_assert_cmpuint (n_new, <, n);
  text = g_strdup_printf ("%u picture%s imported, the rest was left out", n_new,
                          n_new == 1 ? "" : "s");
  g_assert_true (gallery_says (fixture->window, text));
  limner_test_wait_until (gallery_count (fixture) == n_new + 1);
}

#define ADD(path, function) \
  g_test_add (path, GalleryFixture, GUINT_TO_POINTER (1), gallery_fixture_set_up, function, \
              gallery_fixture_tear_down)

static void
add_tests (void)
{
  ADD ("/gallery/import/one", test_one);
  ADD ("/gallery/import/several", test_several);
  ADD ("/gallery/import/folder", test_folder);
  ADD ("/gallery/import/cancel", test_cancel);
}

int
main (int   argc,
      char *argv[])
{
  return gallery_fixture_run (argc, argv, add_tests);
}
