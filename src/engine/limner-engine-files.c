/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-engine-files.h"

#include <string.h>

#include <glib/gstdio.h>

#include "base/limner-error.h"
#include "base/limner-file.h"
#include "base/limner-json.h"

#include "limner-engine-id.h"
#include "limner-engine-record.h"

#define MAX_FILES       4096
#define MAX_INDEX_BYTES (16u * 1024 * 1024)

/**
 * LimnerEngineFiles:
 *
 * The files that clients upload: contents in a folder, what is known of them in an index beside
 * them, so that both are there after a restart. Files go after a day. All of it can be called from
 * any thread.
 */
struct _LimnerEngineFiles
{
  gatomicrefcount  ref_count;
  char            *folder;
  GMutex           lock;      /* guards what follows */
  GHashTable      *files;     /* id → JsonObject as the API shows it, without addresses; nobody else
                                 has it: its references are not counted for several threads */
};

static char *
get_path (LimnerEngineFiles *self,
          const char        *name)
{
  return g_build_filename (self->folder, name, NULL);
}

static gint64
get_expiry (JsonObject *file)
{
  return limner_engine_time_parse (limner_json_get_string (file, "expires_at", NULL));
}

/* Called with the lock held. */
static void
save_index (LimnerEngineFiles *self)
{
  g_autofree char *path = get_path (self, "index.json");
  g_autoptr(JsonObject) index = json_object_new ();
  GHashTableIter iter;
  gpointer id;
  gpointer file;

  g_hash_table_iter_init (&iter, self->files);
  while (g_hash_table_iter_next (&iter, &id, &file))
    json_object_set_object_member (index, id, json_object_ref (file));

  limner_engine_record_save (path, index);
}

static void
load_index (LimnerEngineFiles *self)
{
  g_autofree char *path = get_path (self, "index.json");
  g_autoptr(JsonObject) index = limner_engine_record_load (path, MAX_INDEX_BYTES);
  g_autoptr(GList) ids = NULL;

  if (index == NULL)
    return;

  ids = json_object_get_members (index);
  for (GList *l = ids; l != NULL; l = l->next)
    {
      JsonObject *file = limner_json_get_object (index, l->data);

      if (file != NULL && strchr (l->data, '/') == NULL)
        g_hash_table_insert (self->files, g_strdup (l->data), json_object_ref (file));
    }
}

/* The service's ids of files are UUIDs in base64. */
static char *
new_id (void)
{
  g_autofree char *uuid = g_uuid_string_random ();

  return g_base64_encode ((const guchar *) uuid, strlen (uuid));
}

static JsonObject *
describe (const char *id,
          const char *name,
          const char *content_type,
          GBytes     *bytes,
          JsonObject *metadata)
{
  JsonObject *file = json_object_new ();
  JsonObject *checksums = json_object_new ();
  gint64 now = g_get_real_time ();
  g_autofree char *created = limner_engine_time_text (now);
  g_autofree char *expires =
    limner_engine_time_text (now + LIMNER_ENGINE_FILE_LIFETIME * (gint64) G_USEC_PER_SEC);
  g_autofree char *sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  g_autofree char *md5 = g_compute_checksum_for_bytes (G_CHECKSUM_MD5, bytes);

  json_object_set_string_member (file, "id", id);
  json_object_set_string_member (file, "name", name);
  json_object_set_string_member (file, "content_type", content_type);
  json_object_set_int_member (file, "size", (gint64) g_bytes_get_size (bytes));
  json_object_set_string_member (file, "etag", md5);
  json_object_set_string_member (checksums, "sha256", sha256);
  json_object_set_string_member (checksums, "md5", md5);
  json_object_set_object_member (file, "checksums", checksums);
  json_object_set_object_member (file, "metadata", metadata != NULL
                                                   ? limner_engine_json_copy (metadata)
                                                   : json_object_new ());
  json_object_set_string_member (file, "created_at", created);
  json_object_set_string_member (file, "expires_at", expires);
  return file;
}

static int
compare_newest_first (gconstpointer a,
                      gconstpointer b)
{
  JsonObject *left = *(JsonObject **) a;
  JsonObject *right = *(JsonObject **) b;
  int order = g_strcmp0 (limner_json_get_string (right, "created_at", ""),
                         limner_json_get_string (left, "created_at", ""));

  return order != 0 ? order : g_strcmp0 (limner_json_get_string (right, "id", ""),
                                         limner_json_get_string (left, "id", ""));
}

/**
 * limner_engine_files_new:
 * @folder: where files are kept
 *
 * Returns: (transfer full): the files that were uploaded before
 */
LimnerEngineFiles *
limner_engine_files_new (const char *folder)
{
  LimnerEngineFiles *self = g_new0 (LimnerEngineFiles, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->folder = g_strdup (folder);
  g_mutex_init (&self->lock);
  self->files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                       (GDestroyNotify) json_object_unref);
  load_index (self);
  limner_engine_files_sweep (self, g_get_real_time ());
  return self;
}

/**
 * limner_engine_files_ref:
 * @self: the files
 *
 * Returns: (transfer full): @self
 */
LimnerEngineFiles *
limner_engine_files_ref (LimnerEngineFiles *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * limner_engine_files_unref:
 * @self: (transfer full): the files
 *
 * Lets go of the object; the files on the disk stay.
 */
void
limner_engine_files_unref (LimnerEngineFiles *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_clear_pointer (&self->files, g_hash_table_unref);
  g_clear_pointer (&self->folder, g_free);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/**
 * limner_engine_files_add:
 * @self: the files
 * @name: how the client calls it
 * @content_type: its media type
 * @bytes: its contents
 * @metadata: (nullable): what the client wants to remember with it
 * @error: return location for an error
 *
 * Keeps a file.
 *
 * Returns: (transfer full) (nullable): what the API shows of it, without `urls`; %NULL if there is
 *   no room for it
 */
JsonObject *
limner_engine_files_add (LimnerEngineFiles  *self,
                         const char         *name,
                         const char         *content_type,
                         GBytes             *bytes,
                         JsonObject         *metadata,
                         GError            **error)
{
  g_autofree char *id = new_id ();
  g_autofree char *path = get_path (self, id);
  g_autoptr(JsonObject) file = describe (id, name, content_type, bytes, metadata);
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  if (g_hash_table_size (self->files) >= MAX_FILES)
    {
      g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_TOO_LARGE,
                   "There are %d files already", MAX_FILES);
      return NULL;
    }
  if (!limner_file_write (path, bytes, error))
    return NULL;

  g_hash_table_insert (self->files, g_steal_pointer (&id), limner_engine_json_copy (file));
  save_index (self);
  return g_steal_pointer (&file);
}

/**
 * limner_engine_files_find:
 * @self: the files
 * @id: a file's id
 *
 * Returns: (transfer full) (nullable): what the API shows of the file
 */
JsonObject *
limner_engine_files_find (LimnerEngineFiles *self,
                          const char        *id)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  JsonObject *file = g_hash_table_lookup (self->files, id);

  return file != NULL ? limner_engine_json_copy (file) : NULL;
}

/**
 * limner_engine_files_list:
 * @self: the files
 *
 * Returns: (transfer full) (element-type JsonObject): what the API shows of all files, newest first
 */
GPtrArray *
limner_engine_files_list (LimnerEngineFiles *self)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  GHashTableIter iter;
  gpointer file;

  g_hash_table_iter_init (&iter, self->files);
  while (g_hash_table_iter_next (&iter, NULL, &file))
    g_ptr_array_add (list, limner_engine_json_copy (file));

  g_ptr_array_sort (list, compare_newest_first);
  return list;
}

/**
 * limner_engine_files_read:
 * @self: the files
 * @id: a file's id
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the file's contents, or %NULL with %LIMNER_ERROR_NOT_FOUND
 */
GBytes *
limner_engine_files_read (LimnerEngineFiles  *self,
                          const char         *id,
                          GError            **error)
{
  g_autoptr(JsonObject) file = limner_engine_files_find (self, id);
  g_autofree char *path = NULL;

  if (file == NULL)
    {
      g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_NOT_FOUND, "File not found");
      return NULL;
    }

  path = get_path (self, id);
  return limner_file_read (path, LIMNER_ENGINE_MAX_BYTES, error);
}

/**
 * limner_engine_files_remove:
 * @self: the files
 * @id: a file's id
 *
 * Returns: whether there was such a file
 */
gboolean
limner_engine_files_remove (LimnerEngineFiles *self,
                            const char        *id)
{
  g_autofree char *path = get_path (self, id);
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  if (!g_hash_table_remove (self->files, id))
    return FALSE;

  g_unlink (path);
  save_index (self);
  return TRUE;
}

/**
 * limner_engine_files_sweep:
 * @self: the files
 * @now: the time, in microseconds since 1970
 *
 * Removes the files whose time has come.
 */
void
limner_engine_files_sweep (LimnerEngineFiles *self,
                           gint64             now)
{
  g_autoptr(GPtrArray) list = limner_engine_files_list (self);

  for (guint i = 0; i < list->len; i++)
    {
      JsonObject *file = g_ptr_array_index (list, i);

      if (get_expiry (file) <= now)
        limner_engine_files_remove (self, limner_json_get_string (file, "id", ""));
    }
}
