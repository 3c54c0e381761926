/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A hand that does anything with the form: it types, switches, chooses and drags, in the form of
 * every model of the corpus, and whatever it did comes back from the JSON text.
 */

#include "config.h"

#include <adwaita.h>
#include <math.h>

#include "form/limner-form-chips.h"
#include "form/limner-form-json.h"
#include "form/limner-form-picker.h"
#include "form/limner-form-row.h"

#include "form-fixture.h"

static GtkTextBuffer *
get_json_buffer (LimnerForm *form)
{
  GtkWidget *json = limner_test_find_child (GTK_WIDGET (form), LIMNER_TYPE_FORM_JSON);

  return gtk_text_view_get_buffer (
    GTK_TEXT_VIEW (limner_test_find_child (json, GTK_TYPE_TEXT_VIEW)));
}

static void
collect (GtkWidget *widget,
         GType      type,
         GPtrArray *found)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    {
      g_ptr_array_add (found, widget);
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect (child, type, found);
}

static GPtrArray *
find_all (GtkWidget *widget,
          GType      type)
{
  GPtrArray *found = g_ptr_array_new ();

  collect (widget, type, found);
  return found;
}

static gpointer
pick_one (GPtrArray *things)
{
  return g_ptr_array_index (things, (guint) g_test_rand_int_range (0, (gint32) things->len));
}

static void
type_number (LimnerFormRow *row,
             GtkEditable   *entry)
{
  LimnerField *field = limner_form_row_get_field (row);
  double minimum = 1;
  double maximum = 100;
  double number;
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  if (limner_field_get_minimum (field, &minimum))
    maximum = MAX (maximum, minimum + 1);
  if (limner_field_get_maximum (field, &maximum))
    minimum = MIN (minimum, maximum);
  number = minimum < maximum ? g_test_rand_double_range (minimum, maximum) : minimum;
  if (limner_field_get_kind (field) == LIMNER_FIELD_INTEGER)
    number = CLAMP (round (number), ceil (minimum), floor (maximum));
  g_ascii_formatd (text, sizeof text, "%.12g", number);
  gtk_editable_set_text (entry, text);
}

static void
type_text (GtkWidget *widget)
{
  static const char *const texts[] = {
    "a fox", "Füchse “im” Schnee\n\\n", "{red|blue} \"quoted\"", "0", "[1]", "<b>&amp;</b>",
  };
  const char *text = texts[g_test_rand_int_range (0, G_N_ELEMENTS (texts))];

  if (GTK_IS_TEXT_VIEW (widget))
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (widget)), text, -1);
  else
    gtk_editable_set_text (GTK_EDITABLE (widget), text);
}

static gboolean
is_number (LimnerField *field)
{
  return limner_field_get_kind (field) == LIMNER_FIELD_INTEGER ||
         limner_field_get_kind (field) == LIMNER_FIELD_NUMBER;
}

/* Does something with one of the controls in a row. */
static void
touch (LimnerFormRow *row)
{
  GtkWidget *widget = GTK_WIDGET (row);
  g_autoptr(GPtrArray) pickers = find_all (widget, LIMNER_TYPE_FORM_PICKER);
  g_autoptr(GPtrArray) scales = find_all (widget, GTK_TYPE_SCALE);
  g_autoptr(GPtrArray) toggles = find_all (widget, GTK_TYPE_TOGGLE_BUTTON);
  g_autoptr(GPtrArray) drops = find_all (widget, GTK_TYPE_DROP_DOWN);
  g_autoptr(GPtrArray) switches = find_all (widget, GTK_TYPE_SWITCH);
  g_autoptr(GPtrArray) views = find_all (widget, GTK_TYPE_TEXT_VIEW);
  g_autoptr(GPtrArray) entries = find_all (widget, GTK_TYPE_ENTRY);
  gboolean is_stopped = FALSE;

  if (pickers->len > 0)
    {
      const char *const references[] = { "https://example.org/fox.png", NULL };

      g_signal_emit_by_name (pick_one (pickers), "picked", references);
    }
  else if (scales->len > 0 && g_test_rand_bit ())
    g_signal_emit_by_name (pick_one (scales), "change-value", GTK_SCROLL_JUMP,
                           g_test_rand_double (), &is_stopped);
  else if (toggles->len > 0 && g_test_rand_bit ())
    gtk_toggle_button_set_active (pick_one (toggles), TRUE);
  else if (drops->len > 0)
    {
      GtkDropDown *drop = pick_one (drops);
      guint n_items = g_list_model_get_n_items (gtk_drop_down_get_model (drop));

      gtk_drop_down_set_selected (drop, (guint) g_test_rand_int_range (0, (gint32) n_items));
    }
  else if (switches->len > 0)
    gtk_switch_set_active (pick_one (switches), g_test_rand_bit ());
  else if (views->len > 0)
    type_text (pick_one (views));
  else if (entries->len > 0 && is_number (limner_form_row_get_field (row)))
    type_number (row, pick_one (entries));
  else if (entries->len > 0)
    type_text (pick_one (entries));
}

/* What a row shows, as text. */
static void
describe (GtkWidget *widget,
          GString   *text)
{
  if (!gtk_widget_get_visible (widget) || LIMNER_IS_FORM_PICKER (widget))
    return;

  if (GTK_IS_TEXT_VIEW (widget))
    {
      GtkTextIter start, end;
      g_autofree char *words = NULL;
      GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (widget));

      gtk_text_buffer_get_bounds (buffer, &start, &end);
      words = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
      g_string_append_printf (text, " view:%s", words);
    }
  else if (GTK_IS_ENTRY (widget))
    g_string_append_printf (text, " entry:%s", gtk_editable_get_text (GTK_EDITABLE (widget)));
  else if (GTK_IS_TOGGLE_BUTTON (widget) &&
           gtk_button_get_icon_name (GTK_BUTTON (widget)) == NULL)
    g_string_append_printf (text, " toggle:%d",
                            gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (widget)));
  else if (GTK_IS_DROP_DOWN (widget))
    g_string_append_printf (text, " drop:%u", gtk_drop_down_get_selected (GTK_DROP_DOWN (widget)));
  else if (GTK_IS_SWITCH (widget))
    g_string_append_printf (text, " switch:%d", gtk_switch_get_active (GTK_SWITCH (widget)));
  else if (GTK_IS_SCALE (widget))
    g_string_append_printf (text, " scale:%.3f", gtk_range_get_value (GTK_RANGE (widget)));
  else if (GTK_IS_LABEL (widget) && gtk_widget_has_css_class (widget, "error"))
    g_string_append_printf (text, " error:%s", gtk_label_get_label (GTK_LABEL (widget)));
  else
    for (GtkWidget *child = gtk_widget_get_first_child (widget);
         child != NULL;
         child = gtk_widget_get_next_sibling (child))
      describe (child, text);
}

static char *
describe_row (LimnerForm *form,
              const char *name)
{
  g_autoptr(GPtrArray) rows = find_all (GTK_WIDGET (form), LIMNER_TYPE_FORM_ROW);
  g_autoptr(GString) text = g_string_new (name);

  for (guint i = 0; i < rows->len; i++)
    {
      if (g_str_equal (limner_form_row_get_name (g_ptr_array_index (rows, i)), name))
        describe (g_ptr_array_index (rows, i), text);
    }

  /* JSON is shown with lines and spaces of its own. */
  g_string_replace (text, "\n", "", 0);
  g_string_replace (text, " ", "", 0);
  return g_strdup (text->str);
}

static void
open_all (LimnerForm *form)
{
  LimnerSchema *schema = limner_values_get_schema (limner_form_get_values (form));

  for (guint i = 0; i < limner_schema_get_n_fields (schema); i++)
    limner_form_focus_field (form, limner_field_get_name (limner_schema_get_field (schema, i)));
}

static void
reset_faults (LimnerValues *values)
{
  LimnerSchema *schema = limner_values_get_schema (values);
  LimnerFault fault;

  for (guint i = 0; i < limner_schema_get_n_fields (schema); i++)
    {
      const char *name = limner_field_get_name (limner_schema_get_field (schema, i));

      if (limner_values_is_set (values, name) && limner_values_find_fault (values, name, &fault))
        limner_values_reset (values, name);
    }
}

static char *
write_preset (LimnerValues *values)
{
  g_autoptr(JsonObject) input = limner_values_to_preset (values);

  return limner_json_object_to_string (input, FALSE);
}

/* Form → JSON → another form of the same model: the same request, and the same on the screen. */
static guint
round_trip (LimnerSchema *schema,
            GtkWindow    *window,
            const char   *model)
{
  g_autoptr(LimnerValues) values = limner_values_new (schema);
  g_autoptr(LimnerValues) other_values = limner_values_new (schema);
  LimnerForm *form = form_fixture_form (values);
  LimnerForm *other = form_fixture_form (other_values);
  g_autoptr(GPtrArray) rows = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *json = NULL;
  GtkWidget *pair = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkTextIter start, end;
  guint n_changed = 0;

  gtk_box_append (GTK_BOX (pair), GTK_WIDGET (form));
  gtk_box_append (GTK_BOX (pair), GTK_WIDGET (other));
  gtk_window_set_child (window, pair);
  open_all (form);
  open_all (other);
  rows = find_all (GTK_WIDGET (form), LIMNER_TYPE_FORM_ROW);
  for (guint i = 0; i < rows->len; i++)
    {
      if (g_test_rand_bit ())
        touch (g_ptr_array_index (rows, i));
    }
  reset_faults (values);

  limner_form_set_shows_json (form, TRUE);
  limner_form_set_shows_json (other, TRUE);
  gtk_text_buffer_get_bounds (get_json_buffer (form), &start, &end);
  json = gtk_text_buffer_get_text (get_json_buffer (form), &start, &end, FALSE);
  gtk_text_buffer_set_text (get_json_buffer (other), json, -1);
  limner_form_set_shows_json (other, FALSE);

  first = write_preset (values);
  second = write_preset (other_values);
  if (!g_str_equal (first, second))
    g_error ("%s: %s became %s", model, first, second);
  for (guint i = 0; i < rows->len; i++)
    {
      LimnerFormRow *row = g_ptr_array_index (rows, i);
      const char *name = limner_form_row_get_name (row);
      g_autofree char *here = describe_row (form, name);
      g_autofree char *there = describe_row (other, name);

      n_changed += limner_values_is_set (values, name);
      if (!limner_field_is_secret (limner_form_row_get_field (row)) && !g_str_equal (here, there))
        g_error ("%s: “%s” is shown as “%s”", model, here, there);
    }

  gtk_window_set_focus (window, NULL);
  gtk_window_set_child (window, NULL);
  limner_test_settle ();
  limner_test_assert_freed (form);
  limner_test_assert_freed (other);
  return n_changed;
}

static LimnerSchema *
read_schema (const char *folder,
             const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *text = NULL;
  g_autoptr(GBytes) bytes = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  bytes = g_bytes_new (text, length);
  return limner_schema_new_from_bytes (bytes, NULL);
}

/* g_test_init() prints the seed of the chance. Some of the forms are enough for one time; “-m slow”
 * takes them all.
 */
static void
test_every_form (void)
{
  const char *corpus = limner_test_corpus ();
  g_autofree char *folder = corpus != NULL ? g_build_filename (corpus, "schemas", NULL) : NULL;
  g_autoptr(GDir) dir = folder != NULL ? g_dir_open (folder, 0, NULL) : NULL;
  GtkWindow *window;
  const char *name;
  guint n_forms = 0;
  guint n_changed = 0;

  if (dir == NULL)
    {
      g_test_skip ("there is no corpus of schemas");
      return;
    }

  window = GTK_WINDOW (gtk_window_new ());
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autoptr(LimnerSchema) schema = NULL;

      if (!g_str_has_suffix (name, ".json") ||
          (!g_test_slow () && g_test_rand_int_range (0, 20) > 0))
        continue;
      schema = read_schema (folder, name);
      n_changed += round_trip (schema, window, name);
      n_forms++;
    }
  gtk_window_destroy (window);
  g_test_message ("%u forms, %u inputs changed", n_forms, n_changed);
  g_assert_cmpuint (n_changed, >=, n_forms);
}

/* The same without a corpus: one input of each kind, many times. */
static void
test_every_kind (void)
{
  g_autoptr(LimnerValues) values = form_fixture_values (
    "\"prompt\":{\"type\":\"string\"},\"image\":{\"type\":\"string\",\"format\":\"uri\"},"
    "\"images\":{\"type\":\"array\",\"items\":{\"type\":\"string\",\"format\":\"uri\"}},"
    "\"width\":{\"type\":\"integer\",\"default\":512},\"height\":{\"type\":\"integer\","
    "\"default\":512},\"aspect_ratio\":{\"type\":\"string\",\"enum\":[\"1:1\",\"16:9\",\"3:2\"]},"
    "\"steps\":{\"type\":\"integer\",\"minimum\":1,\"maximum\":50,\"default\":20},"
    "\"guidance\":{\"type\":\"number\",\"minimum\":0,\"maximum\":20},"
    "\"rate\":{\"type\":\"number\",\"minimum\":0.000001,\"maximum\":1},"
    "\"seed\":{\"type\":\"integer\"},\"flag\":{\"type\":\"boolean\"},"
    "\"mode\":{\"type\":\"string\",\"enum\":[\"a\",\"b\"],\"default\":\"a\"},"
    "\"many\":{\"type\":\"integer\",\"enum\":[1,2,3,4,5,6]},"
    "\"words\":{\"type\":\"array\",\"items\":{\"type\":\"string\"}},"
    "\"sides\":{\"type\":\"array\",\"items\":{\"type\":\"integer\",\"enum\":[1,2]}},"
    "\"any\":{},\"dict\":{\"type\":\"object\"}", "");
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());

  for (guint i = 0; i < 3; i++)
    round_trip (limner_values_get_schema (values), window, "every kind");
  gtk_window_destroy (window);
}

static gboolean
has_mark (GtkTextBuffer *buffer,
          int            line)
{
  GtkTextTag *tag = gtk_text_tag_table_lookup (gtk_text_buffer_get_tag_table (buffer), "error");
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_line (buffer, &iter, line - 1);
  return gtk_text_iter_has_tag (&iter, tag);
}

static const char *
get_message (LimnerForm *form)
{
  GtkWidget *json = limner_test_find_child (GTK_WIDGET (form), LIMNER_TYPE_FORM_JSON);
  GtkWidget *label = gtk_widget_get_last_child (gtk_widget_get_first_child (json));

  return gtk_widget_get_visible (label) ? gtk_label_get_label (GTK_LABEL (label)) : "";
}

/* What is wrong in the text is told with its line: its grammar, a value, an input of nobody. */
static void
test_json_lines (void)
{
  g_autoptr(LimnerValues) values = form_fixture_values (
    "\"steps\":{\"type\":\"integer\",\"maximum\":50},\"mode\":{\"type\":\"string\",\"enum\":"
    "[\"a\",\"b\"]},\"any\":{}", "");
  LimnerForm *form = form_fixture_form (values);
  GtkTextBuffer *buffer;

  limner_form_set_shows_json (form, TRUE);
  buffer = get_json_buffer (form);
  gtk_text_buffer_set_text (buffer, "{\n  \"any\": {\"mode\": 1, \"x\": \"\\\"steps\\\": {\"},\n"
                                    "  \"steps\": 99,\n  \"mode\" : \"a\"\n}", -1);
  g_assert_true (g_str_has_prefix (get_message (form), "Line 3: Steps: "));
  g_assert_null (strchr (get_message (form), '\n'));
  g_assert_true (has_mark (buffer, 3));
  g_assert_false (has_mark (buffer, 2));

  gtk_text_buffer_set_text (buffer, "{\n  \"steps\": 9,\n  \"mode\" : \"c\",\n \"far\": 1\n}", -1);
  g_assert_true (g_str_has_prefix (get_message (form), "Line 3: "));
  g_assert_nonnull (strstr (get_message (form), "no input “far”"));
  g_assert_false (has_mark (buffer, 2));

  gtk_text_buffer_set_text (buffer, "{\n  \"steps\": 9,\n  \"mode\" \"a\"\n}", -1);
  g_assert_true (g_str_has_prefix (get_message (form), "Line 3: "));
  gtk_text_buffer_set_text (buffer, "{\n  \"steps\": 9\n}", -1);
  g_assert_cmpstr (get_message (form), ==, "");
  g_assert_false (has_mark (buffer, 1) || has_mark (buffer, 2));
  limner_test_assert_freed (form);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/form/widgets/every-form", test_every_form);
  g_test_add_func ("/form/widgets/every-kind", test_every_kind);
  g_test_add_func ("/form/widgets/json-lines", test_json_lines);
  return g_test_run ();
}
