/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/** The largest file, and the largest body of a request, in bytes. */
#define LIMNER_ENGINE_MAX_BYTES (100u * 1024 * 1024)

/** How long an uploaded file is kept, in seconds. */
#define LIMNER_ENGINE_FILE_LIFETIME (24 * 60 * 60)

typedef struct _LimnerEngineFiles LimnerEngineFiles;

LimnerEngineFiles *limner_engine_files_new      (const char         *folder)
  G_GNUC_WARN_UNUSED_RESULT;
LimnerEngineFiles *limner_engine_files_ref      (LimnerEngineFiles  *self);
void               limner_engine_files_unref    (LimnerEngineFiles  *self);
JsonObject        *limner_engine_files_add      (LimnerEngineFiles  *self,
                                                 const char         *name,
                                                 const char         *content_type,
                                                 GBytes             *bytes,
                                                 JsonObject         *metadata,
                                                 GError            **error)
  G_GNUC_WARN_UNUSED_RESULT;
JsonObject        *limner_engine_files_find     (LimnerEngineFiles  *self,
                                                 const char         *id) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray         *limner_engine_files_list     (LimnerEngineFiles  *self)
  G_GNUC_WARN_UNUSED_RESULT;
GBytes            *limner_engine_files_read     (LimnerEngineFiles  *self,
                                                 const char         *id,
                                                 GError            **error)
  G_GNUC_WARN_UNUSED_RESULT;
gboolean           limner_engine_files_remove   (LimnerEngineFiles  *self,
                                                 const char         *id);
void               limner_engine_files_sweep    (LimnerEngineFiles  *self,
                                                 gint64              now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimnerEngineFiles, limner_engine_files_unref)

G_END_DECLS
