/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "studio/limner-ideas.h"

static void
assert_ideas (const char *text,
              const char *expected)
{
  g_auto(GStrv) ideas = limner_ideas_parse (text);
  g_autofree char *joined = g_strjoinv ("|", ideas);

  g_assert_cmpstr (joined, ==, expected);
}

/* Models number, quote and introduce what they were asked to write plainly. */
static void
test_parse (void)
{
  assert_ideas ("", "");
  assert_ideas ("a fox in snow", "a fox in snow");
  assert_ideas ("a fox\nan owl\n", "a fox|an owl");
  assert_ideas ("Here are five prompts:\n\n1. A fox\n2) An owl\n", "A fox|An owl");
  assert_ideas ("- \"A fox.\"\n**An owl**\n• “A cat”", "A fox.|An owl|A cat");
  assert_ideas ("35 mm photograph of a fox", "35 mm photograph of a fox");
  assert_ideas ("a f\xff\nan owl", "a f\xef\xbf\xbd|an owl");
}

/* A text without an end gives no list without an end. */
static void
test_bounds (void)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_auto(GStrv) ideas = NULL;
  g_auto(GStrv) one = NULL;

  for (guint i = 0; i < 5000; i++)
    g_string_append (text, "é\n");
  ideas = limner_ideas_parse (text->str);
  g_assert_cmpuint (g_strv_length (ideas), ==, 20);

  g_string_truncate (text, 0);
  for (guint i = 0; i < 5000; i++)
    g_string_append (text, "é");
  one = limner_ideas_parse (text->str);
  g_assert_cmpuint (g_strv_length (one), ==, 1);
  g_assert_cmpuint (strlen (one[0]), <=, 2010);
  g_assert_true (g_utf8_validate (one[0], -1, NULL));
}

static void
test_mark_new (void)
{
  g_autofree char *same = limner_ideas_mark_new ("A fox, asleep", "a fox asleep");
  g_autofree char *more = limner_ideas_mark_new ("a fox", "a <red> fox, sleeping");
  g_autofree char *all = limner_ideas_mark_new ("", "an owl");

  g_assert_cmpstr (same, ==, "a fox asleep");
  g_assert_cmpstr (more, ==, "a <b>&lt;red&gt;</b> fox, <b>sleeping</b>");
  g_assert_cmpstr (all, ==, "<b>an</b> <b>owl</b>");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/ideas/parse", test_parse);
  g_test_add_func ("/ideas/bounds", test_bounds);
  g_test_add_func ("/ideas/mark-new", test_mark_new);
  return g_test_run ();
}
