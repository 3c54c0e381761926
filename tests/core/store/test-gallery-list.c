/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "store/limner-database.h"
#include "store/limner-gallery-query.h"
#include "store/limner-migrations.h"
#include "store/limner-store-marks.h"
#include "store/limner-store-rows.h"
#include "store-fixture.h"

/* What a list told, replayed: the copy must always be what the list is. */
typedef struct
{
  GPtrArray *ids;
  guint      n_signals;
} Mirror;

static void
mirror_cb (GListModel *model,
           guint       position,
           guint       n_removed,
           guint       n_added,
           Mirror     *mirror)
{
  mirror->n_signals++;
  if (n_removed > 0)
    g_ptr_array_remove_range (mirror->ids, position, n_removed);
  for (guint i = 0; i < n_added; i++)
    g_ptr_array_insert (mirror->ids, (int) (position + i),
                        limner_gallery_list_dup_id_at (LIMNER_GALLERY_LIST (model), position + i));
  g_assert_cmpuint (mirror->ids->len, ==, g_list_model_get_n_items (model));
}

static void
mirror_init (Mirror            *mirror,
             LimnerGalleryList *list)
{
  mirror->ids = g_ptr_array_new_with_free_func (g_free);
  mirror->n_signals = 0;
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
    g_ptr_array_add (mirror->ids, limner_gallery_list_dup_id_at (list, i));
  g_signal_connect (list, "items-changed", G_CALLBACK (mirror_cb), mirror);
}

static void
mirror_check (Mirror            *mirror,
              LimnerGalleryList *list)
{
  for (guint i = 0; i < mirror->ids->len; i++)
    {
      g_autofree char *id = limner_gallery_list_dup_id_at (list, i);

      g_assert_cmpstr (id, ==, mirror->ids->pdata[i]);
    }
  g_clear_pointer (&mirror->ids, g_ptr_array_unref);
}

static void
test_live (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(LimnerGalleryList) list = limner_gallery_list_new (fixture->store);
  g_autoptr(LimnerGalleryItem) first = NULL;
  g_autoptr(LimnerGalleryItem) second = NULL;
  g_autoptr(LimnerGalleryItem) shown = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  const char *ids[] = { NULL, NULL };
  Mirror mirror;
  guint position = 9;

  mirror_init (&mirror, list);
  g_assert_cmpuint (g_list_model_get_item_type (G_LIST_MODEL (list)), ==,
                    LIMNER_TYPE_GALLERY_ITEM);
  limner_test_wait_until (!limner_gallery_list_get_loading (list));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 0);

  first = fixture_add (fixture, "first", "a/b", "1");
  second = fixture_add (fixture, "second", "a/b", "2");
  limner_test_wait_until (g_list_model_get_n_items (G_LIST_MODEL (list)) == 2);
  shown = g_list_model_get_item (G_LIST_MODEL (list), 0);
  g_assert_true (shown == second);
  g_assert_true (limner_gallery_list_find (list, limner_gallery_item_get_id (first), &position));
  g_assert_cmpuint (position, ==, 1);

  /* The filter decides about a change, too. */
  limner_gallery_list_set_filter (list, "is:favourite");
  limner_test_wait_until (!limner_gallery_list_get_loading (list));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 0);
  ids[0] = limner_gallery_item_get_id (first);
  limner_store_set_favourite_async (fixture->store, ids, TRUE, NULL, limner_test_result_cb,
                                    &result);
  fixture_change (fixture, &result);
  limner_test_wait_until (g_list_model_get_n_items (G_LIST_MODEL (list)) == 1);
  limner_store_trash_async (fixture->store, ids, NULL, limner_test_result_cb, &result);
  fixture_change (fixture, &result);
  limner_test_wait_until (g_list_model_get_n_items (G_LIST_MODEL (list)) == 0);

  limner_gallery_list_set_filter (list, NULL);
  limner_gallery_list_set_trash (list, TRUE);
  limner_test_wait_until (!limner_gallery_list_get_loading (list));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 1);
  mirror_check (&mirror, list);
}

/* Many changes at a time are one, wherever they lie; the list is what a new one would be. */
static void
test_many (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(LimnerGalleryList) list = limner_gallery_list_new (fixture->store);
  g_autoptr(GRand) rand = g_rand_new_with_seed (5);
  g_autoptr(GAsyncResult) result = NULL;
  Mirror mirror;

  for (int i = 0; i < 120; i++)
    {
      g_autoptr(LimnerGalleryItem) item = fixture_add (fixture, "many", "o/m", "1");
    }
  limner_test_wait_until (g_list_model_get_n_items (G_LIST_MODEL (list)) == 120 &&
                          !limner_gallery_list_get_loading (list));
  for (int round = 0; round < 4; round++)
    {
      g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
      g_autoptr(LimnerGalleryList) fresh = NULL;
      guint n;

      limner_gallery_list_set_sort (list, (LimnerGallerySort) round);
      limner_test_wait_until (!limner_gallery_list_get_loading (list));
      mirror_init (&mirror, list);
      for (guint i = 0; i < 120; i++)
        if (round == 0 ? i >= 30 && i < 80 : g_rand_boolean (rand))
          g_ptr_array_add (ids, limner_gallery_list_dup_id_at (list, i));
      n = ids->len;
      g_ptr_array_add (ids, NULL);
      g_assert_cmpuint (n, >, 32);

      limner_store_trash_async (fixture->store, (const char *const *) ids->pdata, NULL,
                                limner_test_result_cb, &result);
      fixture_change (fixture, &result);
      limner_test_wait_until (g_list_model_get_n_items (G_LIST_MODEL (list)) == 120 - n);
      limner_store_restore_async (fixture->store, (const char *const *) ids->pdata, NULL,
                                  limner_test_result_cb, &result);
      fixture_change (fixture, &result);
      limner_test_wait_until (g_list_model_get_n_items (G_LIST_MODEL (list)) == 120);
      limner_store_set_rating_async (fixture->store, (const char *const *) ids->pdata, round + 1,
                                     NULL, limner_test_result_cb, &result);
      fixture_change (fixture, &result);
      limner_test_settle ();
      g_assert_cmpuint (mirror.n_signals, <=, 3);

      /* The ratings are written into the files meanwhile, which is a change of its own. */
      limner_test_wait_until (!limner_store_is_marking (fixture->store));
      fresh = limner_gallery_list_new (fixture->store);
      limner_gallery_list_set_sort (fresh, (LimnerGallerySort) round);
      limner_test_wait_until (g_list_model_get_n_items (G_LIST_MODEL (fresh)) == 120 &&
                              !limner_gallery_list_get_loading (fresh));
      g_signal_handlers_disconnect_by_func (list, mirror_cb, &mirror);
      for (guint i = 0; i < 120; i++)
        {
          g_autofree char *id = limner_gallery_list_dup_id_at (fresh, i);

          g_assert_cmpstr (id, ==, mirror.ids->pdata[i]);
        }
      mirror_check (&mirror, list);
    }
}

static void
test_sort (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(LimnerGalleryList) list = limner_gallery_list_new (fixture->store);
  g_autoptr(LimnerGalleryItem) a = fixture_add (fixture, "a", "a/b", "1");
  g_autoptr(LimnerGalleryItem) b = fixture_add (fixture, "b", "a/b", "2");
  g_autoptr(LimnerGalleryItem) c = fixture_add (fixture, "c", "a/b", "3");
  g_autoptr(GAsyncResult) result = NULL;
  const char *ids[] = { limner_gallery_item_get_id (b), NULL };
  Mirror mirror;
  guint position;

  mirror_init (&mirror, list);
  limner_gallery_list_set_sort (list, LIMNER_GALLERY_SORT_OLDEST);
  limner_test_wait_until (!limner_gallery_list_get_loading (list));
  g_assert_true (limner_gallery_list_find (list, limner_gallery_item_get_id (a), &position));
  g_assert_cmpuint (position, ==, 0);

  /* A row whose key changes moves while it is shown. */
  limner_gallery_list_set_sort (list, LIMNER_GALLERY_SORT_RATING);
  limner_test_wait_until (!limner_gallery_list_get_loading (list));
  limner_store_set_rating_async (fixture->store, ids, 4, NULL, limner_test_result_cb, &result);
  fixture_change (fixture, &result);
  limner_test_settle ();
  limner_test_wait_until (limner_gallery_list_find (list, ids[0], &position) && position == 0);
  limner_store_set_rating_async (fixture->store, ids, -1, NULL, limner_test_result_cb, &result);
  fixture_change (fixture, &result);
  limner_test_wait_until (limner_gallery_list_find (list, ids[0], &position) && position == 2);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 3);
  mirror_check (&mirror, list);
}

/* Fills a database with rows in which ages repeat, so that only the number orders them. It is done
 * before the library is opened: rows of another program would be told of while one looks.
 */
static void
make_rows (Fixture *fixture,
           guint    n)
{
  g_autofree char *path = g_build_filename (fixture->folder, "library.db", NULL);
  g_autoptr(LimnerDatabase) database = limner_database_open (path, NULL);

  g_assert_true (limner_migrations_run (database, limner_migrations_get_latest (), NULL));
  g_assert_true (limner_database_begin (database, NULL));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(LimnerItemDetails) details = limner_item_details_new ();

      details->id = 1000 + i;
      details->created = 1700000000 + i / 7;
      details->prompt = g_strdup_printf ("picture number %u of %s", i, i % 3 == 0 ? "red" : "blue");
      details->seed = g_strdup_printf ("%u", i);
      details->width = 64 + (int) i % 5;
      details->height = 64;
      g_assert_true (limner_store_rows_insert (database, details, NULL));
    }
  g_assert_true (limner_database_commit (database, NULL));
}

static void
test_paging (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(LimnerGalleryList) list = NULL;
  const guint n = 20500;
  int width, height;
  Mirror mirror;

  make_rows (fixture, n);
  list = limner_gallery_list_new (fixture->store);
  mirror_init (&mirror, list);
  limner_test_wait_until (!limner_gallery_list_get_loading (list));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, n);
  g_assert_cmpuint (mirror.n_signals, >=, 3);

  /* All of them, once, in order. */
  for (guint i = 0; i < n; i++)
    g_assert_cmpint (atoi (mirror.ids->pdata[i]), ==, (int) (1000 + n - 1 - i));

  /* Any position can be had; it fills itself. */
  for (guint i = 0; i < n; i += 4999)
    {
      g_autoptr(LimnerGalleryItem) item = g_list_model_get_item (G_LIST_MODEL (list), i);

      limner_test_wait_until (limner_gallery_item_get_loaded (item));
      g_assert_cmpstr (limner_gallery_item_get_id (item), ==, mirror.ids->pdata[i]);
    }
  limner_gallery_list_get_size_at (list, n - 1, &width, &height);
  g_assert_cmpint (width, ==, 64);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (list), n));

  /* Many hits are found in the order of the list, few are looked up; both go with fields. */
  limner_gallery_list_set_filter (list, "blue size:68");
  limner_test_wait_until (!limner_gallery_list_get_loading (list));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 2733);
  limner_gallery_list_set_filter (list, "20499 size:68");
  limner_test_wait_until (!limner_gallery_list_get_loading (list));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 1);
  limner_gallery_list_set_filter (list, "red number");
  limner_test_wait_until (!limner_gallery_list_get_loading (list));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, (n + 2) / 3);
  limner_gallery_list_set_sort (list, LIMNER_GALLERY_SORT_SIZE);
  limner_test_wait_until (!limner_gallery_list_get_loading (list));
  limner_gallery_list_get_size_at (list, 0, &width, &height);
  g_assert_cmpint (width, ==, 68);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, (n + 2) / 3);
  mirror_check (&mirror, list);
}

static LimnerGalleryItem *
add_variant (Fixture    *fixture,
             const char *prompt,
             const char *seed,
             gint64      created)
{
  static int shade = 9000;
  g_autoptr(LimnerItemDetails) details = limner_item_details_new ();
  g_autoptr(GBytes) bytes = fixture_make_png (8, 6, ++shade);

  details->prompt = g_strdup (prompt);
  details->model = g_strdup ("a/b");
  details->seed = g_strdup (seed);
  details->input = g_strdup_printf ("{\"prompt\":\"%s\",\"seed\":%s}", prompt, seed);
  details->created = created;
  return fixture_save (fixture, details, bytes);
}

/* What is shown, as the seeds in their order */
static char *
list_seeds (LimnerGalleryList *list)
{
  g_autoptr(GString) seeds = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
    {
      g_autoptr(LimnerGalleryItem) item = g_list_model_get_item (G_LIST_MODEL (list), i);

      limner_test_wait_until (limner_gallery_item_get_loaded (item));
      g_string_append (seeds, limner_gallery_item_get_seed (item));
    }
  return g_string_free (g_steal_pointer (&seeds), FALSE);
}

#define assert_seeds(list, expected) \
  G_STMT_START { \
    g_autofree char *seeds_ = list_seeds (list); \
    g_assert_cmpstr (seeds_, ==, expected); \
  } G_STMT_END

static void
test_stacks (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(LimnerGalleryList) list = limner_gallery_list_new (fixture->store);
  g_autoptr(LimnerGalleryItem) a1 = add_variant (fixture, "fox", "1", 1000);
  g_autoptr(LimnerGalleryItem) b = add_variant (fixture, "owl", "2", 2000);
  g_autoptr(LimnerGalleryItem) a3 = add_variant (fixture, "fox", "3", 3000);
  g_autoptr(LimnerGalleryItem) a4 = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  const char *ids[] = { limner_gallery_item_get_id (a3), NULL };
  gboolean expanded;
  Mirror mirror;

  limner_test_wait_until (g_list_model_get_n_items (G_LIST_MODEL (list)) == 3);
  limner_test_wait_until (!limner_gallery_list_get_loading (list));
  mirror_init (&mirror, list);
  assert_seeds (list, "321");

  /* The newest of them stands for all. */
  limner_gallery_list_set_stacked (list, TRUE);
  assert_seeds (list, "32");
  g_assert_cmpuint (limner_gallery_list_get_variants_at (list, 0, &expanded), ==, 2);
  g_assert_false (expanded);
  g_assert_cmpuint (limner_gallery_list_get_variants_at (list, 1, NULL), ==, 1);

  /* Open, the others are right behind it and of its day. */
  limner_gallery_list_toggle_stack (list, 0);
  assert_seeds (list, "312");
  g_assert_cmpuint (limner_gallery_list_get_variants_at (list, 0, &expanded), ==, 2);
  g_assert_true (expanded);
  g_assert_cmpuint (limner_gallery_list_get_variants_at (list, 1, NULL), ==, 0);
  g_assert_cmpint (limner_gallery_list_get_created_at (list, 1), ==, 3000);
  limner_gallery_list_toggle_stack (list, 1);
  assert_seeds (list, "32");

  /* What comes takes its place; what goes leaves it to the next one. */
  a4 = add_variant (fixture, "fox", "4", 4000);
  limner_test_wait_until (limner_gallery_list_get_variants_at (list, 0, NULL) == 3);
  assert_seeds (list, "42");
  limner_store_trash_async (fixture->store, ids, NULL, limner_test_result_cb, &result);
  fixture_change (fixture, &result);
  limner_test_wait_until (limner_gallery_list_get_variants_at (list, 0, NULL) == 2);

  /* A picture that is hidden in a stack can be asked for. */
  g_assert_true (limner_gallery_list_reveal (list, limner_gallery_item_get_id (a1)));
  assert_seeds (list, "412");
  g_assert_false (limner_gallery_list_reveal (list, "77"));
  limner_gallery_list_set_stacked (list, FALSE);
  assert_seeds (list, "421");
  g_assert_cmpuint (limner_gallery_list_get_variants_at (list, 0, NULL), ==, 1);
  mirror_check (&mirror, list);
}

static void
test_two_programs (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr(LimnerGalleryList) list = limner_gallery_list_new (fixture->store);
  Fixture other = *fixture;
  g_autoptr(LimnerGalleryItem) item = NULL;
  g_autofree char *id = NULL;

  limner_test_wait_until (!limner_gallery_list_get_loading (list));
  fixture_open (&other);
  item = fixture_add (&other, "from elsewhere", "a/b", "1");
  id = g_strdup (limner_gallery_item_get_id (item));
  limner_test_wait_until (g_list_model_get_n_items (G_LIST_MODEL (list)) == 1);
  g_clear_object (&item);
  item = g_list_model_get_item (G_LIST_MODEL (list), 0);
  g_assert_cmpstr (limner_gallery_item_get_id (item), ==, id);
  g_clear_object (&item);
  fixture_close (&other);
}

static void
make_query_rows (Fixture *fixture)
{
  const struct { const char *prompt, *model, *seed, *server, *input; int w, h, rating; double cost;
           gboolean star; int y, m, d; } rows[] = {
    { "a red fox \xe6\x9c\x9d\xe3\x81\xae\xe6\xb8\xaf", "stability-ai/sdxl", "47363", "replicate",
      "{\"num_inference_steps\":50,\"scheduler\":\"K_EULER\"}", 1024, 768, 5, 0.07, TRUE,
      2026, 11, 5 },
    { "a fox on a fence", "a/b", "8", "this-computer", "{\"steps\":30,\"mask\":\"blob:\"}", 512,
      512, 0, 0.0 / 0.0, FALSE, 2026, 11, 20 },
    { "caf\xc3\xa9 at night", "c/d", "9", "x", "broken json", 64, 64, 0, 0.0 / 0.0, FALSE,
      2025, 6, 1 },
  };

  g_autofree char *path = g_build_filename (fixture->folder, "library.db", NULL);
  g_autoptr(LimnerDatabase) database = NULL;

  make_rows (fixture, 0);
  database = limner_database_open (path, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(LimnerItemDetails) details = limner_item_details_new ();
      g_autoptr(GDateTime) time = g_date_time_new_local (rows[i].y, rows[i].m, rows[i].d, 9, 0, 0);

      details->prompt = g_strdup (rows[i].prompt);
      details->model = g_strdup (rows[i].model);
      details->seed = g_strdup (rows[i].seed);
      details->server = g_strdup (rows[i].server);
      details->input = g_strdup (rows[i].input);
      details->width = rows[i].w;
      details->height = rows[i].h;
      details->rating = rows[i].rating;
      details->cost = rows[i].cost;
      details->favourite = rows[i].star;
      details->created = g_date_time_to_unix (time) * G_USEC_PER_SEC;
      g_assert_true (limner_store_rows_insert (database, details, NULL));
    }
}

static void
test_query (Fixture       *fixture,
            gconstpointer  data)
{
  static const struct { const char *query; guint n; } table[] = {
    { NULL, 3 }, { "", 3 }, { "fox", 2 }, { "FOX red", 1 }, { "fo", 2 }, { "fox -red", 1 },
    { "a fox", 2 },
    { "r fox", 0 }, { "fox r", 1 }, { "cfg:>1", 0 }, { "num_inference_steps:30", 1 },
    { "no_such_input:1", 0 }, { "-steps:>30", 2 }, { "-seed:8", 2 }, { "\"red fox\"", 1 },
    { "\"fox red\"", 0 }, { "prompt:fence", 1 }, { "-prompt:fence", 2 },
    { "model:sdxl", 1 }, { "-model:sdxl", 2 }, { "model:%", 0 }, { "seed:47363", 1 },
    { "seed:4736", 0 }, { "steps:>30", 1 }, { "steps:>=30", 2 }, { "steps:<30", 0 },
    { "num_inference_steps:50", 1 }, { "scheduler:K_EULER", 1 }, { "sampler:euler", 1 },
    { "size:>=1024", 1 }, { "size:1024x768", 1 }, { "size:768x1024", 0 }, { "ratio:4:3", 1 },
    { "ratio:1:1", 2 }, { "rating:>=4", 1 }, { "rating:0", 2 }, { "cost:>0.05", 1 },
    { "has:cost", 1 }, { "date:2026-11", 2 }, { "date:2026-11-05", 1 }, { "date:<2026", 1 },
    { "date:2026-", 2 }, { "date:2026-11-", 2 }, { "date:2026x", 0 }, { "date:20261105", 0 },
    { "date:2026-11-055", 0 },
    { "date:2025..2026-10", 1 }, { "date:>=2026-11-05", 2 }, { "date:nonsense", 0 },
    { "server:replicate", 1 }, { "is:favourite", 1 }, { "-is:favourite", 2 }, { "is:rated", 1 },
    { "has:mask", 1 }, { "\xe6\xb8\xaf", 1 }, { "\xe3\x81\xae\xe6\xb8\xaf", 1 },
    { "\xe6\xb8\xaf\xe3\x81\xae", 0 }, { "caf\xc3\xa9", 1 }, { "cafe", 1 },
    /* The trash is not a word, also beside one. */
    { "fox OR is:trashed", 0 }, { "is:trashed OR fox", 0 }, { "fox OR -is:trashed", 2 },
    /* Nothing a person types is an error. */
    { "\"", 3 }, { "AND", 0 }, { "fox OR", 0 }, { "fox*", 2 }, { "(fox", 2 }, { "-", 3 },
    { "http://example.org", 0 }, { "a:b:c", 0 }, { "size:abc", 0 }, { "is:what", 0 },
    { "'; DROP TABLE items; --", 0 }, { ":", 3 }, { "fox:", 2 }, { "NEAR(fox red)", 0 },
  };

  make_query_rows (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      guint n = fixture_count (fixture, table[i].query);

      if (n != table[i].n)
        g_error ("“%s” finds %u, not %u", table[i].query, n, table[i].n);
    }
}

static void
test_random_queries (Fixture       *fixture,
                     gconstpointer  data)
{
  static const char alphabet[] = "ab\"-:>=<.()*%_' 1.fox model:size:date:is:";
  g_autoptr(GRand) rand = g_rand_new_with_seed (47363);

  make_rows (fixture, 3);
  for (guint i = 0; i < 120; i++)
    {
      char text[24] = { 0 };

      for (int j = 0; j < g_rand_int_range (rand, 0, 23); j++)
        text[j] = alphabet[g_rand_int_range (rand, 0, sizeof alphabet - 1)];
      g_assert_cmpuint (fixture_count (fixture, text), <=, 3);
    }
}

static void
test_chips (void)
{
  g_auto(GStrv) terms = limner_gallery_query_split ("  fox model:\"a b\" \"red fence\" -x ");
  g_auto(GStrv) none = limner_gallery_query_split (NULL);

  g_assert_cmpuint (g_strv_length (terms), ==, 4);
  g_assert_cmpstr (terms[1], ==, "model:\"a b\"");
  g_assert_cmpstr (terms[2], ==, "\"red fence\"");
  g_assert_cmpuint (g_strv_length (none), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, function) \
  g_test_add (path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("/store/list/live", test_live);
  ADD ("/store/list/many", test_many);
  ADD ("/store/list/sort", test_sort);
  ADD ("/store/list/paging", test_paging);
  ADD ("/store/list/stacks", test_stacks);
  ADD ("/store/list/two-programs", test_two_programs);
  ADD ("/store/query/table", test_query);
  ADD ("/store/query/random", test_random_queries);
#undef ADD
  g_test_add_func ("/store/query/chips", test_chips);

  return g_test_run ();
}
