/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "schema/limner-values.h"

#include "limner-form-files.h"
#include "limner-form-menu.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_FORM (limner_form_get_type ())
G_DECLARE_FINAL_TYPE (LimnerForm, limner_form, LIMNER, FORM, GtkWidget)

GtkWidget         *limner_form_new                (void) G_GNUC_WARN_UNUSED_RESULT;
LimnerValues      *limner_form_get_values         (LimnerForm        *self);
void               limner_form_set_values         (LimnerForm        *self,
                                                   LimnerValues      *values);
LimnerFormFiles   *limner_form_get_files          (LimnerForm        *self);
void               limner_form_set_files          (LimnerForm        *self,
                                                   LimnerFormFiles   *files);
const char *const *limner_form_get_canvas_fields  (LimnerForm        *self);
void               limner_form_set_canvas_fields  (LimnerForm        *self,
                                                   const char *const *names);
const char *const *limner_form_get_prompt_history (LimnerForm        *self);
void               limner_form_set_prompt_history (LimnerForm        *self,
                                                   const char *const *prompts);
LimnerFormMenu    *limner_form_get_menu           (LimnerForm        *self);
gboolean           limner_form_get_shows_json     (LimnerForm        *self);
void               limner_form_set_shows_json     (LimnerForm        *self,
                                                   gboolean           shows_json);

void               limner_form_add_note           (LimnerForm        *self,
                                                   const char        *title,
                                                   const char *const *lines);
void               limner_form_clear_notes        (LimnerForm        *self);
gboolean           limner_form_show_field_error   (LimnerForm        *self,
                                                   const char        *name,
                                                   const char        *text);
gboolean           limner_form_reveal_problems    (LimnerForm        *self);
gboolean           limner_form_focus_field        (LimnerForm        *self,
                                                   const char        *name);

G_END_DECLS
