/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>
#include <string.h>

#include "base/limner-json.h"

#include "limner-generator-io.h"
#include "limner-generators.h"
#include "limner-random.h"

/* What a subject offers, and what else has to be offered by it. */
typedef enum
{
  ANY    = 0,
  OUT    = 1 << 0,   /* it is out of doors, where there is weather */
  TIME   = 1 << 1,   /* the time of day is not told yet */
  SEASON = 1 << 2,   /* nor the season */
  WATER  = 1 << 3,   /* still enough for reflections and boats */
  GROUND = 1 << 4,   /* something to walk and grow on */
  HOUSE  = 1 << 5,
  SKY    = 1 << 6,   /* one sees far */
} Offers;

/* A part of a prompt, and what it needs, or as a subject offers. */
typedef struct
{
  const char *text;
  Offers      offers;
} Part;

/* A small grammar. Each list begins with what fits almost everything and ends with what surprises;
 * the temperature decides how far down the list a choice may go. */
static const Part subjects[] = {
  { "a quiet harbour with fishing boats", OUT | TIME | SEASON | WATER | SKY | HOUSE },
  { "mountains above a still lake", OUT | TIME | SEASON | WATER | SKY },
  { "a forest path", OUT | TIME | SEASON | GROUND },
  { "a meadow full of poppies", OUT | TIME | GROUND | SKY },
  { "a lighthouse on a rocky coast", OUT | TIME | SEASON | SKY | HOUSE },
  { "a village under fresh snow", OUT | TIME | SKY | HOUSE },
  { "an avenue of old trees in autumn", OUT | TIME | GROUND },
  { "a bowl of fruit beside a blue jug", ANY },
  { "desert dunes", OUT | TIME | SKY },
  { "a rainy city street at night", HOUSE },
  { "a koi pond with water lilies", OUT | TIME | WATER },
  { "towering clouds over the plain", OUT | TIME | GROUND | SKY },
  { "a waterfall between mossy rocks", OUT | TIME },
  { "waves breaking on a beach", OUT | TIME | SEASON | SKY },
  { "a lone tree on a hill", OUT | TIME | SEASON | GROUND | SKY },
  { "rooftops seen from an attic window", OUT | TIME | SEASON | SKY },
  { "a market square after closing", OUT | TIME | SEASON | HOUSE },
  { "terraced rice fields", OUT | TIME | WATER | SKY },
  { "a cottage at the edge of a wood", OUT | TIME | SEASON | GROUND | HOUSE },
  { "shapes that almost touch", ANY },
  { "a train crossing a bridge", OUT | TIME | SEASON | WATER | SKY },
  { "an island that floats above the sea", OUT | TIME | SEASON | SKY },
  { "a staircase that ends in the sky", OUT | TIME | SEASON | SKY },
};
static const Part lights[] = {
  { "at dawn", OUT | TIME }, { "in golden evening light", OUT | TIME },
  { "on a bright morning", OUT | TIME }, { "under an overcast sky", OUT | TIME },
  { "at dusk", OUT | TIME }, { "in moonlight", OUT | TIME }, { "after the rain", OUT | TIME },
  { "in thick fog", OUT }, { "just before a storm", OUT | TIME },
  { "in the last light of winter", OUT | TIME | SEASON }, { "lit by a single lantern", TIME },
  { "under northern lights", OUT | TIME | SEASON },
};
static const Part details[] = {
  { "soft reflections in the water", WATER }, { "strong contrasts", ANY },
  { "a few birds far away", SKY }, { "mist in the distance", SKY },
  { "a warm glow in one window", HOUSE }, { "tall grasses in the foreground", GROUND },
  { "smoke rising from a chimney", HOUSE }, { "a small red boat", WATER },
  { "petals on the ground", GROUND | SEASON }, { "footprints leading away", GROUND },
  { "an empty bench", GROUND }, { "a kite caught in the wind", SKY },
  { "one door left open", HOUSE },
  { "seen from close by", ANY },
};
static const Part materials[] = {
  { "oil on canvas", ANY }, { "loose watercolour", ANY }, { "soft pastel", ANY },
  { "gouache", ANY },
  { "palette knife, thick paint", ANY }, { "ink wash on paper", ANY }, { "pencil drawing", ANY },
  { "linocut", ANY }, { "travel poster", ANY }, { "pixel art", ANY }, { "pointillism", ANY },
};
static const Part palettes[] = {
  { "muted earth colours", ANY }, { "blue and gold", ANY }, { "warm colours", ANY },
  { "cool greens and greys", ANY }, { "pastel colours", ANY }, { "teal and orange", ANY },
  { "almost monochrome", ANY }, { "vivid colours", ANY }, { "sepia", ANY },
  { "violet shadows and lemon yellow", ANY },
};

/* Words of a subject of one's own that tell the time of day. */
static const char * const times[] = {
  "night", "dawn", "dusk", "sunset", "sunrise", "morning", "evening", "noon", "moon", "light",
};

/* A word so long is not said twice in a prompt. */
#define LONG_WORD 4

typedef struct
{
  LimnerGeneratorTask *task;
  LimnerRandom         random;
  double               temperature;
  int                  number;        /* which idea this is, from 0 */
  Offers               offers;        /* of the subject */
  GString             *said;
} Writer;

/* Streams a text word by word; each piece carries the space before it. */
static void
say (Writer     *writer,
     const char *before,
     const char *text)
{
  g_auto(GStrv) words = g_strsplit (text, " ", -1);

  for (int i = 0; words[i] != NULL; i++)
    {
      g_autofree char *piece = g_strconcat (i == 0 ? before : " ", words[i], NULL);

      limner_generator_task_emit_text (writer->task, piece);
      g_string_append (writer->said, piece);
    }
}

/* Whether a text has a word that was said before. */
static gboolean
repeats (const Writer *writer,
         const char   *text)
{
  g_auto(GStrv) words = g_strsplit_set (text, " ,", -1);

  for (int i = 0; words[i] != NULL; i++)
    if (strlen (words[i]) >= LONG_WORD && strstr (writer->said->str, words[i]) != NULL)
      return TRUE;

  return FALSE;
}

static gboolean
fits (const Writer *writer,
      const Part   *part)
{
  return (part->offers & ~writer->offers) == 0 && !repeats (writer, part->text);
}

/* Draws from a list with a chance that falls with the place in it, the slower the hotter. Without
 * any heat the first idea takes the first entry, the second the second one, and so on. */
static int
choose (Writer *writer,
        int     n)
{
  double scale = writer->temperature * 6;
  double total = 0;
  double mark;

  if (writer->temperature < 0.01)
    return writer->number % n;

  for (int i = 0; i < n; i++)
    total += exp (-i / scale);
  mark = limner_random_unit (&writer->random) * total;
  for (int i = 0; i < n - 1; i++)
    {
      mark -= exp (-i / scale);
      if (mark < 0)
        return i;
    }

  return n - 1;
}

/* As choose(), but goes on to the next part that goes with what was said.
 *
 * Returns: (nullable): its text, or %NULL if none does */
static const char *
choose_fitting (Writer     *writer,
                const Part *parts,
                int         n)
{
  int first = choose (writer, n);

  for (int i = 0; i < n; i++)
    if (fits (writer, &parts[(first + i) % n]))
      return parts[(first + i) % n].text;

  return NULL;
}

/* A subject of one's own may be anything; all that is known of it is whether it tells a time. */
static void
take_subject (Writer     *writer,
              const char *subject)
{
  g_autofree char *folded = g_utf8_casefold (subject, -1);

  writer->offers = OUT | TIME | SEASON;
  for (gsize i = 0; i < G_N_ELEMENTS (times); i++)
    if (strstr (folded, times[i]) != NULL)
      writer->offers &= ~TIME;
  say (writer, "", subject);
}

static void
write_idea (Writer     *writer,
            const char *subject)
{
  static const struct { const Part *parts; int n; const char *before; double chance; } lists[] = {
    { lights,    G_N_ELEMENTS (lights),    " ",  0.9 },
    { details,   G_N_ELEMENTS (details),   ", ", 0.75 },
    { palettes,  G_N_ELEMENTS (palettes),  ", ", 0.6 },
    { materials, G_N_ELEMENTS (materials), ", ", 0.95 },
  };

  if (*subject != '\0')
    {
      take_subject (writer, subject);
    }
  else
    {
      const Part *part = &subjects[choose (writer, G_N_ELEMENTS (subjects))];

      writer->offers = part->offers;
      say (writer, "", part->text);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      /* Both are drawn in any case, so that one part does not change the others. */
      gboolean wanted = limner_random_chance (&writer->random, (float) lists[i].chance);
      const char *text = choose_fitting (writer, lists[i].parts, lists[i].n);

      if (text != NULL && (wanted || writer->temperature < 0.01))
        say (writer, lists[i].before, text);
    }
  limner_generator_task_emit_text (writer->task, "\n");
}

/**
 * limner_prompts_run:
 * @task: a run of `limner/prompts`
 * @error: return location for an error
 *
 * Streams ideas for prompts word by word, one idea in each line. They come from a small grammar,
 * not from a language model.
 *
 * Returns: %TRUE when it is done
 */
gboolean
limner_prompts_run (LimnerGeneratorTask  *task,
                    GError              **error)
{
  JsonObject *input = limner_generator_task_get_input (task);
  g_autofree char *subject = g_strdup (limner_json_get_string (input, "prompt", ""));
  int count = (int) CLAMP (limner_json_get_int (input, "count", 3), 1, 20);
  guint64 seed = limner_generator_read_seed (task);

  g_strstrip (subject);
  for (int i = 0; i < count; i++)
    {
      g_autoptr(GString) said = g_string_new (NULL);
      Writer writer = {
        .task = task,
        .random = limner_random_fork (seed, i),
        .temperature = CLAMP (limner_json_get_double (input, "temperature", 1), 0, 2),
        .number = i,
        .said = said,
      };

      if (limner_generator_set_cancelled (task, error))
        return FALSE;
      write_idea (&writer, subject);
      limner_generator_task_progress (task, i + 1, count);
    }

  return TRUE;
}
