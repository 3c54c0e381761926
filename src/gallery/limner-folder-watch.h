/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define LIMNER_TYPE_FOLDER_WATCH (limner_folder_watch_get_type ())
G_DECLARE_FINAL_TYPE (LimnerFolderWatch, limner_folder_watch, LIMNER, FOLDER_WATCH, GObject)

LimnerFolderWatch *limner_folder_watch_new (const char        *path) G_GNUC_WARN_UNUSED_RESULT;
void               limner_folder_watch_add (LimnerFolderWatch *self,
                                            const char        *path);

G_END_DECLS
