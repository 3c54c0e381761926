/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-motifs.h"
#include "limner-subjects.h"

/* A wall without a place: dark at the edges, lighter behind the head. */
static void
draw_backdrop (LimnerStage *stage)
{
  static const guint32 walls[] = { 0x6a5a48, 0x4f5c58, 0x5a4a52, 0x7a6a50, 0x46546a };
  float aspect = stage->scene->aspect;
  gboolean left = stage->light.source.x < aspect / 2;
  LimnerColour wall = LIMNER_COLOUR (walls[limner_random_below (&stage->random,
                                                               G_N_ELEMENTS (walls))]);
  LimnerPaint back = {
    .from = limner_colour_scale (wall, 1.25f),
    .to = limner_colour_scale (wall, 0.5f),
    .start = { left ? 0 : aspect, 0.1f },
    .end = { left ? aspect : 0, 0.9f },
    .rough = 0.25f,
    .grain = 0.12f,
    .angle = left ? 0.9f : 2.2f,
    .detail = 0.02f,
    .opacity = 1,
    .seed = limner_stage_seed (stage),
  };

  limner_scene_fill (stage->scene, (LimnerPoint[]) { { 0, 0 }, { aspect, 0 }, { aspect, 1 },
                                                     { 0, 1 } }, 4, &back);
  for (int i = 4; i > 0; i--)
    {
      LimnerPaint glow = limner_paint_plain (limner_colour_scale (wall, 1.7f), 0.02f);

      glow.opacity = 0.1f;
      limner_scene_ellipse (stage->scene, (LimnerPoint) { aspect / 2, 0.42f }, 0.13f * (float) i,
                            0.12f * (float) i, 0, &glow);
    }
}

/* A window, its sill, and what is outside. */
static void
draw_window (LimnerStage *stage)
{
  float aspect = stage->scene->aspect;
  LimnerPaint frame = limner_paint_plain (limner_stage_tone (stage, LIMNER_COLOUR (0xd8cbb4), 0.5f,
                                                             0), 0.5f);
  LimnerPaint sill = limner_paint_down (limner_stage_tone (stage, LIMNER_COLOUR (0xeadfc8), 1, 0),
                                        limner_stage_tone (stage, LIMNER_COLOUR (0x9a8464), 0.4f,
                                                           0), 0.78f, 1, 0.3f);
  float bars[] = { 0.02f, aspect / 2, aspect - 0.02f };

  limner_draw_sky (stage, 0.62f);
  limner_draw_ridge (stage, 0.64f, 0.12f, 2.2f, 0.5f, limner_season_leaves (stage), 0.7f);
  limner_draw_ground (stage, 0.62f, 0.02f, limner_season_grass (stage),
                      limner_colour_scale (limner_season_grass (stage), 0.7f), 0.3f);
  for (int i = 0; i < 3; i++)
    limner_scene_line (stage->scene, (LimnerPoint) { bars[i], 0 }, (LimnerPoint) { bars[i], 0.8f },
                       0.035f, 0.035f, &frame);
  limner_scene_line (stage->scene, (LimnerPoint) { 0, 0.3f }, (LimnerPoint) { aspect, 0.3f },
                     0.025f, 0.025f, &frame);
  sill.rough = 0.15f;
  sill.grain = 0.05f;
  limner_scene_fill (stage->scene, (LimnerPoint[]) { { 0, 0.78f }, { aspect, 0.78f },
                                                     { aspect, 1 }, { 0, 1 } }, 4, &sill);
}

/* Those that are drawn by a function of their own: how far from the middle they stand, how low, how
 * large, how broad their shadow is, and whether grass or snow covers their feet. */
static const struct
{
  void     (*draw) (LimnerStage       *stage,
                    const LimnerFrame *frame);
  float    shift;
  float    foot;
  float    scale;
  float    shadow;
  gboolean grass;
} others[LIMNER_N_SUBJECTS] = {
  [LIMNER_SUBJECT_PENGUIN]        = { limner_draw_penguin, 0, 0.93f, 0.6f, 0.25f, FALSE },
  [LIMNER_SUBJECT_ELEPHANT]       = { limner_draw_elephant, 0, 0.93f, 0.64f, 0.42f, TRUE },
  [LIMNER_SUBJECT_WHALE]          = { limner_draw_whale, 0, 0.74f, 0.62f, 0, FALSE },
  [LIMNER_SUBJECT_DRAGON]         = { limner_draw_dragon, -0.1f, 0.93f, 0.66f, 0.4f, TRUE },
  [LIMNER_SUBJECT_SNOWMAN]        = { limner_draw_snowman, 0, 0.92f, 0.66f, 0.3f, TRUE },
  [LIMNER_SUBJECT_ASTRONAUT]      = { limner_draw_astronaut, 0, 0.86f, 0.66f, 0, FALSE },
  [LIMNER_SUBJECT_ROBOT]          = { limner_draw_robot, 0, 0.94f, 0.68f, 0.3f, FALSE },
  [LIMNER_SUBJECT_CHRISTMAS_TREE] = { limner_draw_christmas_tree, 0, 0.94f, 0.78f, 0.34f, TRUE },
  [LIMNER_SUBJECT_MUSHROOM]       = { limner_draw_mushroom, 0, 0.94f, 0.6f, 0.3f, TRUE },
  [LIMNER_SUBJECT_CAR]            = { limner_draw_motor_car, 0, 0.88f, 0.72f, 0.5f, FALSE },
  [LIMNER_SUBJECT_BICYCLE]        = { limner_draw_bicycle, 0, 0.9f, 0.74f, 0.42f, FALSE },
  [LIMNER_SUBJECT_TRAIN]          = { limner_draw_train, 0, 0.84f, 0.72f, 0, FALSE },
};

static gboolean
is_perched (LimnerSubject kind)
{
  return kind == LIMNER_SUBJECT_BIRD || kind == LIMNER_SUBJECT_OWL;
}

/* Soft leaves far behind the one who sits on a branch. */
static void
draw_foliage (LimnerStage *stage)
{
  LimnerColour leaves = limner_season_leaves (stage);
  float aspect = stage->scene->aspect;

  limner_draw_sky (stage, 1);
  for (int i = 0; i < 70; i++)
    {
      float size = limner_random_range (&stage->random, 0.05f, 0.16f);
      LimnerColour tone = limner_stage_tone (stage, leaves, limner_random_unit (&stage->random),
                                             0.55f);
      LimnerPaint paint = limner_paint_plain (tone, 0.05f);

      paint.opacity = 0.4f;
      paint.angle = limner_random_range (&stage->random, 0, (float) G_PI);
      limner_scene_ellipse (stage->scene,
                            (LimnerPoint) { aspect * limner_random_unit (&stage->random),
                                            limner_random_range (&stage->random, 0.1f, 1.05f) },
                            size, size * 0.8f, 0, &paint);
    }
}

static void
draw_setting (LimnerStage *stage)
{
  LimnerSubject kind = stage->plan->subject;

  if (kind == LIMNER_SUBJECT_PORTRAIT)
    draw_backdrop (stage);
  else if (is_perched (kind))
    draw_foliage (stage);
  else if (kind == LIMNER_SUBJECT_CAT)
    draw_window (stage);
  else
    limner_draw_place (stage);
}

/* Grass or snow before the feet of who stands there. */
static void
cover_feet (LimnerStage *stage,
            float        foot)
{
  LimnerColour grass = limner_season_grass (stage);

  if (stage->plan->season == LIMNER_SEASON_WINTER)
    for (int i = 0; i < 9; i++)
      {
        LimnerPaint snow = limner_paint_plain (limner_stage_tone (stage, grass, 0.8f, 0), 0.3f);

        snow.opacity = 0.8f;
        limner_scene_ellipse (stage->scene,
                              (LimnerPoint) { stage->scene->aspect * ((float) i + 0.5f) / 9,
                                              foot + 0.035f }, 0.1f, 0.022f, 0, &snow);
      }
  else if (stage->plan->motif != LIMNER_MOTIF_SEA && stage->plan->motif != LIMNER_MOTIF_DUNES &&
           stage->plan->motif != LIMNER_MOTIF_CITY)
    limner_draw_reeds (stage, foot + 0.06f, 90, 0.07f, grass);
}

/* Whether grass or snow covers the feet of one. */
static gboolean
stands_in_grass (const LimnerStage *stage,
                 LimnerSubject      kind)
{
  if (stage->on_picture || kind == LIMNER_SUBJECT_PORTRAIT || kind == LIMNER_SUBJECT_BUTTERFLY ||
      is_perched (kind))
    return FALSE;
  if (others[kind].draw != NULL)
    return others[kind].grass;

  return stage->plan->subject != LIMNER_SUBJECT_CAT || stage->plan->motif_known;
}

static gboolean
is_grazer (LimnerSubject kind)
{
  return kind == LIMNER_SUBJECT_HORSE || kind == LIMNER_SUBJECT_DEER;
}

/* Where one stands who is alone in the picture. */
static LimnerFrame
frame_alone (LimnerStage   *stage,
             LimnerSubject  kind,
             float          middle)
{
  LimnerFrame frame = { { middle, 0.93f }, 0.64f, FALSE, 1, 0 };

  if (kind == LIMNER_SUBJECT_PORTRAIT)
    {
      /* Whoever wears a hat is smaller, so that it is seen. */
      float scale = stage->plan->extras & LIMNER_EXTRAS_WORN ? 0.8f : 0.94f;

      return (LimnerFrame) { { middle, 1.0f }, scale, FALSE, 1, 0 };
    }
  if (kind == LIMNER_SUBJECT_BUTTERFLY)
    return (LimnerFrame) { { middle, 0.78f }, 0.6f, FALSE, 1, 0 };
  if (others[kind].draw != NULL)
    return (LimnerFrame) { { middle + others[kind].shift, others[kind].foot }, others[kind].scale,
                           FALSE, 1, 0 };
  if (is_perched (kind))
    return (LimnerFrame) { { middle, 0.85f }, 0.66f, FALSE, 1, 0 };
  if (is_grazer (kind))
    frame.scale = 0.56f;
  if (kind == LIMNER_SUBJECT_CAT && !stage->plan->motif_known)
    frame.origin.y = 0.88f;

  return frame;
}

static void
draw_being (LimnerStage       *stage,
            const LimnerFrame *frame,
            LimnerSubject      kind)
{
  gboolean floats = kind == LIMNER_SUBJECT_PORTRAIT || kind == LIMNER_SUBJECT_BUTTERFLY ||
                    is_perched (kind);
  float shadow = is_grazer (kind) ? 0.42f : 0.3f;

  if (others[kind].draw != NULL)
    shadow = others[kind].shadow;
  if (shadow > 0 && !floats)
    limner_shape_shadow (stage, frame, shadow);
  if (kind == LIMNER_SUBJECT_PORTRAIT)
    limner_draw_portrait (stage, frame);
  else if (kind == LIMNER_SUBJECT_BUTTERFLY)
    limner_draw_butterfly (stage, frame);
  else if (others[kind].draw != NULL)
    others[kind].draw (stage, frame);
  else if (is_perched (kind))
    limner_draw_perched (stage, frame, kind);
  else
    (is_grazer (kind) ? limner_draw_grazer : limner_draw_sitter) (stage, frame, kind);
}

/* How large they are beside each other: nearer to what the eye expects of a picture than to nature,
 * in which a cat beside an elephant could not be seen. */
static float
natural_size (LimnerSubject kind)
{
  static const float sizes[LIMNER_N_SUBJECTS] = {
    [LIMNER_SUBJECT_FOX] = 0.78f, [LIMNER_SUBJECT_CAT] = 0.72f, [LIMNER_SUBJECT_DOG] = 0.88f,
    [LIMNER_SUBJECT_RABBIT] = 0.62f, [LIMNER_SUBJECT_BIRD] = 0.5f, [LIMNER_SUBJECT_OWL] = 0.55f,
    [LIMNER_SUBJECT_BUTTERFLY] = 0.5f, [LIMNER_SUBJECT_PENGUIN] = 0.8f,
    [LIMNER_SUBJECT_MUSHROOM] = 0.5f, [LIMNER_SUBJECT_BICYCLE] = 0.85f,
    [LIMNER_SUBJECT_WOLF] = 0.92f, [LIMNER_SUBJECT_PORTRAIT] = 0.92f,
  };

  return sizes[kind] > 0 ? sizes[kind] : 1;
}

/* Several stand side by side. The larger are a little further back, and are drawn first. */
static void
draw_company (LimnerStage *stage)
{
  const LimnerPainterPlan *plan = stage->plan;
  guint n = plan->n_beings;
  float width = MIN (stage->scene->aspect, 1.3f);
  float step = width * (n == 2 ? 0.46f : 0.315f);
  float fit = MIN (width, 1.1f) * (n == 2 ? 0.8f : 0.6f);
  guint order[LIMNER_MAX_BEINGS];
  float foot = 0;
  float largest = 0;

  for (guint i = 0; i < n; i++)
    {
      guint at = i;

      for (; at > 0 && natural_size (plan->beings[order[at - 1]].kind) <
                       natural_size (plan->beings[i].kind); at--)
        order[at] = order[at - 1];
      order[at] = i;
      largest = MAX (largest, natural_size (plan->beings[i].kind));
    }
  for (guint k = 0; k < n; k++)
    {
      LimnerBeing being = plan->beings[order[k]];
      float part = natural_size (being.kind) / largest;
      float middle = stage->scene->aspect / 2 + step * ((float) order[k] - (float) (n - 1) / 2);
      LimnerFrame frame = frame_alone (stage, being.kind, middle);

      frame.origin.x = middle;
      frame.scale *= fit * part;
      if (is_perched (being.kind))
        frame.origin.y = 0.72f;
      else if (being.kind != LIMNER_SUBJECT_PORTRAIT)
        frame.origin.y -= 0.05f * part;
      stage->hues = being.hues != 0 ? being.hues : plan->hues;
      draw_being (stage, &frame, being.kind);
      if (stands_in_grass (stage, being.kind))
        foot = MAX (foot, frame.origin.y);
    }
  if (foot > 0)
    cover_feet (stage, foot);
}

/**
 * limner_draw_subject:
 * @stage: a stage whose plan has a subject
 *
 * Draws where the subject is, unless a motif that the prompt names has been drawn or it is drawn
 * onto a picture, and the subject or, if the prompt names several, all of them side by side.
 */
void
limner_draw_subject (LimnerStage *stage)
{
  LimnerBeing being = stage->plan->beings[0];
  float middle = stage->scene->aspect * limner_random_range (&stage->random, 0.44f, 0.56f);

  if (!stage->plan->motif_known && !stage->on_picture)
    draw_setting (stage);
  if (stage->plan->n_beings > 1)
    {
      draw_company (stage);
    }
  else
    {
      LimnerFrame frame = frame_alone (stage, being.kind, middle);

      stage->hues = being.hues != 0 ? being.hues : stage->plan->hues;
      draw_being (stage, &frame, being.kind);
      if (stands_in_grass (stage, being.kind))
        cover_feet (stage, frame.origin.y);
    }
  stage->hues = stage->plan->hues;
}
