/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/limner-client.h"
#include "wire/limner-prediction.h"

#include "limner-job-private.h"
#include "limner-job-runner.h"

G_BEGIN_DECLS

/* What moves one job along, in two files: limner-job-runner.c has the picture of all states,
 * begins, follows and ends; limner-job-runner-send.c sends, and finds out what was sent.
 */
struct _LimnerJobRunner
{
  GObject           parent_instance;

  guint             watch;         /* of the poller, 0 when it does not watch */
  gboolean          ended;
  gboolean          cancel_sent;
  guint             n_wrong_names; /* predictions that belong to others */
  LimnerJobState    last_state;    /* that is being written down */

  /* Owned */
  LimnerJobContext *context;
  LimnerJob        *job;
  LimnerClient     *client;
  LimnerPrediction *found;         /* what the server named, until that is journalled */
  char            **outputs;       /* of the final answer, as the server gave them */
  JsonObject       *input;         /* as it is sent, while it is being journalled */
  GCancellable     *cancellable;   /* of all that can be stopped without losing anything */
  GCancellable     *following;     /* of the stream, NULL when none was followed */
};


typedef void (*LimnerJobRunnerStep) (LimnerJobRunner *self);

gboolean _limner_job_runner_is_kind   (LimnerJobRunner     *self,
                                       LimnerServerKind     kind);
void     _limner_job_runner_journal   (LimnerJobRunner     *self,
                                       LimnerJobRunnerStep  next);
void     _limner_job_runner_finish    (LimnerJobRunner     *self,
                                       LimnerJobState       state,
                                       const GError        *error);
void     _limner_job_runner_give_back (LimnerJobRunner     *self,
                                       const GError        *error);
void     _limner_job_runner_hold      (LimnerJobRunner     *self,
                                       const GError        *error);
void     _limner_job_runner_lose      (LimnerJobRunner     *self,
                                       const char          *message);
void     _limner_job_runner_conclude  (LimnerJobRunner     *self,
                                       LimnerPrediction    *prediction);
void     _limner_job_runner_follow    (LimnerJobRunner     *self,
                                       LimnerPrediction    *prediction);
void     _limner_job_runner_watch     (LimnerJobRunner     *self);

/* In limner-job-runner-send.c */
void     _limner_job_runner_prepare   (LimnerJobRunner     *self);
void     _limner_job_runner_search    (LimnerJobRunner     *self);
void     _limner_job_runner_disown    (LimnerJobRunner     *self);

G_END_DECLS
