/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jobs/limner-job.h"

G_BEGIN_DECLS

char *limner_job_text_get_title   (LimnerJob *job) G_GNUC_WARN_UNUSED_RESULT;
char *limner_job_text_get_status  (LimnerJob *job) G_GNUC_WARN_UNUSED_RESULT;
char *limner_job_text_get_details (LimnerJob *job) G_GNUC_WARN_UNUSED_RESULT;
char *limner_job_text_get_source  (LimnerJob *job) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
