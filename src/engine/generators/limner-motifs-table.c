/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include "limner-motifs.h"
#include "limner-shapes.h"

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

/* One kind of fruit: its colours, its height over its width, and its size beside an apple's. */
typedef struct
{
  LimnerThing thing;
  guint32     colour;
  guint32     blush;
  float       flatness;
  float       size;
} Fruit;

static const Fruit fruits[] = {
  { LIMNER_THING_APPLE, 0xc8b03a, 0xc2302a, 0.94f, 1 },
  { LIMNER_THING_APPLE, 0xa8232a, 0xd8762e, 0.95f, 1 },
  { LIMNER_THING_ORANGE, 0xf09a2c, 0xe8781e, 0.98f, 1 },
  { LIMNER_THING_LEMON, 0xf2d23c, 0xe0b52c, 0.8f, 0.95f },
  { LIMNER_THING_PEAR, 0x93ab3c, 0xb8b548, 0.96f, 0.95f },
  { LIMNER_THING_PEACH, 0xe9a06c, 0xd8584c, 0.97f, 1 },
  { LIMNER_THING_TOMATO, 0xd63a26, 0xc02a1e, 0.84f, 1 },
  { LIMNER_THING_STRAWBERRY, 0xcf2434, 0xe04a48, 1.2f, 0.55f },
  { LIMNER_THING_CHERRY, 0x9c1630, 0xb82a3a, 1, 0.5f },
};

/* How many of them lie in a bowl when the prompt names none. */
#define N_USUAL_FRUITS 6

/* One of the kinds that the prompt names, in turn, or any. */
static const Fruit *
choose_fruit (LimnerStage *stage)
{
  guint wanted[G_N_ELEMENTS (fruits)];
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (fruits); i++)
    if (stage->plan->things & (1u << fruits[i].thing))
      wanted[n++] = i;
  if (n == 0)
    return &fruits[limner_random_below (&stage->random, N_USUAL_FRUITS)];

  return &fruits[wanted[stage->n_fruits++ % n]];
}

/* The ends of a lemon, the neck of a pear. */
static void
draw_form (LimnerStage *stage,
           const Fruit *fruit,
           LimnerPoint  centre,
           float        radius)
{
  LimnerColour colour = LIMNER_COLOUR (fruit->colour);
  LimnerColour blush = LIMNER_COLOUR (fruit->blush);

  if (stage->plan->thing_hues[fruit->thing] != 0)
    {
      limner_thing_colours (stage, fruit->thing, &colour, 1);
      blush = limner_colour_scale (colour, 0.88f);
    }
  if (fruit->thing == LIMNER_THING_PEAR)
    limner_draw_sphere (stage, (LimnerPoint) { centre.x, centre.y - radius * 0.75f },
                        radius * 0.6f, 1.2f, colour, blush);
  for (int end = -1; end <= 1 && fruit->thing == LIMNER_THING_LEMON; end += 2)
    limner_draw_sphere (stage, (LimnerPoint) { centre.x + (float) end * radius, centre.y },
                        radius * 0.24f, 0.9f, colour, blush);
  limner_draw_sphere (stage, centre, radius, fruit->flatness, colour, blush);
}

static void
draw_fruit (LimnerStage *stage,
            LimnerPoint  foot,
            float        size)
{
  const Fruit *fruit = choose_fruit (stage);
  float radius = size * fruit->size;
  LimnerPoint centre = { foot.x, foot.y - radius * fruit->flatness };
  LimnerPaint stem = limner_paint_plain (limner_stage_tone (stage, LIMNER_COLOUR (0x4a3520), 0.4f,
                                                            0), 1);
  float top = fruit->thing == LIMNER_THING_PEAR ? 1.35f : 0.72f;

  draw_shadow (stage, foot, radius * 1.9f);
  draw_form (stage, fruit, centre, radius);
  if (fruit->thing == LIMNER_THING_LEMON)
    return;
  limner_scene_line (stage->scene, (LimnerPoint) { centre.x, centre.y - radius * top },
                     (LimnerPoint) { centre.x + radius * 0.18f,
                                     centre.y - radius * (top + 0.5f) }, radius * 0.1f,
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

  limner_thing_colours (stage, LIMNER_THING_VESSEL, &china, 1);
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

/* A cup of three petals on a stem that leans away from the middle. */
static void
draw_tulip (LimnerStage *stage,
            LimnerPoint  at,
            float        radius,
            LimnerColour colour)
{
  float lean = limner_random_range (&stage->random, -0.3f, 0.3f);

  for (int i = 0; i < 3; i++)
    {
      float out = i == 2 ? 0 : (float) i * 2 - 1;
      LimnerPaint petal = limner_paint_down (
        limner_stage_tone (stage, limner_colour_scale (colour, 1.08f), i == 2 ? 1 : 0.55f, 0),
        limner_stage_tone (stage, limner_colour_scale (colour, 0.66f), i == 2 ? 0.7f : 0.3f, 0),
        at.y - radius, at.y + radius, 0.75f);

      petal.angle = (float) G_PI_2 + lean;
      limner_scene_ellipse (stage->scene, (LimnerPoint) { at.x + out * radius * 0.36f,
                                                          at.y + (i == 2 ? 0.08f : 0) * radius },
                            radius * 0.42f, radius * 0.92f, lean + out * 0.22f, &petal);
    }
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
  if (stage->plan->extras & LIMNER_EXTRA_TULIPS)
    {
      draw_tulip (stage, at, radius * 0.8f, colour);
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

/* The colours of the flowers: those that the prompt names for them, or a mix. */
static int
choose_blooms (LimnerStage  *stage,
               LimnerColour  colours[4])
{
  static const guint32 mixes[4][4] = {
    { 0xd8485e, 0xf2b3bd, 0xf6e6dc, 0xc02c48 }, { 0xf3cf58, 0xf7f0e2, 0xec9440, 0x7a8fd0 },
    { 0x8c6ac0, 0xd9c4ec, 0xf4efe8, 0xe69ab8 }, { 0xe2542f, 0xf0a43c, 0xf6e9cf, 0xb52c34 },
  };
  const guint32 *mix = mixes[limner_random_below (&stage->random, 4)];
  int n = limner_thing_colours (stage, LIMNER_THING_FLOWERS, colours, 4);

  for (int i = 0; i < 4 && n == 0; i++)
    colours[i] = LIMNER_COLOUR (mix[i]);

  return n > 0 ? n : 4;
}

/* A vase with flowers; @size 1 fills the picture. */
static void
draw_bouquet (LimnerStage        *stage,
              LimnerPoint         foot,
              float               size,
              const LimnerColour *colours,
              int                 n_colours)
{
  static const float vase[] = { 0.24f, 0.27f, 0.36f, 0.4f, 0.36f, 0.27f, 0.2f, 0.24f };
  LimnerColour glaze;

  draw_shadow (stage, foot, 0.34f * size);
  for (int i = 0; i < 70; i++)
    {
      float angle = (float) G_PI * limner_random_range (&stage->random, -0.15f, 1.15f);
      float away = sqrtf (limner_random_unit (&stage->random)) * 0.36f * size;
      LimnerPoint at = { foot.x + cosf (angle) * away,
                         foot.y - 0.44f * size - sinf (angle) * away * 0.9f };
      LimnerColour green = limner_colour_mix (LIMNER_COLOUR (0x35583a), LIMNER_COLOUR (0x7a9850),
                                              limner_random_unit (&stage->random));
      LimnerPaint leaf = limner_paint_plain (limner_stage_tone (stage, green,
                                                                limner_random_unit (&stage->random),
                                                                0), 0.4f);

      leaf.angle = -angle;
      limner_scene_ellipse (stage->scene, at,
                            limner_random_range (&stage->random, 0.03f, 0.07f) * size,
                            0.018f * size, -angle, &leaf);
    }
  glaze = limner_random_chance (&stage->random, 0.5f) ? LIMNER_COLOUR (0x39679c)
                                                      : LIMNER_COLOUR (0xd9d3c4);
  /* Colours that are said of nothing are those of the flowers. */
  if (stage->plan->thing_hues[LIMNER_THING_VESSEL] != 0)
    limner_thing_colours (stage, LIMNER_THING_VESSEL, &glaze, 1);
  limner_draw_vessel (stage, foot, 0.34f * size, vase, G_N_ELEMENTS (vase), glaze);
  for (int i = 0; i < 23; i++)
    {
      float turn = (float) i * 2.39996f;
      float away = 0.066f * sqrtf ((float) (23 - i)) * size;
      LimnerPoint at = { foot.x + cosf (turn) * away +
                         limner_random_range (&stage->random, -0.02f, 0.02f) * size,
                         foot.y - 0.5f * size + sinf (turn) * away * 0.82f };

      draw_bloom (stage, at, limner_random_range (&stage->random, 0.055f, 0.095f) * size,
                  colours[limner_random_below (&stage->random, n_colours)]);
    }
}

/**
 * limner_motif_bouquet:
 * @stage: a stage
 */
void
limner_motif_bouquet (LimnerStage *stage)
{
  static const guint32 walls[] = { 0x5f6a66, 0x7d6f60, 0x46586a, 0x83695c };
  float middle = stage->scene->aspect * 0.5f;
  LimnerColour colours[4];
  int n_colours = choose_blooms (stage, colours);

  draw_room (stage, 0.76f,
             LIMNER_COLOUR (walls[limner_random_below (&stage->random, G_N_ELEMENTS (walls))]),
             limner_random_chance (&stage->random,
                                   0.5f) ? LIMNER_COLOUR (0xb9845c) : LIMNER_COLOUR (0xe9dfcc));
  draw_bouquet (stage, (LimnerPoint) { middle, 0.9f }, 1, colours, n_colours);
  for (int i = 0; i < 3; i++)
    draw_bloom (stage, (LimnerPoint) { middle + ((float) i - 1) * 0.27f + 0.06f,
                                       0.93f + 0.012f * (float) i },
                0.032f, colours[i % n_colours]);
}

/* What stands behind the fruit: a jug and perhaps a bottle, or flowers if the prompt names them. */
static void
draw_behind_fruit (LimnerStage *stage,
                   float        middle,
                   float        side)
{
  static const float jug[] = { 0.2f, 0.3f, 0.36f, 0.34f, 0.24f, 0.17f, 0.16f, 0.2f };
  static const float bottle[] = { 0.15f, 0.155f, 0.155f, 0.15f, 0.13f, 0.06f, 0.05f, 0.05f,
                                  0.055f };
  static const guint32 jugs[] = { 0x2f5f9a, 0xb9c3c0, 0x8c4a34, 0x37705f, 0xd8c8a4 };
  LimnerColour glaze;

  if (stage->plan->things & (1u << LIMNER_THING_FLOWERS))
    {
      LimnerColour colours[4];
      int n_colours = choose_blooms (stage, colours);

      draw_bouquet (stage, (LimnerPoint) { middle - side * 0.17f, 0.76f }, 0.7f, colours,
                    n_colours);
      return;
    }
  draw_shadow (stage, (LimnerPoint) { middle - side * 0.22f, 0.74f }, 0.26f);
  glaze = LIMNER_COLOUR (jugs[limner_random_below (&stage->random, G_N_ELEMENTS (jugs))]);
  limner_thing_colours (stage, LIMNER_THING_VESSEL, &glaze, 1);
  limner_draw_vessel (stage, (LimnerPoint) { middle - side * 0.22f, 0.74f }, 0.42f, jug,
                      G_N_ELEMENTS (jug), glaze);
  if (limner_random_chance (&stage->random, 0.75f))
    {
      draw_shadow (stage, (LimnerPoint) { middle - side * 0.4f, 0.7f }, 0.14f);
      limner_draw_vessel (stage, (LimnerPoint) { middle - side * 0.4f, 0.7f }, 0.52f, bottle,
                          G_N_ELEMENTS (bottle), LIMNER_COLOUR (0x2c4a38));
    }
}

/**
 * limner_motif_still_life:
 * @stage: a stage
 */
void
limner_motif_still_life (LimnerStage *stage)
{
  static const float bowl[] = { 0.45f, 0.6f, 0.95f, 1.2f, 1.36f, 1.44f };
  static const guint32 walls[] = { 0x7a6a58, 0x51626c, 0x7c5846, 0x5f6b55, 0x8a7c6a };
  float aspect = stage->scene->aspect;
  float edge = limner_random_range (&stage->random, 0.56f, 0.62f);
  float middle = aspect * limner_random_range (&stage->random, 0.46f, 0.54f);
  float side = limner_random_chance (&stage->random, 0.5f) ? 1.0f : -1.0f;
  LimnerColour cloth = limner_random_chance (&stage->random, 0.7f) ? LIMNER_COLOUR (0xf0e8d8)
                                                                  : LIMNER_COLOUR (0x9a6a44);
  LimnerPoint bowl_foot = { middle + side * 0.1f, 0.8f };

  draw_room (stage, edge, LIMNER_COLOUR (walls[limner_random_below (&stage->random,
                                                                    G_N_ELEMENTS (walls))]), cloth);
  if (stage->plan->extras & LIMNER_EXTRA_CUP)
    {
      draw_breakfast (stage, middle, side);
      return;
    }
  draw_behind_fruit (stage, middle, side);
  draw_shadow (stage, bowl_foot, 0.4f);
  for (int i = 0; i < 6; i++)
    {
      LimnerPoint foot = { bowl_foot.x + ((float) (i % 3) - 1) * 0.105f + (i > 2 ? 0.05f : 0),
                           bowl_foot.y - (i > 2 ? 0.12f : 0.165f) + 0.06f };

      draw_fruit (stage, foot, limner_random_range (&stage->random, 0.068f, 0.082f));
    }
  limner_draw_vessel (stage, bowl_foot, 0.145f, bowl, G_N_ELEMENTS (bowl),
                      LIMNER_COLOUR (0xdfd8c8));
  limner_draw_vessel (stage, bowl_foot, 0.12f, bowl, G_N_ELEMENTS (bowl) - 1,
                      LIMNER_COLOUR (0xe6dfd0));
  for (int i = 0; i < 4; i++)
    draw_fruit (stage,
                (LimnerPoint) { bowl_foot.x + ((float) i - 1.5f) * 0.075f, bowl_foot.y - 0.098f },
                limner_random_range (&stage->random, 0.055f, 0.068f));
  draw_fruit (stage, (LimnerPoint) { middle - side * 0.08f, 0.88f }, 0.07f);
  draw_fruit (stage, (LimnerPoint) { middle - side * 0.3f, 0.86f }, 0.062f);
  if (limner_thing_is_wanted (stage, LIMNER_THING_GRAPE, LIMNER_THINGS_FRUIT))
    draw_grapes (stage, (LimnerPoint) { middle + side * 0.34f, 0.88f }, 0.026f);
  else
    draw_fruit (stage, (LimnerPoint) { middle + side * 0.36f, 0.89f }, 0.068f);
}
