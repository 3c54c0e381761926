/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "studio/limner-checkpoint-name.h"

static void
test_strip (void)
{
  static const char * const cases[][2] = {
    { "models/Shore_Line v2.safetensors", "shorelinev2" }, { "owner/shoreline-v2", "shorelinev2" },
    { "Shore.ckpt", "shore" }, { ".safetensors", "" }, { "灯台.pt", "灯台" }, { "", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = limner_checkpoint_name_strip (cases[i][0]);

      g_assert_cmpstr (name, ==, cases[i][1]);
    }
}

static void
test_find (void)
{
  static const char * const known[] = { "a/sea", "me/foam-v2", "me/waves", NULL };
  static const char * const cases[][2] = {
    { "waves: 12ab, foam_v2: 34cd", "me/waves" },
    { "nobody: 12ab, Foam V2.safetensors: 34cd", "me/foam-v2" },
    { "waves", "me/waves" },
    { "wave: 12ab", NULL },
    { ": 12ab, , :", NULL },
    { "", NULL },
    { NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpstr (limner_checkpoint_name_find (cases[i][0], known), ==, cases[i][1]);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/checkpoint-name/strip", test_strip);
  g_test_add_func ("/checkpoint-name/find", test_find);
  return g_test_run ();
}
