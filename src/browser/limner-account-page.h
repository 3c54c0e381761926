/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "studio/limner-studio.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_ACCOUNT_PAGE (limner_account_page_get_type ())
G_DECLARE_FINAL_TYPE (LimnerAccountPage, limner_account_page, LIMNER, ACCOUNT_PAGE, GtkWidget)

GtkWidget *limner_account_page_new  (void) G_GNUC_WARN_UNUSED_RESULT;
void       limner_account_page_show (LimnerAccountPage *self,
                                     LimnerStudio      *studio,
                                     LimnerClient      *client);

G_END_DECLS
