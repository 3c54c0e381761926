/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/limner-error.h"
#include "store-fixture.h"
#include "store/limner-gallery-list.h"

/* Albums and what is in them have an order that people make, and that stays. */

#define N_PICTURES 6

typedef struct
{
  Fixture  library;
  char    *ids[N_PICTURES + 1];   /* by letter */
} Albums;

static void
put (Albums             *albums,
     const char         *album,
     const char * const *ids)
{
  g_autoptr(GAsyncResult) result = NULL;

  limner_store_add_to_album_async (albums->library.store, album, ids, NULL, limner_test_result_cb,
                                   &result);
  fixture_change (&albums->library, &result);
}

static const char *
id_of (Albums *albums,
       char    letter)
{
  return albums->ids[letter - 'a'];
}

static void
set_up (Albums        *albums,
        gconstpointer  data)
{
  fixture_set_up (&albums->library, NULL);
  for (guint i = 0; i < N_PICTURES; i++)
    {
      g_autofree char *prompt = g_strdup_printf ("%c", 'a' + i);
      g_autoptr(LimnerGalleryItem) item = fixture_add (&albums->library, prompt, "m", "1");

      albums->ids[i] = g_strdup (limner_gallery_item_get_id (item));
    }
  put (albums, "Book", (const char * const *) albums->ids);
}

static void
tear_down (Albums        *albums,
           gconstpointer  data)
{
  for (guint i = 0; i < N_PICTURES; i++)
    g_clear_pointer (&albums->ids[i], g_free);
  fixture_tear_down (&albums->library, NULL);
}

/* The pictures of an album as letters, in order. */
static char *
spell (Albums     *albums,
       const char *album)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GString) letters = g_string_new (NULL);
  g_auto(GStrv) ids = NULL;

  limner_store_list_album_async (albums->library.store, album, NULL, limner_test_result_cb,
                                 &result);
  limner_test_wait_until (result != NULL);
  ids = limner_store_list_album_finish (albums->library.store, result, NULL);
  for (guint i = 0; ids[i] != NULL; i++)
    for (guint j = 0; j < N_PICTURES; j++)
      if (g_strcmp0 (ids[i], albums->ids[j]) == 0)
        g_string_append_c (letters, (char) ('a' + j));
  return g_string_free (g_steal_pointer (&letters), FALSE);
}

static void
move (Albums     *albums,
      const char *letters,
      char        before)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GPtrArray) ids = g_ptr_array_new ();

  for (const char *p = letters; *p != '\0'; p++)
    g_ptr_array_add (ids, (gpointer) id_of (albums, *p));
  g_ptr_array_add (ids, NULL);
  limner_store_move_in_album_async (albums->library.store, "Book",
                                    (const char * const *) ids->pdata,
                                    before != '\0' ? id_of (albums, before) : NULL, NULL,
                                    limner_test_result_cb, &result);
  fixture_change (&albums->library, &result);
}

#define assert_spells(albums, album, letters) G_STMT_START { \
  g_autofree char *spelled_ = spell (albums, album); \
  g_assert_cmpstr (spelled_, ==, letters); \
} G_STMT_END

/* Moved to the front, the end, the middle, several at once, and beside themselves. */
static void
test_move (Albums        *albums,
           gconstpointer  data)
{
  assert_spells (albums, "Book", "abcdef");
  move (albums, "f", 'a');
  assert_spells (albums, "Book", "fabcde");
  move (albums, "a", '\0');
  assert_spells (albums, "Book", "fbcdea");
  move (albums, "ea", 'c');
  assert_spells (albums, "Book", "fbeacd");
  move (albums, "cd", 'd');
  assert_spells (albums, "Book", "fbeacd");
  move (albums, "c", 'd');
  assert_spells (albums, "Book", "fbeacd");
  move (albums, "bf", 'c');
  assert_spells (albums, "Book", "eabfcd");

  /* It is there after a restart. */
  fixture_close (&albums->library);
  fixture_open (&albums->library);
  assert_spells (albums, "Book", "eabfcd");
}

/* Where a gap is used up, all are numbered anew: the order is what matters, not the numbers. */
static void
test_move_often (Albums        *albums,
                 gconstpointer  data)
{
  g_autoptr(GString) expected = g_string_new ("abcdef");

  for (guint i = 0; i < 60; i++)
    {
      const char moved[] = { i % 2 == 0 ? 'e' : 'f', '\0' };
      char *at = strchr (expected->str, moved[0]);

      g_string_erase (expected, at - expected->str, 1);
      g_string_insert (expected, 1, moved);
      move (albums, moved, expected->str[2]);
      assert_spells (albums, "Book", expected->str);
    }
}

static char *
read_list (Albums            *albums,
           LimnerGalleryList *list)
{
  g_autoptr(GString) letters = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
    {
      g_autoptr(LimnerGalleryItem) item = g_list_model_get_item (G_LIST_MODEL (list), i);

      for (guint j = 0; j < N_PICTURES; j++)
        if (g_str_equal (limner_gallery_item_get_id (item), albums->ids[j]))
          g_string_append_c (letters, (char) ('a' + j));
    }
  return g_string_free (g_steal_pointer (&letters), FALSE);
}

static gboolean
reads (Albums            *albums,
       LimnerGalleryList *list,
       const char        *letters)
{
  g_autofree char *read = read_list (albums, list);

  return g_str_equal (read, letters);
}

/* A list that is shown follows, whether it is the whole album or a part of it. */
static void
test_list (Albums        *albums,
           gconstpointer  data)
{
  g_autoptr(LimnerGalleryList) list = limner_gallery_list_new (albums->library.store);

  limner_gallery_list_set_filter (list, "album:Book");
  limner_gallery_list_set_sort (list, LIMNER_GALLERY_SORT_ALBUM);
  limner_test_wait_until (reads (albums, list, "abcdef"));
  move (albums, "f", 'b');
  limner_test_wait_until (reads (albums, list, "afbcde"));
  limner_gallery_list_set_filter (list, "album:Book f OR c OR a");
  limner_test_wait_until (reads (albums, list, "afc"));
  move (albums, "a", '\0');
  limner_test_wait_until (reads (albums, list, "fca"));

  /* In no album there is no such order. */
  limner_gallery_list_set_filter (list, "-album:Nothing");
  limner_test_wait_until (reads (albums, list, "abcdef"));
  limner_gallery_list_set_filter (list, "album:Nothing");
  limner_test_wait_until (reads (albums, list, ""));
}

/* What comes later comes last; what another album takes in lies behind its own. */
static void
test_add_and_merge (Albums        *albums,
                    gconstpointer  data)
{
  const char *own[] = { id_of (albums, 'f'), id_of (albums, 'b'), NULL };
  const char *late[] = { id_of (albums, 'a'), NULL };
  g_autoptr(GAsyncResult) result = NULL;

  put (albums, "Other", own);
  put (albums, "Other", late);
  assert_spells (albums, "Other", "fba");
  move (albums, "c", 'a');
  limner_store_rename_album_async (albums->library.store, "Book", "Other", NULL,
                                   limner_test_result_cb, &result);
  fixture_change (&albums->library, &result);
  assert_spells (albums, "Other", "fbacde");
  assert_spells (albums, "Book", "");
  g_assert_cmpuint (fixture_count (&albums->library, "album:Other"), ==, N_PICTURES);
}

static char *
list_albums (Albums *albums)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GPtrArray) names = NULL;

  limner_store_list_albums_async (albums->library.store, NULL, limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  names = limner_store_list_tags_finish (albums->library.store, result, NULL);
  for (guint i = 0; i < names->len; i++)
    g_string_append_printf (text, "%s ", ((LimnerTagCount *) names->pdata[i])->name);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
move_album (Albums     *albums,
            const char *album,
            const char *before,
            const char *expected)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autofree char *order = NULL;

  limner_store_move_album_async (albums->library.store, album, before, NULL,
                                 limner_test_result_cb, &result);
  fixture_change (&albums->library, &result);
  order = list_albums (albums);
  g_assert_cmpstr (order, ==, expected);
}

static void
test_albums (Albums        *albums,
             gconstpointer  data)
{
  static const char * const none[] = { NULL };
  g_autoptr(GAsyncResult) result = NULL;
  g_autofree char *order = NULL;

  put (albums, "Zoo", none);
  put (albums, "Art", none);
  move_album (albums, "Art", "Zoo", "Book Art Zoo ");
  move_album (albums, "Book", NULL, "Art Zoo Book ");
  move_album (albums, "Book", "Book", "Art Zoo Book ");
  move_album (albums, "Zoo", "gone", "Art Book Zoo ");

  /* A new name keeps the place and what is in it. */
  limner_store_rename_album_async (albums->library.store, "Book", "A tale", NULL,
                                   limner_test_result_cb, &result);
  fixture_change (&albums->library, &result);
  assert_spells (albums, "A tale", "abcdef");
  fixture_close (&albums->library);
  fixture_open (&albums->library);
  order = list_albums (albums);
  g_assert_cmpstr (order, ==, "Art A tale Zoo ");
}

static char *
finish_names (Albums       *albums,
              GAsyncResult *result)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GPtrArray) names = limner_store_list_tags_finish (albums->library.store, result, NULL);

  for (guint i = 0; i < names->len; i++)
    {
      const LimnerTagCount *name = g_ptr_array_index (names, i);

      g_string_append_printf (text, "%s=%u ", name->name, name->n_items);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
assert_tags (Albums     *albums,
             const char *prefix,
             const char *expected)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autofree char *found = NULL;

  limner_store_list_tags_async (albums->library.store, prefix, NULL, limner_test_result_cb,
                                &result);
  limner_test_wait_until (result != NULL);
  found = finish_names (albums, result);
  g_assert_cmpstr (found, ==, expected);
}

static void
tag (Albums     *albums,
     const char *letters,
     const char *name)
{
  for (const char *p = letters; *p != '\0'; p++)
    {
      const char *ids[] = { id_of (albums, *p), NULL };
      const char *tags[] = { name, NULL };
      g_autoptr(GAsyncResult) result = NULL;

      limner_store_change_tags_async (albums->library.store, ids, tags, NULL, NULL,
                                      limner_test_result_cb, &result);
      fixture_change (&albums->library, &result);
    }
}

/* Tags by use, and by how they begin, whatever characters they have; models by use. What is in the
 * trash counts for neither.
 */
static void
test_names (Albums        *albums,
            gconstpointer  data)
{
  const char *gone[] = { id_of (albums, 'a'), id_of (albums, 'b'), NULL };
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GAsyncResult) listed = NULL;
  g_autofree char *models = NULL;

  tag (albums, "abc", "100% wool");
  tag (albums, "ab", "100_days");
  tag (albums, "cdef", "sea");
  assert_tags (albums, NULL, "sea=4 100% wool=3 100_days=2 ");
  assert_tags (albums, "100%", "100% wool=3 ");
  assert_tags (albums, "100_", "100_days=2 ");
  assert_tags (albums, "S", "sea=4 ");
  assert_tags (albums, "\\", "");

  limner_store_trash_async (albums->library.store, gone, NULL, limner_test_result_cb, &result);
  fixture_change (&albums->library, &result);
  assert_tags (albums, NULL, "sea=4 100% wool=1 ");
  limner_store_list_used_models_async (albums->library.store, NULL, limner_test_result_cb,
                                       &listed);
  limner_test_wait_until (listed != NULL);
  models = finish_names (albums, listed);
  g_assert_cmpstr (models, ==, "m=4 ");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, function) g_test_add (path, Albums, NULL, set_up, function, tear_down)
  ADD ("/store/albums/move", test_move);
  ADD ("/store/albums/move-often", test_move_often);
  ADD ("/store/albums/list", test_list);
  ADD ("/store/albums/add-and-merge", test_add_and_merge);
  ADD ("/store/albums/order", test_albums);
  ADD ("/store/albums/names", test_names);
#undef ADD

  return g_test_run ();
}
