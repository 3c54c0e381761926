/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/limner-error.h"
#include "wire/limner-training.h"

#include "limner-client-predictions.h"
#include "limner-client-private.h"
#include "limner-poller.h"

/** The shortest and longest pause between two questions about the same, in seconds. */
#define FIRST_PAUSE 0.4
#define LONGEST_PAUSE 10.0
#define GROWTH 1.25

/** How often the network may fail in a row before it is told. */
#define MAX_SILENT_FAULTS 3

/**
 * LimnerPoller:
 *
 * Watches predictions and trainings. All of them share one timer, which is set to the next that is
 * due: quick ones are asked for often, slow ones ever more seldom.
 */
struct _LimnerPoller
{
  GObject       parent_instance;

  LimnerClient *client;        /* owned */
  GHashTable   *watches;       /* guint → Watch */
  GCancellable *cancellable;
  GSource      *timer;         /* owned; NULL where nothing is due */
  guint         last_watch;
};

typedef struct
{
  guint             number;
  GType             type;
  char             *id;
  LimnerPollerFunc  func;
  gpointer          data;
  GDestroyNotify    destroy;
  gint64            due;         /* monotonic microseconds */
  double            pause;
  guint             n_faults;
  gboolean          is_asking;
} Watch;

typedef struct
{
  LimnerPoller *poller;
  guint         number;
} Question;

G_DEFINE_FINAL_TYPE (LimnerPoller, limner_poller, G_TYPE_OBJECT)

static void schedule (LimnerPoller *self);

static void
watch_free (Watch *watch)
{
  if (watch->destroy != NULL)
    watch->destroy (watch->data);
  g_free (watch->id);
  g_free (watch);
}

static void
limner_poller_dispose (GObject *object)
{
  LimnerPoller *self = LIMNER_POLLER (object);

  if (self->timer != NULL)
    g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
  g_cancellable_cancel (self->cancellable);
  g_hash_table_remove_all (self->watches);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (limner_poller_parent_class)->dispose (object);
}

static void
limner_poller_finalize (GObject *object)
{
  LimnerPoller *self = LIMNER_POLLER (object);

  g_clear_pointer (&self->watches, g_hash_table_unref);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (limner_poller_parent_class)->finalize (object);
}

static void
limner_poller_class_init (LimnerPollerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = limner_poller_dispose;
  object_class->finalize = limner_poller_finalize;
}

static void
limner_poller_init (LimnerPoller *self)
{
  self->watches = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) watch_free);
  self->cancellable = g_cancellable_new ();
}

/* What repeating may mend. */
static gboolean
is_passing (const GError *error)
{
  return error->domain == LIMNER_ERROR &&
         (error->code == LIMNER_ERROR_NETWORK || error->code == LIMNER_ERROR_TIMEOUT ||
          error->code == LIMNER_ERROR_SERVER || error->code == LIMNER_ERROR_BUSY ||
          error->code == LIMNER_ERROR_RATE_LIMITED || error->code == LIMNER_ERROR_BAD_REPLY);
}

/* The watch may be gone after its function was called. */
static void
take_answer (LimnerPoller     *self,
             Watch            *watch,
             LimnerPrediction *prediction,
             const GError     *error)
{
  guint number = watch->number;
  gboolean ends = FALSE;
  gboolean is_told = TRUE;

  watch->is_asking = FALSE;
  if (prediction != NULL)
    {
      watch->n_faults = 0;
      ends = limner_status_is_final (limner_prediction_get_status (prediction));
    }
  else
    {
      watch->n_faults++;
      ends = !is_passing (error);
      is_told = ends || watch->n_faults > MAX_SILENT_FAULTS;
    }

  watch->pause = MIN (watch->pause * GROWTH, LONGEST_PAUSE);
  watch->due = g_get_monotonic_time () +
               (gint64) _limner_client_scale (self->client, watch->pause) * 1000;
  if (is_told)
    watch->func (prediction, error, watch->data);
  if (ends)
    g_hash_table_remove (self->watches, GUINT_TO_POINTER (number));
}

static void
answer_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  LimnerClient *client = LIMNER_CLIENT (object);
  g_autofree Question *question = user_data;
  g_autoptr(LimnerPoller) self = question->poller;
  g_autoptr(GError) error = NULL;
  g_autoptr(LimnerPrediction) prediction = NULL;
  Watch *watch = g_hash_table_lookup (self->watches, GUINT_TO_POINTER (question->number));

  if (g_async_result_is_tagged (result, limner_client_get_training_async))
    prediction = (LimnerPrediction *) limner_client_get_training_finish (client, result, &error);
  else
    prediction = limner_client_get_prediction_finish (client, result, &error);

  if (watch == NULL || limner_error_is_cancelled (error))
    return;

  /* What is said of another one is not said of this one. */
  if (prediction != NULL && g_strcmp0 (limner_prediction_get_id (prediction), watch->id) != 0)
    {
      g_clear_object (&prediction);
      g_set_error_literal (&error, LIMNER_ERROR, LIMNER_ERROR_BAD_REPLY,
                           "The server told of another prediction than it was asked for");
    }
  take_answer (self, watch, prediction, error);
  schedule (self);
}

static void
ask (LimnerPoller *self,
     Watch        *watch)
{
  Question *question = g_new (Question, 1);

  watch->is_asking = TRUE;
  *question = (Question) { g_object_ref (self), watch->number };
  if (watch->type == LIMNER_TYPE_TRAINING)
    limner_client_get_training_async (self->client, watch->id, self->cancellable, answer_cb,
                                      question);
  else
    limner_client_get_prediction_async (self->client, watch->id, self->cancellable, answer_cb,
                                        question);
}

static gboolean
timer_cb (gpointer user_data)
{
  LimnerPoller *self = LIMNER_POLLER (user_data);
  g_autoptr(GList) watches = g_hash_table_get_values (self->watches);
  gint64 now = g_get_monotonic_time ();

  g_clear_pointer (&self->timer, g_source_unref);
  for (GList *l = watches; l != NULL; l = l->next)
    {
      Watch *watch = l->data;

      if (!watch->is_asking && watch->due <= now)
        ask (self, watch);
    }
  schedule (self);
  return G_SOURCE_REMOVE;
}

/* Sets the timer to what is due first. */
static void
schedule (LimnerPoller *self)
{
  GHashTableIter iter;
  gpointer value;
  gint64 first = G_MAXINT64;

  if (self->client == NULL)
    return;

  g_hash_table_iter_init (&iter, self->watches);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Watch *watch = value;

      if (!watch->is_asking)
        first = MIN (first, watch->due);
    }

  if (first == G_MAXINT64)
    {
      if (self->timer != NULL)
        g_source_destroy (self->timer);
      g_clear_pointer (&self->timer, g_source_unref);
      return;
    }

  if (self->timer == NULL)
    {
      self->timer = g_timeout_source_new (0);
      g_source_set_callback (self->timer, timer_cb, self, NULL);
      g_source_set_ready_time (self->timer, first);
      g_source_attach (self->timer, g_main_context_get_thread_default ());
    }
  else
    {
      g_source_set_ready_time (self->timer, first);
    }
}

/**
 * limner_poller_new:
 * @client: who asks
 *
 * Returns: (transfer full): a poller that watches nothing
 */
LimnerPoller *
limner_poller_new (LimnerClient *client)
{
  LimnerPoller *self;

  g_return_val_if_fail (LIMNER_IS_CLIENT (client), NULL);

  self = g_object_new (LIMNER_TYPE_POLLER, NULL);
  self->client = g_object_ref (client);
  return self;
}

/**
 * limner_poller_watch:
 * @self: a poller
 * @type: %LIMNER_TYPE_PREDICTION or %LIMNER_TYPE_TRAINING
 * @id: the server's name for it
 * @func: told each time
 * @data: data for @func
 * @destroy: (nullable): frees @data when the watch ends
 *
 * Begins to watch. The first question is asked after a short pause.
 *
 * Returns: the watch's number, never 0
 */
guint
limner_poller_watch (LimnerPoller     *self,
                     GType             type,
                     const char       *id,
                     LimnerPollerFunc  func,
                     gpointer          data,
                     GDestroyNotify    destroy)
{
  Watch *watch;

  g_return_val_if_fail (LIMNER_IS_POLLER (self), 0);
  g_return_val_if_fail (id != NULL && func != NULL, 0);

  watch = g_new0 (Watch, 1);
  watch->number = ++self->last_watch;
  watch->type = type;
  watch->id = g_strdup (id);
  watch->func = func;
  watch->data = data;
  watch->destroy = destroy;
  watch->pause = FIRST_PAUSE;
  watch->due = g_get_monotonic_time () +
               (gint64) _limner_client_scale (self->client, FIRST_PAUSE) * 1000;
  g_hash_table_insert (self->watches, GUINT_TO_POINTER (watch->number), watch);
  schedule (self);
  return watch->number;
}

/**
 * limner_poller_unwatch:
 * @self: a poller
 * @watch: a number; one that has ended by itself is let pass
 *
 * Ends a watch.
 */
void
limner_poller_unwatch (LimnerPoller *self,
                       guint         watch)
{
  g_return_if_fail (LIMNER_IS_POLLER (self));

  g_hash_table_remove (self->watches, GUINT_TO_POINTER (watch));
  schedule (self);
}

/**
 * limner_poller_poke:
 * @self: a poller
 * @watch: a number
 *
 * Asks at once, as after a cancellation or when the network is back, and often again.
 */
void
limner_poller_poke (LimnerPoller *self,
                    guint         watch)
{
  Watch *found;

  g_return_if_fail (LIMNER_IS_POLLER (self));

  found = g_hash_table_lookup (self->watches, GUINT_TO_POINTER (watch));
  if (found == NULL)
    return;

  found->pause = FIRST_PAUSE;
  found->due = g_get_monotonic_time ();
  schedule (self);
}

/**
 * limner_poller_get_n_watches:
 * @self: a poller
 *
 * Returns: how many watches there are
 */
guint
limner_poller_get_n_watches (LimnerPoller *self)
{
  g_return_val_if_fail (LIMNER_IS_POLLER (self), 0);

  return g_hash_table_size (self->watches);
}
