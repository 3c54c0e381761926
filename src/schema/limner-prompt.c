/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>
#include <string.h>

#include "limner-prompt.h"

/* What a prompt can do beside being read: weights in the way of “(word:1.2)”, wildcards in the way
 * of “{red|blue}”, and a length.
 */

#define WEIGHT_STEP 0.1
#define MIN_WEIGHT 0.1
#define MAX_WEIGHT 2.0

static gboolean
is_word_byte (char c)
{
  return (guchar) c >= 0x80 || g_ascii_isalnum (c) || c == '-' || c == '\'' || c == '_';
}

/* “(words:1.2)” around [*start, *end), which is narrowed to the words. */
static gboolean
find_weight (const char *prompt,
             int        *start,
             int        *end,
             int        *outer_start,
             int        *outer_end,
             double     *weight)
{
  const char *after;
  char *number_end;

  if (*start > 0 && prompt[*start] != '(' && prompt[*start - 1] == '(')
    *outer_start = *start - 1;
  else if (prompt[*start] == '(')
    *outer_start = (*start)++;
  else
    return FALSE;

  if (*end > *start && prompt[*end - 1] == ')')
    {
      const char *colon = g_strrstr_len (prompt + *start, *end - *start, ":");

      if (colon == NULL)
        return FALSE;
      *end = (int) (colon - prompt);
    }
  if (prompt[*end] != ':')
    return FALSE;

  after = prompt + *end + 1;
  *weight = g_ascii_strtod (after, &number_end);
  if (number_end == after || *number_end != ')')
    return FALSE;

  *outer_end = (int) (number_end + 1 - prompt);
  return TRUE;
}

static void
widen_to_word (const char *prompt,
               int        *start,
               int        *end)
{
  if (*start != *end)
    return;

  while (*start > 0 && is_word_byte (prompt[*start - 1]))
    (*start)--;
  while (prompt[*end] != '\0' && is_word_byte (prompt[*end]))
    (*end)++;
}

/**
 * limner_prompt_change_weight:
 * @prompt: a prompt
 * @start: (inout): start of the selection in bytes; where nothing is selected the word there counts
 * @end: (inout): end of the selection in bytes
 * @direction: 1 for more weight, -1 for less
 *
 * Gives a part of a prompt more or less weight, as in “(fox:1.1)”. A weight of 1 is not written.
 *
 * Returns: (transfer full): the new prompt; @start and @end are set to the same words in it
 */
char *
limner_prompt_change_weight (const char *prompt,
                             int        *start,
                             int        *end,
                             int         direction)
{
  int outer_start, outer_end;
  double weight = 1;
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  GString *result;
  int inner_start, inner_end;

  g_return_val_if_fail (prompt != NULL, NULL);
  g_return_val_if_fail (0 <= *start && *start <= *end && *end <= (int) strlen (prompt), NULL);

  widen_to_word (prompt, start, end);
  if (*start == *end)
    return g_strdup (prompt);

  inner_start = outer_start = *start;
  inner_end = outer_end = *end;
  if (!find_weight (prompt, &inner_start, &inner_end, &outer_start, &outer_end, &weight))
    {
      inner_start = outer_start = *start;
      inner_end = outer_end = *end;
      weight = 1;
    }

  weight = CLAMP (weight + direction * WEIGHT_STEP, MIN_WEIGHT, MAX_WEIGHT);
  result = g_string_new_len (prompt, outer_start);
  if (fabs (weight - 1) > 0.001)
    g_string_append_c (result, '(');
  *start = (int) result->len;
  g_string_append_len (result, prompt + inner_start, inner_end - inner_start);
  *end = (int) result->len;
  if (fabs (weight - 1) > 0.001)
    g_string_append_printf (result, ":%s)",
                            g_ascii_formatd (number, sizeof number, "%.3g", weight));
  g_string_append (result, prompt + outer_end);
  return g_string_free (result, FALSE);
}

/* A wildcard without others in it: “{a|b}”. Braces without a bar are left alone. */
static const char *
find_wildcard (const char  *text,
               const char **end)
{
  const char *open = NULL;
  gboolean has_bar = FALSE;

  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '{')
        {
          open = p;
          has_bar = FALSE;
        }
      else if (*p == '|' && open != NULL)
        {
          has_bar = TRUE;
        }
      else if (*p == '}' && open != NULL)
        {
          if (has_bar)
            {
              *end = p;
              return open;
            }
          open = NULL;
        }
    }

  return NULL;
}

/**
 * limner_prompt_count_variants:
 * @prompt: a prompt
 *
 * Counts how many prompts its wildcards stand for; wildcards inside of wildcards count as one of
 * the branches.
 *
 * Returns: the number, 1 where there are no wildcards; not more than a million
 */
guint64
limner_prompt_count_variants (const char *prompt)
{
  const char *end;
  const char *open = prompt;
  guint64 count = 1;

  g_return_val_if_fail (prompt != NULL, 1);

  while ((open = find_wildcard (open, &end)) != NULL)
    {
      guint n_branches = 1;

      for (const char *p = open; p < end; p++)
        n_branches += *p == '|';
      count = MIN (count * n_branches, 1000000);
      open = end + 1;
    }

  return count;
}

/**
 * limner_prompt_expand:
 * @prompt: a prompt
 * @random: where chance comes from
 *
 * Chooses one branch of each wildcard, the innermost first.
 *
 * Returns: (transfer full): a prompt without wildcards
 */
char *
limner_prompt_expand (const char *prompt,
                      GRand      *random)
{
  g_autofree char *text = g_strdup (prompt);
  const char *end;
  const char *open;

  g_return_val_if_fail (prompt != NULL, NULL);

  while ((open = find_wildcard (text, &end)) != NULL)
    {
      g_autofree char *inside = g_strndup (open + 1, (gsize) (end - open - 1));
      g_auto(GStrv) branches = g_strsplit (inside, "|", -1);
      int chosen = g_rand_int_range (random, 0, (gint32) g_strv_length (branches));
      char *expanded = g_strdup_printf ("%.*s%s%s", (int) (open - text), text, branches[chosen],
                                        end + 1);

      g_free (text);
      text = expanded;
    }

  return g_steal_pointer (&text);
}

/**
 * limner_prompt_list_variants:
 * @prompt: a prompt
 * @max_variants: how many are enough, for each wildcard multiplies their number
 *
 * Lists the prompts that the wildcards of a prompt stand for, each once, in the order of the
 * branches.
 *
 * Returns: (transfer full): prompts without wildcards, @max_variants at most
 */
char **
limner_prompt_list_variants (const char *prompt,
                             guint       max_variants)
{
  g_autoptr(GPtrArray) open = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) done = g_ptr_array_new_with_free_func (g_free);

  g_return_val_if_fail (prompt != NULL, NULL);

  /* A stack: the first branch is on top, so that the order of the branches is kept. */
  g_ptr_array_add (open, g_strdup (prompt));
  while (open->len > 0 && done->len < max_variants)
    {
      g_autofree char *text = g_ptr_array_steal_index (open, open->len - 1);
      const char *end;
      const char *start = find_wildcard (text, &end);
      g_autofree char *inside = NULL;
      g_auto(GStrv) branches = NULL;

      if (start == NULL)
        {
          if (!g_ptr_array_find_with_equal_func (done, text, g_str_equal, NULL))
            g_ptr_array_add (done, g_steal_pointer (&text));
          continue;
        }

      inside = g_strndup (start + 1, (gsize) (end - start - 1));
      branches = g_strsplit (inside, "|", (int) max_variants);
      for (guint i = g_strv_length (branches); i > 0; i--)
        g_ptr_array_add (open, g_strdup_printf ("%.*s%s%s", (int) (start - text), text,
                                                branches[i - 1], end + 1));
    }
  g_ptr_array_add (done, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&done), FALSE);
}

/**
 * limner_prompt_estimate_tokens:
 * @prompt: a prompt
 *
 * Estimates how many tokens a text encoder makes of a prompt: one for a short word or a sign, more
 * for long words.
 *
 * Returns: the estimate
 */
guint
limner_prompt_estimate_tokens (const char *prompt)
{
  guint tokens = 0;

  g_return_val_if_fail (prompt != NULL, 0);

  for (const char *p = prompt; *p != '\0';)
    {
      guint length = 0;

      while (*p != '\0' && is_word_byte (*p))
        {
          length++;
          p++;
        }
      tokens += (length + 6) / 7;
      if (*p != '\0' && !is_word_byte (*p))
        tokens += !g_ascii_isspace (*p++);
    }

  return tokens;
}
