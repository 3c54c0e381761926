/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "base/limner-error.h"
#include "base/limner-task.h"
#include "image/limner-picture-io.h"
#include "paint/limner-layers.h"
#include "paint/limner-selection.h"
#include "widgets/limner-dialogs.h"
#include "widgets/limner-error-text.h"

#include "limner-mask-files.h"

/* Masks from files and to files. The document may have changed while a file was read, so that its
 * size is looked at only then. */

static void
show_error (LimnerCanvas *canvas,
            const char   *heading,
            const GError *error)
{
  g_autofree char *text = NULL;

  if (limner_error_is_cancelled (error))
    return;
  text = limner_error_to_text (error);
  limner_dialogs_alert (GTK_WIDGET (canvas), heading, text);
}

/* Where a mask from elsewhere is to go */
typedef struct
{
  LimnerCanvas  *canvas;
  LimnerCombine  how;
} Wish;

static Wish *
wish_new (LimnerCanvas  *canvas,
          LimnerCombine  how)
{
  Wish *wish = g_new0 (Wish, 1);

  wish->canvas = g_object_ref (canvas);
  wish->how = how;
  return wish;
}

static void
wish_free (Wish *wish)
{
  g_clear_object (&wish->canvas);
  g_free (wish);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Wish, wish_free)

/* A mask from elsewhere, and the size that it is brought to by a thread */
typedef struct
{
  LimnerPicture *picture;
  int            width;
  int            height;
} Import;

static void
import_free (gpointer data)
{
  Import *import = data;

  g_clear_pointer (&import->picture, limner_picture_unref);
  g_free (import);
}

static LimnerMask *
make_selection (gpointer data)
{
  const Import *import = data;

  return limner_selection_from_picture (import->picture, import->width, import->height);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(Wish) wish = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(LimnerPicture) picture = limner_picture_load_finish (result, &error);
  LimnerDocument *document = limner_canvas_get_document (wish->canvas);
  Import *import;

  if (picture == NULL)
    {
      show_error (wish->canvas, _("The mask could not be read"), error);
      return;
    }
  if (document == NULL || limner_document_get_picture (document) == NULL)
    return;

  import = g_new0 (Import, 1);
  import->picture = g_steal_pointer (&picture);
  import->width = limner_document_get_width (document);
  import->height = limner_document_get_height (document);
  limner_document_select_async (document, make_selection, import, import_free,
                                wish->how, NULL, NULL, NULL);
}

/**
 * limner_mask_files_load:
 * @canvas: a canvas with a document
 * @file: a picture, white where the document's picture is to be repainted
 * @how: how it changes the mask that is there
 *
 * Takes a file as the mask, stretched to the picture's size.
 */
void
limner_mask_files_load (LimnerCanvas  *canvas,
                        GFile         *file,
                        LimnerCombine  how)
{
  limner_picture_load_async (file, NULL, loaded_cb, wish_new (canvas, how));
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(Wish) wish = user_data;
  g_autoptr(GListModel) files = limner_dialogs_open_finish (result, NULL);
  g_autoptr(GFile) file = files != NULL ? g_list_model_get_item (files, 0) : NULL;

  if (file != NULL)
    limner_mask_files_load (wish->canvas, file, wish->how);
}

/**
 * limner_mask_files_import:
 * @canvas: a canvas with a document
 * @how: how it changes the mask that is there
 *
 * Asks for a file and takes it as the mask.
 */
void
limner_mask_files_import (LimnerCanvas  *canvas,
                          LimnerCombine  how)
{
  limner_dialogs_open_async (GTK_WIDGET (canvas), _("Import a mask"), LIMNER_FILE_PICTURES, FALSE,
                             NULL, opened_cb, wish_new (canvas, how));
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(LimnerCanvas) canvas = user_data;
  g_autoptr(GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    show_error (canvas, _("The mask could not be saved"), error);
}

typedef struct
{
  GFile        *file;
  LimnerLayers *layers;
} WriteJob;

static void
write_job_free (gpointer data)
{
  WriteJob *job = data;

  g_clear_object (&job->file);
  g_clear_pointer (&job->layers, limner_layers_free);
  g_free (job);
}

static void
write_thread (GTask        *task,
              gpointer      source,
              gpointer      task_data,
              GCancellable *cancellable)
{
  WriteJob *job = task_data;
  g_autoptr(GBytes) bytes = NULL;
  GError *error = NULL;

  bytes = limner_layers_encode_mask (job->layers, &error);
  if (bytes != NULL &&
      g_file_replace_contents (job->file, g_bytes_get_data (bytes, NULL),
                               g_bytes_get_size (bytes), NULL, FALSE, G_FILE_CREATE_NONE, NULL,
                               cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(LimnerCanvas) canvas = user_data;
  g_autoptr(GFile) file = limner_dialogs_save_finish (result, NULL);
  LimnerDocument *document = limner_canvas_get_document (canvas);
  g_autoptr(GTask) task = NULL;
  WriteJob *job;

  if (file == NULL || document == NULL || limner_document_get_picture (document) == NULL)
    return;

  job = g_new0 (WriteJob, 1);
  job->file = g_steal_pointer (&file);
  job->layers = limner_layers_new (document);
  task = g_task_new (NULL, NULL, written_cb, g_object_ref (canvas));
  g_task_set_source_tag (task, saved_cb);
  g_task_set_task_data (task, job, write_job_free);
  limner_task_run_in_thread (task, write_thread);
}

/**
 * limner_mask_files_export:
 * @canvas: a canvas with a document
 *
 * Asks for a file and writes the mask to it, as a PNG in white on black.
 */
void
limner_mask_files_export (LimnerCanvas *canvas)
{
  limner_dialogs_save_async (GTK_WIDGET (canvas), _("Export the mask"), _("mask.png"), NULL,
                             saved_cb, g_object_ref (canvas));
}
