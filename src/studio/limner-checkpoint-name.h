/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char       *limner_checkpoint_name_strip (const char         *name) G_GNUC_WARN_UNUSED_RESULT;
const char *limner_checkpoint_name_find  (const char         *hashes,
                                          const char * const *known);

G_END_DECLS
