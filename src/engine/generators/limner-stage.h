/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-painter-plan.h"
#include "limner-random.h"
#include "limner-scene.h"

G_BEGIN_DECLS

/**
 * LimnerLight:
 * @zenith: colour of the sky at the top of the picture
 * @middle: half way down
 * @horizon: at the horizon
 * @sun: colour of direct light, be it of the sun or of the moon
 * @shade: colour of the light in shadows
 * @haze: colour that far things take on
 * @thickness: of the haze; 1 is much
 * @clouds: how much of the sky they cover, 0 to 1
 * @strength: of direct light
 * @source: where the sun or the moon stands
 * @disc: whether it can be seen
 */
typedef struct
{
  LimnerColour zenith;
  LimnerColour middle;
  LimnerColour horizon;
  LimnerColour sun;
  LimnerColour shade;
  LimnerColour haze;
  float        thickness;
  float        clouds;
  float        strength;
  LimnerPoint  source;
  gboolean     disc;
} LimnerLight;

/**
 * LimnerStage:
 * @scene: what is drawn on
 * @plan: what the prompt asks for
 * @light: what shines on it
 * @random: decides the composition
 * @hues: bit `1 << hue` for each colour that the prompt names for what is drawn now
 * @on_picture: those who are named are drawn onto what is there, without a place of their own
 * @keeps_sky: what is there is the sky of the place that is drawn
 * @n_fruits: how many of the fruits that the prompt names have been drawn
 *
 * What the functions that draw a motif share.
 */
typedef struct
{
  LimnerScene             *scene;
  const LimnerPainterPlan *plan;
  LimnerLight              light;
  LimnerRandom             random;
  guint                    hues;
  gboolean                 on_picture;
  gboolean                 keeps_sky;
  guint                    n_fruits;
} LimnerStage;

/**
 * LimnerFrame:
 * @origin: where the thing's own (0, 0) lies; its y goes up
 * @scale: how long its unit is
 * @mirrored: draw it upside down, as in water
 * @opacity: 0 to 1
 * @distance: 0 (near) to 1 (at the horizon)
 *
 * Where and how a thing stands.
 */
typedef struct
{
  LimnerPoint origin;
  float       scale;
  gboolean    mirrored;
  float       opacity;
  float       distance;
} LimnerFrame;

void         limner_stage_init    (LimnerStage             *self,
                                   LimnerScene             *scene,
                                   const LimnerPainterPlan *plan);
LimnerColour limner_stage_tone    (const LimnerStage       *self,
                                   LimnerColour             colour,
                                   float                    lit,
                                   float                    distance);
gboolean     limner_stage_wants   (const LimnerStage       *self,
                                   LimnerExtra              extra,
                                   float                    chance);
guint32      limner_stage_seed    (LimnerStage             *self);
gboolean     limner_stage_is_dark (const LimnerStage       *self);

/* The elements, from back to front */
void         limner_draw_sky      (LimnerStage             *stage,
                                   float                    horizon);
void         limner_draw_water    (LimnerStage             *stage,
                                   float                    top,
                                   float                    bottom,
                                   float                    roughness);
void         limner_draw_river    (LimnerStage             *stage,
                                   const LimnerPoint       *banks,
                                   guint                    n_banks,
                                   float                    horizon);
void         limner_draw_ridge    (LimnerStage             *stage,
                                   float                    base,
                                   float                    rise,
                                   float                    frequency,
                                   float                    sharpness,
                                   LimnerColour             colour,
                                   float                    distance);
void         limner_draw_ground   (LimnerStage             *stage,
                                   float                    top,
                                   float                    bumps,
                                   LimnerColour             far_colour,
                                   LimnerColour             near_colour,
                                   float                    grass);
void         limner_draw_mist     (LimnerStage             *stage,
                                   float                    height,
                                   float                    depth,
                                   float                    strength);
void         limner_draw_conifer  (LimnerStage             *stage,
                                   const LimnerFrame       *frame,
                                   LimnerColour             colour);
void         limner_draw_broadleaf (LimnerStage            *stage,
                                   const LimnerFrame       *frame,
                                   LimnerColour             leaves,
                                   LimnerColour             bark);
void         limner_draw_trunk    (LimnerStage             *stage,
                                   LimnerPoint              foot,
                                   float                    height,
                                   float                    width,
                                   float                    lean,
                                   LimnerColour             bark,
                                   float                    distance);
void         limner_draw_flowers  (LimnerStage             *stage,
                                   float                    top,
                                   float                    bottom,
                                   int                      n_flowers,
                                   const LimnerColour      *colours,
                                   int                      n_colours);
void         limner_draw_reeds    (LimnerStage             *stage,
                                   float                    base,
                                   int                      n_blades,
                                   float                    height,
                                   LimnerColour             colour);
void         limner_draw_rock     (LimnerStage             *stage,
                                   LimnerPoint              foot,
                                   float                    width,
                                   float                    height,
                                   LimnerColour             colour,
                                   float                    distance);

/* Things that people make, and beings */
void         limner_draw_boat     (LimnerStage             *stage,
                                   const LimnerFrame       *frame,
                                   LimnerColour             hull,
                                   gboolean                 sail);
void         limner_draw_house    (LimnerStage             *stage,
                                   const LimnerFrame       *frame,
                                   float                    width,
                                   LimnerColour             wall,
                                   LimnerColour             roof);
void         limner_draw_tower    (LimnerStage             *stage,
                                   const LimnerFrame       *frame);
void         limner_draw_birds    (LimnerStage             *stage,
                                   float                    top,
                                   float                    bottom,
                                   int                      n_birds);
void         limner_draw_figure   (LimnerStage             *stage,
                                   const LimnerFrame       *frame,
                                   LimnerColour             clothes);
void         limner_draw_sphere   (LimnerStage             *stage,
                                   LimnerPoint              centre,
                                   float                    radius,
                                   float                    flatness,
                                   LimnerColour             colour,
                                   LimnerColour             blush);
void         limner_draw_vessel   (LimnerStage             *stage,
                                   LimnerPoint              foot,
                                   float                    height,
                                   const float             *profile,
                                   int                      n_profile,
                                   LimnerColour             colour);
void         limner_draw_weather  (LimnerStage             *stage);

/* Draws the motif of the plan. */
void         limner_draw_motif    (LimnerStage             *stage);

G_END_DECLS
