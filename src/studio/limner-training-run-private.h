/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/limner-poller.h"
#include "wire/limner-training.h"

#include "limner-training-run.h"

G_BEGIN_DECLS

struct _LimnerTrainingRun
{
  GObject              parent_instance;

  LimnerClientSource  *clients;       /* weak: the studio, which owns the list of trainings */

  /* Owned */
  LimnerStore         *store;
  JsonObject          *record;
  LimnerClient        *client;
  LimnerPoller        *poller;
  GCancellable        *cancellable;
  GBytes              *archive;       /* the zip file, mapped, while it is sent */
  char                *log;
  GError              *error;

  LimnerTrainingState  state;
  double               progress;      /* 0–1, negative where it is not known */
  guint                watch;
  gboolean             wants_cancel;
};

/* Everything up to the order: the zip file, its upload, the destination */
void _limner_training_run_pack         (LimnerTrainingRun   *self);

/* What becomes of it */
void _limner_training_run_enter        (LimnerTrainingRun   *self,
                                        LimnerTrainingState  state,
                                        GError              *error,
                                        GAsyncReadyCallback  callback);
void _limner_training_run_fail         (LimnerTrainingRun   *self,
                                        GError              *error);
void _limner_training_run_set_progress (LimnerTrainingRun   *self,
                                        double               progress);
void _limner_training_run_follow       (LimnerTrainingRun   *self,
                                        LimnerTraining      *training);
void _limner_training_run_search       (LimnerTrainingRun   *self);

G_END_DECLS
