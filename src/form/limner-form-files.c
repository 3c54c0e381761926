/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-form-files.h"

G_DEFINE_INTERFACE (LimnerFormFiles, limner_form_files, G_TYPE_OBJECT)

static void
limner_form_files_default_init (LimnerFormFilesInterface *iface)
{
}

/**
 * limner_form_preview_new:
 *
 * Returns: (transfer full): a preview that knows nothing yet
 */
LimnerFormPreview *
limner_form_preview_new (void)
{
  return g_new0 (LimnerFormPreview, 1);
}

/**
 * limner_form_preview_free:
 * @self: (transfer full): a preview
 *
 * Frees a preview.
 */
void
limner_form_preview_free (LimnerFormPreview *self)
{
  g_clear_object (&self->texture);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->media_type, g_free);
  g_free (self);
}

/**
 * limner_form_files_import_async:
 * @self: the keeper of files
 * @file: (nullable): a file
 * @bytes: (nullable): the contents, where there is no file
 * @cancellable: (nullable): to stop it
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Takes a file into keeping.
 */
void
limner_form_files_import_async (LimnerFormFiles     *self,
                                GFile               *file,
                                GBytes              *bytes,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_return_if_fail (LIMNER_IS_FORM_FILES (self));
  g_return_if_fail ((file == NULL) != (bytes == NULL));

  LIMNER_FORM_FILES_GET_IFACE (self)->import_async (self, file, bytes, cancellable, callback,
                                                    user_data);
}

/**
 * limner_form_files_import_finish:
 * @self: the keeper of files
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the reference, such as `blob:…`; %NULL with an error
 */
char *
limner_form_files_import_finish (LimnerFormFiles  *self,
                                 GAsyncResult     *result,
                                 GError          **error)
{
  g_return_val_if_fail (LIMNER_IS_FORM_FILES (self), NULL);

  return LIMNER_FORM_FILES_GET_IFACE (self)->import_finish (self, result, error);
}

/**
 * limner_form_files_preview_async:
 * @self: the keeper of files
 * @reference: what an input holds
 * @size: the most that is wanted of either side, in pixels
 * @cancellable: (nullable): to stop it
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Loads what can be shown of a file.
 */
void
limner_form_files_preview_async (LimnerFormFiles     *self,
                                 const char          *reference,
                                 int                  size,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_return_if_fail (LIMNER_IS_FORM_FILES (self));
  g_return_if_fail (reference != NULL);

  LIMNER_FORM_FILES_GET_IFACE (self)->preview_async (self, reference, size, cancellable, callback,
                                                     user_data);
}

/**
 * limner_form_files_preview_finish:
 * @self: the keeper of files
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): what was loaded; %NULL with an error
 */
LimnerFormPreview *
limner_form_files_preview_finish (LimnerFormFiles  *self,
                                  GAsyncResult     *result,
                                  GError          **error)
{
  g_return_val_if_fail (LIMNER_IS_FORM_FILES (self), NULL);

  return LIMNER_FORM_FILES_GET_IFACE (self)->preview_finish (self, result, error);
}

/**
 * limner_form_files_can_fit:
 * @self: the keeper of files
 *
 * Returns: whether it can make pictures fit
 */
gboolean
limner_form_files_can_fit (LimnerFormFiles *self)
{
  g_return_val_if_fail (LIMNER_IS_FORM_FILES (self), FALSE);

  return LIMNER_FORM_FILES_GET_IFACE (self)->fit_async != NULL;
}

/**
 * limner_form_files_fit_async:
 * @self: a keeper of files that can make pictures fit
 * @reference: a picture
 * @fit: how it shall become
 * @cancellable: (nullable): to stop it
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Makes another picture of one. The one stays as it is.
 */
void
limner_form_files_fit_async (LimnerFormFiles     *self,
                             const char          *reference,
                             const LimnerFormFit *fit,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_return_if_fail (limner_form_files_can_fit (self));

  LIMNER_FORM_FILES_GET_IFACE (self)->fit_async (self, reference, fit, cancellable, callback,
                                                 user_data);
}

/**
 * limner_form_files_fit_finish:
 * @self: the keeper of files
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the other picture's reference; %NULL with an error
 */
char *
limner_form_files_fit_finish (LimnerFormFiles  *self,
                              GAsyncResult     *result,
                              GError          **error)
{
  g_return_val_if_fail (limner_form_files_can_fit (self), NULL);

  return LIMNER_FORM_FILES_GET_IFACE (self)->fit_finish (self, result, error);
}
