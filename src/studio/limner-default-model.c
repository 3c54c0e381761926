/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-default-model.h"

/* The built-in models are always there; the hosted ones are widely used models that do just this.
 * A Cog server has one model and needs no choice. */
static const struct
{
  LimnerTasks  task;
  const char  *engine;
  const char  *replicate;
} models[] = {
  { LIMNER_TASK_GENERATE, "limner/painter", "black-forest-labs/flux-schnell" },
  { LIMNER_TASK_EDIT, "limner/painter", "black-forest-labs/flux-fill-dev" },
  { LIMNER_TASK_ERASE, "limner/fill", "allenhooo/lama" },
  { LIMNER_TASK_EXTEND, "limner/extend", "black-forest-labs/flux-fill-dev" },
  { LIMNER_TASK_VARY, "limner/painter", "stability-ai/sdxl" },
  { LIMNER_TASK_UPSCALE, "limner/upscale", "nightmareai/real-esrgan" },
  { LIMNER_TASK_SKETCH, "limner/painter", "jagilley/controlnet-scribble" },
  { LIMNER_TASK_CONTROL, "limner/control", "black-forest-labs/flux-canny-dev" },
};

/**
 * limner_default_model_find:
 * @kind: a kind of server
 * @task: one task
 *
 * Tells which model a task begins with until the user has chosen another.
 *
 * Returns: (transfer none) (nullable): `owner/name`, or %NULL where there is no choice to make
 */
const char *
limner_default_model_find (LimnerServerKind kind,
                           LimnerTasks      task)
{
  for (gsize i = 0; i < G_N_ELEMENTS (models); i++)
    {
      if (models[i].task != task)
        continue;
      if (kind == LIMNER_SERVER_ENGINE)
        return models[i].engine;
      if (kind == LIMNER_SERVER_REPLICATE)
        return models[i].replicate;
    }
  return NULL;
}
