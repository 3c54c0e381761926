/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "image/limner-picture-io.h"

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
  g_autoptr(GError) error = NULL;
  GBytes *bytes = limner_picture_encode (picture, LIMNER_PICTURE_PNG, 100, &error);

  g_assert_no_error (error);
  return bytes;
}

LimnerPicture *
memory_decode (GBytes *bytes)
{
  g_autoptr(GError) error = NULL;
  LimnerPicture *picture = limner_picture_decode (bytes, &error);

  g_assert_no_error (error);
  return picture;
}

LimnerPicture *
memory_load (const char *path)
{
  g_autoptr(GBytes) bytes = NULL;
  char *data;
  gsize size;

  g_assert_true (g_file_get_contents (path, &data, &size, NULL));
  bytes = g_bytes_new_take (data, size);
  return memory_decode (bytes);
}
