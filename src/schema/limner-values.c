/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-json.h"

#include "limner-values.h"

/* What a person types into one row within this time is one step of undo, in microseconds. */
#define MERGE_TIME (900 * G_TIME_SPAN_MILLISECOND)

#define MAX_UNDO_STEPS 200

typedef struct
{
  char         *name;
  JsonNode     *before;       /* NULL for not set */
  JsonNode     *after;
  LimnerSchema *old_schema;   /* NULL where a value changed and not a meaning */
  LimnerSchema *new_schema;
} Edit;

/* One step of undo: the edits that were made together. */
typedef GPtrArray Step;

/**
 * LimnerValues:
 *
 * The values that a person gave to the inputs of a model. What was not given is not in here, so
 * that the model's own default holds. A value may be wrong: limner_values_check() tells, and
 * keeping it lets the person mend it.
 *
 * The signal #LimnerValues::changed has the input's name as its detail.
 */
struct _LimnerValues
{
  GObject       parent_instance;

  /* Owned */
  LimnerSchema *schema;
  GHashTable   *values;      /* name → sealed JsonNode */
  GPtrArray    *undo;        /* of Step */
  GPtrArray    *redo;        /* of Step */
  Step         *pending;     /* what happens between begin and end */

  guint         depth;       /* of begin_change */
  gint64        last_time;   /* of the newest step in @undo; 0 closes it */
};

enum
{
  PROP_0,
  PROP_SCHEMA,
  PROP_CAN_UNDO,
  PROP_CAN_REDO,
  N_PROPS
};

enum
{
  CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LimnerValues, limner_values, G_TYPE_OBJECT)

static void
edit_free (gpointer data)
{
  Edit *edit = data;

  g_clear_pointer (&edit->name, g_free);
  g_clear_pointer (&edit->before, json_node_unref);
  g_clear_pointer (&edit->after, json_node_unref);
  g_clear_object (&edit->old_schema);
  g_clear_object (&edit->new_schema);
  g_free (edit);
}

static Step *
step_new (void)
{
  return g_ptr_array_new_with_free_func (edit_free);
}

static JsonNode *
ref_node (JsonNode *node)
{
  return node != NULL ? json_node_ref (node) : NULL;
}

static gboolean
nodes_are_equal (JsonNode *a,
                 JsonNode *b)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  if (a == b)
    return TRUE;
  if (a == NULL || b == NULL || json_node_get_node_type (a) != json_node_get_node_type (b))
    return FALSE;

  /* json_node_equal() takes 1 and 1.0 for different and overlooks the order of members. */
  first = limner_json_to_string (a, FALSE);
  second = limner_json_to_string (b, FALSE);
  return g_str_equal (first, second);
}

static void
store_value (LimnerValues *self,
             const char   *name,
             JsonNode     *value)
{
  g_autofree char *owned_name = g_strdup (name);   /* it may belong to the entry that goes */

  if (value != NULL)
    g_hash_table_replace (self->values, g_strdup (name), json_node_ref (value));
  else
    g_hash_table_remove (self->values, name);

  /* Names are a stranger's and quarks are for ever: one is only used where someone asked for it. */
  g_signal_emit (self, signals[CHANGED], g_quark_try_string (owned_name), owned_name);
}

static void
notify_history (LimnerValues *self,
                gboolean      could_undo,
                gboolean      could_redo)
{
  if (could_undo != limner_values_can_undo (self))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_UNDO]);
  if (could_redo != limner_values_can_redo (self))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_REDO]);
}

static gboolean
merge_into_last_step (LimnerValues *self,
                      Step         *step,
                      gint64        now)
{
  Step *last = self->undo->len > 0 ? g_ptr_array_index (self->undo, self->undo->len - 1) : NULL;
  Edit *edit = g_ptr_array_index (step, 0);
  Edit *previous;

  if (last == NULL || last->len != 1 || step->len != 1 || self->last_time == 0 ||
      now - self->last_time > MERGE_TIME)
    return FALSE;

  previous = g_ptr_array_index (last, 0);
  if (!g_str_equal (previous->name, edit->name) || previous->old_schema != NULL ||
      edit->old_schema != NULL)
    return FALSE;

  g_clear_pointer (&previous->after, json_node_unref);
  previous->after = ref_node (edit->after);
  return TRUE;
}

static void
remember_step (LimnerValues *self,
               Step         *step)
{
  g_autoptr(GPtrArray) owned = step;
  gboolean could_undo = limner_values_can_undo (self);
  gboolean could_redo = limner_values_can_redo (self);
  gint64 now = g_get_monotonic_time ();

  if (step->len == 0)
    return;

  if (!merge_into_last_step (self, step, now))
    g_ptr_array_add (self->undo, g_steal_pointer (&owned));
  if (self->undo->len > MAX_UNDO_STEPS)
    g_ptr_array_remove_index (self->undo, 0);
  g_ptr_array_set_size (self->redo, 0);
  self->last_time = now;
  notify_history (self, could_undo, could_redo);
}

static void
remember_edit (LimnerValues *self,
               Edit         *edit)
{
  Step *step = self->pending != NULL ? self->pending : step_new ();

  g_ptr_array_add (step, edit);
  if (self->pending == NULL)
    remember_step (self, step);
}

static void
apply_edit (LimnerValues *self,
            const char   *name,
            JsonNode     *value)
{
  JsonNode *before = g_hash_table_lookup (self->values, name);
  Edit *edit;

  if (nodes_are_equal (before, value))
    return;

  edit = g_new0 (Edit, 1);
  edit->name = g_strdup (name);
  edit->before = ref_node (before);
  edit->after = ref_node (value);
  remember_edit (self, edit);
  store_value (self, name, value);
}

static void
store_schema (LimnerValues *self,
              LimnerSchema *schema)
{
  if (g_set_object (&self->schema, schema))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SCHEMA]);
}

static void
limner_values_finalize (GObject *object)
{
  LimnerValues *self = LIMNER_VALUES (object);

  g_clear_object (&self->schema);
  g_clear_pointer (&self->values, g_hash_table_unref);
  g_clear_pointer (&self->undo, g_ptr_array_unref);
  g_clear_pointer (&self->redo, g_ptr_array_unref);
  g_clear_pointer (&self->pending, g_ptr_array_unref);

  G_OBJECT_CLASS (limner_values_parent_class)->finalize (object);
}

static void
limner_values_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  LimnerValues *self = LIMNER_VALUES (object);

  switch (prop_id)
    {
    case PROP_SCHEMA:
      g_value_set_object (value, self->schema);
      break;
    case PROP_CAN_UNDO:
      g_value_set_boolean (value, limner_values_can_undo (self));
      break;
    case PROP_CAN_REDO:
      g_value_set_boolean (value, limner_values_can_redo (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
limner_values_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  LimnerValues *self = LIMNER_VALUES (object);

  switch (prop_id)
    {
    case PROP_SCHEMA:
      self->schema = g_value_dup_object (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
limner_values_class_init (LimnerValuesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = limner_values_finalize;
  object_class->get_property = limner_values_get_property;
  object_class->set_property = limner_values_set_property;

  /**
   * LimnerValues:schema:
   *
   * The schema that the values are for. It only ever changes in what its inputs mean.
   */
  properties[PROP_SCHEMA] =
    g_param_spec_object ("schema", NULL, NULL, LIMNER_TYPE_SCHEMA,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);

  /**
   * LimnerValues:can-undo:
   *
   * Whether limner_values_undo() does anything.
   */
  properties[PROP_CAN_UNDO] =
    g_param_spec_boolean ("can-undo", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * LimnerValues:can-redo:
   *
   * Whether limner_values_redo() does anything.
   */
  properties[PROP_CAN_REDO] =
    g_param_spec_boolean ("can-redo", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * LimnerValues::changed:
   * @self: the values
   * @name: the name of the input whose value changed, also the signal's detail
   *
   * A value was set, replaced or taken away.
   */
  signals[CHANGED] =
    g_signal_new ("changed", LIMNER_TYPE_VALUES, G_SIGNAL_RUN_LAST | G_SIGNAL_DETAILED, 0, NULL,
                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
limner_values_init (LimnerValues *self)
{
  self->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                        (GDestroyNotify) json_node_unref);
  self->undo = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  self->redo = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
}

/**
 * limner_values_new:
 * @schema: a schema
 *
 * Returns: (transfer full): values for @schema, none of them set
 */
LimnerValues *
limner_values_new (LimnerSchema *schema)
{
  g_return_val_if_fail (LIMNER_IS_SCHEMA (schema), NULL);

  return g_object_new (LIMNER_TYPE_VALUES, "schema", schema, NULL);
}

/**
 * limner_values_copy:
 * @self: values
 *
 * Returns: (transfer full): the same values by themselves, without the history
 */
LimnerValues *
limner_values_copy (LimnerValues *self)
{
  LimnerValues *copy;
  GHashTableIter iter;
  gpointer name, value;

  g_return_val_if_fail (LIMNER_IS_VALUES (self), NULL);

  copy = limner_values_new (self->schema);
  g_hash_table_iter_init (&iter, self->values);
  while (g_hash_table_iter_next (&iter, &name, &value))
    g_hash_table_insert (copy->values, g_strdup (name), json_node_ref (value));
  return copy;
}

/**
 * limner_values_get_schema:
 * @self: values
 *
 * Returns: (transfer none): the schema that they are for
 */
LimnerSchema *
limner_values_get_schema (LimnerValues *self)
{
  g_return_val_if_fail (LIMNER_IS_VALUES (self), NULL);

  return self->schema;
}

/**
 * limner_values_get:
 * @self: values
 * @name: an input's name
 *
 * Returns: (transfer none) (nullable): what was set, %NULL where nothing was
 */
JsonNode *
limner_values_get (LimnerValues *self,
                   const char   *name)
{
  g_return_val_if_fail (LIMNER_IS_VALUES (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  return g_hash_table_lookup (self->values, name);
}

/**
 * limner_values_get_effective:
 * @self: values
 * @name: an input's name
 *
 * Returns: (transfer none) (nullable): what was set, else the model's default, else %NULL
 */
JsonNode *
limner_values_get_effective (LimnerValues *self,
                             const char   *name)
{
  JsonNode *value = limner_values_get (self, name);
  LimnerField *field;

  if (value != NULL)
    return value;

  field = limner_schema_find_field (self->schema, name);
  return field != NULL ? limner_field_get_default (field) : NULL;
}

/**
 * limner_values_get_text:
 * @self: values
 * @name: an input's name
 *
 * Reads the value that is in effect as text: a string as it is, an integer of up to 64 bits in
 * digits, anything else as JSON.
 *
 * Returns: (transfer full): the text, empty where there is no value
 */
char *
limner_values_get_text (LimnerValues *self,
                        const char   *name)
{
  JsonNode *value = limner_values_get_effective (self, name);
  char *digits;

  if (value == NULL || JSON_NODE_HOLDS_NULL (value))
    return g_strdup ("");

  digits = JSON_NODE_HOLDS_VALUE (value) ? limner_json_integer_text (value) : NULL;
  if (digits != NULL)
    return digits;
  if (JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_STRING)
    return json_node_dup_string (value);
  return limner_json_to_string (value, FALSE);
}

/**
 * limner_values_set:
 * @self: values
 * @name: the name of an input of the schema
 * @value: (nullable): the value; %NULL takes it away
 *
 * Sets a value. It is turned into the type of the input where that loses nothing; a value that does
 * not fit is kept as it is, and limner_values_check() says so. A JSON null is kept only where it
 * means something else than nothing: where the input can be null and has another default.
 */
void
limner_values_set (LimnerValues *self,
                   const char   *name,
                   JsonNode     *value)
{
  g_autoptr(JsonNode) stored = NULL;
  LimnerField *field;

  g_return_if_fail (LIMNER_IS_VALUES (self));
  g_return_if_fail (name != NULL);

  field = limner_schema_find_field (self->schema, name);
  g_return_if_fail (field != NULL);

  if (value != NULL && JSON_NODE_HOLDS_NULL (value) &&
      !(limner_field_is_nullable (field) && limner_field_get_default (field) != NULL))
    value = NULL;

  if (value != NULL)
    stored = limner_field_coerce (field, value);
  if (value != NULL && stored == NULL)
    {
      stored = json_node_copy (value);
      json_node_seal (stored);
    }

  apply_edit (self, name, stored);
}

/**
 * limner_values_set_text:
 * @self: values
 * @name: the name of an input of the schema
 * @text: what a person typed
 *
 * Sets a value from text. An empty text takes the value away, but where the default is a text with
 * something in it, it is kept: nothing at all is wanted then.
 */
void
limner_values_set_text (LimnerValues *self,
                        const char   *name,
                        const char   *text)
{
  g_autoptr(JsonNode) value = NULL;
  LimnerField *field;
  JsonNode *fallback;
  gboolean is_text;

  g_return_if_fail (LIMNER_IS_VALUES (self));
  g_return_if_fail (text != NULL);

  field = limner_schema_find_field (self->schema, name);
  g_return_if_fail (field != NULL);

  fallback = limner_field_get_default (field);
  is_text = fallback != NULL && JSON_NODE_HOLDS_VALUE (fallback) &&
            json_node_get_value_type (fallback) == G_TYPE_STRING &&
            limner_field_get_kind (field) != LIMNER_FIELD_CHOICE;
  if (*text != '\0' || is_text)
    value = json_node_init_string (json_node_alloc (), text);

  if (is_text && g_strcmp0 (json_node_get_string (fallback), text) == 0)
    limner_values_set (self, name, NULL);
  else
    limner_values_set (self, name, value);
}

/**
 * limner_values_reset:
 * @self: values
 * @name: an input's name
 *
 * Takes a value away, so that the model's default holds again.
 */
void
limner_values_reset (LimnerValues *self,
                     const char   *name)
{
  g_return_if_fail (LIMNER_IS_VALUES (self));
  g_return_if_fail (name != NULL);

  apply_edit (self, name, NULL);
}

/**
 * limner_values_override_role:
 * @self: values
 * @name: an input's name
 * @role: (nullable): the name of a role as for limner_schema_override_roles(), %NULL for what is
 *   found without the user's help
 *
 * Changes what an input means, as one step of undo. The values stay as they are.
 */
void
limner_values_override_role (LimnerValues *self,
                             const char   *name,
                             const char   *role)
{
  g_autoptr(LimnerSchema) schema = NULL;
  JsonObject *overrides;
  Edit *edit;

  g_return_if_fail (LIMNER_IS_VALUES (self));
  g_return_if_fail (limner_schema_find_field (self->schema, name) != NULL);

  overrides = limner_schema_get_role_overrides (self->schema);
  if (g_strcmp0 (limner_json_get_string (overrides, name, NULL), role) == 0)
    return;

  schema = limner_schema_override_role (self->schema, name, role);
  edit = g_new0 (Edit, 1);
  edit->name = g_strdup (name);
  edit->old_schema = g_object_ref (self->schema);
  edit->new_schema = g_object_ref (schema);
  remember_edit (self, edit);
  store_schema (self, schema);
}

/**
 * limner_values_reset_all:
 * @self: values
 *
 * Takes all values away, as one step of undo.
 */
void
limner_values_reset_all (LimnerValues *self)
{
  g_autofree gpointer *names = NULL;
  guint n_names;

  g_return_if_fail (LIMNER_IS_VALUES (self));

  limner_values_begin_change (self);
  names = g_hash_table_get_keys_as_array (self->values, &n_names);
  for (guint i = 0; i < n_names; i++)
    apply_edit (self, names[i], NULL);
  limner_values_end_change (self);
}

/**
 * limner_values_is_set:
 * @self: values
 * @name: an input's name
 *
 * Returns: whether a value was given, be it the same as the default
 */
gboolean
limner_values_is_set (LimnerValues *self,
                      const char   *name)
{
  return limner_values_get (self, name) != NULL;
}

/**
 * limner_values_is_changed:
 * @self: values
 * @name: an input's name
 *
 * Returns: whether the value differs from the model's default
 */
gboolean
limner_values_is_changed (LimnerValues *self,
                          const char   *name)
{
  JsonNode *value = limner_values_get (self, name);
  LimnerField *field = limner_schema_find_field (self->schema, name);

  return value != NULL && field != NULL &&
         !nodes_are_equal (value, limner_field_get_default (field));
}

/**
 * limner_values_list_changed:
 * @self: values
 *
 * Returns: (transfer full): the names of the inputs whose values differ from the defaults, in the
 *   order of the form
 */
char **
limner_values_list_changed (LimnerValues *self)
{
  g_autoptr(GStrvBuilder) names = g_strv_builder_new ();

  g_return_val_if_fail (LIMNER_IS_VALUES (self), NULL);

  for (guint i = 0; i < limner_schema_get_n_fields (self->schema); i++)
    {
      const char *name = limner_field_get_name (limner_schema_get_field (self->schema, i));

      if (limner_values_is_changed (self, name))
        g_strv_builder_add (names, name);
    }

  return g_strv_builder_end (names);
}

/**
 * limner_values_begin_change:
 * @self: values
 *
 * What is changed until limner_values_end_change() becomes one step of undo. Calls may be nested.
 */
void
limner_values_begin_change (LimnerValues *self)
{
  g_return_if_fail (LIMNER_IS_VALUES (self));

  if (self->depth++ == 0)
    self->pending = step_new ();
}

/**
 * limner_values_end_change:
 * @self: values
 *
 * Ends what limner_values_begin_change() began. The next change is a step of its own, even of the
 * same input.
 */
void
limner_values_end_change (LimnerValues *self)
{
  g_return_if_fail (LIMNER_IS_VALUES (self));
  g_return_if_fail (self->depth > 0);

  if (--self->depth > 0)
    return;

  self->last_time = 0;
  remember_step (self, g_steal_pointer (&self->pending));
  self->last_time = 0;
}

/**
 * limner_values_can_undo:
 * @self: values
 *
 * Returns: whether there is a step to take back
 */
gboolean
limner_values_can_undo (LimnerValues *self)
{
  g_return_val_if_fail (LIMNER_IS_VALUES (self), FALSE);

  return self->undo->len > 0;
}

/**
 * limner_values_can_redo:
 * @self: values
 *
 * Returns: whether there is a step that was taken back
 */
gboolean
limner_values_can_redo (LimnerValues *self)
{
  g_return_val_if_fail (LIMNER_IS_VALUES (self), FALSE);

  return self->redo->len > 0;
}

static void
move_step (LimnerValues *self,
           GPtrArray    *from,
           GPtrArray    *to,
           gboolean      is_undo)
{
  gboolean could_undo = limner_values_can_undo (self);
  gboolean could_redo = limner_values_can_redo (self);
  Step *step;

  if (from->len == 0 || self->depth > 0)
    return;

  step = g_ptr_array_steal_index (from, from->len - 1);
  g_ptr_array_add (to, step);
  self->last_time = 0;
  for (guint i = 0; i < step->len; i++)
    {
      Edit *edit = g_ptr_array_index (step, is_undo ? step->len - 1 - i : i);

      if (edit->old_schema != NULL)
        store_schema (self, is_undo ? edit->old_schema : edit->new_schema);
      else
        store_value (self, edit->name, is_undo ? edit->before : edit->after);
    }
  notify_history (self, could_undo, could_redo);
}

/**
 * limner_values_undo:
 * @self: values
 *
 * Takes the last step back.
 */
void
limner_values_undo (LimnerValues *self)
{
  g_return_if_fail (LIMNER_IS_VALUES (self));

  move_step (self, self->undo, self->redo, TRUE);
}

/**
 * limner_values_redo:
 * @self: values
 *
 * Does again what was taken back last.
 */
void
limner_values_redo (LimnerValues *self)
{
  g_return_if_fail (LIMNER_IS_VALUES (self));

  move_step (self, self->redo, self->undo, FALSE);
}
