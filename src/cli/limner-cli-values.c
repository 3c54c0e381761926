/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-cli-values.h"

#include <string.h>

#include "base/limner-file.h"
#include "base/limner-json.h"
#include "client/limner-client-files.h"
#include "image/limner-data-uri.h"
#include "image/limner-picture-io.h"

#define MAX_INLINE_BYTES (256u * 1024)
#define MAX_JSON_BYTES   (16u * 1024 * 1024)

static char *
get_mime_type (const char *path,
               GBytes     *bytes)
{
  const char *sniffed = limner_image_sniff_mime (bytes);
  g_autofree char *type = NULL;
  char *mime_type;

  if (sniffed != NULL)
    return g_strdup (sniffed);

  type = g_content_type_guess (path, g_bytes_get_data (bytes, NULL),
                               MIN (g_bytes_get_size (bytes), 4096), NULL);
  mime_type = g_content_type_get_mime_type (type);
  return mime_type != NULL ? mime_type : g_strdup ("application/octet-stream");
}

/**
 * limner_cli_send_file:
 * @cli: the run
 * @client: the client of a server
 * @path: a file
 * @error: return location for an error
 *
 * A #LimnerCliFileFunc: a small file becomes a `data:` URL, a larger one is uploaded.
 *
 * Returns: (transfer full) (nullable): the address of the file
 */
char *
limner_cli_send_file (LimnerCli     *cli,
                      LimnerClient  *client,
                      const char    *path,
                      GError       **error)
{
  g_autoptr(GBytes) bytes = limner_file_read (path, LIMNER_MAX_UPLOAD, error);
  g_autoptr(LimnerRemoteFile) file = NULL;
  g_autofree char *mime_type = NULL;
  g_autofree char *name = NULL;
  gboolean is_cog =
    limner_server_get_kind (limner_client_get_server (client)) == LIMNER_SERVER_COG;

  if (bytes == NULL)
    return NULL;

  mime_type = get_mime_type (path, bytes);
  if (is_cog || g_bytes_get_size (bytes) <= MAX_INLINE_BYTES)
    return limner_data_uri_make (bytes, mime_type);

  name = g_path_get_basename (path);
  limner_client_upload_file_async (client, bytes, name, mime_type, NULL, NULL, NULL,
                                   cli->cancellable, limner_cli_result_cb, cli);
  file = limner_client_upload_file_finish (client, limner_cli_wait (cli), error);
  return file != NULL ? g_strdup (limner_remote_file_get_url (file)) : NULL;
}

/**
 * limner_cli_keep_file:
 * @cli: the run, whose library is open
 * @client: the client of a server
 * @path: a file
 * @error: return location for an error
 *
 * A #LimnerCliFileFunc: the file is kept in the library; the queue sends it.
 *
 * Returns: (transfer full) (nullable): `blob:…`
 */
char *
limner_cli_keep_file (LimnerCli     *cli,
                      LimnerClient  *client,
                      const char    *path,
                      GError       **error)
{
  LimnerStore *store = limner_studio_get_store (cli->studio);
  g_autoptr(GBytes) bytes = limner_file_read (path, LIMNER_STORE_MAX_BLOB, error);
  g_autofree char *blob = NULL;

  if (bytes == NULL)
    return NULL;

  limner_store_put_blob_async (store, bytes, cli->cancellable, limner_cli_result_cb, cli);
  blob = limner_store_put_blob_finish (store, limner_cli_wait (cli), error);
  if (blob == NULL)
    return NULL;
  return g_str_has_prefix (blob, "blob:") ? g_steal_pointer (&blob)
                                          : g_strconcat ("blob:", blob, NULL);
}

/* A list is given as JSON, or as one text after the other with commas between. */
static JsonNode *
read_list (const char *text)
{
  g_auto(GStrv) parts = g_strsplit (text, ",", -1);
  g_autoptr(JsonArray) array = json_array_new ();

  for (guint i = 0; parts[i] != NULL; i++)
    json_array_add_string_element (array, g_strstrip (parts[i]));
  return json_node_init_array (json_node_alloc (), array);
}

static gboolean
looks_like_json (const char *text)
{
  return *text == '{' || *text == '[' || *text == '"';
}

/* Files by their paths become what the function makes of them. */
static JsonNode *
replace_files (LimnerCli          *cli,
               LimnerClient       *client,
               JsonNode           *list,
               LimnerCliFileFunc   take_file,
               GError            **error)
{
  JsonArray *array = json_node_get_array (list);
  g_autoptr(JsonArray) replaced = json_array_new ();

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      const char *text = json_array_get_string_element (array, i);
      g_autofree char *reference = NULL;

      if (text != NULL && g_file_test (text, G_FILE_TEST_IS_REGULAR))
        {
          reference = take_file (cli, client, text, error);
          if (reference == NULL)
            return NULL;
        }
      json_array_add_string_element (replaced, reference != NULL ? reference
                                                                 : text != NULL ? text : "");
    }

  return json_node_init_array (json_node_alloc (), replaced);
}

static gboolean
set_value (LimnerCli          *cli,
           LimnerClient       *client,
           LimnerValues       *values,
           LimnerField        *field,
           const char         *text,
           LimnerCliFileFunc   take_file,
           GError            **error)
{
  const char *name = limner_field_get_name (field);
  LimnerFieldKind kind = limner_field_get_kind (field);
  LimnerFieldKind item = limner_field_get_item_kind (field);
  g_autoptr(JsonNode) node = NULL;
  g_autofree char *reference = NULL;

  if (kind == LIMNER_FIELD_FILE && g_file_test (text, G_FILE_TEST_IS_REGULAR))
    {
      reference = take_file (cli, client, text, error);
      if (reference == NULL)
        return FALSE;
      limner_values_set_text (values, name, reference);
      return TRUE;
    }

  if ((kind == LIMNER_FIELD_LIST || kind == LIMNER_FIELD_OBJECT || kind == LIMNER_FIELD_ANY) &&
      looks_like_json (text))
    {
      node = limner_json_parse (text, (gsize) -1, MAX_JSON_BYTES, error);
      if (node == NULL)
        return FALSE;
    }
  else if (kind == LIMNER_FIELD_LIST)
    {
      node = read_list (text);
    }

  if (node != NULL && kind == LIMNER_FIELD_LIST && item == LIMNER_FIELD_FILE &&
      JSON_NODE_HOLDS_ARRAY (node))
    {
      g_autoptr(JsonNode) list = g_steal_pointer (&node);

      node = replace_files (cli, client, list, take_file, error);
      if (node == NULL)
        return FALSE;
    }

  if (node != NULL)
    limner_values_set (values, name, node);
  else
    limner_values_set_text (values, name, text);
  return TRUE;
}

/**
 * limner_cli_read_values:
 * @cli: the run
 * @client: the client of the server that is asked
 * @schema: the model's inputs
 * @words: words such as `prompt="a harbour"`; a file is named by its path
 * @take_file: what becomes of files
 * @error: return location for an error
 *
 * Reads inputs from the command line.
 *
 * Returns: (transfer full) (nullable): the values; %NULL if a word is no input of the model
 */
LimnerValues *
limner_cli_read_values (LimnerCli          *cli,
                        LimnerClient       *client,
                        LimnerSchema       *schema,
                        char              **words,
                        LimnerCliFileFunc   take_file,
                        GError            **error)
{
  g_autoptr(LimnerValues) values = limner_values_new (schema);

  for (; *words != NULL; words++)
    {
      const char *equals = strchr (*words, '=');
      g_autofree char *name = equals != NULL ? g_strndup (*words, (gsize) (equals - *words)) : NULL;
      LimnerField *field = name != NULL ? limner_schema_find_field (schema, name) : NULL;

      if (field == NULL)
        {
          g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                       equals != NULL
                       ? "The model has no input “%s”; “limner-cli schema” lists them"
                       : "“%s” is not an input: write NAME=VALUE",
                       name != NULL ? name : *words);
          return NULL;
        }
      if (!set_value (cli, client, values, field, equals + 1, take_file, error))
        return NULL;
    }

  return g_steal_pointer (&values);
}
