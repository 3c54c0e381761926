/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-cli.h"

G_BEGIN_DECLS

/* One for each word that can follow the program's name. */
LimnerCliExit limner_cli_account     (LimnerCli  *cli,
                                      char      **arguments);
LimnerCliExit limner_cli_collections (LimnerCli  *cli,
                                      char      **arguments);
LimnerCliExit limner_cli_deployments (LimnerCli  *cli,
                                      char      **arguments);
LimnerCliExit limner_cli_files       (LimnerCli  *cli,
                                      char      **arguments);
LimnerCliExit limner_cli_hardware    (LimnerCli  *cli,
                                      char      **arguments);
LimnerCliExit limner_cli_models      (LimnerCli  *cli,
                                      char      **arguments);
LimnerCliExit limner_cli_predictions (LimnerCli  *cli,
                                      char      **arguments);
LimnerCliExit limner_cli_schema      (LimnerCli  *cli,
                                      char      **arguments);
LimnerCliExit limner_cli_servers     (LimnerCli  *cli,
                                      char      **arguments);
LimnerCliExit limner_cli_trainings   (LimnerCli  *cli,
                                      char      **arguments);
LimnerCliExit limner_cli_listen      (LimnerCli  *cli,
                                      char      **arguments);
LimnerCliExit limner_cli_webhooks    (LimnerCli  *cli,
                                      char      **arguments);

/* Making pictures: through the same journal and gallery as the window */
LimnerCliExit limner_cli_run         (LimnerCli  *cli,
                                      char      **arguments);
LimnerCliExit limner_cli_edit        (LimnerCli  *cli,
                                      char      **arguments);
LimnerCliExit limner_cli_extend      (LimnerCli  *cli,
                                      char      **arguments);
LimnerCliExit limner_cli_sweep       (LimnerCli  *cli,
                                      char      **arguments);
LimnerCliExit limner_cli_batch       (LimnerCli  *cli,
                                      char      **arguments);
LimnerCliExit limner_cli_vary        (LimnerCli  *cli,
                                      char      **arguments);
LimnerCliExit limner_cli_upscale     (LimnerCli  *cli,
                                      char      **arguments);
LimnerCliExit limner_cli_control     (LimnerCli  *cli,
                                      char      **arguments);
LimnerCliExit limner_cli_recipe      (LimnerCli  *cli,
                                      char      **arguments);
LimnerCliExit limner_cli_jobs        (LimnerCli  *cli,
                                      char      **arguments);
LimnerCliExit limner_cli_gallery     (LimnerCli  *cli,
                                      char      **arguments);
LimnerCliExit limner_cli_gallery_import (LimnerCli  *cli,
                                         char      **arguments);
LimnerCliExit limner_cli_gallery_mark (LimnerCli  *cli,
                                       char      **arguments);
LimnerCliExit limner_cli_export      (LimnerCli  *cli,
                                      char      **arguments);
LimnerCliExit limner_cli_show_file   (LimnerCli  *cli,
                                      char      **arguments);

/* Without any server */
LimnerCliExit limner_cli_mask        (LimnerCli  *cli,
                                      char      **arguments);
LimnerCliExit limner_cli_demo        (LimnerCli  *cli,
                                      char      **arguments);

G_END_DECLS
