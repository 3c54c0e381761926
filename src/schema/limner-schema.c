/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>
#include <string.h>

#include "base/limner-error.h"
#include "base/limner-json.h"

#include "limner-field-private.h"
#include "limner-outpaint.h"
#include "limner-pattern.h"
#include "limner-role-finder.h"
#include "limner-schema-reader.h"
#include "limner-schema.h"

/**
 * LimnerSchema:
 *
 * The inputs of a model version in the order of the form, and what it gives. Immutable, so that it
 * can be read from any thread. A document that is missing or broken gives a schema without fields.
 */
struct _LimnerSchema
{
  GObject          parent_instance;

  /* Owned */
  GPtrArray       *fields;       /* of LimnerField */
  GHashTable      *by_name;      /* name → LimnerField, both borrowed from @fields */
  JsonObject      *overrides;    /* or NULL */
  LimnerSchema    *automatic;    /* with the roles that the table gives; NULL where it is this */

  guint            n_omitted;
  LimnerFieldKind  output_kind;
  LimnerFieldKind  output_item_kind;
  gboolean         output_iterates;
  gboolean         output_holds_files;
};

G_DEFINE_FINAL_TYPE (LimnerSchema, limner_schema, G_TYPE_OBJECT)

static void
index_fields (LimnerSchema *self)
{
  g_hash_table_remove_all (self->by_name);
  for (guint i = 0; i < self->fields->len; i++)
    {
      LimnerField *field = g_ptr_array_index (self->fields, i);

      g_hash_table_insert (self->by_name, (gpointer) field->name, field);
    }
}

static LimnerSchema *
read_schema (JsonObject *document,
             const char *input_name,
             const char *output_name)
{
  LimnerSchema *self = g_object_new (LIMNER_TYPE_SCHEMA, NULL);
  LimnerSchemaContents contents = { 0 };

  _limner_schema_read (document, input_name, output_name, &contents);
  g_clear_pointer (&self->fields, g_ptr_array_unref);
  self->fields = contents.fields;
  self->n_omitted = contents.n_omitted;
  self->output_kind = contents.output_kind;
  self->output_item_kind = contents.output_item_kind;
  self->output_iterates = contents.output_iterates;
  self->output_holds_files = contents.output_holds_files;
  index_fields (self);
  return self;
}

static void
limner_schema_finalize (GObject *object)
{
  LimnerSchema *self = LIMNER_SCHEMA (object);

  g_clear_pointer (&self->by_name, g_hash_table_unref);
  g_clear_pointer (&self->fields, g_ptr_array_unref);
  g_clear_pointer (&self->overrides, json_object_unref);
  g_clear_object (&self->automatic);

  G_OBJECT_CLASS (limner_schema_parent_class)->finalize (object);
}

static void
limner_schema_class_init (LimnerSchemaClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = limner_schema_finalize;
}

static void
limner_schema_init (LimnerSchema *self)
{
  self->fields = g_ptr_array_new_with_free_func ((GDestroyNotify) limner_field_unref);
  self->by_name = g_hash_table_new (g_str_hash, g_str_equal);
  self->output_kind = LIMNER_FIELD_ANY;
  self->output_item_kind = LIMNER_FIELD_ANY;
}

/**
 * limner_schema_new:
 * @document: (nullable): a model version's `openapi_schema`
 *
 * Reads the inputs of a prediction.
 *
 * Returns: (transfer full): the schema, without fields where @document describes none
 */
LimnerSchema *
limner_schema_new (JsonObject *document)
{
  return read_schema (document, "Input", "Output");
}

/**
 * limner_schema_new_for_training:
 * @document: (nullable): a model version's `openapi_schema`
 *
 * Reads the inputs of a training.
 *
 * Returns: (transfer full): the schema, without fields where the model cannot be trained
 */
LimnerSchema *
limner_schema_new_for_training (JsonObject *document)
{
  return read_schema (document, "TrainingInput", "TrainingOutput");
}

/* A document by itself, a version that holds one, or a model whose latest version does. */
static JsonObject *
find_document (JsonObject *root)
{
  JsonObject *version = limner_json_get_object (root, "latest_version");
  JsonObject *document = limner_json_get_object (root, "openapi_schema");

  if (document == NULL && version != NULL)
    document = limner_json_get_object (version, "openapi_schema");
  return document != NULL ? document : root;
}

/**
 * limner_schema_new_from_bytes:
 * @bytes: JSON: an OpenAPI document, a model version or a model
 * @error: return location for an error
 *
 * Reads a schema from a file or an answer. A model without a version gives a schema without fields.
 *
 * Returns: (transfer full) (nullable): the schema; or %NULL with %LIMNER_ERROR_TOO_LARGE or
 *   %LIMNER_ERROR_BAD_REPLY where @bytes are not a JSON object
 */
LimnerSchema *
limner_schema_new_from_bytes (GBytes  *bytes,
                              GError **error)
{
  g_autoptr(JsonNode) root = NULL;
  gconstpointer data;
  gsize length;

  g_return_val_if_fail (bytes != NULL, NULL);

  data = g_bytes_get_data (bytes, &length);
  root = limner_json_parse_lenient (data, length, LIMNER_SCHEMA_MAX_BYTES, error);
  if (root == NULL)
    return NULL;

  if (!JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_BAD_REPLY, "A schema is a JSON object");
      return NULL;
    }
  return limner_schema_new (find_document (json_node_get_object (root)));
}

static void
override_field (LimnerField *field,
                const char  *text)
{
  g_auto(GStrv) parts = g_strsplit (text, ":", 2);

  field->role = limner_role_from_name (parts[0]);
  if (field->role == LIMNER_ROLE_MASK &&
      !limner_mask_polarity_from_name (parts[1], &field->polarity))
    field->polarity = _limner_roles_find_polarity (field->help);
}

/* Who has a single role by the user's word takes it from whom the table gave it. */
static void
settle_single_roles (GPtrArray  *fields,
                     JsonObject *overrides)
{
  for (guint i = 0; i < fields->len; i++)
    {
      LimnerField *field = g_ptr_array_index (fields, i);
      const char *text = limner_json_get_string (overrides, field->name, NULL);

      if (text == NULL || !limner_role_is_single (field->role))
        continue;

      for (guint j = 0; j < fields->len; j++)
        {
          LimnerField *other = g_ptr_array_index (fields, j);

          if (other != field && other->role == field->role)
            other->role = LIMNER_ROLE_NONE;
        }
    }
}

/**
 * limner_schema_override_roles:
 * @self: a schema
 * @roles: (nullable): input names and the names of the roles that the user gave them; `none` takes
 *   a role away, `mask:black-repaints` says how a mask is read as well
 *
 * Makes a schema that differs from @self in its roles only. What was overridden in @self before is
 * forgotten. Names and roles that are unknown are passed over.
 *
 * Returns: (transfer full): the schema
 */
LimnerSchema *
limner_schema_override_roles (LimnerSchema *self,
                              JsonObject   *roles)
{
  LimnerSchema *result;

  g_return_val_if_fail (LIMNER_IS_SCHEMA (self), NULL);

  self = limner_schema_get_automatic (self);
  result = g_object_new (LIMNER_TYPE_SCHEMA, NULL);
  result->automatic = g_object_ref (self);
  result->n_omitted = self->n_omitted;
  result->output_kind = self->output_kind;
  result->output_item_kind = self->output_item_kind;
  result->output_iterates = self->output_iterates;
  result->output_holds_files = self->output_holds_files;
  for (guint i = 0; i < self->fields->len; i++)
    {
      LimnerField *field = _limner_field_copy (g_ptr_array_index (self->fields, i));
      const char *text = limner_json_get_string (roles, field->name, NULL);

      if (text != NULL)
        override_field (field, text);
      g_ptr_array_add (result->fields, field);
    }

  if (roles != NULL)
    {
      settle_single_roles (result->fields, roles);
      result->overrides = json_object_ref (roles);
    }
  _limner_schema_settle_fields (result->fields);
  index_fields (result);
  return result;
}

/**
 * limner_schema_get_role_overrides:
 * @self: a schema
 *
 * Returns: (transfer none) (nullable): what limner_schema_override_roles() was given
 */
JsonObject *
limner_schema_get_role_overrides (LimnerSchema *self)
{
  g_return_val_if_fail (LIMNER_IS_SCHEMA (self), NULL);

  return self->overrides;
}

/**
 * limner_schema_get_automatic:
 * @self: a schema
 *
 * Returns: (transfer none): the schema with the roles that were found without the user's help
 */
LimnerSchema *
limner_schema_get_automatic (LimnerSchema *self)
{
  g_return_val_if_fail (LIMNER_IS_SCHEMA (self), NULL);

  return self->automatic != NULL ? self->automatic : self;
}

/**
 * limner_schema_override_role:
 * @self: a schema
 * @name: an input's name
 * @role: (nullable): its role as for limner_schema_override_roles(), %NULL for what is found
 *   without the user's help
 *
 * Changes what the user says about one input.
 *
 * Returns: (transfer full): the schema
 */
LimnerSchema *
limner_schema_override_role (LimnerSchema *self,
                             const char   *name,
                             const char   *role)
{
  g_autoptr(JsonObject) roles = json_object_new ();
  JsonObjectIter iter;
  const char *other;
  JsonNode *value;

  g_return_val_if_fail (LIMNER_IS_SCHEMA (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  if (self->overrides != NULL)
    {
      json_object_iter_init (&iter, self->overrides);
      while (json_object_iter_next (&iter, &other, &value))
        {
          if (!g_str_equal (other, name))
            json_object_set_member (roles, other, json_node_copy (value));
        }
    }
  if (role != NULL)
    json_object_set_string_member (roles, name, role);

  return limner_schema_override_roles (self, roles);
}

/**
 * limner_schema_get_n_fields:
 * @self: a schema
 *
 * Returns: how many inputs there are
 */
guint
limner_schema_get_n_fields (LimnerSchema *self)
{
  g_return_val_if_fail (LIMNER_IS_SCHEMA (self), 0);

  return self->fields->len;
}

/**
 * limner_schema_get_field:
 * @self: a schema
 * @index: a place in the order of the form
 *
 * Returns: (transfer none): the input at that place
 */
LimnerField *
limner_schema_get_field (LimnerSchema *self,
                         guint         index)
{
  g_return_val_if_fail (LIMNER_IS_SCHEMA (self), NULL);
  g_return_val_if_fail (index < self->fields->len, NULL);

  return g_ptr_array_index (self->fields, index);
}

/**
 * limner_schema_find_field:
 * @self: a schema
 * @name: an input's name
 *
 * Returns: (transfer none) (nullable): the input, %NULL where there is none of that name
 */
LimnerField *
limner_schema_find_field (LimnerSchema *self,
                          const char   *name)
{
  g_return_val_if_fail (LIMNER_IS_SCHEMA (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  return g_hash_table_lookup (self->by_name, name);
}

/**
 * limner_schema_find_role:
 * @self: a schema
 * @role: what is looked for
 *
 * Returns: (transfer none) (nullable): the first input with that role, %NULL where there is none
 */
LimnerField *
limner_schema_find_role (LimnerSchema *self,
                         LimnerRole    role)
{
  g_return_val_if_fail (LIMNER_IS_SCHEMA (self), NULL);

  for (guint i = 0; i < self->fields->len; i++)
    {
      LimnerField *field = g_ptr_array_index (self->fields, i);

      if (field->role == role)
        return field;
    }

  return NULL;
}

/**
 * limner_schema_get_n_omitted:
 * @self: a schema
 *
 * Returns: how many inputs were left out because there are more than %LIMNER_SCHEMA_MAX_FIELDS
 */
guint
limner_schema_get_n_omitted (LimnerSchema *self)
{
  g_return_val_if_fail (LIMNER_IS_SCHEMA (self), 0);

  return self->n_omitted;
}

static gboolean
has_role (LimnerSchema *self,
          LimnerRole    role)
{
  return limner_schema_find_role (self, role) != NULL;
}

static gboolean
gives_sound (LimnerSchema *self)
{
  LimnerField *format = limner_schema_find_role (self, LIMNER_ROLE_OUTPUT_FORMAT);

  for (guint i = 0; format != NULL && format->choices != NULL &&
                    i < json_array_get_length (format->choices); i++)
    {
      JsonNode *choice = json_array_get_element (format->choices, i);
      const char *text = json_node_get_string (choice);

      if (g_strcmp0 (text, "wav") == 0 || g_strcmp0 (text, "mp3") == 0)
        return TRUE;
    }

  return FALSE;
}

/* Nothing says that a file is a picture. Where the schema leaves the output open, an input that
 * only makers of pictures have must vouch for it.
 */
static gboolean
gives_pictures (LimnerSchema *self)
{
  if (self->output_holds_files)
    return !gives_sound (self);

  return self->output_kind == LIMNER_FIELD_ANY &&
         (has_role (self, LIMNER_ROLE_WIDTH) || has_role (self, LIMNER_ROLE_ASPECT_RATIO) ||
          has_role (self, LIMNER_ROLE_RESOLUTION) || has_role (self, LIMNER_ROLE_STEPS));
}

static gboolean
requires_prompt (LimnerSchema *self)
{
  LimnerField *prompt = limner_schema_find_role (self, LIMNER_ROLE_PROMPT);

  return prompt != NULL && prompt->is_required;
}

/**
 * limner_schema_find_factor:
 * @self: a schema
 *
 * Finds the input that says how many times as large an upscaler makes a picture. No role tells it,
 * for a factor means nothing to any other model.
 *
 * Returns: (transfer none) (nullable): the input, or %NULL
 */
LimnerField *
limner_schema_find_factor (LimnerSchema *self)
{
  g_return_val_if_fail (LIMNER_IS_SCHEMA (self), NULL);

  for (guint i = 0; i < self->fields->len; i++)
    {
      LimnerField *field = g_ptr_array_index (self->fields, i);

      if (_limner_pattern_matches ("^((up)?scale|(up)?scal(e|ing)_?(factor|by|ratio)?|"
                                   "upsample_scale|outscale|rescaling_factor|enlarge(_by)?|"
                                   "magnif[a-z]*)$", field->name) &&
          field->role == LIMNER_ROLE_NONE)
        return field;
    }

  return NULL;
}

static gboolean
is_for_sketches (LimnerSchema *self)
{
  for (guint i = 0; i < self->fields->len; i++)
    {
      LimnerField *field = g_ptr_array_index (self->fields, i);

      if (field->role == LIMNER_ROLE_CONTROL_IMAGE ||
          (field->is_picture &&
           _limner_pattern_matches ("\\b(sketch|scribble|drawing|line ?art)", field->help)))
        return TRUE;
    }

  return FALSE;
}

/* A strength says how far to go from a picture; a model that takes pictures as an extra beside the
 * words, or pictures alone without a way to enlarge them, makes something like them.
 */
static gboolean
can_vary (LimnerSchema *self,
          LimnerField  *image)
{
  gboolean has_mask = has_role (self, LIMNER_ROLE_MASK);
  gboolean has_list = has_role (self, LIMNER_ROLE_IMAGE_LIST);

  if (image == NULL && !has_list)
    return FALSE;
  if (has_role (self, LIMNER_ROLE_PROMPT))
    return has_role (self, LIMNER_ROLE_STRENGTH) ||
           (!has_mask && (image == NULL || !image->is_required));

  return !has_mask && limner_schema_find_factor (self) == NULL &&
         has_role (self, LIMNER_ROLE_SEED) && has_role (self, LIMNER_ROLE_COUNT);
}

/**
 * limner_schema_get_tasks:
 * @self: a schema
 *
 * Derives from the roles what the model can be used for.
 *
 * Returns: a set of tasks; empty for a model that gives no pictures
 */
LimnerTasks
limner_schema_get_tasks (LimnerSchema *self)
{
  LimnerTasks tasks = LIMNER_TASK_NONE;
  gboolean has_image, has_mask, has_prompt;
  LimnerOutpaint outpaint;
  LimnerField *image;

  g_return_val_if_fail (LIMNER_IS_SCHEMA (self), LIMNER_TASK_NONE);

  if (!gives_pictures (self) || self->fields->len == 0)
    return LIMNER_TASK_NONE;

  image = limner_schema_find_role (self, LIMNER_ROLE_IMAGE);
  has_image = image != NULL || has_role (self, LIMNER_ROLE_IMAGE_LIST);
  has_mask = has_role (self, LIMNER_ROLE_MASK);
  has_prompt = has_role (self, LIMNER_ROLE_PROMPT);

  if (has_prompt && (image == NULL || !image->is_required))
    tasks |= LIMNER_TASK_GENERATE;
  if (has_image && has_mask)
    tasks |= LIMNER_TASK_EDIT | LIMNER_TASK_ERASE | LIMNER_TASK_EXTEND;
  else if (has_image && has_prompt)
    tasks |= LIMNER_TASK_EDIT;
  if (image != NULL && limner_outpaint_find (self, &outpaint))
    tasks |= LIMNER_TASK_EXTEND;
  if (can_vary (self, image))
    tasks |= LIMNER_TASK_VARY;
  if (image != NULL && !has_mask && limner_schema_find_factor (self) != NULL &&
      !requires_prompt (self))
    tasks |= LIMNER_TASK_UPSCALE;
  if (has_prompt && is_for_sketches (self))
    tasks |= LIMNER_TASK_SKETCH | LIMNER_TASK_CONTROL;

  return tasks;
}

/**
 * limner_schema_get_output_kind:
 * @self: a schema
 *
 * What the schema promises, which need not be what arrives: whoever gets it looks at the
 * value itself.
 *
 * Returns: the kind of the output, %LIMNER_FIELD_TEXT for pieces of text that belong together
 */
LimnerFieldKind
limner_schema_get_output_kind (LimnerSchema *self)
{
  g_return_val_if_fail (LIMNER_IS_SCHEMA (self), LIMNER_FIELD_ANY);

  return self->output_kind;
}

/**
 * limner_schema_get_output_item_kind:
 * @self: a schema
 *
 * Returns: the kind of each item where the output is a list
 */
LimnerFieldKind
limner_schema_get_output_item_kind (LimnerSchema *self)
{
  g_return_val_if_fail (LIMNER_IS_SCHEMA (self), LIMNER_FIELD_ANY);

  return self->output_item_kind;
}

/**
 * limner_schema_get_output_kind_name:
 * @self: a schema
 *
 * Returns: (transfer full): the output's kind as it is written in JSON, such as `list-of-file`
 */
char *
limner_schema_get_output_kind_name (LimnerSchema *self)
{
  g_autoptr(LimnerField) field = NULL;

  g_return_val_if_fail (LIMNER_IS_SCHEMA (self), NULL);

  field = _limner_field_new ("output");
  field->kind = self->output_kind;
  field->item_kind = self->output_item_kind;
  return limner_field_get_kind_name (field);
}

/**
 * limner_schema_kind_is_text:
 * @name: (nullable): the name of an output's kind
 *
 * Tells outputs that are read from those that are looked at. What may hold anything may hold
 * pictures.
 *
 * Returns: whether such an output is text, or figures
 */
gboolean
limner_schema_kind_is_text (const char *name)
{
  static const char * const kinds[] = {
    "string", "text", "integer", "number", "boolean", "choice",
  };

  if (name != NULL && g_str_has_prefix (name, "list-of-"))
    name += strlen ("list-of-");
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (g_strcmp0 (name, kinds[i]) == 0)
        return TRUE;
    }
  return FALSE;
}

/**
 * limner_schema_get_output_iterates:
 * @self: a schema
 *
 * Returns: whether the output grows while the model works
 */
gboolean
limner_schema_get_output_iterates (LimnerSchema *self)
{
  g_return_val_if_fail (LIMNER_IS_SCHEMA (self), FALSE);

  return self->output_iterates;
}
