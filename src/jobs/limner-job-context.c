/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-job-context.h"

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

void
limner_job_context_unref (LimnerJobContext *self)
{
  g_rc_box_release_full (self, clear_context);
}

/* The poller keeps its client alive, so that the key stays good. */
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
