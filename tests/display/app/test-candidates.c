/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/limner-candidate-strip.h"
#include "base/limner-error.h"
#include "jobs/limner-job-private.h"
#include "store/limner-gallery-item-private.h"

typedef struct
{
  LimnerCandidateStrip *strip;
  GListModel           *list;     /* borrowed */
} Fixture;

static void
fixture_set_up (Fixture       *fixture,
                gconstpointer  data)
{
  fixture->strip = LIMNER_CANDIDATE_STRIP (g_object_ref_sink (limner_candidate_strip_new ()));
  fixture->list = G_LIST_MODEL (limner_candidate_strip_get_list (fixture->strip));
}

static void
fixture_tear_down (Fixture       *fixture,
                   gconstpointer  data)
{
  g_assert_finalize_object (fixture->strip);
}

static LimnerJob *
add_job (Fixture *fixture)
{
  LimnerJobRecord *record = limner_job_record_new ();
  LimnerJob *job;

  record->id = g_uuid_string_random ();
  record->state = g_strdup ("queued");
  record->server = g_strdup ("replicate");
  record->model = g_strdup ("stability-ai/sdxl");
  record->input = g_strdup ("{}");
  job = _limner_job_new (record);
  limner_candidate_list_add_job (LIMNER_CANDIDATE_LIST (fixture->list), job);
  return job;
}

static void
add_result (LimnerJob *job,
            gint64     id)
{
  g_autoptr(LimnerGalleryItem) item = _limner_gallery_item_new (id);

  _limner_job_add_output (job, item);
}

static void
fail (LimnerJob *job)
{
  g_autoptr(GError) error = g_error_new_literal (LIMNER_ERROR, LIMNER_ERROR_FAILED, "no memory");

  _limner_job_set_error (job, error);
  _limner_job_set_state (job, LIMNER_JOB_FAILED);
}

static void
succeed (LimnerJob *job)
{
  _limner_job_set_state (job, LIMNER_JOB_SENDING);
  _limner_job_set_state (job, LIMNER_JOB_PROCESSING);
  _limner_job_set_state (job, LIMNER_JOB_DONE);
}

/* Of each place one letter: a result, awaited, or failed. */
static char *
describe (Fixture *fixture)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (fixture->list); i++)
    {
      g_autoptr(LimnerCandidate) candidate = g_list_model_get_item (fixture->list, i);
      LimnerJobState state = limner_job_get_state (limner_candidate_get_job (candidate));

      if (limner_candidate_get_item (candidate) != NULL)
        g_string_append_c (text, 'r');
      else
        g_string_append_c (text, state == LIMNER_JOB_FAILED ? 'f' : 'a');
    }
  return g_string_free (text, FALSE);
}

static void
assert_places (Fixture    *fixture,
               const char *expected)
{
  g_autofree char *text = describe (fixture);

  g_assert_cmpstr (text, ==, expected);
}

/* Four at once, of which one fails: it says so in its place, and the others come all the same. */
static void
test_one_of_four_fails (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autoptr(GPtrArray) jobs = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_results = 0;

  for (int i = 0; i < 4; i++)
    g_ptr_array_add (jobs, add_job (fixture));
  assert_places (fixture, "aaaa");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (fixture->strip)));

  /* The newest stands first. */
  fail (g_ptr_array_index (jobs, 2));
  assert_places (fixture, "afaa");
  for (guint i = 0; i < 4; i++)
    {
      if (i == 2)
        continue;
      add_result (g_ptr_array_index (jobs, i), i + 1);
      succeed (g_ptr_array_index (jobs, i));
    }
  assert_places (fixture, "rfrr");

  /* Each of them can be looked at, past the one that failed. */
  for (int i = 0; i < 4; i++)
    {
      limner_candidate_strip_move (fixture->strip, 1);
      n_results +=
        limner_candidate_get_item (limner_candidate_strip_get_selected (fixture->strip)) != NULL;
    }
  g_assert_cmpuint (n_results, ==, 3);
  limner_candidate_strip_move (fixture->strip, 1);
  g_assert_true (limner_candidate_get_job (limner_candidate_strip_get_selected (fixture->strip)) ==
                 g_ptr_array_index (jobs, 0));
}

/* One request for four that breaks off after three keeps the three. */
static void
test_request_breaks_off (Fixture       *fixture,
                         gconstpointer  data)
{
  g_autoptr(LimnerJob) job = add_job (fixture);

  for (int i = 0; i < 3; i++)
    add_result (job, i + 1);
  assert_places (fixture, "rrra");
  fail (job);
  assert_places (fixture, "rrrf");
}

/* What is discarded goes, and its neighbour is looked at: at the end the one before it. */
static void
test_discard (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(LimnerJob) job = add_job (fixture);
  g_autoptr(LimnerCandidate) first = NULL;
  g_autoptr(LimnerCandidate) last = NULL;

  for (int i = 0; i < 3; i++)
    add_result (job, i + 1);
  succeed (job);
  assert_places (fixture, "rrr");
  limner_candidate_strip_discard (fixture->strip);
  assert_places (fixture, "rrr");

  first = g_list_model_get_item (fixture->list, 0);
  last = g_list_model_get_item (fixture->list, 2);
  limner_candidate_strip_select (fixture->strip, last);
  limner_candidate_strip_move (fixture->strip, -1);
  limner_candidate_strip_discard (fixture->strip);
  g_assert_true (limner_candidate_strip_get_selected (fixture->strip) == last);
  limner_candidate_strip_discard (fixture->strip);
  g_assert_true (limner_candidate_strip_get_selected (fixture->strip) == first);
  limner_candidate_strip_discard (fixture->strip);
  g_assert_null (limner_candidate_strip_get_selected (fixture->strip));
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (fixture->strip)));
}

#define ADD(name, func) \
  g_test_add ("/app/candidates/" name, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);

  ADD ("one-of-four-fails", test_one_of_four_fails);
  ADD ("request-breaks-off", test_request_breaks_off);
  ADD ("discard", test_discard);
  return g_test_run ();
}
