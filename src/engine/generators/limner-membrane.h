/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void limner_membrane_fill (float        *values,
                           const guint8 *known,
                           int           width,
                           int           height,
                           int           n_channels,
                           GCancellable *cancellable);

G_END_DECLS
