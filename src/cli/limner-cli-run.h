/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "paint/limner-frame.h"

#include "limner-cli-job.h"

G_BEGIN_DECLS

LimnerSpecRequest *limner_cli_make_request (LimnerCli          *cli,
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
