/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-spec-builder.h"
#include "limner-workspace.h"

G_BEGIN_DECLS

struct _LimnerWorkspace
{
  GObject             parent_instance;

  /* Owned */
  LimnerStudio       *studio;
  LimnerDocument     *document;
  char               *server;          /* of the model that is open */
  char               *reference;       /* as asked for, perhaps with a version; NULL before */
  char               *wanted_server;   /* of the model that was asked for last; NULL before */
  char               *wanted_reference;
  LimnerModel        *model;           /* NULL until one was loaded */
  LimnerModelVersion *version;         /* NULL if it has none that is shown */
  LimnerValues       *values;
  JsonObject         *roles;           /* what the library knows of the user's roles, or NULL */
  GPtrArray          *changes;         /* of LimnerSchemaChange, or NULL */
  GPtrArray          *carried;         /* of LimnerCarry, or NULL */
  char               *missing;         /* the model of a picture that is not here, or NULL */
  GError             *error;           /* why the last model could not be loaded */
  GCancellable       *loading;         /* NULL unless a model is being loaded */
  GCancellable       *restoring;       /* of the document; NULL when that is done */
  char               *picture_blob;    /* names @blob_picture's file */
  LimnerOpening      *expected;        /* a file that is read before it is asked for, or NULL */
  char              **parents;         /* gallery items @blob_picture comes from */
  GHashTable         *last_models;     /* "server task" → reference */
  GHashTable         *left_values;     /* owner/name → what was filled in when it was left */

  /* Borrowed: compared only, never followed */
  gconstpointer       blob_picture;

  gint64              cached_at;
  guint               n_opening;       /* pictures that are being read */
  LimnerTasks         task;
  LimnerEditOptions   options;
  guint               save_id;
  gboolean            is_restoring;    /* what changes is the program's doing, not the user's */
  gboolean            tells_dropped;   /* whether to say what found no place in the next model */
};

void               _limner_workspace_change_task     (LimnerWorkspace *self,
                                                      LimnerTasks      task);
void               _limner_workspace_settle_meaning (LimnerWorkspace *self);
void               _limner_workspace_schedule_save   (LimnerWorkspace *self);
void               _limner_workspace_remember_values (LimnerWorkspace *self);
void               _limner_workspace_take_values    (LimnerWorkspace *self,
                                                      LimnerSchema    *schema);
void               _limner_workspace_tell_values    (LimnerWorkspace *self);
LimnerSpecRequest *_limner_workspace_make_request    (LimnerWorkspace *self);
void               _limner_workspace_tell_loading   (LimnerWorkspace *self);
void               _limner_workspace_take_model     (LimnerWorkspace    *self,
                                                     const char         *server,
                                                     const char         *reference,
                                                     LimnerModel        *model,
                                                     LimnerModelVersion *version,
                                                     LimnerSchema       *schema);
JsonObject        *_limner_workspace_to_json         (LimnerWorkspace *self)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
