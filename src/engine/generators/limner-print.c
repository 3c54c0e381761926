/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include "limner-blur.h"
#include "limner-noise.h"
#include "limner-palette.h"
#include "limner-paper.h"
#include "limner-parallel.h"
#include "limner-random.h"

/* Cells of a pixel picture along its shorter side, and colours of the prints. */
#define CELLS          128
#define PIXEL_COLOURS  24
#define POSTER_COLOURS 9
#define LINO_COLOURS   6

/* Points that the colours are chosen from. */
#define N_SAMPLES      6000

typedef struct
{
  const LimnerScene *scene;
  LimnerPicture     *picture;
  float              unit;      /* a thousandth of the shorter side, in pixels */
  guint32            seed;
  float              part;
  LimnerLab          colours[PIXEL_COLOURS];
  int                n_colours;
  int                cell;      /* side of a cell, in pixels */
  float             *soft;      /* of a linocut: the light, smoothed a little */
  float             *softer;
} Print;

static void
choose_colours (Print *print)
{
  gsize n = (gsize) print->scene->width * print->scene->height;
  gsize step = MAX (n / N_SAMPLES, 1) | 1;
  g_autofree LimnerLab *samples = g_new (LimnerLab, n / step + 1);
  float shares[PIXEL_COLOURS];
  int n_samples = 0;

  for (gsize i = 0; i < n; i += step)
    samples[n_samples++] = limner_colour_to_lab (print->scene->colours[i]);
  limner_palette_choose (samples, n_samples, print->colours, shares, print->n_colours);
}

/* The mean colour of a square of the scene. */
static LimnerColour
mean_of (const LimnerScene *scene,
         int                left,
         int                top,
         int                side)
{
  LimnerColour sum = { 0, 0, 0 };
  float count = 0;

  for (int y = MAX (top, 0); y < MIN (top + side, scene->height); y++)
    for (int x = MAX (left, 0); x < MIN (left + side, scene->width); x++)
      {
        sum = limner_colour_add (sum, scene->colours[(gsize) y * scene->width + x], 1);
        count++;
      }

  return limner_colour_scale (sum, 1 / MAX (count, 1.0f));
}

static void
put (const Print  *print,
     int           x,
     int           y,
     LimnerColour  colour)
{
  guint8 *to = limner_picture_get_pixels (print->picture) + ((gsize) y * print->scene->width + x) *
               4;

  to[0] = (guint8) (CLAMP (colour.red, 0.0f, 1.0f) * 255 + 0.5f);
  to[1] = (guint8) (CLAMP (colour.green, 0.0f, 1.0f) * 255 + 0.5f);
  to[2] = (guint8) (CLAMP (colour.blue, 0.0f, 1.0f) * 255 + 0.5f);
  to[3] = 255;
}

/* One row of cells, dithered with Bayer's matrix so that few colours make soft skies. */
static void
pixel_row (int      row,
           gpointer data)
{
  static const float bayer[4][4] = {
    { 0, 8, 2, 10 }, { 12, 4, 14, 6 }, { 3, 11, 1, 9 }, { 15, 7, 13, 5 },
  };
  const Print *print = data;
  int columns = (print->scene->width + print->cell - 1) / print->cell;

  for (int column = 0; column < columns; column++)
    {
      LimnerLab lab = limner_colour_to_lab (mean_of (print->scene, column * print->cell,
                                                     row * print->cell,
                                                     print->cell));
      float shift = (bayer[row % 4][column % 4] - 7.5f) / 16;
      LimnerColour colour;
      float apart;
      int which;

      lab.lightness += shift * 0.055f;
      lab.b += shift * 0.02f;
      which = limner_palette_nearest (print->colours, print->n_colours, lab, &apart);
      colour = limner_colour_from_lab (print->colours[which]);
      for (int y = row * print->cell; y < MIN ((row + 1) * print->cell, print->scene->height); y++)
        for (int x = column * print->cell; x < MIN ((column + 1) * print->cell,
                                                    print->scene->width); x++)
          put (print, x, y, colour);
    }
}

static gboolean
is_margin (const Print *print,
           int          x,
           int          y,
           float        width)
{
  float edge = (float) MIN (MIN (x, print->scene->width - 1 - x),
                            MIN (y, print->scene->height - 1 - y));

  return edge < width * print->unit;
}

static void
poster_row (int      y,
            gpointer data)
{
  const Print *print = data;
  int side = MAX ((int) (7 * print->unit), 2);

  for (int x = 0; x < print->scene->width; x++)
    {
      LimnerLab lab = limner_colour_to_lab (mean_of (print->scene, x - side / 2, y - side / 2,
                                                     side));
      float apart;
      float apart_other = G_MAXFLOAT;
      int best = limner_palette_nearest (print->colours, print->n_colours, lab, &apart);
      int second = best;
      float blend;
      float grain = limner_noise_fractal (print->seed, (float) x / (1.6f * print->unit + 1),
                                          (float) y / (1.6f * print->unit + 1), 2);
      LimnerColour colour;

      for (int i = 0; i < print->n_colours; i++)
        {
          float here;

          limner_palette_nearest (print->colours + i, 1, lab, &here);
          if (i != best && here < apart_other)
            {
              apart_other = here;
              second = i;
            }
        }
      blend = 0.5f * limner_smoothstep (0.8f, 1.0f, sqrtf (apart / MAX (apart_other, 1e-9f)));
      colour = limner_colour_mix (limner_colour_from_lab (print->colours[best]),
                                  limner_colour_from_lab (print->colours[second]), blend);
      colour = limner_colour_scale (colour, 1 + 0.025f * grain);
      if (is_margin (print, x, y, 26))
        colour = limner_colour_scale (LIMNER_COLOUR (0xf5ecd9), 1 + 0.01f * grain);
      put (print, x, y, colour);
    }
}

/* The block that prints black: shadows stay whole, light parts are cut away, what lies between is
 * carved in lines that get wider with the light, and edges are kept as contours (the extended
 * difference of Gaussians of Winnemöller, Kyprianidis and Olsen 2012). Below it lies a print of
 * few flat colours. */
static float
linocut_ink (const Print *print,
             gsize        at,
             float        u,
             float        v)
{
  const float period = 11;
  float light = print->soft[at];
  float edge = 21 * print->soft[at] - 20 * print->softer[at];
  float contour = 1 - limner_smoothstep (-0.28f, 0.12f, edge - 0.06f);
  float wobble = limner_noise_fractal (print->seed, u / 90, v / 90, 2);
  float phase = (v + 16 * wobble + 0.1f * u) / period;
  float wave = 0.5f + 0.5f * cosf (phase * 2 * (float) G_PI);
  float dark = 1 - limner_smoothstep (0.16f, 0.62f, print->softer[at]);
  float lines = limner_smoothstep (-0.1f, 0.1f, dark * 1.25f - 0.12f - wave);

  if (light > 0.66f)
    lines = 0;

  return MAX (lines, contour);
}

static void
linocut_row (int      y,
             gpointer data)
{
  const Print *print = data;

  for (int x = 0; x < print->scene->width; x++)
    {
      gsize at = (gsize) y * print->scene->width + x;
      float u = (float) x / print->unit;
      float v = (float) y / print->unit;
      float grain = limner_noise_fractal (print->seed + 4, u / 2.2f, v / 2.2f, 2);
      float ink = linocut_ink (print, at, u, v) * limner_smoothstep (-0.8f, -0.4f, grain);
      LimnerLab lab = limner_colour_to_lab (mean_of (print->scene, x - print->cell / 2,
                                                     y - print->cell / 2, print->cell));
      float apart;
      int which = limner_palette_nearest (print->colours, print->n_colours, lab, &apart);
      LimnerLab flat = print->colours[which];
      LimnerColour sheet;

      flat.lightness = 0.42f + 0.54f * flat.lightness;
      sheet = limner_colour_from_lab (flat);
      if (is_margin (print, x, y, 30 + 1.2f * limner_noise_fractal (print->seed, u / 40, v / 40,
                                                                    2)))
        {
          ink = 0;
          sheet = LIMNER_COLOUR (0xf7f1e4);
        }
      sheet = limner_colour_scale (sheet, 1 + 0.02f * grain);
      put (print, x, y, limner_colour_mix (sheet, LIMNER_COLOUR (0x1b1a20), ink * print->part));
    }
}

/* Smooths the light of the scene twice; what the block is cut from. */
static void
soften (Print *print)
{
  gsize n = (gsize) print->scene->width * print->scene->height;
  g_autofree float *light = g_new (float, n);

  for (gsize i = 0; i < n; i++)
    light[i] = limner_colour_luma (print->scene->colours[i]);
  print->soft = limner_blur_smooth (light, print->scene->width, print->scene->height,
                                    MAX (2.2f * print->unit, 0.7f), print->scene->cancellable);
  print->softer = limner_blur_smooth (print->soft, print->scene->width, print->scene->height,
                                      MAX (3.4f * print->unit, 1.0f), print->scene->cancellable);
}

/**
 * limner_print_paint:
 * @scene: what to paint
 * @material: poster, pixels or linocut
 * @seed: decides the grain
 * @part: how far the picture has come, 0 to 1
 *
 * Makes a picture of few colours with hard edges.
 *
 * Returns: (transfer full): the picture
 */
LimnerPicture *
limner_print_paint (const LimnerScene *scene,
                    LimnerMaterial     material,
                    guint64            seed,
                    float              part)
{
  int side = MIN (scene->width, scene->height);
  Print print = {
    .scene = scene,
    .picture = limner_picture_new (scene->width, scene->height),
    .unit = (float) side / 1000.0f,
    .seed = (guint32) limner_random_mix (seed),
    .part = part,
    .n_colours = material == LIMNER_MATERIAL_POSTER ? POSTER_COLOURS : PIXEL_COLOURS,
    .cell = MAX (side / CELLS, 1),
  };

  print.n_colours = MAX ((int) ((float) print.n_colours * part), 2);
  if (material == LIMNER_MATERIAL_LINOCUT)
    {
      print.n_colours = MAX ((int) (LINO_COLOURS * part), 2);
      print.cell = MAX ((int) (8 * print.unit), 2);
      choose_colours (&print);
      soften (&print);
      limner_parallel_for (scene->height, linocut_row, &print, scene->cancellable);
      g_free (print.soft);
      g_free (print.softer);
      return print.picture;
    }

  choose_colours (&print);
  if (material == LIMNER_MATERIAL_POSTER)
    limner_parallel_for (scene->height, poster_row, &print, scene->cancellable);
  else
    limner_parallel_for ((scene->height + print.cell - 1) / print.cell, pixel_row, &print,
                         scene->cancellable);

  return print.picture;
}
