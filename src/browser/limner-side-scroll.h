/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void limner_side_scroll_set_up (GtkScrolledWindow *scroller,
                                double             step);

G_END_DECLS
