/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>
#include <time.h>

#include "base/limner-json.h"
#include "browser/limner-model-index.h"
#include "limner-test-server.h"
#include "client/limner-client-models.h"

/* Search as one types over 10,000 models that were seen, and an answer of 2 MB without holding up
 * the main loop.
 */
#define N_MODELS 10000
#define ANSWER_SIZE (2 * 1024 * 1024)

static const char * const words[] = {
  "sdxl", "flux", "upscale", "inpaint", "control", "portrait", "anime", "depth", "style", "video"
};

static const char * const queries[] = { "s", "sd", "sdxl", "sdxl p", "sdxl portrait", "zzz" };

static LimnerModel *
make_model (GRand *rand,
            guint  i)
{
  g_autofree char *owner = g_strdup_printf ("owner-%u", i % 700);
  g_autofree char *name =
    g_strdup_printf ("%s-%s-%u", words[g_rand_int_range (rand, 0, G_N_ELEMENTS (words))],
                     words[g_rand_int_range (rand, 0, G_N_ELEMENTS (words))], i);
  g_autoptr(GString) description = g_string_new (NULL);
  LimnerModel *model = limner_model_new (owner, name);

  for (guint j = 0; j < 14; j++)
    g_string_append_printf (description, "%s ",
                            words[g_rand_int_range (rand, 0, G_N_ELEMENTS (words))]);
  limner_resource_set_string (LIMNER_RESOURCE (model), "description", description->str);
  return model;
}

static double
get_thread_time (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (double) time.tv_sec * 1e3 + (double) time.tv_nsec / 1e6;
}

static void
measure_search (void)
{
  g_autoptr(LimnerModelIndex) index = limner_model_index_new ();
  g_autoptr(GRand) rand = g_rand_new_with_seed (3);
  double slowest = 0.0;

  for (guint i = 0; i < N_MODELS; i++)
    {
      g_autoptr(LimnerModel) model = make_model (rand, i);

      limner_model_index_add (index, model);
    }

  for (gsize i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      double began = get_thread_time ();
      g_autoptr(GPtrArray) found = limner_model_index_search (index, queries[i], 60);

      slowest = MAX (slowest, get_thread_time () - began);
    }
  g_print ("{\"bench\":\"models\",\"case\":\"search %d\",\"ms\":%.2f,\"ratio\":%.3f}\n", N_MODELS,
           slowest, slowest / 10.0);
}

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  *(LimnerCollection **) user_data =
    limner_client_get_collection_finish (LIMNER_CLIENT (object), result, NULL);
}

static char *
make_answer (void)
{
  g_autoptr(GString) answer = g_string_new ("{\"slug\":\"big\",\"name\":\"Big\",\"models\":[");
  g_autofree char *schema = g_strnfill (60000, 'x');

  for (guint i = 0; answer->len < ANSWER_SIZE; i++)
    g_string_append_printf (answer, "%s{\"owner\":\"o\",\"name\":\"m%u\",\"latest_version\":"
                            "{\"id\":\"v\",\"openapi_schema\":{\"x\":\"%s\"}}}",
                            i > 0 ? "," : "", i, schema);
  g_string_append (answer, "]}");
  return g_string_free (g_steal_pointer (&answer), FALSE);
}

/* The server runs in this loop too: what it does is taken off, by a turn's largest work after its
 * answer was written.
 */
static void
measure_answer (void)
{
  g_autoptr(LimnerTestServer) server = limner_test_server_new ();
  g_autoptr(LimnerServer) place =
    limner_server_new ("bench", LIMNER_SERVER_ENGINE, "Bench", limner_test_server_get_uri (server));
  g_autoptr(LimnerClient) client = limner_client_new (place);
  g_autofree char *answer = make_answer ();
  g_autoptr(LimnerCollection) collection = NULL;
  double longest = 0.0;
  gint64 began;

  limner_test_server_answer (server, "GET", "/collections/big", 200, answer);
  began = g_get_monotonic_time ();
  limner_client_get_collection_async (client, "big", NULL, opened_cb, &collection);
  while (collection == NULL)
    {
      double before = get_thread_time ();

      g_main_context_iteration (NULL, TRUE);
      longest = MAX (longest, get_thread_time () - before);
    }
  g_print ("{\"bench\":\"models\",\"case\":\"answer of 2 MB\",\"ms\":%.2f,\"stall_ms\":%.2f,"
           "\"ratio\":%.3f}\n", (double) (g_get_monotonic_time () - began) / 1000.0, longest,
           longest / 16.0);
}

int
main (int   argc,
      char *argv[])
{
  measure_search ();
  measure_answer ();
  return 0;
}
