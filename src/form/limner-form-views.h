/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "schema/limner-values.h"

G_BEGIN_DECLS

/* The rows of a form, and the same values as JSON text beside them or in their place. */
#define LIMNER_TYPE_FORM_VIEWS (limner_form_views_get_type ())
G_DECLARE_FINAL_TYPE (LimnerFormViews, limner_form_views, LIMNER, FORM_VIEWS, GtkWidget)

GtkWidget *limner_form_views_new            (GtkWidget       *rows) G_GNUC_WARN_UNUSED_RESULT;
void       limner_form_views_set_values     (LimnerFormViews *self,
                                             LimnerValues    *values);
void       limner_form_views_set_shows_json (LimnerFormViews *self,
                                             gboolean         shows_json);
gboolean   limner_form_views_get_shows_rows (LimnerFormViews *self);

G_END_DECLS
