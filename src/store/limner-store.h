/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "image/limner-export.h"
#include "image/limner-thumbnailer.h"

G_BEGIN_DECLS

/** The largest blob that is kept, in bytes. */
#define LIMNER_STORE_MAX_BLOB (512u * 1024 * 1024)

#define LIMNER_TYPE_STORE (limner_store_get_type ())
G_DECLARE_FINAL_TYPE (LimnerStore, limner_store, LIMNER, STORE, GObject)

LimnerStore *limner_store_new              (const char           *data_directory,
                                            const char           *pictures_directory)
                                            G_GNUC_WARN_UNUSED_RESULT;
void         limner_store_open_async       (LimnerStore          *self,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
gboolean     limner_store_open_finish      (LimnerStore          *self,
                                            GAsyncResult         *result,
                                            GError              **error);
const char  *limner_store_get_data_directory     (LimnerStore    *self);
const char  *limner_store_get_pictures_directory (LimnerStore    *self);
const char  *limner_store_get_name_template      (LimnerStore    *self);
void         limner_store_set_name_template      (LimnerStore    *self,
                                                  const char     *name_template);
void         limner_store_set_pictures_directory (LimnerStore    *self,
                                                  const char     *path);
LimnerExportPrivacy
             limner_store_get_privacy            (LimnerStore    *self);
void         limner_store_set_privacy            (LimnerStore    *self,
                                                  LimnerExportPrivacy privacy);
void         limner_store_set_thumbnailer  (LimnerStore          *self,
                                            LimnerThumbnailer    *thumbnailer);
const char  *limner_store_get_recovered_path     (LimnerStore    *self);
guint        limner_store_get_recovered_items    (LimnerStore    *self);

/* Files by their contents: inputs, masks, raw answers */
void         limner_store_put_blob_async   (LimnerStore          *self,
                                            GBytes               *bytes,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
char        *limner_store_put_blob_finish  (LimnerStore          *self,
                                            GAsyncResult         *result,
                                            GError              **error) G_GNUC_WARN_UNUSED_RESULT;
void         limner_store_get_blob_async   (LimnerStore          *self,
                                            const char           *sha256,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
GBytes      *limner_store_get_blob_finish  (LimnerStore          *self,
                                            GAsyncResult         *result,
                                            GError              **error) G_GNUC_WARN_UNUSED_RESULT;
GBytes      *limner_store_read_blob        (LimnerStore          *self,
                                            const char           *reference,
                                            GError              **error) G_GNUC_WARN_UNUSED_RESULT;
char        *limner_store_dup_blob_path    (LimnerStore          *self,
                                            const char           *sha256) G_GNUC_WARN_UNUSED_RESULT;
gboolean     limner_store_parse_blob       (const char           *text,
                                            const char          **sha256);

G_END_DECLS
