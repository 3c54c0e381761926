/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The window is closed while jobs are under way, and the desktop wants no program without a window:
 * the person is told, and nothing goes on in the dark.
 */

#include "config.h"

#include <adwaita.h>

#include "app/limner-window.h"
#include "jobs/limner-job-queue.h"
#include "limner-test-desktop.h"
#include "limner-test.h"
#include "secrets/limner-vault.h"

/* The desktop on the test's bus: the portal for programs without a window, and who shows
 * notifications.
 */
typedef struct
{
  LimnerTestDesktop  portal;
  LimnerTestDesktop  notifications;
  gboolean           allows;
  guint              n_asked;
  guint              n_shown;
  char              *body;
} Desktop;

typedef struct
{
  Desktop          desktop;
  char            *folder;
  LimnerStudio    *studio;
  LimnerWorkspace *workspace;
  LimnerWindow    *window;
  LimnerJob       *job;
} Fixture;

static GtkApplication *application;

static const char portal_xml[] =
  "<node><interface name='org.freedesktop.portal.Background'>"
  "<method name='RequestBackground'><arg type='s' direction='in'/>"
  "<arg type='a{sv}' direction='in'/><arg type='o' direction='out'/></method>"
  "</interface></node>";

static const char notifications_xml[] =
  "<node><interface name='org.gtk.Notifications'>"
  "<method name='AddNotification'><arg type='s' direction='in'/><arg type='s' direction='in'/>"
  "<arg type='a{sv}' direction='in'/></method>"
  "<method name='RemoveNotification'><arg type='s' direction='in'/>"
  "<arg type='s' direction='in'/></method>"
  "</interface></node>";

static void
answer_portal (Desktop               *desktop,
               const char            *sender,
               GVariant              *parameters,
               GDBusMethodInvocation *invocation)
{
  g_autoptr(GVariant) options = g_variant_get_child_value (parameters, 1);
  g_autofree char *caller = g_strdup (sender);
  g_autofree char *request = limner_test_desktop_make_request (sender, options);
  GVariantBuilder results;

  desktop->n_asked++;
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", request));
  g_variant_builder_init (&results, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&results, "{sv}", "background", g_variant_new_boolean (desktop->allows));
  limner_test_desktop_answer (&desktop->portal, caller, request, 0, &results);
}

static void
method_cb (GDBusConnection       *bus,
           const char            *sender,
           const char            *path,
           const char            *interface,
           const char            *method,
           GVariant              *parameters,
           GDBusMethodInvocation *invocation,
           gpointer               data)
{
  Desktop *desktop = data;
  g_autoptr(GVariant) notification = NULL;

  if (g_str_equal (method, "RequestBackground"))
    {
      answer_portal (desktop, sender, parameters, invocation);
      return;
    }
  if (g_str_equal (method, "AddNotification"))
    {
      notification = g_variant_get_child_value (parameters, 2);
      g_clear_pointer (&desktop->body, g_free);
      g_variant_lookup (notification, "body", "s", &desktop->body);
      desktop->n_shown++;
    }
  g_dbus_method_invocation_return_value (invocation, NULL);
}

static void
desktop_appear (Desktop *desktop)
{
  static const GDBusInterfaceVTable vtable = { method_cb, NULL, NULL, { NULL } };

  limner_test_desktop_appear_portal (&desktop->portal, portal_xml, &vtable, desktop);
  limner_test_desktop_appear (&desktop->notifications, "org.gtk.Notifications",
                              "/org/gtk/Notifications", notifications_xml, &vtable, desktop);
}

static void
desktop_vanish (Desktop *desktop)
{
  limner_test_desktop_vanish (&desktop->portal);
  limner_test_desktop_vanish (&desktop->notifications);
  g_clear_pointer (&desktop->body, g_free);
}

/* A window, and a job that waits for a network that does not come. */
static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(LimnerVault) vault = limner_vault_new_in_memory ();
  g_autoptr(GSettings) settings = g_settings_new ("io.github.limner.Limner");
  g_autofree char *library = NULL;
  g_autofree char *pictures = NULL;
  g_autoptr(JsonObject) input = json_object_new ();
  g_autoptr(LimnerJobSpec) spec = NULL;
  LimnerJobQueue *queue;

  g_settings_set_boolean (settings, "keep-running", TRUE);
  desktop_appear (&fixture->desktop);
  fixture->folder = limner_test_make_folder ();
  library = g_build_filename (fixture->folder, "library", NULL);
  pictures = g_build_filename (fixture->folder, "pictures", NULL);
  fixture->studio = limner_studio_new_for (library, pictures, vault);
  fixture->workspace = limner_workspace_new (fixture->studio);
  fixture->window = limner_window_new (application, fixture->workspace);
  gtk_window_present (GTK_WINDOW (fixture->window));
  limner_test_wait_until (limner_workspace_get_values (fixture->workspace) != NULL);

  queue = limner_studio_get_queue (fixture->studio);
  limner_job_queue_set_online (queue, FALSE);
  spec = limner_job_spec_new ("replicate", "a/b", NULL, input);
  fixture->job = limner_job_queue_submit (queue, spec);
  limner_test_wait_until (limner_job_queue_get_n_waiting (queue) == 1);
  g_object_add_weak_pointer (G_OBJECT (fixture->window), (gpointer *) &fixture->window);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(GSettings) settings = g_settings_new ("io.github.limner.Limner");

  g_settings_reset (settings, "keep-running");
  g_clear_object (&fixture->workspace);
  g_clear_object (&fixture->studio);
  limner_test_settle ();
  desktop_vanish (&fixture->desktop);
  limner_test_remove_folder (fixture->folder);
  g_clear_pointer (&fixture->folder, g_free);
}

/* It says so, and ends; the job stays in the journal for the next start. */
static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  gtk_window_close (GTK_WINDOW (fixture->window));
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (fixture->window)));
  limner_test_wait_until (fixture->window == NULL);
  g_assert_cmpuint (fixture->desktop.n_asked, ==, 1);
  limner_test_wait_until (fixture->desktop.n_shown == 1);
  g_assert_true (g_str_has_prefix (fixture->desktop.body,
                                   "The desktop does not let Limner go on without a window."));
  g_assert_cmpint (limner_job_get_state (fixture->job), ==, LIMNER_JOB_QUEUED);
}

/* Somebody has called the window back before the answer came: it stays. */
static void
test_back_before (Fixture       *fixture,
                  gconstpointer  data)
{
  gtk_window_close (GTK_WINDOW (fixture->window));
  gtk_window_present (GTK_WINDOW (fixture->window));
  limner_test_wait_until (fixture->desktop.n_asked == 1);
  limner_test_settle ();
  g_assert_nonnull (fixture->window);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (fixture->window)));
  g_assert_cmpuint (fixture->desktop.n_shown, ==, 0);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
}

/* Where it is allowed nobody is told of it, and the window is only out of sight. */
static void
test_allowed (Fixture       *fixture,
              gconstpointer  data)
{
  fixture->desktop.allows = TRUE;
  gtk_window_close (GTK_WINDOW (fixture->window));
  limner_test_wait_until (fixture->desktop.n_asked == 1);
  limner_test_settle ();
  g_assert_nonnull (fixture->window);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (fixture->window)));
  g_assert_cmpuint (fixture->desktop.n_shown, ==, 0);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(GError) error = NULL;
  int result;

  if (g_getenv ("DBUS_SESSION_BUS_ADDRESS") == NULL)
    return 77;

  g_setenv ("REPLICATE_API_TOKEN", "", TRUE);
  g_setenv ("GNOTIFICATION_BACKEND", "gtk", TRUE);
  gtk_test_init (&argc, &argv, NULL);
  application = GTK_APPLICATION (adw_application_new ("io.github.limner.TestRefused",
                                                      G_APPLICATION_DEFAULT_FLAGS));
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);

#define ADD(name, run) \
  g_test_add ("/app/refused/" name, Fixture, NULL, set_up, run, tear_down)
  ADD ("refused", test_refused);
  ADD ("back-before", test_back_before);
  ADD ("allowed", test_allowed);
#undef ADD

  result = g_test_run ();
  g_clear_object (&application);
  return result;
}
