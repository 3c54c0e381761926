/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-file.h"

#include "limner-folder-list.h"

/* Where pictures were saved so far, one path a line, beside the database and not in it: when the
 * database is lost, this tells where its pictures are.
 */
#define LIST_NAME "folders"
#define MAX_BYTES 65536

/* The folders that pictures were saved to, the first one first. Blocks. */
char **
_limner_folder_list_read (const char *data_directory)
{
  g_autofree char *path = g_build_filename (data_directory, LIST_NAME, NULL);
  g_autoptr(GBytes) bytes = limner_file_read (path, MAX_BYTES, NULL);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;

  if (bytes != NULL)
    text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  lines = g_strsplit (text != NULL ? text : "", "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (g_path_is_absolute (lines[i]))
        g_strv_builder_add (builder, lines[i]);
    }
  return g_strv_builder_end (builder);
}

/* Remembers a folder. Blocks. */
void
_limner_folder_list_add (const char *data_directory,
                         const char *folder)
{
  g_auto(GStrv) folders = _limner_folder_list_read (data_directory);
  g_autofree char *path = g_build_filename (data_directory, LIST_NAME, NULL);
  g_autofree char *joined = NULL;
  g_autoptr(GBytes) bytes = NULL;
  char *text;

  if (g_strv_contains ((const char * const *) folders, folder) || strchr (folder, '\n') != NULL)
    return;

  joined = g_strjoinv ("\n", folders);
  text = g_strconcat (joined, *joined != '\0' ? "\n" : "", folder, "\n", NULL);
  bytes = g_bytes_new_take (text, strlen (text));
  limner_file_write (path, bytes, NULL);
}
