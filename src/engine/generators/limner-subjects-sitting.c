/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-motifs.h"
#include "limner-subjects.h"

typedef enum
{
  EARS_POINTED,
  EARS_ROUND,
  EARS_LONG,
  EARS_HANGING,
} Ears;

/* An animal that sits and looks at us. */
typedef struct
{
  guint32 coat;
  guint32 pale;      /* breast, cheeks and the tip of the tail */
  guint32 dark;      /* legs and the backs of the ears */
  guint32 iris;
  Ears    ears;
  float   head;      /* how broad the head is */
  float   muzzle;    /* how far it comes forward */
  float   tail;      /* how thick it is; 0 is a stub */
  gboolean patches;  /* dark legs, ears and rings round the eyes */
} Kind;

static const Kind kinds[LIMNER_N_SUBJECTS] = {
  [LIMNER_SUBJECT_FOX]    = { 0xd9742c, 0xf8efe0, 0x4a3028, 0xd9982c, EARS_POINTED, 1, 0.8f,
                              0.16f },
  [LIMNER_SUBJECT_CAT]    = { 0x9a8672, 0xefe4d4, 0x5e4c40, 0x8fb04a, EARS_POINTED, 1.05f, 0.35f,
                              0.055f },
  [LIMNER_SUBJECT_DOG]    = { 0xb98448, 0xf4e8d4, 0x6e4a2c, 0x5a3a1e, EARS_HANGING, 1, 1.15f,
                              0.06f },
  [LIMNER_SUBJECT_WOLF]   = { 0x8c8c90, 0xe6e4e0, 0x4e4e56, 0xd8b04a, EARS_POINTED, 1, 1, 0.12f },
  [LIMNER_SUBJECT_LION]   = { 0xd8a858, 0xf2e2c0, 0x8a5426, 0xc88a2a, EARS_ROUND, 1.1f, 1, 0.045f },
  [LIMNER_SUBJECT_TIGER]  = { 0xe08a34, 0xf8f0e0, 0x2c2420, 0xc8a83a, EARS_ROUND, 1.1f, 0.8f,
                              0.055f },
  [LIMNER_SUBJECT_BEAR]   = { 0x7a5236, 0xb08a62, 0x4e3422, 0x2e2018, EARS_ROUND, 1.15f, 1.05f, 0 },
  [LIMNER_SUBJECT_PANDA]  = { 0xf4f0ea, 0xfdfaf4, 0x2a282c, 0x2e2018, EARS_ROUND, 1.2f, 0.95f, 0,
                              TRUE },
  [LIMNER_SUBJECT_RABBIT] = { 0xb8a48c, 0xf6f0e6, 0x8a7662, 0x4a2e20, EARS_LONG, 0.92f, 0.5f, 0 },
};

/* The coat takes the colour that the prompt names. */
static Kind
dress (LimnerStage  *stage,
       LimnerSubject which)
{
  Kind kind = kinds[which];
  static const struct { guint hue; guint32 coat; guint32 pale; guint32 dark; } coats[] = {
    { LIMNER_HUE_BLACK, 0x36343a, 0x6a6670, 0x201e24 },
    { LIMNER_HUE_WHITE, 0xf0ebe2, 0xffffff, 0xc4b8a8 },
    { LIMNER_HUE_ORANGE, 0xdc8a3e, 0xf8ead2, 0xa85a24 },
    { LIMNER_HUE_BROWN, 0x80583a, 0xd8bc98, 0x4a3020 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (coats) && !kind.patches; i++)
    if (stage->hues & (1u << coats[i].hue))
      {
        kind.coat = coats[i].coat;
        kind.pale = coats[i].pale;
        kind.dark = coats[i].dark;
        break;
      }

  return kind;
}

static void
draw_tail (LimnerStage       *stage,
           const LimnerFrame *frame,
           const Kind        *kind)
{
  static const float line[] = { 0.12f, 0.07f, 0.3f, 0.05f, 0.4f, 0.14f, 0.38f, 0.3f };
  static const float end[] = { 0.4f, 0.2f, 0.385f, 0.27f, 0.35f, 0.34f };

  if (kind->tail <= 0)
    return;
  limner_shape_limb (stage, frame, line, 4, kind->tail * 0.8f, kind->tail,
                     LIMNER_COLOUR (kind->coat));
  limner_shape_limb (stage, frame, end, 3, kind->tail, kind->tail * 0.3f,
                     LIMNER_COLOUR (kind->ears == EARS_ROUND ? kind->dark : kind->pale));
  if (kind->tail > 0.1f)
    limner_shape_hairs (stage, frame, (float[]) { 0.35f, 0.15f, 0.09f, 0.11f }, 70, 0.07f, 1.2f,
                        LIMNER_COLOUR (kind->coat));
}

static void
draw_body (LimnerStage       *stage,
           const LimnerFrame *frame,
           const Kind        *kind)
{
  static const float trunk[] = { -0.17f, 0.01f, -0.22f, 0.12f, -0.2f, 0.3f, -0.15f, 0.46f,
                                 -0.08f, 0.58f, 0.08f, 0.58f, 0.15f, 0.46f, 0.2f, 0.3f,
                                 0.22f, 0.12f, 0.17f, 0.01f };
  static const float bib[] = { -0.09f, 0.56f, -0.1f, 0.42f, -0.06f, 0.25f, 0, 0.17f, 0.06f, 0.25f,
                               0.1f, 0.42f, 0.09f, 0.56f };
  LimnerColour coat = LIMNER_COLOUR (kind->coat);
  LimnerColour pale = LIMNER_COLOUR (kind->pale);
  LimnerColour leg = limner_colour_mix (coat, LIMNER_COLOUR (kind->dark),
                                        kind->patches ? 1.0f
                                        : kind->ears == EARS_POINTED && kind->tail > 0.1f ? 0.8f
                                                                                          : 0.2f);

  limner_shape_smooth (stage, frame, trunk, 10, coat);
  for (int side = -1; side <= 1; side += 2)
    {
      float s = (float) side;

      limner_shape_ellipse (stage, frame, (float[]) { s * 0.17f, 0.13f, 0.1f, 0.14f }, 0,
                            kind->patches ? leg : coat);
      limner_shape_ellipse (stage, frame, (float[]) { s * 0.18f, 0.025f, 0.085f, 0.035f }, 0,
                            limner_colour_mix (coat, LIMNER_COLOUR (kind->dark), 0.3f));
    }
  limner_shape_hairs (stage, frame, (float[]) { 0, 0.3f, 0.19f, 0.24f }, 240, 0.06f,
                      -(float) G_PI_2, coat);
  if (kind->patches)
    limner_shape_smooth (stage, frame, (float[]) { -0.19f, 0.36f, -0.14f, 0.5f, -0.08f, 0.57f,
                                                   0.08f, 0.57f, 0.14f, 0.5f, 0.19f, 0.36f, 0,
                                                   0.42f }, 7, leg);
  else
    {
      limner_shape_smooth (stage, frame, bib, 7, pale);
      limner_shape_hairs (stage, frame, (float[]) { 0, 0.42f, 0.08f, 0.13f }, 70, 0.06f,
                          -(float) G_PI_2, pale);
    }
  for (int side = -1; side <= 1; side += 2)
    {
      float s = (float) side;
      float line[] = { s * 0.085f, 0.34f, s * 0.075f, 0.18f, s * 0.07f, 0.03f };

      limner_shape_limb (stage, frame, line, 3, kind->patches ? 0.1f : 0.085f,
                         kind->patches ? 0.09f : 0.06f, leg);
      limner_shape_ellipse (stage, frame, (float[]) { s * 0.072f, 0.022f, 0.052f, 0.03f }, 0, leg);
    }
}

static void
draw_ear (LimnerStage       *stage,
          const LimnerFrame *frame,
          const Kind        *kind,
          float              side)
{
  float w = kind->head;
  float pointed[] = { side * 0.155f * w, 0.7f, side * 0.165f * w, 0.85f, side * 0.15f * w, 0.985f,
                      side * 0.09f * w, 0.91f, side * 0.03f * w, 0.81f };
  float inner[] = { side * 0.135f * w, 0.76f, side * 0.143f * w, 0.85f, side * 0.138f * w, 0.93f,
                    side * 0.1f * w, 0.88f, side * 0.07f * w, 0.81f };
  LimnerColour coat = LIMNER_COLOUR (kind->patches ? kind->dark : kind->coat);
  LimnerColour pink = limner_colour_mix (LIMNER_COLOUR (0xd8a090), coat, 0.35f);

  switch (kind->ears)
    {
    case EARS_POINTED:
      limner_shape_smooth (stage, frame, pointed, 5, LIMNER_COLOUR (kind->dark));
      limner_shape_smooth (stage, frame, inner, 5, pink);
      break;
    case EARS_ROUND:
      limner_shape_ellipse (stage, frame, (float[]) { side * 0.14f * w, 0.8f, 0.06f, 0.06f }, 0,
                            coat);
      limner_shape_ellipse (stage, frame, (float[]) { side * 0.14f * w, 0.795f, 0.035f, 0.036f }, 0,
                            pink);
      break;
    case EARS_LONG:
      limner_shape_ellipse (stage, frame, (float[]) { side * 0.075f, 0.93f, 0.042f, 0.17f },
                            side * 0.14f, coat);
      limner_shape_ellipse (stage, frame, (float[]) { side * 0.075f, 0.925f, 0.022f, 0.135f },
                            side * 0.14f, pink);
      break;
    case EARS_HANGING:
    default:
      break;
    }
}

static void
draw_face (LimnerStage       *stage,
           const LimnerFrame *frame,
           const Kind        *kind)
{
  float m = kind->muzzle;
  LimnerColour pale = LIMNER_COLOUR (kind->pale);
  LimnerColour black = LIMNER_COLOUR (0x1c1614);

  for (int side = -1; side <= 1; side += 2)
    {
      float s = (float) side;
      float cheek[] = { s * 0.02f, 0.6f, s * 0.07f, 0.65f, s * 0.16f * kind->head, 0.64f,
                        s * 0.13f, 0.57f, s * 0.06f, 0.535f };

      limner_shape_smooth (stage, frame, cheek, 5, pale);
    }
  limner_shape_ellipse (stage, frame, (float[]) { 0, 0.585f, 0.062f + 0.02f * m,
                                                  0.045f + 0.018f * m }, 0, pale);
  if (m > 0.6f)
    limner_shape_ellipse (stage, frame, (float[]) { 0, 0.635f, 0.034f + 0.012f * m, 0.05f }, 0,
                          limner_colour_mix (LIMNER_COLOUR (kind->coat), pale, 0.25f));
  for (int side = -1; side <= 1; side += 2)
    {
      float s = (float) side;
      float x = s * 0.076f * kind->head;
      float smile[] = { 0, 0.575f, s * 0.02f, 0.557f, s * 0.05f, 0.56f };

      limner_shape_limb (stage, frame, smile, 3, 0.008f, 0.004f, black);
      if (kind->patches)
        limner_shape_ellipse (stage, frame, (float[]) { x + s * 0.006f, 0.68f, 0.045f, 0.06f },
                              s * 0.5f, LIMNER_COLOUR (kind->dark));
      limner_shape_flat (stage, frame, (float[]) { x, 0.685f, 0.034f, 0.031f }, black, 0.4f);
      limner_shape_flat (stage, frame, (float[]) { x, 0.684f, 0.027f, 0.026f },
                         LIMNER_COLOUR (kind->iris), 1);
      limner_shape_flat (stage, frame, (float[]) { x, 0.684f, kind->muzzle < 0.4f ? 0.009f : 0.015f,
                                                   0.021f }, black, 0.4f);
      limner_shape_flat (stage, frame, (float[]) { x + 0.009f, 0.694f, 0.007f, 0.007f },
                         LIMNER_COLOUR (0xffffff), 1.2f);
    }
  limner_shape_flat (stage, frame, (float[]) { 0, 0.598f + 0.008f * m, 0.02f + 0.01f * m,
                                               0.014f + 0.006f * m },
                     kind->muzzle < 0.6f ? LIMNER_COLOUR (0xb87468) : black, 0.7f);
}

static void
draw_stripes (LimnerStage       *stage,
              const LimnerFrame *frame,
              const Kind        *kind)
{
  for (int i = 0; i < 6; i++)
    for (int side = -1; side <= 1; side += 2)
      {
        float s = (float) side;
        float y = 0.14f + 0.07f * (float) i;
        float line[] = { s * 0.2f, y + 0.03f, s * 0.14f, y + 0.005f, s * 0.1f, y };

        limner_shape_limb (stage, frame, line, 3, 0.025f, 0.004f, LIMNER_COLOUR (kind->dark));
        if (i < 3)
          {
            float brow[] = { s * (0.02f + 0.035f * (float) i), 0.8f - 0.01f * (float) i,
                             s * (0.018f + 0.03f * (float) i), 0.75f };

            limner_shape_limb (stage, frame, brow, 2, 0.014f, 0.004f, LIMNER_COLOUR (kind->dark));
          }
      }
}

static void
draw_head (LimnerStage       *stage,
           const LimnerFrame *frame,
           const Kind        *kind)
{
  float w = kind->head;
  float outline[] = { 0, 0.83f, -0.1f * w, 0.81f, -0.165f * w, 0.71f, -0.17f * w, 0.63f,
                      -0.1f * w, 0.56f, 0, 0.525f, 0.1f * w, 0.56f, 0.17f * w, 0.63f,
                      0.165f * w, 0.71f, 0.1f * w, 0.81f };
  LimnerColour coat = LIMNER_COLOUR (kind->coat);

  draw_ear (stage, frame, kind, -1);
  draw_ear (stage, frame, kind, 1);
  limner_shape_smooth (stage, frame, outline, 10, coat);
  limner_shape_hairs (stage, frame, (float[]) { 0, 0.72f, 0.13f * w, 0.09f }, 120, 0.035f,
                      (float) G_PI_2, coat);
  draw_face (stage, frame, kind);
  for (int side = -1; side <= 1 && kind->ears == EARS_HANGING; side += 2)
    {
      float s = (float) side;
      float ear[] = { s * 0.09f, 0.82f, s * 0.16f, 0.82f, s * 0.215f, 0.72f, s * 0.2f, 0.56f,
                      s * 0.155f, 0.56f, s * 0.14f, 0.7f };

      limner_shape_smooth (stage, frame, ear, 6, LIMNER_COLOUR (kind->dark));
    }
}

/**
 * limner_draw_sitter:
 * @stage: a stage
 * @frame: middle of its foot and its height
 * @which: a fox, a cat, a dog, a wolf, a lion, a tiger, a bear or a rabbit
 *
 * Draws an animal that sits and looks at us.
 */
void
limner_draw_sitter (LimnerStage       *stage,
                    const LimnerFrame *frame,
                    LimnerSubject      which)
{
  Kind kind = dress (stage, which);
  gboolean mane = which == LIMNER_SUBJECT_LION;

  draw_tail (stage, frame, &kind);
  draw_body (stage, frame, &kind);
  if (which == LIMNER_SUBJECT_TIGER)
    draw_stripes (stage, frame, &kind);
  if (mane)
    {
      limner_shape_ellipse (stage, frame, (float[]) { 0, 0.66f, 0.27f, 0.29f }, 0,
                            LIMNER_COLOUR (kind.dark));
      limner_shape_hairs (stage, frame, (float[]) { 0, 0.6f, 0.27f, 0.29f }, 330, 0.09f,
                          -(float) G_PI_2, limner_colour_mix (LIMNER_COLOUR (kind.dark),
                                                              LIMNER_COLOUR (kind.coat), 0.4f));
    }
  draw_head (stage, frame, &kind);
  if (which == LIMNER_SUBJECT_TIGER)
    draw_stripes (stage, frame, &kind);
}
