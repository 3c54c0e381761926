/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <adwaita.h>

#include "form-fixture.h"
#include "form/limner-form-json.h"
#include "form/limner-form-row.h"
#include "form/limner-form-views.h"

static const char inputs[] =
  "\"prompt\":{\"type\":\"string\",\"x-order\":0},"
  "\"steps\":{\"type\":\"integer\",\"minimum\":1,\"maximum\":50,\"default\":20,\"x-order\":1}";

static GtkWidget *
get_json (LimnerForm *form)
{
  return limner_test_find_child (GTK_WIDGET (form), LIMNER_TYPE_FORM_JSON);
}

static GtkTextBuffer *
get_buffer (LimnerForm *form)
{
  GtkWidget *view = limner_test_find_child (get_json (form), GTK_TYPE_TEXT_VIEW);

  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
}

static char *
get_text (LimnerForm *form)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (get_buffer (form), &start, &end);
  return gtk_text_buffer_get_text (get_buffer (form), &start, &end, FALSE);
}

static LimnerForm *
make_form (guint          n_more,
           LimnerValues **values)
{
  g_autoptr(GString) properties = g_string_new (inputs);

  for (guint i = 0; i < n_more; i++)
    g_string_append_printf (properties, ",\"extra%u\":{\"type\":\"string\"}", i);
  *values = form_fixture_values (properties->str, "");
  return form_fixture_form (*values);
}

static gboolean
is_right_of (GtkWidget *widget,
             GtkWidget *other)
{
  graphene_rect_t bounds, others;
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (widget));

  g_assert_true (gtk_widget_compute_bounds (widget, root, &bounds));
  g_assert_true (gtk_widget_compute_bounds (other, root, &others));
  return bounds.origin.x >= others.origin.x + others.size.width;
}

/* In a narrow form the text takes the place of the rows, and there is nothing to search. */
static void
test_narrow (void)
{
  g_autoptr(LimnerValues) values = NULL;
  g_autoptr(LimnerForm) form = make_form (20, &values);
  GtkWindow *window = form_fixture_present (form);
  GtkWidget *row = limner_test_find_child (GTK_WIDGET (form), LIMNER_TYPE_FORM_ROW);
  GtkWidget *search = limner_test_find_child (GTK_WIDGET (form), GTK_TYPE_SEARCH_ENTRY);

  g_assert_true (gtk_widget_get_mapped (row));
  limner_form_set_shows_json (form, TRUE);
  limner_test_wait_until (!gtk_widget_get_mapped (row));
  limner_test_wait_until (gtk_widget_get_mapped (get_json (form)));
  limner_test_wait_until (!gtk_widget_get_visible (search));

  limner_form_set_shows_json (form, FALSE);
  limner_test_wait_until (gtk_widget_get_mapped (row));
  limner_test_wait_until (gtk_widget_get_visible (search));
  g_assert_false (gtk_widget_get_mapped (get_json (form)));
  gtk_window_destroy (window);
}

/* Where there is room both are seen, in reading order, and the rows can be searched. */
static void
test_beside (gconstpointer data)
{
  gboolean is_rtl = GPOINTER_TO_INT (data) == GTK_TEXT_DIR_RTL;
  g_autoptr(LimnerValues) values = NULL;
  g_autoptr(LimnerForm) form = make_form (20, &values);
  GtkWidget *views = limner_test_find_child (GTK_WIDGET (form), LIMNER_TYPE_FORM_VIEWS);
  GtkWidget *row = limner_test_find_child (GTK_WIDGET (form), LIMNER_TYPE_FORM_ROW);
  GtkWidget *search = limner_test_find_child (GTK_WIDGET (form), GTK_TYPE_SEARCH_ENTRY);
  GtkWindow *window;

  gtk_widget_set_direction (views, GPOINTER_TO_INT (data));
  gtk_widget_set_size_request (GTK_WIDGET (form), 700, -1);
  window = form_fixture_present (form);
  limner_form_set_shows_json (form, TRUE);
  limner_test_wait_until (gtk_widget_get_mapped (get_json (form)));
  limner_test_wait_until (gtk_widget_get_visible (search));
  g_assert_true (gtk_widget_get_mapped (row));
  g_assert_true (is_rtl ? is_right_of (row, get_json (form)) : is_right_of (get_json (form), row));

  /* The text takes the place of the rows as soon as there is no room any more, and back. */
  gtk_widget_set_size_request (GTK_WIDGET (form), -1, -1);
  gtk_viewport_set_child (GTK_VIEWPORT (gtk_widget_get_parent (GTK_WIDGET (form))), NULL);
  gtk_window_destroy (window);
  window = form_fixture_present (form);
  limner_test_wait_until (!gtk_widget_get_mapped (row));
  limner_test_wait_until (!gtk_widget_get_visible (search));
  gtk_widget_set_size_request (GTK_WIDGET (form), 700, -1);
  limner_test_wait_until (gtk_widget_get_mapped (row));
  limner_test_wait_until (gtk_widget_get_visible (search));
  g_assert_true (gtk_widget_get_mapped (get_json (form)));
  gtk_window_destroy (window);
}

static double
get_top (GtkWidget *widget,
         GtkWidget *other)
{
  double x, y;

  g_assert_true (gtk_widget_translate_coordinates (widget, other, 0, 0, &x, &y));
  return y;
}

/* However far a long form is scrolled, the text beside it stays in sight, within the form. */
static void
test_scrolled (void)
{
  g_autoptr(GString) properties = g_string_new (inputs);
  g_autoptr(GString) required = g_string_new ("\"prompt\"");
  g_autoptr(LimnerValues) values = NULL;
  g_autoptr(LimnerForm) form = NULL;
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *heading = gtk_label_new ("Above");
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());
  GtkAdjustment *adjustment;
  GtkWidget *json, *views;

  /* What must be filled in is shown at once. */
  for (guint i = 0; i < 40; i++)
    {
      g_string_append_printf (properties, ",\"extra%u\":{\"type\":\"string\"}", i);
      g_string_append_printf (required, ",\"extra%u\"", i);
    }
  values = form_fixture_values (properties->str, required->str);
  form = form_fixture_form (values);
  gtk_widget_set_size_request (heading, -1, 90);
  gtk_box_append (GTK_BOX (box), heading);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (form));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  gtk_window_set_default_size (window, 760, 300);
  gtk_window_set_child (window, scroller);
  gtk_window_present (window);
  limner_form_set_shows_json (form, TRUE);
  json = get_json (form);
  views = limner_test_find_child (GTK_WIDGET (form), LIMNER_TYPE_FORM_VIEWS);
  limner_test_wait_until (gtk_widget_get_mapped (json) && gtk_widget_get_height (json) > 0);
  g_assert_cmpfloat (get_top (json, views), ==, 0);

  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
  limner_test_wait_until (gtk_adjustment_get_upper (adjustment) > 1300);
  for (double value = 40; value < 900; value += 170)
    {
      double above = MAX (0, get_top (views, box) - value);

      gtk_adjustment_set_value (adjustment, value);
      limner_test_wait_until (ABS (get_top (json, scroller) - above) < 1.5);
      g_assert_cmpint (gtk_widget_get_height (json), <=, gtk_widget_get_height (scroller));
    }

  /* At the end it does not reach out of the form. */
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
  limner_test_settle ();
  g_assert_cmpfloat (get_top (json, views) + gtk_widget_get_height (json), <=,
                     gtk_widget_get_height (views));

  /* A text that is longer than what is seen scrolls by itself instead of growing beyond it. */
  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *name = g_strdup_printf ("extra%u", i);

      limner_values_set_text (values, name, "word");
    }
  gtk_adjustment_set_value (adjustment, 300);
  limner_test_wait_until (ABS (get_top (json, scroller)) < 1.5);
  g_assert_cmpint (gtk_widget_get_height (json), <=, gtk_widget_get_height (scroller));
  gtk_window_destroy (window);
}

/* Side by side each shows at once what the other was given. */
static void
test_both_ways (void)
{
  g_autoptr(LimnerValues) values = NULL;
  g_autoptr(LimnerForm) form = make_form (0, &values);
  GtkWidget *entry;
  GtkWindow *window;
  g_autofree char *text = NULL;
  g_autofree char *number = NULL;
  g_autofree char *mended = NULL;

  gtk_widget_set_size_request (GTK_WIDGET (form), 700, -1);
  window = form_fixture_present (form);
  limner_form_set_shows_json (form, TRUE);
  entry = form_fixture_find_named (GTK_WIDGET (form), GTK_TYPE_ENTRY, "Steps");

  limner_values_set_text (values, "prompt", "a fox");
  text = get_text (form);
  g_assert_cmpstr (text, ==, "{\n  \"prompt\": \"a fox\"\n}");
  gtk_text_buffer_set_text (get_buffer (form), "{\"prompt\": \"a hare\", \"steps\": 7}", -1);
  form_fixture_assert_input (values, "{\"prompt\":\"a hare\",\"steps\":7}");
  number = g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry)));
  g_assert_cmpstr (number, ==, "7");

  /* What a row is given goes over a text that is not whole. */
  gtk_text_buffer_set_text (get_buffer (form), "{\"prompt\": ", -1);
  limner_values_set_text (values, "prompt", "an owl");
  mended = get_text (form);
  g_assert_cmpstr (mended, ==, "{\n  \"prompt\": \"an owl\",\n  \"steps\": 7\n}");
  gtk_window_destroy (window);
}

/* No width leads to a complaint of GTK, and the height suits what is shown. */
static void
test_widths (void)
{
  g_autoptr(LimnerValues) values = NULL;
  g_autoptr(LimnerForm) form = make_form (6, &values);
  GtkWidget *views = limner_test_find_child (GTK_WIDGET (form), LIMNER_TYPE_FORM_VIEWS);
  GtkWindow *window = form_fixture_present (form);
  int minimum, natural, alone, narrow, beside;

  gtk_widget_measure (views, GTK_ORIENTATION_VERTICAL, 356, &alone, NULL, NULL, NULL);
  limner_form_set_shows_json (form, TRUE);
  gtk_widget_measure (views, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  g_assert_cmpint (minimum, <=, 356);
  g_assert_cmpint (minimum, <=, natural);
  gtk_widget_measure (views, GTK_ORIENTATION_VERTICAL, 356, &narrow, NULL, NULL, NULL);
  g_assert_cmpint (narrow, <, alone);
  gtk_widget_measure (views, GTK_ORIENTATION_VERTICAL, 620, &beside, NULL, NULL, NULL);
  g_assert_cmpint (beside, ==, alone);
  for (int width = minimum; width < 1000; width += 37)
    {
      gtk_widget_measure (views, GTK_ORIENTATION_VERTICAL, width, &narrow, &natural, NULL, NULL);
      g_assert_cmpint (narrow, <=, natural);
    }
  gtk_window_destroy (window);
}

/* The longest seed can be read in the form of the sidebar. */
static void
test_long_seed (void)
{
  g_autoptr(LimnerValues) values = form_fixture_values (
    "\"seed\":{\"type\":\"integer\",\"title\":\"Seed of everything random\","
    "\"description\":\"Leave blank to draw one.\"}", "");
  g_autoptr(LimnerForm) form = form_fixture_form (values);
  GtkWindow *window = form_fixture_present (form);
  GtkWidget *entry = form_fixture_find_named (GTK_WIDGET (form), GTK_TYPE_ENTRY,
                                              "Seed of everything random");
  GtkWidget *text = limner_test_find_child (entry, GTK_TYPE_TEXT);
  g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout (text, "18446744073709551615");
  int minimum, width;

  gtk_widget_set_halign (GTK_WIDGET (form), GTK_ALIGN_START);
  gtk_widget_set_size_request (GTK_WIDGET (form), 356, -1);
  limner_values_set_text (values, "seed", "18446744073709551615");
  pango_layout_get_pixel_size (layout, &width, NULL);
  limner_test_wait_until (gtk_widget_get_width (text) >= width);
  gtk_widget_measure (GTK_WIDGET (form), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL,
                      NULL);
  g_assert_cmpint (minimum, <=, 356);
  gtk_window_destroy (window);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/form/views/narrow", test_narrow);
  g_test_add_data_func ("/form/views/beside", GINT_TO_POINTER (GTK_TEXT_DIR_LTR), test_beside);
  g_test_add_data_func ("/form/views/right-to-left", GINT_TO_POINTER (GTK_TEXT_DIR_RTL),
                        test_beside);
  g_test_add_func ("/form/views/scrolled", test_scrolled);
  g_test_add_func ("/form/views/both-ways", test_both_ways);
  g_test_add_func ("/form/views/widths", test_widths);
  g_test_add_func ("/form/views/long-seed", test_long_seed);
  return g_test_run ();
}
