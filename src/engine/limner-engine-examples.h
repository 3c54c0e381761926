/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-engine-catalog.h"
#include "limner-engine-files.h"
#include "limner-engine-prediction.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_ENGINE_EXAMPLES (limner_engine_examples_get_type ())
G_DECLARE_FINAL_TYPE (LimnerEngineExamples, limner_engine_examples,
                      LIMNER, ENGINE_EXAMPLES, GObject)

LimnerEngineExamples   *limner_engine_examples_new         (LimnerEngineCatalog  *catalog,
                                                            LimnerEngineFiles    *files,
                                                            const char           *outputs_folder,
                                                            const char           *origin)
  G_GNUC_WARN_UNUSED_RESULT;
LimnerEnginePrediction *limner_engine_examples_find        (LimnerEngineExamples *self,
                                                            const char           *id);
GPtrArray              *limner_engine_examples_list        (LimnerEngineExamples *self,
                                                            const char           *model)
  G_GNUC_WARN_UNUSED_RESULT;
void                    limner_engine_examples_make_async  (LimnerEngineExamples *self,
                                                            const char           *id,
                                                            GCancellable         *cancellable,
                                                            GAsyncReadyCallback   callback,
                                                            gpointer              user_data);
gboolean                limner_engine_examples_make_finish (LimnerEngineExamples *self,
                                                            GAsyncResult         *result,
                                                            GError              **error);
void                    limner_engine_examples_shutdown    (LimnerEngineExamples *self);

G_END_DECLS
