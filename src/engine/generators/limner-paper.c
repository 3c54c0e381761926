/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include "limner-blur.h"
#include "limner-brush.h"
#include "limner-noise.h"
#include "limner-paper.h"
#include "limner-parallel.h"
#include "limner-random.h"

/* What lies on the paper: washes of colour, how light they are, and the same out of focus twice,
 * from which edges are found. */
typedef struct
{
  int                width;
  int                height;
  float              unit;       /* a thousandth of the shorter side, in pixels */
  const LimnerScene *scene;
  LimnerPicture     *wash;
  float             *light;
  float             *near;
  float             *far;
  guint32            seed;
  float              part;
  LimnerPicture     *picture;
} Paper;

static float
border_of (const Paper *paper,
           int          x,
           int          y)
{
  float edge = (float) MIN (MIN (x, paper->width - 1 - x), MIN (y, paper->height - 1 - y));
  float wobble = limner_noise_fractal (paper->seed + 21, (float) x / (26 * paper->unit),
                                       (float) y / (26 * paper->unit), 4);

  return limner_smoothstep (20, 27, edge / paper->unit + wobble * 9);
}

static LimnerColour
read_wash (const Paper *paper,
           float        x,
           float        y)
{
  int column = CLAMP ((int) x, 0, paper->width - 1);
  int row = CLAMP ((int) y, 0, paper->height - 1);
  const guint8 *pixel = limner_picture_read_row (paper->wash, row) + (gsize) column * 4;

  return (LimnerColour) { pixel[0] / 255.0f, pixel[1] / 255.0f, pixel[2] / 255.0f };
}

static void
put (const Paper  *paper,
     int           x,
     int           y,
     LimnerColour  colour)
{
  guint8 *to = limner_picture_get_pixels (paper->picture) +
               ((gsize) y * paper->width + x) * 4;

  to[0] = (guint8) (CLAMP (colour.red, 0.0f, 1.0f) * 255 + 0.5f);
  to[1] = (guint8) (CLAMP (colour.green, 0.0f, 1.0f) * 255 + 0.5f);
  to[2] = (guint8) (CLAMP (colour.blue, 0.0f, 1.0f) * 255 + 0.5f);
  to[3] = 255;
}

/* The paper's hills: pigment settles in its valleys. */
static float
tooth (const Paper *paper,
       int          x,
       int          y)
{
  float scale = 1 / MAX (2.3f * paper->unit, 1.6f);

  return limner_noise_fractal (paper->seed + 5, (float) x * scale, (float) y * scale, 2);
}

/* Watercolour: what is seen is white paper behind pigment. The pigment is thicker at the edges of
 * a wash, where it dries last, uneven within it, and grainy in the paper's valleys (after Bousseau
 * et al., 2006). */
static void
watercolour_row (int      y,
                 gpointer data)
{
  const Paper *paper = data;
  float unit = paper->unit;

  for (int x = 0; x < paper->width; x++)
    {
      gsize at = (gsize) y * paper->width + x;
      float u = (float) x / unit;
      float v = (float) y / unit;
      float wobble_x = limner_noise_fractal (paper->seed, u / 13, v / 13, 2);
      float wobble_y = limner_noise_fractal (paper->seed + 9, u / 13, v / 13, 2);
      float flow = limner_noise_fractal (paper->seed + 3, u / 150, v / 150, 4);
      float grain = tooth (paper, x, y);
      LimnerColour colour = read_wash (paper, (float) x + wobble_x * 3.5f * unit,
                                       (float) y + wobble_y * 3.5f * unit);
      float edge = MAX (paper->far[at] - paper->near[at], 0.0f);
      float amount = (1 + 0.55f * flow) * (1 + 0.22f * grain) + MIN (edge * 5, 0.9f);
      float parts[3] = { colour.red, colour.green, colour.blue };
      LimnerColour sheet = { 0.985f, 0.97f, 0.94f };
      float white[3] = { sheet.red, sheet.green, sheet.blue };
      float dry = border_of (paper, x, y);

      /* Highlights stay bare paper. */
      amount *= 1 - 0.75f * limner_smoothstep (0.8f, 0.97f, paper->near[at]);
      amount *= paper->part * dry;
      for (int c = 0; c < 3; c++)
        {
          float density = -logf (CLAMP (parts[c] * 1.03f, 0.03f, 1.0f));

          parts[c] = white[c] * expf (-density * amount) * (1 + 0.018f * grain);
        }
      put (paper, x, y, (LimnerColour) { parts[0], parts[1], parts[2] });
    }
}

/* How much of a drawn line is at a pixel: where it is darker than its surroundings. */
static float
line_at (const Paper *paper,
         gsize        at,
         float        sensitivity)
{
  float dip = paper->far[at] - paper->near[at];

  return limner_smoothstep (0.012f, 0.05f, dip * sensitivity);
}

static void
ink_row (int      y,
         gpointer data)
{
  const Paper *paper = data;
  float unit = paper->unit;

  for (int x = 0; x < paper->width; x++)
    {
      gsize at = (gsize) y * paper->width + x;
      float u = (float) x / unit;
      float v = (float) y / unit;
      float flow = limner_noise_fractal (paper->seed + 3, u / 110, v / 110, 4);
      float grain = tooth (paper, x, y);
      float dark = 1 - paper->light[at] + 0.06f * flow;
      float wash = 0;
      float line = line_at (paper, at, 1.3f);
      LimnerColour colour = read_wash (paper, (float) x, (float) y);
      LimnerLab lab = limner_colour_to_lab (colour);
      LimnerColour sheet = { 0.965f, 0.945f, 0.9f };
      LimnerColour ink = { 0.1f, 0.105f, 0.13f };
      LimnerColour tint;

      /* Four washes, each with a soft step to the next. */
      for (int i = 0; i < 4; i++)
        wash += 0.2f * limner_smoothstep (0.0f, 0.07f, dark - 0.22f - 0.17f * (float) i);
      wash = CLAMP (wash * (1 + 0.4f * flow + 0.18f * grain), 0.0f, 0.92f);
      line *= 0.7f + 0.5f * limner_noise_fractal (paper->seed + 8, u / 40, v / 40, 2) + 0.2f;
      tint = limner_colour_from_lab ((LimnerLab) { lab.lightness, lab.a * 0.5f, lab.b * 0.5f });
      sheet = limner_colour_scale (sheet, 1 + 0.015f * grain);
      colour = limner_colour_mix (sheet, limner_colour_multiply (sheet, tint), 0.3f * wash + 0.12f);
      colour = limner_colour_mix (colour, ink, CLAMP (MAX (wash, line), 0.0f, 1.0f) * paper->part *
                                               border_of (paper, x, y));
      put (paper, x, y, colour);
    }
}

static float
hatch (const Paper *paper,
       float        x,
       float        y,
       float        angle,
       guint32      which)
{
  float along = x * cosf (angle) + y * sinf (angle);
  float across = y * cosf (angle) - x * sinf (angle);
  float line = limner_noise_gradient (paper->seed + which, across / 2.4f, along / 46);

  return 0.5f + 0.9f * line;
}

static void
pencil_row (int      y,
            gpointer data)
{
  const Paper *paper = data;
  float unit = paper->unit;

  for (int x = 0; x < paper->width; x++)
    {
      gsize at = (gsize) y * paper->width + x;
      float u = (float) x / unit;
      float v = (float) y / unit;
      float dark = 1 - paper->light[at];
      float form = paper->scene->angles[at] * ((float) G_PI / 256);
      float first = hatch (paper, u, v, -0.8f, 31);
      float second = hatch (paper, u, v, 0.7f, 32);
      float third = hatch (paper, u, v, form, 33);
      float grain = 0.62f + 0.75f * tooth (paper, x, y);
      float graphite = 0.55f * limner_smoothstep (first * 0.55f, first * 0.55f + 0.28f,
                                                  dark - 0.08f) +
                       0.5f * limner_smoothstep (second * 0.5f, second * 0.5f + 0.3f,
                                                 dark - 0.34f) +
                       0.5f * limner_smoothstep (third * 0.45f, third * 0.45f + 0.3f, dark - 0.5f);
      float line = line_at (paper, at, 1.6f) * 0.85f;
      LimnerColour sheet = { 0.975f, 0.965f, 0.94f };

      graphite = CLAMP (graphite * grain + line * (0.6f + 0.5f * grain), 0.0f,
                        0.93f) * paper->part *
                 border_of (paper, x, y);
      put (paper, x, y,
           limner_colour_mix (sheet, (LimnerColour) { 0.17f, 0.17f, 0.19f }, graphite));
    }
}

/* The washes below: broad soft strokes, without any relief. */
static LimnerPicture *
lay_washes (const LimnerScene *scene,
            LimnerMaterial     material,
            guint64            seed)
{
  LimnerBrush brush = {
    .largest = 0.06f, .smallest = material == LIMNER_MATERIAL_WATERCOLOUR ? 0.0065f : 0.004f,
    .n_layers = 5, .length = 2.2f, .spacing = 0.6f, .bristle = 0.12f, .stray = 0.014f,
    .sloppy = 0.4f, .tolerance = 0.045f, .ground = { 1, 0.98f, 0.95f },
  };
  g_autoptr(LimnerPainting) painting = limner_painting_new (scene, &brush, seed);

  for (int layer = 0; layer < brush.n_layers; layer++)
    if (!limner_painting_add_layer (painting, layer))
      break;

  return limner_painting_to_picture (painting);
}

/**
 * limner_paper_paint:
 * @scene: what to paint
 * @material: watercolour, ink or pencil
 * @seed: decides how the washes flow
 * @part: how far the picture has come, 0 to 1
 *
 * Paints or draws on white paper.
 *
 * Returns: (transfer full): the picture
 */
LimnerPicture *
limner_paper_paint (const LimnerScene *scene,
                    LimnerMaterial     material,
                    guint64            seed,
                    float              part)
{
  LimnerParallelFunc row = material == LIMNER_MATERIAL_INK ? ink_row
                           : material == LIMNER_MATERIAL_PENCIL ? pencil_row : watercolour_row;
  g_autoptr(LimnerPicture) wash = lay_washes (scene, material, seed);
  gsize n = (gsize) scene->width * scene->height;
  g_autofree float *light = g_new (float, n);
  g_autofree float *near = NULL;
  g_autofree float *far = NULL;
  Paper paper = {
    .width = scene->width,
    .height = scene->height,
    .unit = (float) MIN (scene->width, scene->height) / 1000.0f,
    .scene = scene,
    .wash = wash,
    .light = light,
    .seed = (guint32) limner_random_mix (seed),
    .part = part,
    .picture = limner_picture_new (scene->width, scene->height),
  };

  for (gsize i = 0; i < n; i++)
    {
      const guint8 *pixel = limner_picture_read_row (wash, 0) + i * 4;

      light[i] = (0.2126f * pixel[0] + 0.7152f * pixel[1] + 0.0722f * pixel[2]) / 255.0f;
    }
  paper.near = near = limner_blur_box (light, scene->width, scene->height,
                                       MAX ((int) (paper.unit + 0.5f), 1), scene->cancellable);
  paper.far = far = limner_blur_box (near, scene->width, scene->height,
                                     MAX ((int) (4.5f * paper.unit), 2), scene->cancellable);
  limner_parallel_for (scene->height, row, &paper, scene->cancellable);

  return paper.picture;
}
