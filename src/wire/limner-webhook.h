/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

char     *limner_webhook_sign   (const char  *secret,
                                 const char  *id,
                                 const char  *timestamp,
                                 GBytes      *body) G_GNUC_WARN_UNUSED_RESULT;
gboolean  limner_webhook_verify (const char  *secret,
                                 const char  *id,
                                 const char  *timestamp,
                                 const char  *signature,
                                 GBytes      *body,
                                 gint64       tolerance,
                                 GError     **error);

G_END_DECLS
