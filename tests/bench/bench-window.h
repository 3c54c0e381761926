/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <X11/Xlib.h>
#include <glib.h>

G_BEGIN_DECLS

/* Whether the pixels of a window show what is waited for. */
typedef gboolean (* BenchWindowShows) (XImage *image);

void   bench_window_init (void);
double bench_window_time (const char * const *argv,
                          char              **environment,
                          BenchWindowShows    shows);

G_END_DECLS
