/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "limner-cover.h"
#include "limner-model-card.h"
#include "limner-model-kinds.h"

/**
 * LimnerModelCard:
 *
 * A model, or a collection of models, as a card in a grid: cover, name, owner, what it does, how
 * often it was run.
 */
struct _LimnerModelCard
{
  GtkWidget    parent_instance;

  /* Template widgets */
  GtkWidget   *top;
  LimnerCover *cover;
  GtkWidget   *check;
  GtkLabel    *title;
  GtkLabel    *owner;
  GtkLabel    *description;
  GtkWidget   *badges;
  GtkLabel    *runs;
  GtkLabel    *badge;
  GtkLabel    *warm;
  GtkLabel    *other;

  /* Owned */
  GObject              *subject;
  LimnerModelHints     *hints;
  LimnerModelSelection *selection;
  char                 *server;     /* where the selection finds the model */
  gboolean              is_hosted;
};

G_DEFINE_FINAL_TYPE (LimnerModelCard, limner_model_card, GTK_TYPE_WIDGET)

static void
limner_model_card_dispose (GObject *object)
{
  LimnerModelCard *self = LIMNER_MODEL_CARD (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), LIMNER_TYPE_MODEL_CARD);
  g_clear_object (&self->subject);
  g_clear_object (&self->hints);
  g_clear_object (&self->selection);

  G_OBJECT_CLASS (limner_model_card_parent_class)->dispose (object);
}

static void
limner_model_card_finalize (GObject *object)
{
  g_clear_pointer (&LIMNER_MODEL_CARD (object)->server, g_free);

  G_OBJECT_CLASS (limner_model_card_parent_class)->finalize (object);
}

static gboolean
is_selected (LimnerModelCard *self)
{
  LimnerModel *model = LIMNER_IS_MODEL (self->subject) ? LIMNER_MODEL (self->subject) : NULL;

  return self->selection != NULL && model != NULL &&
         limner_model_selection_contains (self->selection, self->server,
                                          limner_model_get_reference (model));
}

/* While some are selected all tell whether they are. */
static void
show_selection (LimnerModelCard *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean selected = is_selected (self);

  gtk_widget_set_visible (self->check, self->selection != NULL && LIMNER_IS_MODEL (self->subject));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->check), selected);
  if (selected)
    gtk_widget_add_css_class (widget, "selected");
  else
    gtk_widget_remove_css_class (widget, "selected");
  if (self->selection != NULL && limner_model_selection_get_n (self->selection) > 0)
    gtk_widget_add_css_class (widget, "selecting");
  else
    gtk_widget_remove_css_class (widget, "selecting");
}

/* The pointer never gets here, see limner-browser-select.c; assistive tools do. */
static void
check_toggled_cb (LimnerModelCard *self)
{
  if (self->selection != NULL && LIMNER_IS_MODEL (self->subject) &&
      gtk_check_button_get_active (GTK_CHECK_BUTTON (self->check)) != is_selected (self))
    limner_model_selection_toggle (self->selection, self->server,
                                   limner_model_get_reference (LIMNER_MODEL (self->subject)));
}

static void
limner_model_card_class_init (LimnerModelCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = limner_model_card_dispose;
  G_OBJECT_CLASS (klass)->finalize = limner_model_card_finalize;

  g_type_ensure (LIMNER_TYPE_COVER);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/limner/Limner/browser/limner-model-card.ui");
  /* Bound only to be let go with the template. */
  gtk_widget_class_bind_template_child_full (widget_class, "content", FALSE, 0);
  gtk_widget_class_bind_template_child (widget_class, LimnerModelCard, top);
  gtk_widget_class_bind_template_child (widget_class, LimnerModelCard, cover);
  gtk_widget_class_bind_template_child (widget_class, LimnerModelCard, check);
  gtk_widget_class_bind_template_callback (widget_class, check_toggled_cb);
  gtk_widget_class_bind_template_child (widget_class, LimnerModelCard, title);
  gtk_widget_class_bind_template_child (widget_class, LimnerModelCard, owner);
  gtk_widget_class_bind_template_child (widget_class, LimnerModelCard, description);
  gtk_widget_class_bind_template_child (widget_class, LimnerModelCard, badges);
  gtk_widget_class_bind_template_child (widget_class, LimnerModelCard, runs);
  gtk_widget_class_bind_template_child (widget_class, LimnerModelCard, badge);
  gtk_widget_class_bind_template_child (widget_class, LimnerModelCard, warm);
  gtk_widget_class_bind_template_child (widget_class, LimnerModelCard, other);
}

static void
limner_model_card_init (LimnerModelCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * limner_model_card_new:
 *
 * Returns: (transfer floating): an empty card
 */
GtkWidget *
limner_model_card_new (void)
{
  return g_object_new (LIMNER_TYPE_MODEL_CARD, NULL);
}

/**
 * limner_model_card_describe_runs:
 * @n_runs: how often a model was run
 *
 * Returns: (transfer full): a few words, such as “1.2 M runs”; empty for a model that never ran
 */
char *
limner_model_card_describe_runs (gint64 n_runs)
{
  if (n_runs <= 0)
    return g_strdup ("");
  if (n_runs < 1000)
    return g_strdup_printf (ngettext ("%d run", "%d runs", (gulong) n_runs), (int) n_runs);
  if (n_runs < 1000000)
    /* Translators: how often a model was run, in thousands */
    return g_strdup_printf (_("%.0f K runs"), (double) n_runs / 1e3);
  if (n_runs < 1000000000)
    /* Translators: how often a model was run, in millions */
    return g_strdup_printf (_("%.1f M runs"), (double) n_runs / 1e6);
  /* Translators: how often a model was run, in thousands of millions */
  return g_strdup_printf (_("%.1f G runs"), (double) n_runs / 1e9);
}

/* On this computer all models are ours: a badge on each would say nothing. */
static const char *
get_badge (LimnerModel  *model,
           LimnerClient *client)
{
  gboolean is_here = client != NULL && limner_server_get_kind (limner_client_get_server (client)) ==
                                       LIMNER_SERVER_ENGINE;

  if (limner_model_is_official (model) && !is_here)
    return _("Official");
  return limner_model_is_private (model) ? _("Private") : NULL;
}

static void
set_optional (GtkLabel   *label,
              const char *text)
{
  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

/* How often anybody ran it, what a run cost, and what else is to be said in a word. */
static void
show_badges (LimnerModelCard *self)
{
  LimnerModel *model = LIMNER_IS_MODEL (self->subject) ? LIMNER_MODEL (self->subject) : NULL;
  g_autofree char *runs = NULL;
  g_autofree char *price = NULL;
  g_autofree char *both = NULL;
  gboolean is_warm;

  if (model == NULL)
    return;

  runs = limner_model_card_describe_runs (limner_model_get_run_count (model));
  if (self->hints != NULL)
    price = limner_model_hints_dup_price (self->hints, limner_model_get_reference (model));
  both = g_strconcat (runs, price != NULL && *runs != '\0' ? " · " : "", price, NULL);
  is_warm = self->hints != NULL && self->is_hosted &&
            limner_model_hints_is_warm (self->hints, limner_model_get_reference (model));
  gtk_label_set_label (self->runs, both);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->runs), price != NULL
                               ? _("The price is what your own runs cost on average") : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->warm), is_warm);
  gtk_widget_set_visible (self->badges, *both != '\0' || is_warm ||
                          gtk_widget_get_visible (GTK_WIDGET (self->other)) ||
                          gtk_widget_get_visible (GTK_WIDGET (self->badge)));
}

/**
 * limner_model_card_set_hints:
 * @self: a card
 * @hints: (nullable): what the person's own runs tell of models
 *
 * Lets the card tell as well what a run cost, and that the model ran a moment ago.
 */
void
limner_model_card_set_hints (LimnerModelCard  *self,
                             LimnerModelHints *hints)
{
  g_return_if_fail (LIMNER_IS_MODEL_CARD (self));

  if (self->hints == hints)
    return;

  if (self->hints != NULL)
    g_signal_handlers_disconnect_by_func (self->hints, show_badges, self);
  g_set_object (&self->hints, hints);
  if (hints != NULL)
    g_signal_connect_object (hints, "changed", G_CALLBACK (show_badges), self, G_CONNECT_SWAPPED);
  show_badges (self);
}

/**
 * limner_model_card_set_selection:
 * @self: a card
 * @selection: what is selected
 * @server: the server whose models the card shows
 *
 * Lets the model be selected.
 */
void
limner_model_card_set_selection (LimnerModelCard      *self,
                                 LimnerModelSelection *selection,
                                 const char           *server)
{
  g_return_if_fail (LIMNER_IS_MODEL_CARD (self));
  g_return_if_fail (LIMNER_IS_MODEL_SELECTION (selection) && server != NULL);

  g_free (self->server);
  self->server = g_strdup (server);
  if (self->selection == NULL)
    g_signal_connect_object (selection, "changed", G_CALLBACK (show_selection), self,
                             G_CONNECT_SWAPPED);
  g_set_object (&self->selection, selection);
  show_selection (self);
}

/**
 * limner_model_card_is_check:
 * @self: a card
 * @widget: a widget that is in it
 *
 * Returns: whether a click there selects the model
 */
gboolean
limner_model_card_is_check (LimnerModelCard *self,
                            GtkWidget       *widget)
{
  g_return_val_if_fail (LIMNER_IS_MODEL_CARD (self), FALSE);
  g_return_val_if_fail (GTK_IS_WIDGET (widget), FALSE);

  return widget == self->check || gtk_widget_is_ancestor (widget, self->check);
}

/**
 * limner_model_card_set_model:
 * @self: a card
 * @model: (nullable): what it shows
 * @client: (nullable): who fetches the cover
 *
 * Shows a model.
 */
void
limner_model_card_set_model (LimnerModelCard *self,
                             LimnerModel     *model,
                             LimnerClient    *client)
{
  g_return_if_fail (LIMNER_IS_MODEL_CARD (self));

  g_set_object (&self->subject, G_OBJECT (model));
  show_selection (self);
  if (model == NULL)
    {
      limner_cover_set_source (self->cover, NULL, NULL, NULL);
      return;
    }

  self->is_hosted = client != NULL && limner_server_get_kind (limner_client_get_server (client)) ==
                                      LIMNER_SERVER_REPLICATE;
  limner_cover_set_source (self->cover, client, limner_model_get_cover_url (model),
                           limner_model_get_name (model));
  gtk_label_set_label (self->title, limner_model_get_name (model));
  set_optional (self->owner, limner_model_get_owner (model));
  gtk_label_set_label (self->description, limner_model_get_description (model) != NULL
                       ? limner_model_get_description (model) : "");
  set_optional (self->badge, get_badge (model, client));
  gtk_widget_set_visible (GTK_WIDGET (self->other), limner_model_kinds_is_other (model));
  show_badges (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  limner_model_get_reference (model), -1);
}

/**
 * limner_model_card_set_collection:
 * @self: a card
 * @collection: what it shows
 *
 * Shows a collection.
 */
void
limner_model_card_set_collection (LimnerModelCard  *self,
                                  LimnerCollection *collection)
{
  g_return_if_fail (LIMNER_IS_MODEL_CARD (self));
  g_return_if_fail (LIMNER_IS_COLLECTION (collection));

  g_set_object (&self->subject, G_OBJECT (collection));
  gtk_widget_set_visible (self->top, FALSE);
  gtk_label_set_label (self->title, limner_collection_get_name (collection));
  set_optional (self->owner, NULL);
  gtk_label_set_lines (self->description, 3);
  gtk_label_set_label (self->description, limner_collection_get_description (collection) != NULL
                       ? limner_collection_get_description (collection) : "");
  gtk_widget_set_visible (self->badges, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  limner_collection_get_name (collection), -1);
}

/**
 * limner_model_card_get_subject:
 * @self: a card
 *
 * Returns: (transfer none) (nullable): the #LimnerModel or #LimnerCollection it shows
 */
GObject *
limner_model_card_get_subject (LimnerModelCard *self)
{
  g_return_val_if_fail (LIMNER_IS_MODEL_CARD (self), NULL);

  return self->subject;
}
