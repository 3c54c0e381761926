/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/limner-error.h"
#include "image/limner-thumbnailer.h"
#include "store/limner-store-gallery.h"
#include "store/limner-store-marks.h"

#include "limner-cli-commands.h"
#include "limner-cli-print.h"

/* Changes of the library that need no model: pictures come in, and get stars and tags. */

#define MAX_DEPTH 16

/* The pictures of a folder and of those in it; links are not followed, so that there is an end. */
static void
add_folder (GPtrArray  *paths,
            const char *folder,
            guint       depth)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (name[0] == '.' || g_file_test (path, G_FILE_TEST_IS_SYMLINK))
        continue;
      if (!g_file_test (path, G_FILE_TEST_IS_DIR))
        {
          if (limner_store_is_picture_name (name))
            g_ptr_array_add (paths, g_steal_pointer (&path));
        }
      else if (depth < MAX_DEPTH)
        add_folder (paths, path, depth + 1);
    }
}

static int
compare_paths (gconstpointer a,
               gconstpointer b)
{
  return g_strcmp0 (*(const char * const *) a, *(const char * const *) b);
}

static char **
list_paths (char **arguments)
{
  GPtrArray *paths = g_ptr_array_new ();

  for (guint i = 0; arguments[i] != NULL; i++)
    {
      g_autofree char *path = g_canonicalize_filename (arguments[i], NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        add_folder (paths, path, 0);
      else
        g_ptr_array_add (paths, g_steal_pointer (&path));
    }
  g_ptr_array_sort (paths, compare_paths);
  g_ptr_array_add (paths, NULL);
  return (char **) g_ptr_array_free (paths, FALSE);
}

/**
 * limner_cli_gallery_import:
 * @cli: the run
 * @arguments: what follows the command's name
 *
 * Takes pictures, and all that lie in folders, into the library; they stay where they are.
 *
 * Returns: what the program ends with
 */
LimnerCliExit
limner_cli_gallery_import (LimnerCli  *cli,
                           char      **arguments)
{
  LimnerStore *store = limner_studio_get_store (limner_cli_get_studio (cli));
  g_auto(GStrv) paths = NULL;
  g_auto(GStrv) ids = NULL;
  g_autoptr(GError) error = NULL;
  guint n_refused = 0;

  if (!limner_cli_parse (cli, NULL, &arguments, &error))
    return limner_cli_fail (cli, error);
  if (arguments[0] == NULL)
    return limner_cli_usage (cli, "A picture or a folder is needed");
  if (!limner_cli_open_store (cli, &error))
    return limner_cli_fail (cli, error);

  paths = list_paths (arguments);
  limner_store_set_thumbnailer (store, limner_thumbnailer_get_default ());
  limner_store_import_files_async (store, (const char * const *) paths, NULL, NULL,
                                   cli->cancellable, limner_cli_result_cb, cli);
  ids = limner_store_import_files_finish (store, limner_cli_wait (cli), &n_refused, &error);
  if (ids == NULL)
    return limner_cli_fail (cli, error);

  if (cli->json)
    {
      JsonObject *json = json_object_new ();

      json_object_set_int_member (json, "count", g_strv_length (ids));
      json_object_set_int_member (json, "refused", n_refused);
      limner_cli_print_object (cli, json);
    }
  else
    g_print ("%u pictures are in the library; %u files could not be read\n", g_strv_length (ids),
             n_refused);
  return n_refused == 0 ? LIMNER_CLI_DONE : LIMNER_CLI_FAILED;
}

/* Also in the files, so that the next command finds it there. */
static gboolean
finish_mark (LimnerCli  *cli,
             GError    **error)
{
  LimnerStore *store = limner_studio_get_store (limner_cli_get_studio (cli));

  if (!limner_store_change_finish (store, limner_cli_wait (cli), NULL, error))
    return FALSE;
  while (limner_store_is_marking (store))
    g_main_context_iteration (NULL, TRUE);
  return TRUE;
}

/**
 * limner_cli_gallery_mark:
 * @cli: the run
 * @arguments: what follows the command's name
 *
 * Gives pictures stars and tags.
 *
 * Returns: what the program ends with
 */
LimnerCliExit
limner_cli_gallery_mark (LimnerCli  *cli,
                         char      **arguments)
{
  static int rating = G_MININT;
  static char **tags;
  static const GOptionEntry entries[] = {
    { "rating", 0, 0, G_OPTION_ARG_INT, &rating, "Stars; -1 rejects", "-1–5" },
    { "tag", 0, 0, G_OPTION_ARG_STRING_ARRAY, &tags, "A tag to add", "TAG" },
    { NULL }
  };
  LimnerStore *store = limner_studio_get_store (limner_cli_get_studio (cli));
  g_autoptr(GError) error = NULL;

  if (!limner_cli_parse (cli, entries, &arguments, &error))
    return limner_cli_fail (cli, error);
  if (arguments[0] == NULL)
    return limner_cli_usage (cli, "The ID of a picture is needed");
  if ((rating == G_MININT && tags == NULL) ||
      (rating != G_MININT && (rating < -1 || rating > 5)))
    return limner_cli_usage (cli, "A rating from -1 to 5 or a tag is needed");
  if (!limner_cli_open_store (cli, &error))
    return limner_cli_fail (cli, error);

  if (rating != G_MININT)
    {
      limner_store_set_rating_async (store, (const char * const *) arguments, rating,
                                     cli->cancellable, limner_cli_result_cb, cli);
      if (!finish_mark (cli, &error))
        return limner_cli_fail (cli, error);
    }
  if (tags != NULL)
    {
      limner_store_change_tags_async (store, (const char * const *) arguments,
                                      (const char * const *) tags, NULL, cli->cancellable,
                                      limner_cli_result_cb, cli);
      if (!finish_mark (cli, &error))
        return limner_cli_fail (cli, error);
    }
  return LIMNER_CLI_DONE;
}
