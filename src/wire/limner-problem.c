/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-json.h"

#include "limner-problem.h"

/** The most of an error body that is read, in bytes. */
#define MAX_BODY (1024 * 1024)

/** The longest sentence that is taken over from a server, in bytes. */
#define MAX_SENTENCE 2000

/**
 * LimnerProblem:
 *
 * Why a server refused a request. Four dialects are read: the problem details of RFC 9457 with
 * `invalid_fields` (Replicate), a `detail` that is an array of places and messages (Cog up to
 * 0.16), an `error` text (Cog from 0.17), and a bare JSON string. Anything else, such as the HTML
 * page of a proxy, gives a problem that only knows its status.
 */
struct _LimnerProblem
{
  GObject    parent_instance;

  guint      status;
  char      *title;
  char      *detail;
  double     retry_after;
  GPtrArray *fields;        /* of LimnerInvalidField */
};

G_DEFINE_FINAL_TYPE (LimnerProblem, limner_problem, G_TYPE_OBJECT)

static void
invalid_field_free (LimnerInvalidField *field)
{
  g_free (field->name);
  g_free (field->type);
  g_free (field->description);
  g_free (field);
}

static void
limner_problem_finalize (GObject *object)
{
  LimnerProblem *self = LIMNER_PROBLEM (object);

  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->detail, g_free);
  g_clear_pointer (&self->fields, g_ptr_array_unref);

  G_OBJECT_CLASS (limner_problem_parent_class)->finalize (object);
}

static void
limner_problem_class_init (LimnerProblemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = limner_problem_finalize;
}

static void
limner_problem_init (LimnerProblem *self)
{
  self->retry_after = -1.0;
  self->fields = g_ptr_array_new_with_free_func ((GDestroyNotify) invalid_field_free);
}

static char *
dup_sentence (const char *text)
{
  g_autofree char *cut = NULL;

  if (text == NULL)
    return NULL;

  cut = strlen (text) > MAX_SENTENCE ? g_utf8_make_valid (text, MAX_SENTENCE) : g_strdup (text);
  g_strstrip (cut);
  return *cut != '\0' ? g_steal_pointer (&cut) : NULL;
}

/**
 * limner_problem_new:
 * @status: the HTTP status
 * @title: (nullable): a few words
 * @detail: (nullable): sentences
 *
 * Returns: (transfer full): a problem
 */
LimnerProblem *
limner_problem_new (guint       status,
                    const char *title,
                    const char *detail)
{
  LimnerProblem *self = g_object_new (LIMNER_TYPE_PROBLEM, NULL);

  self->status = status;
  self->title = dup_sentence (title);
  self->detail = dup_sentence (detail);
  return self;
}

/**
 * limner_problem_add_field:
 * @self: a problem
 * @type: (nullable): the kind of fault, such as "required"
 * @name: the input's name, or empty
 * @description: why it was refused
 *
 * Adds an input that was refused.
 */
void
limner_problem_add_field (LimnerProblem *self,
                          const char    *type,
                          const char    *name,
                          const char    *description)
{
  LimnerInvalidField *field = g_new0 (LimnerInvalidField, 1);

  g_return_if_fail (LIMNER_IS_PROBLEM (self));

  field->type = g_strdup (type);
  field->name = g_strdup (name != NULL ? name : "");
  field->description = dup_sentence (description != NULL ? description : "");
  g_ptr_array_add (self->fields, field);
}

/* `input.width` → `width`; a missing input is told as `input`, and the first word of the
 * description is its name.
 */
static char *
dup_field_name (const char *path,
                const char *type,
                const char *description)
{
  if (g_strcmp0 (type, "required") == 0 && g_strcmp0 (path, "input") == 0 && description != NULL)
    return g_strndup (description, strcspn (description, " "));
  if (path == NULL || strcmp (path, "input") == 0)
    return g_strdup ("");

  if (g_str_has_prefix (path, "input."))
    path += strlen ("input.");
  return g_strndup (path, strcspn (path, "."));
}

static void
read_invalid_fields (LimnerProblem *self,
                     JsonArray     *array)
{
  guint n = array != NULL ? MIN (json_array_get_length (array), 1000) : 0;

  for (guint i = 0; i < n; i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      JsonObject *entry = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      const char *type = limner_json_get_string (entry, "type", NULL);
      const char *description = limner_json_get_string (entry, "description", NULL);
      g_autofree char *name = NULL;

      if (entry == NULL)
        continue;
      name = dup_field_name (limner_json_get_string (entry, "field", NULL), type, description);
      limner_problem_add_field (self, type, name, description);
    }
}

/* `["body", "input", "width"]` → `width`; the array may hold integers */
static char *
dup_place (JsonArray *loc)
{
  guint n = loc != NULL ? json_array_get_length (loc) : 0;

  for (guint i = 0; i + 1 < n; i++)
    {
      JsonNode *node = json_array_get_element (loc, i);
      JsonNode *next = json_array_get_element (loc, i + 1);

      if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING &&
          strcmp (json_node_get_string (node), "input") == 0 &&
          JSON_NODE_HOLDS_VALUE (next) && json_node_get_value_type (next) == G_TYPE_STRING)
        return json_node_dup_string (next);
    }
  return g_strdup ("");
}

static void
read_detail_array (LimnerProblem *self,
                   JsonArray     *array)
{
  g_autoptr(GString) text = g_string_new (NULL);
  guint n = MIN (json_array_get_length (array), 1000);

  for (guint i = 0; i < n; i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      JsonObject *entry = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      const char *message = limner_json_get_string (entry, "msg", NULL);
      g_autofree char *place = NULL;

      if (message == NULL)
        continue;
      place = dup_place (limner_json_get_array (entry, "loc"));
      limner_problem_add_field (self, limner_json_get_string (entry, "type", NULL), place, message);
      g_string_append_printf (text, "%s%s%s%s", text->len > 0 ? "\n" : "", place,
                              *place != '\0' ? ": " : "", message);
    }
  self->detail = dup_sentence (text->str);
}

/* “Your rate limit resets in ~7s.”, “Expected available in 1 second.” */
static double
find_seconds (const char *text)
{
  static const char *pattern = "(?:~(\\d{1,5})s\\b|available in (\\d{1,5}) second)";
  g_autoptr(GRegex) regex = NULL;
  g_autoptr(GMatchInfo) match = NULL;
  g_autofree char *digits = NULL;

  if (text == NULL)
    return -1.0;

  regex = g_regex_new (pattern, 0, 0, NULL);
  if (!g_regex_match (regex, text, 0, &match))
    return -1.0;

  digits = g_match_info_fetch (match, 1);
  if (digits == NULL || *digits == '\0')
    {
      g_free (digits);
      digits = g_match_info_fetch (match, 2);
    }
  return g_ascii_strtod (digits, NULL);
}

static void
read_object (LimnerProblem *self,
             JsonObject    *object)
{
  JsonArray *array = limner_json_get_array (object, "detail");
  double seconds;

  self->title = dup_sentence (limner_json_get_string (object, "title", NULL));
  if (array != NULL)
    read_detail_array (self, array);
  else
    self->detail = dup_sentence (limner_json_get_string (object, "detail", NULL));
  if (self->detail == NULL)
    self->detail = dup_sentence (limner_json_get_string (object, "error", NULL));

  read_invalid_fields (self, limner_json_get_array (object, "invalid_fields"));
  seconds = limner_json_get_double (object, "retry_after", -1.0);
  self->retry_after = seconds >= 0.0 ? seconds : find_seconds (self->detail);
}

/**
 * limner_problem_parse:
 * @status: the HTTP status
 * @body: (nullable): the body of the answer, anything
 * @length: its length in bytes
 *
 * Reads why a request was refused.
 *
 * Returns: (transfer full): a problem, never %NULL
 */
LimnerProblem *
limner_problem_parse (guint       status,
                      const char *body,
                      gsize       length)
{
  LimnerProblem *self = limner_problem_new (status, NULL, NULL);
  g_autoptr(JsonNode) root = NULL;

  if (body != NULL && length > 0)
    root = limner_json_parse (body, length, MAX_BODY, NULL);
  if (root == NULL)
    return self;

  if (JSON_NODE_HOLDS_OBJECT (root))
    read_object (self, json_node_get_object (root));
  else if (JSON_NODE_HOLDS_VALUE (root) && json_node_get_value_type (root) == G_TYPE_STRING)
    self->detail = dup_sentence (json_node_get_string (root));
  return self;
}

/**
 * limner_problem_from_error:
 * @error: (nullable): an error of any domain
 *
 * Finds the server's answer that an error came from.
 *
 * Returns: (transfer none) (nullable): the problem, where the error has one
 */
LimnerProblem *
limner_problem_from_error (const GError *error)
{
  GObject *details = limner_error_get_details (error);

  return LIMNER_IS_PROBLEM (details) ? LIMNER_PROBLEM (details) : NULL;
}

/**
 * limner_problem_get_status:
 * @self: a problem
 *
 * Returns: the HTTP status
 */
guint
limner_problem_get_status (LimnerProblem *self)
{
  g_return_val_if_fail (LIMNER_IS_PROBLEM (self), 0);

  return self->status;
}

/**
 * limner_problem_get_title:
 * @self: a problem
 *
 * Returns: (transfer none) (nullable): a few words of the server
 */
const char *
limner_problem_get_title (LimnerProblem *self)
{
  g_return_val_if_fail (LIMNER_IS_PROBLEM (self), NULL);

  return self->title;
}

/**
 * limner_problem_get_detail:
 * @self: a problem
 *
 * Returns: (transfer none) (nullable): sentences of the server
 */
const char *
limner_problem_get_detail (LimnerProblem *self)
{
  g_return_val_if_fail (LIMNER_IS_PROBLEM (self), NULL);

  return self->detail;
}

/**
 * limner_problem_dup_message:
 * @self: a problem
 *
 * Makes one sentence of what the server said.
 *
 * Returns: (transfer full): the sentence
 */
char *
limner_problem_dup_message (LimnerProblem *self)
{
  g_return_val_if_fail (LIMNER_IS_PROBLEM (self), NULL);

  if (self->detail != NULL)
    return g_strdup (self->detail);
  if (self->title != NULL)
    return g_strdup (self->title);
  return g_strdup_printf ("The server answered with the status %u", self->status);
}

/**
 * limner_problem_get_retry_after:
 * @self: a problem
 *
 * Returns: after how many seconds to ask again, or a negative number where the server did not say
 */
double
limner_problem_get_retry_after (LimnerProblem *self)
{
  g_return_val_if_fail (LIMNER_IS_PROBLEM (self), -1.0);

  return self->retry_after;
}

/**
 * limner_problem_set_retry_after:
 * @self: a problem
 * @seconds: after how many seconds to ask again
 *
 * Sets how long to wait.
 */
void
limner_problem_set_retry_after (LimnerProblem *self,
                                double         seconds)
{
  g_return_if_fail (LIMNER_IS_PROBLEM (self));

  self->retry_after = seconds;
}

/**
 * limner_problem_get_n_fields:
 * @self: a problem
 *
 * Returns: how many inputs were refused
 */
guint
limner_problem_get_n_fields (LimnerProblem *self)
{
  g_return_val_if_fail (LIMNER_IS_PROBLEM (self), 0);

  return self->fields->len;
}

/**
 * limner_problem_get_field:
 * @self: a problem
 * @index: less than limner_problem_get_n_fields()
 *
 * Returns: (transfer none): an input that was refused
 */
const LimnerInvalidField *
limner_problem_get_field (LimnerProblem *self,
                          guint          index)
{
  g_return_val_if_fail (LIMNER_IS_PROBLEM (self), NULL);
  g_return_val_if_fail (index < self->fields->len, NULL);

  return g_ptr_array_index (self->fields, index);
}

/**
 * limner_problem_to_error:
 * @self: a problem
 * @code: what it means for us; limner_error_from_status() gives the usual one
 *
 * Makes an error with the server's own sentence, from which limner_problem_from_error() finds the
 * problem again.
 *
 * Returns: (transfer full): an error of the domain %LIMNER_ERROR
 */
GError *
limner_problem_to_error (LimnerProblem *self,
                         LimnerError    code)
{
  g_autofree char *message = NULL;
  GError *error;

  g_return_val_if_fail (LIMNER_IS_PROBLEM (self), NULL);

  message = limner_problem_dup_message (self);
  error = g_error_new_literal (LIMNER_ERROR, (int) code, message);
  limner_error_set_details (error, G_OBJECT (self));
  return error;
}

/**
 * limner_problem_to_node:
 * @self: a problem
 *
 * Writes a problem as Replicate does: `{"detail", "status", "title", "invalid_fields",
 * "retry_after"}`.
 *
 * Returns: (transfer full): an object node
 */
JsonNode *
limner_problem_to_node (LimnerProblem *self)
{
  g_autoptr(JsonObject) object = json_object_new ();

  g_return_val_if_fail (LIMNER_IS_PROBLEM (self), NULL);

  if (self->detail != NULL)
    json_object_set_string_member (object, "detail", self->detail);
  json_object_set_int_member (object, "status", self->status);
  if (self->title != NULL)
    json_object_set_string_member (object, "title", self->title);
  if (self->retry_after >= 0.0)
    json_object_set_int_member (object, "retry_after", (gint64) (self->retry_after + 0.5));

  if (self->fields->len > 0)
    {
      JsonArray *array = json_array_new ();

      for (guint i = 0; i < self->fields->len; i++)
        {
          const LimnerInvalidField *field = g_ptr_array_index (self->fields, i);
          gboolean is_parent = g_strcmp0 (field->type, "required") == 0 || *field->name == '\0';
          g_autofree char *path = is_parent ? g_strdup ("input")
                                            : g_strconcat ("input.", field->name, NULL);
          JsonObject *entry = json_object_new ();

          json_object_set_string_member (entry, "type", field->type != NULL ? field->type : "");
          json_object_set_string_member (entry, "field", path);
          json_object_set_string_member (entry, "description",
                                         field->description != NULL ? field->description : "");
          json_array_add_object_element (array, entry);
        }
      json_object_set_array_member (object, "invalid_fields", array);
    }

  return json_node_init_object (json_node_alloc (), object);
}
