/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/limner-error.h"
#include "image/limner-thumbnailer.h"

#include "limner-texture-cache.h"
#include "limner-texture.h"
#include "limner-thumbnail.h"

#define RADIUS 6

/**
 * LimnerThumbnail:
 *
 * Shows the thumbnail of a picture file, in as many pixels as the room needs. It is loaded when the
 * widget gets its room and is given up when it leaves the screen or gets another file, so that a
 * list that is scrolled through quickly decodes only what it stops at.
 */
struct _LimnerThumbnail
{
  GtkWidget            parent_instance;

  char                *path;          /* (owned) (nullable) */
  GdkTexture          *texture;       /* (owned) (nullable) */
  LimnerThumbnailSize  loaded_size;   /* of the texture; 0 if none */
  LimnerThumbnailSize  wanted_size;   /* being loaded; 0 if nothing is */
  GCancellable        *cancellable;   /* (owned) (nullable) */
  gboolean             cover;
  gboolean             failed;
};

enum {
  PROP_0,
  PROP_COVER,
  PROP_PAINTABLE,
  PROP_PATH,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (LimnerThumbnail, limner_thumbnail, GTK_TYPE_WIDGET)

static LimnerThumbnailSize
size_for (int pixels)
{
  if (pixels <= LIMNER_THUMBNAIL_NORMAL)
    return LIMNER_THUMBNAIL_NORMAL;
  /* A little blur is better than four times the pixels. */
  if (pixels <= LIMNER_THUMBNAIL_LARGE * 5 / 4)
    return LIMNER_THUMBNAIL_LARGE;
  return pixels <= LIMNER_THUMBNAIL_X_LARGE * 5 / 4 ? LIMNER_THUMBNAIL_X_LARGE
                                                    : LIMNER_THUMBNAIL_XX_LARGE;
}

static char *
make_key (const char          *path,
          LimnerThumbnailSize  size)
{
  return g_strdup_printf ("%d %s", (int) size, path);
}

static void
stop_loading (LimnerThumbnail *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->wanted_size = 0;
}

static void
take_texture (LimnerThumbnail     *self,
              GdkTexture          *texture,
              LimnerThumbnailSize  size)
{
  g_set_object (&self->texture, texture);
  self->loaded_size = texture != NULL ? size : 0;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAINTABLE]);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(LimnerThumbnail) self = user_data;
  g_autoptr(LimnerPicture) picture = NULL;
  g_autoptr(GdkTexture) texture = NULL;
  g_autofree char *key = NULL;
  g_autoptr(GError) error = NULL;
  LimnerThumbnailSize size;

  picture = limner_thumbnailer_load_finish (LIMNER_THUMBNAILER (source), result, &error);
  if (limner_error_is_cancelled (error) || self->wanted_size == 0)
    return;

  size = self->wanted_size;
  self->wanted_size = 0;
  g_clear_object (&self->cancellable);
  if (picture == NULL)
    {
      self->failed = TRUE;
      gtk_widget_queue_draw (GTK_WIDGET (self));
      return;
    }

  texture = limner_texture_from_picture (picture);
  key = make_key (self->path, size);
  limner_texture_cache_insert (limner_texture_cache_get_default (), key, texture);
  take_texture (self, texture, size);
}

static void
load (LimnerThumbnail *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  int pixels = MAX (gtk_widget_get_width (widget), gtk_widget_get_height (widget)) *
               gtk_widget_get_scale_factor (widget);
  g_autofree char *key = NULL;
  LimnerThumbnailSize size;
  GdkTexture *cached;

  if (self->path == NULL || self->failed || pixels == 0 || !gtk_widget_get_mapped (widget))
    return;

  size = size_for (pixels);
  if (self->loaded_size >= size || self->wanted_size == size)
    return;

  key = make_key (self->path, size);
  cached = limner_texture_cache_lookup (limner_texture_cache_get_default (), key);
  if (cached != NULL)
    {
      stop_loading (self);
      take_texture (self, cached, size);
      return;
    }

  stop_loading (self);
  self->wanted_size = size;
  self->cancellable = g_cancellable_new ();
  limner_thumbnailer_load_async (limner_thumbnailer_get_default (), self->path, size,
                                 self->cancellable, loaded_cb, g_object_ref (self));
}

static void
draw_texture (LimnerThumbnail *self,
              GtkSnapshot     *snapshot,
              float            width,
              float            height)
{
  float picture_width = (float) gdk_texture_get_width (self->texture);
  float picture_height = (float) gdk_texture_get_height (self->texture);
  float factor_x = width / picture_width;
  float factor_y = height / picture_height;
  float factor = self->cover ? MAX (factor_x, factor_y) : MIN (factor_x, factor_y);
  const GdkRGBA edge = { 0.5f, 0.5f, 0.5f, 0.3f };
  GskRoundedRect clip;
  graphene_rect_t bounds;
  graphene_rect_t shown;

  graphene_rect_init (&bounds, (width - picture_width * factor) / 2,
                      (height - picture_height * factor) / 2, picture_width * factor,
                      picture_height * factor);
  graphene_rect_intersection (&bounds, &GRAPHENE_RECT_INIT (0, 0, width, height), &shown);
  gsk_rounded_rect_init_from_rect (&clip, &shown, RADIUS);
  gtk_snapshot_push_rounded_clip (snapshot, &clip);
  gtk_snapshot_append_texture (snapshot, self->texture, &bounds);
  gtk_snapshot_pop (snapshot);
  /* A white picture has an edge on white, a black one on black. */
  gtk_snapshot_append_border (snapshot, &clip, (float[4]) { 1, 1, 1, 1 },
                              (GdkRGBA[4]) { edge, edge, edge, edge });
}

static void
draw_failure (LimnerThumbnail *self,
              GtkSnapshot     *snapshot,
              int              width,
              int              height)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gtk_widget_get_display (widget));
  g_autoptr(GtkIconPaintable) icon = NULL;
  int size = CLAMP (MIN (width, height) / 3, 16, 48);
  GdkRGBA colour;

  icon = gtk_icon_theme_lookup_icon (theme, "image-missing-symbolic", NULL, size,
                                     gtk_widget_get_scale_factor (widget),
                                     gtk_widget_get_direction (widget), 0);
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &colour);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((width - size) / 2.f,
                                                          (height - size) / 2.f));
  gtk_symbolic_paintable_snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (icon), snapshot, size, size,
                                            &colour, 1);
  gtk_snapshot_restore (snapshot);
}

static void
limner_thumbnail_snapshot (GtkWidget   *widget,
                           GtkSnapshot *snapshot)
{
  LimnerThumbnail *self = LIMNER_THUMBNAIL (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  GskRoundedRect shape;
  GdkRGBA colour;

  if (width <= 0 || height <= 0)
    return;
  if (self->texture != NULL)
    {
      draw_texture (self, snapshot, (float) width, (float) height);
      return;
    }

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &colour);
  colour.alpha *= 0.08f;
  gsk_rounded_rect_init_from_rect (&shape,
                                   &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height),
                                   RADIUS);
  gtk_snapshot_push_rounded_clip (snapshot, &shape);
  gtk_snapshot_append_color (snapshot, &colour, &shape.bounds);
  gtk_snapshot_pop (snapshot);
  if (self->failed)
    draw_failure (self, snapshot, width, height);
}

static void
limner_thumbnail_size_allocate (GtkWidget *widget,
                                int        width,
                                int        height,
                                int        baseline)
{
  load (LIMNER_THUMBNAIL (widget));
}

static void
limner_thumbnail_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (limner_thumbnail_parent_class)->map (widget);

  load (LIMNER_THUMBNAIL (widget));
}

static void
limner_thumbnail_unmap (GtkWidget *widget)
{
  stop_loading (LIMNER_THUMBNAIL (widget));

  GTK_WIDGET_CLASS (limner_thumbnail_parent_class)->unmap (widget);
}

static void
limner_thumbnail_dispose (GObject *object)
{
  LimnerThumbnail *self = LIMNER_THUMBNAIL (object);

  stop_loading (self);
  g_clear_object (&self->texture);
  g_clear_pointer (&self->path, g_free);

  G_OBJECT_CLASS (limner_thumbnail_parent_class)->dispose (object);
}

static void
limner_thumbnail_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  LimnerThumbnail *self = LIMNER_THUMBNAIL (object);

  switch (prop_id)
    {
    case PROP_COVER:
      g_value_set_boolean (value, self->cover);
      break;
    case PROP_PAINTABLE:
      g_value_set_object (value, self->texture);
      break;
    case PROP_PATH:
      g_value_set_string (value, self->path);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
limner_thumbnail_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  LimnerThumbnail *self = LIMNER_THUMBNAIL (object);

  switch (prop_id)
    {
    case PROP_COVER:
      limner_thumbnail_set_cover (self, g_value_get_boolean (value));
      break;
    case PROP_PATH:
      limner_thumbnail_set_path (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
limner_thumbnail_class_init (LimnerThumbnailClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = limner_thumbnail_dispose;
  object_class->get_property = limner_thumbnail_get_property;
  object_class->set_property = limner_thumbnail_set_property;
  widget_class->snapshot = limner_thumbnail_snapshot;
  widget_class->size_allocate = limner_thumbnail_size_allocate;
  widget_class->map = limner_thumbnail_map;
  widget_class->unmap = limner_thumbnail_unmap;

  /**
   * LimnerThumbnail:cover:
   *
   * Whether the picture fills the room, with its edges cut, or is shown whole.
   */
  properties[PROP_COVER] =
    g_param_spec_boolean ("cover", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);

  /**
   * LimnerThumbnail:paintable:
   *
   * What is shown, or %NULL while there is nothing.
   */
  properties[PROP_PAINTABLE] =
    g_param_spec_object ("paintable", NULL, NULL, GDK_TYPE_PAINTABLE,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * LimnerThumbnail:path:
   *
   * The picture file, an absolute path.
   */
  properties[PROP_PATH] =
    g_param_spec_string ("path", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "thumbnail");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
limner_thumbnail_init (LimnerThumbnail *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

/**
 * limner_thumbnail_new:
 *
 * Makes a thumbnail of nothing.
 *
 * Returns: (transfer floating): the widget
 */
GtkWidget *
limner_thumbnail_new (void)
{
  return g_object_new (LIMNER_TYPE_THUMBNAIL, NULL);
}

/**
 * limner_thumbnail_get_path:
 * @self: a thumbnail
 *
 * Gets the picture file.
 *
 * Returns: (nullable): an absolute path
 */
const char *
limner_thumbnail_get_path (LimnerThumbnail *self)
{
  g_return_val_if_fail (LIMNER_IS_THUMBNAIL (self), NULL);

  return self->path;
}

/**
 * limner_thumbnail_set_path:
 * @self: a thumbnail
 * @path: (nullable): the absolute path of a picture file, or %NULL for none
 *
 * Sets which picture is shown.
 */
void
limner_thumbnail_set_path (LimnerThumbnail *self,
                           const char      *path)
{
  g_return_if_fail (LIMNER_IS_THUMBNAIL (self));

  if (g_strcmp0 (self->path, path) == 0)
    return;

  stop_loading (self);
  g_free (self->path);
  self->path = g_strdup (path);
  self->failed = FALSE;
  take_texture (self, NULL, 0);
  load (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PATH]);
}

/**
 * limner_thumbnail_get_cover:
 * @self: a thumbnail
 *
 * Tells whether the picture fills the room.
 *
 * Returns: %TRUE if so
 */
gboolean
limner_thumbnail_get_cover (LimnerThumbnail *self)
{
  g_return_val_if_fail (LIMNER_IS_THUMBNAIL (self), FALSE);

  return self->cover;
}

/**
 * limner_thumbnail_set_cover:
 * @self: a thumbnail
 * @cover: whether the picture fills the room
 *
 * Sets how the picture is shown.
 */
void
limner_thumbnail_set_cover (LimnerThumbnail *self,
                            gboolean         cover)
{
  g_return_if_fail (LIMNER_IS_THUMBNAIL (self));

  cover = !!cover;
  if (self->cover == cover)
    return;

  self->cover = cover;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COVER]);
}

/**
 * limner_thumbnail_get_paintable:
 * @self: a thumbnail
 *
 * Gets what is shown, such as for an icon while dragging.
 *
 * Returns: (transfer none) (nullable): the picture
 */
GdkPaintable *
limner_thumbnail_get_paintable (LimnerThumbnail *self)
{
  g_return_val_if_fail (LIMNER_IS_THUMBNAIL (self), NULL);

  return GDK_PAINTABLE (self->texture);
}
