/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-application-private.h"

#include <glib/gi18n.h>

#include "preferences/limner-preferences.h"
#include "widgets/limner-keys-bind.h"

static GtkWindow *
get_window (LimnerApplication *self)
{
  return gtk_application_get_active_window (GTK_APPLICATION (self));
}

static void
about_action (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  static const char * const developers[] = { "The Limner developers", NULL };

  adw_show_about_window (get_window (user_data),
                         "application-name", "Limner",
                         "application-icon", APP_ID,
                         "version", PACKAGE_VERSION,
                         "developer-name", _("The Limner developers"),
                         "developers", developers,
                         "comments", _("Make, repair and extend pictures with image models"),
                         "copyright", "© 2026 The Limner developers",
                         "license-type", GTK_LICENSE_GPL_3_0,
                         "website", "https://limner.github.io/",
                         "issue-url", "https://github.com/limner/limner/issues",
                         /* Translators: your names, one in each line. */
                         "translator-credits", _("translator-credits"),
                         NULL);
}

static void
preferences_action (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       user_data)
{
  LimnerApplication *self = user_data;
  LimnerWorkspace *workspace = limner_application_get_workspace (self);
  GtkWidget *window = limner_preferences_new (limner_workspace_get_studio (workspace));

  gtk_window_set_transient_for (GTK_WINDOW (window), get_window (self));
  gtk_window_set_modal (GTK_WINDOW (window), TRUE);
  gtk_window_present (GTK_WINDOW (window));
}

static void
quit_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  GtkWindow *window = get_window (user_data);

  /* The window asks first when jobs are under way; the program ends with it. */
  if (window != NULL)
    gtk_window_close (window);
  else
    g_application_quit (user_data);
}

static void
show_page (LimnerApplication *self,
           const char        *page)
{
  GtkWindow *window;

  g_application_activate (G_APPLICATION (self));
  window = get_window (self);
  if (window != NULL)
    gtk_widget_activate_action (GTK_WIDGET (window), "win.show-page", "s", page);
}

/* What notifications lead to. */
static void
show_results_action (GSimpleAction *action,
                     GVariant      *parameter,
                     gpointer       user_data)
{
  show_page (user_data, "gallery");
}

static void
show_trainings_action (GSimpleAction *action,
                       GVariant      *parameter,
                       gpointer       user_data)
{
  show_page (user_data, "train");
}

/* Installs the actions of the program and the keys of all actions. */
void
_limner_application_add_actions (LimnerApplication *self,
                                 GSettings         *settings)
{
  static const GActionEntry entries[] = {
    { .name = "about", .activate = about_action },
    { .name = "preferences", .activate = preferences_action },
    { .name = "quit", .activate = quit_action },
    { .name = "show-results", .activate = show_results_action },
    { .name = "show-trainings", .activate = show_trainings_action },
  };
  g_autoptr(GAction) color_scheme = g_settings_create_action (settings, "color-scheme");
  g_autoptr(GAction) keep_running = g_settings_create_action (settings, "keep-running");

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  g_action_map_add_action (G_ACTION_MAP (self), color_scheme);
  g_action_map_add_action (G_ACTION_MAP (self), keep_running);
  limner_keys_bind_application (GTK_APPLICATION (self));
}
