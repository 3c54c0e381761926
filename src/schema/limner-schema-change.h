/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-schema.h"

G_BEGIN_DECLS

/**
 * LimnerSchemaChangeKind:
 *
 * How an input of one version differs from that of another.
 */
typedef enum
{
  LIMNER_SCHEMA_CHANGE_ADDED,
  LIMNER_SCHEMA_CHANGE_REMOVED,
  LIMNER_SCHEMA_CHANGE_KIND,
  LIMNER_SCHEMA_CHANGE_REQUIRED,
  LIMNER_SCHEMA_CHANGE_OPTIONAL,
  LIMNER_SCHEMA_CHANGE_DEFAULT,
  LIMNER_SCHEMA_CHANGE_BOUNDS,
  LIMNER_SCHEMA_CHANGE_CHOICES,
} LimnerSchemaChangeKind;

/**
 * LimnerSchemaChange:
 * @kind: what changed
 * @name: the input's name
 * @title: what the input is called in a form
 * @before: (nullable): the kind, default or limits as they were, in a word or in signs
 * @after: (nullable): the kind, default or limits as they are
 * @text: a sentence that says it, without the name
 *
 * One difference between two versions of a model.
 */
typedef struct
{
  LimnerSchemaChangeKind  kind;
  char                   *name;
  char                   *title;
  char                   *before;
  char                   *after;
  char                   *text;
} LimnerSchemaChange;

GPtrArray *limner_schema_compare     (LimnerSchema       *before,
                                      LimnerSchema       *after) G_GNUC_WARN_UNUSED_RESULT;
void       limner_schema_change_free (LimnerSchemaChange *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimnerSchemaChange, limner_schema_change_free)

G_END_DECLS
