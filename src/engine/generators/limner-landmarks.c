/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include "limner-motifs.h"
#include "limner-shapes.h"

/* Corners of an arch, and of the outline of a bridge. */
#define ARCH_POINTS   13
#define BRIDGE_ARCHES 3

/* Teeth on top of a wall. */
static void
draw_teeth (LimnerStage       *stage,
            const LimnerFrame *frame,
            float              left,
            float              right,
            float              y,
            LimnerColour       colour)
{
  int n = MAX ((int) ((right - left) / 0.055f), 2);
  float pitch = (right - left) / ((float) n - 0.45f);

  for (int i = 0; i < n; i++)
    {
      float x = left + pitch * (float) i;

      limner_shape_polygon (stage, frame, (float[]) { x, y - 0.01f, x + pitch * 0.55f, y - 0.01f,
                                                      x + pitch * 0.55f, y + 0.035f, x,
                                                      y + 0.035f }, 4, colour);
    }
}

/* A narrow window, lit when it is dark. */
static void
draw_slit (LimnerStage       *stage,
           const LimnerFrame *frame,
           float              x,
           float              y)
{
  gboolean lamp = limner_stage_is_dark (stage) && limner_random_chance (&stage->random, 0.8f);

  limner_shape_flat (stage, frame, (float[]) { x, y, 0.013f, 0.026f },
                     lamp ? LIMNER_COLOUR (0xffc95e) : LIMNER_COLOUR (0x3a3a42), lamp ? 2 : 0.5f);
}

/* A round tower with a pointed roof, or with teeth. */
static void
draw_turret (LimnerStage       *stage,
             const LimnerFrame *frame,
             float              x,
             float              half,
             float              height,
             gboolean           roof)
{
  LimnerColour stone = LIMNER_COLOUR (0xcfc3b0);
  LimnerColour slate = stage->plan->season == LIMNER_SEASON_WINTER ? LIMNER_COLOUR (0xe8eef6)
                                                                   : LIMNER_COLOUR (0x7d4a42);

  limner_shape_polygon (stage, frame, (float[]) { x - half, 0.02f, x + half, 0.02f, x + half,
                                                  height, x - half, height }, 4, stone);
  limner_shape_polygon (stage, frame,
                        (float[]) { x - half, height - 0.05f, x + half, height - 0.05f,
                                    x + half * 1.22f, height, x - half * 1.22f, height }, 4,
                        limner_colour_scale (stone, 0.8f));
  if (roof)
    {
      limner_shape_polygon (stage, frame,
                            (float[]) { x - half * 1.32f, height, x + half * 1.32f, height, x,
                                        height + half * 3.3f }, 3, slate);
      limner_shape_limb (stage, frame, (float[]) { x, height + half * 3.1f, x,
                                                   height + half * 3.3f + 0.07f }, 2, 0.007f,
                         0.005f, LIMNER_COLOUR (0x4a4038));
      limner_shape_polygon (stage, frame,
                            (float[]) { x, height + half * 3.3f + 0.07f, x + 0.085f,
                                        height + half * 3.3f + 0.05f, x,
                                        height + half * 3.3f + 0.028f }, 3,
                            LIMNER_COLOUR (0xc23a30));
    }
  else
    {
      draw_teeth (stage, frame, x - half * 1.22f, x + half * 1.22f, height, stone);
    }
  for (float y = 0.2f; y < height - 0.09f; y += 0.16f)
    draw_slit (stage, frame, x, y);
}

/**
 * limner_draw_castle:
 * @stage: a stage
 * @frame: middle of the foot of its walls, and its height
 *
 * Draws a castle of walls and towers on a rock.
 */
void
limner_draw_castle (LimnerStage       *stage,
                    const LimnerFrame *frame)
{
  static const float hill[] = { -1.15f, -0.3f, -0.85f, -0.02f, -0.66f, 0.07f, -0.3f, 0.09f, 0.25f,
                                0.08f, 0.66f, 0.06f, 0.88f, -0.05f, 1.2f, -0.3f };
  static const float gate[] = { -0.07f, 0.03f, 0.07f, 0.03f, 0.07f, 0.13f, 0.045f, 0.185f, 0,
                                0.205f, -0.045f, 0.185f, -0.07f, 0.13f };
  LimnerColour stone = LIMNER_COLOUR (0xc4b8a6);
  LimnerColour grass = limner_season_grass (stage);
  LimnerFrame up = *frame;

  limner_shape_smooth (stage, frame, hill, 8,
                       limner_colour_mix (grass, LIMNER_COLOUR (0x8a8474), 0.35f));
  up.origin.y -= 0.05f * frame->scale;
  draw_turret (stage, &up, -0.27f, 0.075f, 0.62f, TRUE);
  draw_turret (stage, &up, 0.29f, 0.07f, 0.56f, TRUE);
  limner_shape_polygon (stage, &up, (float[]) { -0.2f, 0, 0.2f, 0, 0.2f, 0.52f, -0.2f, 0.52f }, 4,
                        stone);
  draw_teeth (stage, &up, -0.2f, 0.2f, 0.52f, stone);
  for (int i = -1; i <= 1; i++)
    draw_slit (stage, &up, (float) i * 0.11f, 0.43f);
  draw_turret (stage, &up, 0.07f, 0.06f, 0.78f, TRUE);
  limner_shape_polygon (stage, &up, (float[]) { -0.56f, 0, 0.56f, 0, 0.56f, 0.29f, -0.56f,
                                                0.29f }, 4, limner_colour_scale (stone, 0.93f));
  draw_teeth (stage, &up, -0.56f, 0.56f, 0.29f, limner_colour_scale (stone, 0.93f));
  draw_turret (stage, &up, -0.56f, 0.09f, 0.46f, TRUE);
  draw_turret (stage, &up, 0.56f, 0.085f, 0.4f, FALSE);
  limner_shape_polygon (stage, &up, (float[]) { -0.13f, 0, 0.13f, 0, 0.13f, 0.35f, -0.13f,
                                                0.35f }, 4, stone);
  draw_teeth (stage, &up, -0.13f, 0.13f, 0.35f, stone);
  limner_shape_smooth (stage, &up, gate, 7, LIMNER_COLOUR (0x33281f));
  for (int i = 0; i < 26; i++)
    {
      float x = limner_random_range (&stage->random, -0.95f, 0.95f);

      limner_shape_ellipse (stage, frame,
                            (float[]) { x, 0.03f - 0.1f * x * x, 0.06f, 0.045f }, 0,
                            stage->plan->season == LIMNER_SEASON_WINTER
                              ? LIMNER_COLOUR (0xeef2f8) : limner_season_leaves (stage));
    }
}

/* The stones that show in a wall. */
static void
draw_stones (LimnerStage       *stage,
             const LimnerFrame *frame,
             float              left,
             float              right,
             float              bottom,
             float              top,
             int                n_stones,
             LimnerColour       colour)
{
  for (int i = 0; i < n_stones; i++)
    {
      LimnerFrame faint = *frame;
      float row = (float) limner_random_below (&stage->random, 5) / 5;

      faint.opacity = 0.4f;
      limner_shape_flat (stage, &faint,
                         (float[]) { limner_random_range (&stage->random, left, right),
                                     bottom + (top - bottom) * (row + 0.1f), 0.022f, 0.008f },
                         limner_colour_scale (colour,
                                              limner_random_range (&stage->random, 0.7f, 1.1f)),
                         limner_random_range (&stage->random, 0.4f, 0.9f));
    }
}

/**
 * limner_draw_bridge:
 * @stage: a stage
 * @frame: middle of it at the water, and half its length
 *
 * Draws a bridge of stone with three arches and what the water shows of it.
 */
void
limner_draw_bridge (LimnerStage       *stage,
                    const LimnerFrame *frame)
{
  static const float middles[BRIDGE_ARCHES] = { -0.42f, 0, 0.42f };
  static const float halves[BRIDGE_ARCHES] = { 0.155f, 0.19f, 0.155f };
  static const float heights[BRIDGE_ARCHES] = { 0.18f, 0.25f, 0.18f };
  LimnerColour stone = LIMNER_COLOUR (0xb7a78e);
  float outline[2 * (6 + BRIDGE_ARCHES * ARCH_POINTS)] = { 1.3f, -0.03f, 1.3f, 0.2f, 0, 0.37f,
                                                           -1.3f, 0.2f, -1.3f, -0.03f };
  int n = 5;

  for (int arch = 0; arch < BRIDGE_ARCHES; arch++)
    {
      float soffit[2 * ARCH_POINTS];

      for (int i = 0; i < ARCH_POINTS; i++)
        {
          float turn = (float) G_PI * (1 - (float) i / (ARCH_POINTS - 1));
          float x = middles[arch] + halves[arch] * cosf (turn);
          float y = heights[arch] * sinf (turn) - 0.03f;

          outline[2 * n] = x;
          outline[2 * n++ + 1] = y;
          soffit[2 * i] = x + (i > 0 && i < ARCH_POINTS - 1 ? 0.028f : 0);
          soffit[2 * i + 1] = y + (i > 0 && i < ARCH_POINTS - 1 ? 0.012f : 0);
        }
      /* Arches are seen a little from the side: their inner face is in shadow. */
      limner_shape_limb (stage, frame, soffit, ARCH_POINTS, 0.045f, 0.045f,
                         limner_colour_scale (stone, 0.42f));
    }
  limner_shape_polygon (stage, frame, outline, n, stone);
  draw_stones (stage, frame, -0.95f, 0.95f, 0.14f, 0.24f, 90, stone);
  for (int arch = 0; arch < BRIDGE_ARCHES; arch++)
    {
      float ring[2 * ARCH_POINTS];

      for (int i = 0; i < ARCH_POINTS; i++)
        {
          float turn = (float) G_PI * (1 - (float) i / (ARCH_POINTS - 1));

          ring[2 * i] = middles[arch] + (halves[arch] + 0.014f) * cosf (turn);
          ring[2 * i + 1] = (heights[arch] + 0.014f) * sinf (turn) - 0.03f;
        }
      limner_shape_limb (stage, frame, ring, ARCH_POINTS, 0.022f, 0.022f,
                         limner_colour_scale (stone, 1.15f));
    }
  limner_shape_limb (stage, frame, (float[]) { -1.3f, 0.2f, -0.6f, 0.295f, 0, 0.37f, 0.6f, 0.295f,
                                               1.3f, 0.2f }, 5, 0.045f, 0.045f,
                     limner_colour_scale (stone, 1.2f));
  limner_shape_limb (stage, frame, (float[]) { -1.3f, 0.165f, -0.6f, 0.258f, 0, 0.332f, 0.6f,
                                               0.258f, 1.3f, 0.165f }, 5, 0.012f, 0.012f,
                     limner_colour_scale (stone, 0.55f));
}

/**
 * limner_draw_windmill:
 * @stage: a stage
 * @frame: middle of its foot, and its height
 */
void
limner_draw_windmill (LimnerStage       *stage,
                      const LimnerFrame *frame)
{
  static const float body[] = { -0.21f, 0, 0.21f, 0, 0.12f, 0.6f, -0.12f, 0.6f };
  static const float cap[] = { -0.145f, 0.59f, -0.12f, 0.68f, 0, 0.74f, 0.12f, 0.68f, 0.145f,
                               0.59f };
  static const float door[] = { -0.045f, 0, 0.045f, 0, 0.045f, 0.12f, -0.045f, 0.12f };
  float turn = limner_random_range (&stage->random, 0.3f, 0.75f);

  limner_shape_polygon (stage, frame, body, 4, LIMNER_COLOUR (0xefe4d0));
  limner_shape_polygon (stage, frame, door, 4, LIMNER_COLOUR (0x6a4630));
  draw_slit (stage, frame, 0, 0.25f);
  draw_slit (stage, frame, 0.03f, 0.44f);
  limner_shape_limb (stage, frame, (float[]) { -0.2f, 0.2f, 0.2f, 0.2f }, 2, 0.02f, 0.02f,
                     LIMNER_COLOUR (0x6a4e38));
  limner_shape_smooth (stage, frame, cap, 5, LIMNER_COLOUR (0x8a4a36));
  for (int i = 0; i < 4; i++)
    {
      float angle = turn + (float) i * (float) G_PI_2;
      float c = cosf (angle);
      float s = sinf (angle);
      float sail[] = { 0.08f * c, 0.64f + 0.08f * s, 0.43f * c, 0.64f + 0.43f * s,
                       0.43f * c - 0.1f * s, 0.64f + 0.43f * s + 0.1f * c, 0.1f * c - 0.09f * s,
                       0.64f + 0.1f * s + 0.09f * c };

      limner_shape_polygon (stage, frame, sail, 4, LIMNER_COLOUR (0xf4ead6));
      for (int bar = 1; bar < 6; bar++)
        {
          float at = 0.08f + 0.07f * (float) bar;

          limner_shape_limb (stage, frame,
                             (float[]) { at * c, 0.64f + at * s, at * c - 0.095f * s,
                                         0.64f + at * s + 0.095f * c }, 2, 0.007f, 0.007f,
                             LIMNER_COLOUR (0x8a6a4c));
        }
      limner_shape_limb (stage, frame, (float[]) { 0, 0.64f, 0.45f * c, 0.64f + 0.45f * s }, 2,
                         0.022f, 0.014f, LIMNER_COLOUR (0x5e4430));
    }
  limner_shape_flat (stage, frame, (float[]) { 0, 0.64f, 0.022f, 0.022f },
                     LIMNER_COLOUR (0x3e2e22), 0.6f);
}

/**
 * limner_draw_palm:
 * @stage: a stage
 * @frame: its foot and its height
 * @lean: how far its crown is to the right of its foot, in heights
 */
void
limner_draw_palm (LimnerStage       *stage,
                  const LimnerFrame *frame,
                  float              lean)
{
  LimnerColour bark = LIMNER_COLOUR (0x8a6a48);
  float trunk[] = { 0, 0, lean * 0.25f, 0.3f, lean * 0.62f, 0.62f, lean, 0.86f };

  limner_shape_limb (stage, frame, trunk, 4, 0.06f, 0.035f, bark);
  for (int i = 1; i < 14; i++)
    {
      float t = (float) i / 14;
      float x = lean * t * (0.55f + 0.45f * t);

      limner_shape_limb (stage, frame, (float[]) { x - 0.022f, 0.86f * t + 0.006f, x + 0.022f,
                                                   0.86f * t - 0.002f }, 2, 0.007f, 0.007f,
                         limner_colour_scale (bark, 0.6f));
    }
  for (int i = 0; i < 11; i++)
    {
      float turn = -0.5f + (float) i * 4.14f / 10 + limner_random_range (&stage->random, -0.1f,
                                                                         0.1f);
      float reach = limner_random_range (&stage->random, 0.27f, 0.36f);
      float c = cosf (turn);
      float s = sinf (turn);
      float rib[] = { lean, 0.86f, lean + reach * 0.5f * c, 0.88f + reach * 0.55f * s,
                      lean + reach * c, 0.87f + reach * 0.45f * s - 0.06f,
                      lean + reach * 1.2f * c, 0.82f + reach * 0.2f * s - 0.12f };
      LimnerColour green = limner_colour_mix (LIMNER_COLOUR (0x35692f), LIMNER_COLOUR (0x86a844),
                                              limner_random_unit (&stage->random));

      for (int leaf = 0; leaf < 22; leaf++)
        {
          float t = (float) (leaf / 2 + 2) / 13 * 3;
          int k = MIN ((int) t, 2);
          float x = rib[2 * k] + (rib[2 * k + 2] - rib[2 * k]) * (t - (float) k);
          float y = rib[2 * k + 1] + (rib[2 * k + 3] - rib[2 * k + 1]) * (t - (float) k);
          float out = leaf % 2 == 0 ? 1.0f : -1.0f;

          limner_shape_limb (stage, frame,
                             (float[]) { x, y, x + 0.05f * c + 0.035f * out * s,
                                         y - 0.075f + 0.03f * out * c }, 2, 0.016f, 0.003f,
                             limner_colour_scale (green, out > 0 ? 1.0f : 0.75f));
        }
      limner_shape_limb (stage, frame, rib, 4, 0.014f, 0.005f,
                         limner_colour_scale (green, 0.8f));
    }
  for (int i = 0; i < 3; i++)
    limner_shape_ellipse (stage, frame, (float[]) { lean + 0.028f * ((float) i - 1), 0.835f,
                                                    0.022f, 0.024f }, 0,
                          LIMNER_COLOUR (0x6a4428));
}

/* Where the ground is on which a house stands near us; 0 where there is none. */
static const float yards[LIMNER_N_MOTIFS] = {
  [LIMNER_MOTIF_HARBOUR] = 0.96f, [LIMNER_MOTIF_SEA] = 0.93f, [LIMNER_MOTIF_LIGHTHOUSE] = 0.94f,
  [LIMNER_MOTIF_MOUNTAINS] = 0.95f, [LIMNER_MOTIF_WATERFALL] = 0.92f,
  [LIMNER_MOTIF_FOREST] = 0.88f, [LIMNER_MOTIF_DUNES] = 0.86f, [LIMNER_MOTIF_MEADOW] = 0.8f,
  [LIMNER_MOTIF_LANE] = 0.84f, [LIMNER_MOTIF_VILLAGE] = 0.86f, [LIMNER_MOTIF_CITY] = 0.92f,
  [LIMNER_MOTIF_TREE] = 0.88f, [LIMNER_MOTIF_RIVER] = 0.66f,
};

/* The house, the church or the village that the prompt names in a place. */
static void
draw_buildings (LimnerStage *stage,
                float        x)
{
  static const guint32 roofs[] = { 0x6b5348, 0xa4503a, 0x7a4a3c };
  guint things = stage->plan->things;
  float yard = yards[stage->plan->motif];
  gboolean village = (things & (1u << LIMNER_THING_VILLAGE)) &&
                     stage->plan->motif != LIMNER_MOTIF_VILLAGE;
  LimnerColour walls[] = { LIMNER_COLOUR (0xf0e4cf), LIMNER_COLOUR (0xe5c9a0),
                           LIMNER_COLOUR (0xd9b48c) };
  /* Whoever stands before them hides less of them when they are further away. */
  float size = stage->plan->subject != LIMNER_SUBJECT_NONE ? 0.8f : 1.0f;

  if (yard <= 0)
    return;
  if (size < 1)
    yard -= 0.05f;
  if ((things & (1u << LIMNER_THING_CHURCH)) || village)
    limner_draw_church (stage, (LimnerPoint) { x + (x > stage->scene->aspect / 2 ? -0.2f : 0.2f),
                                               yard - 0.03f }, 0.4f * size, 0.06f);
  for (int i = 2; i >= 0 && village; i--)
    limner_draw_house (stage, &(LimnerFrame) { { x + 0.17f * (float) (i - 1),
                                                 yard - 0.025f * (float) i }, 0.085f * size,
                                               FALSE, 1, 0.1f }, 1.7f, walls[i],
                       LIMNER_COLOUR (roofs[i]));
  if (things & (1u << LIMNER_THING_HOUSE))
    {
      LimnerColour colours[3];
      int n = limner_thing_colours (stage, LIMNER_THING_HOUSE, colours, 3);

      limner_draw_house (stage, &(LimnerFrame) { { x, yard }, 0.16f * size, FALSE, 1, 0.02f },
                         1.9f, n > 0 ? colours[0] : walls[0],
                         n > 1 ? colours[1] : LIMNER_COLOUR (roofs[0]));
    }
}

/**
 * limner_draw_landmarks:
 * @stage: a stage whose motif is drawn
 *
 * Draws what the prompt names beside the motif: houses, a castle, a mill, palms. The river has
 * places of its own for castles, bridges and mills.
 */
void
limner_draw_landmarks (LimnerStage *stage)
{
  guint extras = stage->plan->extras;
  float aspect = stage->scene->aspect;
  float side = limner_random_chance (&stage->random, 0.5f) ? 0.3f : 0.7f;

  if (stage->plan->motif != LIMNER_MOTIF_RIVER && (extras & LIMNER_EXTRA_CASTLE))
    limner_draw_castle (stage, &(LimnerFrame) { { aspect * side, 0.6f }, 0.42f, FALSE, 1, 0.25f });
  if (stage->plan->motif != LIMNER_MOTIF_RIVER && (extras & LIMNER_EXTRA_MILL))
    limner_draw_windmill (stage, &(LimnerFrame) { { aspect * (1 - side), 0.74f }, 0.56f, FALSE, 1,
                                                  0.12f });
  /* Beside whoever stands in the middle, or beside the river. */
  if (stage->plan->n_beings > 0 || stage->plan->motif == LIMNER_MOTIF_RIVER)
    draw_buildings (stage, aspect * (side > 0.5f ? 0.82f : 0.18f));
  else
    draw_buildings (stage, aspect * (1 - side));
  for (int i = 0; i < 3 && (extras & LIMNER_EXTRA_PALMS); i++)
    {
      float lean = (side > 0.5f ? -1.0f : 1.0f) * limner_random_range (&stage->random, 0.1f, 0.34f);
      float out = (side > 0.5f ? 1.0f : -1.0f) * (0.13f + 0.12f * (float) i);

      limner_draw_palm (stage, &(LimnerFrame) { { aspect * (0.5f + out * (1.6f - 0.25f *
                                                                         (float) i)),
                                                  0.99f - 0.05f * (float) i },
                                                0.86f - 0.16f * (float) i, FALSE, 1, 0.03f },
                        lean);
    }
}

/**
 * limner_is_landmark:
 * @plan: what a prompt asks for
 *
 * Returns: %TRUE if it names something that stands by itself, and no place for it
 */
gboolean
limner_is_landmark (const LimnerPainterPlan *plan)
{
  const guint buildings = 1u << LIMNER_THING_HOUSE | 1u << LIMNER_THING_CHURCH;
  const guint extras = LIMNER_EXTRA_CASTLE | LIMNER_EXTRA_MILL | LIMNER_EXTRA_BRIDGE |
                       LIMNER_EXTRA_PALMS;

  if (plan->n_beings > 0 || !plan->motif_known)
    return FALSE;
  if (plan->motif_implied && (plan->extras & extras))
    return TRUE;
  if (plan->motif == LIMNER_MOTIF_VILLAGE)
    return (plan->things & buildings) && !(plan->things & (1u << LIMNER_THING_VILLAGE));
  return plan->motif == LIMNER_MOTIF_LIGHTHOUSE;
}

/**
 * limner_draw_landmark:
 * @stage: a stage whose plan limner_is_landmark()
 *
 * Draws what the prompt names onto what is there, at the foot of the picture.
 */
void
limner_draw_landmark (LimnerStage *stage)
{
  guint extras = stage->plan->extras;
  guint things = stage->plan->things;
  float aspect = stage->scene->aspect;
  float size = MIN (0.82f, aspect * 0.62f);
  LimnerFrame frame = { { aspect * 0.5f, 0.93f }, size, FALSE, 1, 0.12f };

  if (extras & LIMNER_EXTRA_CASTLE)
    {
      frame.scale = MIN (0.82f, aspect * 0.42f);
      limner_draw_castle (stage, &frame);
    }
  else if (extras & LIMNER_EXTRA_MILL)
    limner_draw_windmill (stage, &frame);
  else if (stage->plan->motif == LIMNER_MOTIF_LIGHTHOUSE)
    limner_draw_tower (stage, &frame);
  else if (things & (1u << LIMNER_THING_CHURCH))
    limner_draw_church (stage, frame.origin, size, frame.distance);
  else if (extras & LIMNER_EXTRA_BRIDGE)
    limner_draw_bridge (stage, &(LimnerFrame) { { aspect * 0.5f, 0.8f }, aspect * 0.46f, FALSE, 1,
                                                0.1f });
  else if (extras & LIMNER_EXTRA_PALMS)
    limner_draw_palm (stage, &frame, 0.15f);
  else
    {
      LimnerColour colours[3];
      int n = limner_thing_colours (stage, LIMNER_THING_HOUSE, colours, 3);

      frame.scale = MIN (0.4f, aspect * 0.4f);
      limner_draw_house (stage, &frame, 1.9f, n > 0 ? colours[0] : LIMNER_COLOUR (0xf0e4cf),
                         n > 1 ? colours[1] : LIMNER_COLOUR (0x6b5348));
    }
}

/* The banks of a river that comes from the horizon, nearer and wider. */
static int
trace_river (LimnerStage *stage,
             float        horizon,
             LimnerPoint *points)
{
  float aspect = stage->scene->aspect;
  float swing = limner_random_chance (&stage->random, 0.5f) ? 1.0f : -1.0f;
  int n = 20;

  for (int i = 0; i < n; i++)
    {
      float t = (float) i / (float) (n - 1);
      float near = t * t;
      float middle = aspect * (0.5f + swing * (0.16f * sinf (t * 5.2f) * (1.1f - 0.5f * t) -
                                               0.08f * t));
      float half = aspect * (0.012f + 0.36f * near * t + 0.05f * t);

      points[i] = (LimnerPoint) { middle - half, horizon + 0.012f + (1.02f - horizon) * near };
      points[2 * n - 1 - i] = (LimnerPoint) { middle + half, points[i].y };
    }

  return 2 * n;
}

/* Bushes, reeds and trees along both banks. */
static void
plant_banks (LimnerStage       *stage,
             const LimnerPoint *banks,
             int                n_points)
{
  gboolean winter = stage->plan->season == LIMNER_SEASON_WINTER;
  LimnerColour grass = limner_season_grass (stage);

  for (int i = 3; i < n_points / 2; i++)
    for (int side = 0; side < 2; side++)
      {
        LimnerPoint at = banks[side == 0 ? i : n_points - 1 - i];
        float near = (float) i / (float) (n_points / 2);
        float out = side == 0 ? -1.0f : 1.0f;
        LimnerFrame frame = { { at.x, at.y }, 0.12f * near + 0.02f, FALSE, 1, 0.4f * (1 - near) };

        for (int k = 0; k < 5; k++)
          limner_shape_ellipse (stage, &frame,
                                (float[]) { out * limner_random_range (&stage->random, -0.1f,
                                                                       0.8f),
                                            limner_random_range (&stage->random, -0.05f, 0.12f),
                                            0.3f, 0.13f }, 0,
                                limner_colour_scale (grass, winter ? 0.95f : 0.8f));
        if (i % 4 == 1)
          {
            frame.origin.x += out * (0.06f + 0.1f * near);
            frame.scale = 0.1f + 0.26f * near;
            if (winter)
              limner_draw_conifer (stage, &frame, LIMNER_COLOUR (0x42603f));
            else
              limner_draw_broadleaf (stage, &frame, limner_season_leaves (stage),
                                     LIMNER_COLOUR (0x5a4636));
          }
      }
}

/**
 * limner_motif_river:
 * @stage: a stage
 *
 * A river winds from the hills towards us, below a castle, under a bridge, past a mill, if the
 * prompt names them.
 */
void
limner_motif_river (LimnerStage *stage)
{
  float horizon = limner_random_range (&stage->random, 0.42f, 0.47f);
  float aspect = stage->scene->aspect;
  float side = limner_random_chance (&stage->random, 0.5f) ? 0.29f : 0.71f;
  LimnerColour ground = limner_season_grass (stage);
  guint extras = stage->plan->extras;
  LimnerPoint banks[40];
  int n_banks;

  limner_draw_sky (stage, horizon);
  limner_draw_ridge (stage, horizon, 0.2f, 1.3f, 0.45f, LIMNER_COLOUR (0x70808c), 0.85f);
  limner_draw_ridge (stage, horizon + 0.01f, 0.09f, 1.7f, 0.15f,
                     limner_colour_mix (ground, LIMNER_COLOUR (0x557a50), 0.5f), 0.6f);
  limner_draw_ground (stage, horizon, 0.02f, ground, limner_colour_scale (ground, 0.85f), 0.45f);
  if (extras & LIMNER_EXTRA_CASTLE)
    limner_draw_castle (stage, &(LimnerFrame) { { aspect * side, horizon + 0.075f }, 0.4f, FALSE,
                                                1, 0.3f });
  n_banks = trace_river (stage, horizon, banks);
  limner_draw_river (stage, banks, (guint) n_banks, horizon);
  plant_banks (stage, banks, n_banks);
  for (int i = 0; i < 3 && (extras & LIMNER_EXTRA_HOUSE); i++)
    limner_draw_house (stage, &(LimnerFrame) { { aspect * (1 - side) + 0.15f * (float) (i - 1),
                                                 horizon + 0.1f + 0.045f * (float) i },
                                               0.07f + 0.016f * (float) i, FALSE, 1, 0.2f }, 1.8f,
                       LIMNER_COLOUR (0xf0e4cf), LIMNER_COLOUR (0xa4503a));
  if (extras & LIMNER_EXTRA_MILL)
    limner_draw_windmill (stage, &(LimnerFrame) { { aspect * (1 - side), horizon + 0.2f }, 0.46f,
                                                  FALSE, 1, 0.15f });
  if (extras & LIMNER_EXTRA_BRIDGE)
    limner_draw_bridge (stage, &(LimnerFrame) { { aspect * 0.5f, 0.76f }, aspect * 0.46f, FALSE, 1,
                                                0.08f });
  if (!(stage->plan->banned_extras & LIMNER_EXTRA_FLOWERS) &&
      stage->plan->season != LIMNER_SEASON_WINTER && !(extras & LIMNER_EXTRA_BRIDGE))
    limner_draw_reeds (stage, 1.02f, 120, 0.1f, limner_colour_scale (ground, 0.8f));
  if (limner_stage_wants (stage, LIMNER_EXTRA_BIRDS, 0.5f))
    limner_draw_birds (stage, horizon * 0.3f, horizon * 0.6f, 6);
}
