/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-engine-context.h"

G_BEGIN_DECLS

void limner_engine_stream_answer (LimnerEngineContext    *context,
                                  LimnerEngineRequest    *request,
                                  LimnerEnginePrediction *prediction);

G_END_DECLS
