/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>
#include <string.h>

#include "limner-loops.h"
#include "limner-scene.h"

/* From this zoom on pixels are shown as squares. */
#define NEAREST_ZOOM 2.0

#define CHECKER_SHIFT 3   /* squares of 8 pixels */
#define CHECKER_LIGHT 0xff999999u
#define CHECKER_DARK 0xff666666u

#define FRACTION_BITS 32

/* The longest part of a source's row that is mixed beforehand, in pixels */
#define LINE_PIXELS 4096
#define ONE ((gint64) 1 << FRACTION_BITS)

/*
 * Walks through a source along a row of the target. Coordinates are fixed-point numbers in pixels
 * of the source; what is outside is transparent.
 */
typedef struct
{
  const guint8 *pixels;      /* of the pixel at left, top */
  gsize         stride;
  int           left;        /* what of the source is at hand */
  int           top;
  int           right;
  int           bottom;
  double        width;       /* the whole source */
  double        height;
  LimnerMatrix  to_source;   /* from the zoomed space */
  double        origin_x;
  double        origin_y;
  gboolean      smooth;
  gint64        x;           /* at the current pixel */
  gint64        y;
  gint64        dx;          /* from pixel to pixel */
  gint64        dy;
  guint8       *line;        /* LINE_PIXELS pixels, for rows that are mixed of two */
} Sampler;

/* In whole numbers, so that a part of a row meets the very same points as the whole row does. */
static void
sampler_begin_row (Sampler *self,
                   int      u,
                   int      v)
{
  const LimnerMatrix *m = &self->to_source;
  gint64 xx = (gint64) floor (m->xx * ONE + 0.5);
  gint64 xy = (gint64) floor (m->xy * ONE + 0.5);
  gint64 yx = (gint64) floor (m->yx * ONE + 0.5);
  gint64 yy = (gint64) floor (m->yy * ONE + 0.5);

  self->x = u * xx + v * xy + (xx + xy) / 2 + (gint64) floor (self->origin_x * ONE + 0.5);
  self->y = u * yx + v * yy + (yx + yy) / 2 + (gint64) floor (self->origin_y * ONE + 0.5);
  self->dx = xx;
  self->dy = yx;
}

/* Finds which pixels of a row are inside the source, so that the loops need not ask. */
static void
sampler_clip (const Sampler *self,
              int            n,
              int           *first,
              int           *end)
{
  gint64 limits[2] = { (gint64) (self->width * ONE), (gint64) (self->height * ONE) };
  gint64 starts[2] = { self->x, self->y };
  gint64 steps[2] = { self->dx, self->dy };

  *first = 0;
  *end = n;
  for (int i = 0; i < 2; i++)
    {
      gint64 low = 0;
      gint64 high = n;

      /* 0 <= start + k * step < limit */
      if (steps[i] > 0)
        {
          low = starts[i] < 0 ? (-starts[i] + steps[i] - 1) / steps[i] : 0;
          high = starts[i] < limits[i] ? (limits[i] - starts[i] + steps[i] - 1) / steps[i] : 0;
        }
      else if (steps[i] < 0)
        {
          low = starts[i] >= limits[i] ? (starts[i] - limits[i]) / -steps[i] + 1 : 0;
          high = starts[i] >= 0 ? starts[i] / -steps[i] + 1 : 0;
        }
      else if (starts[i] < 0 || starts[i] >= limits[i])
        {
          high = 0;
        }
      *first = (int) MAX (*first, MIN (low, n));
      *end = (int) MIN (*end, high);
    }
  *end = MAX (*end, *first);
}

static inline guint32
load_pixel (const guint8 *pixels)
{
  guint32 pixel;

  memcpy (&pixel, pixels, sizeof pixel);
  return pixel;
}

/* Mixes four channels at once, two in each number; part is 0 to 256. */
static inline guint32
mix (guint32 a,
     guint32 b,
     guint32 part)
{
  guint32 even = ((a & 0x00ff00ff) * (256 - part) + (b & 0x00ff00ff) * part) >> 8;
  guint32 odd = ((a >> 8) & 0x00ff00ff) * (256 - part) + ((b >> 8) & 0x00ff00ff) * part;

  return (even & 0x00ff00ff) | (odd & 0xff00ff00);
}

/*
 * Where the view is not turned, a row of it lies between the same two rows of the source all along.
 * These are mixed first, many pixels at once, so that each pixel only has to be mixed sideways.
 * Returns the pixels from *left on, or NULL if the way through the source is too long or not level.
 */
static const guint8 *
mix_rows (const Sampler *self,
          int            first,
          int            end,
          int            size,
          int           *left,
          int           *right)
{
  const LimnerLoops *loops = limner_loops_get ();
  gint64 from = self->x + first * self->dx - ONE / 2;
  gint64 to = from + (end - 1 - first) * self->dx;
  gint64 y = self->y - ONE / 2;
  int y0 = CLAMP ((int) (y >> FRACTION_BITS), self->top, self->bottom - 1);
  int y1 = CLAMP ((int) (y >> FRACTION_BITS) + 1, self->top, self->bottom - 1);
  int part = (int) (y >> (FRACTION_BITS - 8)) & 255;
  const guint8 *upper, *lower;
  int n;

  if (self->dy != 0 || first >= end)
    return NULL;

  *left = CLAMP ((int) (MIN (from, to) >> FRACTION_BITS), self->left, self->right - 1);
  *right = CLAMP ((int) (MAX (from, to) >> FRACTION_BITS) + 2, *left + 1, self->right);
  if (*right - *left > LINE_PIXELS)
    return NULL;

  n = (*right - *left) * size;
  upper = self->pixels + (y0 - self->top) * self->stride + (*left - self->left) * size;
  lower = self->pixels + (y1 - self->top) * self->stride + (*left - self->left) * size;
  loops->blend (self->line, upper, lower, part, n);
  for (int i = n & ~15; i < n; i++)
    self->line[i] = (guint8) ((upper[i] * (256 - part) + lower[i] * part) >> 8);
  return self->line;
}

static void
sample_level_colours (const Sampler *self,
                      const guint8  *line,
                      int            left,
                      int            right,
                      int            first,
                      int            end,
                      guint32       *row)
{
  gint64 x = self->x + first * self->dx - ONE / 2 - left * ONE;
  int last = right - left - 1;

  for (int i = first; i < end; i++, x += self->dx)
    {
      int x0 = (int) (x >> FRACTION_BITS);
      int x1 = CLAMP (x0 + 1, 0, last);

      row[i] = mix (load_pixel (line + CLAMP (x0, 0, last) * 4), load_pixel (line + x1 * 4),
                    (guint32) (x >> (FRACTION_BITS - 8)) & 255);
    }
}

static void
sample_level_values (const Sampler *self,
                     const guint8  *line,
                     int            left,
                     int            right,
                     int            first,
                     int            end,
                     guint8        *row)
{
  gint64 x = self->x + first * self->dx - ONE / 2 - left * ONE;
  int last = right - left - 1;

  for (int i = first; i < end; i++, x += self->dx)
    {
      int x0 = (int) (x >> FRACTION_BITS);
      int part = (int) (x >> (FRACTION_BITS - 8)) & 255;

      row[i] = (guint8) ((line[CLAMP (x0, 0, last)] * (256 - part) +
                          line[CLAMP (x0 + 1, 0, last)] * part + 128) >> 8);
    }
}

static void
sample_colours (const Sampler *self,
                int            first,
                int            end,
                guint32       *row)
{
  gint64 x = self->x + first * self->dx - (self->smooth ? ONE / 2 : 0);
  gint64 y = self->y + first * self->dy - (self->smooth ? ONE / 2 : 0);
  const guint8 *line;
  int left, right;

  line = self->smooth ? mix_rows (self, first, end, 4, &left, &right) : NULL;
  if (line != NULL)
    {
      sample_level_colours (self, line, left, right, first, end, row);
      return;
    }

  for (int i = first; i < end; i++, x += self->dx, y += self->dy)
    {
      int x0 = CLAMP ((int) (x >> FRACTION_BITS), self->left, self->right - 1);
      int y0 = CLAMP ((int) (y >> FRACTION_BITS), self->top, self->bottom - 1);
      const guint8 *upper = self->pixels + (y0 - self->top) * self->stride;

      if (self->smooth)
        {
          int x1 = CLAMP ((int) (x >> FRACTION_BITS) + 1, self->left, self->right - 1);
          int y1 = CLAMP ((int) (y >> FRACTION_BITS) + 1, self->top, self->bottom - 1);
          const guint8 *lower = self->pixels + (y1 - self->top) * self->stride;
          guint32 part_x = (guint32) (x >> (FRACTION_BITS - 8)) & 255;
          guint32 part_y = (guint32) (y >> (FRACTION_BITS - 8)) & 255;

          row[i] = mix (mix (load_pixel (upper + (x0 - self->left) * 4),
                             load_pixel (upper + (x1 - self->left) * 4), part_x),
                        mix (load_pixel (lower + (x0 - self->left) * 4),
                             load_pixel (lower + (x1 - self->left) * 4), part_x), part_y);
        }
      else
        {
          row[i] = load_pixel (upper + (x0 - self->left) * 4);
        }
    }
}

static void
sample_values (const Sampler *self,
               int            first,
               int            end,
               guint8        *row)
{
  gint64 x = self->x + first * self->dx - (self->smooth ? ONE / 2 : 0);
  gint64 y = self->y + first * self->dy - (self->smooth ? ONE / 2 : 0);
  const guint8 *line;
  int left, right;

  line = self->smooth ? mix_rows (self, first, end, 1, &left, &right) : NULL;
  if (line != NULL)
    {
      sample_level_values (self, line, left, right, first, end, row);
      return;
    }

  for (int i = first; i < end; i++, x += self->dx, y += self->dy)
    {
      int x0 = CLAMP ((int) (x >> FRACTION_BITS), self->left, self->right - 1) - self->left;
      int y0 = CLAMP ((int) (y >> FRACTION_BITS), self->top, self->bottom - 1);
      const guint8 *upper = self->pixels + (y0 - self->top) * self->stride;

      if (self->smooth)
        {
          int x1 = CLAMP ((int) (x >> FRACTION_BITS) + 1, self->left, self->right - 1) - self->left;
          int y1 = CLAMP ((int) (y >> FRACTION_BITS) + 1, self->top, self->bottom - 1);
          const guint8 *lower = self->pixels + (y1 - self->top) * self->stride;
          int part_x = (int) (x >> (FRACTION_BITS - 8)) & 255;
          int part_y = (int) (y >> (FRACTION_BITS - 8)) & 255;
          int above = upper[x0] * (256 - part_x) + upper[x1] * part_x;
          int below = lower[x0] * (256 - part_x) + lower[x1] * part_x;

          row[i] = (guint8) ((above * (256 - part_y) + below * part_y + 32768) >> 16);
        }
      else
        {
          row[i] = upper[x0];
        }
    }
}

/* Which level is shown: at least half its size and not more than its full size, if there is one. */
static int
choose_level (double scale,
              int    n_levels)
{
  int level = 0;

  while (level + 1 < n_levels && scale * (1 << (level + 1)) <= 1.0001)
    level++;
  return level;
}

static double
get_scale (const LimnerMatrix *matrix)
{
  return sqrt (fabs (matrix->xx * matrix->yy - matrix->xy * matrix->yx));
}

static gboolean
is_smooth (const LimnerMatrix *matrix,
           double              scale)
{
  gboolean upright = (matrix->xy == 0 && matrix->yx == 0) || (matrix->xx == 0 && matrix->yy == 0);

  /* Where one pixel meets one pixel there is nothing to smooth. */
  if (upright && fabs (scale - 1) < 1e-6)
    return FALSE;
  return scale <= NEAREST_ZOOM;
}

/* Sets how the zoomed space is mapped to a source that fills an area of the picture. */
static void
sampler_set_source (Sampler            *self,
                    const LimnerMatrix *matrix,
                    const LimnerRect   *area,
                    double              width,
                    double              height)
{
  double scale_x = width / area->width;
  double scale_y = height / area->height;
  LimnerMatrix inverse;

  limner_matrix_invert (matrix, &inverse);
  self->to_source = (LimnerMatrix) { inverse.xx * scale_x, inverse.xy * scale_x,
                                     inverse.yx * scale_y, inverse.yy * scale_y };
  self->origin_x = -area->x * scale_x;
  self->origin_y = -area->y * scale_y;
  self->width = width;
  self->height = height;
}

static void
sampler_init_picture (Sampler            *self,
                      const LimnerScene  *scene,
                      const LimnerMatrix *matrix)
{
  LimnerPicture *picture = limner_mipmap_get_level (scene->picture, 0);
  double width = limner_picture_get_width (picture);
  double height = limner_picture_get_height (picture);
  double scale = get_scale (matrix) * scene->picture_area.width / width;
  int level = choose_level (scale, limner_mipmap_get_n_levels (scene->picture));

  *self = (Sampler) { 0 };
  sampler_set_source (self, matrix, &scene->picture_area, width / (1 << level),
                      height / (1 << level));
  picture = limner_mipmap_get_level (scene->picture, level);
  self->pixels = limner_picture_read_row (picture, 0);
  self->stride = limner_picture_get_stride (picture);
  self->right = limner_picture_get_width (picture);
  self->bottom = limner_picture_get_height (picture);
  self->smooth = !scene->draft && is_smooth (matrix, scale * (1 << level));
}

static gboolean
has_tiles (const LimnerTiles *tiles,
           const LimnerRect  *part)
{
  int n_columns = limner_tiles_get_n_columns (tiles);

  for (int row = part->y / LIMNER_TILE_SIZE;
       row * LIMNER_TILE_SIZE < part->y + part->height;
       row++)
    for (int column = part->x / LIMNER_TILE_SIZE;
         column * LIMNER_TILE_SIZE < part->x + part->width;
         column++)
      {
        if (limner_tiles_peek_tile (tiles, row * n_columns + column) != NULL)
          return TRUE;
      }
  return FALSE;
}

/* Copies the part of a layer that is looked at, so that it can be walked through in any direction.
 * Returns FALSE if nothing is there. */
static gboolean
sampler_init_layer (Sampler            *self,
                    LimnerTilePyramid  *layer,
                    const LimnerMatrix *matrix,
                    const LimnerRect   *where,
                    guint8            **memory)
{
  LimnerTiles *base = limner_tile_pyramid_get_level (layer, 0);
  double scale = get_scale (matrix);
  int level = choose_level (scale, limner_tile_pyramid_get_n_levels (layer));
  LimnerTiles *tiles = limner_tile_pyramid_get_level (layer, level);
  LimnerRect area = { 0, 0, limner_tiles_get_width (base), limner_tiles_get_height (base) };
  LimnerRect all = { 0, 0, limner_tiles_get_width (tiles), limner_tiles_get_height (tiles) };
  int size = limner_tiles_get_bytes_per_pixel (tiles);
  LimnerRect part;

  *self = (Sampler) { 0 };
  sampler_set_source (self, matrix, &area, (double) area.width / (1 << level),
                      (double) area.height / (1 << level));
  limner_matrix_map_rect (&self->to_source, where, &part);
  limner_rect_grow (&part, 2);
  if (!limner_rect_intersect (&part, &all, &part) || !has_tiles (tiles, &part))
    return FALSE;

  self->stride = (gsize) part.width * size;
  *memory = g_malloc (self->stride * part.height);
  for (int y = 0; y < part.height; y++)
    limner_tiles_read_span (tiles, part.x, part.y + y, part.width, *memory + y * self->stride);
  self->pixels = *memory;
  self->left = part.x;
  self->top = part.y;
  self->right = part.x + part.width;
  self->bottom = part.y + part.height;
  self->smooth = is_smooth (matrix, scale * (1 << level));
  return TRUE;
}

/* Straight colours over the checkerboard */
static void
lay_on_checkerboard (guint32 *row,
                     int      first,
                     int      end,
                     int      u,
                     int      v)
{
  for (int i = first; i < end; i++)
    {
      guint32 alpha = row[i] >> 24;
      int square = ((u + i) >> CHECKER_SHIFT) + (v >> CHECKER_SHIFT);

      if (alpha < 255)
        row[i] = mix (square & 1 ? CHECKER_DARK : CHECKER_LIGHT, row[i] | 0xff000000u,
                      alpha + (alpha >> 7));
    }
}

/* Premultiplied colours over opaque ones */
static void
lay_over (guint32       *row,
          const guint32 *colours,
          int            first,
          int            end)
{
  for (int i = first; i < end; i++)
    {
      guint32 alpha = colours[i] >> 24;

      if (alpha > 0)
        row[i] = mix (row[i], 0, alpha + (alpha >> 7)) + colours[i];
      row[i] |= 0xff000000u;
    }
}

static void
lay_mask (const LimnerScene *self,
          guint32           *row,
          const guint8      *values,
          int                first,
          int                end)
{
  guint32 opacity = (guint32) (self->overlay_opacity * 256 + 0.5);
  guint32 tint = 0xff000000u | (guint32) self->overlay[2] << 16 |
                 (guint32) self->overlay[1] << 8 | self->overlay[0];

  for (int i = first; i < end; i++)
    {
      guint32 value = values[i];

      if (self->mask_only)
        row[i] = 0xff000000u | value << 16 | value << 8 | value;
      else if (value > 0)
        row[i] = mix (row[i], tint, (value + (value >> 7)) * opacity >> 8);
    }
}

static void
swap_red_and_blue (guint32 *row,
                   int      n)
{
  for (int i = 0; i < n; i++)
    row[i] = (row[i] & 0xff00ff00u) | (row[i] & 0xff) << 16 | (row[i] >> 16 & 0xff);
}

/**
 * limner_scene_render:
 * @self: a scene
 * @matrix: the zoomed space
 * @where: what to draw, in the zoomed space
 * @pixels: (out): pixels in the order blue, green, red, alpha, premultiplied; transparent
 *   where there is no picture
 * @stride: bytes from row to row, a multiple of 4
 *
 * Draws a part of the view.
 */
void
limner_scene_render (const LimnerScene  *self,
                     const LimnerMatrix *matrix,
                     const LimnerRect   *where,
                     guint8             *pixels,
                     gsize               stride)
{
  g_autofree guint8 *mask_memory = NULL;
  g_autofree guint8 *guide_memory = NULL;
  g_autofree guint32 *colours = g_new (guint32, where->width);
  g_autofree guint8 *values = g_malloc0 (where->width);
  g_autofree guint8 *line = g_malloc (LINE_PIXELS * 4);
  Sampler picture, mask, guide;
  gboolean has_mask, has_guide;

  g_return_if_fail (self != NULL && self->picture != NULL);

  sampler_init_picture (&picture, self, matrix);
  has_mask = self->mask != NULL &&
             sampler_init_layer (&mask, self->mask, matrix, where, &mask_memory);
  has_guide = self->guide != NULL && !self->mask_only &&
              sampler_init_layer (&guide, self->guide, matrix, where, &guide_memory);
  picture.line = line;
  if (has_mask)
    mask.line = line;
  if (has_guide)
    guide.line = line;

  for (int y = 0; y < where->height; y++)
    {
      guint32 *row = (guint32 *) (gpointer) (pixels + y * stride);
      int first, end;

      /* A draft shows every second row twice. */
      if (self->draft && y % 2 == 1)
        {
          memcpy (row, pixels + (y - 1) * stride, where->width * sizeof *row);
          continue;
        }
      sampler_begin_row (&picture, where->x, where->y + y);
      sampler_clip (&picture, where->width, &first, &end);
      memset (row, 0, first * sizeof *row);
      memset (row + end, 0, (where->width - end) * sizeof *row);
      if (!self->mask_only)
        sample_colours (&picture, first, end, row);
      if (!self->mask_only && !limner_mipmap_is_opaque (self->picture))
        lay_on_checkerboard (row, first, end, where->x, where->y + y);
      if (has_guide)
        {
          sampler_begin_row (&guide, where->x, where->y + y);
          sampler_clip (&guide, where->width, &first, &end);
          sample_colours (&guide, first, end, colours);
          lay_over (row, colours, first, end);
        }
      if (has_mask)
        {
          sampler_begin_row (&mask, where->x, where->y + y);
          sampler_clip (&mask, where->width, &first, &end);
          sample_values (&mask, first, end, values);
        }
      if (has_mask || self->mask_only)
        lay_mask (self, row, values, first, end);
      swap_red_and_blue (row, where->width);
    }
}
