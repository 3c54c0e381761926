/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <adwaita.h>

#include "form/limner-form-group.h"
#include "form/limner-form-help.h"
#include "form/limner-form-json.h"
#include "form/limner-form-picker.h"
#include "form/limner-form-row.h"

#include "form-fixture.h"

static const char *const painter =
  "\"prompt\":{\"type\":\"string\",\"x-order\":0},"
  "\"steps\":{\"type\":\"integer\",\"minimum\":1,\"maximum\":50,\"default\":20,\"x-order\":1},"
  "\"seed\":{\"type\":\"integer\",\"x-order\":2},"
  "\"output_format\":{\"type\":\"string\",\"enum\":[\"png\",\"jpg\"],\"default\":\"png\","
  "\"x-order\":3},"
  "\"a1\":{\"type\":\"string\",\"x-order\":4},\"a2\":{\"type\":\"string\",\"x-order\":5},"
  "\"a3\":{\"type\":\"string\",\"x-order\":6},\"a4\":{\"type\":\"string\",\"x-order\":7},"
  "\"a5\":{\"type\":\"string\",\"title\":\"Fur\",\"description\":\"Of the fox\",\"x-order\":8},"
  "\"old\":{\"type\":\"string\",\"deprecated\":true,\"x-order\":9}";

static void
count_cb (GObject    *object,
          GParamSpec *pspec,
          guint      *count)
{
  (*count)++;
}

static void
test_properties (void)
{
  g_autoptr(LimnerValues) values = form_fixture_values (painter, "");
  LimnerForm *form = LIMNER_FORM (g_object_ref_sink (limner_form_new ()));
  const char *names[] = { "image", NULL };
  guint n_values = 0;
  guint n_fields = 0;
  guint n_json = 0;

  g_signal_connect (form, "notify::values", G_CALLBACK (count_cb), &n_values);
  g_signal_connect (form, "notify::canvas-fields", G_CALLBACK (count_cb), &n_fields);
  g_signal_connect (form, "notify::shows-json", G_CALLBACK (count_cb), &n_json);
  g_assert_null (limner_form_get_values (form));
  limner_form_set_values (form, values);
  limner_form_set_values (form, values);
  g_object_set (form, "values", values, NULL);
  g_assert_cmpuint (n_values, ==, 1);
  g_assert_true (limner_form_get_values (form) == values);

  limner_form_set_canvas_fields (form, names);
  limner_form_set_canvas_fields (form, names);
  g_assert_cmpuint (n_fields, ==, 1);
  g_assert_true (g_strv_equal (limner_form_get_canvas_fields (form), names));
  limner_form_set_shows_json (form, TRUE);
  limner_form_set_shows_json (form, TRUE);
  g_assert_cmpuint (n_json, ==, 1);
  limner_test_assert_freed (form);
}

static guint
count_rows (GtkWidget *widget)
{
  guint count = LIMNER_IS_FORM_ROW (widget) && gtk_widget_get_visible (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    count += count_rows (child);
  return count;
}

static void
test_groups (void)
{
  g_autoptr(LimnerValues) values = form_fixture_values (painter, "");
  LimnerForm *form = form_fixture_form (values);

  /* Output and advanced are folded, and nothing is made for them; what is old is left out. */
  g_assert_cmpuint (count_rows (GTK_WIDGET (form)), ==, 3);
  limner_form_focus_field (form, "a5");
  g_assert_cmpuint (count_rows (GTK_WIDGET (form)), ==, 8);
  g_assert_false (limner_form_focus_field (form, "old"));
  g_assert_false (limner_form_focus_field (form, "nothing"));
  limner_test_assert_freed (form);
}

/* What a tool does is not hidden behind how its result is saved. */
static void
test_settings_of_tools (void)
{
  static const char * const inputs =
    "\"image\":{\"type\":\"string\",\"format\":\"uri\",\"x-order\":0},"
    "\"output_format\":{\"type\":\"string\",\"enum\":[\"png\",\"jpg\"],\"x-order\":1},"
    "\"method\":{\"type\":\"string\",\"x-order\":2}";
  static const char * const more[] = { "", ",\"prompt\":{\"type\":\"string\",\"x-order\":3}" };

  for (int i = 0; i < 2; i++)
    {
      g_autofree char *properties = g_strconcat (inputs, more[i], NULL);
      g_autoptr(LimnerValues) values = form_fixture_values (properties, "");
      LimnerForm *form = form_fixture_form (values);
      GtkWidget *output =
        form_fixture_find_named (GTK_WIDGET (form), LIMNER_TYPE_FORM_GROUP, "Output");
      GtkWidget *own = form_fixture_find_named (GTK_WIDGET (form), LIMNER_TYPE_FORM_GROUP,
                                                i == 0 ? "Settings" : "Advanced");

      g_assert_true ((i == 0 ? own : output) ==
                     gtk_widget_get_prev_sibling (i == 0 ? output : own));
      limner_test_assert_freed (form);
    }
}

static void
test_changed_count (void)
{
  g_autoptr(LimnerValues) values = form_fixture_values (painter, "");
  LimnerForm *form = form_fixture_form (values);
  GtkWidget *group =
    form_fixture_find_named (GTK_WIDGET (form), LIMNER_TYPE_FORM_GROUP, "Advanced");
  GtkWidget *header = form_fixture_find_named (group, GTK_TYPE_BUTTON, "Advanced");

  gtk_test_accessible_assert_role (header, GTK_ACCESSIBLE_ROLE_BUTTON);
  gtk_test_accessible_assert_state (header, GTK_ACCESSIBLE_STATE_EXPANDED, FALSE);
  limner_values_set_text (values, "a1", "x");
  limner_values_set_text (values, "a2", "x");
  g_signal_emit_by_name (header, "clicked");
  gtk_test_accessible_assert_state (header, GTK_ACCESSIBLE_STATE_EXPANDED, TRUE);
  g_assert_true (limner_form_group_get_open (LIMNER_FORM_GROUP (group)));
  g_signal_emit_by_name (header, "clicked");
  g_assert_false (limner_form_group_get_open (LIMNER_FORM_GROUP (group)));
  limner_test_assert_freed (form);
}

static void
test_required_stays (void)
{
  g_autoptr(LimnerValues) values = form_fixture_values (painter, "\"a3\",\"prompt\"");
  LimnerForm *form = form_fixture_form (values);

  /* A required input without a role stands with the prompt. */
  g_assert_cmpuint (count_rows (GTK_WIDGET (form)), ==, 4);
  limner_test_assert_freed (form);
}

static LimnerFormRow *
find_row (GtkWidget  *widget,
          const char *name)
{
  if (LIMNER_IS_FORM_ROW (widget) &&
      g_str_equal (limner_form_row_get_name (LIMNER_FORM_ROW (widget)), name))
    return LIMNER_FORM_ROW (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      LimnerFormRow *row = find_row (child, name);

      if (row != NULL)
        return row;
    }

  return NULL;
}

static void
test_problems (void)
{
  g_autoptr(LimnerValues) values = form_fixture_values (painter, "\"prompt\"");
  LimnerForm *form = form_fixture_form (values);
  LimnerFormRow *prompt = find_row (GTK_WIDGET (form), "prompt");
  LimnerFormRow *steps = find_row (GTK_WIDGET (form), "steps");
  guint n_reasons = 0;

  g_signal_connect (prompt, "notify::reason", G_CALLBACK (count_cb), &n_reasons);

  /* Nobody is told off before being asked. */
  g_assert_null (limner_form_row_get_reason (prompt));
  g_assert_true (limner_form_reveal_problems (form));
  g_assert_cmpstr (limner_form_row_get_reason (prompt), ==, "This input is required.");
  limner_values_set_text (values, "prompt", "a fox");
  g_assert_null (limner_form_row_get_reason (prompt));
  g_assert_cmpuint (n_reasons, ==, 2);
  g_assert_false (limner_form_reveal_problems (form));

  limner_values_set_text (values, "steps", "99");
  g_assert_cmpstr (limner_form_row_get_reason (steps), ==, "It can be at most 50.");
  limner_values_set_text (values, "steps", "9");
  g_assert_null (limner_form_row_get_reason (steps));

  limner_form_show_field_error (form, "steps", "The server wants fewer.");
  g_assert_cmpstr (limner_form_row_get_reason (steps), ==, "The server wants fewer.");
  limner_form_show_field_error (form, "unknown", "Nothing happens.");
  limner_values_set_text (values, "steps", "8");
  g_assert_null (limner_form_row_get_reason (steps));
  limner_test_assert_freed (form);
}

static void
test_canvas_fields (void)
{
  g_autoptr(LimnerValues) values = form_fixture_values (
    "\"image\":{\"type\":\"string\",\"format\":\"uri\"}", "\"image\"");
  LimnerForm *form = form_fixture_form (values);
  const char *names[] = { "image", NULL };
  GtkWidget *other, *picker;

  g_assert_true (limner_form_reveal_problems (form));
  limner_form_set_canvas_fields (form, names);
  g_assert_false (limner_form_reveal_problems (form));
  g_assert_null (limner_form_row_get_reason (find_row (GTK_WIDGET (form), "image")));

  /* One line is enough, from which another file can be chosen. */
  other = form_fixture_find_named (GTK_WIDGET (form), GTK_TYPE_BUTTON, "Choose a file instead");
  picker = limner_test_find_child (GTK_WIDGET (form), LIMNER_TYPE_FORM_PICKER);
  g_assert_true (gtk_widget_get_visible (gtk_widget_get_parent (other)));
  g_assert_false (gtk_widget_is_visible (picker));
  limner_values_set_text (values, "image", "https://example.org/a.png");
  g_assert_false (gtk_widget_get_visible (gtk_widget_get_parent (other)));
  limner_values_reset (values, "image");
  g_assert_true (gtk_widget_get_visible (gtk_widget_get_parent (other)));

  limner_form_set_canvas_fields (form, NULL);
  g_assert_false (gtk_widget_get_visible (gtk_widget_get_parent (other)));
  g_assert_true (limner_form_reveal_problems (form));
  limner_test_assert_freed (form);
}

static gboolean
shows_row (LimnerForm *form,
           const char *name)
{
  LimnerFormRow *row = find_row (GTK_WIDGET (form), name);

  return row != NULL && gtk_widget_get_visible (GTK_WIDGET (row));
}

/* What is set by other means than the form stands in one place, but can be found, and is shown
 * where something is wrong with it. */
static void
test_told_elsewhere (void)
{
  g_autoptr(LimnerValues) values = form_fixture_values (
    "\"image\":{\"type\":\"string\",\"format\":\"uri\"},"
    "\"scale\":{\"type\":\"integer\",\"default\":4}", "\"image\"");
  LimnerForm *form = form_fixture_form (values);
  const char *names[] = { "image", "scale", NULL };
  GtkWidget *group;

  g_assert_true (shows_row (form, "scale"));
  group = gtk_widget_get_ancestor (GTK_WIDGET (find_row (GTK_WIDGET (form), "scale")),
                                   LIMNER_TYPE_FORM_GROUP);
  g_assert_true (gtk_widget_get_visible (group));
  limner_form_set_canvas_fields (form, names);
  g_assert_true (shows_row (form, "image"));
  g_assert_false (shows_row (form, "scale"));
  g_assert_false (gtk_widget_get_visible (group));

  limner_form_group_set_search (LIMNER_FORM_GROUP (group), "scale");
  g_assert_true (shows_row (form, "scale"));
  limner_form_group_set_search (LIMNER_FORM_GROUP (group), NULL);
  g_assert_false (shows_row (form, "scale"));

  g_assert_true (limner_form_show_field_error (form, "scale", "Not more than 3"));
  g_assert_true (shows_row (form, "scale"));
  g_assert_true (gtk_widget_get_visible (group));
  limner_test_assert_freed (form);
}

static void
test_undo (void)
{
  g_autoptr(LimnerValues) values = form_fixture_values (painter, "");
  LimnerForm *form = form_fixture_form (values);

  limner_values_set_text (values, "prompt", "a fox");
  limner_values_set_text (values, "steps", "9");
  gtk_widget_activate_action (GTK_WIDGET (form), "form.undo", NULL);
  form_fixture_assert_input (values, "{\"prompt\":\"a fox\"}");
  gtk_widget_activate_action (GTK_WIDGET (form), "form.redo", NULL);
  gtk_widget_activate_action (GTK_WIDGET (form), "form.reset-all", NULL);
  form_fixture_assert_input (values, "{}");
  gtk_widget_activate_action (GTK_WIDGET (form), "form.undo", NULL);
  form_fixture_assert_input (values, "{\"prompt\":\"a fox\",\"steps\":9}");
  limner_test_assert_freed (form);
}

static void
test_json (void)
{
  g_autoptr(LimnerValues) values = form_fixture_values (painter, "");
  LimnerForm *form = form_fixture_form (values);
  GtkWidget *json;
  GtkTextBuffer *buffer;
  GtkTextIter start, end;
  g_autofree char *text = NULL;

  limner_values_set_text (values, "seed", "18446744073709551615");
  limner_form_set_shows_json (form, TRUE);
  json = limner_test_find_child (GTK_WIDGET (form), LIMNER_TYPE_FORM_JSON);
  buffer = gtk_text_view_get_buffer (
    GTK_TEXT_VIEW (limner_test_find_child (json, GTK_TYPE_TEXT_VIEW)));
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  g_assert_cmpstr (text, ==, "{\n  \"seed\": 18446744073709551615\n}");

  /* What is no JSON changes nothing; what is, replaces everything. */
  gtk_text_buffer_set_text (buffer, "{\"steps\": ", -1);
  form_fixture_assert_input (values, "{\"seed\":18446744073709551615}");
  gtk_text_buffer_set_text (buffer, "{\"steps\": 7, \"unknown\": 1}", -1);
  form_fixture_assert_input (values, "{\"steps\":7}");
  limner_values_undo (values);
  form_fixture_assert_input (values, "{\"seed\":18446744073709551615}");
  limner_test_assert_freed (form);
}

static void
test_search (void)
{
  g_autoptr(GString) properties = g_string_new (painter);
  g_autoptr(LimnerValues) values = NULL;
  LimnerForm *form;
  GtkWidget *search;

  for (guint i = 0; i < 20; i++)
    g_string_append_printf (properties, ",\"extra%u\":{\"type\":\"string\"}", i);
  values = form_fixture_values (properties->str, "");
  form = form_fixture_form (values);
  search = limner_test_find_child (GTK_WIDGET (form), GTK_TYPE_SEARCH_ENTRY);
  g_assert_true (gtk_widget_get_visible (search));

  /* Words of the help are found, too, and in groups that are folded. */
  gtk_editable_set_text (GTK_EDITABLE (search), "FOX");
  limner_test_wait_until (count_rows (GTK_WIDGET (form)) == 1);
  g_assert_nonnull (find_row (GTK_WIDGET (form), "a5"));
  gtk_editable_set_text (GTK_EDITABLE (search), "");
  limner_test_wait_until (count_rows (GTK_WIDGET (form)) == 3);
  limner_test_assert_freed (form);
}

static void
test_many_inputs (void)
{
  g_autoptr(GString) properties = g_string_new ("\"prompt\":{\"type\":\"string\"}");
  g_autoptr(LimnerValues) values = NULL;
  LimnerForm *form;
  GtkWidget *group;

  for (guint i = 0; i < 200; i++)
    g_string_append_printf (properties, ",\"extra%u\":{\"type\":\"string\"}", i);
  values = form_fixture_values (properties->str, "");
  form = form_fixture_form (values);
  g_assert_cmpuint (count_rows (GTK_WIDGET (form)), ==, 1);

  group = form_fixture_find_named (GTK_WIDGET (form), LIMNER_TYPE_FORM_GROUP, "Advanced");
  limner_form_group_set_open (LIMNER_FORM_GROUP (group), TRUE);
  g_assert_cmpuint (count_rows (GTK_WIDGET (form)), <, 60);
  limner_test_wait_until (count_rows (GTK_WIDGET (form)) == 201);
  limner_test_assert_freed (form);
}

static void
test_empty (void)
{
  g_autoptr(LimnerValues) values = form_fixture_values ("", "");
  LimnerForm *form = form_fixture_form (values);

  g_assert_cmpuint (count_rows (GTK_WIDGET (form)), ==, 0);
  g_assert_false (limner_form_reveal_problems (form));
  limner_form_set_values (form, NULL);
  g_assert_false (limner_form_reveal_problems (form));
  gtk_widget_activate_action (GTK_WIDGET (form), "form.reset-all", NULL);
  limner_test_assert_freed (form);
}

static void
test_help_markup (void)
{
  g_autofree char *markup =
    limner_form_help_to_markup ("<b>&</b> see https://example.org/a?b=1&c=2, or (http://x.y/z).");
  g_autofree char *plain = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_cmpstr (markup, ==,
                   "&lt;b&gt;&amp;&lt;/b&gt; see <a href=\"https://example.org/a?b=1&amp;c=2\">"
                   "https://example.org/a?b=1&amp;c=2</a>, or (<a href=\"http://x.y/z\">"
                   "http://x.y/z</a>).");
  g_assert_true (pango_parse_markup ("x", -1, 0, NULL, &plain, NULL, &error));
}

static const char *
get_focused_name (GtkWidget *window)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (window));
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, LIMNER_TYPE_FORM_ROW) : NULL;

  return row != NULL ? limner_form_row_get_name (LIMNER_FORM_ROW (row)) : "";
}

/* The Tab key goes through the form as one reads it, and reaches every row that is open. */
static void
test_tab_order (void)
{
  g_autoptr(LimnerValues) values = form_fixture_values (painter, "");
  g_autoptr(GString) order = g_string_new (NULL);
  LimnerForm *form = form_fixture_form (values);
  GtkWidget *window = gtk_window_new ();
  const char *previous = "";

  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (form));
  gtk_window_present (GTK_WINDOW (window));
  limner_test_settle ();
  for (guint i = 0; i < 12; i++)
    {
      const char *name;

      gtk_widget_child_focus (window, GTK_DIR_TAB_FORWARD);
      name = get_focused_name (window);
      if (!g_str_equal (name, previous) && *name != '\0')
        g_string_append_printf (order, "%s ", name);
      previous = name;
    }
  g_assert_true (g_str_has_prefix (order->str, "prompt steps seed "));

  g_assert_true (limner_form_focus_field (form, "a5"));
  g_assert_cmpstr (get_focused_name (window), ==, "a5");

  /* Of buttons side by side the first takes the focus, not the one for help. */
  g_assert_true (limner_form_focus_field (form, "output_format"));
  g_assert_cmpstr (get_focused_name (window), ==, "output_format");
  g_assert_true (GTK_IS_TOGGLE_BUTTON (gtk_root_get_focus (GTK_ROOT (window))));
  gtk_window_set_child (GTK_WINDOW (window), NULL);
  gtk_window_destroy (GTK_WINDOW (window));
  limner_test_settle ();
  limner_test_assert_freed (form);
}

/* Every form of the corpus is built, opened and taken down without a warning. */
static void
test_corpus (void)
{
  const char *corpus = limner_test_corpus ();
  g_autofree char *folder = corpus != NULL ? g_build_filename (corpus, "schemas", NULL) : NULL;
  g_autoptr(GDir) dir = folder != NULL ? g_dir_open (folder, 0, NULL) : NULL;
  const char *name;
  guint n_forms = 0;

  if (dir == NULL)
    {
      g_test_skip ("there is no corpus of schemas");
      return;
    }

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *text = NULL;
      gsize length;
      g_autoptr(GBytes) bytes = NULL;
      g_autoptr(LimnerSchema) schema = NULL;
      g_autoptr(LimnerValues) values = NULL;
      LimnerForm *form;

      /* A part of them is enough here: the sheets draw the rest. */
      if (!g_str_has_suffix (name, ".json") || g_str_hash (name) % 24 != 0)
        continue;
      g_assert_true (g_file_get_contents (path, &text, &length, NULL));
      bytes = g_bytes_new (text, length);
      schema = limner_schema_new_from_bytes (bytes, NULL);
      values = limner_values_new (schema);
      form = form_fixture_form (values);
      for (guint i = 0; i < limner_schema_get_n_fields (schema); i++)
        limner_form_focus_field (form,
                                 limner_field_get_name (limner_schema_get_field (schema, i)));
      limner_form_reveal_problems (form);
      limner_test_assert_freed (form);
      n_forms++;
    }
  g_test_message ("%u forms", n_forms);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/form/properties", test_properties);
  g_test_add_func ("/form/groups", test_groups);
  g_test_add_func ("/form/changed-count", test_changed_count);
  g_test_add_func ("/form/settings-of-tools", test_settings_of_tools);
  g_test_add_func ("/form/required-stays", test_required_stays);
  g_test_add_func ("/form/problems", test_problems);
  g_test_add_func ("/form/canvas-fields", test_canvas_fields);
  g_test_add_func ("/form/told-elsewhere", test_told_elsewhere);
  g_test_add_func ("/form/undo", test_undo);
  g_test_add_func ("/form/json", test_json);
  g_test_add_func ("/form/search", test_search);
  g_test_add_func ("/form/many-inputs", test_many_inputs);
  g_test_add_func ("/form/empty", test_empty);
  g_test_add_func ("/form/help-markup", test_help_markup);
  g_test_add_func ("/form/tab-order", test_tab_order);
  g_test_add_func ("/form/corpus", test_corpus);
  return g_test_run ();
}
