/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "studio/limner-studio.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_SWEEP_PAGE (limner_sweep_page_get_type ())
G_DECLARE_FINAL_TYPE (LimnerSweepPage, limner_sweep_page, LIMNER, SWEEP_PAGE, GtkWidget)

GtkWidget *limner_sweep_page_new  (LimnerStudio    *studio) G_GNUC_WARN_UNUSED_RESULT;
void       limner_sweep_page_show (LimnerSweepPage *self,
                                   const char      *id);

G_END_DECLS
