/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>
#include <string.h>

#include "limner-prediction.h"

/* More points than a chart of losses has pixels */
#define MAX_LOSSES 2000

/** Only the end of a long log is searched for progress, in bytes. */
#define PROGRESS_TAIL 8192

/** Only this much of a log is searched for the seed, in bytes. */
#define SEED_HEAD (256 * 1024)

/** Of more outputs than these a log is not asked for the seed of each. */
#define MAX_TOLD_OUTPUTS 256

static gboolean
is_line_end (char c)
{
  return c == '\n' || c == '\r';
}

/* One line of a tqdm bar: ` 42%|████▏     | 21/50 [00:03<00:04,  6.95it/s]`, maybe with words in
 * front. */
static gboolean
parse_progress_line (const char *line,
                     gsize       length,
                     gint64     *step,
                     gint64     *n_steps,
                     gint64     *percent)
{
  g_autofree char *copy = g_strndup (line, length);
  char *at = strchr (copy, '%');
  char *end, *bar;

  while (at != NULL && at > copy && g_ascii_isdigit (at[-1]))
    at--;
  if (at == NULL || !g_ascii_isdigit (*at))
    return FALSE;

  *percent = g_ascii_strtoll (at, &end, 10);
  if (*percent > 100)
    return FALSE;

  at = g_strchug (end + 1);
  if (*at != '|')
    return FALSE;
  bar = strchr (at + 1, '|');
  if (bar == NULL)
    return FALSE;

  at = g_strchug (bar + 1);
  *step = g_ascii_strtoll (at, &end, 10);
  if (end == at || *end != '/')
    return FALSE;

  at = end + 1;
  *n_steps = g_ascii_strtoll (at, &end, 10);
  return end != at && *n_steps > 0 && *step >= 0 && *step <= *n_steps;
}

/**
 * limner_logs_get_progress:
 * @logs: (nullable): what a model wrote
 * @step: (out) (optional): the step that is done
 * @n_steps: (out) (optional): of how many
 *
 * Reads the last progress bar of a log, as the Python library tqdm draws them. Lines may end in a
 * carriage return.
 *
 * Returns: how much is done, 0–1; negative where no bar is there
 */
double
limner_logs_get_progress (const char *logs,
                          gint64     *step,
                          gint64     *n_steps)
{
  gsize length = logs != NULL ? strlen (logs) : 0;
  const char *first = length > PROGRESS_TAIL ? logs + length - PROGRESS_TAIL : logs;
  const char *end = logs + length;

  while (length > 0 && end > first)
    {
      const char *start = end;
      gint64 done, all, percent;

      while (start > first && !is_line_end (start[-1]))
        start--;
      if (parse_progress_line (start, (gsize) (end - start), &done, &all, &percent))
        {
          if (step != NULL)
            *step = done;
          if (n_steps != NULL)
            *n_steps = all;
          return MAX ((double) done / (double) all, (double) percent / 100.0);
        }
      end = start > first ? start - 1 : first;
    }

  return -1.0;
}

static gboolean
is_seed (const char *digits)
{
  return g_ascii_string_to_unsigned (digits, 10, 0, G_MAXUINT64, NULL, NULL);
}

/**
 * limner_logs_dup_seed:
 * @logs: (nullable): what a model wrote
 *
 * Finds the seed that a model says it used. The wordings are those of real logs: `Using seed: N`,
 * `seed: N`, `Random seed set to: N`, `Randomising seed to N`, `[Parameters] Seed = N`. A line that
 * says “Using seed” wins over others; a negative number means random and is passed over.
 *
 * Returns: (transfer full) (nullable): up to 20 decimal digits
 */
char *
limner_logs_dup_seed (const char *logs)
{
  static const char *pattern =
    "(?<using>using (?:random )?|current |random )?\\bseed(?: is| was)?(?: set| used)?(?: to)?"
    "\\s*[:=]?\\s*`?(?<n>-?\\d{1,20})(?![\\d.])";
  static gsize regex = 0;
  g_autoptr(GMatchInfo) match = NULL;
  g_autofree char *head = NULL;
  g_autofree char *found = NULL;

  if (logs == NULL)
    return NULL;

  if (g_once_init_enter (&regex))
    g_once_init_leave (&regex, (gsize) g_regex_new (pattern, G_REGEX_CASELESS | G_REGEX_RAW |
                                                    G_REGEX_OPTIMIZE, 0, NULL));

  head = g_strndup (logs, SEED_HEAD);
  g_regex_match ((GRegex *) regex, head, 0, &match);
  while (g_match_info_matches (match))
    {
      g_autofree char *using = g_match_info_fetch_named (match, "using");
      g_autofree char *digits = g_match_info_fetch_named (match, "n");

      if (is_seed (digits) && using != NULL && *using != '\0')
        return g_steal_pointer (&digits);
      if (is_seed (digits) && found == NULL)
        found = g_steal_pointer (&digits);
      g_match_info_next (match, NULL);
    }

  return g_steal_pointer (&found);
}

/* The seed that a line tells, and what the line is like apart from its numbers. */
static char *
read_seed_line (const char  *line,
                char       **shape)
{
  g_autofree char *seed = limner_logs_dup_seed (line);
  GString *rest;

  if (seed == NULL)
    return NULL;

  rest = g_string_new (NULL);
  for (const char *p = line; *p != '\0'; p++)
    {
      if (!g_ascii_isdigit (*p))
        g_string_append_c (rest, *p);
    }
  *shape = g_string_free (rest, FALSE);
  return g_steal_pointer (&seed);
}

/**
 * limner_logs_dup_output_seed:
 * @logs: (nullable): what a model wrote
 * @index: an output, from 0
 * @n_outputs: how many there are
 *
 * Finds the seed of one of several outputs. A model tells it where as many lines of one form as
 * there are outputs each tell another seed: `Picture 1: seed 7`, `Picture 2: seed 8`.
 *
 * Returns: (transfer full) (nullable): up to 20 decimal digits
 */
char *
limner_logs_dup_output_seed (const char *logs,
                             guint       index,
                             guint       n_outputs)
{
  g_autoptr(GHashTable) seeds = NULL;   /* shape → seeds in order */
  g_autofree char *head = NULL;
  g_auto(GStrv) lines = NULL;
  GHashTableIter iter;
  GPtrArray *found;

  if (logs == NULL || n_outputs < 2 || n_outputs > MAX_TOLD_OUTPUTS || index >= n_outputs)
    return NULL;

  seeds = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                 (GDestroyNotify) g_ptr_array_unref);
  head = g_strndup (logs, SEED_HEAD);
  lines = g_strsplit_set (head, "\r\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *shape = NULL;
      g_autofree char *seed = read_seed_line (lines[i], &shape);

      if (seed == NULL)
        continue;
      found = g_hash_table_lookup (seeds, shape);
      if (found == NULL)
        {
          found = g_ptr_array_new_with_free_func (g_free);
          g_hash_table_insert (seeds, g_steal_pointer (&shape), found);
        }
      if (!g_ptr_array_find_with_equal_func (found, seed, g_str_equal, NULL))
        g_ptr_array_add (found, g_steal_pointer (&seed));
      if (found->len > n_outputs)
        return NULL;
    }

  g_hash_table_iter_init (&iter, seeds);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &found))
    {
      if (found->len == n_outputs)
        return g_strdup (g_ptr_array_index (found, index));
    }
  return NULL;
}

/* Leaves the first, the third, the fifth and so on. */
static void
thin_out (GArray *losses)
{
  double *values = (double *) (gpointer) losses->data;

  for (guint i = 0; 2 * i < losses->len; i++)
    values[i] = values[2 * i];
  g_array_set_size (losses, (losses->len + 1) / 2);
}

/**
 * limner_logs_list_losses:
 * @logs: (nullable): the log of a training
 *
 * Reads the losses, `loss: 0.31` and its like, in the order in which they were written. Of very
 * many it is every second, fourth and so on, from the first to about the last.
 *
 * Returns: (transfer full) (element-type double): the numbers
 */
GArray *
limner_logs_list_losses (const char *logs)
{
  static gsize regex = 0;
  g_autoptr(GMatchInfo) match = NULL;
  GArray *losses = g_array_new (FALSE, FALSE, sizeof (double));
  guint stride = 1;

  if (logs == NULL)
    return losses;

  if (g_once_init_enter (&regex))
    g_once_init_leave (&regex, (gsize) g_regex_new (
      "\\bloss['\"]?\\s*[:=]\\s*((?:\\d+\\.?\\d*|\\.\\d+)(?:e[+-]?\\d+)?)",
      G_REGEX_CASELESS | G_REGEX_RAW | G_REGEX_OPTIMIZE, 0, NULL));
  g_regex_match ((GRegex *) regex, logs, 0, &match);
  for (guint n = 0; g_match_info_matches (match); n++)
    {
      g_autofree char *number = g_match_info_fetch (match, 1);
      double loss = g_ascii_strtod (number, NULL);

      if (losses->len == MAX_LOSSES)
        {
          thin_out (losses);
          stride *= 2;
        }
      if (n % stride == 0 && isfinite (loss))
        g_array_append_val (losses, loss);
      g_match_info_next (match, NULL);
    }
  return losses;
}
