/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-json.h"
#include "engine/limner-engine-id.h"
#include "limner-test-engine.h"
#include "limner-test.h"

/* Each of the operations is carried out, and what the engine answers is held against the service's
 * own description of the answer: types, what is required, what may be null, enumerations.
 */

static JsonObject *
load_description (void)
{
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  gsize length;

  if (limner_test_corpus () == NULL)
    return NULL;
  path = g_build_filename (limner_test_corpus (), "openapi", "replicate-http-api.2026-03.json",
                           NULL);
  if (!g_file_get_contents (path, &text, &length, NULL))
    return NULL;
  return limner_json_parse_object (text, length, 10000000, NULL);
}

static JsonObject *
follow (JsonObject *document,
        JsonObject *schema)
{
  const char *reference = limner_json_get_string (schema, "$ref", NULL);
  g_auto(GStrv) steps = reference != NULL ? g_strsplit (reference, "/", -1) : NULL;
  JsonObject *found = document;

  if (reference == NULL)
    return schema;
  for (guint i = 1; steps[i] != NULL && found != NULL; i++)
    found = limner_json_get_object (found, steps[i]);
  g_assert_nonnull (found);
  return found;
}

static gboolean
has_type (JsonNode   *value,
          const char *type)
{
  GType held = JSON_NODE_HOLDS_VALUE (value) ? json_node_get_value_type (value) : G_TYPE_INVALID;

  if (strcmp (type, "object") == 0)
    return JSON_NODE_HOLDS_OBJECT (value);
  if (strcmp (type, "array") == 0)
    return JSON_NODE_HOLDS_ARRAY (value);
  if (strcmp (type, "string") == 0)
    return held == G_TYPE_STRING;
  if (strcmp (type, "boolean") == 0)
    return held == G_TYPE_BOOLEAN;
  if (strcmp (type, "integer") == 0)
    return held == G_TYPE_INT64;
  g_assert_cmpstr (type, ==, "number");
  return held == G_TYPE_INT64 || held == G_TYPE_DOUBLE;
}

static gboolean
may_be_null (JsonObject *schema)
{
  JsonArray *types = limner_json_get_array (schema, "type");

  for (guint i = 0; types != NULL && i < json_array_get_length (types); i++)
    {
      if (strcmp (json_array_get_string_element (types, i), "null") == 0)
        return TRUE;
    }
  return limner_json_get_boolean (schema, "nullable", FALSE) ||
         (types == NULL && limner_json_get_string (schema, "type", NULL) == NULL);
}

static void
check_strings (JsonObject *schema,
               JsonNode   *value,
               const char *path)
{
  JsonArray *choices = limner_json_get_array (schema, "enum");
  const char *format = limner_json_get_string (schema, "format", "");
  const char *text = json_node_get_string (value);
  gboolean is_choice = choices == NULL;

  for (guint i = 0; choices != NULL && i < json_array_get_length (choices); i++)
    is_choice = is_choice || g_strcmp0 (json_array_get_string_element (choices, i), text) == 0;
  if (!is_choice)
    g_error ("%s: “%s” is not one of the choices", path, text);

  if (strcmp (format, "date-time") == 0)
    {
      g_autoptr(GDateTime) time = g_date_time_new_from_iso8601 (text, NULL);

      if (time == NULL)
        g_error ("%s: “%s” is no time", path, text);
    }
  else if (strcmp (format, "uri") == 0 && *text != '\0' && !g_uri_is_valid (text, 0, NULL))
    {
      g_error ("%s: “%s” is no address", path, text);
    }
}

/* Recorded answers of the service hold null there, whatever its description says. */
static gboolean
is_null_in_fact (const char *path)
{
  static const char * const members[] = { ".output", ".logs", ".error", ".metrics", ".started_at",
                                          ".completed_at" };

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    {
      if (g_str_has_suffix (path, members[i]))
        return TRUE;
    }
  return FALSE;
}

static void check (JsonObject *document,
                   JsonObject *schema,
                   JsonNode   *value,
                   const char *path);

static void
check_object (JsonObject *document,
              JsonObject *schema,
              JsonObject *object,
              const char *path)
{
  JsonObject *properties = limner_json_get_object (schema, "properties");
  JsonArray *required = limner_json_get_array (schema, "required");
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  for (guint i = 0; required != NULL && i < json_array_get_length (required); i++)
    {
      if (!json_object_has_member (object, json_array_get_string_element (required, i)))
        g_error ("%s: no “%s”", path, json_array_get_string_element (required, i));
    }

  json_object_iter_init (&iter, object);
  while (properties != NULL && json_object_iter_next (&iter, &name, &member))
    {
      JsonObject *property = limner_json_get_object (properties, name);
      g_autofree char *below = g_strconcat (path, ".", name, NULL);

      if (property != NULL)
        check (document, property, member, below);
    }
}

static void
check (JsonObject *document,
       JsonObject *schema,
       JsonNode   *value,
       const char *path)
{
  const char *type;

  schema = follow (document, schema);
  type = limner_json_get_string (schema, "type", NULL);
  if (JSON_NODE_HOLDS_NULL (value))
    {
      if (!may_be_null (schema) && !is_null_in_fact (path))
        g_error ("%s: is null", path);
      return;
    }
  if (type != NULL && !has_type (value, type))
    g_error ("%s: is no %s", path, type);

  if (JSON_NODE_HOLDS_OBJECT (value))
    check_object (document, schema, json_node_get_object (value), path);
  else if (JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_STRING)
    check_strings (schema, value, path);
  else if (JSON_NODE_HOLDS_ARRAY (value) && limner_json_get_object (schema, "items") != NULL)
    for (guint i = 0; i < json_array_get_length (json_node_get_array (value)); i++)
      {
        g_autofree char *below = g_strdup_printf ("%s[%u]", path, i);

        check (document, limner_json_get_object (schema, "items"),
               json_array_get_element (json_node_get_array (value), i), below);
      }
}

/* What is asked, in this order. Words in braces are what an answer before gave. */
static const struct
{
  const char *method;
  const char *path;
  const char *described;    /* the path in the description */
  const char *body;
  guint       status;
  const char *keep;         /* a member of the answer … */
  const char *as;           /* … and the word for it */
  const char *until;        /* asked again until it has this status */
} steps[] = {
  { "GET", "/account", NULL, NULL, 200, NULL, NULL },
  { "GET", "/collections", NULL, NULL, 200, NULL, NULL },
  { "GET", "/collections/text-to-image", "/collections/{collection_slug}", NULL, 200, NULL, NULL },
  { "GET", "/hardware", NULL, NULL, 200, NULL, NULL },
  { "GET", "/webhooks/default/secret", NULL, NULL, 200, NULL, NULL },
  { "GET", "/models", NULL, NULL, 200, NULL, NULL },
  { "GET", "/models?sort_by=model_created_at&sort_direction=asc", "/models", NULL, 200, NULL,
    NULL },
  { "QUERY", "/models", NULL, "painter", 200, NULL, NULL },
  { "GET", "/search?query=painter", "/search", NULL, 200, NULL, NULL },
  { "GET", "/search", NULL, NULL, 400, NULL, NULL },
  { "GET", "/models/limner/painter", "/models/{model_owner}/{model_name}", NULL, 200,
    "latest_version.id", "painter" },
  { "GET", "/models/limner/style-trainer", "/models/{model_owner}/{model_name}", NULL, 200,
    "latest_version.id", "trainer" },
  { "GET", "/models/limner/painter/examples", "/models/{model_owner}/{model_name}/examples", NULL,
    200, NULL, NULL },
  { "GET", "/models/limner/painter/readme", "/models/{model_owner}/{model_name}/readme", NULL,
    200, NULL, NULL },
  { "GET", "/models/limner/painter/versions", "/models/{model_owner}/{model_name}/versions", NULL,
    200, NULL, NULL },
  { "GET", "/models/limner/painter/versions/{painter}",
    "/models/{model_owner}/{model_name}/versions/{version_id}", NULL, 200, NULL, NULL },
  { "POST", "/models/limner/painter/predictions",
    "/models/{model_owner}/{model_name}/predictions", "{\"input\":{\"prompt\":\"a\"}}", 201, "id",
    "prediction" },
  { "GET", "/predictions/{prediction}", "/predictions/{prediction_id}", NULL, 200, NULL, NULL },
  { "POST", "/predictions", NULL, "{\"version\":\"{painter}\",\"input\":{\"prompt\":\"wait\"}}",
    201, "id", "prediction" },
  { "POST", "/predictions/{prediction}/cancel", "/predictions/{prediction_id}/cancel", NULL, 200,
    NULL, NULL },
  { "GET", "/predictions", NULL, NULL, 200, NULL, NULL },
  { "POST", "/models", NULL, "{\"owner\":\"local\",\"name\":\"style\",\"visibility\":\"private\","
    "\"hardware\":\"cpu\"}", 201, NULL, NULL },
  { "PATCH", "/models/local/style", "/models/{model_owner}/{model_name}",
    "{\"description\":\"Mine\"}", 200, NULL, NULL },
  { "POST", "/models/limner/style-trainer/versions/{trainer}/trainings",
    "/models/{model_owner}/{model_name}/versions/{version_id}/trainings",
    "{\"destination\":\"local/style\",\"input\":{\"input_images\":"
    "\"data:application/zip;base64,AAAA\"}}", 201, "id", "training" },
  { "GET", "/trainings/{training}", "/trainings/{training_id}", NULL, 200, NULL, NULL },
  { "GET", "/trainings", NULL, NULL, 200, NULL, NULL },
  { "GET", "/trainings/{training}", "/trainings/{training_id}", NULL, 200, NULL, NULL,
    "succeeded" },
  { "POST", "/trainings/{training}/cancel", "/trainings/{training_id}/cancel", NULL, 200, NULL,
    NULL },
  { "GET", "/models/local/style", "/models/{model_owner}/{model_name}", NULL, 200,
    "latest_version.id", "trained" },
  { "DELETE", "/models/local/style/versions/{trained}",
    "/models/{model_owner}/{model_name}/versions/{version_id}", NULL, 202, NULL, NULL },
  { "GET", "/models/local/style/versions/{trained}",
    "/models/{model_owner}/{model_name}/versions/{version_id}", NULL, 404, NULL, NULL },
  { "DELETE", "/models/local/style", "/models/{model_owner}/{model_name}", NULL, 204, NULL, NULL },
  { "POST", "/deployments", NULL, "{\"name\":\"mine\",\"model\":\"limner/painter\",\"version\":"
    "\"{painter}\",\"hardware\":\"cpu\",\"min_instances\":0,\"max_instances\":1}", 200, NULL,
    NULL },
  { "GET", "/deployments", NULL, NULL, 200, NULL, NULL },
  { "GET", "/deployments/local/mine", "/deployments/{deployment_owner}/{deployment_name}", NULL,
    200, NULL, NULL },
  { "PATCH", "/deployments/local/mine", "/deployments/{deployment_owner}/{deployment_name}",
    "{\"max_instances\":2}", 200, NULL, NULL },
  { "POST", "/deployments/local/mine/predictions",
    "/deployments/{deployment_owner}/{deployment_name}/predictions",
    "{\"input\":{\"prompt\":\"fail\"}}", 201, "id", "prediction" },
  { "GET", "/predictions/{prediction}", "/predictions/{prediction_id}", NULL, 200, NULL, NULL },
  { "POST", "/files", NULL, "--b\r\nContent-Disposition: form-data; name=\"content\"; "
    "filename=\"a.txt\"\r\nContent-Type: text/plain\r\n\r\nhello\r\n--b--\r\n", 201, "id", "file" },
  { "GET", "/files", NULL, NULL, 200, NULL, NULL },
  { "GET", "/files/{file}", "/files/{file_id}", NULL, 200, NULL, NULL },
  { "GET", "/files/{file}/download?{signed}", "/files/{file_id}/download", NULL, 200, NULL, NULL },
  { "DELETE", "/files/{file}", "/files/{file_id}", NULL, 204, NULL, NULL },
  { "GET", "/files/{file}", "/files/{file_id}", NULL, 404, NULL, NULL },
  { "GET", "/files/{file}/download", "/files/{file_id}/download", NULL, 404, NULL, NULL },
  { "DELETE", "/deployments/local/mine", "/deployments/{deployment_owner}/{deployment_name}", NULL,
    204, NULL, NULL },
};

static char *
fill_in (GHashTable *words,
         const char *text)
{
  g_autoptr(GString) filled = g_string_new (text);
  GHashTableIter iter;
  gpointer word, value;

  g_hash_table_iter_init (&iter, words);
  while (g_hash_table_iter_next (&iter, &word, &value))
    {
      g_autofree char *braces = g_strdup_printf ("{%s}", (char *) word);

      g_string_replace (filled, braces, value, 0);
    }
  return g_strdup (filled->str);
}

static void
check_answer (JsonObject       *document,
              gsize             step,
              LimnerTestAnswer *answer)
{
  const char *described = steps[step].described != NULL ? steps[step].described : steps[step].path;
  g_autofree char *method = g_ascii_strdown (steps[step].method, -1);
  g_autofree char *status = g_strdup_printf ("%u", steps[step].status);
  g_autofree char *what = g_strdup_printf ("%s %s %s", steps[step].method, described, status);
  JsonObject *found = limner_json_get_object (document, "paths");
  g_autoptr(GList) contents = NULL;
  JsonObject *content, *schema;

  found = limner_json_get_object (limner_json_get_object (found, described), method);
  found = limner_json_get_object (limner_json_get_object (found, "responses"), status);
  content = limner_json_get_object (found, "content");
  if (content == NULL)
    return;

  contents = json_object_get_members (content);
  schema = limner_json_get_object (limner_json_get_object (content, contents->data), "schema");
  /* A file has its own type. */
  if (g_strcmp0 (limner_json_get_string (schema, "format", NULL), "binary") != 0)
    g_assert_cmpstr (soup_message_headers_get_content_type (answer->headers, NULL), ==,
                     contents->data);
  if (g_str_has_suffix (contents->data, "json"))
    check (document, schema, answer->node, what);
}

/* What a file's address is signed with, as the service wants it. */
static char *
sign (LimnerTestEngine *engine,
      const char       *file)
{
  const char *token = limner_test_engine_get_token (engine);
  gint64 expiry = g_get_real_time () / G_USEC_PER_SEC + 60;
  g_autofree char *text = g_strdup_printf ("local %s %" G_GINT64_FORMAT, file, expiry);
  g_autofree char *signature = limner_engine_hmac (token, strlen (token), text);
  g_autofree char *escaped = g_uri_escape_string (signature, NULL, FALSE);

  return g_strdup_printf ("owner=local&expiry=%" G_GINT64_FORMAT "&signature=%s", expiry, escaped);
}

static LimnerTestAnswer *
take_step (LimnerTestEngine *engine,
           gsize             step,
           GHashTable       *words)
{
  g_autofree char *path = fill_in (words, steps[step].path);
  g_autofree char *body = steps[step].body != NULL ? fill_in (words, steps[step].body) : NULL;
  gboolean is_form = body != NULL && g_str_has_prefix (body, "--b");
  LimnerTestAnswer *answer = NULL;
  gint64 start = g_get_monotonic_time ();

  g_test_message ("%s %s", steps[step].method, steps[step].path);
  do
    {
      g_assert_cmpint (g_get_monotonic_time () - start, <,
                       LIMNER_TEST_PATIENCE * (gint64) 1000);
      g_clear_pointer (&answer, limner_test_answer_free);
      answer = limner_test_engine_send_with (engine, steps[step].method, path, body,
                                             is_form ? "Content-Type" : NULL,
                                             is_form ? "multipart/form-data; boundary=b" : NULL);
    }
  while (steps[step].until != NULL &&
         g_strcmp0 (limner_test_answer_get (answer, "status"), steps[step].until) != 0);
  return answer;
}

/* No operation of the description was left out. */
static void
check_all (JsonObject *document)
{
  JsonObjectIter paths;
  const char *path;
  JsonNode *node;
  guint n = 0;

  json_object_iter_init (&paths, limner_json_get_object (document, "paths"));
  while (json_object_iter_next (&paths, &path, &node))
    {
      g_autoptr(GList) methods = json_object_get_members (json_node_get_object (node));

      for (GList *l = methods; l != NULL; l = l->next, n++)
        {
          gboolean found = FALSE;

          for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
            found = found || (g_ascii_strcasecmp (steps[i].method, l->data) == 0 &&
                              steps[i].status < 300 &&
                              g_strcmp0 (steps[i].described != NULL ? steps[i].described
                                                                    : steps[i].path, path) == 0);
          if (!found)
            g_error ("%s %s is not carried out", (const char *) l->data, path);
        }
    }
  g_assert_cmpuint (n, >=, 37);
}

static void
test_shapes (LimnerTestEngineFixture *fixture,
             gconstpointer            data)
{
  g_autoptr(JsonObject) document = load_description ();
  g_autoptr(GHashTable) words = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);

  if (document == NULL)
    {
      g_test_skip ("The corpus is not here");
      return;
    }

  limner_test_engine_set_gate (FALSE);
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr(LimnerTestAnswer) answer = take_step (fixture->engine, i, words);

      g_assert_cmpuint (answer->status, ==, steps[i].status);
      check_answer (document, i, answer);
      if (steps[i].keep != NULL)
        g_hash_table_insert (words, (gpointer) steps[i].as,
                             g_strdup (limner_test_answer_get (answer, steps[i].keep)));
      if (g_strcmp0 (steps[i].as, "file") == 0)
        g_hash_table_insert (words, (gpointer) "signed",
                             sign (fixture->engine, g_hash_table_lookup (words, "file")));
    }
  limner_test_engine_set_gate (TRUE);
  check_all (document);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  limner_test_engine_add ("/engine/shapes", NULL, test_shapes);
  return g_test_run ();
}
