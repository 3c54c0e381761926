/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "limner-name-template.h"

/* A file system's limit is 255 bytes; this leaves room for a number and an extension. */
#define MAX_STEM_BYTES 160
#define MAX_WORDS 6

static void
append_words (GString    *stem,
              const char *text)
{
  guint n_words = 1;
  gboolean pending = FALSE;
  gsize start = stem->len;

  for (const char *p = text; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_isalnum (c) && !g_unichar_ismark (c))
        {
          pending = stem->len > start;
          continue;
        }
      if (pending && n_words++ == MAX_WORDS)
        return;
      if (pending)
        g_string_append_c (stem, '-');
      pending = FALSE;
      g_string_append_unichar (stem, g_unichar_tolower (c));
    }
}

static void
append_time (GString                 *stem,
             const LimnerItemDetails *details,
             const char              *format)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (details->created / G_USEC_PER_SEC);
  g_autoptr(GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;
  g_autofree char *text = local != NULL ? g_date_time_format (local, format) : NULL;

  if (text != NULL)
    g_string_append (stem, text);
}

static void
append_field (GString                 *stem,
              const char              *name,
              gsize                    length,
              const LimnerItemDetails *details)
{
  g_autofree char *field = g_strndup (name, length);

  if (g_str_equal (field, "date"))
    append_time (stem, details, "%Y-%m-%d");
  else if (g_str_equal (field, "time"))
    append_time (stem, details, "%H%M%S");
  else if (g_str_equal (field, "words") || g_str_equal (field, "prompt"))
    append_words (stem, details->prompt != NULL ? details->prompt : details->operation);
  else if (g_str_equal (field, "seed"))
    append_words (stem, details->seed);
  else if (g_str_equal (field, "model"))
    append_words (stem, details->model);
  else if (g_str_equal (field, "operation"))
    append_words (stem, details->operation);
  else if (g_str_equal (field, "index"))
    g_string_append_printf (stem, "%d", details->output_index + 1);
}

/* A field that is empty leaves its separators behind; two in a row and those at the ends go. */
static char *
tidy (const char *text)
{
  g_autoptr(GString) result = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gboolean separator = c == '-' || c == '_' || c == ' ';

      if (g_unichar_iscntrl (c) || c == '/' || c == '\\')
        continue;
      if (separator && (result->len == 0 || strchr ("-_ ", result->str[result->len - 1]) != NULL))
        continue;
      if (c == '.' && result->len == 0)
        continue;
      if (result->len + 6 > MAX_STEM_BYTES)
        break;
      g_string_append_unichar (result, c);
    }

  while (result->len > 0 && strchr ("-_ .", result->str[result->len - 1]) != NULL)
    g_string_truncate (result, result->len - 1);
  if (result->len == 0)
    g_string_append (result, "picture");
  return g_string_free (g_steal_pointer (&result), FALSE);
}

/**
 * limner_name_template_expand:
 * @name_template: text with `{date}`, `{time}`, `{words}` (the first words of the prompt),
 *   `{seed}`, `{model}`, `{operation}`, `{index}`
 * @details: what is to be named
 *
 * Makes a file's name without its extension. Whatever the prompt holds, the name has no separator
 * of folders, does not begin with a dot, and is at most 160 bytes long.
 *
 * Returns: (transfer full): the name, not empty
 */
char *
limner_name_template_expand (const char              *name_template,
                             const LimnerItemDetails *details)
{
  g_autoptr(GString) stem = g_string_new (NULL);

  g_return_val_if_fail (name_template != NULL, NULL);
  g_return_val_if_fail (details != NULL, NULL);

  for (const char *p = name_template; *p != '\0'; )
    {
      const char *end = *p == '{' ? strchr (p, '}') : NULL;

      if (end != NULL)
        {
          append_field (stem, p + 1, (gsize) (end - p - 1), details);
          p = end + 1;
        }
      else
        {
          g_string_append_c (stem, *p++);
        }
    }
  return tidy (stem->str);
}
