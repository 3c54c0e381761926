/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/** The deepest nesting of arrays and objects that is read. */
#define LIMNER_JSON_MAX_DEPTH 96

JsonNode   *limner_json_parse          (const char   *data,
                                        gsize         length,
                                        gsize         max_bytes,
                                        GError      **error) G_GNUC_WARN_UNUSED_RESULT;
JsonNode   *limner_json_parse_lenient  (const char   *data,
                                        gsize         length,
                                        gsize         max_bytes,
                                        GError      **error) G_GNUC_WARN_UNUSED_RESULT;
JsonObject *limner_json_parse_object   (const char   *data,
                                        gsize         length,
                                        gsize         max_bytes,
                                        GError      **error) G_GNUC_WARN_UNUSED_RESULT;
char       *limner_json_to_string      (JsonNode     *node,
                                        gboolean      pretty) G_GNUC_WARN_UNUSED_RESULT;
char       *limner_json_object_to_string (JsonObject *object,
                                          gboolean    pretty) G_GNUC_WARN_UNUSED_RESULT;

/* Integers of any size, as text */
JsonNode   *limner_json_integer_node   (const char   *digits) G_GNUC_WARN_UNUSED_RESULT;
char       *limner_json_integer_text   (JsonNode     *node) G_GNUC_WARN_UNUSED_RESULT;

/* Lenient readers: a member that is missing, null or of another type gives the fallback */
const char *limner_json_get_string     (JsonObject   *object,
                                        const char   *member,
                                        const char   *fallback);
gint64      limner_json_get_int        (JsonObject   *object,
                                        const char   *member,
                                        gint64        fallback);
double      limner_json_get_double     (JsonObject   *object,
                                        const char   *member,
                                        double        fallback);
gboolean    limner_json_get_boolean    (JsonObject   *object,
                                        const char   *member,
                                        gboolean      fallback);
JsonObject *limner_json_get_object     (JsonObject   *object,
                                        const char   *member);
JsonArray  *limner_json_get_array      (JsonObject   *object,
                                        const char   *member);
GDateTime  *limner_json_get_time       (JsonObject   *object,
                                        const char   *member) G_GNUC_WARN_UNUSED_RESULT;

/* Strict readers: they name the member that is bad */
gboolean    limner_json_require_string (JsonObject   *object,
                                        const char   *member,
                                        const char  **value,
                                        GError      **error);
gboolean    limner_json_require_object (JsonObject   *object,
                                        const char   *member,
                                        JsonObject  **value,
                                        GError      **error);
gboolean    limner_json_require_array  (JsonObject   *object,
                                        const char   *member,
                                        JsonArray   **value,
                                        GError      **error);

GDateTime  *limner_json_parse_time     (const char   *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
