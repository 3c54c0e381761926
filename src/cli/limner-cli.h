/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "studio/limner-studio.h"

G_BEGIN_DECLS

/**
 * LimnerCliExit:
 * @LIMNER_CLI_DONE: all is well
 * @LIMNER_CLI_FAILED: something went wrong on this computer, or a prediction failed
 * @LIMNER_CLI_USAGE: the command was not understood
 * @LIMNER_CLI_REFUSED: the server refused
 * @LIMNER_CLI_NO_NETWORK: the server could not be reached
 *
 * What the program ends with, so that scripts can tell.
 */
typedef enum
{
  LIMNER_CLI_DONE       = 0,
  LIMNER_CLI_FAILED     = 1,
  LIMNER_CLI_USAGE      = 2,
  LIMNER_CLI_REFUSED    = 3,
  LIMNER_CLI_NO_NETWORK = 4,
} LimnerCliExit;

/**
 * LimnerCli:
 * @studio: (nullable): servers, library and queue; see limner_cli_get_studio()
 * @cancellable: is cancelled by Ctrl+C
 * @result: (nullable): what the call under way has ended with
 * @taken: (nullable): what the call before has ended with
 * @kept: command lines whose strings are in use
 * @server: (nullable): id of the server that is asked; %NULL until a client is wanted
 * @output: (nullable): where results go
 * @limit: the most that a list shows
 * @json: whether answers are JSON
 * @is_open: whether the studio is open
 *
 * One run of the command line tool. It works step by step: limner_cli_wait() runs the main loop
 * until the call that was started has its result.
 */
typedef struct
{
  LimnerStudio *studio;
  GCancellable *cancellable;
  GAsyncResult *result;
  GAsyncResult *taken;
  GPtrArray    *kept;
  char         *server;
  char         *output;
  int           limit;
  gboolean      json;
  gboolean      is_open;
} LimnerCli;

/**
 * LimnerCliRun:
 * @cli: the run
 * @arguments: what follows the command's name; %NULL-terminated
 *
 * Carries out a command.
 *
 * Returns: what the program ends with
 */
typedef LimnerCliExit (*LimnerCliRun) (LimnerCli  *cli,
                                       char      **arguments);

/* A table of them describes the commands below a command; it ends with a name that is NULL. */
typedef struct
{
  const char   *name;
  LimnerCliRun  run;
  const char   *usage;      /* what follows the name */
  const char   *summary;
} LimnerCliCommand;

/* Waiting */
void           limner_cli_result_cb   (GObject                *source,
                                       GAsyncResult           *result,
                                       gpointer                user_data);
GAsyncResult  *limner_cli_wait        (LimnerCli              *cli);

/* Servers */
LimnerStudio  *limner_cli_get_studio  (LimnerCli              *cli);
gboolean       limner_cli_open_studio (LimnerCli              *cli,
                                       GError                **error);
void           limner_cli_settle      (LimnerCli              *cli);
gboolean       limner_cli_open_store  (LimnerCli              *cli,
                                       GError                **error);
LimnerClient  *limner_cli_get_client  (LimnerCli              *cli,
                                       GError                **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean       limner_cli_load_model  (LimnerCli              *cli,
                                       LimnerClient           *client,
                                       const char             *text,
                                       LimnerModel           **model,
                                       LimnerModelVersion    **version,
                                       GError                **error);

/* Commands */
LimnerCliExit  limner_cli_dispatch    (LimnerCli              *cli,
                                       const char             *group,
                                       const LimnerCliCommand *commands,
                                       char                  **arguments);
gboolean       limner_cli_parse       (LimnerCli              *cli,
                                       const GOptionEntry     *entries,
                                       char                 ***arguments,
                                       GError                **error);
LimnerClient  *limner_cli_begin       (LimnerCli              *cli,
                                       const GOptionEntry     *entries,
                                       char                 ***arguments,
                                       guint                   n_words,
                                       LimnerCliExit          *code) G_GNUC_WARN_UNUSED_RESULT;
gboolean       limner_cli_check_words (char                  **arguments,
                                       guint                   n_words,
                                       GError                **error);

/* Errors */
LimnerCliExit  limner_cli_fail        (LimnerCli              *cli,
                                       const GError           *error);
LimnerCliExit  limner_cli_usage       (LimnerCli              *cli,
                                       const char             *message);

G_END_DECLS
