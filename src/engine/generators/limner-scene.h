/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "limner-colour.h"

G_BEGIN_DECLS

/**
 * LimnerScene:
 * @width: in pixels
 * @height: in pixels
 * @aspect: width over height: points of a scene go from (0, 0) at the top left to (aspect, 1)
 * @colours: what is to be painted, one for each pixel
 * @angles: for each pixel the direction of the brush there: 0 to 255 is half a turn
 * @details: for each pixel how finely it is to be painted, 0 (broad) to 255
 * @cancellable: (nullable): looked at while working
 *
 * A picture before it is painted: what a painter has in mind. Motifs draw it; brushes read it.
 */
typedef struct
{
  int           width;
  int           height;
  float         aspect;
  LimnerColour *colours;
  guint8       *angles;
  guint8       *details;
  GCancellable *cancellable;
} LimnerScene;

/**
 * LimnerPoint:
 * @x: 0 at the left, the scene's aspect at the right
 * @y: 0 at the top, 1 at the bottom
 */
typedef struct
{
  float x;
  float y;
} LimnerPoint;

/**
 * LimnerTexel:
 * @colour: what is there; changed by a shader
 * @angle: of the brush, in radians
 * @detail: 0 to 1
 * @opacity: 0 to 1; the shader sets how much of it covers what was there
 */
typedef struct
{
  LimnerColour colour;
  float        angle;
  float        detail;
  float        opacity;
} LimnerTexel;

/**
 * LimnerShader:
 * @x: of a point of the scene
 * @y: of a point of the scene
 * @texel: (inout): comes with the colour that is there and full opacity
 * @data: what was passed with it
 *
 * Says what a point looks like. Called from several threads.
 */
typedef void (*LimnerShader) (float        x,
                              float        y,
                              LimnerTexel *texel,
                              gpointer     data);

/**
 * LimnerPaint:
 * @from: colour where the gradient begins
 * @to: colour where it ends
 * @start: where the gradient begins
 * @end: where it ends
 * @rough: how much noise lies on the lightness, 0 to 1
 * @grain: how wide a bump of that noise is across the brush
 * @angle: direction of the brush in radians
 * @detail: how finely to paint, 0 to 1
 * @opacity: 0 to 1
 * @seed: of the noise
 *
 * What a simple shape is filled with.
 */
typedef struct
{
  LimnerColour from;
  LimnerColour to;
  LimnerPoint  start;
  LimnerPoint  end;
  float        rough;
  float        grain;
  float        angle;
  float        detail;
  float        opacity;
  guint32      seed;
} LimnerPaint;

LimnerScene *limner_scene_new     (int                 width,
                                   int                 height,
                                   GCancellable       *cancellable) G_GNUC_WARN_UNUSED_RESULT;
void         limner_scene_free    (LimnerScene        *self);
void         limner_scene_shade   (LimnerScene        *self,
                                   float               top,
                                   float               bottom,
                                   LimnerShader        shader,
                                   gpointer            data);
void         limner_scene_polygon (LimnerScene        *self,
                                   const LimnerPoint  *points,
                                   guint               n_points,
                                   LimnerShader        shader,
                                   gpointer            data);
void         limner_scene_fill    (LimnerScene        *self,
                                   const LimnerPoint  *points,
                                   guint               n_points,
                                   const LimnerPaint  *paint);
void         limner_scene_ellipse (LimnerScene        *self,
                                   LimnerPoint         centre,
                                   float               radius_x,
                                   float               radius_y,
                                   float               turn,
                                   const LimnerPaint  *paint);
void         limner_scene_line    (LimnerScene        *self,
                                   LimnerPoint         from,
                                   LimnerPoint         to,
                                   float               from_width,
                                   float               to_width,
                                   const LimnerPaint  *paint);
LimnerColour limner_scene_sample  (const LimnerScene  *self,
                                   float               x,
                                   float               y);
LimnerPaint  limner_paint_plain   (LimnerColour        colour,
                                   float               detail) G_GNUC_WARN_UNUSED_RESULT;
LimnerPaint  limner_paint_down    (LimnerColour        from,
                                   LimnerColour        to,
                                   float               top,
                                   float               bottom,
                                   float               detail) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimnerScene, limner_scene_free)

G_END_DECLS
