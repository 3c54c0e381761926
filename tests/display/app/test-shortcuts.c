/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whatever the canvas does at a key is told in the window of keyboard shortcuts. */

#include <adwaita.h>

#include "app/limner-window.h"
#include "canvas/limner-canvas.h"

#define OVERLAY "/io/github/limner/Limner/gtk/help-overlay.ui"

/* All keys that the window shows, as names of accelerators */
static GHashTable *
read_overlay (void)
{
  g_autoptr(GtkBuilder) builder = gtk_builder_new_from_resource (OVERLAY);
  GHashTable *keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GSList *objects = gtk_builder_get_objects (builder);

  for (GSList *object = objects; object != NULL; object = object->next)
    {
      g_autofree char *text = NULL;
      g_auto(GStrv) words = NULL;

      if (!GTK_IS_SHORTCUTS_SHORTCUT (object->data))
        continue;
      g_object_get (object->data, "accelerator", &text, NULL);
      words = g_strsplit (text != NULL ? text : "", " ", -1);
      for (int i = 0; words[i] != NULL; i++)
        {
          GdkModifierType state;
          guint key;

          if (gtk_accelerator_parse (words[i], &key, &state))
            g_hash_table_add (keys, gtk_accelerator_name (key, state));
        }
    }
  g_slist_free (objects);
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
  g_autoptr(GHashTable) told = read_overlay ();
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

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv);
  adw_init ();
  g_type_ensure (LIMNER_TYPE_WINDOW);   /* brings the resources of the program */
  g_test_add_func ("/shortcuts/canvas", test_canvas);
  return g_test_run ();
}
