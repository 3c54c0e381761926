/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wire/limner-model.h"

static const struct
{
  const char *text;
  const char *reference;   /* NULL: no reference */
  const char *version;
} cases[] = {
  { "stability-ai/sdxl", "stability-ai/sdxl", NULL },
  { "  stability-ai/sdxl\n", "stability-ai/sdxl", NULL },
  { "a/b:0123abcd", "a/b", "0123abcd" },
  { "https://replicate.com/a/b", "a/b", NULL },
  { "replicate.com/a/b/versions/0123", "a/b", "0123" },
  { "https://replicate.com/a/b:0123?x=1", "a/b", "0123" },
  { "https://www.replicate.com/a/b/api#run", "a/b", NULL },
  { "https://replicate.com/a/b/examples", "a/b", NULL },
  { "r8.im/a/b", "a/b", NULL },
  { "owner", NULL, NULL },
  { "/name", NULL, NULL },
  { "owner/", NULL, NULL },
  { "../../etc", NULL, NULL },
  { "a/..", NULL, NULL },
  { "a/b/c", NULL, NULL },
  { "a b/c", NULL, NULL },
  { "a/b:", "a/b", NULL },
  { "a/b:1 2", NULL, NULL },
  { "", NULL, NULL },
  { "ä/ö", NULL, NULL },
};

static void
test_parse (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *reference = NULL;
      g_autofree char *version = NULL;
      gboolean is_one = limner_model_reference_parse (cases[i].text, &reference, &version);

      g_test_message ("“%s”", cases[i].text);
      g_assert_cmpint (is_one, ==, cases[i].reference != NULL);
      g_assert_cmpstr (reference, ==, cases[i].reference);
      g_assert_cmpstr (version, ==, cases[i].version);
    }
  g_assert_false (limner_model_reference_parse (NULL, NULL, NULL));
}

static void
test_split (void)
{
  g_autofree char *owner = NULL;
  g_autofree char *name = NULL;

  g_assert_true (limner_model_reference_split ("stability-ai/sdxl:abc", &owner, &name));
  g_assert_cmpstr (owner, ==, "stability-ai");
  g_assert_cmpstr (name, ==, "sdxl");
  g_assert_false (limner_model_reference_split ("nothing", &owner, &name));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/model-reference/parse", test_parse);
  g_test_add_func ("/model-reference/split", test_split);

  return g_test_run ();
}
