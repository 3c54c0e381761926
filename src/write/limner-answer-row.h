/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "studio/limner-studio.h"

#include "limner-answer.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_ANSWER_ROW (limner_answer_row_get_type ())
G_DECLARE_FINAL_TYPE (LimnerAnswerRow, limner_answer_row, LIMNER, ANSWER_ROW, GtkWidget)

GtkWidget    *limner_answer_row_new        (LimnerStudio    *studio,
                                            LimnerAnswer    *answer) G_GNUC_WARN_UNUSED_RESULT;
LimnerAnswer *limner_answer_row_get_answer (LimnerAnswerRow *self);

G_END_DECLS
