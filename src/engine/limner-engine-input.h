/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

gsize       limner_engine_input_measure       (JsonObject *input);
JsonObject *limner_engine_input_without_files (JsonObject *input) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
