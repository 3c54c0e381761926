/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "limner-markdown-inline.h"
#include "limner-markdown-table.h"
#include "limner-markdown.h"

/** How much of a text is shown, in bytes, of how many lines, and in how many blocks. */
#define MAX_BYTES  (128 * 1024)
#define MAX_LINES  4000
#define MAX_BLOCKS 300

/** How deep lists are shown within lists, and how far each is moved in, in pixels. */
#define MAX_LEVEL 6
#define LEVEL_WIDTH 18

/* A text of a stranger becomes labels. Nothing is loaded; addresses are https only and are opened
 * by the desktop when one clicks them. The lines are read one by one: what is open is the paragraph
 * (which may be an item of a list, or said by somebody else) or a block of code.
 */
typedef struct
{
  GtkBox      *box;
  GString     *paragraph;
  char        *marker;            /* of the item that the paragraph is; or NULL */
  GString     *code;              /* the code that is open, or NULL */
  const char  *fence;             /* what ends it, or NULL if a line that is not moved in does */
  gsize        indents[MAX_LEVEL]; /* of the lists that are open, from the outermost */
  guint        n_lists;
  gboolean     is_quote;
  gboolean     is_broken;         /* the last line ends here, not where the words wrap */
  guint        n_blocks;
} Builder;

static gboolean
activate_link_cb (GtkLabel   *label,
                  const char *uri,
                  gpointer    user_data)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (label));

  gtk_show_uri (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, uri, GDK_CURRENT_TIME);
  return TRUE;
}

static void
add_block (Builder   *builder,
           GtkWidget *widget)
{
  guint level = builder->n_lists - (builder->marker != NULL);

  gtk_widget_set_margin_start (widget, (int) level * LEVEL_WIDTH);
  if (builder->is_quote)
    gtk_widget_add_css_class (widget, "quote");
  gtk_box_append (builder->box, widget);
  builder->n_blocks++;
}

/* Text that is read from the right stands at the right, and so does the mark of an item. The first
 * letter decides; the layout knows as well, but it would have to be made first. */
static GtkTextDirection
find_direction (const char *text)
{
  while (*text != '\0' && !g_unichar_isalpha (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);

  switch ((int) g_unichar_get_script (g_utf8_get_char (text)))
    {
    case G_UNICODE_SCRIPT_ARABIC:
    case G_UNICODE_SCRIPT_HEBREW:
    case G_UNICODE_SCRIPT_NKO:
    case G_UNICODE_SCRIPT_SYRIAC:
    case G_UNICODE_SCRIPT_THAANA:
      return GTK_TEXT_DIR_RTL;

    default:
      return GTK_TEXT_DIR_LTR;
    }
}

static GtkWidget *
make_label (const char *markup,
            const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_markup (GTK_LABEL (label), markup);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  g_signal_connect (label, "activate-link", G_CALLBACK (activate_link_cb), NULL);
  gtk_widget_set_direction (label, find_direction (gtk_label_get_text (GTK_LABEL (label))));
  return label;
}

/* An item is its mark and its words side by side, so that lines stand below each other. */
static GtkWidget *
make_item (Builder   *builder,
           GtkWidget *label)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *marker = gtk_label_new (builder->marker);

  gtk_label_set_yalign (GTK_LABEL (marker), 0.0f);
  gtk_label_set_width_chars (GTK_LABEL (marker), 2);
  gtk_widget_set_valign (marker, GTK_ALIGN_START);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (row), marker);
  gtk_box_append (GTK_BOX (row), label);
  gtk_widget_set_direction (row, gtk_widget_get_direction (label));
  return row;
}

static void
flush_as (Builder    *builder,
          const char *css_class)
{
  g_autofree char *markup = limner_markdown_inline_markup (builder->paragraph->str);
  GtkWidget *label;

  /* Tags alone leave nothing behind. */
  if (*g_strstrip (markup) != '\0' && builder->n_blocks < MAX_BLOCKS)
    {
      label = make_label (markup, css_class);
      add_block (builder, builder->marker != NULL ? make_item (builder, label) : label);
    }
  g_string_truncate (builder->paragraph, 0);
  g_clear_pointer (&builder->marker, g_free);
  builder->is_broken = FALSE;
}

static void
flush (Builder *builder)
{
  flush_as (builder, NULL);
}

static void
end_code (Builder *builder)
{
  g_autofree char *markup = limner_markdown_code_markup (builder->code->str);
  GtkWidget *label = make_label (markup, "code");

  gtk_widget_add_css_class (label, "monospace");
  gtk_widget_set_direction (label, GTK_TEXT_DIR_LTR);
  add_block (builder, label);
  g_string_free (g_steal_pointer (&builder->code), TRUE);
}

static gsize
count_indent (const char *line)
{
  gsize n = 0;

  for (; *line == ' ' || *line == '\t'; line++)
    n += *line == '\t' ? 4 : 1;
  return n;
}

/* `- x`, `* x`, `+ x`, `3. x`, `3) x`, and `- [x] x`: gives the words */
static const char *
find_item (const char  *line,
           char       **marker)
{
  gsize n = strspn (line, "0123456789");

  if (n > 0 && n < 7 && strchr (".)", line[n]) != NULL && line[n] != '\0' && line[n + 1] == ' ')
    {
      *marker = g_strndup (line, n + 1);
      return line + n + 2;
    }
  if (*line == '\0' || strchr ("-*+", *line) == NULL || line[1] != ' ')
    return NULL;
  if (line[2] == '[' && line[3] != '\0' && strchr (" xX", line[3]) != NULL && line[4] == ']')
    {
      *marker = g_strdup (line[3] == ' ' ? "☐" : "☑");
      return line + 5;
    }
  *marker = g_strdup ("•");
  return line + 2;
}

/* Which of the open lists an item belongs to: it may begin one within another. */
static void
open_list (Builder *builder,
           gsize    indent)
{
  while (builder->n_lists > 0 && builder->indents[builder->n_lists - 1] > indent)
    builder->n_lists--;
  if ((builder->n_lists == 0 || builder->indents[builder->n_lists - 1] + 1 < indent) &&
      builder->n_lists < MAX_LEVEL)
    builder->indents[builder->n_lists++] = indent;
  else if (builder->n_lists == 0)
    builder->n_lists = 1;
}

static gboolean
is_rule (const char *line)
{
  gsize n = 0;

  for (const char *p = line; *p != '\0'; p++)
    {
      if (*p == *line)
        n++;
      else if (*p != ' ')
        return FALSE;
    }
  return n >= 3 && strchr ("-*_", *line) != NULL;
}

static gboolean
add_heading (Builder    *builder,
             const char *line)
{
  gsize level = strspn (line, "#");
  g_autofree char *text = NULL;

  if (level == 0 || level > 6 || (line[level] != ' ' && line[level] != '\0'))
    return FALSE;

  flush (builder);
  builder->n_lists = 0;
  text = g_strstrip (g_strdup (line + level));
  while (*text != '\0' && text[strlen (text) - 1] == '#')
    text[strlen (text) - 1] = '\0';
  g_string_assign (builder->paragraph, text);
  flush_as (builder, level == 1 ? "title-3" : level == 2 ? "title-4" : "heading");
  return TRUE;
}

/* A line of `=` or `-` makes a heading of the paragraph above it. */
static gboolean
underline (Builder    *builder,
           const char *line)
{
  if (builder->paragraph->len == 0 || builder->marker != NULL || strchr ("=-", *line) == NULL ||
      strspn (line, "=-") != strlen (line) || strlen (line) < 2)
    return FALSE;

  flush_as (builder, *line == '=' ? "title-3" : "title-4");
  return TRUE;
}

static void
add_words (Builder    *builder,
           const char *line)
{
  gsize n = strlen (line);

  if (builder->paragraph->len > 0)
    g_string_append_c (builder->paragraph, builder->is_broken ? '\n' : ' ');
  builder->is_broken = g_str_has_suffix (line, "  ") || g_str_has_suffix (line, "\\");
  if (g_str_has_suffix (line, "\\"))
    n--;
  g_string_append_len (builder->paragraph, line, (gssize) n);
  if (builder->is_broken)
    g_strchomp (builder->paragraph->str);
  builder->paragraph->len = strlen (builder->paragraph->str);
}

/* What is not moved in ends the lists above it. */
static void
leave_lists (Builder    *builder,
             const char *line)
{
  flush (builder);
  if (count_indent (line) < 2)
    builder->n_lists = 0;
}

static const char *
find_fence (const char *line)
{
  return g_str_has_prefix (line, "```") ? "```" : g_str_has_prefix (line, "~~~") ? "~~~" : NULL;
}

/* Leaves out what says that somebody else said it. */
static const char *
enter_quote (Builder    *builder,
             const char *line)
{
  const char *inside = line + strspn (line, " \t");
  gboolean is_quote = *inside == '>';

  if (is_quote != builder->is_quote)
    {
      flush (builder);
      builder->is_quote = is_quote;
      builder->n_lists = 0;
    }
  if (!is_quote)
    return line;

  while (*inside == '>')
    inside += inside[1] == ' ' ? 2 : 1;
  return inside;
}

static void
begin_code (Builder    *builder,
            const char *fence,
            const char *first)
{
  flush (builder);
  builder->code = g_string_new (first);
  builder->fence = fence;
}

static void
add_line (Builder    *builder,
          const char *line)
{
  const char *said = enter_quote (builder, line);
  gsize indent = count_indent (said);
  const char *inside = said + strspn (said, " \t");
  char *marker = NULL;
  const char *words;

  if (*inside == '\0')
    {
      flush (builder);
    }
  else if (find_fence (inside) != NULL)
    {
      leave_lists (builder, said);
      begin_code (builder, find_fence (inside), NULL);
    }
  else if (indent >= 4 && builder->n_lists == 0 && builder->paragraph->len == 0)
    {
      begin_code (builder, NULL, inside);
    }
  else if (underline (builder, inside) || add_heading (builder, inside))
    {
      return;
    }
  else if (is_rule (inside))
    {
      leave_lists (builder, said);
      add_block (builder, gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
    }
  else if ((words = find_item (inside, &marker)) != NULL)
    {
      flush (builder);
      open_list (builder, indent);
      builder->marker = marker;
      add_words (builder, words);
    }
  else
    {
      /* A paragraph that is not moved in ends the list above it. */
      if (builder->paragraph->len == 0 && indent < 2)
        builder->n_lists = 0;
      add_words (builder, inside);
    }
}

static void
add_code (Builder    *builder,
          const char *line)
{
  const char *inside;

  if (builder->is_quote)
    line += strspn (line, "> ");
  inside = line + strspn (line, " \t");
  if (builder->fence != NULL && g_str_has_prefix (inside, builder->fence))
    {
      end_code (builder);
    }
  else if (builder->fence == NULL && *inside != '\0' && count_indent (line) < 4)
    {
      g_strchomp (builder->code->str);
      builder->code->len = strlen (builder->code->str);
      end_code (builder);
      add_line (builder, line);
    }
  else
    {
      g_string_append_printf (builder->code, "%s%s", builder->code->len > 0 ? "\n" : "",
                              builder->fence != NULL ? line : inside);
    }
}

/* Remarks that are meant for nobody */
static void
remove_comments (char *text)
{
  char *to = text;
  const char *from = text;
  const char *begin, *end;

  while ((begin = strstr (from, "<!--")) != NULL && (end = strstr (begin, "-->")) != NULL)
    {
      memmove (to, from, (gsize) (begin - from));
      to += begin - from;
      from = end + strlen ("-->");
    }
  memmove (to, from, strlen (from) + 1);
}

static void
add_lines (Builder *builder,
           char   **lines)
{
  gsize n_lines = MIN (g_strv_length (lines), MAX_LINES);

  for (gsize i = 0; i < n_lines && builder->n_blocks < MAX_BLOCKS; i++)
    {
      char *line = lines[i];
      gsize n_read;

      line[strcspn (line, "\r")] = '\0';
      if (builder->code != NULL)
        {
          add_code (builder, line);
        }
      else if (i + 1 < n_lines && limner_markdown_table_begins (line, lines[i + 1]))
        {
          leave_lists (builder, line);
          add_block (builder, limner_markdown_table_new ((const char * const *) lines + i,
                                                         n_lines - i, &n_read));
          builder->n_blocks += (guint) n_read;
          i += n_read - 1;
        }
      else
        {
          add_line (builder, line);
        }
    }
}

/**
 * limner_markdown_new:
 * @text: Markdown of a stranger
 *
 * Shows headings, paragraphs, lists, quotes, tables and code as labels.
 *
 * Returns: (transfer floating): a box of widgets
 */
GtkWidget *
limner_markdown_new (const char *text)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  g_autoptr(GString) paragraph = g_string_new (NULL);
  g_autofree char *valid = NULL;
  g_auto(GStrv) lines = NULL;
  Builder builder = { .box = GTK_BOX (box), .paragraph = paragraph };

  g_return_val_if_fail (text != NULL, NULL);

  valid = g_utf8_make_valid (text, (gssize) strnlen (text, MAX_BYTES));
  remove_comments (valid);
  lines = g_strsplit (valid, "\n", -1);
  add_lines (&builder, lines);
  flush (&builder);
  if (builder.code != NULL)
    end_code (&builder);
  return box;
}
