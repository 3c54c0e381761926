/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LIMNER_TYPE_BANNER (limner_banner_get_type ())
G_DECLARE_FINAL_TYPE (LimnerBanner, limner_banner, LIMNER, BANNER, GtkWidget)

GtkWidget  *limner_banner_new              (void) G_GNUC_WARN_UNUSED_RESULT;
const char *limner_banner_get_title        (LimnerBanner *self);
void        limner_banner_set_title        (LimnerBanner *self,
                                            const char   *title);
const char *limner_banner_get_button_label (LimnerBanner *self);
void        limner_banner_set_button_label (LimnerBanner *self,
                                            const char   *label);
gboolean    limner_banner_get_revealed     (LimnerBanner *self);
void        limner_banner_set_revealed     (LimnerBanner *self,
                                            gboolean      revealed);

G_END_DECLS
