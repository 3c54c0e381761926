/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-container-private.h"

G_BEGIN_DECLS

char       *_limner_png_get_text    (const LimnerContainer *container,
                                     const char            *keyword) G_GNUC_WARN_UNUSED_RESULT;
char       *_limner_png_dup_keyword (const LimnerContainer *container,
                                     const LimnerChunk     *chunk) G_GNUC_WARN_UNUSED_RESULT;
void        _limner_png_append_text (GByteArray            *out,
                                     const char            *keyword,
                                     const char            *text,
                                     gboolean               plain);

void        _limner_png_append_chunk (GByteArray            *out,
                                      const char            *type,
                                      const guint8          *data,
                                      gsize                  size);

G_END_DECLS
