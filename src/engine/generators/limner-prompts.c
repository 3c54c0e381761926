/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include "base/limner-json.h"

#include "limner-generator-io.h"
#include "limner-generators.h"
#include "limner-random.h"

/* A small grammar. Each list begins with what fits almost everything and ends with what surprises;
 * the temperature decides how far down the list a choice may go. */
static const char * const subjects[] = {
  "a quiet harbour with fishing boats", "mountains above a still lake", "a forest path",
  "a meadow full of poppies", "a lighthouse on a rocky coast", "a village under fresh snow",
  "an avenue of old trees in autumn", "a bowl of fruit beside a blue jug", "desert dunes",
  "a rainy city street at night", "a koi pond with water lilies", "towering clouds over the plain",
  "a waterfall between mossy rocks", "waves breaking on a beach", "a lone tree on a hill",
  "rooftops seen from an attic window", "a market square after closing", "terraced rice fields",
  "a cottage at the edge of a wood", "shapes that almost touch", "a night train crossing a bridge",
  "an island that floats above the sea", "a staircase that ends in the sky",
};
static const char * const lights[] = {
  "at dawn", "in golden evening light", "on a bright morning", "under an overcast sky",
  "at dusk", "in moonlight", "after the rain", "in thick fog", "just before a storm",
  "in the last light of winter", "lit by a single lantern", "under northern lights",
};
static const char * const details[] = {
  "soft reflections in the water", "long shadows", "a few birds far away", "mist in the distance",
  "warm light in one window", "tall grasses in the foreground", "smoke rising from a chimney",
  "a small red boat", "petals on the ground", "footprints leading away", "an empty bench",
  "a kite caught in the wind", "one door left open",
};
static const char * const materials[] = {
  "oil on canvas", "loose watercolour", "soft pastel", "gouache", "palette knife, thick paint",
  "ink wash on paper", "pencil drawing", "linocut", "travel poster", "pixel art",
  "pointillism",
};
static const char * const palettes[] = {
  "muted earth colours", "blue and gold", "warm colours", "cool greens and greys",
  "pastel colours", "teal and orange", "almost monochrome", "vivid colours", "sepia",
  "violet shadows and lemon light",
};

typedef struct
{
  LimnerGeneratorTask *task;
  LimnerRandom         random;
  double               temperature;
  int                  number;        /* which idea this is, from 0 */
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
    }
}

/* Draws from a list with a chance that falls with the place in it, the slower the hotter. Without
 * any heat the first idea takes the first entry, the second the second one, and so on. */
static const char *
choose (Writer             *writer,
        const char * const *list,
        int                 n)
{
  double scale = writer->temperature * 6;
  double total = 0;
  double mark;

  if (writer->temperature < 0.01)
    return list[writer->number % n];

  for (int i = 0; i < n; i++)
    total += exp (-i / scale);
  mark = limner_random_unit (&writer->random) * total;
  for (int i = 0; i < n - 1; i++)
    {
      mark -= exp (-i / scale);
      if (mark < 0)
        return list[i];
    }

  return list[n - 1];
}

static void
write_idea (Writer     *writer,
            const char *subject)
{
  static const struct { const char * const *list; int n; const char *before; double chance; }
  parts[] = {
    { lights,    G_N_ELEMENTS (lights),    " ",  0.9 },
    { details,   G_N_ELEMENTS (details),   ", ", 0.75 },
    { palettes,  G_N_ELEMENTS (palettes),  ", ", 0.6 },
    { materials, G_N_ELEMENTS (materials), ", ", 0.95 },
  };

  if (*subject != '\0')
    say (writer, "", subject);
  else
    say (writer, "", choose (writer, subjects, G_N_ELEMENTS (subjects)));
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      /* Both are drawn in any case, so that one part does not change the others. */
      gboolean wanted = limner_random_chance (&writer->random, (float) parts[i].chance);
      const char *text = choose (writer, parts[i].list, parts[i].n);

      if (wanted || writer->temperature < 0.01)
        say (writer, parts[i].before, text);
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
      Writer writer = {
        .task = task,
        .random = limner_random_fork (seed, i),
        .temperature = CLAMP (limner_json_get_double (input, "temperature", 1), 0, 2),
        .number = i,
      };

      if (limner_generator_set_cancelled (task, error))
        return FALSE;
      write_idea (&writer, subject);
      limner_generator_task_progress (task, i + 1, count);
    }

  return TRUE;
}
