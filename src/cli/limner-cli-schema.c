/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/limner-error.h"
#include "base/limner-file.h"
#include "base/limner-json.h"
#include "schema/limner-schema.h"

#include "limner-cli-commands.h"
#include "limner-cli-print.h"

static void
print_field (LimnerField *field)
{
  g_autofree char *kind = limner_field_get_kind_name (field);
  JsonNode *fallback = limner_field_get_default (field);
  JsonArray *choices = limner_field_get_choices (field);
  g_autofree char *fallback_text = fallback != NULL ? limner_json_to_string (fallback, FALSE)
                                                    : NULL;
  double minimum;
  double maximum;

  g_print ("%s  (%s%s)", limner_field_get_name (field), kind,
           limner_field_is_required (field) ? ", required" : "");
  if (fallback_text != NULL)
    g_print ("  = %s", fallback_text);
  if (limner_field_get_minimum (field, &minimum))
    g_print ("  ≥ %g", minimum);
  if (limner_field_get_maximum (field, &maximum))
    g_print ("  ≤ %g", maximum);
  if (choices != NULL)
    {
      g_autoptr(JsonNode) node = json_node_init_array (json_node_alloc (), choices);
      g_autofree char *text = limner_json_to_string (node, FALSE);

      g_print ("  %s", text);
    }
  g_print ("\n");
  if (limner_field_get_help (field) != NULL && *limner_field_get_help (field) != '\0')
    g_print ("    %s\n", limner_field_get_help (field));
}

static void
print_schema (LimnerSchema *schema)
{
  g_autofree char *output = limner_schema_get_output_kind_name (schema);

  for (guint i = 0; i < limner_schema_get_n_fields (schema); i++)
    print_field (limner_schema_get_field (schema, i));
  g_print ("→ %s\n", output);
}

static LimnerSchema *
load_file (const char  *path,
           gboolean     training,
           GError     **error)
{
  g_autoptr(GBytes) bytes = limner_file_read (path, LIMNER_SCHEMA_MAX_BYTES, error);
  g_autoptr(JsonObject) document = NULL;

  if (bytes == NULL)
    return NULL;
  if (!training)
    return limner_schema_new_from_bytes (bytes, error);

  document = limner_json_parse_object (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                                       LIMNER_SCHEMA_MAX_BYTES, error);
  return document != NULL ? limner_schema_new_for_training (document) : NULL;
}

static LimnerSchema *
load_model (LimnerCli   *cli,
            const char  *reference,
            gboolean     training,
            GError     **error)
{
  g_autoptr(LimnerClient) client = limner_cli_get_client (cli, error);
  g_autoptr(LimnerModel) model = NULL;
  g_autoptr(LimnerModelVersion) version = NULL;
  JsonObject *document;

  if (client == NULL || !limner_cli_load_model (cli, client, reference, &model, &version, error))
    return NULL;

  document = version != NULL ? limner_model_version_get_schema (version) : NULL;
  if (document == NULL)
    {
      g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_NOT_FOUND,
                   "The server shows no schema for %s", reference);
      return NULL;
    }
  return training ? limner_schema_new_for_training (document) : limner_schema_new (document);
}

/**
 * limner_cli_schema:
 * @cli: the run
 * @arguments: what follows the command's name
 *
 * Shows the inputs of a model, or of a schema in a file; for a file no server is asked.
 *
 * Returns: what the program ends with
 */
LimnerCliExit
limner_cli_schema (LimnerCli  *cli,
                   char      **arguments)
{
  static gboolean training;
  static const GOptionEntry entries[] = {
    { "training", 0, 0, G_OPTION_ARG_NONE, &training, "The inputs of a training", NULL },
    { NULL }
  };
  g_autoptr(LimnerSchema) schema = NULL;
  g_autoptr(GError) error = NULL;

  if (!limner_cli_parse (cli, entries, &arguments, &error) ||
      !limner_cli_check_words (arguments, 1, &error))
    return limner_cli_fail (cli, error);

  if (g_file_test (arguments[0], G_FILE_TEST_IS_REGULAR))
    schema = load_file (arguments[0], training, &error);
  else
    schema = load_model (cli, arguments[0], training, &error);
  if (schema == NULL)
    return limner_cli_fail (cli, error);

  if (cli->json)
    limner_cli_print_node (cli, limner_schema_to_json (schema));
  else
    print_schema (schema);
  return LIMNER_CLI_DONE;
}
