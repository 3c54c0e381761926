/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/limner-json.h"

#include "limner-fault.h"
#include "limner-field-private.h"

#define MAX_PATTERN_SUBJECT 65536

static gboolean
is_integer_text (const char *text)
{
  gsize sign = text[0] == '-';

  return text[sign] != '\0' && strspn (text + sign, "0123456789") == strlen (text + sign) &&
         strlen (text) <= 40;
}

static gboolean
is_string (JsonNode *value)
{
  g_autofree char *digits = NULL;

  if (!JSON_NODE_HOLDS_VALUE (value) || json_node_get_value_type (value) != G_TYPE_STRING)
    return FALSE;

  /* An integer beyond 64 bits is kept as a string with a mark. */
  digits = limner_json_integer_text (value);
  return digits == NULL;
}

static gboolean
is_boolean (JsonNode *value)
{
  return JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_BOOLEAN;
}

static gboolean
read_number (JsonNode    *value,
             long double *number)
{
  g_autofree char *digits = JSON_NODE_HOLDS_VALUE (value) ? limner_json_integer_text (value) : NULL;

  if (digits != NULL)
    {
      *number = strtold (digits, NULL);
      return TRUE;
    }
  if (!JSON_NODE_HOLDS_VALUE (value) || json_node_get_value_type (value) != G_TYPE_DOUBLE)
    return FALSE;

  *number = json_node_get_double (value);
  return isfinite (*number);
}

static void
set_bound (LimnerFault *fault,
           long double  number)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (floorl (number) == number && fabsl (number) < 1e20L)
    g_snprintf (fault->bound, sizeof fault->bound, "%.0Lf", number);
  else
    g_strlcpy (fault->bound, g_ascii_formatd (buffer, sizeof buffer, "%.10g", (double) number),
               sizeof fault->bound);
}

static gboolean
find_bound_fault (const LimnerField *self,
                  long double        number,
                  LimnerFault       *fault)
{
  const LimnerFieldBound *minimum = &self->minimum;
  const LimnerFieldBound *maximum = &self->maximum;

  if (minimum->is_set && (number < minimum->value ||
                          (minimum->is_exclusive && number <= minimum->value)))
    {
      fault->kind = minimum->is_exclusive ? LIMNER_FAULT_NOT_ABOVE : LIMNER_FAULT_TOO_SMALL;
      set_bound (fault, minimum->value);
      return TRUE;
    }
  if (maximum->is_set && (number > maximum->value ||
                          (maximum->is_exclusive && number >= maximum->value)))
    {
      fault->kind = maximum->is_exclusive ? LIMNER_FAULT_NOT_BELOW : LIMNER_FAULT_TOO_LARGE;
      set_bound (fault, maximum->value);
      return TRUE;
    }

  return FALSE;
}

/* Whole numbers are counted exactly; 0.3 is three times 0.1 to everyone, though not in binary. What
 * is so many times more that no fraction is left is good.
 */
static gboolean
is_multiple (long double number,
             long double divisor)
{
  long double times = number / divisor;

  if (floorl (number) == number && floorl (divisor) == divisor)
    return !(fabsl (fmodl (number, divisor)) > 0);
  return fabsl (times - roundl (times)) <= 1e-9L * MAX (1, fabsl (times));
}

static gboolean
set_kind (LimnerFault     *fault,
          LimnerFaultKind  kind)
{
  fault->kind = kind;
  return TRUE;
}

static gboolean
set_count (LimnerFault     *fault,
           LimnerFaultKind  kind,
           guint            count,
           gsize            length)
{
  fault->kind = kind;
  fault->count = count;
  fault->length = (guint) MIN (length, G_MAXUINT);
  return TRUE;
}

static gboolean
find_number_fault (const LimnerField *self,
                   LimnerFieldKind    kind,
                   JsonNode          *value,
                   LimnerFault       *fault)
{
  gboolean is_whole = kind == LIMNER_FIELD_INTEGER;
  long double number;

  if (!read_number (value, &number))
    return set_kind (fault, is_whole ? LIMNER_FAULT_NOT_WHOLE : LIMNER_FAULT_NOT_NUMBER);
  if (is_whole && floorl (number) != number)
    return set_kind (fault, LIMNER_FAULT_NOT_WHOLE);
  if (find_bound_fault (self, number, fault))
    return TRUE;
  if (!(self->divisor > 0) || is_multiple (number, self->divisor))
    return FALSE;

  set_bound (fault, self->divisor);
  return set_kind (fault, LIMNER_FAULT_NO_MULTIPLE);
}

/* The pattern is a stranger's: what it may cost is limited, and one that PCRE does not understand
 * is left to the server.
 */
static gboolean
fits_pattern (const char *pattern,
              const char *text)
{
  g_autofree char *limited = g_strconcat ("(*LIMIT_MATCH=20000)(*LIMIT_DEPTH=500)", pattern, NULL);
  g_autoptr(GRegex) regex = NULL;
  g_autoptr(GError) error = NULL;
  gboolean is_match;

  if (strlen (text) > MAX_PATTERN_SUBJECT)
    return TRUE;

  regex = g_regex_new (limited, 0, 0, NULL);
  if (regex == NULL)
    return TRUE;

  is_match = g_regex_match_full (regex, text, -1, 0, 0, NULL, &error);
  return is_match || error != NULL;
}

static gboolean
find_text_fault (const LimnerField *self,
                 JsonNode          *value,
                 LimnerFault       *fault)
{
  gsize length;

  if (!is_string (value))
    return set_kind (fault, LIMNER_FAULT_NOT_TEXT);

  length = (gsize) g_utf8_strlen (json_node_get_string (value), -1);
  if (self->min_length.is_set && length < self->min_length.value)
    return set_count (fault, LIMNER_FAULT_TOO_SHORT, self->min_length.value, length);
  if (self->max_length.is_set && length > self->max_length.value)
    return set_count (fault, LIMNER_FAULT_TOO_LONG, self->max_length.value, length);
  if (self->pattern != NULL && !fits_pattern (self->pattern, json_node_get_string (value)))
    return set_kind (fault, LIMNER_FAULT_PATTERN);
  return FALSE;
}

static gboolean
is_file_reference (const char *text)
{
  static const char *const schemes[] = { "blob:", "https://", "http://", "data:" };

  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    {
      if (g_ascii_strncasecmp (text, schemes[i], strlen (schemes[i])) == 0)
        return strlen (text) > strlen (schemes[i]);
    }

  return FALSE;
}

static gboolean
find_item_fault (const LimnerField *self,
                 LimnerFieldKind    kind,
                 JsonNode          *value,
                 LimnerFault       *fault)
{
  if (self->choices != NULL && kind != LIMNER_FIELD_ANY &&
      limner_field_find_choice (self, value) == NULL)
    return set_kind (fault, LIMNER_FAULT_NO_CHOICE);

  switch (kind)
    {
    case LIMNER_FIELD_STRING:
    case LIMNER_FIELD_TEXT:
    case LIMNER_FIELD_SECRET:
      return find_text_fault (self, value, fault);
    case LIMNER_FIELD_INTEGER:
    case LIMNER_FIELD_NUMBER:
      return find_number_fault (self, kind, value, fault);
    case LIMNER_FIELD_BOOLEAN:
      return !is_boolean (value) && set_kind (fault, LIMNER_FAULT_NOT_BOOLEAN);
    case LIMNER_FIELD_FILE:
      return !(is_string (value) && is_file_reference (json_node_get_string (value))) &&
             set_kind (fault, LIMNER_FAULT_NOT_FILE);
    case LIMNER_FIELD_OBJECT:
      return !JSON_NODE_HOLDS_OBJECT (value) && set_kind (fault, LIMNER_FAULT_NOT_OBJECT);
    case LIMNER_FIELD_CHOICE:
    case LIMNER_FIELD_ANY:
    case LIMNER_FIELD_LIST:
    default:
      return FALSE;
    }
}

static gboolean
find_list_fault (const LimnerField *self,
                 JsonNode          *value,
                 LimnerFault       *fault)
{
  JsonArray *items;
  guint length;

  if (!JSON_NODE_HOLDS_ARRAY (value))
    return set_kind (fault, LIMNER_FAULT_NOT_LIST);

  items = json_node_get_array (value);
  length = json_array_get_length (items);
  if (self->min_items.is_set && length < self->min_items.value)
    return set_count (fault, LIMNER_FAULT_TOO_FEW, self->min_items.value, length);
  if (self->max_items.is_set && length > self->max_items.value)
    return set_count (fault, LIMNER_FAULT_TOO_MANY, self->max_items.value, length);

  for (guint i = 0; i < length; i++)
    {
      fault->item = i + 1;
      if (find_item_fault (self, self->item_kind, json_array_get_element (items, i), fault))
        return TRUE;
    }

  return FALSE;
}

/**
 * limner_field_find_fault:
 * @self: a field
 * @value: a value
 * @fault: (out): what is wrong, only where something is
 *
 * Tells whether the model can be expected to take a value. The model's own default is always good,
 * whatever the rest of the schema says.
 *
 * Returns: whether anything is wrong
 */
gboolean
limner_field_find_fault (const LimnerField *self,
                         JsonNode          *value,
                         LimnerFault       *fault)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (value != NULL, FALSE);

  *fault = (LimnerFault) { 0 };
  if (self->default_value != NULL && json_node_equal (value, self->default_value))
    return FALSE;
  if (JSON_NODE_HOLDS_NULL (value))
    return !self->is_nullable && self->kind != LIMNER_FIELD_ANY &&
           set_kind (fault, LIMNER_FAULT_NULL);

  return self->kind == LIMNER_FIELD_LIST ? find_list_fault (self, value, fault)
                                         : find_item_fault (self, self->kind, value, fault);
}

/**
 * limner_field_check:
 * @self: a field
 * @value: a value
 *
 * Like limner_field_find_fault(), in words.
 *
 * Returns: (transfer full) (nullable): %NULL where the value is good; else the reason why not, a
 *   sentence that does not name the input
 */
char *
limner_field_check (const LimnerField *self,
                    JsonNode          *value)
{
  LimnerFault fault;

  return limner_field_find_fault (self, value, &fault) ? limner_fault_to_string (&fault, self)
                                                       : NULL;
}

static char *
value_to_text (JsonNode *value)
{
  char *digits = limner_json_integer_text (value);

  if (digits != NULL)
    return digits;
  if (json_node_get_value_type (value) == G_TYPE_STRING)
    return json_node_dup_string (value);
  return limner_json_to_string (value, FALSE);
}

/**
 * limner_field_find_choice:
 * @self: a field
 * @value: a value, whose type need not be that of the choices
 *
 * Looks for the choice that means the same as @value: 512, 512.0 and "512" are one, and where
 * nothing is written exactly so, capital letters make no difference.
 *
 * Returns: (transfer none) (nullable): the choice as it has to be sent
 */
JsonNode *
limner_field_find_choice (const LimnerField *self,
                          JsonNode          *value)
{
  g_autofree char *text = NULL;
  long double number, other;
  JsonNode *similar = NULL;
  gboolean is_number;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (value != NULL, NULL);

  if (self->choices == NULL || !JSON_NODE_HOLDS_VALUE (value))
    return NULL;

  text = value_to_text (value);
  is_number = read_number (value, &number);
  for (guint i = 0; i < json_array_get_length (self->choices); i++)
    {
      JsonNode *choice = json_array_get_element (self->choices, i);
      g_autofree char *choice_text = value_to_text (choice);

      if (g_str_equal (text, choice_text) ||
          (is_number && read_number (choice, &other) && other == number))
        return choice;
      if (similar == NULL && g_ascii_strcasecmp (text, choice_text) == 0)
        similar = choice;
    }

  return similar;
}

static JsonNode *
coerce_number (LimnerFieldKind  kind,
               JsonNode        *value)
{
  g_autofree char *digits = NULL;
  const char *text;
  double number;
  char *end;

  if (is_boolean (value))
    return NULL;
  if (!is_string (value))
    {
      digits = limner_json_integer_text (value);
      number = digits == NULL ? json_node_get_double (value) : 0;
      if (digits == NULL && kind == LIMNER_FIELD_INTEGER && floor (number) == number &&
          fabs (number) < 9e15)
        return json_node_init_int (json_node_alloc (), (gint64) number);
      return json_node_copy (value);
    }

  text = json_node_get_string (value);
  if (is_integer_text (text))
    return limner_json_integer_node (text);

  number = g_ascii_strtod (text, &end);
  if (kind == LIMNER_FIELD_NUMBER && end != text && *end == '\0' && isfinite (number))
    return json_node_init_double (json_node_alloc (), number);
  return NULL;
}

static JsonNode *
coerce_boolean (JsonNode *value)
{
  g_autofree char *text = NULL;

  if (is_boolean (value))
    return json_node_copy (value);

  text = value_to_text (value);
  if (g_ascii_strcasecmp (text, "true") == 0 || g_str_equal (text, "1"))
    return json_node_init_boolean (json_node_alloc (), TRUE);
  if (g_ascii_strcasecmp (text, "false") == 0 || g_str_equal (text, "0"))
    return json_node_init_boolean (json_node_alloc (), FALSE);
  return NULL;
}

static JsonNode *
coerce_item (const LimnerField *self,
             LimnerFieldKind    kind,
             JsonNode          *value)
{
  g_autofree char *text = NULL;

  if (kind == LIMNER_FIELD_OBJECT)
    return JSON_NODE_HOLDS_OBJECT (value) ? json_node_copy (value) : NULL;
  if (kind == LIMNER_FIELD_ANY || kind == LIMNER_FIELD_LIST)
    return json_node_copy (value);
  if (!JSON_NODE_HOLDS_VALUE (value))
    return NULL;

  if (self->choices != NULL)
    {
      JsonNode *choice = limner_field_find_choice (self, value);

      return choice != NULL ? json_node_copy (choice) : NULL;
    }
  if (kind == LIMNER_FIELD_INTEGER || kind == LIMNER_FIELD_NUMBER)
    return coerce_number (kind, value);
  if (kind == LIMNER_FIELD_BOOLEAN)
    return coerce_boolean (value);
  if (kind == LIMNER_FIELD_FILE)
    return is_string (value) && is_file_reference (json_node_get_string (value))
             ? json_node_copy (value) : NULL;

  text = value_to_text (value);
  return json_node_init_string (json_node_alloc (), text);
}

static JsonNode *
coerce_list (const LimnerField *self,
             JsonNode          *value)
{
  g_autoptr(JsonArray) items = json_array_new ();
  JsonArray *given;

  if (!JSON_NODE_HOLDS_ARRAY (value))
    {
      JsonNode *item = coerce_item (self, self->item_kind, value);

      if (item == NULL)
        return NULL;
      json_array_add_element (items, item);
      return json_node_init_array (json_node_alloc (), items);
    }

  given = json_node_get_array (value);
  for (guint i = 0; i < json_array_get_length (given); i++)
    {
      JsonNode *item = coerce_item (self, self->item_kind, json_array_get_element (given, i));

      if (item == NULL)
        return NULL;
      json_array_add_element (items, item);
    }

  return json_node_init_array (json_node_alloc (), items);
}

/**
 * limner_field_coerce:
 * @self: a field
 * @value: a value of any type
 *
 * Turns a value into the type in which the field is sent, where nothing is lost by it: a text of
 * digits into a number, one file into a list of one. Bounds are not looked at.
 *
 * Returns: (transfer full) (nullable): a new sealed value, %NULL where @value does not fit
 */
JsonNode *
limner_field_coerce (const LimnerField *self,
                     JsonNode          *value)
{
  JsonNode *result;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (value != NULL, NULL);

  if (JSON_NODE_HOLDS_NULL (value))
    result = self->is_nullable ? json_node_copy (value) : NULL;
  else if (self->kind == LIMNER_FIELD_LIST)
    result = coerce_list (self, value);
  else
    result = coerce_item (self, self->kind, value);

  if (result != NULL)
    json_node_seal (result);
  return result;
}
