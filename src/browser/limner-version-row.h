/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "wire/limner-model-version.h"

G_BEGIN_DECLS

GtkWidget *limner_version_row_new      (LimnerModelVersion *version,
                                        LimnerModelVersion *before,
                                        const char         *target) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *limner_version_list_changes (LimnerModelVersion *before,
                                        LimnerModelVersion *version) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
