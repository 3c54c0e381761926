/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-error.h"
#include "base/limner-json.h"

#include "limner-resource.h"

/** The most text that one answer of a server may have: lists of models reach 2 MB, and results may
 * carry pictures as data URLs.
 */
#define MAX_TEXT (256 * 1024 * 1024)

/**
 * LimnerResource:
 *
 * A noun of the HTTP API: a typed view of the JSON object that a server sent. Getters are lenient:
 * a member that is missing, null or of another type reads as absent. What a server sends beyond
 * what is known here is kept, so that an object that is written again holds what was read.
 *
 * A resource that was parsed shares its JSON; setters copy it first, so that what others hold
 * does not change. Can be read from several threads as long as nobody sets.
 */
typedef struct
{
  JsonObject *json;
  gboolean    is_own;   /* no one else holds @json */
} LimnerResourcePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (LimnerResource, limner_resource, G_TYPE_OBJECT)

static void
limner_resource_finalize (GObject *object)
{
  LimnerResourcePrivate *priv = limner_resource_get_instance_private (LIMNER_RESOURCE (object));

  g_clear_pointer (&priv->json, json_object_unref);

  G_OBJECT_CLASS (limner_resource_parent_class)->finalize (object);
}

static void
limner_resource_class_init (LimnerResourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = limner_resource_finalize;
}

static void
limner_resource_init (LimnerResource *self)
{
  LimnerResourcePrivate *priv = limner_resource_get_instance_private (self);

  priv->json = json_object_new ();
  priv->is_own = TRUE;
}

/**
 * limner_resource_new:
 * @type: a type derived from #LimnerResource
 *
 * Makes an empty noun, to be filled with setters.
 *
 * Returns: (transfer full): a #LimnerResource of @type
 */
gpointer
limner_resource_new (GType type)
{
  g_return_val_if_fail (g_type_is_a (type, LIMNER_TYPE_RESOURCE), NULL);

  return g_object_new (type, NULL);
}

/**
 * limner_resource_parse:
 * @type: a type derived from #LimnerResource
 * @node: what a server sent
 * @error: return location for an error
 *
 * Reads a noun. The node is shared, not copied.
 *
 * Returns: (transfer full) (nullable): a #LimnerResource of @type, or %NULL with
 *   %LIMNER_ERROR_BAD_REPLY where @node is no object or lacks what makes it one of @type
 */
gpointer
limner_resource_parse (GType      type,
                       JsonNode  *node,
                       GError   **error)
{
  g_autoptr(LimnerResource) self = NULL;
  LimnerResourcePrivate *priv;
  const char * const *required;
  JsonObject *object;

  g_return_val_if_fail (g_type_is_a (type, LIMNER_TYPE_RESOURCE), NULL);

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_BAD_REPLY,
                   "A JSON object was expected, but the answer is %s",
                   node != NULL ? json_node_type_name (node) : "empty");
      return NULL;
    }

  object = json_node_get_object (node);
  self = g_object_new (type, NULL);
  required = LIMNER_RESOURCE_GET_CLASS (self)->required;
  for (gsize i = 0; required != NULL && required[i] != NULL; i++)
    {
      const char *value;

      if (!limner_json_require_string (object, required[i], &value, error))
        return NULL;
    }

  priv = limner_resource_get_instance_private (self);
  json_object_unref (priv->json);
  priv->json = json_object_ref (object);
  priv->is_own = FALSE;
  return g_steal_pointer (&self);
}

/**
 * limner_resource_parse_text:
 * @type: a type derived from #LimnerResource
 * @text: JSON text
 * @length: its length in bytes, or -1 cast to #gsize
 * @error: return location for an error
 *
 * Reads a noun from text.
 *
 * Returns: (transfer full) (nullable): a #LimnerResource of @type, or %NULL with
 *   %LIMNER_ERROR_BAD_REPLY or %LIMNER_ERROR_TOO_LARGE
 */
gpointer
limner_resource_parse_text (GType        type,
                            const char  *text,
                            gsize        length,
                            GError     **error)
{
  g_autoptr(JsonNode) node = limner_json_parse_lenient (text, length, MAX_TEXT, error);

  return node != NULL ? limner_resource_parse (type, node, error) : NULL;
}

/**
 * limner_resource_copy:
 * @self: a noun
 *
 * Makes another object of the same type and contents, which can be changed on its own.
 *
 * Returns: (transfer full): the copy
 */
gpointer
limner_resource_copy (LimnerResource *self)
{
  LimnerResourcePrivate *priv = limner_resource_get_instance_private (self);
  LimnerResource *copy;
  LimnerResourcePrivate *copy_priv;

  g_return_val_if_fail (LIMNER_IS_RESOURCE (self), NULL);

  copy = g_object_new (G_OBJECT_TYPE (self), NULL);
  copy_priv = limner_resource_get_instance_private (copy);
  json_object_unref (copy_priv->json);
  copy_priv->json = json_object_ref (priv->json);
  copy_priv->is_own = FALSE;
  priv->is_own = FALSE;
  return copy;
}

/**
 * limner_resource_get_json:
 * @self: a noun
 *
 * Returns: (transfer none): what the server sent, or what was set; not to be changed
 */
JsonObject *
limner_resource_get_json (LimnerResource *self)
{
  LimnerResourcePrivate *priv = limner_resource_get_instance_private (self);

  g_return_val_if_fail (LIMNER_IS_RESOURCE (self), NULL);

  return priv->json;
}

/**
 * limner_resource_to_node:
 * @self: a noun
 *
 * Writes a noun as JSON. A later change of @self does not show in the node.
 *
 * Returns: (transfer full): an object node
 */
JsonNode *
limner_resource_to_node (LimnerResource *self)
{
  LimnerResourcePrivate *priv = limner_resource_get_instance_private (self);

  g_return_val_if_fail (LIMNER_IS_RESOURCE (self), NULL);

  priv->is_own = FALSE;
  return json_node_init_object (json_node_alloc (), priv->json);
}

/**
 * limner_resource_to_text:
 * @self: a noun
 *
 * Writes a noun as JSON text.
 *
 * Returns: (transfer full): JSON text
 */
char *
limner_resource_to_text (LimnerResource *self)
{
  LimnerResourcePrivate *priv = limner_resource_get_instance_private (self);

  g_return_val_if_fail (LIMNER_IS_RESOURCE (self), NULL);

  return limner_json_object_to_string (priv->json, FALSE);
}

/**
 * limner_resource_get_string:
 * @self: a noun
 * @member: a name
 *
 * Reads a text member. An empty text, and the text "null" that some answers hold, read as absent.
 *
 * Returns: (transfer none) (nullable): the text
 */
const char *
limner_resource_get_string (LimnerResource *self,
                            const char     *member)
{
  const char *value = limner_json_get_string (limner_resource_get_json (self), member, NULL);

  return value != NULL && *value != '\0' && strcmp (value, "null") != 0 ? value : NULL;
}

/**
 * limner_resource_get_time:
 * @self: a noun
 * @member: a name
 *
 * Reads a time (RFC 3339).
 *
 * Returns: (transfer full) (nullable): the time, or %NULL where it is absent or unreadable
 */
GDateTime *
limner_resource_get_time (LimnerResource *self,
                          const char     *member)
{
  return limner_json_get_time (limner_resource_get_json (self), member);
}

static void
copy_member_cb (JsonObject *object,
                const char *member,
                JsonNode   *value,
                gpointer    user_data)
{
  json_object_set_member (user_data, member, json_node_copy (value));
}

static JsonObject *
get_own_json (LimnerResource *self)
{
  LimnerResourcePrivate *priv = limner_resource_get_instance_private (self);

  if (!priv->is_own)
    {
      JsonObject *copy = json_object_new ();

      json_object_foreach_member (priv->json, copy_member_cb, copy);
      json_object_unref (priv->json);
      priv->json = copy;
      priv->is_own = TRUE;
    }

  return priv->json;
}

/**
 * limner_resource_set_node:
 * @self: a noun
 * @member: a name
 * @value: (nullable) (transfer none): its value; %NULL writes null
 *
 * Sets a member. The node is shared: it must not be changed any more.
 */
void
limner_resource_set_node (LimnerResource *self,
                          const char     *member,
                          JsonNode       *value)
{
  g_return_if_fail (LIMNER_IS_RESOURCE (self));
  g_return_if_fail (member != NULL);

  json_object_set_member (get_own_json (self), member,
                          value != NULL ? json_node_copy (value) : json_node_new (JSON_NODE_NULL));
}

/**
 * limner_resource_set_string:
 * @self: a noun
 * @member: a name
 * @value: (nullable): its value; %NULL writes null
 *
 * Sets a text member.
 */
void
limner_resource_set_string (LimnerResource *self,
                            const char     *member,
                            const char     *value)
{
  g_return_if_fail (LIMNER_IS_RESOURCE (self));
  g_return_if_fail (member != NULL);

  if (value != NULL)
    json_object_set_string_member (get_own_json (self), member, value);
  else
    json_object_set_null_member (get_own_json (self), member);
}

/**
 * limner_resource_set_time:
 * @self: a noun
 * @member: a name
 * @time: (nullable): its value; %NULL writes null
 *
 * Sets a time, written in UTC with six digits of a second.
 */
void
limner_resource_set_time (LimnerResource *self,
                          const char     *member,
                          GDateTime      *time)
{
  g_autoptr(GDateTime) utc = NULL;
  g_autofree char *seconds = NULL;
  g_autofree char *text = NULL;

  if (time != NULL)
    {
      utc = g_date_time_to_utc (time);
      seconds = g_date_time_format (utc, "%Y-%m-%dT%H:%M:%S");
      text = g_strdup_printf ("%s.%06dZ", seconds, g_date_time_get_microsecond (utc));
    }
  limner_resource_set_string (self, member, text);
}
