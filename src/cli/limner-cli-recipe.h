/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "studio/limner-recipe.h"

#include "limner-cli.h"

G_BEGIN_DECLS

LimnerCliExit limner_cli_report_chain (LimnerCli    *cli,
                                       LimnerRecipe *recipe,
                                       const char   *picture_blob);

G_END_DECLS
