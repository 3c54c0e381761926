/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "store/limner-store-costs.h"
#include "widgets/limner-amount-text.h"

#include "limner-model-hints.h"

/**
 * LimnerModelHints:
 *
 * What the person's own runs tell of models: which were run a moment ago, so that a hosted one does
 * not have to start first, and what a run cost on average. The service tells neither.
 */
struct _LimnerModelHints
{
  GObject       parent_instance;

  /* Owned */
  LimnerStore  *store;
  GHashTable   *prices;         /* `owner/name` → US dollars a run, as a double */
  GHashTable   *warm;           /* a set of `owner/name` */
  GCancellable *cancellable;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LimnerModelHints, limner_model_hints, G_TYPE_OBJECT)

static GPtrArray *
take_totals (LimnerStore  *store,
             GAsyncResult *result)
{
  g_autoptr(GError) error = NULL;
  GPtrArray *totals = limner_store_sum_usage_finish (store, result, &error);

  if (totals == NULL)
    g_debug ("There are no hints: %s", error->message);
  return totals;
}

static void
priced_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(LimnerModelHints) self = user_data;
  g_autoptr(GPtrArray) totals = take_totals (LIMNER_STORE (object), result);

  if (totals == NULL)
    return;

  g_hash_table_remove_all (self->prices);
  for (guint i = 0; i < totals->len; i++)
    {
      const LimnerUsageTotal *total = g_ptr_array_index (totals, i);
      double price;

      if (total->name == NULL || total->n_jobs <= total->n_unknown || total->cost <= 0)
        continue;
      price = total->cost / (total->n_jobs - total->n_unknown);
      g_hash_table_insert (self->prices, g_strdup (total->name),
                           g_memdup2 (&price, sizeof price));
    }
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
warm_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(LimnerModelHints) self = user_data;
  g_autoptr(GPtrArray) totals = take_totals (LIMNER_STORE (object), result);

  if (totals == NULL)
    return;

  g_hash_table_remove_all (self->warm);
  for (guint i = 0; i < totals->len; i++)
    {
      const LimnerUsageTotal *total = g_ptr_array_index (totals, i);

      if (total->name != NULL)
        g_hash_table_add (self->warm, g_strdup (total->name));
    }
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
limner_model_hints_dispose (GObject *object)
{
  LimnerModelHints *self = LIMNER_MODEL_HINTS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (limner_model_hints_parent_class)->dispose (object);
}

static void
limner_model_hints_finalize (GObject *object)
{
  LimnerModelHints *self = LIMNER_MODEL_HINTS (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->prices, g_hash_table_unref);
  g_clear_pointer (&self->warm, g_hash_table_unref);

  G_OBJECT_CLASS (limner_model_hints_parent_class)->finalize (object);
}

static void
limner_model_hints_class_init (LimnerModelHintsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = limner_model_hints_dispose;
  object_class->finalize = limner_model_hints_finalize;

  /**
   * LimnerModelHints::changed:
   *
   * The answers may be others now.
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
limner_model_hints_init (LimnerModelHints *self)
{
  self->prices = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->warm = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->cancellable = g_cancellable_new ();
}

/**
 * limner_model_hints_new:
 * @store: where runs are written down
 *
 * Returns: (transfer full): hints that know nothing yet
 */
LimnerModelHints *
limner_model_hints_new (LimnerStore *store)
{
  LimnerModelHints *self;

  g_return_val_if_fail (LIMNER_IS_STORE (store), NULL);

  self = g_object_new (LIMNER_TYPE_MODEL_HINTS, NULL);
  self->store = g_object_ref (store);
  return self;
}

/**
 * limner_model_hints_reload:
 * @self: hints
 *
 * Asks the library what was run. #LimnerModelHints::changed tells when the answer is there.
 */
void
limner_model_hints_reload (LimnerModelHints *self)
{
  gint64 after = g_get_real_time () - (gint64) LIMNER_MODEL_WARM_TIME * G_USEC_PER_SEC;

  g_return_if_fail (LIMNER_IS_MODEL_HINTS (self));

  limner_store_sum_usage_async (self->store, LIMNER_USAGE_BY_MODEL, 0, self->cancellable,
                                priced_cb, g_object_ref (self));
  limner_store_sum_usage_async (self->store, LIMNER_USAGE_BY_MODEL, after, self->cancellable,
                                warm_cb, g_object_ref (self));
}

/**
 * limner_model_hints_is_warm:
 * @self: hints
 * @reference: `owner/name`
 *
 * Returns: whether the model was run within #LIMNER_MODEL_WARM_TIME
 */
gboolean
limner_model_hints_is_warm (LimnerModelHints *self,
                            const char       *reference)
{
  g_return_val_if_fail (LIMNER_IS_MODEL_HINTS (self), FALSE);

  return g_hash_table_contains (self->warm, reference);
}

/**
 * limner_model_hints_dup_price:
 * @self: hints
 * @reference: `owner/name`
 *
 * Returns: (transfer full) (nullable): what a run cost on average, such as “about $0.003”; %NULL if
 *   nobody knows, or if it was free
 */
char *
limner_model_hints_dup_price (LimnerModelHints *self,
                              const char       *reference)
{
  const double *price;

  g_return_val_if_fail (LIMNER_IS_MODEL_HINTS (self), NULL);

  price = g_hash_table_lookup (self->prices, reference);
  if (price == NULL)
    return NULL;
  return limner_amount_estimate_to_text (LIMNER_PRICE_MEASURED, *price, *price);
}
