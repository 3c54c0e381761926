/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "limner-plain-text.h"

/* Descriptions are written by strangers, in Markdown and bits of HTML. What comes out of here is
 * plain text: it holds no markup, and whoever shows it has to escape it like any other text.
 */

static char *
clip (const char *text,
      gsize       max_bytes)
{
  gsize length = strlen (text);
  const char *end = text + max_bytes;

  if (length <= max_bytes)
    return g_utf8_make_valid (text, (gssize) length);

  while (end > text && (*end & 0xc0) == 0x80)
    end--;
  {
    g_autofree char *head = g_utf8_make_valid (text, end - text);

    return g_strconcat (head, "…", NULL);
  }
}

/* “<br>” and its like go; “<owner>/<name>” stays, for it is no tag. */
static gsize
get_tag_length (const char *text)
{
  static const char *const tags[] = { "a", "b", "br", "code", "div", "em", "h1", "h2", "h3", "i",
                                      "img", "li", "ol", "p", "pre", "small", "span", "strong",
                                      "sub", "sup", "u", "ul" };
  const char *name = text + 1 + (text[1] == '/');
  const char *end = name;
  const char *close;

  while (g_ascii_isalnum (*end))
    end++;
  close = memchr (end, '>', strnlen (end, 300));
  if (close == NULL || !(*end == '>' || *end == ' ' || *end == '/'))
    return 0;

  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    {
      if (strlen (tags[i]) == (gsize) (end - name) &&
          g_ascii_strncasecmp (name, tags[i], (gsize) (end - name)) == 0)
        return (gsize) (close + 1 - text);
    }

  return 0;
}

static gboolean
is_tag (const char *text,
        const char *name)
{
  return g_ascii_strncasecmp (text, name, strlen (name)) == 0;
}

/* “[words](address)” becomes “words (address)”, or the address alone where both are the same. */
static gsize
append_link (GString    *result,
             const char *text)
{
  const char *start = text + (*text == '!') + 1;
  const char *middle = memchr (start, ']', strnlen (start, 400));
  const char *end = middle != NULL && middle[1] == '('
                      ? memchr (middle, ')', strnlen (middle, 1000)) : NULL;
  gsize words_length;

  if (end == NULL || memchr (start, '\n', (gsize) (end - start)) != NULL)
    return 0;

  words_length = (gsize) (middle - start);
  g_string_append_len (result, start, (gssize) words_length);
  if (words_length != (gsize) (end - middle - 2) ||
      strncmp (start, middle + 2, words_length) != 0)
    {
      g_string_append (result, words_length > 0 ? " (" : "(");
      g_string_append_len (result, middle + 2, end - middle - 2);
      g_string_append_c (result, ')');
    }
  return (gsize) (end + 1 - text);
}

static gsize
skip_emphasis (const char *text,
               const char *start)
{
  gboolean opens = text == start || g_ascii_isspace (text[-1]) || strchr ("(“\"", text[-1]) != NULL;
  gboolean closes = text > start && !g_ascii_isspace (text[-1]);
  gsize n = strspn (text, "*");

  if (n > 3 || (!opens && !closes))
    return 0;
  if (opens && !g_ascii_isspace (text[n]) && text[n] != '\0' && strchr (text + n, '*') != NULL)
    return n;
  return closes && !opens && (n > 1 || !g_ascii_isalnum (text[n])) ? n : 0;
}

static gsize
append_piece (GString    *result,
              const char *text,
              const char *start)
{
  gsize n = 0;

  if (*text == '<' && (n = get_tag_length (text)) > 0)
    {
      if (is_tag (text, "<br") || is_tag (text, "</p") || is_tag (text, "</li"))
        g_string_append_c (result, '\n');
      return n;
    }
  if (*text == '[' || (*text == '!' && text[1] == '['))
    n = append_link (result, text);
  else if (*text == '*')
    n = skip_emphasis (text, start);
  else if (*text == '`')
    n = strspn (text, "`");
  else if (*text == '#' && (text == start || text[-1] == '\n'))
    n = strspn (text, "# ");

  if (n > 0)
    return n;

  /* Control characters have no business in a label. */
  if ((guchar) *text >= 0x20 || *text == '\n')
    g_string_append_c (result, *text);
  else if (*text == '\t')
    g_string_append_c (result, ' ');
  return 1;
}

/**
 * limner_plain_text_from_markdown:
 * @markdown: text by a stranger
 * @max_bytes: the most that is read of it
 *
 * Takes Markdown's signs and common HTML tags away. Links keep their address.
 *
 * Returns: (transfer full): plain text without white space around it; not markup
 */
char *
limner_plain_text_from_markdown (const char *markdown,
                                 gsize       max_bytes)
{
  g_autofree char *source = NULL;
  GString *result = g_string_new (NULL);

  g_return_val_if_fail (markdown != NULL, NULL);

  source = clip (markdown, max_bytes);
  for (const char *p = source; *p != '\0';)
    p += append_piece (result, p, source);

  while (strstr (result->str, "\n\n\n") != NULL)
    g_string_replace (result, "\n\n\n", "\n\n", 0);
  return g_strstrip (g_string_free (result, FALSE));
}

/**
 * limner_plain_text_first_line:
 * @text: a text
 * @max_bytes: the most that is wanted of it
 *
 * Makes a text fit for a place that holds one line: white space of any sort becomes one blank.
 *
 * Returns: (transfer full): one line without white space around it
 */
char *
limner_plain_text_first_line (const char *text,
                              gsize       max_bytes)
{
  g_autofree char *source = NULL;
  GString *result = g_string_new (NULL);

  g_return_val_if_fail (text != NULL, NULL);

  source = clip (text, max_bytes);
  for (const char *p = source; *p != '\0'; p++)
    {
      gboolean is_blank = (guchar) *p <= 0x20;

      if (!is_blank)
        g_string_append_c (result, *p);
      else if (result->len > 0 && result->str[result->len - 1] != ' ')
        g_string_append_c (result, ' ');
    }

  return g_strstrip (g_string_free (result, FALSE));
}

/**
 * limner_plain_text_from_name:
 * @name: a name as programs write it, such as `guidance_scale`
 * @max_bytes: the most that is wanted of it
 *
 * Makes a title of a name, as Cog does for inputs that have none.
 *
 * Returns: (transfer full): words that begin with capitals, never empty
 */
char *
limner_plain_text_from_name (const char *name,
                             gsize       max_bytes)
{
  g_autofree char *line = NULL;
  GString *words = g_string_new (NULL);
  gboolean starts_word = TRUE;

  g_return_val_if_fail (name != NULL, NULL);

  line = limner_plain_text_first_line (name, max_bytes);
  for (const char *p = line; *p != '\0'; p++)
    {
      char c = *p == '_' || *p == '-' ? ' ' : *p;

      g_string_append_c (words, starts_word ? g_ascii_toupper (c) : c);
      starts_word = c == ' ';
    }
  if (words->len == 0)
    g_string_append (words, "—");

  return g_strstrip (g_string_free (words, FALSE));
}
