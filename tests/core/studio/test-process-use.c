/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <unistd.h>

#include "studio/limner-process-use.h"

static const struct
{
  const char *statm;
  const char *stat;
  guint       pages;      /* 0 if it cannot be read */
  guint       ticks;
} cases[] = {
  { "900 25 10 1 0 5 0", "42 (engine) S 1 1 1 0 -1 4194304 100 0 0 0 300 50 0 0 20", 25, 350 },
  /* A program may be called what it likes. */
  { "900 1 10", "42 (a) b (c) 9 9) S 1 1 1 0 -1 4194304 100 0 0 0 1 2 0 0 20", 1, 3 },
  { "900 25 10", "42 (engine) S 1 1", 0, 0 },
  { "900 25 10", "42 engine S 1 1 1 0 -1 4194304 100 0 0 0 300 50 0 0 20", 0, 0 },
  { "900", "42 (engine) S 1 1 1 0 -1 4194304 100 0 0 0 300 50 0 0 20", 0, 0 },
  { "0 0 0", "42 (engine) S 1 1 1 0 -1 4194304 100 0 0 0 300 50 0 0 20", 0, 0 },
  { "", "", 0, 0 },
};

static void
test_parse (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      LimnerProcessUse use;
      gboolean is_read = limner_process_use_parse (cases[i].statm, cases[i].stat, &use);

      g_test_message ("%s", cases[i].stat);
      g_assert_cmpint (is_read, ==, cases[i].pages > 0);
      if (!is_read)
        continue;
      g_assert_cmpuint (use.memory, ==, cases[i].pages * (guint64) sysconf (_SC_PAGESIZE));
      g_assert_cmpfloat_with_epsilon (use.processor,
                                      cases[i].ticks / (double) sysconf (_SC_CLK_TCK), 1e-9);
    }
}

static void
test_read (void)
{
  g_autofree char *self = g_strdup_printf ("%d", (int) getpid ());
  LimnerProcessUse use;

  if (!g_file_test ("/proc/self/statm", G_FILE_TEST_EXISTS))
    {
      g_test_skip ("There is no /proc");
      return;
    }
  g_assert_true (limner_process_use_read (self, &use));
  g_assert_cmpuint (use.memory, >, 100000);
  g_assert_cmpfloat (use.processor, >=, 0);
  g_assert_false (limner_process_use_read ("0", &use));
  g_assert_false (limner_process_use_read ("no-number", &use));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/studio/process-use/parse", test_parse);
  g_test_add_func ("/studio/process-use/read", test_read);

  return g_test_run ();
}
