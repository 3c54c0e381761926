/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include <glib.h>

#include "base/limner-error.h"
#include "engine/limner-engine-create.h"
#include "engine/limner-engine-faults.h"
#include "engine/limner-engine-id.h"

static LimnerEngineFaults *
parse (const char *text)
{
  g_autoptr(GError) error = NULL;
  LimnerEngineFaults *faults = limner_engine_faults_parse (text, (gsize) -1, &error);

  g_assert_no_error (error);
  return faults;
}

static void
test_counts (void)
{
  g_autoptr(LimnerEngineFaults) faults =
    parse ("{\"rules\":[{\"operation\":\"a\",\"fault\":\"html\",\"nth\":2,\"count\":2},"
           "{\"operation\":\"b\",\"fault\":\"status\",\"status\":429,\"retry_after\":3,"
           "\"count\":0}]}");
  const LimnerEngineFault *fault;

  g_assert_null (limner_engine_faults_next (faults, "a"));
  g_assert_null (limner_engine_faults_next (faults, "c"));
  fault = limner_engine_faults_next (faults, "a");
  g_assert_cmpint (fault->kind, ==, LIMNER_ENGINE_FAULT_HTML);
  g_assert_cmpuint (fault->status, ==, 503);
  g_assert_nonnull (limner_engine_faults_next (faults, "a"));
  g_assert_null (limner_engine_faults_next (faults, "a"));

  for (int i = 0; i < 5; i++)
    {
      fault = limner_engine_faults_next (faults, "b");
      g_assert_cmpuint (fault->status, ==, 429);
      g_assert_cmpfloat (fault->retry_after, ==, 3.0);
      g_assert_false (fault->header);
    }
}

static void
test_any_operation (void)
{
  g_autoptr(LimnerEngineFaults) faults =
    parse ("{\"rules\":[{\"operation\":\"*\",\"fault\":\"drop-before\",\"nth\":2}]}");

  g_assert_null (limner_engine_faults_next (faults, "a"));
  g_assert_nonnull (limner_engine_faults_next (faults, "b"));
  g_assert_null (limner_engine_faults_next (faults, "c"));
}

/* Rules that are wrong are told, with their number, before anything is served. */
static void
test_bad_rules (void)
{
  static const char * const bad[] = {
    "", "[]", "{}", "{\"rules\":5}", "{\"rules\":[5]}", "{\"rules\":[{}]}",
    "{\"rules\":[{\"operation\":\"a\"}]}",
    "{\"rules\":[{\"operation\":\"a\",\"fault\":\"nothing\"}]}",
    "{\"rules\":[{\"operation\":\"a\",\"fault\":\"delay\",\"nht\":2}]}",
    "{\"rules\":[{\"operation\":\"a\",\"fault\":\"redirect\"}]}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(LimnerEngineFaults) faults =
        limner_engine_faults_parse (bad[i], (gsize) -1, &error);

      g_assert_null (faults);
      g_assert_nonnull (error);
      g_assert_true (error->domain == LIMNER_ERROR);
    }
}

static void
test_durations (void)
{
  static const struct { const char *text; gint64 seconds; } cases[] = {
    { "30", 30 }, { "90s", 90 }, { "5m", 300 }, { "1h30m45s", 5445 }, { "5", 5 },
    { "4s", -1 }, { "", -1 }, { "s", -1 }, { "-5s", -1 }, { "5x", -1 }, { "99999999999999h", -1 },
    { "48h", -1 }, { " 30", -1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 expected = cases[i].seconds < 0 ? -1 : cases[i].seconds * G_USEC_PER_SEC;

      g_test_message ("“%s”", cases[i].text);
      g_assert_cmpint (limner_engine_parse_duration (cases[i].text), ==, expected);
    }
}

static void
test_prefer (void)
{
  g_assert_cmpint (limner_engine_parse_prefer (NULL), ==, 0);
  g_assert_cmpint (limner_engine_parse_prefer ("respond-async"), ==, 0);
  g_assert_cmpint (limner_engine_parse_prefer ("wait"), ==, 60);
  g_assert_cmpint (limner_engine_parse_prefer ("wait=5"), ==, 5);
  g_assert_cmpint (limner_engine_parse_prefer ("wait=0"), ==, 0);
  g_assert_cmpint (limner_engine_parse_prefer ("wait=61"), ==, 0);
  g_assert_cmpint (limner_engine_parse_prefer ("waiting"), ==, 0);
}

static void
test_times_and_ids (void)
{
  g_autofree char *text = limner_engine_time_text (1732104000000045);
  g_autofree char *first = limner_engine_id_new ();
  g_autofree char *second = limner_engine_id_new ();

  g_assert_cmpstr (text, ==, "2024-11-20T12:00:00.000045Z");
  g_assert_cmpint (limner_engine_time_parse (text), ==, 1732104000000045);
  g_assert_cmpint (limner_engine_time_parse ("yesterday"), ==, -1);
  g_assert_cmpuint (strlen (first), ==, 26);
  g_assert_cmpstr (first, !=, second);
  g_assert_true (limner_engine_secret_equal (first, first));
  g_assert_false (limner_engine_secret_equal (first, second));
  g_assert_false (limner_engine_secret_equal (NULL, second));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/engine-faults/counts", test_counts);
  g_test_add_func ("/engine-faults/any-operation", test_any_operation);
  g_test_add_func ("/engine-faults/bad-rules", test_bad_rules);
  g_test_add_func ("/engine-faults/durations", test_durations);
  g_test_add_func ("/engine-faults/prefer", test_prefer);
  g_test_add_func ("/engine-faults/times-and-ids", test_times_and_ids);

  return g_test_run ();
}
