/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-pattern.h"

/* Our own patterns are compiled once: a schema asks for each of them with every input. */
static GMutex mutex;
static GHashTable *compiled = NULL;   /* pattern → GRegex, guarded by @mutex */

/**
 * _limner_pattern_get:
 * @pattern: a regular expression of our own, a constant
 *
 * Returns: (transfer none): @pattern compiled so that capital letters make no difference
 */
GRegex *
_limner_pattern_get (const char *pattern)
{
  g_autoptr(GError) error = NULL;
  GRegex *regex;

  g_mutex_lock (&mutex);
  if (compiled == NULL)
    compiled = g_hash_table_new (g_str_hash, g_str_equal);

  regex = g_hash_table_lookup (compiled, pattern);
  if (regex == NULL)
    {
      regex = g_regex_new (pattern, G_REGEX_CASELESS, 0, &error);
      if (regex == NULL)
        g_error ("The pattern “%s” is bad: %s", pattern, error->message);
      g_hash_table_insert (compiled, (gpointer) pattern, regex);
    }
  g_mutex_unlock (&mutex);

  return regex;
}

/**
 * _limner_pattern_matches:
 * @pattern: a regular expression of our own, a constant
 * @text: (nullable): any text
 *
 * Returns: whether @pattern is found in @text
 */
gboolean
_limner_pattern_matches (const char *pattern,
                         const char *text)
{
  return text != NULL && g_regex_match (_limner_pattern_get (pattern), text, 0, NULL);
}
