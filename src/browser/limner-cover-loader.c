/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <glib/gstdio.h>

#include "base/limner-error.h"
#include "base/limner-file.h"
#include "base/limner-task.h"
#include "client/limner-client-files.h"
#include "image/limner-picture-io.h"
#include "image/limner-thumbnailer.h"

#include "limner-cover-loader.h"

/* A cover is fetched once, made small on a thread and kept as a small file by its address:
 *
 *     kept file? ── no ─→ download (bounded) ─→ decode and scale ─→ keep
 *         └─ yes ─────────────────────────────────────────────────→ picture
 *
 * Covers of this computer are not kept: their address changes each time the engine is started.
 */

/** The most that a cover may have, in bytes. */
#define MAX_BYTES (24 * 1024 * 1024)

/** The most that a kept cover may have, in bytes. */
#define MAX_KEPT_BYTES (4 * 1024 * 1024)

/** How good kept covers are, 0–100. */
#define QUALITY 88

typedef struct
{
  LimnerClient *client;
  char         *url;
  char         *kept_path;     /* NULL: not kept */
  GBytes       *bytes;
} Load;

static void
load_free (Load *load)
{
  g_clear_object (&load->client);
  g_free (load->url);
  g_free (load->kept_path);
  g_clear_pointer (&load->bytes, g_bytes_unref);
  g_free (load);
}

static char *
dup_kept_path (const char *url)
{
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, url, -1);
  g_autofree char *name = g_strconcat (digest, ".jpg", NULL);

  if (!g_str_has_prefix (url, "https://"))
    return NULL;
  return g_build_filename (g_get_user_cache_dir (), "limner", "covers", name, NULL);
}

static void
keep (Load                *load,
      const LimnerPicture *picture)
{
  g_autoptr(GBytes) small = limner_picture_encode (picture, LIMNER_PICTURE_JPEG, QUALITY, NULL);
  g_autoptr(GError) error = NULL;

  if (small != NULL && !limner_file_write (load->kept_path, small, &error))
    g_debug ("A cover could not be kept: %s", error->message);
}

static void
decode_thread (GTask        *task,
               gpointer      source_object,
               gpointer      task_data,
               GCancellable *cancellable)
{
  Load *load = task_data;
  LimnerPicture *picture;
  GError *error = NULL;

  picture = limner_thumbnail_make (load->bytes, LIMNER_THUMBNAIL_X_LARGE, &error);
  if (picture == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  if (load->kept_path != NULL)
    keep (load, picture);
  g_task_return_pointer (task, picture, (GDestroyNotify) limner_picture_unref);
}

static void
downloaded_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Load *load = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  load->bytes = limner_client_download_finish (LIMNER_CLIENT (object), result, NULL, &error);
  if (load->bytes == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    limner_task_run_in_thread (task, decode_thread);
}

static void
kept_thread (GTask        *task,
             gpointer      source_object,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Load *load = g_task_get_task_data (task_data);
  g_autoptr(GBytes) bytes = limner_file_read (load->kept_path, MAX_KEPT_BYTES, NULL);
  LimnerPicture *picture = bytes != NULL ? limner_picture_decode (bytes, NULL) : NULL;

  g_task_return_pointer (task, picture, (GDestroyNotify) limner_picture_unref);
}

static void
download (GTask *task)
{
  Load *load = g_task_get_task_data (task);

  if (load->client == NULL)
    g_task_return_new_error (task, LIMNER_ERROR, LIMNER_ERROR_NETWORK,
                             "The cover cannot be fetched now");
  else
    limner_client_download_async (load->client, load->url, NULL, MAX_BYTES, NULL, NULL,
                                  g_task_get_cancellable (task), downloaded_cb,
                                  g_object_ref (task));
}

static void
kept_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  LimnerPicture *picture = g_task_propagate_pointer (G_TASK (result), NULL);

  if (picture != NULL)
    g_task_return_pointer (task, picture, (GDestroyNotify) limner_picture_unref);
  else
    download (task);
}

/**
 * limner_cover_load_async:
 * @client: (nullable): who fetches it; without one only what was kept is found
 * @url: what a server gave for its address; may be anything
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is there
 * @user_data: data for @callback
 *
 * Loads the cover of a model, or a picture of an example, small.
 */
void
limner_cover_load_async (LimnerClient        *client,
                         const char          *url,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  Load *load;

  g_return_if_fail (url != NULL);

  load = g_new0 (Load, 1);
  load->client = client != NULL ? g_object_ref (client) : NULL;
  load->url = g_strdup (url);
  load->kept_path = dup_kept_path (url);
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, limner_cover_load_async);
  g_task_set_task_data (task, load, (GDestroyNotify) load_free);

  if (load->kept_path != NULL)
    {
      g_autoptr(GTask) inner = g_task_new (NULL, cancellable, kept_cb, g_object_ref (task));

      g_task_set_task_data (inner, g_object_ref (task), g_object_unref);
      limner_task_run_in_thread (inner, kept_thread);
    }
  else
    {
      download (task);
    }
}

/**
 * limner_cover_load_finish:
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the picture, at most 512 pixels a side, or %NULL with an
 *   error
 */
LimnerPicture *
limner_cover_load_finish (GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, limner_cover_load_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
