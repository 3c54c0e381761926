/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-form-row.h"

G_BEGIN_DECLS

gboolean   limner_form_has_row   (LimnerValues      *values,
                                  LimnerField       *field);
GtkWidget *limner_form_make_row  (LimnerField       *field,
                                  LimnerValues      *values,
                                  LimnerFormContext *context) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
