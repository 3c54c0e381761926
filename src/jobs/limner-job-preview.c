/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "client/limner-client-files.h"

#include "limner-job-preview.h"
#include "limner-job-private.h"

static void
downloaded_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(LimnerJob) job = user_data;
  g_autoptr(GBytes) bytes = NULL;

  bytes = limner_client_download_finish (LIMNER_CLIENT (object), result, NULL, NULL);
  if (bytes != NULL && limner_job_get_state (job) == LIMNER_JOB_PROCESSING)
    _limner_job_set_preview (job, bytes);
}

/**
 * limner_job_preview_show:
 * @job: a job
 * @client: to which server it was sent
 * @file: the address of a picture that its model has given
 * @n_files: the how manieth it is
 * @cancellable: (nullable): to stop
 *
 * Shows a picture of a model that is still at work, unless a later one is known. It is not kept.
 */
void
limner_job_preview_show (LimnerJob    *job,
                         LimnerClient *client,
                         const char   *file,
                         guint         n_files,
                         GCancellable *cancellable)
{
  if (_limner_job_see_previews (job, n_files))
    limner_client_download_async (client, file, NULL, LIMNER_MAX_DOWNLOAD, NULL, NULL, cancellable,
                                  downloaded_cb, g_object_ref (job));
}

/**
 * limner_job_preview_look:
 * @job: a job
 * @client: to which server it was sent
 * @prediction: how far it is
 * @cancellable: (nullable): to stop
 *
 * Shows what a model has given so far: one that gives pictures one by one, or coarse ones first, is
 * looked at while it works.
 */
void
limner_job_preview_look (LimnerJob        *job,
                         LimnerClient     *client,
                         LimnerPrediction *prediction,
                         GCancellable     *cancellable)
{
  g_auto(GStrv) files = limner_prediction_dup_output_files (prediction);
  guint n_files = files != NULL ? g_strv_length (files) : 0;

  if (n_files > 0)
    limner_job_preview_show (job, client, files[n_files - 1], n_files, cancellable);
}
