/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** From so many bytes on memory is given back on a thread. */
#define LIMNER_MEMORY_LARGE ((gsize) 32 * 1024 * 1024)

void    limner_memory_free       (gpointer  memory,
                                  gsize     size);
GBytes *limner_memory_take_bytes (gpointer  memory,
                                  gsize     size) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
