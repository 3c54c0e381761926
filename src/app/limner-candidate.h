/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jobs/limner-job.h"
#include "store/limner-gallery-item.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_CANDIDATE (limner_candidate_get_type ())
G_DECLARE_FINAL_TYPE (LimnerCandidate, limner_candidate, LIMNER, CANDIDATE, GObject)

LimnerCandidate   *limner_candidate_new      (LimnerJob         *job,
                                              LimnerGalleryItem *item) G_GNUC_WARN_UNUSED_RESULT;
LimnerJob         *limner_candidate_get_job  (LimnerCandidate   *self);
LimnerGalleryItem *limner_candidate_get_item (LimnerCandidate   *self);

G_END_DECLS
