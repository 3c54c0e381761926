/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gstdio.h>

#include "limner-cli-run.h"

#include "base/limner-file.h"
#include "base/limner-json.h"
#include "image/limner-metadata.h"

#include "limner-cli-print.h"

/* Writes the file of an input beside input.json; gives its name. */
static char *
write_file (LimnerCli   *cli,
            const char  *reference,
            const char  *name,
            GError     **error)
{
  LimnerStore *store = limner_studio_get_store (cli->studio);
  g_autoptr(GBytes) bytes = limner_store_read_blob (store, reference, error);
  g_autofree char *base = NULL;
  g_autofree char *path = NULL;
  g_autofree char *absolute = NULL;
  const char *mime_type, *slash;

  if (bytes == NULL)
    return NULL;

  mime_type = limner_image_sniff_mime (bytes);
  slash = mime_type != NULL ? strchr (mime_type, '/') : NULL;
  base = g_strdup_printf ("%s.%s", name, slash != NULL ? slash + 1 : "bin");
  path = g_build_filename (cli->output, base, NULL);
  absolute = g_canonicalize_filename (path, NULL);
  return limner_file_write (absolute, bytes, error) ? g_steal_pointer (&base) : NULL;
}

static JsonNode *
replace_blobs (LimnerCli   *cli,
               JsonNode    *node,
               const char  *name,
               GError     **error)
{
  const char *text;
  g_autofree char *base = NULL;

  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *from = json_node_get_array (node);
      g_autoptr(JsonArray) to = json_array_new ();

      for (guint i = 0; i < json_array_get_length (from); i++)
        {
          g_autofree char *element_name = g_strdup_printf ("%s-%u", name, i + 1);
          JsonNode *element = replace_blobs (cli, json_array_get_element (from, i), element_name,
                                             error);

          if (element == NULL)
            return NULL;
          json_array_add_element (to, element);
        }
      return json_node_init_array (json_node_alloc (), to);
    }

  text = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;
  if (text == NULL || !g_str_has_prefix (text, "blob:"))
    return json_node_copy (node);

  base = write_file (cli, text, name, error);
  return base != NULL ? json_node_init_string (json_node_alloc (), base) : NULL;
}

static gboolean
write_input (LimnerCli      *cli,
             LimnerJobSpec  *spec,
             GError        **error)
{
  g_autoptr(JsonObject) object = json_object_new ();
  g_autoptr(GBytes) bytes = NULL;
  g_autofree char *path = g_build_filename (cli->output, "input.json", NULL);
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  JsonObject *input = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;
  g_autofree char *text = NULL;
  char *line;

  json_object_set_string_member (object, "server", limner_job_spec_get_server (spec));
  json_object_set_string_member (object, "model", limner_job_spec_get_model (spec));
  if (limner_job_spec_get_version (spec) != NULL)
    json_object_set_string_member (object, "version", limner_job_spec_get_version (spec));
  json_object_set_object_member (object, "input", input);

  json_object_iter_init (&iter, limner_job_spec_get_input (spec));
  while (json_object_iter_next (&iter, &name, &node))
    {
      JsonNode *replaced = replace_blobs (cli, node, name, error);

      if (replaced == NULL)
        return FALSE;
      json_object_set_member (input, name, replaced);
    }

  text = limner_json_object_to_string (object, TRUE);
  line = g_strconcat (text, "\n", NULL);
  bytes = g_bytes_new_take (line, strlen (line));
  if (!limner_file_write (absolute, bytes, error))
    return FALSE;

  if (cli->json)
    limner_cli_print_object (cli, json_object_ref (object));
  else
    g_print ("%s\n", path);
  return TRUE;
}

/**
 * limner_cli_carry_out:
 * @cli: the run, with its studio open
 * @request: (transfer full): what is asked for
 * @dry_run: whether to write what would be sent to the folder of `-o` instead of sending it:
 *   `input.json` and the prepared files, named as the inputs
 *
 * Makes a job of a request, waits for it and tells what came of it.
 *
 * Returns: what the program ends with
 */
LimnerCliExit
limner_cli_carry_out (LimnerCli         *cli,
                      LimnerSpecRequest *request,
                      gboolean           dry_run)
{
  g_autoptr(LimnerJobSpec) spec = NULL;
  g_autoptr(GError) error = NULL;

  if (dry_run && cli->output == NULL)
    {
      limner_spec_request_free (request);
      return limner_cli_usage (cli, "--dry-run needs a folder: -o FOLDER");
    }

  spec = limner_cli_build (cli, request, &error);
  if (spec == NULL)
    return limner_cli_fail (cli, error);
  if (!dry_run)
    return limner_cli_report_job (cli, g_object_ref (limner_job_queue_submit (
                                         limner_studio_get_queue (cli->studio), spec)));

  g_mkdir_with_parents (cli->output, 0755);
  return write_input (cli, spec, &error) ? LIMNER_CLI_DONE : limner_cli_fail (cli, error);
}
