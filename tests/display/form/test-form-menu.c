/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <adwaita.h>

#include "form-fixture.h"

typedef struct
{
  LimnerValues   *values;
  LimnerForm     *form;
  LimnerFormMenu *menu;
  LimnerPresets  *presets;
  char           *folder;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autofree char *path = NULL;

  fixture->folder = limner_test_make_folder ();
  path = g_build_filename (fixture->folder, "presets.json", NULL);
  fixture->presets = limner_presets_new (path);
  fixture->values = form_fixture_values (
    "\"prompt\":{\"type\":\"string\"},\"steps\":{\"type\":\"integer\"},"
    "\"key\":{\"type\":\"string\",\"x-cog-secret\":true}", "");
  fixture->form = form_fixture_form (fixture->values);
  fixture->menu = limner_form_get_menu (fixture->form);
  limner_form_menu_set_presets (fixture->menu, fixture->presets);
  limner_form_menu_set_model (fixture->menu, "owner/name:1", "https://api.example/v1");
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  limner_test_wait_until (!limner_presets_get_saving (fixture->presets));
  limner_test_assert_freed (fixture->form);
  limner_test_settle ();
  limner_test_assert_freed (fixture->presets);
  limner_test_assert_freed (fixture->values);
  limner_test_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

static void
act (Fixture    *fixture,
     const char *action,
     const char *target)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->menu), action,
                                             target != NULL ? "s" : NULL, target));
}

static void
test_presets (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(JsonObject) empty = json_object_new ();
  g_autofree char *kept = NULL;

  limner_values_set_text (fixture->values, "prompt", "a fox");
  limner_values_set_text (fixture->values, "key", "hush");
  limner_presets_keep (fixture->presets, "owner/name", "Fox", empty);
  act (fixture, "menu.replace-preset", "Fox");
  kept = limner_json_object_to_string (limner_presets_find (fixture->presets, "owner/name", "Fox"),
                                       FALSE);
  g_assert_cmpstr (kept, ==, "{\"prompt\":\"a fox\"}");

  limner_values_set_text (fixture->values, "prompt", "an owl");
  act (fixture, "menu.use-preset", "Fox");
  form_fixture_assert_input (fixture->values, "{\"prompt\":\"a fox\"}");
  act (fixture, "menu.default-preset", "Fox");
  g_assert_cmpstr (limner_presets_get_default (fixture->presets, "owner/name"), ==, "Fox");
  act (fixture, "menu.default-preset", "");
  g_assert_null (limner_presets_get_default (fixture->presets, "owner/name"));
  act (fixture, "menu.remove-preset", "Fox");
  g_assert_null (limner_presets_find (fixture->presets, "owner/name", "Fox"));
  act (fixture, "menu.use-preset", "Fox");
  form_fixture_assert_input (fixture->values, "{\"prompt\":\"a fox\"}");
}

static void
test_examples (Fixture       *fixture,
               gconstpointer  data)
{
  const char *text = "[{\"prompt\":\"a harbour\",\"steps\":4},{\"strange\":1}]";
  g_autoptr(JsonNode) node = limner_json_parse (text, strlen (text), 1000, NULL);

  limner_form_menu_set_examples (fixture->menu, json_node_get_array (node));
  act (fixture, "menu.use-example", "0");
  form_fixture_assert_input (fixture->values, "{\"prompt\":\"a harbour\",\"steps\":4}");
  act (fixture, "menu.use-example", "9");
  form_fixture_assert_input (fixture->values, "{\"prompt\":\"a harbour\",\"steps\":4}");
  limner_values_undo (fixture->values);
  form_fixture_assert_input (fixture->values, "{}");
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  *(char **) user_data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
}

/* The name of a preset is asked for at the button that the menu belongs to, also where examples
 * stand beside it.
 */
static void
test_naming (Fixture       *fixture,
             gconstpointer  data)
{
  const char *text = "[{\"prompt\":\"a harbour\"}]";
  g_autoptr(JsonNode) node = limner_json_parse (text, strlen (text), 1000, NULL);
  GtkWindow *window = form_fixture_present (fixture->form);
  GtkWidget *entry;
  GdkRectangle place;

  limner_form_menu_set_examples (fixture->menu, json_node_get_array (node));
  limner_test_wait_until (gtk_widget_get_width (GTK_WIDGET (fixture->menu)) > 60);
  act (fixture, "menu.save-preset", NULL);
  entry = form_fixture_find_named (GTK_WIDGET (fixture->menu), GTK_TYPE_ENTRY,
                                   "Name of the preset");
  g_assert_true (gtk_popover_get_pointing_to (
    GTK_POPOVER (gtk_widget_get_ancestor (entry, GTK_TYPE_POPOVER)), &place));
  g_assert_cmpint (place.x, >, gtk_widget_get_width (GTK_WIDGET (fixture->menu)) / 2);

  gtk_editable_set_text (GTK_EDITABLE (entry), "Night");
  g_signal_emit_by_name (entry, "activate");
  g_assert_nonnull (limner_presets_find (fixture->presets, "owner/name", "Night"));
  limner_test_settle ();
  gtk_window_set_child (window, NULL);
  gtk_window_destroy (window);
  limner_test_settle ();
}

static void
test_copy (Fixture       *fixture,
           gconstpointer  data)
{
  static const char *const kinds[] = { "curl", "javascript", "python" };

  limner_values_set_text (fixture->values, "prompt", "a fox");
  limner_values_set_text (fixture->values, "key", "hush");
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *text = NULL;

      act (fixture, "menu.copy-as", kinds[i]);
      gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (fixture->form)), NULL,
                                     read_cb, &text);
      limner_test_wait_until (text != NULL);
      g_assert_nonnull (strstr (text, "a fox"));
      g_assert_nonnull (strstr (text, "https://api.example/v1/predictions"));
      g_assert_null (strstr (text, "hush"));
    }
}

/* The examples are at hand beside the menu, called by their prompts, and each is one click. */
static void
test_examples_button (Fixture       *fixture,
                      gconstpointer  data)
{
  const char *text = "[{\"prompt\":\"<b>a harbour</b>_at dawn\\nand more\",\"steps\":4,"
                     "\"key\":null},{\"steps\":\"7\",\"gone\":[1]},7]";
  g_autoptr(JsonNode) node = limner_json_parse (text, strlen (text), 1000, NULL);
  GtkWindow *window = form_fixture_present (fixture->form);
  GtkWidget *button;
  GMenuModel *model;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  button = limner_test_find_child (GTK_WIDGET (fixture->menu), GTK_TYPE_MENU_BUTTON);
  g_assert_cmpstr (gtk_menu_button_get_label (GTK_MENU_BUTTON (button)), ==, "Examples");
  g_assert_false (gtk_widget_get_visible (button));
  limner_form_menu_set_examples (fixture->menu, json_node_get_array (node));
  g_assert_true (gtk_widget_get_visible (button));

  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  model = gtk_menu_button_get_menu_model (GTK_MENU_BUTTON (button));
  g_assert_cmpint (g_menu_model_get_n_items (model), ==, 2);
  g_menu_model_get_item_attribute (model, 0, G_MENU_ATTRIBUTE_LABEL, "s", &first);
  g_menu_model_get_item_attribute (model, 1, G_MENU_ATTRIBUTE_LABEL, "s", &second);
  g_assert_nonnull (strstr (first, "<b>a harbour</b>__at dawn"));
  g_assert_cmpstr (second, ==, "Example 2");
  gtk_menu_button_popdown (GTK_MENU_BUTTON (button));

  act (fixture, "menu.use-example", "1");
  form_fixture_assert_input (fixture->values, "{\"steps\":7}");
  limner_form_menu_set_examples (fixture->menu, NULL);
  g_assert_false (gtk_widget_get_visible (button));
  limner_test_settle ();
  gtk_window_set_child (window, NULL);
  gtk_window_destroy (window);
  limner_test_settle ();
}

static void
test_opens (Fixture       *fixture,
            gconstpointer  data)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *button =
    form_fixture_find_named (GTK_WIDGET (fixture->menu), GTK_TYPE_MENU_BUTTON, "All values");

  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (fixture->form));
  gtk_window_present (GTK_WINDOW (window));
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  g_assert_cmpint (g_menu_model_get_n_items (
    gtk_menu_button_get_menu_model (GTK_MENU_BUTTON (button))), ==, 3);
  gtk_menu_button_popdown (GTK_MENU_BUTTON (button));
  limner_test_settle ();
  gtk_window_set_child (GTK_WINDOW (window), NULL);
  gtk_window_destroy (GTK_WINDOW (window));
  limner_test_settle ();
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  ADD ("/form/menu/presets", test_presets);
  ADD ("/form/menu/examples", test_examples);
  ADD ("/form/menu/examples-button", test_examples_button);
  ADD ("/form/menu/naming", test_naming);
  ADD ("/form/menu/copy", test_copy);
  ADD ("/form/menu/opens", test_opens);
  return g_test_run ();
}
