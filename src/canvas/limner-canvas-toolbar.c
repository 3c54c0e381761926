/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "widgets/limner-keys-bind.h"
#include "widgets/limner-menu-tip.h"
#include "widgets/limner-wrap-layout.h"

#include "limner-canvas-toolbar.h"
#include "limner-mask-popover.h"
#include "limner-view-popover.h"

/* Between two groups of buttons, in pixels */
#define GAP 8

/**
 * LimnerCanvasToolbar:
 *
 * The tools, undo and redo, what can be done to the mask as a whole, and the zoom, in groups that
 * go to further lines where they do not fit. It is made from a table, because all of its buttons
 * are alike.
 */
struct _LimnerCanvasToolbar
{
  GtkWidget      parent_instance;

  /* Owned */
  LimnerCanvas  *canvas;
  GSignalGroup  *canvas_signals;
  GBindingGroup *document_bindings;

  /* Owned by the widget */
  GtkWidget     *tools[LIMNER_N_TOOL_KINDS];
  GtkWidget     *undo;
  GtkWidget     *redo;
  GtkWidget     *refine;
  GtkWidget     *view;
  GtkWidget     *zoom;
};

enum {
  PROP_0,
  PROP_CANVAS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (LimnerCanvasToolbar, limner_canvas_toolbar, GTK_TYPE_WIDGET)

typedef struct
{
  LimnerToolKind  kind;
  const char     *icon;
  const char     *title;
  const char     *id;           /* of its keys */
  gboolean        begins_group;
} ToolButton;

static const ToolButton tool_buttons[] = {
  { LIMNER_TOOL_KIND_BRUSH, "limner-brush-symbolic", N_("Mask brush"), "canvas.brush", FALSE },
  { LIMNER_TOOL_KIND_ERASER, "limner-eraser-symbolic", N_("Mask eraser"), "canvas.eraser", FALSE },
  { LIMNER_TOOL_KIND_RECTANGLE, "limner-rectangle-symbolic", N_("Rectangle"),
    "canvas.rectangle-tool", TRUE },
  { LIMNER_TOOL_KIND_ELLIPSE, "limner-ellipse-symbolic", N_("Ellipse"), "canvas.ellipse", FALSE },
  { LIMNER_TOOL_KIND_LASSO, "limner-lasso-symbolic", N_("Lasso"), "canvas.lasso", FALSE },
  { LIMNER_TOOL_KIND_POLYGON, "limner-polygon-symbolic", N_("Polygon"), "canvas.polygon", FALSE },
  { LIMNER_TOOL_KIND_WAND, "limner-wand-symbolic", N_("Similar colour"), "canvas.wand", FALSE },
  { LIMNER_TOOL_KIND_TRANSFORM, "limner-transform-symbolic", N_("Move, scale and turn the mask"),
    "canvas.transform", TRUE },
  { LIMNER_TOOL_KIND_FRAME, "limner-frame-symbolic", N_("Frame"), "canvas.frame", FALSE },
  { LIMNER_TOOL_KIND_MOVE, "limner-hand-symbolic", N_("Move the view"), "canvas.move", FALSE },
  { LIMNER_TOOL_KIND_COLOUR, "limner-colour-brush-symbolic", N_("Colour brush"),
    "canvas.colour", TRUE },
  { LIMNER_TOOL_KIND_COLOUR_ERASER, "limner-colour-eraser-symbolic", N_("Colour eraser"),
    "canvas.colour-eraser", FALSE },
  { LIMNER_TOOL_KIND_PICKER, "limner-picker-symbolic", N_("Colour picker"),
    "canvas.picker", FALSE },
};

static void
set_title (GtkWidget  *button,
           const char *title,
           const char *id)
{
  if (id != NULL)
    limner_keys_show_in_tooltip (button, id, title);
  else
    gtk_widget_set_tooltip_text (button, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  -1);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_focus_on_click (button, FALSE);
}

static void
show_tool (LimnerCanvasToolbar *self)
{
  LimnerToolKind kind = limner_canvas_get_tool (self->canvas);

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->tools[kind]), TRUE);
}

static void
show_zoom (LimnerCanvasToolbar *self)
{
  double percent = limner_canvas_get_zoom (self->canvas) * 100;
  g_autofree char *text = NULL;

  text = g_strdup_printf (percent < 10 ? _("%.1f %%") : _("%.0f %%"), percent);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->zoom), text);
}

static void
tool_toggled_cb (GtkToggleButton     *button,
                 LimnerCanvasToolbar *self)
{
  if (self->canvas == NULL || !gtk_toggle_button_get_active (button))
    return;

  for (guint i = 0; i < LIMNER_N_TOOL_KINDS; i++)
    {
      if (self->tools[i] == GTK_WIDGET (button))
        limner_canvas_set_tool (self->canvas, (LimnerToolKind) i);
    }
  gtk_widget_grab_focus (GTK_WIDGET (self->canvas));
}

/* Actions of the canvas are known within the canvas only. */
static void
button_clicked_cb (GtkWidget           *button,
                   LimnerCanvasToolbar *self)
{
  if (self->canvas == NULL)
    return;
  gtk_widget_activate_action (GTK_WIDGET (self->canvas),
                              g_object_get_data (G_OBJECT (button), "canvas-action"), NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self->canvas));
}

static GtkWidget *
add_button (LimnerCanvasToolbar *self,
            GtkWidget           *box,
            const char          *icon,
            const char          *title,
            const char          *action)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  set_title (button, title, action);
  g_object_set_data (G_OBJECT (button), "canvas-action", (gpointer) action);
  g_signal_connect (button, "clicked", G_CALLBACK (button_clicked_cb), self);
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

static GtkWidget *
add_menu (GtkWidget  *box,
          const char *icon,
          const char *title,
          GtkWidget  *popover)
{
  GtkWidget *button = gtk_menu_button_new ();

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), icon);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  set_title (button, title, NULL);
  limner_menu_tip_hide_while_open (GTK_MENU_BUTTON (button));
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

/* Buttons that stay together */
static GtkWidget *
add_group (LimnerCanvasToolbar *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_set_parent (box, GTK_WIDGET (self));
  return box;
}

static void
add_tools (LimnerCanvasToolbar *self)
{
  GtkToggleButton *first = NULL;
  GtkWidget *box = add_group (self);

  for (guint i = 0; i < G_N_ELEMENTS (tool_buttons); i++)
    {
      const ToolButton *tool = &tool_buttons[i];
      GtkWidget *button = gtk_toggle_button_new ();

      if (tool->begins_group)
        box = add_group (self);
      gtk_button_set_icon_name (GTK_BUTTON (button), tool->icon);
      set_title (button, _(tool->title), tool->id);
      gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), first);
      if (first == NULL)
        first = GTK_TOGGLE_BUTTON (button);
      g_signal_connect (button, "toggled", G_CALLBACK (tool_toggled_cb), self);
      gtk_box_append (GTK_BOX (box), button);
      self->tools[tool->kind] = button;
    }
}

/* The zoom's own menu: usual zooms, and the way back to all. */
static GMenuModel *
make_zoom_menu (void)
{
  GMenu *menu = g_menu_new ();
  static const int percents[] = { 25, 50, 100, 200, 400, 800 };

  g_menu_append (menu, _("Fit"), "toolbar.zoom-fit");
  for (guint i = 0; i < G_N_ELEMENTS (percents); i++)
    {
      g_autofree char *label = g_strdup_printf (_("%d %%"), percents[i]);
      g_autofree char *action = g_strdup_printf ("toolbar.zoom-percent(%d)", percents[i]);

      g_menu_append (menu, label, action);
    }
  return G_MENU_MODEL (menu);
}

static void
forward_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  LimnerCanvasToolbar *self = LIMNER_CANVAS_TOOLBAR (widget);
  g_autofree char *action = g_strconcat ("canvas.", name + strlen ("toolbar."), NULL);

  if (self->canvas != NULL)
    gtk_widget_activate_action_variant (GTK_WIDGET (self->canvas), action, parameter);
}

static void
add_zoom (LimnerCanvasToolbar *self)
{
  g_autoptr(GMenuModel) menu = make_zoom_menu ();
  GtkWidget *box = add_group (self);

  gtk_widget_set_hexpand (box, TRUE);
  gtk_widget_set_halign (box, GTK_ALIGN_END);
  add_button (self, box, "zoom-out-symbolic", _("Zoom out"), "canvas.zoom-out");
  self->zoom = gtk_menu_button_new ();
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->zoom), menu);
  gtk_widget_set_size_request (self->zoom, 76, -1);
  gtk_widget_add_css_class (self->zoom, "numeric");
  set_title (self->zoom, _("Zoom"), NULL);
  limner_menu_tip_hide_while_open (GTK_MENU_BUTTON (self->zoom));
  gtk_box_append (GTK_BOX (box), self->zoom);
  add_button (self, box, "zoom-in-symbolic", _("Zoom in"), "canvas.zoom-in");
  add_button (self, box, "limner-fit-symbolic", _("Fit"), "canvas.zoom-fit");
}

static gboolean
drop_cb (GtkDropTarget       *target,
         const GValue        *value,
         double               x,
         double               y,
         LimnerCanvasToolbar *self)
{
  LimnerDocument *document = self->canvas != NULL ? limner_canvas_get_document (self->canvas)
                                                  : NULL;
  GSList *files = g_value_get_boxed (value);

  if (files == NULL || document == NULL || limner_document_get_picture (document) == NULL)
    return FALSE;
  limner_mask_popover_load (LIMNER_MASK_POPOVER (gtk_menu_button_get_popover (
                              GTK_MENU_BUTTON (self->refine))), files->data);
  return TRUE;
}

static void
refine_cb (GtkMenuButton *button,
           gpointer       user_data)
{
  limner_mask_popover_place (LIMNER_MASK_POPOVER (gtk_menu_button_get_popover (button)),
                             GTK_WIDGET (button));
}

/* A file that is dropped anywhere else is opened; here it becomes the mask. */
static void
add_refine (LimnerCanvasToolbar *self,
            GtkWidget           *box)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  self->refine = add_menu (box, "limner-refine-symbolic", _("Refine the mask"),
                           limner_mask_popover_new ());
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->refine), refine_cb, NULL, NULL);
  gtk_widget_set_tooltip_text (self->refine,
                               _("Refine the mask; a picture dropped here becomes the mask"));
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (self->refine, GTK_EVENT_CONTROLLER (target));
}

static void
limner_canvas_toolbar_dispose (GObject *object)
{
  LimnerCanvasToolbar *self = LIMNER_CANVAS_TOOLBAR (object);

  g_clear_object (&self->canvas_signals);
  g_clear_object (&self->document_bindings);
  g_clear_object (&self->canvas);
  while (gtk_widget_get_first_child (GTK_WIDGET (self)) != NULL)
    gtk_widget_unparent (gtk_widget_get_first_child (GTK_WIDGET (self)));

  G_OBJECT_CLASS (limner_canvas_toolbar_parent_class)->dispose (object);
}

static void
limner_canvas_toolbar_get_property (GObject    *object,
                                    guint       prop_id,
                                    GValue     *value,
                                    GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_CANVAS:
      g_value_set_object (value,
                          limner_canvas_toolbar_get_canvas (LIMNER_CANVAS_TOOLBAR (object)));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
limner_canvas_toolbar_set_property (GObject      *object,
                                    guint         prop_id,
                                    const GValue *value,
                                    GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_CANVAS:
      limner_canvas_toolbar_set_canvas (LIMNER_CANVAS_TOOLBAR (object),
                                        g_value_get_object (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
limner_canvas_toolbar_class_init (LimnerCanvasToolbarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GdkDisplay *display = gdk_display_get_default ();

  object_class->dispose = limner_canvas_toolbar_dispose;
  object_class->get_property = limner_canvas_toolbar_get_property;
  object_class->set_property = limner_canvas_toolbar_set_property;

  properties[PROP_CANVAS] =
    g_param_spec_object ("canvas", NULL, NULL, LIMNER_TYPE_CANVAS,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "toolbar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_TOOLBAR);
  gtk_widget_class_install_action (widget_class, "toolbar.zoom-fit", NULL, forward_action);
  gtk_widget_class_install_action (widget_class, "toolbar.zoom-percent", "i", forward_action);
  if (display != NULL)
    gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (display),
                                      "/io/github/limner/Limner/canvas/icons");
}

static void
limner_canvas_toolbar_init (LimnerCanvasToolbar *self)
{
  GtkWidget *box;

  gtk_widget_set_layout_manager (GTK_WIDGET (self), limner_wrap_layout_new (GAP, 3));
  add_tools (self);
  box = add_group (self);
  add_refine (self, box);
  self->view = add_menu (box, "limner-mask-symbolic", _("How the mask is shown"),
                         limner_view_popover_new ());
  box = add_group (self);
  self->undo = add_button (self, box, "edit-undo-symbolic", _("Undo"), "canvas.undo");
  self->redo = add_button (self, box, "edit-redo-symbolic", _("Redo"), "canvas.redo");
  add_zoom (self);

  self->canvas_signals = g_signal_group_new (LIMNER_TYPE_CANVAS);
  g_signal_group_connect_swapped (self->canvas_signals, "notify::tool", G_CALLBACK (show_tool),
                                  self);
  g_signal_group_connect_swapped (self->canvas_signals, "notify::zoom", G_CALLBACK (show_zoom),
                                  self);
  self->document_bindings = g_binding_group_new ();
  g_binding_group_bind (self->document_bindings, "can-undo", self->undo, "sensitive",
                        G_BINDING_SYNC_CREATE);
  g_binding_group_bind (self->document_bindings, "can-redo", self->redo, "sensitive",
                        G_BINDING_SYNC_CREATE);
}

/**
 * limner_canvas_toolbar_new:
 *
 * Makes a tool bar.
 *
 * Returns: (transfer floating): the tool bar
 */
GtkWidget *
limner_canvas_toolbar_new (void)
{
  return g_object_new (LIMNER_TYPE_CANVAS_TOOLBAR, NULL);
}

/**
 * limner_canvas_toolbar_get_canvas:
 * @self: a tool bar
 *
 * Gets the canvas that it is for.
 *
 * Returns: (transfer none) (nullable): the canvas
 */
LimnerCanvas *
limner_canvas_toolbar_get_canvas (LimnerCanvasToolbar *self)
{
  g_return_val_if_fail (LIMNER_IS_CANVAS_TOOLBAR (self), NULL);

  return self->canvas;
}

static void
follow_document (LimnerCanvasToolbar *self)
{
  g_binding_group_set_source (self->document_bindings,
                              self->canvas != NULL ? limner_canvas_get_document (self->canvas)
                                                   : NULL);
}

/**
 * limner_canvas_toolbar_set_canvas:
 * @self: a tool bar
 * @canvas: (nullable): the canvas that it is for
 *
 * Joins a tool bar to a canvas.
 */
void
limner_canvas_toolbar_set_canvas (LimnerCanvasToolbar *self,
                                  LimnerCanvas        *canvas)
{
  g_return_if_fail (LIMNER_IS_CANVAS_TOOLBAR (self));

  if (canvas == self->canvas)
    return;

  if (self->canvas != NULL)
    g_signal_handlers_disconnect_by_func (self->canvas, follow_document, self);
  g_set_object (&self->canvas, canvas);
  g_signal_group_set_target (self->canvas_signals, canvas);
  limner_mask_popover_set_canvas (LIMNER_MASK_POPOVER (gtk_menu_button_get_popover (
                                    GTK_MENU_BUTTON (self->refine))), canvas);
  limner_view_popover_set_canvas (LIMNER_VIEW_POPOVER (gtk_menu_button_get_popover (
                                    GTK_MENU_BUTTON (self->view))), canvas);
  follow_document (self);
  if (canvas != NULL)
    {
      g_signal_connect_object (canvas, "notify::document", G_CALLBACK (follow_document), self,
                               G_CONNECT_SWAPPED);
      show_tool (self);
      show_zoom (self);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CANVAS]);
}
