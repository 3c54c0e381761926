/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "schema/limner-values.h"

G_BEGIN_DECLS

/* The values as JSON text, edited both ways. */
#define LIMNER_TYPE_FORM_JSON (limner_form_json_get_type ())
G_DECLARE_FINAL_TYPE (LimnerFormJson, limner_form_json, LIMNER, FORM_JSON, GtkWidget)

GtkWidget *limner_form_json_new        (void) G_GNUC_WARN_UNUSED_RESULT;
void       limner_form_json_set_values (LimnerFormJson *self,
                                        LimnerValues   *values);

G_END_DECLS
