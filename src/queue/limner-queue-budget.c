/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "widgets/limner-amount-text.h"

#include "limner-queue-budget.h"

#define SCHEMA "io.github.limner.Limner"
#define MOST 100000.0

static void
apply (LimnerJobQueue *queue,
       const char     *key,
       GSettings      *settings)
{
  limner_job_queue_set_budget (queue, g_settings_get_double (settings, "budget-day"),
                               g_settings_get_double (settings, "budget-month"));
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
  g_object_set_data_full (G_OBJECT (queue), "limner-budget", settings, g_object_unref);
  apply (queue, NULL, settings);
}

static GtkWidget *
make_row (GSettings  *settings,
          const char *key,
          const char *title,
          double      spent)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *spin = gtk_spin_button_new_with_range (0, MOST, 1);
  g_autofree char *amount = limner_amount_cost_to_text (spent);
  /* Translators: an amount of money */
  g_autofree char *subtitle = g_strdup_printf (_("%s spent so far"), amount);

  gtk_spin_button_set_digits (GTK_SPIN_BUTTON (spin), 2);
  gtk_widget_set_valign (spin, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (spin), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), spin);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), spin);
  g_settings_bind (settings, key, gtk_spin_button_get_adjustment (GTK_SPIN_BUTTON (spin)), "value",
                   G_SETTINGS_BIND_DEFAULT);
  return row;
}

/**
 * limner_queue_budget_ask:
 * @parent: a widget of the window
 * @queue: whose account is shown
 *
 * Asks what may be spent in a day and in a month. What is set counts at once.
 */
void
limner_queue_budget_ask (GtkWidget      *parent,
                         LimnerJobQueue *queue)
{
  g_autoptr(GSettings) settings = g_settings_new (SCHEMA);
  GtkRoot *root = gtk_widget_get_root (parent);
  GtkWidget *dialog;
  GtkWidget *list = gtk_list_box_new ();
  double today;
  double month;

  limner_job_queue_get_spent (queue, &today, &month);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list),
                       make_row (settings, "budget-day", _("US dollars per day"), today));
  gtk_list_box_append (GTK_LIST_BOX (list),
                       make_row (settings, "budget-month", _("US dollars per month"), month));

  dialog = adw_message_dialog_new (GTK_WINDOW (root), _("Budget"),
                                   _("The queue pauses before more is spent on hosted models; "
                                     "0 is no limit. Jobs whose price is not known cannot be "
                                     "counted."));
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), list);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("Close"));
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "close");
  gtk_window_present (GTK_WINDOW (dialog));
}
