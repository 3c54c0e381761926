/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "limner-markdown.h"

/** How much of a text is shown, in bytes, and in how many blocks. */
#define MAX_BYTES (128 * 1024)
#define MAX_BLOCKS 600

/** How deep marks within marks are followed. */
#define MAX_DEPTH 6

/* A text of a stranger becomes labels: everything is escaped, and only the marks that are read here
 * become markup again. Pictures are not loaded, addresses are https only.
 */
typedef struct
{
  GtkBox  *box;
  GString *paragraph;
  guint    n_blocks;
} Builder;

static void append_inline (GString    *markup,
                           const char *text,
                           gsize       length,
                           guint       depth);

static void
append_escaped (GString    *markup,
                const char *text,
                gsize       length)
{
  g_autofree char *escaped = g_markup_escape_text (text, (gssize) length);

  g_string_append (markup, escaped);
}

/* `**x**`, `__x__`, `*x*`, `_x_`, `` `x` ``: gives how much was read, or 0 */
static gsize
append_marked (GString    *markup,
               const char *text,
               gsize       length,
               guint       depth)
{
  static const struct
  {
    const char *mark;
    const char *tag;
  } marks[] = { { "**", "b" }, { "__", "b" }, { "*", "i" }, { "_", "i" }, { "`", "tt" } };

  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      gsize n = strlen (marks[i].mark);
      const char *end;

      if (length <= 2 * n || strncmp (text, marks[i].mark, n) != 0 || text[n] == ' ')
        continue;
      end = g_strstr_len (text + n, (gssize) (length - n), marks[i].mark);
      if (end == NULL || end == text + n || end[-1] == ' ')
        continue;

      g_string_append_printf (markup, "<%s>", marks[i].tag);
      if (*marks[i].mark == '`')
        append_escaped (markup, text + n, (gsize) (end - text) - n);
      else
        append_inline (markup, text + n, (gsize) (end - text) - n, depth + 1);
      g_string_append_printf (markup, "</%s>", marks[i].tag);
      return (gsize) (end - text) + n;
    }
  return 0;
}

/* `[words](https://…)`, `![words](…)`: gives how much was read, or 0 */
static gsize
append_link (GString    *markup,
             const char *text,
             gsize       length,
             guint       depth)
{
  gboolean is_picture = *text == '!';
  const char *words = text + 1 + is_picture;
  const char *middle, *end;
  g_autofree char *url = NULL;

  if (length < 5 || words[-1] != '[')
    return 0;
  middle = g_strstr_len (words, (gssize) (length - (gsize) (words - text)), "](");
  if (middle == NULL)
    return 0;
  end = memchr (middle, ')', length - (gsize) (middle - text));
  if (end == NULL)
    return 0;

  url = g_strndup (middle + 2, (gsize) (end - middle) - 2);
  url[strcspn (url, " ")] = '\0';
  if (is_picture || !g_str_has_prefix (url, "https://"))
    {
      append_inline (markup, words, (gsize) (middle - words), depth + 1);
    }
  else
    {
      g_autofree char *escaped = g_markup_escape_text (url, -1);

      g_string_append_printf (markup, "<a href=\"%s\" title=\"%s\">", escaped, escaped);
      append_escaped (markup, words, (gsize) (middle - words));
      g_string_append (markup, "</a>");
    }
  return (gsize) (end - text) + 1;
}

static void
append_inline (GString    *markup,
               const char *text,
               gsize       length,
               guint       depth)
{
  gsize plain = 0;
  gsize at = 0;

  while (at < length)
    {
      g_autoptr(GString) piece = g_string_new (NULL);
      gsize n = 0;

      /* An underscore within a word is a part of it. */
      if (depth < MAX_DEPTH && text[at] != '\0' && strchr ("*_`[!", text[at]) != NULL &&
          (text[at] != '_' || at == 0 || !g_ascii_isalnum (text[at - 1])))
        n = append_marked (piece, text + at, length - at, depth);
      if (n == 0 && depth < MAX_DEPTH &&
          (text[at] == '[' || (text[at] == '!' && at + 1 < length && text[at + 1] == '[')))
        n = append_link (piece, text + at, length - at, depth);

      if (n > 0)
        {
          append_escaped (markup, text + plain, at - plain);
          g_string_append_len (markup, piece->str, (gssize) piece->len);
          plain = at + n;
        }
      at += MAX (n, 1);
    }
  append_escaped (markup, text + plain, length - plain);
}

/**
 * limner_markdown_inline_markup:
 * @text: one paragraph of Markdown
 *
 * Turns bold, italic, code and links into Pango markup, and everything else into itself.
 *
 * Returns: (transfer full): markup that is always well-formed
 */
char *
limner_markdown_inline_markup (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *markup = g_string_new (NULL);

  append_inline (markup, valid, strlen (valid), 0);
  return g_string_free (markup, FALSE);
}

static gboolean
activate_link_cb (GtkLabel   *label,
                  const char *uri,
                  gpointer    user_data)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (label));

  gtk_show_uri (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, uri, GDK_CURRENT_TIME);
  return TRUE;
}

static GtkWidget *
add_label (Builder    *builder,
           const char *markup,
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
  gtk_box_append (builder->box, label);
  builder->n_blocks++;
  return label;
}

static void
flush (Builder *builder)
{
  g_autofree char *markup = NULL;

  if (builder->paragraph->len == 0)
    return;

  markup = limner_markdown_inline_markup (builder->paragraph->str);
  add_label (builder, markup, NULL);
  g_string_truncate (builder->paragraph, 0);
}

static void
add_code (Builder    *builder,
          const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  GtkWidget *label = add_label (builder, escaped, "code");

  gtk_widget_add_css_class (label, "monospace");
}

static void
add_heading (Builder    *builder,
             const char *line)
{
  gsize level = strspn (line, "#");
  g_autofree char *text = g_strstrip (g_strdup (line + level));
  g_autofree char *markup = limner_markdown_inline_markup (text);

  flush (builder);
  add_label (builder, markup, level <= 1 ? "title-3" : level == 2 ? "title-4" : "heading");
}

static void
add_item (Builder    *builder,
          const char *text)
{
  g_autofree char *inside = limner_markdown_inline_markup (text);
  g_autofree char *markup = g_strconcat ("•  ", inside, NULL);
  GtkWidget *label;

  flush (builder);
  label = add_label (builder, markup, NULL);
  gtk_widget_set_margin_start (label, 12);
}

static gboolean
is_item (const char  *line,
         const char **text)
{
  if (strchr ("-*+", *line) != NULL && *line != '\0' && line[1] == ' ')
    *text = line + 2;
  else
    return FALSE;
  return TRUE;
}

static void
add_line (Builder    *builder,
          const char *line)
{
  const char *text;

  if (*line == '\0')
    flush (builder);
  else if (*line == '#' && strspn (line, "#") <= 6)
    add_heading (builder, line);
  else if (is_item (line, &text))
    add_item (builder, text);
  else
    g_string_append_printf (builder->paragraph, "%s%s", builder->paragraph->len > 0 ? " " : "",
                            *line == '>' ? g_strchug ((char *) line + 1) : line);
}

/**
 * limner_markdown_new:
 * @text: Markdown of a stranger
 *
 * Shows headings, paragraphs, lists and code as labels.
 *
 * Returns: (transfer floating): a box of labels
 */
GtkWidget *
limner_markdown_new (const char *text)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  g_autoptr(GString) paragraph = g_string_new (NULL);
  g_autofree char *valid = g_utf8_make_valid (text, (gssize) MIN (strlen (text), MAX_BYTES));
  g_auto(GStrv) lines = g_strsplit (valid, "\n", -1);
  g_autoptr(GString) code = NULL;
  Builder builder = { GTK_BOX (box), paragraph, 0 };

  for (gsize i = 0; lines[i] != NULL && builder.n_blocks < MAX_BLOCKS; i++)
    {
      char *line = g_strchomp (lines[i]);
      gboolean is_fence = g_str_has_prefix (line, "```");

      if (is_fence && code == NULL)
        {
          flush (&builder);
          code = g_string_new (NULL);
        }
      else if (is_fence)
        {
          add_code (&builder, code->str);
          g_string_free (g_steal_pointer (&code), TRUE);
        }
      else if (code != NULL)
        {
          g_string_append_printf (code, "%s%s", code->len > 0 ? "\n" : "", line);
        }
      else
        {
          add_line (&builder, g_strchug (line));
        }
    }

  flush (&builder);
  if (code != NULL)
    add_code (&builder, code->str);
  return box;
}
