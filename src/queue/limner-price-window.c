/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-price-window.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n.h>

#include "client/limner-client-account.h"
#include "client/limner-server.h"
#include "jobs/limner-client-source.h"
#include "store/limner-hardware-prices.h"
#include "store/limner-store-costs.h"
#include "wire/limner-hardware.h"
#include "widgets/limner-amount-text.h"

#define SCHEMA "io.github.limner.Limner"
#define MOST 100000.0
#define MAX_LINES 60

/* The units of a price, as the library calls them; after them come the names of hardware. */
static const char * const units[] = { "picture", "run", "second" };

/**
 * LimnerPriceWindow:
 *
 * Money: what was spent by day, month and model, what may be spent, and what models cost by the
 * word of the person. Services do not tell prices; what nobody knows is not counted, and said.
 */
struct _LimnerPriceWindow
{
  AdwPreferencesWindow  parent_instance;

  LimnerStudio         *studio;       /* (owned) */
  GSettings            *settings;     /* (owned) */
  GCancellable         *cancellable;  /* (owned) */
  AdwPreferencesGroup  *prices;
  AdwPreferencesGroup  *machines;
  GtkStringList        *names;        /* (owned) of the units and of the hardware */
  GPtrArray            *skus;         /* (owned) of the hardware, in the order of @names */
  AdwPreferencesGroup  *groups[3];    /* by LimnerUsageGroup */
  GHashTable           *models;       /* (owned) names that have a row, and its field */
};

G_DEFINE_FINAL_TYPE (LimnerPriceWindow, limner_price_window, ADW_TYPE_PREFERENCES_WINDOW)

typedef struct
{
  LimnerStudio  *studio;   /* (owned) */
  GPtrArray     *skus;     /* (owned) */
  char          *model;
  GtkSpinButton *spin;
  GtkDropDown   *unit;     /* NULL for hardware itself, whose price is that of a second */
  gboolean       reading;
} PriceRow;

static void
price_row_free (gpointer data)
{
  PriceRow *row = data;

  g_clear_object (&row->studio);
  g_clear_pointer (&row->skus, g_ptr_array_unref);
  g_free (row->model);
  g_free (row);
}

static void
price_saved_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      data)
{
  g_autoptr(LimnerStudio) studio = data;

  limner_job_queue_reprice (limner_studio_get_queue (studio));
}

/* What hardware costs stands with the hardware. */
static gboolean
is_on_hardware (PriceRow *row)
{
  return row->unit != NULL && gtk_drop_down_get_selected (row->unit) >= G_N_ELEMENTS (units);
}

/* Zero is no price: what costs nothing is not typed here. */
static void
save_price (PriceRow *row)
{
  guint selected = row->unit != NULL ? gtk_drop_down_get_selected (row->unit) : 0;
  double price = gtk_spin_button_get_value (row->spin);
  g_autofree char *unit = NULL;

  gtk_widget_set_visible (GTK_WIDGET (row->spin), !is_on_hardware (row));
  if (row->reading || selected >= G_N_ELEMENTS (units) + row->skus->len)
    return;
  if (is_on_hardware (row))
    unit = g_strconcat (LIMNER_PRICE_ON_HARDWARE,
                        g_ptr_array_index (row->skus, selected - G_N_ELEMENTS (units)), NULL);
  else
    unit = g_strdup (row->unit != NULL ? units[selected] : "second");
  if (is_on_hardware (row))
    price = 0;
  else if (price <= 0)
    price = NAN;
  limner_store_set_price_async (limner_studio_get_store (row->studio), row->model, unit, price,
                                NULL, price_saved_cb, g_object_ref (row->studio));
}

static void
price_read_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      data)
{
  g_autoptr(GtkWidget) widget = data;
  PriceRow *row = g_object_get_data (G_OBJECT (widget), "limner-price");
  g_autofree char *unit = NULL;
  g_autofree char *hardware = NULL;
  double price;

  if (!limner_store_get_price_finish (LIMNER_STORE (object), result, &unit, &price, &hardware,
                                      NULL))
    return;
  row->reading = TRUE;
  if (isfinite (price) && hardware == NULL)
    gtk_spin_button_set_value (row->spin, price);
  for (guint i = 0; row->unit != NULL && hardware == NULL && i < G_N_ELEMENTS (units); i++)
    {
      if (g_strcmp0 (unit, units[i]) == 0)
        gtk_drop_down_set_selected (row->unit, i);
    }
  for (guint i = 0; row->unit != NULL && hardware != NULL && i < row->skus->len; i++)
    {
      if (g_str_equal (row->skus->pdata[i], hardware))
        gtk_drop_down_set_selected (row->unit, i + G_N_ELEMENTS (units));
    }
  row->reading = FALSE;
}

static gboolean
output_cb (GtkSpinButton *spin)
{
  if (gtk_spin_button_get_value (spin) > 0)
    return FALSE;
  gtk_editable_set_text (GTK_EDITABLE (spin), "");
  return TRUE;
}

/* No price is not a price of zero, and no limit is not a limit of zero: @word stands there. */
static void
name_zero (GtkSpinButton *spin,
           const char    *word)
{
  GtkEditable *text = gtk_editable_get_delegate (GTK_EDITABLE (spin));

  if (GTK_IS_TEXT (text))
    gtk_text_set_placeholder_text (GTK_TEXT (text), word);
  g_signal_handlers_disconnect_by_func (spin, output_cb, NULL);
  g_signal_connect (spin, "output", G_CALLBACK (output_cb), NULL);
  output_cb (spin);
}

/* A row with a price; @subtitle may be NULL. */
static PriceRow *
make_price_row (LimnerPriceWindow   *self,
                AdwPreferencesGroup *group,
                const char          *model,
                const char          *title,
                const char          *subtitle)
{
  GtkWidget *widget = adw_action_row_new ();
  PriceRow *row = g_new0 (PriceRow, 1);

  row->studio = g_object_ref (self->studio);
  row->skus = g_ptr_array_ref (self->skus);
  row->model = g_strdup (model);
  row->spin = GTK_SPIN_BUTTON (gtk_spin_button_new_with_range (0, 1000, 0.001));
  gtk_spin_button_set_digits (row->spin, 6);
  name_zero (row->spin, _("unknown"));
  gtk_widget_set_valign (GTK_WIDGET (row->spin), GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row->spin), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title, -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (widget), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (widget), subtitle);
  adw_action_row_add_suffix (ADW_ACTION_ROW (widget), GTK_WIDGET (row->spin));
  g_object_set_data_full (G_OBJECT (widget), "limner-price", row, price_row_free);
  adw_preferences_group_add (group, widget);
  limner_store_get_price_async (limner_studio_get_store (self->studio), model, self->cancellable,
                                price_read_cb, g_object_ref (widget));
  g_signal_connect_swapped (row->spin, "value-changed", G_CALLBACK (save_price), row);
  return row;
}

/* Hardware that the table or the service knows, once. */
static void
add_hardware (LimnerPriceWindow *self,
              const char        *sku,
              const char        *name)
{
  const LimnerHardwarePrice *known = limner_hardware_price_find (sku);
  g_autofree char *model = g_strconcat (LIMNER_PRICE_OF_HARDWARE, sku, NULL);
  /* Translators: the name of hardware that a model runs on */
  g_autofree char *choice = g_strdup_printf (_("on %s"), name);
  g_autofree char *subtitle = NULL;
  PriceRow *row;

  if (self->skus->len >= MAX_LINES ||
      g_ptr_array_find_with_equal_func (self->skus, sku, g_str_equal, NULL))
    return;
  g_ptr_array_add (self->skus, g_strdup (sku));
  gtk_string_list_append (self->names, choice);
  if (known != NULL)
    {
      g_autofree char *rate = limner_amount_rate_to_text (known->dollars);

      /* Translators: an amount of money, the address of a page, and a date */
      subtitle = g_strdup_printf (_("%s by %s, %s"), rate, LIMNER_HARDWARE_PRICES_SOURCE,
                                  known->date);
    }
  row = make_price_row (self, self->machines, model, name,
                        subtitle != NULL ? subtitle : _("Price unknown"));
  if (known != NULL)
    {
      g_autofree char *listed = g_strdup_printf ("%.6f", known->dollars);

      name_zero (row->spin, listed);
    }
}

static void
hardware_loaded_cb (GObject      *object,
                    GAsyncResult *result,
                    gpointer      data)
{
  g_autoptr(LimnerPriceWindow) self = data;
  GListModel *list = G_LIST_MODEL (object);

  if (!limner_page_list_load_finish (LIMNER_PAGE_LIST (object), result, NULL) ||
      self->studio == NULL)
    return;
  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(LimnerHardware) hardware = g_list_model_get_item (list, i);
      const char *sku = limner_hardware_get_sku (hardware);
      const char *name = limner_hardware_get_name (hardware);

      if (sku != NULL)
        add_hardware (self, sku, name != NULL ? name : sku);
    }
}

static void
client_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(LimnerPriceWindow) self = data;
  g_autoptr(LimnerClient) client =
    limner_client_source_get_client_finish (LIMNER_CLIENT_SOURCE (object), result, NULL);
  g_autoptr(LimnerPageList) list = NULL;

  if (client == NULL || self->studio == NULL)
    return;
  list = limner_client_list_hardware (client);
  limner_page_list_load_async (list, 1, self->cancellable, hardware_loaded_cb,
                               g_object_ref (self));
}

/* The field for a model's price; %NULL where there are too many. */
static GtkWidget *
add_price_row (LimnerPriceWindow *self,
               const char        *model)
{
  GtkWidget *known = g_hash_table_lookup (self->models, model);
  PriceRow *row;

  if (known != NULL || g_hash_table_size (self->models) >= MAX_LINES)
    return known;

  row = make_price_row (self, self->prices, model, model, NULL);
  g_hash_table_insert (self->models, g_strdup (model), row->spin);
  row->unit = GTK_DROP_DOWN (gtk_drop_down_new (G_LIST_MODEL (g_object_ref (self->names)), NULL));
  gtk_widget_set_valign (GTK_WIDGET (row->unit), GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row->unit), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("For what the price is"), -1);
  adw_action_row_add_suffix (
    ADW_ACTION_ROW (gtk_widget_get_ancestor (GTK_WIDGET (row->spin), ADW_TYPE_ACTION_ROW)),
    GTK_WIDGET (row->unit));
  g_signal_connect_swapped (row->unit, "notify::selected", G_CALLBACK (save_price), row);
  return GTK_WIDGET (row->spin);
}

static void
model_typed_cb (LimnerPriceWindow *self,
                AdwEntryRow       *entry)
{
  g_autofree char *model = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));
  GtkWidget *spin;

  if (strchr (model, '/') == NULL || strchr (model, ' ') != NULL)
    {
      gtk_widget_add_css_class (GTK_WIDGET (entry), "error");
      return;
    }
  gtk_widget_remove_css_class (GTK_WIDGET (entry), "error");
  gtk_editable_set_text (GTK_EDITABLE (entry), "");
  spin = add_price_row (self, model);
  if (spin != NULL)
    gtk_widget_grab_focus (spin);
}

static char *
total_to_text (const LimnerUsageTotal *total)
{
  g_autofree char *jobs = g_strdup_printf (ngettext ("%u job", "%u jobs", total->n_jobs),
                                           total->n_jobs);
  g_autofree char *time = limner_amount_time_to_text (total->predict_time);
  /* Translators: how many jobs, and how long they took together */
  g_autofree char *both = g_strdup_printf (_("%s, %s"), jobs, time);
  g_autoptr(GString) text = g_string_new (both);

  if (total->n_fruitless > 0)
    /* Translators: it follows how many jobs there were: so many failed or were cancelled */
    g_string_append_printf (text, ngettext (", %u without a result", ", %u without a result",
                                            total->n_fruitless), total->n_fruitless);
  if (total->n_unknown > 0)
    /* Translators: it follows how many jobs there were */
    g_string_append_printf (text, ngettext (", price unknown for %u", ", price unknown for %u",
                                            total->n_unknown), total->n_unknown);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* The library names days and months by numbers. */
static char *
dup_title (LimnerUsageGroup  group,
           const char       *name)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *today = g_date_time_format (now, "%Y-%m-%d");
  g_autofree char *text = g_strconcat (name, group == LIMNER_USAGE_BY_MONTH ? "-01" : "",
                                       "T12:00:00", NULL);
  g_autoptr(GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr(GDateTime) date = NULL;

  if (group == LIMNER_USAGE_BY_DAY && g_str_equal (name, today))
    return g_strdup (_("Today"));
  if (group != LIMNER_USAGE_BY_MODEL)
    date = g_date_time_new_from_iso8601 (text, zone);
  if (date == NULL)
    return g_strdup (name);
  return g_date_time_format (date, group == LIMNER_USAGE_BY_MONTH ? _("%B %Y")
                                                                  : _("%-e %B %Y"));
}

/* Nothing is only told where it is known that nothing was to be paid. */
static char *
total_cost_to_text (const LimnerUsageTotal *total)
{
  if (total->cost > 0)
    return limner_amount_cost_to_text (total->cost);
  return g_strdup (total->n_unknown > 0 ? _("unknown") : _("free"));
}

static void
add_total (LimnerPriceWindow      *self,
           LimnerUsageGroup        group,
           const LimnerUsageTotal *total)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *amount = total_cost_to_text (total);
  g_autofree char *subtitle = total_to_text (total);
  g_autofree char *title = dup_title (group, total->name);
  GtkWidget *label = gtk_label_new (amount);

  gtk_widget_add_css_class (label, "numeric");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  adw_preferences_group_add (self->groups[group], row);
  if (group == LIMNER_USAGE_BY_MODEL && !g_str_has_prefix (total->name, "limner/"))
    add_price_row (self, total->name);
}

typedef struct
{
  LimnerPriceWindow *window;
  LimnerUsageGroup   group;
} SumRequest;

static void
summed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autofree SumRequest *request = data;
  g_autoptr(LimnerPriceWindow) self = request->window;
  g_autoptr(GPtrArray) totals = NULL;

  totals = limner_store_sum_usage_finish (LIMNER_STORE (object), result, NULL);
  if (totals == NULL || self->studio == NULL)
    return;
  for (guint i = 0; i < MIN (totals->len, MAX_LINES); i++)
    add_total (self, request->group, g_ptr_array_index (totals, i));
  if (totals->len == 0)
    adw_preferences_group_set_description (self->groups[request->group], _("Nothing yet"));
}

static void
ask_sum (LimnerPriceWindow *self,
         LimnerUsageGroup   group)
{
  SumRequest *request = g_new0 (SumRequest, 1);

  request->window = g_object_ref (self);
  request->group = group;
  limner_store_sum_usage_async (limner_studio_get_store (self->studio), group, 0,
                                self->cancellable, summed_cb, request);
}

static void
limner_price_window_dispose (GObject *object)
{
  LimnerPriceWindow *self = LIMNER_PRICE_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->studio);

  G_OBJECT_CLASS (limner_price_window_parent_class)->dispose (object);
}

static void
limner_price_window_finalize (GObject *object)
{
  LimnerPriceWindow *self = LIMNER_PRICE_WINDOW (object);

  g_clear_object (&self->settings);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->models, g_hash_table_unref);
  g_clear_pointer (&self->skus, g_ptr_array_unref);
  g_clear_object (&self->names);

  G_OBJECT_CLASS (limner_price_window_parent_class)->finalize (object);
}

static void
limner_price_window_class_init (LimnerPriceWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = limner_price_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = limner_price_window_finalize;
}

static AdwPreferencesGroup *
add_group (AdwPreferencesPage *page,
           const char         *title,
           const char         *description)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  adw_preferences_group_set_title (group, title);
  adw_preferences_group_set_description (group, description);
  adw_preferences_page_add (page, group);
  return group;
}

/* @zero is what stands for 0, if it has a meaning of its own. */
static void
add_limit (LimnerPriceWindow   *self,
           AdwPreferencesGroup *group,
           const char          *key,
           const char          *title,
           const char          *subtitle,
           const char          *zero)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *spin = gtk_spin_button_new_with_range (0, MOST, 0.5);

  gtk_spin_button_set_digits (GTK_SPIN_BUTTON (spin), 2);
  gtk_widget_set_valign (spin, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (spin), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), spin);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), spin);
  g_settings_bind (self->settings, key, gtk_spin_button_get_adjustment (GTK_SPIN_BUTTON (spin)),
                   "value", G_SETTINGS_BIND_DEFAULT);
  if (zero != NULL)
    name_zero (GTK_SPIN_BUTTON (spin), zero);
  adw_preferences_group_add (group, row);
}

static AdwPreferencesPage *
add_page (LimnerPriceWindow *self,
          const char        *title,
          const char        *icon_name)
{
  GtkWidget *page = adw_preferences_page_new ();

  adw_preferences_page_set_title (ADW_PREFERENCES_PAGE (page), title);
  adw_preferences_page_set_icon_name (ADW_PREFERENCES_PAGE (page), icon_name);
  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (self), ADW_PREFERENCES_PAGE (page));
  return ADW_PREFERENCES_PAGE (page);
}

static void
fill_limits (LimnerPriceWindow *self)
{
  AdwPreferencesPage *page = add_page (self, _("Limits"), "dialog-warning-symbolic");
  AdwPreferencesGroup *group = add_group (page, _("Limits in US dollars"),
                                          _("Jobs whose price is not known cannot be counted."));
  g_autofree char *day = NULL;
  g_autofree char *month = NULL;
  g_autofree char *day_text = NULL;
  g_autofree char *month_text = NULL;
  double today, this_month;

  limner_job_queue_get_spent (limner_studio_get_queue (self->studio), &today, &this_month);
  day = limner_amount_cost_to_text (today);
  month = limner_amount_cost_to_text (this_month);
  /* Translators: an amount of money */
  day_text = g_strdup_printf (_("%s spent so far"), day);
  month_text = g_strdup_printf (_("%s spent so far"), month);
  add_limit (self, group, "budget-day", _("Budget per day"), day_text, _("no limit"));
  add_limit (self, group, "budget-month", _("Budget per month"), month_text,
             _("no limit"));
  add_limit (self, group, "ask-above", _("Ask before jobs dearer than"),
             _("Asked once for all of a batch, a recipe or a sweep, also when they waited for the "
               "network"), _("no limit"));
  add_limit (self, group, "live-ceiling", _("Ceiling of live painting"),
             _("What live painting may spend until the program ends; at 0 it paints only with what "
               "costs nothing"), NULL);
}

static void
fill_prices (LimnerPriceWindow *self)
{
  AdwPreferencesPage *page = add_page (self, _("Prices"), "view-list-symbolic");
  GtkWidget *entry = adw_entry_row_new ();
  const LimnerHardwarePrice *known;

  self->prices = add_group (page, _("Your prices in US dollars"),
                            _("Services do not tell what their models cost. What you enter here "
                              "comes first; else past runs tell. If you know on what a model "
                              "runs, choose it."));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (entry), _("Add a model, owner/name"));
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (entry), TRUE);
  g_signal_connect_object (entry, "apply", G_CALLBACK (model_typed_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->prices, entry);

  self->machines = add_group (page, _("Hardware in US dollars per second"),
                              _("For models that you say to run on it. What you enter here comes "
                                "before what the service’s page said on the day beside it."));
  for (guint i = 0; (known = limner_hardware_price_get (i)) != NULL; i++)
    add_hardware (self, known->sku, known->name);
  limner_client_source_get_client_async (LIMNER_CLIENT_SOURCE (self->studio),
                                         LIMNER_SERVER_REPLICATE_ID, self->cancellable, client_cb,
                                         g_object_ref (self));
}

static void
limner_price_window_init (LimnerPriceWindow *self)
{
  self->settings = g_settings_new (SCHEMA);
  self->cancellable = g_cancellable_new ();
  self->models = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->skus = g_ptr_array_new_with_free_func (g_free);
  self->names = gtk_string_list_new (NULL);
  gtk_string_list_append (self->names, _("per picture"));
  gtk_string_list_append (self->names, _("per run"));
  gtk_string_list_append (self->names, _("per second"));
  gtk_window_set_title (GTK_WINDOW (self), _("Money"));
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
  gtk_window_set_default_size (GTK_WINDOW (self), 620, 560);
  adw_preferences_window_set_search_enabled (ADW_PREFERENCES_WINDOW (self), FALSE);
}

/**
 * limner_price_window_new:
 * @studio: whose money it is
 *
 * Makes the window.
 *
 * Returns: (transfer none): the window
 */
GtkWidget *
limner_price_window_new (LimnerStudio *studio)
{
  LimnerPriceWindow *self = g_object_new (LIMNER_TYPE_PRICE_WINDOW, NULL);
  AdwPreferencesPage *spent;

  self->studio = g_object_ref (studio);
  spent = add_page (self, _("Spent"), "document-open-recent-symbolic");
  self->groups[LIMNER_USAGE_BY_MONTH] = add_group (spent, _("By month"), NULL);
  self->groups[LIMNER_USAGE_BY_DAY] = add_group (spent, _("By day"), NULL);
  self->groups[LIMNER_USAGE_BY_MODEL] = add_group (spent, _("By model"), NULL);
  fill_limits (self);
  fill_prices (self);
  for (LimnerUsageGroup group = LIMNER_USAGE_BY_DAY; group <= LIMNER_USAGE_BY_MODEL; group++)
    ask_sum (self, group);
  return GTK_WIDGET (self);
}
