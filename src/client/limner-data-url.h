/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GBytes *_limner_data_url_decode (const char  *url,
                                 gsize        max_bytes,
                                 char       **content_type,
                                 GError     **error);

G_END_DECLS
