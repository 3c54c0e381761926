/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char **_limner_folder_list_read (const char *data_directory) G_GNUC_WARN_UNUSED_RESULT;
void   _limner_folder_list_add  (const char *data_directory,
                                 const char *folder);

G_END_DECLS
