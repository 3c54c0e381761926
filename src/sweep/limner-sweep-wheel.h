/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void limner_sweep_wheel_add (GtkWidget *page);

G_END_DECLS
