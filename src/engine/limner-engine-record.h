/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

void        limner_engine_record_save (const char *path,
                                       JsonObject *record);
JsonObject *limner_engine_record_load (const char *path,
                                       gsize       max_bytes) G_GNUC_WARN_UNUSED_RESULT;
JsonObject *limner_engine_json_copy   (JsonObject *object) G_GNUC_WARN_UNUSED_RESULT;
GBytes     *limner_engine_json_bytes  (JsonNode   *node) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
