/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "canvas/limner-canvas.h"
#include "store/limner-gallery-item.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_CANDIDATE_BAR (limner_candidate_bar_get_type ())
G_DECLARE_FINAL_TYPE (LimnerCandidateBar, limner_candidate_bar, LIMNER, CANDIDATE_BAR, GtkWidget)

void limner_candidate_bar_set_canvas (LimnerCandidateBar *self,
                                      LimnerCanvas       *canvas);
void limner_candidate_bar_set_item   (LimnerCandidateBar *self,
                                      LimnerGalleryItem  *item);

G_END_DECLS
