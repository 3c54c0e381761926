/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jobs/limner-job-queue.h"
#include "studio/limner-training-list.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_NOTIFIER (limner_notifier_get_type ())
G_DECLARE_FINAL_TYPE (LimnerNotifier, limner_notifier, LIMNER, NOTIFIER, GObject)

LimnerNotifier *limner_notifier_new               (GApplication       *application,
                                                   LimnerJobQueue     *queue)
  G_GNUC_WARN_UNUSED_RESULT;
void            limner_notifier_watch_trainings   (LimnerNotifier     *self,
                                                   LimnerTrainingList *trainings);
void            limner_notifier_set_quiet         (LimnerNotifier     *self,
                                                   gboolean            quiet);
guint           limner_notifier_get_n_pictures    (LimnerNotifier     *self);
char           *limner_notifier_dup_text          (LimnerNotifier     *self)
  G_GNUC_WARN_UNUSED_RESULT;
char           *limner_notifier_describe_training (LimnerTrainingRun  *run)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
