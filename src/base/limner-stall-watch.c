/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-stall-watch.h"

/*
 * A source of the highest priority that is never ready. One turn of a main loop is
 *
 *   prepare (all sources) → poll → check (all sources) → dispatch (those that are ready)
 *
 * and this source is asked first both times, so that from its check to its next prepare everything
 * happens that is not waiting.
 */
struct _LimnerStallWatch
{
  GSource         *source;
  LimnerStallFunc  func;
  gpointer         user_data;
  double           limit;      /* milliseconds */
  double           longest;    /* milliseconds */
  guint            n_stalls;
};

typedef struct
{
  GSource           source;
  LimnerStallWatch *watch;
  gint64            woken;      /* when the last wait ended, 0 before the first */
} StallSource;

static gboolean
stall_source_prepare (GSource *source,
                      int     *timeout)
{
  StallSource *self = (StallSource *) source;
  LimnerStallWatch *watch = self->watch;

  *timeout = -1;
  if (self->woken != 0)
    {
      double busy = (g_get_monotonic_time () - self->woken) / 1000.0;

      self->woken = 0;
      watch->longest = MAX (watch->longest, busy);
      if (busy > watch->limit)
        {
          watch->n_stalls++;
          if (watch->func != NULL)
            watch->func (busy, watch->user_data);
        }
    }

  return FALSE;
}

static gboolean
stall_source_check (GSource *source)
{
  ((StallSource *) source)->woken = g_get_monotonic_time ();

  return FALSE;
}

static gboolean
stall_source_dispatch (GSource     *source,
                       GSourceFunc  callback,
                       gpointer     user_data)
{
  return G_SOURCE_CONTINUE;
}

/**
 * limner_stall_watch_new:
 * @context: (nullable): the main loop's context, %NULL for the default one
 * @limit: from how many milliseconds on it is a stall
 * @func: (nullable): called after each stall, on the thread of @context
 * @user_data: for @func
 *
 * Begins to watch. To be made, and freed, on the thread of @context.
 *
 * Returns: (transfer full): a watch
 */
LimnerStallWatch *
limner_stall_watch_new (GMainContext    *context,
                        double           limit,
                        LimnerStallFunc  func,
                        gpointer         user_data)
{
  static GSourceFuncs funcs = {
    .prepare = stall_source_prepare,
    .check = stall_source_check,
    .dispatch = stall_source_dispatch,
  };
  LimnerStallWatch *self = g_new0 (LimnerStallWatch, 1);

  self->limit = limit;
  self->func = func;
  self->user_data = user_data;
  self->source = g_source_new (&funcs, sizeof (StallSource));
  ((StallSource *) self->source)->watch = self;
  g_source_set_static_name (self->source, "limner-stall-watch");
  g_source_set_priority (self->source, G_MININT);
  g_source_attach (self->source, context);

  return self;
}

/**
 * limner_stall_watch_free:
 * @self: a watch
 *
 * Ends watching.
 */
void
limner_stall_watch_free (LimnerStallWatch *self)
{
  g_return_if_fail (self != NULL);

  g_source_destroy (self->source);
  g_source_unref (self->source);
  g_free (self);
}

/**
 * limner_stall_watch_get_longest:
 * @self: a watch
 *
 * Returns: the longest time between two waits so far, in milliseconds, stall or not
 */
double
limner_stall_watch_get_longest (const LimnerStallWatch *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->longest;
}

/**
 * limner_stall_watch_get_n:
 * @self: a watch
 *
 * Returns: how many stalls there were
 */
guint
limner_stall_watch_get_n (const LimnerStallWatch *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_stalls;
}

/**
 * limner_stall_watch_reset:
 * @self: a watch
 *
 * Forgets what was measured so far.
 */
void
limner_stall_watch_reset (LimnerStallWatch *self)
{
  g_return_if_fail (self != NULL);

  self->longest = 0;
  self->n_stalls = 0;
}
