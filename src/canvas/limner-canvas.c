/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "limner-canvas-private.h"

/**
 * LimnerCanvas:
 *
 * Shows a document and lets the pointer, pen, fingers and keys work on it.
 *
 * ```
 *   incoming       what is known of a picture that is being read: hides all the others (texture)
 *   overlay        frame, context box, outline of a selection, ring of the brush (nodes)
 *   preview        a candidate in the place of the picture (texture)
 *   tiles          checkerboard, picture, guide, mask: finished pixels (LimnerCanvasTiles)
 *   surround       neutral grey
 * ```
 *
 * The widget keeps no state of the picture: that is all in the #LimnerDocument. It lives in
 * `limner-canvas.c` (what it is), `-properties.c`, `-draw.c` (what it shows), `-input.c` (pointer,
 * touch, keys), `-pen.c`, `-drag.c` (what they do), `-actions.c`, `-overlay.c` and `-transform.c`.
 */
static guint preview_wanted_signal;

G_DEFINE_FINAL_TYPE (LimnerCanvas, limner_canvas, GTK_TYPE_WIDGET)

double
_limner_canvas_get_scale (LimnerCanvas *self)
{
  return gtk_widget_get_scale_factor (GTK_WIDGET (self));
}

void
_limner_canvas_to_picture (LimnerCanvas *self,
                           double        x,
                           double        y,
                           double       *picture_x,
                           double       *picture_y)
{
  double scale = _limner_canvas_get_scale (self);

  limner_viewport_to_picture (&self->viewport, x * scale, y * scale, picture_x, picture_y);
}

void
_limner_canvas_view_changed (LimnerCanvas *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
  _limner_canvas_notify (self, LIMNER_CANVAS_PROP_ZOOM);
  _limner_canvas_notify (self, LIMNER_CANVAS_PROP_ANGLE);
  _limner_canvas_notify (self, LIMNER_CANVAS_PROP_MIRROR);
}

/* Takes over how much is masked, in words. */
void
_limner_canvas_take_description (LimnerCanvas *self,
                                 char         *text)
{
  g_free (self->description);
  self->description = text;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  text, -1);
  _limner_canvas_notify (self, LIMNER_CANVAS_PROP_MASK_DESCRIPTION);
}

void
_limner_canvas_cancel_tool (LimnerCanvas *self)
{
  LimnerTool *tool = self->held_tool != NULL ? self->held_tool : self->tool;

  if (tool != NULL && self->document != NULL)
    limner_tool_cancel (tool, self->document);
  g_clear_object (&self->held_tool);
  _limner_canvas_forget_early (self);
  _limner_canvas_cancel_box (self);
  self->drag = LIMNER_CANVAS_DRAG_NONE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
settings_notify_cb (LimnerCanvas *self,
                    GParamSpec   *pspec)
{
  LimnerToolKind kind = limner_tool_settings_get_kind (self->settings);

  if (strcmp (pspec->name, "kind") == 0)
    {
      _limner_canvas_cancel_tool (self);
      g_clear_object (&self->tool);
      self->tool = limner_tool_new (kind, self->settings);
      _limner_canvas_notify (self, LIMNER_CANVAS_PROP_TOOL);
      _limner_canvas_update_cursor (self);
      if (self->hides_frame)
        _limner_canvas_update_area (self);
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Who listens may want another size, which must not happen while sizes are being given out. */
static gboolean
notify_zoom_cb (gpointer data)
{
  LimnerCanvas *self = data;

  self->zoom_source = 0;
  _limner_canvas_notify (self, LIMNER_CANVAS_PROP_ZOOM);
  return G_SOURCE_REMOVE;
}

static void
limner_canvas_size_allocate (GtkWidget *widget,
                             int        width,
                             int        height,
                             int        baseline)
{
  LimnerCanvas *self = LIMNER_CANVAS (widget);
  double scale = _limner_canvas_get_scale (self);
  double zoom = self->viewport.zoom;

  limner_viewport_set_size (&self->viewport, width * scale, height * scale);
  if (zoom != self->viewport.zoom && self->zoom_source == 0)
    self->zoom_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, notify_zoom_cb, self, NULL);
}

static void
limner_canvas_measure (GtkWidget      *widget,
                       GtkOrientation  orientation,
                       int             for_size,
                       int            *minimum,
                       int            *natural,
                       int            *minimum_baseline,
                       int            *natural_baseline)
{
  *minimum = 120;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 640 : 480;
}

static void
limner_canvas_dispose (GObject *object)
{
  LimnerCanvas *self = LIMNER_CANVAS (object);

  g_clear_handle_id (&self->description_source, g_source_remove);
  g_clear_handle_id (&self->zoom_source, g_source_remove);
  g_clear_handle_id (&self->draft_source, g_source_remove);
  g_clear_handle_id (&self->refine_source, g_source_remove);
  if (self->settings != NULL)
    g_signal_handlers_disconnect_by_data (self->settings, self);
  _limner_canvas_forget_early (self);
  _limner_canvas_forget_picture (self);
  g_clear_object (&self->document_signals);
  g_clear_object (&self->tool);
  g_clear_object (&self->held_tool);
  g_clear_object (&self->picker);
  g_clear_object (&self->settings);
  g_clear_object (&self->document);
  g_clear_object (&self->preview);
  g_clear_object (&self->preview_part);
  g_clear_object (&self->incoming);

  G_OBJECT_CLASS (limner_canvas_parent_class)->dispose (object);
}

static void
limner_canvas_finalize (GObject *object)
{
  LimnerCanvas *self = LIMNER_CANVAS (object);

  g_clear_pointer (&self->tiles, limner_canvas_tiles_free);
  g_clear_pointer (&self->description, g_free);

  g_clear_pointer (&self->steps, g_array_unref);

  G_OBJECT_CLASS (limner_canvas_parent_class)->finalize (object);
}

/* Somebody draws on a result that is looked at: whether it is becoming the picture. */
gboolean
_limner_canvas_wants_preview (LimnerCanvas *self)
{
  gboolean is_kept = FALSE;

  g_signal_emit (self, preview_wanted_signal, 0, &is_kept);
  return is_kept;
}

static void
limner_canvas_class_init (LimnerCanvasClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = limner_canvas_dispose;
  object_class->finalize = limner_canvas_finalize;
  widget_class->snapshot = _limner_canvas_snapshot;
  widget_class->size_allocate = limner_canvas_size_allocate;
  widget_class->measure = limner_canvas_measure;

  _limner_canvas_install_properties (object_class);

  /**
   * LimnerCanvas::preview-wanted:
   * @self: the canvas
   *
   * Somebody begins to draw on a preview. A handler may make it the picture, and what is drawn then
   * waits for that; or it may take the preview away, and what is drawn is drawn on what was there.
   *
   * Returns: %TRUE if the preview is becoming the picture
   */
  preview_wanted_signal = g_signal_new ("preview-wanted", G_TYPE_FROM_CLASS (klass),
                                        G_SIGNAL_RUN_LAST, 0, g_signal_accumulator_true_handled,
                                        NULL, NULL, G_TYPE_BOOLEAN, 0);
  _limner_canvas_install_box (klass);
  _limner_canvas_install_actions (widget_class);
  gtk_widget_class_set_css_name (widget_class, "canvas");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
limner_canvas_init (LimnerCanvas *self)
{
  limner_viewport_init (&self->viewport);
  self->tiles = limner_canvas_tiles_new ();
  self->settings = limner_tool_settings_new ();
  self->tool = limner_tool_new (LIMNER_TOOL_KIND_BRUSH, self->settings);
  self->picker = limner_tool_new (LIMNER_TOOL_KIND_PICKER, self->settings);
  self->scene.overlay[0] = 224;
  self->scene.overlay[1] = 27;
  self->scene.overlay[2] = 36;
  self->scene.overlay_opacity = 0.5;
  self->touch_draws = TRUE;
  g_signal_connect_swapped (self->settings, "notify", G_CALLBACK (settings_notify_cb), self);

  self->document_signals = g_signal_group_new (LIMNER_TYPE_DOCUMENT);
  g_signal_group_connect_swapped (self->document_signals, "picture-changed",
                                  G_CALLBACK (_limner_canvas_update_picture), self);
  g_signal_group_connect_swapped (self->document_signals, "mask-changed",
                                  G_CALLBACK (_limner_canvas_update_mask), self);
  g_signal_group_connect_swapped (self->document_signals, "guide-changed",
                                  G_CALLBACK (_limner_canvas_update_guide), self);
  g_signal_group_connect_swapped (self->document_signals, "frame-changed",
                                  G_CALLBACK (_limner_canvas_update_area), self);
  g_signal_group_connect_swapped (self->document_signals, "transform-changed",
                                  G_CALLBACK (gtk_widget_queue_draw), self);
  g_signal_group_connect_swapped (self->document_signals, "incoming-changed",
                                  G_CALLBACK (_limner_canvas_update_incoming), self);
  g_signal_group_connect_swapped (self->document_signals, "notify::working",
                                  G_CALLBACK (_limner_canvas_update_cursor), self);
  g_signal_group_connect_swapped (self->document_signals, "notify::can-undo",
                                  G_CALLBACK (_limner_canvas_update_actions), self);
  g_signal_group_connect_swapped (self->document_signals, "notify::can-redo",
                                  G_CALLBACK (_limner_canvas_update_actions), self);

  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Canvas"), -1);
  _limner_canvas_add_controllers (self);
  _limner_canvas_update_actions (self);
  _limner_canvas_update_cursor (self);
}

/**
 * limner_canvas_new:
 *
 * Makes a canvas without a document.
 *
 * Returns: (transfer floating): the canvas
 */
GtkWidget *
limner_canvas_new (void)
{
  return g_object_new (LIMNER_TYPE_CANVAS, NULL);
}

/**
 * limner_canvas_get_document:
 * @self: a canvas
 *
 * Gets what is shown.
 *
 * Returns: (transfer none) (nullable): the document
 */
LimnerDocument *
limner_canvas_get_document (LimnerCanvas *self)
{
  g_return_val_if_fail (LIMNER_IS_CANVAS (self), NULL);

  return self->document;
}

/**
 * limner_canvas_set_document:
 * @self: a canvas
 * @document: (nullable): what to show
 *
 * Shows a document.
 */
void
limner_canvas_set_document (LimnerCanvas   *self,
                            LimnerDocument *document)
{
  g_return_if_fail (LIMNER_IS_CANVAS (self));

  if (document == self->document)
    return;

  _limner_canvas_cancel_tool (self);
  g_clear_handle_id (&self->description_source, g_source_remove);
  g_set_object (&self->document, document);
  g_signal_group_set_target (self->document_signals, document);
  limner_viewport_fit (&self->viewport);
  _limner_canvas_update_incoming (self);
  _limner_canvas_update_picture (self);
  if (document != NULL)
    _limner_canvas_schedule_description (self);
  _limner_canvas_notify (self, LIMNER_CANVAS_PROP_DOCUMENT);
}

/**
 * limner_canvas_get_settings:
 * @self: a canvas
 *
 * Gets how the tools are set, and which is in hand.
 *
 * Returns: (transfer none): the settings
 */
LimnerToolSettings *
limner_canvas_get_settings (LimnerCanvas *self)
{
  g_return_val_if_fail (LIMNER_IS_CANVAS (self), NULL);

  return self->settings;
}

/**
 * limner_canvas_get_tool:
 * @self: a canvas
 *
 * Tells which tool is in hand.
 *
 * Returns: the tool
 */
LimnerToolKind
limner_canvas_get_tool (LimnerCanvas *self)
{
  g_return_val_if_fail (LIMNER_IS_CANVAS (self), LIMNER_TOOL_KIND_BRUSH);

  return limner_tool_settings_get_kind (self->settings);
}

/**
 * limner_canvas_set_tool:
 * @self: a canvas
 * @kind: a tool
 *
 * Takes a tool in hand.
 */
void
limner_canvas_set_tool (LimnerCanvas   *self,
                        LimnerToolKind  kind)
{
  g_return_if_fail (LIMNER_IS_CANVAS (self));

  limner_tool_settings_set_kind (self->settings, kind);
}

/**
 * limner_canvas_get_mask_only:
 * @self: a canvas
 *
 * Tells whether the mask alone is shown, white on black.
 *
 * Returns: %TRUE if so
 */
gboolean
limner_canvas_get_mask_only (LimnerCanvas *self)
{
  g_return_val_if_fail (LIMNER_IS_CANVAS (self), FALSE);

  return self->scene.mask_only;
}

/**
 * limner_canvas_set_mask_only:
 * @self: a canvas
 * @mask_only: whether the mask alone is shown
 *
 * Shows the mask alone, or the picture with the mask over it.
 */
void
limner_canvas_set_mask_only (LimnerCanvas *self,
                             gboolean      mask_only)
{
  g_return_if_fail (LIMNER_IS_CANVAS (self));

  mask_only = !!mask_only;
  if (mask_only == self->scene.mask_only)
    return;

  self->scene.mask_only = mask_only;
  _limner_canvas_redraw_all (self);
  _limner_canvas_notify (self, LIMNER_CANVAS_PROP_MASK_ONLY);
}

/**
 * limner_canvas_get_overlay_opacity:
 * @self: a canvas
 *
 * Tells how strongly the mask is shown.
 *
 * Returns: 0 to 1
 */
double
limner_canvas_get_overlay_opacity (LimnerCanvas *self)
{
  g_return_val_if_fail (LIMNER_IS_CANVAS (self), 0);

  return self->scene.overlay_opacity;
}

/**
 * limner_canvas_set_overlay_opacity:
 * @self: a canvas
 * @opacity: 0 to 1
 *
 * Sets how strongly the mask is shown.
 */
void
limner_canvas_set_overlay_opacity (LimnerCanvas *self,
                                   double        opacity)
{
  g_return_if_fail (LIMNER_IS_CANVAS (self));

  opacity = CLAMP (opacity, 0, 1);
  if (opacity == self->scene.overlay_opacity)
    return;

  self->scene.overlay_opacity = opacity;
  _limner_canvas_redraw_all (self);
  _limner_canvas_notify (self, LIMNER_CANVAS_PROP_OVERLAY_OPACITY);
}

/**
 * limner_canvas_get_overlay_colour:
 * @self: a canvas
 * @colour: (out caller-allocates): the colour
 *
 * Gets the colour in which the mask is shown.
 */
void
limner_canvas_get_overlay_colour (LimnerCanvas *self,
                                  GdkRGBA      *colour)
{
  g_return_if_fail (LIMNER_IS_CANVAS (self));

  *colour = (GdkRGBA) { self->scene.overlay[0] / 255.f, self->scene.overlay[1] / 255.f,
                        self->scene.overlay[2] / 255.f, 1 };
}

/**
 * limner_canvas_set_overlay_colour:
 * @self: a canvas
 * @colour: the colour; its alpha does not count
 *
 * Sets the colour in which the mask is shown: another one than red for red pictures.
 */
void
limner_canvas_set_overlay_colour (LimnerCanvas  *self,
                                  const GdkRGBA *colour)
{
  const float channels[3] = { colour->red, colour->green, colour->blue };

  g_return_if_fail (LIMNER_IS_CANVAS (self));

  for (int i = 0; i < 3; i++)
    self->scene.overlay[i] = (guint8) (CLAMP (channels[i], 0, 1) * 255 + 0.5f);
  _limner_canvas_redraw_all (self);
  _limner_canvas_notify (self, LIMNER_CANVAS_PROP_OVERLAY_COLOUR);
}

/**
 * limner_canvas_get_touch_draws:
 * @self: a canvas
 *
 * Tells whether one finger draws; else it moves the view.
 *
 * Returns: %TRUE if it draws
 */
gboolean
limner_canvas_get_touch_draws (LimnerCanvas *self)
{
  g_return_val_if_fail (LIMNER_IS_CANVAS (self), TRUE);

  return self->touch_draws;
}

/**
 * limner_canvas_set_touch_draws:
 * @self: a canvas
 * @touch_draws: whether one finger draws; else it moves the view
 *
 * Sets what one finger does. Two fingers always move and zoom.
 */
void
limner_canvas_set_touch_draws (LimnerCanvas *self,
                               gboolean      touch_draws)
{
  g_return_if_fail (LIMNER_IS_CANVAS (self));

  touch_draws = !!touch_draws;
  if (touch_draws == self->touch_draws)
    return;

  self->touch_draws = touch_draws;
  _limner_canvas_notify (self, LIMNER_CANVAS_PROP_TOUCH_DRAWS);
}

/**
 * limner_canvas_get_alone:
 * @self: a canvas
 *
 * Tells whether all that stands round the canvas is to be hidden.
 *
 * Returns: %TRUE if so
 */
gboolean
limner_canvas_get_alone (LimnerCanvas *self)
{
  g_return_val_if_fail (LIMNER_IS_CANVAS (self), FALSE);

  return self->alone;
}

/**
 * limner_canvas_set_alone:
 * @self: a canvas
 * @alone: whether all that stands round it is to be hidden
 *
 * Asks for the whole window, or for less of it again. Who holds the canvas does the hiding.
 */
void
limner_canvas_set_alone (LimnerCanvas *self,
                         gboolean      alone)
{
  g_return_if_fail (LIMNER_IS_CANVAS (self));

  alone = !!alone;
  if (alone == self->alone)
    return;

  self->alone = alone;
  _limner_canvas_notify (self, LIMNER_CANVAS_PROP_ALONE);
}

/**
 * limner_canvas_get_zoom:
 * @self: a canvas
 *
 * Gets the zoom.
 *
 * Returns: device pixels for a pixel of the picture
 */
double
limner_canvas_get_zoom (LimnerCanvas *self)
{
  g_return_val_if_fail (LIMNER_IS_CANVAS (self), 1);

  return self->viewport.zoom;
}

/**
 * limner_canvas_set_zoom:
 * @self: a canvas
 * @zoom: device pixels for a pixel of the picture
 *
 * Zooms to the middle of the view.
 */
void
limner_canvas_set_zoom (LimnerCanvas *self,
                        double        zoom)
{
  g_return_if_fail (LIMNER_IS_CANVAS (self));

  limner_viewport_zoom_at (&self->viewport, zoom, self->viewport.width / 2,
                           self->viewport.height / 2);
  _limner_canvas_view_changed (self);
}

/**
 * limner_canvas_get_viewport:
 * @self: a canvas
 * @viewport: (out caller-allocates): a copy of it
 *
 * Tells how the picture is looked at.
 */
void
limner_canvas_get_viewport (LimnerCanvas   *self,
                            LimnerViewport *viewport)
{
  g_return_if_fail (LIMNER_IS_CANVAS (self));

  *viewport = self->viewport;
}
