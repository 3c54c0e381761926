/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "schema/limner-values.h"

#include "limner-form-context.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_FORM_ROW (limner_form_row_get_type ())
G_DECLARE_DERIVABLE_TYPE (LimnerFormRow, limner_form_row, LIMNER, FORM_ROW, GtkWidget)

/**
 * LimnerFormRowClass:
 * @setup: builds the control, once, when field, values and context are known
 * @update: shows the value as it is now; what the control then reports is not taken for typing
 *
 * One input of a model in the form: its title, its help, a mark with a reset when it is changed,
 * the reason when it is wrong, and a control by its kind.
 */
struct _LimnerFormRowClass
{
  GtkWidgetClass parent_class;

  void (*setup)  (LimnerFormRow *self);
  void (*update) (LimnerFormRow *self);
};

LimnerField       *limner_form_row_get_field     (LimnerFormRow *self);
const char        *limner_form_row_get_name      (LimnerFormRow *self);
LimnerValues      *limner_form_row_get_values    (LimnerFormRow *self);
LimnerFormContext *limner_form_row_get_context   (LimnerFormRow *self);
const char        *limner_form_row_get_reason    (LimnerFormRow *self);
gboolean           limner_form_row_is_changed    (LimnerFormRow *self);
void               limner_form_row_reset         (LimnerFormRow *self);
void               limner_form_row_show_error    (LimnerFormRow *self,
                                                  const char    *text);
void               limner_form_row_insist        (LimnerFormRow *self);

/* For the kinds of rows */
void               limner_form_row_set_title_chars
                                                 (LimnerFormRow *self,
                                                  int            n_chars);
void               limner_form_row_add_suffix    (LimnerFormRow *self,
                                                  GtkWidget     *widget);
void               limner_form_row_set_body      (LimnerFormRow *self,
                                                  GtkWidget     *widget);
void               limner_form_row_set_control   (LimnerFormRow *self,
                                                  GtkWidget     *widget);
void               limner_form_row_set_hint      (LimnerFormRow *self,
                                                  const char    *text);
void               limner_form_row_set_partner   (LimnerFormRow *self,
                                                  LimnerField   *partner,
                                                  const char    *title);
LimnerField       *limner_form_row_get_partner   (LimnerFormRow *self);
void               limner_form_row_watch         (LimnerFormRow *self,
                                                  const char    *name);
gboolean           limner_form_row_is_updating   (LimnerFormRow *self);
gboolean           limner_form_row_is_typed      (LimnerFormRow *self);
void               limner_form_row_tidy_when_left (LimnerFormRow *self,
                                                   GtkWidget     *entry);
void               limner_form_row_take_text     (LimnerFormRow *self,
                                                  const char    *text);
void               limner_form_row_take_node     (LimnerFormRow *self,
                                                  JsonNode      *value);

G_END_DECLS
