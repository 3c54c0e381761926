/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "studio/limner-studio.h"

G_BEGIN_DECLS

void limner_default_menu_set_model (GtkMenuButton *button,
                                    LimnerStudio  *studio,
                                    const char    *server_id,
                                    const char    *reference,
                                    LimnerTasks    tasks);

G_END_DECLS
