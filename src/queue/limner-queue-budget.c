/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "widgets/limner-amount-text.h"
#include "widgets/limner-dialogs.h"

#include "limner-queue-budget.h"

#define SCHEMA "io.github.limner.Limner"

static void
apply (LimnerJobQueue *queue,
       const char     *key,
       GSettings      *settings)
{
  limner_job_queue_set_budget (queue, g_settings_get_double (settings, "budget-day"),
                               g_settings_get_double (settings, "budget-month"));
  limner_job_queue_set_ask_above (queue, g_settings_get_double (settings, "ask-above"));
}

/**
 * limner_queue_budget_apply:
 * @queue: a queue
 *
 * Lets a queue follow the budget that is set, as long as it lives.
 */
void
limner_queue_budget_apply (LimnerJobQueue *queue)
{
  GSettings *settings;

  g_return_if_fail (LIMNER_IS_JOB_QUEUE (queue));

  settings = g_settings_new (SCHEMA);
  g_signal_connect_object (settings, "changed::budget-day", G_CALLBACK (apply), queue,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::budget-month", G_CALLBACK (apply), queue,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::ask-above", G_CALLBACK (apply), queue,
                           G_CONNECT_SWAPPED);
  g_object_set_data_full (G_OBJECT (queue), "limner-budget", settings, g_object_unref);
  apply (queue, NULL, settings);
}

typedef struct
{
  LimnerJobQueue *queue;
  GListModel     *jobs;
} Question;

static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      data)
{
  g_autofree Question *question = data;
  g_autoptr(LimnerJobQueue) queue = question->queue;
  g_autoptr(GListModel) jobs = question->jobs;

  limner_job_queue_answer (queue, jobs, limner_dialogs_confirm_finish (result, NULL));
}

static void
approval_wanted_cb (LimnerJobQueue *queue,
                    GListModel     *jobs,
                    GtkWidget      *parent)
{
  Question *question = g_new0 (Question, 1);
  guint n;
  double sum = limner_job_queue_sum_expected (queue, jobs, &n);
  g_autofree char *amount = NULL;
  g_autofree char *heading = NULL;
  g_autofree char *body = NULL;

  amount = limner_amount_cost_to_text (sum);
  /* Translators: an estimated amount of money */
  heading = g_strdup_printf (_("Spend about %s?"), amount);
  body = g_strdup_printf (ngettext ("%u job costs more than your limit. What waits is in the "
                                    "queue, where you can run or cancel it.",
                                    "%u jobs together cost more than your limit. What waits is in "
                                    "the queue, where you can run or cancel it.", n),
                          n);
  question->queue = g_object_ref (queue);
  question->jobs = g_object_ref (jobs);
  limner_dialogs_choose_async (parent, heading, body, _("_Run"),
                               /* Translators: a button: the jobs stay in the queue for now */
                               ngettext ("_Let it wait", "_Let them wait", n), FALSE, NULL,
                               answered_cb, question);
}

/**
 * limner_queue_budget_watch:
 * @parent: a widget of the window
 * @queue: a queue
 *
 * Asks the person when jobs would cost more than the limit.
 */
void
limner_queue_budget_watch (GtkWidget      *parent,
                           LimnerJobQueue *queue)
{
  g_return_if_fail (GTK_IS_WIDGET (parent) && LIMNER_IS_JOB_QUEUE (queue));

  g_signal_connect_object (queue, "approval-wanted", G_CALLBACK (approval_wanted_cb), parent, 0);
}
