/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "limner-field.h"
#include "limner-role.h"

G_BEGIN_DECLS

/** The largest schema document that is read, in bytes. */
#define LIMNER_SCHEMA_MAX_BYTES (16 * 1024 * 1024)

/** The most inputs that are read; what comes after them in order can be reached by JSON only. */
#define LIMNER_SCHEMA_MAX_FIELDS 1000

#define LIMNER_TYPE_SCHEMA (limner_schema_get_type ())
G_DECLARE_FINAL_TYPE (LimnerSchema, limner_schema, LIMNER, SCHEMA, GObject)

LimnerSchema  *limner_schema_new               (JsonObject    *document) G_GNUC_WARN_UNUSED_RESULT;
LimnerSchema  *limner_schema_new_for_training  (JsonObject    *document) G_GNUC_WARN_UNUSED_RESULT;
LimnerSchema  *limner_schema_new_from_bytes    (GBytes        *bytes,
                                                GError       **error) G_GNUC_WARN_UNUSED_RESULT;
LimnerSchema  *limner_schema_override_roles    (LimnerSchema  *self,
                                                JsonObject    *roles) G_GNUC_WARN_UNUSED_RESULT;
LimnerSchema  *limner_schema_override_role     (LimnerSchema  *self,
                                                const char    *name,
                                                const char    *role) G_GNUC_WARN_UNUSED_RESULT;
JsonObject    *limner_schema_get_role_overrides (LimnerSchema *self);
LimnerSchema  *limner_schema_get_automatic     (LimnerSchema  *self);

guint          limner_schema_get_n_fields      (LimnerSchema  *self);
LimnerField   *limner_schema_get_field         (LimnerSchema  *self,
                                                guint          index);
LimnerField   *limner_schema_find_field        (LimnerSchema  *self,
                                                const char    *name);
LimnerField   *limner_schema_find_role         (LimnerSchema  *self,
                                                LimnerRole     role);
guint          limner_schema_get_n_omitted     (LimnerSchema  *self);
LimnerField   *limner_schema_find_factor       (LimnerSchema  *self);
LimnerTasks    limner_schema_get_tasks         (LimnerSchema  *self);

LimnerFieldKind limner_schema_get_output_kind      (LimnerSchema *self);
LimnerFieldKind limner_schema_get_output_item_kind (LimnerSchema *self);
gboolean        limner_schema_kind_is_text         (const char   *name);
char          *limner_schema_get_output_kind_name  (LimnerSchema *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean       limner_schema_get_output_iterates   (LimnerSchema *self);

JsonNode      *limner_schema_to_json           (LimnerSchema  *self) G_GNUC_WARN_UNUSED_RESULT;
char          *limner_schema_to_string         (LimnerSchema  *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
