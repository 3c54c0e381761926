/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

char *_limner_chunk_text_from_bytes (const guint8 *data,
                                     gsize         length) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
