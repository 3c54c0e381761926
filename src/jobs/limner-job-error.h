/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean limner_job_error_passes     (const GError *error);
gboolean limner_job_error_is_general (const GError *error);

G_END_DECLS
