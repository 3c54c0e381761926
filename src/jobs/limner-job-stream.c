/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-error.h"
#include "client/limner-event-stream.h"
#include "wire/limner-output.h"

#include "limner-job-preview.h"
#include "limner-job-private.h"
#include "limner-job-stream.h"

/* What a prediction tells while it runs, piece by piece. It is shown and nothing more: the state of
 * the job, its results and its end are what the server answers when it is asked. The pieces that
 * came in one turn of the main loop are shown together, after the window was drawn.
 *
 * A model that made its last picture ends a moment later, and then the picture is fetched anyhow:
 * a picture is only fetched for show when the stream goes on after it.
 */

/** The most text and the most log that are gathered, in bytes; polling tells the rest. */
#define MAX_TEXT (1 << 20)

/** How long after a picture the end is waited for, in milliseconds. */
#define PREVIEW_DELAY 300

typedef struct
{
  LimnerClient *client;
  GCancellable *cancellable;   /* of the caller, or NULL */
  GString      *text;
  GString      *log;
  char         *file;          /* the last picture, until it is shown */
  gboolean      is_full;
  guint         n_files;
  guint         show_id;
  guint         preview_id;
} Follow;

static void
follow_free (Follow *follow)
{
  g_clear_handle_id (&follow->show_id, g_source_remove);
  g_clear_handle_id (&follow->preview_id, g_source_remove);
  g_clear_object (&follow->client);
  g_clear_object (&follow->cancellable);
  g_string_free (follow->text, TRUE);
  g_string_free (follow->log, TRUE);
  g_free (follow->file);
  g_free (follow);
}

/* What comes after the model is done, or before it is known to be at work, is not shown. */
static gboolean
is_shown (LimnerJob *job)
{
  return limner_job_get_state (job) == LIMNER_JOB_STARTING ||
         limner_job_get_state (job) == LIMNER_JOB_PROCESSING;
}

static void
show (GTask *task)
{
  LimnerJob *job = g_task_get_source_object (task);
  Follow *follow = g_task_get_task_data (task);

  if (!is_shown (job))
    return;
  if (follow->log->len > 0)
    _limner_job_take_log (job, follow->log->str);
  if (follow->text->len > 0)
    _limner_job_take_text (job, follow->text->str);
}

static gboolean
show_cb (gpointer data)
{
  Follow *follow = g_task_get_task_data (data);

  follow->show_id = 0;
  show (data);
  return G_SOURCE_REMOVE;
}

static gboolean
preview_cb (gpointer data)
{
  LimnerJob *job = g_task_get_source_object (data);
  Follow *follow = g_task_get_task_data (data);

  follow->preview_id = 0;
  if (is_shown (job))
    limner_job_preview_show (job, follow->client, follow->file, follow->n_files,
                             follow->cancellable);
  return G_SOURCE_REMOVE;
}

/* Of what is too long the end is missing, and never the middle. */
static void
gather (Follow     *follow,
        GString    *string,
        const char *text,
        gsize       length)
{
  follow->is_full = follow->is_full || string->len + length > MAX_TEXT;
  if (!follow->is_full)
    g_string_append_len (string, text, (gssize) length);
}

static void
event_cb (const char *type,
          const char *text,
          gsize       length,
          gpointer    data)
{
  GTask *task = data;
  Follow *follow = g_task_get_task_data (task);

  if (strcmp (type, "output") == 0 && follow->text->len == 0 && limner_output_is_file (text))
    {
      g_free (follow->file);
      follow->file = g_strndup (text, length);
      follow->n_files++;
      if (follow->preview_id == 0)
        follow->preview_id = g_timeout_add (PREVIEW_DELAY, preview_cb, task);
      return;
    }

  if (strcmp (type, "output") == 0)
    gather (follow, follow->text, text, length);
  else if (strcmp (type, "logs") == 0)
    gather (follow, follow->log, text, length);
  if (follow->show_id == 0)
    follow->show_id = g_idle_add (show_cb, task);
}

static void
followed_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Follow *follow = g_task_get_task_data (task);
  GError *error = NULL;

  g_clear_handle_id (&follow->show_id, g_source_remove);
  g_clear_handle_id (&follow->preview_id, g_source_remove);
  if (limner_client_follow_stream_finish (LIMNER_CLIENT (object), result, &error))
    {
      show (task);
      g_task_return_boolean (task, TRUE);
    }
  else
    {
      g_task_return_error (task, error);
    }
}

/**
 * limner_job_stream_follow_async:
 * @job: a job that a server works on
 * @client: the server
 * @url: the address of the prediction's stream
 * @cancellable: (nullable): to stop
 * @callback: called when the stream is over
 * @user_data: for @callback
 *
 * Shows on a job what its prediction tells while it runs: its text as it is written, its log, and
 * its pictures. A stream that breaks is taken up again where it was; one that cannot be followed
 * does no harm.
 */
void
limner_job_stream_follow_async (LimnerJob           *job,
                                LimnerClient        *client,
                                const char          *url,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  GTask *task = g_task_new (job, cancellable, callback, user_data);
  Follow *follow = g_new0 (Follow, 1);

  follow->client = g_object_ref (client);
  g_set_object (&follow->cancellable, cancellable);
  follow->text = g_string_new (NULL);
  follow->log = g_string_new (NULL);
  g_task_set_source_tag (task, limner_job_stream_follow_async);
  g_task_set_task_data (task, follow, (GDestroyNotify) follow_free);
  limner_client_follow_stream_async (client, url, event_cb, task, cancellable, followed_cb, task);
}

/**
 * limner_job_stream_follow_finish:
 * @job: the job
 * @result: the result
 * @error: return location for an error
 *
 * Ends limner_job_stream_follow_async().
 *
 * Returns: whether the prediction has ended
 */
gboolean
limner_job_stream_follow_finish (LimnerJob     *job,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, job), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
