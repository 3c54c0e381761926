/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

char     *limner_engine_id_new        (void) G_GNUC_WARN_UNUSED_RESULT;
char     *limner_engine_secret_new    (void) G_GNUC_WARN_UNUSED_RESULT;
gboolean  limner_engine_secret_equal  (const char *a,
                                       const char *b);
char     *limner_engine_hmac          (const char *key,
                                       gsize       key_length,
                                       const char *text) G_GNUC_WARN_UNUSED_RESULT;
char     *limner_engine_time_text     (gint64      time) G_GNUC_WARN_UNUSED_RESULT;
gint64    limner_engine_time_parse    (const char *text);

G_END_DECLS
