/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The second half of the page: who trains, with which settings, what gets the new version, and
 * about how long that takes. */

#include "config.h"

#include <math.h>

#include <glib/gi18n.h>

#include "base/limner-error.h"
#include "base/limner-json.h"
#include "client/limner-client-account.h"
#include "client/limner-client-models.h"
#include "jobs/limner-price-book.h"
#include "store/limner-store-costs.h"
#include "widgets/limner-amount-text.h"
#include "wire/limner-hardware.h"

#include "limner-train-page-private.h"

/** How long to wait for the next letter before the server is asked, in milliseconds. */
#define TYPING_PAUSE 400

/* What the guide tells of trainings at the service: 20 minutes for 1000 steps, on this machine. */
#define TYPICAL_SECONDS_PER_STEP 1.2
#define TYPICAL_HARDWARE "gpu-h100"

static LimnerServerKind
get_kind (LimnerTrainPage *self)
{
  LimnerServer *server =
    limner_server_list_find (limner_studio_get_servers (self->studio), self->server);

  return server != NULL ? limner_server_get_kind (server) : LIMNER_SERVER_ENGINE;
}

static double
get_steps (LimnerTrainPage *self)
{
  JsonNode *node;

  if (self->trainer == NULL || self->trainer->steps_field == NULL)
    return 1;

  node = limner_values_get_effective (self->values, self->trainer->steps_field);
  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) ||
      json_node_get_value_type (node) != G_TYPE_INT64)
    return 1;
  return (double) MAX (json_node_get_int (node), 1);
}

/* How much there is to do: every picture is looked at again and again on this computer, while
 * hosted trainers take a number of steps whatever the number of pictures. */
static double
get_work (LimnerTrainPage *self)
{
  double n = g_list_model_get_n_items (G_LIST_MODEL (self->set));

  return get_steps (self) * (get_kind (self) == LIMNER_SERVER_ENGINE ? MAX (n, 1) : 1);
}

static char *
describe_time (double seconds)
{
  if (seconds < 90)
    /* Translators: a time in seconds */
    return g_strdup_printf (_("about %.0f s"), MAX (ceil (seconds), 1));

  /* Translators: a time in minutes */
  return g_strdup_printf (_("about %.0f min"), seconds / 60);
}

static gboolean
has_price (LimnerTrainPage *self)
{
  return g_strcmp0 (self->unit, "second") == 0 || g_strcmp0 (self->unit, "run") == 0;
}

/* By what the person said of the trainer in the money window: the machine it runs on, or a price;
 * else by the table, as if it ran on the usual one. The service does not tell what that costs.
 */
static char *
describe_price (LimnerTrainPage *self,
                double           seconds)
{
  double dollars = !has_price (self)
                     ? seconds * limner_hardware_price_find (TYPICAL_HARDWARE)->dollars
                     : g_str_equal (self->unit, "run") ? self->price : seconds * self->price;

  return limner_amount_estimate_to_text (LIMNER_PRICE_HARDWARE, dollars, dollars);
}

static void
show_source (LimnerTrainPage *self,
             gboolean         is_priced)
{
  LimnerEstimate estimate = {
    .source = has_price (self) && self->machine == NULL ? LIMNER_PRICE_USER : LIMNER_PRICE_HARDWARE,
    .hardware = has_price (self) ? self->machine : limner_hardware_price_find (TYPICAL_HARDWARE),
  };
  g_autofree char *table = limner_estimate_dup_table (&estimate);
  g_autofree char *source = limner_amount_source_to_text (estimate.source, 0, table);

  gtk_widget_set_tooltip_text (GTK_WIDGET (self->estimate), is_priced ? source : NULL);
}

/* Tells time and price, as far as they are known. */
void
_limner_train_page_update_estimate (LimnerTrainPage *self)
{
  double seconds;
  g_autofree char *time = NULL;
  g_autofree char *price = NULL;
  g_autofree char *text = NULL;

  if (self->trainer == NULL)
    {
      gtk_label_set_label (self->estimate, "");
      return;
    }

  seconds = limner_training_list_estimate (limner_studio_get_trainings (self->studio),
                                           self->server, self->trainer_name, get_work (self));
  time = isnan (seconds) ? NULL : describe_time (seconds);
  if (get_kind (self) != LIMNER_SERVER_REPLICATE)
    {
      text = time != NULL
             /* Translators: %s is a time */
             ? g_strdup_printf (_("Costs nothing, takes %s"), time)
             : g_strdup (_("Costs nothing; how long it takes shows the first time"));
    }
  else if (time != NULL)
    {
      price = describe_price (self, seconds);
      /* Translators: a time, and a price such as “about $2.20” */
      text = g_strdup_printf (has_price (self)
                                ? _("Takes %s by your own trainings, costs %s")
                                : _("Takes %s by your own trainings, %s on the usual machine"),
                              time, price);
    }
  else if (self->trainer->steps_field != NULL && get_steps (self) >= 100)
    {
      double typical = get_steps (self) * TYPICAL_SECONDS_PER_STEP;

      time = describe_time (typical);
      price = describe_price (self, typical);
      /* Translators: a time, and a price such as “about $2.20” */
      text = g_strdup_printf (_("Usually takes %s and costs %s; paid by the second"), time, price);
    }
  else if (g_strcmp0 (self->unit, "run") == 0)
    {
      price = describe_price (self, 0);
      /* Translators: a price such as “about $2.20” */
      text = g_strdup_printf (_("Costs %s; how long it takes shows the first time"), price);
    }
  else
    {
      text = g_strdup (_("Paid by the second; the time is not known yet"));
    }
  gtk_label_set_label (self->estimate, text);
  show_source (self, price != NULL);
}

/* Nobody else sees what is on this computer, and it runs nowhere else. */
static void
show_choices (LimnerTrainPage *self)
{
  gboolean is_elsewhere = get_kind (self) != LIMNER_SERVER_ENGINE;

  gtk_widget_set_visible (self->public_row, !self->exists && is_elsewhere);
  gtk_widget_set_visible (GTK_WIDGET (self->hardware),
                          !self->exists && is_elsewhere && self->skus->len > 0);
}

static void
hardware_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(LimnerTrainPage) self = user_data;
  GListModel *list = G_LIST_MODEL (object);
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  g_autoptr(GError) error = NULL;

  if (!limner_page_list_load_finish (LIMNER_PAGE_LIST (object), result, &error))
    return;

  g_ptr_array_set_size (self->skus, 0);
  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(LimnerHardware) hardware = g_list_model_get_item (list, i);
      const char *name = limner_hardware_get_name (hardware);

      if (limner_hardware_get_sku (hardware) == NULL)
        continue;
      gtk_string_list_append (names, name != NULL ? name : limner_hardware_get_sku (hardware));
      g_ptr_array_add (self->skus, g_strdup (limner_hardware_get_sku (hardware)));
    }
  adw_combo_row_set_model (self->hardware, G_LIST_MODEL (names));
  show_choices (self);
}

/* Names the model after the trigger word, as long as nobody has named it. */
void
_limner_train_page_suggest_destination (LimnerTrainPage *self)
{
  const char *text = gtk_editable_get_text (self->destination);
  g_autofree char *start = g_strconcat (self->owner != NULL ? self->owner : "", "/", NULL);
  g_autofree char *name = g_ascii_strdown (gtk_editable_get_text (self->trigger), -1);

  if (self->owner == NULL ||
      (*text != '\0' && g_strcmp0 (text, self->suggested) != 0 && !g_str_equal (text, start)))
    return;

  /* Names of models know no other letters, and begin and end with one. */
  g_strcanon (name, "abcdefghijklmnopqrstuvwxyz0123456789-_", '-');
  g_free (self->suggested);
  self->suggested = g_strconcat (start, self->fault == LIMNER_TRIGGER_GOOD ||
                                 self->fault == LIMNER_TRIGGER_WORD ? name : "", NULL);
  gtk_editable_set_text (self->destination, self->suggested);
}

static void
account_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(LimnerTrainPage) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(LimnerAccount) account =
    limner_client_get_account_finish (LIMNER_CLIENT (object), result, &error);

  if (account == NULL)
    return;

  g_free (self->owner);
  self->owner = g_strdup (limner_account_get_username (account));
  _limner_train_page_suggest_destination (self);
}

static void
client_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(LimnerTrainPage) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(LimnerPageList) list = NULL;
  g_autoptr(LimnerClient) client =
    limner_client_source_get_client_finish (LIMNER_CLIENT_SOURCE (object), result, &error);

  if (client == NULL)
    return;

  limner_client_get_account_async (client, self->loading, account_cb, g_object_ref (self));
  list = limner_client_list_hardware (client);
  limner_page_list_load_async (list, 1, self->loading, hardware_cb, g_object_ref (self));
}

static void
values_changed_cb (LimnerTrainPage *self)
{
  _limner_train_page_update_estimate (self);
  _limner_train_page_update (self);
}

/* Fills in what was wanted before there was a form for it. */
void
_limner_train_page_load_input (LimnerTrainPage *self)
{
  if (self->wanted_input != NULL)
    {
      g_autoptr(GPtrArray) refused = limner_values_load (self->values, self->wanted_input);
    }
  g_clear_pointer (&self->wanted_input, json_object_unref);
}

static void
use_trainer (LimnerTrainPage *self)
{
  g_clear_object (&self->values);
  self->values = limner_values_new (self->trainer->schema);
  _limner_train_page_load_input (self);
  limner_form_set_values (self->form, self->values);
  gtk_widget_set_visible (GTK_WIDGET (self->settings),
                          limner_schema_get_n_fields (self->trainer->schema) > 0);
  g_signal_connect_object (self->values, "changed", G_CALLBACK (values_changed_cb), self,
                           G_CONNECT_SWAPPED);
  values_changed_cb (self);
}

static void
trainer_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(LimnerTrainPage) self = user_data;
  g_autoptr(LimnerModelVersion) version = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(LimnerModel) model =
    limner_studio_load_model_finish (LIMNER_STUDIO (object), result, &version, NULL, &error);

  _limner_train_page_end (self);
  if (limner_error_is_cancelled (error))
    return;

  if (version != NULL)
    self->trainer = limner_trainer_new (limner_model_version_get_schema (version));
  if (self->trainer == NULL)
    {
      if (error == NULL)
        error = g_error_new (LIMNER_ERROR, LIMNER_ERROR_UNSUPPORTED, "The model cannot be trained");
      limner_banner_set_title (self->banner, model != NULL
                               ? _("This model does not learn from pictures. Choose a trainer.")
                               : "");
      limner_banner_set_revealed (self->banner, model != NULL);
      if (model == NULL)
        _limner_train_page_tell (self, error);
      self->banner_is_of_trainer = TRUE;
      _limner_train_page_update (self);
      return;
    }

  /* What is told of pictures stays. */
  if (self->banner_is_of_trainer)
    limner_banner_set_revealed (self->banner, FALSE);
  self->version = g_strdup (limner_model_version_get_id (version));
  use_trainer (self);
}

static void
price_found_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(LimnerTrainPage) self = user_data;
  g_autofree char *unit = NULL;
  g_autofree char *hardware = NULL;
  double price;

  if (!limner_store_get_price_finish (LIMNER_STORE (object), result, &unit, &price, &hardware,
                                      NULL) ||
      isnan (price) || g_cancellable_is_cancelled (self->loading))
    return;
  g_free (self->unit);
  self->unit = g_steal_pointer (&unit);
  self->price = price;
  self->machine = hardware != NULL ? limner_hardware_price_find (hardware) : NULL;
  /* The person may know better than the table. */
  if (self->machine != NULL && self->machine->dollars != price)
    self->machine = NULL;
  _limner_train_page_update_estimate (self);
}

static void
ask_price (LimnerTrainPage *self)
{
  g_clear_pointer (&self->unit, g_free);
  self->machine = NULL;
  limner_store_get_price_async (limner_studio_get_store (self->studio), self->trainer_name,
                                self->loading, price_found_cb, g_object_ref (self));
}

/* Takes another trainer, and asks its server what can be had there. */
void
_limner_train_page_set_trainer (LimnerTrainPage *self,
                                const char      *server,
                                const char      *reference)
{
  LimnerServer *found =
    limner_server_list_find (limner_studio_get_servers (self->studio), server);
  gboolean is_other_server = g_strcmp0 (server, self->server) != 0;
  const char *server_name = found == NULL ? server
                            : limner_server_get_kind (found) == LIMNER_SERVER_ENGINE
                            ? _("This computer") : limner_server_get_name (found);
  g_autofree char *new_server = g_strdup (server);
  g_autofree char *new_name = g_strdup (reference);

  if (self->loading != NULL)
    g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  self->loading = g_cancellable_new ();
  g_clear_pointer (&self->trainer, limner_trainer_free);
  g_clear_pointer (&self->version, g_free);
  limner_form_set_values (self->form, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->settings), FALSE);
  g_free (self->server);
  g_free (self->trainer_name);
  self->server = g_steal_pointer (&new_server);
  self->trainer_name = g_steal_pointer (&new_name);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->trainer_row), self->trainer_name);
  adw_action_row_set_subtitle (self->trainer_row, server_name);

  ask_price (self);
  _limner_train_page_begin (self);
  limner_studio_load_model_async (self->studio, self->server, self->trainer_name, self->loading,
                                  trainer_cb, g_object_ref (self));
  if (is_other_server || self->owner == NULL)
    {
      g_clear_pointer (&self->owner, g_free);
      g_ptr_array_set_size (self->skus, 0);
      limner_client_source_get_client_async (LIMNER_CLIENT_SOURCE (self->studio), self->server,
                                             self->loading, client_cb, g_object_ref (self));
    }
  _limner_train_page_check_destination (self);
  _limner_train_page_update_estimate (self);
  _limner_train_page_update (self);
}

static void
show_existence (LimnerTrainPage *self,
                const char      *text)
{
  gtk_widget_set_visible (GTK_WIDGET (self->exists_row), text != NULL);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->exists_row), text != NULL ? text : "");
  show_choices (self);
}

static void
destination_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(LimnerTrainPage) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(LimnerModel) model =
    limner_client_get_model_finish (LIMNER_CLIENT (object), result, &error);

  if (limner_error_is_cancelled (error))
    return;

  self->exists = model != NULL;
  show_existence (self, model != NULL ? _("This model is there; it gets a new version.")
                        : g_error_matches (error, LIMNER_ERROR, LIMNER_ERROR_NOT_FOUND)
                        ? _("This model will be made.") : NULL);
}

static void
destination_client_cb (GObject      *object,
                       GAsyncResult *result,
                       gpointer      user_data)
{
  g_autoptr(LimnerTrainPage) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(LimnerClient) client =
    limner_client_source_get_client_finish (LIMNER_CLIENT_SOURCE (object), result, &error);

  if (client != NULL)
    limner_client_get_model_async (client, gtk_editable_get_text (self->destination),
                                   self->checking, destination_cb, g_object_ref (self));
}

static gboolean
typed_cb (gpointer user_data)
{
  LimnerTrainPage *self = user_data;

  self->check_id = 0;
  limner_client_source_get_client_async (LIMNER_CLIENT_SOURCE (self->studio), self->server,
                                         self->checking, destination_client_cb,
                                         g_object_ref (self));
  return G_SOURCE_REMOVE;
}

/* Whether somebody could be the owner of what is typed. */
gboolean
_limner_train_page_has_destination (LimnerTrainPage *self)
{
  g_autofree char *owner = NULL;
  g_autofree char *name = NULL;

  return limner_model_reference_split (gtk_editable_get_text (self->destination), &owner, &name);
}

/* Looks after a pause whether the destination is there already. */
void
_limner_train_page_check_destination (LimnerTrainPage *self)
{
  g_clear_handle_id (&self->check_id, g_source_remove);
  if (self->checking != NULL)
    g_cancellable_cancel (self->checking);
  g_clear_object (&self->checking);
  self->exists = FALSE;
  show_existence (self, NULL);
  if (self->server == NULL || !_limner_train_page_has_destination (self))
    return;

  self->checking = g_cancellable_new ();
  self->check_id = g_timeout_add (TYPING_PAUSE, typed_cb, self);
}

/* Writes down where the result goes. */
void
_limner_train_page_add_destination (LimnerTrainPage *self,
                                    JsonObject      *record)
{
  guint selected = adw_combo_row_get_selected (self->hardware);

  json_object_set_string_member (record, "destination",
                                 gtk_editable_get_text (self->destination));
  json_object_set_double_member (record, "work", get_work (self));
  if (!self->exists)
    {
      JsonObject *create = json_object_new ();

      json_object_set_string_member (create, "visibility",
                                     gtk_switch_get_active (self->public) ? "public" : "private");
      json_object_set_string_member (create, "hardware", selected < self->skus->len
                                     ? g_ptr_array_index (self->skus, selected) : "cpu");
      json_object_set_object_member (record, "create", create);
    }
}
