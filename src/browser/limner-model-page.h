/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "limner-model-finder.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_MODEL_PAGE (limner_model_page_get_type ())
G_DECLARE_FINAL_TYPE (LimnerModelPage, limner_model_page, LIMNER, MODEL_PAGE, GtkWidget)

GtkWidget  *limner_model_page_new    (LimnerStudio      *studio,
                                      LimnerModelFinder *finder) G_GNUC_WARN_UNUSED_RESULT;
void        limner_model_page_show   (LimnerModelPage   *self,
                                      const char        *reference,
                                      LimnerModel       *known);
void        limner_model_page_reload (LimnerModelPage   *self);

G_END_DECLS
