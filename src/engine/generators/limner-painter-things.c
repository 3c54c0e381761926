/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include "limner-noise.h"
#include "limner-stage.h"

/* Most corners of a shape that is drawn in a frame. */
#define MAX_CORNERS 16

/* Corners of half the outline of a vessel. */
#define VESSEL_POINTS 40

static LimnerPoint
place (const LimnerFrame *frame,
       float              x,
       float              y)
{
  return (LimnerPoint) { frame->origin.x + x * frame->scale,
                         frame->origin.y - (frame->mirrored ? -0.85f : 1.0f) * y * frame->scale };
}

/* Fills a polygon given by pairs of numbers in the frame's own units. */
static void
fill_shape (LimnerStage       *stage,
            const LimnerFrame *frame,
            const float       *numbers,
            int                n_corners,
            LimnerColour       colour,
            float              lit,
            float              angle)
{
  LimnerPoint points[MAX_CORNERS];
  LimnerPaint paint = limner_paint_plain (limner_stage_tone (stage, colour, lit, frame->distance),
                                          0.85f - 0.45f * frame->distance);

  for (int i = 0; i < n_corners; i++)
    points[i] = place (frame, numbers[2 * i], numbers[2 * i + 1]);
  paint.angle = frame->mirrored ? 0 : angle;
  paint.rough = 0.14f;
  paint.grain = 0.05f * frame->scale;
  paint.opacity = frame->opacity;
  paint.seed = (guint32) (frame->origin.x * 4096);
  if (frame->mirrored)
    paint.detail *= 0.6f;
  limner_scene_fill (stage->scene, points, (guint) n_corners, &paint);
}

static float
lit_side (const LimnerStage *stage,
          const LimnerFrame *frame)
{
  return stage->light.source.x > frame->origin.x ? 1.0f : -1.0f;
}

/**
 * limner_draw_boat:
 * @stage: a stage
 * @frame: middle of its waterline and half its length
 * @hull: in white light
 * @sail: whether the sail is up; else there is a cabin and a bare mast
 */
void
limner_draw_boat (LimnerStage       *stage,
                  const LimnerFrame *frame,
                  LimnerColour       hull,
                  gboolean           sail)
{
  static const float body[] = { -1, 0.32f, -0.72f, -0.02f, 0.7f, -0.02f, 1.12f, 0.42f, 0.4f, 0.25f,
                                -0.5f, 0.22f };
  static const float rim[] = { -1.02f, 0.36f, -1, 0.28f, -0.5f, 0.18f, 0.4f, 0.2f, 1.1f, 0.37f,
                               1.14f, 0.46f, 0.4f, 0.28f, -0.5f, 0.26f };
  static const float shadow[] = { -0.84f, 0.13f, -0.72f, -0.02f, 0.7f, -0.02f, 0.86f, 0.13f };
  static const float mast[] = { -0.02f, 0.22f, 0.02f, 0.22f, 0.012f, 2.1f, -0.012f, 2.1f };
  static const float main_sail[] = { -0.06f, 0.42f, -0.86f, 0.46f, -0.45f, 1.2f, -0.04f, 2.05f };
  static const float fore_sail[] = { 0.06f, 0.42f, 0.98f, 0.5f, 0.5f, 1.05f, 0.05f, 1.75f };
  static const float cabin[] = { -0.62f, 0.22f, -0.1f, 0.22f, -0.12f, 0.62f, -0.6f, 0.62f };
  static const float window[] = { -0.5f, 0.36f, -0.24f, 0.36f, -0.24f, 0.52f, -0.5f, 0.52f };
  float side = lit_side (stage, frame);

  fill_shape (stage, frame, mast, 4, LIMNER_COLOUR (0x6b4a30), 0.5f, (float) G_PI_2);
  if (sail)
    {
      fill_shape (stage, frame, main_sail, 4, LIMNER_COLOUR (0xf6ead2), side < 0 ? 1 : 0.62f, 1.3f);
      fill_shape (stage, frame, fore_sail, 4, LIMNER_COLOUR (0xf2dfc0), side > 0 ? 1 : 0.5f, 1.9f);
    }
  else
    {
      fill_shape (stage, frame, cabin, 4, LIMNER_COLOUR (0xe8ddc8), 0.8f, 0);
      fill_shape (stage, frame, window, 4, limner_stage_is_dark (stage) ? LIMNER_COLOUR (0xffd27a)
                                                                        : LIMNER_COLOUR (0x34495a),
                  limner_stage_is_dark (stage) ? 1.6f : 0.6f, 0);
    }
  fill_shape (stage, frame, body, 6, hull, 0.75f, 0);
  fill_shape (stage, frame, shadow, 4, limner_colour_scale (hull, 0.5f), 0.3f, 0);
  fill_shape (stage, frame, rim, 8, LIMNER_COLOUR (0xf0e4cc), 0.9f, 0);
}

/* Windows in a wall, some of them lit when it is dark. */
static void
draw_windows (LimnerStage       *stage,
              const LimnerFrame *frame,
              float              left,
              float              right,
              float              bottom,
              float              top,
              int                columns)
{
  for (int i = 0; i < columns; i++)
    {
      float middle = left + (right - left) * ((float) i + 0.5f) / (float) columns;
      float half = (right - left) / (float) columns * 0.21f;
      float pane[] = { middle - half, bottom, middle + half, bottom, middle + half, top,
                       middle - half, top };
      gboolean lamp = limner_stage_is_dark (stage) && limner_random_chance (&stage->random, 0.75f);
      LimnerFrame near = *frame;

      near.distance *= lamp ? 0.3f : 1.0f;
      fill_shape (stage, &near, pane, 4, lamp ? LIMNER_COLOUR (0xffc95e) : LIMNER_COLOUR (0x3c4652),
                  lamp ? 2.0f : 0.7f, (float) G_PI_2);
    }
}

/**
 * limner_draw_house:
 * @stage: a stage
 * @frame: middle of its foot and the height of its walls
 * @width: as a multiple of the wall's height
 * @wall: in white light
 * @roof: in white light
 */
void
limner_draw_house (LimnerStage       *stage,
                   const LimnerFrame *frame,
                   float              width,
                   LimnerColour       wall,
                   LimnerColour       roof)
{
  float half = width / 2;
  float side = lit_side (stage, frame);
  float gable = half * 0.35f;
  float split = side > 0 ? half * 0.35f : -half * 0.35f;
  float front[] = { -half, 0, half, 0, half, 1, -half, 1 };
  float end_wall[] = { split, 0, side * half, 0, side * half, 1, (split + side * half) / 2,
                       1 + gable * 1.6f, split, 1 };
  float slope[] = { -side * half * 1.08f, 0.94f, split, 0.94f, (split + side * half) / 2,
                    1.06f + gable * 1.6f, -side * half * 0.82f, 1.06f + gable * 1.6f };
  float verge[] = { (split + side * half) / 2, 1.1f + gable * 1.6f, side * half * 1.1f, 0.92f,
                    side * half * 1.02f, 0.86f, (split + side * half) / 2, 1 + gable * 1.6f,
                    split, 0.9f, split, 0.98f };
  float chimney[] = { -side * half * 0.45f - 0.08f, 1, -side * half * 0.45f + 0.08f, 1,
                      -side * half * 0.45f + 0.08f, 1.3f + gable * 1.6f,
                      -side * half * 0.45f - 0.08f, 1.3f + gable * 1.6f };
  LimnerColour cover = roof;
  float from = MIN (-side * half, split);
  float to = MAX (-side * half, split);

  if (stage->plan->season == LIMNER_SEASON_WINTER)
    cover = limner_colour_mix (roof, LIMNER_COLOUR (0xf8fbff), 0.88f);
  fill_shape (stage, frame, chimney, 4, LIMNER_COLOUR (0x8a6350), 0.5f, (float) G_PI_2);
  fill_shape (stage, frame, front, 4, wall, 0.42f, (float) G_PI_2);
  fill_shape (stage, frame, end_wall, 5, wall, 1, (float) G_PI_2);
  fill_shape (stage, frame, slope, 4, cover, 0.62f, side * 0.9f);
  fill_shape (stage, frame, verge, 6, cover, 0.95f, 0.3f);
  draw_windows (stage, frame, from, to, 0.36f, 0.74f, width > 1.5f ? 3 : 2);
  draw_windows (stage, frame, MIN (split, side * half), MAX (split, side * half), 0.4f, 0.8f, 1);
}

/**
 * limner_draw_tower:
 * @stage: a stage
 * @frame: middle of its foot and its height
 *
 * Draws a lighthouse with red and white bands and, when it is dark, its beam.
 */
void
limner_draw_tower (LimnerStage       *stage,
                   const LimnerFrame *frame)
{
  float side = lit_side (stage, frame);
  static const float gallery[] = { -0.1f, 0.82f, 0.1f, 0.82f, 0.1f, 0.845f, -0.1f, 0.845f };
  static const float lamp[] = { -0.05f, 0.845f, 0.05f, 0.845f, 0.05f, 0.93f, -0.05f, 0.93f };
  static const float roof[] = { -0.068f, 0.93f, 0.068f, 0.93f, 0, 1 };
  gboolean dark = limner_stage_is_dark (stage) || stage->plan->light == LIMNER_LIGHT_FOG;

  if (dark && !frame->mirrored)
    for (int i = 3; i > 0; i--)
      {
        float spread = 0.03f * (float) i;
        float beam[] = { 0, 0.87f, 0, 0.9f, -side * 2.6f, 1.05f + spread, -side * 2.6f,
                         0.92f - spread };
        LimnerFrame glow = *frame;

        glow.opacity = 0.2f;
        fill_shape (stage, &glow, beam, 4, LIMNER_COLOUR (0xfff0b8), 1.8f, -side * 0.05f);
      }
  for (int i = 0; i < 6; i++)
    {
      float low = 0.82f * (float) i / 6;
      float high = 0.82f * (float) (i + 1) / 6;
      float wide = 0.115f - 0.045f * (float) i / 6;
      float narrow = 0.115f - 0.045f * (float) (i + 1) / 6;
      float band[] = { -wide, low, wide, low, narrow, high, -narrow, high };
      float lit[] = { side * wide, low, side * narrow, high, 0, high, 0, low };
      float rim[] = { -side * wide, low, -side * narrow, high, -side * narrow * 0.45f, high,
                      -side * wide * 0.45f, low };
      LimnerColour colour = i % 2 == 0 ? LIMNER_COLOUR (0xf5efe3) : LIMNER_COLOUR (0xc2382e);

      fill_shape (stage, frame, band, 4, colour, 0.6f, (float) G_PI_2);
      fill_shape (stage, frame, lit, 4, colour, 1, (float) G_PI_2);
      fill_shape (stage, frame, rim, 4, colour, 0.15f, (float) G_PI_2);
    }
  fill_shape (stage, frame, gallery, 4, LIMNER_COLOUR (0x33373e), 0.7f, 0);
  fill_shape (stage, frame, lamp, 4, dark ? LIMNER_COLOUR (0xfff2b0) : LIMNER_COLOUR (0xbcd2dc),
              dark ? 2.2f : 0.9f, (float) G_PI_2);
  fill_shape (stage, frame, roof, 3, LIMNER_COLOUR (0xb03328), 0.8f, 0.5f);
}

/**
 * limner_draw_birds:
 * @stage: a stage
 * @top: the highest they fly
 * @bottom: the lowest
 * @n_birds: how many
 *
 * Draws a loose flock.
 */
void
limner_draw_birds (LimnerStage *stage,
                   float        top,
                   float        bottom,
                   int          n_birds)
{
  LimnerPoint flock = { stage->scene->aspect * limner_random_range (&stage->random, 0.25f, 0.75f),
                        limner_random_range (&stage->random, top, bottom) };
  LimnerColour colour = limner_stage_tone (stage, LIMNER_COLOUR (0x2c3038), 0.5f, 0.35f);

  for (int i = 0; i < n_birds; i++)
    {
      float size = limner_random_range (&stage->random, 0.007f, 0.016f);
      float dip = limner_random_range (&stage->random, 0.25f, 0.6f);
      LimnerPoint at = { flock.x + limner_random_range (&stage->random, -0.2f, 0.2f),
                         flock.y + limner_random_range (&stage->random, -0.06f, 0.06f) };
      LimnerPaint paint = limner_paint_plain (colour, 1);

      limner_scene_line (stage->scene, at, (LimnerPoint) { at.x - size, at.y - size * dip },
                         size * 0.34f, size * 0.1f, &paint);
      limner_scene_line (stage->scene, at, (LimnerPoint) { at.x + size, at.y - size * dip * 0.8f },
                         size * 0.34f, size * 0.1f, &paint);
    }
}

/**
 * limner_draw_figure:
 * @stage: a stage
 * @frame: where it stands and how tall it is
 * @clothes: in white light
 *
 * Draws somebody who walks away from us.
 */
void
limner_draw_figure (LimnerStage       *stage,
                    const LimnerFrame *frame,
                    LimnerColour       clothes)
{
  static const float legs[] = { -0.09f, 0.5f, -0.11f, 0.02f, -0.04f, 0, 0, 0.3f, 0.05f, 0.04f,
                                0.12f, 0.06f, 0.08f, 0.5f };
  static const float coat[] = { -0.13f, 0.38f, -0.12f, 0.7f, -0.07f, 0.85f, 0.07f, 0.85f, 0.12f,
                                0.7f,
                                0.13f, 0.38f };
  float side = lit_side (stage, frame);
  float light[] = { 0, 0.38f, side * 0.13f, 0.38f, side * 0.12f, 0.7f, side * 0.07f, 0.85f, 0,
                    0.85f };
  LimnerPaint head = limner_paint_plain (limner_stage_tone (stage, LIMNER_COLOUR (0x5a3c2c), 0.5f,
                                                            frame->distance), 1);

  fill_shape (stage, frame, legs, 7, LIMNER_COLOUR (0x2c2f3a), 0.4f, (float) G_PI_2);
  fill_shape (stage, frame, coat, 6, clothes, 0.4f, (float) G_PI_2);
  fill_shape (stage, frame, light, 5, clothes, 1, (float) G_PI_2);
  limner_scene_ellipse (stage->scene, place (frame, 0, 0.93f), frame->scale * 0.06f,
                        frame->scale * 0.075f, 0, &head);
}

typedef struct
{
  const LimnerStage *stage;
  LimnerPoint        centre;
  float              radius;
  float              flatness;
  float              towards_x;   /* where the light comes from */
  LimnerColour       colour;
  LimnerColour       blush;
  guint32            seed;
} Sphere;

static void
sphere_shader (float        x,
               float        y,
               LimnerTexel *texel,
               gpointer     data)
{
  const Sphere *sphere = data;
  float nx = (x - sphere->centre.x) / sphere->radius;
  float ny = (y - sphere->centre.y) / (sphere->radius * sphere->flatness);
  float nz = sqrtf (MAX (1 - nx * nx - ny * ny, 0.0f));
  float towards_y = -0.62f;
  float towards_z = 0.55f;
  float lit = nx * sphere->towards_x + ny * towards_y + nz * towards_z;
  float shine = 2 * lit * nz - towards_z;
  float noise = limner_noise_fractal (sphere->seed, nx * 2.2f, ny * 2.2f, 3);
  LimnerColour colour = limner_colour_mix (sphere->colour, sphere->blush,
                                           limner_smoothstep (-0.25f, 0.75f, noise + nx * 0.5f));
  float bounce = CLAMP (ny * 0.6f - lit * 0.3f, 0.0f, 0.35f);

  colour = limner_stage_tone (sphere->stage, colour, CLAMP (lit * 0.85f + 0.22f, 0.0f, 1.0f), 0);
  colour = limner_colour_add (colour, sphere->stage->light.sun, bounce * 0.22f);
  texel->colour = limner_colour_add (colour, LIMNER_COLOUR (0xfff6e4),
                                     limner_smoothstep (0.86f, 0.99f, shine) * 0.75f);
  /* The brush goes round the form. */
  texel->angle = atan2f (ny, nx) + (float) G_PI_2;
  texel->detail = 0.62f + 0.3f * limner_smoothstep (0.6f, 1.0f, nx * nx + ny * ny);
}

/**
 * limner_draw_sphere:
 * @stage: a stage
 * @centre: of the ball
 * @radius: of it
 * @flatness: height over width
 * @colour: in white light
 * @blush: a second colour on one cheek
 *
 * Draws something round, such as a fruit, with light, shade and a highlight.
 */
void
limner_draw_sphere (LimnerStage  *stage,
                    LimnerPoint   centre,
                    float         radius,
                    float         flatness,
                    LimnerColour  colour,
                    LimnerColour  blush)
{
  Sphere sphere = {
    .stage = stage,
    .centre = centre,
    .radius = radius,
    .flatness = flatness,
    .towards_x = stage->light.source.x < stage->scene->aspect / 2 ? -0.56f : 0.56f,
    .colour = colour,
    .blush = blush,
    .seed = limner_stage_seed (stage),
  };
  LimnerPoint points[48];

  for (int i = 0; i < 48; i++)
    {
      float angle = (float) i * (float) (2 * G_PI / 48);

      points[i] = (LimnerPoint) { centre.x + cosf (angle) * radius,
                                  centre.y + sinf (angle) * radius * flatness };
    }
  limner_scene_polygon (stage->scene, points, 48, sphere_shader, &sphere);
}

typedef struct
{
  const LimnerStage *stage;
  LimnerPoint        foot;
  float              height;
  const float       *profile;
  int                n_profile;
  float              towards_x;
  LimnerColour       colour;
} Vessel;

/* Half the width of a vessel at a height from 0 to 1. */
static float
vessel_width (const Vessel *vessel,
              float         up)
{
  float at = CLAMP (up, 0.0f, 1.0f) * (float) (vessel->n_profile - 1);
  int i = MIN ((int) at, vessel->n_profile - 2);
  float part = at - (float) i;

  part = part * part * (3 - 2 * part);
  return vessel->height *
    (vessel->profile[i] + (vessel->profile[i + 1] - vessel->profile[i]) * part);
}

static void
vessel_shader (float        x,
               float        y,
               LimnerTexel *texel,
               gpointer     data)
{
  const Vessel *vessel = data;
  float up = (vessel->foot.y - y) / vessel->height;
  float half = MAX (vessel_width (vessel, up), 0.001f);
  float nx = CLAMP ((x - vessel->foot.x) / half, -1.0f, 1.0f);
  float nz = sqrtf (1 - nx * nx);
  float lit = CLAMP (nx * vessel->towards_x * 1.2f + nz * 0.6f, 0.0f, 1.0f);
  float shine = expf (-powf ((nx - vessel->towards_x * 0.75f) * 7, 2)) *
                limner_smoothstep (0.1f, 0.4f, up) * (1 - limner_smoothstep (0.75f, 0.95f, up));
  LimnerColour colour = limner_stage_tone (vessel->stage, vessel->colour, lit, 0);

  texel->colour = limner_colour_add (colour, LIMNER_COLOUR (0xfff6e4), shine * 0.65f);
  texel->angle = (float) G_PI_2 + nx * 0.35f;
  texel->detail = 0.6f + 0.3f * nx * nx;
}

/**
 * limner_draw_vessel:
 * @stage: a stage
 * @foot: middle of its foot
 * @height: of it
 * @profile: half its width over its height, from the foot to the rim, at equal steps
 * @n_profile: how many
 * @colour: in white light
 *
 * Draws a jug, a vase, a bottle or a bowl.
 */
void
limner_draw_vessel (LimnerStage  *stage,
                    LimnerPoint   foot,
                    float         height,
                    const float  *profile,
                    int           n_profile,
                    LimnerColour  colour)
{
  Vessel vessel = {
    .stage = stage,
    .foot = foot,
    .height = height,
    .profile = profile,
    .n_profile = n_profile,
    .towards_x = stage->light.source.x < stage->scene->aspect / 2 ? -0.6f : 0.6f,
    .colour = colour,
  };
  LimnerPoint points[2 * VESSEL_POINTS];
  float rim = profile[n_profile - 1] * height;
  LimnerPaint inside = limner_paint_plain (limner_stage_tone (stage,
                                                              limner_colour_scale (colour, 0.5f),
                                                              0.2f, 0), 0.9f);

  for (int i = 0; i < VESSEL_POINTS; i++)
    {
      float up = (float) i / (VESSEL_POINTS - 1);
      float half = vessel_width (&vessel, up);

      points[i] = (LimnerPoint) { foot.x - half, foot.y - up * height };
      points[2 * VESSEL_POINTS - 1 - i] = (LimnerPoint) { foot.x + half, foot.y - up * height };
    }
  limner_scene_ellipse (stage->scene, foot, profile[0] * height, profile[0] * height * 0.2f, 0,
                        &inside);
  limner_scene_polygon (stage->scene, points, G_N_ELEMENTS (points), vessel_shader, &vessel);
  limner_scene_ellipse (stage->scene, (LimnerPoint) { foot.x, foot.y - height }, rim, rim * 0.22f,
                        0,
                        &inside);
}

/**
 * limner_draw_weather:
 * @stage: a stage whose motif is drawn
 *
 * Draws rain or falling snow over everything, if the prompt asks for it.
 */
void
limner_draw_weather (LimnerStage *stage)
{
  float aspect = stage->scene->aspect;

  if (stage->plan->extras & LIMNER_EXTRA_RAIN)
    for (int i = 0; i < 420; i++)
      {
        LimnerPoint at = { limner_random_unit (&stage->random) * aspect * 1.1f,
                           limner_random_unit (&stage->random) };
        float length = limner_random_range (&stage->random, 0.02f, 0.06f);
        LimnerPaint paint = limner_paint_plain (LIMNER_COLOUR (0xdfe8f0), 0.6f);

        paint.opacity = limner_random_range (&stage->random, 0.12f, 0.35f);
        limner_scene_line (stage->scene, at, (LimnerPoint) { at.x - length * 0.22f, at.y + length },
                           0.0012f, 0.002f, &paint);
      }
  if (stage->plan->extras & LIMNER_EXTRA_SNOW)
    for (int i = 0; i < 500; i++)
      {
        LimnerPoint at = { limner_random_unit (&stage->random) * aspect,
                           limner_random_unit (&stage->random) };
        float radius = 0.0015f + 0.006f * powf (limner_random_unit (&stage->random), 3);
        LimnerPaint paint = limner_paint_plain (LIMNER_COLOUR (0xfbfdff), 0.9f);

        paint.opacity = limner_random_range (&stage->random, 0.55f, 0.95f);
        limner_scene_ellipse (stage->scene, at, radius, radius, 0, &paint);
      }
}
