/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include "limner-motifs.h"
#include "limner-subjects.h"

static void
draw_legs (LimnerStage       *stage,
           const LimnerFrame *frame,
           LimnerColour       coat,
           float              slim)
{
  static const float legs[][8] = {
    { 0.17f, 0.42f, 0.14f, 0.24f, 0.17f, 0.12f, 0.16f, 0.02f },
    { -0.22f, 0.44f, -0.2f, 0.27f, -0.25f, 0.14f, -0.23f, 0.02f },
    { 0.26f, 0.45f, 0.28f, 0.25f, 0.27f, 0.13f, 0.285f, 0.02f },
    { -0.31f, 0.48f, -0.28f, 0.29f, -0.35f, 0.16f, -0.33f, 0.02f },
  };

  for (int i = 0; i < 4; i++)
    {
      LimnerColour tone = limner_colour_scale (coat, i < 2 ? 0.62f : 0.95f);
      const float *foot = legs[i] + 6;

      limner_shape_limb (stage, frame, legs[i], 4, 0.13f * slim, 0.035f * slim, tone);
      limner_shape_ellipse (stage, frame, (float[]) { foot[0] + 0.008f, 0.014f, 0.028f, 0.02f }, 0,
                            LIMNER_COLOUR (0x2e2622));
    }
}

static void
draw_antlers (LimnerStage       *stage,
              const LimnerFrame *frame)
{
  static const float beams[][8] = {
    { 0.44f, 0.95f, 0.36f, 1.06f, 0.37f, 1.17f, 0.43f, 1.26f },
    { 0.47f, 0.96f, 0.53f, 1.07f, 0.6f, 1.14f, 0.61f, 1.24f },
  };
  static const float tines[][4] = {
    { 0.37f, 1.05f, 0.29f, 1.12f }, { 0.37f, 1.15f, 0.3f, 1.23f },
    { 0.53f, 1.07f, 0.52f, 1.17f }, { 0.59f, 1.13f, 0.67f, 1.18f },
  };

  for (int i = 0; i < 2; i++)
    limner_shape_limb (stage, frame, beams[i], 4, 0.026f, 0.008f, LIMNER_COLOUR (0x9a7a54));
  for (int i = 0; i < 4; i++)
    limner_shape_limb (stage, frame, tines[i], 2, 0.018f, 0.006f, LIMNER_COLOUR (0x9a7a54));
}

static void
draw_long_head (LimnerStage       *stage,
                const LimnerFrame *frame,
                LimnerColour       coat)
{
  static const float head[] = { 0.4f, 0.9f, 0.45f, 0.96f, 0.51f, 0.94f, 0.58f, 0.85f, 0.66f, 0.75f,
                                0.69f, 0.7f, 0.67f, 0.655f, 0.62f, 0.66f, 0.54f, 0.73f, 0.44f,
                                0.77f };
  static const float ear[] = { 0.43f, 0.94f, 0.43f, 0.99f, 0.455f, 1.04f, 0.475f, 0.99f, 0.475f,
                               0.94f };
  LimnerColour black = LIMNER_COLOUR (0x1c1614);

  limner_shape_smooth (stage, frame, ear, 5, coat);
  limner_shape_smooth (stage, frame, head, 10, coat);
  limner_shape_ellipse (stage, frame, (float[]) { 0.645f, 0.695f, 0.045f, 0.04f }, 0.7f,
                        limner_colour_scale (coat, 0.75f));
  limner_shape_flat (stage, frame, (float[]) { 0.665f, 0.71f, 0.009f, 0.012f }, black, 0.4f);
  limner_shape_flat (stage, frame, (float[]) { 0.51f, 0.872f, 0.016f, 0.015f }, black, 0.5f);
  limner_shape_flat (stage, frame, (float[]) { 0.514f, 0.877f, 0.005f, 0.005f },
                     LIMNER_COLOUR (0xffffff), 1.1f);
}

/**
 * limner_draw_grazer:
 * @stage: a stage
 * @frame: middle of its foot and its height
 * @kind: a horse or a deer
 *
 * Draws an animal that stands and is seen from the side.
 */
void
limner_draw_grazer (LimnerStage       *stage,
                    const LimnerFrame *frame,
                    LimnerSubject      kind)
{
  static const float trunk[] = { -0.42f, 0.6f, -0.33f, 0.695f, -0.2f, 0.7f, -0.02f, 0.655f, 0.14f,
                                 0.68f, 0.27f, 0.7f, 0.36f, 0.6f, 0.34f, 0.48f, 0.22f, 0.4f, 0,
                                 0.385f, -0.2f, 0.43f, -0.32f, 0.41f, -0.41f, 0.48f };
  static const float neck[] = { 0.13f, 0.66f, 0.24f, 0.77f, 0.35f, 0.9f, 0.44f, 0.95f, 0.5f, 0.88f,
                                0.46f, 0.77f, 0.4f, 0.66f, 0.35f, 0.52f, 0.22f, 0.5f };
  static const float tail[] = { -0.4f, 0.63f, -0.47f, 0.57f, -0.48f, 0.38f, -0.45f, 0.22f };
  gboolean deer = kind == LIMNER_SUBJECT_DEER;
  LimnerColour coat = limner_named_or (stage, deer ? 0xa9713f : 0x8a5632);
  LimnerColour mane = limner_colour_scale (coat, coat.red > 0.85f ? 0.9f : 0.4f);

  if (!deer)
    limner_shape_limb (stage, frame, tail, 4, 0.07f, 0.02f, mane);
  draw_legs (stage, frame, coat, deer ? 0.75f : 1);
  limner_shape_smooth (stage, frame, trunk, 13, coat);
  limner_shape_smooth (stage, frame, neck, 9, coat);
  limner_shape_hairs (stage, frame, (float[]) { -0.02f, 0.55f, 0.34f, 0.11f }, 200, 0.05f,
                      (float) G_PI, coat);
  if (deer)
    {
      draw_antlers (stage, frame);
      limner_shape_ellipse (stage, frame, (float[]) { -0.41f, 0.6f, 0.03f, 0.05f }, 0.3f,
                            LIMNER_COLOUR (0xf4ead8));
      for (int i = 0; i < 16; i++)
        limner_shape_flat (stage, frame,
                           (float[]) { limner_random_range (&stage->random, -0.32f, 0.15f),
                                       limner_random_range (&stage->random, 0.56f, 0.66f), 0.01f,
                                       0.008f }, LIMNER_COLOUR (0xf2e4c8), 0.9f);
    }
  else
    {
      limner_shape_hairs (stage, frame, (float[]) { -0.46f, 0.4f, 0.03f, 0.16f }, 60, 0.12f,
                          -(float) G_PI_2, mane);
      for (int i = 0; i < 9; i++)
        {
          float t = (float) i / 8;

          limner_shape_hairs (stage, frame,
                              (float[]) { 0.17f + 0.26f * t, 0.71f + 0.23f * t, 0.025f, 0.025f },
                              16, 0.12f, -2.1f, mane);
        }
    }
  draw_long_head (stage, frame, coat);
}

static void
draw_branch (LimnerStage       *stage,
             const LimnerFrame *frame)
{
  static const float line[] = { -1.2f, -0.08f, -0.6f, 0.02f, 0, 0, 0.6f, 0.06f, 1.2f, 0.2f };
  static const float twig[] = { 0.35f, 0.04f, 0.55f, 0.2f, 0.8f, 0.3f };
  gboolean bare = stage->plan->season == LIMNER_SEASON_WINTER;
  LimnerColour leaf = limner_season_leaves (stage);

  limner_shape_limb (stage, frame, line, 5, 0.11f, 0.05f, LIMNER_COLOUR (0x6a4c34));
  limner_shape_limb (stage, frame, twig, 3, 0.035f, 0.012f, LIMNER_COLOUR (0x6a4c34));
  for (int i = 0; i < 34; i++)
    {
      float along = limner_random_range (&stage->random, -1, 1);
      float x = along * 1.1f;
      float y = 0.02f + 0.12f * MAX (along, 0) * along + limner_random_range (&stage->random, -0.1f,
                                                                              0.16f);
      float turn = limner_random_range (&stage->random, 0, (float) G_PI);

      if (ABS (x) < 0.28f)
        continue;
      if (bare)
        limner_shape_flat (stage, frame, (float[]) { x, 0.05f + 0.1f * MAX (along, 0), 0.06f,
                                                     0.016f }, LIMNER_COLOUR (0xf4f8ff), 0.9f);
      else
        limner_shape_ellipse (stage, frame, (float[]) { x, y, 0.065f, 0.028f }, turn, leaf);
    }
}

static void
draw_owl (LimnerStage       *stage,
          const LimnerFrame *frame)
{
  static const float body[] = { 0, 0.96f, -0.15f, 0.93f, -0.24f, 0.76f, -0.26f, 0.45f, -0.19f,
                                0.14f, 0, 0, 0.19f, 0.14f, 0.26f, 0.45f, 0.24f, 0.76f, 0.15f,
                                0.93f };
  LimnerColour coat = limner_named_or (stage, 0x8a6a48);
  LimnerColour pale = limner_colour_mix (coat, LIMNER_COLOUR (0xf6ecd8), 0.72f);
  LimnerColour dark = limner_colour_scale (coat, 0.45f);

  limner_shape_smooth (stage, frame, body, 10, coat);
  limner_shape_ellipse (stage, frame, (float[]) { 0, 0.38f, 0.17f, 0.26f }, 0, pale);
  for (int row = 0; row < 7; row++)
    for (int i = -3; i <= 3; i++)
      limner_shape_flat (stage, frame,
                         (float[]) { ((float) i + (row % 2 == 0 ? 0.5f : 0)) * 0.048f,
                                     0.2f + 0.062f * (float) row, 0.013f, 0.02f }, dark, 0.5f);
  for (int side = -1; side <= 1; side += 2)
    {
      float s = (float) side;
      float wing[] = { s * 0.2f, 0.66f, s * 0.285f, 0.5f, s * 0.26f, 0.22f, s * 0.15f, 0.02f,
                       s * 0.13f, 0.3f };
      float tuft[] = { s * 0.06f, 0.91f, s * 0.15f, 0.95f, s * 0.2f, 1.05f, s * 0.21f, 0.9f };

      limner_shape_smooth (stage, frame, wing, 5, limner_colour_scale (coat, 0.75f));
      limner_shape_hairs (stage, frame, (float[]) { s * 0.21f, 0.36f, 0.05f, 0.2f }, 50, 0.08f,
                          -(float) G_PI_2, dark);
      limner_shape_smooth (stage, frame, tuft, 4, dark);
      limner_shape_ellipse (stage, frame, (float[]) { s * 0.1f, 0.77f, 0.112f, 0.12f }, 0, pale);
      limner_shape_flat (stage, frame, (float[]) { s * 0.095f, 0.78f, 0.062f, 0.062f }, dark, 0.4f);
      limner_shape_flat (stage, frame, (float[]) { s * 0.095f, 0.78f, 0.052f, 0.052f },
                         LIMNER_COLOUR (0xf2b02c), 1.1f);
      limner_shape_flat (stage, frame, (float[]) { s * 0.092f, 0.78f, 0.03f, 0.03f },
                         LIMNER_COLOUR (0x14100e), 0.3f);
      limner_shape_flat (stage, frame, (float[]) { s * 0.092f + 0.014f, 0.796f, 0.011f, 0.011f },
                         LIMNER_COLOUR (0xffffff), 1.2f);
      limner_shape_limb (stage, frame, (float[]) { s * 0.08f, 0.05f, s * 0.08f, -0.03f }, 2, 0.05f,
                         0.03f, LIMNER_COLOUR (0xc89a4a));
    }
  limner_shape_smooth (stage, frame, (float[]) { -0.03f, 0.735f, 0, 0.76f, 0.03f, 0.735f, 0,
                                                 0.65f }, 4, LIMNER_COLOUR (0x4a3a28));
}

static void
draw_bird (LimnerStage       *stage,
           const LimnerFrame *frame)
{
  static const float body[] = { -0.34f, 0.26f, -0.2f, 0.46f, -0.02f, 0.6f, 0.08f, 0.74f, 0.22f,
                                0.82f, 0.36f, 0.76f, 0.4f, 0.62f, 0.37f, 0.44f, 0.26f, 0.22f,
                                0.06f, 0.13f, -0.14f, 0.15f };
  static const float breast[] = { 0.24f, 0.62f, 0.37f, 0.6f, 0.385f, 0.46f, 0.27f, 0.25f, 0.1f,
                                  0.2f, 0.14f, 0.38f };
  static const float wing[] = { 0.1f, 0.56f, 0.14f, 0.4f, 0, 0.25f, -0.24f, 0.16f, -0.46f, 0.08f,
                                -0.26f, 0.33f, -0.08f, 0.5f };
  static const float tail[] = { -0.26f, 0.26f, -0.5f, 0.05f, -0.66f, -0.12f, -0.56f, -0.16f, -0.38f,
                                0.02f, -0.2f, 0.18f };
  gboolean named = stage->hues != 0;
  LimnerColour coat = limner_named_or (stage, 0x7a6a5a);
  LimnerColour front = named ? limner_colour_mix (coat, LIMNER_COLOUR (0xfff0d8), 0.3f)
                             : LIMNER_COLOUR (0xd8622c);

  for (int i = 0; i < 2; i++)
    limner_shape_limb (stage, frame, (float[]) { 0.04f + 0.1f * (float) i, 0.2f,
                                                 0.05f + 0.1f * (float) i, 0.01f }, 2, 0.022f,
                       0.02f, LIMNER_COLOUR (0x5a4030));
  limner_shape_smooth (stage, frame, tail, 6, limner_colour_scale (coat, 0.6f));
  limner_shape_smooth (stage, frame, body, 11, coat);
  limner_shape_smooth (stage, frame, breast, 6, front);
  limner_shape_hairs (stage, frame, (float[]) { 0.26f, 0.42f, 0.09f, 0.17f }, 70, 0.06f, -2.0f,
                      front);
  limner_shape_smooth (stage, frame, wing, 7, limner_colour_scale (coat, 0.7f));
  for (int i = 0; i < 5; i++)
    limner_shape_limb (stage, frame, (float[]) { 0.07f - 0.03f * (float) i, 0.44f - 0.055f *
                                                 (float) i, -0.22f - 0.03f * (float) i,
                                                 0.26f - 0.035f * (float) i }, 2, 0.014f, 0.006f,
                       limner_colour_scale (coat, 0.4f));
  limner_shape_smooth (stage, frame, (float[]) { 0.37f, 0.735f, 0.39f, 0.665f, 0.52f, 0.675f }, 3,
                       LIMNER_COLOUR (0xd8a03a));
  limner_shape_flat (stage, frame, (float[]) { 0.29f, 0.715f, 0.028f, 0.028f },
                     LIMNER_COLOUR (0x14100e), 0.4f);
  limner_shape_flat (stage, frame, (float[]) { 0.3f, 0.725f, 0.009f, 0.009f },
                     LIMNER_COLOUR (0xffffff), 1.2f);
}

/**
 * limner_draw_perched:
 * @stage: a stage
 * @frame: middle of its foot and its height
 * @kind: an owl or another bird
 *
 * Draws a bird on a branch.
 */
void
limner_draw_perched (LimnerStage       *stage,
                     const LimnerFrame *frame,
                     LimnerSubject      kind)
{
  draw_branch (stage, frame);
  if (kind == LIMNER_SUBJECT_OWL)
    draw_owl (stage, frame);
  else
    draw_bird (stage, frame);
}

/**
 * limner_draw_butterfly:
 * @stage: a stage
 * @frame: middle of the flower that it sits on
 *
 * Draws a butterfly with open wings on a large flower.
 */
void
limner_draw_butterfly (LimnerStage       *stage,
                       const LimnerFrame *frame)
{
  LimnerColour colour = limner_named_or (stage, 0xe8872a);
  LimnerColour black = LIMNER_COLOUR (0x241c1c);

  limner_shape_limb (stage, frame, (float[]) { 0, -0.5f, 0.03f, -0.25f, 0, 0 }, 3, 0.04f, 0.03f,
                     LIMNER_COLOUR (0x5a8a3e));
  for (int i = 0; i < 14; i++)
    {
      float turn = (float) i * 2 * (float) G_PI / 14;

      limner_shape_ellipse (stage, frame,
                            (float[]) { 0.2f * cosf (turn), 0.02f + 0.09f * sinf (turn), 0.13f,
                                        0.045f }, -atan2f (0.5f * sinf (turn), cosf (turn)),
                            LIMNER_COLOUR (0xd86a9a));
    }
  limner_shape_ellipse (stage, frame, (float[]) { 0, 0.04f, 0.12f, 0.07f }, 0,
                        LIMNER_COLOUR (0xe8b83a));
  for (int side = -1; side <= 1; side += 2)
    {
      float s = (float) side;
      float low[] = { 0, 0.3f, s * 0.2f, 0.32f, s * 0.36f, 0.2f, s * 0.3f, 0.04f, s * 0.12f,
                      0.08f };
      float high[] = { 0, 0.36f, s * 0.14f, 0.62f, s * 0.42f, 0.78f, s * 0.54f, 0.68f, s * 0.44f,
                       0.42f, s * 0.2f, 0.3f };
      float inner[] = { s * 0.04f, 0.38f, s * 0.17f, 0.59f, s * 0.38f, 0.7f, s * 0.45f, 0.62f,
                        s * 0.37f, 0.45f, s * 0.19f, 0.35f };
      float patch[] = { s * 0.05f, 0.28f, s * 0.2f, 0.28f, s * 0.3f, 0.19f, s * 0.25f, 0.09f,
                        s * 0.13f, 0.12f };

      limner_shape_smooth (stage, frame, low, 5, black);
      limner_shape_smooth (stage, frame, patch, 5, limner_colour_scale (colour, 0.92f));
      limner_shape_smooth (stage, frame, high, 6, black);
      limner_shape_smooth (stage, frame, inner, 6, colour);
      for (int i = 0; i < 4; i++)
        {
          float t = (float) i / 3;

          limner_shape_limb (stage, frame, (float[]) { s * 0.03f, 0.37f, s * (0.2f + 0.2f * t),
                                                       0.66f - 0.2f * t }, 2, 0.008f, 0.014f,
                             black);
          limner_shape_flat (stage, frame, (float[]) { s * (0.4f + 0.07f * t), 0.735f - 0.2f * t,
                                                       0.015f, 0.013f }, LIMNER_COLOUR (0xfff4e0),
                             1);
        }
      limner_shape_limb (stage, frame, (float[]) { 0, 0.48f, s * 0.05f, 0.6f, s * 0.1f, 0.66f }, 3,
                         0.008f, 0.006f, black);
    }
  limner_shape_ellipse (stage, frame, (float[]) { 0, 0.32f, 0.024f, 0.15f }, 0, black);
}
