/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "store/limner-store-jobs.h"
#include "wire/limner-prediction.h"

#include "limner-job.h"

G_BEGIN_DECLS

/* In which part of the queue a job is. */
typedef enum
{
  LIMNER_JOB_PART_NONE,
  LIMNER_JOB_PART_WAITING,
  LIMNER_JOB_PART_ACTIVE,
  LIMNER_JOB_PART_ENDED,
} LimnerJobPart;

struct _LimnerJob
{
  GObject          parent_instance;

  LimnerJobState   state;
  LimnerJobPart    part;          /* as the queue has counted it */
  LimnerJobHold    hold;
  double           progress;
  guint            step;
  guint            n_steps;
  gint64           uploaded;      /* bytes of the file that is on its way */
  gint64           upload_size;   /* 0 while none is */
  gboolean         cold_boot;
  gboolean         cancelling;
  int              queue_position;
  guint            n_fetches;
  guint            n_previews;
  guint            n_pictures;    /* that one run is asked for; 0 before they were counted */
  LimnerEstimate   usual;         /* what it will about take and cost */
  gboolean         is_priced;     /* the price book was asked */

  /* Owned */
  LimnerJobSpec   *spec;
  LimnerJobRecord *record;        /* the spec's own, which lives as long */
  GListStore      *outputs;       /* NULL until somebody asks */
  GBytes          *preview;
  GError          *error;
};

/* In limner-job-state.c */
gboolean         _limner_job_state_may_follow   (LimnerJobState     from,
                                                 LimnerJobState     to);

/* The job as the journal has it; whoever changes it saves it. */
LimnerJob       *_limner_job_new                (LimnerJobRecord   *record)
    G_GNUC_WARN_UNUSED_RESULT;
LimnerJobRecord *_limner_job_get_record         (LimnerJob         *self);
void             _limner_job_set_state          (LimnerJob         *self,
                                                 LimnerJobState     state);
void             _limner_job_set_error          (LimnerJob         *self,
                                                 const GError      *error);
void             _limner_job_take_prediction    (LimnerJob         *self,
                                                 LimnerPrediction  *prediction);
void             _limner_job_take_log           (LimnerJob         *self,
                                                 const char        *log);
void             _limner_job_take_text          (LimnerJob         *self,
                                                 const char        *text);
void             _limner_job_take_upload        (gint64             done,
                                                 gint64             total,
                                                 gpointer           job);
void             _limner_job_set_preview        (LimnerJob         *self,
                                                 GBytes            *preview);
void             _limner_job_set_outputs        (LimnerJob         *self,
                                                 GListModel        *items);
void             _limner_job_add_output         (LimnerJob         *self,
                                                 gpointer           item);
void             _limner_job_set_text_output    (LimnerJob         *self,
                                                 const char        *text);
void             _limner_job_set_queue_position (LimnerJob         *self,
                                                 int                position);
void             _limner_job_set_hold           (LimnerJob         *self,
                                                 LimnerJobHold      hold);
void             _limner_job_set_usual          (LimnerJob         *self,
                                                 const LimnerEstimate *estimate);
void             _limner_job_copy_usual         (LimnerJob         *self,
                                                 LimnerJob         *other);
const LimnerEstimate *_limner_job_get_usual     (LimnerJob         *self);
double           _limner_job_get_usual_time      (LimnerJob         *self);
double           _limner_job_get_usual_cost     (LimnerJob         *self);
void             _limner_job_finish             (LimnerJob         *self,
                                                 LimnerJobState     state);
void             _limner_job_shrink             (LimnerJob         *self);
void             _limner_job_reset              (LimnerJob         *self);
gboolean         _limner_job_get_cancelling     (LimnerJob         *self);
void             _limner_job_set_cancelling     (LimnerJob         *self,
                                                 gboolean           cancelling);
LimnerJobPart    _limner_job_get_part           (LimnerJob         *self);
gboolean         _limner_job_update_part        (LimnerJob         *self);
gboolean         _limner_job_has_unsaved_results (LimnerJob        *self);
gboolean         _limner_job_see_previews       (LimnerJob         *self,
                                                 guint              n_previews);
guint            _limner_job_count_fetch        (LimnerJob         *self);

G_END_DECLS
