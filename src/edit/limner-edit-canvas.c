/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "limner-edit-canvas.h"

static void
draw_out_edges (LimnerPicture    *picture,
                const LimnerRect *known)
{
  int width = limner_picture_get_width (picture);
  int height = limner_picture_get_height (picture);
  guint32 *pixels = (guint32 *) (gpointer) limner_picture_get_pixels (picture);

  for (int y = 0; y < height; y++)
    {
      int from = CLAMP (y, known->y, known->y + known->height - 1);
      guint32 *row = pixels + (gsize) y * width;
      const guint32 *source = pixels + (gsize) from * width;

      if (y != from)
        memcpy (row + known->x, source + known->x, (gsize) known->width * 4);
      for (int x = 0; x < known->x; x++)
        row[x] = source[known->x];
      for (int x = known->x + known->width; x < width; x++)
        row[x] = source[known->x + known->width - 1];
    }
}

/* One coarser level of sums: colour and weight, each cell of a level the mean of four below. */
typedef struct
{
  float *cells;    /* four floats a cell: colour times weight, weight */
  int    width;
  int    height;
} Sums;

static Sums
first_sums (const LimnerPicture *picture,
            const LimnerRect    *known)
{
  int width = limner_picture_get_width (picture);
  Sums sums = { .width = (width + 1) / 2,
                .height = (limner_picture_get_height (picture) + 1) / 2 };

  sums.cells = g_new0 (float, (gsize) sums.width * sums.height * 4);
  for (int y = known->y; y < known->y + known->height; y++)
    {
      const guint8 *row = limner_picture_read_row (picture, y);

      for (int x = known->x; x < known->x + known->width; x++)
        {
          float *cell = sums.cells + ((gsize) (y / 2) * sums.width + x / 2) * 4;

          for (int c = 0; c < 3; c++)
            cell[c] += row[4 * x + c];
          cell[3] += 1.0f;
        }
    }
  return sums;
}

static Sums
next_sums (const Sums *below)
{
  Sums sums = { .width = (below->width + 1) / 2, .height = (below->height + 1) / 2 };

  sums.cells = g_new0 (float, (gsize) sums.width * sums.height * 4);
  for (int y = 0; y < below->height; y++)
    {
      for (int x = 0; x < below->width; x++)
        {
          const float *from = below->cells + ((gsize) y * below->width + x) * 4;
          float *cell = sums.cells + ((gsize) (y / 2) * sums.width + x / 2) * 4;
          float weight = from[3] > 0.0f ? 1.0f / from[3] : 0.0f;

          for (int c = 0; c < 3; c++)
            cell[c] += from[c] * weight;
          cell[3] += from[3] > 0.0f ? 1.0f : 0.0f;
        }
    }
  return sums;
}

static void
sample (const Sums *sums,
        float       x,
        float       y,
        float       colour[3])
{
  float fx = CLAMP (x - 0.5f, 0.0f, (float) sums->width - 1.0f);
  float fy = CLAMP (y - 0.5f, 0.0f, (float) sums->height - 1.0f);
  int x0 = (int) fx, x1 = MIN (x0 + 1, sums->width - 1);
  int y0 = (int) fy, y1 = MIN (y0 + 1, sums->height - 1);
  const float *corners[4] = {
    sums->cells + ((gsize) y0 * sums->width + x0) * 4,
    sums->cells + ((gsize) y0 * sums->width + x1) * 4,
    sums->cells + ((gsize) y1 * sums->width + x0) * 4,
    sums->cells + ((gsize) y1 * sums->width + x1) * 4,
  };
  float wx = fx - x0, wy = fy - y0;
  const float weights[4] = { (1 - wx) * (1 - wy), wx * (1 - wy), (1 - wx) * wy, wx * wy };

  colour[0] = colour[1] = colour[2] = 0.0f;
  for (int k = 0; k < 4; k++)
    {
      float weight = corners[k][3] > 0.0f ? weights[k] / corners[k][3] : 0.0f;

      for (int c = 0; c < 3; c++)
        colour[c] += weight * corners[k][c];
    }
}

/* The push half: cells without a weight take their colour from the level above. */
static void
fill_from_above (Sums       *level,
                 const Sums *above)
{
  for (int y = 0; y < level->height; y++)
    {
      for (int x = 0; x < level->width; x++)
        {
          float *cell = level->cells + ((gsize) y * level->width + x) * 4;

          if (cell[3] > 0.0f)
            continue;
          sample (above, (x + 0.5f) / 2.0f, (y + 0.5f) / 2.0f, cell);
          cell[3] = 1.0f;
        }
    }
}

/* Pull-push interpolation (Gortler et al., "The Lumigraph", 1996, §3.4) of what lies beyond. */
static void
run_smooth (LimnerPicture    *picture,
            const LimnerRect *known)
{
  int width = limner_picture_get_width (picture);
  int height = limner_picture_get_height (picture);
  Sums levels[16];
  int n_levels = 1;

  levels[0] = first_sums (picture, known);
  while (levels[n_levels - 1].width > 1 || levels[n_levels - 1].height > 1)
    {
      levels[n_levels] = next_sums (&levels[n_levels - 1]);
      n_levels++;
    }
  for (int i = n_levels - 2; i >= 0; i--)
    fill_from_above (&levels[i], &levels[i + 1]);

  for (int y = 0; y < height; y++)
    {
      guint8 *row = limner_picture_get_pixels (picture) + (gsize) y * width * 4;
      gboolean inside = y >= known->y && y < known->y + known->height;

      for (int x = 0; x < width; x++)
        {
          float colour[3];

          if (inside && x >= known->x && x < known->x + known->width)
            continue;
          sample (&levels[0], (x + 0.5f) / 2.0f, (y + 0.5f) / 2.0f, colour);
          for (int c = 0; c < 3; c++)
            row[4 * x + c] = (guint8) CLAMP (colour[c] + 0.5f, 0.0f, 255.0f);
          row[4 * x + 3] = 255;
        }
    }

  for (int i = 0; i < n_levels; i++)
    g_clear_pointer (&levels[i].cells, g_free);
}

static void
add_noise (LimnerPicture    *picture,
           const LimnerRect *known)
{
  int width = limner_picture_get_width (picture);
  guint32 state = 0x9e3779b9u;

  for (int y = 0; y < limner_picture_get_height (picture); y++)
    {
      guint8 *row = limner_picture_get_pixels (picture) + (gsize) y * width * 4;
      gboolean inside = y >= known->y && y < known->y + known->height;

      for (int x = 0; x < width; x++)
        {
          if (inside && x >= known->x && x < known->x + known->width)
            continue;
          for (int c = 0; c < 3; c++)
            {
              /* xorshift32 (Marsaglia, 2003): the same noise each time, so that jobs repeat. */
              state ^= state << 13;
              state ^= state >> 17;
              state ^= state << 5;
              row[4 * x + c] = (guint8) CLAMP (row[4 * x + c] + (int) (state % 97) - 48, 0, 255);
            }
        }
    }
}

/**
 * limner_edit_prefill:
 * @picture: a picture that is known only in part; changed in place
 * @known: the part that is known
 * @prefill: how the rest is made up
 *
 * Makes up what a model is shown where there is no picture yet, so that it starts from something
 * near and not from black.
 *
 * Returns: %TRUE if anything was made up
 */
gboolean
limner_edit_prefill (LimnerPicture     *picture,
                     const LimnerRect  *known,
                     LimnerEditPrefill  prefill)
{
  LimnerRect whole;
  LimnerRect inside;

  g_return_val_if_fail (picture != NULL && known != NULL, FALSE);

  whole = (LimnerRect) { 0, 0, limner_picture_get_width (picture),
                         limner_picture_get_height (picture) };
  if (!limner_rect_intersect (&whole, known, &inside) || limner_rect_equal (&whole, &inside))
    return FALSE;

  switch (prefill)
    {
    case LIMNER_EDIT_PREFILL_EDGE:
      draw_out_edges (picture, &inside);
      break;

    case LIMNER_EDIT_PREFILL_NOISE:
      run_smooth (picture, &inside);
      add_noise (picture, &inside);
      break;

    case LIMNER_EDIT_PREFILL_SMOOTH:
    default:
      run_smooth (picture, &inside);
      break;
    }
  return TRUE;
}

/* How far a pixel lies inside the source from the nearest side at which the frame goes on. */
static int
distance_to_open_side (const LimnerRect *frame,
                       int               source_width,
                       int               source_height,
                       int               x,
                       int               y)
{
  int distance = G_MAXINT;

  if (frame->x < 0)
    distance = MIN (distance, x);
  if (frame->y < 0)
    distance = MIN (distance, y);
  if (frame->x + frame->width > source_width)
    distance = MIN (distance, source_width - 1 - x);
  if (frame->y + frame->height > source_height)
    distance = MIN (distance, source_height - 1 - y);
  return distance;
}

/**
 * limner_edit_box_mask:
 * @recipe: a recipe
 * @mask: (nullable): what was painted, from the recipe's place for it in the frame on; %NULL for
 *   nothing
 * @source_width: in pixels
 * @source_height: in pixels
 *
 * Gives what is to be painted anew within the recipe's box: what was painted, all that lies beyond
 * the source, and the overlap by which an extension reaches into it.
 *
 * Returns: (transfer full) (nullable): a plane of the box's size, or %NULL without memory
 */
LimnerPlane *
limner_edit_box_mask (const LimnerEditRecipe *recipe,
                      const LimnerPlane      *mask,
                      int                     source_width,
                      int                     source_height)
{
  const LimnerRect *box = &recipe->box;
  const LimnerRect *frame = &recipe->frame;
  LimnerPlane *result;
  LimnerRect inside;
  gboolean has_new;
  int mask_x, from, to;

  g_return_val_if_fail (recipe != NULL, NULL);

  result = limner_plane_new (box->width, box->height);
  if (result == NULL)
    return NULL;

  inside = (LimnerRect) { 0, 0, source_width, source_height };
  has_new = recipe->overlap > 0 || !limner_rect_contains (&inside, box);
  mask_x = frame->x + recipe->mask_x;
  from = mask != NULL ? CLAMP (mask_x, box->x, box->x + box->width) : 0;
  to = mask != NULL ? CLAMP (mask_x + limner_plane_get_width (mask), from, box->x + box->width)
                    : 0;
  for (int y = box->y; y < box->y + box->height; y++)
    {
      guint8 *row = limner_plane_get_pixels (result) + (gsize) (y - box->y) * box->width;
      int mask_y = y - frame->y - recipe->mask_y;

      if (mask != NULL && mask_y >= 0 && mask_y < limner_plane_get_height (mask))
        memcpy (row + (from - box->x), limner_plane_read_row (mask, mask_y) + (from - mask_x),
                (gsize) (to - from));

      for (int x = box->x; has_new && x < box->x + box->width; x++)
        {
          if (x < 0 || y < 0 || x >= source_width || y >= source_height ||
              distance_to_open_side (frame, source_width, source_height, x, y) < recipe->overlap)
            row[x - box->x] = 255;
        }
    }
  return result;
}
