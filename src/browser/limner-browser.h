/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "studio/limner-studio.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_BROWSER (limner_browser_get_type ())
G_DECLARE_FINAL_TYPE (LimnerBrowser, limner_browser, LIMNER, BROWSER, GtkWidget)

GtkWidget *limner_browser_new         (LimnerStudio  *studio) G_GNUC_WARN_UNUSED_RESULT;
void       limner_browser_show_server (LimnerBrowser *self,
                                       const char    *server_id);
void       limner_browser_show_model  (LimnerBrowser *self,
                                       const char    *reference);

G_END_DECLS
