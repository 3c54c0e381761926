/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include "limner-shapes.h"

/* Points that a curve gets between two of its corners. */
#define CURVE_STEPS 8
#define MAX_CORNERS 24

/* How much light falls on the side away from it. */
#define SHADE 0.22f

static LimnerPoint
place (const LimnerFrame *frame,
       float              x,
       float              y)
{
  return (LimnerPoint) { frame->origin.x + x * frame->scale,
                         frame->origin.y - y * frame->scale };
}

static LimnerPaint
side_lit (LimnerStage       *stage,
          const LimnerFrame *frame,
          float              left,
          float              right,
          LimnerColour       colour)
{
  gboolean from_left = stage->light.source.x < frame->origin.x;
  LimnerPaint paint = limner_paint_plain (colour, 0.75f);

  paint.from = limner_stage_tone (stage, colour, 0.95f, frame->distance);
  paint.to = limner_stage_tone (stage, colour, SHADE, frame->distance);
  paint.start = place (frame, from_left ? left : right, 0.6f);
  paint.end = place (frame, from_left ? right + 0.02f : left - 0.02f, 0.4f);
  paint.rough = 0.14f;
  paint.grain = 0.04f * frame->scale;
  paint.angle = (float) G_PI_2;
  paint.opacity = frame->opacity;
  paint.seed = (guint32) limner_random_next (&stage->random);

  return paint;
}

/* A point of the curve of Catmull and Rom that goes through b and c. */
static float
curve (float a,
       float b,
       float c,
       float d,
       float t)
{
  return b + 0.5f * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
}

/**
 * limner_shape_smooth:
 * @stage: a stage
 * @frame: where it is
 * @numbers: the corners of the outline, x and y in turn
 * @n_corners: how many
 * @colour: in white light
 *
 * Fills a closed curve through the corners.
 */
void
limner_shape_smooth (LimnerStage       *stage,
                     const LimnerFrame *frame,
                     const float       *numbers,
                     int                n_corners,
                     LimnerColour       colour)
{
  LimnerPoint points[MAX_CORNERS * CURVE_STEPS];
  float left = numbers[0];
  float right = numbers[0];
  LimnerPaint paint;

  g_return_if_fail (n_corners <= MAX_CORNERS);

  for (int i = 0; i < n_corners; i++)
    {
      const float *a = numbers + 2 * ((i + n_corners - 1) % n_corners);
      const float *b = numbers + 2 * i;
      const float *c = numbers + 2 * ((i + 1) % n_corners);
      const float *d = numbers + 2 * ((i + 2) % n_corners);

      left = MIN (left, b[0]);
      right = MAX (right, b[0]);
      for (int step = 0; step < CURVE_STEPS; step++)
        {
          float t = (float) step / CURVE_STEPS;

          points[i * CURVE_STEPS + step] = place (frame, curve (a[0], b[0], c[0], d[0], t),
                                                  curve (a[1], b[1], c[1], d[1], t));
        }
    }
  paint = side_lit (stage, frame, left, right, colour);
  limner_scene_fill (stage->scene, points, (guint) (n_corners * CURVE_STEPS), &paint);
}

/**
 * limner_shape_polygon:
 * @stage: a stage
 * @frame: where it is
 * @numbers: the corners of the outline, x and y in turn
 * @n_corners: how many
 * @colour: in white light
 *
 * Fills an outline of straight lines, such as a wall.
 */
void
limner_shape_polygon (LimnerStage       *stage,
                      const LimnerFrame *frame,
                      const float       *numbers,
                      int                n_corners,
                      LimnerColour       colour)
{
  LimnerPoint points[MAX_CORNERS * CURVE_STEPS];
  float left = numbers[0];
  float right = numbers[0];
  LimnerPaint paint;

  g_return_if_fail (n_corners <= (int) G_N_ELEMENTS (points));

  for (int i = 0; i < n_corners; i++)
    {
      left = MIN (left, numbers[2 * i]);
      right = MAX (right, numbers[2 * i]);
      points[i] = place (frame, numbers[2 * i], numbers[2 * i + 1]);
    }
  paint = side_lit (stage, frame, left, right, colour);
  limner_scene_fill (stage->scene, points, (guint) n_corners, &paint);
}

/**
 * limner_shape_ellipse:
 * @stage: a stage
 * @frame: where it is
 * @ellipse: its middle, x and y, and its two radii
 * @turn: in radians
 * @colour: in white light
 *
 * Fills an ellipse that looks round.
 */
void
limner_shape_ellipse (LimnerStage       *stage,
                      const LimnerFrame *frame,
                      const float       *ellipse,
                      float              turn,
                      LimnerColour       colour)
{
  LimnerPaint paint = side_lit (stage, frame, ellipse[0] - ellipse[2], ellipse[0] + ellipse[2],
                                colour);

  limner_scene_ellipse (stage->scene, place (frame, ellipse[0], ellipse[1]),
                        ellipse[2] * frame->scale, ellipse[3] * frame->scale, turn, &paint);
}

/**
 * limner_shape_flat:
 * @stage: a stage
 * @frame: where it is
 * @ellipse: its middle, x and y, and its two radii
 * @colour: in white light
 * @lit: 0 to 1, or more for what shines
 *
 * Fills a small ellipse, such as an eye, with one tone.
 */
void
limner_shape_flat (LimnerStage       *stage,
                   const LimnerFrame *frame,
                   const float       *ellipse,
                   LimnerColour       colour,
                   float              lit)
{
  LimnerPaint paint = limner_paint_plain (limner_stage_tone (stage, colour, lit, frame->distance),
                                          1);

  paint.opacity = frame->opacity;
  limner_scene_ellipse (stage->scene, place (frame, ellipse[0], ellipse[1]),
                        ellipse[2] * frame->scale, ellipse[3] * frame->scale, 0, &paint);
}

/**
 * limner_shape_limb:
 * @stage: a stage
 * @frame: where it is
 * @numbers: the bends of it, x and y in turn
 * @n_points: how many, at least 2
 * @from_width: at its first point
 * @to_width: at its last
 * @colour: in white light
 *
 * Draws a leg, a tail or a branch with rounded joints.
 */
void
limner_shape_limb (LimnerStage       *stage,
                   const LimnerFrame *frame,
                   const float       *numbers,
                   int                n_points,
                   float              from_width,
                   float              to_width,
                   LimnerColour       colour)
{
  int n_steps = (n_points - 1) * CURVE_STEPS;

  for (int i = 0; i < n_steps; i++)
    {
      LimnerPoint ends[2];
      float widths[2];
      LimnerPaint paint = limner_paint_plain (limner_stage_tone (stage, colour, 0.6f,
                                                                 frame->distance), 0.8f);

      for (int end = 0; end < 2; end++)
        {
          int segment = MIN ((i + end) / CURVE_STEPS, n_points - 2);
          float t = (float) (i + end) / CURVE_STEPS - (float) segment;
          const float *b = numbers + 2 * segment;
          const float *a = segment > 0 ? b - 2 : b;
          const float *d = segment < n_points - 2 ? b + 4 : b + 2;

          ends[end] = place (frame, curve (a[0], b[0], b[2], d[0], t),
                             curve (a[1], b[1], b[3], d[1], t));
          widths[end] = frame->scale * (from_width + (to_width - from_width) * (float) (i + end) /
                                        (float) n_steps);
        }
      paint.opacity = frame->opacity;
      limner_scene_line (stage->scene, ends[0], ends[1], widths[0], widths[1], &paint);
      limner_scene_ellipse (stage->scene, ends[1], widths[1] / 2, widths[1] / 2, 0, &paint);
    }
}

/**
 * limner_shape_hairs:
 * @stage: a stage
 * @frame: where it is
 * @ellipse: where they grow: its middle, x and y, and its two radii
 * @n_hairs: how many
 * @length: of each
 * @direction: in which they lie, in radians; 0 is to the right, upwards is positive
 * @colour: in white light
 *
 * Draws fur, feathers or hair, lighter and darker.
 */
void
limner_shape_hairs (LimnerStage       *stage,
                    const LimnerFrame *frame,
                    const float       *ellipse,
                    int                n_hairs,
                    float              length,
                    float              direction,
                    LimnerColour       colour)
{
  float side = stage->light.source.x < frame->origin.x ? -1.0f : 1.0f;

  for (int i = 0; i < n_hairs; i++)
    {
      float turn = limner_random_range (&stage->random, 0, 2 * (float) G_PI);
      float away = sqrtf (limner_random_unit (&stage->random));
      float x = ellipse[0] + ellipse[2] * away * cosf (turn);
      float y = ellipse[1] + ellipse[3] * away * sinf (turn);
      float angle = direction + limner_random_range (&stage->random, -0.4f, 0.4f);
      float lit = CLAMP (0.5f + 0.45f * side * away * cosf (turn) +
                         limner_random_range (&stage->random, -0.22f, 0.22f), 0.0f, 1.0f);
      LimnerPaint paint = limner_paint_plain (limner_stage_tone (stage, colour, lit,
                                                                 frame->distance), 0.85f);

      paint.angle = -angle;
      paint.opacity = 0.55f * frame->opacity;
      limner_scene_line (stage->scene, place (frame, x, y),
                         place (frame, x + length * cosf (angle), y + length * sinf (angle)),
                         0.018f * frame->scale, 0.004f * frame->scale, &paint);
    }
}

/**
 * limner_shape_shadow:
 * @stage: a stage
 * @frame: what stands there
 * @half_width: of its foot
 *
 * Draws the soft shadow of a thing on the ground.
 */
void
limner_shape_shadow (LimnerStage       *stage,
                     const LimnerFrame *frame,
                     float              half_width)
{
  float side = stage->light.source.x < frame->origin.x ? 1.0f : -1.0f;

  for (int i = 3; i > 0; i--)
    {
      LimnerPaint paint = limner_paint_plain (limner_colour_scale (stage->light.shade, 0.3f), 0.3f);

      paint.opacity = 0.17f;
      limner_scene_ellipse (stage->scene,
                            place (frame, side * half_width * 0.16f * (float) i, 0.01f),
                            frame->scale * half_width * (0.85f + 0.14f * (float) i),
                            frame->scale * (0.02f + 0.012f * (float) i), 0, &paint);
    }
}

/**
 * limner_shape_mirror:
 * @numbers: points, x and y in turn
 * @n_points: how many
 * @mirrored: (out): as many, with left and right exchanged
 */
void
limner_shape_mirror (const float *numbers,
                     int          n_points,
                     float       *mirrored)
{
  for (int i = 0; i < n_points; i++)
    {
      mirrored[2 * i] = -numbers[2 * i];
      mirrored[2 * i + 1] = numbers[2 * i + 1];
    }
}
