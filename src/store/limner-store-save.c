/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "base/limner-error.h"
#include "base/limner-file.h"
#include "image/limner-metadata.h"
#include "image/limner-picture-io.h"

#include "limner-folder-list.h"
#include "limner-name-template.h"
#include "limner-record.h"
#include "limner-store-gallery.h"
#include "limner-store-private.h"
#include "limner-store-rows.h"

/* Saving a picture, so that a crash at any moment neither loses it nor makes it twice:
 *
 *   database: promise a name      an output of a job keeps the name it was promised (table `saves`)
 *   pool:     write the file      metadata is added without encoding anew; then temporary, rename
 *   database: add the row         and forget the promise
 *
 * Whoever saves the same output again gets the row that is there, or goes on with the same name.
 */

#define MAX_NAME_TRIES 10000
/* So many steps back a file tells how it came about. */
#define MAX_ANCESTORS 16

typedef struct
{
  LimnerItemDetails *details;
  GBytes            *bytes;
  const char        *folder;      /* of pictures */
  char              *directory;   /* of this day, in it */
  char              *stem;
  const char        *extension;
  LimnerExportPrivacy privacy;
  GPtrArray         *ancestors;   /* LimnerItemDetails, the nearest first */
  gboolean           found;       /* the output is in the gallery already */
} Save;

static void
free_save (gpointer data)
{
  Save *save = data;

  g_clear_pointer (&save->details, limner_item_details_unref);
  g_clear_pointer (&save->bytes, g_bytes_unref);
  g_clear_pointer (&save->directory, g_free);
  g_clear_pointer (&save->stem, g_free);
  g_clear_pointer (&save->ancestors, g_ptr_array_unref);
  g_free (save);
}

static const char *
choose_extension (const char *mime)
{
  static const struct { const char *mime, *extension; } table[] = {
    { "image/png", "png" }, { "image/jpeg", "jpg" }, { "image/webp", "webp" },
    { "image/gif", "gif" }, { "image/avif", "avif" }, { "image/svg+xml", "svg" },
    { "video/mp4", "mp4" }, { "video/webm", "webm" }, { "audio/mpeg", "mp3" },
    { "audio/wav", "wav" }, { "audio/x-wav", "wav" }, { "audio/ogg", "ogg" },
    { "audio/flac", "flac" }, { "application/zip", "zip" }, { "application/json", "json" },
    { "text/plain", "txt" }, { "model/gltf-binary", "glb" }, { "application/pdf", "pdf" },
  };

  for (guint i = 0; mime != NULL && i < G_N_ELEMENTS (table); i++)
    {
      if (g_str_equal (mime, table[i].mime))
        return table[i].extension;
    }
  return "bin";
}

static char *
make_path (const Save *save,
           guint       number)
{
  g_autofree char *name = NULL;

  if (number == 0)
    name = g_strdup_printf ("%s.%s", save->stem, save->extension);
  else
    name = g_strdup_printf ("%s-%u.%s", save->stem, number + 1, save->extension);
  return g_build_filename (save->directory, name, NULL);
}

static char *
query_text (LimnerDatabase *database,
            const char     *sql,
            const char     *job,
            int             output_index)
{
  g_autoptr(LimnerStatement) statement = NULL;

  statement = limner_database_query (database, NULL, sql, "si", job, (gint64) output_index);
  if (statement == NULL || !limner_statement_step (statement, NULL))
    return NULL;
  return limner_statement_dup_text (statement, 0, 4096);
}

static gboolean
promise_name (LimnerDatabase  *database,
              Save            *save,
              GError         **error)
{
  for (guint i = 0; i < MAX_NAME_TRIES; i++)
    {
      g_autofree char *path = make_path (save, i);

      if (g_file_test (path, G_FILE_TEST_EXISTS))
        continue;
      if (!limner_database_run (database, error,
                                "INSERT OR IGNORE INTO saves (job, output_index, path)"
                                " VALUES (?, ?, ?)", "sis", save->details->job,
                                (gint64) save->details->output_index, path))
        return FALSE;
      if (limner_database_n_changes (database) > 0)
        {
          save->details->path = g_steal_pointer (&path);
          return TRUE;
        }
    }

  g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_FAILED,
               "The folder of pictures has too many files of one name");
  return FALSE;
}

/* A folder that pictures are saved to for the first time is remembered for good. */
static void
note_folder (LimnerStore *self,
             const char  *folder)
{
  LimnerStoreSaving *saving = _limner_store_get_saving (self);

  if (saving->noted_directory == folder)
    return;
  _limner_folder_list_add (limner_store_get_data_directory (self), folder);
  saving->noted_directory = folder;
}

static gboolean
knows (GPtrArray *ancestors,
       gint64     id)
{
  for (guint i = 0; i < ancestors->len; i++)
    {
      if (((LimnerItemDetails *) g_ptr_array_index (ancestors, i))->id == id)
        return TRUE;
    }
  return FALSE;
}

/* What led to a picture. A model that works without words leaves what a picture shows as it was:
 * the words of the picture before go on with it. */
static void
find_ancestors (LimnerDatabase *database,
                Save           *save)
{
  LimnerItemDetails *details = save->details;

  save->ancestors = g_ptr_array_new_with_free_func ((GDestroyNotify) limner_item_details_unref);
  for (guint at = 0; at <= save->ancestors->len && at < MAX_ANCESTORS; at++)
    {
      LimnerItemDetails *child = at == 0 ? details
                                         : g_ptr_array_index (save->ancestors, at - 1);

      for (guint i = 0; child->parents != NULL && child->parents[i] != NULL; i++)
        {
          gint64 id = _limner_store_parse_id (child->parents[i]);
          LimnerItemDetails *parent = id > 0 && !knows (save->ancestors, id)
                                        ? limner_store_rows_get (database, id, NULL) : NULL;

          if (parent != NULL && save->ancestors->len < MAX_ANCESTORS)
            g_ptr_array_add (save->ancestors, parent);
          else if (parent != NULL)
            limner_item_details_unref (parent);
        }
    }

  if (details->prompt != NULL || save->ancestors->len == 0)
    return;
  details->prompt = g_strdup (((LimnerItemDetails *) save->ancestors->pdata[0])->prompt);
  details->negative_prompt =
    g_strdup (((LimnerItemDetails *) save->ancestors->pdata[0])->negative_prompt);
}

static gpointer
run_promise (LimnerStore     *self,
             LimnerDatabase  *database,
             gpointer         data,
             GError         **error)
{
  Save *save = data;
  LimnerItemDetails *details = save->details;
  g_autofree char *id = NULL;

  note_folder (self, save->folder);
  details->id = limner_store_rows_choose_id (database, details->id);
  find_ancestors (database, save);
  if (details->job == NULL)
    return LIMNER_STORE_OK;

  id = query_text (database,
                   "SELECT CAST (id AS TEXT) FROM items WHERE job = ? AND output_index = ?",
                   details->job, details->output_index);
  if (id != NULL)
    {
      LimnerItemDetails *found = limner_store_rows_get (database, _limner_store_parse_id (id),
                                                        error);

      if (found == NULL)
        return NULL;
      limner_item_details_unref (details);
      save->details = found;
      save->found = TRUE;
      return LIMNER_STORE_OK;
    }

  details->path = query_text (database,
                              "SELECT path FROM saves WHERE job = ? AND output_index = ?",
                              details->job, details->output_index);
  if (details->path == NULL && !promise_name (database, save, error))
    return NULL;
  return LIMNER_STORE_OK;
}

static gboolean
has_contents (const char *path,
              const char *sha256)
{
  g_autoptr(GBytes) bytes = limner_file_read (path, LIMNER_STORE_MAX_BLOB, NULL);
  g_autofree char *found = bytes != NULL ? limner_file_sha256 (bytes) : NULL;

  return g_strcmp0 (found, sha256) == 0;
}

/* Takes a name that nobody has. Returns an errno value, 0 on success. */
static int
claim_name (const char *path)
{
  int fd = g_open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

  if (fd < 0)
    return errno;
  g_close (fd, NULL);
  return 0;
}

static gboolean
is_empty_file (const char *path)
{
  GStatBuf status;

  return g_stat (path, &status) == 0 && status.st_size == 0;
}

/* Finds the name under which the bytes go to disk. What was promised and is there already is ours
 * if it is empty or is what we want to write; anything else belongs to the user and stays.
 */
static gboolean
choose_name (Save    *save,
             GError **error)
{
  LimnerItemDetails *details = save->details;
  gboolean promised = details->path != NULL;

  for (guint i = 0; i < MAX_NAME_TRIES; i++)
    {
      g_autofree char *path = promised && i == 0 ? g_strdup (details->path) : make_path (save, i);
      int result = claim_name (path);

      if (result == EEXIST && promised && i == 0 &&
          (is_empty_file (path) || has_contents (path, details->sha256)))
        result = 0;
      if (result == 0)
        {
          g_free (details->path);
          details->path = g_steal_pointer (&path);
          return TRUE;
        }
      if (result != EEXIST)
        {
          g_set_error (error, LIMNER_ERROR,
                       result == ENOSPC || result == EDQUOT ? LIMNER_ERROR_NO_SPACE
                                                            : LIMNER_ERROR_FAILED,
                       "The picture cannot be saved: %s", g_strerror (result));
          return FALSE;
        }
    }

  g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_FAILED,
               "The folder of pictures has too many files of one name");
  return FALSE;
}

/* The file without anything that the server wrote, which may be in its pixels, too. */
static GBytes *
make_clean (GBytes  *bytes,
            GError **error)
{
  const LimnerExportOptions options = { .quality = 100, .privacy = LIMNER_EXPORT_NOTHING };

  return limner_metadata_has_hidden_text (bytes) ? limner_export_make (bytes, &options, error)
                                                 : limner_metadata_strip (bytes, error);
}

/* Who tells less also takes away what the server wrote. */
static GBytes *
make_telling (Save    *save,
              GError **error)
{
  g_autoptr(LimnerMetadata) metadata = NULL;
  g_autoptr(GBytes) clean = NULL;

  if (save->privacy != LIMNER_EXPORT_EVERYTHING)
    {
      clean = make_clean (save->bytes, error);
      if (clean == NULL || save->privacy == LIMNER_EXPORT_NOTHING)
        return g_steal_pointer (&clean);
    }

  metadata = limner_record_make (save->details, save->ancestors);
  return clean != NULL
         ? limner_metadata_write (clean, metadata, LIMNER_METADATA_CREDIT, error)
         : limner_metadata_write (save->bytes, metadata, LIMNER_METADATA_ALL, error);
}

static GBytes *
add_metadata (Save *save)
{
  g_autoptr(GError) error = NULL;
  GBytes *bytes = make_telling (save, &error);

  if (bytes != NULL)
    return bytes;

  g_debug ("No metadata in a file of type %s: %s", save->details->mime, error->message);
  return g_bytes_ref (save->bytes);
}

static gpointer
run_write (LimnerStore     *self,
           LimnerDatabase  *database,
           gpointer         data,
           GError         **error)
{
  Save *save = data;
  LimnerItemDetails *details = save->details;
  g_autoptr(GBytes) bytes = NULL;

  if (!limner_file_ensure_directory (save->directory, error))
    return NULL;

  bytes = add_metadata (save);
  details->sha256 = limner_file_sha256 (bytes);
  details->size = (gint64) g_bytes_get_size (bytes);
  if (!choose_name (save, error))
    return NULL;
  if (!limner_file_write (details->path, bytes, error))
    {
      if (is_empty_file (details->path))
        g_unlink (details->path);
      return NULL;
    }
  return LIMNER_STORE_OK;
}

static gpointer
run_insert (LimnerStore     *self,
            LimnerDatabase  *database,
            gpointer         data,
            GError         **error)
{
  Save *save = data;

  if (!limner_store_rows_insert (database, save->details, error))
    return NULL;
  if (save->details->job != NULL &&
      !limner_database_run (database, error,
                            "DELETE FROM saves WHERE job = ? AND output_index = ?", "si",
                            save->details->job, (gint64) save->details->output_index))
    return NULL;
  return limner_store_rows_get (database, save->details->id, error);
}

static void
return_item (GTask             *task,
             LimnerItemDetails *details)
{
  LimnerStore *self = g_task_get_source_object (task);

  g_task_return_pointer (task, _limner_store_take_details (self, details), g_object_unref);
}

static void
insert_done_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(LimnerItemDetails) details = NULL;
  GError *error = NULL;

  details = _limner_store_finish (LIMNER_STORE (object), result, &error);
  if (details == NULL)
    g_task_return_error (task, error);
  else
    return_item (task, details);
}

static void
write_done_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  if (_limner_store_finish (LIMNER_STORE (object), result, &error) == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  _limner_store_push (LIMNER_STORE (object), LIMNER_STORE_WRITE, limner_store_save_picture_async,
                      run_insert, g_task_get_task_data (task), NULL,
                      (GDestroyNotify) limner_item_details_unref, NULL, insert_done_cb,
                      g_object_ref (task));
}

static void
promise_done_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Save *save = g_task_get_task_data (task);
  GError *error = NULL;

  if (_limner_store_finish (LIMNER_STORE (object), result, &error) == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (save->found)
    {
      return_item (task, save->details);
      return;
    }
  _limner_store_push (LIMNER_STORE (object), LIMNER_STORE_POOL, limner_store_save_picture_async,
                      run_write, save, NULL, NULL, NULL, write_done_cb, g_object_ref (task));
}

/**
 * limner_store_save_picture_async:
 * @self: a library
 * @details: what is known of it; with a job, saving the same output again gives the same item
 * @bytes: the file as it was received
 * @cancellable: (nullable): to stop waiting; what was begun is finished
 * @callback: called when it is saved
 * @user_data: for @callback
 *
 * Saves a picture under the folder of its day with metadata added, without encoding it anew and
 * without ever overwriting a file, and adds it to the gallery.
 */
void
limner_store_save_picture_async (LimnerStore         *self,
                                 LimnerItemDetails   *details,
                                 GBytes              *bytes,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_autoptr(GDateTime) utc = NULL;
  g_autoptr(GDateTime) local = NULL;
  g_autofree char *day = NULL;
  const char *mime = NULL;
  GTask *task;
  Save *save;

  g_return_if_fail (LIMNER_IS_STORE (self));
  g_return_if_fail (details != NULL);
  g_return_if_fail (bytes != NULL);

  save = g_new0 (Save, 1);
  save->details = limner_item_details_copy (details);
  g_clear_pointer (&save->details->path, g_free);
  g_clear_pointer (&save->details->sha256, g_free);
  save->bytes = g_bytes_ref (bytes);
  save->privacy = limner_store_get_privacy (self);
  if (limner_picture_peek (bytes, &save->details->width, &save->details->height, &mime, NULL))
    {
      g_free (save->details->mime);
      save->details->mime = g_strdup (mime);
    }
  save->extension = choose_extension (save->details->mime);
  if (save->details->created == 0)
    save->details->created = g_get_real_time ();
  utc = g_date_time_new_from_unix_utc (save->details->created / G_USEC_PER_SEC);
  local = utc != NULL ? g_date_time_to_local (utc) : g_date_time_new_now_local ();
  day = g_date_time_format (local, "%Y-%m-%d");
  save->folder = limner_store_get_pictures_directory (self);
  save->directory = g_build_filename (save->folder, day, NULL);
  save->stem = limner_name_template_expand (limner_store_get_name_template (self), save->details);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, limner_store_save_picture_async);
  g_task_set_task_data (task, save, free_save);
  _limner_store_push (self, LIMNER_STORE_WRITE, limner_store_save_picture_async, run_promise, save,
                      NULL, NULL, NULL, promise_done_cb, task);
}

/**
 * limner_store_save_picture_finish:
 * @self: a library
 * @result: the result
 * @error: return location for an error
 *
 * Ends limner_store_save_picture_async().
 *
 * Returns: (transfer full) (nullable): the item; or %NULL with %LIMNER_ERROR_NO_SPACE,
 *   %LIMNER_ERROR_FAILED and others
 */
LimnerGalleryItem *
limner_store_save_picture_finish (LimnerStore   *self,
                                  GAsyncResult  *result,
                                  GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * limner_store_get_pictures_directory:
 * @self: a library
 *
 * Gets where pictures are saved, in a folder for each day.
 *
 * Returns: (transfer none): an absolute path
 */
const char *
limner_store_get_pictures_directory (LimnerStore *self)
{
  g_return_val_if_fail (LIMNER_IS_STORE (self), NULL);

  return g_atomic_pointer_get (&_limner_store_get_saving (self)->directory);
}

/**
 * limner_store_set_pictures_directory:
 * @self: a library
 * @path: (nullable): an absolute path; %NULL or empty for the usual place
 *
 * Sets where pictures are saved from now on. Those that are in the library stay where they are.
 */
void
limner_store_set_pictures_directory (LimnerStore *self,
                                     const char  *path)
{
  g_autofree char *whole = NULL;
  LimnerStoreSaving *saving;
  const char *directory;

  g_return_if_fail (LIMNER_IS_STORE (self));

  saving = _limner_store_get_saving (self);
  if (path != NULL && g_path_is_absolute (path))
    whole = g_canonicalize_filename (path, NULL);
  directory = whole != NULL ? g_intern_string (whole) : saving->usual_directory;
  if (directory == limner_store_get_pictures_directory (self))
    return;

  g_atomic_pointer_set (&saving->directory, directory);
  g_signal_emit_by_name (self, "folder-changed");
}

/**
 * limner_store_get_privacy:
 * @self: a library
 *
 * Gets what new pictures tell about how they were made. May be called on any thread.
 *
 * Returns: what they tell
 */
LimnerExportPrivacy
limner_store_get_privacy (LimnerStore *self)
{
  g_return_val_if_fail (LIMNER_IS_STORE (self), LIMNER_EXPORT_EVERYTHING);

  return (LimnerExportPrivacy) g_atomic_int_get (&_limner_store_get_saving (self)->privacy);
}

/**
 * limner_store_set_privacy:
 * @self: a library
 * @privacy: what they shall tell
 *
 * Sets what pictures that are saved from now on tell about how they were made. The library knows
 * all of it in any case. Where they tell nothing, ratings and tags stay out of the files, too.
 */
void
limner_store_set_privacy (LimnerStore         *self,
                          LimnerExportPrivacy  privacy)
{
  g_return_if_fail (LIMNER_IS_STORE (self));

  g_atomic_int_set (&_limner_store_get_saving (self)->privacy, (int) privacy);
}
