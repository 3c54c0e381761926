/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "limner-brush-popover.h"
#include "limner-brush-shelf.h"
#include "limner-curve-editor.h"
#include "limner-number.h"

/**
 * LimnerBrushPopover:
 *
 * The brushes at hand, and what is seldom changed about one: flow, spacing, smoothing, and what a
 * pen's pressure does.
 */
struct _LimnerBrushPopover
{
  GtkPopover          parent_instance;

  /* Owned */
  LimnerToolSettings *settings;
  GBindingGroup      *bindings;

  /* Owned by the widget */
  GtkWidget          *shelf;
  GtkWidget          *flow;
  GtkWidget          *spacing;
  GtkWidget          *smoothing;
  GtkWidget          *pressure_size;
  GtkWidget          *pressure_opacity;
  GtkWidget          *size_curve;
  GtkWidget          *opacity_curve;
};

G_DEFINE_FINAL_TYPE (LimnerBrushPopover, limner_brush_popover, GTK_TYPE_POPOVER)

static void
curve_changed_cb (LimnerBrushPopover *self)
{
  LimnerToolKind kind;
  LimnerBrush brush;

  if (self->settings == NULL)
    return;

  kind = limner_tool_settings_get_kind (self->settings);
  limner_tool_settings_get_brush (self->settings, kind, &brush);
  limner_curve_editor_get_curve (LIMNER_CURVE_EDITOR (self->size_curve), &brush.size_curve);
  limner_curve_editor_get_curve (LIMNER_CURVE_EDITOR (self->opacity_curve), &brush.opacity_curve);
  limner_tool_settings_set_brush (self->settings, kind, &brush);
}

static void
show_curves (LimnerBrushPopover *self)
{
  LimnerBrush brush;

  if (self->settings == NULL)
    return;

  limner_tool_settings_get_brush (self->settings, limner_tool_settings_get_kind (self->settings),
                                  &brush);
  limner_curve_editor_set_curve (LIMNER_CURVE_EDITOR (self->size_curve), &brush.size_curve);
  limner_curve_editor_set_curve (LIMNER_CURVE_EDITOR (self->opacity_curve), &brush.opacity_curve);
}

static void
limner_brush_popover_map (GtkWidget *widget)
{
  show_curves (LIMNER_BRUSH_POPOVER (widget));

  GTK_WIDGET_CLASS (limner_brush_popover_parent_class)->map (widget);
}

static void
limner_brush_popover_dispose (GObject *object)
{
  LimnerBrushPopover *self = LIMNER_BRUSH_POPOVER (object);

  g_clear_object (&self->bindings);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (limner_brush_popover_parent_class)->dispose (object);
}

static void
limner_brush_popover_class_init (LimnerBrushPopoverClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = limner_brush_popover_dispose;
  GTK_WIDGET_CLASS (klass)->map = limner_brush_popover_map;
}

static GtkWidget *
add_pressure (LimnerBrushPopover  *self,
              GtkWidget           *grid,
              int                  column,
              const char          *title,
              GtkWidget          **curve)
{
  GtkWidget *check = gtk_check_button_new_with_label (title);

  *curve = limner_curve_editor_new (title);
  g_signal_connect_swapped (*curve, "changed", G_CALLBACK (curve_changed_cb), self);
  g_object_bind_property (check, "active", *curve, "sensitive", G_BINDING_SYNC_CREATE);
  gtk_grid_attach (GTK_GRID (grid), check, column, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), *curve, column, 1, 1, 1);
  return check;
}

static void
limner_brush_popover_init (LimnerBrushPopover *self)
{
  const GBindingFlags both = G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL;
  g_autoptr(GtkSizeGroup) titles = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *grid = gtk_grid_new ();

  gtk_widget_set_margin_start (box, 6);
  gtk_widget_set_margin_end (box, 6);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  self->shelf = limner_brush_shelf_new ();
  gtk_box_append (GTK_BOX (box), self->shelf);
  self->flow = limner_number_new (_("Flow"), _("How much a single dab gives, in percent"), 0.01, 1,
                                  LIMNER_NUMBER_PERCENT);
  self->spacing = limner_number_new (_("Spacing"),
                                     _("From dab to dab, in percent of the size; up to 25 a "
                                       "stroke has no gaps"), 0.01, 2, LIMNER_NUMBER_PERCENT);
  self->smoothing = limner_number_new (_("Smoothing"),
                                       _("0 draws what the hand does, more draws it out"), 0, 1,
                                       LIMNER_NUMBER_PERCENT);
  gtk_box_append (GTK_BOX (box), self->flow);
  gtk_box_append (GTK_BOX (box), self->spacing);
  gtk_box_append (GTK_BOX (box), self->smoothing);
  gtk_size_group_add_widget (titles, gtk_widget_get_first_child (self->flow));
  gtk_size_group_add_widget (titles, gtk_widget_get_first_child (self->spacing));
  gtk_size_group_add_widget (titles, gtk_widget_get_first_child (self->smoothing));

  gtk_grid_set_column_homogeneous (GTK_GRID (grid), TRUE);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  self->pressure_size = add_pressure (self, grid, 0, _("Pressure: size"), &self->size_curve);
  self->pressure_opacity = add_pressure (self, grid, 1, _("Pressure: opacity"),
                                         &self->opacity_curve);
  gtk_box_append (GTK_BOX (box), grid);
  gtk_popover_set_child (GTK_POPOVER (self), box);

  self->bindings = g_binding_group_new ();
  g_binding_group_bind (self->bindings, "flow", self->flow, "value", both);
  g_binding_group_bind (self->bindings, "spacing", self->spacing, "value", both);
  g_binding_group_bind (self->bindings, "smoothing", self->smoothing, "value", both);
  g_binding_group_bind (self->bindings, "pressure-size", self->pressure_size, "active", both);
  g_binding_group_bind (self->bindings, "pressure-opacity", self->pressure_opacity, "active",
                        both);
}

/**
 * limner_brush_popover_new:
 *
 * Makes the popover.
 *
 * Returns: (transfer floating): the popover
 */
GtkWidget *
limner_brush_popover_new (void)
{
  return g_object_new (LIMNER_TYPE_BRUSH_POPOVER, NULL);
}

/**
 * limner_brush_popover_set_settings:
 * @self: a popover
 * @settings: (nullable): the tools that it is about
 *
 * Joins the popover to settings; it shows those of the tool in hand.
 */
void
limner_brush_popover_set_settings (LimnerBrushPopover *self,
                                   LimnerToolSettings *settings)
{
  g_return_if_fail (LIMNER_IS_BRUSH_POPOVER (self));

  g_set_object (&self->settings, settings);
  g_binding_group_set_source (self->bindings, settings);
  limner_brush_shelf_set_settings (LIMNER_BRUSH_SHELF (self->shelf), settings);
  show_curves (self);
}
