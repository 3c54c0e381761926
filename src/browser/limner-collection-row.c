/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "base/limner-error.h"
#include "client/limner-client-models.h"

#include "limner-collection-row.h"
#include "limner-list-cache.h"
#include "limner-model-card.h"
#include "limner-side-scroll.h"

/** How many models of a collection stand in its row; the rest is behind its name. */
#define MAX_CARDS 10

/** For how long what was kept of a collection is new enough, in microseconds. */
#define FRESH_TIME (12 * G_TIME_SPAN_HOUR)

/** The width of a card, in pixels. */
#define CARD_WIDTH 196

/**
 * LimnerCollectionRow:
 *
 * A collection as a row: its name, a sentence, and its first models as cards that can be scrolled
 * sideways. The models are asked for when limner_collection_row_load() is called: a server has many
 * collections, and some are megabytes long.
 */
struct _LimnerCollectionRow
{
  GtkWidget          parent_instance;

  GtkWidget         *head;
  GtkWidget         *scroller;
  GtkWidget         *cards;

  /* Owned */
  LimnerStudio         *studio;
  LimnerModelFinder    *finder;
  LimnerModelHints     *hints;
  LimnerModelSelection *selection;
  LimnerCollection     *collection;
  char                 *server;
  GCancellable         *cancellable;
  guint              n_cards;
  gboolean           is_loaded;
};

enum
{
  OPENED,
  MODEL_ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LimnerCollectionRow, limner_collection_row, GTK_TYPE_WIDGET)

static void
name_clicked_cb (LimnerCollectionRow *self)
{
  g_signal_emit (self, signals[OPENED], 0);
}

static void
card_clicked_cb (LimnerCollectionRow *self,
                 GtkWidget           *button)
{
  GtkWidget *card = gtk_button_get_child (GTK_BUTTON (button));

  g_signal_emit (self, signals[MODEL_ACTIVATED], 0,
                 limner_model_card_get_subject (LIMNER_MODEL_CARD (card)));
}

static void
clear_cards (LimnerCollectionRow *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->cards)) != NULL)
    gtk_box_remove (GTK_BOX (self->cards), child);
  self->n_cards = 0;
}

static void
show_models (LimnerCollectionRow *self,
             GListModel          *models)
{
  guint n = MIN (g_list_model_get_n_items (models), MAX_CARDS);

  clear_cards (self);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(LimnerModel) model = g_list_model_get_item (models, i);
      GtkWidget *button = gtk_button_new ();
      GtkWidget *card = limner_model_card_new ();
      GtkWidget *clamp = adw_clamp_new ();

      limner_model_card_set_hints (LIMNER_MODEL_CARD (card), self->hints);
      limner_model_card_set_selection (LIMNER_MODEL_CARD (card), self->selection, self->server);
      limner_model_card_set_model (LIMNER_MODEL_CARD (card), model,
                                   limner_model_finder_get_client (self->finder));
      gtk_widget_set_size_request (card, CARD_WIDTH, -1);
      gtk_button_set_child (GTK_BUTTON (button), card);
      gtk_widget_add_css_class (button, "card-button");
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      limner_model_get_reference (model), -1);
      g_signal_connect_object (button, "clicked", G_CALLBACK (card_clicked_cb), self,
                               G_CONNECT_SWAPPED);
      /* All are of one width, however long their descriptions and however few they are. */
      adw_clamp_set_maximum_size (ADW_CLAMP (clamp), CARD_WIDTH);
      adw_clamp_set_tightening_threshold (ADW_CLAMP (clamp), CARD_WIDTH);
      adw_clamp_set_child (ADW_CLAMP (clamp), button);
      gtk_box_append (GTK_BOX (self->cards), clamp);
      self->n_cards++;
    }
  gtk_widget_set_visible (self->scroller, n > 0);
}

static void
got_cb (GObject      *object,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr(LimnerCollectionRow) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(LimnerCollection) collection =
    limner_client_get_collection_finish (LIMNER_CLIENT (object), result, &error);

  if (collection == NULL)
    {
      if (!limner_error_is_cancelled (error))
        g_debug ("A collection was not read: %s", error->message);
      return;
    }

  limner_model_finder_learn (self->finder, limner_collection_get_models (collection));
  limner_list_cache_save (limner_studio_get_store (self->studio), self->server,
                          limner_collection_get_slug (collection),
                          limner_collection_get_models (collection));
  show_models (self, limner_collection_get_models (collection));
}

static void
kept_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(LimnerCollectionRow) self = user_data;
  LimnerClient *client = limner_model_finder_get_client (self->finder);
  gint64 saved = 0;
  g_autoptr(GError) error = NULL;
  g_autoptr(GListModel) list =
    limner_list_cache_load_finish (LIMNER_STORE (object), result, &saved, &error);

  if (limner_error_is_cancelled (error))
    return;

  if (list != NULL)
    {
      limner_model_finder_learn (self->finder, list);
      show_models (self, list);
    }
  if (client != NULL && (list == NULL || saved < g_get_real_time () - FRESH_TIME))
    limner_client_get_collection_async (client, limner_collection_get_slug (self->collection),
                                        self->cancellable, got_cb, g_object_ref (self));
}

static void
limner_collection_row_dispose (GObject *object)
{
  LimnerCollectionRow *self = LIMNER_COLLECTION_ROW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->head, gtk_widget_unparent);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_object (&self->studio);
  g_clear_object (&self->finder);
  g_clear_object (&self->hints);
  g_clear_object (&self->selection);
  g_clear_object (&self->collection);

  G_OBJECT_CLASS (limner_collection_row_parent_class)->dispose (object);
}

static void
limner_collection_row_finalize (GObject *object)
{
  LimnerCollectionRow *self = LIMNER_COLLECTION_ROW (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->server, g_free);

  G_OBJECT_CLASS (limner_collection_row_parent_class)->finalize (object);
}

static void
limner_collection_row_class_init (LimnerCollectionRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = limner_collection_row_dispose;
  object_class->finalize = limner_collection_row_finalize;

  /**
   * LimnerCollectionRow::opened:
   *
   * All models of the collection are wanted.
   */
  signals[OPENED] = g_signal_new ("opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);

  /**
   * LimnerCollectionRow::model-activated:
   * @model: a model of the collection
   *
   * A card was clicked.
   */
  signals[MODEL_ACTIVATED] = g_signal_new ("model-activated", G_TYPE_FROM_CLASS (klass),
                                           G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                           LIMNER_TYPE_MODEL);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static void
limner_collection_row_init (LimnerCollectionRow *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  self->cancellable = g_cancellable_new ();
  self->cards = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gtk_box_set_homogeneous (GTK_BOX (self->cards), TRUE);
  gtk_widget_set_halign (self->cards, GTK_ALIGN_START);
  gtk_widget_add_css_class (self->cards, "card-row");
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_AUTOMATIC,
                                  GTK_POLICY_NEVER);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (self->scroller), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), self->cards);
  limner_side_scroll_set_up (GTK_SCROLLED_WINDOW (self->scroller), CARD_WIDTH);
  gtk_widget_set_margin_bottom (self->scroller, 6);
  gtk_widget_set_visible (self->scroller, FALSE);
}

/* The name is a button; what the collection is for stands beside it while there is room. */
static GtkWidget *
make_head (LimnerCollectionRow *self)
{
  const char *description = limner_collection_get_description (self->collection);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *button = gtk_button_new ();
  GtkWidget *inside = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *name = gtk_label_new (limner_collection_get_name (self->collection));
  GtkWidget *text = gtk_label_new (description);

  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (name, "heading");
  gtk_box_append (GTK_BOX (inside), name);
  gtk_box_append (GTK_BOX (inside), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_button_set_child (GTK_BUTTON (button), inside);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _("Show all models of this collection"));
  g_signal_connect_object (button, "clicked", G_CALLBACK (name_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_label_set_ellipsize (GTK_LABEL (text), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (text), 0.0f);
  gtk_widget_set_hexpand (text, TRUE);
  gtk_widget_add_css_class (text, "dim-label");
  gtk_box_append (GTK_BOX (head), button);
  gtk_box_append (GTK_BOX (head), text);
  return head;
}

/**
 * limner_collection_row_new:
 * @studio: the studio
 * @finder: whose server the collection is on
 * @hints: what the person's own runs tell
 * @selection: the models that are picked out
 * @collection: a collection
 *
 * Returns: (transfer floating): a row that shows the collection's name only
 */
GtkWidget *
limner_collection_row_new (LimnerStudio         *studio,
                           LimnerModelFinder    *finder,
                           LimnerModelHints     *hints,
                           LimnerModelSelection *selection,
                           LimnerCollection     *collection)
{
  LimnerCollectionRow *self;

  g_return_val_if_fail (LIMNER_IS_STUDIO (studio), NULL);
  g_return_val_if_fail (LIMNER_IS_COLLECTION (collection), NULL);

  self = g_object_new (LIMNER_TYPE_COLLECTION_ROW, NULL);
  self->studio = g_object_ref (studio);
  self->finder = g_object_ref (finder);
  self->hints = g_object_ref (hints);
  self->selection = g_object_ref (selection);
  self->collection = g_object_ref (collection);
  self->server = g_strdup (limner_model_finder_get_server (finder));
  self->head = make_head (self);
  gtk_widget_set_parent (self->head, GTK_WIDGET (self));
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
  return GTK_WIDGET (self);
}

/**
 * limner_collection_row_load:
 * @self: a row
 *
 * Shows the models that were kept from last time, and asks the server for them where that is long
 * ago. Only the first call does something.
 */
void
limner_collection_row_load (LimnerCollectionRow *self)
{
  g_return_if_fail (LIMNER_IS_COLLECTION_ROW (self));

  if (self->is_loaded)
    return;

  self->is_loaded = TRUE;
  limner_list_cache_load_async (limner_studio_get_store (self->studio), self->server,
                                limner_collection_get_slug (self->collection), LIMNER_TYPE_MODEL,
                                self->cancellable, kept_cb, g_object_ref (self));
}

/**
 * limner_collection_row_get_collection:
 * @self: a row
 *
 * Returns: (transfer none): what it shows
 */
LimnerCollection *
limner_collection_row_get_collection (LimnerCollectionRow *self)
{
  g_return_val_if_fail (LIMNER_IS_COLLECTION_ROW (self), NULL);

  return self->collection;
}

/**
 * limner_collection_row_get_n_cards:
 * @self: a row
 *
 * Returns: how many models it shows
 */
guint
limner_collection_row_get_n_cards (LimnerCollectionRow *self)
{
  g_return_val_if_fail (LIMNER_IS_COLLECTION_ROW (self), 0);

  return self->n_cards;
}
