/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-candidate.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_CANDIDATE_LIST (limner_candidate_list_get_type ())
G_DECLARE_FINAL_TYPE (LimnerCandidateList, limner_candidate_list, LIMNER, CANDIDATE_LIST, GObject)

LimnerCandidateList *limner_candidate_list_new     (void) G_GNUC_WARN_UNUSED_RESULT;
void                 limner_candidate_list_add_job (LimnerCandidateList *self,
                                                    LimnerJob           *job);
void                 limner_candidate_list_discard (LimnerCandidateList *self,
                                                    guint                position);

G_END_DECLS
