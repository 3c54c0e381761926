/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-error.h"
#include "base/limner-file.h"
#include "base/limner-task.h"
#include "image/limner-data-uri.h"
#include "image/limner-picture-io.h"
#include "image/limner-picture-ops.h"
#include "limner-studio-files.h"
#include "widgets/limner-texture.h"

/* The largest file that an input takes; the hosted service refuses larger ones. */
#define MAX_INPUT_BYTES (100 * 1000 * 1000)

/**
 * LimnerStudioFiles:
 *
 * Keeps the form's files in the library, by their contents, and shows them again from there. It is
 * here because the form does not know the library.
 */
struct _LimnerStudioFiles
{
  GObject      parent_instance;

  /* Owned */
  LimnerStore *store;
};

static void limner_studio_files_files_init (LimnerFormFilesInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (LimnerStudioFiles, limner_studio_files, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (LIMNER_TYPE_FORM_FILES,
                                                      limner_studio_files_files_init))

static void
kept_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr(GTask) task = data;
  g_autofree char *sha256 = NULL;
  GError *error = NULL;

  sha256 = limner_store_put_blob_finish (LIMNER_STORE (object), result, &error);
  if (sha256 == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_strconcat ("blob:", sha256, NULL), g_free);
}

static void
keep (GTask  *task,
      GBytes *bytes)
{
  LimnerStudioFiles *self = g_task_get_source_object (task);

  limner_store_put_blob_async (self->store, bytes, g_task_get_cancellable (task), kept_cb,
                               g_object_ref (task));
}

static void
read_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  GError *error = NULL;
  GBytes *bytes = limner_file_read (data, MAX_INPUT_BYTES, &error);

  if (bytes != NULL)
    g_task_return_pointer (task, bytes, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr(GTask) task = data;
  g_autoptr(GBytes) bytes = NULL;
  GError *error = NULL;

  bytes = g_task_propagate_pointer (G_TASK (result), &error);
  if (bytes == NULL)
    g_task_return_error (task, error);
  else
    keep (task, bytes);
}

static void
limner_studio_files_import_async (LimnerFormFiles     *files,
                                  GFile               *file,
                                  GBytes              *bytes,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (files, cancellable, callback, user_data);
  g_autoptr(GTask) thread_task = NULL;
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  g_task_set_source_tag (task, limner_studio_files_import_async);
  if (file == NULL)
    {
      keep (task, bytes);
      return;
    }
  if (path == NULL)
    {
      g_task_return_new_error (task, LIMNER_ERROR, LIMNER_ERROR_UNSUPPORTED,
                               "Only files on this computer can be used");
      return;
    }

  thread_task = g_task_new (NULL, cancellable, read_cb, g_object_ref (task));
  g_task_set_source_tag (thread_task, read_thread);
  g_task_set_task_data (thread_task, g_steal_pointer (&path), g_free);
  limner_task_run_in_thread (thread_task, read_thread);
}

static char *
limner_studio_files_import_finish (LimnerFormFiles  *files,
                                   GAsyncResult     *result,
                                   GError          **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

typedef struct
{
  GBytes *bytes;
  int     size;
} Preview;

static void
preview_free (Preview *preview)
{
  g_clear_pointer (&preview->bytes, g_bytes_unref);
  g_free (preview);
}

static void
show_picture (LimnerFormPreview *shown,
              GBytes            *bytes,
              int                size)
{
  g_autoptr(LimnerPicture) picture = limner_picture_decode_at_least (bytes, size, NULL);
  g_autoptr(LimnerPicture) small = NULL;
  int width, height;

  if (picture == NULL)
    return;

  limner_picture_fit (limner_picture_get_width (picture), limner_picture_get_height (picture),
                      size, size, &width, &height);
  small = limner_picture_scale (picture, width, height, LIMNER_FILTER_AUTO);
  if (small == NULL)
    return;

  shown->has_alpha = !limner_picture_is_opaque (small);
  shown->texture = limner_texture_from_picture (small);
}

static void
preview_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  Preview *preview = data;
  LimnerFormPreview *shown = limner_form_preview_new ();
  const char *media_type = limner_image_sniff_mime (preview->bytes);

  shown->n_bytes = g_bytes_get_size (preview->bytes);
  shown->media_type = g_strdup (media_type);
  if (limner_picture_peek (preview->bytes, &shown->width, &shown->height, NULL, NULL))
    {
      shown->is_rotated = limner_picture_is_rotated (preview->bytes);
      show_picture (shown, preview->bytes, preview->size);
    }
  g_task_return_pointer (task, shown, (GDestroyNotify) limner_form_preview_free);
}

static void
show_bytes (GTask  *task,
            GBytes *bytes)
{
  Preview *preview = g_task_get_task_data (task);

  preview->bytes = g_bytes_ref (bytes);
  limner_task_run_in_thread (task, preview_thread);
}

/* Hands what the library found, or why it did not, on to whoever asked. */
static void
take_found (GObject       *store,
            GAsyncResult  *result,
            GTask         *task,
            void         (*take) (GTask  *task,
                                  GBytes *bytes))
{
  GError *error = NULL;
  g_autoptr(GBytes) bytes = limner_store_get_blob_finish (LIMNER_STORE (store), result, &error);

  if (bytes == NULL)
    g_task_return_error (task, error);
  else
    take (task, bytes);
}

static void
found_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(GTask) task = data;

  take_found (object, result, task, show_bytes);
}

static void
limner_studio_files_preview_async (LimnerFormFiles     *files,
                                   const char          *reference,
                                   int                  size,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  LimnerStudioFiles *self = LIMNER_STUDIO_FILES (files);
  g_autoptr(GTask) task = g_task_new (files, cancellable, callback, user_data);
  g_autoptr(GBytes) bytes = NULL;
  Preview *preview = g_new0 (Preview, 1);
  const char *sha256;
  GError *error = NULL;

  g_task_set_source_tag (task, limner_studio_files_preview_async);
  preview->size = size;
  g_task_set_task_data (task, preview, (GDestroyNotify) preview_free);

  if (limner_store_parse_blob (reference, &sha256))
    {
      limner_store_get_blob_async (self->store, sha256, cancellable, found_cb,
                                   g_steal_pointer (&task));
      return;
    }

  /* Pictures of the network are not fetched to be shown: the model's server does that. */
  if (!g_str_has_prefix (reference, "data:"))
    {
      LimnerFormPreview *shown = limner_form_preview_new ();

      shown->name = g_path_get_basename (reference);
      g_task_return_pointer (task, shown, (GDestroyNotify) limner_form_preview_free);
      return;
    }

  bytes = limner_data_uri_parse (reference, NULL, &error);
  if (bytes == NULL)
    g_task_return_error (task, error);
  else
    show_bytes (task, bytes);
}

static LimnerFormPreview *
limner_studio_files_preview_finish (LimnerFormFiles  *files,
                                    GAsyncResult     *result,
                                    GError          **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

typedef struct
{
  GBytes        *bytes;
  LimnerFormFit  fit;
} Fitting;

static void
fitting_free (Fitting *fitting)
{
  g_clear_pointer (&fitting->bytes, g_bytes_unref);
  g_free (fitting);
}

static void
fit_thread (GTask        *task,
            gpointer      source,
            gpointer      data,
            GCancellable *cancellable)
{
  Fitting *fitting = data;
  const LimnerFormFit *fit = &fitting->fit;
  GError *error = NULL;
  g_autoptr(LimnerPicture) picture = limner_picture_decode (fitting->bytes, &error);
  GBytes *encoded = NULL;

  if (picture != NULL && fit->width > 0)
    {
      LimnerPicture *scaled =
        limner_picture_scale (picture, fit->width, fit->height, LIMNER_FILTER_AUTO);

      limner_picture_unref (picture);
      picture = scaled;
    }
  if (picture != NULL && fit->fills_alpha)
    {
      LimnerPicture *filled = limner_picture_flatten (picture, 0xffffffff);

      limner_picture_unref (picture);
      picture = filled;
    }
  if (picture != NULL)
    encoded = limner_picture_encode (picture, LIMNER_PICTURE_PNG, 0, &error);

  if (encoded != NULL)
    g_task_return_pointer (task, encoded, (GDestroyNotify) g_bytes_unref);
  else if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_new_error (task, LIMNER_ERROR, LIMNER_ERROR_TOO_LARGE,
                             "The picture would have too many pixels");
}

static void
fit_bytes (GTask  *task,
           GBytes *bytes)
{
  Fitting *fitting = g_task_get_task_data (task);
  g_autoptr(GTask) thread_task = g_task_new (NULL, g_task_get_cancellable (task), read_cb,
                                             g_object_ref (task));
  Fitting *copy = g_new0 (Fitting, 1);

  copy->bytes = g_bytes_ref (bytes);
  copy->fit = fitting->fit;
  g_task_set_source_tag (thread_task, fit_bytes);
  g_task_set_task_data (thread_task, copy, (GDestroyNotify) fitting_free);
  limner_task_run_in_thread (thread_task, fit_thread);
}

static void
found_to_fit_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      data)
{
  g_autoptr(GTask) task = data;

  take_found (object, result, task, fit_bytes);
}

static void
limner_studio_files_fit_async (LimnerFormFiles     *files,
                               const char          *reference,
                               const LimnerFormFit *fit,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  LimnerStudioFiles *self = LIMNER_STUDIO_FILES (files);
  g_autoptr(GTask) task = g_task_new (files, cancellable, callback, user_data);
  g_autoptr(GBytes) bytes = NULL;
  Fitting *fitting = g_new0 (Fitting, 1);
  const char *sha256;
  GError *error = NULL;

  g_task_set_source_tag (task, limner_studio_files_fit_async);
  fitting->fit = *fit;
  g_task_set_task_data (task, fitting, (GDestroyNotify) fitting_free);

  if (limner_store_parse_blob (reference, &sha256))
    {
      limner_store_get_blob_async (self->store, sha256, cancellable, found_to_fit_cb,
                                   g_steal_pointer (&task));
      return;
    }

  bytes = limner_data_uri_parse (reference, NULL, &error);
  if (bytes == NULL)
    g_task_return_error (task, error);
  else
    fit_bytes (task, bytes);
}

static void
limner_studio_files_files_init (LimnerFormFilesInterface *iface)
{
  iface->import_async = limner_studio_files_import_async;
  iface->import_finish = limner_studio_files_import_finish;
  iface->preview_async = limner_studio_files_preview_async;
  iface->preview_finish = limner_studio_files_preview_finish;
  iface->fit_async = limner_studio_files_fit_async;
  iface->fit_finish = limner_studio_files_import_finish;
}

static void
limner_studio_files_dispose (GObject *object)
{
  g_clear_object (&LIMNER_STUDIO_FILES (object)->store);

  G_OBJECT_CLASS (limner_studio_files_parent_class)->dispose (object);
}

static void
limner_studio_files_class_init (LimnerStudioFilesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = limner_studio_files_dispose;
}

static void
limner_studio_files_init (LimnerStudioFiles *self)
{
}

/**
 * limner_studio_files_new:
 * @store: the library
 *
 * Makes the place where a form's files are kept.
 *
 * Returns: (transfer full): the files
 */
LimnerFormFiles *
limner_studio_files_new (LimnerStore *store)
{
  LimnerStudioFiles *self;

  g_return_val_if_fail (LIMNER_IS_STORE (store), NULL);

  self = g_object_new (LIMNER_TYPE_STUDIO_FILES, NULL);
  self->store = g_object_ref (store);
  return LIMNER_FORM_FILES (self);
}
