/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define LIMNER_TYPE_WORKER (limner_worker_get_type ())
G_DECLARE_FINAL_TYPE (LimnerWorker, limner_worker, LIMNER, WORKER, GObject)

LimnerWorker *limner_worker_new       (const char      *name) G_GNUC_WARN_UNUSED_RESULT;
void          limner_worker_push      (LimnerWorker    *self,
                                       GTask           *task,
                                       GTaskThreadFunc  run);
gboolean      limner_worker_is_current (LimnerWorker   *self);
void          limner_worker_shutdown  (LimnerWorker    *self);

G_END_DECLS
