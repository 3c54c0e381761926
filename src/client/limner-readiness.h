/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-client.h"

G_BEGIN_DECLS

/**
 * LimnerReadiness:
 * @LIMNER_READINESS_READY: it takes work
 * @LIMNER_READINESS_STARTING: the model is being loaded
 * @LIMNER_READINESS_BUSY: it works, and takes nothing more just now
 * @LIMNER_READINESS_SETUP_FAILED: the model could not be loaded
 * @LIMNER_READINESS_DEFUNCT: it has to be started again
 * @LIMNER_READINESS_UNHEALTHY: its own check fails
 * @LIMNER_READINESS_UNKNOWN: it answers with a word that is not known here
 *
 * Whether a server can take work. A server that cannot be reached is an error instead.
 */
typedef enum
{
  LIMNER_READINESS_READY,
  LIMNER_READINESS_STARTING,
  LIMNER_READINESS_BUSY,
  LIMNER_READINESS_SETUP_FAILED,
  LIMNER_READINESS_DEFUNCT,
  LIMNER_READINESS_UNHEALTHY,
  LIMNER_READINESS_UNKNOWN,
} LimnerReadiness;

void     limner_client_check_async  (LimnerClient         *self,
                                     GCancellable         *cancellable,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);
void     limner_client_probe_async  (LimnerClient         *self,
                                     GCancellable         *cancellable,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);
gboolean limner_client_check_finish (LimnerClient         *self,
                                     GAsyncResult         *result,
                                     LimnerReadiness      *readiness,
                                     char                **detail,
                                     GError              **error);

G_END_DECLS
