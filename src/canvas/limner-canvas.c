/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <math.h>

#include "limner-canvas-private.h"

/* Up to so many pixels the mip levels are made at once: no first frame with jagged edges. */
#define SMALL_PICTURE (2048 * 2048)

/* How long the mask has to be at rest before its coverage is told to a screen reader. */
#define DESCRIPTION_DELAY 400

/**
 * LimnerCanvas:
 *
 * Shows a document and lets the pointer, pen, fingers and keys work on it.
 *
 * ```
 *   overlay        frame, context box, outline of a selection, ring of the brush (nodes)
 *   preview        a candidate in the place of the picture (texture)
 *   tiles          checkerboard, picture, guide, mask: finished pixels (LimnerCanvasTiles)
 *   surround       neutral grey
 * ```
 *
 * The widget keeps no state of the picture: that is all in the #LimnerDocument. It lives in
 * `limner-canvas.c` (what it is and what it draws), `-input.c` (pointer, pen, touch),
 * `-actions.c` (keys and actions) and `-overlay.c`.
 */
enum {
  PROP_0,
  PROP_DOCUMENT,
  PROP_SETTINGS,
  PROP_TOOL,
  PROP_ZOOM,
  PROP_ANGLE,
  PROP_MIRROR,
  PROP_MASK_ONLY,
  PROP_OVERLAY_OPACITY,
  PROP_OVERLAY_COLOUR,
  PROP_TOUCH_DRAWS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

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
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ZOOM]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ANGLE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MIRROR]);
}

void
_limner_canvas_cancel_tool (LimnerCanvas *self)
{
  if (self->tool != NULL && self->document != NULL)
    limner_tool_cancel (self->tool, self->document);
  self->drag = LIMNER_CANVAS_DRAG_NONE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
redraw_all (LimnerCanvas *self)
{
  limner_canvas_tiles_clear (self->tiles);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* What there is to see: the picture and the frame round it. */
static void
update_area (LimnerCanvas *self)
{
  LimnerRect area = { 0 };
  LimnerFrame frame;

  if (self->document != NULL && limner_document_get_picture (self->document) != NULL)
    {
      limner_document_get_frame (self->document, &frame);
      area.width = frame.picture_width;
      area.height = frame.picture_height;
      limner_rect_union (&area, &frame.area, &area);
    }
  else if (self->preview != NULL)
    {
      area.width = gdk_texture_get_width (self->preview);
      area.height = gdk_texture_get_height (self->preview);
    }
  limner_viewport_set_area (&self->viewport, &area);
  _limner_canvas_view_changed (self);
}

static gboolean
update_description_cb (gpointer data)
{
  LimnerCanvas *self = data;
  double coverage = limner_document_get_mask_coverage (self->document);
  g_autofree char *text = NULL;

  self->description_source = 0;
  if (coverage == 0)
    text = g_strdup (_("Nothing is masked"));
  else
    /* Translators: how much of the picture is to be repainted */
    text = g_strdup_printf (_("The mask covers %.3g %% of the picture"), coverage * 100);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  text, -1);
  return G_SOURCE_REMOVE;
}

static void
schedule_description (LimnerCanvas *self)
{
  if (self->description_source == 0)
    self->description_source = g_timeout_add (DESCRIPTION_DELAY, update_description_cb, self);
}

static void
mipmap_built_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(LimnerCanvas) self = user_data;

  /* It may be that of a picture that is no longer shown. */
  if (limner_mipmap_build_finish (LIMNER_MIPMAP (source), result, NULL) &&
      self->mipmap == LIMNER_MIPMAP (source))
    redraw_all (self);
}

static void
forget_picture (LimnerCanvas *self)
{
  g_cancellable_cancel (self->mipmap_cancellable);
  g_clear_object (&self->mipmap_cancellable);
  g_clear_object (&self->mipmap);
  g_clear_pointer (&self->mask_pyramid, limner_tile_pyramid_free);
  g_clear_pointer (&self->guide_pyramid, limner_tile_pyramid_free);
  self->scene.picture = NULL;
  self->scene.mask = NULL;
  self->scene.guide = NULL;
  limner_canvas_tiles_clear (self->tiles);
}

static void
picture_changed_cb (LimnerCanvas *self)
{
  LimnerPicture *picture = self->document != NULL ? limner_document_get_picture (self->document)
                                                  : NULL;
  gboolean same = picture != NULL && self->mipmap != NULL &&
                  limner_mipmap_get_level (self->mipmap, 0) == picture;
  g_autoptr(LimnerMipmap) mipmap = same ? g_object_ref (self->mipmap) : NULL;
  int width = 0;
  int height = 0;

  forget_picture (self);
  if (picture != NULL)
    {
      width = limner_picture_get_width (picture);
      height = limner_picture_get_height (picture);
      self->mipmap = same ? g_steal_pointer (&mipmap) : limner_mipmap_new (picture);
      self->mask_pyramid = limner_tile_pyramid_new (limner_document_get_mask (self->document));
      self->guide_pyramid = limner_tile_pyramid_new (limner_document_get_guide (self->document));
      self->scene.picture = self->mipmap;
      self->scene.mask = self->mask_pyramid;
      self->scene.guide = self->guide_pyramid;
    }
  self->scene.picture_area = (LimnerRect) { 0, 0, width, height };

  if (picture != NULL && !same && (gint64) width * height <= SMALL_PICTURE)
    {
      limner_mipmap_build (self->mipmap);
    }
  else if (picture != NULL && limner_mipmap_get_n_levels (self->mipmap) == 1)
    {
      self->mipmap_cancellable = g_cancellable_new ();
      limner_mipmap_build_async (self->mipmap, self->mipmap_cancellable, mipmap_built_cb,
                                 g_object_ref (self));
    }
  update_area (self);
  _limner_canvas_update_actions (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
layer_changed (LimnerCanvas      *self,
               LimnerTilePyramid *pyramid,
               const LimnerRect  *changed)
{
  LimnerMatrix matrix;
  LimnerRect area = *changed;

  if (pyramid == NULL)
    return;

  limner_tile_pyramid_update (pyramid, changed);

  /* Smoothing looks at the next pixel of the level that is shown. */
  limner_rect_grow (&area, 2 * MAX (1, (int) ceil (1 / self->viewport.zoom)));
  limner_viewport_get_matrix (&self->viewport, &matrix);
  limner_matrix_map_rect (&matrix, &area, &area);
  limner_canvas_tiles_invalidate (self->tiles, &area);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
mask_changed_cb (LimnerCanvas     *self,
                 const LimnerRect *changed)
{
  layer_changed (self, self->mask_pyramid, changed);
  schedule_description (self);
  _limner_canvas_update_actions (self);
}

static void
guide_changed_cb (LimnerCanvas     *self,
                  const LimnerRect *changed)
{
  gboolean visible = limner_document_get_guide_visible (self->document);

  self->scene.guide = visible && !self->shows_original ? self->guide_pyramid : NULL;
  layer_changed (self, self->guide_pyramid, changed);
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
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TOOL]);
      _limner_canvas_update_cursor (self);
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
_limner_canvas_show_original (LimnerCanvas *self,
                              gboolean      show)
{
  if (show == self->shows_original)
    return;

  self->shows_original = show;
  self->scene.mask = show ? NULL : self->mask_pyramid;
  self->scene.guide = show || (self->document != NULL &&
                               !limner_document_get_guide_visible (self->document))
                      ? NULL : self->guide_pyramid;
  redraw_all (self);
}

static void
snapshot_tiles (LimnerCanvas *self,
                GtkSnapshot  *snapshot)
{
  LimnerMatrix matrix;
  LimnerRect visible;
  double x, y;

  limner_viewport_get_matrix (&self->viewport, &matrix);
  limner_viewport_get_offset (&self->viewport, &x, &y);
  visible = (LimnerRect) { (int) -x, (int) -y, (int) self->viewport.width,
                           (int) self->viewport.height };
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  limner_canvas_tiles_snapshot (self->tiles, snapshot, &self->scene, &matrix, &visible);
  gtk_snapshot_restore (snapshot);
}

/* A texture in the place of a part of the picture, turned and mirrored as the picture is. */
static void
snapshot_texture (LimnerCanvas     *self,
                  GtkSnapshot      *snapshot,
                  GdkTexture       *texture,
                  const LimnerRect *area)
{
  double zoom = self->viewport.zoom;
  double x, y;

  limner_viewport_get_offset (&self->viewport, &x, &y);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  gtk_snapshot_rotate (snapshot, self->viewport.angle * 180 / G_PI);
  gtk_snapshot_scale (snapshot, self->viewport.mirror ? -1 : 1, 1);
  gtk_snapshot_append_texture (snapshot, texture,
                               &GRAPHENE_RECT_INIT (round (area->x * zoom), round (area->y * zoom),
                                                    round (area->width * zoom),
                                                    round (area->height * zoom)));
  gtk_snapshot_restore (snapshot);
}

static void
snapshot_surround (LimnerCanvas *self,
                   GtkSnapshot  *snapshot)
{
  static const GdkRGBA light = { 0.80, 0.80, 0.80, 1 };
  static const GdkRGBA dark = { 0.15, 0.15, 0.15, 1 };
  AdwStyleManager *manager = adw_style_manager_get_default ();
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int height = gtk_widget_get_height (GTK_WIDGET (self));

  gtk_snapshot_append_color (snapshot, adw_style_manager_get_dark (manager) ? &dark : &light,
                             &GRAPHENE_RECT_INIT (0, 0, width, height));
}

static void
limner_canvas_snapshot (GtkWidget   *widget,
                        GtkSnapshot *snapshot)
{
  LimnerCanvas *self = LIMNER_CANVAS (widget);
  GdkTexture *texture = self->shows_original ? self->comparison : self->preview;
  float scale = (float) (1 / _limner_canvas_get_scale (self));
  LimnerRect area = self->preview_area;

  gtk_snapshot_push_clip (snapshot,
                          &GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (widget),
                                               gtk_widget_get_height (widget)));
  snapshot_surround (self, snapshot);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_scale (snapshot, scale, scale);
  if (self->scene.picture != NULL)
    snapshot_tiles (self, snapshot);
  if (limner_rect_is_empty (&area) || self->shows_original)
    area = self->scene.picture != NULL ? self->scene.picture_area : self->viewport.area;
  if (texture != NULL)
    snapshot_texture (self, snapshot, texture, &area);
  gtk_snapshot_restore (snapshot);

  _limner_canvas_snapshot_overlay (self, snapshot);
  gtk_snapshot_pop (snapshot);
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
  if (zoom != self->viewport.zoom)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ZOOM]);
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
  if (self->settings != NULL)
    g_signal_handlers_disconnect_by_data (self->settings, self);
  forget_picture (self);
  g_clear_object (&self->document_signals);
  g_clear_object (&self->tool);
  g_clear_object (&self->picker);
  g_clear_object (&self->settings);
  g_clear_object (&self->document);
  g_clear_object (&self->preview);
  g_clear_object (&self->comparison);

  G_OBJECT_CLASS (limner_canvas_parent_class)->dispose (object);
}

static void
limner_canvas_finalize (GObject *object)
{
  LimnerCanvas *self = LIMNER_CANVAS (object);

  g_clear_pointer (&self->tiles, limner_canvas_tiles_free);

  G_OBJECT_CLASS (limner_canvas_parent_class)->finalize (object);
}

static void
limner_canvas_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  LimnerCanvas *self = LIMNER_CANVAS (object);
  GdkRGBA colour;

  switch (prop_id)
    {
    case PROP_DOCUMENT:
      g_value_set_object (value, self->document);
      break;

    case PROP_SETTINGS:
      g_value_set_object (value, self->settings);
      break;

    case PROP_TOOL:
      g_value_set_int (value, (int) limner_canvas_get_tool (self));
      break;

    case PROP_ZOOM:
      g_value_set_double (value, self->viewport.zoom);
      break;

    case PROP_ANGLE:
      g_value_set_double (value, self->viewport.angle);
      break;

    case PROP_MIRROR:
      g_value_set_boolean (value, self->viewport.mirror);
      break;

    case PROP_MASK_ONLY:
      g_value_set_boolean (value, self->scene.mask_only);
      break;

    case PROP_OVERLAY_OPACITY:
      g_value_set_double (value, self->scene.overlay_opacity);
      break;

    case PROP_OVERLAY_COLOUR:
      limner_canvas_get_overlay_colour (self, &colour);
      g_value_set_boxed (value, &colour);
      break;

    case PROP_TOUCH_DRAWS:
      g_value_set_boolean (value, self->touch_draws);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
limner_canvas_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  LimnerCanvas *self = LIMNER_CANVAS (object);

  switch (prop_id)
    {
    case PROP_DOCUMENT:
      limner_canvas_set_document (self, g_value_get_object (value));
      break;

    case PROP_TOOL:
      limner_canvas_set_tool (self, (LimnerToolKind) g_value_get_int (value));
      break;

    case PROP_ZOOM:
      limner_canvas_set_zoom (self, g_value_get_double (value));
      break;

    case PROP_ANGLE:
      limner_viewport_rotate (&self->viewport, g_value_get_double (value));
      _limner_canvas_view_changed (self);
      break;

    case PROP_MIRROR:
      limner_viewport_set_mirror (&self->viewport, g_value_get_boolean (value));
      _limner_canvas_view_changed (self);
      break;

    case PROP_MASK_ONLY:
      limner_canvas_set_mask_only (self, g_value_get_boolean (value));
      break;

    case PROP_OVERLAY_OPACITY:
      limner_canvas_set_overlay_opacity (self, g_value_get_double (value));
      break;

    case PROP_OVERLAY_COLOUR:
      limner_canvas_set_overlay_colour (self, g_value_get_boxed (value));
      break;

    case PROP_TOUCH_DRAWS:
      limner_canvas_set_touch_draws (self, g_value_get_boolean (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  properties[PROP_DOCUMENT] =
    g_param_spec_object ("document", NULL, NULL, LIMNER_TYPE_DOCUMENT, flags);
  properties[PROP_SETTINGS] =
    g_param_spec_object ("settings", NULL, NULL, LIMNER_TYPE_TOOL_SETTINGS, read);
  properties[PROP_TOOL] =
    g_param_spec_int ("tool", NULL, NULL, 0, LIMNER_N_TOOL_KINDS - 1, 0, flags);
  properties[PROP_ZOOM] =
    g_param_spec_double ("zoom", NULL, NULL, LIMNER_ZOOM_MIN, LIMNER_ZOOM_MAX, 1, flags);
  properties[PROP_ANGLE] =
    g_param_spec_double ("angle", NULL, NULL, -2 * G_PI, 2 * G_PI, 0, flags);
  properties[PROP_MIRROR] = g_param_spec_boolean ("mirror", NULL, NULL, FALSE, flags);
  properties[PROP_MASK_ONLY] = g_param_spec_boolean ("mask-only", NULL, NULL, FALSE, flags);
  properties[PROP_OVERLAY_OPACITY] =
    g_param_spec_double ("overlay-opacity", NULL, NULL, 0, 1, 0.5, flags);
  properties[PROP_OVERLAY_COLOUR] =
    g_param_spec_boxed ("overlay-colour", NULL, NULL, GDK_TYPE_RGBA, flags);
  properties[PROP_TOUCH_DRAWS] = g_param_spec_boolean ("touch-draws", NULL, NULL, TRUE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
limner_canvas_class_init (LimnerCanvasClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = limner_canvas_dispose;
  object_class->finalize = limner_canvas_finalize;
  object_class->get_property = limner_canvas_get_property;
  object_class->set_property = limner_canvas_set_property;
  widget_class->snapshot = limner_canvas_snapshot;
  widget_class->size_allocate = limner_canvas_size_allocate;
  widget_class->measure = limner_canvas_measure;

  install_properties (object_class);
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
                                  G_CALLBACK (picture_changed_cb), self);
  g_signal_group_connect_swapped (self->document_signals, "mask-changed",
                                  G_CALLBACK (mask_changed_cb), self);
  g_signal_group_connect_swapped (self->document_signals, "guide-changed",
                                  G_CALLBACK (guide_changed_cb), self);
  g_signal_group_connect_swapped (self->document_signals, "frame-changed",
                                  G_CALLBACK (update_area), self);
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
  picture_changed_cb (self);
  if (document != NULL)
    schedule_description (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DOCUMENT]);
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
 * limner_canvas_set_preview:
 * @self: a canvas
 * @texture: (nullable): what to show, %NULL to show the picture again
 * @area: (nullable): where, in picture coordinates; %NULL for the whole picture
 *
 * Shows something in the place of the picture, such as a candidate. The document does not change,
 * and a stroke that is under way goes on.
 */
void
limner_canvas_set_preview (LimnerCanvas     *self,
                           GdkTexture       *texture,
                           const LimnerRect *area)
{
  LimnerRect none = { 0 };

  g_return_if_fail (LIMNER_IS_CANVAS (self));
  g_return_if_fail (texture == NULL || GDK_IS_TEXTURE (texture));

  g_set_object (&self->preview, texture);
  self->preview_area = area != NULL ? *area : none;
  if (self->scene.picture == NULL)
    update_area (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * limner_canvas_set_comparison:
 * @self: a canvas
 * @texture: (nullable): what to show while the key for comparing is held, stretched over the
 *   picture; %NULL for the picture itself
 *
 * Sets what is compared with.
 */
void
limner_canvas_set_comparison (LimnerCanvas *self,
                              GdkTexture   *texture)
{
  g_return_if_fail (LIMNER_IS_CANVAS (self));

  g_set_object (&self->comparison, texture);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * limner_canvas_set_context_box:
 * @self: a canvas
 * @box: (nullable): what of the picture is sent, in picture coordinates; %NULL to hide it
 * @sent_width: how large it is sent, in pixels
 * @sent_height: how large it is sent, in pixels
 *
 * Shows what a model will see and at which size.
 */
void
limner_canvas_set_context_box (LimnerCanvas     *self,
                               const LimnerRect *box,
                               int               sent_width,
                               int               sent_height)
{
  LimnerRect none = { 0 };

  g_return_if_fail (LIMNER_IS_CANVAS (self));

  self->context_box = box != NULL ? *box : none;
  self->sent_width = sent_width;
  self->sent_height = sent_height;
  gtk_widget_queue_draw (GTK_WIDGET (self));
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
  redraw_all (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MASK_ONLY]);
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
  redraw_all (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OVERLAY_OPACITY]);
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
  redraw_all (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OVERLAY_COLOUR]);
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
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TOUCH_DRAWS]);
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

/**
 * limner_canvas_get_uploaded:
 * @self: a canvas
 *
 * Tells how many bytes of textures were made so far: for measurements.
 *
 * Returns: bytes
 */
guint64
limner_canvas_get_uploaded (LimnerCanvas *self)
{
  g_return_val_if_fail (LIMNER_IS_CANVAS (self), 0);

  return limner_canvas_tiles_get_uploaded (self->tiles);
}

/**
 * limner_canvas_get_bytes:
 * @self: a canvas
 *
 * Tells how much memory showing takes, without the document: mip levels and tiles.
 *
 * Returns: bytes
 */
gsize
limner_canvas_get_bytes (LimnerCanvas *self)
{
  gsize bytes;

  g_return_val_if_fail (LIMNER_IS_CANVAS (self), 0);

  bytes = limner_canvas_tiles_get_bytes (self->tiles);
  if (self->mipmap != NULL)
    bytes += limner_mipmap_get_bytes (self->mipmap) +
             limner_tile_pyramid_get_bytes (self->mask_pyramid) +
             limner_tile_pyramid_get_bytes (self->guide_pyramid);
  return bytes;
}
