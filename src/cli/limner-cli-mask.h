/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/limner-rect.h"

#include "limner-cli.h"

G_BEGIN_DECLS

gboolean  limner_cli_read_rect (const char        *text,
                                LimnerRect        *rect);
GBytes   *limner_cli_make_mask (int                width,
                                int                height,
                                const LimnerRect  *white,
                                GError           **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
