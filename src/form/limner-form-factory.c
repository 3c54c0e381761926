/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "schema/limner-size.h"

#include "limner-form-factory.h"
#include "limner-form-row-choice.h"
#include "limner-form-row-file.h"
#include "limner-form-row-files.h"
#include "limner-form-row-json.h"
#include "limner-form-row-lines.h"
#include "limner-form-row-number.h"
#include "limner-form-row-prompt.h"
#include "limner-form-row-ratio.h"
#include "limner-form-row-seed.h"
#include "limner-form-row-size.h"
#include "limner-form-row-switch.h"
#include "limner-form-row-text.h"

/* More chips than this are a wall; a list that can be searched is better then. */
#define MAX_RATIOS 18

static LimnerField *
find_size_partner (LimnerValues *values,
                   LimnerField  *field)
{
  LimnerRole role = limner_field_get_role (field);
  LimnerRole other_role = role == LIMNER_ROLE_WIDTH    ? LIMNER_ROLE_HEIGHT
                          : role == LIMNER_ROLE_HEIGHT ? LIMNER_ROLE_WIDTH
                                                       : LIMNER_ROLE_NONE;
  LimnerField *other = other_role != LIMNER_ROLE_NONE
                         ? limner_schema_find_role (limner_values_get_schema (values), other_role)
                         : NULL;

  return other != NULL && limner_size_is_side (field) && limner_size_is_side (other) ? other : NULL;
}

static gboolean
is_about_shapes (LimnerField *field)
{
  LimnerRole role = limner_field_get_role (field);
  JsonArray *choices = limner_field_get_choices (field);
  guint length = choices != NULL ? json_array_get_length (choices) : 0;
  guint n_shapes = 0;
  LimnerSize size;

  if ((role != LIMNER_ROLE_ASPECT_RATIO && role != LIMNER_ROLE_RESOLUTION) ||
      length > MAX_RATIOS)
    return FALSE;

  for (guint i = 0; i < length; i++)
    {
      const char *text = json_node_get_string (json_array_get_element (choices, i));

      n_shapes += limner_size_parse (text, &size);
    }

  return n_shapes * 2 >= length && length > 1;
}

static gboolean
has_line_breaks (JsonNode *value)
{
  JsonArray *items = value != NULL && JSON_NODE_HOLDS_ARRAY (value) ? json_node_get_array (value)
                                                                    : NULL;

  for (guint i = 0; items != NULL && i < json_array_get_length (items); i++)
    {
      JsonNode *item = json_array_get_element (items, i);
      const char *text = JSON_NODE_HOLDS_VALUE (item) ? json_node_get_string (item) : NULL;

      if (text != NULL && strchr (text, '\n') != NULL)
        return TRUE;
    }

  return FALSE;
}

static GType
find_list_type (LimnerField  *field,
                LimnerValues *values)
{
  LimnerFieldKind item = limner_field_get_item_kind (field);

  if (item == LIMNER_FIELD_FILE)
    return LIMNER_TYPE_FORM_ROW_FILES;
  if (item == LIMNER_FIELD_OBJECT || item == LIMNER_FIELD_ANY || item == LIMNER_FIELD_LIST ||
      has_line_breaks (limner_values_get_effective (values, limner_field_get_name (field))))
    return LIMNER_TYPE_FORM_ROW_JSON;
  return LIMNER_TYPE_FORM_ROW_LINES;
}

static GType
find_type (LimnerField  *field,
           LimnerValues *values)
{
  if (find_size_partner (values, field) != NULL)
    return LIMNER_TYPE_FORM_ROW_SIZE;

  switch (limner_field_get_kind (field))
    {
    case LIMNER_FIELD_TEXT:
      return LIMNER_TYPE_FORM_ROW_PROMPT;
    case LIMNER_FIELD_INTEGER:
      return limner_field_get_role (field) == LIMNER_ROLE_SEED ? LIMNER_TYPE_FORM_ROW_SEED
                                                               : LIMNER_TYPE_FORM_ROW_NUMBER;
    case LIMNER_FIELD_NUMBER:
      return LIMNER_TYPE_FORM_ROW_NUMBER;
    case LIMNER_FIELD_BOOLEAN:
      return LIMNER_TYPE_FORM_ROW_SWITCH;
    case LIMNER_FIELD_CHOICE:
      return is_about_shapes (field) ? LIMNER_TYPE_FORM_ROW_RATIO : LIMNER_TYPE_FORM_ROW_CHOICE;
    case LIMNER_FIELD_FILE:
      return LIMNER_TYPE_FORM_ROW_FILE;
    case LIMNER_FIELD_OBJECT:
    case LIMNER_FIELD_ANY:
      return LIMNER_TYPE_FORM_ROW_JSON;
    case LIMNER_FIELD_LIST:
      return find_list_type (field, values);
    case LIMNER_FIELD_STRING:
    case LIMNER_FIELD_SECRET:
    default:
      return LIMNER_TYPE_FORM_ROW_TEXT;
    }
}

/**
 * limner_form_has_row:
 * @values: the form's values
 * @field: an input
 *
 * Returns: whether @field has a row of its own: an old input that nothing is set for has none, and
 *   the height is shown beside the width
 */
gboolean
limner_form_has_row (LimnerValues *values,
                     LimnerField  *field)
{
  if (limner_field_is_deprecated (field) && !limner_field_is_required (field) &&
      !limner_values_is_set (values, limner_field_get_name (field)))
    return FALSE;

  return limner_field_get_role (field) != LIMNER_ROLE_HEIGHT ||
         find_size_partner (values, field) == NULL;
}

/**
 * limner_form_make_row:
 * @field: an input
 * @values: the form's values
 * @context: what the form shares
 *
 * Returns: (transfer floating): a row for @field, by its kind and role
 */
GtkWidget *
limner_form_make_row (LimnerField       *field,
                      LimnerValues      *values,
                      LimnerFormContext *context)
{
  return g_object_new (find_type (field, values), "field", field, "values", values,
                       "context", context, NULL);
}
