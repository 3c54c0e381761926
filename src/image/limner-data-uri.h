/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** The longest data: URL that is read, in bytes. */
#define LIMNER_DATA_URI_MAX_LENGTH (256 * 1024 * 1024)

gboolean  limner_data_uri_is    (const char   *text);
GBytes   *limner_data_uri_parse (const char   *uri,
                                 char        **mime_type,
                                 GError      **error) G_GNUC_WARN_UNUSED_RESULT;
char     *limner_data_uri_make  (GBytes       *bytes,
                                 const char   *mime_type) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
