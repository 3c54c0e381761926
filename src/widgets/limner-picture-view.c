/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include "base/limner-error.h"
#include "image/limner-picture-io.h"
#include "image/limner-thumbnailer.h"

#include "limner-error-text.h"
#include "limner-picture-view.h"
#include "limner-texture-cache.h"
#include "limner-texture.h"

#define MAX_FOLLOWED 4
#define SAME_SHAPE   0.01
#define MAX_ZOOM     32.0
#define WHEEL_STEP   1.2
#define LINE         48.0

/**
 * LimnerPictureView:
 *
 * Shows one picture file large: fitted to its room, or at any zoom, moved with the wheel or by
 * dragging. While a large file is decoded on a thread its thumbnail stands in for it.
 */
struct _LimnerPictureView
{
  GtkWidget          parent_instance;

  char              *path;          /* (owned) (nullable) */
  GdkTexture        *texture;       /* (owned) (nullable) the picture or its thumbnail */
  GCancellable      *cancellable;   /* (owned) (nullable) */
  char              *problem;       /* (owned) (nullable) what went wrong, for people */
  double             width;         /* of the picture, also while the thumbnail is shown */
  double             height;

  double             zoom;          /* widget's pixels for one of the picture; 0 fits */
  double             centre_x;      /* what lies in the middle, in parts of the picture */
  double             centre_y;
  double             pointer_x;
  double             pointer_y;
  double             start_zoom;    /* of a pinch */
  double             start_x;       /* centre at the start of a drag */
  double             start_y;

  LimnerPictureView *leader;        /* (borrowed) weak */
  gboolean           following;     /* a change is being passed on */
  guint              resized_id;
};

enum {
  PROP_0,
  PROP_FITS,
  PROP_LOADING,
  PROP_PATH,
  PROP_ZOOM,
  N_PROPS
};

enum {
  VIEW_CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LimnerPictureView, limner_picture_view, GTK_TYPE_WIDGET)

static double
get_scale (LimnerPictureView *self)
{
  return (double) gtk_widget_get_scale_factor (GTK_WIDGET (self));
}

/* How far a picture can be enlarged until it fills the room */
static double
filling_zoom (LimnerPictureView *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int height = gtk_widget_get_height (GTK_WIDGET (self));

  if (self->width <= 0 || self->height <= 0 || width <= 0 || height <= 0)
    return 1.0;

  return MIN (width / self->width, height / self->height);
}

/* Fitted, a picture is not shown larger than it is, unless one of the same shape that it is
 * compared with is: a picture and its enlargement lie on each other. */
static double
fitting_zoom (LimnerPictureView *self)
{
  double filling = filling_zoom (self);
  double actual = 1.0 / get_scale (self);
  LimnerPictureView *other = self->leader;

  for (int i = 0; i < MAX_FOLLOWED && other != NULL && other != self; i++, other = other->leader)
    if (fabs (self->width * other->height / (self->height * other->width) - 1) < SAME_SHAPE)
      actual = MAX (actual, other->width / self->width / get_scale (other));
  return MIN (filling, actual);
}

static double
effective_zoom (LimnerPictureView *self)
{
  return self->zoom > 0 ? self->zoom : fitting_zoom (self);
}

/* Keeps the picture in sight: what is smaller than the room is centred. */
static void
clamp_centre (LimnerPictureView *self)
{
  double zoom = effective_zoom (self);
  double half_x = gtk_widget_get_width (GTK_WIDGET (self)) / zoom / 2 / MAX (self->width, 1);
  double half_y = gtk_widget_get_height (GTK_WIDGET (self)) / zoom / 2 / MAX (self->height, 1);

  self->centre_x = half_x >= 0.5 ? 0.5 : CLAMP (self->centre_x, half_x, 1 - half_x);
  self->centre_y = half_y >= 0.5 ? 0.5 : CLAMP (self->centre_y, half_y, 1 - half_y);
}

static void
view_changed (LimnerPictureView *self)
{
  clamp_centre (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ZOOM]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FITS]);
  g_signal_emit (self, signals[VIEW_CHANGED], 0);
}

static void
set_problem (LimnerPictureView *self,
             const char        *problem)
{
  g_free (self->problem);
  self->problem = g_strdup (problem);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
take_texture (LimnerPictureView *self,
              GdkTexture        *texture,
              gboolean           whole)
{
  g_set_object (&self->texture, texture);
  if (whole && texture != NULL)
    {
      self->width = gdk_texture_get_width (texture);
      self->height = gdk_texture_get_height (texture);
    }
  clamp_centre (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(LimnerPictureView) self = user_data;
  g_autoptr(LimnerPicture) picture = NULL;
  g_autoptr(GdkTexture) texture = NULL;
  g_autoptr(GError) error = NULL;

  picture = limner_picture_load_finish (result, &error);
  if (limner_error_is_cancelled (error))
    return;

  g_clear_object (&self->cancellable);
  if (picture == NULL)
    {
      g_autofree char *text = limner_error_to_text (error);

      take_texture (self, NULL, FALSE);
      set_problem (self, text);
    }
  else
    {
      texture = limner_texture_from_picture (picture);
      take_texture (self, texture, TRUE);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

/* The largest thumbnail that is in memory already */
static GdkTexture *
find_stand_in (const char *path)
{
  static const int sizes[] = {
    LIMNER_THUMBNAIL_XX_LARGE, LIMNER_THUMBNAIL_X_LARGE, LIMNER_THUMBNAIL_LARGE,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree char *key = g_strdup_printf ("%d %s", sizes[i], path);
      GdkTexture *texture = limner_texture_cache_lookup (limner_texture_cache_get_default (), key);

      if (texture != NULL)
        return texture;
    }

  return NULL;
}

static void
start_loading (LimnerPictureView *self)
{
  g_autoptr(GFile) file = g_file_new_for_path (self->path);
  GdkTexture *stand_in = find_stand_in (self->path);

  if (stand_in != NULL)
    {
      /* Its shape is the picture's; the size is as good a guess as any until the file is read. */
      self->width = gdk_texture_get_width (stand_in) * 16.0;
      self->height = gdk_texture_get_height (stand_in) * 16.0;
      take_texture (self, stand_in, FALSE);
    }
  self->cancellable = g_cancellable_new ();
  limner_picture_load_async (file, self->cancellable, loaded_cb, g_object_ref (self));
}

static void
motion_cb (LimnerPictureView *self,
           double             x,
           double             y)
{
  self->pointer_x = x;
  self->pointer_y = y;
}

static gboolean
scroll_cb (LimnerPictureView        *self,
           double                    dx,
           double                    dy,
           GtkEventControllerScroll *controller)
{
  GdkModifierType state =
    gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));

  if ((state & GDK_CONTROL_MASK) != 0)
    limner_picture_view_zoom_at (self, pow (WHEEL_STEP, -dy), self->pointer_x, self->pointer_y);
  else if (self->zoom > 0)
    limner_picture_view_pan (self, dx * LINE, dy * LINE);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

static void
drag_begin_cb (LimnerPictureView *self,
               double             x,
               double             y,
               GtkGesture        *gesture)
{
  if (self->zoom <= 0)
    {
      gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_DENIED);
      return;
    }

  self->start_x = self->centre_x;
  self->start_y = self->centre_y;
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "grabbing");
}

static void
drag_update_cb (LimnerPictureView *self,
                double             dx,
                double             dy)
{
  double zoom = effective_zoom (self);

  self->centre_x = self->start_x - dx / zoom / MAX (self->width, 1);
  self->centre_y = self->start_y - dy / zoom / MAX (self->height, 1);
  view_changed (self);
}

static void
drag_end_cb (LimnerPictureView *self)
{
  gtk_widget_set_cursor (GTK_WIDGET (self), NULL);
}

static void
pressed_cb (LimnerPictureView *self,
            int                n_press,
            double             x,
            double             y)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (n_press != 2)
    return;

  if (self->zoom > 0)
    limner_picture_view_fit (self);
  else
    limner_picture_view_zoom_at (self, 1.0 / get_scale (self) / effective_zoom (self), x, y);
}

static void
pinch_begin_cb (LimnerPictureView *self)
{
  self->start_zoom = effective_zoom (self);
}

static void
pinch_cb (LimnerPictureView *self,
          double             scale,
          GtkGesture        *gesture)
{
  double x = self->pointer_x;
  double y = self->pointer_y;

  gtk_gesture_get_bounding_box_center (gesture, &x, &y);
  limner_picture_view_zoom_at (self, self->start_zoom * scale / effective_zoom (self), x, y);
}

static void
leader_changed_cb (LimnerPictureView *self,
                   LimnerPictureView *leader)
{
  double factor;

  if (leader->following || self->following)
    return;

  /* Pictures of different sizes show the same part of what they depict. */
  factor = self->width > 0 ? leader->width / self->width : 1.0;
  self->following = TRUE;
  self->zoom = leader->zoom > 0 ? leader->zoom * factor : 0;
  self->centre_x = leader->centre_x;
  self->centre_y = leader->centre_y;
  view_changed (self);
  self->following = FALSE;
}

static void
limner_picture_view_snapshot (GtkWidget   *widget,
                              GtkSnapshot *snapshot)
{
  LimnerPictureView *self = LIMNER_PICTURE_VIEW (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  double zoom = effective_zoom (self);

  if (self->texture != NULL)
    {
      double shown_width = self->width * zoom;
      double shown_height = self->height * zoom;
      graphene_rect_t bounds;

      graphene_rect_init (&bounds, (float) (width / 2.0 - self->centre_x * shown_width),
                          (float) (height / 2.0 - self->centre_y * shown_height),
                          (float) shown_width, (float) shown_height);
      gtk_snapshot_append_texture (snapshot, self->texture, &bounds);
      return;
    }
  if (self->problem != NULL)
    {
      g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout (widget, self->problem);
      GtkStyleContext *style = gtk_widget_get_style_context (widget);
      int text_height;

      pango_layout_set_width (layout, MAX (width - 48, 1) * PANGO_SCALE);
      pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
      pango_layout_get_pixel_size (layout, NULL, &text_height);
      gtk_snapshot_render_layout (snapshot, style, 24, (height - text_height) / 2.0, layout);
    }
}

static gboolean
resized_cb (gpointer user_data)
{
  LimnerPictureView *self = user_data;

  self->resized_id = 0;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ZOOM]);
  return G_SOURCE_REMOVE;
}

/* A fitted picture has another zoom in another room. Who is told of it may want room of their own,
 * so they are told after it was given. */
static void
limner_picture_view_size_allocate (GtkWidget *widget,
                                   int        width,
                                   int        height,
                                   int        baseline)
{
  LimnerPictureView *self = LIMNER_PICTURE_VIEW (widget);

  clamp_centre (self);
  if (self->zoom <= 0 && self->resized_id == 0)
    self->resized_id = g_idle_add (resized_cb, self);
}

static void
limner_picture_view_dispose (GObject *object)
{
  LimnerPictureView *self = LIMNER_PICTURE_VIEW (object);

  g_clear_handle_id (&self->resized_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  limner_picture_view_follow (self, NULL);
  g_clear_object (&self->texture);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->problem, g_free);

  G_OBJECT_CLASS (limner_picture_view_parent_class)->dispose (object);
}

static void
limner_picture_view_get_property (GObject    *object,
                                  guint       prop_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  LimnerPictureView *self = LIMNER_PICTURE_VIEW (object);

  switch (prop_id)
    {
    case PROP_FITS:
      g_value_set_boolean (value, limner_picture_view_get_fits (self));
      break;
    case PROP_LOADING:
      g_value_set_boolean (value, self->cancellable != NULL);
      break;
    case PROP_PATH:
      g_value_set_string (value, self->path);
      break;
    case PROP_ZOOM:
      g_value_set_double (value, limner_picture_view_get_zoom (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
limner_picture_view_set_property (GObject      *object,
                                  guint         prop_id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  LimnerPictureView *self = LIMNER_PICTURE_VIEW (object);

  switch (prop_id)
    {
    case PROP_PATH:
      limner_picture_view_set_path (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
limner_picture_view_class_init (LimnerPictureViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = limner_picture_view_dispose;
  object_class->get_property = limner_picture_view_get_property;
  object_class->set_property = limner_picture_view_set_property;
  widget_class->snapshot = limner_picture_view_snapshot;
  widget_class->size_allocate = limner_picture_view_size_allocate;

  /**
   * LimnerPictureView:fits:
   *
   * Whether the whole picture is fitted to the room.
   */
  properties[PROP_FITS] =
    g_param_spec_boolean ("fits", NULL, NULL, TRUE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * LimnerPictureView:loading:
   *
   * Whether the file is still being read.
   */
  properties[PROP_LOADING] =
    g_param_spec_boolean ("loading", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * LimnerPictureView:path:
   *
   * The picture file, an absolute path.
   */
  properties[PROP_PATH] =
    g_param_spec_string ("path", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);

  /**
   * LimnerPictureView:zoom:
   *
   * Pixels of the screen for one of the picture.
   */
  properties[PROP_ZOOM] =
    g_param_spec_double ("zoom", NULL, NULL, 0, MAX_ZOOM, 1,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * LimnerPictureView::view-changed:
   * @self: the view
   *
   * Emitted when zoom or position have changed.
   */
  signals[VIEW_CHANGED] =
    g_signal_new ("view-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);

  gtk_widget_class_set_css_name (widget_class, "pictureview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
limner_picture_view_init (LimnerPictureView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll =
    gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *pinch = gtk_gesture_zoom_new ();

  self->centre_x = self->centre_y = 0.5;
  gtk_widget_set_overflow (widget, GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_focusable (widget, TRUE);

  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  gtk_widget_add_controller (widget, motion);
  g_signal_connect_swapped (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  gtk_widget_add_controller (widget, scroll);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (drag), 0);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));
  g_signal_connect_swapped (pinch, "begin", G_CALLBACK (pinch_begin_cb), self);
  g_signal_connect_swapped (pinch, "scale-changed", G_CALLBACK (pinch_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (pinch));
}

/**
 * limner_picture_view_new:
 *
 * Makes a view of nothing.
 *
 * Returns: (transfer floating): the widget
 */
GtkWidget *
limner_picture_view_new (void)
{
  return g_object_new (LIMNER_TYPE_PICTURE_VIEW, NULL);
}

/**
 * limner_picture_view_get_path:
 * @self: a view
 *
 * Gets the picture file.
 *
 * Returns: (nullable): an absolute path
 */
const char *
limner_picture_view_get_path (LimnerPictureView *self)
{
  g_return_val_if_fail (LIMNER_IS_PICTURE_VIEW (self), NULL);

  return self->path;
}

static void
reset (LimnerPictureView *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->path, g_free);
  set_problem (self, NULL);
  take_texture (self, NULL, FALSE);
}

/**
 * limner_picture_view_set_path:
 * @self: a view
 * @path: (nullable): the absolute path of a picture file, or %NULL for none
 *
 * Shows a picture file, fitted.
 */
void
limner_picture_view_set_path (LimnerPictureView *self,
                              const char        *path)
{
  g_return_if_fail (LIMNER_IS_PICTURE_VIEW (self));

  if (g_strcmp0 (self->path, path) == 0)
    return;

  reset (self);
  self->path = g_strdup (path);
  self->zoom = 0;
  if (path != NULL)
    start_loading (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PATH]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
  view_changed (self);
}

/**
 * limner_picture_view_get_texture:
 * @self: a view
 *
 * Gets what is shown, while the file is being read possibly its thumbnail.
 *
 * Returns: (transfer none) (nullable): the texture
 */
GdkTexture *
limner_picture_view_get_texture (LimnerPictureView *self)
{
  g_return_val_if_fail (LIMNER_IS_PICTURE_VIEW (self), NULL);

  return self->texture;
}

/**
 * limner_picture_view_set_texture:
 * @self: a view
 * @texture: (nullable): a picture in memory
 *
 * Shows a picture that is no file. Zoom and position stay.
 */
void
limner_picture_view_set_texture (LimnerPictureView *self,
                                 GdkTexture        *texture)
{
  g_return_if_fail (LIMNER_IS_PICTURE_VIEW (self));

  reset (self);
  take_texture (self, texture, TRUE);
}

/**
 * limner_picture_view_get_zoom:
 * @self: a view
 *
 * Gets the zoom, also while the picture is fitted.
 *
 * Returns: pixels of the screen for one of the picture
 */
double
limner_picture_view_get_zoom (LimnerPictureView *self)
{
  g_return_val_if_fail (LIMNER_IS_PICTURE_VIEW (self), 1);

  return MIN (effective_zoom (self) * get_scale (self), MAX_ZOOM);
}

/**
 * limner_picture_view_get_fits:
 * @self: a view
 *
 * Tells whether the whole picture is fitted to the room.
 *
 * Returns: %TRUE if so
 */
gboolean
limner_picture_view_get_fits (LimnerPictureView *self)
{
  g_return_val_if_fail (LIMNER_IS_PICTURE_VIEW (self), TRUE);

  return self->zoom <= 0;
}

/**
 * limner_picture_view_set_zoom:
 * @self: a view
 * @zoom: pixels of the screen for one of the picture
 *
 * Zooms about the middle.
 */
void
limner_picture_view_set_zoom (LimnerPictureView *self,
                              double             zoom)
{
  g_return_if_fail (LIMNER_IS_PICTURE_VIEW (self));

  limner_picture_view_zoom_at (self, zoom / limner_picture_view_get_zoom (self),
                               gtk_widget_get_width (GTK_WIDGET (self)) / 2.0,
                               gtk_widget_get_height (GTK_WIDGET (self)) / 2.0);
}

/**
 * limner_picture_view_zoom_at:
 * @self: a view
 * @factor: more than 1 to see more closely
 * @x: a point of the widget that stays where it is
 * @y: a point of the widget that stays where it is
 *
 * Zooms; back to where the whole picture is seen it is fitted again.
 */
void
limner_picture_view_zoom_at (LimnerPictureView *self,
                             double             factor,
                             double             x,
                             double             y)
{
  double old_zoom;
  double zoom;
  double dx;
  double dy;

  g_return_if_fail (LIMNER_IS_PICTURE_VIEW (self));

  old_zoom = effective_zoom (self);
  zoom = CLAMP (old_zoom * factor, MIN (fitting_zoom (self), 0.02), MAX_ZOOM / get_scale (self));
  if (zoom < fitting_zoom (self) * 1.001 && factor < 1)
    {
      limner_picture_view_fit (self);
      return;
    }

  dx = x - gtk_widget_get_width (GTK_WIDGET (self)) / 2.0;
  dy = y - gtk_widget_get_height (GTK_WIDGET (self)) / 2.0;
  self->centre_x += (dx / old_zoom - dx / zoom) / MAX (self->width, 1);
  self->centre_y += (dy / old_zoom - dy / zoom) / MAX (self->height, 1);
  self->zoom = zoom;
  view_changed (self);
}

/**
 * limner_picture_view_fit:
 * @self: a view
 *
 * Fits the whole picture to the room.
 */
void
limner_picture_view_fit (LimnerPictureView *self)
{
  g_return_if_fail (LIMNER_IS_PICTURE_VIEW (self));

  self->zoom = 0;
  view_changed (self);
}

/**
 * limner_picture_view_pan:
 * @self: a view
 * @dx: pixels of the widget, to the right of the picture
 * @dy: pixels of the widget, down the picture
 *
 * Moves what is seen.
 */
void
limner_picture_view_pan (LimnerPictureView *self,
                         double             dx,
                         double             dy)
{
  double zoom;

  g_return_if_fail (LIMNER_IS_PICTURE_VIEW (self));

  zoom = effective_zoom (self);
  self->centre_x += dx / zoom / MAX (self->width, 1);
  self->centre_y += dy / zoom / MAX (self->height, 1);
  view_changed (self);
}

/**
 * limner_picture_view_follow:
 * @self: a view
 * @leader: (nullable): another view, or %NULL to go one's own way
 *
 * Does what another view does. Two views may follow each other.
 */
void
limner_picture_view_follow (LimnerPictureView *self,
                            LimnerPictureView *leader)
{
  g_return_if_fail (LIMNER_IS_PICTURE_VIEW (self));

  if (self->leader != NULL)
    g_signal_handlers_disconnect_by_data (self->leader, self);
  g_set_weak_pointer (&self->leader, leader);
  if (leader == NULL)
    return;
  g_signal_connect_object (leader, "view-changed", G_CALLBACK (leader_changed_cb), self,
                           G_CONNECT_SWAPPED);
  /* How large this is shown may depend on how large that is. */
  g_signal_connect_object (leader, "notify::loading", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);
}
