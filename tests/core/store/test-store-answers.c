/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "store-fixture.h"
#include "store/limner-store-answers.h"
#include "store/limner-store-jobs.h"
#include "store/limner-store-models.h"

static void
write_job (Fixture    *fixture,
           const char *id,
           const char *state,
           const char *text,
           gint64      finished)
{
  g_autoptr(LimnerJobRecord) record = limner_job_record_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  record->id = g_strdup (id);
  record->state = g_strdup (state);
  record->created = 1000 + *id;
  record->finished = finished;
  record->server = g_strdup ("here");
  record->model = g_strdup ("limner/prompts");
  record->input = g_strdup ("{}");
  record->prompt = g_strdup ("an idea");
  record->text_output = g_strdup (text);
  limner_store_save_job_async (fixture->store, record, NULL, limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  limner_store_write_finish (fixture->store, result, &error);
  g_assert_no_error (error);
}

static GPtrArray *
list (Fixture *fixture,
      gint64   before,
      guint    max_answers)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  GPtrArray *answers;

  limner_store_list_answers_async (fixture->store, before, max_answers, NULL,
                                   limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  answers = limner_store_list_answers_finish (fixture->store, result, &error);
  g_assert_no_error (error);
  return answers;
}

static void
check (Fixture    *fixture,
       const char *expected)
{
  g_autoptr(GPtrArray) answers = list (fixture, G_MAXINT64, 100);
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < answers->len; i++)
    {
      const LimnerAnswerRecord *answer = g_ptr_array_index (answers, i);

      g_string_append_printf (text, "%s=%s ", answer->job, answer->text);
    }
  g_assert_cmpstr (text->str, ==, expected);
}

/* A text is there when its job has ended, and still when the job has left the journal. */
static void
test_kept (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(GAsyncResult) result = NULL;
  const char *ids[] = { "a", "b", NULL };

  write_job (fixture, "a", "queued", NULL, 0);
  write_job (fixture, "a", "processing", "half", 0);
  check (fixture, "");
  write_job (fixture, "a", "done", "all of it", 7);
  write_job (fixture, "b", "queued", NULL, 0);
  write_job (fixture, "b", "canceled", "as far as it came", 8);
  write_job (fixture, "c", "queued", NULL, 0);
  write_job (fixture, "c", "done", NULL, 9);
  check (fixture, "b=as far as it came a=all of it ");

  /* Run once more, it has another answer. */
  write_job (fixture, "a", "queued", NULL, 0);
  check (fixture, "b=as far as it came a=all of it ");
  write_job (fixture, "a", "done", "something else", 10);
  check (fixture, "b=as far as it came a=something else ");

  limner_store_remove_jobs_async (fixture->store, ids, NULL, limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  g_assert_true (limner_store_write_finish (fixture->store, result, NULL));
  check (fixture, "b=as far as it came a=something else ");

  g_clear_object (&result);
  fixture_close (fixture);
  fixture_open (fixture);
  check (fixture, "b=as far as it came a=something else ");
}

static void
test_removed (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(GPtrArray) answers = NULL;

  write_job (fixture, "a", "queued", NULL, 0);
  write_job (fixture, "a", "done", "a text", 7);
  answers = list (fixture, G_MAXINT64, 1);
  g_assert_cmpuint (answers->len, ==, 1);

  /* Requests are carried out in their order. */
  limner_store_remove_answer_async (fixture->store, "a", NULL, NULL, NULL);
  check (fixture, "");
  limner_store_put_answer_async (fixture->store, g_ptr_array_index (answers, 0), NULL, NULL, NULL);
  check (fixture, "a=a text ");
}

static void
test_pages (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(GPtrArray) first = NULL;
  g_autoptr(GPtrArray) second = NULL;
  const LimnerAnswerRecord *last;

  for (char c = 'a'; c <= 'e'; c++)
    {
      char id[] = { c, '\0' };

      write_job (fixture, id, "queued", NULL, 0);
      write_job (fixture, id, "done", id, 7);
    }
  first = list (fixture, G_MAXINT64, 3);
  g_assert_cmpuint (first->len, ==, 3);
  last = g_ptr_array_index (first, 2);
  g_assert_cmpstr (last->job, ==, "c");
  g_assert_cmpstr (last->prompt, ==, "an idea");
  g_assert_cmpstr (last->model, ==, "limner/prompts");
  second = list (fixture, last->created, 3);
  g_assert_cmpuint (second->len, ==, 2);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, function) \
  g_test_add (path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("/store/answers/kept", test_kept);
  ADD ("/store/answers/removed", test_removed);
  ADD ("/store/answers/pages", test_pages);
#undef ADD

  return g_test_run ();
}
