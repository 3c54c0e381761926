/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * LimnerFormPreview:
 * @texture: (nullable): a small picture, %NULL for a file that is no picture
 * @name: (nullable): the file's name, where it is known
 * @media_type: (nullable): the MIME type, where it is known
 * @width: width of the whole picture in pixels, 0 where it is not known
 * @height: height of the whole picture in pixels
 * @n_bytes: size of the file, 0 where it is not known
 * @has_alpha: whether parts of the picture are transparent
 * @is_rotated: whether the file asks to be shown turned, which not every model does
 *
 * What a row shows of a file.
 */
typedef struct
{
  GdkTexture *texture;
  char       *name;
  char       *media_type;
  int         width;
  int         height;
  guint64     n_bytes;
  gboolean    has_alpha;
  gboolean    is_rotated;
} LimnerFormPreview;

/**
 * LimnerFormFit:
 * @width: the wanted width in pixels, 0 to leave the size alone
 * @height: the wanted height in pixels
 * @fills_alpha: whether transparent parts become white
 *
 * How a picture is made to fit an input. It is turned upright in any case.
 */
typedef struct
{
  int      width;
  int      height;
  gboolean fills_alpha;
} LimnerFormFit;

LimnerFormPreview *limner_form_preview_new  (void) G_GNUC_WARN_UNUSED_RESULT;
void               limner_form_preview_free (LimnerFormPreview *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimnerFormPreview, limner_form_preview_free)

/**
 * LimnerFormFiles:
 *
 * Where the form's files are kept. The form itself knows only references, such as `blob:…` or
 * `https://…`; who puts it into a window gives it an object that knows the rest.
 */
#define LIMNER_TYPE_FORM_FILES (limner_form_files_get_type ())
G_DECLARE_INTERFACE (LimnerFormFiles, limner_form_files, LIMNER, FORM_FILES, GObject)

/**
 * LimnerFormFilesInterface:
 * @import_async: takes a file, or bytes when @file is %NULL, into keeping
 * @import_finish: gives the reference
 * @preview_async: loads a picture of at most @size pixels a side for a reference
 * @preview_finish: gives what was loaded
 * @fit_async: (nullable): makes another picture of one so that it fits
 * @fit_finish: (nullable): gives the other picture's reference
 */
struct _LimnerFormFilesInterface
{
  GTypeInterface parent_iface;

  void                (*import_async)   (LimnerFormFiles      *self,
                                         GFile                *file,
                                         GBytes               *bytes,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
  char               *(*import_finish)  (LimnerFormFiles      *self,
                                         GAsyncResult         *result,
                                         GError              **error);
  void                (*preview_async)  (LimnerFormFiles      *self,
                                         const char           *reference,
                                         int                   size,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
  LimnerFormPreview  *(*preview_finish) (LimnerFormFiles      *self,
                                         GAsyncResult         *result,
                                         GError              **error);
  void                (*fit_async)      (LimnerFormFiles      *self,
                                         const char           *reference,
                                         const LimnerFormFit  *fit,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
  char               *(*fit_finish)     (LimnerFormFiles      *self,
                                         GAsyncResult         *result,
                                         GError              **error);
};

void               limner_form_files_import_async   (LimnerFormFiles      *self,
                                                     GFile                *file,
                                                     GBytes               *bytes,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);
char              *limner_form_files_import_finish  (LimnerFormFiles      *self,
                                                     GAsyncResult         *result,
                                                     GError              **error)
  G_GNUC_WARN_UNUSED_RESULT;
void               limner_form_files_preview_async  (LimnerFormFiles      *self,
                                                     const char           *reference,
                                                     int                   size,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);
LimnerFormPreview *limner_form_files_preview_finish (LimnerFormFiles      *self,
                                                     GAsyncResult         *result,
                                                     GError              **error)
  G_GNUC_WARN_UNUSED_RESULT;
gboolean           limner_form_files_can_fit        (LimnerFormFiles      *self);
void               limner_form_files_fit_async      (LimnerFormFiles      *self,
                                                     const char           *reference,
                                                     const LimnerFormFit  *fit,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);
char              *limner_form_files_fit_finish     (LimnerFormFiles      *self,
                                                     GAsyncResult         *result,
                                                     GError              **error)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
