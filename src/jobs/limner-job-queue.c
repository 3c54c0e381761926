/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "store/limner-store-jobs.h"

#include "limner-job-private.h"
#include "limner-job-queue-private.h"
#include "limner-job-runner.h"
#include "limner-job-spec-private.h"

/** So long, in ms, the places in the queue may be those of before. */
#define COUNT_DELAY 50

static void limner_job_queue_model_init (GListModelInterface *iface);

/**
 * LimnerJobQueue:
 *
 * All jobs, in their order, as a #GListModel of #LimnerJob: those that wait, those under way, and
 * those that ended today. It starts as many as each server takes, and picks up after a restart what
 * the journal knows.
 */
G_DEFINE_FINAL_TYPE_WITH_CODE (LimnerJobQueue, limner_job_queue, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      limner_job_queue_model_init))

enum
{
  PROP_0,
  PROP_N_ACTIVE,
  PROP_N_HELD,
  PROP_N_OVER_BUDGET,
  PROP_N_WAITING,
  PROP_ONLINE,
  PROP_PAUSED,
  PROP_PAUSE_REASON,
  PROP_PROGRESS,
  N_PROPS
};

enum
{
  APPROVAL_WANTED,
  JOB_FINISHED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

void
_limner_job_queue_count (LimnerJobQueue *self)
{
  guint n_active = 0;
  guint n_waiting = 0;

  for (guint i = 0; i < self->jobs->len; i++)
    {
      LimnerJob *job = self->jobs->pdata[i];
      gboolean waits;

      _limner_job_update_part (job);
      waits = _limner_job_get_part (job) == LIMNER_JOB_PART_WAITING;
      _limner_job_set_queue_position (job, waits ? (int) n_waiting : -1);
      n_waiting += waits;
      n_active += _limner_job_get_part (job) == LIMNER_JOB_PART_ACTIVE;
    }
  if (n_active != self->n_active)
    {
      self->n_active = n_active;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ACTIVE]);
    }
  if (n_waiting != self->n_waiting)
    {
      self->n_waiting = n_waiting;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_WAITING]);
    }
}

static gboolean
count_cb (gpointer data)
{
  LimnerJobQueue *self = data;

  self->count_source = 0;
  _limner_job_queue_count (self);
  return G_SOURCE_REMOVE;
}

/* One job went from one part to another: the numbers change at once, the places of all that wait
 * behind it a moment later, for all such jobs together.
 */
static void
move_to_part (LimnerJobQueue *self,
              LimnerJobPart   before,
              LimnerJobPart   after)
{
  self->n_active += (after == LIMNER_JOB_PART_ACTIVE) - (before == LIMNER_JOB_PART_ACTIVE);
  self->n_waiting += (after == LIMNER_JOB_PART_WAITING) - (before == LIMNER_JOB_PART_WAITING);
  if ((after == LIMNER_JOB_PART_ACTIVE) != (before == LIMNER_JOB_PART_ACTIVE))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ACTIVE]);
  if ((after == LIMNER_JOB_PART_WAITING) != (before == LIMNER_JOB_PART_WAITING))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_WAITING]);
  if (self->count_source == 0)
    self->count_source = g_timeout_add (COUNT_DELAY, count_cb, self);
}

void
_limner_job_queue_set_n_held (LimnerJobQueue *self,
                              guint           n_held)
{
  if (self->n_held == n_held)
    return;
  self->n_held = n_held;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_HELD]);
}

void
_limner_job_queue_set_n_over_budget (LimnerJobQueue *self,
                                     guint           n_jobs)
{
  if (self->n_over_budget == n_jobs)
    return;
  self->n_over_budget = n_jobs;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_OVER_BUDGET]);
}

/* A job was added at the end: the others stay where they are. */
void
_limner_job_queue_count_one (LimnerJobQueue *self,
                             LimnerJob      *job)
{
  LimnerJobPart before = _limner_job_get_part (job);

  if (!_limner_job_update_part (job))
    return;
  if (_limner_job_get_part (job) == LIMNER_JOB_PART_WAITING)
    _limner_job_set_queue_position (job, (int) self->n_waiting);
  move_to_part (self, before, _limner_job_get_part (job));
}

void
_limner_job_queue_save (LimnerJobQueue *self,
                        LimnerJob      *job)
{
  limner_store_save_job_async (self->context->store, _limner_job_get_record (job), NULL,
                               NULL, NULL);
}

/* The queue pauses by itself, and says why. */
void
_limner_job_queue_pause_for (LimnerJobQueue *self,
                             const GError   *reason)
{
  g_clear_error (&self->pause_reason);
  self->pause_reason = g_error_copy (reason);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAUSE_REASON]);
  if (self->paused)
    return;
  self->paused = TRUE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAUSED]);
}

static void
job_changed_cb (LimnerJob      *job,
                GParamSpec     *pspec,
                LimnerJobQueue *self)
{
  LimnerJobPart before = _limner_job_get_part (job);
  guint position;

  /* It is known that it was taken: one that is equal may go now. */
  if (limner_job_get_state (job) > LIMNER_JOB_SEARCHING && self->n_waiting > 0)
    _limner_job_queue_schedule (self);

  if (!_limner_job_update_part (job))
    return;
  move_to_part (self, before, _limner_job_get_part (job));

  /* Filters by state look again. */
  if (g_ptr_array_find (self->jobs, job, &position))
    g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 1);
}

static void
job_progress_cb (LimnerJob      *job,
                 GParamSpec     *pspec,
                 LimnerJobQueue *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROGRESS]);
}

/* The jobs as they are now, for loops during which they come and go. */
GPtrArray *
_limner_job_queue_dup_jobs (LimnerJobQueue *self)
{
  GPtrArray *jobs = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->jobs->len; i++)
    g_ptr_array_add (jobs, g_object_ref (self->jobs->pdata[i]));
  return jobs;
}

void
_limner_job_queue_insert (LimnerJobQueue *self,
                          LimnerJob      *job,
                          guint           position)
{
  g_ptr_array_insert (self->jobs, (int) position, g_object_ref (job));
  g_hash_table_insert (self->ids, (gpointer) limner_job_get_id (job), job);

  /* After all others: what they have connected is looked at again when the list changes. */
  g_signal_connect_after (job, "notify::state", G_CALLBACK (job_changed_cb), self);
  g_signal_connect (job, "notify::progress", G_CALLBACK (job_progress_cb), self);
  _limner_job_queue_ask_price (self, job);
}

static void
network_changed_cb (GNetworkMonitor *network,
                    gboolean         available,
                    LimnerJobQueue  *self)
{
  limner_job_queue_set_online (self, available);
}

static GType
limner_job_queue_get_item_type (GListModel *model)
{
  return LIMNER_TYPE_JOB;
}

static guint
limner_job_queue_get_n_items (GListModel *model)
{
  return LIMNER_JOB_QUEUE (model)->jobs->len;
}

static gpointer
limner_job_queue_get_item (GListModel *model,
                           guint       position)
{
  LimnerJobQueue *self = LIMNER_JOB_QUEUE (model);

  return position < self->jobs->len ? g_object_ref (self->jobs->pdata[position]) : NULL;
}

static void
limner_job_queue_model_init (GListModelInterface *iface)
{
  iface->get_item_type = limner_job_queue_get_item_type;
  iface->get_n_items = limner_job_queue_get_n_items;
  iface->get_item = limner_job_queue_get_item;
}

static void
limner_job_queue_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  LimnerJobQueue *self = LIMNER_JOB_QUEUE (object);

  switch (prop_id)
    {
    case PROP_N_ACTIVE:
      g_value_set_uint (value, self->n_active);
      break;

    case PROP_N_HELD:
      g_value_set_uint (value, self->n_held);
      break;

    case PROP_N_OVER_BUDGET:
      g_value_set_uint (value, self->n_over_budget);
      break;

    case PROP_N_WAITING:
      g_value_set_uint (value, self->n_waiting);
      break;

    case PROP_ONLINE:
      g_value_set_boolean (value, self->online);
      break;

    case PROP_PAUSED:
      g_value_set_boolean (value, self->paused);
      break;

    case PROP_PAUSE_REASON:
      g_value_set_boxed (value, self->pause_reason);
      break;

    case PROP_PROGRESS:
      g_value_set_double (value, limner_job_queue_get_progress (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
limner_job_queue_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  LimnerJobQueue *self = LIMNER_JOB_QUEUE (object);

  switch (prop_id)
    {
    case PROP_ONLINE:
      limner_job_queue_set_online (self, g_value_get_boolean (value));
      break;

    case PROP_PAUSED:
      limner_job_queue_set_paused (self, g_value_get_boolean (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
limner_job_queue_dispose (GObject *object)
{
  LimnerJobQueue *self = LIMNER_JOB_QUEUE (object);
  GHashTableIter iter;
  gpointer runner;

  g_clear_handle_id (&self->schedule_source, g_source_remove);
  g_clear_handle_id (&self->delay_source, g_source_remove);
  g_clear_handle_id (&self->day_source, g_source_remove);
  g_clear_handle_id (&self->count_source, g_source_remove);
  if (self->network != NULL)
    g_signal_handlers_disconnect_by_data (self->network, self);
  g_clear_object (&self->network);

  if (self->runners != NULL)
    {
      g_hash_table_iter_init (&iter, self->runners);
      while (g_hash_table_iter_next (&iter, NULL, &runner))
        {
          g_signal_handlers_disconnect_by_data (runner, self);
          g_object_run_dispose (runner);
        }
    }
  g_clear_pointer (&self->runners, g_hash_table_unref);
  for (guint i = 0; self->jobs != NULL && i < self->jobs->len; i++)
    g_signal_handlers_disconnect_by_data (self->jobs->pdata[i], self);
  if (self->lock >= 0)
    limner_store_unlock_queue (self->context->store, self->owner, self->lock);
  self->lock = -1;

  G_OBJECT_CLASS (limner_job_queue_parent_class)->dispose (object);
}

static void
limner_job_queue_finalize (GObject *object)
{
  LimnerJobQueue *self = LIMNER_JOB_QUEUE (object);

  g_clear_pointer (&self->ids, g_hash_table_unref);
  g_clear_pointer (&self->jobs, g_ptr_array_unref);
  g_clear_object (&self->last_timed);
  g_queue_free_full (g_steal_pointer (&self->done), g_free);
  g_queue_free_full (g_steal_pointer (&self->whole), g_free);
  g_clear_pointer (&self->delays, g_hash_table_unref);
  g_clear_pointer (&self->limits, g_hash_table_unref);
  g_clear_pointer (&self->networks, g_hash_table_unref);
  g_clear_pointer (&self->approvals, g_hash_table_unref);
  g_clear_pointer (&self->expected, g_hash_table_unref);
  g_clear_pointer (&self->context, limner_job_context_unref);
  g_clear_pointer (&self->owner, g_free);
  g_clear_error (&self->pause_reason);
  g_clear_error (&self->budget_reason);

  G_OBJECT_CLASS (limner_job_queue_parent_class)->finalize (object);
}

static void
limner_job_queue_class_init (LimnerJobQueueClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = limner_job_queue_get_property;
  object_class->set_property = limner_job_queue_set_property;
  object_class->dispose = limner_job_queue_dispose;
  object_class->finalize = limner_job_queue_finalize;

  properties[PROP_N_ACTIVE] =
    g_param_spec_uint ("n-active", NULL, NULL, 0, G_MAXUINT, 0,
                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_N_HELD] =
    g_param_spec_uint ("n-held", NULL, NULL, 0, G_MAXUINT, 0,
                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_N_OVER_BUDGET] =
    g_param_spec_uint ("n-over-budget", NULL, NULL, 0, G_MAXUINT, 0,
                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_N_WAITING] =
    g_param_spec_uint ("n-waiting", NULL, NULL, 0, G_MAXUINT, 0,
                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_ONLINE] =
    g_param_spec_boolean ("online", NULL, NULL, TRUE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_PAUSED] =
    g_param_spec_boolean ("paused", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_PAUSE_REASON] =
    g_param_spec_boxed ("pause-reason", NULL, NULL, G_TYPE_ERROR,
                        G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_PROGRESS] =
    g_param_spec_double ("progress", NULL, NULL, 0, 1, 0,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * LimnerJobQueue::approval-wanted:
   * @self: the queue
   * @jobs: a #GListModel of jobs that would cost more than limner_job_queue_set_ask_above() says,
   *   by themselves or with all that they belong to
   *
   * Somebody is to be asked, once: limner_job_queue_answer() takes the answer for all, and
   * limner_job_queue_approve() or limner_job_queue_cancel() for one. Until then they wait.
   */
  signals[APPROVAL_WANTED] = g_signal_new ("approval-wanted", G_TYPE_FROM_CLASS (klass),
                                           G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                           1, G_TYPE_LIST_MODEL);

  /**
   * LimnerJobQueue::job-finished:
   * @self: the queue
   * @job: a job that has just ended
   *
   * A job has ended, well or badly, while the program runs.
   */
  signals[JOB_FINISHED] = g_signal_new ("job-finished", G_TYPE_FROM_CLASS (klass),
                                        G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                        LIMNER_TYPE_JOB);
}

static void
limner_job_queue_init (LimnerJobQueue *self)
{
  self->lock = -1;
  self->online = TRUE;
  self->owner = g_uuid_string_random ();
  self->jobs = g_ptr_array_new_with_free_func (g_object_unref);
  self->ids = g_hash_table_new (g_str_hash, g_str_equal);
  self->runners = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
  self->delays = g_hash_table_new_full (NULL, NULL, g_object_unref, g_free);
  self->approvals = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->expected = _limner_job_queue_new_expected ();
  self->done = g_queue_new ();
  self->whole = g_queue_new ();
  self->limits = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->networks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->network = g_object_ref (g_network_monitor_get_default ());
  self->online = g_network_monitor_get_network_available (self->network);
  g_signal_connect (self->network, "network-changed", G_CALLBACK (network_changed_cb), self);
}

/**
 * limner_job_queue_new:
 * @store: the library, with the journal
 * @clients: who knows the servers
 *
 * Makes a queue. It starts nothing before limner_job_queue_resume_async() has read the journal.
 *
 * Returns: (transfer full): the queue
 */
LimnerJobQueue *
limner_job_queue_new (LimnerStore        *store,
                      LimnerClientSource *clients)
{
  LimnerJobQueue *self;

  g_return_val_if_fail (LIMNER_IS_STORE (store), NULL);
  g_return_val_if_fail (LIMNER_IS_CLIENT_SOURCE (clients), NULL);

  self = g_object_new (LIMNER_TYPE_JOB_QUEUE, NULL);
  self->context = limner_job_context_new (store, clients);
  return self;
}

void
_limner_job_queue_set_time_scale (LimnerJobQueue *self,
                                  double          scale)
{
  self->context->time_scale = scale;
}

void
_limner_job_queue_set_clock (LimnerJobQueue *self,
                             gint64          now)
{
  self->clock = now;
}

/**
 * limner_job_queue_get_paused:
 * @self: a queue
 *
 * Tells whether nothing new is sent.
 *
 * Returns: %TRUE if it is paused
 */
gboolean
limner_job_queue_get_paused (LimnerJobQueue *self)
{
  g_return_val_if_fail (LIMNER_IS_JOB_QUEUE (self), FALSE);

  return self->paused;
}

/**
 * limner_job_queue_get_pause_reason:
 * @self: a queue
 *
 * Gets why the queue paused by itself: no credit, a token that was refused, a full disk.
 *
 * Returns: (transfer none) (nullable): the reason, %NULL if the user paused it
 */
const GError *
limner_job_queue_get_pause_reason (LimnerJobQueue *self)
{
  g_return_val_if_fail (LIMNER_IS_JOB_QUEUE (self), NULL);

  return self->pause_reason;
}

/**
 * limner_job_queue_set_paused:
 * @self: a queue
 * @paused: whether nothing new is sent
 *
 * Pauses the queue or lets it go on. What was sent already goes on in any case.
 */
void
limner_job_queue_set_paused (LimnerJobQueue *self,
                             gboolean        paused)
{
  g_return_if_fail (LIMNER_IS_JOB_QUEUE (self));

  if (self->paused == !!paused)
    return;

  self->paused = !!paused;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAUSED]);
  if (!paused)
    {
      g_clear_error (&self->pause_reason);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAUSE_REASON]);
      g_hash_table_remove_all (self->delays);
      _limner_job_queue_schedule (self);
    }
}

/**
 * limner_job_queue_set_online:
 * @self: a queue
 * @online: whether there is a network
 *
 * Says whether there is a network; the system's word is followed by itself.
 */
void
limner_job_queue_set_online (LimnerJobQueue *self,
                             gboolean        online)
{
  g_return_if_fail (LIMNER_IS_JOB_QUEUE (self));

  if (self->online == !!online)
    return;

  self->online = !!online;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ONLINE]);
  if (online)
    {
      g_hash_table_remove_all (self->delays);
      _limner_job_queue_schedule (self);
    }
}
