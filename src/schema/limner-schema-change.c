/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/limner-json.h"

#include "limner-schema-change.h"

/**
 * limner_schema_change_free:
 * @self: (transfer full): a difference
 *
 * Frees a difference.
 */
void
limner_schema_change_free (LimnerSchemaChange *self)
{
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->before, g_free);
  g_clear_pointer (&self->after, g_free);
  g_clear_pointer (&self->text, g_free);
  g_free (self);
}

static LimnerSchemaChange *
add_change (GPtrArray              *changes,
            LimnerSchemaChangeKind  kind,
            LimnerField            *field,
            char                   *text)
{
  LimnerSchemaChange *change = g_new0 (LimnerSchemaChange, 1);

  change->kind = kind;
  change->name = g_strdup (limner_field_get_name (field));
  change->title = g_strdup (limner_field_get_title (field));
  change->text = text;
  g_ptr_array_add (changes, change);
  return change;
}

static char *
describe_value (JsonNode *value)
{
  g_autofree char *text = value != NULL ? limner_json_to_string (value, FALSE) : NULL;
  gsize length = text != NULL ? (gsize) g_utf8_strlen (text, -1) : 0;
  g_autofree char *head = NULL;

  if (text == NULL)
    return g_strdup ("—");
  if (length <= 60)
    return g_steal_pointer (&text);

  head = g_utf8_substring (text, 0, 59);
  return g_strconcat (head, "…", NULL);
}

static char *
describe_bounds (LimnerField *field)
{
  double minimum, maximum;
  gboolean has_minimum = limner_field_get_minimum (field, &minimum);
  gboolean has_maximum = limner_field_get_maximum (field, &maximum);

  if (has_minimum && has_maximum)
    return g_strdup_printf ("%g … %g", minimum, maximum);
  if (has_minimum)
    return g_strdup_printf ("≥ %g", minimum);
  if (has_maximum)
    return g_strdup_printf ("≤ %g", maximum);
  return g_strdup ("—");
}

static char *
describe_choices (LimnerField *field)
{
  JsonArray *choices = limner_field_get_choices (field);
  g_autoptr(JsonNode) node = NULL;

  if (choices == NULL)
    return g_strdup ("");
  node = json_node_init_array (json_node_alloc (), choices);
  return limner_json_to_string (node, FALSE);
}

static void
compare_texts (GPtrArray              *changes,
               LimnerSchemaChangeKind  kind,
               LimnerField            *field,
               const char             *before,
               const char             *after,
               const char             *format)
{
  g_autoptr(GString) text = NULL;
  LimnerSchemaChange *change;

  if (g_str_equal (before, after))
    return;

  text = g_string_new (format);
  g_string_replace (text, "{before}", before, 1);
  g_string_replace (text, "{after}", after, 1);
  change = add_change (changes, kind, field, g_strdup (text->str));
  change->before = g_strdup (before);
  change->after = g_strdup (after);
}

static void
compare_fields (GPtrArray   *changes,
                LimnerField *before,
                LimnerField *after)
{
  g_autofree char *old_kind = limner_field_get_kind_name (before);
  g_autofree char *new_kind = limner_field_get_kind_name (after);
  g_autofree char *old_default = describe_value (limner_field_get_default (before));
  g_autofree char *new_default = describe_value (limner_field_get_default (after));
  g_autofree char *old_bounds = describe_bounds (before);
  g_autofree char *new_bounds = describe_bounds (after);
  g_autofree char *old_choices = describe_choices (before);
  g_autofree char *new_choices = describe_choices (after);

  compare_texts (changes, LIMNER_SCHEMA_CHANGE_KIND, after, old_kind, new_kind,
                 "The kind of value changed from {before} to {after}.");
  if (limner_field_is_required (before) != limner_field_is_required (after))
    add_change (changes,
                limner_field_is_required (after) ? LIMNER_SCHEMA_CHANGE_REQUIRED
                                                 : LIMNER_SCHEMA_CHANGE_OPTIONAL, after,
                g_strdup (limner_field_is_required (after) ? "It is required now."
                                                           : "It is optional now."));
  compare_texts (changes, LIMNER_SCHEMA_CHANGE_DEFAULT, after, old_default, new_default,
                 "The default changed from {before} to {after}.");
  compare_texts (changes, LIMNER_SCHEMA_CHANGE_BOUNDS, after, old_bounds, new_bounds,
                 "The limits changed from {before} to {after}.");
  if (!g_str_equal (old_choices, new_choices))
    add_change (changes, LIMNER_SCHEMA_CHANGE_CHOICES, after,
                g_strdup ("The values to choose from changed."));
}

/**
 * limner_schema_compare:
 * @before: the schema of one version
 * @after: the schema of another version
 *
 * Tells what changed in the inputs: those of @after in order, then those that are gone.
 *
 * Returns: (transfer full) (element-type LimnerSchemaChange): the differences, none where both are
 *   the same
 */
GPtrArray *
limner_schema_compare (LimnerSchema *before,
                       LimnerSchema *after)
{
  GPtrArray *changes =
    g_ptr_array_new_with_free_func ((GDestroyNotify) limner_schema_change_free);

  g_return_val_if_fail (LIMNER_IS_SCHEMA (before), changes);
  g_return_val_if_fail (LIMNER_IS_SCHEMA (after), changes);

  for (guint i = 0; i < limner_schema_get_n_fields (after); i++)
    {
      LimnerField *field = limner_schema_get_field (after, i);
      LimnerField *old = limner_schema_find_field (before, limner_field_get_name (field));

      if (old != NULL)
        compare_fields (changes, old, field);
      else
        add_change (changes, LIMNER_SCHEMA_CHANGE_ADDED, field, g_strdup ("It is new."));
    }

  for (guint i = 0; i < limner_schema_get_n_fields (before); i++)
    {
      LimnerField *field = limner_schema_get_field (before, i);

      if (limner_schema_find_field (after, limner_field_get_name (field)) == NULL)
        add_change (changes, LIMNER_SCHEMA_CHANGE_REMOVED, field, g_strdup ("It is gone."));
    }

  return changes;
}
