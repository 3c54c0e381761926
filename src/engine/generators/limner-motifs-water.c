/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include "limner-motifs.h"
#include "limner-noise.h"

static const guint32 boat_colours[] = { 0xb23a2e, 0x2f5d8a, 0x2f6e5a, 0xe6dcc8, 0xd08a2e,
                                        0x1e2f4a };

static LimnerColour
boat_colour (LimnerStage *stage)
{
  LimnerColour named[4];
  int n = limner_thing_colours (stage, LIMNER_THING_BOAT, named, 4);

  if (n > 0 && limner_random_chance (&stage->random, 0.85f))
    return named[limner_random_below (&stage->random, n)];

  return LIMNER_COLOUR (boat_colours[limner_random_below (&stage->random,
                                                          G_N_ELEMENTS (boat_colours))]);
}

/* A boat and what the water shows of it. */
static void
draw_floating (LimnerStage *stage,
               LimnerPoint  at,
               float        length,
               float        distance,
               gboolean     sail)
{
  LimnerFrame frame = { at, length, FALSE, 1, distance };
  LimnerFrame mirrored = { at, length, TRUE, 0.55f, distance };
  LimnerColour colour = boat_colour (stage);
  LimnerPaint contact = limner_paint_plain (limner_stage_tone (stage, LIMNER_COLOUR (0x24323c),
                                                               0.2f,
                                                               distance), 0.5f);

  limner_draw_boat (stage, &mirrored, colour, sail);
  contact.opacity = 0.55f;
  limner_scene_ellipse (stage->scene, (LimnerPoint) { at.x, at.y + length * 0.03f }, length * 0.95f,
                        length * 0.06f, 0, &contact);
  limner_draw_boat (stage, &frame, colour, sail);
}

/* A row of houses along the water, far away. */
static void
draw_waterfront (LimnerStage *stage,
                 float        base,
                 float        left,
                 float        right,
                 float        height)
{
  static const guint32 walls[] = { 0xe8cfa4, 0xd9a27c, 0xe6dccb, 0xc98e74, 0xdcb98a, 0xb9c2c4 };
  static const guint32 roofs[] = { 0xb0583c, 0x9a4a38, 0x7a4c40, 0x6a6870 };
  float x = left;

  while (x < right)
    {
      float tall = height * limner_random_range (&stage->random, 0.65f, 1.2f);
      float width = limner_random_range (&stage->random, 0.9f, 1.6f);
      LimnerFrame frame = { { x + tall * width / 2, base }, tall, FALSE, 1, 0.3f };

      limner_draw_house (stage, &frame, width,
                         LIMNER_COLOUR (walls[limner_random_below (&stage->random,
                                                                   G_N_ELEMENTS (walls))]),
                         LIMNER_COLOUR (roofs[limner_random_below (&stage->random,
                                                                   G_N_ELEMENTS (roofs))]));
      x += tall * width * limner_random_range (&stage->random, 0.86f, 1.02f);
    }
}

/**
 * limner_motif_harbour:
 * @stage: a stage
 */
void
limner_motif_harbour (LimnerStage *stage)
{
  float horizon = limner_random_range (&stage->random, 0.4f, 0.48f);
  float aspect = stage->scene->aspect;
  gboolean left = stage->light.source.x > aspect / 2;
  float from = left ? -0.05f : aspect * 0.52f;
  float to = left ? aspect * 0.48f : aspect * 1.05f;
  LimnerPaint quay;
  int n_boats = 3 + limner_random_below (&stage->random, 3);

  limner_draw_sky (stage, horizon);
  limner_draw_ridge (stage, horizon, 0.12f, 1.3f, 0.2f, LIMNER_COLOUR (0x5d7668), 0.8f);
  limner_draw_ridge (stage, horizon, 0.06f, 2.1f, 0.2f, LIMNER_COLOUR (0x57704f), 0.55f);
  draw_waterfront (stage, horizon - 0.006f, from, to, 0.085f);
  quay = limner_paint_down (limner_stage_tone (stage, LIMNER_COLOUR (0xa89a86), 0.8f, 0.3f),
                            limner_stage_tone (stage, LIMNER_COLOUR (0x6a6258), 0.2f, 0.25f),
                            horizon - 0.01f, horizon + 0.02f, 0.6f);
  limner_scene_fill (stage->scene,
                     (LimnerPoint[]) { { from, horizon - 0.01f }, { to, horizon - 0.01f },
                                                     { to, horizon + 0.014f }, { from, horizon +
                                                                                 0.014f } },
                     4, &quay);
  if (limner_stage_wants (stage, LIMNER_EXTRA_BIRDS, 0.6f))
    limner_draw_birds (stage, horizon * 0.25f, horizon * 0.6f, 7);
  limner_draw_water (stage, horizon + 0.012f, 1, 0.35f);
  if (stage->plan->banned_extras & LIMNER_EXTRA_BOATS)
    return;

  for (int i = 0; i < n_boats; i++)
    {
      float near = ((float) i + 0.35f) / (float) n_boats;
      float y = horizon + 0.05f + (0.78f - horizon) * near * near;
      float x = aspect * limner_random_range (&stage->random, 0.12f, 0.4f);

      if (i % 2 == (left ? 0 : 1))
        x = aspect - x;
      draw_floating (stage, (LimnerPoint) { x, y }, 0.035f + 0.12f * near, 0.35f * (1 - near),
                     (i + left) % 3 != 0);
    }
}

typedef struct
{
  const LimnerStage *stage;
  guint32            seed;
  float              shore;      /* where the sand begins at the left */
  float              slope;
} Beach;

static void
beach_shader (float        x,
              float        y,
              LimnerTexel *texel,
              gpointer     data)
{
  const Beach *beach = data;
  float edge = beach->shore + beach->slope * x +
               0.035f * limner_noise_fractal (beach->seed, x * 2.4f, 0.5f, 3);
  float up = y - edge;
  float noise = limner_noise_fractal (beach->seed + 3, x * 9, y * 30, 3);
  LimnerColour sand;

  if (up < -0.02f)
    {
      texel->opacity = 0;
      return;
    }
  sand = limner_colour_mix (LIMNER_COLOUR (0x9b8465), LIMNER_COLOUR (0xe8d2a6),
                            limner_smoothstep (0.01f, 0.09f, up));
  texel->colour = limner_stage_tone (beach->stage, sand, CLAMP (0.7f + noise * 0.3f, 0.0f, 1.0f),
                                     0);
  /* Foam where the last wave ends, with lace behind it. */
  if (up < 0.012f + 0.01f * noise)
    texel->colour = limner_stage_tone (beach->stage, LIMNER_COLOUR (0xfdfdf8), 0.95f, 0);
  texel->opacity = limner_smoothstep (-0.02f, -0.004f, up);
  texel->angle = beach->slope + 0.3f * noise;
  texel->detail = 0.45f;
}

typedef struct
{
  const LimnerStage *stage;
  guint32            seed;
  float              crest;
  float              height;
} Breaker;

static void
breaker_shader (float        x,
                float        y,
                LimnerTexel *texel,
                gpointer     data)
{
  const Breaker *breaker = data;
  float lift = limner_noise_fractal (breaker->seed, x * 2.2f, 0.1f, 3);
  float crest = breaker->crest - breaker->height * (0.5f + 0.7f * lift);
  float down = (y - crest) / breaker->height;
  float lace = limner_noise_fractal (breaker->seed + 7, x * 16, y * 42, 3);
  float foam = (1 - limner_smoothstep (0.0f, 0.3f + 0.5f * MAX (lift, 0.0f), down)) +
               0.8f * limner_smoothstep (0.22f, 0.5f, lace) * limner_smoothstep (0.3f, 1.1f, down);
  LimnerColour body = limner_colour_mix (LIMNER_COLOUR (0x7cc4b4), LIMNER_COLOUR (0x1d5c70),
                                         limner_smoothstep (0.05f, 0.9f, down));

  if (down < 0 || down > 1.6f)
    {
      texel->opacity = 0;
      return;
    }
  texel->colour = limner_colour_mix (limner_stage_tone (breaker->stage, body, 0.75f, 0.12f),
                                     limner_stage_tone (breaker->stage, LIMNER_COLOUR (0xfdfefb),
                                                        0.75f + 0.25f * lace, 0.05f),
                                     CLAMP (foam, 0.0f, 1.0f));
  texel->opacity = limner_smoothstep (0.0f, 0.06f,
                                      down) * (1 - limner_smoothstep (1.0f, 1.6f, down));
  texel->angle = down < 0.9f ? 0.9f * lift + 0.5f : 0.1f * lace;
  texel->detail = 0.5f;
}

static void
draw_breaker (LimnerStage *stage,
              float        crest,
              float        height)
{
  Breaker breaker = { stage, limner_stage_seed (stage), crest, height };

  limner_scene_shade (stage->scene, CLAMP (crest - height * 1.5f, 0, 1),
                      CLAMP (crest + height * 2, 0, 1), breaker_shader, &breaker);
}

/**
 * limner_motif_sea:
 * @stage: a stage
 */
void
limner_motif_sea (LimnerStage *stage)
{
  float horizon = limner_random_range (&stage->random, 0.36f, 0.5f);
  gboolean storm = stage->plan->light == LIMNER_LIGHT_STORM;
  Beach beach;

  limner_draw_sky (stage, horizon);
  if (limner_random_chance (&stage->random, 0.6f))
    limner_draw_ridge (stage, horizon, 0.05f, 1.1f, 0.5f, LIMNER_COLOUR (0x5e6c66), 0.85f);
  limner_draw_water (stage, horizon, 1, storm ? 1.0f : 0.7f);
  if (limner_stage_wants (stage, LIMNER_EXTRA_BOATS, 0.45f))
    draw_floating (stage, (LimnerPoint) { stage->scene->aspect - stage->light.source.x,
                                          horizon + 0.035f }, 0.05f, 0.4f, TRUE);
  draw_breaker (stage, horizon + 0.16f, storm ? 0.06f : 0.025f);
  draw_breaker (stage, horizon + 0.3f, storm ? 0.1f : 0.05f);
  if (!storm && stage->plan->seed % 5 != 0)
    {
      beach = (Beach) { stage, limner_stage_seed (stage), 0, 0 };
      beach.slope = limner_random_range (&stage->random, 0.08f, 0.22f) *
                    (stage->light.source.x > stage->scene->aspect / 2 ? 1.0f : -1.0f);
      beach.shore = 0.83f - beach.slope * stage->scene->aspect / 2;
      limner_scene_shade (stage->scene, horizon + 0.1f, 1, beach_shader, &beach);
    }
  else
    {
      draw_breaker (stage, 0.93f, storm ? 0.16f : 0.08f);
    }
  if (limner_stage_wants (stage, LIMNER_EXTRA_FIGURE, 0.0f))
    limner_draw_figure (stage, &(LimnerFrame) { { stage->scene->aspect * 0.36f, 0.9f }, 0.17f,
                                                FALSE, 1, 0 },
                        LIMNER_COLOUR (0xa84434));
  if (limner_stage_wants (stage, LIMNER_EXTRA_BIRDS, 0.7f))
    limner_draw_birds (stage, horizon * 0.3f, horizon * 0.7f, 6);
}

/**
 * limner_motif_lighthouse:
 * @stage: a stage
 */
void
limner_motif_lighthouse (LimnerStage *stage)
{
  float horizon = limner_random_range (&stage->random, 0.56f, 0.64f);
  float aspect = stage->scene->aspect;
  gboolean left = stage->light.source.x > aspect / 2;
  float x = left ? aspect * 0.32f : aspect * 0.68f;
  float side = left ? -1.0f : 1.0f;
  LimnerFrame tower = { { x, horizon - 0.05f }, 0.42f, FALSE, 1, 0.05f };
  LimnerFrame house = { { x + side * 0.13f, horizon - 0.05f }, 0.065f, FALSE, 1, 0.08f };

  limner_draw_sky (stage, horizon);
  limner_draw_ridge (stage, horizon, 0.06f, 1.3f, 0.4f, LIMNER_COLOUR (0x66767a), 0.9f);
  limner_draw_water (stage, horizon, 1, 0.75f);
  draw_breaker (stage, horizon + 0.14f, 0.03f);
  for (int i = 0; i < 9; i++)
    {
      float spread = ((float) i - 4) * 0.075f;
      float high = 0.13f - fabsf (spread - side * 0.1f) * 0.26f;

      limner_draw_rock (stage, (LimnerPoint) { x + spread + side * 0.1f, horizon + 0.05f },
                        limner_random_range (&stage->random, 0.13f, 0.2f), MAX (high,
                                                                                0.03f) + 0.03f,
                        LIMNER_COLOUR (0x7b7064), 0.1f);
    }
  limner_draw_house (stage, &house, 1.8f, LIMNER_COLOUR (0xf0e8da), LIMNER_COLOUR (0x9c4a38));
  limner_draw_tower (stage, &tower);
  for (int i = 0; i < 12; i++)
    {
      float near = (float) i / 12;
      float where = x + side * limner_random_range (&stage->random, -0.25f, 0.4f);

      limner_draw_rock (stage, (LimnerPoint) { where, horizon + 0.05f + 0.16f * near },
                        0.05f + 0.12f * near * limner_random_range (&stage->random, 0.6f, 1.2f),
                        0.02f + 0.06f * near, LIMNER_COLOUR (0x665d55), 0.06f * (1 - near));
    }
  draw_breaker (stage, horizon + 0.27f, 0.055f);
  draw_breaker (stage, 0.95f, 0.07f);
  if (limner_stage_wants (stage, LIMNER_EXTRA_BOATS, 0.5f))
    draw_floating (stage, (LimnerPoint) { aspect - x + side * 0.06f, horizon + 0.03f }, 0.04f, 0.4f,
                   TRUE);
  if (limner_stage_wants (stage, LIMNER_EXTRA_BIRDS, 0.8f))
    limner_draw_birds (stage, 0.18f, 0.35f, 8);
}

typedef struct
{
  const LimnerStage *stage;
  guint32            seed;
  float              middle;
  float              top;
  float              bottom;
} Fall;

static void
fall_shader (float        x,
             float        y,
             LimnerTexel *texel,
             gpointer     data)
{
  const Fall *fall = data;
  float down = (y - fall->top) / (fall->bottom - fall->top);
  float half = 0.055f + 0.05f * down + 0.012f * limner_noise_fractal (fall->seed, down * 3, 0.5f,
                                                                      3);
  float across = (x - fall->middle - 0.015f * sinf (down * 5)) / half;
  float thread = limner_noise_fractal (fall->seed + 3, x * 46, y * 2.2f, 3);
  float lit = CLAMP (0.72f + 0.45f * thread - 0.2f * fabsf (across), 0.0f, 1.0f);

  texel->colour = limner_stage_tone (fall->stage,
                                     limner_colour_mix (LIMNER_COLOUR (0x9fc3cc),
                                                        LIMNER_COLOUR (0xfbfefd), lit), lit, 0.1f);
  texel->opacity = 1 - limner_smoothstep (0.75f, 1.0f, fabsf (across) + 0.25f * thread);
  texel->angle = (float) G_PI_2;
  texel->detail = 0.45f;
}

/**
 * limner_motif_waterfall:
 * @stage: a stage
 */
void
limner_motif_waterfall (LimnerStage *stage)
{
  float aspect = stage->scene->aspect;
  float middle = aspect * limner_random_range (&stage->random, 0.4f, 0.6f);
  float pool = 0.72f;
  Fall fall = { stage, limner_stage_seed (stage), middle, 0.2f, pool };

  limner_draw_sky (stage, 0.35f);
  limner_draw_ridge (stage, 0.4f, 0.25f, 1.6f, 0.8f, LIMNER_COLOUR (0x6c7a78), 0.7f);
  for (int i = 0; i < 26; i++)
    {
      float x = aspect * (float) i / 25 + limner_random_range (&stage->random, -0.02f, 0.02f);
      LimnerFrame frame = { { x, 0.33f }, limner_random_range (&stage->random, 0.1f, 0.2f), FALSE,
                            1, 0.45f };

      limner_draw_conifer (stage, &frame, LIMNER_COLOUR (0x46664a));
    }
  limner_draw_ground (stage, 0.33f, 0.02f, LIMNER_COLOUR (0x5d6b4a), LIMNER_COLOUR (0x4a4438),
                      0.3f);
  for (int row = 0; row < 5; row++)
    for (int i = 0; i < 9; i++)
      {
        float x = aspect * ((float) i + 0.5f * (float) (row % 2)) / 8;
        float dip = expf (-powf ((x - middle) / 0.16f, 2)) * 0.1f;

        limner_draw_rock (stage, (LimnerPoint) { x, 0.36f + 0.09f * (float) row + dip },
                          limner_random_range (&stage->random, 0.16f, 0.26f),
                          limner_random_range (&stage->random, 0.12f, 0.2f) - dip * 0.6f,
                          limner_colour_mix (LIMNER_COLOUR (0x6d675c), LIMNER_COLOUR (0x5f7a45),
                                             limner_random_unit (&stage->random) * 0.7f),
                          0.3f - 0.06f * (float) row);
      }
  limner_scene_shade (stage->scene, fall.top, fall.bottom, fall_shader, &fall);
  limner_draw_water (stage, pool, 1, 0.45f);
  limner_draw_mist (stage, pool, 0.07f, 0.75f);
  for (int i = 0; i < 16; i++)
    {
      float near = (float) i / 15;
      float x = aspect * (i % 2 == 0 ? limner_random_range (&stage->random, -0.02f, 0.3f)
                                     : limner_random_range (&stage->random, 0.7f, 1.02f));

      limner_draw_rock (stage, (LimnerPoint) { x, 0.77f + 0.24f * near }, 0.1f + 0.13f * near,
                        0.06f + 0.07f * near, LIMNER_COLOUR (0x66645a), 0);
    }
  limner_draw_reeds (stage, 1.0f, 160, 0.12f, limner_season_grass (stage));
}

static void
draw_lily (LimnerStage *stage,
           LimnerPoint  at,
           float        radius,
           gboolean     flower)
{
  LimnerColour green = limner_colour_mix (LIMNER_COLOUR (0x4f8048), LIMNER_COLOUR (0x8aa552),
                                          limner_random_unit (&stage->random));
  LimnerPaint shadow = limner_paint_plain (limner_stage_tone (stage, LIMNER_COLOUR (0x17332f), 0.2f,
                                                              0), 0.4f);
  LimnerPaint leaf = limner_paint_down (limner_stage_tone (stage, green, 0.95f, 0),
                                        limner_stage_tone (stage,
                                                           limner_colour_scale (green,
                                                                                0.75f), 0.5f, 0),
                                        at.y - radius * 0.4f, at.y + radius * 0.4f, 0.5f);

  shadow.opacity = 0.5f;
  leaf.rough = 0.2f;
  leaf.grain = radius * 0.2f;
  leaf.angle = limner_random_range (&stage->random, -0.3f, 0.3f);
  limner_scene_ellipse (stage->scene, (LimnerPoint) { at.x + radius * 0.1f, at.y + radius * 0.14f },
                        radius, radius * 0.42f, 0, &shadow);
  limner_scene_ellipse (stage->scene, at, radius, radius * 0.42f, 0, &leaf);
  for (int i = 0; i < 9 && flower; i++)
    {
      float angle = (float) i * (float) G_PI / 8;
      LimnerColour petal = limner_colour_mix (LIMNER_COLOUR (0xf7d3de), LIMNER_COLOUR (0xfffaf4),
                                              limner_random_unit (&stage->random));
      LimnerPaint paint = limner_paint_plain (limner_stage_tone (stage, petal, 0.6f + 0.4f *
                                                                 sinf (angle), 0), 0.9f);

      paint.angle = angle;
      limner_scene_ellipse (stage->scene, (LimnerPoint) { at.x + cosf (angle) * radius * 0.28f,
                                                          at.y - radius * 0.2f - sinf (angle) *
                                                            radius * 0.16f },
                            radius * 0.3f, radius * 0.11f, -angle, &paint);
    }
  if (flower)
    {
      LimnerPaint heart = limner_paint_plain (limner_stage_tone (stage, LIMNER_COLOUR (0xf0b93a), 1,
                                                                 0), 1);

      limner_scene_ellipse (stage->scene, (LimnerPoint) { at.x, at.y - radius * 0.24f },
                            radius * 0.12f,
                            radius * 0.08f, 0, &heart);
    }
}

/* A carp from above: a body that bends, a tail, fins and patches. */
static void
draw_koi (LimnerStage *stage,
          LimnerPoint  at,
          float        length,
          float        heading)
{
  static const guint32 patches[] = { 0xe2571e, 0xf28a1e, 0xd9381e, 0x2e2c30 };
  guint32 patch = patches[limner_random_below (&stage->random, G_N_ELEMENTS (patches))];
  LimnerColour base = limner_random_chance (&stage->random, 0.6f) ? LIMNER_COLOUR (0xfaf2e6)
                                                                  : LIMNER_COLOUR (0xf39a3c);
  float bend = limner_random_range (&stage->random, -0.9f, 0.9f);

  for (int pass = 0; pass < 2; pass++)
    for (int i = 0; i < 14; i++)
      {
        float along = (float) i / 13;
        float angle = heading + bend * along;
        float half = length * 0.15f * (i < 3 ? 0.62f + 0.13f * (float) i : 1 - 0.9f * powf (along,
                                                                                            1.6f));
        LimnerPoint where = { at.x - cosf (angle) * along * length * 0.8f,
                              at.y - sinf (angle) * along * length * 0.52f };
        LimnerColour colour = limner_noise_gradient ((guint32) (at.x * 999), along * 4,
                                                     heading) > 0.02f
                              ? LIMNER_COLOUR (patch) : base;
        LimnerPaint paint = limner_paint_plain (limner_stage_tone (stage, colour, 0.9f, 0), 0.75f);

        paint.angle = angle;
        if (pass == 0)
          {
            where.y += length * 0.08f;
            paint = limner_paint_plain (limner_stage_tone (stage, LIMNER_COLOUR (0x17332f), 0.1f,
                                                           0), 0.3f);
            paint.opacity = 0.35f;
          }
        limner_scene_ellipse (stage->scene, where, half, half * 0.72f, angle, &paint);
        if (i == 13 || i == 3)
          for (int side = -1; side <= 1; side += 2)
            limner_scene_ellipse (stage->scene,
                                  (LimnerPoint) { where.x - cosf (angle + 0.9f * (float) side) *
                                                  length * 0.13f,
                                                  where.y - sinf (angle + 0.9f * (float) side) *
                                                    length * 0.1f },
                                  length * 0.12f, length * 0.03f, angle + 0.9f *
                                    (float) side, &paint);
      }
}

typedef struct
{
  const LimnerStage *stage;
  guint32            seed;
} Depths;

/* Water seen from above: green depths, light on the ripples, the sky's colour far away. */
static void
depths_shader (float        x,
               float        y,
               LimnerTexel *texel,
               gpointer     data)
{
  const Depths *depths = data;
  const LimnerLight *light = &depths->stage->light;
  float flat = 1 / (y * 0.8f + 0.35f);
  float slow = limner_noise_fractal (depths->seed, x * 2 * flat, y * 4 * flat, 4);
  float ring = limner_noise_ridged (depths->seed + 5, x * 3 * flat + slow, y * 6 * flat, 3);
  LimnerColour colour = limner_colour_mix (LIMNER_COLOUR (0x1d4a48), LIMNER_COLOUR (0x4c8577),
                                           CLAMP (0.5f + slow * 0.9f, 0.0f, 1.0f));

  colour = limner_stage_tone (depths->stage, colour, 0.8f, 0);
  colour = limner_colour_mix (colour, light->middle, 0.5f * (1 - y) + 0.2f * MAX (slow, 0.0f));
  texel->colour = limner_colour_mix (colour, light->sun,
                                     0.4f * limner_smoothstep (0.62f, 0.9f, ring));
  texel->angle = 0.35f * slow;
  texel->detail = 0.2f;
}

/**
 * limner_motif_pond:
 * @stage: a stage
 */
void
limner_motif_pond (LimnerStage *stage)
{
  float aspect = stage->scene->aspect;
  Depths depths = { stage, limner_stage_seed (stage) };
  int n_koi = 5 + limner_random_below (&stage->random, 4);

  limner_scene_shade (stage->scene, 0, 1, depths_shader, &depths);
  for (int i = 0; i < n_koi; i++)
    {
      float angle = (float) i * 2.4f + limner_random_range (&stage->random, -0.4f, 0.4f);
      float away = 0.1f + 0.26f * (float) i / (float) n_koi;
      LimnerPoint at = { aspect * 0.52f + cosf (angle) * away * 1.2f, 0.58f + sinf (angle) * away };

      draw_koi (stage, at, limner_random_range (&stage->random, 0.2f, 0.3f) * (0.6f + 0.5f * at.y),
                angle + limner_random_range (&stage->random, 0.9f, 2.0f));
    }
  for (int i = 0; i < 30; i++)
    {
      float near = (float) i / 30;
      LimnerPoint at = { limner_random_unit (&stage->random) * aspect, 0.04f + 0.98f * near };
      float away = hypotf ((at.x - aspect * 0.52f) * 0.9f, at.y - 0.58f);

      if (away < 0.3f)
        continue;
      draw_lily (stage, at,
                 (0.035f + 0.06f * near) * limner_random_range (&stage->random, 0.7f, 1.2f),
                 limner_random_chance (&stage->random, 0.33f));
    }
}
