/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-form-row.h"

G_BEGIN_DECLS

void       limner_form_row_menu_install    (GtkWidgetClass *row_class);
void       limner_form_row_menu_attach     (GtkWidget      *form);
GtkWidget *limner_form_row_menu_make_reset (LimnerFormRow  *row) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
