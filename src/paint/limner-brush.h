/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define LIMNER_BRUSH_MIN_SIZE 1.0
#define LIMNER_BRUSH_MAX_SIZE 2000.0

/** How many points a pressure curve has. */
#define LIMNER_CURVE_POINTS 5

/**
 * LimnerCurve:
 * @y: what pressures of 0, ¼, ½, ¾ and 1 are turned into, each 0 to 1
 *
 * A pressure curve, straight between its points.
 */
typedef struct
{
  double y[LIMNER_CURVE_POINTS];
} LimnerCurve;

/**
 * LimnerBrush:
 * @size: diameter in pixels, %LIMNER_BRUSH_MIN_SIZE to %LIMNER_BRUSH_MAX_SIZE
 * @hardness: 0 (soft from the middle) to 1 (a sharp edge)
 * @opacity: 0 to 1, what one stroke can reach at most
 * @flow: 0 to 1, how much of that a single dab gives; at 1 dabs do not build up
 * @spacing: from dab to dab, as a part of the size, 0.01 to 10; up to 0.25 a stroke has no gaps at
 *   any speed
 * @smoothing: 0 (the pointer as it is) to 1 (drawn along as if on a long string)
 * @pressure_size: whether pressure changes the size
 * @pressure_opacity: whether pressure changes the opacity
 * @size_curve: pressure to a part of @size
 * @opacity_curve: pressure to a part of @opacity
 * @colour: red, green and blue for strokes on the guide layer
 *
 * A round brush. A plain value.
 */
typedef struct
{
  double      size;
  double      hardness;
  double      opacity;
  double      flow;
  double      spacing;
  double      smoothing;
  gboolean    pressure_size;
  gboolean    pressure_opacity;
  LimnerCurve size_curve;
  LimnerCurve opacity_curve;
  guint8      colour[3];
} LimnerBrush;

/**
 * LimnerStrokePoint:
 * @x: in picture coordinates; the middle of the first pixel is at 0.5
 * @y: in picture coordinates
 * @pressure: 0 to 1; 1 for devices without pressure
 *
 * One position of the pointer.
 */
typedef struct
{
  float x;
  float y;
  float pressure;
} LimnerStrokePoint;

void   limner_brush_init     (LimnerBrush       *self);
void   limner_brush_clamp    (LimnerBrush       *self);
void   limner_curve_init     (LimnerCurve       *self);
double limner_curve_evaluate (const LimnerCurve *self,
                              double             x);

G_END_DECLS
