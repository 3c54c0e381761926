/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include "limner-motifs.h"
#include "limner-subjects.h"

/**
 * limner_draw_robot:
 * @stage: a stage
 * @frame: middle of its foot and its height
 */
void
limner_draw_robot (LimnerStage       *stage,
                   const LimnerFrame *frame)
{
  static const float torso[] = { -0.21f, 0.28f, 0.21f, 0.28f, 0.24f, 0.62f, -0.24f, 0.62f };
  static const float panel[] = { -0.13f, 0.35f, 0.13f, 0.35f, 0.14f, 0.54f, -0.14f, 0.54f };
  static const float head[] = { -0.18f, 0.66f, 0.18f, 0.66f, 0.185f, 0.89f, 0.15f, 0.92f, -0.15f,
                                0.92f, -0.185f, 0.89f };
  static const guint32 lamps[] = { 0xe2452f, 0xf2c23a, 0x4fae5a };
  LimnerColour metal = limner_named_or (stage, 0x8fb0ba);
  LimnerColour joint = LIMNER_COLOUR (0x55606a);

  for (int side = -1; side <= 1; side += 2)
    {
      float s = (float) side;
      float reach = side > 0 ? 0.6f : 0.28f;

      limner_shape_limb (stage, frame, (float[]) { s * 0.11f, 0.28f, s * 0.11f, 0.07f }, 2, 0.075f,
                         0.075f, joint);
      for (int ring = 0; ring < 4; ring++)
        limner_shape_limb (stage, frame, (float[]) { s * 0.11f - 0.037f, 0.24f - 0.045f *
                                                     (float) ring, s * 0.11f + 0.037f,
                                                     0.24f - 0.045f * (float) ring }, 2, 0.01f,
                           0.01f, limner_colour_scale (joint, 1.5f));
      limner_shape_polygon (stage, frame, (float[]) { s * 0.02f, 0, s * 0.22f, 0, s * 0.19f, 0.085f,
                                                      s * 0.05f, 0.085f }, 4, metal);
      limner_shape_limb (stage, frame, (float[]) { s * 0.23f, 0.56f, s * 0.34f, 0.47f, s * 0.36f,
                                                   reach }, 3, 0.06f, 0.05f, joint);
      limner_shape_limb (stage, frame, (float[]) { s * 0.36f, reach, s * 0.31f, reach +
                                                   (side > 0 ? 0.09f : -0.09f) }, 2, 0.045f, 0.03f,
                         metal);
      limner_shape_limb (stage, frame, (float[]) { s * 0.36f, reach, s * 0.42f, reach +
                                                   (side > 0 ? 0.09f : -0.09f) }, 2, 0.045f, 0.03f,
                         metal);
      limner_shape_ellipse (stage, frame, (float[]) { s * 0.235f, 0.565f, 0.052f, 0.052f }, 0,
                            metal);
      limner_shape_ellipse (stage, frame, (float[]) { s * 0.195f, 0.79f, 0.035f, 0.05f }, 0, joint);
    }
  limner_shape_limb (stage, frame, (float[]) { 0, 0.6f, 0, 0.68f }, 2, 0.11f, 0.11f, joint);
  limner_shape_polygon (stage, frame, torso, 4, metal);
  limner_shape_polygon (stage, frame, panel, 4, limner_colour_scale (metal, 0.55f));
  for (int i = 0; i < 3; i++)
    limner_shape_flat (stage, frame, (float[]) { -0.08f + 0.08f * (float) i, 0.39f, 0.022f,
                                                 0.022f }, LIMNER_COLOUR (lamps[i]), 1.3f);
  limner_shape_ellipse (stage, frame, (float[]) { 0, 0.48f, 0.055f, 0.045f }, 0,
                        LIMNER_COLOUR (0xf4ecd8));
  limner_shape_limb (stage, frame, (float[]) { 0, 0.47f, 0.03f, 0.505f }, 2, 0.009f, 0.005f,
                     LIMNER_COLOUR (0xc03428));
  limner_shape_limb (stage, frame, (float[]) { 0, 0.91f, 0, 0.99f }, 2, 0.016f, 0.012f, joint);
  limner_shape_ellipse (stage, frame, (float[]) { 0, 1.0f, 0.028f, 0.028f }, 0,
                        LIMNER_COLOUR (0xe2452f));
  limner_shape_polygon (stage, frame, head, 6, metal);
  for (int side = -1; side <= 1; side += 2)
    {
      float x = (float) side * 0.085f;

      limner_shape_flat (stage, frame, (float[]) { x, 0.82f, 0.058f, 0.055f }, joint, 0.4f);
      limner_shape_flat (stage, frame, (float[]) { x, 0.82f, 0.045f, 0.043f },
                         LIMNER_COLOUR (0xffe690), 1.6f);
      limner_shape_flat (stage, frame, (float[]) { x, 0.82f, 0.018f, 0.018f },
                         LIMNER_COLOUR (0x3a2c1c), 0.4f);
    }
  limner_shape_polygon (stage, frame, (float[]) { -0.09f, 0.7f, 0.09f, 0.7f, 0.09f, 0.735f, -0.09f,
                                                  0.735f }, 4, LIMNER_COLOUR (0x3c444c));
  for (int i = -3; i <= 3; i++)
    limner_shape_limb (stage, frame, (float[]) { 0.025f * (float) i, 0.702f, 0.025f * (float) i,
                                                 0.733f }, 2, 0.006f, 0.006f,
                       LIMNER_COLOUR (0xd8e0e0));
}

/**
 * limner_draw_christmas_tree:
 * @stage: a stage
 * @frame: middle of its foot and its height
 */
void
limner_draw_christmas_tree (LimnerStage       *stage,
                            const LimnerFrame *frame)
{
  static const guint32 balls[] = { 0xd8342c, 0xf2c034, 0x3c78c8, 0xe8e4ec, 0xc24a9a };
  float star[20];

  limner_shape_polygon (stage, frame, (float[]) { -0.04f, 0, 0.04f, 0, 0.035f, 0.14f, -0.035f,
                                                  0.14f }, 4, LIMNER_COLOUR (0x5e4330));
  for (int i = 0; i < 5; i++)
    {
      float low = 0.09f + 0.165f * (float) i;
      float wide = 0.38f - 0.068f * (float) i;

      limner_shape_smooth (stage, frame,
                           (float[]) { -wide, low, -wide * 0.5f, low + 0.015f, 0, low - 0.02f,
                                       wide * 0.5f, low + 0.015f, wide, low, wide * 0.45f,
                                       low + 0.13f, 0, low + 0.29f, -wide * 0.45f, low + 0.13f },
                           8, limner_colour_scale (LIMNER_COLOUR (0x2f6b42),
                                                   0.85f + 0.06f * (float) i));
      limner_shape_hairs (stage, frame, (float[]) { 0, low + 0.07f, wide * 0.75f, 0.06f }, 70,
                          0.06f, -(float) G_PI_2, LIMNER_COLOUR (0x2f6b42));
    }
  for (int i = 0; i < 34; i++)
    {
      float t = ((float) i + 0.5f) / 34;
      float y = 0.12f + 0.78f * t;
      float x = sinf ((float) i * 2.4f) * 0.31f * (1 - t) * (0.5f + 0.5f * cosf ((float) i));
      LimnerColour colour = LIMNER_COLOUR (balls[i % 5]);

      if (i % 3 == 0)
        limner_shape_flat (stage, frame, (float[]) { x, y, 0.01f, 0.01f }, LIMNER_COLOUR (0xfff0b0),
                           1.8f);
      else
        limner_shape_ellipse (stage, frame, (float[]) { x, y, 0.024f, 0.024f }, 0, colour);
    }
  for (int i = 0; i < 10; i++)
    {
      float turn = (float) G_PI_2 + (float) i * (float) G_PI / 5;
      float away = i % 2 == 0 ? 0.065f : 0.026f;

      star[2 * i] = away * cosf (turn);
      star[2 * i + 1] = 1.0f + away * sinf (turn);
    }
  limner_shape_polygon (stage, frame, star, 10, LIMNER_COLOUR (0xffd84a));
}

/**
 * limner_draw_mushroom:
 * @stage: a stage
 * @frame: middle of its foot and its height
 */
void
limner_draw_mushroom (LimnerStage       *stage,
                      const LimnerFrame *frame)
{
  static const float stalk[] = { -0.11f, 0.01f, -0.085f, 0.2f, -0.07f, 0.42f, -0.08f, 0.55f, 0.08f,
                                 0.55f, 0.07f, 0.42f, 0.085f, 0.2f, 0.11f, 0.01f };
  static const float cap[] = { -0.42f, 0.5f, -0.38f, 0.66f, -0.24f, 0.84f, 0, 0.92f, 0.24f, 0.84f,
                               0.38f, 0.66f, 0.42f, 0.5f, 0.24f, 0.455f, 0, 0.44f, -0.24f,
                               0.455f };
  static const float gills[] = { -0.38f, 0.5f, -0.2f, 0.53f, 0, 0.54f, 0.2f, 0.53f, 0.38f, 0.5f,
                                 0.2f, 0.462f, 0, 0.45f, -0.2f, 0.462f };
  static const float spots[][4] = { { -0.02f, 0.78f, 0.06f, 0.045f }, { -0.2f, 0.7f, 0.05f, 0.04f },
                                    { 0.18f, 0.72f, 0.048f, 0.042f }, { 0.05f, 0.64f, 0.055f,
                                                                        0.035f },
                                    { -0.31f, 0.59f, 0.035f, 0.028f }, { 0.31f, 0.6f, 0.04f,
                                                                         0.03f },
                                    { -0.12f, 0.6f, 0.035f, 0.025f }, { 0.12f, 0.85f, 0.03f,
                                                                        0.022f } };
  LimnerColour red = limner_named_or (stage, 0xc8302a);

  limner_shape_smooth (stage, frame, stalk, 8, LIMNER_COLOUR (0xf2e9d6));
  limner_shape_hairs (stage, frame, (float[]) { 0, 0.22f, 0.07f, 0.2f }, 60, 0.08f,
                      (float) G_PI_2, LIMNER_COLOUR (0xe6dac2));
  limner_shape_smooth (stage, frame, (float[]) { -0.1f, 0.36f, 0, 0.385f, 0.1f, 0.36f, 0.13f, 0.3f,
                                                 0, 0.32f, -0.13f, 0.3f }, 6,
                       LIMNER_COLOUR (0xf8f0de));
  limner_shape_smooth (stage, frame, cap, 10, red);
  limner_shape_smooth (stage, frame, gills, 8, LIMNER_COLOUR (0xe6d8bc));
  for (int i = -8; i <= 8; i++)
    limner_shape_limb (stage, frame, (float[]) { 0.043f * (float) i, 0.525f - 0.0004f *
                                                 (float) (i * i), 0.03f * (float) i, 0.458f +
                                                 0.0003f * (float) (i * i) }, 2, 0.006f, 0.005f,
                       LIMNER_COLOUR (0xb8a584));
  limner_shape_smooth (stage, frame, (float[]) { -0.075f, 0.49f, 0, 0.53f, 0.075f, 0.49f, 0.07f,
                                                 0.43f, -0.07f, 0.43f }, 5,
                       LIMNER_COLOUR (0xe2d6c0));
  for (gsize i = 0; i < G_N_ELEMENTS (spots); i++)
    limner_shape_ellipse (stage, frame, spots[i], 0, LIMNER_COLOUR (0xfbf4e6));
}

static void
draw_wheel (LimnerStage       *stage,
            const LimnerFrame *frame,
            float              x,
            float              radius)
{
  limner_shape_ellipse (stage, frame, (float[]) { x, radius, radius, radius }, 0,
                        LIMNER_COLOUR (0x26262a));
  limner_shape_ellipse (stage, frame, (float[]) { x, radius, radius * 0.6f, radius * 0.6f }, 0,
                        LIMNER_COLOUR (0xc6c8ca));
  limner_shape_flat (stage, frame, (float[]) { x, radius, radius * 0.2f, radius * 0.2f },
                     LIMNER_COLOUR (0x55585c), 0.6f);
}

/**
 * limner_draw_motor_car:
 * @stage: a stage
 * @frame: middle of its foot and its length
 */
void
limner_draw_motor_car (LimnerStage       *stage,
                       const LimnerFrame *frame)
{
  static const float body[] = { -0.5f, 0.1f, -0.5f, 0.19f, -0.47f, 0.245f, -0.3f, 0.265f, -0.19f,
                                0.36f, -0.06f, 0.385f, 0.1f, 0.37f, 0.23f, 0.265f, 0.4f, 0.24f,
                                0.49f, 0.2f, 0.5f, 0.11f, 0.44f, 0.07f, 0, 0.06f, -0.44f, 0.07f };
  static const float glass[] = { -0.255f, 0.265f, -0.17f, 0.345f, -0.06f, 0.366f, 0.09f, 0.352f,
                                 0.185f, 0.265f };
  LimnerColour paint = limner_named_or (stage, 0xc02f2a);
  gboolean dark = limner_stage_is_dark (stage);

  limner_shape_smooth (stage, frame, body, 14, paint);
  limner_shape_polygon (stage, frame, glass, 5, LIMNER_COLOUR (0x9cc0d6));
  limner_shape_limb (stage, frame, (float[]) { -0.03f, 0.365f, -0.035f, 0.265f }, 2, 0.016f, 0.016f,
                     paint);
  limner_shape_limb (stage, frame, (float[]) { -0.49f, 0.2f, 0, 0.212f, 0.48f, 0.195f }, 3, 0.01f,
                     0.01f, limner_colour_mix (paint, LIMNER_COLOUR (0xffffff), 0.5f));
  limner_shape_limb (stage, frame, (float[]) { -0.02f, 0.26f, -0.03f, 0.1f }, 2, 0.004f, 0.004f,
                     limner_colour_scale (paint, 0.5f));
  limner_shape_limb (stage, frame, (float[]) { 0.04f, 0.225f, 0.08f, 0.226f }, 2, 0.012f, 0.012f,
                     LIMNER_COLOUR (0xe8e4da));
  limner_shape_flat (stage, frame, (float[]) { 0.465f, 0.185f, 0.026f, 0.022f },
                     LIMNER_COLOUR (0xfff2c8), dark ? 2.2f : 1.1f);
  limner_shape_flat (stage, frame, (float[]) { -0.485f, 0.195f, 0.013f, 0.024f },
                     LIMNER_COLOUR (0xff5a3a), dark ? 2.0f : 0.9f);
  for (int side = -1; side <= 1; side += 2)
    {
      limner_shape_flat (stage, frame, (float[]) { (float) side * 0.29f, 0.105f, 0.105f, 0.105f },
                         limner_colour_scale (paint, 0.35f), 0.4f);
      draw_wheel (stage, frame, (float) side * 0.29f, 0.088f);
    }
}

static void
draw_ring (LimnerStage       *stage,
           const LimnerFrame *frame,
           float              x,
           float              y,
           float              radius,
           float              width,
           LimnerColour       colour)
{
  float ring[2 * 17];

  for (int i = 0; i < 17; i++)
    {
      ring[2 * i] = x + radius * cosf ((float) i * (float) G_PI / 8);
      ring[2 * i + 1] = y + radius * sinf ((float) i * (float) G_PI / 8);
    }
  limner_shape_limb (stage, frame, ring, 17, width, width, colour);
}

/**
 * limner_draw_bicycle:
 * @stage: a stage
 * @frame: middle of its foot and its length
 */
void
limner_draw_bicycle (LimnerStage       *stage,
                     const LimnerFrame *frame)
{
  static const float tubes[][4] = {
    { -0.29f, 0.21f, -0.05f, 0.21f }, { -0.05f, 0.21f, -0.13f, 0.47f },
    { -0.29f, 0.21f, -0.11f, 0.42f }, { -0.11f, 0.42f, 0.17f, 0.46f },
    { -0.05f, 0.21f, 0.18f, 0.42f }, { 0.16f, 0.52f, 0.29f, 0.21f },
  };
  LimnerColour paint = limner_named_or (stage, 0x2e6f8a);
  LimnerColour black = LIMNER_COLOUR (0x26262a);

  for (int side = -1; side <= 1; side += 2)
    {
      float x = (float) side * 0.29f;

      for (int i = 0; i < 12; i++)
        {
          float turn = (float) i * (float) G_PI / 6;

          limner_shape_limb (stage, frame, (float[]) { x, 0.21f, x + 0.19f * cosf (turn),
                                                       0.21f + 0.19f * sinf (turn) }, 2, 0.005f,
                             0.005f, LIMNER_COLOUR (0xb4b8ba));
        }
      draw_ring (stage, frame, x, 0.21f, 0.195f, 0.026f, black);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (tubes); i++)
    limner_shape_limb (stage, frame, tubes[i], 2, 0.026f, 0.026f, paint);
  draw_ring (stage, frame, -0.05f, 0.21f, 0.045f, 0.014f, LIMNER_COLOUR (0x8a8c8e));
  limner_shape_limb (stage, frame, (float[]) { -0.05f, 0.21f, 0, 0.13f }, 2, 0.014f, 0.014f, black);
  limner_shape_limb (stage, frame, (float[]) { -0.03f, 0.13f, 0.03f, 0.13f }, 2, 0.02f, 0.02f,
                     black);
  limner_shape_ellipse (stage, frame, (float[]) { -0.14f, 0.49f, 0.075f, 0.024f }, 0,
                        LIMNER_COLOUR (0x6a4028));
  limner_shape_limb (stage, frame, (float[]) { 0.16f, 0.52f, 0.13f, 0.57f, 0.07f, 0.58f }, 3,
                     0.018f, 0.02f, black);
  limner_shape_smooth (stage, frame, (float[]) { 0.18f, 0.52f, 0.34f, 0.52f, 0.325f, 0.4f, 0.2f,
                                                 0.4f }, 4, LIMNER_COLOUR (0xb4834c));
  for (int i = 0; i < 9; i++)
    {
      static const guint32 blooms[] = { 0xe0546a, 0xf4d04a, 0xf6f0e6 };

      limner_shape_ellipse (stage, frame,
                            (float[]) { limner_random_range (&stage->random, 0.19f, 0.33f),
                                        limner_random_range (&stage->random, 0.52f, 0.58f), 0.025f,
                                        0.022f }, 0, LIMNER_COLOUR (blooms[i % 3]));
    }
}

static void
draw_wagon (LimnerStage       *stage,
            const LimnerFrame *frame,
            float              left,
            LimnerColour       paint)
{
  gboolean dark = limner_stage_is_dark (stage);

  limner_shape_polygon (stage, frame, (float[]) { left, 0.07f, left + 0.36f, 0.07f, left + 0.36f,
                                                  0.29f, left, 0.29f }, 4, paint);
  limner_shape_polygon (stage, frame, (float[]) { left - 0.012f, 0.29f, left + 0.372f, 0.29f,
                                                  left + 0.34f, 0.325f, left + 0.02f, 0.325f }, 4,
                        LIMNER_COLOUR (0x4a4644));
  for (int i = 0; i < 4; i++)
    limner_shape_polygon (stage, frame,
                          (float[]) { left + 0.03f + 0.082f * (float) i, 0.18f, left + 0.085f +
                                      0.082f * (float) i, 0.18f, left + 0.085f + 0.082f * (float) i,
                                      0.26f, left + 0.03f + 0.082f * (float) i, 0.26f }, 4,
                          dark ? LIMNER_COLOUR (0xffd884) : LIMNER_COLOUR (0xf4e6c0));
  draw_wheel (stage, frame, left + 0.08f, 0.045f);
  draw_wheel (stage, frame, left + 0.28f, 0.045f);
}

/**
 * limner_draw_train:
 * @stage: a stage
 * @frame: middle of its foot and its length
 */
void
limner_draw_train (LimnerStage       *stage,
                   const LimnerFrame *frame)
{
  LimnerColour paint = limner_named_or (stage, 0x2f5a48);
  LimnerColour black = LIMNER_COLOUR (0x2c2c30);

  limner_shape_polygon (stage, frame, (float[]) { -2, -0.055f, 2, -0.055f, 2, -0.012f, -2,
                                                  -0.012f }, 4, LIMNER_COLOUR (0x8a7c6c));
  for (int i = 0; i < 44; i++)
    limner_shape_limb (stage, frame, (float[]) { -1.5f + 0.07f * (float) i, -0.045f, -1.5f +
                                                 0.07f * (float) i, -0.015f }, 2, 0.022f, 0.022f,
                       LIMNER_COLOUR (0x54402f));
  limner_shape_limb (stage, frame, (float[]) { -2, -0.008f, 2, -0.008f }, 2, 0.012f, 0.012f,
                     LIMNER_COLOUR (0x9a9ea2));
  for (int i = 0; i < 30; i++)
    {
      float t = (float) i / 30;
      LimnerFrame faint = *frame;

      faint.opacity = 0.4f - 0.25f * t;
      limner_shape_ellipse (stage, &faint,
                            (float[]) { 0.36f - 0.75f * t, 0.42f + 0.2f * sqrtf (t) +
                                        limner_random_range (&stage->random, -0.02f, 0.03f),
                                        0.035f + 0.07f * t, 0.03f + 0.045f * t }, 0,
                            LIMNER_COLOUR (0xf2f0f0));
    }
  for (int i = 0; i < 3; i++)
    draw_wagon (stage, frame, -1.06f + 0.385f * (float) i,
                i == 2 ? black : LIMNER_COLOUR (0xa63a30));
  limner_shape_polygon (stage, frame, (float[]) { 0.1f, 0.08f, 0.46f, 0.08f, 0.46f, 0.27f, 0.1f,
                                                  0.27f }, 4, paint);
  limner_shape_ellipse (stage, frame, (float[]) { 0.46f, 0.175f, 0.03f, 0.095f }, 0, black);
  limner_shape_polygon (stage, frame, (float[]) { 0.08f, 0.08f, 0.22f, 0.08f, 0.22f, 0.36f, 0.08f,
                                                  0.36f }, 4, paint);
  limner_shape_polygon (stage, frame, (float[]) { 0.06f, 0.36f, 0.24f, 0.36f, 0.23f, 0.39f, 0.07f,
                                                  0.39f }, 4, black);
  limner_shape_polygon (stage, frame, (float[]) { 0.11f, 0.24f, 0.19f, 0.24f, 0.19f, 0.33f, 0.11f,
                                                  0.33f }, 4, LIMNER_COLOUR (0xf4dca0));
  limner_shape_polygon (stage, frame, (float[]) { 0.34f, 0.26f, 0.39f, 0.26f, 0.405f, 0.4f, 0.325f,
                                                  0.4f }, 4, black);
  limner_shape_ellipse (stage, frame, (float[]) { 0.28f, 0.27f, 0.03f, 0.04f }, 0,
                        LIMNER_COLOUR (0xc89a3a));
  limner_shape_polygon (stage, frame, (float[]) { 0.44f, 0.01f, 0.54f, 0.01f, 0.46f, 0.1f }, 3,
                        LIMNER_COLOUR (0xb03428));
  limner_shape_flat (stage, frame, (float[]) { 0.485f, 0.235f, 0.02f, 0.022f },
                     LIMNER_COLOUR (0xfff0b8), 1.6f);
  draw_wheel (stage, frame, 0.14f, 0.062f);
  draw_wheel (stage, frame, 0.27f, 0.062f);
  draw_wheel (stage, frame, 0.4f, 0.045f);
  limner_shape_limb (stage, frame, (float[]) { 0.13f, 0.05f, 0.28f, 0.05f }, 2, 0.014f, 0.014f,
                     LIMNER_COLOUR (0xb8bcc0));
}
