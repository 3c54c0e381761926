/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "limner-candidate-list.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_CANDIDATE_STRIP (limner_candidate_strip_get_type ())
G_DECLARE_FINAL_TYPE (LimnerCandidateStrip, limner_candidate_strip, LIMNER, CANDIDATE_STRIP,
                      GtkWidget)

GtkWidget           *limner_candidate_strip_new          (void) G_GNUC_WARN_UNUSED_RESULT;
LimnerCandidateList *limner_candidate_strip_get_list     (LimnerCandidateStrip *self);
LimnerCandidate     *limner_candidate_strip_get_selected (LimnerCandidateStrip *self);
void                 limner_candidate_strip_select       (LimnerCandidateStrip *self,
                                                          LimnerCandidate      *candidate);
void                 limner_candidate_strip_move         (LimnerCandidateStrip *self,
                                                          int                   by);
void                 limner_candidate_strip_discard      (LimnerCandidateStrip *self);

G_END_DECLS
