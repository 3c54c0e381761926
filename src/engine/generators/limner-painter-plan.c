/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "limner-painter-plan.h"
#include "limner-random.h"

/* What prompts may add to a word: plurals and endings of the languages that are known. */
static const char * const endings[] = { "", "s", "es", "n", "en", "e", "er", "x", "ies" };

/* Marks of strength where a value can come from the words, one for each value. */
#define MAX_VALUES 32

static const char * const motif_names[LIMNER_N_MOTIFS] = {
  "harbour", "sea", "lighthouse", "mountains", "waterfall", "forest", "dunes", "meadow", "lane",
  "village", "city", "still life", "bouquet", "clouds", "koi pond", "tree", "space", "abstract",
  "river",
};
static const char * const subject_names[LIMNER_N_SUBJECTS] = {
  NULL, "portrait", "fox", "cat", "dog", "wolf", "lion", "tiger", "bear", "rabbit", "horse", "deer",
  "bird", "owl", "butterfly", "panda", "penguin", "elephant", "whale", "dragon", "robot",
  "astronaut", "snowman", "christmas tree", "mushroom", "car", "bicycle", "train",
};
static const char * const light_names[LIMNER_N_LIGHTS] = {
  "day", "dawn", "golden hour", "sunset", "dusk", "night", "overcast", "fog", "storm",
};
static const char * const material_names[LIMNER_N_MATERIALS] = {
  "oil", "palette knife", "gouache", "pastel", "pointillism", "watercolour", "ink", "pencil",
  "poster", "pixel art", "linocut",
};

/* Small letters, no accents, one space between words and round the whole. */
static char *
normalize (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *folded = g_utf8_casefold (valid, -1);
  g_autofree char *apart = g_utf8_normalize (folded, -1, G_NORMALIZE_ALL);
  GString *plain = g_string_new (" ");

  for (const char *p = apart; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_ismark (c))
        continue;
      if (g_unichar_isalnum (c) || c == '-' || c == '\'')
        g_string_append_unichar (plain, c);
      else if (plain->str[plain->len - 1] != ' ')
        g_string_append_c (plain, ' ');
    }
  if (plain->str[plain->len - 1] != ' ')
    g_string_append_c (plain, ' ');

  return g_string_free (plain, FALSE);
}

/* What a prompt says between its commas and stops, each part normalized. */
static GStrv
split_clauses (const char *prompt)
{
  GStrv clauses = g_strsplit_set (prompt, ",.;:!?()\n", -1);

  for (int i = 0; clauses[i] != NULL; i++)
    {
      g_autofree char *clause = g_steal_pointer (&clauses[i]);

      clauses[i] = normalize (clause);
    }

  return clauses;
}

/*
 * _limner_painter_match:
 * @text: a normalized text from a space on
 * @word: a word or a phrase
 * @length: of @word in bytes
 *
 * Returns: how many bytes after the space are @word with one of the endings, or 0
 */
gsize
_limner_painter_match (const char *text,
                       const char *word,
                       gsize       length)
{
  const char *rest = text + 1 + length;
  gsize n_rest;

  if (*text != ' ' || strncmp (text + 1, word, length) != 0)
    return 0;

  n_rest = strcspn (rest, " ");
  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    if (strlen (endings[i]) == n_rest && strncmp (rest, endings[i], n_rest) == 0 &&
        (length >= 3 || n_rest == 0))
      return length + n_rest;

  return 0;
}

/* Where a word or a phrase begins in a normalized text, or -1. */
static int
find_word (const char *text,
           const char *word,
           gsize       length)
{
  for (const char *p = text; *p != '\0'; p++)
    if (_limner_painter_match (p, word, length) > 0)
      return (int) (p - text);

  return -1;
}

/* How strongly a text says an entry: its weight, more for long phrases, a little more if it comes
 * early. */
static double
entry_strength (const LimnerPainterWords *entry,
                const char               *text)
{
  double best = 0;

  for (const char *word = entry->words; *word != '\0';)
    {
      gsize length = strcspn (word, ",");
      int at = find_word (text, word, length);

      if (at >= 0)
        best = MAX (best, entry->weight + (memchr (word, ' ', length) != NULL ? 1 : 0) +
                          0.5 / (1 + at / 20.0));
      word += length;
      word += *word == ',';
    }

  return best;
}

/*
 * _limner_painter_says:
 * @text: a normalized text
 * @entry: what the painter knows
 *
 * Returns: %TRUE if one of its words is in the text
 */
gboolean
_limner_painter_says (const char               *text,
                      const LimnerPainterWords *entry)
{
  return entry_strength (entry, text) > 0;
}

static void
weigh (const char     *text,
       LimnerWordKind  kind,
       double          strengths[MAX_VALUES])
{
  gsize n_entries;
  const LimnerPainterWords *entries = _limner_painter_get_words (&n_entries);

  for (gsize i = 0; i < n_entries; i++)
    if (entries[i].kind == kind)
      strengths[entries[i].value] += entry_strength (&entries[i], text);
}

/* As weigh() for things that do not exclude each other. */
static guint
collect (const char     *text,
         LimnerWordKind  kind)
{
  gsize n_entries;
  const LimnerPainterWords *entries = _limner_painter_get_words (&n_entries);
  guint flags = 0;

  for (gsize i = 0; i < n_entries; i++)
    if (entries[i].kind == kind && entry_strength (&entries[i], text) > 0)
      flags |= kind == LIMNER_WORD_HUE ? 1u << entries[i].value : (guint) entries[i].value;

  return flags;
}

/* The value that is said most strongly and not forbidden; else one of those that are given as
 * fallback, by chance. */
static int
choose (const char     *text,
        const char     *forbidden,
        LimnerWordKind  kind,
        int             n_values,
        const int      *fallback,
        int             n_fallback,
        LimnerRandom   *random,
        gboolean       *known)
{
  double strengths[MAX_VALUES] = { 0 };
  double against[MAX_VALUES] = { 0 };
  int best = -1;
  int first = limner_random_below (random, n_fallback);

  weigh (text, kind, strengths);
  weigh (forbidden, kind, against);
  for (int i = 0; i < n_values; i++)
    if (strengths[i] > 0 && against[i] == 0 && (best < 0 || strengths[i] > strengths[best]))
      best = i;

  *known = best >= 0;
  for (int i = 0; best < 0 && i < n_fallback; i++)
    if (against[fallback[(first + i) % n_fallback]] == 0)
      best = fallback[(first + i) % n_fallback];

  return best >= 0 ? best : fallback[first];
}

/* Words that only let guess a place weigh 1, and a little more in front and as a phrase. */
static gboolean
is_implied (const char  *text,
            LimnerMotif  motif)
{
  double strengths[MAX_VALUES] = { 0 };

  weigh (text, LIMNER_WORD_MOTIF, strengths);
  return strengths[motif] < 2.6;
}

/* Where those are at home whose prompt names no place; portraits are painted indoors. */
static LimnerMotif
find_home (LimnerSubject subject)
{
  static const LimnerMotif homes[LIMNER_N_SUBJECTS] = {
    [LIMNER_SUBJECT_PORTRAIT]  = LIMNER_MOTIF_STILL_LIFE,
    [LIMNER_SUBJECT_FOX]       = LIMNER_MOTIF_FOREST,
    [LIMNER_SUBJECT_CAT]       = LIMNER_MOTIF_STILL_LIFE,
    [LIMNER_SUBJECT_DOG]       = LIMNER_MOTIF_MEADOW,
    [LIMNER_SUBJECT_WOLF]      = LIMNER_MOTIF_FOREST,
    [LIMNER_SUBJECT_LION]      = LIMNER_MOTIF_MEADOW,
    [LIMNER_SUBJECT_TIGER]     = LIMNER_MOTIF_FOREST,
    [LIMNER_SUBJECT_BEAR]      = LIMNER_MOTIF_FOREST,
    [LIMNER_SUBJECT_RABBIT]    = LIMNER_MOTIF_MEADOW,
    [LIMNER_SUBJECT_HORSE]     = LIMNER_MOTIF_MEADOW,
    [LIMNER_SUBJECT_DEER]      = LIMNER_MOTIF_FOREST,
    [LIMNER_SUBJECT_BIRD]      = LIMNER_MOTIF_FOREST,
    [LIMNER_SUBJECT_OWL]       = LIMNER_MOTIF_FOREST,
    [LIMNER_SUBJECT_BUTTERFLY] = LIMNER_MOTIF_MEADOW,
    [LIMNER_SUBJECT_PANDA]     = LIMNER_MOTIF_FOREST,
    [LIMNER_SUBJECT_PENGUIN]   = LIMNER_MOTIF_MEADOW,
    [LIMNER_SUBJECT_ELEPHANT]  = LIMNER_MOTIF_MEADOW,
    [LIMNER_SUBJECT_WHALE]     = LIMNER_MOTIF_SEA,
    [LIMNER_SUBJECT_DRAGON]    = LIMNER_MOTIF_MOUNTAINS,
    [LIMNER_SUBJECT_ROBOT]     = LIMNER_MOTIF_CITY,
    [LIMNER_SUBJECT_ASTRONAUT] = LIMNER_MOTIF_SPACE,
    [LIMNER_SUBJECT_SNOWMAN]   = LIMNER_MOTIF_MEADOW,
    [LIMNER_SUBJECT_CHRISTMAS_TREE] = LIMNER_MOTIF_VILLAGE,
    [LIMNER_SUBJECT_MUSHROOM]  = LIMNER_MOTIF_FOREST,
    [LIMNER_SUBJECT_CAR]       = LIMNER_MOTIF_LANE,
    [LIMNER_SUBJECT_BICYCLE]   = LIMNER_MOTIF_LANE,
    [LIMNER_SUBJECT_TRAIN]     = LIMNER_MOTIF_MOUNTAINS,
  };

  return homes[subject];
}

/* Those that nobody has seen in summer. */
static gboolean
is_wintry (LimnerSubject subject)
{
  return subject == LIMNER_SUBJECT_SNOWMAN || subject == LIMNER_SUBJECT_PENGUIN ||
         subject == LIMNER_SUBJECT_CHRISTMAS_TREE;
}

/* Where a building can stand, and where creatures are that are not in a room. */
static gboolean
is_place (LimnerMotif motif)
{
  return motif != LIMNER_MOTIF_VILLAGE && motif != LIMNER_MOTIF_STILL_LIFE &&
         motif != LIMNER_MOTIF_BOUQUET && motif != LIMNER_MOTIF_ABSTRACT &&
         motif != LIMNER_MOTIF_SPACE && motif != LIMNER_MOTIF_CLOUDS &&
         motif != LIMNER_MOTIF_LIGHTHOUSE && motif != LIMNER_MOTIF_TREE;
}

/* Buildings stand in the place that is named, if one is: “a house by the lake”; and fruit and
 * flowers stand on one table. */
static void
settle (LimnerPainterPlan *self,
        const char        *text,
        const char        *forbidden)
{
  double strengths[MAX_VALUES] = { 0 };
  double against[MAX_VALUES] = { 0 };
  double best = 0;

  /* Pears stay on their table when the lemons beside them are forbidden. */
  if ((self->things & LIMNER_THINGS_FRUIT) &&
      (self->motif == LIMNER_MOTIF_BOUQUET ||
       (!self->motif_known && self->subject == LIMNER_SUBJECT_NONE)))
    {
      if (self->motif_known)
        self->things |= 1u << LIMNER_THING_FLOWERS;
      self->motif = LIMNER_MOTIF_STILL_LIFE;
      self->motif_known = TRUE;
    }
  if (self->motif != LIMNER_MOTIF_VILLAGE || !self->motif_known)
    return;

  weigh (text, LIMNER_WORD_MOTIF, strengths);
  weigh (forbidden, LIMNER_WORD_MOTIF, against);
  for (int i = 0; i < LIMNER_N_MOTIFS; i++)
    if (is_place ((LimnerMotif) i) && against[i] == 0 && strengths[i] > best)
      {
        best = strengths[i];
        self->motif = (LimnerMotif) i;
      }
}

/* Of several, one who lives outdoors decides where they are. */
static void
choose_host (LimnerPainterPlan *self)
{
  if (self->n_beings == 0 && self->subject != LIMNER_SUBJECT_NONE)
    self->beings[self->n_beings++] = (LimnerBeing) { self->subject, 0 };
  if (self->n_beings == 1)
    self->subject = self->beings[0].kind;
  /* Who is painted from near does not walk far away as well. */
  for (guint i = 0; i < self->n_beings; i++)
    if (self->beings[i].kind == LIMNER_SUBJECT_PORTRAIT)
      self->extras &= ~(guint) LIMNER_EXTRA_FIGURE;
  if (self->n_beings < 2 || self->motif_known)
    return;

  for (guint i = 0; i < self->n_beings; i++)
    if (is_place (find_home (self->beings[i].kind)))
      {
        self->subject = self->beings[i].kind;
        if (self->subject != LIMNER_SUBJECT_BIRD && self->subject != LIMNER_SUBJECT_OWL)
          return;
      }
}

/* What goes without saying: northern lights are seen at night, and a face is painted by day and
 * with a brush that can draw eyes. */
static void
complete (LimnerPainterPlan *self)
{
  gboolean face = self->subject != LIMNER_SUBJECT_NONE;

  if (face && !self->motif_known)
    self->motif = find_home (self->subject);
  if (!self->light_known && (self->extras & LIMNER_EXTRA_AURORA))
    self->light = LIMNER_LIGHT_NIGHT;
  else if (!self->light_known && self->subject == LIMNER_SUBJECT_PORTRAIT)
    self->light = LIMNER_LIGHT_DAY;
  if (!self->material_known && face && self->material == LIMNER_MATERIAL_KNIFE)
    self->material = LIMNER_MATERIAL_OIL;
}

/**
 * limner_painter_plan_read:
 * @self: (out): the plan
 * @prompt: what to paint
 * @negative_prompt: what not
 * @seed: decides what the prompt leaves open
 *
 * Reads a prompt. What it does not say is chosen: the motif by the letters of the prompt, so that
 * the same words give the same motif for every seed, the rest by both.
 */
void
limner_painter_plan_read (LimnerPainterPlan *self,
                          const char        *prompt,
                          const char        *negative_prompt,
                          guint64            seed)
{
  static const int motifs[] = {
    LIMNER_MOTIF_HARBOUR, LIMNER_MOTIF_MEADOW, LIMNER_MOTIF_MOUNTAINS, LIMNER_MOTIF_SEA,
    LIMNER_MOTIF_TREE, LIMNER_MOTIF_FOREST, LIMNER_MOTIF_LANE, LIMNER_MOTIF_CLOUDS,
    LIMNER_MOTIF_STILL_LIFE, LIMNER_MOTIF_ABSTRACT, LIMNER_MOTIF_VILLAGE,
  };
  static const int subjects[] = { LIMNER_SUBJECT_NONE };
  static const int lights[] = {
    LIMNER_LIGHT_GOLDEN, LIMNER_LIGHT_DAY, LIMNER_LIGHT_DAWN, LIMNER_LIGHT_GOLDEN,
    LIMNER_LIGHT_DAY,
  };
  static const int materials[] = {
    LIMNER_MATERIAL_OIL, LIMNER_MATERIAL_OIL, LIMNER_MATERIAL_OIL, LIMNER_MATERIAL_GOUACHE,
    LIMNER_MATERIAL_KNIFE,
  };
  static const int seasons[] = { LIMNER_SEASON_SUMMER };
  static const int palettes[] = { LIMNER_PALETTE_NATURAL };
  g_autofree char *text = normalize (prompt);
  g_autofree char *forbidden = normalize (negative_prompt);
  g_autofree char *no_motif = NULL;
  g_auto(GStrv) clauses = split_clauses (prompt);
  LimnerRandom by_words = { g_str_hash (text) };
  LimnerRandom by_seed = limner_random_fork (seed ^ g_str_hash (text), 1);
  gboolean known;

  memset (self, 0, sizeof *self);
  self->seed = seed;
  self->banned_extras = collect (forbidden, LIMNER_WORD_EXTRA);
  self->extras = collect (text, LIMNER_WORD_EXTRA) & ~self->banned_extras;
  self->subject = choose (text, forbidden, LIMNER_WORD_SUBJECT, LIMNER_N_SUBJECTS,
                          subjects, G_N_ELEMENTS (subjects), &by_words, &known);
  /* Palms and Christmas trees are not what “tree” means alone. */
  no_motif = g_strconcat (forbidden, (self->extras & LIMNER_EXTRA_PALMS) ||
                          self->subject == LIMNER_SUBJECT_CHRISTMAS_TREE ? "tree " : "", NULL);
  self->motif = choose (text, no_motif, LIMNER_WORD_MOTIF, LIMNER_N_MOTIFS,
                        motifs, G_N_ELEMENTS (motifs), &by_words, &self->motif_known);
  self->motif_implied = self->motif_known && is_implied (text, self->motif);
  self->light = choose (text, forbidden, LIMNER_WORD_LIGHT, LIMNER_N_LIGHTS,
                        lights, G_N_ELEMENTS (lights), &by_seed, &self->light_known);
  self->material = choose (text, forbidden, LIMNER_WORD_MATERIAL, LIMNER_N_MATERIALS,
                           materials, G_N_ELEMENTS (materials), &by_seed, &self->material_known);
  self->season = choose (text, forbidden, LIMNER_WORD_SEASON, LIMNER_N_SEASONS,
                         seasons, G_N_ELEMENTS (seasons), &by_seed, &known);
  if (!known && self->motif == LIMNER_MOTIF_LANE)
    self->season = LIMNER_SEASON_AUTUMN;
  else if (!known && is_wintry (self->subject))
    self->season = LIMNER_SEASON_WINTER;
  self->palette = choose (text, forbidden, LIMNER_WORD_PALETTE, LIMNER_N_PALETTES,
                          palettes, G_N_ELEMENTS (palettes), &by_seed, &known);
  self->banned_hues = collect (forbidden, LIMNER_WORD_HUE);
  _limner_painter_read_things (self, (const char * const *) clauses, forbidden);
  settle (self, text, forbidden);
  choose_host (self);
  complete (self);
}

/**
 * limner_painter_plan_describe:
 * @self: a plan
 *
 * Returns: (transfer full): what is going to be painted, for the log
 */
char *
limner_painter_plan_describe (const LimnerPainterPlan *self)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < self->n_beings; i++)
    g_string_append_printf (words, "%s, ", subject_names[self->beings[i].kind]);
  if (self->n_beings == 0 || self->motif_known)
    g_string_append_printf (words, "%s, ", motif_names[self->motif]);
  g_string_append_printf (words, "%s, %s", light_names[self->light],
                          material_names[self->material]);

  return g_string_free (words, FALSE);
}
