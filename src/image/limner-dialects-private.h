/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-metadata.h"

G_BEGIN_DECLS

/** The longest JSON text that is read out of a picture, in bytes. */
#define LIMNER_DIALECT_MAX_JSON (8 * 1024 * 1024)

void        _limner_metadata_set_field     (LimnerMetadata *self,
                                            const char     *name,
                                            const char     *value);
void        _limner_metadata_set_members   (LimnerMetadata *self,
                                            JsonObject     *object);
char       *_limner_dialect_node_to_text   (JsonNode       *node) G_GNUC_WARN_UNUSED_RESULT;
JsonObject *_limner_dialect_parse_json     (const char     *text) G_GNUC_WARN_UNUSED_RESULT;

gboolean    _limner_dialect_read_a1111     (LimnerMetadata *self,
                                            const char     *text);
gboolean    _limner_dialect_has_settings   (const char     *text);
gboolean    _limner_dialect_read_dream     (LimnerMetadata *self,
                                            const char     *text);
gboolean    _limner_dialect_read_midjourney (LimnerMetadata *self,
                                            const char     *text);
gboolean    _limner_dialect_read_json      (LimnerMetadata *self,
                                            const char     *text);
gboolean    _limner_dialect_read_record    (LimnerMetadata *self,
                                            const char     *text);
gboolean    _limner_dialect_read_comfyui   (LimnerMetadata *self,
                                            JsonObject     *graph);
gboolean    _limner_dialect_is_comfyui     (JsonObject     *graph);
gboolean    _limner_dialect_read_text      (LimnerMetadata *self,
                                            const char     *text);

G_END_DECLS
