/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>
#include <string.h>

#include "base/limner-error.h"
#include "base/limner-json.h"
#include "schema/limner-prompt.h"

#include "limner-sweep-axis.h"

/* What a person may type as the values of an input:
 *
 *   numbers    1, 2.5, 4 · 1..8 · 0.2..0.8 step 0.1 · random 4 (seeds)
 *   choices    names separated by commas · all
 *   switches   on, off · all
 *   text       one in a line · a|b · a {red|blue} house
 */
#define LABEL_LENGTH 60
#define MAX_TEXT (256 * 1024)
#define MAX_SKIPPED 1000

static void
value_free (gpointer data)
{
  LimnerSweepValue *value = data;

  g_clear_pointer (&value->label, g_free);
  g_clear_pointer (&value->node, json_node_unref);
  g_free (value);
}

/**
 * limner_sweep_axis_new:
 * @kind: what changes
 * @title: for display
 *
 * Makes an axis without values.
 *
 * Returns: (transfer full): the axis
 */
LimnerSweepAxis *
limner_sweep_axis_new (LimnerSweepKind  kind,
                       const char      *title)
{
  LimnerSweepAxis *self = g_new0 (LimnerSweepAxis, 1);

  self->kind = kind;
  self->title = g_strdup (title);
  self->values = g_ptr_array_new_with_free_func (value_free);
  self->skipped = g_ptr_array_new_with_free_func (g_free);
  return self;
}

/**
 * limner_sweep_axis_new_field:
 * @field: an input of a model
 *
 * Makes an axis without values along which an input changes.
 *
 * Returns: (transfer full): the axis
 */
LimnerSweepAxis *
limner_sweep_axis_new_field (LimnerField *field)
{
  LimnerSweepAxis *self;

  g_return_val_if_fail (field != NULL, NULL);

  self = limner_sweep_axis_new (LIMNER_SWEEP_FIELD, limner_field_get_title (field));
  self->field = g_strdup (limner_field_get_name (field));
  self->role = limner_field_get_role (field);
  return self;
}

/**
 * limner_sweep_axis_free:
 * @self: (transfer full): an axis
 *
 * Frees an axis.
 */
void
limner_sweep_axis_free (LimnerSweepAxis *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->field, g_free);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->values, g_ptr_array_unref);
  g_clear_pointer (&self->skipped, g_ptr_array_unref);
  g_free (self);
}

/**
 * limner_sweep_axis_get:
 * @self: an axis
 * @index: which value
 *
 * Gets a value.
 *
 * Returns: (transfer none): the value
 */
const LimnerSweepValue *
limner_sweep_axis_get (const LimnerSweepAxis *self,
                       guint                  index)
{
  g_return_val_if_fail (self != NULL && index < self->values->len, NULL);

  return g_ptr_array_index (self->values, index);
}

static gboolean
has_label (LimnerSweepAxis *self,
           const char      *label)
{
  for (guint i = 0; i < self->values->len; i++)
    {
      if (g_str_equal (limner_sweep_axis_get (self, i)->label, label))
        return TRUE;
    }
  return FALSE;
}

/* Results are named by labels, and files of several folders may have the same name. */
static char *
dup_unique_label (LimnerSweepAxis *self,
                  const char      *label)
{
  char *unique = g_strdup (label);

  for (guint n = 2; has_label (self, unique); n++)
    {
      g_free (unique);
      unique = g_strdup_printf ("%s (%u)", label, n);
    }
  return unique;
}

/**
 * limner_sweep_axis_skip:
 * @self: an axis
 * @name: a file that was to be a value, and cannot be used
 *
 * Remembers what was left out, so that it can be told with what came of the others.
 */
void
limner_sweep_axis_skip (LimnerSweepAxis *self,
                        const char      *name)
{
  g_return_if_fail (self != NULL && name != NULL);

  if (self->skipped->len < MAX_SKIPPED)
    g_ptr_array_add (self->skipped, g_utf8_make_valid (name, -1));
}

/**
 * limner_sweep_axis_add:
 * @self: an axis
 * @label: what heads its column
 * @node: the value, which is copied
 *
 * Adds a value, unless the very same is there: it would give the same picture twice.
 *
 * Returns: %FALSE when the axis is full
 */
gboolean
limner_sweep_axis_add (LimnerSweepAxis *self,
                       const char      *label,
                       JsonNode        *node)
{
  LimnerSweepValue *value;

  g_return_val_if_fail (self != NULL && label != NULL && node != NULL, FALSE);

  for (guint i = 0; i < self->values->len; i++)
    {
      if (json_node_equal (limner_sweep_axis_get (self, i)->node, node))
        return TRUE;
    }
  if (self->values->len >= LIMNER_SWEEP_MAX_VALUES)
    return FALSE;

  value = g_new0 (LimnerSweepValue, 1);
  value->label = dup_unique_label (self, label);
  value->node = json_node_copy (node);
  g_ptr_array_add (self->values, value);
  return TRUE;
}

/**
 * limner_sweep_axis_add_text:
 * @self: an axis
 * @label: what heads its column
 * @text: the value, a string
 *
 * Adds a string, as limner_sweep_axis_add() does.
 *
 * Returns: %FALSE when the axis is full
 */
gboolean
limner_sweep_axis_add_text (LimnerSweepAxis *self,
                            const char      *label,
                            const char      *text)
{
  g_autoptr(JsonNode) node = json_node_init_string (json_node_alloc (), text);

  return limner_sweep_axis_add (self, label, node);
}

static gboolean
too_many (GError **error)
{
  g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_TOO_LARGE,
               "More than %d values do not fit on one axis", LIMNER_SWEEP_MAX_VALUES);
  return FALSE;
}

static char *
shorten (const char *text)
{
  g_autofree char *line = g_strdelimit (g_strdup (text), "\n\t", ' ');
  g_autofree char *start = NULL;

  g_strstrip (line);
  if (g_utf8_strlen (line, -1) <= LABEL_LENGTH)
    return g_steal_pointer (&line);
  start = g_utf8_substring (line, 0, LABEL_LENGTH - 1);
  return g_strconcat (start, "…", NULL);
}

/* One value, as the form would read it, and refused as the form would refuse it. */
static gboolean
add_typed (LimnerSweepAxis  *self,
           LimnerValues     *scratch,
           const char       *text,
           GError          **error)
{
  g_autofree char *label = shorten (text);
  g_autofree char *reason = NULL;
  JsonNode *node;

  limner_values_set_text (scratch, self->field, text);
  reason = limner_values_check (scratch, self->field);
  /* What is the model's default is not set, and holds. */
  node = limner_values_get_effective (scratch, self->field);
  if (reason != NULL || node == NULL)
    {
      g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_INVALID_INPUT, "“%s”: %s", label,
                   reason != NULL ? reason : "This is no value");
      return FALSE;
    }
  return limner_sweep_axis_add (self, label, node) || too_many (error);
}

static gboolean
read_number (const char *text,
             double     *number)
{
  char *end;

  *number = g_ascii_strtod (text, &end);
  while (g_ascii_isspace (*end))
    end++;
  return end != text && *end == '\0' && isfinite (*number);
}

static gboolean
no_range (const char  *text,
          GError     **error)
{
  g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_INVALID_INPUT,
               "“%s” is no range such as 1..8 or 0.2..0.8 step 0.1", text);
  return FALSE;
}

/* “from..to”, “from..to step s”; counted, not added up, so that no end is missed by rounding. */
static gboolean
add_range (LimnerSweepAxis  *self,
           LimnerValues     *scratch,
           const char       *text,
           GError          **error)
{
  g_auto(GStrv) parts = g_strsplit (text, "..", 2);
  g_auto(GStrv) rest = g_strsplit (parts[1], "step", 2);
  double from, to, n;
  double step = 1;

  if (rest[0] == NULL || !read_number (parts[0], &from) || !read_number (rest[0], &to) ||
      (rest[1] != NULL && (!read_number (rest[1], &step) || step == 0)))
    return no_range (text, error);

  step = copysign (step, to - from);
  n = floor ((to - from) / step + 1e-6);
  if (!(n < LIMNER_SWEEP_MAX_VALUES))
    return too_many (error);

  for (int i = 0; i <= (int) n; i++)
    {
      char buffer[G_ASCII_DTOSTR_BUF_SIZE];

      g_ascii_formatd (buffer, sizeof buffer, fabs (from) < 1e15 ? "%.12g" : "%.17g",
                       from + i * step);
      if (!add_typed (self, scratch, buffer, error))
        return FALSE;
    }
  return TRUE;
}

/* Whole numbers keep all their digits: seeds go up to 64 bits. */
static gboolean
add_whole_range (LimnerSweepAxis  *self,
                 LimnerValues     *scratch,
                 const char       *text,
                 gboolean         *done,
                 GError          **error)
{
  g_auto(GStrv) parts = g_strsplit (text, "..", 2);
  char *first_end, *last_end;
  gint64 from = g_ascii_strtoll (parts[0], &first_end, 10);
  gint64 to = g_ascii_strtoll (parts[1], &last_end, 10);

  *done = *g_strstrip (first_end) == '\0' && *g_strstrip (last_end) == '\0' && from <= to &&
          first_end != parts[0] && last_end != parts[1];
  if (!*done)
    return TRUE;
  if ((guint64) to - (guint64) from >= LIMNER_SWEEP_MAX_VALUES)
    return too_many (error);

  for (gint64 i = from;; i++)
    {
      g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, i);

      if (!add_typed (self, scratch, number, error))
        return FALSE;
      if (i == to)
        return TRUE;
    }
}

static gboolean
add_random (LimnerSweepAxis  *self,
            LimnerValues     *scratch,
            const char       *count,
            GError          **error)
{
  guint64 n;

  if (!g_ascii_string_to_unsigned (count, 10, 1, LIMNER_SWEEP_MAX_VALUES, &n, NULL))
    {
      g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_INVALID_INPUT,
                   "Say how many, as in “random 4”");
      return FALSE;
    }
  for (guint64 i = 0; i < n; i++)
    {
      g_autofree char *seed = g_strdup_printf ("%u", g_random_int () >> 1);

      if (!add_typed (self, scratch, seed, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_token (LimnerSweepAxis  *self,
           LimnerValues     *scratch,
           const char       *token,
           gboolean          is_number,
           GError          **error)
{
  gboolean done = FALSE;

  if (is_number && g_ascii_strncasecmp (token, "random ", 7) == 0)
    {
      g_autofree char *count = g_strstrip (g_strdup (token + 7));

      return add_random (self, scratch, count, error);
    }
  if (!is_number || strstr (token, "..") == NULL)
    return add_typed (self, scratch, token, error);
  if (!add_whole_range (self, scratch, token, &done, error))
    return FALSE;
  return done || add_range (self, scratch, token, error);
}

static gboolean
add_tokens (LimnerSweepAxis  *self,
            LimnerValues     *scratch,
            const char       *text,
            gboolean          is_number,
            GError          **error)
{
  g_auto(GStrv) tokens = g_strsplit_set (text, ",;\n", LIMNER_SWEEP_MAX_VALUES + 1);

  for (gsize i = 0; tokens[i] != NULL; i++)
    {
      const char *token = g_strstrip (tokens[i]);

      if (*token != '\0' && !add_token (self, scratch, token, is_number, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_all (LimnerSweepAxis  *self,
         LimnerValues     *scratch,
         LimnerField      *field,
         GError          **error)
{
  JsonArray *choices = limner_field_get_choices (field);
  guint n = choices != NULL ? json_array_get_length (choices) : 0;

  if (n == 0)
    return add_typed (self, scratch, "true", error) && add_typed (self, scratch, "false", error);

  for (guint i = 0; i < n; i++)
    {
      JsonNode *choice = json_array_get_element (choices, i);
      g_autofree char *text = NULL;

      limner_values_set (scratch, self->field, choice);
      text = limner_values_get_text (scratch, self->field);
      if (!limner_sweep_axis_add (self, text != NULL ? text : "", choice))
        return too_many (error);
    }
  return TRUE;
}

/* What means something in a line of values. After a backslash such a sign is only itself. */
static const char signs[] = "\\|{}";

/* Control characters, which no value has, stand for those signs while a line is taken apart. */
static char *
hide_signs (const char *line)
{
  g_autoptr(GString) hidden = g_string_new (NULL);

  for (const char *p = line; *p != '\0'; p++)
    {
      const char *sign = *p == '\\' && p[1] != '\0' ? strchr (signs, p[1]) : NULL;

      if (sign != NULL)
        {
          g_string_append_c (hidden, (char) (sign - signs + 1));
          p++;
        }
      else if ((guchar) *p >= sizeof signs)
        {
          g_string_append_c (hidden, *p);
        }
    }
  return g_string_free (g_steal_pointer (&hidden), FALSE);
}

static void
show_signs (char *value)
{
  for (char *p = value; *p != '\0'; p++)
    if ((guchar) *p < sizeof signs)
      *p = signs[*p - 1];
}

/**
 * limner_sweep_axis_quote:
 * @value: a text
 *
 * Writes a text so that it is one value of limner_sweep_axis_parse(), whatever bars, braces and
 * lines it has. Its lines become one.
 *
 * Returns: (transfer full): the text to be typed
 */
char *
limner_sweep_axis_quote (const char *value)
{
  g_autoptr(GString) quoted = g_string_new (NULL);

  g_return_val_if_fail (value != NULL, NULL);

  for (const char *p = value; *p != '\0'; p++)
    {
      if (strchr (signs, *p) != NULL)
        g_string_append_c (quoted, '\\');
      g_string_append_c (quoted, *p == '\n' || *p == '\r' ? ' ' : *p);
    }
  return g_string_free (g_steal_pointer (&quoted), FALSE);
}

/* Bars outside of braces separate; those inside belong to a wildcard. */
static char **
split_bars (const char *line)
{
  g_autoptr(GStrvBuilder) parts = g_strv_builder_new ();
  g_autoptr(GString) part = g_string_new (NULL);
  int depth = 0;

  for (const char *p = line; *p != '\0'; p++)
    {
      depth = MAX (0, depth + (*p == '{') - (*p == '}'));
      if (*p == '|' && depth == 0)
        {
          g_strv_builder_add (parts, part->str);
          g_string_truncate (part, 0);
        }
      else
        {
          g_string_append_c (part, *p);
        }
    }
  g_strv_builder_add (parts, part->str);
  return g_strv_builder_end (parts);
}

static gboolean
add_line (LimnerSweepAxis  *self,
          LimnerValues     *scratch,
          const char       *line,
          GError          **error)
{
  g_autofree char *hidden = hide_signs (line);
  g_auto(GStrv) parts = split_bars (hidden);

  for (gsize i = 0; parts[i] != NULL; i++)
    {
      const char *part = g_strstrip (parts[i]);
      g_auto(GStrv) variants = limner_prompt_list_variants (part, LIMNER_SWEEP_MAX_VALUES + 1);

      for (gsize j = 0; variants[j] != NULL; j++)
        {
          show_signs (variants[j]);
          if (*variants[j] != '\0' && !add_typed (self, scratch, variants[j], error))
            return FALSE;
        }
    }
  return TRUE;
}

static gboolean
add_lines (LimnerSweepAxis  *self,
           LimnerValues     *scratch,
           const char       *text,
           GError          **error)
{
  g_auto(GStrv) lines = g_strsplit (text, "\n", LIMNER_SWEEP_MAX_VALUES + 1);

  for (gsize i = 0; lines[i] != NULL; i++)
    {
      if (!add_line (self, scratch, lines[i], error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
parse (LimnerSweepAxis  *self,
       LimnerField      *field,
       LimnerValues     *scratch,
       const char       *text,
       GError          **error)
{
  g_autofree char *plain = g_strstrip (g_strdup (text));
  LimnerFieldKind kind = limner_field_get_kind (field);

  switch ((guint) kind)
    {
    case LIMNER_FIELD_INTEGER:
    case LIMNER_FIELD_NUMBER:
      return add_tokens (self, scratch, plain, TRUE, error);

    case LIMNER_FIELD_CHOICE:
    case LIMNER_FIELD_BOOLEAN:
      if (g_ascii_strcasecmp (plain, "all") == 0)
        return add_all (self, scratch, field, error);
      return add_tokens (self, scratch, plain, FALSE, error);

    default:
      return add_lines (self, scratch, plain, error);
    }
}

/**
 * limner_sweep_axis_parse:
 * @values: the form, for its schema and bounds; it is not changed
 * @field: the name of an input
 * @text: what was typed: a list, a range `from..to step s`, `all`, `random 4`, text with wildcards;
 *   in text a backslash makes a bar or a brace one of the value's own
 * @error: return location for an error
 *
 * Reads the values of an input. Each has to be one that the model takes.
 *
 * Returns: (transfer full) (nullable): the axis with one value at least
 */
LimnerSweepAxis *
limner_sweep_axis_parse (LimnerValues  *values,
                         const char    *field,
                         const char    *text,
                         GError       **error)
{
  g_autoptr(LimnerValues) scratch = NULL;
  g_autoptr(LimnerSweepAxis) self = NULL;
  LimnerField *found;

  g_return_val_if_fail (LIMNER_IS_VALUES (values), NULL);
  g_return_val_if_fail (field != NULL && text != NULL, NULL);

  found = limner_schema_find_field (limner_values_get_schema (values), field);
  if (found == NULL)
    {
      g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_NOT_FOUND, "The model has no input “%s”",
                   field);
      return NULL;
    }
  if (strlen (text) > MAX_TEXT)
    {
      too_many (error);
      return NULL;
    }

  scratch = limner_values_copy (values);
  self = limner_sweep_axis_new_field (found);
  if (!parse (self, found, scratch, text, error))
    return NULL;
  if (self->values->len == 0)
    {
      g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_INVALID_INPUT, "Type some values");
      return NULL;
    }
  return g_steal_pointer (&self);
}

static void
apply_field (const LimnerSweepAxis *self,
             JsonNode              *node,
             LimnerValues          *values)
{
  LimnerSchema *schema = limner_values_get_schema (values);
  LimnerField *field = limner_schema_find_field (schema, self->field);
  g_autoptr(JsonNode) fitting = NULL;

  /* A field of that name may mean something else in another model. */
  if (self->role != LIMNER_ROLE_NONE &&
      (field == NULL || limner_field_get_role (field) != self->role))
    field = limner_schema_find_role (schema, self->role);
  if (field == NULL)
    return;

  fitting = limner_field_coerce (field, node);
  limner_values_set (values, limner_field_get_name (field), fitting != NULL ? fitting : node);
}

/**
 * limner_sweep_axis_apply:
 * @self: an axis
 * @index: which of its values
 * @values: a form, perhaps of another model than the axis was made for: inputs are found by role
 *
 * Puts a value into a form. The values of a model axis say which form that is, and change nothing.
 */
void
limner_sweep_axis_apply (const LimnerSweepAxis *self,
                         guint                  index,
                         LimnerValues          *values)
{
  JsonNode *node;

  g_return_if_fail (self != NULL && index < self->values->len);
  g_return_if_fail (LIMNER_IS_VALUES (values));

  node = limner_sweep_axis_get (self, index)->node;
  if (self->kind == LIMNER_SWEEP_FIELD)
    {
      apply_field (self, node, values);
    }
  else if (self->kind == LIMNER_SWEEP_PRESET && JSON_NODE_HOLDS_OBJECT (node))
    {
      g_autoptr(GPtrArray) report = limner_values_load (values, json_node_get_object (node));
    }
}

static const char * const kind_names[] = { "field", "model", "preset" };

/**
 * limner_sweep_axis_to_json:
 * @self: an axis
 *
 * Writes an axis down.
 *
 * Returns: (transfer full): an object
 */
JsonObject *
limner_sweep_axis_to_json (const LimnerSweepAxis *self)
{
  JsonObject *object = json_object_new ();
  JsonArray *values = json_array_new ();
  JsonArray *skipped = json_array_new ();

  g_return_val_if_fail (self != NULL, NULL);

  json_object_set_string_member (object, "kind", kind_names[self->kind]);
  if (self->field != NULL)
    json_object_set_string_member (object, "field", self->field);
  json_object_set_string_member (object, "role", limner_role_get_name (self->role));
  json_object_set_string_member (object, "title", self->title);
  for (guint i = 0; i < self->values->len; i++)
    {
      const LimnerSweepValue *value = limner_sweep_axis_get (self, i);
      JsonObject *entry = json_object_new ();

      json_object_set_string_member (entry, "label", value->label);
      json_object_set_member (entry, "value", json_node_copy (value->node));
      json_array_add_object_element (values, entry);
    }
  json_object_set_array_member (object, "values", values);
  for (guint i = 0; i < self->skipped->len; i++)
    json_array_add_string_element (skipped, g_ptr_array_index (self->skipped, i));
  json_object_set_array_member (object, "skipped", skipped);
  return object;
}

/**
 * limner_sweep_axis_from_json:
 * @object: what limner_sweep_axis_to_json() gave
 *
 * Reads an axis.
 *
 * Returns: (transfer full) (nullable): the axis; %NULL if that is none
 */
LimnerSweepAxis *
limner_sweep_axis_from_json (JsonObject *object)
{
  g_autoptr(LimnerSweepAxis) self = NULL;
  JsonArray *values, *skipped;
  const char *kind;

  g_return_val_if_fail (object != NULL, NULL);

  skipped = limner_json_get_array (object, "skipped");
  kind = limner_json_get_string (object, "kind", "");
  values = limner_json_get_array (object, "values");
  self = limner_sweep_axis_new (LIMNER_SWEEP_FIELD, limner_json_get_string (object, "title", ""));
  for (guint i = 0; i < G_N_ELEMENTS (kind_names); i++)
    {
      if (g_str_equal (kind, kind_names[i]))
        self->kind = (LimnerSweepKind) i;
    }
  self->field = g_strdup (limner_json_get_string (object, "field", NULL));
  self->role = limner_role_from_name (limner_json_get_string (object, "role", ""));
  for (guint i = 0; values != NULL && i < json_array_get_length (values); i++)
    {
      JsonNode *node = json_array_get_element (values, i);
      JsonObject *entry = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

      if (entry != NULL && json_object_has_member (entry, "value"))
        limner_sweep_axis_add (self, limner_json_get_string (entry, "label", ""),
                               json_object_get_member (entry, "value"));
    }
  for (guint i = 0; skipped != NULL && i < json_array_get_length (skipped); i++)
    {
      JsonNode *node = json_array_get_element (skipped, i);

      if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
        limner_sweep_axis_skip (self, json_node_get_string (node));
    }
  if (self->values->len == 0 || (self->kind == LIMNER_SWEEP_FIELD && self->field == NULL))
    return NULL;
  return g_steal_pointer (&self);
}
