/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "store/limner-store-jobs.h"

#include "limner-job-spec.h"

G_BEGIN_DECLS

LimnerJobSpec   *_limner_job_spec_new_from_record (const LimnerJobRecord *record)
    G_GNUC_WARN_UNUSED_RESULT;
LimnerJobRecord *_limner_job_spec_to_record       (LimnerJobSpec         *self)
    G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
