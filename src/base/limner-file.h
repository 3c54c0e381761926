/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean limner_file_write  (const char  *path,
                             GBytes      *bytes,
                             GError     **error);
GBytes  *limner_file_read   (const char  *path,
                             gsize        max_bytes,
                             GError     **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean limner_file_ensure_directory (const char  *path,
                                       GError     **error);
gboolean limner_file_claim            (const char  *path,
                                       gboolean    *is_taken,
                                       GError     **error);
char    *limner_file_sha256 (GBytes      *bytes) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
