/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-tool.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_BRUSH_TOOL (limner_brush_tool_get_type ())

G_DECLARE_FINAL_TYPE (LimnerBrushTool, limner_brush_tool, LIMNER, BRUSH_TOOL, GObject)

LimnerBrushTool *limner_brush_tool_new (LimnerToolKind      kind,
                                        LimnerToolSettings *settings) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
