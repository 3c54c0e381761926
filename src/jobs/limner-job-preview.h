/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/limner-client.h"
#include "wire/limner-prediction.h"

#include "limner-job.h"

G_BEGIN_DECLS

void limner_job_preview_show (LimnerJob        *job,
                              LimnerClient     *client,
                              const char       *file,
                              guint             n_files,
                              GCancellable     *cancellable);
void limner_job_preview_look (LimnerJob        *job,
                              LimnerClient     *client,
                              LimnerPrediction *prediction,
                              GCancellable     *cancellable);

G_END_DECLS
