/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *limner_refused_text_new (GPtrArray *refused) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
