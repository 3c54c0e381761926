/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

GRegex  *_limner_pattern_get     (const char *pattern);
gboolean _limner_pattern_matches (const char *pattern,
                                  const char *text);

G_END_DECLS
