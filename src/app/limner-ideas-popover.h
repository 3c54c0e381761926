/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "schema/limner-values.h"
#include "studio/limner-ideas.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_IDEAS_POPOVER (limner_ideas_popover_get_type ())
G_DECLARE_FINAL_TYPE (LimnerIdeasPopover, limner_ideas_popover, LIMNER, IDEAS_POPOVER, GtkPopover)

GtkWidget *limner_ideas_popover_new  (LimnerIdeas        *ideas) G_GNUC_WARN_UNUSED_RESULT;
void       limner_ideas_popover_open (LimnerIdeasPopover *self,
                                      GtkWidget          *anchor,
                                      LimnerValues       *values,
                                      const char         *name,
                                      const char         *server);

G_END_DECLS
