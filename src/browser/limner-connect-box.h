/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "studio/limner-studio.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_CONNECT_BOX (limner_connect_box_get_type ())
G_DECLARE_FINAL_TYPE (LimnerConnectBox, limner_connect_box, LIMNER, CONNECT_BOX, GtkWidget)

GtkWidget *limner_connect_box_new        (LimnerStudio     *studio);
void       limner_connect_box_set_server (LimnerConnectBox *self,
                                          const char       *server_id);

G_END_DECLS
