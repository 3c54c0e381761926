/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "widgets/limner-menu-tip.h"
#include "widgets/limner-wrap-layout.h"

#include "limner-brush-popover.h"
#include "limner-colour-grid.h"
#include "limner-combine-buttons.h"
#include "limner-frame-options.h"
#include "limner-number.h"
#include "limner-tool-options.h"
#include "limner-transform-options.h"

/**
 * LimnerToolOptions:
 *
 * The numbers of the tool in hand, always in sight: a page for tools that paint, one for
 * selections, one for the frame, one for what is transformed, and a hint for the rest.
 */
struct _LimnerToolOptions
{
  GtkWidget      parent_instance;

  /* Owned */
  LimnerCanvas  *canvas;
  GSignalGroup  *settings_signals;
  GBindingGroup *bindings;

  /* Owned by the widget */
  GtkWidget     *stack;
  GtkWidget     *size;
  GtkWidget     *hardness;
  GtkWidget     *opacity;
  GtkWidget     *colour_button;
  GtkWidget     *colour_swatch;
  GtkWidget     *colour_grid;
  GtkWidget     *brush_popover;
  GtkWidget     *combine;
  GtkWidget     *wand;
  GtkWidget     *tolerance;
  GtkWidget     *contiguous;
  GtkWidget     *frame;
  GtkWidget     *transform;
  GtkWidget     *hint;
};

enum {
  PROP_0,
  PROP_CANVAS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (LimnerToolOptions, limner_tool_options, GTK_TYPE_WIDGET)

static const guint palette[] = {
  0x000000, 0x5e5c64, 0x9a9996, 0xffffff, 0x63452c, 0x986a44, 0xe5a50a, 0xf8e45c,
  0xa51d2d, 0xe01b24, 0xff7800, 0xffbe6f, 0x26a269, 0x57e389, 0x1a5fb4, 0x62a0ea,
  0x613583, 0xc061cb, 0xf5c2e7, 0xf2d0b4, 0xd9a57c, 0x8c5a3c, 0x13423f, 0x8ff0e4,
};

static LimnerToolSettings *
get_settings (LimnerToolOptions *self)
{
  return self->canvas != NULL ? limner_canvas_get_settings (self->canvas) : NULL;
}

static void
show_colour (LimnerToolOptions *self)
{
  guint colour;

  g_object_get (get_settings (self), "colour", &colour, NULL);
  limner_colour_swatch_set_colour (self->colour_swatch, colour);
  limner_colour_grid_set_colour (LIMNER_COLOUR_GRID (self->colour_grid), colour);
}

static void
show_kind (LimnerToolOptions *self)
{
  LimnerToolKind kind = limner_canvas_get_tool (self->canvas);
  const char *page = "hint";

  if (limner_tool_kind_has_brush (kind))
    page = "brush";
  else if (limner_tool_kind_selects (kind))
    page = "selection";
  else if (kind == LIMNER_TOOL_KIND_FRAME)
    page = "frame";
  else if (kind == LIMNER_TOOL_KIND_TRANSFORM)
    page = "transform";
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), page);

  gtk_widget_set_visible (self->colour_button, kind == LIMNER_TOOL_KIND_COLOUR);
  gtk_widget_set_visible (self->wand, kind == LIMNER_TOOL_KIND_WAND);
  gtk_label_set_label (GTK_LABEL (self->hint), kind == LIMNER_TOOL_KIND_PICKER
                       ? _("Click on a colour to paint with it")
                       : _("Drag to move the view; hold Space to do so with any tool"));
}

static void
colour_chosen_cb (LimnerToolOptions *self,
                  guint              colour)
{
  if (self->canvas != NULL)
    g_object_set (get_settings (self), "colour", colour, NULL);
}

static GtkWidget *
add_page (LimnerToolOptions *self,
          const char        *name)
{
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_set_layout_manager (page, limner_wrap_layout_new (9, 3));
  gtk_widget_set_valign (page, GTK_ALIGN_CENTER);
  gtk_stack_add_named (GTK_STACK (self->stack), page, name);
  return page;
}

static void
add_brush_page (LimnerToolOptions *self)
{
  GtkWidget *page = add_page (self, "brush");
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->size = limner_number_new (_("Size"), _("Diameter in pixels ([ and ], or drag with Shift)"),
                                  LIMNER_BRUSH_MIN_SIZE, LIMNER_BRUSH_MAX_SIZE,
                                  LIMNER_NUMBER_PLAIN);
  limner_number_set_bend (LIMNER_NUMBER (self->size), 3);
  self->hardness = limner_number_new (_("Hardness"),
                                      _("How sharp the edge is, in percent ({ and })"), 0, 1,
                                      LIMNER_NUMBER_PERCENT);
  self->opacity = limner_number_new (_("Opacity"), _("What a stroke reaches at most, in percent"),
                                     0, 1, LIMNER_NUMBER_PERCENT);
  gtk_box_append (GTK_BOX (page), self->size);
  gtk_box_append (GTK_BOX (page), self->hardness);
  gtk_box_append (GTK_BOX (page), self->opacity);

  self->colour_button = gtk_menu_button_new ();
  self->colour_swatch = limner_colour_swatch_new (0);
  self->colour_grid = limner_colour_grid_new (palette, G_N_ELEMENTS (palette), TRUE);
  gtk_menu_button_set_child (GTK_MENU_BUTTON (self->colour_button), self->colour_swatch);
  gtk_popover_set_child (GTK_POPOVER (popover), self->colour_grid);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->colour_button), popover);
  gtk_widget_add_css_class (self->colour_button, "flat");
  gtk_widget_set_tooltip_text (self->colour_button, _("Colour (I to pick one, or Alt and click)"));
  limner_menu_tip_hide_while_open (GTK_MENU_BUTTON (self->colour_button));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->colour_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Colour"), -1);
  g_signal_connect_swapped (self->colour_grid, "chosen", G_CALLBACK (colour_chosen_cb), self);
  gtk_box_append (GTK_BOX (buttons), self->colour_button);

  self->brush_popover = limner_brush_popover_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), self->brush_popover);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _("Flow, spacing, smoothing, pressure"));
  limner_menu_tip_hide_while_open (GTK_MENU_BUTTON (button));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("More about the brush"), -1);
  gtk_box_append (GTK_BOX (buttons), button);
  gtk_box_append (GTK_BOX (page), buttons);
}

static void
add_selection_page (LimnerToolOptions *self)
{
  GtkWidget *page = add_page (self, "selection");

  self->combine = limner_combine_buttons_new ();
  limner_combine_buttons_tell_keys (LIMNER_COMBINE_BUTTONS (self->combine));
  gtk_widget_set_valign (self->combine, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (page), self->combine);

  self->wand = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  self->tolerance = limner_number_new (_("Tolerance"), _("How similar colours have to be"), 0, 255,
                                       LIMNER_NUMBER_PLAIN);
  self->contiguous = gtk_check_button_new_with_label (_("Connected"));
  gtk_widget_set_tooltip_text (self->contiguous, _("Only what hangs together with the pixel"));
  gtk_box_append (GTK_BOX (self->wand), self->tolerance);
  gtk_box_append (GTK_BOX (self->wand), self->contiguous);
  gtk_box_append (GTK_BOX (page), self->wand);
}

/* Who has typed a number wants to paint with it. */
static void
entered_cb (LimnerToolOptions *self)
{
  if (self->canvas != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->canvas));
}

static void
limner_tool_options_dispose (GObject *object)
{
  LimnerToolOptions *self = LIMNER_TOOL_OPTIONS (object);

  g_clear_object (&self->settings_signals);
  g_clear_object (&self->bindings);
  g_clear_object (&self->canvas);
  g_clear_pointer (&self->stack, gtk_widget_unparent);

  G_OBJECT_CLASS (limner_tool_options_parent_class)->dispose (object);
}

static void
limner_tool_options_get_property (GObject    *object,
                                  guint       prop_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_CANVAS:
      g_value_set_object (value, limner_tool_options_get_canvas (LIMNER_TOOL_OPTIONS (object)));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
limner_tool_options_set_property (GObject      *object,
                                  guint         prop_id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_CANVAS:
      limner_tool_options_set_canvas (LIMNER_TOOL_OPTIONS (object), g_value_get_object (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
limner_tool_options_class_init (LimnerToolOptionsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = limner_tool_options_dispose;
  object_class->get_property = limner_tool_options_get_property;
  object_class->set_property = limner_tool_options_set_property;

  properties[PROP_CANVAS] =
    g_param_spec_object ("canvas", NULL, NULL, LIMNER_TYPE_CANVAS,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "tooloptions");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_TOOLBAR);
}

static void
limner_tool_options_init (LimnerToolOptions *self)
{
  const GBindingFlags both = G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL;

  self->stack = gtk_stack_new ();
  gtk_stack_set_vhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_stack_set_hhomogeneous (GTK_STACK (self->stack), FALSE);
  add_brush_page (self);
  add_selection_page (self);
  self->frame = limner_frame_options_new ();
  gtk_stack_add_named (GTK_STACK (self->stack), self->frame, "frame");
  self->transform = limner_transform_options_new ();
  gtk_stack_add_named (GTK_STACK (self->stack), self->transform, "transform");
  self->hint = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->hint), 0);
  gtk_label_set_wrap (GTK_LABEL (self->hint), TRUE);
  gtk_widget_add_css_class (self->hint, "dim-label");
  gtk_stack_add_named (GTK_STACK (self->stack), self->hint, "hint");

  gtk_widget_set_parent (self->stack, GTK_WIDGET (self));

  self->bindings = g_binding_group_new ();
  g_binding_group_bind (self->bindings, "size", self->size, "value", both);
  g_binding_group_bind (self->bindings, "hardness", self->hardness, "value", both);
  g_binding_group_bind (self->bindings, "opacity", self->opacity, "value", both);
  g_binding_group_bind (self->bindings, "combine", self->combine, "combine", both);
  g_binding_group_bind (self->bindings, "tolerance", self->tolerance, "value", both);
  g_binding_group_bind (self->bindings, "contiguous", self->contiguous, "active", both);
  g_signal_connect_swapped (self->size, "entered", G_CALLBACK (entered_cb), self);
  g_signal_connect_swapped (self->hardness, "entered", G_CALLBACK (entered_cb), self);
  g_signal_connect_swapped (self->opacity, "entered", G_CALLBACK (entered_cb), self);
  g_signal_connect_swapped (self->tolerance, "entered", G_CALLBACK (entered_cb), self);

  self->settings_signals = g_signal_group_new (LIMNER_TYPE_TOOL_SETTINGS);
  g_signal_group_connect_swapped (self->settings_signals, "notify::kind", G_CALLBACK (show_kind),
                                  self);
  g_signal_group_connect_swapped (self->settings_signals, "notify::colour",
                                  G_CALLBACK (show_colour), self);
}

/**
 * limner_tool_options_new:
 *
 * Makes a bar of options.
 *
 * Returns: (transfer floating): the bar
 */
GtkWidget *
limner_tool_options_new (void)
{
  return g_object_new (LIMNER_TYPE_TOOL_OPTIONS, NULL);
}

/**
 * limner_tool_options_get_canvas:
 * @self: a bar of options
 *
 * Gets the canvas whose tools it is about.
 *
 * Returns: (transfer none) (nullable): the canvas
 */
LimnerCanvas *
limner_tool_options_get_canvas (LimnerToolOptions *self)
{
  g_return_val_if_fail (LIMNER_IS_TOOL_OPTIONS (self), NULL);

  return self->canvas;
}

/**
 * limner_tool_options_set_canvas:
 * @self: a bar of options
 * @canvas: (nullable): the canvas whose tools it is about
 *
 * Joins the bar to a canvas.
 */
void
limner_tool_options_set_canvas (LimnerToolOptions *self,
                                LimnerCanvas      *canvas)
{
  LimnerToolSettings *settings;

  g_return_if_fail (LIMNER_IS_TOOL_OPTIONS (self));

  if (canvas == self->canvas)
    return;

  g_set_object (&self->canvas, canvas);
  settings = get_settings (self);
  g_signal_group_set_target (self->settings_signals, settings);
  g_binding_group_set_source (self->bindings, settings);
  limner_brush_popover_set_settings (LIMNER_BRUSH_POPOVER (self->brush_popover), settings);
  limner_frame_options_set_canvas (LIMNER_FRAME_OPTIONS (self->frame), canvas);
  limner_transform_options_set_canvas (LIMNER_TRANSFORM_OPTIONS (self->transform), canvas);
  if (canvas != NULL)
    {
      show_kind (self);
      show_colour (self);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CANVAS]);
}
