/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "schema/limner-field.h"

G_BEGIN_DECLS

GtkWidget *limner_form_help_new       (LimnerField *field) G_GNUC_WARN_UNUSED_RESULT;
char      *limner_form_help_to_markup (const char  *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
