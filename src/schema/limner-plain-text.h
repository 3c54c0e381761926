/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *limner_plain_text_from_markdown (const char *markdown,
                                       gsize       max_bytes) G_GNUC_WARN_UNUSED_RESULT;
char *limner_plain_text_first_line    (const char *text,
                                       gsize       max_bytes) G_GNUC_WARN_UNUSED_RESULT;
char *limner_plain_text_from_name     (const char *name,
                                       gsize       max_bytes) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
