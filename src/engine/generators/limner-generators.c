/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-generators.h"

#define SCHEMAS "/io/github/limner/Limner/engine/schemas/"

/* By name. */
static const LimnerGenerator generators[] = {
  {
    "control",
    "Reduces a picture to its edges, lines, normals, segments or a scribble, ready to steer "
    "another model. Classical image work, no neural network.",
    SCHEMAS "control.json",
    limner_control_run,
  },
  {
    "extend",
    "Extends a picture beyond its sides: sky, ground and texture go on. Classical image work, no "
    "neural network.",
    SCHEMAS "extend.json",
    limner_extend_run,
  },
  {
    "fill",
    "Erases what you mask and fills the place from its surroundings. Multi-scale PatchMatch, no "
    "neural network.",
    SCHEMAS "fill.json",
    limner_fill_run,
  },
  {
    "painter",
    "Paints a picture from words: motif, light, colours and material found in the prompt. "
    "Procedural, no neural network.",
    SCHEMAS "painter.json",
    limner_painter_run,
  },
  {
    "prompts",
    "Writes ideas for prompts, word by word. A small grammar, no language model.",
    SCHEMAS "prompts.json",
    limner_prompts_run,
  },
  {
    "style-trainer",
    "Learns palette and brushwork from a zip of pictures and makes a version of the painter of it. "
    "Statistics, no neural network.",
    SCHEMAS "style-trainer.json",
    limner_style_trainer_run,
  },
  {
    "upscale",
    "Makes a picture twice or four times as large with crisp edges. Classical image work, no "
    "neural network.",
    SCHEMAS "upscale.json",
    limner_upscale_run,
  },
};

/**
 * limner_generators_get_all:
 * @n_generators: (out): how many there are
 *
 * Gets the models of the built-in engine, ordered by name.
 *
 * Returns: (array length=n_generators) (transfer none): the models
 */
const LimnerGenerator *
limner_generators_get_all (gsize *n_generators)
{
  *n_generators = G_N_ELEMENTS (generators);
  return generators;
}

/**
 * limner_generators_find:
 * @name: a model's name without its owner, such as `fill`
 *
 * Returns: (transfer none) (nullable): the model, or %NULL if there is none of that name
 */
const LimnerGenerator *
limner_generators_find (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (generators); i++)
    if (g_strcmp0 (generators[i].name, name) == 0)
      return &generators[i];

  return NULL;
}
