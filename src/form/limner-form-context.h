/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-form-files.h"

G_BEGIN_DECLS

/* What the rows of one form share; a row knows neither the form nor its siblings. */
#define LIMNER_TYPE_FORM_CONTEXT (limner_form_context_get_type ())
G_DECLARE_FINAL_TYPE (LimnerFormContext, limner_form_context, LIMNER, FORM_CONTEXT, GObject)

LimnerFormContext *limner_form_context_new                (void) G_GNUC_WARN_UNUSED_RESULT;
LimnerFormFiles   *limner_form_context_get_files          (LimnerFormContext *self);
void               limner_form_context_set_files          (LimnerFormContext *self,
                                                           LimnerFormFiles   *files);
const char *const *limner_form_context_get_canvas_fields  (LimnerFormContext *self);
gboolean           limner_form_context_set_canvas_fields  (LimnerFormContext *self,
                                                           const char *const *names);
gboolean           limner_form_context_is_canvas_field    (LimnerFormContext *self,
                                                           const char        *name);
const char *const *limner_form_context_get_prompt_history (LimnerFormContext *self);
gboolean           limner_form_context_set_prompt_history (LimnerFormContext *self,
                                                           const char *const *prompts);
void               limner_form_context_note_preview       (LimnerFormContext       *self,
                                                           const char              *reference,
                                                           const LimnerFormPreview *preview);
const LimnerFormPreview *limner_form_context_get_preview   (LimnerFormContext       *self,
                                                            const char              *reference);
void               limner_form_context_set_offers         (LimnerFormContext *self,
                                                           gboolean           canvas,
                                                           gboolean           gallery);
void               limner_form_context_set_offers_ideas   (LimnerFormContext *self,
                                                           gboolean           ideas);
gboolean           limner_form_context_offers_ideas       (LimnerFormContext *self);
void               limner_form_context_request_ideas      (LimnerFormContext *self,
                                                           const char        *name,
                                                           GtkWidget         *anchor);
gboolean           limner_form_context_offers_canvas      (LimnerFormContext *self);
gboolean           limner_form_context_offers_gallery     (LimnerFormContext *self);
void               limner_form_context_request_canvas     (LimnerFormContext *self,
                                                           const char        *name);
void               limner_form_context_request_gallery    (LimnerFormContext *self,
                                                           const char        *name);
void               limner_form_context_choose_meaning     (LimnerFormContext *self,
                                                           const char        *name,
                                                           const char        *role);

G_END_DECLS
