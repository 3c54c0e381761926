/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-engine-context.h"

G_BEGIN_DECLS

/**
 * LimnerEngineRoute:
 * @method: an HTTP method
 * @path: a path in which `*` stands for a part that varies
 * @operation: what it asks for, as the service's own description of its API calls it
 * @is_open: whether no token is needed, because the address itself cannot be guessed
 * @handler: who answers
 */
typedef struct
{
  const char          *method;
  const char          *path;
  const char          *operation;
  gboolean             is_open;
  LimnerEngineHandler  handler;
} LimnerEngineRoute;

const LimnerEngineRoute *limner_engine_routes_find    (const char   *method,
                                                       const char   *path,
                                                       char        **parameters,
                                                       gboolean     *path_exists);
const LimnerEngineRoute *limner_engine_routes_get_all (gsize        *n_routes);

G_END_DECLS
