/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include "limner-blur.h"
#include "limner-colour.h"
#include "limner-control.h"
#include "limner-control-size.h"
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

/* The sizes are those of the picture that is worked on, which may be a reduced one. */
typedef struct
{
  const LimnerPicture *picture;
  LimnerPicture       *answer;
  LimnerControlSize    size;      /* that is worked at */
  int                  width;     /* the same */
  int                  height;
  int                  step;      /* from one centre to the next, in pixels */
  int                  columns;
  int                  rows;
  LimnerLab           *labs;
  guint               *labels;
  Centre              *centres;
  guint               *parents;   /* of pieces that were merged */
  const Centre        *pieces;    /* the centres before that */
  GCancellable        *cancellable;   /* (nullable) */
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

static inline float
centre_distance (const Slic   *slic,
                 const Centre *centre,
                 LimnerLab     lab,
                 float         x,
                 float         y)
{
  float dx = (x - centre->x) / (float) slic->step;
  float dy = (y - centre->y) / (float) slic->step;

  return lab_distance (lab, centre->lab) + COMPACTNESS * sqrtf (dx * dx + dy * dy);
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
            float apart = centre_distance (slic, &slic->centres[label], slic->labs[at],
                                           (float) x, (float) y);

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
           guint  a,
           guint  b,
           float  likeness)
{
  guint *parents = slic->parents;
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
              float  likeness)
{
  int n = slic->columns * slic->rows;

  for (int i = 0; i < n; i++)
    slic->parents[i] = (guint) i;
  /* First what is most alike, so that the order of the pixels matters little. */
  for (int pass = 1; pass <= 3; pass++)
    for (int y = 0; y < slic->height && !g_cancellable_is_cancelled (slic->cancellable); y++)
      for (int x = 0; x < slic->width; x++)
        {
          gsize at = (gsize) y * slic->width + x;
          float limit = likeness * (float) pass / 3;

          if (x > 0 && slic->labels[at] != slic->labels[at - 1])
            try_merge (slic, slic->labels[at], slic->labels[at - 1], limit);
          if (y > 0 && slic->labels[at] != slic->labels[at - slic->width])
            try_merge (slic, slic->labels[at], slic->labels[at - slic->width], limit);
        }
  /* From here on each piece points to the one that stands for it. */
  for (int i = 0; i < n; i++)
    slic->parents[i] = find_root (slic->parents, (guint) i);
}

static float *
lab_part (LimnerLab *lab,
          int        part)
{
  return part == 0 ? &lab->lightness : part == 1 ? &lab->a : &lab->b;
}

/* Takes the grain out of the colours, else texture falls into crumbs. */
static void
calm_colours (Slic *slic)
{
  gsize n = (gsize) slic->width * slic->height;
  g_autofree float *part = g_new0 (float, n);

  for (int c = 0; c < 3 && !g_cancellable_is_cancelled (slic->cancellable); c++)
    {
      g_autofree float *calm = NULL;

      for (gsize i = 0; i < n; i++)
        part[i] = *lab_part (&slic->labs[i], c);
      calm = limner_blur_smooth (part, slic->width, slic->height, (float) MAX (slic->step / 7, 1),
                                 slic->cancellable);
      for (gsize i = 0; i < n; i++)
        *lab_part (&slic->labs[i], c) = calm[i];
    }
}

/* The mean colours of a row of squares of the picture. */
static void
read_row (int      y,
          gpointer data)
{
  const Slic *slic = data;
  int scale = slic->size.scale;
  int width = limner_picture_get_width (slic->picture);
  int bottom = MIN ((y + 1) * scale, limner_picture_get_height (slic->picture));

  for (int x = 0; x < slic->width; x++)
    {
      int right = MIN ((x + 1) * scale, width);
      guint sums[3] = { 0 };
      float count = 255.0f * (float) ((right - x * scale) * (bottom - y * scale));

      for (int v = y * scale; v < bottom; v++)
        {
          const guint8 *row = limner_picture_read_row (slic->picture, v);

          for (int u = x * scale; u < right; u++)
            for (int c = 0; c < 3; c++)
              sums[c] += row[(gsize) u * 4 + c];
        }
      slic->labs[(gsize) y * slic->width + x] =
        limner_colour_to_lab ((LimnerColour) { (float) sums[0] / count, (float) sums[1] / count,
                                               (float) sums[2] / count });
    }
}

static gboolean
begin_slic (Slic *slic)
{
  if (!limner_parallel_for (slic->height, read_row, slic, slic->cancellable))
    return FALSE;

  calm_colours (slic);
  for (int j = 0; j < slic->rows; j++)
    for (int i = 0; i < slic->columns; i++)
      {
        int x = MIN (i * slic->step + slic->step / 2, slic->width - 1);
        int y = MIN (j * slic->step + slic->step / 2, slic->height - 1);

        slic->centres[j * slic->columns + i] =
          (Centre) { slic->labs[(gsize) y * slic->width + x], (float) x, (float) y, 1 };
      }

  return TRUE;
}

/* Which of the pieces of four pixels, [0] to the left above, [3] to the right below, a place
 * between them belongs to. */
static guint
pick_piece (const Slic  *slic,
            const gsize  corners[4],
            float        x,
            float        y)
{
  float u = x - floorf (x);
  float v = y - floorf (y);
  const float parts[4] = { (1 - u) * (1 - v), u * (1 - v), (1 - u) * v, u * v };
  LimnerLab lab = { 0 };
  guint best_label = 0;
  float best = G_MAXFLOAT;

  for (int i = 0; i < 4; i++)
    {
      lab.lightness += parts[i] * slic->labs[corners[i]].lightness;
      lab.a += parts[i] * slic->labs[corners[i]].a;
      lab.b += parts[i] * slic->labs[corners[i]].b;
    }
  for (int i = 0; i < 4; i++)
    {
      guint label = slic->labels[corners[i]];
      float apart = centre_distance (slic, &slic->pieces[label], lab, x, y);

      if (apart < best)
        {
          best = apart;
          best_label = label;
        }
    }

  return slic->parents[best_label];
}

/* Draws a row of the answer: what lies between pixels of one piece belongs to it. */
static void
draw_row (int      y,
          gpointer data)
{
  const Slic *slic = data;
  guint8 *to = limner_picture_get_pixels (slic->answer) +
               (gsize) y * limner_picture_get_stride (slic->answer);
  int y0;
  int y1;
  float v = limner_control_size_find (&slic->size, y, slic->height, &y0, &y1);

  for (int x = 0; x < limner_picture_get_width (slic->answer); x++, to += 4)
    {
      int x0;
      int x1;
      float u = limner_control_size_find (&slic->size, x, slic->width, &x0, &x1);
      const gsize corners[4] = {
        (gsize) y0 * slic->width + x0, (gsize) y0 * slic->width + x1,
        (gsize) y1 * slic->width + x0, (gsize) y1 * slic->width + x1,
      };
      guint piece = slic->parents[slic->labels[corners[0]]];
      guint64 bits;

      for (int i = 1; i < 4; i++)
        if (slic->parents[slic->labels[corners[i]]] != piece)
          {
            piece = pick_piece (slic, corners, (float) x0 + u, (float) y0 + v);
            break;
          }
      bits = limner_random_mix (piece + 77);
      to[0] = (guint8) (32 + bits % 224);
      to[1] = (guint8) (32 + (bits >> 16) % 224);
      to[2] = (guint8) (32 + (bits >> 32) % 224);
      to[3] = 255;
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
  LimnerControlSize size = limner_control_size_new (picture, options->max_pixels);
  int width = size.width;
  int height = size.height;
  int step = MAX ((int) ((float) MIN (width, height) / (16 + 28 * options->detail)), 2);
  Slic slic = { .picture = picture, .answer = limner_picture_new (size.full_width,
                                                                            size.full_height),
                .size = size, .width = width, .height = height, .step = step,
                .columns = MAX (width / step, 1), .rows = MAX (height / step, 1),
                .cancellable = cancellable };
  gsize n_pieces = (gsize) slic.columns * slic.rows;
  g_autofree LimnerLab *labs = slic.labs = g_new (LimnerLab, (gsize) width * height);
  g_autofree guint *labels = slic.labels = g_new0 (guint, (gsize) width * height);
  g_autofree Centre *centres = slic.centres = g_new0 (Centre, n_pieces);
  g_autofree guint *parents = slic.parents = g_new0 (guint, n_pieces);
  g_autofree Centre *pieces = NULL;

  if (!begin_slic (&slic))
    return slic.answer;
  for (int round = 0; round < N_ROUNDS; round++)
    {
      if (!limner_parallel_for (height, label_row, &slic, cancellable))
        return slic.answer;
      move_centres (&slic);
    }
  slic.pieces = pieces = g_memdup2 (centres, n_pieces * sizeof *centres);
  merge_pieces (&slic, LIKENESS * (1.6f - options->detail));
  limner_parallel_for (size.full_height, draw_row, &slic, cancellable);

  return slic.answer;
}
