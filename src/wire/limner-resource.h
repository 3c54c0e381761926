/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define LIMNER_TYPE_RESOURCE (limner_resource_get_type ())
G_DECLARE_DERIVABLE_TYPE (LimnerResource, limner_resource, LIMNER, RESOURCE, GObject)

/**
 * LimnerResourceClass:
 * @required: (nullable): the names of members that must be non-empty strings, %NULL-terminated
 *
 * The class of one noun of the HTTP API.
 */
struct _LimnerResourceClass
{
  GObjectClass        parent_class;

  const char * const *required;
};

gpointer    limner_resource_new        (GType            type) G_GNUC_WARN_UNUSED_RESULT;
gpointer    limner_resource_parse      (GType            type,
                                        JsonNode        *node,
                                        GError         **error) G_GNUC_WARN_UNUSED_RESULT;
gpointer    limner_resource_parse_text (GType            type,
                                        const char      *text,
                                        gsize            length,
                                        GError         **error) G_GNUC_WARN_UNUSED_RESULT;
gpointer    limner_resource_copy       (LimnerResource  *self) G_GNUC_WARN_UNUSED_RESULT;
JsonObject *limner_resource_get_json   (LimnerResource  *self);
JsonNode   *limner_resource_to_node    (LimnerResource  *self) G_GNUC_WARN_UNUSED_RESULT;
char       *limner_resource_to_text    (LimnerResource  *self) G_GNUC_WARN_UNUSED_RESULT;
const char *limner_resource_get_string (LimnerResource  *self,
                                        const char      *member);
GDateTime  *limner_resource_get_time   (LimnerResource  *self,
                                        const char      *member) G_GNUC_WARN_UNUSED_RESULT;
void        limner_resource_set_string (LimnerResource  *self,
                                        const char      *member,
                                        const char      *value);
void        limner_resource_set_time   (LimnerResource  *self,
                                        const char      *member,
                                        GDateTime       *time);
void        limner_resource_set_node   (LimnerResource  *self,
                                        const char      *member,
                                        JsonNode        *value);

G_END_DECLS
