/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <gio/gunixinputstream.h>
#include <glib-unix.h>

#include "base/limner-json.h"

#include "limner-engine-server.h"

/* What the command line says. */
static struct
{
  int      port;
  int      n_threads;
  int      cold_boot_ms;
  char    *data_dir;
  char    *faults;
  gboolean print_address;
  gboolean parent_pipe;
  gboolean version;
} arguments;

static const GOptionEntry entries[] = {
  { "port", 'p', 0, G_OPTION_ARG_INT, &arguments.port,
    "Listen on this port of 127.0.0.1; 0, as without it, for any that is free", "PORT" },
  { "print-address", 'a', 0, G_OPTION_ARG_NONE, &arguments.print_address,
    "Print the address and the token as one line of JSON", NULL },
  { "parent-pipe", 0, 0, G_OPTION_ARG_NONE, &arguments.parent_pipe,
    "End when standard input is closed or the parent process ends", NULL },
  { "data-dir", 'd', 0, G_OPTION_ARG_FILENAME, &arguments.data_dir,
    "Keep predictions, files and models here from one start to the next", "FOLDER" },
  { "threads", 't', 0, G_OPTION_ARG_INT, &arguments.n_threads,
    "Run so many predictions at once; without it one per processor", "N" },
  { "cold-boot-ms", 0, 0, G_OPTION_ARG_INT, &arguments.cold_boot_ms,
    "Pretend that a model boots before its first run", "MILLISECONDS" },
  { "faults", 0, 0, G_OPTION_ARG_FILENAME, &arguments.faults,
    "Let things go wrong by the rules in this file, to test a client", "FILE" },
  { "version", 0, 0, G_OPTION_ARG_NONE, &arguments.version, "Print the version", NULL },
  { NULL }
};

static const char help[] =
  "Rules for --faults are a JSON object: {\"rules\": [{\"operation\": \"predictions.create\",\n"
  "\"nth\": 2, \"fault\": \"drop-after\"}]}. Operations are named as in the description of\n"
  "Replicate's API, and outputs.get and streams.get; \"*\" is all of them. Faults: delay,\n"
  "drop-before, drop-after, cut-body, wrong-length, garbage-json, html, status, redirect,\n"
  "slow-drip, endless-starting, fail, abort. limner-engine(1) explains them.";

static gboolean
quit_cb (gpointer data)
{
  g_main_loop_quit (data);
  return G_SOURCE_CONTINUE;
}

/* Nothing is said on this pipe: it ends when the parent does. */
static gboolean
parent_cb (int          fd,
           GIOCondition condition,
           gpointer     data)
{
  char byte;

  if ((condition & G_IO_IN) != 0 && read (fd, &byte, 1) == 1)
    return G_SOURCE_CONTINUE;

  g_main_loop_quit (data);
  return G_SOURCE_REMOVE;
}

static void
print_address (LimnerEngineServer *server)
{
  g_autofree char *base_url = limner_engine_server_dup_base_url (server);
  g_autoptr(JsonObject) json = json_object_new ();
  g_autofree char *line = NULL;

  if (!arguments.print_address)
    {
      g_print ("Listening at %s\nThe token is %s\n", base_url,
               limner_engine_server_get_token (server));
      return;
    }

  json_object_set_string_member (json, "base_url", base_url);
  json_object_set_string_member (json, "token", limner_engine_server_get_token (server));
  line = limner_json_object_to_string (json, FALSE);
  g_print ("%s\n", line);
  fflush (stdout);
}

static gboolean
check_arguments (GError **error)
{
  if (arguments.port < 0 || arguments.port > 65535)
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "A port is 0 to 65535");
  else if (arguments.n_threads < 0 || arguments.n_threads > 64)
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "Threads are 1 to 64");
  else if (arguments.cold_boot_ms < 0 || arguments.cold_boot_ms > 600000)
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "A boot takes up to 600000 ms");
  else
    return TRUE;
  return FALSE;
}

static LimnerEngineServer *
start (GError **error)
{
  LimnerEngineOptions options = {
    .data_dir = arguments.data_dir,
    .port = (guint16) arguments.port,
    .n_threads = (guint) arguments.n_threads,
    .cold_boot_ms = (guint) arguments.cold_boot_ms,
  };
  g_autoptr(LimnerEngineFaults) faults = NULL;
  LimnerEngineServer *server;

  if (arguments.faults != NULL)
    {
      faults = limner_engine_faults_load (arguments.faults, error);
      if (faults == NULL)
        return NULL;
    }

  options.generators = limner_generators_get_all (&options.n_generators);
  server = limner_engine_server_new (&options, error);
  if (server != NULL)
    limner_engine_server_set_faults (server, g_steal_pointer (&faults));
  return server;
}

static gboolean
parse_arguments (int      *argc,
                 char   ***argv,
                 GError  **error)
{
  g_autoptr(GOptionContext) context = g_option_context_new (NULL);

  g_option_context_set_summary (context, "The built-in engine of Limner: a server of Replicate's "
                                         "HTTP API for this computer only.");
  g_option_context_set_description (context, help);
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, argc, argv, error))
    return FALSE;
  return check_arguments (error);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(GMainLoop) loop = NULL;
  g_autoptr(LimnerEngineServer) server = NULL;
  g_autoptr(GError) error = NULL;

  setlocale (LC_ALL, "");
  if (!parse_arguments (&argc, &argv, &error))
    {
      g_printerr ("limner-engine: %s\n", error->message);
      return 2;
    }
  if (arguments.version)
    {
      g_print ("limner-engine %s\n", PACKAGE_VERSION);
      return EXIT_SUCCESS;
    }

  if (arguments.parent_pipe)
    prctl (PR_SET_PDEATHSIG, SIGTERM);
  signal (SIGPIPE, SIG_IGN);
  loop = g_main_loop_new (NULL, FALSE);
  g_unix_signal_add (SIGTERM, quit_cb, loop);
  /* Ctrl+C in a terminal reaches all its processes; a parent cancels what it wants to cancel. */
  if (arguments.parent_pipe)
    signal (SIGINT, SIG_IGN);
  else
    g_unix_signal_add (SIGINT, quit_cb, loop);
  if (arguments.parent_pipe)
    g_unix_fd_add (STDIN_FILENO, G_IO_IN | G_IO_HUP | G_IO_ERR, parent_cb, loop);

  server = start (&error);
  if (server == NULL)
    {
      g_printerr ("limner-engine: %s\n", error->message);
      return EXIT_FAILURE;
    }

  print_address (server);
  g_main_loop_run (loop);
  limner_engine_server_stop (server);
  g_free (arguments.data_dir);
  g_free (arguments.faults);
  return EXIT_SUCCESS;
}
