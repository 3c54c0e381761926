/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "limner-candidate-bar.h"

/**
 * LimnerCandidateBar:
 *
 * What can be done with the candidate that is looked at: compare it with what was before, keep it,
 * make another, or hand it to the next model.
 */
struct _LimnerCandidateBar
{
  GtkWidget      parent_instance;

  /* Template widgets */
  GtkWidget     *box;
  GtkRange      *split;
  GtkMenuButton *menu;

  /* Owned */
  LimnerCanvas  *canvas;
};

/* What the menu offers; each is an action of the window that takes the picture's id. */
static const struct
{
  const char *label;
  const char *action;
} offers[] = {
  { N_("_Edit this picture"), "win.edit-item" },
  { N_("_Upscale this"), "win.upscale-item" },
  { N_("_Vary this"), "win.vary-item" },
  { N_("Use as _control"), "win.control-item" },
  { N_("Use its _settings"), "win.use-settings" },
  { N_("Save as _recipe…"), "win.save-recipe" },
};

G_DEFINE_FINAL_TYPE (LimnerCandidateBar, limner_candidate_bar, GTK_TYPE_WIDGET)

static void
split_cb (LimnerCandidateBar *self)
{
  if (self->canvas != NULL)
    limner_canvas_set_split (self->canvas, gtk_range_get_value (self->split));
}

static void
limner_candidate_bar_dispose (GObject *object)
{
  LimnerCandidateBar *self = LIMNER_CANDIDATE_BAR (object);

  g_clear_object (&self->canvas);
  gtk_widget_dispose_template (GTK_WIDGET (self), LIMNER_TYPE_CANDIDATE_BAR);

  G_OBJECT_CLASS (limner_candidate_bar_parent_class)->dispose (object);
}

static void
limner_candidate_bar_class_init (LimnerCandidateBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = limner_candidate_bar_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/limner/Limner/limner-candidate-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, LimnerCandidateBar, box);
  gtk_widget_class_bind_template_child (widget_class, LimnerCandidateBar, split);
  gtk_widget_class_bind_template_child (widget_class, LimnerCandidateBar, menu);
  gtk_widget_class_bind_template_callback (widget_class, split_cb);
}

static void
limner_candidate_bar_init (LimnerCandidateBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * limner_candidate_bar_set_canvas:
 * @self: a bar
 * @canvas: where candidates are shown
 *
 * Sets the canvas, once.
 */
void
limner_candidate_bar_set_canvas (LimnerCandidateBar *self,
                                 LimnerCanvas       *canvas)
{
  g_return_if_fail (LIMNER_IS_CANDIDATE_BAR (self));
  g_return_if_fail (LIMNER_IS_CANVAS (canvas));
  g_return_if_fail (self->canvas == NULL);

  self->canvas = g_object_ref (canvas);
}

/**
 * limner_candidate_bar_set_item:
 * @self: a bar
 * @item: (nullable): the candidate that is looked at
 *
 * Sets what the menu is about. The whole of the candidate is seen again.
 */
void
limner_candidate_bar_set_item (LimnerCandidateBar *self,
                               LimnerGalleryItem  *item)
{
  g_autoptr(GMenu) menu = g_menu_new ();

  g_return_if_fail (LIMNER_IS_CANDIDATE_BAR (self));

  gtk_range_set_value (self->split, 0.0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->menu), item != NULL);
  for (gsize i = 0; item != NULL && i < G_N_ELEMENTS (offers); i++)
    {
      g_autoptr(GMenuItem) offer = g_menu_item_new (_(offers[i].label), NULL);

      g_menu_item_set_action_and_target (offer, offers[i].action, "s",
                                         limner_gallery_item_get_id (item));
      g_menu_append_item (menu, offer);
    }
  gtk_menu_button_set_menu_model (self->menu, G_MENU_MODEL (menu));
}
