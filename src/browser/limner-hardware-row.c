/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include <adwaita.h>
#include <glib/gi18n.h>

#include "store/limner-hardware-prices.h"
#include "store/limner-store-costs.h"
#include "widgets/limner-amount-text.h"

#include "limner-hardware-row.h"

/** Seconds of an hour. */
#define HOUR 3600

/* Dollars a second, and by whom they are told; nothing where no price is known. */
static void
show_price (GtkWidget  *row,
            double      dollars,
            const char *source)
{
  const char *sku = g_object_get_data (G_OBJECT (row), "limner-sku");
  g_autofree char *text = NULL;

  if (isfinite (dollars))
    {
      g_autofree char *second = limner_amount_rate_to_text (dollars);
      g_autofree char *hour = limner_amount_cost_to_text (dollars * HOUR);

      /* Translators: the short name of hardware, money for a second and for an hour, who says so */
      text = g_strdup_printf (_("%s · %s per second · %s per hour · %s"), sku, second, hour,
                              source);
    }
  else
    {
      /* Translators: the short name of hardware */
      text = g_strdup_printf (_("%s · price unknown"), sku);
    }
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
}

static void
price_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GtkWidget) row = user_data;
  g_autofree char *unit = NULL;
  g_autofree char *hardware = NULL;
  double price = NAN;

  if (limner_store_get_price_finish (LIMNER_STORE (object), result, &unit, &price, &hardware,
                                     NULL) &&
      isfinite (price) && price > 0)
    show_price (row, price, _("your price"));
}

/**
 * limner_hardware_row_new:
 * @hardware: a machine that models run on
 * @store: where the user's own prices are
 * @cancellable: (nullable): to stop looking for a price
 *
 * Shows a machine and what a second and an hour of it cost: what the user typed for it, else what
 * the service's page said on the day that is told, else that nobody knows.
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
limner_hardware_row_new (LimnerHardware *hardware,
                         LimnerStore    *store,
                         GCancellable   *cancellable)
{
  GtkWidget *row = adw_action_row_new ();
  const char *name = limner_hardware_get_name (hardware);
  const char *sku = limner_hardware_get_sku (hardware);
  const LimnerHardwarePrice *known = limner_hardware_price_find (sku);
  g_autofree char *model = g_strconcat (LIMNER_PRICE_OF_HARDWARE, sku, NULL);
  g_autofree char *source = NULL;

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name != NULL ? name : sku);
  g_object_set_data_full (G_OBJECT (row), "limner-sku", g_strdup (sku), g_free);
  if (known != NULL)
    source = g_strdup_printf ("%s, %s", LIMNER_HARDWARE_PRICES_SOURCE, known->date);
  show_price (row, known != NULL ? known->dollars : NAN, source);
  limner_store_get_price_async (store, model, cancellable, price_cb, g_object_ref (row));
  return row;
}
