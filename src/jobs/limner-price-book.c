/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>
#include <string.h>

#include "base/limner-json.h"
#include "client/limner-server.h"
#include "store/limner-store-costs.h"

#include "limner-price-book.h"

typedef struct
{
  char           *server;
  char           *model;
  char           *version;
  guint           n_pictures;
  LimnerEstimate  estimate;
} Request;

static void
free_request (gpointer data)
{
  Request *request = data;

  g_clear_pointer (&request->server, g_free);
  g_clear_pointer (&request->model, g_free);
  g_clear_pointer (&request->version, g_free);
  g_free (request);
}

static void
set_cost (LimnerEstimate    *estimate,
          LimnerPriceSource  source,
          double             cost,
          double             low,
          double             high)
{
  if (isnan (cost))
    return;
  estimate->source = source;
  estimate->cost = cost;
  estimate->cost_low = low;
  estimate->cost_high = high;
}

static void
set_cost_by_second (LimnerEstimate    *estimate,
                    LimnerPriceSource  source,
                    double             price)
{
  set_cost (estimate, source, price * estimate->time, price * estimate->time_low,
            price * estimate->time_high);
}

static void
price_found_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Request *request = g_task_get_task_data (task);
  LimnerEstimate *estimate = &request->estimate;
  g_autofree char *unit = NULL;
  g_autofree char *hardware = NULL;
  double price;
  GError *error = NULL;

  if (!limner_store_get_price_finish (LIMNER_STORE (object), result, &unit, &price, &hardware,
                                      &error))
    {
      g_task_return_error (task, error);
      return;
    }

  /* A price that somebody typed is for the model where it is hosted. */
  if (estimate->source == LIMNER_PRICE_FREE)
    g_clear_pointer (&unit, g_free);
  estimate->hardware = hardware != NULL ? limner_hardware_price_find (hardware) : NULL;
  /* The user may know better than the table. */
  if (estimate->hardware != NULL && estimate->hardware->dollars != price)
    estimate->hardware = NULL;
  if (g_strcmp0 (unit, "second") == 0)
    set_cost_by_second (estimate, hardware != NULL ? LIMNER_PRICE_HARDWARE : LIMNER_PRICE_USER,
                        price);
  else if (g_strcmp0 (unit, "run") == 0)
    set_cost (estimate, LIMNER_PRICE_USER, price, price, price);
  else if (g_strcmp0 (unit, "picture") == 0)
    set_cost (estimate, LIMNER_PRICE_USER, price * request->n_pictures,
              price * request->n_pictures, price * request->n_pictures);
  g_task_return_pointer (task, g_memdup2 (estimate, sizeof *estimate), g_free);
}

static void
timings_found_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Request *request = g_task_get_task_data (task);
  LimnerEstimate *estimate = &request->estimate;
  LimnerTimings timings;
  GError *error = NULL;

  if (!limner_store_get_timings_finish (LIMNER_STORE (object), result, &timings, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  estimate->time = timings.predict_time;
  estimate->time_low = timings.predict_time_low;
  estimate->time_high = timings.predict_time_high;
  estimate->n_runs = timings.n;
  if (estimate->source != LIMNER_PRICE_FREE)
    set_cost (estimate, LIMNER_PRICE_MEASURED, timings.cost, timings.cost, timings.cost);
  limner_store_get_price_async (LIMNER_STORE (object), request->model,
                                g_task_get_cancellable (task), price_found_cb,
                                g_object_ref (task));
}

/**
 * limner_estimate_dup_table:
 * @estimate: an estimate
 *
 * Says where the price of the hardware stands by which an estimate was worked out.
 *
 * Returns: (transfer full) (nullable): such as “Nvidia T4 GPU, replicate.com/pricing, 2026-05-07”;
 *   %NULL where it does not come from there
 */
char *
limner_estimate_dup_table (const LimnerEstimate *estimate)
{
  g_return_val_if_fail (estimate != NULL, NULL);

  if (estimate->source != LIMNER_PRICE_HARDWARE || estimate->hardware == NULL)
    return NULL;
  return g_strdup_printf ("%s, %s, %s", estimate->hardware->name, LIMNER_HARDWARE_PRICES_SOURCE,
                          estimate->hardware->date);
}

/**
 * limner_price_book_count_pictures:
 * @input: (nullable): the inputs of a run
 *
 * Counts the pictures that a run is asked for, where its form is not known any more: by the names
 * that the input has in the models there are.
 *
 * Returns: 1 or more
 */
guint
limner_price_book_count_pictures (JsonObject *input)
{
  static const char * const names[] = { "num_outputs", "num_images", "number_of_images",
                                        "num_samples", "max_images", "batch_size" };

  for (guint i = 0; input != NULL && i < G_N_ELEMENTS (names); i++)
    {
      gint64 n = limner_json_get_int (input, names[i], 0);

      if (n > 0)
        return (guint) MIN (n, 1000);
    }
  return 1;
}

/**
 * limner_price_book_estimate_async:
 * @store: the library, with past runs and the user's prices
 * @server: a server's id
 * @model: `owner/name`
 * @version: (nullable): version id
 * @n_pictures: how many pictures are asked for
 * @cancellable: (nullable): to stop waiting
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Estimates what a run will cost and how long it will take: by the user's own price, by that of the
 * hardware that the user said it runs on, else by what past runs cost. The service's API tells no
 * prices, so what is not known stays unknown; it is not zero. What runs on one's
 * own machine is free.
 */
void
limner_price_book_estimate_async (LimnerStore         *store,
                                  const char          *server,
                                  const char          *model,
                                  const char          *version,
                                  guint                n_pictures,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  Request *request;
  GTask *task;

  g_return_if_fail (LIMNER_IS_STORE (store));
  g_return_if_fail (server != NULL && model != NULL);

  request = g_new0 (Request, 1);
  request->server = g_strdup (server);
  request->model = g_strdup (model);
  request->version = g_strdup (version);
  request->n_pictures = MAX (n_pictures, 1);
  request->estimate.cost = NAN;
  request->estimate.cost_low = NAN;
  request->estimate.cost_high = NAN;
  if (limner_server_is_free (server))
    set_cost (&request->estimate, LIMNER_PRICE_FREE, 0, 0, 0);

  task = g_task_new (store, cancellable, callback, user_data);
  g_task_set_source_tag (task, limner_price_book_estimate_async);
  g_task_set_task_data (task, request, free_request);
  limner_store_get_timings_async (store, server, model, version, cancellable, timings_found_cb,
                                  task);
}

/**
 * limner_price_book_estimate_finish:
 * @store: the library
 * @result: the result
 * @estimate: (out caller-allocates): the estimate
 * @error: return location for an error
 *
 * Ends limner_price_book_estimate_async().
 *
 * Returns: %TRUE on success, also when nothing is known
 */
gboolean
limner_price_book_estimate_finish (LimnerStore     *store,
                                   GAsyncResult    *result,
                                   LimnerEstimate  *estimate,
                                   GError         **error)
{
  g_autofree LimnerEstimate *found = NULL;

  g_return_val_if_fail (g_task_is_valid (result, store), FALSE);

  found = g_task_propagate_pointer (G_TASK (result), error);
  if (found == NULL)
    return FALSE;
  *estimate = *found;
  return TRUE;
}
