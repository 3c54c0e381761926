/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/** The most deployments that are kept. */
#define LIMNER_ENGINE_MAX_DEPLOYMENTS 1000

typedef struct _LimnerEngineDeployments LimnerEngineDeployments;

LimnerEngineDeployments *limner_engine_deployments_new (const char *folder)
  G_GNUC_WARN_UNUSED_RESULT;
void        limner_engine_deployments_free        (LimnerEngineDeployments *self);
GPtrArray  *limner_engine_deployments_get_all     (LimnerEngineDeployments *self);
JsonObject *limner_engine_deployments_find        (LimnerEngineDeployments *self,
                                                   const char              *owner,
                                                   const char              *name);
JsonObject *limner_engine_deployments_create      (LimnerEngineDeployments *self,
                                                   const char              *name,
                                                   const char              *model,
                                                   JsonObject              *settings);
void        limner_engine_deployments_update      (LimnerEngineDeployments *self,
                                                   JsonObject              *deployment,
                                                   JsonObject              *settings);
void        limner_engine_deployments_remove      (LimnerEngineDeployments *self,
                                                   JsonObject              *deployment);
gboolean    limner_engine_deployments_use_version (LimnerEngineDeployments *self,
                                                   const char              *version);

/* One of them */
const char *limner_engine_deployment_get_model    (JsonObject              *deployment);
const char *limner_engine_deployment_get_version  (JsonObject              *deployment);
gboolean    limner_engine_deployment_is_warm      (JsonObject              *deployment);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimnerEngineDeployments, limner_engine_deployments_free)

G_END_DECLS
