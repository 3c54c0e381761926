/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "limner-keys-bind.h"

/* What GTK has for keys, following LimnerKeys. One GtkShortcut stands for each key that the table
 * gives, since menus tell only the keys of such as have a single trigger. */

#define SLOT_KEY "limner-key-slot"
#define ID_KEY "limner-key-id"
#define TEXT_KEY "limner-key-text"

static char *
dup_signal (const char *id)
{
  return g_strconcat ("changed::", id, NULL);
}

static GtkShortcutTrigger *
make_trigger (LimnerKeys *keys,
              const char *id,
              guint       slot)
{
  g_autofree char *accels = limner_keys_dup_accels (keys, id);
  g_auto(GStrv) words = g_strsplit (accels, " ", -1);
  guint key;
  GdkModifierType modifiers;

  if (slot >= g_strv_length (words) || !gtk_accelerator_parse (words[slot], &key, &modifiers))
    return g_object_ref (gtk_never_trigger_get ());
  return gtk_keyval_trigger_new (key, modifiers);
}

static void
update_shortcut (GtkShortcut *shortcut,
                 LimnerKeys  *keys)
{
  const char *id = g_object_get_data (G_OBJECT (shortcut), ID_KEY);
  guint slot = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (shortcut), SLOT_KEY));

  gtk_shortcut_set_trigger (shortcut, make_trigger (keys, id, slot));
}

static guint
count_slots (const char *id)
{
  const LimnerKeyInfo *info = limner_keys_find (id);
  g_auto(GStrv) words = NULL;

  g_assert (info != NULL && !info->is_fixed);

  words = g_strsplit (info->usual, " ", -1);
  return MAX (g_strv_length (words), 1);
}

static GtkShortcut *
make_shortcut (const char        *id,
               guint              slot,
               GtkShortcutAction *action,
               GVariant          *arguments)
{
  LimnerKeys *keys = limner_keys_get_default ();
  GtkShortcut *shortcut = gtk_shortcut_new (make_trigger (keys, id, slot), g_object_ref (action));
  g_autofree char *signal = dup_signal (id);

  gtk_shortcut_set_arguments (shortcut, arguments);
  g_object_set_data_full (G_OBJECT (shortcut), ID_KEY, g_strdup (id), g_free);
  g_object_set_data (G_OBJECT (shortcut), SLOT_KEY, GUINT_TO_POINTER (slot));
  g_signal_connect_object (keys, signal, G_CALLBACK (update_shortcut), shortcut,
                           G_CONNECT_SWAPPED);
  return shortcut;
}

/**
 * limner_keys_bind:
 * @widget_class: a class of widgets, while it is made
 * @id: something of the table that is named like an action
 *
 * Lets the keys of @id activate the action of that name in all widgets of the class.
 */
void
limner_keys_bind (GtkWidgetClass *widget_class,
                  const char     *id)
{
  limner_keys_bind_action (widget_class, id, id, NULL);
}

/**
 * limner_keys_bind_action:
 * @widget_class: a class of widgets, while it is made
 * @id: something of the table
 * @action: the full name of an action
 * @target: (nullable): its parameter; a floating one is taken
 *
 * Lets the keys of @id activate an action in all widgets of the class.
 */
void
limner_keys_bind_action (GtkWidgetClass *widget_class,
                         const char     *id,
                         const char     *action,
                         GVariant       *target)
{
  g_autoptr(GtkShortcutAction) named = gtk_named_action_new (action);
  g_autoptr(GVariant) arguments = target != NULL ? g_variant_ref_sink (target) : NULL;
  guint n = count_slots (id);

  /* Menus tell the key that was bound last, which has to be the first of the table. */
  for (guint i = n; i-- > 0;)
    {
      g_autoptr(GtkShortcut) shortcut = make_shortcut (id, i, named, arguments);

      gtk_widget_class_add_shortcut (widget_class, shortcut);
    }
}

/**
 * limner_keys_add_to_controller:
 * @controller: a controller of shortcuts
 * @id: something of the table
 * @action: what its keys do
 * @arguments: (nullable): for @action; a floating one is taken
 *
 * Lets the keys of @id do something where @controller listens.
 */
void
limner_keys_add_to_controller (GtkShortcutController *controller,
                               const char            *id,
                               GtkShortcutAction     *action,
                               GVariant              *arguments)
{
  g_autoptr(GVariant) owned = arguments != NULL ? g_variant_ref_sink (arguments) : NULL;
  guint n = count_slots (id);

  for (guint i = 0; i < n; i++)
    gtk_shortcut_controller_add_shortcut (controller, make_shortcut (id, i, action, owned));
}

static void
update_accels (GtkApplication *application,
               LimnerKeys     *keys)
{
  const LimnerKeyInfo *table;
  guint n;

  table = limner_keys_get_table (&n);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *accels = NULL;
      g_auto(GStrv) words = NULL;

      if (!g_str_has_prefix (table[i].id, "win.") && !g_str_has_prefix (table[i].id, "app."))
        continue;
      accels = limner_keys_dup_accels (keys, table[i].id);
      words = g_strsplit (accels, " ", -1);
      gtk_application_set_accels_for_action (application, table[i].id,
                                             (const char * const *) words);
    }
}

/**
 * limner_keys_bind_application:
 * @application: the program
 *
 * Gives the actions of program and window their keys, and others whenever they change.
 */
void
limner_keys_bind_application (GtkApplication *application)
{
  LimnerKeys *keys = limner_keys_get_default ();

  g_return_if_fail (GTK_IS_APPLICATION (application));

  g_signal_connect_object (keys, "changed", G_CALLBACK (update_accels), application,
                           G_CONNECT_SWAPPED);
  update_accels (application, keys);
}

static void
update_tooltip (GtkWidget  *widget,
                LimnerKeys *keys)
{
  const char *id = g_object_get_data (G_OBJECT (widget), ID_KEY);
  const char *text = g_object_get_data (G_OBJECT (widget), TEXT_KEY);
  g_autofree char *label = limner_keys_dup_label (keys, id);
  g_autofree char *tooltip = NULL;

  /* Translators: what a button does, and the key that does the same */
  tooltip = label != NULL && text != NULL ? g_strdup_printf (_("%s (%s)"), text, label)
                                          : g_strdup (text != NULL ? text : label);
  gtk_widget_set_tooltip_text (widget, tooltip);
}

/**
 * limner_keys_show_in_tooltip:
 * @widget: something that does what the keys of @id do
 * @id: something of the table
 * @text: (nullable): what it does, where the widget does not say it
 *
 * Makes a tool tip that tells the key, whichever it is.
 */
void
limner_keys_show_in_tooltip (GtkWidget  *widget,
                             const char *id,
                             const char *text)
{
  LimnerKeys *keys = limner_keys_get_default ();
  gboolean is_new = g_object_get_data (G_OBJECT (widget), ID_KEY) == NULL;
  g_autofree char *signal = NULL;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (id != NULL);

  signal = dup_signal (id);
  g_object_set_data_full (G_OBJECT (widget), ID_KEY, g_strdup (id), g_free);
  g_object_set_data_full (G_OBJECT (widget), TEXT_KEY, g_strdup (text), g_free);
  if (is_new)
    g_signal_connect_object (keys, signal, G_CALLBACK (update_tooltip), widget,
                             G_CONNECT_SWAPPED);
  update_tooltip (widget, keys);
}

/**
 * limner_keys_show_in_tooltips:
 * @root: a widget
 *
 * Lets the tool tips of all buttons at or below @root tell the keys of what they do, where the
 * table names it like their action.
 */
void
limner_keys_show_in_tooltips (GtkWidget *root)
{
  const char *action = GTK_IS_ACTIONABLE (root)
                         ? gtk_actionable_get_action_name (GTK_ACTIONABLE (root)) : NULL;
  const char *text = gtk_widget_get_tooltip_text (root);

  g_return_if_fail (GTK_IS_WIDGET (root));

  if (action != NULL && text != NULL && limner_keys_find (action) != NULL &&
      g_object_get_data (G_OBJECT (root), ID_KEY) == NULL)
    limner_keys_show_in_tooltip (root, action, text);
  for (GtkWidget *child = gtk_widget_get_first_child (root);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    limner_keys_show_in_tooltips (child);
}

static void
update_item (GMenu      *menu,
             int         index,
             LimnerKeys *keys)
{
  GMenuModel *model = G_MENU_MODEL (menu);
  g_autofree char *action = NULL;
  g_autofree char *told = NULL;
  g_autofree char *accels = NULL;
  g_auto(GStrv) words = NULL;
  g_autoptr(GMenuItem) item = NULL;
  const char *first;

  if (!g_menu_model_get_item_attribute (model, index, G_MENU_ATTRIBUTE_ACTION, "s", &action) ||
      limner_keys_find (action) == NULL)
    return;

  accels = limner_keys_dup_accels (keys, action);
  words = g_strsplit (accels, " ", -1);
  first = words[0] != NULL ? words[0] : "";
  g_menu_model_get_item_attribute (model, index, "accel", "s", &told);
  if (g_strcmp0 (told, first) == 0)
    return;

  /* What is in a menu does not change, so another takes its place. */
  item = g_menu_item_new_from_model (model, index);
  g_menu_item_set_attribute (item, "accel", "s", first);
  g_menu_remove (menu, index);
  g_menu_insert_item (menu, index, item);
}

static void
update_menu (GMenu      *menu,
             LimnerKeys *keys)
{
  for (int i = 0; i < g_menu_model_get_n_items (G_MENU_MODEL (menu)); i++)
    {
      g_autoptr(GMenuLinkIter) links =
        g_menu_model_iterate_item_links (G_MENU_MODEL (menu), i);

      while (g_menu_link_iter_next (links))
        {
          g_autoptr(GMenuModel) below = g_menu_link_iter_get_value (links);

          if (G_IS_MENU (below))
            update_menu (G_MENU (below), keys);
        }
      update_item (menu, i, keys);
    }
}

/**
 * limner_keys_show_in_menu:
 * @menu: a menu whose items are named like what the keys do
 *
 * Lets the items of the menu, and of those below it, tell the keys of what they do, and others
 * whenever they change. By itself GTK tells those that keys bound to classes had when their widget
 * came into its window.
 */
void
limner_keys_show_in_menu (GMenu *menu)
{
  LimnerKeys *keys = limner_keys_get_default ();

  g_return_if_fail (G_IS_MENU (menu));

  g_signal_connect_object (keys, "changed", G_CALLBACK (update_menu), menu, G_CONNECT_SWAPPED);
  update_menu (menu, keys);
}
