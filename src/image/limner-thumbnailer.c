/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Thumbnails as the freedesktop.org specification wants them, so that other programs use ours and
 * we
 * theirs: CACHE/large/MD5-OF-URI.png with texts that name the original and its time, written under
 * another name and moved in place. What cannot be read leaves a note in CACHE/fail, so that it is
 * tried only once.
 *
 *   load_async ─► jobs by "size path" ─► thread pool (half the processors, newest first)
 *                   └ all who wait for the same thumbnail get it from one decoding */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/limner-error.h"
#include "base/limner-file.h"

#include "limner-container-private.h"
#include "limner-picture-io.h"
#include "limner-picture-ops.h"
#include "limner-png-text-private.h"
#include "limner-thumbnailer.h"

#define MAX_THUMBNAIL_BYTES (16 * 1024 * 1024)
#define FAIL_DIRECTORY      "limner-" PACKAGE_VERSION

struct _LimnerThumbnailer
{
  GObject      parent_instance;

  char        *cache_dir;   /* (owned) */
  GThreadPool *pool;        /* (owned) */

  GMutex       lock;
  GHashTable  *jobs;        /* (owned) key → Job (borrowed); guarded by lock */
  guint64      serial;      /* guarded by lock */
};

typedef struct
{
  LimnerThumbnailer   *self;    /* (owned) */
  char                *key;     /* (owned) */
  char                *path;    /* (owned) */
  LimnerThumbnailSize  size;
  guint64              serial;
  GPtrArray           *tasks;   /* (element-type GTask) (owned); guarded by the lock */
} Job;

typedef struct
{
  char   *path;    /* (owned) of the thumbnail */
  char   *fail;    /* (owned) of the note that it cannot be made */
  char   *uri;     /* (owned) of the original */
  char   *time;    /* (owned) its modification time in seconds */
  gint64  bytes;
} Place;

G_DEFINE_FINAL_TYPE (LimnerThumbnailer, limner_thumbnailer, G_TYPE_OBJECT)

static const char *
size_directory (LimnerThumbnailSize size)
{
  switch (size)
    {
    case LIMNER_THUMBNAIL_NORMAL:
      return "normal";
    case LIMNER_THUMBNAIL_X_LARGE:
      return "x-large";
    case LIMNER_THUMBNAIL_XX_LARGE:
      return "xx-large";
    case LIMNER_THUMBNAIL_LARGE:
    default:
      return "large";
    }
}

static void
place_clear (Place *place)
{
  g_clear_pointer (&place->path, g_free);
  g_clear_pointer (&place->fail, g_free);
  g_clear_pointer (&place->uri, g_free);
  g_clear_pointer (&place->time, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Place, place_clear)

static gboolean
place_init (Place                *place,
            LimnerThumbnailer    *self,
            const char           *path,
            LimnerThumbnailSize   size,
            GError              **error)
{
  g_autofree char *digest = NULL;
  g_autofree char *name = NULL;
  GStatBuf status;

  if (g_stat (path, &status) != 0)
    {
      g_set_error_literal (error, LIMNER_ERROR, LIMNER_ERROR_NOT_FOUND, "The picture file is gone");
      return FALSE;
    }

  place->uri = g_filename_to_uri (path, NULL, error);
  if (place->uri == NULL)
    return FALSE;

  digest = g_compute_checksum_for_string (G_CHECKSUM_MD5, place->uri, -1);
  name = g_strconcat (digest, ".png", NULL);
  place->path = g_build_filename (self->cache_dir, size_directory (size), name, NULL);
  place->fail = g_build_filename (self->cache_dir, "fail", FAIL_DIRECTORY, name, NULL);
  place->time = g_strdup_printf ("%" G_GINT64_FORMAT, (gint64) status.st_mtime);
  place->bytes = status.st_size;
  return TRUE;
}

/* A thumbnail counts only if it was made from the file as it is now. */
static LimnerPicture *
load_valid (const char  *path,
            const Place *place)
{
  g_autoptr(LimnerContainer) container = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autofree char *time = NULL;
  g_autofree char *uri = NULL;

  bytes = limner_file_read (path, MAX_THUMBNAIL_BYTES, NULL);
  container = bytes != NULL ? _limner_container_parse (bytes, NULL) : NULL;
  if (container == NULL || container->kind != LIMNER_CONTAINER_PNG)
    return NULL;

  time = _limner_png_get_text (container, "Thumb::MTime");
  uri = _limner_png_get_text (container, "Thumb::URI");
  if (g_strcmp0 (time, place->time) != 0 || g_strcmp0 (uri, place->uri) != 0)
    return NULL;

  return limner_picture_decode (bytes, NULL);
}

static GBytes *
add_texts (GBytes      *png,
           const Place *place,
           const char  *mime_type,
           int          width,
           int          height)
{
  g_autofree char *bytes_text = g_strdup_printf ("%" G_GINT64_FORMAT, place->bytes);
  g_autofree char *width_text = g_strdup_printf ("%d", width);
  g_autofree char *height_text = g_strdup_printf ("%d", height);
  const struct { const char *keyword; const char *text; } texts[] = {
    { "Thumb::URI", place->uri },
    { "Thumb::MTime", place->time },
    { "Thumb::Size", bytes_text },
    { "Thumb::Mimetype", mime_type },
    { "Thumb::Image::Width", width > 0 ? width_text : NULL },
    { "Thumb::Image::Height", height > 0 ? height_text : NULL },
    { "Software", "Limner" },
  };
  g_autoptr(GByteArray) out = g_byte_array_new ();
  gsize header = 8 + 25;
  gsize size;
  const guint8 *data = g_bytes_get_data (png, &size);

  g_byte_array_append (out, data, (guint) header);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    if (texts[i].text != NULL)
      _limner_png_append_text (out, texts[i].keyword, texts[i].text, TRUE);
  g_byte_array_append (out, data + header, (guint) (size - header));
  return g_byte_array_free_to_bytes (g_steal_pointer (&out));
}

/* No sync to the disk: a thumbnail that a power failure takes is made again. */
static gboolean
write_in_place (const char  *path,
                GBytes      *bytes,
                GError     **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *temporary = NULL;

  if (!limner_file_ensure_directory (folder, error))
    return FALSE;

  temporary = g_strdup_printf ("%s.%08x", path, g_random_int ());
  if (!g_file_set_contents_full (temporary, g_bytes_get_data (bytes, NULL),
                                 (gssize) g_bytes_get_size (bytes), G_FILE_SET_CONTENTS_NONE, 0600,
                                 error))
    return FALSE;
  if (g_rename (temporary, path) == 0)
    return TRUE;

  g_unlink (temporary);
  g_set_error_literal (error, LIMNER_ERROR, LIMNER_ERROR_FAILED, "The thumbnail cannot be saved");
  return FALSE;
}

static gboolean
store (const Place    *place,
       const char     *path,
       LimnerPicture  *thumbnail,
       GBytes         *original,
       GError        **error)
{
  g_autoptr(GBytes) png = NULL;
  g_autoptr(GBytes) whole = NULL;
  const char *mime_type = NULL;
  int width = 0;
  int height = 0;

  png = limner_picture_encode (thumbnail, LIMNER_PICTURE_PNG, 1, error);
  if (png == NULL)
    return FALSE;

  if (original != NULL)
    limner_picture_peek (original, &width, &height, &mime_type, NULL);
  whole = add_texts (png, place, mime_type, width, height);
  return write_in_place (path, whole, error);
}

static void
store_failure (const Place *place)
{
  g_autoptr(LimnerPicture) blank = limner_picture_new (1, 1);

  store (place, place->fail, blank, NULL, NULL);
}

static gboolean
is_known_to_fail (const Place *place)
{
  g_autoptr(LimnerPicture) note = NULL;

  if (!g_file_test (place->fail, G_FILE_TEST_EXISTS))
    return FALSE;

  note = load_valid (place->fail, place);
  return note != NULL;
}

/**
 * limner_thumbnail_make:
 * @contents: a picture file, whole
 * @size: the square it has to fit
 * @error: return location for an error
 *
 * Makes a thumbnail in the fastest way its format has: JPEG is decoded at an eighth, a quarter … of
 * its size. A picture that is smaller than the square stays as it is. Keeps no file.
 *
 * Returns: (transfer full) (nullable): the thumbnail; or %NULL with an error as of
 *   limner_picture_decode()
 */
LimnerPicture *
limner_thumbnail_make (GBytes               *contents,
                       LimnerThumbnailSize   size,
                       GError              **error)
{
  g_autoptr(LimnerPicture) picture = NULL;
  LimnerPicture *scaled;
  int width;
  int height;

  g_return_val_if_fail (contents != NULL, NULL);

  if (!limner_picture_peek (contents, &width, &height, NULL, error))
    return NULL;
  if (width > (int) size || height > (int) size)
    limner_picture_fit (width, height, (int) size, (int) size, &width, &height);

  picture = limner_picture_decode_at_least (contents, MIN (width, height), error);
  if (picture == NULL)
    return NULL;
  if (limner_picture_get_width (picture) == width && limner_picture_get_height (picture) == height)
    return g_steal_pointer (&picture);

  scaled = limner_picture_scale (picture, width, height, LIMNER_FILTER_AREA);
  if (scaled == NULL)
    g_set_error_literal (error, LIMNER_ERROR, LIMNER_ERROR_TOO_LARGE,
                         "There is not enough memory for a thumbnail");
  return scaled;
}

/**
 * limner_thumbnailer_load_sync:
 * @self: a thumbnailer
 * @path: absolute path of a picture file
 * @size: which thumbnail
 * @error: return location for an error
 *
 * Gets a thumbnail from the cache, or makes it and puts it there. Blocks; may be called on any
 * thread.
 *
 * Returns: (transfer full) (nullable): the thumbnail; or %NULL with %LIMNER_ERROR_NOT_FOUND or an
 *   error as of limner_picture_decode()
 */
LimnerPicture *
limner_thumbnailer_load_sync (LimnerThumbnailer    *self,
                              const char           *path,
                              LimnerThumbnailSize   size,
                              GError              **error)
{
  g_autoptr(LimnerPicture) picture = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_auto(Place) place = { 0 };

  g_return_val_if_fail (LIMNER_IS_THUMBNAILER (self), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  if (!place_init (&place, self, path, size, error))
    return NULL;

  picture = load_valid (place.path, &place);
  if (picture != NULL)
    return g_steal_pointer (&picture);
  if (is_known_to_fail (&place))
    {
      g_set_error_literal (error, LIMNER_ERROR, LIMNER_ERROR_BAD_FILE,
                           "The picture cannot be read");
      return NULL;
    }

  bytes = limner_file_read (path, LIMNER_PICTURE_MAX_BYTES, error);
  if (bytes == NULL)
    return NULL;

  picture = limner_thumbnail_make (bytes, size, error);
  if (picture == NULL)
    store_failure (&place);
  else if (!g_str_has_prefix (path, self->cache_dir))
    store (&place, place.path, picture, bytes, NULL);
  return g_steal_pointer (&picture);
}

/**
 * limner_thumbnailer_store_sync:
 * @self: a thumbnailer
 * @path: absolute path of a picture file that was just written
 * @contents: what is in it
 * @size: which thumbnail
 * @error: return location for an error
 *
 * Makes a thumbnail while the picture is in memory anyway. Blocks; may be called on any thread.
 *
 * Returns: %TRUE if it is in the cache now
 */
gboolean
limner_thumbnailer_store_sync (LimnerThumbnailer    *self,
                               const char           *path,
                               GBytes               *contents,
                               LimnerThumbnailSize   size,
                               GError              **error)
{
  g_autoptr(LimnerPicture) picture = NULL;
  g_auto(Place) place = { 0 };

  g_return_val_if_fail (LIMNER_IS_THUMBNAILER (self), FALSE);
  g_return_val_if_fail (path != NULL, FALSE);
  g_return_val_if_fail (contents != NULL, FALSE);

  if (!place_init (&place, self, path, size, error))
    return FALSE;

  picture = limner_thumbnail_make (contents, size, error);
  return picture != NULL && store (&place, place.path, picture, contents, error);
}

/**
 * limner_thumbnailer_forget:
 * @self: a thumbnailer
 * @path: absolute path of a picture file that is no more
 *
 * Removes its thumbnails of all sizes.
 */
void
limner_thumbnailer_forget (LimnerThumbnailer *self,
                           const char        *path)
{
  static const LimnerThumbnailSize sizes[] = {
    LIMNER_THUMBNAIL_NORMAL, LIMNER_THUMBNAIL_LARGE, LIMNER_THUMBNAIL_X_LARGE,
    LIMNER_THUMBNAIL_XX_LARGE,
  };
  g_autofree char *digest = NULL;
  g_autofree char *name = NULL;
  g_autofree char *uri = NULL;

  g_return_if_fail (LIMNER_IS_THUMBNAILER (self));
  g_return_if_fail (path != NULL);

  uri = g_filename_to_uri (path, NULL, NULL);
  if (uri == NULL)
    return;

  digest = g_compute_checksum_for_string (G_CHECKSUM_MD5, uri, -1);
  name = g_strconcat (digest, ".png", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree char *thumbnail = g_build_filename (self->cache_dir, size_directory (sizes[i]),
                                                     name, NULL);

      g_unlink (thumbnail);
    }
}

static void
job_free (Job *job)
{
  g_clear_pointer (&job->key, g_free);
  g_clear_pointer (&job->path, g_free);
  g_clear_pointer (&job->tasks, g_ptr_array_unref);
  g_clear_object (&job->self);
  g_free (job);
}

static gboolean
is_wanted (Job *job)
{
  for (guint i = 0; i < job->tasks->len; i++)
    {
      GCancellable *cancellable = g_task_get_cancellable (g_ptr_array_index (job->tasks, i));

      if (!g_cancellable_is_cancelled (cancellable))
        return TRUE;
    }

  return FALSE;
}

/* While a job is in the table others may join it; once it has left, nobody else touches it. */
static GPtrArray *
take_tasks (Job *job)
{
  g_mutex_lock (&job->self->lock);
  g_hash_table_remove (job->self->jobs, job->key);
  g_mutex_unlock (&job->self->lock);
  return g_steal_pointer (&job->tasks);
}

static void
run_job (gpointer data,
         gpointer user_data)
{
  Job *job = data;
  g_autoptr(LimnerPicture) picture = NULL;
  g_autoptr(GPtrArray) tasks = NULL;
  g_autoptr(GError) error = NULL;
  gboolean wanted;

  g_mutex_lock (&job->self->lock);
  wanted = is_wanted (job);
  if (!wanted)
    g_hash_table_remove (job->self->jobs, job->key);
  g_mutex_unlock (&job->self->lock);

  if (wanted)
    picture = limner_thumbnailer_load_sync (job->self, job->path, job->size, &error);
  tasks = wanted ? take_tasks (job) : g_steal_pointer (&job->tasks);
  for (guint i = 0; i < tasks->len; i++)
    {
      GTask *task = g_ptr_array_index (tasks, i);

      if (picture != NULL)
        g_task_return_pointer (task, limner_picture_ref (picture),
                               (GDestroyNotify) limner_picture_unref);
      else if (error != NULL)
        g_task_return_error (task, g_error_copy (error));
      else
        g_task_return_error_if_cancelled (task);
    }
  job_free (job);
}

/* What was asked for last is what is on the screen now. */
static int
compare_jobs (gconstpointer a,
              gconstpointer b,
              gpointer      user_data)
{
  const Job *first = a;
  const Job *second = b;

  return first->serial < second->serial ? 1 : first->serial > second->serial ? -1 : 0;
}

/**
 * limner_thumbnailer_load_async:
 * @self: a thumbnailer
 * @path: absolute path of a picture file
 * @size: which thumbnail
 * @cancellable: (nullable): to stop waiting; nothing is decoded that nobody waits for
 * @callback: called when it is there
 * @user_data: for @callback
 *
 * Gets a thumbnail on a thread; what was asked for last comes first.
 */
void
limner_thumbnailer_load_async (LimnerThumbnailer   *self,
                               const char          *path,
                               LimnerThumbnailSize  size,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autofree char *key = NULL;
  Job *job;

  g_return_if_fail (LIMNER_IS_THUMBNAILER (self));
  g_return_if_fail (path != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, limner_thumbnailer_load_async);
  key = g_strdup_printf ("%d %s", (int) size, path);

  g_mutex_lock (&self->lock);
  job = g_hash_table_lookup (self->jobs, key);
  if (job != NULL)
    {
      g_ptr_array_add (job->tasks, g_steal_pointer (&task));
      g_mutex_unlock (&self->lock);
      return;
    }

  job = g_new0 (Job, 1);
  job->self = g_object_ref (self);
  job->key = g_steal_pointer (&key);
  job->path = g_strdup (path);
  job->size = size;
  job->serial = ++self->serial;
  job->tasks = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (job->tasks, g_steal_pointer (&task));
  g_hash_table_insert (self->jobs, job->key, job);
  g_mutex_unlock (&self->lock);
  g_thread_pool_push (self->pool, job, NULL);
}

/**
 * limner_thumbnailer_load_finish:
 * @self: a thumbnailer
 * @result: the result of limner_thumbnailer_load_async()
 * @error: return location for an error
 *
 * Takes the result.
 *
 * Returns: (transfer full) (nullable): the thumbnail, or %NULL with an error as of
 *   limner_thumbnailer_load_sync()
 */
LimnerPicture *
limner_thumbnailer_load_finish (LimnerThumbnailer  *self,
                                GAsyncResult       *result,
                                GError            **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
limner_thumbnailer_finalize (GObject *object)
{
  LimnerThumbnailer *self = LIMNER_THUMBNAILER (object);

  /* Every job holds a reference, so none is left; but the last one may end on the pool's thread,
   * which must not wait for itself. */
  if (self->pool != NULL)
    g_thread_pool_free (g_steal_pointer (&self->pool), FALSE, FALSE);
  g_clear_pointer (&self->jobs, g_hash_table_unref);
  g_clear_pointer (&self->cache_dir, g_free);
  g_mutex_clear (&self->lock);

  G_OBJECT_CLASS (limner_thumbnailer_parent_class)->finalize (object);
}

static void
limner_thumbnailer_class_init (LimnerThumbnailerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = limner_thumbnailer_finalize;
}

static void
limner_thumbnailer_init (LimnerThumbnailer *self)
{
  g_mutex_init (&self->lock);
  self->jobs = g_hash_table_new (g_str_hash, g_str_equal);
  self->pool = g_thread_pool_new (run_job, NULL, (int) MAX (1, g_get_num_processors () / 2), FALSE,
                                  NULL);
  g_thread_pool_set_sort_function (self->pool, compare_jobs, NULL);
}

/**
 * limner_thumbnailer_new:
 * @cache_dir: (nullable): where thumbnails are kept, or %NULL for the place that all programs share
 *
 * Makes a thumbnailer.
 *
 * Returns: (transfer full): the thumbnailer
 */
LimnerThumbnailer *
limner_thumbnailer_new (const char *cache_dir)
{
  LimnerThumbnailer *self = g_object_new (LIMNER_TYPE_THUMBNAILER, NULL);

  self->cache_dir = cache_dir != NULL ? g_strdup (cache_dir)
                                      : g_build_filename (g_get_user_cache_dir (), "thumbnails",
                                                          NULL);
  return self;
}

/**
 * limner_thumbnailer_get_default:
 *
 * Gets the one that all of the program shares, with the place that all programs share.
 *
 * Returns: (transfer none): the thumbnailer
 */
LimnerThumbnailer *
limner_thumbnailer_get_default (void)
{
  static gsize instance = 0;

  if (g_once_init_enter (&instance))
    g_once_init_leave (&instance, (gsize) limner_thumbnailer_new (NULL));
  return (LimnerThumbnailer *) instance;
}
