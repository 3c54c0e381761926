/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <adwaita.h>

#include "form/limner-form-row-prompt.h"
#include "form/limner-form-row.h"
#include "widgets/limner-text-area.h"

#include "form-fixture.h"

static GtkEditable *
find_entry (LimnerForm *form,
            const char *label)
{
  GtkWidget *entry = form_fixture_find_named (GTK_WIDGET (form), GTK_TYPE_ENTRY, label);

  g_assert_nonnull (entry);
  return GTK_EDITABLE (entry);
}

static void
test_text (void)
{
  g_autoptr(LimnerValues) values = form_fixture_values (
    "\"name\":{\"type\":\"string\",\"title\":\"Name\",\"description\":\"Who\","
    "\"maxLength\":5}", "");
  LimnerForm *form = form_fixture_form (values);
  GtkEditable *entry = find_entry (form, "Name");

  gtk_test_accessible_assert_property (entry, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "Who");
  gtk_editable_set_text (entry, "Limner");
  form_fixture_assert_input (values, "{\"name\":\"Limner\"}");
  gtk_test_accessible_assert_state (entry, GTK_ACCESSIBLE_STATE_INVALID,
                                    GTK_ACCESSIBLE_INVALID_TRUE);
  gtk_editable_set_text (entry, "Fox");
  gtk_test_accessible_assert_state (entry, GTK_ACCESSIBLE_STATE_INVALID,
                                    GTK_ACCESSIBLE_INVALID_FALSE);
  gtk_editable_set_text (entry, "");
  form_fixture_assert_input (values, "{}");
  limner_values_set_text (values, "name", "Owl");
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "Owl");
  limner_test_assert_freed (form);
}

static void
test_secret (void)
{
  g_autoptr(LimnerValues) values = form_fixture_values (
    "\"key\":{\"type\":\"string\",\"title\":\"Key\",\"x-cog-secret\":true}", "");
  LimnerForm *form = form_fixture_form (values);
  GtkWidget *entry =
    form_fixture_find_named (GTK_WIDGET (form), GTK_TYPE_PASSWORD_ENTRY, "Key");

  gtk_editable_set_text (GTK_EDITABLE (entry), "hush");
  form_fixture_assert_input (values, "{\"key\":\"hush\"}");
  limner_test_assert_freed (form);
}

static void
test_number (void)
{
  g_autoptr(LimnerValues) values = form_fixture_values (
    "\"guidance\":{\"type\":\"number\",\"title\":\"Guidance\",\"minimum\":0,\"maximum\":20,"
    "\"default\":7.5}", "");
  LimnerForm *form = form_fixture_form (values);
  GtkEditable *entry = find_entry (form, "Guidance");
  GtkWidget *slider = form_fixture_find_named (GTK_WIDGET (form), GTK_TYPE_SCALE, "Guidance");
  gboolean handled = FALSE;

  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "7.5");
  g_assert_cmpfloat_with_epsilon (gtk_range_get_value (GTK_RANGE (slider)), 0.375, 1e-6);

  /* What is typed stays as it is typed. */
  gtk_editable_set_text (entry, "3.");
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "3.");
  gtk_editable_set_text (entry, "3,14159");
  form_fixture_assert_input (values, "{\"guidance\":3.14159}");
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "3,14159");
  gtk_editable_set_text (entry, "many");
  g_assert_false (limner_values_validate (values, NULL));
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "many");

  g_signal_emit_by_name (slider, "change-value", GTK_SCROLL_JUMP, 0.5, &handled);
  g_assert_true (handled);
  form_fixture_assert_input (values, "{\"guidance\":10.0}");
  g_signal_emit_by_name (slider, "change-value", GTK_SCROLL_STEP_FORWARD, 0.6, &handled);
  form_fixture_assert_input (values, "{\"guidance\":10.2}");
  limner_test_assert_freed (form);
}

/* Whatever precision is typed is sent; the slider shows the nearest that it can and leaves the
 * number alone. A wide range feels the same at both of its ends.
 */
static void
test_number_precision (void)
{
  g_autoptr(LimnerValues) values = form_fixture_values (
    "\"rate\":{\"type\":\"number\",\"title\":\"Rate\",\"minimum\":0.000001,\"maximum\":1},"
    "\"level\":{\"type\":\"integer\",\"title\":\"Level\",\"minimum\":0,\"maximum\":10},"
    "\"free\":{\"type\":\"integer\",\"title\":\"Free\"}", "");
  LimnerForm *form = form_fixture_form (values);
  GtkEditable *rate = find_entry (form, "Rate");
  GtkWidget *slider = form_fixture_find_named (GTK_WIDGET (form), GTK_TYPE_SCALE, "Rate");
  GtkWidget *level = form_fixture_find_named (GTK_WIDGET (form), GTK_TYPE_SCALE, "Level");
  static const char *const numbers[] = { "0.123456789012345", "1e-4", "0.00000123456", "1" };
  gboolean is_handled = FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      gtk_editable_set_text (rate, numbers[i]);
      g_assert_cmpfloat (json_node_get_double (limner_values_get (values, "rate")), ==,
                         g_ascii_strtod (numbers[i], NULL));
      g_assert_cmpstr (gtk_editable_get_text (rate), ==, numbers[i]);
    }

  g_signal_emit_by_name (slider, "change-value", GTK_SCROLL_JUMP, 0.5, &is_handled);
  g_assert_cmpfloat_with_epsilon (json_node_get_double (limner_values_get (values, "rate")), 0.001,
                                  0.0002);
  gtk_editable_set_text (rate, "0.00002");
  g_assert_cmpfloat_with_epsilon (gtk_range_get_value (GTK_RANGE (slider)), 0.217, 0.01);

  /* What is too much stays to be mended, with the slider at its end. */
  gtk_editable_set_text (find_entry (form, "Level"), "99");
  g_assert_cmpfloat (gtk_range_get_value (GTK_RANGE (level)), ==, 1);
  g_assert_cmpstr (gtk_editable_get_text (find_entry (form, "Level")), ==, "99");
  g_signal_emit_by_name (level, "change-value", GTK_SCROLL_STEP_BACKWARD, 0.9, &is_handled);
  g_assert_cmpint (json_node_get_int (limner_values_get (values, "level")), <=, 10);

  gtk_editable_set_text (find_entry (form, "Free"), "9007199254740993");
  g_assert_cmpint (json_node_get_int (limner_values_get (values, "free")), ==, 9007199254740993);
  limner_test_assert_freed (form);
}

static void
test_switch (void)
{
  g_autoptr(LimnerValues) values = form_fixture_values (
    "\"go_fast\":{\"type\":\"boolean\",\"title\":\"Go fast\",\"default\":true}", "");
  LimnerForm *form = form_fixture_form (values);
  GtkWidget *control = form_fixture_find_named (GTK_WIDGET (form), GTK_TYPE_SWITCH, "Go fast");

  gtk_test_accessible_assert_role (control, GTK_ACCESSIBLE_ROLE_SWITCH);
  g_assert_true (gtk_switch_get_active (GTK_SWITCH (control)));
  form_fixture_assert_input (values, "{}");
  gtk_switch_set_active (GTK_SWITCH (control), FALSE);
  form_fixture_assert_input (values, "{\"go_fast\":false}");
  limner_values_reset (values, "go_fast");
  g_assert_true (gtk_switch_get_active (GTK_SWITCH (control)));
  form_fixture_assert_input (values, "{}");
  limner_test_assert_freed (form);
}

static void
test_segments (void)
{
  g_autoptr(LimnerValues) values = form_fixture_values (
    "\"size\":{\"type\":\"integer\",\"enum\":[1,2,4]}", "");
  LimnerForm *form = form_fixture_form (values);
  GtkWidget *row = limner_test_find_child (GTK_WIDGET (form), LIMNER_TYPE_FORM_ROW);
  GtkWidget *button = limner_test_find_child (row, GTK_TYPE_TOGGLE_BUTTON);

  g_assert_false (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (button)));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
  form_fixture_assert_input (values, "{\"size\":1}");
  limner_values_set_text (values, "size", "4");
  g_assert_false (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (button)));
  form_fixture_assert_input (values, "{\"size\":4}");
  limner_test_assert_freed (form);
}

static void
test_drop_down (void)
{
  g_autoptr(LimnerValues) values = form_fixture_values (
    "\"mood\":{\"type\":\"string\",\"title\":\"Mood\","
    "\"enum\":[\"cheerful and light\",\"dark and brooding\",\"\"]}", "");
  LimnerForm *form = form_fixture_form (values);
  GtkWidget *list = form_fixture_find_named (GTK_WIDGET (form), GTK_TYPE_DROP_DOWN, "Mood");
  GtkDropDown *drop_down = GTK_DROP_DOWN (list);

  /* The first entry is “not set”, as there is no default. */
  g_assert_cmpuint (gtk_drop_down_get_selected (drop_down), ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (gtk_drop_down_get_model (drop_down)), ==, 4);
  gtk_drop_down_set_selected (drop_down, 2);
  form_fixture_assert_input (values, "{\"mood\":\"dark and brooding\"}");
  gtk_drop_down_set_selected (drop_down, 0);
  form_fixture_assert_input (values, "{}");
  limner_values_set_text (values, "mood", "cheerful and light");
  g_assert_cmpuint (gtk_drop_down_get_selected (drop_down), ==, 1);
  limner_test_assert_freed (form);
}

static void
test_seed (void)
{
  g_autoptr(LimnerValues) values = form_fixture_values (
    "\"seed\":{\"type\":\"integer\",\"title\":\"Seed\",\"default\":-1}", "");
  LimnerForm *form = form_fixture_form (values);
  GtkEditable *entry = find_entry (form, "Seed");
  GtkWidget *draw =
    form_fixture_find_named (GTK_WIDGET (form), GTK_TYPE_BUTTON, "Draw a seed");

  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "");
  gtk_editable_set_text (entry, "18446744073709551615");
  form_fixture_assert_input (values, "{\"seed\":18446744073709551615}");
  gtk_editable_set_text (entry, "");
  form_fixture_assert_input (values, "{}");
  g_signal_emit_by_name (draw, "clicked");
  g_assert_true (limner_values_is_set (values, "seed"));
  g_assert_cmpstr (gtk_editable_get_text (entry), !=, "");
  limner_test_assert_freed (form);
}

static void
set_area_text (LimnerForm *form,
               const char *text)
{
  GtkWidget *area = limner_test_find_child (GTK_WIDGET (form), LIMNER_TYPE_TEXT_AREA);

  limner_text_area_set_text (LIMNER_TEXT_AREA (area), text);
}

static void
test_lines (void)
{
  g_autoptr(LimnerValues) values = form_fixture_values (
    "\"scales\":{\"type\":\"array\",\"items\":{\"type\":\"number\"}}", "");
  LimnerForm *form = form_fixture_form (values);

  set_area_text (form, "0.5\n\n 2 \nx");
  form_fixture_assert_input (values, "{\"scales\":[\"0.5\",\"2\",\"x\"]}");
  g_assert_false (limner_values_validate (values, NULL));
  set_area_text (form, "0.5\n2");
  form_fixture_assert_input (values, "{\"scales\":[0.5,2]}");
  g_assert_true (limner_values_validate (values, NULL));
  set_area_text (form, "");
  form_fixture_assert_input (values, "{}");
  limner_test_assert_freed (form);
}

static void
test_json_row (void)
{
  g_autoptr(LimnerValues) values =
    form_fixture_values ("\"extra\":{\"type\":\"object\"}", "");
  LimnerForm *form = form_fixture_form (values);

  set_area_text (form, "{\"a\": [1, 2]}");
  form_fixture_assert_input (values, "{\"extra\":{\"a\":[1,2]}}");
  set_area_text (form, "{\"a\": ");
  g_assert_false (limner_values_validate (values, NULL));
  set_area_text (form, "");
  form_fixture_assert_input (values, "{}");
  limner_test_assert_freed (form);
}

/* What is typed is left alone until it is whole, and an emptied field stays empty while the cursor
 * is in it, default or not.
 */
static void
test_json_row_typed (void)
{
  g_autoptr(LimnerValues) values =
    form_fixture_values ("\"extra\":{\"type\":\"object\",\"default\":{\"b\":1}}", "");
  LimnerForm *form = form_fixture_form (values);
  LimnerTextArea *area =
    LIMNER_TEXT_AREA (limner_test_find_child (GTK_WIDGET (form), LIMNER_TYPE_TEXT_AREA));
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (limner_text_area_get_view (area));
  const char *typed = "{\"a\": [1, 2]}";
  g_autofree char *shown = limner_text_area_get_text (area);

  g_assert_nonnull (strstr (shown, "\"b\""));
  limner_text_area_set_text (area, "");
  for (gsize i = 0; typed[i] != '\0'; i++)
    {
      g_autofree char *now = NULL;
      g_autofree char *before = g_strndup (typed, i);
      int position;

      now = limner_text_area_get_text (area);
      g_assert_cmpstr (now, ==, before);
      g_object_get (buffer, "cursor-position", &position, NULL);
      g_assert_cmpint (position, ==, (int) i);
      gtk_text_buffer_insert_at_cursor (buffer, typed + i, 1);
    }
  form_fixture_assert_input (values, "{\"extra\":{\"a\":[1,2]}}");

  limner_text_area_set_text (area, "");
  form_fixture_assert_input (values, "{}");
  g_free (shown);
  shown = limner_text_area_get_text (area);
  g_assert_cmpstr (shown, ==, "");
  limner_test_assert_freed (form);
}

static void
test_ratio (void)
{
  g_autoptr(LimnerValues) values = form_fixture_values (
    "\"aspect_ratio\":{\"type\":\"string\",\"enum\":[\"1:1\",\"16:9\",\"custom\",\"3:2\",\"2:3\"],"
    "\"default\":\"1:1\",\"x-order\":0},"
    "\"width\":{\"type\":\"integer\",\"title\":\"Width\",\"x-order\":1},"
    "\"height\":{\"type\":\"integer\",\"title\":\"Height\",\"x-order\":2}", "");
  LimnerForm *form = form_fixture_form (values);
  GtkWidget *wide =
    form_fixture_find_named (GTK_WIDGET (form), GTK_TYPE_TOGGLE_BUTTON, "16:9");
  GtkWidget *custom =
    form_fixture_find_named (GTK_WIDGET (form), GTK_TYPE_TOGGLE_BUTTON, "custom");
  GtkEditable *width = find_entry (form, "Width");

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (wide), TRUE);
  form_fixture_assert_input (values, "{\"aspect_ratio\":\"16:9\"}");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (wide), FALSE);
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (wide)));

  /* Width and height count only when the ratio is custom. */
  g_assert_false (gtk_widget_is_sensitive (GTK_WIDGET (width)));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (custom), TRUE);
  g_assert_true (gtk_widget_is_sensitive (GTK_WIDGET (width)));
  limner_test_assert_freed (form);
}

static void
test_size (void)
{
  g_autoptr(LimnerValues) values = form_fixture_values (
    "\"width\":{\"type\":\"integer\",\"title\":\"Width\",\"default\":1024,\"x-order\":0},"
    "\"height\":{\"type\":\"integer\",\"title\":\"Height\",\"default\":1024,\"maximum\":2048,"
    "\"x-order\":1}", "");
  LimnerForm *form = form_fixture_form (values);
  GtkEditable *width = find_entry (form, "Width");
  GtkEditable *height = find_entry (form, "Height");
  GtkWidget *swap =
    form_fixture_find_named (GTK_WIDGET (form), GTK_TYPE_BUTTON, "Swap width and height");
  GtkWidget *lock =
    form_fixture_find_named (GTK_WIDGET (form), GTK_TYPE_TOGGLE_BUTTON, "Keep the ratio");
  GtkWidget *chip =
    form_fixture_find_named (GTK_WIDGET (form), GTK_TYPE_TOGGLE_BUTTON, "1216 × 832");

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (chip), TRUE);
  form_fixture_assert_input (values, "{\"width\":1216,\"height\":832}");
  g_signal_emit_by_name (swap, "clicked");
  form_fixture_assert_input (values, "{\"width\":832,\"height\":1216}");
  g_assert_false (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (chip)));

  limner_values_reset_all (values);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (lock), TRUE);
  gtk_editable_set_text (width, "512");
  g_assert_cmpstr (gtk_editable_get_text (height), ==, "512");
  gtk_editable_set_text (height, "9999");
  g_assert_false (limner_values_validate (values, NULL));
  limner_test_assert_freed (form);
}

/* Some models let the sides be chosen only; what is sent keeps its type. */
static void
test_size_choices (void)
{
  g_autoptr(LimnerValues) values = form_fixture_values (
    "\"width\":{\"type\":\"integer\",\"title\":\"Width\",\"enum\":[512,640,768],"
    "\"default\":512,\"x-order\":0},"
    "\"height\":{\"type\":\"string\",\"title\":\"Height\",\"enum\":[\"512\",\"768\"],"
    "\"default\":\"512\",\"x-order\":1}", "");
  LimnerForm *form = form_fixture_form (values);
  GtkWidget *width = form_fixture_find_named (GTK_WIDGET (form), GTK_TYPE_DROP_DOWN, "Width");
  GtkWidget *height = form_fixture_find_named (GTK_WIDGET (form), GTK_TYPE_DROP_DOWN, "Height");
  GtkWidget *swap =
    form_fixture_find_named (GTK_WIDGET (form), GTK_TYPE_BUTTON, "Swap width and height");
  GtkWidget *lock =
    form_fixture_find_named (GTK_WIDGET (form), GTK_TYPE_TOGGLE_BUTTON, "Keep the ratio");
  GtkWidget *chip =
    form_fixture_find_named (GTK_WIDGET (form), GTK_TYPE_TOGGLE_BUTTON, "512 × 768");

  g_assert_cmpuint (gtk_drop_down_get_selected (GTK_DROP_DOWN (width)), ==, 0);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (chip), TRUE);
  form_fixture_assert_input (values, "{\"width\":512,\"height\":\"768\"}");
  g_assert_cmpuint (gtk_drop_down_get_selected (GTK_DROP_DOWN (height)), ==, 1);
  g_signal_emit_by_name (swap, "clicked");
  form_fixture_assert_input (values, "{\"width\":768,\"height\":\"512\"}");

  limner_values_reset_all (values);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (lock), TRUE);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (width), 2);
  form_fixture_assert_input (values, "{\"width\":768,\"height\":\"768\"}");
  limner_values_undo (values);
  form_fixture_assert_input (values, "{}");
  limner_test_assert_freed (form);
}

static void
test_text_area (void)
{
  GtkWidget *area = g_object_ref_sink (limner_text_area_new (2, 5));
  g_autoptr(GString) text = g_string_new (NULL);
  int few, more, most;

  gtk_widget_measure (area, GTK_ORIENTATION_VERTICAL, 200, &few, NULL, NULL, NULL);
  for (guint i = 0; i < 3; i++)
    g_string_append (text, "line\n");
  limner_text_area_set_text (LIMNER_TEXT_AREA (area), text->str);
  gtk_widget_measure (area, GTK_ORIENTATION_VERTICAL, 200, &more, NULL, NULL, NULL);
  for (guint i = 0; i < 10000; i++)
    g_string_append (text, "line\n");
  limner_text_area_set_text (LIMNER_TEXT_AREA (area), text->str);
  gtk_widget_measure (area, GTK_ORIENTATION_VERTICAL, 200, &most, NULL, NULL, NULL);
  g_assert_cmpint (few, <, more);
  g_assert_cmpint (more, <, most);
  g_assert_cmpint (most, <, 3 * few);
  limner_test_assert_freed (area);
}

/* GTK tries widths down to one pixel where it looks for the one that suits a height: no word is
 * broken into letters for that.
 */
static void
test_text_area_narrow (void)
{
  GtkWidget *area = g_object_ref_sink (limner_text_area_new (2, 40));
  int empty, minimum, at_minimum, narrower, natural, height, least;
  int baseline = -1;

  gtk_widget_measure (area, GTK_ORIENTATION_VERTICAL, 400, &empty, NULL, NULL, NULL);
  limner_text_area_set_text (LIMNER_TEXT_AREA (area),
                                  "a hare in the snow, early light, a birch wood behind it");
  gtk_widget_measure (area, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  gtk_widget_measure (area, GTK_ORIENTATION_VERTICAL, minimum, &at_minimum, NULL, NULL, NULL);
  /* As older GTK asks; newer ones warn of whoever does. */
  GTK_WIDGET_GET_CLASS (area)->measure (area, GTK_ORIENTATION_VERTICAL, 1, &narrower, &natural,
                                        &baseline, &baseline);
  gtk_widget_measure (area, GTK_ORIENTATION_VERTICAL, 400, &height, NULL, NULL, NULL);
  gtk_widget_measure (area, GTK_ORIENTATION_VERTICAL, -1, &least, &natural, NULL, NULL);
  /* Without a width it is what no width goes below; newer GTK warns of boxes around others. */
  g_assert_cmpint (least, <=, height);
  g_assert_cmpint (natural, >=, least);
  g_assert_cmpint (minimum, <, 200);
  g_assert_cmpint (at_minimum, <, 6 * empty);
  g_assert_cmpint (narrower, ==, at_minimum);
  g_assert_cmpint (height, <, at_minimum);
  limner_test_assert_freed (area);
}

/* Whatever the width, the last line is seen: a text view breaks lines where the measure does. */
static void
test_text_area_fits (void)
{
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *area = limner_text_area_new (2, 60);
  GtkTextView *view = limner_text_area_get_view (LIMNER_TEXT_AREA (area));

  gtk_widget_set_valign (area, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), area);
  gtk_window_set_default_size (window, 420, 600);
  gtk_window_set_child (window, box);
  gtk_window_present (window);
  limner_text_area_set_text (LIMNER_TEXT_AREA (area),
                                  "A beautiful painting of a singular lighthouse, shining its "
                                  "light across a tumultuous sea, trending on a wall.");
  for (int width = 220; width < 400; width += 3)
    {
      GtkTextIter end;
      GdkRectangle place;
      int bottom, height;

      gtk_widget_set_size_request (area, width, -1);
      gtk_widget_measure (area, GTK_ORIENTATION_VERTICAL, width, &height, NULL, NULL, NULL);
      limner_test_wait_until (gtk_widget_get_width (area) == width &&
                              gtk_widget_get_height (area) == height);
      gtk_text_buffer_get_end_iter (gtk_text_view_get_buffer (view), &end);
      gtk_text_view_get_iter_location (view, &end, &place);
      gtk_text_view_buffer_to_window_coords (view, GTK_TEXT_WINDOW_WIDGET, 0,
                                             place.y + place.height, NULL, &bottom);
      if (bottom > height)
        g_error ("%d pixels wide, the text ends at %d of %d", width, bottom, height);
    }
  gtk_window_destroy (window);
  limner_test_settle ();
}

static int
measure_height (GtkWidget *area)
{
  int height;

  gtk_widget_measure (area, GTK_ORIENTATION_VERTICAL, 300, &height, NULL, NULL, NULL);
  return height;
}

/* The layout that it keeps follows the font, and the area into another window. */
static void
test_text_area_font (void)
{
  GtkWidget *area = g_object_ref_sink (limner_text_area_new (2, 40));
  GtkWidget *view = GTK_WIDGET (limner_text_area_get_view (LIMNER_TEXT_AREA (area)));
  GtkWindow *first = GTK_WINDOW (gtk_window_new ());
  GtkWindow *second = GTK_WINDOW (gtk_window_new ());
  int height;

  limner_text_area_set_text (LIMNER_TEXT_AREA (area), "one\ntwo\nthree");
  gtk_window_set_child (first, area);
  gtk_window_present (first);
  limner_test_wait_until (gtk_widget_get_mapped (area));
  height = measure_height (area);
  gtk_widget_add_css_class (view, "title-1");
  limner_test_wait_until (measure_height (area) > height);

  gtk_window_set_child (first, NULL);
  gtk_widget_remove_css_class (view, "title-1");
  gtk_window_set_child (second, area);
  gtk_window_present (second);
  limner_test_wait_until (measure_height (area) == height);

  gtk_window_destroy (first);
  gtk_window_destroy (second);
  limner_test_assert_freed (area);
}

static gboolean
press (GtkWidget       *widget,
       guint            keyval,
       GdkModifierType  state)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (widget);
  gboolean handled = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers) && !handled; i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", keyval, 0, state, &handled);
    }

  return handled;
}

static void
test_prompt_keys (void)
{
  g_autoptr(LimnerValues) values =
    form_fixture_values ("\"prompt\":{\"type\":\"string\",\"title\":\"Prompt\"}", "");
  LimnerForm *form = form_fixture_form (values);
  GtkWidget *area = limner_test_find_child (GTK_WIDGET (form), LIMNER_TYPE_TEXT_AREA);
  GtkTextView *view = limner_text_area_get_view (LIMNER_TEXT_AREA (area));
  GtkTextIter iter;
  const char *history[] = { "newest", "older", NULL };

  limner_form_set_prompt_history (form, history);
  limner_values_set_text (values, "prompt", "draft");
  g_assert_true (press (area, GDK_KEY_Up, GDK_ALT_MASK));
  form_fixture_assert_input (values, "{\"prompt\":\"newest\"}");
  g_assert_true (press (area, GDK_KEY_Up, GDK_ALT_MASK));
  g_assert_true (press (area, GDK_KEY_Up, GDK_ALT_MASK));
  form_fixture_assert_input (values, "{\"prompt\":\"older\"}");
  g_assert_true (press (area, GDK_KEY_Down, GDK_ALT_MASK));
  g_assert_true (press (area, GDK_KEY_Down, GDK_ALT_MASK));
  form_fixture_assert_input (values, "{\"prompt\":\"draft\"}");
  g_assert_false (press (area, GDK_KEY_Up, 0));

  limner_values_set_text (values, "prompt", "ein Füchslein im Schnee");
  gtk_text_buffer_get_iter_at_offset (gtk_text_view_get_buffer (view), &iter, 6);
  gtk_text_buffer_place_cursor (gtk_text_view_get_buffer (view), &iter);
  g_assert_true (press (area, GDK_KEY_Up, GDK_CONTROL_MASK));
  form_fixture_assert_input (values, "{\"prompt\":\"ein (Füchslein:1.1) im Schnee\"}");
  g_assert_true (press (area, GDK_KEY_Up, GDK_CONTROL_MASK));
  form_fixture_assert_input (values, "{\"prompt\":\"ein (Füchslein:1.2) im Schnee\"}");
  limner_test_assert_freed (form);
}

static void
test_reset_button (void)
{
  g_autoptr(LimnerValues) values = form_fixture_values (
    "\"steps\":{\"type\":\"integer\",\"title\":\"Steps\",\"default\":20}", "");
  LimnerForm *form = form_fixture_form (values);
  GtkWidget *reset;

  g_assert_null (form_fixture_find_named (GTK_WIDGET (form), GTK_TYPE_BUTTON, "Reset Steps"));
  limner_values_set_text (values, "steps", "9");
  reset = form_fixture_find_named (GTK_WIDGET (form), GTK_TYPE_BUTTON, "Reset Steps");
  g_assert_true (gtk_widget_get_visible (reset));
  g_assert_cmpstr (gtk_widget_get_tooltip_text (reset), ==, "Reset to 20");
  g_signal_emit_by_name (reset, "clicked");
  form_fixture_assert_input (values, "{}");
  g_assert_false (gtk_widget_get_visible (reset));
  limner_test_assert_freed (form);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/form/row/text", test_text);
  g_test_add_func ("/form/row/secret", test_secret);
  g_test_add_func ("/form/row/number", test_number);
  g_test_add_func ("/form/row/number-precision", test_number_precision);
  g_test_add_func ("/form/row/switch", test_switch);
  g_test_add_func ("/form/row/segments", test_segments);
  g_test_add_func ("/form/row/drop-down", test_drop_down);
  g_test_add_func ("/form/row/seed", test_seed);
  g_test_add_func ("/form/row/lines", test_lines);
  g_test_add_func ("/form/row/json", test_json_row);
  g_test_add_func ("/form/row/json-typed", test_json_row_typed);
  g_test_add_func ("/form/row/ratio", test_ratio);
  g_test_add_func ("/form/row/size", test_size);
  g_test_add_func ("/form/row/size-choices", test_size_choices);
  g_test_add_func ("/form/row/text-area", test_text_area);
  g_test_add_func ("/form/row/text-area-narrow", test_text_area_narrow);
  g_test_add_func ("/form/row/text-area-fits", test_text_area_fits);
  g_test_add_func ("/form/row/text-area-font", test_text_area_font);
  g_test_add_func ("/form/row/prompt-keys", test_prompt_keys);
  g_test_add_func ("/form/row/reset-button", test_reset_button);
  return g_test_run ();
}
