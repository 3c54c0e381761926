/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "paint/limner-frame.h"

#include "limner-cli-job.h"

G_BEGIN_DECLS

/** The option of all commands that make pictures; see limner_cli_carry_out(). */
#define LIMNER_CLI_DRY_RUN(flag)                                                                  \
  { "dry-run", 0, 0, G_OPTION_ARG_NONE, &(flag),                                                  \
    "Send nothing; write input.json and the prepared files to the folder of -o", NULL }

LimnerSpecRequest *limner_cli_make_request (LimnerCli          *cli,
                                            const char         *model,
                                            char              **words,
                                            GError            **error) G_GNUC_WARN_UNUSED_RESULT;
LimnerSpecRequest *limner_cli_make_task_request (LimnerCli     *cli,
                                            LimnerTasks         task,
                                            const char         *model,
                                            char              **words,
                                            GError            **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean           limner_cli_set_picture  (LimnerCli          *cli,
                                            LimnerSpecRequest  *request,
                                            const char         *path,
                                            GError            **error);
gboolean           limner_cli_set_mask     (LimnerSpecRequest  *request,
                                            const char         *path,
                                            GError            **error);
gboolean           limner_cli_set_ratio    (LimnerSpecRequest  *request,
                                            const char         *ratio,
                                            GError            **error);

G_END_DECLS
