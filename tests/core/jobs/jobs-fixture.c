/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-error.h"
#include "base/limner-json.h"
#include "client/limner-client-private.h"
#include "jobs/limner-job-queue-private.h"
#include "store/limner-store-gallery.h"

#include "jobs-fixture.h"

struct _FixtureSource
{
  GObject           parent_instance;

  LimnerTestEngine *engine;      /* borrowed */
  char             *url;         /* of another server, NULL for the engine */
  char             *token;
  LimnerClient     *client;
  LimnerServerKind  kind;
  gboolean          reachable;
  double            time_scale;
};

static void
get_client_async (LimnerClientSource  *source,
                  const char          *server,
                  GCancellable        *cancellable,
                  GAsyncReadyCallback  callback,
                  gpointer             user_data)
{
  FixtureSource *self = FIXTURE_SOURCE (source);
  g_autoptr(GTask) task = g_task_new (source, cancellable, callback, user_data);

  if (g_str_equal (server, "gone"))
    {
      g_task_return_new_error (task, LIMNER_ERROR, LIMNER_ERROR_NOT_FOUND, "No such server");
      return;
    }
  if (!self->reachable)
    {
      g_task_return_new_error (task, LIMNER_ERROR, LIMNER_ERROR_NETWORK, "No network");
      return;
    }
  if (self->client == NULL)
    {
      g_autoptr(LimnerServer) description =
        limner_server_new (server, self->kind, "Test",
                           self->url != NULL ? self->url
                                             : limner_test_engine_get_url (self->engine));

      self->client = limner_client_new (description);
      limner_client_set_token (self->client,
                               self->url != NULL ? self->token
                                                 : limner_test_engine_get_token (self->engine));
      _limner_client_set_time_scale (self->client, self->time_scale);
    }
  g_task_return_pointer (task, g_object_ref (self->client), g_object_unref);
}

static LimnerClient *
get_client_finish (LimnerClientSource  *source,
                   GAsyncResult        *result,
                   GError             **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
fixture_source_iface_init (LimnerClientSourceInterface *iface)
{
  iface->get_client_async = get_client_async;
  iface->get_client_finish = get_client_finish;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (FixtureSource, fixture_source, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (LIMNER_TYPE_CLIENT_SOURCE,
                                                      fixture_source_iface_init))

static void
fixture_source_finalize (GObject *object)
{
  g_clear_object (&FIXTURE_SOURCE (object)->client);
  g_clear_pointer (&FIXTURE_SOURCE (object)->url, g_free);
  g_clear_pointer (&FIXTURE_SOURCE (object)->token, g_free);

  G_OBJECT_CLASS (fixture_source_parent_class)->finalize (object);
}

static void
fixture_source_class_init (FixtureSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fixture_source_finalize;
}

static void
fixture_source_init (FixtureSource *self)
{
  self->kind = LIMNER_SERVER_REPLICATE;
  self->reachable = TRUE;
  self->time_scale = FIXTURE_TIME_SCALE;
}

FixtureSource *
fixture_source_new (LimnerTestEngine *engine)
{
  FixtureSource *self = g_object_new (TYPE_FIXTURE_SOURCE, NULL);

  self->engine = engine;
  return self;
}

void
fixture_source_set_kind (FixtureSource    *self,
                         LimnerServerKind  kind)
{
  self->kind = kind;
  g_clear_object (&self->client);
}

/* Another server than the engine plays the hosted service. */
void
fixture_source_set_url (FixtureSource *self,
                        const char    *url,
                        const char    *token)
{
  g_free (self->url);
  self->url = g_strdup (url);
  g_free (self->token);
  self->token = g_strdup (token);
  g_clear_object (&self->client);
}

void
fixture_source_set_reachable (FixtureSource *self,
                              gboolean       reachable)
{
  self->reachable = reachable;
}

/* For a test that keeps the machine busy, so that it does not ask all the time. */
void
fixture_set_time_scale (Fixture *fixture,
                        double   scale)
{
  fixture->source->time_scale = scale;
  g_clear_object (&fixture->source->client);
  _limner_job_queue_set_time_scale (fixture->queue, scale);
}

/* A program starts: nothing but the folder is left of the last one. */
void
fixture_start (Fixture *fixture)
{
  g_autofree char *pictures = g_build_filename (fixture->folder, "pictures", NULL);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  fixture->source = fixture_source_new (fixture->engine);
  fixture->store = limner_store_new (fixture->folder, pictures);
  fixture->queue = limner_job_queue_new (fixture->store, LIMNER_CLIENT_SOURCE (fixture->source));
  limner_job_queue_set_online (fixture->queue, TRUE);
  limner_job_queue_set_limit (fixture->queue, "replicate", 4);
  _limner_job_queue_set_time_scale (fixture->queue, FIXTURE_TIME_SCALE);
  limner_job_queue_resume_async (fixture->queue, NULL, limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  limner_job_queue_resume_finish (fixture->queue, result, &fixture->n_resumed, &error);
  g_assert_no_error (error);
}

/* The program is gone: nothing it had in mind is done any more. */
void
fixture_kill (Fixture *fixture)
{
  gpointer store = fixture->store;

  g_object_run_dispose (G_OBJECT (fixture->queue));
  g_clear_object (&fixture->queue);
  g_object_add_weak_pointer (G_OBJECT (fixture->store), &store);
  g_clear_object (&fixture->store);
  g_clear_object (&fixture->source);
  limner_test_wait_until (store == NULL);
}

void
fixture_set_up (Fixture       *fixture,
                gconstpointer  data)
{
  fixture->folder = limner_test_make_folder ();
  fixture->engine = limner_test_engine_new (NULL, 0);
  fixture_start (fixture);
}

void
fixture_tear_down (Fixture       *fixture,
                   gconstpointer  data)
{
  limner_test_engine_set_gate (TRUE);
  fixture_kill (fixture);
  limner_test_engine_free (fixture->engine);
  limner_test_settle ();
  limner_test_remove_folder (fixture->folder);
  g_clear_pointer (&fixture->folder, g_free);
}

LimnerJobSpec *
fixture_make_spec (const char *model,
                   const char *prompt,
                   int         n_outputs)
{
  g_autoptr(JsonObject) input = json_object_new ();
  LimnerJobSpec *spec;

  json_object_set_string_member (input, "prompt", prompt);
  if (n_outputs > 1)
    json_object_set_int_member (input, "num_outputs", n_outputs);
  spec = limner_job_spec_new ("replicate", model, NULL, input);
  limner_job_spec_set_prompt (spec, prompt);
  return spec;
}

/* A file that starts like a PNG; another for each @seed. Gives its reference. */
char *
fixture_keep_file (Fixture *fixture,
                   guint8   seed,
                   gsize    size)
{
  guint8 *data = g_malloc (size);
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autofree char *sha256 = NULL;

  memset (data, seed, size);
  memcpy (data, "\x89PNG\r\n\x1a\n", 8);
  bytes = g_bytes_new_take (data, size);
  limner_store_put_blob_async (fixture->store, bytes, NULL, limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  sha256 = limner_store_put_blob_finish (fixture->store, result, NULL);
  return g_strconcat ("blob:", sha256, NULL);
}

LimnerJob *
fixture_submit (Fixture    *fixture,
                const char *prompt)
{
  g_autoptr(LimnerJobSpec) spec = fixture_make_spec ("limner/painter", prompt, 1);

  return limner_job_queue_submit (fixture->queue, spec);
}

void
fixture_wait_final (LimnerJob *job)
{
  limner_test_wait_until (limner_job_state_is_final (limner_job_get_state (job)));
  limner_test_settle ();
}

/* What the service would have billed. */
guint
fixture_count_predictions (Fixture *fixture)
{
  g_autoptr(LimnerTestAnswer) answer = NULL;
  JsonArray *results;

  limner_test_engine_set_faults (fixture->engine, NULL);
  answer = limner_test_engine_send (fixture->engine, "GET", "/predictions", NULL);
  g_assert_cmpuint (answer->status, ==, 200);
  results = limner_json_get_array (answer->json, "results");
  return json_array_get_length (results);
}

guint
fixture_count_items (Fixture *fixture)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GListModel) found = NULL;

  limner_store_search_async (fixture->store, NULL, 1000, NULL, limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  found = limner_store_search_finish (fixture->store, result, NULL);
  return g_list_model_get_n_items (found);
}
