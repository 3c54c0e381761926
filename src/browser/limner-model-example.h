/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "client/limner-client.h"
#include "wire/limner-prediction.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_MODEL_EXAMPLE (limner_model_example_get_type ())
G_DECLARE_FINAL_TYPE (LimnerModelExample, limner_model_example, LIMNER, MODEL_EXAMPLE, GtkWidget)

GtkWidget *limner_model_example_new (LimnerPrediction *example,
                                     LimnerClient     *client,
                                     const char       *name);

G_END_DECLS
