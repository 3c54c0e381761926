/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-notifier.h"

#include <glib/gi18n.h>

#define NOTIFICATION "jobs"
#define TRAINING     "training"

/**
 * LimnerNotifier:
 *
 * Tells the desktop what became of the jobs while nobody looked at the window: one notification
 * when nothing is left to wait for, or when the queue has stopped by itself, which goes when the
 * window is looked at again. Trainings take long, and each is told of by itself.
 */
struct _LimnerNotifier
{
  GObject         parent_instance;

  /* Owned */
  LimnerJobQueue *queue;

  /* Borrowed: it owns this */
  GApplication   *application;

  guint           tell_source;
  guint           n_pictures;
  guint           n_failed;
  guint           quiet : 1;
  guint           told : 1;      /* of all that happened so far */
  guint           told_training : 1;
  guint           over_budget : 1;
};

G_DEFINE_FINAL_TYPE (LimnerNotifier, limner_notifier, G_TYPE_OBJECT)

static void
send (LimnerNotifier *self,
      const char     *id,
      const char     *text,
      const char     *action)
{
  g_autoptr(GNotification) notification = g_notification_new (_("Limner"));

  if (!g_application_get_is_registered (self->application))
    return;

  g_notification_set_body (notification, text);
  g_notification_set_default_action (notification, action);
  g_notification_add_button (notification, _("Show"), action);
  g_application_send_notification (self->application, id, notification);
}

static void
withdraw (LimnerNotifier *self,
          const char     *id)
{
  if (g_application_get_is_registered (self->application))
    g_application_withdraw_notification (self->application, id);
}

static void
notify_desktop (LimnerNotifier *self)
{
  g_autofree char *text = limner_notifier_dup_text (self);

  send (self, NOTIFICATION, text, "app.show-results");
}

static void
training_ended_cb (LimnerNotifier    *self,
                   LimnerTrainingRun *run)
{
  g_autofree char *text = limner_notifier_describe_training (run);

  if (self->quiet)
    return;

  self->told_training = TRUE;
  send (self, TRAINING, text, "app.show-trainings");
}

/* No credit, a budget that is used up: nothing goes on before somebody comes. */
static gboolean
is_stopped (LimnerNotifier *self)
{
  guint n_waiting = limner_job_queue_get_n_waiting (self->queue);
  guint n_over = limner_job_queue_get_n_over_budget (self->queue);

  return (limner_job_queue_get_pause_reason (self->queue) != NULL && n_waiting > 0) ||
         (n_over > 0 && n_over + limner_job_queue_get_n_held (self->queue) >= n_waiting);
}

/* One for all that was asked for: it comes when nothing is left to wait for. */
static void
tell (LimnerNotifier *self)
{
  if (self->quiet || self->told || limner_job_queue_get_n_active (self->queue) > 0 ||
      (limner_job_queue_get_n_waiting (self->queue) > 0 && !is_stopped (self)) ||
      (self->n_pictures + self->n_failed == 0 && !is_stopped (self)))
    return;

  self->told = TRUE;
  notify_desktop (self);
}

static gboolean
tell_cb (gpointer data)
{
  LimnerNotifier *self = data;

  self->tell_source = 0;
  tell (self);
  return G_SOURCE_REMOVE;
}

static void
schedule_tell (LimnerNotifier *self)
{
  if (self->tell_source == 0 && !self->quiet)
    self->tell_source = g_idle_add (tell_cb, self);
}

static void
job_changed_cb (LimnerNotifier *self,
                GParamSpec     *pspec,
                LimnerJob      *job)
{
  LimnerJobState state = limner_job_get_state (job);

  if (self->quiet)
    return;

  if (state == LIMNER_JOB_DONE)
    self->n_pictures += g_list_model_get_n_items (limner_job_get_outputs (job));
  else if (state == LIMNER_JOB_FAILED)
    self->n_failed++;
  else
    return;

  self->told = FALSE;
  schedule_tell (self);
}

static void
pause_reason_cb (LimnerNotifier *self)
{
  if (limner_job_queue_get_pause_reason (self->queue) == NULL)
    return;

  self->told = FALSE;
  schedule_tell (self);
}

/* Told once for all that come to wait for another day. */
static void
over_budget_cb (LimnerNotifier *self)
{
  gboolean is_over = limner_job_queue_get_n_over_budget (self->queue) > 0;

  if (is_over && !self->over_budget)
    self->told = FALSE;
  self->over_budget = is_over;
  schedule_tell (self);
}

static void
items_changed_cb (LimnerNotifier *self,
                  guint           position,
                  guint           n_removed,
                  guint           n_added)
{
  for (guint i = position; i < position + n_added; i++)
    {
      g_autoptr(LimnerJob) job = g_list_model_get_item (G_LIST_MODEL (self->queue), i);

      /* A job that was moved comes a second time. */
      g_signal_handlers_disconnect_by_func (job, job_changed_cb, self);
      g_signal_connect_object (job, "notify::state", G_CALLBACK (job_changed_cb), self,
                               G_CONNECT_SWAPPED);
    }
}

static void
limner_notifier_dispose (GObject *object)
{
  LimnerNotifier *self = LIMNER_NOTIFIER (object);

  /* The program may end with its last job. */
  if (self->tell_source != 0)
    tell (self);
  g_clear_handle_id (&self->tell_source, g_source_remove);
  g_clear_object (&self->queue);

  G_OBJECT_CLASS (limner_notifier_parent_class)->dispose (object);
}

static void
limner_notifier_class_init (LimnerNotifierClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = limner_notifier_dispose;
}

static void
limner_notifier_init (LimnerNotifier *self)
{
  self->quiet = TRUE;
}

/**
 * limner_notifier_new:
 * @application: the program; it must outlive the notifier
 * @queue: whose jobs to tell of
 *
 * Starts watching, quietly at first.
 *
 * Returns: (transfer full): a notifier
 */
LimnerNotifier *
limner_notifier_new (GApplication   *application,
                     LimnerJobQueue *queue)
{
  LimnerNotifier *self = g_object_new (LIMNER_TYPE_NOTIFIER, NULL);

  self->application = application;
  self->queue = g_object_ref (queue);
  g_signal_connect_object (queue, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (queue, "notify::n-active", G_CALLBACK (schedule_tell), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (queue, "notify::pause-reason", G_CALLBACK (pause_reason_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (queue, "notify::n-over-budget", G_CALLBACK (over_budget_cb), self,
                           G_CONNECT_SWAPPED);
  items_changed_cb (self, 0, 0, g_list_model_get_n_items (G_LIST_MODEL (queue)));

  return self;
}

/**
 * limner_notifier_watch_trainings:
 * @self: a notifier
 * @trainings: trainings that may end while nobody looks, or without a window
 *
 * Tells of trainings too, as each of them ends.
 */
void
limner_notifier_watch_trainings (LimnerNotifier     *self,
                                 LimnerTrainingList *trainings)
{
  g_return_if_fail (LIMNER_IS_NOTIFIER (self));
  g_return_if_fail (LIMNER_IS_TRAINING_LIST (trainings));

  g_signal_connect_object (trainings, "ended", G_CALLBACK (training_ended_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * limner_notifier_describe_training:
 * @run: a training that has ended
 *
 * Returns: (transfer full): what became of it, in a sentence
 */
char *
limner_notifier_describe_training (LimnerTrainingRun *run)
{
  gboolean is_done = limner_training_run_get_state (run) == LIMNER_TRAINING_DONE;

  /* Translators: %s is the name of a model */
  return g_strdup_printf (is_done ? _("“%s” is trained")
                                  : _("The training of “%s” ended without a result"),
                          limner_training_run_get_text (run, "destination"));
}

/**
 * limner_notifier_set_quiet:
 * @self: a notifier
 * @quiet: whether somebody looks at the window
 *
 * Says nothing while @quiet, and forgets then what it had to tell.
 */
void
limner_notifier_set_quiet (LimnerNotifier *self,
                           gboolean        quiet)
{
  g_return_if_fail (LIMNER_IS_NOTIFIER (self));

  self->quiet = !!quiet;
  if (quiet && self->told_training)
    {
      self->told_training = FALSE;
      withdraw (self, TRAINING);
    }
  if (!quiet || (self->n_pictures + self->n_failed == 0 && !self->told))
    return;

  self->n_pictures = 0;
  self->n_failed = 0;
  self->told = FALSE;
  withdraw (self, NOTIFICATION);
}

/**
 * limner_notifier_get_n_pictures:
 * @self: a notifier
 *
 * Gets how many results arrived since the window was looked at last.
 *
 * Returns: how many
 */
guint
limner_notifier_get_n_pictures (LimnerNotifier *self)
{
  g_return_val_if_fail (LIMNER_IS_NOTIFIER (self), 0);

  return self->n_pictures;
}

/**
 * limner_notifier_dup_text:
 * @self: a notifier
 *
 * Returns: (transfer full): what happened since the window was looked at last
 */
char *
limner_notifier_dup_text (LimnerNotifier *self)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) parts = NULL;
  g_autofree char *pictures = NULL;
  g_autofree char *failed = NULL;
  g_autofree char *waiting = NULL;
  guint n_over;

  g_return_val_if_fail (LIMNER_IS_NOTIFIER (self), NULL);

  n_over = limner_job_queue_get_n_over_budget (self->queue);
  waiting = g_strdup_printf (ngettext ("Your budget is used up: %u job waits.",
                                       "Your budget is used up: %u jobs wait.", n_over), n_over);
  pictures = g_strdup_printf (ngettext ("%u picture is ready.", "%u pictures are ready.",
                                        self->n_pictures), self->n_pictures);
  failed = g_strdup_printf (ngettext ("%u job failed.", "%u jobs failed.", self->n_failed),
                            self->n_failed);

  if (self->n_pictures > 0 || (self->n_failed == 0 && !is_stopped (self)))
    g_strv_builder_add (builder, pictures);
  if (self->n_failed > 0)
    g_strv_builder_add (builder, failed);
  if (is_stopped (self) && limner_job_queue_get_pause_reason (self->queue) == NULL)
    g_strv_builder_add (builder, waiting);
  else if (is_stopped (self))
    g_strv_builder_add (builder, _("The queue has stopped and needs you."));
  parts = g_strv_builder_end (builder);
  return g_strjoinv (" ", parts);
}
