/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include <glib/gi18n.h>

#include "jobs/limner-price-book.h"
#include "store/limner-store-models.h"
#include "widgets/limner-amount-text.h"

#include "limner-model-facts.h"

/** How long after the last letter a note is written down, in milliseconds. */
#define NOTE_PAUSE 600

/**
 * LimnerModelFacts:
 *
 * What is known of a model here: what it does and gives, how long the person's own runs took and
 * what they cost, and a note that only this computer knows.
 */
struct _LimnerModelFacts
{
  AdwPreferencesGroup  parent_instance;

  AdwActionRow        *does;
  AdwActionRow        *gives;
  AdwActionRow        *runs;
  GtkEditable         *note;

  /* Owned */
  LimnerStudio        *studio;
  char                *server;
  char                *model;
  GCancellable        *cancellable;
  guint                note_id;
  gboolean             is_loading;
};

G_DEFINE_FINAL_TYPE (LimnerModelFacts, limner_model_facts, ADW_TYPE_PREFERENCES_GROUP)

static void
set_row (AdwActionRow *row,
         const char   *text)
{
  g_autofree char *escaped = g_markup_escape_text (text != NULL ? text : "", -1);

  adw_action_row_set_subtitle (row, escaped);
  gtk_widget_set_visible (GTK_WIDGET (row), text != NULL && *text != '\0');
}

static void
write_note (LimnerModelFacts *self)
{
  const char *text = gtk_editable_get_text (self->note);

  g_clear_handle_id (&self->note_id, g_source_remove);
  limner_store_set_memo_async (limner_studio_get_store (self->studio), "note", self->server,
                               self->model, *text != '\0' ? text : NULL, NULL, NULL, NULL);
}

static gboolean
note_cb (gpointer user_data)
{
  LimnerModelFacts *self = user_data;

  self->note_id = 0;
  write_note (self);
  return G_SOURCE_REMOVE;
}

static void
note_changed_cb (LimnerModelFacts *self)
{
  if (self->is_loading || self->model == NULL)
    return;

  g_clear_handle_id (&self->note_id, g_source_remove);
  self->note_id = g_timeout_add (NOTE_PAUSE, note_cb, self);
}

static void
noted_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(LimnerModelFacts) self = user_data;
  g_autoptr(GPtrArray) rows = limner_store_list_texts_finish (LIMNER_STORE (object), result, NULL);
  LimnerNamedText *row = rows != NULL && rows->len > 0 ? g_ptr_array_index (rows, 0) : NULL;

  if (row == NULL || row->text == NULL)
    return;

  self->is_loading = TRUE;
  gtk_editable_set_text (self->note, row->text);
  self->is_loading = FALSE;
}

static void
estimated_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(LimnerModelFacts) self = user_data;
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *price = NULL;
  g_autofree char *table = NULL;
  g_autofree char *source = NULL;
  LimnerEstimate estimate;

  if (!limner_price_book_estimate_finish (LIMNER_STORE (object), result, &estimate, NULL) ||
      estimate.n_runs == 0)
    return;

  g_string_append_printf (text, ngettext ("%u run", "%u runs", estimate.n_runs), estimate.n_runs);
  if (!isnan (estimate.time))
    /* Translators: how long a run took, in seconds */
    g_string_append_printf (text, _(" · about %.1f s each"), estimate.time);
  price = limner_amount_estimate_to_text (estimate.source, estimate.cost_low, estimate.cost_high);
  if (isnan (estimate.cost) || estimate.source == LIMNER_PRICE_FREE)
    g_string_append_printf (text, " · %s", price);
  else
    /* Translators: what a run cost, such as “about $0.0081” */
    g_string_append_printf (text, _(" · %s each"), price);
  table = limner_estimate_dup_table (&estimate);
  source = limner_amount_source_to_text (estimate.source, estimate.n_runs, table);
  set_row (self->runs, text->str);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->runs), source);
}

static void
limner_model_facts_dispose (GObject *object)
{
  LimnerModelFacts *self = LIMNER_MODEL_FACTS (object);

  if (self->note_id != 0)
    write_note (self);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->studio);

  G_OBJECT_CLASS (limner_model_facts_parent_class)->dispose (object);
}

static void
limner_model_facts_finalize (GObject *object)
{
  LimnerModelFacts *self = LIMNER_MODEL_FACTS (object);

  g_clear_pointer (&self->server, g_free);
  g_clear_pointer (&self->model, g_free);

  G_OBJECT_CLASS (limner_model_facts_parent_class)->finalize (object);
}

static void
limner_model_facts_class_init (LimnerModelFactsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = limner_model_facts_dispose;
  G_OBJECT_CLASS (klass)->finalize = limner_model_facts_finalize;
}

static AdwActionRow *
add_row (LimnerModelFacts *self,
         const char       *title)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_widget_set_visible (row, FALSE);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  return ADW_ACTION_ROW (row);
}

static void
limner_model_facts_init (LimnerModelFacts *self)
{
  GtkWidget *note = adw_entry_row_new ();

  self->does = add_row (self, _("Does"));
  self->gives = add_row (self, _("Gives"));
  self->runs = add_row (self, _("Your own runs"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (note), _("Your note"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), note);
  self->note = GTK_EDITABLE (note);
  g_signal_connect_object (note, "changed", G_CALLBACK (note_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * limner_model_facts_new:
 * @studio: the studio
 *
 * Returns: (transfer floating): a group of rows without a model
 */
GtkWidget *
limner_model_facts_new (LimnerStudio *studio)
{
  LimnerModelFacts *self;

  g_return_val_if_fail (LIMNER_IS_STUDIO (studio), NULL);

  self = g_object_new (LIMNER_TYPE_MODEL_FACTS, NULL);
  self->studio = g_object_ref (studio);
  return GTK_WIDGET (self);
}

/**
 * limner_model_facts_set_model:
 * @self: the rows
 * @server: a server's id
 * @model: `owner/name`
 *
 * Shows another model, of which the schema is not known yet.
 */
void
limner_model_facts_set_model (LimnerModelFacts *self,
                              const char       *server,
                              const char       *model)
{
  LimnerStore *store;

  g_return_if_fail (LIMNER_IS_MODEL_FACTS (self));
  g_return_if_fail (server != NULL && model != NULL);

  if (self->note_id != 0)
    write_note (self);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_free (self->server);
  g_free (self->model);
  self->server = g_strdup (server);
  self->model = g_strdup (model);
  set_row (self->does, NULL);
  set_row (self->gives, NULL);
  set_row (self->runs, NULL);
  self->is_loading = TRUE;
  gtk_editable_set_text (self->note, "");
  self->is_loading = FALSE;

  store = limner_studio_get_store (self->studio);
  limner_store_list_memos_async (store, "note", server, model, self->cancellable, noted_cb,
                                 g_object_ref (self));
  limner_price_book_estimate_async (store, server, model, NULL, 1, self->cancellable, estimated_cb,
                                    g_object_ref (self));
}

/**
 * limner_model_facts_set_schema:
 * @self: the rows
 * @schema: what the model can be asked
 * @kinds: what it does
 *
 * Tells what the model does and gives.
 */
void
limner_model_facts_set_schema (LimnerModelFacts *self,
                               LimnerSchema     *schema,
                               LimnerModelKinds  kinds)
{
  g_autofree char *text = NULL;

  g_return_if_fail (LIMNER_IS_MODEL_FACTS (self));
  g_return_if_fail (LIMNER_IS_SCHEMA (schema));

  text = limner_model_kinds_describe (kinds);
  set_row (self->does, text);
  set_row (self->gives, limner_model_output_describe (schema));
}
