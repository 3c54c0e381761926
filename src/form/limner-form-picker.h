/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "schema/limner-field.h"

#include "limner-form-context.h"

G_BEGIN_DECLS

/* Where files come in: a place to drop them, and buttons for the other ways. */
#define LIMNER_TYPE_FORM_PICKER (limner_form_picker_get_type ())
G_DECLARE_FINAL_TYPE (LimnerFormPicker, limner_form_picker, LIMNER, FORM_PICKER, GtkWidget)

GtkWidget *limner_form_picker_new       (LimnerField       *field,
                                         LimnerFormContext *context,
                                         gboolean           multiple) G_GNUC_WARN_UNUSED_RESULT;
void       limner_form_picker_serve     (LimnerFormPicker  *self,
                                         GtkWidget         *widget);
void       limner_form_picker_take_file (LimnerFormPicker  *self,
                                         GFile             *file);
void       limner_form_picker_choose    (LimnerFormPicker  *self);

G_END_DECLS
