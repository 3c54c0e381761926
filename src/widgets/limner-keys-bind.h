/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-keys.h"

G_BEGIN_DECLS

void limner_keys_bind                (GtkWidgetClass        *widget_class,
                                      const char            *id);
void limner_keys_bind_action         (GtkWidgetClass        *widget_class,
                                      const char            *id,
                                      const char            *action,
                                      GVariant              *target);
void limner_keys_add_to_controller   (GtkShortcutController *controller,
                                      const char            *id,
                                      GtkShortcutAction     *action,
                                      GVariant              *arguments);
void limner_keys_bind_application    (GtkApplication        *application);
void limner_keys_show_in_tooltip     (GtkWidget             *widget,
                                      const char            *id,
                                      const char            *text);
void limner_keys_show_in_tooltips    (GtkWidget             *root);
void limner_keys_show_in_menu        (GMenu                 *menu);

G_END_DECLS
