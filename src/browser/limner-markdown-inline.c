/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "limner-markdown-inline.h"

/** How much of one paragraph is shown, in bytes: a line of megabytes would be measured for long. */
#define MAX_BYTES 6000

/** How deep marks within marks are followed. */
#define MAX_DEPTH 6

/** How long the words of a link, an address and a tag may be, in bytes. */
#define MAX_WORDS 1000
#define MAX_URL   2000

/** After how many characters without a space a line may be broken: laying out a word of thousands
 * of characters takes seconds. */
#define MAX_WORD 80
#define SOFT_BREAK "\342\200\213"

/* What is read of a text, and where it goes. Each reader looks at the beginning of the text, writes
 * what it means and gives how many bytes that was, or 0 if it is none of its kind. Everything that
 * is written is escaped, so marks that are read wrongly are ugly and never more than that.
 */
typedef struct
{
  GString  *markup;
  guint     depth;
  gboolean  in_link;        /* there are no links in links */
  guint     unclosed;       /* a bit for each mark that is not closed in what is left */
} Writer;

typedef gsize (* Reader) (Writer     *writer,
                          const char *text,
                          gsize       length);

static void write_inline (Writer     *writer,
                          const char *text,
                          gsize       length);

static void
write_escaped (Writer     *writer,
               const char *text,
               gsize       length)
{
  g_autofree char *escaped = g_markup_escape_text (text, (gssize) length);

  g_string_append (writer->markup, escaped);
}

/* What is within marks or a link */
static void
write_inside (Writer     *writer,
              const char *text,
              gsize       length,
              gboolean    in_link)
{
  Writer inside = { writer->markup, writer->depth + 1, writer->in_link || in_link, 0 };

  if (inside.depth > MAX_DEPTH)
    write_escaped (writer, text, length);
  else
    write_inline (&inside, text, length);
}

/* A link, where it leads somewhere that may be opened; else its words, or @otherwise. */
static void
write_link (Writer     *writer,
            const char *url,
            gsize       url_length,
            const char *words,
            gsize       length,
            const char *otherwise)
{
  g_autofree char *address = g_strndup (url, url_length);
  gboolean is_link = !writer->in_link && g_str_has_prefix (address, "https://") &&
                     strlen (address) > strlen ("https://");
  gsize before;

  if (is_link)
    {
      g_autofree char *escaped = g_markup_escape_text (address, -1);

      g_string_append_printf (writer->markup, "<a href=\"%s\" title=\"%s\">", escaped, escaped);
    }
  before = writer->markup->len;
  write_inside (writer, words, length, TRUE);
  if (writer->markup->len == before)
    write_escaped (writer, otherwise != NULL ? otherwise : address,
                   strlen (otherwise != NULL ? otherwise : address));
  if (is_link)
    g_string_append (writer->markup, "</a>");
}

/* `\*` is a star, and `\` at the end of a line breaks it. */
static gsize
read_backslash (Writer     *writer,
                const char *text,
                gsize       length)
{
  if (length < 2 || (!g_ascii_ispunct (text[1]) && text[1] != '\n'))
    return 0;

  write_escaped (writer, text + 1, 1);
  return 2;
}

static gsize
count_run (const char *text,
           gsize       length)
{
  gsize n = 1;

  while (n < length && text[n] == *text)
    n++;
  return n;
}

/* `` `x` ``, or more backticks round what holds some itself */
static gsize
read_code (Writer     *writer,
           const char *text,
           gsize       length)
{
  gsize n = count_run (text, length);
  gsize run;

  for (gsize at = n; at < length; at += run)
    {
      run = text[at] == '`' ? count_run (text + at, length - at) : 1;
      if (text[at] != '`' || run != n)
        continue;

      g_string_append (writer->markup, "<tt>");
      write_escaped (writer, text + n, at - n);
      g_string_append (writer->markup, "</tt>");
      return at + n;
    }

  write_escaped (writer, text, n);
  return n;
}

static const struct
{
  const char *mark;
  const char *open;
  const char *close;
} marks[] = {
  { "***", "<b><i>", "</i></b>" },
  { "___", "<b><i>", "</i></b>" },
  { "**", "<b>", "</b>" },
  { "__", "<b>", "</b>" },
  { "~~", "<s>", "</s>" },
  { "*", "<i>", "</i>" },
  { "_", "<i>", "</i>" },
};

/* Where a run of marks closes what @n of them opened, or 0 */
static gsize
find_close (const char *text,
            gsize       length,
            gsize       n)
{
  gsize run;

  for (gsize at = n; at < length; at += run)
    {
      run = text[at] == *text ? count_run (text + at, length - at) : 1;
      if (text[at] == '\\')
        run = 2;
      else if (text[at] == *text && at > n && text[at - 1] != ' ' &&
               (run == n || (n == 2 && run == 3)) &&
               (*text != '_' || at + run == length || !g_ascii_isalnum (text[at + run])))
        return at + run - n;
    }
  return 0;
}

/* `**x**`, `_x_` and the like */
static gsize
read_marked (Writer     *writer,
             const char *text,
             gsize       length)
{
  gsize run = count_run (text, length);

  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      gsize n = strlen (marks[i].mark);
      gsize close;

      if (run != n || *marks[i].mark != *text || (writer->unclosed & (1u << i)) != 0 ||
          n == length || text[n] == ' ')
        continue;
      close = find_close (text, length, n);
      if (close == 0)
        {
          writer->unclosed |= 1u << i;
          continue;
        }

      g_string_append (writer->markup, marks[i].open);
      write_inside (writer, text + n, close - n, FALSE);
      g_string_append (writer->markup, marks[i].close);
      return close + n;
    }

  write_escaped (writer, text, run);
  return run;
}

/* The end of a pair of brackets that begins at the text, or 0 */
static gsize
find_bracket (const char *text,
              gsize       length,
              gsize       limit)
{
  char close = *text == '[' ? ']' : ')';
  guint depth = 0;

  for (gsize at = 0; at < MIN (length, limit); at++)
    {
      if (text[at] == '\\')
        at++;
      else if (text[at] == *text)
        depth++;
      else if (text[at] == close && --depth == 0)
        return at;
    }
  return 0;
}

/* `[words](https://… "title")`, and `![words](…)`, which is not fetched */
static gsize
read_link (Writer     *writer,
           const char *text,
           gsize       length)
{
  gsize begin = *text == '!';
  const char *url;
  gsize words_end, end, n;

  if (length < begin + 4 || text[begin] != '[')
    return 0;
  words_end = find_bracket (text + begin, length - begin, MAX_WORDS);
  if (words_end == 0 || begin + words_end + 1 >= length || text[begin + words_end + 1] != '(')
    return 0;
  words_end += begin;
  end = find_bracket (text + words_end + 1, length - words_end - 1, MAX_URL);
  if (end == 0)
    return 0;

  end += words_end + 1;
  url = text + words_end + 2;
  while (*url == ' ' || *url == '<')
    url++;
  n = strcspn (url, " <>\"\n");
  write_link (writer, url, MIN (n, (gsize) MAX (text + end - url, 0)), text + begin + 1,
              words_end - begin - 1, begin == 1 ? _("Picture") : NULL);
  return end + 1;
}

/* `https://…` by itself, without the full stop of its sentence */
static gsize
read_address (Writer     *writer,
              const char *text,
              gsize       length)
{
  gsize n = 0;

  if (writer->in_link || length < 9 || !g_str_has_prefix (text, "https://"))
    return 0;

  while (n < MIN (length, MAX_URL) && !g_ascii_isspace (text[n]) &&
         strchr ("<>\"`[]|", text[n]) == NULL)
    n++;
  while (n > 8 && strchr (".,;:!?'*_)", text[n - 1]) != NULL &&
         (text[n - 1] != ')' || memchr (text, '(', n) == NULL))
    n--;
  if (n <= 8)
    return 0;

  write_link (writer, text, n, "", 0, NULL);
  return n;
}

static const char * const known_tags[] = {
  "a", "b", "blockquote", "br", "center", "code", "dd", "details", "div", "dl", "dt", "em",
  "figcaption", "figure", "font", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "kbd", "li",
  "ol", "p", "picture", "pre", "s", "small", "source", "span", "strong", "sub", "summary", "sup",
  "table", "tbody", "td", "th", "thead", "tr", "u", "ul", "video", NULL
};

/* The value of `name="…"` in a tag */
static char *
dup_attribute (const char *tag,
               const char *name)
{
  g_autofree char *begin = g_strconcat (" ", name, "=", NULL);
  const char *at = strstr (tag, begin);
  const char *end;

  if (at == NULL)
    return g_strdup ("");
  at += strlen (begin);
  if (*at != '"' && *at != '\'')
    return g_strndup (at, strcspn (at, " >"));
  end = strchr (at + 1, *at);
  return end != NULL ? g_strndup (at + 1, (gsize) (end - at) - 1) : g_strdup ("");
}

static gsize
write_tag (Writer     *writer,
           const char *name,
           const char *tag,
           const char *rest,
           gsize       rest_length)
{
  if (g_str_equal (name, "br"))
    {
      g_string_append_c (writer->markup, '\n');
    }
  else if (g_str_equal (name, "img"))
    {
      g_autofree char *url = dup_attribute (tag, "src");
      g_autofree char *words = dup_attribute (tag, "alt");

      write_link (writer, url, strlen (url), words, strlen (words), _("Picture"));
    }
  else if (g_str_equal (name, "a"))
    {
      g_autofree char *url = dup_attribute (tag, "href");
      const char *end = g_strstr_len (rest, (gssize) MIN (rest_length, MAX_WORDS), "</a>");

      if (end == NULL)
        return 0;
      write_link (writer, url, strlen (url), rest, (gsize) (end - rest), NULL);
      return (gsize) (end - rest) + strlen ("</a>");
    }
  return 0;
}

/* `<https://…>` is a link; of the tags that people write in Markdown only the words are kept. */
static gsize
read_tag (Writer     *writer,
          const char *text,
          gsize       length)
{
  const char *end = memchr (text, '>', MIN (length, MAX_URL));
  g_autofree char *tag = NULL;
  g_autofree char *name = NULL;
  gsize n, begin;

  if (end == NULL)
    return 0;

  n = (gsize) (end - text) + 1;
  if (g_str_has_prefix (text, "<https://") && memchr (text, ' ', n) == NULL)
    {
      write_link (writer, text + 1, n - 2, "", 0, NULL);
      return n;
    }

  begin = text[1] == '/' ? 2 : 1;
  tag = g_strndup (text, n);
  name = g_ascii_strdown (tag + begin, (gssize) strcspn (tag + begin, " />\n"));
  if (!g_strv_contains (known_tags, name))
    return 0;
  if (begin == 1)
    n += write_tag (writer, name, tag, text + n, length - n);
  return n;
}

/* `&amp;`, `&#39;` */
static gsize
read_entity (Writer     *writer,
             const char *text,
             gsize       length)
{
  static const struct
  {
    const char *name;
    const char *text;
  } names[] = {
    { "&amp;", "&" }, { "&lt;", "<" }, { "&gt;", ">" }, { "&quot;", "\"" }, { "&apos;", "'" },
    { "&nbsp;", "\302\240" }, { "&copy;", "©" }, { "&mdash;", "—" }, { "&ndash;", "–" },
    { "&hellip;", "…" }, { "&middot;", "·" }, { "&bull;", "•" },
  };
  char *end;
  guint64 code;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (length >= strlen (names[i].name) && g_str_has_prefix (text, names[i].name))
        {
          write_escaped (writer, names[i].text, strlen (names[i].text));
          return strlen (names[i].name);
        }
    }

  if (length < 4 || text[1] != '#')
    return 0;
  code = text[2] == 'x' ? g_ascii_strtoull (text + 3, &end, 16)
                        : g_ascii_strtoull (text + 2, &end, 10);
  if (*end != ';' || end >= text + length || code < 32 || code > 0xffff ||
      !g_unichar_isprint ((gunichar) code))
    return 0;
  {
    char utf8[6];
    int n = g_unichar_to_utf8 ((gunichar) code, utf8);

    write_escaped (writer, utf8, (gsize) n);
  }
  return (gsize) (end - text) + 1;
}

static Reader
find_reader (const char *text,
             gboolean    is_in_word)
{
  switch (*text)
    {
    case '\\':
      return read_backslash;
    case '`':
      return read_code;
    case '*':
    case '~':
      return read_marked;
    case '_':
      /* An underscore within a word is a part of it. */
      return is_in_word ? NULL : read_marked;
    case '[':
    case '!':
      return read_link;
    case 'h':
      return is_in_word ? NULL : read_address;
    case '<':
      return read_tag;
    case '&':
      return read_entity;
    default:
      return NULL;
    }
}

static void
write_inline (Writer     *writer,
              const char *text,
              gsize       length)
{
  gsize plain = 0;
  gsize at = 0;

  while (at < length)
    {
      Reader reader = find_reader (text + at, at > 0 && g_ascii_isalnum (text[at - 1]));
      gsize written = writer->markup->len;
      g_autofree char *escaped = NULL;
      gsize n = 0;

      if (reader != NULL)
        n = reader (writer, text + at, length - at);
      if (n > 0)
        {
          escaped = g_markup_escape_text (text + plain, (gssize) (at - plain));
          g_string_insert (writer->markup, (gssize) written, escaped);
          plain = at + n;
        }
      at += MAX (n, 1);
    }
  write_escaped (writer, text + plain, length - plain);
}

/* Whatever could steer the screen instead of being read: control characters, and those that turn
 * the direction of what comes after them, with which an address can be made to look like others. */
static gboolean
is_shown (gunichar c)
{
  if (c == '\n' || c == '\t')
    return TRUE;
  return c >= 0x20 && (c < 0x7f || c > 0x9f) && (c < 0x202a || c > 0x202e) &&
         (c < 0x2066 || c > 0x2069);
}

static char *
dup_shown (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, (gssize) strnlen (text, MAX_BYTES));
  GString *shown = g_string_sized_new (strlen (valid));

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (is_shown (g_utf8_get_char (p)))
        g_string_append_unichar (shown, g_utf8_get_char (p));
    }
  if (strnlen (text, MAX_BYTES + 1) > MAX_BYTES)
    g_string_append (shown, "…");
  return g_string_free (shown, FALSE);
}

/* Lets endless words be broken; what is within tags is left alone. */
static char *
soften (const char *markup)
{
  GString *soft = g_string_sized_new (strlen (markup) + 16);
  gboolean is_tag = FALSE, is_entity = FALSE;
  guint n = 0;

  for (const char *p = markup; *p != '\0'; p = g_utf8_next_char (p))
    {
      is_tag = is_tag || *p == '<';
      is_entity = !is_tag && (is_entity || *p == '&');
      g_string_append_len (soft, p, g_utf8_next_char (p) - p);
      is_entity = is_entity && *p != ';';
      n = is_tag || is_entity ? n : *p == ' ' || *p == '\n' ? 0 : n + 1;
      is_tag = is_tag && *p != '>';
      if (n >= MAX_WORD && !is_tag && !is_entity)
        {
          g_string_append (soft, SOFT_BREAK);
          n = 0;
        }
    }
  return g_string_free (soft, FALSE);
}

/**
 * limner_markdown_code_markup:
 * @text: code; what is beyond 6000 bytes is left out
 *
 * Turns code into markup that shows it as it is.
 *
 * Returns: (transfer full): markup that is always well-formed
 */
char *
limner_markdown_code_markup (const char *text)
{
  g_autofree char *shown = NULL;
  g_autofree char *escaped = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  shown = dup_shown (text);
  escaped = g_markup_escape_text (shown, -1);
  return soften (escaped);
}

/**
 * limner_markdown_inline_markup:
 * @text: one paragraph of Markdown; what is beyond 6000 bytes is left out
 *
 * Turns bold, italic, struck, code and links to https into markup for labels, and everything else
 * into itself. Pictures become links, tags of HTML are left out.
 *
 * Returns: (transfer full): markup that is always well-formed
 */
char *
limner_markdown_inline_markup (const char *text)
{
  g_autofree char *shown = NULL;
  g_autofree char *markup = NULL;
  Writer writer = { NULL, 0, FALSE, 0 };

  g_return_val_if_fail (text != NULL, NULL);

  shown = dup_shown (text);
  writer.markup = g_string_sized_new (strlen (shown));
  write_inline (&writer, shown, strlen (shown));
  markup = g_string_free (writer.markup, FALSE);
  return soften (markup);
}
