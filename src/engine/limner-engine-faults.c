/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-engine-faults.h"

#include <json-glib/json-glib.h>

#include "base/limner-error.h"
#include "base/limner-file.h"
#include "base/limner-json.h"

#define MAX_BYTES        (1024u * 1024)
#define MAX_RULES        1000
#define MAX_MILLISECONDS (10 * 60 * 1000)

/**
 * LimnerEngineFaults:
 *
 * Rules by which the engine misbehaves, for people who want to test a client: a JSON object with a
 * list `rules`. Each rule counts the requests for its operation by itself; of the rules that meet a
 * request the first one in the list is carried out.
 */
struct _LimnerEngineFaults
{
  GPtrArray *rules;    /* of LimnerEngineFault */
};

static const struct
{
  const char            *name;
  LimnerEngineFaultKind  kind;
} kinds[] = {
  { "delay", LIMNER_ENGINE_FAULT_DELAY },
  { "drop-before", LIMNER_ENGINE_FAULT_DROP_BEFORE },
  { "drop-after", LIMNER_ENGINE_FAULT_DROP_AFTER },
  { "cut-body", LIMNER_ENGINE_FAULT_CUT_BODY },
  { "wrong-length", LIMNER_ENGINE_FAULT_WRONG_LENGTH },
  { "garbage-json", LIMNER_ENGINE_FAULT_GARBAGE_JSON },
  { "html", LIMNER_ENGINE_FAULT_HTML },
  { "status", LIMNER_ENGINE_FAULT_STATUS },
  { "redirect", LIMNER_ENGINE_FAULT_REDIRECT },
  { "slow-drip", LIMNER_ENGINE_FAULT_SLOW_DRIP },
  { "endless-starting", LIMNER_ENGINE_FAULT_ENDLESS_STARTING },
  { "fail", LIMNER_ENGINE_FAULT_FAIL },
  { "abort", LIMNER_ENGINE_FAULT_ABORT },
};

static void
fault_free (LimnerEngineFault *fault)
{
  g_free (fault->operation);
  g_free (fault->location);
  g_free (fault->detail);
  g_free (fault);
}

static gboolean
find_kind (const char             *name,
           LimnerEngineFaultKind  *kind,
           GError                **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (g_str_equal (kinds[i].name, name))
        {
          *kind = kinds[i].kind;
          return TRUE;
        }
    }

  g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_INVALID_INPUT, "“%s” is no fault", name);
  return FALSE;
}

static guint
get_limited (JsonObject *json,
             const char *member,
             guint       fallback,
             guint       maximum)
{
  return (guint) CLAMP (limner_json_get_int (json, member, fallback), 0, maximum);
}

static gboolean
check_members (JsonObject  *json,
               GError     **error)
{
  static const char * const known[] = {
    "operation", "fault", "nth", "count", "milliseconds", "status", "retry_after", "header",
    "taken", "location", "detail", NULL,
  };
  g_autoptr(GList) members = json_object_get_members (json);

  for (GList *l = members; l != NULL; l = l->next)
    {
      if (g_strv_contains (known, l->data))
        continue;
      g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_INVALID_INPUT,
                   "A rule has no “%s”", (const char *) l->data);
      return FALSE;
    }

  return TRUE;
}

static LimnerEngineFault *
parse_rule (JsonObject  *json,
            GError     **error)
{
  LimnerEngineFaultKind kind;
  LimnerEngineFault *fault;
  const char *operation;
  const char *name;

  if (!check_members (json, error) ||
      !limner_json_require_string (json, "operation", &operation, error) ||
      !limner_json_require_string (json, "fault", &name, error) ||
      !find_kind (name, &kind, error))
    return NULL;

  fault = g_new0 (LimnerEngineFault, 1);
  fault->kind = kind;
  fault->operation = g_strdup (operation);
  fault->nth = MAX (get_limited (json, "nth", 1, G_MAXINT), 1);
  fault->count = get_limited (json, "count", 1, G_MAXINT);
  fault->milliseconds = get_limited (json, "milliseconds", 100, MAX_MILLISECONDS);
  fault->status = CLAMP (get_limited (json, "status", 503, 599), 400, 599);
  fault->retry_after = limner_json_get_double (json, "retry_after", -1.0);
  fault->header = limner_json_get_boolean (json, "header", FALSE);
  fault->taken = limner_json_get_boolean (json, "taken", FALSE);
  fault->location = g_strdup (limner_json_get_string (json, "location", NULL));
  fault->detail = g_strdup (limner_json_get_string (json, "detail", NULL));

  if (fault->kind == LIMNER_ENGINE_FAULT_REDIRECT && fault->location == NULL)
    {
      g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_INVALID_INPUT,
                   "A redirect needs a “location”");
      g_clear_pointer (&fault, fault_free);
    }
  return fault;
}

/**
 * limner_engine_faults_parse:
 * @text: the rules as JSON
 * @length: length of @text in bytes, or -1 cast to #gsize
 * @error: return location for an error
 *
 * Reads rules.
 *
 * Returns: (transfer full) (nullable): the rules, or %NULL with an error that names the rule
 */
LimnerEngineFaults *
limner_engine_faults_parse (const char  *text,
                            gsize        length,
                            GError     **error)
{
  g_autoptr(LimnerEngineFaults) self = NULL;
  g_autoptr(JsonObject) json = limner_json_parse_object (text, length, MAX_BYTES, error);
  JsonArray *rules;

  if (json == NULL || !limner_json_require_array (json, "rules", &rules, error))
    return NULL;

  self = g_new0 (LimnerEngineFaults, 1);
  self->rules = g_ptr_array_new_with_free_func ((GDestroyNotify) fault_free);
  for (guint i = 0; i < MIN (json_array_get_length (rules), MAX_RULES); i++)
    {
      JsonNode *node = json_array_get_element (rules, i);
      LimnerEngineFault *fault = NULL;

      if (JSON_NODE_HOLDS_OBJECT (node))
        fault = parse_rule (json_node_get_object (node), error);
      else
        g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_INVALID_INPUT, "It is not an object");
      if (fault == NULL)
        {
          g_prefix_error (error, "Rule %u: ", i + 1);
          return NULL;
        }
      g_ptr_array_add (self->rules, fault);
    }

  return g_steal_pointer (&self);
}

/**
 * limner_engine_faults_load:
 * @path: a file of rules
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the rules, or %NULL with an error
 */
LimnerEngineFaults *
limner_engine_faults_load (const char  *path,
                           GError     **error)
{
  g_autoptr(GBytes) bytes = limner_file_read (path, MAX_BYTES, error);

  if (bytes == NULL)
    return NULL;
  return limner_engine_faults_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                                     error);
}

/**
 * limner_engine_faults_free:
 * @self: (transfer full): rules
 */
void
limner_engine_faults_free (LimnerEngineFaults *self)
{
  g_clear_pointer (&self->rules, g_ptr_array_unref);
  g_free (self);
}

/**
 * limner_engine_faults_next:
 * @self: rules
 * @operation: what is asked for now
 *
 * Counts a request.
 *
 * Returns: (transfer none) (nullable): the rule that meets it
 */
const LimnerEngineFault *
limner_engine_faults_next (LimnerEngineFaults *self,
                           const char         *operation)
{
  const LimnerEngineFault *met = NULL;

  for (guint i = 0; i < self->rules->len; i++)
    {
      LimnerEngineFault *fault = g_ptr_array_index (self->rules, i);

      if (!g_str_equal (fault->operation, "*") && !g_str_equal (fault->operation, operation))
        continue;

      fault->n_seen++;
      if (met == NULL && fault->n_seen >= fault->nth &&
          (fault->count == 0 || fault->n_seen - fault->nth < fault->count))
        met = fault;
    }

  return met;
}
