/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void limner_menu_tip_hide_while_open (GtkMenuButton *button);

G_END_DECLS
