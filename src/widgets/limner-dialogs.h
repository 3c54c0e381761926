/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * LimnerFileKind:
 * @LIMNER_FILE_ANY: any file
 * @LIMNER_FILE_PICTURES: PNG, JPEG, WebP and what else the picture loader reads
 * @LIMNER_FILE_ARCHIVES: ZIP and TAR files
 * @LIMNER_FILE_JSON: JSON files
 *
 * Which files a chooser offers at first; the person can always switch to all files.
 */
typedef enum
{
  LIMNER_FILE_ANY,
  LIMNER_FILE_PICTURES,
  LIMNER_FILE_ARCHIVES,
  LIMNER_FILE_JSON,
} LimnerFileKind;

void        limner_dialogs_open_async           (GtkWidget            *parent,
                                                 const char           *title,
                                                 LimnerFileKind        kind,
                                                 gboolean              multiple,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
GListModel *limner_dialogs_open_finish          (GAsyncResult         *result,
                                                 GError              **error)
  G_GNUC_WARN_UNUSED_RESULT;
void        limner_dialogs_save_async           (GtkWidget            *parent,
                                                 const char           *title,
                                                 const char           *name,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
GFile      *limner_dialogs_save_finish          (GAsyncResult         *result,
                                                 GError              **error)
  G_GNUC_WARN_UNUSED_RESULT;
void        limner_dialogs_choose_folder_async  (GtkWidget            *parent,
                                                 const char           *title,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
GFile      *limner_dialogs_choose_folder_finish (GAsyncResult         *result,
                                                 GError              **error)
  G_GNUC_WARN_UNUSED_RESULT;
void        limner_dialogs_confirm_async        (GtkWidget            *parent,
                                                 const char           *heading,
                                                 const char           *body,
                                                 const char           *verb,
                                                 gboolean              destructive,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
void        limner_dialogs_choose_async         (GtkWidget            *parent,
                                                 const char           *heading,
                                                 const char           *body,
                                                 const char           *verb,
                                                 const char           *other,
                                                 gboolean              destructive,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
gboolean    limner_dialogs_confirm_finish       (GAsyncResult         *result,
                                                 GError              **error);
void        limner_dialogs_alert                (GtkWidget            *parent,
                                                 const char           *heading,
                                                 const char           *body);

G_END_DECLS
