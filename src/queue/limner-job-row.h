/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "jobs/limner-job-queue.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_JOB_ROW (limner_job_row_get_type ())
G_DECLARE_FINAL_TYPE (LimnerJobRow, limner_job_row, LIMNER, JOB_ROW, GtkWidget)

GtkWidget *limner_job_row_new     (LimnerJobQueue *queue) G_GNUC_WARN_UNUSED_RESULT;
LimnerJob *limner_job_row_get_job (LimnerJobRow   *self);
void       limner_job_row_set_job (LimnerJobRow   *self,
                                   LimnerJob      *job);
void       limner_job_row_catch_up (LimnerJobRow   *self);

G_END_DECLS
