/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "studio/limner-studio.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_QUEUE_BUTTON (limner_queue_button_get_type ())
G_DECLARE_FINAL_TYPE (LimnerQueueButton, limner_queue_button, LIMNER, QUEUE_BUTTON, GtkWidget)

void limner_queue_button_set_studio (LimnerQueueButton *self,
                                     LimnerStudio      *studio);
void limner_queue_button_popup      (LimnerQueueButton *self);

G_END_DECLS
