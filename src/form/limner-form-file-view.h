/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "limner-form-context.h"

G_BEGIN_DECLS

/* What a file looks like and what it is, by its reference. */
#define LIMNER_TYPE_FORM_FILE_VIEW (limner_form_file_view_get_type ())
G_DECLARE_FINAL_TYPE (LimnerFormFileView, limner_form_file_view, LIMNER, FORM_FILE_VIEW, GtkWidget)

GtkWidget  *limner_form_file_view_new           (LimnerFormContext  *context,
                                                 int                 size)
    G_GNUC_WARN_UNUSED_RESULT;
const char *limner_form_file_view_get_reference (LimnerFormFileView *self);
void        limner_form_file_view_set_reference (LimnerFormFileView *self,
                                                 const char         *reference);
void        limner_form_file_view_add_button    (LimnerFormFileView *self,
                                                 GtkWidget          *button);

G_END_DECLS
