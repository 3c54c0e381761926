/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean  limner_blob_folder_is_hash  (const char  *text);
char     *limner_blob_folder_dup_path (const char  *folder,
                                       const char  *sha256) G_GNUC_WARN_UNUSED_RESULT;
char     *limner_blob_folder_put      (const char  *folder,
                                       GBytes      *bytes,
                                       GError     **error) G_GNUC_WARN_UNUSED_RESULT;
GBytes   *limner_blob_folder_get      (const char  *folder,
                                       const char  *sha256,
                                       GError     **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
