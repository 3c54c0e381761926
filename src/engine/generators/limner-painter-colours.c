/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "limner-painter-plan.h"

/* A prompt of more words is read up to here. */
#define MAX_TOKENS 256

/* A word that may stand between a colour and its thing is at least as long; shorter ones begin
 * something new: “a red brick house”, but not “red and a house”. */
#define LONG_WORD 5

/* What one word of a clause means here. */
typedef struct
{
  const char *at;         /* the space before it */
  int         hue;        /* or -1 */
  int         subject;    /* or -1 */
  int         thing;      /* or -1 */
  gsize       n_noun;     /* bytes of the phrase that names @subject or @thing */
  gboolean    is_motif;   /* it can mean a place as well */
  guint       hues;       /* that are said of what it names */
} Token;

typedef struct
{
  Token tokens[MAX_TOKENS];
  int   n_tokens;
} Clause;

static const char * const joiners[] = { "and", "und", "et", "y", "e", "en", "with", "mit" };

/* Words for a picture of somebody, whoever it is. */
static const char * const likenesses[] = {
  "portrait", "portraits", "headshot", "face", "portrat", "gesicht", "visage", "retrato", "rostro",
  "ritratto", "volto", "rosto", "portret", "gezicht",
};

/* Small words that tell how many there are. */
static const struct { const char *word; guint n; } numbers[] = {
  { "two", 2 }, { "pair", 2 }, { "three", 3 }, { "zwei", 2 }, { "drei", 3 }, { "deux", 2 },
  { "trois", 3 }, { "dos", 2 }, { "tres", 3 }, { "due", 2 }, { "tre", 3 }, { "dois", 2 },
  { "duas", 2 }, { "twee", 2 }, { "drie", 3 },
};

static gsize
token_length (const Token *token)
{
  return strcspn (token->at + 1, " ");
}

static gboolean
token_is (const Token *token,
          const char  *word)
{
  return strlen (word) == token_length (token) &&
         strncmp (token->at + 1, word, token_length (token)) == 0;
}

static gboolean
is_joiner (const Token *token)
{
  for (gsize i = 0; i < G_N_ELEMENTS (joiners); i++)
    if (token_is (token, joiners[i]))
      return TRUE;

  return FALSE;
}

static gboolean
is_noun (const Token *token)
{
  return token->subject >= 0 || token->thing >= 0;
}

/* The longest phrase of an entry that begins at a token, in bytes, or 0. */
static gsize
match_entry (const LimnerPainterWords *entry,
             const Token              *token)
{
  gsize longest = 0;

  for (const char *word = entry->words; *word != '\0';)
    {
      gsize length = strcspn (word, ",");

      longest = MAX (longest, _limner_painter_match (token->at, word, length));
      word += length;
      word += *word == ',';
    }

  return longest;
}

/* The longest phrase wins, as “orange fruit” over “orange”. */
static void
read_token (Token      *token,
            const char *forbidden)
{
  gsize n_entries;
  const LimnerPainterWords *entries = _limner_painter_get_words (&n_entries);
  gsize n_hue = 0;

  for (gsize i = 0; i < n_entries; i++)
    {
      const LimnerPainterWords *entry = &entries[i];
      gsize n = 0;

      if (entry->kind == LIMNER_WORD_MOTIF || entry->kind == LIMNER_WORD_SUBJECT ||
          entry->kind == LIMNER_WORD_THING || entry->kind == LIMNER_WORD_HUE)
        n = match_entry (entry, token);
      if (n == 0)
        continue;
      if (entry->kind == LIMNER_WORD_MOTIF)
        {
          token->is_motif = TRUE;
        }
      else if (entry->kind == LIMNER_WORD_HUE && n > n_hue)
        {
          token->hue = entry->value;
          n_hue = n;
        }
      else if (entry->kind != LIMNER_WORD_HUE && n > token->n_noun &&
               !_limner_painter_says (forbidden, entry))
        {
          token->subject = entry->kind == LIMNER_WORD_SUBJECT ? entry->value : -1;
          token->thing = entry->kind == LIMNER_WORD_THING ? entry->value : -1;
          token->n_noun = n;
        }
    }
}

static void
split (Clause     *clause,
       const char *text,
       const char *forbidden)
{
  clause->n_tokens = 0;
  for (const char *p = text; p[0] != '\0' && p[1] != '\0' && clause->n_tokens < MAX_TOKENS;
       p += 1 + strcspn (p + 1, " "))
    {
      Token *token = &clause->tokens[clause->n_tokens++];

      *token = (Token) { p, -1, -1, -1, 0, FALSE, 0 };
      read_token (token, forbidden);
    }
}

/* Past what else is said of the same thing: “red and white boat”. */
static int
skip_hues (const Clause *clause,
           int           i)
{
  while (i < clause->n_tokens && !is_noun (&clause->tokens[i]))
    {
      if (clause->tokens[i].hue >= 0)
        i++;
      else if (i + 1 < clause->n_tokens && is_joiner (&clause->tokens[i]) &&
               clause->tokens[i + 1].hue >= 0)
        i++;
      else
        break;
    }

  return i;
}

/* The word that names what a colour is said of: the one after it, or in Romance languages before
 * it; or -1. */
static int
find_noun (const Clause *clause,
           int           i)
{
  const Token *tokens = clause->tokens;
  int next = skip_hues (clause, i + 1);
  int before = i - 1;

  if (next < clause->n_tokens && is_noun (&tokens[next]))
    return next;
  if (next + 1 < clause->n_tokens && token_length (&tokens[next]) >= LONG_WORD &&
      is_noun (&tokens[next + 1]) && !(i > 0 && is_noun (&tokens[i - 1])))
    return next + 1;
  while (before > 0 && !is_noun (&tokens[before]) &&
         (tokens[before].hue >= 0 || (is_joiner (&tokens[before]) && tokens[before - 1].hue >= 0)))
    before--;

  return before >= 0 && is_noun (&tokens[before]) ? before : -1;
}

/* Gives each colour to the word it is said of. What is named by the same word as a colour, as a
 * rose or an orange, has that colour unless another is said of it. */
static guint
bind_hues (Clause *clause)
{
  guint loose = 0;

  for (int i = 0; i < clause->n_tokens; i++)
    {
      Token *token = &clause->tokens[i];
      gboolean phrase = is_noun (token) && token->n_noun > token_length (token);
      int noun = -1;

      if (token->hue < 0 || (is_noun (token) && !phrase))
        continue;
      noun = phrase ? i : find_noun (clause, i);
      if (noun >= 0)
        clause->tokens[noun].hues |= 1u << token->hue;
      else
        loose |= 1u << token->hue;
    }
  for (int i = 0; i < clause->n_tokens; i++)
    if (clause->tokens[i].hue >= 0 && is_noun (&clause->tokens[i]) && clause->tokens[i].hues == 0)
      clause->tokens[i].hues = 1u << clause->tokens[i].hue;

  return loose;
}

/* How many the words before a noun ask for. */
static guint
count_before (const Clause *clause,
              int           i)
{
  for (int back = 1; back <= 2 && i - back >= 0; back++)
    for (gsize k = 0; k < G_N_ELEMENTS (numbers); k++)
      if (token_is (&clause->tokens[i - back], numbers[k].word))
        return numbers[k].n;

  return 1;
}

/* “Lion king” is no king, “junge Katze” no boy, and “portrait of a cat” nobody but a cat. */
static gboolean
is_part_of_name (const LimnerPainterPlan *self,
                 const Clause            *clause,
                 int                      i)
{
  if (clause->tokens[i].subject != LIMNER_SUBJECT_PORTRAIT)
    return FALSE;
  for (gsize k = 0; k < G_N_ELEMENTS (likenesses) && self->subject != LIMNER_SUBJECT_PORTRAIT; k++)
    if (token_is (&clause->tokens[i], likenesses[k]))
      return TRUE;

  return (i > 0 && clause->tokens[i - 1].subject >= 0) ||
         (i + 1 < clause->n_tokens && clause->tokens[i + 1].subject >= 0);
}

static void
add_beings (LimnerPainterPlan *self,
            const Clause      *clause,
            int                i)
{
  const Token *token = &clause->tokens[i];
  guint n = count_before (clause, i);

  if (is_part_of_name (self, clause, i) ||
      (token->is_motif && token->subject != (int) self->subject))
    return;
  for (guint k = 0; k < self->n_beings; k++)
    if ((int) self->beings[k].kind == token->subject &&
        (token->hues == 0 || self->beings[k].hues == token->hues || self->beings[k].hues == 0))
      {
        self->beings[k].hues |= token->hues;
        return;
      }
  for (guint k = 0; k < n && self->n_beings < LIMNER_MAX_BEINGS; k++)
    self->beings[self->n_beings++] =
      (LimnerBeing) { (LimnerSubject) token->subject, token->hues & ~self->banned_hues };
}

/*
 * _limner_painter_read_things:
 * @self: a plan whose subject and banned colours are known
 * @clauses: what to paint, cut at its commas and stops, each part normalized
 * @forbidden: what not to paint, normalized
 *
 * Reads who and what is named, and which colour is said of which: a colour belongs to the noun that
 * comes after it, or that comes just before it. The others are left in the hues of the plan.
 */
void
_limner_painter_read_things (LimnerPainterPlan  *self,
                             const char * const *clauses,
                             const char         *forbidden)
{
  g_autofree Clause *clause = g_new (Clause, 1);

  self->hues = 0;
  for (int c = 0; clauses[c] != NULL; c++)
    {
      split (clause, clauses[c], forbidden);
      self->hues |= bind_hues (clause);
      for (int i = 0; i < clause->n_tokens; i++)
        {
          const Token *token = &clause->tokens[i];

          if (token->thing >= 0)
            {
              self->things |= 1u << token->thing;
              self->thing_hues[token->thing] |= token->hues & ~self->banned_hues;
            }
          else if (token->subject >= 0)
            {
              add_beings (self, clause, i);
            }
          else
            {
              self->hues |= token->hues;
            }
        }
    }
  self->hues &= ~self->banned_hues;
}
