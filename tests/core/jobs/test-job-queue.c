/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>
#include <string.h>

#include "base/limner-error.h"
#include "base/limner-json.h"
#include "jobs/limner-price-book.h"
#include "store/limner-gallery-item.h"
#include "store/limner-store-costs.h"
#include "store/limner-store-models.h"

#include "jobs-fixture.h"

static void
state_cb (LimnerJob  *job,
          GParamSpec *pspec,
          GString    *states)
{
  g_string_append_printf (states, "%s ",
                          limner_job_state_to_string (limner_job_get_state (job)));
}

static void
test_states (void)
{
  for (guint i = LIMNER_JOB_QUEUED; i <= LIMNER_JOB_LOST; i++)
    {
      LimnerJobState state = LIMNER_JOB_QUEUED;

      g_assert_true (limner_job_state_from_string (
                       limner_job_state_to_string ((LimnerJobState) i), &state));
      g_assert_cmpuint (state, ==, i);
      g_assert_cmpint (limner_job_state_is_final (state), ==, i >= LIMNER_JOB_DONE);
    }
  g_assert_false (limner_job_state_from_string ("dreaming", &(LimnerJobState) { 0 }));
  g_assert_false (limner_job_state_from_string (NULL, &(LimnerJobState) { 0 }));
}

static void
test_done (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(LimnerJobSpec) spec = fixture_make_spec ("limner/painter", "a harbour", 2);
  g_autoptr(GString) states = g_string_new (NULL);
  g_autoptr(LimnerGalleryItem) item = NULL;
  g_autofree char *id = NULL;
  LimnerJob *job;

  job = limner_job_queue_submit (fixture->queue, spec);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->queue)), ==, 1);
  g_assert_cmpuint (limner_job_queue_get_n_waiting (fixture->queue), ==, 1);
  g_signal_connect (job, "notify::state", G_CALLBACK (state_cb), states);
  fixture_wait_final (job);

  g_assert_no_error (limner_job_get_error (job));
  g_assert_cmpint (limner_job_get_state (job), ==, LIMNER_JOB_DONE);
  g_assert_true (g_str_has_prefix (states->str, "sending "));
  g_assert_true (g_str_has_suffix (states->str, "downloading done "));
  g_assert_cmpuint (g_list_model_get_n_items (limner_job_get_outputs (job)), ==, 2);
  g_assert_cmpstr (limner_job_get_seed (job), ==, "7");
  g_assert_cmpuint (limner_job_queue_get_n_waiting (fixture->queue), ==, 0);
  g_assert_cmpuint (limner_job_queue_get_n_active (fixture->queue), ==, 0);

  item = g_list_model_get_item (limner_job_get_outputs (job), 1);
  g_assert_cmpstr (limner_gallery_item_get_prompt (item), ==, "a harbour");
  g_assert_cmpstr (limner_gallery_item_get_model (item), ==, "limner/painter");
  g_assert_cmpstr (limner_gallery_item_get_seed (item), ==, "7");
  g_assert_cmpstr (limner_gallery_item_get_details (item)->job, ==, limner_job_get_id (job));
  g_assert_cmpuint (fixture_count_items (fixture), ==, 2);
  g_assert_cmpuint (fixture_count_predictions (fixture), ==, 1);

  /* The price is not known, so it is not zero. */
  g_assert_true (isnan (limner_job_get_cost (job)));

  /* After a restart its pictures are there for whoever looks. */
  id = g_strdup (limner_job_get_id (job));
  g_clear_object (&item);
  fixture_kill (fixture);
  fixture_start (fixture);
  job = limner_job_queue_find (fixture->queue, id);
  g_assert_cmpuint (g_list_model_get_n_items (limner_job_get_outputs (job)), ==, 0);
  limner_job_queue_load_outputs (fixture->queue, job);
  limner_test_wait_until (g_list_model_get_n_items (limner_job_get_outputs (job)) == 2);

  /* Off the list, but not out of the library. */
  limner_job_queue_clear_finished (fixture->queue);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->queue)), ==, 0);
  g_assert_cmpuint (fixture_count_items (fixture), ==, 2);
}

static void
test_failed (Fixture       *fixture,
             gconstpointer  data)
{
  LimnerJob *job = fixture_submit (fixture, "please fail");

  fixture_wait_final (job);
  g_assert_cmpint (limner_job_get_state (job), ==, LIMNER_JOB_FAILED);
  g_assert_nonnull (limner_job_get_error (job));
  g_assert_cmpuint (fixture_count_predictions (fixture), ==, 1);

  /* The user's own wish is a second prediction. */
  limner_job_queue_retry (fixture->queue, job);
  g_assert_cmpint (limner_job_get_state (job), ==, LIMNER_JOB_QUEUED);
  fixture_wait_final (job);
  g_assert_cmpuint (fixture_count_predictions (fixture), ==, 2);
}

static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(LimnerJobSpec) spec = fixture_make_spec ("limner/no-such-model", "x", 1);
  g_autoptr(JsonObject) input = json_object_new ();
  g_autoptr(LimnerJobSpec) nowhere = limner_job_spec_new ("gone", "a/b", NULL, input);
  LimnerJob *job = limner_job_queue_submit (fixture->queue, spec);
  LimnerJob *lost = limner_job_queue_submit (fixture->queue, nowhere);

  fixture_wait_final (job);
  g_assert_cmpint (limner_job_get_state (job), ==, LIMNER_JOB_FAILED);
  fixture_wait_final (lost);
  g_assert_cmpint (limner_job_get_state (lost), ==, LIMNER_JOB_FAILED);
  g_assert_error (limner_job_get_error (lost), LIMNER_ERROR, LIMNER_ERROR_NOT_FOUND);
  g_assert_cmpuint (fixture_count_predictions (fixture), ==, 0);
}

static void
test_text (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(LimnerJobSpec) spec = fixture_make_spec ("limner/prompts", "one two three", 1);
  LimnerJob *job = limner_job_queue_submit (fixture->queue, spec);

  fixture_wait_final (job);
  g_assert_cmpint (limner_job_get_state (job), ==, LIMNER_JOB_DONE);
  g_assert_cmpstr (limner_job_get_text_output (job), ==, "one two three");
  g_assert_cmpuint (fixture_count_items (fixture), ==, 0);
}

static void
test_payment (Fixture       *fixture,
              gconstpointer  data)
{
  LimnerJob *first;
  LimnerJob *second;

  limner_job_queue_set_limit (fixture->queue, "replicate", 1);
  limner_test_engine_set_faults (fixture->engine,
    "[{\"operation\":\"models.predictions.create\",\"fault\":\"status\",\"status\":402}]");
  first = fixture_submit (fixture, "one");
  second = fixture_submit (fixture, "two");
  limner_test_wait_until (limner_job_queue_get_paused (fixture->queue));
  g_assert_error (limner_job_queue_get_pause_reason (fixture->queue), LIMNER_ERROR,
                  LIMNER_ERROR_PAYMENT);
  g_assert_cmpint (limner_job_get_state (first), ==, LIMNER_JOB_QUEUED);
  g_assert_cmpint (limner_job_get_state (second), ==, LIMNER_JOB_QUEUED);

  limner_test_engine_set_faults (fixture->engine, NULL);
  limner_job_queue_set_paused (fixture->queue, FALSE);
  g_assert_null (limner_job_queue_get_pause_reason (fixture->queue));
  fixture_wait_final (first);
  fixture_wait_final (second);
  g_assert_cmpint (limner_job_get_state (second), ==, LIMNER_JOB_DONE);
  g_assert_cmpuint (fixture_count_predictions (fixture), ==, 2);
}

static void
test_cancel (Fixture       *fixture,
             gconstpointer  data)
{
  LimnerJob *running;
  LimnerJob *waiting;

  limner_test_engine_set_gate (FALSE);
  limner_job_queue_set_limit (fixture->queue, "replicate", 1);
  running = fixture_submit (fixture, "wait");
  waiting = fixture_submit (fixture, "wait more");
  limner_test_wait_until (limner_job_get_state (running) == LIMNER_JOB_PROCESSING);
  limner_test_wait_until (limner_job_get_queue_position (waiting) == 0);
  g_assert_cmpint (limner_job_get_queue_position (running), ==, -1);

  limner_job_queue_cancel (fixture->queue, waiting);
  g_assert_cmpint (limner_job_get_state (waiting), ==, LIMNER_JOB_CANCELED);
  limner_job_queue_cancel (fixture->queue, running);
  fixture_wait_final (running);
  g_assert_cmpint (limner_job_get_state (running), ==, LIMNER_JOB_CANCELED);
  g_assert_cmpuint (fixture_count_predictions (fixture), ==, 1);

  /* Cancelling what has ended does nothing. */
  limner_job_queue_cancel (fixture->queue, running);
  g_assert_cmpint (limner_job_get_state (running), ==, LIMNER_JOB_CANCELED);
}

static void
test_cancel_lost (Fixture       *fixture,
                  gconstpointer  data)
{
  LimnerJob *job;

  /* Cancelled while nobody knows whether it was sent: it is found, and cancelled there. */
  limner_test_engine_set_gate (FALSE);
  limner_test_engine_set_faults (fixture->engine,
    "[{\"operation\":\"models.predictions.create\",\"fault\":\"drop-after\"}]");
  job = fixture_submit (fixture, "wait");
  limner_test_wait_until (limner_job_get_state (job) == LIMNER_JOB_SEARCHING);
  limner_job_queue_cancel (fixture->queue, job);
  fixture_wait_final (job);
  g_assert_cmpint (limner_job_get_state (job), ==, LIMNER_JOB_CANCELED);
  g_assert_cmpuint (fixture_count_predictions (fixture), ==, 1);
}

static void
test_order (Fixture       *fixture,
            gconstpointer  data)
{
  LimnerJob *jobs[4];
  g_autoptr(LimnerJob) first = NULL;

  limner_job_queue_set_paused (fixture->queue, TRUE);
  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *prompt = g_strdup_printf ("job %u", i);

      jobs[i] = fixture_submit (fixture, prompt);
    }
  limner_job_queue_run_next (fixture->queue, jobs[3]);
  g_assert_cmpint (limner_job_get_queue_position (jobs[3]), ==, 0);
  limner_job_queue_move (fixture->queue, jobs[0], 3);
  g_assert_cmpint (limner_job_get_queue_position (jobs[0]), ==, 3);
  g_assert_cmpint (limner_job_get_queue_position (jobs[1]), ==, 1);

  /* The order is in the journal. */
  fixture_kill (fixture);
  fixture_start (fixture);
  g_assert_cmpuint (fixture->n_resumed, ==, 4);
  first = g_list_model_get_item (G_LIST_MODEL (fixture->queue), 0);
  g_assert_cmpstr (limner_job_spec_get_prompt (limner_job_get_spec (first)), ==, "job 3");

  limner_job_queue_set_paused (fixture->queue, TRUE);
  limner_job_queue_cancel_others (fixture->queue, first);
  fixture_wait_final (limner_job_queue_find (fixture->queue, limner_job_get_id (first)) == first
                        ? (limner_job_queue_set_paused (fixture->queue, FALSE), first) : NULL);
  g_assert_cmpint (limner_job_get_state (first), ==, LIMNER_JOB_DONE);
}

static void
test_offline (Fixture       *fixture,
              gconstpointer  data)
{
  LimnerJob *job;

  limner_job_queue_set_online (fixture->queue, FALSE);
  job = fixture_submit (fixture, "later");
  limner_test_settle ();
  g_assert_cmpint (limner_job_get_state (job), ==, LIMNER_JOB_QUEUED);
  limner_job_queue_set_online (fixture->queue, TRUE);
  fixture_wait_final (job);
  g_assert_cmpint (limner_job_get_state (job), ==, LIMNER_JOB_DONE);

  /* A network that only says it is there. */
  fixture_source_set_reachable (fixture->source, FALSE);
  job = fixture_submit (fixture, "later still");
  limner_test_wait_until (limner_job_get_error (job) != NULL);
  g_assert_cmpint (limner_job_get_state (job), ==, LIMNER_JOB_QUEUED);
  fixture_source_set_reachable (fixture->source, TRUE);
  fixture_wait_final (job);
  g_assert_cmpint (limner_job_get_state (job), ==, LIMNER_JOB_DONE);
  g_assert_null (limner_job_get_error (job));
}

static void
test_limit (Fixture       *fixture,
            gconstpointer  data)
{
  LimnerJob *jobs[6];

  limner_test_engine_set_gate (FALSE);
  limner_job_queue_set_limit (fixture->queue, "replicate", 2);
  for (guint i = 0; i < 6; i++)
    {
      g_autofree char *prompt = g_strdup_printf ("wait %u", i);

      jobs[i] = fixture_submit (fixture, prompt);
    }
  limner_test_wait_until (limner_job_get_state (jobs[1]) == LIMNER_JOB_PROCESSING);
  g_assert_cmpuint (limner_job_queue_get_n_active (fixture->queue), ==, 2);
  g_assert_cmpuint (limner_job_queue_get_n_waiting (fixture->queue), ==, 4);
  limner_test_engine_set_gate (TRUE);
  for (guint i = 0; i < 6; i++)
    fixture_wait_final (jobs[i]);
  g_assert_cmpuint (fixture_count_predictions (fixture), ==, 6);
  g_assert_cmpuint (fixture_count_items (fixture), ==, 6);
}

static char *
put_blob (Fixture *fixture,
          gsize    size)
{
  g_autofree guchar *data = g_malloc (size);
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autofree char *sha256 = NULL;

  for (gsize i = 0; i < size; i++)
    data[i] = (guchar) (i * 31 + i / 251);
  data[0] = 0x89, data[1] = 'P', data[2] = 'N', data[3] = 'G';
  bytes = g_bytes_new (data, size);
  limner_store_put_blob_async (fixture->store, bytes, NULL, limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  sha256 = limner_store_put_blob_finish (fixture->store, result, NULL);
  return g_strconcat ("blob:", sha256, NULL);
}

static void
test_files (Fixture       *fixture,
            gconstpointer  data)
{
  static const gsize sizes[] = { 1000, 400 * 1000 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree char *blob = put_blob (fixture, sizes[i]);
      g_autoptr(JsonObject) input = json_object_new ();
      g_autoptr(LimnerJobSpec) spec = NULL;
      g_autoptr(LimnerGalleryItem) item = NULL;
      LimnerJob *job;

      json_object_set_string_member (input, "image", blob);
      json_object_set_string_member (input, "mask", blob);
      spec = limner_job_spec_new ("replicate", "limner/fill", NULL, input);
      job = limner_job_queue_submit (fixture->queue, spec);
      fixture_wait_final (job);
      g_assert_no_error (limner_job_get_error (job));
      item = g_list_model_get_item (limner_job_get_outputs (job), 0);
      g_assert_cmpint (limner_gallery_item_get_details (item)->size, >=, (gint64) sizes[i]);

      /* What is kept says which file it was, not where it was sent. */
      g_assert_nonnull (strstr (limner_gallery_item_get_input (item), blob));
    }
}

static void
test_missing_file (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr(JsonObject) input = json_object_new ();
  g_autoptr(LimnerJobSpec) spec = NULL;
  LimnerJob *job;

  json_object_set_string_member (input, "image",
                                 "blob:0000000000000000000000000000000000000000000000000000000000"
                                 "000000");
  spec = limner_job_spec_new ("replicate", "limner/fill", NULL, input);
  job = limner_job_queue_submit (fixture->queue, spec);
  fixture_wait_final (job);
  g_assert_cmpint (limner_job_get_state (job), ==, LIMNER_JOB_FAILED);
  g_assert_cmpuint (fixture_count_predictions (fixture), ==, 0);
}

static void
test_twins (Fixture       *fixture,
            gconstpointer  data)
{
  LimnerJob *jobs[3];

  /* Three times the same wish, the first answer lost: each gets a prediction of its own. */
  limner_test_engine_set_faults (fixture->engine,
    "[{\"operation\":\"models.predictions.create\",\"fault\":\"drop-after\",\"nth\":1,"
    "\"count\":2}]");
  for (guint i = 0; i < 3; i++)
    jobs[i] = fixture_submit (fixture, "the same");
  for (guint i = 0; i < 3; i++)
    fixture_wait_final (jobs[i]);
  for (guint i = 0; i < 3; i++)
    {
      g_assert_cmpint (limner_job_get_state (jobs[i]), ==, LIMNER_JOB_DONE);
      g_assert_cmpstr (limner_job_get_prediction (jobs[i]), !=,
                       limner_job_get_prediction (jobs[(i + 1) % 3]));
    }
  g_assert_cmpuint (fixture_count_predictions (fixture), ==, 3);
  g_assert_cmpuint (fixture_count_items (fixture), ==, 3);
}

static void
test_wait (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(GAsyncResult) done = NULL;
  g_autoptr(GAsyncResult) failed = NULL;
  g_autoptr(GError) error = NULL;
  LimnerJob *good = fixture_submit (fixture, "good");
  LimnerJob *bad = fixture_submit (fixture, "fail");

  limner_job_wait_async (good, NULL, limner_test_result_cb, &done);
  limner_job_wait_async (bad, NULL, limner_test_result_cb, &failed);
  limner_test_wait_until (done != NULL && failed != NULL);
  g_assert_true (limner_job_wait_finish (good, done, NULL));
  g_assert_false (limner_job_wait_finish (bad, failed, &error));
  g_assert_nonnull (error);
}

static void
test_cost (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GPtrArray) totals = NULL;
  const LimnerUsageTotal *total;
  LimnerEstimate estimate;
  LimnerJob *job;

  limner_price_book_estimate_async (fixture->store, "replicate", "limner/painter", NULL, 4, NULL,
                                    limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  g_assert_true (limner_price_book_estimate_finish (fixture->store, result, &estimate, NULL));
  g_clear_object (&result);
  g_assert_cmpint (estimate.source, ==, LIMNER_PRICE_UNKNOWN);
  g_assert_true (isnan (estimate.cost));

  limner_store_set_price_async (fixture->store, "limner/painter", "picture", 0.04, NULL,
                                limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  g_assert_true (limner_store_write_finish (fixture->store, result, NULL));
  g_clear_object (&result);
  job = fixture_submit (fixture, "a harbour");
  fixture_wait_final (job);
  g_assert_cmpfloat_with_epsilon (limner_job_get_cost (job), 0.04, 1e-9);
  g_assert_cmpstr (limner_job_get_cost_source (job), ==, "user");

  limner_store_sum_usage_async (fixture->store, LIMNER_USAGE_BY_MODEL, 0, NULL,
                                limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  totals = limner_store_sum_usage_finish (fixture->store, result, NULL);
  g_clear_object (&result);
  g_assert_cmpuint (totals->len, ==, 1);
  total = totals->pdata[0];
  g_assert_cmpuint (total->n_jobs, ==, 1);
  g_assert_cmpfloat_with_epsilon (total->cost, 0.04, 1e-9);

  limner_price_book_estimate_async (fixture->store, "replicate", "limner/painter", NULL, 3, NULL,
                                    limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  g_assert_true (limner_price_book_estimate_finish (fixture->store, result, &estimate, NULL));
  g_assert_cmpint (estimate.source, ==, LIMNER_PRICE_USER);
  g_assert_cmpfloat_with_epsilon (estimate.cost, 0.12, 1e-9);
  g_assert_cmpuint (estimate.n_runs, ==, 1);
}

static void
test_budget (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(GAsyncResult) result = NULL;
  LimnerJob *jobs[3];
  double today;
  double month;

  limner_store_set_price_async (fixture->store, "limner/painter", "picture", 0.04, NULL,
                                limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  g_assert_true (limner_store_write_finish (fixture->store, result, NULL));
  g_clear_object (&result);
  limner_job_queue_set_limit (fixture->queue, "replicate", 1);
  limner_job_queue_set_budget (fixture->queue, 0.09, 0);
  for (guint i = 0; i < 3; i++)
    {
      jobs[i] = fixture_submit (fixture, "a harbour");
      if (i < 2)
        limner_test_wait_until (limner_job_state_is_final (limner_job_get_state (jobs[i])));
    }

  /* The price that the person typed is known before the first one ends. */
  limner_test_wait_until (limner_job_queue_get_n_over_budget (fixture->queue) == 1);
  g_assert_error (limner_job_queue_get_budget_reason (fixture->queue), LIMNER_ERROR,
                  LIMNER_ERROR_BUDGET_DAY);
  g_assert_cmpint (limner_job_get_state (jobs[2]), ==, LIMNER_JOB_QUEUED);
  limner_job_queue_get_spent (fixture->queue, &today, &month);
  g_assert_cmpfloat_with_epsilon (month, today, 1e-9);

  /* After a restart the account is still there. */
  fixture_kill (fixture);
  fixture_start (fixture);
  limner_test_settle ();
  limner_job_queue_get_spent (fixture->queue, &month, &today);
  g_assert_cmpfloat (today, >=, 0);
  limner_job_queue_set_budget (fixture->queue, 1, 0);
  jobs[2] = g_list_model_get_item (G_LIST_MODEL (fixture->queue), 2);
  fixture_wait_final (jobs[2]);
  g_assert_cmpint (limner_job_get_state (jobs[2]), ==, LIMNER_JOB_DONE);
  limner_job_queue_get_spent (fixture->queue, &today, &month);
  g_assert_cmpfloat_with_epsilon (today, 0.12, 1e-9);
  g_object_unref (jobs[2]);
}

static void
set_price (Fixture    *fixture,
           const char *model,
           const char *unit,
           double      price)
{
  g_autoptr(GAsyncResult) result = NULL;

  limner_store_set_price_async (fixture->store, model, unit, price, NULL, limner_test_result_cb,
                                &result);
  limner_test_wait_until (result != NULL);
  g_assert_true (limner_store_write_finish (fixture->store, result, NULL));
}

static LimnerEstimate
get_estimate (Fixture    *fixture,
              const char *server)
{
  g_autoptr(GAsyncResult) result = NULL;
  LimnerEstimate estimate;

  limner_price_book_estimate_async (fixture->store, server, "limner/painter", NULL, 1, NULL,
                                    limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  g_assert_true (limner_price_book_estimate_finish (fixture->store, result, &estimate, NULL));
  return estimate;
}

/* One's own machines ask for nothing, and that is known before the first run. */
static void
test_own_machines (Fixture       *fixture,
                   gconstpointer  data)
{
  g_assert_cmpfloat (get_estimate (fixture, LIMNER_SERVER_THIS_COMPUTER).cost, ==, 0);
  g_assert_cmpfloat (get_estimate (fixture, LIMNER_SERVER_COG_PREFIX "1").cost, ==, 0);
  g_assert_cmpint (get_estimate (fixture, LIMNER_SERVER_COG_PREFIX "1").source, ==,
                   LIMNER_PRICE_FREE);
  g_assert_true (isnan (get_estimate (fixture, "replicate").cost));

  /* Also where somebody knows what the same model costs elsewhere. */
  set_price (fixture, "limner/painter", "picture", 0.04);
  g_assert_cmpfloat (get_estimate (fixture, "replicate").cost, ==, 0.04);
  g_assert_cmpfloat (get_estimate (fixture, LIMNER_SERVER_THIS_COMPUTER).cost, ==, 0);
  g_assert_cmpint (get_estimate (fixture, LIMNER_SERVER_THIS_COMPUTER).source, ==,
                   LIMNER_PRICE_FREE);
}

/* What hardware costs a second, times how long runs took; what a person typed for it comes first,
 * and hardware that nobody knows has no price, not even that of zero.
 */
static void
test_hardware_price (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autofree char *table = NULL;
  LimnerEstimate estimate;
  LimnerJob *job;

  set_price (fixture, "limner/painter", LIMNER_PRICE_ON_HARDWARE "gpu-t4", 0);
  estimate = get_estimate (fixture, "replicate");
  g_assert_true (isnan (estimate.cost));
  job = fixture_submit (fixture, "a harbour");
  fixture_wait_final (job);
  g_assert_cmpstr (limner_job_get_cost_source (job), ==, "hardware");
  g_assert_cmpfloat_with_epsilon (limner_job_get_cost (job),
                                  0.000225 * limner_job_get_predict_time (job), 1e-12);
  estimate = get_estimate (fixture, "replicate");
  g_assert_cmpint (estimate.source, ==, LIMNER_PRICE_HARDWARE);
  g_assert_cmpfloat_with_epsilon (estimate.cost, 0.000225 * estimate.time, 1e-12);
  table = limner_estimate_dup_table (&estimate);
  g_assert_cmpstr (table, ==, "Nvidia T4 GPU, replicate.com/pricing, 2026-05-07");

  /* What the user typed is not said to stand there. */
  set_price (fixture, LIMNER_PRICE_OF_HARDWARE "gpu-t4", "second", 0.5);
  estimate = get_estimate (fixture, "replicate");
  g_assert_null (limner_estimate_dup_table (&estimate));
  g_assert_cmpfloat_with_epsilon (estimate.cost, 0.5 * estimate.time, 1e-12);
  set_price (fixture, LIMNER_PRICE_OF_HARDWARE "gpu-t4", "second", NAN);
  estimate = get_estimate (fixture, "replicate");
  g_assert_cmpfloat_with_epsilon (estimate.cost, 0.000225 * estimate.time, 1e-12);

  set_price (fixture, "limner/painter", LIMNER_PRICE_ON_HARDWARE "gpu-of-tomorrow", 0);
  job = fixture_submit (fixture, "a forest");
  fixture_wait_final (job);
  g_assert_true (isnan (limner_job_get_cost (job)));
}

static void
wanted_cb (LimnerJobQueue *queue,
           GListModel     *jobs,
           guint          *n_asked)
{
  n_asked[0]++;
  n_asked[1] += g_list_model_get_n_items (jobs);
}

/* Dear jobs that waited for the network are asked for once, together, and wait for the answer. */
static void
test_ask_above (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(GAsyncResult) result = NULL;
  guint n_asked[2] = { 0, 0 };
  LimnerJob *first;
  LimnerJob *second;

  limner_store_set_price_async (fixture->store, "limner/painter", "picture", 0.04, NULL,
                                limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  g_assert_true (limner_store_write_finish (fixture->store, result, NULL));
  limner_job_queue_set_ask_above (fixture->queue, 0.03);
  g_signal_connect (fixture->queue, "approval-wanted", G_CALLBACK (wanted_cb), n_asked);
  limner_job_queue_set_online (fixture->queue, FALSE);
  first = fixture_submit (fixture, "a harbour");
  second = fixture_submit (fixture, "a forest");
  limner_test_wait_until (isfinite (limner_job_queue_get_expected_cost (fixture->queue, second)));
  limner_test_settle ();
  g_assert_cmpuint (n_asked[0], ==, 0);

  limner_job_queue_set_online (fixture->queue, TRUE);
  limner_test_wait_until (n_asked[0] > 0);
  g_assert_cmpuint (n_asked[1], ==, 2);
  limner_test_settle ();
  g_assert_cmpint (limner_job_get_state (first), ==, LIMNER_JOB_QUEUED);

  limner_job_queue_approve (fixture->queue, first);
  fixture_wait_final (first);
  g_assert_cmpint (limner_job_get_state (first), ==, LIMNER_JOB_DONE);
  g_assert_cmpint (limner_job_get_state (second), ==, LIMNER_JOB_QUEUED);
  limner_job_queue_set_online (fixture->queue, FALSE);
  limner_job_queue_set_online (fixture->queue, TRUE);
  limner_test_settle ();
  g_assert_cmpuint (n_asked[0], ==, 1);

  /* Who wants it next wants it. */
  limner_job_queue_run_next (fixture->queue, second);
  fixture_wait_final (second);
  g_assert_cmpint (limner_job_get_state (second), ==, LIMNER_JOB_DONE);
}

/* A second wish under the same id is the same job. */
static void
test_submit_as (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(LimnerJobSpec) spec = fixture_make_spec ("limner/painter", "a harbour", 1);
  const char *id = "01234567-89ab-8def-a123-456789abcdef";
  LimnerJob *job = limner_job_queue_submit_as (fixture->queue, spec, id);

  g_assert_cmpstr (limner_job_get_id (job), ==, id);
  g_assert_true (limner_job_queue_submit_as (fixture->queue, spec, id) == job);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->queue)), ==, 1);
  fixture_wait_final (job);
  g_assert_true (limner_job_queue_submit_as (fixture->queue, spec, id) == job);
  g_assert_cmpuint (fixture_count_items (fixture), ==, 1);
}

/* What was started elsewhere is followed and saved, and never sent. */
static void
test_adopt (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(LimnerJobSpec) spec = fixture_make_spec ("limner/painter", "from elsewhere", 1);
  g_autoptr(LimnerTestAnswer) answer = NULL;
  g_autoptr(LimnerTestAnswer) model =
    limner_test_engine_send (fixture->engine, "GET", "/models/limner/painter", NULL);
  g_autofree char *body = NULL;
  LimnerJob *job;

  body = g_strdup_printf ("{\"version\":\"%s\",\"input\":{\"prompt\":\"from elsewhere\"}}",
                          limner_json_get_string (limner_json_get_object (
                            model->json, "latest_version"), "id", NULL));
  answer = limner_test_engine_send (fixture->engine, "POST", "/predictions", body);
  g_assert_cmpuint (answer->status, ==, 201);
  job = limner_job_queue_adopt (fixture->queue, spec, limner_test_answer_get (answer, "id"));
  g_assert_true (limner_job_queue_adopt (fixture->queue, spec,
                                         limner_test_answer_get (answer, "id")) == job);
  fixture_wait_final (job);
  g_assert_cmpint (limner_job_get_state (job), ==, LIMNER_JOB_DONE);
  g_assert_cmpuint (fixture_count_items (fixture), ==, 1);
  g_assert_cmpuint (fixture_count_predictions (fixture), ==, 1);
}

static void
test_deployment (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(LimnerJobSpec) spec = fixture_make_spec ("limner/painter", "on my own machine", 1);
  g_autoptr(LimnerTestAnswer) model =
    limner_test_engine_send (fixture->engine, "GET", "/models/limner/painter", NULL);
  g_autoptr(LimnerTestAnswer) answer = NULL;
  g_autoptr(LimnerTestAnswer) prediction = NULL;
  g_autofree char *body = NULL;
  g_autofree char *path = NULL;
  g_autofree char *id = NULL;
  LimnerJob *job;

  body = g_strdup_printf ("{\"name\":\"mine\",\"model\":\"limner/painter\",\"version\":\"%s\","
                          "\"hardware\":\"cpu\",\"min_instances\":0,\"max_instances\":1}",
                          limner_json_get_string (limner_json_get_object (
                            model->json, "latest_version"), "id", NULL));
  answer = limner_test_engine_send (fixture->engine, "POST", "/deployments", body);
  g_assert_cmpuint (answer->status, ==, 200);

  limner_job_spec_set_deployment (spec, "local/mine");
  job = limner_job_queue_submit (fixture->queue, spec);
  fixture_wait_final (job);
  g_assert_no_error (limner_job_get_error (job));
  path = g_strconcat ("/predictions/", limner_job_get_prediction (job), NULL);
  prediction = limner_test_engine_send (fixture->engine, "GET", path, NULL);
  g_assert_cmpstr (limner_test_answer_get (prediction, "deployment"), ==, "local/mine");

  /* It is in the journal, for a job that waits until the next start. */
  id = g_strdup (limner_job_get_id (job));
  fixture_kill (fixture);
  fixture_start (fixture);
  job = limner_job_queue_find (fixture->queue, id);
  g_assert_cmpstr (limner_job_spec_get_deployment (limner_job_get_spec (job)), ==, "local/mine");
}

/* Which of several a picture is goes with it, and its own seed where the model tells each. */
static void
test_output_seeds (Fixture       *fixture,
                   gconstpointer  data)
{
  static const struct { const char *prompt, *seeds[2]; } cases[] = {
    { "a harbour", { "7", "7" } },
    { "a harbour, tell seeds", { "40", "41" } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(LimnerJobSpec) spec = fixture_make_spec ("limner/painter", cases[i].prompt, 2);
      LimnerJob *job = limner_job_queue_submit (fixture->queue, spec);

      fixture_wait_final (job);
      g_assert_cmpstr (limner_job_get_seed (job), ==, "7");
      for (guint j = 0; j < 2; j++)
        {
          g_autoptr(LimnerGalleryItem) item =
            g_list_model_get_item (limner_job_get_outputs (job), j);
          guint n_outputs;

          g_assert_cmpstr (limner_gallery_item_get_seed (item), ==, cases[i].seeds[j]);
          g_assert_cmpuint (limner_gallery_item_get_output (item, &n_outputs), ==, j);
          g_assert_cmpuint (n_outputs, ==, 2);
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/jobs/states", test_states);
#define ADD(path, function) \
  g_test_add (path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("/jobs/done", test_done);
  ADD ("/jobs/output-seeds", test_output_seeds);
  ADD ("/jobs/failed", test_failed);
  ADD ("/jobs/refused", test_refused);
  ADD ("/jobs/text", test_text);
  ADD ("/jobs/payment", test_payment);
  ADD ("/jobs/cancel", test_cancel);
  ADD ("/jobs/cancel-lost", test_cancel_lost);
  ADD ("/jobs/order", test_order);
  ADD ("/jobs/offline", test_offline);
  ADD ("/jobs/limit", test_limit);
  ADD ("/jobs/files", test_files);
  ADD ("/jobs/missing-file", test_missing_file);
  ADD ("/jobs/twins", test_twins);
  ADD ("/jobs/wait", test_wait);
  ADD ("/jobs/cost", test_cost);
  ADD ("/jobs/budget", test_budget);
  ADD ("/jobs/ask-above", test_ask_above);
  ADD ("/jobs/own-machines", test_own_machines);
  ADD ("/jobs/hardware-price", test_hardware_price);
  ADD ("/jobs/submit-as", test_submit_as);
  ADD ("/jobs/adopt", test_adopt);
  ADD ("/jobs/deployment", test_deployment);
#undef ADD

  return g_test_run ();
}
