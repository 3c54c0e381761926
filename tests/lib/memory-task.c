/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <gdk-pixbuf/gdk-pixbuf.h>

#include "memory-task.h"

struct _MemoryTask
{
  GObject       parent_instance;

  JsonObject   *input;
  GHashTable   *files;        /* name → GBytes */
  GCancellable *cancellable;
  GString      *log;
  GString      *text;
  GPtrArray    *outputs;      /* GBytes */
  GPtrArray    *mime_types;   /* char * */
};

static void memory_task_iface_init (LimnerGeneratorTaskInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MemoryTask, memory_task, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (LIMNER_TYPE_GENERATOR_TASK,
                                                      memory_task_iface_init))

static JsonObject *
get_input (LimnerGeneratorTask *task)
{
  return MEMORY_TASK (task)->input;
}

static GBytes *
get_file (LimnerGeneratorTask  *task,
          const char           *input_name,
          GError              **error)
{
  GBytes *bytes = g_hash_table_lookup (MEMORY_TASK (task)->files, input_name);

  return bytes != NULL ? g_bytes_ref (bytes) : NULL;
}

static GCancellable *
get_cancellable (LimnerGeneratorTask *task)
{
  return MEMORY_TASK (task)->cancellable;
}

static void
add_log (LimnerGeneratorTask *task,
         const char          *text)
{
  g_string_append (MEMORY_TASK (task)->log, text);
}

static void
emit_file (LimnerGeneratorTask *task,
           GBytes              *bytes,
           const char          *mime_type)
{
  g_ptr_array_add (MEMORY_TASK (task)->outputs, g_bytes_ref (bytes));
  g_ptr_array_add (MEMORY_TASK (task)->mime_types, g_strdup (mime_type));
}

static void
emit_text (LimnerGeneratorTask *task,
           const char          *text)
{
  g_string_append (MEMORY_TASK (task)->text, text);
}

static void
memory_task_iface_init (LimnerGeneratorTaskInterface *iface)
{
  iface->get_input = get_input;
  iface->get_file = get_file;
  iface->get_cancellable = get_cancellable;
  iface->log = add_log;
  iface->emit_file = emit_file;
  iface->emit_text = emit_text;
}

static void
memory_task_finalize (GObject *object)
{
  MemoryTask *self = MEMORY_TASK (object);

  g_clear_pointer (&self->input, json_object_unref);
  g_clear_pointer (&self->files, g_hash_table_unref);
  g_clear_object (&self->cancellable);
  g_string_free (self->log, TRUE);
  g_string_free (self->text, TRUE);
  g_clear_pointer (&self->outputs, g_ptr_array_unref);
  g_clear_pointer (&self->mime_types, g_ptr_array_unref);

  G_OBJECT_CLASS (memory_task_parent_class)->finalize (object);
}

static void
memory_task_class_init (MemoryTaskClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = memory_task_finalize;
}

static void
memory_task_init (MemoryTask *self)
{
  self->files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                       (GDestroyNotify) g_bytes_unref);
  self->cancellable = g_cancellable_new ();
  self->log = g_string_new (NULL);
  self->text = g_string_new (NULL);
  self->outputs = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  self->mime_types = g_ptr_array_new_with_free_func (g_free);
}

MemoryTask *
memory_task_new (const char *input_json)
{
  MemoryTask *self = g_object_new (TYPE_MEMORY_TASK, NULL);
  g_autoptr(JsonNode) node = json_from_string (input_json, NULL);

  g_assert_nonnull (node);
  self->input = json_object_ref (json_node_get_object (node));

  return self;
}

void
memory_task_set_file (MemoryTask *self,
                      const char *input_name,
                      GBytes     *bytes)
{
  g_hash_table_replace (self->files, g_strdup (input_name), g_bytes_ref (bytes));
  json_object_set_string_member (self->input, input_name, "data:,");
}

void
memory_task_set_picture (MemoryTask    *self,
                         const char    *input_name,
                         LimnerPicture *picture)
{
  g_autoptr(GBytes) bytes = memory_encode_png (picture);

  memory_task_set_file (self, input_name, bytes);
}

GCancellable *
memory_task_get_cancellable (MemoryTask *self)
{
  return self->cancellable;
}

const char *
memory_task_get_log (MemoryTask *self)
{
  return self->log->str;
}

const char *
memory_task_get_text (MemoryTask *self)
{
  return self->text->str;
}

guint
memory_task_get_n_files (MemoryTask *self)
{
  return self->outputs->len;
}

GBytes *
memory_task_get_output (MemoryTask  *self,
                        guint        index,
                        const char **mime_type)
{
  g_assert_cmpuint (index, <, self->outputs->len);
  if (mime_type != NULL)
    *mime_type = g_ptr_array_index (self->mime_types, index);

  return g_ptr_array_index (self->outputs, index);
}

GBytes *
memory_encode_png (LimnerPicture *picture)
{
  g_autoptr(GdkPixbuf) pixbuf =
    gdk_pixbuf_new_from_data (limner_picture_get_pixels (picture), GDK_COLORSPACE_RGB, TRUE, 8,
                              limner_picture_get_width (picture),
                              limner_picture_get_height (picture),
                              (int) limner_picture_get_stride (picture), NULL, NULL);
  char *data;
  gsize size;

  g_assert_true (gdk_pixbuf_save_to_buffer (pixbuf, &data, &size, "png", NULL, "compression", "1",
                                            NULL));
  return g_bytes_new_take (data, size);
}

static LimnerPicture *
picture_from_pixbuf (GdkPixbuf *pixbuf)
{
  g_autoptr(GdkPixbuf) with_alpha = gdk_pixbuf_add_alpha (pixbuf, FALSE, 0, 0, 0);
  LimnerPicture *picture = limner_picture_new (gdk_pixbuf_get_width (pixbuf),
                                               gdk_pixbuf_get_height (pixbuf));
  gsize stride = limner_picture_get_stride (picture);

  for (int y = 0; y < gdk_pixbuf_get_height (pixbuf); y++)
    memcpy (limner_picture_get_pixels (picture) + y * stride,
            gdk_pixbuf_read_pixels (with_alpha) +
            (gsize) y * gdk_pixbuf_get_rowstride (with_alpha),
            stride);

  return picture;
}

LimnerPicture *
memory_decode (GBytes *bytes)
{
  g_autoptr(GdkPixbufLoader) loader = gdk_pixbuf_loader_new ();

  g_assert_true (gdk_pixbuf_loader_write_bytes (loader, bytes, NULL));
  g_assert_true (gdk_pixbuf_loader_close (loader, NULL));

  return picture_from_pixbuf (gdk_pixbuf_loader_get_pixbuf (loader));
}

LimnerPicture *
memory_load (const char *path)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GdkPixbuf) pixbuf = gdk_pixbuf_new_from_file (path, &error);

  g_assert_no_error (error);
  return picture_from_pixbuf (pixbuf);
}
