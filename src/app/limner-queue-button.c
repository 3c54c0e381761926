/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-queue-button.h"

#include <glib/gi18n.h>

#include "queue/limner-queue-budget.h"
#include "queue/limner-queue-panel.h"
#include "widgets/limner-keys-bind.h"
#include "widgets/limner-progress-ring.h"

#define WIDTH 400
#define LEAST_HEIGHT 440
#define MOST_HEIGHT 720
#define MARGIN 120

/**
 * LimnerQueueButton:
 *
 * The header's view of the queue: a ring that fills as the jobs under way come nearer to their end,
 * their number beside it, and the queue itself in a popover that is made when it is first opened.
 */
struct _LimnerQueueButton
{
  GtkWidget           parent_instance;

  /* Owned */
  LimnerStudio       *studio;
  gboolean            over_budget;
  GtkWidget          *before;    /* weak; what had the keyboard before it was opened by a key */

  /* Template widgets */
  GtkMenuButton      *button;
  GtkPopover         *popover;
  LimnerProgressRing *ring;
  GtkLabel           *count;
};

G_DEFINE_FINAL_TYPE (LimnerQueueButton, limner_queue_button, GTK_TYPE_WIDGET)

static void
update (LimnerQueueButton *self)
{
  LimnerJobQueue *queue = limner_studio_get_queue (self->studio);
  guint n_jobs = limner_job_queue_get_n_active (queue) + limner_job_queue_get_n_waiting (queue);
  g_autofree char *count = g_strdup_printf ("%u", n_jobs);
  g_autofree char *tooltip = n_jobs == 0
    ? g_strdup (_("Queue"))
    : g_strdup_printf (ngettext ("Queue: %u job under way", "Queue: %u jobs under way", n_jobs),
                       n_jobs);

  limner_progress_ring_set_fraction (self->ring,
                                     n_jobs > 0 ? limner_job_queue_get_progress (queue) : 0);
  gtk_label_set_label (self->count, count);
  gtk_widget_set_visible (GTK_WIDGET (self->count), n_jobs > 0);
  limner_keys_show_in_tooltip (GTK_WIDGET (self->button), "win.show-page::queue", tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip, -1);
}

/* Why it stopped by itself is told where it can be read whole: in the queue. */
static void
pause_reason_cb (LimnerQueueButton *self)
{
  if (limner_job_queue_get_pause_reason (limner_studio_get_queue (self->studio)) != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s",
                                _("The queue has stopped and needs you."));
}

static void
over_budget_cb (LimnerQueueButton *self)
{
  gboolean is_over =
    limner_job_queue_get_n_over_budget (limner_studio_get_queue (self->studio)) > 0;

  if (is_over && !self->over_budget)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s",
                                _("Your budget is used up: what costs money waits."));
  self->over_budget = is_over;
}

/* As high as the window has room for, within reason: a day's work is a long list. */
static void
popover_map_cb (LimnerQueueButton *self)
{
  int height = gtk_widget_get_height (GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self))));

  gtk_widget_set_size_request (GTK_WIDGET (self->popover), WIDTH,
                               CLAMP (height - MARGIN, LEAST_HEIGHT, MOST_HEIGHT));
  if (gtk_popover_get_child (self->popover) == NULL)
    gtk_popover_set_child (self->popover, limner_queue_panel_new (self->studio));
}

/* Back to where one was, unless the keyboard went elsewhere meanwhile. */
static void
popover_closed_cb (LimnerQueueButton *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (root != NULL && self->before != NULL && gtk_widget_get_mapped (self->before) &&
      (focus == NULL || gtk_widget_is_ancestor (focus, GTK_WIDGET (self))))
    gtk_root_set_focus (root, self->before);
  g_clear_weak_pointer (&self->before);
}

static void
limner_queue_button_dispose (GObject *object)
{
  LimnerQueueButton *self = LIMNER_QUEUE_BUTTON (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), LIMNER_TYPE_QUEUE_BUTTON);
  g_clear_weak_pointer (&self->before);
  g_clear_object (&self->studio);

  G_OBJECT_CLASS (limner_queue_button_parent_class)->dispose (object);
}

static void
limner_queue_button_class_init (LimnerQueueButtonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = limner_queue_button_dispose;

  g_type_ensure (LIMNER_TYPE_PROGRESS_RING);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/limner/Limner/limner-queue-button.ui");
  gtk_widget_class_bind_template_child (widget_class, LimnerQueueButton, button);
  gtk_widget_class_bind_template_child (widget_class, LimnerQueueButton, popover);
  gtk_widget_class_bind_template_child (widget_class, LimnerQueueButton, ring);
  gtk_widget_class_bind_template_child (widget_class, LimnerQueueButton, count);
  gtk_widget_class_bind_template_callback (widget_class, popover_map_cb);
  gtk_widget_class_bind_template_callback (widget_class, popover_closed_cb);
}

static void
limner_queue_button_init (LimnerQueueButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * limner_queue_button_set_studio:
 * @self: the button
 * @studio: whose queue it shows
 *
 * Connects the button, once.
 */
void
limner_queue_button_set_studio (LimnerQueueButton *self,
                                LimnerStudio      *studio)
{
  g_return_if_fail (LIMNER_IS_QUEUE_BUTTON (self));
  g_return_if_fail (self->studio == NULL);

  self->studio = g_object_ref (studio);
  limner_queue_budget_apply (limner_studio_get_queue (studio));
  limner_queue_budget_watch (GTK_WIDGET (self), limner_studio_get_queue (studio));
  g_signal_connect_object (limner_studio_get_queue (studio), "notify", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (limner_studio_get_queue (studio), "notify::pause-reason",
                           G_CALLBACK (pause_reason_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (limner_studio_get_queue (studio), "notify::n-over-budget",
                           G_CALLBACK (over_budget_cb), self, G_CONNECT_SWAPPED);
  update (self);
}

/**
 * limner_queue_button_popup:
 * @self: the button
 *
 * Opens the queue, with the keyboard at its first job, or closes it if it is open.
 */
void
limner_queue_button_popup (LimnerQueueButton *self)
{
  GtkWidget *focus;

  g_return_if_fail (LIMNER_IS_QUEUE_BUTTON (self));

  if (gtk_widget_get_mapped (GTK_WIDGET (self->popover)))
    {
      gtk_popover_popdown (self->popover);
      return;
    }

  focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  g_set_weak_pointer (&self->before, focus);
  gtk_menu_button_popup (self->button);
  gtk_widget_grab_focus (gtk_popover_get_child (self->popover));
}
