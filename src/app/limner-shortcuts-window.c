/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "widgets/limner-keys.h"

#include "limner-shortcuts-window.h"

/* Groups and shortcuts can be added by a builder only, so its text is written here. */

#define MAX_TOLD 2

/* The keypad is not worth its room, nor the same key by another name. */
static char *
dup_told (const char *id)
{
  g_autofree char *accels = limner_keys_dup_accels (limner_keys_get_default (), id);
  g_auto(GStrv) words = g_strsplit (accels, " ", -1);
  g_autoptr(GString) told = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; words[i] != NULL && n < MAX_TOLD; i++)
    {
      if (i > 0 && (strstr (words[i], "KP_") != NULL || strstr (words[i], "brace") != NULL))
        continue;
      g_string_append_printf (told, "%s%s", n > 0 ? " " : "", words[i]);
      n++;
    }
  return g_strdup (told->str);
}

static void
append_shortcut (GString             *text,
                 const LimnerKeyInfo *info)
{
  g_autofree char *accels = info->is_fixed ? g_strdup (info->usual) : dup_told (info->id);
  g_autofree char *part = NULL;

  if (*accels == '\0')
    return;

  part = g_markup_printf_escaped ("<child><object class=\"GtkShortcutsShortcut\">"
                                  "<property name=\"title\">%s</property>"
                                  "<property name=\"subtitle\">%s</property>"
                                  "<property name=\"accelerator\">%s</property>"
                                  "</object></child>", _(info->title),
                                  info->detail != NULL ? _(info->detail) : "", accels);
  g_string_append (text, part);
}

static void
append_group (GString        *text,
              LimnerKeyPlace  place)
{
  g_autofree char *title =
    g_markup_printf_escaped ("<property name=\"title\">%s</property>",
                             limner_key_place_get_title (place));
  const LimnerKeyInfo *table;
  guint n;

  table = limner_keys_get_table (&n);
  g_string_append_printf (text, "<child><object class=\"GtkShortcutsGroup\">%s", title);
  for (guint i = 0; i < n; i++)
    if (table[i].place == place)
      append_shortcut (text, &table[i]);
  g_string_append (text, "</object></child>");
}

/**
 * limner_shortcuts_window_new:
 *
 * Makes the window that tells all keys as they are now.
 *
 * Returns: (transfer none): a window that is not shown yet
 */
GtkWindow *
limner_shortcuts_window_new (void)
{
  g_autoptr(GString) text =
    g_string_new ("<interface><object class=\"GtkShortcutsWindow\" id=\"window\">"
                  "<property name=\"modal\">1</property>"
                  "<child><object class=\"GtkShortcutsSection\">"
                  "<property name=\"section-name\">all</property>"
                  "<property name=\"max-height\">20</property>");
  g_autoptr(GtkBuilder) builder = NULL;

  for (int place = 0; place < LIMNER_N_KEY_PLACES; place++)
    append_group (text, (LimnerKeyPlace) place);
  g_string_append (text, "</object></child></object></interface>");

  builder = gtk_builder_new_from_string (text->str, (gssize) text->len);
  return GTK_WINDOW (gtk_builder_get_object (builder, "window"));
}
