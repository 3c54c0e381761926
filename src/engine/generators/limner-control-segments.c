/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include "limner-blur.h"
#include "limner-colour.h"
#include "limner-control.h"
#include "limner-parallel.h"
#include "limner-random.h"

/* Rounds of SLIC, how much nearness counts beside colour, and how alike pieces are merged. */
#define N_ROUNDS    6
#define COMPACTNESS 0.12f
#define LIKENESS    0.055f

typedef struct
{
  LimnerLab lab;
  float     x;
  float     y;
  float     count;
} Centre;

typedef struct
{
  int        width;
  int        height;
  int        step;        /* from one centre to the next, in pixels */
  int        columns;
  int        rows;
  LimnerLab *labs;
  guint     *labels;
  Centre    *centres;
  GCancellable *cancellable;   /* (nullable) */
} Slic;

static float
lab_distance (LimnerLab a,
              LimnerLab b)
{
  float dl = a.lightness - b.lightness;
  float da = a.a - b.a;
  float db = a.b - b.b;

  return sqrtf (dl * dl + 2 * (da * da + db * db));
}

/* Gives each pixel of a row to the nearest of the nine centres round it. */
static void
label_row (int      y,
           gpointer data)
{
  const Slic *slic = data;

  for (int x = 0; x < slic->width; x++)
    {
      gsize at = (gsize) y * slic->width + x;
      int column = MIN (x / slic->step, slic->columns - 1);
      int row = MIN (y / slic->step, slic->rows - 1);
      float best = G_MAXFLOAT;

      for (int j = MAX (row - 1, 0); j <= MIN (row + 1, slic->rows - 1); j++)
        for (int i = MAX (column - 1, 0); i <= MIN (column + 1, slic->columns - 1); i++)
          {
            guint label = (guint) (j * slic->columns + i);
            const Centre *centre = &slic->centres[label];
            float dx = ((float) x - centre->x) / (float) slic->step;
            float dy = ((float) y - centre->y) / (float) slic->step;
            float apart = lab_distance (slic->labs[at], centre->lab) +
                          COMPACTNESS * sqrtf (dx * dx + dy * dy);

            if (apart < best)
              {
                best = apart;
                slic->labels[at] = label;
              }
          }
    }
}

static void
move_centres (Slic *slic)
{
  int n = slic->columns * slic->rows;
  g_autofree Centre *sums = g_new0 (Centre, n);

  for (int y = 0; y < slic->height && !g_cancellable_is_cancelled (slic->cancellable); y++)
    for (int x = 0; x < slic->width; x++)
      {
        gsize at = (gsize) y * slic->width + x;
        Centre *sum = &sums[slic->labels[at]];

        sum->lab.lightness += slic->labs[at].lightness;
        sum->lab.a += slic->labs[at].a;
        sum->lab.b += slic->labs[at].b;
        sum->x += (float) x;
        sum->y += (float) y;
        sum->count++;
      }
  for (int i = 0; i < n; i++)
    if (sums[i].count > 0)
      slic->centres[i] = (Centre) {
        { sums[i].lab.lightness / sums[i].count, sums[i].lab.a / sums[i].count,
          sums[i].lab.b / sums[i].count },
        sums[i].x / sums[i].count, sums[i].y / sums[i].count, sums[i].count,
      };
}

static guint
find_root (guint *parents,
           guint  label)
{
  while (parents[label] != label)
    {
      parents[label] = parents[parents[label]];
      label = parents[label];
    }

  return label;
}

/* Joins two neighbouring pieces if their mean colours are alike. */
static void
try_merge (Slic  *slic,
           guint *parents,
           guint  a,
           guint  b,
           float  likeness)
{
  Centre *first;
  Centre *second;
  float total;

  a = find_root (parents, a);
  b = find_root (parents, b);
  if (a == b)
    return;
  first = &slic->centres[MIN (a, b)];
  second = &slic->centres[MAX (a, b)];
  total = first->count + second->count;
  if (total <= 0 || lab_distance (first->lab, second->lab) > likeness)
    return;

  first->lab.lightness += (second->lab.lightness - first->lab.lightness) * second->count / total;
  first->lab.a += (second->lab.a - first->lab.a) * second->count / total;
  first->lab.b += (second->lab.b - first->lab.b) * second->count / total;
  first->count = total;
  parents[MAX (a, b)] = MIN (a, b);
}

static void
merge_pieces (Slic  *slic,
              guint *parents,
              float  likeness)
{
  int n = slic->columns * slic->rows;

  for (int i = 0; i < n; i++)
    parents[i] = (guint) i;
  /* First what is most alike, so that the order of the pixels matters little. */
  for (int pass = 1; pass <= 3; pass++)
    for (int y = 0; y < slic->height && !g_cancellable_is_cancelled (slic->cancellable); y++)
      for (int x = 0; x < slic->width; x++)
        {
          gsize at = (gsize) y * slic->width + x;
          float limit = likeness * (float) pass / 3;

          if (x > 0 && slic->labels[at] != slic->labels[at - 1])
            try_merge (slic, parents, slic->labels[at], slic->labels[at - 1], limit);
          if (y > 0 && slic->labels[at] != slic->labels[at - slic->width])
            try_merge (slic, parents, slic->labels[at], slic->labels[at - slic->width], limit);
        }
}

/* Takes the grain out of the colours, else texture falls into crumbs. */
static void
calm_colours (Slic *slic)
{
  gsize n = (gsize) slic->width * slic->height;
  g_autofree float *part = g_new (float, n);

  for (int c = 0; c < 3; c++)
    {
      g_autofree float *calm = NULL;

      for (gsize i = 0; i < n; i++)
        part[i] = c == 0 ? slic->labs[i].lightness : c == 1 ? slic->labs[i].a : slic->labs[i].b;
      calm = limner_blur_smooth (part, slic->width, slic->height, (float) MAX (slic->step / 7, 1),
                                 slic->cancellable);
      for (gsize i = 0; i < n; i++)
        {
          LimnerLab *lab = &slic->labs[i];

          *(c == 0 ? &lab->lightness : c == 1 ? &lab->a : &lab->b) = calm[i];
        }
    }
}

static void
begin_slic (Slic                *slic,
            const LimnerPicture *picture)
{
  gsize n = (gsize) slic->width * slic->height;

  for (gsize i = 0; i < n; i++)
    {
      const guint8 *pixel = limner_picture_read_row (picture, 0) + i * 4;

      if (i % (1 << 16) == 0 && g_cancellable_is_cancelled (slic->cancellable))
        return;
      slic->labs[i] = limner_colour_to_lab ((LimnerColour) { pixel[0] / 255.0f, pixel[1] / 255.0f,
                                                             pixel[2] / 255.0f });
    }
  calm_colours (slic);
  for (int j = 0; j < slic->rows; j++)
    for (int i = 0; i < slic->columns; i++)
      {
        int x = MIN (i * slic->step + slic->step / 2, slic->width - 1);
        int y = MIN (j * slic->step + slic->step / 2, slic->height - 1);

        slic->centres[j * slic->columns + i] =
          (Centre) { slic->labs[(gsize) y * slic->width + x], (float) x, (float) y, 1 };
      }
}

/**
 * limner_control_segments:
 * @picture: a picture
 * @options: how much detail
 * @cancellable: (nullable): ends it early
 *
 * Draws areas that belong together in colours that have nothing to do with those of the picture:
 * superpixels (SLIC, Achanta et al., 2012), joined where they are alike.
 *
 * Returns: (transfer full): the areas
 */
LimnerPicture *
limner_control_segments (const LimnerPicture        *picture,
                         const LimnerControlOptions *options,
                         GCancellable               *cancellable)
{
  int width = limner_picture_get_width (picture);
  int height = limner_picture_get_height (picture);
  gsize n = (gsize) width * height;
  int step = MAX ((int) ((float) MIN (width, height) / (16 + 28 * options->detail)), 2);
  Slic slic = { .width = width, .height = height, .step = step, .cancellable = cancellable,
                .columns = MAX (width / step, 1), .rows = MAX (height / step, 1) };
  g_autofree LimnerLab *labs = slic.labs = g_new (LimnerLab, n);
  g_autofree guint *labels = slic.labels = g_new0 (guint, n);
  g_autofree Centre *centres = slic.centres = g_new0 (Centre, (gsize) slic.columns * slic.rows);
  g_autofree guint *parents = g_new0 (guint, (gsize) slic.columns * slic.rows);
  LimnerPicture *segments = limner_picture_new (width, height);
  guint8 *to = limner_picture_get_pixels (segments);

  begin_slic (&slic, picture);
  for (int round = 0; round < N_ROUNDS; round++)
    {
      if (!limner_parallel_for (height, label_row, &slic, cancellable))
        return segments;
      move_centres (&slic);
    }
  merge_pieces (&slic, parents, LIKENESS * (1.6f - options->detail));

  for (gsize i = 0; i < n && !g_cancellable_is_cancelled (cancellable); i++, to += 4)
    {
      guint64 bits = limner_random_mix (find_root (parents, labels[i]) + 77);

      to[0] = (guint8) (32 + bits % 224);
      to[1] = (guint8) (32 + (bits >> 16) % 224);
      to[2] = (guint8) (32 + (bits >> 32) % 224);
      to[3] = 255;
    }

  return segments;
}
