/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the form is without eyes and without a mouse: names, keys, and nothing by accident. */

#include "config.h"

#include <adwaita.h>

#include "form/limner-form-file-view.h"
#include "form/limner-form-row.h"

#include "form-fixture.h"

/* One input of every kind of row. */
static const char *const every_kind =
  "\"prompt\":{\"type\":\"string\",\"title\":\"Prompt\",\"description\":\"In words\","
  "\"x-order\":0},"
  "\"word\":{\"type\":\"string\",\"title\":\"Word\",\"x-order\":1},"
  "\"key\":{\"type\":\"string\",\"title\":\"Key\",\"format\":\"password\",\"x-order\":2},"
  "\"scale\":{\"type\":\"number\",\"title\":\"Scale\",\"minimum\":0,\"maximum\":9,\"default\":3,"
  "\"x-order\":3},"
  "\"flag\":{\"type\":\"boolean\",\"title\":\"Flag\",\"default\":false,\"x-order\":4},"
  "\"mode\":{\"type\":\"string\",\"title\":\"Mode\",\"enum\":[\"a\",\"b\"],\"x-order\":5},"
  "\"many\":{\"type\":\"string\",\"title\":\"Many\",\"enum\":[\"a\",\"b\",\"c\",\"d\",\"e\",\"f\"],"
  "\"x-order\":6},"
  "\"seed\":{\"type\":\"integer\",\"title\":\"Seed\",\"x-order\":7},"
  "\"image\":{\"type\":\"string\",\"format\":\"uri\",\"title\":\"Image\",\"x-order\":8},"
  "\"images\":{\"type\":\"array\",\"title\":\"Images\",\"items\":{\"type\":\"string\",\"format\":"
  "\"uri\"},\"x-order\":9},"
  "\"lines\":{\"type\":\"array\",\"title\":\"Lines\",\"items\":{\"type\":\"string\"},"
  "\"x-order\":10},"
  "\"any\":{\"type\":\"object\",\"title\":\"Any\",\"x-order\":11},"
  "\"width\":{\"type\":\"integer\",\"title\":\"Width\",\"default\":512,\"x-order\":12},"
  "\"height\":{\"type\":\"integer\",\"title\":\"Height\",\"default\":512,\"x-order\":13},"
  "\"aspect_ratio\":{\"type\":\"string\",\"title\":\"Aspect Ratio\",\"enum\":[\"1:1\",\"16:9\"],"
  "\"x-order\":14}";

static LimnerFormRow *
find_row (GtkWidget  *widget,
          const char *name)
{
  LimnerFormRow *found = NULL;

  if (LIMNER_IS_FORM_ROW (widget) &&
      g_str_equal (limner_form_row_get_name (LIMNER_FORM_ROW (widget)), name))
    return LIMNER_FORM_ROW (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_row (child, name);
  return found;
}

/* Every row has a widget that a screen reader calls by the input's title. */
static void
test_names (void)
{
  g_autoptr(LimnerValues) values = form_fixture_values (every_kind, "\"prompt\"");
  LimnerForm *form = form_fixture_form (values);
  LimnerSchema *schema = limner_values_get_schema (values);

  for (guint i = 0; i < limner_schema_get_n_fields (schema); i++)
    {
      LimnerField *field = limner_schema_get_field (schema, i);
      LimnerFormRow *row;

      if (limner_field_get_role (field) == LIMNER_ROLE_HEIGHT)
        continue;
      limner_form_focus_field (form, limner_field_get_name (field));
      row = find_row (GTK_WIDGET (form), limner_field_get_name (field));
      g_assert_nonnull (row);
      gtk_test_accessible_assert_role (row, GTK_ACCESSIBLE_ROLE_GROUP);
      if (form_fixture_find_named (GTK_WIDGET (row), GTK_TYPE_WIDGET,
                                   limner_field_get_title (field)) == NULL)
        g_error ("%s has no name for a screen reader", limner_field_get_name (field));
    }
  limner_test_assert_freed (form);
}

/* The words of the model, what is required and what is wrong are told with the control. */
static void
test_states (void)
{
  g_autoptr(LimnerValues) values = form_fixture_values (every_kind, "\"prompt\"");
  LimnerForm *form = form_fixture_form (values);
  GtkWidget *prompt = form_fixture_find_named (GTK_WIDGET (form), GTK_TYPE_TEXT_VIEW, "Prompt");
  GtkWidget *scale;

  gtk_test_accessible_assert_property (prompt, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "In words");
  gtk_test_accessible_assert_property (prompt, GTK_ACCESSIBLE_PROPERTY_REQUIRED, TRUE);
  limner_form_reveal_problems (form);
  gtk_test_accessible_assert_state (prompt, GTK_ACCESSIBLE_STATE_INVALID,
                                    GTK_ACCESSIBLE_INVALID_TRUE);
  limner_values_set_text (values, "prompt", "a fox");
  gtk_test_accessible_assert_state (prompt, GTK_ACCESSIBLE_STATE_INVALID,
                                    GTK_ACCESSIBLE_INVALID_FALSE);

  limner_form_focus_field (form, "scale");
  scale = form_fixture_find_named (GTK_WIDGET (form), GTK_TYPE_ENTRY, "Scale");
  limner_values_set_text (values, "scale", "99");
  gtk_test_accessible_assert_state (scale, GTK_ACCESSIBLE_STATE_INVALID,
                                    GTK_ACCESSIBLE_INVALID_TRUE);
  g_assert_true (gtk_test_accessible_has_relation (GTK_ACCESSIBLE (scale),
                                                   GTK_ACCESSIBLE_RELATION_DESCRIBED_BY));
  limner_test_assert_freed (form);
}

/* The control of an input, not the label in front of it. */
static GtkWidget *
find_control (GtkWidget  *widget,
              const char *title)
{
  g_autofree char *wrong = NULL;
  GtkWidget *found = NULL;

  if (GTK_IS_LABEL (widget))
    return NULL;
  wrong = gtk_test_accessible_check_property (GTK_ACCESSIBLE (widget),
                                              GTK_ACCESSIBLE_PROPERTY_LABEL, title);
  if (wrong == NULL)
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_control (child, title);
  return found;
}

static void
assert_row_speaks (LimnerFormRow *row)
{
  LimnerField *field = limner_form_row_get_field (row);
  const char *name = limner_form_row_get_name (row);
  const char *title = limner_field_get_title (field);
  GtkWidget *control = find_control (GTK_WIDGET (row), title);
  const char *help = limner_field_get_help (field);
  g_autofree char *silent = NULL;

  if (control == NULL)
    g_error ("“%s” has no control with a name", name);
  if (help != NULL)
    silent = gtk_test_accessible_check_property (GTK_ACCESSIBLE (control),
                                                 GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, help);
  if (silent != NULL)
    g_error ("“%s” does not tell its help: %s", name, silent);

  limner_form_row_show_error (row, "It was refused");
  silent = gtk_test_accessible_check_state (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_STATE_INVALID,
                                            GTK_ACCESSIBLE_INVALID_TRUE);
  if (silent != NULL || !gtk_test_accessible_has_relation (GTK_ACCESSIBLE (control),
                                                           GTK_ACCESSIBLE_RELATION_DESCRIBED_BY))
    g_error ("“%s” does not tell its error: %s", name, silent);
  limner_form_row_show_error (row, NULL);
  gtk_test_accessible_assert_state (control, GTK_ACCESSIBLE_STATE_INVALID,
                                    GTK_ACCESSIBLE_INVALID_FALSE);
}

static void
assert_buttons_have_names (GtkWidget *widget)
{
  if (!gtk_widget_get_visible (widget))
    return;

  if (GTK_IS_BUTTON (widget) && gtk_button_get_label (GTK_BUTTON (widget)) == NULL &&
      !gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL) &&
      !gtk_test_accessible_has_relation (GTK_ACCESSIBLE (widget),
                                         GTK_ACCESSIBLE_RELATION_LABELLED_BY) &&
      !GTK_IS_DROP_DOWN (gtk_widget_get_parent (widget)) &&
      !GTK_IS_MENU_BUTTON (gtk_widget_get_parent (widget)))
    g_error ("A button in %s has no name", G_OBJECT_TYPE_NAME (gtk_widget_get_parent (widget)));

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    assert_buttons_have_names (child);
}

static void
assert_form_speaks (LimnerValues *values)
{
  LimnerForm *form = form_fixture_form (values);
  LimnerSchema *schema = limner_values_get_schema (values);

  for (guint i = 0; i < limner_schema_get_n_fields (schema); i++)
    {
      const char *name = limner_field_get_name (limner_schema_get_field (schema, i));
      LimnerFormRow *row;

      limner_form_focus_field (form, name);
      row = find_row (GTK_WIDGET (form), name);
      if (row != NULL)
        assert_row_speaks (row);
    }
  assert_buttons_have_names (GTK_WIDGET (form));
  limner_test_assert_freed (form);
}

/* Name, words of the model and error of every input, in a form with one of each kind and in those
 * of real models.
 */
static void
test_every_row (void)
{
  static const char *const models[] = {
    "stability-ai__sdxl.json", "black-forest-labs__flux-2-max.json", "fofr__illusions.json",
    "nightmareai__disco-diffusion.json", "meta__llama-2-70b-chat.json",
    "_zoo__types-cog-0.18.0.cog-generated.json",
  };
  const char *corpus = limner_test_corpus ();
  g_autoptr(LimnerValues) kinds = form_fixture_values (every_kind, "\"prompt\"");

  assert_form_speaks (kinds);
  for (gsize i = 0; corpus != NULL && i < G_N_ELEMENTS (models); i++)
    {
      g_autofree char *path = g_build_filename (corpus, "schemas", models[i], NULL);
      g_autofree char *text = NULL;
      gsize length;
      g_autoptr(GBytes) bytes = NULL;
      g_autoptr(LimnerSchema) schema = NULL;
      g_autoptr(LimnerValues) values = NULL;

      g_assert_true (g_file_get_contents (path, &text, &length, NULL));
      bytes = g_bytes_new (text, length);
      schema = limner_schema_new_from_bytes (bytes, NULL);
      values = limner_values_new (schema);
      assert_form_speaks (values);
    }
}

/* With the Tab key alone everybody comes by every row, from the top to the bottom. */
static void
test_reading_order (void)
{
  g_autoptr(LimnerValues) values = form_fixture_values (every_kind, "");
  LimnerForm *form = form_fixture_form (values);
  GtkWindow *window = form_fixture_present (form);
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  LimnerSchema *schema = limner_values_get_schema (values);
  double lowest = -1;

  for (guint i = 0; i < limner_schema_get_n_fields (schema); i++)
    limner_form_focus_field (form, limner_field_get_name (limner_schema_get_field (schema, i)));
  limner_test_settle ();
  gtk_window_set_focus (window, NULL);
  while (gtk_widget_child_focus (GTK_WIDGET (form), GTK_DIR_TAB_FORWARD))
    {
      GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (window));
      GtkWidget *row = gtk_widget_get_ancestor (focus, LIMNER_TYPE_FORM_ROW);
      double x, y;

      if (row == NULL)
        continue;
      g_hash_table_add (seen, (char *) limner_form_row_get_name (LIMNER_FORM_ROW (row)));
      g_assert_true (gtk_widget_translate_coordinates (row, GTK_WIDGET (form), 0, 0, &x, &y));
      g_assert_cmpfloat (y, >=, lowest);
      lowest = y;
    }

  for (guint i = 0; i < limner_schema_get_n_fields (schema); i++)
    {
      LimnerField *field = limner_schema_get_field (schema, i);

      if (limner_field_get_role (field) != LIMNER_ROLE_HEIGHT &&
          !g_hash_table_contains (seen, limner_field_get_name (field)))
        g_error ("the Tab key does not reach %s", limner_field_get_name (field));
    }
  gtk_window_destroy (window);
  limner_test_settle ();
  limner_test_assert_freed (form);
}

static gboolean
takes_wheel (GtkWidget *widget)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (widget);
  gboolean takes = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);

      takes |= GTK_IS_EVENT_CONTROLLER_SCROLL (controller) &&
               gtk_event_controller_get_propagation_phase (controller) != GTK_PHASE_NONE;
    }
  return takes;
}

/* Scrolling through the form changes no number on the way. */
static void
test_wheel (void)
{
  g_autoptr(LimnerValues) values = form_fixture_values (
    "\"scale\":{\"type\":\"number\",\"title\":\"Scale\",\"minimum\":0,\"maximum\":9,\"default\":3},"
    "\"other\":{\"type\":\"string\"}", "");
  LimnerForm *form = form_fixture_form (values);
  GtkWindow *window = form_fixture_present (form);
  GtkWidget *slider = limner_test_find_child (GTK_WIDGET (form), GTK_TYPE_SCALE);

  gtk_window_set_focus (window, NULL);
  g_assert_false (takes_wheel (slider));
  gtk_widget_grab_focus (slider);
  limner_test_wait_until (gtk_widget_has_focus (slider));
  g_assert_true (takes_wheel (slider));
  limner_form_focus_field (form, "other");
  g_assert_false (takes_wheel (slider));
  gtk_window_destroy (window);
  limner_test_assert_freed (form);
}

static void
generate_cb (GSimpleAction *action,
             GVariant      *parameter,
             guint         *count)
{
  (*count)++;
}

/* The key that a class binds to an action, pressed as the toolkit would. */
static gboolean
press_shortcut (GtkWidget       *widget,
                guint            keyval,
                GdkModifierType  state)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (!GTK_IS_SHORTCUT_CONTROLLER (controller))
        continue;
      for (guint j = 0; j < g_list_model_get_n_items (G_LIST_MODEL (controller)); j++)
        {
          g_autoptr(GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), j);
          GtkShortcutTrigger *trigger = gtk_shortcut_get_trigger (shortcut);

          if (GTK_IS_KEYVAL_TRIGGER (trigger) &&
              gtk_keyval_trigger_get_keyval (GTK_KEYVAL_TRIGGER (trigger)) == keyval &&
              gtk_keyval_trigger_get_modifiers (GTK_KEYVAL_TRIGGER (trigger)) == state)
            return gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, widget,
                                                 NULL);
        }
    }
  return FALSE;
}

static void
test_generate_key (void)
{
  g_autoptr(LimnerValues) values = form_fixture_values (every_kind, "");
  g_autoptr(GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr(GSimpleAction) action = g_simple_action_new ("generate", NULL);
  LimnerForm *form = form_fixture_form (values);
  GtkWindow *window = form_fixture_present (form);
  guint count = 0;

  g_signal_connect (action, "activate", G_CALLBACK (generate_cb), &count);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
  gtk_widget_insert_action_group (GTK_WIDGET (window), "win", G_ACTION_GROUP (group));
  g_assert_true (press_shortcut (GTK_WIDGET (form), GDK_KEY_Return, GDK_CONTROL_MASK));
  g_assert_true (press_shortcut (GTK_WIDGET (form), GDK_KEY_KP_Enter, GDK_CONTROL_MASK));
  g_assert_cmpuint (count, ==, 2);

  limner_values_set_text (values, "word", "x");
  g_assert_true (press_shortcut (GTK_WIDGET (form), GDK_KEY_z, GDK_CONTROL_MASK));
  g_assert_false (limner_values_is_set (values, "word"));
  gtk_window_destroy (window);
  limner_test_assert_freed (form);
}

/* A stranger's link is not followed before the person has seen where it leads. */
static void
test_link (void)
{
  g_autoptr(LimnerValues) values = form_fixture_values (
    "\"word\":{\"type\":\"string\",\"title\":\"Word\","
    "\"description\":\"See https://example.org/page.\"}", "");
  LimnerForm *form = form_fixture_form (values);
  GtkWindow *window = form_fixture_present (form);
  GtkWidget *about = form_fixture_find_named (GTK_WIDGET (form), GTK_TYPE_BUTTON, "About Word");
  GListModel *windows = gtk_window_get_toplevels ();
  guint n_windows = g_list_model_get_n_items (windows);
  GtkWidget *popover, *label;
  gboolean is_handled = FALSE;

  g_signal_emit_by_name (about, "clicked");
  popover = limner_test_find_child (about, GTK_TYPE_POPOVER);
  label = limner_test_find_child (popover, GTK_TYPE_LABEL);
  g_assert_nonnull (strstr (gtk_label_get_label (GTK_LABEL (label)), "<a href"));
  g_signal_emit_by_name (label, "activate-link", "https://example.org/page", &is_handled);
  g_assert_true (is_handled);
  limner_test_wait_until (g_list_model_get_n_items (windows) == n_windows + 1);

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWindow) other = g_list_model_get_item (windows, i);

      if (other != window && gtk_window_get_transient_for (other) == window)
        gtk_window_close (other);
    }
  gtk_window_destroy (window);
  limner_test_settle ();
  limner_test_assert_freed (form);
}

static GtkEventController *
find_controller (GtkWidget *widget,
                 GType      type)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (controller, type))
        return controller;
    }
  return NULL;
}

/* A file of a list is dragged onto another's place; one of another form is not taken. */
static void
test_reorder (void)
{
  g_autoptr(LimnerValues) values = form_fixture_values (
    "\"images\":{\"type\":\"array\",\"title\":\"Images\",\"items\":{\"type\":\"string\","
    "\"format\":\"uri\"}}", "");
  LimnerForm *form = form_fixture_form (values);
  g_autoptr(JsonNode) list = json_from_string ("[\"https://a.org/1\",\"https://a.org/2\","
                                               "\"https://a.org/3\"]", NULL);
  GtkWidget *first, *third;
  g_autoptr(LimnerFormContext) context = limner_form_context_new ();
  GtkWidget *stranger = g_object_ref_sink (limner_form_file_view_new (context, 40));
  g_auto(GValue) value = G_VALUE_INIT;
  gboolean is_taken = FALSE;

  limner_values_set (values, "images", list);
  first = limner_test_find_child (GTK_WIDGET (form), LIMNER_TYPE_FORM_FILE_VIEW);
  third = gtk_widget_get_next_sibling (gtk_widget_get_next_sibling (first));
  g_value_init (&value, LIMNER_TYPE_FORM_FILE_VIEW);
  g_value_set_object (&value, third);
  g_signal_emit_by_name (find_controller (first, GTK_TYPE_DROP_TARGET), "drop", &value, 0.0, 0.0,
                         &is_taken);
  g_assert_true (is_taken);
  form_fixture_assert_input (values, "{\"images\":[\"https://a.org/3\",\"https://a.org/1\","
                                     "\"https://a.org/2\"]}");
  limner_values_undo (values);
  form_fixture_assert_input (values, "{\"images\":[\"https://a.org/1\",\"https://a.org/2\","
                                     "\"https://a.org/3\"]}");

  g_value_set_object (&value, stranger);
  g_signal_emit_by_name (find_controller (first, GTK_TYPE_DROP_TARGET), "drop", &value, 0.0, 0.0,
                         &is_taken);
  g_assert_false (is_taken);
  g_object_unref (stranger);
  limner_test_assert_freed (form);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/form/access/names", test_names);
  g_test_add_func ("/form/access/states", test_states);
  g_test_add_func ("/form/access/every-row", test_every_row);
  g_test_add_func ("/form/access/reading-order", test_reading_order);
  g_test_add_func ("/form/access/wheel", test_wheel);
  g_test_add_func ("/form/access/generate-key", test_generate_key);
  g_test_add_func ("/form/access/link", test_link);
  g_test_add_func ("/form/access/reorder", test_reorder);
  return g_test_run ();
}
