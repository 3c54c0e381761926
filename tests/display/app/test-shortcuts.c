/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The keys of the canvas are those of the table, and all of the table are told in the window of
 * keyboard shortcuts. */

#include <adwaita.h>

#include "app/limner-shortcuts-window.h"
#include "app/limner-window.h"
#include "canvas/limner-canvas.h"
#include "widgets/limner-keys.h"

/* Of many keys the first one may give its modifiers to all. */
static void
add_accels (GHashTable *keys,
            const char *accels)
{
  g_auto(GStrv) words = g_strsplit (accels, " ", -1);
  gboolean is_shared = g_strv_length (words) > 2;
  GdkModifierType shared = 0;

  for (int i = 0; words[i] != NULL; i++)
    {
      GdkModifierType state;
      guint key;

      if (!gtk_accelerator_parse (words[i], &key, &state))
        continue;
      if (i == 0 && is_shared)
        shared = state;
      g_hash_table_add (keys, gtk_accelerator_name (key, state | shared));
    }
}

static void
add_told (GtkWidget  *widget,
          GHashTable *keys)
{
  if (GTK_IS_SHORTCUTS_SHORTCUT (widget))
    {
      g_autofree char *accels = NULL;

      g_object_get (widget, "accelerator", &accels, NULL);
      add_accels (keys, accels);
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    add_told (child, keys);
}

/* All keys that the window shows, as names of accelerators */
static GHashTable *
read_window (void)
{
  GtkWindow *window = limner_shortcuts_window_new ();
  GHashTable *keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  add_told (GTK_WIDGET (window), keys);
  gtk_window_destroy (window);
  return keys;
}

static char *
describe (GtkShortcut *shortcut)
{
  g_autofree char *action = gtk_shortcut_action_to_string (gtk_shortcut_get_action (shortcut));
  GVariant *arguments = gtk_shortcut_get_arguments (shortcut);
  g_autofree char *with = arguments != NULL ? g_variant_print (arguments, FALSE) : NULL;

  return g_strconcat (action, " ", with, NULL);
}

/* One of the keys that do the same has to be told. */
static void
test_canvas (void)
{
  GtkWidget *canvas = g_object_ref_sink (limner_canvas_new ());
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (canvas);
  g_autoptr(GHashTable) told = read_window ();
  g_autoptr(GHashTable) acts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer act, is_told;

  g_assert_cmpuint (g_hash_table_size (told), >, 40);
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GObject) controller = g_list_model_get_item (controllers, i);

      for (guint k = 0; GTK_IS_SHORTCUT_CONTROLLER (controller) &&
                        k < g_list_model_get_n_items (G_LIST_MODEL (controller)); k++)
        {
          g_autoptr(GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), k);
          GtkShortcutTrigger *trigger = gtk_shortcut_get_trigger (shortcut);
          g_autofree char *name = NULL;
          char *description;
          gboolean found;

          if (!GTK_IS_KEYVAL_TRIGGER (trigger))
            continue;
          name = gtk_accelerator_name (gtk_keyval_trigger_get_keyval (GTK_KEYVAL_TRIGGER (trigger)),
                                       gtk_keyval_trigger_get_modifiers (
                                         GTK_KEYVAL_TRIGGER (trigger)));
          description = describe (shortcut);
          found = g_hash_table_contains (told, name) || g_hash_table_lookup (acts, description);
          g_hash_table_replace (acts, description, GINT_TO_POINTER (found));
        }
    }

  g_assert_cmpuint (g_hash_table_size (acts), >, 25);
  g_hash_table_iter_init (&iter, acts);
  while (g_hash_table_iter_next (&iter, &act, &is_told))
    if (is_told == NULL)
      g_error ("The shortcuts window does not tell of %s", (const char *) act);
  g_object_unref (canvas);
}

/* The window tells keys as they are now, and nothing of what has none. */
static void
test_changed (void)
{
  LimnerKeys *keys = limner_keys_get_default ();
  g_autoptr(GHashTable) told = NULL;

  limner_keys_set (keys, "win.show-page::queue", GDK_KEY_F12, GDK_SUPER_MASK);
  limner_keys_set (keys, "canvas.wand", 0, 0);
  told = read_window ();
  g_assert_true (g_hash_table_contains (told, "<Super>F12"));
  g_assert_false (g_hash_table_contains (told, "<Control>j"));
  g_assert_false (g_hash_table_contains (told, "w"));
  g_assert_true (g_hash_table_contains (told, "b"));
  limner_keys_reset_all (keys);
}

static gboolean
find_title (GtkWidget  *widget,
            const char *title,
            char      **accels)
{
  if (GTK_IS_SHORTCUTS_SHORTCUT (widget))
    {
      g_autofree char *own = NULL;

      g_object_get (widget, "title", &own, NULL);
      if (g_strcmp0 (own, title) != 0)
        return FALSE;
      g_object_get (widget, "accelerator", accels, NULL);
      return TRUE;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (find_title (child, title, accels))
      return TRUE;
  return FALSE;
}

/* The tallest group, in rows */
static guint
count_tallest (GtkWidget *widget)
{
  gboolean is_group = GTK_IS_SHORTCUTS_GROUP (widget);
  guint tallest = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (is_group)
        tallest += GTK_IS_SHORTCUTS_SHORTCUT (child);
      else
        tallest = MAX (tallest, count_tallest (child));
    }
  return tallest;
}

/* No group is taller than a small screen. */
static void
test_tall (void)
{
  GtkWindow *window = limner_shortcuts_window_new ();
  guint tallest = count_tallest (GTK_WIDGET (window));

  g_assert_cmpuint (tallest, >, 8);
  g_assert_cmpuint (tallest, <=, 15);
  gtk_window_destroy (window);
}

/* Four keys with Shift say Shift once, for the column is as wide as its widest row. */
static void
test_short (void)
{
  GtkWindow *window = limner_shortcuts_window_new ();
  g_autofree char *far = NULL;
  g_autofree char *near = NULL;
  g_autofree char *cancel = NULL;

  g_assert_true (find_title (GTK_WIDGET (window), "Move it by ten pixels", &far));
  g_assert_cmpstr (far, ==, "<Shift>Left Right Up Down");
  g_assert_true (find_title (GTK_WIDGET (window), "Move it by a pixel", &near));
  g_assert_cmpstr (near, ==, "Left Right Up Down");
  g_assert_true (find_title (GTK_WIDGET (window), "Cancel all jobs", &cancel));
  g_assert_cmpstr (cancel, ==, "<Shift>Escape");
  gtk_window_destroy (window);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv);
  adw_init ();
  g_type_ensure (LIMNER_TYPE_WINDOW);   /* brings the resources of the program */
  g_test_add_func ("/shortcuts/canvas", test_canvas);
  g_test_add_func ("/shortcuts/changed", test_changed);
  g_test_add_func ("/shortcuts/short", test_short);
  g_test_add_func ("/shortcuts/tall", test_tall);
  return g_test_run ();
}
