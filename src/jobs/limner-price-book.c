/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>
#include <string.h>

#include "client/limner-server.h"
#include "store/limner-store-costs.h"

#include "limner-price-book.h"

/* Replicate's public price of hardware in US dollars a second, as read on the day that
 * LIMNER_PRICE_BOOK_DATE names. The API tells no prices; the names are those of GET /hardware.
 */
static const struct
{
  const char *sku;
  double      price;
} hardware_prices[] = {
  { "cpu", 0.000100 },
  { "cpu-small", 0.000025 },
  { "gpu-t4", 0.000225 },
  { "gpu-l40s", 0.000975 },
  { "gpu-l40s-2x", 0.001950 },
  { "gpu-a100-large", 0.001400 },
  { "gpu-a100-large-2x", 0.002800 },
  { "gpu-h100", 0.001525 },
};

typedef struct
{
  char           *server;
  char           *model;
  char           *version;
  double          hardware_price;   /* a second, NaN when unknown */
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

/**
 * limner_price_book_get_hardware_price:
 * @hardware: (nullable): a sku of GET /hardware
 *
 * Looks up what a second on some hardware costs.
 *
 * Returns: US dollars, NaN when it is not in the table
 */
double
limner_price_book_get_hardware_price (const char *hardware)
{
  for (guint i = 0; hardware != NULL && i < G_N_ELEMENTS (hardware_prices); i++)
    {
      if (g_str_equal (hardware, hardware_prices[i].sku))
        return hardware_prices[i].price;
    }
  return NAN;
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
  double price;
  GError *error = NULL;

  if (!limner_store_get_price_finish (LIMNER_STORE (object), result, &unit, &price, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  if (g_strcmp0 (unit, "second") == 0)
    set_cost_by_second (estimate, LIMNER_PRICE_USER, price);
  else if (g_strcmp0 (unit, "run") == 0)
    set_cost (estimate, LIMNER_PRICE_USER, price, price, price);
  else if (g_strcmp0 (unit, "picture") == 0)
    set_cost (estimate, LIMNER_PRICE_USER, price * request->n_pictures,
              price * request->n_pictures, price * request->n_pictures);
  else if (estimate->source == LIMNER_PRICE_UNKNOWN)
    set_cost_by_second (estimate, LIMNER_PRICE_MEASURED, request->hardware_price);
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
  set_cost (estimate, LIMNER_PRICE_MEASURED, timings.cost, timings.cost, timings.cost);
  limner_store_get_price_async (LIMNER_STORE (object), request->model,
                                g_task_get_cancellable (task), price_found_cb,
                                g_object_ref (task));
}

/**
 * limner_price_book_estimate_async:
 * @store: the library, with past runs and the user's prices
 * @server: a server's id
 * @model: `owner/name`
 * @version: (nullable): version id
 * @hardware: (nullable): a sku of GET /hardware on which the model runs
 * @n_pictures: how many pictures are asked for
 * @cancellable: (nullable): to stop waiting
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Estimates what a run will cost and how long it will take: by the user's own price, else by what
 * past runs cost, else by their times and the price of the hardware. What is not known is not zero.
 */
void
limner_price_book_estimate_async (LimnerStore         *store,
                                  const char          *server,
                                  const char          *model,
                                  const char          *version,
                                  const char          *hardware,
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
  request->hardware_price = limner_price_book_get_hardware_price (hardware);
  request->n_pictures = MAX (n_pictures, 1);
  request->estimate.cost = NAN;
  request->estimate.cost_low = NAN;
  request->estimate.cost_high = NAN;
  if (g_str_equal (server, LIMNER_SERVER_THIS_COMPUTER))
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
