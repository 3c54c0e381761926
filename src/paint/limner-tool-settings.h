/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "limner-brush.h"
#include "limner-history.h"
#include "limner-mask.h"

G_BEGIN_DECLS

/**
 * LimnerToolKind:
 * @LIMNER_TOOL_KIND_BRUSH: paints the mask
 * @LIMNER_TOOL_KIND_ERASER: takes away from the mask
 * @LIMNER_TOOL_KIND_RECTANGLE: selects a rectangle
 * @LIMNER_TOOL_KIND_ELLIPSE: selects an ellipse
 * @LIMNER_TOOL_KIND_LASSO: selects what is gone round
 * @LIMNER_TOOL_KIND_POLYGON: selects between corners
 * @LIMNER_TOOL_KIND_WAND: selects what has a similar colour
 * @LIMNER_TOOL_KIND_FRAME: changes the frame
 * @LIMNER_TOOL_KIND_MOVE: moves the view
 * @LIMNER_TOOL_KIND_PICKER: takes a colour from the picture
 * @LIMNER_TOOL_KIND_COLOUR: paints colours over the picture
 * @LIMNER_TOOL_KIND_COLOUR_ERASER: wipes such colours away
 * @LIMNER_TOOL_KIND_TRANSFORM: moves, scales and turns the mask or such colours
 *
 * What the pointer does.
 */
typedef enum
{
  LIMNER_TOOL_KIND_BRUSH,
  LIMNER_TOOL_KIND_ERASER,
  LIMNER_TOOL_KIND_RECTANGLE,
  LIMNER_TOOL_KIND_ELLIPSE,
  LIMNER_TOOL_KIND_LASSO,
  LIMNER_TOOL_KIND_POLYGON,
  LIMNER_TOOL_KIND_WAND,
  LIMNER_TOOL_KIND_FRAME,
  LIMNER_TOOL_KIND_MOVE,
  LIMNER_TOOL_KIND_PICKER,
  LIMNER_TOOL_KIND_COLOUR,
  LIMNER_TOOL_KIND_COLOUR_ERASER,
  LIMNER_TOOL_KIND_TRANSFORM,
} LimnerToolKind;

#define LIMNER_N_TOOL_KINDS (LIMNER_TOOL_KIND_TRANSFORM + 1)

/** How many brushes can be kept at hand. */
#define LIMNER_MAX_FAVOURITES 10

#define LIMNER_TYPE_TOOL_SETTINGS (limner_tool_settings_get_type ())

G_DECLARE_FINAL_TYPE (LimnerToolSettings, limner_tool_settings, LIMNER, TOOL_SETTINGS, GObject)

LimnerToolSettings *limner_tool_settings_new          (void) G_GNUC_WARN_UNUSED_RESULT;
LimnerToolKind      limner_tool_settings_get_kind     (LimnerToolSettings *self);
void                limner_tool_settings_set_kind     (LimnerToolSettings *self,
                                                       LimnerToolKind      kind);
void                limner_tool_settings_get_brush    (LimnerToolSettings *self,
                                                       LimnerToolKind      kind,
                                                       LimnerBrush        *brush);
void                limner_tool_settings_set_brush    (LimnerToolSettings *self,
                                                       LimnerToolKind      kind,
                                                       const LimnerBrush  *brush);
LimnerCombine       limner_tool_settings_get_combine  (LimnerToolSettings *self);
int                 limner_tool_settings_get_tolerance (LimnerToolSettings *self);
gboolean            limner_tool_settings_get_contiguous (LimnerToolSettings *self);
LimnerLayer         limner_tool_settings_get_layer    (LimnerToolSettings *self);
void                limner_tool_settings_set_colour   (LimnerToolSettings *self,
                                                       const guint8        colour[3]);
void                limner_tool_settings_get_colour   (LimnerToolSettings *self,
                                                       guint8              colour[3]);
guint               limner_tool_settings_get_n_favourites (LimnerToolSettings *self);
void                limner_tool_settings_get_favourite (LimnerToolSettings *self,
                                                       guint               index,
                                                       LimnerBrush        *brush);
gboolean            limner_tool_settings_add_favourite (LimnerToolSettings *self,
                                                       const LimnerBrush  *brush);
void                limner_tool_settings_remove_favourite (LimnerToolSettings *self,
                                                       guint               index);
gboolean            limner_tool_kind_has_brush        (LimnerToolKind      kind);
gboolean            limner_tool_kind_selects          (LimnerToolKind      kind);
char               *limner_tool_settings_save         (LimnerToolSettings *self)
                                                       G_GNUC_WARN_UNUSED_RESULT;
void                limner_tool_settings_restore      (LimnerToolSettings *self,
                                                       const char         *text);

G_END_DECLS
