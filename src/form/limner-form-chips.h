/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "schema/limner-size.h"

G_BEGIN_DECLS

/* A few words to choose from, each maybe with a small picture of its shape. */
#define LIMNER_TYPE_FORM_CHIPS (limner_form_chips_get_type ())
G_DECLARE_FINAL_TYPE (LimnerFormChips, limner_form_chips, LIMNER, FORM_CHIPS, GtkWidget)

GtkWidget *limner_form_chips_new          (void) G_GNUC_WARN_UNUSED_RESULT;
void       limner_form_chips_add          (LimnerFormChips  *self,
                                           const char       *label,
                                           const LimnerSize *shape,
                                           const char       *tooltip);
void       limner_form_chips_set_selected (LimnerFormChips  *self,
                                           int               index);

G_END_DECLS
