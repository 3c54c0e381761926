/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-engine-prediction.h"

G_BEGIN_DECLS

guint limner_engine_webhook_read_filter (JsonArray              *filter);
void  limner_engine_webhook_attach      (LimnerEnginePrediction *prediction,
                                         const char             *origin,
                                         const char             *secret);

G_END_DECLS
