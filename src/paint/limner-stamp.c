/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "limner-stamp.h"
#include "limner-tiles.h"

#define MAX_PHASES 4

/* Rows begin and end with so many zeros, so that a tile can take 64 columns from anywhere. */
#define MARGIN LIMNER_TILE_SIZE

/*
 * A dab drawn once and for all, at up to four by four positions within a pixel. Larger dabs need
 * fewer positions to look the same.
 */
struct _LimnerStamp
{
  LimnerDab  dab;
  int        reach;
  int        n_phases;
  gsize      stride;
  guint8    *pixels[MAX_PHASES * MAX_PHASES];   /* owned, drawn when first wanted */
};

/**
 * limner_dab_init:
 * @self: (out caller-allocates): a dab
 * @brush: a brush within its limits
 * @pressure: 0 to 1
 *
 * Works out what a brush draws under a pressure. The edge always takes about one pixel at least, so
 * that it is antialiased, and no dab is so small that it could slip between the pixels' middles.
 */
void
limner_dab_init (LimnerDab         *self,
                 const LimnerBrush *brush,
                 double             pressure)
{
  double radius = brush->size / 2;
  double opacity = brush->opacity;

  if (brush->pressure_size)
    radius *= limner_curve_evaluate (&brush->size_curve, pressure);
  if (brush->pressure_opacity)
    opacity *= limner_curve_evaluate (&brush->opacity_curve, pressure);

  self->outer = (float) MAX (radius + brush->hardness / 2, 1.0);
  self->inner = (float) MAX (MIN (radius * brush->hardness, self->outer - 1.0), 0.0);
  self->strength = (float) (opacity * 255);
  self->bend = (float) (2 * MIN (2 * brush->hardness, 1.0));
}

/**
 * limner_dab_to_cone:
 * @self: the dab at the beginning
 * @end: the dab at the end
 * @cone: (inout): gets all that does not depend on the position
 *
 * Prepares a sweep from one dab to another.
 */
void
limner_dab_to_cone (const LimnerDab *self,
                    const LimnerDab *end,
                    LimnerCone      *cone)
{
  cone->outer0 = self->outer;
  cone->outer_change = end->outer - self->outer;
  cone->inner0 = self->inner;
  cone->inner_change = end->inner - self->inner;
  cone->strength0 = self->strength;
  cone->strength_change = end->strength - self->strength;
  cone->bend = self->bend;
  cone->scale = 1 / (self->outer * self->outer - self->inner * self->inner);
  cone->offset = self->inner * self->inner * cone->scale;
}

/**
 * limner_stamp_new:
 * @dab: what to draw
 *
 * Makes a stamp.
 *
 * Returns: (transfer full): the stamp
 */
LimnerStamp *
limner_stamp_new (const LimnerDab *dab)
{
  LimnerStamp *self = g_new0 (LimnerStamp, 1);

  self->dab = *dab;
  self->reach = (int) ceilf (dab->outer);
  self->n_phases = dab->outer > 64 ? MAX_PHASES / 2 : MAX_PHASES;
  self->stride = (2 * MARGIN + 2 * self->reach + 1 + 15) & ~15;
  return self;
}

/**
 * limner_stamp_free:
 * @self: (transfer full): a stamp
 *
 * Frees a stamp.
 */
void
limner_stamp_free (LimnerStamp *self)
{
  for (int i = 0; i < MAX_PHASES * MAX_PHASES; i++)
    g_clear_pointer (&self->pixels[i], free);
  g_free (self);
}

/**
 * limner_stamp_fits:
 * @self: a stamp
 * @dab: what is to be drawn
 *
 * Tells whether the stamp draws that.
 *
 * Returns: %TRUE if it does
 */
gboolean
limner_stamp_fits (LimnerStamp     *self,
                   const LimnerDab *dab)
{
  return self->dab.outer == dab->outer && self->dab.inner == dab->inner &&
         self->dab.strength == dab->strength && self->dab.bend == dab->bend;
}

/**
 * limner_stamp_get_reach:
 * @self: a stamp
 *
 * Tells how far a stamp reaches to each side of the pixel that its middle is in.
 *
 * Returns: pixels; the stamp has twice as many rows and columns and one more
 */
int
limner_stamp_get_reach (LimnerStamp *self)
{
  return self->reach;
}

static guint8 *
draw (LimnerStamp *self,
      double       x,
      double       y)
{
  const LimnerLoops *loops = limner_loops_get ();
  int side = 2 * self->reach + 1;
  guint8 *pixels = aligned_alloc (64, (self->stride * side + 63) & ~(gsize) 63);
  LimnerCone cone = { 0 };

  if (pixels == NULL)
    g_error ("No memory for a brush of %d pixels", side);

  memset (pixels, 0, self->stride * side);
  limner_dab_to_cone (&self->dab, &self->dab, &cone);
  cone.ax = (float) (self->reach + x - 0.5);
  for (int row = 0; row < side; row++)
    {
      cone.ay = (float) (self->reach + y - row - 0.5);
      loops->capsule (pixels + row * self->stride + MARGIN, (side + 15) & ~15, &cone);
    }
  return pixels;
}

/**
 * limner_stamp_get_pixels:
 * @self: a stamp
 * @x: where the middle is within its pixel, 0 to 1
 * @y: the same downwards
 * @stride: (out): bytes from row to row
 *
 * Gets a stamp for a position.
 *
 * Returns: (transfer none): the stamp's first pixel; 64 zeros are on both sides of each row
 */
const guint8 *
limner_stamp_get_pixels (LimnerStamp *self,
                         double       x,
                         double       y,
                         gsize       *stride)
{
  int column = MIN ((int) (x * self->n_phases), self->n_phases - 1);
  int row = MIN ((int) (y * self->n_phases), self->n_phases - 1);
  guint8 **pixels = &self->pixels[row * MAX_PHASES + column];

  if (*pixels == NULL)
    *pixels = draw (self, (column + 0.5) / self->n_phases, (row + 0.5) / self->n_phases);
  *stride = self->stride;
  return *pixels + MARGIN;
}
