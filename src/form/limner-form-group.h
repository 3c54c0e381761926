/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-form-row.h"

G_BEGIN_DECLS

/* A part of the form: a title that folds it, and the rows of some inputs, made when they are first
 * shown.
 */
#define LIMNER_TYPE_FORM_GROUP (limner_form_group_get_type ())
G_DECLARE_FINAL_TYPE (LimnerFormGroup, limner_form_group, LIMNER, FORM_GROUP, GtkWidget)

GtkWidget     *limner_form_group_new          (const char        *title,
                                               LimnerValues      *values,
                                               LimnerFormContext *context)
    G_GNUC_WARN_UNUSED_RESULT;
void           limner_form_group_add_field    (LimnerFormGroup   *self,
                                               LimnerField       *field);
guint          limner_form_group_get_n_fields (LimnerFormGroup   *self);
gboolean       limner_form_group_get_open     (LimnerFormGroup   *self);
void           limner_form_group_set_open     (LimnerFormGroup   *self,
                                               gboolean           is_open);
void           limner_form_group_set_search   (LimnerFormGroup   *self,
                                               const char        *text);
LimnerFormRow *limner_form_group_ensure_row   (LimnerFormGroup   *self,
                                               const char        *name);
void           limner_form_group_insist       (LimnerFormGroup   *self);

G_END_DECLS
