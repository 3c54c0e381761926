/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/limner-notifier.h"
#include "base/limner-error.h"
#include "limner-test.h"

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

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/app/notifier/counts", test_counts);

  return g_test_run ();
}
