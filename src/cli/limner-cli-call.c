/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-cli-call.h"

#include "limner-cli-print.h"

/* Most commands ask for one thing by its name, or for a list. */

/**
 * limner_cli_call_show:
 * @cli: the run
 * @arguments: what follows the command's name: a name or an id
 * @call: what asks for the thing
 * @finish: what ends @call
 * @members: what people want to see of it
 *
 * A command that shows the thing with a name.
 *
 * Returns: what the program ends with
 */
LimnerCliExit
limner_cli_call_show (LimnerCli             *cli,
                      char                 **arguments,
                      LimnerCliNamedAsync    call,
                      LimnerCliNamedFinish   finish,
                      const char * const    *members)
{
  LimnerCliExit code;
  g_autoptr(LimnerClient) client = limner_cli_begin (cli, NULL, &arguments, 1, &code);
  gpointer resource;
  GError *error = NULL;

  if (client == NULL)
    return code;

  call (client, arguments[0], cli->cancellable, limner_cli_result_cb, cli);
  resource = finish (client, limner_cli_wait (cli), &error);
  return limner_cli_show (cli, resource, members, error);
}

/**
 * limner_cli_call_delete:
 * @cli: the run
 * @arguments: what follows the command's name: a name or an id
 * @call: what deletes the thing
 * @finish: what ends @call
 *
 * A command that deletes the thing with a name.
 *
 * Returns: what the program ends with
 */
LimnerCliExit
limner_cli_call_delete (LimnerCli            *cli,
                        char                **arguments,
                        LimnerCliNamedAsync   call,
                        LimnerCliDoneFinish   finish)
{
  LimnerCliExit code;
  g_autoptr(LimnerClient) client = limner_cli_begin (cli, NULL, &arguments, 1, &code);
  GError *error = NULL;
  gboolean is_done;

  if (client == NULL)
    return code;

  call (client, arguments[0], cli->cancellable, limner_cli_result_cb, cli);
  is_done = finish (client, limner_cli_wait (cli), &error);
  return limner_cli_done (cli, is_done, error, "Deleted");
}

/**
 * limner_cli_call_list:
 * @cli: the run
 * @arguments: what follows the command's name: nothing
 * @list: what makes the list
 * @members: what people want to see of each
 *
 * A command that shows a list.
 *
 * Returns: what the program ends with
 */
LimnerCliExit
limner_cli_call_list (LimnerCli           *cli,
                      char               **arguments,
                      LimnerCliList        list,
                      const char * const  *members)
{
  LimnerCliExit code;
  g_autoptr(LimnerClient) client = limner_cli_begin (cli, NULL, &arguments, 0, &code);

  return client != NULL ? limner_cli_show_list (cli, list (client), members) : code;
}

/**
 * limner_cli_call_named_list:
 * @cli: the run
 * @arguments: what follows the command's name: a name
 * @list: what makes the list
 * @members: what people want to see of each
 *
 * A command that shows a list about the thing with a name.
 *
 * Returns: what the program ends with
 */
LimnerCliExit
limner_cli_call_named_list (LimnerCli           *cli,
                            char               **arguments,
                            LimnerCliNamedList   list,
                            const char * const  *members)
{
  LimnerCliExit code;
  g_autoptr(LimnerClient) client = limner_cli_begin (cli, NULL, &arguments, 1, &code);

  return client != NULL ? limner_cli_show_list (cli, list (client, arguments[0]), members) : code;
}
