/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LIMNER_TYPE_FORM_NOTE (limner_form_note_get_type ())
G_DECLARE_FINAL_TYPE (LimnerFormNote, limner_form_note, LIMNER, FORM_NOTE, GtkWidget)

GtkWidget *limner_form_note_new (const char        *title,
                                 const char *const *lines) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
