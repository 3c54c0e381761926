/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-schema.h"

G_BEGIN_DECLS

/**
 * LimnerOutpaintUnit:
 * @LIMNER_OUTPAINT_PIXELS: pixels of the picture that is sent
 * @LIMNER_OUTPAINT_PERCENT: hundredths of its width or height
 * @LIMNER_OUTPAINT_SHARE: parts of its width or height, 0–1
 *
 * In what a model is told how far to extend a picture.
 */
typedef enum
{
  LIMNER_OUTPAINT_PIXELS,
  LIMNER_OUTPAINT_PERCENT,
  LIMNER_OUTPAINT_SHARE,
} LimnerOutpaintUnit;

/**
 * LimnerOutpaintSides:
 *
 * Sides of a picture, in the order of #LimnerOutpaint's inputs.
 */
typedef enum
{
  LIMNER_OUTPAINT_LEFT   = 1 << 0,
  LIMNER_OUTPAINT_TOP    = 1 << 1,
  LIMNER_OUTPAINT_RIGHT  = 1 << 2,
  LIMNER_OUTPAINT_BOTTOM = 1 << 3,
} LimnerOutpaintSides;

#define LIMNER_OUTPAINT_N_SIDES 4

/**
 * LimnerOutpaint:
 * @sides: (nullable): the inputs for left, top, right and bottom; a model may have only some
 * @way: (nullable): the input that names one of several ways
 * @amount: (nullable): the input that says how far @way goes
 * @unit: what @sides or @amount are in
 *
 * The inputs by which a model extends a picture without a mask; borrowed from its schema.
 */
typedef struct
{
  LimnerField        *sides[LIMNER_OUTPAINT_N_SIDES];
  LimnerField        *way;
  LimnerField        *amount;
  LimnerOutpaintUnit  unit;
} LimnerOutpaint;

/**
 * LimnerOutpaintWay:
 * @value: what is sent
 * @sides: the sides that it extends
 * @zoom: how many times as wide and high it makes the picture, or 0
 * @makes_square: whether it extends the shorter sides to the longer
 *
 * One of the ways in which a model extends pictures.
 */
typedef struct
{
  char                *value;
  LimnerOutpaintSides  sides;
  double               zoom;
  gboolean             makes_square;
} LimnerOutpaintWay;

gboolean   limner_outpaint_find      (LimnerSchema         *schema,
                                      LimnerOutpaint       *outpaint);
gboolean   limner_outpaint_is_input  (const LimnerOutpaint *outpaint,
                                      const LimnerField    *field);
GPtrArray *limner_outpaint_list_ways (const LimnerOutpaint *outpaint) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
