/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include "base/limner-error.h"

#include "limner-store-costs.h"
#include "limner-store-private.h"

/* How many past runs a median is taken over: enough to be steady, few enough to follow a change of
 * the hardware.
 */
#define MAX_RUNS 50

static void
free_usage (gpointer data)
{
  LimnerUsage *usage = data;

  g_clear_pointer (&usage->job, g_free);
  g_clear_pointer (&usage->server, g_free);
  g_clear_pointer (&usage->model, g_free);
  g_clear_pointer (&usage->version, g_free);
  g_clear_pointer (&usage->outcome, g_free);
  g_clear_pointer (&usage->cost_source, g_free);
  g_free (usage);
}

static LimnerUsage *
copy_usage (const LimnerUsage *usage)
{
  LimnerUsage *copy = g_memdup2 (usage, sizeof *usage);

  copy->job = g_strdup (usage->job);
  copy->server = g_strdup (usage->server);
  copy->model = g_strdup (usage->model);
  copy->version = g_strdup (usage->version);
  copy->outcome = g_strdup (usage->outcome);
  copy->cost_source = g_strdup (usage->cost_source);
  return copy;
}

static gpointer
run_add_usage (LimnerStore     *self,
               LimnerDatabase  *database,
               gpointer         data,
               GError         **error)
{
  const LimnerUsage *usage = data;

  if (!limner_database_run (database, error,
                            "INSERT OR REPLACE INTO usage (job, server, model, version, outcome,"
                            " finished, predict_time, total_time, n_outputs, cost, cost_source)"
                            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", "sssssiddids",
                            usage->job, usage->server, usage->model, usage->version,
                            usage->outcome, usage->finished, usage->predict_time,
                            usage->total_time, (gint64) usage->n_outputs, usage->cost,
                            usage->cost_source))
    return NULL;
  return LIMNER_STORE_OK;
}

/**
 * limner_store_add_usage_async:
 * @self: a library
 * @usage: what a job used
 * @cancellable: (nullable): to stop waiting
 * @callback: called when it is done; ends with limner_store_write_finish()
 * @user_data: for @callback
 *
 * Enters what a job used into the account, once however often it is told.
 */
void
limner_store_add_usage_async (LimnerStore         *self,
                              const LimnerUsage   *usage,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_return_if_fail (LIMNER_IS_STORE (self));
  g_return_if_fail (usage != NULL && usage->job != NULL && usage->outcome != NULL);

  _limner_store_push (self, LIMNER_STORE_READ, limner_store_add_usage_async, run_add_usage,
                      copy_usage (usage), free_usage, NULL, cancellable, callback, user_data);
}

typedef struct
{
  LimnerUsageGroup group;
  gint64           after;
} SumRequest;

static void
free_total (gpointer data)
{
  LimnerUsageTotal *total = data;

  g_clear_pointer (&total->name, g_free);
  g_free (total);
}

static const char *
get_group_column (LimnerUsageGroup group)
{
  if (group == LIMNER_USAGE_BY_DAY)
    return "strftime ('%Y-%m-%d', finished / 1000000, 'unixepoch', 'localtime')";
  if (group == LIMNER_USAGE_BY_MONTH)
    return "strftime ('%Y-%m', finished / 1000000, 'unixepoch', 'localtime')";
  return "model";
}

static gpointer
run_sum (LimnerStore     *self,
         LimnerDatabase  *database,
         gpointer         data,
         GError         **error)
{
  const SumRequest *request = data;
  g_autoptr(LimnerStatement) statement = NULL;
  g_autofree char *sql = NULL;
  GPtrArray *totals;

  sql = g_strdup_printf ("SELECT %s AS name, count (*), count (*) - count (cost),"
                         " total (predict_time), total (cost) FROM usage"
                         " WHERE finished >= ? GROUP BY name ORDER BY %s LIMIT 5000",
                         get_group_column (request->group),
                         request->group == LIMNER_USAGE_BY_MODEL ? "5 DESC, name" : "name DESC");
  statement = limner_database_query (database, error, sql, "i", request->after);
  if (statement == NULL)
    return NULL;

  totals = g_ptr_array_new_with_free_func (free_total);
  while (limner_statement_step (statement, NULL))
    {
      LimnerUsageTotal *total = g_new0 (LimnerUsageTotal, 1);

      total->name = limner_statement_dup_text (statement, 0, 4096);
      total->n_jobs = (guint) limner_statement_get_int (statement, 1);
      total->n_unknown = (guint) limner_statement_get_int (statement, 2);
      total->predict_time = limner_statement_get_double (statement, 3);
      total->cost = limner_statement_get_double (statement, 4);
      g_ptr_array_add (totals, total);
    }
  return totals;
}

/**
 * limner_store_sum_usage_async:
 * @self: a library
 * @group: by what the lines are
 * @after: microseconds since 1970: from when on
 * @cancellable: (nullable): to stop waiting
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Adds up what was used, by the days and months of local time.
 */
void
limner_store_sum_usage_async (LimnerStore         *self,
                              LimnerUsageGroup     group,
                              gint64               after,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  SumRequest request = { group, after };

  g_return_if_fail (LIMNER_IS_STORE (self));

  _limner_store_push (self, LIMNER_STORE_READ, limner_store_sum_usage_async, run_sum,
                      g_memdup2 (&request, sizeof request), g_free,
                      (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

/**
 * limner_store_sum_usage_finish:
 * @self: a library
 * @result: the result
 * @error: return location for an error
 *
 * Ends limner_store_sum_usage_async().
 *
 * Returns: (transfer full) (element-type LimnerUsageTotal) (nullable): the lines; days and months
 *   newest first, models dearest first
 */
GPtrArray *
limner_store_sum_usage_finish (LimnerStore   *self,
                               GAsyncResult  *result,
                               GError       **error)
{
  return _limner_store_finish (self, result, error);
}

typedef struct
{
  char *server;
  char *model;
  char *version;
} ModelKey;

static void
free_model_key (gpointer data)
{
  ModelKey *key = data;

  g_clear_pointer (&key->server, g_free);
  g_clear_pointer (&key->model, g_free);
  g_clear_pointer (&key->version, g_free);
  g_free (key);
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double left = *(const double *) a;
  double right = *(const double *) b;

  return left < right ? -1 : left > right;
}

/* The value below which a share of the sorted values lies, between neighbours (type 7 of Hyndman
 * and Fan, as R and NumPy have it).
 */
static double
get_quantile (GArray *sorted,
              double  share)
{
  double place;
  guint below;

  if (sorted->len == 0)
    return NAN;
  place = share * (sorted->len - 1);
  below = (guint) place;
  if (below + 1 >= sorted->len)
    return g_array_index (sorted, double, sorted->len - 1);
  return g_array_index (sorted, double, below) +
         (place - below) * (g_array_index (sorted, double, below + 1) -
                            g_array_index (sorted, double, below));
}

static gpointer
run_get_timings (LimnerStore     *self,
                 LimnerDatabase  *database,
                 gpointer         data,
                 GError         **error)
{
  const ModelKey *key = data;
  g_autoptr(LimnerStatement) statement = NULL;
  g_autoptr(GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr(GArray) costs = g_array_new (FALSE, FALSE, sizeof (double));
  LimnerTimings *timings;

  statement = limner_database_query (database, error,
                                     "SELECT predict_time, cost FROM usage"
                                     " WHERE server = ?1 AND model = ?2"
                                     " AND (?3 IS NULL OR version = ?3)"
                                     " AND outcome = 'succeeded' AND predict_time IS NOT NULL"
                                     " ORDER BY finished DESC LIMIT ?4", "sssi", key->server,
                                     key->model, key->version, (gint64) MAX_RUNS);
  if (statement == NULL)
    return NULL;
  while (limner_statement_step (statement, NULL))
    {
      double time = limner_statement_get_double (statement, 0);
      double cost = limner_statement_get_double (statement, 1);

      if (isfinite (time))
        g_array_append_val (times, time);
      if (isfinite (cost))
        g_array_append_val (costs, cost);
    }
  g_array_sort (times, compare_doubles);
  g_array_sort (costs, compare_doubles);

  timings = g_new0 (LimnerTimings, 1);
  timings->n = times->len;
  timings->predict_time = get_quantile (times, 0.5);
  timings->predict_time_low = get_quantile (times, 0.25);
  timings->predict_time_high = get_quantile (times, 0.75);
  timings->cost = get_quantile (costs, 0.5);
  return timings;
}

/**
 * limner_store_get_timings_async:
 * @self: a library
 * @server: the server's id
 * @model: `owner/name`
 * @version: (nullable): version id, %NULL for all versions
 * @cancellable: (nullable): to stop waiting
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Finds out how long the last runs of a model took.
 */
void
limner_store_get_timings_async (LimnerStore         *self,
                                const char          *server,
                                const char          *model,
                                const char          *version,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  ModelKey *key;

  g_return_if_fail (LIMNER_IS_STORE (self));

  key = g_new0 (ModelKey, 1);
  key->server = g_strdup (server);
  key->model = g_strdup (model);
  key->version = g_strdup (version);
  _limner_store_push (self, LIMNER_STORE_READ, limner_store_get_timings_async, run_get_timings,
                      key, free_model_key, g_free, cancellable, callback, user_data);
}

/**
 * limner_store_get_timings_finish:
 * @self: a library
 * @result: the result
 * @timings: (out caller-allocates): what was measured
 * @error: return location for an error
 *
 * Ends limner_store_get_timings_async().
 *
 * Returns: %TRUE on success, also when there are no past runs
 */
gboolean
limner_store_get_timings_finish (LimnerStore    *self,
                                 GAsyncResult   *result,
                                 LimnerTimings  *timings,
                                 GError        **error)
{
  g_autofree LimnerTimings *found = _limner_store_finish (self, result, error);

  if (found == NULL)
    return FALSE;
  *timings = *found;
  return TRUE;
}

typedef struct
{
  char   *model;
  char   *unit;
  double  price;
} Price;

static void
free_price (gpointer data)
{
  Price *price = data;

  g_clear_pointer (&price->model, g_free);
  g_clear_pointer (&price->unit, g_free);
  g_free (price);
}

static gpointer
run_set_price (LimnerStore     *self,
               LimnerDatabase  *database,
               gpointer         data,
               GError         **error)
{
  const Price *price = data;
  gboolean ok;

  if (isnan (price->price))
    ok = limner_database_run (database, error, "DELETE FROM prices WHERE model = ?", "s",
                              price->model);
  else
    ok = limner_database_run (database, error,
                              "INSERT OR REPLACE INTO prices (model, unit, price)"
                              " VALUES (?, ?, ?)", "ssd", price->model, price->unit, price->price);
  return ok ? LIMNER_STORE_OK : NULL;
}

/**
 * limner_store_set_price_async:
 * @self: a library
 * @model: `owner/name`
 * @unit: `picture`, `run` or `second`
 * @price: US dollars, NaN to forget it
 * @cancellable: (nullable): to stop waiting
 * @callback: called when it is done; ends with limner_store_write_finish()
 * @user_data: for @callback
 *
 * Keeps the price that the user typed for a model.
 */
void
limner_store_set_price_async (LimnerStore         *self,
                              const char          *model,
                              const char          *unit,
                              double               price,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  Price *request;

  g_return_if_fail (LIMNER_IS_STORE (self));
  g_return_if_fail (model != NULL && unit != NULL);

  request = g_new0 (Price, 1);
  request->model = g_strdup (model);
  request->unit = g_strdup (unit);
  request->price = price;
  _limner_store_push (self, LIMNER_STORE_READ, limner_store_set_price_async, run_set_price,
                      request, free_price, NULL, cancellable, callback, user_data);
}

static gpointer
run_get_price (LimnerStore     *self,
               LimnerDatabase  *database,
               gpointer         data,
               GError         **error)
{
  g_autoptr(LimnerStatement) statement = NULL;
  Price *price;

  statement = limner_database_query (database, error,
                                     "SELECT unit, price FROM prices WHERE model = ?", "s", data);
  if (statement == NULL)
    return NULL;

  price = g_new0 (Price, 1);
  price->price = NAN;
  if (limner_statement_step (statement, NULL))
    {
      price->unit = limner_statement_dup_text (statement, 0, 255);
      price->price = limner_statement_get_double (statement, 1);
    }
  return price;
}

/**
 * limner_store_get_price_async:
 * @self: a library
 * @model: `owner/name`
 * @cancellable: (nullable): to stop waiting
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Looks up the price that the user typed for a model.
 */
void
limner_store_get_price_async (LimnerStore         *self,
                              const char          *model,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_return_if_fail (LIMNER_IS_STORE (self));

  _limner_store_push (self, LIMNER_STORE_READ, limner_store_get_price_async, run_get_price,
                      g_strdup (model), g_free, free_price, cancellable, callback, user_data);
}

/**
 * limner_store_get_price_finish:
 * @self: a library
 * @result: the result
 * @unit: (out) (transfer full) (nullable): `picture`, `run`, `second`, %NULL when there is none
 * @price: (out): US dollars, NaN when there is none
 * @error: return location for an error
 *
 * Ends limner_store_get_price_async().
 *
 * Returns: %TRUE on success, also when no price was typed
 */
gboolean
limner_store_get_price_finish (LimnerStore   *self,
                               GAsyncResult  *result,
                               char         **unit,
                               double        *price,
                               GError       **error)
{
  Price *found = _limner_store_finish (self, result, error);

  if (found == NULL)
    return FALSE;
  *unit = g_steal_pointer (&found->unit);
  *price = found->price;
  free_price (found);
  return TRUE;
}
