/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-application-private.h"

#include <glib/gi18n.h>

#include "store/limner-store-settings.h"

#include "limner-notifier.h"
#include "limner-window.h"

/**
 * LimnerApplication:
 *
 * The program: one instance with one window for each session. A second start hands its files to the
 * first. It owns the studio by way of the workspace, which outlives the window.
 */
struct _LimnerApplication
{
  AdwApplication   parent_instance;

  /* Owned */
  char            *first_path;     /* of the picture that is asked for at the start, or NULL */
  GSettings       *settings;
  LimnerWorkspace *workspace;
  LimnerNotifier  *notifier;
};

G_DEFINE_FINAL_TYPE (LimnerApplication, limner_application, ADW_TYPE_APPLICATION)

static const GOptionEntry options[] = {
  { .long_name = "version", .short_name = 'v', .arg = G_OPTION_ARG_NONE,
    .description = N_("Print the version and exit") },
  { .long_name = "new", .short_name = 'n', .arg = G_OPTION_ARG_NONE,
    .description = N_("Start with an empty canvas") },
  { .long_name = "page", .short_name = 'p', .arg = G_OPTION_ARG_STRING,
    .description = N_("Show a page: create, gallery or models"),
    .arg_description = N_("PAGE") },
  { .long_name = G_OPTION_REMAINING, .arg = G_OPTION_ARG_FILENAME_ARRAY,
    .arg_description = N_("[PICTURE…]") },
  { NULL },
};

static void
is_active_cb (LimnerApplication *self,
              GParamSpec        *pspec,
              GtkWindow         *window)
{
  guint n_arrived;

  if (self->notifier == NULL)
    return;

  n_arrived = limner_notifier_get_n_pictures (self->notifier);
  limner_notifier_set_quiet (self->notifier, gtk_window_is_active (window));
  if (gtk_window_is_active (window) && n_arrived > 0)
    {
      g_autofree char *text =
        g_strdup_printf (ngettext ("%u result arrived while you were away",
                                   "%u results arrived while you were away", n_arrived),
                         n_arrived);

      limner_window_show_toast (LIMNER_WINDOW (window), text);
    }
}

static LimnerWindow *
ensure_window (LimnerApplication *self)
{
  LimnerWindow *window;

  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    if (LIMNER_IS_WINDOW (l->data))
      return l->data;

  window = limner_window_new (GTK_APPLICATION (self), self->workspace);
  g_signal_connect_object (window, "notify::is-active", G_CALLBACK (is_active_cb), self,
                           G_CONNECT_SWAPPED);

  return window;
}

static void
color_scheme_changed_cb (LimnerApplication *self)
{
  g_autofree char *scheme = g_settings_get_string (self->settings, "color-scheme");
  AdwStyleManager *manager = adw_style_manager_get_default ();

  if (g_str_equal (scheme, "light"))
    adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_FORCE_LIGHT);
  else if (g_str_equal (scheme, "dark"))
    adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_FORCE_DARK);
  else
    adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_DEFAULT);
}

static void
limner_application_startup (GApplication *application)
{
  LimnerApplication *self = LIMNER_APPLICATION (application);
  g_autoptr(LimnerOpening) opening = NULL;
  g_autoptr(LimnerStudio) studio = NULL;

  /* Reading a picture needs no toolkit, which takes a while to be there. */
  if (self->first_path != NULL)
    opening = limner_opening_new_at_start (self->first_path);

  G_APPLICATION_CLASS (limner_application_parent_class)->startup (application);

  gtk_window_set_default_icon_name (APP_ID);
  self->settings = g_settings_new ("io.github.limner.Limner");
  g_signal_connect_object (self->settings, "changed::color-scheme",
                           G_CALLBACK (color_scheme_changed_cb), self, G_CONNECT_SWAPPED);
  color_scheme_changed_cb (self);

  studio = limner_studio_new ();
  limner_store_follow_settings (limner_studio_get_store (studio), self->settings);
  self->workspace = limner_workspace_new (studio);
  if (opening != NULL)
    limner_workspace_expect (self->workspace, opening);
  self->notifier = limner_notifier_new (application, limner_studio_get_queue (studio));
  limner_notifier_watch_trainings (self->notifier, limner_studio_get_trainings (studio));
  _limner_application_add_actions (self, self->settings);
}

static void
limner_application_activate (GApplication *application)
{
  gtk_window_present (GTK_WINDOW (ensure_window (LIMNER_APPLICATION (application))));
}

static void
limner_application_open (GApplication  *application,
                         GFile        **files,
                         int            n_files,
                         const char    *hint)
{
  LimnerWindow *window = ensure_window (LIMNER_APPLICATION (application));

  /* Reading begins before the window is drawn for the first time, which takes as long. */
  for (int i = 0; i < n_files; i++)
    limner_window_open_file (window, files[i], i == 0);
  gtk_window_present (GTK_WINDOW (window));
}

static int
limner_application_handle_local_options (GApplication *application,
                                         GVariantDict *given)
{
  LimnerApplication *self = LIMNER_APPLICATION (application);
  g_autofree const char **paths = NULL;

  if (g_variant_dict_contains (given, "version"))
    {
      g_print ("Limner %s\n", PACKAGE_VERSION);
      return 0;
    }

  if (g_variant_dict_lookup (given, G_OPTION_REMAINING, "^a&ay", &paths) && paths[0] != NULL)
    {
      g_autoptr(GFile) file = g_file_new_for_commandline_arg (paths[0]);

      self->first_path = g_file_get_path (file);
    }
  return -1;
}

static int
limner_application_command_line (GApplication            *application,
                                 GApplicationCommandLine *line)
{
  GVariantDict *given = g_application_command_line_get_options_dict (line);
  LimnerWindow *window = ensure_window (LIMNER_APPLICATION (application));
  g_autofree const char **paths = NULL;
  const char *page = NULL;

  if (g_variant_dict_lookup (given, "page", "&s", &page))
    limner_window_show_page (window, page);

  /* Reading begins before the window is drawn for the first time, which takes as long. */
  if (g_variant_dict_lookup (given, G_OPTION_REMAINING, "^a&ay", &paths))
    for (gsize i = 0; paths[i] != NULL; i++)
      {
        g_autoptr(GFile) file = g_application_command_line_create_file_for_arg (line, paths[i]);

        limner_window_open_file (window, file, i == 0);
      }

  gtk_window_present (GTK_WINDOW (window));
  if (g_variant_dict_contains (given, "new"))
    gtk_widget_activate_action (GTK_WIDGET (window), "win.new", NULL);

  return 0;
}

static void
limner_application_shutdown (GApplication *application)
{
  LimnerApplication *self = LIMNER_APPLICATION (application);

  g_clear_object (&self->notifier);
  g_clear_object (&self->workspace);
  g_clear_object (&self->settings);

  G_APPLICATION_CLASS (limner_application_parent_class)->shutdown (application);
}

static void
limner_application_finalize (GObject *object)
{
  LimnerApplication *self = LIMNER_APPLICATION (object);

  g_clear_pointer (&self->first_path, g_free);

  G_OBJECT_CLASS (limner_application_parent_class)->finalize (object);
}

static void
limner_application_class_init (LimnerApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = limner_application_finalize;
  application_class->startup = limner_application_startup;
  application_class->activate = limner_application_activate;
  application_class->open = limner_application_open;
  application_class->handle_local_options = limner_application_handle_local_options;
  application_class->command_line = limner_application_command_line;
  application_class->shutdown = limner_application_shutdown;
}

static void
limner_application_init (LimnerApplication *self)
{
  g_application_add_main_option_entries (G_APPLICATION (self), options);
}

/**
 * limner_application_new:
 *
 * Makes the program; g_application_run() starts it.
 *
 * Returns: (transfer full): the application
 */
LimnerApplication *
limner_application_new (void)
{
  return g_object_new (LIMNER_TYPE_APPLICATION,
                       "application-id", APP_ID,
                       "flags", G_APPLICATION_HANDLES_OPEN | G_APPLICATION_HANDLES_COMMAND_LINE,
                       "resource-base-path", "/io/github/limner/Limner",
                       NULL);
}

/**
 * limner_application_get_workspace:
 * @self: the program, started
 *
 * Returns: (transfer none): what the person is doing
 */
LimnerWorkspace *
limner_application_get_workspace (LimnerApplication *self)
{
  g_return_val_if_fail (LIMNER_IS_APPLICATION (self), NULL);

  return self->workspace;
}
