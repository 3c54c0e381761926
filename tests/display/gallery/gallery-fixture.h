/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "core/store/store-fixture.h"
#include "gallery/limner-gallery-private.h"
#include "lib/limner-test-widget.h"

/* A gallery of @n pictures in a window. */
typedef struct
{
  Fixture        library;
  GtkWidget     *window;
  LimnerGallery *gallery;
} GalleryFixture;

static inline void
gallery_fixture_present (GalleryFixture *fixture,
                         guint           n)
{
  GtkWidget *overlay = adw_toast_overlay_new ();

  fixture->gallery = g_object_new (LIMNER_TYPE_GALLERY, "store", fixture->library.store, NULL);
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), GTK_WIDGET (fixture->gallery));
  fixture->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1100, 700);
  gtk_window_set_child (GTK_WINDOW (fixture->window), overlay);
  gtk_window_present (GTK_WINDOW (fixture->window));
  limner_test_wait_until (g_list_model_get_n_items (G_LIST_MODEL (fixture->gallery->list)) == n &&
                          !limner_gallery_list_get_loading (fixture->gallery->list));
  limner_test_wait_until (gtk_widget_get_width (GTK_WIDGET (fixture->gallery)) > 0);
  limner_test_settle ();
}

static inline void
gallery_fixture_open_store (GalleryFixture *fixture)
{
  g_autoptr(GAsyncResult) result = NULL;

  limner_store_open_async (fixture->library.store, NULL, limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  g_assert_true (limner_store_open_finish (fixture->library.store, result, NULL));
}

static inline void
gallery_fixture_set_up (GalleryFixture *fixture,
                        gconstpointer   n_pictures)
{
  guint n = GPOINTER_TO_UINT (n_pictures);

  fixture_set_up (&fixture->library, NULL);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *prompt = g_strdup_printf ("picture %s of a fox",
                                                 i % 2 == 0 ? "even" : "odd");
      g_autofree char *seed = g_strdup_printf ("%u", 100 + i);
      g_autoptr(LimnerGalleryItem) item = NULL;

      if (i == 0)
        gallery_fixture_open_store (fixture);
      item = fixture_add (&fixture->library, prompt, "limner/painter", seed);
    }

  gallery_fixture_present (fixture, n);
}

static inline void
gallery_fixture_tear_down (GalleryFixture *fixture,
                           gconstpointer   n_pictures)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  limner_test_settle ();
  g_clear_object (&fixture->library.store);
  fixture_tear_down (&fixture->library, NULL);
}

static inline void
gallery_act (GalleryFixture *fixture,
             const char     *action,
             GVariant       *parameter)
{
  g_assert_true (gtk_widget_activate_action_variant (GTK_WIDGET (fixture->gallery), action,
                                                     parameter));
}

static inline guint
gallery_count (GalleryFixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (fixture->gallery->list));
}

static inline const char *
gallery_page (GalleryFixture *fixture)
{
  return gtk_stack_get_visible_child_name (fixture->gallery->stack);
}

/* Whether a label that can be seen says a text. */
static inline gboolean
gallery_says (GtkWidget  *widget,
              const char *text)
{
  return limner_test_shows (widget, text);
}

/* Runs what @add_tests adds, with a cache of its own. Not isolated altogether: icons need the
 * system's types of files.
 */
static inline int
gallery_fixture_run (int    argc,
                     char  *argv[],
                     void (*add_tests) (void))
{
  g_autofree char *cache = limner_test_make_folder ();
  int status;

  g_setenv ("XDG_CACHE_HOME", cache, TRUE);
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  add_tests ();

  status = g_test_run ();
  limner_test_remove_folder (cache);
  return status;
}
