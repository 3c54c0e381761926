/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

JsonArray  *limner_engine_validate        (JsonObject *document,
                                           JsonObject *schema,
                                           JsonNode   *value,
                                           const char *path) G_GNUC_WARN_UNUSED_RESULT;
char       *limner_engine_validate_detail (JsonArray  *faults) G_GNUC_WARN_UNUSED_RESULT;
JsonObject *limner_engine_fill_defaults   (JsonObject *document,
                                           JsonObject *schema,
                                           JsonObject *input) G_GNUC_WARN_UNUSED_RESULT;
JsonObject *limner_engine_schema_find     (JsonObject *document,
                                           const char *name);
JsonObject *limner_engine_schema_resolve  (JsonObject *document,
                                           JsonObject *schema);

G_END_DECLS
