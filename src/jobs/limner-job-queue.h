/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-client-source.h"
#include "limner-job.h"
#include "store/limner-store.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_JOB_QUEUE (limner_job_queue_get_type ())
G_DECLARE_FINAL_TYPE (LimnerJobQueue, limner_job_queue, LIMNER, JOB_QUEUE, GObject)

LimnerJobQueue *limner_job_queue_new            (LimnerStore          *store,
                                                 LimnerClientSource   *clients)
                                                 G_GNUC_WARN_UNUSED_RESULT;
void            limner_job_queue_resume_async   (LimnerJobQueue       *self,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
gboolean        limner_job_queue_resume_finish  (LimnerJobQueue       *self,
                                                 GAsyncResult         *result,
                                                 guint                *n_resumed,
                                                 GError              **error);

/* Jobs */
LimnerJob      *limner_job_queue_submit         (LimnerJobQueue       *self,
                                                 LimnerJobSpec        *spec);
LimnerJob      *limner_job_queue_submit_as      (LimnerJobQueue       *self,
                                                 LimnerJobSpec        *spec,
                                                 const char           *id);
LimnerJob      *limner_job_queue_adopt          (LimnerJobQueue       *self,
                                                 LimnerJobSpec        *spec,
                                                 const char           *prediction);
LimnerJob      *limner_job_queue_find           (LimnerJobQueue       *self,
                                                 const char           *id);
void            limner_job_queue_load_outputs   (LimnerJobQueue       *self,
                                                 LimnerJob            *job);
void            limner_job_queue_cancel         (LimnerJobQueue       *self,
                                                 LimnerJob            *job);
void            limner_job_queue_retry          (LimnerJobQueue       *self,
                                                 LimnerJob            *job);
void            limner_job_queue_remove         (LimnerJobQueue       *self,
                                                 LimnerJob            *job);
void            limner_job_queue_move           (LimnerJobQueue       *self,
                                                 LimnerJob            *job,
                                                 guint                 position);
void            limner_job_queue_run_next       (LimnerJobQueue       *self,
                                                 LimnerJob            *job);
void            limner_job_queue_cancel_waiting (LimnerJobQueue       *self);
void            limner_job_queue_cancel_others  (LimnerJobQueue       *self,
                                                 LimnerJob            *job);
void            limner_job_queue_clear_finished (LimnerJobQueue       *self);

/* The whole */
const char     *limner_job_queue_get_owner      (LimnerJobQueue       *self);
gboolean        limner_job_queue_get_paused     (LimnerJobQueue       *self);
const GError   *limner_job_queue_get_pause_reason (LimnerJobQueue     *self);
void            limner_job_queue_set_paused     (LimnerJobQueue       *self,
                                                 gboolean              paused);
gboolean        limner_job_queue_get_online     (LimnerJobQueue       *self);
void            limner_job_queue_set_online     (LimnerJobQueue       *self,
                                                 gboolean              online);
guint           limner_job_queue_get_limit      (LimnerJobQueue       *self,
                                                 const char           *server);
void            limner_job_queue_set_limit      (LimnerJobQueue       *self,
                                                 const char           *server,
                                                 guint                 max_active);
void            limner_job_queue_set_needs_network (LimnerJobQueue    *self,
                                                 const char           *server,
                                                 gboolean              needs_network);
void            limner_job_queue_set_budget     (LimnerJobQueue       *self,
                                                 double                per_day,
                                                 double                per_month);
void            limner_job_queue_set_ask_above  (LimnerJobQueue       *self,
                                                 double                dollars);
void            limner_job_queue_expect         (LimnerJobQueue       *self,
                                                 const char           *subject,
                                                 guint                 n_jobs,
                                                 double                dollars);
double          limner_job_queue_sum_expected   (LimnerJobQueue       *self,
                                                 GListModel           *jobs,
                                                 guint                *n_jobs);
void            limner_job_queue_answer         (LimnerJobQueue       *self,
                                                 GListModel           *jobs,
                                                 gboolean              agreed);
void            limner_job_queue_approve        (LimnerJobQueue       *self,
                                                 LimnerJob            *job);
void            limner_job_queue_ask_again      (LimnerJobQueue       *self);
guint           limner_job_queue_get_n_held     (LimnerJobQueue       *self);
guint           limner_job_queue_get_n_over_budget (LimnerJobQueue    *self);
const GError   *limner_job_queue_get_budget_reason (LimnerJobQueue    *self);
double          limner_job_queue_get_expected_cost (LimnerJobQueue    *self,
                                                 LimnerJob            *job);
void            limner_job_queue_reprice        (LimnerJobQueue       *self);
void            limner_job_queue_get_spent      (LimnerJobQueue       *self,
                                                 double               *today,
                                                 double               *this_month);
guint           limner_job_queue_get_n_active   (LimnerJobQueue       *self);
guint           limner_job_queue_get_n_waiting  (LimnerJobQueue       *self);
guint           limner_job_queue_get_n_omitted  (LimnerJobQueue       *self);
double          limner_job_queue_get_progress   (LimnerJobQueue       *self);
double          limner_job_queue_get_time_left  (LimnerJobQueue       *self);

G_END_DECLS
