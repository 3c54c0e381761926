/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "client/limner-client.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_COVER (limner_cover_get_type ())
G_DECLARE_FINAL_TYPE (LimnerCover, limner_cover, LIMNER, COVER, GtkWidget)

GtkWidget *limner_cover_new        (void) G_GNUC_WARN_UNUSED_RESULT;
void       limner_cover_set_source (LimnerCover  *self,
                                    LimnerClient *client,
                                    const char   *url,
                                    const char   *name);
void       limner_cover_set_height (LimnerCover  *self,
                                    int           height);

G_END_DECLS
