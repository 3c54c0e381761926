/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "schema/limner-presets.h"
#include "schema/limner-values.h"

G_BEGIN_DECLS

/* The button with what can be done with all values at once: presets, examples, copying, resetting.
 * Its actions are its own, under “menu”.
 */
#define LIMNER_TYPE_FORM_MENU (limner_form_menu_get_type ())
G_DECLARE_FINAL_TYPE (LimnerFormMenu, limner_form_menu, LIMNER, FORM_MENU, GtkWidget)

GtkWidget *limner_form_menu_new          (void) G_GNUC_WARN_UNUSED_RESULT;
void       limner_form_menu_set_values   (LimnerFormMenu *self,
                                          LimnerValues   *values);
void       limner_form_menu_set_model    (LimnerFormMenu *self,
                                          const char     *model,
                                          const char     *base_url);
void       limner_form_menu_set_presets  (LimnerFormMenu *self,
                                          LimnerPresets  *presets);
void       limner_form_menu_set_examples (LimnerFormMenu *self,
                                          JsonArray      *examples);

G_END_DECLS
