/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/limner-rect.h"

G_BEGIN_DECLS

/** The least width and height of a frame, in pixels. */
#define LIMNER_FRAME_MIN_SIDE 16

/**
 * LimnerFrame:
 * @picture_width: of the picture that the frame is about, in pixels
 * @picture_height: in pixels
 * @area: the frame in picture coordinates; it may reach beyond the picture, where new picture is
 *   to be painted, and may leave some of it out
 *
 * How far a picture is to be extended (outpainting). A plain value; change it through the functions
 * only, which keep each side between %LIMNER_FRAME_MIN_SIDE and %LIMNER_PICTURE_MAX_SIDE pixels and
 * keep at least one pixel of the picture inside.
 */
typedef struct
{
  int        picture_width;
  int        picture_height;
  LimnerRect area;
} LimnerFrame;

/**
 * LimnerFrameSides:
 * @left: how far the frame reaches beyond the picture's left edge; negative where it cuts
 * @top: the same at the top
 * @right: the same at the right
 * @bottom: the same at the bottom
 *
 * A frame seen from the picture's edges, in pixels or percent.
 */
typedef struct
{
  int left;
  int top;
  int right;
  int bottom;
} LimnerFrameSides;

/**
 * LimnerFrameHandle:
 *
 * What of a frame is held when it is dragged. The corners are combinations of two sides, the inside
 * of all four.
 */
typedef enum
{
  LIMNER_FRAME_HANDLE_NONE   = 0,
  LIMNER_FRAME_HANDLE_LEFT   = 1 << 0,
  LIMNER_FRAME_HANDLE_TOP    = 1 << 1,
  LIMNER_FRAME_HANDLE_RIGHT  = 1 << 2,
  LIMNER_FRAME_HANDLE_BOTTOM = 1 << 3,
  LIMNER_FRAME_HANDLE_INSIDE = (1 << 4) - 1,
} LimnerFrameHandle;

void     limner_frame_init               (LimnerFrame            *self,
                                          int                     picture_width,
                                          int                     picture_height);
gboolean limner_frame_is_picture         (const LimnerFrame      *self);
gboolean limner_frame_equal              (const LimnerFrame      *self,
                                          const LimnerFrame      *other);
void     limner_frame_set_area           (LimnerFrame            *self,
                                          const LimnerRect       *area);
void     limner_frame_get_sides          (const LimnerFrame      *self,
                                          LimnerFrameSides       *sides);
void     limner_frame_set_sides          (LimnerFrame            *self,
                                          const LimnerFrameSides *sides);
void     limner_frame_set_sides_percent  (LimnerFrame            *self,
                                          const LimnerFrameSides *percent);
void     limner_frame_set_ratio          (LimnerFrame            *self,
                                          double                  ratio,
                                          double                  anchor_x,
                                          double                  anchor_y);
void     limner_frame_zoom_out           (LimnerFrame            *self,
                                          double                  factor);
void     limner_frame_round_to           (LimnerFrame            *self,
                                          int                     multiple);
LimnerFrameHandle limner_frame_find_handle (const LimnerFrame    *self,
                                          double                  x,
                                          double                  y,
                                          double                  reach);
void     limner_frame_drag               (LimnerFrame            *self,
                                          const LimnerFrame      *start,
                                          LimnerFrameHandle       handle,
                                          double                  dx,
                                          double                  dy,
                                          double                  ratio,
                                          gboolean                symmetric);
void     limner_frame_keep_inside        (LimnerFrame            *self,
                                          const LimnerRect       *least);
int      limner_frame_get_new_areas      (const LimnerFrame      *self,
                                          LimnerRect              areas[4]);

G_END_DECLS
