/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-motifs.h"
#include "limner-subjects.h"

/* Who sits for a portrait. */
typedef struct
{
  LimnerColour skin;
  LimnerColour hair;
  LimnerColour dress;
  LimnerColour iris;
  gboolean     man;
  gboolean     beard;
  gboolean     long_hair;
} Sitter;

static void
choose_hair (LimnerStage *stage,
             Sitter      *sitter)
{
  static const guint32 shades[] = { 0x3a2a22, 0x5a3c26, 0x8a5a30, 0xb8884a, 0x241c1c };
  static const struct { guint hue; guint32 hair; } named[] = {
    { LIMNER_HUE_RED, 0xa8481e }, { LIMNER_HUE_YELLOW, 0xd8b060 }, { LIMNER_HUE_BLACK, 0x221c20 },
    { LIMNER_HUE_WHITE, 0xe4e0da }, { LIMNER_HUE_BROWN, 0x5e3c24 }, { LIMNER_HUE_PINK, 0xd87898 },
    { LIMNER_HUE_BLUE, 0x3c5a9a },
  };
  guint hues = stage->hues;

  if (stage->plan->thing_hues[LIMNER_THING_HAIR] != 0)
    hues = stage->plan->thing_hues[LIMNER_THING_HAIR];
  sitter->hair = LIMNER_COLOUR (shades[limner_random_below (&stage->random,
                                                            G_N_ELEMENTS (shades))]);
  for (gsize i = 0; i < G_N_ELEMENTS (named); i++)
    if (hues & (1u << named[i].hue))
      {
        sitter->hair = LIMNER_COLOUR (named[i].hair);
        return;
      }
  if (stage->plan->extras & LIMNER_EXTRA_OLD)
    sitter->hair = LIMNER_COLOUR (0xd4d0ca);
}

static Sitter
choose_sitter (LimnerStage *stage)
{
  static const guint32 skins[] = { 0xf0c4a0, 0xe8b48c, 0xd09a70, 0xa8724c, 0x7e5036 };
  static const guint32 dresses[] = { 0x2e4a6a, 0x6a2e36, 0x3e5a44, 0x4a3a5a, 0xc8b088, 0x2c2a30 };
  static const guint32 irises[] = { 0x5a7a8a, 0x5e4226, 0x5e7a4a, 0x3a2a1e };
  Sitter sitter = {
    .skin = LIMNER_COLOUR (skins[limner_random_below (&stage->random, G_N_ELEMENTS (skins))]),
    .dress = LIMNER_COLOUR (dresses[limner_random_below (&stage->random,
                                                         G_N_ELEMENTS (dresses))]),
    .iris = LIMNER_COLOUR (irises[limner_random_below (&stage->random, G_N_ELEMENTS (irises))]),
    .man = (stage->plan->extras & LIMNER_EXTRA_MAN) != 0,
    .beard = (stage->plan->extras & LIMNER_EXTRA_BEARD) != 0,
  };

  choose_hair (stage, &sitter);
  if (stage->plan->thing_hues[LIMNER_THING_DRESS] != 0)
    limner_thing_colours (stage, LIMNER_THING_DRESS, &sitter.dress, 1);
  sitter.man |= sitter.beard;
  sitter.long_hair = !sitter.man && limner_random_chance (&stage->random, 0.75f);

  return sitter;
}

static void
draw_bust (LimnerStage       *stage,
           const LimnerFrame *frame,
           const Sitter      *sitter)
{
  float wide = sitter->man ? 1.1f : 0.95f;
  float shoulders[] = { -0.1f, 0.36f, -0.24f * wide, 0.3f, -0.4f * wide, 0.2f, -0.47f * wide,
                        -0.05f, 0.47f * wide, -0.05f, 0.4f * wide, 0.2f, 0.24f * wide, 0.3f,
                        0.1f, 0.36f };
  static const float neck[] = { -0.085f, 0.52f, -0.09f, 0.36f, -0.14f, 0.3f, 0, 0.22f, 0.14f, 0.3f,
                                0.09f, 0.36f, 0.085f, 0.52f };

  limner_shape_smooth (stage, frame, shoulders, 8, sitter->dress);
  limner_shape_hairs (stage, frame, (float[]) { 0, 0.12f, 0.4f, 0.16f }, 90, 0.12f, -1.9f,
                      sitter->dress);
  limner_shape_smooth (stage, frame, neck, 7, limner_colour_scale (sitter->skin, 0.86f));
  limner_shape_flat (stage, frame, (float[]) { 0, 0.425f, 0.085f, 0.035f },
                     limner_colour_scale (sitter->skin, 0.62f), 0.4f);
  for (int side = -1; side <= 1 && sitter->man; side += 2)
    {
      float s = (float) side;
      float collar[] = { s * 0.1f, 0.385f, s * 0.16f, 0.33f, s * 0.02f, 0.2f, s * 0.01f, 0.25f };

      limner_shape_smooth (stage, frame, collar, 4, LIMNER_COLOUR (0xefe8da));
    }
}

static void
draw_eye (LimnerStage       *stage,
          const LimnerFrame *frame,
          const Sitter      *sitter,
          float              side)
{
  float x = side * 0.078f;
  float white[] = { x - 0.042f, 0.672f, x, 0.693f, x + 0.042f, 0.672f, x, 0.655f };
  float lid[] = { x - 0.045f, 0.672f, x, 0.696f, x + 0.045f, 0.673f };
  float fold[] = { x - 0.04f, 0.692f, x, 0.712f, x + 0.04f, 0.692f };
  float brow[] = { side * 0.028f, 0.727f, side * 0.08f, 0.748f, side * 0.132f, 0.722f };
  LimnerColour dark = limner_colour_mix (LIMNER_COLOUR (0x2a1c18), sitter->hair, 0.25f);

  limner_shape_flat (stage, frame, (float[]) { x, 0.69f, 0.058f, 0.038f },
                     limner_colour_scale (sitter->skin, 0.8f), 0.5f);
  limner_shape_smooth (stage, frame, white, 4, LIMNER_COLOUR (0xf4efe8));
  limner_shape_flat (stage, frame, (float[]) { x, 0.675f, 0.0185f, 0.0185f }, sitter->iris, 0.9f);
  limner_shape_flat (stage, frame, (float[]) { x, 0.675f, 0.009f, 0.009f },
                     LIMNER_COLOUR (0x120e0c), 0.3f);
  limner_shape_flat (stage, frame, (float[]) { x + 0.007f, 0.682f, 0.0045f, 0.0045f },
                     LIMNER_COLOUR (0xffffff), 1.2f);
  limner_shape_limb (stage, frame, lid, 3, 0.007f, sitter->man ? 0.006f : 0.011f, dark);
  limner_shape_limb (stage, frame, fold, 3, 0.003f, 0.003f,
                     limner_colour_scale (sitter->skin, 0.55f));
  limner_shape_limb (stage, frame, brow, 3, sitter->man ? 0.02f : 0.013f, 0.005f,
                     limner_colour_scale (sitter->hair, 0.75f));
}

static void
draw_features (LimnerStage       *stage,
               const LimnerFrame *frame,
               const Sitter      *sitter)
{
  float away = stage->light.source.x < frame->origin.x ? 1.0f : -1.0f;
  float ridge[] = { away * 0.016f, 0.69f, away * 0.02f, 0.63f, away * 0.034f, 0.592f };
  static const float upper[] = { -0.06f, 0.522f, -0.022f, 0.537f, 0, 0.531f, 0.022f, 0.537f, 0.06f,
                                 0.522f, 0, 0.52f };
  static const float lower[] = { -0.06f, 0.522f, 0, 0.522f, 0.06f, 0.522f, 0.03f, 0.499f, -0.03f,
                                 0.499f };
  LimnerColour shade = limner_colour_scale (sitter->skin, 0.66f);
  LimnerColour lips = limner_colour_mix (sitter->skin, LIMNER_COLOUR (0xb0303a),
                                         sitter->man ? 0.35f : 0.7f);

  for (int side = -1; side <= 1; side += 2)
    {
      LimnerFrame soft = *frame;

      soft.opacity = 0.35f;
      limner_shape_flat (stage, &soft, (float[]) { (float) side * 0.11f, 0.6f, 0.05f, 0.036f },
                         limner_colour_mix (sitter->skin, LIMNER_COLOUR (0xd8604c), 0.55f), 0.75f);
      draw_eye (stage, frame, sitter, (float) side);
      limner_shape_flat (stage, frame, (float[]) { (float) side * 0.017f, 0.584f, 0.009f, 0.006f },
                         limner_colour_scale (sitter->skin, 0.4f), 0.5f);
    }
  limner_shape_limb (stage, frame, ridge, 3, 0.01f, 0.03f, shade);
  limner_shape_flat (stage, frame, (float[]) { -away * 0.004f, 0.604f, 0.013f, 0.013f },
                     limner_colour_mix (sitter->skin, LIMNER_COLOUR (0xfff4e8), 0.25f), 1);
  limner_shape_smooth (stage, frame, upper, 6, limner_colour_scale (lips, 0.85f));
  limner_shape_smooth (stage, frame, lower, 5, lips);
  limner_shape_limb (stage, frame, (float[]) { -0.062f, 0.523f, 0, 0.519f, 0.062f, 0.523f }, 3,
                     0.006f, 0.006f, limner_colour_scale (lips, 0.45f));
  limner_shape_flat (stage, frame, (float[]) { 0, 0.478f, 0.03f, 0.01f }, shade, 0.5f);
}

static void
draw_beard (LimnerStage       *stage,
            const LimnerFrame *frame,
            const Sitter      *sitter)
{
  static const float beard[] = { -0.175f, 0.62f, -0.185f, 0.5f, -0.14f, 0.38f, 0, 0.28f, 0.14f,
                                 0.38f, 0.185f, 0.5f, 0.175f, 0.62f, 0.13f, 0.545f, 0.07f, 0.55f,
                                 0, 0.56f, -0.07f, 0.55f, -0.13f, 0.545f };
  static const float lips[] = { -0.05f, 0.515f, 0, 0.52f, 0.05f, 0.515f, 0, 0.5f };

  if (!sitter->beard)
    return;
  limner_shape_smooth (stage, frame, beard, 12, sitter->hair);
  limner_shape_hairs (stage, frame, (float[]) { 0, 0.46f, 0.16f, 0.12f }, 260, 0.09f,
                      -(float) G_PI_2, sitter->hair);
  limner_shape_smooth (stage, frame, lips, 4,
                       limner_colour_mix (sitter->skin, LIMNER_COLOUR (0xa84a44), 0.5f));
}

static void
draw_back_hair (LimnerStage       *stage,
                const LimnerFrame *frame,
                const Sitter      *sitter)
{
  static const float flowing[] = { 0, 0.955f, -0.17f, 0.91f, -0.24f, 0.76f, -0.25f, 0.55f, -0.29f,
                                   0.36f, -0.24f, 0.22f, -0.12f, 0.3f, 0.12f, 0.3f, 0.24f, 0.22f,
                                   0.29f, 0.36f, 0.25f, 0.55f, 0.24f, 0.76f, 0.17f, 0.91f };
  static const float gathered[] = { 0, 0.95f, -0.17f, 0.9f, -0.215f, 0.74f, -0.19f, 0.6f, 0.19f,
                                    0.6f, 0.215f, 0.74f, 0.17f, 0.9f };
  LimnerColour dark = limner_colour_scale (sitter->hair, 0.8f);

  if (!sitter->man && !sitter->long_hair && !(stage->plan->extras & LIMNER_EXTRAS_WORN))
    limner_shape_ellipse (stage, frame, (float[]) { 0, 0.965f, 0.1f, 0.075f }, 0, sitter->hair);
  if (!sitter->long_hair)
    {
      limner_shape_smooth (stage, frame, gathered, 7, dark);
      return;
    }
  limner_shape_smooth (stage, frame, flowing, 13, dark);
  for (int side = -1; side <= 1; side += 2)
    limner_shape_hairs (stage, frame, (float[]) { (float) side * 0.225f, 0.52f, 0.05f, 0.26f }, 130,
                        0.14f, -(float) G_PI_2 - (float) side * 0.1f, sitter->hair);
}

static void
draw_front_hair (LimnerStage       *stage,
                 const LimnerFrame *frame,
                 const Sitter      *sitter)
{
  static const float parted[] = { 0.05f, 0.87f, -0.1f, 0.82f, -0.17f, 0.72f, -0.195f, 0.6f, -0.225f,
                                  0.72f, -0.18f, 0.89f, -0.02f, 0.965f, 0.15f, 0.91f, 0.222f, 0.74f,
                                  0.195f, 0.6f, 0.165f, 0.74f, 0.12f, 0.83f };
  static const float cropped[] = { -0.18f, 0.7f, -0.205f, 0.8f, -0.15f, 0.92f, 0, 0.965f, 0.15f,
                                   0.92f, 0.205f, 0.8f, 0.18f, 0.7f, 0.15f, 0.8f, 0.06f, 0.835f,
                                   -0.08f, 0.845f, -0.155f, 0.79f };

  limner_shape_smooth (stage, frame, sitter->man ? cropped : parted, sitter->man ? 11 : 12,
                       sitter->hair);
  limner_shape_hairs (stage, frame, (float[]) { -0.09f, 0.88f, 0.08f, 0.05f }, 60, 0.08f, -2.4f,
                      sitter->hair);
  limner_shape_hairs (stage, frame, (float[]) { 0.1f, 0.88f, 0.08f, 0.05f }, 60, 0.08f, -0.7f,
                      sitter->hair);
}

/* A pointed hat with stars, a crown, or a hat with a brim. */
static void
draw_headgear (LimnerStage       *stage,
               const LimnerFrame *frame)
{
  static const float cone[] = { -0.2f, 0.84f, 0.2f, 0.84f, 0.12f, 0.97f, 0.05f, 1.09f, 0.09f, 1.16f,
                                0.0f, 1.13f, -0.08f, 1.0f };
  static const float crown[] = { -0.185f, 0.85f, 0.185f, 0.85f, 0.21f, 1.0f, 0.105f, 0.925f, 0,
                                 1.03f, -0.105f, 0.925f, -0.21f, 1.0f };
  static const float bowl[] = { -0.195f, 0.86f, 0.195f, 0.86f, 0.19f, 0.98f, 0.12f, 1.035f, -0.12f,
                                1.035f, -0.19f, 0.98f };
  guint extras = stage->plan->extras;
  LimnerColour cloth = LIMNER_COLOUR (0x3b3f86);

  if (extras & LIMNER_EXTRA_MAGIC)
    {
      limner_shape_smooth (stage, frame, cone, 7, cloth);
      limner_shape_ellipse (stage, frame, (float[]) { 0, 0.845f, 0.36f, 0.05f }, 0,
                            limner_colour_scale (cloth, 0.85f));
      for (int i = 0; i < 5; i++)
        limner_shape_flat (stage, frame, (float[]) { -0.1f + 0.055f * (float) i, 0.93f + 0.045f *
                                                     (float) (i % 2 * 2 + i / 4), 0.011f, 0.011f },
                           LIMNER_COLOUR (0xf6d86a), 1.2f);
    }
  else if (extras & LIMNER_EXTRA_CROWN)
    {
      limner_shape_polygon (stage, frame, crown, 7, LIMNER_COLOUR (0xe2b340));
      limner_shape_limb (stage, frame, (float[]) { -0.185f, 0.862f, 0, 0.853f, 0.185f, 0.862f }, 3,
                         0.03f, 0.03f, LIMNER_COLOUR (0xf2cf6a));
      for (int i = -1; i <= 1; i++)
        {
          limner_shape_flat (stage, frame, (float[]) { 0.105f * (float) i, 0.9f, 0.017f, 0.017f },
                             i == 0 ? LIMNER_COLOUR (0xc22f3c) : LIMNER_COLOUR (0x2f6ab0), 1);
          limner_shape_ellipse (stage, frame,
                                (float[]) { 0.21f * (float) i, i == 0 ? 1.04f : 1.01f, 0.018f,
                                            0.018f }, 0, LIMNER_COLOUR (0xf6ead0));
        }
    }
  else if (extras & LIMNER_EXTRA_HAT)
    {
      LimnerColour felt = LIMNER_COLOUR (0x8a6a4a);

      limner_thing_colours (stage, LIMNER_THING_HAT, &felt, 1);
      limner_shape_smooth (stage, frame, bowl, 6, felt);
      limner_shape_limb (stage, frame, (float[]) { -0.19f, 0.885f, 0, 0.875f, 0.19f, 0.885f }, 3,
                         0.05f, 0.05f, limner_colour_scale (felt, 0.4f));
      limner_shape_ellipse (stage, frame, (float[]) { 0, 0.855f, 0.37f, 0.045f }, 0, felt);
    }
}

/**
 * limner_draw_portrait:
 * @stage: a stage
 * @frame: middle of the lower side of the picture and its height
 *
 * Draws head and shoulders of somebody who looks at us.
 */
void
limner_draw_portrait (LimnerStage       *stage,
                      const LimnerFrame *frame)
{
  Sitter sitter = choose_sitter (stage);
  float jaw = sitter.man ? 1.12f : 1.0f;
  float face[] = { 0, 0.93f, -0.12f, 0.89f, -0.178f, 0.77f, -0.178f, 0.64f, -0.145f * jaw, 0.53f,
                   -0.07f * jaw, 0.445f, 0, 0.425f, 0.07f * jaw, 0.445f, 0.145f * jaw, 0.53f,
                   0.178f, 0.64f, 0.178f, 0.77f, 0.12f, 0.89f };

  draw_back_hair (stage, frame, &sitter);
  draw_bust (stage, frame, &sitter);
  for (int side = -1; side <= 1; side += 2)
    limner_shape_ellipse (stage, frame, (float[]) { (float) side * 0.182f, 0.645f, 0.024f, 0.05f },
                          0, limner_colour_scale (sitter.skin, 0.85f));
  limner_shape_smooth (stage, frame, face, 12, sitter.skin);
  draw_features (stage, frame, &sitter);
  draw_beard (stage, frame, &sitter);
  draw_front_hair (stage, frame, &sitter);
  for (int side = -1; side <= 1 && sitter.long_hair; side += 2)
    limner_shape_hairs (stage, frame, (float[]) { (float) side * 0.215f, 0.45f, 0.035f, 0.2f }, 70,
                        0.16f, -(float) G_PI_2 - (float) side * 0.06f, sitter.hair);
  draw_headgear (stage, frame);
}
