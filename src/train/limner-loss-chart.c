/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include <glib/gi18n.h>

#include "limner-loss-chart.h"

#define HEIGHT 72

/**
 * LimnerLossChart:
 *
 * A small line of how the loss of a training went: each number faint, their mean over the last ones
 * plain, because single losses jump.
 */
struct _LimnerLossChart
{
  GtkWidget  parent_instance;

  GArray    *losses;     /* (element-type double) (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (LimnerLossChart, limner_loss_chart, GTK_TYPE_WIDGET)

/* The thick line is the mean of the last numbers, a twelfth of all: single ones jump about. The
 * whole height is theirs, for what a training wins is often little against where it began. */
static void
draw_line (LimnerLossChart *self,
           cairo_t         *cr,
           gboolean         is_smooth,
           double           smallest,
           double           range)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self));
  double height = gtk_widget_get_height (GTK_WIDGET (self));
  guint window = is_smooth ? MAX (self->losses->len / 12, 1) : 1;
  double sum = 0;

  for (guint i = 0; i < self->losses->len; i++)
    {
      double mean;

      sum += (g_array_index (self->losses, double, i) - smallest) / range;
      if (i >= window)
        sum -= (g_array_index (self->losses, double, i - window) - smallest) / range;
      mean = sum / MIN (i + 1, window);
      cairo_line_to (cr, 2 + (width - 4) * i / (self->losses->len - 1),
                     2 + (height - 4) * (1 - CLAMP (mean, 0, 1)));
    }
  cairo_stroke (cr);
}

static void
limner_loss_chart_snapshot (GtkWidget   *widget,
                            GtkSnapshot *snapshot)
{
  LimnerLossChart *self = LIMNER_LOSS_CHART (widget);
  graphene_rect_t area;
  cairo_t *cr;
  GdkRGBA colour;
  double smallest = G_MAXDOUBLE;
  double largest = -G_MAXDOUBLE;
  double range;

  if (self->losses == NULL || self->losses->len < 2)
    return;

  for (guint i = 0; i < self->losses->len; i++)
    {
      smallest = MIN (smallest, g_array_index (self->losses, double, i));
      largest = MAX (largest, g_array_index (self->losses, double, i));
    }
  range = MAX (largest - smallest, MAX (fabs (largest), 1e-9) / 1000);
  graphene_rect_init (&area, 0, 0, gtk_widget_get_width (widget), gtk_widget_get_height (widget));
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &colour);
  cr = gtk_snapshot_append_cairo (snapshot, &area);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_width (cr, 1);
  cairo_set_source_rgba (cr, colour.red, colour.green, colour.blue, 0.25);
  draw_line (self, cr, FALSE, smallest, range);
  cairo_set_line_width (cr, 2);
  cairo_set_source_rgba (cr, colour.red, colour.green, colour.blue, 0.9);
  draw_line (self, cr, TRUE, smallest, range);
  cairo_destroy (cr);
}

static void
limner_loss_chart_measure (GtkWidget      *widget,
                           GtkOrientation  orientation,
                           int             for_size,
                           int            *minimum,
                           int            *natural,
                           int            *minimum_baseline,
                           int            *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_VERTICAL ? HEIGHT : 100;
  *natural = *minimum;
}

static void
limner_loss_chart_finalize (GObject *object)
{
  LimnerLossChart *self = LIMNER_LOSS_CHART (object);

  g_clear_pointer (&self->losses, g_array_unref);

  G_OBJECT_CLASS (limner_loss_chart_parent_class)->finalize (object);
}

static void
limner_loss_chart_class_init (LimnerLossChartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = limner_loss_chart_finalize;
  widget_class->snapshot = limner_loss_chart_snapshot;
  widget_class->measure = limner_loss_chart_measure;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_css_name (widget_class, "loss-chart");
}

static void
limner_loss_chart_init (LimnerLossChart *self)
{
}

/**
 * limner_loss_chart_new:
 *
 * Returns: (transfer floating): a chart that is not visible before it has two numbers
 */
GtkWidget *
limner_loss_chart_new (void)
{
  return g_object_new (LIMNER_TYPE_LOSS_CHART, "visible", FALSE, NULL);
}

/**
 * limner_loss_chart_set_losses:
 * @self: a chart
 * @losses: (element-type double): how much was wrong, from the first to the last step
 *
 * Shows other numbers.
 */
void
limner_loss_chart_set_losses (LimnerLossChart *self,
                              GArray          *losses)
{
  g_return_if_fail (LIMNER_IS_LOSS_CHART (self));
  g_return_if_fail (losses != NULL);

  g_clear_pointer (&self->losses, g_array_unref);
  self->losses = g_array_ref (losses);
  gtk_widget_set_visible (GTK_WIDGET (self), losses->len >= 2);
  if (losses->len >= 2)
    {
      g_autofree char *text =
        /* Translators: the first and the last of the numbers that a training wrote */
        g_strdup_printf (_("Loss, from %.3g to %.3g"), g_array_index (losses, double, 0),
                         g_array_index (losses, double, losses->len - 1));

      gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text,
                                      -1);
      gtk_widget_set_tooltip_text (GTK_WIDGET (self), text);
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
