/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * LimnerStallWatch:
 *
 * Measures how long a main loop was kept from its events: the time from the end of each wait to the
 * beginning of the next one.
 */
typedef struct _LimnerStallWatch LimnerStallWatch;

/**
 * LimnerStallFunc:
 * @milliseconds: how long the loop was blocked
 * @user_data: as given to limner_stall_watch_new()
 */
typedef void (*LimnerStallFunc) (double   milliseconds,
                                 gpointer user_data);

LimnerStallWatch *limner_stall_watch_new         (GMainContext           *context,
                                                  double                  limit,
                                                  LimnerStallFunc         func,
                                                  gpointer                user_data)
                                                  G_GNUC_WARN_UNUSED_RESULT;
void              limner_stall_watch_free        (LimnerStallWatch       *self);
double            limner_stall_watch_get_longest (const LimnerStallWatch *self);
guint             limner_stall_watch_get_n       (const LimnerStallWatch *self);
void              limner_stall_watch_reset       (LimnerStallWatch       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimnerStallWatch, limner_stall_watch_free)

G_END_DECLS
