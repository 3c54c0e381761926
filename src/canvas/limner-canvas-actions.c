/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include "paint/limner-selection.h"
#include "paint/limner-shape.h"
#include "widgets/limner-keys-bind.h"

#include "limner-canvas-private.h"

/* What the keys do. All of it are actions of the widget, so that buttons and menus can do the same;
 * keys act only while the canvas has the focus. */

#define ROTATE_STEP (G_PI / 12)

/* So many pixels of a mask are worked out within a frame. */
#define SMALL_MASK (1024 * 1024)

static gboolean
has_picture (LimnerCanvas *self)
{
  return self->document != NULL && limner_document_get_picture (self->document) != NULL;
}

static void
undo_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  LimnerCanvas *self = LIMNER_CANVAS (widget);

  if (self->document != NULL)
    limner_document_undo (self->document);
}

static void
redo_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  LimnerCanvas *self = LIMNER_CANVAS (widget);

  if (self->document != NULL)
    limner_document_redo (self->document);
}

/* A thread works at large masks; the small ones are done at once, so that nothing flickers. */
static void
operate (LimnerCanvas        *self,
         LimnerMaskOperation  operation,
         int                  amount)
{
  gint64 n_pixels = (gint64) limner_document_get_width (self->document) *
                    limner_document_get_height (self->document);

  if (n_pixels <= SMALL_MASK || operation == LIMNER_MASK_CLEAR || operation == LIMNER_MASK_ALL)
    limner_document_operate (self->document, operation, amount);
  else
    limner_document_operate_async (self->document, operation, amount, NULL, NULL, NULL);
}

/* The parameter: operation and amount, as in LimnerMaskOperation. */
static void
operate_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  LimnerCanvas *self = LIMNER_CANVAS (widget);
  int operation, amount;

  g_variant_get (parameter, "(ii)", &operation, &amount);
  if (has_picture (self) && operation >= 0 && operation <= LIMNER_MASK_REMOVE_SPECKS)
    operate (self, (LimnerMaskOperation) operation, amount);
}

static void
simple_operation_action (GtkWidget  *widget,
                         const char *name,
                         GVariant   *parameter)
{
  LimnerCanvas *self = LIMNER_CANVAS (widget);
  LimnerMaskOperation operation = LIMNER_MASK_INVERT;

  if (strcmp (name, "canvas.clear-mask") == 0)
    operation = LIMNER_MASK_CLEAR;
  else if (strcmp (name, "canvas.mask-all") == 0)
    operation = LIMNER_MASK_ALL;
  if (has_picture (self))
    operate (self, operation, 0);
}

static void
clear_guide_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  LimnerCanvas *self = LIMNER_CANVAS (widget);

  if (has_picture (self))
    limner_document_clear_guide (self->document);
}

static LimnerMask *
make_from_alpha (gpointer picture)
{
  return limner_selection_from_alpha (picture);
}

static LimnerMask *
make_from_luminance (gpointer picture)
{
  return limner_selection_from_luminance (picture);
}

static LimnerMask *
make_background (gpointer picture)
{
  return limner_selection_background (picture);
}

static void
mask_background_action (GtkWidget  *widget,
                        const char *name,
                        GVariant   *parameter)
{
  LimnerCanvas *self = LIMNER_CANVAS (widget);

  if (has_picture (self))
    limner_document_select_async (
      self->document, make_background,
      limner_picture_ref (limner_document_get_picture (self->document)),
      (GDestroyNotify) limner_picture_unref, LIMNER_COMBINE_REPLACE, NULL, NULL, NULL);
}

/* The parameter: a LimnerCombine */
static void
select_from_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  LimnerCanvas *self = LIMNER_CANVAS (widget);
  int how = g_variant_get_int32 (parameter);

  if (!has_picture (self) || how < 0 || how > LIMNER_COMBINE_INTERSECT)
    return;

  limner_document_select_async (self->document,
                                g_str_has_suffix (name, "alpha") ? make_from_alpha
                                                                 : make_from_luminance,
                                limner_picture_ref (limner_document_get_picture (self->document)),
                                (GDestroyNotify) limner_picture_unref, (LimnerCombine) how,
                                NULL, NULL, NULL);
}

/* The parameter: x, y, width, height in picture coordinates, and a LimnerCombine. */
static void
rectangle_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  LimnerCanvas *self = LIMNER_CANVAS (widget);
  g_autoptr(LimnerMask) selection = NULL;
  LimnerPoint from, to;
  int x, y, width, height, how;

  g_variant_get (parameter, "(iiiii)", &x, &y, &width, &height, &how);
  if (!has_picture (self) || how < 0 || how > LIMNER_COMBINE_INTERSECT)
    return;

  from = (LimnerPoint) { x, y };
  to = (LimnerPoint) { (double) x + width, (double) y + height };
  selection = limner_mask_new_rectangle (limner_document_get_width (self->document),
                                         limner_document_get_height (self->document), &from, &to);
  limner_document_select (self->document, selection, (LimnerCombine) how);
}

static void
zoom_to (LimnerCanvas *self,
         double        zoom)
{
  double scale = _limner_canvas_get_scale (self);
  double x = self->viewport.width / 2;
  double y = self->viewport.height / 2;

  if (self->pointer_inside)
    {
      x = self->pointer_x * scale;
      y = self->pointer_y * scale;
    }
  limner_viewport_zoom_at (&self->viewport, zoom, x, y);
  _limner_canvas_view_changed (self);
}

static void
zoom_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  LimnerCanvas *self = LIMNER_CANVAS (widget);

  if (strcmp (name, "canvas.zoom-in") == 0)
    {
      zoom_to (self, limner_viewport_next_zoom (&self->viewport, 1));
    }
  else if (strcmp (name, "canvas.zoom-out") == 0)
    {
      zoom_to (self, limner_viewport_next_zoom (&self->viewport, -1));
    }
  else if (strcmp (name, "canvas.zoom-fit") == 0)
    {
      limner_viewport_fit (&self->viewport);
      _limner_canvas_view_changed (self);
    }
}

/* The parameter: percent */
static void
zoom_percent_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  zoom_to (LIMNER_CANVAS (widget), g_variant_get_int32 (parameter) / 100.0);
}

static void
rotate_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  LimnerCanvas *self = LIMNER_CANVAS (widget);
  double angle = 0;

  if (strcmp (name, "canvas.rotate-left") == 0)
    angle = self->viewport.angle - ROTATE_STEP;
  else if (strcmp (name, "canvas.rotate-right") == 0)
    angle = self->viewport.angle + ROTATE_STEP;
  limner_viewport_rotate (&self->viewport, angle);
  _limner_canvas_view_changed (self);
}

/* The parameter: a LimnerToolKind. The same tool twice swaps painting and erasing. */
static void
tool_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  int kind = g_variant_get_int32 (parameter);

  if (kind >= 0 && kind < LIMNER_N_TOOL_KINDS)
    limner_canvas_set_tool (LIMNER_CANVAS (widget), (LimnerToolKind) kind);
}

static void
swap_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  LimnerCanvas *self = LIMNER_CANVAS (widget);
  LimnerToolKind kind = limner_canvas_get_tool (self);
  LimnerCombine combine = limner_tool_settings_get_combine (self->settings);

  if (limner_tool_kind_selects (kind))
    g_object_set (self->settings, "combine",
                  (int) (combine == LIMNER_COMBINE_SUBTRACT ? LIMNER_COMBINE_ADD
                                                            : LIMNER_COMBINE_SUBTRACT), NULL);
  else if (kind == LIMNER_TOOL_KIND_COLOUR)
    limner_canvas_set_tool (self, LIMNER_TOOL_KIND_COLOUR_ERASER);
  else if (kind == LIMNER_TOOL_KIND_COLOUR_ERASER)
    limner_canvas_set_tool (self, LIMNER_TOOL_KIND_COLOUR);
  else
    limner_canvas_set_tool (self, kind == LIMNER_TOOL_KIND_BRUSH ? LIMNER_TOOL_KIND_ERASER
                                                                 : LIMNER_TOOL_KIND_BRUSH);
}

/* Back to a brush that adds, with the default brush's numbers. */
static void
default_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  LimnerCanvas *self = LIMNER_CANVAS (widget);
  LimnerToolKind kind = limner_canvas_get_tool (self);
  LimnerBrush old, brush;

  if (limner_tool_kind_selects (kind))
    {
      g_object_set (self->settings, "combine", (int) LIMNER_COMBINE_ADD, NULL);
      return;
    }
  limner_tool_settings_get_brush (self->settings, kind, &old);
  limner_brush_init (&brush);
  brush.size = old.size;
  limner_tool_settings_set_brush (self->settings, kind, &brush);
}

/* Steps that feel even: one tenth, and at least one pixel. */
static void
size_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  LimnerCanvas *self = LIMNER_CANVAS (widget);
  LimnerToolKind kind = limner_canvas_get_tool (self);
  double direction = g_str_has_suffix (name, "up") ? 1 : -1;
  LimnerBrush brush;

  if (!limner_tool_kind_has_brush (kind))
    return;

  limner_tool_settings_get_brush (self->settings, kind, &brush);
  if (g_str_has_prefix (name, "canvas.size"))
    brush.size = round (brush.size + direction * MAX (1, round (brush.size / 10)));
  else if (g_str_has_prefix (name, "canvas.opacity"))
    brush.opacity = MAX (0.1, round (brush.opacity * 10 + direction) / 10);
  else
    brush.hardness += direction / 10;
  limner_tool_settings_set_brush (self->settings, kind, &brush);
}

/* A stroke of the brush in hand reaches so much at most; %FALSE for a tool without a brush. */
gboolean
_limner_canvas_set_opacity (LimnerCanvas *self,
                            double        opacity)
{
  LimnerToolKind kind = limner_canvas_get_tool (self);
  LimnerBrush brush;

  if (!limner_tool_kind_has_brush (kind))
    return FALSE;

  limner_tool_settings_get_brush (self->settings, kind, &brush);
  brush.opacity = opacity;
  limner_tool_settings_set_brush (self->settings, kind, &brush);
  return TRUE;
}

static void
finish_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  LimnerCanvas *self = LIMNER_CANVAS (widget);

  if (self->tool != NULL && has_picture (self))
    limner_tool_finish (self->tool, self->document);
  gtk_widget_queue_draw (widget);
}

static void
cancel_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  LimnerCanvas *self = LIMNER_CANVAS (widget);

  _limner_canvas_cancel_tool (self);
  if (self->document != NULL)
    limner_document_cancel_work (self->document);
}

static gboolean
is_drawing_outline (LimnerCanvas *self)
{
  guint n_points = 0;
  gboolean closed;

  return self->tool != NULL &&
         limner_tool_get_outline (self->tool, &n_points, &closed) != NULL && n_points > 0;
}

/**
 * limner_canvas_is_drawing:
 * @self: a canvas
 *
 * Tells whether somebody is in the middle of something: a stroke, a drag, or an outline that is not
 * closed yet. Nothing should come in between then.
 *
 * Returns: %TRUE if so
 */
gboolean
limner_canvas_is_drawing (LimnerCanvas *self)
{
  g_return_val_if_fail (LIMNER_IS_CANVAS (self), FALSE);

  return self->drag != LIMNER_CANVAS_DRAG_NONE || is_drawing_outline (self);
}

static gboolean
is_transforming (LimnerCanvas *self)
{
  LimnerTransform transform;
  LimnerRect bounds;

  return has_picture (self) && limner_canvas_get_tool (self) == LIMNER_TOOL_KIND_TRANSFORM &&
         limner_document_get_transform (self->document,
                                        limner_tool_settings_get_layer (self->settings),
                                        &transform, &bounds) &&
         !limner_transform_is_identity (&transform);
}

/* Enter ends a polygon or what is being transformed; else it is for others, such as to keep a
 * candidate. */
static gboolean
finish_cb (GtkWidget *widget,
           GVariant  *arguments,
           gpointer   user_data)
{
  LimnerCanvas *self = LIMNER_CANVAS (widget);

  if (!is_drawing_outline (self) && !is_transforming (self))
    return FALSE;
  gtk_widget_activate_action (widget, "canvas.finish", NULL);
  return TRUE;
}

static gboolean
cancel_cb (GtkWidget *widget,
           GVariant  *arguments,
           gpointer   user_data)
{
  LimnerCanvas *self = LIMNER_CANVAS (widget);

  if (self->drag == LIMNER_CANVAS_DRAG_NONE && !is_drawing_outline (self) &&
      (self->document == NULL || !limner_document_is_working (self->document)))
    return FALSE;
  gtk_widget_activate_action (widget, "canvas.cancel", NULL);
  return TRUE;
}

/* M goes through rectangle and ellipse, as lasso and polygon share L: with Shift the second one. */
static const struct
{
  const char     *id;
  LimnerToolKind  kind;
} tool_keys[] = {
  { "canvas.brush", LIMNER_TOOL_KIND_BRUSH },
  { "canvas.eraser", LIMNER_TOOL_KIND_ERASER },
  { "canvas.rectangle-tool", LIMNER_TOOL_KIND_RECTANGLE },
  { "canvas.ellipse", LIMNER_TOOL_KIND_ELLIPSE },
  { "canvas.lasso", LIMNER_TOOL_KIND_LASSO },
  { "canvas.polygon", LIMNER_TOOL_KIND_POLYGON },
  { "canvas.wand", LIMNER_TOOL_KIND_WAND },
  { "canvas.frame", LIMNER_TOOL_KIND_FRAME },
  { "canvas.transform", LIMNER_TOOL_KIND_TRANSFORM },
  { "canvas.move", LIMNER_TOOL_KIND_MOVE },
  { "canvas.picker", LIMNER_TOOL_KIND_PICKER },
  { "canvas.colour", LIMNER_TOOL_KIND_COLOUR },
  { "canvas.colour-eraser", LIMNER_TOOL_KIND_COLOUR_ERASER },
};

/* The parameter: how far to the right and down */
static gboolean
nudge_cb (GtkWidget *widget,
          GVariant  *arguments,
          gpointer   user_data)
{
  int right, down;

  g_variant_get (arguments, "(ii)", &right, &down);
  return _limner_canvas_nudge (LIMNER_CANVAS (widget), right, down);
}

/* The arrow keys move what is transformed: by one pixel, with Shift by ten. */
static void
install_nudges (GtkWidgetClass *widget_class)
{
  static const struct
  {
    guint key;
    int   right;
    int   down;
  } arrows[] = {
    { GDK_KEY_Left, -1, 0 },
    { GDK_KEY_Right, 1, 0 },
    { GDK_KEY_Up, 0, -1 },
    { GDK_KEY_Down, 0, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (arrows); i++)
    {
      gtk_widget_class_add_binding (widget_class, arrows[i].key, 0, nudge_cb, "(ii)",
                                    arrows[i].right, arrows[i].down);
      gtk_widget_class_add_binding (widget_class, arrows[i].key, GDK_SHIFT_MASK, nudge_cb, "(ii)",
                                    10 * arrows[i].right, 10 * arrows[i].down);
    }
}

/* Who came here with the pointer hides all that stands round the canvas; who came by the keyboard
 * goes on from it. */
static gboolean
tab_cb (GtkWidget *widget,
        GVariant  *arguments,
        gpointer   user_data)
{
  LimnerCanvas *self = LIMNER_CANVAS (widget);

  if (!self->alone && (!self->focused_by_pointer || !has_picture (self)))
    return FALSE;
  limner_canvas_set_alone (self, !self->alone);
  return TRUE;
}

static void
install_bindings (GtkWidgetClass *widget_class)
{
  static const char * const ids[] = {
    "canvas.undo", "canvas.redo", "canvas.invert-mask", "canvas.mask-all",
    "canvas.mask-background", "canvas.clear-mask", "canvas.zoom-in", "canvas.zoom-out",
    "canvas.zoom-fit", "canvas.rotate-left", "canvas.rotate-right", "canvas.rotate-reset",
    "canvas.swap", "canvas.default", "canvas.mask-only", "canvas.mirror", "canvas.size-down",
    "canvas.size-up", "canvas.hardness-down", "canvas.hardness-up", "canvas.opacity-down",
    "canvas.opacity-up",
  };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    limner_keys_bind (widget_class, ids[i]);
  for (guint i = 0; i < G_N_ELEMENTS (tool_keys); i++)
    limner_keys_bind_action (widget_class, tool_keys[i].id, "canvas.tool",
                             g_variant_new_int32 ((int) tool_keys[i].kind));
  limner_keys_bind_action (widget_class, "canvas.zoom-100", "canvas.zoom-percent",
                           g_variant_new_int32 (100));
  limner_keys_bind_action (widget_class, "canvas.zoom-200", "canvas.zoom-percent",
                           g_variant_new_int32 (200));
  install_nudges (widget_class);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Tab, 0, tab_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, 0, finish_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Enter, 0, finish_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, cancel_cb, NULL);
}

void
_limner_canvas_install_actions (GtkWidgetClass *widget_class)
{
  static const struct
  {
    const char                    *name;
    const char                    *type;
    GtkWidgetActionActivateFunc    activate;
  } actions[] = {
    { "canvas.undo", NULL, undo_action },
    { "canvas.redo", NULL, redo_action },
    { "canvas.operate", "(ii)", operate_action },
    { "canvas.invert-mask", NULL, simple_operation_action },
    { "canvas.clear-mask", NULL, simple_operation_action },
    { "canvas.mask-all", NULL, simple_operation_action },
    { "canvas.clear-guide", NULL, clear_guide_action },
    { "canvas.mask-from-alpha", "i", select_from_action },
    { "canvas.mask-from-luminance", "i", select_from_action },
    { "canvas.mask-background", NULL, mask_background_action },
    { "canvas.rectangle", "(iiiii)", rectangle_action },
    { "canvas.zoom-in", NULL, zoom_action },
    { "canvas.zoom-out", NULL, zoom_action },
    { "canvas.zoom-fit", NULL, zoom_action },
    { "canvas.zoom-percent", "i", zoom_percent_action },
    { "canvas.rotate-left", NULL, rotate_action },
    { "canvas.rotate-right", NULL, rotate_action },
    { "canvas.rotate-reset", NULL, rotate_action },
    { "canvas.tool", "i", tool_action },
    { "canvas.swap", NULL, swap_action },
    { "canvas.default", NULL, default_action },
    { "canvas.size-up", NULL, size_action },
    { "canvas.size-down", NULL, size_action },
    { "canvas.hardness-up", NULL, size_action },
    { "canvas.hardness-down", NULL, size_action },
    { "canvas.opacity-up", NULL, size_action },
    { "canvas.opacity-down", NULL, size_action },
    { "canvas.finish", NULL, finish_action },
    { "canvas.cancel", NULL, cancel_action },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, actions[i].type,
                                     actions[i].activate);
  gtk_widget_class_install_property_action (widget_class, "canvas.mask-only", "mask-only");
  gtk_widget_class_install_property_action (widget_class, "canvas.mirror", "mirror");
  install_bindings (widget_class);
}

/* What can be done now; the rest is insensitive everywhere. */
void
_limner_canvas_update_actions (LimnerCanvas *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean picture = has_picture (self);
  static const char *need_picture[] = {
    "canvas.operate", "canvas.invert-mask", "canvas.clear-mask", "canvas.mask-all",
    "canvas.clear-guide", "canvas.rectangle", "canvas.mask-from-alpha",
    "canvas.mask-from-luminance", "canvas.mask-background",
  };

  gtk_widget_action_set_enabled (widget, "canvas.undo",
                                 picture && limner_document_get_can_undo (self->document));
  gtk_widget_action_set_enabled (widget, "canvas.redo",
                                 picture && limner_document_get_can_redo (self->document));
  for (guint i = 0; i < G_N_ELEMENTS (need_picture); i++)
    gtk_widget_action_set_enabled (widget, need_picture[i], picture);
}

static gboolean
forward_key_cb (GtkEventControllerKey *controller,
                guint                  key,
                guint                  code,
                GdkModifierType        state,
                GWeakRef              *canvas)
{
  g_autoptr(GtkWidget) widget = g_weak_ref_get (canvas);
  gunichar letter = gdk_keyval_to_unicode (key);

  /* What moves the focus or works a button stays what it is. */
  return widget != NULL && g_unichar_isgraph (letter) &&
         gtk_event_controller_key_forward (controller, widget);
}

static void
free_weak_ref (gpointer  data,
               GClosure *closure)
{
  g_weak_ref_clear (data);
  g_free (data);
}

/**
 * limner_canvas_take_keys:
 * @self: a canvas
 * @widget: something beside it that works on it
 *
 * Lets the letters that nothing within @widget has a use for work on the canvas, so that the brush
 * is one key away after a button or a slider was used.
 */
void
limner_canvas_take_keys (LimnerCanvas *self,
                         GtkWidget    *widget)
{
  static const char *const signals[] = { "key-pressed", "key-released" };
  GtkEventController *controller;

  g_return_if_fail (LIMNER_IS_CANVAS (self));
  g_return_if_fail (GTK_IS_WIDGET (widget));

  controller = gtk_event_controller_key_new ();
  for (gsize i = 0; i < G_N_ELEMENTS (signals); i++)
    {
      GWeakRef *canvas = g_new0 (GWeakRef, 1);

      g_weak_ref_init (canvas, self);
      g_signal_connect_data (controller, signals[i], G_CALLBACK (forward_key_cb), canvas,
                             free_weak_ref, 0);
    }
  gtk_widget_add_controller (widget, controller);
}
