/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "limner-candidate-cell.h"
#include "limner-candidate-strip.h"

/**
 * LimnerCandidateStrip:
 *
 * The results of the last jobs below the canvas. What is selected is shown in place on the canvas;
 * the strip only says what that is. It hides itself while it has nothing to show.
 */
struct _LimnerCandidateStrip
{
  GtkWidget            parent_instance;

  /* Children */
  GtkWidget           *scroller;
  GtkWidget           *view;

  /* Owned */
  LimnerCandidateList *list;
  GtkSingleSelection  *selection;
};

enum
{
  PROP_0,
  PROP_SELECTED,
  N_PROPS
};

enum
{
  ACTIVATE,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LimnerCandidateStrip, limner_candidate_strip, GTK_TYPE_WIDGET)

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *list_item)
{
  gtk_list_item_set_child (list_item, limner_candidate_cell_new ());
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *list_item)
{
  limner_candidate_cell_set_candidate (LIMNER_CANDIDATE_CELL (gtk_list_item_get_child (list_item)),
                                       gtk_list_item_get_item (list_item));
}

static void
unbind_cb (GtkSignalListItemFactory *factory,
           GtkListItem              *list_item)
{
  limner_candidate_cell_set_candidate (LIMNER_CANDIDATE_CELL (gtk_list_item_get_child (list_item)),
                                       NULL);
}

static void
selected_cb (LimnerCandidateStrip *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED]);
}

static void
activate_cb (LimnerCandidateStrip *self)
{
  g_signal_emit (self, signals[ACTIVATE], 0);
}

static void
items_changed_cb (LimnerCandidateStrip *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self),
                          g_list_model_get_n_items (G_LIST_MODEL (self->list)) > 0);
}

static void
limner_candidate_strip_get_property (GObject    *object,
                                     guint       prop_id,
                                     GValue     *value,
                                     GParamSpec *pspec)
{
  LimnerCandidateStrip *self = LIMNER_CANDIDATE_STRIP (object);

  switch (prop_id)
    {
    case PROP_SELECTED:
      g_value_set_object (value, limner_candidate_strip_get_selected (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
limner_candidate_strip_dispose (GObject *object)
{
  LimnerCandidateStrip *self = LIMNER_CANDIDATE_STRIP (object);

  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_object (&self->selection);
  g_clear_object (&self->list);

  G_OBJECT_CLASS (limner_candidate_strip_parent_class)->dispose (object);
}

static void
limner_candidate_strip_class_init (LimnerCandidateStripClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = limner_candidate_strip_get_property;
  object_class->dispose = limner_candidate_strip_dispose;

  properties[PROP_SELECTED] =
    g_param_spec_object ("selected", NULL, NULL, LIMNER_TYPE_CANDIDATE,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * LimnerCandidateStrip::activate:
   * @self: the strip
   *
   * The selected candidate is to be kept: Enter or a double click.
   */
  signals[ACTIVATE] = g_signal_new ("activate", LIMNER_TYPE_CANDIDATE_STRIP, G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "candidates");
}

static void
limner_candidate_strip_init (LimnerCandidateStrip *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  self->list = limner_candidate_list_new ();
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->list)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);

  self->view = gtk_list_view_new (g_object_ref (GTK_SELECTION_MODEL (self->selection)), factory);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->view), GTK_ORIENTATION_HORIZONTAL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Candidates"), -1);

  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_AUTOMATIC,
                                  GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), self->view);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);

  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "activate", G_CALLBACK (activate_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * limner_candidate_strip_new:
 *
 * Makes an empty strip, which is hidden.
 *
 * Returns: (transfer floating): the strip
 */
GtkWidget *
limner_candidate_strip_new (void)
{
  return g_object_new (LIMNER_TYPE_CANDIDATE_STRIP, NULL);
}

/**
 * limner_candidate_strip_get_list:
 * @self: the strip
 *
 * Gets what it shows.
 *
 * Returns: (transfer none): the list
 */
LimnerCandidateList *
limner_candidate_strip_get_list (LimnerCandidateStrip *self)
{
  g_return_val_if_fail (LIMNER_IS_CANDIDATE_STRIP (self), NULL);

  return self->list;
}

/**
 * limner_candidate_strip_get_selected:
 * @self: the strip
 *
 * Gets the candidate that is looked at.
 *
 * Returns: (transfer none) (nullable): the candidate, or %NULL
 */
LimnerCandidate *
limner_candidate_strip_get_selected (LimnerCandidateStrip *self)
{
  g_return_val_if_fail (LIMNER_IS_CANDIDATE_STRIP (self), NULL);

  if (self->selection == NULL)
    return NULL;
  return gtk_single_selection_get_selected_item (self->selection);
}

static gboolean
find_candidate (LimnerCandidateStrip *self,
                LimnerCandidate      *candidate,
                guint                *position)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->list));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(LimnerCandidate) other = g_list_model_get_item (G_LIST_MODEL (self->list), i);

      if (other == candidate)
        {
          *position = i;
          return TRUE;
        }
    }
  return FALSE;
}

static void
select_position (LimnerCandidateStrip *self,
                 guint                 position)
{
  gtk_single_selection_set_selected (self->selection, position);
  if (position != GTK_INVALID_LIST_POSITION)
    gtk_widget_activate_action (self->view, "list.scroll-to-item", "u", position);
}

/**
 * limner_candidate_strip_select:
 * @self: the strip
 * @candidate: (nullable): a candidate, or %NULL for none
 *
 * Selects a candidate.
 */
void
limner_candidate_strip_select (LimnerCandidateStrip *self,
                               LimnerCandidate      *candidate)
{
  guint position = GTK_INVALID_LIST_POSITION;

  g_return_if_fail (LIMNER_IS_CANDIDATE_STRIP (self));

  if (candidate != NULL)
    find_candidate (self, candidate, &position);
  select_position (self, position);
}

/**
 * limner_candidate_strip_move:
 * @self: the strip
 * @by: how many places to the right; to the left where negative
 *
 * Looks at the neighbour of what is selected; from none, at the first or the last.
 */
void
limner_candidate_strip_move (LimnerCandidateStrip *self,
                             int                   by)
{
  guint n, selected;
  int position;

  g_return_if_fail (LIMNER_IS_CANDIDATE_STRIP (self));

  n = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  if (n == 0)
    return;

  selected = gtk_single_selection_get_selected (self->selection);
  if (selected == GTK_INVALID_LIST_POSITION)
    position = by > 0 ? 0 : (int) n - 1;
  else
    position = CLAMP ((int) selected + by, 0, (int) n - 1);
  select_position (self, (guint) position);
}

/**
 * limner_candidate_strip_discard:
 * @self: the strip
 *
 * Takes what is selected out of the strip and looks at its neighbour. In the gallery it stays.
 */
void
limner_candidate_strip_discard (LimnerCandidateStrip *self)
{
  guint selected, n;

  g_return_if_fail (LIMNER_IS_CANDIDATE_STRIP (self));

  selected = gtk_single_selection_get_selected (self->selection);
  if (selected == GTK_INVALID_LIST_POSITION)
    return;

  limner_candidate_list_discard (self->list, selected);
  n = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  select_position (self, n > 0 ? MIN (selected, n - 1) : GTK_INVALID_LIST_POSITION);
}
