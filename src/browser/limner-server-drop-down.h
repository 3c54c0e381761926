/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "studio/limner-studio.h"

G_BEGIN_DECLS

char       *limner_server_drop_down_dup_name (LimnerServer *server) G_GNUC_WARN_UNUSED_RESULT;
void        limner_server_drop_down_fill     (GtkDropDown  *drop_down,
                                              LimnerStudio *studio);
const char *limner_server_drop_down_get_id   (GtkDropDown  *drop_down);
void        limner_server_drop_down_select   (GtkDropDown  *drop_down,
                                              const char   *server_id);

G_END_DECLS
