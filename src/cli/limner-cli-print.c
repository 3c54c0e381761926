/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-cli-print.h"

#include "base/limner-json.h"

#define MAX_CELL 48

/**
 * limner_cli_print_commands:
 * @group: (nullable): the command that they are below of
 * @commands: a table
 *
 * Prints what commands there are.
 */
void
limner_cli_print_commands (const char             *group,
                           const LimnerCliCommand *commands)
{
  for (const LimnerCliCommand *command = commands; command->name != NULL; command++)
    g_print ("limner-cli %s%s%s%s%s\n    %s\n", group != NULL ? group : "",
             group != NULL ? " " : "", command->name, *command->usage != '\0' ? " " : "",
             command->usage, command->summary);
}

/**
 * limner_cli_print_node:
 * @cli: the run
 * @node: (transfer full): a JSON value
 *
 * Prints JSON for machines and for people.
 */
void
limner_cli_print_node (LimnerCli *cli,
                       JsonNode  *node)
{
  g_autofree char *text = limner_json_to_string (node, TRUE);

  g_print ("%s\n", text);
  json_node_unref (node);
}

/**
 * limner_cli_print_object:
 * @cli: the run
 * @object: (transfer full): a JSON object
 */
void
limner_cli_print_object (LimnerCli  *cli,
                         JsonObject *object)
{
  JsonNode *node = json_node_alloc ();

  json_node_init_object (node, object);
  json_object_unref (object);
  limner_cli_print_node (cli, node);
}

/* The text of a member, or of a member of a member: `current_release.version`. */
static char *
get_cell (LimnerResource *resource,
          const char     *path)
{
  g_auto(GStrv) names = g_strsplit (path, ".", -1);
  JsonObject *object = limner_resource_get_json (resource);
  JsonNode *node;
  guint i;

  for (i = 0; names[i + 1] != NULL; i++)
    object = limner_json_get_object (object, names[i]);

  node = object != NULL ? json_object_get_member (object, names[i]) : NULL;
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return g_strdup ("–");
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    return g_strdup (json_node_get_string (node));
  return limner_json_to_string (node, FALSE);
}

/* One line, and not so long that the next column is lost. */
static char *
shorten (char *text)
{
  g_autofree char *owned = text;
  glong length = g_utf8_strlen (text, -1);
  g_autofree char *start = NULL;

  g_strdelimit (text, "\r\n\t", ' ');
  if (length <= MAX_CELL)
    return g_steal_pointer (&owned);

  start = g_utf8_substring (text, 0, MAX_CELL - 1);
  return g_strconcat (start, "…", NULL);
}

/* Columns as wide as their widest cell; letters are counted, not bytes. */
static void
print_table (GPtrArray *cells,
             guint      n_columns)
{
  g_autofree glong *widths = g_new0 (glong, n_columns);

  for (guint i = 0; i < cells->len; i++)
    widths[i % n_columns] = MAX (widths[i % n_columns],
                                 g_utf8_strlen (g_ptr_array_index (cells, i), -1));

  for (guint i = 0; i < cells->len; i++)
    {
      const char *cell = g_ptr_array_index (cells, i);
      gboolean is_last = i % n_columns == n_columns - 1;
      glong padding = is_last ? 0 : widths[i % n_columns] - g_utf8_strlen (cell, -1) + 2;

      g_print ("%s%*s%s", cell, (int) padding, "", is_last ? "\n" : "");
    }
}

/**
 * limner_cli_show:
 * @cli: the run
 * @resource: (transfer full) (nullable): a #LimnerResource; %NULL where there is an error
 * @members: what people want to see of it
 * @error: (transfer full) (nullable): why there is none
 *
 * Prints a thing that the server has shown.
 *
 * Returns: what the program ends with
 */
LimnerCliExit
limner_cli_show (LimnerCli          *cli,
                 gpointer            resource,
                 const char * const *members,
                 GError             *error)
{
  g_autoptr(LimnerResource) owned = resource;
  g_autoptr(GError) owned_error = error;
  g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

  if (owned == NULL)
    return limner_cli_fail (cli, owned_error);

  if (cli->json)
    {
      limner_cli_print_node (cli, limner_resource_to_node (owned));
      return LIMNER_CLI_DONE;
    }

  for (guint i = 0; members[i] != NULL; i++)
    {
      g_ptr_array_add (cells, g_strdup (members[i]));
      g_ptr_array_add (cells, get_cell (owned, members[i]));
    }
  print_table (cells, 2);
  return LIMNER_CLI_DONE;
}

/**
 * limner_cli_show_model:
 * @cli: the run
 * @list: a list of #LimnerResource
 * @members: what people want to see of each
 *
 * Prints a list.
 *
 * Returns: %LIMNER_CLI_DONE
 */
LimnerCliExit
limner_cli_show_model (LimnerCli          *cli,
                       GListModel         *list,
                       const char * const *members)
{
  guint n = MIN (g_list_model_get_n_items (list), (guint) MAX (cli->limit, 0));
  guint n_columns = g_strv_length ((GStrv) members);
  g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(LimnerResource) resource = g_list_model_get_item (list, i);

      json_array_add_element (array, limner_resource_to_node (resource));
      for (guint j = 0; j < n_columns; j++)
        g_ptr_array_add (cells, shorten (get_cell (resource, members[j])));
    }

  if (cli->json)
    {
      JsonNode *node = json_node_alloc ();

      json_node_init_array (node, array);
      limner_cli_print_node (cli, node);
    }
  else
    {
      print_table (cells, n_columns);
    }
  json_array_unref (array);
  return LIMNER_CLI_DONE;
}

/**
 * limner_cli_show_list:
 * @cli: the run
 * @list: (transfer full): a list that comes in pages
 * @members: what people want to see of each
 *
 * Loads a list up to the limit and prints it.
 *
 * Returns: what the program ends with
 */
LimnerCliExit
limner_cli_show_list (LimnerCli          *cli,
                      LimnerPageList     *list,
                      const char * const *members)
{
  g_autoptr(LimnerPageList) owned = list;
  g_autoptr(GError) error = NULL;

  limner_page_list_load_async (owned, (guint) MAX (cli->limit, 1), cli->cancellable,
                               limner_cli_result_cb, cli);
  if (!limner_page_list_load_finish (owned, limner_cli_wait (cli), &error))
    return limner_cli_fail (cli, error);
  return limner_cli_show_model (cli, G_LIST_MODEL (owned), members);
}

/**
 * limner_cli_done:
 * @cli: the run
 * @is_done: whether it worked
 * @error: (transfer full) (nullable): why it did not
 * @message: a sentence that says what was done
 *
 * Tells the end of a command that has nothing to show.
 *
 * Returns: what the program ends with
 */
LimnerCliExit
limner_cli_done (LimnerCli  *cli,
                 gboolean    is_done,
                 GError     *error,
                 const char *message)
{
  g_autoptr(GError) owned_error = error;

  if (!is_done)
    return limner_cli_fail (cli, owned_error);

  if (cli->json)
    {
      JsonObject *json = json_object_new ();

      json_object_set_boolean_member (json, "done", TRUE);
      limner_cli_print_object (cli, json);
    }
  else
    {
      g_print ("%s\n", message);
    }
  return LIMNER_CLI_DONE;
}
