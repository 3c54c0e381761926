/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-tool.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_SHAPE_TOOL (limner_shape_tool_get_type ())

G_DECLARE_FINAL_TYPE (LimnerShapeTool, limner_shape_tool, LIMNER, SHAPE_TOOL, GObject)

LimnerShapeTool *limner_shape_tool_new (LimnerToolKind      kind,
                                        LimnerToolSettings *settings) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
