/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A text view in a frame that grows with what is in it. */
#define LIMNER_TYPE_FORM_TEXT_AREA (limner_form_text_area_get_type ())
G_DECLARE_FINAL_TYPE (LimnerFormTextArea, limner_form_text_area, LIMNER, FORM_TEXT_AREA, GtkWidget)

GtkWidget     *limner_form_text_area_new          (int                 min_lines,
                                                   int                 max_lines)
    G_GNUC_WARN_UNUSED_RESULT;
GtkTextView   *limner_form_text_area_get_view     (LimnerFormTextArea *self);
char          *limner_form_text_area_get_text     (LimnerFormTextArea *self)
    G_GNUC_WARN_UNUSED_RESULT;
void           limner_form_text_area_set_text     (LimnerFormTextArea *self,
                                                   const char         *text);
void           limner_form_text_area_set_placeholder (LimnerFormTextArea *self,
                                                      const char         *text);

G_END_DECLS
