/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <gtk/gtk.h>

#include "app/limner-split.h"

/* A split of two labels that was given @width; its sidebar wants much. */
static LimnerSplit *
make_split (int        width,
            GtkWidget *sidebar,
            GtkWidget *content)
{
  LimnerSplit *split = g_object_new (LIMNER_TYPE_SPLIT, "sidebar", sidebar, "content", content,
                                     NULL);

  g_object_ref_sink (split);
  limner_split_set_wide_sidebar (split, TRUE);
  gtk_widget_measure (GTK_WIDGET (split), GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
  gtk_widget_size_allocate (GTK_WIDGET (split), &(GtkAllocation) { 0, 0, width, 400 }, -1);
  return split;
}

static void
check_widths (int width,
              int sidebar_width,
              int content_minimum)
{
  GtkWidget *sidebar = gtk_label_new (NULL);
  GtkWidget *content = gtk_label_new (NULL);
  g_autoptr(LimnerSplit) split = NULL;

  gtk_widget_set_size_request (content, content_minimum, -1);
  split = make_split (width, sidebar, content);
  g_assert_cmpint (gtk_widget_get_width (sidebar), ==, sidebar_width);
  g_assert_cmpint (gtk_widget_get_width (content), ==, width - sidebar_width);
}

/* A sidebar that wants much gets it from 1100 pixels on, and never what the content needs. */
static void
test_wide_sidebar (void)
{
  check_widths (800, 380, 0);
  check_widths (1099, 380, 0);
  check_widths (1100, 640, 0);
  check_widths (1280, 720, 0);
  check_widths (1920, 800, 0);
  check_widths (1280, 480, 800);
  check_widths (1200, 380, 820);
}

static void
count_cb (LimnerSplit *split,
          GParamSpec  *pspec,
          guint       *count)
{
  (*count)++;
}

/* It goes back when it wants no more. */
static void
test_back (void)
{
  GtkWidget *sidebar = gtk_label_new (NULL);
  g_autoptr(LimnerSplit) split = make_split (1280, sidebar, gtk_label_new (NULL));
  gboolean is_wide = FALSE;
  guint count = 0;

  g_signal_connect (split, "notify::wide-sidebar", G_CALLBACK (count_cb), &count);
  g_object_get (split, "wide-sidebar", &is_wide, NULL);
  g_assert_true (is_wide);
  g_object_set (split, "wide-sidebar", FALSE, NULL);
  limner_split_set_wide_sidebar (split, FALSE);
  g_assert_cmpuint (count, ==, 1);
  gtk_widget_measure (GTK_WIDGET (split), GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
  gtk_widget_size_allocate (GTK_WIDGET (split), &(GtkAllocation) { 0, 0, 1280, 400 }, -1);
  g_assert_cmpint (gtk_widget_get_width (sidebar), ==, 380);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);

  g_test_add_func ("/app/split/wide-sidebar", test_wide_sidebar);
  g_test_add_func ("/app/split/back", test_back);
  return g_test_run ();
}
