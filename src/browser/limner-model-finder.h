/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "studio/limner-studio.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_MODEL_FINDER (limner_model_finder_get_type ())
G_DECLARE_FINAL_TYPE (LimnerModelFinder, limner_model_finder, LIMNER, MODEL_FINDER, GObject)

LimnerModelFinder *limner_model_finder_new          (LimnerStudio      *studio)
                                                     G_GNUC_WARN_UNUSED_RESULT;
const char        *limner_model_finder_get_server   (LimnerModelFinder *self);
void               limner_model_finder_set_server   (LimnerModelFinder *self,
                                                     const char        *server_id);
const char        *limner_model_finder_get_query    (LimnerModelFinder *self);
void               limner_model_finder_set_query    (LimnerModelFinder *self,
                                                     const char        *query);
void               limner_model_finder_reload       (LimnerModelFinder *self);
LimnerClient      *limner_model_finder_get_client   (LimnerModelFinder *self);
gboolean           limner_model_finder_is_loading   (LimnerModelFinder *self);
const GError      *limner_model_finder_get_error    (LimnerModelFinder *self);
gboolean           limner_model_finder_is_favourite (LimnerModelFinder *self,
                                                     const char        *reference);
void               limner_model_finder_set_favourite (LimnerModelFinder *self,
                                                     const char        *reference,
                                                     gboolean           favourite);
void               limner_model_finder_learn        (LimnerModelFinder *self,
                                                     GListModel        *models);

G_END_DECLS
