/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-json.h"

#include "limner-trainer.h"

static gboolean
has_word (const char         *text,
          const char * const *words)
{
  g_autofree char *lower = text != NULL ? g_utf8_strdown (text, -1) : NULL;

  for (gsize i = 0; lower != NULL && words[i] != NULL; i++)
    if (strstr (lower, words[i]) != NULL)
      return TRUE;
  return FALSE;
}

/* How likely it is that an input takes the pictures. Language models learn from text files. */
static int
rate_images_field (LimnerField *field)
{
  static const char * const names[] = { "image", "picture", "photo", "instance_data", NULL };
  static const char * const archives[] = { "zip", "tar", NULL };
  static const char * const files[] = { "zip", "archive", "data", NULL };
  const char *name = limner_field_get_name (field);
  const char *help = limner_field_get_help (field);
  gboolean is_file = limner_field_get_kind (field) == LIMNER_FIELD_FILE;
  int rate = 0;

  if (!is_file && limner_field_get_kind (field) != LIMNER_FIELD_STRING)
    return 0;
  if (has_word (name, names) && (is_file || has_word (help, archives)))
    rate += 4;
  else if (is_file && has_word (name, files) && has_word (help, names))
    rate += 3;
  if (rate > 0 && limner_field_is_required (field))
    rate += 2;
  if (rate > 0 && has_word (help, archives))
    rate += 1;
  return rate;
}

static LimnerField *
find_images_field (LimnerSchema *schema)
{
  LimnerField *best = NULL;
  int best_rate = 0;

  for (guint i = 0; i < limner_schema_get_n_fields (schema); i++)
    {
      LimnerField *field = limner_schema_get_field (schema, i);
      int rate = rate_images_field (field);

      if (rate > best_rate)
        {
          best = field;
          best_rate = rate;
        }
    }
  return best;
}

static const char *
find_name (LimnerSchema       *schema,
           LimnerRole          role,
           const char * const *names)
{
  LimnerField *field = limner_schema_find_role (schema, role);

  for (gsize i = 0; field == NULL && names[i] != NULL; i++)
    field = limner_schema_find_field (schema, names[i]);
  return field != NULL ? limner_field_get_name (field) : NULL;
}

/* The schema without some inputs: those are filled in by others than the form. */
static LimnerSchema *
read_rest (JsonObject         *document,
           const char * const *without)
{
  g_autoptr(JsonNode) node = json_node_init_object (json_node_alloc (), document);
  g_autofree char *text = limner_json_to_string (node, FALSE);
  g_autoptr(JsonObject) copy = limner_json_parse_object (text, strlen (text), strlen (text) + 1,
                                                         NULL);
  JsonObject *components = limner_json_get_object (copy, "components");
  JsonObject *schemas =
    components != NULL ? limner_json_get_object (components, "schemas") : NULL;
  JsonObject *input = schemas != NULL ? limner_json_get_object (schemas, "TrainingInput") : NULL;
  JsonObject *properties = input != NULL ? limner_json_get_object (input, "properties") : NULL;
  JsonArray *required = input != NULL ? limner_json_get_array (input, "required") : NULL;

  for (gsize i = 0; properties != NULL && without[i] != NULL; i++)
    {
      if (json_object_has_member (properties, without[i]))
        json_object_remove_member (properties, without[i]);
      for (guint j = required != NULL ? json_array_get_length (required) : 0; j > 0; j--)
        if (g_strcmp0 (json_node_get_string (json_array_get_element (required, j - 1)),
                       without[i]) == 0)
          json_array_remove_element (required, j - 1);
    }
  return limner_schema_new_for_training (copy);
}

/**
 * limner_trainer_new:
 * @document: (nullable): a model version's `openapi_schema`
 *
 * Looks for what a training needs: an input for a zip file of pictures, one for the trigger word.
 *
 * Returns: (transfer full) (nullable): the trainer; %NULL where the model does not learn from
 *   pictures
 */
LimnerTrainer *
limner_trainer_new (JsonObject *document)
{
  static const char * const trigger_names[] = { "trigger_word", "token_string", "trigger",
                                                "instance_token", "token", NULL };
  static const char * const steps_names[] = { "steps", "max_train_steps", "num_train_steps",
                                              "iterations", "num_train_epochs", NULL };
  g_autoptr(LimnerSchema) whole = limner_schema_new_for_training (document);
  LimnerField *images = find_images_field (whole);
  LimnerTrainer *self;

  if (images == NULL)
    return NULL;

  self = g_new0 (LimnerTrainer, 1);
  self->images_field = g_strdup (limner_field_get_name (images));
  self->trigger_field = g_strdup (find_name (whole, LIMNER_ROLE_TRIGGER, trigger_names));
  self->steps_field = g_strdup (find_name (whole, LIMNER_ROLE_STEPS, steps_names));
  self->schema = read_rest (document, (const char *[]) { self->images_field,
                                                         self->trigger_field, NULL });
  return self;
}

/**
 * limner_trainer_free:
 * @self: (transfer full): a trainer
 *
 * Frees a trainer.
 */
void
limner_trainer_free (LimnerTrainer *self)
{
  g_return_if_fail (self != NULL);

  g_clear_object (&self->schema);
  g_clear_pointer (&self->images_field, g_free);
  g_clear_pointer (&self->trigger_field, g_free);
  g_clear_pointer (&self->steps_field, g_free);
  g_free (self);
}
