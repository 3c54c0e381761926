/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-document.h"
#include "limner-shape.h"
#include "limner-tool-settings.h"

G_BEGIN_DECLS

/**
 * LimnerToolModifiers:
 * @LIMNER_TOOL_SHIFT: the Shift key is held
 * @LIMNER_TOOL_CONTROL: the Ctrl key is held
 * @LIMNER_TOOL_ALT: the Alt key is held
 * @LIMNER_TOOL_ERASER: the pen is held upside down
 *
 * What is held while the pointer does something.
 */
typedef enum
{
  LIMNER_TOOL_SHIFT   = 1 << 0,
  LIMNER_TOOL_CONTROL = 1 << 1,
  LIMNER_TOOL_ALT     = 1 << 2,
  LIMNER_TOOL_ERASER  = 1 << 3,
} LimnerToolModifiers;

/**
 * LimnerToolEvent:
 * @x: in picture coordinates
 * @y: in picture coordinates
 * @pressure: 0 to 1; 1 for devices without pressure
 * @modifiers: what is held
 * @pixel: how large a pixel of the screen is in the picture, so that tools can have a reach that is
 *   the same at any zoom
 * @n_clicks: 2 for a double click
 *
 * What the pointer did.
 */
typedef struct
{
  double              x;
  double              y;
  double              pressure;
  LimnerToolModifiers modifiers;
  double              pixel;
  int                 n_clicks;
} LimnerToolEvent;

#define LIMNER_TYPE_TOOL (limner_tool_get_type ())

G_DECLARE_INTERFACE (LimnerTool, limner_tool, LIMNER, TOOL, GObject)

/**
 * LimnerToolInterface:
 * @press: the button went down, or the pen touched
 * @motion: it moved while down
 * @release: it went up
 * @hover: it moved while up
 * @cancel: what is under way is to be taken back
 * @finish: what is under way is to be brought to an end (Enter)
 * @get_outline: the shape that is being drawn
 *
 * What a tool does. All but @press may be missing.
 */
struct _LimnerToolInterface
{
  GTypeInterface parent;

  void               (* press)       (LimnerTool            *self,
                                      LimnerDocument        *document,
                                      const LimnerToolEvent *event);
  void               (* motion)      (LimnerTool            *self,
                                      LimnerDocument        *document,
                                      const LimnerToolEvent *event);
  void               (* release)     (LimnerTool            *self,
                                      LimnerDocument        *document,
                                      const LimnerToolEvent *event);
  void               (* hover)       (LimnerTool            *self,
                                      LimnerDocument        *document,
                                      const LimnerToolEvent *event);
  void               (* cancel)      (LimnerTool            *self,
                                      LimnerDocument        *document);
  void               (* finish)      (LimnerTool            *self,
                                      LimnerDocument        *document);
  const LimnerPoint *(* get_outline) (LimnerTool            *self,
                                      guint                 *n_points,
                                      gboolean              *closed);
};

LimnerTool        *limner_tool_new         (LimnerToolKind         kind,
                                            LimnerToolSettings    *settings)
                                            G_GNUC_WARN_UNUSED_RESULT;
void               limner_tool_press       (LimnerTool            *self,
                                            LimnerDocument        *document,
                                            const LimnerToolEvent *event);
void               limner_tool_motion      (LimnerTool            *self,
                                            LimnerDocument        *document,
                                            const LimnerToolEvent *event);
void               limner_tool_release     (LimnerTool            *self,
                                            LimnerDocument        *document,
                                            const LimnerToolEvent *event);
void               limner_tool_hover       (LimnerTool            *self,
                                            LimnerDocument        *document,
                                            const LimnerToolEvent *event);
void               limner_tool_cancel      (LimnerTool            *self,
                                            LimnerDocument        *document);
void               limner_tool_finish      (LimnerTool            *self,
                                            LimnerDocument        *document);
const LimnerPoint *limner_tool_get_outline (LimnerTool            *self,
                                            guint                 *n_points,
                                            gboolean              *closed);
LimnerCombine      limner_tool_get_combine (LimnerToolSettings    *settings,
                                            LimnerToolModifiers    modifiers);

G_END_DECLS
