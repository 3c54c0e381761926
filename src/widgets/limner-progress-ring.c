/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-progress-ring.h"

#include <math.h>

#define SIZE       16
#define LINE_WIDTH 2.5

/**
 * LimnerProgressRing:
 *
 * A ring the size of an icon that fills clockwise from the top in the colour of the text. It never
 * moves by itself, so that it costs nothing while a job waits.
 */
struct _LimnerProgressRing
{
  GtkWidget parent_instance;

  double    fraction;
};

enum {
  PROP_0,
  PROP_FRACTION,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (LimnerProgressRing, limner_progress_ring, GTK_TYPE_WIDGET)

static void
limner_progress_ring_measure (GtkWidget      *widget,
                              GtkOrientation  orientation,
                              int             for_size,
                              int            *minimum,
                              int            *natural,
                              int            *minimum_baseline,
                              int            *natural_baseline)
{
  *minimum = *natural = SIZE;
}

static void
limner_progress_ring_snapshot (GtkWidget   *widget,
                               GtkSnapshot *snapshot)
{
  LimnerProgressRing *self = LIMNER_PROGRESS_RING (widget);
  double width = gtk_widget_get_width (widget);
  double height = gtk_widget_get_height (widget);
  double radius = (MIN (width, height) - LINE_WIDTH) / 2;
  cairo_t *cr;
  GdkRGBA colour;

  if (radius <= 0)
    return;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &colour);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  cairo_set_line_width (cr, LINE_WIDTH);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);

  cairo_set_source_rgba (cr, colour.red, colour.green, colour.blue, colour.alpha * 0.25);
  cairo_arc (cr, width / 2, height / 2, radius, 0, 2 * G_PI);
  cairo_stroke (cr);

  if (self->fraction > 0)
    {
      gdk_cairo_set_source_rgba (cr, &colour);
      cairo_arc (cr, width / 2, height / 2, radius,
                 -G_PI / 2, -G_PI / 2 + 2 * G_PI * self->fraction);
      cairo_stroke (cr);
    }

  cairo_destroy (cr);
}

static void
limner_progress_ring_get_property (GObject    *object,
                                   guint       prop_id,
                                   GValue     *value,
                                   GParamSpec *pspec)
{
  LimnerProgressRing *self = LIMNER_PROGRESS_RING (object);

  switch (prop_id)
    {
    case PROP_FRACTION:
      g_value_set_double (value, self->fraction);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
limner_progress_ring_set_property (GObject      *object,
                                   guint         prop_id,
                                   const GValue *value,
                                   GParamSpec   *pspec)
{
  LimnerProgressRing *self = LIMNER_PROGRESS_RING (object);

  switch (prop_id)
    {
    case PROP_FRACTION:
      limner_progress_ring_set_fraction (self, g_value_get_double (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
limner_progress_ring_class_init (LimnerProgressRingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = limner_progress_ring_get_property;
  object_class->set_property = limner_progress_ring_set_property;
  widget_class->measure = limner_progress_ring_measure;
  widget_class->snapshot = limner_progress_ring_snapshot;

  properties[PROP_FRACTION] =
    g_param_spec_double ("fraction", NULL, NULL, 0, 1, 0,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "progressring");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PROGRESS_BAR);
}

static void
limner_progress_ring_init (LimnerProgressRing *self)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 0.0,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, 1.0,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, 0.0,
                                  -1);
}

/**
 * limner_progress_ring_new:
 *
 * Makes an empty ring.
 *
 * Returns: (transfer floating): a ring
 */
GtkWidget *
limner_progress_ring_new (void)
{
  return g_object_new (LIMNER_TYPE_PROGRESS_RING, NULL);
}

/**
 * limner_progress_ring_get_fraction:
 * @self: a ring
 *
 * Returns: how much of it is filled, 0 to 1
 */
double
limner_progress_ring_get_fraction (LimnerProgressRing *self)
{
  g_return_val_if_fail (LIMNER_IS_PROGRESS_RING (self), 0);

  return self->fraction;
}

/**
 * limner_progress_ring_set_fraction:
 * @self: a ring
 * @fraction: how much to fill; what is not between 0 and 1 is moved there
 *
 * Fills the ring.
 */
void
limner_progress_ring_set_fraction (LimnerProgressRing *self,
                                   double              fraction)
{
  g_return_if_fail (LIMNER_IS_PROGRESS_RING (self));

  fraction = isnan (fraction) ? 0 : CLAMP (fraction, 0, 1);
  if (fraction == self->fraction)
    return;

  self->fraction = fraction;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, fraction, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FRACTION]);
}
