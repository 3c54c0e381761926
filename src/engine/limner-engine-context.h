/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-engine-catalog.h"
#include "limner-engine-deployments.h"
#include "limner-engine-examples.h"
#include "limner-engine-files.h"
#include "limner-engine-queue.h"
#include "limner-engine-request.h"

G_BEGIN_DECLS

/**
 * LimnerEngineContext:
 *
 * What the handlers of requests work on. The server owns it. Main thread only.
 */
typedef struct
{
  char                    *origin;           /* scheme, host and port: addresses begin with it */
  char                    *token;            /* what a client has to show */
  char                    *webhook_secret;   /* `whsec_` and base64 */
  char                    *outputs_folder;
  LimnerEngineCatalog     *catalog;
  LimnerEngineDeployments *deployments;
  LimnerEngineExamples    *examples;
  LimnerEngineFiles       *files;
  LimnerEngineQueue       *queue;
} LimnerEngineContext;

/**
 * LimnerEngineHandler:
 * @context: what to work on
 * @request: what is asked for, with its route set
 *
 * Carries out a request and answers it, now or later.
 */
typedef void (*LimnerEngineHandler) (LimnerEngineContext *context,
                                     LimnerEngineRequest *request);

G_END_DECLS
