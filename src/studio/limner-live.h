/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jobs/limner-price-book.h"

#include "limner-workspace.h"

G_BEGIN_DECLS

/** What jobs of live painting have as their batch. */
#define LIMNER_LIVE_BATCH "live"

#define LIMNER_TYPE_LIVE (limner_live_get_type ())
G_DECLARE_FINAL_TYPE (LimnerLive, limner_live, LIMNER, LIVE, GObject)

LimnerLive *limner_live_new         (LimnerWorkspace *workspace) G_GNUC_WARN_UNUSED_RESULT;
gboolean    limner_live_get_active  (LimnerLive      *self);
void        limner_live_set_active  (LimnerLive      *self,
                                     gboolean         active);
void        limner_live_set_ceiling (LimnerLive      *self,
                                     double           dollars);
double      limner_live_get_spent   (LimnerLive      *self);
const GError *limner_live_get_error (LimnerLive      *self);
gboolean    limner_live_needs_price (LimnerLive      *self);

/* For tests: how long things have to rest, in ms. */
void        _limner_live_set_rest   (LimnerLive      *self,
                                     guint            milliseconds);

G_END_DECLS
