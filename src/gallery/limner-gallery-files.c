/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-gallery-files.h"
#include "limner-gallery-read.h"

/**
 * LimnerGalleryFiles:
 *
 * The files of pictures on their way to another place. Those of pictures that were never in sight
 * are read from the library first; who wants them before that is given them as soon as they are
 * known.
 */
struct _LimnerGalleryFiles
{
  GdkContentProvider  parent_instance;

  GdkFileList        *files;     /* (owned) (nullable) NULL until they are known */
  GPtrArray          *waiting;   /* (element-type GTask) (owned) who wants them */
};

/* What somebody wants */
typedef struct
{
  GOutputStream *stream;   /* (owned) */
  const char    *type;     /* interned */
} Wish;

G_DEFINE_FINAL_TYPE (LimnerGalleryFiles, limner_gallery_files, GDK_TYPE_CONTENT_PROVIDER)

static void
wish_free (gpointer data)
{
  Wish *wish = data;

  g_clear_object (&wish->stream);
  g_free (wish);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(GTask) task = data;
  GError *error = NULL;

  if (gdk_content_serialize_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
write_files (LimnerGalleryFiles *self,
             GTask              *task)
{
  Wish *wish = g_task_get_task_data (task);
  g_auto(GValue) value = G_VALUE_INIT;

  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_set_boxed (&value, self->files);
  gdk_content_serialize_async (wish->stream, wish->type, &value, g_task_get_priority (task),
                               g_task_get_cancellable (task), written_cb, g_object_ref (task));
}

static void
read_cb (GPtrArray *items,
         gpointer   user_data)
{
  g_autoptr(LimnerGalleryFiles) self = user_data;
  g_autoptr(GPtrArray) waiting = g_steal_pointer (&self->waiting);
  GSList *files = NULL;

  for (guint i = items->len; i-- > 0;)
    {
      GFile *file = limner_gallery_item_dup_file (items->pdata[i]);

      if (file != NULL)
        files = g_slist_prepend (files, file);
    }
  self->files = gdk_file_list_new_from_list (files);
  g_slist_free_full (files, g_object_unref);

  for (guint i = 0; waiting != NULL && i < waiting->len; i++)
    write_files (self, waiting->pdata[i]);
}

static GdkContentFormats *
limner_gallery_files_ref_formats (GdkContentProvider *provider)
{
  /* With the types of files by name: for those alone another program can be made to wait. */
  return gdk_content_formats_union_serialize_mime_types (
    gdk_content_formats_new_for_gtype (GDK_TYPE_FILE_LIST));
}

static gboolean
limner_gallery_files_get_value (GdkContentProvider  *provider,
                                GValue              *value,
                                GError             **error)
{
  LimnerGalleryFiles *self = LIMNER_GALLERY_FILES (provider);

  /* Not supported means to GTK: write it, then. */
  if (self->files == NULL || !G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST))
    return GDK_CONTENT_PROVIDER_CLASS (limner_gallery_files_parent_class)->get_value (provider,
                                                                                     value, error);

  g_value_set_boxed (value, self->files);
  return TRUE;
}

static void
limner_gallery_files_write_async (GdkContentProvider  *provider,
                                  const char          *mime_type,
                                  GOutputStream       *stream,
                                  int                  io_priority,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  LimnerGalleryFiles *self = LIMNER_GALLERY_FILES (provider);
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);
  Wish *wish = g_new0 (Wish, 1);

  g_task_set_source_tag (task, limner_gallery_files_write_async);
  g_task_set_priority (task, io_priority);
  wish->stream = g_object_ref (stream);
  wish->type = g_intern_string (mime_type);
  g_task_set_task_data (task, wish, wish_free);

  if (self->files != NULL)
    write_files (self, task);
  else
    g_ptr_array_add (self->waiting, g_steal_pointer (&task));
}

static gboolean
limner_gallery_files_write_finish (GdkContentProvider  *provider,
                                   GAsyncResult        *result,
                                   GError             **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
limner_gallery_files_finalize (GObject *object)
{
  LimnerGalleryFiles *self = LIMNER_GALLERY_FILES (object);

  g_clear_pointer (&self->waiting, g_ptr_array_unref);
  if (self->files != NULL)
    g_boxed_free (GDK_TYPE_FILE_LIST, g_steal_pointer (&self->files));

  G_OBJECT_CLASS (limner_gallery_files_parent_class)->finalize (object);
}

static void
limner_gallery_files_class_init (LimnerGalleryFilesClass *klass)
{
  GdkContentProviderClass *provider_class = GDK_CONTENT_PROVIDER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = limner_gallery_files_finalize;
  provider_class->ref_formats = limner_gallery_files_ref_formats;
  provider_class->get_value = limner_gallery_files_get_value;
  provider_class->write_mime_type_async = limner_gallery_files_write_async;
  provider_class->write_mime_type_finish = limner_gallery_files_write_finish;
}

static void
limner_gallery_files_init (LimnerGalleryFiles *self)
{
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * limner_gallery_files_new:
 * @list: a list
 * @items: (transfer full) (element-type LimnerGalleryItem): pictures of it
 *
 * Begins to read where the files of pictures are.
 *
 * Returns: (transfer full): what can be dragged away
 */
GdkContentProvider *
limner_gallery_files_new (LimnerGalleryList *list,
                          GPtrArray         *items)
{
  LimnerGalleryFiles *self;

  g_return_val_if_fail (LIMNER_IS_GALLERY_LIST (list), NULL);
  g_return_val_if_fail (items != NULL, NULL);

  self = g_object_new (LIMNER_TYPE_GALLERY_FILES, NULL);
  limner_gallery_read_items (list, items, read_cb, g_object_ref (self));
  return GDK_CONTENT_PROVIDER (self);
}
