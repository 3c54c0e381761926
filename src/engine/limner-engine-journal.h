/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-engine-catalog.h"
#include "limner-engine-prediction.h"

G_BEGIN_DECLS

typedef struct _LimnerEngineJournal LimnerEngineJournal;

LimnerEngineJournal *limner_engine_journal_new  (const char             *folder)
  G_GNUC_WARN_UNUSED_RESULT;
void                 limner_engine_journal_free (LimnerEngineJournal    *self);
void                 limner_engine_journal_save (LimnerEngineJournal    *self,
                                                 LimnerEnginePrediction *prediction);
GPtrArray           *limner_engine_journal_load (LimnerEngineJournal    *self,
                                                 LimnerEngineCatalog    *catalog)
  G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimnerEngineJournal, limner_engine_journal_free)

G_END_DECLS
