/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/** So many models can be tried together: each is a picture, and hosted ones are paid for. */
#define LIMNER_MODEL_SELECTION_MAX 50

#define LIMNER_TYPE_MODEL_SELECTION (limner_model_selection_get_type ())
G_DECLARE_FINAL_TYPE (LimnerModelSelection, limner_model_selection, LIMNER, MODEL_SELECTION,
                      GObject)

LimnerModelSelection *limner_model_selection_new         (void) G_GNUC_WARN_UNUSED_RESULT;
gboolean              limner_model_selection_contains    (LimnerModelSelection *self,
                                                          const char           *server,
                                                          const char           *reference);
void                  limner_model_selection_toggle      (LimnerModelSelection *self,
                                                          const char           *server,
                                                          const char           *reference);
void                  limner_model_selection_extend      (LimnerModelSelection *self,
                                                          const char           *server,
                                                          GPtrArray            *references,
                                                          const char           *reference);
void                  limner_model_selection_add_all     (LimnerModelSelection *self,
                                                          const char           *server,
                                                          GPtrArray            *references);
void                  limner_model_selection_clear       (LimnerModelSelection *self);
guint                 limner_model_selection_get_n       (LimnerModelSelection *self);
char                **limner_model_selection_dup_targets (LimnerModelSelection *self)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
