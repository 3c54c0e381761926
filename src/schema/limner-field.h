/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "limner-role.h"

G_BEGIN_DECLS

/**
 * LimnerFieldKind:
 * @LIMNER_FIELD_STRING: one line of text
 * @LIMNER_FIELD_TEXT: text of several lines, such as a prompt
 * @LIMNER_FIELD_INTEGER: a whole number of up to 64 bits
 * @LIMNER_FIELD_NUMBER: a number with a fraction
 * @LIMNER_FIELD_BOOLEAN: yes or no
 * @LIMNER_FIELD_CHOICE: one of limner_field_get_choices()
 * @LIMNER_FIELD_FILE: a picture, sound, archive…: `blob:…`, `https:…` or `data:…`
 * @LIMNER_FIELD_SECRET: a password or key, never written down
 * @LIMNER_FIELD_OBJECT: a JSON object
 * @LIMNER_FIELD_ANY: any JSON value
 * @LIMNER_FIELD_LIST: a list; see limner_field_get_item_kind()
 *
 * What sort of value an input takes.
 */
typedef enum
{
  LIMNER_FIELD_STRING,
  LIMNER_FIELD_TEXT,
  LIMNER_FIELD_INTEGER,
  LIMNER_FIELD_NUMBER,
  LIMNER_FIELD_BOOLEAN,
  LIMNER_FIELD_CHOICE,
  LIMNER_FIELD_FILE,
  LIMNER_FIELD_SECRET,
  LIMNER_FIELD_OBJECT,
  LIMNER_FIELD_ANY,
  LIMNER_FIELD_LIST,
} LimnerFieldKind;

/**
 * LimnerFieldGroup:
 * @LIMNER_FIELD_GROUP_PROMPT: the words
 * @LIMNER_FIELD_GROUP_PICTURES: pictures and masks
 * @LIMNER_FIELD_GROUP_SIZE: width, height, ratio, resolution
 * @LIMNER_FIELD_GROUP_SAMPLING: seed, steps, guidance, scheduler, strength
 * @LIMNER_FIELD_GROUP_OUTPUT: how many pictures, in which format
 * @LIMNER_FIELD_GROUP_ADVANCED: everything else
 *
 * The part of the form in which an input is shown, in the order of the form.
 */
typedef enum
{
  LIMNER_FIELD_GROUP_PROMPT,
  LIMNER_FIELD_GROUP_PICTURES,
  LIMNER_FIELD_GROUP_SIZE,
  LIMNER_FIELD_GROUP_SAMPLING,
  LIMNER_FIELD_GROUP_OUTPUT,
  LIMNER_FIELD_GROUP_ADVANCED,
} LimnerFieldGroup;

#define LIMNER_N_FIELD_GROUPS (LIMNER_FIELD_GROUP_ADVANCED + 1)

/**
 * LimnerField:
 *
 * One input of a model, as its schema describes it. Immutable and atomically reference counted, so
 * that it can be read from any thread. Strings and nodes that its getters return belong to it.
 */
typedef struct _LimnerField LimnerField;

#define LIMNER_TYPE_FIELD (limner_field_get_type ())

GType              limner_field_get_type          (void) G_GNUC_CONST;
LimnerField       *limner_field_ref               (LimnerField       *self);
void               limner_field_unref             (LimnerField       *self);

const char        *limner_field_get_name          (const LimnerField *self);
const char        *limner_field_get_title         (const LimnerField *self);
const char        *limner_field_get_help          (const LimnerField *self);
LimnerFieldKind    limner_field_get_kind          (const LimnerField *self);
LimnerFieldKind    limner_field_get_item_kind     (const LimnerField *self);
char              *limner_field_get_kind_name     (const LimnerField *self)
                                                  G_GNUC_WARN_UNUSED_RESULT;
LimnerRole         limner_field_get_role          (const LimnerField *self);
gboolean           limner_field_can_have_role     (const LimnerField *self,
                                                   LimnerRole         role);
LimnerMaskPolarity limner_field_get_polarity      (const LimnerField *self);
LimnerFieldGroup   limner_field_get_group         (const LimnerField *self);
const char        *limner_field_get_subgroup      (const LimnerField *self);
int                limner_field_get_order         (const LimnerField *self);

JsonNode          *limner_field_get_default       (const LimnerField *self);
JsonArray         *limner_field_get_choices       (const LimnerField *self);
gboolean           limner_field_get_minimum       (const LimnerField *self,
                                                   double            *minimum);
gboolean           limner_field_get_maximum       (const LimnerField *self,
                                                   double            *maximum);
guint              limner_field_get_multiple      (const LimnerField *self);
gboolean           limner_field_get_min_length    (const LimnerField *self,
                                                   guint             *length);
gboolean           limner_field_get_max_length    (const LimnerField *self,
                                                   guint             *length);
gboolean           limner_field_get_min_items     (const LimnerField *self,
                                                   guint             *count);
gboolean           limner_field_get_max_items     (const LimnerField *self,
                                                   guint             *count);
const char        *limner_field_get_pattern       (const LimnerField *self);
const char *const *limner_field_get_accept        (const LimnerField *self);

gboolean           limner_field_is_required       (const LimnerField *self);
gboolean           limner_field_is_nullable       (const LimnerField *self);
gboolean           limner_field_is_deprecated     (const LimnerField *self);
gboolean           limner_field_is_secret         (const LimnerField *self);
gboolean           limner_field_is_picture        (const LimnerField *self);

JsonNode          *limner_field_find_choice       (const LimnerField *self,
                                                   JsonNode          *value);
char              *limner_field_check             (const LimnerField *self,
                                                   JsonNode          *value)
                                                  G_GNUC_WARN_UNUSED_RESULT;
JsonNode          *limner_field_coerce            (const LimnerField *self,
                                                   JsonNode          *value)
                                                  G_GNUC_WARN_UNUSED_RESULT;

const char        *limner_field_group_get_name    (LimnerFieldGroup   group);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimnerField, limner_field_unref)

G_END_DECLS
