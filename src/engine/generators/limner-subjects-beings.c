/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include "limner-motifs.h"
#include "limner-subjects.h"

static void
draw_eye (LimnerStage       *stage,
          const LimnerFrame *frame,
          float              x,
          float              y,
          float              size,
          guint32            iris)
{
  limner_shape_flat (stage, frame, (float[]) { x, y, size * 1.25f, size * 1.2f },
                     LIMNER_COLOUR (0x16120f), 0.4f);
  limner_shape_flat (stage, frame, (float[]) { x, y, size, size }, LIMNER_COLOUR (iris), 1);
  limner_shape_flat (stage, frame, (float[]) { x, y, size * 0.55f, size * 0.7f },
                     LIMNER_COLOUR (0x100d0c), 0.3f);
  limner_shape_flat (stage, frame, (float[]) { x + size * 0.35f, y + size * 0.4f, size * 0.28f,
                                               size * 0.28f }, LIMNER_COLOUR (0xffffff), 1.2f);
}

/**
 * limner_draw_penguin:
 * @stage: a stage
 * @frame: middle of its foot and its height
 */
void
limner_draw_penguin (LimnerStage       *stage,
                     const LimnerFrame *frame)
{
  static const float body[] = { 0, 0.99f, -0.12f, 0.96f, -0.165f, 0.84f, -0.2f, 0.68f, -0.275f,
                                0.4f, -0.24f, 0.12f, -0.1f, 0.02f, 0.1f, 0.02f, 0.24f, 0.12f,
                                0.275f, 0.4f, 0.2f, 0.68f, 0.165f, 0.84f, 0.12f, 0.96f };
  static const float belly[] = { 0, 0.74f, -0.11f, 0.71f, -0.19f, 0.42f, -0.17f, 0.15f, -0.06f,
                                 0.05f, 0.06f, 0.05f, 0.17f, 0.15f, 0.19f, 0.42f, 0.11f, 0.71f };
  static const float beak[] = { -0.045f, 0.83f, 0, 0.855f, 0.045f, 0.83f, 0, 0.765f };
  LimnerColour black = LIMNER_COLOUR (0x2e3340);

  for (int side = -1; side <= 1; side += 2)
    {
      float s = (float) side;
      float flipper[] = { s * 0.19f, 0.66f, s * 0.27f, 0.6f, s * 0.38f, 0.36f, s * 0.385f, 0.28f,
                          s * 0.32f, 0.32f, s * 0.235f, 0.44f };

      limner_shape_ellipse (stage, frame, (float[]) { s * 0.11f, 0.025f, 0.085f, 0.028f }, 0,
                            LIMNER_COLOUR (0xe8932e));
      limner_shape_smooth (stage, frame, flipper, 6, limner_colour_scale (black, 0.85f));
    }
  limner_shape_smooth (stage, frame, body, 13, black);
  limner_shape_smooth (stage, frame, belly, 9, LIMNER_COLOUR (0xf8f4ea));
  limner_shape_flat (stage, frame, (float[]) { 0, 0.69f, 0.09f, 0.045f }, LIMNER_COLOUR (0xf2c65a),
                     0.85f);
  for (int side = -1; side <= 1; side += 2)
    {
      limner_shape_ellipse (stage, frame, (float[]) { (float) side * 0.115f, 0.8f, 0.04f, 0.075f },
                            0, LIMNER_COLOUR (0xf0b83e));
      draw_eye (stage, frame, (float) side * 0.065f, 0.875f, 0.017f, 0x5a3a20);
    }
  limner_shape_smooth (stage, frame, beak, 4, LIMNER_COLOUR (0xe88a2c));
}

/**
 * limner_draw_elephant:
 * @stage: a stage
 * @frame: middle of its foot and its height
 */
void
limner_draw_elephant (LimnerStage       *stage,
                      const LimnerFrame *frame)
{
  static const float trunk[] = { 0, 0.62f, 0.005f, 0.45f, -0.015f, 0.28f, 0.03f, 0.13f, 0.12f,
                                 0.11f };
  static const float head[] = { 0, 0.99f, -0.13f, 0.96f, -0.2f, 0.83f, -0.17f, 0.66f, -0.09f, 0.54f,
                                0.09f, 0.54f, 0.17f, 0.66f, 0.2f, 0.83f, 0.13f, 0.96f };
  LimnerColour grey = LIMNER_COLOUR (0x95938f);
  LimnerColour dark = limner_colour_scale (grey, 0.7f);

  for (int side = -1; side <= 1; side += 2)
    limner_shape_limb (stage, frame, (float[]) { (float) side * 0.13f, 0.4f, (float) side * 0.13f,
                                                 0.06f }, 2, 0.15f, 0.13f,
                       limner_colour_scale (grey, 0.5f));
  limner_shape_ellipse (stage, frame, (float[]) { 0, 0.54f, 0.4f, 0.31f }, 0, grey);
  for (int side = -1; side <= 1; side += 2)
    {
      float s = (float) side;
      float ear[] = { s * 0.14f, 0.9f, s * 0.3f, 0.98f, s * 0.47f, 0.92f, s * 0.5f, 0.74f,
                      s * 0.42f, 0.54f, s * 0.28f, 0.47f, s * 0.17f, 0.62f };
      float inner[] = { s * 0.2f, 0.87f, s * 0.31f, 0.93f, s * 0.43f, 0.87f, s * 0.45f, 0.74f,
                        s * 0.38f, 0.59f, s * 0.28f, 0.54f, s * 0.21f, 0.66f };
      float leg[] = { s * 0.25f, 0.46f, s * 0.265f, 0.25f, s * 0.26f, 0.07f };

      limner_shape_limb (stage, frame, leg, 3, 0.2f, 0.165f, limner_colour_scale (grey, 0.85f));
      for (int toe = -1; toe <= 1; toe++)
        limner_shape_flat (stage, frame, (float[]) { s * 0.26f + 0.05f * (float) toe, 0.022f, 0.02f,
                                                     0.018f }, LIMNER_COLOUR (0xe2d8c8), 0.8f);
      limner_shape_smooth (stage, frame, ear, 7, dark);
      limner_shape_smooth (stage, frame, inner, 7,
                           limner_colour_mix (grey, LIMNER_COLOUR (0xd8a898), 0.4f));
    }
  limner_shape_smooth (stage, frame, head, 9, grey);
  limner_shape_limb (stage, frame, trunk, 5, 0.17f, 0.06f, limner_colour_scale (grey, 0.95f));
  for (int i = 0; i < 7; i++)
    limner_shape_limb (stage, frame,
                       (float[]) { -0.055f + 0.004f * (float) i, 0.52f - 0.05f * (float) i,
                                   0.055f - 0.006f * (float) i, 0.52f - 0.05f * (float) i }, 2,
                       0.008f, 0.006f, dark);
  for (int side = -1; side <= 1; side += 2)
    {
      float s = (float) side;
      float tusk[] = { s * 0.1f, 0.58f, s * 0.135f, 0.46f, s * 0.12f, 0.36f };

      limner_shape_limb (stage, frame, tusk, 3, 0.045f, 0.012f, LIMNER_COLOUR (0xf6eeda));
      draw_eye (stage, frame, s * 0.115f, 0.76f, 0.017f, 0x5a4026);
    }
}

/**
 * limner_draw_whale:
 * @stage: a stage
 * @frame: middle of its waterline and its length
 */
void
limner_draw_whale (LimnerStage       *stage,
                   const LimnerFrame *frame)
{
  static const float body[] = { -0.52f, 0, -0.53f, 0.14f, -0.44f, 0.27f, -0.26f, 0.33f, -0.04f,
                                0.29f, 0.17f, 0.18f, 0.31f, 0.12f, 0.42f, 0.17f, 0.49f, 0.3f, 0.54f,
                                0.28f, 0.5f, 0.12f, 0.4f, 0.02f, 0.3f, -0.03f, -0.4f, -0.03f };
  static const float belly[] = { -0.525f, 0.06f, -0.4f, 0.1f, -0.18f, 0.1f, 0.04f, 0.05f, 0.2f,
                                 -0.01f, -0.4f, -0.03f, -0.51f, 0 };
  static const float flukes[] = { 0.505f, 0.27f, 0.42f, 0.37f, 0.36f, 0.44f, 0.46f, 0.43f, 0.52f,
                                  0.37f, 0.6f, 0.42f, 0.7f, 0.4f, 0.62f, 0.33f, 0.54f, 0.27f };
  LimnerColour coat = limner_named_or (stage, 0x44627e);

  for (int i = 0; i < 60; i++)
    {
      float turn = limner_random_range (&stage->random, -1, 1);
      float up = limner_random_unit (&stage->random);
      LimnerFrame faint = *frame;

      faint.opacity = 0.55f;
      limner_shape_flat (stage, &faint,
                         (float[]) { -0.29f + 0.16f * turn * up, 0.34f + 0.24f * up *
                                     (1 - 0.45f * turn * turn), 0.018f, 0.022f },
                         LIMNER_COLOUR (0xf4fbff), 1);
    }
  limner_shape_smooth (stage, frame, flukes, 9, limner_colour_scale (coat, 0.85f));
  limner_shape_smooth (stage, frame, body, 14, coat);
  limner_shape_smooth (stage, frame, belly, 7, LIMNER_COLOUR (0xdfe6ea));
  for (int i = 0; i < 5; i++)
    limner_shape_limb (stage, frame,
                       (float[]) { -0.5f, 0.012f + 0.017f * (float) i, -0.3f, 0.022f +
                                   0.015f * (float) i, -0.1f, 0.012f + 0.012f * (float) i }, 3,
                       0.006f, 0.004f, LIMNER_COLOUR (0x9fb0bc));
  draw_eye (stage, frame, -0.37f, 0.145f, 0.016f, 0x2a2018);
  limner_shape_limb (stage, frame, (float[]) { -0.525f, 0.1f, -0.45f, 0.105f, -0.4f, 0.12f }, 3,
                     0.008f, 0.006f, limner_colour_scale (coat, 0.45f));
  limner_shape_smooth (stage, frame, (float[]) { -0.22f, 0.07f, -0.12f, 0.06f, -0.03f, -0.03f,
                                                 -0.16f, -0.02f }, 4,
                       limner_colour_scale (coat, 0.65f));
  for (int i = 0; i < 40; i++)
    {
      LimnerFrame faint = *frame;

      faint.opacity = 0.6f;
      limner_shape_flat (stage, &faint,
                         (float[]) { limner_random_range (&stage->random, -0.62f, 0.5f),
                                     limner_random_range (&stage->random, -0.05f, 0.005f), 0.05f,
                                     0.01f }, LIMNER_COLOUR (0xeaf4f8), 0.95f);
    }
}

static void
draw_wing (LimnerStage       *stage,
           const LimnerFrame *frame,
           float              shift,
           LimnerColour       skin)
{
  static const float tips[][2] = { { -0.66f, 1.02f }, { -0.72f, 0.76f }, { -0.58f, 0.56f },
                                   { -0.38f, 0.46f } };
  LimnerColour bone = limner_colour_scale (skin, 0.6f);
  float outline[2 * 9] = { -0.02f + shift, 0.5f, -0.24f + shift, 0.96f };
  int n = 2;

  /* Between two fingers the skin hangs in. */
  for (int i = 0; i < 4; i++)
    {
      outline[2 * n] = tips[i][0] + shift;
      outline[2 * n++ + 1] = tips[i][1];
      if (i == 3)
        break;
      outline[2 * n] = (tips[i][0] + tips[i + 1][0]) / 2 + 0.09f + shift;
      outline[2 * n++ + 1] = (tips[i][1] + tips[i + 1][1]) / 2;
    }
  limner_shape_polygon (stage, frame, outline, n, skin);
  limner_shape_limb (stage, frame, (float[]) { -0.02f + shift, 0.5f, -0.16f + shift, 0.74f,
                                               -0.24f + shift, 0.97f }, 3, 0.055f, 0.035f, bone);
  for (int i = 0; i < 4; i++)
    limner_shape_limb (stage, frame, (float[]) { -0.24f + shift, 0.96f, tips[i][0] + shift,
                                                 tips[i][1] }, 2, 0.03f, 0.01f, bone);
}

static void
draw_dragon_head (LimnerStage       *stage,
                  const LimnerFrame *frame,
                  LimnerColour       coat)
{
  static const float head[] = { 0.28f, 0.98f, 0.38f, 1.04f, 0.48f, 0.98f, 0.63f, 0.93f, 0.68f,
                                0.885f, 0.64f, 0.855f, 0.52f, 0.86f, 0.42f, 0.845f, 0.31f, 0.86f };
  static const float jaw[] = { 0.34f, 0.87f, 0.45f, 0.84f, 0.61f, 0.81f, 0.6f, 0.785f, 0.45f, 0.79f,
                               0.34f, 0.82f };

  for (int i = 0; i < 26; i++)
    {
      float t = (float) (26 - i) / 26;
      LimnerFrame glow = *frame;
      float x = 0.66f + 0.42f * t;
      LimnerColour flame = limner_colour_mix (LIMNER_COLOUR (0xffe07a), LIMNER_COLOUR (0xe8481c),
                                              t);

      glow.opacity = 0.8f - 0.45f * t;
      limner_shape_flat (stage, &glow,
                         (float[]) { x, 0.84f - 0.1f * t + 0.09f * t *
                                     limner_random_range (&stage->random, -1, 1), 0.035f +
                                     0.05f * t, 0.02f + 0.045f * t }, flame, 1.5f);
    }
  limner_shape_smooth (stage, frame, jaw, 6, limner_colour_scale (coat, 0.75f));
  for (int i = 0; i < 2; i++)
    limner_shape_limb (stage, frame,
                       (float[]) { 0.32f + 0.06f * (float) i, 1.0f, 0.23f + 0.06f * (float) i,
                                   1.08f, 0.14f + 0.07f * (float) i, 1.1f }, 3, 0.045f, 0.008f,
                       LIMNER_COLOUR (0xe6d4a8));
  limner_shape_smooth (stage, frame, head, 9, coat);
  for (int i = 0; i < 4; i++)
    limner_shape_polygon (stage, frame,
                          (float[]) { 0.5f + 0.035f * (float) i, 0.862f, 0.522f + 0.035f *
                                      (float) i, 0.862f, 0.511f + 0.035f * (float) i, 0.832f }, 3,
                          LIMNER_COLOUR (0xfdf6e4));
  draw_eye (stage, frame, 0.445f, 0.955f, 0.02f, 0xf2c22c);
  limner_shape_flat (stage, frame, (float[]) { 0.635f, 0.9f, 0.011f, 0.009f },
                     LIMNER_COLOUR (0x241414), 0.4f);
}

/**
 * limner_draw_dragon:
 * @stage: a stage
 * @frame: middle of its foot and its height
 */
void
limner_draw_dragon (LimnerStage       *stage,
                    const LimnerFrame *frame)
{
  static const float tail[] = { -0.2f, 0.16f, -0.45f, 0.04f, -0.68f, 0.09f, -0.76f, 0.28f };
  static const float body[] = { 0.02f, 0.56f, -0.14f, 0.52f, -0.29f, 0.34f, -0.31f, 0.14f, -0.2f,
                                0.02f, 0.1f, 0.02f, 0.22f, 0.16f, 0.24f, 0.36f, 0.17f, 0.52f };
  static const float neck[] = { 0.07f, 0.4f, 0.21f, 0.54f, 0.19f, 0.72f, 0.25f, 0.86f, 0.36f,
                                0.93f };
  static const float front[] = { 0.2f, 0.42f, 0.21f, 0.54f, 0.22f, 0.7f, 0.29f, 0.84f };
  LimnerColour coat = limner_named_or (stage, 0x4d8a4a);
  LimnerColour pale = limner_colour_mix (coat, LIMNER_COLOUR (0xf6e2a8), 0.6f);
  LimnerColour skin = limner_colour_mix (coat, LIMNER_COLOUR (0xd8783c), 0.45f);

  draw_wing (stage, frame, 0.16f, limner_colour_scale (skin, 0.7f));
  limner_shape_limb (stage, frame, tail, 4, 0.2f, 0.035f, coat);
  limner_shape_polygon (stage, frame, (float[]) { -0.75f, 0.26f, -0.83f, 0.32f, -0.77f, 0.41f,
                                                  -0.69f, 0.32f }, 4, skin);
  limner_shape_limb (stage, frame, (float[]) { 0.05f, 0.26f, 0.12f, 0.14f, 0.09f, 0.04f }, 3, 0.12f,
                     0.08f, limner_colour_scale (coat, 0.6f));
  limner_shape_smooth (stage, frame, body, 9, coat);
  limner_shape_limb (stage, frame, neck, 5, 0.24f, 0.13f, coat);
  limner_shape_limb (stage, frame, front, 4, 0.07f, 0.05f, pale);
  limner_shape_ellipse (stage, frame, (float[]) { 0.13f, 0.27f, 0.1f, 0.2f }, 0.15f, pale);
  for (int i = 0; i < 5; i++)
    limner_shape_limb (stage, frame, (float[]) { 0.05f, 0.13f + 0.075f * (float) i, 0.13f,
                                                 0.11f + 0.075f * (float) i, 0.21f,
                                                 0.14f + 0.075f * (float) i }, 3, 0.007f, 0.007f,
                       limner_colour_scale (pale, 0.65f));
  for (int i = 0; i < 9; i++)
    {
      static const float back[][2] = { { 0.27f, 1.0f }, { 0.18f, 0.89f }, { 0.1f, 0.77f },
                                       { 0.09f, 0.66f }, { 0.05f, 0.57f }, { -0.06f, 0.53f },
                                       { -0.19f, 0.44f }, { -0.28f, 0.31f }, { -0.34f, 0.18f } };
      float x = back[i][0];
      float y = back[i][1];

      limner_shape_polygon (stage, frame, (float[]) { x - 0.02f, y - 0.045f, x + 0.035f, y + 0.02f,
                                                      x - 0.055f, y + 0.045f }, 3, skin);
    }
  limner_shape_ellipse (stage, frame, (float[]) { -0.14f, 0.17f, 0.14f, 0.15f }, 0.4f,
                        limner_colour_scale (coat, 0.92f));
  for (int leg = 0; leg < 2; leg++)
    {
      float x = leg == 0 ? -0.1f : 0.2f;

      if (leg == 1)
        limner_shape_limb (stage, frame, (float[]) { 0.17f, 0.36f, 0.24f, 0.2f, 0.21f, 0.05f }, 3,
                           0.12f, 0.075f, coat);
      limner_shape_ellipse (stage, frame, (float[]) { x + 0.03f, 0.03f, 0.1f, 0.04f }, 0, coat);
      for (int claw = 0; claw < 3; claw++)
        limner_shape_limb (stage, frame,
                           (float[]) { x + 0.05f + 0.03f * (float) claw, 0.03f,
                                       x + 0.08f + 0.03f * (float) claw, 0.004f }, 2, 0.02f, 0.006f,
                           LIMNER_COLOUR (0xf4ead0));
    }
  draw_wing (stage, frame, 0, skin);
  draw_dragon_head (stage, frame, coat);
}

/**
 * limner_draw_snowman:
 * @stage: a stage
 * @frame: middle of its foot and its height
 */
void
limner_draw_snowman (LimnerStage       *stage,
                     const LimnerFrame *frame)
{
  LimnerColour snow = LIMNER_COLOUR (0xf8faff);
  LimnerColour coal = LIMNER_COLOUR (0x26242a);
  LimnerColour scarf = limner_named_or (stage, 0xc8332c);

  for (int side = -1; side <= 1; side += 2)
    {
      float s = (float) side;

      limner_shape_limb (stage, frame, (float[]) { s * 0.16f, 0.5f, s * 0.3f, 0.56f, s * 0.42f,
                                                   0.66f }, 3, 0.026f, 0.014f,
                         LIMNER_COLOUR (0x5e4330));
      limner_shape_limb (stage, frame, (float[]) { s * 0.34f, 0.595f, s * 0.43f, 0.58f }, 2, 0.014f,
                         0.008f, LIMNER_COLOUR (0x5e4330));
    }
  limner_shape_ellipse (stage, frame, (float[]) { 0, 0.2f, 0.28f, 0.22f }, 0, snow);
  limner_shape_ellipse (stage, frame, (float[]) { 0, 0.49f, 0.2f, 0.17f }, 0, snow);
  limner_shape_ellipse (stage, frame, (float[]) { 0, 0.73f, 0.145f, 0.13f }, 0, snow);
  limner_shape_limb (stage, frame, (float[]) { -0.13f, 0.635f, 0, 0.605f, 0.13f, 0.635f }, 3, 0.06f,
                     0.06f, scarf);
  limner_shape_limb (stage, frame, (float[]) { 0.09f, 0.62f, 0.12f, 0.52f, 0.1f, 0.43f }, 3, 0.055f,
                     0.06f, limner_colour_scale (scarf, 0.85f));
  for (int i = 0; i < 3; i++)
    limner_shape_flat (stage, frame, (float[]) { 0, 0.55f - 0.09f * (float) i, 0.016f, 0.016f },
                       coal, 0.5f);
  for (int i = -2; i <= 2; i++)
    limner_shape_flat (stage, frame, (float[]) { 0.03f * (float) i, 0.672f + 0.005f *
                                                 (float) (i * i), 0.009f, 0.009f }, coal, 0.5f);
  for (int side = -1; side <= 1; side += 2)
    limner_shape_flat (stage, frame, (float[]) { (float) side * 0.05f, 0.77f, 0.016f, 0.017f },
                       coal, 0.5f);
  limner_shape_polygon (stage, frame, (float[]) { -0.005f, 0.75f, 0.0f, 0.71f, 0.15f, 0.715f }, 3,
                        LIMNER_COLOUR (0xe8802a));
  limner_shape_ellipse (stage, frame, (float[]) { 0, 0.845f, 0.16f, 0.026f }, 0, coal);
  limner_shape_polygon (stage, frame, (float[]) { -0.1f, 0.85f, 0.1f, 0.85f, 0.105f, 1.0f, -0.105f,
                                                  1.0f }, 4, coal);
  limner_shape_polygon (stage, frame, (float[]) { -0.1f, 0.86f, 0.1f, 0.86f, 0.101f, 0.89f,
                                                  -0.101f, 0.89f }, 4, scarf);
}

/**
 * limner_draw_astronaut:
 * @stage: a stage
 * @frame: middle of its foot and its height
 */
void
limner_draw_astronaut (LimnerStage       *stage,
                       const LimnerFrame *frame)
{
  static const float torso[] = { -0.15f, 0.66f, -0.19f, 0.5f, -0.16f, 0.32f, 0.16f, 0.32f, 0.19f,
                                 0.5f, 0.15f, 0.66f };
  LimnerColour suit = limner_named_or (stage, 0xf0ece4);
  LimnerColour dark = limner_colour_scale (suit, 0.72f);

  limner_shape_polygon (stage, frame, (float[]) { -0.2f, 0.36f, 0.2f, 0.36f, 0.2f, 0.7f, -0.2f,
                                                  0.7f }, 4, limner_colour_scale (suit, 0.6f));
  for (int side = -1; side <= 1; side += 2)
    {
      float s = (float) side;

      limner_shape_limb (stage, frame, (float[]) { s * 0.08f, 0.36f, s * 0.1f, 0.2f, s * 0.105f,
                                                   0.06f }, 3, 0.13f, 0.11f, suit);
      limner_shape_ellipse (stage, frame, (float[]) { s * 0.12f, 0.03f, 0.085f, 0.038f }, 0, dark);
      limner_shape_limb (stage, frame, (float[]) { s * 0.16f, 0.6f, s * 0.27f, 0.48f, s * 0.26f,
                                                   0.36f + (side > 0 ? 0.2f : 0) }, 3, 0.12f, 0.09f,
                         suit);
      limner_shape_ellipse (stage, frame, (float[]) { s * 0.26f, side > 0 ? 0.59f : 0.33f, 0.05f,
                                                      0.05f }, 0, dark);
      limner_shape_limb (stage, frame, (float[]) { s * 0.05f, 0.2f, s * 0.155f, 0.2f }, 2, 0.018f,
                         0.018f, dark);
    }
  limner_shape_smooth (stage, frame, torso, 6, suit);
  limner_shape_polygon (stage, frame, (float[]) { -0.075f, 0.42f, 0.075f, 0.42f, 0.075f, 0.53f,
                                                  -0.075f, 0.53f }, 4, dark);
  for (int i = 0; i < 3; i++)
    {
      static const guint32 lamps[] = { 0xd8382c, 0xf2c034, 0x3c78c8 };

      limner_shape_flat (stage, frame, (float[]) { -0.045f + 0.045f * (float) i, 0.49f, 0.015f,
                                                   0.015f }, LIMNER_COLOUR (lamps[i]), 1.2f);
    }
  limner_shape_ellipse (stage, frame, (float[]) { 0, 0.815f, 0.175f, 0.175f }, 0, suit);
  limner_shape_ellipse (stage, frame, (float[]) { 0, 0.815f, 0.135f, 0.12f }, 0,
                        LIMNER_COLOUR (0xb07a2a));
  limner_shape_ellipse (stage, frame, (float[]) { 0, 0.81f, 0.118f, 0.103f }, 0,
                        LIMNER_COLOUR (0x26406c));
  limner_shape_flat (stage, frame, (float[]) { -0.045f, 0.855f, 0.042f, 0.024f },
                     LIMNER_COLOUR (0xf2f8ff), 1.1f);
}
