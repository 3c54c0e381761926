/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "browser/limner-markdown-inline.h"
#include "browser/limner-markdown-table.h"
#include "browser/limner-markdown.h"
#include "limner-test.h"

#define LINK(url, words) "<a href=\"" url "\" title=\"" url "\">" words "</a>"

static const struct
{
  const char *text;
  const char *markup;
} inlines[] = {
  { "", "" },
  { "plain", "plain" },
  { "a **b** c", "a <b>b</b> c" },
  { "*a* and __b__", "<i>a</i> and <b>b</b>" },
  { "***both*** ~~gone~~", "<b><i>both</i></b> <s>gone</s>" },
  { "**a *b* c**", "<b>a <i>b</i> c</b>" },
  { "*a **b** c*", "<i>a <b>b</b> c</i>" },
  { "**a *b***", "<b>a <i>b</i></b>" },
  { "`x < y`", "<tt>x &lt; y</tt>" },
  { "``a ` b``", "<tt>a ` b</tt>" },
  { "`open", "`open" },
  { "snake_case_name", "snake_case_name" },
  { "_snake_case_", "<i>snake_case</i>" },
  { "2 * 3 * 4", "2 * 3 * 4" },
  { "**open", "**open" },
  { "***", "***" },
  { "\\*no\\* \\[x](y)", "*no* [x](y)" },
  { "**a\\*\\*b**", "<b>a**b</b>" },
  /* Links */
  { "[word](https://h/?a=1&b=2)", LINK ("https://h/?a=1&amp;b=2", "word") },
  { "[**b**](https://h \"A title\")", LINK ("https://h", "<b>b</b>") },
  { "[w](https://h/a_(b)_c).", LINK ("https://h/a_(b)_c", "w") "." },
  { "[w](<https://h/x>)", LINK ("https://h/x", "w") },
  { "[](https://h/x)", LINK ("https://h/x", "https://h/x") },
  { "[word](javascript:alert)", "word" },
  { "[x](javascript:f(1))", "x" },
  { "[x](file:///etc/passwd) [y](data:text/html,z)", "x y" },
  { "[x](https://)", "x" },
  { "[x](http://plain)", "x" },
  { "[x](https://h/\"onclick=\"y)", LINK ("https://h/", "x") },
  { "[a [b] c](https://h)", LINK ("https://h", "a [b] c") },
  { "[a [b](https://in) c](https://out)", LINK ("https://out", "a b c") },
  { "[open](", "[open](" },
  { "[open", "[open" },
  { "[ref][1]", "[ref][1]" },
  { "see https://h/x.", "see " LINK ("https://h/x", "https://h/x") "." },
  { "(https://h/x)", "(" LINK ("https://h/x", "https://h/x") ")" },
  { "<https://h/x>", LINK ("https://h/x", "https://h/x") },
  { "xhttps://h https://", "xhttps://h https://" },
  /* Pictures are links and never loaded. */
  { "![alt *x*](https://h/p.png)", LINK ("https://h/p.png", "alt <i>x</i>") },
  { "![](https://h/p.png)", LINK ("https://h/p.png", "Picture") },
  { "![alt](p.png)", "alt" },
  { "[![Build](https://h/b.svg)](https://h/ci)", LINK ("https://h/ci", "Build") },
  /* HTML */
  { "<script>&amp;", "&lt;script&gt;&amp;" },
  { "a<br/>b <b>c</b>", "a\nb c" },
  { "<img src=\"https://h/p.png\" alt='A & B'>", LINK ("https://h/p.png", "A &amp; B") },
  { "<img onerror=\"x\" src='javascript:x'>", "Picture" },
  { "<a href=\"https://h\">w</a>!", LINK ("https://h", "w") "!" },
  { "<a href='javascript:x'>w</a>", "w" },
  { "<a href=\"https://h\">open", "open" },
  { "1 < 2 > 0", "1 &lt; 2 &gt; 0" },
  { "&#39;&lt;b&gt;&copy;&#x41;&#0;&#x202e;&nonsense;",
    "&apos;&lt;b&gt;©A&amp;#0;&amp;#x202e;&amp;nonsense;" },
  /* Text from the right stays; what turns other text round does not. */
  { "שלום **עולם**", "שלום <b>עולם</b>" },
  { "[\xe2\x80\xaemoc.live\xe2\x80\xac](https://h)", LINK ("https://h", "moc.live") },
  { "a\x01\x1b" "b\x7f", "ab" },
};

/* As labels read it: links are their own addition to the markup of Pango. */
static void
assert_is_read (const char *text,
                const char *markup)
{
  GtkWidget *label = g_object_ref_sink (gtk_label_new (NULL));
  const char *shown;

  /* Complains, and thereby ends the test, if it cannot be read. */
  gtk_label_set_markup (GTK_LABEL (label), markup);
  shown = gtk_label_get_text (GTK_LABEL (label));
  g_test_message ("%s", text);
  g_assert_true ((*markup == '\0') == (*shown == '\0'));
  g_assert_null (strstr (markup, "href=\"javascript"));
  g_object_unref (label);
}

static void
test_inline (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (inlines); i++)
    {
      g_autofree char *markup = limner_markdown_inline_markup (inlines[i].text);

      g_assert_cmpstr (markup, ==, inlines[i].markup);
      assert_is_read (inlines[i].text, markup);
    }
}

static const char * const pieces[] = {
  "*", "**", "***", "_", "__", "~~", "`", "``", "```", "[", "]", "](", "](https://h/(", ")", "!",
  "![", "https://h", "<https://h>", "http://", "javascript:", "<b>", "</b>", "<a href=\"",
  "<a href='https://h'>", "</a>", "<img src=", ">", "<", "<br>", "<!--", "-->", "&", "&amp;",
  "&#65;", "&#", ";", "\"", "'", "\\", " ", "  ", "x", "word", "\xc3\xa4", "\xff", "\xe2\x80\xae",
  "\xd7\xa9", "\n", "\n\n", "\n# ", "\n- ", "\n  - ", "\n1. ", "\n> ", "\n    ", "\n```\n", "|",
  "\n|a|b|\n|-|-|\n", "\n---\n", "\n===\n", "\r\n", "\t", "\x01",
};

static char *
make_noise (GRand *rand,
            guint  n)
{
  GString *text = g_string_new (NULL);

  for (guint j = 0; j < n; j++)
    g_string_append (text, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
  return g_string_free (text, FALSE);
}

/* Whatever comes, the result is markup that the toolkit reads. */
static void
test_noise (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (11);

  for (guint i = 0; i < 150; i++)
    {
      g_autofree char *text = make_noise (rand, 24);
      g_autofree char *markup = limner_markdown_inline_markup (text);
      GtkWidget *label = g_object_ref_sink (gtk_label_new (NULL));

      gtk_label_set_markup (GTK_LABEL (label), markup);
      g_assert_null (strstr (markup, "href=\"javascript"));
      g_object_unref (label);
    }
}

static guint
count_children (GtkWidget *box)
{
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (box); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n++;
  return n;
}

static void
test_noisy_blocks (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (12);

  for (guint i = 0; i < 25; i++)
    {
      g_autofree char *text = make_noise (rand, 80);
      GtkWidget *box = g_object_ref_sink (limner_markdown_new (text));

      g_assert_cmpuint (count_children (box), <=, 301);
      limner_test_assert_freed (box);
    }
}

/* What a text becomes: a word for each block, with its text and how far it is moved in. */
static char *
describe (GtkWidget *box)
{
  GString *text = g_string_new (NULL);

  for (GtkWidget *child = gtk_widget_get_first_child (box); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *label = child;
      const char *kind = gtk_widget_has_css_class (child, "quote") ? "quote"
                         : gtk_widget_has_css_class (child, "code") ? "code"
                         : gtk_widget_has_css_class (child, "title-3") ? "h1"
                         : gtk_widget_has_css_class (child, "title-4") ? "h2"
                         : gtk_widget_has_css_class (child, "heading") ? "h3" : "p";

      if (GTK_IS_SEPARATOR (child))
        {
          g_string_append (text, "rule\n");
          continue;
        }
      if (GTK_IS_SCROLLED_WINDOW (child))
        {
          g_string_append (text, "table\n");
          continue;
        }
      if (GTK_IS_BOX (child))
        {
          label = gtk_widget_get_first_child (child);
          kind = gtk_label_get_text (GTK_LABEL (label));
          label = gtk_widget_get_last_child (child);
        }
      g_string_append_printf (text, "%s%d:%s\n", kind, gtk_widget_get_margin_start (child) / 18,
                              gtk_label_get_text (GTK_LABEL (label)));
    }
  return g_string_free (text, FALSE);
}

static const struct
{
  const char *text;
  const char *blocks;
} texts[] = {
  { "", "" },
  { "<p align=\"center\">\n<!-- nobody -->\n</p>", "" },
  { "# Title\nfirst line\nsecond line\n", "h10:Title\np0:first line second line\n" },
  { "Title\n=====\n\nBelow\n---\n### Third ###\n", "h10:Title\nh20:Below\nh30:Third\n" },
  { "#no title\n\n####### seven", "p0:#no title\np0:####### seven\n" },
  { "a\n\n---\n\nb", "p0:a\nrule\np0:b\n" },
  { "one  \ntwo\\\nthree\nfour", "p0:one\ntwo\nthree four\n" },
  { "- one\n* two\n  goes on\n", "•0:one\n•0:two goes on\n" },
  { "- a\n  - b\n    - c\n- d\n", "•0:a\n•1:b\n•2:c\n•0:d\n" },
  { "1. a\n   * b\n2) c\n\n   below\n\nend", "1.0:a\n•1:b\n2)0:c\np1:below\np0:end\n" },
  { "- a\n  - b\n\n```\nx\n```\n- c\n  ```\n  y\n  ```\n---\n",
    "•0:a\n•1:b\ncode0:x\n•0:c\ncode1:  y\nrule\n" },
  { "- [ ] a\n- [x] b", "☐0:a\n☑0:b\n" },
  { "> said\n> more\n>\n> - item\n\nafter", "quote0:said more\n•0:item\np0:after\n" },
  { "```c\nint x;\n\n# no title\n- no item\n```\nend",
    "code0:int x;\n\n# no title\n- no item\np0:end\n" },
  { "a\n\n    int x;\n    int y;\n\nb", "p0:a\ncode0:int x;\nint y;\np0:b\n" },
  { "> ~~~\n> code\n> ~~~\nend", "quote0:code\np0:end\n" },
  { "```\nnever ends", "code0:never ends\n" },
  { "x\n| a | b |\n|---|:-:|\n| 1 | 2 |\nend", "p0:x\ntable\np0:end\n" },
  { "a | b\nno rule | here", "p0:a | b no rule | here\n" },
  { "a\r\nb\r\n\r\n- c\r\n", "p0:a b\n•0:c\n" },
};

static void
test_blocks (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      GtkWidget *box = g_object_ref_sink (limner_markdown_new (texts[i].text));
      g_autofree char *blocks = describe (box);

      g_assert_cmpstr (blocks, ==, texts[i].blocks);
      limner_test_assert_freed (box);
    }
}

static const char *
get_cell (GtkWidget *grid,
          int        column,
          int        row)
{
  GtkWidget *label = gtk_grid_get_child_at (GTK_GRID (grid), column, row);

  return label != NULL ? gtk_label_get_text (GTK_LABEL (label)) : NULL;
}

static void
test_table (void)
{
  const char * const lines[] = {
    "| Model | Runs `a|b` |", "|:--|--:|", "| **flux** | 1\\|2 | too much |", "|short|", "after",
  };
  gsize n_read;
  GtkWidget *table = g_object_ref_sink (
    limner_markdown_table_new (lines, G_N_ELEMENTS (lines), &n_read));
  GtkWidget *view = gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (table));
  GtkWidget *grid = gtk_viewport_get_child (GTK_VIEWPORT (view));

  g_assert_cmpuint (n_read, ==, 4);
  g_assert_cmpstr (get_cell (grid, 0, 0), ==, "Model");
  g_assert_cmpstr (get_cell (grid, 1, 0), ==, "Runs a|b");
  g_assert_cmpstr (get_cell (grid, 0, 2), ==, "flux");
  g_assert_cmpstr (get_cell (grid, 1, 2), ==, "1|2");
  g_assert_cmpfloat (gtk_label_get_xalign (GTK_LABEL (gtk_grid_get_child_at (GTK_GRID (grid), 1,
                                                                             2))), ==, 1.0);
  g_assert_null (get_cell (grid, 2, 2));
  g_assert_cmpstr (get_cell (grid, 0, 3), ==, "short");
  g_assert_null (get_cell (grid, 1, 3));
  limner_test_assert_freed (table);
}

static void
test_table_begins (void)
{
  g_assert_true (limner_markdown_table_begins ("a|b", "-|-"));
  g_assert_true (limner_markdown_table_begins ("| a |", "|---|"));
  g_assert_false (limner_markdown_table_begins ("a|b", NULL));
  g_assert_false (limner_markdown_table_begins ("a|b", "---"));
  g_assert_false (limner_markdown_table_begins ("a|b", "-|x"));
  g_assert_false (limner_markdown_table_begins ("a|b", "::|-"));
  g_assert_false (limner_markdown_table_begins ("words", "---"));
}

/* A word of thousands of letters can be broken, and its address stays whole. */
static void
test_long_words (void)
{
  g_autofree char *word = g_strnfill (200, 'x');
  g_autofree char *link = g_strdup_printf ("[%s](https://h/%s)", word, word);
  g_autofree char *href = g_strdup_printf ("href=\"https://h/%s\"", word);
  g_autofree char *markup = limner_markdown_inline_markup (link);
  g_autofree char *code = limner_markdown_code_markup (word);
  g_autofree char *short_code = limner_markdown_code_markup ("a < b");
  g_autofree char *entities = g_strnfill (200, '&');
  g_autofree char *escaped = limner_markdown_inline_markup (entities);

  g_assert_nonnull (strstr (markup, href));
  g_assert_nonnull (strstr (markup, "x\342\200\213x"));
  g_assert_nonnull (strstr (code, "x\342\200\213x"));
  g_assert_cmpstr (short_code, ==, "a &lt; b");
  g_assert_nonnull (strstr (escaped, "&amp;\342\200\213&amp;"));
  assert_is_read (link, markup);
}

/* Nothing that is long takes long, or makes more widgets than can be shown. */
static void
test_endless (void)
{
  const char *units[] = { "#\n", "*", "[", "![](", "`", "<", "a", "- x\n", "> ", "<!-- -->", "|a",
                          "|a|b|\n|-|-|\n", "```\n", "**a ", "_a_ ", "https://h " };

  for (gsize i = 0; i < G_N_ELEMENTS (units); i++)
    {
      g_autoptr(GString) text = g_string_new (NULL);
      GtkWidget *box;
      int height = 0;

      while (text->len < 9000)
        g_string_append (text, units[i]);
      g_test_message ("%s", units[i]);
      box = g_object_ref_sink (limner_markdown_new (text->str));
      g_assert_cmpuint (count_children (box), <=, 301);
      if (*units[i] == 'a')
        gtk_widget_measure (box, GTK_ORIENTATION_VERTICAL, 600, NULL, &height, NULL, NULL);
      limner_test_assert_freed (box);
    }
}

static void
test_directions (void)
{
  GtkWidget *box = g_object_ref_sink (limner_markdown_new ("שלום עולם\n\n- פריט\n\nplain"));
  GtkWidget *first = gtk_widget_get_first_child (box);
  GtkWidget *item = gtk_widget_get_next_sibling (first);

  g_assert_cmpint (gtk_widget_get_direction (first), ==, GTK_TEXT_DIR_RTL);
  g_assert_cmpint (gtk_widget_get_direction (item), ==, GTK_TEXT_DIR_RTL);
  g_assert_cmpint (gtk_widget_get_direction (gtk_widget_get_last_child (item)), ==,
                   GTK_TEXT_DIR_RTL);
  g_assert_cmpint (gtk_widget_get_direction (gtk_widget_get_last_child (box)), ==,
                   GTK_TEXT_DIR_LTR);
  limner_test_assert_freed (box);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);

  g_test_add_func ("/markdown/inline", test_inline);
  g_test_add_func ("/markdown/noise", test_noise);
  g_test_add_func ("/markdown/noisy-blocks", test_noisy_blocks);
  g_test_add_func ("/markdown/blocks", test_blocks);
  g_test_add_func ("/markdown/table", test_table);
  g_test_add_func ("/markdown/table-begins", test_table_begins);
  g_test_add_func ("/markdown/endless", test_endless);
  g_test_add_func ("/markdown/long-words", test_long_words);
  g_test_add_func ("/markdown/directions", test_directions);

  return g_test_run ();
}
