/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "schema/limner-values.h"

#include "limner-cli.h"

G_BEGIN_DECLS

/**
 * LimnerCliFileFunc:
 * @cli: the run
 * @client: the client of the server that the file is for
 * @path: a file
 * @error: return location for an error
 *
 * Turns a file into what an input holds.
 *
 * Returns: (transfer full) (nullable): the text that names it
 */
typedef char *(*LimnerCliFileFunc) (LimnerCli     *cli,
                                    LimnerClient  *client,
                                    const char    *path,
                                    GError       **error);

LimnerValues *limner_cli_read_values (LimnerCli          *cli,
                                      LimnerClient       *client,
                                      LimnerSchema       *schema,
                                      char              **words,
                                      LimnerCliFileFunc   take_file,
                                      GError            **error) G_GNUC_WARN_UNUSED_RESULT;
char         *limner_cli_send_file   (LimnerCli          *cli,
                                      LimnerClient       *client,
                                      const char         *path,
                                      GError            **error) G_GNUC_WARN_UNUSED_RESULT;
char         *limner_cli_keep_file   (LimnerCli          *cli,
                                      LimnerClient       *client,
                                      const char         *path,
                                      GError            **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
