/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-job-context.h"
#include "limner-job.h"

G_BEGIN_DECLS

/**
 * LimnerRunnerEnd:
 * @LIMNER_RUNNER_DONE: the job has ended
 * @LIMNER_RUNNER_LATER: nothing can be done just now (no network, server busy); try again later
 * @LIMNER_RUNNER_PAUSE: the same would happen to every job (no credit, token refused, disk full)
 *
 * Why a runner stopped.
 */
typedef enum
{
  LIMNER_RUNNER_DONE,
  LIMNER_RUNNER_LATER,
  LIMNER_RUNNER_PAUSE,
} LimnerRunnerEnd;

#define LIMNER_TYPE_JOB_RUNNER (limner_job_runner_get_type ())
G_DECLARE_FINAL_TYPE (LimnerJobRunner, limner_job_runner, LIMNER, JOB_RUNNER, GObject)

LimnerJobRunner *limner_job_runner_new        (LimnerJobContext *context,
                                               LimnerJob        *job) G_GNUC_WARN_UNUSED_RESULT;
void             limner_job_runner_start      (LimnerJobRunner  *self);
void             limner_job_runner_cancel     (LimnerJobRunner  *self);
LimnerJob       *limner_job_runner_get_job    (LimnerJobRunner  *self);

G_END_DECLS
