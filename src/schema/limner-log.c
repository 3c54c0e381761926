/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "limner-log.h"
#include "limner-pattern.h"

/* Logs may be long; what matters stands in the first part (the seed) or the last (the progress). */
#define SEED_BYTES (256 * 1024)
#define PROGRESS_BYTES (64 * 1024)

static const char seed_pattern[] =
  "(?<rank>using (?:random )?|current |random )?\\bseed(?: is| was)?(?: set| used)?(?: to)?"
  "\\s*[:=]?\\s*`?(?<digits>-?\\d{1,20})(?![\\d.])";

static gboolean
is_seed (const char *digits)
{
  return g_ascii_string_to_unsigned (digits, 10, 0, G_MAXUINT64, NULL, NULL);
}

/**
 * limner_log_find_seed:
 * @log: (nullable): the log of a prediction
 *
 * Looks for the seed that a model chose by itself; the API has no field for it. “Using seed: …”
 * goes before any other mention, and a negative number, which asks for a random seed, is no seed.
 *
 * Returns: (transfer full) (nullable): up to 64 bits as decimal digits, %NULL where there is none
 */
char *
limner_log_find_seed (const char *log)
{
  g_autoptr(GMatchInfo) match = NULL;
  g_autofree char *valid = NULL;
  g_autofree char *found = NULL;

  if (log == NULL)
    return NULL;

  valid = g_utf8_make_valid (log, (gssize) strnlen (log, SEED_BYTES));
  g_regex_match (_limner_pattern_get (seed_pattern), valid, 0, &match);
  while (g_match_info_matches (match))
    {
      g_autofree char *rank = g_match_info_fetch_named (match, "rank");
      g_autofree char *digits = g_match_info_fetch_named (match, "digits");

      if (is_seed (digits) && rank != NULL && *rank != '\0')
        return g_steal_pointer (&digits);
      if (is_seed (digits) && found == NULL)
        found = g_steal_pointer (&digits);
      g_match_info_next (match, NULL);
    }

  return g_steal_pointer (&found);
}

static gboolean
read_count (const char **p,
            guint64     *value)
{
  char *end;

  while (**p == ' ')
    (*p)++;
  if (!g_ascii_isdigit (**p))
    return FALSE;
  *value = g_ascii_strtoull (*p, &end, 10);
  *p = end;
  return TRUE;
}

/* A bar of tqdm: “ 42%|████▏     | 21/50 [00:03<00:04, 6.7it/s]”, maybe with words in front. */
static gboolean
read_bar (const char        *line,
          LimnerLogProgress *progress)
{
  const char *percent = strstr (line, "%|");
  const char *bar_end = percent != NULL ? strchr (percent + 2, '|') : NULL;
  const char *p;
  guint64 current, total;

  if (percent == NULL)
    percent = strstr (line, "% |");
  if (percent != NULL && bar_end == NULL)
    bar_end = strchr (percent + 3, '|');
  if (bar_end == NULL || percent == line || !g_ascii_isdigit (percent[-1]))
    return FALSE;

  p = bar_end + 1;
  if (!read_count (&p, &current) || *p++ != '/' || !read_count (&p, &total) || total == 0)
    return FALSE;

  progress->current = MIN (current, total);
  progress->total = total;
  progress->fraction = (double) progress->current / (double) total;
  return TRUE;
}

/**
 * limner_log_find_progress:
 * @log: (nullable): the log of a prediction
 * @progress: (out): what the last progress bar says, left alone where there is none
 *
 * Returns: whether there is a progress bar
 */
gboolean
limner_log_find_progress (const char        *log,
                          LimnerLogProgress *progress)
{
  g_auto(GStrv) lines = NULL;
  gsize length;

  g_return_val_if_fail (progress != NULL, FALSE);

  if (log == NULL)
    return FALSE;

  length = strlen (log);
  lines = g_strsplit_set (log + (length > PROGRESS_BYTES ? length - PROGRESS_BYTES : 0), "\r\n",
                          -1);
  for (guint i = g_strv_length (lines); i > 0; i--)
    {
      if (read_bar (lines[i - 1], progress))
        return TRUE;
    }

  return FALSE;
}
