/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include "limner-noise.h"
#include "limner-stage.h"

#define CONIFER_TIERS 9
#define N_LOBES       7

/* A tier of branches: jagged below, narrow above. */
static void
draw_tier (LimnerStage       *stage,
           const LimnerFrame *frame,
           float              top,
           float              bottom,
           float              width,
           LimnerColour       colour,
           float              side)
{
  LimnerPoint points[12];
  float x = frame->origin.x;
  LimnerPaint paint =
    limner_paint_down (limner_stage_tone (stage, colour, 0.85f, frame->distance),
                       limner_stage_tone (stage, limner_colour_scale (colour, 0.55f), 0.15f,
                                          frame->distance),
                       top, bottom, 0.55f - 0.3f * frame->distance);

  paint.start.x = x + side * width * 0.6f;
  paint.end.x = x - side * width * 0.35f;
  paint.angle = (float) G_PI_2 + side * 0.6f;
  paint.rough = 0.35f;
  paint.grain = width * 0.1f;
  paint.seed = limner_stage_seed (stage);
  points[0] = (LimnerPoint) { x, top };
  for (int i = 1; i < 12; i++)
    {
      float along = (float) (i - 1) / 10 * 2 - 1;
      float jag = i % 2 == 0 ? 0.16f : -0.06f;

      jag += limner_random_range (&stage->random, -0.06f, 0.06f);
      points[i] = (LimnerPoint) { x - along * width,
                                  bottom + (bottom - top) * (jag - 0.22f * (1 - fabsf (along))) };
    }
  limner_scene_fill (stage->scene, points, G_N_ELEMENTS (points), &paint);
}

/**
 * limner_draw_conifer:
 * @stage: a stage
 * @frame: its foot and its height
 * @colour: of the needles, in white light
 */
void
limner_draw_conifer (LimnerStage       *stage,
                     const LimnerFrame *frame,
                     LimnerColour       colour)
{
  float height = frame->scale;
  float foot = frame->origin.y;
  float side = stage->light.source.x > frame->origin.x ? 1.0f : -1.0f;
  float slim = limner_random_range (&stage->random, 0.15f, 0.22f);
  LimnerPaint trunk = limner_paint_plain (limner_stage_tone (stage, LIMNER_COLOUR (0x4a3526), 0.3f,
                                                             frame->distance), 0.4f);

  limner_scene_line (stage->scene, frame->origin,
                     (LimnerPoint) { frame->origin.x, foot - height * 0.3f },
                     height * 0.035f, height * 0.025f, &trunk);
  for (int i = 0; i < CONIFER_TIERS; i++)
    {
      float low = (float) i / CONIFER_TIERS;
      LimnerColour tint = colour;

      if (stage->plan->season == LIMNER_SEASON_WINTER)
        tint = limner_colour_mix (colour, LIMNER_COLOUR (0xf4f8ff), 0.55f);
      draw_tier (stage, frame, foot - height * MIN (0.3f + low * 0.8f, 1.0f),
                 foot - height * (0.08f + low * 0.84f),
                 height * slim * (1 - low * 0.94f) * limner_random_range (&stage->random, 0.85f,
                                                                          1.1f),
                 tint, side);
    }
}

static void
draw_branch (LimnerStage       *stage,
             LimnerPoint        from,
             float              angle,
             float              length,
             float              width,
             int                depth,
             const LimnerPaint *paint)
{
  LimnerPoint to = { from.x + cosf (angle) * length, from.y - sinf (angle) * length };

  limner_scene_line (stage->scene, from, to, width, width * 0.65f, paint);
  for (int i = 0; i < 2 && depth > 0; i++)
    draw_branch (stage, to,
                 angle + (i == 0 ? 1 : -1) * limner_random_range (&stage->random, 0.2f, 0.65f),
                 length * limner_random_range (&stage->random, 0.6f,
                                               0.8f), width * 0.62f, depth - 1,
                 paint);
}

/* One clump of leaves, lighter the more it looks towards the light. */
static void
draw_clump (LimnerStage       *stage,
            const LimnerFrame *frame,
            LimnerPoint        where,
            LimnerPoint        middle,
            float              radius,
            float              layer,
            LimnerColour       leaves)
{
  float dx = stage->light.source.x - frame->origin.x;
  float dy = MIN (stage->light.source.y - frame->origin.y, -0.35f);
  float length = sqrtf (dx * dx + dy * dy);
  float facing = ((where.x - middle.x) * dx + (where.y - middle.y) * dy) / length / frame->scale;
  float lit = CLAMP (0.26f + facing * 2.1f + layer * 0.38f, 0.0f, 1.0f);
  LimnerLab lab = limner_colour_to_lab (leaves);
  LimnerPaint paint;

  lab.a += limner_random_range (&stage->random, -0.03f, 0.03f);
  lab.b += limner_random_range (&stage->random, -0.03f, 0.03f);
  lab.lightness += limner_random_range (&stage->random, -0.05f, 0.05f);
  leaves = limner_colour_from_lab (lab);
  paint = limner_paint_plain (limner_stage_tone (stage, leaves, lit, frame->distance),
                              0.5f - 0.3f * frame->distance);
  paint.angle = limner_random_range (&stage->random, 0, (float) G_PI);
  paint.opacity = frame->opacity;
  limner_scene_ellipse (stage->scene, where,
                        radius * limner_random_range (&stage->random, 0.9f, 1.3f),
                        radius * limner_random_range (&stage->random, 0.6f, 0.9f),
                        limner_random_range (&stage->random, -0.5f, 0.5f), &paint);
}

/**
 * limner_draw_broadleaf:
 * @stage: a stage
 * @frame: its foot and its height
 * @leaves: colour of the leaves, in white light
 * @bark: colour of the bark, in white light
 *
 * Draws a tree with a round crown; in winter it is bare.
 */
void
limner_draw_broadleaf (LimnerStage       *stage,
                       const LimnerFrame *frame,
                       LimnerColour       leaves,
                       LimnerColour       bark)
{
  float height = frame->scale;
  LimnerPoint fork = { frame->origin.x + limner_random_range (&stage->random, -0.03f,
                                                              0.03f) * height,
                       frame->origin.y - height * 0.36f };
  LimnerPoint middle = { fork.x, frame->origin.y - height * 0.64f };
  LimnerPaint paint = limner_paint_plain (limner_stage_tone (stage, bark, 0.35f, frame->distance),
                                          0.55f - 0.3f * frame->distance);
  gboolean bare = stage->plan->season == LIMNER_SEASON_WINTER &&
                  (stage->plan->extras & LIMNER_EXTRA_BLOSSOM) == 0;
  int n_clumps = frame->distance > 0.5f ? 30 : height > 0.3f ? 260 : height > 0.12f ? 70 : 18;
  LimnerPoint lobes[N_LOBES];

  paint.rough = 0.4f;
  paint.grain = 0.01f * height;
  limner_scene_line (stage->scene, frame->origin, fork, height * 0.075f, height * 0.05f, &paint);
  for (int i = 0; i < 4; i++)
    draw_branch (stage, fork, (float) G_PI_2 + ((float) i - 1.5f) * 0.45f,
                 height * (bare ? 0.2f : 0.14f), height * 0.035f, bare ? 5 : 1, &paint);

  /* A crown is a few round masses, the upper ones in front of the light. */
  for (int i = 0; i < N_LOBES; i++)
    {
      float turn = (float) G_PI * (0.1f + 0.8f * (float) i / (N_LOBES - 1)) +
                   limner_random_range (&stage->random, -0.2f, 0.2f);
      float away = height * limner_random_range (&stage->random, 0.14f, 0.23f);

      lobes[i] = (LimnerPoint) { middle.x + cosf (turn) * away * 1.15f,
                                 middle.y - sinf (turn) * away * 0.8f + height * 0.08f };
    }
  lobes[0] = (LimnerPoint) { middle.x, middle.y + height * 0.02f };
  for (int i = 0; i < n_clumps && !bare; i++)
    {
      float layer = (float) i / (float) n_clumps;
      LimnerPoint lobe = lobes[limner_random_below (&stage->random, N_LOBES)];
      float angle = limner_random_range (&stage->random, 0, 2 * (float) G_PI);
      float away = sqrtf (limner_random_unit (&stage->random)) * height * (0.19f - 0.04f * layer);
      LimnerPoint where = { lobe.x + cosf (angle) * away * 1.1f,
                            lobe.y + sinf (angle) * away * 0.85f };
      LimnerPoint heart = { (lobe.x * 2 + middle.x) / 3, (lobe.y * 2 + middle.y) / 3 };

      draw_clump (stage, frame, where, heart,
                  height * limner_random_range (&stage->random, 0.04f, 0.085f) *
                  (n_clumps > 200 ? 0.55f : n_clumps > 60 ? 0.85f : 1.25f), layer, leaves);
    }
}

/**
 * limner_draw_trunk:
 * @stage: a stage
 * @foot: middle of its lower end
 * @height: of it
 * @width: at the lower end
 * @lean: how far the upper end is to the right
 * @bark: in white light
 * @distance: 0 to 1
 */
void
limner_draw_trunk (LimnerStage  *stage,
                   LimnerPoint   foot,
                   float         height,
                   float         width,
                   float         lean,
                   LimnerColour  bark,
                   float         distance)
{
  float side = stage->light.source.x > foot.x ? 1.0f : -1.0f;
  LimnerPoint points[22];
  LimnerPaint paint = {
    .from = limner_stage_tone (stage, bark, 0.05f, distance),
    .to = limner_stage_tone (stage, bark, 1, distance),
    .start = { foot.x - side * width * 0.5f, 0 },
    .end = { foot.x + side * width * 0.6f, 0 },
    .rough = 0.3f,
    .grain = width * 0.3f,
    .angle = (float) G_PI_2,
    .detail = 0.5f - 0.3f * distance,
    .opacity = 1,
    .seed = limner_stage_seed (stage),
  };

  for (int i = 0; i < 11; i++)
    {
      float up = (float) i / 10;
      float flare = 1 + 0.7f * expf (-up * 14);
      float half = width * 0.5f * (1 - 0.4f * up) * flare;
      float bend = foot.x + lean * up * up +
                   0.25f * width * limner_noise_gradient (paint.seed, up * 3, 0.5f);

      points[i] = (LimnerPoint) { bend - half, foot.y - height * up };
      points[21 - i] = (LimnerPoint) { bend + half, foot.y - height * up };
    }
  limner_scene_fill (stage->scene, points, G_N_ELEMENTS (points), &paint);
}

/**
 * limner_draw_flowers:
 * @stage: a stage
 * @top: height of the farthest
 * @bottom: height of the nearest
 * @n_flowers: how many
 * @colours: in white light
 * @n_colours: how many colours
 *
 * Strews flowers over a meadow, in drifts, larger the nearer they are.
 */
void
limner_draw_flowers (LimnerStage        *stage,
                     float               top,
                     float               bottom,
                     int                 n_flowers,
                     const LimnerColour *colours,
                     int                 n_colours)
{
  guint32 seed = limner_stage_seed (stage);

  for (int i = 0; i < n_flowers; i++)
    {
      float near = powf ((float) i / (float) n_flowers, 0.75f);
      LimnerPoint where = { limner_random_unit (&stage->random) * stage->scene->aspect,
                            top + (bottom - top) * near };
      float radius = 0.0022f + 0.017f * near * near;
      int which = limner_random_below (&stage->random, n_colours);
      float drift = limner_noise_fractal (seed + (guint32) which, where.x * 2.2f, near * 3, 2);
      float lit = limner_random_range (&stage->random, 0.45f, 1);
      LimnerPaint paint;
      LimnerPaint heart;

      if (drift < limner_random_range (&stage->random, -0.55f, 0.25f))
        continue;
      radius *= limner_random_range (&stage->random, 0.7f, 1.3f);
      paint = limner_paint_plain (limner_stage_tone (stage, colours[which], lit, 0.5f * (1 - near)),
                                  0.55f + 0.45f * near);
      paint.angle = limner_random_range (&stage->random, 0, (float) G_PI);
      limner_scene_ellipse (stage->scene, where, radius, radius * 0.72f, paint.angle, &paint);
      if (near < 0.55f)
        continue;

      heart = limner_paint_plain (limner_stage_tone (stage,
                                                     limner_colour_scale (colours[which], 0.45f),
                                                     0.5f, 0), 1);
      limner_scene_ellipse (stage->scene, where, radius * 0.28f, radius * 0.22f, 0, &heart);
    }
}

/**
 * limner_draw_reeds:
 * @stage: a stage
 * @base: height at which they grow
 * @n_blades: how many
 * @height: of the highest
 * @colour: in white light
 *
 * Draws grass or reeds in the foreground, with tufts and gaps.
 */
void
limner_draw_reeds (LimnerStage  *stage,
                   float         base,
                   int           n_blades,
                   float         height,
                   LimnerColour  colour)
{
  guint32 seed = limner_stage_seed (stage);
  float wind = limner_random_range (&stage->random, -0.35f, 0.35f);

  for (int i = 0; i < n_blades; i++)
    {
      float x = limner_random_unit (&stage->random) * stage->scene->aspect;
      float tuft = 0.5f + 0.5f * limner_noise_fractal (seed, x * 3.5f, 0.3f, 3);
      float length = height * (0.25f + 0.75f * tuft) * limner_random_range (&stage->random, 0.5f,
                                                                            1);
      float foot = base + limner_random_range (&stage->random, -0.01f, 0.06f);
      float lean = wind * length + limner_random_range (&stage->random, -0.25f, 0.25f) * length;
      LimnerColour tone = limner_stage_tone (stage, colour,
                                             limner_random_range (&stage->random, 0.1f, 1), 0);
      LimnerPaint paint = limner_paint_down (tone, limner_colour_scale (tone, 0.6f), foot - length,
                                             foot, 0.75f);

      limner_scene_line (stage->scene, (LimnerPoint) { x, foot },
                         (LimnerPoint) { x + lean * 0.4f,
                                         foot - length * 0.6f }, 0.0042f, 0.003f, &paint);
      limner_scene_line (stage->scene, (LimnerPoint) { x + lean * 0.4f, foot - length * 0.6f },
                         (LimnerPoint) { x + lean, foot - length }, 0.003f, 0.0008f, &paint);
    }
}
