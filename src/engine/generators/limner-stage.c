/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include "limner-stage.h"

/* Where the sun stands depends on the composition; these are the colours of a time of day. */
static const struct
{
  guint32 zenith;
  guint32 middle;
  guint32 horizon;
  guint32 sun;
  guint32 shade;
  guint32 haze;
  float   thickness;
  float   clouds;
  float   strength;
  float   height;      /* of the sun, as part of the sky; below 0 it is out of sight */
} lights[LIMNER_N_LIGHTS] = {
  [LIMNER_LIGHT_DAY]      = { 0x3a6fc4, 0x79aee4, 0xd9ebf3, 0xfff3d6, 0x7d8fbd, 0xbfd6ec,
                              0.7f, 0.45f, 1.08f, -1 },
  [LIMNER_LIGHT_DAWN]     = { 0x6a8cc6, 0xd8b4c6, 0xffdcb2, 0xffd3a4, 0x7b82b4, 0xe9c6c2,
                              1.2f, 0.42f, 1.0f, 0.12f },
  [LIMNER_LIGHT_GOLDEN]   = { 0x5580b4, 0xc9bfa0, 0xffd57e, 0xffc468, 0x6c6c9c, 0xf0c98c,
                              1.0f, 0.45f, 1.1f, 0.3f },
  [LIMNER_LIGHT_SUNSET]   = { 0x39406f, 0xc4587a, 0xffb347, 0xff8f42, 0x51437a, 0xdd7d5e,
                              1.1f, 0.55f, 0.98f, 0.07f },
  [LIMNER_LIGHT_DUSK]     = { 0x1c2a58, 0x4c5f9e, 0xdb9d93, 0xbfa9cf, 0x3c4a80, 0x777bab,
                              1.2f, 0.4f, 0.72f, -1 },
  [LIMNER_LIGHT_NIGHT]    = { 0x0a1333, 0x172954, 0x39568a, 0xc4d6f4, 0x3e5292, 0x3a5896,
                              0.9f, 0.35f, 0.86f, 0.75f },
  [LIMNER_LIGHT_OVERCAST] = { 0x8492a4, 0xa7b3be, 0xd2d7d7, 0xdfe3e2, 0x8c97a8, 0xbac5cc,
                              1.2f, 0.85f, 0.85f, -1 },
  [LIMNER_LIGHT_FOG]      = { 0xaab6be, 0xc3cbcd, 0xdcdfda, 0xe9e6db, 0x97a2b0, 0xcfd5d5,
                              3.0f, 0.2f, 0.85f, 0.4f },
  [LIMNER_LIGHT_STORM]    = { 0x262e3b, 0x4c5866, 0xc2b78c, 0xe0d3a2, 0x4a5566, 0x6f7b83,
                              1.0f, 0.95f, 0.8f, -1 },
};

/* A little hotter or colder, lighter or darker, so that two mornings are not alike. */
static LimnerColour
vary (LimnerStage *self,
      guint32      hex)
{
  LimnerLab lab = limner_colour_to_lab (LIMNER_COLOUR (hex));

  lab.lightness += limner_random_range (&self->random, -0.02f, 0.02f);
  lab.a += limner_random_range (&self->random, -0.012f, 0.012f);
  lab.b += limner_random_range (&self->random, -0.012f, 0.012f);
  return limner_colour_from_lab (lab);
}

/**
 * limner_stage_init:
 * @self: (out): a stage
 * @scene: what is drawn on
 * @plan: what the prompt asks for
 *
 * Sets the light.
 */
void
limner_stage_init (LimnerStage             *self,
                   LimnerScene             *scene,
                   const LimnerPainterPlan *plan)
{
  LimnerLightKind kind = plan->light;
  float side;

  *self = (LimnerStage) {
    .scene = scene,
    .plan = plan,
    .random = limner_random_fork (plan->seed, 2),
    .hues = plan->hues,
  };

  side = limner_random_chance (&self->random, 0.5f) ? limner_random_range (&self->random, 0.2f,
                                                                           0.4f)
                                                    : limner_random_range (&self->random, 0.6f,
                                                                           0.8f);
  self->light.zenith = vary (self, lights[kind].zenith);
  self->light.middle = vary (self, lights[kind].middle);
  self->light.horizon = vary (self, lights[kind].horizon);
  self->light.sun = vary (self, lights[kind].sun);
  self->light.shade = vary (self, lights[kind].shade);
  self->light.haze = vary (self, lights[kind].haze);
  self->light.thickness = lights[kind].thickness;
  self->light.clouds = CLAMP (lights[kind].clouds + limner_random_range (&self->random, -0.12f,
                                                                         0.12f),
                              0, 1);
  self->light.strength = lights[kind].strength;
  self->light.disc = lights[kind].height >= 0 ||
                     (plan->extras & (LIMNER_EXTRA_SUN | LIMNER_EXTRA_MOON)) != 0;
  if (plan->banned_extras & (LIMNER_EXTRA_SUN | LIMNER_EXTRA_MOON))
    self->light.disc = FALSE;
  if (plan->extras & LIMNER_EXTRA_CLOUDS)
    self->light.clouds = MAX (self->light.clouds, 0.65f);
  if (plan->banned_extras & LIMNER_EXTRA_CLOUDS)
    self->light.clouds = 0;
  self->light.source = (LimnerPoint) {
    side * scene->aspect,
    lights[kind].height >= 0 ? lights[kind].height : 0.72f,
  };
}

/**
 * limner_stage_tone:
 * @self: a stage
 * @colour: of a thing in white light
 * @lit: 0 in shadow, 1 in full light
 * @distance: 0 near, 1 at the horizon
 *
 * Returns: the colour as it is seen
 */
LimnerColour
limner_stage_tone (const LimnerStage *self,
                   LimnerColour       colour,
                   float              lit,
                   float              distance)
{
  LimnerColour shade = limner_colour_scale (self->light.shade, 0.92f);
  LimnerColour sun = limner_colour_scale (self->light.sun, self->light.strength);
  LimnerColour seen = limner_colour_multiply (colour, limner_colour_mix (shade, sun, lit));

  return limner_colour_mix (seen, self->light.haze,
                            1 - expf (-distance * distance * self->light.thickness * 1.6f));
}

/**
 * limner_stage_wants:
 * @self: a stage
 * @extra: a thing
 * @chance: of having it when the prompt does not speak of it
 *
 * Returns: %TRUE if the picture is to have it
 */
gboolean
limner_stage_wants (const LimnerStage *self,
                    LimnerExtra        extra,
                    float              chance)
{
  LimnerRandom random = limner_random_fork (self->plan->seed, 100 + (guint64) extra);

  if (self->plan->banned_extras & extra)
    return FALSE;

  return (self->plan->extras & extra) || limner_random_chance (&random, chance);
}

/**
 * limner_stage_seed:
 * @self: a stage
 *
 * Returns: a seed for noise
 */
guint32
limner_stage_seed (LimnerStage *self)
{
  return (guint32) limner_random_next (&self->random);
}

/**
 * limner_stage_is_dark:
 * @self: a stage
 *
 * Returns: %TRUE if people would have their lamps lit
 */
gboolean
limner_stage_is_dark (const LimnerStage *self)
{
  return self->plan->light == LIMNER_LIGHT_NIGHT || self->plan->light == LIMNER_LIGHT_DUSK ||
         self->plan->light == LIMNER_LIGHT_STORM;
}
