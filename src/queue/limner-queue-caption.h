/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "studio/limner-studio.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_QUEUE_CAPTION (limner_queue_caption_get_type ())
G_DECLARE_FINAL_TYPE (LimnerQueueCaption, limner_queue_caption, LIMNER, QUEUE_CAPTION, GtkWidget)

void limner_queue_caption_set_studio (LimnerQueueCaption *self,
                                      LimnerStudio       *studio);

G_END_DECLS
