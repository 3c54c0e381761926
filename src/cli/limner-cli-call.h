/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/limner-page-list.h"

#include "limner-cli.h"

G_BEGIN_DECLS

/**
 * LimnerCliNamedAsync:
 *
 * A call of the client about the one thing that has a name or an id.
 */
typedef void (*LimnerCliNamedAsync) (LimnerClient         *client,
                                     const char           *name,
                                     GCancellable         *cancellable,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);

/** Ends it with the thing: a #LimnerResource. */
typedef gpointer (*LimnerCliNamedFinish) (LimnerClient  *client,
                                          GAsyncResult  *result,
                                          GError       **error);

/** Ends it where there is nothing to show. */
typedef gboolean (*LimnerCliDoneFinish) (LimnerClient  *client,
                                         GAsyncResult  *result,
                                         GError       **error);

/** A list of the client's, and one about the thing that has a name. */
typedef LimnerPageList *(*LimnerCliList)      (LimnerClient *client);
typedef LimnerPageList *(*LimnerCliNamedList) (LimnerClient *client,
                                               const char   *name);

LimnerCliExit limner_cli_call_show       (LimnerCli             *cli,
                                          char                 **arguments,
                                          LimnerCliNamedAsync    call,
                                          LimnerCliNamedFinish   finish,
                                          const char * const    *members);
LimnerCliExit limner_cli_call_delete     (LimnerCli             *cli,
                                          char                 **arguments,
                                          LimnerCliNamedAsync    call,
                                          LimnerCliDoneFinish    finish);
LimnerCliExit limner_cli_call_list       (LimnerCli             *cli,
                                          char                 **arguments,
                                          LimnerCliList          list,
                                          const char * const    *members);
LimnerCliExit limner_cli_call_named_list (LimnerCli             *cli,
                                          char                 **arguments,
                                          LimnerCliNamedList     list,
                                          const char * const    *members);

G_END_DECLS
