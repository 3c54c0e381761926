/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "schema/limner-values.h"

#include "limner-form-context.h"

G_BEGIN_DECLS

const char *limner_form_meaning_get_title (LimnerField       *field);
GtkWidget  *limner_form_meaning_new       (LimnerField       *field,
                                           LimnerValues      *values,
                                           LimnerFormContext *context) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
