/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "jobs/limner-job-queue.h"

G_BEGIN_DECLS

void limner_queue_budget_apply (LimnerJobQueue *queue);
void limner_queue_budget_watch (GtkWidget      *parent,
                                LimnerJobQueue *queue);

G_END_DECLS
