/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include "limner-motifs.h"

/**
 * limner_draw_church:
 * @stage: a stage
 * @foot: middle of its foot
 * @height: of its spire
 * @distance: 0 (near) to 1 (at the horizon)
 */
void
limner_draw_church (LimnerStage *stage,
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
  limner_draw_church (stage,
                      (LimnerPoint) { aspect * limner_random_range (&stage->random, 0.4f, 0.6f),
                                      horizon + 0.06f }, 0.3f, 0.3f);
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
