/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-tool.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_POINT_TOOL (limner_point_tool_get_type ())

G_DECLARE_FINAL_TYPE (LimnerPointTool, limner_point_tool, LIMNER, POINT_TOOL, GObject)

LimnerPointTool *limner_point_tool_new (LimnerToolKind      kind,
                                        LimnerToolSettings *settings) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
