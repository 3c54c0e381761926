/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include "limner-motifs.h"
#include "limner-noise.h"

/* A hot-air balloon: panels of two colours and a basket. */
static void
draw_balloon (LimnerStage *stage,
              LimnerPoint  at,
              float        radius,
              float        distance)
{
  static const guint32 colours[] = { 0xd2402e, 0xe8a030, 0x2f6fa8, 0x4a8f5a };
  LimnerColour colour = LIMNER_COLOUR (colours[limner_random_below (&stage->random,
                                                                    G_N_ELEMENTS (colours))]);
  LimnerPaint rope = limner_paint_plain (limner_stage_tone (stage, LIMNER_COLOUR (0x5a4632), 0.5f,
                                                            distance), 0.9f);
  LimnerPoint basket = { at.x, at.y + radius * 1.75f };

  for (int side = -1; side <= 1; side += 2)
    limner_scene_line (stage->scene,
                       (LimnerPoint) { at.x + (float) side * radius * 0.5f, at.y + radius * 0.8f },
                       (LimnerPoint) { basket.x + (float) side * radius * 0.12f,
                                       basket.y }, radius * 0.03f,
                       radius * 0.03f, &rope);
  limner_draw_sphere (stage, at, radius, 1.12f, colour, limner_colour_scale (colour, 0.9f));
  for (int i = -1; i <= 1; i++)
    {
      LimnerPaint panel = limner_paint_plain (limner_stage_tone (stage, LIMNER_COLOUR (0xf6ead0),
                                                                 i * (stage->light.source.x > at.x
                                                                      ? 1 : -1) > 0
                                                                 ? 1.0f : 0.45f, distance), 0.7f);

      panel.angle = (float) G_PI_2;
      limner_scene_ellipse (stage->scene, (LimnerPoint) { at.x + (float) i * radius * 0.55f, at.y },
                            radius * 0.12f, radius * (i == 0 ? 1.08f : 0.9f), 0, &panel);
    }
  limner_scene_fill (stage->scene, (LimnerPoint[]) { { basket.x - radius * 0.15f, basket.y },
                                                     { basket.x + radius * 0.15f, basket.y },
                                                     { basket.x + radius * 0.12f,
                                                       basket.y + radius * 0.25f },
                                                     { basket.x - radius * 0.12f,
                                                       basket.y + radius * 0.25f } },
                     4, &rope);
}

/**
 * limner_motif_clouds:
 * @stage: a stage
 */
void
limner_motif_clouds (LimnerStage *stage)
{
  float horizon = limner_random_range (&stage->random, 0.8f, 0.86f);
  float aspect = stage->scene->aspect;
  LimnerColour grass = limner_season_grass (stage);

  stage->light.clouds = MAX (stage->light.clouds, 0.72f);
  if (stage->plan->banned_extras & LIMNER_EXTRA_CLOUDS)
    stage->light.clouds = 0.1f;
  limner_draw_sky (stage, horizon);
  limner_draw_ridge (stage, horizon + 0.01f, 0.05f, 1.4f, 0.2f, LIMNER_COLOUR (0x5d7462), 0.85f);
  limner_draw_ground (stage, horizon, 0.01f, grass, limner_colour_scale (grass, 0.6f), 0.5f);
  for (int i = 0; i < 22; i++)
    {
      LimnerFrame frame = { { aspect * limner_random_unit (&stage->random), horizon + 0.02f },
                            limner_random_range (&stage->random, 0.02f, 0.05f), FALSE, 1, 0.35f };

      limner_draw_broadleaf (stage, &frame, limner_season_leaves (stage), LIMNER_COLOUR (0x4a3b2e));
    }
  if (stage->plan->seed % 3 == 0 && !limner_stage_is_dark (stage))
    {
      draw_balloon (stage, (LimnerPoint) { aspect - stage->light.source.x, 0.34f }, 0.09f, 0.1f);
      draw_balloon (stage, (LimnerPoint) { aspect * 0.5f, 0.52f }, 0.035f, 0.35f);
    }
  if (limner_stage_wants (stage, LIMNER_EXTRA_BIRDS, 0.7f))
    limner_draw_birds (stage, 0.35f, 0.65f, 9);
}

typedef struct
{
  const LimnerStage *stage;
  guint32            seed;
  LimnerColour       inner;
  LimnerColour       outer;
  float              tilt;
} Nebula;

static void
nebula_shader (float        x,
               float        y,
               LimnerTexel *texel,
               gpointer     data)
{
  const Nebula *nebula = data;
  float aspect = nebula->stage->scene->aspect;
  float dx = x - aspect / 2;
  float dy = y - 0.5f;
  float along = dx * cosf (nebula->tilt) + dy * sinf (nebula->tilt);
  float across = dy * cosf (nebula->tilt) - dx * sinf (nebula->tilt);
  float warp = limner_noise_fractal (nebula->seed, x * 1.6f, y * 1.6f, 3);
  float gas = limner_noise_fractal (nebula->seed + 3, along * 2 + warp, across * 3.5f + warp * 1.2f,
                                    6);
  float dust = limner_noise_ridged (nebula->seed + 9, along * 2.4f + warp, across * 4 - warp, 4);
  float band = expf (-powf ((across + warp * 0.16f) / 0.26f, 2));
  float bright = CLAMP (band * (0.55f + 0.9f * gas), 0.0f, 1.3f);
  LimnerColour colour = LIMNER_COLOUR (0x080b1e);
  int cell_x = (int) floorf (x * 60);
  int cell_y = (int) floorf (y * 60);
  float chance = limner_noise_cell (nebula->seed + 11, cell_x, cell_y);
  float sx = x * 60 - (float) cell_x - 0.2f - 0.6f * limner_noise_cell (nebula->seed + 12, cell_x,
                                                                        cell_y);
  float sy = y * 60 - (float) cell_y - 0.2f - 0.6f * limner_noise_cell (nebula->seed + 13, cell_x,
                                                                        cell_y);
  float size = 0.03f + 0.16f * powf (chance, 12);

  colour = limner_colour_mix (colour, nebula->outer, CLAMP (bright * 0.9f, 0.0f, 1.0f));
  colour = limner_colour_mix (colour, nebula->inner,
                              limner_smoothstep (0.45f, 1.1f, bright) * 0.85f);
  colour = limner_colour_scale (colour, 1 - 0.6f * band * limner_smoothstep (0.55f, 0.85f, dust));
  texel->detail = 0.15f;
  if (chance > 0.4f)
    {
      float star = expf (-(sx * sx + sy * sy) / (size * size)) * (0.3f + chance);

      colour = limner_colour_add (colour, LIMNER_COLOUR (0xfff6ea), star);
      if (star > 0.2f)
        texel->detail = 1;
    }
  texel->colour = colour;
  texel->angle = nebula->tilt + 1.6f * warp;
}

static void
draw_planet (LimnerStage *stage,
             LimnerPoint  at,
             float        radius)
{
  static const guint32 pairs[4][2] = {
    { 0xd9a066, 0x9c5a3c }, { 0x5f8fb8, 0xd8e2e4 }, { 0xb05a48, 0xe2b07c }, { 0x6a5a94, 0xc08aa4 },
  };
  const guint32 *pair = pairs[limner_random_below (&stage->random, 4)];
  gboolean ringed = limner_random_chance (&stage->random, 0.55f);
  float tilt = limner_random_range (&stage->random, -0.5f, 0.5f);

  limner_draw_sphere (stage, at, radius, 1, LIMNER_COLOUR (pair[0]), LIMNER_COLOUR (pair[1]));
  /* The near half of the ring only: the far half is behind the planet. */
  for (int i = 0; i < 44 && ringed; i++)
    {
      float from = (float) G_PI * (float) i / 44;
      float to = (float) G_PI * (float) (i + 1) / 44;
      LimnerPaint paint = limner_paint_plain (LIMNER_COLOUR (0xe6d2b0), 0.85f);
      LimnerPoint a = { cosf (from) * radius * 1.9f, sinf (from) * radius * 0.34f };
      LimnerPoint b = { cosf (to) * radius * 1.9f, sinf (to) * radius * 0.34f };

      paint.opacity = 0.85f;
      limner_scene_line (stage->scene,
                         (LimnerPoint) { at.x + a.x * cosf (tilt) - a.y * sinf (tilt),
                                         at.y + a.x * sinf (tilt) + a.y * cosf (tilt) },
                         (LimnerPoint) { at.x + b.x * cosf (tilt) - b.y * sinf (tilt),
                                         at.y + b.x * sinf (tilt) + b.y * cosf (tilt) },
                         radius * 0.12f, radius * 0.12f, &paint);
    }
}

/**
 * limner_motif_space:
 * @stage: a stage
 */
void
limner_motif_space (LimnerStage *stage)
{
  static const guint32 gases[4][2] = {
    { 0xffc9a0, 0x8a2f6e }, { 0xbfe8ff, 0x2a4fa0 }, { 0xffe2a0, 0x9c3c2c }, { 0xc4ffe4, 0x1f6e7c },
  };
  const guint32 *gas = gases[limner_random_below (&stage->random, 4)];
  float aspect = stage->scene->aspect;
  Nebula nebula = {
    .stage = stage,
    .seed = limner_stage_seed (stage),
    .inner = LIMNER_COLOUR (gas[0]),
    .outer = LIMNER_COLOUR (gas[1]),
    .tilt = limner_random_range (&stage->random, -0.9f, 0.9f),
  };

  stage->light.sun = LIMNER_COLOUR (0xfff0da);
  stage->light.shade = LIMNER_COLOUR (0x1a1c34);
  stage->light.strength = 1.05f;
  limner_scene_shade (stage->scene, 0, 1, nebula_shader, &nebula);
  draw_planet (stage, (LimnerPoint) { aspect * limner_random_range (&stage->random, 0.58f, 0.74f),
                                      limner_random_range (&stage->random, 0.56f, 0.7f) },
               limner_random_range (&stage->random, 0.13f, 0.2f));
  draw_planet (stage, (LimnerPoint) { aspect * limner_random_range (&stage->random, 0.18f, 0.34f),
                                      limner_random_range (&stage->random, 0.2f, 0.36f) },
               limner_random_range (&stage->random, 0.03f, 0.06f));
}

/* Five colours that go together: neighbours on the wheel, one opposite, one light, one dark. If the
 * prompt names colours, there are only these, their tints and shades, and a ground that is nearly
 * white. */
static void
choose_harmony (LimnerStage  *stage,
                LimnerColour  colours[5])
{
  float hue = limner_random_range (&stage->random, 0, 2 * (float) G_PI);
  float turns[5] = { 0, 0.5f, -0.55f, (float) G_PI, 0.2f };
  float lights[5] = { 0.6f, 0.72f, 0.5f, 0.66f, 0.93f };
  float strengths[5] = { 0.13f, 0.11f, 0.12f, 0.15f, 0.03f };
  int n_named;

  for (int i = 0; i < 5; i++)
    colours[i] = limner_colour_from_lab ((LimnerLab) { lights[i],
                                                       strengths[i] * cosf (hue + turns[i]),
                                                       strengths[i] * sinf (hue + turns[i]) });
  n_named = limner_named_colours (stage, colours, 4);
  if (n_named == 0)
    return;

  colours[4] = limner_colour_mix (LIMNER_COLOUR (0xf4efe6), colours[0], 0.08f);
  for (int i = n_named; i < 4; i++)
    colours[i] = limner_colour_mix (colours[i % n_named],
                                    i % 2 == 0 ? LIMNER_COLOUR (0x201d22) : colours[4], 0.45f);
}

static void
draw_arc (LimnerStage *stage,
          LimnerPoint  centre,
          float        radius,
          float        width,
          float        from,
          float        sweep,
          LimnerColour colour)
{
  LimnerPoint points[48];
  LimnerPaint paint = limner_paint_plain (colour, 0.45f);

  for (int i = 0; i < 24; i++)
    {
      float angle = from + sweep * (float) i / 23;

      points[i] = (LimnerPoint) { centre.x + cosf (angle) * (radius + width / 2),
                                  centre.y + sinf (angle) * (radius + width / 2) };
      points[47 - i] = (LimnerPoint) { centre.x + cosf (angle) * (radius - width / 2),
                                       centre.y + sinf (angle) * (radius - width / 2) };
    }
  paint.angle = from + sweep / 2 + (float) G_PI_2;
  paint.rough = 0.12f;
  paint.grain = 0.03f;
  limner_scene_fill (stage->scene, points, 48, &paint);
}

/* One of the shapes of an abstract picture. */
static void
draw_shape (LimnerStage  *stage,
            LimnerPoint   at,
            float         size,
            LimnerColour  colour)
{
  float turn = limner_random_range (&stage->random, 0, 2 * (float) G_PI);
  LimnerPaint paint = {
    .from = limner_colour_scale (colour, 1.08f),
    .to = limner_colour_scale (colour, 0.82f),
    .start = { at.x - cosf (turn) * size, at.y - sinf (turn) * size },
    .end = { at.x + cosf (turn) * size, at.y + sinf (turn) * size },
    .rough = 0.16f,
    .grain = 0.04f,
    .angle = turn,
    .detail = 0.3f,
    .opacity = limner_random_chance (&stage->random, 0.3f) ? 0.72f : 1.0f,
    .seed = limner_stage_seed (stage),
  };
  LimnerPoint points[4];

  switch (limner_random_below (&stage->random, 4))
    {
    case 0:
      limner_scene_ellipse (stage->scene, at, size, size, 0, &paint);
      break;
    case 1:
      draw_arc (stage, at, size, size * limner_random_range (&stage->random, 0.15f, 0.5f), turn,
                limner_random_range (&stage->random, 1.5f, 4.2f), colour);
      break;
    case 2:
      for (int i = 0; i < 3; i++)
        points[i] = (LimnerPoint) { at.x + cosf (turn + (float) i * 2.1f) * size,
                                    at.y + sinf (turn + (float) i * 2.1f) * size };
      limner_scene_fill (stage->scene, points, 3, &paint);
      break;
    default:
      for (int i = 0; i < 4; i++)
        {
          float angle = turn + (i % 2 == 0 ? 0.4f : -0.4f) + (i > 1 ? (float) G_PI : 0) +
                        (i % 2 == 0 && i < 2 ? -0.8f : 0);

          points[i] = (LimnerPoint) { at.x + cosf (angle) * size, at.y + sinf (angle) * size };
        }
      limner_scene_fill (stage->scene, points, 4, &paint);
      break;
    }
}

typedef struct
{
  LimnerColour *colours;
  guint32       seed;
} Field;

static void
field_shader (float        x,
              float        y,
              LimnerTexel *texel,
              gpointer     data)
{
  const Field *field = data;
  float warp = limner_noise_fractal (field->seed, x * 1.2f, y * 1.2f, 3);
  float value = limner_noise_fractal (field->seed + 3, x * 0.9f + warp, y * 0.9f - warp, 4);

  texel->colour = limner_colour_mix (field->colours[4], field->colours[0],
                                     limner_smoothstep (-0.2f, 0.7f, value) * 0.7f);
  texel->colour = limner_colour_mix (texel->colour, field->colours[1],
                                     limner_smoothstep (0.1f, 0.6f, -value) * 0.55f);
  texel->angle = 3 * warp + value;
  texel->detail = 0.05f;
}

/**
 * limner_motif_abstract:
 * @stage: a stage
 */
void
limner_motif_abstract (LimnerStage *stage)
{
  LimnerColour colours[5];
  float aspect = stage->scene->aspect;
  LimnerPoint heart = { aspect * limner_random_range (&stage->random, 0.38f, 0.62f),
                        limner_random_range (&stage->random, 0.4f, 0.6f) };
  Field field = { colours, limner_stage_seed (stage) };
  LimnerPaint dark = limner_paint_plain (LIMNER_COLOUR (0x23222c), 0.8f);

  choose_harmony (stage, colours);
  limner_scene_shade (stage->scene, 0, 1, field_shader, &field);
  for (int i = 0; i < 22; i++)
    {
      float size = 0.3f * powf (0.9f, (float) i) * limner_random_range (&stage->random, 0.7f, 1.2f);
      float angle = limner_random_range (&stage->random, 0, 2 * (float) G_PI);
      float away = limner_random_range (&stage->random, 0.02f, 0.42f);

      draw_shape (stage, (LimnerPoint) { heart.x + cosf (angle) * away * aspect,
                                         heart.y + sinf (angle) * away },
                  size, colours[limner_random_below (&stage->random, 5)]);
    }
  for (int i = 0; i < 5; i++)
    {
      float angle = limner_random_range (&stage->random, -0.9f, 0.9f);
      float length = limner_random_range (&stage->random, 0.2f, 0.5f);
      LimnerPoint at = { heart.x + limner_random_range (&stage->random, -0.25f, 0.25f),
                         heart.y + limner_random_range (&stage->random, -0.25f, 0.25f) };

      limner_scene_line (stage->scene, (LimnerPoint) { at.x - cosf (angle) * length,
                                                       at.y - sinf (angle) * length },
                         (LimnerPoint) { at.x + cosf (angle) * length,
                                         at.y + sinf (angle) * length }, 0.006f,
                         0.012f, &dark);
    }
}
