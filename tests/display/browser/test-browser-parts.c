/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <adwaita.h>

#include "base/limner-json.h"
#include "browser/limner-cover.h"
#include "browser/limner-input-rows.h"
#include "browser/limner-markdown.h"
#include "browser/limner-model-index.h"
#include "limner-test.h"

static const struct
{
  const char *text;
  const char *markup;
} inlines[] = {
  { "plain", "plain" },
  { "a **b** c", "a <b>b</b> c" },
  { "*a* and __b__", "<i>a</i> and <b>b</b>" },
  { "`x < y`", "<tt>x &lt; y</tt>" },
  { "snake_case_name", "snake_case_name" },
  { "2 * 3 * 4", "2 * 3 * 4" },
  { "<script>&amp;", "&lt;script&gt;&amp;amp;" },
  { "[word](https://h/?a=1&b=2)",
    "<a href=\"https://h/?a=1&amp;b=2\" title=\"https://h/?a=1&amp;b=2\">word</a>" },
  { "[word](javascript:alert)", "word" },
  { "![alt *x*](https://h/p.png)", "alt <i>x</i>" },
  { "**open", "**open" },
  { "[open](", "[open](" },
  { "***", "***" },
  { "**a *b* c**", "<b>a <i>b</i> c</b>" },
};

static void
test_inline (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (inlines); i++)
    {
      g_autofree char *markup = limner_markdown_inline_markup (inlines[i].text);

      g_assert_cmpstr (markup, ==, inlines[i].markup);
    }
}

/* Whatever comes, the result is markup that the toolkit reads. */
static void
test_noise (void)
{
  const char *pieces[] = { "*", "**", "_", "`", "[", "](", ")", "!", "https://h", "<b>", "&", "\"",
                           " ", "x", "\xc3\xa4", "\xff", "\n" };
  g_autoptr(GRand) rand = g_rand_new_with_seed (11);

  for (guint i = 0; i < 3000; i++)
    {
      g_autoptr(GString) text = g_string_new (NULL);
      g_autofree char *markup = NULL;
      g_autoptr(GError) error = NULL;

      for (guint j = 0; j < 30; j++)
        g_string_append (text, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
      markup = limner_markdown_inline_markup (text->str);
      /* Links are the label's own addition to the markup of Pango. */
      if (strstr (markup, "<a ") == NULL)
        g_assert_true (pango_parse_markup (markup, -1, 0, NULL, NULL, NULL, &error));
      g_assert_no_error (error);
    }
}

static guint
count_labels (GtkWidget *box)
{
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (box); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n++;
  return n;
}

static void
test_blocks (void)
{
  GtkWidget *box = g_object_ref_sink (
    limner_markdown_new ("# Title\nfirst line\nsecond line\n\n- one\n* two\n\n```c\nint x;\n\n"
                         "# no title\n```\n> said\n\n####### seven"));
  GtkWidget *title = gtk_widget_get_first_child (box);
  GtkWidget *paragraph = gtk_widget_get_next_sibling (title);

  g_assert_cmpuint (count_labels (box), ==, 7);
  g_assert_true (gtk_widget_has_css_class (title, "title-3"));
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (paragraph)), ==, "first line second line");
  g_assert_finalize_object (box);
}

static void
test_endless (void)
{
  g_autofree char *text = g_strnfill (500000, '\n');
  GtkWidget *box;

  for (gsize i = 0; i < 500000; i += 2)
    text[i] = '#';
  box = g_object_ref_sink (limner_markdown_new (text));
  g_assert_cmpuint (count_labels (box), <=, 600);
  g_assert_finalize_object (box);
}

static void
test_index (void)
{
  const char *names[] = { "sdxl", "sdxl-lightning", "fast-sdxl", "flux" };
  g_autoptr(LimnerModelIndex) index = limner_model_index_new ();
  g_autoptr(GPtrArray) found = NULL;
  g_autoptr(GPtrArray) both = NULL;
  g_autoptr(GPtrArray) none = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr(LimnerModel) model = limner_model_new ("owner", names[i]);

      limner_resource_set_string (LIMNER_RESOURCE (model), "description", "Ünïque WORDS here");
      limner_model_index_add (index, model);
      limner_model_index_add (index, model);
    }
  g_assert_cmpuint (limner_model_index_get_n (index), ==, 4);
  g_assert_nonnull (limner_model_index_lookup (index, "owner/flux"));

  found = limner_model_index_search (index, " SDXL ", 10);
  g_assert_cmpuint (found->len, ==, 3);
  g_assert_cmpstr (limner_model_get_name (found->pdata[0]), ==, "sdxl");
  g_assert_cmpstr (limner_model_get_name (found->pdata[2]), ==, "fast-sdxl");
  both = limner_model_index_search (index, "owner/flux ünïque", 10);
  g_assert_cmpuint (both->len, ==, 1);
  none = limner_model_index_search (index, "sdxl nonsense", 10);
  g_assert_cmpuint (none->len, ==, 0);
}

#define SCHEMA "{\"components\":{\"schemas\":{\"Input\":{\"type\":\"object\",\"properties\":{" \
  "\"image\":{\"type\":\"string\",\"format\":\"uri\",\"x-order\":0}," \
  "\"scale\":{\"type\":\"number\",\"minimum\":0,\"default\":2,\"x-order\":1}," \
  "\"on\":{\"type\":\"boolean\",\"default\":true,\"x-order\":2}}}}}}"

static void
test_inputs (void)
{
  g_autoptr(JsonObject) document =
    limner_json_parse_object (SCHEMA, (gsize) -1, 65536, NULL);
  g_autoptr(LimnerSchema) schema = limner_schema_new (document);
  g_autoptr(GPtrArray) rows = g_ptr_array_new ();
  GtkWidget *group = g_object_ref_sink (adw_preferences_group_new ());
  const char *texts[] = {
    "picture", "number · at least 0 · normally 2", "yes or no · normally true"
  };

  limner_input_rows_add (ADW_PREFERENCES_GROUP (group), schema, rows);
  g_assert_cmpuint (rows->len, ==, 3);
  for (guint i = 0; i < rows->len; i++)
    g_assert_cmpstr (adw_action_row_get_subtitle (rows->pdata[i]), ==, texts[i]);
  g_assert_finalize_object (group);
}

/* Addresses that are none, or lead nowhere good, leave the letter standing. */
static void
test_hostile_covers (void)
{
  const char *urls[] = {
    "https://replicate.comNone:x", "file:///etc/passwd", "", "data:image/png,x",
    "http://169.254.169.254/"
  };
  g_autoptr(LimnerServer) server =
    limner_server_new ("x", LIMNER_SERVER_REPLICATE, "X", "http://127.0.0.1:9");
  g_autoptr(LimnerClient) client = limner_client_new (server);
  GtkWidget *window = gtk_window_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (urls); i++)
    {
      GtkWidget *cover = limner_cover_new ();

      limner_cover_set_source (LIMNER_COVER (cover), client, urls[i], "name");
      gtk_window_set_child (GTK_WINDOW (window), cover);
      gtk_window_present (GTK_WINDOW (window));
      limner_test_wait_until (gtk_widget_get_mapped (cover));
      limner_test_settle ();
      g_assert_false (gtk_widget_get_visible (gtk_widget_get_first_child (cover)));
    }
  gtk_window_destroy (GTK_WINDOW (window));
  limner_test_wait_until (G_OBJECT (client)->ref_count == 1);
}

/* A cover that was seen before comes from memory, as often as it is asked for. */
static void
test_cover_from_memory (void)
{
  const char *url = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlE"
                    "QVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
  g_autoptr(LimnerServer) server =
    limner_server_new ("x", LIMNER_SERVER_REPLICATE, "X", "http://127.0.0.1:9");
  g_autoptr(LimnerClient) client = limner_client_new (server);
  GtkWidget *window = gtk_window_new ();

  gtk_window_present (GTK_WINDOW (window));
  for (guint i = 0; i < 4; i++)
    {
      GtkWidget *cover = limner_cover_new ();

      limner_cover_set_source (LIMNER_COVER (cover), client, url, "name");
      gtk_window_set_child (GTK_WINDOW (window), cover);
      limner_test_wait_until (gtk_widget_get_visible (gtk_widget_get_first_child (cover)));
    }
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/browser-parts/inline", test_inline);
  g_test_add_func ("/browser-parts/noise", test_noise);
  g_test_add_func ("/browser-parts/blocks", test_blocks);
  g_test_add_func ("/browser-parts/endless", test_endless);
  g_test_add_func ("/browser-parts/index", test_index);
  g_test_add_func ("/browser-parts/inputs", test_inputs);
  g_test_add_func ("/browser-parts/hostile-covers", test_hostile_covers);

  g_test_add_func ("/browser-parts/cover-from-memory", test_cover_from_memory);

  return g_test_run ();
}
