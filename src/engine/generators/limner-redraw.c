/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include "limner-blur.h"
#include "limner-redraw.h"

/* How far round a pixel colours come from, as a part of the shorter side. */
#define REACH       0.12f

/* Forms with less contrast than this (a variance of lightness) do not part colours. */
#define FLAT        0.004f

/* Forms neither vanish nor turn into their negative where the colours know nothing of them. */
#define LEAST_SLOPE 0.4f
#define MOST_SLOPE  1.6f

struct _LimnerRedraw
{
  int    width;
  int    height;
  int    step;
  float *slopes[3];   /* a channel is slope × lightness of the form + level */
  float *levels[3];
};

static float
channel (LimnerColour colour,
         int          index)
{
  return index == 0 ? colour.red : index == 1 ? colour.green : colour.blue;
}

/* Fits one channel of the colours to the lightness of the forms in each square. */
static void
fit_channel (LimnerRedraw       *self,
             int                 index,
             const float        *lights,
             const LimnerColour *colours,
             const float        *means,
             const float        *variances,
             int                 radius,
             GCancellable       *cancellable)
{
  gsize n = (gsize) self->width * self->height;
  g_autofree float *values = g_new (float, n);
  g_autofree float *products = g_new (float, n);
  g_autofree float *value_means = NULL;
  g_autofree float *product_means = NULL;

  for (gsize i = 0; i < n; i++)
    {
      values[i] = channel (colours[i], index);
      products[i] = values[i] * lights[i];
    }
  value_means = limner_blur_box (values, self->width, self->height, radius, cancellable);
  product_means = limner_blur_box (products, self->width, self->height, radius, cancellable);
  for (gsize i = 0; i < n; i++)
    {
      float slope = (product_means[i] - value_means[i] * means[i]) / (variances[i] + FLAT);

      values[i] = CLAMP (slope, LEAST_SLOPE, MOST_SLOPE);
      products[i] = value_means[i] - values[i] * means[i];
    }
  self->slopes[index] = limner_blur_box (values, self->width, self->height, radius, cancellable);
  self->levels[index] = limner_blur_box (products, self->width, self->height, radius, cancellable);
}

/**
 * limner_redraw_new:
 * @forms: @width × @height pixels of a picture, every @step-th of its rows and columns
 * @colours: the same pixels of another one
 * @width: in pixels
 * @height: in pixels
 * @step: of the pixels that are given
 * @cancellable: (nullable): ends it early, with an answer that means nothing
 *
 * Finds how the colours of one picture follow from the lightness of another in each part of it (a
 * guided filter: He et al., 2010). What is drawn by that has the edges of the forms only, and the
 * colours that lie there.
 *
 * Returns: (transfer full): what limner_redraw_pixel() draws by
 */
LimnerRedraw *
limner_redraw_new (const LimnerColour *forms,
                   const LimnerColour *colours,
                   int                 width,
                   int                 height,
                   int                 step,
                   GCancellable       *cancellable)
{
  LimnerRedraw *self = g_new0 (LimnerRedraw, 1);
  gsize n = (gsize) width * height;
  int radius = MAX ((int) ((float) MIN (width, height) * REACH), 1);
  g_autofree float *lights = g_new (float, n);
  g_autofree float *squares = g_new (float, n);
  g_autofree float *means = NULL;
  g_autofree float *variances = NULL;

  self->width = width;
  self->height = height;
  self->step = step;
  for (gsize i = 0; i < n; i++)
    {
      lights[i] = limner_colour_luma (forms[i]);
      squares[i] = lights[i] * lights[i];
    }
  means = limner_blur_box (lights, width, height, radius, cancellable);
  variances = limner_blur_box (squares, width, height, radius, cancellable);
  for (gsize i = 0; i < n; i++)
    variances[i] = MAX (variances[i] - means[i] * means[i], 0.0f);
  for (int c = 0; c < 3; c++)
    fit_channel (self, c, lights, colours, means, variances, radius, cancellable);

  return self;
}

/**
 * limner_redraw_pixel:
 * @self: what to draw by
 * @form: the pixel of the picture that has the forms
 * @x: where, in pixels of the whole picture
 * @y: where
 *
 * Returns: the pixel in the colours of the other picture
 */
LimnerColour
limner_redraw_pixel (const LimnerRedraw *self,
                     LimnerColour        form,
                     int                 x,
                     int                 y)
{
  float at_x = CLAMP ((float) x / (float) self->step, 0.0f, (float) (self->width - 1));
  float at_y = CLAMP ((float) y / (float) self->step, 0.0f, (float) (self->height - 1));
  int x0 = (int) at_x;
  int y0 = (int) at_y;
  float u = at_x - (float) x0;
  float v = at_y - (float) y0;
  gsize places[4] = { (gsize) y0 * self->width + x0,
                      (gsize) y0 * self->width + MIN (x0 + 1, self->width - 1),
                      (gsize) MIN (y0 + 1, self->height - 1) * self->width + x0,
                      (gsize) MIN (y0 + 1, self->height - 1) * self->width +
                      MIN (x0 + 1, self->width - 1) };
  float parts[4] = { (1 - u) * (1 - v), u * (1 - v), (1 - u) * v, u * v };
  float light = limner_colour_luma (form);
  float values[3] = { 0 };

  for (int c = 0; c < 3; c++)
    {
      for (int i = 0; i < 4; i++)
        values[c] += parts[i] * (self->slopes[c][places[i]] * light + self->levels[c][places[i]]);
      values[c] = CLAMP (values[c], 0.0f, 1.0f);
    }

  return (LimnerColour) { values[0], values[1], values[2] };
}

/**
 * limner_redraw_free:
 * @self: (transfer full): what was drawn by
 *
 * Frees it.
 */
void
limner_redraw_free (LimnerRedraw *self)
{
  for (int c = 0; c < 3; c++)
    {
      g_free (self->slopes[c]);
      g_free (self->levels[c]);
    }
  g_free (self);
}
