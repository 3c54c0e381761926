/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>
#include <time.h>

#include "base/limner-json.h"
#include "browser/limner-model-card.h"
#include "browser/limner-model-index.h"
#include "client/limner-client-models.h"
#include "limner-test-server.h"

/* Search as one types over 10,000 models that were seen, and an answer of 2 MB that is read and
 * shown as cards without holding up the main loop.
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

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item)
{
  gtk_list_item_set_child (item, limner_model_card_new ());
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item)
{
  limner_model_card_set_model (LIMNER_MODEL_CARD (gtk_list_item_get_child (item)),
                               gtk_list_item_get_item (item), NULL);
}

/* The longest turn of the main loop within a time, in milliseconds of this thread. */
static double
run_for (gint64 milliseconds)
{
  gint64 end = g_get_monotonic_time () + milliseconds * 1000;
  double longest = 0.0;

  while (g_get_monotonic_time () < end)
    {
      double before = get_thread_time ();

      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (500);
      longest = MAX (longest, get_thread_time () - before);
    }
  return longest;
}

/* The page is there already, as when one opens a collection: what is new are the models. */
static void
measure_cards (GListModel *models)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *grid = gtk_grid_view_new (NULL, factory);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *window = gtk_window_new ();
  g_autoptr(GListStore) seen = g_list_store_new (LIMNER_TYPE_MODEL);
  g_autoptr(LimnerModel) one = limner_model_new ("owner", "seen-before");
  g_autoptr(GtkNoSelection) before = NULL;
  g_autoptr(GtkNoSelection) selection = gtk_no_selection_new (g_object_ref (models));
  double longest;

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_list_store_append (seen, one);
  before = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (seen)));
  gtk_grid_view_set_model (GTK_GRID_VIEW (grid), GTK_SELECTION_MODEL (before));
  gtk_grid_view_set_max_columns (GTK_GRID_VIEW (grid), 8);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), grid);
  gtk_window_set_child (GTK_WINDOW (window), scroller);
  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 800);
  gtk_window_present (GTK_WINDOW (window));
  run_for (1000);
  gtk_grid_view_set_model (GTK_GRID_VIEW (grid), GTK_SELECTION_MODEL (selection));
  longest = run_for (1000);
  g_print ("{\"bench\":\"models\",\"case\":\"show %u cards\",\"stall_ms\":%.2f,"
           "\"ratio\":%.3f}\n", g_list_model_get_n_items (models), longest, longest / 16.0);
  gtk_window_destroy (GTK_WINDOW (window));
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
  measure_cards (limner_collection_get_models (collection));
}

int
main (int   argc,
      char *argv[])
{
  gtk_init ();
  measure_search ();
  measure_answer ();
  return 0;
}
