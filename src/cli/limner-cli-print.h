/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/limner-page-list.h"
#include "wire/limner-resource.h"

#include "limner-cli.h"

G_BEGIN_DECLS

void           limner_cli_print_commands (const char              *group,
                                          const LimnerCliCommand  *commands);
void           limner_cli_print_node     (LimnerCli               *cli,
                                          JsonNode                *node);
void           limner_cli_print_object   (LimnerCli               *cli,
                                          JsonObject              *object);
LimnerCliExit  limner_cli_show           (LimnerCli               *cli,
                                          gpointer                 resource,
                                          const char * const      *members,
                                          GError                  *error);
LimnerCliExit  limner_cli_show_list      (LimnerCli               *cli,
                                          LimnerPageList          *list,
                                          const char * const      *members);
LimnerCliExit  limner_cli_show_model     (LimnerCli               *cli,
                                          GListModel              *list,
                                          const char * const      *members);
LimnerCliExit  limner_cli_done           (LimnerCli               *cli,
                                          gboolean                 is_done,
                                          GError                  *error,
                                          const char              *message);

G_END_DECLS
