/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include "limner-noise.h"
#include "limner-stage.h"

/* Corners along the crest of a ridge. */
#define CREST_POINTS 192

typedef struct
{
  LimnerStage  *stage;
  guint32       seed;
  float         base;
  float         rise;
  float         frequency;
  float         sharpness;
  float         distance;
  gboolean      snow;
  LimnerColour  colour;
} Ridge;

static float
crest (const Ridge *ridge,
       float        x)
{
  float sharp = limner_noise_ridged (ridge->seed, x * ridge->frequency, 0.5f, 5);
  float round = 0.5f + 0.5f * limner_noise_fractal (ridge->seed, x * ridge->frequency, 7.5f, 4);

  return ridge->base - ridge->rise * (round + (sharp - round) * ridge->sharpness);
}

static void
ridge_shader (float        x,
              float        y,
              LimnerTexel *texel,
              gpointer     data)
{
  const Ridge *ridge = data;
  const LimnerStage *stage = ridge->stage;
  float below = (y - crest (ridge, x)) / ridge->rise;
  float side = CLAMP ((stage->light.source.x - x) * 4, -1.0f, 1.0f);
  float u = x * ridge->frequency * 2.2f;
  float v = y * ridge->frequency * 1.5f;
  float here = limner_noise_ridged (ridge->seed + 3, u, v, 4);
  float toward = limner_noise_ridged (ridge->seed + 3, u + 0.16f * side, v - 0.1f, 4);
  float lit = CLAMP (0.45f + (here - toward) * 2.6f, 0.0f, 1.0f);
  LimnerColour colour = ridge->colour;

  if (ridge->sharpness < 0.5f)
    lit = CLAMP (0.55f + 0.3f * limner_noise_fractal (ridge->seed + 3, u * 2, v * 5,
                                                      3) - below * 0.12f,
                 0.0f, 1.0f);
  if (ridge->snow)
    colour = limner_colour_mix (colour, LIMNER_COLOUR (0xf6f8ff),
                                0.92f * (1 - limner_smoothstep (0.16f, 0.3f,
                                                                below + 0.5f * (0.5f - here))));
  texel->colour = limner_stage_tone (stage, colour, lit, ridge->distance);
  texel->colour = limner_colour_mix (texel->colour, stage->light.haze,
                                     0.55f * ridge->distance * limner_smoothstep (0.1f, 1.3f,
                                                                                  below));
  texel->angle = (float) G_PI_2 + (toward > here ? 0.55f : -0.55f) + 0.4f * (here - 0.5f);
  texel->detail = 0.3f - 0.15f * ridge->distance;
  if (ridge->sharpness < 0.5f)
    texel->angle = 0.25f * limner_noise_gradient (ridge->seed, x * 3, 0.2f);
}

/**
 * limner_draw_ridge:
 * @stage: a stage
 * @base: height at which it stands
 * @rise: how high it is
 * @frequency: peaks in the height of the picture
 * @sharpness: 0 for hills, 1 for rocks
 * @colour: in white light
 * @distance: 0 to 1
 *
 * Draws a chain of mountains or hills from side to side.
 */
void
limner_draw_ridge (LimnerStage  *stage,
                   float         base,
                   float         rise,
                   float         frequency,
                   float         sharpness,
                   LimnerColour  colour,
                   float         distance)
{
  Ridge ridge = {
    .stage = stage,
    .seed = limner_stage_seed (stage),
    .base = base,
    .rise = rise,
    .frequency = frequency,
    .sharpness = sharpness,
    .distance = distance,
    .snow = sharpness > 0.6f && (rise > 0.22f || stage->plan->season == LIMNER_SEASON_WINTER),
    .colour = colour,
  };
  LimnerPoint points[CREST_POINTS + 2];

  for (int i = 0; i < CREST_POINTS; i++)
    {
      float x = stage->scene->aspect * ((float) i / (CREST_POINTS - 1) * 1.02f - 0.01f);

      points[i] = (LimnerPoint) { x, crest (&ridge, x) };
    }
  points[CREST_POINTS] = (LimnerPoint) { stage->scene->aspect * 1.01f, base + 0.1f };
  points[CREST_POINTS + 1] = (LimnerPoint) { -0.01f, base + 0.1f };
  limner_scene_polygon (stage->scene, points, G_N_ELEMENTS (points), ridge_shader, &ridge);
}

typedef struct
{
  LimnerStage  *stage;
  guint32       seed;
  float         top;
  float         bumps;
  float         grass;
  LimnerColour  far_colour;
  LimnerColour  near_colour;
} Ground;

static void
ground_shader (float        x,
               float        y,
               LimnerTexel *texel,
               gpointer     data)
{
  const Ground *ground = data;
  float near = CLAMP ((y - ground->top) / (1 - ground->top), 0.0f, 1.0f);
  float flat = 1 / (near * 0.85f + 0.1f);
  float u = (x - 0.5f * ground->stage->scene->aspect) * flat;
  float patch = limner_noise_fractal (ground->seed, u * 0.9f, flat * 3.2f, 4);
  float fine = limner_noise_fractal (ground->seed + 17, x * 60 / (0.3f + near),
                                     y * (ground->grass > 0.3f ? 14 : 46), 2);
  LimnerColour colour = limner_colour_mix (ground->far_colour, ground->near_colour,
                                           CLAMP (near * 1.2f + patch * 0.35f, 0.0f, 1.0f));
  float lit = CLAMP (0.62f + patch * 0.5f + fine * 0.25f * (0.3f + near), 0.0f, 1.0f);

  texel->colour = limner_stage_tone (ground->stage, colour, lit, 0.55f * (1 - near) * (1 - near));
  texel->angle = ground->grass > 0.3f ? (float) G_PI_2 + 0.5f * patch : 0.2f * patch;
  if (ground->grass > 0.3f && near < 0.25f)
    texel->angle = 0.2f * patch;
  texel->detail = 0.12f + 0.3f * near * ground->grass;
}

/**
 * limner_draw_ground:
 * @stage: a stage
 * @top: height of its far end
 * @bumps: how high the far end rises and falls
 * @far_colour: in white light
 * @near_colour: in white light
 * @grass: 0 for bare ground, 1 for high grass
 *
 * Draws ground from there down to the bottom of the picture.
 */
void
limner_draw_ground (LimnerStage  *stage,
                    float         top,
                    float         bumps,
                    LimnerColour  far_colour,
                    LimnerColour  near_colour,
                    float         grass)
{
  Ground ground = {
    .stage = stage,
    .seed = limner_stage_seed (stage),
    .top = top,
    .bumps = bumps,
    .grass = grass,
    .far_colour = far_colour,
    .near_colour = near_colour,
  };
  LimnerPoint points[CREST_POINTS + 2];

  for (int i = 0; i < CREST_POINTS; i++)
    {
      float x = stage->scene->aspect * ((float) i / (CREST_POINTS - 1) * 1.02f - 0.01f);

      points[i] = (LimnerPoint) { x, top + bumps * limner_noise_fractal (ground.seed + 5, x * 1.7f,
                                                                         0.5f, 4) };
    }
  points[CREST_POINTS] = (LimnerPoint) { stage->scene->aspect * 1.01f, 1.01f };
  points[CREST_POINTS + 1] = (LimnerPoint) { -0.01f, 1.01f };
  limner_scene_polygon (stage->scene, points, G_N_ELEMENTS (points), ground_shader, &ground);
}

/**
 * limner_draw_rock:
 * @stage: a stage
 * @foot: middle of its lower edge
 * @width: of it
 * @height: of it
 * @colour: in white light
 * @distance: 0 to 1
 */
void
limner_draw_rock (LimnerStage  *stage,
                  LimnerPoint   foot,
                  float         width,
                  float         height,
                  LimnerColour  colour,
                  float         distance)
{
  LimnerPoint outline[14];
  LimnerPoint face[14];
  float side = stage->light.source.x > foot.x ? 1.0f : -1.0f;
  LimnerPaint dark = limner_paint_down (limner_stage_tone (stage, colour, 0.35f, distance),
                                        limner_stage_tone (stage,
                                                           limner_colour_scale (colour, 0.6f),
                                                           0.05f, distance),
                                        foot.y - height, foot.y, 0.45f);
  LimnerPaint light = limner_paint_down (limner_stage_tone (stage, colour, 1, distance),
                                         limner_stage_tone (stage, colour, 0.4f, distance),
                                         foot.y - height, foot.y, 0.5f);

  dark.angle = 1.0f * side;
  dark.rough = 0.35f;
  dark.grain = height * 0.15f;
  dark.seed = limner_stage_seed (stage);
  light.angle = 1.2f * side;
  light.rough = 0.3f;
  light.grain = height * 0.12f;
  light.seed = dark.seed + 1;
  for (int i = 0; i < 14; i++)
    {
      float angle = (float) G_PI * (float) i / 13;
      float bump = 1 + limner_random_range (&stage->random, -0.16f, 0.12f);

      outline[i] = (LimnerPoint) { foot.x + cosf (angle) * width * 0.5f * bump,
                                   foot.y - powf (MAX (sinf (angle), 0.0f), 0.6f) * height * bump };
      face[i] = (LimnerPoint) { foot.x + side * width * 0.1f + (outline[i].x - foot.x) * 0.66f,
                                foot.y - (foot.y - outline[i].y) * 0.9f - height * 0.04f };
    }
  limner_scene_fill (stage->scene, outline, 14, &dark);
  limner_scene_fill (stage->scene, face, 14, &light);
}
