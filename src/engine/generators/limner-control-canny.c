/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-control.h"
#include "limner-control-gradient.h"
#include "limner-parallel.h"

/* Rows that are worked on together; only for these there are numbers finer than bytes. */
#define BAND 64

/* Pixels between two looks at the cancellable where work does not go by rows. */
#define PIXELS_PER_LOOK 16384

/* The edges that are drawn. */
typedef struct
{
  const LimnerPicture *picture;
  int                  width;
  int                  height;
  guint8              *marks;   /* 255 where an edge is, 1 where one may go on */
  float                low;
  float                high;
} Canny;

/* The lightness over white of a row of the picture, 0 to 255. */
static void
read_luma (const Canny *canny,
           int          y,
           float       *luma)
{
  const guint8 *pixel = limner_picture_read_row (canny->picture, CLAMP (y, 0, canny->height - 1));

  for (int x = 0; x < canny->width; x++, pixel += 4)
    {
      float light = 0.299f * pixel[0] + 0.587f * pixel[1] + 0.114f * pixel[2];

      luma[x] = 255 + (light - 255) * (pixel[3] / 255.0f);
    }
}

/* Marks a row. The rows of the band are counted from two above it on for light, and from one above
 * it on for strengths. */
static void
mark_row (const Canny *canny,
          const float *luma,
          const float *strengths,
          int          index,
          guint8      *marks)
{
  int width = canny->width;
  const float *light[3];
  const float *strong[3];

  for (int i = 0; i < 3; i++)
    {
      light[i] = luma + (gsize) (index + i + 1) * width;
      strong[i] = strengths + (gsize) (index + i) * width;
    }
  for (int x = 0; x < width; x++)
    {
      float dx;
      float dy;
      float strength;

      limner_control_gradient (light, width, x, &dx, &dy);
      strength = limner_control_crest (strong, width, x, dx, dy);
      marks[x] = strength > canny->high ? 255 : strength > canny->low ? 1 : 0;
    }
}

static void
mark_band (int      band,
           gpointer data)
{
  const Canny *canny = data;
  int width = canny->width;
  int top = band * BAND;
  int n_rows = MIN (BAND, canny->height - top);
  g_autofree float *luma = g_new (float, (gsize) (n_rows + 4) * width);
  g_autofree float *strengths = g_new (float, (gsize) (n_rows + 2) * width);

  for (int i = 0; i < n_rows + 4; i++)
    read_luma (canny, top + i - 2, luma + (gsize) i * width);
  for (int i = 0; i < n_rows + 2; i++)
    {
      /* Beyond the picture the strengths of its first and last rows count. */
      int at = CLAMP (top + i - 1, 0, canny->height - 1) - top + 1;
      const float *rows[3];

      limner_control_rows (luma, width, n_rows + 4, at + 1, rows);
      for (int x = 0; x < width; x++)
        {
          float dx;
          float dy;

          limner_control_gradient (rows, width, x, &dx, &dy);
          strengths[(gsize) i * width + x] = fabsf (dx) + fabsf (dy);
        }
    }
  for (int i = 0; i < n_rows; i++)
    mark_row (canny, luma, strengths, i, canny->marks + (gsize) (top + i) * width);
}

/* Makes strong what hangs together with the pixels on the stack, and empties it. */
static void
follow_from (const Canny  *canny,
             GArray       *stack,
             GCancellable *cancellable)
{
  for (guint n = 1; stack->len > 0; n++)
    {
      guint at = g_array_index (stack, guint, stack->len - 1);
      int x = (int) (at % canny->width);
      int y = (int) (at / canny->width);

      if (n % PIXELS_PER_LOOK == 0 && g_cancellable_is_cancelled (cancellable))
        return;
      g_array_set_size (stack, stack->len - 1);
      for (int j = MAX (y - 1, 0); j <= MIN (y + 1, canny->height - 1); j++)
        for (int i = MAX (x - 1, 0); i <= MIN (x + 1, canny->width - 1); i++)
          {
            guint next = (guint) (j * canny->width + i);

            if (canny->marks[next] != 1)
              continue;
            canny->marks[next] = 255;
            g_array_append_val (stack, next);
          }
    }
}

/* Keeps what hangs together with something strong. A row at a time, so that few pixels wait. */
static void
follow_edges (const Canny  *canny,
              GCancellable *cancellable)
{
  g_autoptr(GArray) stack = g_array_new (FALSE, FALSE, sizeof (guint));

  for (int y = 0; y < canny->height && !g_cancellable_is_cancelled (cancellable); y++)
    {
      for (int x = 0; x < canny->width; x++)
        {
          guint at = (guint) (y * canny->width + x);

          if (canny->marks[at] == 255)
            g_array_append_val (stack, at);
        }
      follow_from (canny, stack, cancellable);
    }
}

static void
clear_weak_row (int      y,
                gpointer data)
{
  const Canny *canny = data;
  guint8 *marks = canny->marks + (gsize) y * canny->width;

  for (int x = 0; x < canny->width; x++)
    marks[x] = marks[x] == 255 ? 255 : 0;
}

/**
 * limner_control_canny:
 * @picture: a picture
 * @options: its thresholds are those that ControlNet's users know
 * @cancellable: (nullable): ends it early
 *
 * Draws edges of one pixel, white on black (Canny, 1986).
 *
 * Returns: (transfer full): the edges
 */
LimnerPlane *
limner_control_canny (const LimnerPicture        *picture,
                      const LimnerControlOptions *options,
                      GCancellable               *cancellable)
{
  int width = limner_picture_get_width (picture);
  int height = limner_picture_get_height (picture);
  LimnerPlane *plane = limner_plane_new (width, height);
  Canny canny = {
    picture, width, height, limner_plane_get_pixels (plane),
    (float) MIN (options->low, options->high), (float) MAX (options->low, options->high),
  };

  if (!limner_parallel_for ((height + BAND - 1) / BAND, mark_band, &canny, cancellable))
    return plane;

  follow_edges (&canny, cancellable);
  limner_parallel_for (height, clear_weak_row, &canny, cancellable);

  return plane;
}
