/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/limner-file.h"
#include "client/limner-client-files.h"

#include "limner-cli-call.h"
#include "limner-cli-commands.h"
#include "limner-cli-print.h"

static const char * const members[] = {
  "id", "name", "content_type", "size", "checksums.sha256", "created_at", "expires_at", "urls.get",
  NULL,
};
static const char * const list_members[] = { "id", "name", "content_type", "size", NULL };

static LimnerCliExit
files_list (LimnerCli  *cli,
            char      **arguments)
{
  return limner_cli_call_list (cli, arguments, limner_client_list_files, list_members);
}

static LimnerCliExit
files_show (LimnerCli  *cli,
            char      **arguments)
{
  return limner_cli_call_show (cli, arguments, limner_client_get_file_async,
                               (LimnerCliNamedFinish) limner_client_get_file_finish, members);
}

static LimnerCliExit
files_upload (LimnerCli  *cli,
              char      **arguments)
{
  LimnerCliExit code;
  g_autoptr(LimnerClient) client = limner_cli_begin (cli, NULL, &arguments, 1, &code);
  g_autoptr(GBytes) bytes = NULL;
  g_autofree char *name = NULL;
  g_autofree char *content_type = NULL;
  g_autofree char *mime_type = NULL;
  LimnerRemoteFile *file;
  GError *error = NULL;

  if (client == NULL)
    return code;

  bytes = limner_file_read (arguments[0], LIMNER_MAX_UPLOAD, &error);
  if (bytes == NULL)
    return limner_cli_show (cli, NULL, members, error);

  name = g_path_get_basename (arguments[0]);
  content_type = g_content_type_guess (name, g_bytes_get_data (bytes, NULL),
                                       MIN (g_bytes_get_size (bytes), 4096), NULL);
  mime_type = g_content_type_get_mime_type (content_type);
  limner_client_upload_file_async (client, bytes, name,
                                   mime_type != NULL ? mime_type : "application/octet-stream",
                                   NULL, NULL, NULL, cli->cancellable, limner_cli_result_cb, cli);
  file = limner_client_upload_file_finish (client, limner_cli_wait (cli), &error);
  return limner_cli_show (cli, file, members, error);
}

static LimnerCliExit
files_download (LimnerCli  *cli,
                char      **arguments)
{
  static char *owner;
  static gint64 expiry;
  static char *signature;
  static const GOptionEntry entries[] = {
    { "owner", 0, 0, G_OPTION_ARG_STRING, &owner, "Who uploaded it", "USERNAME" },
    { "expiry", 0, 0, G_OPTION_ARG_INT64, &expiry, "Until when, in seconds since 1970", "TIME" },
    { "signature", 0, 0, G_OPTION_ARG_STRING, &signature, "What signs the request", "TEXT" },
    { NULL }
  };
  LimnerCliExit code;
  g_autoptr(LimnerClient) client = limner_cli_begin (cli, entries, &arguments, 1, &code);
  g_autoptr(GBytes) bytes = NULL;
  GError *error = NULL;

  if (client == NULL)
    return code;
  if (owner == NULL || signature == NULL || cli->output == NULL)
    return limner_cli_usage (cli, "--owner, --expiry, --signature and -o are needed");

  limner_client_download_file_async (client, arguments[0], owner, expiry, signature,
                                     cli->cancellable, limner_cli_result_cb, cli);
  bytes = limner_client_download_file_finish (client, limner_cli_wait (cli), &error);
  return limner_cli_done (cli, bytes != NULL && limner_file_write (cli->output, bytes, &error),
                          error, cli->output);
}

static LimnerCliExit
files_delete (LimnerCli  *cli,
              char      **arguments)
{
  return limner_cli_call_delete (cli, arguments, limner_client_delete_file_async,
                                 limner_client_delete_file_finish);
}

/**
 * limner_cli_files:
 * @cli: the run
 * @arguments: what follows the command's name
 *
 * Lists, uploads and removes files that inputs can name.
 *
 * Returns: what the program ends with
 */
LimnerCliExit
limner_cli_files (LimnerCli  *cli,
                  char      **arguments)
{
  static const LimnerCliCommand commands[] = {
    { "list", files_list, "", "List uploaded files" },
    { "show", files_show, "ID", "Show what is known of a file" },
    { "upload", files_upload, "FILE", "Upload a file" },
    { "download", files_download, "ID --owner NAME --expiry TIME --signature TEXT -o FILE",
      "Download a file by a signed request" },
    { "delete", files_delete, "ID", "Delete a file" },
    { NULL }
  };

  return limner_cli_dispatch (cli, "files", commands, arguments);
}
