/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "client/limner-client-private.h"
#include "jobs/limner-job-queue-private.h"
#include "jobs/limner-job-queue.h"
#include "store/limner-store-costs.h"
#include "store/limner-store-gallery.h"

/* A program that runs the queue and nothing else, for a test that kills it:
 *
 *   queue-child FOLDER URL TOKEN submit|resume|late|offline [STATE MILLISECONDS]
 *
 * It kills itself so long after its job is at STATE, as nothing but the kernel can. Otherwise it
 * waits for the end and prints the job's state, how many pictures the library has, how many jobs
 * the account has and how many cents they were.
 *
 * It resumes without network where that is to come late, or not at all; then it prints the same of
 * the job that waits.
 */

/** How much faster than in life pauses pass. */
#define TIME_SCALE 0.004

/** US dollars that each job costs */
#define PRICE 0.25

#define CHILD_TYPE_SOURCE (child_source_get_type ())
G_DECLARE_FINAL_TYPE (ChildSource, child_source, CHILD, SOURCE, GObject)

struct _ChildSource
{
  GObject       parent_instance;

  LimnerClient *client;
};

static void
get_client_async (LimnerClientSource  *source,
                  const char          *server,
                  GCancellable        *cancellable,
                  GAsyncReadyCallback  callback,
                  gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (source, cancellable, callback, user_data);

  g_task_return_pointer (task, g_object_ref (CHILD_SOURCE (source)->client), g_object_unref);
}

static LimnerClient *
get_client_finish (LimnerClientSource  *source,
                   GAsyncResult        *result,
                   GError             **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
child_source_iface_init (LimnerClientSourceInterface *iface)
{
  iface->get_client_async = get_client_async;
  iface->get_client_finish = get_client_finish;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (ChildSource, child_source, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (LIMNER_TYPE_CLIENT_SOURCE,
                                                      child_source_iface_init))

static void
child_source_class_init (ChildSourceClass *klass)
{
}

static void
child_source_init (ChildSource *self)
{
}

static const char *death;       /* the name of a state, or NULL */
static guint delay;

static gboolean
die (gpointer data)
{
  kill (getpid (), SIGKILL);
  return G_SOURCE_REMOVE;
}

static void
state_cb (LimnerJob *job)
{
  const char *state = limner_job_state_to_string (limner_job_get_state (job));

  if (g_strcmp0 (state, death) != 0)
    return;
  if (delay == 0)
    die (NULL);
  else
    g_timeout_add (delay, die, NULL);
}

static void
result_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static guint
count_items (LimnerStore *store)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GListModel) items = NULL;

  limner_store_search_async (store, NULL, 100, NULL, result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  items = limner_store_search_finish (store, result, NULL);
  return items != NULL ? g_list_model_get_n_items (items) : 0;
}

static void
set_price (LimnerStore *store)
{
  limner_store_set_price_async (store, "limner/painter", "run", PRICE, NULL, NULL, NULL);
}

/* What the account has: jobs, and cents altogether. */
static void
sum_usage (LimnerStore *store,
           guint       *n_jobs,
           guint       *cents)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GPtrArray) totals = NULL;

  *n_jobs = 0;
  *cents = 0;
  limner_store_sum_usage_async (store, LIMNER_USAGE_BY_MODEL, 0, NULL, result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  totals = limner_store_sum_usage_finish (store, result, NULL);
  g_assert (totals != NULL);
  for (guint i = 0; i < totals->len; i++)
    {
      const LimnerUsageTotal *total = totals->pdata[i];

      *n_jobs += total->n_jobs;
      *cents += (guint) (total->cost * 100 + 0.5);
    }
}

/* Whatever the queue does without a network it has done when the library has answered after it. */
static void
settle (LimnerStore *store)
{
  for (guint i = 0; i < 8; i++)
    {
      count_items (store);
      while (g_main_context_iteration (NULL, FALSE))
        ;
    }
}

static void
run (LimnerJob *job)
{
  g_signal_connect (job, "notify::state", G_CALLBACK (state_cb), NULL);
  state_cb (job);
  while (!limner_job_state_is_final (limner_job_get_state (job)))
    g_main_context_iteration (NULL, TRUE);
}

static void
tell (LimnerStore *store,
      LimnerJob   *job)
{
  guint n_items = count_items (store);
  guint n_jobs, cents;

  sum_usage (store, &n_jobs, &cents);
  g_print ("%s %u %u %u\n",
           job != NULL ? limner_job_state_to_string (limner_job_get_state (job)) : "none",
           n_items, n_jobs, cents);
}

static LimnerJob *
submit (LimnerJobQueue *queue)
{
  g_autoptr(JsonObject) input = json_object_new ();
  g_autoptr(LimnerJobSpec) spec = NULL;

  json_object_set_string_member (input, "prompt", "a harbour at dawn");
  spec = limner_job_spec_new ("replicate", "limner/painter", NULL, input);
  limner_job_spec_set_prompt (spec, "a harbour at dawn");
  return limner_job_queue_submit (queue, spec);
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *pictures = g_build_filename (argv[1], "pictures", NULL);
  g_autoptr(LimnerServer) server = NULL;
  g_autoptr(ChildSource) source = g_object_new (CHILD_TYPE_SOURCE, NULL);
  g_autoptr(LimnerStore) store = limner_store_new (argv[1], pictures);
  g_autoptr(LimnerJobQueue) queue = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(LimnerJob) job = NULL;
  gboolean is_offline;

  g_assert (argc == 5 || argc == 7);
  death = argc == 7 ? argv[5] : NULL;
  delay = argc == 7 ? (guint) atoi (argv[6]) : 0;
  server = limner_server_new ("replicate", LIMNER_SERVER_REPLICATE, "Test", argv[2]);
  source->client = limner_client_new (server);
  limner_client_set_token (source->client, argv[3]);
  _limner_client_set_time_scale (source->client, TIME_SCALE);
  queue = limner_job_queue_new (store, LIMNER_CLIENT_SOURCE (source));
  is_offline = strcmp (argv[4], "late") == 0 || strcmp (argv[4], "offline") == 0;
  limner_job_queue_set_online (queue, !is_offline);
  _limner_job_queue_set_time_scale (queue, TIME_SCALE);

  set_price (store);
  limner_job_queue_resume_async (queue, NULL, result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  if (strcmp (argv[4], "submit") == 0)
    job = g_object_ref (submit (queue));
  else
    job = g_list_model_get_item (G_LIST_MODEL (queue), 0);
  if (is_offline)
    settle (store);
  if (strcmp (argv[4], "late") == 0)
    limner_job_queue_set_online (queue, TRUE);
  if (job != NULL && strcmp (argv[4], "offline") != 0)
    run (job);
  tell (store, job);

  /* Nothing is waited for: a program may end like this as well. */
  fflush (stdout);
  _exit (0);
}
