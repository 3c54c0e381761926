/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jobs/limner-client-source.h"
#include "jobs/limner-job-queue.h"
#include "schema/limner-schema.h"
#include "secrets/limner-vault.h"
#include "store/limner-store.h"
#include "wire/limner-model.h"

#include "limner-chain-list.h"
#include "limner-engine-launcher.h"
#include "limner-server-list.h"
#include "limner-training-list.h"

G_BEGIN_DECLS

/** What the name of a deployment begins with where a model's name is expected. */
#define LIMNER_STUDIO_DEPLOYMENT "deployments/"

#define LIMNER_TYPE_STUDIO (limner_studio_get_type ())
G_DECLARE_FINAL_TYPE (LimnerStudio, limner_studio, LIMNER, STUDIO, GObject)

typedef struct _LimnerSweepList LimnerSweepList;

LimnerStudio         *limner_studio_new                (void) G_GNUC_WARN_UNUSED_RESULT;
LimnerStudio         *limner_studio_new_for            (const char            *data_directory,
                                                        const char            *pictures_directory,
                                                        LimnerVault           *vault)
  G_GNUC_WARN_UNUSED_RESULT;
void                  limner_studio_open_async         (LimnerStudio          *self,
                                                        GCancellable          *cancellable,
                                                        GAsyncReadyCallback    callback,
                                                        gpointer               user_data);
gboolean              limner_studio_open_finish        (LimnerStudio          *self,
                                                        GAsyncResult          *result,
                                                        GError               **error);

/* What it owns */
LimnerStore          *limner_studio_get_store          (LimnerStudio          *self);
LimnerJobQueue       *limner_studio_get_queue          (LimnerStudio          *self);
LimnerTrainingList   *limner_studio_get_trainings      (LimnerStudio          *self);
LimnerSweepList      *limner_studio_get_sweeps         (LimnerStudio          *self);
LimnerServerList     *limner_studio_get_servers        (LimnerStudio          *self);
LimnerVault          *limner_studio_get_vault          (LimnerStudio          *self);
LimnerEngineLauncher *limner_studio_get_engine         (LimnerStudio          *self);
LimnerChainList      *limner_studio_get_chains         (LimnerStudio          *self);
const char           *limner_studio_get_data_directory (LimnerStudio          *self);
guint                 limner_studio_get_n_resumed      (LimnerStudio          *self);

/* Servers; a client is found by limner_client_source_get_client_async() */
void                  limner_studio_set_token_async    (LimnerStudio          *self,
                                                        const char            *server_id,
                                                        const char            *token,
                                                        GCancellable          *cancellable,
                                                        GAsyncReadyCallback    callback,
                                                        gpointer               user_data);
gboolean              limner_studio_set_token_finish   (LimnerStudio          *self,
                                                        GAsyncResult          *result,
                                                        GError               **error);
void                  limner_studio_connect_async      (LimnerStudio          *self,
                                                       const char            *server_id,
                                                       const char            *token,
                                                       GCancellable          *cancellable,
                                                       GAsyncReadyCallback    callback,
                                                       gpointer               user_data);
gboolean              limner_studio_connect_finish     (LimnerStudio          *self,
                                                       GAsyncResult          *result,
                                                       GError               **error);
void                  limner_studio_remove_server      (LimnerStudio          *self,
                                                        const char            *server_id);

/* Models: from the server, or from what was seen before when it cannot be reached */
void                  limner_studio_load_model_async   (LimnerStudio          *self,
                                                        const char            *server_id,
                                                        const char            *reference,
                                                        GCancellable          *cancellable,
                                                        GAsyncReadyCallback    callback,
                                                        gpointer               user_data);
LimnerModel          *limner_studio_load_model_finish  (LimnerStudio          *self,
                                                        GAsyncResult          *result,
                                                        LimnerModelVersion   **version,
                                                        gint64                *cached_at,
                                                        GError               **error)
  G_GNUC_WARN_UNUSED_RESULT;
GPtrArray            *limner_studio_get_model_changes  (LimnerStudio          *self,
                                                        GAsyncResult          *result);
LimnerSchema         *limner_studio_make_schema        (LimnerModelVersion    *version,
                                                        GPtrArray             *roles)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
