/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-json.h"
#include "wire/limner-problem.h"

static LimnerProblem *
parse (guint       status,
       const char *body)
{
  return limner_problem_parse (status, body, strlen (body));
}

static void
test_invalid_fields (void)
{
  g_autoptr(LimnerProblem) problem =
    parse (422, "{\"detail\":\"- input: prompt is required\\n\",\"title\":\"Bad\",\"status\":422,"
                "\"invalid_fields\":[{\"type\":\"required\",\"field\":\"input\","
                "\"description\":\"prompt is required\"},{\"type\":\"number_lte\","
                "\"field\":\"input.steps\",\"description\":\"too many\"},7,{\"field\":\"\"}]}");
  g_autofree char *message = limner_problem_dup_message (problem);

  g_assert_cmpuint (limner_problem_get_n_fields (problem), ==, 3);
  g_assert_cmpstr (limner_problem_get_field (problem, 0)->name, ==, "prompt");
  g_assert_cmpstr (limner_problem_get_field (problem, 1)->name, ==, "steps");
  g_assert_cmpstr (limner_problem_get_field (problem, 1)->description, ==, "too many");
  g_assert_cmpstr (limner_problem_get_field (problem, 2)->name, ==, "");
  g_assert_cmpstr (message, ==, "- input: prompt is required");
}

static void
test_cog_array (void)
{
  g_autoptr(LimnerProblem) problem =
    parse (422, "{\"detail\":[{\"loc\":[\"body\",\"input\",\"width\"],\"msg\":\"too small\","
                "\"type\":\"value_error\"},{\"loc\":[\"body\",9],\"msg\":\"bad JSON\"}]}");

  g_assert_cmpuint (limner_problem_get_n_fields (problem), ==, 2);
  g_assert_cmpstr (limner_problem_get_field (problem, 0)->name, ==, "width");
  g_assert_cmpstr (limner_problem_get_field (problem, 1)->name, ==, "");
  g_assert_cmpstr (limner_problem_get_detail (problem), ==, "width: too small\nbad JSON");
}

static const struct
{
  const char *body;
  double      seconds;
} throttles[] = {
  { "{\"detail\":\"slow\",\"retry_after\":7}", 7 },
  { "{\"detail\":\"Request was throttled. Your rate limit resets in ~30s.\"}", 30 },
  { "{\"detail\":\"Request was throttled. Expected available in 1 second.\"}", 1 },
  { "{\"detail\":\"Request was throttled.\"}", -1 },
  { "<html>", -1 },
};

static void
test_retry_after (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (throttles); i++)
    {
      g_autoptr(LimnerProblem) problem = parse (429, throttles[i].body);

      g_assert_cmpfloat (limner_problem_get_retry_after (problem), ==, throttles[i].seconds);
    }
}

static void
test_dialects (void)
{
  g_autoptr(LimnerProblem) coglet = parse (409, "{\"error\":\"At capacity\",\"status\":\"\"}");
  g_autoptr(LimnerProblem) bare = parse (400, "\"no\"");
  g_autoptr(LimnerProblem) page = parse (502, "<html><body>Bad gateway</body></html>");
  g_autoptr(LimnerProblem) empty = limner_problem_parse (500, NULL, 0);
  g_autofree char *page_message = limner_problem_dup_message (page);
  g_autofree char *empty_message = limner_problem_dup_message (empty);

  g_assert_cmpstr (limner_problem_get_detail (coglet), ==, "At capacity");
  g_assert_cmpstr (limner_problem_get_detail (bare), ==, "no");
  g_assert_cmpstr (page_message, ==, "The server answered with the status 502");
  g_assert_cmpstr (empty_message, ==, "The server answered with the status 500");
}

static void
test_error (void)
{
  g_autoptr(LimnerProblem) problem = limner_problem_new (402, "Insufficient credit", NULL);
  g_autoptr(GError) error = limner_problem_to_error (problem, limner_error_from_status (402));
  g_autoptr(GError) copy = g_error_copy (error);
  g_autoptr(GError) other = g_error_new (G_IO_ERROR, G_IO_ERROR_FAILED, "no problem");

  g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_PAYMENT);
  g_assert_cmpstr (error->message, ==, "Insufficient credit");
  g_assert_true (limner_problem_from_error (copy) == problem);
  g_assert_null (limner_problem_from_error (other));
  g_assert_null (limner_problem_from_error (NULL));
}

static void
test_write (void)
{
  g_autoptr(LimnerProblem) problem = limner_problem_new (422, "Input validation failed", "bad");
  g_autoptr(LimnerProblem) again = NULL;
  g_autoptr(JsonNode) node = NULL;
  g_autofree char *text = NULL;

  limner_problem_add_field (problem, "required", "prompt", "prompt is required");
  limner_problem_add_field (problem, "enum", "scheduler", "must be one of …");
  limner_problem_set_retry_after (problem, 3);
  node = limner_problem_to_node (problem);
  text = limner_json_to_string (node, FALSE);
  again = parse (422, text);

  g_assert_cmpstr (limner_problem_get_title (again), ==, "Input validation failed");
  g_assert_cmpuint (limner_problem_get_n_fields (again), ==, 2);
  g_assert_cmpstr (limner_problem_get_field (again, 0)->name, ==, "prompt");
  g_assert_cmpstr (limner_problem_get_field (again, 1)->name, ==, "scheduler");
  g_assert_cmpfloat (limner_problem_get_retry_after (again), ==, 3);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/problem/invalid-fields", test_invalid_fields);
  g_test_add_func ("/problem/cog-array", test_cog_array);
  g_test_add_func ("/problem/retry-after", test_retry_after);
  g_test_add_func ("/problem/dialects", test_dialects);
  g_test_add_func ("/problem/error", test_error);
  g_test_add_func ("/problem/write", test_write);

  return g_test_run ();
}
