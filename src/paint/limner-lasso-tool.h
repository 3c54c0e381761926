/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-tool.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_LASSO_TOOL (limner_lasso_tool_get_type ())

G_DECLARE_FINAL_TYPE (LimnerLassoTool, limner_lasso_tool, LIMNER, LASSO_TOOL, GObject)

LimnerLassoTool *limner_lasso_tool_new (LimnerToolKind      kind,
                                        LimnerToolSettings *settings) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
