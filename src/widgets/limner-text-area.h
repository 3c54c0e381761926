/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A text view in a frame that grows with what is in it. */
#define LIMNER_TYPE_TEXT_AREA (limner_text_area_get_type ())
G_DECLARE_FINAL_TYPE (LimnerTextArea, limner_text_area, LIMNER, TEXT_AREA, GtkWidget)

GtkWidget   *limner_text_area_new             (int             min_lines,
                                               int             max_lines)
                                               G_GNUC_WARN_UNUSED_RESULT;
GtkTextView *limner_text_area_get_view        (LimnerTextArea *self);
char        *limner_text_area_get_text        (LimnerTextArea *self) G_GNUC_WARN_UNUSED_RESULT;
void         limner_text_area_set_text        (LimnerTextArea *self,
                                               const char     *text);
void         limner_text_area_set_placeholder (LimnerTextArea *self,
                                               const char     *text);

G_END_DECLS
