/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-cli-run.h"

#include "studio/limner-factor.h"
#include "studio/limner-local-first.h"
#include "studio/limner-variation.h"

#include "limner-cli-commands.h"
#include "limner-cli-recipe.h"

/* Tasks that work on a whole picture. */

/**
 * limner_cli_vary:
 * @cli: the run
 * @arguments: what follows the command's name
 *
 * Makes a picture like another.
 *
 * Returns: what the program ends with
 */
LimnerCliExit
limner_cli_vary (LimnerCli  *cli,
                 char      **arguments)
{
  static gboolean subtle, strong, dry_run;
  static char *model;
  static const GOptionEntry entries[] = {
    { "subtle", 0, 0, G_OPTION_ARG_NONE, &subtle, "Change it a little", NULL },
    { "strong", 0, 0, G_OPTION_ARG_NONE, &strong, "Keep the composition only", NULL },
    { "model", 'm', 0, G_OPTION_ARG_STRING, &model, "The model that paints", "OWNER/NAME" },
    LIMNER_CLI_DRY_RUN (dry_run),
    { NULL }
  };
  g_autoptr(LimnerSpecRequest) request = NULL;
  g_autoptr(GError) error = NULL;

  if (!limner_cli_parse (cli, entries, &arguments, &error))
    return limner_cli_fail (cli, error);
  if (arguments[0] == NULL)
    return limner_cli_usage (cli, "A picture is needed");
  if (subtle && strong)
    return limner_cli_usage (cli, "--subtle and --strong exclude each other");

  request = limner_cli_make_task_request (cli, LIMNER_TASK_VARY, model, arguments, &error);
  if (request == NULL)
    return limner_cli_fail (cli, error);
  if (subtle || strong)
    limner_variation_apply (request->values, strong ? LIMNER_VARIATION_STRONG
                                                    : LIMNER_VARIATION_SUBTLE);
  return limner_cli_carry_out (cli, g_steal_pointer (&request), dry_run);
}

/**
 * limner_cli_upscale:
 * @cli: the run
 * @arguments: what follows the command's name
 *
 * Makes a picture larger.
 *
 * Returns: what the program ends with
 */
LimnerCliExit
limner_cli_upscale (LimnerCli  *cli,
                    char      **arguments)
{
  static gboolean dry_run;
  static char *model;
  static char *factor;
  static const GOptionEntry entries[] = {
    { "factor", 'f', 0, G_OPTION_ARG_STRING, &factor, "So many times as wide and high", "2|4" },
    { "model", 'm', 0, G_OPTION_ARG_STRING, &model, "The model that enlarges", "OWNER/NAME" },
    LIMNER_CLI_DRY_RUN (dry_run),
    { NULL }
  };
  g_autoptr(LimnerSpecRequest) request = NULL;
  g_autoptr(GError) error = NULL;

  if (!limner_cli_parse (cli, entries, &arguments, &error))
    return limner_cli_fail (cli, error);
  if (arguments[0] == NULL)
    return limner_cli_usage (cli, "A picture is needed");

  request = limner_cli_make_task_request (cli, LIMNER_TASK_UPSCALE, model, arguments, &error);
  if (request == NULL)
    return limner_cli_fail (cli, error);
  if (factor != NULL && !limner_factor_set (request->values, g_ascii_strtod (factor, NULL)))
    return limner_cli_usage (cli, "The model does not enlarge by this factor");
  return limner_cli_carry_out (cli, g_steal_pointer (&request), dry_run);
}

/**
 * limner_cli_control:
 * @cli: the run
 * @arguments: what follows the command's name
 *
 * Makes a control picture, such as lines, from a picture, or paints after a control picture, or one
 * after the other.
 *
 * Returns: what the program ends with
 */
LimnerCliExit
limner_cli_control (LimnerCli  *cli,
                    char      **arguments)
{
  static gboolean dry_run;
  static char *model;
  static char *method;
  static const GOptionEntry entries[] = {
    { "method", 0, 0, G_OPTION_ARG_STRING, &method, "Find this in the picture first, such as canny",
      "METHOD" },
    { "model", 'm', 0, G_OPTION_ARG_STRING, &model, "The model that paints after it",
      "OWNER/NAME" },
    LIMNER_CLI_DRY_RUN (dry_run),
    { NULL }
  };
  g_autoptr(LimnerSpecRequest) request = NULL;
  g_autoptr(LimnerRecipe) recipe = NULL;
  g_autoptr(GError) error = NULL;

  if (!limner_cli_parse (cli, entries, &arguments, &error))
    return limner_cli_fail (cli, error);
  if (arguments[0] == NULL || (model == NULL && method == NULL))
    return limner_cli_usage (cli, "A picture and --method, --model or both are needed");

  if (model == NULL && cli->server == NULL)
    cli->server = g_strdup (LIMNER_SERVER_THIS_COMPUTER);
  request = limner_cli_make_task_request (cli, LIMNER_TASK_CONTROL, model, arguments, &error);
  if (request == NULL)
    return limner_cli_fail (cli, error);

  if (model != NULL && method != NULL)
    {
      recipe = limner_local_first_make_control (request, method);
      return dry_run ? limner_cli_dry_run_recipe (cli, recipe, arguments[0])
                     : limner_cli_report_chain (cli, recipe, request->picture_blob);
    }
  if (method != NULL)
    limner_values_set_text (request->values, "method", method);
  return limner_cli_carry_out (cli, g_steal_pointer (&request), dry_run);
}
