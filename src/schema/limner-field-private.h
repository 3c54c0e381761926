/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-field.h"

G_BEGIN_DECLS

typedef struct
{
  gboolean    is_set;
  gboolean    is_exclusive;
  long double value;       /* holds every 64-bit integer without loss */
} LimnerFieldBound;

typedef struct
{
  gboolean is_set;
  guint    value;
} LimnerFieldCount;

struct _LimnerField
{
  gatomicrefcount     ref_count;

  /* Owned */
  char               *name;
  char               *title;
  char               *help;          /* plain text, or NULL */
  char               *pattern;
  char               *subgroup;
  char              **accept;        /* MIME types, or NULL for anything */
  JsonNode           *default_value; /* sealed, or NULL */
  JsonArray          *choices;       /* sealed, or NULL */

  LimnerFieldKind     kind;
  LimnerFieldKind     item_kind;
  LimnerRole          role;
  LimnerMaskPolarity  polarity;
  LimnerFieldGroup    group;
  int                 order;
  LimnerFieldBound    minimum;
  LimnerFieldBound    maximum;
  LimnerFieldCount    min_length;
  LimnerFieldCount    max_length;
  LimnerFieldCount    min_items;
  LimnerFieldCount    max_items;
  guint               multiple;      /* also where only the words ask for it */
  long double         divisor;       /* what the schema asks for a multiple of, or 0 */
  guint               is_required : 1;
  guint               is_nullable : 1;
  guint               is_deprecated : 1;
  guint               is_picture : 1;
};

LimnerField *_limner_field_new  (const char        *name) G_GNUC_WARN_UNUSED_RESULT;
LimnerField *_limner_field_copy (const LimnerField *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
