/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Contact sheets: windows that are drawn side by side into one picture. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void        shots_load_style  (void);
void        shots_run_for     (guint       milliseconds);
GdkTexture *shots_draw_window (GtkWidget  *window,
                               int         max_height) G_GNUC_WARN_UNUSED_RESULT;
void        shots_save_sheet  (GPtrArray  *textures,
                               guint       first,
                               guint       count,
                               int         column,
                               const char *path);

G_END_DECLS
