/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/limner-file.h"
#include "client/limner-client-account.h"
#include "wire/limner-webhook.h"

#include "limner-cli-call.h"
#include "limner-cli-commands.h"
#include "limner-cli-print.h"

#define MAX_BODY_BYTES (64u * 1024 * 1024)
#define TOLERANCE      (5 * 60)

/**
 * limner_cli_account:
 * @cli: the run
 * @arguments: what follows the command's name
 *
 * Shows whose token it is.
 *
 * Returns: what the program ends with
 */
LimnerCliExit
limner_cli_account (LimnerCli  *cli,
                    char      **arguments)
{
  static const char * const members[] = { "type", "username", "name", "github_url", NULL };
  LimnerCliExit code;
  g_autoptr(LimnerClient) client = limner_cli_begin (cli, NULL, &arguments, 0, &code);
  LimnerAccount *account;
  GError *error = NULL;

  if (client == NULL)
    return code;

  limner_client_get_account_async (client, cli->cancellable, limner_cli_result_cb, cli);
  account = limner_client_get_account_finish (client, limner_cli_wait (cli), &error);
  return limner_cli_show (cli, account, members, error);
}

/**
 * limner_cli_hardware:
 * @cli: the run
 * @arguments: what follows the command's name
 *
 * Lists the hardware that models can run on.
 *
 * Returns: what the program ends with
 */
LimnerCliExit
limner_cli_hardware (LimnerCli  *cli,
                     char      **arguments)
{
  static const char * const members[] = { "sku", "name", NULL };

  return limner_cli_call_list (cli, arguments, limner_client_list_hardware, members);
}

static LimnerCliExit
webhooks_secret (LimnerCli  *cli,
                 char      **arguments)
{
  LimnerCliExit code;
  g_autoptr(LimnerClient) client = limner_cli_begin (cli, NULL, &arguments, 0, &code);
  g_autoptr(GError) error = NULL;
  g_autofree char *secret = NULL;
  JsonObject *json;

  if (client == NULL)
    return code;

  limner_client_get_webhook_secret_async (client, cli->cancellable, limner_cli_result_cb, cli);
  secret = limner_client_get_webhook_secret_finish (client, limner_cli_wait (cli), &error);
  if (secret == NULL)
    return limner_cli_fail (cli, error);

  if (!cli->json)
    {
      g_print ("%s\n", secret);
      return LIMNER_CLI_DONE;
    }

  json = json_object_new ();
  json_object_set_string_member (json, "key", secret);
  limner_cli_print_object (cli, json);
  return LIMNER_CLI_DONE;
}

static LimnerCliExit
webhooks_verify (LimnerCli  *cli,
                 char      **arguments)
{
  static char *secret;
  static char *id;
  static char *timestamp;
  static char *signature;
  static const GOptionEntry entries[] = {
    { "secret", 0, 0, G_OPTION_ARG_STRING, &secret, "The secret that signs", "WHSEC" },
    { "id", 0, 0, G_OPTION_ARG_STRING, &id, "The header webhook-id", "ID" },
    { "timestamp", 0, 0, G_OPTION_ARG_STRING, &timestamp, "The header webhook-timestamp", "TIME" },
    { "signature", 0, 0, G_OPTION_ARG_STRING, &signature, "The header webhook-signature", "TEXT" },
    { NULL }
  };
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) body = NULL;

  if (!limner_cli_parse (cli, entries, &arguments, &error) ||
      !limner_cli_check_words (arguments, 1, &error))
    return limner_cli_fail (cli, error);
  if (secret == NULL || id == NULL || timestamp == NULL || signature == NULL)
    return limner_cli_usage (cli, "--secret, --id, --timestamp and --signature are needed");

  body = limner_file_read (arguments[0], MAX_BODY_BYTES, &error);
  if (body == NULL ||
      !limner_webhook_verify (secret, id, timestamp, signature, body, TOLERANCE, &error))
    return limner_cli_fail (cli, error);
  return limner_cli_done (cli, TRUE, NULL, "The signature is right");
}

/**
 * limner_cli_webhooks:
 * @cli: the run
 * @arguments: what follows the command's name
 *
 * Shows the secret that signs webhooks, checks a signed webhook, or receives them.
 *
 * Returns: what the program ends with
 */
LimnerCliExit
limner_cli_webhooks (LimnerCli  *cli,
                     char      **arguments)
{
  static const LimnerCliCommand commands[] = {
    { "secret", webhooks_secret, "", "Show the secret that signs webhooks" },
    { "verify", webhooks_verify, "BODY-FILE --secret S --id I --timestamp T --signature S",
      "Check a webhook that was received" },
    { "listen", limner_cli_listen, "[--port PORT] [--secret S] [--count N]",
      "Receive webhooks on this machine, check and print them" },
    { NULL }
  };

  return limner_cli_dispatch (cli, "webhooks", commands, arguments);
}
