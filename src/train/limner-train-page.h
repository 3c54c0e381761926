/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "form/limner-form-files.h"
#include "studio/limner-studio.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_TRAIN_PAGE (limner_train_page_get_type ())
G_DECLARE_FINAL_TYPE (LimnerTrainPage, limner_train_page, LIMNER, TRAIN_PAGE, GtkWidget)

GtkWidget *limner_train_page_new     (LimnerStudio    *studio,
                                      LimnerFormFiles *files) G_GNUC_WARN_UNUSED_RESULT;
void       limner_train_page_prepare (LimnerTrainPage *self,
                                      JsonObject      *wish);

G_END_DECLS
