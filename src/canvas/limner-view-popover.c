/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "widgets/limner-keys-bind.h"

#include "limner-colour-grid.h"
#include "limner-number.h"
#include "limner-view-popover.h"

/**
 * LimnerViewPopover:
 *
 * How the mask is shown, and how the picture is looked at.
 */
struct _LimnerViewPopover
{
  GtkPopover    parent_instance;

  /* Owned */
  LimnerCanvas *canvas;
  GBindingGroup *bindings;

  /* Owned by the widget */
  GtkWidget    *opacity;
  GtkWidget    *colours;
  GtkWidget    *mask_only;
  GtkWidget    *mirror;
  GtkWidget    *touch;
  GtkWidget    *guide;
};

G_DEFINE_FINAL_TYPE (LimnerViewPopover, limner_view_popover, GTK_TYPE_POPOVER)

/* Colours that stand out from any picture */
static const guint overlay_colours[] = {
  0xe01b24, 0xff7800, 0xf6d32d, 0x33d17a, 0x1c71d8, 0x9141ac, 0xff00d4, 0x000000,
};

static void
colour_chosen_cb (LimnerViewPopover *self,
                  guint              colour)
{
  GdkRGBA rgba = { (colour >> 16) / 255.f, (colour >> 8 & 255) / 255.f, (colour & 255) / 255.f,
                   1 };

  if (self->canvas != NULL)
    limner_canvas_set_overlay_colour (self->canvas, &rgba);
}

static void
rotate_clicked_cb (GtkWidget         *button,
                   LimnerViewPopover *self)
{
  if (self->canvas != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self->canvas),
                                g_object_get_data (G_OBJECT (button), "canvas-action"), NULL);
}

static void
guide_toggled_cb (GtkCheckButton    *button,
                  LimnerViewPopover *self)
{
  LimnerDocument *document = self->canvas != NULL ? limner_canvas_get_document (self->canvas)
                                                  : NULL;

  if (document != NULL)
    limner_document_set_guide_visible (document, gtk_check_button_get_active (button));
}

static void
add_rotation (LimnerViewPopover *self,
              GtkWidget         *box)
{
  static const struct
  {
    const char *icon;
    const char *title;
    const char *keys;
    const char *action;
  } buttons[] = {
    { "limner-rotate-left-symbolic", N_("Turn left"), "4", "canvas.rotate-left" },
    { "limner-fit-symbolic", N_("Turn upright"), "5", "canvas.rotate-reset" },
    { "limner-rotate-right-symbolic", N_("Turn right"), "6", "canvas.rotate-right" },
  };
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (row, "linked");
  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
    {
      GtkWidget *button = gtk_button_new_from_icon_name (buttons[i].icon);
      g_autofree char *tooltip = g_strdup_printf (_("%s (%s)"), _(buttons[i].title),
                                                  buttons[i].keys);

      gtk_widget_set_tooltip_text (button, tooltip);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      _(buttons[i].title), -1);
      gtk_widget_set_hexpand (button, TRUE);
      g_object_set_data (G_OBJECT (button), "canvas-action", (gpointer) buttons[i].action);
      g_signal_connect (button, "clicked", G_CALLBACK (rotate_clicked_cb), self);
      gtk_box_append (GTK_BOX (row), button);
    }
  gtk_box_append (GTK_BOX (box), row);
}

static GtkWidget *
add_check (GtkWidget  *box,
           const char *label,
           const char *tooltip)
{
  GtkWidget *check = gtk_check_button_new_with_label (label);

  gtk_widget_set_tooltip_text (check, tooltip);
  gtk_box_append (GTK_BOX (box), check);
  return check;
}

static void
limner_view_popover_map (GtkWidget *widget)
{
  LimnerViewPopover *self = LIMNER_VIEW_POPOVER (widget);
  LimnerDocument *document = self->canvas != NULL ? limner_canvas_get_document (self->canvas)
                                                  : NULL;

  gtk_widget_set_sensitive (self->guide, document != NULL);
  if (document != NULL)
    gtk_check_button_set_active (GTK_CHECK_BUTTON (self->guide),
                                 limner_document_get_guide_visible (document));

  GTK_WIDGET_CLASS (limner_view_popover_parent_class)->map (widget);
}

static void
limner_view_popover_dispose (GObject *object)
{
  LimnerViewPopover *self = LIMNER_VIEW_POPOVER (object);

  g_clear_object (&self->bindings);
  g_clear_object (&self->canvas);

  G_OBJECT_CLASS (limner_view_popover_parent_class)->dispose (object);
}

static void
limner_view_popover_class_init (LimnerViewPopoverClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = limner_view_popover_dispose;
  GTK_WIDGET_CLASS (klass)->map = limner_view_popover_map;
}

static void
limner_view_popover_init (LimnerViewPopover *self)
{
  const GBindingFlags both = G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_widget_set_size_request (box, 280, -1);
  gtk_widget_set_margin_start (box, 6);
  gtk_widget_set_margin_end (box, 6);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  self->opacity = limner_number_new (_("Mask"), _("How strongly the mask is shown, in percent"),
                                     0, 1, LIMNER_NUMBER_PERCENT);
  gtk_box_append (GTK_BOX (box), self->opacity);
  self->colours = limner_colour_grid_new (overlay_colours, G_N_ELEMENTS (overlay_colours), FALSE);
  g_signal_connect_swapped (self->colours, "chosen", G_CALLBACK (colour_chosen_cb), self);
  gtk_box_append (GTK_BOX (box), self->colours);
  self->mask_only = add_check (box, _("Show the mask alone"), NULL);
  limner_keys_show_in_tooltip (self->mask_only, "canvas.mask-only", NULL);
  self->guide = add_check (box, _("Show drawn colours"),
                           _("What is drawn is sent with the picture while it is shown"));
  g_signal_connect (self->guide, "toggled", G_CALLBACK (guide_toggled_cb), self);
  self->mirror = add_check (box, _("Mirror the view"), NULL);
  limner_keys_show_in_tooltip (self->mirror, "canvas.mirror", NULL);
  self->touch = add_check (box, _("A finger paints"),
                           _("Otherwise one finger moves the view; two fingers always do"));
  add_rotation (self, box);
  gtk_popover_set_child (GTK_POPOVER (self), box);

  self->bindings = g_binding_group_new ();
  g_binding_group_bind (self->bindings, "overlay-opacity", self->opacity, "value", both);
  g_binding_group_bind (self->bindings, "mask-only", self->mask_only, "active", both);
  g_binding_group_bind (self->bindings, "mirror", self->mirror, "active", both);
  g_binding_group_bind (self->bindings, "touch-draws", self->touch, "active", both);
}

/**
 * limner_view_popover_new:
 *
 * Makes the popover.
 *
 * Returns: (transfer floating): the popover
 */
GtkWidget *
limner_view_popover_new (void)
{
  return g_object_new (LIMNER_TYPE_VIEW_POPOVER, NULL);
}

/**
 * limner_view_popover_set_canvas:
 * @self: a popover
 * @canvas: (nullable): what it is about
 *
 * Joins the popover to a canvas.
 */
void
limner_view_popover_set_canvas (LimnerViewPopover *self,
                                LimnerCanvas      *canvas)
{
  g_return_if_fail (LIMNER_IS_VIEW_POPOVER (self));

  g_set_object (&self->canvas, canvas);
  g_binding_group_set_source (self->bindings, canvas);
}
