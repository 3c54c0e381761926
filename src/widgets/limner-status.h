/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *limner_status_new        (const char *icon_name,
                                     const char *title,
                                     const char *description) G_GNUC_WARN_UNUSED_RESULT;
void       limner_status_set_text   (GtkWidget  *status,
                                     const char *title,
                                     const char *description);
void       limner_status_set_action (GtkWidget  *status,
                                     const char *label,
                                     const char *detailed_action);

G_END_DECLS
