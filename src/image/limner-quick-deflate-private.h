/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

GByteArray *_limner_quick_deflate (const guint8 *data,
                                   gsize         size) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
