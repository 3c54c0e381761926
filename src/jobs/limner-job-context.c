/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-job-context.h"

/**
 * limner_job_context_new:
 * @store: the library
 * @clients: gives the clients of servers; it may go before the context does
 *
 * Makes what all jobs of one queue share.
 *
 * Returns: (transfer full): the context, to be released with limner_job_context_unref()
 */
LimnerJobContext *
limner_job_context_new (LimnerStore        *store,
                        LimnerClientSource *clients)
{
  LimnerJobContext *self = g_rc_box_new0 (LimnerJobContext);

  self->store = g_object_ref (store);
  g_set_weak_pointer (&self->clients, clients);
  self->pollers = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
  self->uploads = limner_job_uploads_new (store);
  self->time_scale = 1;
  return self;
}

static void
clear_context (gpointer data)
{
  LimnerJobContext *self = data;

  g_clear_pointer (&self->pollers, g_hash_table_unref);
  g_clear_object (&self->uploads);
  g_clear_weak_pointer (&self->clients);
  g_clear_object (&self->store);
}

/**
 * limner_job_context_unref:
 * @self: (transfer full): a context
 *
 * Gives up one reference; with the last one pollers and uploads go.
 */
void
limner_job_context_unref (LimnerJobContext *self)
{
  g_rc_box_release_full (self, clear_context);
}

/**
 * limner_job_context_get_poller:
 * @self: a context
 * @client: the client of a server
 *
 * Gets the one timer that asks a server about all jobs that run there, and makes it the first time.
 * It keeps its client alive for as long as the context lives.
 *
 * Returns: (transfer none): the poller
 */
LimnerPoller *
limner_job_context_get_poller (LimnerJobContext *self,
                               LimnerClient     *client)
{
  LimnerPoller *poller = g_hash_table_lookup (self->pollers, client);

  if (poller == NULL)
    {
      poller = limner_poller_new (client);
      g_hash_table_insert (self->pollers, client, poller);
    }
  return poller;
}
