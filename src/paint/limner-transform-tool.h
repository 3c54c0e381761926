/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-tool.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_TRANSFORM_TOOL (limner_transform_tool_get_type ())

G_DECLARE_FINAL_TYPE (LimnerTransformTool, limner_transform_tool, LIMNER, TRANSFORM_TOOL, GObject)

LimnerTransformTool *limner_transform_tool_new (LimnerToolSettings *settings)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
