/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include "limner-motifs.h"
#include "limner-noise.h"

/**
 * limner_motif_mountains:
 * @stage: a stage
 */
void
limner_motif_mountains (LimnerStage *stage)
{
  float horizon = limner_random_range (&stage->random, 0.52f, 0.6f);
  float aspect = stage->scene->aspect;
  LimnerColour needles = LIMNER_COLOUR (0x3f5f42);

  limner_draw_sky (stage, horizon);
  limner_draw_ridge (stage, horizon, 0.3f, 1.3f, 0.9f, LIMNER_COLOUR (0x66708a), 0.72f);
  limner_draw_ridge (stage, horizon, 0.47f, 0.8f, 1.0f, LIMNER_COLOUR (0x5d6780), 0.42f);
  limner_draw_mist (stage, horizon - 0.06f, 0.07f, 0.35f);
  limner_draw_ridge (stage, horizon, 0.18f, 1.5f, 0.6f, LIMNER_COLOUR (0x4f6058), 0.3f);
  limner_draw_ridge (stage, horizon, 0.09f, 2.2f, 0.1f, LIMNER_COLOUR (0x456640), 0.22f);
  for (int i = 0; i < 70; i++)
    {
      float x = aspect * limner_random_unit (&stage->random);
      LimnerFrame frame = { { x, horizon + 0.004f },
                            limner_random_range (&stage->random, 0.03f, 0.065f), FALSE, 1, 0.36f };

      limner_draw_conifer (stage, &frame, needles);
    }
  limner_draw_mist (stage, horizon - 0.01f, 0.035f, 0.55f);
  limner_draw_water (stage, horizon + 0.005f, 1, 0.22f);
  limner_draw_ground (stage, limner_random_range (&stage->random, 0.87f, 0.92f), 0.07f,
                      limner_season_grass (stage), limner_colour_scale (limner_season_grass (stage),
                                                                        0.8f),
                      0.7f);
  if (limner_stage_wants (stage, LIMNER_EXTRA_HOUSE, 0.25f))
    limner_draw_house (stage, &(LimnerFrame) { { aspect * 0.68f, horizon + 0.006f }, 0.035f, FALSE,
                                               1, 0.3f },
                       1.7f, LIMNER_COLOUR (0xc9a480), LIMNER_COLOUR (0x7a4a38));
  for (int i = 0; i < 6; i++)
    {
      gboolean left = i % 2 == 0;
      float x = aspect * (left ? limner_random_range (&stage->random, -0.02f, 0.2f)
                               : limner_random_range (&stage->random, 0.84f, 1.02f));
      LimnerFrame frame = { { x, limner_random_range (&stage->random, 0.9f, 1.02f) },
                            limner_random_range (&stage->random, 0.32f, 0.58f), FALSE, 1, 0.04f };

      limner_draw_conifer (stage, &frame, LIMNER_COLOUR (0x38573b));
    }
  if (stage->plan->season != LIMNER_SEASON_WINTER)
    limner_draw_flowers (stage, 0.92f, 1.0f, 130,
                         (LimnerColour[]) { LIMNER_COLOUR (0xf1d04a), LIMNER_COLOUR (0xf2eadf),
                                            LIMNER_COLOUR (0xa07cc0) }, 3);
}

/* Ferns and grasses round the foot of a tree. */
static void
draw_undergrowth (LimnerStage *stage,
                  LimnerPoint  foot,
                  float        width,
                  float        distance)
{
  LimnerColour green = limner_colour_scale (limner_season_grass (stage), 0.75f);

  for (int i = 0; i < 12; i++)
    {
      LimnerPoint at = { foot.x + limner_random_range (&stage->random, -1, 1) * width,
                         foot.y + limner_random_range (&stage->random, -0.12f, 0.2f) * width };
      LimnerColour tone = limner_stage_tone (stage, green, limner_random_unit (&stage->random),
                                             distance);
      LimnerPaint paint = limner_paint_plain (tone, 0.45f);

      paint.angle = (float) G_PI_2 + limner_random_range (&stage->random, -0.6f, 0.6f);
      limner_scene_ellipse (stage->scene, at, width * 0.3f, width * 0.12f,
                            paint.angle + (float) G_PI_2, &paint);
    }
}

/* Light that falls through the leaves onto the ground. */
static void
draw_light_pools (LimnerStage *stage,
                  float        top)
{
  for (int i = 0; i < 26; i++)
    {
      float near = limner_random_unit (&stage->random);
      LimnerPoint at = { stage->scene->aspect * limner_random_range (&stage->random, 0.2f, 0.8f),
                         top + (0.98f - top) * near };
      LimnerPaint paint = limner_paint_plain (stage->light.sun, 0.35f);

      paint.opacity = 0.24f * stage->light.strength;
      limner_scene_ellipse (stage->scene, at, 0.02f + 0.07f * near, 0.003f + 0.012f * near,
                            limner_random_range (&stage->random, -0.1f, 0.1f), &paint);
    }
}

/* A path that winds from the foreground into the wood. */
static void
draw_path (LimnerStage *stage,
           float        bend)
{
  float aspect = stage->scene->aspect;
  LimnerPoint path[12];
  LimnerPaint way;

  for (int i = 0; i < 6; i++)
    {
      float near = (float) i / 5;
      float middle = aspect * 0.5f + bend * sinf (near * 4) * (1 - near * 0.4f);
      float half = 0.012f + 0.2f * near * near;

      path[i] = (LimnerPoint) { middle - half, 0.615f + 0.4f * near };
      path[11 - i] = (LimnerPoint) { middle + half, 0.615f + 0.4f * near };
    }
  way = limner_paint_down (limner_stage_tone (stage, LIMNER_COLOUR (0xd2b98c), 0.95f, 0.4f),
                           limner_stage_tone (stage, LIMNER_COLOUR (0x8a6c4a), 0.55f,
                                              0), 0.6f, 1, 0.3f);
  if (stage->plan->season == LIMNER_SEASON_WINTER)
    way.from = way.to = limner_stage_tone (stage, LIMNER_COLOUR (0xe4eaf6), 0.7f, 0.1f);
  way.rough = 0.35f;
  way.grain = 0.02f;
  limner_scene_fill (stage->scene, path, 12, &way);
}

/**
 * limner_motif_forest:
 * @stage: a stage
 */
void
limner_motif_forest (LimnerStage *stage)
{
  float aspect = stage->scene->aspect;
  gboolean birch = limner_random_chance (&stage->random, 0.4f);
  LimnerColour bark = birch ? LIMNER_COLOUR (0xd8d0c0) : LIMNER_COLOUR (0x6b5140);

  limner_draw_sky (stage, 0.6f);
  for (int i = 0; i < 30; i++)
    {
      LimnerFrame frame = { { aspect * limner_random_unit (&stage->random), 0.615f },
                            limner_random_range (&stage->random, 0.25f,
                                                 0.62f), FALSE, 0.9f, 0.75f };

      limner_draw_broadleaf (stage, &frame, limner_season_leaves (stage), LIMNER_COLOUR (0x6b5a4c));
    }
  limner_draw_mist (stage, 0.55f, 0.22f, 0.5f);
  limner_draw_ground (stage, 0.6f, 0.03f, limner_season_grass (stage),
                      limner_colour_scale (limner_season_grass (stage), 0.62f), 0.55f);
  draw_path (stage, limner_random_range (&stage->random, -0.14f, 0.14f));
  if (!limner_stage_is_dark (stage))
    draw_light_pools (stage, 0.62f);

  for (int i = 0; i < 24; i++)
    {
      float near = powf ((float) i / 23, 1.4f);
      float away = limner_random_range (&stage->random, 0.09f, 0.5f) * (0.5f + near);
      float side = i % 2 == 0 ? -1.0f : 1.0f;
      float x = aspect * 0.5f + side * (away * aspect + 0.16f * near);
      LimnerFrame crown = { { x, 0.63f + 0.3f * near }, 0.7f + 0.6f * near, FALSE, 1,
                            0.55f * (1 - near) };

      if (near < 0.75f)
        limner_draw_broadleaf (stage, &crown, limner_season_leaves (stage), bark);
      limner_draw_trunk (stage, (LimnerPoint) { x, 0.63f + 0.33f * near }, 1.1f,
                         0.012f + 0.075f * near,
                         limner_random_range (&stage->random, -0.05f, 0.05f), bark,
                         0.55f * (1 - near));
      draw_undergrowth (stage, (LimnerPoint) { x, 0.63f + 0.33f * near }, 0.025f + 0.09f * near,
                        0.5f * (1 - near));
    }
  if (limner_stage_wants (stage, LIMNER_EXTRA_FIGURE, 0.0f))
    limner_draw_figure (stage, &(LimnerFrame) { { aspect * 0.5f, 0.76f }, 0.14f, FALSE, 1, 0.15f },
                        LIMNER_COLOUR (0xb04030));
  limner_draw_reeds (stage, 1.0f, 260, 0.1f, limner_season_grass (stage));
}

typedef struct
{
  const LimnerStage *stage;
  guint32            seed;
  float              base;
  float              rise;
  float              frequency;
  float              distance;
} Dune;

static float
dune_crest (const Dune *dune,
            float       x)
{
  float wave = limner_noise_ridged (dune->seed, x * dune->frequency, 0.5f, 2);

  return dune->base - dune->rise * wave;
}

static void
dune_shader (float        x,
             float        y,
             LimnerTexel *texel,
             gpointer     data)
{
  const Dune *dune = data;
  const LimnerStage *stage = dune->stage;
  float crest = dune_crest (dune, x);
  float side = CLAMP ((stage->light.source.x - x) * 4, -1.0f, 1.0f);
  float below = (y - crest) / dune->rise;
  float drift = x + 0.3f * (y - crest) * (1 + 2 * below) +
                0.05f * below * limner_noise_fractal (dune->seed + 9, x * 4, y * 6, 3);
  float slope = (dune_crest (dune, drift + 0.05f) - dune_crest (dune, drift - 0.05f)) / 0.1f;
  float ripple = limner_noise_gradient (dune->seed + 3, x * 14 + y * 5, y * 90 + x * 24);
  float face = slope * side * 2.2f + 0.25f * limner_noise_fractal (dune->seed + 5, x * 3, y * 3, 2);
  float lit = limner_smoothstep (-0.5f, 0.45f, face * expf (-MAX (below, 0.0f) * 0.9f) + below *
                                 0.3f) + ripple * 0.06f;
  LimnerColour sand = limner_colour_mix (LIMNER_COLOUR (0xe9b777), LIMNER_COLOUR (0xd08a4f),
                                         CLAMP (below * 0.5f, 0.0f, 1.0f));

  if (y < crest)
    {
      texel->opacity = 0;
      return;
    }
  texel->colour = limner_stage_tone (stage, sand, CLAMP (lit, 0.0f, 1.0f), dune->distance);
  texel->angle = atan2f (slope, 1.0f) * 0.8f + 0.12f;
  texel->detail = 0.18f + 0.3f * (1 - limner_smoothstep (0.0f, 0.08f, below));
  texel->opacity = limner_smoothstep (0.0f, 0.01f, y - crest);
}

/**
 * limner_motif_dunes:
 * @stage: a stage
 */
void
limner_motif_dunes (LimnerStage *stage)
{
  float horizon = limner_random_range (&stage->random, 0.42f, 0.52f);
  float aspect = stage->scene->aspect;

  stage->light.clouds = MIN (stage->light.clouds, 0.32f);
  limner_draw_sky (stage, horizon + 0.03f);
  for (int i = 0; i < 5; i++)
    {
      float near = (float) i / 4;
      Dune dune = {
        .stage = stage,
        .seed = limner_stage_seed (stage),
        .base = horizon + 0.06f + 0.42f * near * near,
        .rise = 0.08f + 0.2f * near,
        .frequency = limner_random_range (&stage->random, 1.5f, 2.1f) - 0.9f * near,
        .distance = 0.75f * (1 - near) * (1 - near),
      };

      limner_scene_shade (stage->scene, CLAMP (dune.base - dune.rise * 1.3f, 0, 1), 1, dune_shader,
                          &dune);
    }
  if (limner_stage_wants (stage, LIMNER_EXTRA_FIGURE, 0.5f))
    for (int i = 0; i < 3; i++)
      {
        LimnerFrame frame = { { aspect * (0.3f + 0.05f * (float) i),
                                horizon + 0.18f + 0.004f * (float) i }, 0.05f, FALSE, 1, 0.25f };

        limner_draw_figure (stage, &frame, LIMNER_COLOUR (0x4a4f80));
      }
  if (limner_stage_wants (stage, LIMNER_EXTRA_BIRDS, 0.25f))
    limner_draw_birds (stage, 0.15f, 0.3f, 5);
}

/* What grows on the meadow: the colours named in the prompt, else poppies and their friends. */
static int
flower_colours (LimnerStage  *stage,
                LimnerColour  colours[4])
{
  static const guint32 mixed[3][4] = {
    { 0xd8301e, 0xe24a28, 0xf4efe2, 0x5a70c8 },
    { 0x8a5cc0, 0x9d74d0, 0x7450b0, 0xd8a0d8 },
    { 0xf5cb35, 0xf8f4ea, 0xf0a030, 0xee8fb0 },
  };
  int which = limner_random_below (&stage->random, 3);
  int n = limner_thing_colours (stage, LIMNER_THING_FLOWERS, colours, 4);

  for (int i = 0; i < 4 && n == 0; i++)
    colours[i] = LIMNER_COLOUR (mixed[which][i]);

  return n > 0 ? n : 4;
}

/**
 * limner_motif_meadow:
 * @stage: a stage
 */
void
limner_motif_meadow (LimnerStage *stage)
{
  float horizon = limner_random_range (&stage->random, 0.4f, 0.5f);
  float aspect = stage->scene->aspect;
  LimnerColour grass = limner_season_grass (stage);
  LimnerColour colours[4];
  int n_colours = flower_colours (stage, colours);

  limner_draw_sky (stage, horizon);
  limner_draw_ridge (stage, horizon, 0.11f, 1.2f, 0.15f, LIMNER_COLOUR (0x64805f), 0.85f);
  limner_draw_ridge (stage, horizon + 0.01f, 0.06f, 1.9f, 0.1f, LIMNER_COLOUR (0x6d8a4c), 0.6f);
  for (int i = 0; i < 26; i++)
    {
      float x = aspect * limner_random_unit (&stage->random);
      float height = limner_random_range (&stage->random, 0.035f, 0.085f);
      LimnerFrame frame = { { x, horizon + 0.015f }, height, FALSE, 1, 0.45f };

      limner_draw_broadleaf (stage, &frame, limner_season_leaves (stage), LIMNER_COLOUR (0x5a4636));
    }
  limner_draw_ground (stage, horizon, 0.015f, grass, limner_colour_scale (grass, 0.78f), 0.9f);
  if (limner_stage_wants (stage, LIMNER_EXTRA_HOUSE, 0.5f))
    limner_draw_house (stage, &(LimnerFrame) { { aspect * limner_random_range (&stage->random,
                                                                               0.25f, 0.75f),
                                                 horizon + 0.025f }, 0.045f, FALSE, 1, 0.3f },
                       1.8f, LIMNER_COLOUR (0xeadfc9), LIMNER_COLOUR (0xb2563c));
  if (limner_stage_wants (stage, LIMNER_EXTRA_TREES, 0.6f))
    {
      gboolean left = stage->light.source.x > aspect / 2;
      LimnerFrame frame = { { aspect * (left ? 0.17f : 0.83f), horizon + 0.14f },
                            limner_random_range (&stage->random, 0.38f, 0.48f), FALSE, 1, 0.12f };
      LimnerPaint shadow = limner_paint_plain (limner_stage_tone (stage,
                                                                  limner_colour_scale (grass, 0.5f),
                                                                  0, 0.1f), 0.3f);

      shadow.opacity = 0.7f;
      limner_scene_ellipse (stage->scene, (LimnerPoint) { frame.origin.x + (left ? -0.08f : 0.08f),
                                                          frame.origin.y +
                                                            0.006f }, 0.2f, 0.022f, 0, &shadow);
      limner_draw_broadleaf (stage, &frame, limner_season_leaves (stage), LIMNER_COLOUR (0x5e4838));
    }
  if (!(stage->plan->banned_extras & LIMNER_EXTRA_FLOWERS) &&
      stage->plan->season != LIMNER_SEASON_WINTER)
    limner_draw_flowers (stage, horizon + 0.03f, 1.02f, 1900, colours, n_colours);
  limner_draw_reeds (stage, 1.01f, 260, 0.16f, limner_colour_scale (grass, 0.9f));
  if (limner_stage_wants (stage, LIMNER_EXTRA_FIGURE, 0.0f))
    limner_draw_figure (stage, &(LimnerFrame) { { aspect * 0.56f, 0.78f }, 0.2f, FALSE, 1, 0.05f },
                        LIMNER_COLOUR (0xf2ece0));
  if (limner_stage_wants (stage, LIMNER_EXTRA_BIRDS, 0.5f))
    limner_draw_birds (stage, 0.12f, horizon * 0.6f, 6);
}

static void
draw_bench (LimnerStage *stage,
            LimnerPoint  at,
            float        size)
{
  LimnerColour wood = LIMNER_COLOUR (0x7a5638);
  LimnerPaint light = limner_paint_plain (limner_stage_tone (stage, wood, 0.9f, 0.05f), 0.9f);
  LimnerPaint dark = limner_paint_plain (limner_stage_tone (stage, wood, 0.2f, 0.05f), 0.9f);

  for (int i = 0; i < 2; i++)
    limner_scene_line (stage->scene,
                       (LimnerPoint) { at.x + size * (i == 0 ? -0.45f : 0.45f), at.y },
                       (LimnerPoint) { at.x + size * (i == 0 ? -0.45f : 0.45f),
                                       at.y - size * 0.5f },
                       size * 0.07f, size * 0.06f, &dark);
  for (int i = 0; i < 3; i++)
    limner_scene_line (stage->scene, (LimnerPoint) { at.x - size * 0.55f,
                                                     at.y - size * (0.2f + 0.13f * (float) i) },
                       (LimnerPoint) { at.x + size * 0.55f,
                                       at.y - size * (0.2f + 0.13f * (float) i) },
                       size * 0.09f, size * 0.09f, i == 0 ? &light : &dark);
}

/**
 * limner_motif_lane:
 * @stage: a stage
 */
void
limner_motif_lane (LimnerStage *stage)
{
  float aspect = stage->scene->aspect;
  float horizon = limner_random_range (&stage->random, 0.5f, 0.56f);
  float vanish = aspect * limner_random_range (&stage->random, 0.42f, 0.58f);
  LimnerColour ground = limner_colour_mix (limner_season_grass (stage),
                                           limner_season_leaves (stage), 0.45f);
  LimnerPaint way;

  limner_draw_sky (stage, horizon);
  limner_draw_ridge (stage, horizon, 0.07f, 2, 0.1f, limner_season_leaves (stage), 0.8f);
  limner_draw_mist (stage, horizon, 0.1f, 0.45f);
  limner_draw_ground (stage, horizon, 0.004f, ground, limner_colour_scale (ground, 0.85f), 0.3f);
  way = limner_paint_down (limner_stage_tone (stage, LIMNER_COLOUR (0xd8c8ae), 1, 0.45f),
                           limner_stage_tone (stage, LIMNER_COLOUR (0x8d7863), 0.6f,
                                              0), horizon, 1, 0.3f);
  way.rough = 0.3f;
  way.grain = 0.025f;
  limner_scene_fill (stage->scene,
                     (LimnerPoint[]) { { vanish - 0.008f, horizon }, { vanish + 0.008f, horizon },
                                                     { vanish + 0.36f, 1.01f }, { vanish - 0.36f,
                                                                                  1.01f } },
                     4, &way);
  for (int i = 0; i < 9; i++)
    {
      float near = powf ((float) i / 8, 1.9f);
      float y = horizon + 0.015f + 0.4f * near;
      LimnerPaint shadow = limner_paint_plain (limner_stage_tone (stage, LIMNER_COLOUR (0x5c5266),
                                                                  0.1f,
                                                                  0.3f * (1 - near)), 0.25f);

      shadow.opacity = 0.5f;
      limner_scene_ellipse (stage->scene, (LimnerPoint) { vanish, y + 0.005f }, 0.02f + 0.4f * near,
                            0.003f + 0.016f * near, 0, &shadow);
      for (int side = -1; side <= 1; side += 2)
        {
          LimnerFrame frame = { { vanish + (float) side * (0.03f + 0.5f * near), y },
                                0.12f + 0.85f * near, FALSE, 1, 0.7f * (1 - near) };

          frame.scale *= limner_random_range (&stage->random, 0.9f, 1.1f);
          limner_draw_broadleaf (stage, &frame, limner_season_leaves (stage),
                                 LIMNER_COLOUR (0x52402f));
        }
    }
  if (stage->plan->season == LIMNER_SEASON_AUTUMN)
    limner_draw_flowers (stage, horizon + 0.06f, 1.01f, 900,
                         (LimnerColour[]) { LIMNER_COLOUR (0xd9772b), LIMNER_COLOUR (0xe0a32e),
                                            LIMNER_COLOUR (0xb8452a) }, 3);
  if (limner_stage_wants (stage, LIMNER_EXTRA_FIGURE, 0.55f))
    limner_draw_figure (stage, &(LimnerFrame) { { vanish + limner_random_range (&stage->random,
                                                                                -0.05f, 0.05f),
                                                  horizon + 0.14f }, 0.13f, FALSE, 1, 0.2f },
                        limner_random_chance (&stage->random, 0.5f) ? LIMNER_COLOUR (0xb5382c)
                                                                    : LIMNER_COLOUR (0x39507a));
  else
    draw_bench (stage, (LimnerPoint) { vanish - 0.28f, horizon + 0.26f }, 0.11f);
}

/**
 * limner_motif_tree:
 * @stage: a stage
 */
void
limner_motif_tree (LimnerStage *stage)
{
  float horizon = limner_random_range (&stage->random, 0.62f, 0.7f);
  float aspect = stage->scene->aspect;
  LimnerColour grass = limner_season_grass (stage);
  float x = aspect * (stage->light.source.x > aspect / 2 ? 0.4f : 0.6f);
  float foot = horizon + 0.08f;
  LimnerFrame frame = { { x, foot }, 0.66f, FALSE, 1, 0.03f };
  LimnerPaint shadow = limner_paint_plain (limner_stage_tone (stage,
                                                              limner_colour_scale (grass, 0.5f),
                                                              0, 0.05f), 0.3f);

  limner_draw_sky (stage, horizon);
  limner_draw_ridge (stage, horizon, 0.14f, 1.1f, 0.3f, LIMNER_COLOUR (0x6a8078), 0.9f);
  limner_draw_ridge (stage, horizon + 0.01f, 0.07f, 1.6f, 0.1f, limner_colour_scale (grass, 0.85f),
                     0.6f);
  limner_draw_ground (stage, horizon + 0.02f, 0.05f, grass, limner_colour_scale (grass, 0.75f),
                      0.8f);
  shadow.opacity = 0.28f;
  for (int i = 0; i < 3; i++)
    limner_scene_ellipse (stage->scene,
                          (LimnerPoint) { x + (stage->light.source.x > x ? -0.1f : 0.1f),
                                          foot + 0.012f },
                          0.14f + 0.06f * (float) i, 0.01f + 0.007f * (float) i, 0, &shadow);
  limner_draw_broadleaf (stage, &frame, limner_season_leaves (stage), LIMNER_COLOUR (0x54402f));
  if (stage->plan->extras & LIMNER_EXTRA_BLOSSOM)
    limner_draw_flowers (stage, horizon + 0.06f, 1.0f, 500,
                         (LimnerColour[]) { LIMNER_COLOUR (0xf8cfd9),
                                            LIMNER_COLOUR (0xfbe6ea) }, 2);
  else if (stage->plan->season != LIMNER_SEASON_WINTER)
    limner_draw_flowers (stage, horizon + 0.1f, 1.02f, 420,
                         (LimnerColour[]) { LIMNER_COLOUR (0xf6e7a4),
                                            LIMNER_COLOUR (0xf4efe6) }, 2);
  if (limner_stage_wants (stage, LIMNER_EXTRA_FIGURE, 0.0f))
    limner_draw_figure (stage, &(LimnerFrame) { { x + 0.2f, foot + 0.06f }, 0.13f, FALSE, 1, 0 },
                        LIMNER_COLOUR (0xa43c30));
  limner_draw_reeds (stage, 1.01f, 220, 0.12f, limner_colour_scale (grass, 0.9f));
  if (limner_stage_wants (stage, LIMNER_EXTRA_BIRDS, 0.7f))
    limner_draw_birds (stage, 0.1f, 0.35f, 7);
}
