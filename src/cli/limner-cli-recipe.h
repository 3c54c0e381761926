/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "studio/limner-recipe.h"

#include "limner-cli.h"

G_BEGIN_DECLS

LimnerRecipe *limner_cli_load_recipe  (LimnerCli    *cli,
                                       const char   *name,
                                       GError      **error)
                                       G_GNUC_WARN_UNUSED_RESULT;
LimnerCliExit limner_cli_report_chain (LimnerCli    *cli,
                                       LimnerRecipe *recipe,
                                       const char   *picture_blob);
LimnerCliExit limner_cli_dry_run_recipe (LimnerCli  *cli,
                                       LimnerRecipe *recipe,
                                       const char   *path);

G_END_DECLS
