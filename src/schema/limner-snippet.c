/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-json.h"

#include "limner-snippet.h"

/* A request written down so that someone can send it without this program. The token is never in
 * it: it is read from the environment.
 */

typedef struct
{
  char     *url;
  JsonNode *body;
} Request;

static void
request_clear (Request *request)
{
  g_clear_pointer (&request->url, g_free);
  g_clear_pointer (&request->body, json_node_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Request, request_clear)

/* A file in the library is a name that no server knows. */
static JsonNode *
name_local_files (JsonNode *value)
{
  const char *text = JSON_NODE_HOLDS_VALUE (value) ? json_node_get_string (value) : NULL;
  JsonArray *items = JSON_NODE_HOLDS_ARRAY (value) ? json_node_get_array (value) : NULL;
  g_autoptr(JsonArray) copy = NULL;

  if (text != NULL && g_str_has_prefix (text, "blob:"))
    return json_node_init_string (json_node_alloc (), "https://example.com/your-file");
  if (items == NULL)
    return json_node_copy (value);

  copy = json_array_new ();
  for (guint i = 0; i < json_array_get_length (items); i++)
    json_array_add_element (copy, name_local_files (json_array_get_element (items, i)));
  return json_node_init_array (json_node_alloc (), copy);
}

static JsonObject *
copy_input (JsonObject *input)
{
  JsonObject *copy = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init_ordered (&iter, input);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    json_object_set_member (copy, name, name_local_files (value));
  return copy;
}

static void
request_init (Request    *request,
              const char *base_url,
              const char *model,
              JsonObject *input)
{
  g_autoptr(JsonObject) body = json_object_new ();
  const char *colon = strrchr (model, ':');

  if (colon != NULL)
    {
      request->url = g_strdup_printf ("%s/predictions", base_url);
      json_object_set_string_member (body, "version", colon + 1);
    }
  else
    {
      request->url = g_strdup_printf ("%s/models/%s/predictions", base_url, model);
    }
  json_object_set_object_member (body, "input", copy_input (input));
  request->body = json_node_init_object (json_node_alloc (), body);
}

/* Python writes True, False and None; everything else of JSON is Python as well. */
static void
append_python (GString  *text,
               JsonNode *node,
               int       indent)
{
  g_autofree char *json = NULL;

  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObjectIter iter;
      const char *name;
      JsonNode *member;

      g_string_append (text, "{\n");
      json_object_iter_init_ordered (&iter, json_node_get_object (node));
      while (json_object_iter_next_ordered (&iter, &name, &member))
        {
          g_autoptr(JsonNode) key = json_node_init_string (json_node_alloc (), name);
          g_autofree char *quoted = limner_json_to_string (key, FALSE);

          g_string_append_printf (text, "%*s%s: ", indent + 4, "", quoted);
          append_python (text, member, indent + 4);
          g_string_append (text, ",\n");
        }
      g_string_append_printf (text, "%*s}", indent, "");
    }
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      g_string_append_c (text, '[');
      for (guint i = 0; i < json_array_get_length (array); i++)
        {
          if (i > 0)
            g_string_append (text, ", ");
          append_python (text, json_array_get_element (array, i), indent);
        }
      g_string_append_c (text, ']');
    }
  else
    {
      json = limner_json_to_string (node, FALSE);
      if (g_str_equal (json, "true") || g_str_equal (json, "false"))
        json[0] = g_ascii_toupper (json[0]);
      g_string_append (text, g_str_equal (json, "null") ? "None" : json);
    }
}

static char *
build_curl (const Request *request)
{
  g_autofree char *json = limner_json_to_string (request->body, TRUE);
  g_autoptr(GString) quoted = g_string_new (json);

  g_string_replace (quoted, "'", "'\\''", 0);
  return g_strdup_printf ("curl -sS -X POST \\\n"
                          "  -H \"Authorization: Bearer $REPLICATE_API_TOKEN\" \\\n"
                          "  -H \"Content-Type: application/json\" \\\n"
                          "  -H \"Prefer: wait\" \\\n"
                          "  -d '%s' \\\n"
                          "  %s\n", quoted->str, request->url);
}

/* JavaScript's numbers lose digits from 2^53 on; a seed beyond that has to stay text. */
static char *
write_javascript_body (const Request *request)
{
  g_autofree char *json = limner_json_to_string (request->body, TRUE);
  g_autofree char *line = limner_json_to_string (request->body, FALSE);
  g_autoptr(JsonNode) text = json_node_init_string (json_node_alloc (), line);
  g_autoptr(GString) indented = g_string_new (json);

  if (g_regex_match_simple ("[:,\\[]-?[0-9]{16,}[,}\\]]", line, 0, 0))
    return limner_json_to_string (text, FALSE);

  g_string_replace (indented, "\n", "\n  ", 0);
  return g_strdup_printf ("JSON.stringify(%s)", indented->str);
}

static char *
build_javascript (const Request *request)
{
  g_autofree char *body = write_javascript_body (request);

  return g_strdup_printf ("const response = await fetch(\"%s\", {\n"
                          "  method: \"POST\",\n"
                          "  headers: {\n"
                          "    Authorization: `Bearer ${process.env.REPLICATE_API_TOKEN}`,\n"
                          "    \"Content-Type\": \"application/json\",\n"
                          "    Prefer: \"wait\",\n"
                          "  },\n"
                          "  body: %s,\n"
                          "});\n"
                          "const prediction = await response.json();\n"
                          "console.log(prediction.output);\n", request->url, body);
}

static char *
build_python (const Request *request)
{
  g_autoptr(GString) body = g_string_new (NULL);

  append_python (body, request->body, 0);
  return g_strdup_printf ("import json\n"
                          "import os\n"
                          "import urllib.request\n"
                          "\n"
                          "body = %s\n"
                          "request = urllib.request.Request(\n"
                          "    \"%s\",\n"
                          "    data=json.dumps(body).encode(),\n"
                          "    headers={\n"
                          "        \"Authorization\": \"Bearer \" + "
                          "os.environ[\"REPLICATE_API_TOKEN\"],\n"
                          "        \"Content-Type\": \"application/json\",\n"
                          "        \"Prefer\": \"wait\",\n"
                          "    },\n"
                          ")\n"
                          "with urllib.request.urlopen(request) as response:\n"
                          "    print(json.load(response)[\"output\"])\n", body->str, request->url);
}

/**
 * limner_snippet_build:
 * @kind: in what to write it
 * @base_url: the server's address without a slash at the end, such as
 *   `https://api.replicate.com/v1`
 * @model: `owner/name` or `owner/name:version`
 * @input: the input of the request
 *
 * Writes a request down as a program. Files of the library are replaced by an example's address.
 *
 * Returns: (transfer full): the text of the program
 */
char *
limner_snippet_build (LimnerSnippetKind  kind,
                      const char        *base_url,
                      const char        *model,
                      JsonObject        *input)
{
  g_auto(Request) request = { NULL, NULL };

  g_return_val_if_fail (base_url != NULL && model != NULL && input != NULL, NULL);

  request_init (&request, base_url, model, input);
  switch (kind)
    {
    case LIMNER_SNIPPET_JAVASCRIPT:
      return build_javascript (&request);
    case LIMNER_SNIPPET_PYTHON:
      return build_python (&request);
    case LIMNER_SNIPPET_CURL:
    default:
      return build_curl (&request);
    }
}
