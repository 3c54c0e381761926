/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/limner-client.h"
#include "wire/limner-prediction.h"

#include "limner-job.h"
#include "store/limner-store.h"

G_BEGIN_DECLS

char          **limner_job_answer_take        (LimnerJob          *job,
                                               LimnerPrediction   *prediction,
                                               LimnerClient       *client)
    G_GNUC_WARN_UNUSED_RESULT;
void            limner_job_answer_set_outputs (LimnerJob          *job,
                                               const char * const *outputs);
char          **limner_job_answer_dup_outputs (LimnerJob          *job,
                                               char              **version)
    G_GNUC_WARN_UNUSED_RESULT;
void            limner_job_answer_set_price   (LimnerJob          *job,
                                               const char         *unit,
                                               double              price,
                                               guint               n_outputs);
LimnerJobState  limner_job_answer_get_state   (LimnerJob          *job);
void            limner_job_answer_account     (LimnerJob          *job,
                                               LimnerStore        *store,
                                               LimnerJobState      state);

G_END_DECLS
