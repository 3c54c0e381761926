/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "client/limner-retry.h"

static const struct
{
  guint    status;
  gboolean if_repeatable;
  gboolean if_it_creates;
} table[] = {
  { 0, TRUE, FALSE },   { 400, FALSE, FALSE }, { 401, FALSE, FALSE }, { 402, FALSE, FALSE },
  { 404, FALSE, FALSE }, { 408, TRUE, FALSE },  { 409, FALSE, FALSE }, { 422, FALSE, FALSE },
  { 429, TRUE, TRUE },  { 500, TRUE, FALSE },  { 501, FALSE, FALSE }, { 502, TRUE, FALSE },
  { 503, TRUE, FALSE }, { 504, TRUE, FALSE },
};

static void
test_worthwhile (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_assert_cmpint (limner_retry_is_worthwhile (table[i].status, TRUE), ==,
                       table[i].if_repeatable);
      g_assert_cmpint (limner_retry_is_worthwhile (table[i].status, FALSE), ==,
                       table[i].if_it_creates);
    }
}

static void
test_pause (void)
{
  double last = 0.0;

  for (guint n = 1; n < 6; n++)
    {
      double pause = limner_retry_get_pause (n, -1.0, 0.5);

      g_assert_cmpfloat (pause, >, last);
      g_assert_cmpfloat (limner_retry_get_pause (n, -1.0, 0.0), <, pause);
      g_assert_cmpfloat (limner_retry_get_pause (n, -1.0, 1.0), >, pause);
      last = pause;
    }
  g_assert_cmpfloat (limner_retry_get_pause (60, -1.0, 1.0), <=, 25.0);
  g_assert_cmpfloat (limner_retry_get_pause (1, 7.0, 0.0), ==, 7.0);
  g_assert_cmpfloat (limner_retry_get_pause (1, 7.0, 1.0), >, 7.0);
  g_assert_cmpfloat (limner_retry_get_pause (1, 3600.0, 0.0), <, 0.0);
}

static void
test_header (void)
{
  g_assert_cmpfloat (limner_retry_parse_header ("7", 0), ==, 7.0);
  g_assert_cmpfloat (limner_retry_parse_header ("0.5", 0), ==, 0.5);
  g_assert_cmpfloat (limner_retry_parse_header ("Thu, 01 Jan 1970 00:01:40 GMT", 40), ==, 60.0);
  g_assert_cmpfloat (limner_retry_parse_header ("Thu, 01 Jan 1970 00:00:00 GMT", 40), ==, 0.0);
  g_assert_cmpfloat (limner_retry_parse_header ("-3", 0), <, 0.0);
  g_assert_cmpfloat (limner_retry_parse_header ("inf", 0), <, 0.0);
  g_assert_cmpfloat (limner_retry_parse_header ("soon", 0), <, 0.0);
  g_assert_cmpfloat (limner_retry_parse_header (NULL, 0), <, 0.0);
}

/* However the requests come, no minute sees more than are allowed. */
static void
test_rate_limit (void)
{
  LimnerRateLimit limit;
  gint64 sent[3000];
  gint64 now = G_USEC_PER_SEC;

  limner_rate_limit_init (&limit, 600);
  for (gsize i = 0; i < G_N_ELEMENTS (sent); i++)
    {
      sent[i] = now + limner_rate_limit_reserve (&limit, now);
      now += 1000;
    }
  for (gsize i = 600; i < G_N_ELEMENTS (sent); i++)
    g_assert_cmpint (sent[i] - sent[i - 600], >=, 60 * G_USEC_PER_SEC - 200000);

  limner_rate_limit_init (&limit, 0);
  g_assert_cmpint (limner_rate_limit_reserve (&limit, now), ==, 0);
  limner_rate_limit_block (&limit, now + 500);
  limner_rate_limit_block (&limit, now + 100);
  g_assert_cmpint (limner_rate_limit_reserve (&limit, now), ==, 500);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/retry/worthwhile", test_worthwhile);
  g_test_add_func ("/retry/pause", test_pause);
  g_test_add_func ("/retry/header", test_header);
  g_test_add_func ("/retry/rate-limit", test_rate_limit);

  return g_test_run ();
}
