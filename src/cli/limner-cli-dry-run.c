/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gstdio.h>

#include "limner-cli-run.h"

#include "base/limner-file.h"
#include "base/limner-json.h"
#include "image/limner-export.h"
#include "image/limner-metadata.h"

#include "limner-cli-print.h"
#include "limner-cli-recipe.h"

/* Writes the file of an input beside input.json; gives its name. What a model calls its inputs may
 * look like a path.
 */
static char *
write_file (LimnerCli   *cli,
            const char  *reference,
            const char  *name,
            GError     **error)
{
  LimnerStore *store = limner_studio_get_store (cli->studio);
  g_autoptr(GBytes) bytes = limner_store_read_blob (store, reference, error);
  g_autofree char *stem = limner_export_make_stem (name);
  g_autofree char *base = NULL;
  g_autofree char *path = NULL;
  g_autofree char *absolute = NULL;
  const char *mime_type, *slash;

  if (bytes == NULL)
    return NULL;

  mime_type = limner_image_sniff_mime (bytes);
  slash = mime_type != NULL ? strchr (mime_type, '/') : NULL;
  base = g_strdup_printf ("%s.%s", stem, slash != NULL ? slash + 1 : "bin");
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
write_object (LimnerCli   *cli,
              JsonObject  *object,
              GError     **error)
{
  g_autofree char *path = g_build_filename (cli->output, "input.json", NULL);
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  g_autofree char *text = limner_json_object_to_string (object, TRUE);
  g_autoptr(GBytes) bytes = NULL;
  char *line = g_strconcat (text, "\n", NULL);

  bytes = g_bytes_new_take (line, strlen (line));
  if (!limner_file_write (absolute, bytes, error))
    return FALSE;

  if (cli->json)
    limner_cli_print_object (cli, json_object_ref (object));
  else
    g_print ("%s\n", path);
  return TRUE;
}

static gboolean
write_input (LimnerCli      *cli,
             LimnerJobSpec  *spec,
             GError        **error)
{
  g_autoptr(JsonObject) object = json_object_new ();
  JsonObject *input = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

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

  return write_object (cli, object, error);
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

/* What a step's model is asked; the picture is one that the step before makes. */
static gboolean
write_later_step (LimnerCli          *cli,
                  LimnerSpecRequest  *request,
                  guint               index,
                  GError            **error)
{
  g_autoptr(JsonObject) object = json_object_new ();
  g_auto(GStrv) names = limner_spec_list_canvas_fields (limner_values_get_schema (request->values),
                                                        request->task);
  JsonObject *input = limner_values_to_input (request->values);
  g_autofree char *result = g_strdup_printf ("result of step %u", index);

  for (gsize i = 0; names[i] != NULL; i++)
    {
      LimnerField *field = limner_schema_find_field (limner_values_get_schema (request->values),
                                                     names[i]);

      if (limner_field_is_picture (field))
        json_object_set_string_member (input, names[i], result);
    }
  json_object_set_string_member (object, "server", request->server);
  json_object_set_string_member (object, "model", request->model);
  if (request->version != NULL)
    json_object_set_string_member (object, "version", request->version);
  json_object_set_object_member (object, "input", input);
  return write_object (cli, object, error);
}

static gboolean
write_export (LimnerCli               *cli,
              const LimnerRecipeStep  *step,
              GError                 **error)
{
  g_autoptr(JsonObject) object = json_object_new ();

  json_object_set_string_member (object, "task", "export");
  json_object_set_string_member (object, "folder", step->folder != NULL ? step->folder : "");
  return write_object (cli, object, error);
}

static gboolean
write_step (LimnerCli               *cli,
            const LimnerRecipeStep  *step,
            guint                    index,
            const char              *path,
            GError                 **error)
{
  g_autoptr(LimnerSpecRequest) request = NULL;
  g_autoptr(LimnerJobSpec) spec = NULL;
  char *no_words[] = { NULL };

  if (step->task == LIMNER_TASK_NONE)
    return write_export (cli, step, error);

  g_free (cli->server);
  cli->server = g_strdup (step->server);
  request = limner_cli_make_request (cli, step->model, no_words, error);
  if (request == NULL)
    return FALSE;
  if (step->values != NULL)
    {
      g_autoptr(GPtrArray) report = limner_values_load (request->values, step->values);
    }
  request->task = step->task;
  request->options = step->options;
  if (index > 0)
    return write_later_step (cli, request, index, error);

  if (path != NULL && !limner_cli_set_picture (cli, request, path, error))
    return FALSE;
  if (path != NULL && step->task == LIMNER_TASK_EXTEND)
    limner_recipe_step_get_frame (step, limner_picture_get_width (request->picture),
                                  limner_picture_get_height (request->picture), &request->frame);
  spec = limner_cli_build (cli, g_steal_pointer (&request), error);
  return spec != NULL && write_input (cli, spec, error);
}

/**
 * limner_cli_dry_run_recipe:
 * @cli: the run, with its studio open
 * @recipe: what is to be done
 * @path: (nullable): the picture to begin with
 *
 * Writes what each step would send to a folder of its own in that of `-o`: the first as it is, the
 * others with the name of the step whose picture they are given.
 *
 * Returns: what the program ends with
 */
LimnerCliExit
limner_cli_dry_run_recipe (LimnerCli    *cli,
                           LimnerRecipe *recipe,
                           const char   *path)
{
  g_autofree char *folder = g_strdup (cli->output);
  g_autofree char *server = g_strdup (cli->server);
  g_autoptr(GError) error = NULL;

  if (folder == NULL)
    return limner_cli_usage (cli, "--dry-run needs a folder: -o FOLDER");

  for (guint i = limner_recipe_find_first_step (recipe, path != NULL);
       i < limner_recipe_get_n_steps (recipe) && error == NULL; i++)
    {
      g_autofree char *name = g_strdup_printf ("step-%u", i + 1);

      g_free (cli->output);
      cli->output = g_build_filename (folder, name, NULL);
      g_mkdir_with_parents (cli->output, 0755);
      write_step (cli, limner_recipe_get_step (recipe, i), i, path, &error);
    }

  g_free (cli->server);
  cli->server = g_steal_pointer (&server);
  g_free (cli->output);
  cli->output = g_steal_pointer (&folder);
  return error == NULL ? LIMNER_CLI_DONE : limner_cli_fail (cli, error);
}
