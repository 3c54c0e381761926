/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "studio/limner-workspace.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_CREATE_PAGE (limner_create_page_get_type ())
G_DECLARE_FINAL_TYPE (LimnerCreatePage, limner_create_page, LIMNER, CREATE_PAGE, GtkWidget)

GtkWidget *limner_create_page_new      (LimnerWorkspace  *workspace) G_GNUC_WARN_UNUSED_RESULT;
void       limner_create_page_generate (LimnerCreatePage *self);


G_END_DECLS
