/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void limner_form_scroll_only_with_focus (GtkWidget *widget);

G_END_DECLS
