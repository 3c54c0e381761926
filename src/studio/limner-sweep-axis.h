/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "schema/limner-values.h"

G_BEGIN_DECLS

/** So many values can stand along one axis. */
#define LIMNER_SWEEP_MAX_VALUES 500

/**
 * LimnerSweepKind:
 * @LIMNER_SWEEP_FIELD: an input of the model
 * @LIMNER_SWEEP_MODEL: the model itself; values are `SERVER-ID owner/name[:version]`
 * @LIMNER_SWEEP_PRESET: whole sets of inputs, by name
 *
 * What changes along an axis.
 */
typedef enum
{
  LIMNER_SWEEP_FIELD,
  LIMNER_SWEEP_MODEL,
  LIMNER_SWEEP_PRESET,
} LimnerSweepKind;

/**
 * LimnerSweepValue:
 * @label: what heads its column or row
 * @node: the value as it is sent; a string that names a model; an object of a preset's inputs
 *
 * One place on an axis.
 */
typedef struct
{
  char     *label;
  JsonNode *node;
} LimnerSweepValue;

/**
 * LimnerSweepAxis:
 * @kind: what changes
 * @field: (nullable): the name of the input
 * @role: what the input means, so that another model's input is found
 * @title: for display
 * @values: (element-type LimnerSweepValue): what it takes on, in order
 * @skipped: (element-type utf8): names of files that were to be values and could not be used
 *
 * One thing that is varied.
 */
typedef struct
{
  LimnerSweepKind  kind;
  char            *field;
  LimnerRole       role;
  char            *title;
  GPtrArray       *values;
  GPtrArray       *skipped;
} LimnerSweepAxis;

LimnerSweepAxis *limner_sweep_axis_new        (LimnerSweepKind         kind,
                                               const char             *title)
                                               G_GNUC_WARN_UNUSED_RESULT;
LimnerSweepAxis *limner_sweep_axis_new_field  (LimnerField            *field)
                                               G_GNUC_WARN_UNUSED_RESULT;
LimnerSweepAxis *limner_sweep_axis_parse      (LimnerValues           *values,
                                               const char             *field,
                                               const char             *text,
                                               GError                **error)
                                               G_GNUC_WARN_UNUSED_RESULT;
char            *limner_sweep_axis_quote      (const char             *value)
                                               G_GNUC_WARN_UNUSED_RESULT;
void             limner_sweep_axis_free       (LimnerSweepAxis        *self);
void             limner_sweep_axis_skip       (LimnerSweepAxis        *self,
                                               const char             *name);
gboolean         limner_sweep_axis_add        (LimnerSweepAxis        *self,
                                               const char             *label,
                                               JsonNode               *node);
gboolean         limner_sweep_axis_add_text   (LimnerSweepAxis        *self,
                                               const char             *label,
                                               const char             *text);
const LimnerSweepValue *limner_sweep_axis_get (const LimnerSweepAxis  *self,
                                               guint                   index);
void             limner_sweep_axis_apply      (const LimnerSweepAxis  *self,
                                               guint                   index,
                                               LimnerValues           *values);
JsonObject      *limner_sweep_axis_to_json    (const LimnerSweepAxis  *self)
                                               G_GNUC_WARN_UNUSED_RESULT;
LimnerSweepAxis *limner_sweep_axis_from_json  (JsonObject             *object)
                                               G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimnerSweepAxis, limner_sweep_axis_free)

G_END_DECLS
