/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "limner-candidate.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_CANDIDATE_CELL (limner_candidate_cell_get_type ())
G_DECLARE_FINAL_TYPE (LimnerCandidateCell, limner_candidate_cell, LIMNER, CANDIDATE_CELL, GtkWidget)

GtkWidget *limner_candidate_cell_new           (void) G_GNUC_WARN_UNUSED_RESULT;
void       limner_candidate_cell_set_candidate (LimnerCandidateCell *self,
                                                LimnerCandidate     *candidate);

G_END_DECLS
