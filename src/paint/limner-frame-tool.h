/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-tool.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_FRAME_TOOL (limner_frame_tool_get_type ())

G_DECLARE_FINAL_TYPE (LimnerFrameTool, limner_frame_tool, LIMNER, FRAME_TOOL, GObject)

LimnerFrameTool *limner_frame_tool_new (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
