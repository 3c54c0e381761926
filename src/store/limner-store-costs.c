/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>
#include <string.h>

#include "limner-store-call.h"
#include "limner-hardware-prices.h"
#include "limner-store-costs.h"
#include "limner-store-private.h"

/* How many past runs a median is taken over: enough to be steady, few enough to follow a change of
 * the hardware.
 */
#define MAX_RUNS 50
#define MAX_NAME 4096

/* What is measured of a run, and the price that was typed for a model. */
typedef struct
{
  double predict_time;
  double cost;
} Run;

typedef struct
{
  char   *unit;
  double  price;
} Price;

static void free_usage (gpointer data);
static void free_total (gpointer data);
static void free_price (gpointer data);

static const LimnerColumn usage_columns[] = {
  LIMNER_ROW_NEEDED (LimnerUsage, job, 255),
  LIMNER_ROW_TEXT (LimnerUsage, server, MAX_NAME),
  LIMNER_ROW_TEXT (LimnerUsage, model, MAX_NAME),
  LIMNER_ROW_TEXT (LimnerUsage, version, MAX_NAME),
  LIMNER_ROW_TEXT (LimnerUsage, outcome, 255),
  LIMNER_ROW_INT64 (LimnerUsage, finished),
  LIMNER_ROW_DOUBLE (LimnerUsage, predict_time),
  LIMNER_ROW_DOUBLE (LimnerUsage, total_time),
  LIMNER_ROW_COUNT (LimnerUsage, n_outputs),
  LIMNER_ROW_DOUBLE (LimnerUsage, cost),
  LIMNER_ROW_TEXT (LimnerUsage, cost_source, 255),
};
static const LimnerRowType usage_row = LIMNER_ROW_TYPE (LimnerUsage, usage_columns, free_usage);

static const LimnerColumn total_columns[] = {
  LIMNER_ROW_TEXT (LimnerUsageTotal, name, MAX_NAME),
  LIMNER_ROW_COUNT (LimnerUsageTotal, n_jobs),
  LIMNER_ROW_COUNT (LimnerUsageTotal, n_unknown),
  LIMNER_ROW_COUNT (LimnerUsageTotal, n_fruitless),
  LIMNER_ROW_NUMBER (LimnerUsageTotal, predict_time),
  LIMNER_ROW_NUMBER (LimnerUsageTotal, cost),
};
static const LimnerRowType total_row =
  LIMNER_ROW_TYPE (LimnerUsageTotal, total_columns, free_total);

static const LimnerColumn run_columns[] = {
  LIMNER_ROW_DOUBLE (Run, predict_time),
  LIMNER_ROW_DOUBLE (Run, cost),
};
static const LimnerRowType run_row = LIMNER_ROW_TYPE (Run, run_columns, g_free);

static const LimnerColumn price_columns[] = {
  LIMNER_ROW_TEXT (Price, unit, 255),
  LIMNER_ROW_DOUBLE (Price, price),
};
static const LimnerRowType price_row = LIMNER_ROW_TYPE (Price, price_columns, free_price);

/** So long, in microseconds, it is known what a person agreed to. */
#define KEEP_AGREEMENTS (G_GINT64_CONSTANT (365) * 24 * 3600 * G_USEC_PER_SEC)

static void
free_usage (gpointer data)
{
  _limner_row_clear (&usage_row, data);
  g_free (data);
}

static void
free_total (gpointer data)
{
  _limner_row_clear (&total_row, data);
  g_free (data);
}

static void
free_price (gpointer data)
{
  _limner_row_clear (&price_row, data);
  g_free (data);
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

  _limner_store_put (self, limner_store_add_usage_async, &usage_row, "usage", usage, cancellable,
                     callback, user_data);
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
  g_autofree char *sql = NULL;

  g_return_if_fail (LIMNER_IS_STORE (self));

  sql = g_strdup_printf ("SELECT %s AS name, count (*), count (*) - count (cost),"
                         " total (outcome != 'succeeded'),"
                         " total (predict_time), total (cost) FROM usage"
                         " WHERE finished >= ? GROUP BY name ORDER BY %s LIMIT 5000",
                         get_group_column (group),
                         group == LIMNER_USAGE_BY_MODEL ? "6 DESC, name" : "name DESC");
  _limner_store_list (self, limner_store_sum_usage_async, &total_row, cancellable, callback,
                      user_data, sql, "i", after);
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
  g_return_if_fail (LIMNER_IS_STORE (self));

  _limner_store_list (self, limner_store_get_timings_async, &run_row, cancellable, callback,
                      user_data,
                      "SELECT predict_time, cost FROM usage WHERE server = ?1 AND model = ?2"
                      " AND (?3 IS NULL OR version = ?3)"
                      " AND outcome = 'succeeded' AND predict_time IS NOT NULL"
                      " ORDER BY finished DESC LIMIT ?4", "sssi", server, model, version,
                      (gint64) MAX_RUNS);
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
  g_autoptr(GPtrArray) runs = _limner_store_finish (self, result, error);
  g_autoptr(GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr(GArray) costs = g_array_new (FALSE, FALSE, sizeof (double));

  if (runs == NULL)
    return FALSE;

  for (guint i = 0; i < runs->len; i++)
    {
      const Run *run = g_ptr_array_index (runs, i);

      if (isfinite (run->predict_time))
        g_array_append_val (times, run->predict_time);
      if (isfinite (run->cost))
        g_array_append_val (costs, run->cost);
    }
  g_array_sort (times, compare_doubles);
  g_array_sort (costs, compare_doubles);

  timings->n = times->len;
  timings->predict_time = get_quantile (times, 0.5);
  timings->predict_time_low = get_quantile (times, 0.25);
  timings->predict_time_high = get_quantile (times, 0.75);
  timings->cost = get_quantile (costs, 0.5);
  return TRUE;
}

/**
 * limner_store_set_price_async:
 * @self: a library
 * @model: `owner/name`
 * @unit: `picture`, `run`, `second`, or `on:` and the name of hardware
 * @price: US dollars, NaN to forget it; of no account for hardware
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
  g_return_if_fail (LIMNER_IS_STORE (self));
  g_return_if_fail (model != NULL && unit != NULL);

  if (isnan (price))
    _limner_store_run (self, limner_store_set_price_async, cancellable, callback, user_data,
                       "DELETE FROM prices WHERE model = ?", "s", model);
  else
    _limner_store_run (self, limner_store_set_price_async, cancellable, callback, user_data,
                       "INSERT INTO prices (model, unit, price) VALUES (?1, ?2, ?3)"
                       " ON CONFLICT (model) DO UPDATE SET unit = ?2, price = ?3", "ssd", model,
                       unit, price);
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

  _limner_store_list (self, limner_store_get_price_async, &price_row, cancellable, callback,
                      user_data, "FROM prices WHERE model = ?1 OR model ="
                      " (SELECT 'hardware:' || substr (unit, 4) FROM prices"
                      " WHERE model = ?1 AND unit LIKE 'on:%') ORDER BY model != ?1", "s", model);
}

/**
 * limner_store_get_price_finish:
 * @self: a library
 * @result: the result
 * @unit: (out) (transfer full) (nullable): `picture`, `run`, `second`, %NULL when there is none
 * @price: (out): US dollars, NaN when there is none
 * @hardware: (out) (optional) (nullable) (transfer full): the hardware whose price it is: the one
 *   that was typed for it, else what the service's page said once; %NULL where the price was typed
 *   for the model
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
                               char         **hardware,
                               GError       **error)
{
  g_autoptr(GPtrArray) prices = _limner_store_finish (self, result, error);
  const Price *found, *own;

  if (prices == NULL)
    return FALSE;
  *unit = NULL;
  *price = NAN;
  if (hardware != NULL)
    *hardware = NULL;
  if (prices->len == 0)
    return TRUE;

  found = g_ptr_array_index (prices, 0);
  own = prices->len > 1 ? g_ptr_array_index (prices, 1) : NULL;
  if (found->unit != NULL && g_str_has_prefix (found->unit, LIMNER_PRICE_ON_HARDWARE))
    {
      const char *sku = found->unit + strlen (LIMNER_PRICE_ON_HARDWARE);
      const LimnerHardwarePrice *known = limner_hardware_price_find (sku);

      *unit = g_strdup ("second");
      if (own != NULL)
        *price = own->price;
      else if (known != NULL)
        *price = known->dollars;
      if (hardware != NULL)
        *hardware = g_strdup (sku);
      return TRUE;
    }
  *unit = g_strdup (found->unit);
  *price = found->price;
  return TRUE;
}

typedef struct
{
  char     *subject;
  gboolean  agreed;
} Agreement;

static void
free_agreement (gpointer data)
{
  Agreement *agreement = data;

  g_clear_pointer (&agreement->subject, g_free);
  g_free (agreement);
}

static gpointer
run_save_agreement (LimnerStore     *self,
                    LimnerDatabase  *database,
                    gpointer         data,
                    GError         **error)
{
  const Agreement *agreement = data;

  if (!limner_database_run (database, error,
                            "INSERT INTO agreements (subject, agreed, answered) VALUES (?, ?, ?)"
                            " ON CONFLICT (subject) DO UPDATE SET agreed = excluded.agreed,"
                            " answered = excluded.answered", "sii", agreement->subject,
                            (gint64) agreement->agreed, g_get_real_time ()))
    return NULL;
  return LIMNER_STORE_OK;
}

/**
 * limner_store_save_agreement_async:
 * @self: a library
 * @subject: a job's id, or what the jobs of a batch share
 * @agreed: whether it may cost more than the limit
 * @cancellable: (nullable): to stop waiting
 * @callback: called when it is done; ends with limner_store_write_finish()
 * @user_data: for @callback
 *
 * Keeps what a person said when asked, so that nobody is asked twice.
 */
void
limner_store_save_agreement_async (LimnerStore         *self,
                                   const char          *subject,
                                   gboolean             agreed,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  Agreement *agreement;

  g_return_if_fail (LIMNER_IS_STORE (self));
  g_return_if_fail (subject != NULL);

  agreement = g_new0 (Agreement, 1);
  agreement->subject = g_strdup (subject);
  agreement->agreed = !!agreed;
  _limner_store_push (self, LIMNER_STORE_READ, limner_store_save_agreement_async,
                      run_save_agreement, agreement, free_agreement, NULL, cancellable, callback,
                      user_data);
}

/* Those of what ended long ago are of no use any more. */
static gpointer
run_list_agreements (LimnerStore     *self,
                     LimnerDatabase  *database,
                     gpointer         data,
                     GError         **error)
{
  g_autoptr(LimnerStatement) statement = NULL;
  GHashTable *agreements;

  if (!limner_database_run (database, error, "DELETE FROM agreements WHERE answered < ?", "i",
                            g_get_real_time () - KEEP_AGREEMENTS))
    return NULL;
  statement = limner_database_query (database, error, "SELECT subject, agreed FROM agreements",
                                     NULL);
  if (statement == NULL)
    return NULL;

  agreements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  while (limner_statement_step (statement, NULL))
    g_hash_table_insert (agreements, limner_statement_dup_text (statement, 0, 255),
                         GINT_TO_POINTER (limner_statement_get_int (statement, 1) != 0));
  return agreements;
}

/**
 * limner_store_list_agreements_async:
 * @self: a library
 * @cancellable: (nullable): to stop waiting
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Reads all answers that were kept, but for those of a year ago.
 */
void
limner_store_list_agreements_async (LimnerStore         *self,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  g_return_if_fail (LIMNER_IS_STORE (self));

  _limner_store_push (self, LIMNER_STORE_READ, limner_store_list_agreements_async,
                      run_list_agreements, NULL, NULL, (GDestroyNotify) g_hash_table_unref,
                      cancellable, callback, user_data);
}

/**
 * limner_store_list_agreements_finish:
 * @self: a library
 * @result: the result
 * @error: return location for an error
 *
 * Ends limner_store_list_agreements_async().
 *
 * Returns: (transfer full) (nullable): from subjects to whether it was agreed
 */
GHashTable *
limner_store_list_agreements_finish (LimnerStore   *self,
                                     GAsyncResult  *result,
                                     GError       **error)
{
  return _limner_store_finish (self, result, error);
}
