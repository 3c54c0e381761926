/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "limner-markdown-inline.h"
#include "limner-markdown-table.h"

/** How much of a table is shown. */
#define MAX_COLUMNS 12
#define MAX_ROWS    60

/** How wide a cell gets before its words wrap, in characters. */
#define CELL_WIDTH 36

/* The cells of a line; a bar within code or behind a backslash is a part of the words. */
static char **
split_cells (const char *line)
{
  g_autoptr(GStrvBuilder) cells = g_strv_builder_new ();
  g_autofree char *text = g_strstrip (g_strdup (line));
  g_autoptr(GString) cell = g_string_new (NULL);
  const char *p = *text == '|' ? text + 1 : text;
  gboolean is_code = FALSE;
  guint n = 0;

  for (; *p != '\0' && n < MAX_COLUMNS; p++)
    {
      if (p[0] == '\\' && p[1] == '|')
        {
          g_string_append_c (cell, *++p);
          continue;
        }
      is_code ^= *p == '`';
      if (*p != '|' || is_code)
        {
          g_string_append_c (cell, *p);
          continue;
        }
      g_strv_builder_add (cells, g_strstrip (cell->str));
      g_string_truncate (cell, 0);
      n++;
    }
  if (n < MAX_COLUMNS && cell->len > 0)
    g_strv_builder_add (cells, g_strstrip (cell->str));
  return g_strv_builder_end (cells);
}

/* `---`, `:--`, `--:` or `:-:` */
static gboolean
read_rule (const char *cell,
           float      *xalign)
{
  gsize n = strlen (cell);
  gboolean left = n > 0 && cell[0] == ':';
  gboolean right = n > 1 && cell[n - 1] == ':';

  *xalign = left && right ? 0.5f : right ? 1.0f : 0.0f;
  return n > 0 && strspn (cell + left, "-") + left + right == n && n > (gsize) left + right;
}

/**
 * limner_markdown_table_begins:
 * @head: a line
 * @below: (nullable): the one below it
 *
 * Returns: whether the two are the head of a table and the rule below it
 */
gboolean
limner_markdown_table_begins (const char *head,
                              const char *below)
{
  g_auto(GStrv) rules = NULL;
  g_auto(GStrv) names = NULL;
  float xalign;

  g_return_val_if_fail (head != NULL, FALSE);

  if (below == NULL || strchr (head, '|') == NULL || strchr (below, '-') == NULL)
    return FALSE;

  names = split_cells (head);
  rules = split_cells (below);
  for (gsize i = 0; rules[i] != NULL; i++)
    {
      if (!read_rule (rules[i], &xalign))
        return FALSE;
    }
  return g_strv_length (rules) > 0 && g_strv_length (rules) == g_strv_length (names);
}

static void
add_cell (GtkGrid    *grid,
          const char *text,
          float       xalign,
          int         column,
          int         row)
{
  g_autofree char *markup = limner_markdown_inline_markup (text);
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_markup (GTK_LABEL (label), markup);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), CELL_WIDTH);
  gtk_label_set_width_chars (GTK_LABEL (label), MIN (CELL_WIDTH / 3,
                                                     (int) g_utf8_strlen (text, -1)));
  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_label_set_yalign (GTK_LABEL (label), 0.0f);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  if (row == 0)
    gtk_widget_add_css_class (label, "heading");
  gtk_grid_attach (grid, label, column, row, 1, 1);
}

/**
 * limner_markdown_table_new:
 * @lines: (array length=n_lines): lines, of which the first two begin a table
 * @n_lines: how many there are
 * @n_read: (out): how many of them are the table's
 *
 * Shows a table; a wide one can be scrolled. Of one with very many columns or rows only the first
 * are shown.
 *
 * Returns: (transfer floating): the table
 */
GtkWidget *
limner_markdown_table_new (const char * const *lines,
                           gsize               n_lines,
                           gsize              *n_read)
{
  g_auto(GStrv) rules = NULL;
  GtkWidget *grid = gtk_grid_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  int row = 0;
  gsize at;

  g_return_val_if_fail (n_lines >= 2, NULL);

  rules = split_cells (lines[1]);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 18);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_widget_add_css_class (grid, "markdown-table");
  for (at = 0; at < n_lines && strchr (lines[at], '|') != NULL; at++)
    {
      g_auto(GStrv) cells = at == 1 ? NULL : split_cells (lines[at]);

      if (at == 1)
        gtk_grid_attach (GTK_GRID (grid), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL), 0, row++,
                         (int) g_strv_length (rules), 1);
      else if (row < MAX_ROWS)
        {
          for (int i = 0; cells[i] != NULL && rules[i] != NULL; i++)
            {
              float xalign = 0.0f;

              read_rule (rules[i], &xalign);
              add_cell (GTK_GRID (grid), cells[i], xalign, i, row);
            }
          row++;
        }
    }

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_AUTOMATIC,
                                  GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), grid);
  *n_read = at;
  return scroller;
}
