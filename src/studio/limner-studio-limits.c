/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-studio-limits.h"

/* How many jobs run at once, and whether they need a network, is a matter of the server; the queue
 * only knows servers' ids.
 */

static void
apply_cb (LimnerServer   *server,
          GParamSpec     *pspec,
          LimnerJobQueue *queue)
{
  limner_job_queue_set_limit (queue, limner_server_get_id (server),
                              limner_server_get_max_jobs (server));
  limner_job_queue_set_needs_network (queue, limner_server_get_id (server),
                                      limner_server_needs_network (server));
}

static void
servers_changed_cb (GListModel     *servers,
                    guint           position,
                    guint           n_removed,
                    guint           n_added,
                    LimnerJobQueue *queue)
{
  for (guint i = position; i < position + n_added; i++)
    {
      g_autoptr(LimnerServer) server = g_list_model_get_item (servers, i);

      g_signal_connect_object (server, "notify::max-jobs", G_CALLBACK (apply_cb), queue, 0);
      g_signal_connect_object (server, "notify::base-url", G_CALLBACK (apply_cb), queue, 0);
      apply_cb (server, NULL, queue);
    }
}

/* Lets the queue follow what is said of each server, now and later. */
void
_limner_studio_watch_limits (LimnerServerList *servers,
                             LimnerJobQueue   *queue)
{
  g_signal_connect_object (servers, "items-changed", G_CALLBACK (servers_changed_cb), queue, 0);
  servers_changed_cb (G_LIST_MODEL (servers), 0, 0,
                      g_list_model_get_n_items (G_LIST_MODEL (servers)), queue);
}
