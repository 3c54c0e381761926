/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "client/limner-client.h"
#include "wire/limner-collection.h"
#include "wire/limner-model.h"

#include "limner-model-hints.h"
#include "limner-model-selection.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_MODEL_CARD (limner_model_card_get_type ())
G_DECLARE_FINAL_TYPE (LimnerModelCard, limner_model_card, LIMNER, MODEL_CARD, GtkWidget)

GtkWidget  *limner_model_card_new            (void) G_GNUC_WARN_UNUSED_RESULT;
void        limner_model_card_set_hints      (LimnerModelCard      *self,
                                              LimnerModelHints     *hints);
void        limner_model_card_set_selection  (LimnerModelCard      *self,
                                              LimnerModelSelection *selection,
                                              const char           *server);
void        limner_model_card_set_model      (LimnerModelCard      *self,
                                              LimnerModel          *model,
                                              LimnerClient         *client);
void        limner_model_card_set_collection (LimnerModelCard      *self,
                                              LimnerCollection     *collection);
GObject    *limner_model_card_get_subject    (LimnerModelCard      *self);
gboolean    limner_model_card_is_check       (LimnerModelCard      *self,
                                              GtkWidget            *widget);

char       *limner_model_card_describe_runs  (gint64                n_runs)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
