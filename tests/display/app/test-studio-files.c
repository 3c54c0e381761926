/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <adwaita.h>

#include "app/limner-studio-files.h"
#include "image/limner-picture-io.h"
#include "limner-test.h"

typedef struct
{
  char            *folder;
  LimnerStore     *store;
  LimnerFormFiles *files;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autofree char *library = NULL;
  g_autofree char *pictures = NULL;

  fixture->folder = limner_test_make_folder ();
  library = g_build_filename (fixture->folder, "data", NULL);
  pictures = g_build_filename (fixture->folder, "pictures", NULL);
  fixture->store = limner_store_new (library, pictures);
  limner_store_open_async (fixture->store, NULL, limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  g_assert_true (limner_store_open_finish (fixture->store, result, NULL));
  fixture->files = limner_studio_files_new (fixture->store);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  LimnerFormFiles *files = fixture->files;

  /* A worker may still hold the task that it has just returned. */
  g_object_add_weak_pointer (G_OBJECT (files), (gpointer *) &fixture->files);
  g_object_unref (files);
  limner_test_wait_until (fixture->files == NULL);
  g_clear_object (&fixture->store);
  limner_test_remove_folder (fixture->folder);
  g_clear_pointer (&fixture->folder, g_free);
}

static char *
import (Fixture *fixture,
        GBytes  *bytes,
        GFile   *file)
{
  g_autoptr(GAsyncResult) result = NULL;

  limner_form_files_import_async (fixture->files, file, bytes, NULL, limner_test_result_cb,
                                  &result);
  limner_test_wait_until (result != NULL);
  return limner_form_files_import_finish (fixture->files, result, NULL);
}

static LimnerFormPreview *
preview (Fixture    *fixture,
         const char *reference)
{
  g_autoptr(GAsyncResult) result = NULL;

  limner_form_files_preview_async (fixture->files, reference, 64, NULL, limner_test_result_cb,
                                   &result);
  limner_test_wait_until (result != NULL);
  return limner_form_files_preview_finish (fixture->files, result, NULL);
}

static char *
fit (Fixture             *fixture,
     const char          *reference,
     const LimnerFormFit *wanted)
{
  g_autoptr(GAsyncResult) result = NULL;

  limner_form_files_fit_async (fixture->files, reference, wanted, NULL, limner_test_result_cb,
                               &result);
  limner_test_wait_until (result != NULL);
  return limner_form_files_fit_finish (fixture->files, result, NULL);
}

/* A picture that is transparent all over. */
static GBytes *
make_clear_picture (void)
{
  g_autoptr(LimnerPicture) picture = limner_picture_new (200, 100);

  return limner_picture_encode (picture, LIMNER_PICTURE_PNG, 1, NULL);
}

static void
test_keeps (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(GBytes) bytes = make_clear_picture ();
  g_autofree char *path = g_build_filename (fixture->folder, "a.png", NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autofree char *reference = import (fixture, bytes, NULL);
  g_autofree char *again = NULL;
  g_autofree char *missing = NULL;
  g_autoptr(LimnerFormPreview) shown = NULL;

  g_assert_true (g_str_has_prefix (reference, "blob:"));
  g_assert_true (g_file_set_contents (path, g_bytes_get_data (bytes, NULL),
                                      (gssize) g_bytes_get_size (bytes), NULL));
  again = import (fixture, NULL, file);
  g_assert_cmpstr (reference, ==, again);
  g_assert_true (g_file_delete (file, NULL, NULL));
  missing = import (fixture, NULL, file);
  g_assert_null (missing);

  shown = preview (fixture, reference);
  g_assert_cmpint (shown->width, ==, 200);
  g_assert_cmpint (gdk_texture_get_width (shown->texture), ==, 64);
  g_assert_true (shown->has_alpha);
  g_assert_false (shown->is_rotated);
}

static void
test_fits (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(GBytes) bytes = make_clear_picture ();
  g_autofree char *reference = import (fixture, bytes, NULL);
  g_autofree char *fitted = fit (fixture, reference, &(LimnerFormFit) { 64, 48, TRUE });
  g_autofree char *missing = fit (fixture, "blob:abc", &(LimnerFormFit) { 0, 0, TRUE });
  g_autoptr(LimnerFormPreview) shown = preview (fixture, fitted);

  g_assert_cmpstr (fitted, !=, reference);
  g_assert_cmpint (shown->width, ==, 64);
  g_assert_cmpint (shown->height, ==, 48);
  g_assert_false (shown->has_alpha);
  g_assert_null (missing);
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);

  ADD ("/studio-files/keeps", test_keeps);
  ADD ("/studio-files/fits", test_fits);
  return g_test_run ();
}
