/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <locale.h>
#include <signal.h>
#include <unistd.h>

#include <glib-unix.h>

#include "limner-cli-commands.h"
#include "limner-cli-print.h"

#define DEFAULT_LIMIT 100

static const LimnerCliCommand commands[];

static LimnerCliExit
help (LimnerCli  *cli,
      char      **arguments)
{
  g_print ("limner-cli makes, mends and extends pictures with image models.\n\n");
  limner_cli_print_commands (NULL, commands);
  g_print ("\nAll commands take --server SERVER (this-computer without it), --json and\n"
           "--limit N; those that make pictures take --dry-run -o FOLDER, which sends nothing and\n"
           "writes what would be sent. “limner-cli COMMAND --help” tells more. The program ends\n"
           "with 0 if all is well, 1 if something failed, 2 if the command was not understood,\n"
           "3 if the server refused, and 4 if it could not be reached.\n");
  return LIMNER_CLI_DONE;
}

static LimnerCliExit
version (LimnerCli  *cli,
         char      **arguments)
{
  g_print ("limner-cli %s\n", PACKAGE_VERSION);
  return LIMNER_CLI_DONE;
}

static const LimnerCliCommand commands[] = {
  { "help", help, "", "Show this" },
  { "--version", version, "", "Show the version" },
  { "run", limner_cli_run, "OWNER/NAME[:VERSION] NAME=VALUE… [-o FOLDER|FILE]",
    "Make pictures, or texts, with a model" },
  { "edit", limner_cli_edit, "PICTURE --mask MASK [--model OWNER/NAME] NAME=VALUE… [-o FILE]",
    "Repaint the white part of a mask" },
  { "extend", limner_cli_extend,
    "PICTURE --to W:H | --left N --right N --top N --bottom N [--model OWNER/NAME] [-o FILE]",
    "Paint what lies beyond the edges of a picture" },
  { "sweep", limner_cli_sweep,
    "OWNER/NAME --over NAME=VALUES… [--models OWNER/NAME,…] NAME=VALUE… [-o FOLDER] | --resume",
    "Make pictures that differ along one to three axes" },
  { "batch", limner_cli_batch,
    "OWNER/NAME NAME=VALUE… | --recipe NAME --files FILE|FOLDER… [--name TEMPLATE] -o FOLDER",
    "Send many files through a model or a recipe" },
  { "vary", limner_cli_vary,
    "PICTURE [--subtle|--strong] [--model OWNER/NAME] NAME=VALUE… [-o FILE]",
    "Make a picture like another" },
  { "upscale", limner_cli_upscale, "PICTURE [--factor 2|4] [--model OWNER/NAME] [-o FILE]",
    "Make a picture larger" },
  { "control", limner_cli_control,
    "PICTURE [--method METHOD] [--model OWNER/NAME] NAME=VALUE… [-o FILE]",
    "Find lines and forms in a picture, paint after them, or both" },
  { "recipe", limner_cli_recipe, "COMMAND", "Do several steps as one" },
  { "schema", limner_cli_schema, "OWNER/NAME[:VERSION] | FILE [--training]",
    "Show the inputs of a model" },
  { "models", limner_cli_models, "COMMAND", "Find, show and change models" },
  { "collections", limner_cli_collections, "[SLUG]", "List collections, or the models of one" },
  { "predictions", limner_cli_predictions, "COMMAND", "Predictions as the server sees them" },
  { "trainings", limner_cli_trainings, "COMMAND", "Train models" },
  { "train", limner_cli_trainings, "COMMAND", "The same" },
  { "deployments", limner_cli_deployments, "COMMAND", "Deployments" },
  { "files", limner_cli_files, "COMMAND", "Uploaded files" },
  { "hardware", limner_cli_hardware, "", "List hardware" },
  { "webhooks", limner_cli_webhooks, "COMMAND", "Secrets and checks of webhooks" },
  { "account", limner_cli_account, "", "Show whose token it is" },
  { "jobs", limner_cli_jobs, "COMMAND", "Jobs of this computer" },
  { "gallery", limner_cli_gallery, "COMMAND", "Search the library" },
  { "show", limner_cli_show_file, "FILE", "Show how a picture was made" },
  { "export", limner_cli_export, "FILE… -o FOLDER", "Copy pictures to give away" },
  { "mask", limner_cli_mask, "--size WxH --rect X,Y,W,H -o FILE", "Make a mask" },
  { "server", limner_cli_servers, "COMMAND", "Servers and their tokens" },
  { "demo", limner_cli_demo, "FOLDER", "Paint, mend and extend a picture, to show how" },
  { NULL }
};

static gboolean
interrupted_cb (gpointer data)
{
  LimnerCli *cli = data;

  /* Who asks twice does not want to wait; the journal knows what was under way. */
  if (g_cancellable_is_cancelled (cli->cancellable))
    _exit (LIMNER_CLI_FAILED);
  g_cancellable_cancel (cli->cancellable);
  return G_SOURCE_CONTINUE;
}

int
main (int   argc,
      char *argv[])
{
  LimnerCli cli = { .limit = DEFAULT_LIMIT };
  LimnerCliExit code;
  guint interrupted_id;

  setlocale (LC_ALL, "");
  signal (SIGPIPE, SIG_IGN);
  cli.cancellable = g_cancellable_new ();
  cli.kept = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  interrupted_id = g_unix_signal_add (SIGINT, interrupted_cb, &cli);

  if (argc > 1 && g_str_equal (argv[1], "--version"))
    code = version (&cli, argv + 2);
  else
    code = limner_cli_dispatch (&cli, NULL, commands, argv + 1);

  limner_cli_settle (&cli);
  g_source_remove (interrupted_id);
  g_clear_object (&cli.studio);
  g_clear_object (&cli.cancellable);
  g_clear_object (&cli.result);
  g_clear_object (&cli.taken);
  g_clear_pointer (&cli.kept, g_ptr_array_unref);
  g_free (cli.server);
  g_free (cli.output);
  return (int) code;
}
