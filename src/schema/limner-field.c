/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-field-private.h"

G_DEFINE_BOXED_TYPE (LimnerField, limner_field, limner_field_ref, limner_field_unref)

static const char *const kind_names[] = {
  [LIMNER_FIELD_STRING]  = "string",
  [LIMNER_FIELD_TEXT]    = "text",
  [LIMNER_FIELD_INTEGER] = "integer",
  [LIMNER_FIELD_NUMBER]  = "number",
  [LIMNER_FIELD_BOOLEAN] = "boolean",
  [LIMNER_FIELD_CHOICE]  = "choice",
  [LIMNER_FIELD_FILE]    = "file",
  [LIMNER_FIELD_SECRET]  = "secret",
  [LIMNER_FIELD_OBJECT]  = "object",
  [LIMNER_FIELD_ANY]     = "any",
  [LIMNER_FIELD_LIST]    = "list",
};

/* Inside a list, text and choices are strings: how they are typed makes no difference there. */
static const char *const item_kind_names[] = {
  [LIMNER_FIELD_STRING]  = "list-of-string",
  [LIMNER_FIELD_TEXT]    = "list-of-string",
  [LIMNER_FIELD_INTEGER] = "list-of-integer",
  [LIMNER_FIELD_NUMBER]  = "list-of-number",
  [LIMNER_FIELD_BOOLEAN] = "list-of-boolean",
  [LIMNER_FIELD_CHOICE]  = "list-of-string",
  [LIMNER_FIELD_FILE]    = "list-of-file",
  [LIMNER_FIELD_SECRET]  = "list-of-string",
  [LIMNER_FIELD_OBJECT]  = "list-of-object",
  [LIMNER_FIELD_ANY]     = "list-of-any",
  [LIMNER_FIELD_LIST]    = "list-of-any",
};

static const char *const group_names[LIMNER_N_FIELD_GROUPS] = {
  [LIMNER_FIELD_GROUP_PROMPT]   = "prompt",
  [LIMNER_FIELD_GROUP_PICTURES] = "pictures",
  [LIMNER_FIELD_GROUP_SIZE]     = "size",
  [LIMNER_FIELD_GROUP_SAMPLING] = "sampling",
  [LIMNER_FIELD_GROUP_OUTPUT]   = "output",
  [LIMNER_FIELD_GROUP_ADVANCED] = "advanced",
};

LimnerField *
_limner_field_new (const char *name)
{
  LimnerField *self = g_new0 (LimnerField, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->name = g_strdup (name);
  self->kind = LIMNER_FIELD_ANY;
  self->item_kind = LIMNER_FIELD_ANY;
  return self;
}

LimnerField *
_limner_field_copy (const LimnerField *self)
{
  LimnerField *copy = g_memdup2 (self, sizeof *self);

  g_atomic_ref_count_init (&copy->ref_count);
  copy->name = g_strdup (self->name);
  copy->title = g_strdup (self->title);
  copy->help = g_strdup (self->help);
  copy->pattern = g_strdup (self->pattern);
  copy->subgroup = g_strdup (self->subgroup);
  copy->accept = g_strdupv (self->accept);
  copy->default_value = self->default_value != NULL ? json_node_ref (self->default_value) : NULL;
  copy->choices = self->choices != NULL ? json_array_ref (self->choices) : NULL;
  return copy;
}

/**
 * limner_field_ref:
 * @self: a field
 *
 * Returns: (transfer full): @self with one reference more
 */
LimnerField *
limner_field_ref (LimnerField *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * limner_field_unref:
 * @self: (transfer full): a field
 *
 * Drops a reference, and the field with the last one.
 */
void
limner_field_unref (LimnerField *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->help, g_free);
  g_clear_pointer (&self->pattern, g_free);
  g_clear_pointer (&self->subgroup, g_free);
  g_clear_pointer (&self->accept, g_strfreev);
  g_clear_pointer (&self->default_value, json_node_unref);
  g_clear_pointer (&self->choices, json_array_unref);
  g_free (self);
}

/**
 * limner_field_get_name:
 * @self: a field
 *
 * Returns: (transfer none): the input's name, the key in the request
 */
const char *
limner_field_get_name (const LimnerField *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->name;
}

/**
 * limner_field_get_title:
 * @self: a field
 *
 * Returns: (transfer none): the name for people, never empty; plain text, not markup
 */
const char *
limner_field_get_title (const LimnerField *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->title;
}

/**
 * limner_field_get_help:
 * @self: a field
 *
 * Returns: (transfer none) (nullable): what the input is for, as plain text, not markup
 */
const char *
limner_field_get_help (const LimnerField *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->help;
}

/**
 * limner_field_get_kind:
 * @self: a field
 *
 * Returns: what sort of value it takes
 */
LimnerFieldKind
limner_field_get_kind (const LimnerField *self)
{
  g_return_val_if_fail (self != NULL, LIMNER_FIELD_ANY);

  return self->kind;
}

/**
 * limner_field_get_item_kind:
 * @self: a field
 *
 * Returns: what sort of value each item of the list is; %LIMNER_FIELD_ANY where it is no list
 */
LimnerFieldKind
limner_field_get_item_kind (const LimnerField *self)
{
  g_return_val_if_fail (self != NULL, LIMNER_FIELD_ANY);

  return self->item_kind;
}

/**
 * limner_field_get_kind_name:
 * @self: a field
 *
 * Returns: (transfer full): the kind as it is written in JSON, such as `number` or `list-of-file`
 */
char *
limner_field_get_kind_name (const LimnerField *self)
{
  LimnerFieldKind item_kind;
  GType type;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->kind != LIMNER_FIELD_LIST)
    return g_strdup (kind_names[self->kind]);

  item_kind = self->item_kind;
  if (item_kind == LIMNER_FIELD_CHOICE && self->choices != NULL)
    {
      type = json_node_get_value_type (json_array_get_element (self->choices, 0));
      item_kind = type == G_TYPE_INT64  ? LIMNER_FIELD_INTEGER
                  : type == G_TYPE_DOUBLE ? LIMNER_FIELD_NUMBER
                                          : LIMNER_FIELD_STRING;
    }
  return g_strdup (item_kind_names[item_kind]);
}

/**
 * limner_field_get_role:
 * @self: a field
 *
 * Returns: what the input means
 */
LimnerRole
limner_field_get_role (const LimnerField *self)
{
  g_return_val_if_fail (self != NULL, LIMNER_ROLE_NONE);

  return self->role;
}

/**
 * limner_field_get_polarity:
 * @self: a field with %LIMNER_ROLE_MASK
 *
 * Returns: how the model reads the mask
 */
LimnerMaskPolarity
limner_field_get_polarity (const LimnerField *self)
{
  g_return_val_if_fail (self != NULL, LIMNER_MASK_WHITE_REPAINTS);

  return self->polarity;
}

/**
 * limner_field_get_group:
 * @self: a field
 *
 * Returns: the part of the form it belongs to
 */
LimnerFieldGroup
limner_field_get_group (const LimnerField *self)
{
  g_return_val_if_fail (self != NULL, LIMNER_FIELD_GROUP_ADVANCED);

  return self->group;
}

/**
 * limner_field_get_subgroup:
 * @self: a field
 *
 * Returns: (transfer none) (nullable): the beginning that its name shares with others of its group,
 *   such as `controlnet`; %NULL where it stands alone
 */
const char *
limner_field_get_subgroup (const LimnerField *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->subgroup;
}

/**
 * limner_field_get_order:
 * @self: a field
 *
 * Returns: its place among the inputs, counted from 0
 */
int
limner_field_get_order (const LimnerField *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->order;
}

/**
 * limner_field_get_default:
 * @self: a field
 *
 * Returns: (transfer none) (nullable): what the model takes when nothing is sent, where the schema
 *   says it
 */
JsonNode *
limner_field_get_default (const LimnerField *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->default_value;
}

/**
 * limner_field_get_choices:
 * @self: a field
 *
 * Returns: (transfer none) (nullable): the values that are allowed, of the type in which they are
 *   sent; %NULL where anything goes
 */
JsonArray *
limner_field_get_choices (const LimnerField *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->choices;
}

static gboolean
get_bound (const LimnerFieldBound *bound,
           double                 *value)
{
  if (bound->is_set && value != NULL)
    *value = (double) bound->value;
  return bound->is_set;
}

/**
 * limner_field_get_minimum:
 * @self: a field
 * @minimum: (out) (optional): the least value, left alone where there is none
 *
 * Returns: whether there is a least value
 */
gboolean
limner_field_get_minimum (const LimnerField *self,
                          double            *minimum)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return get_bound (&self->minimum, minimum);
}

/**
 * limner_field_get_maximum:
 * @self: a field
 * @maximum: (out) (optional): the greatest value, left alone where there is none
 *
 * Returns: whether there is a greatest value
 */
gboolean
limner_field_get_maximum (const LimnerField *self,
                          double            *maximum)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return get_bound (&self->maximum, maximum);
}

/**
 * limner_field_get_multiple:
 * @self: a field
 *
 * Returns: the number of which values should be a multiple, by the schema or its words; 0 where
 *   nothing is said
 */
guint
limner_field_get_multiple (const LimnerField *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->multiple;
}

static gboolean
get_count (const LimnerFieldCount *count,
           guint                  *value)
{
  if (count->is_set && value != NULL)
    *value = count->value;
  return count->is_set;
}

/**
 * limner_field_get_min_length:
 * @self: a field
 * @length: (out) (optional): the least length of a text in characters
 *
 * Returns: whether there is one
 */
gboolean
limner_field_get_min_length (const LimnerField *self,
                             guint             *length)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return get_count (&self->min_length, length);
}

/**
 * limner_field_get_max_length:
 * @self: a field
 * @length: (out) (optional): the greatest length of a text in characters
 *
 * Returns: whether there is one
 */
gboolean
limner_field_get_max_length (const LimnerField *self,
                             guint             *length)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return get_count (&self->max_length, length);
}

/**
 * limner_field_get_min_items:
 * @self: a field
 * @count: (out) (optional): the least number of items in a list
 *
 * Returns: whether there is one
 */
gboolean
limner_field_get_min_items (const LimnerField *self,
                            guint             *count)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return get_count (&self->min_items, count);
}

/**
 * limner_field_get_max_items:
 * @self: a field
 * @count: (out) (optional): the greatest number of items in a list, by the schema or its words
 *
 * Returns: whether there is one
 */
gboolean
limner_field_get_max_items (const LimnerField *self,
                            guint             *count)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return get_count (&self->max_items, count);
}

/**
 * limner_field_get_pattern:
 * @self: a field
 *
 * Returns: (transfer none) (nullable): the regular expression that a text has to contain
 */
const char *
limner_field_get_pattern (const LimnerField *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->pattern;
}

/**
 * limner_field_get_accept:
 * @self: a field that takes files
 *
 * Returns: (transfer none) (nullable): the MIME types that it takes, such as `image/` followed by a
 *   star; %NULL where anything goes
 */
const char *const *
limner_field_get_accept (const LimnerField *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return (const char *const *) self->accept;
}

/**
 * limner_field_is_required:
 * @self: a field
 *
 * Returns: whether the model refuses a request without it
 */
gboolean
limner_field_is_required (const LimnerField *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->is_required;
}

/**
 * limner_field_is_nullable:
 * @self: a field
 *
 * Returns: whether a JSON null may be sent
 */
gboolean
limner_field_is_nullable (const LimnerField *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->is_nullable;
}

/**
 * limner_field_is_deprecated:
 * @self: a field
 *
 * Returns: whether the model's author advises against it
 */
gboolean
limner_field_is_deprecated (const LimnerField *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->is_deprecated;
}

/**
 * limner_field_is_secret:
 * @self: a field
 *
 * Returns: whether its value must be neither shown nor kept
 */
gboolean
limner_field_is_secret (const LimnerField *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->kind == LIMNER_FIELD_SECRET ||
         (self->kind == LIMNER_FIELD_LIST && self->item_kind == LIMNER_FIELD_SECRET);
}

/**
 * limner_field_is_picture:
 * @self: a field
 *
 * Returns: whether it takes a picture, or several, rather than a file of another sort
 */
gboolean
limner_field_is_picture (const LimnerField *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->is_picture;
}

/**
 * limner_field_group_get_name:
 * @group: a part of the form
 *
 * Returns: (transfer none): its name as it is written in JSON, such as `sampling`
 */
const char *
limner_field_group_get_name (LimnerFieldGroup group)
{
  g_return_val_if_fail ((guint) group < LIMNER_N_FIELD_GROUPS, group_names[0]);

  return group_names[group];
}
