/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include <glib/gi18n.h>

#include "store/limner-store-costs.h"
#include "widgets/limner-amount-text.h"

#include "limner-queue-caption.h"

/**
 * LimnerQueueCaption:
 *
 * One line about the whole queue: how long all goes on yet, and what was spent today. It is hidden
 * while there is nothing to say.
 */
struct _LimnerQueueCaption
{
  GtkWidget     parent_instance;

  GtkLabel     *label;         /* its only child */

  /* Owned */
  LimnerStudio *studio;
  char         *spent;         /* what was spent today; NULL for nothing */

  guint         spent_source;
  guint         left_source;
};

G_DEFINE_FINAL_TYPE (LimnerQueueCaption, limner_queue_caption, GTK_TYPE_WIDGET)

/* Below the heading: how long all goes on yet, and what was spent today. */
static void
show (LimnerQueueCaption *self)
{
  double left = limner_job_queue_get_time_left (limner_studio_get_queue (self->studio));
  g_autofree char *time = NULL;
  g_autofree char *text = NULL;

  if (isfinite (left) && left > 0)
    {
      time = limner_amount_time_to_text (MAX (1, ceil (left)));
      /* Translators: a duration such as “8 s” */
      text = g_strdup_printf (_("About %s left"), time);
    }
  if (text != NULL && self->spent != NULL)
    {
      g_autofree char *both = g_strdup_printf ("%s · %s", text, self->spent);

      gtk_label_set_label (self->label, both);
    }
  else
    {
      gtk_label_set_label (self->label, text != NULL ? text
                                        : self->spent != NULL ? self->spent : "");
    }
  gtk_widget_set_visible (GTK_WIDGET (self), text != NULL || self->spent != NULL);
}

static gboolean
left_cb (gpointer data)
{
  LimnerQueueCaption *self = data;

  self->left_source = 0;
  show (self);
  return G_SOURCE_REMOVE;
}

static void
spent_summed_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(LimnerQueueCaption) self = user_data;
  g_autoptr(GPtrArray) totals = NULL;
  g_autofree char *amount = NULL;
  g_autofree char *text = NULL;
  const LimnerUsageTotal *today;

  totals = limner_store_sum_usage_finish (LIMNER_STORE (object), result, NULL);
  if (totals == NULL || self->studio == NULL)
    return;

  today = totals->len > 0 ? totals->pdata[0] : NULL;
  if (today == NULL)
    {
      g_clear_pointer (&self->spent, g_free);
      show (self);
      return;
    }

  amount = limner_amount_cost_to_text (today->cost);
  if (today->n_unknown > 0 && today->cost <= 0)
    text = g_strdup_printf (ngettext ("Today %u job whose price is unknown",
                                      "Today %u jobs whose price is unknown",
                                      today->n_unknown), today->n_unknown);
  else if (today->n_unknown > 0)
    text = g_strdup_printf (ngettext ("Today %s, and %u job whose price is unknown",
                                      "Today %s, and %u jobs whose price is unknown",
                                      today->n_unknown), amount, today->n_unknown);
  else if (today->cost > 0)
    /* Translators: an amount of money */
    text = g_strdup_printf (_("Today %s"), amount);
  else
    text = g_strdup_printf (ngettext ("Today %u job, nothing charged",
                                      "Today %u jobs, nothing charged", today->n_jobs),
                            today->n_jobs);
  g_free (self->spent);
  self->spent = g_steal_pointer (&text);
  show (self);
}

static gboolean
update_spent_cb (gpointer data)
{
  LimnerQueueCaption *self = data;
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autoptr(GDateTime) midnight = NULL;

  self->spent_source = 0;
  midnight = g_date_time_new_local (g_date_time_get_year (now), g_date_time_get_month (now),
                                    g_date_time_get_day_of_month (now), 0, 0, 0);
  limner_store_sum_usage_async (limner_studio_get_store (self->studio), LIMNER_USAGE_BY_DAY,
                                g_date_time_to_unix (midnight) * G_USEC_PER_SEC, NULL,
                                spent_summed_cb, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

/* Many jobs that end at once are added up once. */
static void
update_spent (LimnerQueueCaption *self)
{
  if (self->spent_source == 0)
    self->spent_source = g_timeout_add (250, update_spent_cb, self);
}

/* All jobs are looked at: not for each step of each of them. */
static void
queue_notify_cb (LimnerQueueCaption *self)
{
  if (self->left_source == 0)
    self->left_source = g_timeout_add (500, left_cb, self);
}

static void
limner_queue_caption_dispose (GObject *object)
{
  LimnerQueueCaption *self = LIMNER_QUEUE_CAPTION (object);

  g_clear_handle_id (&self->spent_source, g_source_remove);
  g_clear_handle_id (&self->left_source, g_source_remove);
  if (self->label != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->label));
  self->label = NULL;
  g_clear_pointer (&self->spent, g_free);
  g_clear_object (&self->studio);

  G_OBJECT_CLASS (limner_queue_caption_parent_class)->dispose (object);
}

static void
limner_queue_caption_class_init (LimnerQueueCaptionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = limner_queue_caption_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
limner_queue_caption_init (LimnerQueueCaption *self)
{
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->label, 0);
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "dim-label");
  gtk_widget_set_parent (GTK_WIDGET (self->label), GTK_WIDGET (self));
}

/**
 * limner_queue_caption_set_studio:
 * @self: the line
 * @studio: whose queue it is about
 *
 * Connects it, once.
 */
void
limner_queue_caption_set_studio (LimnerQueueCaption *self,
                                 LimnerStudio       *studio)
{
  LimnerJobQueue *queue;

  g_return_if_fail (LIMNER_IS_QUEUE_CAPTION (self));
  g_return_if_fail (self->studio == NULL);

  self->studio = g_object_ref (studio);
  queue = limner_studio_get_queue (studio);
  g_signal_connect_object (queue, "notify", G_CALLBACK (queue_notify_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (queue, "job-finished", G_CALLBACK (update_spent), self,
                           G_CONNECT_SWAPPED);
  show (self);
  update_spent (self);
}
