/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "studio/limner-workspace.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_WINDOW (limner_window_get_type ())
G_DECLARE_FINAL_TYPE (LimnerWindow, limner_window, LIMNER, WINDOW, AdwApplicationWindow)

LimnerWindow *limner_window_new        (GtkApplication  *application,
                                        LimnerWorkspace *workspace) G_GNUC_WARN_UNUSED_RESULT;
void          limner_window_show_page  (LimnerWindow    *self,
                                        const char      *name);
void          limner_window_show_error (LimnerWindow    *self,
                                        const GError    *error);
void          limner_window_show_toast (LimnerWindow    *self,
                                        const char      *text);
void          limner_window_open_file  (LimnerWindow    *self,
                                        GFile           *file,
                                        gboolean         on_canvas);

G_END_DECLS
