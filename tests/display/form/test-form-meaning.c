/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <adwaita.h>

#include "form/limner-form-group.h"
#include "form/limner-form-meaning.h"
#include "form/limner-form-note.h"
#include "form/limner-form-row-prompt.h"
#include "form/limner-form-row-text.h"
#include "form/limner-form-row.h"

#include "form-fixture.h"

static const char *const inputs =
  "\"prompt\":{\"type\":\"string\",\"x-order\":0},"
  "\"words\":{\"type\":\"string\",\"x-order\":1},"
  "\"picture\":{\"type\":\"string\",\"format\":\"uri\",\"x-order\":2,"
  "\"description\":\"The black part is painted anew\"},"
  "\"flag\":{\"type\":\"boolean\",\"x-order\":3}";

static GtkWidget *
find_row (GtkWidget  *widget,
          const char *name)
{
  GtkWidget *found = NULL;

  if (LIMNER_IS_FORM_ROW (widget) &&
      g_str_equal (limner_form_row_get_name (LIMNER_FORM_ROW (widget)), name))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_row (child, name);
  return found;
}

/* The line of the list with a screen reader's name. */
static GtkWidget *
find_line (GtkWidget  *popover,
           const char *title)
{
  return form_fixture_find_named (popover, GTK_TYPE_LIST_BOX_ROW, title);
}

/* Another meaning gives another row; undo gives the first one back. */
static void
test_override (void)
{
  g_autoptr(LimnerValues) values = form_fixture_values (inputs, "");
  LimnerForm *form = form_fixture_form (values);
  GtkWindow *window = form_fixture_present (form);
  LimnerSchema *schema;

  limner_values_set_text (values, "words", "a fox");
  g_assert_true (LIMNER_IS_FORM_ROW_TEXT (find_row (GTK_WIDGET (form), "words")));

  limner_values_override_role (values, "words", "prompt");
  schema = limner_values_get_schema (values);
  g_assert_true (LIMNER_IS_FORM_ROW_PROMPT (find_row (GTK_WIDGET (form), "words")));
  g_assert_cmpint (limner_field_get_role (limner_schema_find_field (schema, "prompt")), ==,
                   LIMNER_ROLE_NONE);
  form_fixture_assert_input (values, "{\"words\":\"a fox\"}");

  gtk_widget_activate_action (GTK_WIDGET (form), "form.undo", NULL);
  g_assert_true (LIMNER_IS_FORM_ROW_TEXT (find_row (GTK_WIDGET (form), "words")));
  gtk_widget_activate_action (GTK_WIDGET (form), "form.redo", NULL);
  g_assert_true (LIMNER_IS_FORM_ROW_PROMPT (find_row (GTK_WIDGET (form), "words")));
  limner_values_override_role (values, "words", NULL);
  g_assert_true (LIMNER_IS_FORM_ROW_TEXT (find_row (GTK_WIDGET (form), "words")));
  gtk_window_destroy (window);
  limner_test_assert_freed (form);
}

static void
chosen_cb (LimnerFormContext *context,
           const char        *name,
           const char        *role,
           char             **chosen)
{
  g_free (*chosen);
  *chosen = g_strdup_printf ("%s %s", name, role != NULL ? role : "automatic");
}

/* Only what this kind of input can mean is offered, and what it means now is marked. */
static void
test_list (void)
{
  g_autoptr(LimnerValues) values = form_fixture_values (inputs, "");
  g_autoptr(LimnerFormContext) context = limner_form_context_new ();
  LimnerField *field = limner_schema_find_field (limner_values_get_schema (values), "picture");
  GtkWidget *popover = g_object_ref_sink (limner_form_meaning_new (field, values, context));
  g_autofree char *chosen = NULL;
  GtkWidget *line;

  g_assert_cmpstr (limner_form_meaning_get_title (field), ==, "Picture");
  g_signal_connect (context, "choose-meaning", G_CALLBACK (chosen_cb), &chosen);
  line = find_line (popover, "Automatic (Picture)");
  g_assert_true (gtk_list_box_row_is_selected (GTK_LIST_BOX_ROW (line)));
  g_assert_null (find_line (popover, "Seed"));
  g_assert_nonnull (find_line (popover, "Nothing in particular"));

  line = find_line (popover, "Mask: black is painted anew");
  g_signal_emit_by_name (gtk_widget_get_parent (line), "row-activated", line);
  limner_test_wait_until (chosen != NULL);
  g_assert_cmpstr (chosen, ==, "picture mask:black-repaints");
  limner_test_assert_freed (popover);
}

/* The words say how a mask is read when the person only says that it is one. */
static void
test_polarity_of_override (void)
{
  g_autoptr(LimnerValues) values = form_fixture_values (inputs, "");
  LimnerField *field;

  limner_values_override_role (values, "picture", "mask");
  field = limner_schema_find_role (limner_values_get_schema (values), LIMNER_ROLE_MASK);
  g_assert_cmpint (limner_field_get_polarity (field), ==, LIMNER_MASK_BLACK_REPAINTS);
  g_assert_cmpstr (limner_form_meaning_get_title (field), ==, "Mask: black is painted anew");
}

/* Keys: the menu of a row resets, copies and leads to the meanings. */
static void
test_row_actions (void)
{
  g_autoptr(LimnerValues) values = form_fixture_values (inputs, "");
  LimnerForm *form = form_fixture_form (values);
  GtkWindow *window = form_fixture_present (form);
  GtkWidget *row = find_row (GTK_WIDGET (form), "words");

  limner_values_set_text (values, "words", "a fox");
  g_assert_true (gtk_widget_activate_action (row, "row.menu", NULL));
  g_assert_true (gtk_widget_activate_action (row, "row.reset", NULL));
  g_assert_false (limner_values_is_set (values, "words"));
  limner_values_undo (values);
  form_fixture_assert_input (values, "{\"words\":\"a fox\"}");
  g_assert_true (gtk_widget_activate_action (row, "row.meaning", NULL));

  /* Below open pop-ups the form is built anew. */
  limner_values_override_role (values, "words", "prompt");
  gtk_window_destroy (window);
  limner_test_settle ();
  limner_test_assert_freed (form);
}

static void
test_notes (void)
{
  const char *const lines[] = { "Steps is new", "Speed is gone", NULL };
  LimnerForm *form = LIMNER_FORM (g_object_ref_sink (limner_form_new ()));
  GtkWidget *note;
  GtkWidget *close;

  limner_form_add_note (form, "It changed", lines);
  limner_form_add_note (form, "A second thing", NULL);
  note = form_fixture_find_named (GTK_WIDGET (form), LIMNER_TYPE_FORM_NOTE, "It changed");
  g_assert_nonnull (note);
  gtk_test_accessible_assert_role (note, GTK_ACCESSIBLE_ROLE_NOTE);
  close = form_fixture_find_named (note, GTK_TYPE_BUTTON, "Put away");
  g_signal_emit_by_name (close, "clicked");
  g_assert_false (gtk_widget_get_visible (note));
  note = form_fixture_find_named (GTK_WIDGET (form), LIMNER_TYPE_FORM_NOTE, "A second thing");
  g_assert_true (gtk_widget_get_visible (note));

  limner_form_clear_notes (form);
  g_assert_null (form_fixture_find_named (GTK_WIDGET (form), LIMNER_TYPE_FORM_NOTE,
                                          "A second thing"));
  limner_test_assert_freed (form);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/form/meaning/override", test_override);
  g_test_add_func ("/form/meaning/list", test_list);
  g_test_add_func ("/form/meaning/polarity", test_polarity_of_override);
  g_test_add_func ("/form/meaning/row-actions", test_row_actions);
  g_test_add_func ("/form/notes", test_notes);
  return g_test_run ();
}
