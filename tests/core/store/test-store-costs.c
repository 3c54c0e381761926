/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include "limner-test.h"
#include "store/limner-store-costs.h"
#include "store/limner-store-models.h"

/* The account: each job once, failed ones as well, and what is not known is no zero. */

typedef struct
{
  char        *folder;
  LimnerStore *store;
} Fixture;

static void
fixture_set_up (Fixture       *fixture,
                gconstpointer  data)
{
  fixture->folder = limner_test_make_folder ();
  fixture->store = limner_store_new (fixture->folder, fixture->folder);
}

static void
fixture_tear_down (Fixture       *fixture,
                   gconstpointer  data)
{
  g_clear_object (&fixture->store);
  limner_test_settle ();
  limner_test_remove_folder (fixture->folder);
  g_clear_pointer (&fixture->folder, g_free);
}

static void
add (Fixture    *fixture,
     const char *job,
     const char *model,
     const char *outcome,
     double      cost)
{
  g_autoptr(GAsyncResult) result = NULL;
  const LimnerUsage usage = { .job = (char *) job, .server = (char *) "replicate",
                              .model = (char *) model, .outcome = (char *) outcome,
                              .finished = g_get_real_time (), .predict_time = 4,
                              .total_time = 5, .n_outputs = 1, .cost = cost };

  limner_store_add_usage_async (fixture->store, &usage, NULL, limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  g_assert_true (limner_store_write_finish (fixture->store, result, NULL));
}

static GPtrArray *
sum (Fixture          *fixture,
     LimnerUsageGroup  group)
{
  g_autoptr(GAsyncResult) result = NULL;
  GPtrArray *totals;

  limner_store_sum_usage_async (fixture->store, group, 0, NULL, limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  totals = limner_store_sum_usage_finish (fixture->store, result, NULL);
  g_assert_nonnull (totals);
  return totals;
}

/* The dearest model first, then by name. */
static void
test_by_model (Fixture       *fixture,
               gconstpointer  data)
{
  static const char * const order[] = { "owner/dear", "owner/also", "owner/cheap", "owner/free" };
  g_autoptr(GPtrArray) totals = NULL;

  add (fixture, "a", "owner/cheap", "succeeded", 0.01);
  add (fixture, "b", "owner/dear", "failed", 0.5);
  add (fixture, "c", "owner/dear", "succeeded", 0.5);
  add (fixture, "d", "owner/free", "succeeded", 0);
  add (fixture, "e", "owner/also", "canceled", 0.01);
  add (fixture, "f", "owner/dear", "aborted", NAN);
  totals = sum (fixture, LIMNER_USAGE_BY_MODEL);
  g_assert_cmpuint (totals->len, ==, G_N_ELEMENTS (order));
  for (guint i = 0; i < totals->len; i++)
    g_assert_cmpstr (((LimnerUsageTotal *) totals->pdata[i])->name, ==, order[i]);
}

static void
test_outcomes (Fixture       *fixture,
               gconstpointer  data)
{
  static const LimnerUsageGroup groups[] = {
    LIMNER_USAGE_BY_DAY, LIMNER_USAGE_BY_MONTH, LIMNER_USAGE_BY_MODEL,
  };

  add (fixture, "a", "owner/dear", "succeeded", 0.25);
  add (fixture, "b", "owner/dear", "failed", 0.5);
  add (fixture, "c", "owner/dear", "canceled", NAN);
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      g_autoptr(GPtrArray) totals = sum (fixture, groups[i]);
      const LimnerUsageTotal *total;

      g_assert_cmpuint (totals->len, ==, 1);
      total = totals->pdata[0];
      g_assert_cmpuint (total->n_jobs, ==, 3);
      g_assert_cmpuint (total->n_fruitless, ==, 2);
      g_assert_cmpuint (total->n_unknown, ==, 1);
      g_assert_cmpfloat_with_epsilon (total->cost, 0.75, 1e-9);
      g_assert_cmpfloat_with_epsilon (total->predict_time, 12, 1e-9);
    }
}

/* However often a job is entered, as after a crash: it counts once. */
static void
test_once (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(GPtrArray) totals = NULL;

  for (guint i = 0; i < 3; i++)
    add (fixture, "same", "owner/dear", "succeeded", 0.25);
  totals = sum (fixture, LIMNER_USAGE_BY_DAY);
  g_assert_cmpuint (((LimnerUsageTotal *) totals->pdata[0])->n_jobs, ==, 1);
  g_assert_cmpfloat_with_epsilon (((LimnerUsageTotal *) totals->pdata[0])->cost, 0.25, 1e-9);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, function) \
  g_test_add (path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("/store/costs/by-model", test_by_model);
  ADD ("/store/costs/outcomes", test_outcomes);
  ADD ("/store/costs/once", test_once);
#undef ADD

  return g_test_run ();
}
