/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jobs/limner-job.h"
#include "store/limner-store-answers.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_ANSWER (limner_answer_get_type ())
G_DECLARE_FINAL_TYPE (LimnerAnswer, limner_answer, LIMNER, ANSWER, GObject)

LimnerAnswer *limner_answer_new_for_job    (LimnerJob                *job)
  G_GNUC_WARN_UNUSED_RESULT;
LimnerAnswer *limner_answer_new_for_record (const LimnerAnswerRecord *record)
  G_GNUC_WARN_UNUSED_RESULT;
const char   *limner_answer_get_id         (LimnerAnswer             *self);
const char   *limner_answer_get_model      (LimnerAnswer             *self);
const char   *limner_answer_get_prompt     (LimnerAnswer             *self);
gint64        limner_answer_get_created    (LimnerAnswer             *self);
const char   *limner_answer_get_text       (LimnerAnswer             *self);
LimnerJob    *limner_answer_get_job        (LimnerAnswer             *self);
void          limner_answer_to_record      (LimnerAnswer             *self,
                                            LimnerAnswerRecord       *record);
char        **limner_answer_list_prompts   (const char               *text)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
