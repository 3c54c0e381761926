/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean _limner_png_unfilter_row (guint8        filter,
                                   guint8       *row,
                                   const guint8 *above,
                                   gsize         length,
                                   gsize         step);
void     _limner_png_filter_row   (const guint8 *row,
                                   const guint8 *above,
                                   gsize         length,
                                   gsize         step,
                                   gboolean      fast,
                                   guint8       *out);

G_END_DECLS
