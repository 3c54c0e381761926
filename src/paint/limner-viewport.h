/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/limner-rect.h"

G_BEGIN_DECLS

#define LIMNER_ZOOM_MIN (1.0 / 64)
#define LIMNER_ZOOM_MAX 64.0

/**
 * LimnerViewport:
 * @width: of the view, in device pixels
 * @height: in device pixels
 * @area: what there is to see, in picture coordinates: the picture and the frame
 * @zoom: device pixels for a pixel of the picture
 * @angle: by which the picture is turned clockwise, in radians
 * @mirror: whether left and right are swapped
 * @centre_x: what of the picture is in the middle of the view
 * @centre_y: the same downwards
 * @fits: whether the zoom follows the size of the view
 *
 * How a picture is looked at. A plain value; change it through the functions only.
 *
 * A point is first turned and scaled about the picture's origin, which gives its place in the
 * *zoomed space*, and then moved by a whole number of device pixels. So a view that is only moved
 * shows the very same pixels elsewhere, and what was drawn once can be used again.
 */
typedef struct
{
  double     width;
  double     height;
  LimnerRect area;
  double     zoom;
  double     angle;
  gboolean   mirror;
  double     centre_x;
  double     centre_y;
  gboolean   fits;
} LimnerViewport;

/**
 * LimnerMatrix:
 *
 * The zoomed space: u = xx × x + xy × y, v = yx × x + yy × y.
 */
typedef struct
{
  double xx;
  double xy;
  double yx;
  double yy;
} LimnerMatrix;

void     limner_viewport_init         (LimnerViewport       *self);
void     limner_viewport_set_size     (LimnerViewport       *self,
                                       double                width,
                                       double                height);
void     limner_viewport_set_area     (LimnerViewport       *self,
                                       const LimnerRect     *area);
void     limner_viewport_fit          (LimnerViewport       *self);
double   limner_viewport_get_fit_zoom (const LimnerViewport *self);
void     limner_viewport_zoom_at      (LimnerViewport       *self,
                                       double                zoom,
                                       double                x,
                                       double                y);
double   limner_viewport_next_zoom    (const LimnerViewport *self,
                                       int                   direction);
void     limner_viewport_pan          (LimnerViewport       *self,
                                       double                dx,
                                       double                dy);
void     limner_viewport_rotate       (LimnerViewport       *self,
                                       double                angle);
void     limner_viewport_set_mirror   (LimnerViewport       *self,
                                       gboolean              mirror);
void     limner_viewport_get_matrix   (const LimnerViewport *self,
                                       LimnerMatrix         *matrix);
void     limner_viewport_get_offset   (const LimnerViewport *self,
                                       double               *x,
                                       double               *y);
void     limner_viewport_to_picture   (const LimnerViewport *self,
                                       double                x,
                                       double                y,
                                       double               *picture_x,
                                       double               *picture_y);
void     limner_viewport_from_picture (const LimnerViewport *self,
                                       double                picture_x,
                                       double                picture_y,
                                       double               *x,
                                       double               *y);
void     limner_matrix_map_rect       (const LimnerMatrix   *self,
                                       const LimnerRect     *rect,
                                       LimnerRect           *bounds);
void     limner_matrix_invert         (const LimnerMatrix   *self,
                                       LimnerMatrix         *inverse);

G_END_DECLS
