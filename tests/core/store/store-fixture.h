/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "image/limner-picture-io.h"
#include "limner-test.h"
#include "store/limner-gallery-list.h"
#include "store/limner-store-gallery.h"

/* A library in a folder of its own. */
typedef struct
{
  char        *folder;
  char        *pictures;
  LimnerStore *store;
} Fixture;

static inline void
fixture_open (Fixture *fixture)
{
  fixture->store = limner_store_new (fixture->folder, fixture->pictures);
}

static inline void
fixture_set_up (Fixture       *fixture,
                gconstpointer  data)
{
  fixture->folder = limner_test_make_folder ();
  fixture->pictures = g_build_filename (fixture->folder, "pictures", NULL);
  fixture_open (fixture);
}

static inline void
fixture_close (Fixture *fixture)
{
  limner_test_settle ();
  if (fixture->store != NULL)
    limner_test_assert_freed (g_steal_pointer (&fixture->store));
}

static inline void
fixture_tear_down (Fixture       *fixture,
                   gconstpointer  data)
{
  fixture_close (fixture);
  limner_test_remove_folder (fixture->folder);
  g_clear_pointer (&fixture->pictures, g_free);
  g_clear_pointer (&fixture->folder, g_free);
}

/* A PNG whose one colour comes from @shade, so that different shades are different files. */
static inline GBytes *
fixture_make_png (int width,
                  int height,
                  int shade)
{
  g_autoptr(LimnerPicture) picture = limner_picture_new (width, height);
  guint8 *pixels = limner_picture_get_pixels (picture);

  for (int i = 0; i < width * height; i++)
    {
      pixels[4 * i] = (guint8) shade;
      pixels[4 * i + 1] = (guint8) (shade >> 8);
      pixels[4 * i + 2] = 90;
      pixels[4 * i + 3] = 255;
    }
  return limner_picture_encode (picture, LIMNER_PICTURE_PNG, 0, NULL);
}

static inline LimnerGalleryItem *
fixture_save (Fixture           *fixture,
              LimnerItemDetails *details,
              GBytes            *bytes)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  LimnerGalleryItem *item;

  limner_store_save_picture_async (fixture->store, details, bytes, NULL, limner_test_result_cb,
                                   &result);
  limner_test_wait_until (result != NULL);
  item = limner_store_save_picture_finish (fixture->store, result, &error);
  g_assert_no_error (error);
  return item;
}

static inline LimnerGalleryItem *
fixture_add (Fixture    *fixture,
             const char *prompt,
             const char *model,
             const char *seed)
{
  static int shade = 0;
  g_autoptr(LimnerItemDetails) details = limner_item_details_new ();
  g_autoptr(GBytes) bytes = fixture_make_png (8, 6, ++shade);

  details->prompt = g_strdup (prompt);
  details->model = g_strdup (model);
  details->seed = g_strdup (seed);
  return fixture_save (fixture, details, bytes);
}

static inline guint
fixture_change (Fixture      *fixture,
                GAsyncResult **result)
{
  g_autoptr(GError) error = NULL;
  guint n = 0;

  limner_test_wait_until (*result != NULL);
  g_assert_true (limner_store_change_finish (fixture->store, *result, &n, &error));
  g_assert_no_error (error);
  g_clear_object (result);
  return n;
}

static inline GListModel *
fixture_search (Fixture    *fixture,
                const char *filter)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  GListModel *found;

  limner_store_search_async (fixture->store, filter, 1000, NULL, limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  found = limner_store_search_finish (fixture->store, result, &error);
  g_assert_no_error (error);
  return found;
}

static inline guint
fixture_count (Fixture    *fixture,
               const char *filter)
{
  g_autoptr(GListModel) found = fixture_search (fixture, filter);

  return g_list_model_get_n_items (found);
}
