/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "paint/limner-document.h"
#include "schema/limner-values.h"
#include "store/limner-gallery-item.h"

#include "limner-edit-options.h"
#include "limner-opening.h"
#include "limner-spec-builder.h"
#include "limner-studio.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_WORKSPACE (limner_workspace_get_type ())
G_DECLARE_FINAL_TYPE (LimnerWorkspace, limner_workspace, LIMNER, WORKSPACE, GObject)

LimnerWorkspace *limner_workspace_new                 (LimnerStudio            *studio)
  G_GNUC_WARN_UNUSED_RESULT;
void             limner_workspace_restore_async       (LimnerWorkspace         *self,
                                                       GCancellable            *cancellable,
                                                       GAsyncReadyCallback      callback,
                                                       gpointer                 user_data);
gboolean         limner_workspace_restore_finish      (LimnerWorkspace         *self,
                                                       GAsyncResult            *result,
                                                       GError                 **error);
void             limner_workspace_save                (LimnerWorkspace         *self);

/* Which model, and what it is asked */
LimnerStudio    *limner_workspace_get_studio          (LimnerWorkspace         *self);
const char      *limner_workspace_get_server          (LimnerWorkspace         *self);
LimnerModel     *limner_workspace_get_model           (LimnerWorkspace         *self);
const char      *limner_workspace_get_version         (LimnerWorkspace         *self);
const char      *limner_workspace_get_deployment      (LimnerWorkspace         *self);
LimnerValues    *limner_workspace_get_values          (LimnerWorkspace         *self);
GPtrArray       *limner_workspace_get_changes         (LimnerWorkspace         *self);
GPtrArray       *limner_workspace_get_carried         (LimnerWorkspace         *self);
const char      *limner_workspace_get_missing_model   (LimnerWorkspace         *self);
void             limner_workspace_adopt               (LimnerWorkspace         *self,
                                                       JsonObject              *input);
gboolean         limner_workspace_get_loading         (LimnerWorkspace         *self);
const GError    *limner_workspace_get_error           (LimnerWorkspace         *self);
gint64           limner_workspace_get_cached_at       (LimnerWorkspace         *self);
void             limner_workspace_load_model_async    (LimnerWorkspace         *self,
                                                       const char              *server,
                                                       const char              *reference,
                                                       GCancellable            *cancellable,
                                                       GAsyncReadyCallback      callback,
                                                       gpointer                 user_data);
gboolean         limner_workspace_load_model_finish   (LimnerWorkspace         *self,
                                                       GAsyncResult            *result,
                                                       GError                 **error);

void             limner_workspace_reload              (LimnerWorkspace         *self);

/* What is being done */
LimnerTasks      limner_workspace_get_task            (LimnerWorkspace         *self);
void             limner_workspace_set_task            (LimnerWorkspace         *self,
                                                       LimnerTasks              task);
LimnerTasks      limner_workspace_get_tasks           (LimnerWorkspace         *self);
const LimnerEditOptions *limner_workspace_get_options (LimnerWorkspace         *self);
void             limner_workspace_set_options         (LimnerWorkspace         *self,
                                                       const LimnerEditOptions *options);

/* To what */
LimnerDocument  *limner_workspace_get_document        (LimnerWorkspace         *self);
const char      *limner_workspace_get_parent          (LimnerWorkspace         *self);
void             limner_workspace_expect              (LimnerWorkspace         *self,
                                                       LimnerOpening           *opening);
void             limner_workspace_open_file_async     (LimnerWorkspace         *self,
                                                       GFile                   *file,
                                                       GCancellable            *cancellable,
                                                       GAsyncReadyCallback      callback,
                                                       gpointer                 user_data);
void             limner_workspace_open_bytes_async    (LimnerWorkspace         *self,
                                                       GBytes                  *bytes,
                                                       GCancellable            *cancellable,
                                                       GAsyncReadyCallback      callback,
                                                       gpointer                 user_data);
void             limner_workspace_open_item_async     (LimnerWorkspace         *self,
                                                       LimnerGalleryItem       *item,
                                                       gboolean                 keep_mask,
                                                       GCancellable            *cancellable,
                                                       GAsyncReadyCallback      callback,
                                                       gpointer                 user_data);
gboolean         limner_workspace_open_finish         (LimnerWorkspace         *self,
                                                       GAsyncResult            *result,
                                                       GError                 **error);
void             limner_workspace_close_picture       (LimnerWorkspace         *self);

/* The part of the picture that the model will see, and in which size */
gboolean         limner_workspace_get_context_box     (LimnerWorkspace         *self,
                                                       LimnerRect              *box,
                                                       int                     *sent_width,
                                                       int                     *sent_height);

guint            limner_workspace_list_steps          (LimnerWorkspace         *self,
                                                       LimnerRect              *frames);
guint            limner_workspace_get_n_steps         (LimnerWorkspace         *self);

/* Doing it */
char            *limner_workspace_check               (LimnerWorkspace         *self)
  G_GNUC_WARN_UNUSED_RESULT;
LimnerSpecRequest *limner_workspace_dup_request       (LimnerWorkspace         *self)
  G_GNUC_WARN_UNUSED_RESULT;
void             limner_workspace_submit_async        (LimnerWorkspace         *self,
                                                       GCancellable            *cancellable,
                                                       GAsyncReadyCallback      callback,
                                                       gpointer                 user_data);
LimnerJob       *limner_workspace_submit_finish       (LimnerWorkspace         *self,
                                                       GAsyncResult            *result,
                                                       GError                 **error)
  G_GNUC_WARN_UNUSED_RESULT;
void             limner_workspace_use_settings_async  (LimnerWorkspace         *self,
                                                       LimnerGalleryItem       *item,
                                                       gboolean                 new_seed,
                                                       GCancellable            *cancellable,
                                                       GAsyncReadyCallback      callback,
                                                       gpointer                 user_data);
gboolean         limner_workspace_use_settings_finish (LimnerWorkspace         *self,
                                                       GAsyncResult            *result,
                                                       GError                 **error);

G_END_DECLS
