/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Picking out models to try them together. Cards stand in three kinds of lists, each with its own
 * manner of being clicked, so what selects is listened to above all of them, and before they are:
 *
 *     the card's check, Ctrl and click    one more, or one less
 *     Shift and click, Shift+Space        up to here
 *     Space                               the card the keyboard is at
 *     Ctrl+A                              the list it is in
 */

#include "config.h"

#include <glib/gi18n.h>

#include "limner-browser-private.h"
#include "limner-collection-row.h"
#include "limner-model-card.h"

/** A list can be endless; so much of it is looked at. */
#define MAX_LIST 1000

static LimnerModelCard *
find_card (GtkWidget *widget)
{
  GtkWidget *card = widget != NULL ? gtk_widget_get_ancestor (widget, LIMNER_TYPE_MODEL_CARD)
                                   : NULL;

  return card != NULL && LIMNER_IS_MODEL (limner_model_card_get_subject (LIMNER_MODEL_CARD (card)))
           ? LIMNER_MODEL_CARD (card) : NULL;
}

/* What has the keyboard is the place of a card in its list. */
static LimnerModelCard *
find_focused_card (LimnerBrowser *self)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));

  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self->stack)))
    return NULL;
  return find_card (gtk_widget_get_first_child (focus));
}

static const char *
get_reference (LimnerModelCard *card)
{
  return limner_model_get_reference (LIMNER_MODEL (limner_model_card_get_subject (card)));
}

static void
collect_cards (GtkWidget *widget,
               GPtrArray *references)
{
  LimnerModelCard *card = LIMNER_IS_MODEL_CARD (widget) ? find_card (widget) : NULL;

  if (card != NULL)
    g_ptr_array_add (references, g_strdup (get_reference (card)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); card == NULL && child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect_cards (child, references);
}

/* The models among which a card stands. A grid has cards only for what is in sight. */
static GPtrArray *
dup_list (LimnerBrowser   *self,
          LimnerModelCard *card)
{
  GPtrArray *references = g_ptr_array_new_with_free_func (g_free);
  GListModel *list = limner_model_shelf_get_list (self->shelf);
  GtkWidget *around = gtk_widget_get_ancestor (GTK_WIDGET (card), LIMNER_TYPE_COLLECTION_ROW);

  if (!gtk_widget_is_ancestor (GTK_WIDGET (card), GTK_WIDGET (self->grid)))
    {
      collect_cards (around != NULL ? around : GTK_WIDGET (self->models), references);
      return references;
    }
  for (guint i = 0; i < MIN (g_list_model_get_n_items (list), MAX_LIST); i++)
    {
      g_autoptr(LimnerModel) model = g_list_model_get_item (list, i);

      g_ptr_array_add (references, g_strdup (limner_model_get_reference (model)));
    }
  return references;
}

static void
toggle (LimnerBrowser   *self,
        LimnerModelCard *card)
{
  limner_model_selection_toggle (self->selection, limner_model_finder_get_server (self->finder),
                                 get_reference (card));
}

static void
extend (LimnerBrowser   *self,
        LimnerModelCard *card)
{
  g_autoptr(GPtrArray) references = dup_list (self, card);

  limner_model_selection_extend (self->selection, limner_model_finder_get_server (self->finder),
                                 references, get_reference (card));
}

static void
pressed_cb (GtkGestureClick *gesture,
            int              n_press,
            double           x,
            double           y,
            LimnerBrowser   *self)
{
  GdkModifierType state =
    gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  GtkWidget *picked = gtk_widget_pick (GTK_WIDGET (self->stack), x, y, GTK_PICK_DEFAULT);
  LimnerModelCard *card = find_card (picked);
  gboolean is_check = card != NULL && limner_model_card_is_check (card, picked);
  GtkWidget *place = GTK_WIDGET (card);

  if (card == NULL || (!is_check && (state & (GDK_CONTROL_MASK | GDK_SHIFT_MASK)) == 0))
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }

  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  while (place != NULL && !gtk_widget_get_focusable (place))
    place = gtk_widget_get_parent (place);
  if (place != NULL)
    gtk_widget_grab_focus (place);
  if ((state & GDK_SHIFT_MASK) != 0)
    extend (self, card);
  else
    toggle (self, card);
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint                  key,
        guint                  code,
        GdkModifierType        state,
        LimnerBrowser         *self)
{
  LimnerModelCard *card = find_focused_card (self);
  gboolean is_space = key == GDK_KEY_space || key == GDK_KEY_KP_Space;

  if (card == NULL)
    return GDK_EVENT_PROPAGATE;

  if (is_space && (state & GDK_SHIFT_MASK) != 0)
    {
      extend (self, card);
    }
  else if (is_space)
    {
      toggle (self, card);
    }
  else if ((key == GDK_KEY_a || key == GDK_KEY_A) && (state & GDK_CONTROL_MASK) != 0)
    {
      g_autoptr(GPtrArray) references = dup_list (self, card);

      limner_model_selection_add_all (self->selection,
                                      limner_model_finder_get_server (self->finder), references);
    }
  else if (key == GDK_KEY_Escape && limner_model_selection_get_n (self->selection) > 0)
    {
      limner_model_selection_clear (self->selection);
    }
  else
    {
      return GDK_EVENT_PROPAGATE;
    }
  return GDK_EVENT_STOP;
}

/* One model has nothing to be tried together with. */
void
_limner_browser_update_selection (LimnerBrowser *self)
{
  guint n = limner_model_selection_get_n (self->selection);
  g_auto(GStrv) names = limner_model_selection_dup_targets (self->selection);
  g_autofree char *list = NULL;
  g_autofree char *text = g_strdup_printf (ngettext ("%u model", "%u models", n), n);

  for (guint i = 0; names[i] != NULL; i++)
    {
      char *name = g_strdup (strchr (names[i], ' ') + 1);

      g_free (names[i]);
      names[i] = name;
    }
  list = g_strjoinv (", ", names);
  gtk_label_set_label (self->n_selected, text);
  gtk_label_set_label (self->selected, list);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->selected), n > 0 ? list : NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "browser.try-together", n > 1);
  gtk_action_bar_set_revealed (self->select_bar, n > 0 && !_limner_browser_is_at (self, "model") &&
                               !_limner_browser_is_at (self, "account"));
}

static void
try_together_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  LimnerBrowser *self = LIMNER_BROWSER (widget);
  g_auto(GStrv) targets = limner_model_selection_dup_targets (self->selection);

  self->tries_together = TRUE;
  gtk_widget_activate_action (widget, "win.sweep-models", "^as", targets);
}

/* The window in which the sweep is set up can be closed without one: until it begins the selection
 * stays, and what was selected has served its purpose then. */
static void
sweeps_changed_cb (LimnerBrowser *self,
                   guint          position,
                   guint          n_removed,
                   guint          n_added)
{
  if (n_added <= n_removed || !self->tries_together)
    return;

  self->tries_together = FALSE;
  limner_model_selection_clear (self->selection);
}

void
_limner_browser_follow_sweeps (LimnerBrowser *self)
{
  g_signal_connect_object (limner_studio_get_sweeps (self->studio), "items-changed",
                           G_CALLBACK (sweeps_changed_cb), self, G_CONNECT_SWAPPED);
}

static void
clear_selection_action (GtkWidget  *widget,
                        const char *name,
                        GVariant   *parameter)
{
  limner_model_selection_clear (LIMNER_BROWSER (widget)->selection);
}

void
_limner_browser_install_selection (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "browser.try-together", NULL,
                                   try_together_action);
  gtk_widget_class_install_action (widget_class, "browser.clear-selection", NULL,
                                   clear_selection_action);
}

void
_limner_browser_add_selection (LimnerBrowser *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->selection = limner_model_selection_new ();
  g_signal_connect_object (self->selection, "changed",
                           G_CALLBACK (_limner_browser_update_selection), self,
                           G_CONNECT_SWAPPED);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect_object (click, "pressed", G_CALLBACK (pressed_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self->stack), GTK_EVENT_CONTROLLER (click));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self->stack), keys);
  _limner_browser_update_selection (self);
}
