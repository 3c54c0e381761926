/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <adwaita.h>

#include "app/limner-form-notes.h"
#include "form/limner-form-row.h"
#include "limner-test.h"
#include "limner-test-widget.h"

static LimnerValues *
make_values (void)
{
  static const char json[] =
    "{\"components\":{\"schemas\":{\"Input\":{\"properties\":{"
    "\"prompt\":{\"type\":\"string\",\"x-order\":0},\"steps\":{\"type\":\"integer\",\"x-order\":1},"
    "\"images\":{\"type\":\"array\",\"items\":{\"type\":\"string\",\"format\":\"uri\"},"
    "\"x-order\":2}}}}}}";
  g_autoptr(GBytes) bytes = g_bytes_new_static (json, sizeof json - 1);
  g_autoptr(LimnerSchema) schema = limner_schema_new_from_bytes (bytes, NULL);

  return limner_values_new (schema);
}

static const char *
get_reason (GtkWidget  *widget,
            const char *name)
{
  const char *reason = NULL;

  if (LIMNER_IS_FORM_ROW (widget) &&
      g_str_equal (limner_form_row_get_name (LIMNER_FORM_ROW (widget)), name))
    return limner_form_row_get_reason (LIMNER_FORM_ROW (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL && reason == NULL;
       child = gtk_widget_get_next_sibling (child))
    reason = get_reason (child, name);
  return reason;
}

/* What a server refuses stands at its inputs, the focus goes to the first in the form's order, and
 * a new value takes the words away.
 */
static void
test_refused (void)
{
  g_autoptr(LimnerValues) values = make_values ();
  g_autoptr(LimnerProblem) problem = limner_problem_new (422, "Input validation failed", NULL);
  g_autoptr(LimnerProblem) other = limner_problem_new (422, "Input validation failed", NULL);
  LimnerForm *form = LIMNER_FORM (g_object_ref_sink (limner_form_new ()));
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());
  GtkWidget *row;

  limner_form_set_values (form, values);
  gtk_window_set_child (window, GTK_WIDGET (form));
  gtk_window_present (window);
  limner_test_wait_until (gtk_widget_get_mapped (GTK_WIDGET (form)));

  limner_problem_add_field (problem, NULL, "images[1]", "This is no picture");
  limner_problem_add_field (problem, NULL, "steps", "Too many");
  limner_problem_add_field (problem, NULL, "unknown", "Nobody asked");
  g_assert_true (limner_form_notes_show_problem (form, problem));
  g_assert_cmpstr (get_reason (GTK_WIDGET (form), "steps"), ==, "Too many");
  g_assert_cmpstr (get_reason (GTK_WIDGET (form), "images"), ==, "This is no picture");
  g_assert_null (get_reason (GTK_WIDGET (form), "prompt"));
  row = gtk_widget_get_ancestor (gtk_root_get_focus (GTK_ROOT (window)), LIMNER_TYPE_FORM_ROW);
  g_assert_cmpstr (limner_form_row_get_name (LIMNER_FORM_ROW (row)), ==, "steps");

  limner_values_set_text (values, "steps", "9");
  g_assert_null (get_reason (GTK_WIDGET (form), "steps"));
  g_assert_nonnull (get_reason (GTK_WIDGET (form), "images"));

  limner_problem_add_field (other, NULL, "step", "Not the same name");
  g_assert_false (limner_form_notes_show_problem (form, other));
  gtk_window_destroy (window);
  limner_test_assert_freed (form);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/form-notes/refused", test_refused);
  return g_test_run ();
}
