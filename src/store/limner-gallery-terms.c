/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-gallery-query.h"

/* A query as pieces of text, before anything in it is understood. */

#define MAX_TERMS 64

/* Reads one term; what is in quotes is one piece, also after a colon. */
static const char *
read_term (const char *text,
           char      **token)
{
  const char *p = text;
  gboolean in_quotes = FALSE;

  for (; *p != '\0' && (in_quotes || !g_ascii_isspace (*p)); p++)
    {
      if (*p == '"')
        in_quotes = !in_quotes;
    }
  *token = g_strndup (text, (gsize) (p - text));
  return p;
}

/**
 * limner_gallery_query_split:
 * @text: (nullable): what a person typed
 *
 * Takes a query apart into its terms, as they were typed: one chip each.
 *
 * Returns: (transfer full): the terms
 */
char **
limner_gallery_query_split (const char *text)
{
  g_autoptr(GStrvBuilder) terms = g_strv_builder_new ();
  const char *p = text;
  guint n = 0;

  while (p != NULL && n < MAX_TERMS)
    {
      g_autofree char *token = NULL;

      while (g_ascii_isspace (*p))
        p++;
      if (*p == '\0')
        break;
      p = read_term (p, &token);
      g_strv_builder_add (terms, token);
      n++;
    }
  return g_strv_builder_end (terms);
}
