/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-job-context.h"
#include "limner-job-queue.h"

G_BEGIN_DECLS

struct _LimnerJobQueue
{
  GObject           parent_instance;

  LimnerJobContext *context;
  char             *owner;         /* our name in the journal */
  int               lock;          /* says that we live; -1 before */
  gboolean          resumed;       /* the journal was read: before, nothing is started */
  gboolean          paused;
  gboolean          online;
  GError           *pause_reason;
  double            budget_day;    /* US dollars, 0 for none */
  double            budget_month;
  double            ask_above;     /* US dollars a job, 0 for never */
  double            spent_before;  /* this month until today began */
  double            spent_today;
  gint64            spent_day;     /* the midnight since which is counted */
  gboolean          is_summed;     /* what was spent is known */
  double            committed;     /* what is under way will cost; while jobs are started */
  GError           *budget_reason; /* why some wait for another day; NULL for none */
  gint64            clock;         /* for tests: microseconds since 1970; 0 for the system's */
  guint             n_active;
  guint             n_waiting;

  /* Owned */
  GPtrArray        *jobs;          /* LimnerJob, in order */
  GHashTable       *ids;           /* id, borrowed → LimnerJob, borrowed */
  LimnerJob        *last_timed;    /* whose usual time was asked for last */
  gint64            last_timing;   /* when, monotonic microseconds */
  GHashTable       *runners;       /* LimnerJob → LimnerJobRunner */
  GHashTable       *delays;        /* LimnerJob → Delay */
  GHashTable       *limits;        /* server id → number */
  GHashTable       *networks;      /* server id → whether it needs a network */
  GHashTable       *approvals;     /* subject, see -approval.c → whether the person agreed */
  GHashTable       *expected;      /* subject → Expectation */
  GHashTable       *sums;          /* subject → double, while jobs are started; else NULL */
  GQueue           *done;          /* ids of listed jobs that are done, the first to end first */
  GQueue           *whole;         /* ids of jobs that are done, see -memory.c */
  guint             n_omitted;     /* done today, and not listed any more */
  guint             n_held;        /* how many wait for an agreement */
  guint             n_over_budget; /* how many wait for another day or a larger budget */
  GNetworkMonitor  *network;
  guint             schedule_source;
  guint             delay_source;
  guint             day_source;    /* looks whether another day has begun; 0 for none */
  guint             count_source;
};

GPtrArray *_limner_job_queue_dup_jobs (LimnerJobQueue *self) G_GNUC_WARN_UNUSED_RESULT;

void _limner_job_queue_schedule       (LimnerJobQueue *self);
void _limner_job_queue_pause_for      (LimnerJobQueue *self,
                                       const GError   *reason);
/* Money */
gint64   _limner_job_queue_get_midnight (LimnerJobQueue *self);
void     _limner_job_queue_sum_spent  (LimnerJobQueue *self);
void     _limner_job_queue_add_spent  (LimnerJobQueue *self,
                                       LimnerJob      *job);
void     _limner_job_queue_ask_price  (LimnerJobQueue *self,
                                       LimnerJob      *job);
gboolean _limner_job_queue_knows_price (LimnerJobQueue *self,
                                       LimnerJob      *job);
GHashTable *_limner_job_queue_new_expected (void) G_GNUC_WARN_UNUSED_RESULT;
gboolean _limner_job_queue_is_approved (LimnerJobQueue *self,
                                       LimnerJob      *job);
void     _limner_job_queue_set_n_held  (LimnerJobQueue *self,
                                       guint           n_held);
void     _limner_job_queue_forget_sums (LimnerJobQueue *self);
void     _limner_job_queue_hold        (LimnerJobQueue *self,
                                       GPtrArray      *jobs);
void     _limner_job_queue_take_agreements (LimnerJobQueue *self,
                                       GHashTable     *agreements);
void     _limner_job_queue_begin_spending (LimnerJobQueue *self);
void     _limner_job_queue_commit     (LimnerJobQueue *self,
                                       LimnerJob      *job);
LimnerJobHold _limner_job_queue_check_budget (LimnerJobQueue *self,
                                       LimnerJob      *job);
void     _limner_job_queue_take_over_budget (LimnerJobQueue *self,
                                       guint           n_jobs,
                                       LimnerJobHold   reason);
void     _limner_job_queue_set_n_over_budget (LimnerJobQueue *self,
                                       guint           n_jobs);

void _limner_job_queue_keep_whole     (LimnerJobQueue *self,
                                       LimnerJob      *job);
void _limner_job_queue_keep_done      (LimnerJobQueue *self,
                                       LimnerJob      *job);
gboolean _limner_job_queue_list_done  (LimnerJobQueue *self,
                                       const char     *id);
void _limner_job_queue_take_out       (LimnerJobQueue *self,
                                       LimnerJob      *job);
void _limner_job_queue_insert         (LimnerJobQueue *self,
                                       LimnerJob      *job,
                                       guint           position);
void _limner_job_queue_count          (LimnerJobQueue *self);
void _limner_job_queue_count_one      (LimnerJobQueue *self,
                                       LimnerJob      *job);
void _limner_job_queue_save           (LimnerJobQueue *self,
                                       LimnerJob      *job);

/* For tests: by what all pauses are multiplied. */
void _limner_job_queue_set_time_scale (LimnerJobQueue *self,
                                       double          scale);
/* For tests: the time of day, in microseconds since 1970; 0 for the system's. */
void _limner_job_queue_set_clock      (LimnerJobQueue *self,
                                       gint64          now);

G_END_DECLS
