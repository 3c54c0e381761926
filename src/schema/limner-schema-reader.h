/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "limner-field.h"

G_BEGIN_DECLS

/* What is read from a schema document. */
typedef struct
{
  GPtrArray       *fields;            /* of LimnerField, in order */
  guint            n_omitted;
  LimnerFieldKind  output_kind;
  LimnerFieldKind  output_item_kind;
  gboolean         output_iterates;
  gboolean         output_holds_files;
} LimnerSchemaContents;

void _limner_schema_read (JsonObject           *document,
                          const char           *input_name,
                          const char           *output_name,
                          LimnerSchemaContents *contents);
void _limner_schema_settle_fields (GPtrArray    *fields);

G_END_DECLS
