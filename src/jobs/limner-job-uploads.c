/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-error.h"
#include "base/limner-json.h"
#include "image/limner-picture-io.h"
#include "store/limner-store-models.h"

#include "limner-job-error.h"
#include "limner-job-uploads.h"

/* As what the library remembers uploads. */
#define MEMO_KIND "upload"

#define HASH_LENGTH 64

/* A file is good for 24 hours; it is not used in the last one, for the server may fetch late. */
#define MARGIN_SECONDS 3600

/**
 * LimnerJobUploads:
 *
 * Brings large inputs to servers, each once however many jobs want it:
 *
 *   remembered, and the server still has it   → its address
 *   on its way for another job                → wait for that one
 *   else                                      → uploaded, and remembered
 *
 * Files go by their contents. What was uploaded where is kept in the library, so that it is known
 * after a restart and to the command line as well.
 */
struct _LimnerJobUploads
{
  GObject      parent_instance;

  gint64     (*now) (void);

  /* Owned */
  LimnerStore *store;
  GHashTable  *waiting;      /* server and file that is on its way → GQueue of GTask */
};

G_DEFINE_FINAL_TYPE (LimnerJobUploads, limner_job_uploads, G_TYPE_OBJECT)

typedef struct
{
  LimnerClient       *client;
  GBytes             *bytes;
  char               *name;       /* of the memo */
  char               *key;
  char               *url;        /* while it is being remembered */
  LimnerProgressFunc  progress;
  gpointer            progress_data;
  GSource            *cancelled;  /* while it waits for another */
} Bring;

static void look (GTask *task);

static void
end_waiting (Bring *bring)
{
  if (bring->cancelled != NULL)
    g_source_destroy (bring->cancelled);
  g_clear_pointer (&bring->cancelled, g_source_unref);
}

static void
free_bring (gpointer data)
{
  Bring *bring = data;

  end_waiting (bring);
  g_clear_object (&bring->client);
  g_clear_pointer (&bring->bytes, g_bytes_unref);
  g_clear_pointer (&bring->name, g_free);
  g_clear_pointer (&bring->key, g_free);
  g_clear_pointer (&bring->url, g_free);
  g_free (bring);
}

static const char *
get_server (Bring *bring)
{
  return limner_server_get_id (limner_client_get_server (bring->client));
}

/* Ends one, with an address or an error, and lets the next that wants the same file look for it. */
static void
end (GTask  *task,
     char   *url,
     GError *error)
{
  LimnerJobUploads *self = g_task_get_source_object (task);
  Bring *bring = g_task_get_task_data (task);
  GQueue *queue = g_hash_table_lookup (self->waiting, bring->key);
  GTask *next = g_queue_pop_head (queue);

  if (next != NULL)
    {
      end_waiting (g_task_get_task_data (next));
      look (next);
    }
  else
    {
      g_hash_table_remove (self->waiting, bring->key);
    }

  if (url != NULL)
    g_task_return_pointer (task, url, g_free);
  else
    g_task_return_error (task, error);
  g_object_unref (task);
}

static void
forget (LimnerJobUploads *self,
        const char       *server,
        const char       *name)
{
  limner_store_set_memo_async (self->store, MEMO_KIND, server, name, NULL, NULL, NULL, NULL);
}

static void
remembered_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  GTask *task = user_data;
  Bring *bring = g_task_get_task_data (task);

  /* Where it cannot be remembered it can be used all the same. */
  limner_store_write_finish (LIMNER_STORE (object), result, NULL);
  end (task, g_steal_pointer (&bring->url), NULL);
}

static void
uploaded_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  GTask *task = user_data;
  LimnerJobUploads *self = g_task_get_source_object (task);
  Bring *bring = g_task_get_task_data (task);
  g_autoptr(LimnerRemoteFile) file = NULL;
  g_autoptr(GDateTime) expires = NULL;
  g_autoptr(JsonObject) memo = NULL;
  g_autofree char *text = NULL;
  GError *error = NULL;

  file = limner_client_upload_file_finish (LIMNER_CLIENT (object), result, &error);
  if (file != NULL && limner_remote_file_get_url (file) == NULL)
    error = g_error_new (LIMNER_ERROR, LIMNER_ERROR_BAD_REPLY,
                         "The server took a file but did not say where it is");
  if (error != NULL)
    {
      /* A file that lies on the server twice does no harm: nothing is lost by trying again. */
      if (g_error_matches (error, LIMNER_ERROR, LIMNER_ERROR_LOST))
        error->code = LIMNER_ERROR_NETWORK;
      end (task, NULL, error);
      return;
    }

  bring->url = g_strdup (limner_remote_file_get_url (file));
  expires = limner_resource_get_time (LIMNER_RESOURCE (file), "expires_at");
  memo = json_object_new ();
  json_object_set_string_member (memo, "id", limner_remote_file_get_id (file));
  json_object_set_int_member (memo, "expires", expires != NULL ? g_date_time_to_unix (expires) : 0);
  text = limner_json_object_to_string (memo, FALSE);
  limner_store_set_memo_async (self->store, MEMO_KIND, get_server (bring), bring->name, text, NULL,
                               remembered_cb, task);
}

static void
upload (GTask *task)
{
  Bring *bring = g_task_get_task_data (task);

  limner_client_upload_file_async (bring->client, bring->bytes, "input",
                                   limner_image_sniff_mime (bring->bytes), NULL, bring->progress,
                                   bring->progress_data, g_task_get_cancellable (task),
                                   uploaded_cb, task);
}

/* Somebody may have deleted it, and its address may be another since the server was started. */
static void
asked_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  GTask *task = user_data;
  Bring *bring = g_task_get_task_data (task);
  g_autoptr(LimnerRemoteFile) file = NULL;
  g_autoptr(GError) error = NULL;

  file = limner_client_get_file_finish (LIMNER_CLIENT (object), result, &error);
  if (file != NULL && limner_remote_file_get_url (file) != NULL)
    {
      end (task, g_strdup (limner_remote_file_get_url (file)), NULL);
    }
  else if (error != NULL && (limner_job_error_passes (error) ||
                             limner_job_error_is_general (error) ||
                             limner_error_is_cancelled (error)))
    {
      end (task, NULL, g_steal_pointer (&error));
    }
  else
    {
      forget (g_task_get_source_object (task), get_server (bring), bring->name);
      upload (task);
    }
}

/* The id of the file that is looked for, where it lives long enough; others that are over go. */
static char *
choose (LimnerJobUploads *self,
        Bring            *bring,
        GPtrArray        *memos)
{
  gint64 now = self->now () / G_USEC_PER_SEC;
  char *id = NULL;

  for (guint i = 0; memos != NULL && i < memos->len; i++)
    {
      const LimnerNamedText *text = g_ptr_array_index (memos, i);
      g_autoptr(JsonObject) memo =
        limner_json_parse_object (text->text, (gsize) -1, 1 << 16, NULL);

      if (memo == NULL || now > limner_json_get_int (memo, "expires", 0) - MARGIN_SECONDS)
        forget (self, get_server (bring), text->name);
      else if (g_str_equal (text->name, bring->name) && id == NULL)
        id = g_strdup (limner_json_get_string (memo, "id", NULL));
    }
  return id;
}

static void
listed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  GTask *task = user_data;
  Bring *bring = g_task_get_task_data (task);
  g_autoptr(GPtrArray) memos = limner_store_list_texts_finish (LIMNER_STORE (object), result, NULL);
  g_autofree char *id = choose (g_task_get_source_object (task), bring, memos);

  if (id != NULL)
    limner_client_get_file_async (bring->client, id, g_task_get_cancellable (task), asked_cb, task);
  else
    upload (task);
}

static void
look (GTask *task)
{
  LimnerJobUploads *self = g_task_get_source_object (task);

  limner_store_list_memos_async (self->store, MEMO_KIND, get_server (g_task_get_task_data (task)),
                                 NULL, NULL, listed_cb, task);
}

static gboolean
waiting_cancelled_cb (GCancellable *cancellable,
                      gpointer      user_data)
{
  GTask *task = user_data;
  LimnerJobUploads *self = g_task_get_source_object (task);
  Bring *bring = g_task_get_task_data (task);

  g_queue_remove (g_hash_table_lookup (self->waiting, bring->key), task);
  end_waiting (bring);
  g_task_return_error_if_cancelled (task);
  g_object_unref (task);
  return G_SOURCE_REMOVE;
}

static void
wait (GTask  *task,
      GQueue *queue)
{
  Bring *bring = g_task_get_task_data (task);

  g_queue_push_tail (queue, task);
  if (g_task_get_cancellable (task) == NULL)
    return;
  bring->cancelled = g_cancellable_source_new (g_task_get_cancellable (task));
  g_source_set_callback (bring->cancelled, G_SOURCE_FUNC (waiting_cancelled_cb), task, NULL);
  g_source_attach (bring->cancelled, g_task_get_context (task));
}

static void
free_queue (gpointer data)
{
  g_queue_free (data);
}

static void
limner_job_uploads_finalize (GObject *object)
{
  LimnerJobUploads *self = LIMNER_JOB_UPLOADS (object);

  g_clear_pointer (&self->waiting, g_hash_table_unref);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (limner_job_uploads_parent_class)->finalize (object);
}

static void
limner_job_uploads_class_init (LimnerJobUploadsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = limner_job_uploads_finalize;
}

static void
limner_job_uploads_init (LimnerJobUploads *self)
{
  self->now = g_get_real_time;
  self->waiting = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_queue);
}

/**
 * limner_job_uploads_new:
 * @store: where it is remembered what was uploaded
 *
 * Returns: (transfer full): what brings files to servers
 */
LimnerJobUploads *
limner_job_uploads_new (LimnerStore *store)
{
  LimnerJobUploads *self = g_object_new (LIMNER_TYPE_JOB_UPLOADS, NULL);

  self->store = g_object_ref (store);
  return self;
}

/**
 * limner_job_uploads_bring_async:
 * @self: the uploads
 * @client: to which server
 * @sha256: what the file is called: the hash of @bytes
 * @bytes: the file
 * @progress: (nullable): told how far it is, where it has to be uploaded
 * @progress_data: data for @progress
 * @cancellable: (nullable): to stop
 * @callback: called when the server has it
 * @user_data: for @callback
 *
 * Sees to it that a server has a file.
 */
void
limner_job_uploads_bring_async (LimnerJobUploads    *self,
                                LimnerClient        *client,
                                const char          *sha256,
                                GBytes              *bytes,
                                LimnerProgressFunc   progress,
                                gpointer             progress_data,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  GTask *task;
  Bring *bring;
  GQueue *queue;

  g_return_if_fail (LIMNER_IS_JOB_UPLOADS (self));
  g_return_if_fail (LIMNER_IS_CLIENT (client));
  g_return_if_fail (sha256 != NULL && strlen (sha256) == HASH_LENGTH && bytes != NULL);

  bring = g_new0 (Bring, 1);
  bring->client = g_object_ref (client);
  bring->bytes = g_bytes_ref (bytes);
  bring->progress = progress;
  bring->progress_data = progress_data;
  /* Not the hash itself: that would count as a use of the file, and keep it in the library. */
  bring->name = g_strdup_printf ("%.32s-%s", sha256, sha256 + 32);
  bring->key = g_strconcat (get_server (bring), " ", sha256, NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, limner_job_uploads_bring_async);
  g_task_set_task_data (task, bring, free_bring);
  queue = g_hash_table_lookup (self->waiting, bring->key);
  if (queue != NULL)
    {
      wait (task, queue);
      return;
    }
  g_hash_table_insert (self->waiting, g_strdup (bring->key), g_queue_new ());
  look (task);
}

/**
 * limner_job_uploads_bring_finish:
 * @self: the uploads
 * @result: the result
 * @error: return location for an error
 *
 * Ends limner_job_uploads_bring_async().
 *
 * Returns: (transfer full) (nullable): the file's address on the server, or %NULL with an error
 */
char *
limner_job_uploads_bring_finish (LimnerJobUploads  *self,
                                 GAsyncResult      *result,
                                 GError           **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
all_listed_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GPtrArray) memos = NULL;
  g_autoptr(GHashTable) files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GError *error = NULL;

  memos = limner_store_list_texts_finish (LIMNER_STORE (object), result, &error);
  if (memos == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  for (guint i = 0; i < memos->len; i++)
    {
      const LimnerNamedText *text = g_ptr_array_index (memos, i);
      g_autoptr(JsonObject) memo =
        limner_json_parse_object (text->text, (gsize) -1, 1 << 16, NULL);
      const char *id = memo != NULL ? limner_json_get_string (memo, "id", NULL) : NULL;

      if (id != NULL && *id != '\0' && strlen (text->name) == HASH_LENGTH + 1)
        g_hash_table_insert (files, g_strdup (id),
                             g_strdup_printf ("%.32s%s", text->name, text->name + 33));
    }
  g_task_return_pointer (task, g_steal_pointer (&files), (GDestroyNotify) g_hash_table_unref);
}

/**
 * limner_job_uploads_list_async:
 * @self: the uploads
 * @server: a server's id
 * @cancellable: (nullable): to stop
 * @callback: called when they are known
 * @user_data: for @callback
 *
 * Lists what was uploaded to a server in the last day.
 */
void
limner_job_uploads_list_async (LimnerJobUploads    *self,
                               const char          *server,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (LIMNER_IS_JOB_UPLOADS (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, limner_job_uploads_list_async);
  limner_store_list_memos_async (self->store, MEMO_KIND, server, NULL, cancellable, all_listed_cb,
                                 task);
}

/**
 * limner_job_uploads_list_finish:
 * @self: the uploads
 * @result: the result
 * @error: return location for an error
 *
 * Ends limner_job_uploads_list_async().
 *
 * Returns: (transfer full) (nullable) (element-type utf8 utf8): the server's ids, and the SHA-256
 *   of each file
 */
GHashTable *
limner_job_uploads_list_finish (LimnerJobUploads  *self,
                                GAsyncResult      *result,
                                GError           **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
_limner_job_uploads_set_clock (LimnerJobUploads  *self,
                               gint64           (*now) (void))
{
  self->now = now;
}
