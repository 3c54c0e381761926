/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "store/limner-store-jobs.h"

#include "limner-job-spec.h"

G_BEGIN_DECLS

LimnerJobSpec   *_limner_job_spec_new_from_record (LimnerJobRecord *record)
    G_GNUC_WARN_UNUSED_RESULT;
LimnerJobRecord *_limner_job_spec_to_record       (LimnerJobSpec   *self)
    G_GNUC_WARN_UNUSED_RESULT;
void             _limner_job_spec_forget_input    (LimnerJobSpec   *self);

G_END_DECLS
