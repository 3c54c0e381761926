/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/limner-notifier.h"
#include "base/limner-error.h"
#include "limner-test-desktop.h"
#include "limner-test.h"
#include "store/limner-store-costs.h"

/* A source of clients that has none, so that every job fails at once. */
#define TEST_TYPE_NO_CLIENTS (test_no_clients_get_type ())
G_DECLARE_FINAL_TYPE (TestNoClients, test_no_clients, TEST, NO_CLIENTS, GObject)

struct _TestNoClients
{
  GObject parent_instance;
};

static void
get_client_async (LimnerClientSource  *source,
                  const char          *server,
                  GCancellable        *cancellable,
                  GAsyncReadyCallback  callback,
                  gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (source, cancellable, callback, user_data);

  g_task_return_new_error (task, LIMNER_ERROR, LIMNER_ERROR_NOT_FOUND, "There is no server");
}

static LimnerClient *
get_client_finish (LimnerClientSource  *source,
                   GAsyncResult        *result,
                   GError             **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
client_source_init (LimnerClientSourceInterface *iface)
{
  iface->get_client_async = get_client_async;
  iface->get_client_finish = get_client_finish;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestNoClients, test_no_clients, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (LIMNER_TYPE_CLIENT_SOURCE,
                                                      client_source_init))

static void
test_no_clients_class_init (TestNoClientsClass *klass)
{
}

static void
test_no_clients_init (TestNoClients *self)
{
}

static LimnerJob *
submit_and_fail (LimnerJobQueue *queue)
{
  g_autoptr(JsonObject) input = json_object_new ();
  g_autoptr(LimnerJobSpec) spec = limner_job_spec_new ("replicate", "owner/name", NULL, input);
  LimnerJob *job = limner_job_queue_submit (queue, spec);

  limner_test_wait_until (limner_job_state_is_final (limner_job_get_state (job)));

  return job;
}

static void
assert_text (LimnerNotifier *notifier,
             const char     *expected)
{
  g_autofree char *text = limner_notifier_dup_text (notifier);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_counts (void)
{
  g_autofree char *folder = limner_test_make_folder ();
  /* Not registered: there is nobody on the test's bus to show a notification. */
  g_autoptr(GApplication) application = g_application_new ("io.github.limner.Test",
                                                           G_APPLICATION_NON_UNIQUE);
  g_autoptr(LimnerStore) store = limner_store_new (folder, folder);
  g_autoptr(TestNoClients) clients = g_object_new (TEST_TYPE_NO_CLIENTS, NULL);
  g_autoptr(LimnerJobQueue) queue = limner_job_queue_new (store, LIMNER_CLIENT_SOURCE (clients));
  g_autoptr(LimnerNotifier) notifier = NULL;
  g_autoptr(GAsyncResult) opened = NULL;
  g_autoptr(GAsyncResult) resumed = NULL;
  g_autoptr(GError) error = NULL;
  GAsyncResult *result = NULL;

  limner_store_open_async (store, NULL, limner_test_result_cb, &result);
  opened = limner_test_wait_result (&result);
  g_assert_true (limner_store_open_finish (store, opened, &error));

  limner_job_queue_set_online (queue, TRUE);
  limner_job_queue_resume_async (queue, NULL, limner_test_result_cb, &result);
  resumed = limner_test_wait_result (&result);
  g_assert_true (limner_job_queue_resume_finish (queue, resumed, NULL, &error));
  notifier = limner_notifier_new (application, queue);

  /* Somebody is looking: nothing is told. */
  submit_and_fail (queue);
  assert_text (notifier, "0 pictures are ready.");

  limner_notifier_set_quiet (notifier, FALSE);
  submit_and_fail (queue);
  assert_text (notifier, "1 job failed.");
  submit_and_fail (queue);
  assert_text (notifier, "2 jobs failed.");

  limner_notifier_set_quiet (notifier, TRUE);
  assert_text (notifier, "0 pictures are ready.");

  g_clear_object (&notifier);
  g_clear_object (&queue);
  limner_test_settle ();
  g_clear_object (&store);
  limner_test_remove_folder (folder);
}

/* Who shows notifications, on the test's bus: GLib speaks so to GNOME's shell. */
typedef struct
{
  LimnerTestDesktop  base;
  guint              n_shown;
  guint              n_closed;
  char              *id;             /* of the last: another of the same takes its place */
  char              *body;
  char              *button;
  char              *button_action;
  char              *default_action;
  gboolean           was_activated;
} Desktop;

static const char desktop_xml[] =
  "<node><interface name='org.gtk.Notifications'>"
  "<method name='AddNotification'><arg type='s' direction='in'/><arg type='s' direction='in'/>"
  "<arg type='a{sv}' direction='in'/></method>"
  "<method name='RemoveNotification'><arg type='s' direction='in'/>"
  "<arg type='s' direction='in'/></method>"
  "</interface></node>";

static void
desktop_forget (Desktop *desktop)
{
  g_clear_pointer (&desktop->id, g_free);
  g_clear_pointer (&desktop->body, g_free);
  g_clear_pointer (&desktop->button, g_free);
  g_clear_pointer (&desktop->button_action, g_free);
  g_clear_pointer (&desktop->default_action, g_free);
}

static void
desktop_method_cb (GDBusConnection       *bus,
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
  g_autoptr(GVariant) buttons = NULL;
  g_autoptr(GVariant) button = NULL;

  g_dbus_method_invocation_return_value (invocation, NULL);
  if (g_str_equal (method, "RemoveNotification"))
    {
      desktop->n_closed++;
      return;
    }

  desktop->n_shown++;
  desktop_forget (desktop);
  g_variant_get_child (parameters, 1, "s", &desktop->id);
  notification = g_variant_get_child_value (parameters, 2);
  g_variant_lookup (notification, "body", "s", &desktop->body);
  g_variant_lookup (notification, "default-action", "s", &desktop->default_action);
  buttons = g_variant_lookup_value (notification, "buttons", G_VARIANT_TYPE ("aa{sv}"));
  button = buttons != NULL ? g_variant_get_child_value (buttons, 0) : NULL;
  if (button != NULL)
    {
      g_variant_lookup (button, "label", "s", &desktop->button);
      g_variant_lookup (button, "action", "s", &desktop->button_action);
    }
}

static void
desktop_appear (Desktop *desktop)
{
  static const GDBusInterfaceVTable vtable = { desktop_method_cb, NULL, NULL, { NULL } };

  limner_test_desktop_appear (&desktop->base, "org.gtk.Notifications", "/org/gtk/Notifications",
                              desktop_xml, &vtable, desktop);
}

static void
desktop_vanish (Desktop *desktop)
{
  limner_test_desktop_vanish (&desktop->base);
  desktop_forget (desktop);
}

/* A program on the bus, and a queue all of whose jobs fail. */
typedef struct
{
  Desktop         desktop;
  char           *folder;
  GApplication   *application;
  LimnerStore    *store;
  TestNoClients  *clients;
  LimnerJobQueue *queue;
  LimnerNotifier *notifier;
} Fixture;

static void
show_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       data)
{
  ((Desktop *) data)->was_activated = TRUE;
}

static void
fixture_set_up (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(GSimpleAction) show = g_simple_action_new ("show-results", NULL);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  desktop_appear (&fixture->desktop);
  fixture->folder = limner_test_make_folder ();
  fixture->application = g_application_new ("io.github.limner.TestNotifier",
                                            G_APPLICATION_DEFAULT_FLAGS);
  g_signal_connect (show, "activate", G_CALLBACK (show_cb), &fixture->desktop);
  g_action_map_add_action (G_ACTION_MAP (fixture->application), G_ACTION (show));
  g_assert_true (g_application_register (fixture->application, NULL, &error));
  fixture->store = limner_store_new (fixture->folder, fixture->folder);
  fixture->clients = g_object_new (TEST_TYPE_NO_CLIENTS, NULL);
  fixture->queue = limner_job_queue_new (fixture->store, LIMNER_CLIENT_SOURCE (fixture->clients));
  limner_job_queue_set_online (fixture->queue, TRUE);
  limner_job_queue_resume_async (fixture->queue, NULL, limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  g_assert_true (limner_job_queue_resume_finish (fixture->queue, result, NULL, &error));
  fixture->notifier = limner_notifier_new (fixture->application, fixture->queue);
}

static void
fixture_tear_down (Fixture       *fixture,
                   gconstpointer  data)
{
  g_clear_object (&fixture->notifier);
  g_clear_object (&fixture->queue);
  limner_test_settle ();
  g_clear_object (&fixture->store);
  g_clear_object (&fixture->clients);
  g_clear_object (&fixture->application);
  limner_test_settle ();
  desktop_vanish (&fixture->desktop);
  limner_test_remove_folder (fixture->folder);
  g_clear_pointer (&fixture->folder, g_free);
}

static void
submit_batch (Fixture *fixture,
              guint    n)
{
  g_autoptr(JsonObject) input = json_object_new ();
  LimnerJob *last = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(LimnerJobSpec) spec = limner_job_spec_new ("replicate", "owner/name", NULL, input);

      last = limner_job_queue_submit (fixture->queue, spec);
    }
  limner_test_wait_until (limner_job_queue_get_n_active (fixture->queue) +
                          limner_job_queue_get_n_waiting (fixture->queue) == 0);
  g_assert_true (limner_job_state_is_final (limner_job_get_state (last)));
  limner_test_settle ();
}

/* Whatever was on its way to the desktop has arrived: it answers in order. */
static void
flush_bus (Fixture *fixture)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GVariant) answer = NULL;

  g_dbus_connection_call (g_application_get_dbus_connection (fixture->application),
                          "org.gtk.Notifications", "/org/gtk/Notifications",
                          "org.freedesktop.DBus.Peer", "Ping", NULL, NULL,
                          G_DBUS_CALL_FLAGS_NONE, -1, NULL, limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  answer = g_dbus_connection_call_finish (
    g_application_get_dbus_connection (fixture->application), result, NULL);
  g_assert_nonnull (answer);
  limner_test_settle ();
}

/* One for a batch of any size, with a button that shows what came of it. */
static void
test_one_per_batch (Fixture       *fixture,
                    gconstpointer  data)
{
  Desktop *desktop = &fixture->desktop;
  g_autofree char *id = NULL;

  limner_notifier_set_quiet (fixture->notifier, FALSE);
  submit_batch (fixture, 5);
  limner_test_wait_until (desktop->n_shown == 1);
  flush_bus (fixture);
  g_assert_cmpuint (desktop->n_shown, ==, 1);
  g_assert_cmpstr (desktop->body, ==, "5 jobs failed.");
  g_assert_cmpstr (desktop->button, ==, "Show");
  g_assert_cmpstr (desktop->button_action, ==, "app.show-results");
  g_assert_cmpstr (desktop->default_action, ==, "app.show-results");

  /* The button, as the shell presses it. */
  g_dbus_connection_call (desktop->base.bus, "io.github.limner.TestNotifier",
                          "/io/github/limner/TestNotifier", "org.freedesktop.Application",
                          "ActivateAction", g_variant_new_parsed ("('show-results', @av [],"
                                                                  " @a{sv} {})"),
                          NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL, NULL);
  limner_test_wait_until (desktop->was_activated);

  /* A second batch while nobody came: it takes the place of the first and tells of both. */
  id = g_strdup (desktop->id);
  submit_batch (fixture, 2);
  limner_test_wait_until (desktop->n_shown == 2);
  g_assert_cmpstr (desktop->body, ==, "7 jobs failed.");
  g_assert_cmpstr (desktop->id, ==, id);
}

static void
test_only_unseen (Fixture       *fixture,
                  gconstpointer  data)
{
  Desktop *desktop = &fixture->desktop;

  /* Somebody looks at the window. */
  submit_batch (fixture, 3);
  flush_bus (fixture);
  g_assert_cmpuint (desktop->n_shown, ==, 0);

  /* What was told goes when somebody looks. */
  limner_notifier_set_quiet (fixture->notifier, FALSE);
  submit_batch (fixture, 1);
  limner_test_wait_until (desktop->n_shown == 1);
  flush_bus (fixture);
  limner_notifier_set_quiet (fixture->notifier, TRUE);
  limner_test_wait_until (desktop->n_closed == 1);
}

/* The program may end with its last job: what it had to tell is told before. */
static void
test_told_at_the_end (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr(JsonObject) input = json_object_new ();
  g_autoptr(LimnerJobSpec) spec = limner_job_spec_new ("replicate", "owner/name", NULL, input);
  LimnerJob *job;

  limner_notifier_set_quiet (fixture->notifier, FALSE);
  job = limner_job_queue_submit (fixture->queue, spec);
  while (!limner_job_state_is_final (limner_job_get_state (job)))
    g_main_context_iteration (NULL, TRUE);
  g_clear_object (&fixture->notifier);
  limner_test_wait_until (fixture->desktop.n_shown == 1);
}

/* Nothing goes on, because the budget is used up: that is told as well, once. */
static void
test_stopped (Fixture       *fixture,
              gconstpointer  data)
{
  Desktop *desktop = &fixture->desktop;
  g_autoptr(JsonObject) input = json_object_new ();
  g_autoptr(LimnerJobSpec) spec = limner_job_spec_new ("replicate", "owner/name", NULL, input);
  g_autoptr(GAsyncResult) result = NULL;

  /* A job whose price is known, and a budget that is less. */
  limner_store_set_price_async (fixture->store, "owner/name", "run", 2, NULL,
                                limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  limner_job_queue_set_budget (fixture->queue, 1, 0);
  limner_notifier_set_quiet (fixture->notifier, FALSE);
  limner_job_queue_submit (fixture->queue, spec);
  limner_test_wait_until (desktop->n_shown == 1);
  g_assert_false (limner_job_queue_get_paused (fixture->queue));
  flush_bus (fixture);
  g_assert_cmpuint (desktop->n_shown, ==, 1);
  g_assert_cmpstr (desktop->body, ==, "Your budget is used up: 1 job waits.");
}

static void
train_and_fail (LimnerTrainingList *trainings)
{
  g_autoptr(JsonObject) record = json_object_new ();
  LimnerTrainingRun *run;

  json_object_set_string_member (record, "server", "replicate");
  json_object_set_string_member (record, "trainer", "somebody/trainer");
  json_object_set_string_member (record, "destination", "me/boats");
  run = limner_training_list_start (trainings, record);
  limner_test_wait_until (limner_training_state_is_final (limner_training_run_get_state (run)));
}

/* Who started a training has gone away: it is told without a window too, and leads to its page. */
static void
test_training (Fixture       *fixture,
               gconstpointer  data)
{
  Desktop *desktop = &fixture->desktop;
  g_autoptr(LimnerTrainingList) trainings =
    limner_training_list_new (fixture->store, LIMNER_CLIENT_SOURCE (fixture->clients));

  limner_notifier_watch_trainings (fixture->notifier, trainings);
  train_and_fail (trainings);
  flush_bus (fixture);
  g_assert_cmpuint (desktop->n_shown, ==, 0);

  limner_notifier_set_quiet (fixture->notifier, FALSE);
  train_and_fail (trainings);
  limner_test_wait_until (desktop->n_shown == 1);
  g_assert_cmpstr (desktop->body, ==, "The training of “me/boats” ended without a result");
  g_assert_cmpstr (desktop->button_action, ==, "app.show-trainings");
  g_assert_cmpstr (desktop->default_action, ==, "app.show-trainings");

  limner_notifier_set_quiet (fixture->notifier, TRUE);
  limner_test_wait_until (desktop->n_closed == 1);
}

int
main (int   argc,
      char *argv[])
{
  /* Which of GLib's ways to the desktop is taken. */
  g_setenv ("GNOTIFICATION_BACKEND", "gtk", TRUE);
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/app/notifier/counts", test_counts);
#define ADD(path, function) \
  g_test_add (path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  if (g_getenv ("DBUS_SESSION_BUS_ADDRESS") != NULL)
    {
      ADD ("/app/notifier/one-per-batch", test_one_per_batch);
      ADD ("/app/notifier/only-unseen", test_only_unseen);
      ADD ("/app/notifier/told-at-the-end", test_told_at_the_end);
      ADD ("/app/notifier/stopped", test_stopped);
      ADD ("/app/notifier/training", test_training);
    }
#undef ADD

  return g_test_run ();
}
