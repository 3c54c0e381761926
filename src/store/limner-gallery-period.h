/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean limner_gallery_period_parse (const char *text,
                                      gint64     *begin,
                                      gint64     *end);

G_END_DECLS
