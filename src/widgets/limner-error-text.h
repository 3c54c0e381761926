/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

char *limner_error_to_text (const GError *error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
