/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "wire/limner-prediction.h"

#include "limner-client.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_POLLER (limner_poller_get_type ())
G_DECLARE_FINAL_TYPE (LimnerPoller, limner_poller, LIMNER, POLLER, GObject)

/**
 * LimnerPollerFunc:
 * @prediction: (nullable): the newest state, a #LimnerTraining for trainings
 * @error: (nullable): why it could not be asked for
 * @data: what the caller gave
 *
 * Told each time the server was asked. The watch ends by itself after a final state, and after an
 * error that repeating does not mend; the network's own faults are repeated and not told until
 * they have lasted for a while.
 */
typedef void (*LimnerPollerFunc) (LimnerPrediction *prediction,
                                  const GError     *error,
                                  gpointer          data);

LimnerPoller *limner_poller_new         (LimnerClient     *client);
guint         limner_poller_watch       (LimnerPoller     *self,
                                         GType             type,
                                         const char       *id,
                                         LimnerPollerFunc  func,
                                         gpointer          data,
                                         GDestroyNotify    destroy);
void          limner_poller_unwatch     (LimnerPoller     *self,
                                         guint             watch);
void          limner_poller_poke        (LimnerPoller     *self,
                                         guint             watch);
guint         limner_poller_get_n_watches (LimnerPoller   *self);

G_END_DECLS
