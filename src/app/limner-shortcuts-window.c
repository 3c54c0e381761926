/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "widgets/limner-keys.h"

#include "limner-shortcuts-window.h"

/* Groups and shortcuts can be added by a builder only, so its text is written here. */

#define MAX_TOLD 2
#define MAX_ROWS 15   /* one less than the section's height, for the heading */

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

/* Many keys with the same modifiers are told with these once: Shift + ← / → / ↑ / ↓. */
static char *
dup_told_once (const char *accels)
{
  g_auto(GStrv) words = g_strsplit (accels, " ", -1);
  const char *end = strrchr (words[0], '>');
  gsize length = end != NULL ? (gsize) (end + 1 - words[0]) : 0;

  if (length == 0 || g_strv_length (words) <= MAX_TOLD)
    return g_strdup (accels);

  for (guint i = 1; words[i] != NULL; i++)
    {
      if (strncmp (words[i], words[0], length) != 0)
        return g_strdup (accels);
    }
  for (guint i = 1; words[i] != NULL; i++)
    memmove (words[i], words[i] + length, strlen (words[i] + length) + 1);
  return g_strjoinv (" ", words);
}

static void
append_shortcut (GString             *text,
                 const LimnerKeyInfo *info)
{
  g_autofree char *accels = info->is_fixed ? dup_told_once (info->usual) : dup_told (info->id);
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

/* A group is never broken by GTK: long ones would be taller than many screens. */
static void
append_groups (GString        *text,
               LimnerKeyPlace  place)
{
  const char *title = limner_key_place_get_title (place);
  const LimnerKeyInfo *table;
  guint n, n_rows = 0, n_parts, at = 0;

  table = limner_keys_get_table (&n);
  for (guint i = 0; i < n; i++)
    n_rows += table[i].place == place;
  n_parts = (n_rows + MAX_ROWS - 1) / MAX_ROWS;

  for (guint i = 0; i < n; i++)
    {
      guint part = at * n_parts / MAX (n_rows, 1);
      gboolean is_first = at == 0 || (at - 1) * n_parts / n_rows != part;

      if (table[i].place != place)
        continue;
      if (is_first)
        {
          /* Translators: %s is a heading, such as “Tools”; this is its second column */
          g_autofree char *heading = part == 0 ? g_strdup (title)
                                               : g_strdup_printf (_("%s, continued"), title);
          g_autofree char *property =
            g_markup_printf_escaped ("<property name=\"title\">%s</property>", heading);

          g_string_append_printf (text, "%s<child><object class=\"GtkShortcutsGroup\">%s",
                                  at > 0 ? "</object></child>" : "", property);
        }
      append_shortcut (text, &table[i]);
      at++;
    }
  if (at > 0)
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
                  "<property name=\"max-height\">16</property>");
  g_autoptr(GtkBuilder) builder = NULL;

  for (int place = 0; place < LIMNER_N_KEY_PLACES; place++)
    append_groups (text, (LimnerKeyPlace) place);
  g_string_append (text, "</object></child></object></interface>");

  builder = gtk_builder_new_from_string (text->str, (gssize) text->len);
  return GTK_WINDOW (gtk_builder_get_object (builder, "window"));
}
