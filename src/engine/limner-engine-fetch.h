/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-engine-files.h"

G_BEGIN_DECLS

gboolean  limner_engine_is_loopback (const char         *url);
GBytes   *limner_engine_fetch       (LimnerEngineFiles  *files,
                                     const char         *url,
                                     GCancellable       *cancellable,
                                     GError            **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
