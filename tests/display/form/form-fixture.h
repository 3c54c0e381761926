/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <string.h>

#include "base/limner-json.h"
#include "form/limner-form.h"
#include "limner-test.h"
#include "limner-test-widget.h"

G_BEGIN_DECLS

/* What the tests of the form share: values for a schema, and a form that shows them. */
static inline LimnerValues *
form_fixture_values (const char *properties,
                     const char *required)
{
  g_autofree char *json = g_strdup_printf (
    "{\"components\":{\"schemas\":{\"Input\":{\"properties\":{%s},\"required\":[%s]}}}}",
    properties, required);
  g_autoptr(GBytes) bytes = g_bytes_new (json, strlen (json));
  g_autoptr(GError) error = NULL;
  g_autoptr(LimnerSchema) schema = limner_schema_new_from_bytes (bytes, &error);

  g_assert_no_error (error);
  return limner_values_new (schema);
}

static inline LimnerForm *
form_fixture_form (LimnerValues *values)
{
  LimnerForm *form = LIMNER_FORM (limner_form_new ());

  g_object_ref_sink (form);
  limner_form_set_values (form, values);
  return form;
}

/* Shows a form, which goes with the window. It can be scrolled, as in the program: a narrow form
 * that shows its text may be lower than a wide one, which a window would not stand.
 */
static inline GtkWindow *
form_fixture_present (LimnerForm *form)
{
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (form));
  gtk_window_set_default_size (window, 400, 600);
  gtk_window_set_child (window, scroller);
  gtk_window_present (window);
  limner_test_wait_until (gtk_widget_get_mapped (GTK_WIDGET (form)));
  return window;
}

static inline void
form_fixture_assert_input (LimnerValues *values,
                           const char   *expected)
{
  g_autoptr(JsonObject) input = limner_values_to_input (values);
  g_autofree char *text = limner_json_object_to_string (input, FALSE);

  g_assert_cmpstr (text, ==, expected);
}

/* The widget of a type whose screen reader's name is @label. */
static inline GtkWidget *
form_fixture_find_named (GtkWidget  *widget,
                         GType       type,
                         const char *label)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    {
      g_autofree char *wrong =
        gtk_test_accessible_check_property (GTK_ACCESSIBLE (widget),
                                            GTK_ACCESSIBLE_PROPERTY_LABEL, label);

      if (wrong == NULL)
        return widget;
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = form_fixture_find_named (child, type, label);

      if (found != NULL)
        return found;
    }

  return NULL;
}

G_END_DECLS
