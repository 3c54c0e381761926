/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LIMNER_TYPE_LOSS_CHART (limner_loss_chart_get_type ())
G_DECLARE_FINAL_TYPE (LimnerLossChart, limner_loss_chart, LIMNER, LOSS_CHART, GtkWidget)

GtkWidget *limner_loss_chart_new        (void) G_GNUC_WARN_UNUSED_RESULT;
void       limner_loss_chart_set_losses (LimnerLossChart *self,
                                         GArray          *losses);

G_END_DECLS
