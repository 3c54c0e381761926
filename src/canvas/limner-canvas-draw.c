/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <math.h>

#include "limner-canvas-private.h"

/* What the canvas shows, and how it follows the document. */

/* Up to so many pixels the mip levels are made at once: no first frame with jagged edges. */
#define SMALL_PICTURE (2048 * 2048)

/* How long the view has to be at rest until it is drawn well, in milliseconds. */
#define DRAFT_DELAY 120

/* How long the mask has to be at rest before its coverage is told to a screen reader. */
#define DESCRIPTION_DELAY 400

void
_limner_canvas_redraw_all (LimnerCanvas *self)
{
  limner_canvas_tiles_clear (self->tiles);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* What there is to see: the picture and the frame round it. */
void
_limner_canvas_update_area (LimnerCanvas *self)
{
  LimnerRect area = { 0 };
  LimnerFrame frame;

  /* While the frame is dragged the view stays, or the frame would run away under the pointer. */
  if (self->drag == LIMNER_CANVAS_DRAG_TOOL)
    {
      gtk_widget_queue_draw (GTK_WIDGET (self));
      return;
    }

  if (self->incoming != NULL)
    {
      area = self->incoming_area;
    }
  else if (self->document != NULL && limner_document_get_picture (self->document) != NULL)
    {
      _limner_canvas_get_frame (self, &frame);
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
  char *text;

  self->description_source = 0;
  if (coverage == 0)
    text = g_strdup (_("Nothing is masked"));
  else
    /* Translators: how much of the picture is to be repainted */
    text = g_strdup_printf (_("The mask covers %.3g %% of the picture"), coverage * 100);
  _limner_canvas_take_description (self, text);
  return G_SOURCE_REMOVE;
}

void
_limner_canvas_schedule_description (LimnerCanvas *self)
{
  if (self->description_source == 0)
    self->description_source = g_timeout_add (DESCRIPTION_DELAY, update_description_cb, self);
}

/* What the tiles are drawn from: the document, or what is known of a picture that is being read. */
static void
update_scene (LimnerCanvas *self)
{
  gboolean incoming = self->incoming != NULL;
  gboolean visible = self->document != NULL && limner_document_get_guide_visible (self->document);

  self->scene.picture = incoming ? self->incoming : self->mipmap;
  self->scene.mask = incoming || self->shows_original ? NULL : self->mask_pyramid;
  self->scene.guide = incoming || self->shows_original || !visible ? NULL : self->guide_pyramid;
  self->scene.picture_area = (LimnerRect) { 0 };
  if (incoming)
    {
      self->scene.picture_area = self->incoming_area;
    }
  else if (self->mipmap != NULL)
    {
      LimnerPicture *picture = limner_mipmap_get_level (self->mipmap, 0);

      self->scene.picture_area.width = limner_picture_get_width (picture);
      self->scene.picture_area.height = limner_picture_get_height (picture);
    }
  _limner_canvas_redraw_all (self);
}

/* What is shown of a picture that is being read stays until that itself can be drawn well. */
static void
forget_incoming (LimnerCanvas *self)
{
  if (self->incoming == NULL ||
      (self->document != NULL &&
       limner_document_get_incoming (self->document, NULL, NULL) != NULL))
    return;

  g_clear_object (&self->incoming);
  update_scene (self);
  _limner_canvas_update_area (self);
  _limner_canvas_check_early (self);
}

void
_limner_canvas_update_incoming (LimnerCanvas *self)
{
  LimnerPicture *preview = NULL;
  LimnerRect area = { 0 };

  if (self->document != NULL)
    preview = limner_document_get_incoming (self->document, &area.width, &area.height);
  if (preview == NULL)
    {
      forget_incoming (self);
      return;
    }

  if (self->incoming == NULL)
    {
      if (self->early == NULL)
        _limner_canvas_cancel_tool (self);
      limner_viewport_fit (&self->viewport);
    }
  g_clear_object (&self->incoming);
  self->incoming = limner_mipmap_new (preview);
  self->incoming_area = area;
  update_scene (self);
  _limner_canvas_update_area (self);
  _limner_canvas_check_early (self);
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
    {
      forget_incoming (self);
      _limner_canvas_redraw_all (self);
    }
}

void
_limner_canvas_forget_picture (LimnerCanvas *self)
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

void
_limner_canvas_update_picture (LimnerCanvas *self)
{
  LimnerPicture *picture = self->document != NULL ? limner_document_get_picture (self->document)
                                                  : NULL;
  gboolean same = picture != NULL && self->mipmap != NULL &&
                  limner_mipmap_get_level (self->mipmap, 0) == picture;
  g_autoptr(LimnerMipmap) mipmap = same ? g_object_ref (self->mipmap) : NULL;
  int width = 0;
  int height = 0;

  _limner_canvas_forget_picture (self);
  if (picture != NULL)
    {
      width = limner_picture_get_width (picture);
      height = limner_picture_get_height (picture);
      if (!same && limner_document_get_levels (self->document) != NULL)
        mipmap = g_object_ref (limner_document_get_levels (self->document));
      self->mipmap = mipmap != NULL ? g_steal_pointer (&mipmap) : limner_mipmap_new (picture);
      self->mask_pyramid = limner_tile_pyramid_new (limner_document_get_mask (self->document));
      self->guide_pyramid = limner_tile_pyramid_new (limner_document_get_guide (self->document));
    }
  update_scene (self);

  if (picture != NULL && !same && limner_mipmap_get_n_levels (self->mipmap) == 1 &&
      (gint64) width * height <= SMALL_PICTURE)
    {
      limner_mipmap_build (self->mipmap);
    }
  else if (picture != NULL && limner_mipmap_get_n_levels (self->mipmap) == 1)
    {
      self->mipmap_cancellable = g_cancellable_new ();
      limner_mipmap_build_async (self->mipmap, self->mipmap_cancellable, mipmap_built_cb,
                                 g_object_ref (self));
    }
  if (self->mipmap_cancellable == NULL)
    forget_incoming (self);
  _limner_canvas_update_area (self);
  _limner_canvas_update_actions (self);
  _limner_canvas_check_early (self);
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

void
_limner_canvas_update_mask (LimnerCanvas     *self,
                 const LimnerRect *changed)
{
  layer_changed (self, self->mask_pyramid, changed);
  _limner_canvas_schedule_description (self);
  _limner_canvas_update_actions (self);
}

void
_limner_canvas_update_guide (LimnerCanvas     *self,
                  const LimnerRect *changed)
{
  gboolean visible = limner_document_get_guide_visible (self->document);

  self->scene.guide = visible && !self->shows_original && self->incoming == NULL
                      ? self->guide_pyramid : NULL;
  layer_changed (self, self->guide_pyramid, changed);
}

void
_limner_canvas_show_original (LimnerCanvas *self,
                              gboolean      show)
{
  if (show == self->shows_original)
    return;

  self->shows_original = show;
  update_scene (self);
}

static gboolean
rest_cb (gpointer data)
{
  LimnerCanvas *self = data;

  self->draft_source = 0;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  return G_SOURCE_REMOVE;
}

static gboolean
refine_cb (gpointer data)
{
  LimnerCanvas *self = data;

  self->refine_source = 0;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  return G_SOURCE_REMOVE;
}

/* While the view is zoomed or turned, each frame is all new: what changes again at once is drawn
 * quickly, and well as soon as it rests. */
static void
choose_draft (LimnerCanvas       *self,
              const LimnerMatrix *matrix)
{
  gboolean changed = memcmp (matrix, &self->drawn_matrix, sizeof *matrix) != 0;

  self->scene.draft = self->draft_source != 0;
  self->drawn_matrix = *matrix;
  if (!changed)
    return;
  g_clear_handle_id (&self->draft_source, g_source_remove);
  self->draft_source = g_timeout_add (DRAFT_DELAY, rest_cb, self);
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
  choose_draft (self, &matrix);
  if (limner_canvas_tiles_snapshot (self->tiles, snapshot, &self->scene, &matrix, &visible) &&
      self->refine_source == 0)
    self->refine_source = g_idle_add (refine_cb, self);
  gtk_snapshot_restore (snapshot);
}

static graphene_rect_t
zoom_area (LimnerCanvas     *self,
           const LimnerRect *area)
{
  double zoom = self->viewport.zoom;

  return GRAPHENE_RECT_INIT (round (area->x * zoom), round (area->y * zoom),
                             round (area->width * zoom), round (area->height * zoom));
}

/* A candidate in the place of the picture, turned and mirrored as that is, and the part of it that
 * was made anew since. */
static void
snapshot_preview (LimnerCanvas     *self,
                  GtkSnapshot      *snapshot,
                  const LimnerRect *area)
{
  static const GdkRGBA line = { 1, 1, 1, 0.85 };
  graphene_rect_t bounds = zoom_area (self, area);
  graphene_rect_t shown = bounds;
  double x, y;

  limner_viewport_get_offset (&self->viewport, &x, &y);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  gtk_snapshot_rotate (snapshot, self->viewport.angle * 180 / G_PI);
  gtk_snapshot_scale (snapshot, self->viewport.mirror ? -1 : 1, 1);

  if (self->split > 0.0)
    {
      float before = roundf (bounds.size.width * (float) self->split);

      shown.origin.x += before;
      shown.size.width -= before;
    }
  gtk_snapshot_push_clip (snapshot, &shown);
  gtk_snapshot_append_texture (snapshot, self->preview, &bounds);
  if (self->preview_part != NULL)
    {
      graphene_rect_t part = zoom_area (self, &self->preview_part_area);

      gtk_snapshot_append_texture (snapshot, self->preview_part, &part);
    }
  gtk_snapshot_pop (snapshot);
  if (shown.origin.x > bounds.origin.x)
    gtk_snapshot_append_color (snapshot, &line,
                               &GRAPHENE_RECT_INIT (shown.origin.x - 1, bounds.origin.y, 2,
                                                    bounds.size.height));
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

void
_limner_canvas_snapshot (GtkWidget   *widget,
                        GtkSnapshot *snapshot)
{
  LimnerCanvas *self = LIMNER_CANVAS (widget);
  gboolean shows_preview =
    self->preview != NULL && self->incoming == NULL && !self->shows_original;
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
  if (shows_preview)
    snapshot_preview (self, snapshot, &area);
  gtk_snapshot_restore (snapshot);

  if (self->incoming == NULL)
    _limner_canvas_snapshot_overlay (self, snapshot);
  gtk_snapshot_pop (snapshot);
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

  g_clear_object (&self->preview_part);
  g_set_object (&self->preview, texture);
  self->preview_area = area != NULL ? *area : none;
  if (self->scene.picture == NULL)
    _limner_canvas_update_area (self);
  if (texture != NULL)
    _limner_canvas_forget_early (self);
  else
    _limner_canvas_check_early (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * limner_canvas_set_preview_part:
 * @self: a canvas that shows a preview
 * @texture: what to show over it
 * @area: where, in picture coordinates
 *
 * Shows a part of the preview anew, so that a change of a large picture costs no more than what it
 * touches. The next preview drops it.
 */
void
limner_canvas_set_preview_part (LimnerCanvas     *self,
                                GdkTexture       *texture,
                                const LimnerRect *area)
{
  g_return_if_fail (LIMNER_IS_CANVAS (self));
  g_return_if_fail (GDK_IS_TEXTURE (texture) && area != NULL);

  g_set_object (&self->preview_part, texture);
  self->preview_part_area = *area;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * limner_canvas_set_split:
 * @self: a canvas
 * @split: which part of the picture's width shows it as it was, from the left, 0 to 1
 *
 * Sets where the preview begins, so that it can be compared with what was before.
 */
void
limner_canvas_set_split (LimnerCanvas *self,
                         double        split)
{
  g_return_if_fail (LIMNER_IS_CANVAS (self));

  split = CLAMP (split, 0.0, 1.0);
  if (self->split == split)
    return;
  self->split = split;
  gtk_widget_queue_draw (GTK_WIDGET (self));
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
