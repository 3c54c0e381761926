/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "limner-gallery-scrubber.h"

#define WIDTH       150     /* with room for the dates beside the bar */
#define BAR_WIDTH   18      /* of this, so much takes the mouse */
#define MIN_SLIDER  36.0
#define YEAR_SPACE  26      /* between two years that are written */
#define DOT_SPACE   7
#define SHOW_MS     900

/**
 * LimnerGalleryScrubber:
 *
 * The scroll bar of the pictures: under the pointer it shows where which year lies, and dragging it
 * tells the month under the hand, so that a hundred thousand pictures are crossed in one movement.
 * It lies over the grid; only its edge takes the mouse. The keys of the grid do the same.
 */
struct _LimnerGalleryScrubber
{
  GtkWidget          parent_instance;

  LimnerGalleryGrid *grid;         /* (owned) (nullable) */
  GtkAdjustment     *adjustment;   /* (owned) (nullable) */
  guint              hide_id;      /* takes the date away again */
  gboolean           hovered;
  gboolean           dragged;
  double             grip;         /* where the slider was taken, from its top */
};

G_DEFINE_FINAL_TYPE (LimnerGalleryScrubber, limner_gallery_scrubber, GTK_TYPE_WIDGET)

static double
get_range (LimnerGalleryScrubber *self)
{
  if (self->adjustment == NULL)
    return 0;
  return MAX (gtk_adjustment_get_upper (self->adjustment) -
              gtk_adjustment_get_page_size (self->adjustment), 0);
}

static double
get_slider_length (LimnerGalleryScrubber *self)
{
  double height = gtk_widget_get_height (GTK_WIDGET (self));
  double part = gtk_adjustment_get_page_size (self->adjustment) /
                gtk_adjustment_get_upper (self->adjustment);

  return CLAMP (part * height, MIN (MIN_SLIDER, height), height);
}

static double
get_slider_y (LimnerGalleryScrubber *self)
{
  double room = gtk_widget_get_height (GTK_WIDGET (self)) - get_slider_length (self);

  return gtk_adjustment_get_value (self->adjustment) / get_range (self) * room;
}

/* Bars stand at the right edge, or at the left one where people read from the right. */
static gboolean
is_mirrored (GtkWidget *widget)
{
  return gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
}

static void
draw_box (GtkSnapshot   *snapshot,
          double         x,
          double         y,
          double         width,
          double         height,
          const GdkRGBA *colour)
{
  GskRoundedRect shape;

  gsk_rounded_rect_init_from_rect (&shape,
                                   &GRAPHENE_RECT_INIT ((float) x, (float) y, (float) width,
                                                        (float) height),
                                   (float) MIN (width, height) / 2);
  gtk_snapshot_push_rounded_clip (snapshot, &shape);
  gtk_snapshot_append_color (snapshot, colour, &shape.bounds);
  gtk_snapshot_pop (snapshot);
}

/* Text on a plate beside the bar, its middle at @y. */
static void
draw_text (LimnerGalleryScrubber *self,
           GtkSnapshot           *snapshot,
           const char            *text,
           double                 y)
{
  const GdkRGBA shade = { 0, 0, 0, 0.72f };
  const GdkRGBA white = { 1, 1, 1, 1 };
  GtkWidget *widget = GTK_WIDGET (self);
  g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout (widget, text);
  int width, height;
  double x;

  pango_layout_get_pixel_size (layout, &width, &height);
  x = is_mirrored (widget) ? BAR_WIDTH + 12
                           : gtk_widget_get_width (widget) - BAR_WIDTH - width - 12;
  y = CLAMP (y - height / 2.0, 4, MAX (gtk_widget_get_height (widget) - height - 4, 4));
  draw_box (snapshot, x - 10, y - 3, width + 20, height + 6, &shade);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) floor (y)));
  gtk_snapshot_append_layout (snapshot, layout, &white);
  gtk_snapshot_restore (snapshot);
}

/* The time of the pictures that the slider would show if its middle were at @y; NULL where they are
 * not in the order of time. */
static GDateTime *
get_time_at (LimnerGalleryScrubber *self,
             double                 y)
{
  double length = get_slider_length (self);
  double room = MAX (gtk_widget_get_height (GTK_WIDGET (self)) - length, 1);
  double value = CLAMP ((y - length / 2) / room, 0, 1) * get_range (self);
  gint64 time = limner_gallery_grid_get_time_at (self->grid, value +
                  gtk_adjustment_get_page_size (self->adjustment) / 2);

  return time != 0 ? g_date_time_new_from_unix_local (time / G_USEC_PER_SEC) : NULL;
}

/* A dot for each month and a word for each year, as far as there is room. */
static void
draw_years (LimnerGalleryScrubber *self,
            GtkSnapshot           *snapshot,
            double                 date_y)
{
  const GdkRGBA grey = { 0.5f, 0.5f, 0.5f, 0.9f };
  GtkWidget *widget = GTK_WIDGET (self);
  int height = gtk_widget_get_height (widget);
  double x = is_mirrored (widget) ? BAR_WIDTH : gtk_widget_get_width (widget) - BAR_WIDTH - 4;
  int last_year = 0, last_month = 0;
  int year_y = -YEAR_SPACE, dot_y = -DOT_SPACE;

  for (int y = 12; y < height - 8; y += 3)
    {
      g_autoptr(GDateTime) time = get_time_at (self, y);
      int year = time != NULL ? g_date_time_get_year (time) : last_year;
      int month = time != NULL ? year * 12 + g_date_time_get_month (time) : last_month;

      if (year != last_year && y - year_y >= YEAR_SPACE && fabs (y - date_y) >= YEAR_SPACE)
        {
          g_autofree char *text = g_strdup_printf ("%d", year);

          draw_text (self, snapshot, text, y);
          year_y = dot_y = y;
          last_year = year;
        }
      else if (month != last_month && y - dot_y >= DOT_SPACE && y - year_y >= YEAR_SPACE / 2)
        {
          draw_box (snapshot, x - 2, y - 2, 4, 4, &grey);
          dot_y = y;
        }
      last_month = month;
    }
}

static void
limner_gallery_scrubber_snapshot (GtkWidget   *widget,
                                  GtkSnapshot *snapshot)
{
  LimnerGalleryScrubber *self = LIMNER_GALLERY_SCRUBBER (widget);
  gboolean active = self->hovered || self->dragged;
  GdkRGBA colour = { 0.5f, 0.5f, 0.5f, active ? 0.95f : 0.65f };
  double thickness = active ? 8 : 5;
  double length;
  double y;

  if (self->grid == NULL || get_range (self) <= 0)
    return;

  length = get_slider_length (self);
  y = get_slider_y (self);
  draw_box (snapshot, is_mirrored (widget) ? 4 : gtk_widget_get_width (widget) - thickness - 4, y,
            thickness, length, &colour);
  if (active)
    draw_years (self, snapshot, y + length / 2);
  if (active || self->hide_id != 0)
    {
      g_autoptr(GDateTime) time = get_time_at (self, y + length / 2);
      g_autofree char *text = NULL;

      /* Translators: month and year, for strftime */
      text = time != NULL ? g_date_time_format (time, _("%B %Y")) : NULL;
      if (text != NULL)
        draw_text (self, snapshot, text, y + length / 2);
    }
}

static void
limner_gallery_scrubber_measure (GtkWidget      *widget,
                                 GtkOrientation  orientation,
                                 int             for_size,
                                 int            *minimum,
                                 int            *natural,
                                 int            *minimum_baseline,
                                 int            *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? WIDTH : 0;
}

/* What lies under the dates can be clicked. */
static gboolean
limner_gallery_scrubber_contains (GtkWidget *widget,
                                  double     x,
                                  double     y)
{
  LimnerGalleryScrubber *self = LIMNER_GALLERY_SCRUBBER (widget);
  int width = gtk_widget_get_width (widget);

  if (get_range (self) <= 0 || y < 0 || y >= gtk_widget_get_height (widget))
    return FALSE;
  return is_mirrored (widget) ? x >= 0 && x < BAR_WIDTH : x >= width - BAR_WIDTH && x < width;
}

static gboolean
hide_cb (gpointer user_data)
{
  LimnerGalleryScrubber *self = user_data;

  self->hide_id = 0;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  return G_SOURCE_REMOVE;
}

static void
update_value (LimnerGalleryScrubber *self)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, get_range (self),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_NOW,
                                  gtk_adjustment_get_value (self->adjustment), -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* While one scrolls, the date tells where one is. */
static void
value_changed_cb (LimnerGalleryScrubber *self)
{
  g_clear_handle_id (&self->hide_id, g_source_remove);
  self->hide_id = g_timeout_add (SHOW_MS, hide_cb, self);
  update_value (self);
}

static void
move_slider (LimnerGalleryScrubber *self,
             double                 y)
{
  double room = gtk_widget_get_height (GTK_WIDGET (self)) - get_slider_length (self);

  if (room > 0)
    gtk_adjustment_set_value (self->adjustment,
                              CLAMP ((y - self->grip) / room, 0, 1) * get_range (self));
}

static void
drag_begin_cb (LimnerGalleryScrubber *self,
               double                 x,
               double                 y,
               GtkGesture            *gesture)
{
  double length;
  double top;

  if (get_range (self) <= 0)
    return;

  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  length = get_slider_length (self);
  top = get_slider_y (self);
  self->dragged = TRUE;
  self->grip = y >= top && y < top + length ? y - top : length / 2;
  move_slider (self, y);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
drag_update_cb (LimnerGalleryScrubber *self,
                double                 dx,
                double                 dy,
                GtkGestureDrag        *gesture)
{
  double x, y;

  if (self->dragged && gtk_gesture_drag_get_start_point (gesture, &x, &y))
    move_slider (self, y + dy);
}

static void
drag_end_cb (LimnerGalleryScrubber *self)
{
  self->dragged = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
enter_cb (LimnerGalleryScrubber *self)
{
  self->hovered = TRUE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
leave_cb (LimnerGalleryScrubber *self)
{
  self->hovered = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
limner_gallery_scrubber_dispose (GObject *object)
{
  LimnerGalleryScrubber *self = LIMNER_GALLERY_SCRUBBER (object);

  limner_gallery_scrubber_set_grid (self, NULL, NULL);
  g_clear_handle_id (&self->hide_id, g_source_remove);

  G_OBJECT_CLASS (limner_gallery_scrubber_parent_class)->dispose (object);
}

static void
limner_gallery_scrubber_class_init (LimnerGalleryScrubberClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = limner_gallery_scrubber_dispose;
  widget_class->snapshot = limner_gallery_scrubber_snapshot;
  widget_class->measure = limner_gallery_scrubber_measure;
  widget_class->contains = limner_gallery_scrubber_contains;

  gtk_widget_class_set_css_name (widget_class, "galleryscrubber");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SCROLLBAR);
}

static void
limner_gallery_scrubber_init (LimnerGalleryScrubber *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();

  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  g_signal_connect_swapped (drag, "cancel", G_CALLBACK (drag_end_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  g_signal_connect_swapped (motion, "enter", G_CALLBACK (enter_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Dates"), -1);
}

/**
 * limner_gallery_scrubber_set_grid:
 * @self: a scrubber
 * @grid: (nullable): the pictures
 * @adjustment: (nullable): how far they are scrolled
 *
 * Sets what is scrolled.
 */
void
limner_gallery_scrubber_set_grid (LimnerGalleryScrubber *self,
                                  LimnerGalleryGrid     *grid,
                                  GtkAdjustment         *adjustment)
{
  g_return_if_fail (LIMNER_IS_GALLERY_SCRUBBER (self));

  if (self->adjustment != NULL)
    g_signal_handlers_disconnect_by_data (self->adjustment, self);
  g_set_object (&self->grid, grid);
  g_set_object (&self->adjustment, adjustment);
  if (adjustment == NULL)
    return;

  g_signal_connect_swapped (adjustment, "value-changed", G_CALLBACK (value_changed_cb), self);
  g_signal_connect_swapped (adjustment, "changed", G_CALLBACK (update_value), self);
  update_value (self);
}
