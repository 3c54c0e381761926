/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include "limner-motifs.h"
#include "limner-noise.h"
#include "limner-shapes.h"

static void
draw_church (LimnerStage *stage,
             LimnerPoint  foot,
             float        height,
             float        distance)
{
  LimnerColour wall = limner_stage_tone (stage, LIMNER_COLOUR (0xefe6d6), 0.9f, distance);
  LimnerColour shade = limner_stage_tone (stage, LIMNER_COLOUR (0xefe6d6), 0.3f, distance);
  LimnerColour roof = limner_stage_tone (stage, LIMNER_COLOUR (0x5b6b70), 0.6f, distance);
  float side = stage->light.source.x > foot.x ? 1.0f : -1.0f;
  LimnerPaint lit = limner_paint_plain (wall, 0.7f);
  LimnerPaint dark = limner_paint_plain (shade, 0.7f);
  LimnerPaint spire = limner_paint_plain (roof, 0.7f);
  float half = height * 0.1f;

  limner_scene_fill (stage->scene,
                     (LimnerPoint[]) { { foot.x - half, foot.y }, { foot.x + half, foot.y },
                                                     { foot.x + half, foot.y - height * 0.55f },
                                                     { foot.x - half,
                                                       foot.y - height * 0.55f } }, 4, &dark);
  limner_scene_fill (stage->scene,
                     (LimnerPoint[]) { { foot.x, foot.y }, { foot.x + side * half, foot.y },
                                                     { foot.x + side * half,
                                                       foot.y - height * 0.55f },
                                                     { foot.x,
                                                       foot.y - height * 0.55f } }, 4, &lit);
  limner_scene_fill (stage->scene,
                     (LimnerPoint[]) { { foot.x - half * 1.2f, foot.y - height * 0.54f },
                                                     { foot.x + half * 1.2f,
                                                       foot.y - height * 0.54f },
                                                     { foot.x, foot.y - height } }, 3, &spire);
}

/**
 * limner_motif_village:
 * @stage: a stage
 */
void
limner_motif_village (LimnerStage *stage)
{
  static const guint32 walls[] = { 0xf0e4cf, 0xe5c9a0, 0xd9b48c, 0xcfc4b8, 0xe9d9c6 };
  static const guint32 roofs[] = { 0xa4503a, 0x8a4434, 0x6b5348, 0xb2643e };
  float horizon = limner_random_range (&stage->random, 0.44f, 0.5f);
  float aspect = stage->scene->aspect;
  LimnerColour ground = limner_season_grass (stage);
  gboolean winter = stage->plan->season == LIMNER_SEASON_WINTER;
  int n_houses = 11;

  limner_draw_sky (stage, horizon);
  limner_draw_ridge (stage, horizon, 0.26f, 1.4f, winter ? 0.8f : 0.4f, LIMNER_COLOUR (0x73808c),
                     0.85f);
  limner_draw_ridge (stage, horizon + 0.01f, 0.1f, 1.8f, 0.15f,
                     winter ? LIMNER_COLOUR (0xdfe6f0) : LIMNER_COLOUR (0x637f55), 0.6f);
  for (int i = 0; i < 34; i++)
    {
      LimnerFrame frame = { { aspect * limner_random_unit (&stage->random), horizon + 0.01f },
                            limner_random_range (&stage->random, 0.06f, 0.13f), FALSE, 1, 0.5f };

      limner_draw_conifer (stage, &frame, LIMNER_COLOUR (0x42603f));
    }
  limner_draw_ground (stage, horizon, 0.02f, ground, limner_colour_scale (ground, 0.92f),
                      winter ? 0.1f : 0.5f);
  draw_church (stage, (LimnerPoint) { aspect * limner_random_range (&stage->random, 0.4f, 0.6f),
                                      horizon + 0.06f },
               0.3f, 0.3f);
  for (int i = 0; i < n_houses; i++)
    {
      float near = ((float) i + 0.4f) / (float) n_houses;
      float spread = limner_random_range (&stage->random, 0.06f, 0.42f);
      float x = aspect * 0.5f + (i % 2 == 0 ? -1.0f
                                 : 1.0f) * spread * aspect * (0.75f + 0.35f * near);
      LimnerFrame frame = { { x, horizon + 0.05f + 0.32f * near * near }, 0.045f + 0.085f * near,
                            FALSE, 1,
                            0.42f * (1 - near) };

      limner_draw_house (stage, &frame, limner_random_range (&stage->random, 1.4f, 2.1f),
                         LIMNER_COLOUR (walls[limner_random_below (&stage->random,
                                                                   G_N_ELEMENTS (walls))]),
                         LIMNER_COLOUR (roofs[limner_random_below (&stage->random,
                                                                   G_N_ELEMENTS (roofs))]));
    }
  for (int i = 0; i < 7; i++)
    {
      float x = aspect * (i % 2 == 0 ? limner_random_range (&stage->random, -0.02f, 0.16f)
                                     : limner_random_range (&stage->random, 0.86f, 1.02f));
      LimnerFrame frame = { { x, limner_random_range (&stage->random, 0.84f, 1.0f) },
                            limner_random_range (&stage->random, 0.28f, 0.46f), FALSE, 1, 0.03f };

      limner_draw_conifer (stage, &frame, LIMNER_COLOUR (0x37543a));
    }
  if (!winter)
    limner_draw_flowers (stage, 0.8f, 1.02f, 380,
                         (LimnerColour[]) { LIMNER_COLOUR (0xf2e9d8), LIMNER_COLOUR (0xe8b53a),
                                            LIMNER_COLOUR (0xc85a78) }, 3);
  if (limner_stage_wants (stage, LIMNER_EXTRA_FIGURE, 0.4f))
    limner_draw_figure (stage, &(LimnerFrame) { { aspect * 0.5f, 0.86f }, 0.12f, FALSE, 1, 0 },
                        LIMNER_COLOUR (0xa83a30));
}

/* A block of a town with rows of windows. */
static void
draw_block (LimnerStage *stage,
            float        left,
            float        right,
            float        top,
            float        bottom,
            LimnerColour colour,
            float        distance)
{
  gboolean dark = limner_stage_is_dark (stage);
  LimnerColour upper = limner_stage_tone (stage, colour, dark ? 0.25f : 0.9f, distance);
  LimnerColour lower = limner_stage_tone (stage, colour, dark ? 0.55f : 0.35f, distance);
  LimnerPaint wall = limner_paint_down (upper, lower, top, bottom, 0.35f);
  float pitch = 0.026f - 0.012f * distance;

  wall.angle = (float) G_PI_2;
  wall.rough = 0.16f;
  wall.grain = 0.02f;
  limner_scene_fill (stage->scene,
                     (LimnerPoint[]) { { left, bottom }, { left, top }, { right, top },
                                                     { right, bottom } }, 4, &wall);
  for (float y = top + pitch * 0.8f; y < bottom - pitch * 1.2f; y += pitch * 1.35f)
    for (float x = left + pitch * 0.5f; x < right - pitch * 0.5f; x += pitch)
      {
        gboolean lamp = limner_random_chance (&stage->random, dark ? 0.42f : 0.06f);
        guint32 lights = limner_random_chance (&stage->random, 0.8f) ? 0xffc765 : 0xbfe0ff;
        LimnerPaint pane = limner_paint_plain (
          lamp ? limner_colour_mix (LIMNER_COLOUR (lights), stage->light.haze, distance * 0.45f)
               : limner_stage_tone (stage, limner_colour_scale (colour, 0.5f), 0.25f,
                                    distance), 0.75f);

        pane.opacity = lamp ? 1.0f : 0.6f;
        pane.angle = (float) G_PI_2;
        limner_scene_fill (stage->scene,
                           (LimnerPoint[]) { { x, y }, { x + pitch * 0.48f, y },
                                             { x + pitch * 0.48f, y + pitch * 0.75f },
                                             { x, y + pitch * 0.75f } }, 4, &pane);
      }
}

static void
draw_lamp (LimnerStage *stage,
           LimnerPoint  foot,
           float        height)
{
  LimnerPaint post = limner_paint_plain (limner_stage_tone (stage, LIMNER_COLOUR (0x25282e), 0.4f,
                                                            0), 0.8f);
  LimnerPaint glow = limner_paint_plain (LIMNER_COLOUR (0xffd27c), 0.3f);
  LimnerPaint bulb = limner_paint_plain (LIMNER_COLOUR (0xfff3cc), 1);
  LimnerPoint head = { foot.x, foot.y - height };

  limner_scene_line (stage->scene, foot, head, height * 0.03f, height * 0.02f, &post);
  for (int i = 4; i > 0 && limner_stage_is_dark (stage); i--)
    {
      glow.opacity = 0.13f;
      limner_scene_ellipse (stage->scene, head, height * 0.09f * (float) i,
                            height * 0.09f * (float) i, 0, &glow);
    }
  limner_scene_ellipse (stage->scene, head, height * 0.045f, height * 0.06f, 0, &bulb);
}

/* A car: on a wet street two lights and their long reflections. */
static void
draw_car (LimnerStage *stage,
          LimnerPoint  at,
          float        size,
          gboolean     towards,
          gboolean     wet)
{
  static const guint32 paints[] = { 0xb03a30, 0x2f5f8a, 0xe8e2d4, 0x3a3e46, 0xc8a03a, 0x4a7a5a };
  LimnerColour colour = wet ? LIMNER_COLOUR (0x2c303a)
                            : LIMNER_COLOUR (paints[limner_random_below (&stage->random,
                                                                         G_N_ELEMENTS (paints))]);
  LimnerColour light = towards ? LIMNER_COLOUR (0xfff2c4) : LIMNER_COLOUR (0xff4a34);
  LimnerPaint body = limner_paint_plain (limner_stage_tone (stage, colour, wet ? 0.35f : 0.8f,
                                                            0), 0.6f);
  LimnerPaint glass = limner_paint_plain (limner_stage_tone (stage, LIMNER_COLOUR (0x3a4a58), 0.5f,
                                                             0), 0.8f);
  LimnerPaint wheel = limner_paint_plain (limner_stage_tone (stage, LIMNER_COLOUR (0x1e1e22), 0.3f,
                                                             0), 0.8f);
  LimnerPaint lamp = limner_paint_plain (light, 1);
  LimnerPaint trail = limner_paint_plain (light, 0.5f);

  limner_scene_ellipse (stage->scene, (LimnerPoint) { at.x, at.y - size * 0.3f }, size * 0.55f,
                        size * 0.42f, 0,
                        &body);
  limner_scene_ellipse (stage->scene, (LimnerPoint) { at.x, at.y - size * 0.5f }, size * 0.36f,
                        size * 0.14f, 0, &glass);
  trail.opacity = 0.45f;
  for (int side = -1; side <= 1; side += 2)
    {
      LimnerPoint where = { at.x + (float) side * size * 0.38f, at.y - size * 0.2f };

      if (!wet)
        limner_scene_ellipse (stage->scene, (LimnerPoint) { where.x, at.y + size * 0.08f },
                              size * 0.1f, size * 0.12f, 0, &wheel);
      else
        limner_scene_line (stage->scene, where, (LimnerPoint) { where.x, where.y + size * 1.8f },
                           size * 0.14f, size * 0.05f, &trail);
      limner_scene_ellipse (stage->scene, where, size * 0.1f, size * 0.09f, 0, &lamp);
    }
}

/* Cars and lamps along a street that runs to a point on the horizon. */
static void
draw_traffic (LimnerStage *stage,
              float        vanish,
              float        horizon,
              gboolean     wet)
{
  for (int i = 0; i < 7; i++)
    {
      float near = ((float) i + 0.5f) / 7;
      LimnerPoint at = { vanish + (i % 2 == 0 ? -1.0f : 1.0f) * (0.03f + 0.2f * near),
                         horizon + 0.04f + 0.3f * near * near };

      draw_car (stage, at, 0.02f + 0.055f * near, i % 2 == 0, wet);
    }
  for (int i = 0; i < 4; i++)
    {
      float near = ((float) i + 0.6f) / 4;

      for (int side = -1; side <= 1; side += 2)
        draw_lamp (stage, (LimnerPoint) { vanish + (float) side * (0.1f + 0.4f * near),
                                          horizon + 0.03f + 0.24f * near * near }, 0.1f + 0.22f *
                                            near);
    }
}

/**
 * limner_motif_city:
 * @stage: a stage
 */
void
limner_motif_city (LimnerStage *stage)
{
  static const guint32 blocks[] = { 0x8a7468, 0x6c7482, 0x9a8272, 0x5c6270, 0xa08c7c };
  float horizon = limner_random_range (&stage->random, 0.6f, 0.66f);
  float aspect = stage->scene->aspect;
  float vanish = aspect * limner_random_range (&stage->random, 0.42f, 0.58f);
  gboolean wet = limner_stage_is_dark (stage) || (stage->plan->extras & LIMNER_EXTRA_RAIN);

  limner_draw_sky (stage, horizon);
  for (int i = 0; i < 16; i++)
    {
      float left = aspect * ((float) i / 15 - 0.03f);
      float height = limner_random_range (&stage->random, 0.12f, 0.34f);

      draw_block (stage, left, left + aspect * 0.075f, horizon - height, horizon,
                  LIMNER_COLOUR (blocks[limner_random_below (&stage->random,
                                                             G_N_ELEMENTS (blocks))]), 0.75f);
    }
  limner_draw_mist (stage, horizon - 0.02f, 0.1f, 0.45f);
  for (int i = 0; i < 6; i++)
    {
      float near = powf ((float) (i + 1) / 6, 1.5f);
      float rise = 0.1f + 0.66f * near;

      for (int side = -1; side <= 1; side += 2)
        {
          float inner = vanish + (float) side * (0.07f + 0.4f * near * near);
          float outer = inner + (float) side * (0.12f + 0.3f * near);
          float top = horizon - rise * limner_random_range (&stage->random, 0.75f, 1.15f);

          draw_block (stage, MIN (inner, outer), MAX (inner, outer), top,
                      horizon + 0.02f + 0.05f * near,
                      LIMNER_COLOUR (blocks[limner_random_below (&stage->random,
                                                                 G_N_ELEMENTS (blocks))]),
                      0.55f * (1 - near));
        }
    }
  if (wet)
    {
      limner_draw_water (stage, horizon + 0.02f, 1, 0.4f);
    }
  else
    {
      limner_draw_ground (stage, horizon + 0.02f, 0, LIMNER_COLOUR (0xa39a92),
                          LIMNER_COLOUR (0x77706c), 0);
    }
  draw_traffic (stage, vanish, horizon, wet);
  if (limner_stage_wants (stage, LIMNER_EXTRA_FIGURE, 0.6f))
    limner_draw_figure (stage, &(LimnerFrame) { { vanish + 0.3f, 0.9f }, 0.2f, FALSE, 1, 0 },
                        LIMNER_COLOUR (0x9a3530));
}

/* A wall, a table with a cloth, and the light that falls on them. */
static void
draw_room (LimnerStage *stage,
           float        edge,
           LimnerColour wall,
           LimnerColour cloth)
{
  float aspect = stage->scene->aspect;
  gboolean left = stage->light.source.x < aspect / 2;
  LimnerPaint back = {
    .from = limner_stage_tone (stage, limner_colour_scale (wall, 1.08f), 0.8f, 0),
    .to = limner_stage_tone (stage, limner_colour_scale (wall, 0.55f), 0.15f, 0),
    .start = { left ? 0 : aspect, 0 },
    .end = { left ? aspect : 0, 0.6f },
    .rough = 0.22f,
    .grain = 0.09f,
    .angle = left ? 0.9f : 2.2f,
    .detail = 0.02f,
    .opacity = 1,
    .seed = limner_stage_seed (stage),
  };
  LimnerPaint table = limner_paint_down (limner_stage_tone (stage, cloth, 0.6f, 0),
                                         limner_stage_tone (stage, cloth, 1,
                                                            0), edge, edge + 0.2f, 0.1f);

  limner_scene_fill (stage->scene, (LimnerPoint[]) { { 0, 0 }, { aspect, 0 }, { aspect, 1 },
                                                     { 0, 1 } }, 4, &back);
  table.rough = 0.12f;
  table.grain = 0.05f;
  limner_scene_fill (stage->scene,
                     (LimnerPoint[]) { { 0, edge }, { aspect, edge - 0.01f }, { aspect, 1 },
                                                     { 0, 1 } }, 4, &table);
}

static void
draw_shadow (LimnerStage *stage,
             LimnerPoint  foot,
             float        width)
{
  float side = stage->light.source.x < stage->scene->aspect / 2 ? 1.0f : -1.0f;

  for (int i = 3; i > 0; i--)
    {
      LimnerPaint paint = limner_paint_plain (limner_stage_tone (stage, LIMNER_COLOUR (0x4a3c44), 0,
                                                                 0), 0.3f);

      paint.opacity = 0.3f;
      limner_scene_ellipse (stage->scene,
                            (LimnerPoint) { foot.x + side * width * 0.14f * (float) i, foot.y },
                            width * (0.45f + 0.09f * (float) i), width * 0.11f, side *
                              0.05f, &paint);
    }
}

static void
draw_fruit (LimnerStage *stage,
            LimnerPoint  foot,
            float        radius)
{
  static const struct { guint32 colour; guint32 blush; float flatness; } fruits[] = {
    { 0xc8b03a, 0xc2302a, 0.94f }, { 0xa8232a, 0xd8762e, 0.95f }, { 0xf09a2c, 0xe8781e, 0.98f },
    { 0xf2d23c, 0xe0b52c, 0.86f }, { 0x93ab3c, 0xb8b548, 0.96f }, { 0xe9a06c, 0xd8584c, 0.97f },
  };
  int which = limner_random_below (&stage->random, G_N_ELEMENTS (fruits));
  LimnerPoint centre = { foot.x, foot.y - radius * fruits[which].flatness };
  LimnerPaint stem = limner_paint_plain (limner_stage_tone (stage, LIMNER_COLOUR (0x4a3520), 0.4f,
                                                            0), 1);

  draw_shadow (stage, foot, radius * 1.9f);
  limner_draw_sphere (stage, centre, radius, fruits[which].flatness,
                      LIMNER_COLOUR (fruits[which].colour),
                      LIMNER_COLOUR (fruits[which].blush));
  limner_scene_line (stage->scene, (LimnerPoint) { centre.x, centre.y - radius * 0.72f },
                     (LimnerPoint) { centre.x + radius * 0.18f,
                                     centre.y - radius * 1.22f }, radius * 0.1f,
                     radius * 0.06f, &stem);
}

static void
draw_grapes (LimnerStage *stage,
             LimnerPoint  at,
             float        radius)
{
  gboolean green = limner_random_chance (&stage->random, 0.4f);

  draw_shadow (stage, (LimnerPoint) { at.x, at.y + radius }, radius * 6);
  for (int i = 0; i < 22; i++)
    {
      float row = (float) (i / 6);
      LimnerPoint centre = { at.x + ((float) (i % 6) - 2.5f + 0.5f * (float) ((i / 6) % 2)) *
                             radius * 1.5f *
                             (1 - 0.14f * row), at.y - row * radius * 1.15f };

      limner_draw_sphere (stage, centre, radius, 1,
                          green ? LIMNER_COLOUR (0xa9b858) : LIMNER_COLOUR (0x4d2f5c),
                          green ? LIMNER_COLOUR (0xc9c878) : LIMNER_COLOUR (0x7a4a7c));
    }
}

/* A cup of something hot on its saucer, with a spoon. */
static void
draw_cup (LimnerStage *stage,
          LimnerPoint  foot)
{
  static const float saucer[] = { 0.5f, 0.9f, 1.6f, 2.3f, 2.7f, 2.8f };
  static const float cup[] = { 0.34f, 0.44f, 0.56f, 0.64f, 0.69f, 0.72f, 0.74f };
  LimnerColour china = LIMNER_COLOUR (0xf0ece4);
  LimnerFrame frame = { foot, 0.3f, FALSE, 1, 0 };

  limner_named_colours (stage, &china, 1);
  draw_shadow (stage, foot, 0.62f);
  limner_draw_vessel (stage, (LimnerPoint) { foot.x, foot.y + 0.035f }, 0.085f, saucer,
                      G_N_ELEMENTS (saucer), LIMNER_COLOUR (0xf4efe6));
  limner_shape_limb (stage, &frame, (float[]) { 0.58f, 0.78f, 0.86f, 0.8f, 0.86f, 0.42f, 0.5f,
                                                0.3f }, 4, 0.09f, 0.07f, china);
  limner_draw_vessel (stage, (LimnerPoint) { foot.x, foot.y - 0.015f }, 0.27f, cup,
                      G_N_ELEMENTS (cup), china);
  limner_shape_flat (stage, &frame, (float[]) { 0, 0.955f, 0.61f, 0.105f },
                     LIMNER_COLOUR (0x5a3620), 0.8f);
  limner_shape_flat (stage, &frame, (float[]) { -0.12f, 0.965f, 0.34f, 0.055f },
                     LIMNER_COLOUR (0x9a6a3c), 0.9f);
  for (int i = 0; i < 3; i++)
    {
      float x = 0.22f * ((float) i - 1);
      LimnerFrame steam = frame;

      steam.opacity = 0.13f;
      for (int k = 0; k < 3; k++)
        limner_shape_limb (stage, &steam,
                           (float[]) { x, 1.08f, x + 0.09f, 1.3f, x - 0.06f, 1.55f, x + 0.08f,
                                       1.8f + 0.08f * (float) i }, 4, 0.04f + 0.03f * (float) k,
                           0.1f + 0.04f * (float) k, LIMNER_COLOUR (0xf8f4ee));
    }
  limner_shape_limb (stage, &frame, (float[]) { -0.95f, -0.14f, -0.55f, -0.18f, -0.2f, -0.2f }, 3,
                     0.035f, 0.03f, LIMNER_COLOUR (0xb8b4ac));
  limner_shape_ellipse (stage, &frame, (float[]) { -1.0f, -0.13f, 0.1f, 0.05f }, 0.1f,
                        LIMNER_COLOUR (0xc8c4bc));
}

static void
draw_breakfast (LimnerStage *stage,
                float        middle,
                float        side)
{
  static const float jug[] = { 0.3f, 0.42f, 0.44f, 0.36f, 0.26f, 0.22f, 0.26f };

  draw_shadow (stage, (LimnerPoint) { middle - side * 0.33f, 0.7f }, 0.2f);
  limner_draw_vessel (stage, (LimnerPoint) { middle - side * 0.33f, 0.7f }, 0.27f, jug,
                      G_N_ELEMENTS (jug), LIMNER_COLOUR (0x5c7f96));
  draw_cup (stage, (LimnerPoint) { middle + side * 0.05f, 0.85f });
  draw_fruit (stage, (LimnerPoint) { middle - side * 0.36f, 0.9f }, 0.055f);
  draw_fruit (stage, (LimnerPoint) { middle + side * 0.39f, 0.74f }, 0.06f);
}

/**
 * limner_motif_still_life:
 * @stage: a stage
 */
void
limner_motif_still_life (LimnerStage *stage)
{
  static const float jug[] = { 0.2f, 0.3f, 0.36f, 0.34f, 0.24f, 0.17f, 0.16f, 0.2f };
  static const float bottle[] = { 0.15f, 0.155f, 0.155f, 0.15f, 0.13f, 0.06f, 0.05f, 0.05f,
                                  0.055f };
  static const float bowl[] = { 0.45f, 0.6f, 0.95f, 1.2f, 1.36f, 1.44f };
  static const guint32 walls[] = { 0x7a6a58, 0x51626c, 0x7c5846, 0x5f6b55, 0x8a7c6a };
  static const guint32 jugs[] = { 0x2f5f9a, 0xb9c3c0, 0x8c4a34, 0x37705f, 0xd8c8a4 };
  float aspect = stage->scene->aspect;
  float edge = limner_random_range (&stage->random, 0.56f, 0.62f);
  float middle = aspect * limner_random_range (&stage->random, 0.46f, 0.54f);
  float side = limner_random_chance (&stage->random, 0.5f) ? 1.0f : -1.0f;
  LimnerColour cloth = limner_random_chance (&stage->random, 0.7f) ? LIMNER_COLOUR (0xf0e8d8)
                                                                  : LIMNER_COLOUR (0x9a6a44);
  LimnerPoint bowl_foot = { middle + side * 0.1f, 0.8f };
  LimnerColour glaze;

  draw_room (stage, edge, LIMNER_COLOUR (walls[limner_random_below (&stage->random,
                                                                    G_N_ELEMENTS (walls))]), cloth);
  if (stage->plan->extras & LIMNER_EXTRA_CUP)
    {
      draw_breakfast (stage, middle, side);
      return;
    }
  draw_shadow (stage, (LimnerPoint) { middle - side * 0.22f, 0.74f }, 0.26f);
  glaze = LIMNER_COLOUR (jugs[limner_random_below (&stage->random, G_N_ELEMENTS (jugs))]);
  limner_named_colours (stage, &glaze, 1);
  limner_draw_vessel (stage, (LimnerPoint) { middle - side * 0.22f, 0.74f }, 0.42f, jug,
                      G_N_ELEMENTS (jug), glaze);
  if (limner_random_chance (&stage->random, 0.75f))
    {
      draw_shadow (stage, (LimnerPoint) { middle - side * 0.4f, 0.7f }, 0.14f);
      limner_draw_vessel (stage, (LimnerPoint) { middle - side * 0.4f, 0.7f }, 0.52f, bottle,
                          G_N_ELEMENTS (bottle), LIMNER_COLOUR (0x2c4a38));
    }
  draw_shadow (stage, bowl_foot, 0.4f);
  for (int i = 0; i < 6; i++)
    {
      LimnerPoint foot = { bowl_foot.x + ((float) (i % 3) - 1) * 0.105f + (i > 2 ? 0.05f : 0),
                           bowl_foot.y - (i > 2 ? 0.12f : 0.165f) + 0.06f };

      draw_fruit (stage, foot, limner_random_range (&stage->random, 0.068f, 0.082f));
    }
  limner_draw_vessel (stage, bowl_foot, 0.145f, bowl, G_N_ELEMENTS (bowl),
                      LIMNER_COLOUR (0xdfd8c8));
  for (int i = 0; i < 4; i++)
    draw_fruit (stage,
                (LimnerPoint) { bowl_foot.x + ((float) i - 1.4f) * 0.085f, bowl_foot.y - 0.115f },
                limner_random_range (&stage->random, 0.06f, 0.075f));
  limner_draw_vessel (stage, bowl_foot, 0.12f, bowl, G_N_ELEMENTS (bowl) - 1,
                      LIMNER_COLOUR (0xe6dfd0));
  draw_fruit (stage, (LimnerPoint) { middle - side * 0.08f, 0.88f }, 0.07f);
  draw_fruit (stage, (LimnerPoint) { middle - side * 0.3f, 0.86f }, 0.062f);
  draw_grapes (stage, (LimnerPoint) { middle + side * 0.34f, 0.88f }, 0.026f);
}

/* Long petals round a dark disc. */
static void
draw_sunflower (LimnerStage *stage,
                LimnerPoint  at,
                float        radius,
                LimnerColour colour)
{
  float side = stage->light.source.x < stage->scene->aspect / 2 ? -1.0f : 1.0f;
  LimnerPaint disc = limner_paint_plain (limner_stage_tone (stage, LIMNER_COLOUR (0x5a3a1e), 0.6f,
                                                            0), 0.7f);
  LimnerPaint heart = limner_paint_plain (limner_stage_tone (stage, LIMNER_COLOUR (0x33210f), 0.5f,
                                                             0), 0.7f);

  for (int i = 0; i < 26; i++)
    {
      float angle = (float) i * 2 * (float) G_PI / 13 + (i < 13 ? 0.24f : 0);
      float away = radius * (i < 13 ? 0.86f : 0.72f);
      float lit = CLAMP (0.55f + 0.3f * cosf (angle) * side - 0.25f * sinf (angle), 0.0f, 1.0f);
      LimnerColour petal = limner_colour_mix (limner_colour_scale (colour, 0.78f), colour,
                                              limner_random_unit (&stage->random));
      LimnerPaint paint = limner_paint_plain (limner_stage_tone (stage, petal, lit, 0), 0.7f);

      paint.angle = angle;
      limner_scene_ellipse (stage->scene, (LimnerPoint) { at.x + cosf (angle) * away,
                                                          at.y + sinf (angle) * away * 0.9f },
                            radius * 0.4f, radius * 0.15f, angle, &paint);
    }
  disc.rough = heart.rough = 0.3f;
  disc.grain = heart.grain = radius * 0.12f;
  limner_scene_ellipse (stage->scene, at, radius * 0.5f, radius * 0.46f, 0, &disc);
  limner_scene_ellipse (stage->scene, at, radius * 0.3f, radius * 0.27f, 0, &heart);
}

/* A flower of many petals, seen a little from the side. */
static void
draw_bloom (LimnerStage *stage,
            LimnerPoint  at,
            float        radius,
            LimnerColour colour)
{
  float tilt = limner_random_range (&stage->random, -0.5f, 0.5f);
  float side = stage->light.source.x < stage->scene->aspect / 2 ? -1.0f : 1.0f;

  if (stage->plan->extras & LIMNER_EXTRA_SUNFLOWERS)
    {
      draw_sunflower (stage, at, radius, colour);
      return;
    }
  for (int ring = 0; ring < 4; ring++)
    {
      int n_petals = 9 - ring * 2;
      float away = radius * (0.68f - 0.2f * (float) ring);

      for (int i = 0; i < n_petals; i++)
        {
          float angle = tilt + 2 * (float) G_PI * ((float) i + 0.5f * (float) (ring % 2)) /
                        (float) n_petals;
          float lit = CLAMP (0.5f + 0.35f * cosf (angle) * side - 0.3f * sinf (angle) + 0.06f *
                             (float) ring,
                             0.0f, 1.0f);
          LimnerColour petal = limner_colour_mix (limner_colour_scale (colour, 0.72f), colour,
                                                  limner_random_unit (&stage->random));
          LimnerPaint paint = limner_paint_plain (limner_stage_tone (stage, petal, lit, 0), 0.6f);

          paint.angle = angle + (float) G_PI_2;
          paint.rough = 0.15f;
          paint.grain = radius * 0.1f;
          limner_scene_ellipse (stage->scene, (LimnerPoint) { at.x + cosf (angle) * away,
                                                              at.y + sinf (angle) * away * 0.82f },
                                radius * (0.42f - 0.06f * (float) ring), radius *
                                  (0.27f - 0.04f * (float) ring),
                                angle, &paint);
        }
    }
}

/**
 * limner_motif_bouquet:
 * @stage: a stage
 */
void
limner_motif_bouquet (LimnerStage *stage)
{
  static const float vase[] = { 0.24f, 0.27f, 0.36f, 0.4f, 0.36f, 0.27f, 0.2f, 0.24f };
  static const guint32 mixes[4][4] = {
    { 0xd8485e, 0xf2b3bd, 0xf6e6dc, 0xc02c48 }, { 0xf3cf58, 0xf7f0e2, 0xec9440, 0x7a8fd0 },
    { 0x8c6ac0, 0xd9c4ec, 0xf4efe8, 0xe69ab8 }, { 0xe2542f, 0xf0a43c, 0xf6e9cf, 0xb52c34 },
  };
  static const guint32 walls[] = { 0x5f6a66, 0x7d6f60, 0x46586a, 0x83695c };
  float aspect = stage->scene->aspect;
  float middle = aspect * 0.5f;
  const guint32 *mix = mixes[limner_random_below (&stage->random, 4)];
  LimnerPoint foot = { middle, 0.9f };
  LimnerColour named[4];
  int n_named = limner_named_colours (stage, named, 4);

  draw_room (stage, 0.76f,
             LIMNER_COLOUR (walls[limner_random_below (&stage->random, G_N_ELEMENTS (walls))]),
             limner_random_chance (&stage->random,
                                   0.5f) ? LIMNER_COLOUR (0xb9845c) : LIMNER_COLOUR (0xe9dfcc));
  draw_shadow (stage, foot, 0.34f);
  for (int i = 0; i < 70; i++)
    {
      float angle = (float) G_PI * limner_random_range (&stage->random, -0.15f, 1.15f);
      float away = sqrtf (limner_random_unit (&stage->random)) * 0.36f;
      LimnerPoint at = { middle + cosf (angle) * away, 0.46f - sinf (angle) * away * 0.9f };
      LimnerColour green = limner_colour_mix (LIMNER_COLOUR (0x35583a), LIMNER_COLOUR (0x7a9850),
                                              limner_random_unit (&stage->random));
      LimnerPaint leaf = limner_paint_plain (limner_stage_tone (stage, green,
                                                                limner_random_unit (&stage->random),
                                                                0), 0.4f);

      leaf.angle = -angle;
      limner_scene_ellipse (stage->scene, at, limner_random_range (&stage->random, 0.03f, 0.07f),
                            0.018f, -angle,
                            &leaf);
    }
  limner_draw_vessel (stage, foot, 0.34f, vase, G_N_ELEMENTS (vase),
                      limner_random_chance (&stage->random, 0.5f) ? LIMNER_COLOUR (0x39679c)
                                                                  : LIMNER_COLOUR (0xd9d3c4));
  for (int i = 0; i < 23; i++)
    {
      float turn = (float) i * 2.39996f;
      float away = 0.066f * sqrtf ((float) (23 - i));
      LimnerPoint at = { middle + cosf (turn) * away + limner_random_range (&stage->random, -0.02f,
                                                                            0.02f),
                         0.4f + sinf (turn) * away * 0.82f };

      draw_bloom (stage, at, limner_random_range (&stage->random, 0.055f, 0.095f),
                  n_named > 0 ? named[limner_random_below (&stage->random, n_named)]
                              : LIMNER_COLOUR (mix[limner_random_below (&stage->random, 4)]));
    }
  for (int i = 0; i < 3; i++)
    draw_bloom (stage, (LimnerPoint) { middle + ((float) i - 1) * 0.27f + 0.06f,
                                       0.93f + 0.012f * (float) i },
                0.032f, LIMNER_COLOUR (mix[i]));
}
