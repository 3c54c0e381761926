/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-json.h"

#include "limner-model.h"

/**
 * LimnerModel:
 *
 * A model as the HTTP API describes it. The latest version and the default example are made when
 * they are first asked for, on the thread that asks.
 */
struct _LimnerModel
{
  LimnerResource      parent_instance;

  /* Owned, made on demand */
  char               *reference;
  LimnerModelVersion *latest_version;
  LimnerPrediction   *default_example;
};

G_DEFINE_FINAL_TYPE (LimnerModel, limner_model, LIMNER_TYPE_RESOURCE)

static void
limner_model_finalize (GObject *object)
{
  LimnerModel *self = LIMNER_MODEL (object);

  g_clear_pointer (&self->reference, g_free);
  g_clear_object (&self->latest_version);
  g_clear_object (&self->default_example);

  G_OBJECT_CLASS (limner_model_parent_class)->finalize (object);
}

static void
limner_model_class_init (LimnerModelClass *klass)
{
  static const char * const required[] = { "owner", "name", NULL };

  G_OBJECT_CLASS (klass)->finalize = limner_model_finalize;
  LIMNER_RESOURCE_CLASS (klass)->required = required;
}

static void
limner_model_init (LimnerModel *self)
{
}

static JsonNode *
get_member_object_node (LimnerModel *self,
                        const char  *member)
{
  JsonObject *json = limner_resource_get_json (LIMNER_RESOURCE (self));

  if (limner_json_get_object (json, member) == NULL)
    return NULL;

  return json_object_get_member (json, member);
}

/**
 * limner_model_new:
 * @owner: the account it belongs to
 * @name: its name there
 *
 * Returns: (transfer full): a model that holds nothing else
 */
LimnerModel *
limner_model_new (const char *owner,
                  const char *name)
{
  LimnerModel *self = limner_resource_new (LIMNER_TYPE_MODEL);

  limner_resource_set_string (LIMNER_RESOURCE (self), "owner", owner);
  limner_resource_set_string (LIMNER_RESOURCE (self), "name", name);
  return self;
}

/**
 * limner_model_get_owner:
 * @self: a model
 *
 * Returns: (transfer none): the account it belongs to
 */
const char *
limner_model_get_owner (LimnerModel *self)
{
  return limner_resource_get_string (LIMNER_RESOURCE (self), "owner");
}

/**
 * limner_model_get_name:
 * @self: a model
 *
 * Returns: (transfer none): its name within its owner
 */
const char *
limner_model_get_name (LimnerModel *self)
{
  return limner_resource_get_string (LIMNER_RESOURCE (self), "name");
}

/**
 * limner_model_get_reference:
 * @self: a model
 *
 * Returns: (transfer none): `owner/name`
 */
const char *
limner_model_get_reference (LimnerModel *self)
{
  g_return_val_if_fail (LIMNER_IS_MODEL (self), NULL);

  if (self->reference == NULL)
    self->reference = g_strdup_printf ("%s/%s", limner_model_get_owner (self),
                                       limner_model_get_name (self));
  return self->reference;
}

/**
 * limner_model_get_description:
 * @self: a model
 *
 * Returns: (transfer none) (nullable): one or a few sentences, plain text
 */
const char *
limner_model_get_description (LimnerModel *self)
{
  return limner_resource_get_string (LIMNER_RESOURCE (self), "description");
}

/**
 * limner_model_get_cover_url:
 * @self: a model
 *
 * Gives the cover's address as the server wrote it; some of them are no addresses at all.
 *
 * Returns: (transfer none) (nullable): the address
 */
const char *
limner_model_get_cover_url (LimnerModel *self)
{
  return limner_resource_get_string (LIMNER_RESOURCE (self), "cover_image_url");
}

/**
 * limner_model_get_run_count:
 * @self: a model
 *
 * Returns: how often it was run by anybody, at least 0
 */
gint64
limner_model_get_run_count (LimnerModel *self)
{
  JsonObject *json = limner_resource_get_json (LIMNER_RESOURCE (self));

  return MAX (limner_json_get_int (json, "run_count", 0), 0);
}

/**
 * limner_model_is_official:
 * @self: a model
 *
 * Tells whether the model is run by its name, without a version.
 *
 * Returns: %TRUE for official models
 */
gboolean
limner_model_is_official (LimnerModel *self)
{
  return limner_json_get_boolean (limner_resource_get_json (LIMNER_RESOURCE (self)),
                                  "is_official", FALSE);
}

/**
 * limner_model_is_private:
 * @self: a model
 *
 * Returns: %TRUE where only its owner sees it
 */
gboolean
limner_model_is_private (LimnerModel *self)
{
  return g_strcmp0 (limner_resource_get_string (LIMNER_RESOURCE (self), "visibility"),
                    "private") == 0;
}

/**
 * limner_model_get_latest_version:
 * @self: a model
 *
 * Returns: (transfer none) (nullable): the version that is run unless another is asked for; lists
 *   and searches may leave it out
 */
LimnerModelVersion *
limner_model_get_latest_version (LimnerModel *self)
{
  JsonNode *node;

  g_return_val_if_fail (LIMNER_IS_MODEL (self), NULL);

  node = get_member_object_node (self, "latest_version");
  if (self->latest_version == NULL && node != NULL)
    self->latest_version = limner_resource_parse (LIMNER_TYPE_MODEL_VERSION, node, NULL);
  return self->latest_version;
}

/**
 * limner_model_set_latest_version:
 * @self: a model
 * @version: (nullable): its version
 *
 * Sets the version that is run unless another is asked for.
 */
void
limner_model_set_latest_version (LimnerModel        *self,
                                 LimnerModelVersion *version)
{
  g_autoptr(JsonNode) node = NULL;

  g_return_if_fail (LIMNER_IS_MODEL (self));

  g_set_object (&self->latest_version, version);
  if (version != NULL)
    node = limner_resource_to_node (LIMNER_RESOURCE (version));
  limner_resource_set_node (LIMNER_RESOURCE (self), "latest_version", node);
}

/**
 * limner_model_get_default_example:
 * @self: a model
 *
 * Returns: (transfer none) (nullable): a published prediction that shows what the model does
 */
LimnerPrediction *
limner_model_get_default_example (LimnerModel *self)
{
  JsonNode *node;

  g_return_val_if_fail (LIMNER_IS_MODEL (self), NULL);

  node = get_member_object_node (self, "default_example");
  if (self->default_example == NULL && node != NULL)
    self->default_example = limner_resource_parse (LIMNER_TYPE_PREDICTION, node, NULL);
  return self->default_example;
}

/**
 * limner_model_dup_tags:
 * @self: a model that came from a search
 *
 * Returns: (transfer full): the words that the search knows it by, maybe none
 */
GStrv
limner_model_dup_tags (LimnerModel *self)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  JsonObject *metadata =
    limner_json_get_object (limner_resource_get_json (LIMNER_RESOURCE (self)), "metadata");
  JsonArray *tags = limner_json_get_array (metadata, "tags");
  guint n = tags != NULL ? json_array_get_length (tags) : 0;

  for (guint i = 0; i < n; i++)
    {
      JsonNode *node = json_array_get_element (tags, i);

      if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
        g_strv_builder_add (builder, json_node_get_string (node));
    }
  return g_strv_builder_end (builder);
}

static gboolean
is_name (const char *text,
         gsize       length)
{
  if (length == 0 || length > 100 || text[0] == '.')
    return FALSE;

  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isalnum (text[i]) && strchr ("-_.", text[i]) == NULL)
        return FALSE;
    }
  return TRUE;
}

static const char *
skip_address (const char *text)
{
  static const char * const prefixes[] = {
    "https://", "http://", "www.", "replicate.com/", "r8.im/"
  };

  for (gsize i = 0; i < G_N_ELEMENTS (prefixes); i++)
    {
      if (g_ascii_strncasecmp (text, prefixes[i], strlen (prefixes[i])) == 0)
        text += strlen (prefixes[i]);
    }
  return text;
}

/**
 * limner_model_reference_parse:
 * @text: what somebody typed or pasted: `owner/name`, `owner/name:version`, or the address of a
 *   model's page, with or without a version
 * @reference: (out) (optional) (transfer full): `owner/name`
 * @version: (out) (optional) (nullable) (transfer full): the version, where one is named
 *
 * Reads a reference to a model.
 *
 * Returns: %TRUE where it is one
 */
gboolean
limner_model_reference_parse (const char  *text,
                              char       **reference,
                              char       **version)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text != NULL ? text : ""));
  const char *owner = skip_address (stripped);
  const char *slash = strchr (owner, '/');
  const char *name, *rest;
  gsize name_length;
  g_autofree char *found_version = NULL;

  if (slash == NULL || !is_name (owner, (gsize) (slash - owner)))
    return FALSE;

  name = slash + 1;
  name_length = strcspn (name, ":/?#");
  rest = name + name_length;
  if (!is_name (name, name_length))
    return FALSE;

  if (*rest == ':')
    rest++;
  else if (g_str_has_prefix (rest, "/versions/"))
    rest += strlen ("/versions/");
  else if (*rest != '\0' && owner == stripped)
    return FALSE;
  else
    rest = "";

  if (*rest != '\0')
    {
      gsize length = strcspn (rest, "/?#");

      if (!is_name (rest, length) || (rest[length] != '\0' && owner == stripped))
        return FALSE;
      found_version = g_strndup (rest, length);
    }

  if (reference != NULL)
    *reference = g_strndup (owner, (gsize) (name + name_length - owner));
  if (version != NULL)
    *version = g_steal_pointer (&found_version);
  return TRUE;
}

/**
 * limner_model_reference_split:
 * @reference: `owner/name`, with or without a version
 * @owner: (out) (transfer full): the owner
 * @name: (out) (transfer full): the name
 *
 * Takes a reference apart.
 *
 * Returns: %TRUE where it is one
 */
gboolean
limner_model_reference_split (const char  *reference,
                              char       **owner,
                              char       **name)
{
  g_autofree char *plain = NULL;
  char *slash;

  if (!limner_model_reference_parse (reference, &plain, NULL))
    return FALSE;

  slash = strchr (plain, '/');
  *name = g_strdup (slash + 1);
  *slash = '\0';
  *owner = g_steal_pointer (&plain);
  return TRUE;
}
