/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "studio/limner-spec-builder.h"

#include "limner-cli.h"

G_BEGIN_DECLS

LimnerJobSpec *limner_cli_build      (LimnerCli          *cli,
                                      LimnerSpecRequest  *request,
                                      GError            **error) G_GNUC_WARN_UNUSED_RESULT;
LimnerJob     *limner_cli_submit     (LimnerCli          *cli,
                                      LimnerSpecRequest  *request,
                                      GError            **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean       limner_cli_finish_job (LimnerCli          *cli,
                                      LimnerJob          *job,
                                      GError            **error);
GPtrArray     *limner_cli_save_results (LimnerCli        *cli,
                                      LimnerJob          *job,
                                      GError            **error) G_GNUC_WARN_UNUSED_RESULT;
char          *limner_cli_copy_result (LimnerCli         *cli,
                                      const char         *path,
                                      guint               n_results,
                                      GError            **error) G_GNUC_WARN_UNUSED_RESULT;
LimnerCliExit  limner_cli_report_job (LimnerCli          *cli,
                                      LimnerJob          *job);
LimnerCliExit  limner_cli_carry_out  (LimnerCli          *cli,
                                      LimnerSpecRequest  *request,
                                      gboolean            dry_run);

G_END_DECLS
